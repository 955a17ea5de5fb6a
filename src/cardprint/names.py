"""What a file may be called on every system, and when two names are one: pure text, no disk.

Windows keeps some names for its devices, whatever comes after the first dot, and drops a dot or a blank at the end. Windows and macOS take
two names that differ in case or in the form of their letters for one file.
"""

from __future__ import annotations

import unicodedata

FORBIDDEN = frozenset('<>:"|?*\\/')
DEVICES = frozenset(
    ("con", "prn", "aux", "nul", "clock$", "conin$", "conout$", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"))
)
LONGEST = 255
"""Bytes of a name: what common disks take."""


def is_reserved(name: str) -> bool:
    """Tell whether Windows keeps a name for itself, or would store it under another."""
    return name.partition(".")[0].rstrip().casefold() in DEVICES or name.endswith((".", " "))


def is_nameable(name: str) -> bool:
    """Tell whether a file or a folder can have a name on every system, and shows."""
    return (
        0 < len(name.encode(errors="replace")) <= LONGEST
        and name.isprintable()
        and not name.startswith(".")
        and not is_reserved(name)
        and FORBIDDEN.isdisjoint(name)
    )


def folded(path: str) -> str:
    """Give what two paths have in common that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
