"""Node -> print profiles: how Faces come onto paper."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct

from cardprint.errors import Place
from cardprint.model import PAPER_NAMES, STOCKS, Marks, PrintProfile
from cardprint.sources.nodes import Node, Pairs, Scalar
from cardprint.sources.reading import Key, Reading, Type, either, fields, record, shaped
from cardprint.sources.values import DEGREES, ID, WEIGHT, WORD, choice, measure, number

MARK_KINDS = ("none", "crop", "crop+fold")
_KIND = choice(MARK_KINDS)


def _marks(reading: Reading, key: str, node: Node) -> Marks | None:
    """Read crop marks: a bare name takes the default measures."""
    if isinstance(node, Scalar):
        kind = _KIND.read(reading, key, node)
        return Marks(kind=kind) if kind else None
    values = fields(reading, key, node, MARKS)
    return None if values is None else Marks(**values)


def _offset(reading: Reading, key: str, node: Node) -> tuple[float, float, float] | None:
    values = fields(reading, key, node, OFFSET)
    return None if values is None else (values.get("x", 0.0), values.get("y", 0.0), values.get("rotate", 0.0))


MARKS = record(
    "marks",
    (
        Key("kind", _KIND, "Which marks are drawn.", "none"),
        Key("offset", measure(0, 20), "Distance from the card.", "1 mm"),
        Key("length", measure(1, 20), "How long they are.", "3 mm"),
        Key("weight", measure(0.05, 2), "How thick they are.", "0.25 pt"),
    ),
)
OFFSET = record(
    "back offset",
    (
        Key("x", measure(-20, 20), "To the right on the sheet's back.", "0 mm"),
        Key("y", measure(-20, 20), "Downwards on the sheet's back.", "0 mm"),
        Key("rotate", DEGREES, "Clockwise, in degrees.", "0"),
    ),
)
PROFILE = record(
    "print profile",
    (
        Key("id", ID, "What cardprint.yaml and commands refer to.", "the file's name"),
        Key("imposition", choice(("nup", "single")), "Cards side by side on a sheet, or one per page.", "nup"),
        Key("paper", choice(PAPER_NAMES), "Paper of an n-up sheet; `A4 landscape` lies.", "A4"),
        Key("stock", choice(STOCKS), "Die-cut paper; fixes card size and grid."),
        Key("bleed", measure(0, 20), "How far colour goes beyond the cut.", "0 mm"),
        Key("safe", measure(0, 50), "Distance that text keeps from the cut.", "4 mm"),
        Key("gutter", measure(0, 100), "Space between cards.", "0 mm"),
        Key("margin", measure(0, 100), "The printer's white edge.", "5 mm"),
        Key("marks", Type("kind, or kind and measures", _marks, either(_KIND.shape, shaped("marks"))), "Crop marks.", "none"),
        Key("duplex", choice(("none", "long-edge", "short-edge", "fold")), "How the back comes behind the front.", "long-edge"),
        Key("order", choice(("rows", "stack", "set-per-slot")), "Which card lies in which slot.", "set-per-slot or stack"),
        Key("back_offset", Type("x, y and rotate", _offset, shaped("back offset")), "What `cardprint calibrate` measured.", "0 mm"),
        Key("backs", choice(("interleaved", "separate", "one")), "Where the backs stand in the file.", "interleaved"),
        Key("back_style", choice(("light", "solid")), "White backs, or coloured ones.", "light"),
        Key("colour", choice(("rgb", "cmyk", "grey")), "Colours in the file.", "rgb"),
        Key("icc", WORD, "Name of the output condition, or none.", "none"),
        Key("max_ink", number(100, 400), "Most ink in one place, in per cent.", "300"),
        Key("pdf", choice(("x-4", "a-2a", "ua-2", "plain")), "Kind of PDF.", "a-2a"),
        Key("card_paper", WEIGHT, "How heavy the cards' paper is; stands on the ticket and in the parcel.", "the project's"),
    ),
)


class Idle(Struct, frozen=True):
    """Keys that change nothing where another key has one of some values; `but` are values of theirs that do."""

    key: str
    values: tuple[str, ...]
    keys: tuple[str, ...]
    but: tuple[str, ...] = ()


IDLE = (
    Idle("imposition", ("single",), ("paper", "stock", "gutter", "margin", "order", "back_offset")),
    Idle("imposition", ("single",), ("duplex",), but=("none", "fold")),  # no backs, and what is an error
    Idle("duplex", ("none", "fold"), ("back_offset",)),
    Idle("duplex", ("none",), ("backs", "back_style")),
    Idle("duplex", ("none", "long-edge", "short-edge"), ("marks",), but=("none", "crop")),
    Idle("marks.kind", ("none",), ("marks.offset", "marks.length", "marks.weight")),
    Idle("colour", ("rgb", "grey"), ("max_ink",)),
)
"""What a profile can ask for in vain, whatever the cards are."""
UNASKED = PrintProfile(id="")


def profile(reading: Reading, node: Pairs, name: str) -> PrintProfile:
    """Read a print profile; `name` is its id where it names none."""
    values = fields(reading, "print profile", node, PROFILE) or {}
    values.setdefault("id", name)
    made = PrintProfile(place=node.place, places=dict(_places(node)), **values)
    _without_effect(reading, made)
    return made


def _without_effect(reading: Reading, made: PrintProfile) -> None:
    """Say which keys change nothing beside another; one that asks for what is there anyway asks for nothing."""
    told: set[str] = set()
    for row in IDLE:
        other = attrgetter(row.key)(made)
        for key in row.keys if other in row.values else ():
            value = attrgetter(key)(made)
            if key not in made.places or key in told or value == attrgetter(key)(UNASKED):
                continue
            if (value.kind if isinstance(value, Marks) else value) not in row.but:
                told.add(key)
                reading.warning("key-without-effect", made.places[key], key=key, other=row.key, value=other)


def _places(node: Pairs, owner: str = "") -> Iterator[tuple[str, Place]]:
    """Give the Place of each value: `bleed`, `marks`, `marks.offset`."""
    for key, (_, value) in node.entries.items():
        yield f"{owner}{key}", value.place
        if isinstance(value, Pairs):
            yield from _places(value, f"{owner}{key}.")
