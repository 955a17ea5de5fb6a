"""The file itself: numbered objects, written in object streams, with an identifier that depends on the content alone.

A tagged deck of 10,000 cards has 100,000 objects: written as bytes in object streams its file is five times smaller than with one
object after the other, and nothing is built that is only written once (ISO 32000-1 7.5.7).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

IN_STREAM = 200
MOST_IN_STREAM = 60_000
"""What the table has room to number; the tree of a very long reading edition is one piece."""
LEVEL = 4
"""zlib's effort: 6 makes a file a twelfth smaller and takes twice the time."""
ROW = struct.Struct(">BIH")
"""One row of the cross-reference stream: kind, offset or stream, place in the stream."""


def text_string(text: str) -> bytes:
    """Write a text string (ISO 32000-1 7.9.2.2)."""
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<" + data.hex().encode() + b">"


def stream(keys: str, data: bytes) -> bytes:
    """Write a stream of bytes that are compressed already, or are to be read as they are; `keys` go into its dictionary."""
    return b"".join((f"<<{keys}/Length {len(data)}>>\nstream\n".encode(), data, b"\nendstream"))


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

    def __init__(self, version: str = "1.7") -> None:
        """Start an empty file in memory; `version` is the one of PDF that it claims."""
        self.version = version
        self.objects: list[Raw] = []
        self.kids = Raw()
        self.pages: list[int] = []
        self.contents: list[Raw] = []
        self.forms: dict[str, int] = {}
        self.fonts: dict[str, int] = {}
        self.resources = Raw()
        self.root = self.about = 0
        self.resources_number, self.kids_number = self.add(self.resources), self.add(self.kids)

    def add(self, item: Raw) -> int:
        """Register an object; give its number."""
        self.objects.append(item)
        return len(self.objects)

    def stream(self, keys: str, data: bytes) -> int:
        """Register a stream of bytes that are compressed already; `keys` go into its dictionary. Give its number."""
        return self.add(Raw(stream(keys, data)))

    def form(self, name: str, box: str, code: str) -> None:
        """Register operators as a form XObject under a name (ISO 32000-1 8.10)."""
        keys = f"/Type/XObject/Subtype/Form/BBox[{box}]/Resources {self.resources_number} 0 R/Filter/FlateDecode"
        self.forms[name] = self.stream(keys, zlib.compress(code.encode("ascii"), LEVEL))

    def page(self, size: tuple[float, float], extra: str = "") -> None:
        """Register a page of a size in points; its content comes later."""
        content = Raw()
        number = self.add(content)
        box = f"/MediaBox[0 0 {size[0]:.3f} {size[1]:.3f}]"
        keys = f"/Type/Page/Parent {self.kids_number} 0 R{box}/Contents {number} 0 R/Resources {self.resources_number} 0 R"
        self.contents.append(content)
        self.pages.append(self.add(Raw(f"<<{keys}/StructParents {len(self.pages)}/Tabs/S{extra}>>".encode())))

    def content(self, page: int, code: str) -> None:
        """Fill in the operators of a page, counted from 0."""
        data = zlib.compress(code.encode("ascii"), LEVEL)
        self.contents[page].data = stream("/Filter/FlateDecode", data)

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

    def describe(self, catalog: str, info: bytes) -> None:
        """Add what a reader opens first; after this the numbers of all objects but the structure tree's are known."""
        self.kids.data = f"<</Type/Pages/Count {len(self.pages)}/Kids[{_references(self.pages)}]>>".encode()
        fonts, forms = (" ".join(f"/{name} {number} 0 R" for name, number in one.items()) for one in (self.fonts, self.forms))
        self.resources.data = f"<</Font<<{fonts}>>/XObject<<{forms}>>>>".encode()
        self.root = self.add(Raw(f"<</Type/Catalog/Pages {self.kids_number} 0 R{catalog}>>".encode()))
        self.about = self.add(Raw(info))

    def digest(self) -> str:
        """Give a number in 32 digits that depends on all that is in the file so far."""
        digest = hashlib.md5(usedforsecurity=False)
        for item in self.objects:
            digest.update(item.data)
        return digest.hexdigest()

    def finish(self, tree: Sequence[Packed]) -> bytes:
        """Write the file: streams, the structure tree's objects, then all others in streams of objects."""
        packer = Packer(max((stream for stream, _, _ in tree), default=len(self.objects)) + 1)
        plain = [(number, item.data) for number, item in enumerate(self.objects, 1) if not item.data.endswith(b"endstream")]
        for start in range(0, len(plain), IN_STREAM):
            packer.pack(plain[start : start + IN_STREAM])
        file = File(packer.next, self.version)
        for number, item in enumerate(self.objects, 1):
            if item.data.endswith(b"endstream"):
                file.add(number, item.data)
        for packed in (*tree, *packer.packed):
            file.adopt(packed)
        return file.finish(catalog=self.root, info=self.about)


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


