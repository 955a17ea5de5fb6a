"""The types of keys: how each reads its value from a Node. One Type, one way to write a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cardprint import colour, geometry
from cardprint.emphasis import stray
from cardprint.errors import Place
from cardprint.geometry import Size
from cardprint.model import SIZES, Text
from cardprint.sources import leftovers
from cardprint.sources import text as texts
from cardprint.sources.nodes import CUT, LISTED, Node, Pairs, Scalar, Series, absent
from cardprint.sources.reading import QUOTES, Reading, Shape, Type, either, listing, mapping
from cardprint.sources.spelling import nearest

if TYPE_CHECKING:
    from cardprint.meetings import Clock, Plain

MOST_RAW = 300
"""Characters of a value that is no text: an id, a length, a file name."""
ENDS = ".!?…:;,"
"""What a text in a list may end in, so that the next one may begin in lower case."""
FULL = 100
"""Per cent."""
SMALLEST_MM, LARGEST_MM = 20, 450
"""Sides of a card."""
SLACK = 0.1
"""Points."""
_SIGNS = re.compile(r"[*\\<&#\]]")
"""What a text seldom has; without one there is nothing to tell of it."""
_BRACES = str.maketrans("{}", "xx")
_ID = re.compile(r"[^\W_][\w.-]{0,99}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_BARE_SIZE = re.compile(r"[0-9.]+\s*(?:[x×]\s*[0-9.]+)?\Z")
_TIME = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])\Z")
_WEIGHT = re.compile(r"([1-9][0-9]{1,2})\s?(?:g/m²|g/m2|g|gsm|gram)")
_URL = re.compile(r"(?:https?://|mailto:)\S+\Z")
ANY: Shape = {"type": ["string", "number", "boolean", "null"]}
"""A text; one that looks like a number is written without quotation marks as well."""
_LENGTH = r"^\s*[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)\s*(pt|mm|cm|in)\s*$"
_FLAGS = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nej": False}


def read_text(reading: Reading, key: str, node: Node) -> Text | None:
    """Read a text; the common one, plain letters on one line, must pass quickly."""
    if type(node) is not Scalar:
        reading.wrong("text", key, node)
        return None
    value, place, style = node
    if style == CUT:
        reading.error("text-cut", place, key=key)
        return None
    if style == LISTED:
        reading.error("text-list", place, key=key)
        return None
    if "\\n" in value and style != '"':
        reading.error("text-newline", place)
        return None
    if texts.ODD.search(value) or len(value) > texts.MOST:
        value, problems = texts.clean(value, place)
        reading.problems.extend(problems)
    if len(value) > texts.LONGEST_WORD and texts.has_endless_word(value):
        reading.error("word-long", place, most=texts.LONGEST_WORD)
        return None
    if _SIGNS.search(value):
        _tell_signs(reading, value, place, style)
    value = value.strip()
    return Text(value, place) if value or style else None


def _tell_signs(reading: Reading, value: str, place: Place, style: str) -> None:
    """Say which signs of a text print as they stand and were hardly meant to."""
    if sign := stray(value.translate(_BRACES)):
        reading.warning("stars", place, sign=sign)
    for code, sign in leftovers.found(value, style):
        reading.warn_once(code, place, sign=sign)


def raw(reading: Reading, key: str, node: Node) -> str | None:
    """Give a value that is no text, as written, without blanks around it; None where nothing usable stands."""
    if type(node) is not Scalar:
        reading.wrong("text", key, node)
        return None
    value = node.value.strip()
    if len(value) > MOST_RAW or not value.isprintable():
        reading.error("not-plain", node.place, key=key, most=MOST_RAW)
        return None
    if value[:1] and value[0] in QUOTES:
        reading.error("smart-quotes", node.place, key=key, sign=value[0])
        return None
    if not value and node.style == CUT:
        reading.error("text-cut", node.place, key=key)
    return texts.normal(value) or None


def plain(name: str, parse: Callable[[str], Any], code: str | Callable[[str], str], *, shape: Shape = ANY, **values: object) -> Type:
    """Make a Type of a function that gives None for what it cannot read; `code` names the Problem."""

    def read(reading: Reading, key: str, node: Node) -> Any:
        value = raw(reading, key, node)
        if value is None:
            return None
        found = parse(value)
        if found is None:
            fault = code if isinstance(code, str) else code(value)
            reading.error(fault, node.place, key=key, value=value, **values)
        return found

    return Type(name, read, shape)


def _pattern(pattern: str, *examples: str, also: Sequence[str] = ()) -> Shape:
    """Give the shape of a word that is written in one way; `also` are types that YAML may take it for."""
    return {"type": ["string", *also, "null"], "pattern": pattern, **({"examples": examples} if examples else {})}


def _any_case(word: str) -> str:
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


def is_id(value: str) -> bool:
    """Tell whether a word may be an id."""
    return _ID.match(value) is not None


def _date(value: str) -> str | None:
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat() if _DATE.match(value) else None
    except ValueError:
        return None


def _minutes(value: str) -> int | None:
    found = _TIME.match(value)
    return int(found[1]) * 60 + int(found[2]) if found else None


def _card_size(value: str) -> Size | None:
    size = SIZES.get(value) or geometry.size(value)
    least, most = geometry.mm(SMALLEST_MM), geometry.mm(LARGEST_MM)
    return size if size and min(size) >= least - SLACK and max(size) <= most + SLACK else None


def _card_size_fault(value: str) -> str:
    return "bare-number" if _BARE_SIZE.match(value) else "size-range" if geometry.size(value) else "not-size"


def _length_fault(value: str) -> str:
    return "bare-number" if _NUMBER.match(value) else "not-length"


_NUMERIC = _pattern(r"^\s*-?[0-9]+(\.[0-9]+)?\s*$", also=["number"])
TEXT = Type("text", read_text, ANY)
WORD = plain("word", lambda value: value, "not-plain")
ID = plain(
    "id",
    lambda value: value if is_id(value) else None,
    "not-id",
    shape=_pattern(r"^\s*[^\s_.,:;!?/\\-][^\s,:;!?/\\]{0,99}\s*$", also=["number", "boolean"]),
)
DATE = plain("date, 2026-12-01", _date, "not-date", shape=_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "2026-12-01"))
COLOUR = plain('colour, "#0b5c6b"', colour.parse, "not-colour", shape=_pattern("^#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})$", "#0b5c6b"))
FINGERPRINT = plain(
    "8 hex digits",
    lambda value: value if re.fullmatch("[0-9a-f]{8}", value) else None,
    "not-fingerprint",
    shape=_pattern("^[0-9a-f]{8}$", also=["number"]),
)
TIME = plain("time, 13:00", _minutes, "not-time", shape=_pattern("^([01]?[0-9]|2[0-3])[:.]([0-5][0-9])$", "13:00", also=["number"]))
FLAG = plain(
    "true or false",
    lambda value: _FLAGS.get(value.lower()),
    "not-flag",
    shape=_pattern(f"^({'|'.join(map(_any_case, _FLAGS))})$", also=["boolean"]),
)
LENGTH = plain("length, 3 mm", geometry.length, _length_fault, shape=_pattern(_LENGTH, "3 mm"))
DEGREES = plain("degrees", lambda value: float(value) if _NUMBER.match(value) else None, "not-degrees", shape=_NUMERIC)
STRING = Type("text without markup", lambda reading, key, node: text.value if (text := read_text(reading, key, node)) else None, ANY)
NAMED = Type("id", lambda reading, key, node: Text(name, node.place) if (name := ID.read(reading, key, node)) else None, ID.shape)
"""An id that keeps its Place."""
PERCENT = plain(
    "per cent", lambda value: float(value) if _NUMBER.match(value) and 0 <= float(value) <= FULL else None, "not-percent", shape=_NUMERIC
)
CARD_SIZE = plain(
    'size: a name or "105 x 74 mm"',
    _card_size,
    _card_size_fault,
    shape={**ANY, "examples": [*SIZES, "105 x 74 mm"]},
    sizes=", ".join(SIZES),
    least=SMALLEST_MM,
    most=LARGEST_MM,
)


def later(shape: Shape) -> Type:
    """Hand the Node on: the record's own reader takes it when what it refers to is known."""
    return Type("read by the record itself", lambda _reading, _key, node: node, shape)


