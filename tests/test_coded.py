"""Worksheets that can be read when they come back: keys and codes on each page, the map of their fields, and forms to fill in on a screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path

import conformance
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from cardprint.collect import forms, known
from cardprint.fieldmaps import FieldMap, decoded
from cardprint.recipe import Job, build

Make = Callable[[Mapping[str, str | bytes]], Path]

AGENDA = """\
id: moede
title: Introduktionsmøde
date: 2026-12-08
groups: 2
items:
  - {title: Opsamling, minutes: 30, worksheet: ark}
"""
SHEET = "id: ark\ntitle: Opsamling\nkind: wrap_up\n"
DECK = "id: d\ntitle: Kort\nthemes: [{id: t, name: Tema}]\ncards: [{id: k, theme: t, text: Hvad bøvler?}]\n"
FILES = {"cards/d.yaml": DECK, "cards/agendas/moede.yaml": AGENDA, "cards/worksheets/ark.yaml": SHEET}


def made(root: Path, **job: object) -> tuple[bytes, FieldMap]:
    """Build the worksheet; give its file, and the map that is kept of it."""
    report = build(Job(path=root, kinds=("worksheet",), **job))  # type: ignore[arg-type]
    assert not [problem for problem in report.problems if problem.is_error]
    data = (root / "output" / "base" / "moede-worksheet.pdf").read_bytes()
    with pikepdf.open(root / "output" / "base" / "moede-worksheet.pdf") as pdf:
        return data, decoded(pdf.Root.PieceInfo.cardprint.Private.read_bytes())


def test_each_page_has_a_key_of_its_own_and_a_camera_reads_it_in_both_corners(project: Make) -> None:
    data, fields = made(project(FILES))
    assert len({page.key for page in fields.pages}) == len(fields.pages)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == len(fields.pages)
    for page, printed in zip(pdf, fields.pages, strict=True):
        picture = page.render(scale=200 / 72).to_pil()
        found = {code.text: code.position for code in zxingcpp.read_barcodes(picture)}
        if page.get_textpage().count_chars() == 0:  # an empty back
            assert not found
            continue
        assert set(found) == {f"{printed.key}A", f"{printed.key}B"}
        assert found[f"{printed.key}A"].top_left.x > picture.width / 2 > found[f"{printed.key}B"].top_left.x
        assert f"{printed.key[:4]} {printed.key[4:8]} {printed.key[8:]}" in page.get_textpage().get_text_bounded()


def test_the_map_in_the_file_and_the_one_that_is_kept_are_the_same_and_stay(project: Make) -> None:
    root = project(FILES)
    data, fields = made(root)
    kept = root / "notes" / "sheets" / f"{fields.worksheet.fingerprint}.json"
    assert decoded(kept.read_bytes()) == fields
    assert kept.with_suffix(".pdf").read_bytes() == data
    assert (root / "notes" / ".gitignore").read_text().endswith("*\n")
    before = kept.stat()
    made(root)
    assert kept.stat() == before
    assert json.loads(kept.read_bytes())["cardprint"] == 1


def test_groups_spare_sheets_and_rows_are_in_the_map(project: Make) -> None:
    _, fields = made(project(FILES))
    assert list(dict.fromkeys(page.group for page in fields.pages)) == ["Bord 1", "Bord 2", ""]
    assert {page.copy for page in fields.pages if not page.group} == {1, 2}
    spots = [spot for layout in fields.layouts for spot in layout]
    assert {
        "group",
        "challenges.1.text",
        "challenges.3.importance",
        "challenges.2.barriers",
        "challenges.2.other",
        "home_tasks.1.who",
        "keep",
    } <= {spot.field for spot in spots}
    assert [spot.value for spot in fields.layouts[0] if spot.field == "challenges.1.importance"] == ["1", "2", "3", "4"]
    width, height = fields.size
    for spot in spots:
        left, top, wide, tall = spot.box
        assert 0 < left < left + wide < width
        assert 0 < top < top + tall < height
        assert min(wide, tall) >= 4.5


@pytest.mark.parametrize(
    "change", [("date: 2026-12-08", "date: 2026-12-09"), ("id: moede", "id: moede2"), ("title: Introduktionsmøde", "title: Et andet møde")]
)
def test_another_meeting_has_other_keys(change: tuple[str, str], project: Make) -> None:
    root = project(FILES)
    _, before = made(root)
    (root / "cards/agendas/moede.yaml").write_text(AGENDA.replace(*change), encoding="utf-8")
    build(Job(path=root, kinds=("worksheet",)))
    maps = [decoded(file.read_bytes()) for file in (root / "notes/sheets").glob("*.json")]
    keys = [page.key for fields in maps for page in fields.pages]
    assert len(keys) == len(set(keys)) or "title" in change[0]
    assert {page.key for page in before.pages} <= set(keys)


def test_without_codes_nothing_is_kept(project: Make) -> None:
    root = project({**FILES, "cards/worksheets/ark.yaml": SHEET + "codes: false\n"})
    build(Job(path=root, kinds=("worksheet",)))
    assert (root / "output/base/moede-worksheet.pdf").exists()
    assert not (root / "notes").exists()


def test_what_cannot_be_kept_is_a_warning_and_the_papers_are_written(project: Make) -> None:
    root = project({**FILES, "notes": b"a file"})
    report = build(Job(path=root, kinds=("worksheet",)))
    assert [problem.code for problem in report.problems] == ["sheets-not-kept"]
    assert report.written


def test_a_link_leads_nothing_out_of_the_project(project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    root, away = project(FILES), tmp_path_factory.mktemp("away")
    (root / "notes").symlink_to(away)
    report = build(Job(path=root, kinds=("worksheet",)))
    assert [problem.code for problem in report.problems] == ["sheets-not-kept"]
    assert not list(away.iterdir())


# --- forms -------------------------------------------------------------------------------------------------------------


def test_a_form_has_a_field_for_each_place_with_a_label_and_a_place_in_the_tree(project: Make) -> None:
    data, fields = made(project(FILES), fillable=True)
    with pikepdf.open(BytesIO(data)) as pdf:
        tops = list(pdf.Root.AcroForm.Fields)
        names = [str(field.T) for field in tops]
        assert len(names) == len(set(names))
        widgets = list(chain.from_iterable(page.get("/Annots", ()) for page in pdf.pages))
        assert len(widgets) == sum(len(fields.layouts[page.spots]) for page in fields.pages)
        assert all(str(widget.TU) for widget in widgets)
        numbers = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        for widget in widgets:
            element = numbers[int(widget.StructParent)]
            assert element.S == "/Form"
            assert element.K.Obj.objgen == widget.objgen


def test_a_form_passes_what_a_sheet_passes(project: Make) -> None:
    root = project(FILES)
    made(root, fillable=True)
    path = root / "output/base/moede-worksheet.pdf"
    assert [*conformance.syntax(path), *conformance.fonts(path), *conformance.accessibility(path)] == []


def test_what_stands_in_a_field_from_the_start_is_drawn_by_it_and_not_twice(project: Make) -> None:
    names = AGENDA.replace("groups: 2", "groups: [Łódź, Œuvre]")
    data, _ = made(project({**FILES, "cards/agendas/moede.yaml": names}), fillable=True)
    pdf = pypdfium2.PdfDocument(data)
    pdf.init_forms()
    with pikepdf.open(BytesIO(data)) as file:
        values = [str(field.V) for field in file.Root.AcroForm.Fields if str(field.T).endswith("-group")]
        assert values[:2] == ["Łódź", "Łódź"] or "Łódź" in values
        shown = [field for field in file.Root.AcroForm.Fields if str(field.T).endswith("-group") and str(field.V)]
        assert all(b"TJ" in field.AP.N.read_bytes() for field in shown)


def test_a_form_that_nobody_filled_in_is_told(project: Make) -> None:
    root = project(FILES)
    made(root, fillable=True)
    path = root / "output/base/moede-worksheet.pdf"
    answers, problems = forms.read(path.read_bytes(), path.name, known.gather(root)[0])
    assert answers == ()
    assert [problem.code for problem in problems] == ["form-empty"]
