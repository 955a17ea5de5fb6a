"""Keys become the model: defaults, types, places, files, and what refers to what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cardprint import sources
from cardprint.colour import Colour
from cardprint.errors import CardprintError, Place
from cardprint.geometry import mm
from cardprint.model import SIZES, Deck, Project, Text
from cardprint.sources.schema import RECORDS, reference

Make = Callable[[Mapping[str, str | bytes]], Path]

DECK = """\
title: Kort
themes:
  - {id: sprog, name: Fælles sprog}
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?}
"""


def read(root: Path, **wanted: tuple[str, ...]) -> Project:
    project, problems = sources.project(root, wanted=sources.Wanted(**wanted))
    assert problems == ()
    return project


def codes(root: Path, **wanted: tuple[str, ...]) -> list[tuple[str, str]]:
    _, problems = sources.project(root, wanted=sources.Wanted(**wanted))
    return [(str(problem.place), problem.code) for problem in problems]


def deck(root: Path) -> Deck:
    return read(root).decks[0]


def test_the_smallest_deck_has_a_default_for_everything_else(project: Make) -> None:
    found = deck(project({"cards/kort.yaml": DECK}))
    assert (found.id, found.title, found.card_size) == ("kort", Text("Kort", Place("cards/kort.yaml", 1, 8)), SIZES["dialogue"])
    card = found.cards[0]
    assert (card.number, card.kind, card.copies, card.status) == (1, "question", 1, "approved")
    assert card.text == Text("Hvad mener vi?", Place("cards/kort.yaml", 5, 40))
    assert card.place == Place("cards/kort.yaml", 5, 5)


def test_a_deck_alone_needs_no_project(tmp_path: Path) -> None:
    path = tmp_path / "kort.yaml"
    path.write_text(DECK + "language: en\n", encoding="utf-8")
    found, problems = sources.project(tmp_path, only=path)
    assert problems == ()
    assert [one.id for one in found.decks] == ["kort"]
    assert found.languages == ("en",)
    assert [area.id for area in found.areas] == ["base"]
    assert [profile.id for profile in found.profiles] == ["office-a4"]


def test_a_folder_without_a_project_file_is_none(tmp_path: Path) -> None:
    with pytest.raises(CardprintError, match="no-project"):
        sources.project(tmp_path)


def test_values_mean_what_they_say(project: Make) -> None:
    text = DECK.replace("sprog-01", "no") + "id: 01234567\nversion: 1.10\nlicence: CC BY 4.0\n"
    found = deck(project({"cards/kort.yaml": text}))
    assert (found.id, found.version, found.licence, found.cards[0].id) == ("01234567", "1.10", "CC BY 4.0", "no")


@pytest.mark.parametrize(
    ("lines", "width", "height"),
    [
        ("card_size: A7", 105, 74),
        ("card_size: A7\norientation: portrait", 74, 105),
        ('card_size: "105 x 74 mm"', 105, 74),
        ("card_size: 105 mm x 74 mm", 105, 74),
        ("card_size: poker\norientation: landscape", 88, 63),
    ],
)
def test_a_card_size_is_a_name_or_measures(project: Make, lines: str, width: float, height: float) -> None:
    size = deck(project({"cards/kort.yaml": f"{DECK}{lines}\n"})).card_size
    assert size == pytest.approx((mm(width), mm(height)))


def test_a_text_in_braces_keeps_its_commas(project: Make) -> None:
    text = DECK.replace("text: Hvad mener vi?", "text: Hvad, hvem og hvor,nu, kind: statement")
    card = deck(project({"cards/kort.yaml": text})).cards[0]
    assert (card.text.value, card.kind) == ("Hvad, hvem og hvor,nu", "statement")


def test_a_line_break_stays_and_a_fold_does_not(project: Make) -> None:
    text = DECK + "instruction_card: >-\n  Læs et kort\n  højt.\n\n  Byt.\nsubtitle: |\n  Et\n  To\n"
    found = deck(project({"cards/kort.yaml": text}))
    assert found.instruction_card == Text("Læs et kort højt.\nByt.", Place("cards/kort.yaml", 7, 3))
    assert found.subtitle.value == "Et\nTo"


def test_cards_without_a_number_do_not_take_one(project: Make) -> None:
    text = DECK + (
        "  - {id: d-1, theme: sprog, kind: divider}\n"
        "  - {id: b-1, kind: blank}\n"
        "  - {id: sprog-02, theme: sprog, text: Hvem?}\n"
        "  - {id: sprog-03, theme: sprog, number: 40, text: Hvor?}\n"
        "  - {id: sprog-04, theme: sprog, text: Hvorfor?}\n"
    )
    assert [card.number for card in deck(project({"cards/kort.yaml": text})).cards] == [1, 0, 0, 2, 40, 4]


def test_an_included_deck_comes_first_and_its_cards_are_one_with_the_deck_they_come_from(project: Make) -> None:
    more = "title: Flere\ninclude: [kort.yaml]\nthemes: [{id: roller}]\ncards: [{id: roller-01, theme: sprog, text: Hvem gør hvad?}]\n"
    decks = read(project({"cards/kort.yaml": DECK, "cards/mere.yaml": more})).decks
    assert [card.id for card in decks[1].cards] == ["sprog-01", "roller-01"]
    assert [card.number for card in decks[1].cards] == [1, 2]
    assert [theme.id for theme in decks[1].themes] == ["sprog", "roller"]
    assert decks[0].themes[0].colour == decks[1].themes[0].colour


def test_a_card_id_is_unique_in_the_project(project: Make) -> None:
    assert codes(project({"cards/a.yaml": DECK, "cards/b.yaml": DECK})) == [("cards/b.yaml:5:5", "duplicate-id")]


def test_two_decks_that_include_each_other_are_told(project: Make) -> None:
    one, other = ("include: [b.yaml]\n" + DECK, "include: [a.yaml]\n" + DECK.replace("sprog-01", "sprog-02"))
    assert ("cards/b.yaml:1:11", "include-cycle") in codes(project({"cards/a.yaml": one, "cards/b.yaml": other}))


def test_a_project_reads_what_it_lists_and_tells_what_is_not_there(project: Make) -> None:
    files = {
        "cardprint.yaml": "areas: [aeldre, skol]\ndecks: [kort, krt]\norganisation: komune\nprint: [office-a4, shop]\nlook: findes-ikke\n",
        "cards/kort.yaml": DECK,
        "cards/andet.yaml": "det: er ikke bedt om\n",
        "cards/areas/aeldre.yaml": "id: aeldre\nname: Ældreområdet\n",
        "cards/areas/skole.yaml": "id: skole\nnavn: Skole\n",
        "cards/organisations/kommune.yaml": "name: Kommune\n",
    }
    root = project(files)
    _, problems = sources.project(root)
    listed = [problem for problem in problems if problem.place.file == "cardprint.yaml"]
    assert {problem.place.file for problem in problems} - {"cardprint.yaml"} == {"cards/andet.yaml", "cards/areas/skole.yaml"}
    assert [(problem.place.line, problem.code, problem.values["nearest"].split(" / ")[0]) for problem in listed] == [
        (1, "unknown-area", "skole"),
        (2, "unknown-deck", "kort"),
        (3, "unknown-organisation", "kommune"),
        (4, "unknown-profile", "office-a4"),
        (5, "unknown-look", "–"),
    ]


def test_a_command_may_ask_for_what_is_not_listed(project: Make) -> None:
    files = {
        "cards/kort.yaml": DECK,
        "cards/areas/skole.yaml": "name: Skole\n",
        "cards/organisations/kommune.yaml": "name: Kommune\n",
        "cards/print/min.yaml": "margin: 6.7 mm\nmarks: crop\nback_offset: {x: -1 mm, rotate: 0.5}\n",
    }
    root = project(files)
    assert [area.id for area in read(root).areas] == ["base"]
    found = read(root, areas=("skole",), organisations=("kommune",), profiles=("min",))
    assert [area.name.value for area in found.areas] == ["Skole"]
    assert [one.id for one in found.organisations] == ["kommune"]
    profile = found.profiles[0]
    assert (profile.margin, profile.marks.kind) == (mm(6.7), "crop")
    assert profile.back_offset == (mm(-1), 0.0, 0.5)
    with pytest.raises(CardprintError, match="unknown-area") as caught:
        sources.project(root, wanted=sources.Wanted(areas=("skol",)))
    assert caught.value.problem.values == {"name": "skol", "nearest": "skole"}


def test_a_fault_counts_only_where_it_is_asked_for(project: Make) -> None:
    files = {"cards/kort.yaml": DECK, "cards/areas/skole.yaml": "navn: Skole\n", "cards/areas/aeldre.yaml": "a: [b\n"}
    root = project(files)
    assert codes(root) == [("cards/areas/aeldre.yaml:1:4", "yaml-bracket"), ("cards/areas/skole.yaml:1:1", "unknown-key")], "both are told"
    assert codes(root, areas=("skole",)) == [("cards/areas/skole.yaml:1:1", "unknown-key")]
    assert codes(root, areas=("aeldre",)) == [("cards/areas/aeldre.yaml:1:4", "yaml-bracket")]


def test_an_overlay_names_only_what_is_there(project: Make) -> None:
    area = """\
