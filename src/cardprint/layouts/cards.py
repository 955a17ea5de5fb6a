"""What the layout of cards is told: for each card its theme, colour, symbol and back, so that the template only places them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import MM
from cardprint.labels import entries, fill
from cardprint.layouts.seconds import Companion, Second
from cardprint.layouts.templates import OWN, bare
from cardprint.model import KINDS, NO_TEXT, SAME_CARD, Card, Deck, Edition, Picture, Text, Theme, plain
from cardprint.page import Element, Run

EXTRAS: Mapping[str, str] = {"instruction": "info", "blank": "blank"}
"""Kinds of card that the deck's own keys ask for, and their symbols; they have no number."""
UNTHEMED: Mapping[str, str] = {"instruction": "instruction", "blank": "own_cards"}
"""The labels of what a card without a theme is."""
PLAIN = "back:"
"""Id of the back that tells no theme."""
BOOKMARK = 60
"""Characters of a card's text in the outline."""


class CardView(Struct, frozen=True):
    """One card and what is printed round its text. `own_back`: the card has a back of its own. `asks`: its text is its heading."""

    card: Card
    name: Text | str
    kind: str
    colour: str
    image: str
    ground: str
    back: str
    own_back: bool
    paragraphs: tuple[Text, ...] = ()
    bookmark: str = ""
    second: Second | None = None
    asks: bool = False


class Ground(Struct, frozen=True):
    """What lies under the fronts of several cards: symbol or initial, and the line at the foot."""

    id: str
    colour: str
    symbol: str
    initial: str
    footer: str


class SharedBack(Struct, frozen=True):
    """A back that several cards share; `second` is its name in a second language, where that stands on the front too."""

    id: str
    name: Text | str
    colour: str
    symbol: str
    second: Text = NO_TEXT


class Names(Struct, frozen=True):
    """Which pictures there are: symbol name to picture key, image file to picture key, and the logo's key or nothing."""

    symbols: Mapping[str, str]
    images: Mapping[str, str]
    logo: str


def with_extras(deck: Deck) -> tuple[Card, ...]:
    """Give the deck's cards with the instruction card before and the blank cards after them."""
    first = (Card(id="instruction", theme="", kind="instruction", text=deck.instruction_card),) if deck.instruction_card else ()
    last = tuple(Card(id=f"blank-{number}", theme="", kind="blank") for number in range(1, deck.blank_cards + 1))
    return (*first, *deck.cards, *last)


def context(  # noqa: PLR0913 - what a deck's cards are told
    edition: Edition,
    deck: Deck,
    cards: Sequence[Card],
    names: Names,
    primary: str,
    *,
    sharing: Sequence[Card] | None = None,
    second: Companion | None = None,
) -> dict[str, Any]:
    """Give the values that `cards.xml.j2` is rendered with; `primary` is the colour of cards without a theme.

    The grounds and backs are those that the cards `sharing` need, which is to say these same cards where nothing else is said.
    """
    themes = {theme.id: theme for theme in deck.themes}
    organisation = edition.organisation
    sharing = cards if sharing is None else sharing
    return {
        "deck": deck,
        "labels": edition.labels,
        "organisation": organisation.name if organisation else "",
        "logo": names.logo,
        "backs": _backs(edition, deck, names, primary, second) if sharing else [],
        "lines": max(3, int((deck.card_size.height / MM - 39) / 10)),
        "ends": _ends(edition.labels),
        "styles": _styles(edition),
        "grounds": _grounds(edition, deck, sharing, names, primary),
        "sides": [_with_second(_side(card, themes.get(card.theme), deck, names, edition.labels, primary), second, deck) for card in cards],
    }


def _ends(labels: Mapping[str, str]) -> str:
    """Give the columns of a line from agree to disagree: its words as wide as they are, at most, and the line between them."""
    low, high = (round(4.5 + 2.4 * len(labels[name]), 1) for name in ("side_agree", "side_disagree"))
    return f"{low} * {high}"


def _styles(edition: Edition) -> dict[str, str]:
    """Say which style the text of each kind of card has: that of its name, else that of the kind that it is like."""
    layers = (*edition.project.style.layers, edition.organisation.style if edition.organisation else {})
    own = {name: kind.like for name, kind in edition.project.card_kinds.items() if not any(name in layer for layer in layers)}
    return {**{name: name for name in (*KINDS, *edition.project.card_kinds)}, **own}


class Group(Struct, frozen=True):
    """A theme and its cards, as the reading edition tells them."""

    name: Text | str
    colour: str
    sides: tuple[CardView, ...]


def reading(edition: Edition, deck: Deck, cards: Sequence[Card], names: Names, primary: str) -> dict[str, Any]:
    """Give the values that `reading.xml.j2` is rendered with."""
    organisation = edition.organisation
    name = organisation.name.value if organisation else ""
    where = " · ".join(part for part in (edition.area_name.value, name) if part)
    subtitle = " · ".join(part for part in (deck.subtitle.value, where) if part)
    version = f"{edition.labels['version'].capitalize()} {deck.version}" if deck.version else ""
    return {
        "deck": deck,
        "labels": edition.labels,
        "subtitle": subtitle,
        "foot": " · ".join(part for part in (deck.title.value, where) if part),
        "credit": " · ".join(part for part in (version, spelled(deck.date, edition.labels), deck.licence, name) if part)
        if deck.licence or deck.version
        else "",
        "instruction": _paragraphs(deck.instruction_card),
        "logo": names.logo,
        "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
        "groups": _groups(edition, deck, cards, names, primary),
    }


