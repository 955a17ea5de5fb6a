"""A spare sheet that is another table's: what stands on it becomes a further sheet of that table's, as if it had been read so."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from cardprint.collect import records
from cardprint.collect.records import Said
from cardprint.collect.tables import NAME
from cardprint.errors import Place, Problem, warning
from cardprint.notes import BLOCKS, slug

OURS = frozenset({*BLOCKS, *records.ROWS.values(), "name", "file", "source", "sources", "seen", "unsure", "pictures"})
"""Keys of a group that mean something; what a person wrote under another one goes along as it is."""


def is_spare(group: Said, keys: Collection[str]) -> bool:
    """Tell whether all that a group handed in came on sheets that were printed without a name; `keys` are those of such pages.

    Only such a sheet has a picture of a name, too.
    """
    own = [str(source["key"]) for source in records.sources(group) if source.get("key")]
    return NAME in records.pictures(group) or (bool(own) and all(key in keys for key in own))


def gathered(stands: Said, keys: Collection[str], shown: str) -> Iterator[Problem]:
    """Put spare sheets together with the groups whose names a person gave them in the notes; tell each."""
    first: dict[str, Said] = {}
    for group in [one for one in records.rows(stands, "groups") if one.get("name")]:
        other = first.setdefault(slug(str(group.get("name"))), group)
        if other is group:
            continue
        spare, kept = (group, other) if is_spare(group, keys) else (other, group)
        if is_spare(spare, keys):
            first[slug(str(group.get("name")))] = kept
            yield from joined(stands, spare, kept, Place(shown))


def joined(stands: Said, spare: Said, other: Said, place: Place) -> list[Problem]:
    """Make a spare sheet a further sheet of a group's: rows, lines, pictures, doubts, sources, and what is said of its challenges elsewhere.

    Its pictures may go into a summary only where a person has looked at those of both. Rows that are no list stay, and nothing is told.
    """
    if not all(isinstance(group.get(key) or [], list) for group in (spare, other) for key in (*records.ROWS.values(), "sources", "unsure")):
        return []
    old, new = str(spare["name"]), str(other["name"])
    rows = {kind: len(other.get(key) or []) for kind, key in records.ROWS.items()}
    every = (*records.sources(other), *(row for key in records.ROWS.values() for row in records.rows(other, key)))
    above = max(map(records.sheet_of, every), default=0)
    for kind, key in records.ROWS.items():
        if spare.get(key):
            other[key] = [*(other.get(key) or []), *(_row(row, kind, above, rows["challenges"]) for row in records.rows(spare, key))]
    for key in BLOCKS:
        _lines(spare, other, key)
    _doubts(spare, other, rows)
    _pictures(spare, other, above)
    _sources(spare, other, above)
    other.update({key: value for key, value in spare.items() if key not in other and key not in OURS})
    if "seen" in other and records.standing({"disagree": spare.get("seen")}, "disagree") != ("yes",):
        del other["seen"]
    stands["groups"] = [group for group in stands["groups"] if group is not spare]
    if slug(old) != slug(new):
        records.readdress(stands, slug(old), slug(new), rows["challenges"])
    page = next((source for source in records.sources(spare) if source.get("key")), {"file": old})
    return [warning("spare-joined", place, group=new, file=page["file"], page=page.get("page") or "–", sheet=above + 1)]


def _on(record: Said, sheet: int) -> Said:
    return {**{key: value for key, value in record.items() if key != "sheet"}, **({"sheet": sheet} if sheet > 1 else {})}


def _row(row: Said, kind: str, above: int, challenges: int) -> Said:
    said = _on(row, records.sheet_of(row) + above)
    number = str(said.get("challenge") or "")
    return {**said, "challenge": int(number) + challenges} if kind == "home_tasks" and number.isdecimal() else said


def _lines(spare: Said, other: Said, key: str) -> None:
    stands = records.standing(other, key)
    together = list(dict.fromkeys((*stands, *records.standing(spare, key))))
    if len(together) > len(stands):
        other[key] = together[0] if key == "process_name" and len(together) == 1 else together


def _doubts(spare: Said, other: Said, rows: dict[str, int]) -> None:
    for one in records.rows(spare, "unsure"):
        kind, dot, rest = str(one.get("field")).partition(".")
        number, _, key = rest.partition(".")
        field = f"{kind}.{int(number) + rows.get(kind, 0)}.{key}" if dot and number.isdecimal() else kind
        if records.unsure(other, field) is None:
            other["unsure"] = [*(other.get("unsure") or []), {**one, "field": field}]


def _pictures(spare: Said, other: Said, above: int) -> None:
    """Hand over the pictures of blocks; that of the name is needed no more."""
    for name, file in records.pictures(spare).items():
        key, _, sheet = name.partition(".")
        number = above + (int(sheet) if sheet.isdecimal() else 1)
        if key != NAME:
            other["pictures"] = {**records.pictures(other), key if number == 1 else f"{key}.{number}": file}


def _sources(spare: Said, other: Said, above: int) -> None:
    has_workbook = any(source.get("kind") == "workbook" for source in records.sources(other))
    for source in list(records.sources(spare)):
        if not (has_workbook and source.get("kind") == "workbook"):
            said: dict[str, Any] = {"kind": source.get("kind"), "file": source["file"], **source}
            other["sources"] = [*(other.get("sources") or []), _on(said, records.sheet_of(source) + above if source.get("key") else 1)]
