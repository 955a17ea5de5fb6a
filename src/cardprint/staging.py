"""Files put in the place of others, a folder's all at once: staged aside, then renamed; what was there is kept until all of it is done.

Everything that is not in its place lies in one hidden folder, `.cardprint`, that this module makes itself, under names that are digests of the
targets' paths. The manifest, written first, holds the digest of each target before and after. So whatever a killed run leaves can be told apart:
a folder of which every new file is whole is finished, any other is put back, and a file with another digest is somebody else's and stays.

No link is followed below the output folder, and nothing is opened that is not an ordinary file. Files are not forced onto the disk one by
one, which would cost more than making them: after a power cut the digests tell a torn file, and a folder with one is put back.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cardprint import placing
from cardprint.manifest import MANIFEST, Manifest, State, folder_of, written

STAGE = ".cardprint"
OTHER = "other"
"""Stands in the place of a digest for what cardprint does not write: a link, a folder, a device, a file larger than any of ours."""
MOST = 2_000_000_000
_STAGED = re.compile(r"[0-9a-f]{64}\.(new|old)\Z")
_REPARSE = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)


class Change(Struct, frozen=True):
    """A target below the output folder, and the digests of what was and what is to be there; empty: no file."""

    path: str
    old: str
    new: str


class ForeignError(Exception):
    """Raised where something that is not cardprint's is in the way; the text is its path below the output folder."""


class StoppedError(Exception):
    """Raised for a file that cannot be written, or (`is_there`) not be put in its place; all is as it was."""

    def __init__(self, path: str, reason: OSError, *, is_there: bool) -> None:
        """Keep the target and what the disk said."""
        super().__init__(path)
        self.path = path
        self.reason = reason
        self.is_there = is_there


class HeldError(Exception):
    """Raised for a target that can neither be replaced nor be put back; `reason` says why."""

    def __init__(self, path: str, reason: OSError) -> None:
        """Keep the target and what the disk said."""
        super().__init__(path)
        self.path = path
        self.reason = reason


def look(root: Path, path: str) -> str:
    """Give the digest of the file at a path below a folder; empty where there is none, OTHER for what is not an ordinary file reached without a link."""
    where = root
    *folders, name = path.split("/")
    try:
        for part in folders:
            where = where / part
            if not _is(stat.S_ISDIR, where):
                return OTHER
        target = where / name
        if not _is(stat.S_ISREG, target) or target.stat().st_size > MOST:
            return OTHER
        with target.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except (OSError, ValueError):  # may not be read, or a name that no disk takes
        return OTHER


def in_the_way(root: Path, path: str) -> str:
    """Name what keeps a target from being written: the target itself, or what stands in the place of one of its folders."""
    parts = path.split("/")
    for folder in ("/".join(parts[:number]) for number in range(1, len(parts))):
        if os.path.lexists(root / folder) and not _is(stat.S_ISDIR, root / folder):
            return folder
    return path


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    """Tell whether a path is of a kind itself, not by a link or, on Windows, a junction."""
    about = path.lstat()
    return kind(about.st_mode) and not getattr(about, "st_file_attributes", 0) & _REPARSE


def changes(manifest: Manifest) -> dict[str, list[Change]]:
    """List what differs between a manifest's two states, by folder; those of which nothing is made any longer come last."""
    out: dict[str, list[Change]] = {}
    then = manifest.next or manifest.now
    for path in sorted(manifest.now.paths | then.paths):
        change = Change(path, manifest.now.digest(path), then.digest(path))
        if change.old != change.new:
            out.setdefault(folder_of(path), []).append(change)
    return dict(sorted(out.items(), key=lambda item: goes(item[1])))


def goes(those: Iterable[Change]) -> bool:
    """Tell whether nothing of a folder is made any longer. It goes only when all others could be written: else nothing is lost."""
    return not any(change.new for change in those)


def record(root: Path, manifest: Manifest) -> None:
    """Put a manifest in its place in one step; one that is there already is left alone, and one that knows nothing goes. Raises StoppedError."""
    target = root / MANIFEST
    try:
        if not any(manifest.now) and manifest.next is None:
            target.unlink(missing_ok=True)
            return
        data = written(manifest)
        if look(root, MANIFEST) == hashlib.sha256(data).hexdigest():
            return
        _put(root, MANIFEST, data)
    except OSError as reason:
        raise StoppedError(MANIFEST, reason, is_there=False) from reason
    try:
        placing.insist(root / STAGE / MANIFEST, target)
    except OSError as reason:
        (root / STAGE / MANIFEST).unlink(missing_ok=True)
        raise StoppedError(MANIFEST, reason, is_there=True) from reason


def apply(root: Path, those: Sequence[Change], data: Mapping[str, bytes]) -> None:
    """Stage a folder's new files, then change all of its targets.

    Raises StoppedError where that cannot be done and all is as it was, HeldError where not even that is so.
    """
    at = ""
    is_staged = False
    try:
        for change in those:
            at = change.path
            if change.new:
                _put(root, _name(at, "new"), data[at])
        is_staged = True
        for change in those:
            at = change.path
            _swap(root, change)
    except BaseException as reason:
        back(root, those)
        if isinstance(reason, OSError):
            raise StoppedError(at, reason, is_there=is_staged) from reason
        raise


