"""Where the fields of a printed worksheet lie, and which page is whose: what is needed to read it when it comes back.

A FieldMap goes into the worksheet's PDF, as data that no viewer shows, and to `notes/sheets/<fingerprint>.json`. Lengths are millimetres from the page's
top left corner.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import Struct

FORMAT = 1
CORNERS = "AB"
"""What the codes of a page end with: the one at the top right, the one at the bottom left."""

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class Spot(Struct, frozen=True, omit_defaults=True):
    """A place on a page to fill in. Spots of one `field` are its choices; `value` is what a choice or a tick stands for.

    A field's name goes by what is written there: `group`, `date`, `written_by`; `challenges.2.text`, `.importance`, `.effect`, `.barriers`,
    `.disagree`; `home_tasks.1.task`, `.challenge`, `.who`, `.ask`, `.due`; a block by its key, such as `keep`. Rows of a note sheet are
    `cards.1.card`, `.bother`, `.sense`, `.words`; of a colleague's sheet `answers.1.bother`, `.who`, `.sense`, `.words`.
    """

    field: str
    kind: Literal["text", "choice", "tick"]
    box: Box
    value: str = ""
    label: str = ""


class Printed(Struct, frozen=True, omit_defaults=True):
    """A page as it was printed. `key` is what its codes say, without the letter of the corner; `page` counts from 1 within its sheet.

    `group` is empty on a spare sheet, `copy` counts the sheets of one group. `spots` is the number of its layout in the map.
    """

    key: str
    group: str
    copy: int
    page: int
    spots: int


class Sheet(Struct, frozen=True, omit_defaults=True):
    """The worksheet that was printed."""

    id: str
    kind: str
    version: str
    fingerprint: str


class FieldMap(Struct, frozen=True, kw_only=True):
    """All pages of one file of worksheets, in its order. `codes` are the boxes of the modules, without their quiet zone, as CORNERS orders them."""

    cardprint: int = FORMAT
    organisation: str = ""
    language: str = ""
    area: str = ""
    agenda: str = ""
    date: str = ""
    worksheet: Sheet
    size: tuple[float, float]
    codes: tuple[Box, ...] = ()
    pages: tuple[Printed, ...] = ()
    layouts: tuple[tuple[Spot, ...], ...] = ()


def encoded(made: FieldMap) -> bytes:
    """Give the map as JSON, the same bytes for the same map."""
    return msgspec.json.encode(made) + b"\n"


def decoded(data: bytes) -> FieldMap:
    """Read a map. Raises msgspec.ValidationError, or msgspec.DecodeError, for what is none."""
    found = msgspec.json.decode(data, type=FieldMap)
    if found.cardprint != FORMAT:
        message = f"a map of format {found.cardprint}"
        raise msgspec.ValidationError(message)
    return found
