"""Load strangers' pictures: SVG, PNG and JPEG become data that a PDF stage draws without knowing the formats.

What would not print as its author saw it is refused with a Problem that says where and what to do. Nothing here draws, fetches or follows a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardprint import files, remembered
from cardprint.pictures.nouns import CURRENT, MANY_PIXELS, STRIP, Current, Drawing, Fault, Paint, Picture, Raster, Shape, unpacked

if TYPE_CHECKING:
    from pathlib import Path

    from cardprint.errors import Found, Place

__all__ = ["CURRENT", "MANY_PIXELS", "STRIP", "Current", "Drawing", "Paint", "Picture", "Raster", "Shape", "aspect", "load", "unpacked"]

SVG_BYTES = 2_000_000
RASTER_BYTES = 40_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MARKUP = (b"<", b"\xfe\xff", b"\xff\xfe", b"\0<", b"<\0")
_OTHERS = {
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"\xc5\xd0\xd3\xc6": "EPS",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
    b"\x1f\x8b": "SVGZ",
    b"8BPS": "PSD",
    b"PK\x03\x04": "ZIP",
}


def load(path: Path, key: Place, shown: str = "", *, root: Path | None = None) -> Found[Picture | None]:
    """Load a picture of the folder `root`, its own if none is given; `key` is the Place that names it, `shown` the path as the user knows it.

    Never raises for what is in the file.
    """
    shown = shown or path.as_posix()
    try:
        data = _bytes(path, root or path.parent)
        if data.startswith((_PNG, _JPEG)):
            return remembered.once(_raster, data, shown), ()
        _check_markup(data, path.suffix)
    except Fault as fault:
        return None, (fault.at(key, file=shown),)
    except files.RefusedError as reason:
        return None, (reason.at(key, shown),)
    from cardprint.pictures import svg

    return remembered.once(svg.read, data, shown)


def _raster(data: bytes, _: str) -> Picture:
    from cardprint.pictures import raster

    return raster.read(data)


def aspect(picture: Picture) -> float:
    """Give width divided by height."""
    return picture.width / picture.height


def _bytes(path: Path, root: Path) -> bytes:
    try:
        return files.read(path, root=root, most=RASTER_BYTES)
    except files.RefusedError as reason:
        if reason.code == files.MISSING:
            raise Fault(code="picture-missing") from reason
        if reason.code == "file-too-large":
            raise Fault(code="picture-too-large", limit=f"{RASTER_BYTES / 1e6:.0f}") from reason
        raise


def _check_markup(data: bytes, suffix: str) -> None:
    found = next((name for start, name in _OTHERS.items() if data.startswith(start)), "HEIC/AVIF" if data[4:8] == b"ftyp" else "")
    start = data[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if found:
        raise Fault(code="picture-format", found=found)
    if not (start.startswith(_MARKUP) or suffix.lower() == ".svg"):
        raise Fault(code="picture-unknown")
    if len(data) > SVG_BYTES:
        raise Fault(code="picture-too-large", limit=f"{SVG_BYTES / 1e6:.0f}")
