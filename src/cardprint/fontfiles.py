"""Judge a font of a user's own before a letter is taken from it: whole, TrueType, free to embed, with the letters that are needed.

Loaded only for those who name a font. Built-in fonts are not judged; what is drawn is the business of `fonts`.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import category

import uharfbuzz as hb
from fontTools.ttLib import TTFont, TTLibError
from fontTools.ttLib.sfnt import SFNTReader, calcChecksum

from cardprint import files
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.fonts import Font, Source

MOST_BYTES = 20 * files.MB
"""A static font with the signs of Chinese has 10 MB."""
EXPECTED = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå0123456789.,:;?!-"
"""What a Danish text cannot do without."""
LOOKED_AT = 0x3000
"""Outlines of signs below this number are read one by one; above lie Chinese and its kin, ten thousands of them."""
MOST_POINTS, MOST_IN_ALL, MOST_BYTES_EACH = 20_000, 1_000_000, 100_000
"""Points of one glyph with all that it is composed of, and of all glyphs that are read; bytes of one. Ornate letters have some hundreds of points."""
WIDEST = 8.0  # em
_NEEDED = ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf")
"""Tables that a font cannot be without (OpenType 1.9, required tables and TrueType outlines), but for name and post, which draw nothing."""
_STARTS: Mapping[bytes, tuple[str, dict[str, str]]] = {
    b"OTTO": ("font-not-truetype", {}),
    b"ttcf": ("font-collection", {}),
    b"wOFF": ("font-web", {"found": "WOFF"}),
    b"wOF2": ("font-web", {"found": "WOFF2"}),
}
_SOUND_STARTS = (b"\0\1\0\0", b"true")
_UNICODE = {(0, number) for number in (*range(5), 6)} | {(3, 1), (3, 10)}
_SYMBOL = (3, 0)
_RESTRICTED, _NO_SUBSETTING, _BITMAPS_ONLY = 2, 0x0100, 0x0200
_BROKEN = (
    TTLibError,
    struct.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What fontTools raises for what is not as it should be."""
logging.getLogger("fontTools").addHandler(logging.NullHandler())
logging.getLogger("fontTools").propagate = False


