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
# What may follow a part without making another word of it: endings of Danish, Norwegian and Swedish nouns, adjectives and verbs.
_ENDINGS = frozenset(
    (
        *("", "a", "an", "ane", "ar", "arna", "arne", "ars", "as", "e", "en", "ene", "enes", "ens", "er", "ere", "eren", "erens", "eres"),
        *("erne", "ernes", "ers", "es", "est", "este", "et", "ets", "n", "na", "ne", "nes", "ns", "or", "orna", "r", "rne", "rnes", "rs"),
        *("s", "t", "te", "ts"),
    )
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
# What makes another word of it, and takes its last consonant along: socia-lisering, medlem-mernes, ele-vator.
_DERIVED = re.compile(
    r"(?:f?i[ck]|t?is|s)?er(?:[est]|et|ede|ende|lig|bar|ing).*|t?is[kmt].*|[ae]nde[nrst]?|else.*|inde(?:[nr]s?|rnes?)?|ing(?:e[nr](?:e|ne)?s?|s.*)?|kab(?:e[lnrt].*|s)?"
)
# How words begin: with at most these consonants, and after a consonant with these vowels only.
_ONSET = re.compile(
    r"(?:[bcfgkp]?[lr]|[bdfmnpst]j|[dts]?v|[fgk]n|s[cmnq]|s?[kp][jlr]?|skv|kv|s?tr?|sl|dr|vr|[bcdfghjmnqswzx]|[cst]h|sch)?[aeiouyæøåäöéü]"
)
_OWN_VOWEL = re.compile(
    r"a(?:f|kt|ld|n[bghklmrsv]|rb)|e(?:ffe|j|ks|mn|nhed|rfa|rhv|val|vn)|i(?:d|n[dst])|o(?:m[^m]|p|rd|ver)|u(?:d|n[dg])|æ[lnr]|ø[knv]|å"
)
_LINKED_BY_S = ("ing", "hed", "het", "ion", "jon", "else", "skab", "dom", "tet", "um")


class Hyphenator:
    """The cuts of one language. `parts` are words with a hyphen at each allowed cut: `kon-flikt`, `workshop`.

    `under-` is known at the start of a word only, `-mæssig` at its end only.
    """

    def __init__(self, language: str, parts: Callable[[], Iterable[str]] = tuple) -> None:
        """Take what gives the parts; they and the patterns are read when a word first needs them."""
        self.language = language
        self._read = parts
        self._patterns: Any = None
        self._known: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _lists(self) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
        """The parts that may stand first and those that may stand last, in lower case, each with its own cuts."""
        firsts: dict[str, tuple[int, ...]] = {}
        lasts: dict[str, tuple[int, ...]] = {}
        for line in self._read():
            part = line.strip("-").lower()
            for parts, is_left_out in ((firsts, line.startswith("-")), (lasts, line.endswith("-"))):
                if not is_left_out:
                    parts[part.replace("-", "")] = _cuts(part)
        return firsts, lasts

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
        cuts = _listed(word, self._lists[1])
        if cuts is None:
            cuts = self._compound(word)
        if cuts is None:
            cuts = self._by_pattern(word)
        return tuple(cut for cut in cuts if LEAST <= cut <= len(word) - LEAST)

    def _compound(self, word: str) -> tuple[int, ...] | None:
        """Take a word apart at the longest known part at its end, else at its start; None if there is none."""
        firsts, lasts = self._lists
        for joint in range(LEAST, len(word) - SHORTEST_PART + 1 if lasts else 0):
            last = _listed(word[joint:], lasts)
            if last is not None and _sound(word[:joint]):
                return (*self._part(word[:joint], firsts), joint, *(joint + cut for cut in last))
        for length in range(len(word) - LEAST if firsts else 0, SHORTEST_PART - 1, -1):
            joint = _joint(word, length) if word[:length] in firsts else 0
            if joint:
                return (*firsts[word[:length]], joint, *(joint + cut for cut in self._part(word[joint:], lasts)))
        return None

    def _part(self, part: str, parts: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
        listed = _listed(part, parts)
        if listed is not None:
            return listed
        return self._word(part) if len(part) >= SHORTEST else ()

    def _by_pattern(self, word: str) -> tuple[int, ...]:
        if self._patterns is None:
            from pyphen import Pyphen

            self._patterns = Pyphen(lang=PATTERNS.get(self.language, "da_DK"), left=LEAST, right=LEAST)
        cuts = (0, *(int(cut) for cut in self._patterns.positions(word)), len(word))
        return tuple(
            cut for left, cut, right in zip(cuts, cuts[1:], cuts[2:], strict=False) if _voiced(word[left:cut]) and _voiced(word[cut:right])
        )


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


def _listed(word: str, parts: Mapping[str, tuple[int, ...]]) -> tuple[int, ...] | None:
    """Give the cuts of a part, also where it carries an ending (`opgave-rne`, `tilbud-d-et`); None if it is no part."""
    for size in range(max(0, min(_LONGEST_ENDING, len(word) - SHORTEST_PART)) + 1):
        end = len(word) - size
        if word[end:] not in _ENDINGS:
            continue
        if word[:end] in parts:
            return parts[word[:end]]
        if word[end - 2 : end - 1] == word[end - 1 : end] and word[: end - 1] in parts:
            return (*parts[word[: end - 1]], end - 1)
    return None


def _joint(word: str, length: int) -> int:
    """Give where the next word begins after a known part of that length, past the s that links them; 0 if nothing begins there."""
    part, rest = word[:length], word[length:]
    if _continues(rest) or (rest[0] == part[-1] and _continues(rest[1:])):
        return 0
    for link in ("s",) if rest[0] == "s" and part.endswith(_LINKED_BY_S) else ("", "s"):
        if rest.startswith(link) and _begins(rest[len(link) :], after=(part + link)[-1]):
            return length + len(link)
    return 0


def _continues(rest: str) -> bool:
    """Tell whether what follows a part is only an ending of it: plan-er, social-isering."""
    return rest in _ENDINGS or bool(_DERIVED.fullmatch(rest))


def _begins(rest: str, after: str) -> bool:
    """Tell whether a leftover can begin a word of its own after that letter."""
    if not _sound(rest) or rest in _ENDINGS or not _ONSET.match(rest):
        return False
    return rest[0] not in _VOWELS or after == "s" or after in _VOWELS or bool(_OWN_VOWEL.match(rest))


def _sound(part: str) -> bool:
    """Tell whether a leftover can be a word: long enough, with a vowel."""
    return len(part) >= LEAST and _voiced(part)


def _voiced(part: str) -> bool:
    """Tell whether there is a vowel; the patterns leave single consonants where they miss a joint (`sta-tu-s-at-test`)."""
    return not _VOWELS.isdisjoint(part)
