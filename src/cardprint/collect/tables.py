"""The notes as tables to correct in: which cells there are, what stands in each, what is not sure. No workbook is known here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from cardprint.fieldmaps import FieldMap
from cardprint.labels import fill
from cardprint.notes import BLOCKS, Challenge, Group, Noted, Notes, Task, Unread, Unsure

Labels = Mapping[str, str]
NOTHING = "–"
"""Typed where nothing stands on the sheet: an empty cell leaves what is known."""
TICKED, DOUBTED = "x", "?"
Kind = Literal["fixed", "text", "lines", "choice", "number", "tick", "same", "picture", "doubts", "looks"]
"""What a column holds: what only tells; what is typed (a text, or a line a value); a step of a scale; the number of a challenge; a tick; the id of a
challenge; the picture of what is typed beside it; what is not sure of the row, in words and as pictures."""
SCALES = ("importance", "effect")
TICKS = "barriers"
YES = "yes"
"""What a tick without words of its own stands for."""
MOST_SEEN = 3
"""Ticks that may be there; where there are more, somebody has to look, and nothing is proposed."""
NAME = "group"
"""The field of a group's name."""
_CARDS, _COLLEAGUES = ("card", "bother", "sense", "words"), ("bother", "who", "sense", "words")
_TASKS = ("challenge", "task", "ask", "who", "due")


class Choices(Struct, frozen=True, kw_only=True):
    """What may be chosen on the worksheets: the steps of the scales, the words of the barriers."""

    steps: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=lambda: dict.fromkeys(SCALES, ("1", "2", "3", "4")))
    barriers: tuple[str, ...] = ()


class Column(Struct, frozen=True):
    """A column: what its fields' names end with, its heading, what it holds. `value` is what a tick in it stands for."""

    key: str
    heading: str
    kind: Kind
    value: str = ""


class Row(Struct, frozen=True, kw_only=True):
    """A row: how its fields' names begin, its texts and pictures by the columns' keys, what is not sure of it, by key too; on which sheet it stands."""

    group: str
    field: str
    cells: Mapping[str, str]
    pictures: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    unsure: Mapping[str, Unsure] = msgspec.field(default_factory=dict)
    sheet: int = 1


class Table(Struct, frozen=True, kw_only=True):
    """A sheet of the workbook."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def choices(maps: Iterable[FieldMap]) -> Choices:
    """Read from the maps of the printed worksheets what could be chosen there."""
    spots = [spot for made in maps for layout in made.layouts for spot in layout if spot.value]
    found = {key: tuple(dict.fromkeys(spot.value for spot in spots if spot.field.endswith(f".{key}"))) for key in (*SCALES, TICKS)}
    usual = Choices()
    return Choices(steps={key: found[key] or usual.steps[key] for key in SCALES}, barriers=found[TICKS])


def named(row: Row, column: Column) -> str:
    """Give the name of a cell's field, as Spots have it."""
    key = column.key.partition("/")[0]
    return ".".join(part for part in (row.field, "" if column.kind == "lines" else key) if part)


def tables(notes: Notes, labels: Labels, chosen: Choices) -> tuple[Table, ...]:
    """Lay out the notes; what nobody wrote anything on has no table."""
    made = (
        _challenges(notes, labels, chosen),
        _blocks(notes, labels),
        _numbered(notes, labels, "home_tasks", _TASKS),
        _numbered(notes, labels, "cards", _CARDS),
        _numbered(notes, labels, "answers", _COLLEAGUES),
        _groups(notes, labels),
        _others(notes, labels),
    )
    return tuple(_needed(table) for table in made if table.rows)


def _needed(table: Table) -> Table:
    """Leave out the columns of doubts where there are none."""
    if any(row.unsure for row in table.rows):
        return table
    return replace(table, columns=tuple(column for column in table.columns if column.kind not in {"doubts", "looks"}))


def _challenges(notes: Notes, labels: Labels, chosen: Choices) -> Table:
    every = notes.challenges.values()
    barriers = dict.fromkeys((*chosen.barriers, *(word for one in every for word in one.barriers)))
    columns = (
        Column("group", labels["group"], "fixed"),
        Column("number", labels["column_number"], "fixed"),
        Column("text", labels["correct_picture"], "picture"),
        Column("text", labels["column_challenge"], "text"),
        *(Column(key, labels[f"column_{key}"], "choice") for key in SCALES),
        *(Column(f"{TICKS}/{number}", word, "tick", word) for number, word in enumerate(barriers)),
        *((Column("other", labels["correct_picture"], "picture"),) if any(one.pictures.get("other") for one in every) else ()),
        *((Column("other", f"{labels['other']} …", "text"),) if any(one.other or one.pictures for one in every) else ()),
        Column("disagree", labels["disagree"], "tick", YES),
        Column("same_as", labels["correct_same_as"], "same"),
        Column("doubts", labels["correct_doubts"], "doubts"),
        Column("looks", labels["correct_looks"], "looks"),
    )
    rows = (
        _challenge(group, number, list(barriers)) for group in notes.groups for number in _numbers(group, "challenges", group.challenges)
    )
    return Table(key="challenges", title=labels["correct_challenges"], columns=columns, rows=tuple(rows))


