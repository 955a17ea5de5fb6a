"""The YAML files of a folder, each with the id it goes by. Reads files, knows no record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from cardprint import names
from cardprint.errors import CardprintError, Place, Problem, Severity, error
from cardprint.model import NOWHERE, Text
from cardprint.sources import yaml
from cardprint.sources.nodes import Pairs, Series, absent, id_of
from cardprint.sources.spelling import nearest

VOCABULARY_FILE = "cards/vocabulary.yaml"
EMPTY = "yaml-empty"
MOST_TOLD = 500
"""Problems of one file that are told in one run."""
SUFFIXES = (".yaml", ".yml")


class Document(NamedTuple):
    """One file: its id, its name as shown to the user, and what it holds; `node` None: nothing that can be read."""

    id: str
    path: Path
    shown: str
    node: Pairs | None
    problems: tuple[Problem, ...] = ()

    @property
    def serious(self) -> tuple[Problem, ...]:
        """The Problems of a file that may be empty."""
        return tuple(problem for problem in self.problems if problem.code != EMPTY)

    @property
    def is_lost(self) -> bool:
        """Tell whether the file says something that could not be read."""
        return self.node is None and bool(self.serious)


def shown(path: Path, root: Path) -> str:
    """Name a file as the user sees it: from the project's folder, with forward slashes."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def load(path: Path, name: str) -> Document:
    """Read one file that should hold a mapping; a file without a word in it is a Problem."""
    node, problems = yaml.read(path, name)
    if not problems and (node is None or absent(node)):
        problems = (error(EMPTY, Place(name), file=name),)
    elif node is not None and not isinstance(node, Pairs):
        found = "list" if isinstance(node, Series) else "text"
        problems = (*problems, error(f"mapping-not-{found}", node.place, key=name))
    pairs = node if isinstance(node, Pairs) else None
    own = id_of(pairs) if pairs else ""
    if names.is_reserved(own) if own else not names.is_nameable(path.stem):
        place = pairs.entries["id"][1].place if pairs and own else Place(name)
        problems = (*problems, error("id-reserved", place, value=own or path.stem))
    return Document(own or path.stem, path, name, pairs, problems)


def folder(root: Path, name: str, *, leave_out: Sequence[str] = ()) -> tuple[Document, ...]:
    """Read all YAML files of one folder by name; of two with the same id the second is a Problem."""
    paths = sorted(path for path in (root / name).glob("*") if path.suffix in SUFFIXES and path.stem not in leave_out)
    seen: dict[str, Document] = {}
    found = []
    for path in paths:
        one = load(path, shown(path, root))
        first = seen.setdefault(one.id, one)
        if first is not one:
            problem = error("duplicate-id", one.node.place if one.node else Place(one.shown), name=one.id, other=first.shown)
            one = one._replace(problems=(*one.problems, problem))
        found.append(one)
    return tuple(found)


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put Problems in the order of their places; of a file with very many give the first, and how many more there are."""
    told: list[Problem] = []
    more: dict[str, list[Problem]] = {}
    counts: dict[str, int] = {}
    for problem in sorted(problems, key=lambda problem: problem.place):
        file = problem.place.file
        counts[file] = counts.get(file, 0) + 1
        (told if counts[file] <= MOST_TOLD else more.setdefault(file, [])).append(problem)
    for file, rest in more.items():
        severity = Severity.ERROR if any(problem.is_error for problem in rest) else Severity.WARNING
        told.append(error("many-problems", rest[0].place, file=file, count=len(rest))._replace(severity=severity))
    return tuple(told)


def chosen(kind: str, known: Iterable[str], listed: Iterable[Text], asked: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """Choose ids: those asked for, else those listed. Raises CardprintError for an id asked for that is not there."""
    ids = tuple(known)
    for name in asked:
        if name not in ids:
            raise CardprintError(error(f"unknown-{kind}", NOWHERE, name=name, nearest=nearest(name, ids)))
    if asked:
        return list(dict.fromkeys(asked)), []
    problems = [
        error(f"unknown-{kind}", name.place, name=name.value, nearest=nearest(name.value, ids)) for name in listed if name.value not in ids
    ]
    return [name for name in dict.fromkeys(text.value for text in listed) if name in ids], problems
