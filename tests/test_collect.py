"""`cardprint collect`, from worksheets as they were printed to notes and back: forms, scans and the workbook, and what comes that is none of these."""

from __future__ import annotations

import csv
import json
import random
import shutil
import sys
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filling
import handwriting
import openpyxl
import pikepdf
import pypdf
import pypdfium2
import pytest
from papers import AGENDA, DECK, PROJECT, VOCABULARY, changed, texts, written

from cardprint import build, holding
from cardprint.collect import known
from cardprint.fieldmaps import decoded
from cardprint.job import Job
from cardprint.sources import splicing

if TYPE_CHECKING:
    from conftest import Make, Run

SHEET = {"title": "Opsamling", "rows": 3, "blocks": ["attention_points", "keep", "our_words"]}
NOTES = "notes/skole/moede.yaml"


def printed(make: Make, *, fillable: bool = True, groups: int = 3, **config: Any) -> Path:
    """Build the worksheets of a meeting, and stand in the project."""
    files = {
        "cardprint.yaml": written(changed(PROJECT, **{"areas": ["skole"], **config})),
        "cards/agendas/moede.yaml": written(changed(AGENDA, groups=groups, items=[{"title": "Snak", "worksheet": "ark"}])),
        "cards/worksheets/ark.yaml": written(SHEET),
        "cards/kort.yaml": written(DECK),
        "cards/vocabulary.yaml": written(VOCABULARY),
    }
    for area in config.get("areas", ["skole"]):
        files[f"cards/areas/{area}.yaml"] = written({"name": area.capitalize()})
    for organisation in config.get("organisations", []):
        files[f"cards/organisations/{organisation}.yaml"] = written({"name": organisation.capitalize()})
    root = make(files)
    report = build(Job(path=root, kinds=("worksheet",), fillable=fillable))
    assert not [problem for problem in report.problems if problem.is_error]
    return root


def form(root: Path, answers: Mapping[int, Mapping[str, str]], *, folder: str = "skole", program: str = "pypdf") -> bytes:
    """Fill in groups of a form, by their numbers from 1."""
    data = (root / f"output/{folder}/moede-worksheet.pdf").read_bytes()
    sheets: dict[str, int] = {}
    named = {}
    for widget in filling.widgets(data):
        key, _, field = widget.name.partition("-")
        if field == "group":
            sheets[key] = len(sheets) + 1
        at = sheets.get(key, len(sheets))
        if field in answers.get(at, {}):
            named[widget.name] = answers[at][field]
    return filling.PROGRAMS[program](data, named)


def said(root: Path, name: str = NOTES) -> Any:
    return splicing.plain((root / name).read_bytes(), name)[0]


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


ONE = {"challenges-1-text": "Vi venter på svar", "challenges-1-importance": "4", "challenges-1-effect": "3", "keep": "Roen"}
TWO = {
    "challenges-1-text": "Skemaet er for langt",
    "challenges-1-importance": "2",
    "challenges-1-barriers-2": "Yes",
    "our_words": "Fodslag",
}


def test_forms_become_notes_and_all_that_is_made_of_them(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "ind").mkdir()
    (root / "ind/bord1.pdf").write_bytes(form(root, {1: ONE}))
    (root / "ind/begge.pdf").write_bytes(form(root, {2: TWO}))
    result = run("ind")
    assert result.exit_code == 0
    notes = said(root)
    assert [group["name"] for group in notes["groups"]] == ["Bord 1", "Bord 2"]
    first, second = (group["challenges"][0] for group in notes["groups"])
    assert first == {"text": "Vi venter på svar", "importance": "4", "effect": "3"}
    assert (second["text"], second["barriers"]) == ("Skemaet er for langt", ["love og regler"])
    for name in ("notes/skole/moede-ret.xlsx", "output/skole/moede-summary.pdf", "output/skole/moede-words.pdf"):
        assert (root / name).exists(), name
    assert "2 groups, 2 challenges, 0 answers to decide" in result.stdout
    before = snapshot(root / "notes")
    again = run("ind")
    assert (again.exit_code, snapshot(root / "notes")) == (0, before)


