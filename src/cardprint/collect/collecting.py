"""`cardprint collect`: files that came back -> notes, pictures, the workbook and the sheet to check by, and the papers that are made of notes.

What is wrong with one file stops no other: all that could be read is written. What is personal stays below notes/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint import extras, files, holding, keeping, placing, recipe, resources, selection, severity, sources, weighing
from cardprint.collect import correcting, forms, known, masking, merging, private, spare_sheets, words
from cardprint.collect.answers import Corrections, Returned, of_file
from cardprint.collect.known import Known
from cardprint.context import Shared, open_context
from cardprint.errors import CardprintError, Found, Place, Problem, error, warning
from cardprint.fieldmaps import FieldMap
from cardprint.job import Gathered, Job, Report
from cardprint.model import Edition, Project, Text
from cardprint.notes import Notes, Unread
from cardprint.papers.kinds import OF_NOTES
from cardprint.sources import documents, splicing
from cardprint.sources import notes as noted
from cardprint.sources.folder import meeting_ids
from cardprint.sources.nodes import Node, Pairs, Scalar, Series
from cardprint.sources.yaml import parse

PDF, WORKBOOK = ".pdf", ".xlsx"
PICTURES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".heif", ".webp", ".bmp", ".gif")
"""What a camera or a scanner makes; a kind that is not read is a Problem of its own."""
MOST_FILES = 10_000
LARGEST = 1_000 * files.MB
"""Of one scan: 500 pages in colour."""
MOST_OF_NOTES = 64 * files.MB
OURS = ("notes/sheets/", "output/")
"""Folders of a project with what cardprint made itself, and nobody filled in."""
STEP2 = "-step2"
HOMES = ("cards/worksheets", "cards/agendas")
CHECKED = "-ret.pdf"
READ_ALL_THE_SAME = frozenset({"scan-pale", "scan-unplaced", "scan-flat", "answer-long"})
"""Problems of pages whose answers are in the notes nevertheless, as far as they can be read."""
CORRECTED = "-ret.xlsx"
TAKEN = frozenset({"workbook-rows", "spare-joined"})
"""What is told of a workbook though all that was typed in it stands in the notes now."""


class Asked(Struct, frozen=True, kw_only=True):
    """What is to be collected: files and folders; where further maps lie, where papers go, whether what looks private is masked.

    With `redact` and no paths the notes that there are, of all meetings, are masked.
    """

    paths: tuple[Path, ...]
    project: Path = Path()
    sheets: tuple[Path, ...] = ()
    output: Path | None = None
    redact: bool = False


class Target(Struct, frozen=True):
    """The notes that pages go to: those of an edition and a meeting, or of a worksheet without one."""

    wanted: selection.Wanted
    folder: str
    agenda: str

    @property
    def whose(self) -> str:
        """The notes' path below notes/, without its ending."""
        return f"{self.folder}/{self.agenda}"

    @property
    def document(self) -> str:
        """The id of the meeting, or of the worksheet, that the notes are of; step 2 has notes of its own."""
        return self.agenda.removesuffix(STEP2)

    @property
    def shown(self) -> str:
        """The notes' file."""
        return f"{noted.FOLDER}/{self.whose}.yaml"


def collect(asked: Asked) -> Gathered:
    """Read all files, write all notes that they change, and make what is made of those. Raises CardprintError for what cannot be begun."""
    extras.need("collect")
    root = _root(asked)
    project, _ = sources.project(root)
    given, problems = _given(asked.paths, root) if asked.paths or not asked.redact else ([], ())
    pdfs = [(path, shown) for path, shown in given if path.suffix.lower() == PDF]
    printed, faults = known.gather(root, sheets=asked.sheets, pdfs=pdfs)
    read = _read(given, printed)
    by_target, lost = _apart(project, read.returned)
    for_target, strays = _of_workbooks(project, read.corrections)
    run = _Run(root, project, asked, printed, [*problems, *faults, *read.problems, *lost, *strays])

    def brought() -> None:
        for target in _targets(project):
            is_masked = asked.redact and not asked.paths and not files.is_absent(root / target.shown)
            if target in by_target or target in for_target or is_masked:
                pages = by_target.get(target, [])
                run.bring(target, pages, for_target.get(target, []), read.unread_of(pages))

    run.problems += alone(root, brought)
    return run.done()


