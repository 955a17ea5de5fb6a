"""What papers are made of, and what is made: a Subject, such as the typeset cards of an Order; a Paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import apart, reprint
from cardprint.checks.contrast import Pair
from cardprint.context import Context
from cardprint.errors import Found, Place, Problem
from cardprint.job import Changes, Job, Printed, Ticket
from cardprint.keeping import Kept
from cardprint.layouts.tickets import Leaves
from cardprint.model import NOWHERE, Card, Deck, Text
from cardprint.output import File
from cardprint.page import FitNote
from cardprint.papers.kinds import LARGE, USUAL
from cardprint.readability import Said
from cardprint.typesetting import Typeset, chosen, typeset


class Paper(Struct, frozen=True):
    """What was made of one subject: files, tickets of those that are cut, notes of fit, and how the files that are not cut are printed.

    `prints` are the cards of a deck whose sheets are whole, by `folder/deck`; `changes` what is different from an earlier output,
    `kept` what worksheets are read by when they come back, `pairs` the colours that were met on each other, `said` their words where these are to be measured.
    `source` is the deck, agenda or worksheet that it is made of.
    """

    files: tuple[File, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    notes: tuple[FitNote, ...] = ()
    leaves: tuple[Leaves, ...] = ()
    prints: tuple[tuple[str, tuple[Printed, ...]], ...] = ()
    changes: tuple[Changes, ...] = ()
    kept: tuple[Kept, ...] = ()
    pairs: frozenset[Pair] = frozenset()
    said: tuple[Said, ...] = ()
    source: Place = NOWHERE


NOTHING = Paper()


class Destination(Struct, frozen=True):
    """Where an edition's papers go: the job that asks for them, their folder below the output. `is_sound` False: nothing is written, only looked at.

    `own` are the kinds of paper that the project has or wants beside the usual ones, `language` is the edition's.
    """

    job: Job
    folder: str
    is_sound: bool
    own: tuple[str, ...] = ()
    language: str = ""

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of paper that are asked for. Of chosen cards no reading edition, so that no published whole is replaced by a part."""
        kinds = self.job.kinds or (("sheets", "shop") if self.job.is_part else (*USUAL, *self.own))
        return (*kinds, *(LARGE[kind] for kind in kinds if kind in LARGE)) if self.job.large else kinds

    @property
    def needed(self) -> Collection[str]:
        """Those, and what they speak of: a ticket tells of all the others."""
        return (*USUAL, *self.own, *self.kinds) if "ticket" in self.kinds else self.kinds

    @property
    def ending(self) -> str:
        """How the name of a file ends that holds only what has changed, so that the whole one stays."""
        return "-changed" if self.job.changed_since else ""


class Subject(Struct, frozen=True, kw_only=True):
    """What papers are made of: its context, how its files' names begin, its title and date, its Place in the user's files, where they go."""

    context: Context
    name: str
    title: Text
    date: str
    place: Place
    to: Destination

    @property
    def parts(self) -> Sequence[Text | str]:
        """What each part of a file is for; one for all, without a name."""
        return ("",)

    @property
    def is_fillable(self) -> bool:
        """Whether its boxes are fields to fill in on a screen."""
        return self.to.job.fillable

    @property
    def whole(self) -> str:
        """The title of its papers."""
        return self.title.value

    def path(self, kind: str) -> str:
        """Name a file below the output folder, without its suffix."""
        return f"{self.to.folder}/{self.name}-{kind}"

    def bookmark(self, part: Text | str) -> str:  # noqa: ARG002 - of use where there are several
        """Name the bookmark of a part; empty: those of its headings."""
        return ""

    def called(self, kind: str) -> str:
        """Name a file on the ticket."""
        return self.context.label(kind).capitalize()

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give Problems with words that no file of the user's holds, such as a layout's, the Place of the subject."""
        return tuple(problem if problem.place.file else problem._replace(place=self.place) for problem in problems)


class Order(Subject, frozen=True, kw_only=True):
    """A typeset deck, of which `cards` are printed, `sets` times. `problems` are those of its text."""

    deck: Deck
    typeset: Typeset
    cards: tuple[Card, ...]
    sets: int
    problems: tuple[Problem, ...]

    @property
    def key(self) -> str:
        """What a manifest calls the deck: its folder and its id."""
        return f"{self.to.folder}/{self.deck.id}"

    def path(self, kind: str) -> str:
        """Name a file below the output folder, without its suffix."""
        return f"{self.to.folder}/{self.name}-{kind}{self.to.ending}"

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Give Problems with words that no file of the user's holds the Place of their card, or of the deck."""
        return _placed(problems, self.deck)


