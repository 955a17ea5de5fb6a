"""Page flow: what stays together, what goes through a page's foot and how, what fills a page; and no line is ever lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from spoken import hyphenator

from cardprint.colour import BLACK
from cardprint.fonts import Typeface, builtin_files
from cardprint.layouts import markup
from cardprint.page import Box, Element, Line, Run, Style, TextLine
from cardprint.typeset import pages
from cardprint.typeset.blocks import Setting

SIZE, ADVANCE, WIDTH = 10.0, 12.0, 300.0
"""In points: the type, from one baseline to the next, and how wide the column is. n lines are 12 n - 2 high."""
TEXT = Style(sizes=(SIZE,), leading=1.2)
RULED = {"height": ADVANCE, "stroke": "ink"}
STYLES = {
    "p": TEXT,
    "kept": replace(TEXT, keep=True),
    "apart": replace(TEXT, before=20.0, after=20.0),
    "h2": replace(TEXT, keep_next=True),
    "lbl": TEXT,
    "li": replace(TEXT, bullet="–", indent=20.0),
    "ul": Style(),
    "box": Style(padding=5.0, stroke="ink"),
    "table": Style(),
    "tr": Style(),
    "tall": Style(height=30.0, grows=60.0),
    "td": Style(),
    "framed": Style(stroke="ink", top=4.0, bottom=4.0),
    "columns": Style(gap=10.0),
    "kept-columns": Style(gap=10.0, keep=True),
    "named": Style(gap=10.0, keep_next=True),
    "column": Style(),
    "lines": Style(**RULED),
    "growing": Style(**RULED, grows=5 * ADVANCE),
}
TYPEFACE = Typeface(*builtin_files())
LONG = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def high(lines: float) -> float:
    """Give the height of a page on which so many lines have room, in points; what is left over is less than a line."""
    return lines * ADVANCE - 1.0


# --- what is set -----------------------------------------------------------------------------------------------------


def text(name: str, lines: int, style: str = "p", tag: str = "p") -> Element:
    """Make a paragraph of so many lines; each is a word that comes nowhere else."""
    element = Element(tag, style)
    element.say(Run("\n".join(f"{name}.{number}" for number in range(1, lines + 1))))
    return element


def heading(name: str, lines: int = 1) -> Element:
    return text(name, lines, "h2", "h2")


def of(tag: str, *children: Element, style: str = "", **attributes: str) -> Element:
    element = Element(tag, style, attributes)
    for child in children:
        element.add(child)
    return element


def listed(*items: Element) -> Element:
    return of("ul", *items)


def item(name: str, lines: int = 1) -> Element:
    return text(name, lines, "li", "li")


def beside(*columns: Sequence[Element], style: str = "columns") -> Element:
    return of("columns", *(of("column", *column) for column in columns), style=style)


def row(*cells: Sequence[Element], style: str = "tr", cell: str = "td") -> Element:
    return of("tr", *(of("td", *one, style=cell) for one in cells), style=style)


def table(*rows: Element, head: Element | None = None) -> Element:
    return of("table", *([of("thead", head)] if head else []), of("tbody", *rows))


class Shown(NamedTuple):
    """A paper as it was set: for each page the lines of text from the top, and all items."""

    texts: list[list[str]]
    paper: pages.Paged

    def items(self, page: int) -> list[TextLine]:
        return [one for one in self.paper.faces[page].items if isinstance(one, TextLine)]

    def rules(self, page: int) -> list[float]:
        """Give how far below the top the level lines of a page are."""
        return [one.y1 for one in self.paper.faces[page].items if isinstance(one, Line)]

    def boxes(self, page: int) -> list[Box]:
        return [one for one in self.paper.faces[page].items if isinstance(one, Box)]

    @property
    def said(self) -> list[str]:
        return [line for page in self.texts for line in page]


def shown(*content: Element, height: float) -> Shown:
    """Set a paper on pages that are all column."""
    styles = {**STYLES, "paper": Style(width=WIDTH, height=height, left=0.0, right=0.0, top=0.0, bottom=0.0)}
    setting = Setting(
        styles={name: replace(style, name=name) for name, style in styles.items()},
        typeface=TYPEFACE,
        hyphenator=hyphenator("da"),
        palette={"ink": BLACK},
    )
    root = of("paper", *content)
    markup.label_items(root, setting.styles)
    paper, problems = pages.pages(root, setting)
    assert problems == ()
    texts = [[one.text.strip() for one in face.items if isinstance(one, TextLine) and one.text.strip("– ")] for face in paper.faces]
    return Shown(texts, paper)


def counts(found: Shown, name: str) -> list[int]:
    """Count an element's lines on each page."""
    return [sum(line.startswith(f"{name}.") for line in page) for page in found.texts]


