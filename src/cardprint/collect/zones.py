"""A field's surroundings on a scanned page, laid exactly on the page as printed: what a pen has added there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardprint.collect.ink import blurred, widened
from cardprint.collect.strokes import Target, Zone, away
from cardprint.fieldmaps import Box, Spot

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

SCALE = 8
"""Pixels a millimetre."""
AROUND = 7.0
"""Millimetres around the targets of a field that are looked at."""
NEAR = {"text": 1.5, "choice": 1.5, "tick": 5.0}
"""Millimetres around the targets whose print a field is found by: of boxes, whose pale frames black and white loses, the words beside them."""
FAR = 2.5
"""Millimetres that a field may lie beside its place: paper bends."""
SAMPLES = {"text": 400, "choice": 900, "tick": 900}
"""Places of a field's print that it is found by."""
PRINTED = 0.12
"""Of ink that is print for certain."""
HIDING = 0.4
"""Of ink that hides a pen."""
FAINTEST = 0.1
"""Of ink that may be a pen."""
NOISIEST = 0.08
"""Of ink: no paper is noisier; where there seems to be more, a box is full of writing."""
DARK = 0.5
"""Of ink: darker print is letters, paler is lines."""
MOST_GAIN = 4.0
ABOUT = 1.4
"""Half widths from a target's middle in which all ink is summed."""
WORDS = 2.5, 7.0, 1.25
"""Millimetres from a target's right edge, where no tick ends, and half widths above and below its middle, in which its words stand."""
LEAST = 150
"""Pixels of ink that a pen's line is measured by."""
PEN, NARROWEST, WIDEST = 0.45, 0.28, 1.2
"""Millimetres of a pen's line: of most pens, of the finest and of the widest."""


class Page(Struct, frozen=True):
    """The ink of a part of a page that came back and of the page as printed, 0 to 255, `scale` pixels a millimetre; where it begins, in millimetres."""

    ink: Any
    printed: Any
    scale: int
    left: float = 0.0
    top: float = 0.0


class Smooth(Struct, frozen=True):
    """A page, and its ink and print smoothed, and the print widened as well: once for all fields."""

    page: Page
    ink: Any
    printed: Any
    wide: Any


class Looked(Struct, frozen=True):
    """A field's zone and targets; `shift` is how far it lies to the right of its place and below, `likeness` how well its print was found again.

    `darker` says of each target how much more ink there is in all about it than was printed, in square millimetres of the darkest: where a pen goes
    along a printed line, nothing else tells. `beside` says so of what stands to the right of it, which a box's words do.
    """

    zone: Zone
    targets: tuple[Target, ...]
    shift: tuple[int, int]
    likeness: float
    darker: tuple[float, ...] = ()
    beside: tuple[float, ...] = ()


def part(spots: Sequence[Spot], size: Sequence[float], scale: int) -> Box:
    """Give the part of a page that some fields and what surrounds them take, in whole pixels."""
    around = AROUND + FAR
    left, top = (max(0.0, min(spot.box[side] for spot in spots) - around) for side in (0, 1))
    right, bottom = (min(size[side], max(spot.box[side] + spot.box[side + 2] for spot in spots) + around) for side in (0, 1))
    left, top = int(left * scale) / scale, int(top * scale) / scale
    return left, top, int((right - left) * scale) / scale, int((bottom - top) * scale) / scale


def bounds(boxes: Sequence[Box], around: float, page: Page) -> tuple[slice, slice]:
    """Give the rows and columns of what surrounds some boxes."""
    left, top = min(box[0] for box in boxes) - around - page.left, min(box[1] for box in boxes) - around - page.top
    right, bottom = max(box[0] + box[2] for box in boxes) + around - page.left, max(box[1] + box[3] for box in boxes) + around - page.top
    height, width = page.printed.shape
    rows = slice(max(0, round(top * page.scale)), min(height, round(bottom * page.scale)))
    return rows, slice(max(0, round(left * page.scale)), min(width, round(right * page.scale)))


def smooth(page: Page) -> Smooth:
    """Smooth a page."""
    printed = blurred(page.printed, 0.1 * page.scale)
    return Smooth(page, blurred(page.ink, 0.09 * page.scale), printed, widened(printed, max(1, round(0.25 * page.scale))))


def looked(smoothed: Smooth, spots: Sequence[Spot]) -> Looked:
    """Look at a field: its print found again nearby, then taken away."""
    import numpy as np

    page = smoothed.page
    boxes = [spot.box for spot in spots]
    rows, columns = bounds(boxes, 0.5 if spots[0].kind == "text" else AROUND, page)
    printed, wide = smoothed.printed[rows, columns], smoothed.wide[rows, columns]
    near_rows, near_columns = bounds(boxes, NEAR[spots[0].kind], page)
    inner = (
        slice(max(0, near_rows.start - rows.start), near_rows.stop - rows.start),
        slice(max(0, near_columns.start - columns.start), near_columns.stop - columns.start),
    )
    begin = rows.start + inner[0].start, columns.start + inner[1].start
    right, down, likeness = _found(page, printed[inner], wide[inner], begin, SAMPLES[spots[0].kind])
    gain = _gain(_cut(page.ink, rows, columns, right, down), printed)
    ink = _cut(smoothed.ink, rows, columns, right, down).astype(np.float32)
    shown = np.minimum(gain * wide, 255)
    extra = np.maximum(ink - 1.05 * shown, 0) / 255
    white = extra[wide < 8]
    noise = min(NOISIEST, float(np.percentile(white, 60))) if white.size else 0.0
    is_ink = extra > max(FAINTEST, 2.5 * noise)
    dark = float(np.percentile(extra[is_ink], 80)) if is_ink.any() else 1.0
    zone = Zone(is_ink, shown > 255 * np.clip(0.6 * dark, 0.08, HIDING), extra, page.scale, PEN)
    at = columns.start + page.left * page.scale, rows.start + page.top * page.scale
    targets = tuple(_target(box, at, page.scale) for box in boxes)
    more = (ink - gain * printed) / (255 * page.scale**2)
    darker = tuple(_about(more, target) for target in targets)
    return Looked(zone, targets, (right, down), likeness, darker, tuple(_beside(more, target, page.scale) for target in targets))


