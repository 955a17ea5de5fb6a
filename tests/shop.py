"""Sheets of one card each, as a print shop takes them, and their files. A support module, not a test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardprint import pdf
from cardprint.errors import Found
from cardprint.geometry import Rect, Size, mm
from cardprint.layouts import cards as card_layout
from cardprint.model import Marks, PrintProfile
from cardprint.page import CardFaces, Line, Meta, Placement, Sheet
from cardprint.papers import press

if TYPE_CHECKING:
    from typeset import Typeset

SHOP = PrintProfile(
    id="shop",
    imposition="single",
    bleed=mm(3),
    duplex="long-edge",
    colour="cmyk",
    icc="FOGRA39L",
    pdf="x-4",
    back_style="solid",
)
MARKED = replace(SHOP, id="marked", bleed=mm(5), marks=Marks(kind="crop"))


def sheets(cards: Sequence[CardFaces], profile: PrintProfile) -> Iterator[Sheet]:
    """Lay each card on a page of its own, the back after the front, with room for marks round the bleed where there are any."""
    marks = profile.marks.length + profile.bleed if profile.marks.kind != "none" else 0.0
    edge = profile.bleed + marks
    seen: set[int] = set()
    for number, card in enumerate(cards, 1):
        for letter, face in (("a", card.front), ("b", card.back)):
            width, height = card.front.size
            trim = Rect(edge, edge, width, height)
            lines = (Line(edge, 0, edge, profile.marks.length, profile.marks.weight),) if marks else ()
            first = face is not None and not face.shared and id(face) not in seen
            placements = () if face is None else (Placement(face, edge, edge, 0, first),)
            seen.add(id(face))
            size = Size(width + 2 * edge, height + 2 * edge)
            yield Sheet(size=size, placements=placements, lines=lines, label=f"{number}{letter}", trim=trim, bleed=profile.bleed)


def ready(made: Typeset, profile: PrintProfile = SHOP) -> press.Ready:
    """Make a typeset deck ready for a print profile."""
    return judged(made, profile)[0]


def judged(made: Typeset, profile: PrintProfile = SHOP) -> Found[press.Ready]:
    """Make a typeset deck ready for a print profile, and say what the shop would send back."""
    return press.ready(made.room, made.deck, made.faces, card_layout.with_extras(made.deck), profile)


def written(made: Typeset, profile: PrintProfile = SHOP) -> bytes:
    """Write a typeset deck as a print profile's file."""
    room, found = made.room, ready(made, profile)
    roots = [story.root for story in made.stories if story.root.tag == "card"]
    meta = Meta(title="Kort til trykkeriet", language=made.edition.language, duplex="DuplexFlipLongEdge")
    cards = list(found.faces.values())
    return pdf.write(sheets(cards, profile), roots, meta, fonts=room.typeface, pictures=room.pictures, finish=found.finish)
