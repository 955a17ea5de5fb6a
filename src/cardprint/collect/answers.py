"""What came back: of a page an Answer for each field that somebody filled in; of the workbook what a person Corrected."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from msgspec import Struct

from cardprint.errors import Place
from cardprint.fieldmaps import FieldMap, Printed
from cardprint.notes import Source


def of_file(data: bytes) -> str:
    """Stand for a file: scanners and telephones give names twice."""
    return blake2b(data, digest_size=4).hexdigest()


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


class Corrected(Struct, frozen=True, kw_only=True):
    """A field that a person decided in the workbook. `values` are as in an Answer: none says that nothing stands there.

    Fields are those of Spots, and of the notes: `challenges.2.same_as`, and `seen` of a group. `was` is what the notes said when the workbook was
    written (nothing where it was not sure): where they say something else now, they were changed meanwhile, and are newer than the workbook.
    """

    group: str
    field: str
    values: tuple[str, ...]
    was: tuple[str, ...] = ()
    place: Place


class Origin(Struct, frozen=True):
    """A page that stood in the notes when a workbook was written: whose, which of the group's sheets, its key, what it is of, and its number there.

    A page is of a scan, known by its digest, or of a file.
    """

    group: str
    sheet: int
    key: str
    of: str
    page: int


class Corrections(Struct, frozen=True, kw_only=True):
    """What a person corrected in one workbook, in its order. `notes` is whose: a path below notes/, such as `aeldre/intromoede.yaml`.

    `origins` and `rows` say where its rows stood: of a group's row, such as `challenges.3`, on which of its sheets, and as which row of that sheet.
    """

    notes: str
    corrected: tuple[Corrected, ...]
    source: Source
    origins: tuple[Origin, ...] = ()
    rows: Mapping[tuple[str, str], tuple[int, int]] = {}
