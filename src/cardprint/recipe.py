"""The recipe, readable aloud: a Job in, a Report out. Only this file knows the order of things.

sources → layouts → typeset → sheets → pdf → output. The first five are gone through for each edition, here or by an executor's workers; then
all that is sound is written at once. Nothing raises for a mistake in the user's files; CardprintError says that what was asked for is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardprint import (
    executors,
    extras,
    keeping,
    legible,
    manifest,
    output,
    printers,
    readability,
    reprint,
    resources,
    selection,
    severity,
    sources,
    untranslated,
)
from cardprint import files as door
from cardprint.context import Context, Shared, open_context, with_others
from cardprint.errors import CardprintError, Found, Place, Problem, error
from cardprint.job import Changes, Fitted, Job, Preflight, Printed, Repaired, Report, Standing, Ticket
from cardprint.layouts import seconds
from cardprint.layouts.templates import ENDLESS
from cardprint.model import Edition, Project
from cardprint.output import File
from cardprint.page import UNMOVED, Shift
from cardprint.papers import making
from cardprint.papers.kinds import OF_NOTES
from cardprint.papers.orders import Destination, Order, Paper, changed, order
from cardprint.untranslated import Lacking

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from cardprint.meetings import Agenda, Worksheet

__all__ = ["Built", "Job", "Made", "Report", "build", "built", "check", "from_here", "proof"]

Maker = Callable[[Order], Found[Paper]]
"""Makes something else than papers of a typeset deck."""
Earlier = Mapping[str, Sequence[Printed]]
"""The cards of an earlier output, by `folder/deck`."""


class Work(Struct, frozen=True):
    """What all editions are made from: the project, the job, what is wrong with the files, an earlier output, what is made instead of papers."""

    project: Project
    job: Job
    problems: tuple[Problem, ...]
    found: tuple[Problem, ...]
    earlier: Earlier | None = None
    instead: Maker | None = None


class Made(Struct, frozen=True):
    """One edition's papers in memory, everything that is wrong with them, the words that its language lacks, whose colours cannot be read, and the colours of its themes."""

    area: str
    folder: str
    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...]
    lacking: Lacking
    causes: tuple[legible.Cause, ...] = ()
    themes: tuple[legible.Themes, ...] = ()

    @property
    def files(self) -> list[File]:
        """The files of all its papers."""
        return [file for paper in self.papers for file in paper.files]


class Everything(Struct, frozen=True):
    """All editions of a project, and which of them are `sound`: these are written."""

    project: Project
    root: Path
    editions: tuple[Made, ...]
    sound: tuple[Made, ...]
    problems: tuple[Problem, ...]
    language: str
    moved: Shift

    def done(self, written: Collection[str]) -> tuple[list[Made], tuple[str, ...]]:
        """Give the editions that are in the output folder as a whole, and the folders of those that are not."""
        done = [edition for edition in self.sound if all(file.path in written for file in edition.files)]
        return done, tuple(edition.folder for edition in self.editions if edition not in done)


def build(job: Job, executor: Executor | executors.Processes | None = None, *, seen: executors.Seen | None = None) -> Report:
    """Build what the job asks for and write it; an area with errors keeps its older files.

    With an `executor` its workers make the editions. `seen` is told how many editions are made, and of how many.
    """
    return built(job, executor, seen=seen).report


class Built(Struct, frozen=True):
    """What came of a build, with the editions that are written whole, as they are in memory."""

    report: Report
    project: Project
    editions: tuple[Made, ...]


