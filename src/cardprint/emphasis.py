"""Stars in a text: which pairs of `**` and `*` mean strong and emphasis, found in one pass, and which stay as stars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

NAMES: Mapping[int, str] = {1: "em", 2: "strong"}
"""Stars on each side, and the element that they make; three are one of each."""
MOST = sum(NAMES)
PUNCTUATION = "”“„»«\"'’()?!.,:;…–*"
EDGE = 8
"""Characters beside a star that are looked at for a letter."""
_STARS = re.compile(r"\*+")
_BEGINS, _ENDS = re.compile(r"\*[^\s*]"), re.compile(r"[^\s*]\*")
_PRODUCT = re.compile(r"(?<=\d)(?:[ \u00a0]?\*[ \u00a0]?\d+)+")


class Tag(NamedTuple):
    """An element begins or ends: in place of the text's characters from `start` to `end`."""

    start: int
    end: int
    name: str
    closes: bool


@lru_cache(4_000)
def tags(text: str) -> tuple[Tag, ...]:
    """Pair the stars of a text; elements never cross. A pair touches a letter, a digit or § on one of its sides at least."""
    if not (_BEGINS.search(text) and _ENDS.search(text)):
        return ()
    pairing = _Pairing(text)
    for run in _STARS.finditer(text):
        start, end = run.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        if end - start > MOST or (before.isdigit() and after.isdigit()):  # 5*3 is a product
            continue
        if before.strip():
            start = pairing.close(start, end)
        if after.strip() and start < end:
            pairing.open(end, end - start)
    return tuple(sorted(pairing.found))


class _Pairing:
    """The stars that may still begin an element, innermost last: where they end and how many are left. `counts` tells of each how many there are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.openers: list[tuple[int, int]] = []
        self.counts = [0] * (MOST + 1)
        self.found: list[Tag] = []

    def open(self, end: int, stars: int) -> None:
        self.openers.append((end, stars))
        self.counts[stars] += 1

    def close(self, start: int, end: int) -> int:
        """End what stars can end; give where the rest of them begins."""
        while start < end and (opener := self._opener(end - start)):
            begins, left = opener
            if not _touches(self.text[begins : begins + EDGE], self.text[max(0, start - EDGE) : start]):
                break
            size = min(left, end - start, max(NAMES))
            self.found.append(Tag(begins - size, begins, NAMES[size], closes=False))
            self.found.append(Tag(start, start + size, NAMES[size], closes=True))
            start += size
            if left > size:
                self.open(begins - size, left - size)
        return start

    def _opener(self, stars: int) -> tuple[int, int] | None:
        """Take the innermost opener that so many stars can end, as many or a part of three; those inside it stay as stars."""
        fit = [left for left in range(1, MOST + 1) if left == stars or max(left, stars) == MOST]
        if not any(self.counts[left] for left in fit):
            return None
        while True:
            end, left = self.openers.pop()
            self.counts[left] -= 1
            if left in fit:
                return end, left


def _touches(inside: str, before: str) -> bool:
    first, last = inside.lstrip(PUNCTUATION)[:1], before.rstrip(PUNCTUATION)[-1:]
    return any(character.isalnum() or character == "§" for character in (first, last))


def stray(text: str) -> str:
    """Give the first of at least two groups of stars that were hardly meant to be printed; empty where there are none. A sum is a sum."""
    if text.count("*") < 2:
        return ""
    taken = {place for tag in tags(text) for place in range(tag.start, tag.end)}
    products = {place for found in _PRODUCT.finditer(text) for place in range(*found.span())}
    left = [run[0] for run in _STARS.finditer(text) if run.start() not in taken and run.start() not in products]
    return left[0] if len(left) > 1 and len({*left}) < len(left) else ""


def parts(text: str) -> Iterator[str | Tag]:
    """Take a text apart into its words and the elements that begin and end between them."""
    at = 0
    for tag in tags(text):
        yield text[at : tag.start]
        yield tag
        at = tag.end
    yield text[at:]
