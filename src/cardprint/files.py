"""The one door through which a project's files are read: an ordinary file, inside its folder, its size known before a byte is read.

A link is followed and then looked at: what it leads to has to lie inside `root` as well. Nothing here knows what a file means.

Whoever wants to know later whether anything has changed has the door's answers noted (`noting`), and asks again. All that is learned of a
project's files is therefore learned here, what is not there included. A process that was forked hands back what it noted.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EACCES, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM
from functools import wraps
from pathlib import Path
from typing import Any

from cardprint.errors import Place, Problem, T, error

MB = 1_000_000
MISSING = "file-missing"
NOWHERE = frozenset({ENOENT, ENOTDIR, ENAMETOOLONG})
"""Nothing is there, and with such a name nothing can be."""
REASONS = {**dict.fromkeys(NOWHERE, MISSING), EACCES: "file-forbidden", EPERM: "file-forbidden", ELOOP: "link-circle"}


Stamp = tuple[int, ...]
"""What changes with a file: its kind and rights, place on the disk, size, times in ns; empty where nothing was opened."""
Question = tuple[str, str, str, int]
"""What was asked: the function, its path, the root and the most bytes; empty and 0 where it has none."""
Answer = tuple[str, Stamp]
"""What was answered: of a file that was read, its digest."""

_notes: list[dict[Question, Answer]] = []


class RefusedError(Exception):
    """Raised for a file that is not read; `at` makes it a Problem where its name stands."""

    def __init__(self, *, code: str, folder: str = "", **values: object) -> None:
        """Keep the Problem's code and the values of its sentence; `folder` is the one that is at fault, seen from the root."""
        super().__init__(code)
        self.code = code
        self.folder = folder
        self.values = values

    def at(self, place: Place, shown: str) -> Problem:
        """Make the Problem; `shown` is the file as the user knows it. A folder's fault stands at the folder: it is told once for all its files."""
        if self.folder:
            return error(self.code, Place(self.folder), file=self.folder, **self.values)
        return error(self.code, place, file=shown, **self.values)


@contextmanager
def noting() -> Iterator[dict[Question, Answer]]:
    """Note what is asked of the door and what it answers."""
    notes: dict[Question, Answer] = {}
    _notes.append(notes)
    try:
        yield notes
    finally:
        _notes.pop()


def also(notes: Mapping[Question, Answer]) -> None:
    """Note what another process has asked."""
    for asked, answer in notes.items() if _notes else ():
        _notes[-1].setdefault(asked, answer)


def again(question: Question) -> Answer:
    """Ask once more what was noted."""
    what, path, root, most = question
    bounds = {**({"root": Path(root)} if root else {}), **({"most": most} if most else {})}
    with noting() as notes, suppress(RefusedError, OSError, RuntimeError, ValueError):
        DOORS[what](Path(path), **bounds)
    return notes.get(question, ("", ()))


def stamp(about: os.stat_result) -> Stamp:
    """Give what changes with a file."""
    return about.st_mode, about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _note(what: str, path: Path, answer: Answer, *, root: Path | str = "", most: int = 0) -> None:
    """Note an answer; the first counts where a file changes while it is read twice."""
    if _notes:
        _notes[-1].setdefault((what, str(path), str(root), most), answer)


def _noted(ask: Callable[..., T]) -> Callable[..., T]:
    """Note a function's answers as text; a refusal is one."""

    @wraps(ask)
    def asked(path: Path, **bounds: Any) -> T:
        try:
            found = ask(path, **bounds)
        except (RefusedError, OSError, RuntimeError, ValueError) as refused:
            _note(ask.__name__, path, (_told(refused), ()), **bounds)
            raise
        _note(ask.__name__, path, ("\0".join(found) if isinstance(found, tuple) else str(found), ()), **bounds)
        return found

    return asked


def _told(refused: Exception) -> str:
    if isinstance(refused, RefusedError):
        return f"{refused.code} {refused.folder} {refused.values}"
    return f"{type(refused).__name__} {getattr(refused, 'errno', '')}"


def read(path: Path, *, root: Path, most: int) -> bytes:
    """Read a whole file of at most `most` bytes. Raises RefusedError for what is missing, larger, no ordinary file, or outside `root`."""
    try:
        data, about = _read(path, root=root, most=most)
    except RefusedError as refused:
        _note("read", path, (_told(refused), ()), root=root, most=most)
        raise
    if _notes:
        import hashlib

        _note("read", path, (hashlib.sha256(data).hexdigest(), stamp(about)), root=root, most=most)
    return data


