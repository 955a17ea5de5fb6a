"""A parcel of before, to compare with: a stranger's file. It is never unpacked; of it is read what has the size of a file of ours, and no more."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from cardprint import files, names
from cardprint.errors import Found, Place, Problem, error
from cardprint.parcels.words import READMES

MOST = 500 * files.MB
MOST_FILES = 2_000
MOST_NAMED = 4 * files.MB
"""Bytes of the list of names, which is read into memory."""
MOST_OPENED = 2_000 * files.MB
"""Bytes of all that is packed, as the zip says."""
_END = struct.Struct("<4s4H2LH")
_MARK = b"PK\x05\x06"
_PIECE = 1 << 16
_ENCRYPTED = 1
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, struct.error, KeyError)


class Older(Struct, frozen=True):
    """A parcel that was packed before: its files by name, still packed."""

    name: str
    packed: ZipFile
    entries: Mapping[str, ZipInfo]

    def is_same(self, name: str, data: bytes) -> bool:
        """Tell whether a file of it is made of these bytes. Raises BadZipFile where it cannot be read."""
        entry = self.entries[name]
        if entry.file_size != len(data):
            return False
        try:
            with self.packed.open(entry) as file:
                at, view = 0, memoryview(data)
                while piece := file.read(_PIECE):
                    if view[at : at + len(piece)] != piece:
                        return False
                    at += len(piece)
                return at == len(data)
        except _BROKEN as reason:
            raise BadZipFile(name) from reason


def opened(path: Path, *, shown: str) -> Found[Older | None]:
    """Read a zip's list of files; what is no sound zip of names below one folder is a Problem."""
    place = Place(shown)
    try:
        data = files.read(path, root=files.real(path).parent, most=MOST)
    except files.RefusedError as refused:
        return None, (refused.at(place, shown),)
    except (OSError, RuntimeError, ValueError):
        return None, (broken(shown),)
    try:
        packed = ZipFile(BytesIO(data)) if _is_bounded(data) else None
    except _BROKEN:
        packed = None
    if packed is None:
        return None, (broken(shown),)
    entries = [entry for entry in packed.infolist() if not (entry.is_dir() or _is_of_a_system(entry.filename))]
    problems = tuple(_problems(entries, place, shown))
    if not problems and READMES.isdisjoint(_last(entry.filename) for entry in entries):
        problems = (error("parcel-foreign", place, file=shown),)
    return (None, problems) if problems else (Older(path.name, packed, {_last(entry.filename): entry for entry in entries}), ())


def broken(shown: str) -> Problem:
    """Say that a zip cannot be read after all."""
    return error("parcel-broken", Place(shown), file=shown)


def _is_bounded(data: bytes) -> bool:
    """Tell whether the list of names is there, and no longer than it may be; ours needs no ZIP64."""
    at = data.rfind(_MARK, max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        return False
    _, _, _, _, count, size, _, _ = _END.unpack_from(data, at)
    return bool(count < 0xFFFF and size <= MOST_NAMED)


def _problems(entries: list[ZipInfo], place: Place, shown: str) -> Iterator[Problem]:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES or total > MOST_OPENED:
        yield error(
            "parcel-large", place, file=shown, count=len(entries), most=MOST_FILES, size=total // files.MB, limit=MOST_OPENED // files.MB
        )
        return
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        yield error("parcel-locked", place, file=shown)
    for entry in entries:
        if not all(map(names.is_nameable, entry.filename.split("/"))) or "\\" in entry.orig_filename:
            yield error("parcel-name", place, file=shown, name=_readable(entry.filename))
            return
    seen: set[str] = set()
    for entry in entries:
        if _last(entry.filename) in seen:
            yield error("parcel-name", place, file=shown, name=_readable(entry.filename))
            return
        seen.add(_last(entry.filename))


def _last(name: str) -> str:
    """Give the name of a file; who packs a parcel again may have put a folder round it."""
    return unicodedata.normalize("NFC", name.rpartition("/")[2])


def _is_of_a_system(name: str) -> bool:
    """Tell whether a file is what a system leaves behind in every zip, and in every folder."""
    return name.startswith("__MACOSX/") or _last(name) in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _readable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name[:80])
