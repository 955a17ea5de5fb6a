"""Style files and labels: found over the folders of templates, read as they are. What a style means is not known here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from cardprint import files, resources
from cardprint import labels as words
from cardprint.errors import Found, Problem, error
from cardprint.model import Look, StyleValue, Text
from cardprint.sources import text as texts
from cardprint.sources.documents import load, shown
from cardprint.sources.nodes import Node, Pairs, Scalar
from cardprint.sources.places import STYLE
from cardprint.sources.reading import Reading, Type
from cardprint.sources.spelling import nearest
from cardprint.sources.values import STRING

LABELS_FOLDER = "labels"
STYLE_FILE = "style.yaml"
OTHERS = "en"
"""The language whose built-in labels stand in for those of a language that has none."""
LARGEST_LAYOUT = 256_000
"""Bytes."""


def look(root: Path, name: str) -> Found[Look]:
    """Read the style files, weakest first: built-in, the look, the project."""
    layers: list[Mapping[str, Mapping[str, StyleValue]]] = []
    problems: list[Problem] = []
    for folder in reversed(resources.templates(root, name)):
        layer = _mapping(root, folder / STYLE_FILE, STYLE, problems)
        if layer:
            layers.append(layer)
    return Look(layers=tuple(layers)), tuple(problems)


def labels(root: Path, name: str, languages: Iterable[str]) -> Found[Mapping[str, Mapping[str, str]]]:
    """Read the words that layouts print, by language; a key of the project hides the built-in one, and has to be like it."""
    problems: list[Problem] = []
    found: dict[str, Mapping[str, str]] = {}
    folders = tuple(reversed(resources.templates(root, name)))
    for language in dict.fromkeys(languages):
        merged = _built_in(language) or _built_in(OTHERS)
        for folder in filter(_is_own, folders):
            kind = _Labels(folders, merged).type
            merged = {**merged, **(_mapping(root, folder / LABELS_FOLDER / f"{language}.yaml", kind, problems) or {})}
        found[language] = merged
    return found, tuple(problems)


def _built_in(language: str) -> dict[str, str]:
    """Give the built-in labels of a language; none where it has none. They are as they should be."""
    path = resources.builtin_root() / "templates" / LABELS_FOLDER / f"{language}.yaml"
    node = load(path, path.name, root=resources.builtin_root()).node if path.is_file() else None
    return {key: child.value.strip() for key, (_, child) in node.entries.items() if isinstance(child, Scalar)} if node else {}


def _is_own(folder: Path) -> bool:
    """Tell whether a folder of templates is the project's."""
    return not folder.is_relative_to(resources.builtin_root() / "templates")


class _Labels:
    """How a project's file of labels is read: each has to be like the one that it hides; one that is not is told and left out."""

    def __init__(self, folders: Iterable[Path], known: Mapping[str, str]) -> None:
        self.folders = folders
        self.known = known
        self.type = Type("labels", self._read)

    def _read(self, reading: Reading, key: str, node: Node) -> Mapping[str, str] | None:
        if not isinstance(node, Pairs):
            reading.wrong("mapping", key, node)
            return None
        found: dict[str, str] = {}
        for written, (place, child) in node.entries.items():
            name = texts.normal(written)
            if name not in self.known and not self._is_used(name, reading.root):
                reading.error("unknown-label", place, key=name, nearest=reading.nearest(name, self.known))
            elif (label := self._label(reading, name, child)) is not None:
                found[name] = label
        return found

    def _label(self, reading: Reading, name: str, node: Node) -> str | None:
        """Read a label; None for one that cannot be printed."""
        before = len(reading.problems)
        label: str | None = STRING.read(reading, name, node)
        if label is None and len(reading.problems) == before:
            reading.error("label-empty", node.place, key=name)
        if label is None:
            return None
        wanted = sorted(words.fields(self.known.get(name, "")))
        needs = " ".join(f"{{{language}}}" for language in wanted)
        is_odd = words.has_other_braces(label)
        if is_odd or sorted(words.fields(label)) != wanted:
            code = "label-fieldless" if not wanted else "label-braces" if is_odd else "label-fields"
            reading.error(code, node.place, key=name, **({"needs": needs} if wanted else {}))
        elif not _is_whole(name, label):
            _, least, most = words.LISTS[name]
            count = f"{least}" if least == most else f"{least}–{most}"
            reading.error("label-list", node.place, key=name, found=len(_parts(name, label)), count=count, example=self.known[name])
        else:
            return label
        return None

    def _is_used(self, name: str, root: Path) -> bool:
        """Tell whether a layout of the project's own prints a label that the built-in ones do not have."""
        asked = re.compile(rf"\blabels(?:\.|\[['\"]){re.escape(name)}\b")
        return any(asked.search(text) for text in _own_layouts(self.folders, root))


def _own_layouts(folders: Iterable[Path], root: Path) -> Iterator[str]:
    """Read the project's own layouts; one that cannot be read is told when it is filled in."""
    for path in (path for folder in filter(_is_own, folders) for path in map(Path, files.below(folder)) if path.suffix == ".j2"):
        with suppress(files.RefusedError):
            yield files.read(path, root=root, most=LARGEST_LAYOUT).decode("utf-8", "replace")


def _parts(name: str, label: str) -> list[str]:
    return [part.strip() for part in label.split(words.LISTS[name][0])]


def _is_whole(name: str, label: str) -> bool:
    """Tell whether a label that is a list has as many words as are printed, and none that is empty."""
    if name not in words.LISTS:
        return True
    _, least, most = words.LISTS[name]
    parts = _parts(name, label)
    return least <= len(parts) <= most and all(parts)


def chosen(root: Path, name: Text) -> Found[str]:
    """Give the look that is asked for; empty where there is none, or no folder inside `templates` has its name."""
    roots = (root / "templates", resources.builtin_root() / "templates")
    if not name or any(files.is_folder(folder / name.value) and resources.inside(folder, name.value) for folder in roots):
        return name.value, ()
    if any(files.is_folder(folder / name.value) for folder in roots):
        return "", (error("path-outside", name.place, file=name.value),)
    known = _looks(roots)
    return "", (error("unknown-look", name.place, name=name.value, nearest=nearest(name.value, known)),)


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