def measure(least: float, most: float) -> Type:
    """A length within bounds in millimetres, so that a slip of the pen is seen before it is printed."""

    def parse(value: str) -> float | None:
        found = geometry.length(value)
        return found if found is not None and geometry.mm(least) - SLACK <= found <= geometry.mm(most) + SLACK else None

    def fault(value: str) -> str:
        return _length_fault(value) if geometry.length(value) is None else "length-range"

    return plain("length, 3 mm", parse, fault, shape=_pattern(_LENGTH, "3 mm"), least=f"{least:g} mm", most=f"{most:g} mm")


def number(least: int, most: int) -> Type:
    """A whole number within bounds."""

    def parse(value: str) -> int | None:
        found = int(value) if re.fullmatch(r"-?[0-9]{1,9}", value) else None
        return found if found is not None and least <= found <= most else None

    shape = {"type": ["integer", "string", "null"], "minimum": least, "maximum": most, "pattern": r"^\s*-?[0-9]{1,9}\s*$"}
    return plain(f"number, {least} to {most}", parse, "not-number", shape=shape, least=least, most=most)


def choice(words: Collection[str]) -> Type:
    """One of a table's words."""

    def read(reading: Reading, key: str, node: Node) -> str | None:
        value = raw(reading, key, node)
        if value is None or value in words:
            return value
        reading.error("not-choice", node.place, key=key, value=value, choices=nearest(value, words))
        return None

    return Type("one of " + ", ".join(words), read, {"enum": [*words]})


