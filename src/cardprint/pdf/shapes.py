"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.colour import WHITE, Colour, parse
from cardprint.inks import Separation
from cardprint.pdf.document import LEVEL, Document
from cardprint.pdf.finish import OFFICE, Finish
from cardprint.pdf.paint import fill, number, picture_name, stroke
from cardprint.pictures import CURRENT, MANY_PIXELS, Drawing, Picture, Raster, Shape

if TYPE_CHECKING:
    from PIL.Image import Image

GROUND = " on "
"""Between the key of a picture with alpha and the colour that it is laid on."""


def on_ground(key: str, ground: Colour, pictures: Mapping[str, Picture]) -> str:
    """Give the key of a picture on a ground of another colour than white: its own, unless something of it is transparent."""
    picture = pictures[key]
    return f"{key}{GROUND}{ground.hex}" if isinstance(picture, Raster) and picture.alpha is not None else key


def add(document: Document, names: Iterable[str], pictures: Mapping[str, Picture], finish: Finish = OFFICE) -> None:
    """Write pictures as forms and images, under the names that `paint` calls them by; `names` are keys, or those of `on_ground`."""
    for name in names:
        key, ground = (name, WHITE) if name in pictures else _parted(name)
        picture = pictures[key]
        if isinstance(picture, Drawing):
            document.form(picture_name(name), "0 0 1 1", finish.inked(_drawing(picture)))
        elif finish.separation is None:
            document.forms[picture_name(name)] = _image(document, picture)
        else:
            document.forms[picture_name(name)] = _inked(document, picture, ground, finish.separation)


def _parted(name: str) -> tuple[str, Colour]:
    key, _, ground = name.rpartition(GROUND)
    return key, parse(ground) or WHITE


def _inked(document: Document, raster: Raster, ground: Colour, separation: Separation) -> int:
    """Write pixels in inks, flat: what is transparent shows the ground."""
    packer, parts, mode, width, height = zlib.compressobj(LEVEL), [], "L", 0, 0
    for strip in flat(raster, ground):
        image = separation.pixels(strip)
        mode, width, height = image.mode, image.width, height + image.height
        parts.append(packer.compress(image.tobytes()))
    space = {"CMYK": "DeviceCMYK", "L": "DeviceGray"}[mode]
    size = f"/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8"
    return document.stream(f"/Type/XObject/Subtype/Image{size}/Filter/FlateDecode", b"".join((*parts, packer.flush())))


STRIP = 1_000_000
"""Pixels that are held at a time."""


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


def flat(raster: Raster, ground: Colour = WHITE) -> Iterator[Image]:
    """Give a loaded picture as Pillow's, in strips from the top, laid on a ground; one of very many pixels at half its size."""
    from PIL import Image

    if raster.jpeg:
        yield from _jpeg_strips(raster)
        return
    mode, rows = "L" if raster.grey else "RGB", max(2, STRIP // raster.width // 2 * 2)
    alphas = unpacked(raster.alpha, rows * raster.width) if raster.alpha is not None else None
    for samples in unpacked(raster.pixels, rows * raster.width * len(mode)):
        size = raster.width, len(samples) // (raster.width * len(mode))
        image = Image.frombytes(mode, size, samples)
        if alphas is not None:
            under = Image.new("RGB", size, ground[:3])
            under.paste(image.convert("RGB"), mask=Image.frombytes("L", size, next(alphas)))
            image = under.convert("L") if raster.grey and ground == WHITE else under
        yield image.reduce(2) if is_huge(raster) else image


def is_huge(raster: Raster) -> bool:
    """Tell whether half of a picture's pixels in each direction are still more than a press prints: 300 dpi on A4."""
    return raster.width * raster.height > MANY_PIXELS


def _jpeg_strips(raster: Raster) -> Iterator[Image]:
    """Unpack a JPEG."""
    from PIL import JpegImagePlugin

    image = JpegImagePlugin.JpegImageFile(BytesIO(raster.pixels))
    if is_huge(raster):
        image.draft(image.mode, (image.width // 2, image.height // 2))
    image.load()
    rows = max(1, STRIP // image.width)
    for top in range(0, image.height, rows):
        yield image.crop((0, top, image.width, min(image.height, top + rows)))


def _image(document: Document, raster: Raster) -> int:
    mask = ""
    if raster.alpha is not None:
        mask = f"/SMask {_pixels(document, Raster(raster.width, raster.height, grey=True, pixels=raster.alpha), '')} 0 R"
    return _pixels(document, raster, mask)


def _pixels(document: Document, raster: Raster, extra: str) -> int:
    decode = "DCTDecode" if raster.jpeg else "FlateDecode"
    space = "DeviceGray" if raster.grey else "DeviceRGB"
    size = f"/Width {raster.width}/Height {raster.height}/ColorSpace/{space}/BitsPerComponent 8"
    return document.stream(f"/Type/XObject/Subtype/Image{size}{extra}/Filter/{decode}", raster.pixels)


def _drawing(drawing: Drawing) -> str:
    """Write shapes scaled to a unit square, turned the right way up."""
    out = [f"{1 / drawing.width:.10f} 0 0 {-1 / drawing.height:.10f} 0 1 cm"]
    for shape in drawing.shapes:
        out += _shape(shape)
    return "\n".join(out)


def _weight(width: float) -> str:
    """Write a line's width finer than other numbers: a unit of a drawing may be many points."""
    return f"{width:.5f}".rstrip("0").rstrip(".")


def _shape(shape: Shape) -> list[str]:
    out = ["q"]
    if isinstance(shape.fill, Colour):
        out.append(fill(shape.fill))
    if shape.stroke is not None:
        if shape.stroke is not CURRENT:
            out.append(stroke(shape.stroke))
        out.append(f"{_weight(shape.width)} w {shape.cap} J {shape.join} j {number(shape.miter)} M")
    painter = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
        shape.fill is not None, shape.stroke is not None
    ]
    star = "*" if shape.even_odd and shape.fill is not None else ""
    return [*out, shape.path, painter + star, "Q"]
