"""Imposition: what is printed is turned over, cut and stacked here as a person would, and must come out as promised."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardprint.geometry import Rect, Size, mm
from cardprint.model import PAPERS, PROFILES, SIZES, TILING, PrintProfile
from cardprint.page import CardFaces, Face, Placement, Sheet
from cardprint.sheets.impose import Plan, impose, plan

if TYPE_CHECKING:
    from collections.abc import Sequence

OFFICE = PROFILES["office-a4"]
DIALOGUE = SIZES["dialogue"]
quick = settings(max_examples=80, deadline=None, derandomize=True)

DUPLEX = ("none", "long-edge", "short-edge")
HEAD = {0: (0, -1), 90: (1, 0), 180: (0, 1), 270: (-1, 0)}
"""Where a Face's head points on its side of the sheet, turned clockwise by so many degrees."""
RIGHT = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


def deck(count: int, size: Size) -> list[CardFaces]:
    fronts = [Face(size, (), label=f"front {number}") for number in range(count)]
    return [CardFaces(front.label, front, Face(size, (), label=front.label.replace("front", "back"))) for front in fronts]


def sound(count: int, card: Size, profile: PrintProfile = OFFICE, *, sets: int = 1, start_at: int = 1) -> Plan:
    found, problems = plan(count, card, profile, sets=sets, start_at=start_at)
    assert problems == ()
    return found


def rect(placement: Placement) -> Rect:
    size = placement.face.size if placement.turn in (0, 180) else placement.face.size.turned
    return Rect(placement.x, placement.y, *size)


def labels(sheet: Sheet) -> list[str]:
    return [placement.face.label for placement in sheet.placements]


class World(NamedTuple):
    plan: Plan
    profile: PrintProfile
    card: Size
    faces: list[CardFaces]

    @property
    def sheets(self) -> list[Sheet]:
        return list(impose(self.faces, self.plan))

    @property
    def fronts(self) -> list[Sheet]:
        return self.sheets[:: 2 if self.profile.duplex != "none" else 1]


def cards() -> st.SearchStrategy[Size]:
    whole = st.builds(lambda width, height: Size(mm(width), mm(height)), st.integers(50, 130), st.integers(50, 130))
    return st.one_of(st.sampled_from([*SIZES.values()]), st.sampled_from([size.turned for size in SIZES.values()]), whole)


@st.composite
def worlds(draw: st.DrawFn, duplex: Sequence[str] = DUPLEX, orders: Sequence[str] = ("", "rows", "stack")) -> World:
    profile = PrintProfile(
        id="test",
        paper=draw(st.sampled_from(sorted(PAPERS))),
        margin=mm(draw(st.integers(0, 12))),
        gutter=mm(draw(st.sampled_from([0, 0, 4]))),
        duplex=draw(st.sampled_from(duplex)),
        order=draw(st.sampled_from(orders)),
    )
    card = draw(cards())
    count, sets = draw(st.integers(0, 20)), draw(st.integers(1, 9))
    slots = plan(count, card, profile)[0].slots
    assume(slots)
    found = sound(count, card, profile, sets=sets, start_at=draw(st.integers(1, slots)))
    return World(found, profile, card, deck(count, card))


# --- which card where ------------------------------------------------------------------------------------------------


def pile_up(world: World) -> list[list[str]]:
    """Cut the fronts and lay what comes from one place on a pile, first sheet on top; piles row by row."""
    places: dict[tuple[float, float], list[str]] = {}
    for sheet in world.fronts:
        for placement in sheet.placements:
            places.setdefault((round(placement.y, 1), round(placement.x, 1)), []).append(placement.face.label)
    return [places[place] for place in sorted(places)]


def office(count: int, sets: int, order: str = "", start_at: int = 1) -> World:
    profile = replace(OFFICE, order=order)
    return World(sound(count, DIALOGUE, profile, sets=sets, start_at=start_at), profile, DIALOGUE, deck(count, DIALOGUE))


def names(world: World, sets: int) -> list[str]:
    return [card.front.label for card in world.faces] * sets


@given(worlds())
@quick
def test_every_side_lies_inside_the_printable_area_or_tiles_the_paper(world: World) -> None:
    tiling = any(sorted(world.card) == sorted(SIZES[name]) for name in TILING)
    area = Rect(0, 0, *world.plan.paper).inset(0 if tiling else world.profile.margin)
    for sheet in world.sheets:
        assert sheet.size == world.plan.paper
        assert all(area.contains(rect(placement)) for placement in sheet.placements)
        assert not any(rect(one).overlaps(rect(other)) for one, other in combinations(sheet.placements, 2))


