"""Files onto disk: what is written, what is removed, and whether it is ours to replace.

The files of one folder, an area's, belong together: they are replaced when all of them are staged, and when one of them cannot be replaced,
those before it are put back. So an area's papers agree with each other; a reader who has one open keeps the old ones. A file that cardprint
did not write is never replaced or removed: the manifest knows the digests of those that it did. One run at a time changes an output folder,
and what a run that was killed has left is finished or put back before anything else is done. How: `staging`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from cardprint import files as door
from cardprint import holding, manifest, names, placing, staging
from cardprint.errors import Found, Place, Problem, T, error, warning
from cardprint.job import Expected, Printed, Repaired, Written
from cardprint.manifest import MANIFEST, Manifest, State, folder_of


class File(Struct, frozen=True):
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


class Result(NamedTuple):
    """What was written and what was removed, by their paths as the user knows them; the digests of what stands there now, by paths below the folder."""

    written: tuple[Written, ...] = ()
    removed: tuple[str, ...] = ()
    digests: Mapping[str, str] = MappingProxyType({})


def replace(folder: Path, files: Sequence[File], *, shown: str, full: bool, cards: Cards = MappingProxyType({})) -> Found[Result]:
    """Write files under a folder. A `full` build also removes what an earlier full build wrote and this one did not.

    Gives what was written and what was removed. `shown` is the folder as the user knows it. The cards of what could not be written are
    not remembered: the older sheets are still there.
    """

    def then(now: State, digests: Mapping[str, str]) -> State:
        beside = {path: digest for path, digest in now.beside.items() if path not in digests}
        return State({**({} if full else now.files), **digests}, beside, {**({} if full else now.cards), **cards})

    return _written(folder, files, shown, then)


def beside(folder: Path, files: Sequence[File], *, shown: str) -> Found[tuple[Written, ...]]:
    """Write files that no build removes, and that remove nothing. `shown` is the folder as the user knows it."""

    def then(now: State, digests: Mapping[str, str]) -> State:
        return now._replace(
            files={path: digest for path, digest in now.files.items() if path not in digests}, beside={**now.beside, **digests}
        )

    outcome, problems = _written(folder, files, shown, then)
    return outcome.written, problems


def remove(folder: Path, goes: Callable[[str], bool], *, shown: str) -> Found[tuple[str, ...]]:
    """Remove those of our files of which `goes` says so, by their paths below the folder; one that somebody has changed stays, and is told."""

    def then(now: State, _: Mapping[str, str]) -> State:
        files, beside = ({path: digest for path, digest in those.items() if not goes(path)} for those in (now.files, now.beside))
        return now._replace(files=files, beside=beside)

    if not is_output(folder):
        return (), ()
    outcome, problems = _written(folder, (), shown, then)
    return outcome.removed, problems


def repair(folder: Path, *, shown: str) -> Found[tuple[Repaired, ...]]:
    """Finish or put back what a run left that was killed; a folder without traces of one is not touched."""
    if not os.path.lexists(folder / staging.STAGE):
        return (), ()

    def mended(root: Path) -> Found[tuple[Repaired, ...]]:
        _, done = staging.mend(root, manifest.read(root))
        return tuple(Repaired(_below(shown, part), way) for part, way in done), ()

    return _held(folder, shown, mended, ())


def is_output(folder: Path) -> bool:
    """Tell whether a folder is one that cardprint wrote to."""
    try:
        return manifest.read(folder) is not None
    except door.RefusedError:
        return False


def alone(target: Path, data: bytes, *, shown: str) -> tuple[Problem, ...]:
    """Write one file outside any output folder, where there is none; one that holds these bytes already is fine."""
    try:
        found = staging.look(target.parent.resolve(), target.name)
        if found and found != hashlib.sha256(data).hexdigest():
            return (error("target-foreign", Place(shown), file=shown),)
        if not found:
            target.parent.mkdir(parents=True, exist_ok=True)
            placing.put(target, data)
    except OSError as reason:
        return (_unwritable(shown, reason),)
    return ()


def clashes(files: Iterable[File]) -> Iterator[tuple[int, int]]:
    """Find the files that some system takes for one: the places of the earlier and the later one in the row, -1 for the manifest's own name."""
    seen: dict[str, int] = {}
    for number, file in enumerate(files):
        path = names.folded(file.path)
        first = -1 if path.partition("/")[0] == MANIFEST else seen.setdefault(path, number)
        if first != number:
            yield first, number


def _held(folder: Path, shown: str, action: Callable[[Path], Found[T]], nothing: T) -> Found[T]:
    """Do something to a folder while no other run can, and tell what kept it from being done."""
    if folder.exists() and not folder.is_dir():
        return nothing, (error("output-is-file", Place(shown), file=shown),)
    try:
        with holding.alone(folder) as root:
            return action(root)
    except holding.BusyError:
        fault = error("output-busy", Place(shown), folder=shown)
    except door.RefusedError as refused:
        fault = refused.at(Place(_below(shown, MANIFEST)), _below(shown, MANIFEST))
    except staging.ForeignError as there:
        fault = error("target-foreign", Place(_below(shown, str(there))), file=_below(shown, str(there)))
    except staging.HeldError as held:
        fault = _unwritable(_below(shown, held.path), held.reason, is_there=True)
    except OSError as reason:
        fault = _unwritable(shown, reason)
    return nothing, (fault,)


