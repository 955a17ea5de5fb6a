"""What the layout of a worksheet is told: fields, columns and rows to fill in, home tasks, blocks of lines, and the grid for the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import MM
from cardprint.labels import entries, fill
from cardprint.layouts.cards import Names
from cardprint.layouts.meetings import PER_PERSON, paragraphs
from cardprint.layouts.templates import OWN, bare
from cardprint.meetings import GRID, WORKSHEET_MARGIN, WORKSHEET_PAPERS, Column, Scale, Worksheet
from cardprint.model import Edition, Text, plain

Labels = Mapping[str, str]


class Room(Struct, frozen=True):
    """What a paper has room for: millimetres of rows on a page, letters of the title and of the intro in a line, the usual columns, fields in the head.

    On the second page: lines for points of attention, rows of home tasks, columns of blocks.
    """

    rows: float
    title: int
    intro: int
    usual: Mapping[str, str]
    field: str
    attention: int
    tasks: int
    abreast: int


WIDE: Mapping[str, str] = {
    "number": "8",
    "importance": "46",
    "effect": "46",
    "barriers": "52",
    "home_task": "45",
    "card": "16",
    "due": "24",
}
"""Widths in millimetres of columns that name none, on landscape paper; the others share what is left."""
NARROW: Mapping[str, str] = {"number": "8", "card": "16", "importance": "30", "effect": "30", "barriers": "48"}
TWO_ABREAST, HALF = 64, 30.2
"""Millimetres of a column of barriers that stand two by two, where it names no width; and of each of the two."""
ROOMS: Mapping[str, Room] = {
    "A4 landscape": Room(123, 29, 135, WIDE, "43", attention=3, tasks=4, abreast=3),
    "A3 landscape": Room(208, 54, 135, WIDE, "43", attention=5, tasks=5, abreast=3),
    "A4 portrait": Room(190, 37, 95, NARROW, "*", attention=4, tasks=5, abreast=2),
    "A3 portrait": Room(312, 58, 125, WIDE, "*", attention=6, tasks=6, abreast=2),
}
MOST_EACH, LOWEST = 4, 17.0
"""Rows of a page where there is more to do than to write; millimetres of a row where there is not: two lines of handwriting."""
TICK, SECOND, EDGES = 5.3, 2.2, 1.6
"""Millimetres of a tick with the white below it, of the second line of its word, and of the white of its cell."""
STEP, DISAGREE = 9.6, 15.0
"""Millimetres of a step of a scale, and of what is above and below the scale."""
LETTER, PREFILLED = 1.65, 1.9
"""Millimetres that a letter of a barrier takes, and one of a challenge."""
TITLE_LINE, INTRO_LINE = 3.4, 5.3
"""Millimetres that a further line of them takes; of a title in its smaller size, which is lower than the fields beside it."""
SMALLER = 1.4
"""How many times as many letters a line of a title takes in its smaller size, which it has where it is too long for one line."""
LONG_VALUE = 17
"""Letters that fill a field of the head."""
CODE = "12"
"""Millimetres of a head that the code in the corner takes."""
ROW: Mapping[str, str] = {"notes": "cards", "home_task": "answers"}
"""What the rows of a kind of worksheet are called, where they are no challenges."""
FIRST, TASKS = "attention_points", "home_tasks"
"""Blocks with a place of their own."""


class Field(Struct, frozen=True):
    """A box in the head of a worksheet: what it is called, what belongs in it, and what stands in it already."""

    key: str
    name: str
    value: Text | str
    look: str


class Head(Struct, frozen=True):
    """A column as it is printed. `steps` are the numbers of a scale, `ends` the words for its halves."""

    key: str
    type: str
    label: Text | str
    help: Text | str
    ends: str
    steps: tuple[int, ...]


class Mark(Struct, frozen=True):
    """A number to ring, or a box to tick: its word, its style, what it stands for, and how a reader says it. `is_open`: with a line to write on."""

    word: Text | str
    look: str
    value: str
    label: str
    is_open: bool = False


class Cell(Struct, frozen=True):
    """A cell of a row: what is to be filled in there, and what stands there already. `disagree` is a tick below the marks."""

    type: str
    field: str
    label: str
    text: Text | str = ""
    marks: tuple[Mark, ...] = ()
    disagree: Mark | None = None
    disagree_field: str = ""


class NumberedRow(Struct, frozen=True):
    """A row to fill in."""

    number: int
    cells: tuple[Cell, ...]


class Part(Struct, frozen=True):
    """A page of rows; a `further` one begins another sheet of paper."""

    lines: tuple[NumberedRow, ...]
    further: bool


class Block(Struct, frozen=True):
    """A heading with lines to write on."""

    key: str
    name: str


class HomeTasks(Struct, frozen=True):
    """The table of home tasks: its heading, its columns, and the fields of each row with their labels."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]


