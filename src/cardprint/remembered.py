"""What was made of a file's bytes the last time, for a process that reads the same files again and again. A build reads each once and remembers nothing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import TypeVar

T = TypeVar("T")
Key = tuple[object, str, bytes]

MOST = 32_000_000
"""Bytes of all files of which something is remembered."""
_kept: list[OrderedDict[Key, object]] = []


def begin() -> None:
    """Remember from now on, in this process."""
    _kept[:] = [OrderedDict()]


def once(make: Callable[[bytes, str], T], data: bytes, shown: str) -> T:
    """Make something of a file, or give what was made of the same bytes under the same name."""
    if not _kept:
        return make(data, shown)
    kept, key = _kept[0], (make, shown, data)
    if key not in kept:
        kept[key] = make(data, shown)
        while sum(len(known) for _, _, known in kept) > MOST:
            kept.popitem(last=False)
            if not kept:
                return make(data, shown)
    kept.move_to_end(key)
    return kept[key]  # type: ignore[return-value] # made by the same function


def forget(shown: Collection[str]) -> None:
    """Forget what was made of some files: of those with Problems, which are to be told again as they were told first."""
    for kept in _kept:
        for key in [key for key in kept if key[1] in shown]:
            del kept[key]
