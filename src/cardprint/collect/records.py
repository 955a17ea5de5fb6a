"""The records of notes as their file says them: their rows, where they came from, what stands under a key, what a person has to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardprint.meetings import COLUMNS
from cardprint.sources import text as texts
from cardprint.sources.splicing import Raw

ROWS: Mapping[str, str] = {"challenges": "challenges", "home_tasks": "home_tasks", "cards": "cards", "answers": "colleagues"}
"""Where the rows of a sheet go to, by what their fields' names begin with."""
FIRST: Mapping[str, str] = {"challenges": "text", "home_tasks": "task", "cards": "card", "answers": "bother"}
"""The key that stands in a row of which nothing is known."""
JUDGED = ("importance", "effect")
JUDGEMENTS = frozenset(JUDGED)
NOTED = frozenset(name for name, kind in COLUMNS.items() if kind == "text")
KEYS: Mapping[str, frozenset[str]] = {
    "challenges": frozenset({"text", *JUDGEMENTS, "barriers", "other", "disagree", "same_as"}),
    "home_tasks": frozenset({"challenge", "task", "ask", "who", "due"}),
    "cards": NOTED,
    "answers": NOTED,
}
"""What a row may say."""
YES = frozenset({"true", "yes", "ja"})
MOST_ROWS = 1_000
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\uffff\ud800-\udfff]"
)
_MARKS = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")
_RING = re.compile("([åÅ])\u030a+")

Said = dict[str, Any]


def clean(text: str) -> str:
    """Make a text one that the notes can hold and give back: no hidden characters, composed letters, no blanks around it."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _RING.sub(r"\1", _MARKS.sub(r"\1", texts.normal(text)))
    return "\n".join(line.rstrip(" \xa0") for line in text.split("\n")).strip()[: texts.MOST].strip()


class Source(dict[str, Any]):
    """A source with its file; `own` is the record in the notes."""

    own: Said


def sources(group: Said) -> Iterator[Source]:
    """Go through the pages that a group's answers came from; the first may have its file beside it."""
    first, more = group.get("source"), group.get("sources")
    for own in ([first] if isinstance(first, dict) else []) + (more if isinstance(more, list) else []):
        if isinstance(own, dict):
            source = Source({"file": group.get("file") or "", **own})
            source.own = own
            yield source


def sheet_of(record: Mapping[str, Any]) -> int:
    """Tell which of a group's sheets a record is of, from 1."""
    said = str(record.get("sheet") or 1)
    return int(said) if said.isdecimal() else 1


def added(those: list[Said], record: Said) -> Said:
    """Add a record to others, and give it back."""
    those.append(record)
    return record


def listed(record: Said, key: str) -> list[Any]:
    """Give the list under a key, for more to be added; one is begun where nothing stands."""
    if record.get(key) is None:
        record[key] = []
    found: list[Any] = record[key]
    return found


def rows(group: Said, key: str) -> list[Said]:
    """Give the rows under a key that are records."""
    found = group.get(key)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def row(group: Said, kind: str, sheet: int, number: int, *, make: bool) -> tuple[int, Said | None]:
    """Give a row of a sheet and its number in the group; rows that the group left empty before it are made too."""
    key = ROWS[kind]
    while True:
        found = rows(group, key)
        own = [at for at, one in enumerate(found) if sheet_of(one) == sheet]
        if len(own) >= number:
            return own[number - 1] + 1, found[own[number - 1]]
        if not make or not isinstance(group.get(key) or [], list):
            return 0, None
        if group.get(key) is None:
            group[key] = []
        group[key].append({FIRST[kind]: "", **({"sheet": sheet} if sheet > 1 else {})})


def pictures(record: Said) -> Said:
    """Give the pictures of a record that are listed by key."""
    found = record.get("pictures")
    return found if isinstance(found, dict) else {}


def pictured(said: Any) -> Iterator[str]:
    """Go through the names of all pictures, at any depth."""
    for key, value in said.items() if isinstance(said, dict) else ():
        if key == "picture":
            yield str(value)
        yield from map(str, pictures(said).values()) if key == "pictures" else pictured(value)
    for one in said if isinstance(said, list) else ():
        yield from pictured(one)


def readdress(stands: Said, old: str, new: str, further: int = 0) -> None:
    """Call a group's challenges otherwise wherever they are named, `further` rows down: `bord3.1` for `ekstra1.1`."""

    def called(challenge: Any) -> Any:
        whose, dot, number = str(challenge).rpartition(".")
        return f"{new}.{int(number) + further}" if dot and whose == old and number.isdecimal() else challenge

    if isinstance(stands.get("chosen"), list):
        stands["chosen"] = [called(one) for one in stands["chosen"]]
    for record in (one for group in rows(stands, "groups") for one in rows(group, "challenges") if one.get("same_as")):
        record["same_as"] = called(record["same_as"])


def standing(record: Said, key: str) -> tuple[str, ...]:
    """Give what stands under a key, as an answer has it; nothing for a value that says nothing."""
    value = record.get(key)
    if isinstance(value, list):
        return tuple(texts.normal(str(one)).strip() for one in value if one)
    said = "" if value is None or isinstance(value, dict) else texts.normal(str(value)).strip()
    if key == "disagree":
        return ("yes",) if said.casefold() in YES else ("no",) if said else ()
    is_nothing = isinstance(value, Raw) and said in {"null", "~"}  # in quotation marks it is what somebody wrote
    return (said,) if said and not is_nothing else ()


def unsure(group: Said, name: str) -> Said | None:
    """Give what is listed of a field for a person to decide."""
    return next((one for one in rows(group, "unsure") if one.get("field") == name), None)


def doubted(group: Said, name: str, seen: Sequence[str], file: str) -> None:
    """List a field for a person to decide, once."""
    if unsure(group, name) is None:
        said: Said = {"field": name, "seen": [int(one) if one.isdecimal() else one for one in seen]}
        if group.get("unsure") is None:
            group["unsure"] = []
        group["unsure"].append({**said, **({"picture": file} if file else {})})


def decided(group: Said, name: str) -> None:
    """Take a field off the list of what a person has to decide."""
    if unsure(group, name) is not None:
        group["unsure"] = [one for one in group["unsure"] if not (isinstance(one, dict) and one.get("field") == name)]
        if not group["unsure"]:
            del group["unsure"]