class TalkGrid(Struct, frozen=True):
    """The grid for the talk: its axes' names, the halves of each from low to high, the words in its quadrants, row by row from the upper left."""

    across: Text | str
    across_halves: tuple[str, str]
    upwards: Text | str
    upwards_halves: tuple[str, str]
    quadrants: tuple[tuple[str, str], tuple[str, str]]


def worksheet(edition: Edition, names: Names, sheet: Worksheet, group: Text | str, day: str, *, where: str = "") -> dict[str, Any]:
    """Give the values that `worksheet.xml.j2` is rendered with, for one group; without a name people write it themselves.

    `where` is the workplace of a meeting that is held at several.
    """
    labels, room = edition.labels, ROOMS[sheet.paper]
    heads = [_head(column, sheet, labels) for column in sheet.columns]
    fields = [_field("group", group, labels), _field("date", day, labels), _field("written_by", "", labels)]
    if sheet.kind in PER_PERSON:
        fields = [_field("date", "", labels)]
    title = len(sheet.title.value) + (len(plain(group)) + 3 if group else 0)
    each, look = _each(sheet, _room(sheet, title), labels)
    parts = _parts(_rows(sheet, heads, labels, look), each) if sheet.kind != GRID else []
    return {
        "sheet": sheet,
        "labels": labels,
        "group": group,
        "page": f"worksheet-{sheet.paper.replace(' ', '-').lower()}",
        "title_look": "worksheet-title" if title <= room.title else "worksheet-title-long",
        "size": sheet.paper.split()[0].lower(),
        "lies": sheet.paper.split()[1],
        "fields": fields if sheet.kind != GRID else [],
        "head_widths": " ".join(["*", *(room.field for _ in fields), CODE]),
        "field_widths": "* * *" if len(fields) > 1 else "60",
        "code": CODE,
        "intro": paragraphs(sheet.intro),
        "return_to": replace(sheet.return_to, value=sheet.return_to.value.rstrip(".")),
        "privacy": sheet.privacy_line or labels["privacy"],
        "pen": labels["pen"] if any(head.type == "scale" for head in heads) else "",
        "heads": heads,
        "widths": " ".join(_widths(sheet, two_abreast=look != "tick")),
        "parts": parts,
        "grid": _grid(sheet, heads, labels) if sheet.kind == GRID else None,
        "attention": Block(FIRST, labels[f"block_{FIRST}"]) if FIRST in sheet.blocks else None,
        "attention_lines": room.attention,
        "tasks": _home_tasks(room.tasks, labels) if TASKS in sheet.blocks else None,
        "blocks": _columns([Block(name, labels[f"block_{name}"]) for name in sheet.blocks if name not in {FIRST, TASKS}], room.abreast),
        "foot": _foot(edition, sheet, group, where),
        "logo": names.logo,
    }


def _field(key: str, value: Text | str, labels: Labels) -> Field:
    name = labels["date_head"] if key == "date" else labels[key]
    return Field(key, name, value, "field-value" if len(plain(value)) <= LONG_VALUE else "field-value-long")


def _foot(edition: Edition, sheet: Worksheet, group: Text | str, where: str) -> str:
    labels, organisation = edition.labels, edition.organisation
    said = (
        bare(plain(group)),
        bare(where),
        bare(edition.process.name.value),
        f"{labels['step'].capitalize()} {sheet.step}",
        bare(edition.area_name.value),
        bare(organisation.name.value) if organisation else "",
        f"{labels['version']} {sheet.version}" if sheet.version else "",
    )
    return " · ".join(part for part in said if part)


def _head(column: Column, sheet: Worksheet, labels: Labels) -> Head:
    scale = sheet.scales.get(column.key)
    steps = tuple(range(scale.min, scale.max + 1)) if scale else ()
    asks = column.help or (labels.get(f"help_{column.key}", "") if scale else "")
    ends = " · ".join(_halves(scale, labels)) if scale and len(steps) % 2 else ", ".join(_halves(scale, labels)) if scale else ""
    return Head(column.key, column.type, column.label or labels[f"column_{column.key}"], asks, ends, steps)


