"""Lay the Faces of many cards onto Sheets: plan the grid and the order first, then place fronts and their own backs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardprint.errors import Found
from cardprint.geometry import Rect, Size
from cardprint.page import UNMOVED, CardFaces, Face, Placement, Sheet, Shift, TextLine
from cardprint.sheets import cutting, marks
from cardprint.sheets.faults import faults
from cardprint.sheets.grid import TWO_SIDED, Plan, Side, best
from cardprint.sheets.order import Batch, choose, piles

if TYPE_CHECKING:
    from cardprint.model import PrintProfile

__all__ = ["Furniture", "Plan", "Side", "impose", "plan", "reach"]

Furniture = Callable[[int, Side], Sequence[Placement]]
"""What stands beside the cards: Faces at fixed places, for a sheet's number from 1 and its side."""

Dealt = tuple[tuple[int, int], ...]
"""One sheet's cards: the slot, and the card's number among all that are printed, set after set."""


def plan(count: int, card: Size, profile: PrintProfile, *, sets: int = 1, start_at: int = 1, reach: Rect | None = None) -> Found[Plan]:
    """Plan a run of `count` cards, `sets` times, from the user's slot `start_at` on; `card` in points.

    `reach` is the box of all ink on the backs, in points from the back's top left corner; None: not known.
    One card to a page, nothing is printed more than once: what is asked for is on the ticket. A Plan with Problems has no sheets.
    """
    trimmed = profile.imposition == "single"
    if trimmed:
        sets, start_at = 1, 1
    grid = best(card, profile)
    order = choose("rows" if trimmed else profile.order, sets, grid.slots)
    bare = Plan(
        grid=grid,
        duplex=profile.duplex,
        order=order,
        count=count,
        sets=sets,
        start_at=start_at,
        sheets=0,
        backs=_backs_of(profile, start_at),
        trimmed=trimmed,
        bleed=profile.bleed,
        shift=UNMOVED if trimmed or profile.duplex not in TWO_SIDED else Shift(*profile.back_offset),
    )
    back = marks.crop(bare, profile, "back") if bare.two_sided else ()
    marked = replace(bare, lines=marks.crop(bare, profile), back_lines=back)
    problems = faults(marked, card, profile, reach)
    if problems:
        return marked, problems
    sheets = _sheets(order, Batch(count, sets, grid.slots, start_at - 1))
    whole = replace(marked, sheets=sheets)
    if trimmed or profile.stock:
        return whole, ()
    tested = sheets > 0 and start_at == 1 and marks.free_bands(whole, profile) is None
    return replace(whole, cuts=cutting.cuts(whole), piles=cutting.piles(whole, _deal(whole)), tested=tested), ()


def reach(faces: Iterable[Face]) -> Rect | None:
    """Give the box of all ink on Faces, in points; None: there is none. An accent may stand a quarter of the size above its line."""
    boxes = [item.box.inset(-item.size / 4) if isinstance(item, TextLine) else item.box for face in faces for item in face.everything]
    return marks.around(tuple(boxes)) if boxes else None


def _backs_of(profile: PrintProfile, start_at: int) -> str:
    """Say where backs come; a half-used sheet has holes, so that its back is no page for all sheets."""
    if profile.duplex == "none":
        return ""
    return "separate" if profile.backs == "one" and start_at > 1 else profile.backs


def impose(
    faces: Sequence[CardFaces],
    plan: Plan,
    *,
    furniture: Furniture | None = None,
    set_marks: Sequence[Face] = (),
) -> Iterator[Sheet]:
    """Yield the sheets' sides in printing order; `faces` holds one set, each card as often as it has copies.

    Backs that are apart come after all fronts; one back for all is one full sheet. A Face is tagged where it is placed first, unless
    it is shared; both sides of a card go by slots of the front, so the tagged back lies behind the tagged front. `set_marks`, one per
    set, lie untagged at the top left of the fronts. With furniture a test sheet comes first where the Plan has one: number 0.
    Raises ValueError where faces or set marks are not as many as planned.
    """
    _check(faces, plan, set_marks)
    seen: set[int] = set()
    later: list[Sheet] = []
    if plan.tested and furniture:
        yield _sheet(plan, 0, "front", (), furniture)
        back = [_sheet(plan, 0, "back", (), furniture)] if plan.test_sides > 1 else []
        yield from back if plan.backs == "interleaved" else ()
        later += back if plan.backs == "separate" else ()
    for number, dealt in enumerate(_deal(plan), 1):
        yield _sheet(plan, number, "front", (*_fronts(plan, faces, dealt, seen), *_set_marks(plan, dealt, set_marks)), furniture)
        if plan.two_sided and plan.backs == "interleaved":
            yield _sheet(plan, number, "back", tuple(_backs(plan, faces, dealt, seen)), furniture)
        elif plan.two_sided and (plan.backs == "separate" or not later):
            lower = dealt if plan.backs == "separate" else tuple((slot, 0) for slot in range(plan.slots))
            later.append(_sheet(plan, number, "back", tuple(_backs(plan, faces, lower, seen)), furniture))
    yield from later


