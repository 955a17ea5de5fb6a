"""The tree that a YAML file is read into: raw values with their Places. Knows neither YAML's syntax nor what a key means."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from cardprint.errors import Place

CUT = "#"
"""Style of a plain value that a ` #` cuts off."""
BARE = ","
"""Style of a key in braces that has neither colon nor value: the rest of a text that held a comma. Its value is the comma and the gap."""
LISTED = "-"
"""Style of a plain value whose lines begin with a dash: hardly one text, but a list that YAML does not take for one."""
DASHES = "–—−‒―•·‣●*"
"""What people write, or a word processor, where YAML wants a hyphen."""
HARD = "\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff"
"""Spaces that are none to YAML, and letters without width: within a character class."""


class Scalar(NamedTuple):
    """One value as written. `style`: empty for plain, a quotation mark, `|` or `>`, CUT or BARE."""

    value: str
    place: Place
    style: str = ""


class Series(Struct, frozen=True):
    """A list; `flow`: written in brackets."""

    items: list[Node]
    place: Place
    flow: bool = False


class Pairs(Struct, frozen=True):
    """Keys, each with its Place and its value, in the order written; `flow`: written in braces."""

    entries: dict[str, tuple[Place, Node]]
    place: Place
    flow: bool = False


Node = Scalar | Series | Pairs


def absent(node: Node) -> bool:
    """Tell whether a key has no value at all, which is as if it were left out."""
    return type(node) is Scalar and not node.value and not node.style


def id_of(node: Node) -> str:
    """Give the id that a record will have, before it is read; empty where it names none."""
    found = node.entries.get("id") if isinstance(node, Pairs) else None
    return found[1].value.strip() if found and isinstance(found[1], Scalar) else ""
