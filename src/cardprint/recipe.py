"""The recipe, readable aloud: a Job in, a Report out. Only this file knows the order of things.

Nothing here raises for a mistake in the user's files; CardprintError says that what was asked for is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardprint import files as door
from cardprint import manifest, output, printers, reprint, resources, sources, untranslated
from cardprint.context import Context, open_context, open_layouts, with_others
from cardprint.errors import CardprintError, Found, Place, Problem, Severity, error, warning
from cardprint.job import Changes, Fitted, Job, Preflight, Printed, Repaired, Report, Standing, Ticket
from cardprint.layouts.templates import ENDLESS, Layouts
from cardprint.meetings import Agenda
from cardprint.model import PROFILES, Area, Edition, Organisation, PrintProfile, Project
from cardprint.output import File
from cardprint.page import UNMOVED, Shift
from cardprint.papers import decks
from cardprint.papers.orders import EVERY, OF_MEETINGS, Order, Paper, changed, order
from cardprint.untranslated import Lacking

MEETINGS = ("cards/agendas/", "cards/worksheets/")
"""Folders of files that no deck is made of."""

__all__ = ["Job", "Report", "build", "check", "proof"]

NOTHING_CHOSEN = "nothing-chosen"


def build(job: Job) -> Report:
    """Build what the job asks for and write it; an area with errors keeps its older files."""
    folder, repaired, busy = _repaired(job)
    try:
        made = _make(job, manifest.printed(job.changed_since) if job.changed_since else None)
    except CardprintError as fault:
        fault.done = repaired
        raise
    sound = [edition for edition in made.editions if _is_sound(edition, job)]
    files = [file for edition in sound for paper in edition.papers for file in paper.files]
    full = job.is_full and len(sound) == len(made.editions)
    prints = {name: cards for edition in sound for paper in edition.papers for name, cards in paper.prints}
    nothing: Found[output.Result] = output.Result(), busy
    is_due = files and not busy
    (written, removed, digests), faults = (
        output.replace(folder, files, shown=_shown(folder), full=full, cards=prints) if is_due else nothing
    )
    there = {file.path.removeprefix(f"{_shown(folder)}/") for file in written}
    tickets = (ticket for edition in sound for paper in edition.papers for ticket in paper.tickets if ticket.path in there)
    done = [edition for edition in sound if all(file.path in there for paper in edition.papers for file in paper.files)]
    return Report(
        written=written,
        removed=removed,
        skipped=tuple(edition.folder for edition in made.editions if edition not in done),
        tickets=tuple(_placed(ticket, _shown(folder)) for ticket in tickets),
        problems=_told((*made.problems, *faults), job),
        fits=_fits(made),
        moved=made.moved,
        changes=tuple(changes for edition in done for paper in edition.papers for changes in paper.changes),
        repaired=repaired,
        language=made.language,
        stands=None if faults or any(problem.code == ENDLESS for problem in made.problems) else Standing(folder, digests),
    )


def _repaired(job: Job) -> tuple[Path, tuple[Repaired, ...], tuple[Problem, ...]]:
    """Find the output folder, and mend what a killed run has left there before anything is read of it."""
    folder = job.output or resources.locate(job.path)[0] / "output"
    return folder, *output.repair(folder, shown=_shown(folder))


def _placed(ticket: Ticket, shown: str) -> Ticket:
    """Name a ticket's files as the user would write them from here."""
    return ticket._replace(path=f"{shown}/{ticket.path}", files=tuple((f"{shown}/{path}", pages) for path, pages in ticket.files))


def check(job: Job) -> Report:
    """Do all that `build` does but write; the report holds the fit of every card."""
    made = _make(job, by_file=True)
    preflights = tuple(_preflights(made, job)) if job.profiles else ()
    failed = [
        error("preflight", Place(preflight.path), rules=", ".join(rule.rule for rule in preflight.rules if not rule.ok))
        for preflight in preflights
    ]
    problems = (*made.problems, *(problem for problem in failed if problem.values["rules"]))
    return Report(problems=_told(problems, job), fits=_fits(made), preflights=preflights, language=made.language)


