"""A card and the words laid on it: which layer wins each key, in which language, and what a fingerprint is taken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.errors import Place, Problem, warning
from cardprint.model import Back, Base, Card, Gap, Origin, Text, Words
from cardprint.sources.cards import CONTRACT

SEPARATOR = "\n"
"""Between the values that a fingerprint is taken of; a list gives its items one by one, a back its title and its text."""
Value = Text | tuple[Text, ...] | Back


class Layer(Struct, frozen=True):
    """Words of one layer: variant, area or organisation."""

    name: str
    words: Words


class Worded(Struct, frozen=True):
    """A card with its final words, where they came from, what is not translated, and what lies below those that name a fingerprint."""

    card: Card
    origins: tuple[Origin, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bases: tuple[Base, ...] = ()


def worded(card: Card, layers: Sequence[Layer], language: str, own: str = "") -> Worded:
    """Lay words on a card, weakest layer first; `language` is empty for the deck's `own`. Where it is not, each text says which it is in."""
    changes: dict[str, Any] = {}
    origins: list[Origin] = []
    gaps: list[Gap] = []
    for key in CONTRACT:
        depth, value = _strongest([layer.words for layer in layers], key)
        name = layers[depth].name if value is not None else ""
        if language:
            strength, said = _strongest(
                [card.translations.get(language), *(layer.words.translations.get(language) for layer in layers)], key
            )
            gaps.extend(_gap(card, key, value, language, is_behind=said is None or strength - 1 < depth))
            if said is not None:
                value, name = in_language(said, language), "translation" if strength == 0 else f"{layers[strength - 1].name} translation"
            else:
                changes[key] = in_language(getattr(card, key) if value is None else value, own)
        if value is not None:
            changes.setdefault(key, value)
            origins.append(Origin(key, name, _place(value) or card.place))
    if language:
        changes["source"] = in_language(card.source, own)
        changes["image"] = card.image and replace(card.image, alt=in_language(card.image.alt, own))
    changed = replace(card, **changes) if changes else card
    return Worded(changed, tuple(origins), tuple(gaps), tuple(_bases(card, layers, language)))


def in_language(value: Any, language: str) -> Any:
    """Say of all texts in a value which language they are in."""
    if isinstance(value, Text):
        return replace(value, language=language) if value.value else value
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(in_language(item, language) for item in value)
    if isinstance(value, Struct):
        return replace(value, **{field: in_language(getattr(value, field), language) for field in value.__struct_fields__})
    return value


def _strongest(words: Sequence[Words | None], key: str) -> tuple[int, Value | None]:
    """Give the last of the words that say something about a key, and which they are; -1 if none do."""
    for depth in range(len(words) - 1, -1, -1):
        value: Value | None = getattr(words[depth], key, None)
        if value is not None:
            return depth, value
    return -1, None


def _gap(card: Card, key: str, value: Value | None, language: str, *, is_behind: bool) -> Iterator[Gap]:
    said = getattr(card, key) if value is None else value
    if said and is_behind:
        yield Gap(card.id, key, _place(said) or card.place, language)


def _place(value: Value) -> Place | None:
    if isinstance(value, Text):
        return value.place
    if isinstance(value, Back):
        return value.title.place if value.title else value.text.place
    return value[0].place if value else None


def _bases(card: Card, layers: Sequence[Layer], language: str) -> Iterator[Base]:
    """Give what lies below each overlay that has a `base`; a translation lies on the words of its own layer."""
    yield from _base(card, card.translations.get(language))
    for layer in layers:
        yield from _base(card, layer.words)
        card = replace(card, **{key: value for key in CONTRACT if (value := getattr(layer.words, key)) is not None})
        yield from _base(card, layer.words.translations.get(language))


def _base(card: Card, words: Words | None) -> Iterator[Base]:
    if words and words.base:
        yield Base(card.id, words.place, words.base, fingerprint(card, words), _replaced(card, words))


def outdated(found: Base, remembered: Mapping[str, Sequence[str]]) -> Problem | None:
    """Warn of words whose `base` is not what lies below them now, with the old words where they are known."""
    if found.base == found.now:
        return None
    values = {"card": found.card, "base": found.base, "now": found.now, "new": shown(found.texts), "file": found.place.file}
    if found.base in remembered:
        old, new = changed(remembered[found.base], found.texts)
        return warning("base-changed-from", found.place, **{**values, "old": shown(old), "new": shown(new)})
    return warning("base-changed", found.place, **values)


def changed(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Leave out the texts that begin and end both."""
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


LONGEST = 160
"""Characters of words that are shown in a Problem."""


def shown(texts: Sequence[str]) -> str:
    """Write texts on one line."""
    line = " / ".join(" ".join(text.split()) for text in texts if text.strip()) or "–"
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def fingerprint(card: Card, words: Words) -> str:
    """Give the first 8 hex digits of SHA-256 over the values of `card` that `words` replace, in contract order.

    The values are the NFC texts as read, joined by SEPARATOR; where the card is dropped, all its words.
    """
    from hashlib import sha256

    return sha256(SEPARATOR.join(_replaced(card, words)).encode()).hexdigest()[:8]


def _replaced(card: Card, words: Words) -> tuple[str, ...]:
    """Give the texts that words replace."""
    keys = [key for key in CONTRACT if words.drop or getattr(words, key) is not None]
    return tuple(text for key in keys for text in _values(getattr(card, key)))


def _values(value: Value | None) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, Text):
        return (value.value,)
    if isinstance(value, Back):
        return (value.title.value, value.text.value)
    return tuple(text.value for text in value)
