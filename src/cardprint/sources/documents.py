"""The YAML files of a folder, each with the id it goes by. Reads files, knows no record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardprint import files, names
from cardprint.errors import CardprintError, Found, Place, Problem, Severity, error
from cardprint.model import NOWHERE, Text
from cardprint.sources import foreign, yaml
from cardprint.sources.nodes import Pairs, Series, absent, id_of
from cardprint.sources.spelling import nearest

VOCABULARY_FILE = "cards/vocabulary.yaml"
EMPTY = "yaml-empty"
MOST_TOLD = 500
"""Problems of one file that are told in one run."""
SUFFIXES = (".yaml", ".yml")


class Document(Struct, frozen=True):
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


def load(path: Path, name: str, *, root: Path) -> Document:
    """Read one file inside `root` that should hold a mapping; a file without a word in it is a Problem."""
    node, problems = yaml.read(path, name, root=root)
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


def folder(root: Path, name: str, *, leave_out: Sequence[str] = ()) -> Found[tuple[Document, ...]]:
    """Read all YAML files of one folder by name, and say what else lies there that is not read; of two with the same id the second is a Problem."""
    names, problems = listed(root, name)
    seen: dict[str, Document] = {}
    found = []
    for path in (root / name / file for file in names if file.lower().endswith(SUFFIXES)):
        if path.stem.lower() in leave_out:
            continue
        document = load(path, shown(path, root), root=root)
        first = seen.setdefault(document.id, document)
        if first is not document:
            problem = error(
                "duplicate-id", document.node.place if document.node else Place(document.shown), name=document.id, other=first.shown
            )
            document = replace(document, problems=(*document.problems, problem))
        found.append(document)
    return tuple(found), (*problems, *foreign.among(names, name))


def listed(root: Path, name: str) -> Found[tuple[str, ...]]:
    """List a folder of the project, without what is hidden; a name that nobody can read or write is a Problem."""
    try:
        names = [file for file in files.names(root / name, root=root) if not file.startswith(".")]
    except files.RefusedError as reason:
        return (), (reason.at(Place(name), name),)
    garbled = [file for file in names if not file.isprintable()]
    problems = tuple(error("name-garbled", Place(name), file=ascii(file)[1:-1]) for file in garbled if file.lower().endswith(SUFFIXES))
    return tuple(file for file in names if file not in garbled), problems


def misnamed(root: Path, wanted: str) -> tuple[Problem, ...]:
    """Say where a file that has one name only has almost that: another case, or `.yml`."""
    folder, _, name = wanted.rpartition("/")
    if not files.is_absent(root / wanted):
        return ()
    stem = name.removesuffix(".yaml")
    almost = [file for file in listed(root, folder)[0] if file.lower() in {f"{stem}{ending}" for ending in SUFFIXES}]
    return tuple(error("file-name", Place(f"{folder}/{file}"), file=f"{folder}/{file}", name=name) for file in almost)


def bounded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Put Problems in the order of their places; of a file with very many give the first, and how many more there are."""
    told: list[Problem] = []
    more: dict[str, list[Problem]] = {}
    counts: dict[str, int] = {}
    once = {(problem.code, problem.place, *problem.values.items()): problem for problem in problems}
    for problem in sorted(once.values(), key=lambda problem: problem.place):
        file = problem.place.file
        counts[file] = counts.get(file, 0) + 1
        (told if counts[file] <= MOST_TOLD else more.setdefault(file, [])).append(problem)
    for file, rest in more.items():
        severity = Severity.ERROR if any(problem.is_error for problem in rest) else Severity.WARNING
        told.append(error("many-problems", rest[0].place, file=file, count=len(rest))._replace(severity=severity))
    return tuple(told)


def is_hopeless(problems: Iterable[Problem]) -> bool:
    """Tell whether a file has as many errors as are told of one: what its papers would say beside them would not be heard."""
    counts = Counter(problem.place.file for problem in problems if problem.is_error)
    return max(counts.values(), default=0) >= MOST_TOLD


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