def _preflights(made: Everything, job: Job) -> Iterator[Preflight]:
    """Read back each file that a print profile made, as a print shop does when it comes in."""
    from cardprint.checks import preflight

    folder = _shown(job.output or made.root / "output")
    for file in (file for edition in made.editions for paper in edition.papers for file in paper.files):
        if file.expected is not None:
            found = preflight.rules(file.data, file.expected)
            yield Preflight(f"{folder}/{file.path}", file.area, file.expected.profile.id, found)


def proof(job: Job, *, pictures: bool = False) -> Report:
    """Make proofs and contact sheets of what the job asks for, and `pictures` of their pages; no build removes them."""
    from cardprint.papers import proofs

    folder, repaired, busy = _repaired(job)
    try:
        made = _make(replace(job, kinds=("sheets", "shop")), instead=proofs.papers)
    except CardprintError as fault:
        fault.done = repaired
        raise
    sound = [edition for edition in made.editions if _is_sound(edition, job)]
    files = [file for edition in sound for paper in edition.papers for file in paper.files]
    files = [*files, *proofs.pictures(files)] if pictures else files
    written, faults = output.beside(folder, files, shown=_shown(folder)) if files and not busy else ((), busy)
    there = {file.path.removeprefix(f"{_shown(folder)}/") for file in written}
    done = [edition for edition in sound if all(file.path in there for paper in edition.papers for file in paper.files)]
    return Report(
        written=written,
        skipped=tuple(edition.folder for edition in made.editions if edition not in done),
        problems=_told((*made.problems, *faults), job),
        repaired=repaired,
        language=made.language,
    )


class Made(Struct, frozen=True):
    """One edition's papers in memory, and everything that is wrong with them."""

    area: str
    folder: str
    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]
    wording: Lacking


class Everything(Struct, frozen=True):
    """All editions of a project."""

    root: Path
    editions: tuple[Made, ...]
    problems: tuple[Problem, ...]
    language: str
    moved: Shift = UNMOVED


Maker = Callable[[Order], Paper]
"""Makes something else than papers of a typeset deck."""
Earlier = Mapping[str, Sequence[Printed]]
"""The cards of an earlier output, by `folder/deck`."""


def _make(job: Job, earlier: Earlier | None = None, instead: Maker | None = None, *, by_file: bool = False) -> Everything:
    """Read the project, then make each edition's papers, with an `earlier` output those of what has changed; or something else `instead`."""
    root, document = resources.locate(job.path)
    wanted = sources.Wanted(areas=job.areas, organisations=job.organisations, profiles=job.profiles, languages=job.languages)
    project, found = sources.project(root, only=document, wanted=wanted)
    moved, faults = _printer(job)
    project = _moved(project, moved)
    problems = (*(problem for problem in found if _counts(problem, job)), *faults)
    _check_choice(job, project)
    work = Work(project, job, problems, open_layouts(project), found, earlier, instead)
    editions = _apart([_edition(work, *one) for one in _editions(project)])
    _check_left(job, editions)
    said = (
        *problems,
        *(problem for edition in editions for problem in edition.problems),
        *untranslated.told([edition.wording for edition in editions], by_file=by_file),
    )
    everything = {_key(problem): problem for problem in said}
    return Everything(root, editions, tuple(everything.values()), project.main_language, moved or UNMOVED)


def _printer(job: Job) -> Found[Shift | None]:
    """Find the offset of the printer that is asked for; None for none. Raises CardprintError for a printer that nobody measured."""
    if not job.printer:
        return None, ()
    known, faults = printers.kept()
    name = printers.called(job.printer)
    if name not in known and not faults:
        raise CardprintError(error("no-such-printer", Place(""), name=name, nearest=sources.nearest(name, known)))
    return known.get(name), faults


