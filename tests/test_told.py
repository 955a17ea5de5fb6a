"""Problems that no other test shows, told by the command, each with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from cardprint import resources
from cardprint.cli import cli
from cardprint.fonts import builtin_files
from tests.conftest import Make

KORT, ORGANISATION, AREA, PROFILE = "cards/kort.yaml", "cards/organisations/by.yaml", "cards/areas/aeldre.yaml", "cards/print/ours.yaml"
CARD = "- {id: a-1, theme: a, text: Hvad mener vi?}"
DECK = f"title: Kort\nthemes: [{{id: a, name: Alfa}}]\ncards:\n  {CARD}\n"
LAYOUT = "templates/cards.xml.j2"
CARDS = (resources.builtin_root() / LAYOUT).read_text(encoding="utf-8")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M0 0H40V40z"/></svg>'
FONT = Path(builtin_files()[0]["bold"]).read_bytes()
Files = Mapping[str, str | bytes]


def by(text: str, **more: str | bytes) -> Files:
    return {
        "cardprint.yaml": "organisation: by\n",
        KORT: DECK,
        ORGANISATION: text,
        **{name.replace("__", "."): data for name, data in more.items()},
    }


def profile(text: str) -> Files:
    return {"cardprint.yaml": "print: ours\n", KORT: DECK, PROFILE: text}


def translated(deck: str, **more: str) -> Files:
    return {"cardprint.yaml": "languages: [da, en]\n", KORT: deck, **more}


ENGLISH = "translations: {en: {text: What do we mean?}}"
NAMED = "translations: {en: {name: Alpha}}"
CASES: Mapping[str, tuple[Files, tuple[str, ...], tuple[str, str, int]]] = {
    # name: files, what is asked, the code that is told, the file and the line
    "a font without a body": (
        by("name: By\nfonts:\n  bold: ../../k.ttf\n", k__ttf=FONT),
        ("check",),
        ("font-without-body", ORGANISATION, 3),
    ),
    "a picture for the dark on a card": (
        {KORT: DECK.replace("?}", "?, image: {file: k.svg, on_dark: k.svg, alt: K}}"), "k.svg": SVG},
        ("check",),
        ("on-dark-of-logo", KORT, 4),
    ),
    "a key of a style without a value": (
        {KORT: DECK, "templates/style.yaml": "prompt:\n  leading:\n"},
        ("check",),
        ("empty", "templates/style.yaml", 2),
    ),
    "a length that is none": (profile("safe: four\n"), ("check",), ("not-length", PROFILE, 1)),
    "per cent that are none": (
        by('name: By\ncolours:\n  primary: {rgb: "#0b5c6b", cmyk: [a, 0, 0, 0]}\n'),
        ("check",),
        ("not-percent", ORGANISATION, 3),
    ),
    "a fingerprint that is none": (
        {"cardprint.yaml": "areas: [aeldre]\n", KORT: DECK, AREA: "name: Ældre\ncards:\n  a-1: {text: Hvad?, base: xyz}\n"},
        ("check",),
        ("not-fingerprint", AREA, 3),
    ),
    "a style that is none": (
        {KORT: DECK, LAYOUT: CARDS.replace("<front>", '<front>\n<p class="nowhere">Hej</p>', 1)},
        ("check",),
        ("unknown-style", LAYOUT, 1 + CARDS[: CARDS.index("<front>")].count("\n") + 1),
    ),
    "words outside a paragraph": (
        {KORT: DECK, LAYOUT: CARDS.replace("<front>", "<front>\nOrd udenfor", 1)},
        ("check",),
        ("markup-stray-text", LAYOUT, 1 + CARDS[: CARDS.index("<front>")].count("\n") + 1),
    ),
    "an included layout that is not closed": (
        {
            KORT: DECK,
            LAYOUT: CARDS.replace("<front>", '<front>{% include "mine/head.xml.j2" %}', 1),
            "templates/mine/head.xml.j2": '{# mit hoved #}\n<box class="body">\n<p class="theme">Et hoved</box></p>\n',
        },
        ("check",),
        ("markup-broken", "templates/mine/head.xml.j2", 3),
    ),
    "an included layout with an unknown element": (
        {
            KORT: DECK,
            LAYOUT: CARDS.replace("<front>", '<front>{% include "mine/head.xml.j2" %}', 1),
            "templates/mine/head.xml.j2": "{# mit hoved #}\n<marquee/>\n",
        },
        ("check",),
        ("unknown-element", "templates/mine/head.xml.j2", 2),
    ),
    "a symbol that is none": ({KORT: DECK.replace("Alfa", "Alfa, symbol: nowhere")}, ("check",), ("unknown-symbol", KORT, 2)),
    "backs moved to the left": (profile("back_offset: {x: -9 mm}\n"), ("check",), ("shift-left-over-margin", PROFILE, 1)),
    "backs moved to the left and up": (
        profile("back_offset: {x: -9 mm, y: -1 mm}\n"),
        ("check",),
        ("shift-left-up-over-margin", PROFILE, 1),
    ),
    "a file for an output folder": ({KORT: DECK, "output": "x"}, ("build",), ("output-is-file", "output", 0)),
    "a theme too light for words": ({KORT: DECK.replace("Alfa", 'Alfa, colour: "#ffee88"')}, ("check",), ("low-contrast", KORT, 2)),
    "cards without translation": (
        translated(
            DECK.replace("name: Alfa", f"name: Alfa, {NAMED}").replace("title: Kort", "title: Kort\ntranslations: {en: {title: Cards}}")
        ),
        ("build",),
        ("untranslated-cards", KORT, 5),
    ),
    "texts without translation": (translated(DECK.replace("?}", f"?, {ENGLISH}}}")), ("build",), ("untranslated-texts", KORT, 1)),
    "cards and texts without translation": (translated(DECK), ("build",), ("untranslated", KORT, 4)),
    "a file without translation": (translated(DECK), ("check",), ("translation-missing", KORT, 1)),
    "a card that is none": ({KORT: DECK}, ("build", "--cards", "a-9"), ("no-such-card", "", 0)),
    "a theme that is none": ({KORT: DECK}, ("build", "--theme", "b"), ("no-such-theme", "", 0)),
    "a kind that is none": ({KORT: DECK}, ("build", "--only", "poster"), ("no-such-kind", "", 0)),
    "a meeting that is none": ({KORT: DECK}, ("build", "--only", "handout"), ("no-meeting-for-kind", "", 0)),
    "a printer that is none": ({KORT: DECK}, ("build", "--printer", "x"), ("no-such-printer", "", 0)),
    "nothing left in one of two areas": (
        {
            KORT: DECK.replace("?}", "?, areas: [b]}"),
            "cardprint.yaml": "areas: [b, c]\n",
            "cards/areas/b.yaml": "name: B\n",
            "cards/areas/c.yaml": "name: C\n",
        },
        ("build", "--cards", "a-1"),
        ("nothing-chosen", "", 0),
    ),
    "nothing left in all areas": (
        {KORT: DECK.replace("?}", "?, audience: leader}")},
        ("build", "--audience", "med"),
        ("nothing-chosen-anywhere", "", 0),
    ),
}


def told(root: Path, *asked: str) -> list[dict[str, Any]]:
    command, *options = asked
    result = CliRunner().invoke(cli, [command, str(root), "--json", "--lang", "en", *options], catch_exceptions=False)
    found: list[dict[str, Any]] = json.loads(result.stdout)["problems"]
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_problem_is_told_at_its_place_with_cause_and_cure(name: str, project: Make) -> None:
    files, asked, (code, file, line) = CASES[name]
    found = told(project(files), *asked)
    assert (code, line) in [(one["code"], one["line"]) for one in found if one["file"].endswith(file)]
    assert all(one["message"] and one["hint"] for one in found)


WORLD = {
    KORT: DECK,
    AREA: "name: Ældre\nterms: {}\n",
    ORGANISATION: "name: By\ncontact: Ring\n",
    PROFILE: "imposition: nup\n",
    "cards/agendas/moede.yaml": "title: Møde\nitems: [{title: Velkommen, minutes: 5}]\n",
    "cards/worksheets/ark.yaml": "title: Ark\n",
}
MEANT = {
    "aeldre": "area", "by": "organisation", "ours": "profile", "a": "theme", "a-1": "card", "en": "language", "handout": "kind", "kort": "deck",
    "moede": "agenda", "ark": "worksheet",
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
def test_an_id_where_a_path_belongs_is_told_with_what_to_write(name: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(WORLD))
    (found,) = told(Path(name), "build")
    assert found["code"] == f"path-is-{MEANT[name]}"
    assert "cardprint build" in found["hint"]


@pytest.mark.parametrize(
    ("said", "options", "is_danish"),
    [
        ("language: da\n", (), True),
        ("language: da\n", ("--language", "en"), True),
        ("languages: [da, en]\n", ("--language", "en"), True),
        ("languages: [en, da]\n", ("--language", "da"), False),
        ("language: da\n", ("--lang", "en"), False),
        *((f"language: {language}\n", (), False) for language in ("nb", "nn", "sv", "en")),
        ("language: nb\n", ("--lang", "da"), True),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_the_projects_language_is_what_is_spoken_whatever_is_printed(
    said: str, options: tuple[str, ...], is_danish: bool, command: str, project: Make
) -> None:
    deck = DECK.replace("title: Kort", "title: Kort\nback: text").replace(
        CARD, f"{CARD}\n  - {{id: a-2, theme: a, text: Og du?, back: {{text: B}}}}"
    )
    root = project({"cardprint.yaml": said, KORT: deck})
    shown = CliRunner().invoke(cli, [command, str(root), *options], catch_exceptions=False).stderr
    assert ("advarsel: Kortsættet har kort med deres egen bagside" in shown, "warning: The deck has cards" in shown) == (
        is_danish,
        not is_danish,
    )


ALONE = {
    "area": "name: Ældre\nagendas: {}\nadd: []\n",
    "organisation": "name: By\ncontact: Ring\nfonts: {}\n",
    "profile": "imposition: single\nbleed: 3 mm\n",
    "vocabulary": "terms: {borger: {forms: {sg: borger}}}\n",
    "project": "languages: [da]\ndecks: [kort]\n",
}


@pytest.mark.parametrize("kind", ALONE)
def test_a_file_that_is_no_deck_is_told_as_what_it_is(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "fra-mail.yaml"
    file.write_text(ALONE[kind], encoding="utf-8")
    found = told(file, "build")
    assert [one["code"] for one in found] == [f"not-deck-{kind}"]
    assert found[0]["hint"]


@pytest.mark.parametrize(("option", "code"), [("--area", "lone-area"), ("--organisation", "lone-organisation")])
def test_a_deck_alone_has_no_areas(option: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "fra-mail.yaml"
    file.write_text(DECK, encoding="utf-8")
    assert [one["code"] for one in told(file, "build", option, "aeldre")] == [code]


def test_what_is_told_of_a_layout_or_a_style_is_short_and_says_nothing_of_python(project: Make) -> None:
    sizes = f"question:\n  sizes: [{', '.join(['1000 pt'] * 400)}]\n"
    root = project({KORT: DECK, "templates/style.yaml": sizes, LAYOUT: "{{ 'a'[namespace] }}"})
    told = json.loads(CliRunner().invoke(cli, ["check", "--json", str(root)]).stdout)["problems"]
    by_code = {one["code"]: one["message"] for one in told}
    assert len(by_code["style-value"]) < 300
    assert "class" not in by_code["template-fault"]
    assert "…" in by_code["template-fault"]


# --- a short telling ---------------------------------------------------------------------------------------------------

MANY = "".join(f"  - {{id: k{number}, theme: t, text: Hvad bøvler?, variants: {{ukendt: Hvad?}}}}\n" for number in range(12))


def test_one_mistake_in_many_places_is_told_once_with_its_places(project: Make) -> None:
    root = project({"cards/d.yaml": f"id: d\ntitle: D\nthemes: [{{id: t, name: T}}]\ncards:\n{MANY}"})
    result = CliRunner().invoke(cli, ["check", str(root)], catch_exceptions=False)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert [line for line in lines if "fejl:" in line] == ["cards/d.yaml:5:55: fejl: Området ukendt findes ikke"]
    assert "  også: 6:55, 7:55, 8:55, 9:55, 10:55 og 6 steder til" in lines
    assert lines[-1].startswith("12 fejl.")
    told = json.loads(CliRunner().invoke(cli, ["check", str(root), "--json"], catch_exceptions=False).stdout)
    assert len(told["problems"]) == 12, "a program gets them all"
    root = project(
        {"cards/d.yaml": f"id: d\ntitle: D\nthemes: [{{id: t, name: T}}]\ncards:\n{''.join(MANY.splitlines(keepends=True)[:7])}"}
    )
    assert "10:55 og 1 sted til" in CliRunner().invoke(cli, ["check", str(root)], catch_exceptions=False).stderr


def test_three_places_are_told_one_by_one(project: Make) -> None:
    few = "".join(MANY.splitlines(keepends=True)[:3])
    root = project({"cards/d.yaml": f"id: d\ntitle: D\nthemes: [{{id: t, name: T}}]\ncards:\n{few}"})
    said = CliRunner().invoke(cli, ["check", str(root)], catch_exceptions=False).stderr
    assert said.count("fejl: Området ukendt findes ikke") == 3
    assert "også:" not in said


def test_sixty_editions_are_told_in_fewer_than_eighty_lines(project: Make) -> None:
    areas = {f"cards/areas/o{number}.yaml": f"id: o{number}\nname: Område {number}\n" for number in range(60)}
    deck = "id: d\ntitle: D\nthemes: [{id: t, name: T}]\ncards: [{id: k, theme: t, text: Hvad bøvler?}]\n"
    root = project({"cardprint.yaml": f"areas: [{', '.join(f'o{number}' for number in range(60))}]\n", "cards/d.yaml": deck, **areas})
    lines = CliRunner().invoke(cli, ["build", str(root)], catch_exceptions=False).stdout.splitlines()
    assert len(lines) < 80
    assert sum(line.startswith("skrevet") for line in lines) == 60
    assert "I alt 180 filer, 240 sider. Alle filer nævnes med --verbose." in lines
    assert "  60 ark i 60 filer" in lines
    everything = CliRunner().invoke(cli, ["build", str(root), "--verbose"], catch_exceptions=False).stdout
    assert everything.count("-reading.pdf") == 60
