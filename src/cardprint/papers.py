"""The papers of one edition: each kind is made of the deck that was typeset once.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cardprint import pdf, press, reprint
from cardprint.checks import contrast
from cardprint.errors import Found, Problem, error
from cardprint.furniture import Furniture
from cardprint.geometry import MM
from cardprint.job import Changes, Expected, Job, Printed, Ticket
from cardprint.layouts import cards as card_layout
from cardprint.layouts import tickets as ticket_layout
from cardprint.layouts.tickets import Leaves
from cardprint.model import LYING, STOCKS, Card, Deck, PrintProfile, Text
from cardprint.output import File
from cardprint.page import CardFaces, Element, FitNote, Meta, Sheet
from cardprint.room import Room, parsed
from cardprint.sheets.grid import Plan
from cardprint.sheets.impose import impose, plan
from cardprint.typeset import pages
from cardprint.typesetting import Typeset, chosen, typeset

MOST_CARDS = 100_000
"""Cards on the sheets of one file: what a printer takes a day for."""
DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "fold": "Simplex", "none": "Simplex"}


class Paper(NamedTuple):
    """What was made of one deck or agenda: files, tickets, notes of fit, what is wrong, and how the files that are not cut are printed.

    `prints` are the cards of a deck whose sheets are whole, by `folder/deck`; `changes` what is different from an earlier output.
    """

    files: tuple[File, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    notes: tuple[FitNote, ...] = ()
    problems: tuple[Problem, ...] = ()
    leaves: tuple[Leaves, ...] = ()
    prints: tuple[tuple[str, tuple[Printed, ...]], ...] = ()
    changes: tuple[Changes, ...] = ()


def order(room: Room, deck: Deck, job: Job, folder: str, *, is_sound: bool) -> Order:
    """Typeset a deck once, for all papers that its cards are in."""
    made = typeset(room, deck)
    problems = (*(_placed(problem, deck) for problem in made.problems), *contrast.themes(deck))
    is_sound = is_sound and not any(problem.is_error for problem in problems)
    return Order(room, deck, made, chosen(made.cards, job), job, folder, deck.id, job.sets or deck.sets, problems, is_sound)


def changed(order: Order, earlier: Mapping[str, Sequence[Printed]]) -> tuple[Order, Changes]:
    """Leave of a deck only those chosen cards that an earlier output does not have as they are now. Sizes and numbers stay the whole deck's."""
    made, there = order.typeset, {card.id for card in order.cards}
    left_out = {card.id for card in made.cards} - there
    before = [card for card in earlier.get(order.key, ()) if card.id not in left_out]
    found = reprint.compared(order.key, before, reprint.printed(order.cards, made.faces))
    again = {card.id for card in found.new} | {card.id for _, card in found.changed}
    pairs = [(card, root) for card, root in zip(made.cards, made.roots, strict=True) if card.id in again]
    part = made._replace(cards=tuple(card for card, _ in pairs), roots=tuple(root for _, root in pairs))
    return order._replace(cards=tuple(card for card in order.cards if card.id in again), typeset=part), found


def deck(order: Order) -> Paper:
    """Make each kind of paper of a deck that is asked for. What is not sound is made as far as it shows Problems."""
    made, problems, kinds = order.typeset, list(order.problems), order.kinds
    whole = Paper()
    if order.cards:
        whole = together([make(order, problems) for kind, make in KINDS.items() if kind in needed(kinds)])
    if "ticket" in kinds and whole.tickets:
        headed = Headed(order.name, order.deck.title, order.deck.date, order.folder, ending(order.job))
        whole = together([whole, ticket(order.room, headed, whole, [order.deck], problems)])
    notes = tuple(note for card in made.cards if card.id in made.faces for note in made.faces[card.id].notes)
    whole = wanted(whole, kinds)
    has_sheets = order.is_sound and any(file.kind in {"sheets", "shop"} for file in whole.files)
    prints = ((order.key, reprint.printed(made.cards, made.faces)),) if has_sheets and not order.job.is_part else ()
    return whole._replace(notes=notes, problems=tuple(problems), prints=prints)


def together(made: Sequence[Paper]) -> Paper:
    """Put what was made into one."""
    whole = Paper()
    for one in made:
        whole = Paper(
            whole.files + one.files,
            whole.tickets + one.tickets,
            whole.notes + one.notes,
            whole.problems + one.problems,
            whole.leaves + one.leaves,
        )
    return whole


def needed(kinds: Collection[str]) -> Collection[str]:
    """Add the kinds that a kind speaks of: a ticket tells of all the others."""
    return EVERY if "ticket" in kinds else kinds


