"""reportlab's canvas and document, and how the document becomes a file: objects in streams, the structure tree as bytes.

reportlab numbers the objects and says what is in them: pages, forms, pictures, outline, catalog. A tagged deck of 10,000 cards has
100,000 objects: in streams of objects its file is five times smaller than in reportlab's own layout, with one object after the other
(ISO 32000-1 7.5.7). Pages are packed as soon as they are drawn.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cardprint.pdf.packing import IN_STREAM, Packed, Packer, deflated
from cardprint.pdf.pinned import pinned

with pinned():
    from reportlab.pdfbase import pdfdoc
    from reportlab.pdfgen.canvas import Canvas

ROW = struct.Struct(">BIH")
"""One row of the cross-reference stream: kind, offset or stream, place in the stream."""
FORM = b"""<<
/BBox [ %s ] /Filter [ /FlateDecode ] /FormType 1 /Length %d /Matrix [ 1 0 0 1 0 0 ] /Resources %s\x20
  /Subtype /Form /Type /XObject
>>
stream
%s%s"""
"""A form (ISO 32000-1 8.10.2), as reportlab lays one out key by key."""
END = b"endstream\n"
"""How reportlab ends a stream, without the end of line before it (ISO 19005-2, 6.1.7.1), which is written with the file."""


class Document(pdfdoc.PDFDocument):
    """The objects of one file; its pages and forms share their fonts and forms. What the structure tree refers to is numbered before the tree is written; the rest comes when it comes."""

    def __init__(self, version: str = "1.7", language: str = "") -> None:
        """Start an empty file in memory; `version` is the one of PDF that it claims."""
        major, _, minor = version.partition(".")
        super().__init__(compression=0, invariant=1, pdfVersion=(int(major), int(minor)), lang=language)
        self.Catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents", "PieceInfo"]
        self.objectcounter: int
        self.pages: list[int] = []
        self.forms: list[str] = []
        self.resources = pdfdoc.PDFResourceDictionary(Font=pdfdoc.PDFObjectReference(pdfdoc.BasicFonts))
        self.shared = self.Reference(self.resources)
        self.annotations: dict[int, list[int]] = {}
        self.tree: Sequence[Packed] = ()

    def add(self, item: Any) -> int:
        """Register an object; give its number, which stays until the tree is written."""
        return int(self.idToObjectNumberAndVersion[self.Reference(item).name][0])

    def stream(self, data: bytes, keys: str = "") -> int:
        """Register a stream of deflated bytes; `keys` go into its dictionary. Give its number."""
        return self.add(self._stream(data, keys))

    def _stream(self, data: bytes, keys: str = "") -> Raw:
        self.updateSignature(data)
        return Raw(b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s%s" % (keys.encode(), len(data), data, END))

    def font(self, name: str, data: bytes) -> None:
        """Register a font under its name in operators."""
        self.idToObject[pdfdoc.BasicFonts][name] = self.Reference(Raw(data))

    def expect(self) -> None:
        """Number a page that is drawn later."""
        page = Page()
        page.StructParents = len(self.pages)
        self.Reference(page, f"Page{len(self.pages) + 1}")
        self.pages.append(self.add(page))

    def addPage(self, page: Any) -> None:  # noqa: N802 - called by the canvas
        """Take a page that the canvas has drawn, under the number that was kept for it."""
        kept = self.idToObject[self.thisPageName()]
        vars(kept).update(
            vars(page), Resources=self.shared, Contents=self._stream(deflated(page.stream.strip().encode("ascii"))), stream=None, Trans=None
        )
        if kept.StructParents in self.annotations:
            kept.Annots = Raw(b"[%s]" % b" ".join([b"%d 0 R" % number for number in self.annotations[kept.StructParents]]))
        super().addPage(kept)

    def addForm(self, name: str, form: Any) -> None:  # noqa: N802 - called by the canvas
        """Take a form that the canvas has drawn, or a picture, under the name that it is called by."""
        if isinstance(form, pdfdoc.PDFFormXObject):
            self.updateSignature(form.stream)
            form = self._form(form)
        else:
            self.updateSignature(form.streamContent)
        super().addForm(name, form)
        self.forms.append(name)

    def _form(self, form: Any) -> Raw:
        """Write a form; all but its box, its bytes and the number of its resources is the same in all."""
        data, box = deflated(form.stream.strip()), pdfdoc.fp_str(form.lowerx, form.lowery, form.upperx, form.uppery)
        return Raw(FORM % (box.encode(), len(data), pdfdoc.format(self.shared, self), data, END))

    def annotate(self, page: int, annotations: Iterable[int]) -> None:
        """Put annotations on a page, by their numbers, behind those that it has."""
        self.annotations.setdefault(page, []).extend(annotations)

    def form_number(self, name: str) -> int:
        """Give the number of a form that was drawn."""
        return int(self.idToObjectNumberAndVersion[pdfdoc.xObjectName(name)][0])

    def keep(self, tree: Sequence[Packed], first: int) -> None:
        """Take the structure tree, whose numbers begin at `first`. What was registered while it was written moves behind it."""
        late = [self.numberToId.pop(number) for number in range(first, self.objectcounter + 1)]
        self.tree, self.objectcounter = tree, max(number for number, _, _ in tree)
        for name in late:
            self.objectcounter += 1
            self.numberToId[self.objectcounter], self.idToObjectNumberAndVersion[name] = name, (self.objectcounter, 0)

    def format(self) -> bytes:
        """Write the file: streams, the structure tree's objects, then all others in streams of objects."""
        self.resources.XObject = self.xobjDict(self.forms)
        root, info = self.add(self.Catalog), self.add(self.info)
        file, plain, number = File(self._pdfVersion), list[tuple[int, bytes]](), 0
        while number < self.objectcounter:  # writing an object may register others
            number += 1
            if number in self.numberToId:  # else it is the tree's
                data = pdfdoc.format(self.idToObject[self.numberToId[number]], self, toplevel=1)
                if data.endswith(END):
                    file.place(number, data)
                else:
                    plain.append((number, data))
        packer = Packer(self.objectcounter + 1)
        for start in range(0, len(plain), IN_STREAM):
            packer.pack(plain[start : start + IN_STREAM])
        for packed in (*self.tree, *packer.packed):
            file.adopt(packed)
        return file.close(packer.next, root, info)


