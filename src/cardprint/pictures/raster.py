"""Read PNG and JPEG by Pillow: 8 bits, alpha apart. A JPEG keeps its own bytes, without metadata; a PNG becomes grey or RGB, and upright.

Pixels are unpacked in strips and packed again at once, so that fifty million of them need no more memory than one. Kinds that Pillow can only
unpack as a whole (interlaced, 16 bits, turned) may have fewer.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.pictures.nouns import LEVEL, SIDEWAYS, STRIP, Fault, Raster

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 50_000_000
MOST_WHOLE, MOST_WAITING = 110_000_000, 160_000_000
"""Bytes that a picture may take where it has to be unpacked as a whole, and that a JPEG may hold back until its last scan is read."""
LARGEST_PROFILE = 4_000_000
"""Bytes of an ICC profile; those of presses have two million at most."""
PROFILES = {"RGB ": "RGB", "GRAY": "L", "CMYK": "CMYK"}
"""Kinds of samples by the names that ICC profiles give them (ISO 15076-1, 7.2.6)."""
_SAMPLES = {
    "RGB": bytes(part for number in range(216) for part in (51 * (number // 36), 51 * (number // 6 % 6), 51 * (number % 6))),
    "L": bytes(range(256)),
    "CMYK": bytes(4),
}
_GREY = ("1", "L", "LA", "I", "I;16")
SAME = 3
"""Of 255: profiles that all mean sRGB differ by so much."""
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error, zlib.error)
"""What Pillow raises for broken files."""
_ORIENTATION = 0x0112
_END, _SCAN = b"\xff\xd9", 0xDA
_RESTARTS = range(0xD0, 0xD8)
_TALK = {*range(0xE1, 0xEE), 0xEF, 0xFE}
"""APP1 to APP13, APP15 and comments: all that does not say how to draw (APP14 tells the colour space)."""
_SHALLOW = (2, 4)
_MOST_DPI = 10_000
LARGEST_FACTOR = 4
"""How often a JPEG may sample a colour in a block (ITU-T T.81, B.2.2); none is less than once."""
_WIDE = {"1": 1, "L": 1, "P": 1, "I;16": 2}
"""Bytes that Pillow takes for a pixel; 4 of all other modes."""
_TURNING = (b"eXIf", b"Raw profile type", b"tiff:Orientation")
_IN_STRIPS = {2: ("RGB", 3), 4: ("LA", 2), 6: ("RGBA", 4)}
"""Kinds of PNG that are unpacked row by row where they have 8 bits and are not interlaced: mode and bytes of a pixel (ISO 15948, 11.2.2)."""


def read(data: bytes) -> Raster:
    """Read a PNG or JPEG, of an animation the first picture; raises Fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = _open(data)
            _check_pixels(image.width, image.height)
            return _jpeg(image, data) if image.format == "JPEG" else _png(image, data)
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


def _check_whole(image: Image, kind: str, needs: float, most: int) -> None:
    """Refuse what would take too much memory; `needs` bytes where `most` may be taken."""
    if needs > most:
        limit = int(image.width * image.height * most / needs / 1_000_000)
        raise Fault(code="picture-heavy", width=image.width, height=image.height, kind=kind, limit=limit)


