"""What in a typed note looks private, and what only looks a little like it."""

from __future__ import annotations

import pytest

from cardprint.collect import private


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ring til 010180-1234 i morgen", ["cpr"]),
        ("cpr 0101801234", ["cpr"]),
        ("010180 - 1234", ["cpr"]),
        ("010180 1234.", ["cpr"]),
        ("290200-4321 og 310112–0001", ["cpr", "cpr"]),
        ("Kontakt: 22 33 44 55", ["phone"]),
        ("Ring 2233 4455, eller +45 22334455", ["phone", "phone"]),
        ("tlf. 22334455", ["phone"]),
        ("0045 22 33 44 55", ["phone"]),
        ("+4522334455", ["phone"]),
        ("Skriv til anne.b-c+x@eksempel.dk.", ["mail"]),
        ("Bø@øre.dk", ["mail"]),
        ("Anne, 010180-1234, 22 33 44 55, a@b.dk", ["cpr", "phone", "mail"]),
    ],
)
def test_what_looks_private_is_found_and_masked(text: str, kinds: list[str]) -> None:
    findings = list(private.found(text))
    assert [finding.kind for finding in findings] == kinds
    hidden = private.masked(text)
    assert hidden.count(private.MASK * 3) == len(kinds)
    assert list(private.found(hidden)) == []
    assert private.masked("Vi ses! " + text).startswith("Vi ses! ")


@pytest.mark.parametrize(
    "text",
    [
        "Mødet er 01.12.2026 kl. 13.00–15.30",
        "2026-12-01",
        "den 1/12-2026 eller 01-12-2026",
        "Sag 22334455",
        "Sagsnr. 0101801234",
        "j.nr. 22-33-44-55",
        "EAN 5790001234567, CVR: 22334455",
        "kort sprog-01, boevl-02 og 12, 14, 22",
        "fra 10 til 20 og 30 og 40 minutter",
        "320180-1234 er ingen dag, 011380-1234 heller ikke",
        "kl. 08.15, 10.30 og 12.45",
        "paragraf 22 33 stk. 2",
        "10 000 000 kr. og 22.334.455 kr.",
        "22334455667",
        "version 1.10, 3 af 4, 100 %",
        "bord3.1, bord5.2",
        "5000 Odense C, 8000 Aarhus",
        "a@b er ingen adresse",
        "https://eksempel.dk/22334455/",
    ],
)
def test_dates_case_numbers_times_and_amounts_are_left_alone(text: str) -> None:
    assert list(private.found(text)) == []
    assert private.masked(text) == text
