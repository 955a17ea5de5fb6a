"""The test sheet, number 0: where cards fill the paper nothing has room beside them; here stand ruler, cuts, places and how to turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cardprint.colour import BLACK, WHITE
from cardprint.context import Context
from cardprint.geometry import MM, Rect, mm
from cardprint.layouts.cards import note
from cardprint.model import PrintProfile
from cardprint.page import Box, Element, Face, Item, Line, TextLine
from cardprint.sheets import cutting, marks
from cardprint.sheets.grid import Plan, Side
from cardprint.typeset import fit

INSET, PADDING, WIDEST = mm(6), mm(4.5), mm(170)
HAIR, RADIUS = 0.35, 1.5 * MM


class TestSide(Struct, frozen=True):
    """What is tried on one side: a Plan and its profile; `ruler` is on the front."""

    plan: Plan
    profile: PrintProfile
    ruler: Face | None


def face(trial: TestSide, words: Sequence[str], side: Side, context: Context) -> Face:
    """Make one side: the cuts through it, the number of each place, and a panel of `words`: title, what it is, how to turn."""
    area = marks.printable_area(trial.plan, trial.profile, side)
    panel, over = _panel(trial, words, area, context)
    items = [*_strokes(trial.plan, side, area), *_places(trial.plan, side, panel, context), *over]
    return Face(trial.plan.paper, items, shared=f"test-{side}")


def _panel(trial: TestSide, words: Sequence[str], area: Rect, context: Context) -> tuple[Rect, list[Item]]:
    """Set the words on white, the ruler below them; its own words fall away where the paper is narrow."""
    box = Element("box", "test-panel")
    for text, style in _told(trial, words, context):
        box.add(note(text, style))
    width = min(WIDEST, area.width - 2 * INSET)
    made = fit.furniture(box, width - 2 * PADDING, context.fresh())
    ruler = trial.ruler if trial.ruler and made.size.width >= marks.RULER + marks.RULER_WEIGHT else None
    height = made.size.height + 2 * PADDING + (ruler.size.height + PADDING if ruler else 0)
    panel = Rect(area.x + (area.width - width) / 2, area.y + INSET, width, height)
    out: list[Item] = [Box(panel, fill=WHITE, stroke=BLACK, weight=HAIR, radius=RADIUS)]
    out += _moved(made.items, panel.x + PADDING, panel.y + PADDING)
    if ruler:
        shown = [item for item in ruler.items if isinstance(item, Line) or ruler.size.width <= made.size.width]
        out += _moved(shown, panel.x + PADDING, panel.bottom - PADDING - ruler.size.height)
    return panel, out


def _told(trial: TestSide, words: Sequence[str], context: Context) -> Iterator[tuple[str, str]]:
    """Give each line with its style: what to look at on the front, and against the light where there is a back to test."""
    yield from zip(words, ("test-title", "test-what", "test-how"), strict=True)
    labels = context.edition.labels
    if trial.ruler:
        yield labels["test_print"], "test-body"
    if trial.plan.test_sides > 1:
        yield labels["test_light"], "test-body"
    if trial.ruler:
        yield labels["test_cut"], "test-body"


def _strokes(plan: Plan, side: Side, area: Rect) -> Iterator[Item]:
    """Draw each cut over the whole printable area, a fold dashed; the panel covers what is under it."""
    upright, level = cutting.strokes(plan, side)
    yield from (Line(x, area.y, x, area.bottom, HAIR) for x in upright)
    yield from (Line(area.x, y, area.right, y, HAIR) for y in level)
    yield from marks.folded(plan, area)


def _places(plan: Plan, side: Side, panel: Rect, context: Context) -> Iterator[Item]:
    """Number the places at their lower left, those of the back as the front's that they lie behind; what the panel covers is left out."""
    setting = context.fresh()
    both: tuple[Side, ...] = ("front", "back") if plan.grid.fold and plan.backs else (side,)
    for index, place in ((index, place) for printed in both for index, place in enumerate(plan.places(printed))):
        number = fit.furniture(note(f"{index + 1}", "test-place"), mm(15), setting)
        at = Rect(place.x + INSET, place.bottom - INSET - number.size.height, *number.size)
        if not at.overlaps(panel, slack=0):
            yield from _moved(number.items, at.x, at.y)


def _moved(items: Sequence[Item], x: float, y: float) -> list[Item]:
    """Put lines and words of a Face onto the sheet."""
    out: list[Item] = []
    for item in items:
        if isinstance(item, TextLine):
            out.append(item._replace(x=item.x + x, y=item.y + y))
        elif isinstance(item, Line):
            out.append(item._replace(x1=item.x1 + x, y1=item.y1 + y, x2=item.x2 + x, y2=item.y2 + y))
    return out
