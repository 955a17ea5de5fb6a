"""Notes -> the workbook to correct in (`<agenda>-ret.xlsx`): a row a challenge, handwriting as a picture beside the cell to type in.

A hidden sheet keeps what each cell was written with, so that only what a person changed counts when the workbook comes back (`corrections`).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardprint import files
from cardprint.collect.tables import DOUBTED, NOTHING, TICKED, Choices, Column, Labels, Row, Table, doubt, doubts, not_read, tables
from cardprint.labels import entries
from cardprint.notes import Notes
from cardprint.workbooks import packed

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

FORMAT = 1
KEPT = "cardprint"
"""The hidden sheet's name."""
LONGEST = 20_000
"""Characters of a text in a cell; what is longer is shown as far as that, and not corrected here."""
MOST_OF_A_PICTURE = 10_000_000
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML, and so a workbook, cannot hold."""
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_TITLE = re.compile(r"[\[\]:*?/\\]")
_PNG = b"\x89PNG\r\n\x1a\n"
WIDTHS: Mapping[str, float] = {
    # by kind, or by key: in characters, as workbooks measure columns
    "group": 18,
    "whose": 18,
    "number": 11,
    "what": 26,
    "text": 44,
    "lines": 50,
    "choice": 13,
    "tick": 6,
    "seen": 14,
    "same": 13,
    "doubts": 30,
    "from": 40,
    "who": 18,
    "due": 14,
    "card": 12,
    "challenge": 12,
}
CHARACTER, LINE = 7, 15.0
"""Pixels of a character's width; points of a line's height."""
WIDEST: Mapping[str, int] = {"blocks": 640}
USUALLY_WIDEST, TALLEST = 420, 220
"""Pixels of a picture in its cell, by table; a block's lines go across the page, and have to be read."""
FILLS = {"head": "0B5C6B", "fixed": "EEEEEE", "doubt": "FFE066", "open": "FFFFFF"}
NUMBER, CHOSEN, TURNED = " number", " chosen", " turned"
LOOKS: Mapping[str, tuple[str, int, str]] = {
    # what a cell holds: where it stands across, turned by how many degrees, in which form of numbers ("@": a text stays what is typed)
    "": ("left", 0, "@"),
    NUMBER: ("left", 0, "General"),
    CHOSEN: ("center", 0, "@"),
    CHOSEN + NUMBER: ("center", 0, "General"),
    TURNED: ("center", 90, "@"),
}
HOLDS: Mapping[str, str] = {"choice": CHOSEN + NUMBER, "tick": CHOSEN, "same": CHOSEN, "number": NUMBER}
"""What the cells of a kind of column hold; of the others a text."""
EMU = 9525
"""English metric units of a pixel (ECMA-376, 20.1.10.16)."""


class Kept(Struct, frozen=True):
    """What the hidden sheet says of one cell: its row's id, its column's key, what stood in it, whether it was not sure."""

    row: str
    key: str
    shown: str
    doubted: bool


def write(notes: Notes, whose: str, root: Path, labels: Labels, chosen: Choices) -> bytes:
    """Make the workbook of notes, the same bytes each time.

    `whose`: the path of the notes below notes/, without its ending; `root` is the folder from which they name their pictures.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _looks(book)
    _guide(book, labels, [not_read(one, labels) for one in notes.unread])
    made = tables(notes, labels, chosen)
    lists = _Lists(notes, chosen)
    kept = _Keeping()
    for table in made:
        sheet = book.create_sheet(_TITLE.sub(" ", table.title)[:31])
        _Filling(sheet, table, labels, root, lists, kept).fill()
    _keep(book, whose, notes, (book.sheetnames[0], labels["correct_no_picture"]), lists, kept)
    return packed(book)


class _Lists:
    """What drop-downs offer: each a column of the hidden sheet."""

    def __init__(self, notes: Notes, chosen: Choices) -> None:
        ids = tuple(notes.challenges)
        self.lists = {
            **{key: (*steps, NOTHING) for key, steps in chosen.steps.items()},
            "tick": (TICKED, NOTHING),
            "same": (*ids, NOTHING),
        }

    def of(self, column: Column) -> str:
        """Give the range that a column's cells choose from; empty where anything may be typed."""
        name = column.key if column.kind == "choice" else column.kind
        if name not in self.lists:
            return ""
        letter = "HIJKLMNOP"[list(self.lists).index(name)]
        return f"{KEPT}!${letter}$1:${letter}${len(self.lists[name])}"


