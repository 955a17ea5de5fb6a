"""What is printed is drawn by a second reader, turned over as the printer or the fold does, and every back found behind its own front.

Each card has one box on its front and one on its back, off the middle in both directions, so that a person who holds the card against
the light sees one box. Its grey says which card it is. Nothing of the program's own arithmetic is used to look for it.
"""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pypdfium2
import pytest
from msgspec.structs import replace

from cardprint import fonts, pdf
from cardprint.colour import parse
from cardprint.geometry import MM, Rect, Size, mm
from cardprint.model import PROFILES, SIZES, STOCKS, PrintProfile
from cardprint.page import Box, CardFaces, Face, Meta
from cardprint.sheets.impose import impose, plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

DOTS = 3
"""Pixels to a millimetre: a box's middle is found to a hundredth of that."""
NEAR = 0.1
"""Millimetres that a back may be off."""
SPOT = Rect(mm(7), mm(9), mm(12), mm(6))
STEP = 8
"""Steps of grey between cards: 25 can be told apart."""
TYPEFACE = fonts.typeface({})
META = Meta(title="flip", language="da")


class Spot(NamedTuple):
    """A box that was found: whose it is, and its middle in mm from the page's top left corner."""

    card: int
    x: float
    y: float


def card(number: int, size: Size) -> CardFaces:
    grey = parse(f"#{STEP * number:02x}{STEP * number:02x}{STEP * number:02x}")
    behind = SPOT._replace(x=size.width - SPOT.right)
    front, back = (Face(size, (Box(rect, fill=grey, radius=mm(1)),), label=f"{number}") for rect in (SPOT, behind))
    return CardFaces(f"{number}", front, back)


class Run(NamedTuple):
    """A print run as pictures: pages in the file's order, and what is to be looked for."""

    profile: PrintProfile
    pages: list[Image.Image]
    paper: Size
    cards: int


