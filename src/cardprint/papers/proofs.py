"""The proof of a deck: each side of each card with trim, bleed and safe zone drawn over it, and all cards small, with their ids.

The cards are those that are printed, in the same operators. What a print shop would send back is a warning here: a proof is to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO

from msgspec import Struct

from cardprint import pdf
from cardprint.errors import Found, Severity
from cardprint.geometry import MM, Size, mm
from cardprint.labels import fill
from cardprint.layouts.cards import note
from cardprint.model import Card, PrintProfile
from cardprint.output import File
from cardprint.page import Box, CardFaces, Element, Face, Item, Line, Placement, Sheet, TextLine
from cardprint.papers import press
from cardprint.papers.cards import planned
from cardprint.papers.orders import NOTHING, Order, Paper
from cardprint.sheets import proof
from cardprint.typeset import fit

DPI = 150
SWATCH, BETWEEN = mm(9), mm(1.2)
PICTURE = "picture"


def papers(order: Order) -> Found[Paper]:
    """Make the proof and the contact sheet of a deck, by the print shop's profile where there is one, else by the first."""
    profiles = order.context.edition.project.profiles
    profile = next((other for other in profiles if other.kind == "shop"), profiles[0])
    run, faults = planned(order, profile)
    problems = (*order.problems, *faults)
    if run is None or not order.to.is_sound or not order.cards:
        return NOTHING, problems
    ready, unready = press.ready(order.context, order.deck, order.typeset.faces, order.cards, profile)
    problems += tuple(problem._replace(severity=Severity.WARNING) for problem in unready)
    files = (Proof(order, profile, ready.faces).file(), contact(order))
    return Paper(files, source=order.place), problems


def pictures(files: Sequence[File]) -> Iterator[File]:
    """Draw every page of proofs and contact sheets as a PNG of 150 dots an inch, in the folder png/ beside them."""
    import pypdfium2

    for file in files:
        folder, _, name = file.path.rpartition("/")
        with pypdfium2.PdfDocument(file.data) as document:
            digits = len(str(len(document)))
            for number, page in enumerate(document, 1):
                out = BytesIO()
                page.render(scale=DPI / 72).to_pil().save(out, "PNG")
                path = f"{folder}/png/{name.removesuffix('.pdf')}-{number:0{digits}}.png"
                yield File(path, PICTURE, file.area, 0, out.getvalue())


class ProofSide(Struct, frozen=True):
    """One side of a card that is printed."""

    card: Card
    name: str
    face: Face


class Proof:
    """The proof of one deck under way: a page for each side, as large as card, bleed and legend need."""

    def __init__(self, order: Order, profile: PrintProfile, faces: Mapping[str, CardFaces]) -> None:
        """Lay out the page that all sides share."""
        self.order, self.profile = order, profile
        self.page = proof.page(order.deck.card_size, profile)
        self.width = self.page.size.width - 2 * proof.AROUND
        self.sides = [ProofSide(card, *side) for card in order.cards for side in _sides(faces[card.id])]
        self.legend, self.explained = self._legend()
        self.over = Face(self.page.size, list(self.page.lines.values()), shared="proof")

    def file(self) -> File:
        """Write the file; the legend is read once, then each card after its caption."""
        order = self.order
        roots, sheets = list(self.explained), []
        cards = dict(zip((card.id for card in order.typeset.cards), order.typeset.roots, strict=True))
        for number, side in enumerate(self.sides):
            caption = note(self._caption(side), "proof-caption")
            roots += [caption, cards[side.card.id]] if side.name == "front" else [caption]
            sheets.append(self._sheet(side, fit.furniture(caption, self.width, order.context.fresh()), first=not number))
        marks = [(page, _named(side.card, order.context.edition.labels), 0) for page, side in enumerate(self.sides) if side.name == "front"]
        return _file(order, "proof", sheets, roots, marks)

    def _caption(self, side: ProofSide) -> str:
        labels = self.order.context.edition.labels
        return f"{_named(side.card, labels)} · {labels[side.name]} · {self.profile.id}"

    def _sheet(self, side: ProofSide, caption: Face, *, first: bool) -> Sheet:
        page = self.page
        foot = page.size.height + caption.size.height + BETWEEN
        placements = (
            Placement(side.face, page.card.x, page.card.y, tagged=not side.face.shared),
            Placement(self.over, 0.0, 0.0, tagged=False),
            Placement(caption, proof.AROUND, page.size.height),
            Placement(self.legend, proof.AROUND, foot, tagged=first),
        )
        size = Size(page.size.width, foot + self.legend.size.height + proof.AROUND)
        return Sheet(size=size, placements=placements, bleed=self.profile.bleed)

    def _legend(self) -> tuple[Face, list[Element]]:
        """Say which line is what, from the outermost inwards, each with a stroke of its colour before it."""
        labels, items, y = self.order.context.edition.labels, list[Item](), 0.0
        sizes = {"bleed": self.profile.bleed, "safe": self.profile.safe, "trim": 0.0}
        elements = []
        for name in self.page.lines:
            millimetres = f"{sizes[name] / MM:.4g}".replace(".", labels.get("decimal", "."))
            elements.append(note(fill(labels[f"proof_{name}"], size=millimetres), "proof-legend"))
            words = fit.furniture(elements[-1], self.width - SWATCH, self.order.context.fresh())
            middle = y + words.size.height / 2
            items.append(Line(0.0, middle, SWATCH - mm(2), middle, 3 * proof.WEIGHT, proof.COLOURS[name]))
            items += [item._replace(x=item.x + SWATCH, y=item.y + y) for item in words.items if isinstance(item, TextLine)]
            y += words.size.height + BETWEEN
        if self.order.context.edition.is_unread:
            elements.append(note(labels["proof_unread"], "proof-legend"))
            words = fit.furniture(elements[-1], self.width, self.order.context.fresh())
            items += [item._replace(y=item.y + y) for item in words.items if isinstance(item, TextLine)]
            y += words.size.height + BETWEEN
        return Face(Size(self.width, y), items), elements


