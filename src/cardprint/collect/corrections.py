"""The workbook that comes back -> what a person corrected in it. Only what differs from what was written counts; what cannot be understood is told.

Rows may be sorted, hidden, moved and removed, columns moved and removed, sheets renamed and added: a row is known by its group and number and by its
hidden id, a column by its heading. What is typed anywhere else is told, so that nobody takes the workbook away while it is there alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import get_args

import msgspec
from msgspec import Struct

from cardprint import files, names
from cardprint import workbook_cells as cells
from cardprint.collect.answers import Corrected, Corrections, Origin
from cardprint.collect.tables import DOUBTED, NAME, TICKED, Column, Kind
from cardprint.collect.workbook import FORMAT, KEPT
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.notes import Source
from cardprint.sources import text as texts
from cardprint.workbook_cells import BrokenError, Rows, Stands

NOT_THERE = frozenset("–-—−")
"""Signs that say that nothing stands there."""
_YES = frozenset({TICKED, "✓", "✔", "✗", "✘", "×", "ja", "yes", "j", "y", "1", "true", "sand"})
_NO = frozenset({"", *NOT_THERE, "nej", "no", "nei", "n", "0", "false", "falsk"})
_FIELD = re.compile(r"(?:[a-z_]{1,40}(?:\.[1-9][0-9]{0,2})?)?\Z")
_KEY = re.compile(r"[a-z_]{1,40}(?:/[0-9]{1,3})?\Z")
TYPED = frozenset({"text", "lines", "choice", "number", "tick", "same"})


class Cell(Struct, frozen=True):
    """A cell as it was written."""

    shown: str
    doubted: bool


class Known(Struct, frozen=True):
    """A row as it was written: whose, of which table, how its fields' names begin, what stands beside the group, on which sheet; its cells by column."""

    group: str
    table: str
    field: str
    second: str
    sheet: int = 1
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)


class Written(Struct, frozen=True):
    """What the hidden sheet says of the workbook as it was written."""

    notes: str
    heads: Mapping[str, Mapping[str, Column]]
    rows: Mapping[str, Known]
    choices: Mapping[str, tuple[str, ...]]
    origins: tuple[Origin, ...]
    guide: tuple[str, str]


class Now(Struct, frozen=True):
    """A cell as it stands now, and where."""

    column: Column
    was: Cell
    stands: Stands
    place: Place


def read(path: Path, shown: str) -> Found[Corrections | None]:
    """Read a workbook; None where it is none of ours. `shown` is its name as the user knows it."""
    try:
        data = files.read(path, root=path.parent, most=cells.MOST_BYTES)
        sheets = cells.read(data, KEPT)
        written = _written(sheets.pop(KEPT, {}))
    except files.RefusedError as refused:
        return None, (refused.at(Place(shown), shown),)
    except BrokenError as broken:
        return None, (broken.at(shown),)
    reading = _Reading(written, shown)
    for title, rows in sheets.items():
        reading.sheet(title, rows)
    reading.end()
    if cells.has_comments(data):
        reading.problems.append(warning("workbook-comments", Place(shown), file=shown))
    said = Corrections(
        notes=written.notes,
        corrected=tuple(reading.corrected.values()),
        source=Source(kind="workbook", file=shown),
        origins=written.origins,
        rows=dict(_places(written.rows.values())),
    )
    return said, tuple(reading.problems)


def _places(rows: Iterable[Known]) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """Tell of each row on which sheet of its group it stood, and as which row of that sheet's."""
    counted = [(row, kind, int(number)) for row in rows for kind, dot, number in [row.field.partition(".")] if dot]
    above: Counter[tuple[str, str, int]] = Counter()
    for row, kind, _ in sorted(counted, key=lambda one: one[2]):
        above[row.group, kind, row.sheet] += 1
        yield (row.group, row.field), (row.sheet, above[row.group, kind, row.sheet])


