"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from cardprint.colour import Colour
from cardprint.pdf.document import LEVEL, Document
from cardprint.pdf.paint import fill, number, picture_name, stroke
from cardprint.pictures import CURRENT, Drawing, Picture, Raster, Shape


def add(document: Document, pictures: Mapping[str, Picture]) -> None:
    """Write pictures as forms and images, under the names that `paint` calls them by."""
    for key, picture in pictures.items():
        if isinstance(picture, Drawing):
            document.form(picture_name(key), "0 0 1 1", _drawing(picture))
        else:
            document.forms[picture_name(key)] = _image(document, picture)


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
