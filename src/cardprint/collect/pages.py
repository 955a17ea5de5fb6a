"""The pages of a file that came back from a scanner or a telephone, one picture after the other, bounded before anything is decoded.

A page of a PDF is drawn as a picture, whatever it is made of. Only one page is held at a time.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from cardprint.errors import Place, Problem, error

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 500
MOST_PIXELS = 80_000_000
"""Of one picture: an A3 page at 600 dots an inch."""
LONGEST = 4000
"""Pixels of a picture's longer side; larger ones are made smaller."""
DRAWN, DRAWN_LARGE = 2640, 3600
"""Pixels of the longer side of a page of a PDF: up to A4, and above."""
A4_POINTS = 850.0
DOT = 0.9
"""Pixels by which black and white alone is smoothed."""
DOTTED = 0.05
"""Of the black of such a picture: more than that in single dots is grey made of dots."""
FEW_GREYS = 0.02
"""Of the black of a picture: where there are fewer greys, somebody has made it black and white alone, whatever it is kept as."""
COVERING, FEW_LETTERS = 0.5, 5
"""Of a page: a picture that is larger is a scan of it; and runs of letters that stand on every printed page."""
FORMATS = ("JPEG", "PNG", "TIFF")
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, ArithmeticError, LookupError, MemoryError)
"""What Pillow raises for a picture that is no longer whole."""
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


Tones = Literal["greys", "dots", "bare"]
"""Of what a picture is made: greys or colours; black dots that look like greys; black and white alone."""


class Picture(Struct, frozen=True):
    """A page: its number in the file, from 1, how it looks, in grey or in colour, of what tones it came, and whether its letters are a PDF's own."""

    number: int
    image: Any
    tones: Tones = "greys"
    has_letters: bool = False


def opened(data: bytes, file: str) -> Iterator[Picture | Problem]:
    """Give the pages of a file, and a Problem for each that cannot be read, or for the file."""
    place = Place(file)
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        yield error("scan-heic", place, file=file)
    elif b"%PDF-" in data[:1024]:
        yield from _of_pdf(data, file)
    elif data[:2] == b"\xff\xd8" or data[:8] == b"\x89PNG\r\n\x1a\n" or data[:4] in (b"II*\0", b"MM\0*"):
        yield from _of_picture(data, file)
    else:
        yield error("scan-kind", place, file=file)


