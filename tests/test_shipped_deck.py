"""The deck that is shipped: the core task on cards everywhere, five cards a theme in each area, words of its own in each variant, whole in three languages."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cardprint import Job, build, recipe, sources
from cardprint.fonts import Font
from cardprint.layouts.style import styles
from cardprint.legible import APART
from cardprint.sight import difference

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardprint.job import Report
    from cardprint.model import Card, Edition, Project

ROOT = Path(__file__).resolve().parents[1]
AREAS = tuple(sorted(file.stem for file in (ROOT / "cards" / "areas").glob("*.yaml")))
CORE = {"da": "kerneopgaven", "en": "the core task", "nb": "kjerneoppgaven"}
OTHERS = ("en", "nb")
ORGANISATION = "eksempel-kommune"
PAPERS = ("cards/agendas/", "cards/worksheets/")


@pytest.fixture(scope="module")
def project() -> Project:
    found, problems = sources.project(ROOT)
    assert problems == ()
    return found


def edition(project: Project, area: str, language: str = "da") -> Edition:
    """Give an area's cards in a language; nothing may be wrong with them, and no translation may be older than its base."""
    found, problems = sources.edition(project, area=area, organisation=ORGANISATION, language=language)
    assert problems == ()
    return found


def words(card: Card) -> str:
    return " ".join(text.value for text in (card.title, card.text, *card.follow_up, *card.options))


def test_every_area_is_built() -> None:
    assert sorted(read("cardprint.yaml")["areas"]) == sorted(AREAS)
    assert len(AREAS) == 6


@pytest.mark.parametrize("language", CORE)
@pytest.mark.parametrize("area", AREAS)
def test_the_core_task_is_on_cards_in_every_area_and_no_theme_has_less_than_five(project: Project, area: str, language: str) -> None:
    (deck,) = edition(project, area, language).decks
    assert sum(CORE[language] in card.text.value for card in deck.cards) >= 2
    assert sum(CORE[language] in words(card) for card in deck.cards) >= 4
    themes = Counter(card.theme for card in deck.cards)
    assert len(themes) == 8
    assert min(themes.values()) >= 5


# --- organisations ---------------------------------------------------------------------------------------------------

OTHER = "moellesoe-kommune"
SPELLED = ("da", "en", "nb", "nn", "sv", "de", "pl")
"""Languages in Latin letters that papers are printed in."""
PRESSES = {"solid": "imposition: single\nbleed: 3 mm\nback_style: solid\ncolour: cmyk\nicc: FOGRA39L\npdf: x-4\n", "grey": "colour: grey\n"}
ROUND = {"scale-step", "tick", "tick-open", "tick-half", "tick-half-open", "plot-spot"}
"""Styles of circles and of boxes to tick, which are so in every look."""


@pytest.fixture(scope="module")
def checked() -> Mapping[str, Report]:
    """Check all areas of both organisations; warnings are errors."""
    return {name: recipe.check(Job(path=ROOT, organisations=(name,), strict=True)) for name in (ORGANISATION, OTHER)}


def test_both_organisations_print_every_area_without_a_word(checked: Mapping[str, Report]) -> None:
    assert {name: report.problems for name, report in checked.items()} == {ORGANISATION: (), OTHER: ()}


def test_cards_take_the_same_step_of_type_in_both_organisations(checked: Mapping[str, Report]) -> None:
    steps = [{(fit.area, fit.note.card, fit.note.face): fit.note.step for fit in checked[name].fits} for name in (ORGANISATION, OTHER)]
    assert steps[0] == steps[1]


@pytest.mark.parametrize("press", PRESSES)
def test_the_second_organisation_prints_with_solid_backs_and_in_grey(press: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "cardprint.yaml", tmp_path)
    shutil.copytree(ROOT / "cards", tmp_path / "cards")
    (tmp_path / "cards" / "print").mkdir()
    (tmp_path / "cards" / "print" / f"{press}.yaml").write_text(PRESSES[press], encoding="utf-8")
    asked = Job(path=tmp_path, organisations=(OTHER,), areas=("aeldre",), profiles=(press,), strict=True)
    assert recipe.check(asked).problems == ()


def test_the_second_organisation_looks_like_another(project: Project) -> None:
    other, _ = sources.project(ROOT, wanted=sources.Wanted(organisations=(OTHER,)))
    decks = [
        sources.edition(of, area="skole", organisation=name, language="da")[0].decks
        for of, name in ((project, ORGANISATION), (other, OTHER))
    ]
    pairs = zip(*((theme.colour for deck in those for theme in deck.themes) for those in decks), strict=True)
    assert all(difference(one.rgb, two.rgb) >= APART for one, two in pairs), "no theme has nearly the colour that it has in the first"
    (whose,) = other.organisations
    assert {name for name, style in styles(other.style, whose.style)[0].items() if style.radius} == ROUND, "square corners"


