"""Node -> what cardprint.yaml says: what is built for whom. Names are kept with their Places; nothing is looked up here."""

from __future__ import annotations

from msgspec import Struct, field

from cardprint.errors import Place
from cardprint.model import NO_TEXT, NOWHERE, Process, Text
from cardprint.sources.nodes import Node, Pairs
from cardprint.sources.reading import Key, Reading, Type, fields, record
from cardprint.sources.values import NAMED, TEXT, each, known, many, some


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
    place: Place = NOWHERE


def _process(reading: Reading, key: str, node: Node) -> Process | None:
    values = fields(reading, key, node, PROCESS if key == "process" else PROCESS_TRANSLATION)
    return None if values is None else Process(**values)


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