def alone(root: Path, action: Callable[[], object]) -> tuple[Problem, ...]:
    """Do something to a project's notes while no other run can; tell what kept it from being done."""
    if resources.inside(root, noted.FOLDER) is None:
        return (error("path-outside", Place(noted.FOLDER), file=noted.FOLDER),)
    try:
        with holding.alone(root / noted.FOLDER):
            action()
    except holding.BusyError:
        return (error("output-busy", Place(noted.FOLDER), folder=noted.FOLDER),)
    except OSError as reason:
        return (error("target-unwritable", Place(noted.FOLDER), file=noted.FOLDER, reason=reason.strerror or str(reason)),)
    return ()


def _root(asked: Asked) -> Path:
    """Find the project: the one that one stands in, else the one that the first file lies in."""
    for path in (asked.project, *asked.paths):
        if found := resources.project_root(path):
            return found
    raise CardprintError(error("no-project", Place(asked.project.as_posix()), file=resources.PROJECT_FILE))


# --- which files ------------------------------------------------------------------------------------------------------


def _given(paths: Sequence[Path], root: Path) -> Found[list[tuple[Path, str]]]:
    """Give the files that are to be read, each once, with the names that they are told by; what lies in a folder and is none is told."""
    found: dict[Path, str] = {}
    skipped: list[str] = []
    for path in paths:
        if files.is_absent(path):
            raise CardprintError(error("no-such-path", Place(""), name=path.as_posix()))
        if not files.is_folder(path):
            found.setdefault(path.resolve(), path.name)
            continue
        for name in files.below(path)[:MOST_FILES]:
            inner = Path(name)
            shown = inner.relative_to(path).as_posix()
            if not _is_hidden(shown) and not _is_ours(inner, root):
                if inner.suffix.lower() in {PDF, WORKBOOK, *PICTURES}:
                    found.setdefault(inner.resolve(), shown)
                else:
                    skipped.append(shown)
    problems = [warning("collect-skipped", Place(""), files=_listed(skipped), count=len(skipped))] if skipped else []
    if not found:
        problems.append(error("collect-nothing", Place("")))
    return sorted(found.items(), key=lambda item: (item[1], item[0])), tuple(problems)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _is_hidden(shown: str) -> bool:
    return any(part.startswith((".", "~$")) or part in {"Thumbs.db", "desktop.ini"} for part in shown.split("/"))


def _is_ours(path: Path, root: Path) -> bool:
    """Tell whether a file is one that cardprint made for people to look at, in the folder of a project."""
    shown = path.resolve()
    if not shown.is_relative_to(root.resolve()):
        return False
    name = shown.relative_to(root.resolve()).as_posix()
    is_note = name.startswith(f"{noted.FOLDER}/")
    return name.startswith(OURS) or (is_note and (name.endswith((CHECKED, ".yaml")) or "-pictures/" in name))


# --- what stands in them ----------------------------------------------------------------------------------------------


class Typed(Struct, frozen=True):
    """A workbook that was read: its file, what a person corrected in it, whether all that was typed there was understood, when it was saved."""

    path: Path
    corrections: Corrections
    is_understood: bool
    saved: int


class _Read(NamedTuple):
    """What stands in the files: pages, what was typed in workbooks, and by a digest of each file what of it could not be read, or None."""

    returned: list[Returned]
    corrections: list[Typed]
    unread: dict[str, Unread | None]
    problems: list[Problem]

    def unread_of(self, pages: Sequence[Returned]) -> dict[str, Unread | None]:
        """Give what could not be read of the files that these pages came from, and of those that no page came from: it may be theirs."""
        theirs, others = ({one.source.data for one in those} for those in (pages, self.returned))
        return {data: told for data, told in self.unread.items() if data in theirs or (told and data not in others)}


