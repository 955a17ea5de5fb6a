"""Lay the Faces of many cards onto Sheets: plan the grid and the order first, then place fronts and their own backs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cardprint.errors import Found, Problem, error
from cardprint.geometry import MM, Rect, Size
from cardprint.model import NOWHERE
from cardprint.page import CardFaces, Face, Placement, Sheet
from cardprint.sheets import marks
from cardprint.sheets.grid import TWO_SIDED, Plan, Side, best
from cardprint.sheets.order import Run, choose, piles

if TYPE_CHECKING:
    from cardprint.model import PrintProfile

__all__ = ["Furniture", "Plan", "Side", "impose", "plan"]

Furniture = Callable[[int, Side], Sequence[Placement]]
"""What stands beside the cards: Faces at fixed places, for a sheet's number from 1 and its side."""

Dealt = tuple[tuple[int, int], ...]
"""One sheet's cards: the slot, and the card's number among all that are printed, set after set."""


def plan(count: int, card: Size, profile: PrintProfile, *, sets: int = 1, start_at: int = 1) -> Found[Plan]:
    """Plan a run of `count` cards, `sets` times, from the user's slot `start_at` on; `card` in points.

    A Plan with Problems has no sheets.
    """
    grid = best(card, profile)
    problems = (*_unready(profile), *_misfits(card, profile, grid.slots, start_at))
    order = choose(profile.order, sets, grid.slots)
    run = Run(count, sets, grid.slots, start_at - 1)
    bare = Plan(
        grid=grid,
        duplex=profile.duplex,
        order=order,
        count=count,
        sets=sets,
        start_at=start_at,
        sheets=0 if problems else _sheets(order, run),
        back_offset=profile.back_offset[:2],
    )
    back = marks.crop(bare, profile, "back") if bare.two_sided else ()
    return replace(bare, lines=marks.crop(bare, profile), back_lines=back), problems


def impose(
    faces: Sequence[CardFaces],
    plan: Plan,
    *,
    furniture: Furniture | None = None,
    set_marks: Sequence[Face] = (),
) -> Iterator[Sheet]:
    """Yield the sheets' sides in printing order; `faces` holds one set, each card as often as it has copies.

    A Face is tagged where it is placed first, unless it is shared; both sides of a card go by slots of the front, so
    the tagged back lies behind the tagged front. `set_marks`, one per set, lie untagged at the top left of the fronts.
    Raises ValueError where faces or set marks are not as many as planned.
    """
    _check(faces, plan, set_marks)
    seen: set[int] = set()
    fronts, backs = plan.places("front"), plan.places("back")
    for number, dealt in enumerate(_deal(plan), 1):
        upper = [(fronts[slot], faces[card % plan.count].front) for slot, card in dealt]
        over = _set_marks(plan, fronts, dealt, set_marks) if set_marks else ()
        yield _sheet(plan, number, "front", (*_placed(upper, plan.turn, seen), *over), furniture)
        if plan.two_sided:
            lower = [(backs[slot], faces[card % plan.count].back) for slot, card in dealt]
            yield _sheet(plan, number, "back", tuple(_placed(lower, plan.back_turn, seen)), furniture)


def _placed(faces: Iterable[tuple[Rect, Face | None]], turn: int, seen: set[int]) -> Iterator[Placement]:
    for place, face in faces:
        if face is not None:
            first = not face.shared and id(face) not in seen
            seen.add(id(face))
            yield Placement(face, place.x, place.y, turn, first)


def _set_marks(plan: Plan, places: Sequence[Rect], dealt: Dealt, set_marks: Sequence[Face]) -> Iterator[Placement]:
    for slot, card in dealt:
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
    )


def _deal(plan: Plan) -> Iterator[Dealt]:
    if not plan.sheets:
        return
    cards = [-1] * (plan.sheets * plan.slots)
    dealt = 0
    for pile in piles(plan.order, Run(plan.count, plan.sets, plan.slots, plan.start_at - 1)):
        cards[pile.start : pile.stop : pile.step] = range(dealt, dealt + len(pile))
        dealt += len(pile)
    for first in range(0, len(cards), plan.slots):
        yield tuple((slot, card) for slot, card in enumerate(cards[first : first + plan.slots]) if card >= 0)


def _sheets(order: str, run: Run) -> int:
    return max((pile[-1] // run.slots + 1 for pile in piles(order, run) if pile), default=0)


def _check(faces: Sequence[CardFaces], plan: Plan, set_marks: Sequence[Face]) -> None:
    if plan.sheets and len(faces) != plan.count:
        message = f"planned for {plan.count} cards, not {len(faces)}"
        raise ValueError(message)
    if plan.sheets and set_marks and len(set_marks) != plan.sets:
        message = f"planned for {plan.sets} sets, not {len(set_marks)} set marks"
        raise ValueError(message)


def _misfits(card: Size, profile: PrintProfile, slots: int, start_at: int) -> Iterator[Problem]:
    if not slots:
        margin = f"{profile.margin / MM:.4g} mm"
        yield error("card-larger-than-paper", profile.place, card=card, paper=profile.paper, margin=margin)
    elif not 1 <= start_at <= slots:
        yield error("start-at-outside-sheet", NOWHERE, start_at=start_at, slots=slots)


def _unready(profile: PrintProfile) -> Iterator[Problem]:
    """Name what a profile asks for that no sheet is planned for yet, rather than print something else in silence."""
    rotate = profile.back_offset[2]
    wishes = {
        "imposition": "" if profile.imposition == "nup" else profile.imposition,
        "stock": profile.stock,
        "duplex": "" if profile.duplex in {"none", *TWO_SIDED} else profile.duplex,
        "rotate": f"{rotate:g}" if rotate else "",
    }
    for key, value in wishes.items():
        if value:
            yield error("print-value-not-ready", profile.place, key=key, value=value)