def spelled(date: str, labels: Mapping[str, str]) -> str:
    """Write a date of the form YYYY-MM-DD as people do: 1. december 2026."""
    if not date:
        return ""
    year, month, day = (int(part) for part in date.split("-"))
    return fill(labels["date"], day=day, month=entries(labels, "months")[month - 1], year=year)


def _groups(edition: Edition, deck: Deck, cards: Sequence[Card], names: Names, primary: str) -> list[Group]:
    own: dict[str, list[CardView]] = {theme.id: [] for theme in deck.themes}
    themes = {theme.id: theme for theme in deck.themes}
    for card in cards:
        side = _side(card, themes[card.theme], deck, names, edition.labels, primary)
        own[card.theme].append(replace(side, bookmark=_bookmark(card, edition.labels)))
    return [Group(theme.name, theme.colour.hex, tuple(own[theme.id])) for theme in deck.themes if own[theme.id]]


def footer(edition: Edition, deck: Deck) -> str:
    """Write the line at a card's foot: course and step, area, organisation."""
    course = edition.process.name.value or deck.title.value
    organisation = edition.organisation.name.value if edition.organisation else ""
    step = f"{edition.labels['step']} {deck.step}" if edition.process.name else ""
    return " · ".join(part for part in (course, step, edition.area_name.value, organisation) if part)


def _backs(edition: Edition, deck: Deck, names: Names, primary: str, second: Companion | None) -> list[SharedBack]:
    if deck.back == "none":
        return []
    plain = SharedBack(PLAIN, edition.organisation.name if edition.organisation else deck.title, primary, "")
    if names.logo:
        plain = replace(plain, name="")
    if deck.back == "plain":
        return [plain]
    said = second.themes if second and second.wish.way == SAME_CARD else {}
    themes = [
        SharedBack(f"back:{theme.id}", theme.name, theme.colour.hex, names.symbols.get(theme.symbol, ""), said.get(theme.id, NO_TEXT))
        for theme in deck.themes
    ]
    return [plain, *themes]


def _grounds(edition: Edition, deck: Deck, cards: Sequence[Card], names: Names, primary: str) -> list[Ground]:
    """List the grounds that the cards need, each once."""
    themes = {theme.id: theme for theme in deck.themes}
    line = footer(edition, deck)
    found: dict[str, Ground] = {}
    for card in cards:
        key = _ground(card)
        if key not in found:
            theme, labels = themes.get(card.theme), edition.labels
            symbol = theme.symbol if theme else EXTRAS.get(card.kind, "")
            draft = f"{labels['draft']} · " if card.status == "draft" else ""
            licence = f" · {deck.licence}" if card.kind == "instruction" and deck.licence else ""
            colour = theme.colour.hex if theme else primary
            initial = plain(_name(card, theme, labels))[:1].upper()
            found[key] = Ground(key, colour, names.symbols.get(symbol, ""), initial, f"{draft}{line}{licence}")
    return list(found.values())


def _ground(card: Card) -> str:
    return f"ground:{card.theme or card.kind}{':draft' if card.status == 'draft' else ''}"


def _name(card: Card, theme: Theme | None, labels: Mapping[str, str]) -> Text | str:
    """Name the theme of a card, or what a card without one is."""
    if theme is not None:
        return theme.name
    return labels[UNTHEMED.get(card.kind, "card")]


def _side(card: Card, theme: Theme | None, deck: Deck, names: Names, labels: Mapping[str, str], primary: str) -> CardView:
    own_back = card.back is not None and deck.back == "text"
    shared = "" if deck.back == "none" or own_back else f"back:{card.theme if deck.back != 'plain' else ''}"
    kind = labels.get(f"kind_{card.kind}", "").replace(" ", "\u00a0")
    image = names.images.get(card.image.file, "") if card.image else ""
    paragraphs = _paragraphs(card.text) if card.kind == "instruction" else ()
    colour = theme.colour.hex if theme else primary
    return CardView(
        card,
        _name(card, theme, labels),
        kind,
        colour,
        image,
        _ground(card),
        shared,
        own_back,
        paragraphs,
        asks=bool(card.text) and card.kind not in EXTRAS,
    )


def _with_second(side: CardView, second: Companion | None, deck: Deck) -> CardView:
    """Add a card's words in the second language; those behind it take the place of the theme's back."""
    words = second.second(side.card, side.kind) if second else None
    if words is None:
        return side
    if words.is_behind and deck.back == "none":
        words = replace(words, is_behind=False)
    return replace(side, second=words, back="" if words.is_behind else side.back)


def _bookmark(card: Card, labels: Mapping[str, str]) -> str:
    """Name a card in the outline: its number and how its text begins."""
    name = f"{labels['card']} {card.number or card.id}"
    start = " ".join(bare(card.text.value).split())
    if len(start) > BOOKMARK:
        start = start[: start.rfind(" ", 0, BOOKMARK)] + " …"
    return f"{name}: {start}" if start else name


def _paragraphs(text: Text) -> tuple[Text, ...]:
    return tuple(replace(text, value=part.strip()) for part in text.value.split("\n") if part.strip())


def note(text: str, style: str) -> Element:
    """Make the Element of a line in a sheet's margin."""
    element = Element("p", style)
    element.say(Run(text))
    return element


OWN |= {CardView, SharedBack, Ground, Group, Picture, Second}

__all__ = ["Names", "context", "footer", "note", "with_extras"]