def _written(rows: Rows) -> Written:
    """Read the hidden sheet, which anybody may have changed. Raises BrokenError for what cannot be ours."""
    lines = [[row.get(at, Stands()).text for at in range(1, 8)] for _, row in sorted(rows.items())]
    first = lines[0] if lines else [""] * 7
    whose = first[2]
    if first[:2] != [KEPT, f"{FORMAT}"] or len(whose.split("/")) > 4 or not all(map(names.is_nameable, whose.split("/"))):
        raise BrokenError(code="workbook-foreign")
    heads: dict[str, dict[str, Column]] = {}
    choices: dict[str, list[str]] = {}
    known: dict[str, Known] = {}
    for what, *line in lines[1:]:
        if what == "head" and line[3] in get_args(Kind) and _KEY.match(line[2]):
            heads.setdefault(line[0], {})[_folded(line[1])] = Column(line[2], line[1], line[3], line[4])  # type: ignore[arg-type]
        elif what == "row" and _FIELD.match(line[3]):
            known[line[0]] = Known(line[1], line[2], line[3], line[4], _count(line[5], 1))
        elif what == "cell" and line[0] in known and _KEY.match(line[1]):
            known[line[0]].cells[line[1]] = Cell(line[2], line[3] == DOUBTED)
        elif what == "choice":
            choices.setdefault(line[0], []).append(line[1])
    origins = tuple(Origin(line[1], _count(line[2], 1), line[3], line[4], _count(line[5], 0)) for line in lines if line[0] == "page")
    guide = next(((line[1], line[2]) for line in lines if line[0] == "guide"), ("", ""))
    return Written(whose, heads, known, {key: tuple(options) for key, options in choices.items()}, origins, guide)


def _count(text: str, otherwise: int) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


