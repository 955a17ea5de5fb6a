"""Languages: one file each, `templates/languages/<code>.yaml`. A project's file is laid over the built-in one and checked against it.

A language that has no built-in file is laid over the English one, and what it lacks is told. What the parts mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import files, resources
from cardprint import labels as words
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.model import Language
from cardprint.sources import builtin_languages
from cardprint.sources.documents import SUFFIXES, load, shown
from cardprint.sources.reading import Reading, Record, fields

if TYPE_CHECKING:
    from cardprint.sources.language_keys import Cuts, Said

FOLDER = builtin_languages.FOLDER
FORMER, FORMER_PARTS = "labels", "hyphenation"
"""Folders of templates in which a project's labels and parts of compounds stood before a language was one file."""
OTHERS = "en"
"""The language whose built-in words stand in for those that another lacks."""
LARGEST_LAYOUT, LARGEST_LIST, NAMED = 256_000, 2_000_000, 8
"""Bytes of a layout and of a list of parts, and names that a Problem tells."""
_CODE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
"""Language, script and region, as BCP 47 writes them: `de`, `de-AT`, `sr-Latn`."""


def known(root: Path, look: str) -> Found[tuple[str, ...]]:
    """List the languages that there are: the built-in ones and the project's; a file that no language can have is a Problem."""
    codes = dict.fromkeys(resources.languages())
    problems: list[Problem] = []
    for folder in resources.own_templates(root, look)[::-1]:
        for name in _names(folder / FOLDER, root, problems):
            stem, _, ending = name.rpartition(".")
            if f".{ending}" not in SUFFIXES:
                continue
            if ending == "yaml" and is_code(stem):
                codes[stem] = None
            else:
                path = shown(folder / FOLDER / name, root)
                problems.append(error("language-name", Place(path), file=path))
        former = (name.removesuffix(".yaml") for name in _names(folder / FORMER, root, problems) if name.endswith(".yaml"))
        codes |= dict.fromkeys(filter(is_code, former))
    return tuple(codes), tuple(problems)


def is_code(name: str) -> bool:
    """Tell whether a language may have that name."""
    return bool(re.fullmatch(_CODE, name))


def _names(folder: Path, root: Path, problems: list[Problem]) -> list[str]:
    try:
        return [name for name in files.names(folder, root=root) if not name.startswith(".")]
    except files.RefusedError as refused:
        problems.append(refused.at(Place(shown(folder, root)), shown(folder, root)))
        return []


def read(root: Path, look: str, codes: Iterable[str]) -> Found[Mapping[str, Language]]:
    """Read languages, each with what the project says of it."""
    problems: list[Problem] = []
    folders = resources.own_templates(root, look)[::-1]
    return {code: _read(root, code, folders, problems) for code in dict.fromkeys(codes)}, tuple(problems)


def _read(root: Path, code: str, folders: tuple[Path, ...], problems: list[Problem]) -> Language:
    ours = builtin_languages.read(code)
    found = ours or Language(code=code, labels=(builtin_languages.read(OTHERS) or Language(code=OTHERS)).labels)
    given: set[str] = set()
    last: Place | None = None
    for folder in folders:
        layer = Layer(root, folder, code, folders, problems)
        for lay in (layer.former_labels, layer.former_parts, layer.file):
            found, place = lay(found, given)
            last = place or last
    if ours is None and last is not None:
        problems.extend(_lacking(found, given, last))
    return found


def _lacking(language: Language, given: set[str], place: Place) -> Iterator[Problem]:
    """Say what a language lacks that has no built-in file."""
    lacks = [name for name in language.labels if name not in given]
    if lacks:
        listed = ", ".join(lacks[:NAMED]) + (" …" if len(lacks) > NAMED else "")
        yield warning("language-incomplete", place, language=language.code, count=len(lacks), names=listed)
    if "patterns" not in given:
        yield warning("language-uncut", place, language=language.code)


