"""Colours as data: RGB for the office, the organisation's own inks for the shop, and contrast by WCAG 2.1."""

from __future__ import annotations

import re
from typing import NamedTuple

_HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\Z")


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255; `cmyk` in per cent where the organisation names its own inks; `share` is how much of them a tint leaves.

    A tint stays what it is a tint of until it is painted: on a screen it is mixed with white, on the press each ink is thinned.
    """

    red: int
    green: int
    blue: int
    cmyk: tuple[float, float, float, float] | None = None
    share: float = 1.0

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue as they are seen, a tint mixed with white."""
        if self.share == 1:
            return self[:3]
        red, green, blue = (round(255 - (255 - part) * self.share) for part in self[:3])
        return red, green, blue

    @property
    def hex(self) -> str:
        """The colour as it is seen, as `#rrggbb`."""
        red, green, blue = self.rgb
        return f"#{red:02x}{green:02x}{blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 black to 1 white (WCAG 2.1, definition of relative luminance)."""
        red, green, blue = (linear(part / 255) for part in self.rgb)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def tint(self, share: float) -> Colour:
        """Leave a share of the colour: 0.1 is a tenth of it."""
        return self._replace(share=self.share * share)


def linear(part: float) -> float:
    """Give the light of one part of an sRGB colour, both 0 to 1 (IEC 61966-2-1)."""
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def parse(text: str) -> Colour | None:
    """Read `#rrggbb` or `#rgb`; None if it is no colour."""
    found = _HEX.match(text)
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return Colour(int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))


def contrast(first: Colour, other: Colour) -> float:
    """Give the contrast ratio, 1 to 21 (WCAG 2.1, 1.4.3)."""
    light, dark = sorted((first.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)
