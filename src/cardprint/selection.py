"""What of a project is asked for: which editions, which of their Problems count, which folder each goes to; and what there is none of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cardprint import files, sources
from cardprint.errors import CardprintError, Place, Problem, error, warning
from cardprint.job import Job
from cardprint.model import PROFILES, Area, Organisation, Project
from cardprint.papers.kinds import LARGE, OF_CARDS, OF_MEETINGS, OF_NOTES, of_project

if TYPE_CHECKING:
    from cardprint.meetings import Agenda, Worksheet

MEETINGS = ("cards/agendas/", "cards/worksheets/")
"""Folders of files that no deck is made of."""
RETURNED = ("", "-step2")
"""Ends the names of notes: of a meeting, and of the sheet that goes on from it."""
NOTHING_CHOSEN = "nothing-chosen"


class Wanted(Struct, frozen=True):
    """One edition of a project: for whom, in which language, of which area."""

    organisation: Organisation | None
    language: str
    area: Area


def editions(project: Project) -> Iterator[Wanted]:
    """Go through organisations, languages and areas, as cardprint.yaml lists them."""
    for organisation in project.organisations or (None,):
        for language in project.languages:
            for area in project.areas:
                yield Wanted(organisation, language, area)


def folder(project: Project, wanted: Wanted) -> str:
    """Name an edition's folder: a level for organisation and language only where there are several."""
    names = {"organisation": wanted.organisation.id if wanted.organisation else "", "language": wanted.language}
    return "/".join((*(names[level] for level in project.levels if names[level]), wanted.area.id))


def only_cards(job: Job) -> bool:
    """Tell whether only papers are asked for that a deck alone is enough for: a broken agenda does not stop those."""
    return bool(job.kinds) and set(job.kinds) <= set(OF_CARDS)


def is_made_of(place: Place, job: Job) -> bool:
    """Tell whether the papers asked for are made of the file that a place is in."""
    is_asked = not files.is_folder(job.path) and files.real(job.path).as_posix().endswith(f"/{place.file}")
    return is_asked or not only_cards(job) or not f"{place.file}/".startswith(MEETINGS)


def counting(problems: Iterable[Problem], job: Job) -> tuple[Problem, ...]:
    """Leave out what is wrong with files that the papers asked for are not made of."""
    return tuple(problem for problem in problems if is_made_of(problem.place, job))


def concerning(problems: Iterable[Problem], project: Project, wanted: Wanted) -> tuple[Problem, ...]:
    """Leave out what does not stop an edition: the faults of another area's or organisation's file."""
    others = {area.place.file for area in project.areas if area is not wanted.area} | {
        organisation.place.file for organisation in project.organisations if organisation is not wanted.organisation
    }
    elsewhere = (others | set(project.known.get("unlisted", ()))) - {""}
    return tuple(problem for problem in problems if problem.place.file not in elsewhere)


def left_empty(job: Job, area: str, *, is_made: bool, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Say that what was chosen leaves no card of an area."""
    if not job.chooses_cards or job.changed_since or is_made or any(problem.is_error for problem in problems):
        return ()
    return (warning(NOTHING_CHOSEN, Place(""), area=area),)


def check(job: Job, project: Project) -> None:
    """Raise CardprintError for a card, a theme or a kind that there is none of."""
    decks = project.decks
    added = [card.id for area in project.areas for card in area.add]
    blanks = [f"blank-{number + 1}" for deck in decks for number in range(deck.blank_cards)]
    _ask("card", job.cards, [card.id for deck in decks for card in deck.cards] + added + blanks + ["instruction"])
    _ask("theme", (job.theme,) if job.theme else (), [theme.id for deck in decks for theme in deck.themes])
    every = of_project(project)
    _ask("kind", job.kinds, [kind.name for kind in every])
    if job.large and not set(LARGE) & set(job.kinds or (() if job.is_part else LARGE)):
        raise CardprintError(error("large-of-nothing", Place("")))
    made = {profile.kind for profile in project.profiles}
    if job.kinds and {"sheets", "shop"} >= set(job.kinds) and not made & set(job.kinds):
        example = next(profile.id for profile in PROFILES.values() if profile.kind == job.kinds[0])
        raise CardprintError(error("no-profile-for-kind", Place(""), kind=job.kinds[0], profile=example))
    of_meetings = [kind.name for kind in every if kind.of in OF_MEETINGS and kind.name in job.kinds]
    if job.kinds and len(of_meetings) == len(job.kinds) and not (project.agendas or ("worksheet" in of_meetings and project.worksheets)):
        raise CardprintError(error("no-meeting-for-kind", Place(""), kind=of_meetings[0]))

    if job.kinds and set(job.kinds) <= set(OF_NOTES):
        _check_notes(job, project)


def _check_notes(job: Job, project: Project) -> None:
    """Raise CardprintError where there is nothing that papers of notes could be made of."""
    names = [f"{folder(project, wanted)}/{about.id}" for wanted in editions(project) for about in _noted(project)]
    if not names:
        raise CardprintError(error("no-meeting-for-kind", Place(""), kind=job.kinds[0]))
    expected = [f"notes/{name}{end}.yaml" for name in names for end in RETURNED]
    if all(files.is_absent((project.root or Path()) / name) for name in expected):
        raise CardprintError(error("no-notes-for-kind", Place(""), kind=job.kinds[0], file=expected[0]))


def _noted(project: Project) -> Sequence[Agenda | Worksheet]:
    """Give what there may be notes of: meetings, and worksheets that none of them uses."""
    used = {item.worksheet.value for agenda in project.agendas for item in agenda.items}
    return (*project.agendas, *(sheet for sheet in project.worksheets if sheet.id not in used))


def check_left(job: Job, found: Collection[Sequence[Problem]]) -> None:
    """Raise CardprintError where what was chosen leaves no card of any edition, or begins where no sheet has a place; `found` are their Problems."""
    for problem in (problem for problems in found for problem in problems):
        if problem.code == "start-at-outside-sheet":
            raise CardprintError(problem)
    if job.chooses_cards and all(any(problem.code == NOTHING_CHOSEN for problem in problems) for problems in found):
        raise CardprintError(error(f"{NOTHING_CHOSEN}-anywhere", Place("")))


def _ask(kind: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise CardprintError(error(f"no-such-{kind}", Place(""), name=name, nearest=sources.nearest(name, known)))
