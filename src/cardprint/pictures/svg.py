"""Read an SVG by expat against a whitelist: elements become Shapes, all else a Problem at its line. Knows no DTD, no entity, no link."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from cardprint.errors import Found, Place, Problem
from cardprint.pictures import outlines, paint, transforms
from cardprint.pictures.nouns import Drawing, Fault, Shape, excerpt
from cardprint.pictures.paths import MOST_SEGMENTS, Box, trace
from cardprint.pictures.viewport import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_PROBLEMS, MOST_OF_A_KIND = 10, 3
MOST_ELEMENTS, DEEPEST = 20_000, 100
_SMALL, _LARGE = 10, 10_000
"""A view box whose longer side is not between these is scaled, so that three decimals are right for it."""
_THINNEST = 1000
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"}
_ENTITY = re.compile(rb"&(?!#|amp;|lt;|gt;|quot;|apos;)")
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"}
_SILENT = {"title", "desc", "metadata"}
_ROOT = {
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "preserveAspectRatio",
    "version",
    "baseProfile",
    "zoomAndPan",
    "contentStyleType",
    "contentScriptType",
}
_WITHOUT_EFFECT = {"id", "class", "role", "lang", "tabindex", "focusable", "pathLength"}
_REFUSED = {
    **dict.fromkeys(("text", "tspan", "tref", "textPath", "font", "flowRoot"), "picture-text"),
    **dict.fromkeys(("linearGradient", "radialGradient", "pattern", "meshgradient", "hatch", "solidColor"), "picture-gradient"),
    **dict.fromkeys(("use", "symbol"), "picture-use"),
    **dict.fromkeys(("mask", "clipPath"), "picture-clip"),
    **dict.fromkeys(("animate", "animateTransform", "animateMotion", "animateColor", "set", "script"), "picture-script"),
    "image": "picture-image",
    "filter": "picture-effect",
    "marker": "picture-marker",
    "style": "picture-stylesheet",
}


class _State(NamedTuple):
    look: paint.Painting
    matrix: transforms.Matrix
    unused: bool = False
    """Inside `defs`, where a shape exists only to be referred to."""


def read(data: bytes, shown: str) -> Found[Drawing | None]:
    """Read an SVG; `shown` is the file's name in Places. All Problems of the file at once, ten at most; never raises."""
    reader = _Reader(data, shown)
    reader.read()
    if not reader.problems:
        reader.check_seen()
    if reader.problems:
        return None, tuple(reader.problems)
    return Drawing(*reader.size, tuple(reader.shapes)), ()


