"""The second language of a bilingual card: which of its words are there, on which side they stand, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cardprint.errors import Problem, error, warning
from cardprint.model import NO_TEXT, SAME_CARD, Back, Bilingual, Card, Deck, Edition, Text, plain

WORDS = ("title", "text", "options", "follow_up")
"""Words of a card's front, as they stand below each other."""


class Second(Struct, frozen=True):
    """A card's words in the second language. `is_behind`: they stand on its back; the theme's name is then said again."""

    language: str
    name: Text
    kind: Text
    title: Text
    text: Text
    follow_up: tuple[Text, ...]
    options: tuple[Text, ...]
    paragraphs: tuple[Text, ...]
    blank: Text
    back: Back | None
    is_behind: bool


class Companion(Struct, frozen=True):
    """A deck in the second language of its cards: which it is, where it stands, and the words that layouts print in it."""

    wish: Bilingual
    deck: Deck
    labels: Mapping[str, str]

    def said(self, text: Text) -> Text:
        """Give a text that is in the second language, and says so; of one that is not translated nothing."""
        return Text(text.value, text.place, self.wish.language) if text.language in {"", self.wish.language} and text.value else NO_TEXT

    @property
    def themes(self) -> Mapping[str, Text]:
        """The names of the themes, by id."""
        return {theme.id: self.said(theme.name) for theme in self.deck.themes}

    def second(self, card: Card, kind: Text | str) -> Second | None:
        """Give a card's words in the second language; None where it has none, and is printed in its own alone."""
        other = next((other for other in self.deck.cards if other.id == card.id), card if card.kind in _OURS else None)
        if other is None or (card.kind not in _OURS and card.text and not self.said(other.text)):
            return None
        paragraphs = self._instruction() if card.kind == "instruction" else ()
        if card.kind == "instruction" and not paragraphs:
            return None
        return Second(
            language=self.wish.language,
            name=self.themes.get(card.theme) or (self._label(_OURS[card.kind]) if card.kind in _OURS else NO_TEXT),
            kind=self._label(f"kind_{card.kind}") if plain(kind) else NO_TEXT,
            title=self.said(other.title),
            text=self.said(other.text) if card.kind not in _OURS else NO_TEXT,
            follow_up=self._several(other.follow_up),
            options=self._several(other.options),
            paragraphs=paragraphs,
            blank=self._label("blank_card") if card.kind == "blank" else NO_TEXT,
            back=Back(title=self.said(other.back.title), text=self.said(other.back.text)) if other.back else None,
            is_behind=card.kind != "blank" and (self.wish.way != SAME_CARD or card.kind == "instruction"),
        )

    def _several(self, texts: tuple[Text, ...]) -> tuple[Text, ...]:
        return tuple(said for text in texts if (said := self.said(text)))

    def _label(self, name: str) -> Text:
        return Text(
            self.labels.get(name, "").replace(" ", "\u00a0") if name.startswith("kind_") else self.labels.get(name, ""),
            language=self.wish.language,
        )

    def _instruction(self) -> tuple[Text, ...]:
        text = self.said(self.deck.instruction_card)
        return tuple(Text(part.strip(), text.place, text.language) for part in text.value.split("\n") if part.strip())


SIGN = "\n"
"""Stands between the names of what is missing, until all areas have said theirs."""
_OURS: Mapping[str, str] = {"instruction": "instruction", "blank": "own_cards"}
"""Kinds of card that the deck's own keys ask for, and the label that stands in place of a theme's name."""


def wish(edition: Edition, deck: Deck) -> Bilingual | None:
    """Give what is asked for beside a deck's own language: by the deck, else by the project; nothing in that language itself."""
    found = (
        edition.project.bilingual
        if edition.project.bilingual and edition.project.bilingual.is_asked
        else deck.bilingual or edition.project.bilingual
    )
    return found if found and found.language != edition.language else None


def companion(edition: Edition, deck: Deck, others: Mapping[str, Edition]) -> Companion | None:
    """Find a deck in the second language of its cards."""
    found = wish(edition, deck)
    other = others.get(found.language) if found else None
    if found is None or other is None or (deck.back == "none" and found.way != SAME_CARD):
        return None
    same = next((each for each in other.decks if each.id == deck.id), None)
    return Companion(found, same, other.labels) if same else None


def faults(edition: Edition, others: Mapping[str, Edition]) -> Iterator[Problem]:
    """Say where a second language has no place, and which cards have no words in it yet."""
    for deck in edition.decks:
        found = wish(edition, deck)
        if found is None:
            continue
        taken = next((card for card in deck.cards if card.back and deck.back == "text"), None)
        if found.way != SAME_CARD and deck.back == "none":
            yield error("bilingual-no-back", found.place, deck=deck.id, language=found.language)
        elif found.way != SAME_CARD and taken:
            yield error("bilingual-back-taken", found.place, deck=deck.id, card=taken.id, language=found.language)
        elif (second := companion(edition, deck, others)) and (lacking := list(_lacking(deck, second))):
            yield warning(
                "bilingual-missing",
                found.place if found.place.file else deck.place,
                deck=deck.id,
                language=found.language,
                instead=deck.language or edition.project.main_language,
                count=len(lacking),
                names=SIGN.join(lacking),
            )


def _lacking(deck: Deck, second: Companion) -> Iterator[str]:
    """Name the cards that have no words in the second language, and of others what is missing."""
    others = {card.id: card for card in second.deck.cards}
    for theme in second.deck.themes:
        if theme.name and not second.said(theme.name):
            yield f"{theme.id}: name"
    if deck.instruction_card and not second.said(second.deck.instruction_card):
        yield "instruction_card"
    for card in deck.cards:
        other = others.get(card.id)
        if card.text and (other is None or not second.said(other.text)):
            yield card.id
        elif other is not None:
            keys = [key for key in WORDS if not _is_said(getattr(other, key), second)]
            back = other.back if deck.back == "text" else None
            keys += ["back"] if back and not (_is_said(back.title, second) and _is_said(back.text, second)) else []
            if keys:
                yield f"{card.id}: {', '.join(keys)}"


def _is_said(value: Text | tuple[Text, ...], second: Companion) -> bool:
    texts = (value,) if isinstance(value, Text) else value
    return all(bool(second.said(text)) for text in texts if text.value)
