"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

from reportlab.pdfbase import pdfdoc

from cardprint.colour import Colour
from cardprint.geometry import Size
from cardprint.pdf.document import PlainCanvas, Raw
from cardprint.pdf.paint import fill, number, stroke
from cardprint.pictures import CURRENT, Drawing, Picture, Raster, Shape


class Shelf(Mapping[str, str]):
    """The forms of one file. As a mapping it gives, for a picture's name, the operator that draws it in a unit square."""

    def __init__(self, canvas: PlainCanvas, pictures: Mapping[str, Picture]) -> None:
        """Keep the pictures; none is written before it is used."""
        self.canvas = canvas
        self.document = canvas._doc
        self.pictures = pictures
        self.names: dict[str, str] = {}

    def form(self, name: str) -> str:
        """Give the form of a picture, written on first use."""
        form = self.names.get(name)
        if form is None:
            form = self.names[name] = f"picture{len(self.names)}"
            picture = self.pictures[name]
            if isinstance(picture, Drawing):
                self._form(form, "0 0 1 1", _drawing(picture), [])
            else:
                self._image(form, picture)
        return form

    def __getitem__(self, name: str) -> str:
        """Give the operator for a picture."""
        return f"/{self.document.getXObjectName(self.form(name))} Do"

    def __iter__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204 - Mapping's
        """Iterate over the pictures' names."""
        return iter(self.pictures)

    def __len__(self) -> int:
        """Count the pictures."""
        return len(self.pictures)

    def add(self, name: str, size: Size, code: Sequence[str], uses: Sequence[str]) -> None:
        """Write operators as a form of a size in points."""
        self._form(name, f"0 0 {number(size.width)} {number(size.height)}", "\n".join(code), uses)

    def _form(self, name: str, box: str, code: str, uses: Sequence[str]) -> None:
        inner = {self.document.getXObjectName(one): pdfdoc.PDFObjectReference(pdfdoc.xObjectName(one)) for one in uses}
        resources = pdfdoc.PDFResourceDictionary()
        resources.basicFonts()
        if inner:
            resources.XObject = inner
        number_of = self.document.add(_Resources(resources))
        data = zlib.compress(code.encode("ascii"), 6)
        head = f"<</Type/XObject/Subtype/Form/BBox[{box}]/Resources {number_of} 0 R/Filter/FlateDecode/Length {len(data)}>>\nstream\n"
        self.document.Reference(Raw(head.encode() + data + b"endstream\n"), pdfdoc.xObjectName(name))

    def _image(self, name: str, raster: Raster) -> None:
        mask = ""
        if raster.alpha is not None:
            soft = _pixels(Raster(raster.width, raster.height, grey=True, pixels=raster.alpha), "")
            mask = f"/SMask {self.document.add(Raw(soft))} 0 R"
        self.document.Reference(Raw(_pixels(raster, mask)), pdfdoc.xObjectName(name))


class _Resources(Raw):
    """A resource dictionary as an object of its own."""

    def __init__(self, dictionary: pdfdoc.PDFResourceDictionary) -> None:
        super().__init__()
        self.dictionary = dictionary

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        data: bytes = self.dictionary.format(document)
        return data


def _pixels(raster: Raster, extra: str) -> bytes:
    data, decode = (raster.pixels, "DCTDecode") if raster.jpeg else (zlib.compress(raster.pixels, 6), "FlateDecode")
    space = "DeviceGray" if raster.grey else "DeviceRGB"
    keys = f"/Width {raster.width}/Height {raster.height}/ColorSpace/{space}/BitsPerComponent 8{extra}/Filter/{decode}/Length {len(data)}"
    return f"<</Type/XObject/Subtype/Image{keys}>>\nstream\n".encode() + data + b"endstream\n"


def _drawing(drawing: Drawing) -> str:
    """Write shapes scaled to a unit square, turned the right way up."""
    out = [f"{1 / drawing.width:.6f} 0 0 {-1 / drawing.height:.6f} 0 1 cm"]
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