def built(job: Job, executor: Executor | executors.Processes | None = None, *, seen: executors.Seen | None = None) -> Built:
    """Do what `build` does, and give what was made."""
    folder = job.output or resources.locate(job.path)[0] / "output"
    shown = from_here(folder)
    with _repaired(folder) as (repaired, busy):
        made = _make(job, executor, manifest.printed(job.changed_since) if job.changed_since else None, seen=seen)
    files = [file for edition in made.sound for file in edition.files]
    prints = {name: cards for edition in made.sound for paper in edition.papers for name, cards in paper.prints}
    result, faults = output.Result(), busy
    if files and not busy:
        full = job.is_full and len(made.sound) == len(made.editions)
        result, faults = output.replace(folder, files, shown=shown, full=full, cards=prints)
    there = {file.path.removeprefix(f"{shown}/") for file in result.written}
    done, skipped = made.done(there)
    tickets = (ticket for edition in made.sound for paper in edition.papers for ticket in paper.tickets if ticket.path in there)
    kept = [kept for edition in made.sound for paper in edition.papers for kept in paper.kept if kept.path in there]
    faults = (*faults, *keeping.keep(made.root, kept))
    is_lasting = not faults and all(problem.code != ENDLESS for problem in made.problems)
    report = Report(
        written=result.written,
        removed=result.removed,
        skipped=skipped,
        tickets=tuple(_placed(ticket, shown) for ticket in tickets),
        problems=severity.told((*made.problems, *faults), strict=job.strict),
        fits=_fits(made),
        moved=made.moved,
        changes=tuple(changes for edition in done for paper in edition.papers for changes in paper.changes),
        repaired=repaired,
        language=made.language,
        unread=tuple(code for code in _printed(made.project) if made.project.spoken[code].is_unread) if made.sound else (),
        stands=Standing(folder, result.digests) if is_lasting else None,
    )
    return Built(report, made.project, tuple(done))


def _printed(project: Project) -> tuple[str, ...]:
    """Name the languages that papers of a project have words in."""
    wishes = (project.bilingual, *(deck.bilingual for deck in project.decks))
    return tuple(dict.fromkeys((*project.languages, *(wish.language for wish in wishes if wish))))


def check(job: Job, executor: Executor | executors.Processes | None = None) -> Report:
    """Do all that `build` does but write; the report holds the fit of every card, and with print profiles what a print shop finds."""
    if job.profiles:
        extras.need("preflight")
    made = _make(job, executor, by_file=True)
    preflights = tuple(_preflights(made, job)) if job.profiles else ()
    broken = {preflight.path: ", ".join(rule.rule for rule in preflight.rules if not rule.ok) for preflight in preflights}
    failed = (error("preflight", Place(path), rules=rules) for path, rules in broken.items() if rules)
    told = severity.told((*made.problems, *failed), strict=job.strict)
    said = [said for edition in made.editions for paper in edition.papers for said in paper.said]
    plain = readability.measured(said) if job.readability else None
    return Report(problems=told, fits=_fits(made), preflights=preflights, readability=plain, language=made.language)


def proof(job: Job, *, pictures: bool = False) -> Report:
    """Make proofs and contact sheets of what the job asks for, and `pictures` of their pages; no build removes them."""
    from cardprint.papers import proofs

    if pictures:
        extras.need("proof")
    folder = job.output or resources.locate(job.path)[0] / "output"
    with _repaired(folder) as (repaired, busy):
        made = _make(replace(job, kinds=("sheets", "shop")), instead=proofs.papers)
    files = [file for edition in made.sound for file in edition.files]
    files = [*files, *proofs.pictures(files)] if pictures else files
    written, faults = output.beside(folder, files, shown=from_here(folder)) if files and not busy else ((), busy)
    _, skipped = made.done({file.path.removeprefix(f"{from_here(folder)}/") for file in written})
    told = severity.told((*made.problems, *faults), strict=job.strict)
    return Report(written=written, skipped=skipped, problems=told, repaired=repaired, language=made.language)