def _halves(scale: Scale, labels: Labels) -> tuple[str, str]:
    """Say what the lower and the upper half of a scale mean; of one with a step in the middle, its ends."""
    low, high = scale.low.value or labels["scale_low"], scale.high.value or labels["scale_high"]
    half, is_odd = divmod(scale.max - scale.min + 1, 2)
    if is_odd:
        return f"{scale.min} = {low}", f"{scale.max} = {high}"
    return f"{_span(scale.min, scale.min + half - 1)} {low}", f"{_span(scale.max - half + 1, scale.max)} {high}"


def _span(first: int, last: int) -> str:
    return f"{first}–{last}" if last > first else f"{first}"


def _parts(rows: Sequence[NumberedRow], most: int) -> list[Part]:
    """Share the rows among pages of `most`, as evenly as it goes."""
    count = -(-len(rows) // most)
    ends = [-(-len(rows) * number // count) for number in range(count + 1)]
    return [Part(tuple(rows[start:end]), further=start > 0) for start, end in pairwise(ends)]


def _each(sheet: Worksheet, room: float, labels: Labels) -> tuple[int, str]:
    """Say how many rows a page takes whose `room` for them is so many millimetres, and whether barriers stand below each other or two by two."""
    if all(column.type in {"text", "number"} for column in sheet.columns):
        return max(1, int(room / LOWEST)), "tick"
    for count in range(min(MOST_EACH, sheet.rows), 1, -1):
        for look in ("tick", "tick-half"):
            if _needs(sheet, look, labels) <= room / count:
                return count, look
    return 1, "tick" if _needs(sheet, "tick", labels) <= max(room, _needs(sheet, "tick-half", labels)) else "tick-half"


def _needs(sheet: Worksheet, look: str, labels: Labels) -> float:
    """Estimate the millimetres of a row: its barriers, or the longest of the challenges that stand there already."""
    widths = dict(zip((column.key for column in sheet.columns), _millimetres(sheet, look), strict=True))
    needs = 0.0
    for column in sheet.columns:
        if column.type == "ticks":
            words = [len(plain(word)) for word in _barriers(sheet, labels)]
            abreast = 1 if look == "tick" else max(1, int((widths[column.key] - 3.2) / HALF))
            letters = (widths[column.key] - 3.2 - 6.2 * abreast) / abreast / LETTER
            lines = [max(words[start : start + abreast]) for start in range(0, len(words), abreast)]
            needs = max(needs, len(lines) * TICK + sum(SECOND for longest in lines if longest > letters) + EDGES)
        if column.type == "scale":
            scale = sheet.scales[column.key]
            lines_of_steps = -(-(scale.max - scale.min + 1) // max(1, int((widths[column.key] - 3.2) / STEP)))
            needs = max(needs, lines_of_steps * STEP + DISAGREE)
        if column.key == "challenge":
            longest = max((len(text.value) for text in sheet.prefilled_challenges), default=0)
            needs = max(needs, -(-longest * PREFILLED // (widths[column.key] - 4)) * 4.6 + 3.6)
    return needs


def _barriers(sheet: Worksheet, labels: Labels) -> Sequence[Text | str]:
    return sheet.barrier_types or entries(labels, "barrier_types")


def _room(sheet: Worksheet, title: int) -> float:
    """Estimate the millimetres that a page has for rows: a title of `title` letters and an intro of more than a line take their part."""
    room = ROOMS[sheet.paper]
    titles = max(0, -(-title // int(room.title * SMALLER)) - 1) * TITLE_LINE
    intros = max(0, -(-len(sheet.intro.value) // room.intro) - 1) * INTRO_LINE
    return max(room.rows - titles - intros, room.rows / 2)


def _rows(sheet: Worksheet, heads: Sequence[Head], labels: Labels, look: str) -> list[NumberedRow]:
    """Give the rows, with barriers in the style `look`."""
    ticks = _barriers(sheet, labels)
    last = next((head.key for head in reversed(heads) if head.type == "scale"), "")
    name = ROW.get(sheet.kind, "challenges")

    def cell(head: Head, number: int) -> Cell:
        field, row = f"{name}.{number}.{'text' if head.key == 'challenge' else head.key}", fill(labels[f"row_{name}"], number=number)
        label = row if head.key == "challenge" else f"{row}: {bare(plain(head.label))}"
        disagree = Mark(labels["disagree"], "tick", "yes", f"{row}: {labels['disagree']}") if head.key == last else None
        return Cell(
            type=head.type,
            field=field,
            label=label,
            text=_prefilled(sheet.prefilled_challenges, number) if head.key == "challenge" else "",
            marks=tuple(_marks(head, row, ticks, labels, look)),
            disagree=disagree,
            disagree_field=f"{name}.{number}.disagree",
        )

    return [NumberedRow(number, tuple(cell(head, number) for head in heads)) for number in range(1, sheet.rows + 1)]


def _marks(head: Head, row: str, ticks: Sequence[Text | str], labels: Labels, look: str) -> Iterator[Mark]:
    """Give the numbers of a scale, or the barriers to tick."""
    name = bare(plain(head.label))
    for step in head.steps:
        yield Mark(f"{step}", "scale-step", f"{step}", f"{row}, {name}: {step} {labels['of']} {head.steps[-1]}")
    for tick in ticks if head.type == "ticks" else ():
        word = bare(plain(tick))
        is_open = word.casefold() == labels["other"].casefold()
        yield Mark(tick, f"{look}-open" if is_open else look, word, f"{row}, {name}: {word}", is_open)


def _widths(sheet: Worksheet, *, two_abreast: bool) -> list[str]:
    """Give each column's width as layouts have it: millimetres, or a share of what is left."""
    usual = {**ROOMS[sheet.paper].usual, **({"barriers": f"{TWO_ABREAST}"} if two_abreast else {})}
    return [f"{column.width / MM:.4g}" if column.width else usual.get(column.key, "*") for column in sheet.columns]


def _millimetres(sheet: Worksheet, look: str) -> list[float]:
    """Give each column's width in millimetres."""
    named = _widths(sheet, two_abreast=look != "tick")
    left = (WORKSHEET_PAPERS[sheet.paper].width - 2 * WORKSHEET_MARGIN) / MM - sum(float(name) for name in named if name != "*")
    return [max(left, 1.0) / named.count("*") if name == "*" else float(name) for name in named]


def _prefilled(texts: Sequence[Text], number: int) -> Text | str:
    return texts[number - 1] if number <= len(texts) else ""


def _home_tasks(count: int, labels: Labels) -> HomeTasks:
    """Give the table of home tasks: which challenge, what is looked into, who is asked, who does it, and by when."""
    columns = (
        ("challenge", labels["column_number"]),
        ("task", labels["home_task_what"]),
        ("ask", labels["home_task_ask"]),
        ("who", labels["home_task_who"]),
        ("due", labels["due"]),
    )
    rows = tuple(
        tuple((f"{TASKS}.{number}.{key}", f"{fill(labels['row_home_tasks'], number=number)}: {name}") for key, name in columns)
        for number in range(1, count + 1)
    )
    return HomeTasks(labels[f"block_{TASKS}"], tuple(name for _, name in columns), rows)


def _grid(sheet: Worksheet, heads: Sequence[Head], labels: Labels) -> TalkGrid | None:
    """Name the grid's axes as its scales' columns are named. Upper row: what is important."""
    if sheet.matrix is None:
        return None
    named = {head.key: head.label for head in heads}
    rows = ((labels["quadrant_examine"], labels["quadrant_take"]), (labels["quadrant_save"], labels["quadrant_return"]))
    x, y = sheet.matrix.x, sheet.matrix.y
    if (x, y) == ("importance", "effect"):  # the axes change places, and with them two quadrants
        rows = ((labels["quadrant_return"], labels["quadrant_take"]), (labels["quadrant_save"], labels["quadrant_examine"]))
    return TalkGrid(named[x], _halves(sheet.scales[x], labels), named[y], _halves(sheet.scales[y], labels), rows)


def _columns(blocks: Sequence[Block], count: int) -> list[list[Block]]:
    """Share blocks among columns, the first ones longer."""
    each = -(-len(blocks) // count)
    return [list(blocks[start : start + each]) for start in range(0, len(blocks), each or 1)]


OWN |= {Field, Head, Mark, Cell, NumberedRow, Part, Block, HomeTasks, TalkGrid, Worksheet}

__all__ = ["worksheet"]
