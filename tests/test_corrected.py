"""What a person corrects in the workbook, through `collect`: it wins over what was read, loses to what was changed in the notes since, and stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filling
import openpyxl
import pytest

from cardprint import build
from cardprint.collect import correcting
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


def test_where_somebody_deleted_a_row_no_words_go_to_another_one(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    path = root / NOTES
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "Vi venter på svar" not in line), encoding="utf-8")
    book = typed(root, ("Udfordringer", 3, "Udfordring", "Skemaer, alt for mange"))
    before = book.read_bytes()
    assert gathered(root, book) == ["correction-lost", "workbook-kept"]
    assert ([one.text for one in notes(root).groups[0].challenges], book.read_bytes()) == (["Skemaer"], before)


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
    assert gathered(root, book) == ["workbook-choice", "workbook-kept"]
    assert notes(root).groups[0].challenges[1].text == "Rettet"
    assert book.read_bytes() == before, "whoever typed it finds it again"


def test_what_looks_private_is_masked_in_the_workbook_too(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(root, ("Udfordringer", 2, "Udfordring", "Ring til 12 34 56 78 om 010190-1234"))
    gathered(root, book, redact=True)
    assert "1234" not in notes(root).groups[0].challenges[0].text


def heading_changed(root: Path) -> None:
    book = openpyxl.load_workbook(root / BOOK)
    next(cell for cell in book["Udfordringer"][1] if cell.value == "Udfordring").value = "Udfordringen"
    book.save(root / BOOK)


def own_column(root: Path) -> None:
    book = openpyxl.load_workbook(root / BOOK)
    book["Udfordringer"].insert_cols(5)
    book["Udfordringer"].cell(1, 5).value, book["Udfordringer"].cell(2, 5).value = "Kommentar", "hej"
    book.save(root / BOOK)


def notes_changed(root: Path) -> None:
    text = (root / NOTES).read_text(encoding="utf-8").replace("Skemaer", "Skrevet i noterne").replace("Vi venter på svar", "Og her")
    (root / NOTES).write_text(text, encoding="utf-8")


def group_gone(root: Path) -> None:
    text = (root / NOTES).read_text(encoding="utf-8").replace("name: Bord 1", "name: Bord 9").replace("key: ", "key: X")
    (root / NOTES).write_text(text, encoding="utf-8")


def broken(root: Path) -> None:
    (root / BOOK).write_bytes((root / BOOK).read_bytes()[:2000])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (heading_changed, "workbook-column"),
        (own_column, "workbook-column"),
        (notes_changed, "note-differs"),
        (group_gone, "correction-lost"),
        (broken, "workbook-broken"),
    ],
)
@pytest.mark.parametrize("given", [True, False])
def test_a_workbook_in_which_something_stands_that_is_not_in_the_notes_stays(
    change: Callable[[Path], None], code: str, given: bool, project: Make
) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(root, ("Udfordringer", 2, "Udfordring", "Rettet"), ("Udfordringer", 3, "Udfordring", "Også rettet"))
    change(root)
    before = book.read_bytes()
    codes = gathered(root, form, *([book] if given else []))
    assert {code, "workbook-kept"} <= set(codes)
    assert book.read_bytes() == before
    book.rename(book.with_name("gemt.xlsx"))
    assert "workbook-kept" not in gathered(root, form)
    assert book.exists(), "who gives the file another name gets a new one"


def test_a_workbook_that_stays_is_told_not_to_be_masked(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    typed(root, ("Udfordringer", 2, "Udfordring", "Ring til 22 33 44 55"), ("Udfordringer", 2, "Væsentlighed", "måske"))
    assert {"workbook-kept", "workbook-unmasked"} <= set(gathered(root, form, redact=True))
    assert "22334455" not in (root / NOTES).read_text(encoding="utf-8").replace(" ", "")


def test_a_workbook_is_made_anew_once_all_that_stands_in_it_is_taken(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    typed(root, ("Udfordringer", 2, "Udfordring", "Rettet"))
    notes_changed(root)
    gathered(root, form)
    typed(root, ("Udfordringer", 2, "Udfordring", None))
    assert gathered(root, form) == ["note-differs", "note-differs"], "of the form, as its answers were changed in the notes"
    sheet = openpyxl.load_workbook(root / BOOK)["Udfordringer"]
    assert "Og her" in [cell.value for cell in sheet[2]]


def test_a_workbook_that_somebody_saves_while_others_are_read_stays(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root, form = returned(project)
    gathered(root, form)
    read = correcting.corrected

    def slowly(*args: Any, **named: Any) -> Any:
        typed(root, ("Udfordringer", 2, "Udfordring", "Rettet imens"))
        return read(*args, **named)

    with monkeypatch.context() as patch:
        patch.setattr(correcting, "corrected", slowly)
        assert gathered(root, form) == ["workbook-kept"]
    assert gathered(root, root / BOOK) == []
    assert notes(root).groups[0].challenges[0].text == "Rettet imens"


def test_what_was_typed_for_a_table_that_was_renamed_in_the_notes_is_taken(project: Make) -> None:
    root, form = returned(project)
    gathered(root, form)
    book = typed(root, ("Udfordringer", 2, "Udfordring", "Rettet"), ("Udfordringer", 3, "Samme som", "bord1.1"))
    text = (root / NOTES).read_text(encoding="utf-8").replace("name: Bord 1", "name: Ledergruppen")
    (root / NOTES).write_text(text, encoding="utf-8")
    assert gathered(root, book) == []
    one, two = notes(root).groups[0].challenges
    assert (one.text, two.same_as) == ("Rettet", "ledergruppen.1")
    assert "Ledergruppen" in [cell.value for cell in openpyxl.load_workbook(book)["Udfordringer"][2]]


@pytest.mark.parametrize(("name", "expected"), [("Bord 7", ["Bord 1", "Bord 7"]), ("bord1", ["Bord 1"])])
def test_a_table_gets_the_name_that_it_wrote_by_hand(name: str, expected: list[str], project: Make) -> None:
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
    assert [group.name for group in found.groups] == expected
    (chosen,) = found.chosen
    assert found.challenges[chosen].text == "Nyt"
    assert codes == ([] if len(expected) == 2 else ["spare-joined"])
