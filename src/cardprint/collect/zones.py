"""A field's surroundings on a scanned page, laid exactly on the page as printed: what a pen has added there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardprint.collect.ink import blurred, widened
from cardprint.collect.strokes import Target, Zone
from cardprint.fieldmaps import Box, Spot

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

SCALE = 8
"""Pixels a millimetre."""
AROUND = 7.0
"""Millimetres around the targets of a field that are looked at."""
FAR = 20
"""Pixels that a field may lie beside its place: paper bends."""
SAMPLES = 900
PRINTED = 0.12
"""Of ink that is print for certain."""
HIDING = 0.4
"""Of ink that hides a pen."""
FAINTEST = 0.1
"""Of ink that may be a pen."""
NARROWEST, WIDEST = 0.28, 0.8
"""Millimetres of a pen's line."""


class Page(Struct, frozen=True):
    """The ink of a page that came back and of the page as printed, 0 to 255, SCALE pixels a millimetre, `widened` that of the print."""

    ink: Any
    printed: Any
    widened: Any


class Looked(Struct, frozen=True):
    """A field's zone and targets; `at` is where its picture begins on the page, in pixels, `likeness` how well the print was found again."""

    zone: Zone
    targets: tuple[Target, ...]
    at: tuple[int, int]
    likeness: float


def page(ink: Numbers, printed: Numbers) -> Page:
    """Make ready what is compared."""
    soft = blurred(printed, 0.8)
    return Page(ink, soft, widened(soft, 2))


def bounds(boxes: Sequence[Box], around: float, shape: tuple[int, int]) -> tuple[slice, slice]:
    """Give the rows and columns of what surrounds some boxes."""
    left, top = min(box[0] for box in boxes) - around, min(box[1] for box in boxes) - around
    right, bottom = max(box[0] + box[2] for box in boxes) + around, max(box[1] + box[3] for box in boxes) + around
    rows = slice(max(0, round(top * SCALE)), min(shape[0], round(bottom * SCALE)))
    return rows, slice(max(0, round(left * SCALE)), min(shape[1], round(right * SCALE)))


def looked(page: Page, spots: Sequence[Spot], pen: float) -> Looked:
    """Look at a field: its print found again nearby, then taken away."""
    import numpy as np

    boxes = [spot.box for spot in spots]
    rows, columns = bounds(boxes, AROUND, page.printed.shape)
    near = bounds(boxes, 1.5, page.printed.shape)
    right, down, likeness = _found(page, near)
    ink = _cut(page.ink, rows, columns, right, down)
    printed, wide = page.printed[rows, columns], page.widened[rows, columns]
    sure = printed > 255 * PRINTED
    gain = float(np.clip(np.median(ink[sure] / np.maximum(printed[sure], 1)), 0.6, 1.5)) if sure.any() else 1.0
    extra = np.maximum(blurred(ink, 0.7).astype(np.float32) - np.minimum(gain * wide, 255) * 1.05, 0) / 255
    white = extra[wide < 8]
    noise = float(np.percentile(white, 60)) if white.size else 0.0
    least = max(FAINTEST, 2.5 * noise)
    hidden = gain * wide > 255 * HIDING
    targets = tuple(_target(box, rows.start, columns.start) for box in boxes)
    return Looked(Zone(extra > least, hidden, extra, SCALE, pen), targets, (columns.start + right, rows.start + down), likeness)


def _target(box: Box, top: int, left: int) -> Target:
    x, y, width, height = (SCALE * part for part in box)
    return Target(x + width / 2 - left, y + height / 2 - top, width / 2, height / 2)


def _cut(ink: Numbers, rows: slice, columns: slice, right: int, down: int) -> Numbers:
    """Cut out of the scan, moved; what lies outside the page is white."""
    import numpy as np

    padded = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=ink.dtype)
    top, left = rows.start + down, columns.start + right
    from_row, from_column = max(0, top), max(0, left)
    part = ink[from_row : rows.stop + down, from_column : columns.stop + right]
    padded[from_row - top : from_row - top + part.shape[0], from_column - left : from_column - left + part.shape[1]] = part
    return padded


def _found(page: Page, near: tuple[slice, slice]) -> tuple[int, int, float]:
    """Find how far a field lies to the right of its place, and below; and how like its print is to what is there."""
    import numpy as np

    rows, columns = near
    at = np.nonzero(page.widened[near] > 255 * PRINTED)
    if len(at[0]) < 20:
        return 0, 0, 0.0
    step = max(1, len(at[0]) // SAMPLES)
    down, across = at[0][::step] + rows.start, at[1][::step] + columns.start
    want = page.printed[down, across].astype(np.float32)
    want -= want.mean()
    best = (0, 0, -1.0)
    for moves in (np.arange(-FAR, FAR + 1, 2), np.arange(-2, 3)):
        found = _likenesses(page.ink, down + best[1], across + best[0], want, moves)
        y, x = divmod(int(found.argmax()), len(moves))
        best = (best[0] + int(moves[x]), best[1] + int(moves[y]), float(found[y, x]))
    return best


def _likenesses(ink: Numbers, rows: Numbers, columns: Numbers, want: Numbers, moves: Numbers) -> Numbers:
    """Give how like the print is to the ink that lies each of `moves` below it and to its right."""
    import numpy as np

    down = np.clip(rows + moves[:, None], 0, ink.shape[0] - 1)
    across = np.clip(columns + moves[:, None], 0, ink.shape[1] - 1)
    found = []
    for row in down:
        seen = ink[row, across].astype(np.float32)
        seen -= seen.mean(axis=1, keepdims=True)
        found.append(seen @ want / np.maximum(np.sqrt((seen * seen).sum(axis=1) * (want @ want)), 1))
    return np.array(found)
