"""Node -> the parts of a language's file: labels, forms, leaning words, hyphenation. What they are laid on is not known here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from cardprint import files
from cardprint import labels as words
from cardprint.errors import Place
from cardprint.sources import text as texts
from cardprint.sources.nodes import Node, Pairs, Scalar, Series
from cardprint.sources.reading import Key, Reading, Type, either, fields, listing, mapping, record, shaped
from cardprint.sources.values import ANY, FLAG, TEXT

QUOTE = "quote"
NONE = "none"
LARGEST_LIST = 2_000_000
"""Bytes of a list of patterns or parts."""
MOST_LEANING, MOST_PARTS, LONGEST_PART = 500, 100_000, 60
"""Words that lean on the next, parts of compounds, letters of a part."""
_PART = r"-?[^\W\d_]+(?:-[^\W\d_]+)*-?"


class Said(NamedTuple):
    """A label as a file has it: the Place of its key, its words and theirs."""

    key: Place
    value: str
    place: Place


class Cuts(Struct, frozen=True):
    """Whose patterns are used: a dictionary by its name, or one's own."""

    dictionary: str = ""
    own: str = ""


def _label(reading: Reading, key: str, node: Node) -> Said | None:
    """Read the words of a label; a list may be one."""
    if isinstance(node, Series) and key in words.LISTS:
        found = [text for item in node.items if (text := TEXT.read(reading, key, item)) is not None]
        return Said(node.place, words.APART.join(text.value for text in found), node.place) if found else None
    before = len(reading.problems)
    text = TEXT.read(reading, key, node)
    if text is None or not text.value:
        if len(reading.problems) == before:
            reading.error("label-empty", node.place, key=key)
        return None
    return Said(node.place, text.value, node.place)


def labelled(reading: Reading, key: str, node: Node) -> dict[str, Said] | None:
    """Read labels by their names."""
    if not isinstance(node, Pairs):
        reading.wrong("mapping", key, node)
        return None
    found = {}
    for written, (place, child) in node.entries.items():
        name = texts.normal(written)
        said = _label(reading, name, child)
        if said is not None:
            found[name] = said._replace(key=place)
    return found


def _words(reading: Reading, key: str, node: Node) -> frozenset[str] | None:
    """Read words set apart by blanks, or a list of them."""
    items = node.items if isinstance(node, Series) else [node]
    found = frozenset(word for item in items if (text := TEXT.read(reading, key, item)) for word in text.value.lower().split())
    if len(found) > MOST_LEANING:
        reading.error("count", node.place, key=key, count=len(found), least=0, most=MOST_LEANING)
        return None
    return found


def _lines(reading: Reading, key: str, node: Node) -> Iterator[tuple[Place, str]]:
    """Go through a text line by line, or a list, without comments; each with its Place."""
    if isinstance(node, Series):
        for item in node.items:
            if isinstance(item, Scalar):
                yield item.place, texts.normal(item.value).strip()
            else:
                reading.wrong("text", key, item)
    elif isinstance(node, Scalar):
        file, line, column = node.place
        for number, text in enumerate(texts.normal(node.value).lstrip("\n").split("\n")):
            if text.strip() and not text.lstrip().startswith("#"):
                yield Place(file, line + number, column if not number else 1), text.strip()
    else:
        reading.wrong("text", key, node)


def _parts(reading: Reading, key: str, node: Node) -> str | None:
    """Read the parts of compounds: words with their hyphens."""
    found = []
    for place, text in _lines(reading, key, node):
        if len(text) > LONGEST_PART or not re.fullmatch(_PART, text):
            reading.error("part-odd", place, part=text[:LONGEST_PART])
            return None
        found.append(text)
    if len(found) > MOST_PARTS:
        reading.error("count", node.place, key=key, count=len(found), least=0, most=MOST_PARTS)
        return None
    return "\n".join(found)


def _patterns(reading: Reading, key: str, node: Node) -> Cuts | None:
    """Read whose patterns are used: the name of a dictionary, of a file beside this one, or the patterns themselves."""
    from cardprint import patterns

    name = node.value.strip() if isinstance(node, Scalar) else ""
    if name == NONE:
        return Cuts()
    if name.endswith(patterns.ENDING):
        return _pattern_file(reading, name, node.place)
    if name and name.isascii() and re.fullmatch(r"[A-Za-z_]+", name):
        known = patterns.names()
        if name not in known:
            reading.error("unknown-dictionary", node.place, name=name, nearest=reading.nearest(name, known))
            return None
        return Cuts(dictionary=name)
    places, lines = [], []
    for place, line in _lines(reading, key, node):
        places.append(place)
        lines.append("\n".join(line.split()))
    return _sound(reading, "\n".join(lines), places[0] if places else node.place)