class _Reader:
    """Collects shapes and Problems while expat walks the file."""

    def __init__(self, data: bytes, shown: str) -> None:
        self.data = data
        self.shown = shown
        self.size = (1.0, 1.0)
        self.shapes: list[Shape] = []
        self.boxes: list[Box] = []
        self.problems: list[Problem] = []
        self.kinds: Counter[str] = Counter()
        self.states: list[_State] = []
        self.skipped = self.elements = self.segments = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.XmlDeclHandler = _check_encoding
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.ProcessingInstructionHandler = self.instruction

    def read(self) -> None:
        """Walk the file until its end or until it cannot be trusted."""
        try:
            self.parser.Parse(self.data, True)  # noqa: FBT003 - expat takes no keywords
        except expat.ExpatError as broken:
            code = "picture-xml" if self.elements else "picture-not-svg"
            reason = expat.ErrorString(broken.code)
            self.add(Fault(code=code, reason=reason), Place(self.shown, broken.lineno, broken.offset + 1))
        except Fault as fault:
            self.add(fault)

    def add(self, fault: Fault, place: Place | None = None, name: str = "") -> None:
        """Note a Problem, here unless a place is given; few of a kind, so that other kinds are seen too."""
        here = Place(self.shown, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.kinds[fault.code] += 1
        if len(self.problems) < MOST_PROBLEMS and self.kinds[fault.code] <= MOST_OF_A_KIND:
            self.problems.append(fault.at(place or here, file=self.shown, name=name))

    @contextmanager
    def kept(self, name: str = "") -> Iterator[None]:
        """Turn a Fault into a Problem and go on."""
        try:
            yield
        except Fault as fault:
            self.add(fault, name=name)

    def doctype(self, _name: str, system: str | None, _public: str | None, subset: int) -> None:
        """Stop at a DTD inside the file; the name of one elsewhere is never followed, so the file may not need it."""
        # Once a DTD elsewhere is named, expat leaves unknown entities out of attributes without a word.
        if subset or (system and _ENTITY.search(self.data.replace(b"\0", b""))):
            raise Fault(code="picture-doctype")

    def instruction(self, target: str, _text: str) -> None:
        """Refuse a style sheet from elsewhere; all other processing instructions draw nothing."""
        if target == "xml-stylesheet":
            self.add(Fault(code="picture-stylesheet"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element, or skip it with all it holds."""
        space, _, tag = name.rpartition("}")
        self.count()
        if self.skipped:
            self.skipped += 1
        elif not self.states:
            self.root(space, tag, attributes)
        elif tag in _SILENT or space not in ("", _SVG):
            self.skipped += 1
        elif code := self.refusal(tag):
            self.add(Fault(code=code, name=excerpt(tag)))
            self.skipped += 1
        else:
            self.enter(tag, attributes)

    def end(self, _name: str) -> None:
        """Close an element."""
        if self.skipped:
            self.skipped -= 1
        else:
            self.states.pop()

    def count(self) -> None:
        """Stop at a file that is too large or too deep to be a card's picture."""
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise Fault(code="picture-too-complex", limit=MOST_ELEMENTS)
        if len(self.states) + self.skipped >= DEEPEST:
            raise Fault(code="picture-too-deep", limit=DEEPEST)

    def refusal(self, tag: str) -> str:
        """Give the code of the Problem that an element is; empty if it is welcome."""
        if tag in _REFUSED:
            return _REFUSED[tag]
        if tag not in _SHAPES and tag not in ("g", "defs"):
            return "picture-element"
        return "picture-use" if self.states[-1].unused and tag != "defs" else ""

    def root(self, space: str, tag: str, attributes: dict[str, str]) -> None:
        """Open `svg`, whose view box gives size and origin."""
        if tag != "svg" or space not in ("", _SVG):
            raise Fault(code="picture-not-svg", reason=f"<{excerpt(tag)}>")
        matrix = transforms.Matrix()
        with self.kept():
            box = _view_box(attributes)
            self.size, matrix = fitted(box, _viewport(attributes) or box[2:], attributes.get("preserveAspectRatio", ""))
            scale = 1.0 if _SMALL <= max(self.size) <= _LARGE else _LARGE / max(self.size)
            self.size = (self.size[0] * scale, self.size[1] * scale)
            matrix = transforms.Matrix(scale, 0, 0, scale, 0, 0).inner(matrix)
        self.states.append(_State(paint.Painting(), matrix))
        self.enter(tag, attributes)
        del self.states[0]

    def enter(self, tag: str, attributes: dict[str, str]) -> None:
        """Open a group or draw a shape."""
        look, matrix, unused = self.states[-1]
        properties = self.properties(tag, attributes)
        if properties.get("display", "").strip() == "none":
            self.skipped += 1
            return
        for name, value in properties.items():
            with self.kept(name=name):
                look = paint.apply(look, name, value)
        with self.kept(name="transform"):
            matrix = matrix.inner(transforms.parse(attributes.get("transform", "")))
        self.states.append(_State(look, matrix, unused or tag == "defs"))
        if tag in _SHAPES:
            with self.kept(name=_main(tag)):
                self.draw(tag, attributes, look, matrix)

    def properties(self, tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Give how an element looks: its presentation attributes, and its style, which is stronger."""
        known = _ROOT if tag == "svg" else outlines.geometry(tag) | {"transform"}
        found = {}
        for name, value in attributes.items():
            if _is_link(name):
                self.add(Fault(code="picture-reference", value=excerpt(value)))
            elif name.startswith("on"):
                self.add(Fault(code="picture-script", name=excerpt(name)))
            elif name not in known and name != "style" and not _is_silent(name):
                found[name] = value
        with self.kept():
            style = dict(paint.declarations(attributes.get("style", "")))
            found |= {name: value for name, value in style.items() if tag != "svg" or name not in ("width", "height")}
        return found

    def draw(self, tag: str, attributes: Mapping[str, str], look: paint.Painting, matrix: transforms.Matrix) -> None:
        """Add a shape, unless it leaves no ink; raises Fault."""
        segments = outlines.segments(tag, attributes)
        self.segments += len(segments)
        if self.segments > MOST_SEGMENTS:
            raise Fault(code="picture-too-complex", limit=MOST_SEGMENTS)
        outline = trace(segments, matrix)
        fill = None if tag == "line" else look.ink(look.fill)
        stroke = look.ink(look.stroke) if look.width else None
        if not outline.path or (fill, stroke) == (None, None) or matrix.is_flat:
            return
        scale = matrix.scale
        if stroke and scale is None:
            raise Fault(code="picture-stretched")
        width = look.width * (scale or 1)
        self.shapes.append(Shape(outline.path, fill, stroke, width, look.cap, look.join, look.miter, look.even_odd))
        self.boxes.append(_grown(outline.box, width / 2 if stroke else 0))

    def check_seen(self) -> None:
        """Refuse a drawing that would leave the paper white."""
        width, height = self.size
        if not self.shapes:
            self.add(Fault(code="picture-empty"), Place(self.shown))
        elif not any(left < width and right > 0 and top < height and bottom > 0 for left, top, right, bottom in self.boxes):
            self.add(Fault(code="picture-outside"), Place(self.shown))


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in _ENCODINGS:
        raise Fault(code="picture-encoding", name=excerpt(encoding))


def _view_box(attributes: Mapping[str, str]) -> Box:
    """Give left, top, width and height in user units; raises Fault if they are missing or absurd."""
    try:
        if attributes.get("viewBox", "").strip():
            left, top, width, height = transforms.numbers(attributes["viewBox"])
        else:
            left, top, (width, height) = 0, 0, (outlines.length(attributes.get(name, "")) for name in ("width", "height"))
    except (Fault, ValueError) as fault:
        raise Fault(code="picture-size") from fault
    _check_shape(width, height)
    return left, top, width, height


def _check_shape(width: float, height: float) -> None:
    if min(width, height) <= max(width, height) / _THINNEST:
        raise Fault(code="picture-size")


def _viewport(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    """Give the size that the drawing is to be fitted into; None where width and height do not both say one, as `100%` does not."""
    try:
        width, height = (outlines.length(attributes.get(name, "")) for name in ("width", "height"))
    except Fault:
        return None
    _check_shape(width, height)
    return width, height


def _grown(box: Box, by: float) -> Box:
    left, top, right, bottom = box
    return left - by, top - by, right + by, bottom + by


def _is_link(name: str) -> bool:
    return name in ("href", "src", f"{_XLINK}}}href")


def _is_silent(name: str) -> bool:
    return "}" in name or name in _WITHOUT_EFFECT or name.startswith(("data-", "aria-"))


def _main(tag: str) -> str:
    """Name what a shape's fault is in: its one attribute, or else the element."""
    names = outlines.geometry(tag)
    return next(iter(names)) if len(names) == 1 else tag