def _about(more: Numbers, target: Target) -> float:
    """Sum up how much more ink there is about a target than was printed."""
    left, top = (max(0, int(middle - ABOUT * half)) for middle, half in ((target.x, target.half_width), (target.y, target.half_height)))
    here = more[top : int(target.y + ABOUT * target.half_height) + 1, left : int(target.x + ABOUT * target.half_width) + 1]
    about = away(Target(target.x - left, target.y - top, target.half_width, target.half_height), (here.shape[0], here.shape[1]))
    return float(here[about < ABOUT].sum())


def _beside(more: Numbers, target: Target, scale: int) -> float:
    """Sum up how much more ink there is than was printed where a target's words stand."""
    left, right = (int(target.x + target.half_width + far * scale) for far in WORDS[:2])
    top, bottom = (max(0, int(target.y + side * WORDS[2] * target.half_height)) for side in (-1, 1))
    return float(more[top:bottom, left:right].sum())


def _gain(ink: Numbers, printed: Numbers) -> Numbers:
    """Give how much darker the print came out than it was drawn, pale print and dark apart: black and white alone makes both black."""
    import numpy as np

    pale = (printed > 255 * PRINTED) & (printed < 255 * DARK)
    dark = printed >= 255 * DARK
    by_pale = float(np.clip(np.percentile(ink[pale] / printed[pale], 70), 0.6, MOST_GAIN)) if pale.any() else 1.0
    by_dark = float(np.clip(np.median(ink[dark] / printed[dark]), 0.6, 1.5)) if dark.any() else by_pale
    return np.where(printed >= 255 * DARK, by_dark, max(by_pale, by_dark)).astype(np.float32)


class Hand(Struct, frozen=True):
    """The pen that wrote on a page: how wide its lines are, in millimetres, and how dark, 0 to 1."""

    width: float = PEN
    depth: float = 0.0


def hand(zones: Sequence[Zone]) -> Hand:
    """Measure the pen of a page: its lines are as wide as what is lost where each loses its outermost pixels; the more ink, the more a field counts."""
    import numpy as np

    widths: list[float] = []
    depths: list[float] = []
    for zone in zones:
        if zone.ink.sum() < LEAST:
            continue
        dark = float(np.percentile(zone.depth[zone.ink], 85))
        ink = np.pad(zone.ink & (zone.depth > 0.45 * dark), 1)
        core = ink & np.roll(ink, 1, 0) & np.roll(ink, -1, 0) & np.roll(ink, 1, 1) & np.roll(ink, -1, 1)
        area, inner = int(ink.sum()), int(core.sum())
        widths += [2 * area / max(1, area - inner) / zone.scale] * (area // 100)
        depths += [dark] * (area // 100)
    if not widths:
        return Hand()
    return Hand(float(np.clip(np.percentile(widths, 60), NARROWEST, WIDEST)), float(np.median(depths)))


def _target(box: Box, at: tuple[float, float], scale: int) -> Target:
    x, y, width, height = (scale * part for part in box)
    return Target(x + width / 2 - at[0], y + height / 2 - at[1], width / 2, height / 2)


def _cut(ink: Numbers, rows: slice, columns: slice, right: int, down: int) -> Numbers:
    """Cut out of the scan, moved; what lies outside the page is white."""
    import numpy as np

    padded = np.zeros((rows.stop - rows.start, columns.stop - columns.start), dtype=ink.dtype)
    top, left = rows.start + down, columns.start + right
    from_row, from_column = max(0, top), max(0, left)
    part = ink[from_row : rows.stop + down, from_column : columns.stop + right]
    padded[from_row - top : from_row - top + part.shape[0], from_column - left : from_column - left + part.shape[1]] = part
    return padded


def _found(page: Page, printed: Numbers, wide: Numbers, begin: tuple[int, int], samples: int) -> tuple[int, int, float]:
    """Find how far a field lies to the right of its place, and below; and how like its print is to what is there."""
    import numpy as np

    at = np.nonzero(wide > 255 * PRINTED)
    if len(at[0]) < 20:
        return 0, 0, 0.0
    step = max(1, len(at[0]) // samples)
    down, across = at[0][::step], at[1][::step]
    want = printed[down, across].astype(np.float32)
    want -= want.mean()
    down, across = down + begin[0], across + begin[1]
    best = (0, 0, -1.0)
    for moves in (np.arange(-FAR, FAR + 0.1, 0.25), np.arange(-2, 3) / page.scale):
        steps = np.rint(moves * page.scale).astype(int)
        found = _likenesses(page.ink, down + best[1], across + best[0], want, steps)
        y, x = divmod(int(found.argmax()), len(steps))
        best = (best[0] + int(steps[x]), best[1] + int(steps[y]), float(found[y, x]))
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
