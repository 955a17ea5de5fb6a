"""What the columns of a table are called, and the words that stand in them, in Danish and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

NAMES: Mapping[str, tuple[str, ...]] = {
    # field of a card: its heading in Danish, in English, and other names that people give it
    "id": ("Id", "Id", "Kort-id", "Kortid", "Card id"),
    "number": ("Nr.", "No.", "Nummer", "Number", "#", "Kortnr.", "Kortnummer"),
    "theme": ("Tema", "Theme", "Temaer", "Emne"),
    "kind": ("Type", "Type", "Korttype", "Kind", "Card type"),
    "title": ("Titel", "Title", "Overskrift", "Heading"),
    "text": ("Spørgsmål", "Question", "Tekst", "Text", "Spørgsmålet"),
    "follow_up": ("Opfølgning", "Follow-up", "Opfølgninger", "Opfølgende spørgsmål", "Follow-ups", "Follow-up question"),
    "options": ("Svarmuligheder", "Options", "Svarmulighed", "Option", "Answers"),
    "audience": ("Målgruppe", "Audience", "Målgrupper"),
    "facilitator_note": ("Note", "Note", "Noter", "Notes", "Facilitatornote", "Facilitator note", "Note til facilitator"),
    "source": ("Kilde", "Source", "Kilder"),
    "status": ("Status", "Status"),
    "areas": ("Område", "Area", "Områder", "Areas", "Velfærdsområde", "Welfare area"),
}
WORDED = frozenset({"title", "text", "follow_up", "options", "facilitator_note"})
"""Fields that may be other words in an area, or in a language."""
LISTS = frozenset({"follow_up", "options"})
KINDS: Mapping[str, tuple[str, ...]] = {
    "question": ("spørgsmål", "question"),
    "statement": ("udsagn", "statement", "påstand", "enig/uenig"),
    "dilemma": ("dilemma", "dilemma"),
    "quote": ("citat", "quote"),
    "blank": ("tomt kort", "blank", "blankt", "tomt"),
    "divider": ("skillekort", "divider", "skilleblad"),
}
AUDIENCES: Mapping[str, tuple[str, ...]] = {
    "leader": ("ledere", "leaders", "leder", "leader", "ledelse"),
    "staff": ("medarbejdere", "staff", "medarbejder", "ansatte", "employees"),
    "med": ("MED", "MED", "MED-udvalg", "MED-udvalget"),
}
STATUSES: Mapping[str, tuple[str, ...]] = {
    "approved": ("godkendt", "approved", "klar", "ok"),
    "draft": ("udkast", "draft", "kladde"),
}
MOST_HEADING = 80
"""Characters of a heading."""
LEAST_KNOWN = 3
"""Known headings that make a row the head."""
_HEADING = re.compile(
    r"(?P<name>[^(\[]*?)\s*(?P<number>\d)?\s*(?:\((?P<area>[^()]*)\))?\s*(?P<late>\d)?\s*(?:\[(?P<language>[^\[\]]*)\])?\Z"
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "œ": "oe"})


class Key(NamedTuple):
    """What a column holds: a field of a card, in which area and language (empty: the card itself), which item of a list (0: all)."""

    field: str
    area: str = ""
    language: str = ""
    number: int = 0


def slug(text: str) -> str:
    """Write a name with small plain letters, figures and hyphens, as ids and files are called: `faelles-sprog`."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def folded(text: str) -> str:
    """Give a text as it is compared: the same case, single blanks, composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _table(names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {slug(name) or name: field for field, those in names.items() for name in (field, *those)}


_FIELDS = _table(NAMES)
VALUES: Mapping[str, Mapping[str, str]] = {"kind": _table(KINDS), "audience": _table(AUDIENCES), "status": _table(STATUSES)}
"""Words of a column with a choice of them, by field: as they may be written, to what they mean."""
SAID: Mapping[str, Mapping[str, tuple[str, ...]]] = {"kind": KINDS, "audience": AUDIENCES, "status": STATUSES}


def area_key(name: str) -> str:
    """Give an area's name as it is compared: `ældre` for `Ældreområdet`."""
    return re.sub(r"-?omraade(t)?$", "", slug(name)) or slug(name)


def parsed(heading: str, areas: Mapping[str, str]) -> Key | None:
    """Read a heading; None for one that is not known. `areas` gives ids by `area_key`; an area that is not known stays as it is written."""
    text = " ".join(heading.split()).strip(" :*")
    found = _HEADING.match(text) if len(text) <= MOST_HEADING else None
    if not found:
        return None
    field = _FIELDS.get(slug(found["name"]) or found["name"])
    if field is None:
        own = areas.get(area_key(text))
        return Key("text", own) if own and slug(text) else None
    number = int(found["number"] or found["late"] or 0)
    area, language = (found["area"] or "").strip(), (found["language"] or "").strip()
    if (number and field not in LISTS) or ((area or language) and field not in WORDED):
        return None
    return Key(field, areas.get(area_key(area), area) if area else "", language.lower() if len(language) == 2 else language, number)


def written(key: Key, language: str, areas: Mapping[str, str]) -> str:
    """Write a heading; `areas` gives names by id."""
    said = NAMES[key.field][language != "da"]
    return "".join(
        (
            said,
            f" {key.number}" if key.number else "",
            f" ({areas.get(key.area, key.area)})" if key.area else "",
            f" [{key.language}]" if key.language else "",
        )
    )