name: Skole
terms:
  elev: {forms: {sg: elev}}
cards:
  sprog-1: {text: Hvad så?}
add:
  - {id: skole-01, theme: sprg, text: Hvem?, after: sprog-01}
  - {id: skole-02, theme: sprog, text: Hvor?, after: skole-01}
  - {id: skole-03, theme: sprog, text: Hvorfor?, after: sprog-99}
  - {id: sprog-01, theme: sprog, text: Igen?}
"""
    root = project({"cards/kort.yaml": DECK, "cards/areas/skole.yaml": area})
    assert codes(root, areas=("skole",)) == [
        ("cards/areas/skole.yaml:3:9", "term-only-here"),
        ("cards/areas/skole.yaml:5:3", "unknown-card"),
        ("cards/areas/skole.yaml:7:27", "unknown-theme"),
        ("cards/areas/skole.yaml:9:57", "unknown-card"),
        ("cards/areas/skole.yaml:10:5", "duplicate-id"),
    ]


def test_an_area_that_a_card_names_must_be_there(project: Make) -> None:
    text = DECK + "  - {id: a-2, theme: sprog, text: Hvem?, areas: [skol], variants: {aeldr: {text: Nå?}}}\n"
    root = project({"cards/kort.yaml": text, "cards/areas/skole.yaml": "name: Skole\n"})
    assert [code for _, code in codes(root)] == ["unknown-area", "unknown-area"]


def test_a_theme_that_an_organisation_gives_a_colour_is_in_a_deck(project: Make) -> None:
    organisation = 'name: By\ntheme_colours:\n  sprg: "#632142"\n  sprog: "#2b8257"\n'
    root = project({"cardprint.yaml": "organisation: by\n", "cards/kort.yaml": DECK, "cards/organisations/by.yaml": organisation})
    (told,) = sources.project(root)[1]
    assert (told.code, told.place.line, told.place.column, told.values["nearest"]) == ("theme-colour-unused", 3, 3, "sprog")
    assert not told.is_error


def test_an_organisation_has_logo_colours_fonts_and_style(project: Make) -> None:
    text = """\
