"""The known word that a user most likely meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from cardprint.errors import UNLIKE

MOST_LISTED = 24
DANISH = {
    "billede": "image", "dato": "date", "farve": "colour", "fil": "file", "kilde": "source", "kort": "cards", "kortstørrelse": "card_size",
    "licens": "licence", "målgruppe": "audience", "navn": "name", "nummer": "number", "område": "area", "områder": "areas",
    "oversættelser": "translations", "sprog": "language", "størrelse": "card_size", "svar": "options", "sæt": "sets", "tekst": "text",
    "tema": "theme", "temaer": "themes", "titel": "title", "trin": "step", "undertitel": "subtitle",
}  # fmt: skip
"""Keys as a Danish hand writes them."""
NEIGHBOURS = 12
"""Words on either side of where one belongs, by its beginning and by its end, that are compared letter by letter."""
LONGEST = 60
"""Characters of a word that is looked for."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like `word`; if none is, the known words, or a dash where there are none."""
    return _nearest(word[: LONGEST + 1], tuple(known))


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    shelf = _shelf(known)
    lowered = word.lower()
    if DANISH.get(lowered) in shelf.names.values():
        return DANISH[lowered]
    close = get_close_matches(lowered, shelf.around(lowered), 1, 0.6) if len(word) <= LONGEST else ()
    if close:
        return shelf.names[close[0]]
    return " / ".join(known) if 0 < len(known) <= MOST_LISTED else UNLIKE


class _Shelf(Struct, frozen=True):
    """Known words in lower case, with their own spelling; in order, and in the order of their letters from the last to the first."""

    names: dict[str, str]
    forwards: list[str]
    backwards: list[str]

    def around(self, word: str) -> list[str]:
        """Give the words that share the beginning or the end: a slip of the pen leaves one of them; of few words all."""
        if len(self.forwards) <= 4 * NEIGHBOURS:
            return list(self.names)
        found = dict.fromkeys(_slice(self.forwards, word))
        found.update(dict.fromkeys(backward[::-1] for backward in _slice(self.backwards, word[::-1])))
        return list(found)


def _slice(words: list[str], word: str) -> list[str]:
    at = bisect_left(words, word)
    return words[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]


@lru_cache(maxsize=32)
def _shelf(known: tuple[str, ...]) -> _Shelf:
    names = {word.lower()[:LONGEST]: word for word in known}
    return _Shelf(names, sorted(names), sorted(name[::-1] for name in names))
