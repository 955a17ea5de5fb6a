"""Node -> decks, themes and cards, by their tables of keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.colour import Colour, parse
from cardprint.errors import Place
from cardprint.geometry import Size
from cardprint.model import (
    AUDIENCES,
    BACKS,
    FITS,
    KINDS,
    NOWHERE,
    SIZES,
    UNNUMBERED,
    Back,
    Card,
    CardKind,
    Deck,
    Picture,
    Text,
    Theme,
    Words,
)
from cardprint.sources.bilingual import BILINGUAL
from cardprint.sources.nodes import Node, Pairs, Scalar, Series, absent
from cardprint.sources.reading import Key, Reading, Type, fields, listing, record, require, shaped
from cardprint.sources.values import (
    CARD_SIZE,
    COLOUR,
    DATE,
    FINGERPRINT,
    FLAG,
    ID,
    PATH,
    TEXT,
    WORD,
    choice,
    each,
    known,
    later,
    many,
    number,
    some,
)  # fmt: skip

ORIENTATIONS = ("landscape", "portrait")
STATUSES = ("approved", "draft")
MOST_FOLLOW_UPS = 4
MOST_OPTIONS = 6
_PLAIN_CARD = {"id", "theme", "text", "follow_up"}
_PALETTE: tuple[Colour, ...] = tuple(
    filter(None, map(parse, ("#0b5c6b", "#9c5711", "#2b3a82", "#2b8257", "#632142", "#3d4931", "#1775d3", "#906699")))
)


def _back(reading: Reading, key: str, node: Node) -> Back | None:
    values = fields(reading, key, node, BACK)
    return None if values is None else Back(**values)


def picture(reading: Reading, key: str, node: Node) -> Picture | None:
    """Read a picture; it says what it shows, or that it is decoration."""
    values = fields(reading, key, node, PICTURE)
    if values is None or not isinstance(node, Pairs):
        return None
    if not values.get("alt") and not values.get("decorative"):
        reading.error("alt-missing", node.place, key=key)
    return Picture(place=node.place, **values) if require(reading, node, values, ("file",), key) else None


def _words_by(table: str) -> Type:
    def read(reading: Reading, key: str, node: Node) -> Words | None:
        values = fields(reading, key, node, RECORDS[table])
        return None if values is None else Words(place=node.place, **values)

    return Type(f"mapping of words ({table})", read, shaped(table))


def _theme(reading: Reading, node: Node, colour: Colour) -> Theme | None:
    values = fields(reading, "themes", node, THEME)
    if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("id",), "theme"):
        return None
    values.setdefault("name", Text(values["id"], node.place))
    own = node.entries["colour"][1].place if "colour" in values else NOWHERE
    return Theme(place=node.place, colour_place=own, **{"colour": colour, **values})


BACK = record("back", (Key("title", TEXT, "Heading of the card's own back."), Key("text", TEXT, "Words of the card's own back.")))
PICTURE = record(
    "picture",
    (
        Key("file", PATH, "SVG, PNG or JPEG, beside this file or from the project's folder."),
        Key("alt", TEXT, "What the picture shows, for those who hear it."),
        Key("decorative", FLAG, "The picture says nothing; it needs no alt.", "false"),
        Key("on_dark", PATH, "The same picture for dark grounds."),
    ),
)
_COMMON = (
    Key("title", TEXT, "Heading above the text."),
    Key("text", TEXT, "What the card asks or says."),
    Key("follow_up", many(TEXT, 0, MOST_FOLLOW_UPS), "Questions that go deeper, four at most."),
    Key("options", many(TEXT, 0, MOST_OPTIONS), "A dilemma's answers to choose between."),
    Key("facilitator_note", TEXT, "For the facilitator's paper, never on the card."),
    Key("back", Type("title and text", _back, shaped("back")), "The card's own back, where the deck says back: text."),
)
CONTRACT = tuple(key.name for key in _COMMON)
"""The words of a card in contract order: what an overlay may replace, and what a fingerprint is taken of."""
_TRANSLATIONS = Key("translations", each(_words_by("translation"), "language"), "The same words in other languages.")
_BASE = Key("base", FINGERPRINT, "Fingerprint of the words that are replaced; a warning comes when they change.")
_OVERLAY = (
    *_COMMON,
    Key("drop", FLAG, "Leave the card out here; its number stays free.", "false"),
    _BASE,
    _TRANSLATIONS,
)
RECORDS = {
    table.name: table
    for table in (
        record("translation", (*_COMMON, _BASE)),
        record("variant", (*_COMMON, _BASE, _TRANSLATIONS)),
        record("overlay", _OVERLAY),
        record("theme translation", (Key("name", TEXT, "The theme's name."),)),
        record(
            "deck translation",
            (
                Key("title", TEXT, "The deck's title."),
                Key("subtitle", TEXT, "The deck's subtitle."),
                Key("instruction_card", TEXT, "Words of the instruction card."),
            ),
        ),
    )
}
THEME = record(
    "theme",
    (
        Key("id", ID, "What the cards refer to."),
        Key("name", TEXT, "The name on paper.", "the id"),
        Key("colour", COLOUR, "The theme's colour.", "one of eight in turn"),
        Key("symbol", ID, "Name of a symbol, so that colour alone never carries the meaning."),
        Key("translations", each(_words_by("theme translation"), "language"), "The name in other languages."),
    ),
)


def _kinds(reading: Reading) -> Mapping[str, CardKind]:
    """Give the kinds of cards that there are, the project's own among them."""
    known = reading.known.get("kind")
    return known if isinstance(known, Mapping) else KINDS


