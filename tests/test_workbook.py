"""The workbook to correct in: what it shows, what comes back of what people do to it, and strangers' files in its place."""

from __future__ import annotations

import datetime as dt
import re
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from spoken import LANGUAGES, language

from cardprint.collect import corrections, workbook
from cardprint.collect.answers import Corrected
from cardprint.collect.tables import Choices
from cardprint.errors import Problem
from cardprint.notes import Challenge, Group, Noted, Notes, Source, Task, Unsure
from cardprint.sources.text import clean

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Edit = Callable[[Workbook], None]
BARRIERS = ("vaner og kultur", "love og regler", "andet")
NOTES = Notes(
    agenda="intromoede",
    groups=(
        Group(
            name="Bord 1",
            challenges=(
                Challenge(text="Vi venter på svar", importance=4, effect=3, barriers=("love og regler",), picture="a.png"),
                Challenge(importance=2, picture="b.png"),
            ),
            blocks={"keep": ("Morgenmøder", "Makkere")},
            pictures={"our_words": "c.png"},
            home_tasks=(Task(task="Spørg IT", challenge=1, who="Bo", due="1. december"),),
            cards=(Noted(words={"card": "12", "bother": "Skemaer"}, pictures={"sense": "a.png"}),),
            colleagues=(Noted(words={"bother": "Møder", "who": "Anna"}),),
            sources=(Source(kind="scan", file="scan.pdf", page=3),),
            unsure=(
                Unsure(field="challenges.2.effect", seen=("2", "3"), picture="b.png"),
                Unsure(field="challenges.2.barriers", seen=("love og regler", "andet")),
                Unsure(field="challenges.2.disagree", seen=("yes",)),
                Unsure(field="challenges.1.importance"),
            ),
        ),
        Group(name="Bord 2", challenges=(Challenge(text="Vi ved ikke, hvem der bestemmer", importance=1, effect=1, disagree=True),)),
    ),
)


def png(width: int = 40, height: int = 10) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", pixels)
        + chunk(b"IEND", b"")
    )


@cache
def usual() -> bytes:
    return written()


def written(notes: Notes = NOTES, root: Path = Path("nowhere"), code: str = "da") -> bytes:
    return workbook.write(notes, "aeldre/intromoede", root, language(code).labels, Choices(barriers=BARRIERS))


def loaded(data: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, folder: Path) -> tuple[list[Corrected], list[str], tuple[Problem, ...]]:
    path = folder / "intromoede-ret.xlsx"
    path.write_bytes(data)
    found, problems = corrections.read(path, "intromoede-ret.xlsx")
    return list(found.corrected if found else ()), [problem.code for problem in problems], problems


def edited(edit: Edit, folder: Path, notes: Notes = NOTES) -> tuple[list[Corrected], list[str], tuple[Problem, ...]]:
    book = loaded(usual() if notes is NOTES else written(notes))
    edit(book)
    return read(saved(book), folder)


def column(sheet: Worksheet, heading: str, row: int = 1) -> int:
    return next(cell.column for cell in sheet[row] if cell.value == heading)


