"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping

from cardprint.colour import Colour
from cardprint.pdf.document import LEVEL, Document
from cardprint.pdf.paint import fill, number, stroke
from cardprint.pictures import CURRENT, Drawing, Picture, Raster, Shape


class Shelf(Mapping[str, str]):
    """The pictures of one file. As a mapping it gives, for a picture's name, the operator that draws it in a unit square."""

    def __init__(self, document: Document, pictures: Mapping[str, Picture]) -> None:
        """Keep the pictures; none is written before it is used."""
        self.document = document
        self.pictures = pictures
        self.names: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """Give the operator for a picture, which is written on first use."""
        form = self.names.get(name)
        if form is None:
            form = self.names[name] = f"P{len(self.names) + 1}"
            picture = self.pictures[name]
            if isinstance(picture, Drawing):
                self.document.form(form, "0 0 1 1", _drawing(picture))
            else:
                self.document.forms[form] = _image(self.document, picture)
        return f"/{form} Do"

    def __iter__(self) -> Iterator[str]:
        """Iterate over the pictures' names."""
        return iter(self.pictures)

    def __len__(self) -> int:
        """Count the pictures."""
        return len(self.pictures)


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
    painter = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[shape.fill is not None, shape.stroke is not None]
    star = "*" if shape.even_odd and shape.fill is not None else ""
    return [*out, shape.path, painter + star, "Q"]
