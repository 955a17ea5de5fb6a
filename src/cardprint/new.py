"""A project of one's own from the starter that cardprint brings along, with what was asked filled in. Writes a folder, or leaves it as it was."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from cardprint import beginning, colour, editors, files, holding, placing, resources, sources
from cardprint.errors import CardprintError, error
from cardprint.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from cardprint.errors import Problem

STARTER = ("cards", "Makefile", ".gitignore", ".vscode", ".github", resources.PROJECT_FILE)
"""What a project starts with, in the order in which it is put there; cardprint.yaml last, for a folder is a project as soon as it is there."""
STAGE = ".cardprint-new"
MADE = ".made"
"""In the folder aside: the names of what was written there."""
PIPELINE = ".github/workflows/cards.yml"
SETTINGS = ".vscode/settings.json"
MAIN = "da"
"""The language of the starter's cards."""
ORGANISATION = "cards/organisations"
COLOURS = ("primary", "accent")
LOGOS = (".svg", ".png", ".jpg", ".jpeg")
LARGEST_LOGO = 20 * files.MB


class Answers(Struct, frozen=True, kw_only=True):
    """What a project is to be like; what is left empty is as in the starter."""

    title: str = ""
    language: str = MAIN
    areas: tuple[str, ...] = ()
    organisation: str = ""
    colours: tuple[str, ...] = ()
    logo: str = ""

    @property
    def has_own(self) -> bool:
        """Tell whether the organisation is another than the starter's."""
        return bool(self.organisation or self.colours or self.logo)


def project(folder: Path, answers: Answers | None = None) -> Problem | None:
    """Put the starter into a folder that is empty or not there yet; give what is in the way.

    Hidden files do not count: a folder that only holds `.git` is empty, and a `.gitignore` stays as it is. What a run left that was killed is finished.
    """
    shown = folder.as_posix()
    try:
        if folder.exists() and not folder.is_dir():
            return error("folder-is-file", NOWHERE, file=shown)
        written = contents(answers or Answers())
        with holding.alone(folder) as root:
            return _put_where_empty(root, shown, written)
    except CardprintError as fault:
        return fault.problem
    except holding.BusyError:
        return error("output-busy", NOWHERE, folder=shown)
    except (OSError, RuntimeError) as reason:
        return error("target-unwritable", NOWHERE, file=shown, reason=getattr(reason, "strerror", None) or str(reason))


def _put_where_empty(root: Path, shown: str, written: Mapping[str, bytes]) -> Problem | None:
    stage = root / STAGE
    is_begun = _is_folder(stage) and os.path.lexists(root / STARTER[0]) and not os.path.lexists(stage / STARTER[0])
    begun = {name for name in STARTER if is_begun and not os.path.lexists(stage / name)}
    if any(not path.name.startswith(".") and path.name not in begun for path in root.iterdir()):
        return error("folder-not-empty", NOWHERE, file=shown)
    if os.path.lexists(stage) and not _is_folder(stage):
        return error("target-foreign", NOWHERE, file=f"{shown}/{STAGE}")
    _put(root, written, is_begun=is_begun)
    return None


def contents(answers: Answers) -> dict[str, bytes]:
    """Give the files of a new project. Raises CardprintError for an answer that cannot be one."""
    if answers.language not in resources.languages():
        nearest = sources.nearest(answers.language, resources.languages())
        raise CardprintError(error("unknown-language", NOWHERE, name=answers.language, nearest=nearest))
    words = beginning.words(answers.language)
    made = {
        **dict(_cards(answers)),
        "Makefile": words.MAKEFILE,
        ".gitignore": words.IGNORED,
        SETTINGS: editors.settings(),
        **{f"{editors.FOLDER}/{name}": text for name, text in editors.files(answers.language).items()},
        PIPELINE: words.PIPELINE,
        resources.PROJECT_FILE: _project(answers),
    }
    return {name: text.encode() if isinstance(text, str) else text for name, text in made.items()}


def _cards(answers: Answers) -> Iterator[tuple[str, str | bytes]]:
    """Give the cards, with areas and an organisation of one's own."""
    root = resources.builtin_root()
    there = set()
    for path in starter():
        name = path.relative_to(root).as_posix()
        is_theirs = name.startswith(ORGANISATION) and answers.has_own
        if name != resources.PROJECT_FILE and answers.language == MAIN and not is_theirs:
            there.add(name)
            yield name, path.read_bytes()
    if answers.language != MAIN:
        deck = beginning.text("deck", answers.language, beginning.words(answers.language).DECK, {})
        yield "cards/cards.yaml", editors.modeline("deck", "cards/cards.yaml") + deck
    for area in answers.areas:
        name = f"cards/areas/{_area(area)}.yaml"
        if name not in there:
            yield name, editors.modeline("area", name) + beginning.text("area", answers.language, area, _ABOUT.get(answers.language, {}))
    if answers.has_own:
        yield from _organisation(answers)


_ABOUT = {MAIN: {"card": "sprog-01", "other": "sprog-02", "theme": "sprog"}}
"""What the starter has, for lines that refer to it."""


def _id(name: str, option: str) -> str:
    found = beginning.slug(name)
    if not found:
        raise CardprintError(error("not-id", NOWHERE, key=option, value=name[: beginning.LONGEST]))
    return found


def _area(name: str) -> str:
    """Give an area's id: of one that the starter has, by its id or its name, else one made of its name."""
    for path in starter():
        if path.parent.name == "areas" and f"\nname: {name}\n".casefold() in path.read_text(encoding="utf-8").casefold():
            return path.stem
    return _id(name, "--area")