def _make(
    job: Job,
    executor: Executor | executors.Processes | None = None,
    earlier: Earlier | None = None,
    instead: Maker | None = None,
    *,
    by_file: bool = False,
    seen: executors.Seen | None = None,
) -> Everything:
    """Read the project, then make each edition's papers: with an `earlier` output those of what has changed, or something else `instead`."""
    root, document = resources.locate(job.path)
    wanted = sources.Wanted(
        areas=job.areas, organisations=job.organisations, profiles=job.profiles, languages=job.languages, bilingual=job.bilingual
    )
    project, found = sources.project(root, only=document, wanted=wanted)
    moved, faults = _printer(job)
    project = _moved(project, moved)
    selection.check(job, project)
    work = Work(project, job, (*selection.counting(found, job), *faults), found, earlier, instead)
    made = executors.each(executor, executors.Task(Bench, _edition, _engine), work, len(list(selection.editions(project))), seen)
    editions = _apart(made)
    selection.check_left(job, [edition.problems for edition in editions])
    lacking = untranslated.told([edition.lacking for edition in editions], by_file=by_file)
    pale = legible.told(
        (cause for edition in editions for cause in edition.causes), [deck for edition in editions for deck in edition.themes]
    )
    met = untranslated.merged(problem for edition in editions for problem in edition.problems)
    problems = severity.once((*work.problems, *met, *lacking, *pale))
    sound = tuple(
        edition for edition in editions if not (_stops(edition.problems, edition.lacking, job) or (job.strict and edition.causes))
    )
    return Everything(project, root, editions, sound, problems, project.main_language, moved or UNMOVED)


class Bench:
    """What one process makes editions with: the work, the editions that there are, and what these have in common."""

    def __init__(self, work: Work) -> None:
        """Open what editions share; nothing is read of it yet."""
        self.work = work
        self.editions = tuple(selection.editions(work.project))
        self.shared = Shared(work.project)


def _engine() -> None:
    """Load what makes editions."""
    from cardprint.papers import meetings, paged
    from cardprint.pdf import draw

    _ = meetings, paged, draw


def _edition(bench: Bench, number: int) -> Made:
    """Make one edition: its words settled, its look opened, each deck typeset once, its papers laid on sheets and drawn."""
    work, wanted, job = bench.work, bench.editions[number], bench.work.job
    context, own, faults = opened(bench, wanted)
    met = (*selection.concerning(work.problems, work.project, wanted), *selection.counting(own, job), *faults)
    gaps = [gap for gap in sources.gaps(context.edition) if selection.is_made_of(gap.place, job)]
    lacking = Lacking.of(context.edition, gaps)
    folder = selection.folder(work.project, wanted)
    to = Destination(job, folder, is_sound=not _stops(met, lacking, job), own=work.project.own_papers, language=wanted.language)
    broken = {problem.place.file for problem in (*work.found, *own) if problem.is_error}
    made = () if sources.is_hopeless(met) else tuple(_papers(work, context, to, broken))
    papers = tuple(paper for paper, _ in made)
    met = (*met, *(problem for _, problems in made for problem in problems))
    causes = legible.causes(context, frozenset().union(*(paper.pairs for paper in papers)))
    themes = legible.themes_of(context.edition.decks)
    empty = selection.left_empty(job, wanted.area.id, is_made=any(paper.files for paper in papers), problems=met)
    return Made(wanted.area.id, folder, papers, (*met, *empty), lacking, causes, themes)


def opened(bench: Bench, wanted: selection.Wanted) -> tuple[Context, tuple[Problem, ...], tuple[Problem, ...]]:
    """Settle the words of one edition and open its look; what is wrong with the words, and with the look."""
    project, organisation = bench.work.project, wanted.organisation.id if wanted.organisation else None

    def words(language: str) -> Found[Edition]:
        return sources.edition(project, area=wanted.area.id, organisation=organisation, language=language)

    edition, problems = words(wanted.language)
    context, faults = open_context(edition, bench.shared)
    others = {language: words(language)[0] for language in dict.fromkeys(edition.untranslated.values())}
    wishes = (seconds.wish(edition, deck) for deck in edition.decks)
    beside = {language: words(language) for language in dict.fromkeys(wish.language for wish in wishes if wish)}
    second = {language: other for language, (other, _) in beside.items()}
    told = tuple(problem for _, met in beside.values() for problem in met)
    context = replace(with_others(context, others), beside=second)
    return context, (*problems, *told), (*faults, *seconds.faults(edition, second))


