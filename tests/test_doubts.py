"""The sheet to check by: what is not sure and where, with its picture; a sample of what is sure; tagged, in every language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import conformance
import pikepdf
import pytest
import reader
from msgspec.structs import replace
from papers import AGENDA, PROJECT, written
from spoken import LANGUAGES
from test_workbook import png

from cardprint import sources
from cardprint.collect import doubts
from cardprint.context import Shared, open_context
from cardprint.errors import Problem
from cardprint.model import Text
from cardprint.notes import Challenge, Group, Noted, Notes, Source, Unread, Unsure

if TYPE_CHECKING:
    from conftest import Make

BORD = Group(
    name="Bord 1",
    challenges=(
        Challenge(text="Vi venter", importance=4, effect=3, barriers=("love og regler", "andet")),
        Challenge(text="Skemaer", importance=2),
    ),
    sources=(Source(kind="scan", file="scan.pdf", page=3), Source(kind="scan", file="scan.pdf", page=4)),
    unsure=(
        Unsure(field="challenges.10.effect"),
        Unsure(field="challenges.2.effect", seen=("2", "3"), picture="notes/a.png"),
    ),
)
NOTES = Notes(agenda="moede", date="2026-12-01", groups=(BORD,))


def made(notes: Notes, root: Path, code: str = "da", **more: doubts.Asked) -> tuple[bytes, tuple[Problem, ...]]:
    project, _ = sources.project(root)
    edition, _ = sources.edition(project, area=project.areas[0].id, organisation=None, language=code)
    context, _ = open_context(edition, Shared(project))
    return doubts.paper(context, notes, root, Text("Mødet"), **more)


def place(make: Make, code: str = "da") -> Path:
    agenda = {key: value for key, value in AGENDA.items() if key != "items"}
    return make(
        {
            "cardprint.yaml": written({**PROJECT, "language": code}),
            "cards/agendas/moede.yaml": written({**agenda, "items": [{"title": "Snak"}]}),
            "notes/a.png": png(400, 80),
        }
    )


def roles(data: bytes, folder: Path) -> tuple[reader.Node, Path]:
    path = folder / "moede-ret.pdf"
    path.write_bytes(data)
    return reader.tree(path), path


def test_an_answer_that_is_not_sure_stands_with_its_question_its_picture_and_what_was_seen(project: Make) -> None:
    root = place(project)
    data, problems = made(NOTES, root)
    assert problems == ()
    tree, _ = roles(data, root)
    table = next(node for node in tree.all() if node.role == "Table")
    rows = [[cell for cell in node.children if cell.role in {"TH", "TD"}] for node in table.all() if node.role == "TR"]
    said = [[" ".join(one.text for one in cell.all() if one.text) for cell in row] for row in rows]
    assert said == [
        ["Spørgsmål", "Sådan ser det ud", "Læst som", "Det rigtige"],
        ["Udfordring 2, effekt af at løse det", "", "2 eller 3?", ""],
        ["Udfordring 10, effekt af at løse det", "", "kan ikke læses", ""],
    ]
    assert [node.alt for node in rows[1][1].all() if node.role == "Figure"] == ["Udfordring 2, effekt af at løse det: 2 eller 3?"]
    assert [node.text for node in tree.all() if node.text.startswith("Læst i")] == ["Læst i scan.pdf, side 3, scan.pdf, side 4"]


def test_ten_sure_answers_from_all_groups_are_to_be_looked_up_and_none_of_what_was_typed_into_a_form(project: Make) -> None:
    root = place(project)
    challenge = Challenge(text="a", importance=1, effect=2, barriers=("andet",))
    groups = [
        Group(name=f"Bord {number}", challenges=(challenge,) * 3, sources=(Source(kind="scan", file="s.pdf", page=number),))
        for number in range(1, 6)
    ]
    groups.append(Group(name="Skærm", challenges=(challenge,) * 9, sources=(Source(kind="form", file="f.pdf"),)))
    data, _ = made(replace(NOTES, groups=tuple(groups)), root)
    tree, _ = roles(data, root)
    heads = [
        node.children[0].text
        for node in tree.all()
        if node.role == "TH" and node.children and node.children[0].text.startswith(("Bord ", "Skærm"))
    ]
    assert len(heads) == 10 + 1, "and the column's own heading"
    assert set(heads) == {f"Bord {number}" for number in range(1, 6)} | {"Bord eller gruppe"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_tagged_and_the_same_bytes_in_every_language(code: str, project: Make) -> None:
    root = place(project, code)
    data, problems = made(NOTES, root, code)
    assert problems == ()
    assert data == made(NOTES, root, code)[0]
    _, path = roles(data, root)
    assert list(conformance.accessibility(path)) == []
    with pikepdf.open(path) as file:
        assert str(file.Root.Lang) == code


def test_where_nothing_is_to_be_checked_there_is_no_sheet(project: Make) -> None:
    typed = replace(BORD, unsure=(), sources=(Source(kind="form", file="bord1.pdf"),))
    assert made(replace(NOTES, groups=(typed,)), place(project)) == (b"", ())


def test_a_picture_that_is_gone_or_leads_outside_is_left_out_and_markup_is_text(project: Make) -> None:
    root = place(project)
    unsure = (
        Unsure(field="challenges.1.effect", seen=("<b>&amp;{{ 7 * 7 }}",), picture="../../etc/passwd"),
        Unsure(field="keep", picture="notes/no.png"),
    )
    data, problems = made(replace(NOTES, groups=(replace(BORD, unsure=unsure, name="<h1>"),)), root)
    assert problems == ()
    tree, _ = roles(data, root)
    assert [node for node in tree.all() if node.role == "Figure"] == []
    said = [node.text for node in tree.all()]
    assert "<b>&amp;{{ 7 * 7 }}?" in said
    assert "<h1>" in said


def test_what_no_font_has_stands_as_a_sign_and_stops_nothing(project: Make) -> None:
    root = place(project)
    odd = "日本 🙂 e\u0301\u0301 " + "x" * 200
    group = replace(
        BORD,
        name=odd,
        unsure=(Unsure(field="home_tasks.1.challenge", seen=(odd,)),),
        sources=(Source(kind="scan", file=f"{odd}.pdf", page=1),),
    )
    data, problems = made(replace(NOTES, groups=(group,)), root)
    assert problems == ()
    assert data


def test_an_answer_of_a_further_sheet_is_looked_up_on_its_own_page_and_row(project: Make) -> None:
    root = place(project)
    pages = [("A", 1, 1), ("B", 2, 1), ("A", 5, 2), ("B", 6, 2)]
    group = Group(
        name="Bord 1",
        challenges=(Challenge(text="a", importance=1), Challenge(text="b", importance=2), Challenge(text="c", importance=3, sheet=2)),
        sources=tuple(Source(kind="scan", file="scan.pdf", page=page, key=key, sheet=sheet) for key, page, sheet in pages),
        unsure=(Unsure(field="challenges.3.effect", seen=("1", "2")),),
    )
    asked = {"A": {f"challenges.{row}.{key}": "1234" for row in (1, 2, 3) for key in ("importance", "effect")}, "B": {"keep": ""}}
    data, problems = made(replace(NOTES, groups=(group,)), root, asked=asked)
    assert problems == ()
    tree, _ = roles(data, root)
    where = [node.text for node in tree.all() if node.text.startswith("scan.pdf")]
    assert where == [
        "scan.pdf, side 5 · på arket: Udfordring 1",
        "scan.pdf, side 1",
        "scan.pdf, side 1",
        "scan.pdf, side 5 · på arket: Udfordring 1",
    ]
    data, _ = made(replace(NOTES, groups=(group,)), root)
    tree, _ = roles(data, root)
    where = [node.text for node in tree.all() if node.text.startswith("scan.pdf")]
    assert where[1:3] == ["scan.pdf, side 1, scan.pdf, side 2"] * 2, "where the printed sheet is gone, the pages of the right one"


def test_what_a_person_put_right_is_no_sample_of_what_was_read(project: Make) -> None:
    root = place(project)
    rows = (Challenge(text="a", importance=1, effect=2), Challenge(text="b", importance=3, effect=4))
    group = Group(name="Bord 1", challenges=rows, sources=(Source(kind="scan", file="s.pdf", page=1, key="A", marks="1 3 ? 4"),))
    asked = {"A": {f"challenges.{row}.{key}": "1234" for row in (1, 2) for key in ("importance", "effect")}}
    data, _ = made(replace(NOTES, groups=(group,)), root, asked=asked)
    _, path = roles(data, root)
    said = " ".join(reader.pages(path)[0].text.split())
    for wanted in ("disse 2 svar", "Udfordring 1, væsentlighed", "Udfordring 2, effekt"):
        assert wanted in said


def test_pages_that_were_not_read_and_further_sheets_are_listed(project: Make) -> None:
    root = place(project)
    further = Group(name="Bord 2", sources=(Source(kind="scan", file="b.pdf", page=1), Source(kind="scan", file="b.pdf", page=5, sheet=2)))
    asked = Group(name="Kolleger", colleagues=(Noted(words={"bother": "Ja"}),), sources=(Source(file="c.pdf", page=2, sheet=2),))
    unread = (Unread(file="scan.pdf", pages="7, 9"), Unread(file="\u0300IMG.heic"))
    data, problems = made(Notes(agenda="moede", groups=(further, asked), unread=unread), root)
    assert problems == ()
    _, path = roles(data, root)
    said = " ".join(page.text for page in reader.pages(path))
    for wanted in ("scan.pdf, side 7, 9", "IMG.heic", "Bord 2: b.pdf, side 5", "Flere ark fra samme bord"):
        assert wanted in said
    assert "Kolleger" not in said


def test_what_was_typed_into_a_form_is_no_sample_beside_a_scanned_sheet(project: Make) -> None:
    root = place(project)
    group = Group(
        name="Bord 1",
        challenges=(Challenge(text="a", importance=1), Challenge(text="b", importance=2, sheet=2)),
        sources=(Source(kind="form", file="form.pdf", page=1), Source(kind="scan", file="scan.pdf", page=5, sheet=2)),
    )
    data, _ = made(replace(NOTES, groups=(group,)), root)
    tree, _ = roles(data, root)
    assert [node.text for node in tree.all() if node.text.startswith("Udfordring")] == ["Udfordring 2, væsentlighed"]
