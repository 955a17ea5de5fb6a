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
        ("CPR:010203-1234", ["cpr"]),
        ("cpr.nr.010203-1234", ["cpr"]),
        ("borger/010203-1234, født 010203-1234og", ["cpr", "cpr"]),
        ("01 02 03 1234, 01 02 03-1234, 01.02.03-1234", ["cpr", "cpr", "cpr"]),
        ("010203-xxxx, 010203-XXXX, 010203-****", ["cpr", "cpr", "cpr"]),
        ("010203\u20111234 og 010203\xa01234", ["cpr", "cpr"]),
        ("010203-1234,040506-7890", ["cpr", "cpr"]),
        ("010203-1234/22334455", ["cpr", "phone"]),
        ("cpr0102031234 CPR:0102031234", ["cpr", "cpr"]),
        ("tlf:22334455", ["phone"]),
        ("Tlf.22334455, Tlf.:22334455, tlf22334455", ["phone", "phone", "phone"]),
        ("mobil:22 33 44 55", ["phone"]),
        ("tlf.nr. 22334455, nr. 22334455", ["phone", "phone"]),
        ("22-33-44-55", ["phone"]),
        ("22.33.44.55", ["phone"]),
        ("22\xa033\xa044\xa055", ["phone"]),
        ("22334455/33445566", ["phone"]),
        ("22334455,33445566", ["phone"]),
        ("22 33 44 55 66 77 88 99", ["phone"]),
        ("22334455 33445566", ["phone"]),
        ("22 33 44 55 2 gange, bord 3 22 33 44 55", ["phone", "phone"]),
        ("(tlf. 22334455), +45 22-33-44-55 og (+45) 22334455", ["phone", "phone", "phone"]),
        ("45 22 33 44 55, 22  33  44  55", ["phone", "phone"]),
        ("mail:anne@skole.dk", ["mail"]),
    ],
)
def test_what_looks_private_is_found_and_masked(text: str, kinds: list[str]) -> None:
    findings = list(private.found(text))
    assert [finding.kind for finding in findings] == kinds
    hidden = private.masked(text)
    assert hidden.count(private.MASK) == len(kinds)
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
        "www.eksempel.dk/sag/22334455 og eksempel.dk/22334455",
        "12.03.2026, 22-03-2026, 22.03.26-23.03.26, 22.03.26 kl. 12.30",
        "2026-2027, 2026 2027, 20261201, uge 20-21-22-23",
        "§§ 50 52 54 56, § 22, stk. 3",
        "kort 21 22 23 24",
        "kl. 20.30-21.30 og 08.15-09.45",
        "22334455 kr., kr. 22334455, 22334455,50, 22334455,-, 3000-4000 kr.",
        "EAN 57 90 00 12 34 56 7",
        "57 90 00 12 34 56 7",
        "Journalnr.: 22334455, sagsnummer 22334455, SAG: 22334455, konto 22334455, p-nr. 22334455",
        "sag 26/22334455, 2026/22334455",
        "22334455-1, 1234-22334455, 2233445, 223344556",
    ],
)
def test_dates_case_numbers_times_and_amounts_are_left_alone(text: str) -> None:
    assert list(private.found(text)) == []
    assert private.masked(text) == text


@pytest.mark.parametrize("word", ["sag", "sagen", "Sag:", "journal", "Sagsnr.", "j.nr.", "EAN", "Sagsbehandler", "sag nr.", "case"])
def test_no_word_before_it_excuses_what_is_written_as_a_cpr_number(word: str) -> None:
    assert private.masked(f"{word} 010203-1234") == f"{word} {private.MASK}"
    assert private.masked(f"{word} 010203 1234") == f"{word} {private.MASK}"


@pytest.mark.parametrize(
    "word",
    ["sagen", "Sagsbehandler", "Sagsbehandleren:", "referenten", "Kontoret", "kontoen", "filen", "journalisten", "refleks", "mødesag,"],
)
def test_only_a_whole_word_that_says_so_makes_a_number_a_case_s(word: str) -> None:
    assert private.masked(f"{word} 22 33 44 55") == f"{word} {private.MASK}"
    assert private.masked(f"{word} 22334455") == f"{word} {private.MASK}"
