"""Only what has changed is printed again, exactly as in the full deck, and a person is told which cards to throw away."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from pypdfium2 import raw

from cardprint import crew, manifest, messages, typesetting
from cardprint.cli import cli
from cardprint.colour import Colour
from cardprint.digests import Digests
from cardprint.fonts import Typeface, builtin_files
from cardprint.geometry import Rect, Size
from cardprint.job import Changes, Job, Printed
from cardprint.manifest import MANIFEST
from cardprint.page import Box, CardFaces, Face
from cardprint.recipe import build
from cardprint.reprint import compared, first_words
from cardprint.resources import builtin_root
from cardprint.wording import DANISH, ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conftest import Make

POINT = 25.4 / 72
LEFT, TOP, WIDTH, HEIGHT = 9, 12.5, 96, 68
"""Where the first dialogue card lies on A4 and how large it is, in mm."""
TEXTS = (
    "Hvad?",
    "Hvem taler vi om, når vi siger “vi” her hos os i hverdagen?",
    "Hvilket ord betyder ét for ledere og noget helt andet for medarbejdere, og hvornår mærker vi forskellen i samarbejdet på tværs af huset?",
)
AREAS = {"cards/areas/skole.yaml": "name: Skole\n", "cards/areas/aeldre.yaml": "name: Ældre\n"}
SYMBOL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h{side}v10z"/></svg>'


class Card(NamedTuple):
    """One card of a test's deck; `number` 0: its place."""

    id: str
    text: str
    theme: str = "a"
    number: int = 0
    more: str = ""

    @property
    def yaml(self) -> str:
        number = f", number: {self.number}" if self.number else ""
        return f"  - {{id: {self.id}, theme: {self.theme}, text: {json.dumps(self.text, ensure_ascii=False)}{number}{self.more}}}\n"


CARDS = tuple(Card(f"k-{at}", f"{TEXTS[at % 3]} Nr. {'abcdefghijkl'[at]}", "ab"[at % 2]) for at in range(12))


def deck(cards: Sequence[Card] = CARDS, *, keys: str = "", colour: str = "#0b5c6b") -> str:
    themes = f'themes: [{{id: a, name: Ord, colour: "{colour}"}}, {{id: b, name: Bøvl, colour: "#632142"}}]\n'
    return f"id: kort\ntitle: Kort\nlanguage: da\n{keys}{themes}cards:\n{''.join(card.yaml for card in cards)}"


def other(at: int, **values: Any) -> tuple[Card, ...]:
    """Give the cards, one of them changed."""
    return (*CARDS[:at], CARDS[at]._replace(**values), *CARDS[at + 1 :])


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def full(root: Path, *options: str | Path) -> Path:
    """Build everything; give the output folder."""
    result = run("build", root, "--quiet", *options)
    assert (result.exit_code, result.output) == (0, "")
    return root / "output"


