"""Two real decks as deck files: texts that nobody wrote for cardprint. What they are and whose stands in `../shared/decks/ORIGIN.md`.

A support module, not a test: `danish()` and `norwegian()` give the cards, `deck_file` writes them as a user would.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "decks"
DANISH, NORWEGIAN = "samtale-spil-da.yaml", "cornucopia-webapp-2.2-no_nb.yaml"
COLOURS = ("#0b5c6b", "#2b3a82", "#2b8257", "#3d4931", "#906699", "#632142", "#9c5711", "#1775d3")


class RealCard(NamedTuple):
    """A card as its author wrote it; `theme` is its theme's id."""

    id: str
    theme: str
    text: str


class RealDeck(NamedTuple):
    """A deck as its author wrote it; `themes` maps ids to names."""

    id: str
    title: str
    language: str
    themes: Mapping[str, str]
    cards: tuple[RealCard, ...]

    def spread(self, count: int) -> RealDeck:
        """Give about so many cards, taken at even distances over the whole deck."""
        step = max(1, len(self.cards) // count)
        return self._replace(cards=self.cards[::step])


def danish() -> RealDeck:
    """400 conversation cards, 19 to 81 characters. The repository has its own copy, for a clone that stands alone."""
    file = SHARED / DANISH
    return _read("samtale", "Samtalekort", "da", file if file.is_file() else ROOT / "bench" / "decks" / DANISH)


def norwegian() -> RealDeck:
    """80 cards, 48 to 361 characters, words of up to 35 letters; skips the test where `../shared` is absent."""
    file = SHARED / NORWEGIAN
    if not file.is_file():
        pytest.skip(f"../shared/decks/{NORWEGIAN} is absent, and its licence keeps it out of this repository")
    return _read("cornucopia", "Cornucopia", "nb", file)


def deck_file(deck: RealDeck, card_size: str, **keys: object) -> str:
    """Write a deck as YAML: one key a line, every text in quotes; further keys of the deck go as they are."""
    head = {"id": deck.id, "title": deck.title, "language": deck.language, "card_size": card_size, **keys}
    lines = [f"{key}: {_quoted(value)}" for key, value in head.items()]
    lines.append("themes:")
    for number, (name, title) in enumerate(deck.themes.items()):
        lines.append(f"  - {{id: {name}, name: {_quoted(title)}, colour: {_quoted(COLOURS[number % len(COLOURS)])}}}")
    lines.append("cards:")
    for card in deck.cards:
        lines += [f"  - id: {card.id}", f"    theme: {card.theme}", text_line(card)]
    return "\n".join(lines) + "\n"


def text_line(card: RealCard) -> str:
    """Give the line of a deck file that holds a card's text."""
    return f"    text: {_quoted(card.text)}"


def _quoted(value: object) -> str:
    """Write a value as JSON, which YAML reads: quotes round every text."""
    return json.dumps(value, ensure_ascii=False)


def _read(name: str, title: str, language: str, file: Path) -> RealDeck:
    suits: list[dict[str, Any]] = yaml.load(file.read_bytes(), yaml.CSafeLoader)["suits"]
    themes = {suit["id"]: suit["name"] for suit in suits}
    rows = [(card["id"], suit["id"], card.get("text") or card["desc"]) for suit in suits for card in suit["cards"]]
    return RealDeck(name, title, language, themes, tuple(_unique(rows)))


def _unique(rows: Iterable[tuple[str, str, str]]) -> list[RealCard]:
    """Number an id that comes again."""
    seen: dict[str, int] = {}
    cards = []
    for name, theme, text in rows:
        seen[name] = seen.get(name, 0) + 1
        cards.append(RealCard(name if seen[name] == 1 else f"{name}-{seen[name]}", theme, text))
    return cards
