"""Pictures as form XObjects, each written once per file: shapes as paths, pixels as images (ISO 32000-1 8.10, 8.9)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cardprint.colour import Colour
from cardprint.geometry import Size
from cardprint.inks import Inks, Separation, seen
from cardprint.pdf.content import PAINTERS, Content, number
from cardprint.pdf.packing import LEVEL
from cardprint.pdf.palette import Cmyk, Palette
from cardprint.pictures import CURRENT, MANY_PIXELS, STRIP, Drawing, Picture, Raster, Shape, unpacked

if TYPE_CHECKING:
    from PIL.Image import Image

    from cardprint.pdf.document import Document

SPACES = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
QUALITY = 90
"""Of a JPEG that is written anew."""
TURNS = {
    2: "-1 0 0 1 1 0",
    3: "-1 0 0 -1 1 1",
    4: "1 0 0 -1 0 1",
    5: "0 -1 -1 0 1 1",
    6: "0 -1 1 0 0 1",
    7: "0 1 1 0 0 0",
    8: "0 1 -1 0 1 0",
}
"""The matrices that turn the unit square as EXIF numbers it (CIPA DC-008, 4.6.4)."""
UNIT = (0, 0, 1, 1)
"""The square that a picture is drawn into."""


def add(document: Document, content: Content, pictures: Mapping[str, Picture], dots: int) -> None:
    """Write the pictures that are used as forms and images; `dots` is how many print on an inch."""
    palette, used = content.palette, content.used
    for (key, ground), name in used.names.items():
        picture = pictures[key]
        if isinstance(picture, Drawing):
            with content.forming(name, UNIT):
                content.write(_drawing(picture, palette))
            continue
        share = fewer(picture, used.sizes[key, ground], dots)
        if isinstance(palette, Cmyk):
            document.addForm(name, _written(name, inked(picture, ground, palette.separation, share)))
        elif share > 1 or picture.cmyk or picture.profile is not None:
            document.addForm(name, _seen(document, name, picture, share))
        else:
            _as_it_is(document, content, name, picture)


def fewer(raster: Raster, size: Size, dots: int) -> int:
    """Give how many pixels become one in each direction, so that at least `dots` are left on an inch of a size in points; 1: all stay.

    Of very many an even number: a JPEG is read by halves, so that all are never held at once.
    """
    share = max(1, int(min(raster.width / size.width, raster.height / size.height) * 72 / dots))
    return share - share % 2 if share > 1 and raster.width * raster.height > MANY_PIXELS else share


def inked(raster: Raster, ground: Colour, separation: Separation, share: int = 1) -> Iterator[Image]:
    """Give pixels in inks, in strips from the top: where they are transparent the ground shows, in its own inks."""
    for strip, alpha in _strips(raster, share):
        image = separation.pixels(strip, raster.profile)
        yield image if alpha is None else _laid(image, alpha, separation.inks(ground))


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


def _strips(raster: Raster, share: int) -> Iterator[tuple[Image, Image | None]]:
    """Unpack a picture in strips of colours and alpha, upright, `share` by `share` pixels made one."""
    from PIL import Image

    if raster.jpeg:
        image = _photograph(raster, share)
        rows = max(1, STRIP // image.width)
        yield from ((image.crop((0, top, image.width, min(image.height, top + rows))), None) for top in range(0, image.height, rows))
        return
    mode, rows = "L" if raster.grey else "RGB", max(1, STRIP // raster.width // share) * share
    alphas = unpacked(raster.alpha, rows * raster.width) if raster.alpha is not None else None
    for samples in unpacked(raster.pixels, rows * raster.width * len(mode)):
        size = raster.width, len(samples) // (raster.width * len(mode))
        image = Image.frombytes(mode, size, samples)
        if alphas is None:
            yield image.reduce(share), None
            continue
        whole = Image.merge(f"{mode}A", (*image.split(), Image.frombytes("L", size, next(alphas)))).reduce(share)
        yield whole.convert(mode), whole.getchannel("A")


def _photograph(raster: Raster, share: int) -> Image:
    """Unpack a JPEG, upright: by halves while it is read, the rest after."""
    from PIL import JpegImagePlugin

    from cardprint.pictures.raster import upright

    image = JpegImagePlugin.JpegImageFile(BytesIO(raster.pixels))
    halved = min(8, share & -share)  # the powers of two in it, up to what JPEG can leave out
    image.draft(image.mode, (image.width // halved, image.height // halved))
    image.load()
    return upright(image.reduce(share // halved), raster.turn)


def _written(name: str, strips: Iterable[Image]) -> Any:
    """Write strips as an image, packed without loss."""
    packer, parts, mode, width, height = zlib.compressobj(LEVEL), [], "L", 0, 0
    for strip in strips:
        mode, width, height = strip.mode, strip.width, height + strip.height
        parts.append(packer.compress(strip.tobytes()))
    return _image(name, (width, height), mode, "FlateDecode", b"".join((*parts, packer.flush())))


def _seen(document: Document, name: str, raster: Raster, share: int) -> Any:
    """Write a picture anew for the screen and the office: a photograph as a JPEG again, anything else without loss."""
    if raster.jpeg:
        photograph, data = seen(_photograph(raster, share), raster.profile), BytesIO()
        photograph.save(data, "JPEG", quality=QUALITY)
        return _image(name, photograph.size, photograph.mode, "DCTDecode", data.getvalue())
    image = _written(name, (seen(strip, raster.profile) for strip, _ in _strips(raster, share)))
    if raster.alpha is not None:
        image.smask = document.Reference(_written(f"{name}A", (alpha for _, alpha in _strips(raster, share) if alpha is not None)))
    return image


def _as_it_is(document: Document, content: Content, name: str, raster: Raster) -> None:
    """Write a picture's own bytes; a matrix turns it."""
    turn = TURNS.get(raster.turn)
    stored = f"{name}T" if turn else name
    image = _image(stored, raster.stored, "L" if raster.grey else "RGB", "DCTDecode" if raster.jpeg else "FlateDecode", raster.pixels)
    if raster.alpha is not None:
        image.smask = document.Reference(_image(f"{name}A", raster.stored, "L", "FlateDecode", raster.alpha))
    document.addForm(stored, image)
    if turn:
        with content.forming(name, UNIT), content.saved(f"{turn} cm"):
            content.form(stored)


def _image(name: str, size: tuple[int, int], mode: str, packing: str, data: bytes) -> Any:
    """Give reportlab's picture the bytes as they are: reading files is the business of `pictures`."""
    from reportlab.pdfbase.pdfdoc import PDFImageXObject

    image = PDFImageXObject(name)
    (image.width, image.height), image.colorSpace, image.bitsPerComponent = size, SPACES[mode], 8
    image._filters, image.streamContent = (packing,), data  # noqa: SLF001 - it is told what its bytes are by reading a file alone
    return image


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