def since(root: Path, *options: str | Path) -> dict[str, Any]:
    """Print again what has changed since output/."""
    result = run("build", root, "--json", "--changed-since", root / "output", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    found = json.loads(result.stdout)
    assert found["problems"] == []
    return dict(found)


def ids(found: dict[str, Any], at: int = 0) -> dict[str, list[str]]:
    """Give the ids of what is different in a deck."""
    (one, *_) = found["reprint"]["decks"][at:]
    return {key: [card["card"] for card in one[key]] for key in ("new", "gone", "changed", "moved") if one[key]}


def paths(found: dict[str, Any]) -> list[str]:
    return [one["path"].rpartition("/output/")[2] for one in found["written"]]


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cards_of(folder: Path, name: str = "base/kort") -> dict[str, str]:
    """Give the digests that a folder remembers, by card."""
    return {card.id: card.digest for card in manifest.printed(folder)[name]}


class Letter(NamedTuple):
    """A letter on a card: where it begins, from the card's own corner in mm, and its size in points."""

    text: str
    x: float
    y: float
    size: float


def on_cards(path: Path) -> dict[tuple[int, int, int], list[Letter]]:
    """Read a file's letters, by page, row and column of the card that they are on; what lies in the margin is left out."""
    out: dict[tuple[int, int, int], list[Letter]] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    for number, page in enumerate(pypdfium2.PdfDocument(path)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            across, down = x.value * POINT - LEFT, (page.get_height() - y.value) * POINT - TOP
            column, row = int(across // WIDTH), int(down // HEIGHT)
            if raw.FPDFText_IsGenerated(text, index) != 1 and 0 <= column < 2 and 0 <= row < 4:
                size = raw.FPDFText_GetFontSize(text, index)
                letter = Letter(chr(raw.FPDFText_GetUnicode(text, index)), across - column * WIDTH, down - row * HEIGHT, size)
                out.setdefault((number, row, column), []).append(letter)
    return out


def said(letters: Sequence[Letter]) -> str:
    return "".join(letter.text for letter in letters).replace("\u00ad", "")


# --- as in the full deck ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fit", ["steps", "deck", "card"])
@pytest.mark.parametrize("at", [0, 7, 11])
def test_one_changed_text_gives_one_sheet_with_that_card_as_it_is_in_the_full_deck(project: Make, at: int, fit: str) -> None:
    keys = f"fit: {fit}\n"
    root = project({"cards/kort.yaml": deck(keys=keys)})
    before = everything(full(root))
    project({"cards/kort.yaml": deck(other(at, text="Et andet ord om det samme?"), keys=keys)})
    found = since(root)
    assert ids(found) == {"changed": [f"k-{at}"]}
    assert [(one["path"].rpartition("/output/")[2], one["pages"]) for one in found["written"]] == [("base/kort-sheets-changed.pdf", 2)]
    assert (found["tickets"][0]["cards"], found["tickets"][0]["sheets"]) == (1, 1)
    part = on_cards(root / "output" / "base" / "kort-sheets-changed.pdf")
    assert sorted(part) == [(0, 0, 0), (1, 0, 1)], "one front, and its back behind it"
    assert f"{at + 1}" in said(part[0, 0, 0])
    assert {path: data for path, data in everything(root / "output").items() if path in before and path != MANIFEST} == {
        path: data for path, data in before.items() if path != MANIFEST
    }
    whole = on_cards(full(root, "--output", root / "whole").parent / "whole" / "base" / "kort-sheets.pdf")
    (own,) = [letters for letters in whole.values() if "Etandetord" in said(letters).replace(" ", "")]
    assert [letter.text for letter in part[0, 0, 0]] == [letter.text for letter in own]
    for one, same in zip(part[0, 0, 0], own, strict=True):
        assert one == (same.text, pytest.approx(same.x, abs=0.002), pytest.approx(same.y, abs=0.002), pytest.approx(same.size))
    assert len({letter.size for letter in own}) > 1


def test_nothing_changed_says_so_and_writes_nothing(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    output = full(root)
    before = {path: (data, (output / path).stat().st_ino) for path, data in everything(output).items()}
    for language, sentence in (("da", "Ingen kort er ændret siden"), ("en", "No card has changed since")):
        result = run("build", root, "--changed-since", output, "--lang", language)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(sentence)
        assert result.stdout.count("\n") == 1
    found = since(root)
    assert (found["written"], found["tickets"], ids(found)) == ([], [], {})
    assert found["reprint"]["decks"][0]["same"] == 12
    assert {path: (data, (output / path).stat().st_ino) for path, data in everything(output).items()} == before


def test_an_output_that_is_not_there_yet_is_not_made_for_nothing(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    since(root, "--output", root / "ny")
    assert not (root / "ny").exists()


def test_a_copy_of_the_folder_serves_as_well_also_after_the_next_full_build(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    shutil.copytree(full(root), root / "trykt")
    project({"cards/kort.yaml": deck(other(4, text="Nyt?"))})
    in_time = since(root)
    full(root)
    assert ids(since(root)) == {}, "the folder has been built anew"
    result = run("build", root, "--json", "--changed-since", root / "trykt", "--output", root / "igen")
    late = json.loads(result.stdout)
    assert late["reprint"]["decks"] == in_time["reprint"]["decks"]
    assert (root / "igen" / "base" / "kort-sheets-changed.pdf").read_bytes() != b""


def test_a_part_changes_nothing_in_what_the_folder_remembers(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    before = cards_of(full(root))
    project({"cards/kort.yaml": deck(other(4, text="Nyt?"))})
    first = since(root)
    for options in (["--cards", "k-4"], ["--theme", "a"], ["--only", "reading"], ["--only", "ticket"], ["--audience", "med"]):
        full(root, *options)
        assert cards_of(root / "output") == before
    again = since(root)
    assert again["reprint"] == first["reprint"]
    assert [one["changed"] for one in again["written"]] == [False], "the same bytes again"
    full(root, "--only", "sheets")
    assert cards_of(root / "output") != before
    assert since(root)["written"] == []


def test_the_next_full_build_takes_the_part_away(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(other(4, text="Nyt?"))})
    since(root)
    removed = json.loads(run("build", root, "--json").stdout)["removed"]
    assert [Path(path).name for path in removed] == ["kort-sheets-changed.pdf"]


# --- what counts as changed ------------------------------------------------------------------------------------------


def test_a_changed_theme_colour_changes_the_cards_of_the_theme_and_no_others(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(colour="#2b3a82")})
    assert ids(since(root)) == {"changed": [f"k-{at}" for at in range(0, 12, 2)]}


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ("text: Bag", "text: Bagpå", ["egen"]),
        ("title: Bag", "title: Bagpå", ["egen"]),
    ],
)
def test_a_changed_back_changes_its_card(project: Make, before: str, now: str, changed: list[str]) -> None:
    own = [(Card("egen", "Og?", more=f", back: {{{back}}}"),) for back in (before, now)]
    root = project({"cards/kort.yaml": deck(own[0], keys="back: text\n")})
    full(root)
    project({"cards/kort.yaml": deck(own[1], keys="back: text\n")})
    found = since(root)
    assert ids(found) == {"changed": changed}
    assert "Bagpå" in said(on_cards(root / "output" / "base" / "kort-sheets-changed.pdf")[1, 0, 1])


@pytest.mark.parametrize("now", ["none", "plain"])
def test_another_kind_of_back_changes_every_card(project: Make, now: str) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(keys=f"back: {now}\n")})
    assert len(ids(since(root))["changed"]) == 12


def test_a_logo_that_only_looks_different_changes_the_backs_that_show_it(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisation: os\n",
        "cards/organisations/os.yaml": "name: Os\nlogo: {file: logo.svg, alt: Os}\n",
        "cards/kort.yaml": deck(),
        "cards/egne.yaml": deck((Card("egen", "Og?", more=", back: {text: Bag}"),), keys="back: text\n").replace("id: kort", "id: egne"),
    }
    root = project(files | {"logo.svg": SYMBOL.format(side=9)})
    full(root)
    project(files | {"logo.svg": SYMBOL.format(side=8)})
    changed = {one["path"]: [card["card"] for card in one["changed"]] for one in since(root)["reprint"]["decks"]}
    assert {path: cards for path, cards in changed.items() if cards} == {"base/kort": [card.id for card in CARDS]}


def test_an_image_that_only_looks_different_changes_its_card(project: Make) -> None:
    from io import BytesIO

    from PIL import Image

    def photo(shade: int) -> bytes:
        file = BytesIO()
        Image.new("RGB", (8, 8), (shade, 90, 90)).save(file, "PNG")
        return file.getvalue()

    files = {"cards/kort.yaml": deck(other(2, more=", image: {file: x.png, decorative: true}"))}
    root = project(files | {"x.png": photo(10)})
    full(root)
    project(files | {"x.png": photo(11)})
    assert ids(since(root)) == {"changed": ["k-2"]}


def test_another_font_changes_the_cards_that_are_set_in_it(project: Make) -> None:
    _, fallback = builtin_files()
    files = {
        "cardprint.yaml": "organisation: os\n",
        "cards/organisations/os.yaml": "name: Os\nfonts: {fallback: f.ttf}\n",
        "cards/kort.yaml": deck(other(5, text="Hvad er Ж?")),
    }
    root = project(files | {"f.ttf": fallback["regular"].read_bytes()})
    full(root)
    project(files | {"f.ttf": fallback["regular"].read_bytes() + b"\0"})
    assert ids(since(root)) == {"changed": ["k-5"]}


def test_a_dropped_card_is_thrown_away_and_nothing_is_printed_for_it(project: Make) -> None:
    root = project({"cardprint.yaml": "areas: [skole]\n", "cards/kort.yaml": deck(), **AREAS})
    full(root)
    project({"cardprint.yaml": "areas: [skole]\n", "cards/areas/skole.yaml": "name: Skole\ncards: {k-3: {drop: true}}\n"})
    found = since(root)
    assert (ids(found), found["written"]) == ({"gone": ["k-3"]}, [])
    (gone,) = found["reprint"]["decks"][0]["gone"]
    assert gone == {"card": "k-3", "number": 4, "words": "Hvad? Nr. d"}
    said = run("build", root, "--changed-since", root / "output", "--lang", "da").stdout
    assert said == "\nSmid disse kort ud, skole:\n  4  k-3  Hvad? Nr. d  er udgået\n"


def test_an_added_card_is_new_and_printed(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck((*CARDS, Card("k-12", "Og nu?", "b")))})
    found = since(root)
    assert (ids(found), paths(found)) == ({"new": ["k-12"]}, ["base/kort-sheets-changed.pdf"])
    assert list(on_cards(root / "output" / paths(found)[0])) == [(0, 0, 0), (1, 0, 1)]