Packed = tuple[int, tuple[int, ...], bytes]
"""A stream of objects: its own number, the numbers of its objects, and the stream."""


class Packer:
    """Numbers new objects and packs objects into streams, which take their numbers as they come (ISO 32000-1 7.5.7)."""

    def __init__(self, first: int) -> None:
        """Take the first number that is free."""
        self.next = first
        self.packed: list[Packed] = []

    def take(self, count: int = 1) -> int:
        """Give the first of some new numbers."""
        self.next += count
        return self.next - count

    def pack(self, objects: Sequence[tuple[int, bytes]]) -> None:
        """Put objects into a stream, or into several where they are more than one can number."""
        for start in range(MOST_IN_STREAM, len(objects), MOST_IN_STREAM):
            self.pack(objects[start : start + MOST_IN_STREAM])
        objects = objects[:MOST_IN_STREAM]
        head, offset = [], 0
        for number, data in objects:
            head.append(f"{number} {offset}")
            offset += len(data) + 1
        first = " ".join(head).encode() + b"\n"
        body = zlib.compress(first + b"\n".join([data for _, data in objects]), LEVEL)
        keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d" % (len(objects), len(first), len(body))
        members = tuple([number for number, _ in objects])
        self.packed.append((self.take(), members, b"<<%s>>\nstream\n%s\nendstream" % (keys, body)))


class File:
    """The bytes of a file under way, and its cross-reference stream (ISO 32000-1 7.5.8)."""

    def __init__(self, number: int, version: str) -> None:
        """Start a file whose cross-reference stream has the last number."""
        self.parts = [b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode()]
        self.offset = len(self.parts[0])
        self.number = number
        self.table = bytearray(ROW.size * (number + 1))
        ROW.pack_into(self.table, 0, 0, 0, 0xFFFF)

    def add(self, number: int, data: bytes) -> None:
        """Write an object on its own."""
        ROW.pack_into(self.table, ROW.size * number, 1, self.offset, 0)
        parts = b"%d 0 obj\n" % number, data, b"\nendobj\n"  # not joined: a photograph's bytes are many
        self.parts += parts
        self.offset += sum(map(len, parts))

    def adopt(self, packed: Packed) -> None:
        """Write a stream of objects."""
        stream, members, data = packed
        for place, number in enumerate(members):
            ROW.pack_into(self.table, ROW.size * number, 2, stream, place)
        self.add(stream, data)

    def finish(self, *, catalog: int, info: int) -> bytes:
        """Write the cross-reference stream; the identifier is a digest of everything before it."""
        digest = hashlib.md5(usedforsecurity=False)
        for part in self.parts:
            digest.update(part)
        mark, start = digest.hexdigest().encode(), self.offset
        ROW.pack_into(self.table, ROW.size * self.number, 1, start, 0)
        body = zlib.compress(bytes(self.table), LEVEL)
        keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (self.number + 1, catalog, info, mark, mark)
        stream = b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (keys, len(body), body)
        self.parts.append(b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (self.number, stream, start))
        return b"".join(self.parts)
