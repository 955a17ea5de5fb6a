"""Colours that carry words must stand out from the paper: 4.5:1 (WCAG 2.1, 1.4.3; EN 301 549 clause 10)."""

from __future__ import annotations

from cardprint.colour import WHITE, Colour, contrast
from cardprint.errors import Problem, warning
from cardprint.model import Deck

LEAST = 4.5


def themes(deck: Deck) -> tuple[Problem, ...]:
    """Warn of each theme whose name would be hard to read in its colour on white, or in white on its colour."""
    return tuple(
        warning(
            "low-contrast",
            theme.place,
            theme=theme.id,
            colour=theme.colour.hex,
            ratio=f"{contrast(theme.colour, WHITE):.1f}",
            darker=darker(theme.colour).hex,
        )
        for theme in deck.themes
        if contrast(theme.colour, WHITE) < LEAST
    )


def darker(colour: Colour) -> Colour:
    """Mix a colour with black until words in it can be read on white."""
    share = 100
    while contrast(colour, WHITE) < LEAST and share > 0:
        share -= 1
        colour = Colour(colour.red * share // 100, colour.green * share // 100, colour.blue * share // 100)
    return colour