def test_a_renumbered_card_is_printed_again(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(other(6, number=40))})
    found = since(root)
    assert ids(found) == {"changed": ["k-6"], "moved": ["k-6"]}
    (card,) = found["reprint"]["decks"][0]["changed"]
    assert (card["number"], card["before"]["number"]) == (40, 7)


def test_a_number_that_is_not_printed_moves_without_a_reprint(project: Make) -> None:
    layout = (builtin_root() / "templates" / "cards.xml.j2").read_text(encoding="utf-8")
    line = '{% if card.number %}<p class="number" with="heading">{{ card.number }}</p>{% endif %}\n'
    assert line in layout
    mute = {"templates/cards.xml.j2": layout.replace(line, "")}
    root = project(mute | {"cards/kort.yaml": deck()})
    full(root)
    project(mute | {"cards/kort.yaml": deck(other(6, number=40))})
    found = since(root)
    assert (ids(found), found["written"]) == ({"moved": ["k-6"]}, [])


def test_what_only_a_print_shop_sees_beyond_the_edge_counts(project: Make) -> None:
    style = "back-ground: {{left: 0 mm, right: 0 mm, top: 0 mm, bottom: 0 mm, fill: {colour}, bleeds: true}}\n"
    files = {"cards/kort.yaml": deck()}
    root = project(files | {"templates/style.yaml": style.format(colour="primary")})
    full(root)
    project(files | {"templates/style.yaml": style.format(colour="ink")})
    assert len(ids(since(root))["changed"]) == 12


