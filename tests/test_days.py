"""Days as people write them: which day is meant, in each language."""

from __future__ import annotations

import datetime as dt

import pytest
from spoken import LANGUAGES, language

from cardprint.layouts.days import day_of

MEETING = dt.date(2026, 12, 8)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-01-05", "2027-01-05"),
        ("15/2", "2027-02-15"),
        ("15.2.", "2027-02-15"),
        ("d.15/2-2027", "2027-02-15"),
        ("15.02.28", "2028-02-15"),
        ("31/12", "2026-12-31"),
        ("8/12", "2026-12-08"),
        ("7/12", "2027-12-07"),
        ("29/2", "2028-02-29"),
        ("5. januar 2027", "2027-01-05"),
        ("onsdag den 3. feb.", "2027-02-03"),
        ("senest 1.MARTS", "2027-03-01"),
        ("10/12, kl. 14.30", "2026-12-10"),
        ("snart", ""),
        ("uge 7", ""),
        ("31/2", ""),
        ("kl. 10.30", ""),
        ("22 33 44 55", ""),
        ("3 marker", ""),
        ("", ""),
    ],
)
def test_a_day_is_the_first_one_after_the_meeting(text: str, day: str) -> None:
    found = day_of(text, language("da").labels, MEETING)
    assert (found.isoformat() if found else "") == day


@pytest.mark.parametrize("code", LANGUAGES)
def test_months_are_those_of_the_language(code: str) -> None:
    labels = language(code).labels
    names = [name.strip() for name in labels["months"].split("|")]
    said = [f"5. {name}" for name in names] + [f"{name} 5, 2027" for name in names]
    assert [day_of(text, labels, dt.date(2027, 1, 1)) for text in said] == [dt.date(2027, month, 5) for month in range(1, 13)] * 2


def test_where_nobody_knows_when_the_meeting_was_days_have_their_order() -> None:
    labels = language("da").labels
    days = [day_of(text, labels) for text in ("2. januar", "15/2", "1. marts")]
    assert days == sorted(day for day in days if day)
