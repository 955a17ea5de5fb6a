"""A build that is asked for again when nothing has changed: what the last one said, without doing it again.

After a build this module keeps a record: what was asked for, by which program, every question that was put to `files` (the one door to a
project's files: what was read, listed, looked for and not found) with its answer, the digests of what was written, and what was said. The
next build asks the same questions. Only where all answers are the same, all files of the output stand as they were written, no run was
killed there and none is at work, it says the same words; nothing of the engine is loaded for that. What is worn by time alone, such as a
layout that took too long, is never kept.

A file with the same stamp (size, times, place on the disk) is the same, unless it was changed as late as the record was made: two changes
may share a stamp then, so its bytes are read, as git does. A stamp that differs proves nothing: bytes decide.

Records lie in the user's cache folder, are the user's own, and hold nothing that is written or opened for its own sake: at worst a record
is wrong about its own questions. One that is damaged, too large, somebody else's or of another form is none.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cardprint import files, holding, placing, resources

LARGEST = 4 * files.MB
"""Bytes of a record."""
MOST = 64
"""Records that are kept; the oldest goes."""
WORN = 2_000_000_000
"""Nanoseconds: two changes of a file that are further apart have different times on every disk."""
LANGUAGES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
HOMES = ("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")
SUFFIX = ".json"
DAMAGE = (files.RefusedError, OSError, ValueError, RuntimeError, RecursionError, msgspec.MsgspecError)


class Said(NamedTuple):
    """What a build said, line by line, each with whether it is a Problem's (standard error), and its exit status."""

    lines: tuple[tuple[str, bool], ...]
    status: int


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A build that was done: see this module's docstring. `at` is when it began; `folders` are those of all files, and where they really are."""

    asked: str
    program: str
    at: int
    answers: list[tuple[files.Question, files.Answer]]
    folders: dict[str, str]
    output: str
    made: dict[str, tuple[str, files.Stamp]]
    said: Said


class Last:
    """The last build of its kind: with the same arguments, from the same folder, for the same user."""

    def __init__(self, arguments: Mapping[str, Any]) -> None:
        """Find the record; nothing is compared yet."""
        self.at = time.time_ns()
        self.program, self.is_young = _program(self.at)
        self.is_compared = bool(arguments.get("changed_since"))
        self.asked, self.path = "", None
        self.answers: dict[files.Question, files.Answer] = {}
        with suppress(*DAMAGE):
            around = [os.environ.get(name) for name in (*LANGUAGES, *HOMES)]
            self.asked = _digest(repr((Path.cwd(), sorted((key, repr(value)) for key, value in arguments.items()), around)).encode())
            self.path = _folder() / f"{self.asked}{SUFFIX}"

    def said(self) -> Said | None:
        """Give what it said, if it would say and make the same now; else None."""
        with suppress(*DAMAGE, holding.BusyError):
            record = _read(self.path) if self.path else None
            if record and (record.asked, record.program) == (self.asked, self.program):
                with _alone(record):
                    now = _compared(record)
                if now and (now != record or _has_young(record)):
                    self._write(msgspec.structs.replace(now, at=self.at))
                return now.said if now else None
        return None

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Note all that is asked of a project's files meanwhile."""
        with files.noting() as self.answers:
            yield

    def keep(self, output: Path, digests: Mapping[str, str], said: Said) -> None:
        """Keep a record of a build; where there is no place for one, none."""
        with suppress(*DAMAGE):
            from cardprint.manifest import MANIFEST
            from cardprint.staging import STAGE

            answers = {**self.answers, _absent(output / STAGE): (str(True), ())}
            if not self.is_compared:  # the list of the output as it was before: what was made has the one that stands there now
                answers = {asked: answer for asked, answer in answers.items() if asked[:2] != ("read", str(output / MANIFEST))}
            read = (path for (what, path, *_), _ in answers.items() if what == "read")
            folders = {str(Path(path).parent) for path in (*read, *(str(output / path) for path in digests))}
            made: dict[str, tuple[str, files.Stamp]] = {path: (digest, ()) for path, digest in digests.items()}
            where = {folder: os.path.realpath(folder) for folder in folders}
            self._write(Record(self.asked, self.program, self.at, list(answers.items()), where, str(output), made, said))

    def _write(self, record: Record) -> None:
        """Put a record in its place, and let the oldest go. Raises OSError where it has none."""
        body = msgspec.json.encode(record)
        if self.path is None or self.is_young or len(body) > LARGEST - 65:
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(self.path.parent.lstat(), stat.S_ISDIR):
            return
        placing.put(self.path, f"{_digest(body)}\n".encode() + body, rights=0o600)
        kept = [path for path in self.path.parent.iterdir() if path.suffix == SUFFIX]
        for path in sorted(kept, key=lambda path: path.lstat().st_mtime_ns)[:-MOST]:
            path.unlink()