def _rules(reading: Reading, kind: str) -> CardKind:
    return _kinds(reading).get(kind, KINDS["question"])


def _kind(reading: Reading, key: str, node: Node) -> str | None:
    found: str | None = choice(_kinds(reading)).read(reading, key, node)
    return found


OVERLAY = each(_words_by("overlay"), "card")
CARD = record(
    "card",
    (
        Key("id", ID, "Stable name: overlays, notes and reprints refer to it."),
        Key("number", number(1, 9999), "What people say aloud; never changes.", "the place in the deck"),
        Key("theme", known("theme"), "Id of the card's theme."),
        Key(
            "kind",
            Type(f"one of {', '.join(KINDS)}, or of the project's `card_kinds`", _kind, {**ID.shape, "examples": [*KINDS]}),
            "What the card is for.",
            "question",
        ),
        *_COMMON,
        Key("audience", some(choice(AUDIENCES)), "Whom `--audience` prints it for.", "all"),
        Key("areas", some(known("area")), "Only there.", "everywhere"),
        Key("variants", each(_words_by("variant"), "area"), "Other words in a welfare area."),
        _TRANSLATIONS,
        Key("image", Type("picture", picture, shaped("picture")), "A picture on the front."),
        Key("copies", number(1, 99), "How many of this card in a set.", "1"),
        Key("status", choice(STATUSES), "draft prints UDKAST in the footer.", "approved"),
        Key("source", TEXT, "Where the words come from, in the reading edition."),
    ),
)
ADDED = record("added card", (*CARD.keys.values(), Key("after", known("card"), "Id of the card it follows.", "the last")))
DECK = record(
    "deck",
    (
        Key("id", ID, "Names the files.", "the file's name"),
        Key("title", TEXT, "The deck's name on paper."),
        Key("subtitle", TEXT, "A line below the title."),
        Key("language", known("language"), "Language of the words.", "the project's"),
        Key("step", number(1, 6), "Which of the six steps the deck belongs to.", "1"),
        Key("version", WORD, "Printed small on each sheet."),
        Key("date", DATE, "The document's date.", "2000-01-01"),
        Key("licence", TEXT, "A credit line."),
        Key("card_size", CARD_SIZE, "Size of the cards.", "dialogue"),
        Key("orientation", choice(ORIENTATIONS), "How a card lies.", "landscape"),
        Key("fit", choice(FITS), "How sizes of type are chosen.", "steps"),
        Key("bilingual", BILINGUAL, "A second language on the cards.", "the project's"),
        Key("back", choice(BACKS), "What the backs show.", "theme"),
        Key("sets", number(1, 500), "Sets, where no agenda says how many groups there are.", "1"),
        Key("blank_cards", number(0, 100), "Empty cards to write on.", "0"),
        Key("instruction_card", TEXT, "How to use the cards; printed as the first card."),
        Key("include", later(some(PATH).shape), "Other decks whose themes and cards come first."),
        Key("themes", later(listing(shaped("theme"))), "Groups of cards."),
        Key("cards", later(listing(shaped("card"))), "The cards."),
        Key("translations", each(_words_by("deck translation"), "language"), "Titles and instruction in other languages."),
    ),
)


