"""Objects in streams, each a fraction of its size alone (ISO 32000-1 7.5.7): numbered and packed without reportlab, in a second process too."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

IN_STREAM = 200
MOST_IN_STREAM = 60_000
"""What the table has room to number; the tree of a very long reading edition is one piece."""
LEVEL = 4
"""zlib's effort: 6 makes a file a twelfth smaller and takes twice the time."""


def deflated(data: bytes) -> bytes:
    """Make bytes smaller, as all streams of a file are."""
    return zlib.compress(data, LEVEL)


def text_string(text: str) -> bytes:
    """Write a text string (ISO 32000-1 7.9.2.2)."""
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<" + data.hex().encode() + b">"


Packed = tuple[int, tuple[int, ...], bytes]
"""A stream of objects: its own number, the numbers of its objects, and the stream as reportlab writes one, without a last end of line."""


class Packer:
    """Numbers new objects and packs objects into streams, which take their numbers as they come."""

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
        body = deflated(first + b"\n".join([data for _, data in objects]))
        keys = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d" % (len(objects), len(first), len(body))
        members = tuple([number for number, _ in objects])
        self.packed.append((self.take(), members, b"<<%s>>\nstream\n%sendstream\n" % (keys, body)))