def run(profile: PrintProfile, size: Size, *, count: int = 5, sets: int = 2, start_at: int = 1) -> Run:
    found, problems = plan(count, size, replace(profile, marks=replace(profile.marks, kind="none")), sets=sets, start_at=start_at)
    assert problems == ()
    data = pdf.write(impose([card(number, size) for number in range(count)], found), [], META, fonts=TYPEFACE, pictures={})
    pages = [page.render(scale=DOTS / MM * (1 - 5e-6), grayscale=True).to_pil() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    return Run(
        profile, pages, Size(found.paper.width / MM, found.paper.height / MM), count * (1 if profile.imposition == "single" else sets)
    )


# --- finding boxes ---------------------------------------------------------------------------------------------------


def spots(picture: Image.Image) -> list[Spot]:
    """Find all boxes: stretches of dark rows in the picture, then of dark columns in each, then the middle of what is dark in that."""
    ink = 255 - np.asarray(picture).astype(int)
    out = []
    for top, bottom in _stretches(ink.any(axis=1)):
        for left, right in _stretches(ink[top:bottom].any(axis=0)):
            column = ink[top:bottom, left:right]
            out += [_spot(column[low:high], left, top + low) for low, high in _stretches(column.any(axis=1))]
    return out


def _stretches(has: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(has.astype(int), prepend=0, append=0)).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def _spot(ink: np.ndarray, left: int, top: int) -> Spot:
    """Weigh each pixel by how much of it is covered: the edges of the box are grey where it covers a pixel in part."""
    down, across = (np.arange(length) + 0.5 for length in ink.shape)
    x, y = ink.sum(axis=0) @ across / ink.sum(), ink.sum(axis=1) @ down / ink.sum()
    return Spot(round((255 - int(ink.max())) / STEP), (left + float(x)) / DOTS, (top + float(y)) / DOTS)


# --- turning the paper over ------------------------------------------------------------------------------------------


def unmoved(spot: Spot, run: Run) -> Spot:
    """Undo the profile's offset and rotation, as the printer does that is off by just as much the other way."""
    x, y, rotate = run.profile.back_offset
    angle = math.radians(rotate)
    across, down = spot.x - x / MM - run.paper.width / 2, spot.y - y / MM - run.paper.height / 2
    back = across * math.cos(angle) + down * math.sin(angle), down * math.cos(angle) - across * math.sin(angle)
    return spot._replace(x=run.paper.width / 2 + back[0], y=run.paper.height / 2 + back[1])


def through(spot: Spot, run: Run) -> Spot:
    """Give where a spot of the back is seen from the front, after the paper is turned about its long or its short edge."""
    edge = max(run.paper) if run.profile.duplex == "long-edge" else min(run.paper)
    if edge == run.paper.height:
        return spot._replace(x=run.paper.width - spot.x)
    return spot._replace(y=run.paper.height - spot.y)


def meet(fronts: list[Spot], backs: list[Spot]) -> None:
    """Find the one back behind each front."""
    assert len(fronts) == len(backs)
    for front in fronts:
        behind = [back for back in backs if math.hypot(back.x - front.x, back.y - front.y) < NEAR]
        assert [back.card for back in behind] == [front.card], (
            f"{front}: {min(backs, key=lambda b: math.hypot(b.x - front.x, b.y - front.y))}"
        )


def all_meet(run: Run) -> list[list[Spot]]:
    """Turn every sheet over; give what lies on each front."""
    assert len(run.pages) % 2 == 0
    fronts = [spots(page) for page in run.pages[::2]]
    for front, page in zip(fronts, run.pages[1::2], strict=True):
        meet(front, [through(unmoved(spot, run), run) for spot in spots(page)])
    assert sum(map(len, fronts)) == run.cards
    return fronts


# --- every way to print ----------------------------------------------------------------------------------------------

OFFICE = PROFILES["office-a4"]
OFF = (mm(1.3), mm(-0.8), 0.3)


@pytest.mark.parametrize("duplex", ["long-edge", "short-edge"])
@pytest.mark.parametrize("order", ["rows", "stack", "set-per-slot"])
@pytest.mark.parametrize("paper", ["A4", "A4 landscape"])
@pytest.mark.parametrize(("size", "offset"), [("dialogue", (0.0, 0.0, 0.0)), ("dialogue", OFF), ("poker", OFF), ("A7", (0.0, 0.0, 0.0))])
def test_office_sheets(duplex: str, order: str, paper: str, size: str, offset: tuple[float, float, float]) -> None:
    profile = replace(OFFICE, duplex=duplex, order=order, paper=paper, back_offset=offset)
    fronts = all_meet(
        run(profile, SIZES[size], count=2 if order == "set-per-slot" else 5, sets=10 if order == "set-per-slot" else 3, start_at=7)
    )
    assert len(fronts) > 1
    assert len(fronts[0]) < len(fronts[1])


@pytest.mark.parametrize("name", STOCKS)
@pytest.mark.parametrize("duplex", ["long-edge", "short-edge"])
@pytest.mark.parametrize("offset", [(0.0, 0.0, 0.0), OFF])
@pytest.mark.parametrize("upright", [False, True])
def test_die_cut_sheets(name: str, duplex: str, offset: tuple[float, float, float], upright: bool) -> None:
    stock = STOCKS[name]
    size = stock.card.turned if upright else stock.card
    fronts = all_meet(run(replace(PROFILES[name], duplex=duplex, back_offset=offset), size, count=5, sets=3, start_at=7))
    # Where the box lies on an upright card whose head is at the right of the slot, seen on the paper.
    inner = (
        (stock.card.width - SPOT.y - SPOT.height / 2, SPOT.x + SPOT.width / 2)
        if upright
        else (SPOT.x + SPOT.width / 2, SPOT.y + SPOT.height / 2)
    )
    for number, spot in enumerate(sorted(fronts[0], key=lambda one: (round(one.y), one.x)), 6):
        row, column = divmod(number, stock.columns)
        x = stock.origin[0] + column * stock.pitch.width + inner[0]
        y = stock.origin[1] + row * stock.pitch.height + inner[1]
        assert (spot.x, spot.y) == pytest.approx((x / MM, y / MM), abs=NEAR)
    assert len(fronts[0]) == stock.columns * stock.rows - 6


def test_a_sheet_that_is_not_symmetric_is_mirrored_from_its_own_corner() -> None:
    made = run(PROFILES["sigel-lp795"], SIZES["business-card"], count=10, sets=1)
    front, back = (sorted(spots(page), key=lambda one: (round(one.y), one.x)) for page in made.pages)
    # 14 mm of white at the left of the front, 16 at its right; on the back the 16 mm are at the left
    assert (front[0].x - 13, front[0].y - 12) == pytest.approx((14, 10.5), abs=NEAR)
    assert (back[0].x - (85 - 13), back[0].y - 12) == pytest.approx((16, 10.5), abs=NEAR)
    assert [spot.card for spot in back] == [1, 0, 3, 2, 5, 4, 7, 6, 9, 8]


@pytest.mark.parametrize(
    ("size", "gutter", "paper", "order"),
    [
        ("dialogue", 0, "A4", "rows"),
        ("dialogue", 0, "A4", "stack"),
        ("dialogue", 0, "A4", "set-per-slot"),
        ("dialogue", 0, "A4 landscape", "stack"),
        ("tarot", 4, "A3", "rows"),
        ("poker", 4, "A4 landscape", "stack"),
        ("square", 0, "A4", "rows"),
        ("A7", 0, "A4", "set-per-slot"),
        ("A6", 0, "A4", "stack"),
        ("A6", 0, "A4 landscape", "rows"),
    ],
)
def test_folded_sheets(size: str, gutter: float, paper: str, order: str) -> None:
    profile = replace(PROFILES["office-a4-fold"], order=order, paper=paper, gutter=mm(gutter))
    made = run(profile, SIZES[size], count=3, sets=5, start_at=2)
    grid = plan(3, SIZES[size], profile)[0].grid
    width, height = made.paper
    for page in made.pages:
        found = spots(page)
        if grid.fold == "upright":
            fronts, beyond = ([spot for spot in found if (spot.x < width / 2) == is_front] for is_front in (True, False))
            meet(fronts, [spot._replace(x=width - spot.x) for spot in beyond])
        else:
            fronts, beyond = ([spot for spot in found if (spot.y < height / 2) == is_front] for is_front in (True, False))
            meet(fronts, [spot._replace(y=height - spot.y) for spot in beyond])
        assert fronts
    assert sum(len(spots(page)) for page in made.pages) == 2 * made.cards


def test_an_upright_fold_turns_nothing_and_a_level_one_turns_the_back_by_180_degrees() -> None:
    folded = PROFILES["office-a4-fold"]
    upright = plan(1, SIZES["dialogue"], folded)[0]
    assert (upright.grid.fold, upright.turn, upright.back_turn, upright.slots) == ("upright", 0, 0, 4)
    level = plan(1, Size(mm(190), mm(130)), folded)[0]
    assert (level.grid.fold, level.turn, level.back_turn, level.slots) == ("level", 0, 180, 1)
    lying = plan(1, SIZES["dialogue"], replace(folded, paper="A4 landscape"))[0]
    assert (lying.paper.width, lying.slots) == (mm(297), 4)


@pytest.mark.parametrize("name", [name for name, profile in PROFILES.items() if profile.imposition == "single"])
@pytest.mark.parametrize("size", [SIZES["dialogue"], SIZES["dialogue"].turned])
def test_shop_pages_are_turned_like_a_page_in_a_book(name: str, size: Size) -> None:
    made = run(PROFILES[name], size, sets=4)
    assert len(made.pages) == 2 * 5
    for front, back in zip(made.pages[::2], made.pages[1::2], strict=True):
        meet(spots(front), [spot._replace(x=made.paper.width - spot.x) for spot in spots(back)])
    beyond = (made.paper.width - size.width / MM) / 2
    (first,) = spots(made.pages[0])
    assert (first.x - beyond, first.y - beyond) == pytest.approx((13, 12), abs=NEAR)


def test_backs_apart_come_after_all_fronts_in_the_same_order() -> None:
    made = run(replace(OFFICE, backs="separate", back_offset=OFF), SIZES["dialogue"], count=10, sets=2, start_at=7)
    fronts, backs = made.pages[:4], made.pages[4:]
    for front, back in zip(fronts, backs, strict=True):
        meet(spots(front), [through(unmoved(spot, made), made) for spot in spots(back)])


def test_one_back_for_all_is_a_full_sheet_that_lies_behind_every_front() -> None:
    made = run(replace(OFFICE, backs="one"), SIZES["dialogue"], count=1, sets=10)
    *fronts, back = made.pages
    behind = [through(spot, made) for spot in spots(back)]
    assert (len(fronts), len(behind)) == (2, 8)
    for front in fronts:
        for spot in spots(front):
            assert sum(math.hypot(one.x - spot.x, one.y - spot.y) < NEAR for one in behind) == 1


def test_a_half_used_sheet_has_holes_where_nothing_is_printed_on_either_side() -> None:
    made = run(replace(PROFILES["sigel-lp800"], backs="one"), SIZES["business-card"], count=1, sets=10, start_at=7)
    assert [len(spots(page)) for page in made.pages] == [4, 6, 4, 6]
    meet(spots(made.pages[0]), [through(spot, made) for spot in spots(made.pages[2])])


def test_without_backs_there_are_only_fronts() -> None:
    made = run(replace(OFFICE, duplex="none"), SIZES["dialogue"], count=10, sets=1)
    assert [len(spots(page)) for page in made.pages] == [8, 2]
    assert len(run(replace(PROFILES["office-a4-fold"], duplex="none"), SIZES["dialogue"], count=8, sets=1).pages) == 1


def test_rotation_is_clockwise_about_the_sheets_middle_and_then_moved() -> None:
    made = run(replace(OFFICE, back_offset=(mm(2), mm(1), 0.5)), SIZES["dialogue"], count=1, sets=1)
    plain = run(OFFICE, SIZES["dialogue"], count=1, sets=1)
    (moved,), (still,) = spots(made.pages[1]), spots(plain.pages[1])
    # the card lies at the upper right: clockwise is to the right and down
    assert moved.x - still.x == pytest.approx(2 + (148.5 - still.y) * math.sin(math.radians(0.5)), abs=NEAR)
    assert moved.y - still.y == pytest.approx(1 + (still.x - 105) * math.sin(math.radians(0.5)), abs=NEAR)
    assert spots(made.pages[0]) == spots(plain.pages[0])


def test_crop_marks_of_a_back_lie_behind_those_of_the_front() -> None:
    found, _ = plan(1, SIZES["poker"], replace(OFFICE, gutter=mm(4)))
    width = found.paper.width
    front = sorted((round(line.x1, 2), round(line.y1, 2)) for line in found.lines if line.x1 == line.x2)
    assert sorted((round(width - line.x1, 2), round(line.y1, 2)) for line in found.back_lines if line.x1 == line.x2) == front
    assert len(front) == 2 * 2 * found.columns
