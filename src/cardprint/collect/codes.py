"""The two codes of a page in a picture: found at any angle, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from cardprint.fieldmaps import CORNERS

if TYPE_CHECKING:
    from PIL import Image

Corner = tuple[float, float]

SEARCHED = (1800, 2600, 4000)
"""The longest side of the picture that is searched, in pixels: what a first look misses, a closer look may find."""

SOFT = 1.2
"""Pixels by which a picture is smoothed that shows no code as it is: dots of a screen, noise."""


class Code(Struct, frozen=True):
    """A code that was found: the page's key, which of CORNERS it is, its corners in pixels, clockwise from its own top left."""

    key: str
    corner: str
    at: tuple[Corner, Corner, Corner, Corner]

    def moved(self, across: float, down: float) -> Code:
        """Give the code in a picture of another size."""
        first, second, third, fourth = ((x * across, y * down) for x, y in self.at)
        return Code(self.key, self.corner, (first, second, third, fourth))


def found(picture: Image.Image) -> tuple[Code, ...]:
    """Find the codes of worksheets in a grey picture; others are passed over. Looks closer while one of the two is missing, and at last at a smoother picture."""
    from PIL import ImageFilter

    codes: dict[tuple[str, str], Code] = {}
    for longest in SEARCHED:
        share = min(1.0, longest / max(picture.size))
        for code in _searched(picture, share):
            codes.setdefault((code.key, code.corner), code)
        if share == 1 or {code.corner for code in codes.values()} == set(CORNERS):
            break
    if not codes:
        for code in _searched(picture.filter(ImageFilter.GaussianBlur(SOFT)), 1):
            codes.setdefault((code.key, code.corner), code)
    return tuple(codes.values())


def _searched(picture: Image.Image, share: float) -> list[Code]:
    import zxingcpp

    size = round(picture.width * share), round(picture.height * share)
    looked = picture if share == 1 else picture.resize(size, reducing_gap=2)
    read = []
    for code in zxingcpp.read_barcodes(looked, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)):
        key, corner, at = code.text[:-1], code.text[-1:], code.position
        if key.isalnum() and corner and corner in CORNERS:
            points = [((p.x + 0.5) / share, (p.y + 0.5) / share) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
            read.append(Code(key, corner, (points[0], points[1], points[2], points[3])))
    return read
