"""What the pages of a PDF draw, followed operator by operator through forms (ISO 32000-1 8.4, 8.6, 8.9, 8.10, 9.3). The preflight's eyes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.inks import Inks

Matrix = tuple[float, float, float, float]
"""Turn and scale; where a thing lies is of no interest here."""


class DrawnText(Struct, frozen=True):
    """Text as it is drawn: in which inks (None: in RGB), how large, how heavy."""

    inks: Inks | None
    is_white: bool
    size: float
    is_bold: bool


class DrawnImage(Struct, frozen=True):
    """An image as it is drawn: its colour space, its dots, dots per inch on the paper, and how to read its bytes."""

    space: str
    size: tuple[int, int]
    dpi: float
    data: Callable[[], bytes]


class Content(Struct):
    """What all pages draw, each kind of thing once. `fonts`: whether each is embedded; `transparent` counts what lets others shine through."""

    spaces: set[str] = field(default_factory=set)
    inks: set[Inks] = field(default_factory=set)
    texts: set[DrawnText] = field(default_factory=set)
    images: set[DrawnImage] = field(default_factory=set)
    weights: set[float] = field(default_factory=set)
    fonts: dict[str, bool] = field(default_factory=dict)
    transparent: int = 0


Paint = tuple[str, tuple[float, ...]]
"""A colour space and the values in it."""


class State(Struct, frozen=True):
    """The part of the graphics state that a print shop looks at."""

    matrix: Matrix = (1.0, 0.0, 0.0, 1.0)
    fill: Paint = ("K", (0.0,))
    stroke: Paint = ("K", (0.0,))
    weight: float = 1.0
    font: str = ""
    size: float = 0.0
    is_bold: bool = False
    text: Matrix = (1.0, 0.0, 0.0, 1.0)


SPACES = {"g": "K", "rg": "RGB", "k": "CMYK", "G": "K", "RG": "RGB", "K": "CMYK"}
FAMILIES = {
    "/DeviceGray": "K",
    "/CalGray": "K",
    "/G": "K",
    "/DeviceRGB": "RGB",
    "/CalRGB": "RGB",
    "/RGB": "RGB",
    "/DeviceCMYK": "CMYK",
    "/CMYK": "CMYK",
}
FILLS, STROKES, TEXTS = {"f", "F", "f*", "B", "B*", "b", "b*"}, {"S", "s", "B", "B*", "b", "b*"}, {"Tj", "TJ", "'", '"'}


def walk(pdf: pikepdf.Pdf) -> Content:
    """Follow all pages."""
    walker = _Walker()
    for page in pdf.pages:
        walker.look(page.obj)
        walker.run(page, page.obj.get("/Resources", {}), State())
    return walker.found


UNKNOWN = "?"
UNNAMED = {"cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
"""Colours by the name of a space: cardprint writes none, so a file that has them was changed by others."""


def _numbers(operands: Iterable[Any]) -> tuple[float, ...]:
    return tuple(float(operand) for operand in operands)


def _four(numbers: tuple[float, ...]) -> Matrix:
    a, b, c, d = numbers[:4]
    return a, b, c, d


def _joined(inner: tuple[float, ...], outer: Matrix) -> Matrix:
    (a, b, c, d), (p, q, r, s) = inner, outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s


def _scale(matrix: Matrix) -> float:
    a, b, c, d = matrix
    return math.sqrt(abs(a * d - b * c))


def _paint(operator: str) -> Callable[[State, tuple[float, ...]], State]:
    space = SPACES[operator]
    if operator.islower():
        return lambda state, values: replace(state, fill=(space, values))
    return lambda state, values: replace(state, stroke=(space, values))


CHANGES: Mapping[str, Callable[[State, tuple[float, ...]], State]] = {
    **{operator: _paint(operator) for operator in SPACES},
    "cm": lambda state, values: replace(state, matrix=_joined(values[:4], state.matrix)),
    "w": lambda state, values: replace(state, weight=values[0]),
    "BT": lambda state, _: replace(state, text=State().text),
    "Tm": lambda state, values: replace(state, text=_four(values)),
}
"""What operators do to the state by numbers alone."""


class _Walker:
    """Collects what is found; a form is followed once for each state that it is drawn in."""

    def __init__(self) -> None:
        self.found = Content()
        self.done: set[tuple[object, ...]] = set()

    def look(self, owner: Any) -> None:
        """Count a page or form that is composed as a group apart (ISO 32000-1 11.6.6)."""
        group = owner.get("/Group", {})
        self.found.transparent += str(group.get("/S", "")) == "/Transparency"

    def run(self, stream: Any, resources: Any, state: State) -> None:
        """Follow the operators of one stream."""
        stack: list[State] = []
        for step in pikepdf.parse_content_stream(stream):
            operands, name = step.operands, str(step.operator)
            if name == "q":
                stack.append(state)
            elif name == "Q":
                state = stack.pop() if stack else state
            elif name == "Do":
                self.draw(resources.XObject[str(operands[0])], resources, state)
            elif name == "INLINE IMAGE":
                self.found.spaces.add(UNKNOWN)
            elif name in TEXTS:
                self.write(state)
            elif name in FILLS or name in STROKES:
                self.paint(name, state)
            else:
                state = self.change(state, name, operands, resources)

    def change(self, state: State, name: str, operands: Any, resources: Any) -> State:
        """Give the state after an operator that draws nothing."""
        if name in CHANGES:
            return CHANGES[name](state, _numbers(operands))
        if name == "Tf":
            return self.select(state, operands, resources)
        if name == "gs":
            self.blend(resources.ExtGState[str(operands[0])])
        elif name in UNNAMED:
            self.found.spaces.add(_family(operands[0], resources) if name in ("cs", "CS") else UNKNOWN)
        return state

    def select(self, state: State, operands: Any, resources: Any) -> State:
        """Choose a font; note whether it is in the file (ISO 32000-1 9.9)."""
        font = resources.Font[str(operands[0])]
        base = str(font.get("/BaseFont", operands[0]))
        if base not in self.found.fonts:
            described = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = described.get("/FontDescriptor", {})
            self.found.fonts[base] = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return replace(state, font=base, size=float(operands[1]), is_bold="bold" in base.lower())

    def blend(self, parameters: Any) -> None:
        """Count what lets others shine through (ISO 32000-1 11.6)."""
        opaque = all(float(parameters.get(key, 1)) >= 1 for key in ("/ca", "/CA"))
        plain = str(parameters.get("/BM", "/Normal")) in ("/Normal", "/Compatible") and str(parameters.get("/SMask", "/None")) == "/None"
        self.found.transparent += not (opaque and plain)

    def write(self, state: State) -> None:
        """Note a text."""
        size = round(state.size * _scale(_joined(state.text, state.matrix)), 2)
        self.found.texts.add(DrawnText(self.inked(state.fill), _is_white(state.fill), size, state.is_bold))

    def paint(self, name: str, state: State) -> None:
        """Note a path that is filled or stroked."""
        if name in FILLS:
            self.inked(state.fill)
        if name in STROKES:
            self.inked(state.stroke)
            self.found.weights.add(round(state.weight * _scale(state.matrix), 3))

    def inked(self, paint: Paint) -> Inks | None:
        """Note a colour that is drawn; give its inks, None for RGB."""
        space, values = paint
        self.found.spaces.add(space)
        if space == "RGB":
            return None
        inks = Inks(black=round(100 * (1 - values[0]), 2)) if space == "K" else Inks(*(round(100 * value, 2) for value in values))
        self.found.inks.add(inks)
        return inks

    def draw(self, item: Any, resources: Any, state: State) -> None:
        """Follow a form, or note an image."""
        if str(item.Subtype) == "/Image":
            self.image(item, state)
            return
        key = (item.objgen, state)
        if key in self.done:
            return
        self.done.add(key)
        self.look(item)
        matrix = _joined(_four(_numbers(item.get("/Matrix", [1, 0, 0, 1, 0, 0]))), state.matrix)
        self.run(item, item.get("/Resources", resources), replace(state, matrix=matrix))

    def image(self, item: Any, state: State) -> None:
        """Note an image and how fine it is on the paper."""
        width, height = int(item.Width), int(item.Height)
        a, b, c, d = state.matrix
        dpi = 72 * min(width / (math.hypot(a, b) or 1), height / (math.hypot(c, d) or 1))
        self.found.transparent += "/SMask" in item
        self.found.images.add(DrawnImage(_family(item.ColorSpace, {}), (width, height), round(dpi, 1), item.read_bytes))


def _is_white(paint: Paint) -> bool:
    space, values = paint
    return max(values) < 0.01 if space == "CMYK" else min(values) > 0.99


def _family(space: Any, resources: Any) -> str:
    """Name a colour space by its family; ICC profiles by their channels (ISO 32000-1 8.6.5.5)."""
    name = str(space) if isinstance(space, pikepdf.Name) else ""
    if name in FAMILIES:
        return FAMILIES[name]
    if name and name in resources.get("/ColorSpace", {}):
        return _family(resources.ColorSpace[name], {})
    if isinstance(space, pikepdf.Array) and str(space[0]) == "/ICCBased":
        return {1: "K", 3: "RGB", 4: "CMYK"}.get(int(space[1].N), UNKNOWN)
    if isinstance(space, pikepdf.Array) and str(space[0]) == "/Indexed":
        return _family(space[1], resources)
    return FAMILIES.get(str(space[0]), UNKNOWN) if isinstance(space, pikepdf.Array) else UNKNOWN