# --- paragraphs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "room", "expected"),
    [
        (2, 1, [0, 2]),
        (3, 2, [0, 3]),  # one line would be left for the next page
        (3, 1, [0, 3]),
        (4, 3, [2, 2]),
        (4, 1, [0, 4]),
        (5, 4, [3, 2]),
        (5, 3, [3, 2]),
        (6, 1, [0, 6]),
        (6, 2, [2, 4]),
        (4, 4, [4, 0]),
    ],
)
def test_no_line_of_a_paragraph_is_left_alone_at_either_side_of_a_page_break(lines: int, room: int, expected: list[int]) -> None:
    found = shown(text("a", 10 - room), text("b", lines), text("c", 1), height=high(10))
    assert counts(found, "b") == expected
    assert found.said == [
        f"{name}.{number}" for name, count in (("a", 10 - room), ("b", lines), ("c", 1)) for number in range(1, count + 1)
    ]


def test_a_paragraph_longer_than_two_pages_goes_on_line_by_line() -> None:
    assert [len(page) for page in shown(text("a", 25), height=high(10)).texts] == [10, 10, 5]


def test_a_paragraph_that_fits_to_the_last_hundredth_of_a_point_stays() -> None:
    assert counts(shown(text("a", 5), text("b", 5), height=10 * ADVANCE - 2 * 2.0), "b") == [5]
    assert counts(shown(text("a", 5), text("b", 5), height=10 * ADVANCE - 2 * 2.0 - 0.02), "b") == [3, 2]


def test_the_larger_of_two_distances_counts_and_none_at_a_page_s_top() -> None:
    found = shown(text("a", 2, "apart"), text("b", 2, "apart"), text("c", 9), height=high(10))
    assert [one.y for one in found.items(0)[:3]] == pytest.approx([8.0, 20.0, 50.0])  # 22 high, 20 between, then the first baseline
    assert [found.items(page)[0].y for page in range(len(found.texts))] == pytest.approx([8.0] * len(found.texts))


# --- what stays together ---------------------------------------------------------------------------------------------


def test_what_is_kept_goes_to_the_next_page_whole() -> None:
    assert counts(shown(text("a", 5), text("b", 6, "kept"), height=high(10)), "b") == [0, 6]


def test_what_is_kept_and_higher_than_a_page_is_split_all_the_same() -> None:
    assert counts(shown(text("a", 5), text("b", 12, "kept"), height=high(10)), "b") == [5, 7]


FOLLOWING: dict[str, tuple[int, Callable[[], Element]]] = {
    "a paragraph of one line": (2, lambda: text("b", 1)),
    "a paragraph of three lines": (4, lambda: text("b", 3)),
    "a paragraph of four lines": (3, lambda: text("b", 4)),
    "a paragraph that is kept": (6, lambda: text("b", 5, "kept")),
    "a list with an item of three lines": (4, lambda: listed(item("b", 3), item("c"))),
    "a list with an item of four lines": (3, lambda: listed(item("b", 4), item("c"))),
    "a table's head with its first row": (5, lambda: table(row([text("b", 3)]), row([text("c", 1)]), head=row([text("t", 1)]))),
    "columns": (3, lambda: beside([text("b", 2)], [text("c", 4)])),
    "columns that are kept": (5, lambda: beside([text("b", 2)], [text("c", 4)], style="kept-columns")),
    "another heading and a line": (3, lambda: of("group", heading("i"), text("b", 1))),
    "a row longer than a page": (4, lambda: table(row([text("b", 14)]), head=row([text("t", 1)]))),
    "a kept paragraph as high as a page": (3, lambda: text("b", 10, "kept")),
    "a box longer than a page": (4, lambda: of("box", text("b", 14))),
    "kept columns longer than a page": (3, lambda: beside([text("b", 14)], style="kept-columns")),
    "a list longer than a page that begins with three lines": (4, lambda: listed(item("b", 3), *(item(f"c{n}") for n in range(12)))),
}
"""What follows a heading, after the number of lines from the heading on that have to fit on its page."""


