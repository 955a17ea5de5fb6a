"""A card and the words laid on it: which layer wins each key, in which language, and what a fingerprint is taken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from cardprint.errors import Place, Problem, warning
from cardprint.model import Back, Card, Origin, Text, Words
from cardprint.sources.cards import CONTRACT

SEPARATOR = "\n"
"""Between the values that a fingerprint is taken of; a list gives its items one by one, a back its title and its text."""
Value = Text | tuple[Text, ...] | Back


class Layer(NamedTuple):
    """Words of one layer: variant, area or organisation."""

    name: str
    words: Words


class Worded(NamedTuple):
    """A card with its final words, where they came from, what is not translated, and what is to be said."""

    card: Card
    origins: tuple[Origin, ...] = ()
    gaps: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


def worded(card: Card, layers: Sequence[Layer], language: str) -> Worded:
    """Lay words on a card, weakest layer first; `language` is empty for the deck's own."""
    changes: dict[str, Value] = {}
    origins: list[Origin] = []
    gaps: list[Problem] = []
    for key in CONTRACT:
        depth, value = _strongest([layer.words for layer in layers], key)
        name = layers[depth].name if value is not None else ""
        if language:
            own = _strongest([card.translations.get(language), *(layer.words.translations.get(language) for layer in layers)], key)
            gaps.extend(_gap(card, key, value, language, is_behind=own[1] is None or own[0] - 1 < depth))
            if own[1] is not None:
                value, name = own[1], "translation" if own[0] == 0 else f"{layers[own[0] - 1].name} translation"
        if value is not None:
            changes[key] = value
            origins.append(Origin(key, name, _place(value) or card.place))
    changed = replace(card, **changes) if changes else card  # type: ignore[arg-type]
    return Worded(changed, tuple(origins), tuple(gaps), tuple(_outdated(card, layers)))


def _strongest(words: Sequence[Words | None], key: str) -> tuple[int, Value | None]:
    """Give the last of the words that say something about a key, and which they are; -1 if none do."""
    for depth in range(len(words) - 1, -1, -1):
        value: Value | None = getattr(words[depth], key, None)
        if value is not None:
            return depth, value
    return -1, None


def _gap(card: Card, key: str, value: Value | None, language: str, *, is_behind: bool) -> Iterator[Problem]:
    said = getattr(card, key) if value is None else value
    if said and is_behind:
        yield warning("translation-missing", _place(said) or card.place, what=card.id, key=key, language=language)


def _place(value: Value) -> Place | None:
    if isinstance(value, Text):
        return value.place
    if isinstance(value, Back):
        return value.title.place if value.title else value.text.place
    return value[0].place if value else None


def _outdated(card: Card, layers: Sequence[Layer]) -> Iterator[Problem]:
    """Warn of words whose `base` is not what lies below them now."""
    for layer in layers:
        if layer.words.base and (now := fingerprint(card, layer.words)) != layer.words.base:
            yield warning("base-changed", layer.words.place, card=card.id, base=layer.words.base, now=now)
        card = replace(card, **{key: value for key in CONTRACT if (value := getattr(layer.words, key)) is not None})


def fingerprint(card: Card, words: Words) -> str:
    """Give the first 8 hex digits of SHA-256 over the values of `card` that `words` replace, in contract order.

    The values are the NFC texts as read, joined by SEPARATOR; where the card is dropped, all its words.
    """
    from hashlib import sha256

    keys = [key for key in CONTRACT if words.drop or getattr(words, key) is not None]
    values = [text for key in keys for text in _values(getattr(card, key))]
    return sha256(SEPARATOR.join(values).encode()).hexdigest()[:8]


def _values(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, Text):
        return (value.value,)
    if isinstance(value, Back):
        return (value.title.value, value.text.value)
    return tuple(text.value for text in value)
