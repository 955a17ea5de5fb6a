"""Node -> vocabulary, areas and organisations: the shared language, and the overlays that lie on top of a deck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from cardprint.colour import Colour
from cardprint.errors import Place
from cardprint.model import Area, Card, Fonts, Organisation, StyleValue, Term, Text, Words
from cardprint.sources.cards import OVERLAY, card, picture
from cardprint.sources.nodes import Node, Pairs, Series, id_of
from cardprint.sources.reading import Key, Reading, Type, either, fields, listing, mapping, record, shaped
from cardprint.sources.values import (
    ANY,
    COLOUR,
    FLAG,
    ID,
    PATH,
    PERCENT,
    STRING,
    TEXT,
    each,
    later,
    many,
    raw,
)  # fmt: skip

INKS = 4


def _term(reading: Reading, key: str, node: Node) -> Term | None:
    values = fields(reading, key, node, TERM)
    return None if values is None else Term(id=key, place=node.place, **values)


def _translated_term(reading: Reading, key: str, node: Node) -> Term | None:
    values = fields(reading, key, node, TERM_TRANSLATION)
    return None if values is None else Term(id="", place=node.place, **values)


def _ink(reading: Reading, key: str, node: Node) -> Colour | None:
    """Read a colour: `"#0b5c6b"`, or its screen and ink values apart."""
    if not isinstance(node, Pairs):
        found: Colour | None = COLOUR.read(reading, key, node)
        return found
    values = fields(reading, key, node, INK) or {}
    inks = values.get("cmyk", ())
    if "rgb" not in values:
        reading.error("missing-key", node.place, key="rgb", owner=key)
        return None
    rgb: Colour = values["rgb"]
    return rgb._replace(cmyk=inks) if len(inks) == INKS else rgb


def _placed(reading: Reading, key: str, node: Node) -> tuple[Colour, Place] | None:
    colour = _ink(reading, key, node)
    return None if colour is None else (colour, node.place)


def _fonts(reading: Reading, key: str, node: Node) -> Fonts | None:
    values = fields(reading, key, node, FONTS)
    if values is None or not isinstance(node, Pairs):
        return None
    return Fonts(place=node.place, places={key: value.place for key, (_, value) in node.entries.items()}, **values)


def _style_value(reading: Reading, key: str, node: Node) -> StyleValue | None:
    items, before = node.items if isinstance(node, Series) else [node], len(reading.problems)
    found = [raw(reading, key, item) for item in items]
    if not any(found) and len(reading.problems) == before:
        reading.error("empty", node.place, key=key)
    return StyleValue(tuple(value for value in found if value is not None), node.place) if any(found) else None


def _name(reading: Reading, key: str, node: Node) -> Words | None:
    values = fields(reading, key, node, NAME)
    return None if values is None else Words(place=node.place, **values)


STYLE = replace(each(each(Type("value or list of values", _style_value, ANY))), shape=shaped("styles"))
FONTS = record(
    "fonts",
    tuple(
        Key(name, PATH, doc, "the built-in face")
        for name, doc in (
            ("body", "TrueType file of the running text."),
            ("bold", "TrueType file of strong text."),
            ("italic", "TrueType file of emphasis."),
            ("bold_italic", "TrueType file of strong emphasis."),
            ("fallback", "TrueType file for characters that the others lack."),
        )
    ),
)
INK = record(
    "colour",
    (
        Key("rgb", COLOUR, "The colour on screens and office printers."),
        Key("cmyk", many(PERCENT, INKS, INKS), "The four inks in per cent."),
    ),
)
NAME = record("name", (Key("name", TEXT, "The name in that language."),))
_TERM_KEYS = (
    Key("forms", each(STRING), "The word's forms by name; `{term.form}` prints one, `{term}` the form sg.", "the term itself"),
    Key("meaning", TEXT, "What we mean by it."),
    Key("note", TEXT, "A remark for handout and worksheet."),
    Key("avoid", many(STRING), "Words that it stands instead of; a text that uses one is a warning."),
)
TERM_TRANSLATION = record("term translation", _TERM_KEYS)
TERM = record(
    "term",
    (
        *_TERM_KEYS,
        Key("keep", FLAG, "A word we hold on to; in handout and worksheet.", "false"),
        Key("translations", each(Type("term", _translated_term, shaped("term translation")), "language"), "The word in other languages."),
    ),
)
TERMS = each(Type("term", _term, shaped("term")))
VOCABULARY = record(
    "vocabulary",
    (
        Key("terms", TERMS, "The shared words by name."),
        Key("hyphenation", each(many(STRING), "language"), "Words with their hyphens, where the rules break them badly."),
    ),
)
AREA = record(
    "area",
    (
        Key("id", ID, "What cards and commands refer to.", "the file's name"),
        Key("name", TEXT, "The area's name on paper.", "the id"),
        Key("translations", each(Type("name", _name, shaped("name")), "language"), "The name in other languages."),
        Key("terms", TERMS, "Terms whose forms are other words here."),
        Key("cards", OVERLAY, "Cards that read otherwise here, or are dropped."),
        Key("add", later(listing(shaped("added card"))), "Cards that are only here."),
        Key("agendas", later(mapping(shaped("agenda in an area"))), "What an agenda says otherwise here."),
    ),
)
_COLOUR = either(COLOUR.shape, shaped("colour"))
ORGANISATION = record(
    "organisation",
    (
        Key("id", ID, "What cardprint.yaml and commands refer to.", "the file's name"),
        Key("name", TEXT, "The organisation's name on paper.", "the id"),
        Key("logo", Type("picture", picture, shaped("picture")), "The logo, and one for dark grounds."),
        Key("colours", each(Type("colour", _ink, _COLOUR)), "The organisation's own colours."),
        Key("theme_colours", each(Type("colour", _placed, _COLOUR)), "The organisation's own colours of themes, by their ids."),
        Key("fonts", Type("files", _fonts, shaped("fonts")), "The organisation's own fonts."),
        Key("contact", TEXT, "Whom to write to."),
        Key("terms", TERMS, "Terms whose forms are other words here."),
        Key("cards", OVERLAY, "Cards that read otherwise here, or are dropped."),
        Key("style", STYLE, "Styles that are set otherwise here."),
    ),
)


def vocabulary(reading: Reading, node: Pairs) -> tuple[Mapping[str, Term], Mapping[str, tuple[str, ...]]]:
    """Read the vocabulary: terms by id, and hyphenated words by language."""
    values = fields(reading, "vocabulary", node, VOCABULARY) or {}
    return values.get("terms", {}), values.get("hyphenation", {})


def area(reading: Reading, node: Pairs, name: str) -> Area:
    """Read an area; `name` is its id where it names none."""
    values = fields(reading, "area", node, AREA) or {}
    added = values.pop("add", None)
    cards = _added(reading, added) if added is not None else ()
    if "agendas" in values:
        from cardprint.sources import meetings

        values["agendas"] = meetings.overlays(reading, values["agendas"])
    _known_terms(reading, values)
    values.setdefault("id", name)
    values.setdefault("name", Text(values["id"], node.place))
    return Area(add=cards, place=node.place, **values)


def organisation(reading: Reading, node: Pairs, name: str) -> Organisation:
    """Read an organisation; `name` is its id where it names none."""
    values = fields(reading, "organisation", node, ORGANISATION) or {}
    _known_terms(reading, values)
    values.setdefault("id", name)
    values.setdefault("name", Text(values["id"], node.place))
    _known_themes(reading, _entries(node, "theme_colours"))
    places = {key: value.place for key, (_, value) in _entries(node, "colours").items()}
    return Organisation(place=node.place, colour_places=places, **values)


def _added(reading: Reading, node: Node) -> tuple[Card, ...]:
    if not isinstance(node, Series):
        reading.wrong("list", "add", node)
        return ()
    own = [id_of(item) for item in node.items]
    inner = replace(reading, known={**reading.known, "card": (*reading.known["card"], *own)} if "card" in reading.known else reading.known)
    cards = [card(inner, item, 0, "added card") for item in node.items]
    return tuple(added for added in cards if added)


def added_ids(node: Pairs | None) -> tuple[str, ...]:
    """Give the ids of the cards that an area adds, before it is read."""
    found = node.entries.get("add") if node else None
    return tuple(id_of(item) for item in found[1].items) if found and isinstance(found[1], Series) else ()


def _entries(node: Pairs, key: str) -> Mapping[str, tuple[Place, Node]]:
    found = node.entries[key][1] if key in node.entries else None
    return found.entries if isinstance(found, Pairs) else {}


def _known_themes(reading: Reading, entries: Mapping[str, tuple[Place, Node]]) -> None:
    known = reading.known.get("theme", entries)
    for name, (place, _) in entries.items():
        if name not in known:
            reading.warning("theme-colour-unused", place, name=name, nearest=reading.nearest(name, known))


def _known_terms(reading: Reading, values: Mapping[str, Any]) -> None:
    terms: Mapping[str, Term] = values.get("terms", {})
    for name, term in terms.items():
        if name not in reading.known.get("term", terms):
            reading.warning("term-only-here", term.place, term=name)
