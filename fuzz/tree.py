"""YAML as a tree that keeps what a loader would lose: keys that stand twice, values as text. Read from sound files, changed, written again.

A mapping is `Pairs`, a list of `[key, value]`; a list is a list; all else is text. Writing is our own, so that quotes, braces, indentation
and line ends can be as odd as people make them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

import yaml

from fuzz import words

MOST_NODES = 60_000
"""A tree grows no further: what is large is found by its size, not by its content."""


class Pairs(list[list[Any]]):
    """A mapping, in order, in which a key may stand twice."""


class Slot(NamedTuple):
    """Where a value stands: its owner and its place there, and how deep that is."""

    owner: list[Any]
    at: int
    depth: int

    @property
    def value(self) -> Any:
        """The value."""
        return self.owner[self.at][1] if isinstance(self.owner, Pairs) else self.owner[self.at]

    def put(self, value: Any) -> None:
        """Put another value there."""
        if isinstance(self.owner, Pairs):
            self.owner[self.at][1] = value
        else:
            self.owner[self.at] = value


def read(text: str) -> Any:
    """Read a sound file; every scalar stays the text that it was."""
    return copied(_read(text))


@lru_cache(256)
def _read(text: str) -> Any:
    return _grown(yaml.compose(text, Loader=yaml.CBaseLoader))


def _grown(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return Pairs([_grown(key), _grown(value)] for key, value in node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_grown(item) for item in node.value]
    return node.value if node else ""


def slots(tree: Any, depth: int = 0) -> Iterator[Slot]:
    """Give every value but the root."""
    if isinstance(tree, list):
        for at in range(len(tree)):
            slot = Slot(tree, at, depth)
            yield slot
            yield from slots(slot.value, depth + 1)


def copied(tree: Any) -> Any:
    """Give a copy of a tree."""
    if isinstance(tree, Pairs):
        return Pairs([key, copied(value)] for key, value in tree)
    return [copied(item) for item in tree] if isinstance(tree, list) else tree


def size(tree: Any) -> int:
    """Count the values of a tree."""
    return 1 + sum(size(one[1] if isinstance(tree, Pairs) else one) for one in tree) if isinstance(tree, list) else 1


class Grammar(NamedTuple):
    """What is known of the files: keys and the types of their values by record, trees to take pieces from."""

    records: dict[str, dict[str, str]]
    pieces: list[Any]

    def record(self, pairs: Pairs) -> dict[str, str]:
        """Give the record that a mapping most likely is."""
        keys = {key for key, _ in pairs if isinstance(key, str)}
        return max(self.records.values(), key=lambda record: len(keys & record.keys()) - len(record) / 1000)


def changed(random: Random, tree: Any, grammar: Grammar) -> tuple[str, Any]:
    """Change one thing in a tree; give the change's name and the tree."""
    there = list(slots(tree))
    if not there or random.random() < 0.005:
        return "root", random.choice(["", [], Pairs(), words.text(random), [tree], copied(random.choice(grammar.pieces))])
    name, change = random.choice(CHANGES)
    change(random, random.choice(there), grammar)
    return name, tree


def _drop(_random: Random, slot: Slot, _grammar: Grammar) -> None:
    del slot.owner[slot.at]


def _twice(random: Random, slot: Slot, _grammar: Grammar) -> None:
    slot.owner.insert(random.randrange(len(slot.owner) + 1), copied(slot.owner)[slot.at])


