"""Where a proof draws its lines over a card, and where small cards lie on a contact sheet. Pure arithmetic, in points."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cardprint.colour import Colour
from cardprint.geometry import Rect, Size, mm
from cardprint.model import PrintProfile
from cardprint.page import Box

WEIGHT = 0.5
COLOURS: Mapping[str, Colour] = {
    # from the outside inwards, as the legend tells them: nobody has to see colours to tell them apart
    "bleed": Colour(0x15, 0x65, 0xC0),
    "trim": Colour(0xC6, 0x28, 0x28),
    "safe": Colour(0x2E, 0x7D, 0x32),
}
AROUND = mm(8)
"""White round the card and its bleed."""
NARROWEST = mm(100)
"""Of a page: the legend stands under the card."""
COLUMNS, EDGE, GAP, HEAD = 3, mm(12), mm(5), mm(8)
PAPER = Size(mm(210), mm(297))
"""Of a contact sheet: A4 (ISO 216)."""


class Page(Struct, frozen=True):
    """The page of one side: how large it is without its legend, where the card lies on it, and the lines over it by their names."""

    size: Size
    card: Rect
    lines: Mapping[str, Box]


def page(card: Size, profile: PrintProfile) -> Page:
    """Lay a card in the middle of its page, with trim and safe zone, and with the bleed where the profile has one."""
    beyond = profile.bleed + AROUND
    width = max(card.width + 2 * beyond, NARROWEST)
    place = Rect((width - card.width) / 2, beyond, *card)
    insets = {"bleed": -profile.bleed, "trim": 0.0, "safe": profile.safe}
    lines = {name: Box(place.inset(insets[name]), stroke=colour, weight=WEIGHT) for name, colour in COLOURS.items()}
    drawn = {name: box for name, box in lines.items() if name == "trim" or insets[name]}
    return Page(Size(width, card.height + 2 * beyond), place, drawn)


class Contact(Struct, frozen=True):
    """Cards at a share of their size: as many across and down as a page holds."""

    share: float
    card: Size
    rows: int
    pitch: float

    @property
    def cards(self) -> int:
        """How many cards a page holds."""
        return COLUMNS * self.rows

    def place(self, number: int) -> Rect:
        """Give the place of a card on its page; cards count from 0 over all pages, row by row."""
        row, column = divmod(number % self.cards, COLUMNS)
        return Rect(EDGE + column * (_column() + GAP), EDGE + HEAD + row * self.pitch, *self.card)


def contact(card: Size, caption: float) -> Contact:
    """Find how small cards have to be for the columns, and how many rows there are then; `caption` is the height under each."""
    share = min(1.0, _column() / card.width)
    small = Size(card.width * share, card.height * share)
    pitch = small.height + caption + GAP
    rows = int((PAPER.height - 2 * EDGE - HEAD + GAP) // pitch)
    return Contact(share, small, max(1, rows), pitch)


def _column() -> float:
    return (PAPER.width - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS
