"""A folder held by one run at a time: the kernel lets go of it when the process ends, however it ends.

Where there is `flock` the folder itself is locked, so nothing has to be tidied up. Windows locks no folder: there a file is made that only one
process can make and that Windows removes with the process. On a disk that knows no locks (some network drives) runs do not wait for each other.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PATIENCE = 10.0
"""Seconds that a run waits for another."""
PAUSE = 0.05
LOCK = ".cardprint.lock"


class BusyError(Exception):
    """Raised when another run holds a folder for longer than anybody waits."""


@contextmanager
def alone(folder: Path, *, patience: float = PATIENCE) -> Iterator[Path]:
    """Hold a folder, waiting for so many seconds; it is made where it is not there. Give its real path; one in which nothing was put goes again.

    Raises BusyError, and OSError where there can be no such folder.
    """
    try:
        root = folder.resolve()
    except (RuntimeError, ValueError) as reason:  # links in a circle, a name that no disk takes
        raise OSError(str(reason)) from reason
    is_new = not root.exists()
    held = _held(root, patience)
    try:
        yield root
    finally:
        if is_new:
            with suppress(OSError):
                root.rmdir()
        os.close(held)


def _held(root: Path, patience: float) -> int:
    until = time.monotonic() + patience
    while True:
        root.mkdir(parents=True, exist_ok=True)
        held = _lock(root)
        if held is not None:
            return held
        if time.monotonic() > until:
            raise BusyError
        time.sleep(PAUSE)


if sys.platform == "win32":

    def _lock(root: Path) -> int | None:
        """Make the file that only one process can make; None where it is there."""
        try:
            return os.open(root / LOCK, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT)
        except (FileExistsError, PermissionError):
            return None

else:
    import fcntl

    def _lock(root: Path) -> int | None:
        """Lock the folder; None where another run has it, or has just removed it."""
        held = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return None
        except OSError:  # a disk that knows no locks
            return held
        if root.exists() and os.path.samestat(os.fstat(held), root.stat()):
            return held
        os.close(held)
        return None
