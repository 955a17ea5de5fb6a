"""How questions and answers go through a pipe: how long each is, then what it says."""

from __future__ import annotations

from typing import IO

HEAD = 4
"""Bytes before each question and answer: how long it is."""


def read(stream: IO[bytes]) -> bytes | None:
    """Read a question or an answer; None where the other side has ended."""
    head = stream.read(HEAD)
    if len(head) < HEAD:
        return None
    data = stream.read(size := int.from_bytes(head, "big"))
    return data if len(data) == size else None


def write(stream: IO[bytes], data: bytes) -> None:
    """Write a question or an answer."""
    stream.write(len(data).to_bytes(HEAD, "big") + data)
    stream.flush()
