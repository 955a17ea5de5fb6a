"""What the layout of a worksheet is told: fields, columns and rows to fill in, the grid for the talk, blocks of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import MM
from cardprint.labels import entries
from cardprint.layouts.cards import Names
from cardprint.layouts.meetings import PER_PERSON, paragraphs
from cardprint.layouts.templates import OWN, bare
from cardprint.meetings import WORKSHEET_PAPERS, Column, Scale, Worksheet
from cardprint.model import Edition, Text, plain

USUAL: Mapping[str, str] = {
    "number": "8",
    "importance": "42",
    "effect": "42",
    "barriers": "44",
    "home_task": "45",
    "card": "16",
    "due": "24",
}
"""Widths in millimetres of columns that name none, on landscape paper."""
BESIDE: Mapping[str, tuple[str, int]] = {
    # paper: the widths of the grid and of the columns of blocks beside it, in millimetres, and how many columns of blocks
    "A4 landscape": ("140 * *", 2),
    "A3 landscape": ("324 *", 1),
    "A4 portrait": ("* *", 2),
    "A3 portrait": ("* * *", 3),
}


FIELD: Mapping[str, str] = {"landscape": "43", "portrait": "33"}
"""How wide a field in the head is, in millimetres."""


class Field(Struct, frozen=True):
    """A box in the head of a worksheet: what belongs in it, and what stands in it already."""

    name: str
    value: Text | str


class Head(Struct, frozen=True):
    """A column as it is printed. `steps` are the numbers of a scale, `ends` the words for the first and the last."""

    key: str
    type: str
    label: Text | str
    help: Text | str
    ends: str
    steps: tuple[int, ...]


class Tick(Struct, frozen=True):
    """A barrier to tick; `is_open`: with a line to write on."""

    name: Text | str
    is_open: bool


class NumberedRow(Struct, frozen=True):
    """A row to fill in: its number, and the challenge that stands there already."""

    number: int
    challenge: Text | str


class Block(Struct, frozen=True):
    """A heading with lines to write on."""

    name: str


class TalkGrid(Struct, frozen=True):
    """The grid for the talk: the names of its axes, the words in its quadrants, row by row from the upper left."""

    across: Text | str
    across_ends: str
    upwards: Text | str
    upwards_ends: str
    quadrants: tuple[tuple[str, str], tuple[str, str]]


def worksheet(edition: Edition, names: Names, sheet: Worksheet, group: Text | str, day: str) -> dict[str, Any]:
    """Give the values that `worksheet.xml.j2` is rendered with, for one group; without a name people write it themselves."""
    labels, organisation = edition.labels, edition.organisation
    name = organisation.name.value if organisation else ""
    heads = [_head(column, sheet, labels) for column in sheet.columns]
    per_column = BESIDE[sheet.paper][1]
    version = f"{labels['version']} {sheet.version}" if sheet.version else ""
    step = f"{labels['step'].capitalize()} {sheet.step}"
    fields = [Field(labels["group"], group), Field(labels["date_head"], day), Field(labels["written_by"], "")]
    if sheet.kind in PER_PERSON:
        fields = [Field(labels["date_head"], "")]
    whose = f"{labels['group']}: {bare(plain(group))}" if group else ""
    return {
        "sheet": sheet,
        "labels": labels,
        "page": f"worksheet-{sheet.paper.replace(' ', '-').lower()}",
        "size": sheet.paper.split()[0].lower(),
        "lies": sheet.paper.split()[1],
        "fields": fields,
        "head_widths": " ".join(["*", *(FIELD[sheet.paper.split()[1]] for _ in fields)]),
        "intro": paragraphs(sheet.intro),
        "return_to": replace(sheet.return_to, value=sheet.return_to.value.rstrip(".")),
        "privacy": sheet.privacy_line or labels["privacy"],
        "heads": heads,
        "widths": " ".join(_width(column, sheet) for column in sheet.columns),
        "lines": [NumberedRow(number, _prefilled(sheet.prefilled_challenges, number)) for number in range(1, sheet.rows + 1)],
        "ticks": [
            Tick(barrier, plain(barrier).casefold() == labels["other"])
            for barrier in sheet.barrier_types or entries(labels, "barrier_types")
        ],
        "grid": _grid(sheet, heads, labels),
        "beside": BESIDE[sheet.paper][0],
        "blocks": _columns([Block(labels[f"block_{name}"]) for name in sheet.blocks], per_column),
        "foot": " · ".join(
            part for part in (whose, bare(edition.process.name.value), step, bare(edition.area_name.value), bare(name), version) if part
        ),
        "logo": names.logo,
    }


def _head(column: Column, sheet: Worksheet, labels: Mapping[str, str]) -> Head:
    scale = sheet.scales.get(column.key)
    steps = tuple(range(scale.min, scale.max + 1)) if scale else ()
    return Head(column.key, column.type, column.label or labels[f"column_{column.key}"], column.help, _ends(scale, labels), steps)


def _ends(scale: Scale | None, labels: Mapping[str, str]) -> str:
    """Say what the first and the last step of a scale mean."""
    if scale is None:
        return ""
    low, high = scale.low.value or labels["scale_low"], scale.high.value or labels["scale_high"]
    return f"{scale.min} = {low} · {scale.max} = {high}"


def _width(column: Column, sheet: Worksheet) -> str:
    if column.width:
        return f"{column.width / MM:.4g}"
    wide = WORKSHEET_PAPERS[sheet.paper]
    return USUAL.get(column.key, "*") if wide.width > wide.height else {"number": "8", "card": "16"}.get(column.key, "*")


def _prefilled(texts: Sequence[Text], number: int) -> Text | str:
    return texts[number - 1] if number <= len(texts) else ""


def _grid(sheet: Worksheet, heads: Sequence[Head], labels: Mapping[str, str]) -> TalkGrid | None:
    """Name the grid's axes as its scales' columns are named. Upper row: what is important."""
    if sheet.matrix is None:
        return None
    named = {head.key: head for head in heads}
    rows = ((labels["quadrant_examine"], labels["quadrant_take"]), (labels["quadrant_save"], labels["quadrant_return"]))
    if (sheet.matrix.x, sheet.matrix.y) == ("importance", "effect"):  # the axes change places, and with them two quadrants
        rows = ((labels["quadrant_return"], labels["quadrant_take"]), (labels["quadrant_save"], labels["quadrant_examine"]))
    across, upwards = named[sheet.matrix.x], named[sheet.matrix.y]
    return TalkGrid(across.label, across.ends, upwards.label, upwards.ends, rows)


def _columns(blocks: Sequence[Block], count: int) -> list[list[Block]]:
    """Share blocks among columns, the first ones longer."""
    each = -(-len(blocks) // count)
    return [list(blocks[start : start + each]) for start in range(0, len(blocks), each or 1)]


OWN |= {Field, Head, Tick, NumberedRow, Block, TalkGrid, Worksheet}

__all__ = ["worksheet"]
