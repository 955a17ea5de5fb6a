"""The one door through which a project's files are read: an ordinary file, inside its folder, its size known before a byte is read.

A link is followed and then looked at: what it leads to has to lie inside `root` as well. Nothing here knows what a file means.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from cardprint.errors import Place, Problem, error

MB = 1_000_000


class RefusedError(Exception):
    """Raised for a file that is not read; `at` makes it a Problem where its name stands."""

    def __init__(self, *, code: str, **values: object) -> None:
        """Keep the Problem's code and the values of its sentence."""
        super().__init__(code)
        self.code = code
        self.values = values

    def at(self, place: Place, shown: str) -> Problem:
        """Make the Problem; `shown` is the file as the user knows it."""
        return error(self.code, place, file=shown, **self.values)


def read(path: Path, *, root: Path, most: int) -> bytes:
    """Read a whole file of at most `most` bytes. Raises RefusedError for what is missing, larger, no ordinary file, or outside `root`."""
    descriptor = _open(path, root)
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)  # a folder cannot even be opened as a file
        raise RefusedError(code="file-not-ordinary")
    with os.fdopen(descriptor, "rb") as file:
        if about.st_size > most:
            raise RefusedError(code="file-too-large", most=_megabytes(most))
        try:
            data = file.read(most + 1)
        except OSError as reason:
            raise _unreadable(reason) from reason
    if len(data) > most:  # it grew meanwhile, or its size was a lie
        raise RefusedError(code="file-too-large", most=_megabytes(most))
    return data


def names(folder: Path, *, root: Path) -> tuple[str, ...]:
    """List what a folder holds, in order; one that is not there holds nothing. Raises RefusedError for one that cannot be read or lies outside."""
    try:
        where = folder.resolve()
        if not where.exists():
            return ()
        if not where.is_relative_to(root.resolve()):
            raise RefusedError(code="path-outside")
        return tuple(sorted(one.name for one in where.iterdir()))
    except NotADirectoryError as reason:
        raise RefusedError(code="folder-is-file") from reason
    except (OSError, RuntimeError, ValueError) as reason:
        raise _unreadable(reason) from reason


def _open(path: Path, root: Path) -> int:
    """Open a file without waiting for it: a pipe would never answer."""
    try:
        where = path.resolve(strict=True)
        if not where.is_relative_to(root.resolve()):
            raise RefusedError(code="path-outside")
        return os.open(where, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError as reason:
        raise RefusedError(code="file-missing") from reason
    except (OSError, RuntimeError, ValueError) as reason:  # no right to it, links in a circle, a name that no disk takes
        raise _unreadable(reason) from reason


def _unreadable(reason: Exception) -> RefusedError:
    return RefusedError(code="file-unreadable", reason=getattr(reason, "strerror", None) or str(reason))


def _megabytes(size: int) -> str:
    return f"{size / MB:g}"