def card(reading: Reading, node: Node, place_in_deck: int = 0, table: str = "card") -> Card | None:
    """Read one card. Where it lacks id, theme or text, which is said, something stands in for it, so that the rest is looked at too."""
    values = fields(reading, "cards", node, ADDED if table == "added card" else CARD)
    if values is None or not isinstance(node, Pairs):
        return None
    kind = values.get("kind", "question")
    require(reading, node, values, _rules(reading, kind).needs, values.get("id", table))
    if not values.keys() <= _PLAIN_CARD:
        _remarks(reading, node, values, kind)
    if kind not in UNNUMBERED and "number" not in values:
        values.update(number=place_in_deck, counted=True)
    if "theme" not in values:
        values["theme"] = "" if kind == "blank" else next(iter(reading.known.get("theme", ())), "")
    values.setdefault("id", str(node.place))
    return Card(place=node.place, **values)


def _remarks(reading: Reading, node: Pairs, values: Mapping[str, Any], kind: str) -> None:
    if values.get("status") == "draft":
        reading.warning("draft", node.entries["status"][1].place, card=values.get("id", ""))
    has_options = _rules(reading, kind).options
    if has_options and not values.get("options"):
        reading.warning("dilemma-options", node.place, card=values.get("id", ""))
    if not has_options and values.get("options"):
        reading.warning("options-elsewhere", node.entries["options"][0], card=values.get("id", ""), kind=kind)
    if kind == "blank" and values.get("text"):
        reading.warning("blank-with-text", node.entries["text"][0], card=values.get("id", ""))
    if "image" in values and values["image"].on_dark:
        reading.warning("on-dark-of-logo", node.entries["image"][1].place, card=values.get("id", ""))


class Included(Struct, frozen=True):
    """A deck that another one includes, under the name and at the Place that it is named."""

    deck: Deck
    name: str
    place: Place


def deck(reading: Reading, node: Pairs, name: str, included: Sequence[Included] = ()) -> Deck:
    """Read a deck; `name` is its id where it names none, the included decks' themes and cards come first."""
    values = fields(reading, "deck", node, DECK) or {}
    values.pop("include", None)
    orientation = values.pop("orientation", "")
    if orientation:
        values["card_size"] = _turned(values.get("card_size", SIZES["dialogue"]), orientation)
    own = _themes(reading, values.pop("themes", None))
    themes = {theme.id: theme for theme in (*(theme for card in included for theme in card.deck.themes), *own)}
    inner = replace(reading, known={**reading.known, "theme": themes}) if themes else reading
    cards = _cards(inner, values.pop("cards", None), _brought(included))
    require(reading, node, {"title": values.get("title"), "themes": themes, "cards": cards}, ("title", "themes", "cards"), name)
    _numbers(reading, cards, included)
    _backs(reading, node, cards, values.get("back", "theme"))
    licence = values.pop("licence", None)
    values.setdefault("id", name)
    values.setdefault("title", Text(values["id"], node.place))
    return Deck(
        place=node.place,
        places={key: value.place for key, (_, value) in node.entries.items()},
        themes=tuple((themes or _stand_ins(cards)).values()),
        cards=cards,
        licence=licence.value if licence else "",
        **values,
    )


def _backs(reading: Reading, node: Pairs, cards: Iterable[Card], back: str) -> None:
    """Say that cards have backs of their own which the deck does not print, once; those of included decks are theirs to tell."""
    own = [card for card in cards if card.back and card.place.file == reading.file]
    if own and back != "text":
        place = node.entries["back"][1].place if "back" in node.entries else own[0].place
        reading.warning("back-elsewhere", place, count=len(own), card=own[0].id, back=back)


