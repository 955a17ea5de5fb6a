"""What a person corrects in the workbook, through `collect`: it wins over what was read, loses to what was changed in the notes since, and stays."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import filling
import openpyxl
import pytest

from cardprint import build
from cardprint.collect.collecting import Asked, collect
from cardprint.job import Job
from cardprint.sources import notes as noted
from cardprint.sources import project as read_project

if TYPE_CHECKING:
    from conftest import Make

    from cardprint.notes import Notes

DECK = "title: Kort\nthemes: [{id: t, name: Tema}]\ncards: [{id: k, theme: t, text: Hvad bøvler?}]\n"
AGENDA = "title: Mødet\ndate: 2026-12-08\ngroups: 2\nitems: [{title: Snak, minutes: 30, worksheet: ark}]\n"
SHEET = "title: Opsamling\nkind: wrap_up\n"
NOTES, BOOK = "notes/base/moede.yaml", "notes/base/moede-ret.xlsx"


def returned(make: Make) -> tuple[Path, Path]:
    """Build the worksheets, fill in that of one group; give the project, and the file that comes back."""
    root = make({"cards/d.yaml": DECK, "cards/agendas/moede.yaml": AGENDA, "cards/worksheets/ark.yaml": SHEET})
    build(Job(path=root, kinds=("worksheet",), fillable=True))
    data = (root / "output/base/moede-worksheet.pdf").read_bytes()
    first = next(widget.name.partition("-")[0] for widget in filling.widgets(data))
    filled = {
        "challenges-1-text": "Vi venter på svar",
        "challenges-1-importance": "2",
        "challenges-1-barriers-1": "Yes",
        "challenges-2-text": "Skemaer",
    }
    path = root / "retur" / "bord1.pdf"
    path.parent.mkdir()
    path.write_bytes(filling.by_pdfium(data, {f"{first}-{name}": value for name, value in filled.items()}))
    return root, path


def gathered(root: Path, *paths: Path, **asked: Any) -> list[str]:
    return [problem.code for problem in collect(Asked(paths=paths, project=root, **asked)).problems]


def notes(root: Path) -> Notes:
    found, problems = noted.notes(read_project(root)[0], "base", "moede")
    assert not [problem for problem in problems if problem.is_error]
    assert found is not None
    return found


def typed(root: Path, *cells: tuple[str, int, str, object], path: str = BOOK) -> Path:
    """Type into the workbook: sheet, row, heading, value."""
    book = openpyxl.load_workbook(root / path)
    for title, row, heading, value in cells:
        at = next(cell.column for cell in book[title][1] if cell.value == heading)
        cell = book[title].cell(row, at)
        cell.value = value
        cell.data_type = "s" if isinstance(value, str) else cell.data_type
    book.save(root / path)
    return root / path


def test_what_is_corrected_wins_over_what_was_read_and_survives_a_third_collect(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(
        root,
        ("Udfordringer", 2, "Udfordring", "=Vi venter for længe\npå “svar”"),
        ("Udfordringer", 2, "Væsentlighed", 4),
        ("Udfordringer", 2, "vaner og kultur", None),
        ("Udfordringer", 2, "andet", "x"),
        ("Udfordringer", 3, "Udfordring", "–"),
        ("Udfordringer", 3, "Samme som", "bord 1.1"),
        ("Borde", 2, "Billederne er set igennem", "x"),
    )
    assert gathered(root, book) == []
    first = (root / NOTES).read_bytes()
    group = notes(root).groups[0]
    one, two = group.challenges
    assert (one.text, one.importance, one.barriers) == ("=Vi venter for længe\npå “svar”", 4, ("andet",))
    assert (two.text, two.same_as, group.seen) == ("", "bord1.1", True)
    for paths in ((form,), (form, book), (book,)):
        gathered(root, *paths)
        assert (root / NOTES).read_bytes() == first


def test_a_correction_that_was_not_collected_is_brought_in_before_the_workbook_is_made_anew(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    typed(root, ("Udfordringer", 2, "Udfordring", "Rettet"))
    gathered(root, form)
    assert notes(root).groups[0].challenges[0].text == "Rettet"


def test_what_was_changed_in_the_notes_since_is_newer_than_the_workbook(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    old = typed(root, ("Udfordringer", 2, "Væsentlighed", 1))
    text = (
        (root / NOTES)
        .read_text(encoding="utf-8")
        .replace("Vi venter på svar", "Skrevet i noterne")
        .replace("importance: 2", "importance: 3")
    )
    (root / NOTES).write_text(text, encoding="utf-8")
    assert "note-differs" in gathered(root, old)
    one = notes(root).groups[0].challenges[0]
    assert (one.text, one.importance) == ("Skrevet i noterne", 3)


def test_what_cannot_be_understood_stays_in_the_workbook_and_all_else_is_taken(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(root, ("Udfordringer", 2, "Væsentlighed", "måske"), ("Udfordringer", 3, "Udfordring", "Rettet"))
    before = book.read_bytes()
    assert gathered(root, book) == ["workbook-choice"]
    assert notes(root).groups[0].challenges[1].text == "Rettet"
    assert book.read_bytes() == before, "whoever typed it finds it again"


def test_what_looks_private_is_masked_in_the_workbook_too(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(root, ("Udfordringer", 2, "Udfordring", "Ring til 12 34 56 78 om 010190-1234"))
    gathered(root, book, redact=True)
    assert "1234" not in notes(root).groups[0].challenges[0].text


@pytest.mark.parametrize(("name", "expected"), [("Bord 7", "Bord 7"), ("bord1", "Ekstra 1")])
def test_a_table_gets_the_name_that_it_wrote_by_hand(name: str, expected: str, project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    more = "  - name: Ekstra 1\n    challenges:\n      - {text: Nyt, same_as: bord1.1}\n    pictures: {group: n.png}\n"
    text = (root / NOTES).read_text(encoding="utf-8").replace("chosen: []", "chosen: [ekstra1.1]") + more
    (root / NOTES).write_text(text, encoding="utf-8")
    (root / "notes/base/moede-pictures").mkdir(exist_ok=True)
    (root / "notes/base/moede-pictures/n.png").write_bytes(b"")
    gathered(root, form)
    codes = gathered(root, typed(root, ("Borde", 3, "Bordets navn", name)))
    found = notes(root)
    assert [group.name for group in found.groups] == ["Bord 1", expected]
    assert found.chosen == (f"{found.groups[1].slug}.1",)
    assert ("group-twice" in codes) == (name != expected)
