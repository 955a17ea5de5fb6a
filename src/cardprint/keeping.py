"""What is kept of printed worksheets until they come back: `notes/sheets/`, which no build and no `make clean` empties.

A worksheet's map and its PDF go by their fingerprint, which stands for all that is printed: what is there already is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cardprint import files, placing
from cardprint.errors import Place, Problem, warning

NOTES = "notes"
SHEETS = f"{NOTES}/sheets"
IGNORED = b"# What came back from the tables is personal: it is never committed.\n*\n"


class Kept(Struct, frozen=True):
    """A file of worksheets: its fingerprint, its path below the output folder, its map, its bytes."""

    fingerprint: str
    path: str
    map: bytes
    pdf: bytes


def keep(root: Path, kept: Iterable[Kept]) -> tuple[Problem, ...]:
    """Keep what is not kept yet; a folder that cannot be written to is a warning, for the PDFs themselves hold their maps, too."""
    for sheet in kept:
        try:
            folder = notes_folder(root) / "sheets"
            folder.mkdir(exist_ok=True)
            for name, data in ((f"{sheet.fingerprint}.pdf", sheet.pdf), (f"{sheet.fingerprint}.json", sheet.map)):
                if files.is_absent(folder / name):
                    placing.put(folder / name, data)
        except OSError as reason:
            return (warning("sheets-not-kept", Place(SHEETS), folder=SHEETS, reason=reason.strerror or str(reason)),)
    return ()


def notes_folder(root: Path) -> Path:
    """Give the folder of notes, made if it is not there, with a file that keeps it out of git. Raises OSError; a link that leads away is one."""
    folder = root / NOTES
    folder.mkdir(exist_ok=True)
    if not files.real(folder / "sheets").is_relative_to(files.real(root)):
        raise OSError(0, "the folder leads out of the project")
    with suppress(FileExistsError):
        placing.create(folder / ".gitignore", IGNORED)
    return folder
