"""A deck is typeset once: all its cards, in chunks, in two processes where it is large; what is chosen comes later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import cramped, crew, pdf
from cardprint.colour import Colour
from cardprint.errors import Place, Problem, Severity
from cardprint.geometry import Rect
from cardprint.job import Job
from cardprint.layouts import cards as card_layout
from cardprint.layouts import markup
from cardprint.model import Card, Deck
from cardprint.page import Box, CardFaces, Element, Face, FitNote, Ink, Run
from cardprint.room import Room, parsed
from cardprint.typeset import fit

NOTHING: list[Run] = []
CHUNK = 500
"""Cards that are rendered and parsed at a time; only Faces and tags stay."""


class Typeset(Struct, frozen=True):
    """A deck's cards in the deck's order, their Faces by id, the roots of their tags, what is wrong, and a back that suits every card."""

    cards: tuple[Card, ...]
    faces: Mapping[str, CardFaces]
    roots: tuple[Element, ...]
    problems: tuple[Problem, ...]
    plain: Face | None = None


class Part(Struct, frozen=True):
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
        parts = crew.share(work, cards, pack=_packed, unpack=lambda data: _unpacked(data, deck, shared))
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
    for one in (*shared.values(), *(side for pair in faces for side in (pair.front, pair.back) if side is not None)):
        _ink(one)
    _hush(root)
    digests = pdf.Digests(room.typeface, room.pictures)
    printed = [replace(one, digest=digests.card(one)) for one in faces]
    return Part(printed, [child for child in root.children if child.tag == "card"], [*problems, *faults])


def _hush(element: Element) -> None:
    """Let go of the texts of a tree that is typeset: the tags need only its shape."""
    element.runs = NOTHING
    for child in element.children:
        _hush(child)


def _ink(face: Face) -> None:
    """Turn a Face into operators and let its items go: they are the larger part of a large deck."""
    pdf.ink(face)
    face.items = ()


def chosen(cards: Sequence[Card], job: Job) -> tuple[Card, ...]:
    """Choose what is printed; what is left out changes no size and no number."""
    if not job.chooses_cards:
        return tuple(cards)
    out = [card for card in cards if card.id in job.cards or (card.kind not in card_layout.EXTRAS and not job.cards)]
    out = [card for card in out if not job.theme or card.theme == job.theme]
    return tuple(card for card in out if not job.audience or not card.audience or job.audience in card.audience)


def _packed(part: Part) -> Any:
    """Write a Part as plain values: an Element is its place in its card's tree."""
    out = []
    for one, root in zip(part.faces, part.roots, strict=True):
        order: dict[Element, int] = {}
        tree = _tree(root, order)
        back = None if one.back is None else one.back.shared or _face(one.back, order)
        out.append((one.id, tree, _face(one.front, order), back, [tuple(note) for note in one.notes], one.digest))
    problems = [(code, tuple(place), values, severity.value) for code, place, values, severity in part.problems]
    return out, problems


TOLD = frozenset({"img", "ol"})
"""Elements whose attributes the tags tell."""


def _tree(element: Element, order: dict[Element, int]) -> tuple[Any, ...]:
    order[element] = len(order)
    attributes = dict(element.attributes) if element.tag in TOLD or "lang" in element.attributes else None
    return element.tag, attributes, [_tree(child, order) for child in element.children]


def _face(face: Face, order: Mapping[Element, int]) -> tuple[Any, ...]:
    inks = [
        (-1 if one.element is None else order[one.element], one.code, one.texts, one.pictures, one.box and tuple(one.box))
        for one in face.ink
    ]
    bleeds = [(tuple(box.rect), _plain(box.fill), _plain(box.stroke), *box[3:]) for box in face.bleeds]
    return face.ground.shared if face.ground is not None else "", inks, bleeds


def _plain(colour: Colour | None) -> Any:
    return colour and tuple(colour)


def _unpacked(data: Any, deck: Deck, shared: Mapping[str, Face]) -> Part:
    cards, problems = data
    part = Part([], [], [Problem(code, Place(*place), values, Severity(severity)) for code, place, values, severity in problems])
    for name, tree, front, back, notes, digest in cards:
        order: list[Element] = []
        part.roots.append(_element(tree, order))
        behind = shared[back] if isinstance(back, str) else back and _side(back, name, deck, order, shared)
        told = tuple(FitNote(*note) for note in notes)
        part.faces.append(CardFaces(name, _side(front, name, deck, order, shared), behind, told, digest))
    return part


def _element(tree: tuple[Any, ...], order: list[Element]) -> Element:
    tag, attributes, children = tree
    element = Element(tag, "", attributes)
    order.append(element)
    for child in children:
        element.add(_element(child, order))
    return element


def _side(data: tuple[Any, ...], name: str, deck: Deck, order: Sequence[Element], shared: Mapping[str, Face]) -> Face:
    ground, inks, bleeds = data
    face = Face(deck.card_size, (), ground=shared.get(ground), label=name)
    face.ink = tuple(
        [Ink(None if at < 0 else order[at], code, texts, pictures, box and Rect(*box)) for at, code, texts, pictures, box in inks]
    )
    face.bleeds = [Box(Rect(*rect), fill and Colour(*fill), stroke and Colour(*stroke), *rest) for rect, fill, stroke, *rest in bleeds]
    return face
