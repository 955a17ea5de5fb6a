"""What a picture is once it is loaded: shapes for an SVG, pixels for a PNG or JPEG. Knows neither format, nor PDF objects."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from enum import Enum
from typing import Final

from msgspec import Struct

from cardprint.colour import Colour
from cardprint.errors import Place, Problem, error


class Current(Enum):
    """The type of CURRENT, a colour that the drawer chooses."""

    CURRENT = "currentColor"


MANY_PIXELS = 16_000_000
"""From so many on they are not all held at once, if fewer print."""
LEVEL = 4
"""zlib's effort for pixels: 6 makes them little smaller and takes twice the time."""
STRIP = 1_000_000
"""Pixels that are unpacked at a time."""
SIDEWAYS = (5, 6, 7, 8)
"""Turns of EXIF that make the width the height."""
CURRENT: Final = Current.CURRENT
Paint = Colour | Current | None
"""A colour, the colour that the drawer chooses, or no paint at all."""


class Shape(Struct, frozen=True):
    """One path with its paint, in the Drawing's units, y downwards from its top left corner, all transforms applied.

    `path` holds PDF path operators (m l c h; ISO 32000-1 8.5.2). `cap` and `join` are the numbers of PDF's J and j, `miter` that of M.
    `stroke` is None where nothing is stroked: `width` 0 never means PDF's hairline.
    """

    path: str
    fill: Paint
    stroke: Paint
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    even_odd: bool = False


class Drawing(Struct, frozen=True):
    """A loaded SVG: the size of its view box in units of its own, and its shapes from back to front. The drawer clips to the size."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


class Raster(Struct, frozen=True):
    """A loaded PNG or JPEG: size in pixels, top row first, and dots per inch if the file names them.

    `pixels` holds 8-bit samples, 3 a pixel (RGB) or 1 (`grey`), packed by zlib; or, where `jpeg`, a whole JPEG file for DCTDecode, which may
    be `cmyk`, and which is to be turned as EXIF numbers it (`turn`): width and height are those of the upright picture.
    `alpha` holds one byte a pixel, 255 opaque, packed by zlib; None: all is opaque. `profile` is the ICC profile of the samples; None: sRGB's,
    or where `cmyk` the press's own.
    """

    width: int
    height: int
    grey: bool
    pixels: bytes
    jpeg: bool = False
    alpha: bytes | None = None
    dpi: float | None = None
    cmyk: bool = False
    profile: bytes | None = None
    turn: int = 1

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height as they are stored, before the picture is turned."""
        return (self.height, self.width) if self.turn in SIDEWAYS else (self.width, self.height)


Picture = Drawing | Raster


def unpacked(packed: bytes, size: int = STRIP) -> Iterator[bytes]:
    """Unpack what zlib has packed, in pieces of a size; the last may be shorter."""
    stream = zlib.decompressobj()
    while packed and not stream.eof:
        piece = bytearray(stream.decompress(packed, size))
        packed = stream.unconsumed_tail
        while len(piece) < size and packed and not stream.eof:
            piece += stream.decompress(packed, size - len(piece))
            packed = stream.unconsumed_tail
        yield bytes(piece)


class Fault(Exception):  # noqa: N818 - never leaves this package, becomes a Problem
    """Raised inside this package only, where the place is not known yet."""

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code of the Problem and the values of its sentence."""
        super().__init__(code)
        self.code = code
        self.values = values

    def at(self, place: Place, **values: object) -> Problem:
        """Make the Problem, now that the place is known."""
        return error(self.code, place, **(values | self.values))


def unread(text: str) -> Fault:
    """Say that a piece of the file is not what SVG lets stand there."""
    return Fault(code="picture-value", value=excerpt(text))


def excerpt(text: str, length: int = 40) -> str:
    """Shorten a stranger's text to one line of at most `length` characters."""
    line = " ".join(text[: 4 * length].split())
    return line if len(line) <= length else line[: length - 1] + "…"