class _Reading:
    """What was found so far in one workbook."""

    def __init__(self, written: Written, shown: str) -> None:
        self.written, self.shown = written, shown
        self.problems: list[Problem] = []
        self.corrected: dict[tuple[str, str], Corrected] = {}
        self.met: set[str] = set()
        self.own: list[Place] = []
        self.head: tuple[int, Mapping[int, Stands]] = (1, {})
        self.strange: set[tuple[str, int]] = set()
        self.named: dict[tuple[str, ...], str] = {
            (row.table, _folded(row.group), _folded(row.second)): name for name, row in written.rows.items()
        }

    def sheet(self, title: str, rows: Rows) -> None:
        """Go through a sheet: rows that are ours, by the head above them; and what else a person wrote there."""
        heads: dict[str, dict[int, Column]] = {}
        self.own = []
        for number, row in sorted(rows.items()):
            found = self._heads(row)
            if found:
                heads, self.head = found, (number, row)
            else:
                self._line(title, number, row, heads)
        if self.own and self.written.guide[0] not in {"", title}:
            self.problems.append(warning("workbook-own", self.own[0], count=len(self.own)))

    def _heads(self, row: Mapping[int, Stands]) -> dict[str, dict[int, Column]]:
        """Take a row as the head of those tables of which it has headings, at least two; their columns."""
        found: dict[str, dict[int, Column]] = {table: {} for table in self.written.heads}
        for at, stands in sorted(row.items()):
            for table, known in self.written.heads.items():
                column = known.get(_folded(stands.text))
                if column and not (column.kind in TYPED and column in found[table].values()):
                    found[table][at] = column
        return {table: columns for table, columns in found.items() if len(columns) > 1}

    def _beside(self, title: str, number: int, row: Mapping[int, Stands], known: Known, columns: Mapping[int, Column]) -> None:
        """Say which columns are not read because nobody knows their heading; and what was typed over what only tells."""
        above, head = self.head
        for at, stands in row.items():
            is_typed = at not in columns and stands.text and stands.text not in self.written.rows
            if is_typed and (title, at) not in self.strange:
                self.strange.add((title, at))
                heading = head.get(at, Stands()).text[:60] or cells.letters(at)
                self.problems.append(warning("workbook-column", self._place(title, above, at), heading=heading))
        fixed = [at for at, column in sorted(columns.items()) if column.kind == "fixed"][:2]
        shown = {"", self.written.guide[1]}
        pictures = [at for at, column in columns.items() if column.kind in {"picture", "looks"}]
        self.own += [self._place(title, number, at) for at in pictures if row.get(at, Stands()).text not in shown]
        stood = (_folded(known.group), _folded(known.second))
        self.own += [
            self._place(title, number, at) for at in fixed if not any(one.startswith(_folded(row.get(at, Stands()).text)) for one in stood)
        ]

    def _line(self, title: str, number: int, row: Mapping[int, Stands], heads: Mapping[str, Mapping[int, Column]]) -> None:
        """Find out which row it is: by what it says of itself, or else by its id; where the two differ, nothing may be corrected in it."""
        name = next((stands.text for stands in row.values() if stands.text in self.written.rows), "")
        tables = [self.written.rows[name].table] if name else sorted(heads, key=lambda table: -len(heads[table]))
        said = next((said for table in tables if (said := self._said(row, table, heads.get(table, {})))), "")
        known = self.written.rows.get(said or name)
        if known is None:
            if any(column.kind in TYPED and at in row for head in heads.values() for at, column in head.items()):
                self._tell("workbook-row", title, number, min(row))
            else:
                self.own += [self._place(title, number, at) for at, stands in row.items() if stands.text]
            return
        self.met.add(said or name)
        if known.table not in heads:
            self._tell("workbook-head", title, number, min(row))
            return
        self._beside(title, number, row, known, heads[known.table])
        now = self._now(title, number, row, heads[known.table], known)
        if name and said not in {"", name}:
            if any(one.stands.text and one.stands.text != one.was.shown for one in now):
                self._tell("workbook-mixed", title, number, min(row))
            return
        for one in self._row(known, now):
            self._add(one)

    def _said(self, row: Mapping[int, Stands], table: str, head: Mapping[int, Column]) -> str:
        """Give the row that group and number name; empty where they name none."""
        fixed = [_folded(row.get(at, Stands()).text) for at, column in sorted(head.items()) if column.kind == "fixed"]
        return self.named.get((table, *fixed[:2]), "")

    def _row(self, known: Known, now: Sequence[Now]) -> list[Corrected]:
        """Give what was corrected in a row; one that was emptied as a whole decides nothing."""
        if all(not one.stands.text for one in now):
            return []
        return [made for those in _fields(now) if (made := self._corrected(known, those))]

    def _now(self, title: str, number: int, row: Mapping[int, Stands], head: Mapping[int, Column], known: Known) -> list[Now]:
        """Give the cells of a row that could be typed in."""
        at_of = {column.key: at for at, column in head.items() if column.kind in TYPED}
        columns = {column.key: column for column in self.written.heads[known.table].values() if column.kind in TYPED}
        out = []
        for key, was in known.cells.items():
            if key in columns and (key in at_of or "/" in key):
                at = at_of.get(key, 0)
                stands = row.get(at, Stands()) if at else Stands(was.shown)
                out.append(Now(columns[key], was, stands, self._place(title, number, at or 1)))
        return out

    def _corrected(self, known: Known, those: Sequence[Now]) -> Corrected | None:
        """Say what a person made of a field; None where it stands as it was written, or cannot be understood."""
        try:
            if not any(_differs(one) for one in those):
                return None
            values = self._ticks(those) if those[0].column.kind == "tick" else self._value(known, those[0])
        except _NotUnderstoodError as reason:
            self.problems.extend(reason.problems)
            return None
        if values is None:
            return None
        first = those[0]
        doubted = any(one.was.doubted for one in those)
        if "/" in first.column.key:
            was = tuple(one.column.value for one in those if one.was.shown == TICKED)
        elif first.column.kind == "tick":
            was = (first.column.value,) if first.was.shown == TICKED else ()
        else:
            was = _split(first.column, first.was.shown)
        key = first.column.key.partition("/")[0]
        name = ".".join(part for part in (known.field, "" if first.column.kind == "lines" else key) if part)
        if name == NAME:
            was = (known.group,)
        place = next(one.place for one in those if _differs(one))
        return Corrected(group=known.group, field=name, values=values, was=() if doubted else was, place=place)

    def _ticks(self, those: Sequence[Now]) -> tuple[str, ...]:
        """Give the words that are ticked; while one is not decided, none is."""
        left = [one for one in those if one.stands.text == DOUBTED]
        if left:
            raise _NotUnderstoodError(error("workbook-undecided", left[0].place))
        return tuple(one.column.value for one in those if _is_ticked(one))

    def _value(self, known: Known, now: Now) -> tuple[str, ...] | None:
        """Understand what was typed, by the kind of column; None where an empty cell leaves what stands."""
        if not now.stands.text:
            return None
        if now.stands.odd and not (now.stands.odd == "date" and now.column.key == "due"):
            raise _NotUnderstoodError(error("workbook-date" if now.stands.odd == "date" else "workbook-formula", now.place))
        if now.stands.text in NOT_THERE:
            return ()
        if now.column.kind in {"text", "lines"}:
            sound, problems = texts.clean(now.stands.text, now.place)
            if any(problem.is_error for problem in problems):
                raise _NotUnderstoodError(*problems)
            return _split(now.column, sound)
        return self._chosen(known, now)

    def _chosen(self, known: Known, now: Now) -> tuple[str, ...]:
        if now.column.kind == "same":
            ids = {_squeezed(name): name for name in self.written.choices.get("same", ())}
            found = ids.get(_squeezed(now.stands.text), "")
            if not found or _squeezed(known.second) == _squeezed(found):
                raise _NotUnderstoodError(error("workbook-same", now.place, value=now.stands.text[:60]))
            return (found,)
        digits = re.sub(r"[.,]0+\Z", "", _squeezed(now.stands.text))
        is_number = digits.isascii() and digits.isdecimal() and len(digits) < 4
        if now.column.kind == "choice":
            options = [one for one in self.written.choices.get(now.column.key, ()) if one not in NOT_THERE]
            if not is_number or digits not in options:
                raise _NotUnderstoodError(error("workbook-choice", now.place, value=now.stands.text[:60], options=", ".join(options)))
        elif not is_number:
            raise _NotUnderstoodError(error("workbook-number", now.place, value=now.stands.text[:60]))
        return (digits,)

    def _add(self, made: Corrected) -> None:
        """Take a correction; the same field corrected to something else in a second row is not to be trusted."""
        before = self.corrected.setdefault((made.group, made.field), made)
        if before.values != made.values:
            self.problems.append(error("workbook-twice", made.place, first=before.place.file.rpartition(" ")[2]))

    def end(self) -> None:
        """Say how many rows were not found."""
        if lost := len(self.written.rows) - len(self.met):
            self.problems.append(warning("workbook-rows", Place(self.shown), count=lost, all=len(self.written.rows)))

    def _tell(self, code: str, title: str, number: int, at: int) -> None:
        self.problems.append(error(code, self._place(title, number, at)))

    def _place(self, title: str, number: int, at: int) -> Place:
        return Place(f"{self.shown}, {title} {cells.letters(at)}{number}")