def _challenge(group: Group, number: int, barriers: Sequence[str]) -> Row:
    one = group.challenges[number - 1] if number <= len(group.challenges) else Challenge()
    cells = {
        "group": group.name,
        "number": f"{group.slug}.{number}",
        "text": one.text,
        **{key: "" if (step := getattr(one, key)) is None else f"{step}" for key in SCALES},
        **{f"{TICKS}/{at}": TICKED if word in one.barriers else "" for at, word in enumerate(barriers)},
        "other": one.other,
        "disagree": TICKED if one.disagree else "",
        "same_as": one.same_as,
    }
    unsure = _unsure(group, f"challenges.{number}")
    if ticks := unsure.get(TICKS):
        marks = {f"{TICKS}/{at}": DOUBTED for at, word in enumerate(barriers) if word in ticks.seen and not _is_anything(ticks)}
        cells, unsure = {**cells, **marks}, {**unsure, **{f"{TICKS}/{at}": ticks for at in range(len(barriers))}}
    if "disagree" in unsure:
        cells["disagree"] = DOUBTED
    return Row(
        group=group.name,
        field=f"challenges.{number}",
        cells=cells,
        pictures={"text": (one.picture,), "other": (one.pictures.get("other", ""),)},
        unsure=unsure,
        sheet=one.sheet,
    )


def _blocks(notes: Notes, labels: Labels) -> Table:
    columns = (
        Column("group", labels["group"], "fixed"),
        Column("what", labels["correct_what"], "fixed"),
        Column("text", labels["correct_picture"], "picture"),
        Column("text", labels["correct_lines"], "lines"),
        *_doubts(labels),
    )
    rows = (row for group in notes.groups for key in _blocks_of(group) if (row := _block(group, key, labels)))
    return Table(key="blocks", title=labels["correct_blocks"], columns=columns, rows=tuple(rows))


def _blocks_of(group: Group) -> Sequence[str]:
    """Give the keys of blocks, those of the project's own too; pictures of a group's second sheet are called `keep.2`."""
    pictured = (name.partition(".")[0] for name in group.pictures)
    return [key for key in dict.fromkeys((*BLOCKS, *group.blocks, *pictured)) if key != NAME]


def _block(group: Group, key: str, labels: Labels) -> Row | None:
    """Lay out a block of a group; None where nobody wrote anything."""
    doubts = {"text": one} if (one := next((one for one in group.unsure if one.field == key), None)) else {}
    pictures = tuple(file for name, file in group.pictures.items() if name.partition(".")[0] == key)
    if not (doubts or pictures or group.blocks.get(key)):
        return None
    cells = {"group": group.name, "what": labels.get(f"block_{key}", key), "text": "\n".join(group.blocks.get(key, ()))}
    return Row(group=group.name, field=key, cells=cells, pictures={"text": pictures}, unsure=doubts)


def _numbered(notes: Notes, labels: Labels, key: str, usual: Sequence[str]) -> Table:
    """Lay out rows that are counted within a group: home tasks, cards, what colleagues said; a picture beside each text that has one."""
    rows = [_row(group, key, number) for group in notes.groups for number in _numbers(group, key, _those(group, key))]
    keys = dict.fromkeys((*usual, *(name for row in rows for name in row.cells if name not in {"group", "number"})))
    pictured = {name for row in rows for name, names in row.pictures.items() if any(names)}
    columns = [Column("group", labels["group"], "fixed"), Column("number", labels["column_number"], "fixed")]
    for name in keys:
        if name in pictured:
            columns.append(Column(name, labels["correct_picture"], "picture"))
        kind: Kind = "number" if (key, name) == ("home_tasks", "challenge") else "text"
        columns.append(Column(name, heading(key, name, labels), kind))
    return Table(key=key, title=labels[f"correct_{key}"], columns=(*columns, *_doubts(labels)), rows=tuple(rows))


def _row(group: Group, key: str, number: int) -> Row:
    those = _those(group, key)
    one: Any = those[number - 1] if number <= len(those) else (Task() if key == "home_tasks" else Noted())
    if isinstance(one, Task):
        cells = {name: f"{getattr(one, name) or ''}" for name in _TASKS}
        pictures = {**one.pictures, "task": one.picture}
    else:
        cells, pictures = dict(one.words), dict(one.pictures)
    counted = {"group": group.name, "number": f"{number}", **cells}
    shown = {name: (file,) for name, file in pictures.items()}
    unsure = _unsure(group, f"{key}.{number}")
    return Row(group=group.name, field=f"{key}.{number}", cells=counted, pictures=shown, unsure=unsure, sheet=one.sheet)


