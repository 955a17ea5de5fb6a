"""A second reader of finished files: pdfium's text, letter by letter with its place, and pages as pictures. A support module, not a test.

Places are millimetres from a page's top left corner, y downwards, as a person would measure them on the paper.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

POINT = 25.4 / 72
_HYPHENS = re.compile("[-\u00ad\u2010\u2011\u0002\ufffe]\\s*")
_JOINED = re.compile("(?<=[/–—])\r\n")
"""A line's end inside a word: every other line that goes on ends in a space."""
_SPACES = re.compile("\\s+")


class Area(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Letter(NamedTuple):
    """A drawn character and its origin: the point on the baseline where it begins."""

    text: str
    x: float
    y: float


class Page:
    """One page of an open file."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._texts: dict[int, pypdfium2.PdfTextPage] = {}
        self.width, self.height = (side * POINT for side in page.get_size())

    def _text(self, turn: int = 0) -> pypdfium2.PdfTextPage:
        """Read the page as if the paper were turned so that cards turned clockwise by `turn` stand upright.

        Without that pdfium takes the lines of a turned card, which all begin at one height, for one line, and reads them from left to right.
        """
        if turn not in self._texts:
            self._page.set_rotation(-turn % 360)
            self._texts[turn] = self._page.get_textpage()
            self._page.set_rotation(0)
        return self._texts[turn]

    @property
    def text(self) -> str:
        """The page's words in the file's order, as `plain` gives them."""
        return plain(self._text().get_text_bounded())

    def text_in(self, area: Area, turn: int = 0) -> str:
        """Read the words inside a rectangle only; `turn` is how far they are turned clockwise."""
        low, high = (self.height - area.bottom) / POINT, (self.height - area.top) / POINT
        return plain(self._text(turn).get_text_bounded(area.left / POINT, low, area.right / POINT, high))

    def letters(self) -> Iterator[Letter]:
        """List what is drawn, without the line ends and spaces that pdfium adds."""
        x, y = ctypes.c_double(), ctypes.c_double()
        text = self._text()
        for index in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            yield Letter(chr(raw.FPDFText_GetUnicode(text, index)), x.value * POINT, self.height - y.value * POINT)

    def picture(self, dots: int) -> Image.Image:
        """Draw the page in grey, `dots` to a millimetre, so that millimetres are whole pixels."""
        scale = dots * POINT * (1 - 5e-6)  # pdfium rounds up, and 297 mm are a hair more than 297 mm in its floats
        picture = self._page.render(scale=scale, grayscale=True).to_pil()
        assert picture.size == (math.ceil(self.width * dots - 0.01), math.ceil(self.height * dots - 0.01))
        return picture


def pages(path: Path) -> list[Page]:
    """Open a file; pypdfium2 closes it when nothing refers to it any more."""
    file = pypdfium2.PdfDocument(path)
    return [Page(page) for page in file]


def plain(text: str) -> str:
    """Give words in a form in which two readers agree: without hyphens, which pdfium tells as U+FFFE or U+0002 at a line's end."""
    return _SPACES.sub(" ", _JOINED.sub("", _HYPHENS.sub("", text))).strip()


def ink(picture: Image.Image, paper: int = 250) -> tuple[int, int, int, int] | None:
    """Give the box of all pixels darker than paper; None on white."""
    return ImageChops.invert(picture).point(lambda value: 255 if value > 255 - paper else 0).getbbox()


class Node(NamedTuple):
    """An element of the structure tree as it was written: its type, the text that is heard in its place, and the words marked as its own."""

    role: str
    alt: str
    text: str
    children: tuple[Node, ...]
    parts: tuple[Node | str, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Write the tree as indented text."""
        alt = f" [{self.alt}]" if self.alt else ""
        yield f"{'  ' * depth}{self.role}{alt}{f' {self.text}' if self.text else ''}"
        for child in self.children:
            yield from child.lines(depth + 1)

    def all(self) -> Iterator[Node]:
        """Go through the element and everything under it, in reading order."""
        yield self
        for child in self.children:
            yield from child.all()


def tree(path: Path) -> Node:
    """Read the structure tree with pikepdf and the words of its marked content with pdfium (ISO 32000-1 14.7)."""
    words = marked(path)
    with pikepdf.open(path) as file:
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        root = file.Root.StructTreeRoot.K
        assert isinstance(root, pikepdf.Dictionary), "one Document element"
        return _node(root, words, numbers)


def _node(element: pikepdf.Object, words: Mapping[tuple[int, int], str], numbers: Mapping[tuple[int, int], int]) -> Node:
    parts = tuple(part if isinstance(part, str) else _node(part, words, numbers) for part in parts_of(element, words, numbers))
    alt = str(element.get("/Alt", element.get("/ActualText", "")))
    text = "".join(part for part in parts if isinstance(part, str)).strip()
    return Node(str(element.S)[1:], alt, text, tuple(part for part in parts if isinstance(part, Node)), parts)


def parts_of(
    element: pikepdf.Object, words: Mapping[tuple[int, int], str], numbers: Mapping[tuple[int, int], int]
) -> Iterator[pikepdf.Object | str]:
    """Give what an element holds, in order: other elements, and its own words; `words` are those of marked content, `numbers` the pages'."""
    held = element.get("/K", pikepdf.Array())
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
        elif not isinstance(kid, pikepdf.Dictionary):
            yield words[numbers[element.Pg.objgen], int(kid)]
        elif "/MCID" in kid:
            yield words[numbers[kid.Pg.objgen], int(kid.MCID)]


def marked(path: Path) -> dict[tuple[int, int], str]:
    """Read the words of each marked-content sequence: page, counted from 0, and id to text. What is in forms is never marked."""
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(path)):
        words = page.get_textpage()
        for one in page.get_objects(max_depth=1):
            mark = raw.FPDFPageObj_GetMarkedContentID(one)
            if mark >= 0:
                found[number, mark] = found.get((number, mark), "") + _words(one, words)
    return found


def _words(one: pypdfium2.PdfObject, words: pypdfium2.PdfTextPage) -> str:
    if one.type != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    length = raw.FPDFTextObj_GetText(one, words, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(one, words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