class _Keeping:
    """What is to be kept of the rows and cells while they are written."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, ...]] = []
        self.cells: list[Kept] = []
        self.heads: dict[str, list[tuple[str, Column]]] = {}

    def row(self, row: Row, table: Table) -> str:
        """Give the row its id."""
        name = f"{KEPT}-{len(self.rows) + 1}"
        second = next((column.key for column in table.columns[1:] if column.kind == "fixed"), "")
        self.rows.append((name, row.group, table.key, row.field, row.cells.get(second, ""), f"{row.sheet}"))
        return name


class _Filling:
    """A sheet being filled in: column A, hidden, has the rows' ids; the table begins at B1."""

    def __init__(self, sheet: Worksheet, table: Table, labels: Labels, root: Path, lists: _Lists, kept: _Keeping) -> None:
        self.sheet, self.table, self.labels, self.root, self.lists, self.kept = sheet, table, labels, root, lists, kept
        self.widest: dict[int, int] = {}

    def fill(self) -> None:
        """Write head and rows, then what holds for whole columns."""
        from openpyxl.utils import get_column_letter

        self._head()
        for number, row in enumerate(self.table.rows, 2):
            self._row(number, row)
        sheet, last = self.sheet, len(self.table.rows) + 1
        sheet.column_dimensions["A"].hidden = True
        for at, column in enumerate(self.table.columns, 2):
            letter = get_column_letter(at)
            sheet.column_dimensions[letter].width = self._wide(at, column)
            if options := self.lists.of(column):
                _offer(sheet, f"{letter}2:{letter}{last}", options, self.labels["correct_choose"])
        sheet.freeze_panes = "D2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(self.table.columns) + 1)}{last}"
        sheet.print_title_rows = "1:1"
        _protect(sheet)
        _printable(sheet)

    def _wide(self, at: int, column: Column) -> float:
        """Give a column's width in characters: of pictures that of the widest."""
        return self.widest.get(at, 0) / CHARACTER + 2 if column.kind in {"picture", "looks"} and at in self.widest else _width(column)

    def _head(self) -> None:
        heads = self.kept.heads.setdefault(self.table.key, [])
        for at, column in enumerate(self.table.columns, 2):
            heading = _unlike(column.heading, [name for name, other in heads if not other.kind == column.kind == "picture"])
            heads.append((heading, column))
            _put(self.sheet, 1, at, heading, "head" + (TURNED if column.kind == "tick" and len(heading) > 4 else ""))
        turned = [len(column.heading) for column in self.table.columns if column.kind == "tick"]
        self.sheet.row_dimensions[1].height = max([32.0, *(min(150.0, 6.2 * length + 8) for length in turned)])

    def _row(self, number: int, row: Row) -> None:
        name = self.kept.row(row, self.table)
        self.sheet.cell(number, 1, name)
        heights = [LINE * 1.2]
        for at, column in enumerate(self.table.columns, 2):
            heights.append(self._cell(number, at, name, row, column))
        self.sheet.row_dimensions[number].height = min(400.0, max(heights))

    def _cell(self, number: int, at: int, name: str, row: Row, column: Column) -> float:
        """Write one cell, and give the height that it needs, in points."""
        if column.kind == "picture":
            return self._pictures(number, at, row.pictures.get(column.key, ()))
        if column.kind == "looks":
            return self._pictures(number, at, list(dict.fromkeys(one.picture for one in row.unsure.values())))
        shown, ground = _shown(row, column, self.labels)
        if ground != "fixed":
            self.kept.cells.append(Kept(name, column.key, shown, ground == "doubt"))
        _put(self.sheet, number, at, shown[:LONGEST], ground + HOLDS.get("number" if column.key == "number" else column.kind, ""))
        return _height(shown, _width(column))

    def _pictures(self, number: int, at: int, names: Sequence[str]) -> float:
        """Lay pictures below each other in a cell."""
        _put(self.sheet, number, at, "", "fixed")
        top, missing = 3, 0
        for name in filter(None, names):
            data = _picture(name, self.root)
            missing += data is None
            if data is not None:
                wide, high = self._fitted(data)
                _place(self.sheet, number, at, data, (wide, high), top)
                self.widest[at] = max(self.widest.get(at, 100), wide)
                top += high + 4
        if missing:
            _put(self.sheet, number, at, self.labels["correct_no_picture"], "fixed")
        return top * 0.75 + 2

    def _fitted(self, data: bytes) -> tuple[int, int]:
        """Give a picture's size in its cell, never larger than it is."""
        width, height = struct.unpack(">II", data[16:24])
        scale = min(1.0, WIDEST.get(self.table.key, USUALLY_WIDEST) / max(1, width), TALLEST / max(1, height))
        return max(1, round(width * scale)), max(1, round(height * scale))