def _groups(notes: Notes, labels: Labels) -> Table:
    """Lay out the groups: who has written its name by hand, on a sheet that was printed without one, gets one here."""
    named = (Column(NAME, labels["correct_picture"], "picture"), Column(NAME, labels["correct_name"], "text"))
    columns = (
        Column("whose", labels["group"], "fixed"),
        Column("from", labels["correct_from"], "fixed"),
        *(named if any(NAME in group.pictures for group in notes.groups) else ()),
        Column("seen", labels["correct_seen"], "tick", YES),
    )
    rows = (
        Row(
            group=group.name,
            field="",
            cells={"whose": group.name, "from": _from(group, labels), "seen": TICKED if group.seen else ""},
            pictures={NAME: (group.pictures.get(NAME, ""),)},
        )
        for group in notes.groups
    )
    return Table(key="groups", title=labels["correct_groups"], columns=columns, rows=tuple(rows))


def _others(notes: Notes, labels: Labels) -> Table:
    """Lay out what is not sure and belongs in no row of another table, such as a group's name."""
    columns = (
        Column("group", labels["group"], "fixed"),
        Column("what", labels["correct_what"], "fixed"),
        Column("text", labels["correct_lines"], "lines"),
        *_doubts(labels),
    )
    rows = tuple(
        Row(
            group=group.name,
            field=one.field,
            cells={"group": group.name, "what": field_name(one.field, labels)},
            unsure={"text": one},
        )
        for group in notes.groups
        for one in group.unsure
        if "." not in one.field and one.field not in _blocks_of(group)
    )
    return Table(key="others", title=labels["correct_others"], columns=columns, rows=rows)


def _doubts(labels: Labels) -> tuple[Column, Column]:
    return Column("doubts", labels["correct_doubts"], "doubts"), Column("looks", labels["correct_looks"], "looks")


def _those(group: Group, key: str) -> Sequence[Any]:
    return group.colleagues if key == "answers" else getattr(group, key)


def _numbers(group: Group, key: str, those: Sequence[Any]) -> range:
    """Number the rows, those too of which only something unsure is known."""
    doubted = (one.field.split(".") for one in group.unsure)
    seen = [int(parts[1]) for parts in doubted if parts[0] == key and len(parts) == 3 and parts[1].isdecimal()]
    return range(1, max([len(those), *(number for number in seen if number < 1000)]) + 1)


def _unsure(group: Group, begins: str) -> dict[str, Unsure]:
    return {one.field.removeprefix(f"{begins}."): one for one in group.unsure if one.field.startswith(f"{begins}.")}


def _from(group: Group, labels: Labels) -> str:
    return "\n".join(source(one.file, one.page, labels) for one in group.sources)


def source(file: str, page: int, labels: Labels) -> str:
    """Say where something was read: the file, and the page in it."""
    return f"{file}, {labels['page'].lower()} {page}" if page else file


def not_read(one: Unread, labels: Labels) -> str:
    """Say which pages of a file could not be read."""
    return f"{one.file}, {labels['page'].lower()} {one.pages}" if one.pages else one.file


_CALLED: Mapping[str, str] = {
    # what is called otherwise than by `column_` and its key
    "date": "date_head",
    "challenges.text": "column_challenge",
    "challenges.disagree": "disagree",
    "challenges.same_as": "correct_same_as",
    "home_tasks.challenge": "column_challenge",
    "home_tasks.task": "home_task_what",
    "home_tasks.ask": "home_task_ask",
    "home_tasks.who": "home_task_who",
}


def field_name(name: str, labels: Labels, *, counted: bool = True) -> str:
    """Say in words what a field is: `Udfordring 2, væsentlighed`; not `counted` without what it is one of."""
    first, *more = name.split(".")
    if len(more) < 2:
        return labels.get(f"block_{first}", labels.get(_CALLED.get(first, first), first))
    called = heading(first, more[1], labels)
    if not counted:
        return called
    row = fill(labels[f"row_{first}"], number=more[0]) if f"row_{first}" in labels else name
    return row if f"{first}.{more[1]}" == "challenges.text" else f"{row}, {called[:1].lower()}{called[1:]}"


def heading(table: str, key: str, labels: Labels) -> str:
    """Give what stands above a column."""
    called = _CALLED.get(f"{table}.{key}", f"column_{key}")
    return labels.get(called, labels.get(f"column_{key}", key))


def doubt(one: Unsure, labels: Labels) -> str:
    """Say what was seen: `2 eller 3?`; of ticks those that may be there."""
    if not one.seen or _is_anything(one):
        return labels["correct_unread"]
    between = ", " if one.field.endswith(f".{TICKS}") else f" {labels['correct_or']} "
    return f"{between.join(TICKED if seen == YES else seen for seen in one.seen)}?"


def _is_anything(one: Unsure) -> bool:
    """Tell whether so many ticks may be there that nothing is known."""
    return one.field.endswith(f".{TICKS}") and len(one.seen) > MOST_SEEN


def doubts(row: Row, labels: Labels) -> Iterator[str]:
    """Say of each field of a row that is not sure what was seen there."""
    for one in {one.field: one for one in row.unsure.values()}.values():
        name = field_name(one.field, labels, counted=False)
        yield f"{name[:1].upper()}{name[1:]}: {doubt(one, labels)}"
