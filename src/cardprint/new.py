"""A project of one's own from the starter that cardprint brings along. Writes a folder, or leaves it as it was."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from cardprint import holding, placing, resources
from cardprint.errors import error
from cardprint.model import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from cardprint.errors import Problem

STARTER = ("cards", resources.PROJECT_FILE)
"""What a project starts with; cardprint.yaml last, for a folder is a project as soon as it is there."""
STAGE = ".cardprint-new"


def project(folder: Path) -> Problem | None:
    """Copy the starter into a folder that is empty or not there yet; give what is in the way.

    Hidden files do not count: a folder that only holds `.git` is empty. What a run left that was killed is finished.
    """
    shown = folder.as_posix()
    try:
        if folder.exists() and not folder.is_dir():
            return error("folder-is-file", NOWHERE, file=shown)
        with holding.alone(folder) as root:
            begun = {name for name in STARTER if not os.path.lexists(root / STAGE / name)} if _is_folder(root / STAGE) else set()
            if any(not path.name.startswith(".") and path.name not in begun for path in root.iterdir()):
                return error("folder-not-empty", NOWHERE, file=shown)
            if os.path.lexists(root / STAGE) and not _is_folder(root / STAGE):
                return error("target-foreign", NOWHERE, file=f"{shown}/{STAGE}")
            _copy(root, begun={name for name in begun if os.path.lexists(root / name)})
    except holding.BusyError:
        return error("output-busy", NOWHERE, folder=shown)
    except (OSError, RuntimeError) as reason:
        return error("target-unwritable", NOWHERE, file=shown, reason=getattr(reason, "strerror", None) or str(reason))
    return None


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _copy(root: Path, *, begun: Collection[str]) -> None:
    """Write everything aside first, then move it into its place; `begun` is there already, from a run that was killed meanwhile."""
    stage, moved = root / STAGE, []
    try:
        if not begun:
            _tidy(stage)
            stage.mkdir()
            for path in starter():
                target = stage / path.relative_to(resources.builtin_root())
                target.parent.mkdir(parents=True, exist_ok=True)
                placing.create(target, path.read_bytes())
        for name in STARTER:
            if name not in begun:
                (stage / name).rename(root / name)
                moved.append(name)
    except OSError:
        for name in moved:
            (root / name).rename(stage / name)
        raise
    finally:
        _tidy(stage)


def _tidy(stage: Path) -> None:
    """Remove the starter's files from the folder aside, and that folder; what else lies there stays."""
    if not _is_folder(stage):
        return
    there = stage.resolve()
    targets = [stage / path.relative_to(resources.builtin_root()) for path in starter()]
    folders = {folder for target in targets for folder in target.parents if folder.is_relative_to(stage)}
    with suppress(OSError):
        for target in targets:
            if target.parent.resolve() == there / target.parent.relative_to(stage) and target.is_file() and not target.is_symlink():
                target.unlink()
    for folder in sorted(folders, key=lambda folder: len(folder.parts), reverse=True):
        with suppress(OSError):
            if folder.resolve() == there / folder.relative_to(stage):
                folder.rmdir()


def starter() -> tuple[Path, ...]:
    """Give the files of the built-in starter."""
    root = resources.builtin_root()
    found = (path for name in STARTER for path in (root / name, *sorted((root / name).rglob("*"))))
    return tuple(path for path in found if path.is_file() and not path.name.startswith("."))
