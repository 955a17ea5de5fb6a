"""The file itself: numbered objects, written in object streams, with an identifier that depends on the content alone.

A tagged deck of 10,000 cards has 100,000 objects: written as bytes in object streams its file is five times smaller than with one
object after the other, and nothing is built that is only written once (ISO 32000-1 7.5.7).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

IN_STREAM = 200
LEVEL = 4
"""zlib's effort: 6 makes a file a twelfth smaller and takes twice the time."""
ROW = struct.Struct(">BIH")
"""One row of the cross-reference stream: kind, offset or stream, place in the stream."""


def text_string(text: str) -> bytes:
    """Write a text string (ISO 32000-1 7.9.2.2)."""
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<" + data.hex().encode() + b">"


class Raw:
    """An object that is written as it is; its bytes may be made when all others have their numbers."""

    def __init__(self, data: bytes = b"") -> None:
        """Keep the bytes."""
        self.data = data


class Bookmark(NamedTuple):
    """An entry of the outline: the page, counted from 0, its title, its level from 0."""

    page: int
    title: str
    level: int


class Document:
    """The objects of one file; all pages share one dictionary of resources."""

    def __init__(self) -> None:
        """Start an empty file in memory."""
        self.objects: list[Raw] = []
        self.kids = Raw()
        self.pages: list[int] = []
        self.forms: dict[str, int] = {}
        self.fonts: dict[str, int] = {}
        self.resources = Raw()
        self.resources_number, self.kids_number = self.add(self.resources), self.add(self.kids)

    def add(self, item: Raw) -> int:
        """Register an object; give its number."""
        self.objects.append(item)
        return len(self.objects)

    def stream(self, keys: str, data: bytes) -> int:
        """Register a stream of bytes that are compressed already; `keys` go into its dictionary. Give its number."""
        return self.add(Raw(f"<<{keys}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"))

    def form(self, name: str, box: str, code: str) -> None:
        """Register operators as a form XObject under a name (ISO 32000-1 8.10)."""
        keys = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources {self.resources_number} 0 R/Filter/FlateDecode"
        self.forms[name] = self.stream(keys, zlib.compress(code.encode("ascii"), LEVEL))

    def page(self, size: tuple[float, float], code: str, extra: str = "") -> None:
        """Register a page of a size in points."""
        content = self.stream("/Filter/FlateDecode", zlib.compress(code.encode("ascii"), LEVEL))
        box = f"/MediaBox[0 0 {size[0]:.3f} {size[1]:.3f}]"
        keys = f"/Type/Page/Parent {self.kids_number} 0 R{box}/Contents {content} 0 R/Resources {self.resources_number} 0 R"
        self.pages.append(self.add(Raw(f"<<{keys}/StructParents {len(self.pages)}/Tabs/S{extra}>>".encode())))

    def add_bookmarks(self, marks: Iterable[Bookmark]) -> int:
        """Register the outline; give its number, 0 where there is none (ISO 32000-1 12.3.3)."""
        entries = [(mark, Raw()) for mark in marks]
        if not entries:
            return 0
        top = Raw()
        numbers = [self.add(raw) for _, raw in entries]
        root = self.add(top)
        levels = [mark.level for mark, _ in entries]
        top.data = b"<</Type/Outlines" + _kin(-1, levels, numbers) + b">>"
        for index, (mark, raw) in enumerate(entries):
            parent = next((number for number in range(index - 1, -1, -1) if levels[number] < mark.level), None)
            title = text_string(mark.title)
            keys = b"/Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (title, root if parent is None else numbers[parent], self.pages[mark.page])
            raw.data = b"<<" + keys + _neighbours(index, levels, numbers) + _kin(index, levels, numbers) + b">>"
        return root

    def finish(self, catalog: str, info: bytes, tree: Callable[[File], None]) -> bytes:
        """Write the file; `tree` writes the structure tree's objects, and fills in what was promised."""
        self.kids.data = f"<</Type/Pages/Count {len(self.pages)}/Kids[{_references(self.pages)}]>>".encode()
        fonts, forms = (" ".join(f"/{name} {number} 0 R" for name, number in one.items()) for one in (self.fonts, self.forms))
        self.resources.data = f"<</Font<<{fonts}>>/XObject<<{forms}>>>>".encode()
        root = self.add(Raw(f"<</Type/Catalog/Pages {self.kids_number} 0 R{catalog}>>".encode()))
        about = self.add(Raw(info))
        file = File(len(self.objects))
        tree(file)
        plain: list[tuple[int, bytes]] = []
        for number, item in enumerate(self.objects, 1):
            if item.data.endswith(b"endstream"):
                file.add(number, item.data)
            else:
                plain.append((number, item.data))
        for start in range(0, len(plain), IN_STREAM):
            file.pack(plain[start : start + IN_STREAM])
        return file.finish(catalog=root, info=about)


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)


