"""Files onto disk: names, staging beside the targets, replacing one by one, the manifest of what an earlier build wrote.

An area's documents are replaced only when all of them are ready; a reader who has one open keeps the old one.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cardprint.errors import Found, Place, Problem, error
from cardprint.job import Written

MANIFEST = "manifest.json"
TRIES = 3
WAIT = 0.2  # seconds between tries while another program holds a target open


class File(NamedTuple):
    """A file that is ready: its path under the output folder, what it is, whose it is, its pages (0: not paged), its bytes."""

    path: str
    kind: str
    area: str
    pages: int
    data: bytes


def replace(folder: Path, files: Sequence[File], *, shown: str, full: bool) -> Found[tuple[tuple[Written, ...], tuple[str, ...]]]:
    """Write files under a folder. A `full` build also removes what an earlier full build wrote and this one did not.

    Gives what was written and what was removed. `shown` is the folder as the user knows it.
    """
    before = _manifest(folder)
    problems: list[Problem] = []
    written: list[Written] = []
    digests: dict[str, str] = {}
    for file in files:
        digest = hashlib.sha256(file.data).hexdigest()
        target = folder / file.path
        same = _holds(target, file.data)
        fault = None if same else _write(target, file.data, f"{shown}/{file.path}")
        if fault:
            problems.append(fault)
            continue
        digests[file.path] = digest
        written.append(Written(f"{shown}/{file.path}", file.kind, file.area, file.pages, changed=not same))
    gone = _remove(folder, set(before) - {file.path for file in files}, shown, problems) if full and not problems else ()
    if not problems and (files or before):
        kept = {} if full else {path: digest for path, digest in before.items() if path not in digests}
        _record(folder, kept | digests, shown, problems)
    return (tuple(written), tuple(f"{shown}/{path}" for path in gone)), tuple(problems)


def _holds(target: Path, data: bytes) -> bool:
    """Tell whether a file has these bytes already; what cannot be read has not."""
    try:
        return target.stat().st_size == len(data) and target.read_bytes() == data
    except OSError:
        return False


def _manifest(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    files = found.get("files", {}) if isinstance(found, dict) else {}
    return {path: str(digest) for path, digest in files.items() if _is_ours(path)} if isinstance(files, dict) else {}


def _is_ours(path: str) -> bool:
    """Tell whether a manifest's path is one that cardprint writes: below the folder, a PDF or a text."""
    parts = Path(path).parts
    return bool(parts) and ".." not in parts and not Path(path).is_absolute() and path.endswith((".pdf", ".txt"))


def _record(folder: Path, digests: Mapping[str, str], shown: str, problems: list[Problem]) -> None:
    text = json.dumps({"files": dict(sorted(digests.items()))}, indent=1, ensure_ascii=False) + "\n"
    data = text.encode()
    target = folder / MANIFEST
    if _holds(target, data):
        return
    fault = _write(target, data, f"{shown}/{MANIFEST}")
    if fault:
        problems.append(fault)


def _write(target: Path, data: bytes, shown: str) -> Problem | None:
    """Write beside the target, then put it in its place in one step."""
    staged = target.with_name(f".{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(data)
        for attempt in range(TRIES):
            try:
                os.replace(staged, target)  # noqa: PTH105 - replaces on Windows too
            except PermissionError:
                if attempt == TRIES - 1:
                    raise
                time.sleep(WAIT)
            else:
                return None
    except PermissionError:
        return error("target-open", Place(shown), file=shown)
    except OSError as reason:
        return error("target-unwritable", Place(shown), file=shown, reason=reason.strerror or str(reason))
    finally:
        with suppress(OSError):  # there is no such folder: what went wrong has been said
            staged.unlink(missing_ok=True)
    return None


def _remove(folder: Path, paths: Iterable[str], shown: str, problems: list[Problem]) -> tuple[str, ...]:
    """Remove files of an earlier build; one that another program holds open stays, and stays in the manifest."""
    gone = []
    for path in sorted(paths):
        target = folder / path
        if target.is_file():
            try:
                target.unlink()
            except PermissionError:
                problems.append(error("target-open", Place(f"{shown}/{path}"), file=f"{shown}/{path}"))
                continue
            gone.append(path)
            _prune(target.parent, folder)
    return tuple(gone)


def _prune(folder: Path, root: Path) -> None:
    """Remove folders that are empty now, up to the output folder itself."""
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
