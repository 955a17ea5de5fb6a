"""What can be set one letter after the other is printed and can be copied; every other text is told, whatever a font covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from cardprint.fonts import SYMBOLS, MissingGlyphError, Typeface, builtin_files
from cardprint.recipe import Job, Report, build

Make = Callable[[Mapping[str, str | bytes]], Path]
TICKS = "✓✔☐☑●○■□★⇒♥✗✘☒→←↑↓▲▼◆◇☆♡•"


@lru_cache
def covering(characters: str) -> bytes:
    """Give the built-in font with some more characters, drawn as an H: a font that covers all that a text needs."""
    font = TTFont(builtin_files()[0]["regular"])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap |= {ord(one): "H" for one in characters if ord(one) < 0x10000}
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def built(project: Make, text: str, font: bytes = b"") -> Report:
    deck = f'title: Kort\nthemes: [{{id: a, name: A}}]\ncards:\n  - {{id: a-1, theme: a, text: "{text}"}}\n'
    files: dict[str, str | bytes] = {"cards/d.yaml": deck}
    if font:
        files |= {"cardprint.yaml": "organisation: o\n", "cards/organisations/o.yaml": "fonts: {body: ../../k.ttf}\n", "k.ttf": font}
    return build(Job(path=project(files)))


def codes(report: Report) -> list[str]:
    assert {one.place[:2] for one in report.problems} <= {("cards/d.yaml", 4)}
    return [one.code for one in report.problems]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("שלום", "script-right-to-left"),
        ("Velkommen, مرحبا", "script-right-to-left"),
        ("ܫܠܡ", "script-right-to-left"),
        ("ދިވެހި", "script-right-to-left"),
        ("ߒߞߏ", "script-right-to-left"),
        ("𞤀𞤁", "script-right-to-left"),
        ("١٢٣", "script-right-to-left"),
        ("नमस्ते", "script-shaped"),
        ("வணக்கம்", "script-shaped"),
        ("สวัสดี", "script-shaped"),
        ("សួស្តី", "script-shaped"),
        ("မင်္ဂလာပါ", "script-shaped"),
        ("ᠮᠣᠩᠭᠣᠯ", "script-shaped"),
        ("\uf000", "private-character"),
    ],
)
@pytest.mark.parametrize("covered", [True, False])
def test_letters_that_need_more_than_a_glyph_each_are_one_problem(project: Make, text: str, code: str, covered: bool) -> None:
    assert codes(built(project, text, covering(text) if covered else b"")) == [code]


@pytest.mark.parametrize("number", [0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFF9])
def test_signs_that_turn_the_order_of_letters_are_told(project: Make, number: int) -> None:
    report = built(project, f"Hvad {chr(number)}nu?")
    assert (codes(report), report.problems[0].values) == (["control-character"], {"character": f"U+{number:04X}"})


@pytest.mark.parametrize("text", ["e\u0303\u0301", "q\u0303", "а\u0301", "\u0301", "a \u0301b", "**a**\u0303", "1\ufe0f\u20e3"])
def test_a_mark_that_no_letter_has_built_in_is_told(project: Make, text: str) -> None:
    assert codes(built(project, text)) == ["mark-unset"]


@pytest.mark.parametrize("text", ["a\u0301 e\u0308 g\u0303 A\u030a", "Ελληνικά", "Українська", "ẽ ự"])
def test_marks_that_make_a_letter_of_its_own_and_other_alphabets_are_printed(project: Make, text: str) -> None:
    assert set(codes(built(project, text))) <= {"mark-unset"} if "g\u0303" in text else codes(built(project, text)) == []


def test_ticks_boxes_and_stars_print_and_can_be_copied(project: Make) -> None:
    text = " ".join(TICKS)
    assert codes(built(project, text)) == []
    (reading,) = project({}).rglob("*-reading.pdf")
    with pypdfium2.PdfDocument(reading) as file:
        found = file[0].get_textpage().get_text_bounded()
    assert [one for one in TICKS if one not in found] == []


@pytest.mark.parametrize(("text", "heard"), [("✔\ufe0f Ja", "✔"), ("fi ff ffl", "fi ff ffl"), ("Sam\u200cspil", "Sam")])
def test_what_is_invisible_prints_nothing_and_letters_stay_apart(project: Make, text: str, heard: str) -> None:
    assert codes(built(project, text)) == []
    (reading,) = project({}).rglob("*-reading.pdf")
    with pypdfium2.PdfDocument(reading) as file:
        assert heard in file[0].get_textpage().get_text_bounded()


def test_the_font_of_symbols_is_read_for_a_text_that_needs_it_alone() -> None:
    typeface = Typeface(*builtin_files())
    assert typeface.word("Hvad", "bold").font == typeface.font("bold")
    assert typeface.word("→", "bold").font == typeface.font("bold", fallback=True)
    assert typeface.word("☐", "bold").font == typeface.by_key(SYMBOLS)


def test_many_different_characters_are_told_in_brief(project: Make) -> None:
    report = built(project, " ".join(map(chr, range(0x4E00, 0x4E00 + 2000))))
    assert 0 < len([one for one in report.problems if one.code == "missing-glyph"]) <= 5


@given(text=st.text(st.characters(exclude_characters=" \n"), min_size=1, max_size=20))
def test_any_word_is_set_or_refused(text: str) -> None:
    refused = TYPEFACE.unprintable(text, "regular")
    if not refused:
        assert TYPEFACE.word(text, "regular").text == text
        return
    with pytest.raises(MissingGlyphError) as raised:
        TYPEFACE.word(text, "regular")
    assert raised.value.character in refused


TYPEFACE = Typeface(*builtin_files())
