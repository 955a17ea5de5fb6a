"""The child that strangers' layouts run in: it answers, it is held to its bounds wherever it spends itself, and a bug of ours is raised."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from cardprint import confined
from cardprint.confined import Confined, OverspentError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no kernel that bounds a child here")


def test_a_child_is_possible_wherever_tests_run() -> None:
    """Side by side with others too: all that follows, and all builds of all tests, would else go the way without a child."""
    assert confined.is_possible()


def endless() -> int:
    total = 0
    while True:
        total += 1


def kept() -> None:
    found = []
    while True:
        found.append(bytearray(1_000_000))


def broken() -> None:
    fault = "a bug"
    raise KeyError(fault)


DOES: Mapping[bytes, Callable[[], Any]] = {
    b"answer": lambda: [1, ("a", None)],
    b"a loop": endless,
    b"one call of C": lambda: sum(range(10**12)),
    b"memory bit by bit": kept,
    b"memory at once": lambda: len(bytearray(10**9)),
    b"a bug": broken,
    b"no plain value": Path,
}


def ask(question: bytes) -> Any:
    return Confined(lambda asked: DOES[asked]).ask(question, is_new_round=True)


def test_it_answers_again_and_again() -> None:
    child = Confined(lambda asked: lambda: asked.decode().upper())
    assert [child.ask(word, is_new_round=False) for word in (b"a", b"b")] == ["A", "B"]
    assert ask(b"answer") == [1, ("a", None)]


@pytest.mark.parametrize("question", [b"a loop", b"one call of C", b"memory bit by bit", b"memory at once"])
def test_it_is_held_to_its_bounds(question: bytes) -> None:
    with pytest.raises(OverspentError):
        ask(question)


@pytest.mark.parametrize(
    ("question", "told"), [(b"a bug", "KeyError: 'a bug'"), (b"no plain value", "unmarshallable"), (b"unknown", "KeyError")]
)
def test_a_bug_is_raised_with_its_traceback(question: bytes, told: str) -> None:
    with pytest.raises(RuntimeError, match=told):
        ask(question)


def test_one_is_let_go_while_a_later_one_goes_on() -> None:
    """As in a process that reads a project again and again; it would wait for ever, so it waits elsewhere."""
    code = """
from cardprint.confined import Confined
first, second = (Confined(lambda asked: asked.decode().upper) for _ in range(2))
said = [child.ask(b"a", is_new_round=True) for child in (first, second)]
del first
print(*said, second.ask(b"b", is_new_round=True))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=20, check=False)
    assert (done.stdout, done.stderr) == ("A A B\n", "")


def test_one_that_has_ended_says_so_each_time() -> None:
    child = Confined(lambda asked: DOES[asked])
    for _ in range(2):
        with pytest.raises(OverspentError):
            child.ask(b"memory at once", is_new_round=True)
