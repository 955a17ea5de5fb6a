"""A child that answers questions within bounds that the kernel keeps: processor time, memory, nothing written.

What strangers wrote runs there. However it spends itself, in a loop or in one call of C, the child ends and the parent goes on. The child
is forked, so it begins with everything that the parent has read; questions go there as bytes, answers come back as plain values (marshal).
Where there is no such kernel (Windows, macOS), or another thread runs, `is_possible` says so.
"""

from __future__ import annotations

import contextlib
import gc
import marshal
import os
import signal
import sys
import threading
import traceback
import weakref
from collections.abc import Callable
from typing import Any, BinaryIO, NoReturn

from cardprint import files

MEMORY = 256_000_000
"""Bytes that the child may take above what it began with."""
SECONDS = 2
"""Of processor time for all questions of a round, ended at the line that runs; one second more, ended wherever it is."""
FAILED, SPENT = 1, 3
"""How the child leaves where it could not go on: a bug of ours, or what it may spend is spent."""
_HEAD = 8
"""Bytes before each message: how long it is."""

_ours: set[int] = set()
"""The ends that this process asks its children by. A child that kept another's would keep it from ever hearing that nobody asks any more."""

Read = Callable[[bytes], Callable[[], Any]]
"""Reads a question and gives what answers it; only the answer is paid for."""


class OverspentError(Exception):
    """Raised in the child where its time is used up, and in the parent where the child has ended for it."""


def is_possible() -> bool:
    """Tell whether there is a kernel that bounds a child, and whether a fork is safe."""
    return sys.platform == "linux" and threading.active_count() == 1


class Confined:
    """A child that answers until it has spent all that it may; it ends with the last one who asks."""

    def __init__(self, read: Read) -> None:
        """Fork the child."""
        down, up = os.pipe(), os.pipe()
        self._owner = os.getpid()
        child = os.fork()
        if not child:
            os.close(down[1])
            os.close(up[0])
            for end in _ours:
                os.dup2(down[0], end)  # not closed: its number is known to the other one, who will close it
            _serve(read, down[0], up[1])
        os.close(down[0])
        os.close(up[1])
        self._child = child
        self._status: list[int] = []
        self._down = down[1]
        _ours.add(self._down)
        self._up = open(up[0], "rb")  # noqa: PTH123, SIM115 - a pipe has no path; `_end` closes it
        weakref.finalize(self, _end, self._owner, child, (self._down, self._up), self._status)

    def ask(self, question: bytes, *, is_new_round: bool) -> Any:
        """Put a question. Raises OverspentError where the child has spent itself, RuntimeError with its traceback where it failed."""
        if os.getpid() != self._owner:
            fault = "two processes would read the same answers"
            raise RuntimeError(fault)
        with contextlib.suppress(BrokenPipeError):  # it has ended; why, is learned below
            _send(self._down, bytes([is_new_round]) + question)
        data = _receive(self._up)
        if data is None:
            raise self._ended()
        failed, answer, notes = marshal.loads(data)  # noqa: S302 - plain values, from our own child
        files.also(notes)
        if failed:
            raise RuntimeError(failed)
        return answer

    def _ended(self) -> Exception:
        """Say why the child has ended: spent, which includes every way in which the kernel ends it, or failed."""
        if not self._status:
            _, status = os.waitpid(self._child, 0)
            self._status.append(os.waitstatus_to_exitcode(status))
        code = self._status[0]
        return OverspentError() if code == SPENT or code < 0 else RuntimeError(f"the child has left with {code}")


def _send(pipe: int, data: bytes) -> None:
    rest = memoryview(len(data).to_bytes(_HEAD, "little") + data)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _receive(pipe: BinaryIO) -> bytes | None:
    """Read one message; None where the other side has ended."""
    head = pipe.read(_HEAD)
    size = int.from_bytes(head, "little")
    data = pipe.read(size) if len(head) == _HEAD else b""
    return data if data and len(data) == size else None


def _end(owner: int, child: int, pipes: tuple[int, BinaryIO], status: list[int]) -> None:
    """Let the child go: it ends when nobody can ask any more. `status`: what it left with, if that is known already."""
    _ours.discard(pipes[0])
    os.close(pipes[0])
    pipes[1].close()
    if os.getpid() == owner and not status:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)


def _serve(read: Read, reading: int, writing: int) -> NoReturn:
    """Answer until nobody asks; leave without a word, for the parent tells what happened."""
    code = FAILED
    try:
        _bound()
        left = 0.0
        with open(reading, "rb") as pipe:
            while question := _receive(pipe):
                if question[0]:
                    left = _new_round()
                data, left = _answered(read, question[1:], left)
                _send(writing, data)
        code = 0
    except (OverspentError, MemoryError):
        code = SPENT
    finally:
        os._exit(code)


def _answered(read: Read, question: bytes, left: float) -> tuple[bytes, float]:
    """Answer one question in the time that is left; give what is left then."""
    try:
        answer = read(question)
        signal.setitimer(signal.ITIMER_PROF, max(left, 0.01))
        with files.noting() as notes:
            data = marshal.dumps(("", answer(), notes))
    except (OverspentError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - the parent raises it again, with this traceback
        data = marshal.dumps((traceback.format_exc(), None, {}))
    return data, signal.setitimer(signal.ITIMER_PROF, 0)[0]


def _bound() -> None:
    """Set what the kernel holds the child to."""
    import resource

    gc.freeze()
    sys.dont_write_bytecode = True
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, _spent)
    pages = int(open("/proc/self/statm", "rb").read().split()[0])  # noqa: PTH123, SIM115 - ends at once
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + MEMORY)
    _lower(resource.RLIMIT_FSIZE, 0)
    _lower(resource.RLIMIT_CORE, 0)


def _new_round() -> float:
    """Give a new round its time; the kernel's own limit counts whole seconds since the child began."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime + SECONDS) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))
    return float(SECONDS)


def _lower(which: int, to: int) -> None:
    """Lower a limit; one that is lower already stays."""
    import resource

    now, most = resource.getrlimit(which)
    if now == resource.RLIM_INFINITY or now > to:
        resource.setrlimit(which, (to, most))


def _spent(*_signal: object) -> NoReturn:
    raise OverspentError


__all__ = ["Confined", "OverspentError", "is_possible"]
