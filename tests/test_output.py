"""Files come onto disk an area at a time: all of them or none, nothing left behind, and two runs do not meet."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cardprint import holding, manifest, output, placing, staging
from cardprint.job import Printed
from cardprint.manifest import MANIFEST
from cardprint.output import File, replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Make

SKOLE, AELDRE = ("skole/kort-sheets.pdf", "skole/kort-reading.pdf"), ("aeldre/kort-sheets.pdf", "aeldre/kort-reading.pdf")
CARDS = ("--only", "sheets", "--only", "reading")
OUTSIDE = os.environ | {"PYTHONPATH": str(Path(output.__file__).parents[1])}
SMALL_DISK = """\
import resource, sys
most = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
from cardprint.cli import main
main()
"""
"""cardprint on a disk that takes no file of more than so many bytes. Only in a process of its own: pytest writes files, too."""


def files(data: bytes, *paths: str) -> list[File]:
    return [File(path, path.split("-")[-1].removesuffix(".pdf"), path.split("/")[0], 1, data + path.encode()) for path in paths]


def contents(data: bytes, *paths: str) -> dict[str, bytes]:
    return {file.path: file.data for file in files(data, *paths)}


def everything(folder: Path) -> dict[str, bytes]:
    """Give all that lies in a folder, hidden or not, but for the manifest."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != MANIFEST}


