"""What is said goes by streams that a full disk, a closed pipe or a closed descriptor cannot stop."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any


class Stream(io.FileIO):
    """What is said on a descriptor; what cannot be written there is dropped, and the reason kept in `lost`."""

    def __init__(self, descriptor: int, *, is_open: bool) -> None:
        """Take a descriptor; one that was not open when the command began loses all."""
        super().__init__(descriptor, "w", closefd=False)
        self.closed_before = None if is_open else OSError(errno.EBADF, os.strerror(errno.EBADF))
        self.lost: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write what can be written; after the first loss nothing more, so that no sentence comes without its beginning."""
        self.lost = self.lost or self.closed_before
        try:
            written = None if self.lost else super().write(data)
            if written is None and not self.lost:  # another program has told the pipe not to wait
                os.set_blocking(self.fileno(), True)
                written = super().write(data)
        except OSError as reason:
            self.lost = reason
        return len(data) if self.lost or written is None else written


def standard_streams() -> tuple[Stream, Stream]:
    """Say everything by streams that a full disk, a closed pipe or a closed descriptor cannot stop: the work is done all the same."""
    is_open = [_is_open(descriptor) for descriptor in (0, 1, 2)]
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:  # else the next file that is written would get the number of a standard stream
        pass
    os.close(spare)
    made = []
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream, before = Stream(descriptor, is_open=is_open[descriptor]), getattr(sys, name)
        made.append(stream)
        if before is not None and sys.platform == "win32" and before.isatty():  # a console takes letters, not bytes
            before.reconfigure(errors="replace")
            continue
        encoding = before.encoding if before is not None else "utf-8"
        setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(stream), encoding, "replace", line_buffering=True))
    return made[0], made[1]


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
