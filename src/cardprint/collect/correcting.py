"""What a person corrected in the workbook, written into the notes; what was changed in the notes since it was written is newer, and stays.

What is told here was not written: the workbook that it stands in is to be kept. Only a spare sheet that became its group's (`spare-joined`) was.
"""

from __future__ import annotations

from collections.abc import Collection

from cardprint.collect import records, spare_sheets
from cardprint.collect.answers import Corrected, Corrections
from cardprint.collect.moved_rows import Moved
from cardprint.collect.records import Said
from cardprint.collect.tables import NAME
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.notes import BLOCKS, slug

SHOWN_BY_ITSELF = frozenset({("challenges", "text"), ("home_tasks", "task")})
"""What has its picture under `picture`, and not among others."""


def corrected(stands: Said, corrections: Corrections, *, shown: str, spares: Collection[str] = ()) -> Found[Said]:
    """Write what a person decided in the workbook; `spares` are the keys of pages that were printed without a group's name."""
    problems: list[Problem] = []
    moved = Moved(stands, corrections)
    for one in sorted(corrections.corrected, key=lambda one: one.field == NAME):  # names last: until then rows are where they were
        found = moved.find(one)
        target = _decided_in(*found) if found else None
        if found is None or target is None:
            problems.append(warning("correction-lost", one.place, group=one.group, field=one.field))
            continue
        group, there = found
        stood = _stood(group, target, there)
        if stood is not None:
            said = {"stands": ", ".join(stood) or "–", "read": ", ".join(_wanted(there)) or "–", "file": corrections.source.file}
            problems.append(warning("note-differs", Place(shown), group=one.group, field=there.field, **said))
        elif one.field == NAME and _is_new(group, target, there):
            problems += _called(stands, group, there, corrections.source.file, spares)
        elif _is_new(group, target, there):
            _decide(*target, _wanted(there))
            if not there.values:
                _put_aside(group, there.field, target[0])
            records.decided(group, there.field)
            _worked(group, corrections.source.file)
    return stands, tuple(problems)


def _wanted(one: Corrected) -> tuple[str, ...]:
    return tuple(filter(None, map(records.clean, one.values)))


def _now(record: Said, key: str) -> set[str]:
    stands = records.standing({"disagree": record.get(key)}, "disagree") if key == "seen" else records.standing(record, key)
    return set(stands) - {"no"}


def _stood(group: Said, target: tuple[Said, str], one: Corrected) -> tuple[str, ...] | None:
    """Give what stands where the notes were changed since the workbook was written; None where they were not, or say what it says."""
    now = _now(*target)
    is_changed = now != set(_wanted(one)) and now != set(map(records.clean, one.was)) - {"no", ""}
    return records.standing(*target) if is_changed and records.unsure(group, one.field) is None else None


def _is_new(group: Said, target: tuple[Said, str], one: Corrected) -> bool:
    """Tell whether the notes do not say yet what the workbook says; a dash says that a picture shows nothing."""
    is_shown = bool(_shown(group, one.field, target[0])) and (not one.values or one.field == NAME)
    return is_shown or _now(*target) != set(_wanted(one)) or records.unsure(group, one.field) is not None


def _called(stands: Said, group: Said, one: Corrected, file: str, spares: Collection[str]) -> list[Problem]:
    """Give a group the name that it wrote by hand; a spare sheet with another group's name is that group's."""
    name = _wanted(one)[:1]
    wanted = slug(name[0]) if name else ""
    other = next((each for each in records.rows(stands, "groups") if wanted and slug(str(each.get("name") or "")) == wanted), group)
    if other is not group:
        told = spare_sheets.joined(stands, group, other, one.place) if spare_sheets.is_spare(group, spares) else []
        if told:
            _worked(other, file)
        return told or [error("group-twice", one.place, name=name[0], other=other["name"])]
    if name and name[0] != str(group["name"]):
        records.readdress(stands, slug(str(group["name"])), wanted)
        group["name"] = name[0]
    _put_aside(group, NAME, group)
    _worked(group, file)
    return []


def _shown(group: Said, field: str, record: Said) -> list[str]:
    """Give the keys of a field's pictures among those of its record, also of a group's further sheets; `picture` is one of its own."""
    kind, _, rest = field.partition(".")
    key = rest.partition(".")[2] or kind
    listed = [name for name in records.pictures(record) if name == key or (record is group and name.partition(".")[0] == key)]
    return [*listed, *(["picture"] if (kind, key) in SHOWN_BY_ITSELF and record.get("picture") else [])]


def _put_aside(group: Said, field: str, record: Said) -> None:
    """Take the pictures of a field out of the notes."""
    names = _shown(group, field, record)
    if "picture" in names:
        record.pop("picture")
    if left := {name: file for name, file in records.pictures(record).items() if name not in names}:
        record["pictures"] = left
    elif names:
        record.pop("pictures", None)


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
    if not values and key in records.FIRST.values():
        record[key] = ""
    elif not values:
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