def _read(path: Path, *, root: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Read a file; how it was before it was read comes along."""
    where = _find(path, root=root)
    try:
        # a pipe that takes the file's place meanwhile would never answer
        descriptor = os.open(where, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            _check(ordinary=stat.S_ISREG(about.st_mode), size=about.st_size, most=most)
            data = file.read(most + 1)
    except OSError as reason:
        raise _refused(reason, path, root) from reason
    _check(ordinary=True, size=len(data), most=most)  # it grew meanwhile, or its size was a lie
    return data, about


def read_if_there(path: Path, *, root: Path, most: int) -> bytes | None:
    """Read a file that may be left out: None where nothing has its name. Raises RefusedError for all else that is not read."""
    return None if is_absent(path) else read(path, root=root, most=most)


@_noted
def find(path: Path, *, root: Path) -> Path:
    """Follow a path to an ordinary file inside `root`, without opening it. Raises RefusedError."""
    return _find(path, root=root)


def _find(path: Path, *, root: Path) -> Path:
    try:
        where = path.resolve(strict=True)
        if not where.is_relative_to(root.resolve()):
            raise RefusedError(code="path-outside", folder=_leaving(path, root))
        _check(ordinary=stat.S_ISREG(where.stat().st_mode))
    except (OSError, RuntimeError, ValueError) as reason:
        raise _refused(reason, path, root) from reason
    return where


@_noted
def names(folder: Path, *, root: Path) -> tuple[str, ...]:
    """List what a folder holds, in order; one that is not there holds nothing. Raises RefusedError for one that cannot be read or lies outside."""
    if is_absent(folder):
        return ()
    try:
        where = folder.resolve(strict=True)
        if not where.is_relative_to(root.resolve()):
            raise RefusedError(code="path-outside", folder=_leaving(folder, root) or _shown(folder, root))
        return tuple(sorted(os.listdir(where)))  # noqa: PTH208 - names are wanted, not paths
    except NotADirectoryError as reason:
        raise RefusedError(code="not-a-folder", folder=_shown(folder, root)) from reason
    except (OSError, RuntimeError, ValueError) as reason:
        said = _refused(reason, folder, root)
        code = "folder-forbidden" if said.code == "file-forbidden" else said.code
        raise RefusedError(code=code, folder=said.folder or _shown(folder, root), **said.values) from reason


@_noted
def below(folder: Path) -> tuple[str, ...]:
    """List the files below a folder, those in its folders too but not by way of a link, in order; what cannot be looked into holds nothing."""
    found = (Path(where, name) for where, _, those in os.walk(folder) for name in those)
    return tuple(sorted(path.as_posix() for path in found))


@_noted
def real(path: Path) -> Path:
    """Give where a path leads. Raises OSError or RuntimeError for links in a circle, ValueError for a name that no disk takes."""
    return path.resolve()


@_noted
def is_absent(path: Path) -> bool:
    """Tell whether nothing has that name, for sure; what cannot be looked at may be there, and reading it says why it is not read."""
    try:
        path.lstat()
    except OSError as reason:
        return reason.errno in NOWHERE
    except ValueError:  # a name that no disk takes
        return True
    return False


@_noted
def is_folder(path: Path) -> bool:
    """Tell whether a path leads to a folder; what cannot be looked at is none."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


DOORS: Mapping[str, Callable[..., object]] = {door.__name__: door for door in (read, find, names, below, real, is_absent, is_folder)}


def _check(*, ordinary: bool, size: int = 0, most: int = 0) -> None:
    if not ordinary:
        raise RefusedError(code="file-not-ordinary")
    if size > most:
        raise RefusedError(code="file-too-large", most=f"{most / MB:g}")


def _refused(reason: Exception, path: Path, root: Path) -> RefusedError:
    """Say why the system gives no file: no right to it or to a folder above it, links in a circle, a name that no disk takes."""
    number = getattr(reason, "errno", None)
    code = REASONS.get(number, "") if number else MISSING if isinstance(reason, ValueError) else "link-circle"
    closed = (parent for parent in reversed(path.parents) if is_folder(parent) and not os.access(parent, os.X_OK))
    if code == "file-forbidden" and (folder := next(closed, None)):
        return RefusedError(code="folder-forbidden", folder=_shown(folder, root))
    return RefusedError(code=code) if code else RefusedError(code="file-unreadable", reason=getattr(reason, "strerror", "") or reason)


def _leaving(path: Path, root: Path) -> str:
    """Name the first folder on the way from `root` to a file that is a link to the outside; empty where it is the file itself, or its name."""
    if ".." in path.parts:
        return ""
    above = [parent for parent in reversed(path.parents) if parent.is_relative_to(root)]
    found = next((folder for folder in above if not folder.resolve().is_relative_to(root.resolve())), None)
    return "" if found is None else _shown(found, root)


def _shown(path: Path, root: Path) -> str:
    """Name a path as the user sees it: from the project's folder; the folder itself and what lies outside by its whole name."""
    return path.relative_to(root).as_posix() if path != root and path.is_relative_to(root) else path.as_posix()
