"""Ink on paper, as numbers: how dark a pixel is against the paper's own white nearby; 0 is paper, 255 is as dark as ink can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Numbers = np.ndarray[Any, np.dtype[Any]]

TILE = 4.0
"""Millimetres of paper that are searched for its white."""
RED_PEN, REDDER = 0.15, 2
"""How much darker green must be than red, and how many times as dark, to be a red, pink or orange pen; coffee stays below, 1.5 times."""
MARKER, BRIGHTER = 0.3, 4
"""How dark blue is where somebody has marked something with a yellow, pink or orange marker, and how many times as dark as red: no stain is so bright."""
STAIN, BLUER = 0.8, 1.8
"""How dark coffee and tea are in red, for each part that they are darker in blue; and how many times as dark they are there at least: a brown pen is
1.7 times."""
BROAD, SHADOW, SHADED = 2.5, 0.03, 0.2
"""Millimetres: what is dark over more than that in every direction is a shadow's edge or a stain, no line; of ink, how dark it is at least, and at most."""


def inked(image: Image.Image, scale: float) -> Numbers:
    """Give how dark each pixel is, 0 to 255, of a picture of `scale` pixels a millimetre.

    Of a colour picture the red counts: pens and pencils are dark in it, coffee and yellowed paper are not.
    """
    import numpy as np

    return _dark(np.asarray(image.getchannel("R") if image.mode == "RGB" else image.convert("L")), scale)


def of_colours(red: Numbers, green: Numbers, blue: Numbers) -> Numbers:
    """Give the ink of a colour picture: that of its red, without stains, and with red pens and markers. Green and blue are half as fine.

    Coffee and tea are darker in blue than in red, as no pen is but one from pink to yellow, which is hardly dark in red at all.
    """
    import numpy as np
    from PIL import Image

    size = blue.shape[1], blue.shape[0]
    small = np.asarray(Image.fromarray(red).resize(size, Image.Resampling.BOX)).astype(np.int16)
    pen = np.where(green > np.maximum(small + round(255 * RED_PEN), REDDER * small), green, 0).astype(np.uint8)
    bright = np.where(blue > np.maximum(round(255 * MARKER), BRIGHTER * small), blue, 0).astype(np.uint8)
    pen = np.maximum(pen, bright)
    stain = np.where(blue > BLUER * small, np.clip((blue - small) * STAIN, 0, 255 * SHADED), 0).astype(np.uint8)

    def fine(half: Numbers) -> Numbers:
        return np.asarray(Image.fromarray(half).resize((red.shape[1], red.shape[0]), Image.Resampling.BILINEAR))

    ink = red - np.minimum(red, fine(stain)) if stain.max() > 255 * SHADOW else red
    return np.maximum(ink, fine(pen)) if pen.any() else ink


def _dark(plane: Numbers, scale: float) -> Numbers:
    """Give 255 × (1 - brightness / paper), where the paper is the white of each tile, smoothed.

    A few dark tiles among lighter ones are print; where the paper itself goes from light to dark, in a shadow, it is left so.
    """
    import numpy as np
    from PIL import Image, ImageFilter

    side = max(4, round(TILE * scale))
    step = max(1, side // 12)
    rows, columns = max(1, plane.shape[0] // side), max(1, plane.shape[1] // side)
    if plane.shape[0] < side or plane.shape[1] < side:
        return np.zeros_like(plane)
    tiles = plane[: rows * side, : columns * side].reshape(rows, side, columns, side)[:, ::step, :, ::step]
    tiles = tiles.transpose(0, 2, 1, 3).reshape(rows, columns, -1)
    at = int(tiles.shape[2] * 0.85)
    white = Image.fromarray(np.ascontiguousarray(np.partition(tiles, at, axis=2)[:, :, at]))
    white = (
        white.filter(ImageFilter.MedianFilter(3))
        .filter(ImageFilter.MaxFilter(3))
        .filter(ImageFilter.MinFilter(3))
        .filter(ImageFilter.BoxBlur(1))
    )
    box = 0.0, 0.0, min(plane.shape[1] / side, float(columns)), min(plane.shape[0] / side, float(rows))
    paper = np.asarray(white.resize((plane.shape[1], plane.shape[0]), Image.Resampling.BILINEAR, box=box))
    lost = np.maximum(paper, plane) - plane
    table = (255 * 256 // np.maximum(np.arange(256), 40)).astype(np.uint32)
    return _without_shade(np.asarray(np.minimum(lost.astype(np.uint32) * table[paper] >> 8, 255), dtype=np.uint8), scale)


def _without_shade(dark: Numbers, scale: float) -> Numbers:
    """Take away what is dark all about: of each place the palest nearby, and the darkest of those again."""
    import numpy as np
    from PIL import Image

    step = max(1, round(scale * BROAD / 5))
    rows, columns = dark.shape[0] // step, dark.shape[1] // step
    some = [dark[y : rows * step : step, x : columns * step : step] for y in (0, step // 2) for x in (0, step // 2)]
    palest = 255 - widened(255 - np.minimum(np.minimum(*some[:2]), np.minimum(*some[2:])), 2)
    if palest.max() < 255 * SHADOW:
        return dark
    low = Image.fromarray(np.minimum(widened(palest, 2), round(255 * SHADED)).astype(np.uint8))
    box = 0.0, 0.0, min(dark.shape[1] / step, float(columns)), min(dark.shape[0] / step, float(rows))
    shade = np.asarray(low.resize((dark.shape[1], dark.shape[0]), Image.Resampling.BILINEAR, box=box))
    return np.asarray(dark - np.minimum(dark, shade))


def blurred(ink: Numbers, radius: float) -> Numbers:
    """Smooth by a box as wide as a Gauss of `radius` pixels spreads: a third of its time."""
    import numpy as np
    from PIL import Image, ImageFilter

    return np.asarray(Image.fromarray(ink).filter(ImageFilter.BoxBlur(((12 * radius * radius + 1) ** 0.5 - 1) / 2)))


def widened(ink: Numbers, reach: int) -> Numbers:
    """Give each pixel the darkest of the square that reaches `reach` pixels from it."""
    import numpy as np

    for axis in (0, 1):
        wide = ink.copy()
        for step in range(1, reach + 1):
            if axis == 0:
                np.maximum(wide[step:], ink[:-step], out=wide[step:])
                np.maximum(wide[:-step], ink[step:], out=wide[:-step])
            else:
                np.maximum(wide[:, step:], ink[:, :-step], out=wide[:, step:])
                np.maximum(wide[:, :-step], ink[:, step:], out=wide[:, :-step])
        ink = wide
    return ink
