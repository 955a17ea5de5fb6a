"""Node -> a second language on cards, as cardprint.yaml and a deck ask for it."""

from __future__ import annotations

from cardprint.model import BEHIND, WAYS, Bilingual
from cardprint.sources.nodes import Node, Pairs
from cardprint.sources.reading import Key, Reading, Type, fields, record, require, shaped
from cardprint.sources.values import choice, known

RECORD = record(
    "bilingual",
    (
        Key("with", known("language"), "The second language; its words stand under `translations`.", into="language"),
        Key(
            "as",
            choice(WAYS),
            "Where it stands: on the `back`, in place of the theme's name, or on the `same-card`, under the first language.",
            BEHIND,
            "way",
        ),
    ),
)


def _read(reading: Reading, key: str, node: Node) -> Bilingual | None:
    values = fields(reading, key, node, RECORD)
    if values is None or not isinstance(node, Pairs):
        return None
    if "with" not in node.entries:
        require(reading, node, {"with": None}, ("with",), key)
    return Bilingual(**values, place=node.place) if "language" in values else None


BILINGUAL = Type("with and as", _read, shaped(RECORD.name))
