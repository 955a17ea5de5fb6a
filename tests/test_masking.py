"""A mask over what looks private: in notes as they stand, whoever wrote it; and once masked it never comes back, or is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from test_collect import NOTES, ONE, TWO, form, printed, said, snapshot

from cardprint import build
from cardprint.cli import cli
from cardprint.collect import masking
from cardprint.job import Job
from cardprint.sources.splicing import Raw

if TYPE_CHECKING:
    from conftest import Make

Run = Callable[..., Result]
NUMBERS = ("22 33 44 55", "010203-1234", "anne@eksempel.dk")
FIRST = {**ONE, "challenges-1-text": "Ring til mig på 22 33 44 55", "keep": "Skriv til anne@eksempel.dk\nRoen"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `cardprint collect` in the project's folder; what it says never holds a number."""

    def command(*words: str) -> Result:
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(cli, ["collect", *words, "--lang", "en"], catch_exceptions=False)
        assert not [number for number in NUMBERS if number in result.output]
        return result

    return command


def text_of(path: Path) -> str:
    """Give the words of a file, of whichever kind."""
    if path.suffix == ".pdf":
        return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))
    if path.suffix == ".xlsx":
        return " ".join(f"{cell.value}" for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)
    return path.read_text(encoding="utf-8")


def told(root: Path) -> list[str]:
    """Name the files of the meeting in which a number stands."""
    there = [*(root / "notes/skole").glob("*.*"), *(root / "output/skole").glob("moede*")]
    return sorted(path.name for path in there if any(number in text_of(path) for number in NUMBERS))


def collected(make: Make, run: Run) -> Path:
    """Collect two forms, and type a number into the notes by hand."""
    root = printed(make)
    (root / "bord1.pdf").write_bytes(form(root, {1: FIRST, 2: TWO}))
    result = run("bord1.pdf")
    assert "looks like a telephone number\n  hint: Delete it if it is a person's; `cardprint collect --redact` masks it" in result.stderr
    path = root / NOTES
    path.write_text("# set igennem\n" + path.read_text().replace("Skemaet er for langt", "Skemaet er langt; 010203-1234 siger det"))
    return root


def test_what_the_warning_says_is_done_for_all_that_stands_in_the_notes(project: Make, run: Run) -> None:
    root = collected(project, run)
    assert {"moede.yaml", "moede-ret.xlsx", "moede-summary.pdf"} <= set(told(root))
    result = run("--redact")
    assert result.exit_code == 0
    assert f"{NOTES}: 3 places masked" in result.stdout
    assert (result.stderr, told(root)) == ("", [])
    first, second = said(root)["groups"]
    assert (first["challenges"][0]["text"], first["keep"]) == ("Ring til mig på •••", ["Skriv til •••", "Roen"])
    assert second["challenges"][0]["text"] == "Skemaet er langt; ••• siger det"
    assert (root / NOTES).read_text().startswith("# set igennem\n")


@pytest.mark.parametrize("words", [["bord1.pdf"], ["bord1.pdf", "--redact"], ["--redact"]])
def test_what_was_masked_once_stays_masked_and_changes_nothing_more(words: list[str], project: Make, run: Run) -> None:
    root = collected(project, run)
    made = json.loads(run("--redact", "bord1.pdf", "--json").stdout)
    assert made["masked"] == [{"notes": NOTES, "places": 3}]
    before = snapshot(root / "notes")
    result = run(*words)
    assert (result.exit_code, snapshot(root / "notes")) == (0, before)
    assert "masked" not in result.stdout


def test_a_row_that_a_person_took_out_does_not_come_back_by_masking(project: Make, run: Run) -> None:
    root = collected(project, run)
    path = root / NOTES
    path.write_text(path.read_text().replace("text: Ring til mig på 22 33 44 55", 'text: ""'))
    run("bord1.pdf", "--redact")
    assert said(root)["groups"][0]["challenges"][0]["text"] == ""


def test_what_was_typed_in_the_workbook_before_masking_is_taken(project: Make, run: Run) -> None:
    root = collected(project, run)
    path = root / "notes/skole/moede-ret.xlsx"
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "Ring til mig på 22 33 44 55"]
    cells[0].value = "Ring til os på 22 33 44 55 om natten"
    book.save(path)
    result = run("--redact", "notes/skole/moede-ret.xlsx")
    assert "is “" not in result.stderr
    assert said(root)["groups"][0]["challenges"][0]["text"] == "Ring til os på ••• om natten"
    assert told(root) == []


def test_a_sheet_of_step_2_that_was_printed_with_a_number_is_told(project: Make, run: Run) -> None:
    root = collected(project, run)
    path = root / NOTES
    path.write_text(path.read_text().replace("chosen: []", "chosen: [bord1.1]"))
    build(Job(path=root, kinds=("step2",)))
    result = run("--redact")
    assert "still stands on the printed sheet notes/sheets/" in result.stderr
    assert told(root) == []
    assert run("--forget", "moede").exit_code == 0
    assert "still stands" not in run("--redact").stderr


def test_without_notes_there_is_nothing_to_mask(project: Make, run: Run) -> None:
    printed(project)
    result = run("--redact")
    assert (result.exit_code, "There are no files to read here" in result.stderr) == (1, True)


def test_a_group_whose_name_is_masked_keeps_one_and_is_called_by_it() -> None:
    groups: list[Any] = [
        {"name": "22334455", "challenges": [{"text": "a"}]},
        {"name": "Anne 22334455", "challenges": [{"text": "b", "same_as": "22334455.1"}]},
        {"name": "Anne 33445566", "source": {"read": "22334455"}, "unsure": [{"field": "keep", "seen": ["33445566"]}]},
        {"name": "Bord 4", "challenges": [{"text": Raw("12345678"), "same_as": "anne33445566.1", "importance": Raw("4")}]},
    ]
    notes = masking.notes({"chosen": ["anne22334455.1", "bord4.1"], "groups": groups})
    assert [group["name"] for group in notes["groups"]] == ["••• 1", "Anne •••", "Anne ••• 1", "Bord 4"]
    assert notes["chosen"] == ["anne.1", "bord4.1"]
    assert notes["groups"][1]["challenges"] == [{"text": "b", "same_as": "1.1"}]
    assert notes["groups"][2]["source"] == {"read": "22334455"}
    assert notes["groups"][2]["unsure"] == [{"field": "keep", "seen": ["•••"]}]
    assert notes["groups"][3]["challenges"] == [{"text": "12345678", "same_as": "anne1.1", "importance": "4"}]
    assert isinstance(notes["groups"][3]["challenges"][0]["importance"], Raw)
    assert masking.masks(notes["groups"]) == 4
