"""What a print profile asks for and cannot have, with numbers: found before anything is laid on paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardprint.errors import Problem, error
from cardprint.geometry import MM, Rect, Size
from cardprint.model import NOWHERE, STOCKS
from cardprint.sheets.grid import CLEAR, SLACK, Plan, best, tiles
from cardprint.sheets.marks import printable_area, unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardprint.model import PrintProfile


def faults(plan: Plan, card: Size, profile: PrintProfile, reach: Rect | None = None) -> tuple[Problem, ...]:
    """List what is wrong with a profile for cards of a size, `plan` being what came of it. What is built in blames no file.

    `reach` is the box of all ink on the backs, in points from the back's top left corner; None: not known.
    """
    found = (*_at_odds(profile), *_measures(card, profile))
    if found:
        return found
    if not plan.slots:
        return (_larger(card, profile),)
    if not 1 <= plan.start_at <= plan.slots:
        return (error("start-at-outside-sheet", NOWHERE, start_at=plan.start_at, slots=plan.slots),)
    return (*_without_marks(plan, profile), *_unprintable(plan, profile, reach))


def told(points: float) -> str:
    """Write a length in millimetres, to a tenth."""
    return f"{round(points / MM, 1):g} mm"


def _enough(points: float) -> str:
    """Write a length that a key must have at least: rounded up, with the point that YAML takes."""
    return f"{math.ceil(round(points / MM * 10, 3)) / 10:g} mm"


def _at_odds(profile: PrintProfile) -> Iterator[Problem]:
    """Find keys of which one says what the other forbids."""
    stock = STOCKS.get(profile.stock) if profile.imposition == "nup" else None
    if profile.duplex == "fold":
        for key, value in (("imposition", "single"), ("backs", "separate")):
            if getattr(profile, key) == value:
                yield error("fold-with", profile.place_of(key), key=key, value=value)
        if stock:
            yield error("fold-with", profile.place_of("stock"), key="stock", value=profile.stock)
    if stock and profile.paper != stock.paper:
        yield error("stock-fixes", profile.place_of("paper"), key="paper", size=profile.paper, stock=stock.name, has=stock.paper)
    if stock and profile.gutter:
        gaps = " × ".join(told(gap) for gap in _gaps(stock.card, stock.pitch))
        yield error("stock-fixes", profile.place_of("gutter"), key="gutter", size=told(profile.gutter), stock=stock.name, has=gaps)


def _gaps(card: Size, pitch: Size) -> tuple[float, float]:
    return pitch.width - card.width, pitch.height - card.height


def _measures(card: Size, profile: PrintProfile) -> Iterator[Problem]:
    """Compare the profile's lengths with each other and with the card."""
    bleed, marks = profile.bleed, profile.marks
    if 2 * profile.safe >= min(card) - SLACK:
        yield error("safe-over-card", profile.place_of("safe"), size=told(profile.safe), has=told(min(card)))
    if marks.kind != "none" and marks.offset < bleed - SLACK:
        place = profile.place_of("marks.offset" if "marks.offset" in profile.places else "marks")
        yield error("marks-over-bleed", place, has=told(marks.offset), needs=told(bleed), kind=marks.kind, write=_enough(bleed))
    if profile.imposition == "nup" and bleed:
        stock = STOCKS.get(profile.stock)
        gutter = min(_gaps(stock.card, stock.pitch)) if stock else profile.gutter
        # Neighbours of two themes have two colours: each needs its bleed for itself, or a knife a hair off shows the other's.
        if gutter < 2 * bleed - SLACK:
            code = "bleed-over-stock" if stock else "bleed-over-gutter"
            yield error(
                code, profile.place_of("bleed"), size=told(bleed), has=told(gutter), needs=told(2 * bleed), write=_enough(2 * bleed)
            )


def _larger(card: Size, profile: PrintProfile) -> Problem:
    """Say why not one card lies on the paper."""
    stock = STOCKS.get(profile.stock)
    if stock:
        width, height = (f"{side / MM:.4g}" for side in stock.card)
        place = profile.place_of("stock")
        return error("stock-other-size", place, has=card, stock=stock.name, size=stock.card, write=f'"{width} x {height} mm"')
    code = "card-larger-than-fold" if profile.duplex == "fold" else "card-larger-than-paper"
    is_margins = "margin" in profile.places and best(card, replace(profile, margin=0.0)).slots > 0
    place = profile.place_of("margin" if is_margins else "paper")
    return error(code, place, size=card, paper=profile.paper, margin=told(profile.margin + profile.bleed))


def _without_marks(plan: Plan, profile: PrintProfile) -> Iterator[Problem]:
    """Say that a profile of the user's own asks for marks where the paper has no white for them; built-in ones draw those that have room."""
    if profile.marks.kind == "none" or not profile.place.file or tiles(_card(plan), profile):
        return
    white = unmarked(plan, profile)
    if white is not None:
        needs, has = white
        place = profile.place_of("marks")
        yield error(
            "marks-no-room", place, needs=_enough(needs), has=told(has), offset=told(profile.marks.offset), margin=told(profile.margin)
        )


def _card(plan: Plan) -> Size:
    return plan.grid.slot.turned if plan.turned else plan.grid.slot


def _unprintable(plan: Plan, profile: PrintProfile, reach: Rect | None) -> Iterator[Problem]:
    """Measure how far what is printed on the cards leaves the printable area, on the back after the shift.

    Cards that tile the paper have the printer's edge inside them: of their backs the ink counts where `reach` tells it.
    """
    if plan.trimmed:
        return
    is_tiled = tiles(_card(plan), profile)
    white = CLEAR if is_tiled else -profile.bleed or profile.safe
    behind = 0.0 if profile.back_style == "solid" and not profile.bleed else white
    area = printable_area(plan, profile)
    over = max(_over(plan, rect.inset(white), area, moved=False) for rect in plan.artwork("front"))
    if over > SLACK:
        yield error("margin-over-cards", profile.place_of("margin"), over=told(over), margin=told(profile.margin))
    backs = (_lying(reach, rect, plan.back_turn) if is_tiled and reach else rect.inset(behind) for rect in plan.artwork("back"))
    over = max(_over(plan, rect, area, moved=True) for rect in backs) if plan.two_sided else 0.0
    if over > SLACK and plan.shift != (0, 0, 0):
        x, y, rotate = plan.shift
        way = f"{'-left' if x < 0 else ''}{'-up' if y < 0 else ''}"
        yield error(
            f"shift{way}-over-margin",
            profile.place_of("back_offset"),
            x=told(abs(x)),
            y=told(abs(y)),
            rotate=f"{rotate:g}",
            over=told(over),
            margin=told(profile.margin),
        )


def _lying(reach: Rect, place: Rect, turn: int) -> Rect:
    """Give where a box on a Face comes to lie in its place, turned clockwise with it by `turn` degrees."""
    size = Size(place.width, place.height)
    size = size.turned if turn % 180 else size
    for _ in range(turn // 90):
        reach, size = Rect(size.height - reach.bottom, reach.x, reach.height, reach.width), size.turned
    return reach._replace(x=place.x + reach.x, y=place.y + reach.y)


def _over(plan: Plan, rect: Rect, area: Rect, *, moved: bool) -> float:
    corners = [(x, y) for x in (rect.x, rect.right) for y in (rect.y, rect.bottom)]
    ends = [plan.shift.point(*corner, plan.paper) for corner in corners] if moved else corners
    return max(max(area.x - x, x - area.right, area.y - y, y - area.bottom) for x, y in ends)
