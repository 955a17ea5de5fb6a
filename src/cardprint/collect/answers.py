"""What was read of a page that came back: which page it is, and an Answer for each field that somebody filled in."""

from __future__ import annotations

from msgspec import Struct

from cardprint.fieldmaps import FieldMap, Printed
from cardprint.notes import Source


class Answer(Struct, frozen=True, kw_only=True):
    """What stands in one field. `values`: the text, or the choice, or the ticks. What is not sure is only `seen`, for a person to decide.

    `picture` is a PNG of the field and what surrounds it, of handwriting and of what is unsure.
    """

    field: str
    values: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    is_sure: bool = True
    picture: bytes = b""


class Returned(Struct, frozen=True, kw_only=True):
    """One page that came back: the map that it was printed with, which page of it, its answers, the file and page that it was read from."""

    map: FieldMap
    page: Printed
    answers: tuple[Answer, ...]
    source: Source