def wanted(made: Paper, kinds: Collection[str]) -> Paper:
    """Leave out the files of kinds that nobody asked for."""
    files = tuple(file for file in made.files if file.kind in kinds)
    paths = {file.path for file in files}
    return made._replace(files=files, tickets=tuple(one for one in made.tickets if one.path in paths))


class Headed(NamedTuple):
    """What a ticket is for: the name of its file, its title, its date, its folder; `end` is how the name ends."""

    name: str
    title: Text
    date: str
    folder: str
    end: str


def ticket(room: Room, headed: Headed, made: Paper, decks: Iterable[Deck], problems: list[Problem]) -> Paper:
    """Make the print room's ticket for the files that were made."""
    prints = ticket_layout.Prints(made.tickets, made.leaves, tuple(decks))
    values = ticket_layout.ticket(room.edition, room.names, headed.title, headed.date, prints)
    root = parsed(room, "ticket.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, room.fresh())
    problems += faults
    meta = room.meta(headed.title.value, headed.date, "ticket", "Simplex")
    data = pdf.write([pages.sheet(face) for face in paper.faces], [root], meta, fonts=room.typeface, pictures=room.pictures)
    return Paper((File(f"{headed.folder}/{headed.name}-ticket{headed.end}.pdf", "ticket", room.edition.area, len(paper.faces), data),))


def asked(job: Job) -> tuple[str, ...]:
    """List the kinds that are made where none is named: all; of chosen cards no reading edition, so that no published whole is replaced by a part."""
    return ("sheets", "shop") if job.is_part else EVERY


def _placed(problem: Problem, deck: Deck) -> Problem:
    """Give a Problem with words that no file of the user's holds, such as a layout's, the Place of its card or its deck."""
    if problem.place.file:
        return problem
    owner = next((card for card in deck.cards if card.id == problem.values.get("card")), deck)
    return problem._replace(place=owner.place)


class Order(NamedTuple):
    """What is to be made of a typeset deck: its `cards`, `sets` times, in files called `name`. `is_sound` False: nothing is written."""

    room: Room
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


NOTHING = Paper()


def printed(kind: str) -> Callable[[Order, list[Problem]], Paper]:
    """Give what makes one kind of card sheets, a file for each print profile of that kind."""

    def make(order: Order, problems: list[Problem]) -> Paper:
        profiles = [profile for profile in order.room.edition.project.profiles if profile.kind == kind]
        made = [_profile(order, profile, first=not number, problems=problems) for number, profile in enumerate(profiles)]
        return Paper(tuple(file for one in made for file in one.files), tuple(ticket for one in made for ticket in one.tickets), (), ())

    return make


def _profile(order: Order, profile: PrintProfile, *, first: bool, problems: list[Problem]) -> Paper:
    room, deck, faces = order.room, order.deck, order.typeset.faces
    if order.is_sound and all(faces[card.id].back is None for card in order.cards):
        profile = replace(profile, duplex="none")
    is_shop = profile.kind == "shop"
    sets, count = order.sets, sum(card.copies for card in order.cards)
    run, faults = planned(order, profile)
    faces, lost = _backs(order, profile) if order.is_sound else (faces, ())
    problems += (*faults, *lost)
    if run is None or lost:
        return NOTHING
    ready = press.ready(room, deck, faces, order.cards, profile)
    problems += ready.problems
    if not order.is_sound or any(problem.is_error for problem in ready.problems):
        return NOTHING
    copies = [ready.faces[card.id] for card in order.cards for _ in range(1 if is_shop else card.copies)]
    furniture = None if is_shop else Furniture(room, deck, run, profile)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if furniture and sets > 1 else []
    sides = tuple(impose(copies, run, furniture=furniture.sheet if furniture else None, set_marks=set_marks))
    stem = f"{order.folder}/{order.name}-{profile.kind}{'' if first else f'-{profile.id}'}{ending(order.job)}"
    meta = _meta(room, deck, run, profile)
    files = tuple(_file(order, f"{stem}{end}.pdf", pages, meta, ready.finish, profile) for end, pages in _parts(run, sides).items())
    repeats = tuple((card.id, card.copies) for card in order.cards if card.copies > 1) if is_shop else ()
    inks = tuple(press.coverage(sides, room, profile)) if "ticket" in order.kinds and not press.is_for_office(profile) else ()
    ticket = Ticket(files[0].path, room.edition.area, count, sets, run.sheets, run.sides, run.duplex, _paper(run, profile))
    cutting = ticket._replace(order=run.order, cuts=run.cuts, piles=run.piles)
    return Paper(
        files,
        (
            cutting._replace(
                profile=profile.id, kind=profile.kind, repeats=repeats, backs=run.backs, inks=inks, bleed=round(profile.bleed / MM, 2)
            ),
        ),
        (),
        (),
    )


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


def _parts(run: Plan, sides: Sequence[Sheet]) -> dict[str, Sequence[Sheet]]:
    """Part the sides into files, by the ends of their names: backs that are apart have their own."""
    if not run.two_sided or run.backs == "interleaved":
        return {"": sides}
    return {"-fronts": sides[: run.sheets], "-backs": sides[run.sheets :]}


def _file(order: Order, path: str, sides: Sequence[Sheet], meta: Meta, finish: pdf.Finish, profile: PrintProfile) -> File:
    room = order.room
    data = pdf.write(sides, _roots(order), meta, fonts=room.typeface, pictures=room.pictures, finish=finish)
    card = order.deck.card_size if profile.kind == "shop" else None
    return File(path, profile.kind, room.edition.area, len(sides), data, Expected(profile, len(sides), card))


def _meta(room: Room, deck: Deck, run: Plan, profile: PrintProfile) -> Meta:
    """Describe sheets with a bookmark for each, where fronts and backs are in one file; the print shop's pages have none."""
    if profile.kind == "shop":
        return room.meta(deck.title.value, deck.date, profile.kind)
    label = room.edition.labels["sheet"]
    is_apart = run.two_sided and run.backs != "interleaved"
    per = 2 if run.two_sided else 1
    bookmarks = () if is_apart else tuple((number * per, f"{label} {number + 1}", 0) for number in range(run.sheets))
    return room.meta(deck.title.value, deck.date, profile.kind, DUPLEX["none" if is_apart else run.duplex], bookmarks)


def _paper(run: Plan, profile: PrintProfile) -> str:
    """Name the paper and how it lies; of a print shop's file, the size of the card."""
    if profile.kind == "shop":
        return str(run.grid.slot)
    name = f"{STOCKS[profile.stock].name}, {profile.paper}" if profile.stock else profile.paper.removesuffix(LYING)
    return f"{name} {'portrait' if run.paper.height >= run.paper.width else 'landscape'}"


def _roots(order: Order) -> Sequence[Element]:
    """Give the roots of the tags of the cards that are printed; the typeset deck has them in its cards' order."""
    roots, printed = order.typeset.roots, {card.id for card in order.cards}
    if len(roots) != len(order.typeset.cards):
        return roots
    return [root for card, root in zip(order.typeset.cards, roots, strict=True) if card.id in printed]


def planned(order: Order, profile: PrintProfile) -> Found[Plan | None]:
    """Say where every card comes to lie; None where they cannot. What profile and card size disagree about is the deck's where the profile is built in."""
    deck, sets, is_shop = order.deck, order.sets, profile.kind == "shop"
    count = sum(1 if is_shop else card.copies for card in order.cards)
    if count * (1 if is_shop else sets) > MOST_CARDS:
        return None, (error("too-many-cards", deck.place_of("sets"), count=count * sets, most=MOST_CARDS),)
    run, faults = plan(count, deck.card_size, profile, sets=sets, start_at=order.job.start_at)
    placed = (
        fault if fault.place.file or fault.code == "start-at-outside-sheet" else fault._replace(place=deck.place_of("card_size"))
        for fault in faults
    )
    return (None if faults else run), tuple(placed)


def _reading(order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition: one column, large type, front then back."""
    room, deck = order.room, order.deck
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
    meta = room.meta(deck.title.value, deck.date, "reading", bookmarks=paper.bookmarks)
    data = pdf.write(sheets, [root], meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{order.name}-reading{ending(order.job)}.pdf"
    return Paper((File(path, "reading", room.edition.area, len(sheets), data),))


KINDS: Mapping[str, Callable[[Order, list[Problem]], Paper]] = {
    "sheets": printed("sheets"),
    "shop": printed("shop"),
    "reading": _reading,
}
OF_MEETINGS = ("handout", "facilitator", "invitation", "worksheet")
EVERY = (*KINDS, *OF_MEETINGS, "ticket")
"""The kinds of paper there are; those of meetings are made by `meeting_papers`."""

__all__ = [
    "EVERY",
    "KINDS",
    "NOTHING",
    "OF_MEETINGS",
    "Headed",
    "Order",
    "Paper",
    "asked",
    "changed",
    "chosen",
    "deck",
    "ending",
    "needed",
    "order",
    "planned",
    "printed",
    "ticket",
    "together",
    "wanted",
]
