"""The command as a person meets it: what it prints where, in which language, with which exit status; never a traceback."""

from __future__ import annotations

import json
import os
import string
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import forked
import pytest
from click.testing import CliRunner, Result

from cardprint import __version__, new, output, placing, resources, staging
from cardprint.cli import cli
from cardprint.messages import help_da
from cardprint.model import AUDIENCES, PAPERS, PROFILES, SIZES
from cardprint.papers.kinds import EVERY
from cardprint.wording import DANISH, ENGLISH, wording

if TYPE_CHECKING:
    from conftest import Make

DECK = """\
title: Prøvekort
language: da
themes: [{id: sprog, name: Fælles sprog}, {id: boevl, name: Bøvl}]
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi med styring?, audience: med}
  - {id: sprog-02, theme: sprog, text: "Hvad siger en {borger}?", variants: {skole: {text: Hvad siger en elev?}}}
  - {id: boevl-01, theme: boevl, text: Hvad bøvler mest?, audience: [leader, staff]}
"""
PROJECT = {
    "cardprint.yaml": "language: da\nareas: [skole, aeldre]\n",
    "cards/kort.yaml": DECK,
    "cards/vocabulary.yaml": "terms: {borger: {forms: {sg: borger}}}\n",
    "cards/areas/skole.yaml": "name: Skole\n",
    "cards/areas/aeldre.yaml": "name: Ældre\nterms: {borger: {forms: {sg: beboer}}}\ncards: {boevl-01: {text: Hvad bøvler på vagten?}}\n",
    "cards/areas/teknik.yaml": "name: Teknik\ncards: {boevl-01: {drop: true}}\nadd: [{id: teknik-01, theme: boevl, text: Hvor er der huller?}]\n",
}
OUTSIDE = os.environ | {"PYTHONPATH": str(Path(output.__file__).parents[1])}
"""What a process of its own needs to find this very package from any folder."""
HEAVY = ("jinja2", "uharfbuzz", "PIL", "pyphen")


