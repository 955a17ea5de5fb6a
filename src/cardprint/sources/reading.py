"""What the readers of one file share: where they are, what is known, and the Problems they meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cardprint import files, resources
from cardprint.errors import UNLIKE, Place, Problem, error, warning
from cardprint.sources.nodes import BARE, CUT, DASHES, HARD, Node, Pairs, Scalar, Series
from cardprint.sources.spelling import nearest

MOST_COMPARED = 1_000
"""Problems after which no nearest word is looked for."""
FOUND = {Scalar: "text", Series: "list", Pairs: "mapping"}


class Reading(Struct, frozen=True, kw_only=True):
    """One file being read. `known` maps a kind of id (`area`, `card` …) to the ids there are; a kind that it lacks is not checked."""

    file: str
    root: Path
    folder: Path
    known: Mapping[str, Collection[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    once: set[str] = field(default_factory=set)

    def error(self, code: str, place: Place, **values: object) -> None:
        """Note an error; gives None, the value of a key that cannot be used."""
        self.problems.append(error(code, place, **values))

    def warning(self, code: str, place: Place, **values: object) -> None:
        """Note a warning."""
        self.problems.append(warning(code, place, **values))

    def warn_once(self, code: str, place: Place, **values: object) -> None:
        """Note a warning of a habit, which would come again in most texts of the file."""
        if code not in self.once:
            self.once.add(code)
            self.warning(code, place, **values)

    def wrong(self, expected: str, key: str, node: Node) -> None:
        """Say that something of another shape stands where a text, a list or a mapping is expected."""
        found = FOUND[type(node)]
        if expected == "text" and isinstance(node, Pairs):
            code, values = ("text-start", {"sign": "{"}) if node.flow else ("text-colon", {})
        elif isinstance(node, Scalar) and not node.value:
            code, values = "empty", {"key": key}
        elif expected == "list" and isinstance(node, Scalar) and node.value[0] in DASHES:
            code, values = "yaml-dash", {"sign": node.value[0]}
        else:
            code, values = f"{expected}-not-{found}", {"key": key}
        self.error(code, node.place, **values)

    def unknown(self, kind: str, name: str, place: Place) -> None:
        """Say that no `kind` has that id, and which comes nearest."""
        self.error(f"unknown-{kind}", place, name=name, nearest=self.nearest(name, self.known[kind]))

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """Give the known word that was most likely meant; after very many Problems nobody reads it, and it takes time."""
        return nearest(name, known) if len(self.problems) < MOST_COMPARED else UNLIKE

    def knows(self, kind: str, name: str, place: Place) -> bool:
        """Tell whether an id may be used; an unknown one is a Problem."""
        if kind not in self.known or name in self.known[kind]:
            return True
        self.unknown(kind, name, place)
        return False

    def path(self, name: str, place: Place) -> str | None:
        """Find a user's file beside the file that names it, else from the project's folder; give its name from the project."""
        refused: list[files.RefusedError] = []
        for base in (self.folder, self.root):
            try:
                return files.find(base / name, root=self.root).relative_to(self.root.resolve()).as_posix()
            except files.RefusedError as reason:
                refused.append(reason)
        said = next((refusal for refusal in refused if refusal.code != files.MISSING), None)
        if said:
            self.problems.append(said.at(place, name))
        else:
            leaves = all(resources.inside(self.root, str(base / name)) is None for base in (self.folder, self.root))
            self.error("path-outside" if leaves else "path-missing", place, file=name)
        return None


Read = Callable[[Reading, str, Node], Any]
"""Reads one key's value: the Reading, the key's name, the Node. None: nothing usable stands there (and it has been said)."""


Shape = Mapping[str, object]
"""What may be written, as JSON Schema says it; `$ref` names a record."""


class Type(Struct, frozen=True):
    """How a key's value is read, how the key reference names it, and its shape for editors."""

    name: str
    read: Read
    shape: Shape


class Key(Struct, frozen=True):
    """One key of a record. `into` is the field of the noun, where it has another name."""

    name: str
    type: Type
    doc: str
    default: str = ""
    into: str = ""


class Record(Struct, frozen=True):
    """The keys of one kind of mapping."""

    name: str
    keys: Mapping[str, Key]


def shaped(name: str) -> Shape:
    """Give the shape of a value that is a record."""
    return {"$ref": name}


