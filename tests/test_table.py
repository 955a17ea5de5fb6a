"""Cards come in from a table and go out as one: right, or a Problem with sheet and cell; the YAML stays as its people wrote it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from cardprint import new
from cardprint.cli import cli

if TYPE_CHECKING:
    from conftest import Make

AREAS = {
    "cards/areas/skole.yaml": "id: skole\nname: Skole\n",
    "cards/areas/aeldre.yaml": "id: aeldre\nname: Ældreområdet   # plejehjem\n",
}
DECK = """\
# Vores kort
id: kort
title: 'Kort'
themes: [{id: sprog, name: "Fælles sprog"}, {id: boevl, name: Bøvl}]
cards:
  # først sproget
  - id: sprog-01   # det første
    theme: sprog
    text: "Hvad siger vi?"
    follow_up: ['Hvem siger det?', Hvornår?]
    variants:
      skole: {text: Hvad siger en lærer?}   # fra skolerne
  - {id: sprog-02, theme: sprog, text: >-
      Hvad tier vi om?}
  - id: boevl-01
    theme: boevl
    text: >-
      Hvad bøvler
      hver dag?
""".replace("{id: sprog-02, theme: sprog, text: >-\n      Hvad tier vi om?}", "{id: sprog-02, theme: sprog, text: 'Hvad tier vi om?'}")
HEAD = ("Id", "Tema", "Spørgsmål", "Opfølgning")
Line = Sequence[object]


def book(*lines: Line, change: Callable[[Any], None] | None = None, title: str = "Kort") -> bytes:
    made = Workbook()
    made.active.title = title
    for line in lines:
        made.active.append(list(line))
    if change:
        change(made)
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def text(*lines: Line, by: str = ";") -> str:
    return "".join(by.join(f"{cell}" for cell in line) + "\r\n" for line in lines)


def took(root: Path, monkeypatch: pytest.MonkeyPatch, *words: str, lang: str = "en", typed: str | None = None) -> Result:
    monkeypatch.chdir(root)
    return CliRunner().invoke(cli, ["import", *words, "--lang", lang], input=typed, catch_exceptions=False)


def read(root: Path, name: str = "cards/kort.yaml") -> str:
    return (root / name).read_bytes().decode()


# --- into a deck that is there ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_only_the_lines_that_were_asked_for_change(newline: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    table = text(
        ("Spørgsmål", "Id", "Tema", "Opfølgning 1", "Opfølgning 2", "Spørgsmål (Skole)", "Spørgsmål (Ældre)", "Spørgsmål [en]", "Status"),
        ("Hvad siger vi nu?", "sprog-01", "", "", "–", "Hvad siger en elev?", "Hvad siger en beboer?", "What do we say?", "udkast"),
        ("Hvad tier vi om?", "Sprog–02", "fælles  sprog", "", "", "", "", "", ""),
        ("", "boevl-01", "", "Hver dag?", "", "", "", "", ""),
    )
    root = project({"cards/kort.yaml": DECK.replace("\n", newline), "t.csv": table, **AREAS})
    result = took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    expected = (
        DECK.replace('text: "Hvad siger vi?"', 'text: "Hvad siger vi nu?"')
        .replace("['Hvem siger det?', Hvornår?]", "['Hvem siger det?']")
        .replace(
            "{text: Hvad siger en lærer?}   # fra skolerne\n",
            "{text: Hvad siger en elev?}   # fra skolerne\n    status: draft\n    translations: {en: {text: What do we say?}}\n",
        )
        .replace("      hver dag?\n", "      hver dag?\n    follow_up: [Hver dag?]\n")
    )
    assert read(root) == expected.replace("\n", newline)
    assert read(root, "cards/areas/skole.yaml") == AREAS["cards/areas/skole.yaml"]
    assert read(root, "cards/areas/aeldre.yaml").startswith(
        AREAS["cards/areas/aeldre.yaml"] + "cards: {sprog-01: {text: Hvad siger en beboer?, base: "
    )
    checked = CliRunner().invoke(cli, ["check", "--area", "aeldre", "--lang", "en"])
    assert "base-changed" not in checked.output
    assert checked.exit_code == 0
    again = took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml", "--yes")
    assert "0 new cards, 0 cards changed, 3 cards as before" in again.stdout


def test_nothing_is_written_before_somebody_has_said_yes(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    table = text(HEAD, ("", "Bøvl", "Hvad er nyt?", ""))
    root = project({"cards/kort.yaml": DECK, "t.csv": table})
    result = took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "cards/kort.yaml:",
        "  new      boevl-02  Hvad er nyt?",
        "  1 new card, 0 cards changed, 0 cards as before",
        "  3 cards not in the table, left as they are: sprog-01, sprog-02, boevl-01",
        "Nothing is written. Run it again with --yes to write.",
    ]
    assert read(root) == DECK


def test_an_areas_words_keep_a_true_base_and_a_stale_one_stays_stale(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    overlay = "name: Skole\ncards:\n  sprog-02: {text: Gammelt, base: 01234567}   # se her\n"
    table = text(("Id", "Område", "Tema", "Spørgsmål"), ("sprog-02", "", "", "Nyt"), ("sprog-02", "Skole", "", "Nyt i skolen"))
    root = project({"cards/kort.yaml": DECK, "t.csv": table, **AREAS, "cards/areas/skole.yaml": overlay})
    assert took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml", "--yes").exit_code == 0
    assert read(root, "cards/areas/skole.yaml") == overlay.replace("Gammelt", "Nyt i skolen")
    assert read(root) == DECK.replace("'Hvad tier vi om?'", "'Nyt'")


def test_a_dash_clears_also_an_areas_words(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    table = text(("Id", "Opfølgning", "Tema", "Spørgsmål (Skole)"), ("sprog-01", "–", "", "-"))
    root = project({"cards/kort.yaml": DECK, "t.csv": table, **AREAS})
    assert took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml", "--yes").exit_code == 0
    assert "variants" not in read(root)
    assert "follow_up" not in read(root)


def test_rows_without_an_id_are_known_by_their_words(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    table = text(("Tema", "Spørgsmål", "Note"), ("Bøvl", "hvad\xa0bøvler hver dag?", "Giv god tid"), ("Bøvl", "Hvad er nyt?", ""))
    root = project({"cards/kort.yaml": DECK, "t.csv": table})
    for told in ("1 new card, 1 card changed, 0 cards as before", "0 new cards, 0 cards changed, 2 cards as before"):
        assert told in took(root, monkeypatch, "t.csv", "--into", "cards/kort.yaml", "--yes").stdout
    assert "{id: boevl-02, theme: boevl, text: Hvad er nyt?}" in read(root)


# --- real-shaped tables, right at the first import -------------------------------------------------------------------


def questions() -> bytes:
    """A title, a date, the head in row three, themes merged over their rows, a hidden helper sheet, hard blanks, dates elsewhere."""
    themes = ("Fælles\xa0sprog", "Bøvl i hverdagen", "Det, der virker", "Rammer", "Roller")
    lines: list[Line] = [("Spørgsmål til dialogkort",), ("Samlet af HR",)]
    lines.append(("Nr", "Tema", "Spørgsmål ", "Opfølgende spørgsmål", "Målgruppe", "Sidst rettet"))
    for number in range(1, 201):
        theme = themes[(number - 1) // 40] if (number - 1) % 40 == 0 else None
        audience = ("Ledere, medarbejdere", "MED-udvalg", None)[number % 3]
        lines.append((number, theme, f" Hvad er spørgsmål {number}?\xa0", f"• Først {number}?\n• Så {number}?", audience, None))

    def merge(made: Any) -> None:
        for at in range(5):
            made.active.merge_cells(start_row=4 + 40 * at, end_row=43 + 40 * at, start_column=2, end_column=2)
        made.active.merge_cells("A1:F1")
        made.create_sheet("Lister").sheet_state = "hidden"

    return book(*lines, change=merge, title="Ark1")


def test_two_hundred_questions_with_merged_themes(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"Spørgsmål 2026.xlsx": questions()})
    result = took(root, monkeypatch, "Spørgsmål 2026.xlsx", "--yes")
    assert result.exit_code == 0
    assert "Sidst rettet" in result.stderr
    assert "200 new cards" in result.stdout
    made = read(root, "cards/spoergsmaal-2026.yaml")
    assert made.count("theme: ") == 200
    assert "themes:\n  - {id: faelles-sprog, name: Fælles sprog}\n" in made
    assert (
        "- id: roller-40\n    theme: roller\n    text: Hvad er spørgsmål 200?\n" in made
        or "{id: roller-40, theme: roller, text: Hvad er" in made
    )
    assert "follow_up: [Først 200?, Så 200?]" in made
    listed = CliRunner().invoke(cli, ["list", "cards"])
    assert (listed.exit_code, listed.stderr) == (0, "")
    assert len(listed.stdout.splitlines()) == 200
    assert "\xa0" not in made


EXPORTED = [
    ("Id", "Theme", "Question", "Follow-up", "Note", "Kommentar"),
    ("x-01", "Fælles sprog", '"Hvad er ""styring"", og for hvem?"', '"Hvem?\nHvor?"', "", "ok"),
    ("x-02", "Fælles sprog", "'-Nej- betyder hvad?", "", '"Tag; den, roligt"', ""),
]


@pytest.mark.parametrize("by", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_a_csv_of_any_kind(by: str, encoding: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"google.csv": text(*EXPORTED, by=by).encode(encoding)})
    result = took(root, monkeypatch, "google.csv", "--yes")
    assert result.exit_code == 0
    assert "Kommentar" in result.stderr
    made = read(root, "cards/google.yaml")
    assert """text: 'Hvad er "styring", og for hvem?'""" in made
    assert "follow_up: [Hvem?, Hvor?]" in made
    assert '"-Nej- betyder hvad?"' in made
    assert 'facilitator_note: "Tag; den, roligt"' in made or "facilitator_note: Tag; den, roligt" in made
    assert CliRunner().invoke(cli, ["list", "cards"]).exit_code == 0


def test_a_matrix_of_themes_and_areas(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    table = book(
        (None, "Områder"),
        ("Tema", "Skole", "Ældreområdet", "Bemærkning"),
        ("Bøvl", "Hvad bøvler i klassen?", "Hvad bøvler på vagten?", "husk"),
        ("Bøvl", None, "Hvad bøvler om natten?", None),
        ("Roller", "Hvem gør hvad i skolen?", None, None),
    )
    root = project({"matrix.xlsx": table, **AREAS})
    assert took(root, monkeypatch, "matrix.xlsx", "--yes").exit_code == 0
    assert "themes:\n  - {id: boevl, name: Bøvl}\n  - {id: roller, name: Roller}\n" in read(root, "cards/matrix.yaml")
    shown = {area: CliRunner().invoke(cli, ["list", "cards", "--area", area]).stdout for area in ("skole", "aeldre")}
    assert "Hvad bøvler i klassen?" in shown["skole"]
    assert "Hvem gør hvad i skolen?" in shown["skole"]
    assert "natten" not in shown["skole"]
    assert "Hvad bøvler på vagten?" in shown["aeldre"]
    assert "Hvad bøvler om natten?" in shown["aeldre"]
    assert "klassen" not in shown["aeldre"]
    again = took(root, monkeypatch, "matrix.xlsx", "--into", "cards/matrix.yaml")
    assert "0 new cards, 0 cards changed, 3 cards as before" in again.stdout


def test_areas_as_rows_and_a_sheet_for_each_theme(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def more(made: Any) -> None:
        sheet = made.create_sheet("Roller")
        for line in (("Nr.", "Område", "Spørgsmål"), (3, "Alle", "Hvem bestemmer?"), (4, "Skole, Ældre", "Hvem hjælper?")):
            sheet.append(line)
        made.create_sheet("Noter").append(("Husk kage",))

    table = book(
        ("Nr.", "Område", "Spørgsmål"), (1, None, "Hvad bøvler?"), (1, "Skole", "Hvad bøvler i klassen?"), (2, "Ældre", "Hvad bøvler om natten?"),
        change=more, title="Bøvl",
    )  # fmt: skip
    root = project({"t.xlsx": table, **AREAS})
    result = took(root, monkeypatch, "t.xlsx", "--yes")
    assert result.exit_code == 0
    assert "Noter" in result.stderr
    deck = read(root, "cards/t.yaml")
    assert "{id: boevl-01, theme: boevl, text: Hvad bøvler?}" in deck
    assert "{id: boevl-02, theme: boevl, text: Hvad bøvler om natten?, areas: [aeldre]}" in deck
    assert "{id: roller-01, theme: roller, text: Hvem bestemmer?}" in deck
    assert "{id: roller-02, theme: roller, text: Hvem hjælper?, areas: [skole, aeldre]}" in deck
    assert "cards: {boevl-01: {text: Hvad bøvler i klassen?, base: " in read(root, "cards/areas/skole.yaml")
    again = took(root, monkeypatch, "t.xlsx", "--into", "cards/t.yaml")
    assert "0 new cards, 0 cards changed, 4 cards as before" in again.stdout


# --- out, and in again -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["kort.xlsx", "kort.csv"])
def test_the_starter_goes_out_and_in_without_a_change(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert new.project(tmp_path / "p") is None
    monkeypatch.chdir(tmp_path / "p")
    before = {path: path.read_bytes() for path in Path("cards").rglob("*.yaml")}
    out = CliRunner().invoke(cli, ["export", "--output", name], catch_exceptions=False)
    assert (out.exit_code, out.stderr) == (0, "")
    back = CliRunner().invoke(cli, ["import", name, "--into", "cards/samtalekort.yaml", "--yes", "--lang", "en"], catch_exceptions=False)
    assert (back.exit_code, back.stderr) == (0, "")
    assert "0 new cards, 0 cards changed, 66 cards as before" in back.stdout
    assert {path: path.read_bytes() for path in Path("cards").rglob("*.yaml")} == before


@pytest.mark.slow
def test_the_starter_prints_the_same_bytes_after_its_table_came_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that another program has saved again changes no card on paper, also where the deck's cards are all gone and made from it."""
    assert new.project(tmp_path / "p") is None
    monkeypatch.chdir(tmp_path / "p")
    run = CliRunner().invoke
    assert run(cli, ["export", "--output", "kort.xlsx"]).exit_code == 0
    build = ["build", "cards/samtalekort.yaml", "--area", "aeldre", "--only", "sheets", "--quiet", "--output"]
    assert run(cli, [*build, "one"]).exit_code == 0
    made = load_workbook("kort.xlsx")
    made.save("kort.xlsx")  # another program writes it once more
    deck = Path("cards/samtalekort.yaml")
    for folder in ("two", "three"):
        assert run(cli, ["import", "kort.xlsx", "--into", deck.as_posix(), "--yes"]).exit_code == 0
        assert run(cli, [*build, folder]).exit_code == 0
        deck.write_text(deck.read_text().partition("\ncards:")[0] + "\ncards: []\n")
    pdfs = [[path.read_bytes() for path in sorted(Path(folder).rglob("*.pdf"))] for folder in ("one", "two", "three")]
    assert pdfs[0] == pdfs[1] == pdfs[2]


