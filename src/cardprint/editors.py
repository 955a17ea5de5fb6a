"""What editors are told of a project's files: a JSON Schema for each kind of file, from the tables that read them. Loaded by no build."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from cardprint import placing, reference
from cardprint.errors import CardprintError, Place, error
from cardprint.layouts import style
from cardprint.sources import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cardprint.sources.reading import Key, Record, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FOLDER = ".vscode/schemas"
"""Where `new` puts a project's schemas, and its files look for them."""
ENDING = ".schema.json"


class Kind(NamedTuple):
    """A kind of file: the record it is, and the places it lies at, as an editor's settings name them."""

    record: str
    places: tuple[str, ...]


STYLES = "styles"
KINDS: Mapping[str, Kind] = {
    "project": Kind("project", ("cardprint.yaml",)),
    "deck": Kind("deck", ("cards/*.yaml", "!cards/vocabulary.yaml")),
    "vocabulary": Kind("vocabulary", ("cards/vocabulary.yaml",)),
    "area": Kind("area", ("cards/areas/*.yaml",)),
    "organisation": Kind("organisation", ("cards/organisations/*.yaml",)),
    "agenda": Kind("agenda", ("cards/agendas/*.yaml",)),
    "worksheet": Kind("worksheet", ("cards/worksheets/*.yaml",)),
    "profile": Kind("print profile", ("cards/print/*.yaml",)),
    "style": Kind(STYLES, ("templates/style.yaml", "templates/*/style.yaml")),
    "language": Kind("language", ("templates/languages/*.yaml",)),
    "notes": Kind("notes", ("notes/**/*.yaml",)),
}
_NAMES = {**{kind.record: name for name, kind in KINDS.items()}, reference.STYLE: "style-keys"}
"""How a record is called in `$defs`, where not by its own name."""


def one(kind: str, language: str) -> dict[str, object]:
    """Give the schema of a kind of file, complete in itself."""
    name = KINDS[kind].record
    return {**_head(kind, language), "$ref": _reference(name), "$defs": _definitions([name], language)}


def whole(language: str) -> dict[str, object]:
    """Give one schema with all kinds of files in its `$defs`."""
    return {**_head("cardprint", language), "$defs": _definitions([kind.record for kind in KINDS.values()], language)}


def written(found: Mapping[str, object]) -> str:
    """Write a schema down."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def write(folder: Path, kind: str | None, language: str) -> list[Path]:
    """Write the schema of a kind of file into a folder, or of every kind; give the files. Raises CardprintError where nothing can be written."""
    made = {name: text for name, text in files(language).items() if kind in {None, name.removesuffix(ENDING)}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            placing.put(folder / name, text.encode())
    except OSError as reason:
        shown = folder.as_posix()
        raise CardprintError(error("target-unwritable", Place(""), file=shown, reason=reason.strerror or str(reason))) from reason
    return [folder / name for name in made]


def files(language: str) -> dict[str, str]:
    """Give the files of a folder of schemas."""
    return {f"{kind}{ENDING}": written(one(kind, language)) for kind in KINDS}


def settings() -> str:
    """Write the settings that make an editor check each file by its schema."""
    places = {f"{FOLDER}/{kind}{ENDING}": [*found.places] for kind, found in KINDS.items()}
    return json.dumps({"yaml.schemas": places}, indent=2) + "\n"


def modeline(kind: str, shown: str) -> str:
    """Write the line by which an editor finds the schema of a file, from the place where that lies in the project."""
    return f"# yaml-language-server: $schema={'../' * shown.count('/')}{FOLDER}/{kind}{ENDING}\n"


def _head(title: str, language: str) -> dict[str, object]:
    return {"$schema": DIALECT, "title": title, "description": _said(_WHERE.get(title, _ALL), language)}


_WHERE = {kind: f"{', '.join(place for place in found.places if place[0] != '!')}" for kind, found in KINDS.items()}
_ALL = "cardprint"


def _definitions(names: list[str], language: str) -> dict[str, object]:
    """Give the records that are named, and all that they refer to."""
    found: dict[str, object] = {}
    wanted = [*names]
    while wanted:
        name = wanted.pop(0)
        if _slug(name) not in found:
            found[_slug(name)] = shape = _record(name, language)
            wanted += _named(shape)
    return {name: _linked(shape) for name, shape in found.items()}


REQUIRED: Mapping[str, tuple[str, ...]] = {
    "deck": ("title",),
    "theme": ("id",),
    "card": ("id",),
    "added card": ("id",),
    "picture": ("file",),
    "agenda": ("title", "items"),
    "worksheet": ("title",),
    "column": ("key",),
}
"""Keys without which a record is an error whatever else it says; what a card's kind needs, or a deck that includes another, only `check` knows."""


def _record(name: str, language: str) -> dict[str, object]:
    """Give the shape of a record: its keys and no others."""
    if name == STYLES:
        colours = {"type": ["object", "null"], "additionalProperties": {"type": ["string", "array"]}}
        return {"type": ["object", "null"], "properties": {style.PALETTE: colours}, "additionalProperties": {"$ref": reference.STYLE}}
    if name == reference.STYLE:
        keys = {key: {"description": _said(doc, language), **style.KEYS[key].shape} for key, doc in reference.EFFECTS.items()}
    else:
        keys = {key: _key(row, language) for key, row in _records()[name].keys.items()}
    needed = {"required": list(REQUIRED[name])} if name in REQUIRED else {}
    return {"type": ["object", "null"], "properties": keys, **needed, "additionalProperties": False}


def _key(row: Key, language: str) -> dict[str, object]:
    shape = row.type.shape
    default = {"default": row.default} if row.default in _choices(shape) else {}
    return {"description": _said(row.doc, language), **shape, **default}


def _choices(shape: Shape) -> tuple[object, ...]:
    found = shape.get("enum", ())
    return tuple(found) if isinstance(found, (list, tuple)) else ()


def _said(doc: str, language: str) -> str:
    if language != "da":
        return doc
    from cardprint.messages.keys_da import KEYS as DANISH

    return DANISH.get(doc, doc)


def _records() -> Mapping[str, Record]:
    return {record.name: record for record in (*schema.RECORDS, *schema.TRANSLATIONS)}


def _named(shape: object) -> Iterator[str]:
    """Give the records that a shape refers to."""
    if isinstance(shape, dict):
        if isinstance(name := shape.get("$ref"), str):
            yield name
        for inner in shape.values():
            yield from _named(inner)
    elif isinstance(shape, (list, tuple)):
        for inner in shape:
            yield from _named(inner)


def _linked(shape: Any) -> Any:
    """Write references as a schema has them."""
    if isinstance(shape, dict):
        return {key: _reference(inner) if key == "$ref" and isinstance(inner, str) else _linked(inner) for key, inner in shape.items()}
    return [_linked(inner) for inner in shape] if isinstance(shape, (list, tuple)) else shape


def _reference(name: str) -> str:
    return f"#/$defs/{_slug(name)}"


def _slug(name: str) -> str:
    return _NAMES.get(name, name.replace(" ", "-"))
