"""What a pen has drawn about a target, from lines drawn here: strokes, rings and their ends; and which marks of a page are doubted beside the others."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image, ImageDraw

from cardprint.collect import marks
from cardprint.collect.strokes import Drawn, Shape, Target, Zone, bent, straight, strokes
from cardprint.fieldmaps import Spot

if TYPE_CHECKING:
    from collections.abc import Sequence

HALF, PEN = 20.0, 0.3
"""Pixels of a target's half width, and half widths of a pen's line."""
Points = tuple[tuple[float, float], ...]
UP, DOWN = ((-0.9, 0.9), (0.9, -0.9)), ((-0.9, -0.9), (0.9, 0.9))


def drawn(*lines: Points, wide: int = 1) -> np.ndarray[Any, np.dtype[Any]]:
    """Draw lines about the first of `wide` targets that stand side by side, in half widths from its middle."""
    image = Image.new("1", (round(HALF * (6 + 3 * (wide - 1))), round(HALF * 6)))
    draw = ImageDraw.Draw(image)
    for line in lines:
        draw.line([(HALF * (3 + x), HALF * (3 + y)) for x, y in line], fill=1, width=round(PEN * HALF), joint="curve")
    return np.asarray(image)


def places(*lines: Points) -> np.ndarray[Any, np.dtype[Any]]:
    rows, columns = np.nonzero(drawn(*lines))
    return np.stack([(columns + 0.5) / HALF - 3, (rows + 0.5) / HALF - 3], axis=1)


def told(*lines: Points) -> Shape:
    return straight(strokes(places(*lines), PEN, 1 / HALF))


def circle(radius: float, *, turn: float = math.tau) -> Points:
    return tuple((radius * math.cos(turn * step / 96), radius * math.sin(turn * step / 96)) for step in range(97))


def moved(line: Points) -> Points:
    """Move a line to the next target."""
    return tuple((x + 3, y) for x, y in line)


def shapes(*lines: Points, hidden: Points = (), wide: int = 3, apart: float = 3.0) -> list[Shape]:
    """Look at targets side by side, so many half widths apart; `hidden` is print that hides ink."""
    ink, covered = drawn(*lines, wide=wide), drawn(hidden, wide=wide) if hidden else np.zeros_like(drawn(wide=wide))
    zone = Zone(ink & ~covered, covered, np.where(ink, 0.5, 0.0), 8, PEN * HALF / 8, 0.5)
    return [one.shape for one in marks.shapes(zone, [Target(HALF * (3 + apart * at), HALF * 3, HALF, HALF) for at in range(wide)])]


def test_ink_spreads_along_an_arm_where_a_line_lies_over_it() -> None:
    clean = strokes(places(UP, DOWN), PEN, 1 / HALF)
    slashed = strokes(places(UP, DOWN, ((-1.4, 0.9), (1.4, -0.9))), PEN, 1 / HALF)
    assert clean.wide < 1.2
    assert slashed.wide > 1.4 * clean.wide


def test_what_lies_far_beside_an_arm_is_not_its() -> None:
    assert strokes(places(UP, DOWN, ((0.03, -1.17), (0.35, -1.49))), PEN, 1 / HALF).wide < 1.2


@pytest.mark.parametrize(("short", "long", "shape"), [(0.55, 1.0, Shape.CROSS), (0.4, 1.2, Shape.OTHER)])
def test_one_arm_of_a_cross_may_be_longer_but_not_much(short: float, long: float, shape: Shape) -> None:
    assert told(((-long, long), (long, -long)), ((-short, -short), (short, short))) is shape


SHORT = ((-0.45, 0.1), (-0.1, 0.5), (0.7, -0.9))


def test_a_tick_with_a_short_arm_is_one() -> None:
    assert told(SHORT) is not Shape.CROSS
    assert bent(places(SHORT), PEN, 1 / HALF)


@pytest.mark.parametrize(
    "lines",
    [
        (((-0.3, 0.15), (-0.1, 0.5), (0.7, -0.9)),),
        (SHORT, ((0.6, 0.3), (0.72, 0.3))),
        (SHORT, ((-0.02, 0.45), (0.78, -0.85))),
    ],
    ids=["hardly an arm", "a speck beside it", "twice"],
)
def test_a_tick_with_a_short_arm_is_all_of_the_ink_and_drawn_once(lines: tuple[Points, ...]) -> None:
    assert not bent(places(*lines), PEN, 1 / HALF)


def test_a_ring_drawn_twice_is_clean_where_the_middle_is_free() -> None:
    assert shapes(circle(1.2), circle(0.8, turn=0.2 * math.tau))[0] is Shape.RING
    assert shapes(circle(1.2), ((-0.45, 0.0), (0.45, 0.0)))[0] is not Shape.RING
    assert shapes(circle(1.2), circle(0.8, turn=0.5 * math.tau))[0] is not Shape.RING


def test_the_end_of_a_ring_beside_an_empty_target_is_nothing() -> None:
    end = tuple((1.95 * math.cos(math.radians(degree)), 1.95 * math.sin(math.radians(degree))) for degree in range(32, 61))
    joint = ((1.04, 1.08), (1.35, 1.4))
    assert shapes(circle(1.5), end, joint, apart=2.4) == [Shape.RING, Shape.NOTHING, Shape.NOTHING]


def test_a_thin_ring_along_the_print_is_one_where_the_other_targets_are_bare() -> None:
    print_ = circle(1.0)
    assert shapes(circle(0.85), hidden=print_) == [Shape.RING, Shape.NOTHING, Shape.NOTHING]
    both = (circle(0.85), moved(circle(0.85)))
    assert Shape.RING not in shapes(*both, hidden=(*print_, *moved(print_)), wide=2)


def read(kind: str, drawn: Sequence[Drawn], *others: Drawn) -> marks.Read:
    """Read a field among the other marks of its page."""
    looked: Any = SimpleNamespace(likeness=1.0)
    fields = [
        marks.Field(tuple(Spot("f", kind, (0, 0, 1, 1), str(at)) for at in range(len(some))), looked, tuple(some))  # type: ignore[arg-type]
        for some in (drawn, *((one,) for one in others))
    ]
    return marks.read(marks.alike(fields)[0])


def cross(wide: float = 1.0, long: float = 2.6, heavy: float = 3.3, *, shape: Shape = Shape.CROSS, depth: float = 0.4) -> Drawn:
    return Drawn(shape, depth, heavy, long, wide=wide)


NOTHING = marks.NOTHING


@pytest.mark.parametrize(
    ("kind", "one", "others", "is_sure"),
    [
        ("tick", cross(), (), True),
        ("tick", cross(1.0, 3.1, 3.8), (), True),
        ("tick", cross(1.0, 3.1, 4.4), (), False),
        ("tick", cross(1.4, 2.4, 3.6), (), False),
        ("tick", cross(1.0, 4.1), (), False),
        ("choice", cross(1.0, 4.1, 4.4), (), True),
        ("choice", cross(1.3, 3.0), (), False),
        ("tick", cross(1.4, 2.6), (1.4, 1.4, 1.4), True),
        ("tick", cross(0.8, 2.7), (0.5, 0.5, 0.5), False),
    ],
)
def test_a_cross_that_spreads_more_than_others_is_for_a_person(kind: str, one: Drawn, others: tuple[float, ...], is_sure: bool) -> None:
    others = others or (1.0, 1.0, 1.0)
    beside = (cross(others[0]) if kind == "tick" else marks.Drawn(Shape.BESIDE),)
    assert read(kind, (one, *beside, NOTHING), *map(cross, others)).is_sure is is_sure


def test_a_cross_alone_in_its_field_may_spread_a_little_more() -> None:
    large = cross(1.0, 4.2)
    assert read("tick", (large, NOTHING), cross(), cross()).is_sure
    assert not read("tick", (large, cross(), NOTHING), cross(), cross()).is_sure
    assert not read("tick", (cross(1.0, 4.5), NOTHING), cross(), cross()).is_sure


@pytest.mark.parametrize(
    ("one", "is_sure"),
    [
        (cross(1.7, 3.0, 4.5), True),
        (cross(1.7, 3.0, 4.5, shape=Shape.OTHER), True),
        (cross(1.3, 3.0, 4.5, shape=Shape.OTHER), False),
        (cross(1.7, 3.0, 3.6, shape=Shape.OTHER), False),
        (cross(1.7, 3.0, 4.5, shape=Shape.OTHER, depth=0.25), False),
        (cross(0.0, 0.0, 9.0, shape=Shape.STRUCK), True),
        (cross(0.0, 0.0, 9.0, shape=Shape.STRUCK, depth=0.25), False),
    ],
)
def test_a_box_with_a_line_through_its_mark_is_struck_where_the_line_is_as_dark_as_the_marks(one: Drawn, is_sure: bool) -> None:
    assert read("tick", (one, cross(), NOTHING), cross(), cross()) == marks.Read(("1",) if is_sure else ("0", "1"), is_sure)


@pytest.mark.parametrize(("wide", "heavy", "is_sure"), [(1.6, 3.9, False), (1.6, 3.0, True), (1.2, 3.9, True)])
def test_a_tick_with_a_line_along_its_arm_is_for_a_person(wide: float, heavy: float, is_sure: bool) -> None:
    tick = cross(0.9, 2.2, 2.3, shape=Shape.TICK)
    assert read("tick", (cross(wide, 3.1, heavy, shape=Shape.TICK), tick, NOTHING), tick, tick).is_sure is is_sure


@pytest.mark.parametrize("heavy", [3.2, 4.6])
def test_a_hooked_tick_is_not_taken_for_one_with_a_line_through_it(heavy: float) -> None:
    tick = cross(0.9, 2.2, 2.5, shape=Shape.TICK)
    assert not read("tick", (cross(1.9, 2.9, heavy, shape=Shape.OTHER), tick, NOTHING), tick, tick).is_sure


@pytest.mark.parametrize(
    ("one", "ticks", "values"),
    [
        (cross(1.1, 2.4, 2.4, shape=Shape.OTHER), 3, ("0", "1")),
        (cross(1.1, 2.4, 2.7, shape=Shape.OTHER), 3, None),
        (cross(1.1, 2.4, 1.2, shape=Shape.OTHER), 3, None),
        (cross(1.1, 2.4, 2.4, shape=Shape.OTHER, depth=0.25), 3, None),
        (cross(1.1, 2.4, 2.4, shape=Shape.OTHER), 1, None),
    ],
)
def test_a_mark_of_no_more_ink_than_the_ticks_of_a_page_is_one_more(one: Drawn, ticks: int, values: tuple[str, ...] | None) -> None:
    tick = cross(0.9, 2.2, 2.5, shape=Shape.TICK)
    found = read("tick", (one, tick, NOTHING), *(ticks - 1) * [tick])
    assert (found.values if found.is_sure else None) == values


def test_a_ring_on_a_page_of_crosses_is_for_a_person_however_much_ink_it_has() -> None:
    ring = Drawn(Shape.RING, 0.4, 8.0, around=7.5)
    assert read("tick", (ring, cross(), NOTHING), cross(), cross()) == marks.Read(("0", "1"), is_sure=False)
    assert read("tick", (ring, ring, NOTHING), ring, ring).is_sure


def test_what_is_left_about_a_box_is_no_empty_one() -> None:
    ring, left = Drawn(Shape.RING, 0.4, 4.0, around=3.8), Drawn(Shape.NOTHING, 0.2, 1.3)
    assert not read("tick", (ring, left, NOTHING), ring, ring).is_sure
    assert read("tick", (ring, replace(left, heavy=0.6), NOTHING), ring, ring).is_sure


def test_what_is_darker_than_its_print_is_not_empty() -> None:
    over, ring = replace(NOTHING, over=2.5), Drawn(Shape.RING, 0.4, 4.0, around=3.8)
    assert not read("choice", (over, NOTHING, NOTHING)).is_sure
    assert read("choice", (replace(over, over=0.35), NOTHING, NOTHING)).is_sure
    assert not read("tick", (ring, over, NOTHING), ring, ring).is_sure
    assert read("tick", (ring, replace(over, over=1.3), NOTHING), ring, ring).is_sure


def test_a_box_whose_words_are_struck_or_ringed_is_for_a_person() -> None:
    struck, ringed = replace(cross(), beside=1.5), replace(NOTHING, beside=1.5)
    assert not read("tick", (struck, cross(), NOTHING), cross(), cross()).is_sure
    assert not read("tick", (ringed, cross(), NOTHING), cross(), cross()).is_sure
    alone = [replace(cross(), beside=beside) for beside in (0.9, -0.9, -0.8)]
    assert not read("tick", (alone[0],), *alone[1:]).is_sure
    assert read("tick", (alone[2],), *alone[:2]).is_sure
    assert read("tick", (alone[0],), cross()).is_sure  # nothing to compare with


def test_two_boxes_that_look_struck_and_a_page_of_them_are_for_a_person() -> None:
    struck = cross(0.0, 0.0, 9.0, shape=Shape.STRUCK)
    assert read("tick", (struck, cross(), NOTHING), cross(), cross()).is_sure
    assert not read("tick", (struck, struck, cross()), *(8 * [cross()])).is_sure
    assert not read("tick", (struck, cross(), NOTHING), struck, cross()).is_sure
    assert not read("tick", (replace(struck, stray=1.0), cross(), NOTHING), cross(), cross()).is_sure


def test_a_mark_much_larger_or_much_smaller_than_the_others_is_for_a_person() -> None:
    assert not read("tick", (cross(1.0, 4.6, 6.0), cross(), NOTHING), cross(), cross()).is_sure
    assert read("tick", (cross(1.4, 4.0, 6.0), cross(), NOTHING), cross(), cross()) == marks.Read(("1",), is_sure=True)
    assert not read("tick", (cross(1.0, 0.8, 0.9), cross(), NOTHING), cross(), cross()).is_sure
