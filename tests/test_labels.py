"""The words that layouts print: every language has the same keys, none is empty, and each layout asks for keys that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cardprint.model import LANGUAGES

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def labels(language: str) -> dict[str, str]:
    text = (TEMPLATES / "labels" / f"{language}.yaml").read_text(encoding="utf-8")
    return dict(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - every value as it is written: neither `no` nor `1.0` is guessed


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {file.stem for file in (TEMPLATES / "labels").iterdir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_keys_of_the_danish_file_in_its_order(language: str) -> None:
    assert list(labels(language)) == list(labels("da"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_is_empty(language: str) -> None:
    assert [key for key, value in labels(language).items() if not value.strip()] == []


@pytest.mark.parametrize("layout", sorted(TEMPLATES.glob("*.xml.j2")), ids=lambda file: file.name)
def test_a_layout_prints_labels_that_are_there(layout: Path) -> None:
    assert set(re.findall(r"\blabels\.(\w+)", layout.read_text(encoding="utf-8"))) <= set(labels("da"))
