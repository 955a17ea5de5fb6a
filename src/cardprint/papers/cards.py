"""The sheets of cards, and the print shop's file: a file for each print profile, and the ticket that tells how to print and cut it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cardprint import cramped, pdf
from cardprint.errors import Found, error
from cardprint.geometry import MM, Rect
from cardprint.job import Expected, Ticket
from cardprint.layouts.cards import UNTHEMED
from cardprint.layouts.templates import bare
from cardprint.model import LYING, STOCKS, PrintProfile
from cardprint.output import File
from cardprint.page import CardFaces, Element, Meta, Sheet
from cardprint.papers import press
from cardprint.papers.furniture import Furniture
from cardprint.papers.orders import NOTHING, Order, Paper, together
from cardprint.sheets.grid import Plan
from cardprint.sheets.impose import impose, plan, reach

MOST_CARDS = 100_000
"""Cards on the sheets of one file: what a printer takes a day for."""
DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "fold": "Simplex", "none": "Simplex"}


def sheets(kind: str, order: Order) -> Found[Paper]:
    """Make one kind of card sheets, a file for each print profile of that kind; of those that a ticket only tells of, files without content."""
    project = order.context.edition.project
    asked = {profile.id for profile in project.profiles}
    profiles = project.told_profiles if "ticket" in order.to.kinds else project.profiles
    made = ((profile.id, _profile(order, profile, is_asked=profile.id in asked)) for profile in profiles if profile.kind == kind)
    return together((paper, problems if name in asked else ()) for name, (paper, problems) in made)


def _profile(order: Order, profile: PrintProfile, *, is_asked: bool) -> Found[Paper]:
    """Make the files of a print profile, and what the ticket tells of them."""
    faces = order.typeset.faces
    if order.to.is_sound and all(faces[card.id].back is None for card in order.cards):
        profile = replace(profile, duplex="none")
    run, faults = planned(order, profile)
    faces, lost = _backs(order, profile) if order.to.is_sound else (faces, ())
    if run is None or lost:
        return NOTHING, (*faults, *lost)
    ready, unready = press.ready(order.context, order.deck, faces, order.cards, profile)
    problems = *faults, *cramped.left(unready, (*order.problems, *faults))
    if not order.to.is_sound or any(problem.is_error for problem in unready):
        return NOTHING, problems
    laid = _laid(order, profile, run, ready)
    files = tuple(_files(order, profile, laid, ready.finish, is_asked=is_asked))
    return Paper(files, (_ticket(order, profile, laid, files),), pairs=ready.pairs), problems


class Laid(Struct, frozen=True):
    """Cards laid on sheets: the plan, the sides in their order, whether a ruler stands in the margin."""

    run: Plan
    sides: tuple[Sheet, ...]
    has_ruler: bool

    @property
    def parts(self) -> Mapping[str, Sequence[Sheet]]:
        """The sides of each file, by the end of its name: backs that are apart have their own."""
        if not self.run.two_sided or self.run.backs == "interleaved":
            return {"": self.sides}
        fronts = self.run.sheets + self.run.tested
        return {"-fronts": self.sides[:fronts], "-backs": self.sides[fronts:]}


def _laid(order: Order, profile: PrintProfile, run: Plan, ready: press.Ready) -> Laid:
    """Lay the cards on sheets: a print shop gets each once, an office as many as a set has, with words in the margin."""
    if profile.kind == "shop":
        return Laid(run, tuple(impose([ready.faces[card.id] for card in order.cards], run)), has_ruler=False)
    furniture = Furniture(order.context, order.deck, run, profile)
    set_marks = [furniture.set_mark(number + 1) for number in range(order.sets)] if order.sets > 1 else []
    copies = [ready.faces[card.id] for card in order.cards for _ in range(card.copies)]
    sides = tuple(impose(copies, run, furniture=furniture.sheet, set_marks=set_marks))
    return Laid(run, sides, any(placement.face is furniture.ruler for placement in furniture.sheet(1, "front")))


def _files(order: Order, profile: PrintProfile, laid: Laid, finish: pdf.Finish, *, is_asked: bool) -> Iterator[File]:
    """Write the files of a profile; one that is not asked for stays without content."""
    context, is_shop = order.context, profile.kind == "shop"
    own = "" if profile.id in context.edition.project.unnamed else f"-{profile.id}"
    stem = f"{order.to.folder}/{order.name}-{profile.kind}{own}{order.to.ending}"
    roots = _roots(order)
    for end, sides in laid.parts.items():
        data, about = b"", None
        if is_asked:
            meta = _meta(order, laid.run, profile, len(sides))
            data = pdf.write(sides, roots, meta, fonts=context.typeface, pictures=context.pictures, finish=finish)
            about = Expected(profile, len(sides), order.deck.card_size if is_shop else None)
        yield File(f"{stem}{end}.pdf", profile.kind, context.edition.area, len(sides), data, about)


def _ticket(order: Order, profile: PrintProfile, laid: Laid, files: Sequence[File]) -> Ticket:
    """Say how the files are printed and cut."""
    context, run, is_shop = order.context, laid.run, profile.kind == "shop"
    is_inked = "ticket" in order.to.kinds and not press.is_for_office(profile)
    return Ticket(
        path=files[0].path,
        area=context.edition.area,
        cards=sum(card.copies for card in order.cards),
        sets=order.sets,
        sheets=run.sheets + run.tested,
        sides=run.sides + (run.tested and (2 if run.two_sided else 1)),
        duplex=run.duplex,
        paper=_paper(run, profile),
        profile=profile.id,
        kind=profile.kind,
        order=run.order,
        cuts=run.cuts,
        piles=run.piles,
        repeats=tuple((card.id, card.copies) for card in order.cards if card.copies > 1) if is_shop else (),
        backs=run.backs,
        inks=tuple(press.coverage(laid.sides, context, profile)) if is_inked else (),
        bleed=round(profile.bleed / MM, 2),
        files=tuple((file.path, file.pages) for file in files),
        ruler=laid.has_ruler,
        test_sheets=int(run.tested),
        weight=profile.card_paper or context.edition.project.card_paper,
        is_colour=profile.colour != "grey",
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


def _meta(order: Order, run: Plan, profile: PrintProfile, pages: int) -> Meta:
    """Describe sheets, with a bookmark for each; a print shop's file has one where the theme of its cards changes."""
    context, deck = order.context, order.deck
    is_apart = run.two_sided and run.backs != "interleaved"
    per = 2 if run.two_sided and not is_apart else 1
    if profile.kind == "shop":
        marks = tuple((page * per, name, 0) for page, name in _changes(order) if page * per < pages)
        return context.meta(deck.title.value, deck.date, profile.kind, bookmarks=marks)
    label = context.edition.labels["sheet"]
    numbers = range(0 if run.tested else 1, run.sheets + 1)
    marks = tuple((page * per, f"{label} {number}", 0) for page, number in enumerate(numbers) if page * per < pages)
    return context.meta(deck.title.value, deck.date, profile.kind, DUPLEX["none" if is_apart else run.duplex], marks)


def _changes(order: Order) -> Iterator[tuple[int, str]]:
    """Give where the theme changes from one card to the next, and the new one's name; what has no theme is named as what it is."""
    labels, before = order.context.edition.labels, None
    names = {theme.id: bare(theme.name.value) for theme in order.deck.themes}
    for number, card in enumerate(order.cards):
        name = names.get(card.theme) or labels[UNTHEMED.get(card.kind, "card")]
        if name != before:
            yield number, name
        before = name


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
    run, faults = plan(count, deck.card_size, profile, sets=sets, start_at=order.to.job.start_at, reach=_reach(order, profile))
    placed = (
        fault if fault.place.file or fault.code == "start-at-outside-sheet" else fault._replace(place=deck.place_of("card_size"))
        for fault in faults
    )
    return (None if faults else run), tuple(placed)