def known(kind: str) -> Type:
    """An id of something that must be there: a theme, an area, a card."""

    def read(reading: Reading, key: str, node: Node) -> str | None:
        value = raw(reading, key, node)
        return value if value is not None and reading.knows(kind, value, node.place) else None

    return Type(f"id of {'an' if kind[0] in 'aeiou' else 'a'} {kind}", read, ANY)


def _path(reading: Reading, key: str, node: Node) -> str | None:
    value = raw(reading, key, node)
    return None if value is None else reading.path(value, node.place)


PATH = Type("file in the project", _path, ANY)


MOST_LISTED = 10_000


def many(entry: Type, least: int = 0, most: int = MOST_LISTED) -> Type:
    """A list of values of one type."""

    def read(reading: Reading, key: str, node: Node) -> tuple[Any, ...] | None:
        if type(node) is not Series:
            if not absent(node):
                reading.wrong("list", key, node)
            return None
        if not least <= len(node.items) <= most:
            reading.error("count", node.place, key=key, count=len(node.items), least=least, most=most)
        if node.flow and entry is TEXT and (rest := _parted(node)):
            reading.error("text-comma", rest.place, text=rest.value)
        values = [_item(entry, reading, key, item) for item in node.items[:most]]
        return tuple([value for value in values if value is not None])

    return Type(f"list: {entry.name}", read, listing(entry.shape, least, most if most < MOST_LISTED else 0))


def _parted(node: Series) -> Scalar | None:
    """Give the first entry that seems to be the rest of the one before it: `[Ja, men ikke nu]`. A list all in lower case has none."""
    for before, item in pairwise(node.items):
        if isinstance(before, Scalar) and isinstance(item, Scalar) and not (before.style or item.style) and before.value and item.value:
            goes_on = before.value[0].isupper() and before.value.rstrip()[-1] not in ENDS
            is_like = before.value.casefold().split()[:1] == item.value.casefold().split()[:1]  # [Bord 1, bord 2]
            if goes_on and item.value[0].islower() and not is_like:
                return item
    return None


def _item(entry: Type, reading: Reading, key: str, node: Node) -> Any:
    if absent(node):
        reading.error("empty", node.place, key=key)
        return None
    return entry.read(reading, key, node)


def some(entry: Type) -> Type:
    """One value, or a list of them."""
    several = many(entry)

    def read(reading: Reading, key: str, node: Node) -> Any:
        if type(node) is Series:
            return several.read(reading, key, node)
        value = entry.read(reading, key, node)
        return None if value is None else (value,)

    return Type(f"{entry.name}, or a list", read, either(entry.shape, several.shape))


def each(entry: Type, kind: str = "") -> Type:
    """A mapping of names to values of one type; with `kind`, of ids that must be known."""

    def read(reading: Reading, key: str, node: Node) -> Mapping[str, Any] | None:
        if type(node) is not Pairs:
            if not absent(node):
                reading.wrong("mapping", key, node)
            return None
        values: dict[str, Any] = {}
        for written, (place, child) in node.entries.items():
            name = texts.normal(written)
            value = entry.read(reading, name, child) if not kind or reading.knows(kind, name, place) else None
            if value is not None:
                values[name] = value
        return values

    return Type(f"mapping of {kind or 'name'} to {entry.name}", read, mapping(entry.shape))


def placed(entry: Type) -> Type:
    """A value that is no text and keeps its Place."""

    def read(reading: Reading, key: str, node: Node) -> Plain | None:
        from cardprint.meetings import Plain

        value = entry.read(reading, key, node)
        return None if value is None else Plain(value, node.place)

    return Type(entry.name, read, entry.shape)


def _clock(reading: Reading, key: str, node: Node) -> Clock | None:
    from cardprint.meetings import Clock

    minutes = TIME.read(reading, key, node)
    return None if minutes is None else Clock(minutes, node.place)


CLOCK = Type(TIME.name, _clock, TIME.shape)
DAY = placed(DATE)
URL = placed(
    plain(
        "address, https://…",
        lambda value: value if _URL.match(value) else None,
        "not-url",
        shape=_pattern(r"^\s*(https?://|mailto:)\S+\s*$", "https://www.example.dk"),
    )
)


def _weight(value: str) -> str | None:
    """Read a paper's weight, however people write the unit."""
    found = _WEIGHT.fullmatch(value.strip())
    return f"{found[1]} g/m²" if found else None


WEIGHT = plain("weight, 200 g/m²", _weight, "not-weight", shape=_pattern(r"^\s*[1-9][0-9]{1,2} ?(g/m²|g/m2|g|gsm|gram)\s*$", "200 g/m²"))


def once(entry: Type) -> Type:
    """A list in which nothing stands twice."""

    def read(reading: Reading, key: str, node: Node) -> Any:
        seen: dict[str, Any] = {}
        for value in entry.read(reading, key, node) or ():
            name = value.value if isinstance(value, Text) else str(value)
            if seen.setdefault(name.casefold(), value) is not value:
                reading.error("listed-twice", value.place if isinstance(value, Text) else node.place, key=key, name=name)
        return tuple(seen.values()) or None

    return Type(entry.name, read, entry.shape)
