"""What files in a parcel are called: a number for their order, what they are, whose, how many, how to turn. The same file keeps its `key`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from cardprint import names

APART = " – "
LONGEST = {"what": 40, "title": 44, "area": 32, "version": 12}
"""Characters of a part of a name: with a folder before it, the whole stays within what Windows takes."""
WHOLE = 110
_SAID = str.maketrans({":": ".", "/": "-", "\\": "-", "–": "-", "|": "-", '"': "", "?": "", "*": "", "<": "", ">": ""})
_FIRST = re.compile(r"[0-9]{2,4} ")
_COPIES = re.compile(r"[0-9]+ (?:eks|copies|copy)")
_VERSION = re.compile(r"v[^ ]*")


def part(text: str, most: int = WHOLE) -> str:
    """Make a text a part of a file's name on every system; nothing where no letter is left."""
    plain = unicodedata.normalize("NFC", " ".join(unicodedata.normalize("NFC", text).replace(": ", " - ").translate(_SAID).split()))
    shown = "".join(letter for letter in plain if letter.isprintable()).strip(" .-_")
    short = shown if len(shown) <= most else shown[: most - 1].rstrip(" .-_") + "…"
    while len(short.encode()) > 2 * most:  # letters of three bytes and more
        short = short[:-2].rstrip(" .-_") + "…"
    return short


def joined(parts: Iterable[str]) -> str:
    """Put the parts of a name together; empty ones are left out."""
    return APART.join(filter(None, parts))


def key(name: str, tails: Iterable[str]) -> str:
    """Give what stays of a file's name from one parcel to the next: neither its number nor how it is printed (`tails`), nor its version."""
    stem, dot, ending = unicodedata.normalize("NFC", name).rpartition(".")
    parts = _FIRST.sub("", stem, count=1).split(APART)
    known = set(tails)
    while len(parts) > 1 and (parts[-1] in known or _COPIES.fullmatch(parts[-1]) or _VERSION.fullmatch(parts[-1])):
        parts.pop()
    return names.folded(f"{APART.join(parts)}{dot}{ending}")


def apart(wanted: Sequence[str], endings: Sequence[str] = ()) -> list[str]:
    """Tell names apart that some system takes for one, by a number behind them; `endings` come behind that."""
    seen: dict[str, int] = {}
    out = []
    for name, ending in zip(wanted, endings or [""] * len(wanted), strict=True):
        one = names.folded(f"{name}{ending}")
        count = seen[one] = seen.get(one, 0) + 1
        out.append(f"{name} ({count})" if count > 1 else name)
    return out


def tail(name: str, tails: Iterable[str]) -> str:
    """Give what a name says of how many there are and how they are printed."""
    known = set(tails)
    stem = unicodedata.normalize("NFC", name).rpartition(".")[0]
    return ", ".join(said for said in stem.split(APART)[1:] if said in known or _COPIES.fullmatch(said))
