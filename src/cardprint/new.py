"""A project of one's own from the starter that cardprint brings along. Writes a folder, or leaves it as it was."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from cardprint import resources
from cardprint.errors import error
from cardprint.model import NOWHERE

if TYPE_CHECKING:
    from pathlib import Path

    from cardprint.errors import Problem

STARTER = ("cards", resources.PROJECT_FILE)
"""What a project starts with; cardprint.yaml last, for a folder is a project as soon as it is there."""
STAGE = ".cardprint-new"


def project(folder: Path) -> Problem | None:
    """Copy the starter into a folder that is empty or not there yet; give what is in the way.

    Hidden files do not count: a folder that only holds `.git` is empty.
    """
    shown = folder.as_posix()
    fresh = False
    try:
        fresh = not folder.exists()
        if not fresh and not folder.is_dir():
            return error("folder-is-file", NOWHERE, file=shown)
        if not fresh and any(not one.name.startswith(".") for one in folder.iterdir()):
            return error("folder-not-empty", NOWHERE, file=shown)
        _copy(folder)
    except OSError as reason:
        if fresh:
            shutil.rmtree(folder, ignore_errors=True)
        return error("target-unwritable", NOWHERE, file=shown, reason=reason.strerror or str(reason))
    return None


def _copy(folder: Path) -> None:
    """Write everything aside first, then move it into its place."""
    stage = folder / STAGE
    try:
        for path in starter():
            target = stage / path.relative_to(resources.builtin_root())
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        for name in STARTER:
            (stage / name).rename(folder / name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def starter() -> tuple[Path, ...]:
    """Give the files of the built-in starter."""
    root = resources.builtin_root()
    found = (path for name in STARTER for path in (root / name, *sorted((root / name).rglob("*"))))
    return tuple(path for path in found if path.is_file() and not path.name.startswith("."))
