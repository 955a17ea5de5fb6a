"""Where a word may be cut: syllables by pattern, joints of compounds by a list of known parts, exceptions and soft hyphens first.

The patterns alone cut Danish compounds beside the joint (`bor-ge-r-inddragelse`). A word is therefore first taken apart into the
parts of `templates/hyphenation/<language>.txt`, and only what is left is cut by pattern. Three letters stay on either side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from cardprint.fonts import SOFT_HYPHEN

LEAST = 3
SHORTEST = 6
SHORTEST_PART = 4
PATTERNS: Mapping[str, str] = {"da": "da_DK", "nb": "nb_NO", "nn": "nn_NO", "sv": "sv", "en": "en_GB"}
_LINKS = ("", "s", "e")
_VOWELS = frozenset("aeiouyæøåäöéü")
_REAL = frozenset("-/–—")


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

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.parts), default=0)

    def positions(self, text: str) -> tuple[int, ...]:
        """Give the offsets at which a hyphen may be added, ascending; after a hyphen or slash of the text itself none is added."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._positions(text)
        return found

    def _positions(self, text: str) -> tuple[int, ...]:
        if SOFT_HYPHEN in text:
            return tuple(index for index, one in enumerate(text) if one == SOFT_HYPHEN and 0 < index < len(text) - 1)
        out: list[int] = []
        start = 0
        for end in range(len(text) + 1):
            if end < len(text) and text[end].isalpha():
                continue
            if end - start >= SHORTEST:
                out += [start + cut for cut in self._word(text[start:end].lower())]
            start = end + 1
        return tuple(out)

    def _word(self, word: str) -> tuple[int, ...]:
        if word in self.parts:
            return self.parts[word]
        cuts = self._compound(word)
        if cuts is None:
            cuts = self._by_pattern(word)
        return tuple(cut for cut in cuts if LEAST <= cut <= len(word) - LEAST)

    def _compound(self, word: str) -> tuple[int, ...] | None:
        """Take a word apart at a known part at its end or its start; None if there is none."""
        for length in range(min(self._longest, len(word) - SHORTEST_PART), SHORTEST_PART - 1, -1):
            joint = len(word) - length
            if word[joint:] in self.parts and _sound(word[:joint]):
                return self._joined(word[:joint], word[joint:])
        for length in range(min(self._longest, len(word) - SHORTEST_PART), SHORTEST_PART - 1, -1):
            if word[:length] not in self.parts:
                continue
            for link in _LINKS:
                joint = length + len(link)
                if word.startswith(link, length) and len(word) - joint >= SHORTEST_PART and _sound(word[joint:]):
                    return self._joined(word[:joint], word[joint:])
        return None

    def _joined(self, first: str, second: str) -> tuple[int, ...]:
        joint = len(first)
        return (*self._part(first), joint, *(joint + cut for cut in self._part(second)))

    def _part(self, part: str) -> tuple[int, ...]:
        bare = part if part in self.parts else next((part[: -len(link)] for link in _LINKS[1:] if part.endswith(link)), part)
        if bare in self.parts:
            return self.parts[bare]
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


def _sound(part: str) -> bool:
    """Tell whether a leftover can be a word: long enough, with a vowel."""
    return len(part) >= LEAST and not _VOWELS.isdisjoint(part)
