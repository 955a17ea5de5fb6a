"""The same work for many keys, here or by the workers of a `concurrent.futures` executor. The results never depend on who did it.

An executor may be the caller's own, such as Dask's over many machines; then what the work is given is sent along as bytes. Or it is our own,
of as many processes as are asked for: where the system can fork and no other thread runs, they start with everything that is loaded here.
A worker sends back what it asked of the project's files, too. What a worker that died leaves undone is done here.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardprint import files

if TYPE_CHECKING:
    from concurrent.futures import Executor

LOOKS = 1.0
"""Seconds after which a worker looks whether the process that began it is still there."""


class Processes(Struct, frozen=True):
    """An executor of our own, of at most so many processes; begun only when there is work for two."""

    most: int

    @contextmanager
    def begun(self, pieces: int) -> Iterator[Executor]:
        """Begin as many as there are pieces of work."""
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        way = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
        kind = multiprocessing.get_context(way)
        with ProcessPoolExecutor(min(self.most, pieces), kind, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            yield pool


def _end_with(parent: int) -> None:
    """Let a worker end with the process that began it, should that be killed: it would wait for work for ever."""

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    if hasattr(signal, "setitimer"):  # Windows has none
        signal.signal(signal.SIGALRM, look)
        signal.setitimer(signal.ITIMER_REAL, LOOKS, LOOKS)


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Task(Struct, frozen=True):
    """Work that is the same for all keys: what `opens` the given in a process, once, and what is `done` with that for one key.

    `loads` loads what it takes, for processes that start with what is loaded already.
    """

    opens: Callable[[Any], Any]
    done: Callable[[Any, int], Any]
    loads: Callable[[], object]


Seen = Callable[[int, int], object]
"""Is told how many results there are, and how many there will be."""


def each(executor: Executor | Processes | None, task: Task, given: Any, count: int, seen: Seen | None = None) -> list[Any]:
    """Do a task for each of `count` numbers; results come in their order, `seen` as they come. Whatever a task raises is raised."""
    results: list[Any] = []
    with _results(executor, task, given, count) as made:
        for result in made:
            results.append(result)
            if seen:
                seen(len(results), count)
    return results


@contextmanager
def _results(executor: Executor | Processes | None, task: Task, given: Any, count: int) -> Iterator[Iterator[Any]]:
    if executor is None or count < 2 or (isinstance(executor, Processes) and executor.most < 2):
        opened = task.opens(given)
        yield (task.done(opened, number) for number in range(count))
    elif not isinstance(executor, Processes):
        yield _by(executor, task, given, count)
    else:
        task.loads()
        with executor.begun(count) as pool:
            yield _by(pool, task, given, count)


def _by(executor: Executor, task: Task, given: Any, count: int) -> Iterator[Any]:
    from concurrent.futures import BrokenExecutor

    name, data = os.urandom(16), pickle.dumps(given, pickle.HIGHEST_PROTOCOL)
    begun = [executor.submit(_remote, name, data, task, number) for number in range(count)]
    for number, future in enumerate(begun):
        try:
            result, notes = future.result()
        except BrokenExecutor:
            opened = task.opens(given)
            yield from (task.done(opened, left) for left in range(number, count))
            return
        files.also(notes)
        yield result


_opened: dict[bytes, Any] = {}
"""What this worker has opened last, by a run's name."""
_alone = threading.Lock()
"""Threads of one process take turns: the engine is one at a time."""


def _remote(name: bytes, data: bytes, task: Task, number: int) -> tuple[Any, dict[files.Question, files.Answer]]:
    """Do one piece of work in a worker, and tell what was asked of files; the given is opened once for a run."""
    with _alone, files.noting() as notes:
        if name not in _opened:
            _opened.clear()
            _opened[name] = task.opens(pickle.loads(data))  # noqa: S301 - from our own parent
        return task.done(_opened[name], number), notes
