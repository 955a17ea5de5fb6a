"""Asking for less never changes what is made: each file of a narrowed build has the path and the bytes of the full build's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cardprint.cli import cli
from tests.conftest import Make

WORLD = {
    "cardprint.yaml": """
title: Samskabt styring
process: {name: Samskabt styring, focus: Vi taler sammen., translations: {en: {name: Co-created governance}}}
languages: [da, en]
organisations: [nord, syd]
areas: [base, skole]
print: [avery-c32011, print-shop-3mm]
""",
    "cards/b-kort.yaml": """
id: b-kort
title: Kort
language: da
licence: CC BY 4.0
date: 2026-12-01
card_size: 85 x 54 mm
instruction_card: Læs højt.
blank_cards: 1
themes: [{id: sprog, name: Fælles sprog, translations: {en: {name: Shared language}}}]
cards:
  - {id: s-1, theme: sprog, text: "Hvad er en {borger} i {process}?", translations: {en: {text: "What is a {borger} in {process}?"}}}
  - {id: s-2, theme: sprog, text: Hvad hører vi?, variants: {skole: {text: Hvad siger klassen?}}, facilitator_note: Giv tid.}
""",
    "cards/a-kort.yaml": """
id: a-kort
title: Other cards
language: en
card_size: 85 x 54 mm
themes: [{id: andet, name: Other}, {id: sprog, name: Language}]
cards:
  - {id: t-1, theme: andet, text: What now?, translations: {da: {text: Hvad nu?}}}
""",
    "cards/c-kort.yaml": """
id: c-kort
title: Egne kort
card_size: 85 x 54 mm
themes: [{id: sprog, name: Sprog}]
cards:
  - {id: u-1, theme: sprog, text: Et kort kun på dansk om overenskomstforhandlinger.}
""",
    "cards/vocabulary.yaml": """
terms:
  borger: {forms: {sg: borger}, meaning: Den vi er her for, keep: true, translations: {en: {forms: {sg: citizen}}}}
""",
    "cards/areas/skole.yaml": """
name: Skole
translations: {en: {name: School}}
terms: {borger: {forms: {sg: elev}}}
cards: {s-1: {drop: true}, u-1: {text: Et kort til skolens overenskomstforhandlinger.}}
add: [{id: ae-1, theme: sprog, text: Hvad fylder mest?}, {id: ae-2, theme: andet, text: Hvad fylder mindst?, after: s-2}]
agendas: {moede: {place: Skolen i Nord}}
""",
    "cards/organisations/nord.yaml": "name: Nord Kommune\ncontact: nord@example.org\nterms: {borger: {forms: {sg: nordboer}}}\n",
    "cards/organisations/syd.yaml": "name: Syd Kommune\ncards: {s-2: {text: Hvad hører Syd?, translations: {en: {text: What does Syd hear?}}}}\n",
    "cards/agendas/moede.yaml": """
id: moede
title: Møde
date: 2026-12-01
start: 13:00
place: Lokale 2
groups: 2
translations: {en: {title: Meeting}}
items:
  - {title: Velkommen, minutes: 10, translations: {en: {title: Welcome}}}
  - {title: Kortene, minutes: 20, deck: b-kort, cards: [s-1, s-2], worksheet: opsamling, facilitator_note: Vis kortene.}
""",
    "cards/agendas/andet.yaml": """
id: andet-moede
title: Andet møde
items: [{title: Snak, minutes: 30, deck: a-kort}]
""",
    "cards/worksheets/opsamling.yaml": "id: opsamling\ntitle: Opsamling\ntranslations: {en: {title: Wrap-up}}\n",
    "cards/worksheets/noter.yaml": "id: noter\ntitle: Noter\nkind: notes\n",
    "templates/languages/en.yaml": "labels: {card: Question card}\n",
    "templates/style.yaml": "question: {sizes: [15 pt, 12 pt]}\n",
}
NARROWINGS = (
    ("--area", "skole"),
    ("--area", "skole", "--area", "base", "--only", "sheets"),
    ("--organisation", "syd"),
    ("--language", "en"),
    ("--language", "da"),
    ("--language", "en", "--language", "da", "--only", "reading"),
    ("--only", "sheets"),
    ("--only", "ticket"),
    ("--only", "handout", "--only", "facilitator"),
    ("--only", "worksheet", "--only", "invitation"),
    ("--only", "reading"),
    ("--print", "print-shop-3mm"),
    ("--print", "print-shop-3mm", "--print", "avery-c32011", "--only", "sheets"),
    ("--print", "avery-c32011", "--only", "ticket"),
    ("--area", "skole", "--organisation", "nord", "--language", "en", "--print", "avery-c32011"),
    ("cards/a-kort.yaml",),
    ("cards/b-kort.yaml", "--area", "skole", "--language", "en"),
    ("cards/c-kort.yaml",),
    ("cards/agendas/moede.yaml",),
    ("cards/agendas/andet.yaml", "--language", "da"),
    ("cards/worksheets/noter.yaml", "--language", "en"),
)


def build(root: Path, output: Path, *options: str) -> dict[str, bytes]:
    """Build into a folder of its own; give the bytes of all files by their paths."""
    where, *more = options if options and not options[0].startswith("-") else ("", *options)
    result = CliRunner().invoke(cli, ["build", str(root / where), "--output", str(output), *more], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    paths = (path for path in output.rglob("*") if path.is_file() and path.suffix in {".pdf", ".txt"})
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project once for all narrowings."""
    root = tmp_path_factory.mktemp("rich")
    for name, text in WORLD.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def full(world: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build everything, once."""
    return build(world, tmp_path_factory.mktemp("full"))


SLOW = NARROWINGS[1:2] + NARROWINGS[4:8] + NARROWINGS[9:11] + NARROWINGS[16:18] + NARROWINGS[19:20]
"""Variants of the others."""


@pytest.mark.parametrize(
    "options", [pytest.param(one, marks=pytest.mark.slow if one in SLOW else (), id=" ".join(one)) for one in NARROWINGS]
)
def test_what_is_asked_for_alone_is_what_the_full_build_makes(
    world: Path, full: dict[str, bytes], tmp_path: Path, options: tuple[str, ...]
) -> None:
    made = build(world, tmp_path / "part", *options)
    assert made
    if options == ("cards/worksheets/noter.yaml", "--language", "en"):
        assert {Path(path).name for path in made} == {"noter-worksheet.pdf"}
    assert made.keys() <= full.keys()
    assert [path for path, data in made.items() if data != full[path]] == []


def test_a_language_that_is_not_listed_replaces_no_file(project: Make) -> None:
    root = project({"cardprint.yaml": "language: da\n", "cards/kort.yaml": WORLD["cards/c-kort.yaml"]})
    assert all(path.startswith("en/base/") for path in build(root, root / "output", "--language", "en", "--only", "sheets"))


def test_a_profile_that_is_asked_for_alone_keeps_its_file_name(project: Make) -> None:
    root = project({"cardprint.yaml": "print: [office-a4, avery-c32011]\n", "cards/kort.yaml": WORLD["cards/c-kort.yaml"]})
    assert [*build(root, root / "output", "--print", "avery-c32011", "--only", "sheets")] == ["base/c-kort-sheets-avery-c32011.pdf"]
    assert [*build(root, root / "other", "--print", "office-a4-fold", "--only", "sheets")] == ["base/c-kort-sheets-office-a4-fold.pdf"]
