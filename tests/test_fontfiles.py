"""A font of a user's own is used as a whole and with its maker's leave, or told at the key that names it; whatever is in the file."""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import calcChecksum
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent

from cardprint.fonts import builtin_files
from cardprint.recipe import Job, Report, build

Make = Callable[[Mapping[str, str | bytes]], Path]
ORGANISATION = "name: O\nfonts:\n  body: ../../k.ttf\n"
DECK = "title: Kort\nthemes: [{id: a, name: Åben}]\ncards:\n  - {id: a-1, theme: a, text: Hvad mener vi om øl?}\n"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøå0123456789.,:;?!- "
TABLES = ("head", "hhea", "maxp", "OS/2", "hmtx", "cmap", "loca", "glyf")


def built(project: Make, font: bytes) -> Report:
    root = project({"cardprint.yaml": "organisation: o\n", "cards/organisations/o.yaml": ORGANISATION, "cards/d.yaml": DECK, "k.ttf": font})
    return build(Job(path=root))


def codes(report: Report) -> list[str]:
    assert all(str(one.place) == "cards/organisations/o.yaml:3:9" for one in report.problems)
    return [one.code for one in report.problems]


def part(report: Report) -> str:
    (problem,) = report.problems
    assert problem.code == "font-damaged"
    return problem.values["part"]


@lru_cache
def sound(characters: str = LETTERS) -> bytes:
    """Give the built-in font with some of its characters."""
    font = TTFont(builtin_files()[0]["regular"])
    cutter = subset.Subsetter(subset.Options(notdef_outline=True, layout_features=[]))
    cutter.populate(text=characters)
    cutter.subset(font)
    return saved(font)


def saved(font: TTFont) -> bytes:
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def changed(change: Callable[[TTFont], Any], data: bytes = b"") -> bytes:
    font = TTFont(BytesIO(data or sound()))
    change(font)
    return saved(font)


def entries(data: bytes) -> dict[str, tuple[int, int, int]]:
    """Give where each table is listed, where it lies and how long it is."""
    count = struct.unpack_from(">H", data, 4)[0]
    rows = [12 + 16 * number for number in range(count)]
    return {data[at : at + 4].decode(): (at, *struct.unpack_from(">II", data, at + 8)) for at in rows}


def resummed(data: bytes | bytearray) -> bytes:
    """Give each table the sum that its bytes have, as one who means harm would."""
    out = bytearray(data)
    for tag, (at, offset, length) in entries(bytes(data)).items():
        table = bytes(out[offset : offset + length])
        bare = table[:8] + bytes(4) + table[12:] if tag == "head" and length > 12 else table
        struct.pack_into(">I", out, at + 4, calcChecksum(bare))
    return bytes(out)


def test_a_sound_font_is_printed_and_read_back(project: Make) -> None:
    assert codes(built(project, sound())) == []
    (reading,) = project({}).rglob("*-reading.pdf")
    with pypdfium2.PdfDocument(reading) as file:
        assert "Hvad mener vi om øl?" in file[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda font: setattr(font["OS/2"], "fsType", 2), "font-not-embeddable"),
        (lambda font: setattr(font["OS/2"], "fsType", 3), "font-not-embeddable"),
        (lambda font: setattr(font["OS/2"], "fsType", 0x0204), "font-not-embeddable"),
        (lambda font: setattr(font["OS/2"], "fsType", 0x0108), "font-not-subsettable"),
        (lambda font: setattr(font["cmap"].tables[0], "platEncID", 0) or setattr(font["cmap"].tables[0], "platformID", 3), "font-symbol"),
        (lambda font: font.__setitem__("fvar", font["cvt "]), "font-variable"),
    ],
    ids=["restricted", "restricted and an old bit", "bitmaps only", "only as a whole", "symbols", "variable"],
)
def test_what_a_font_does_not_allow_or_is_not_made_for(project: Make, change: Callable[[TTFont], Any], code: str) -> None:
    def only(font: TTFont) -> None:
        font["cmap"].tables = font["cmap"].tables[:1]
        change(font)

    assert codes(built(project, changed(only))) == [code]


