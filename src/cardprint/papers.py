"""The papers of one edition: each kind is made of the deck that was typeset once.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cardprint import pdf
from cardprint.checks import contrast
from cardprint.errors import Found, Problem, error
from cardprint.furniture import Furniture
from cardprint.job import Job, Ticket
from cardprint.layouts import cards as card_layout
from cardprint.model import LYING, STOCKS, Card, Deck, PrintProfile
from cardprint.output import File
from cardprint.page import CardFaces, FitNote, Meta, Sheet
from cardprint.room import Room, parsed
from cardprint.sheets.grid import Plan
from cardprint.sheets.impose import impose, plan
from cardprint.typeset import pages
from cardprint.typesetting import Typeset, chosen, typeset

MOST_CARDS = 100_000
"""Cards on the sheets of one file: what a printer takes a day for."""
DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "fold": "Simplex", "none": "Simplex"}


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
    """List the kinds that are made where none is named: all; of chosen cards no reading edition, so that no published whole is replaced by a part."""
    return ("sheets", "shop") if job.chooses_cards else tuple(KINDS)


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


def _printed(kind: str) -> Callable[[Room, Order, list[Problem]], Paper]:
    """Give what makes one kind of card sheets, a file for each print profile of that kind."""

    def make(room: Room, order: Order, problems: list[Problem]) -> Paper:
        profiles = [profile for profile in room.edition.project.profiles if profile.kind == kind]
        made = [_profile(room, order, profile, first=not number, problems=problems) for number, profile in enumerate(profiles)]
        return Paper(tuple(file for one in made for file in one.files), tuple(ticket for one in made for ticket in one.tickets), (), ())

    return make


def _profile(room: Room, order: Order, profile: PrintProfile, *, first: bool, problems: list[Problem]) -> Paper:
    deck, faces = order.deck, order.typeset.faces
    if order.is_sound and all(faces[card.id].back is None for card in order.cards):
        profile = replace(profile, duplex="none")
    is_shop = profile.kind == "shop"
    sets, count = order.job.sets or deck.sets, sum(card.copies for card in order.cards)
    planned, faults = _plan(order, profile, len(order.cards) if is_shop else count, sets)
    faces, lost = _backs(order, profile) if order.is_sound else (faces, ())
    problems += (*faults, *lost)
    if planned is None or lost or not order.is_sound:
        return NOTHING
    copies = [faces[card.id] for card in order.cards for _ in range(1 if is_shop else card.copies)]
    furniture = None if is_shop else Furniture(room, deck, planned, profile)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if furniture and sets > 1 else []
    sides = tuple(impose(copies, planned, furniture=furniture.sheet if furniture else None, set_marks=set_marks))
    stem = f"{order.folder}/{deck.id}-{profile.kind}{'' if first else f'-{profile.id}'}"
    files = tuple(
        _file(room, order, f"{stem}{end}.pdf", pages, _meta(room, deck, planned, profile)) for end, pages in _parts(planned, sides).items()
    )
    repeats = tuple((card.id, card.copies) for card in order.cards if card.copies > 1) if is_shop else ()
    ticket = Ticket(files[0].path, room.edition.area, count, sets, planned.sheets, planned.sides, planned.duplex, _paper(planned, profile))
    cutting = ticket._replace(order=planned.order, cuts=planned.cuts, piles=planned.piles)
    return Paper(files, (cutting._replace(profile=profile.id, kind=profile.kind, repeats=repeats, backs=planned.backs),), (), ())


def _backs(order: Order, profile: PrintProfile) -> Found[Mapping[str, CardFaces]]:
    """Give each card the one back that all share, where the profile has one for all; a card's own back is never lost for it."""
    faces = order.typeset.faces
    backs = {id(faces[card.id].back): faces[card.id].back for card in order.cards}
    if profile.backs != "one" or profile.duplex == "none" or len(backs) == 1:
        return faces, ()
    own = next((card for card in order.cards if (back := faces[card.id].back) and not back.shared), None)
    if own:
        return faces, (error("own-back-lost", profile.place_of("backs"), profile=profile.id, card=own.id),)
    return {name: one._replace(back=order.typeset.plain) for name, one in faces.items()}, ()


def _parts(planned: Plan, sides: Sequence[Sheet]) -> dict[str, Sequence[Sheet]]:
    """Part the sides into files, by the ends of their names: backs that are apart have their own."""
    if not planned.two_sided or planned.backs == "interleaved":
        return {"": sides}
    return {"-fronts": sides[: planned.sheets], "-backs": sides[planned.sheets :]}


def _file(room: Room, order: Order, path: str, sides: Sequence[Sheet], meta: Meta) -> File:
    kind = "shop" if sides[0].trim else "sheets"
    data = pdf.write(sides, order.typeset.roots, meta, fonts=room.typeface, pictures=room.pictures)
    return File(path, kind, room.edition.area, len(sides), data)


def _meta(room: Room, deck: Deck, planned: Plan, profile: PrintProfile) -> Meta:
    """Describe sheets with a bookmark for each, where fronts and backs are in one file; the print shop's pages have none."""
    if profile.kind == "shop":
        return room.meta(deck, profile.kind)
    label = room.edition.labels["sheet"]
    is_apart = planned.two_sided and planned.backs != "interleaved"
    per = 2 if planned.two_sided else 1
    bookmarks = () if is_apart else tuple((number * per, f"{label} {number + 1}", 0) for number in range(planned.sheets))
    return room.meta(deck, profile.kind, DUPLEX["none" if is_apart else planned.duplex], bookmarks)


def _paper(planned: Plan, profile: PrintProfile) -> str:
    """Name the paper and how it lies; of a print shop's file, the size of the card."""
    if profile.kind == "shop":
        return str(planned.grid.slot)
    name = f"{STOCKS[profile.stock].name}, {profile.paper}" if profile.stock else profile.paper.removesuffix(LYING)
    return f"{name} {'portrait' if planned.paper.height >= planned.paper.width else 'landscape'}"


def _plan(order: Order, profile: PrintProfile, count: int, sets: int) -> Found[Plan | None]:
    """Say where every card comes to lie; None where they cannot. What profile and card size disagree about is the deck's where the profile is built in."""
    deck = order.deck
    if count * (1 if profile.kind == "shop" else sets) > MOST_CARDS:
        return None, (error("too-many-cards", deck.place_of("sets"), count=count * sets, most=MOST_CARDS),)
    planned, faults = plan(count, deck.card_size, profile, sets=sets, start_at=order.job.start_at)
    placed = (
        fault if fault.place.file or fault.code == "start-at-outside-sheet" else fault._replace(place=deck.place_of("card_size"))
        for fault in faults
    )
    return (None if faults else planned), tuple(placed)


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


KINDS: Mapping[str, Callable[[Room, Order, list[Problem]], Paper]] = {
    "sheets": _printed("sheets"),
    "shop": _printed("shop"),
    "reading": _reading,
}

__all__ = ["KINDS", "Paper", "deck"]
