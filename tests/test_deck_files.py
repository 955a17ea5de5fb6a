"""A deck's file beyond the plain case: alone outside a project, including others, misspelt, or no deck at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from cardprint import sources
from cardprint.cli import cli
from cardprint.sources.lookalikes import FOLDERS, KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Make

    from cardprint.errors import Problem
    from cardprint.model import Deck

DECK = """\
title: Kort
themes: [{id: sprog, name: Fælles sprog}]
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?}
  - {id: sprog-02, theme: sprog, text: Hvem siger det?}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def alone(folder: Path, text: str) -> Path:
    path = folder / "alene.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(root: Path, name: str) -> tuple[Deck, list[tuple[str, str]], tuple[Problem, ...]]:
    project, problems = sources.project(root)
    deck = next(deck for deck in project.decks if deck.id == name)
    return deck, [(str(problem.place), problem.code) for problem in problems], problems


# --- alone outside a project -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--area", "skole"], ["--organisation", "kommune"], ["--area", "base", "--area", "skole"]])
@pytest.mark.parametrize("command", ["build", "check", "show"])
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_lone_deck_has_no_areas_and_no_organisation(command: str, arguments: list[str], language: str, tmp_path: Path) -> None:
    deck = alone(tmp_path, DECK)
    result = run(command, *(["sprog-01"] if command == "show" else []), deck, *arguments, "--lang", language)
    assert result.exit_code == 2
    assert result.stdout == ""
    said, cure = result.stderr.splitlines()
    assert arguments[-1] in said
    assert "alene.yaml" in said
    assert arguments[0] in cure
    assert not (tmp_path / "output").exists()


def test_the_base_of_a_lone_deck_may_be_named(tmp_path: Path) -> None:
    assert run("build", alone(tmp_path, DECK), "--area", "base").exit_code == 0


def test_a_card_of_a_lone_deck_that_is_only_for_areas_is_left_out_with_a_warning(tmp_path: Path) -> None:
    deck = alone(tmp_path, DECK.replace("text: Hvem siger det?", "text: Hvem siger det?, areas: [skole, aeldre]"))
    found: Any = json.loads(run("build", deck, "--json", "--lang", "en").stdout)
    (problem,) = found["problems"]
    assert (problem["code"], problem["line"], problem["severity"]) == ("lone-card", 5, "warning")
    assert problem["message"].startswith("sprog-02 is only for skole, aeldre")
    assert [ticket["cards"] for ticket in found["tickets"]] == [1]
    assert run("build", deck, "--strict").exit_code == 1


def test_in_a_project_such_a_card_needs_no_warning(project: Make) -> None:
    text = DECK.replace("text: Hvem siger det?", "text: Hvem siger det?, areas: [skole]")
    root = project({"cards/kort.yaml": text, "cards/areas/skole.yaml": "name: Skole\n"})
    assert json.loads(run("build", root / "cards" / "kort.yaml", "--json").stdout)["problems"] == []


# --- including others ------------------------------------------------------------------------------------------------


def other(letter: str, *numbers: int | None) -> str:
    cards = [
        f"  - {{id: {letter}-{n}, theme: t, text: Hej{f', number: {number}' if number else ''}}}" for n, number in enumerate(numbers, 1)
    ]
    return "\n".join(["title: Kort", "themes: [{id: t}]", "cards:", *cards]) + "\n"


INCLUDING = "title: Alle\ninclude: [a.yaml, b.yaml]\nthemes: [{id: u}]\ncards: [{id: c-1, theme: u, text: Hej}]\n"


def test_cards_without_a_number_are_counted_on_through_included_decks(project: Make) -> None:
    files = {"cards/a.yaml": other("a", None, None), "cards/b.yaml": other("b", None, None), "cards/alle.yaml": INCLUDING}
    deck, problems, _ = read(project(files), "alle")
    assert problems == []
    assert [(card.id, card.number) for card in deck.cards] == [("a-1", 1), ("a-2", 2), ("b-1", 3), ("b-2", 4), ("c-1", 5)]


