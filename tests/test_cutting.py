"""What the ticket says is done here by a person with a guillotine: cut after cut, pile upon pile; what comes of it must be whole cards in order."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from msgspec.structs import replace

from cardprint.geometry import MM, Size, mm
from cardprint.model import PROFILES, SIZES, STOCKS, PrintProfile
from cardprint.page import CardFaces, Cut, Face
from cardprint.sheets import cutting
from cardprint.sheets.impose import Plan, impose, plan

OFFICE, FOLD = PROFILES["office-a4"], PROFILES["office-a4-fold"]
SPARE = 1.0
"""Millimetres of white that may stay on a card that tiles the paper."""


class Piece(NamedTuple):
    """A stretch of paper between two cuts, in mm."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


def sound(count: int, card: Size, profile: PrintProfile, *, sets: int = 1, start_at: int = 1) -> Plan:
    found, problems = plan(count, card, profile, sets=sets, start_at=start_at)
    assert problems == ()
    return found


def guillotine(length: float, cuts: list[Cut], near: str) -> list[Piece]:
    """Cut one direction: what lies against the gauge stays under the knife, what comes off is laid aside.

    No piece that is held is narrower than the narrowest card, and no cut takes off less than a knife does.
    """
    held, off = Piece(0, length), []
    for cut in cuts:
        if cut.edge == near:
            held, gone = Piece(held.start, held.start + cut.at), Piece(held.start + cut.at, held.end)
        else:
            gone, held = Piece(held.start, held.end - cut.at), Piece(held.end - cut.at, held.end)
        assert gone.length > 0.9
        assert held.length >= 1.9
        off.append(gone)
    return sorted([*off, held])


def cards_in(pieces: list[Piece], length: float) -> list[Piece]:
    """Throw away what is narrower than a card."""
    return [piece for piece in pieces if abs(piece.length - length) <= SPARE]


def middle(start: float, size: float) -> float:
    return (start + size / 2) / MM


