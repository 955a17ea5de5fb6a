"""One file put in its place in one step: written whole under another name beside it, then renamed. No link is followed."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

TRIES = 3
WAIT = 0.2  # seconds between tries while another program holds a target open


def create(path: Path, data: bytes, *, rights: int = 0o666) -> None:
    """Write a file where there is none, and follow no link; one that cannot be written whole is not there."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), rights)
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def put(target: Path, data: bytes, *, rights: int = 0o666) -> None:
    """Put one file in its place in one step. Raises OSError; then all is as it was."""
    aside = target.with_name(f".{target.name}.new")
    aside.unlink(missing_ok=True)
    create(aside, data, rights=rights)
    try:
        insist(aside, target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def insist(source: Path, target: Path) -> None:
    """Put a file in its place in one step; another program may hold the place for a moment."""
    for _ in range(TRIES - 1):
        try:
            os.replace(source, target)  # noqa: PTH105 - replaces on Windows too
        except PermissionError:
            time.sleep(WAIT)
        else:
            return
    os.replace(source, target)  # noqa: PTH105