def test_a_number_of_its_own_stays_in_every_deck(project: Make) -> None:
    files = {"cards/a.yaml": other("a", 11, 12), "cards/b.yaml": other("b", None, 31), "cards/alle.yaml": INCLUDING}
    deck, problems, _ = read(project(files), "alle")
    assert problems == []
    assert [card.number for card in deck.cards] == [11, 12, 3, 31, 5]


def test_included_numbers_that_meet_are_one_problem_at_the_include(project: Make) -> None:
    files = {
        "cards/a.yaml": other("a", *range(1, 41)),
        "cards/b.yaml": other("b", *range(1, 5), 9, 60),
        "cards/alle.yaml": INCLUDING,
    }
    _, places, problems = read(project(files), "alle")
    assert places == [("cards/alle.yaml:2:19", "include-numbers")]
    assert problems[0].values == {"file": "cards/b.yaml", "numbers": "1–4, 9"}


def test_a_number_of_the_deck_itself_that_meets_an_included_one_is_told_at_that_include(project: Make) -> None:
    own = INCLUDING.replace("[a.yaml, b.yaml]", "[a.yaml]").replace("id: c-1,", "id: c-1, number: 2,")
    _, places, problems = read(project({"cards/a.yaml": other("a", 1, 2, 3), "cards/alle.yaml": own}), "alle")
    assert places == [("cards/alle.yaml:2:11", "include-numbers")]
    assert problems[0].values["numbers"] == "2"


def test_numbers_of_one_file_are_told_at_the_card_and_once(project: Make) -> None:
    files = {"cards/a.yaml": other("a", 1, 1), "cards/b.yaml": other("b", 8), "cards/alle.yaml": INCLUDING}
    _, places, _ = read(project(files), "alle")
    assert places == [("cards/a.yaml:5:5", "duplicate-number")]


# --- misspelt --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title:", "titel:", [(1, "unknown-key")]),
        ("themes:", "temaer:", [(2, "unknown-key")]),
        ("cards:", "kort:", [(3, "unknown-key")]),
        ("cards:", "crads:", [(3, "unknown-key")]),
        ("{id: sprog-01,", "{ide: sprog-01,", [(4, "unknown-key")]),
        ("theme: sprog, text: Hvad", "tema: sprog, text: Hvad", [(4, "unknown-key")]),
        ("theme: sprog, text: Hvad", "tema: sporg, text: Hvad", [(4, "unknown-key"), (4, "unknown-theme")]),
        ("text: Hvad mener vi?", "tekst: Hvad mener vi?", [(4, "unknown-key")]),
        ("text: Hvad mener vi?", "text: Hvad?, statuss: draft", [(4, "unknown-key"), (4, "draft")]),
        ("text: Hvad mener vi?", "text: Hvad?, copys: mange", [(4, "unknown-key")]),
        ("text: Hvad mener vi?", "text: Hvad?, texts: Hvad så?", [(4, "unknown-key")]),
        ("themes: [{id: sprog, name: Fælles sprog}]\n", "", [(1, "missing-key")]),
    ],
)
def test_a_misspelt_key_is_one_problem_and_hides_nothing(old: str, new: str, expected: list[tuple[int, str]], project: Make) -> None:
    deck, _, problems = read(project({"cards/kort.yaml": DECK.replace(old, new)}), "kort")
    assert [(problem.place.line, problem.code) for problem in problems] == expected
    assert len(deck.cards) == 2


@pytest.mark.parametrize(
    ("card", "codes"),
    [
        ("{id: a b, theme: sprog, text: LONG}", ["not-id", "text-too-long"]),
        ("{theme: sprog, text: LONG}", ["missing-key", "text-too-long"]),
        ("{id: a-1, text: LONG}", ["missing-key", "text-too-long"]),
        ("{id: a-1, theme: nope, text: LONG}", ["text-too-long", "unknown-theme"]),
        ("{id: a-1, theme: sprog, text: [Hej], follow_up: [LONG]}", ["text-not-list", "text-too-long"]),
        (
            "{id: a-1, theme: sprog, kind: qestion, text: LONG, image: {file: no.svg, alt: x}}",
            ["not-choice", "path-missing", "text-too-long"],
        ),
        ("{id: a-1, theme: sprog, text: Kort, source: 😀, copies: 100}", ["missing-glyph", "not-number"]),
    ],
)
def test_what_is_wrong_with_a_card_does_not_hide_what_else_is(card: str, codes: list[str], project: Make) -> None:
    text = DECK + "  - " + card.replace("LONG", f'"{"Hvad nu? " * 110}"') + "\n"
    result = run("build", project({"cards/kort.yaml": text}), "--json")
    assert sorted(problem["code"] for problem in json.loads(result.stdout)["problems"]) == codes


