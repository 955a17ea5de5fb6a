"""What a sheet carries besides places: tags, marks of its set, footers, labels."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardprint.geometry import Size
from cardprint.model import PROFILES, SIZES, PrintProfile
from cardprint.page import CardFaces, Face, Placement, Sheet
from cardprint.sheets.impose import Plan, impose, plan

OFFICE = PROFILES["office-a4"]
DIALOGUE = SIZES["dialogue"]


def deck(count: int, size: Size = DIALOGUE) -> list[CardFaces]:
    return [
        CardFaces(f"card-{number}", Face(size, (), label=f"front {number}"), Face(size, (), label=f"back {number}"))
        for number in range(count)
    ]


def sound(count: int, card: Size, profile: PrintProfile = OFFICE, *, sets: int = 1) -> Plan:
    found, problems = plan(count, card, profile, sets=sets)
    assert problems == ()
    return found


def labels(sheet: Sheet) -> list[str]:
    return [placement.face.label for placement in sheet.placements]


def test_sides_alternate_and_are_labelled_with_their_marks() -> None:
    found = sound(9, DIALOGUE, replace(OFFICE, back_offset=(1, 0, 0)))
    sheets = list(impose(deck(9), found))
    assert [sheet.label for sheet in sheets] == ["1a", "1b", "2a", "2b"]
    assert [sheet.lines for sheet in sheets] == [found.lines, found.back_lines] * 2
    assert found.lines != found.back_lines
    single = replace(OFFICE, duplex="none")
    sheets = list(impose(deck(9), sound(9, DIALOGUE, single)))
    assert [sheet.label for sheet in sheets] == ["1", "2"]


def test_a_copy_and_a_further_set_are_not_tagged_again() -> None:
    one, two = deck(2)
    sheets = list(impose([one, one, two], sound(3, DIALOGUE, sets=2)))
    assert [labels(sheet) for sheet in sheets] == [
        ["front 0", "front 0", "front 1", "front 0", "front 0", "front 1"],
        ["back 0", "back 0", "back 1", "back 0", "back 0", "back 1"],
    ]
    for sheet in sheets:
        assert [placement.tagged for placement in sheet.placements] == [True, False, True, False, False, False]


def test_shared_backs_are_never_tagged_and_missing_backs_stay_white() -> None:
    theme = Face(DIALOGUE, (), shared="theme", label="theme")
    faces = [replace(card, back=theme) for card in deck(2)] + [replace(deck(3)[2], back=None), deck(4)[3]]
    front, back = impose(faces, sound(4, DIALOGUE))
    assert labels(back) == ["theme", "theme", "back 3"]
    assert [placement.tagged for placement in back.placements] == [False, False, True]
    assert all(placement.tagged for placement in front.placements)
    assert back.placements[2][1:3] == sound(4, DIALOGUE).back_slot(3)[:2]


def test_each_set_carries_its_mark_on_the_fronts() -> None:
    found = sound(3, DIALOGUE, replace(OFFICE, order="rows"), sets=2)
    set_marks = [Face(Size(20, 8), (), label=name) for name in ("set 1", "set 2")]
    front, back = impose(deck(3), found, set_marks=set_marks)
    over = front.placements[6:]
    assert [placement.face.label for placement in over] == ["set 1"] * 3 + ["set 2"] * 3
    assert [placement[1:3] for placement in over] == [placement[1:3] for placement in front.placements[:6]]
    assert not any(placement.tagged for placement in over)
    assert len(back.placements) == 6


def test_a_set_mark_on_a_turned_card_lies_at_the_cards_own_top_left() -> None:
    found = sound(1, DIALOGUE.turned)
    front, _ = impose(deck(1, DIALOGUE.turned), found, set_marks=[Face(Size(20, 8), ())])
    place, mark = found.slot(0), front.placements[1]
    assert mark.turn == 90
    assert (mark.x, mark.y) == pytest.approx((place.right - 8, place.y))


def test_furniture_is_asked_for_each_side() -> None:
    footer = Face(Size(90, 8), ())

    def furniture(sheet: int, side: str) -> list[Placement]:
        return [Placement(footer, sheet, 0, tagged=False)] if side == "front" else []

    sheets = list(impose(deck(9), sound(9, DIALOGUE), furniture=furniture))
    assert [[one.x for one in sheet.furniture] for sheet in sheets] == [[1], [], [2], []]


def test_another_number_of_faces_or_set_marks_than_planned_is_a_bug() -> None:
    with pytest.raises(ValueError, match="planned for 3 cards, not 2"):
        next(impose(deck(2), sound(3, DIALOGUE)))
    with pytest.raises(ValueError, match="planned for 2 sets, not 1 set marks"):
        next(impose(deck(3), sound(3, DIALOGUE, sets=2), set_marks=[Face(DIALOGUE, ())]))