def _shown(row: Row, column: Column, labels: Labels) -> tuple[str, str]:
    """Say what stands in a cell, and its ground; what is longer than is corrected here only tells."""
    if column.kind == "doubts":
        return "\n".join(doubts(row, labels)), "fixed"
    stands = _UNFIT.sub("\ufffd", row.cells.get(column.key, ""))
    if column.kind == "fixed" or len(stands) > LONGEST:
        return stands, "fixed"
    unsure = row.unsure.get(column.key)
    if unsure is None:
        return stands, "open"
    return (_UNFIT.sub("\ufffd", doubt(unsure, labels)) if column.kind == "choice" else stands), "doubt"


def _put(sheet: Worksheet, row: int, column: int, text: str, look: str) -> None:
    """Write a text, whatever it begins with, as a text; in a column of numbers a number."""
    cell = sheet.cell(row, column)
    if look.endswith(NUMBER) and text.isascii() and text.isdecimal() and len(text) < 4:
        cell.value = int(text)
    elif text:
        cell.value = escaped(text)
        cell.data_type = "s"
    cell.style = f"{KEPT} {look}"


def _looks(book: Workbook) -> None:
    """Name how cells look: by their ground, and by what stands in them; only what is to be filled in is not locked."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    line = Side(style="thin", color="B0B7BF")
    frame = Border(left=line, right=line, top=line, bottom=line)
    for ground, colour in FILLS.items():
        letters = Font(name="Calibri", size=11, bold=ground == "head", color="FFFFFF" if ground == "head" else "1D2733")
        for holds, (across, turn, form) in LOOKS.items():
            place = Alignment(horizontal=across, vertical="bottom" if turn else "top", wrap_text=True, text_rotation=turn)
            style = NamedStyle(f"{KEPT} {ground}{holds}", number_format=form, font=letters, border=frame, alignment=place)
            style.fill = PatternFill("solid", fgColor=colour)
            style.protection = Protection(locked=ground not in {"open", "doubt"})
            book.add_named_style(style)


def _offer(sheet: Worksheet, cells: str, options: str, words: str) -> None:
    """Let cells be chosen from a list."""
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=options, allow_blank=True, showErrorMessage=True, error=words[:255])
    sheet.add_data_validation(rule)
    rule.add(cells)


def _protect(sheet: Worksheet) -> None:
    """Lock what only tells, without a password: pictures stay beside their rows. Columns may be made wider, and rows filtered."""
    protection = sheet.protection
    protection.sheet = protection.objects = True
    protection.formatColumns = protection.formatRows = protection.autoFilter = False


def _printable(sheet: Worksheet) -> None:
    """Let the sheet fit A4 across, lying, where somebody prints it."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _width(column: Column) -> float:
    return 14 if column.kind in {"picture", "looks"} else WIDTHS.get(column.key, WIDTHS.get(column.kind, 30))