def _many(random: Random, slot: Slot, _grammar: Grammar) -> None:
    times = min(random.choice([3, 10, 60, 300, 3000]), MOST_NODES // (size(slot.value) + 1))
    one = slot.owner[slot.at]
    slot.owner[slot.at : slot.at] = [copied([one])[0] if isinstance(one, list) else one for _ in range(times)]
    if isinstance(slot.owner, Pairs):
        for number in range(times):
            key, value = slot.owner[slot.at + number]
            slot.owner[slot.at + number] = [f"{key}{number}", copied(value)]


def _rename(random: Random, slot: Slot, grammar: Grammar) -> None:
    if isinstance(slot.owner, Pairs):
        known = list(grammar.record(slot.owner))
        key = str(slot.owner[slot.at][0])
        slot.owner[slot.at][0] = random.choice([words.typo(random, key), random.choice(known), words.text(random), words.name(random), ""])
    else:
        slot.put(words.text(random))


def _swap(random: Random, slot: Slot, _grammar: Grammar) -> None:
    other = Slot(slot.owner, random.randrange(len(slot.owner)), slot.depth)
    one, two = copied(slot.value), copied(other.value)
    slot.put(two)
    other.put(one)


def _retype(random: Random, slot: Slot, grammar: Grammar) -> None:
    value = slot.value
    slot.put(
        random.choice(
            [
                [value],
                Pairs([[words.name(random), value]]),
                [value, copied(value)],
                "",
                [],
                Pairs(),
                [""],
                copied(random.choice(grammar.pieces)),
                words.text(random),
            ]
        )
    )


def _deep(random: Random, slot: Slot, _grammar: Grammar) -> None:
    value = slot.value
    for _ in range(random.choice([3, 12, 40, 400])):
        value = [value] if random.random() < 0.5 else Pairs([["a", value]])
    slot.put(value)


def _word(random: Random, slot: Slot, _grammar: Grammar) -> None:
    slot.put(words.text(random))


def _edit(random: Random, slot: Slot, _grammar: Grammar) -> None:
    if isinstance(slot.value, str):
        slot.put(words.edited(random, slot.value))
    else:
        _word(random, slot, _grammar)


def _value(random: Random, slot: Slot, grammar: Grammar) -> None:
    """Put another value of the key's own type."""
    kind = grammar.record(slot.owner).get(str(slot.owner[slot.at][0]), "text") if isinstance(slot.owner, Pairs) else "text"
    slot.put(typed(random, kind, grammar))


def _key(random: Random, slot: Slot, grammar: Grammar) -> None:
    """Put a key that belongs there, with a value of its type."""
    owner = slot.owner if isinstance(slot.owner, Pairs) else slot.value if isinstance(slot.value, Pairs) else None
    if owner is None:
        _value(random, slot, grammar)
        return
    record = grammar.record(owner)
    key = random.choice(list(record))
    owner[:] = [pair for pair in owner if pair[0] != key]
    owner.insert(random.randrange(len(owner) + 1), [key, typed(random, record[key], grammar)])


CHANGES: tuple[tuple[str, Callable[[Random, Slot, Grammar], None]], ...] = (
    ("drop", _drop), ("twice", _twice), ("many", _many), ("rename", _rename), ("swap", _swap), ("retype", _retype), ("deep", _deep),
    ("word", _word), ("edit", _edit), ("edit", _edit), ("value", _value), ("value", _value), ("value", _value), ("key", _key), ("key", _key),
    ("key", _key),
)  # fmt: skip


def typed(random: Random, kind: str, grammar: Grammar) -> Any:
    """Make a value of a type as the key reference names it, now and then at or beyond its bounds, now and then of another type."""
    if random.random() < 0.08:
        return words.text(random)
    if kind.startswith("list: ") or kind.endswith(", or a list"):
        one = kind.removeprefix("list: ").removesuffix(", or a list")
        return [typed(random, one, grammar) for _ in range(random.choice([0, 1, 1, 2, 3, 5, 12]))]
    if kind.startswith("one of "):
        return random.choice(kind.removeprefix("one of ").split(", "))
    if kind.startswith("mapping of "):
        return _mapping(random, kind, grammar)
    if kind in grammar.records:
        return _record(random, grammar.records[kind], grammar)
    for start, make in words.TYPES.items():
        if kind.startswith(start):
            return make(random, kind)
    return words.text(random)


def _record(random: Random, record: dict[str, str], grammar: Grammar) -> Pairs:
    keys = random.sample(list(record), min(len(record), random.choice([1, 2, 3, 6])))
    return Pairs([key, typed(random, record[key], grammar) if random.random() < 0.8 else words.text(random)] for key in keys)


def _mapping(random: Random, kind: str, grammar: Grammar) -> Pairs:
    names, _, values = kind.removeprefix("mapping of ").partition(" to ")
    inside = values[values.find("(") + 1 : -1] if values.endswith(")") else values
    keys = [words.ident(random, names) for _ in range(random.choice([0, 1, 1, 2, 3]))]
    return Pairs([key, typed(random, inside, grammar)] for key in keys)


class Hand(NamedTuple):
    """How a file is written: blanks a level, how likely braces and quotes are, line ends."""

    indent: int = 2
    flow: float = 0.05
    quotes: float = 0.2
    block: float = 0.1
    wild: float = 0.0


def hand(random: Random) -> Hand:
    """Give a way of writing; most people's is plain."""
    if random.random() < 0.6:
        return Hand()
    wild = random.choice([0, 0, 0.02, 0.2])
    return Hand(
        random.choice([1, 2, 4, 7]), random.choice([0, 0.05, 0.3, 1]), random.choice([0, 0.2, 0.5, 1]), random.choice([0, 0.1, 0.5]), wild
    )


def written(random: Random, tree: Any, way: Hand) -> str:
    """Write a tree."""
    return "\n".join(_lines(random, tree, way, 0, room=True)) + "\n"


def _lines(random: Random, value: Any, way: Hand, depth: int, *, room: bool) -> list[str]:
    if not isinstance(value, list):
        return [scalar(random, value, way, depth, room=room)]
    if not value or depth > 60 or (depth and random.random() < way.flow):
        return [flow(random, value, way)]
    out: list[str] = []
    for one in value:
        lead, inner = (
            (f"{scalar(random, one[0], way._replace(block=0), depth, room=False)}:", one[1]) if isinstance(value, Pairs) else ("-", one)
        )
        lines = _lines(random, inner, way, depth + 1, room=True)
        stands_apart = isinstance(value, Pairs) and isinstance(inner, list) and inner and not lines[0].startswith(("[", "{"))
        pad = " " * (way.indent if isinstance(value, Pairs) else 2)
        out += (
            [lead] + [pad + line for line in lines]
            if stands_apart
            else [f"{lead} {lines[0]}".rstrip()] + [pad + line for line in lines[1:]]
        )
    return out


def flow(random: Random, value: Any, way: Hand) -> str:
    """Write a value in brackets and braces, on one line."""
    if isinstance(value, Pairs):
        return "{" + ", ".join(f"{_inside(random, key, way)}: {flow(random, one, way)}" for key, one in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(random, one, way) for one in value) + "]"
    return _inside(random, value, way)


def _inside(random: Random, value: Any, way: Hand) -> str:
    if isinstance(value, list):
        return flow(random, value, way)
    text = str(value)
    bare = text and not set(text) & set(",[]{}:#\"'\n&*!|>%@`") and text == text.strip() and not text.startswith(("-", "?"))
    return text if bare or random.random() < way.wild else _quoted(random, text)


def scalar(random: Random, value: Any, way: Hand, depth: int, *, room: bool) -> str:
    """Write a text: plain where YAML allows it, else in quotes or as a block; a wild hand does not care."""
    if isinstance(value, list):
        return flow(random, value, way)
    text = str(value)
    if random.random() < way.wild:
        return text
    simple = text and text == text.strip() and text[0] not in "-?:,[]{}#&*!|>'\"%@` " and ": " not in text and " #" not in text
    simple = simple and text[-1] != ":" and text.isprintable()
    if room and depth and text.strip() and text.replace("\n", "").isprintable() and random.random() < way.block:
        pad = " " * 2
        return random.choice([">-", "|", ">", "|-"]) + "\n" + "\n".join(pad * (depth + 3) + line for line in text.split("\n"))
    return text if simple and random.random() >= way.quotes else _quoted(random, text)


def _quoted(random: Random, text: str) -> str:
    if text.isprintable() and random.random() < 0.5:
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPED.get(one) or (one if one.isprintable() else _escape(one)) for one in text) + '"'


def _escape(one: str) -> str:
    number = ord(one)
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}" if number < 65536 else f"\\U{number:08x}"


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
