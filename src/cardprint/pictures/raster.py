"""Read PNG and JPEG by Pillow: upright, 8 bits, grey or RGB, alpha apart. A JPEG that needs no change keeps its own bytes, without metadata."""

from __future__ import annotations

import struct
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.pictures.nouns import Fault, Raster

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error, zlib.error)
"""What Pillow raises for broken files."""
_ORIENTATION = 0x0112
_END, _SCAN = b"\xff\xd9", 0xDA
_RESTARTS = range(0xD0, 0xD8)
_TALK = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""APP1 to APP13, APP15 and comments: all that does not say how to draw (APP14 tells the colour space)."""
_SHALLOW = (2, 4)
_MOST_DPI = 10_000


def read(data: bytes) -> Raster:
    """Read a PNG or JPEG, of an animation the first picture; raises Fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _open(data)
            _check_pixels(image.width, image.height)
            return _jpeg(image, data) if image.format == "JPEG" else _pixels(_scaled(image, data[24]))
        except _BROKEN as reason:
            raise Fault(code="picture-broken") from reason


def _open(data: bytes) -> Image:
    from PIL import JpegImagePlugin, PngImagePlugin

    if data.startswith(b"\xff"):
        return JpegImagePlugin.JpegImageFile(BytesIO(data))
    return PngImagePlugin.PngImageFile(BytesIO(data))


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Fault(code="picture-too-many-pixels", width=width, height=height, limit=MOST_PIXELS // 1_000_000)
    if not (width and height):
        raise Fault(code="picture-broken")


def _jpeg(image: Image, data: bytes) -> Raster:
    size, dpi, bare = image.size, _dpi(image), _bare(data)
    if not bare or image.mode not in ("L", "RGB") or _orientation(image) != 1:
        return _pixels(image)
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()
    return Raster(*size, image.mode == "L", bare, jpeg=True, dpi=dpi)


def _pixels(image: Image) -> Raster:
    dpi, turn = _dpi(image), _orientation(image)
    upright = _upright(_shallow(image), turn)
    grey = upright.mode in ("1", "L", "LA")
    alpha = None
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        alpha = upright.getchannel("A")
    opaque = alpha is None or alpha.getextrema() == (255, 255)
    pixels = upright.convert("L" if grey else "RGB").tobytes()
    return Raster(*upright.size, grey, pixels, alpha=None if alpha is None or opaque else alpha.tobytes(), dpi=dpi)


def _scaled(image: Image, depth: int) -> Image:
    """Bring the transparent grey of a PNG of 2 or 4 bits to 8 bits, as Pillow does with its pixels but not with this."""
    if image.mode == "L" and depth in _SHALLOW and "transparency" in image.info:
        image.info["transparency"] *= 255 // (2**depth - 1)
    return image


def _shallow(image: Image) -> Image:
    """Bring 16-bit grey down to 8 bits: Pillow's own conversion cuts off all above 255."""
    if not image.mode.startswith("I"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _orientation(image: Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _upright(image: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return image if turn is None else image.transpose(turn)


def _dpi(image: Image) -> float | None:
    try:
        dpi = float(image.info["dpi"][0])
    except (*_BROKEN, ZeroDivisionError):
        return None
    return dpi if 1 < dpi < _MOST_DPI else None


def _bare(data: bytes) -> bytes:
    """Keep what draws: no EXIF (it may tell where a photo was taken), comments, profiles, nor what follows the end (ITU-T T.81, annex B); empty if broken."""
    kept, at = [data[:2]], 2
    while data[at : at + 2] != _END:
        if data[at : at + 1] != b"\xff" or at + 4 > len(data):
            return b""
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == _SCAN:
            end = _scan_end(data, end)
        if data[at + 1] not in _TALK:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, _END))


def _scan_end(data: bytes, at: int) -> int:
    """Find the marker that ends entropy-coded data: 0xFF followed by neither 0 nor a restart."""
    while 0 <= (at := data.find(b"\xff", at)) < len(data) - 1:
        if data[at + 1] != 0 and data[at + 1] not in _RESTARTS:
            return at
        at += 2
    return len(data)
