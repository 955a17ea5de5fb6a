"""Take a word apart at the joints of its compound, by the parts that a list knows. Nothing is cut here by patterns.

A word that parts explain from end to end is read the cheapest way: few parts, none of them very short, linked by an s where
the part takes one (`forvaltnings-chef`). Where only its end or its beginning is known, that must be a long part, and what is left
must look like a word; the unknown piece stays whole. A listed part is known with its endings too (`opgave`, `opgaverne`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import NamedTuple

Parts = Mapping[str, str]
"""Parts by their letters, each written with its own cuts: `konflikt` is `kon-flikt`."""

LEAST, SHORTEST = 3, 2
STEM, STRONG, STRONGEST = 3, 5, 6
"""A part takes endings from three letters on; it stands before an unknown piece from five on, behind one from six on."""
PART, SHORT, LINK, UNLINKED = 10, 4, 2, 3
"""What a reading costs: for each part, more for one of three letters, for an s that is not usual and for one that is missing."""
VOWELS = frozenset("aeiouyæøåäöéü")
SOUNDING = VOWELS | frozenset("àáâãāăąèêëēĕėęěìíîïĩīĭįıòóôõōŏőœùúûũūŭůűųýÿŷаеёиоуыэюяіїєўѣαεηιουωάέήίόύώϊϋΐΰ")
"""Vowels of all that is written with Latin, Cyrillic or Greek letters."""
# What may follow a part without making another word of it: endings of Danish, Norwegian and Swedish nouns, adjectives and verbs.
_ENDINGS = frozenset(
    (
        *("", "a", "an", "ane", "ar", "arna", "arne", "ars", "as", "e", "en", "ene", "enes", "ens", "er", "ere", "eren", "erens", "eres"),
        *("erna", "erne", "ernes", "ers", "es", "est", "este", "et", "ets", "n", "na", "ne", "nes", "ns", "or", "orna", "r", "rna", "rne"),
        *("rnes", "rs", "s", "t", "te", "ts"),
    )
)
_LONGEST_ENDING = max(map(len, _ENDINGS))
# What makes another word of it, and takes its last consonant along: socia-lisering, medlem-mernes, ele-vator.
_DERIVED = re.compile(
    r"(?:f?i[ck]|t?is|s)?er(?:[est]|et|ede|ende|lig|bar|ing).*|t?is[kmt].*|[ae]nde[nrst]?|else.*|inde(?:[nr]s?|rnes?)?|ing(?:e[nr](?:e|ne)?s?|s.*)?|e?ri(?:e[rt].*|s)?|kab(?:e[lnrt].*|s)?"
)
# How words begin: with at most these consonants, and after a consonant with these vowels only.
_ONSET = re.compile(
    r"(?:[bcfgkp]?[lr]|[bdfmnpst]j|[dts]?v|[fgk]n|s[cmnq]|s?[kp][jlr]?|skv|kv|s?tr?|sl|dr|vr|[bcdfghjmnqswzx]|[cst]h|sch)?[aeiouyæøåäöéü]"
)
_CODA = re.compile(
    r"[aeiouyæøåäöéü](?:[bdfgklmnprstvx]|[lr]?[dkmnst]|l[pv]|[bdfgkmnprt]s|[dfgklmnprt]t|[kmnrt]st|l[dkmptv]?s|n[dgkt]s?|r[bdfgklmnptv]s?|m[pt]s?|s[kpt]s?|ft|[kpg]ts)?$"
)
# What an unknown piece ends in where only the rest of the next word was recognised: portions-an-retning, gas-be-holder.
_OPEN = re.compile(r"(?:u|a[dfn]|be|bi|de|e[nrt]|for|fore|fra|ge|ind|ko|mis|o[mp]|over|pro|på|re|sam|se|til|u[dn]|under|ved)$")
_FOREIGN = re.compile(r".*(?:is(?:me|t|tisk)|itet|[ae]tion|sion|isere|isering|ering|ert|erte|abel)(?:e[nrt]?|e(?:rne)?s?|s)?$")
_OWN_VOWEL = re.compile(
    r"a(?:f|kt|ld|n[bghklmrsv]|rb)|e(?:ffe|j|ks|mn|nhed|rfa|rhv|val|vn)|i(?:d|n[dst])|o(?:m[^m]|p|rd|ver)|u(?:d|n[dg])|æ[lnr]|ø[knv]|å"
)
_LINKED_BY_S = ("ing", "hed", "het", "ion", "jon", "else", "skab", "dom", "tet", "um", "sel")


class Parting(NamedTuple):
    """The end of a word as known parts: what that costs, where it is cut, and how long its first part is."""

    cost: int
    cuts: tuple[int, ...]
    first: int


def taken_apart(word: str, firsts: Parts, lasts: Parts) -> tuple[int, ...] | None:
    """Give the cuts of a word by its known parts; None if no part is known beyond doubt.

    `firsts` may stand at the beginning and in the middle, `lasts` at the end.
    """
    readings = _readings(word, firsts, lasts)
    if 0 in readings:
        return readings[0].cuts
    for joint in range(LEAST, len(word) - STRONG + 1):
        if joint in readings and _ends(word[:joint], word[joint:], readings[joint].first):
            return (*_head(word[:joint], firsts, lasts), joint, *readings[joint].cuts)
    return _begun(word, firsts, lasts)


def listed(word: str, parts: Parts) -> tuple[int, ...] | None:
    """Give the cuts of a part, also where it carries an ending (`opgave-rne`, `tilbud-d-et`); None if it is no part."""
    found = _stem(word, 0, _stems(word), parts)
    return found.cuts if found else None


def _readings(word: str, firsts: Parts, lasts: Parts) -> dict[int, Parting]:
    """Read the word from each letter on as known parts only, the cheapest way; letters from which there is none are left out."""
    found: dict[int, Parting] = {}
    ends = _stems(word)
    for start in range(len(word) - 2, -1, -1):
        ways = [last] if (last := _stem(word, start, ends, lasts)) else []
        for joint, rest in found.items():
            ways += [_led(part, start, joint, rest, firsts) for part in _before(word, start, joint) if part in firsts]
        if ways:
            found[start] = min(ways)
    return found


def _before(word: str, start: int, joint: int) -> tuple[str, ...]:
    """Give what may be the part before a joint: all of it, or all but the s that links it."""
    whole = word[start:joint]
    if len(whole) < SHORTEST:
        return ()
    unlinked = whole[:-1] if whole[-1] == "s" else ""
    if word[joint] == "s" and _takes_s(whole):  # its own s comes first: kvalitets-svar
        return (unlinked,) if unlinked else ()
    return (whole, unlinked) if len(unlinked) >= SHORTEST else (whole,)


def _led(part: str, start: int, joint: int, rest: Parting, firsts: Parts) -> Parting:
    """Put a part before what is known to follow it, linked by an s if the joint lies one letter behind it."""
    linked, wants = joint > start + len(part), _takes_s(part) or part + "s" in firsts
    link = (0 if wants else LINK) if linked else (UNLINKED if wants else 0)
    cuts = tuple(start + cut for cut in cuts_of(firsts[part]))
    return Parting(rest.cost + _price(part) + link, (*cuts, joint, *rest.cuts), len(part))


def _takes_s(part: str) -> bool:
    """Tell whether a part links by an s because of how it ends; helse and hvile are too short for a suffix."""
    return len(part) > STRONG and part.endswith(_LINKED_BY_S)


def _price(part: str) -> int:
    return PART + (SHORT if len(part) <= LEAST else 0)


def _stems(word: str) -> tuple[int, ...]:
    """Give where an ending of the word may begin, the shortest first."""
    return tuple(end for end in range(len(word), max(0, len(word) - _LONGEST_ENDING - 1), -1) if word[end:] in _ENDINGS)


def _stem(word: str, start: int, ends: tuple[int, ...], parts: Parts) -> Parting | None:
    """Read a word from a letter on as one part with an ending or none."""
    for end in ends:
        if end - start < STEM and end < len(word):
            break
        part = word[start:end]
        if part in parts:
            return Parting(_price(part), tuple(start + cut for cut in cuts_of(parts[part])), len(part))
        if end < len(word) and part[-2:-1] == part[-1] and part[:-1] in parts:
            return Parting(_price(part[:-1]), (*(start + cut for cut in cuts_of(parts[part[:-1]])), end - 1), len(part) - 1)
    return None


def _head(word: str, firsts: Parts, lasts: Parts) -> tuple[int, ...]:
    """Cut what stands before a known part, as far as it begins with one."""
    found = _begun(word, firsts, lasts) if len(word) > STRONG + LEAST else None
    return found or ()


def _begun(word: str, firsts: Parts, lasts: Parts) -> tuple[int, ...] | None:
    """Cut a word after the longest known part that it begins with; None if there is none, or nothing can begin there."""
    for length in range(len(word) - LEAST, STRONG - 1, -1):
        joint = _joint(word, length) if word[:length] in firsts else 0
        if joint:
            rest = taken_apart(word[joint:], firsts, lasts) or ()
            return (*cuts_of(firsts[word[:length]]), joint, *(joint + cut for cut in rest))
    return None


def cuts_of(part: str) -> tuple[int, ...]:
    """Count where a part is cut, in its letters: `kon-flikt` at 3."""
    return tuple(accumulate(len(piece) for piece in part.strip("-").split("-")[:-1]))


def _joint(word: str, length: int) -> int:
    """Give where the next word begins after a known part of that length, past the s that links them; 0 if nothing begins there."""
    part, rest = word[:length], word[length:]
    if _continues(rest) or (rest[0] == part[-1] and _continues(rest[1:])) or _FOREIGN.match(rest):
        return 0
    if part[-1] == "e" and rest[0] in "rn" and rest[1] in VOWELS:  # registre-r-apparat
        return 0
    if rest[0] == "s" and _takes_s(part):
        return length + 1 if _begins(rest[1:], after="s") else 0
    shared = part[-1] == "s" and not _takes_s(part[:-1]) and _ONSET.match("s" + rest)
    return length if not shared and rest[0] != "s" and _begins(rest, after=part[-1]) else 0


def _continues(rest: str) -> bool:
    """Tell whether what follows a part is only an ending of it: plan-er, social-isering."""
    return rest in _ENDINGS or bool(_DERIVED.fullmatch(rest))


def _begins(rest: str, after: str) -> bool:
    """Tell whether a leftover can begin a word of its own after that letter."""
    if not _sound(rest) or rest in _ENDINGS or not _ONSET.match(rest):
        return False
    return rest[0] not in VOWELS or after in VOWELS or bool(_OWN_VOWEL.match(rest))


def _ends(head: str, rest: str, known: int) -> bool:
    """Tell whether an unknown piece can be a word of its own before what is known: no letter of it belongs to what follows."""
    if not voiced(head) or not _CODA.search(head) or _OPEN.search(head):
        return False
    last = head[-1]
    shared = last not in VOWELS and (last != "s" if rest[0] in VOWELS else bool(_ONSET.match(last + rest)))
    return not shared and known >= STRONGEST


def _sound(part: str) -> bool:
    """Tell whether a leftover can be a word: long enough, with a vowel."""
    return len(part) > LEAST and voiced(part)


def voiced(part: str) -> bool:
    """Tell whether there is a vowel; the patterns leave single consonants where they miss a joint (`sta-tu-s-at-test`)."""
    return not SOUNDING.isdisjoint(part)