class Prints(Subject, frozen=True, kw_only=True):
    """What a print room gets of one subject: what was made, and the decks that its cards are of."""

    made: Paper
    decks: tuple[Deck, ...]

    def path(self, kind: str) -> str:
        """Name the ticket's file, without its suffix."""
        return f"{self.to.folder}/{self.name}-{kind}{self.to.ending}"


def order(context: Context, deck: Deck, to: Destination) -> Order:
    """Typeset a deck once, for all papers that its cards are in."""
    made, faults = typeset(context, deck)
    near = apart.alike(context, deck, apart.Made(made.cards, made.faces, made.pairs))
    problems = (*_placed(faults, deck), *near)
    return Order(
        context=context,
        name=deck.id,
        title=deck.title,
        date=deck.date,
        place=deck.place,
        to=replace(to, is_sound=to.is_sound and not any(problem.is_error for problem in problems)),
        deck=deck,
        typeset=made,
        cards=chosen(made.cards, to.job),
        sets=to.job.sets or deck.sets,
        problems=problems,
    )


def _placed(problems: Iterable[Problem], deck: Deck) -> tuple[Problem, ...]:
    def place(problem: Problem) -> Problem:
        owner = next((card for card in deck.cards if card.id == problem.values.get("card")), deck)
        return problem._replace(place=owner.place)

    return tuple(problem if problem.place.file else place(problem) for problem in problems)


def changed(order: Order, earlier: Mapping[str, Sequence[Printed]]) -> tuple[Order, Changes]:
    """Leave of a deck only those chosen cards that an earlier output does not have as they are now. Sizes and numbers stay the whole deck's."""
    made, there = order.typeset, {card.id for card in order.cards}
    left_out = {card.id for card in made.cards} - there
    before = [card for card in earlier.get(order.key, ()) if card.id not in left_out]
    found = reprint.compared(order.key, before, reprint.printed(order.cards, made.faces))
    again = {card.id for card in found.new} | {card.id for _, card in found.changed}
    pairs = [(card, root) for card, root in zip(made.cards, made.roots, strict=True) if card.id in again]
    part = replace(made, cards=tuple(card for card, _ in pairs), roots=tuple(root for _, root in pairs))
    return replace(order, cards=tuple(card for card in order.cards if card.id in again), typeset=part), found


def together(found: Iterable[Found[Paper]]) -> Found[Paper]:
    """Put what was made into one, and what is wrong."""
    made, problems = [], list[Problem]()
    for paper, faults in found:
        made.append(paper)
        problems += faults

    def all_of(key: str) -> tuple[Any, ...]:
        return tuple(item for paper in made for item in getattr(paper, key))

    return Paper(
        all_of("files"),
        all_of("tickets"),
        all_of("notes"),
        all_of("leaves"),
        kept=all_of("kept"),
        pairs=frozenset(all_of("pairs")),
        said=all_of("said"),
    ), tuple(problems)


def wanted(made: Paper, kinds: Collection[str]) -> Paper:
    """Leave out the files of kinds that nobody asked for, and those without content, which a ticket only tells of."""
    files = tuple(file for file in made.files if file.kind in kinds and file.data)
    paths = {file.path for file in files}
    return replace(
        made,
        files=files,
        tickets=tuple(ticket for ticket in made.tickets if ticket.path in paths),
        kept=tuple(kept for kept in made.kept if kept.path in paths),
    )