class _UnsoundError(Exception):
    """Raised in this module alone, where neither file nor place is known."""

    def __init__(self, *, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def read(own: Mapping[str, tuple[Path, Place]], root: Path) -> Found[dict[str, Source]]:
    """Read and judge the files of an organisation, by face or `fallback`; `root` is the folder of the project that they lie in."""
    sound: dict[str, Source] = {}
    problems: list[Problem] = []
    for face, (path, place) in own.items():
        try:
            data = files.read(path, root=root, most=MOST_BYTES)
            sound[face], lacking = _judged(data)
        except files.RefusedError as refused:
            problems.append(refused.at(place, path.name))
        except _UnsoundError as unsound:
            problems.append(error(unsound.code, place, file=path.name, **unsound.values))
        else:
            if lacking and face != "fallback":
                problems.append(warning("font-lacks-letters", place, file=path.name, letters=" ".join(lacking)))
    if "regular" not in own and (face := next((style for style in own if style != "fallback"), "")):
        problems.append(warning("font-without-body", own[face][1], face=face.replace("-", "_")))
    return sound, tuple(problems)


@lru_cache(maxsize=8)
def _judged(data: bytes) -> tuple[Source, str]:
    """Judge a file once, however many editions use it, and list the letters that it lacks; raises _UnsoundError."""
    font = _opened(data)
    _check_rights(font)
    shapes = _Shapes(font, data)
    shapes.check_space()
    shapes.check_letters()
    blank = frozenset(shapes.blank())
    try:
        Font("", data, blank).subset(shapes.points)
    except RuntimeError as reason:  # HarfBuzz does not say what it minds
        raise _UnsoundError(code="font-damaged", part="glyf") from reason
    return (data, blank), "".join(character for character in EXPECTED if ord(character) not in shapes.characters or ord(character) in blank)


def _opened(data: bytes) -> Any:
    start = data[:4]
    if start not in _SOUND_STARTS:
        code, values = _STARTS.get(start, ("font-not-truetype", {}))
        raise _UnsoundError(code=code, **values)
    _check_tables(data)
    font = TTFont(BytesIO(data), lazy=True, recalcBBoxes=False)
    with _part("maxp"):
        count: int = font["maxp"].numGlyphs
        if not count:
            raise ValueError
    font.setGlyphOrder([f"g{number}" for number in range(count)])
    return font


class _part:  # noqa: N801 - reads as a word of the with statement
    """Say that a part of the font is damaged if it cannot be read."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, reason: BaseException | None, _trace: object) -> None:
        if isinstance(reason, _BROKEN):
            raise _UnsoundError(code="font-damaged", part=self.name) from reason


def _check_tables(data: bytes) -> None:
    """Look at the list of tables: each once, inside the file, and all that are needed there; raises _UnsoundError."""
    with _part("header"):
        reader = SFNTReader(BytesIO(data), checkChecksums=0)
        tables: dict[str, Any] = dict(reader.tables)
        if len(tables) != reader.numTables or not all(tag.isascii() and tag.isprintable() for tag in tables):
            raise TTLibError
    if "glyf" not in tables and ("CFF " in tables or "CFF2" in tables):
        raise _UnsoundError(code="font-not-truetype")
    if "fvar" in tables:
        raise _UnsoundError(code="font-variable")
    outside = [tag for tag, entry in tables.items() if entry.offset + entry.length > len(data)]
    missing = [tag for tag in _NEEDED if tag not in tables or not tables[tag].length]
    overlap = ["header"] if sum(entry.length for entry in tables.values()) > len(data) else []
    for part in (*missing, *outside, *overlap):
        raise _UnsoundError(code="font-damaged", part=part.strip())
    _check_sums(data, tables)


def _check_sums(data: bytes, tables: Mapping[str, Any]) -> None:
    """Compare the tables that are needed with the sums that the file gives for them: a byte that was changed on the way shows."""
    for tag in _NEEDED:
        entry = tables[tag]
        table = data[entry.offset : entry.offset + entry.length]
        bare = table[:8] + bytes(4) + table[12:] if tag == "head" else table  # its sum is made without the file's own
        if entry.checkSum not in (calcChecksum(bare), calcChecksum(table)):
            raise _UnsoundError(code="font-damaged", part=tag)


def _check_rights(font: Any) -> None:
    """Look at the rights to embed (OpenType 1.9, OS/2 fsType).

    Bits 1 to 3: the least strict counts where an old font sets several. Bits 8 and 9 mean nothing before version 2 of the table.
    """
    with _part("OS/2"):
        table = font.reader["OS/2"]
        version, rights = struct.unpack_from(">H", table)[0], struct.unpack_from(">H", table, 8)[0]
    if rights & 0x000E == _RESTRICTED or (version >= 2 and rights & _BITMAPS_ONLY):
        raise _UnsoundError(code="font-not-embeddable")
    if version >= 2 and rights & _NO_SUBSETTING:
        raise _UnsoundError(code="font-not-subsettable")


class _Shapes:
    """The glyphs of a font, as fontTools and HarfBuzz read them."""

    def __init__(self, font: Any, data: bytes) -> None:
        """Read the tables that place and draw glyphs; raises _UnsoundError."""
        self.count: int = font["maxp"].numGlyphs
        with _part("head"):
            self.upem: int = font["head"].unitsPerEm
            if not 16 <= self.upem <= 16384:
                raise ValueError
        with _part("hhea"):
            long = font["hhea"].numberOfHMetrics
            if not 1 <= long <= self.count:
                raise ValueError
        with _part("hmtx"):
            if len(font.reader["hmtx"]) < 4 * long + 2 * (self.count - long):
                raise ValueError
        with _part("loca"):
            self.places: list[int] = list(font["loca"].locations)
            if len(self.places) <= self.count or sorted(self.places) != self.places or self.places[-1] > font.reader.tables["glyf"].length:
                raise ValueError
        with _part("glyf"):
            self.glyphs: Any = font["glyf"]
            self.bytes: bytes = font.reader["glyf"]
        _check_encoding(font.reader["cmap"])
        face = hb.Face(hb.Blob(data))
        self.font = hb.Font(face)
        self.characters = frozenset(face.unicodes)
        self.points: dict[int, int] = {}
        self.total = 0

    def check_space(self) -> None:
        """Ask for a space, wide enough to be seen and narrow enough to be one."""
        if 0x20 not in self.characters:
            raise _UnsoundError(code="font-without-space")
        if not 0 < self.advance(0x20) <= 2:
            raise _UnsoundError(code="font-damaged", part="hmtx")
        if 0x2D not in self.characters or self.is_empty(0x2D):
            raise _UnsoundError(code="font-without-hyphen")

    def check_letters(self) -> None:
        """Read the outlines of the letters and signs of all scripts that are set here; raises _UnsoundError for the first one that is broken."""
        for character in sorted(self.characters):
            if character >= LOOKED_AT:
                return
            with _part("glyf"):
                self.weigh(self.glyph(character), 0)
            if self.advance(character) > WIDEST or (
                self.advance(character) == 0 and category(chr(character)) in _WIDE and not self.is_empty(character)
            ):
                raise _UnsoundError(code="font-damaged", part="hmtx")

    def weigh(self, number: int, depth: int) -> int:
        """Count the points of a glyph and of all it is composed of; raises ValueError for what has no end (OpenType 1.9, glyf)."""
        found = self.points.get(number)
        if found is not None:
            return found
        if depth > 8:
            raise ValueError
        if self.places[number + 1] - self.places[number] > MOST_BYTES_EACH:
            raise ValueError
        points = 0
        if self.places[number] != self.places[number + 1]:
            points = self._points(self.bytes[self.places[number] : self.places[number + 1]], number, depth)
        self.points[number] = points
        self.total += points
        if points > MOST_POINTS or self.total > MOST_IN_ALL:
            raise ValueError
        return points

    def _points(self, data: bytes, number: int, depth: int) -> int:
        """Read a glyph that draws something; how many points it says to have is looked at before they are read."""
        contours = struct.unpack_from(">h", data)[0]
        if contours > 0 and struct.unpack_from(">H", data, 8 + 2 * contours)[0] >= MOST_POINTS:
            raise ValueError
        glyph = self.glyphs[f"g{number}"]
        if glyph.isComposite():
            return sum(self.weigh(int(part.glyphName[1:]), depth + 1) for part in glyph.components)
        return len(glyph.coordinates) if contours else 0

    def blank(self) -> Iterator[int]:
        """List characters that would leave no ink where there should be some: signs of coloured fonts, letters that were taken out."""
        for character in self.characters:
            if self.is_empty(character) and category(chr(character)) in _SEEN:
                yield character

    def is_empty(self, character: int) -> bool:
        """Tell whether a character's glyph has no outline."""
        glyph = self.glyph(character)
        return self.places[glyph] == self.places[glyph + 1]

    def glyph(self, character: int) -> int:
        """Give a character's glyph number."""
        return min(int(self.font.get_nominal_glyph(character) or 0), self.count - 1)

    def advance(self, character: int) -> float:
        """Give a character's advance in em."""
        return float(self.font.get_glyph_h_advance(self.glyph(character))) / self.upem


_WIDE = {"Lu", "Ll", "Lt", "Lo", "Nd"}
_SEEN = {*_WIDE, "Lm", "Mn", "Me", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"}


def _check_encoding(table: bytes) -> None:
    """Ask for a list of characters by Unicode; symbol fonts number their signs as they like (OpenType 1.9, cmap)."""
    with _part("cmap"):
        count = struct.unpack_from(">H", table, 2)[0]
        found = {struct.unpack_from(">HH", table, 4 + 8 * number) for number in range(count)}
    if not found & _UNICODE:
        raise _UnsoundError(code="font-symbol") if _SYMBOL in found else _UnsoundError(code="font-damaged", part="cmap")