id: kommune
name: Kommune
logo: {file: logo.svg, on_dark: pictures/hvid.svg, alt: Våben}
colours: {primary: "#0b5c6b", accent: {rgb: "#8a3b12", cmyk: [25, 80, 100, 20]}}
fonts: {body: fonts/body.ttf}
contact: Skriv til os
style: {question: {sizes: [15 pt, 12 pt], bold: true}}
"""
    files = {
        "cardprint.yaml": "organisation: kommune\n",
        "cards/kort.yaml": DECK,
        "cards/organisations/kommune.yaml": text,
        "cards/organisations/logo.svg": "<svg/>",
        "pictures/hvid.svg": "<svg/>",
        "fonts/body.ttf": b"",
    }
    found = read(project(files)).organisations[0]
    assert found.logo is not None
    assert (found.logo.file, found.logo.on_dark) == ("cards/organisations/logo.svg", "pictures/hvid.svg")
    assert found.colours == {"primary": Colour(11, 92, 107), "accent": Colour(138, 59, 18, (25, 80, 100, 20))}
    assert found.fonts.body == "fonts/body.ttf"
    assert found.style["question"]["sizes"].values == ("15 pt", "12 pt")
    assert found.style["question"]["bold"].place == Place("cards/organisations/kommune.yaml", 7, 49)


def test_a_link_out_of_the_project_is_refused(project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "logo.svg"
    secret.write_text("<svg/>")
    root = project(
        {"cardprint.yaml": "organisation: k\n", "cards/kort.yaml": DECK, "cards/organisations/k.yaml": "logo: {file: l.svg, alt: L}\n"}
    )
    (root / "l.svg").symlink_to(secret)
    assert codes(root) == [("cards/organisations/k.yaml:1:14", "path-outside")]


def test_styles_and_labels_are_laid_on_the_built_in_ones(project: Make) -> None:
    files = {
        "cardprint.yaml": "look: calm\n",
        "cards/kort.yaml": DECK,
        "templates/calm/style.yaml": "question: {size: 11 pt}\n",
        "templates/style.yaml": "question: {size: 12 pt}\n",
        "templates/languages/da.yaml": "labels: {ticket: Seddel}\n",
    }
    found = read(project(files))
    assert [layer["question"]["size"].values for layer in found.style.layers[-2:]] == [("11 pt",), ("12 pt",)]
    assert found.labels["da"]["ticket"] == "Seddel"
    assert len(found.labels["da"]) > 1


def test_a_vocabulary_is_read_with_its_hyphenation(project: Make) -> None:
    text = """\