def _organisation(answers: Answers) -> Iterator[tuple[str, str | bytes]]:
    """Give the organisation's file, and its logo."""
    name = answers.organisation or answers.title or "Organisation"
    shown = f"{ORGANISATION}/{_id(name, '--organisation')}.yaml"
    lines = [f"id: {_id(name, '--organisation')}", f"name: {beginning.quoted(name)}"]
    if answers.logo:
        data, ending = _logo(answers.logo)
        yield f"{ORGANISATION}/logo{ending}", data
        alt = beginning.quoted(beginning.words(answers.language).LOGO_ALT.format(name=name))
        lines.append(f"logo: {{file: logo{ending}, alt: {alt}}}")
    for value in answers.colours:
        if colour.parse(value) is None:
            raise CardprintError(error("not-colour", NOWHERE, key="--colour", value=value))
    if answers.colours:
        lines += ["colours:", *(f'  {key}: "{value}"' for key, value in zip(COLOURS, answers.colours, strict=False))]
    begun = beginning.text("organisation", answers.language, name, _ABOUT.get(answers.language, {})).splitlines()
    said = {line.partition(":")[0] for line in lines}
    rest = _without(begun, said)
    yield shown, editors.modeline("organisation", shown) + "\n".join([begun[0], *lines, *rest, ""])


def _without(lines: list[str], said: Collection[str]) -> Iterator[str]:
    """Leave out the commented lines of keys that are said, with what belongs to them, and the first line, which is written by itself."""
    skips = False
    for line in lines[1:]:
        if key := re.match(r"#?(\w+):", line):
            skips = key[1] in said
        elif re.match(r"# \S", line):
            skips = "SVG" in line and "logo" in said
        if not skips:
            yield line


def _logo(name: str) -> tuple[bytes, str]:
    """Read a logo from where its owner keeps it."""
    path = Path(name)
    ending = PurePosixPath(path.name.lower()).suffix
    if not path.exists():
        raise CardprintError(error("no-such-path", NOWHERE, name=name))
    if ending not in LOGOS or not path.is_file() or path.stat().st_size > LARGEST_LOGO:
        raise CardprintError(error("logo-kind", NOWHERE, file=name))
    return path.read_bytes(), ending


def _project(answers: Answers) -> str:
    """Give cardprint.yaml: the starter's lines with the answers in them."""
    lines = (resources.builtin_root() / resources.PROJECT_FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    said = {
        "title": beginning.quoted(answers.title) if answers.title else "",
        "areas": beginning.quoted([_area(area) for area in answers.areas]) if answers.areas else "",
        "organisation": _id(answers.organisation or answers.title or "Organisation", "--organisation") if answers.has_own else "",
    }
    if answers.language != MAIN:
        title = said["title"] or beginning.quoted(beginning.words(answers.language).DECK)
        others = [f"{key}: {value}\n" for key, value in said.items() if value and key != "title"]
        return "".join([f"title: {title}\nlanguage: {answers.language}\n", *others, "print: office-a4\n"])
    keys = [line.partition(":")[0] for line in lines]
    return "".join(f"{key}: {said[key]}\n" if said.get(key) else line for key, line in zip(keys, lines, strict=True))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _put(root: Path, written: Mapping[str, bytes], *, is_begun: bool) -> None:
    """Write everything aside first, then move it into its place; where it is begun, a run that was killed has written all and moved some."""
    stage = root / STAGE
    moved: list[str] = []
    try:
        if not is_begun:
            _tidy(stage, written)
            stage.mkdir()
            placing.create(stage / MADE, "\n".join(written).encode())
            for name, data in written.items():
                (stage / name).parent.mkdir(parents=True, exist_ok=True)
                placing.create(stage / name, data)
        for name in STARTER:
            if os.path.lexists(stage / name) and not os.path.lexists(root / name):
                (stage / name).rename(root / name)
                moved.append(name)
    except OSError:
        for name in moved:
            (root / name).rename(stage / name)
        raise
    finally:
        _tidy(stage, written)


def _tidy(stage: Path, written: Collection[str]) -> None:
    """Remove what was written into the folder aside, by this run or one that was killed, and that folder; what else lies there stays."""
    if not _is_folder(stage):
        return
    there = stage.resolve()
    targets = [stage / name for name in (*written, *_made(stage / MADE), MADE)]
    folders = {folder for target in targets for folder in target.parents if folder.is_relative_to(stage)}
    with suppress(OSError):
        for target in targets:
            if target.parent.resolve() == there / target.parent.relative_to(stage) and target.is_file() and not target.is_symlink():
                target.unlink()
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            if folder.resolve() == there / folder.relative_to(stage):
                folder.rmdir()


def _made(listed: Path) -> list[str]:
    """Give the names that a run has noted; only such as it writes."""
    with suppress(OSError, UnicodeDecodeError):
        if listed.is_file() and not listed.is_symlink():
            names = listed.read_text(encoding="utf-8").splitlines()
            return [name for name in names if name.partition("/")[0] in STARTER and ".." not in PurePosixPath(name).parts]
    return []


def starter() -> tuple[Path, ...]:
    """Give the files of the built-in starter."""
    root = resources.builtin_root()
    found = (path for name in ("cards", resources.PROJECT_FILE) for path in (root / name, *sorted((root / name).rglob("*"))))
    return tuple(path for path in found if path.is_file() and not path.name.startswith("."))
