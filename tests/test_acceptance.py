"""The five mistakes that a deck must survive: all of them named in one run, with line and cure, and nothing written."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
import pytest

from cardprint.messages import table

if TYPE_CHECKING:
    from conftest import Make

LONG = ("Hvad gør vi, når det bøvler? " * 40)[:999] + "?"
APART = f"""\
title: Kort til torsdag
themes:
  - {{id: sprog, name: Fælles sprog}}
cards:
  - {{id: sprog-01, theme: sprog, tekst: Hvad mener vi med styring?}}
  - {{id: sprog-02, theme: sporg, text: Hvem siger det?}}
  - {{id: sprog-03, theme: sprog, text: "{LONG}"}}
  - {{id: sprog-04, theme: sprog, text: Hvad gør os glade 😀?}}
  - {{id: sprog-02, theme: sprog, text: Hvad siger vi?}}
"""
ON_TWO_CARDS = f"""\
title: Kort til torsdag
themer:
  - {{id: sprog, name: Fælles sprog 😀}}
cards:
  - {{id: sprog-01, theme: sporg, text: "{LONG}"}}
  - {{id: sprog-01, theme: sprog, text: Hvad siger vi?}}
"""
DECKS = {
    # the mistakes, each on a card of its own, or upon each other; where each of them stands
    "apart": (
        APART,
        {("unknown-key", 5), ("unknown-theme", 6), ("text-too-long", 7), ("missing-glyph", 8), ("duplicate-id", 9)},
    ),
    "on two cards": (
        ON_TWO_CARDS,
        {("unknown-key", 2), ("missing-glyph", 3), ("unknown-theme", 5), ("text-too-long", 5), ("duplicate-id", 6)},
    ),
}
DECK = "cards/kort.yaml"


def build(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = forked.command("build", *arguments)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("areas", ["", "areas: [skole, aeldre]\n"], ids=["base", "areas"])
def test_five_mistakes_are_told_in_one_run(name: str, language: str, areas: str, project: Make) -> None:
    text, expected = DECKS[name]
    root = project(
        {"cardprint.yaml": areas, DECK: text, "cards/areas/skole.yaml": "name: Skole\n", "cards/areas/aeldre.yaml": "name: Ældre\n"}
    )
    done = build(root, "--lang", language)
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    told, cures = lines[:-1:2], lines[1:-1:2]
    severity, cure = {"da": ("fejl", "råd"), "en": ("error", "hint")}[language]
    assert [line.split(": ")[1] for line in told] == [severity] * 5
    assert sorted(int(line.split(":")[1]) for line in told) == sorted(line for _, line in expected)
    assert all(line.startswith(f"  {cure}: ") and len(line) > 15 for line in cures)
    assert lines[-1].startswith({"da": "5 fejl. ", "en": "5 errors. "}[language])
    assert not (root / "output").exists()


@pytest.mark.parametrize("name", DECKS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_five_mistakes_are_told_to_a_program(name: str, language: str, project: Make) -> None:
    text, expected = DECKS[name]
    root = project({DECK: text})
    done = build(root, "--lang", language, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    found: Any = json.loads(done.stdout)
    assert (found["written"], found["tickets"], found["skipped"]) == ([], [], ["base"])
    assert {(problem["code"], problem["line"]) for problem in found["problems"]} == expected
    assert len(found["problems"]) == len(expected)
    for problem in found["problems"]:
        assert (problem["file"], problem["severity"]) == (DECK, "error")
        assert problem["column"] > 0
        assert problem["hint"].split()[0] == table(language)[problem["code"]][1].split()[0]
    assert not (root / "output").exists()


def test_a_deck_mended_prints(project: Make) -> None:
    mended = APART.replace("tekst:", "text:").replace("sporg", "sprog").replace(LONG, "Kort?").replace(" 😀", "")
    root = project(
        {DECK: mended.replace("- {id: sprog-02, theme: sprog, text: Hvad siger", "- {id: sprog-05, theme: sprog, text: Hvad siger")}
    )
    done = build(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in root.glob("output/base/*.pdf")) == ["kort-reading.pdf", "kort-sheets.pdf", "kort-ticket.pdf"]