def _children(index: int, levels: Sequence[int]) -> list[int]:
    """List the entries right under one; -1 is the root."""
    level = levels[index] if index >= 0 else -1
    out: list[int] = []
    for number in range(index + 1, len(levels)):
        if levels[number] <= level:
            break
        if not out or levels[number] <= levels[out[0]]:
            out.append(number)
    return out


def _kin(index: int, levels: Sequence[int], numbers: Sequence[int]) -> bytes:
    """Write First, Last and Count of an entry's children; they are closed below the first level."""
    children = _children(index, levels)
    if not children:
        return b""
    count = len(children) if index < 0 else -len(children)
    return b"/First %d 0 R/Last %d 0 R/Count %d" % (numbers[children[0]], numbers[children[-1]], count)


def _neighbours(index: int, levels: Sequence[int], numbers: Sequence[int]) -> bytes:
    before = next((number for number in range(index - 1, -1, -1) if levels[number] <= levels[index]), None)
    after = next((number for number in range(index + 1, len(levels)) if levels[number] <= levels[index]), None)
    out = b"/Prev %d 0 R" % numbers[before] if before is not None and levels[before] == levels[index] else b""
    return out + (b"/Next %d 0 R" % numbers[after] if after is not None and levels[after] == levels[index] else b"")


class File:
    """The bytes of a file under way: objects, object streams and the cross-reference stream (ISO 32000-1 7.5.7, 7.5.8).

    `next` is the number of the next new object; streams of objects take theirs as they are packed.
    """

    def __init__(self, last: int) -> None:
        """Start a file whose objects up to `last` have their numbers already."""
        self.parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self.offset = len(self.parts[0])
        self.next = last + 1
        self.table = bytearray(ROW.size)
        ROW.pack_into(self.table, 0, 0, 0, 0xFFFF)

    def take(self, count: int = 1) -> int:
        """Give the first of some new numbers."""
        self.next += count
        return self.next - count

    def add(self, number: int, data: bytes) -> None:
        """Write an object on its own."""
        self._row(number, 1, self.offset, 0)
        part = b"%d 0 obj\n%s\nendobj\n" % (number, data)
        self.parts.append(part)
        self.offset += len(part)

    def pack(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Write objects as one object stream."""
        stream, head, offset = self.take(), [], 0
        for place, (number, data) in enumerate(objects):
            head.append(f"{number} {offset}")
            offset += len(data) + 1
            self._row(number, 2, stream, place)
        first = " ".join(head).encode() + b"\n"
        body = zlib.compress(first + b"\n".join([data for _, data in objects]), LEVEL)
        keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d" % (len(objects), len(first), len(body))
        self.add(stream, b"<<%s>>\nstream\n%s\nendstream" % (keys, body))

    def _row(self, number: int, kind: int, second: int, third: int) -> None:
        missing = (number + 1) * ROW.size - len(self.table)
        if missing > 0:
            self.table += bytes(missing)
        ROW.pack_into(self.table, ROW.size * number, kind, second, third)

    def finish(self, *, catalog: int, info: int) -> bytes:
        """Write the cross-reference stream; the identifier is a digest of everything before it."""
        digest = hashlib.md5(usedforsecurity=False)
        for part in self.parts:
            digest.update(part)
        mark, start, number = digest.hexdigest().encode(), self.offset, self.take()
        self._row(number, 1, start, 0)
        body = zlib.compress(bytes(self.table), LEVEL)
        keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (self.next, catalog, info, mark, mark)
        stream = b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (keys, len(body), body)
        self.parts.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream, start))
        return b"".join(self.parts)