@pytest.mark.parametrize(("version", "rights"), [(4, 0), (4, 4), (4, 8), (1, 6), (1, 0x0308), (4, 0x000C)])
def test_rights_that_allow_a_part_of_the_font_to_be_embedded(project: Make, version: int, rights: int) -> None:
    """The least strict of an old font's bits counts; bits 8 and 9 meant nothing then."""
    data = bytearray(sound())
    at = entries(bytes(data))["OS/2"][1]
    struct.pack_into(">H", data, at, version)
    struct.pack_into(">H", data, at + 8, rights)
    assert codes(built(project, resummed(data))) == []


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"OTTO", "font-not-truetype"),
        (b"ttcf\0\1\0\0", "font-collection"),
        (b"wOFF", "font-web"),
        (b"wOF2", "font-web"),
        (b"%PDF", "font-not-truetype"),
        (b"", "font-not-truetype"),
    ],
)
def test_other_kinds_of_font_are_named(project: Make, start: bytes, code: str) -> None:
    assert codes(built(project, start + (sound()[len(start) :] if start else b""))) == [code]


@pytest.mark.parametrize(("lacks", "code"), [(" ", "font-without-space"), ("-", "font-without-hyphen")])
def test_a_font_needs_a_space_and_a_hyphen(project: Make, lacks: str, code: str) -> None:
    assert codes(built(project, sound(LETTERS.replace(lacks, "")))) == [code]


def test_letters_that_a_font_lacks_are_told_and_printed_in_another(project: Make) -> None:
    report = built(project, sound(LETTERS.replace("ø", "").replace("Å", "")))
    assert codes(report) == ["font-lacks-letters"]
    assert report.problems[0].values["letters"] == "Å ø"
    assert report.written


def test_a_letter_without_a_shape_counts_as_none(project: Make) -> None:
    def emptied(font: TTFont) -> None:
        font["glyf"][font.getBestCmap()[ord("ø")]] = TTGlyphPen(None).glyph()

    report = built(project, changed(emptied))
    assert (codes(report), report.problems[0].values["letters"]) == (["font-lacks-letters"], "ø")


@pytest.mark.parametrize("tag", TABLES)
@pytest.mark.parametrize("how", ["empty", "zero", "gone"])
def test_a_table_that_is_empty_or_wiped_out(project: Make, tag: str, how: str) -> None:
    data = bytearray(sound())
    at, offset, length = entries(bytes(data))[tag]
    if how == "empty":
        struct.pack_into(">I", data, at + 12, 0)
    elif how == "zero":
        data[offset : offset + length] = bytes(length)
    else:
        data[at : at + 4] = b"zzzz"
    report = built(project, resummed(data))
    if how != "zero":
        assert part(report) == tag
    elif tag == "loca":
        assert codes(report) == ["font-without-hyphen"]
    elif tag not in ("OS/2", "glyf"):  # rights of 0 allow all, and a glyph of zeros is an empty one
        assert part(report) == tag


def test_a_font_cut_off_anywhere_is_told(project: Make) -> None:
    data = sound()
    root = project({"cardprint.yaml": "organisation: o\n", "cards/organisations/o.yaml": ORGANISATION, "cards/d.yaml": DECK, "k.ttf": b""})
    for length in range(0, len(data) - 4, len(data) // 50):
        (root / "k.ttf").write_bytes(data[:length])
        assert codes(build(Job(path=root))) in (["font-damaged"], ["font-not-truetype"]), length


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_byte_in_a_table_that_draws_is_told(project: Make, seed: int) -> None:
    data, chance = bytearray(sound()), random.Random(seed)  # noqa: S311 - not for secrets
    _, offset, length = entries(bytes(data))["glyf"]
    data[offset + chance.randrange(length)] ^= 0x55
    assert part(built(project, bytes(data))) == "glyf"


@pytest.mark.parametrize("seed", range(25))
def test_damage_with_the_right_sums_never_raises(project: Make, seed: int) -> None:
    data, chance = bytearray(sound()), random.Random(seed)  # noqa: S311 - not for secrets
    tag, (_, offset, length) = chance.choice(sorted(entries(bytes(data)).items()))
    for _ in range(chance.choice((1, 3, 40))):
        data[offset + chance.randrange(min(length, chance.choice((16, 64, length))))] = chance.choice((0, 1, 127, 128, 255))
    if tag != "head" and chance.random() < 0.2:
        data[offset : offset + length] = bytes([chance.choice((0, 255))]) * length
    codes(built(project, resummed(data)))


def composed(parts: Mapping[str, tuple[str, ...]]) -> bytes:
    """Make a font whose glyphs are composed of others, by name; a letter is named by itself."""
    font = TTFont(BytesIO(sound()))
    names = font.getBestCmap()
    for name, others in parts.items():
        glyph = TTGlyphPen(None).glyph()
        glyph.numberOfContours, glyph.components = -1, []
        glyph.xMin = glyph.yMin = glyph.xMax = glyph.yMax = 0
        for other in others:
            component = GlyphComponent()
            component.glyphName, component.x, component.y, component.flags = names[ord(other)], 0, 0, 2
            glyph.components.append(component)
        font["glyf"][names[ord(name)]] = glyph
    font["maxp"].recalc = lambda _font: None
    out = BytesIO()
    font.recalcBBoxes = False
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"a": ("a",)},
        {"a": ("b",), "b": ("a",)},
        {one: (other,) * 200 for one, other in zip("abcdef", "bcdefg", strict=True)},
    ],
    ids=["itself", "each other", "ever more"],
)
def test_glyphs_that_are_made_of_each_other_without_end(project: Make, parts: Mapping[str, tuple[str, ...]]) -> None:
    start = time.process_time()
    assert part(built(project, composed(parts))) == "glyf"
    assert time.process_time() - start < 5


