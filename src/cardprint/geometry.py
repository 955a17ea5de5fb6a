"""Lengths, sizes and rectangles. All numbers are points (1/72 inch), y runs downwards from the top left corner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0}
MM = POINTS["mm"]
_LENGTH = re.compile(r"\s*([+-]?\d+(?:\.\d+)?|[+-]?\.\d+)\s*(pt|mm|cm|in)\s*\Z")
_SIZE = re.compile(r"(.+?)\s*[x×]\s*(.+)\Z")


def mm(value: float) -> float:
    """Turn millimetres into points."""
    return value * MM


def length(text: str) -> float | None:
    """Read a length with its unit, `63 mm` or `17 pt`, as points; None if it is none (a bare number is none)."""
    found = _LENGTH.match(text)
    return float(found[1]) * POINTS[found[2]] if found else None


class Size(NamedTuple):
    """Width and height in points."""

    width: float
    height: float

    @property
    def turned(self) -> Size:
        """The same size lying on its other side."""
        return Size(self.height, self.width)

    def __str__(self) -> str:
        """Write the size as people say it, in millimetres."""
        return f"{self.width / MM:.4g} × {self.height / MM:.4g} mm"


def size(text: str) -> Size | None:
    """Read `105 x 74 mm` or `105 mm x 74 mm`; None if it is no size."""
    found = _SIZE.match(text.strip())
    if not found:
        return None
    second = length(found[2])
    first = length(found[1])
    if first is None and second is not None:
        first = length(found[1] + " " + found[2][-2:])
    return Size(first, second) if first and second and first > 0 and second > 0 else None


class Rect(NamedTuple):
    """A rectangle by its top left corner, in points."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> Rect:
        """The rectangle drawn in (or, if negative, out) by the same distance at each side."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def contains(self, other: Rect, slack: float = 0.01) -> bool:
        """Tell whether the other rectangle lies inside, give or take `slack` points."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def overlaps(self, other: Rect, slack: float = 0.01) -> bool:
        """Tell whether the two share more than `slack` points in both directions."""
        return (
            self.x < other.right - slack
            and other.x < self.right - slack
            and self.y < other.bottom - slack
            and other.y < self.bottom - slack
        )


def around(rects: Iterable[Rect]) -> Rect:
    """Give the smallest rectangle that holds all."""
    lefts, tops, rights, bottoms = zip(*((rect.x, rect.y, rect.right, rect.bottom) for rect in rects), strict=True)
    return Rect(min(lefts), min(tops), max(rights) - min(lefts), max(bottoms) - min(tops))
