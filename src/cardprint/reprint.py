"""What has changed between two prints of a deck: which cards to throw away, which to print again. Compares, prints nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cardprint import manifest
from cardprint.job import Changes, Printed
from cardprint.model import Card
from cardprint.page import CardFaces

WORDS = 40
"""Characters of a card's first words: enough to find it in a pile."""


def printed(cards: Iterable[Card], faces: Mapping[str, CardFaces]) -> tuple[Printed, ...]:
    """Say of each card what tells it apart: its number, the digest of its Faces, its first words."""
    return tuple([Printed(card.id, card.number, faces[card.id].digest, first_words(card)) for card in cards])


def first_words(card: Card) -> str:
    """Give how a card begins, for a person who looks for it."""
    found = (card.text.value or card.title.value)[: 4 * WORDS]
    words = " ".join(found.replace("*", "").replace("\u00ad", "").split())
    return words if len(words) <= WORDS else words[: max(words.rfind(" ", 0, WORDS), WORDS // 2)].rstrip() + " …"


def compared(name: str, before: Sequence[Printed], now: Sequence[Printed]) -> Changes:
    """Compare a deck's cards by their ids; the order in which they lie says nothing."""
    old, new = ({card.id: card for card in cards} for cards in (before, now))
    pairs = [(old[card.id], card) for card in now if card.id in old]
    return Changes(
        name,
        new=tuple(card for card in now if card.id not in old),
        gone=tuple(card for card in before if card.id not in new),
        changed=tuple((was, other) for was, other in pairs if was.digest != other.digest),
        moved=tuple((was, other) for was, other in pairs if was.number != other.number),
        same=sum(was[1:3] == other[1:3] for was, other in pairs),
    )


def diff(older: Path, other: Path) -> tuple[Changes, ...]:
    """Compare two output folders, deck by deck. Raises CardprintError for a folder that does not know its cards."""
    before, now = manifest.printed(older), manifest.printed(other)
    return tuple(compared(name, before.get(name, ()), now.get(name, ())) for name in sorted(before | now))
