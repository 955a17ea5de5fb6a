"""Node -> what cardprint.yaml says: what is built for whom. Names are kept with their Places; nothing is looked up here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import Place
from cardprint.model import KINDS, LIKES, NO_TEXT, NOWHERE, CardKind, Process, Text
from cardprint.sources.nodes import Node, Pairs
from cardprint.sources.reading import Key, Reading, Type, fields, record, require
from cardprint.sources.values import ID, NAMED, STRING, TEXT, choice, each, known, many, some


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
    place: Place = NOWHERE


def _process(reading: Reading, key: str, node: Node) -> Process | None:
    values = fields(reading, key, node, PROCESS if key == "process" else PROCESS_TRANSLATION)
    return None if values is None else Process(**values)


def _kind_words(reading: Reading, key: str, node: Node) -> str | None:
    return (fields(reading, key, node, CARD_KIND_TRANSLATION) or {}).get("label")


def _card_kind(reading: Reading, key: str, node: Node) -> tuple[str, CardKind] | None:
    """Read a kind of cards: its id, and the rules of the built-in kind that it is like."""
    values = fields(reading, key, node, CARD_KIND)
    if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("id",), "card_kinds"):
        return None
    name = values.pop("id")
    if name in KINDS:
        reading.error("kind-built-in", node.entries["id"][1].place, name=name)
        return None
    like = values.get("like", LIKES[0])
    return name, replace(KINDS[like], **{**values, "like": like, "place": node.place})


def _card_kinds(reading: Reading, key: str, node: Node) -> dict[str, CardKind]:
    found: dict[str, CardKind] = {}
    for name, kind in many(Type("card kind", _card_kind), most=MOST_KINDS).read(reading, key, node) or ():
        if name in found:
            reading.error("duplicate-id", kind.place, name=name, other=found[name].place)
        found[name] = kind
    return found


MOST_KINDS = 50
CARD_KIND_TRANSLATION = record("card kind translation", (Key("label", STRING, "The label."),))
CARD_KIND = record(
    "card kind",
    (
        Key("id", ID, "What a card's `kind` names."),
        Key("label", STRING, "Stands beside the theme's name on the card."),
        Key("like", choice(LIKES), "The built-in kind whose rules it has, and its style where none has the id's name.", LIKES[0]),
        Key("translations", each(Type("label", _kind_words), "language"), "The label in other languages."),
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
        Key("translations", each(Type("name and focus", _process), "language"), "The same in other languages."),
    ),
)
PROJECT = record(
    "project",
    (
        Key("title", TEXT, "The project's name."),
        Key("process", Type("name and focus", _process), "The course that the decks belong to."),
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
        Key("card_kinds", Type("list: card kind", _card_kinds), "Kinds of cards of your own, beside the built-in ones."),
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
