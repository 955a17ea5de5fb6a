"""Affine maps as SVG writes them (SVG 1.1, 7.6): read, joined, applied. Angles in degrees."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from cardprint.pictures.nouns import unread

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 1e9
_NOTHING = 1e-12
NUMBER = r"[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++)(?:[eE][+-]?[0-9]++)?+"
_NUMBER = re.compile(NUMBER)
_GAP = " \t\r\n\f,"
_CALL = re.compile(r"[\s,]*+([A-Za-z]+)\s*+\(([^()]*+)\)[\s,]*+")


class Matrix(NamedTuple):
    """Map (x, y) to (a x + c y + e, b x + d y + f)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def inner(self, other: Matrix) -> Matrix:
        """Join with a map that is applied before this one."""
        a, b, c, d, e, f = self
        return Matrix(
            a * other.a + c * other.b,
            b * other.a + d * other.b,
            a * other.c + c * other.d,
            b * other.c + d * other.d,
            a * other.e + c * other.f + e,
            b * other.e + d * other.f + f,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Map a point."""
        a, b, c, d, e, f = self
        return a * x + c * y + e, b * x + d * y + f

    @property
    def is_flat(self) -> bool:
        """Tell whether it leaves nothing of an area."""
        return abs(self.a * self.d - self.b * self.c) < _NOTHING

    @property
    def scale(self) -> float | None:
        """How much lengths grow; None if not the same in all directions."""
        along, across = math.hypot(self.a, self.b), math.hypot(self.c, self.d)
        square = abs(self.a * self.c + self.b * self.d) <= 1e-3 * along * across
        return along if square and math.isclose(along, across, rel_tol=1e-3) else None


def split(text: str) -> list[str]:
    """Give the numbers in a text, parted by spaces or commas, as they are written; raises Fault for anything else."""
    if _NUMBER.sub("", text).strip(_GAP):
        raise unread(text)
    return _NUMBER.findall(text)


def numbers(text: str) -> list[float]:
    """Read numbers parted by spaces or commas; raises Fault for anything else and for numbers beyond a thousand million."""
    found = [float(number) for number in split(text)]
    if any(abs(number) > LIMIT for number in found):
        raise unread(text)
    return found


def parse(text: str) -> Matrix:
    """Read a `transform` attribute; raises Fault."""
    matrix, end = Matrix(), 0
    text = text.rstrip()
    while end < len(text):
        call = _CALL.match(text, end)
        if call is None:
            raise unread(text[end:])
        matrix, end = matrix.inner(_one(call[1], call[2])), call.end()
    if not all(abs(part) <= LIMIT for part in matrix):
        raise unread(text)
    return matrix


def _one(name: str, text: str) -> Matrix:
    values = tuple(numbers(text))
    counts, make = _KINDS.get(name, ((), Matrix))
    if len(values) not in counts:
        raise unread("".join((name, "(", text, ")")))
    return make(*values)


def _translate(x: float, y: float = 0.0) -> Matrix:
    return Matrix(e=x, f=y)


def _scale(x: float, y: float | None = None) -> Matrix:
    return Matrix(a=x, d=x if y is None else y)


def _rotate(angle: float, x: float = 0.0, y: float = 0.0) -> Matrix:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return _translate(x, y).inner(Matrix(cos, sin, -sin, cos)).inner(_translate(-x, -y))


def _skew_x(angle: float) -> Matrix:
    return Matrix(c=math.tan(math.radians(angle)))


def _skew_y(angle: float) -> Matrix:
    return Matrix(b=math.tan(math.radians(angle)))


_KINDS: dict[str, tuple[tuple[int, ...], Callable[..., Matrix]]] = {
    "matrix": ((6,), Matrix),
    "translate": ((1, 2), _translate),
    "scale": ((1, 2), _scale),
    "rotate": ((1, 3), _rotate),
    "skewX": ((1,), _skew_x),
    "skewY": ((1,), _skew_y),
}
