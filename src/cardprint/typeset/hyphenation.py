"""Where a word may be cut: joints of compounds and cuts inside their parts by a list of known parts; exceptions and soft hyphens first.

The patterns alone cut Danish compounds beside the joint (`bor-ge-r-inddragelse`). A word is therefore taken apart into the parts of
the language's list, and what no part explains stays whole. Only where a word is wider than its line, and nothing
else helps, are the patterns asked (`InDoubt`). English has few compounds and trusted patterns. Three letters stay on either side.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from cardprint.fonts import SOFT_HYPHEN
from cardprint.model import Language
from cardprint.typeset import compounds
from cardprint.typeset.compounds import LEAST, Parts

if TYPE_CHECKING:
    from cardprint.patterns import Patterns

SHORTEST = 6
_REAL = frozenset("-/–—")
_ADDRESS = re.compile(r"\W*(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|[\w.+-]+(?=@[\w-]+\.))", re.IGNORECASE)
"""How an address begins. A hyphen that is added to it would be typed along, so there is none."""
_PIECE = re.compile(r"(?<=[/?&=#_-])(?<!://)(?=[^\W_])|(?=[.@%][^\W_])")
"""Where a line may end in an address: after a sign that parts it, before a dot, an @ or an escape."""
RUN = 24
"""Letters of an address without such a place: then it may end after each half of them."""


class Hyphenator:
    """The cuts of one language. Its parts are words with a hyphen at each allowed cut: `kon-flikt`, `workshop`; the first of two wins.

    `under-` is known at the start of a word only, `-mæssig` at its end only.
    """

    def __init__(self, language: Language, exceptions: Iterable[str] = ()) -> None:
        """Take a language, and words that come before its parts; they and the patterns are read when a word first needs them."""
        self.language = language
        self._exceptions = tuple(exceptions)
        self._known: dict[str, tuple[int, ...]] = {}
        self._doubts: dict[bool, InDoubt] = {}

    def in_doubt(self, *, freely: bool) -> InDoubt:
        """Give what cuts in doubt, the same each time."""
        return self._doubts.setdefault(freely, InDoubt(self, freely=freely))

    @cached_property
    def _lists(self) -> tuple[Parts, Parts]:
        """The parts that may stand first and those that may stand last, in lower case, each as it is written."""
        firsts: dict[str, str] = {}
        lasts: dict[str, str] = {}
        for line in self._written():
            written = line.lower()
            part = written.replace("-", "")
            if written[:1] != "-":
                firsts.setdefault(part, written)
            if written[-1:] != "-":
                lasts.setdefault(part, written)
        return firsts, lasts

    def _written(self) -> Iterator[str]:
        yield from self._exceptions
        for text in self.language.parts:
            yield from (part for line in text.splitlines() if (part := line.strip()) and part[0] != "#")

    @cached_property
    def _patterns(self) -> Patterns:
        from cardprint import patterns

        return patterns.Patterns(self.language.patterns or patterns.dictionary(self.language.dictionary))

    def positions(self, text: str) -> tuple[int, ...]:
        """Give the offsets at which a hyphen may be added, ascending; after a hyphen or slash of the text itself none is added."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = _positions(text, self._word)
        return found

    def rescue(self, text: str) -> tuple[int, ...]:  # noqa: ARG002 - InDoubt asks the patterns
        """Give the offsets to try where a word is wider than its line: none, it is rather set smaller."""
        return ()

    def doubted(self, text: str) -> tuple[int, ...]:
        """Give the offsets at which the patterns would cut, away from the ends of the word and from each joint that is known."""
        return _positions(text, self._doubted)

    def _word(self, word: str) -> tuple[int, ...]:
        firsts, lasts = self._lists
        cuts = compounds.listed(word, lasts)
        if cuts is None:
            cuts = compounds.taken_apart(word, firsts, lasts)
        if cuts is None:
            cuts = self._by_pattern(word) if self.language.trusted else ()
        return tuple(cut for cut in cuts if LEAST <= cut <= len(word) - LEAST)

    def _doubted(self, word: str) -> tuple[int, ...]:
        known = self._word(word)
        return tuple(cut for cut in self._by_pattern(word) if all(abs(cut - other) >= LEAST for other in known))

    def _by_pattern(self, word: str) -> tuple[int, ...]:
        """Cut by the patterns, but leave no piece without a vowel or of one letter (`communic-a-tion`)."""
        found = [cut for cut in self._patterns.positions(word) if LEAST <= cut <= len(word) - LEAST]
        cuts, voiced = (0, *found, len(word)), compounds.voiced
        return tuple(
            cut
            for left, cut, right in zip(cuts, cuts[1:], cuts[2:], strict=False)
            if voiced(word[left:cut]) and voiced(word[cut:right]) and right - cut > 1
        )


class InDoubt(Hyphenator):
    """The cuts of a language where a text does not fit with its words whole: a cut in doubt is better than an error."""

    def __init__(self, sure: Hyphenator, *, freely: bool = False) -> None:
        """Take the cuts beyond doubt; `freely`: those in doubt are as good, at the end of any line."""
        self.language, self._sure, self._freely = sure.language, sure, freely

    def positions(self, text: str) -> tuple[int, ...]:
        """Give the offsets beyond doubt, or all, ascending."""
        sure = self._sure.positions(text)
        return tuple(sorted({*sure, *self._sure.doubted(text)})) if self._freely else sure

    def rescue(self, text: str) -> tuple[int, ...]:
        """Give the offsets of the patterns."""
        return self._sure.doubted(text)


def _positions(text: str, cut: Callable[[str], tuple[int, ...]]) -> tuple[int, ...]:
    """Give the soft hyphens of a text, or the cuts of each word in it."""
    if SOFT_HYPHEN in text:
        return tuple(index for index, character in enumerate(text) if character == SOFT_HYPHEN and 0 < index < len(text) - 1)
    lower = text.lower()
    if _ADDRESS.match(text):
        return ()
    if len(lower) != len(text):  # İ becomes two characters: nothing would be counted right
        return ()
    out: list[int] = []
    start = 0
    for end in range(len(text) + 1):
        if end < len(text) and text[end].isalpha():
            continue
        if end - start >= SHORTEST:
            out += [start + at for at in cut(lower[start:end])]
        start = end + 1
    return tuple(out)


def is_address(text: str) -> bool:
    """Tell whether a word is an address of a page or a mailbox."""
    return bool(_ADDRESS.match(text))


def real_breaks(text: str) -> tuple[int, ...]:
    """Give the offsets after a hyphen, dash or slash inside a word, where a line may end without another hyphen; of an address its own."""
    if begins := _ADDRESS.match(text):
        return tuple(_pieces(text, begins.end()))
    return tuple(
        index + 1
        for index, character in enumerate(text)
        if character in _REAL and 0 < index < len(text) - 1 and text[index - 1].isalnum() and text[index + 1].isalnum()
    )


def _pieces(text: str, start: int) -> Iterator[int]:
    """Give where a line may end in an address that begins before `start`."""
    before = 0
    for end in (*(found.start() for found in _PIECE.finditer(text, start)), len(text)):
        if end > before:
            yield from range(before + RUN // 2, end - RUN // 2 + 1, RUN // 2) if end - before > RUN else ()
            yield from (end,) if end < len(text) else ()
        before = end