def _papers(work: Work, context: Context, to: Destination, broken: Collection[str]) -> Iterator[Found[Paper]]:
    """Typeset each deck once; then make the decks' papers and the meetings', or something else instead."""
    edition, job, asked = context.edition, work.job, work.project.asked
    orders = [order(*context.spoken(deck), to) for deck in edition.decks]
    yield from ((_met(order), ()) for order in orders)
    if work.instead is not None:
        yield from map(work.instead, orders)
        return
    if work.earlier is not None and all(order.to.is_sound for order in orders):
        orders, changes = _changed(work, context, orders, to)
        yield Paper(changes=changes), ()
    if asked in {"", "deck"}:
        yield from map(making.of_deck, orders)
    if (edition.agendas or edition.worksheets) and not (asked == "" and job.is_part):
        yield from _meetings(context, orders, to, broken)


def _met(order: Order) -> Paper:
    """Give what is known of a deck before any paper is made of it: the colours on its cards, and where they are to be measured, its words."""
    edition, is_read = order.context.edition, order.to.job.readability
    said = (readability.of_deck(order.deck, edition.language, edition.area, edition.vocabulary),) if is_read else ()
    return Paper(pairs=order.typeset.pairs, said=said)


def _meetings(context: Context, orders: Sequence[Order], to: Destination, broken: Collection[str]) -> Iterator[Found[Paper]]:
    """Make the meetings' papers, and the worksheets that no meeting uses."""
    from cardprint.papers import meetings

    edition = context.edition
    agendas = [agenda for agenda in edition.agendas if agenda.place.file not in broken or not selection.only_cards(to.job)]
    yield from (making.of_meeting(meetings.meeting(context, agenda, orders, to)) for agenda in agendas)
    if set(OF_NOTES) & set(to.kinds) and edition.project.root and not door.is_absent(edition.project.root / "notes"):
        yield from _returned(context, agendas, to)
    if edition.project.asked != "agenda" and "worksheet" in to.needed:
        used = {item.worksheet.value for agenda in edition.agendas for item in agenda.items}
        left = [sheet for sheet in edition.worksheets if sheet.id not in used]
        yield from (making.of_worksheet(made) for sheet in left for made in meetings.worksheets(*context.spoken(sheet), to))


def _returned(context: Context, agendas: Sequence[Agenda], to: Destination) -> Iterator[Found[Paper]]:
    """Make the papers of what came back from the tables: of each meeting that has notes, and of worksheets that no meeting uses."""
    from cardprint.sources import notes as noted

    edition = context.edition
    used = {item.worksheet.value for agenda in edition.agendas for item in agenda.items}
    alone = [] if edition.project.asked == "agenda" else [sheet for sheet in edition.worksheets if sheet.id not in used]
    abouts: Sequence[Agenda | Worksheet] = (*agendas, *alone)
    for about, name in ((about, f"{about.id}{end}") for about in abouts for end in selection.RETURNED):
        notes, faults = noted.notes(edition.project, to.folder, name)
        if notes is None:
            yield Paper(source=about.place), faults
            continue
        from cardprint.papers import returned

        spoken, own = context.spoken(about)
        whole, more = returned.returned(spoken, notes, to, of=own, worksheets=edition.worksheets)
        paper, problems = making.of_notes(whole) if not any(fault.is_error for fault in faults) else (Paper(source=notes.place), ())
        yield paper, (*faults, *more, *problems)


def _changed(work: Work, context: Context, orders: Sequence[Order], to: Destination) -> tuple[list[Order], tuple[Changes, ...]]:
    """Leave of each deck what has changed, and say what that is; a deck that is no longer there is all to be thrown away."""
    asked, earlier = work.project.asked, work.earlier or {}
    if asked == "agenda":
        from cardprint.papers import meetings

        orders = meetings.used(orders, context.edition.agendas)
    found = [changed(order, earlier) for order in orders]
    there = {order.key for order in orders}
    lost = [name for name in earlier if asked == "" and name.rpartition("/")[0] == to.folder and name not in there]
    changes = (*(changes for _, changes in found), *(reprint.compared(name, earlier[name], ()) for name in lost))
    return [order for order, _ in found], changes


