"""Sheets -> rows of cards: which columns are known, and what each cell says. What would be wrong on paper is a Problem with sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.sources import nearest
from cardprint.sources import text as texts
from cardprint.tables import headings
from cardprint.tables.grid import SHARED, Sheet, is_garbled
from cardprint.tables.headings import LEAST_KNOWN, LISTS, Key
from cardprint.workbook_cells import Rows, Stands

CLEAR = frozenset("–-—−")
"""What stands in a cell that clears."""
MOST_NAMED = 12
"""Rows, or headings, that are named in one Problem."""
_KEPT = re.compile(r"'+(?:[=+\-@]|[–—−]\Z)")
_UNSEEN = re.compile("[\u200b\u200e\u200f\u2060\ufeff]")
_BREAK = re.compile("[\x0b\x0c\u2028\u2029]")
_HARD = re.compile("(?<![0-9§])[\xa0\u202f]")
_BULLET = re.compile(r"(?:[•·▪◦‣*–—-]|\d{1,2}[.)])\s+")
_ODD: Mapping[str, str] = {"formula": "table-formula", "error": "table-formula", "date": "table-date", "truth": "table-truth"}


class Cell(NamedTuple):
    """What a cell says, and where: `Kort!B7`."""

    text: str
    at: str
    clears: bool = False


class Row(Struct, frozen=True):
    """One row: where it begins, what stands in its columns, and the theme of a card that names none."""

    at: str
    cells: dict[Key, Cell]
    theme: str = ""

    def get(self, name: str) -> Cell | None:
        """Give the card's own cell of a field."""
        return self.cells.get(Key(name))


class Names(Struct, frozen=True):
    """What headings may name: areas by `area_key`, codes of languages."""

    areas: Mapping[str, str]
    languages: Sequence[str]


def best(rows: Rows, names: Names) -> int:
    """Count the known headings of the row that has most."""
    return max((len(_known(row, names)) for row in list(rows.values())[:200]), default=0)


def rows(sheets: Sequence[Sheet], shown: str, names: Names) -> Found[tuple[Row, ...]]:
    """Read all sheets that have a head; without one the table is none."""
    found: list[Row] = []
    reader = _Reader(shown, names)
    heads = {sheet.title: _head(sheet, names) for sheet in sheets}
    readable = [sheet for sheet in sheets if heads[sheet.title] and not sheet.shape.is_hidden]
    if not readable:
        reader.no_head(sheets)
    for sheet in sheets:
        if sheet in readable:
            found += reader.sheet(sheet, heads[sheet.title], several=len(readable) > 1)
        elif sheet.rows and readable:
            code = "table-sheet-hidden" if sheet.shape.is_hidden else "table-sheet"
            reader.problems.append(warning(code, Place(shown), sheet=sheet.title))
    if readable and not found and not any(problem.is_error for problem in reader.problems):
        reader.problems.append(error("table-empty", Place(shown), file=shown))
    return tuple(found), tuple(reader.problems)


def _known(row: Mapping[int, Stands], names: Names) -> set[Key]:
    return {key for stands in row.values() if (key := headings.parsed(stands.text, names.areas))}


def _head(sheet: Sheet, names: Names) -> int:
    """Give the number of the first row with enough known headings; 0 where there is none."""
    return next((number for number, row in sorted(sheet.rows.items()) if len(_known(row, names)) >= LEAST_KNOWN), 0)


