"""What in a typed note looks like it is about a person: a CPR number, a telephone number, a mail address. Handwriting is not looked at.

A CPR number is a day and four more digits (ddmmyy-xxxx, dd mm yy xxxx, or with the four hidden); a telephone number has eight digits, in pairs, in
fours, or with the country's number. What stands before a number says nothing against a CPR number that is written as one; of other digits a whole
word may say that they are a case's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

MASK = "•••"
KINDS: Mapping[str, str] = {"cpr": "private-cpr", "phone": "private-phone", "mail": "private-mail"}
"""The Problem of each kind."""
_BLANK = r"[ \xa0\u2007\u2009\u202f]"
_DASH = r"[-\u2010-\u2015]"
_DAY = r"(?<![0-9])(?<![0-9][.:])(?<![0-9][-\u2010-\u2015])(?P<day>[0-3][0-9])(?P<{0}>{1})(?P<month>[01][0-9])(?P={0})(?P<year>[0-9]{{2}})"
_LAST = r"[0-9xX*]{4}(?![0-9*]|[.:][0-9]|[-\u2010-\u2015][0-9])"
_CPR = tuple(
    re.compile(pattern)
    for pattern in (
        _DAY.format("none", "") + rf"(?:{_BLANK}?{_DASH}{_BLANK}?|{_BLANK}){_LAST}",
        _DAY.format("blank", _BLANK) + rf"(?:{_BLANK}?{_DASH}{_BLANK}?|{_BLANK}){_LAST}",
        _DAY.format("sign", rf"[./]|{_DASH}") + rf"{_BLANK}?{_DASH}{_BLANK}?{_LAST}",
    )
)
"""Written as a CPR number, with its hyphen or blank."""
_DIGITS = r"(?:(?<![^\W_])|(?<=cpr))(?<![0-9][.:,/+-])(?<!\+)"
_TEN = re.compile(_DIGITS + r"(?P<day>[0-3][0-9])(?P<month>[01][0-9])(?P<year>[0-9]{2})[0-9]{4}(?![^\W_]|[.:,-][0-9])", re.IGNORECASE)
"""Ten digits, which may be a CPR number."""
_NUMBER = (
    rf"(?:(?:\+|00)(?:45|46|47)(?:{_BLANK}|[.-])?[2-9](?:(?:{_BLANK}|[.-])?[0-9]){{7}}"  # with the country's number
    rf"|(?:45{_BLANK})?[2-9][0-9](?:(?:{_BLANK}{{1,2}}[0-9]{{2}}){{3}}|(?:\.[0-9]{{2}}){{3}}|(?:{_DASH}[0-9]{{2}}){{3}})"  # 12 34 56 78, 12.34.56.78, 12-34-56-78
    rf"|[2-9][0-9]{{3}}{_BLANK}[0-9]{{4}}"  # 1234 5678
    r"|[2-9][0-9]{7})"
)
_PHONE = re.compile(
    rf"(?:(?<![^\W_])|(?<=tlf)|(?<=telefon)|(?<=mobil))(?<![0-9][.,:/+-])(?<!\+)(?<!\b[0-9]{{2}}[ \xa0])"
    rf"{_NUMBER}(?:(?:[/,;]|{_BLANK}){_NUMBER})*"
    rf"(?![^\W_]|[.:-][0-9]|,[0-9]{{1,2}}(?![0-9])|{_BLANK}[0-9]{{2}}(?![0-9])|(?:,-|{_BLANK}?(?:kr|dkk|€)(?![^\W_])))",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,10}/\S*", re.IGNORECASE)
"""A web address: what digits stand in it nobody calls."""
_CASE = re.compile(
    r"(?<![^\W_])(?:(?:sags?|saks?|journal|j\.?|jr\.?|ean|cvr|p|konto|konti|reg\.?|faktura|ordre|bilags?|ref\.?|case|file|diarie|d)"
    r"[ -]?(?:nr|no|nummer|numre|number)|sag|sak|journal|ean|cvr|konto|case|file|ref|reference|aktenzeichen|az|kr|dkk)(?![^\W_])[.:#/ \xa0-]*\Z"
    r"|§[ \xa0]*\Z",
    re.IGNORECASE,
)
"""The whole word before a number that says it is a case's, a company's, an account's, an amount, or a paragraph's."""
_MOST_BEFORE = 40
"""Characters before a number in which that word stands."""
_YEAR = range(1900, 2100)


class Finding(NamedTuple):
    """What looks private in a text: its kind, and where."""

    kind: str
    start: int
    end: int


def found(text: str) -> Iterator[Finding]:
    """Find what looks private in a text, from the left; nothing twice. What stands right behind another finding is looked at as if that were no number."""
    findings: list[Finding] = []
    left = text
    for kind, pattern, is_meant in _KINDS:
        those = [match.span() for match in pattern.finditer(left) if is_meant(match)]
        findings += [Finding(kind, start, end) for start, end in those]
        for start, end in those:
            left = f"{left[:start]}{MASK[0] * (end - start)}{left[end:]}"
    yield from sorted(findings, key=lambda finding: finding.start)


def _is_day(match: re.Match[str]) -> bool:
    """Tell whether six digits are a day of a year, of whichever century."""
    return any(_is_date(century + int(match["year"]), match["month"], match["day"]) for century in (1900, 2000))


def _is_date(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _is_counted(number: str) -> bool:
    """Tell whether eight digits are two years, a day (20261201), or four numbers that follow each other (20 21 22 23)."""
    parts = [int(part) for part in re.findall("[0-9]+", number)]
    if len(number) == len("20261201") and len(parts) == 1:
        return parts[0] // 10_000 in _YEAR and _is_date(parts[0] // 10_000, number[4:6], number[6:])
    is_row = all(after - before == 1 for before, after in pairwise(parts))
    return len(parts) > 1 and (is_row or all(part in _YEAR for part in parts))


def _is_case(match: re.Match[str]) -> bool:
    """Tell whether a number is said to be a case's, or stands in a web address."""
    text, start = match.string, match.start()
    return _CASE.search(text, max(0, start - _MOST_BEFORE), start) is not None or any(
        address.start() < start < address.end() for address in _ADDRESS.finditer(text)
    )


_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("mail", _MAIL, lambda _: True),
    *(("cpr", pattern, _is_day) for pattern in _CPR),
    ("cpr", _TEN, lambda match: _is_day(match) and not _is_case(match)),
    ("phone", _PHONE, lambda match: not (_is_counted(match[0]) or _is_case(match))),
)
"""What is looked for, in this order, and what it has to be besides."""


def masked(text: str) -> str:
    """Put a mask over what looks private, and leave the rest."""
    result, at = "", 0
    for _, start, end in found(text):
        result += text[at:start] + MASK
        at = end
    return result + text[at:]
