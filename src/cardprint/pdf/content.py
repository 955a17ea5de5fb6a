"""Items on a canvas. Shaped text and paths are written as operators. Coordinates turn over here: a Face counts downwards, PDF upwards (ISO 32000-1 8.3).

What is opened is closed: all that is drawn stands inside `tagged()` or `artifact()`, what changes the graphics state inside `saved()`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cardprint.colour import Colour
from cardprint.fonts import FALLBACK, STYLES, SYMBOLS
from cardprint.geometry import Rect, Size
from cardprint.page import Box, Code, Element, Image, Item, Line, Placement, Sheet, TextLine
from cardprint.pdf import codes
from cardprint.pdf.palette import Palette

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top in points, counted upwards."""
KAPPA = 0.5523  # control points of a quarter circle
FONT_NAMES = {key: f"F{number}" for number, key in enumerate((*STYLES, *(FALLBACK + face for face in STYLES), SYMBOLS), 1)}
"""Fonts by their key in TextLines: their names in a PDF."""
_ELEMENT = attrgetter("element")


class Used:
    """The pictures of a file: each, on each ground that shows through it, is written once, for the largest size that it has."""

    def __init__(self) -> None:
        """Begin without any."""
        self.names: dict[tuple[str, Colour], str] = {}
        self.sizes: dict[tuple[str, Colour], Size] = {}

    def note(self, image: Image, share: float = 1.0) -> None:
        """Note that a picture is drawn at a share of its size."""
        key, (_, _, width, height) = (image.name, image.ground), image.rect
        self.names.setdefault(key, f"P{len(self.names) + 1}")
        known = self.sizes.get(key, (0.0, 0.0))
        self.sizes[key] = Size(max(width * share, known[0]), max(height * share, known[1]))

    def name(self, image: Image) -> str:
        """Give the name of a picture that was noted."""
        return self.names[image.name, image.ground]


class _Closing:
    """Ends what was begun, whatever happens in it."""

    def __init__(self, end: Callable[[], None]) -> None:
        self.end = end

    def __enter__(self) -> None:
        """Go on: the beginning is written."""

    def __exit__(self, *_: object) -> None:
        self.end()


class Content:
    """Draws on a file's canvas, on the page or form that is under way, in the file's inks."""

    def __init__(self, canvas: Canvas, palette: Palette, used: Used) -> None:
        """Take the canvas."""
        self.canvas = canvas
        self.palette = palette
        self.used = used
        self.write: Callable[[str], None] = canvas.addLiteral
        self._marked = _Closing(lambda: self.write("EMC"))
        self._saved = _Closing(lambda: self.write("Q"))
        self._formed = _Closing(canvas.endForm)

    def forming(self, name: str, box: Corners) -> _Closing:
        """Draw what follows into a form, once per file (ISO 32000-1 8.10)."""
        self.canvas.beginForm(name, *box)
        return self._formed

    def tagged(self, role: str, mark: int) -> _Closing:
        """Mark what follows as an Element's (ISO 32000-1 14.7.4.2)."""
        self.write(f"/{role}<</MCID {mark}>>BDC")
        return self._marked

    def artifact(self) -> _Closing:
        """Mark what follows as no part of what is read (ISO 32000-1 14.8.2.2)."""
        self.write("/Artifact BMC")
        return self._marked

    def saved(self, matrix: str) -> _Closing:
        """Draw what follows under a matrix, and go back to what was before (ISO 32000-1 8.4.2)."""
        self.write(f"q {matrix}")
        return self._saved

    def form(self, name: str) -> None:
        """Draw a form or a picture (ISO 32000-1 8.10)."""
        self.canvas.doForm(name)

    def items(self, items: Iterable[Item], height: float) -> None:
        """Draw items of a Face of a height; neighbouring lines of text are one text object."""
        for kind, same in groupby(items, type):
            if kind is TextLine:
                self._text(same, height)
            else:
                for item in same:
                    if not (isinstance(item, Box) and item.bleeds):
                        self._artwork(item, height)

    def boxes(self, boxes: Iterable[Box], height: float) -> None:
        """Draw boxes, those that bleed too."""
        for box in boxes:
            self.write(self._box(box, height))

    def _text(self, lines: Iterable[Any], height: float) -> None:
        out, face, colour = ["BT"], None, None
        for x, y, _, size, ink, font, text_hex, _, _ in lines:
            if (font, size) != face:
                face = font, size
                out.append(f"/{FONT_NAMES[font]} {size:g} Tf")
            if ink != colour:
                colour = ink
                out.append(self.palette.fill(ink))
            out.append(f"1 0 0 1 {x:.2f} {height - y:.2f} Tm[<{text_hex}>]TJ")
        out.append("ET")
        self.write("\n".join(out))

    def _artwork(self, item: Any, height: float) -> None:
        if isinstance(item, Box):
            self.write(self._box(item, height))
        elif isinstance(item, Code):
            self.write(f"{self.palette.fill(item.colour)} {_modules(item, height)} f")
        elif isinstance(item, Line):
            ends = f"{number(item.x1)} {number(height - item.y1)} m {number(item.x2)} {number(height - item.y2)} l S"
            self.write(f"{self.palette.stroke(item.colour)} {number(item.weight)} w {ends}")
        else:
            x, y, width, tall = item.rect
            inks = f"{self.palette.fill(item.colour)} {self.palette.stroke(item.colour)}"
            with self.saved(f"{inks} {width:.3f} 0 0 {tall:.3f} {x:.3f} {height - y - tall:.3f} cm"):
                self.form(self.used.name(item))

    def _box(self, box: Box, height: float) -> str:
        out = [] if box.fill is None else [self.palette.fill(box.fill)]
        if box.stroke is not None:
            out.append(f"{self.palette.stroke(box.stroke)} {number(box.weight)} w")
        out.append(_path(box.rect, height, min(box.radius, box.rect.width / 2, box.rect.height / 2)))
        out.append(PAINTERS[box.fill is not None, box.stroke is not None])
        return " ".join(out)


