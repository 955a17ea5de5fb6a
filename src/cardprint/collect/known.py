"""All worksheets that were printed, by the keys of their pages: from the project's notes/sheets/, from another folder, and out of PDFs that carry their map.

A map comes from strangers as often as not: it is bounded, and what it says is looked at before anybody relies on it.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field

from cardprint import files
from cardprint.errors import Found, Place, Problem, error
from cardprint.fieldmaps import FieldMap, Printed, Spot, decoded
from cardprint.keeping import SHEETS

FOLDER = SHEETS
"""Where `build` keeps the map and the PDF of each file of worksheets that it prints."""
MOST_OF_A_MAP = 16 * files.MB
MOST_OF_A_PDF = 1_000 * files.MB
BROKEN = "map-broken"
MOST_MAPS = 5_000
MOST_PAGES = 10_000
"""Of one map."""
LARGEST_MM = 2_000
NAMED = 3
"""Keys that a Problem names."""
_KEY = re.compile(r"[A-Z0-9]{6,24}\Z")
_FIELD = re.compile(r"[a-z_]{1,40}(?:\.[1-9][0-9]{0,2}\.[a-z_]{1,40})?\Z")


class Held(Struct, frozen=True):
    """A printed page: its map, what it is in it, and its number in the PDF, from 0. `pdf` is the file as it was printed, or filled in on a screen."""

    map: FieldMap
    page: Printed
    number: int
    pdf: Path | None = None

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Where the fields of the page lie."""
        return self.map.layouts[self.page.spots]

    @property
    def options(self) -> dict[str, list[str]]:
        """Give the fields of the page as they lie there, each with what its choices or ticks stand for."""
        found: dict[str, list[str]] = {}
        for spot in self.spots:
            found.setdefault(spot.field, []).extend([spot.value] if spot.kind != "text" else [])
        return found


class Known(Struct, frozen=True):
    """What is known of printed pages, by key."""

    pages: Mapping[str, Held] = field(default_factory=dict)

    def find(self, key: str) -> Held | None:
        """Give the page that a key names."""
        return self.pages.get(key)

    def pdf(self, key: str) -> bytes | None:
        """Give the PDF that a page was printed from, for the blank page to compare with; None where nobody has it any more.

        The page is the Held's `number`. Draw it without annotations: the file may be one that was filled in.
        """
        held = self.pages.get(key)
        if held is None or held.pdf is None:
            return None
        try:
            return files.read(held.pdf, root=held.pdf.parent, most=MOST_OF_A_PDF)
        except files.RefusedError:
            return None


def gather(root: Path, *, sheets: Iterable[Path] = (), pdfs: Iterable[tuple[Path, str]] = ()) -> Found[Known]:
    """Find the maps of a project, of further `sheets`, and those that PDFs carry; what is found first counts. `pdfs` come with their shown names."""
    pages: dict[str, Held] = {}
    problems: list[Problem] = []
    for found, faults in (_among(root / FOLDER, FOLDER), *map(_of_sheets, sheets)):
        problems += faults
        for held in found:
            pages.setdefault(held.page.key, held)
    for path, shown in pdfs:
        attached, faults = _attached(path, shown)
        faults = tuple(fault for fault in faults if fault.code == BROKEN)  # what is wrong with the file its reader says
        problems += faults
        for held in _held(attached, path) if attached else ():
            pages.setdefault(held.page.key, held)
    return Known(pages), tuple(problems)


def _of_sheets(path: Path) -> Found[list[Held]]:
    """Read what somebody names as sheets, a folder or a PDF; that none are there is told."""
    shown = path.as_posix()
    if files.is_folder(path):
        found, problems = _among(path, shown)
    else:
        made, problems = _attached(path, shown)
        found = list(_held(made, path)) if made else []
    return found, problems or (() if found else (error("sheets-none", Place(shown), file=shown),))


