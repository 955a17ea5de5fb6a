"""The words that layouts print: every language has the same keys, none is empty, and each layout asks for keys that are there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from spoken import LANGUAGES, language

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"


def labels(code: str) -> Mapping[str, str]:
    return language(code).labels


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_languages_have_the_keys_of_the_danish_file_in_its_order(code: str) -> None:
    assert list(labels(code)) == list(labels("da"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_label_is_empty(code: str) -> None:
    assert [key for key, value in labels(code).items() if not value.strip()] == []


@pytest.mark.parametrize("layout", sorted(TEMPLATES.glob("*.xml.j2")), ids=lambda file: file.name)
def test_a_layout_prints_labels_that_are_there(layout: Path) -> None:
    assert set(re.findall(r"\blabels\.(\w+)", layout.read_text(encoding="utf-8"))) <= set(labels("da"))
