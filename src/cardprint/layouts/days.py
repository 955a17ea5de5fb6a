"""Days as people write them by hand or on a screen: which day is meant by `15/2`, `d. 1. marts` or `2027-01-05`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from cardprint.labels import entries

YEARS_ON = 8
"""Years in which each day comes at least once, the 29th of February too."""
SHORTEST = 3
"""Letters of a month's name that tell it from the others: `feb.`"""
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(?<!\d[.,/-])(\d{1,2})\s?[./-]\s?(\d{1,2})(?:\s?[./-]?\s?(\d{4}|(?<=\D)\d{2}))?(?![\d/-])")
_NAMED = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?\s*(?:of\s+)?([^\W\d_]+)\.?(?:,?\s*(\d{4}))?")
_NAMED_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?!\d)(?:st|nd|rd|th)?(?:,?\s*(\d{4}))?")


def day_of(text: str, labels: Mapping[str, str], after: dt.date | None = None) -> dt.date | None:
    """Give the first day that a text names; None where it names none.

    A day without a year is the first such day from `after` on; where nobody knows what it comes after, it is of the year 1, before all others.
    """
    text = " ".join(text.split())
    if found := _ISO.search(text):
        return _day(found[1], found[2], found[3], None)
    if found := _NUMBERS.search(text):
        return _day(found[3], found[2], found[1], after)
    named = [(one, one[1], one[2]) for one in _NAMED.finditer(text)] + [(one, one[2], one[1]) for one in _NAMED_FIRST.finditer(text)]
    days = (_day(one[3], str(month), day, after) for one, day, word in named if (month := _month(word, labels)))
    return next((day for day in days if day), None)


def _month(word: str, labels: Mapping[str, str]) -> int:
    """Give the number of a month by its name or the beginning of it; 0 for another word."""
    word = word.casefold()
    names = [name.casefold() for name in entries(labels, "months")]
    return next((at for at, name in enumerate(names, 1) if len(word) >= SHORTEST and name.startswith(word)), 0)


def _day(year: str | None, month: str, day: str, after: dt.date | None) -> dt.date | None:
    """Put a day together; None for one that no calendar has."""
    if year:
        whole = int(year) + (2000 if len(year) == 2 else 0)
        return _dated(whole, int(month), int(day))
    first = after.year if after else 1
    every = (_dated(first + on, int(month), int(day)) for on in range(YEARS_ON + 1))
    return next((one for one in every if one and (after is None or one >= after)), None)


def _dated(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
