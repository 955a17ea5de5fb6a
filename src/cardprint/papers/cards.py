"""The sheets of cards, and the print shop's file: a file for each print profile, and the ticket that tells how to print and cut it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from cardprint import cramped, pdf
from cardprint.context import Context
from cardprint.errors import Found, Problem, error
from cardprint.geometry import MM, Rect
from cardprint.job import Expected, Ticket
from cardprint.model import LYING, STOCKS, Deck, PrintProfile
from cardprint.output import File
from cardprint.page import CardFaces, Element, Meta, Sheet
from cardprint.papers import press
from cardprint.papers.furniture import Furniture
from cardprint.papers.orders import NOTHING, Order, Paper, ending
from cardprint.sheets.grid import Plan
from cardprint.sheets.impose import impose, plan, reach

MOST_CARDS = 100_000
"""Cards on the sheets of one file: what a printer takes a day for."""
DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "fold": "Simplex", "none": "Simplex"}


def printed(kind: str) -> Callable[[Order, list[Problem]], Paper]:
    """Give what makes one kind of card sheets, a file for each print profile of that kind."""

    def make(order: Order, problems: list[Problem]) -> Paper:
        project = order.context.edition.project
        asked = {profile.id for profile in project.profiles}
        profiles = project.told_profiles if "ticket" in order.kinds else project.profiles
        made = [
            _profile(order, other, problems if other.id in asked else [], is_asked=other.id in asked)
            for other in profiles
            if other.kind == kind
        ]
        return Paper(
            tuple(file for paper in made for file in paper.files), tuple(ticket for paper in made for ticket in paper.tickets), (), ()
        )

    return make


def _profile(order: Order, profile: PrintProfile, problems: list[Problem], *, is_asked: bool) -> Paper:
    """Make the files of a print profile, and what the ticket tells of them; of one that is only told of, files without content."""
    context, deck, faces = order.context, order.deck, order.typeset.faces
    if order.is_sound and all(faces[card.id].back is None for card in order.cards):
        profile = replace(profile, duplex="none")
    is_shop = profile.kind == "shop"
    sets, count = order.sets, sum(card.copies for card in order.cards)
    run, faults = planned(order, profile)
    faces, lost = _backs(order, profile) if order.is_sound else (faces, ())
    problems += (*faults, *lost)
    if run is None or lost:
        return NOTHING
    ready = press.ready(context, deck, faces, order.cards, profile)
    problems += cramped.left(ready.problems, (*order.problems, *problems))
    if not order.is_sound or any(problem.is_error for problem in ready.problems):
        return NOTHING
    copies = [ready.faces[card.id] for card in order.cards for _ in range(1 if is_shop else card.copies)]
    furniture = None if is_shop else Furniture(context, deck, run, profile)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if furniture and sets > 1 else []
    sides = tuple(impose(copies, run, furniture=furniture.sheet if furniture else None, set_marks=set_marks))
    stem = f"{order.folder}/{order.name}-{profile.kind}{'' if profile.id in context.edition.project.unnamed else f'-{profile.id}'}{ending(order.job)}"
    meta = _meta(context, deck, run, profile)
    parts = _parts(run, sides).items()
    if is_asked:
        files = tuple(_file(order, f"{stem}{end}.pdf", pages, meta, ready.finish, profile) for end, pages in parts)
    else:
        files = tuple(File(f"{stem}{end}.pdf", profile.kind, context.edition.area, len(pages), b"") for end, pages in parts)
    repeats = tuple((card.id, card.copies) for card in order.cards if card.copies > 1) if is_shop else ()
    inks = tuple(press.coverage(sides, context, profile)) if "ticket" in order.kinds and not press.is_for_office(profile) else ()
    ruler = furniture is not None and any(placement.face is furniture.ruler for placement in furniture.sheet(1, "front"))
    sheets, pages = run.sheets + run.tested, run.sides + (run.tested and (2 if run.two_sided else 1))
    ticket = Ticket(files[0].path, context.edition.area, count, sets, sheets, pages, run.duplex, _paper(run, profile))
    cutting = ticket._replace(order=run.order, cuts=run.cuts, piles=run.piles)
    return Paper(
        files,
        (
            cutting._replace(
                profile=profile.id,
                kind=profile.kind,
                repeats=repeats,
                backs=run.backs,
                inks=inks,
                bleed=round(profile.bleed / MM, 2),
                files=tuple((file.path, file.pages) for file in files),
                ruler=ruler,
                test_sheets=int(run.tested),
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
    return {name: replace(face, back=order.typeset.plain) for name, face in faces.items()}, ()


def _parts(run: Plan, sides: Sequence[Sheet]) -> dict[str, Sequence[Sheet]]:
    """Part the sides into files, by the ends of their names: backs that are apart have their own."""
    if not run.two_sided or run.backs == "interleaved":
        return {"": sides}
    fronts = run.sheets + run.tested
    return {"-fronts": sides[:fronts], "-backs": sides[fronts:]}


def _file(order: Order, path: str, sides: Sequence[Sheet], meta: Meta, finish: pdf.Finish, profile: PrintProfile) -> File:
    context = order.context
    data = pdf.write(sides, _roots(order), meta, fonts=context.typeface, pictures=context.pictures, finish=finish)
    card = order.deck.card_size if profile.kind == "shop" else None
    return File(path, profile.kind, context.edition.area, len(sides), data, Expected(profile, len(sides), card))


def _meta(context: Context, deck: Deck, run: Plan, profile: PrintProfile) -> Meta:
    """Describe sheets with a bookmark for each, where fronts and backs are in one file; the print shop's pages have none."""
    if profile.kind == "shop":
        return context.meta(deck.title.value, deck.date, profile.kind)
    label = context.edition.labels["sheet"]
    is_apart = run.two_sided and run.backs != "interleaved"
    per = 2 if run.two_sided else 1
    numbers = range(0 if run.tested else 1, run.sheets + 1)
    bookmarks = () if is_apart else tuple((page * per, f"{label} {number}", 0) for page, number in enumerate(numbers))
    return context.meta(deck.title.value, deck.date, profile.kind, DUPLEX["none" if is_apart else run.duplex], bookmarks)


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


def _reach(order: Order, profile: PrintProfile) -> Rect | None:
    """Give the box of ink on the backs, where they are moved: only that has to stay out of the printer's white edge."""
    if not any(profile.back_offset):
        return None
    backs = {id(back): back for back in (order.typeset.plain, *(card.back for card in order.typeset.faces.values())) if back is not None}
    return reach(backs.values())


def planned(order: Order, profile: PrintProfile) -> Found[Plan | None]:
    """Say where every card comes to lie; None where they cannot. What profile and card size disagree about is the deck's where the profile is built in."""
    deck, sets, is_shop = order.deck, order.sets, profile.kind == "shop"
    count = sum(1 if is_shop else card.copies for card in order.cards)
    if count * (1 if is_shop else sets) > MOST_CARDS:
        return None, (error("too-many-cards", deck.place_of("sets"), count=count * sets, most=MOST_CARDS),)
    run, faults = plan(count, deck.card_size, profile, sets=sets, start_at=order.job.start_at, reach=_reach(order, profile))
    placed = (
        fault if fault.place.file or fault.code == "start-at-outside-sheet" else fault._replace(place=deck.place_of("card_size"))
        for fault in faults
    )
    return (None if faults else run), tuple(placed)
