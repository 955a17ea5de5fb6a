"""An edition's words are final: precedence, dropping, adding, numbers, translation, provenance and fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from cardprint import sources
from cardprint.errors import CardprintError, Place, Problem
from cardprint.model import Card, Edition, Project, Text, Words

Make = Callable[[Mapping[str, str | bytes]], Path]

CONFIG = """\
process: {name: Samskabt styring, translations: {en: {name: Co-created governance}}}
languages: [da, en]
areas: [base, skole]
organisation: kommune
"""
DECK = """\
title: Kort om {process}
themes:
  - {id: sprog, name: Fælles sprog, translations: {en: {name: Shared language}}}
cards:
  - id: s-1
    theme: sprog
    title: Om ord
    text: Hvad mener vi med {borger}?
    follow_up: [Hvem, Hvor]
    translations: {en: {text: What is a {borger}?}}
  - id: s-2
    theme: sprog
    text: Grund
    variants: {skole: {text: Variant, follow_up: [V]}}
  - {id: s-3, theme: sprog, text: Tre}
  - {id: s-4, theme: sprog, text: Fire, areas: [skole]}
  - {id: s-5, theme: sprog, text: Fem}
"""
DECK = DECK.replace("{text: What is a {borger}?}", '{text: "What is a {borger}?"}')
VOCABULARY = """\
terms:
  borger:
    forms: {sg: borger, pl: borgere}
    translations: {en: {forms: {sg: citizen}}}
"""
AREA = """\
name: Skole
translations: {en: {name: School}}
terms: {borger: {forms: {sg: elev}, translations: {en: {forms: {sg: pupil}}}}}
cards:
  s-2: {text: Område}
  s-3: {drop: true}
add:
  - {id: x-2, theme: sprog, text: Efter x-1, after: x-1}
  - {id: x-1, theme: sprog, text: Efter s-3, after: s-3}
  - {id: x-3, theme: sprog, text: Sidst}
  - {id: x-4, theme: sprog, kind: blank, after: s-1}
"""
ORGANISATION = """\
name: Kommune
contact: Skriv om {process}
cards:
  s-2: {text: Kommunens, translations: {en: {text: Ours}}}
  s-5: {title: Titel}
