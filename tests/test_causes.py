"""One cause is one Problem, where the cause is; keys that change nothing are told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cardprint.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Make

HEAD = "title: Kort\nthemes: [{id: sprog, name: Fælles sprog}]\n"
CARDS = "cards:\n" + "".join(f"  - {{id: c-{n}, theme: sprog, text: Hvad mener vi her hos os?}}\n" for n in range(1, 9))
DECK = HEAD + CARDS
KORT, STYLE = "cards/kort.yaml", "templates/style.yaml"


def told(root: Path, *options: str) -> list[tuple[str, str, int]]:
    result = CliRunner().invoke(cli, ["check", str(root), "--json", "--lang", "en", *options], catch_exceptions=False)
    found: Any = json.loads(result.stdout)["problems"]
    return [(one["code"], one["file"], one["line"]) for one in found]


# --- one Problem, not one at every card ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["20 x 20", "20 x 60", "21 x 60", "25 x 25", "20 x 100", "30 x 30", "35 x 50", "100 x 20"])
def test_cards_without_room_for_words_are_one_problem(size: str, project: Make) -> None:
    deck = f"card_size: {size.replace(' x', ' mm x')} mm\n{DECK}"
    assert told(project({KORT: deck})) == [("card-too-small", KORT, 1)]


@pytest.mark.parametrize("size", ["1 mm x 1 mm", "10 m x 10 m", "19 mm x 60 mm", "451 mm x 60 mm", "0 mm x 0 mm", "-60 mm x 60 mm"])
def test_sizes_that_nobody_cuts_are_one_problem(size: str, project: Make) -> None:
    ((code, file, line),) = told(project({KORT: f"card_size: {size}\n{DECK}"}))
    assert (code in {"size-range", "not-size"}, file, line) == (True, KORT, 1)


@pytest.mark.parametrize(
    ("style", "code", "line"),
    [
        ("question:\n  sizes: [150 pt]\n", "style-no-room", 2),
        ("prompt:\n  bold: true\n  sizes: [60 pt]\n", "style-no-room", 3),
        ("body:\n  padding: 60 mm\n", "style-no-room", 2),
        ("body:\n  left: 90 mm\n", "style-no-room", 2),
        ("body:\n  left: 1 mm\n", "outside-safe-zone", 2),
        ("qestion:\n  bold: true\n", "style-unused", 2),
        ("question:\n  szie: 10 pt\n", "unknown-style-key", 2),
    ],
)
def test_a_mistake_in_the_style_is_told_once_at_its_own_line(style: str, code: str, line: int, project: Make) -> None:
    assert told(project({KORT: DECK, STYLE: style})) == [(code, STYLE, line)]


def test_an_organisations_style_is_told_in_its_own_file(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisation: by\n",
        KORT: DECK,
        "cards/organisations/by.yaml": "name: By\nstyle: {question: {sizes: [150 pt]}}\n",
    }
    assert told(project(files)) == [("style-no-room", "cards/organisations/by.yaml", 2)]


def test_one_long_text_is_still_told_at_its_card(project: Make) -> None:
    deck = DECK.replace("text: Hvad mener vi her hos os?", "text: " + "Hvad mener vi her hos os? " * 40, 1)
    assert told(project({KORT: deck, STYLE: "question: {bold: false}\n"})) == [("text-too-long", KORT, 4)]


# --- what is listed nowhere, and what has nothing under it -----------------------------------------------------------


def test_errors_in_an_area_that_is_not_listed_are_told_and_stop_no_other(project: Make) -> None:
    root = project({
        "cardprint.yaml": "areas: [skole]\n",
        KORT: DECK,
        "cards/areas/skole.yaml": "name: Skole\n",
        "cards/areas/glemt.yaml": "name: Glemt\ncards: {c-99: {drop: true}}\n",
    })  # fmt: skip
    assert told(root) == [("unknown-card", "cards/areas/glemt.yaml", 2)]
    assert told(root, "--area", "skole") == []
    result = CliRunner().invoke(cli, ["build", str(root)], catch_exceptions=False)
    assert result.exit_code == 1
    assert (root / "output/skole/kort-sheets.pdf").is_file()


@pytest.mark.parametrize("nothing", ["cards:\n", "cards: []\n", "cards: # senere\n"])
def test_a_key_with_nothing_under_it_is_told_at_its_own_line(nothing: str, project: Make) -> None:
    assert ("nothing-there", KORT, 3) in told(project({KORT: HEAD + nothing}))


# --- keys without effect ---------------------------------------------------------------------------------------------


def with_back(deck: str, *numbers: int) -> str:
    for number in numbers:
        deck = deck.replace(f"id: c-{number},", f"id: c-{number}, back: {{text: Svar}},")
    return deck


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        ("back: text\n" + with_back(DECK, 1, 2, 3), [("back-forgotten", 8)]),
        ("back: text\n" + with_back(DECK, *range(1, 9)), []),
        ("back: text\n" + DECK, [("no-own-backs", 1)]),
        ("back: plain\n" + with_back(DECK, 2), [("back-elsewhere", 1)]),
        (DECK + "  - {id: tom, kind: blank, text: Skriv selv}\n", [("blank-with-text", 12)]),
    ],
)
def test_keys_of_cards_that_change_nothing_are_told(deck: str, expected: list[tuple[str, int]], project: Make) -> None:
    assert [(code, line) for code, _, line in told(project({KORT: deck}))] == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("fillable: true\n", []),
        ("kind: notes\nprefilled_challenges: [Ventetid]\n", ["challenges-without-column"]),
        ("kind: notes\nbarrier_types: [vaner]\n", ["barriers-without-column"]),
        ("barrier_types: [vaner]\nprefilled_challenges: [Ventetid]\n", []),
    ],
)
def test_keys_of_worksheets_that_change_nothing_are_told(said: str, expected: list[str], project: Make) -> None:
    found = told(project({KORT: DECK, "cards/worksheets/ark.yaml": "title: Ark\n" + said}))
    assert [code for code, _, _ in found] == expected


def test_keys_of_an_organisation_and_a_profile_that_change_nothing_are_told(project: Make) -> None:
    root = project({
        "cardprint.yaml": "organisation: by\nprint: kontor\n",
        KORT: DECK,
        "cards/organisations/by.yaml": 'name: By\ncolours: {primaer: "#0b5c6b"}\n',
        "cards/print/kontor.yaml": "imposition: single\nmax_ink: 280\n",
    })  # fmt: skip
    assert [code for code, _, _ in told(root)] == ["colour-unused", "key-without-effect"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|-\n      # Overskrift\n      Og et spørgsmål?", ["text-markdown"]),
        ("|-\n      Nr. # 1\n      Og et spørgsmål?", []),
        ('"# 1 på listen"', []),
        ('"a\\tb"', []),
        ("'a\\tb'", ["text-tab"]),
    ],
)
def test_what_another_program_left_in_a_text_is_told_once(text: str, expected: list[str], project: Make) -> None:
    cards = "".join(f"  - id: c-{n}\n    theme: sprog\n    text: {text}\n" for n in range(3))
    assert [code for code, _, _ in told(project({KORT: f"{HEAD}cards:\n{cards}"}))] == expected