@given(worlds(orders=("", "rows", "stack", "set-per-slot")))
@quick
def test_every_card_is_printed_once_for_each_set_on_the_planned_sides(world: World) -> None:
    sheets = world.sheets
    printed = Counter(label for sheet in sheets for label in labels(sheet))
    sides = ("front",) if world.profile.duplex == "none" else ("front", "back")
    assert printed == {f"{side} {number}": world.plan.sets for side in sides for number in range(len(world.faces))}
    assert len(sheets) == world.plan.sides
    assert all(sheet.placements for sheet in sheets[:1] + sheets[-1:])


@given(worlds(orders=("rows",), duplex=("none", "long-edge")))
@quick
def test_rows_run_card_after_card_from_the_slot_to_start_at(world: World) -> None:
    assert [label for sheet in world.fronts for label in labels(sheet)] == names(world, world.plan.sets)
    for sheet in world.fronts[:1]:
        assert sheet.placements[0][1:3] == world.plan.slot(world.plan.start_at - 1)[:2]
    assert world.plan.sheets == -(-(world.plan.start_at - 1 + len(world.faces) * world.plan.sets) // world.plan.slots) or not world.faces


@given(worlds(orders=("stack",)))
@quick
def test_a_stack_of_piles_gives_set_after_set_in_order(world: World) -> None:
    assert [label for pile in pile_up(world) for label in pile] == names(world, world.plan.sets)


@pytest.mark.parametrize("start_at", [1, 4, 8])
@pytest.mark.parametrize("count", [1, 5, 48, 61])
@pytest.mark.parametrize("sets", [1, 2, 6, 7, 8, 9, 15, 16, 20])
def test_each_slot_gathers_finished_sets_and_the_rest_is_a_stack(count: int, sets: int, start_at: int) -> None:
    world = office(count, sets, "set-per-slot", start_at)
    piles = pile_up(world)
    rounds, left = divmod(sets, 8)
    for pile in piles:
        for _ in range(rounds):
            assert [pile.pop(0) for _ in range(count)] == names(world, 1)
    if left == 7 or 1 < sets < 8:
        assert [pile for pile in piles if pile] == [names(world, 1)] * left
    else:
        assert [label for pile in piles for label in pile] == names(world, left)


@pytest.mark.parametrize(
    ("sets", "count", "order", "sheets"),
    [
        (1, 61, "stack", 8),
        (6, 48, "stack", 36),
        (7, 48, "set-per-slot", 48),
        (8, 5, "set-per-slot", 5),
        (10, 48, "set-per-slot", 60),
        (15, 61, "set-per-slot", 122),
        (7, 0, "set-per-slot", 0),
    ],
)
def test_the_default_order_gathers_sets_when_they_are_at_least_the_slots_less_one(sets: int, count: int, order: str, sheets: int) -> None:
    found = sound(count, DIALOGUE, sets=sets)
    assert (found.order, found.sheets, found.sides) == (order, sheets, 2 * sheets)


def test_set_per_slot_that_is_asked_for_is_kept_and_of_one_set_is_a_stack() -> None:
    world = office(48, 3, "set-per-slot")
    assert (world.plan.order, office(48, 3).plan.order, office(48, 1, "set-per-slot").plan.order) == ("set-per-slot", "stack", "stack")
    assert [pile for pile in pile_up(world) if pile] == [names(world, 1)] * 3
    assert sound(48, Size(mm(180), mm(120)), sets=1).order == "stack"  # two slots: a single set leaves none of them white


def test_the_first_sheet_starts_at_the_slot_asked_for() -> None:
    for order in ("rows", "stack", "set-per-slot"):
        world = office(9, 8, order, start_at=4)
        first, second = world.fronts[:2]
        assert [placement[1:3] for placement in first.placements] == [world.plan.slot(index)[:2] for index in range(3, 8)]
        assert len(second.placements) == 8


# --- backs -----------------------------------------------------------------------------------------------------------

Vector = tuple[int, int]


def lying(world: World) -> World:
    """Look at the same sheet from its side: lying paper, and the cards turned the other way."""
    grid = world.plan.grid
    turned = replace(
        grid,
        paper=grid.paper.turned,
        turned=not grid.turned,
        slot=grid.slot.turned,
        columns=grid.rows,
        rows=grid.columns,
        x0=grid.y0,
        y0=grid.x0,
        pitch=grid.pitch.turned,
    )
    return world._replace(plan=replace(world.plan, grid=turned))


def shoved(world: World) -> World:
    """Move the grid off the middle of the paper, as on a stock that is not symmetric."""
    grid = world.plan.grid
    return world._replace(plan=replace(world.plan, grid=replace(grid, x0=grid.x0 * 0.7 - 1, y0=grid.y0 * 1.4 + 2)))


def through(back: Rect, paper: Size, duplex: str) -> Rect:
    """Give where a rectangle of the back lies when one looks at the front and through the paper.

    The sheet turns about its long or its short edge: what lies along that edge stays, what lies across it is swapped.
    """
    edge = max(paper) if duplex == "long-edge" else min(paper)
    if edge == paper.height:
        return back._replace(x=paper.width - back.right)
    return back._replace(y=paper.height - back.bottom)


def vector_through(vector: Vector, paper: Size, duplex: str) -> Vector:
    edge = max(paper) if duplex == "long-edge" else min(paper)
    return (-vector[0], vector[1]) if edge == paper.height else (vector[0], -vector[1])


def same(one: Rect, other: Rect) -> bool:
    return one.contains(other) and other.contains(one)


@given(worlds(duplex=("long-edge", "short-edge"), orders=("", "rows", "set-per-slot")), st.booleans(), st.booleans())
@quick
def test_each_back_lies_behind_its_own_front_and_reads_upright(world: World, lies: bool, off: bool) -> None:
    world = lying(world) if lies else world
    world = shoved(world) if off else world
    paper, duplex = world.plan.paper, world.profile.duplex
    sheets = world.sheets
    for front_side, back_side in zip(sheets[::2], sheets[1::2], strict=True):
        for front, back in zip(front_side.placements, back_side.placements, strict=True):
            assert back.face.label == front.face.label.replace("front", "back")
            assert same(rect(front), through(rect(back), paper, duplex))
            # The card turned about its upright axis: its head stays where it was, and what was left of it is right.
            assert vector_through(HEAD[back.turn], paper, duplex) == HEAD[front.turn]
            right = RIGHT[front.turn]
            assert vector_through(RIGHT[back.turn], paper, duplex) == (-right[0], -right[1])
    for index in range(world.plan.slots):
        assert same(world.plan.slot(index), through(world.plan.back_slot(index), paper, duplex))


@pytest.mark.parametrize(
    ("duplex", "card", "lies", "corner", "turns"),
    [
        # slot 0 at the top left: its back by hand, in mm from the top left of the back side
        ("long-edge", DIALOGUE, False, (105, 12.5), (0, 0)),
        ("short-edge", DIALOGUE, False, (9, 216.5), (0, 180)),
        ("long-edge", DIALOGUE.turned, False, (105, 12.5), (90, 270)),
        ("short-edge", DIALOGUE.turned, False, (9, 216.5), (90, 90)),
        ("long-edge", DIALOGUE, True, (12.5, 105), (90, 90)),
        ("short-edge", DIALOGUE, True, (216.5, 9), (90, 270)),
        ("long-edge", DIALOGUE.turned, True, (12.5, 105), (0, 180)),
        ("short-edge", DIALOGUE.turned, True, (216.5, 9), (0, 0)),
    ],
)
def test_the_back_of_the_first_slot(duplex: str, card: Size, lies: bool, corner: tuple[float, float], turns: tuple[int, int]) -> None:
    profile = replace(OFFICE, duplex=duplex)
    world = World(sound(1, card, profile), profile, card, deck(1, card))
    world = lying(world) if lies else world
    (front,), (back,) = (sheet.placements for sheet in world.sheets)
    assert (front.turn, back.turn) == turns
    assert (back.x, back.y) == pytest.approx((mm(corner[0]), mm(corner[1])))


@given(worlds(orders=("", "rows", "set-per-slot")))
@quick
def test_each_face_is_tagged_exactly_once_at_its_first_place_and_the_back_behind_its_front(world: World) -> None:
    seen: set[str] = set()
    for sheet in world.sheets:
        for placement in sheet.placements:
            assert placement.tagged == (placement.face.label not in seen)
            seen.add(placement.face.label)
    sheets = world.sheets
    if world.plan.two_sided:
        for front, back in zip(sheets[::2], sheets[1::2], strict=True):
            assert [one.tagged for one in front.placements] == [one.tagged for one in back.placements]