def _moved(project: Project, moved: Shift | None) -> Project:
    """Put a printer's offset in the place of the profiles' own, which are then nobody's to blame."""
    if moved is None:
        return project

    def turned(profiles: Iterable[PrintProfile]) -> tuple[PrintProfile, ...]:
        return tuple(replace(profile, back_offset=moved, places={**profile.places, "back_offset": profile.place}) for profile in profiles)

    return replace(project, profiles=turned(project.profiles), told_profiles=turned(project.told_profiles))


class Work(Struct, frozen=True):
    """What all editions are made from: the project, the job, what is wrong with the files, the layouts, an earlier output."""

    project: Project
    job: Job
    problems: tuple[Problem, ...]
    layouts: Layouts
    found: tuple[Problem, ...]
    earlier: Earlier | None
    instead: Maker | None = None


def _edition(work: Work, organisation: Organisation | None, language: str, area: Area) -> Made:
    """Resolve the words of one area, then make its papers."""
    project, job, found = work.project, work.job, work.problems
    own = organisation.id if organisation else None
    edition, problems = sources.edition(project, area=area.id, organisation=own, language=language)
    context, faults = open_context(edition, work.layouts)
    mothers = {
        other: sources.edition(project, area=area.id, organisation=own, language=other)[0]
        for other in dict.fromkeys(edition.untranslated.values())
    }
    context = with_others(context, mothers)
    concerned = (problem for problem in found if _concerns(problem, project, area, organisation))
    met = (*concerned, *(problem for problem in problems if _counts(problem, job)), *faults)
    wording = Lacking.of(edition, [gap for gap in sources.gaps(edition) if _is_made_of(gap.place, job)])
    folder = _folder(project, organisation, language, area)
    broken = {problem.place.file for problem in (*work.found, *problems) if problem.is_error}
    is_sound = not (_stops(met, job) or (job.strict and wording.gaps))
    made = () if sources.is_hopeless(met) else tuple(_papers(work, context, folder, broken, is_sound=is_sound))
    met = (*met, *(problem for paper in made for problem in paper.problems))
    return Made(area.id, folder, made, (*met, *_left_empty(job, area, made, met)), wording)


def _apart(editions: Sequence[Made]) -> tuple[Made, ...]:
    """Stop the editions in which two papers would be one file, and say of which two sources they are made."""
    made = [(number, paper, file) for number, edition in enumerate(editions) for paper in edition.papers for file in paper.files]
    faults: dict[int, tuple[Problem, ...]] = {}
    for first, second in output.clashes([file for _, _, file in made]):
        number, paper, file = made[second]
        both = [number, made[first][0]] if first >= 0 else [number]
        names = _sources(made[first][1], made[first][2], paper, file) if first >= 0 else (manifest.MANIFEST, paper.source.file)
        fault = error("paper-twice", paper.source, path=file.path, first=names[0], second=names[1])
        faults |= {side: (*faults.get(side, ()), fault) for side in both}
    return tuple(replace(edition, problems=(*edition.problems, *faults.get(number, ()))) for number, edition in enumerate(editions))


def _sources(paper: Paper, file: File, other: Paper, same: File) -> tuple[str, str]:
    """Name what two files of one name are made of: the decks or meetings; of one deck the print profiles, or else the files."""
    if paper.source.file != other.source.file:
        return paper.source.file, other.source.file
    profiles = [ticket.profile for ticket in paper.tickets if any(path == file.path for path, _ in ticket.files)]
    return (profiles[0], profiles[1]) if file.path == same.path and len(profiles) > 1 else (file.path, same.path)


