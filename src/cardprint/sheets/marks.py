"""Crop marks, the white that is left for a footer, and the 100 mm ruler: lines and rectangles, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cardprint.geometry import Rect, mm
from cardprint.page import Line
from cardprint.sheets.grid import SLACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardprint.model import PrintProfile
    from cardprint.sheets.grid import Plan, Side

FOOTER = 8.0
"""Height of one footer line; white lower or narrower than this is no room."""
SHORTEST = mm(1)
"""Length of a crop mark that a knife still finds."""
DASHES = 3
"""Strokes of a fold mark, so that nobody cuts there; the gaps between them are as long."""
DASH = mm(3)
"""Length of the strokes and gaps of a fold line through a whole sheet."""
RULER = mm(100)
TICKS = 10
LONG_TICKS = (0, 5, 10)
SHORT_TICK = 0.6
RULER_WEIGHT = 0.5


class Band(Struct, frozen=True):
    """White above or below the cards, inside the printable area and clear of cards and marks by the marks' offset.

    `gaps` lie between the upright marks, left to right, as high as the white allows. `strip` runs from side to side
    between the printable edge and the marks, None where it is lower than a footer line; it crosses the gaps.
    """

    gaps: tuple[Rect, ...]
    strip: Rect | None


class Bands(NamedTuple):
    """The white at the head and the foot of a sheet; None where a footer line has no room."""

    top: Band | None
    bottom: Band | None


def crop(plan: Plan, profile: PrintProfile, side: Side = "front") -> tuple[Line, ...]:
    """Draw the marks of a side: above, below, left, right, each from left or top. A fold line has dashed ones, and only where asked for.

    Where the white is narrow, marks are as long as it allows; one shorter than `SHORTEST` or outside the printable area is left out.
    """
    if profile.marks.kind == "none" or not plan.slots:
        return ()
    block, upright, level = _cutting(plan, side)
    weight = profile.marks.weight
    printable = printable_area(plan, profile, side)
    above, beside = (
        _spans(block.y, block.bottom, profile, printable.y, printable.bottom),
        _spans(block.x, block.right, profile, printable.x, printable.right),
    )
    lines = [Line(x, start, x, end, weight) for start, end in above for x in upright]
    lines += [Line(start, y, end, y, weight) for start, end in beside for y in level]
    if profile.marks.kind == "crop+fold":
        middle_x, middle_y = plan.paper.width / 2, plan.paper.height / 2
        if plan.grid.fold == "upright":
            lines += [Line(middle_x, start, middle_x, end, weight) for span in above for start, end in _dashes(*span)]
        if plan.grid.fold == "level":
            lines += [Line(start, middle_y, end, middle_y, weight) for span in beside for start, end in _dashes(*span)]
    return tuple(line for line in lines if printable.contains(line.box))


def _cutting(plan: Plan, side: Side) -> tuple[Rect, list[float], list[float]]:
    """Give the block of all cards of a side, and where upright and level cuts go through it; never through a fold line."""
    places = plan.artwork(side)
    upright = _cuts(edge for place in places for edge in (place.x, place.right))
    level = _cuts(edge for place in places for edge in (place.y, place.bottom))
    if plan.grid.fold == "upright":
        upright = [x for x in upright if abs(x - plan.paper.width / 2) > SLACK]
    if plan.grid.fold == "level":
        level = [y for y in level if abs(y - plan.paper.height / 2) > SLACK]
    return around(places), upright, level


def unmarked(plan: Plan, profile: PrintProfile) -> tuple[float, float] | None:
    """Give how much white the worst of the cuts without a mark needs and has, in points; None where each has one at one end at least.

    A mark needs its length beyond the cards, and its whole weight beside the printer's edge.
    """
    block, upright, level = _cutting(plan, "front")
    marks, (width, height) = profile.marks, plan.paper
    beyond, beside = profile.margin + marks.offset + min(SHORTEST, marks.length), profile.margin + marks.weight / 2
    short = []
    for cuts, ends, side, drawn in (
        (upright, max(block.y, height - block.bottom), width, {line.x1 for line in plan.lines if line.x1 == line.x2}),
        (level, max(block.x, width - block.right), height, {line.y1 for line in plan.lines if line.y1 == line.y2}),
    ):
        for cut in cuts:
            if cut not in drawn:
                short += [(beyond, ends), (beside, min(cut, side - cut))]
    return max(short, key=lambda pair: pair[0] - pair[1], default=None)


def folded(plan: Plan, area: Rect) -> Iterator[Line]:
    """Draw the fold line dashed through an area; nothing where there is none."""
    (width, height), fold = plan.paper, plan.grid.fold
    low, high = (area.y, area.bottom) if fold == "upright" else (area.x, area.right)
    for number in range(int((high - low) / (2 * DASH)) if fold else 0):
        start = low + 2 * number * DASH
        ends = (width / 2, start, width / 2, start + DASH) if fold == "upright" else (start, height / 2, start + DASH, height / 2)
        yield Line(*ends, RULER_WEIGHT)


def _dashes(start: float, end: float) -> list[tuple[float, float]]:
    step = (end - start) / (2 * DASHES - 1)
    return [(start + 2 * number * step, start + (2 * number + 1) * step) for number in range(DASHES)]


def printable_area(plan: Plan, profile: PrintProfile, side: Side = "front") -> Rect:
    """Give the paper less the printer's white edge, in points: on a back, what is still in it after the shift. A print shop's page is all of it."""
    area = Rect(0, 0, *plan.paper).inset(0 if plan.trimmed else profile.margin)
    return plan.shift.room(area) if side == "back" else area


def free_bands(plan: Plan, profile: PrintProfile, side: Side = "front") -> Bands | None:
    """Find the white for footer and ruler at the head and the foot of a side; None where there is no room at all."""
    if not plan.slots:
        return None
    block = around(plan.artwork(side))
    area = printable_area(plan, profile, side)
    clear = max(profile.marks.offset, profile.bleed)
    marks = [line.box for line in crop(plan, profile, side) if line.x1 == line.x2]
    above = Rect(area.x, area.y, area.width, block.y - clear - area.y)
    below = Rect(area.x, block.bottom + clear, area.width, area.bottom - block.bottom - clear)
    bands = Bands(_band(above, marks, clear), _band(below, marks, clear))
    return bands if bands.top or bands.bottom else None


def ruler(rect: Rect) -> tuple[Line, ...]:
    """Draw a ruler of 100 mm from the rectangle's left edge: its line at the foot, a tick each 10 mm, longer at 0, 50 and 100.

    The first and the last tick are 100 mm apart, middle to middle. Raises ValueError where the rectangle is too narrow.
    """
    if rect.width < RULER + RULER_WEIGHT - SLACK:
        message = f"a ruler of 100 mm needs {RULER + RULER_WEIGHT:.1f} pt, not {rect.width:.1f}"
        raise ValueError(message)
    half = RULER_WEIGHT / 2
    base = Line(rect.x, rect.bottom - half, rect.x + RULER + RULER_WEIGHT, rect.bottom - half, RULER_WEIGHT)
    ticks = (
        _tick(rect.x + half + number * RULER / TICKS, rect.bottom, rect.height * (1 if number in LONG_TICKS else SHORT_TICK))
        for number in range(TICKS + 1)
    )
    return (base, *ticks)


def _tick(x: float, foot: float, height: float) -> Line:
    return Line(x, foot - height, x, foot, RULER_WEIGHT)


def _band(room: Rect, marks: list[Rect], clear: float) -> Band | None:
    if room.height < FOOTER - SLACK:
        return None
    beside = [mark for mark in marks if mark.overlaps(room, slack=0)]
    across = sorted({(mark.x, mark.right) for mark in beside})  # the strokes of a fold mark stand above each other
    starts = [room.x, *(right + clear for _, right in across)]
    ends = [*(x - clear for x, _ in across), room.right]
    gaps = (Rect(start, room.y, end - start, room.height) for start, end in zip(starts, ends, strict=True))
    return Band(tuple(gap for gap in gaps if gap.width >= FOOTER), _strip(room, beside))


def _strip(room: Rect, marks: list[Rect]) -> Rect | None:
    if not marks:
        return room
    head, foot = min(mark.y for mark in marks), max(mark.bottom for mark in marks)
    above = room._replace(height=head - room.y)
    below = room._replace(y=foot, height=room.bottom - foot)
    strip = max(above, below, key=lambda part: part.height)
    return strip if strip.height >= FOOTER - SLACK else None


def around(places: tuple[Rect, ...]) -> Rect:
    """Give the rectangle round some others, in points."""
    x, y = min(place.x for place in places), min(place.y for place in places)
    right, bottom = max(place.right for place in places), max(place.bottom for place in places)
    return Rect(x, y, right - x, bottom - y)


def _cuts(edges: Iterable[float]) -> list[float]:
    cuts: list[float] = []
    for edge in sorted(edges):
        if not cuts or edge - cuts[-1] > SLACK:
            cuts.append(edge)
    return cuts


def _spans(start: float, end: float, profile: PrintProfile, low: float, high: float) -> list[tuple[float, float]]:
    """Give where marks begin and end before and after the cards, drawn in to the printable area from `low` to `high`."""
    near, far = profile.marks.offset, profile.marks.offset + profile.marks.length
    spans = ((max(start - far, low), start - near), (end + near, min(end + far, high)))
    return [span for span in spans if span[1] - span[0] >= min(SHORTEST, profile.marks.length) - SLACK]
