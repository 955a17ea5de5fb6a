"""Says when something below a folder was saved. What is built there, what is hidden and what links lead to is not looked at."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

LEFT_OUT = frozenset({"output", "node_modules", "__pycache__"})
MOST = 2_000
"""Folders that are watched: systems know only so many."""
STEP = 20
"""Milliseconds without a further change: then a save is whole."""
LOOK = 1_000
"""Milliseconds between two looks for folders that came or went."""
ABSENT = 0.5
"""Seconds between two looks for a folder that is not there."""


def watch(root: Path, saved: Callable[[], None], over: threading.Event) -> None:
    """Call `saved` after every change, until it is over; also for a folder that goes and comes back."""
    polling = False
    while not over.is_set():
        watched = set(folders(root))
        if not watched:
            over.wait(ABSENT)
            continue
        try:
            _until_folders_change(root, watched, saved, over, polling=polling)
        except OSError:  # a folder that went while it was looked up; or more than the system watches
            polling = bool(over.wait(ABSENT) or root.is_dir())


def _until_folders_change(root: Path, watched: set[Path], saved: Callable[[], None], over: threading.Event, *, polling: bool) -> None:
    from watchfiles import watch as changes

    is_new = True  # what was saved before the first look is told with it
    found_by = changes(
        *sorted(watched),
        watch_filter=_counts,
        debounce=10 * STEP,
        step=STEP,
        stop_event=over,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        raise_interrupt=False,
        force_polling=polling or None,
        recursive=False,
        ignore_permission_denied=True,
    )
    for found in found_by:
        if found or is_new:
            saved()
        is_new = False
        if set(folders(root)) != watched:
            saved()
            return


def folders(root: Path) -> Iterator[Path]:
    """Give the folders that a project's files may lie in; none where there is no project."""
    for number, (folder, names, _) in enumerate(os.walk(root)):
        if number >= MOST:
            return
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in LEFT_OUT)
        yield Path(folder)


def _counts(_: object, path: str) -> bool:
    """Tell whether a change counts: not that of a hidden file or of an editor's copy."""
    name = os.path.basename(path)  # noqa: PTH119 - a name, many times
    return not name.startswith((".", "#")) and not name.endswith(("~", ".swp", ".tmp"))