terms:
  borger: {forms: {sg: borger, pl: borgere}, meaning: Den, vi er her for}
  styring: {meaning: Hvordan, avoid: [kontrol], keep: true}
hyphenation: {da: [sam-skabt]}
"""
    found = read(project({"cards/kort.yaml": DECK, "cards/vocabulary.yaml": text}))
    assert found.vocabulary["borger"].meaning.value == "Den, vi er her for"
    assert (found.vocabulary["styring"].keep, found.vocabulary["styring"].avoid) == (True, ("kontrol",))
    assert found.exceptions == {"da": ("sam-skabt",)}


def test_one_language_or_several(project: Make) -> None:
    root = project({"cardprint.yaml": "languages: [da, en]\nlanguage: da\n", "cards/kort.yaml": DECK})
    found, problems = sources.project(root)
    assert found.languages == ("da", "en")
    assert [problem.code for problem in problems] == ["both-keys"]


def test_a_broken_deck_leaves_the_others(project: Make) -> None:
    found, problems = sources.project(project({"cards/kort.yaml": DECK, "cards/tom.yaml": "", "cards/x.yaml": "- a\n"}))
    assert [one.id for one in found.decks] == ["kort"]
    assert [(str(problem.place), problem.code) for problem in problems] == [
        ("cards/tom.yaml", "yaml-empty"),
        ("cards/x.yaml:1:1", "mapping-not-list"),
    ]


def test_a_project_without_decks_says_so(project: Make) -> None:
    assert codes(project({})) == [("cardprint.yaml", "no-deck")]


def test_the_repository_itself_is_a_project_without_problems() -> None:
    root = Path(__file__).parents[1]
    found, problems = sources.project(root)
    assert problems == ()
    for area in found.areas:
        for language in found.languages:
            _, more = sources.edition(found, area=area.id, organisation=found.organisations[0].id, language=language)
            assert more == ()


def test_the_reference_has_a_sentence_for_every_key() -> None:
    rows = reference()
    assert len(rows) == sum(len(record.keys) for record in RECORDS)
    assert all(row.doc.endswith(".") and row.type and row.record for row in rows)
    assert len({(row.record, row.key) for row in rows}) == len(rows)
