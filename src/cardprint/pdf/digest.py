"""What a card prints, as a short digest: the same for cards that look alike, whoever made them, when, and beside which others.

It is over the operators, so that nothing is drawn for it, and over the fonts and pictures that they name. Tags and file names are not in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from msgspec.structs import replace

from cardprint.fonts import Typeface
from cardprint.geometry import Size
from cardprint.page import CardFaces, Face
from cardprint.pdf import shapes
from cardprint.pdf.paint import bleeding, ink
from cardprint.pictures import Picture, Raster

BYTES = 8
"""Of a digest. Nobody changes so many cards that one of them would keep its digest by chance."""
REACH = 1.0
"""Points of bleed that are looked at: how far colour reaches beyond the edge is the profile's business, where it does is the card's."""


class Digests:
    """The digests of one deck's cards; what several cards share is read once."""

    def __init__(self, fonts: Typeface, pictures: Mapping[str, Picture]) -> None:
        """Take the fonts and the pictures that operators name."""
        self.fonts = fonts
        self.pictures = pictures
        self.shared: dict[str, str] = {}
        self.used: dict[frozenset[str], str] = {}
        self.shown: dict[str, str] = {}
        self.sizes: dict[Size, str] = {}

    def card(self, card: CardFaces) -> str:
        """Give the digest of a card: its front, its back, and what lies under them."""
        back = self._side(card.back) if card.back is not None else ""
        return _digest(f"{back}\n{self._printed(card.front)}".encode())

    def _side(self, face: Face) -> str:
        found = self.shared.get(face.shared)
        if found is None:
            found = _digest(self._printed(face).encode())
            if face.shared:
                self.shared[face.shared] = found
        return found

    def _printed(self, face: Face) -> str:
        """Write all that decides how a Face looks."""
        inks = ink(face)
        size = self.sizes.get(face.size) or self.sizes.setdefault(face.size, f"{face.size.width:.2f} {face.size.height:.2f}")
        fonts = frozenset([font for one in inks for font, _ in one.texts])
        used = self.used.get(fonts) or self.used.setdefault(fonts, " ".join(self.fonts.by_key(font).digest for font in sorted(fonts)))
        parts = [size, used, *[self._picture(name) for one in inks if one.pictures for name in one.pictures], *[one.code for one in inks]]
        if face.bleeds:
            parts.append(bleeding(face, REACH))
        if face.ground is not None:
            parts.append(self._side(face.ground))
        return "\n".join(parts)

    def _picture(self, name: str) -> str:
        found = self.shown.get(name)
        if found is None:
            picture = self.pictures.get(name)
            found = self.shown[name] = _looks(picture) if picture else ""
        return found


def _looks(picture: Picture) -> str:
    """Give the digest of a picture: of what it shows, not of what it is called."""
    if not isinstance(picture, Raster):
        return _digest(repr(picture).encode())
    digest = blake2b(repr(replace(picture, pixels=b"", alpha=None, dpi=None)).encode(), digest_size=BYTES)
    for packed in (picture.pixels, picture.alpha or b""):
        digest.update(b" ")
        for piece in (packed,) if picture.jpeg else shapes.unpacked(packed):
            digest.update(piece)
    return digest.hexdigest()


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=BYTES).hexdigest()
