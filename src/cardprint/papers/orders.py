"""What the papers of an edition are made of, and what is made: an Order, a Paper; which kinds there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cardprint import reprint
from cardprint.checks import contrast
from cardprint.context import Context
from cardprint.errors import Place, Problem
from cardprint.job import Changes, Job, Printed, Ticket
from cardprint.layouts.tickets import Leaves
from cardprint.model import NOWHERE, Card, Deck
from cardprint.output import File
from cardprint.page import FitNote
from cardprint.typesetting import Typeset, chosen, typeset

OF_MEETINGS = ("handout", "facilitator", "invitation", "worksheet")
EVERY = ("sheets", "shop", "reading", *OF_MEETINGS, "ticket")
"""The kinds of paper there are: sheets to cut, the print shop's file, the reading edition, what a meeting needs, the print room's ticket."""


class Paper(Struct, frozen=True):
    """What was made of one deck or agenda: files, tickets, notes of fit, what is wrong, and how the files that are not cut are printed.

    `prints` are the cards of a deck whose sheets are whole, by `folder/deck`; `changes` what is different from an earlier output.
    `source` is the deck, agenda or worksheet that it is made of.
    """

    files: tuple[File, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    notes: tuple[FitNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    leaves: tuple[Leaves, ...] = ()
    prints: tuple[tuple[str, tuple[Printed, ...]], ...] = ()
    changes: tuple[Changes, ...] = ()
    source: Place = NOWHERE


NOTHING = Paper()


class Order(Struct, frozen=True):
    """What is to be made of a typeset deck: its `cards`, `sets` times, in files called `name`. `is_sound` False: nothing is written."""

    context: Context
    deck: Deck
    typeset: Typeset
    cards: tuple[Card, ...]
    job: Job
    folder: str
    name: str
    sets: int
    problems: tuple[Problem, ...]
    is_sound: bool

    @property
    def kinds(self) -> Collection[str]:
        """The kinds of paper that are asked for."""
        return self.job.kinds or asked(self.job)

    @property
    def key(self) -> str:
        """What a manifest calls the deck: its folder and its id."""
        return f"{self.folder}/{self.deck.id}"


def ending(job: Job) -> str:
    """End the name of a file that holds only what has changed, so that the whole one stays."""
    return "-changed" if job.changed_since else ""


def order(context: Context, deck: Deck, job: Job, folder: str, *, is_sound: bool) -> Order:
    """Typeset a deck once, for all papers that its cards are in."""
    made = typeset(context, deck)
    problems = (*(placed(problem, deck) for problem in made.problems), *contrast.themes(deck))
    is_sound = is_sound and not any(problem.is_error for problem in problems)
    return Order(context, deck, made, chosen(made.cards, job), job, folder, deck.id, job.sets or deck.sets, problems, is_sound)


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


def together(made: Sequence[Paper]) -> Paper:
    """Put what was made into one."""
    whole = Paper()
    for paper in made:
        whole = Paper(
            whole.files + paper.files,
            whole.tickets + paper.tickets,
            whole.notes + paper.notes,
            whole.problems + paper.problems,
            whole.leaves + paper.leaves,
        )
    return whole


def needed(kinds: Collection[str]) -> Collection[str]:
    """Add the kinds that a kind speaks of: a ticket tells of all the others."""
    return EVERY if "ticket" in kinds else kinds


def wanted(made: Paper, kinds: Collection[str]) -> Paper:
    """Leave out the files of kinds that nobody asked for, and those without content, which a ticket only tells of."""
    files = tuple(file for file in made.files if file.kind in kinds and file.data)
    paths = {file.path for file in files}
    return replace(made, files=files, tickets=tuple(ticket for ticket in made.tickets if ticket.path in paths))


def asked(job: Job) -> tuple[str, ...]:
    """List the kinds that are made where none is named: all; of chosen cards no reading edition, so that no published whole is replaced by a part."""
    return ("sheets", "shop") if job.is_part else EVERY


def placed(problem: Problem, deck: Deck) -> Problem:
    """Give a Problem with words that no file of the user's holds, such as a layout's, the Place of its card or its deck."""
    if problem.place.file:
        return problem
    owner = next((card for card in deck.cards if card.id == problem.values.get("card")), deck)
    return problem._replace(place=owner.place)