@pytest.mark.parametrize("gutter", [0, 4])
@pytest.mark.parametrize("paper", ["A4", "A4 landscape", "A3"])
@pytest.mark.parametrize("profile", [OFFICE, FOLD], ids=lambda one: one.id)
@pytest.mark.parametrize("size", [*SIZES, "85 x 40"])
def test_the_cuts_give_exactly_the_cards(size: str, profile: PrintProfile, paper: str, gutter: float) -> None:
    card = SIZES.get(size, Size(mm(85), mm(40)))
    found = sound(1, card, replace(profile, paper=paper, gutter=mm(gutter)))
    fold = found.grid.fold
    width = found.paper.width / MM / (2 if fold == "upright" else 1)
    height = found.paper.height / MM / (2 if fold == "level" else 1)
    upright = [cut for cut in found.cuts if cut.edge in ("left", "right") or (cut.edge == "fold" and fold == "upright")]
    level = [cut for cut in found.cuts if cut not in upright]
    assert list(found.cuts) in ([*upright, *level], [*level, *upright])
    columns = cards_in(guillotine(width, upright, "left"), found.grid.slot.width / MM)
    rows = cards_in(guillotine(height, level, "top"), found.grid.slot.height / MM)
    assert (len(columns), len(rows)) == (found.columns, found.rows)
    for index in range(found.slots):
        place = found.slot(index)
        column, row = columns[index % found.columns], rows[index // found.columns]
        assert middle(place.x, place.width) == pytest.approx((column.start + column.end) / 2, abs=SPARE / 2 + 0.01)
        assert middle(place.y, place.height) == pytest.approx((row.start + row.end) / 2, abs=SPARE / 2 + 0.01)
        if size not in ("A8", "A7", "A6"):
            assert (place.x / MM, place.right / MM) == pytest.approx(column, abs=0.01)
            assert (place.y / MM, place.bottom / MM) == pytest.approx(row, abs=0.01)


def test_dialogue_cards_take_three_upright_cuts_and_five_across() -> None:
    assert [tuple(cut) for cut in sound(1, SIZES["dialogue"], OFFICE).cuts] == [
        ("right", 201.0),
        ("left", 192.0),
        ("left", 96.0),
        ("bottom", 284.5),
        ("top", 272.0),
        ("top", 204.0),
        ("top", 136.0),
        ("top", 68.0),
    ]


def test_a7_is_cut_through_the_middle_without_waste() -> None:
    assert [tuple(cut) for cut in sound(1, SIZES["A7"], OFFICE).cuts] == [("left", 105.0), ("top", 222.75), ("top", 148.5), ("top", 74.25)]


@pytest.mark.parametrize("paper", ["A4", "A4 landscape", "A3", "A5"])
@pytest.mark.parametrize("profile", [OFFICE, FOLD], ids=lambda one: one.id)
@pytest.mark.parametrize("size", ["A8", "A7", "A6"])
def test_cards_that_fill_the_paper_are_cut_to_one_size_with_their_artwork_in_the_middle(
    size: str, profile: PrintProfile, paper: str
) -> None:
    found = sound(1, SIZES[size], replace(profile, paper=paper))
    fold = found.grid.fold
    for number, (whole, way, near, card) in enumerate(
        [
            (found.paper.width, "upright", "left", found.grid.slot.width),
            (found.paper.height, "level", "top", found.grid.slot.height),
        ]
    ):
        length = whole / MM / (2 if fold == way else 1)
        cuts = [
            cut
            for cut in found.cuts
            if cut.edge in (near, {"left": "right", "top": "bottom"}[near]) or (cut.edge == "fold" and fold == way)
        ]
        pieces = guillotine(length, cuts, near)
        assert {round(piece.length, 2) for piece in pieces} == {round(length / len(pieces), 2)}
        assert 0 <= pieces[0].length - card / MM <= SPARE
        places = sorted({round((place[number] + place[number + 2] / 2) / MM, 2) for place in found.places("front")})
        assert places == pytest.approx([(piece.start + piece.end) / 2 for piece in pieces], abs=0.02)


def test_a_folded_sheet_is_cut_from_its_fold_and_never_in_it() -> None:
    cuts = sound(1, SIZES["dialogue"], FOLD).cuts
    assert [tuple(cut) for cut in cuts][:2] == [("fold", 96.0), ("bottom", 284.5)]
    assert len(cuts) == 6


def test_fewer_strokes_come_first() -> None:
    assert sound(1, SIZES["dialogue"], replace(OFFICE, paper="A4 landscape")).cuts[0].edge == "bottom"


def test_die_cut_cards_and_the_print_shops_are_not_cut() -> None:
    assert sound(1, SIZES["business-card"], PROFILES["sigel-lp800"]).cuts == ()
    made = sound(1, SIZES["dialogue"], PROFILES["print-shop-3mm"])
    assert (made.cuts, made.piles) == ((), ())


# --- piles -----------------------------------------------------------------------------------------------------------


def faces(count: int, size: Size) -> list[CardFaces]:
    return [CardFaces(str(number), Face(size, (), label=str(number)), Face(size, (), label=f"back {number}")) for number in range(count)]


def lying(found: Plan, count: int, card: Size) -> dict[tuple[int, int], list[int]]:
    """Lay the sheets on each other, the first on top, and cut them: what lies in each place, by row and column from 1."""
    out: dict[tuple[int, int], list[int]] = {}
    columns = sorted({round(found.slot(index).x, 1) for index in range(found.slots)})
    rows = sorted({round(found.slot(index).y, 1) for index in range(found.slots)})
    for sheet in impose(faces(count, card), found):
        for one in sheet.placements:
            if not one.face.label.startswith("back"):
                place = rows.index(round(one.y, 1)) + 1, columns.index(round(one.x, 1)) + 1
                out.setdefault(place, []).append(int(one.face.label))
    return out


def gathered(found: Plan, piles: dict[tuple[int, int], list[int]], count: int) -> list[list[int]]:
    """Take the whole sets off the top of each pile, as the ticket says; lay what is left of the piles on each other, as one reads."""
    sets: dict[int, list[int]] = {}
    rest: list[int] = []
    for pile in found.piles:
        cards = piles.pop((pile.row, pile.column))
        assert len(cards) == pile.cards
        for number in pile.sets:
            sets[number], cards = cards[:count], cards[count:]
        rest += cards
    assert piles == {}
    missing = [number for number in range(1, found.sets + 1) if number not in sets]
    for number in missing:
        sets[number], rest = rest[:count], rest[count:]
    assert rest == []
    return [sets[number] for number in sorted(sets)]


GRIDS = {
    "eight": ("dialogue", OFFICE),
    "fold": ("dialogue", FOLD),
    "nine": ("poker", replace(OFFICE, duplex="short-edge")),
    "lying": ("business-card", replace(OFFICE, paper="A4 landscape", duplex="none")),
}


@pytest.mark.parametrize("count", [5, 48, 61])
@pytest.mark.parametrize("sets", [1, 7, 8])
@pytest.mark.parametrize("order", ["", "stack", "set-per-slot"])
@pytest.mark.parametrize("start_at", [1, 3])
@pytest.mark.parametrize("grid", GRIDS)
def test_cutting_and_stacking_gives_every_set_in_order(grid: str, start_at: int, order: str, sets: int, count: int) -> None:
    size, profile = GRIDS[grid]
    found = sound(count, SIZES[size], replace(profile, order=order), sets=sets, start_at=start_at)
    assert gathered(found, lying(found, count, SIZES[size]), count) == [list(range(count))] * sets
    assert (found.order == "set-per-slot") == (sets > 1 and order != "stack" and (bool(order) or sets >= found.slots - 1))


@pytest.mark.parametrize("name", STOCKS)
def test_die_cut_cards_lie_row_by_row(name: str) -> None:
    size = STOCKS[name].card
    found = sound(48, size, PROFILES[name], sets=2, start_at=7)
    labels = [[int(one.face.label) for one in sheet.placements] for sheet in list(impose(faces(48, size), found))[::2]]
    assert [number for sheet in labels for number in sheet] == [*range(48)] * 2
    assert len(labels[0]) == found.slots - 6


@pytest.mark.parametrize(
    ("sets", "count", "piles"),
    [
        (8, 5, [(5, (number,)) for number in range(1, 9)]),
        (7, 5, [(5, (number,)) for number in range(1, 8)]),
        (16, 5, [(10, (number, number + 8)) for number in range(1, 9)]),
        (10, 4, [(5, (number,)) for number in range(1, 9)]),  # eight finished sets, and two that go through all piles
        (1, 61, [(8, ())] * 5 + [(7, ())] * 3),
    ],
)
def test_the_plan_says_which_sets_lie_whole_in_each_pile(sets: int, count: int, piles: list[tuple[int, tuple[int, ...]]]) -> None:
    found = sound(count, SIZES["dialogue"], OFFICE, sets=sets)
    assert [(pile.cards, pile.sets) for pile in found.piles] == piles
    assert [(pile.row, pile.column) for pile in found.piles] == [(row, column) for row in range(1, 5) for column in (1, 2)][: len(piles)]


def test_a_pile_of_as_many_cards_as_a_set_is_no_set_unless_they_follow_each_other() -> None:
    """Three cards in eight places, stacked: the first pile holds cards of three sets, of the first the first."""
    found = sound(3, SIZES["dialogue"], replace(OFFICE, order="stack"), sets=8)
    dealt = [[(slot, 8 * sheet + slot) for slot in range(8)] for sheet in range(3)]
    assert {(pile.cards, pile.sets) for pile in cutting.piles(found, dealt)} == {(3, ())}
    dealt = [[(slot, 3 * slot + card) for slot in range(8)] for card in range(3)]
    assert [pile.sets for pile in cutting.piles(found, dealt)] == [(number,) for number in range(1, 9)]
