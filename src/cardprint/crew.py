"""Share work between two processes where the machine allows it. The result never depends on how many there are.

A forked child starts with everything the parent has read and sends back what it made (pickle); where there is no fork, or another
thread runs, the parent does all the work itself.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from cardprint import files

T = TypeVar("T")
R = TypeVar("R")

OWN = 0.52
"""The parent's part of the work: the child has to pack what it made, too."""
FEWEST = 400
"""Pieces of work below which a second process costs more than it saves."""


def share(work: Callable[[Sequence[T]], R], pieces: Sequence[T]) -> tuple[R, ...]:
    """Do the work on all pieces, in one part or in two."""
    if len(pieces) < FEWEST:
        return (work(pieces),)
    middle = int(len(pieces) * OWN)
    second = beside(lambda: work(pieces[middle:]))
    return work(pieces[:middle]), second()


def beside(work: Callable[[], R]) -> Callable[[], R]:
    """Begin some work in a second process; give what waits for its result, or does the work where there is no second process."""
    if not _may_fork():
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _child(work, writing)
    os.close(writing)

    def wait() -> R:
        with open(reading, "rb") as pipe:  # noqa: PTH123 - a pipe has no path
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        if status:
            return work()
        made: tuple[R, dict[files.Question, files.Answer]] = pickle.loads(data)  # noqa: S301 - from our own child
        files.also(made[1])
        return made[0]

    return wait


def _child(work: Callable[[], R], writing: int) -> None:
    """Do the work and leave without a word: what fails here is done again, and told, by the parent."""
    status = 1
    try:
        with files.noting() as notes:
            data = pickle.dumps((work(), notes), pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(data)
        status = 0
    finally:
        os._exit(status)


def _may_fork() -> bool:
    """Tell whether a fork is safe and worth it: Linux, no other thread, a second processor."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1
