"""Pictures inside a page: shapes as SVG, pixels as a JPEG or PNG that is no larger than a page shows it."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import quoteattr

from cardprint import inks
from cardprint.pictures import CURRENT, STRIP, Drawing, Picture, Raster, Shape, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1000
"""Pixels: twice what a column of a page is wide, less a little."""
QUALITY = 80
_CAPS, _JOINS = ("butt", "round", "square"), ("miter", "round", "bevel")


class Inside(NamedTuple):
    """A picture as an address that holds it whole, and its size as it is shown, in CSS pixels."""

    source: str
    width: int
    height: int


def inside(picture: Picture, colour: str, height: float) -> Inside:
    """Put a picture into an address; it is shown `height` high, in CSS pixels, or smaller where it would be too wide."""
    height = min(height, WIDEST / 2 * picture.height / picture.width)
    size = max(1, round(height * picture.width / picture.height)), max(1, round(height))
    kind, data = ("svg+xml", _svg(picture, colour)) if isinstance(picture, Drawing) else _pixels(picture, 2 * size[0])
    return Inside(f"data:image/{kind};base64,{b64encode(data).decode()}", *size)


def _svg(drawing: Drawing, colour: str) -> bytes:
    shapes = "".join(_shape(shape, colour) for shape in drawing.shapes)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}">{shapes}</svg>'.encode()


def _shape(shape: Shape, colour: str) -> str:
    fill, stroke = (("none" if paint is None else colour if paint is CURRENT else paint.hex) for paint in (shape.fill, shape.stroke))
    parts = {"d": _path(shape.path), "fill": fill}
    if shape.even_odd:
        parts["fill-rule"] = "evenodd"
    if shape.stroke is not None:
        parts |= {"stroke": stroke, "stroke-width": f"{shape.width:g}", "stroke-miterlimit": f"{shape.miter:g}"}
        parts |= {"stroke-linecap": _CAPS[shape.cap], "stroke-linejoin": _JOINS[shape.join]}
    return f"<path {' '.join(f'{name}={quoteattr(value)}' for name, value in parts.items())}/>"


def _path(operators: str) -> str:
    """Turn PDF's path operators, which follow their numbers, into SVG's, which go before them."""
    out: list[str] = []
    numbers: list[str] = []
    for word in operators.split():
        if word.isalpha():
            out.append(f"{'Z' if word == 'h' else word.upper()}{' '.join(numbers)}")
            numbers = []
        else:
            numbers.append(word)
    return "".join(out)


def _pixels(raster: Raster, width: int) -> tuple[str, bytes]:
    """Write pixels anew, in sRGB and upright, as wide as they are needed: a photograph as a JPEG, anything else without loss."""
    from cardprint.pictures.raster import upright

    share = max(1, raster.width // max(1, width))
    image, data = upright(_photograph(raster, share) if raster.jpeg else _drawn(raster, share), raster.turn), BytesIO()
    if raster.jpeg:
        image.save(data, "JPEG", quality=QUALITY)
        return "jpeg", data.getvalue()
    image.save(data, "PNG", optimize=True)
    return "png", data.getvalue()


def _photograph(raster: Raster, share: int) -> Image:
    """Unpack a JPEG: by halves while it is read, the rest after."""
    from PIL import JpegImagePlugin

    image = JpegImagePlugin.JpegImageFile(BytesIO(raster.pixels))
    halved = min(8, share & -share)
    image.draft(image.mode, (image.width // halved, image.height // halved))
    image.load()
    return inks.seen(image.reduce(share // halved), raster.profile)


def _drawn(raster: Raster, share: int) -> Image:
    """Unpack pixels in strips, so that all are never held at once."""
    image = inks.seen(_reduced(raster.pixels, "L" if raster.grey else "RGB", raster.stored, share), raster.profile)
    if raster.alpha is not None:
        image.putalpha(_reduced(raster.alpha, "L", raster.stored, share))
    return image


def _reduced(packed: bytes, mode: str, size: tuple[int, int], share: int) -> Image:
    from PIL import Image as Images

    width, height = size
    row = width * len(mode)
    rows = share * max(1, STRIP // (row * share))
    image, y = Images.new(mode, (-(-width // share), -(-height // share))), 0
    for piece in unpacked(packed, row * rows):
        image.paste(Images.frombytes(mode, (width, len(piece) // row), piece).reduce(share), (0, y))
        y += -(-(len(piece) // row) // share)
    return image
