"""The key reference as Markdown and as data: what `cardprint schema` prints. What it says is what the readers read."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cardprint.sources import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardprint.sources.schema import Row

HEAD = """\
# Every key

What a project's files may say, written by `cardprint schema` from the tables that read them. A key that stands in none of these
tables is an error that names the nearest one. A deck needs `title`, `themes` and `cards`; a card `id`, `theme` and `text`."""

FILES: Mapping[str, str] = {
    "project": "`cardprint.yaml`",
    "deck": "`cards/*.yaml`",
    "vocabulary": "`cards/vocabulary.yaml`",
    "area": "`cards/areas/*.yaml`",
    "organisation": "`cards/organisations/*.yaml`",
    "print profile": "`cards/print/*.yaml`",
}
"""The files of the records that have their own."""


def markdown() -> str:
    """Write the reference: a heading and a table for each record."""
    return "\n".join([HEAD, *(line for record, rows in _records() for line in _record(record, rows)), ""])


def _records() -> Iterator[tuple[str, list[Row]]]:
    for record, rows in groupby(schema.reference(), lambda row: row.record):
        yield record, list(rows)


def _record(record: str, rows: list[Row]) -> Iterator[str]:
    yield f"\n## {record}\n"
    if record in FILES:
        yield f"{FILES[record]}\n"
    yield "| key | value | left out | what it does |"
    yield "|---|---|---|---|"
    for row in rows:
        yield f"| `{row.key}` | {_cell(row.type)} | {_cell(row.default)} | {_cell(row.doc)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def data() -> dict[str, object]:
    """Give the reference as `--json` has it."""
    return {"keys": [row._asdict() for row in schema.reference()]}