def test_a_card_that_only_lies_elsewhere_in_the_deck_has_not_changed(project: Make) -> None:
    numbered = [card._replace(number=at + 1) for at, card in enumerate(CARDS)]
    root = project({"cards/kort.yaml": deck(numbered)})
    full(root)
    project({"cards/kort.yaml": deck(numbered[::-1])})
    found = since(root)
    assert (ids(found), found["written"], found["reprint"]["decks"][0]["same"]) == ({}, [], 12)


def test_what_is_not_printed_does_not_count(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(other(1, more=", facilitator_note: Sig det højt, audience: [med], source: En bog"), keys="sets: 4\n")})
    assert since(root)["written"] == []


def test_the_instruction_and_the_blank_cards_are_cards_like_others(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(keys="instruction_card: Læs højt.\nblank_cards: 1\n")})
    full(root)
    project({"cards/kort.yaml": deck(keys="instruction_card: Læs kortet højt.\nblank_cards: 2\n")})
    found = since(root)
    assert ids(found) == {"changed": ["instruction"], "new": ["blank-2"]}
    assert found["tickets"][0]["cards"] == 2


def test_a_draft_changes_by_its_ground_alone(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(other(3, more=", status: draft"))})
    run("build", root, "--quiet")
    project({"cards/kort.yaml": deck()})
    assert ids(since(root)) == {"changed": ["k-3"]}


# --- areas, languages, decks -----------------------------------------------------------------------------------------


def test_each_area_is_compared_with_itself(project: Make) -> None:
    both = {"cardprint.yaml": "areas: [skole, aeldre]\n", "cards/kort.yaml": deck(), **AREAS}
    root = project(both)
    full(root)
    project(both | {"cards/areas/aeldre.yaml": "name: Ældre\ncards: {k-2: {text: Hvem?}}\n"})
    found = since(root)
    assert [ids(found, at) for at in (0, 1)] == [{}, {"changed": ["k-2"]}]
    assert paths(found) == ["aeldre/kort-sheets-changed.pdf"]


def test_an_area_that_was_never_printed_is_new_as_a_whole(project: Make) -> None:
    one = {"cardprint.yaml": "areas: [skole]\n", "cards/kort.yaml": deck(), **AREAS}
    root = project(one)
    full(root)
    found = since(root, "--area", "aeldre")
    assert (len(ids(found)["new"]), paths(found)) == (12, ["aeldre/kort-sheets-changed.pdf"])


def test_an_area_with_errors_is_neither_printed_nor_told(project: Make) -> None:
    both = {"cardprint.yaml": "areas: [skole, aeldre]\n", "cards/kort.yaml": deck(), **AREAS}
    root = project(both)
    output = full(root)
    project(
        both | {"cards/kort.yaml": deck(other(1, text="Hvem?")), "cards/areas/skole.yaml": "name: Skole\ncards: {k-99: {drop: true}}\n"}
    )
    result = run("build", root, "--json", "--changed-since", output)
    found = json.loads(result.stdout)
    assert (result.exit_code, found["skipped"], paths(found)) == (1, ["skole"], ["aeldre/kort-sheets-changed.pdf"])
    assert [one["path"] for one in found["reprint"]["decks"]] == ["aeldre/kort"]
    before = cards_of(output, "skole/kort")
    run("build", root)
    assert cards_of(output, "skole/kort") == before, "its older sheets are still there"
    project(both)
    assert [ids(since(root), at) for at in (0, 1)] == [{}, {"changed": ["k-1"]}]


