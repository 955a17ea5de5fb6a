"""Planning: how many cards lie on a sheet, where, and what a user is told when they do not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cardprint.colour import BLACK
from cardprint.errors import Place
from cardprint.geometry import Rect, Size, mm
from cardprint.messages import sentence
from cardprint.model import PAPERS, PROFILES, SIZES, TILING, PrintProfile
from cardprint.page import Box, Face, Image, TextLine
from cardprint.sheets.impose import Plan, impose, plan, reach

OFFICE = PROFILES["office-a4"]
DIALOGUE = SIZES["dialogue"]


def sound(count: int, card: Size, profile: PrintProfile = OFFICE) -> Plan:
    found, problems = plan(count, card, profile)
    assert problems == ()
    return found


@pytest.mark.parametrize(
    ("width", "height", "slots"),
    [
        (96, 68, 8),
        (85, 55, 10),
        (63, 88, 9),
        (100, 70, 8),
        (95, 67, 8),
        (105, 74, 8),
        (148, 105, 4),
        (74, 52, 16),
        (74, 105, 8),
        (40, 70, 20),
    ],
)
def test_cards_on_an_a4_sheet(width: float, height: float, slots: int) -> None:
    assert sound(1, Size(mm(width), mm(height))).slots == slots


def test_dialogue_cards_lie_two_by_four_on_upright_a4_with_9_and_12_5_mm_of_white() -> None:
    found = sound(8, DIALOGUE)
    assert (found.columns, found.rows, found.turned, found.paper) == (2, 4, False, PAPERS["A4"])
    assert found.origin == pytest.approx((mm(9), mm(12.5)))
    assert found.pitch == pytest.approx((mm(96), mm(68)))
    last = found.slot(7)
    assert (found.paper.width - last.right, found.paper.height - last.bottom) == pytest.approx((mm(9), mm(12.5)))


def test_slots_run_row_by_row() -> None:
    found = sound(8, DIALOGUE)
    assert found.slot(1)[:2] == pytest.approx((mm(105), mm(12.5)))
    assert found.slot(2)[:2] == pytest.approx((mm(9), mm(80.5)))


@pytest.mark.parametrize("paper", sorted(PAPERS))
@pytest.mark.parametrize("card", [*SIZES.values(), Size(mm(50), mm(130))])
def test_no_other_way_of_laying_paper_and_cards_holds_more(paper: str, card: Size) -> None:
    profile = replace(OFFICE, paper=paper, margin=0)
    found = sound(1, card, profile)
    ways = [(PAPERS[paper], card), (PAPERS[paper], card.turned), (PAPERS[paper].turned, card), (PAPERS[paper].turned, card.turned)]
    counts = [int((sheet.width + 0.01) // one.width) * int((sheet.height + 0.01) // one.height) for sheet, one in ways]
    assert found.slots == max(counts)
    assert found.turned == (counts[0] < max(counts))
    assert found.paper == PAPERS[paper]


def test_only_the_tiling_sizes_leave_the_printable_area() -> None:
    whole = replace(OFFICE, margin=0)
    for name, size in SIZES.items():
        unbounded = sound(1, size, whole).slots
        assert sound(1, size).slots == unbounded or name not in TILING
    assert sound(1, Size(mm(105), mm(73))).slots < sound(1, Size(mm(105), mm(73)), whole).slots


def test_a_stock_that_is_not_symmetric_is_mirrored_from_its_own_corner() -> None:
    found = sound(10, SIZES["business-card"])  # Sigel LP795: 85 × 55 mm, 2 × 5 from 14/10.5 mm, 95 × 55 mm apart
    found = replace(found, grid=replace(found.grid, x0=mm(14), y0=mm(10.5), pitch=Size(mm(95), mm(55))))
    assert [found.back_slot(index).x for index in (0, 1)] == pytest.approx([mm(111), mm(16)])
    assert found.back_slot(2).y == pytest.approx(mm(65.5))


def test_the_back_offset_moves_the_whole_back_last_and_its_marks_keep_clear_of_the_printers_edge() -> None:
    plain = sound(8, DIALOGUE)
    moved = sound(8, DIALOGUE, replace(OFFICE, back_offset=(mm(0.5), mm(-0.3), 0.2)))
    assert moved.shift == (mm(0.5), mm(-0.3), 0.2)
    assert (moved.slot(0), moved.back_slot(0), moved.lines) == (plain.slot(0), plain.back_slot(0), plain.lines)
    assert moved.back_lines != plain.back_lines
    area = Rect(0, 0, *moved.paper).inset(mm(5))
    for line in moved.back_lines:
        for end in ((line.x1, line.y1), (line.x2, line.y2)):
            assert area.contains(Rect(*moved.shift.point(*end, moved.paper), 0, 0))


def test_a_card_larger_than_the_paper_is_a_problem_and_prints_nothing() -> None:
    profile = PrintProfile(id="own", margin=mm(5), place=Place("cards/print/own.yaml", 3, 1))
    found, (problem,) = plan(1, Size(mm(201), mm(202)), profile)
    assert (problem.code, problem.place) == ("card-larger-than-paper", profile.place)
    assert problem.values == {"size": "201 × 202 mm", "paper": "A4", "margin": "5 mm"}
    assert (found.slots, found.sheets, found.sides) == (0, 0, 0)
    assert list(impose([], found)) == []
    assert sound(1, Size(mm(200), mm(202)), profile).slots == 1


@pytest.mark.parametrize("start_at", [0, 9])
def test_a_start_outside_the_sheet_is_a_problem(start_at: int) -> None:
    found, (problem,) = plan(1, DIALOGUE, OFFICE, start_at=start_at)
    assert problem.code == "start-at-outside-sheet"
    assert problem.values == {"start_at": str(start_at), "slots": "8"}
    assert list(impose([], found)) == []


OFF = replace(OFFICE, back_offset=(mm(1.5), mm(-0.5), 0.2))


@pytest.mark.parametrize("name", ["A7", "A6"])
@pytest.mark.parametrize("paper", ["A4", "A4 landscape"])
@pytest.mark.parametrize("duplex", ["long-edge", "short-edge"])
def test_backs_that_tile_may_be_shifted_as_far_as_their_ink_allows(name: str, paper: str, duplex: str) -> None:
    card, profile = SIZES[name], replace(OFF, paper=paper, duplex=duplex)
    middle = Rect(0, 0, *card).inset(mm(15))
    assert [one.code for one in plan(8, card, profile)[1]] == ["shift-up-over-margin"]
    assert plan(8, card, profile, reach=middle)[1] == ()
    assert plan(8, card, profile, reach=Rect(0, 0, *card).inset(mm(6)))[1] != ()


def test_ink_on_backs_is_measured_where_it_comes_to_lie() -> None:
    card = SIZES["A7"]  # lies unturned on upright A4: two across, four down, heads up
    beside = Rect(mm(5.5), mm(20), mm(20), mm(20))
    for x, found in ((1, 0), (-1, 1)):  # ink at the left of each back: only a shift to the left brings it over the paper's margin
        assert len(plan(8, card, replace(OFFICE, back_offset=(mm(x), 0, 0)), reach=beside)[1]) == found
    above = Rect(mm(20), mm(5.5), mm(20), mm(20))
    lying = replace(OFFICE, paper="A4 landscape")  # backs turned by 90°: their heads are at the right
    for x, found in ((1.2, 1), (-1.2, 0)):
        assert len(plan(8, card, replace(lying, back_offset=(mm(x), 0, 0)), reach=above)[1]) == found


@pytest.mark.parametrize(
    ("x", "y", "danish", "english"),
    [
        (9, 0.5, "9 mm mod højre, 0,5 mm ned", "9 mm to the right, 0.5 mm down"),
        (-9, 0.5, "9 mm mod venstre, 0,5 mm ned", "9 mm to the left, 0.5 mm down"),
        (9, -0.5, "9 mm mod højre, 0,5 mm op", "9 mm to the right, 0.5 mm up"),
        (-9, -0.5, "9 mm mod venstre, 0,5 mm op", "9 mm to the left, 0.5 mm up"),
    ],
)
def test_a_shift_that_is_too_far_is_told_by_its_way(x: float, y: float, danish: str, english: str) -> None:
    _, (problem,) = plan(8, DIALOGUE, replace(OFFICE, back_offset=(mm(x), mm(y), 0)))
    assert danish in sentence(problem, "da")[0]
    assert english in sentence(problem, "en")[0]


def test_a_margin_that_leaves_no_room_is_blamed_and_named() -> None:
    places = {key: Place("cards/print/own.yaml", line, 1) for line, key in enumerate(("paper", "margin"), 1)}
    _, (problem,) = plan(1, Size(mm(96.5), mm(68)), PrintProfile(id="own", margin=mm(100), places=places))
    assert (problem.code, problem.place) == ("card-larger-than-paper", places["margin"])
    assert sentence(problem, "da")[0] == "Et kort på 96,5 × 68 mm kan ikke være på A4 med 100 mm hvid kant"
    assert "mindre margin" in sentence(problem, "da")[1]
    _, (problem,) = plan(1, Size(mm(300), mm(300)), PrintProfile(id="own", places=places))
    assert problem.place == places["paper"]


def test_lengths_of_a_stock_have_a_comma_in_danish() -> None:
    _, (problem,) = plan(1, SIZES["business-card"], replace(PROFILES["herma-5028"], gutter=mm(5.9)))
    assert sentence(problem, "da")[0] == "gutter: 5,9 mm passer ikke til Herma 5028, som har 5,4 mm × 0 mm"


def test_the_reach_of_backs_goes_round_all_that_is_on_them() -> None:
    size = Size(100, 100)
    text = TextLine(30, 46, 50, 8, BLACK, "regular", "", "ord", None)  # from 40 to 47.76, and 2 for accents
    drawn = Image(Rect(60, 20, 30, 30), "x", BLACK, None), Box(Rect(29, 60, 1, 1), BLACK)
    assert reach([Face(size, [text]), Face(size, drawn)]) == Rect(28, 20, 62, 41)
    assert reach([Face(size, [])]) is None
    assert reach([Face(size, [], ground=Face(size, drawn))]) == Rect(29, 20, 61, 41)
