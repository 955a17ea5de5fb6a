"""A deck is typeset once: all its cards, in chunks, in two processes where it is large; what is chosen comes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cardprint import cramped, crew
from cardprint.colour import Colour
from cardprint.digests import Digests
from cardprint.errors import Place, Problem, Severity
from cardprint.geometry import Rect
from cardprint.job import Job
from cardprint.layouts import cards as card_layout
from cardprint.layouts import markup
from cardprint.model import Card, Deck
from cardprint.page import Box, CardFaces, Element, Face, FitNote, Image, Item, Line, Run, TextLine
from cardprint.room import Room, parsed
from cardprint.typeset import fit

NOTHING: list[Run] = []
CHUNK = 500
"""Cards that are rendered and parsed at a time; only Faces and tags stay."""


class Typeset(NamedTuple):
    """A deck's cards in the deck's order, their Faces by id, the roots of their tags, what is wrong, and a back that suits every card."""

    cards: tuple[Card, ...]
    faces: Mapping[str, CardFaces]
    roots: tuple[Element, ...]
    problems: tuple[Problem, ...]
    plain: Face | None = None


class Part(NamedTuple):
    """Some of a deck's cards, typeset."""

    faces: list[CardFaces]
    roots: list[Element]
    problems: list[Problem]


def typeset(room: Room, deck: Deck) -> Typeset:
    """Render, parse and fit all cards of a deck. With `fit: deck` they depend on each other and are one piece of work."""
    cards = card_layout.with_extras(deck)
    shared: dict[str, Face] = {}
    first = _chunk(room, deck, (), shared, sharing=cards)

    def work(some: Sequence[Card]) -> Part:
        size = len(some) if deck.fit == "deck" else CHUNK
        return _together([_chunk(room, deck, some[start : start + size], shared) for start in range(0, len(some), size or 1)])

    if first.problems and not shared:
        parts: tuple[Part, ...] = ()
    elif deck.fit == "deck" or room.layouts.is_strange:  # a stranger's layouts have one child, which answers one process
        parts = (work(cards),)
    else:
        parts = crew.share(work, cards, pack=Packed().part, unpack=Unpacked(deck, shared).part)
    whole = _together([first, *parts])
    problems = cramped.judged(whole.problems, room, deck, len(cards))
    return Typeset(cards, {one.id: one for one in whole.faces}, tuple(whole.roots), problems, shared.get(card_layout.PLAIN))


def _together(parts: Sequence[Part]) -> Part:
    return Part(
        [one for part in parts for one in part.faces],
        [root for part in parts for root in part.roots],
        [problem for part in parts for problem in part.problems],
    )


def _chunk(room: Room, deck: Deck, cards: Sequence[Card], shared: dict[str, Face], *, sharing: Sequence[Card] = ()) -> Part:
    """Typeset some cards; `sharing` are those whose grounds and backs are to be made first."""
    problems: list[Problem] = []
    values = card_layout.context(room.edition, deck, cards, room.names, room.primary, sharing=sharing)
    root = parsed(room, "cards.xml.j2", values, problems)
    if root is None:
        return Part([], [], problems)
    faces, faults = fit.cards(markup.stories(root), deck.card_size, deck.fit, room.fresh(), shared)
    _hush(root)
    digests = Digests(room.typeface, room.pictures)
    printed = [one._replace(digest=digests.card(one)) for one in faces]
    return Part(printed, [child for child in root.children if child.tag == "card"], [*problems, *faults])


def _hush(element: Element) -> None:
    """Let go of the texts of a tree that is typeset: the tags need only its shape."""
    element.runs = NOTHING
    for child in element.children:
        _hush(child)


def chosen(cards: Sequence[Card], job: Job) -> tuple[Card, ...]:
    """Choose what is printed; what is left out changes no size and no number."""
    if not job.chooses_cards:
        return tuple(cards)
    out = [card for card in cards if card.id in job.cards or (card.kind not in card_layout.EXTRAS and not job.cards)]
    out = [card for card in out if not job.theme or card.theme == job.theme]
    return tuple(card for card in out if not job.audience or not card.audience or job.audience in card.audience)


