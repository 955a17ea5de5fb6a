"""What stands in a sheet's margin: what it is and how to turn it at the foot, the 100 mm ruler at the head, and the sets' marks."""

from __future__ import annotations

from collections.abc import Sequence

from cardprint.context import Context
from cardprint.geometry import Rect, Size, mm
from cardprint.layouts.cards import note
from cardprint.model import Deck, PrintProfile
from cardprint.page import Face, Placement, TextLine
from cardprint.papers import testing
from cardprint.sheets import marks
from cardprint.sheets.impose import Plan, Side
from cardprint.typeset import fit

FLIPS = {"long-edge": "flip_long", "short-edge": "flip_short", "fold": "flip_fold", "none": "flip_none"}
GAP = mm(2)
INSET = mm(5)
NARROWEST = mm(40)
RULER_HEIGHT, RULER_WORDS = mm(2.6), mm(55)


class Furniture:
    """What stands in a sheet's margin: what it is and how to turn it at the foot, the ruler at the head."""

    def __init__(self, context: Context, deck: Deck, planned: Plan, profile: PrintProfile) -> None:
        """Find the white; without any, nothing is printed there."""
        self.context, self.deck, self.planned, self.profile = context, deck, planned, profile
        self.bands = {side: marks.free_bands(planned, profile, side) for side in ("front", "back")}
        self.setting = context.fresh()
        self.lines: dict[tuple[str, str, float], Face] = {}
        self.ruler = self._ruler()

    def sheet(self, number: int, side: Side) -> Sequence[Placement]:
        """Give the furniture of one side of a sheet: what has no room is left out; on sheet 0 there is nothing else."""
        if not number:
            return [Placement(self._test(side), 0, 0, tagged=False)]
        bands = self.bands[side]
        top, bottom = (bands.top, bands.bottom) if bands else (None, None)
        out = []
        if top and top.strip and top.strip.width >= self.ruler.size.width:
            x = max(top.strip.x, min(*(place.x for place in self.planned.artwork(side)), top.strip.right - self.ruler.size.width))
            out.append(Placement(self.ruler, x, top.strip.y, tagged=False))
        if bottom:
            out += self._foot(bottom, *self._words(number, side))
        return out

    def _foot(self, band: marks.Band, what: str, how: str) -> list[Placement]:
        """Put the two notes into the outer gaps between the marks; together into one where there is only one, or no room for two."""
        gaps = [gap for gap in band.gaps if gap.width >= NARROWEST]
        if len(gaps) > 1:
            apart = [self._placed(what, "sheet-note", gaps[0]), self._placed(how, "sheet-turn", gaps[-1])]
            if None not in apart:
                return [line for line in apart if line]
        together = (self._placed(f"{what} · {how}", "sheet-note", free) for free in (*gaps, band.strip) if free)
        return [line for line in together if line][:1]

    def _placed(self, words: str, style: str, free: Rect) -> Placement | None:
        """Put a line into a band, upright in its middle; None where it needs more than one line."""
        key = words, style, free.width
        line = self.lines.get(key)
        if line is None:
            line = fit.furniture(note(words, style), free.width - 2 * INSET, self.setting)
            if style == "sheet-note":
                self.lines[key] = line
        if len(line.items) != 1 or line.size.height > free.height:
            return None
        return Placement(line, free.x + INSET, free.y + (free.height - line.size.height) / 2, tagged=False)

    def set_mark(self, number: int) -> Face:
        """Make the small Face that says which set a card belongs to."""
        setting = self.context.fresh()
        element = note(f"{self.context.edition.labels['set']} {number}", "set-mark")
        return fit.single(element, self.deck.card_size, setting, shared=f"set-{number}")

    def _words(self, number: int, side: Side) -> tuple[str, str]:
        """Say what the sheet is, and which sheet and how to turn it."""
        labels = self.context.edition.labels
        version = f"{labels['version']} {self.deck.version}" if self.deck.version else ""
        what = (self.deck.title.value, self.context.edition.area_name.value, version)
        sheet = f"{labels['sheet']} {number}/{self.planned.sheets}" if number else ""
        which = sheet if self.planned.grid.fold else ", ".join(part for part in (sheet, labels[side]) if part)
        if side == "back" and self.planned.backs == "one":
            which = labels[side].capitalize()
        return " · ".join(part for part in what if part), " · ".join(part for part in (which, labels[FLIPS[self.planned.duplex]]) if part)

    def _test(self, side: Side) -> Face:
        """Make the test sheet: the cuts and the places, and what to look at before the rest is printed."""
        title = f"{self.context.edition.labels['sheet']} 0 · {self.context.edition.labels['test_sheet']}"
        ruler = self.ruler if side == "front" else None
        return testing.face(testing.TestSide(self.planned, self.profile, ruler), (title, *self._words(0, side)), side, self.context)

    def _ruler(self) -> Face:
        """Make the ruler of 100 mm with its words beside it, as one Face for all sheets."""
        words = fit.furniture(note(self.context.edition.labels["ruler"], "sheet-ruler"), RULER_WORDS, self.context.fresh())
        lines = marks.ruler(Rect(0, 0, marks.RULER + marks.RULER_WEIGHT, RULER_HEIGHT))
        moved = [item._replace(x=item.x + marks.RULER + GAP) for item in words.items if isinstance(item, TextLine)]
        return Face(Size(marks.RULER + GAP + RULER_WORDS, RULER_HEIGHT), [*lines, *moved], shared="ruler")
