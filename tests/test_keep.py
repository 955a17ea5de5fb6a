"""`cardprint keep`: words go into the vocabulary, which stays as its people wrote it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cardprint.cli import cli

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Make

DECK = "title: Kort\nthemes: [{id: a, name: A}]\ncards: [{id: a-01, theme: a, text: Hvad?}]\n"
AGENDA = "title: Møde\nitems: [{title: Snak}]\n"
WORDS = """\
# Vores ord
terms:
  borger: {forms: {sg: borger, pl: borgere}, meaning: "Den, vi er her for"}   # bøjes
  styring:
    meaning: Alt det, der afgør   # kort
    avoid: [kontrol]

# orddeling
hyphenation: {da: [sty-ring]}
"""


def kept(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str, lang: str = "en") -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(cli, ["keep", *words, "--lang", lang], catch_exceptions=False)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_words_are_added_and_nothing_else_is_touched(newline: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": WORDS.replace("\n", newline)})
    result = kept(root, monkeypatch, "ro", "Fælles fodslag", "MED")
    assert result.exit_code == 0
    added = "  ro: {keep: true}\n  fælles-fodslag: {forms: {sg: Fælles fodslag}, keep: true}\n  MED: {keep: true}\n"
    expected = WORDS.replace("    avoid: [kontrol]\n", f"    avoid: [kontrol]\n{added}").replace("\n", newline)
    assert (root / "cards/vocabulary.yaml").read_bytes().decode() == expected
    again = kept(root, monkeypatch, "Ro", "fælles fodslag", "MED")
    assert again.exit_code == 0
    assert "Stands there already: Ro, fælles fodslag, MED" in again.stdout
    told = json.loads(kept(root, monkeypatch, "MED", "--json").stdout)
    assert told == {"added": [], "there": ["MED"], "proposed": [], "problems": []}
    assert (root / "cards/vocabulary.yaml").read_bytes().decode() == expected


def test_a_term_that_is_there_is_kept_and_explained(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": WORDS})
    assert kept(root, monkeypatch, "Borgere", "--meaning", "noget andet").exit_code == 0
    assert kept(root, monkeypatch, "råderum", "--meaning", "Det, vi selv kan bestemme").exit_code == 0
    text = (root / "cards/vocabulary.yaml").read_text()
    assert '  borger: {forms: {sg: borger, pl: borgere}, meaning: "Den, vi er her for", keep: true}   # bøjes\n' in text
    assert '  råderum: {meaning: "Det, vi selv kan bestemme", keep: true}\n' in text


def test_a_project_without_a_vocabulary_gets_one(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    assert kept(root, monkeypatch, "ro").exit_code == 0
    assert (root / "cards/vocabulary.yaml").read_text() == "terms: {ro: {keep: true}}\n"
    assert kept(root, monkeypatch, "lys").exit_code == 0
    assert (root / "cards/vocabulary.yaml").read_text() == "terms: {ro: {keep: true}, lys: {keep: true}}\n"


def test_without_words_those_of_the_tables_are_listed_and_nothing_is_written(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "groups: [{name: Bord 1, our_words: [fodslag, Borger, ro]}, {name: Bord 2, our_words: [Ro]}]\n"
    files = {"cards/kort.yaml": DECK, "cards/agendas/moede.yaml": AGENDA, "cards/vocabulary.yaml": WORDS, "notes/base/moede.yaml": notes}
    root = project(files)
    result = kept(root, monkeypatch)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Words of the tables that do not stand in the vocabulary:",
        "  ro (2 groups)",
        "  fodslag (1 group)",
    ]
    assert (root / "cards/vocabulary.yaml").read_text() == WORDS


def test_a_word_is_proposed_as_it_stands_within_a_sentence(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = "groups: [{name: Bord 1, our_words: [Fodslag, MED, Vores fælles sprog]}, {name: Bord 2, our_words: [fodslag, Med]}, {name: Bord 3, our_words: [MED]}]\n"
    root = project(
        {"cards/kort.yaml": DECK, "cards/agendas/moede.yaml": AGENDA, "cards/vocabulary.yaml": WORDS, "notes/base/moede.yaml": notes}
    )
    result = kept(root, monkeypatch)
    assert result.stdout.splitlines()[1:] == ["  MED (3 groups)", "  fodslag (2 groups)", "  vores fælles sprog (1 group)"]
    (root / "cardprint.yaml").write_text("language: de\n")
    assert "  Vores fælles sprog (1 gruppe)" in kept(root, monkeypatch, lang="da").stdout


def test_another_meaning_is_told_and_a_missing_one_is_added(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": WORDS.replace("    avoid:", "    keep: true\n    avoid:")})
    result = kept(root, monkeypatch, "styring", "--meaning", "Noget andet")
    assert result.exit_code == 0
    assert "cards/vocabulary.yaml:5:14: warning: styring has another meaning in the vocabulary" in result.stderr
    assert "“Alt det, der afgør”" in result.stderr
    assert kept(root, monkeypatch, "styring", "--meaning", "Alt det, der afgør").stderr == ""
    assert "Noget andet" not in (root / "cards/vocabulary.yaml").read_text()
    kept(root, monkeypatch, "ro")
    assert kept(root, monkeypatch, "ro", "--meaning", "At der er stille").stderr == ""
    assert "  ro: {keep: true, meaning: At der er stille}\n" in (root / "cards/vocabulary.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("kontrol",), 1, "kontrol is a word that the vocabulary writes styring instead of"),
        (("42",), 1, "“42” is no word"),
        (("ro\nog lys",), 1, "is no word"),
        (("ro", "lys", "--meaning", "x"), 2, "explains one word, not several"),
    ],
)
def test_what_is_no_word_to_keep_is_a_problem(
    words: tuple[str, ...], status: int, told: str, project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": WORDS})
    result = kept(root, monkeypatch, *words)
    assert result.exit_code == status
    assert told in result.stderr
    assert (root / "cards/vocabulary.yaml").read_text() == WORDS


def test_a_vocabulary_that_cannot_be_read_stays(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": "terms: [borger\n"})
    result = kept(root, monkeypatch, "ro")
    assert result.exit_code == 1
    assert "cards/vocabulary.yaml:" in result.stderr
    assert (root / "cards/vocabulary.yaml").read_text() == "terms: [borger\n"
