"""A workbook's bytes -> what stands in its cells, as text. It comes from a stranger as often as not: bounded, no link followed, no macro run."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from cardprint.errors import Place, Problem, error

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_BYTES = 100_000_000
MOST_PARTS, MOST_OF_A_PART, MOST_XML = 5_000, 40_000_000, 80_000_000
"""Files in the packet; bytes of one that is read, and of all of them, unpacked."""
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 60, 20_000, 100
MOST_KEPT, MOST_CELLS = 200_000, 1_000_000
"""Rows of the hidden sheet, and cells of all sheets that are not empty."""
_OLD = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)")
_NUMBER = re.compile(rb"\sr=[\"'](\d{1,7})[\"']")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BROKEN = (
    *(OSError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, SyntaxError, AssertionError, EOFError),
    *(BadZipFile, zlib.error),
)
"""What openpyxl, zipfile and expat raise for files that are none."""


class Stands(Struct, frozen=True):
    """What stands in a cell, as text. `odd` says why that is not what somebody typed: formula, error, date, truth."""

    text: str = ""
    odd: str = ""


Rows = dict[int, dict[int, Stands]]
"""Cells that are not empty, by row and column from 1."""


class BrokenError(Exception):
    """Raised for a workbook that cannot be read; `at` makes it a Problem."""

    def __init__(self, *, code: str) -> None:
        """Keep the Problem's code."""
        super().__init__(code)
        self.code = code

    def at(self, shown: str) -> Problem:
        """Make the Problem; `shown` is the file as the user knows it."""
        return error(self.code, Place(shown), file=shown)


class Shape(Struct, frozen=True):
    """What a sheet has beside its cells: rows that are hidden, cells that are one (first row and column, last ones), whether it is hidden."""

    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_hidden: bool = False


def shapes(data: bytes) -> dict[str, Shape]:
    """Tell how the sheets of a workbook are made that `read` has read, by their titles. Raises BrokenError."""
    import warnings

    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(), ZipFile(BytesIO(data)) as packet:
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
            try:
                return {
                    sheet.title: _shape(packet.read(sheet._worksheet_path), is_hidden=sheet.sheet_state != "visible")  # noqa: SLF001 - no other way
                    for sheet in book.worksheets[:MOST_SHEETS]
                }
            finally:
                book.close()
    except _BROKEN as reason:
        raise BrokenError(code="workbook-broken") from reason


def has_comments(data: bytes) -> bool:
    """Tell whether somebody wrote comments on cells of a workbook that `read` has read; what they say is not read."""
    with ZipFile(BytesIO(data)) as packet:
        return any("comments" in name.casefold() for name in packet.namelist())


def _shape(written: bytes, *, is_hidden: bool) -> Shape:
    hidden = (int(found[1]) for row in _ROW.findall(written) if _HIDDEN.search(row) and (found := _NUMBER.search(row)))
    merged = ((int(found[2]), _column(found[1]), int(found[4]), _column(found[3])) for found in _MERGED.finditer(written))
    return Shape(frozenset(hidden), tuple(merged), is_hidden)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def read(data: bytes, kept: str = "") -> dict[str, Rows]:
    """Read all sheets by their titles, `kept` with more rows than others may have. Raises BrokenError."""
    if data.startswith(_OLD):
        raise BrokenError(code="workbook-locked")
    try:
        formulas = _check(data)
        found = _sheets(data, kept, cached=True)
        return _with_formulas(found, _sheets(data, kept, cached=False)) if formulas else found
    except _BROKEN as reason:
        raise BrokenError(code="workbook-broken") from reason


def _check(data: bytes) -> bool:
    """Look at the parts of the packet before anybody unpacks them; tell whether there are formulas."""
    with ZipFile(BytesIO(data)) as packet:
        parts = packet.infolist()
        read = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if (
            len(parts) > MOST_PARTS
            or sum(part.file_size for part in read) > MOST_XML
            or any(part.file_size > MOST_OF_A_PART for part in read)
        ):
            raise BrokenError(code="workbook-large")
        formulas = False
        for part in read:
            written = packet.read(part)
            if _DECLARED.search(written.replace(b"\0", b"")):
                raise BrokenError(code="workbook-broken")
            formulas = formulas or bool(_FORMULA.search(written))
    return formulas


def _sheets(data: bytes, kept: str, *, cached: bool) -> dict[str, Rows]:
    import warnings

    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not know is of no use here
        book = load_workbook(BytesIO(data), read_only=True, data_only=cached, keep_links=False)
        try:
            return _all(book, kept)
        finally:
            book.close()


def _all(book: Workbook, kept: str) -> dict[str, Rows]:
    out: dict[str, Rows] = {}
    cells = 0
    for sheet in book.worksheets[:MOST_SHEETS]:
        sheet.reset_dimensions()
        most = MOST_KEPT if sheet.title == kept else MOST_ROWS
        rows = {
            number: found for number, row in enumerate(sheet.iter_rows(max_row=most + 1, max_col=MOST_COLUMNS), 1) if (found := _row(row))
        }
        cells += sum(map(len, rows.values()))
        if cells > MOST_CELLS or most + 1 in rows:
            raise BrokenError(code="workbook-large")
        out[sheet.title] = rows
    return out


def _row(row: Sequence[Any]) -> dict[int, Stands]:
    return {at: stands for at, cell in enumerate(row, 1) if cell.value is not None and (stands := _stands(cell)) != Stands()}


def _stands(cell: Any) -> Stands:
    value = cell.value
    if isinstance(value, bool):
        return Stands(f"{value}", "truth")
    if isinstance(value, (datetime, date, time, timedelta)):
        day = value.date() if isinstance(value, datetime) else value
        return Stands(f"{day}", "date")
    if isinstance(value, float):
        return Stands(f"{int(value)}" if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}".replace(".", ","))
    if cell.data_type == "e":
        return Stands(f"{value}", "error")
    return Stands(tidy(f"{value}"), "formula" if cell.data_type == "f" else "")


def letters(column: int) -> str:
    """Name a column: A of 1, AA of 27."""
    return (letters((column - 1) // 26) if column > 26 else "") + chr(ord("A") + (column - 1) % 26)


def tidy(text: str) -> str:
    """Take off what programs add: escapes, the line ends of other systems, blanks at the ends, no-break ones too."""
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def _with_formulas(found: dict[str, Rows], written: dict[str, Rows]) -> dict[str, Rows]:
    """Mark the formulas that nobody has worked out; of the others the result counts."""
    for title, number, at, stands in _cells(written):
        if stands.odd == "formula" and at not in found.get(title, {}).get(number, {}):
            found[title].setdefault(number, {})[at] = stands
    return found


def _cells(sheets: dict[str, Rows]) -> Iterator[tuple[str, int, int, Stands]]:
    for title, rows in sheets.items():
        for number, row in rows.items():
            for at, stands in row.items():
                yield title, number, at, stands
