"""Where a word may be cut: syllables by pattern, joints of compounds by a list of known parts, exceptions and soft hyphens first.

The patterns alone cut Danish compounds beside the joint (`bor-ge-r-inddragelse`). A word is therefore first taken apart into the
parts of `templates/hyphenation/<language>.txt`, and only what is left is cut by pattern. Three letters stay on either side.
A listed part is known with its endings too (`opgave`, `opgaverne`), and what only continues a part is no joint (`social-isering`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from cardprint.fonts import SOFT_HYPHEN

LEAST = 3
SHORTEST = 6
SHORTEST_PART = 4
PATTERNS: Mapping[str, str] = {"da": "da_DK", "nb": "nb_NO", "nn": "nn_NO", "sv": "sv", "en": "en_GB"}
_VOWELS = frozenset("aeiouyæøåäöéü")
_REAL = frozenset("-/–—")
_LINKS = ("", "s", "e")
_LINKED_BY_S = ("ing", "hed", "het", "ion", "else", "skab", "dom", "tet", "um")
_ENDINGS = frozenset(
    "a an ane ar arna arne ars as e en ene enes ens er ere eren erens erne ernes ers es et ets n na ne nes ns or orna r rne rnes rs s t te ts".split()
) | {""}
_LONGEST_ENDING = max(map(len, _ENDINGS))
# What starts with a vowel and only makes another word of the same part: social-isering is cut socia-lisering.
_DERIVED = re.compile(
    r"(?:(?:is|fic|t)?er(?:e[dtrs]?|ede|ende|lig|bar|ing).*|t?isk.*|t?isme.*|t?ist(?:en|er|isk)?|i?tet.*|ende.*|else.*|inde[rn]?s?|ing(?:en|er|s.*)?|igt?e?|iv.*|i|ik.*)"
)
_ONSET = re.compile(r"(?:s?[kp][lrjv]?|s?t[rv]?|[bfg][lrj]?|d[rjv]?|[fgkps]n|s[lmvj]?|[vw]r?|[hjlmnrczq]|ch|sch|th|wh)?[aeiouyæøåäöéü]")


class Hyphenator:
    """The cuts of one language. `parts` are words with a hyphen at each allowed cut: `kon-flikt`, `workshop`."""

    def __init__(self, language: str, parts: Callable[[], Iterable[str]] = tuple) -> None:
        """Take what gives the parts; they and the patterns are read when a word first needs them."""
        self.language = language
        self._read = parts
        self._patterns: Any = None
        self._known: dict[str, tuple[int, ...]] = {}

    @cached_property
    def parts(self) -> dict[str, tuple[int, ...]]:
        """The known parts in lower case, each with its own cuts."""
        return {part.replace("-", "").lower(): _cuts(part) for part in self._read()}

    def positions(self, text: str) -> tuple[int, ...]:
        """Give the offsets at which a hyphen may be added, ascending; after a hyphen or slash of the text itself none is added."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._positions(text)
        return found

    def _positions(self, text: str) -> tuple[int, ...]:
        if SOFT_HYPHEN in text:
            return tuple(index for index, one in enumerate(text) if one == SOFT_HYPHEN and 0 < index < len(text) - 1)
        lower = text.lower()
        if len(lower) != len(text):  # İ becomes two characters: nothing would be counted right
            return ()
        out: list[int] = []
        start = 0
        for end in range(len(text) + 1):
            if end < len(text) and text[end].isalpha():
                continue
            if end - start >= SHORTEST:
                out += [start + cut for cut in self._word(lower[start:end])]
            start = end + 1
        return tuple(out)

    def _word(self, word: str) -> tuple[int, ...]:
        cuts = self._listed(word)
        if cuts is None:
            cuts = self._compound(word)
        if cuts is None:
            cuts = self._by_pattern(word)
        return tuple(cut for cut in cuts if LEAST <= cut <= len(word) - LEAST)

    def _listed(self, word: str) -> tuple[int, ...] | None:
        """Give the cuts of a word of the list, also where it carries an ending; None if it is not there."""
        for size in range(max(0, min(_LONGEST_ENDING, len(word) - SHORTEST_PART)) + 1):
            end = len(word) - size
            if word[end:] in _ENDINGS and word[:end] in self.parts:
                return self.parts[word[:end]]
        return None

    def _compound(self, word: str) -> tuple[int, ...] | None:
        """Take a word apart at the longest known part at its end, else at its start; None if there is none."""
        if not self.parts:
            return None
        for joint in range(LEAST, len(word) - SHORTEST_PART + 1):
            if _sound(word[:joint]) and self._listed(word[joint:]) is not None:
                return self._joined(word[:joint], word[joint:])
        for length in range(len(word) - LEAST, SHORTEST_PART - 1, -1):
            if word[:length] not in self.parts:
                continue
            for link in _links(word[:length]):
                joint = length + len(link)
                if word.startswith(link, length) and _begins(word[joint:]):
                    return self._joined(word[:joint], word[joint:])
        return None

    def _joined(self, first: str, second: str) -> tuple[int, ...]:
        joint = len(first)
        return (*self._part(first), joint, *(joint + cut for cut in self._part(second)))

    def _part(self, part: str) -> tuple[int, ...]:
        listed = self._listed(part)
        if listed is not None:
            return listed
        return self._word(part) if len(part) >= SHORTEST else ()

    def _by_pattern(self, word: str) -> tuple[int, ...]:
        if self._patterns is None:
            from pyphen import Pyphen

            self._patterns = Pyphen(lang=PATTERNS.get(self.language, "da_DK"), left=LEAST, right=LEAST)
        return tuple(int(cut) for cut in self._patterns.positions(word))


def real_breaks(text: str) -> tuple[int, ...]:
    """Give the offsets after a hyphen, dash or slash inside a word, where a line may end without another hyphen."""
    return tuple(
        index + 1
        for index, one in enumerate(text)
        if one in _REAL and 0 < index < len(text) - 1 and text[index - 1].isalnum() and text[index + 1].isalnum()
    )


def _cuts(part: str) -> tuple[int, ...]:
    out, offset = [], 0
    for piece in part.split("-")[:-1]:
        offset += len(piece)
        out.append(offset)
    return tuple(out)


def _links(part: str) -> tuple[str, ...]:
    """Give the letters that may stand between a part and the next one, the likeliest first: forvaltnings-sag, but elev-sang."""
    return ("s", "", "e") if part.endswith(_LINKED_BY_S) else _LINKS


def _sound(part: str) -> bool:
    """Tell whether a leftover can be a word: long enough, with a vowel."""
    return len(part) >= LEAST and not _VOWELS.isdisjoint(part)


def _begins(rest: str) -> bool:
    """Tell whether a leftover can begin a word of its own, and is no ending of the part before it."""
    return _sound(rest) and rest not in _ENDINGS and bool(_ONSET.match(rest)) and not _DERIVED.fullmatch(rest)
