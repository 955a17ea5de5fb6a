"""Editions made side by side: the same files, the same Problems and the same record, whoever makes them."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cardprint import executors, recipe
from cardprint.cli import cli
from cardprint.errors import CardprintError
from cardprint.executors import Processes, Task
from cardprint.job import Job

if TYPE_CHECKING:
    from conftest import Make

DECK = """
title: Kort
themes: [{id: a, name: Alfa, symbol: star}]
cards:
  - {id: a-1, theme: a, text: Hvad mener vi her i {area}?}
  - {id: a-2, theme: a, text: Hvad giver mening?, variants: {skole: {text: Hvad giver mening i klassen?}}}
"""
AGENDA = "title: Møde\ndate: 2026-12-01\nstart: 13:00\nend: 14:00\nitems:\n  - {title: Snak, minutes: 60, cards: [a-1]}\n"
WORLD = {
    "cardprint.yaml": "title: P\nlanguage: da\nareas: [skole, aeldre, base]\norganisations: [by, ø]\n",
    "cards/kort.yaml": DECK.replace("{area}", "huset"),
    "cards/agendas/moede.yaml": AGENDA,
    "cards/areas/skole.yaml": "name: Skole\n",
    "cards/areas/aeldre.yaml": "name: Ældre\n",
    "cards/organisations/by.yaml": "name: By\n",
    "cards/organisations/ø.yaml": "name: Ø\n",
}


def output(root: Path) -> dict[str, str]:
    found = (path for path in (root / "output").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(params=["threads", "fork", "spawn", "own"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor | Processes]:
    match request.param:
        case "threads":
            with ThreadPoolExecutor(2) as pool:
                yield pool
        case "own":
            yield Processes(2)
        case way:
            with ProcessPoolExecutor(2, mp_context=get_context(way)) as pool:
                yield pool


def test_the_same_bytes_and_words_whoever_makes_them(project: Make, executor: Executor | Processes) -> None:
    root = project({**WORLD, "cards/areas/aeldre.yaml": "name: Ældre\nvocabulary: {ukendt: {name: X}}\n"})
    alone = recipe.build(Job(path=root))
    files = output(root)
    together = recipe.build(Job(path=root), executor)
    assert len(files) > 12
    assert output(root) == files
    assert (together.problems, together.fits, together.skipped) == (alone.problems, alone.fits, alone.skipped)
    assert [(file.path, file.pages) for file in together.written] == [(file.path, file.pages) for file in alone.written]
    assert together.tickets == alone.tickets


def test_what_is_not_there_is_said_by_workers_too(project: Make, executor: Executor | Processes) -> None:
    with pytest.raises(CardprintError) as found:
        recipe.build(Job(path=project(WORLD), theme="b"), executor)
    assert found.value.problem.code == "no-such-theme"
    with pytest.raises(CardprintError) as found:
        recipe.build(Job(path=project(WORLD), start_at=900), executor)
    assert found.value.problem.code == "start-at-outside-sheet"


@pytest.mark.parametrize("jobs", ["1", "2", "5"])
def test_jobs_change_nothing_but_the_time(project: Make, jobs: str) -> None:
    root = project(WORLD)
    assert CliRunner().invoke(cli, ["build", str(root), "--jobs", "1"]).exit_code == 0
    files = output(root)
    found = CliRunner().invoke(cli, ["build", str(root), "--jobs", jobs, "--lang", "en"])
    assert (found.exit_code, output(root)) == (0, files)


def test_no_number_of_jobs_is_nonsense(project: Make) -> None:
    for jobs in ("0", "-1", "mange"):
        assert CliRunner().invoke(cli, ["build", str(project(WORLD)), "--jobs", jobs]).exit_code == 2


def test_what_workers_asked_of_files_is_noted(project: Make) -> None:
    root = project({**WORLD, "templates/style.yaml": "prompt: {colour: ink}\n", "templates/hyphenation/da.txt": "hu-set\n"})
    again = ["build", str(root), "--jobs", "2"]
    first = CliRunner().invoke(cli, again)
    assert CliRunner().invoke(cli, again).output.replace("uændret", "skrevet") == first.output.replace("uændret", "skrevet")
    files = output(root)
    (root / "templates/hyphenation/da.txt").write_text("hus-et\nme-ner\n", encoding="utf-8")
    (root / "cards/organisations/by.yaml").write_text("name: Byen\n", encoding="utf-8")
    CliRunner().invoke(cli, again)
    changed = {path for path, digest in output(root).items() if files[path] != digest}
    assert any("/by/" in path for path in changed)
    assert not any("/ø/" in path for path in changed)


def _nothing() -> None:
    pass


def _opened(given: int) -> int:
    return given


def _fatal(parent: int, number: int) -> int:
    """Die in a worker, the third time; the parent lives."""
    if number == 2 and os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_a_dead_worker_leaves_undone_is_done_here() -> None:
    task = Task(_opened, _fatal, _nothing)
    assert executors.each(Processes(2), task, os.getpid(), 6) == [0, 1, 4, 9, 16, 25]


PARENT = """
import os, sys, time
from cardprint.executors import Processes, Task, each

def opened(given):
    return given

def slow(_, number):
    os.write(1, b"%d%c" % (os.getpid(), 10))
    time.sleep(60)

def nothing():
    pass

each(Processes(2), Task(opened, slow, nothing), 0, 4)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_one_who_began_them(tmp_path: Path, way: signal.Signals) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(way)
        parent.wait()
        end = time.monotonic() + 20
        while left := [worker for worker in workers if Path(f"/proc/{worker}").exists()]:
            assert time.monotonic() < end, left
            time.sleep(0.1)


def _failing(_: int, number: int) -> int:
    return 1 // (number - 1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_in_a_worker_is_no_less_a_bug(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        executors.each(Processes(jobs), Task(_opened, _failing, _nothing), 0, 3)


def test_one_edition_needs_no_second_process() -> None:
    assert executors.each(Processes(8), Task(_opened, lambda _, __: os.getpid(), _nothing), 0, 1) == [os.getpid()]
    assert executors.each(Processes(1), Task(_opened, lambda _, __: os.getpid(), _nothing), 0, 3) == [os.getpid()] * 3