def _fronts(plan: Plan, faces: Sequence[CardFaces], dealt: Dealt, seen: set[int]) -> Iterator[Placement]:
    """Place the fronts of a sheet, and their backs beyond the fold line where there is one."""
    places = plan.places("front")
    yield from _placed([(places[slot], faces[card % plan.count].front) for slot, card in dealt], plan.turn, seen)
    if plan.backs and plan.grid.fold:
        yield from _backs(plan, faces, dealt, seen)


def _backs(plan: Plan, faces: Sequence[CardFaces], dealt: Dealt, seen: set[int]) -> Iterator[Placement]:
    places = plan.places("back")
    return _placed([(places[slot], faces[card % plan.count].back) for slot, card in dealt], plan.back_turn, seen)


def _placed(faces: Iterable[tuple[Rect, Face | None]], turn: int, seen: set[int]) -> Iterator[Placement]:
    for place, face in faces:
        if face is not None:
            first = not face.shared and id(face) not in seen
            seen.add(id(face))
            yield Placement(face, place.x, place.y, turn, first)


def _set_marks(plan: Plan, dealt: Dealt, set_marks: Sequence[Face]) -> Iterator[Placement]:
    places = plan.places("front")
    for slot, card in dealt if set_marks else ():
        mark = set_marks[card // plan.count]
        place = places[slot]
        # A card turned by 90° has its own top left corner at the top right of the slot.
        x = place.right - mark.size.height if plan.turned else place.x
        yield Placement(mark, x, place.y, plan.turn, tagged=False)


def _sheet(plan: Plan, number: int, side: Side, placements: tuple[Placement, ...], furniture: Furniture | None) -> Sheet:
    letter = ("a" if side == "front" else "b") if plan.two_sided else ""
    return Sheet(
        size=plan.paper,
        placements=placements,
        lines=plan.lines if side == "front" else plan.back_lines,
        furniture=tuple(furniture(number, side)) if furniture else (),
        label=f"{number}{letter}",
        trim=plan.slot(0) if plan.trimmed else None,
        bleed=plan.bleed,
        shift=plan.shift if side == "back" else UNMOVED,
    )


def _deal(plan: Plan) -> Iterator[Dealt]:
    """Give each sheet's cards, slot by slot."""
    if not plan.sheets:
        return
    cards = [-1] * (plan.sheets * plan.slots)
    dealt = 0
    for pile in piles(plan.order, Batch(plan.count, plan.sets, plan.slots, plan.start_at - 1)):
        cards[pile.start : pile.stop : pile.step] = range(dealt, dealt + len(pile))
        dealt += len(pile)
    for first in range(0, len(cards), plan.slots):
        yield tuple((slot, card) for slot, card in enumerate(cards[first : first + plan.slots]) if card >= 0)


def _sheets(order: str, run: Batch) -> int:
    return max((pile[-1] // run.slots + 1 for pile in piles(order, run) if pile), default=0)


def _check(faces: Sequence[CardFaces], plan: Plan, set_marks: Sequence[Face]) -> None:
    if plan.sheets and len(faces) != plan.count:
        message = f"planned for {plan.count} cards, not {len(faces)}"
        raise ValueError(message)
    if plan.sheets and set_marks and len(set_marks) != plan.sets:
        message = f"planned for {plan.sets} sets, not {len(set_marks)} set marks"
        raise ValueError(message)