def _height(text: str, width: float) -> float:
    """Say how high a text stands, in points, as Excel does not measure it itself before somebody types."""
    lines = sum(1 + int(len(line) * 1.08 // max(1.0, width - 1)) for line in text.split("\n"))
    return LINE * lines + 4


def _unlike(heading: str, others: Sequence[str]) -> str:
    """Number a heading that another column has."""
    clean, taken = _UNFIT.sub(" ", heading).strip(), {other.casefold() for other in others}
    numbered = (f"{clean} {number}" for number in range(2, len(others) + 3))
    return next(made for made in (clean, *numbered) if made.casefold() not in taken)


def _picture(name: str, root: Path) -> bytes | None:
    """Read a picture; None where there is none, or no PNG."""
    try:
        data = files.read(root / name, root=root, most=MOST_OF_A_PICTURE)
    except files.RefusedError:
        return None
    return data if data.startswith(_PNG) and len(data) > 33 else None


def _place(sheet: Worksheet, row: int, column: int, data: bytes, size: tuple[int, int], top: int) -> None:
    """Lay a picture into a cell, `top` pixels from its upper edge; it moves with it."""
    from openpyxl.drawing.image import Image
    from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
    from openpyxl.drawing.xdr import XDRPositiveSize2D

    image = Image.__new__(Image)  # its bytes go into the file as they are: nobody unpacks them here
    vars(image).update(ref=None, format="png", width=size[0], height=size[1], _data=lambda: data)
    marker = AnchorMarker(col=column - 1, colOff=4 * EMU, row=row - 1, rowOff=top * EMU)
    image.anchor = OneCellAnchor(_from=marker, ext=XDRPositiveSize2D(size[0] * EMU, size[1] * EMU))
    sheet.add_image(image)


def _guide(book: Workbook, labels: Labels, unread: Sequence[str]) -> None:
    """Begin with a sheet that says how it is done, to somebody who sees such a workbook for the first time; and which pages are missing."""
    sheet = book.create_sheet(_TITLE.sub(" ", labels["correct_guide_title"])[:31])
    sheet.column_dimensions["A"].width = 100
    _put(sheet, 1, 1, labels["correct_guide_title"], "head")
    missing = [f"{labels['unread_head']}: {', '.join(unread)}. {labels['unread_intro']}"] if unread else []
    guide = [(text, "open") for text in (*entries(labels, "correct_guide"), labels["privacy"])]
    for number, (text, look) in enumerate([*((one, "doubt") for one in missing), *guide], 2):
        _put(sheet, number, 1, text, look)
        sheet.row_dimensions[number].height = _height(text, 100) + 6
    _protect(sheet)


def _keep(book: Workbook, whose: str, notes: Notes, said: tuple[str, str], lists: _Lists, kept: _Keeping) -> None:
    """Write the hidden sheet: what was written, for the way back, and the pages by which a group is known that was given another name.

    `said` are the title of the guide, and what stands where a picture is gone: nobody else wrote them.
    """
    pages = [(group.name, page) for group in notes.groups for page in group.sources if page.key]
    sheet = book.create_sheet(KEPT)
    sheet.sheet_state = "hidden"
    lines = [
        (KEPT, f"{FORMAT}", whose),
        ("guide", *said),
        *(("page", name, f"{page.sheet}", page.key, page.data or page.file, f"{page.page}") for name, page in pages),
        *(("head", key, heading, column.key, column.kind, column.value) for key, heads in kept.heads.items() for heading, column in heads),
        *(("row", *row) for row in kept.rows),
        *(("choice", key, option) for key, options in lists.lists.items() for option in options),
        *(("cell", one.row, one.key, one.shown, DOUBTED if one.doubted else "") for one in kept.cells),
    ]
    for number, line in enumerate(lines, 1):
        _line(sheet, number, 1, line)
    for at, options in enumerate(lists.lists.values()):
        for number, option in enumerate(options, 1):
            _line(sheet, number, 8 + at, [option])
    sheet.protection.sheet = True


def _line(sheet: Worksheet, number: int, first: int, line: Sequence[str]) -> None:
    for at, text in enumerate(line, first):
        if text:
            cell = sheet.cell(number, at)
            cell.value = escaped(_UNFIT.sub("\ufffd", text))
            cell.data_type = "s"
            cell.number_format = "@"


def escaped(text: str) -> str:
    """Keep programs from taking `_x0041_` for an A (ECMA-376, 22.4.2.4)."""
    return _ESCAPE.sub("_x005F_", text)
