"""Path data and basic shapes (SVG 1.1, 8.3 and 9) become PDF path operators.

Own parser: it starts at once where fontTools' needs 25 to 45 ms to import, and fontTools 4.68 drops an arc with a radius of 0 and lets infinity through.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from cardprint.pictures.nouns import Fault, unread
from cardprint.pictures.transforms import Matrix, numbers, split

Segment = tuple[str, Sequence[float]]
"""A command letter and its numbers, as in path data; flags of an arc are 0 or 1."""

MOST_SEGMENTS = 50_000
FARTHEST = 1e6
"""No point of a Drawing lies farther from its corner, in its units."""
_NOTHING = 1e-9
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_COMMAND = re.compile("([MLHVCSQTAZmlhvcsqtaz])")
_FLAGS = (3, 4)


Box = tuple[float, float, float, float]


class Outline(Struct, frozen=True):
    """PDF path operators and the corners of their control points' box: left, top, right, bottom."""

    path: str
    box: Box


def parse(data: str) -> list[Segment]:
    """Read path data; raises Fault with the first piece that is wrong."""
    start, *pieces = _COMMAND.split(data)
    if start.strip() or (pieces and pieces[0] not in "Mm"):
        raise unread(data)
    if len(pieces) > 2 * MOST_SEGMENTS:
        raise Fault(code="picture-too-complex", limit=MOST_SEGMENTS)
    return [segment for letter, text in zip(pieces[::2], pieces[1::2], strict=True) for segment in _segments(letter, text)]


def _segments(letter: str, text: str) -> Iterator[Segment]:
    found = _arcs(text) if letter in "Aa" else numbers(text)
    count = _COUNTS[letter.upper()]
    if len(found) % count if count else found:
        raise unread(letter + text)
    if not count:
        yield letter, ()
    elif not found:
        raise unread(letter + text)
    for at in range(0, len(found), count or 1):
        yield letter, found[at : at + count]
        letter = {"M": "L", "m": "l"}.get(letter, letter)


def _arcs(text: str) -> list[float]:
    """Read the numbers of arcs, whose two flags may stand without a gap before what follows: `a9 9 0 0120 5`."""
    words: list[str] = []
    for found in split(text):
        rest = found
        while rest and len(words) % _COUNTS["A"] in _FLAGS:
            if rest[0] not in "01":
                raise unread(found)
            words.append(rest[0])
            rest = rest[1:]
        words += [rest] if rest else []
    return numbers(" ".join(words))


def trace(segments: Sequence[Segment], matrix: Matrix) -> Outline:
    """Draw segments through a matrix; raises Fault for a point that is too far away."""
    pen = _Pen(matrix)
    for letter, values in segments:
        shift = (pen.x, pen.y) if letter.islower() else (0.0, 0.0)
        _DRAW[letter.upper()](pen, *_absolute(letter.upper(), values, *shift))
    return pen.outline()


def _absolute(letter: str, values: Sequence[float], x: float, y: float) -> Sequence[float]:
    if letter == "H":
        return (values[0] + x,)
    if letter == "V":
        return (values[0] + y,)
    if letter == "A":
        return (*values[:5], values[5] + x, values[6] + y)
    return [value + (y if at % 2 else x) for at, value in enumerate(values)]