class Layer(Struct, frozen=True):
    """What one folder of templates says of a language; `folders` are all of the project's own."""

    root: Path
    folder: Path
    code: str
    folders: tuple[Path, ...]
    problems: list[Problem]

    def file(self, below: Language, given: set[str]) -> tuple[Language, Place | None]:
        """Lay the language's file over what is known of it."""
        path = self.folder / FOLDER / f"{self.code}.yaml"
        if files.is_absent(path):
            return below, None
        from cardprint.sources.language_keys import FORMS, LANGUAGE, QUOTE

        reading, values = self._mapping(path, LANGUAGE)
        if reading is None or values is None:
            return below, Place(reading.file) if reading else None
        said: dict[str, Said] = values.get("labels") or {}
        for name in [name for name in said if name in FORMS]:
            reading.error("label-elsewhere", said.pop(name).key, key=name, section=FORMS[name])
        forms = {**(values.get("numbers") or {}), **(values.get("dates") or {}), **({QUOTE: values[QUOTE]} if QUOTE in values else {})}
        hyphens: dict[str, Any] = values.get("hyphenation") or {}
        found = self._labelled(below, reading, {**said, **forms}, given)
        given.update(hyphens)
        found = replace(found, leaning=values.get("leaning", found.leaning), held=values.get("held", found.held))
        reader = values.get("read_by")
        found = replace(found, read_by=builtin_languages.read_by(reader.value)) if reader else found
        return _cutting(found, hyphens), Place(reading.file)

    def former_labels(self, below: Language, given: set[str]) -> tuple[Language, Place | None]:
        """Lay labels over it that stand where they stood before a language was one file."""
        path = self.folder / FORMER / f"{self.code}.yaml"
        reading, said = self._mapping(path, None)
        if reading is None:
            return below, None
        self._moved(path)
        return self._labelled(below, reading, said or {}, given), Place(reading.file)

    def former_parts(self, below: Language, given: set[str]) -> tuple[Language, Place | None]:
        """Lay parts of compounds over it that stand where they stood before a language was one file."""
        path = self.folder / FORMER_PARTS / f"{self.code}.txt"
        name = shown(path, self.root)
        try:
            data = files.read_if_there(path, root=self.root, most=LARGEST_LIST)
            text = (data or b"").decode("utf-8")
        except files.RefusedError as refused:
            self.problems.append(refused.at(Place(name), name))
            return below, None
        except UnicodeDecodeError:
            self.problems.append(error("file-encoding", Place(name), file=name))
            return below, None
        if data is None:
            return below, None
        self._moved(path)
        given.add("parts")
        return replace(below, parts=(text, *below.parts)), Place(name)

    def _moved(self, path: Path) -> None:
        name = shown(path, self.root)
        new = shown(self.folder / FOLDER / f"{self.code}.yaml", self.root)
        self.problems.append(warning("language-moved", Place(name), file=name, new=new))

    def _mapping(self, path: Path, table: Record | None) -> tuple[Reading | None, dict[str, Any] | None]:
        """Read a file by its table, or as labels alone; no Reading where there is no file."""
        if files.is_absent(path):
            return None, None
        from cardprint.sources.language_keys import labelled

        document = load(path, shown(path, self.root), root=self.root)
        self.problems.extend(document.serious)
        reading = Reading(file=document.shown, root=self.root, folder=path.parent, problems=self.problems)
        if document.node is None:
            return reading, None
        return reading, fields(reading, document.shown, document.node, table) if table else labelled(reading, document.shown, document.node)

    def _labelled(self, below: Language, reading: Reading, said: Mapping[str, Said], given: set[str]) -> Language:
        """Lay labels over those below; each has to be like the one that it hides, and one that is not is told and left out."""
        sound = {name: label.value for name, label in said.items() if self._is_sound(reading, name, label, below.labels)}
        given.update(said)
        return replace(below, labels={**below.labels, **sound})

    def _is_sound(self, reading: Reading, name: str, said: Said, below: Mapping[str, str]) -> bool:
        if name not in below and not self._is_used(name):
            reading.error("unknown-label", said.key, key=name, nearest=reading.nearest(name, below))
            return False
        wanted = sorted(words.fields(below.get(name, "")))
        needs = " ".join(f"{{{field}}}" for field in wanted)
        is_odd = words.has_other_braces(said.value)
        if is_odd or sorted(words.fields(said.value)) != wanted:
            code = "label-fieldless" if not wanted else "label-braces" if is_odd else "label-fields"
            reading.error(code, said.place, key=name, **({"needs": needs} if wanted else {}))
            return False
        if name not in words.LISTS:
            return True
        least, most = words.LISTS[name]
        found = words.entries({name: said.value}, name)
        if least <= len(found) <= most and all(found):
            return True
        count = f"{least}" if least == most else f"{least}–{most}"
        reading.error("label-list", said.place, key=name, found=len(found), count=count, example=below[name])
        return False

    def _is_used(self, name: str) -> bool:
        """Tell whether a layout of the project's own prints a label that the built-in ones do not have."""
        asked = re.compile(rf"\blabels(?:\.|\[['\"]){re.escape(name)}\b")
        return any(asked.search(text) for text in _own_layouts(self.folders, self.root))


def _cutting(language: Language, hyphens: Mapping[str, Any]) -> Language:
    """Lay over a language where its words may be cut; parts of one's own come before those that are known."""
    cuts: Cuts | None = hyphens.get("patterns")
    parts = (hyphens["parts"], *language.parts) if hyphens.get("parts") else language.parts
    if cuts:
        language = replace(language, dictionary=cuts.dictionary, patterns=cuts.own, trusted=language.trusted or not parts)
    return replace(language, parts=parts, trusted=hyphens.get("trusted", language.trusted))


def _own_layouts(folders: Iterable[Path], root: Path) -> Iterator[str]:
    """Read the project's own layouts; one that cannot be read is told when it is filled in."""
    for path in (path for folder in folders for path in map(Path, files.below(folder)) if path.suffix == ".j2"):
        with suppress(files.RefusedError):
            yield files.read(path, root=root, most=LARGEST_LAYOUT).decode("utf-8", "replace")