def _compared(record: Record) -> Record | None:
    """Ask again; give the record with the stamps as they are now, None where anything has changed."""
    if any(os.path.realpath(folder) != where for folder, where in record.folders.items()):
        return None
    answers = []
    for question, answer in record.answers:
        now = answer if question[0] == "read" and _is_same(question[1], answer[1], record.at) else files.again(question)
        if now[0] != answer[0]:
            return None
        answers.append((question, now))
    made = {}
    for path, (digest, was) in record.made.items():
        made[path] = digest, _as_made(Path(record.output), path, digest, was if _is_old(was, record.at) else ())
        if not made[path][1]:
            return None
    return msgspec.structs.replace(record, answers=answers, made=made)


def _as_made(root: Path, path: str, digest: str, was: files.Stamp) -> files.Stamp:
    """Give the stamp of a file of the output that stands as it was written; empty for any other."""
    now = files.stamp((root / path).lstat())
    if now == was:
        return now
    from cardprint.staging import look

    return now if look(root.resolve(), path) == digest else ()


def _is_same(path: str, was: files.Stamp, at: int) -> bool:
    """Tell by its stamp alone that a file is as it was; a link has another stamp than what it leads to."""
    return _is_old(was, at) and files.stamp(os.lstat(path)) == was


def _is_old(was: files.Stamp, at: int) -> bool:
    return bool(was) and max(was[-2:]) < at - WORN


def _has_young(record: Record) -> bool:
    """Tell whether files had to be read for their stamps were too young: next time they are not."""
    stamps = (*(answer[1] for _, answer in record.answers), *(was for _, was in record.made.values()))
    return any(stamp and not _is_old(stamp, record.at) for stamp in stamps)


def _alone(record: Record) -> AbstractContextManager[object]:
    """Hold the output folder while it is compared. Raises BusyError where another run is at work, OSError where it is gone."""
    if not record.made:
        return nullcontext()
    Path(record.output).stat()
    return holding.alone(Path(record.output), patience=0)


def _absent(path: Path) -> files.Question:
    return "is_absent", str(path), "", 0


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _folder() -> Path:
    """Give the folder of records. Raises OSError where the system names none."""
    from platformdirs import user_cache_path

    found = user_cache_path("cardprint", appauthor=False) / "builds"
    if not found.is_absolute():
        raise OSError
    return found


def _read(path: Path) -> Record | None:
    """Read a record; None for one that is not the user's own. Raises OSError and MsgspecError for one that is not there or is damaged."""
    if not _is_own(path.parent.lstat(), stat.S_ISDIR) or not _is_own(path.lstat(), stat.S_ISREG):
        return None
    digest, _, body = files.read(path, root=path.parent, most=LARGEST).partition(b"\n")
    return msgspec.json.decode(body, type=Record) if digest == _digest(body).encode() else None


def _is_own(about: os.stat_result, kind: Any) -> bool:
    """Tell whether a file or folder belongs to the user, and nobody else may write to it."""
    if not kind(about.st_mode):
        return False
    return sys.platform == "win32" or (about.st_uid == os.geteuid() and not about.st_mode & 0o022)


def _program(now: int) -> tuple[str, bool]:
    """Give a digest of what does the work: Python, our own files, the versions of what is installed; tell whether any was changed just now."""
    ours = resources.builtin_root()
    package = Path(__file__).parent
    stamps = [(path, files.stamp(about)) for top in (package, ours / "templates") for path, about in _below(str(top))]
    installed = [(place, *sorted(name for name in _names(place) if name.endswith((".dist-info", ".egg-info")))) for place in sys.path]
    youngest = max((max(stamp[-2:]) for _, stamp in stamps), default=0)
    return _digest(repr((sys.version, sys.executable, sorted(stamps), installed)).encode()), youngest > now - WORN


def _below(folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """List all files below a folder of ours."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                yield from _below(entry.path) if entry.name != "__pycache__" else ()
            else:
                yield entry.path, entry.stat()


def _names(folder: str) -> list[str]:
    with suppress(OSError):
        return os.listdir(folder)  # noqa: PTH208 - names are wanted, not paths
    return []
