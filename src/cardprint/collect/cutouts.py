"""Cut-outs of a page for people to look at: a field and what surrounds it, as a small PNG in sixteen greys, the paper white."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from cardprint.collect.zones import Page, bounds
from cardprint.fieldmaps import Box, Spot
from cardprint.notes import PICTURE_SCALE

ROOM = 4.0
"""Millimetres around a field."""
WORDS = 34.0
"""Millimetres to the right of a box to tick, where its words stand."""
LEVELS = 16
PALEST = 14
"""Of 255: paper that is not quite white."""


def cut(page: Page, spots: Sequence[Spot], shift: tuple[int, int] = (0, 0)) -> bytes:
    """Cut out a field; `shift` is how far it lies to the right of its place and below, in pixels of the page."""
    import numpy as np
    from PIL import Image

    rows, columns = bounds([_seen(spot) for spot in spots], ROOM, page)
    right, down = shift
    height, width = page.ink.shape
    part = page.ink[
        max(0, rows.start + down) : min(height, rows.stop + down), max(0, columns.start + right) : min(width, columns.stop + right)
    ]
    grey = Image.fromarray(np.where(part < PALEST, 0, part).astype(np.uint8))
    size = max(1, round(grey.width * PICTURE_SCALE / page.scale)), max(1, round(grey.height * PICTURE_SCALE / page.scale))
    grey = grey.resize(size, Image.Resampling.BOX) if size != grey.size else grey
    levels = Image.fromarray((LEVELS - 1 - np.asarray(grey) // (256 // LEVELS)).astype(np.uint8), "L")
    image = Image.frombytes("P", levels.size, levels.tobytes())
    image.putpalette([level * 255 // (LEVELS - 1) for level in range(LEVELS) for _ in "rgb"])
    out = BytesIO()
    image.save(out, "PNG", bits=4)
    return out.getvalue()


def _seen(spot: Spot) -> Box:
    """Give the box of a Spot with the words that say what it stands for."""
    left, top, width, height = spot.box
    return left, top, width + (WORDS if spot.kind == "tick" else 0), height
