"""The known word that a user most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from cardprint.errors import UNLIKE

MOST_LISTED = 24
DANISH = {
    "billede": "image", "dato": "date", "farve": "colour", "fil": "file", "kilde": "source", "kort": "cards", "kortstørrelse": "card_size",
    "licens": "licence", "målgruppe": "audience", "navn": "name", "nummer": "number", "område": "area", "områder": "areas",
    "oversættelser": "translations", "sprog": "language", "størrelse": "card_size", "svar": "options", "sæt": "sets", "tekst": "text",
    "tema": "theme", "temaer": "themes", "titel": "title", "trin": "step", "undertitel": "subtitle",
}  # fmt: skip
"""Keys as a Danish hand writes them."""
MOST_COMPARED = 300


def nearest(word: str, known: Iterable[str]) -> str:
    """Give the known word that is most like `word`; if none is, the known words, or a dash where there are none."""
    return _nearest(word, tuple(known))


@lru_cache(maxsize=1024)
def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    if len(known) > MOST_COMPARED:
        known = tuple(one for one in known if one[:1] == word[:1])[:MOST_COMPARED]
    if DANISH.get(word.lower()) in known:
        return DANISH[word.lower()]
    by_lower = {one.lower(): one for one in known}
    close = get_close_matches(word.lower(), by_lower, 1, 0.6)
    if close:
        return by_lower[close[0]]
    return " / ".join(known) if 0 < len(known) <= MOST_LISTED else UNLIKE