def _read(given: Iterable[tuple[Path, str]], printed: Known) -> _Read:
    """Read each file by its reader."""
    returned: list[Returned] = []
    corrections: list[Typed] = []
    unread: dict[str, Unread | None] = {}
    problems: list[Problem] = []
    for path, shown in given:
        if path.suffix.lower() == WORKBOOK:
            typed, faults = _workbook(path, shown)
            corrections += [typed] if typed else []
        else:
            pages, faults, data = _pages(path, shown, printed)
            returned += pages
            missing = [_pages_of(fault) for fault in faults if fault.is_error and fault.code not in READ_ALL_THE_SAME]
            unread[data] = Unread(file=shown, pages=", ".join(filter(None, missing)), data=data) if missing else None
        problems += faults
    return _Read(returned, corrections, unread, problems)


def _pages_of(problem: Problem) -> str:
    """Give the pages that a Problem is of; nothing where it is of all the file."""
    return str(problem.values.get("pages") or problem.values.get("page") or "")


def _is_taken(told: Iterable[Problem]) -> bool:
    """Tell whether nothing of what is told of a workbook means that something typed there does not stand in the notes."""
    return all(one.code in TAKEN for one in told)


def _saved(path: Path) -> int:
    """Tell when a file was saved, in nanoseconds; 0 where it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _workbook(path: Path, shown: str) -> Found[Typed | None]:
    from cardprint.collect import corrections

    saved = _saved(path)
    said, problems = corrections.read(path, shown)
    return (Typed(path, said, _is_taken(problems), saved) if said else None), problems


def _pages(path: Path, shown: str, printed: Known) -> tuple[tuple[Returned, ...], tuple[Problem, ...], str]:
    """Read a form, or else a scan; give a digest of the file as well."""
    try:
        data = files.read(path, root=path.parent, most=LARGEST)
    except files.RefusedError as reason:
        return (), (reason.at(Place(shown), shown),), of_file(shown.encode(errors="replace"))
    pages, problems = _read_file(data, path, shown, printed)
    return pages, problems, of_file(data)


def _read_file(data: bytes, path: Path, shown: str, printed: Known) -> Found[tuple[Returned, ...]]:
    """Read a form, or else a scan; the sheets as they were printed have nothing in them."""
    if path.suffix.lower() == PDF:
        found, faults = forms.read(data, shown, printed)
        if found is not None:
            return found, faults
    from cardprint.collect import scans

    if (
        path.suffix.lower() == PDF
        and (made := known.attached(data, shown)[0])
        and printed.pdf(made.pages[0].key if made.pages else "") in (data, None)
    ):
        return (), (warning("collect-unfilled", Place(shown), file=shown),)
    return scans.read(data, shown, printed)


# --- whose they are ---------------------------------------------------------------------------------------------------


def _targets(project: Project) -> Iterator[Target]:
    """Go through all notes that a project can have."""
    names = dict.fromkeys((*project.known.get("agenda", ()), *project.known.get("worksheet", ())))
    for wanted in selection.editions(project):
        folder = selection.folder(project, wanted)
        yield from (Target(wanted, folder, f"{name}{end}") for name in names for end in ("", STEP2))


def _about(wanted: selection.Wanted) -> tuple[str, str, str]:
    return (wanted.organisation.id if wanted.organisation else "", wanted.language, wanted.area.id)


def _apart(project: Project, returned: Iterable[Returned]) -> Found[dict[Target, list[Returned]]]:
    """Give each page to the notes of its edition and meeting; those of which the project has none any more are told."""
    targets = {(*_about(target.wanted), target.agenda): target for target in _targets(project)}
    found: dict[Target, list[Returned]] = {}
    lost: dict[tuple[str, ...], list[str]] = {}
    for one in returned:
        about = (one.map.organisation, one.map.language or project.main_language, one.map.area, one.map.agenda or one.map.worksheet.id)
        if about in targets:
            found.setdefault(targets[about], []).append(one)
        else:
            lost.setdefault((*about, one.source.file), []).append(str(one.source.page))
    problems = tuple(_lost(project, about, pages) for about, pages in lost.items())
    return found, problems


def _lost(project: Project, about: tuple[str, ...], pages: Sequence[str]) -> Problem:
    organisation, language, area, agenda, file = about
    named = "/".join(part for part in (organisation, language if "language" in project.levels else "", area, agenda) if part)
    return error("sheet-elsewhere", Place(file), file=file, pages=", ".join(pages), whose=named)


def _of_workbooks(project: Project, corrections: Iterable[Typed]) -> Found[dict[Target, list[Typed]]]:
    """Give each workbook to its notes."""
    targets = {target.whose: target for target in _targets(project)}
    found: dict[Target, list[Typed]] = {}
    problems: list[Problem] = []
    for typed in corrections:
        target = targets.get(typed.corrections.notes.removesuffix(".yaml"))
        if target is None:
            file = typed.corrections.source.file
            problems.append(error("sheet-elsewhere", Place(file), file=file, pages="–", whose=typed.corrections.notes))
        else:
            found.setdefault(target, []).append(typed)
    return found, tuple(problems)


# --- into the notes ---------------------------------------------------------------------------------------------------


class _Run:
    """One run: what was written so far, and what is to be told."""

    def __init__(self, root: Path, project: Project, asked: Asked, printed: Known, problems: list[Problem]) -> None:
        self.root, self.project, self.asked, self.printed, self.problems = root, project, asked, printed, problems
        self.written: list[tuple[str, str]] = []
        self.notes: list[tuple[str, int, int, int]] = []
        self.masked: list[tuple[str, int]] = []
        self.words: list[str] = []
        self.alike: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
        self.made: list[Target] = []
        there = [document for name in HOMES for document in documents.folder(root, name)[0]]
        self.homes = {name: document.path for document in there for name in meeting_ids(document)}
        self.read: dict[str, Project] = {}
        self.spares = frozenset(key for key, held in printed.pages.items() if not held.page.group)

    def bring(self, target: Target, returned: Sequence[Returned], typed: Sequence[Typed], unread: Mapping[str, Unread | None]) -> None:
        """Bring what came back into the notes of a meeting, then write what is made of them."""
        path = self.root / target.shown
        workbook = path.with_name(f"{target.agenda}{CORRECTED}")
        typed, is_read = self._with_standing(workbook, typed)
        stands, faults = self._stands(path, target)
        self.problems += (*faults, *self._elsewhere(target))
        if stands is None:
            return
        data, said = stands
        before = masking.masks(said.get("groups"))
        if self.asked.redact:
            said = masking.notes(said)
            self.problems += self._still_printed(target)
        said, is_taken = self._corrected(target, said, typed, workbook)
        pages = [masking.returned(one) if self.asked.redact or before else one for one in returned]  # what was masked once stays masked
        merged = merging.merged(said, pages, agenda=target.agenda, shown=target.shown, unread=unread)
        self.problems += self._in_words(target, merged.problems)
        try:
            result = splicing.spliced(data, merged.wanted)
        except splicing.SplicingError:
            self.problems.append(error("notes-unspliced", Place(target.shown), file=target.shown))
            return
        if self._pictures(target, merged) and self._put(path, result):
            if (more := masking.masks(merged.wanted.get("groups")) - before) > 0:
                self.masked.append((target.shown, more))
            if notes := self._again(target, result):
                self._beside(target, notes, returned, workbook if is_read and is_taken else None)
                if not (is_read and is_taken):
                    self.problems += self._kept(workbook)

    def _corrected(self, target: Target, said: dict[str, Any], typed: Sequence[Typed], workbook: Path) -> tuple[dict[str, Any], bool]:
        """Write into the notes what a person typed in workbooks; tell whether all that stands in the one beside them was taken."""
        is_taken = True
        self.problems += spare_sheets.gathered(said, self.spares, target.shown)
        for one in typed:
            masked = masking.corrections(one.corrections) if self.asked.redact else one.corrections
            said, faults = correcting.corrected(said, masked, shown=target.shown, spares=self.spares)
            self.problems += self._in_words(target, faults)
            if one.path.resolve() == workbook.resolve():  # somebody may have saved it while the sheets were read
                is_taken = one.is_understood and _is_taken(faults) and one.saved == _saved(one.path)
        return said, is_taken

    def _kept(self, workbook: Path) -> Iterator[Problem]:
        """Tell of a workbook that was left as it is."""
        shown = workbook.relative_to(self.root).as_posix()
        yield warning("workbook-kept", Place(shown), file=shown)
        if self.asked.redact:
            yield warning("workbook-unmasked", Place(shown), file=shown)

    def _still_printed(self, target: Target) -> Iterator[Problem]:
        """Warn of sheets of step 2 that were printed before, with what looks private on them."""
        maps = {held.map.worksheet.fingerprint: held.map for held in self.printed.pages.values()}
        for fingerprint, made in maps.items():
            about = (made.organisation, made.language or self.project.main_language, made.area, made.worksheet.id)
            if about == (*_about(target.wanted), f"{target.agenda}{STEP2}") and any(map(_is_private, known.words(made))):
                file = f"{known.FOLDER}/{fingerprint}.pdf"
                yield warning("sheet-private", Place(file), file=file)

    def _elsewhere(self, target: Target) -> Iterator[Problem]:
        """Tell of notes of the same meeting that the project no longer comes to, where new ones are begun."""
        if not files.is_absent(self.root / target.shown):
            return
        ours = {one.shown for one in _targets(self.project)}
        for name in files.below(self.root / noted.FOLDER):
            shown = Path(name).relative_to(self.root).as_posix()
            if shown.endswith(f"/{target.agenda}.yaml") and shown not in ours:
                yield warning("notes-elsewhere", Place(shown), file=shown, shown=str(PurePosixPath(target.shown).parent))

    def _in_words(self, target: Target, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Call the fields of Problems by what stands on the sheet, in its language."""
        from cardprint.collect import tables

        for problem in problems:
            field = problem.values.get("field")
            named = {"field": tables.field_name(field, self._edition(target).labels)} if field else {}
            yield problem._replace(values={**problem.values, **named})

    def _edition(self, target: Target) -> Edition:
        """Give the edition of a meeting: its texts, in its language."""
        wanted = target.wanted
        organisation = wanted.organisation.id if wanted.organisation else None
        edition, _ = sources.edition(self._project(target), area=wanted.area.id, organisation=organisation, language=wanted.language)
        return edition

    def _with_standing(self, workbook: Path, typed: Sequence[Typed]) -> tuple[list[Typed], bool]:
        """Read the workbook beside the notes as well, before another takes its place; tell whether it could be read, or is not there."""
        those = list(typed)
        if files.is_absent(workbook) or any(one.path.resolve() == workbook.resolve() for one in those):
            return those, True
        shown = workbook.relative_to(self.root).as_posix()
        standing, faults = _workbook(workbook, shown)
        self.problems += faults
        return ([standing, *those], True) if standing else (those, False)

    def _stands(self, path: Path, target: Target) -> Found[tuple[bytes, dict[str, Any]] | None]:
        """Read the notes as they stand; None where they cannot be changed without a loss, which is told."""
        try:
            data = files.read_if_there(path, root=self.root, most=MOST_OF_NOTES) or b""
        except files.RefusedError as reason:
            return None, (reason.at(Place(target.shown), target.shown),)
        said, problems = splicing.plain(data, target.shown)
        if isinstance(said, dict) and isinstance(said.get("groups") or [], list):
            return (data, said), ()
        return None, problems or noted.notes(self.project, target.folder, target.agenda)[1]

    def _pictures(self, target: Target, merged: merging.Merged) -> bool:
        """Write the pictures that the notes name; those that were there before only where they are gone."""
        folder = (self.root / target.shown).parent / noted.PICTURES.format(agenda=target.agenda)
        for name, data in (*merged.pictures.items(), *merged.older.items()):
            is_new = name in merged.pictures or files.is_absent(folder / name)
            if is_new and not self._put(folder / name, data):
                return False
        return True

    def _put(self, path: Path, data: bytes) -> bool:
        """Write a file below notes/ where it is not the same already; a file that cannot be written is told."""
        shown = path.relative_to(self.root).as_posix()
        try:
            keeping.notes_folder(self.root)
            if resources.inside(self.root, shown) is None:
                self.problems.append(error("path-outside", Place(shown), file=shown))
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            is_same = not files.is_absent(path) and path.is_file() and path.read_bytes() == data
            if not is_same:
                placing.put(path, data)
        except OSError as reason:
            is_open = isinstance(reason, PermissionError) and not files.is_absent(path)
            problem = error("target-open", Place(shown), file=shown) if is_open else None
            self.problems.append(problem or error("target-unwritable", Place(shown), file=shown, reason=reason.strerror or str(reason)))
            return False
        self.written.append((shown, "unchanged" if is_same else "written"))
        return True

    def _again(self, target: Target, data: bytes) -> Notes | None:
        """Read the notes as they are now, and look for what should not stand in them."""
        notes, problems = noted.notes(self._project(target), target.folder, target.agenda)
        self.problems += problems
        node, _ = parse(data, target.shown)
        self.problems += _private(node)
        self.made.append(target)
        if notes is None:
            return None
        unsure = sum(len(group.unsure) for group in notes.groups)
        challenges = sum(not challenge.is_empty for challenge in notes.challenges.values())
        self.notes.append((target.shown, len(notes.groups), challenges, unsure))
        self.words += words.unknown(notes, self._edition(target))
        alike = tuple(tuple(said.id for one in those for said in one.members) for those in weighing.alike(weighing.weighed(notes)))
        self.alike += [(target.shown, alike)] if alike else []
        return notes if not any(problem.is_error for problem in problems) else None

    def _beside(self, target: Target, notes: Notes, returned: Sequence[Returned], workbook: Path | None) -> None:
        """Write the workbook to correct in, and the sheet to check by, beside the notes."""
        from cardprint.collect import doubts, tables
        from cardprint.collect import workbook as books

        project, edition = self._project(target), self._edition(target)
        if workbook is not None:
            chosen = tables.choices([*(one.map for one in returned), *self._maps(notes, target)])
            self._put(workbook, books.write(notes, target.whose, self.root, edition.labels, chosen))
        context, faults = open_context(edition, Shared(project))
        data, more = doubts.paper(context, notes, self.root, _title(edition, target.agenda), self._asked(notes))
        self.problems += [fault for fault in (*faults, *more) if fault.is_error]
        sheet = (self.root / target.shown).with_name(f"{target.agenda}{CHECKED}")
        if data:
            self._put(sheet, data)
        elif not files.is_absent(sheet):
            _gone(sheet)

    def _asked(self, notes: Notes) -> dict[str, dict[str, list[str]]]:
        """Say which fields each page has that notes are made of, by its key, with their choices; a page whose worksheet is gone is left out."""
        found = {one.key: self.printed.find(one.key) for group in notes.groups for one in group.sources if one.key}
        return {key: held.options for key, held in found.items() if held is not None}

    def _maps(self, notes: Notes, target: Target) -> Iterator[FieldMap]:
        """Give the maps of the worksheets that notes are made of, those too that came back in an earlier run."""
        for key in dict.fromkeys(source.key for group in notes.groups for source in group.sources if source.key):
            held = self.printed.find(key)
            if held is not None and held.map.area == target.wanted.area.id:
                yield held.map

    def done(self) -> Gathered:
        """Make the papers of the notes that were brought in, and tell what there is to be told."""
        report = self._papers() if self.made else None
        told = severity.once(map(masking.told, (*self.problems, *(report.problems if report else ()))))
        if not (self.asked.paths or self.made or told):
            told = (error("collect-nothing", Place("")),)
        written = tuple(dict(self.written).items())
        return Gathered(
            files=written,
            notes=tuple(self.notes),
            masked=tuple(self.masked),
            words=tuple(dict.fromkeys(self.words)),
            alike=tuple(self.alike),
            report=report,
            problems=told,
            language=self.project.main_language,
        )

    def _papers(self) -> Report:
        """Build what is made of notes, meeting by meeting, for the editions that have new ones; a sheet of step 2 that is a form stays one."""
        reports: list[Report] = []
        alike: dict[tuple[str, bool], list[Target]] = {}
        for target in self.made:
            alike.setdefault((target.document, _is_form(self._step2(target))), []).append(target)
        for (name, is_form), targets in alike.items():
            about = [_about(target.wanted) for target in targets]
            organisations, languages, areas = (tuple(dict.fromkeys(filter(None, parts))) for parts in zip(*about, strict=True))
            job = Job(
                path=self.homes[name], areas=areas, organisations=organisations, languages=languages, kinds=OF_NOTES, fillable=is_form
            )
            reports.append(recipe.build(replace(job, output=self.asked.output)))
        return replace(
            reports[0],
            written=tuple(file for report in reports for file in report.written),
            removed=tuple(file for report in reports for file in report.removed),
            problems=tuple(problem for report in reports for problem in report.problems if problem.code != "nothing-noted"),
        )

    def _step2(self, target: Target) -> Path:
        """Name the sheet of step 2 of a meeting, as it was built."""
        return (self.asked.output or self.root / "output") / target.folder / f"{target.document}{STEP2}.pdf"

    def _project(self, target: Target) -> Project:
        """Read the project as far as a meeting needs it, be it among those that are built with everything or not."""
        if target.document not in self.read:
            self.read[target.document] = sources.project(self.root, only=self.homes[target.document])[0]
        return self.read[target.document]