def test_a_glyph_of_very_many_points_is_not_read(project: Make) -> None:
    """Flags that repeat and steps of nothing make a letter of 65,000 points from 600 bytes."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", *(f"g{number}" for number in range(1, 500))]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "g1", **{0x41 + number: f"g{number + 2}" for number in range(400)}})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    font = TTFont(BytesIO(saved(builder.font)))
    bomb = struct.pack(">hhhhhHH", 1, 0, 0, 9, 9, 65_000, 0) + (b"\x39\xff" * 253 + b"\x39\xe8")
    bomb += bytes(len(bomb) % 2)
    offsets = [0, 0, *(len(bomb) * number for number in range(499))]
    glyphs, places = bomb * 498, b"".join(struct.pack(">I", at) for at in offsets)
    font["head"].indexToLocFormat = 1
    data = rebuilt(saved(font), {"glyf": glyphs, "loca": places})
    start = time.process_time()
    assert codes(built(project, data))[0] in ("font-damaged", "font-without-hyphen")
    assert time.process_time() - start < 5


def rebuilt(data: bytes, tables: Mapping[str, bytes]) -> bytes:
    """Write a font anew with some tables replaced."""
    found = {tag: tables.get(tag, data[offset : offset + length]) for tag, (_, offset, length) in entries(data).items()}
    if "loca" in tables:
        head = bytearray(found["head"])
        struct.pack_into(">h", head, 50, 1)
        found["head"] = bytes(head)
    at, rows, bodies = 12 + 16 * len(found), [], []
    for tag, body in found.items():
        rows.append(tag.encode() + struct.pack(">III", 0, at, len(body)))
        bodies.append(body + bytes(-len(body) % 4))
        at += len(bodies[-1])
    return resummed(data[:12] + b"".join(rows) + b"".join(bodies))


def test_a_very_large_file_is_refused_before_it_is_read(project: Make) -> None:
    root = project({"cardprint.yaml": "organisation: o\n", "cards/organisations/o.yaml": ORGANISATION, "cards/d.yaml": DECK, "k.ttf": b""})
    with (root / "k.ttf").open("wb") as file:
        file.truncate(2_000_000_000)
    assert codes(build(Job(path=root))) == ["file-too-large"]


def test_each_font_is_told_at_its_own_key(project: Make) -> None:
    organisation = "fonts:\n  body: ../../a.ttf\n  bold: ../../b.ttf\n  fallback: ../../c.ttf\n"
    files = {"a.ttf": sound(), "b.ttf": b"wOFF", "c.ttf": sound()[:5000]}
    root = project({"cardprint.yaml": "organisation: o\n", "cards/organisations/o.yaml": organisation, "cards/d.yaml": DECK, **files})
    found = [(one.code, one.place.line) for one in build(Job(path=root)).problems]
    assert found == [("font-web", 3), ("font-damaged", 4)]
