"""A mask over what looks private: on pages that came back, in a workbook, in notes as they stand, in what is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any

from msgspec.structs import replace

from cardprint.collect import records
from cardprint.collect.answers import Answer, Corrections, Returned
from cardprint.collect.private import MASK, masked
from cardprint.collect.records import Said
from cardprint.errors import Problem
from cardprint.notes import slug

MACHINE = frozenset({"file", "source", "sources", "picture", "pictures", "field", "same_as", "sheet"})
"""Keys of a group's notes under which nobody's words stand."""
TYPED = frozenset({"group", "name", "typed", "value", "stands", "read", "one", "other", "values", "heading"})
"""Values of Problems in which words of the tables are told again."""


def _values(values: Iterable[str]) -> tuple[str, ...]:
    """Mask texts as the notes will hold them: what is hidden between digits is taken out first. One without anything private stays as it is."""
    cleaned = ((value, records.clean(value)) for value in values)
    return tuple(value if masked(clean) == clean else masked(clean) for value, clean in cleaned)


def returned(page: Returned) -> Returned:
    """Mask what was typed on a page; what was chosen is no text."""
    texts = {spot.field for layout in page.map.layouts for spot in layout if spot.kind == "text"}
    return replace(page, answers=tuple(answer(one) if one.field in texts else one for one in page.answers))


def answer(said: Answer) -> Answer:
    """Mask what stands in a field. A group whose name would be nothing but a mask has none."""
    values = _values(said.values)
    if said.field == "group" and not any(map(slug, values)):
        values = ()
    return replace(said, values=values, seen=_values(said.seen))


def corrections(said: Corrections) -> Corrections:
    """Mask what was typed in a workbook, and what it says of the notes, so that it still knows those that were masked."""
    return replace(said, corrected=tuple(replace(one, values=_values(one.values), was=_values(one.was)) for one in said.corrected))


def notes(said: Said) -> Said:
    """Mask what stands in notes, whoever wrote it. A group whose name is masked keeps one of its own, and is called by it where it is referred to."""
    groups = said.get("groups")
    if not isinstance(groups, list):
        return said
    covered = [_covered(group) for group in groups]
    taken = {slug(str(group["name"])) for group in groups if isinstance(group, dict) and group.get("name")}
    called: dict[str, str] = {}
    for old, new in zip(groups, covered, strict=True):
        if isinstance(new, dict) and new.get("name") != old.get("name"):
            names = (f"{new['name']} {number or ''}".rstrip() for number in count())
            new["name"] = next(name for name in names if slug(name) and slug(name) not in taken)
            called[slug(str(old["name"]))] = slug(new["name"])
            taken.add(slug(new["name"]))
    return _called({**said, "groups": covered}, called) if called else {**said, "groups": covered}


def _covered(value: Any) -> Any:
    if isinstance(value, str):
        hidden = masked(value)
        return value if hidden == value else hidden
    if isinstance(value, list):
        return [_covered(inner) for inner in value]
    if isinstance(value, dict):
        return {key: inner if key in MACHINE else _covered(inner) for key, inner in value.items()}
    return value


def _called(value: Any, called: Mapping[str, str], key: str = "") -> Any:
    """Call challenges by the new names of their groups: `bord3.1`."""
    if isinstance(value, list):
        return [_called(inner, called, key) for inner in value]
    if isinstance(value, dict):
        return {name: _called(inner, called, name) for name, inner in value.items()}
    whose, dot, number = str(value).rpartition(".")
    return f"{called[whose]}.{number}" if key in {"chosen", "same_as"} and dot and whose in called else value


def masks(value: Any) -> int:
    """Count the masks in notes."""
    if isinstance(value, dict):
        return sum(map(masks, value.values()))
    return sum(map(masks, value)) if isinstance(value, list) else str(value).count(MASK)


def told(problem: Problem) -> Problem:
    """Mask the words of the tables that a Problem tells again: what is printed may end in anybody's log."""
    typed = {key: masked(value) for key, value in problem.values.items() if key in TYPED and isinstance(value, str)}
    return problem._replace(values={**problem.values, **typed})
