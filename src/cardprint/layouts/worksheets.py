"""What the layout of a worksheet is told: fields, columns and rows to fill in, home tasks, blocks of lines, and the grid for the room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import MM
from cardprint.labels import entries, fill
from cardprint.layouts.cards import Names
from cardprint.layouts.meetings import PER_PERSON, paragraphs
from cardprint.layouts.templates import OWN, bare
from cardprint.meetings import GRID, WORKSHEET_PAPERS, Column, Scale, Worksheet
from cardprint.model import Edition, Text, plain

Labels = Mapping[str, str]


class Room(Struct, frozen=True):
    """What a paper has room for, in millimetres: the rows of a page, `USUAL` columns, fields in the head; lines and rows of the second page."""

    rows: float
    line: int
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
NARROW: Mapping[str, str] = {"number": "8", "card": "16", "importance": "4*", "effect": "4*", "challenge": "5*", "barriers": "5*"}
ROOMS: Mapping[str, Room] = {
    # `line`: letters of the intro in a line
    "A4 landscape": Room(121, 125, WIDE, "43", attention=3, tasks=4, abreast=3),
    "A3 landscape": Room(205, 150, WIDE, "43", attention=5, tasks=5, abreast=3),
    "A4 portrait": Room(190, 105, NARROW, "*", attention=4, tasks=5, abreast=2),
    "A3 portrait": Room(310, 150, NARROW, "*", attention=6, tasks=6, abreast=2),
}
ROWS_EACH: Mapping[str, int] = {"wrap_up": 4}
"""Rows of a page at most, where a row holds more than lines to write on."""
LOWEST = 17.0
"""Two lines of handwriting, in millimetres."""
TICK, EDGES = 5.3, 2.4
"""A tick's height with the white between two of them, and the white of its cell, in millimetres."""
CODE = "9"
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


def worksheet(edition: Edition, names: Names, sheet: Worksheet, group: Text | str, day: str) -> dict[str, Any]:
    """Give the values that `worksheet.xml.j2` is rendered with, for one group; without a name people write it themselves."""
    labels, room = edition.labels, ROOMS[sheet.paper]
    heads = [_head(column, sheet, labels) for column in sheet.columns]
    fields = [Field("group", labels["group"], group), Field("date", labels["date_head"], day), Field("written_by", labels["written_by"], "")]
    if sheet.kind in PER_PERSON:
        fields = [Field("date", labels["date_head"], "")]
    parts = _parts(sheet, heads, labels) if sheet.kind != GRID else []
    return {
        "sheet": sheet,
        "labels": labels,
        "group": group,
        "page": f"worksheet-{sheet.paper.replace(' ', '-').lower()}",
        "size": sheet.paper.split()[0].lower(),
        "lies": sheet.paper.split()[1],
        "fields": fields if sheet.kind != GRID else [],
        "head_widths": " ".join(["*", *(room.field for _ in fields), CODE]),
        "code": CODE,
        "intro": paragraphs(sheet.intro),
        "return_to": replace(sheet.return_to, value=sheet.return_to.value.rstrip(".")),
        "privacy": sheet.privacy_line or labels["privacy"],
        "pen": labels["pen"] if any(head.type == "scale" for head in heads) else "",
        "heads": heads,
        "widths": " ".join(_width(column, sheet) for column in sheet.columns),
        "parts": parts,
        "grid": _grid(sheet, heads, labels) if sheet.kind == GRID else None,
        "attention": Block(FIRST, labels[f"block_{FIRST}"]) if FIRST in sheet.blocks else None,
        "attention_lines": room.attention,
        "tasks": _home_tasks(room.tasks, labels) if TASKS in sheet.blocks else None,
        "blocks": _columns([Block(name, labels[f"block_{name}"]) for name in sheet.blocks if name not in {FIRST, TASKS}], room.abreast),
        "foot": _foot(edition, sheet, group),
        "logo": names.logo,
    }


def _foot(edition: Edition, sheet: Worksheet, group: Text | str) -> str:
    labels, organisation = edition.labels, edition.organisation
    said = (
        bare(plain(group)),
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


def _parts(sheet: Worksheet, heads: Sequence[Head], labels: Labels) -> list[Part]:
    """Share the rows among pages, as evenly as it goes."""
    each = ROWS_EACH.get(sheet.kind, int(_room(sheet) / LOWEST))
    count = -(-sheet.rows // each)
    ends = [round(sheet.rows * number / count) for number in range(count + 1)]
    rows = _rows(sheet, heads, labels, -(-sheet.rows // count))
    return [Part(tuple(rows[start:end]), further=start > 0) for start, end in zip(ends, ends[1:], strict=False)]


def _room(sheet: Worksheet) -> float:
    """Estimate the height that a page has for rows; an intro of more than two lines takes its part."""
    room = ROOMS[sheet.paper]
    more = max(0, -(-len(sheet.intro.value) // room.line) - 2)
    return max(room.rows - 5.3 * more, room.rows / 2)


def _rows(sheet: Worksheet, heads: Sequence[Head], labels: Labels, each: int) -> list[NumberedRow]:
    ticks = sheet.barrier_types or entries(labels, "barrier_types")
    look = "tick" if len(ticks) * TICK + EDGES <= _room(sheet) / each else "tick-half"
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


def _width(column: Column, sheet: Worksheet) -> str:
    if column.width:
        return f"{column.width / MM:.4g}"
    usual = ROOMS[sheet.paper].usual
    return usual.get(column.key, "4*" if usual is NARROW else "*")


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