def _is_form(path: Path) -> bool:
    """Tell whether a PDF that was built has fields to fill in on a screen."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as made:
            return bool(made.get_formtype())
    except (OSError, pypdfium2.PdfiumError):
        return False


def _title(edition: Edition, name: str) -> Text | None:
    """Give the title of a meeting, or of a worksheet without one."""
    titles = {**{one.id: one.title for one in edition.worksheets}, **{one.id: one.title for one in edition.agendas}}
    return titles.get(name.removesuffix(STEP2))


def _gone(path: Path) -> None:
    try:
        path.unlink()
    except OSError:
        return


def _is_private(text: str) -> bool:
    return any(True for _ in private.found(text))


def _private(node: Node | None) -> Iterator[Problem]:
    """Warn of what looks private in the notes' texts, at their places."""
    groups = node.entries["groups"][1] if isinstance(node, Pairs) and "groups" in node.entries else None
    for group in groups.items if isinstance(groups, Series) else ():
        for text in _texts(group):
            yield from (warning(code, text.place) for code in dict.fromkeys(private.KINDS[one.kind] for one in private.found(text.value)))


def _texts(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    for inner in node.items if isinstance(node, Series) else ():
        yield from _texts(inner)
    for key, (_, inner) in node.entries.items() if isinstance(node, Pairs) else ():
        if key not in masking.MACHINE:
            yield from _texts(inner)