def test_a_size_that_no_paper_takes_does_not_hide_a_text_that_no_card_takes(project: Make) -> None:
    text = DECK.replace("Hvad mener vi?", "Hvad nu? " * 2000).replace("title:", "card_size: 400 x 400 mm\ntitle:")
    found = json.loads(run("build", project({"cards/kort.yaml": text}), "--json").stdout)["problems"]
    assert [(problem["code"], problem["line"]) for problem in found] == [("card-larger-than-paper", 1), ("text-too-long", 5)]


# --- no deck at all --------------------------------------------------------------------------------------------------

NOT_DECKS = {
    "cards/vocabulary.yaml": ("vocabulary", "terms: {borger: {forms: {sg: borger}}}\n"),
    "cards/areas/skole.yaml": ("area", "name: Skole\n"),
    "cards/organisations/nord.yaml": ("organisation", "name: Nord\n"),
    "cards/print/kontor.yaml": ("profile", "margin: 6 mm\n"),
    "templates/style.yaml": ("look", "prompt: {sizes: [15 pt, 12 pt]}\n"),
    "templates/languages/da.yaml": ("look", "labels: {card: Kort}\n"),
    "notes/intro.yaml": ("notes", "agenda: intro\n"),
}
STRAY = {
    "vocabulary": "terms: {borger: {forms: {sg: borger}}}\n",
    "area": "id: skole\nname: Skole\nadd: []\n",
    "organisation": "name: Nord\ncontact: Os\nlogo: {file: l.svg, alt: L}\n",
    "profile": "margin: 6 mm\nduplex: short-edge\n",
    "project": "areas: [skole]\nlook: calm\n",
    "agenda": "title: Intro\nmeeting_type: workshop\nitems: []\n",
    "worksheet": "title: Ark\ncolumns: []\nrows: 4\n",
}


@pytest.mark.parametrize("path", NOT_DECKS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_file_that_is_no_deck_is_told_by_its_folder(path: str, language: str, project: Make) -> None:
    kind, text = NOT_DECKS[path]
    root = project({"cards/kort.yaml": DECK, path: text})
    result = run("build", root / path, "--json", "--lang", language)
    (problem,) = json.loads(result.stdout)["problems"]
    assert result.exit_code == 1
    assert (problem["code"], problem["file"], problem["line"]) == (f"not-deck-{kind}", path, 1)
    assert path in problem["message"]
    assert "`cardprint build" in problem["hint"] or kind == "project"


@pytest.mark.parametrize("kind", STRAY)
def test_a_file_among_the_decks_that_is_none_is_told_by_its_keys(kind: str, project: Make) -> None:
    _, problems = sources.project(project({"cards/kort.yaml": DECK, "cards/noget.yaml": STRAY[kind]}))
    assert [(str(problem.place), problem.code) for problem in problems] == [("cards/noget.yaml:1:1", f"not-deck-{kind}")]


def test_every_kind_that_is_told_is_tested() -> None:
    assert set(FOLDERS.values()) - {"agenda", "worksheet"} == {kind for kind, _ in NOT_DECKS.values()}, "meetings are built"
    assert KEYS.keys() == STRAY.keys()


@pytest.mark.parametrize(
    "text",
    [
        "titel: Kort\ntemaer: [{id: a}]\n",
        "title: Kort\nid: kort\n",
        "a: b\n",
        "name: x\ntema: y\nkort: z\n",
        "cards: [{id: a}]\nterms: {}\nname: x\n",
    ],
)
def test_a_deck_that_is_only_badly_written_is_still_a_deck(text: str, project: Make) -> None:
    _, problems = sources.project(project({"cards/kort.yaml": text}))
    assert problems
    assert not any(problem.code.startswith("not-deck") for problem in problems)
