"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.colour import WHITE, Colour, parse
from cardprint.inks import Separation
from cardprint.pdf.document import LEVEL, Document
from cardprint.pdf.finish import OFFICE, Finish
from cardprint.pdf.paint import fill, number, picture_name, stroke
from cardprint.pictures import CURRENT, Drawing, Picture, Raster, Shape

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
    image = separation.pixels(flat(raster, ground))
    space = {"CMYK": "DeviceCMYK", "L": "DeviceGray"}[image.mode]
    size = f"/Width {raster.width}/Height {raster.height}/ColorSpace/{space}/BitsPerComponent 8"
    return document.stream(f"/Type/XObject/Subtype/Image{size}/Filter/FlateDecode", zlib.compress(image.tobytes(), LEVEL))


def flat(raster: Raster, ground: Colour = WHITE) -> Image:
    """Give a loaded picture as Pillow's, laid on a ground."""
    from PIL import Image, JpegImagePlugin

    size = raster.width, raster.height
    image: Image.Image
    if raster.jpeg:
        image = JpegImagePlugin.JpegImageFile(BytesIO(raster.pixels))
        image.load()
    else:
        image = Image.frombytes("L" if raster.grey else "RGB", size, raster.pixels)
    if raster.alpha is None:
        return image
    under = Image.new("RGB", size, ground[:3])
    under.paste(image.convert("RGB"), mask=Image.frombytes("L", size, raster.alpha))
    return under.convert("L") if raster.grey and ground == WHITE else under


def _image(document: Document, raster: Raster) -> int:
    mask = ""
    if raster.alpha is not None:
        mask = f"/SMask {_pixels(document, Raster(raster.width, raster.height, grey=True, pixels=raster.alpha), '')} 0 R"
    return _pixels(document, raster, mask)


def _pixels(document: Document, raster: Raster, extra: str) -> int:
    data, decode = (raster.pixels, "DCTDecode") if raster.jpeg else (zlib.compress(raster.pixels, LEVEL), "FlateDecode")
    space = "DeviceGray" if raster.grey else "DeviceRGB"
    size = f"/Width {raster.width}/Height {raster.height}/ColorSpace/{space}/BitsPerComponent 8"
    return document.stream(f"/Type/XObject/Subtype/Image{size}{extra}/Filter/{decode}", data)


def _drawing(drawing: Drawing) -> str:
    """Write shapes scaled to a unit square, turned the right way up."""
    out = [f"{1 / drawing.width:.10f} 0 0 {-1 / drawing.height:.10f} 0 1 cm"]
    for shape in drawing.shapes:
        out += _shape(shape)
    return "\n".join(out)


def _shape(shape: Shape) -> list[str]:
    out = ["q"]
    if isinstance(shape.fill, Colour):
        out.append(fill(shape.fill))
    if shape.stroke is not None:
        if shape.stroke is not CURRENT:
            out.append(stroke(shape.stroke))
        out.append(f"{number(shape.width)} w {shape.cap} J {shape.join} j {number(shape.miter)} M")
    painter = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
        shape.fill is not None, shape.stroke is not None
    ]
    star = "*" if shape.even_odd and shape.fill is not None else ""
    return [*out, shape.path, painter + star, "Q"]
