"""The papers of one edition: each kind is made of the deck that was typeset once.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from cardprint import pdf, press
from cardprint.checks import contrast
from cardprint.errors import Found, Problem, error
from cardprint.furniture import Furniture
from cardprint.job import Expected, Job, Ticket
from cardprint.layouts import cards as card_layout
from cardprint.model import Card, Deck, PrintProfile
from cardprint.output import File
from cardprint.page import FitNote
from cardprint.room import Room, parsed
from cardprint.sheets.grid import Plan
from cardprint.sheets.impose import impose, plan
from cardprint.typeset import pages
from cardprint.typesetting import Typeset, chosen, typeset

MOST_CARDS = 100_000
"""Cards on the sheets of one file: what a printer takes a day for."""
OF_THE_DECK = ("card-larger-than-paper",)
"""What is wrong with the deck's `card_size`, whatever the profile."""
DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "none": "Simplex"}


class Paper(NamedTuple):
    """What was made of one deck or agenda: files, tickets, notes of fit, and what is wrong."""

    files: tuple[File, ...]
    tickets: tuple[Ticket, ...]
    notes: tuple[FitNote, ...]
    problems: tuple[Problem, ...]


def deck(room: Room, deck: Deck, job: Job, folder: str, *, is_sound: bool) -> Paper:
    """Typeset a deck once; then make each kind of paper that is asked for. What is not sound is made as far as it shows Problems."""
    made = typeset(room, deck)
    problems = [*(_placed(problem, deck) for problem in made.problems), *contrast.themes(deck)]
    cards = chosen(made.cards, job)
    papers: list[Paper] = []
    if cards:
        order = Order(deck, made, cards, job, folder, is_sound and not any(problem.is_error for problem in problems))
        papers = [make(room, order, problems) for kind, make in KINDS.items() if kind in (job.kinds or asked(job))]
    notes = tuple(note for card in made.cards if card.id in made.faces for note in made.faces[card.id].notes)
    files, tickets = (file for paper in papers for file in paper.files), (ticket for paper in papers for ticket in paper.tickets)
    return Paper(tuple(files), tuple(tickets), notes, tuple(problems))


def asked(job: Job) -> tuple[str, ...]:
    """List the kinds that are made where none is named: all; of chosen cards only sheets, so that no published whole is replaced by a part."""
    return ("sheets",) if job.chooses_cards else tuple(KINDS)


def _placed(problem: Problem, deck: Deck) -> Problem:
    """Give a Problem with words that no file of the user's holds, such as a layout's, the Place of its card or its deck."""
    if problem.place.file:
        return problem
    owner = next((card for card in deck.cards if card.id == problem.values.get("card")), deck)
    return problem._replace(place=owner.place)


class Order(NamedTuple):
    """What is to be made of a typeset deck. `is_sound` False: nothing is written, only looked at."""

    deck: Deck
    typeset: Typeset
    cards: tuple[Card, ...]
    job: Job
    folder: str
    is_sound: bool


NOTHING = Paper((), (), (), ())


def _sheets(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the card sheets, one file for each print profile."""
    made = [
        _profile(room, order, profile, first=not number, problems=problems) for number, profile in enumerate(room.edition.project.profiles)
    ]
    return Paper(tuple(file for one in made for file in one.files), tuple(ticket for one in made for ticket in one.tickets), (), ())


def _profile(room: Room, order: Order, profile: PrintProfile, *, first: bool, problems: list[Problem]) -> Paper:
    deck, faces = order.deck, order.typeset.faces
    if order.is_sound and all(faces[card.id].back is None for card in order.cards):
        profile = replace(profile, duplex="none")
    sets, count = order.job.sets or deck.sets, sum(card.copies for card in order.cards)
    planned, faults = _plan(order, profile, count, sets)
    ready = press.ready(room, deck, faces, order.cards, profile)
    problems += (*faults, *ready.problems)
    if planned is None or not order.is_sound or any(problem.is_error for problem in ready.problems):
        return NOTHING
    copies = [ready.faces[card.id] for card in order.cards for _ in range(card.copies)]
    labels = room.edition.labels
    furniture = Furniture(room, deck, planned, profile)
    per = 2 if planned.two_sided else 1
    bookmarks = tuple((number * per, f"{labels['sheet']} {number + 1}", 0) for number in range(planned.sheets))
    meta = room.meta(deck, "sheets", DUPLEX[planned.duplex], bookmarks)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if sets > 1 else []
    sheets = impose(copies, planned, furniture=furniture.sheet, set_marks=set_marks)
    data = pdf.write(sheets, order.typeset.roots, meta, fonts=room.typeface, pictures=room.pictures, finish=ready.finish)
    path = f"{order.folder}/{deck.id}-sheets{'' if first else f'-{profile.id}'}.pdf"
    file = File(path, "sheets", room.edition.area, planned.sides, data, Expected(profile, planned.sides))
    paper = f"{profile.paper} {'portrait' if planned.paper.height >= planned.paper.width else 'landscape'}"
    ticket = Ticket(path, room.edition.area, count, sets, planned.sheets, planned.sides, planned.duplex, paper)
    return Paper((file,), (ticket,), (), ())


def _plan(order: Order, profile: PrintProfile, count: int, sets: int) -> Found[Plan | None]:
    """Say where every card comes to lie; None where they cannot."""
    deck = order.deck
    if count * sets > MOST_CARDS:
        return None, (error("too-many-cards", deck.place_of("sets"), count=count * sets, most=MOST_CARDS),)
    planned, faults = plan(count, deck.card_size, profile, sets=sets, start_at=order.job.start_at)
    larger = (fault._replace(place=deck.place_of("card_size")) if fault.code in OF_THE_DECK else fault for fault in faults)
    return (None if faults else planned), tuple(larger)


def _reading(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition: one column, large type, front then back."""
    deck = order.deck
    themes = {theme.id for theme in deck.themes}
    cards = [card for card in order.cards if card.kind not in card_layout.EXTRAS and card.theme in themes]
    values = card_layout.reading(room.edition, deck, cards, room.names, room.primary)
    root = parsed(room, "reading.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, room.fresh())
    problems += (_placed(fault, deck) for fault in faults)
    if faults or not order.is_sound:
        return NOTHING
    sheets = [pages.sheet(face) for face in paper.faces]
    meta = room.meta(deck, "reading", bookmarks=paper.bookmarks)
    data = pdf.write(sheets, [root], meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{deck.id}-reading.pdf"
    return Paper((File(path, "reading", room.edition.area, len(sheets), data),), (), (), ())


KINDS: Mapping[str, Callable[[Room, Order, list[Problem]], Paper]] = {"sheets": _sheets, "reading": _reading}

__all__ = ["KINDS", "Paper", "deck"]