def run(*arguments: str | Path) -> Result:
    """Run the command in this process; a bug shows as itself."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def data(result: Result) -> Any:
    assert result.stderr == "", "with --json nothing is said but the object"
    return json.loads(result.stdout)


# --- exit status, and where what is said goes ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--area", "nowhere"],
        ["--organisation", "nobody"],
        ["--print", "nothing"],
        ["--cards", "sprog-01,sprog-99"],
        ["--theme", "sporg"],
        ["--only", "posters"],
        ["--audience", "guests"],
        ["--language", "xx"],
        ["--sets", "0"],
        ["--start-at", "0"],
        ["--no-such-option"],
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("command", ["build", "check"])
def test_what_is_asked_for_and_is_not_there_is_wrong_usage(command: str, arguments: list[str], project: Make) -> None:
    root = project(PROJECT)
    result = run(command, root, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) >= 2, "cause and cure"
    assert not (root / "output").exists()


def test_a_path_that_is_not_there_builds_nothing(project: Make) -> None:
    root = project(PROJECT)
    for command in (["build"], ["check"], ["list", "cards"], ["show", "sprog-01"]):
        result = run(*command, root / "cards" / "kotr.yaml")
        assert result.exit_code == 2
        assert "kotr.yaml" in result.stderr
    assert not (root / "output").exists()


def test_a_folder_without_project_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("build", tmp_path)
    assert result.exit_code == 2
    assert "cardprint new" in result.stderr


def test_a_mistake_in_a_file_is_status_1_and_is_said_on_standard_error(project: Make) -> None:
    root = project(PROJECT | {"cards/kort.yaml": DECK.replace("title", "titel")})
    result = run("build", root)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "cards/kort.yaml:1:1: fejl: " in result.stderr
    assert "intet nyt skrevet" in result.stderr
    assert not (root / "output").exists()


def test_strict_makes_a_warning_an_error(project: Make) -> None:
    root = project(PROJECT | {"cards/kort.yaml": DECK.replace("audience: med", "audience: med, status: draft")})
    assert [run("build", root, *strict).exit_code for strict in ((), ("--strict",))] == [0, 1]


def test_quiet_says_problems_only(project: Make) -> None:
    result = run("build", project(PROJECT), "--quiet")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_verbose_says_the_fit_of_every_card(project: Make) -> None:
    said = run("build", project(PROJECT), "--verbose").stdout
    assert all(card in said for card in ("sprog-01", "sprog-02", "boevl-01"))
    assert "Skriftstørrelser: " in said


# --- build: what a person reads --------------------------------------------------------------------------------------


CUT = (
    "Skær med forsiden opad: 201 mm fra højre kant, 192 og 96 mm fra venstre kant, 284,5 mm fra nederste kant "
    "og så 272, 204, 136 og 68 mm fra øverste kant."
)
STACK = "Læg så bunkerne oven på hinanden, den øverste venstre øverst og resten som man læser: kortene ligger i rækkefølge."


def test_what_is_the_same_for_several_areas_is_said_once(project: Make) -> None:
    said = run("build", project(PROJECT)).stdout.splitlines()
    assert said[-4:] == [
        "Udskriv kortarkene i faktisk størrelse (100 %) på A4 stående, begge sider, vend på den lange kant:",
        "  skole, aeldre: hver 3 kort på 1 ark (2 sider)",
        "  I alt 2 ark",
        f"  {CUT} {STACK}",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sets", "7"], f"{CUT} Hver bunke er så et færdigt sæt."),
        (["--sets", "16"], f"{CUT} I hver bunke ligger der så færdige sæt oven på hinanden, hvert på 3 kort."),
        (["--sets", "10"], f"{CUT} Tag så 1 sæt på 3 kort fra toppen af hver bunke, og læg resten af bunkerne oven på hinanden,"),
        (["--print", "fold"], "Fold arkene på midten med trykket udad, lim dem, og skær med forsiden opad: 96 mm fra folden, 284,5 mm fra"),
        (["--print", "rows"], f"{CUT} Kortene følger efter hinanden på hvert ark: saml dem op række for række."),
        (["--print", "apart"], f"læg arkene i igen, og udskriv filen med bagsider på den anden. {CUT} {STACK}"),
        (["--print", "one"], f"læg arkene i igen, og udskriv den ene bagside på dem alle. {CUT} {STACK}"),
    ],
)
def test_the_print_room_is_told_how_to_cut_and_gather(project: Make, arguments: list[str], said: str) -> None:
    own = {"fold": "duplex: fold", "rows": "order: rows", "apart": "backs: separate", "one": "backs: one"}
    root = project(PROJECT | {f"cards/print/{name}.yaml": f"{keys}\n" for name, keys in own.items()})
    assert said in run("build", root, "--area", "skole", "--only", "sheets", *arguments).stdout


def test_a_ticket_tells_cuts_and_piles_by_name(project: Make) -> None:
    (ticket,) = json.loads(run("build", project(PROJECT), "--area", "skole", "--sets", "7", "--json").stdout)["tickets"]
    assert (ticket["profile"], ticket["kind"], ticket["order"], ticket["backs"]) == ("office-a4", "sheets", "set-per-slot", "interleaved")
    assert ticket["cuts"][0] == {"edge": "right", "at_mm": 201.0}
    assert ticket["piles"][6] == {"row": 4, "column": 1, "cards": 3, "sets": [7]}
    assert ticket["repeats"] == {}


def test_areas_that_differ_are_told_apart(project: Make) -> None:
    deck = DECK + "".join(f"  - {{id: x-{number}, theme: boevl, text: Hvad nu?, areas: skole}}\n" for number in range(6))
    said = run("build", project(PROJECT | {"cards/kort.yaml": deck}), "--sets", "2").stdout.splitlines()
    assert said[-4:-1] == ["  skole: 9 kort × 2 sæt på 3 ark (6 sider)", "  aeldre: 3 kort × 2 sæt på 1 ark (2 sider)", "  I alt 4 ark"]


def test_a_deck_without_backs_is_printed_on_fronts_only(project: Make) -> None:
    said = run("build", project(PROJECT | {"cards/kort.yaml": DECK + "back: none\n"}), "--area", "skole", "--lang", "en").stdout
    assert "on A4 portrait, fronts only:\n  kort-sheets.pdf: 3 cards on 1 sheet\n" in said


def test_several_decks_are_told_by_their_files(project: Make) -> None:
    other = "title: Flere\nthemes: [{id: a, name: A}]\ncards: [{id: a-1, theme: a, text: Hej}]\n"
    said = run("build", project(PROJECT | {"cards/flere.yaml": other}), "--area", "skole").stdout
    assert "  flere-sheets.pdf: 1 kort på 1 ark (2 sider)\n  kort-sheets.pdf: 3 kort på 1 ark (2 sider)\n" in said


def test_the_second_run_says_unchanged_and_a_file_no_longer_made_is_removed(project: Make) -> None:
    root = project(PROJECT)

    def states() -> list[list[str]]:
        said = run("build", root).stdout.split("\n\n")[0].splitlines()
        return [[line.split()[0], line.split()[1].removeprefix(f"{root.as_posix()}/output/")] for line in said]

    papers_of = {area: [f"{area}/kort-{kind}.pdf" for kind in ("sheets", "reading", "ticket")] for area in ("skole", "aeldre")}
    assert states() == [["skrevet", path] for area in papers_of for path in papers_of[area]]
    assert states() == [["uændret", path] for area in papers_of for path in papers_of[area]]
    (root / "cardprint.yaml").write_text("language: da\nareas: [skole]\n", encoding="utf-8")
    assert states() == [["uændret", path] for path in papers_of["skole"]] + [["fjernet", path] for path in sorted(papers_of["aeldre"])]
    assert sorted(path.name for path in (root / "output").iterdir()) == ["manifest.json", "skole"]


def test_a_file_of_ones_own_in_output_stays(project: Make) -> None:
    root = project(PROJECT)
    run("build", root)
    own = root / "output" / "aeldre" / "noter.pdf"
    own.write_bytes(b"mine")
    (root / "cardprint.yaml").write_text("areas: [skole]\n", encoding="utf-8")
    run("build", root)
    assert [path.name for path in own.parent.iterdir()] == ["noter.pdf"]


def test_a_selection_removes_nothing(project: Make) -> None:
    root = project(PROJECT)
    run("build", root)
    before = sorted((root / "output").rglob("*.pdf"))
    run("build", root, "--area", "skole", "--only", "reading")
    assert sorted((root / "output").rglob("*.pdf")) == before


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_target_that_is_open_elsewhere_is_named_and_stays_as_it_was(
    language: str, project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(PROJECT)
    run("build", root)
    target = root / "output" / "skole" / "kort-sheets.pdf"
    before = target.read_bytes()
    (root / "cards" / "kort.yaml").write_text(PROJECT["cards/kort.yaml"].replace("Hvad", "Hvem"), encoding="utf-8")
    really = os.replace

    def refuse(source: Path, goal: Path) -> None:
        if Path(goal) == target:
            raise PermissionError
        really(source, goal)

    monkeypatch.setattr(staging.os, "replace", refuse)
    monkeypatch.setattr(placing.time, "sleep", lambda _seconds: None)
    result = run("build", root, "--lang", language)
    assert result.exit_code == 1
    assert "skole/kort-sheets.pdf" in result.stderr
    assert "skole/" not in result.stdout, "what was not written is not said to be, and is not for the printer"
    closing = {
        "da": "ikke bygget til skole; de ældre filer dér er, som de var.",
        "en": "built for skole; the older files there are as they were.",
    }
    assert result.stderr.rstrip().endswith(closing[language])
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir() if path.name.startswith(".")] == []


def test_a_file_to_be_removed_that_is_open_elsewhere_stays(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(PROJECT)
    run("build", root)
    (root / "cardprint.yaml").write_text("areas: [skole]\n", encoding="utf-8")
    really = os.replace

    def refuse(source: Path, goal: Path) -> None:
        if "aeldre" in source.parts:
            raise PermissionError
        really(source, goal)

    with monkeypatch.context() as patch:
        patch.setattr(staging.os, "replace", refuse)
        patch.setattr(placing.time, "sleep", lambda _seconds: None)
        result = run("build", root)
    assert result.exit_code == 1
    assert "aeldre/kort-reading.pdf" in result.stderr
    assert run("build", root).exit_code == 0
    assert not (root / "output" / "aeldre").exists(), "the next build removes it"


def test_an_output_that_is_a_file_is_a_problem(project: Make) -> None:
    root = project(PROJECT)
    result = run("build", root, "--output", root / "cardprint.yaml")
    assert result.exit_code == 1
    assert "cardprint.yaml er ikke en mappe" in result.stderr
    assert result.stdout == ""


# --- selections that leave nothing -----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_selection_that_leaves_no_card_is_said(command: str, project: Make) -> None:
    root = project(PROJECT)
    result = run(command, root, "--theme", "boevl", "--audience", "med")
    assert result.exit_code == 2
    assert "Der er ingen kort tilbage" in result.stderr
    assert not (root / "output").exists()


def test_an_area_that_a_selection_leaves_empty_is_a_warning(project: Make) -> None:
    root = project(PROJECT)
    result = run("build", root, "--cards", "boevl-01", "--area", "skole", "--area", "teknik")
    assert result.exit_code == 0
    assert "advarsel: I området teknik " in result.stderr
    assert sorted(path.parent.name for path in root.glob("output/*/*-sheets.pdf")) == ["skole"]


# --- languages -------------------------------------------------------------------------------------------------------


def test_what_is_said_follows_the_project_then_the_deck(project: Make) -> None:
    root = project(PROJECT | {"cardprint.yaml": "language: en\n"})
    assert run("build", root).stdout.startswith("written ")
    assert run("build", root, "--lang", "da").stdout.startswith("uændret ")
    assert "no theme sporg" in run("build", root, "--theme", "sporg").stderr
    (root / "cardprint.yaml").unlink()
    deck = root / "alone.yaml"
    for language, word in (("da", "skrevet"), ("nb", "written"), ("en", "written")):
        deck.write_text(
            f"language: {language}\ntitle: T\nthemes: [{{id: a}}]\ncards: [{{id: {language}, theme: a, text: Hej}}]\n", encoding="utf-8"
        )
        assert run("build", deck, "--output", root / language).stdout.startswith(word)


def test_both_languages_say_the_same_things() -> None:
    assert DANISH.words.keys() == ENGLISH.words.keys()
    assert DANISH.nouns.keys() == ENGLISH.nouns.keys()
    for name, sentence in DANISH.words.items():
        fields = [{field for _, field, _, _ in string.Formatter().parse(said) if field} for said in (sentence, ENGLISH.words[name])]
        assert fields[0] == fields[1], name


@pytest.mark.parametrize(
    ("language", "noun", "expected"),
    [
        ("da", "card", ["0 kort", "1 kort", "2 kort"]),
        ("da", "page", ["0 sider", "1 side", "2 sider"]),
        ("da", "sheet", ["0 ark", "1 ark", "2 ark"]),
        ("da", "set", ["0 sæt", "1 sæt", "2 sæt"]),
        ("da", "warning", ["0 advarsler", "1 advarsel", "2 advarsler"]),
        ("en", "sheet", ["0 sheets", "1 sheet", "2 sheets"]),
    ],
)
def test_one_is_counted_as_one(language: str, noun: str, expected: list[str]) -> None:
    assert [wording(language).count(number, noun) for number in range(3)] == expected


def test_numbers_are_written_as_people_write_them() -> None:
    assert [wording(language).number(value) for language in ("da", "en") for value in (14.5, 17.0)] == ["14,5", "17", "14.5", "17"]


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_build_gives_one_object(project: Make) -> None:
    found = data(run("build", project(PROJECT), "--json"))
    assert list(found) == ["written", "removed", "skipped", "tickets", "problems"]
    assert list(found["written"][0]) == ["path", "kind", "area", "pages", "changed"]
    assert [one["area"] for one in found["tickets"]] == ["skole", "aeldre"]
    assert found["problems"] == []


def test_check_gives_one_object(project: Make) -> None:
    draft = DECK.replace("audience: med", "audience: med, status: draft")
    found = data(run("check", project(PROJECT | {"cards/kort.yaml": draft}), "--json"))
    assert list(found) == ["problems", "fit"]
    (problem,) = found["problems"]
    assert list(problem) == ["code", "file", "line", "column", "severity", "message", "hint"]
    assert (problem["code"], problem["file"], problem["line"], problem["severity"]) == ("draft", "cards/kort.yaml", 5, "warning")
    assert list(found["fit"][0]) == ["area", "card", "face", "style", "size_pt", "lines", "slack_mm"]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["build", "--theme", "sporg"], ["written", "removed", "skipped", "tickets", "problems"]),
        (["check", "--area", "nowhere"], ["fit", "problems"]),
        (["show", "sprog-99"], ["card", "versions", "problems"]),
        (["list", "cards", "--area", "nowhere"], ["cards", "problems"]),
    ],
    ids=lambda value: value[0],
)
def test_wrong_usage_gives_one_object_too(arguments: list[str], keys: list[str], project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(PROJECT))
    result = run(*arguments, "--json")
    assert result.exit_code == 2
    assert list(data(result)) == keys
    assert [one["severity"] for one in data(result)["problems"]] == ["error"]


# --- list ------------------------------------------------------------------------------------------------------------


def ids(what: str, *arguments: str | Path) -> list[str]:
    return [row["id"] for row in data(run("list", what, *arguments, "--json"))[what]]


def test_the_tables_are_listed_without_a_project(tmp_path: Path) -> None:
    assert ids("sizes", tmp_path) == list(SIZES)
    assert ids("papers", tmp_path) == list(PAPERS)
    assert ids("profiles", tmp_path) == list(PROFILES)
    assert "dialogue       96 × 68 mm    8 cards on a sheet of A4\n" in run("list", "sizes", tmp_path).stdout


def test_profiles_of_ones_own_are_listed_with_their_file(project: Make) -> None:
    root = project(PROJECT | {"cards/print/kontor.yaml": "duplex: short-edge\n"})
    assert ids("profiles", root) == [*PROFILES, "kontor"]
    assert run("list", "profiles", root).stdout.splitlines()[-1].split("  ")[-1] == "cards/print/kontor.yaml"


def test_areas_are_listed_whether_they_are_built_or_not(project: Make) -> None:
    rows = data(run("list", "areas", project(PROJECT), "--json"))["areas"]
    assert [(row["id"], row["name"], row["built"], row["replaced"], row["added"]) for row in rows] == [
        ("aeldre", "Ældre", True, 1, 0),
        ("skole", "Skole", True, 1, 0),
        ("teknik", "Teknik", False, 1, 1),
    ]


def test_a_list_shows_card_by_card_whose_words_an_area_and_a_language_have(project: Make) -> None:
    cards = "themes: [{id: t, name: T, color: '#005566'}]\ncards:\n- {id: a, theme: t, text: A, variants: {skole: {text: S}}, translations: {nb: {text: N}}}\n- {id: b, theme: t, text: B}\n"
    skole = "id: skole\nname: Skole\ncards: {b: {drop: true}}\nadd: [{id: s, theme: t, text: Kun her}]\n"
    root = project(
        {
            "cardprint.yaml": "areas: [skole, aeldre]\nlanguages: [da, nb]\n",
            "cards/kort.yaml": f"id: kort\ntitle: Kort\nlanguage: da\n{cards}",
            "cards/areas/skole.yaml": skole,
            "cards/areas/aeldre.yaml": "id: aeldre\nname: Ældre\n",
        }
    )
    rows = {row["id"]: (row["areas"], row["languages"]) for row in data(run("list", "variants", root, "--json"))["variants"]}
    assert rows == {
        "a": ({"skole": "own", "aeldre": "base"}, {"nb": "own"}),
        "b": ({"skole": "none", "aeldre": "base"}, {"nb": "missing"}),
        "s": ({"skole": "own", "aeldre": "none"}, {"nb": "missing"}),
    }
    head, first, *_ = run("list", "variants", root, "--lang", "da").stdout.splitlines()
    assert (head.split(), first.split()) == (["kort", "aeldre", "skole", "nb"], ["a", "fælles", "egne", "ord", "egne", "ord"])


def test_cards_are_listed_in_an_areas_words(project: Make) -> None:
    root = project(PROJECT)
    assert ids("cards", root) == ["sprog-01", "sprog-02", "boevl-01"]
    assert ids("cards", root, "--area", "teknik") == ["sprog-01", "sprog-02", "teknik-01"]
    assert "Hvad siger en beboer?" in run("list", "cards", root, "--area", "aeldre").stdout


def test_a_list_says_what_is_wrong_in_the_files(project: Make) -> None:
    result = run("list", "cards", project(PROJECT | {"cards/kort.yaml": DECK.replace("title", "titel")}))
    assert result.exit_code == 1
    assert "cards/kort.yaml:1:1: fejl: " in result.stderr


# --- show ------------------------------------------------------------------------------------------------------------


def test_show_says_where_each_word_came_from(project: Make) -> None:
    root = project(PROJECT)

    def said(card: str, area: str) -> list[tuple[str, str, str, str]]:
        (version,) = data(run("show", card, root, "--area", area, "--json"))["versions"]
        words = [(word["key"], *word["text"], word["layer"], f"{word['file']}:{word['line']}") for word in version["words"]]
        return words + [(term["term"], "", term["layer"], f"{term['file']}:{term['line']}") for term in version["terms"]]

    assert said("sprog-01", "skole") == [("text", "Hvad mener vi med styring?", "card", "cards/kort.yaml:5")]
    assert said("sprog-02", "skole") == [("text", "Hvad siger en elev?", "variant", "cards/kort.yaml:6")]
    assert said("boevl-01", "aeldre") == [("text", "Hvad bøvler på vagten?", "area", "cards/areas/aeldre.yaml:3")]
    assert said("sprog-02", "aeldre") == [
        ("text", "Hvad siger en beboer?", "card", "cards/kort.yaml:6"),
        ("{borger} beboer", "", "area", "cards/areas/aeldre.yaml:2"),
    ]


def test_show_tells_areas_with_the_same_words_once(project: Make) -> None:
    said = run("show", "sprog-01", project(PROJECT)).stdout.splitlines()
    assert said[:4] == ["sprog-01 · kort 1 · Fælles sprog · question", "", "skole, aeldre", "  text  Hvad mener vi med styring?"]
    assert said[4] == "        (kortet selv, cards/kort.yaml:5:40)"
    assert said[5].startswith("  forside: 17 pt, ")


def test_show_says_why_a_card_is_not_printed(project: Make) -> None:
    result = run("show", "boevl-01", project(PROJECT), "--area", "teknik")
    assert result.exit_code == 0
    assert "Kortet trykkes ikke her: cards/areas/teknik.yaml:2:19" in result.stdout


def test_show_says_only_what_is_wrong_with_that_card(project: Make) -> None:
    long = DECK.replace("Hvad mener vi med styring?", "Hvad mener vi? " * 80)
    root = project(PROJECT | {"cards/kort.yaml": long})
    assert [run("show", card, root).exit_code for card in ("sprog-01", "boevl-01")] == [1, 0]
    assert "cards/kort.yaml:5:40: fejl: " in run("show", "sprog-01", root).stderr


def test_show_says_what_concerns_a_card_beside_its_words(project: Make) -> None:
    deck = DECK + "  - id: boevl-02\n    theme: boevl\n    text: Hvad nu?\n    status: draft\n"
    result = run("show", "boevl-02", project(PROJECT | {"cards/kort.yaml": deck}))
    assert result.exit_code == 0
    assert "cards/kort.yaml:11:13: advarsel: " in result.stderr


# --- new -------------------------------------------------------------------------------------------------------------


def test_a_new_project_prints_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "Mødekort til ældreområdet"
    made = run("new", folder)
    assert (made.exit_code, made.stderr) == (0, "")
    assert made.stdout.splitlines()[-1].strip() == "cardprint build"
    copied = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert copied == new.contents(new.Answers()).keys()
    for path in new.starter():
        assert (folder / path.relative_to(resources.builtin_root())).read_bytes() == path.read_bytes()
    assert run("build", folder, "--only", "sheets", "--area", "skole").exit_code == 0


def test_new_uses_a_folder_that_holds_hidden_files_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "cd " not in run("new", ".").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([".git", *new.STARTER])


def test_new_leaves_what_is_there_alone(project: Make) -> None:
    root = project(PROJECT)
    before = sorted(root.rglob("*"))
    for folder in (root, root / "cards" / "kort.yaml", root / "cards" / "kort.yaml" / "below"):
        result = run("new", folder)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "fejl: " in result.stderr
    assert sorted(root.rglob("*")) == before


def test_a_new_project_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_file: int, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", refuse)
    result = run("new", tmp_path / "kort")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert list(tmp_path.iterdir()) == []


# --- schema, help, version -------------------------------------------------------------------------------------------


def test_the_schema_names_every_key() -> None:
    rows = data(run("schema", "--json"))["keys"]
    assert list(rows[0]) == ["record", "key", "type", "doc", "default"]
    said = run("schema").stdout
    assert all(f"| `{row['key']}` |" in said and f"## {row['record']}\n" in said for row in rows)


def test_help_names_the_words_that_an_option_takes() -> None:
    said = " ".join(run("build", "--help").stdout.split()).replace("- ", "-")  # lines end after hyphens
    assert all(kind in said for kind in EVERY)
    assert all(one in said for one in AUDIENCES)


def test_version() -> None:
    assert run("--version").stdout.strip().endswith(__version__)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["build", "--help"], ["schema"], ["list", "sizes"], ["list", "cards"]], ids=" ".join
)
def test_small_commands_load_no_large_library(arguments: list[str], project: Make) -> None:
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from cardprint.cli import cli; cli()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=OUTSIDE, cwd=project(PROJECT), capture_output=True, encoding="utf-8", check=True
    )
    loaded = set(done.stderr.split())
    assert "cardprint.cli" in loaded
    assert loaded.isdisjoint(HEAVY)
    if arguments[-1] in {"--help", "--version"}:
        assert loaded.isdisjoint({"yaml", "cardprint.model", "cardprint.sources", "importlib.metadata"})


# --- the world outside -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_output_in_another_encoding_loses_letters_not_the_run(encoding: str, project: Make) -> None:
    root = project(PROJECT | {"cards/kort.yaml": DECK.replace("Hvad mener", "→ Hvad mener")})
    for arguments in (
        ["build", root],
        ["check", root],
        ["list", "cards", root],
        ["show", "sprog-01", root],
        ["build", root, "--theme", "sporg"],
    ):
        done = forked.command(*arguments, encoding=encoding)
        assert b"Traceback" not in done.stderr
        assert done.returncode == (2 if "sporg" in arguments else 0)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_json_loses_nothing_in_any_encoding(encoding: str, project: Make) -> None:
    done = forked.command("list", "cards", project(PROJECT), "--json", encoding=encoding)
    assert json.loads(done.stdout)["cards"][2]["text"] == "Hvad bøvler mest?"


def test_a_reader_that_hangs_up_is_no_traceback(project: Make) -> None:
    root = project(PROJECT)
    for command in (["list", "cards", str(root)], ["schema"], ["check", str(root)]):
        process = subprocess.Popen(
            [sys.executable, "-m", "cardprint", *command], env=OUTSIDE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        process.wait()
        assert b"Traceback" not in said
        assert b"Exception" not in said


def test_a_project_is_built_from_another_folder_with_blanks_in_its_name(
    project: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "Møde kort æøå"
    folder.mkdir()
    for path in project(PROJECT).iterdir():
        if path != folder:
            path.rename(folder / path.name)
    elsewhere = tmp_path / "andet sted"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert run("build", Path("..") / folder.name, "--output", "færdige kort").exit_code == 0
    assert sorted(path.name for path in elsewhere.glob("færdige kort/skole/*")) == [
        "kort-reading.pdf",
        "kort-sheets.pdf",
        "kort-ticket.pdf",
    ]
    monkeypatch.chdir(folder / "cards")
    assert "../output" not in run("build").stdout
    assert (folder / "output" / "skole" / "kort-sheets.pdf").is_file()


def test_a_name_longer_than_the_disk_allows_is_not_there() -> None:
    name = "a" * 5000
    for command in (["build", name], ["list", "sizes", name], ["show", "sprog-01", name], ["new", name]):
        assert run(*command).exit_code == 2


def test_asking_for_one_of_several_languages_moves_no_file(project: Make) -> None:
    root = project(PROJECT | {"cardprint.yaml": "languages: [da, en]\nareas: [skole]\n"})
    assert run("build", root, "--only", "sheets").exit_code == 0
    before = sorted(path.relative_to(root) for path in (root / "output").rglob("*.pdf"))
    assert run("build", root, "--only", "sheets", "--language", "en").exit_code == 0
    assert sorted(path.relative_to(root) for path in (root / "output").rglob("*.pdf")) == before
    assert [path.parts[1:3] for path in before] == [("da", "skole"), ("en", "skole")]


# --- the reader's language, and a name where a path belongs ----------------------------------------------------------

MISUSED = [
    (["build", "--foo"], "Tilvalget --foo findes ikke."),
    (["build", "--sets", "0"], "--sets: 0 er ikke et tal fra 1 til 500."),
    (["build", "--sets", "x"], "--sets: x er ikke et helt tal."),
    (["build", "--area"], "Der mangler noget efter --area."),
    (["build", "a", "b"], "Her står mere, end kommandoen kan bruge: b"),
    (["new"], "Der mangler noget: MAPPE."),
    (["frob"], "Kommandoen frob findes ikke."),
    (["build", "."], "Der er ingen cardprint.yaml her"),
]


@pytest.mark.parametrize(("arguments", "said"), MISUSED)
def test_wrong_usage_speaks_danish_in_a_danish_locale(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", "da_DK.UTF-8")
    result = CliRunner().invoke(cli, arguments, prog_name="cardprint", catch_exceptions=False)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Error" not in result.stderr


@pytest.mark.parametrize(("language", "said"), [("da", "Tilvalget --foo findes ikke."), ("en", "No such option")])
def test_wrong_usage_speaks_the_language_that_is_asked_for(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["build", "--foo", "--lang", language], prog_name="cardprint", catch_exceptions=False)
    assert said in result.stderr


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("skole", "cardprint build --area skole"),
        ("by", "cardprint build --organisation by"),
        ("office-a4", "cardprint build --print office-a4"),
        ("sheets", "cardprint build --only sheets"),
        ("c-1", "cardprint build --cards c-1"),
        ("sprog", "cardprint build --theme sprog"),
        ("kort", "cardprint build cards/kort.yaml"),
    ],
)
def test_a_name_that_is_typed_as_a_path_is_recognised(name: str, cure: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(
        project({
            "cards/kort.yaml": "title: K\nthemes: [{id: sprog}]\ncards: [{id: c-1, theme: sprog, text: Hej}]\n",
            "cards/areas/skole.yaml": "name: Skole\n",
            "cards/organisations/by.yaml": "name: By\n",
        })
    )  # fmt: skip
    result = CliRunner().invoke(cli, ["build", name], prog_name="cardprint", catch_exceptions=False)
    assert result.exit_code == 2
    assert cure in result.stderr


def _commands() -> list[tuple[str, click.Command]]:
    return [("", cli), *cli.commands.items()]


def test_every_command_has_an_example_and_its_help_in_danish() -> None:
    said = set()
    for name, command in _commands():
        first, *more = help_da.paragraphs(command.help)
        assert not name or any(part.startswith(f"cardprint {name}") for part in more), f"{name} has no example"
        words = [first, *(part for part in more if not part.startswith("cardprint "))]
        said |= {*words, *(option.help for option in command.params if isinstance(option, click.Option))}
        english, danish = (run(*([name] if name else []), "--lang", lang, "--help").stdout for lang in ("en", "da")) if name else ("", "")
        assert not name or english.startswith(f"Usage: cardprint {name} [OPTIONS]")
        assert not name or danish.startswith(f"Brug: cardprint {name} [TILVALG]")
    assert said <= help_da.HELP.keys()
    assert help_da.HELP.keys() - said == {"Show this message and exit."}


@pytest.mark.parametrize("name", [name for name, _ in _commands() if name])
def test_every_command_stands_in_the_docs(name: str) -> None:
    docs = Path(__file__).parents[1] / "docs"
    assert f"`cardprint {name}" in (docs / "commands.md").read_text()