@pytest.mark.parametrize("face", ["body", "bold", "italic", "bold_italic"])
def test_the_second_organisations_fonts_have_every_latin_letter_of_our_languages(face: str) -> None:
    file = ROOT / "cards" / "organisations" / read(f"cards/organisations/{OTHER}.yaml")["fonts"][face]
    known = Font(face, file.read_bytes()).coverage
    words = "".join((ROOT / "templates" / "languages" / f"{language}.yaml").read_text(encoding="utf-8") for language in SPELLED)
    assert {letter for letter in words if letter.isprintable() and ord(letter) not in known} == set()
    assert file.stat().st_size < 60_000
    assert (file.parent / "OFL.txt").is_file()


# --- languages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("area", ["base", *AREAS])
def test_every_word_of_the_deck_is_in_every_language(project: Project, area: str, language: str) -> None:
    found = edition(project, area, language)
    assert [gap for gap in found.gaps if not gap.place.file.startswith(PAPERS)] == []
    assert all(term.translations[language].meaning for term in found.vocabulary.values())
    assert {base.now for base in found.bases} == {base.base for base in found.bases}


def test_every_translation_of_a_card_says_which_words_it_was_made_from() -> None:
    said = [(name, language) for name, words in worded() for language in OTHERS if not re.fullmatch("[0-9a-f]{8}", base(words, language))]
    assert said == []


def test_a_changed_base_is_told_in_every_language(tmp_path: Path) -> None:
    for name in ("cardprint.yaml", "cards"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    deck = tmp_path / "cards" / "samtalekort.yaml"
    text = deck.read_text(encoding="utf-8")
    deck.write_text(text.replace("Hvilken regel ville du savne, hvis den forsvandt?", "Hvilken regel ville du savne?"), encoding="utf-8")
    changed, _ = sources.project(tmp_path)
    for language in OTHERS:
        _, problems = sources.edition(changed, area="skole", organisation=ORGANISATION, language=language)
        assert [(problem.code, problem.values["card"]) for problem in problems] == [("base-changed", "krav-03")]


def test_the_deck_is_built_in_norwegian_without_a_word_missing(tmp_path: Path) -> None:
    report = build(
        Job(path=ROOT / "cards" / "samtalekort.yaml", languages=("nb",), areas=("skole",), kinds=("sheets", "reading"), output=tmp_path)
    )
    assert report.problems == ()
    assert len(report.written) == 2


def worded() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give all words of cards that may be translated: a card's, a variant's, an area's own."""
    cards = [*read("cards/samtalekort.yaml")["cards"], *(card for area in AREAS for card in read(f"cards/areas/{area}.yaml")["add"])]
    for card in cards:
        yield card["id"], card
        for area, variant in card.get("variants", {}).items():
            yield f"{card['id']} {area}", variant


def base(words: Mapping[str, Any], language: str) -> str:
    return str(words.get("translations", {}).get(language, {}).get("base", ""))


# --- variants --------------------------------------------------------------------------------------------------------


@cache
def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def in_ids() -> Mapping[str, str]:
    """Give for every form of every term, in the vocabulary and in the areas, the term's id."""
    files = ("cards/vocabulary.yaml", *(f"cards/areas/{area}.yaml" for area in AREAS))
    terms = [(name, term) for file in files for name, term in (read(file).get("terms") or {}).items()]
    return {form: name for name, term in terms for form in (term.get("forms") or {}).values()}


def by_terms(value: object, ids: Mapping[str, str]) -> str:
    """Write words with the id of a term for each of its forms, whether it stands there as {term.form} or as the word itself."""
    text = re.sub(r"\{(\w+)(\.\w+)?\}", r"\1", str(value)).lower()
    return re.sub(r"\w+", lambda found: ids.get(found[0], found[0]), text)


def alike(card: Mapping[str, Any], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Name the areas and keys where a variant's words are those of the card."""
    for area, variant in card.get("variants", {}).items():
        for key in ("text", "options"):
            if key in variant and by_terms(variant[key], ids) == by_terms(card[key], ids):
                yield area, key


def test_no_variant_says_what_the_card_says_with_another_word_for_a_term() -> None:
    ids = in_ids()
    assert {card["id"]: [*alike(card, ids)] for card in read("cards/samtalekort.yaml")["cards"] if [*alike(card, ids)]} == {}
    card = {"text": "Hvad mærker {borger.sg_def}?", "variants": {"aeldre": {"text": "Hvad mærker beboeren?"}}}
    assert [*alike(card, ids)] == [("aeldre", "text")]


def test_quotes_do_not_pretend_that_somebody_said_them() -> None:
    assert "sagt af" not in read("templates/languages/da.yaml")["labels"]["kind_quote"]
