"""The two sides of the page that a printer is measured by: strokes on the front, scales on the back. Pure arithmetic, in points.

Seen from the back, held against the light, the front's strokes shine through onto the back's scales. Where they do, the scale's number is
what moves the back behind the front: a `Shift` is the inverse of what the printer did. With the printer's move p -> R p + d about the page's
middle, the front's middle shows at -R⁻¹ d and its upright stroke is turned by R⁻¹, both as the back's own coordinates have it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from cardprint.colour import BLACK
from cardprint.geometry import Rect, Size, mm
from cardprint.page import Box, Item, Line

HAIR, THIN, STRONG = 0.3, 0.5, 1.0
"""Weights in points: of ticks, of rulers, of the front's strokes, which have to shine through."""
EDGE = mm(8)
"""From the printer's white edge to the scales of the rotation, and to the crosses in the corners."""
WINDOW, REACH = mm(14), 10
"""From the middle to the four scales around it, and how far they reach to either side, in mm."""
TURNS = 20
"""Tenths of a degree to either side."""
RULER = 100
TEXT = mm(9)
"""White between scales and text."""


class Figure(Struct, frozen=True):
    """A number of a scale: what it says, and the middle of its place."""

    value: float
    x: float
    y: float


class ScaledSide(Struct, frozen=True):
    """One side: what is drawn on it, its numbers, and where text has room above and below the middle."""

    items: tuple[Item, ...]
    figures: tuple[Figure, ...]
    upper: Rect
    lower: Rect


def apart(paper: Size, margin: float) -> float:
    """Give how far the upper scale of the rotation is from the lower one."""
    return paper.height - 2 * (margin + EDGE)


def front(paper: Size, margin: float) -> ScaledSide:
    """Draw strokes for the scales behind them, crosses in the corners, two rulers of 100 mm, and the dot that shows how the paper was turned."""
    middle_x, middle_y = paper.width / 2, paper.height / 2
    low, high = margin + mm(1), margin + EDGE + mm(3)
    upright = [Line(middle_x, y, middle_x, end, STRONG) for y, end in ((low, high), (paper.height - high, paper.height - low))]
    upper, lower = _rooms(paper, margin)
    across, across_figures = _ruler(upper.x, lower.bottom - mm(6), level=True)
    down, down_figures = _ruler(margin + EDGE, middle_y - mm(RULER / 2), level=False)
    dot = Box(_round(*_dot(paper, margin), mm(1)), fill=BLACK, radius=mm(1))
    lower = lower._replace(height=lower.height - mm(10))
    items: tuple[Item, ...] = (*upright, *_cross(middle_x, middle_y, WINDOW + mm(9), STRONG), *_corners(paper, margin), *across, *down, dot)
    return ScaledSide(items, (*across_figures, *down_figures), upper, lower)


def back(paper: Size, margin: float, *, flips_upright: bool) -> ScaledSide:
    """Draw the scales; the ring lies behind the dot where the paper was turned as the profile says, about an upright axis or a level one."""
    middle_x, middle_y = paper.width / 2, paper.height / 2
    items: list[Item] = [*_corners(paper, margin), *_cross(middle_x, middle_y, mm(5))]
    figures: list[Figure] = []
    for side in (-1, 1):
        for level in (True, False):
            made = _scale(middle_x, middle_y, side, level=level)
            items += made[0]
            figures += made[1]
        items += _turns(paper, margin, side)
        figures += (
            Figure(turn / 10, middle_x + _slope(turn, paper, margin), middle_y + side * (apart(paper, margin) / 2 - mm(2.6)))
            for turn in range(-TURNS, TURNS + 1, 10)
        )
    x, y = _dot(paper, margin)
    place = (paper.width - x, y) if flips_upright else (x, paper.height - y)
    items.append(Box(_round(*place, mm(2)), stroke=BLACK, weight=THIN, radius=mm(2)))
    return ScaledSide(tuple(items), tuple(figures), *_rooms(paper, margin))


