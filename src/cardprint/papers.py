"""The papers of one edition: each kind is made of the deck that was typeset once.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cardprint import pdf
from cardprint.checks import contrast
from cardprint.errors import Problem
from cardprint.furniture import Furniture
from cardprint.job import Job, Ticket
from cardprint.layouts import cards as card_layout
from cardprint.model import Card, Deck, PrintProfile
from cardprint.output import File
from cardprint.page import FitNote
from cardprint.room import Room, parsed
from cardprint.sheets.impose import impose, plan
from cardprint.typeset import pages
from cardprint.typesetting import Typeset, chosen, typeset

DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "none": "Simplex"}


class Paper(NamedTuple):
    """What was made of one deck or agenda: files, tickets, notes of fit, and what is wrong."""

    files: tuple[File, ...]
    tickets: tuple[Ticket, ...]
    notes: tuple[FitNote, ...]
    problems: tuple[Problem, ...]


def deck(room: Room, deck: Deck, job: Job, folder: str) -> Paper:
    """Typeset a deck once; then make each kind of paper that is asked for."""
    made = typeset(room, deck)
    problems = [*made.problems, *contrast.themes(deck)]
    cards = chosen(made.cards, job)
    files: list[File] = []
    tickets: list[Ticket] = []
    if cards and not any(problem.is_error for problem in problems):
        order = Order(deck, made, cards, job, folder)
        papers = [make(room, order, problems) for kind, make in KINDS.items() if not job.kinds or kind in job.kinds]
        files = [file for paper in papers for file in paper.files]
        tickets = [ticket for paper in papers for ticket in paper.tickets]
    notes = tuple(note for card in made.cards if card.id in made.faces for note in made.faces[card.id].notes)
    return Paper(tuple(files), tuple(tickets), notes, tuple(problems))


class Order(NamedTuple):
    """What is to be made of a typeset deck."""

    deck: Deck
    typeset: Typeset
    cards: tuple[Card, ...]
    job: Job
    folder: str


NOTHING = Paper((), (), (), ())


def _sheets(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the card sheets, one file for each print profile."""
    made = [
        _profile(room, order, profile, first=not number, problems=problems) for number, profile in enumerate(room.edition.project.profiles)
    ]
    return Paper(tuple(file for one in made for file in one.files), tuple(ticket for one in made for ticket in one.tickets), (), ())


def _profile(room: Room, order: Order, profile: PrintProfile, *, first: bool, problems: list[Problem]) -> Paper:
    deck, faces = order.deck, order.typeset.faces
    copies = [faces[card.id] for card in order.cards for _ in range(card.copies)]
    if not copies:
        return NOTHING
    if all(one.back is None for one in copies):
        profile = replace(profile, duplex="none")
    sets = order.job.sets or deck.sets
    planned, faults = plan(len(copies), deck.card_size, profile, sets=sets, start_at=order.job.start_at)
    problems += faults
    if faults:
        return NOTHING
    labels = room.edition.labels
    furniture = Furniture(room, deck, planned, profile)
    per = 2 if planned.two_sided else 1
    bookmarks = tuple((number * per, f"{labels['sheet']} {number + 1}", 0) for number in range(planned.sheets))
    meta = room.meta(deck, "sheets", DUPLEX[planned.duplex], bookmarks)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if sets > 1 else []
    sheets = impose(copies, planned, furniture=furniture.sheet, set_marks=set_marks)
    data = pdf.write(sheets, order.typeset.roots, meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{deck.id}-sheets{'' if first else f'-{profile.id}'}.pdf"
    file = File(path, "sheets", room.edition.area, planned.sides, data)
    paper = f"{profile.paper} {'portrait' if planned.paper.height >= planned.paper.width else 'landscape'}"
    ticket = Ticket(path, room.edition.area, len(copies), sets, planned.sheets, planned.sides, planned.duplex, paper)
    return Paper((file,), (ticket,), (), ())


def _reading(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition: one column, large type, front then back."""
    deck = order.deck
    cards = [card for card in order.cards if card.kind not in card_layout.EXTRAS]
    values = card_layout.reading(room.edition, deck, cards, room.names, room.primary)
    root = parsed(room, "reading.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, room.fresh())
    problems += faults
    sheets = [pages.sheet(face) for face in paper.faces]
    meta = room.meta(deck, "reading", bookmarks=paper.bookmarks)
    data = pdf.write(sheets, [root], meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{deck.id}-reading.pdf"
    return Paper((File(path, "reading", room.edition.area, len(sheets), data),), (), (), ())


KINDS: Mapping[str, Callable[[Room, Order, list[Problem]], Paper]] = {"sheets": _sheets, "reading": _reading}

__all__ = ["KINDS", "Paper", "deck"]
