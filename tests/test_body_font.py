"""The body font's zero is no Ø: nothing lies inside it, in any face, and all other letters are as they were."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from math import atan2, degrees
from pathlib import Path
from typing import TYPE_CHECKING

import fontpkg_atkinson_hyperlegible
import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pypdfium2 import raw

from cardprint.fonts import STYLES, builtin_files
from cardprint.recipe import Job, build

if TYPE_CHECKING:
    from conftest import Make

NAMES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
DECK = """\
title: Prøve
themes: [{id: a, name: Emne}]
cards:
  - {id: k1, theme: a, text: "Nul 0Ø, *0Ø*?", follow_up: ["Nul 0Ø, *0Ø*?"]}
"""
DOTS = 20
"""Of a picture, to a point: the slash of a regular Ø at 13 points is 15 dots wide."""


@pytest.fixture(params=STYLES)
def faces(request: pytest.FixtureRequest) -> Iterator[tuple[TTFont, TTFont]]:
    """Give a face as it is and as it was."""
    was = Path(fontpkg_atkinson_hyperlegible.__file__).parent / "files" / f"AtkinsonHyperlegible-{NAMES[request.param]}.ttf"
    with TTFont(builtin_files()[0][request.param]) as ours, TTFont(was) as theirs:
        yield ours, theirs


def test_nothing_but_the_inside_of_the_zero_is_changed(faces: tuple[TTFont, TTFont]) -> None:
    ours, theirs = faces
    zero, slashed = (face["glyf"]["zero"] for face in faces)
    outside = slashed.endPtsOfContours[0]
    assert (zero.numberOfContours, slashed.numberOfContours) == (2, 3)
    assert zero.endPtsOfContours[0] == outside
    assert zero.coordinates[: outside + 1] == slashed.coordinates[: outside + 1]
    assert ours.getGlyphOrder() == theirs.getGlyphOrder()
    assert [name for name in ours.getGlyphOrder() if ours["glyf"][name] != theirs["glyf"][name]] == ["zero"]
    assert ours["hmtx"].metrics == theirs["hmtx"].metrics
    assert [tag for tag in ("cmap", "GPOS", "GSUB", "OS/2", "post") if ours.reader[tag] != theirs.reader[tag]] == []


def test_the_inside_of_the_zero_has_no_corner(faces: tuple[TTFont, TTFont]) -> None:
    zero = faces[0]["glyf"]["zero"]
    begin = zero.endPtsOfContours[0] + 1
    inside, flags = list(zero.coordinates)[begin:], zero.flags[begin:]
    leaving = [degrees(atan2(y - b, x - a)) for (a, b), (x, y) in pairwise([*inside, inside[0]])]
    turns = [(after - before + 180) % 360 - 180 for before, after in pairwise([leaving[-1], *leaving])]
    assert [turn for turn, flag in zip(turns, flags, strict=True) if flag & 1 and abs(turn) > 3] == []
    assert sum(turns) == pytest.approx(360), "it goes round once, the other way than the outside"


def test_a_face_that_is_changed_has_another_name(faces: tuple[TTFont, TTFont]) -> None:
    ours, theirs = ([str(record) for record in face["name"].names] for face in faces)
    assert "Cardprint Atkinson" in ours
    assert not [said for said in ours if "Hyperlegible" in said]
    assert [said for said in theirs if "Braille" in said or "Open Font License" in said] == [
        said for said in ours if "Braille" in said or "Open Font License" in said
    ]


def test_a_printed_zero_is_white_inside_and_an_oe_is_not(project: Make) -> None:
    root = project({"cards/d.yaml": DECK})
    assert build(Job(path=root, output=root / "output", kinds=("sheets",))).is_sound
    path = root / "output" / "base" / "d-sheets.pdf"
    with pikepdf.open(path) as file:
        named = {str(one.BaseFont).partition("+")[2] for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one}
    assert {f"CardprintAtkinson-{name}" for name in NAMES.values()} <= named
    with pypdfium2.PdfDocument(path) as file:
        page = file[0]
        words, picture = page.get_textpage(), page.render(scale=DOTS, grayscale=True).to_pil()
        seen: dict[str, list[int]] = {"0": [], "Ø": []}
        for index in range(words.count_chars()):
            letter = chr(raw.FPDFText_GetUnicode(words, index))
            if letter in seen:
                left, right, low, high = (ctypes.c_double() for _ in range(4))
                raw.FPDFText_GetCharBox(words, index, left, right, low, high)
                centre = (left.value + right.value) / 2, page.get_height() - (low.value + high.value) / 2
                seen[letter].append(picture.getpixel((int(centre[0] * DOTS), int(centre[1] * DOTS))))
    assert min(len(seen["0"]), len(seen["Ø"])) >= 4, "pdfium reads them as what they are"
    assert min(seen["0"]) == 255
    assert max(seen["Ø"]) < 60
