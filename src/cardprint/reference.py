"""The key reference as Markdown and as data: what `cardprint schema` prints. Its rows come from the tables that read the files."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cardprint.layouts import style
from cardprint.sources import schema
from cardprint.sources.schema import KeyRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD = """\
# Every key

What a project's files may say, written by `cardprint schema` from the tables that read them. A key that stands in none of these
tables is an error that names the nearest one. A deck needs `title`, `themes` and `cards`; a card `id`, `theme` and `text`."""

FILES: Mapping[str, str] = {
    "project": "`cardprint.yaml`",
    "deck": "`cards/*.yaml`",
    "agenda": "`cards/agendas/*.yaml`",
    "worksheet": "`cards/worksheets/*.yaml`",
    "notes": "`notes/…/*.yaml`",
    "vocabulary": "`cards/vocabulary.yaml`",
    "area": "`cards/areas/*.yaml`",
    "organisation": "`cards/organisations/*.yaml`",
    "print profile": "`cards/print/*.yaml`",
    "language": "`templates/languages/*.yaml`",
    "style": "each style in `templates/style.yaml`",
}
"""The files of the records that have their own."""

STYLE = "style"
EFFECTS: Mapping[str, str] = {
    "extends": "Takes all keys of another style; the keys beside it win.",
    "sizes": "Sizes of type from the largest to the floor; fitting takes the first that fits.",
    "size": "One size of type that never changes.",
    "leading": "Distance from line to line, as a multiple of the size.",
    "bold": "Bold type.",
    "italic": "Italic type.",
    "colour": "Colour of the words or the symbol.",
    "fill": "Colour of the ground of a box, or of what stands before a list item, which is then white.",
    "stroke": "Colour of a rule or a frame.",
    "weight": "Thickness of a rule or a frame.",
    "radius": "How round a ground's corners are; half its height makes a disc.",
    "align": "Where lines begin or end.",
    "vertical": "Where the content stands in a box that is higher than it.",
    "left": "Distance from the left edge of the card or the page.",
    "right": "Distance from the right edge.",
    "top": "Distance from the upper edge.",
    "bottom": "Distance from the lower edge.",
    "width": "How wide a box or a page is.",
    "height": "How high a box, a picture or a page is.",
    "before": "White above.",
    "after": "White below.",
    "padding": "White inside a box, at all four sides.",
    "indent": "How far the words of a list item stand from its bullet's edge.",
    "bullet": "What stands before a list item.",
    "hyphenate": "Whether words may be divided.",
    "balance": "Breaks lines so that they are about equally long.",
    "bleeds": "The box reaches the edge: drawn only where the print profile has bleed.",
    "artifact": "Decoration: a screen reader passes over it.",
    "keep": "Stays whole on one page.",
    "sheds": "Where there is no room: leaves out a text's last parts, set apart by ` · `, those lines at a paper's end that the last page has none for, and anything else of a card whole.",
    "gap": "White between things that stand side by side, or between lines of marks.",
    "grows": "Where there is room left: how high a row or lines to write on become on a page, and of what size the type on a card, below the largest beside it.",
    "keep_next": "Stays on the page of what follows.",
}
"""What each key of a style does; the values that it takes stand in `layouts.style`."""


def markdown() -> str:
    """Write the reference: a heading and a table for each record."""
    return "\n".join([HEAD, *(line for record, rows in _records() for line in _record(record, rows)), ""])


def _records() -> Iterator[tuple[str, list[KeyRow]]]:
    for record, rows in groupby(_rows(), lambda row: row.record):
        yield record, list(rows)


def _rows() -> tuple[KeyRow, ...]:
    return (*schema.reference(), *(KeyRow(STYLE, key, style.KEYS[key][1], doc, "") for key, doc in EFFECTS.items()))


def styles() -> str:
    """Write the table of a style's keys alone."""
    return "\n".join(_table([row for row in _rows() if row.record == STYLE]))


def _record(record: str, rows: list[KeyRow]) -> Iterator[str]:
    yield f"\n## {record}\n"
    if record in FILES:
        yield f"{FILES[record]}\n"
    yield from _table(rows)


def _table(rows: list[KeyRow]) -> Iterator[str]:
    """Write rows; a record without defaults has no column for them."""
    has_defaults = any(row.default for row in rows)
    yield "| key | value | left out | what it does |" if has_defaults else "| key | value | what it does |"
    yield "|---|---|---|---|" if has_defaults else "|---|---|---|"
    for row in rows:
        cells = (f"`{row.key}`", row.type, *([row.default] if has_defaults else []), row.doc)
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def data() -> dict[str, object]:
    """Give the reference as `--json` has it."""
    return {"keys": [row._asdict() for row in _rows()]}
