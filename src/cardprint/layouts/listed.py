"""The summary for the next system: the challenges as CSV, and with home tasks and all else as a workbook. No text becomes a formula."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cardprint.layouts.summaries import Answers, due
from cardprint.notes import BLOCKS
from cardprint.weighing import FIELDS, Said, Weighed
from cardprint.workbooks import packed

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int
Row = Sequence[Cell]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that Excel would reckon with."""


def csv(answers: Answers) -> bytes:
    """Write the challenges, a row for each that a group wrote, as Danish Excel opens it: UTF-8 with a mark, semicolons, CRLF."""
    rows = list(_challenges(answers))
    return b"\xef\xbb\xbf" + "".join(";".join(map(_field, row)) + "\r\n" for row in rows).encode()


def _field(cell: Cell) -> str:
    """Write a cell of a CSV; a text that begins like a formula gets the apostrophe that Excel itself puts there."""
    text = str(cell)
    if isinstance(cell, str) and text.startswith(FORMULAS):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ';"\r\n') else text


def xlsx(answers: Answers) -> bytes:
    """Write challenges, home tasks and the rest as a workbook of three sheets."""
    labels = answers.labels
    sheets = (
        (labels["barrier_numbers"], list(_challenges(answers))),
        (labels["home_tasks_head"], list(_tasks(answers))),
        (labels["listed_other"], list(_others(answers))),
    )
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        _fill(book.create_sheet(name[:31]), rows)
    return packed(book)


def _challenges(answers: Answers) -> Iterator[Row]:
    labels = answers.labels
    heads = ("column_number", "listed_field", "entry_place", "column_challenge", "listed_group", "listed_id", "column_importance")
    more = ("column_effect", "column_barriers", "listed_disagree", "listed_same", "listed_chosen", "listed_picture")
    yield [labels[name] for name in (*heads, *more)]
    for one in answers.found:
        for said in one.members:
            yield _challenge(answers, one, said)


def _challenge(answers: Answers, one: Weighed, said: Said) -> Row:
    """Give a challenge as its group wrote and judged it; number, field and place are those of all who mean the same."""
    labels, challenge, yes = answers.labels, said.challenge, answers.labels["listed_yes"]
    place = "" if not one.first else one.first if one.first == one.last else f"{one.first}–{one.last}"
    return [
        one.number,
        labels[f"quadrant_{one.field}"] if one.field in FIELDS else labels[f"field_{one.field}"],
        place,
        _plain(challenge.text),
        answers.called(said.group.name),
        said.id,
        "" if challenge.importance is None else challenge.importance,
        "" if challenge.effect is None else challenge.effect,
        ", ".join(challenge.hindrances),
        yes if challenge.disagree else "",
        challenge.same_as,
        yes if said.id in answers.notes.chosen else "",
        challenge.picture if not challenge.text.strip() else "",
    ]


def _tasks(answers: Answers) -> Iterator[Row]:
    labels = answers.labels
    yield [labels["who"], labels["task"], labels["task_ask"], labels["due"], labels["column_number"], labels["listed_group"]]
    for one in due(answers, answers.found):
        yield [one.who, _plain(one.task.text), one.ask, one.due, int(one.number) if one.number else "", _plain(one.task.whose)]


def _others(answers: Answers) -> Iterator[Row]:
    """List what groups wrote outside the rows, on note sheets, and what colleagues said."""
    labels = answers.labels
    yield [labels["empty_question"], labels["listed_text"], labels["listed_group"]]
    for name in BLOCKS:
        for group in answers.notes.groups:
            yield from ([labels[f"block_{name}"], _plain(text), answers.called(group.name)] for text in group.blocks.get(name, ()))
    for key, head in (("cards", "card"), ("colleagues", "colleagues_head")):
        for group in answers.notes.groups:
            for row in getattr(group, key):
                said = [
                    f"{labels.get(f'column_{name}', name)}: {_plain(text)}" for name, text in row.words.items() if name != "card" and text
                ]
                yield [f"{labels[head]} {row.words.get('card', '')}".strip(), " · ".join(said), answers.called(group.name)]


def _plain(text: str) -> str:
    """Give a text without what only a typeset one shows."""
    return " ".join(text.replace("\u00ad", "").split())


WIDEST, NARROWEST = 60, 9
"""Characters that a column is wide."""
LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds: Excel's limit."""


def _fill(sheet: Worksheet, rows: Sequence[Row]) -> None:
    """Fill in a sheet: its head stays in sight and filters, its columns are as wide as their texts, a text stays one when somebody edits it."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    for number, row in enumerate(rows, 1):
        for column, said in enumerate(row, 1):
            if said == "":
                continue
            cell = sheet.cell(number, column)
            cell.value = said if isinstance(said, int) else ILLEGAL.sub("", said[:LONGEST_CELL])
            if isinstance(said, str):
                cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True
            cell.font, cell.alignment = Font(bold=number == 1), Alignment(vertical="top", wrap_text=isinstance(said, str))
    for column in range(1, len(rows[0]) + 1):
        letters = max(len(str(row[column - 1])) + 2 for row in rows)
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(NARROWEST, letters))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML cannot hold."""

__all__ = ["csv", "xlsx"]