class _Reader(Struct):
    """Reads sheets, and gathers what is wrong."""

    shown: str
    names: Names
    problems: list[Problem] = field(default_factory=list)

    def no_head(self, sheets: Sequence[Sheet]) -> None:
        """Say that no row is a head, and which one comes nearest."""
        counted = [(len(_known(row, self.names)), sheet.cell(number, 1)) for sheet in sheets for number, row in sheet.rows.items()]
        most, at = max(counted, key=lambda one: one[0], default=(0, "A1"))
        cells = [stands.text for sheet in sheets for row in list(sheet.rows.values())[:5] for stands in row.values()]
        if any(map(is_garbled, cells)):
            self.problems.append(error("table-garbled", Place(self.shown), cell=at))
        self.problems.append(error("table-no-head", Place(self.shown), cell=at, count=most, least=LEAST_KNOWN))

    def tell(self, code: str, at: str, **values: object) -> None:
        """Gather an error at a cell."""
        self.problems.append(error(code, Place(self.shown), cell=at, **values))

    def sheet(self, sheet: Sheet, head: int, *, several: bool) -> Iterator[Row]:
        """Read the rows below the head."""
        columns = self._columns(sheet, head)
        shared, covered = self._merged(sheet, head, columns)
        has_theme = Key("theme") in columns.values()
        section, above = (sheet.title if several and not has_theme else ""), ""
        last = max(columns, default=0)
        for number in sorted(row for row in sheet.rows if row > head and row not in sheet.shape.hidden):
            stands = sheet.rows[number]
            if sheet.widths.get(number, 0) > sheet.widths.get(head, 0) and any(at > sheet.widths[head] for at in stands):
                self.tell("table-ragged", sheet.cell(number, sheet.widths[head] + 1), row=number)
                continue
            if number in covered:
                section = self._clean(stands[min(stands)].text, sheet.cell(number, min(stands)))
                continue
            if _known(stands, self.names) >= set(columns.values()) or stands == sheet.rows[head]:
                continue
            row = self._row(sheet, number, columns, shared)
            if row.cells:
                own = row.get("theme")
                above = own.text if own and not own.clears else section or above
                yield Row(row.at, row.cells, above)
        hidden = sorted(row for row in sheet.shape.hidden if row > head and row in sheet.rows)
        if hidden:
            self.problems.append(
                warning("table-hidden", Place(self.shown), cell=sheet.cell(hidden[0], last and min(columns)), rows=_listed(hidden))
            )

    def _columns(self, sheet: Sheet, head: int) -> dict[int, Key]:
        """Read the head: columns by number."""
        found: dict[int, Key] = {}
        unknown: list[str] = []
        for at, stands in sorted(sheet.rows[head].items()):
            key, cell = headings.parsed(stands.text, self.names.areas), sheet.cell(head, at)
            if key is None:
                unknown.append(f"{stands.text[:40]} ({cell})")
                continue
            if key.field in LISTS and not key.number and _spread(sheet, head, at, found, key):
                key = key._replace(number=1)
                found |= {one: other._replace(number=1) for one, other in found.items() if other == key._replace(number=0)}
                while key in found.values():
                    key = key._replace(number=key.number + 1)
            if self._is_wrong(key, cell, found, sheet, head):
                continue
            found[at] = key
            for column in _right_of(sheet, head, at) if key.field in LISTS and key.number else ():
                found[column] = key = key._replace(number=key.number + 1)
        if unknown:
            named = ", ".join(unknown[:MOST_NAMED])
            self.problems.append(warning("table-heading", Place(self.shown), headings=named))
        return found

    def _is_wrong(self, key: Key, cell: str, found: Mapping[int, Key], sheet: Sheet, head: int) -> bool:
        before = next((at for at, other in found.items() if other == key), 0)
        if before:
            self.tell("table-heading-twice", cell, other=sheet.cell(head, before))
        elif key.area and key.area not in self.names.areas.values():
            self.tell("table-area", cell, name=key.area, nearest=nearest(key.area, sorted(set(self.names.areas.values()))))
        elif key.language and key.language not in self.names.languages:
            self.tell("table-language", cell, name=key.language, nearest=nearest(key.language, self.names.languages))
        else:
            return False
        return True

    def _merged(self, sheet: Sheet, head: int, columns: Mapping[int, Key]) -> tuple[dict[tuple[int, int], tuple[int, int]], set[int]]:
        """Say which cells have what stands in another one, and which rows are one cell: the heading of a part."""
        shared: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[int] = set()
        for top, left, bottom, right in sheet.shape.merged:
            inside = [at for at in columns if left <= at <= right]
            if bottom <= head or not inside or not sheet.rows.get(top, {}).get(left):
                continue
            if right > left and top == bottom and set(sheet.rows[top]) == {left}:
                covered.add(top)
            elif len({columns[at]._replace(number=0) for at in inside}) > 1 or (bottom > top and columns[inside[0]].field not in SHARED):
                self.tell("table-merged", sheet.cell(top, left), until=sheet.cell(bottom, right).rpartition("!")[2])
            else:
                last = max(sheet.rows)
                shared |= {(row, inside[0]): (top, left) for row in range(max(top, head + 1), min(bottom, last) + 1)}
        return shared, covered

    def _row(self, sheet: Sheet, number: int, columns: Mapping[int, Key], shared: Mapping[tuple[int, int], tuple[int, int]]) -> Row:
        cells: dict[Key, Cell] = {}
        first = sheet.cell(number, min(columns))
        for at, key in columns.items():
            row, column = shared.get((number, at), (number, at))
            stands = sheet.rows.get(row, {}).get(column, Stands())
            if not stands.text:
                continue
            cell = sheet.cell(row, column)
            if stands.odd in _ODD:
                self.tell(_ODD[stands.odd], cell, value=stands.text[:40])
                continue
            text = self._clean(stands.text, cell)
            if text:
                clears = text in CLEAR
                cells[key] = Cell(text[1:] if _KEPT.match(text) else text, cell, clears)
        return Row(first, cells if any((number, at) not in shared for at in columns if columns[at] in cells) else {})

    def _clean(self, text: str, cell: str) -> str:
        """Take off what nobody sees; what cannot be printed is told."""
        text = _BREAK.sub("\n", _UNSEEN.sub("", text))
        text = "\n".join(line.strip() for line in text.split("\n")).strip()
        if is_garbled(text):
            self.tell("table-garbled", cell)
            return ""
        done, problems = texts.clean(text, Place(self.shown))
        if any(problem.is_error for problem in problems):
            self.tell("table-sign", cell)
        return done


def without_hard_blanks(text: str) -> str:
    """Make no-break spaces plain ones, but for those between a number and what it counts."""
    return _HARD.sub(" ", text)


def items(text: str) -> list[str]:
    """Give the items of a cell that holds one a line, without signs in front of them."""
    return [_BULLET.sub("", line, count=1) for line in text.split("\n") if line.strip()]


def escaped(text: str) -> str:
    """Put an apostrophe in front of what a spreadsheet would work out, and of a dash that would clear."""
    return f"'{text}" if re.match(r"'*(?:[=+\-@]|[–—−]\Z)", text) else text


def is_bulleted(item: str) -> bool:
    """Tell whether an item would lose something if it stood with others in one cell."""
    return "\n" in item or bool(_BULLET.match(item)) or item in CLEAR


def _spread(sheet: Sheet, head: int, at: int, found: Mapping[int, Key], key: Key) -> bool:
    """Tell whether a list has several columns: its heading stands twice, or is merged over them."""
    same = [stands.text for stands in sheet.rows[head].values()].count(sheet.rows[head][at].text)
    return same > 1 or bool(_right_of(sheet, head, at)) or key in found.values()


def _right_of(sheet: Sheet, row: int, at: int) -> range:
    """Give the columns that a heading is merged over, beside its own."""
    return next((range(left + 1, right + 1) for top, left, _, right in sheet.shape.merged if (top, left) == (row, at)), range(0))


def _listed(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:MOST_NAMED]))
    return f"{named} …" if len(numbers) > MOST_NAMED else named
