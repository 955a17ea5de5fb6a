"""`cardprint collect --forget`: the notes of a meeting and of its step 2 go, and all that was made of them: pictures, workbooks, papers, sheets.

What goes is looked for in the folders that there are below notes/, whatever the project lists today. No link is followed, and what a person
put there stays and is told.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from cardprint import extras, files, output, resources, selection, sources
from cardprint.collect import collecting, known
from cardprint.collect.collecting import CHECKED, CORRECTED, STEP2
from cardprint.errors import CardprintError, Found, Place, Problem, error, warning
from cardprint.fieldmaps import FieldMap
from cardprint.job import Gathered
from cardprint.keeping import SHEETS
from cardprint.model import Project
from cardprint.papers.kinds import OF_NOTES
from cardprint.sources import notes as noted
from cardprint.sources import splicing

DEEPEST = 3
"""Levels of folders below notes/: organisation, language, area."""
ENDS = frozenset(kind.partition("-")[0] for kind in OF_NOTES)
"""Ends the names of papers that are made of notes."""
UNREAD = "forget-unread"

Removed = list[tuple[str, str]]


def forget(agenda: str, *, project: Path = Path(), folder: Path | None = None) -> Gathered:
    """Remove the notes of a meeting and of its step 2, in all folders of notes, with all that was made of them; sheets with its words, too.

    What nobody but a person can have put there stays, and is told. Raises CardprintError where there is nothing of that meeting.
    """
    root = resources.project_root(project)
    if root is None:
        raise CardprintError(error("no-project", Place(project.as_posix()), file=resources.PROJECT_FILE))
    read, _ = sources.project(root)
    names, gone, problems = _names(read, agenda), Removed(), list[Problem]()
    listed = {selection.folder(read, wanted) for wanted in selection.editions(read)}

    def forgotten() -> None:
        for edition in sorted(listed | _folders(root)):
            for name in names:
                removed, faults = _forgotten(root, f"{noted.FOLDER}/{edition}", name, is_listed=edition in listed)
                gone.extend(removed)
                problems.extend(faults)
        removed, faults = _sheets(root, agenda)
        gone.extend(removed)
        problems.extend(faults)

    if names:
        problems += collecting.alone(root, forgotten)
    where = folder or root / "output"
    papers, faults = output.remove(where, lambda path: _is_of(path, names), shown=where.name)
    if not (gone or papers or faults or any(problem.code != UNREAD for problem in problems)):
        there = dict.fromkeys(name for edition in sorted(listed | _folders(root)) for name in _noted(root, edition))
        raise CardprintError(error("no-such-notes", Place(""), name=agenda, nearest=sources.nearest(agenda, there)))
    gone += [(path, "removed") for path in papers]
    return Gathered(files=tuple(gone), problems=(*problems, *faults), language=read.main_language)


def _names(project: Project, agenda: str) -> tuple[str, ...]:
    """Name the notes of a meeting: its own, and those of its step 2, unless another meeting of the project has that name."""
    if not agenda or "/" in agenda or agenda.startswith("."):
        return ()
    others = {*project.known.get("agenda", ()), *project.known.get("worksheet", ())}
    return (agenda, *({f"{agenda}{STEP2}"} - others))


def _folders(root: Path) -> set[str]:
    """Give the folders below notes/ that may hold an edition's notes, as they are named below it."""
    top = root / noted.FOLDER
    found = {PurePosixPath(name).parent.relative_to(top.as_posix()) for name in files.below(top)}
    return {folder.as_posix() for folder in found if 0 < len(folder.parts) <= DEEPEST}


def _noted(root: Path, edition: str) -> list[str]:
    folder = root / noted.FOLDER / edition
    if resources.inside(root, f"{noted.FOLDER}/{edition}") is None or not files.is_folder(folder):
        return []
    return [name.removesuffix(".yaml") for name in files.names(folder, root=root) if name.endswith(".yaml")]


def _is_of(path: str, names: Iterable[str]) -> bool:
    """Tell whether a file of the output is a paper made of such notes, in whichever folder."""
    return PurePosixPath(path).stem in {f"{name}-{end}" for name in names for end in ENDS}