class Packed:
    """Writes Faces as plain values, which is what goes from one process to another: an Element is its place in its card's tree, a colour its place in a list."""

    def __init__(self) -> None:
        """Begin with no colours."""
        self.colours: dict[Colour | None, int] = {}

    def part(self, part: Part) -> Any:
        """Write a Part."""
        cards = [self._card(one, root) for one, root in zip(part.faces, part.roots, strict=True)]
        problems = [(code, tuple(place), values, severity.value) for code, place, values, severity in part.problems]
        return cards, problems, [colour and tuple(colour) for colour in self.colours]

    def _card(self, card: CardFaces, root: Element) -> tuple[Any, ...]:
        order: dict[Element | None, int] = {}
        tree = _tree(root, order)
        order[None] = -1
        back = None if card.back is None else card.back.shared or self._face(card.back, order)
        return card.id, tree, self._face(card.front, order), back, [tuple(note) for note in card.notes], card.digest

    def _face(self, face: Face, order: Mapping[Element | None, int]) -> tuple[Any, ...]:
        items = [self._item(item, order) for item in face.items]
        return face.ground.shared if face.ground is not None else "", items, [self._item(box, order) for box in face.bleeds]

    def _item(self, item: Item, order: Mapping[Element | None, int]) -> tuple[Any, ...]:
        if isinstance(item, TextLine):
            x, y, width, size, colour, font, text_hex, text, element = item
            return x, y, width, size, self._colour(colour), font, text_hex, text, order[element]
        match item:
            case Box(rect, fill, stroke):
                return "box", tuple(rect), self._colour(fill), self._colour(stroke), item[3:]
            case Line():
                return "line", item[:5], self._colour(item.colour)
            case Image(rect, name, colour, element, ground):
                return "image", tuple(rect), name, self._colour(colour), order[element], self._colour(ground)

    def _colour(self, colour: Colour | None) -> int:
        return self.colours.setdefault(colour, len(self.colours))


TOLD = frozenset({"img", "ol"})
"""Elements whose attributes the tags tell."""


def _tree(element: Element, order: dict[Element | None, int]) -> tuple[Any, ...]:
    order[element] = len(order)
    attributes = dict(element.attributes) if element.tag in TOLD or "lang" in element.attributes else None
    return element.tag, attributes, [_tree(child, order) for child in element.children]


class Unpacked:
    """Makes Faces of plain values again; shared ones are the parent's own."""

    def __init__(self, deck: Deck, shared: Mapping[str, Face]) -> None:
        """Take the deck whose cards they are, and the Faces that they share."""
        self.deck = deck
        self.shared = shared
        self.colours: list[Any] = []

    def part(self, data: Any) -> Part:
        """Make a Part."""
        cards, problems, colours = data
        self.colours = [colour and Colour(*colour) for colour in colours]
        part = Part([], [], [Problem(code, Place(*place), values, Severity(severity)) for code, place, values, severity in problems])
        for name, tree, front, back, notes, digest in cards:
            order: list[Element | None] = []
            part.roots.append(_element(tree, order))
            order.append(None)  # the last, which is what -1 finds
            behind = self.shared[back] if isinstance(back, str) else back and self._face(back, name, order)
            told = tuple(FitNote(*note) for note in notes)
            part.faces.append(CardFaces(name, self._face(front, name, order), behind, told, digest))
        return part

    def _face(self, data: tuple[Any, ...], name: str, order: Sequence[Element | None]) -> Face:
        ground, items, bleeds = data
        made = [self._item(item, order) for item in items]
        return Face(self.deck.card_size, made, self.shared.get(ground), "", name, [self._item(box, order) for box in bleeds])

    def _item(self, data: tuple[Any, ...], order: Sequence[Element | None]) -> Any:
        colours = self.colours
        if not isinstance(data[0], str):
            x, y, width, size, colour, font, text_hex, text, element = data
            return TextLine(x, y, width, size, colours[colour], font, text_hex, text, order[element])
        match data:
            case ("box", rect, fill, stroke, rest):
                return Box(Rect(*rect), colours[fill], colours[stroke], *rest)
            case ("line", ends, colour):
                return Line._make((*ends, colours[colour]))
            case ("image", rect, name, colour, element, ground):
                return Image(Rect(*rect), name, colours[colour], order[element], colours[ground])


def _element(tree: tuple[Any, ...], order: list[Element | None]) -> Element:
    tag, attributes, children = tree
    element = Element(tag, "", attributes)
    order.append(element)
    for child in children:
        element.add(_element(child, order))
    return element