def either(*shapes: Shape) -> Shape:
    """Give the shape of a value that is written in one of several ways."""
    return {"anyOf": shapes}


def listing(shape: Shape, least: int = 0, most: int = 0) -> Shape:
    """Give the shape of a list."""
    return {"type": ["array", "null"], "items": shape, **({"minItems": least} if least else {}), **({"maxItems": most} if most else {})}


def mapping(shape: Shape) -> Shape:
    """Give the shape of a mapping of any names."""
    return {"type": ["object", "null"], "additionalProperties": shape}


def record(name: str, keys: Iterable[Key]) -> Record:
    """Make a table of keys."""
    return Record(name, {key.name: key for key in keys})


def fields(reading: Reading, owner: str, node: Node, table: Record) -> dict[str, Any] | None:
    """Read a mapping by its table: field to value, for the keys that say something. None where there is no mapping."""
    if type(node) is not Pairs:
        reading.wrong("mapping", owner, node)
        return None
    values: dict[str, Any] = {}
    meant: dict[str, tuple[Place, Node]] = {}
    free: dict[str, Key] = {}
    rows = table.keys
    for name, (place, child) in (_rejoined(reading, node, rows) if node.flow else node.entries).items():
        row = rows.get(name)
        value = row.type.read(reading, name, child) if row else None
        if row is None:
            free = free or {name: row for name, row in rows.items() if name not in node.entries}
            row, value = _meant(reading, name, (place, child), free, rows)
            meant.update({row.name: (place, child)} if row else {})
        if row and value is not None:
            values[row.into or row.name] = value
    node.entries.update(meant)
    return values


def _meant(reading: Reading, name: str, entry: tuple[Place, Node], free: dict[str, Key], rows: Mapping[str, Key]) -> tuple[Key | None, Any]:
    """Say that a key is unknown; read on as if the nearest one stood there, so that what lies inside is looked at in the same run."""
    place, child = entry
    near = reading.nearest(_HARD.sub("", name).strip(QUOTES), rows)
    if hidden := _HARD.search(name):
        reading.error("yaml-hard-space", place, character=f"U+{ord(hidden[0]):04X}")
    else:
        reading.error("unknown-key", place, key=name, nearest=near)
    row = free.pop(near, None)
    if row is None:
        return None, None
    before = len(reading.problems)
    value = row.type.read(reading, near, child)
    guessed_wrong = any("not-" in problem.code and problem.place == child.place for problem in reading.problems[before:])
    if guessed_wrong or (value is child and not isinstance(child, Series)):
        del reading.problems[before:]
        return None, None
    return row, value


_HARD = re.compile(f"[{HARD}]")
QUOTES = "”“„»«’‘"
"""Quotation marks for the reader's eye, which mean nothing to YAML."""


def _rejoined(reading: Reading, node: Pairs, rows: Mapping[str, Key]) -> dict[str, tuple[Place, Node]]:
    """Put a text in braces together again that its own commas took apart: `{help: Det, der bøvler, width: 8 mm}`."""
    entries: dict[str, tuple[Place, Node]] = {}
    last = ""
    for name, (place, child) in node.entries.items():
        before = entries[last][1] if last else None
        if isinstance(child, Scalar) and child.style == BARE:
            is_rest = isinstance(before, Scalar) and not before.style
            if isinstance(before, Scalar) and is_rest and name not in rows:
                gap = child.value if "\n" not in child.value else ", "
                entries[last] = (entries[last][0], before._replace(value=before.value + gap + name))
                continue
            if is_rest:
                reading.error("text-comma", place, text=name)
            entries[name] = (place, child._replace(value="", style=""))
        else:
            entries[name] = (place, child)
        last = name
    return entries


def require(reading: Reading, node: Pairs, values: Mapping[str, Any], names: Iterable[str], owner: str) -> bool:
    """Tell whether the keys that cannot be left out are sound; each one left out is a Problem at the record."""
    sound = True
    for name in names:
        if values.get(name):
            continue
        sound = False
        if name not in node.entries:
            reading.error("missing-key", node.place, key=name, owner=owner)
        elif _says_nothing(node.entries[name][1]):
            reading.error("nothing-there", node.entries[name][0], key=name)
    return sound


def _says_nothing(node: Node) -> bool:
    if isinstance(node, Scalar):
        return not node.value.strip() and node.style != CUT
    return not (node.items if isinstance(node, Series) else node.entries)
