"""A run that is killed, at whichever step: the next one finds each area old or new as a whole, and nothing hidden."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cardprint import holding, output, staging
from cardprint.job import Printed
from cardprint.manifest import MANIFEST
from cardprint.output import File, beside, repair, replace
from cardprint.recipe import Job, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Make

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed in a fork of this one")

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate", "os.chmod", "os.symlink", "shutil.copyfile"}
"""What Python announces before it changes something on disk (`open` is counted where it may write)."""
OLD = {"skole/kort-sheets.pdf": b"old 1", "skole/kort-reading.pdf": b"old 2", "skole/kort-ticket.pdf": b"old 3"}
OLD |= {"aeldre/kort-sheets.pdf": b"old 4", "vej/kort-sheets.pdf": b"old 5", "vej/kort-reading.pdf": b"old 6"}
NEW = {"skole/kort-sheets.pdf": b"new 1", "skole/kort-reading.pdf": b"old 2", "skole/kort-large.pdf": b"new 3"}
NEW |= {"aeldre/kort-sheets.pdf": b"new 4", "teknik/kort-sheets.pdf": b"new 4"}


def files(those: dict[str, bytes]) -> list[File]:
    return [File(path, "sheets", path.split("/")[0], 1, data) for path, data in those.items()]


def cards(words: str, those: dict[str, bytes]) -> dict[str, list[Printed]]:
    return {f"{path.split('/')[0]}/kort": [Printed("k-1", 1, "00", words)] for path in those}


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def area(those: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in those.items() if path.startswith(f"{name}/")}


def in_a_fork(action: Callable[[], object]) -> int:
    """Do something in a fork that ends there, whatever happens in it; tell how it ended."""
    if (child := os.fork()) == 0:
        try:
            action()
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def killed_at(step: int, action: Callable[[], object]) -> bool:
    """Do something in a fork that is killed before its change number `step`; tell whether it came that far. Every other write is half done."""

    def act() -> None:
        count = 0

        def die(*_: object) -> None:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            if event in STEPS and (event != "open" or int(str(arguments[2] or 0)) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                die()

        really = os.write

        def write(file: int, data: bytes) -> int:
            half = really(file, data[: len(data) // 2])
            die()
            return half + really(file, data[half:])

        staging.os.write = write
        sys.addaudithook(watch)
        action()

    status = in_a_fork(act)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def whole(folder: Path) -> None:
    """Check that each area is old or new, and that the manifest knows it."""
    found = everything(folder)
    known = json.loads(found.pop(MANIFEST))
    assert [path for path in found if "/." in f"/{path}"] == []
    assert sorted(known["files"]) == sorted(found)
    assert "next" not in known
    for name in ("skole", "aeldre", "teknik", "vej"):
        now = area(found, name)
        assert now in (area(OLD, name), area(NEW, name)), name
        words = next(row[3] for row in known["cards"][f"{name}/kort"]) if now else ""
        assert words == ("" if not now else "før" if now == area(OLD, name) else "nu")
        assert (folder / name).exists() == bool(now)


def test_after_a_kill_at_any_step_each_area_is_old_or_new(tmp_path: Path) -> None:
    states = set()
    for step in range(1, 1000):
        folder = tmp_path / str(step)
        replace(folder, files(OLD), shown="out", full=True, cards=cards("før", OLD))
        was_killed = killed_at(step, lambda: replace(folder, files(NEW), shown="out", full=True, cards=cards("nu", NEW)))  # noqa: B023
        left = {path for path in everything(folder) if path.startswith(".")}
        repaired, problems = repair(folder, shown="out")
        assert problems == ()
        assert bool(repaired) or not left
        whole(folder)
        assert not (folder / staging.STAGE).exists()
        states.add(tuple(one.way for one in repaired))
        assert replace(folder, files(NEW), shown="out", full=True, cards=cards("nu", NEW))[1] == ()
        found = everything(folder)
        found.pop(MANIFEST)
        assert found == NEW
        if not was_killed:
            break
    assert step > 30
    assert {("tidied",), ("undone",) * 4, ("finished",) * 4} < states, "some were finished, some put back, some of both"


def test_a_mending_run_that_is_killed_is_mended_by_the_next(tmp_path: Path) -> None:
    first = tmp_path / "first"
    replace(first, files(OLD), shown="out", full=True, cards=cards("før", OLD))
    half = 25
    assert killed_at(half, lambda: replace(first, files(NEW), shown="out", full=True, cards=cards("nu", NEW)))
    for step in range(1, 1000):
        folder = tmp_path / str(step)
        replace(folder, files(OLD), shown="out", full=True, cards=cards("før", OLD))
        assert killed_at(half, lambda: replace(folder, files(NEW), shown="out", full=True, cards=cards("nu", NEW)))  # noqa: B023
        was_killed = killed_at(step, lambda: repair(folder, shown="out"))  # noqa: B023
        assert repair(folder, shown="out")[1] == ()
        whole(folder)
        if not was_killed:
            break
    assert step > 5


def test_a_proof_that_is_killed_is_mended_by_the_next_build(tmp_path: Path) -> None:
    old, new = {"skole/kort-proof.pdf": b"old"}, {"skole/kort-proof.pdf": b"new", "skole/png/kort-proof-1.png": b"new"}
    for step in range(1, 1000):
        folder = tmp_path / str(step)
        beside(folder, files(old), shown="out")
        was_killed = killed_at(step, lambda: beside(folder, files(new), shown="out"))  # noqa: B023
        replace(folder, files({"skole/kort-sheets.pdf": b"new"}), shown="out", full=True)
        found = everything(folder)
        known = json.loads(found.pop(MANIFEST))
        assert sorted(known["beside"]) == sorted(path for path in found if "proof" in path)
        assert found["skole/kort-proof.pdf"] in {b"old", b"new"}
        assert found.get("skole/png/kort-proof-1.png", b"new") == b"new"
        if not was_killed:
            break
    assert step > 5


def test_a_file_that_somebody_put_there_meanwhile_stays(tmp_path: Path) -> None:
    mine = Path()
    for step in range(1, 100):
        folder = tmp_path / str(step)
        mine = folder / "skole" / "kort-large.pdf"
        replace(folder, files(OLD), shown="out", full=True)
        assert killed_at(step, lambda: replace(folder, files(NEW), shown="out", full=True))  # noqa: B023
        if mine.exists():
            break
    mine.write_bytes(b"mine")
    assert [one.way for one in repair(folder, shown="out")[0] if one.path == "out/skole"] == ["undone"]
    assert mine.read_bytes() == b"mine"
    assert not (folder / staging.STAGE).exists()


# --- by the command --------------------------------------------------------------------------------------------------

DECK = "title: Kort\nthemes: [{id: a}]\ncards: [{id: a-1, theme: a, text: Hvad?}]\n"
AREAS = {
    "cards/areas/skole.yaml": "name: Skole\n",
    "cards/areas/aeldre.yaml": "name: Ældre\n",
    "cardprint.yaml": "areas: [skole, aeldre]\n",
}
BROKEN = AREAS | {"cards/areas/skole.yaml": "name: [\n", "cards/areas/aeldre.yaml": "name: [\n"}


@pytest.fixture
def half(project: Make) -> Path:
    """A project whose build was killed in the middle of its second area."""
    root = project({"cards/kort.yaml": DECK, **AREAS})
    assert build(Job(path=root)).is_sound
    project({"cards/kort.yaml": DECK.replace("Hvad", "Hvem"), **AREAS})
    targets = [root / "output" / name / "kort-sheets.pdf" for name in ("aeldre", "skole")]
    before = [path.read_bytes() for path in targets]

    def stop() -> None:
        really = os.replace

        def replaced(source: Path, goal: Path) -> None:
            really(source, goal)
            if goal == targets[1]:
                os.kill(os.getpid(), signal.SIGKILL)

        staging.os.replace = replaced
        build(Job(path=root))

    assert os.WIFSIGNALED(in_a_fork(stop))
    assert all(path.read_bytes() != was for path, was in zip(targets, before, strict=True))
    assert (root / "output" / staging.STAGE).is_dir()
    return root


@pytest.mark.parametrize(
    "what",
    [{}, {"areas": ("aeldre",)}, {"kinds": ("reading",)}, {"broken": True}, {"cards": ("nej",)}, {"since": True}],
    ids=["all", "an area", "a kind", "with errors", "wrong usage", "nothing to do"],
)
def test_the_next_build_of_anything_mends_first_and_says_so(half: Path, what: dict[str, object], project: Make) -> None:
    from click.testing import CliRunner

    from cardprint.cli import cli

    if what.get("broken"):
        project(BROKEN)
    options = {"areas": "--area", "kinds": "--only", "cards": "--cards"}
    words = [word for key, option in options.items() for one in (what.get(key) or ()) for word in (option, one)]  # type: ignore[union-attr, attr-defined]
    words += ["--changed-since", str(half / "output")] if what.get("since") else []
    result = CliRunner().invoke(cli, ["build", str(half), *words, "--json"])
    assert (result.exception is None) or isinstance(result.exception, SystemExit)
    found = json.loads(result.stdout)
    assert found["repaired"] == [{"path": f"{half.as_posix()}/output/{name}", "way": "finished"} for name in ("aeldre", "skole")]
    assert not (half / "output" / staging.STAGE).exists()
    assert [path.name for path in (half / "output").rglob(".*")] == []
    assert "repaired" not in json.loads(CliRunner().invoke(cli, ["build", str(half), *words, "--json"]).stdout)


def test_a_person_is_told_what_was_repaired(half: Path) -> None:
    from click.testing import CliRunner

    from cardprint.cli import cli

    said = CliRunner().invoke(cli, ["build", str(half), "--lang", "en"]).stdout.splitlines()
    assert said[:2] == [
        f"An earlier build was interrupted; it is finished now in {half.as_posix()}/output/{name}." for name in ("aeldre", "skole")
    ]


def test_a_lock_goes_with_the_process_that_held_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "PATIENCE", 0.2)
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        with holding.alone(tmp_path):
            os.write(tell, b".")
            signal.pause()
    os.read(ready, 1)
    assert [one.code for one in output.replace(tmp_path, files(NEW), shown="out", full=True)[1]] == ["output-busy"]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert output.replace(tmp_path, files(NEW), shown="out", full=True)[1] == ()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([MANIFEST, "aeldre", "skole", "teknik"])
