"""Operators in RGB rewritten in inks: a Face is put into operators once, and each file's colours are made from them.

Only what `paint` and `shapes` write is understood; texts are hex strings, so no letter is taken for a colour.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cardprint.colour import Colour
from cardprint.inks import Inks, Separation
from cardprint.pdf.paint import parts

PART = r"\d(?:\.\d+)?(?:e-\d+)?"
COLOUR = re.compile(rf"(?<![\d.])({PART}) ({PART}) ({PART}) (rg|RG)\b")
"""A colour as `paint` writes it, to fill or to stroke (ISO 32000-1 8.6.8)."""
OPERATORS = {("cmyk", "rg"): "k", ("cmyk", "RG"): "K", ("grey", "rg"): "g", ("grey", "RG"): "G"}


def colour_of(found: re.Match[str]) -> Colour:
    """Give the colour of operators that were found."""
    red, green, blue = (round(float(found[part]) * 255) for part in (1, 2, 3))
    return Colour(red, green, blue)


def separated(code: str, separation: Separation) -> str:
    """Rewrite all colours in inks."""
    return COLOUR.sub(lambda found: _operator(separation.inks(colour_of(found)), separation.mode, found[4]), code)


def recoloured(code: str, change: Callable[[Colour], Colour]) -> str:
    """Replace each colour by another, still in RGB."""

    def other(found: re.Match[str]) -> str:
        return f"{parts(change(colour_of(found)))} {found[4]}"

    return COLOUR.sub(other, code)


def _operator(inks: Inks, mode: str, painter: str) -> str:
    if mode == "grey":
        return f"{1 - inks.black / 100:.4g} {OPERATORS[mode, painter]}"
    return f"{' '.join(f'{part / 100:.4g}' for part in inks)} {OPERATORS[mode, painter]}"
