"""The summary for the next system: the challenges as CSV, and with home tasks and all else as a workbook. No text becomes a formula.

The workbook is written by hand: three sheets of texts and numbers need no package, and the same notes give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from cardprint.layouts.summaries import Answers, due
from cardprint.notes import BLOCKS
from cardprint.weighing import FIELDS, Said, Weighed

Cell = str | int
Row = Sequence[Cell]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that Excel would reckon with."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of what is in a workbook: the earliest that a ZIP can have."""


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
    return _packed([(name[:31], rows) for name, rows in sheets])


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
        ", ".join(challenge.barriers),
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


# --- the workbook (ECMA-376 part 1) ----------------------------------------------------------------------------------

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""Cell formats: a number, a head, a text, which stays one when somebody edits it."""
WIDEST, NARROWEST = 60, 9
"""Characters that a column is wide."""


def _packed(sheets: Sequence[tuple[str, Sequence[Row]]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in _parts(sheets):
            part = zipfile.ZipInfo(name, WHEN)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            file.writestr(part, (_HEAD + text).encode())
    return out.getvalue()


def _parts(sheets: Sequence[tuple[str, Sequence[Row]]]) -> Iterator[tuple[str, str]]:
    """Give the files of a workbook: their types, how they belong together, the looks, the sheets."""
    numbers = range(1, len(sheets) + 1)
    types = [
        ("/xl/workbook.xml", "sheet.main"),
        ("/xl/styles.xml", "styles"),
        *((f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers),
    ]
    overrides = "".join(f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in types)
    usual = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{usual}{overrides}</Types>'
    yield "_rels/.rels", _related([("rId1", "officeDocument", "xl/workbook.xml")])
    named = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, (name, _) in zip(numbers, sheets, strict=True))
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{named}</sheets></workbook>'
    links = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _related([*links, (f"rId{len(sheets) + 1}", "styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES
    for n, (_, rows) in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{n}.xml", _sheet(rows)


def _related(links: Sequence[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{name}" Type="{_RELS}/{kind}" Target="{target}"/>' for name, kind, target in links)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _sheet(rows: Sequence[Row]) -> str:
    """Write a sheet: its head stays in sight and filters, its columns are as wide as their texts."""
    wide = [min(WIDEST, max(NARROWEST, *(len(str(row[at])) + 2 for row in rows))) for at in range(len(rows[0]))]
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(wide, 1))
    data = "".join(f'<row r="{at}">{_cells(row, at)}</row>' for at, row in enumerate(rows, 1))
    view = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    last = f"{chr(ord('A') + len(wide) - 1)}{len(rows)}"
    return f'<worksheet xmlns="{_MAIN}">{view}<cols>{columns}</cols><sheetData>{data}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'


def _cells(row: Row, at: int) -> str:
    return "".join(_cell(cell, f"{chr(ord('A') + column)}{at}", 1 if at == 1 else 2) for column, cell in enumerate(row) if cell != "")


def _cell(cell: Cell, name: str, style: int) -> str:
    if isinstance(cell, int):
        return f'<c r="{name}"><v>{cell}</v></c>'
    return f'<c r="{name}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(cell[:LONGEST_CELL])}</t></is></c>'


LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds (ECMA-376 leaves it open; Excel's limit)."""

__all__ = ["csv", "xlsx"]
