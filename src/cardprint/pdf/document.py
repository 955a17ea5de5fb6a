"""The file itself: reportlab's objects, written in object streams, with identifiers and dates that depend on the input alone.

reportlab 5.1 writes every object on its own and a table of offsets; a tagged deck of 10,000 cards is five times smaller with object
streams (ISO 32000-1 7.5.7). `PDFDocument.format` is the one hook used; `tests/test_pdf.py` names it and the version it was seen in.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

rl_config.useA85 = 0
VERSION = (1, 7)
IN_STREAM = 200
LEVEL = 6


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object that is written as it is; its bytes may be made when all others have their numbers."""

    __RefOnly__ = 1

    def __init__(self, data: bytes = b"") -> None:
        """Keep the bytes."""
        self.data = data

    def format(self, document: Document) -> bytes:  # noqa: ARG002 - reportlab's signature
        """Give the bytes."""
        return self.data


class Document(pdfdoc.PDFDocument):  # type: ignore[misc]
    """reportlab's document with its own way of writing."""

    def add(self, item: pdfdoc.PDFObject, name: str | None = None) -> int:
        """Register an object; give its number."""
        self.Reference(item, name)
        return self.number(item)

    def number(self, item: pdfdoc.PDFObject) -> int:
        """Give the number of a registered object."""
        number: int = self.idToObjectNumberAndVersion[item.__InternalName__][0]
        return number

    def page_number(self, index: int) -> int:
        """Give the object number of a page, counted from 0."""
        number: int = self.idToObjectNumberAndVersion[f"Page{index + 1}"][0]
        return number

    def bytes(self, canvas: Canvas, tree: Callable[[int], Sequence[bytes]]) -> bytes:
        """Write the file. `tree` gets the number of its first object and gives the tree's objects, which come last."""
        self.Outlines.prepare(self, canvas)
        if self.Outlines.ready < 0:
            self.Catalog.Outlines = None
        catalog, info = self.add(self.Catalog), self.add(self.info)
        plain, streams = self._formatted()
        elements = tree(len(self.numberToId) + 1)
        plain = [(number, self.idToObject[self.numberToId[number]].data if data is None else data) for number, data in plain]
        plain += list(enumerate(elements, len(self.numberToId) + 1))
        return _file(plain, streams, catalog, info)

    def _formatted(self) -> tuple[list[Any], list[tuple[int, bytes]]]:
        """Format every object; formatting may register more. Empty Raw objects are left for later."""
        plain: list[tuple[int, bytes | None]] = []
        streams: list[tuple[int, bytes]] = []
        counter = 1
        while counter in self.numberToId:
            item = self.idToObject[self.numberToId[counter]]
            data = pdfdoc.format(item, self, toplevel=1)
            if data.endswith(b"endstream\n"):
                streams.append((counter, data[:-10] + b"\nendstream"))
            else:
                plain.append((counter, data or None))
            counter += 1
        return plain, streams


class PlainCanvas(Canvas):  # type: ignore[misc]
    """A reportlab canvas that selects no font of its own and writes through Document."""

    def __init__(self, *, language: str) -> None:
        """Start an empty file in memory."""
        super().__init__(BytesIO(), pageCompression=1, invariant=1, pdfVersion=VERSION, lang=language)
        self._doc = Document(compression=1, invariant=1, pdfVersion=VERSION, lang=language)

    def _make_preamble(self) -> None:
        self._preamble = ""


def _file(plain: Sequence[tuple[int, bytes]], streams: Sequence[tuple[int, bytes]], catalog: int, info: int) -> bytes:
    """Put objects into object streams and write the cross-reference stream (ISO 32000-1 7.5.7, 7.5.8)."""
    out = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    offset = len(out[0])
    rows: dict[int, tuple[int, int, int]] = {}
    last = max(number for number, _ in (*plain, *streams))
    packed = [_packed(plain[start : start + IN_STREAM]) for start in range(0, len(plain), IN_STREAM)]
    for number, data in (*streams, *enumerate(packed, last + 1)):
        rows[number] = (1, offset, 0)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, data))
        offset += len(out[-1])
    for place, (number, _) in enumerate(plain):
        rows[number] = (2, last + 1 + place // IN_STREAM, place % IN_STREAM)
    size = last + len(packed) + 2
    digest = hashlib.md5(usedforsecurity=False)
    for part in out:
        digest.update(part)
    out.append(_xref(rows, size, offset, catalog=catalog, info=info, mark=digest.hexdigest()))
    out.append(b"startxref\n%d\n%%%%EOF\n" % offset)
    return b"".join(out)


def _packed(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Write one object stream."""
    head, offset = [], 0
    for number, data in objects:
        head.append(f"{number} {offset}")
        offset += len(data) + 1
    first = " ".join(head).encode() + b"\n"
    body = zlib.compress(first + b"\n".join([data for _, data in objects]), LEVEL)
    return b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(objects), len(first), len(body), body)


def _xref(rows: dict[int, tuple[int, int, int]], size: int, offset: int, *, catalog: int, info: int, mark: str) -> bytes:
    rows[size - 1] = (1, offset, 0)
    table = [b"\x00\x00\x00\x00\x00\xff\xff"]
    for number in range(1, size):
        kind, second, third = rows[number]
        table.append(bytes((kind,)) + second.to_bytes(4, "big") + third.to_bytes(2, "big"))
    body = zlib.compress(b"".join(table), LEVEL)
    keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (size, catalog, info, mark.encode(), mark.encode())
    return b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (size - 1, keys, len(body), body)
