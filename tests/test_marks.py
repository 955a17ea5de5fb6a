"""Crop marks, the white left for a footer, and the ruler: numbers first, then what holds for any card and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardprint.geometry import Rect, Size, mm
from cardprint.model import PAPERS, PROFILES, SIZES, Marks, PrintProfile
from cardprint.sheets import marks
from cardprint.sheets.impose import Plan, plan

if TYPE_CHECKING:
    from cardprint.page import Line
    from cardprint.sheets.impose import Side

OFFICE = PROFILES["office-a4"]
DIALOGUE = SIZES["dialogue"]
quick = settings(max_examples=80, deadline=None, derandomize=True)


def covered(line: Line) -> Rect:
    """Give the paper that a line covers with its weight, its ends cut off square."""
    half = line.weight / 2
    if line.x1 == line.x2:
        return Rect(line.x1 - half, min(line.y1, line.y2), line.weight, abs(line.y2 - line.y1))
    return Rect(min(line.x1, line.x2), line.y1 - half, abs(line.x2 - line.x1), line.weight)


def in_mm(line: Line) -> tuple[float, ...]:
    return tuple(round(value / mm(1), 2) for value in line[:4])


def rect_mm(rect: Rect) -> tuple[float, ...]:
    return tuple(round(value / mm(1), 1) for value in rect)


@st.composite
def plans(draw: st.DrawFn) -> tuple[Plan, PrintProfile]:
    offset, length = mm(draw(st.sampled_from([1, 2]))), mm(draw(st.sampled_from([2, 3, 5])))
    profile = PrintProfile(
        id="test",
        paper=draw(st.sampled_from(sorted(PAPERS))),
        margin=mm(draw(st.integers(0, 12))),
        gutter=mm(draw(st.sampled_from([0, 4]))),
        duplex=draw(st.sampled_from(["long-edge", "short-edge"])),
        marks=Marks(kind=draw(st.sampled_from(["crop", "crop+fold"])), offset=offset, length=length),
        back_offset=(draw(st.sampled_from([0.0, mm(1)])), draw(st.sampled_from([0.0, mm(-0.7)])), 0.0),
    )
    sizes = st.builds(lambda width, height: Size(mm(width), mm(height)), st.integers(50, 130), st.integers(50, 130))
    found, problems = plan(1, draw(st.one_of(st.sampled_from([*SIZES.values()]), sizes)), profile)
    assume(not problems)
    return found, profile


def test_dialogue_cards_have_sixteen_marks_in_order() -> None:
    found, _ = plan(8, DIALOGUE, OFFICE)
    assert [in_mm(line) for line in marks.crop(found, OFFICE)] == [
        *[(x, 8.5, x, 11.5) for x in (9, 105, 201)],
        *[(x, 285.5, x, 288.5) for x in (9, 105, 201)],
        *[(5, y, 8, y) for y in (12.5, 80.5, 148.5, 216.5, 284.5)],
        *[(202, y, 205, y) for y in (12.5, 80.5, 148.5, 216.5, 284.5)],
    ]
    assert {line.weight for line in found.lines} == {0.25}
    assert found.lines == found.back_lines == marks.crop(found, OFFICE)


def test_a_gutter_has_a_mark_at_both_its_edges() -> None:
    profile = replace(OFFICE, gutter=mm(4))
    found, _ = plan(8, SIZES["business-card"], profile)
    top = [line.x1 for line in found.lines if line.x1 == line.x2 and line.y1 < mm(60)]
    assert top == pytest.approx([mm(x) for x in (18.5, 73.5, 77.5, 132.5, 136.5, 191.5)])  # three turned cards


@pytest.mark.parametrize("size", ["A8", "A7", "A6"])
def test_tiling_sizes_leave_no_room_for_marks_or_footer(size: str) -> None:
    found, _ = plan(8, SIZES[size], OFFICE)
    assert found.lines == ()
    assert marks.free_bands(found, OFFICE) is None


def test_marks_are_as_long_as_the_white_allows() -> None:
    found, _ = plan(8, SIZES["tarot"], OFFICE)  # 8.5 mm above and below, 45 mm at the sides
    upright = [line for line in found.lines if line.x1 == line.x2]
    assert len(upright) == 4
    assert {round((line.y2 - line.y1) / mm(1), 2) for line in upright} == {2.5}
    assert len(found.lines) - len(upright) == 10


def test_marks_too_short_for_a_knife_are_left_out() -> None:
    found, _ = plan(8, SIZES["tarot"], replace(OFFICE, margin=mm(6.7)))  # 0.8 mm are left at head and foot
    assert all(line.y1 == line.y2 for line in found.lines)
    assert len(found.lines) == 10


def test_marks_are_drawn_only_where_asked_for() -> None:
    profile = replace(OFFICE, marks=Marks(kind="none"))
    found, _ = plan(8, DIALOGUE, profile)
    assert marks.crop(found, profile) == found.lines == found.back_lines == ()
    assert plan(8, DIALOGUE, replace(OFFICE, duplex="none"))[0].back_lines == ()


@pytest.mark.parametrize("gutter", [0, 6])
def test_a_fold_line_has_dashed_marks_and_is_never_a_cut(gutter: float) -> None:
    profile = replace(PROFILES["office-a4-fold"], gutter=mm(gutter))
    found, _ = plan(4, DIALOGUE, profile)
    at_fold = [in_mm(line) for line in found.lines if abs(line.x1 - mm(105)) < 0.01]
    assert (
        at_fold == [*[(105, y, 105, round(y + 0.6, 2)) for y in (8.5, 9.7, 10.9)], *[(105, y, 105, y + 0.6) for y in (285.5, 286.7, 287.9)]]
        or gutter
    )
    assert len(at_fold) == 6
    assert {round(line.x1 / mm(1), 1) for line in found.lines if line.x1 == line.x2} == (
        {9, 105, 201} if not gutter else {6, 102, 105, 108, 204}
    )
    plain, _ = plan(4, DIALOGUE, replace(profile, marks=Marks(kind="crop")))
    assert [line for line in found.lines if abs(line.x1 - mm(105)) > 0.01] == list(plain.lines)


def test_a_level_fold_line_has_its_marks_at_the_sides() -> None:
    found, _ = plan(1, Size(mm(160), mm(130)), PROFILES["office-a4-fold"])
    assert found.grid.fold == "level"
    assert sum(line.y1 == line.y2 == found.paper.height / 2 for line in found.lines) == 6
    assert {round(line.y1 / mm(1), 1) for line in found.lines if line.y1 == line.y2} == {18.5, 148.5, 278.5}


def test_what_bleeds_stays_inside_the_printable_area() -> None:
    for bleed, columns in ((0, 2), (4, 2), (6, 1)):
        profile = PrintProfile(id="test", gutter=mm(2 * bleed), bleed=mm(bleed), margin=mm(5))
        found, problems = plan(1, Size(mm(90), mm(120)), profile)
        assert problems == ()
        area = Rect(0, 0, *found.paper).inset(profile.margin)
        assert all(area.contains(place.inset(-profile.bleed)) for place in found.places("front"))
        assert found.columns == columns


def test_a_plan_without_cards_has_neither_marks_nor_bands() -> None:
    found, _ = plan(8, Size(mm(300), mm(300)), OFFICE)
    assert found.lines == ()
    assert marks.free_bands(found, OFFICE) is None


@given(plans(), st.sampled_from(["front", "back"]))
@quick
def test_marks_lie_inside_the_printable_area_off_the_cards_and_point_at_their_edges(made: tuple[Plan, PrintProfile], side: Side) -> None:
    found, profile = made
    area = Rect(0, 0, *found.paper).inset(profile.margin)
    places = found.places(side)
    edges_x = [edge for place in places for edge in (place.x, place.right)]
    edges_y = [edge for place in places for edge in (place.y, place.bottom)]
    for line in found.lines if side == "front" else found.back_lines:
        ink = covered(line)
        assert area.contains(ink)
        assert not any(ink.inset(0.1 - profile.marks.offset).overlaps(place) for place in places)
        upright = line.x1 == line.x2
        assert min(abs((line.x1 if upright else line.y1) - edge) for edge in (edges_x if upright else edges_y)) < 0.01
        assert min(mm(1), profile.marks.length) - 0.02 <= max(ink.width, ink.height) <= profile.marks.length + 0.02


@given(plans())
@quick
def test_every_cut_line_with_room_has_its_mark_on_each_side_of_the_sheet(made: tuple[Plan, PrintProfile]) -> None:
    found, profile = made
    need = profile.margin + profile.marks.offset + profile.marks.length
    first, last = found.slot(0), found.slot(found.slots - 1)
    white = {"top": first.y, "bottom": found.paper.height - last.bottom, "left": first.x, "right": found.paper.width - last.right}
    across = 2 * found.columns if profile.gutter else found.columns + 1
    down = 2 * found.rows if profile.gutter else found.rows + 1
    sure = profile.margin + profile.marks.weight  # nearer to the printer's edge a mark may lose half its weight
    count = 0
    if min(white["left"], white["right"]) > sure:
        count += across * sum(white[side] >= need - 0.005 for side in ("top", "bottom"))
    if min(white["top"], white["bottom"]) > sure:
        count += down * sum(white[side] >= need - 0.005 for side in ("left", "right"))
    assert len(found.lines) >= count
    assert len(set(found.lines)) == len(found.lines)


def test_dialogue_cards_leave_a_band_of_6_5_mm_between_the_marks() -> None:
    found, _ = plan(8, DIALOGUE, OFFICE)
    bands = marks.free_bands(found, OFFICE)
    assert bands is not None
    assert bands.top is not None
    assert bands.bottom is not None
    assert [rect_mm(gap) for gap in bands.bottom.gaps if gap.width > mm(20)] == [(10, 285.5, 93.9, 6.5), (106, 285.5, 93.9, 6.5)]
    assert [rect_mm(gap) for gap in bands.top.gaps if gap.width > mm(20)] == [(10, 5, 93.9, 6.5), (106, 5, 93.9, 6.5)]
    assert bands.top.strip is not None
    assert rect_mm(bands.top.strip) == (5, 5, 200, 3.5)
    assert bands.bottom.strip is not None
    assert rect_mm(bands.bottom.strip) == (5, 288.5, 200, 3.5)


def test_without_marks_a_band_is_one_strip() -> None:
    profile = replace(OFFICE, marks=Marks(kind="none"))
    bands = marks.free_bands(plan(8, DIALOGUE, profile)[0], profile)
    assert bands is not None
    assert bands.bottom is not None
    assert [rect_mm(gap) for gap in bands.bottom.gaps] == [(5, 285.5, 200, 6.5)]
    assert bands.bottom.strip == bands.bottom.gaps[0]


@pytest.mark.parametrize(("bleed", "clear"), [(0, 1), (0.5, 1), (4, 4)])
def test_a_band_keeps_clear_of_what_bleeds(bleed: float, clear: float) -> None:
    profile = replace(OFFICE, bleed=mm(bleed), gutter=mm(2 * bleed), marks=Marks(kind="none"))
    found, _ = plan(1, Size(mm(88), mm(60)), profile)
    bands, cards = marks.free_bands(found, profile), marks.around(found.places("front"))
    assert bands is not None
    assert bands.top is not None
    assert bands.bottom is not None
    assert {round((cards.y - gap.bottom) / mm(1), 2) for gap in bands.top.gaps} == {clear}
    assert {round((gap.y - cards.bottom) / mm(1), 2) for gap in bands.bottom.gaps} == {clear}


@given(plans(), st.sampled_from(["front", "back"]))
@quick
def test_bands_are_free(made: tuple[Plan, PrintProfile], side: Side) -> None:
    found, profile = made
    bands = marks.free_bands(found, profile, side)
    area = Rect(0, 0, *found.paper).inset(profile.margin)
    lines = [covered(line) for line in (found.lines if side == "front" else found.back_lines)]
    for band in bands or ():
        for rect in (*band.gaps, band.strip) if band else ():
            if rect is not None:
                assert rect.height >= 8 - 0.01
                assert area.contains(rect)
                assert not any(rect.overlaps(line) for line in lines)
                assert not any(rect.inset(0.1 - profile.marks.offset).overlaps(place) for place in found.places(side))


@given(plans())
@quick
def test_white_enough_for_a_footer_is_found(made: tuple[Plan, PrintProfile]) -> None:
    found, profile = made
    room = found.slot(0).y - profile.margin - profile.marks.offset
    bands = marks.free_bands(found, profile)
    assert bool(bands and bands.top) == (room >= 8 - 0.01)


def test_the_ruler_measures_100_mm_between_its_outer_ticks() -> None:
    rect = Rect(30, 700, mm(110), 9)
    base, *ticks = marks.ruler(rect)
    assert [tick.x1 - ticks[0].x1 for tick in ticks] == pytest.approx([mm(10 * number) for number in range(11)])
    heights = [tick.y2 - tick.y1 for tick in ticks]
    assert [number for number, height in enumerate(heights) if height == pytest.approx(9)] == [0, 5, 10]
    assert max(height for number, height in enumerate(heights) if number % 5) < 9
    assert all(tick.y2 == rect.bottom for tick in ticks)
    assert (base.x1, base.x2) == pytest.approx((ticks[0].x1 - 0.25, ticks[-1].x1 + 0.25))
    assert all(rect.contains(covered(line), slack=0.001) for line in (base, *ticks))


def test_a_ruler_needs_its_100_mm() -> None:
    assert len(marks.ruler(Rect(0, 0, mm(100) + 0.5, 8))) == 12
    with pytest.raises(ValueError, match="100 mm"):
        marks.ruler(Rect(0, 0, mm(100), 8))
