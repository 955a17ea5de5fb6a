"""Where the rows of a workbook stand in the notes now: a group is known by its pages, be it called otherwise since, or put together with another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from cardprint.collect import records
from cardprint.collect.answers import Corrected, Corrections, Origin
from cardprint.collect.records import Said
from cardprint.collect.tables import NAME
from cardprint.notes import BLOCKS, slug

Page = tuple[str, str, str]
"""A page that was read: its key, what it is of (a digest of the scan, else the file), its number there."""
Sheet = tuple[str, int]
"""A sheet as the workbook has it: the group's name, which of the group's sheets."""


class Moved:
    """The groups and rows of one workbook, as the notes have them now."""

    def __init__(self, stands: Said, corrections: Corrections) -> None:
        """Find the workbook's sheets by their pages."""
        self.groups = records.rows(stands, "groups")
        self.rows = corrections.rows
        self.counts = Counter((name, field.partition(".")[0], sheet) for (name, field), (sheet, _) in self.rows.items())
        self.places = _places(self.groups, corrections.origins)
        self.ids = {
            f"{slug(name)}.{field.partition('.')[2]}": (name, field) for name, field in self.rows if field.startswith("challenges.")
        }

    def find(self, one: Corrected) -> tuple[Said, Corrected] | None:
        """Give the group that a correction is of now, and the correction as it is to be read there; None where there is no such thing."""
        kind, dot, rest = one.field.partition(".")
        if dot:
            number, _, key = rest.partition(".")
            found = self._row(one.group, f"{kind}.{number}")
            if found is None:
                return None
            group, row = found
            made = replace(one, field=f"{row}.{key}")
            if key == "same_as":
                made = replace(made, values=tuple(map(self._called, made.values)), was=tuple(map(self._called, made.was)))
            return group, made
        sheet = min((sheet for name, sheet in self.places if name == one.group), default=1)
        where = self._sheet(one.group, sheet)
        if where is None:
            return None
        group, now = where
        if kind == NAME:
            is_so_since = bool(one.values) and not _is_called(group, one.group) and _is_called(group, one.values[0])
            return group, replace(one, values=(str(group["name"]),)) if is_so_since else one
        return (group, one) if now == sheet else _of_one_sheet(group, one)

    def _sheet(self, name: str, sheet: int) -> tuple[Said, int] | None:
        place = self.places.get((name, sheet))
        if place is not None:
            return self.groups[place[0]], place[1]
        named = next((group for group in self.groups if slug(str(group.get("name") or "")) == slug(name)), None)
        return None if named is None else (named, sheet)

    def _row(self, name: str, field: str) -> tuple[Said, str] | None:
        """Give the group of a row, and what the row is called there now."""
        sheet, nth = self.rows.get((name, field), (1, 0))
        where = self._sheet(name, sheet)
        if where is None:
            return None
        group, now = where
        kind = field.partition(".")[0]
        if len(self._on(group, kind, now)) < self.counts[name, kind, sheet]:
            return None  # somebody has taken rows out, and nobody knows which
        if not nth and now == sheet:
            return group, field
        number, row = records.row(group, kind, now, nth, make=False) if kind in records.ROWS and nth else (0, None)
        return None if row is None else (group, f"{kind}.{number}")

    @staticmethod
    def _on(group: Said, kind: str, sheet: int) -> list[Said]:
        """Give a group's rows of a sheet."""
        return [row for row in records.rows(group, records.ROWS.get(kind, "")) if records.sheet_of(row) == sheet]

    def _called(self, name: str) -> str:
        """Give the id that a challenge has now."""
        found = self._row(*self.ids[name]) if name in self.ids else None
        return f"{slug(str(found[0].get('name') or ''))}.{found[1].partition('.')[2]}" if found else name


def _of_one_sheet(group: Said, one: Corrected) -> tuple[Said, Corrected] | None:
    """Read what was corrected of a sheet's block where the lines of other sheets stand too; what cannot be told apart is none of them."""
    now = records.standing(group, one.field)
    gone = set(one.was) - set(one.values)
    if one.field not in BLOCKS or not one.values or not (set(one.was) <= set(now) or set(one.values) <= set(now)):
        return None
    together = dict.fromkeys((*(line for line in now if line not in gone), *one.values))
    return group, replace(one, values=tuple(together), was=now)


def _places(groups: Sequence[Said], origins: Sequence[Origin]) -> dict[Sheet, tuple[int, int]]:
    """Find the sheets of a workbook: at which place among the groups, and which of that group's sheets."""
    every = ((at, source) for at, group in enumerate(groups) for source in records.sources(group) if source.get("key"))
    pages = [(_page(source), at, records.sheet_of(source)) for at, source in every]
    known = {page: (at, sheet) for page, at, sheet in pages}
    first = {at: page for page, at, _ in reversed(pages)}
    own: dict[Sheet, list[Page]] = {}
    for one in origins:
        own.setdefault((one.group, one.sheet), []).append((one.key, records.clean(one.of), f"{one.page}"))
    found: dict[Sheet, tuple[int, int]] = {}
    for (name, sheet), those in own.items():
        place = _commonest((known[page] for page in those if page in known), groups, name)
        if place and (_is_called(groups[place[0]], name) or place[1] != sheet or first[place[0]] in own.get((name, 1), those)):
            found[name, sheet] = place
    twice = Counter(found.values())
    return {at: place for at, place in found.items() if twice[place] == 1 or _is_called(groups[place[0]], at[0])}


def _commonest(places: Iterable[tuple[int, int]], groups: Sequence[Said], name: str) -> tuple[int, int] | None:
    count = Counter(places)
    return max(count, key=lambda place: (_is_called(groups[place[0]], name), count[place]), default=None)


def _is_called(group: Said, name: str) -> bool:
    return slug(str(group.get("name") or "")) == slug(name)


def _page(source: Said) -> Page:
    return str(source["key"]), records.clean(str(source.get("data") or source["file"])), str(source.get("page") or 0)
