"""What a person corrected in the workbook, written into the notes; what was changed in the notes since it was written is newer, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cardprint.collect import records
from cardprint.collect.answers import Corrected, Corrections
from cardprint.collect.records import Said
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.notes import BLOCKS, slug


def corrected(stands: Said, corrections: Corrections, *, shown: str) -> Found[Said]:
    """Write what a person decided in the workbook; what was changed in the notes since it was written is newer, and stays."""
    problems: list[Problem] = []
    groups = {slug(str(group.get("name"))): group for group in records.rows(stands, "groups")}
    for one in corrections.corrected:
        group = groups.get(slug(one.group))
        if group is not None and one.field == "group" and (other := _taken(groups, group, one)):
            problems.append(error("group-twice", one.place, name=one.values[0], other=other))
            continue
        target = _decided_in(group, one) if group is not None else None
        if group is None or target is None:
            problems.append(warning("correction-lost", one.place, group=one.group, field=one.field))
            continue
        record, key = target
        now, wanted = records.standing(record, key), tuple(filter(None, map(records.clean, one.values)))
        if one.field == "seen":
            now = ("yes",) if records.standing({"disagree": record.get(key)}, "disagree") == ("yes",) else ()
        if set(now) - {"no"} == set(wanted) and records.unsure(group, one.field) is None:
            continue
        if records.unsure(group, one.field) is None and set(now) - {"no"} != set(map(records.clean, one.was)) - {"no", ""}:
            said = {"stands": ", ".join(now) or "–", "read": ", ".join(wanted) or "–", "file": corrections.source.file}
            problems.append(warning("note-differs", Place(shown), group=one.group, field=one.field, **said))
            continue
        if one.field == "group":
            _renamed(stands, group, wanted)
        else:
            _decide(record, key, wanted)
        records.decided(group, one.field)
        _worked(group, corrections.source.file)
    return stands, tuple(problems)


def _taken(groups: Mapping[str, Said], group: Said, one: Corrected) -> str:
    """Name the group that has the name already that another is given."""
    other = groups.get(slug(one.values[0])) if one.values else None
    return str(other["name"]) if other is not None and other is not group else ""


def _renamed(stands: Said, group: Said, name: tuple[str, ...]) -> None:
    """Give a group the name that it wrote by hand; its challenges are then called after it, wherever they are named."""
    if not name:
        return
    old, new = slug(str(group["name"])), slug(name[0])

    def called(challenge: Any) -> Any:
        whose, dot, number = str(challenge).rpartition(".")
        return f"{new}.{number}" if dot and whose == old else challenge

    if isinstance(stands.get("chosen"), list):
        stands["chosen"] = [called(one) for one in stands["chosen"]]
    for row in (row for each in records.rows(stands, "groups") for row in records.rows(each, "challenges") if row.get("same_as")):
        row["same_as"] = called(row["same_as"])
    group["name"] = name[0]
    if isinstance(group.get("pictures"), dict):
        group["pictures"].pop("group", None)
        if not group["pictures"]:
            del group["pictures"]


def _decided_in(group: Said, one: Corrected) -> tuple[Said, str] | None:
    """Give the record that a decided field stands in, by its number in the group."""
    kind, _, rest = one.field.partition(".")
    number, _, key = rest.partition(".")
    if not rest:
        return (group, "name") if kind == "group" else (group, kind) if kind in {*BLOCKS, "seen"} else None
    if key not in records.KEYS.get(kind, ()) or not 0 < int(number) <= records.MOST_ROWS:
        return None
    rows = group.get(records.ROWS[kind])
    if rows is not None and not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
        return None
    while len(group.get(records.ROWS[kind]) or []) < int(number):
        group[records.ROWS[kind]] = [*(group.get(records.ROWS[kind]) or []), {records.FIRST[kind]: ""}]
    return group[records.ROWS[kind]][int(number) - 1], key


def _decide(record: Said, key: str, values: tuple[str, ...]) -> None:
    """Write a value as the notes have it, or none."""
    if not values:
        record.pop(key, None)
    elif key == "barriers" or (key in BLOCKS and (key != "process_name" or len(values) > 1)):
        record[key] = list(values)
    elif key in {"disagree", "seen"}:
        record[key] = True
    else:
        record[key] = int(values[0]) if (key in records.JUDGEMENTS or key == "challenge") and values[0].isdecimal() else values[0]


def _worked(group: Said, file: str) -> None:
    """Say that a person corrected the group's answers in the workbook."""
    if not any(source.get("kind") == "workbook" for source in records.sources(group)):
        if group.get("source") is None:
            group["file"], group["source"] = file, {"kind": "workbook"}
        else:
            group.setdefault("sources", []).append({"kind": "workbook", "file": file})
