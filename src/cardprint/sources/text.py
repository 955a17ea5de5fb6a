"""A text as typed -> a text fit to print: composed letters, no hidden characters. Terms are filled in by `sources.lexicon`."""

from __future__ import annotations

import re
import unicodedata

from cardprint.errors import Found, Place, Problem, error, warning

MOST = 20_000
"""Characters of one text; what is longer is no card and no paragraph."""
LONGEST_WORD = 300
"""Characters of one word; the longest that people write is an address on the web."""

# Latin-1 letters need no look at all; everything else takes the long way
ODD = re.compile("[^\x20-\x7e\xa1-\u02ff]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_STACK = re.compile("[\u0300-\u036f]{4}")
_RING = re.compile("([åÅ])\u030a+")
_BLANKS = " \t\xa0"


def normal(value: str) -> str:
    """Compose letters to NFC, the form in which ids and texts are compared."""
    return value if value.isascii() else unicodedata.normalize("NFC", value)


def has_endless_word(value: str) -> bool:
    """Tell whether a text holds a word that no line can take."""
    return len(value) > LONGEST_WORD and max(map(len, value.split()), default=0) > LONGEST_WORD


def clean(value: str, place: Place) -> Found[str]:
    """Compose to NFC, take a second ring off å and no-break spaces off line ends; a control character is an error."""
    if len(value) > MOST:
        return "", (error("text-long", place, length=len(value), most=MOST),)
    value = unicodedata.normalize("NFC", value)
    if found := _CONTROL.search(value):
        return "", (error("control-character", place, character=f"U+{ord(found[0]):04X}"),)
    if _STACK.search(value):
        return "", (error("marks", place),)
    problems: tuple[Problem, ...] = ()
    if _RING.search(value):
        value = _RING.sub(r"\1", value)
        problems = (warning("ring", place),)
    if "\xa0" in value:
        value = "\n".join(map(_ended, value.split("\n")))
    return value.replace("\t", " "), problems


def _ended(line: str) -> str:
    """Take the blanks off a line's end, if a no-break space is among them."""
    kept = line.rstrip(_BLANKS)
    return kept if "\xa0" in line[len(kept) :] else line