class _NotUnderstoodError(Exception):
    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


def _fields(now: Sequence[Now]) -> Iterator[list[Now]]:
    """Put together the cells of one field: barriers have a column each."""
    apart: dict[str, list[Now]] = {}
    for one in now:
        apart.setdefault(one.column.key.partition("/")[0], []).append(one)
    yield from apart.values()


def _differs(now: Now) -> bool:
    if now.column.kind == "tick":
        return now.stands.text != now.was.shown and (
            DOUBTED in {now.stands.text, now.was.shown} or _is_ticked(now) != (now.was.shown == TICKED)
        )
    return bool(now.stands.odd) or _plain(now.stands.text) != _plain(now.was.shown)


def _is_ticked(now: Now) -> bool:
    said = now.stands.text.casefold()
    if now.stands.odd in {"", "truth"} and said in _YES | _NO:
        return said in _YES
    raise _NotUnderstoodError(error("workbook-tick", now.place, value=now.stands.text[:60]))


def _plain(text: str) -> str:
    return texts.normal(cells.tidy(text)).replace("\xa0", " ")


def _split(column: Column, text: str) -> tuple[str, ...]:
    lines = text.split("\n") if column.kind == "lines" else [text]
    return tuple(line for line in map(str.strip, lines) if line)


def _squeezed(text: str) -> str:
    return "".join(text.casefold().split())
