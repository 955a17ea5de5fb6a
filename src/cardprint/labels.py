"""The words that layouts print beside the user's own, such as "Ark {number}": only names stand in braces, no format and no attribute."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_FIELD = re.compile(r"\{([a-z_]+)\}")
APART = " | "
"""Stands between the entries of a label that is a list."""
LISTS = {"months": (12, 12), "weekdays": (7, 7), "steps": (6, 6), "advice": (1, 20), "barrier_types": (1, 20), "correct_guide": (1, 20)}
"""Labels that are lists, and how many entries they have at least and at most."""
LAST = 2_000_000
"""Behind all letters of an alphabet, and so far before them what is no letter."""
WORDS = frozenset({"months", "weekdays"})
"""Lists of words, which may be set apart by blanks alone."""


def paper(labels: Mapping[str, str], kind: str) -> str:
    """Name a kind of paper; a page for a browser as what it is a page of, by the plain word where there is no other."""
    said = labels.get(f"paper_{kind}") or labels.get(kind)
    if said is None and kind.endswith("-large"):
        return f"{paper(labels, kind.removesuffix('-large'))}, {labels['large_print']}"
    return said or (paper(labels, kind.removesuffix("-html")) if kind.endswith("-html") else kind)


def fields(label: str) -> list[str]:
    """Give the names in a label's braces, in order, as often as they stand there."""
    return _FIELD.findall(label)


def entries(labels: Mapping[str, str], name: str) -> list[str]:
    """Take apart a label that is a list."""
    label = labels[name]
    return label.split() if name in WORDS and "|" not in label else [entry.strip() for entry in label.split("|")]


def in_order(text: str, labels: Mapping[str, str]) -> tuple[int, ...]:
    """Give what a text is sorted by: its letters by their places in the language's alphabet, an accent that this lacks left out; others last."""
    places = {letter: number for number, letter in enumerate(labels.get("alphabet", ""))}
    return tuple(_place(sign, places) for sign in text.casefold())


def _place(sign: str, places: Mapping[str, int]) -> int:
    if not sign.isalpha():
        return ord(sign) - LAST
    return places.get(sign, places.get(unicodedata.normalize("NFD", sign)[0], LAST + ord(sign)))


def has_other_braces(label: str) -> bool:
    """Tell whether a brace stands in a label that is not round a name."""
    rest = _FIELD.sub("", label)
    return "{" in rest or "}" in rest


def fill(label: str, **values: object) -> str:
    """Put values into a label's braces."""
    return _FIELD.sub(lambda found: str(values[found[1]]), label)
