"""How dark and how light a photograph is under words. Only a look that puts words on one comes here."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.colour import Colour
from cardprint.geometry import Rect
from cardprint.inks import seen
from cardprint.pictures import Raster, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 300
"""Pixels of the small picture that is looked at."""
OUTLIERS = 0.02
"""Share of the pixels, at each end, that is no ground for a whole letter."""
TURNED = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF's numbers (CIPA DC-008, 4.6.4) as Pillow's transpositions."""


def extremes(picture: Raster, rect: Rect, box: Rect) -> tuple[Colour, Colour]:
    """Give the darkest and the lightest grey of a picture, which fills `rect`, under a box."""
    small = _small(picture)
    across, down = small.width / rect.width, small.height / rect.height
    left, top = max(0, int((box.x - rect.x) * across)), max(0, int((box.y - rect.y) * down))
    right, bottom = min(small.width, int((box.right - rect.x) * across) + 1), min(small.height, int((box.bottom - rect.y) * down) + 1)
    part = small.crop((min(left, small.width - 1), min(top, small.height - 1), max(right, left + 1), max(bottom, top + 1)))
    counts, total = part.histogram(), part.width * part.height
    dark, light = _level(counts, total * OUTLIERS), 255 - _level(counts[::-1], total * OUTLIERS)
    return Colour(dark, dark, dark), Colour(light, light, light)


def _level(counts: list[int], least: float) -> int:
    """Give the first level up to which more than so many pixels are."""
    so_far = 0
    for level, count in enumerate(counts):
        so_far += count
        if so_far > least:
            return level
    return 255


@lru_cache(16)
def _small(picture: Raster) -> Image:
    """Give a small grey picture, upright, what is transparent white."""
    from PIL import Image

    image = _jpeg(picture) if picture.jpeg else _rows(picture.pixels, "L" if picture.grey else "RGB", picture.stored)
    image = seen(image, picture.profile).convert("L")
    if picture.alpha is not None:
        alpha = _rows(picture.alpha, "L", picture.stored).resize(image.size)
        image = Image.composite(image, Image.new("L", image.size, 255), alpha)
    image.thumbnail((SIDE, SIDE))
    return image.transpose(Image.Transpose(TURNED[picture.turn])) if picture.turn in TURNED else image


def _jpeg(picture: Raster) -> Image:
    from PIL import Image

    image = Image.open(BytesIO(picture.pixels))
    image.draft(None, (SIDE, SIDE))
    image.load()
    return image


def _rows(packed: bytes, mode: str, size: tuple[int, int]) -> Image:
    """Unpack as many rows as are needed, one at a time, so that no large picture is held as a whole."""
    from PIL import Image

    width, height = size
    every = max(1, height // SIDE)
    kept = [row for number, row in enumerate(unpacked(packed, width * len(mode))) if number % every == 0]
    return Image.frombytes(mode, (width, len(kept)), b"".join(kept))