def _papers(work: Work, context: Context, folder: str, broken: Collection[str], *, is_sound: bool) -> Iterator[Paper]:
    """Typeset each deck once; then make the decks' papers and the meetings', or something else instead."""
    job, edition = work.job, context.edition
    asked = edition.project.asked
    orders = [order(*context.spoken(deck), job, folder, is_sound=is_sound) for deck in edition.decks]
    if work.instead is not None:
        yield from (replace(work.instead(order), source=order.deck.place) for order in orders)
        return
    if work.earlier is not None and all(order.is_sound for order in orders):
        orders, changes = _changed(orders, edition, work.earlier, folder)
        yield Paper(changes=changes)
    if asked in {"", "deck"}:
        yield from (replace(decks.deck(order), source=order.deck.place) for order in orders)
    if (edition.agendas or edition.worksheets) and not (asked == "" and job.is_part):
        agendas = [agenda for agenda in edition.agendas if agenda.place.file not in broken or not _only_cards(job)]
        yield from _meetings(work, context, orders, agendas, folder, is_sound=is_sound)


def _meetings(
    work: Work, context: Context, orders: Sequence[Order], agendas: Iterable[Agenda], folder: str, *, is_sound: bool
) -> Iterator[Paper]:
    """Make the meetings' papers, and the worksheets that no meeting uses."""
    from cardprint.papers import meetings

    job, edition = work.job, context.edition
    for agenda in agendas:
        yield replace(
            meetings.meeting(meetings.Meeting(context, *context.spoken(agenda), orders, job, folder, is_sound)), source=agenda.place
        )
    used = {item.worksheet.value for agenda in edition.agendas for item in agenda.items}
    if edition.project.asked != "agenda" and "worksheet" in (job.kinds or EVERY):
        for sheet in edition.worksheets:
            if sheet.id not in used:
                yield replace(meetings.worksheet(*context.spoken(sheet), folder, is_sound=is_sound), source=sheet.place)


def _changed(orders: Sequence[Order], edition: Edition, earlier: Earlier, folder: str) -> tuple[list[Order], tuple[Changes, ...]]:
    """Leave of each deck what has changed, and say what that is; a deck that is no longer there is all to be thrown away."""
    asked = edition.project.asked
    if asked == "agenda":
        from cardprint.papers import meetings

        orders = meetings.used(orders, edition.agendas)
    found = [changed(order, earlier) for order in orders]
    there = {order.key for order in orders}
    lost = [name for name in earlier if asked == "" and name.rpartition("/")[0] == folder and name not in there]
    changes = (*(changes for _, changes in found), *(reprint.compared(name, earlier[name], ()) for name in lost))
    return [order for order, _ in found], changes


def _only_cards(job: Job) -> bool:
    """Tell whether only papers are asked for that a deck alone is enough for: a broken agenda does not stop those."""
    return bool(job.kinds) and not set(job.kinds) & {*OF_MEETINGS, "ticket"}


def _left_empty(job: Job, area: Area, made: Iterable[Paper], met: Iterable[Problem]) -> tuple[Problem, ...]:
    """Say that what was chosen leaves no card of an area."""
    if not job.chooses_cards or job.changed_since or any(paper.files for paper in made) or any(problem.is_error for problem in met):
        return ()
    return (warning(NOTHING_CHOSEN, Place(""), area=area.id),)


def _editions(project: Project) -> Iterator[tuple[Organisation | None, str, Area]]:
    """Go through organisations, languages and areas, as cardprint.yaml lists them."""
    for organisation in project.organisations or (None,):
        for language in project.languages:
            for area in project.areas:
                yield organisation, language, area


def _folder(project: Project, organisation: Organisation | None, language: str, area: Area) -> str:
    """Name an edition's folder: a level for organisation and language only where there are several."""
    names = {"organisation": organisation.id if organisation else "", "language": language}
    return "/".join((*(names[level] for level in project.levels if names[level]), area.id))


def _counts(problem: Problem, job: Job) -> bool:
    """Tell whether a Problem is in a file that the papers asked for are made of: a broken agenda does not stop `--only sheets`."""
    return _is_made_of(problem.place, job)