def remembered(folder: Path) -> list[str]:
    return list(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Two areas, written by an earlier build."""
    _, problems = replace(tmp_path, files(b"old ", *SKOLE, *AELDRE), shown="out", full=True)
    assert problems == ()
    return tmp_path


def hold(monkeypatch: pytest.MonkeyPatch, *targets: Path, times: int = 99) -> list[Path]:
    """Let another program hold targets open, for so many tries or for good. Gives what was tried to put there."""
    tried: list[Path] = []
    really = os.replace

    def refuse(source: Path, goal: Path) -> None:
        if goal in targets and len(tried) < times:
            tried.append(source)
            raise PermissionError
        really(source, goal)

    monkeypatch.setattr(staging.os, "replace", refuse)
    monkeypatch.setattr(placing.time, "sleep", lambda _seconds: None)
    return tried


def fill_up(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """Let the disk be full halfway through a file; its last bytes are its path."""
    really = os.write

    def write(file: int, data: bytes) -> int:
        if bytes(data).endswith(path.encode()):
            really(file, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        return really(file, data)

    monkeypatch.setattr(staging.os, "write", write)


# --- all of an area or nothing ---------------------------------------------------------------------------------------


def test_what_is_new_is_written_and_the_same_bytes_are_left_alone(old: Path) -> None:
    before = {path: (old / path).stat().st_ino for path in (*SKOLE, *AELDRE)}
    (written, removed, *_), problems = replace(old, files(b"old ", *SKOLE) + files(b"new ", *AELDRE), shown="out", full=True)
    assert (removed, problems) == ((), ())
    assert [(one.path, one.changed) for one in written] == [(f"out/{path}", path in AELDRE) for path in (*SKOLE, *AELDRE)]
    assert everything(old) == contents(b"old ", *SKOLE) | contents(b"new ", *AELDRE)
    assert [path for path in before if (old / path).stat().st_ino == before[path]] == list(SKOLE)


@pytest.mark.parametrize("full", SKOLE)
def test_a_full_disk_leaves_every_old_file_of_the_area(full: str, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_up(monkeypatch, full)
    (written, *_), (problem,) = replace(old, files(b"new ", *SKOLE, *AELDRE), shown="out", full=True)
    assert (problem.code, problem.place.file) == ("target-unwritable", f"out/{full}")
    assert problem.values == {"file": f"out/{full}", "reason": "No space left on device"}
    assert everything(old) == contents(b"old ", *SKOLE) | contents(b"new ", *AELDRE)
    assert [one.path for one in written] == [f"out/{path}" for path in AELDRE]


def test_a_new_area_that_cannot_be_written_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_up(monkeypatch, SKOLE[1])
    (written, *_), problems = replace(tmp_path, files(b"new ", *SKOLE, *AELDRE), shown="out", full=True)
    assert [problem.code for problem in problems] == ["target-unwritable"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["aeldre", MANIFEST]
    assert [one.path for one in written] == [f"out/{path}" for path in AELDRE]


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("held", SKOLE)
def test_a_target_held_open_leaves_every_old_file_of_the_area(held: str, links: bool, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(staging.os, "link", refuse)
    tried = hold(monkeypatch, old / held)
    (written, *_), problems = replace(old, files(b"new ", *SKOLE, *AELDRE), shown="out", full=True)
    assert [(problem.code, problem.values["file"]) for problem in problems] == [("target-open", f"out/{held}")]
    assert len(tried) == placing.TRIES
    assert everything(old) == contents(b"old ", *SKOLE) | contents(b"new ", *AELDRE)
    assert [one.path for one in written] == [f"out/{path}" for path in AELDRE]


def test_a_target_held_open_beside_one_that_was_not_there_takes_that_one_away_again(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, old / SKOLE[1])
    replace(old, files(b"new ", "skole/alt-sheets.pdf", *SKOLE), shown="out", full=False)
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)


def test_a_target_held_open_for_a_moment_is_written(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, old / SKOLE[0], times=placing.TRIES - 1)
    _, problems = replace(old, files(b"new ", *SKOLE), shown="out", full=False)
    assert problems == ()
    assert everything(old) == contents(b"new ", *SKOLE) | contents(b"old ", *AELDRE)


def test_an_old_file_is_put_back_though_it_is_looked_at_for_a_moment(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, old / SKOLE[0])
    outer, looks = staging.os.replace, [PermissionError] * (placing.TRIES - 1)

    def look(source: Path, goal: Path) -> None:
        if goal == old / SKOLE[1] and goal.read_bytes().startswith(b"new ") and looks:
            raise looks.pop()
        outer(source, goal)

    monkeypatch.setattr(staging.os, "replace", look)
    replace(old, files(b"new ", *SKOLE), shown="out", full=False)
    assert looks == []
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)


def test_an_interrupted_run_leaves_all_as_it_was(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.replace

    def interrupt(source: Path, goal: Path) -> None:
        if goal == old / SKOLE[1]:
            raise KeyboardInterrupt
        really(source, goal)

    monkeypatch.setattr(staging.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace(old, files(b"new ", *SKOLE), shown="out", full=True)
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)


def test_a_run_waits_for_another_and_then_says_so(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.1)
    with holding.alone(old):
        (written, removed, *_), (problem,) = replace(old, files(b"new ", *SKOLE), shown="out", full=True)
    assert (written, removed, problem.code, problem.place.file) == ((), (), "output-busy", "out")
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)
    assert replace(old, files(b"new ", *SKOLE), shown="out", full=False)[1] == ()


# --- what an earlier build wrote -------------------------------------------------------------------------------------


def test_a_full_build_removes_what_is_no_longer_made_and_nothing_else(old: Path) -> None:
    own = {"skole/noter.pdf": b"mine", "skole/kort-sheets.txt": b"mine"}
    for path, data in own.items():
        (old / path).write_bytes(data)
    (_, removed, *_), problems = replace(old, files(b"new ", SKOLE[0]), shown="out", full=True)
    assert problems == ()
    assert removed == tuple(f"out/{path}" for path in sorted((*AELDRE, SKOLE[1])))
    assert everything(old) == contents(b"new ", SKOLE[0]) | own
    assert not (old / "aeldre").exists(), "a folder that is empty now goes, too"
    assert remembered(old) == [SKOLE[0]]


def test_a_part_removes_nothing_and_all_of_it_stays_remembered(old: Path) -> None:
    (_, removed, *_), _ = replace(old, files(b"new ", SKOLE[0]), shown="out", full=False)
    assert removed == ()
    assert everything(old) == contents(b"new ", SKOLE[0]) | contents(b"old ", SKOLE[1], *AELDRE)
    assert remembered(old) == sorted([*SKOLE, *AELDRE])


def test_nothing_is_removed_where_something_could_not_be_written(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(monkeypatch, old / SKOLE[0])
    (_, removed, *_), _ = replace(old, files(b"new ", *SKOLE), shown="out", full=True)
    assert removed == ()
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)


def test_what_was_written_beside_a_problem_is_remembered(old: Path) -> None:
    (old / "teknik" / "kort-sheets.pdf").mkdir(parents=True)
    replace(old, files(b"new ", "teknik/kort-sheets.pdf", "social/kort-sheets.pdf"), shown="out", full=True)
    assert remembered(old) == sorted([*SKOLE, *AELDRE, "social/kort-sheets.pdf"])


FOREIGN = {
    "empty": "",
    "cut off": "{",
    "no object": "[]",
    "no files": '{"cards": 5}',
    "a list": '{"files": []}',
    "too deep": "[" * 100_000,
    "no text": "\ufffe",
    "more": json.dumps({"files": {}, "name": "My app"}),
    "no path": json.dumps({"files": {"": "0" * 64}}),
    "no digest": json.dumps({"files": {"skole/kort-sheets.pdf": "x"}}),
    "above": json.dumps({"files": {"../mine.pdf": "0" * 64}}),
    "above, later": json.dumps({"files": {"skole/../../mine.pdf": "0" * 64}}),
    "absolute": json.dumps({"files": {"/mine.pdf": "0" * 64}}),
    "a drive": json.dumps({"files": {"C:/mine.pdf": "0" * 64}}),
    "a drive's folder": json.dumps({"files": {"C:mine.pdf": "0" * 64}}),
    "backslashes": json.dumps({"files": {"..\\mine.pdf": "0" * 64}}),
    "a device": json.dumps({"files": {"skole/NUL.pdf": "0" * 64}}),
    "hidden": json.dumps({"files": {".ssh/id.pdf": "0" * 64}}),
    "another kind": json.dumps({"files": {"skole/noter.yaml": "0" * 64}}),
    "next, above": json.dumps({"files": {}, "next": {"files": {"../mine.pdf": "0" * 64}}}),
    "next, no object": json.dumps({"files": {}, "next": 5}),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_manifest_that_cardprint_would_not_write_is_a_problem_and_stays(name: str, old: Path) -> None:
    (old / MANIFEST).write_text(FOREIGN[name], encoding="utf-8")
    (old.parent / "mine.pdf").write_bytes(b"mine")
    (written, removed, *_), (problem,) = replace(old, files(b"new ", *SKOLE), shown="out", full=True)
    assert (written, removed) == ((), ())
    assert (problem.code, problem.place.file) == ("manifest-foreign", f"out/{MANIFEST}")
    assert (old / MANIFEST).read_text(encoding="utf-8") == FOREIGN[name]
    assert everything(old) == contents(b"old ", *SKOLE, *AELDRE)
    assert (old.parent / "mine.pdf").read_bytes() == b"mine"


# --- the cards on the sheets that were written -----------------------------------------------------------------------


def printed(words: str, *names: str) -> dict[str, list[Printed]]:
    return {name: [Printed("k-1", 1, "00ff", words)] for name in names}


def cards_of(folder: Path) -> dict[str, str]:
    """Give the first card's words of each deck that a folder remembers."""
    return {name: cards[0].words for name, cards in manifest.printed(folder).items()}


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """Two areas, written by an earlier build, and the cards in them."""
    replace(tmp_path, files(b"old ", *SKOLE, *AELDRE), shown="out", full=True, cards=printed("før", "skole/kort", "aeldre/kort"))
    assert cards_of(tmp_path) == {"aeldre/kort": "før", "skole/kort": "før"}
    return tmp_path


def test_a_part_remembers_its_own_cards_and_leaves_the_others(known: Path) -> None:
    replace(known, files(b"new ", *SKOLE), shown="out", full=False, cards=printed("nu", "skole/kort"))
    assert cards_of(known) == {"aeldre/kort": "før", "skole/kort": "nu"}
    replace(known, files(b"newer ", *SKOLE), shown="out", full=False)
    assert cards_of(known) == {"aeldre/kort": "før", "skole/kort": "nu"}


def test_a_full_build_forgets_the_cards_of_decks_that_are_gone(known: Path) -> None:
    replace(known, files(b"new ", *SKOLE), shown="out", full=True, cards=printed("nu", "skole/kort"))
    assert cards_of(known) == {"skole/kort": "nu"}


@pytest.mark.parametrize("full", [True, False])
def test_cards_of_an_area_that_could_not_be_written_stay_those_of_its_older_sheets(
    full: bool, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(monkeypatch, known / SKOLE[1])
    replace(known, files(b"new ", *SKOLE, *AELDRE), shown="out", full=full, cards=printed("nu", "skole/kort", "aeldre/kort"))
    assert cards_of(known) == {"aeldre/kort": "nu", "skole/kort": "før"}


def test_the_same_again_leaves_the_manifest_alone(known: Path) -> None:
    before = (known / MANIFEST).stat().st_ino
    replace(known, files(b"old ", *SKOLE, *AELDRE), shown="out", full=True, cards=printed("før", "skole/kort", "aeldre/kort"))
    assert (known / MANIFEST).stat().st_ino == before


def test_a_manifest_that_cannot_be_written_leaves_the_older_one(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = staging.os.replace

    def refuse(source: Path, goal: Path) -> None:
        if goal == known / MANIFEST:
            raise OSError(errno.ENOSPC, "No space left on device")
        really(source, goal)

    monkeypatch.setattr(staging.os, "replace", refuse)
    (written, *_), (problem,) = replace(known, files(b"new ", *SKOLE), shown="out", full=False, cards=printed("nu", "skole/kort"))
    assert written == ()
    assert everything(known) == contents(b"old ", *SKOLE, *AELDRE), "nothing is replaced that would not be known"
    assert (problem.code, problem.place.file) == ("target-unwritable", f"out/{MANIFEST}")
    assert cards_of(known) == {"aeldre/kort": "før", "skole/kort": "før"}
    assert [path.name for path in known.iterdir() if path.name.startswith(".")] == []


def test_what_others_wrote_among_the_cards_is_not_written_again(known: Path) -> None:
    found = json.loads((known / MANIFEST).read_text(encoding="utf-8"))
    good = ["k-2", 2, "00", "Rød"]
    found["cards"] |= {
        "../x/kort": [good],
        "skole/\u001b[2J": [good],
        "skole/mere": [["k-1", "1", "00", ""], good, 5],
        "kort": [good],
        "a/b": {},
    }
    (known / MANIFEST).write_text(json.dumps(found), encoding="utf-8")
    replace(known, files(b"new ", *AELDRE), shown="out", full=False, cards=printed("nu", "aeldre/kort"))
    after = json.loads((known / MANIFEST).read_text(encoding="utf-8"))["cards"]
    assert sorted(after) == ["aeldre/kort", "skole/kort", "skole/mere"]
    assert after["skole/mere"] == [good]


# --- processes of their own ------------------------------------------------------------------------------------------


def deck(cards: Iterable[str], text: str) -> str:
    return "title: Kort\nthemes: [{id: a}]\ncards:\n" + "".join(f"  - {{id: {card}, theme: a, text: {text}}}\n" for card in cards)


@pytest.mark.skipif(not find_spec("resource"), reason="only Unix bounds the size of a file")
def test_an_area_too_large_for_the_disk_stays_as_it_was_and_the_others_are_built(project: Make) -> None:
    area = "name: Skole\nadd:\n" + "".join(f"  - {{id: b-{number}, theme: a, text: Og nr. {number}?}}\n" for number in range(150))
    settings = {"cardprint.yaml": "areas: [skole, aeldre]\n", "cards/areas/aeldre.yaml": "name: Ældre\n"}
    root = project(settings | {"cards/kort.yaml": deck(["a-1"], "Hvad?"), "cards/areas/skole.yaml": "name: Skole\n"})
    subprocess.run([sys.executable, "-m", "cardprint", "build", root, *CARDS, "--quiet"], env=OUTSIDE, check=True)
    before = everything(root / "output")
    project(settings | {"cards/kort.yaml": deck(["a-1"], "Hvem?"), "cards/areas/skole.yaml": area})
    most = 3 * max(map(len, before.values())) // 2
    command = [sys.executable, "-c", SMALL_DISK, str(most), "build", root, *CARDS, "--json", "--lang", "en"]
    done = subprocess.run(command, env=OUTSIDE, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    found = json.loads(done.stdout)
    assert [(one["code"], one["file"]) for one in found["problems"]] == [("target-unwritable", f"{root.as_posix()}/output/{SKOLE[1]}")]
    assert (found["skipped"], {one["area"] for one in found["written"]}) == (["skole"], {"aeldre"})
    after = everything(root / "output")
    assert after.keys() == before.keys()
    assert [path for path in after if after[path] == before[path]] == [path for path in before if path in SKOLE]


def test_two_runs_at_once_do_not_meet(project: Make) -> None:
    root = project({"cards/kort.yaml": deck((f"a-{number}" for number in range(60)), "Hvad nu?")})
    command = [sys.executable, "-m", "cardprint", "build", root, "--quiet"]
    runs = [subprocess.Popen(command, env=OUTSIDE, stderr=subprocess.PIPE) for _ in range(4)]
    assert [run.communicate()[1] for run in runs] == [b""] * 4
    assert [run.returncode for run in runs] == [0] * 4
    assert sorted(path.name for path in (root / "output").rglob("*") if path.is_file()) == [
        "kort-reading.pdf",
        "kort-sheets.pdf",
        "kort-ticket.pdf",
        MANIFEST,
    ]