def _put(root: Path, name: str, data: bytes) -> None:
    """Write a file into the hidden folder. Raises ForeignError where that is somebody else's."""
    stage = root / STAGE
    with suppress(FileExistsError):
        stage.mkdir()
    if not _is(stat.S_ISDIR, stage) or os.path.lexists(stage / name):
        raise ForeignError(STAGE)
    placing.create(stage / name, data)


def _name(path: str, state: str) -> str:
    return f"{hashlib.sha256(path.encode()).hexdigest()}.{state}"


def _swap(root: Path, change: Change) -> None:
    """Change one target; the old one stays reachable."""
    target, new, old = root / change.path, *(root / STAGE / _name(change.path, state) for state in ("new", "old"))
    if change.new:
        target.parent.mkdir(parents=True, exist_ok=True)
        _keep(target, old)
        placing.insist(new, target)
    elif target.exists():
        placing.insist(target, old)
        _prune(root, change.path)


def _keep(target: Path, old: Path) -> None:
    """Keep what a target holds, by a second name; where the disk knows none, by a copy."""
    if target.exists():
        try:
            os.link(target, old)
        except OSError:
            shutil.copyfile(target, old)


def back(root: Path, those: Iterable[Change]) -> None:
    """Put a folder's targets back; what is somebody else's by now stays. Raises HeldError for one that cannot be put back."""
    for change in those:
        target, kept = root / change.path, f"{STAGE}/{_name(change.path, 'old')}"
        found = look(root, change.path)
        try:
            if change.old and found in {change.new, ""} and look(root, kept) == change.old:
                target.parent.mkdir(parents=True, exist_ok=True)
                placing.insist(root / kept, target)
            elif found == change.new and not change.old:
                target.unlink(missing_ok=True)
        except OSError as reason:
            raise HeldError(change.path, reason) from reason
        if found != OTHER:
            _prune(root, change.path)


def _forward(root: Path, those: Iterable[Change]) -> bool:
    """Finish a folder's targets if all that is missing has been staged whole; tell whether it is finished."""
    left = [change for change in those if look(root, change.path) != change.new]
    for change in left:
        staged = look(root, f"{STAGE}/{_name(change.path, 'new')}") if change.new else ""
        if look(root, change.path) not in {change.old, ""} or staged != change.new:
            return False
    try:
        for change in left:
            (root / STAGE / _name(change.path, "old")).unlink(missing_ok=True)  # a second change of what is still in its place
            _swap(root, change)
    except OSError:
        return False
    for change in those:
        if not change.new:
            _prune(root, change.path)
    return True


def mend(root: Path, known: Manifest | None) -> tuple[State, tuple[tuple[str, str], ...]]:
    """Bring each folder that a dead run was changing to its new state, or back to the old one; leave nothing of that run.

    Gives how things are now, and each folder with what was done: `finished`, `undone`, or `tidied` for the whole. Raises HeldError and OSError.
    """
    done: dict[str, str] = {}
    failed: list[Change] = []
    with suppress(OSError):  # a manifest that was being written
        if _is(stat.S_ISDIR, root / STAGE) and _is(stat.S_ISREG, root / STAGE / MANIFEST):
            (root / STAGE / MANIFEST).unlink()
    for folder, those in changes(known or Manifest()).items():
        done[folder] = "finished" if not (failed and goes(those)) and _forward(root, those) else "undone"
        if done[folder] == "undone":
            back(root, those)
            failed += those
    state = (known or Manifest()).settled({folder for folder, way in done.items() if way == "undone"})
    if known and known.next is not None:
        state = _seen(root, state, failed)
        record(root, Manifest(state))
    was_left = tidy(root)
    return state, tuple(done.items()) or ((("", "tidied"),) if was_left else ())


def _seen(root: Path, state: State, those: Iterable[Change]) -> State:
    """Know of files that could not be put back what is there, if one of the two is."""
    found = {change.path: look(root, change.path) for change in those}
    new = {change.path: change.new for change in those if change.new and found[change.path] == change.new}
    gone = {path for path, digest in found.items() if not digest}
    files = {path: digest for path, digest in state.files.items() if path not in gone} | {
        path: new[path] for path in new if path not in state.beside
    }
    return state._replace(files=files)


def tidy(root: Path) -> bool:
    """Remove what runs left in the hidden folder, and the folder; tell whether it was there. What is not a run's stays."""
    stage = root / STAGE
    try:
        if not _is(stat.S_ISDIR, stage):
            return False
        for path in list(stage.iterdir()):
            if (_STAGED.match(path.name) or path.name == MANIFEST) and _is(stat.S_ISREG, path):
                path.unlink()
        stage.rmdir()
    except OSError:
        return False
    return True


def _prune(root: Path, path: str) -> None:
    """Remove the folders of a target that are empty now, up to the output folder itself."""
    folder = (root / path).parent
    with suppress(OSError):  # not there, or not empty
        while folder != root:
            folder.rmdir()
            folder = folder.parent