def _of_picture(data: bytes, file: str) -> Iterator[Picture | Problem]:
    """Give the pictures of a JPEG, a PNG, or a TIFF of several pages."""
    from PIL import Image

    place = Place(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                count = getattr(image, "n_frames", 1)
                if count > MOST_PAGES:
                    yield error("scan-long", place, file=file, most=MOST_PAGES)
                    return
                for number in range(1, count + 1):
                    yield _decoded(image, number, file)
    except Image.DecompressionBombError:
        yield error("scan-large", place, file=file, page=1, most=MOST_PIXELS // 1_000_000)
    except BROKEN:
        yield error("scan-broken", place, file=file)


def _decoded(image: Image.Image, number: int, file: str) -> Picture | Problem:
    """Read one picture of a file, where it is small enough."""
    try:
        image.seek(number - 1)
        if image.width * image.height > MOST_PIXELS:
            return error("scan-large", Place(file), file=file, page=number, most=MOST_PIXELS // 1_000_000)
        _halve(image)
        image = _bare(image) or image
        return Picture(number, _made_ready(image), _tones(image))
    except BROKEN:
        return error("scan-page-broken", Place(file), file=file, page=number)


def _halve(image: Image.Image) -> None:
    """Have a JPEG that is much larger than a picture may be decoded at a half or less."""
    half = image.width // 2, image.height // 2
    if max(half) >= LONGEST * 0.6:
        image.draft(image.mode, half)


def _bare(image: Image.Image) -> Image.Image | None:
    """Give a picture that has greys or colours to choose from, but hardly any, in black and white alone; None where it has some."""
    import numpy as np

    if image.mode not in {"L", "RGB", "P"} or image.has_transparency_data:
        return None
    grey = image.convert("L")
    some = np.asarray(grey)[::3, ::3]
    paper = int(np.percentile(some, 80))
    black = int(np.count_nonzero(some < 0.3 * paper))
    greys = int(np.count_nonzero(some < 0.75 * paper)) - black
    if greys >= FEW_GREYS * black or black > some.size / 4:
        return None
    return grey.point(lambda value: 255 * (value > 0.5 * paper)).convert("1")


def _tones(image: Image.Image) -> Tones:
    """Tell of what a picture is made."""
    import numpy as np

    if image.mode != "1":
        return "greys"
    dark = ~np.asarray(image)
    alone = dark[1:-1, 1:-1] & ~(dark[:-2, 1:-1] | dark[2:, 1:-1] | dark[1:-1, :-2] | dark[1:-1, 2:])
    return "dots" if int(alone.sum()) > DOTTED * int(dark.sum()) else "bare"


def _made_ready(image: Image.Image) -> Image.Image:
    """Give a picture as "L" or "RGB", on white where it is transparent, no larger than LONGEST. The dots of pure black and white become greys."""
    from PIL import Image, ImageFilter

    if image.mode.startswith("I") or image.mode == "F":
        ready: Image.Image = image.point(lambda value: value * (1 / 256)).convert("L")
    elif image.has_transparency_data:
        over = image.convert("RGBA")
        ready = Image.alpha_composite(Image.new("RGBA", over.size, "white"), over).convert("RGB")
    else:
        ready = image.convert("L" if image.mode in {"1", "L"} else "RGB")
        ready = ready.filter(ImageFilter.GaussianBlur(DOT)) if image.mode == "1" else ready
    if max(ready.size) > LONGEST:
        ready.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX, reducing_gap=2)
    return ready


def _of_pdf(data: bytes, file: str) -> Iterator[Picture | Problem]:
    import pypdfium2

    place = Place(file)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as reason:
        locked = "password" in str(reason).lower() or "security" in str(reason).lower()
        yield error("scan-locked" if locked else "scan-broken", place, file=file)
        return
    with document:
        if len(document) > MOST_PAGES:
            yield error("scan-long", place, file=file, most=MOST_PAGES)
            return
        for number in range(1, len(document) + 1):
            yield _drawn(document, number, file)


def _drawn(document: Any, number: int, file: str) -> Picture | Problem:
    """Draw one page of a PDF, where its pictures are small enough."""
    import pypdfium2

    try:
        page = document[number - 1]
        try:
            images = list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5))
            if any(width * height > MOST_PIXELS for width, height in (image.get_px_size() for image in images)):
                return error("scan-large", Place(file), file=file, page=number, most=MOST_PIXELS // 1_000_000)
            longer = max(page.get_size())
            scale = (DRAWN if longer <= A4_POINTS else DRAWN_LARGE) / max(longer, 1)
            image = page.render(scale=scale).to_pil()
            tones, has_letters = _shown(images), _has_letters(page, images)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, *BROKEN):
        return error("scan-page-broken", Place(file), file=file, page=number)
    return Picture(number, _plain(image.convert("RGB")), tones, has_letters)


def _has_letters(page: Any, images: Sequence[Any]) -> bool:
    """Tell a page that a program has written from one that a scanner has: letters that are seen, and no picture of the page over them."""
    from pypdfium2 import raw

    width, height = page.get_size()
    boxes = [one.get_bounds() for one in images]
    if any((right - left) * (top - bottom) > COVERING * width * height for left, bottom, right, top in boxes):
        return False
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5)
    seen = (one for one in texts if raw.FPDFTextObj_GetTextRenderMode(one.raw) != raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return len(list(islice(seen, FEW_LETTERS))) == FEW_LETTERS


def _shown(images: Sequence[Any]) -> Tones:
    """Tell of what the pictures on a page of a PDF are made."""
    import pypdfium2

    try:
        return next((_tones(one) for one in map(_shown_bare, images) if one), "greys")
    except (pypdfium2.PdfiumError, *BROKEN):
        return "greys"


def _shown_bare(shown: Any) -> Image.Image | None:
    """Give a picture of a PDF in black and white alone; None where it has colours, or greys to speak of."""
    from PIL import Image

    bits = shown.get_metadata().bits_per_pixel
    if bits > 8:
        return None
    image: Image.Image = shown.get_bitmap().to_pil()
    return image.convert("1", dither=Image.Dither.NONE) if bits == 1 else _bare(image)


def _plain(image: Image.Image) -> Image.Image:
    """Give a picture without colour as a grey one, which takes a third of the time."""
    import numpy as np

    some = np.asarray(image)[::7, ::7].astype(np.int16)
    return image.convert("L") if int((some.max(axis=2) - some.min(axis=2)).max()) <= 2 else image
