"""Addresses in a text, as people write them: of pages on the web, and of mail. Nothing but http, https and mailto is one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ADDRESS = re.compile(
    r"(?<![\w@./-])(?:(?P<web>(?:https?://|www\.)[^\s<>\"“”„«»]+)|(?P<mail>(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+))", re.IGNORECASE
)
_AROUND = ".,;:!?'’‘*…"
"""Signs that end a sentence and no address."""
_PAIRS = {")": "(", "]": "[", "}": "{"}


class Piece(NamedTuple):
    """A stretch of a text, and where it leads; empty: nowhere."""

    text: str
    leads: str = ""


def pieces(text: str) -> Iterator[Piece]:
    """Take a text apart at its addresses; put together again, the pieces are the text."""
    at = 0
    for found in _ADDRESS.finditer(text):
        said = _alone(found[0])
        if found.start() > at:
            yield Piece(text[at : found.start()])
        yield Piece(said, _leads(said, is_mail=found["mail"] is not None))
        at = found.start() + len(said)
    if at < len(text):
        yield Piece(text[at:])


def _alone(found: str) -> str:
    """Leave out what belongs to the sentence around: its stop, a bracket that was opened before."""
    while found and (found[-1] in _AROUND or (found[-1] in _PAIRS and found.count(found[-1]) > found.count(_PAIRS[found[-1]]))):
        found = found[:-1]
    return found


def _leads(said: str, *, is_mail: bool) -> str:
    if is_mail:
        return said if said.lower().startswith("mailto:") else f"mailto:{said}"
    return f"https://{said}" if said.lower().startswith("www.") else said