class Sheets(Canvas):
    """A canvas that draws into a document of ours, and nothing unasked: others begin each page and form with a matrix and Helvetica."""

    def __init__(self, document: Document) -> None:
        """Take the document, in the place of the one that a canvas makes."""
        super().__init__(None, pagesize=(0, 0), pageCompression=0, invariant=1, initialFontName="none")
        self._doc = document

    def _make_preamble(self) -> None:
        self._preamble = ""


class Page(pdfdoc.PDFPage):
    """A page with its place in the structure tree."""

    keys = "MediaBox", "TrimBox", "BleedBox", "Parent", "Contents", "Resources", "Annots", "StructParents"

    def format(self, document: Document) -> bytes:
        """Write the dictionary. Its keys are plain names, which reportlab would look at letter by letter, page after page."""
        self.check_format(document)
        values = [(key, getattr(self, key)) for key in self.keys]
        entries = [b"/%s %s" % (key.encode(), pdfdoc.format(value, document)) for key, value in values if value is not None]
        return b"<</Type/Page%s/Tabs/S>>" % b"".join(entries)


class Raw(pdfdoc.PDFObject):
    """An object that is written as it is; its bytes may be made when all others have their numbers."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        """Keep the bytes."""
        self.data = data

    def format(self, _document: Document) -> bytes:
        """Give the bytes."""
        return self.data


class Info(pdfdoc.PDFInfo):
    """What a PDF says of itself, without what nobody has said; `when` is the input's date, not the clock's."""

    when = ""

    def format(self, document: Document) -> bytes:
        """Write the dictionary."""
        texts = {"Title": self.title, "Author": self.author, "Creator": self.creator, "Producer": self.producer}
        keys = {key: text(value) for key, value in texts.items() if value}
        when = pdfdoc.PDFString(self.when)
        return bytes(pdfdoc.PDFDictionary(keys | {"CreationDate": when, "ModDate": when, "Trapped": f"/{self.trapped}"}).format(document))


class File(pdfdoc.PDFFile):
    """The bytes of a file under way, and its cross-reference stream (ISO 32000-1 7.5.8)."""

    def __init__(self, version: tuple[int, int]) -> None:
        """Start a file."""
        super().__init__(version)
        self.rows = bytearray(ROW.pack(0, 0, 0xFFFF))

    def place(self, number: int, data: bytes) -> None:
        """Write a stream; its bytes are not copied, for a photograph's are many.

        One that ends in a carriage return gets another one: who looks for its end would take the first for part of the line's (ISO 19005-2, 6.1.7.1).
        """
        self._row(number, 1, self.offset, 0)
        end = b"\r\nendstream\nendobj\n" if data.endswith(b"\r" + END) else b"\nendstream\nendobj\n"
        for part in (b"%d 0 obj\n" % number, memoryview(data)[: -len(END)], end):
            self.add(part)

    def adopt(self, packed: Packed) -> None:
        """Write a stream of objects."""
        stream, members, data = packed
        for place, number in enumerate(members):
            self._row(number, 2, stream, place)
        self.place(stream, data)

    def _row(self, number: int, kind: int, where: int, place: int) -> None:
        missing = (number + 1) * ROW.size - len(self.rows)
        if missing > 0:
            self.rows.extend(bytes(missing))
        ROW.pack_into(self.rows, ROW.size * number, kind, where, place)

    def close(self, number: int, root: int, info: int) -> bytes:
        """Write the cross-reference stream, which has the last number; the identifier is a digest of everything before it."""
        digest = hashlib.md5(usedforsecurity=False)
        for part in self.strings:
            digest.update(part)
        mark, start = digest.hexdigest().encode(), self.offset
        self._row(number, 1, start, 0)
        body = deflated(bytes(self.rows))
        keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (number + 1, root, info, mark, mark)
        self.place(number, b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s%s" % (keys, len(body), body, END))
        self.add(b"startxref\n%d\n%%%%EOF\n" % start)
        return bytes(self.format(None))


def metadata(packet: Callable[[], bytes]) -> Any:
    """Give the stream of metadata, made when all else is in the file."""
    return pdfdoc.XMP(creator=lambda _: packet())


def text(said: str) -> Any:
    """Give a text string; one that is not plain ASCII in UTF-16, for reportlab's shorter code may begin like that (`þÿ`)."""
    return pdfdoc.PDFString(said) if said.isascii() else pdfdoc.PDFString(said, enc="utf-16")


def outline(canvas: Canvas, marks: Iterable[tuple[int, str, int]]) -> None:
    """Hang the bookmarks into the outline, closed below the first level; a level that is left out counts as the next one."""
    last = -1
    for key, (_, title, level) in enumerate(marks):
        last = min(level, last + 1)
        canvas.addOutlineEntry(text(title), str(key), last, closed=True)
