"""How colours are seen: by people who are colour-blind, in grey, and how far two of them are apart. Numbers alone; knows nothing of paper.

Colour blindness is simulated after Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency"
(IEEE TVCG 15(6), 2009), at its full severity. Differences are CIEDE2000 (ISO/CIE 11664-6), counted as Sharma, Wu and Dalal (2005) write it down.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

from cardprint.colour import Colour, linear

RGB = tuple[int, int, int]
Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

BLINDNESS: Mapping[str, Matrix] = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""By who does not see a third of the colours: what is left of linear red, green and blue."""
GREY: Matrix = ((0.2126, 0.7152, 0.0722),) * 3
_D65 = (0.95047, 1.0, 1.08883)
_XYZ: Matrix = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_BACK: Matrix = ((3.2404542, -1.5371385, -0.4985314), (-0.9692660, 1.8760108, 0.0415560), (0.0556434, -0.2040259, 1.0572252))


@cache
def lab(colour: RGB, seen: str = "") -> Triple:
    """Give CIE L*a*b* (D65) of a colour as it is `seen`: a key of BLINDNESS, `grey`, or empty for most people."""
    light = tuple(linear(part / 255) for part in colour)
    if seen:
        matrix = GREY if seen == "grey" else BLINDNESS[seen]
        light = tuple(min(1.0, max(0.0, part)) for part in _times(matrix, light))
    x, y, z = (_root(part / white) for part, white in zip(_times(_XYZ, light), _D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(first: RGB, other: RGB, seen: str = "") -> float:
    """Give ΔE00 of two colours as they are seen: 1 is hardly to be noticed, 10 is told at a glance."""
    return ciede2000(lab(first, seen), lab(other, seen))


def of_lab(lightness: float, a: float, b: float) -> Colour | None:
    """Give the colour of CIE L*a*b*; None for one that no screen has."""
    y = (lightness + 16) / 116
    roots = y + a / 500, y, y - b / 200
    xyz = tuple(
        white * (root**3 if root**3 > 216 / 24389 else (116 * root - 16) * 27 / 24389) for root, white in zip(roots, _D65, strict=True)
    )
    parts = _times(_BACK, xyz)
    if min(parts) < -0.002 or max(parts) > 1.002:
        return None
    red, green, blue = (round(255 * _gamma(min(1.0, max(0.0, part)))) for part in parts)
    return Colour(red, green, blue)


def _times(matrix: Matrix, vector: tuple[float, ...]) -> Triple:
    first, second, third = (sum(factor * part for factor, part in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _gamma(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def ciede2000(first: Triple, other: Triple) -> float:
    """Give ΔE00 of two colours in L*a*b*, all three weights 1."""
    l1, a1, b1 = first
    l2, a2, b2 = other
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    pull = 1 + 0.5 * (1 - sqrt(mean**7 / (mean**7 + 25.0**7)))
    c1, c2 = hypot(a1 * pull, b1), hypot(a2 * pull, b2)
    h1, h2 = (degrees(atan2(b, a * pull)) % 360 if (a or b) else 0.0 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if not (c1 and c2) else (h2 - h1 + 180) % 360 - 180
    hue = (h1 + h2) if not (c1 and c2) else (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2) % 360
    lightness, chroma = (l1 + l2) / 2 - 50, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.2 * cos(radians(4 * hue - 63))
    )
    light = (l2 - l1) / (1 + 0.015 * lightness**2 / sqrt(20 + lightness**2))
    rich = (c2 - c1) / (1 + 0.045 * chroma)
    apart = 2 * sqrt(c1 * c2) * sin(radians(turn / 2)) / (1 + 0.015 * chroma * t)
    bend = -2 * sqrt(chroma**7 / (chroma**7 + 25.0**7)) * sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(max(0.0, light**2 + rich**2 + apart**2 + bend * rich * apart))