def test_an_empty_list_becomes_lines_and_an_area_says_no_more_than_its_own_cells(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({**AREAS, "cards/kort.yaml": "id: kort\ntitle: Kort\nthemes: [{id: a, name: A}]\ncards: []\n"})
    head = ("Id", "Tema", "Spørgsmål", "Opfølgning 1", "Opfølgning 2", "Spørgsmål (Skole)", "Opfølgning 1 (Skole)", "Opfølgning 2 (Skole)")
    (root / "k.xlsx").write_bytes(book(head, ("a-1", "A", "Hvad?" * 20, "Hvem?", "Hvor?", "Hvad på skolen?", "Hvilken lærer?", None)))
    monkeypatch.chdir(root)
    assert CliRunner().invoke(cli, ["import", "k.xlsx", "--into", "cards/kort.yaml", "--yes"]).exit_code == 0
    assert "cards:\n  - id: a-1\n" in (root / "cards/kort.yaml").read_text()
    assert "follow_up: [Hvilken lærer?]" in (root / "cards/areas/skole.yaml").read_text()


ODD = [
    "=SUM(A1)", "+45 12 34", "-nej", "@alle", "'=x", "''=x", "–", "- første", "1. maj", "Hvad; så, og\tnu?", 'Han sagde "nej"', "Linje\n\nto",
    "5\xa0kg og\xa0mere", "{borger} \\{", "*mere*", "sand", "1,50", "0012", "01-02-2026", "Ja\N{SOFT HYPHEN}vel",
]  # fmt: skip


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_odd_texts_come_back_as_they_were(name: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", " ") for value in ODD]
    cards = "".join(
        f'  - {{id: a-{at:02d}, theme: a, title: "{value}", text: "{value}", follow_up: ["{value}", "{quoted[at - 1]}"], '
        f'options: ["{value}", "{quoted[at - 1]}"], kind: dilemma, facilitator_note: "{value}", variants: {{skole: {{text: "{value} s"}}}}}}\n'
        for at, value in enumerate(quoted)
    )
    deck = f"title: T\nthemes: [{{id: a, name: '=A'}}]\ncards:\n{cards}"
    root = project({"cards/kort.yaml": deck, **AREAS})
    monkeypatch.chdir(root)
    assert CliRunner().invoke(cli, ["export", "cards/kort.yaml", "--output", name], catch_exceptions=False).exit_code == 0
    result = took(root, monkeypatch, name, "--into", "cards/kort.yaml", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"0 new cards, 0 cards changed, {len(ODD)} cards as before" in result.stdout


def test_translations_have_columns_to_fill_in(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cardprint.yaml": "languages: [da, en]\n", "cards/kort.yaml": DECK, **AREAS})
    monkeypatch.chdir(root)
    assert CliRunner().invoke(cli, ["export", "--output", "t.xlsx"], catch_exceptions=False).exit_code == 0
    made = load_workbook("t.xlsx")
    columns = {cell.value: cell.column for cell in made.active[1]}
    made.active.cell(2, columns["Spørgsmål [en]"]).value = "What do we say?"
    made.active.cell(2, columns["Opfølgning 2 [en]"]).value = "When?"
    made.save("t.xlsx")
    assert took(root, monkeypatch, "t.xlsx", "--into", "cards/kort.yaml", "--yes").exit_code == 0
    assert "translations: {en: {text: What do we say?, follow_up: [When?]}}" in read(root)


def test_a_table_that_is_there_is_not_overwritten(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "kort.xlsx": b"mine"})
    monkeypatch.chdir(root)
    result = CliRunner().invoke(cli, ["export", "--lang", "en"], catch_exceptions=False)
    assert result.exit_code == 2
    assert "kort.xlsx is there already" in result.stderr
    assert (root / "kort.xlsx").read_bytes() == b"mine"


# --- what is wrong is told with its cell -----------------------------------------------------------------------------


def merged(ref: str) -> Callable[[Any], None]:
    return lambda made: made.active.merge_cells(ref)


def hidden(made: Any) -> None:
    made.active.row_dimensions[3].hidden = True


ROW = ("a-01", "A", "Hvad?", "Hvem?")
BROKEN: Mapping[str, tuple[str, str | bytes, str, str]] = {
    # name: file, its content, the code, the cell
    "no head": ("t.csv", text(("Navn", "Spørgsmål"), ("x", "y")), "at least 3 headings", "A1"),
    "two columns": ("t.xlsx", book(("Tema", "Spørgsmål"), ("A", "B")), "at least 3 headings", "Kort!A1"),
    "empty": ("t.csv", "", "at least 3 headings", "A1"),
    "no cards": ("t.csv", text(HEAD), "no cards", ""),
    "twice": ("t.xlsx", book(HEAD, ROW, ROW), "the same card stands in Kort!A2, too", "Kort!A3"),
    "twice, another case": ("t.csv", text(HEAD, ROW, ("A-01", *ROW[1:])), "the same card stands in A2, too", "A3"),
    "heading twice": ("t.xlsx", book((*HEAD, "Tekst"), ROW), "the same heading stands in Kort!C1, too", "Kort!E1"),
    "unknown area": ("t.xlsx", book((*HEAD, "Spørgsmål (Skoel)"), (*ROW, "x")), "the area Skoel is not known", "Kort!E1"),
    "unknown area in a row": ("t.csv", text((*HEAD, "Område"), (*ROW, "Havn")), "the area Havn is not known", "E2"),
    "unknown language": ("t.csv", text((*HEAD, "Spørgsmål [xx]"), (*ROW, "x")), "the language xx is not known", "E1"),
    "formula": ("t.xlsx", book(HEAD, ("a-01", "A", "=B2&C2", "")), "a formula without its result", "Kort!C2"),
    "formula in csv": ("t.csv", text(HEAD, ("a-01", "A", "=SUM(A1)", "")), "a formula without its result", "C2"),
    "date": ("t.xlsx", book(HEAD, ("a-01", "A", date(2026, 2, 1), "")), "made a date", "Kort!C2"),
    "date as id": ("t.xlsx", book(HEAD, (date(2026, 2, 1), "A", "Hvad?", "")), "made a date", "Kort!A2"),
    "truth": ("t.xlsx", book(HEAD, ("a-01", "A", True, "")), "made true or false", "Kort!C2"),
    "merged questions": ("t.xlsx", book(HEAD, ROW, (None, "A"), change=merged("C2:C3")), "merged cells", "Kort!C2–C3"),
    "merged across": ("t.xlsx", book(HEAD, ROW, ("a-02", "A", "x"), change=merged("C3:D3")), "merged cells", "Kort!C3–D3"),
    "bad id": ("t.xlsx", book(HEAD, ("kort nr. 1!", "A", "Hvad?")), "cannot be an id", "Kort!A2"),
    "no question": ("t.xlsx", book(HEAD, ("a-01", "A", None, "Hvem?")), "no question in the row", "Kort!A2"),
    "many follow-ups": ("t.xlsx", book(HEAD, ("a-01", "A", "Hvad?", "a\nb\nc\nd\ne")), "5 is more than a card can have", "Kort!D2"),
    "unknown type": ("t.csv", text((*HEAD, "Type"), (*ROW, "vits")), "vits is not known", "E2"),
    "unknown audience": ("t.csv", text((*HEAD, "Målgruppe"), (*ROW, "borgere")), "borgere is not known", "E2"),
    "unknown status": ("t.csv", text((*HEAD, "Status"), (*ROW, "næsten")), "næsten is not known", "E2"),
    "number": ("t.xlsx", book((*HEAD, "Nr."), (*ROW, "1a")), "1a is not a card's number", "Kort!E2"),
    "number twice": ("t.csv", text((*HEAD, "Nr."), (*ROW, 7), ("a-02", "A", "Hvem?", "", 7)), "the number 7 stands on two cards", "E2"),
    "text cleared": ("t.csv", text(HEAD, ("sprog-01", "", "–", "")), "cannot be cleared", "C2"),
    "ragged": ("t.csv", text(HEAD, ("a-01", "A", "Hvad; hvem?", "Hvor?")), "more fields than there are headings", "E2"),
    "quotes": ("t.csv", text(HEAD, ("a-01", "A", '"Hvad?', "")), "a quotation mark begins a field", ""),
    "garbled": ("t.csv", text(("Id", "Tema", "Tekst"), ("a-01", "A", "BÃ¸vl")), "letters have become other signs", "C2"),
    "garbled head": ("t.csv", text(("Id", "Tema", "SpÃ¸rgsmÃ¥l"), ("a-01", "A", "BÃ¸vl")), "letters have become other signs", "A1"),
    "macintosh": ("t.csv", text(HEAD, ("a-01", "Bøvl", "Hvad så?", "")).encode("mac_roman"), "cannot be told", ""),
    "control character": ("t.csv", text(HEAD, ("a-01", "A", "Hvad\x07?", "")), "a hidden control character", "C2"),
    "elsewhere": ("t.csv", text(HEAD, ("other-01", "A", "Hvad?", "")), "other-01 stands in cards/other.yaml already", "A2"),
    "another area's card": (
        "t.csv",
        text((*HEAD, "Spørgsmål (Ældre)"), ("skole-01", "", "", "", "x")),
        "stands in cards/areas/skole.yaml",
        "A2",
    ),
    "no workbook": ("t.xlsx", b"PK\x03\x04 nothing", "cannot be read as a workbook", ""),
    "locked": ("t.xlsx", b"\xd0\xcf\x11\xe0 old", "password", ""),
    "another kind": ("t.ods", b"PK", "has to be .xlsx or .csv", ""),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_told_with_its_cell_and_nothing_is_written(name: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    file, data, said, cell = BROKEN[name]
    added = "add: [{id: skole-01, theme: sprog, text: Hvad?}]\n"
    other = "title: T\nthemes: [{id: o, name: O}]\ncards: [{id: other-01, theme: o, text: Hvad?}]\n"
    files = {"cards/kort.yaml": DECK, "cards/other.yaml": other, file: data, **AREAS}
    root = project({**files, "cards/areas/skole.yaml": AREAS["cards/areas/skole.yaml"] + added})
    result = took(root, monkeypatch, file, "--into", "cards/kort.yaml", "--yes")
    assert result.exit_code == 1, result.output
    problem = next((line for line in result.stderr.splitlines() if said in line), "")
    assert problem.startswith(f"{file}: error: {cell}"), result.stderr
    assert read(root) == DECK
    danish = took(root, monkeypatch, file, "--into", "cards/kort.yaml", lang="da")
    assert "råd: " in danish.stderr


def test_hidden_rows_are_left_and_told(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"t.xlsx": book(HEAD, ROW, ("a-02", "A", "Skjult?"), ("a-03", "A", "Hvem?"), change=hidden)})
    result = took(root, monkeypatch, "t.xlsx", "--yes")
    assert result.exit_code == 0
    assert "Kort!A3: hidden rows are not read: 3" in result.stderr
    assert "Skjult" not in read(root, "cards/t.yaml")


def test_large_tables_are_refused_before_they_are_read(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"t.csv": text(HEAD, *(("", "A", "Hvad?", "") for _ in range(20_001)))})
    assert "larger than a table of cards can be" in took(root, monkeypatch, "t.csv").stderr
    with (root / "big.csv").open("wb") as file:
        file.truncate(21_000_000)
    result = took(root, monkeypatch, "big.csv")
    assert result.exit_code == 1
    assert "20 MB" in result.stderr


def test_a_deck_that_is_there_is_not_replaced(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK, "kort.csv": text(HEAD, ROW)})
    result = took(root, monkeypatch, "kort.csv", "--yes")
    assert result.exit_code == 2
    assert "--into cards/kort.yaml" in result.stderr
    assert read(root) == DECK


@pytest.mark.parametrize("seed", range(3))
def test_any_cells_are_cards_or_problems(seed: int, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that can be had again
    values = ["", "–", "a-01", "sprog-01", "Bøvl", "Hvad?", 7, 3.5, True, "=A1", "Skole", "x\ny", "'", "\t", "«»", "z" * 500]
    heads = [*HEAD, "Område", "Nr.", "Type", "Spørgsmål (Skole)", "Opfølgning 2", "Spørgsmål [en]", "Spørgsmål (Ældre) [en]"]
    lines = [[chance.choice(values) for _ in heads] for _ in range(8)]
    root = project({"cards/kort.yaml": DECK, "t.xlsx": book(heads, *lines), **AREAS})
    for line in range(8):
        (root / "t.xlsx").write_bytes(book(heads, lines[line]))
        result = took(root, monkeypatch, "t.xlsx", "--into", "cards/kort.yaml", "--yes")
        assert result.exit_code in {0, 1}
        assert (result.exit_code == 1) == (": error: " in result.stderr)