def _is_made_of(place: Place, job: Job) -> bool:
    """Tell whether the papers asked for are made of the file that a place is in."""
    is_asked = not door.is_folder(job.path) and door.real(job.path).as_posix().endswith(f"/{place.file}")
    return is_asked or not _only_cards(job) or not f"{place.file}/".startswith(MEETINGS)


def _concerns(problem: Problem, project: Project, area: Area, organisation: Organisation | None) -> bool:
    """Tell whether a file's fault stops an edition: the file of another area or organisation does not."""
    others = {other.place.file for other in project.areas if other is not area} | {
        other.place.file for other in project.organisations if other is not organisation
    }
    return problem.place.file not in (others | set(project.known.get("unlisted", ()))) - {""}


def _check_choice(job: Job, project: Project) -> None:
    """Raise CardprintError for a card, a theme or a kind that there is none of."""
    decks = project.decks
    added = [card.id for area in project.areas for card in area.add]
    blanks = [f"blank-{number + 1}" for deck in decks for number in range(deck.blank_cards)]
    _ask("card", job.cards, [card.id for deck in decks for card in deck.cards] + added + blanks + ["instruction"])
    _ask("theme", (job.theme,) if job.theme else (), [theme.id for deck in decks for theme in deck.themes])
    _ask("kind", job.kinds, EVERY)
    made = {profile.kind for profile in project.profiles}
    if job.kinds and {"sheets", "shop"} >= set(job.kinds) and not made & set(job.kinds):
        example = next(profile.id for profile in PROFILES.values() if profile.kind == job.kinds[0])
        raise CardprintError(error("no-profile-for-kind", Place(""), kind=job.kinds[0], profile=example))
    of_meetings = [kind for kind in job.kinds if kind in OF_MEETINGS]
    if job.kinds and len(of_meetings) == len(job.kinds) and not (project.agendas or ("worksheet" in of_meetings and project.worksheets)):
        raise CardprintError(error("no-meeting-for-kind", Place(""), kind=of_meetings[0]))


def _check_left(job: Job, editions: Sequence[Made]) -> None:
    """Raise CardprintError where what was chosen leaves no card of any area, or begins where no sheet has a place."""
    for problem in (problem for edition in editions for problem in edition.problems):
        if problem.code == "start-at-outside-sheet":
            raise CardprintError(problem)
    if job.chooses_cards and all(any(problem.code == NOTHING_CHOSEN for problem in edition.problems) for edition in editions):
        raise CardprintError(error(f"{NOTHING_CHOSEN}-anywhere", Place("")))


def _ask(kind: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise CardprintError(error(f"no-such-{kind}", Place(""), name=name, nearest=sources.nearest(name, known)))


def _stops(problems: Iterable[Problem], job: Job) -> bool:
    return any(problem.is_error or job.strict for problem in problems)


def _is_sound(edition: Made, job: Job) -> bool:
    """Tell whether an edition's papers are written; with `strict` words that are missing stop them, too."""
    return not _stops(edition.problems, job) and not (job.strict and edition.wording.gaps)


def _told(problems: Iterable[Problem], job: Job) -> tuple[Problem, ...]:
    """Put Problems in the order of their places; with `strict` warnings are errors."""
    told = [problem._replace(severity=Severity.ERROR) if job.strict else problem for problem in problems]
    return tuple(sorted(told, key=lambda problem: (problem.place, problem.code)))


def _key(problem: Problem) -> tuple[object, ...]:
    """Tell a Problem once, though several areas or cards have it."""
    return problem.code, problem.place, tuple(item for item in problem.values.items() if item[0] != "card")


def _fits(made: Everything) -> tuple[Fitted, ...]:
    return tuple(Fitted(edition.area, note) for edition in made.editions for paper in edition.papers for note in paper.notes)


def _shown(folder: Path) -> str:
    """Show a folder as the user would write it from here."""
    here = Path.cwd()
    path = folder if folder.is_absolute() else here / folder
    return path.relative_to(here).as_posix() if path.is_relative_to(here) and path != here else path.as_posix()
