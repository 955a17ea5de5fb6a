"""What in a typed note looks like it is about a person: a CPR number, a telephone number, a mail address. Handwriting is not looked at.

A CPR number is a day and four more digits (ddmmyy-xxxx); a telephone number has eight digits, in pairs, in fours, or with the country's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from cardprint.collect.answers import Answer, Returned

MASK = "•"
_CPR = re.compile(r"(?<![\w.:/-])([0-3][0-9])([01][0-9])([0-9]{2})(?:[ ]?[-–—][ ]?|[ ]?)([0-9]{4})(?![\w/]|[.:,-][0-9])")
_PHONE = re.compile(
    r"(?<![\w.:/+,-])(?:(?:\+|00)(?:45|46|47)[ .-]?[2-9](?:[ .-]?[0-9]){7}"  # with the country's number
    r"|[2-9][0-9](?: [0-9]{2}){3}"  # 12 34 56 78
    r"|[2-9][0-9]{3} [0-9]{4}"  # 1234 5678
    r"|[2-9][0-9]{7})(?![\w/]|[.:,-][0-9]| [0-9])"
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_CASE = re.compile(r"(?:sag|sagsnr|journal|jnr|j\.?nr|ean|cvr|p-?nr|konto|case|file|ref)[a-zæøå.]*[: ]*\Z", re.IGNORECASE)
"""What stands before a number that is a case's, a company's or an account's."""


class Finding(NamedTuple):
    """What looks private in a text: its kind, and where."""

    kind: str
    start: int
    end: int


def found(text: str) -> Iterator[Finding]:
    """Find what looks private in a text, from the left; nothing twice."""
    taken = 0
    every = (
        *(Finding("mail", *match.span()) for match in _MAIL.finditer(text)),
        *(Finding("cpr", *match.span()) for match in _CPR.finditer(text) if _is_day(match) and not _is_case(text, match.start())),
        *(Finding("phone", *match.span()) for match in _PHONE.finditer(text) if not _is_case(text, match.start())),
    )
    for finding in sorted(every, key=lambda finding: (finding.start, -finding.end)):
        if finding.start >= taken:
            yield finding
            taken = finding.end


def _is_day(match: re.Match[str]) -> bool:
    """Tell whether six digits are a day of a year, of whichever century."""
    day, month, year = (int(match[number]) for number in (1, 2, 3))
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False


def _is_case(text: str, start: int) -> bool:
    return _CASE.search(text[max(0, start - 20) : start]) is not None


def masked(text: str) -> str:
    """Put a mask over what looks private, and leave the rest."""
    result, at = "", 0
    for _, start, end in found(text):
        result += text[at:start] + MASK * 3
        at = end
    return result + text[at:]


def redacted(returned: Returned) -> Returned:
    """Mask what was typed on a page; what was chosen is no text."""
    texts = {spot.field for layout in returned.map.layouts for spot in layout if spot.kind == "text"}
    return replace(returned, answers=tuple(_redacted(answer) if answer.field in texts else answer for answer in returned.answers))


def _redacted(answer: Answer) -> Answer:
    return replace(answer, values=tuple(map(masked, answer.values)))


KINDS: Mapping[str, str] = {"cpr": "private-cpr", "phone": "private-phone", "mail": "private-mail"}
"""The Problem of each kind."""