def test_a_part_that_cannot_be_written_is_not_told_as_done(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    output = full(root)
    project({"cards/kort.yaml": deck(other(1, text="Hvem?"))})
    (output / "base" / "kort-sheets-changed.pdf").mkdir()
    result = run("build", root, "--json", "--changed-since", output)
    found = json.loads(result.stdout)
    assert (result.exit_code, [one["code"] for one in found["problems"]]) == (1, ["target-foreign"])
    assert (found["written"], found["skipped"], found["reprint"]["decks"]) == ([], ["base"], [])


def test_a_layout_that_makes_no_cards_is_a_problem_and_no_reprint(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    output = full(root)
    project({"templates/cards.xml.j2": "<cards>{{ nothing.at.all }}</cards>"})
    result = run("build", root, "--json", "--changed-since", output)
    found = json.loads(result.stdout)
    assert (result.exit_code, found["written"], found["reprint"]["decks"]) == (1, [], [])


def test_languages_and_organisations_are_kept_apart(project: Make) -> None:
    more = ", translations: {en: {text: What now?}}"
    files = {
        "cardprint.yaml": "languages: [da, en]\norganisations: [nord, syd]\n",
        "cards/organisations/nord.yaml": "name: Nord\n",
        "cards/organisations/syd.yaml": "name: Syd\n",
    }

    def translated(more: str) -> str:
        written = deck((Card("k-1", "Hvad?", more=more),), keys="translations: {en: {title: Cards}}\n")
        return written.replace("name: Ord,", "name: Ord, translations: {en: {name: Words}},").replace(
            "name: Bøvl,", "name: Bøvl, translations: {en: {name: Bother}},"
        )

    root = project(files | {"cards/kort.yaml": translated(more)})
    full(root, "--only", "sheets")
    assert sorted(manifest.printed(root / "output")) == [f"{who}/{what}/base/kort" for who in ("nord", "syd") for what in ("da", "en")]
    project(files | {"cards/kort.yaml": translated(more.replace("now", "then"))})
    found = since(root)
    assert paths(found) == [f"{who}/en/base/kort-sheets-changed.pdf" for who in ("nord", "syd")]


def test_decks_are_kept_apart_and_one_that_is_gone_is_thrown_away(project: Make) -> None:
    second = deck((Card("x-1", "Hvad så?"),)).replace("id: kort\n", "id: mere\n")
    root = project({"cards/kort.yaml": deck(), "cards/mere.yaml": second})
    full(root)
    project({"cards/kort.yaml": deck(other(1, text="Hvem?"))})
    assert paths(since(root)) == ["base/kort-sheets-changed.pdf"]
    found = json.loads(run("build", root / "cards" / "kort.yaml", "--json", "--changed-since", root / "output").stdout)
    assert [one["path"] for one in found["reprint"]["decks"]] == ["base/kort"], "a deck that is not asked for is not missed"
    (root / "cards" / "mere.yaml").unlink()
    found = since(root)
    assert [ids(found, at) for at in (0, 1)] == [{"changed": ["k-1"]}, {"gone": ["x-1"]}]


# --- with other options ----------------------------------------------------------------------------------------------


def test_what_is_not_chosen_is_neither_printed_nor_thrown_away(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    full(root)
    project({"cards/kort.yaml": deck(colour="#2b3a82").replace("name: Bøvl", "name: Besvær")})
    assert len(ids(since(root))["changed"]) == 12
    assert ids(since(root, "--theme", "b")) == {"changed": [f"k-{at}" for at in range(1, 12, 2)]}
    found = since(root, "--cards", "k-3,k-4")
    assert (ids(found), found["tickets"][0]["cards"]) == ({"changed": ["k-3", "k-4"]}, 2)


def test_sets_and_start_and_the_shops_file_go_with_it(project: Make) -> None:
    settings = {"cardprint.yaml": "print: [office-a4, print-shop-3mm]\n"}
    root = project(settings | {"cards/kort.yaml": deck()})
    full(root)
    project(settings | {"cards/kort.yaml": deck(other(1, text="Hvem?"))})
    found = since(root, "--sets", "3", "--start-at", "2")
    assert [(one["kind"], one["cards"], one["sets"]) for one in found["tickets"]] == [("sheets", 1, 3), ("shop", 1, 3)]
    assert paths(found) == ["base/kort-sheets-changed.pdf", "base/kort-shop-changed.pdf"]
    assert (0, 0, 0) not in on_cards(root / "output" / paths(found)[0])


def test_other_kinds_are_made_where_they_are_asked_for_and_replace_nothing(project: Make) -> None:
    own = "backs: separate\n"
    root = project({"cards/kort.yaml": deck(), "cards/print/ours.yaml": own})
    before = everything(full(root))
    project({"cards/kort.yaml": deck(other(1, text="Hvem?"))})
    found = since(root, "--only", "reading", "--only", "ticket", "--only", "sheets", "--print", "ours")
    assert sorted(paths(found)) == [
        "base/kort-reading-changed.pdf",
        "base/kort-sheets-changed-backs.pdf",
        "base/kort-sheets-changed-fronts.pdf",
        "base/kort-ticket-changed.pdf",
    ]
    after = everything(root / "output")
    assert {path for path in before if before[path] != after[path]} == {MANIFEST}


def test_a_meeting_prints_those_of_its_cards_that_have_changed(project: Make) -> None:
    agenda = "title: Møde\nstart: 13:00\ngroups: 2\nitems: [{title: Kort, minutes: 10, deck: kort, cards: [k-1, k-2]}]\n"
    root = project({"cards/kort.yaml": deck(), "cards/agendas/moede.yaml": agenda})
    run("build", root)
    changed = [card._replace(text="Hvem?") if card.id in {"k-2", "k-5"} else card for card in CARDS]
    project({"cards/kort.yaml": deck(changed)})
    found = json.loads(run("build", root / "cards/agendas/moede.yaml", "--json", "--changed-since", root / "output").stdout)
    assert paths(found) == ["base/moede-sheets-changed.pdf"]
    assert ids(found) == {"changed": ["k-2"]}
    assert (found["tickets"][0]["cards"], found["tickets"][0]["sets"]) == (1, 2)


# --- the digests -----------------------------------------------------------------------------------------------------


def digests(root: Path) -> dict[str, str]:
    shutil.rmtree(root / "output", ignore_errors=True)
    assert build(Job(path=root, kinds=("sheets",))).problems == ()
    return cards_of(root / "output")


def test_digests_do_not_depend_on_processes_and_portions(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    forked: list[int] = []
    really = os.fork if hasattr(os, "fork") else None

    def fork() -> int:
        assert really is not None
        child = really()
        forked.append(child)
        return child

    root = project({"cards/kort.yaml": deck(keys="instruction_card: Læs højt.\nblank_cards: 1\n")})
    monkeypatch.setattr(crew, "FEWEST", 10_000)
    alone = digests(root)
    monkeypatch.setattr(typesetting, "CHUNK", 1)
    assert digests(root) == alone
    monkeypatch.setattr(typesetting, "CHUNK", 500)
    monkeypatch.setattr(crew, "FEWEST", 1)
    if really is not None:
        monkeypatch.setattr(os, "fork", fork)
    assert digests(root) == alone
    assert len(alone) == len(set(alone.values())) == 14
    if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
        assert forked, "a second process has made some of them"


def test_what_a_second_process_fails_at_is_done_by_the_first() -> None:
    here = os.getpid()

    def work(pieces: Sequence[int]) -> tuple[int, int]:
        if os.getpid() != here and pieces[-1] == crew.FEWEST:
            raise MemoryError
        return sum(pieces), os.getpid()

    pieces = [*range(1, crew.FEWEST + 1)]
    made = crew.share(work, pieces)
    assert sum(part for part, _ in made) == sum(pieces)
    assert {process for _, process in made} == {here}


def test_an_empty_side_has_its_size_and_no_side_is_another_than_an_empty_one() -> None:
    found = Digests(Typeface({}, {}), {})
    small, large = Face(Size(10, 10), ()), Face(Size(11, 10), ())
    cards = [CardFaces("k", small, None), CardFaces("k", large, None), CardFaces("k", small, small), CardFaces("k", small, large)]
    assert len({found.card(card) for card in cards}) == len(cards)
    assert found.card(CardFaces("another", small, None)) == found.card(cards[0])


def test_own_inks_that_change_make_another_card() -> None:
    found, size = Digests(Typeface({}, {}), {}), Size(10, 10)
    colours = [Colour(200, 30, 40), Colour(200, 30, 40, (0, 100, 0, 0)), Colour(200, 30, 40, (0, 90, 0, 0)), Colour(200, 30, 40, share=0.5)]
    cards = [CardFaces("k", Face(size, [Box(Rect(0, 0, 5, 5), fill=colour)]), None) for colour in colours]
    assert len({found.card(card) for card in cards}) == len(cards)


def test_digests_do_not_depend_on_the_other_cards(project: Make) -> None:
    numbered = [card._replace(number=at + 1) for at, card in enumerate(CARDS)]
    root = project({"cards/kort.yaml": deck(numbered)})
    whole = digests(root)
    for card in numbered:
        project({"cards/kort.yaml": deck([card])})
        assert digests(root) == {card.id: whole[card.id]}


def test_digests_do_not_depend_on_the_profile_the_title_or_the_clock(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    before = cards_of(full(root))
    project({"cardprint.yaml": "print: office-a4-fold\n", "cards/kort.yaml": deck(keys="date: 2030-01-01\nversion: '2'\n")})
    assert cards_of(full(root)) == before


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_digests_do_not_depend_on_the_hash_of_texts(project: Make, seed: str) -> None:
    root = project({"cards/kort.yaml": deck()})
    before = everything(full(root))[MANIFEST]
    shutil.rmtree(root / "output")
    paths = str(Path(manifest.__file__).parents[1])
    subprocess.run(
        [sys.executable, "-m", "cardprint", "build", root, "--quiet"],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        check=True,
    )
    assert everything(root / "output")[MANIFEST] == before


def test_the_starter_deck_takes_little_room_in_the_manifest(tmp_path: Path) -> None:
    assert build(Job(path=builtin_root(), kinds=("sheets",), areas=("skole",), output=tmp_path)).problems == ()
    cards = manifest.printed(tmp_path)["skole/samtalekort"]
    assert len(cards) > 55
    assert (tmp_path / MANIFEST).stat().st_size < 110 * len(cards)


# --- manifests of others ---------------------------------------------------------------------------------------------


def of(**values: Any) -> str:
    return json.dumps({"files": {}, "digests": manifest.DIGESTS, **values})


ROW = ["k-1", 1, "00", "Hvad?"]
BROKEN: Mapping[str, tuple[str | None, str]] = {
    "none": (None, "no-manifest"),
    "empty": ("", "no-manifest"),
    "no JSON": ("{", "no-manifest"),
    "no object": ("[]", "no-manifest"),
    "too deep": ("[" * 100_000, "no-manifest"),
    "another's": ('{"files": {"base/kort-sheets.pdf": "0"}}', "no-manifest"),
    "no digests": (json.dumps({"files": {"base/kort-sheets.pdf": "0" * 64}}), "manifest-without-cards"),
    "no version": (json.dumps({"files": {}, "cards": {"base/kort": [ROW]}}), "manifest-without-cards"),
    "a newer version": (of(digests=manifest.DIGESTS + 1, cards={"base/kort": [ROW]}), "manifest-of-another-version"),
    "an older version": (of(digests=manifest.DIGESTS - 1, cards={"base/kort": [ROW]}), "manifest-of-another-version"),
    "no cards": (of(cards={}), "manifest-without-cards"),
    "a list": (of(cards=[ROW]), "manifest-without-cards"),
    "a word": (of(cards={"base/kort": "k-1"}), "manifest-without-cards"),
    "no folder": (of(cards={"kort": [ROW]}), "manifest-without-cards"),
    "a name that moves the cursor": (of(cards={"base/\u001b[2J": [ROW]}), "manifest-without-cards"),
}


@pytest.mark.parametrize("command", ["build", "diff"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_folder_that_does_not_know_its_cards_is_wrong_usage(project: Make, name: str, command: str) -> None:
    text, code = BROKEN[name]
    root = project({"cards/kort.yaml": deck()})
    (root / "gammel").mkdir()
    if text is not None:
        (root / "gammel" / MANIFEST).write_text(text, encoding="utf-8")
    words = ["build", root, "--changed-since", root / "gammel"] if command == "build" else ["diff", root / "gammel", root / "gammel"]
    result = run(*words, "--json", "--lang", "en")
    assert (result.exit_code, result.stderr) == (2, "")
    (problem,) = json.loads(result.stdout)["problems"]
    assert problem["code"] == code
    assert "gammel" in problem["message"]
    assert problem["hint"]
    for language in ("da", "en"):
        told = run(*words, "--lang", language)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "gammel" in told.stderr
    assert not (root / "output").exists()


def test_a_file_or_nothing_at_all_is_no_folder(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    for path in ("cardprint.yaml", "nowhere", "x" * 5000):
        result = run("build", root, "--changed-since", root / path, "--json")
        assert (result.exit_code, json.loads(result.stdout)["problems"][0]["code"]) == (2, "no-manifest")


@pytest.mark.parametrize(
    "row",
    [
        "k-1",
        [],
        ["k-1", 1, "00"],
        [*ROW, 5],
        ["", 1, "00", ""],
        ["k\n1", 1, "00", ""],
        ["k\ud8001", 1, "00", ""],
        ["k" * 999, 1, "00", ""],
        ["k-1", "1", "00", ""],
        ["k-1", -1, "00", ""],
        ["k-1", 10**9, "00", ""],
        ["k-1", 1.5, "00", ""],
        ["k-1", 1, None, ""],
        ["k-1", 1, "00", ["x"]],
    ],
)
def test_a_row_that_no_build_writes_is_not_there(tmp_path: Path, row: object) -> None:
    (tmp_path / MANIFEST).write_text(of(cards={"base/kort": [row, ["k-2", 2, "00", "Hvem?"]]}), encoding="utf-8")
    assert manifest.printed(tmp_path) == {"base/kort": (Printed("k-2", 2, "00", "Hvem?"),)}


def test_words_of_others_do_not_move_the_cursor(tmp_path: Path) -> None:
    words = "Rød\u001b[31m\r\nkat\u202e\ud800" + "x" * 900
    (tmp_path / MANIFEST).write_text(of(cards={"base/kort": [["k-1", 1, "00", words]]}), encoding="utf-8")
    ((card,),) = manifest.printed(tmp_path).values()
    assert card.words.startswith("Rød[31mkatxxx")
    assert len(card.words) <= manifest.LONGEST


# --- in words --------------------------------------------------------------------------------------------------------


def test_a_person_is_told_what_to_throw_away_and_what_is_new(project: Make) -> None:
    both = {"cardprint.yaml": "areas: [skole, aeldre]\n", "cards/kort.yaml": deck(), **AREAS}
    root = project(both)
    output = full(root)
    cards = [card for card in other(4, text="Hvad så **nu**?") if card.id != "k-11"]
    project(both | {"cards/kort.yaml": deck([*cards, Card("k-20", "Helt ny?", number=20)])})
    lines = {}
    for language in ("da", "en"):
        result = run("build", root, "--changed-since", output, "--lang", language)
        assert (result.exit_code, result.stderr) == (0, "")
        lines[language] = result.stdout.splitlines()[-7:]
    assert lines["da"] == [
        "",
        "Smid disse kort ud, skole, aeldre:",
        "  5   k-4   Hvem taler vi om, når vi siger “vi” her …  trykkes igen",
        "  12  k-11  Hvilket ord betyder ét for ledere og …     er udgået",
        "",
        "Nye kort, skole, aeldre:",
        "  20  k-20  Helt ny?",
    ]
    assert lines["en"][1] == "Throw these cards away, skole, aeldre:"
    assert lines["en"][3].endswith("no longer in the deck")


def test_diff_says_it_in_words(project: Make) -> None:
    both = {"cardprint.yaml": "areas: [skole, aeldre]\n", "cards/kort.yaml": deck(), **AREAS}
    root = project(both)
    shutil.copytree(full(root), root / "før")
    cards = [card for card in other(4, text="Hvad så?") if card.id != "k-11"]
    cards[6] = cards[6]._replace(number=40)
    project(both | {"cards/kort.yaml": deck([*cards, Card("k-20", "Helt ny?", number=50)])})
    full(root)
    told = run("diff", root / "før", root / "output", "--lang", "da")
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.splitlines() == [
        "aeldre, skole: 9 kort som før",
        "  ændret      5       k-4   Hvad så?",
        "  nyt nummer  7 → 40  k-6   Hvad? Nr. g",
        "  ny          50      k-20  Helt ny?",
        "  udgået      12      k-11  Hvilket ord betyder ét for ledere og …",
    ]
    found = json.loads(run("diff", root / "før", root / "output", "--json").stdout)
    assert found["problems"] == []
    assert [one["path"] for one in found["decks"]] == ["aeldre/kort", "skole/kort"]
    (deck_one, _) = found["decks"]
    assert (deck_one["same"], [one["card"] for one in deck_one["changed"]]) == (9, ["k-4", "k-6"])
    assert deck_one["moved"][0] == {
        "card": "k-6",
        "number": 40,
        "words": "Hvad? Nr. g",
        "before": {"card": "k-6", "number": 7, "words": "Hvad? Nr. g"},
    }
    alike = run("diff", root / "output", root / "output", "--lang", "en").stdout
    assert alike == "aeldre, skole: 12 cards as before\n"


def test_diff_tells_of_areas_and_decks_that_only_one_of_the_folders_has(project: Make) -> None:
    root = project({"cardprint.yaml": "areas: [skole]\n", "cards/kort.yaml": deck(CARDS[:2]), **AREAS})
    shutil.copytree(full(root), root / "før")
    project({"cardprint.yaml": "areas: [aeldre]\n"})
    full(root)
    lines = run("diff", root / "før", root / "output", "--lang", "da").stdout.splitlines()
    assert lines == [
        "aeldre: 0 kort som før",
        "  ny  1  k-0  Hvad? Nr. a",
        "  ny  2  k-1  Hvem taler vi om, når vi siger “vi” her …",
        "skole: 0 kort som før",
        "  udgået  1  k-0  Hvad? Nr. a",
        "  udgået  2  k-1  Hvem taler vi om, når vi siger “vi” her …",
    ]


def card(name: str, number: int, digest: str) -> Printed:
    return Printed(name, number, digest, "")


def test_comparing_goes_by_id_and_knows_moved_from_changed() -> None:
    before = [card("same", 1, "a"), card("gone", 2, "b"), card("other", 3, "c"), card("moved", 4, "d"), card("both", 5, "e")]
    now = [card("both", 6, "x"), card("moved", 7, "d"), card("new", 8, "b"), card("other", 3, "x"), card("same", 1, "a")]
    found = compared("skole/kort", before, now)
    assert found == Changes(
        "skole/kort",
        new=(now[2],),
        gone=(before[1],),
        changed=((before[4], now[0]), (before[2], now[3])),
        moved=((before[4], now[0]), (before[3], now[1])),
        same=1,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Hvad?", "Hvad?"),
        ("Hvad\n  er **det** med *ord\u00adet*?", "Hvad er det med ordet?"),
        ("a" * 99, "a" * 20 + " …"),
        (" ".join(["abcd"] * 30), " ".join(["abcd"] * 8) + " …"),
    ],
)
def test_first_words_are_short_and_whole(text: str, expected: str) -> None:
    from cardprint.model import Card as ModelCard
    from cardprint.model import Text

    assert first_words(ModelCard(id="k", theme="a", text=Text(text))) == expected
    assert first_words(ModelCard(id="k", theme="a", title=Text(text))) == expected


def test_both_languages_say_the_same_things() -> None:
    for name in ("throw_away", "again", "no_more", "new_cards", "nothing_changed", "same", "changed", "moved", "new", "gone"):
        assert DANISH[name] != ENGLISH[name]
    assert messages.da.MESSAGES.keys() == messages.en.MESSAGES.keys()