def _pattern_file(reading: Reading, name: str, place: Place) -> Cuts | None:
    from cardprint import patterns

    path = reading.path(name, place)
    if path is None:
        return None
    try:
        text = patterns.decoded(files.read(reading.root / path, root=reading.root, most=LARGEST_LIST))
    except files.RefusedError as refused:
        reading.problems.append(refused.at(place, name))
        return None
    except (UnicodeDecodeError, LookupError):
        reading.error("file-encoding", Place(path), file=path)
        return None
    return _sound(reading, text, place)


def _sound(reading: Reading, text: str, place: Place) -> Cuts | None:
    from cardprint import patterns

    if patterns.count(text) > patterns.MOST:
        reading.error("patterns-many", place, most=patterns.MOST)
    elif odd := patterns.unsound(text):
        reading.error("pattern-odd", place, pattern=odd[: patterns.LONGEST])
    else:
        return Cuts(own=text)
    return None


LABEL = Type("words", _label, ANY)
SERIES = Type("list of words", _label, either(ANY, listing(ANY)))
NUMBERS = record("language numbers", (Key("decimal", LABEL, "The sign before decimals."),))
DATES = record(
    "language dates",
    (
        Key("date", LABEL, "A day of the year, of `{day}`, `{month}` and `{year}`."),
        Key("day_form", LABEL, "The same with its weekday, of `{weekday}` and `{date}`."),
        Key("months", SERIES, "The twelve months, as a date has them."),
        Key("weekdays", SERIES, "The seven days of the week, Monday first."),
        Key("clock_sign", LABEL, "What stands between hours and minutes."),
        Key("clock_range", LABEL, "From one time to another, of `{start}` and `{end}`."),
        Key("clock_from", LABEL, "From one time on, of `{start}`."),
    ),
)
HYPHENATION = record(
    "language hyphenation",
    (
        Key(
            "patterns",
            Type("name, file or patterns", _patterns, either(ANY, listing(ANY))),
            "Where words may be cut: a dictionary of pyphen's by its name, such as `de_DE`; a file beside this one, such as `de.dic`; "
            "the patterns themselves; or `none`.",
        ),
        Key(
            "trusted",
            FLAG,
            "The patterns may cut any word; otherwise only one that fits in no other way, and the others at `parts` alone.",
            "true where there are no parts",
        ),
        Key(
            "parts",
            Type("one on a line, or a list", _parts, either(ANY, listing(ANY))),
            "Words and parts of compounds, with a hyphen at each cut: `kon-flikt`.",
        ),
    ),
)
FORMS = {**dict.fromkeys(NUMBERS.keys, "numbers"), **dict.fromkeys(DATES.keys, "dates"), QUOTE: "quotes"}
"""Labels that stand in a place of their own in a language's file."""
LANGUAGE = record(
    "language",
    (
        Key(
            "read_by",
            TEXT,
            "The native reader who has read the words, as in `Anna Nowak, 2027-01-15`; `nobody` where none has: then `build` says so.",
            "nobody",
        ),
        Key(
            "labels",
            Type("mapping of label to words", labelled, mapping(either(ANY, listing(ANY)))),
            "The words that layouts print beside the user's own.",
        ),
        Key("quotes", LABEL, 'Quotation marks round `{text}`, such as `"„{text}“"`.', into=QUOTE),
        Key(
            "numbers",
            Type("decimal", lambda reading, key, node: fields(reading, key, node, NUMBERS), shaped(NUMBERS.name)),
            "How numbers are written.",
        ),
        Key(
            "dates",
            Type("forms of dates and times", lambda reading, key, node: fields(reading, key, node, DATES), shaped(DATES.name)),
            "How dates and clock times are written.",
        ),
        Key(
            "leaning",
            Type("words, or a list", _words, either(ANY, listing(ANY))),
            "Words that lean on the next: a short text is not broken after them.",
        ),
        Key(
            "held",
            Type("words, or a list", _words, either(ANY, listing(ANY))),
            "Words that never end a line, such as the one-letter prepositions of Polish and Ukrainian: each is held to the next word.",
        ),
        Key(
            "hyphenation",
            Type(
                "patterns, trusted and parts", lambda reading, key, node: fields(reading, key, node, HYPHENATION), shaped(HYPHENATION.name)
            ),
            "Where words may be cut; hyphens of a text's own and of the vocabulary come first.",
        ),
    ),
)
