"""Worksheets filled in on a screen by two programs: what people type and choose is what stands in the file, and the file stays sound."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import conformance
import filling
import pytest
from papers import AGENDA, PROJECT, changed, written

from cardprint import build
from cardprint.job import Job

if TYPE_CHECKING:
    from conftest import Make

OF_THE_FONT = tuple(text for text in filling.TEXTS if text.encode("cp1252", "ignore").decode("cp1252") == text)
BEYOND = "🙂"
"""A character that takes two numbers in UTF-16: pdfium's keyboard takes the second alone."""


def forms(make: Make) -> bytes:
    """Build the worksheets of two groups."""
    sheet = {"title": "Opsamling", "blocks": ["keep", "our_words"], "prefilled_challenges": ["Łukasz’ œuvre"]}
    agenda = changed(AGENDA, groups=2, items=[{"title": "Snak", "worksheet": "ark"}])
    root = make(
        {
            "cardprint.yaml": written(changed(PROJECT, areas=["skole"])),
            "cards/agendas/moede.yaml": written(agenda),
            "cards/worksheets/ark.yaml": written(sheet),
        }
    )
    report = build(Job(path=root, kinds=("worksheet",), fillable=True))
    assert not [problem for problem in report.problems if problem.is_error]
    return next(path for path in (root / "output").rglob("*-worksheet.pdf")).read_bytes()


@pytest.mark.parametrize("program", filling.PROGRAMS)
def test_what_is_filled_in_is_what_stands_in_the_file(program: str, project: Make) -> None:
    data = forms(project)
    texts = tuple(text for text in filling.TEXTS if program != "pdfium" or BEYOND not in text)
    meant = filling.meant(data, pages=2, texts=texts)
    assert {widget.kind for widget in filling.widgets(data) if widget.name in meant} == {"text", "choice", "tick"}
    assert {text for text in texts if text in meant.values()} >= {text for text in texts if "\n" not in text}
    found = filling.values(filling.PROGRAMS[program](data, meant))
    assert {name: text.replace("\r\n", "\n") for name, text in found.items()} == {**filling.values(data), **meant}


@pytest.mark.parametrize("program", filling.PROGRAMS)
def test_a_filled_in_file_is_as_accessible_as_before(program: str, project: Make, tmp_path: Path) -> None:
    data = forms(project)
    path = tmp_path / "filled.pdf"
    for one in (data, filling.PROGRAMS[program](data, filling.meant(data, pages=2, texts=OF_THE_FONT))):
        path.write_bytes(one)
        assert list(conformance.accessibility(path)) == []
