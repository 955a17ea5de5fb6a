"""Worksheets filled in on a screen by two programs: what people type and choose is read back, and the file stays sound."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import conformance
import filling
import pytest

from cardprint import build
from cardprint.job import Job

if TYPE_CHECKING:
    from conftest import Make

DECK = "title: Kort\nthemes: [{id: t, name: Tema}]\ncards: [{id: k, theme: t, text: Hvad bøvler?}]\n"
AGENDA = "title: Mødet\ndate: 2026-12-08\ngroups: 2\nitems: [{title: Snak, minutes: 30, worksheet: ark}]\n"
SHEET = "title: Opsamling\nkind: wrap_up\nprefilled_challenges: [Łukasz’ œuvre]\n"
OF_THE_FONT = tuple(text for text in filling.TEXTS if text.encode("cp1252", "ignore").decode("cp1252") == text)
BEYOND = "🙂"
"""A character that takes two numbers in UTF-16: pdfium's keyboard takes one of them, and makes another character of it."""


def built(make: Make) -> bytes:
    root = make({"cards/d.yaml": DECK, "cards/agendas/moede.yaml": AGENDA, "cards/worksheets/ark.yaml": SHEET})
    report = build(Job(path=root, kinds=("worksheet",), fillable=True))
    assert not [problem for problem in report.problems if problem.is_error]
    return (root / "output" / "base" / "moede-worksheet.pdf").read_bytes()


@pytest.mark.parametrize("program", filling.PROGRAMS)
def test_what_is_filled_in_is_read_back(program: str, project: Make, tmp_path: Path) -> None:
    data = built(project)
    texts = tuple(text for text in filling.TEXTS if program != "pdfium" or BEYOND not in text)
    meant = filling.meant(data, pages=2, texts=texts)
    assert {widget.kind for widget in filling.widgets(data) if widget.name in meant} == {"text", "choice", "tick"}
    assert {text.replace("\n", " ") for text in texts} <= {text.replace("\n", " ") for text in meant.values()}
    made = filling.PROGRAMS[program](data, meant)
    found = {name: text.replace("\r\n", "\n").removeprefix("/") for name, text in filling.values(made).items()}
    assert found == {**filling.values(data), **meant}
    assert filling.collected(made, tmp_path) == filling.expected(meant, data)


@pytest.mark.parametrize("program", filling.PROGRAMS)
def test_a_filled_in_file_is_as_accessible_as_before(program: str, project: Make, tmp_path: Path) -> None:
    data = built(project)
    path = tmp_path / "filled.pdf"
    for one in (data, filling.PROGRAMS[program](data, filling.meant(data, pages=2, texts=OF_THE_FONT))):
        path.write_bytes(one)
        assert list(conformance.accessibility(path)) == []
