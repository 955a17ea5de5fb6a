"""Files onto disk: names, staging beside the targets, replacing one by one, the manifest of what an earlier build wrote.

The files of one folder, an area's, belong together: they are replaced when all of them are staged, and when one of them cannot be replaced,
those before it are put back. So an area's papers agree with each other; a reader who has one open keeps the old ones.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from cardprint import manifest
from cardprint.errors import Found, Place, Problem, error
from cardprint.job import Expected, Printed, Written
from cardprint.manifest import MANIFEST, Manifest

TRIES = 3
WAIT = 0.2  # seconds between tries while another program holds a target open


class File(NamedTuple):
    """A file that is ready: its path under the output folder, what it is, whose it is, its pages (0: not paged), its bytes.

    `expected` is what a print profile asks of it, for the preflight.
    """

    path: str
    kind: str
    area: str
    pages: int
    data: bytes
    expected: Expected | None = None


Cards = Mapping[str, Sequence[Printed]]
"""The cards of decks whose sheets are written whole, by `folder/deck`."""


def replace(
    folder: Path, files: Sequence[File], *, shown: str, full: bool, cards: Cards = MappingProxyType({})
) -> Found[tuple[tuple[Written, ...], tuple[str, ...]]]:
    """Write files under a folder. A `full` build also removes what an earlier full build wrote and this one did not.

    Gives what was written and what was removed. `shown` is the folder as the user knows it. The cards of what could not be written are
    not remembered: the older sheets are still there.
    """
    known = manifest.read(folder) or Manifest({}, {})
    before = known.files
    problems: list[Problem] = []
    written: list[Written] = []
    for together in _by_folder(files):
        changed = [file for file in together if not _holds(folder / file.path, file.data)]
        faults = _write(folder, changed, shown)
        problems += faults
        if not faults:
            written += [Written(f"{shown}/{file.path}", file.kind, file.area, file.pages, changed=file in changed) for file in together]
    gone = _remove(folder, set(before) - {file.path for file in files}, shown, problems) if full and not problems else ()
    there = {one.path for one in written}
    digests = {file.path: hashlib.sha256(file.data).hexdigest() for file in files if f"{shown}/{file.path}" in there}
    digests = {path: digest for path, digest in before.items() if (folder / path).is_file()} | digests
    if digests or before:
        folders = {PurePosixPath(one.path).parent for one in written}
        new = {name: rows for name, rows in cards.items() if PurePosixPath(f"{shown}/{name}").parent in folders}
        stay = {} if full and not problems else {name: rows for name, rows in known.cards.items() if name not in new}
        problems += _record(folder, manifest.written(digests, {**manifest.cards(stay), **new}), shown)
    return (tuple(written), tuple(f"{shown}/{path}" for path in gone)), tuple(problems)


def beside(folder: Path, files: Sequence[File], *, shown: str) -> Found[tuple[Written, ...]]:
    """Write files that no build knows of: none removes them, and they remove nothing. `shown` is the folder as the user knows it."""
    changed = [file for file in files if not _holds(folder / file.path, file.data)]
    faults = _write(folder, changed, shown) if changed else ()
    there = () if faults else files
    return tuple(Written(f"{shown}/{file.path}", file.kind, file.area, file.pages, changed=file in changed) for file in there), faults


def _by_folder(files: Iterable[File]) -> Iterable[Sequence[File]]:
    together: dict[PurePosixPath, list[File]] = {}
    for file in files:
        together.setdefault(PurePosixPath(file.path).parent, []).append(file)
    return together.values()


def _holds(target: Path, data: bytes) -> bool:
    """Tell whether a file has these bytes already; what cannot be read has not."""
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def _record(folder: Path, data: bytes, shown: str) -> tuple[Problem, ...]:
    file = File(MANIFEST, "", "", 0, data)
    return () if _holds(folder / MANIFEST, file.data) else _write(folder, [file], shown)


class _Staged(NamedTuple):
    """A target, what is to come there, and what was there before; both lie beside it, under names that no other run uses."""

    target: Path
    new: Path
    old: Path
    shown: str


def _write(folder: Path, files: Iterable[File], shown: str) -> tuple[Problem, ...]:
    """Stage all files beside their targets, then replace one by one; with a fault all are as they were."""
    staged = [_staged(folder / file.path, f"{shown}/{file.path}") for file in files]
    faults: tuple[Problem, ...] = ()
    try:
        faults = _stage(staged, files) or _swap(staged)
    finally:
        for path in (path for one in staged for path in (one.new, one.old)):
            with suppress(OSError):  # there is no such folder: what went wrong has been said
                path.unlink(missing_ok=True)
        if faults:
            _prune(staged[0].target.parent, folder)
    return faults


def _staged(target: Path, shown: str) -> _Staged:
    new, old = (target.with_name(f".{target.name}.{os.getpid()}.{state}") for state in ("new", "old"))
    return _Staged(target, new, old, shown)


def _stage(staged: Sequence[_Staged], files: Iterable[File]) -> tuple[Problem, ...]:
    for one, file in zip(staged, files, strict=True):
        try:
            one.target.parent.mkdir(parents=True, exist_ok=True)
            one.new.write_bytes(file.data)
        except OSError as reason:
            return (_unwritable(one.shown, reason),)
    return ()


def _swap(staged: Sequence[_Staged]) -> tuple[Problem, ...]:
    done = 0
    try:
        for one in staged:
            _keep(one)
            _insist(one.new, one.target)
            done += 1
    except OSError as reason:
        return (_unwritable(staged[done].shown, reason, is_there=True),)
    finally:
        for one in staged[:done] if done < len(staged) else ():
            _put_back(one)
    return ()


def _keep(one: _Staged) -> None:
    """Keep what a target holds, by a second name; where the disk knows none, by a copy."""
    if one.target.exists():
        try:
            os.link(one.target, one.old)
        except OSError:
            shutil.copyfile(one.target, one.old)


def _insist(source: Path, target: Path) -> None:
    """Put a file in its place in one step; another program may hold the place for a moment."""
    for _ in range(TRIES - 1):
        try:
            os.replace(source, target)  # noqa: PTH105 - replaces on Windows too
        except PermissionError:
            time.sleep(WAIT)
        else:
            return
    os.replace(source, target)  # noqa: PTH105


def _put_back(one: _Staged) -> None:
    with suppress(OSError):
        if one.old.exists():
            _insist(one.old, one.target)
        else:
            one.target.unlink()


def _unwritable(shown: str, reason: OSError, *, is_there: bool = False) -> Problem:
    if is_there and isinstance(reason, PermissionError):
        return error("target-open", Place(shown), file=shown)
    return error("target-unwritable", Place(shown), file=shown, reason=reason.strerror or str(reason))


def _remove(folder: Path, paths: Iterable[str], shown: str, problems: list[Problem]) -> tuple[str, ...]:
    """Remove files of an earlier build; one that another program holds open stays, and stays in the manifest."""
    gone = []
    for path in sorted(paths):
        target = folder / path
        if target.is_file():
            try:
                target.unlink()
            except OSError as reason:
                problems.append(_unwritable(f"{shown}/{path}", reason, is_there=True))
                continue
            gone.append(path)
            _prune(target.parent, folder)
    return tuple(gone)


def _prune(folder: Path, root: Path) -> None:
    """Remove folders that are empty now, up to the output folder itself."""
    with suppress(OSError):  # not there, or another run has just put something there
        while folder != root and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