@pytest.mark.parametrize("what", FOLLOWING)
@pytest.mark.parametrize("spare", [0, 1])
def test_a_heading_is_never_last_on_its_page(what: str, spare: int) -> None:
    needed, following = FOLLOWING[what]
    found = shown(text("a", 10 - needed + spare), heading("h"), following(), height=10 * ADVANCE - 2.0)
    assert counts(found, "h").index(1) == spare
    page = found.texts[spare]
    assert page.index("h.1") < len(page) - 1


def test_a_row_goes_through_the_break_where_its_heading_leaves_no_page_for_it() -> None:
    found = shown(text("a", 4), heading("h"), table(row([text("b", 9)]), head=row([text("t", 1)])), height=10 * ADVANCE - 2.0)
    assert [counts(found, name) for name in "ahb"] == [[4, 0, 0], [0, 1, 0], [0, 7, 2]]


def test_a_row_that_is_a_heading_stays_with_what_follows_in_its_column() -> None:
    named = beside([text("i", 1)], [text("h", 1)], style="named")
    found = shown(text("a", 8), beside([named, text("b", 3), text("c", 12)]), height=high(10))
    assert [counts(found, name) for name in "hb"] == [[0, 1, 0], [0, 3, 0]]


def test_what_may_stand_alone_at_a_foot_is_not_driven_away() -> None:
    """Were nothing ever left at a page's foot, the tests above would not see it."""
    assert len(shown(heading("h"), *(text(f"a{n}", 1) for n in range(15)), height=10 * SIZE).texts[0]) == 10


def test_a_heading_before_a_new_page_stays_where_it_is() -> None:
    found = shown(text("a", 3), heading("h"), Element("newpage"), text("b", 1), height=high(10))
    assert found.texts == [["a.1", "a.2", "a.3", "h.1"], ["b.1"]]


def test_new_pages_leave_no_empty_ones() -> None:
    new = [Element("newpage") for _ in range(3)]
    assert shown(new[0], text("a", 1), new[1], new[2], text("b", 1), height=high(10)).texts == [["a.1"], ["b.1"]]
    assert shown(height=high(10)).texts == [[]]


def test_a_bookmark_points_to_the_page_on_which_its_group_begins() -> None:
    group = of("group", heading("h"), text("b", 15), bookmark="Her", level="1")
    found = shown(text("a", 9), group, height=high(10))
    assert counts(found, "h") == [0, 1, 0]
    assert found.paper.bookmarks == (pages.Bookmark(1, "Her", 1),)


# --- lists, boxes ----------------------------------------------------------------------------------------------------


def test_a_list_breaks_between_items_and_an_item_keeps_its_bullet() -> None:
    found = shown(text("a", 5), listed(item("b", 2), item("c", 3), item("d", 3)), height=high(10))
    assert [counts(found, name) for name in "bcd"] == [[2, 0], [3, 0], [0, 3]]
    bullets = [[one.y for one in found.items(page) if one.text.strip() == "–"] for page in (0, 1)]
    firsts = [[one.y for one in found.items(page) if one.text.strip().endswith(".1") and one.text[0] in "bcd"] for page in (0, 1)]
    assert bullets == firsts


def test_an_item_longer_than_a_page_has_one_bullet() -> None:
    found = shown(listed(item("b", 15), item("c", 1)), height=high(10))
    assert [[one.text.strip() for one in found.items(page)].count("–") for page in (0, 1)] == [1, 1]  # b's, then c's
    assert found.said == [f"b.{number}" for number in range(1, 16)] + ["c.1"]


