"""The deck that is shipped: the core task on cards everywhere, five cards a theme in each area, no variant without words of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cardprint import sources

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardprint.model import Card

ROOT = Path(__file__).resolve().parents[1]
AREAS = tuple(sorted(file.stem for file in (ROOT / "cards" / "areas").glob("*.yaml")))
CORE = {"da": "kerneopgaven"}


def cards(area: str, language: str = "da") -> tuple[Card, ...]:
    """Give the cards that an area prints; nothing may be wrong with them."""
    project, problems = sources.project(ROOT)
    edition, more = sources.edition(project, area=area, organisation="eksempel-kommune", language=language)
    assert [*problems, *more] == []
    (deck,) = edition.decks
    return deck.cards


def words(card: Card) -> str:
    return " ".join(text.value for text in (card.title, card.text, *card.follow_up, *card.options))


def test_every_area_is_built() -> None:
    assert sorted(read("cardprint.yaml")["areas"]) == sorted(AREAS)
    assert len(AREAS) == 6


@pytest.mark.parametrize("area", AREAS)
def test_the_core_task_is_on_cards_in_every_area_and_no_theme_has_less_than_five(area: str) -> None:
    found = cards(area)
    assert sum(CORE["da"] in card.text.value for card in found) >= 2
    assert sum(CORE["da"] in words(card) for card in found) >= 4
    themes = Counter(card.theme for card in found)
    assert len(themes) == 8
    assert min(themes.values()) >= 5


# --- variants --------------------------------------------------------------------------------------------------------


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