def _sides(faces: CardFaces) -> Iterator[tuple[str, Face]]:
    yield "front", faces.front
    if faces.back is not None:
        yield "back", faces.back


def _named(card: Card, labels: Mapping[str, str]) -> str:
    """Name a card by its number, if it has one, and its id."""
    return f"{labels['card']} {card.number} · {card.id}" if card.number else card.id


def contact(order: Order) -> File:
    """Make the contact sheet: all fronts small, each with number and id below."""
    deck, context = order.deck, order.context
    captions = [note(_named(card, context.edition.labels), "contact-caption") for card in order.cards]
    column = proof.contact(deck.card_size, 0.0).card.width
    below = [fit.furniture(caption, column, context.fresh()) for caption in captions]
    plan = proof.contact(deck.card_size, max(face.size.height for face in below) + BETWEEN)
    fronts = [order.typeset.faces[card.id].front for card in order.cards]
    pages = range(0, len(fronts), plan.cards)
    sheets = []
    for first in pages:
        placements: list[Placement] = []
        for number in range(first, min(first + plan.cards, len(fronts))):
            place = plan.place(number)
            placements += [
                Placement(fronts[number], place.x, place.y, share=plan.share),
                Placement(below[number], place.x, place.bottom + BETWEEN),
            ]
        frames = [
            Box(plan.place(number), stroke=context.setting.palette["line"], weight=0.3)
            for number in range(first, first + len(placements) // 2)
        ]
        sheets.append(_contact_sheet(order, (first // plan.cards + 1, len(pages)), placements, frames))
    cards = dict(zip((card.id for card in order.typeset.cards), order.typeset.roots, strict=True))
    roots = [root for card, caption in zip(order.cards, captions, strict=True) for root in (cards[card.id], caption)]
    marks = [(page, _named(order.cards[first], context.edition.labels), 0) for page, first in enumerate(pages)]
    return _file(order, "contact", sheets, roots, marks)


def _contact_sheet(order: Order, page: tuple[int, int], placements: Sequence[Placement], frames: Sequence[Box]) -> Sheet:
    edition, labels = order.context.edition, order.context.edition.labels
    which = f"{labels['page']} {page[0]} {labels['of']} {page[1]}"
    said = " · ".join(part for part in (order.deck.title.value, edition.area_name.value, labels["contact"], which) if part)
    head = fit.furniture(note(said, "sheet-note"), proof.PAPER.width - 2 * proof.EDGE, order.context.fresh())
    furniture = (Placement(Face(proof.PAPER, frames), 0.0, 0.0, tagged=False), Placement(head, proof.EDGE, proof.EDGE, tagged=False))
    return Sheet(size=proof.PAPER, placements=tuple(placements), furniture=furniture)


def _file(order: Order, kind: str, sheets: Sequence[Sheet], roots: Sequence[Element], marks: Sequence[tuple[int, str, int]]) -> File:
    context, deck = order.context, order.deck
    meta = context.meta(deck.title.value, deck.date, kind, "Simplex", marks)
    data = pdf.write(sheets, roots, meta, fonts=context.typeface, pictures=context.pictures)
    return File(f"{order.to.folder}/{order.name}-{kind}.pdf", kind, context.edition.area, len(sheets), data)
