"""What a card prints, as a short digest: the same for cards that look alike, whoever made them, when, and beside which others.

It is over the items of its Faces, to a hundredth of a point, and over the fonts and pictures that they name. Tags and file names are not in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from msgspec.structs import replace

from cardprint.colour import Colour
from cardprint.fonts import Typeface
from cardprint.page import Box, CardFaces, Code, Face, Image, Line, TextLine
from cardprint.pictures import Picture, Raster, unpacked

BYTES = 8
"""Of a digest. Nobody changes so many cards that one of them would keep its digest by chance."""


class Digests:
    """The digests of one deck's cards; what several cards share is read once."""

    def __init__(self, fonts: Typeface, pictures: Mapping[str, Picture]) -> None:
        """Take the fonts and the pictures that items name."""
        self.fonts = fonts
        self.pictures = pictures
        self._shared: dict[str, str] = {}
        self._used: dict[frozenset[str], str] = {}
        self._shown: dict[str, str] = {}
        self._colours: dict[Colour | None, str] = {None: ""}

    def card(self, card: CardFaces) -> str:
        """Give the digest of a card: its front, its back, and what lies under them."""
        back = self._side(card.back) if card.back is not None else ""
        return _digest(f"{back}\n{self._printed(card.front)}".encode())

    def _side(self, face: Face) -> str:
        found = self._shared.get(face.shared)
        if found is None:
            found = _digest(self._printed(face).encode())
            if face.shared:
                self._shared[face.shared] = found
        return found

    def _printed(self, face: Face) -> str:
        """Write all that decides how a Face looks."""
        fonts = frozenset([item.font for item in face.items if isinstance(item, TextLine)])
        used = self._used.get(fonts)
        if used is None:
            used = self._used[fonts] = " ".join([self.fonts.by_key(font).digest for font in sorted(fonts)])
        ground = self._side(face.ground) if face.ground is not None else ""
        return "\n".join([_numbers(face.size), used, ground, *self._items(face), "bleeds", *map(self._artwork, face.bleeds)])

    def _items(self, face: Face) -> Iterator[str]:
        last, ink = None, ""
        for item in face.items:
            if isinstance(item, TextLine):
                x, y, _, size, colour, font, text_hex, _, _ = item
                if colour is not last:
                    last, ink = colour, self._colour(colour)
                yield f"{x:.2f} {y:.2f} {size:g} {ink} {font} {text_hex}"
            else:
                yield self._artwork(item)

    def _artwork(self, item: Box | Line | Image | Code) -> str:
        match item:
            case Image():
                return f"{_numbers(item.rect)} {self._colour(item.colour)} {self._picture(item.name)}"
            case Box():
                colours = f"{self._colour(item.fill)} {self._colour(item.stroke)}"
                return f"{_numbers(item.rect)} {item.weight:.2f} {item.radius:.2f} {item.bleeds:d} {colours}"
            case Code():
                return f"{_numbers(item.rect)} {item.says!r} {self._colour(item.colour)}"
            case Line(x1, y1, x2, y2, weight, colour):
                return f"{_numbers((x1, y1, x2, y2, weight))} {self._colour(colour)}"

    def _colour(self, colour: Colour | None) -> str:
        return self._colours.get(colour) or self._colours.setdefault(colour, f"{colour.hex}{colour.cmyk or ''}" if colour else "")

    def _picture(self, name: str) -> str:
        found = self._shown.get(name)
        if found is None:
            picture = self.pictures.get(name)
            found = self._shown[name] = _looks(picture) if picture else ""
        return found


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join([f"{value:.2f}" for value in values])


def _looks(picture: Picture) -> str:
    """Give the digest of a picture: of what it shows, not of what it is called."""
    if not isinstance(picture, Raster):
        return _digest(repr(picture).encode())
    digest = blake2b(repr(replace(picture, pixels=b"", alpha=None, dpi=None)).encode(), digest_size=BYTES)
    for packed in (picture.pixels, picture.alpha or b""):
        digest.update(b" ")
        for piece in (packed,) if picture.jpeg else unpacked(packed):
            digest.update(piece)
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=BYTES).hexdigest()
