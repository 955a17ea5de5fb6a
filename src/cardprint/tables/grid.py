"""A table's bytes -> what stands in its cells, sheet by sheet. It comes by mail as often as not: bounded, and what is odd about a cell is kept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct, field

from cardprint import extras, files
from cardprint import workbook_cells as workbooks
from cardprint.errors import Found, Place, Problem, error
from cardprint.workbook_cells import BrokenError, Rows, Shape, Stands, letters, tidy

MOST = 20 * files.MB
MOST_ROWS, MOST_COLUMNS = workbooks.MOST_ROWS, workbooks.MOST_COLUMNS
SHARED = frozenset({"theme", "kind", "audience", "source", "status", "areas"})
"""Fields whose cell counts for all rows that it is merged over."""
DELIMITERS = ";\t,|"
_HINT = re.compile(r"sep=(.)\r?\n")
_DANISH = re.compile("[æøåÆØÅ]")
_GARBLED = re.compile("Ã[¦¸¥†˜…]|Ã\x86|Ã\x98|Ã\x85|â€[œ™“”\x9d]|\N{REPLACEMENT CHARACTER}")
_FORMULA = re.compile(r"=\s*(?:[A-Za-zÆØÅæøå.]+\(|\"|\$?[A-Z]{1,3}\$?\d)")


class Sheet(Struct, frozen=True):
    """One sheet: its title (empty: the table has no sheets), its cells, and how it is made."""

    title: str
    rows: Rows
    shape: Shape = Shape()
    widths: dict[int, int] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> str:
        """Name a cell as spreadsheets do: `Kort!B7`, or `B7` where there are no sheets."""
        name = f"{letters(column)}{row}"
        title = self.title if re.fullmatch(r"\w+", self.title) else f"'{self.title}'"
        return f"{title}!{name}" if self.title else name


class TableError(Exception):
    """Raised for a table that cannot be read at all."""

    def __init__(self, problem: Problem) -> None:
        """Keep the Problem."""
        super().__init__(problem.code)
        self.problem = problem


def read(path: Path, shown: str, heads: Callable[[Rows], int]) -> Found[tuple[Sheet, ...]]:
    """Read a table; `heads` counts the known headings of the best row, by which a CSV file's separator is known. Raises TableError."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise TableError(error("table-kind", Place(shown), file=shown))
    try:
        real = files.real(path)
        data = files.read(real, root=real.parent, most=MOST)
    except files.RefusedError as refused:
        raise TableError(refused.at(Place(shown), shown)) from refused
    except (OSError, RuntimeError, ValueError) as reason:
        raise TableError(error("file-unreadable", Place(shown), file=shown, reason=getattr(reason, "strerror", "") or reason)) from reason
    return reader(data, shown, heads)


def _workbook(data: bytes, shown: str, _: Callable[[Rows], int]) -> Found[tuple[Sheet, ...]]:
    extras.need("table")
    try:
        sheets = workbooks.read(data)
        shapes = workbooks.shapes(data)
    except BrokenError as broken:
        code = "table-large" if broken.code == "workbook-large" else broken.code
        raise TableError(error(code, Place(shown), file=shown)) from broken
    return tuple(Sheet(title, rows, shapes.get(title, Shape())) for title, rows in sheets.items()), ()


def _text(data: bytes, shown: str, heads: Callable[[Rows], int]) -> Found[tuple[Sheet, ...]]:
    text = _decoded(data, shown)
    hint = _HINT.match(text)
    if hint:
        text = text[hint.end() :]
    found = [(heads(sheet.rows), len(sheet.rows.get(1, {})), sheet, problems) for sheet, problems in _parsed(text, shown, hint)]
    _, _, sheet, problems = max(found, key=lambda one: one[:2])
    return (sheet,), problems


def _decoded(data: bytes, shown: str) -> str:
    """Decode a table: by its mark, else UTF-16 by its zeros, else UTF-8, else Windows' own. What no Dane has written is a Problem."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _attempt(data, shown, encoding)
    if b"\0" in data[:1000]:
        return _attempt(data, shown, "utf-16-be" if data[:1] == b"\0" else "utf-16-le")
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = _attempt(data, shown, "cp1252")
    others = (data.decode(encoding, "replace") for encoding in ("mac_roman", "cp865"))
    if not _DANISH.search(text) and any(_DANISH.search(other) for other in others):
        raise TableError(error("table-encoding", Place(shown), file=shown))
    return text


def _attempt(data: bytes, shown: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as reason:
        raise TableError(error("table-encoding", Place(shown), file=shown)) from reason


def _parsed(text: str, shown: str, hint: re.Match[str] | None) -> Iterator[Found[Sheet]]:
    """Read the text with each separator that it may have."""
    first = text[:5000]
    possible = hint[1] if hint else "".join(sign for sign in DELIMITERS if sign in first) or ";"
    for delimiter in possible:
        rows: Rows = {}
        widths: dict[int, int] = {}
        problems: tuple[Problem, ...] = ()
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, line in enumerate(reader, 1):
                if number > MOST_ROWS or len(line) > MOST_COLUMNS:
                    raise TableError(error("table-large", Place(shown), file=shown))
                rows[number] = {at: stands for at, value in enumerate(line, 1) if (stands := _stands(value)).text}
                widths[number] = len(line)
        except csv.Error:
            problems = (error("table-quotes", Place(shown), line=reader.line_num, row=number + 1),)
        yield Sheet("", {number: row for number, row in rows.items() if row}, widths=widths), problems


def _stands(value: str) -> Stands:
    text = tidy(value)
    return Stands(text, "formula" if _FORMULA.match(text) else "")


def is_garbled(text: str) -> bool:
    """Tell whether letters of a text were read in another encoding on their way."""
    return bool(_GARBLED.search(text))


_READERS: dict[str, Callable[[bytes, str, Callable[[Rows], int]], Found[tuple[Sheet, ...]]]] = {
    **dict.fromkeys((".xlsx", ".xlsm"), _workbook),
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), _text),
}