def _rooms(paper: Size, margin: float) -> tuple[Rect, Rect]:
    """Give the room for text above and below the window in the middle."""
    left, top = margin + EDGE + TEXT, margin + EDGE + TEXT
    height = paper.height / 2 - WINDOW - mm(11) - top
    upper = Rect(left, top, paper.width - 2 * left, height)
    return upper, upper._replace(y=paper.height - top - height)


def _scale(x: float, y: float, side: int, *, level: bool) -> tuple[list[Line], list[Figure]]:
    """Draw one of the four scales round the middle, in half millimetres, its numbers outside."""
    foot = side * WINDOW
    lines = []
    for half in range(-2 * REACH, 2 * REACH + 1):
        at, head = mm(half / 2), foot + side * mm(4 if half % 10 == 0 else 2.6 if half % 2 == 0 else 1.6)
        lines.append(Line(x + at, y + foot, x + at, y + head, HAIR) if level else Line(x + foot, y + at, x + head, y + at, HAIR))
    beyond = foot + side * mm(5.6 if level else 6.6)
    numbers = range(-REACH, REACH + 1, 5)
    return lines, [
        Figure(number, x + mm(number), y + beyond) if level else Figure(number, x + beyond, y + mm(number)) for number in numbers
    ]


def _turns(paper: Size, margin: float, side: int) -> Iterator[Line]:
    """Draw a scale of the rotation: ticks of a tenth of a degree, outwards from the line that is read."""
    foot = paper.height / 2 + side * apart(paper, margin) / 2
    for turn in range(-TURNS, TURNS + 1):
        x = paper.width / 2 + _slope(turn, paper, margin)
        yield Line(x, foot, x, foot + side * mm(4.5 if turn % 10 == 0 else 3.2 if turn % 5 == 0 else 2), HAIR)


def _slope(tenths: int, paper: Size, margin: float) -> float:
    """Give how far a stroke turned by tenths of a degree is to the side at one scale of the rotation, as seen from the other."""
    return math.tan(math.radians(tenths / 10)) * apart(paper, margin)


def _ruler(x: float, y: float, *, level: bool) -> tuple[list[Line], list[Figure]]:
    """Draw a ruler of 100 mm to the right or downwards, in millimetres."""
    turned: Callable[[float, float], tuple[float, float]] = (lambda a, b: (x + a, y + b)) if level else (lambda a, b: (x + b, y + a))
    strokes = (((mm(at), 0.0), (mm(at), -mm(4 if at % 10 == 0 else 2.8 if at % 5 == 0 else 1.6))) for at in range(RULER + 1))
    ends = ((0.0, 0.0), (mm(RULER), 0.0))
    lines = [Line(*turned(*start), *turned(*end), weight) for start, end, weight in _weighed(strokes, ends)]
    numbers = range(0, RULER + 1, 10 if level else 50)
    return lines, [Figure(at, *turned(mm(at), mm(2.4 if level else 4))) for at in numbers]


Stroke = tuple[tuple[float, float], tuple[float, float]]


def _weighed(ticks: Iterable[Stroke], base: Stroke) -> Iterator[tuple[tuple[float, float], tuple[float, float], float]]:
    yield *base, THIN
    yield from ((start, end, HAIR) for start, end in ticks)


def _corners(paper: Size, margin: float) -> Iterator[Line]:
    """Draw a cross in each corner, the same on both sides."""
    arm, inset = mm(4), margin + EDGE
    for x in (inset, paper.width - inset):
        for y in (inset, paper.height - inset):
            yield from _cross(x, y, arm)


def _cross(x: float, y: float, arm: float, weight: float = HAIR) -> tuple[Line, Line]:
    return Line(x - arm, y, x + arm, y, weight), Line(x, y - arm, x, y + arm, weight)


def _dot(paper: Size, margin: float) -> tuple[float, float]:
    """Give the place of the dot on the front: of its four mirror images, each is free of all else."""
    return paper.width / 2 + mm(30), margin + EDGE


def _round(x: float, y: float, radius: float) -> Rect:
    return Rect(x - radius, y - radius, 2 * radius, 2 * radius)