def told(made: list[Corrected]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.group, one.field, one.values) for one in made]


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_a_row_a_challenge_with_its_picture_beside_the_cell_to_type_in(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.png").write_bytes(png(400, 300))
    sheet = loaded(written(root=tmp_path))["Udfordringer"]
    assert [sheet.cell(number, 3).value for number in (2, 3, 4)] == ["bord1.1", "bord1.2", "bord2.1"]
    picture, text = column(sheet, "Håndskrift"), column(sheet, "Udfordring")
    assert text == picture + 1
    shown = [(image.anchor._from.row + 1, image.anchor._from.col + 1) for image in sheet._images]  # noqa: SLF001 - openpyxl has no other way
    assert shown == [(2, picture), (3, picture), (3, column(sheet, "Sådan ser det ud"))]
    assert sheet.row_dimensions[3].height > 90, "as high as the picture"


def test_what_is_not_sure_is_yellow_and_says_what_was_seen() -> None:
    sheet = loaded(usual())["Udfordringer"]
    effect = sheet.cell(3, column(sheet, language("da").labels["column_effect"]))
    assert effect.value == "2 eller 3?"
    yellow = [cell.column for cell in sheet[3] if cell.fill.fgColor.rgb == "00FFE066"]
    assert yellow == [effect.column, *(column(sheet, name) for name in BARRIERS), column(sheet, "Vi er ikke enige")]
    assert "love og regler, andet?\nVi er ikke enige: x?" in sheet.cell(3, column(sheet, "Tvivl om")).value
    assert "kan ikke læses" in sheet.cell(2, column(sheet, "Tvivl om")).value


def test_where_nothing_is_known_of_ticks_none_is_proposed_and_one_tick_decides(tmp_path: Path) -> None:
    many = ("vaner og kultur", "love og regler", "tid og penge", "andet")
    group = Group(name="Bord 1", challenges=(Challenge(text="a"),), unsure=(Unsure(field="challenges.1.barriers", seen=many),))

    def edit(book: Workbook) -> None:
        sheet = book["Udfordringer"]
        assert sheet.cell(2, column(sheet, "Tvivl om")).value == "Barrierer: kan ikke læses"
        assert [sheet.cell(2, column(sheet, name)).value for name in BARRIERS] == [None] * 3
        sheet.cell(2, column(sheet, "andet")).value = "x"

    made, codes, _ = edited(edit, tmp_path, Notes(agenda="a", groups=(group,)))
    assert (told(made), codes) == ([("Bord 1", "challenges.1.barriers", ("andet",))], [])


def test_scales_ticks_and_other_challenges_are_chosen_from_lists_and_what_only_tells_is_locked() -> None:
    book = loaded(usual())
    sheet = book["Udfordringer"]
    offered = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert len(offered) == 2 + len(BARRIERS) + 2
    sheet_of, cells = offered[next(cells for cells in offered if cells.startswith("F2"))].split("!")
    assert [cell.value for row in book[sheet_of][cells.replace("$", "")] for cell in row] == ["1", "2", "3", "4", "–"]
    assert sheet.protection.sheet
    assert [sheet.cell(2, at).protection.locked for at in (2, 3, 4, 5)] == [True, True, True, False]
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].hidden, book["cardprint"].sheet_state) == ("D2", True, "hidden")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_a_workbook_of_all_parts_that_begins_with_how_it_is_done(code: str, tmp_path: Path) -> None:
    data = written(code=code)
    labels = language(code).labels
    assert loaded(data).sheetnames == [
        labels["correct_guide_title"],
        *(labels[f"correct_{name}"] for name in ("challenges", "blocks", "home_tasks", "cards", "answers", "groups")),
        "cardprint",
    ]
    assert read(data, tmp_path) == ([], [], ())


def test_the_same_notes_give_the_same_bytes_with_no_name_and_no_clock_in_them(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    data = written(root=tmp_path)
    assert data == written(root=tmp_path)
    with ZipFile(BytesIO(data)) as packet:
        assert {part.date_time[0] for part in packet.infolist()} == {1980}
        core = packet.read("docProps/core.xml")
    assert b"creator" not in core
    assert b"created" not in core


def test_a_picture_that_is_gone_or_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"GIF89a" + b"\0" * 60)
    sheet = loaded(written(root=tmp_path))["Udfordringer"]
    assert [sheet.cell(row, column(sheet, "Håndskrift")).value for row in (2, 3)] == ["Billedet findes ikke længere"] * 2