"""
FILES = {
    "cardprint.yaml": CONFIG,
    "cards/kort.yaml": DECK,
    "cards/vocabulary.yaml": VOCABULARY,
    "cards/areas/skole.yaml": AREA,
    "cards/organisations/kommune.yaml": ORGANISATION,
}


def load(root: Path) -> Project:
    found, problems = sources.project(root)
    assert problems == ()
    return found


def edition(root: Path, area: str | None = "skole", organisation: str | None = "kommune", language: str = "da") -> Edition:
    found, problems = sources.edition(load(root), area=area, organisation=organisation, language=language)
    assert problems == ()
    return found


def problems(root: Path, area: str | None = "skole", language: str = "da") -> list[Problem]:
    return list(sources.edition(load(root), area=area, organisation=None, language=language)[1])


def cards(found: Edition) -> dict[str, Card]:
    return {card.id: card for deck in found.decks for card in deck.cards}


def test_the_base_leaves_out_what_is_only_elsewhere(project: Make) -> None:
    found = edition(project(FILES), area=None, organisation=None)
    assert found.area == "base"
    assert {card.id: card.text.value for card in found.decks[0].cards} == {
        "s-1": "Hvad mener vi med borger?",
        "s-2": "Grund",
        "s-3": "Tre",
        "s-5": "Fem",
    }
    assert found.decks[0].title.value == "Kort om Samskabt styring"


def test_words_of_the_organisation_win_over_the_area_over_the_variant(project: Make) -> None:
    root = project(FILES)
    assert cards(edition(root))["s-2"].text == Text("Kommunens", Place("cards/organisations/kommune.yaml", 4, 15))
    assert cards(edition(root, organisation=None))["s-2"].text.value == "Område"
    assert cards(edition(root))["s-2"].follow_up[0].value == "V"
    without_area = {**FILES, "cards/areas/skole.yaml": "name: Skole\n"}
    assert cards(edition(project(without_area), organisation=None))["s-2"].text.value == "Variant"


def test_terms_of_the_area_win_over_the_vocabulary(project: Make) -> None:
    found = edition(project(FILES))
    assert cards(found)["s-1"].text.value == "Hvad mener vi med elev?"
    assert found.vocabulary["borger"].forms == {"sg": "elev"}
    assert found.organisation is not None
    assert found.organisation.contact.value == "Skriv om Samskabt styring"


def test_cards_are_dropped_and_added_where_they_belong_and_nothing_is_renumbered(project: Make) -> None:
    found = edition(project(FILES))
    assert [(card.id, card.number) for card in found.decks[0].cards] == [
        ("s-1", 1),
        ("x-4", 0),
        ("s-2", 2),
        ("x-1", 7),
        ("x-2", 6),
        ("s-4", 4),
        ("s-5", 5),
        ("x-3", 8),
    ]


def test_provenance_says_where_each_word_came_from(project: Make) -> None:
    found = edition(project(FILES))
    said = {
        card: [(origin.key, origin.layer, origin.place.file.split("/")[1]) for origin in origins]
        for card, origins in found.provenance.items()
    }
    assert said == {
        "s-1": [("{borger}", "area", "areas")],
        "s-2": [("text", "organisation", "organisations"), ("follow_up", "variant", "kort.yaml")],
        "s-5": [("title", "organisation", "organisations")],
    }


def test_the_most_specific_translated_layer_wins(project: Make) -> None:
    root = project(FILES)
    found = edition(root, language="en")
    assert cards(found)["s-1"].text.value == "What is a pupil?"
    assert cards(found)["s-1"].title.value == "Om ord"
    assert cards(found)["s-2"].text.value == "Ours"
    assert (found.area_name.value, found.decks[0].themes[0].name.value) == ("School", "Shared language")
    assert found.process.name.value == "Co-created governance"
    assert found.labels is not edition(root).labels


def test_an_area_without_a_translation_falls_back_to_a_weaker_one_and_is_a_gap(project: Make) -> None:
    files = {**FILES, "cards/areas/skole.yaml": AREA.replace("  s-2: {text: Område}", "  s-1: {text: Om elever}")}
    found = edition(project(files), organisation=None, language="en")
    assert cards(found)["s-1"].text.value == "What is a pupil?"
    gaps = {(gap.what, gap.key): gap for gap in sources.gaps(found)}
    assert gaps["s-1", "text"].place == Place("cards/areas/skole.yaml", 5, 15)
    assert ("s-1", "title") in gaps
    assert ("s-1", "options") not in gaps


def test_a_layer_that_brings_its_own_translation_leaves_no_gap(project: Make) -> None:
    area = AREA.replace("{text: Område}", "{text: Område, translations: {en: {text: Area}}}")
    root = project({**FILES, "cards/areas/skole.yaml": area})
    for organisation, words in ((None, "Area"), ("kommune", "Ours")):
        found = edition(root, organisation=organisation, language="en")
        assert cards(found)["s-2"].text.value == words
        assert not [gap for gap in sources.gaps(found) if (gap.what, gap.key) == ("s-2", "text")]


def test_the_deck_s_own_language_has_no_gaps(project: Make) -> None:
    assert sources.gaps(edition(project(FILES))) == ()


def test_a_base_that_changed_is_a_warning(project: Make) -> None:
    good = sha256(b"Tre").hexdigest()[:8]
    area = f"cards:\n  s-3: {{text: Nyt, base: {good}}}\n  s-5:\n    text: Nyt\n    base: 01234567\n"
    found = problems(project({**FILES, "cards/areas/skole.yaml": area}))
    assert [(problem.code, str(problem.place), problem.values["now"]) for problem in found] == [
        ("base-changed", "cards/areas/skole.yaml:4:5", sha256(b"Fem").hexdigest()[:8])
    ]


def test_a_fingerprint_is_of_the_replaced_values_in_contract_order(project: Make) -> None:
    card = cards(edition(project(FILES), area=None, organisation=None))["s-1"]
    words = Words(follow_up=(), title=Text("Ny"))
    assert sources.fingerprint(card, words) == sha256(b"Om ord\nHvem\nHvor").hexdigest()[:8]
    assert sources.fingerprint(card, Words(drop=True)) == sha256(b"Om ord\nHvad mener vi med borger?\nHvem\nHvor\n").hexdigest()[:8]


def test_an_area_that_lacks_a_form_says_which(project: Make) -> None:
    deck = DECK.replace("{borger}?\n    follow_up", "{borger.pl}?\n    follow_up")
    found = problems(project({**FILES, "cards/kort.yaml": deck}))
    assert [(problem.code, problem.values["form"], problem.values["nearest"]) for problem in found] == [("unknown-form", "pl", "sg")]


def test_an_edition_without_overlays_hands_cards_on_untouched(project: Make) -> None:
    found = load(project({"cards/kort.yaml": "title: K\nthemes: [{id: s}]\ncards: [{id: a, theme: s, text: Hvad?}]\n"}))
    done, _ = sources.edition(found, area=None, organisation=None, language="da")
    assert done.decks[0].cards[0] is found.decks[0].cards[0]
    assert done.provenance == {}


@pytest.mark.parametrize(("area", "organisation"), [("skol", None), ("skole", "komune")])
def test_who_is_not_there_cannot_be_asked_for(project: Make, area: str, organisation: str | None) -> None:
    with pytest.raises(CardprintError):
        sources.edition(load(project(FILES)), area=area, organisation=organisation, language="da")


def test_cards_added_after_each_other_in_a_circle_are_not_lost(project: Make) -> None:
    area = "add:\n  - {id: x-1, theme: sprog, text: Et, after: x-2}\n  - {id: x-2, theme: sprog, text: To, after: x-1}\n"
    assert {"x-1", "x-2"} <= set(cards(edition(project({**FILES, "cards/areas/skole.yaml": area}))))


def test_a_card_added_without_a_place_goes_to_the_first_deck_with_its_theme(project: Make) -> None:
    other = "title: Andet\nthemes: [{id: sprog}, {id: ny}]\ncards: [{id: o-1, theme: ny, text: Et}]\n"
    area = "add: [{id: x-1, theme: sprog, text: Et}, {id: x-2, theme: ny, text: To}, {id: x-3, theme: sprog, text: Tre, after: o-1}]\n"
    found = edition(project({**FILES, "cards/andet.yaml": other, "cards/areas/skole.yaml": area}), organisation=None)
    assert [[card.id for card in deck.cards] for deck in found.decks] == [["o-1", "x-3", "x-1", "x-2"], ["s-1", "s-2", "s-3", "s-4", "s-5"]]


def test_a_file_that_cannot_be_read_is_told_once_not_at_every_word_that_needs_it(project: Make) -> None:
    root = project({**FILES, "cards/vocabulary.yaml": "terms: {borger: [\n"})
    found, told = sources.project(root)
    _, more = sources.edition(found, area="skole", organisation=None, language="da")
    assert [problem.place.file for problem in (*told, *more)] == ["cards/vocabulary.yaml"]
