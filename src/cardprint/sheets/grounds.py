"""What lies under texts and pictures, as a print profile asks for it: backs light or solid, and what shows through a picture. Items in, items out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cardprint.colour import WHITE, Colour
from cardprint.geometry import Rect
from cardprint.page import Box, CardFaces, Face, Image, Item, Line, TextLine
from cardprint.pictures import Picture, Raster, aspect

if TYPE_CHECKING:
    from cardprint.model import PrintProfile

SHARE = 0.8
"""Of the theme's colour in what is neither text nor picture: a solid tint that can be told from the ground."""
LOGO, DARK = "logo", "-on-dark"
"""The logo's key, and what is added to a picture's key for its twin for dark grounds."""


def printed(cards: Iterable[CardFaces], profile: PrintProfile, pictures: Mapping[str, Picture]) -> list[CardFaces]:
    """Give cards as a profile prints them: light backs lose what bleeds, solid ones are white on it; pictures know what shows through them."""
    grounds = Grounds(profile, pictures)
    return [grounds.card(card) for card in cards]


class Grounds:
    """Makes Faces ready for a profile; one that several cards share is made once. They keep their Elements, so the tags stay."""

    def __init__(self, profile: PrintProfile, pictures: Mapping[str, Picture]) -> None:
        """Take the profile and the pictures on the shelf."""
        self.bleed = profile.bleed
        self.is_solid = profile.back_style == "solid" and profile.bleed > 0
        self.pictures = pictures
        self.sheer = {name for name, picture in pictures.items() if isinstance(picture, Raster) and picture.alpha is not None}
        self._made: dict[int, tuple[Face, Face]] = {}

    def card(self, card: CardFaces) -> CardFaces:
        """Make both sides of a card."""
        back = None if card.back is None else self._once(card.back, self._back)
        return replace(card, front=self._once(card.front, self._opaque), back=back)

    def _once(self, face: Face, make: Callable[[Face], Face]) -> Face:
        found = self._made.get(id(face))
        if found is None:
            found = self._made[id(face)] = face, make(face)
        return found[1]

    def _back(self, face: Face) -> Face:
        ground = face.bleeds[0].fill if face.bleeds else None
        if ground is None:
            return self._opaque(face)
        if not self.is_solid:
            return self._opaque(replace(face, bleeds=()))
        return self._opaque(replace(face, items=[picture for item in face.items for picture in self._inverted(item, ground)]))

    def _inverted(self, item: Item, ground: Colour) -> Iterator[Item]:
        """Turn texts and pictures white and all else into a tint of the ground; a picture with a twin for dark grounds gives way to it."""
        tint = ground.tint(SHARE)
        match item:
            case TextLine():
                yield item._replace(colour=WHITE)
            case Box() if item.fill == ground and item.stroke is None:
                return  # what has the ground's colour is the ground
            case Box():
                yield item._replace(fill=item.fill and tint, stroke=item.stroke and tint)
            case Line():
                yield item._replace(colour=tint)
            case Image() if item.name + DARK in self.pictures:
                dark = item.name + DARK
                yield item._replace(name=dark, rect=_middle(item.rect, aspect(self.pictures[dark])), colour=WHITE)
            case Image() if item.name != LOGO:
                yield item._replace(colour=WHITE)

    def _opaque(self, face: Face) -> Face:
        """Tell each picture that is transparent somewhere which colour lies under it."""
        if not self.sheer:
            return face
        below = None if face.ground is None else self._once(face.ground, self._opaque)
        under = [*face.bled(self.bleed), *(below.items if below else ())]
        items = [
            item._replace(ground=_under(item.rect, (*under, *face.items[:number])))
            if isinstance(item, Image) and item.name in self.sheer
            else item
            for number, item in enumerate(face.items)
        ]
        return replace(face, ground=below, items=items)


def _under(rect: Rect, items: Iterable[Item]) -> Colour:
    """Give the colour of the last box that lies wholly under a rectangle; paper is white."""
    fills = [item.fill for item in items if isinstance(item, Box) and item.fill is not None and item.rect.contains(rect)]
    return fills[-1] if fills else WHITE


def _middle(rect: Rect, shape: float) -> Rect:
    """Put a rectangle of a shape (width by height) into the middle of another, as large as it can be."""
    width, height = min(rect.width, rect.height * shape), min(rect.height, rect.width / shape)
    return Rect(rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2, width, height)
