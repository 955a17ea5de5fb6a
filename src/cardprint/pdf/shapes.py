"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from cardprint.colour import Colour
from cardprint.inks import Inks, Separation
from cardprint.pdf.content import PAINTERS, number
from cardprint.pdf.document import LEVEL, Document
from cardprint.pdf.palette import Cmyk, Palette
from cardprint.pictures import CURRENT, MANY_PIXELS, STRIP, Drawing, Picture, Raster, Shape, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image


def add(document: Document, names: Mapping[tuple[str, Colour], str], pictures: Mapping[str, Picture], palette: Palette) -> None:
    """Write pictures as forms and images; `names` says how they are called, by their key on the shelf and the ground that shows through."""
    for (key, ground), name in names.items():
        picture = pictures[key]
        if isinstance(picture, Drawing):
            document.form(name, "0 0 1 1", _drawing(picture, palette))
        elif isinstance(palette, Cmyk):
            document.forms[name] = _inked(document, inked(picture, ground, palette.separation))
        else:
            document.forms[name] = _image(document, picture)


def _inked(document: Document, strips: Iterator[Image]) -> int:
    """Write pixels in inks."""
    packer, parts, mode, width, height = zlib.compressobj(LEVEL), [], "L", 0, 0
    for strip in strips:
        mode, width, height = strip.mode, strip.width, height + strip.height
        parts.append(packer.compress(strip.tobytes()))
    space = {"CMYK": "DeviceCMYK", "L": "DeviceGray"}[mode]
    size = f"/Width {width}/Height {height}/ColorSpace/{space}/BitsPerComponent 8"
    return document.stream(f"/Type/XObject/Subtype/Image{size}/Filter/FlateDecode", b"".join((*parts, packer.flush())))


def inked(raster: Raster, ground: Colour, separation: Separation) -> Iterator[Image]:
    """Give pixels in inks, in strips from the top: where they are transparent the ground shows, in its own inks; one of very many at half its size."""
    from PIL import Image

    if raster.jpeg:
        yield from map(separation.pixels, _jpeg_strips(raster))
        return
    mode, rows = "L" if raster.grey else "RGB", max(2, STRIP // raster.width // 2 * 2)
    alphas = unpacked(raster.alpha, rows * raster.width) if raster.alpha is not None else None
    for samples in unpacked(raster.pixels, rows * raster.width * len(mode)):
        size = raster.width, len(samples) // (raster.width * len(mode))
        image = separation.pixels(Image.frombytes(mode, size, samples))
        if alphas is not None:
            image = _laid(image, Image.frombytes("L", size, next(alphas)), separation.inks(ground))
        yield image.reduce(2) if is_huge(raster) else image


def _laid(image: Image, alpha: Image, ground: Inks) -> Image:
    """Lay a picture in inks on a ground; one in black alone becomes one in four inks where its ground has them."""
    from PIL import Image, ImageChops

    if image.mode == "L" and not ground.is_black_only:
        none = Image.new("L", image.size)
        image = Image.merge("CMYK", (none, none, none, ImageChops.invert(image)))
    parts = [round(part * 255 / 100) for part in ground]
    under = Image.new(image.mode, image.size, 255 - parts[3] if image.mode == "L" else tuple(parts))
    under.paste(image, mask=alpha)
    return under


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


def _drawing(drawing: Drawing, palette: Palette) -> str:
    """Write shapes scaled to a unit square, turned the right way up."""
    out = [f"{1 / drawing.width:.10f} 0 0 {-1 / drawing.height:.10f} 0 1 cm"]
    for shape in drawing.shapes:
        out += _shape(shape, palette)
    return "\n".join(out)


def _weight(width: float) -> str:
    """Write a line's width finer than other numbers: a unit of a drawing may be many points."""
    return f"{width:.5f}".rstrip("0").rstrip(".")


def _shape(shape: Shape, palette: Palette) -> list[str]:
    out = ["q"]
    if isinstance(shape.fill, Colour):
        out.append(palette.fill(shape.fill))
    if shape.stroke is not None:
        if shape.stroke is not CURRENT:
            out.append(palette.stroke(shape.stroke))
        out.append(f"{_weight(shape.width)} w {shape.cap} J {shape.join} j {number(shape.miter)} M")
    painter = PAINTERS[shape.fill is not None, shape.stroke is not None]
    star = "*" if shape.even_odd and shape.fill is not None else ""
    return [*out, shape.path, painter + star, "Q"]
