"""A language is one file: a project's own is taken everywhere, is laid over the built-in one, and is told what it lacks and where it is wrong."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from spoken import language

from cardprint import messages, recipe, sources
from cardprint.cli import cli
from cardprint.job import Job
from cardprint.model import Project
from cardprint.patterns import Patterns, dictionary
from cardprint.sources import folder

if TYPE_CHECKING:
    from conftest import Make

DECK = "title: Karten\nthemes: [{id: a, name: Sprache}]\ncards: [{id: a-1, theme: a, text: Was hilft uns im Alltag?}]\n"
KORT, DANISH, OWN = "cards/kort.yaml", "templates/languages/da.yaml", "templates/languages/nl.yaml"
CUT = "hyphenation: {patterns: nl_NL}\n"


def read(root: Path) -> Project:
    return sources.project(root)[0]


def told(root: Path) -> list[tuple[str, str, int]]:
    return [(one.code, one.place.file, one.place.line) for one in recipe.check(Job(path=root)).problems]


def build(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["build", *map(str, arguments), "--lang", "en"], catch_exceptions=False)


def test_the_language_to_speak_is_known_before_the_cards_are_read(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    german = project({"de/cardprint.yaml": "", f"de/{KORT}": f"language: de\n{DECK}", "alone/deck.yaml": f"language: de\n{DECK}"})
    assert sources.language(german / "de") == "de"
    assert sources.language(german / "alone", only=german / "alone/deck.yaml") == "de"
    root = project({"cardprint.yaml": "languages: [en, da]\n", KORT: DECK})
    monkeypatch.setattr(folder, "project", lambda *_, **__: pytest.fail("the cards were read"))
    assert sources.language(root) == "en"


# --- taken everywhere ------------------------------------------------------------------------------------------------

EVERYWHERE = {
    "cardprint.yaml": {"cardprint.yaml": "language: nl\n", KORT: DECK},
    "one of several": {"cardprint.yaml": "languages: [da, nl]\n", KORT: DECK},
    "a deck": {KORT: f"language: nl\n{DECK}"},
    "an agenda": {KORT: DECK, "cards/agendas/m.yaml": "title: M\nlanguage: nl\nitems: [{title: X, minutes: 5}]\n"},
    "a worksheet": {KORT: DECK, "cards/worksheets/s.yaml": "title: S\nlanguage: nl\n"},
    "a translation": {KORT: DECK.replace("Alltag?", "Alltag?, translations: {nl: {text: Was?}}")},
    "words with hyphens": {KORT: DECK, "cards/vocabulary.yaml": "hyphenation: {nl: [Zusammen-arbeit]}\n"},
}


@pytest.mark.parametrize("name", EVERYWHERE)
def test_a_language_of_the_projects_own_is_taken_where_a_language_is_named_and_an_unknown_one_is_told(name: str, project: Make) -> None:
    unknown = told(project(EVERYWHERE[name]))
    assert [code for code, _, _ in unknown] == ["unknown-language"]
    root = project({**EVERYWHERE[name], OWN: CUT})
    assert {code for code, _, _ in told(root)} <= {"language-incomplete", "untranslated", "untranslated-texts", "translation-missing"}


def test_a_language_is_asked_for_on_the_command_line(project: Make) -> None:
    root = project({KORT: DECK})
    refused = build(root, "--language", "nl")
    assert refused.exit_code == 2
    assert "cardprint new language CODE" in refused.stderr
    project({OWN: "labels: {card: Karte}\n" + CUT})
    assert build(root, "--language", "nl", "--only", "reading").exit_code == 0
    assert (root / "output/nl/base/kort-reading.pdf").is_file()


def test_a_lone_deck_has_the_languages_that_lie_beside_it(project: Make) -> None:
    root = project({"kort.yaml": f"language: nl\n{DECK}"})
    assert build(root / "kort.yaml").exit_code == 1
    project({OWN: CUT})
    assert build(root / "kort.yaml").exit_code == 0


def test_the_language_of_a_look_is_taken(project: Make) -> None:
    files = {"cardprint.yaml": "look: calm\nlanguage: nl\n", KORT: DECK, "templates/calm/style.yaml": "question: {bold: true}\n"}
    assert [code for code, _, _ in told(project(files))] == ["unknown-language"]
    assert [code for code, _, _ in told(project({**files, "templates/calm/languages/nl.yaml": CUT}))] == ["language-incomplete"]


# --- laid over the built-in one --------------------------------------------------------------------------------------


def test_a_file_may_say_a_part_of_a_built_in_language(project: Make) -> None:
    files = {
        KORT: DECK,
        DANISH: "labels: {card: Spil}\nquotes: '»{text}«'\nnumbers: {decimal: '.'}\ndates: {clock_sign: ':'}\nleaning: [ved, hos]\n"
        "hyphenation: {parts: [med-arbejder]}\n",
    }
    root = project(files)
    assert told(root) == []
    found, ours = read(root).spoken["da"], language("da")
    own = {"card": "Spil", "quote": "»{text}«", "decimal": ".", "clock_sign": ":"}
    assert found.labels == {**ours.labels, **own}
    assert found.leaning == {"ved", "hos"}
    assert found.parts == ("med-arbejder", *ours.parts)
    assert (found.dictionary, found.trusted) == (ours.dictionary, ours.trusted)


def test_a_look_lies_under_the_project(project: Make) -> None:
    files = {
        "cardprint.yaml": "look: calm\n",
        KORT: DECK,
        "templates/calm/languages/da.yaml": "labels: {card: Spil, page: Blad}\n",
        DANISH: "labels: {card: Kort}\n",
    }
    labels = read(project(files)).labels["da"]
    assert (labels["card"], labels["page"]) == ("Kort", "Blad")


def test_what_stands_in_the_former_places_is_read_and_the_new_place_is_named(project: Make) -> None:
    files = {
        KORT: DECK,
        "templates/labels/da.yaml": "card: Spil\nmonths: jan feb mar apr maj jun jul aug sep okt nov dec\n",
        "templates/hyphenation/da.txt": "# own\nmed-arbejder\n",
    }
    root = project(files)
    assert told(root) == [("language-moved", "templates/hyphenation/da.txt", 0), ("language-moved", "templates/labels/da.yaml", 0)]
    assert all(DANISH in messages.render(one, "en") for one in recipe.check(Job(path=root)).problems)
    found = read(root).spoken["da"]
    assert found.labels["card"] == "Spil"
    assert found.labels["months"].startswith("jan feb")
    assert "med-arbejder" in found.parts[0]
    project({DANISH: "labels: {card: Kort}\n"})
    assert read(root).labels["da"]["card"] == "Kort"


def test_a_language_with_labels_in_the_former_place_alone_is_known(project: Make) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, "templates/labels/nl.yaml": "card: Karte\n"})
    codes = [code for code, _, _ in told(root)]
    assert codes == ["language-incomplete", "language-moved", "language-uncut"]
    assert build(root).exit_code == 0


# --- what it lacks ---------------------------------------------------------------------------------------------------


def test_what_a_language_lacks_is_told_once_and_prints_in_english(project: Make) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, OWN: "labels: {card: Karte}\n"})
    found = {one.code: one for one in recipe.check(Job(path=root)).problems}
    assert set(found) == {"language-incomplete", "language-uncut"}
    assert found["language-incomplete"].values["count"] == f"{len(language('en').labels) - 1}"
    assert found["language-incomplete"].values["names"].startswith("step, set, sheet")
    assert read(root).labels["nl"]["page"] == "Page"
    assert build(root, "--strict").exit_code == 1


def test_no_word_of_an_unknown_language_is_cut_as_danish(project: Make) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, OWN: "labels: {card: Karte}\n"})
    found = read(root).spoken["nl"]
    assert (found.dictionary, found.patterns, found.parts, found.leaning) == ("", "", (), frozenset())


def test_a_language_may_want_no_hyphens(project: Make) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, OWN: "hyphenation: {patterns: none}\n"})
    assert [code for code, _, _ in told(root)] == ["language-incomplete"]


# --- what is wrong ---------------------------------------------------------------------------------------------------

WRONG = {
    # the file, from its second line on: the code that is told
    "lables: {card: Karte}": "unknown-key",
    "labels: {crad: Karte}": "unknown-label",
    "labels: {months: jan feb}": "label-elsewhere",
    "labels: [card]": "mapping-not-list",
    "quotes: '»«'": "label-fields",
    "dates: {xyzzy: [Januar]}": "unknown-key",
    "dates: {months: [Januar, Februar]}": "label-list",
    "dates: {date: '{dag}. {month} {year}'}": "label-fields",
    "numbers: {decimal: ''}": "label-empty",
    f"leaning: [{', '.join(f'w{number}' for number in range(501))}]": "count",
    "hyphenation: {patterns: de_XX}": "unknown-dictionary",
    "hyphenation: {patterns: [1ba, Mög-lich]}": "pattern-odd",
    f"hyphenation: {{patterns: [1b{'a' * 60}]}}": "pattern-odd",
    f"hyphenation: {{patterns: [{', '.join(['1a'] * 9_999)}, '{'1b ' * 150_000}']}}": "patterns-many",
    "hyphenation: {patterns: nowhere.dic}": "path-missing",
    "hyphenation: {patterns: ../../../out.dic}": "path-outside",
    "hyphenation: {parts: [Zusammen arbeit]}": "part-odd",
    "hyphenation: {parts: [Zusammen--arbeit]}": "part-odd",
    "hyphenation: {trusted: maybe}": "not-flag",
    f"hyphenation: {{parts: [{', '.join(['by'] * 100_001)}]}}": "count",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:40])
def test_what_is_wrong_in_a_language_is_told_at_its_line(text: str, project: Make) -> None:
    root = project({KORT: DECK, DANISH: f"# own\n{text}\n"})
    (root.parent / "out.dic").write_text("UTF-8\n1ba\n", encoding="utf-8")
    start = time.process_time()
    (problem,) = recipe.check(Job(path=root)).problems
    assert (problem.code, problem.place.file, problem.place.line) == (WRONG[text], DANISH, 2)
    assert all(messages.sentence(problem, reader) for reader in ("da", "en"))
    assert time.process_time() - start < 3


def test_a_part_that_is_none_is_told_at_its_own_line(project: Make) -> None:
    root = project({KORT: DECK, DANISH: "hyphenation:\n  parts: |\n    # own\n    sam-skabelse\n    sam skabelse\n"})
    assert told(root) == [("part-odd", DANISH, 5)]


@pytest.mark.parametrize("name", ["dansk.yaml", "DE.yaml", "nl_NL.yaml", "de.yml", "x.yaml"])
def test_a_file_that_is_not_named_by_a_code_is_told(name: str, project: Make) -> None:
    root = project(
        {KORT: DECK, f"templates/languages/{name}": CUT, "templates/languages/.hidden.yaml": "", "templates/languages/x.txt": ""}
    )
    assert told(root) == [("language-name", f"templates/languages/{name}", 0)]


def test_a_folder_of_languages_that_leads_outside_is_told(project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = project({KORT: DECK, "templates/style.yaml": "question: {bold: true}\n"})
    (root / "templates/languages").symlink_to(tmp_path_factory.mktemp("outside"))
    assert told(root) == [("path-outside", "templates/languages", 0)]


# --- patterns --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "cuts"),
    [
        ("1ba\n1ne", "bane", (2,)),
        ("1ba\na2b\n.ab3s1i", "aba", ()),
        ("1ba\na2b\n.ab3s1i", "absi", (2, 3)),
        ("her1\nNEXTLEVEL\n1a1b", "herab", (3,)),  # the second level leaves two letters at either end of a part
        ("", "word", ()),
        ("% 1wo\n#1or\nLEFTHYPHENMIN 2\nz1s/zs=,1,1", "wozs", ()),
    ],
)
def test_the_highest_digit_decides_and_a_second_level_cuts_the_parts(text: str, word: str, cuts: tuple[int, ...]) -> None:
    assert Patterns(text).positions(word) == cuts


def test_patterns_stand_in_the_file_beside_it_or_have_a_name(project: Make) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, OWN: "hyphenation:\n  patterns: |\n    1ba 1be\n    1bi\n"})
    assert read(root).spoken["nl"].patterns == "1ba\n1be\n1bi"
    german = {"cardprint.yaml": "language: nl\n"}
    project({**german, OWN: "hyphenation: {patterns: nl.dic}\n", "templates/languages/nl.dic": "ISO8859-1\n1bä\n".encode("latin-1")})
    assert read(root).spoken["nl"].patterns == "1bä\n"
    project({**german, OWN: CUT})
    assert read(root).spoken["nl"].dictionary == "nl_NL"
    assert len(dictionary("nl_NL")) > 50_000


def test_a_file_of_patterns_is_read_in_its_own_encoding_and_not_when_it_is_large(project: Make) -> None:
    beside = "templates/languages/nl.dic"
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK, OWN: "hyphenation: {patterns: nl.dic}\n", beside: "KLINGON\n1ba\n"})
    assert ("file-encoding", beside, 0) in told(root)
    with (root / beside).open("wb") as file:
        file.truncate(2_000_000_000)
    assert ("file-too-large", OWN, 1) in told(root)