def _forgotten(root: Path, folder: str, agenda: str, *, is_listed: bool) -> Found[Removed]:
    """Remove the notes of a meeting in one edition; in a folder that is none of the project's any more only what is notes beyond doubt."""
    pictures = f"{folder}/{noted.PICTURES.format(agenda=agenda)}"
    if resources.inside(root, pictures) is None:
        return [], ()
    names = [f"{folder}/{agenda}{end}" for end in (CORRECTED, CHECKED, ".yaml")]
    others: list[str] = []
    if files.is_folder(root / pictures) and not (root / pictures).is_symlink():
        there = files.names(root / pictures, root=root)
        names = [*(f"{pictures}/{name}" for name in there if name.endswith(".png")), *names]
        others = [f"{pictures}/{name}" for name in there if not name.endswith(".png")]
    names = [name for name in names if not files.is_absent(root / name)]
    beside = files.names(root / folder, root=root) if files.is_folder(root / folder) else ()
    copies = (f"{folder}/{name}" for name in beside if name.startswith(f"{agenda}{PurePosixPath(CORRECTED).stem}"))
    others += [name for name in copies if name not in names]
    if not names:
        return [], ()
    if not is_listed and not _is_notes(root, f"{folder}/{agenda}.yaml"):
        names, others = [], [*others, *names]
    removed, problems = _removed(root, names)
    for empty in (pictures, folder, *(above.as_posix() for above in PurePosixPath(folder).parents if len(above.parts) > 1)):
        _emptied(root / empty)
    return removed, (*(warning("forget-kept", Place(name), file=name) for name in others), *problems)


def _is_notes(root: Path, shown: str) -> bool:
    """Tell whether a file says what notes say."""
    try:
        said, _ = splicing.plain(files.read(root / shown, root=root, most=collecting.MOST_OF_NOTES), shown)
    except files.RefusedError:
        return False
    return isinstance(said, dict) and isinstance(said.get("groups"), list)


def _removed(root: Path, names: Iterable[str]) -> Found[Removed]:
    removed, problems = Removed(), list[Problem]()
    for name in names:
        try:
            os.unlink(root / name)  # noqa: PTH108 - a link goes, and not what it leads to
            removed.append((name, "removed"))
        except OSError as reason:
            problems.append(error("target-unwritable", Place(name), file=name, reason=reason.strerror or str(reason)))
    return removed, tuple(problems)


def _emptied(folder: Path) -> None:
    """Take away a folder in which nothing is left."""
    try:
        folder.rmdir()
    except OSError:
        return


# --- sheets with words of the meeting ---------------------------------------------------------------------------------


def _sheets(root: Path, agenda: str) -> Found[Removed]:
    """Remove printed sheets on which chosen challenges of a meeting stand; of a file that cannot be understood nobody knows, which is told."""
    try:
        there = files.names(root / SHEETS, root=root)
    except files.RefusedError as reason:
        return [], (reason.at(Place(SHEETS), SHEETS),)
    alike: dict[str, list[str]] = {}
    for name in there:
        if name.endswith((".json", ".pdf")):
            alike.setdefault(name.rpartition(".")[0], []).append(f"{SHEETS}/{name}")
    going, problems = list[str](), list[Problem]()
    for names in alike.values():
        made, is_doubtful = _map(root, names)
        if made is not None and _has_words(made, agenda):
            going += names
        elif made is None and is_doubtful:
            problems += [warning(UNREAD, Place(name), file=name) for name in names]
    removed, faults = _removed(root, going)
    return removed, (*problems, *faults)


def _map(root: Path, names: Sequence[str]) -> tuple[FieldMap | None, bool]:
    """Read the map of a printed sheet, from its own file or out of the PDF; tell whether something kept it from being read."""
    is_doubtful = False
    for name in sorted(names):
        if name.endswith(".pdf") and extras.lacking("collect"):
            return None, True
        made, faults = known.of_file(root / name, name)
        if made is not None:
            return made, False
        is_doubtful = is_doubtful or bool(faults)
    return None, is_doubtful


def _has_words(made: FieldMap, agenda: str) -> bool:
    """Tell whether a sheet is of the step 2 of a meeting, with challenges printed on it."""
    return made.worksheet.id == f"{agenda}{STEP2}" and made.agenda in {"", agenda} and any(known.words(made))