def test_a_box_longer_than_a_page_is_drawn_round_each_of_its_parts() -> None:
    found = shown(of("box", text("b", 12), text("c", 4)), height=high(10))
    for page, lines in enumerate(found.texts):
        (box,) = found.boxes(page)
        assert box.rect.bottom <= high(10)
        inside = [box.rect.y < one.y - 0.8 * SIZE and one.y + 0.2 * SIZE < box.rect.bottom for one in found.items(page)]
        assert inside == [True] * len(lines)
    assert found.said == [f"b.{number}" for number in range(1, 13)] + [f"c.{number}" for number in range(1, 5)]


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_s_head_comes_again_on_each_page_and_is_read_once() -> None:
    found = shown(table(*(row([text(f"r{n}", 2)]) for n in range(10)), head=row([text("t", 1)])), height=high(8))
    assert len(found.texts) == 4
    assert [page[0] for page in found.texts] == ["t.1"] * 4
    read = [next(one for one in found.items(page) if one.text == "t.1").element is not None for page in range(4)]
    assert read == [True, False, False, False]
    rest = [one for page in range(4) for one in found.items(page) if one.text != "t.1"]
    assert all(one.element is not None for one in rest)


@pytest.mark.parametrize(("rows", "room", "expected"), [(6, 5, [4, 2]), (5, 4, [3, 2]), (4, 3, [2, 2]), (5, 5, [5]), (7, 5, [5, 2])])
def test_the_last_row_takes_one_with_it_to_the_next_page(rows: int, room: int, expected: list[int]) -> None:
    height = room * (2 * ADVANCE - 2) + 1
    found = shown(table(*(row([text(f"r{n}", 2)]) for n in range(rows))), height=height)
    assert [len(page) // 2 for page in found.texts] == expected


def test_rows_stay_whole() -> None:
    found = shown(text("a", 4), table(*(row([text(f"r{n}", 4)], [text(f"s{n}", 1)]) for n in range(4))), height=high(10))
    assert [counts(found, f"r{n}") for n in range(4)] == [[4, 0, 0], [0, 4, 0], [0, 4, 0], [0, 0, 4]]
    assert [counts(found, f"s{n}") for n in range(4)] == [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1]]


def test_a_row_longer_than_a_page_goes_through_the_break_under_a_head_each() -> None:
    long = row([text("b", 23)], [text("c", 2)], cell="framed")
    found = shown(table(row([text("a", 1)]), long, row([text("d", 1)]), head=row([text("t", 1)])), height=high(10))
    assert [line for line in found.said if line[0] == "b"] == [f"b.{number}" for number in range(1, 24)]
    assert [line for line in found.said if line[0] in "acd"] == ["a.1", "c.1", "c.2", "d.1"]
    assert all(page[0] == "t.1" for page in found.texts)
    assert_sound(found, 10)


def test_columns_longer_than_two_pages_lose_no_line() -> None:
    found = shown(beside([text("b", 35)], [text("c", 3)], [heading("d"), text("e", 14)]), height=high(10))
    assert len(found.texts) == 4
    assert_sound(found, 10)
    for name, count in (("b", 35), ("c", 3), ("d", 1), ("e", 14)):
        assert [line for line in found.said if line.startswith(f"{name}.")] == [f"{name}.{number}" for number in range(1, count + 1)]


def test_columns_on_a_further_page_begin_at_its_top() -> None:
    found = shown(beside([text("b", 14)], [text("c", 2), text("d", 14)]), height=high(10))
    tops = {one.x: one.y for one in reversed(found.items(1))}
    assert list(tops.values()) == pytest.approx([8.0, 8.0])


# --- what fills a page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("above", "expected"), [(1, 5), (5, 5), (6, 4), (8, 2), (9, 2)])
def test_lines_to_write_on_grow_to_the_foot_and_no_further_than_their_style(above: int, expected: int) -> None:
    found = shown(text("a", above), of("lines", style="growing", count="2"), height=10 * ADVANCE - 2.0)
    last = len(found.texts) - 1
    assert last == (1 if above == 9 else 0)
    if last:
        expected = 5
    assert len(found.rules(last)) == expected
    assert max(found.rules(last)) <= 10 * ADVANCE - 2.0 + 0.01


def test_only_the_last_block_of_a_page_grows() -> None:
    found = shown(of("lines", style="growing", count="2"), text("a", 1), height=high(10))
    assert len(found.rules(0)) == 2


def test_lines_that_do_not_grow_stay_and_go_over_the_break_if_they_must() -> None:
    found = shown(of("lines", style="lines", count="14"), height=10 * ADVANCE)
    assert [len(found.rules(page)) for page in range(len(found.texts))] == [10, 4]


