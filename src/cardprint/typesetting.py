"""A deck is typeset once: all its cards, in chunks, in two processes where it is large; what is chosen comes later."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cardprint import cramped, crew, legible
from cardprint.checks.contrast import Pair
from cardprint.context import Context, parsed
from cardprint.digests import Digests
from cardprint.errors import Found, Problem
from cardprint.job import Job
from cardprint.layouts import cards as card_layout
from cardprint.layouts import markup
from cardprint.model import SAME_CARD, Card, Deck
from cardprint.page import CardFaces, Element, Face, Run
from cardprint.typeset import fit

NOTHING: list[Run] = []
TOO_LONG, TWOFOLD = "text-too-long", "bilingual-too-long"
"""What does not fit, and what does not fit in two languages."""
CHUNK = 500
"""Cards that are rendered and parsed at a time; only Faces and tags stay."""


class Typeset(Struct, frozen=True):
    """A deck's cards in the deck's order, their Faces by id, the roots of their tags, a back that suits every card, the pairs of colours."""

    cards: tuple[Card, ...]
    faces: Mapping[str, CardFaces]
    roots: tuple[Element, ...]
    plain: Face | None = None
    pairs: frozenset[Pair] = frozenset()


class Part(Struct, frozen=True):
    """Some of a deck's cards, typeset."""

    faces: list[CardFaces]
    roots: list[Element]
    problems: list[Problem]
    pairs: frozenset[Pair] = frozenset()


def typeset(context: Context, deck: Deck) -> Found[Typeset]:
    """Render, parse and fit all cards of a deck. With `fit: deck` they depend on each other and are one piece of work.

    The first tenth comes before a second process begins, which then knows the words that most cards are made of.
    """
    cards = card_layout.with_extras(deck)
    shared: dict[str, Face] = {}
    is_whole = deck.fit == "deck" or context.layouts.is_strange  # a stranger's layouts have one child, which answers one process
    known = 0 if is_whole or len(cards) < crew.FEWEST else min(len(cards) // 10, CHUNK)
    first = _chunk(context, deck, cards[:known], shared, sharing=cards)

    def work(some: Sequence[Card]) -> Part:
        size = len(some) if deck.fit == "deck" else CHUNK
        return _together([_chunk(context, deck, some[start : start + size], shared) for start in range(0, len(some), size or 1)])

    if first.problems and not shared:
        parts: tuple[Part, ...] = ()
    elif is_whole:
        parts = (work(cards),)
    else:
        parts = crew.share(work, cards[known:])
        parts = *parts[:1], *(replace(part, faces=[_linked(card, shared) for card in part.faces]) for part in parts[1:])
    whole = _together([first, *parts])
    problems = cramped.judged(whole.problems, context, deck, len(cards))
    second = context.companion(deck)
    if second and second.wish.way == SAME_CARD:
        problems = tuple(problem._replace(code=TWOFOLD) if problem.code == TOO_LONG else problem for problem in problems)
    pairs = whole.pairs if all(problem.code not in cramped.WHOLE for problem in problems) else frozenset()  # nothing is where it is to be
    return Typeset(cards, {face.id: face for face in whole.faces}, tuple(whole.roots), shared.get(card_layout.PLAIN), pairs), problems


def _together(parts: Sequence[Part]) -> Part:
    return Part(
        [face for part in parts for face in part.faces],
        [root for part in parts for root in part.roots],
        [problem for part in parts for problem in part.problems],
        frozenset().union(*(part.pairs for part in parts)),
    )


def _chunk(context: Context, deck: Deck, cards: Sequence[Card], shared: dict[str, Face], *, sharing: Sequence[Card] = ()) -> Part:
    """Typeset some cards; `sharing` are those whose grounds and backs are to be made first."""
    values = card_layout.context(
        context.edition, deck, cards, context.names, context.primary, sharing=sharing, second=context.companion(deck)
    )
    root, problems = parsed(context, "cards.xml.j2", values)
    if root is None:
        return Part([], [], [*problems])
    faces, faults = fit.cards(markup.stories(root), deck.card_size, deck.fit, context.fresh(), shared)
    _hush(root)
    eye, digests = legible.eye(context), Digests(context.typeface, context.pictures)
    shared.update({name: eye.face(face) for name, face in shared.items()})
    read = [eye.card(card) for card in faces]
    printed = [replace(card, digest=digests.card(card)) for card in read]
    return Part(printed, [child for child in root.children if child.tag == "card"], [*problems, *faults], frozenset(eye.pairs))


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


def _linked(card: CardFaces, shared: Mapping[str, Face]) -> CardFaces:
    """Give a card that another process made the grounds and backs that all cards have in common, in place of copies."""
    front, back = card.front, card.back
    ground = front.ground and shared.get(front.ground.shared, front.ground)
    return replace(card, front=replace(front, ground=ground), back=back and shared.get(back.shared, back))


def _element(tag: str, attributes: Mapping[str, str], children: list[Element], inner: list[Element]) -> Element:
    made = Element(tag, "", attributes)
    made.children, made.inner = children or made.children, inner or made.inner
    return made


copyreg.pickle(
    Element, lambda element: (_element, (element.tag, dict(element.attributes), element.children, element.inner))
)  # what the tags tell; all else has been set
