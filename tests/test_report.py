"""What a run says of itself, to a person and to a program: what it wrote, what it could not build, and what a check says instead."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from cardprint import placing, recipe
from cardprint.cli import cli
from cardprint.job import Job

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Make

PROJECT = {
    "cardprint.yaml": "language: da\nareas: [skole, aeldre, teknik]\n",
    "cards/kort.yaml": "title: Kort\nthemes: [{id: a}]\ncards: [{id: a-1, theme: a, text: Hej}]\n",
    "cards/areas/skole.yaml": "name: Skole\n",
    "cards/areas/aeldre.yaml": "name: Ældre\n",
    "cards/areas/teknik.yaml": "name: Teknik\n",
}
BROKEN = {
    "a key": "navnet: Skole\ncards: {a-9: {drop: true}}\n",
    "a bracket": "name: [Skole\n",
    "nothing": "",
    "a text too long": f"cards: {{a-1: {{text: {'Hvad nu? ' * 120}}}}}\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def asked(*arguments: str | Path) -> Any:
    """Run the command as a program does: one object, and nothing else said."""
    result = run(*arguments, "--json")
    assert result.stderr == ""
    return json.loads(result.stdout)


# --- build -----------------------------------------------------------------------------------------------------------


def test_a_program_is_told_all_that_was_written(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(PROJECT))
    sheets = {"path": "output/skole/kort-sheets.pdf", "kind": "sheets", "area": "skole", "pages": 2, "changed": True}
    reading = {"path": "output/skole/kort-reading.pdf", "kind": "reading", "area": "skole", "pages": 1, "changed": True}
    ticket = {"path": "output/skole/kort-ticket.pdf", "kind": "ticket", "area": "skole", "pages": 1, "changed": True}
    pile = {"cards": 1, "sets": 1, "sheets": 1, "sides": 2, "duplex": "long-edge", "paper": "A4 portrait"}
    told = {
        "profile": "office-a4",
        "kind": "sheets",
        "order": "stack",
        "repeats": {},
        "backs": "interleaved",
        "inks": [],
        "bleed": 0.0,
        "ruler": True,
        "test_sheets": 0,
        "weight": "",
        "is_colour": True,
    }
    told["files"] = [["output/skole/kort-sheets.pdf", 2]]
    told["piles"] = [{"row": 1, "column": 1, "cards": 1, "sets": [1]}]
    found = asked("build", "--area", "skole")
    (first, *_) = found["tickets"][0].pop("cuts")
    assert first == {"edge": "right", "at_mm": 201.0}
    assert found == {
        "written": [sheets, reading, ticket],
        "removed": [],
        "skipped": [],
        "tickets": [{"path": "output/skole/kort-sheets.pdf", "area": "skole", **pile, **told}],
        "problems": [],
    }


def test_a_program_is_told_what_was_left_alone_and_what_was_removed(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(PROJECT)
    monkeypatch.chdir(root)
    asked("build")
    project(PROJECT | {"cardprint.yaml": "areas: [skole]\n"})
    found = asked("build")
    assert [(one["area"], one["changed"]) for one in found["written"]] == [("skole", False)] * 3
    assert found["removed"] == [
        f"output/{area}/kort-{kind}.pdf" for area in ("aeldre", "teknik") for kind in ("reading", "sheets", "ticket")
    ]


def test_an_area_whose_file_is_held_open_is_skipped_too(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.replace

    def refuse(source: Path, goal: Path) -> None:
        if goal.parent.name == "skole":
            raise PermissionError
        really(source, goal)

    monkeypatch.setattr(placing.os, "replace", refuse)
    monkeypatch.setattr(placing.time, "sleep", lambda _seconds: None)
    found = asked("build", project(PROJECT))
    assert [problem["code"] for problem in found["problems"]] == ["target-open"]
    assert found["skipped"] == ["skole"]
    assert [one["area"] for one in found["tickets"]] == ["aeldre", "teknik"], "what was not written is not for the printer"


# --- check -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", BROKEN)
@pytest.mark.parametrize("strict", [[], ["--strict"]], ids=["", "strict"])
def test_a_check_says_what_a_build_says_and_writes_nothing(fault: str, strict: list[str], project: Make) -> None:
    draft = PROJECT["cards/kort.yaml"].replace("text: Hej", "text: Hej, status: draft")
    root = project(PROJECT | {"cards/areas/skole.yaml": BROKEN[fault], "cards/kort.yaml": draft})
    checked = asked("check", root, *strict)
    assert not (root / "output").exists()
    assert checked["problems"] == asked("build", root, *strict)["problems"]
    assert {"draft": "error" if strict else "warning"}.items() <= {one["code"]: one["severity"] for one in checked["problems"]}.items()
    assert {one["area"] for one in checked["fit"]} >= {"aeldre", "teknik"}


def test_a_check_gives_the_fit_of_every_side_in_every_area(project: Make) -> None:
    fit = {"card": "a-1", "face": "front", "style": "question", "size_pt": 17.0, "lines": 1, "slack_mm": 32.4}
    assert asked("check", project(PROJECT)) == {"problems": [], "fit": [{"area": area} | fit for area in ("skole", "aeldre", "teknik")]}


def test_a_sound_check_ends_with_one_line(project: Make) -> None:
    result = run("check", project(PROJECT), "--lang", "en")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == "All is well: 3 cards in 3 areas."


# --- areas that errors keep back -------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", BROKEN)
def test_an_area_with_errors_is_skipped_and_the_others_are_built(fault: str, project: Make) -> None:
    root = project(PROJECT | {"cards/areas/skole.yaml": BROKEN[fault]})
    report = recipe.build(Job(path=root))
    assert report.skipped == ("skole",)
    assert sorted(path.name for path in (root / "output").iterdir() if path.is_dir()) == ["aeldre", "teknik"]


@pytest.mark.parametrize(
    ("language", "closing"),
    [
        ("da", "På grund af fejl er der ikke bygget til skole, teknik; de ældre filer dér er, som de var."),
        ("en", "Because of errors nothing was built for skole, teknik; the older files there are as they were."),
    ],
)
def test_one_line_names_the_areas_that_were_not_built(language: str, closing: str, project: Make) -> None:
    broken = {f"cards/areas/{area}.yaml": BROKEN["a key"] for area in ("skole", "teknik")}
    result = run("build", project(PROJECT | broken), "--lang", language)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1].endswith(closing)
    found: Any = json.loads(run("build", project(PROJECT | broken), "--json").stdout)
    assert found["skipped"] == ["skole", "teknik"]
    assert {one["area"] for one in found["written"]} == {"aeldre"}


def test_where_nothing_is_built_no_area_is_named(project: Make) -> None:
    result = run("build", project(PROJECT | {"cards/kort.yaml": PROJECT["cards/kort.yaml"].replace("theme: a", "theme: b")}))
    assert result.stderr.splitlines()[-1] == "1 fejl. Der er intet nyt skrevet; de ældre filer er, som de var."


def test_a_sound_build_skips_nothing_and_warns_without_that_line(project: Make) -> None:
    root = project(PROJECT | {"cards/kort.yaml": PROJECT["cards/kort.yaml"].replace("text: Hej", "text: Hej, status: draft")})
    assert json.loads(run("build", root, "--json").stdout)["skipped"] == []
    assert run("build", root).stderr.splitlines()[-1] == "1 advarsel."
    strict = json.loads(run("build", root, "--strict", "--json").stdout)
    assert (strict["skipped"], strict["written"]) == (["skole", "aeldre", "teknik"], [])


def test_an_organisation_that_cannot_be_read_stops_itself_alone(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisations: [nord, syd]\nareas: [skole, aeldre]\n",
        "cards/organisations/nord.yaml": "name: [Nord\n",
        "cards/organisations/syd.yaml": "name: Syd\n",
    }
    root = project(PROJECT | files)
    report = recipe.build(Job(path=root))
    assert [problem.code for problem in report.problems] == ["yaml-bracket"]
    assert sorted(path.name for path in (root / "output").iterdir() if path.is_dir()) == ["syd"]
    assert report.skipped == ("nord/skole", "nord/aeldre"), "both areas are built for the other organisation"
