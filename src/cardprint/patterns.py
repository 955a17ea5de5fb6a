"""Liang's hyphenation patterns as the dictionaries of LibreOffice hold them: `.ab1s` allows a cut, `e2n` forbids one, the highest digit counts.

pyphen brings the dictionaries. They are read here: pyphen takes the second level of one, which cuts the parts of a compound, for more of the
first (`über-a-r-bei-tung`), and needs ten times as long. Nothing here knows which language has which patterns.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

NEXT = "NEXTLEVEL"
ENDING = ".dic"
LEAST = 2
"""Letters that the second level leaves at either end of a part."""
LONGEST, MOST = 60, 150_000
"""Characters of a pattern; patterns of a list. The largest dictionary that pyphen brings has 106,000."""
_PATTERN = re.compile(r"^[ \t]*([^\s%#/A-Z][^\s/]*)[ \t\r]*$", re.MULTILINE)
"""A line that is a pattern: no comment, no setting in capitals, none that would change a word's letters (`zs1z/zs=,1,1`)."""
_ODD = re.compile(r"[^\w.'’\u200c\u200d\u0300-\u036f\u0900-\u0e7f-]")
"""What no pattern has: anything but letters, their marks, digits, the dot at a word's end, an apostrophe, a hyphen."""
_DIGITS = re.compile("[0-9]")


class Level(NamedTuple):
    """Patterns by their letters, and the letters of the longest."""

    patterns: dict[str, str]
    longest: int


class Patterns:
    """The patterns of one dictionary. With two levels the first finds the parts of a compound, and the second cuts each part."""

    def __init__(self, text: str) -> None:
        """Take a dictionary's text, without its first line, the encoding."""
        self._levels = [_level(part) for part in text.split(NEXT)[:2]]

    def positions(self, word: str) -> tuple[int, ...]:
        """Give the offsets at which a word in lower case may be cut, ascending."""
        word = word.replace("ʼ", "'")  # as the patterns write it: об'єднання
        first, *more = self._levels
        cuts = _cuts(word, first)
        if not more:
            return tuple(cuts)
        ends = [0, *cuts, len(word)]
        for start, end in pairwise(ends):
            cuts += [start + cut for cut in _cuts(word[start:end], more[0]) if LEAST <= cut <= end - start - LEAST]
        return tuple(sorted(cuts))


def _level(text: str) -> Level:
    lines = _PATTERN.findall(text)
    letters = _DIGITS.sub("", "\n".join(lines)).split("\n")
    return Level(dict(zip(letters, lines, strict=True)) if lines else {}, max(map(len, letters)))


def _cuts(word: str, level: Level) -> list[int]:
    """Lay all patterns on a word; it may be cut where the highest digit is odd."""
    dotted, patterns = f".{word}.", level.patterns
    digits = [0] * (len(dotted) + 1)
    for start in range(len(dotted)):
        for end in range(start + 1, min(start + level.longest, len(dotted)) + 1):
            pattern = patterns.get(dotted[start:end])
            if pattern:
                _lay(pattern, start, digits)
    return [at - 1 for at in range(2, len(word) + 1) if digits[at] % 2]


def _lay(pattern: str, at: int, digits: list[int]) -> None:
    for sign in pattern:
        if sign in "0123456789":
            digits[at] = max(digits[at], int(sign))
        else:
            at += 1


def unsound(text: str) -> str:
    """Give the first line of somebody's own list that is no pattern, such as `Mög-lich-keit`, a word with its hyphens; empty where all are."""
    return next((line for line in map(str.strip, text.split("\n")) if line and not _is_passed_over(line) and _is_odd(line)), "")


def _is_passed_over(line: str) -> bool:
    """Tell whether a line is a comment, a setting, or a pattern that would change a word's letters."""
    return line[0] in "%#" or "/" in line or bool(re.fullmatch(r"[A-Z]+(?:[ \t].*)?", line))


def _is_odd(line: str) -> bool:
    return len(line) > LONGEST or bool(_ODD.search(line)) or line != line.lower() or ("-" in line and not _DIGITS.search(line))


def count(text: str) -> int:
    """Say how many patterns somebody's own list has."""
    return len(_PATTERN.findall(text))


def names() -> tuple[str, ...]:
    """Name the dictionaries that there are: `de_DE`."""
    return tuple(sorted(path.stem.removeprefix("hyph_") for path in _folder().glob(f"hyph_*{ENDING}")))


def dictionary(name: str) -> str:
    """Read a dictionary by its name; empty where there is none of that name, so that nothing is cut."""
    path = _folder() / f"hyph_{name}{ENDING}"
    return decoded(path.read_bytes()) if path.is_file() else ""


def decoded(data: bytes) -> str:
    """Give a dictionary's text without its first line, which names the encoding. Raises UnicodeDecodeError or LookupError."""
    first, _, rest = data.partition(b"\n")
    return rest.decode(first.decode("ascii").strip() or "utf-8")


def _folder() -> Path:
    """Find pyphen's dictionaries without loading pyphen, which lists them all."""
    spec = find_spec("pyphen")
    return Path((spec.submodule_search_locations or [""])[0] if spec else "", "dictionaries")