def _written(folder: Path, files: Sequence[File], shown: str, then: Callable[[State, Mapping[str, str]], State]) -> Found[Result]:
    """Write files under a folder; `then` says how the folder is to be, from how it is and the digests of the files."""

    def action(root: Path) -> Found[Result]:
        now, _ = staging.mend(root, manifest.read(root))
        return _changed(root, files, _Plan(now, shown, then))

    return _held(folder, shown, action, Result())


class _Plan(Struct, frozen=True):
    """How the folder is, and a way to say how it is to be from that and the digests of the files."""

    now: State
    shown: str
    then: Callable[[State, Mapping[str, str]], State]


def _changed(root: Path, files: Sequence[File], plan: _Plan) -> Found[Result]:
    """Bring a folder from how it is to how it is to be, an area at a time."""
    made = {file.path: hashlib.sha256(file.data).hexdigest() for file in files}
    found = {path: staging.look(root, path) for path in made}
    foreign = [path for path in made if found[path] not in {"", made[path], plan.now.digest(path)}]
    failed = {folder_of(path) for path in foreign}
    blocks = dict.fromkeys(_below(plan.shown, staging.in_the_way(root, path)) for path in foreign)
    problems = [error("target-foreign", Place(path), file=path) for path in blocks]
    now = _there(root, plan.now, {path: digest for path, digest in found.items() if digest == made[path]})
    next_ = Manifest(now, plan.then(now, made)).settled(failed)
    pending, kept = _ours(root, Manifest(now, next_))
    problems += [warning("target-kept", Place(_below(plan.shown, path)), file=_below(plan.shown, path)) for path in kept]
    changes = staging.changes(pending)
    data = {file.path: file.data for file in files}
    problems += _applied(root, pending, data, plan.shown, failed)
    there = [file for file in files if folder_of(file.path) not in failed]
    changed = {change.path for those in changes.values() for change in those}
    written = (Written(_below(plan.shown, file.path), file.kind, file.area, file.pages, changed=file.path in changed) for file in there)
    gone = [change.path for folder, those in changes.items() if folder not in failed for change in those if not change.new]
    digests = {**{file.path: made[file.path] for file in there}, MANIFEST: staging.look(root, MANIFEST)}
    return Result(tuple(written), tuple(_below(plan.shown, path) for path in sorted(gone)), digests), tuple(problems)


def _there(root: Path, known: State, same: Mapping[str, str]) -> State:
    """Leave out of what is known the files that are no longer there; those that hold what is to be written anyway are ours."""
    files, beside = ({path: digest for path, digest in those.items() if os.path.lexists(root / path)} for those in known[:2])
    return known._replace(files={**files, **{path: digest for path, digest in same.items() if path not in beside}}, beside=beside)


def _ours(root: Path, pending: Manifest) -> tuple[Manifest, list[str]]:
    """Leave alone what is to go and is not as it was written: it is forgotten. Gives what a person has changed there."""
    then = pending.next or pending.now
    stays = {names.folded(path): path for path in then.paths}
    forgotten, kept = set(), []
    for path in sorted(pending.now.paths - then.paths):
        found, other = staging.look(root, path), stays.get(names.folded(path))
        if found != pending.now.digest(path):
            forgotten.add(path)
            kept += [path] if found != staging.OTHER else []
        elif other and os.path.lexists(root / other) and (root / path).samefile(root / other):
            forgotten.add(path)  # the disk takes both names for one
    files, beside = ({path: digest for path, digest in those.items() if path not in forgotten} for those in pending.now[:2])
    return pending._replace(now=pending.now._replace(files=files, beside=beside)), kept


def _applied(root: Path, pending: Manifest, data: Mapping[str, bytes], shown: str, failed: set[str]) -> list[Problem]:
    """Record what is to come, change folder after folder, record what came of it; the folders that were not changed are added to `failed`."""
    changes = staging.changes(pending)
    problems: list[Problem] = []
    try:
        if not changes or _done(lambda: staging.record(root, pending), shown, problems):
            for folder, those in changes.items():
                if (failed and staging.goes(those)) or not _done(partial(staging.apply, root, those, data), shown, problems):
                    failed.add(folder)
            _done(lambda: staging.record(root, Manifest(pending.settled(failed))), shown, problems)
        else:
            failed.update(changes)
    except staging.HeldError:  # what is still staged is needed to put it back
        raise
    except BaseException:
        staging.tidy(root)
        staging.mend(root, pending)
        raise
    staging.tidy(root)
    return problems


def _done(action: Callable[[], None], shown: str, problems: list[Problem]) -> bool:
    try:
        action()
    except staging.StoppedError as stop:
        problems.append(_unwritable(_below(shown, stop.path), stop.reason, is_there=stop.is_there))
        return False
    return True


def _below(shown: str, path: str) -> str:
    return shown if path in {"", "."} else f"{shown}/{path}"


def _unwritable(shown: str, reason: OSError, *, is_there: bool = False) -> Problem:
    if is_there and isinstance(reason, PermissionError):
        return error("target-open", Place(shown), file=shown)
    return error("target-unwritable", Place(shown), file=shown, reason=reason.strerror or str(reason))