def _jpeg(image: Image, data: bytes) -> Raster:
    size, dpi, bare, turn = image.size, _dpi(image), _bare(data), _orientation(image)
    if image.info.get("progressive") or bare.count(b"\xff\xda") > 1:
        _check_whole(image, "progressive", _waiting(image), MOST_WAITING)
    if not bare:
        return _packed(_cut(upright(image.convert("RGB"), turn)), dpi, None)
    profile = _profile(image)
    image.draft(image.mode, (max(1, image.width // 8), max(1, image.height // 8)))
    image.load()
    width, height = reversed(size) if turn in SIDEWAYS else size
    return Raster(width, height, image.mode == "L", bare, jpeg=True, dpi=dpi, cmyk=image.mode == "CMYK", profile=profile, turn=turn)


def _profile(image: Image) -> bytes | None:
    """Give the ICC profile that a picture brings; None where its colours are sRGB's anyway, or where it fits no picture of this kind: then nobody heeds it."""
    data = image.info.get("icc_profile") or b""
    if not 0 < len(data) <= LARGEST_PROFILE:
        return None
    from PIL import Image, ImageChops, ImageCms

    kind = "CMYK" if image.mode == "CMYK" else "L" if image.mode in _GREY else "RGB"
    try:
        profile = ImageCms.ImageCmsProfile(BytesIO(data))
        given = PROFILES[profile.profile.xcolor_space]
        samples = Image.frombytes(given, (len(_SAMPLES[given]) // len(given), 1), _SAMPLES[given])
        known = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), given, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC)
        seen = ImageCms.applyTransform(samples, known)
    except (ImageCms.PyCMSError, *_BROKEN):
        return None
    if seen is None or given not in (kind, "RGB" if kind == "L" else kind):
        return None
    is_same = given != "CMYK" and max(ImageChops.difference(seen, samples.convert("RGB")).tobytes()) <= SAME
    return None if is_same else data


def _waiting(image: Image) -> float:
    """Give the bytes of coefficients that a JPEG of several scans holds back, two for each sample (ITU-T T.81, A.1.1)."""
    layers: list[tuple[int, int]] = [(across, down) for _, across, down, _ in getattr(image, "layer", ())] or [(1, 1)]
    if not all(1 <= factor <= LARGEST_FACTOR for sizes in layers for factor in sizes):
        raise Fault(code="picture-broken")
    widest, highest = max(across for across, _ in layers), max(down for _, down in layers)
    return float(2 * image.width * image.height * sum(across * down for across, down in layers) / (widest * highest))


def _png(image: Image, data: bytes) -> Raster:
    dpi, depth, kind, interlaced = _dpi(image), data[24], data[25], data[28]
    may_turn = any(word in data for word in _TURNING)  # asking a PNG for its turn unpacks all of it
    if not may_turn and kind in _IN_STRIPS and depth == 8 and not interlaced:
        return _packed(_strips(image, data), dpi, _profile(image))
    names = {"16 bit": depth == 16, "interlaced": bool(interlaced), "EXIF": may_turn}
    needs = image.width * image.height * _WIDE.get(image.mode, 4) * (1 + may_turn)
    _check_whole(image, ", ".join(name for name, holds in names.items() if holds) or "PNG", needs, MOST_WHOLE)
    turn = _orientation(image) if may_turn else 1
    profile = _profile(image)
    return _packed(_cut(upright(_scaled(image, depth), turn)), dpi, profile)


def _cut(image: Image) -> Iterator[Image]:
    """Cut a picture that is unpacked into strips."""
    image.load()
    rows = max(1, STRIP // image.width)
    for top in range(0, image.height, rows):
        yield _shallow(image.crop((0, top, image.width, min(image.height, top + rows))))


def _strips(image: Image, data: bytes) -> Iterator[Image]:
    """Unpack a PNG strip by strip: each becomes a small PNG of its own, below the last row of the one before, which its rows refer to."""
    mode, step = _IN_STRIPS[data[25]]
    width, height = image.size
    clear = image.info.get("transparency")
    chunks = _chunk(b"tRNS", struct.pack(">3H", *clear)) if mode == "RGB" and isinstance(clear, tuple) else b""
    above, rows = bytes(width * step), max(1, STRIP // width)
    stream, done = _Unpacked(data), 0
    while done < height:
        count = min(rows, height - done)
        packed = zlib.compress(b"\0" + above + stream.take(count * (width * step + 1)), 0)
        header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, count + 1, 8, data[25], 0, 0, 0))
        strip = _open(b"".join((data[:8], header, chunks, _chunk(b"IDAT", packed), _chunk(b"IEND", b""))))
        strip.load()
        above, done = strip.crop((0, count, width, count + 1)).tobytes(), done + count
        yield strip.crop((0, 1, width, count + 1))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


class _Unpacked:
    """The rows of a PNG as they are stored, unpacked as far as they are asked for (ISO 15948, 11.2.4)."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 8
        self.stream = zlib.decompressobj()
        self.waiting = b""

    def take(self, size: int) -> bytes:
        """Give the next bytes; raises ValueError where there are not so many."""
        out = bytearray()
        while len(out) < size:
            if not self.waiting:
                self.waiting = self._next()
            out += self.stream.decompress(self.waiting, size - len(out))
            self.waiting = self.stream.unconsumed_tail
            if self.stream.eof and len(out) < size:
                raise ValueError
        return bytes(out)

    def _next(self) -> bytes:
        """Give the data of the next IDAT; raises struct.error at the end of the file, ValueError where its sum is wrong."""
        while True:
            length, name = struct.unpack_from(">I4s", self.data, self.at)
            body = self.data[self.at + 8 : self.at + 8 + length]
            (total,) = struct.unpack_from(">I", self.data, self.at + 8 + length)
            self.at += 12 + length
            if name == b"IDAT" and zlib.crc32(name + body) != total:
                raise ValueError
            if name == b"IDAT" and body:
                return body
            if name == b"IEND":
                raise ValueError


def _packed(strips: Iterator[Image], dpi: float | None, profile: bytes | None) -> Raster:
    """Pack the strips of an upright picture: colours and, where something shows through, alpha."""
    colours, alphas = zlib.compressobj(LEVEL), zlib.compressobj(LEVEL)
    pixels, alpha = [], []
    width = height = 0
    grey, opaque = True, True
    for strip in strips:
        width, height, grey = strip.width, height + strip.height, strip.mode in ("1", "L", "LA")
        whole = strip.convert("RGBA") if strip.has_transparency_data else strip
        if whole.mode == "RGBA":
            channel = whole.getchannel("A")
            opaque = opaque and channel.getextrema() == (255, 255)
            alpha.append(alphas.compress(channel.tobytes()))
        pixels.append(colours.compress(whole.convert("L" if grey else "RGB").tobytes()))
    pixels.append(colours.flush())
    alpha.append(alphas.flush())
    return Raster(width, height, grey, b"".join(pixels), alpha=None if opaque else b"".join(alpha), dpi=dpi, profile=profile)


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


def upright(image: Image, orientation: int) -> Image:
    """Turn and mirror a picture as EXIF numbers it (CIPA DC-008, 4.6.4)."""
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