class _Pen:
    """Stands at (x, y) in the shape's own units; writes operators with each point mapped."""

    __slots__ = ("control", "down", "matrix", "start", "words", "x", "xs", "y", "ys")

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.control = ("", 0.0, 0.0)
        self.down = True
        self.words: list[str] = []
        self.xs: list[float] = []
        self.ys: list[float] = []

    def move(self, x: float, y: float) -> None:
        self.start, self.down = (x, y), False
        self._to(x, y)

    def line(self, x: float, y: float) -> None:
        self._write("l", x, y)
        self._to(x, y)

    def horizontal(self, x: float) -> None:
        self.line(x, self.y)

    def vertical(self, y: float) -> None:
        self.line(self.x, y)

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> None:
        self._write("c", x1, y1, x2, y2, x, y)
        self._to(x, y, "C", (x2, y2))

    def smooth(self, x2: float, y2: float, x: float, y: float) -> None:
        self.curve(*self._reflected("C"), x2, y2, x, y)

    def quadratic(self, x1: float, y1: float, x: float, y: float) -> None:
        third = ((self.x + 2 * x1) / 3, (self.y + 2 * y1) / 3, (x + 2 * x1) / 3, (y + 2 * y1) / 3)
        self._write("c", *third, x, y)
        self._to(x, y, "Q", (x1, y1))

    def smooth_quadratic(self, x: float, y: float) -> None:
        self.quadratic(*self._reflected("Q"), x, y)

    def arc(self, *values: float) -> None:
        x, y = values[5:]
        if min(abs(values[0]), abs(values[1])) < _NOTHING:
            return self.line(x, y)
        for curve in _curves(self.x, self.y, values):
            self._write("c", *curve)
        return self._to(x, y)

    def close(self) -> None:
        self._write("h")
        self._to(*self.start)
        self.down = False

    def outline(self) -> Outline:
        """Give what was written; an empty path where no line was drawn."""
        box = (min(self.xs), min(self.ys), max(self.xs), max(self.ys)) if self.xs else (0.0, 0.0, 0.0, 0.0)
        return Outline(" ".join(self.words), box)

    def _to(self, x: float, y: float, kind: str = "", control: tuple[float, float] = (0.0, 0.0)) -> None:
        self.x, self.y = x, y
        self.control = (kind, *control)

    def _reflected(self, kind: str) -> tuple[float, float]:
        last, x, y = self.control
        return (2 * self.x - x, 2 * self.y - y) if last == kind else (self.x, self.y)

    def _write(self, operator: str, *points: float) -> None:
        if not self.down:
            self.down = True
            self._write("m", *self.start)
        for x, y in zip(points[::2], points[1::2], strict=True):
            self._point(*self.matrix.apply(x, y))
        self.words.append(operator)

    def _point(self, x: float, y: float) -> None:
        if not (abs(x) <= FARTHEST and abs(y) <= FARTHEST):
            raise Fault(code="picture-value", value=f"({x:g}, {y:g})")
        self.words += (number(x), number(y))
        self.xs.append(x)
        self.ys.append(y)


_DRAW: dict[str, Callable[..., None]] = {
    "M": _Pen.move,
    "L": _Pen.line,
    "H": _Pen.horizontal,
    "V": _Pen.vertical,
    "C": _Pen.curve,
    "S": _Pen.smooth,
    "Q": _Pen.quadratic,
    "T": _Pen.smooth_quadratic,
    "A": _Pen.arc,
    "Z": _Pen.close,
}


def _curves(x0: float, y0: float, arc: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """Give cubics of at most a quarter turn for an elliptical arc (SVG 1.1, F.6), worked out where the ellipse is a circle of radius 1."""
    rx, ry, turn, large, sweep, x, y = arc
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    ellipse = Matrix(abs(rx) * cos, abs(rx) * sin, -abs(ry) * sin, abs(ry) * cos)
    half = _unmap(ellipse, (x - x0) / 2, (y - y0) / 2)
    radius = max(1.0, math.hypot(*half))
    if math.hypot(*half) < _NOTHING:
        return
    reach = math.sqrt(max(0.0, 1 / math.hypot(*half) ** 2 - 1)) * (-1 if large == sweep else 1)
    across = (-half[1] * reach, half[0] * reach)
    start = math.atan2(-half[1] - across[1], -half[0] - across[0])
    angle = (math.atan2(half[1] - across[1], half[0] - across[0]) - start) % math.tau - (0 if sweep else math.tau)
    centre = ((x0 + x) / 2, (y0 + y) / 2)
    middle = Matrix(*ellipse[:4], *centre).inner(Matrix(radius, 0, 0, radius, *across))
    count = math.ceil(abs(angle) / (math.pi / 2) - 1e-6) or 1
    for at in range(count):
        points = _quarter(middle, start + angle * at / count, angle / count)
        yield points if at < count - 1 else (*points[:4], x, y)


def _unmap(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d = matrix[:4]
    return (d * x - c * y) / (a * d - b * c), (a * y - b * x) / (a * d - b * c)


def _quarter(circle: Matrix, start: float, angle: float) -> tuple[float, ...]:
    reach = 4 / 3 * math.tan(angle / 4)
    cos, sin, cos2, sin2 = math.cos(start), math.sin(start), math.cos(start + angle), math.sin(start + angle)
    unit = ((cos - reach * sin, sin + reach * cos), (cos2 + reach * sin2, sin2 - reach * cos2), (cos2, sin2))
    return tuple(part for point in unit for part in circle.apply(*point))


def number(value: float) -> str:
    """Write a number for a PDF: at most three decimals, no exponent."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