@pytest.mark.parametrize(("rows", "height", "expected"), [(3, 200.0, 60.0), (3, 150.0, 50.0), (3, 90.0, 30.0), (4, 130.0, 32.5)])
def test_the_rows_of_a_table_share_the_room_at_the_foot(rows: int, height: float, expected: float) -> None:
    found = shown(table(*(row([text(f"r{n}", 1)], style="tall") for n in range(rows))), height=height)
    assert [one.y - 8.0 for one in found.items(0)] == pytest.approx([n * expected for n in range(rows)])
    assert found.paper.heights == (pytest.approx(rows * expected),)


def test_a_row_that_is_higher_already_waits_for_the_others() -> None:
    high_row = row([text("b", 4)], style="tall")  # 46 points
    found = shown(table(row([text("a", 1)], style="tall"), high_row, row([text("c", 1)], style="tall")), height=30 + 46 + 30 + 20)
    assert [one.y for one in found.items(0) if one.text.strip().endswith(".1")] == pytest.approx([8.0, 48.0, 94.0])


def test_the_lines_in_columns_share_the_room_and_what_stands_below_moves_down() -> None:
    blocks = [heading("h"), of("lines", style="growing", count="1"), heading("i"), of("lines", style="growing", count="1")]
    found = shown(beside(blocks, [heading("j"), of("lines", style="growing", count="1")]), height=10 + 3 * ADVANCE + 10 + 2 * ADVANCE)
    left = [one for one in found.paper.faces[0].items if isinstance(one, Line) and one.x1 < WIDTH / 2]
    assert len(left) == 5
    below = next(one.y for one in found.items(0) if one.text == "i.1")
    assert sum(one.y1 < below for one in left) == 3
    assert len(found.rules(0)) - len(left) == 5  # the other column's, up to what its style grows to
    assert max(found.rules(0)) <= found.paper.faces[0].size.height + 0.01


# --- circles and ticks -----------------------------------------------------------------------------------------------


def marks(*words: str, width: float = 150.0) -> list[TextLine]:
    """Set marks as ticks with a word beside each, in a column; give their words."""
    tick = Style(sizes=(SIZE,), leading=1.2, width=60.0, height=ADVANCE, indent=15.0, stroke="ink")
    styles = {"paper": Style(width=width, height=300.0, left=0.0, right=0.0, top=0.0, bottom=0.0), "marks": Style(gap=3.0), "mark": tick}
    setting = Setting(styles=styles, typeface=TYPEFACE, hyphenator=hyphenator("da"), palette={"ink": BLACK})
    made = [text(word, 1, "mark", "mark") for word in words]
    for element, word in zip(made, words, strict=True):
        element.runs = [Run(word)]
    paper, _ = pages.pages(of("paper", of("marks", *made)), setting)
    return [one for one in paper.faces[0].items if isinstance(one, TextLine)]


def test_marks_stand_beside_each_other_as_far_as_there_is_room() -> None:
    found = marks("a", "b", "c")
    assert [one.x for one in found] == pytest.approx([15.0, 75.0, 15.0], abs=0.6)  # ink that hangs over stays inside
    assert [one.y for one in found] == pytest.approx([9.0, 9.0, 24.0])


def test_a_mark_with_words_of_two_lines_meets_none_above_or_below() -> None:
    found = marks("to", "en", "meget mangel", "fem", "seks")
    assert [one.text.strip() for one in found] == ["to", "en", "meget", "mangel", "fem", "seks"]
    left = sorted(one.y for one in found if one.x < 20)
    assert len(left) == 4
    assert all(below - above >= SIZE for above, below in pairwise(left))
    assert min(one.y for one in found) >= 0.8 * SIZE - 0.01


# --- any paper -------------------------------------------------------------------------------------------------------

PAGE = 12
"""Lines on a page."""


def blocks(inside: st.SearchStrategy[list[tuple[str, int]]]) -> st.SearchStrategy[list[tuple[str, object]]]:
    """Draw the kinds of blocks of a paper, with how many lines each has."""
    lines = st.integers(1, 30)
    kinds = st.one_of(
        st.tuples(st.just("text"), lines),
        st.tuples(st.just("kept"), lines),
        st.tuples(st.just("heading"), st.integers(1, 2)),
        st.tuples(st.just("list"), st.lists(lines, min_size=1, max_size=5)),
        st.tuples(st.just("box"), inside),
        st.tuples(st.just("table"), st.lists(st.lists(inside, min_size=2, max_size=2), min_size=1, max_size=5)),
        st.tuples(st.just("headed"), st.lists(st.lists(inside, min_size=2, max_size=2), min_size=1, max_size=5)),
        st.tuples(st.just("columns"), st.lists(inside, min_size=1, max_size=3)),
        st.tuples(st.just("kept-columns"), st.lists(inside, min_size=1, max_size=3)),
    )
    return st.lists(kinds, max_size=8)


