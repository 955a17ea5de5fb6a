"""Style files and labels: found over the folders of templates, read as they are. What a style means is not known here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from cardprint import files, resources
from cardprint.errors import Found, Place, Problem, error
from cardprint.model import Look, StyleValue, Text
from cardprint.sources import prepared, yaml
from cardprint.sources.documents import load, shown
from cardprint.sources.nodes import Pairs, Scalar
from cardprint.sources.places import STYLE
from cardprint.sources.reading import Reading, Type
from cardprint.sources.spelling import nearest

STYLE_FILE = "style.yaml"
LARGEST_LAYOUT = 256_000
"""Bytes."""
Layer = Mapping[str, Mapping[str, StyleValue]]


def look(root: Path, name: str) -> Found[Look]:
    """Read the style files, weakest first: built-in, which the build has turned into Python, the look, the project."""
    layers: list[Layer] = []
    problems: list[Problem] = []
    for folder in reversed(resources.templates(root, name)):
        path = folder / STYLE_FILE
        layer = _ours(path) if path == _our_file() else None
        if layer := layer or _mapping(root, path, STYLE, problems):
            layers.append(layer)
    return Look(layers=tuple(layers)), tuple(problems)


def compile_ours() -> dict[Path, bytes]:
    """Turn the built-in style into Python; give it by the file that is to hold it: a step of the build."""
    path = _our_file()
    problems: list[Problem] = []
    layer: Layer = _mapping(resources.builtin_root(), path, STYLE, problems) or {}
    said = {name: {key: (value.values, *value.place[1:]) for key, value in keys.items()} for name, keys in layer.items()}
    return {} if problems else dict([prepared.code(path.stem, path.read_bytes(), said)])


def _our_file() -> Path:
    return resources.builtin_root() / "templates" / STYLE_FILE


def _ours(path: Path) -> Layer | None:
    """Give what the built-in style says; None where the build did not see it as it is now."""
    ours = resources.builtin_root()
    data = files.read_if_there(path, root=ours, most=yaml.MAX_BYTES)
    return _said(data, shown(path, ours)) if data else None


@lru_cache(maxsize=1)
def _said(data: bytes, file: str) -> Layer | None:
    said = prepared.said(Path(STYLE_FILE).stem, data)
    return said and {
        name: {key: StyleValue(values, Place(file, line, column)) for key, (values, line, column) in keys.items()}
        for name, keys in said.items()
    }


def chosen(root: Path, name: Text) -> Found[str]:
    """Give the look that is asked for; empty where there is none, or no folder inside `templates` has its name."""
    roots = (root / "templates", resources.builtin_root() / "templates")
    if not name or any(files.is_folder(folder / name.value) and resources.inside(folder, name.value) for folder in roots):
        return name.value, ()
    if any(files.is_folder(folder / name.value) for folder in roots):
        return "", (error("path-outside", name.place, file=name.value),)
    known = _looks(roots)
    return "", (error("unknown-look", name.place, name=name.value, nearest=nearest(name.value, known)),)


def named(root: Path, node: Pairs | None) -> str:
    """Give the look that cardprint.yaml names, before the file is read; empty where it is at fault, which is said later."""
    entry = node.entries.get("look") if node else None
    return chosen(root, Text(entry[1].value.strip()))[0] if entry and isinstance(entry[1], Scalar) else ""


def _looks(roots: Iterable[Path]) -> list[str]:
    """Name the looks that there are."""
    found: set[str] = set()
    for root in roots:
        with suppress(files.RefusedError):
            found.update(name for name in files.names(root, root=root) if not files.is_absent(root / name / STYLE_FILE))
    return sorted(found)


def _mapping(root: Path, path: Path, kind: Type, problems: list[Problem]) -> Mapping[str, Any] | None:
    if files.is_absent(path):
        return None
    base = resources.home(path, root)
    document = load(path, shown(path, base), root=base)
    problems.extend(document.serious)
    if document.node is None:
        return None
    reading = Reading(file=document.shown, root=root, folder=path.parent, problems=problems)
    found: Mapping[str, Any] | None = kind.read(reading, document.shown, document.node)
    return found