def _stand_ins(cards: Iterable[Card]) -> dict[str, Theme]:
    """Make the themes that cards name where the deck has none, which has been said: the texts are looked at all the same."""
    return {card.theme: Theme(id=card.theme, name=Text(card.theme, card.place), colour=_PALETTE[0]) for card in cards if card.theme}


def _brought(included: Iterable[Included]) -> list[Card]:
    """Give the cards that included decks bring, each once; one without a number of its own takes its place in this deck."""
    cards = {card.id: card for other in included for card in other.deck.cards}
    place_in_deck = 0
    for name, card in cards.items():
        place_in_deck += card.kind not in UNNUMBERED
        if card.counted and card.number != place_in_deck:
            cards[name] = replace(card, number=place_in_deck)
    return list(cards.values())


def _turned(size: Size, orientation: str) -> Size:
    is_tall = size.height > size.width
    return size.turned if is_tall != (orientation == "portrait") else size


def _list(reading: Reading, key: str, node: Node | None) -> list[Node]:
    if isinstance(node, Series):
        return node.items
    if node is not None and not absent(node):
        reading.wrong("list", key, node)
    return []


def _themes(reading: Reading, node: Node | None) -> Iterable[Theme]:
    themes: dict[str, Theme] = {}
    for index, item in enumerate(_list(reading, "themes", node)):
        theme = _theme(reading, item, _PALETTE[index % len(_PALETTE)])
        if theme and theme.id in themes:
            reading.error("duplicate-id", theme.place, name=theme.id, other=themes[theme.id].place)
        elif theme:
            themes[theme.id] = theme
    return themes.values()


def _cards(reading: Reading, node: Node | None, before: Sequence[Card]) -> tuple[Card, ...]:
    cards = list(before)
    place_in_deck = sum(card.kind not in UNNUMBERED for card in before)
    for item in _list(reading, "cards", node):
        read = card(reading, item, place_in_deck + 1)
        if read is None or read.kind not in UNNUMBERED:
            place_in_deck += 1
        if read is not None:
            cards.append(read)
    return tuple(cards)


def _numbers(reading: Reading, cards: Iterable[Card], included: Sequence[Included]) -> None:
    """Say which cards share a number: of one file at the card, of several once at the include, with all numbers."""
    seen: dict[int, Card] = {}
    shared: dict[str, list[int]] = {}
    for numbered in cards:
        first = seen.setdefault(numbered.number, numbered) if numbered.number else numbered
        if first is numbered:
            continue
        if first.place.file == numbered.place.file:
            if numbered.place.file == reading.file:
                reading.error("duplicate-number", numbered.place, number=numbered.number, card=numbered.id, other=first.id)
            continue
        bringing = numbered if numbered.place.file != reading.file else first
        shared.setdefault(bringing.id, []).append(numbered.number)
    for brought in included:
        numbers = sorted({number for card in brought.deck.cards for number in shared.pop(card.id, ())})
        if numbers:
            reading.error("include-numbers", brought.place, file=brought.name, numbers=_ranges(numbers))


def _ranges(numbers: Sequence[int]) -> str:
    """Write numbers as people do: `1–4, 9`."""
    runs: list[list[int]] = []
    for taken in numbers:
        if runs and taken == runs[-1][-1] + 1:
            runs[-1][1:] = [taken]
        else:
            runs.append([taken])
    return ", ".join("–".join(map(str, run)) for run in runs)


def includes(reading: Reading, node: Pairs) -> tuple[tuple[str, Place], ...]:
    """Give the files that a deck includes, from the project's folder, with the Place that names each."""
    if "include" not in node.entries:
        return ()
    named = node.entries["include"][1]
    items = named.items if isinstance(named, Series) else [named]
    found = [(PATH.read(reading, "include", item), item.place) for item in items if isinstance(item, Scalar)]
    return tuple((file, place) for file, place in found if file)