INSIDE = st.lists(st.tuples(st.sampled_from(["text", "heading", "list"]), st.integers(1, 30)), max_size=3)


class Made:
    """Elements of a drawn paper; each text has a name of its own, in the order in which it is read."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def name(self, lines: int) -> str:
        found = f"n{len(self.names)}"
        self.names[found] = lines
        return found

    def simple(self, kind: str, lines: int) -> Element:
        if kind == "list":
            return listed(*(item(self.name(lines), lines) for _ in range(2)))
        return heading(self.name(1)) if kind == "heading" else text(self.name(lines), lines)

    def inside(self, drawn: list[tuple[str, int]]) -> list[Element]:
        return [self.simple(kind, lines) for kind, lines in drawn]

    def element(self, kind: str, drawn: object) -> Element:
        if isinstance(drawn, int):
            return (
                heading(self.name(drawn), drawn) if kind == "heading" else text(self.name(drawn), drawn, "kept" if kind == "kept" else "p")
            )
        assert isinstance(drawn, list)
        if kind == "list":
            return listed(*(item(self.name(lines), lines) for lines in drawn))
        if kind == "box":
            return of("box", *self.inside(drawn))
        if kind in {"table", "headed"}:
            head = row([text("head", 1)], [text("head", 1)]) if kind == "headed" else None
            return table(*(row(*map(self.inside, cells), cell="framed") for cells in drawn), head=head)
        return beside(*map(self.inside, drawn), style=kind)


def assert_sound(found: Shown, lines: int) -> None:
    """See that nothing reaches below a page's foot and that no two lines in one column of text meet."""
    for page in range(len(found.texts)):
        items = found.items(page)
        assert all(one.y + 0.2 * SIZE <= high(lines) + 0.02 for one in items), found.texts
        for at, one in enumerate(items):
            for other in items[at + 1 :]:
                apart = abs(one.y - other.y) >= SIZE - 0.01 or one.x + one.width <= other.x + 0.01 or other.x + other.width <= one.x + 0.01
                assert apart, (one.text, other.text)


def ends(found: Shown) -> Iterator[tuple[str, int]]:
    """Give the name of each page's last text and the number of its last line, but of the last page's."""
    for page in found.texts[:-1]:
        name, _, number = page[-1].rpartition(".")
        yield name, int(number)


@LONG
@given(blocks(INSIDE))
def test_any_paper_says_each_line_once_and_nothing_meets_or_falls_off_a_page(drawn: list[tuple[str, object]]) -> None:
    made = Made()
    found = shown(*(made.element(kind, one) for kind, one in drawn), height=high(PAGE))
    said = [line for line in found.said if not line.startswith("head.")]
    assert sorted(said) == sorted(f"{name}.{number}" for name, lines in made.names.items() for number in range(1, lines + 1))
    for name, lines in made.names.items():
        assert [line for line in said if line.startswith(f"{name}.")] == [f"{name}.{number}" for number in range(1, lines + 1)]
    assert_sound(found, PAGE)


@LONG
@given(blocks(st.lists(st.tuples(st.just("text"), st.integers(1, 30)), min_size=1, max_size=3)))
def test_in_any_paper_headings_have_something_below_them_and_paragraphs_two_lines_at_each_side(drawn: list[tuple[str, object]]) -> None:
    made = Made()
    content = [made.element(kind, one) for kind, one in drawn]
    headings = {one.runs[0].text.split(".")[0] for one in content if one.tag == "h2"}
    following = {one.runs[0].text.split(".")[0] for one, after in pairwise(content) if one.tag == "h2" and after.tag != "h2"}
    found = shown(*content, height=high(PAGE))
    for name, _ in ends(found):
        assert name not in following & headings
    for name, lines in made.names.items():
        parts = [count for count in counts(found, name) if count]
        assert all(part >= min(2, lines) for part in parts), (name, parts)
