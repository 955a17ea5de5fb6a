"""Which card a row is: by its id, by a number that several rows share, by its words; else it is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardprint import names
from cardprint.errors import Found, Place, Problem, error
from cardprint.sources.values import is_id
from cardprint.tables.desk import Desk, Home, said
from cardprint.tables.headings import folded
from cardprint.tables.rows import MOST_NAMED, Cell, Row, without_hard_blanks

NEW = "\0"
"""What the name of a card begins with that has no id yet."""
_DASHES = str.maketrans(dict.fromkeys("–—‑−", "-"))


def grouped(rows: Sequence[Row], desk: Desk, homes: Mapping[str, Home], shown: str) -> Found[dict[str, list[Row]]]:
    """Give the rows of each card, by its id."""
    finder = _Finder(rows, desk, homes, shown)
    groups: dict[str, list[Row]] = {}
    for place, row in enumerate(rows):
        name = finder.find(row, place)
        if name:
            groups.setdefault(name, []).append(row)
    return groups, finder.problems()


def first(row: Row) -> Cell | None:
    """Give the first area's question, which stands for the card's own where a row has none."""
    return next(
        (cell for key, cell in row.cells.items() if key.field == "text" and key.area and not key.language and not cell.clears), None
    )


class _Finder:
    """Knows the cards that are there by their ids and their words."""

    def __init__(self, rows: Sequence[Row], desk: Desk, homes: Mapping[str, Home], shown: str) -> None:
        self.desk, self.shown = desk, shown
        self.ids = {folded(card): card for card in homes}
        self.texts: dict[str, list[str]] = {}
        for card, home in homes.items():
            self.texts.setdefault(_plain(said(home.record.get("text")) or ""), []).append(card)
        self.claimed = {self.ids.get(folded(_id(cell.text))) for row in rows if (cell := row.get("id"))}
        self.shared = _shared(rows)
        self.names: dict[tuple[str, str], str] = {}
        self.faults: list[Problem] = []
        self.elsewhere: dict[str, list[tuple[str, str]]] = {}

    def find(self, row: Row, place: int) -> str:
        """Name the card of a row; empty where that is a Problem."""
        if cell := row.get("id"):
            return self._named(cell)
        those = self.shared.get(_number(row))
        if not those:
            return self._known(row) or f"{NEW}{place}"
        if _number(row) not in self.names:
            self.names[_number(row)] = self._known(those[0]) or f"{NEW}{place}"
        return self.names[_number(row)]

    def _known(self, row: Row) -> str:
        """Find a card by its words; empty where there is none."""
        text = row.get("text") or first(row)
        for known in self.texts.get(_plain(text.text), ()) if text else ():
            if known not in self.claimed:
                self.claimed.add(known)
                return known
        return ""

    def _named(self, cell: Cell) -> str:
        name = _id(cell.text)
        if known := self.ids.get(folded(name)):
            return known
        if cell.clears or not is_id(name) or names.is_reserved(name):
            self.faults.append(error("table-id", Place(self.shown), cell=cell.at, value=cell.text[:40]))
        elif name in self.desk.elsewhere:
            self.elsewhere.setdefault(self.desk.elsewhere[name], []).append((cell.at, name))
        else:
            return self.ids.setdefault(folded(name), name)
        return ""

    def problems(self) -> tuple[Problem, ...]:
        """Give what is wrong; cards that stand in another file are told once a file."""
        told = []
        for file, those in self.elsewhere.items():
            named = ", ".join(card for _, card in those[:MOST_NAMED]) + (" …" if len(those) > MOST_NAMED else "")
            told.append(error("table-elsewhere", Place(self.shown), cell=those[0][0], card=named, file=file))
        return (*self.faults, *told)


def _number(row: Row) -> tuple[str, str]:
    """Give a row's sheet and number; each sheet may begin with 1."""
    cell = row.get("number")
    return row.at.rpartition("!")[0], cell.text if cell else ""


def _shared(rows: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
    """Give the rows that share a number because each holds an area's words for one card, by that number; the card's own come first."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if not row.get("id") and row.get("number"):
            found.setdefault(_number(row), []).append(row)
    several = {number: those for number, those in found.items() if len(those) > 1 and any(row.get("areas") for row in those)}
    return {number: sorted(those, key=lambda row: row.get("areas") is not None) for number, those in several.items()}


def _plain(text: str) -> str:
    return folded(without_hard_blanks(text))


def _id(text: str) -> str:
    """Give an id as it is meant: spreadsheets make dashes of hyphens."""
    return text.translate(_DASHES).strip()
