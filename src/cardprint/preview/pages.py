"""Pages as pictures: what pdfium makes of the finished file, drawn when a browser asks for them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from io import BytesIO

KEPT = 24
"""Files that are kept: those of the last few things that were looked at."""
DOTS = 96
"""Of an inch of a screen (CSS Values 3, 5.2)."""
LARGEST = 24_000_000
"""Dots of one picture."""
FINEST = 4
"""Dots of the screen that a dot of CSS may be."""
POINTS = 72


class Pages:
    """The files that were looked at last, by what is in them."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self.files: OrderedDict[str, bytes] = OrderedDict()

    def keep(self, data: bytes) -> str:
        """Keep a file, and give what it is asked for by."""
        key = hashlib.sha256(data).hexdigest()[:24]
        self.files[key] = data
        self.files.move_to_end(key)
        while len(self.files) > KEPT:
            self.files.popitem(last=False)
        return key

    def sizes(self, key: str) -> list[tuple[float, float]]:
        """Give the sizes of a file's pages, in points."""
        import pypdfium2

        with pypdfium2.PdfDocument(self.files[key]) as document:
            return [document.get_page_size(number) for number in range(len(document))]

    def picture(self, key: str, number: int, fineness: int) -> bytes:
        """Draw a page as PNG; nothing where the file is no longer kept or has no such page."""
        import pypdfium2

        data = self.files.get(key)
        if data is None:
            return b""
        self.files.move_to_end(key)
        with pypdfium2.PdfDocument(data) as document:
            if not 0 <= number < len(document):
                return b""
            page, out = document[number], BytesIO()
            across, down = page.get_size()
            scale = max(1, min(fineness, FINEST)) * DOTS / POINTS
            scale = min(scale, (LARGEST / max(1.0, across * down)) ** 0.5)
            page.render(scale=scale).to_pil().save(out, "PNG", compress_level=1)
            return out.getvalue()
