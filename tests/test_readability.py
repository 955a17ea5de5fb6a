"""How plain the words are: where sentences end, what counts as a word, the number and what it means, and that nothing of it is an error."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardprint.cli import cli
from cardprint.errors import Place
from cardprint.readability import Passage, Said, measured, sentences, words

Make = Callable[[Mapping[str, str | bytes]], Path]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Vi går i gang. Hvad siger I?", "da", 2),
        ("Vi mødes kl. 9.30 i lokale 2.", "da", 1),
        ("Det gælder fx. Skole og bl.a. Ældre.", "da", 1),
        ("Vi ser på bl.a. Nordbyen, dvs. Skolen.", "da", 1),
        ("1. Begynd med et kort.", "da", 1),
        ("Mødet er den 1. december. Kom i god tid.", "da", 2),
        ("“Hvad?” spurgte hun. “Det ved jeg ikke.”", "da", 2),
        ("Hun sagde: “Kom ind!” Så gik vi.", "da", 3),
        ("Skriv til J. Hansen og A.P. Møller.", "da", 1),
        ("Vi har 12. Det er nok.", "da", 2),
        ("Hvad … og hvorfor?", "da", 1),
        ("Ingen stop her", "da", 1),
        ("Es beginnt am 3. Oktober um 9 Uhr. Kommt alle.", "de", 2),
        ("Das gilt z.B. Montag, d.h. Morgen.", "de", 1),
        ("T.ex. Anna och s.k. Möten.", "sv", 1),
        ("", "da", 0),
    ],
)
def test_sentences_end_where_people_end_them(text: str, language: str, count: int) -> None:
    assert len(sentences(text, language)) == count
    assert "".join("".join(sentences(text, language)).split()) == "".join(text.split())


def test_numbers_and_compounds_are_words_and_addresses_are_none() -> None:
    assert words("Kl. 9.30 mailer MED-udvalget til a@b.example, se https://by.example/x – ikke?") == [
        "Kl",
        "9.30",
        "mailer",
        "MED-udvalget",
        "til",
        "se",
        "ikke",
    ]


LONG = "Når vi en gang imellem sidder sammen og taler om det, som vi gerne vil lave om på, så er det godt, at vi alle sammen ved, hvad vi selv må."
DECK = f"""title: Kort
themes: [{{id: a, name: Alfa}}]
cards:
  - {{id: a-1, theme: a, text: "Hvad er en {{velfaerd}}?", follow_up: [Taler I om det, Hvad gør I]}}
  - id: a-2
    theme: a
    text: >-
      {LONG}
  - {{id: a-3, theme: a, text: "Nævn to kompetenceudviklingsforløb og et kompetenceudviklingsforløbene."}}
"""
VOCABULARY = "terms:\n  velfaerd: {forms: {sg: velfærdsteknologi, pl: velfærdsteknologier}, meaning: Hjælpemidler}\n"


def run(root: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["check", str(root), *options], prog_name="cardprint", catch_exceptions=False)


def asked(root: Path, *options: str) -> str:
    done = run(root, "--readability", "--only", "sheets", *options)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_deck_is_measured_and_nothing_of_it_is_an_error(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": VOCABULARY})
    told = json.loads(asked(root, "--strict", "--json"))
    assert told["problems"] == []
    (paper,) = told["readability"]["papers"]
    assert (paper["kind"], paper["language"], paper["sentences"], paper["words"]) == ("deck", "da", 5, 48)
    assert paper["long_words"] == 4
    assert paper["lix"] == round(48 / 5 + 100 * 4 / 48)
    assert paper["level"] == "very_easy"
    assert [(one["line"], one["words"]) for one in told["readability"]["sentences"]] == [(8, 31)]
    assert told["readability"]["words"] == [{"word": "kompetenceudviklingsforløb", "times": 2}]


@pytest.mark.parametrize(("lang", "said"), [("da", "som børnebøger"), ("en", "as books for children")])
def test_people_are_told_what_the_number_means_and_where_to_look(project: Make, lang: str, said: str) -> None:
    told = asked(project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": VOCABULARY}), "--lang", lang)
    assert said in told
    assert "cards/kort.yaml:8: 31 " in told
    assert f"“{LONG}”" in told
    assert "kompetenceudviklingsforløb (2)" in told


def test_plain_words_have_no_list_of_what_is_not(project: Make) -> None:
    told = asked(project({"cards/kort.yaml": DECK[: DECK.index("  - id: a-2")].replace("{velfaerd}", "ven")}), "--lang", "en")
    assert "LIX" in told
    assert "25 words. Part" not in told
    assert "Long words" not in told


@pytest.mark.parametrize(
    ("language", "has_number"), [("pl", False), ("uk", False), ("fi", False), ("de", True), ("nb", True), ("da-x", True)]
)
def test_where_the_number_means_little_there_is_none(language: str, *, has_number: bool) -> None:
    found = measured([Said("", "deck", "T", language, (Passage(LONG, Place("cards/k.yaml", 3)),))])
    assert (found.papers[0].lix is not None, found.papers[0].level != "") == (has_number, has_number)
    assert [one.words for one in found.sentences] == [31]


def test_a_meetings_papers_are_measured_by_their_own_words(project: Make) -> None:
    agenda = "id: m\ntitle: Møde\nstart: 13:00\nplace: Her\npurpose: Vi skal tale om, hvad der er svært hos os.\nitems:\n  - {title: Velkommen, minutes: 10, why: Vi lærer hinanden at kende.}\n"
    root = project({"cards/kort.yaml": DECK, "cards/agendas/m.yaml": agenda, "cards/vocabulary.yaml": VOCABULARY})
    told = json.loads(run(root, "--readability", "--json").stdout)
    kinds = {paper["kind"] for paper in told["readability"]["papers"]}
    assert {"deck", "handout", "facilitator", "invitation"} <= kinds
    assert "reading" not in kinds
    assert "ticket" not in kinds


def test_without_the_option_nothing_is_measured(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": VOCABULARY})
    assert "readability" not in json.loads(run(root, "--json").stdout)
