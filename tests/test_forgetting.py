"""`cardprint collect --forget`: all that was made of a meeting goes, wherever it lies, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import filling
import pytest
from papers import PROJECT, changed, written
from test_collect import NOTES, ONE, SHEET, TWO, form, printed, snapshot

from cardprint import build
from cardprint.fieldmaps import decoded
from cardprint.job import Job

if TYPE_CHECKING:
    from conftest import Make, Run

WORDS = "Vi venter på svar"


def collected(make: Make, run: Run, **config: Any) -> Path:
    """Collect a form for each area, choose its first challenge, and build the sheet of step 2."""
    root = printed(make, **config)
    for area in config.get("areas", ["skole"]):
        (root / f"{area}.pdf").write_bytes(form(root, {1: ONE, 2: TWO}, folder=area))
        assert run(f"{area}.pdf").exit_code == 0
        notes = root / f"notes/{area}/moede.yaml"
        notes.write_text(notes.read_text(encoding="utf-8").replace("chosen: []", "chosen: [bord1.1]"), encoding="utf-8")
    build(Job(path=root, kinds=("step2",)))
    return root


def words_left(root: Path) -> list[str]:
    """Name the files below notes/ and output/ that were made of what the tables wrote."""
    maps = [path for path in (root / "notes/sheets").glob("*.json") if WORDS in path.read_text(encoding="utf-8")]
    ends = ("summary", "answer", "tasks", "words", "step2")
    papers = [path for path in (root / "output").rglob("moede*") if any(end in path.name for end in ends)]
    notes = list((root / "notes").rglob("moede*"))
    return sorted(path.relative_to(root).as_posix() for path in (*maps, *papers, *notes))


def test_printed_sheets_go_that_have_words_of_the_meeting_on_them_and_no_others(project: Make, run: Run) -> None:
    root = printed(project)
    before = snapshot(root / "notes")
    collected(lambda _: root, run)
    made = [path for path in (root / "notes/sheets").glob("*.json") if path.name not in {Path(name).name for name in before}]
    assert [decoded(path.read_bytes()).worksheet.id for path in made] == ["moede-step2"]
    assert WORDS in made[0].read_text(encoding="utf-8")
    result = run("--forget", "moede")
    assert result.exit_code == 0
    assert f"notes/sheets/{made[0].stem}.pdf" in result.stdout
    assert snapshot(root / "notes") == before


@pytest.mark.parametrize("is_broken", [True, False])
def test_a_sheet_whose_map_is_lost_is_known_by_its_pdf(is_broken: bool, project: Make, run: Run) -> None:
    root = collected(project, run)
    for path in (root / "notes/sheets").glob("*.json"):
        path.write_bytes(b"{}") if is_broken else path.unlink()
    (root / "notes/sheets/mit.pdf").write_bytes(b"%PDF-1.7 et andet ark")
    there = {path.stem for path in (root / "notes/sheets").glob("*.pdf")}
    result = run("--forget", "moede")
    assert result.exit_code == 0, result.output
    left = {path.stem for path in (root / "notes/sheets").glob("*.pdf")}
    assert len(there - left) == 1
    assert "mit" in left


def test_a_sheet_that_cannot_be_understood_stays_and_is_told(project: Make, run: Run) -> None:
    root = collected(project, run)
    (root / "notes/sheets/abcdef01.json").write_bytes(b"{")
    result = run("--forget", "moede")
    assert result.exit_code == 0
    assert "notes/sheets/abcdef01.json cannot be understood" in result.stderr
    assert (root / "notes/sheets/abcdef01.json").exists()
    result = run("--forget", "moede")
    assert (result.exit_code, "There are no notes of moede" in result.stderr) == (2, True)


def test_step_2_goes_with_its_meeting(project: Make, run: Run) -> None:
    root = collected(project, run)
    build(Job(path=root, kinds=("step2",), fillable=True))
    data = (root / "output/skole/moede-step2.pdf").read_bytes()
    key = next(iter(filling.widgets(data))).name.partition("-")[0]
    (root / "trin2.pdf").write_bytes(
        filling.by_pypdf(data, {f"{key}-group": "Bord A", f"{key}-challenges-1-importance": "4", f"{key}-challenges-1-effect": "1"})
    )
    assert run("trin2.pdf").exit_code == 0
    assert {"notes/skole/moede-step2.yaml", "output/skole/moede-step2-summary.pdf"} <= set(words_left(root))
    made = json.loads(run("--forget", "moede", "--json").stdout)
    assert words_left(root) == []
    assert {"notes/skole/moede-step2.yaml", "notes/skole/moede-step2-ret.xlsx", "output/skole/moede-step2-summary.pdf"} <= {
        file["path"] for file in made["files"]
    }


def test_a_workbook_that_somebody_called_otherwise_stays_and_is_told(project: Make, run: Run) -> None:
    root = collected(project, run)
    kept = root / "notes/skole/moede-ret gammel.xlsx"
    (root / "notes/skole/moede-ret.xlsx").rename(kept)
    result = run("--forget", "moede")
    assert (result.exit_code, kept.exists()) == (0, True)
    assert "notes/skole/moede-ret gammel.xlsx" in result.stderr
    assert not (root / NOTES).exists()


def test_step_2_alone_can_be_forgotten(project: Make, run: Run) -> None:
    root = collected(project, run)
    before = snapshot(root / "notes")
    (root / "notes/skole/moede-step2.yaml").write_text("agenda: moede-step2\ngroups: []\n")
    assert run("--forget", "moede-step2").exit_code == 0
    assert snapshot(root / "notes") == before


def test_another_meeting_of_that_name_is_no_step_2(project: Make, run: Run) -> None:
    root = collected(project, run)
    (root / "cards/worksheets/moede-step2.yaml").write_text(written(SHEET))
    (root / "notes/skole/moede-step2.yaml").write_text("agenda: moede-step2\ngroups: []\n")
    assert run("--forget", "moede").exit_code == 0
    assert words_left(root) == ["notes/skole/moede-step2.yaml"]


@pytest.mark.parametrize("now", [{"areas": ["hjem"]}, {"areas": ["skole", "hjem"], "organisations": ["nord", "syd"]}])
def test_what_the_project_lists_no_more_is_forgotten_too(now: Any, project: Make, run: Run) -> None:
    root = collected(project, run, areas=["skole", "hjem"])
    (root / "cards/organisations").mkdir(exist_ok=True)
    for name in ("nord", "syd"):
        (root / f"cards/organisations/{name}.yaml").write_text(written({"name": name.capitalize()}))
    (root / "notes/skole/moede-pictures").mkdir()
    (root / "notes/skole/moede-pictures/bord1-1-text.png").write_bytes(b"\x89PNG")
    (root / "cardprint.yaml").write_text(written(changed(PROJECT, **now)))
    assert words_left(root)
    result = run("--forget", "moede")
    assert result.exit_code == 0, result.output
    assert words_left(root) == []
    assert not (root / "notes/skole").exists()
    assert (root / "output/skole/moede-worksheet.pdf").exists()
    assert "There are no notes of moede" in run("--forget", "moede").stderr


def test_files_of_other_people_stay_in_folders_that_are_nobody_s(project: Make, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = collected(project, run)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    foreign = {"notes/mit/moede.yaml": b"huskeliste: [kaffe]\n", "notes/mit/moede-ret.xlsx": b"PK mit eget", "notes/moede.yaml": b"a: 1\n"}
    foreign |= {"notes/a/b/c/d/moede.yaml": b"groups: []\n"}
    for name, data in foreign.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    (elsewhere / "moede.yaml").write_bytes(b"groups: []\n")
    (root / "notes/link").symlink_to(elsewhere, target_is_directory=True)
    (root / "notes/linked").mkdir()
    (root / "notes/linked/moede.yaml").symlink_to(elsewhere / "moede.yaml")
    result = run("--forget", "moede")
    assert result.exit_code == 0
    assert "notes/mit/moede.yaml was not made by cardprint" in result.stderr
    assert {name: (root / name).read_bytes() for name in foreign} == foreign
    assert (elsewhere / "moede.yaml").read_bytes() == b"groups: []\n"
    assert (root / "notes/linked/moede.yaml").is_symlink()
    assert not (root / NOTES).exists()


def test_a_folder_of_sheets_that_leads_away_is_told(project: Make, run: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = collected(project, run)
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "sheets"
    (root / "notes/sheets").rename(elsewhere)
    (root / "notes/sheets").symlink_to(elsewhere, target_is_directory=True)
    before = snapshot(elsewhere)
    result = run("--forget", "moede")
    assert result.exit_code == 1
    assert "notes/sheets" in result.stderr
    assert snapshot(elsewhere) == before
    assert not (root / NOTES).exists()