# --- what a person decides -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "typed", "field", "values"),
    [
        ("Udfordring", "Vi venter for længe på svar", "text", ("Vi venter for længe på svar",)),
        ("Udfordring", "\xa0 –\xa0", "text", ()),
        ("Udfordring", "-", "text", ()),
        ("Udfordring", 2026, "text", ("2026",)),
        ("Væsentlighed", 3, "importance", ("3",)),
        ("Væsentlighed", 3.0, "importance", ("3",)),
        ("Væsentlighed", "\xa03,0 ", "importance", ("3",)),
        ("Væsentlighed", "–", "importance", ()),
        ("love og regler", None, "barriers", ()),
        ("love og regler", "nej", "barriers", ()),
        ("andet", "X", "barriers", ("love og regler", "andet")),
        ("andet", True, "barriers", ("love og regler", "andet")),
        ("andet", 1, "barriers", ("love og regler", "andet")),
        ("Vi er ikke enige", "ja", "disagree", ("yes",)),
        ("Samme som", "Bord 2.1", "same_as", ("bord2.1",)),
    ],
)
def test_what_is_typed_is_understood(heading: str, typed: object, field: str, values: tuple[str, ...], tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Udfordringer"]
        sheet.cell(2, column(sheet, heading)).value = typed  # type: ignore[assignment]

    made, codes, _ = edited(edit, tmp_path)
    assert codes == []
    assert told(made) == [("Bord 1", f"challenges.1.{field}", values)]


@pytest.mark.parametrize(
    ("heading", "typed", "code"),
    [
        ("Væsentlighed", 5, "workbook-choice"),
        ("Væsentlighed", "2 eller 3", "workbook-choice"),
        ("Væsentlighed", "²", "workbook-choice"),
        ("Væsentlighed", dt.datetime(2026, 3, 2), "workbook-date"),  # noqa: DTZ001 - workbooks know no zones
        ("Udfordring", dt.date(2026, 12, 1), "workbook-date"),
        ("Udfordring", "=A1&B1", "workbook-formula"),
        ("Udfordring", "#NAME?", "workbook-formula"),
        ("andet", "måske", "workbook-tick"),
        ("Samme som", "bord9.1", "workbook-same"),
        ("Samme som", "bord1.1", "workbook-same"),
    ],
)
def test_what_cannot_be_understood_is_told_at_its_cell_and_all_else_is_taken(
    heading: str, typed: object, code: str, tmp_path: Path
) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Udfordringer"]
        sheet.cell(2, column(sheet, heading)).value = typed  # type: ignore[assignment]
        sheet.cell(4, column(sheet, "Udfordring")).value = "Andet"

    made, codes, problems = edited(edit, tmp_path)
    assert codes == [code]
    assert problems[0].place.file.startswith("intromoede-ret.xlsx, Udfordringer ")
    assert problems[0].place.file.endswith("2")
    assert told(made) == [("Bord 2", "challenges.1.text", ("Andet",))]


def test_what_was_not_sure_is_decided_and_what_stood_there_before_is_known(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Udfordringer"]
        for heading, typed in (("Effekt af at løse det", 2), ("love og regler", "x"), ("andet", None), ("Vi er ikke enige", None)):
            sheet.cell(3, column(sheet, heading)).value = typed
        sheet.cell(2, column(sheet, "Udfordring")).value = "Nyt"

    made, codes, _ = edited(edit, tmp_path)
    assert codes == []
    assert [(one.field, one.values, one.was) for one in made] == [
        ("challenges.1.text", ("Nyt",), ("Vi venter på svar",)),
        ("challenges.2.effect", ("2",), ()),
        ("challenges.2.barriers", ("love og regler",), ()),
        ("challenges.2.disagree", (), ()),
    ]


def test_ticks_that_are_decided_by_half_are_not_taken(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Udfordringer"]
        sheet.cell(3, column(sheet, "andet")).value = "x"

    made, codes, _ = edited(edit, tmp_path)
    assert (told(made), codes) == ([], ["workbook-undecided"])


def test_blocks_tasks_cards_colleagues_and_groups_are_corrected_too(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        for title, row, heading, typed in (
            ("Øvrige felter", 2, "Det står der (en linje til hvert punkt)", "Morgenmøder\n\n Makkere \nKaffe"),
            ("Øvrige felter", 3, "Det står der (en linje til hvert punkt)", "kaos"),
            ("Hjemmeopgaver", 2, "Udfordring", "2.0"),
            ("Hjemmeopgaver", 2, "Senest", dt.datetime(2026, 12, 10)),  # noqa: DTZ001
            ("Noteark", 2, "Det giver mening", "Ro"),
            ("Kollegers svar", 2, "Hvem", "–"),
            ("Borde", 2, "Billederne er set igennem", "x"),
        ):
            sheet = book[title]
            sheet.cell(row, column(sheet, heading)).value = typed

    made, codes, _ = edited(edit, tmp_path)
    assert codes == []
    assert [(one.field, one.values) for one in made] == [
        ("keep", ("Morgenmøder", "Makkere", "Kaffe")),
        ("our_words", ("kaos",)),
        ("home_tasks.1.challenge", ("2",)),
        ("home_tasks.1.due", ("2026-12-10",)),
        ("cards.1.sense", ("Ro",)),
        ("answers.1.who", ()),
        ("seen", ("yes",)),
    ]


def test_what_is_not_sure_and_belongs_in_no_row_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    group = replace(
        NOTES.groups[0], unsure=(Unsure(field="written_by", seen=("Bo",)), Unsure(field="challenges.3.importance", seen=("1",)))
    )

    def edit(book: Workbook) -> None:
        book["Andet"].cell(2, 4).value = "Bo Hansen"
        book["Udfordringer"].cell(4, column(book["Udfordringer"], "Væsentlighed")).value = 1

    made, codes, _ = edited(edit, tmp_path, replace(NOTES, groups=(group,)))
    assert (told(made), codes) == ([("Bord 1", "challenges.3.importance", ("1",)), ("Bord 1", "written_by", ("Bo Hansen",))], [])


def test_a_name_written_by_hand_is_typed_and_pictures_of_a_second_sheet_stand_with_their_block(tmp_path: Path) -> None:
    for name in ("n.png", "k.png", "k2.png"):
        (tmp_path / name).write_bytes(png())
    group = Group(name="Ekstra 1", pictures={"group": "n.png", "keep": "k.png", "keep.2": "k2.png"})
    book = loaded(written(Notes(agenda="a", groups=(group,)), tmp_path))
    assert [len(book[title]._images) for title in ("Øvrige felter", "Borde")] == [2, 1]  # noqa: SLF001 - openpyxl has no other way
    book["Øvrige felter"].cell(2, column(book["Øvrige felter"], "Det står der (en linje til hvert punkt)")).value = "Kaffe"
    book["Borde"].cell(2, column(book["Borde"], "Bordets navn")).value = "Bord 7"
    made, codes, _ = read(saved(book), tmp_path)
    assert (told(made), codes) == ([("Ekstra 1", "keep", ("Kaffe",)), ("Ekstra 1", "group", ("Bord 7",))], [])


@settings(max_examples=25, deadline=None)
@example("0\x1f", "")
@example("a\x1fb", "")
@given(st.text(min_size=1, max_size=60), st.sampled_from(["", "=", "+", "-", "@", "'", "_x0041_", "\t", "–"]))
def test_any_text_stands_as_it_was_and_comes_back_as_it_was_typed(tmp_path_factory: pytest.TempPathFactory, text: str, begins: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    notes = Notes(agenda="a", groups=(Group(name="Bord 1", challenges=(Challenge(text=begins + text), Challenge(text="x"))),))
    assert read(written(notes), folder)[:2] == ([], []), "nothing was changed"
    meant, problems = clean((begins + text).replace("\r\n", "\n").replace("\r", "\n").strip(), corrections.Place("x"))
    if problems or meant.strip() in {"", "x", *corrections.NOT_THERE}:
        return

    def edit(book: Workbook) -> None:
        cell = book["Udfordringer"].cell(3, column(book["Udfordringer"], "Udfordring"))
        cell.value = ILLEGAL_CHARACTERS_RE.sub(lambda odd: f"_x{ord(odd[0]):04X}_", workbook.escaped(begins + text))
        cell.data_type = "s"

    made, codes, _ = edited(edit, folder, notes)
    assert codes == []
    assert [one.values for one in made] == [(meant.strip(),)]


# --- what people do to workbooks -------------------------------------------------------------------------------------


def _rows(sheet: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def _lay(sheet: Worksheet, rows: list[list[object]]) -> None:
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            sheet.cell(number, at).value = value  # type: ignore[assignment]


def _sorted(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    head, *rows = _rows(sheet)
    _lay(sheet, [head, *rows[::-1]])


def _columns_moved(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    _lay(sheet, [row[::-1] for row in _rows(sheet)])


def _columns_deleted(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    for heading in ("love og regler", "Håndskrift", "Effekt af at løse det"):
        sheet.delete_cols(column(sheet, heading))


def _id_deleted(book: Workbook) -> None:
    book["Udfordringer"].delete_cols(1)


def _sheet_renamed(book: Workbook) -> None:
    book["Udfordringer"].title = "Mine rettelser"
    book.create_sheet("Kladde", 0)


def _hidden(book: Workbook) -> None:
    book["Udfordringer"].row_dimensions[2].hidden = True
    book["Udfordringer"].sheet_state = "hidden"


def _heading_above(book: Workbook) -> None:
    book["Udfordringer"].insert_rows(1, 3)


def _merged(book: Workbook) -> None:
    at = column(book["Udfordringer"], "Udfordring")
    book["Udfordringer"].merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)


def _group_renamed(book: Workbook) -> None:
    book["Udfordringer"].cell(2, 2).value = "Team Nord"


def _row_emptied(book: Workbook) -> None:
    for at in range(4, 15):
        book["Udfordringer"].cell(4, at).value = None


@pytest.mark.parametrize(
    "edit", [_sorted, _columns_moved, _columns_deleted, _id_deleted, _sheet_renamed, _hidden, _heading_above, _merged, _row_emptied]
)
def test_what_people_do_to_workbooks_changes_nothing_that_they_did_not_mean(edit: Edit, tmp_path: Path) -> None:
    def typed(book: Workbook) -> None:
        book["Udfordringer"].cell(2, column(book["Udfordringer"], "Udfordring")).value = "Rettet"
        edit(book)

    made, codes, _ = edited(typed, tmp_path)
    assert (told(made), codes) == ([("Bord 1", "challenges.1.text", ("Rettet",))], [])


def _some_columns_sorted(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    head, *rows = _rows(sheet)
    _lay(sheet, [head, *([row[0], *other[1:]] for row, other in zip(rows, rows[::-1], strict=True))])


def _row_copied(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    rows = _rows(sheet)
    rows.append(list(rows[1]))
    rows[-1][column(sheet, "Udfordring") - 1] = "Noget helt andet"
    _lay(sheet, rows)


def _row_added(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    sheet.cell(9, 2).value, sheet.cell(9, column(sheet, "Udfordring")).value = "Bord 3", "Ny udfordring"


def _head_deleted(book: Workbook) -> None:
    book["Udfordringer"].delete_rows(1)


def _rows_deleted(book: Workbook) -> None:
    book["Udfordringer"].delete_rows(3, 2)


def _own_column(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    sheet.cell(1, 30).value, sheet.cell(2, 30).value = "Mine bemærkninger", "tjek"


def _own_sheet(book: Workbook) -> None:
    book.create_sheet("Kladde", 0)["A1"] = "husk kaffe"


def _own_line(book: Workbook) -> None:
    book["Udfordringer"].insert_rows(1, 3)
    book["Udfordringer"]["B1"] = "Rettet af Mona den 3. december"


def _typed_beside(book: Workbook) -> None:
    book["Udfordringer"].cell(3, column(book["Udfordringer"], "Håndskrift")).value = "Ved siden af"


def _commented(book: Workbook) -> None:
    book["Udfordringer"].cell(2, 5).comment = Comment("Spørg Bo", "Mona")


def _heading_changed(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    sheet.cell(1, column(sheet, "Udfordring")).value = "Udfordringen"


def _heading_deleted(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    sheet.cell(1, column(sheet, "Udfordring")).value = None


def _column_doubled(book: Workbook) -> None:
    sheet = book["Udfordringer"]
    sheet.cell(1, 30).value, sheet.cell(2, 30).value = "Udfordring", "Noget helt andet"


@pytest.mark.parametrize(
    ("edit", "code", "corrected"),
    [
        (_group_renamed, "workbook-own", ["Rettet"]),
        (_own_sheet, "workbook-own", ["Rettet"]),
        (_own_line, "workbook-own", ["Rettet"]),
        (_typed_beside, "workbook-own", ["Rettet"]),
        (_commented, "workbook-comments", ["Rettet"]),
        (_heading_changed, "workbook-column", []),
        (_heading_deleted, "workbook-column", []),
        (_column_doubled, "workbook-column", ["Rettet"]),
        (_some_columns_sorted, "workbook-mixed", []),
        (_row_copied, "workbook-twice", ["Rettet"]),
        (_row_added, "workbook-row", ["Rettet"]),
        (_head_deleted, "workbook-head", []),
        (_rows_deleted, "workbook-rows", ["Rettet"]),
        (_own_column, "workbook-column", ["Rettet"]),
    ],
)
def test_what_is_not_certain_is_told(edit: Edit, code: str, corrected: list[str], tmp_path: Path) -> None:
    def typed(book: Workbook) -> None:
        book["Udfordringer"].cell(2, column(book["Udfordringer"], "Udfordring")).value = "Rettet"
        edit(book)

    made, codes, _ = edited(typed, tmp_path)
    assert set(codes) == {code}
    assert [one.values[0] for one in made] == corrected


def test_a_formula_that_a_program_worked_out_counts_as_its_result(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Udfordringer"].cell(2, column(book["Udfordringer"], "Udfordring")).value = '="Rettet"&""'

    book = loaded(usual())
    edit(book)
    out = BytesIO()
    with ZipFile(BytesIO(saved(book))) as packet, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in packet.namelist():
            result = rb' t="str"><f>"Rettet"&amp;""</f><v>Rettet</v></c>'
            packed.writestr(name, re.sub(rb'><f>"Rettet"&amp;""</f><v ?/?>(</v>)?</c>', result, packet.read(name)))
    made, codes, _ = read(out.getvalue(), tmp_path)
    assert (told(made), codes) == ([("Bord 1", "challenges.1.text", ("Rettet",))], [])


# --- strangers' files ------------------------------------------------------------------------------------------------


def _repacked(change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(usual())) as packet, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in packet.namelist():
            packed.writestr(name, change(name, packet.read(name)))
        for name, data in more.items():
            packed.writestr(name, data)
    return out.getvalue()


def _kept(row: int, at: int, text: str) -> bytes:
    book = loaded(usual())
    book["cardprint"].cell(row, at).value = text
    return saved(book)


def _plain() -> bytes:
    book = Workbook()
    book.active["A1"] = "Nr."  # type: ignore[index]
    return saved(book)


STRANGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "no packet": (lambda: b"hej", "workbook-broken"),
    "cut": (lambda: usual()[:-4000], "workbook-broken"),
    "another packet": (lambda: b"PK\x05\x06" + b"\0" * 18, "workbook-broken"),
    "old or locked": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-locked"),
    "another workbook": (_plain, "workbook-foreign"),
    "another format": (lambda: _kept(1, 2, "99"), "workbook-foreign"),
    "notes outside": (lambda: _kept(1, 3, "../../etc/passwd"), "workbook-foreign"),
    "notes at the root": (lambda: _kept(1, 3, "/etc/passwd"), "workbook-foreign"),
    "a bomb": (lambda: _repacked(lambda _, data: data, **{"xl/worksheets/sheet99.xml": b" " * 41_000_000}), "workbook-large"),
    "many parts": (lambda: _repacked(lambda _, data: data, **{f"a{number}": b"" for number in range(5_001)}), "workbook-large"),
    "entities": (
        lambda: _repacked(lambda _, data: data.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)),
        "workbook-broken",
    ),
    "broken cells": (lambda: _repacked(lambda _, data: data.replace(b"<sheetData>", b"<sheetData><row r='x'>")), "workbook-broken"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_a_strangers_file_is_told_and_nothing_is_taken_from_it(what: str, tmp_path: Path) -> None:
    make, code = STRANGE[what]
    assert read(make(), tmp_path)[:2] == ([], [code])


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "stor-ret.xlsx"
    with path.open("wb") as file:
        file.truncate(100_000_001)
    found, problems = corrections.read(path, "stor-ret.xlsx")
    assert (found, [problem.code for problem in problems]) == (None, ["file-too-large"])


def test_a_cell_far_out_takes_neither_time_nor_memory(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book["Udfordringer"]["XFD1048576"] = "x"

    assert edited(edit, tmp_path)[:2] == ([], [])
