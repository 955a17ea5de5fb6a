"""Which characters can be set one after the other from left to right, and why the others cannot, whatever a font has.

Letters that are written from right to left, join, change their shape or their order need more than a glyph each; so they are refused by name
of what they are. Marks on letters are placed by `fonts`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MARKS = "\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u2de0-\u2dff\ua66f-\ua672\ua674-\ua67d\ufe20-\ufe2f"
"""Marks that are put on letters of Latin, Greek, Cyrillic and their kin, as a class of regular expressions."""
MARK = re.compile(f"[{MARKS}]")
UNIT = re.compile(f"[^{MARKS}][{MARKS}]*|[{MARKS}]+", re.DOTALL)
"""A character with the marks on it, or marks on nothing."""
_LETTER_BY_LETTER = (
    range(0x0590),  # Latin, Greek, Cyrillic, Armenian
    range(0x10A0, 0x1100),  # Georgian
    range(0x1200, 0x1700),  # Ethiopic, Cherokee, Canadian syllables, Ogham, runes
    range(0x1C80, 0x1CC0),  # more Cyrillic and Georgian
    range(0x1D00, 0xA500),  # more Latin and Greek, signs, Coptic, Tifinagh, Chinese, Japanese, Yi, Lisu
    range(0xA640, 0xA6A0),  # more Cyrillic
    range(0xA700, 0xA800),  # more Latin
    range(0xAB00, 0xABC0),  # more Ethiopic, Latin and Cherokee
    range(0xAC00, 0xD7A4),  # Korean in whole syllables
    range(0xE000, 0xFB18),  # Chinese, Latin and Armenian ligatures
    range(0xFE00, 0x10000),  # signs of other widths
    range(0x1D400, 0x1D800),  # letters of formulas
    range(0x1F000, 0x1FB00),  # pictures
    range(0x20000, 0x34000),  # more Chinese
)
_LEFTWARDS = {"R", "AL", "AN"}
_LEFTWARD_BLOCKS = (range(0x0590, 0x0900), range(0x10800, 0x11000), range(0x1E800, 0x1F000))
"""Where the marks of scripts from right to left are, which by themselves have no direction."""
_CONTROLS = {"Cf", "Cs", "Cc", "Zl", "Zp"}
_WRITTEN = {"L", "M", "N"}


def fault(character: str) -> str:
    """Give the code of the Problem that a character is in any font; empty where it can be set. Marks are judged with their letters."""
    number = ord(character)
    if number < 0x0300:
        return ""
    kind = unicodedata.category(character)
    if kind not in _CONTROLS and (unicodedata.bidirectional(character) in _LEFTWARDS or any(number in block for block in _LEFTWARD_BLOCKS)):
        return "script-right-to-left"
    if kind in _CONTROLS or _is_no_character(number):
        return "control-character"
    if kind == "Co":
        return "private-character"
    is_plain = any(number in block for block in _LETTER_BY_LETTER)
    return "" if is_plain or kind[0] not in _WRITTEN else "script-shaped"


def settable(characters: Iterable[int]) -> frozenset[int]:
    """Keep the characters that can be set by themselves."""
    return frozenset(
        character for character in characters if character < 0x0300 or not (fault(chr(character)) or MARK.match(chr(character)))
    )


def _is_no_character(number: int) -> bool:
    return number & 0xFFFE == 0xFFFE or number in range(0xFDD0, 0xFDF0)