def test_nothing_but_the_file_itself_is_needed(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    shutil.rmtree(root / "output")
    shutil.rmtree(root / "notes")
    assert run("bord1.pdf").exit_code == 0
    assert said(root)["groups"][0]["challenges"][0]["text"] == "Vi venter på svar"


def test_what_a_person_corrected_survives(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    run("bord1.pdf")
    path = root / NOTES
    path.write_text("# set igennem af Anne\n" + path.read_text().replace("Vi venter på svar", "Vi venter længe på svar"))
    edited = path.read_bytes()
    result = run("bord1.pdf")
    assert path.read_bytes() == edited
    assert "is “Vi venter længe på svar” in the notes, but “Vi venter på svar” in bord1.pdf" in result.stderr


def test_scans_become_notes_with_pictures_and_what_a_person_has_to_decide(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    there, _ = known.gather(root)
    (root / "scan").mkdir()
    for number, held in enumerate(there.pages.values()):
        if held.page.page > 1 or held.page.group not in {"Bord 1", "Bord 2"}:
            continue
        taken = handwriting.taken(held, there, number + 1, kind="ordinary", held=False)
        (root / f"scan/{number}.jpg").write_bytes(taken.data)
    result = run("scan")
    assert result.exit_code == 0, result.stderr
    notes = said(root)
    assert [group["name"] for group in notes["groups"]] == ["Bord 1", "Bord 2"]
    named = {name for group in notes["groups"] for row in group["challenges"] if (name := row.get("picture"))}
    there = {path.name for path in (root / "notes/skole/moede-pictures").iterdir()}
    assert named
    assert named <= there
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in (root / "notes/skole/moede-pictures").iterdir())
    before = snapshot(root / "notes")
    run("scan")
    assert snapshot(root / "notes") == before


def test_words_that_were_printed_in_a_row_are_its_words_when_it_comes_back_from_a_scanner(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    (root / "cards/worksheets/ark.yaml").write_text(written(changed(SHEET, prefilled_challenges=["Vi venter", "Møderne", "Skemaet"])))
    build(Job(path=root, kinds=("worksheet",)))
    there, _ = known.gather(root)
    held = next(
        held
        for held in there.pages.values()
        if (held.page.group, held.page.page) == ("Bord 1", 1) and any(spot.value == "Vi venter" for spot in held.spots)
    )
    picture = handwriting.pictured(there.pdf(held.page.key) or b"", held.number)
    hand = handwriting.Hand(picture.size, random.Random(4), held=False)  # noqa: S311 - the same hand every time
    spots = handwriting.fields(held.spots)
    handwriting.ring(hand, *handwriting.centre(spots["challenges.1.importance"][3]))
    left, top, width, height = spots["challenges.2.text"][0].box
    handwriting.written(hand, (left, top + height / 2, width, height / 2), stray=0)
    hand.on(picture).save(root / "scan.png")
    assert run("scan.png").exit_code == 0
    rows = said(root)["groups"][0]["challenges"]
    assert rows == [{"text": "Vi venter", "importance": "4"}, {"text": "Møderne", "picture": "bord1-2-text.png"}]


def test_a_form_that_lost_its_fields_is_read_as_a_picture_and_told(project: Make, run: Run) -> None:
    root = printed(project)
    with pypdfium2.PdfDocument(form(root, {1: ONE})) as document:
        document.init_forms()
        page = document[0]
        pypdfium2.raw.FPDFPage_Flatten(page.raw, pypdfium2.raw.FLAT_PRINT)
        document.save(root / "flad.pdf")
    with pikepdf.open(root / "flad.pdf", allow_overwriting_input=True) as pdf:
        del pdf.Root.AcroForm, pdf.pages[1:]
        pdf.save(root / "flad.pdf")
    result = run("flad.pdf")
    assert (result.exit_code, "error: flad.pdf, page 1: the form was saved without its fields" in result.stderr) == (1, True)
    row = said(root)["groups"][0]["challenges"][0]
    assert (row["importance"], row["effect"], row["picture"]) == ("4", "3", "bord1-1-text.png")


def test_sheets_of_elsewhere_are_named_by_their_pdf_and_unknown_ones_told_once(project: Make, run: Run) -> None:
    root = printed(project, fillable=False, groups=6)
    there, _ = known.gather(root)
    pages = [handwriting.pictured(there.pdf(held.page.key) or b"", held.number) for held in there.pages.values() if held.page.page == 1]
    pages[0].save(root / "alle.pdf", save_all=True, append_images=pages[1:], resolution=254)
    (root / "output/skole/moede-worksheet.pdf").rename(root / "ark.pdf")
    shutil.rmtree(root / "notes")
    result = run("alle.pdf")
    assert [line for line in result.stderr.splitlines() if "belongs to no sheet" in line] == result.stderr.splitlines()[:1]
    assert run("alle.pdf", "--sheets", "ark.pdf").exit_code == 0
    result = run("alle.pdf", "--sheets", "alle.pdf", "--sheets", "cards")
    assert result.stderr.count("holds no sheets that cardprint has printed") == 2


def test_a_page_that_could_not_be_read_is_listed_with_its_file(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    there, _ = known.gather(root)
    good, more = (
        handwriting.pictured(there.pdf(held.page.key) or b"", held.number) for held in list(there.pages.values())[:3] if held.page.page == 1
    )
    hidden = more.copy()
    for corner in ((0, 0, more.width, 300), (0, more.height - 300, more.width, more.height)):
        hidden.paste((255, 255, 255), corner)
    good.save(root / "scan.pdf", save_all=True, append_images=[hidden], resolution=254)
    (root / "telefon.heic").write_bytes(b"\0\0\0\x18ftypheic")
    assert run("scan.pdf", "telefon.heic").exit_code == 1
    unread = said(root)["unread"]
    assert [(one["file"], one.get("pages")) for one in unread] == [("scan.pdf", "2"), ("telefon.heic", None)]
    guide = openpyxl.load_workbook(root / "notes/skole/moede-ret.xlsx").worksheets[0]
    assert "scan.pdf, side 2, telefon.heic" in guide["A2"].value
    with pypdfium2.PdfDocument(root / "notes/skole/moede-ret.pdf") as document:
        assert "scan.pdf, side 2" in document[0].get_textpage().get_text_bounded()
    before = (root / "scan.pdf").read_bytes()
    good.save(root / "scan.pdf", save_all=True, append_images=[more], resolution=254)
    assert run("scan.pdf").exit_code == 0
    assert said(root)["unread"] == unread  # another file of that name is another file
    (root / "andet.pdf").write_bytes(before)
    assert run("andet.pdf").exit_code == 1
    assert [one["file"] for one in said(root)["unread"]] == ["telefon.heic", "andet.pdf"]


def test_a_large_scan_is_read(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    there, _ = known.gather(root)
    held = next(iter(there.pages.values()))
    handwriting.pictured(there.pdf(held.page.key) or b"", held.number).save(root / "scan.pdf", resolution=254)
    with pikepdf.open(root / "scan.pdf", allow_overwriting_input=True) as pdf:
        pdf.Root.More = pdf.make_stream(bytes(60_000_000))
        pdf.save(root / "scan.pdf", compress_streams=False)
    assert (root / "scan.pdf").stat().st_size > 60_000_000
    assert run("scan.pdf").exit_code == 0


def test_the_workbook_beside_the_notes_is_read_before_another_takes_its_place(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    (root / "bord2.pdf").write_bytes(form(root, {2: TWO}))
    run("bord1.pdf")
    workbook = root / "notes/skole/moede-ret.xlsx"
    book = openpyxl.load_workbook(workbook)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value == "Vi venter på svar"]
    cells[0].value = "Vi venter på lægen"
    book.save(workbook)
    made = json.loads(run("bord2.pdf", "--json").stdout)
    assert made["notes"] == [{"notes": NOTES, "groups": 2, "challenges": 2, "unsure": 0}]
    assert {"path": NOTES, "state": "written"} in made["files"]
    assert (bool(made["written"]), made["problems"]) == (True, [])
    assert [group["challenges"][0]["text"] for group in said(root)["groups"]] == ["Vi venter på lægen", "Skemaet er for langt"]
    texts = [cell.value for sheet in openpyxl.load_workbook(workbook).worksheets for row in sheet.iter_rows() for cell in row]
    assert {"Vi venter på lægen", "Skemaet er for langt"} <= set(texts)


# --- what is none of it ----------------------------------------------------------------------------------------------


def encrypted(data: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("hemmelig")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def blank() -> bytes:
    pdf, out = pikepdf.new(), BytesIO()
    pdf.add_blank_page(page_size=(842, 595))
    pdf.save(out)
    return out.getvalue()


def test_what_is_wrong_with_one_file_stops_no_other(project: Make, run: Run) -> None:
    root = printed(project)
    good = form(root, {1: ONE})
    strange = {
        "bord1.pdf": good,
        "broken.pdf": good[: len(good) // 3],
        "empty.pdf": b"",
        "hidden.pdf": encrypted(good),
        "photo.heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64,
        "text.jpg": b"not a picture",
        "other.xlsx": b"PK\x03\x04 not a workbook of ours",
        "letter.docx": b"PK\x03\x04",
        ".hidden.pdf": b"",
    }
    (root / "ind").mkdir()
    for name, data in strange.items():
        (root / "ind" / name).write_bytes(data)
    result = run("ind")
    assert result.exit_code == 1
    assert said(root)["groups"][0]["challenges"][0]["text"] == "Vi venter på svar"
    assert "Traceback" not in result.stderr
    for name in ("broken.pdf", "empty.pdf", "hidden.pdf", "photo.heic", "text.jpg", "other.xlsx"):
        assert f"{name}: error: " in result.stderr, name
    assert "Not read in the folder: letter.docx (1 in all)" in result.stderr
    assert ".hidden.pdf" not in result.stderr


def test_the_sheets_as_they_were_printed_are_no_answers(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    result = run("output/skole/moede-worksheet.pdf")
    assert result.exit_code == 0
    assert "nothing is written in them" in result.stderr
    assert not (root / NOTES).exists()


def test_a_sheet_of_an_area_that_is_gone_is_a_problem(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    (root / "cardprint.yaml").write_text(written(changed(PROJECT, areas=["hjem"])))
    (root / "cards/areas/hjem.yaml").write_text(written({"name": "Hjem"}))
    result = run("bord1.pdf")
    assert result.exit_code == 1
    assert "bord1.pdf: error: bord1.pdf, page 1, 2: the sheet is of skole/moede" in result.stderr
    assert not list((root / "notes").glob("*/moede*"))


def test_notes_that_the_project_no_longer_comes_to_are_told_where_new_ones_begin(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    assert run("bord1.pdf").exit_code == 0
    (root / "cardprint.yaml").write_text(written(changed(PROJECT, areas=["skole"], organisations=["nord", "syd"])))
    (root / "cards/organisations").mkdir()
    for name in ("nord", "syd"):
        (root / f"cards/organisations/{name}.yaml").write_text(written({"name": name.capitalize()}))
    build(Job(path=root, kinds=("worksheet",), fillable=True))
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}, folder="nord/skole"))
    result = run("bord1.pdf")
    assert f"{NOTES}: warning: {NOTES} is notes of the same meeting" in result.stderr
    assert "Move the file and the folder of pictures to notes/nord/skole" in result.stderr
    assert "is notes of the same meeting" not in run("bord1.pdf").stderr


def test_notes_that_cannot_be_read_stay_and_others_are_written(project: Make, run: Run) -> None:
    root = printed(project, areas=["skole", "hjem"])
    for area in ("skole", "hjem"):
        (root / f"{area}.pdf").write_bytes(form(root, {1: ONE}, folder=area))
    (root / "notes/skole").mkdir()
    broken = b"groups: [\nagenda: moede\n"
    (root / NOTES).write_bytes(broken)
    result = run("skole.pdf", "hjem.pdf")
    assert result.exit_code == 1
    assert f"{NOTES}:" in result.stderr
    assert (root / NOTES).read_bytes() == broken
    assert said(root, "notes/hjem/moede.yaml")["groups"][0]["keep"] == ["Roen"]


def test_a_folder_of_notes_that_leads_out_of_the_project_is_not_written_to(
    project: Make, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (root / "notes/skole").symlink_to(elsewhere, target_is_directory=True)
    assert run("bord1.pdf").exit_code == 1
    assert list(elsewhere.iterdir()) == []


def test_one_run_at_a_time_writes_notes(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    alone = holding.alone
    monkeypatch.setattr(holding, "alone", lambda folder: alone(folder, patience=0.1))
    with alone(root / "notes"):
        result = run("bord1.pdf")
    assert result.exit_code == 1
    assert "notes: error: Another run is writing to notes" in result.stderr
    assert not (root / NOTES).exists()


def test_a_missing_library_is_told_with_its_cure(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    monkeypatch.setitem(sys.modules, "zxingcpp", None)
    result = run("bord1.pdf")
    assert result.exit_code == 2
    assert 'pip install "cardprint[collect]"' in result.stderr


def test_no_file_and_no_project_are_wrong_usage(project: Make, run: Run) -> None:
    assert run().exit_code == 2
    assert run("missing.pdf").exit_code == 2
    project({})
    assert run("missing.pdf").exit_code == 2


# --- whose it is, and what is private --------------------------------------------------------------------------------


def test_each_organisation_and_area_has_notes_of_its_own(project: Make, run: Run) -> None:
    root = printed(project, areas=["skole", "hjem"], organisations=["nord", "syd"])
    folders = [f"{organisation}/{area}" for organisation in ("nord", "syd") for area in ("skole", "hjem")]
    (root / "ind").mkdir()
    for at, folder in enumerate(folders):
        (root / f"ind/{at}.pdf").write_bytes(form(root, {1: {**ONE, "challenges-1-text": folder}}, folder=folder))
    shutil.rmtree(root / "output")
    assert run("ind").exit_code == 0
    for folder in folders:
        assert [row["text"] for row in said(root, f"notes/{folder}/moede.yaml")["groups"][0]["challenges"]] == [folder]
        assert (root / f"output/{folder}/moede-summary.pdf").exists()


def test_what_looks_private_is_told_at_its_place_and_masked_on_request(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: {**ONE, "keep": "Ring til Anne, 22 33 44 55, eller anne@eksempel.dk"}}))
    result = run("bord1.pdf")
    assert result.exit_code == 0
    assert f"{NOTES}:10:12: warning: This looks like a telephone number" in result.stderr
    assert "This looks like a mail address" in result.stderr
    (root / NOTES).unlink()
    (root / "notes/skole/moede-ret.xlsx").unlink()
    result = run("bord1.pdf", "--redact")
    assert "looks like" not in result.stderr
    assert said(root)["groups"][0]["keep"] == ["Ring til Anne, •••, eller •••"]
    assert not [name for name, data in snapshot(root / "output/skole").items() if "worksheet" not in name and b"22 33 44 55" in data]


def test_a_meeting_is_forgotten_and_nothing_else(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    kept = snapshot(root)
    run("bord1.pdf")
    (root / "notes/skole/moede-pictures").mkdir(exist_ok=True)
    (root / "notes/skole/moede-pictures/bord1-1-text.png").write_bytes(b"\x89PNG")
    (root / "notes/skole/moede-pictures/mine.txt").write_text("mit eget")
    (root / "notes/skole/andet.yaml").write_text("agenda: andet\n")
    result = run("--forget", "moede")
    assert result.exit_code == 0
    assert "mine.txt was not made by cardprint" in result.stderr
    assert "removed    notes/skole/moede.yaml" in result.stdout or "notes/skole/moede.yaml" in result.stdout
    left = snapshot(root)
    assert {name for name in left if name not in kept} == {"notes/skole/moede-pictures/mine.txt", "notes/skole/andet.yaml"}
    assert {name for name in kept if name not in left} == set()
    result = run("--forget", "moede")
    assert result.exit_code == 2
    assert "andet" in result.stderr


@pytest.mark.parametrize("name", ["../skole", "/etc", "", ".", "moede/../moede"])
def test_only_a_meeting_can_be_forgotten(name: str, project: Make, run: Run) -> None:
    root = printed(project)
    before = snapshot(root)
    assert run("--forget", name).exit_code == 2
    assert snapshot(root) == before


# --- all of it at once -----------------------------------------------------------------------------------------------


def agrees(group: Any, truth: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether each judgement stands in the notes as it was made, or waits for a person."""
    doubted = {one["field"] for one in group.get("unsure", [])}
    rows = [row for row in group["challenges"] if "sheet" not in row]
    judged = {field: values for field, values in truth.items() if field.endswith(("importance", "effect")) and values}
    found = {field: rows[int(field.split(".")[1]) - 1].get(field.rpartition(".")[2]) for field in judged}
    return len(rows) <= 3 and all(found[field] in values if found[field] else field in doubted for field, values in judged.items())


@pytest.mark.slow
def test_forty_groups_half_on_paper_come_in_by_one_run_every_answer_once(project: Make, run: Run) -> None:
    root = printed(project, groups=40)
    there, _ = known.gather(root)
    (root / "ind").mkdir()
    typed: dict[int, dict[str, str]] = {group: {} for group in range(1, 21)}
    for group in typed:
        for row in (1, 2, 3):
            typed[group] |= {
                f"challenges-{row}-importance": f"{(group + row) % 4 + 1}",
                f"challenges-{row}-effect": f"{(group + 2 * row) % 4 + 1}",
                f"challenges-{row}-text": f"Gruppe {group}, række {row}",
            }
    for half, program in ((range(1, 11), "pypdf"), (range(11, 21), "pdfium")):
        (root / f"ind/form{half[0]}.pdf").write_bytes(form(root, {group: typed[group] for group in half}, program=program))
    fronts = [held for held in there.pages.values() if held.page.page == 1][20:40]
    taken = [
        handwriting.taken(held, there, at, kind="ordinary" if at % 10 == 0 else "straight", held=False) for at, held in enumerate(fronts)
    ]
    for at, one in enumerate(taken):
        (root / f"ind/scan-{at:02}.jpg").write_bytes(one.data)
    (root / "ind/again.jpg").write_bytes(taken[0].data)
    more = handwriting.taken(fronts[1], there, 999, kind="ordinary", held=False)
    (root / "ind/z-more.jpg").write_bytes(more.data)
    for name, data in {"broken.pdf": b"%PDF-1.7\n", "letter.jpg": b"Hej", "blank.pdf": blank()}.items():
        (root / f"ind/{name}").write_bytes(data)
    result = run("ind")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines() if ": error: " in line] == ["blank.pdf", "broken.pdf", "letter.jpg"]
    groups = said(root)["groups"]
    assert [group["name"] for group in groups] == [f"Bord {number}" for number in range(1, 41)]
    for number, group in enumerate(groups[:20], 1):
        assert [(row["importance"], row["text"]) for row in group["challenges"]] == [
            (f"{(number + row) % 4 + 1}", f"Gruppe {number}, række {row}") for row in (1, 2, 3)
        ]
    assert all(agrees(group, one.truth) for one, group in zip(taken, groups[20:], strict=True))
    assert [group["name"] for group in groups if any("sheet" in row for row in group["challenges"])] == ["Bord 22"]
    assert result.stderr.count("says something else than the sheet that was read before") == 1
    assert listed(root) == ordered(groups)


def listed(root: Path) -> list[tuple[int, int]]:
    """Read the judgements of the summary's challenges, in its order."""
    rows = list(csv.reader(StringIO((root / "output/skole/moede-summary.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    return [(int(row[6]), int(row[7])) for row in rows[1:] if row[6] and row[7]]


def ordered(groups: Sequence[Mapping[str, Any]]) -> list[tuple[int, int]]:
    """Reckon the order anew: field by field, in each by importance, then by effect."""
    rows = [row for group in groups for row in group["challenges"] if row.get("importance") and row.get("effect")]
    judged = [(int(row["importance"]), int(row["effect"])) for row in rows]
    fields = [(True, True), (True, False), (False, True), (False, False)]
    return sorted(judged, key=lambda both: (fields.index((both[0] > 2, both[1] > 2)), -both[0], -both[1]))


def single(data: bytes, number: int) -> bytes:
    """Take a page out of a file, as programs do it that put PDFs together: the list of the form's fields is lost."""
    writer = pypdf.PdfWriter()
    writer.add_page(pypdf.PdfReader(BytesIO(data)).pages[number])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def together(*files: bytes) -> bytes:
    """Put files together: their fields have the same names."""
    writer = pypdf.PdfWriter()
    for data in files:
        writer.append(BytesIO(data))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_taken_out_of_forms_and_put_together_keep_their_answers(project: Make, run: Run) -> None:
    root = printed(project)
    ticked = {**TWO, "challenges-1-disagree-1": "Yes"}
    (root / "en side.pdf").write_bytes(single(form(root, {2: ticked}), 2))
    (root / "alle.pdf").write_bytes(together(form(root, {1: ONE}), form(root, {3: ONE})))
    result = run("en side.pdf", "alle.pdf")
    assert result.exit_code == 0, result.output
    notes = said(root)
    assert [group["name"] for group in notes["groups"]] == ["Bord 1", "Bord 2", "Bord 3"]
    assert all(group["challenges"][0]["importance"] == "4" for group in notes["groups"][::2])
    row = notes["groups"][1]["challenges"][0]
    assert (row["text"], row["importance"], row["barriers"], row["disagree"]) == ("Skemaet er for langt", "2", ["love og regler"], "true")
    (root / "uenige.pdf").write_bytes(together(form(root, {1: ONE}), form(root, {1: {**ONE, "challenges-1-effect": "1"}})))
    assert "Udfordring 1, effekt af at løse det" in run("uenige.pdf").output


def test_empty_sheets_in_a_scan_are_nobody_s_and_no_further_sheets(project: Make, run: Run) -> None:
    root = printed(project, fillable=False)
    (root / "bord1.pdf").write_bytes((root / "output/skole/moede-worksheet.pdf").read_bytes())
    pages = [handwriting.pictured((root / "bord1.pdf").read_bytes(), number) for number in range(8)]
    pages[0].save(root / "scan.pdf", save_all=True, append_images=pages[1:])
    result = run("scan.pdf")
    assert result.exit_code == 0, result.output
    assert [group["name"] for group in said(root).get("groups", [])] == ["Bord 1", "Bord 2", "Bord 3"]
    assert "Extra" not in result.output
    assert "sheet 2" not in result.output


def test_home_tasks_of_a_column_do_not_mix_with_those_of_the_table(project: Make, run: Run) -> None:
    columns = [{"key": key} for key in ("number", "challenge", "importance", "home_task", "who")]
    root = printed(project)
    (root / "cards/worksheets/ark.yaml").write_text(written({**SHEET, "blocks": ["home_tasks"], "columns": columns}))
    build(Job(path=root, kinds=("worksheet",), fillable=True))
    own = {"challenges-1-text": "Kø", "challenges-1-home_task": "Ring til it", "challenges-1-who": "Ole"}
    (root / "svar.pdf").write_bytes(form(root, {1: {**own, "home_tasks-1-task": "Tæl skemaer", "home_tasks-1-due": "Fredag"}}))
    assert run("svar.pdf").exit_code == 0
    tasks = [task for task in said(root)["groups"][0]["home_tasks"] if task.get("task")]
    assert tasks == [{"task": "Tæl skemaer", "due": "Fredag"}, {"challenge": "1", "task": "Ring til it", "who": "Ole"}]


def test_two_worksheets_of_one_meeting_have_rows_of_their_own(project: Make, run: Run) -> None:
    root = printed(project)
    (root / "cards/worksheets/andet.yaml").write_text(written({**SHEET, "title": "Et andet"}))
    items = [{"title": "Snak", "worksheet": "ark"}, {"title": "Mere", "worksheet": "andet"}]
    (root / "cards/agendas/moede.yaml").write_text(written(changed(AGENDA, groups=3, items=items)))
    build(Job(path=root, kinds=("worksheet",), fillable=True))
    (root / "ark.pdf").write_bytes(form(root, {1: ONE}))
    second = (root / "output/skole/moede-worksheet-andet.pdf").read_bytes()
    with pikepdf.open(BytesIO(second)) as pdf:
        key = decoded(pdf.Root.PieceInfo.cardprint.Private.read_bytes()).pages[0].key
    (root / "andet.pdf").write_bytes(filling.by_pypdf(second, {f"{key}-{name}": value for name, value in TWO.items()}))
    handwriting.pictured(second, 0).save(root / "tom.png")
    result = run("ark.pdf", "andet.pdf", "tom.png")
    assert result.exit_code == 0, result.output
    assert "sheet 2" not in result.output
    rows = said(root)["groups"][0]["challenges"]
    assert sorted((row["text"], row["importance"]) for row in rows if row["text"]) == [
        ("Skemaet er for langt", "2"),
        ("Vi venter på svar", "4"),
    ]


@pytest.mark.parametrize("fillable", [False, True])
def test_a_sheet_of_step_two_stays_the_form_that_it_was(project: Make, run: Run, fillable: bool) -> None:
    root = printed(project)
    (root / "bord1.pdf").write_bytes(form(root, {1: ONE}))
    run("bord1.pdf")
    (root / NOTES).write_text((root / NOTES).read_text().replace("chosen: []", "chosen: [bord1.1]"))
    build(Job(path=root, kinds=("step2",), fillable=fillable))
    (root / "bord2.pdf").write_bytes(form(root, {2: TWO}))
    assert run("bord2.pdf").exit_code == 0
    assert bool(list(filling.widgets((root / "output/skole/moede-step2.pdf").read_bytes()))) is fillable


def test_words_that_are_new_and_challenges_that_are_alike_are_told_to_whoever_collects(project: Make, run: Run) -> None:
    root = printed(project)
    said = ("Vagtplanen bliver ændret for sent", "Vagtplanen ændres alt for sent", "Vagtplanen ændres sent")
    for number, text in enumerate(said, 1):
        own = {"challenges-1-text": text, "our_words": ("Fodslag", "fodslag\nborger", "Ro")[number - 1]}
        (root / f"bord{number}.pdf").write_bytes(form(root, {number: own}))
    result = run(*(f"bord{number}.pdf" for number in (1, 2, 3)))
    assert "Do the tables mean the same? bord1.1, bord2.1, bord3.1." in result.stdout
    assert "Words of the tables that do not stand in the vocabulary: fodslag, ro." in result.stdout
    summary = "".join("".join(texts(root / "output/skole/moede-summary.pdf")).split())
    assert "same_as" not in summary
    assert summary.count("Vagtplanenændresaltforsent") == 2, "in the list, and once among those that are alike"
