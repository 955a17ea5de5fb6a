"""Node -> what cardprint.yaml says: what is built for whom. Names are kept with their Places; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import Place
from cardprint.model import KINDS, LIKES, NO_TEXT, NOWHERE, ON_REQUEST, STOCKS, Bilingual, CardKind, PaperKind, Process, Text
from cardprint.sources.bilingual import BILINGUAL
from cardprint.sources.nodes import Node, Pairs
from cardprint.sources.reading import Key, Reading, Record, Type, fields, listing, record, require, shaped
from cardprint.sources.values import ID, NAMED, STRING, TEXT, WEIGHT, choice, each, known, many, number, some


class Config(Struct, frozen=True, kw_only=True):
    """The wishes of cardprint.yaml; a list left out is None."""

    title: Text = NO_TEXT
    process: Process = field(default_factory=Process)
    languages: tuple[str, ...] = ()
    organisations: tuple[Text, ...] = ()
    areas: tuple[Text, ...] = ()
    decks: tuple[Text, ...] | None = None
    agendas: tuple[Text, ...] | None = None
    worksheets: tuple[Text, ...] | None = None
    profiles: tuple[Text, ...] = ()
    facilitator: Text = NO_TEXT
    look: Text = NO_TEXT
    card_kinds: Mapping[str, CardKind] = field(default_factory=dict)
    paper_kinds: Mapping[str, PaperKind] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    badge_stock: str = ""
    card_paper: str = ""
    bilingual: Bilingual | None = None
    pdf: str = "a-2a"
    place: Place = NOWHERE


def _process(reading: Reading, key: str, node: Node) -> Process | None:
    values = fields(reading, key, node, PROCESS if key == "process" else PROCESS_TRANSLATION)
    return None if values is None else Process(**values)


def _kind_words(reading: Reading, key: str, node: Node) -> str | None:
    return (fields(reading, key, node, KIND_TRANSLATION) or {}).get("label")


def _card_kind(reading: Reading, key: str, node: Node) -> tuple[str, CardKind] | None:
    """Read a kind of cards: its id, and the rules of the built-in kind that it is like."""
    name, values = _named(reading, key, node, CARD_KIND)
    if name in KINDS and isinstance(node, Pairs):
        reading.error("kind-built-in", node.entries["id"][1].place, name=name)
        return None
    like = values.get("like", LIKES[0])
    return (name, replace(KINDS[like], **{**values, "like": like, "place": node.place})) if name else None


def _paper_kind(reading: Reading, key: str, node: Node) -> tuple[str, PaperKind] | None:
    """Read a kind of papers: its id, and what it is made of."""
    name, values = _named(reading, key, node, PAPER_KIND)
    each = values.pop("copies", "one") == "each"
    return (name, PaperKind(**values, each=each, place=node.place)) if name else None


def _named(reading: Reading, key: str, node: Node, table: Record) -> tuple[str, dict[str, Any]]:
    """Read a kind; without an id it is none."""
    values = fields(reading, key, node, table) or {}
    if isinstance(node, Pairs):
        require(reading, node, values, ("id",), key)
    return values.pop("id", ""), values


def _kinds(entry: Type) -> Type:
    """A list of kinds, each by its id."""

    def read(reading: Reading, key: str, node: Node) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, kind in many(entry, most=MOST_KINDS).read(reading, key, node) or ():
            if name in found:
                reading.error("duplicate-id", kind.place, name=name, other=found[name].place)
            found[name] = kind
        return found

    return Type(f"list: {entry.name}", read, listing(entry.shape, 0, MOST_KINDS))


MOST_KINDS = 50
KIND_TRANSLATION = record("kind translation", (Key("label", STRING, "The label."),))
CARD_KIND = record(
    "card kind",
    (
        Key("id", ID, "What a card's `kind` names."),
        Key("label", STRING, "Stands beside the theme's name on the card."),
        Key("like", choice(LIKES), "The built-in kind whose rules it has, and its style where none has the id's name.", LIKES[0]),
        Key("translations", each(Type("label", _kind_words, shaped("kind translation")), "language"), "The label in other languages."),
    ),
)
PAPER_KIND = record(
    "paper kind",
    (
        Key("id", ID, "Names its layout `templates/ID.xml.j2`, its files, and itself after `--only`."),
        Key("label", STRING, "What the paper is called."),
        Key(
            "of",
            choice(("meeting", "deck")),
            "What it is made of: its layout knows what that of the handout knows, or of the reading edition.",
            "meeting",
        ),
        Key("pages", number(1, 99), "Most pages that it may have.", "any number", "most"),
        Key("copies", choice(("one", "each")), "How many the ticket asks for: one, or one for each participant.", "one"),
        Key("translations", each(Type("label", _kind_words, shaped("kind translation")), "language"), "The label in other languages."),
    ),
)
PROCESS_TRANSLATION = record(
    "process translation",
    (
        Key("name", TEXT, "What the course is called here; `{process}` in any text."),
        Key("focus", TEXT, "What the course is about."),
    ),
)
PROCESS = record(
    "process",
    (
        *PROCESS_TRANSLATION.keys.values(),
        Key(
            "translations",
            each(Type("name and focus", _process, shaped("process translation")), "language"),
            "The same in other languages.",
        ),
    ),
)
PROJECT = record(
    "project",
    (
        Key("title", TEXT, "The project's name."),
        Key("process", Type("name and focus", _process, shaped("process")), "The course that the decks belong to."),
        Key("language", known("language"), "Language of the paper.", "da"),
        Key("languages", many(known("language")), "Several: each is built."),
        Key("organisation", NAMED, "Id of the organisation whose paper it is."),
        Key("organisations", many(NAMED), "Several: each is built."),
        Key("areas", many(NAMED), "Ids of the welfare areas to build for.", "the base text once"),
        Key("decks", many(NAMED), "Ids of the decks to build.", "all that are there"),
        Key("agendas", many(NAMED), "Ids of the agendas to build.", "all that are there"),
        Key("worksheets", many(NAMED), "Ids of the worksheets to build.", "all that are there"),
        Key("print", some(NAMED), "Print profiles.", "office-a4", "profiles"),
        Key("facilitator", TEXT, "The one facilitator throughout."),
        Key("look", NAMED, "A folder of templates and style."),
        Key("papers", many(choice(ON_REQUEST)), "Papers on request, built beside the usual ones."),
        Key("badge_stock", choice(tuple(STOCKS)), "The stock that name tags are printed on.", "plain paper with marks to cut by"),
        Key("card_paper", WEIGHT, "How heavy the cards' paper is; stands on the ticket and in the parcel."),
        Key("bilingual", BILINGUAL, "A second language on the cards; a deck may say otherwise."),
        Key("pdf", choice(("a-2a", "ua-2")), "Kind of PDF of the office's papers: for archives, or PDF 2.0 with PDF/UA-2.", "a-2a"),
        Key(
            "card_kinds",
            _kinds(Type("card kind", _card_kind, shaped("card kind"))),
            "Kinds of cards of your own, beside the built-in ones.",
        ),
        Key(
            "paper_kinds",
            _kinds(Type("paper kind", _paper_kind, shaped("paper kind"))),
            "Kinds of papers of your own, beside the built-in ones.",
        ),
    ),
)


def wishes(reading: Reading, node: Pairs) -> Config:
    """Read cardprint.yaml."""
    values = fields(reading, "cardprint.yaml", node, PROJECT) or {}
    for single, several in (("language", "languages"), ("organisation", "organisations")):
        if single in node.entries and several in node.entries:
            reading.error("both-keys", node.entries[single][0], one=single, several=several)
        value = values.pop(single, None)
        if value is not None:
            values.setdefault(several, (value,))
    return Config(place=node.place, **values)