def _stops(problems: Iterable[Problem], lacking: Lacking, job: Job) -> bool:
    """Tell whether an edition's papers are not written; with `strict` words that are missing stop them, too."""
    return severity.stops(problems, strict=job.strict) or bool(job.strict and lacking.gaps)


def _apart(editions: Sequence[Made]) -> tuple[Made, ...]:
    """Stop the editions in which two papers would be one file, and say of which two sources they are made."""
    made = [(number, paper, file) for number, edition in enumerate(editions) for paper in edition.papers for file in paper.files]
    faults: dict[int, tuple[Problem, ...]] = {}
    for first, second in output.clashes([file for _, _, file in made]):
        number, paper, file = made[second]
        both = [number, made[first][0]] if first >= 0 else [number]
        names = _sources(made[first][1], made[first][2], paper, file) if first >= 0 else (manifest.MANIFEST, paper.source.file)
        fault = error("paper-twice", paper.source, path=file.path, first=names[0], second=names[1])
        faults |= {concerned: (*faults.get(concerned, ()), fault) for concerned in both}
    return tuple(replace(edition, problems=(*edition.problems, *faults.get(number, ()))) for number, edition in enumerate(editions))


def _sources(paper: Paper, file: File, other: Paper, same: File) -> tuple[str, str]:
    """Name what two files of one name are made of: the decks or meetings; of one deck the print profiles, or else the files."""
    if paper.source.file != other.source.file:
        return paper.source.file, other.source.file
    profiles = [ticket.profile for ticket in paper.tickets if any(path == file.path for path, _ in ticket.files)]
    return (profiles[0], profiles[1]) if file.path == same.path and len(profiles) > 1 else (file.path, same.path)


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
    turned = {
        key: tuple(replace(profile, back_offset=moved, places={**profile.places, "back_offset": profile.place}) for profile in profiles)
        for key, profiles in (("profiles", project.profiles), ("told_profiles", project.told_profiles))
    }
    return replace(project, **turned)


@contextmanager
def _repaired(folder: Path) -> Iterator[tuple[tuple[Repaired, ...], tuple[Problem, ...]]]:
    """Mend what a killed run has left in the output folder before anything is read of it; who finds then that a wish cannot be met tells it, too."""
    repaired, busy = output.repair(folder, shown=from_here(folder))
    try:
        yield repaired, busy
    except CardprintError as fault:
        fault.done = repaired
        raise


def _preflights(made: Everything, job: Job) -> Iterator[Preflight]:
    """Read back each file that a print profile made, as a print shop does when it comes in."""
    from cardprint.checks import preflight

    folder = from_here(job.output or made.root / "output")
    for file in (file for edition in made.editions for file in edition.files):
        if file.expected is not None:
            found = preflight.rules(file.data, file.expected)
            yield Preflight(f"{folder}/{file.path}", file.area, file.expected.profile.id, found)


def _placed(ticket: Ticket, shown: str) -> Ticket:
    """Name a ticket's files as the user would write them from here."""
    return ticket._replace(path=f"{shown}/{ticket.path}", files=tuple((f"{shown}/{path}", pages) for path, pages in ticket.files))


def _fits(made: Everything) -> tuple[Fitted, ...]:
    return tuple(Fitted(edition.area, note) for edition in made.editions for paper in edition.papers for note in paper.notes)


def from_here(folder: Path) -> str:
    """Show a folder as the user would write it from here."""
    here = Path.cwd()
    path = folder if folder.is_absolute() else here / folder
    return path.relative_to(here).as_posix() if path.is_relative_to(here) and path != here else path.as_posix()
