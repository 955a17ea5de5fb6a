"""Fonts inside a PDF: composite fonts with the glyphs that were drawn, and what each glyph says (ISO 32000-1 9.7, 9.10.3)."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from typing import Self

from msgspec import Struct

from cardprint.fonts import Font
from cardprint.pdf.document import Document, Raw
from cardprint.pdf.packing import deflated

BLOCK = 100
"""bfchar entries in one block (Adobe Technical Note 5411)."""


class Subset(Struct, frozen=True):
    """What a file holds of a font, its streams deflated: the program and its length, the glyphs by their numbers unless these are the same."""

    name: str
    program: bytes
    length: int
    glyphs: bytes
    widths: str
    unicode: bytes

    @classmethod
    def of(cls, font: Font, characters: Collection[str]) -> Self:
        """Take the characters that a file uses."""
        cids = font.cids(characters)
        program = font.subset({glyph for _, glyph in cids.values()} | {0})
        moved = any(cid != glyph for cid, (_, glyph) in cids.items())
        glyphs = deflated(_glyph_map(cids)) if moved else b""
        name = _base_name(font, characters)
        return cls(name, deflated(program), len(program), glyphs, _widths(font, cids), deflated(_to_unicode(cids)))


def embed(document: Document, name: str, font: Font, characters: Collection[str]) -> None:
    """Write one font under its short name with the characters that a file uses; files of the same characters share the subset."""
    subset = font.kept(frozenset(characters), Subset.of)
    base = subset.name
    file = document.stream(subset.program, f"/Length1 {subset.length}")
    descriptor = document.add(Raw(_descriptor(font, base, file)))
    glyphs = f"{document.stream(subset.glyphs)} 0 R" if subset.glyphs else "/Identity"
    keys = f"/Type/Font/Subtype/CIDFontType2/BaseFont/{base}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    widths = f"/FontDescriptor {descriptor} 0 R/CIDToGIDMap {glyphs}/DW 0/W[{subset.widths}]"
    descendant = document.add(Raw(f"<<{keys}{widths}>>".encode()))
    unicode = document.stream(subset.unicode)
    top = f"<</Type/Font/Subtype/Type0/BaseFont/{base}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    document.font(name, top.encode())


def _base_name(font: Font, characters: Collection[str]) -> str:
    """Name the subset by six letters that depend on its characters (ISO 32000-1 9.6.4)."""
    number = zlib.crc32("".join(sorted(characters)).encode())
    letters = "".join(chr(65 + number // 26**place % 26) for place in range(6))
    return f"{letters}+{font.name}"


def _descriptor(font: Font, base: str, stream: int) -> bytes:
    metrics = font.metrics
    box = " ".join(str(value) for value in metrics.box)
    keys = f"/FontBBox[{box}]/ItalicAngle {metrics.angle}/Ascent {metrics.ascent}/Descent {metrics.descent}/CapHeight {metrics.cap_height}"
    return f"<</Type/FontDescriptor/FontName/{base}/Flags {96 if metrics.angle else 32}{keys}/StemV 80/FontFile2 {stream} 0 R>>".encode()


def _glyph_map(cids: Mapping[int, tuple[str, int]]) -> bytes:
    table = bytearray(2 * (max(cids) + 1))
    for cid, (_, glyph) in cids.items():
        table[2 * cid : 2 * cid + 2] = glyph.to_bytes(2, "big")
    return bytes(table)


def _widths(font: Font, cids: Mapping[int, tuple[str, int]]) -> str:
    return " ".join(f"{cid}[{round(font.width_of(glyph) * 1000, 2):g}]" for cid, (glyph, _) in cids.items())


def _to_unicode(cids: Mapping[int, tuple[str, int]]) -> bytes:
    rows = [f"<{cid:04X}> <{glyph.encode('utf-16-be').hex().upper()}>" for cid, (glyph, _) in cids.items()]
    out = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(rows), BLOCK):
        block: Sequence[str] = rows[start : start + BLOCK]
        out += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*out, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