PAINTERS = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}
"""What is done with a path, by whether it is filled and whether it is stroked (ISO 32000-1 8.5.3)."""


def stretches(items: Sequence[Item]) -> Iterator[tuple[Element | None, Iterator[Item]]]:
    """Gather the items of a Face that belong together: neighbours of one Element, or of none."""
    return groupby(items, _ELEMENT)


def number(value: float) -> str:
    """Write a number to a hundredth of a point, without exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def _path(rect: Rect, height: float, radius: float) -> str:
    """Write a rectangle's path, its corners rounded."""
    left, right, low, high = rect.x, rect.right, height - rect.bottom, height - rect.y
    if not radius:
        return f"{number(left)} {number(low)} {number(rect.width)} {number(rect.height)} re"
    bend = radius * (1 - KAPPA)
    x0, x1, x2, x3, x4, x5 = [f"{x:.2f}" for x in (left, left + bend, left + radius, right - radius, right - bend, right)]
    y0, y1, y2, y3, y4, y5 = [f"{y:.2f}" for y in (low, low + bend, low + radius, high - radius, high - bend, high)]
    foot = f"{x2} {y0} m {x3} {y0} l {x4} {y0} {x5} {y1} {x5} {y2} c"
    head = f"{x5} {y3} l {x5} {y4} {x4} {y5} {x3} {y5} c {x2} {y5} l {x1} {y5} {x0} {y4} {x0} {y3} c"
    return f"{foot} {head} {x0} {y2} l {x0} {y1} {x1} {y0} {x2} {y0} c h"


def _modules(code: Code, height: float) -> str:
    """Write the path of a code: a rectangle for each row's stretch of dark modules, each row reaching a hair into the next, so that no light shows between."""
    rows = codes.modules(code.says)
    out, side = [], code.rect.width / len(rows)
    for row, modules in enumerate(rows):
        foot = height - code.rect.y - (row + 1) * side
        out += [
            f"{code.rect.x + found.start() * side:.3f} {foot:.3f} {len(found[0]) * side:.3f} {side + 0.02:.3f} re"
            for found in DARK.finditer(modules)
        ]
    return " ".join(out)


DARK = re.compile("1+")


def matrix(placement: Placement, paper_height: float) -> str:
    """Give the matrix that puts a Face, turned clockwise, with the slot's top left corner at (x, y) of the paper."""
    face, x, y, turn, _, share = placement
    return _matrix(x, paper_height - y, turn, share, face.size)


@lru_cache(1_000)
def _matrix(x: float, floor: float, turn: int, share: float, size: Size) -> str:
    """Give the matrix of a slot, which all sheets have; `floor` is how far its upper edge is from the paper's lower edge."""
    width, height = size.width * share, size.height * share
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, x, floor - height),
        90: (0, -1, 1, 0, x, floor),
        180: (-1, 0, 0, -1, x + width, floor),
        270: (0, 1, -1, 0, x + height, floor - width),
    }[turn]
    axes = " ".join(f"{axis * share:.5g}" for axis in (a, b, c, d))
    return f"{axes} {e:.3f} {f:.3f} cm"


def onto(placement: Placement, sheet: Sheet, x: float, y: float) -> tuple[float, float]:
    """Give where a point of a Face lies on its page, counted upwards, where the sheet is moved too."""
    share, (width, height) = placement.share, placement.face.size
    across, down = {
        0: (x, y),
        90: (height - y, x),
        180: (width - x, height - y),
        270: (y, width - x),
    }[placement.turn]
    right, low = sheet.shift.point(placement.x + across * share, placement.y + down * share, sheet.size)
    return right, sheet.size.height - low


def moved(sheet: Sheet) -> str:
    """Give the matrix of a sheet's shift: its axes and its corner, which PDF has at the lower left."""
    corner, right, up = (sheet.shift.point(x, sheet.size.height - y, sheet.size) for x, y in ((0, 0), (1, 0), (0, 1)))
    a, b, c, d = right[0] - corner[0], corner[1] - right[1], up[0] - corner[0], corner[1] - up[1]
    return f"{a:.7f} {b:.7f} {c:.7f} {d:.7f} {corner[0]:.3f} {sheet.size.height - corner[1]:.3f} cm"