def _among(folder: Path, shown: str) -> Found[list[Held]]:
    """Read the maps of a folder, and those in PDFs that have none beside them."""
    if not files.is_folder(folder):
        return [], ()
    found: list[Held] = []
    problems: list[Problem] = []
    try:
        names = files.names(folder, root=folder)
    except files.RefusedError as reason:
        return [], (reason.at(Place(shown), shown),)
    lonely = {name.removesuffix(".pdf") for name in names if name.endswith(".pdf")} - {name.removesuffix(".json") for name in names}
    for name in [name for name in names if name.endswith(".json")][:MOST_MAPS]:
        made, faults = _read(folder / name, f"{shown}/{name}")
        problems += faults
        pdf = (folder / name).with_suffix(".pdf")
        found += _held(made, None if files.is_absent(pdf) else pdf) if made else ()
    for name in sorted(lonely)[:MOST_MAPS]:
        pdf = folder / f"{name}.pdf"
        made, faults = _attached(pdf, f"{shown}/{name}.pdf")
        problems += faults
        found += _held(made, pdf) if made else ()
    return found, tuple(problems)


def _held(made: FieldMap, pdf: Path | None) -> Iterator[Held]:
    for number, page in enumerate(made.pages):
        yield Held(made, page, number, pdf)


def words(made: FieldMap) -> Iterator[str]:
    """Give the words that were printed in the fields of worksheets."""
    return (spot.value for layout in made.layouts for spot in layout if spot.kind == "text" and spot.value)


def of_file(path: Path, shown: str) -> Found[FieldMap | None]:
    """Read the map of printed worksheets, from its own file or out of their PDF."""
    return _attached(path, shown) if path.suffix == ".pdf" else _read(path, shown)


def _read(path: Path, shown: str) -> Found[FieldMap | None]:
    try:
        data = files.read(path, root=path.parent, most=MOST_OF_A_MAP)
    except files.RefusedError as reason:
        return None, (reason.at(Place(shown), shown),)
    return sound(data, shown)


def sound(data: bytes, shown: str) -> Found[FieldMap | None]:
    """Read a map and look at what it says; one that cannot be relied on is a Problem."""
    try:
        made = decoded(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None, (error(BROKEN, Place(shown), file=shown),)
    if not _is_sound(made):
        return None, (error(BROKEN, Place(shown), file=shown),)
    return made, ()


def _is_sound(made: FieldMap) -> bool:
    boxes = (*made.codes, *(spot.box for layout in made.layouts for spot in layout), (0.0, 0.0, *made.size))
    return (
        all(math.isfinite(number) and 0 <= number <= LARGEST_MM for box in boxes for number in box)
        and min(made.size) > 0
        and len(made.pages) <= MOST_PAGES
        and all(_KEY.match(page.key) and 0 <= page.spots < len(made.layouts) for page in made.pages)
        and all(_FIELD.match(spot.field) for layout in made.layouts for spot in layout)
    )


def _attached(path: Path, shown: str) -> Found[FieldMap | None]:
    try:
        data = files.read(path, root=path.parent, most=MOST_OF_A_PDF)
    except files.RefusedError as reason:
        return None, (reason.at(Place(shown), shown),)
    return attached(data, shown)


def attached(data: bytes, shown: str) -> Found[FieldMap | None]:
    """Read the map that a PDF carries; None where it carries none, or is not to be opened: its reader says so."""
    if b"/PieceInfo" not in data and b"/ObjStm" not in data and b"/Encrypt" not in data:
        return None, ()  # most scans; nothing to load pikepdf for
    from io import BytesIO

    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            stream = pdf.Root.PieceInfo.cardprint.Private
            packed = stream.read_raw_bytes()
            written = _inflated(packed) if stream.get("/Filter") in ("/FlateDecode", [pikepdf.Name.FlateDecode]) else packed
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, KeyError, TypeError, ValueError, zlib.error, RuntimeError):
        return None, ()
    return sound(written, shown) if len(written) <= MOST_OF_A_MAP else (None, (error(BROKEN, Place(shown), file=shown),))


def _inflated(packed: bytes) -> bytes:
    """Unpack, up to a byte more than is read."""
    return zlib.decompressobj().decompress(packed, MOST_OF_A_MAP + 1)


def some(keys: Sequence[str]) -> str:
    """Name some keys, each once, of many the first."""
    named = list(dict.fromkeys(keys))
    return ", ".join(named[:NAMED]) + (" …" if len(named) > NAMED else "")
