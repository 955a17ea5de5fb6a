"""Worksheets that can be read when they come back: two codes on each page, and a map of where its fields lie."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from cardprint import qr
from cardprint.context import Context
from cardprint.errors import Place, Problem, error, warning
from cardprint.fieldmaps import CORNERS, Box, FieldMap, Printed, Spot, encoded
from cardprint.geometry import MM, Rect, Size, mm
from cardprint.layouts.cards import note
from cardprint.page import TO_WRITE, Code, Face, Field, Item, TextLine
from cardprint.typeset import fit

MODULE = mm(0.6)
"""Smaller ones are lost by an office machine."""
SIDE = qr.side("A") * MODULE
EDGE = mm(8)
"""From the paper's edges to a code: beyond what printers leave white."""
QUIET = qr.QUIET * MODULE
LETTERS = 12
WORDS = mm(26)
"""The room for the key in letters, beside its code."""


class Coded(Struct, frozen=True):
    """Pages with their codes, and their map."""

    faces: list[Face]
    map: FieldMap
    problems: tuple[Problem, ...]


def coded(context: Context, about: FieldMap, groups: Sequence[str], sheets: Sequence[Sequence[Face]], *, is_drawn: bool) -> Coded:
    """Give each page its key: `about` says what the sheets are of, `groups` whose each is; `is_drawn`: as codes in two corners too.

    The fingerprint that `about` has already tells a form from a sheet that looks the same.
    """
    size, layouts, numbered = sheets[0][0].size, dict[tuple[Spot, ...], int](), []
    seen: dict[str, int] = {}
    for group, faces in zip(groups, sheets, strict=True):
        seen[group] = seen.get(group, 0) + 1
        for page, face in enumerate(faces, 1):
            spots = tuple(_spot(field) for field in face.fields)
            numbered.append(Printed("", group, seen[group], page, layouts.setdefault(spots, len(layouts))))
    boxes = tuple(_millimetres(rect) for rect in _corners(size)) if is_drawn else ()
    made = replace(about, size=(_mm(size.width), _mm(size.height)), codes=boxes, pages=tuple(numbered), layouts=tuple(layouts))
    every = list(chain(*sheets))
    sheet = replace(made.worksheet, fingerprint=_fingerprint(made, every))
    made = replace(made, worksheet=sheet)
    made = replace(made, pages=tuple(replace(page, key=_key(made, page)) for page in made.pages))
    if is_drawn:
        every = [_drawn(face, page.key, context) if face.items else face for face, page in zip(every, made.pages, strict=True)]
    return Coded(every, made, tuple(_problems(made, every)))


def _spot(field: Field) -> Spot:
    """Say where a field lies. What stands in the head is the group's own, and no part of the layout that sheets have in common."""
    value = field.value if field.kind != TO_WRITE else field.text if "." in field.name else ""
    return Spot(field.name, field.kind, _millimetres(field.rect), value, field.label)  # type: ignore[arg-type]


def _mm(points: float) -> float:
    return round(points / MM, 2)


def _millimetres(rect: Rect) -> Box:
    return _mm(rect.x), _mm(rect.y), _mm(rect.width), _mm(rect.height)


def _corners(size: Size) -> tuple[Rect, Rect]:
    """Give the squares of the codes: top right and bottom left, clear of a staple and of the title."""
    return Rect(size.width - EDGE - SIDE, EDGE, SIDE, SIDE), Rect(EDGE, size.height - EDGE - SIDE, SIDE, SIDE)


def _fingerprint(made: FieldMap, faces: Sequence[Face]) -> str:
    """Stand for all that is printed: two files of one fingerprint are the same print, and both forms or none."""
    digest = blake2b(encoded(made), digest_size=4)
    for face in faces:
        digest.update("\n".join(map(_printed, face.items)).encode())
    return digest.hexdigest()


def _printed(item: Item) -> str:
    return repr((item.x, item.y, item.size, item.font, item.hex) if isinstance(item, TextLine) else item)


def _key(made: FieldMap, page: Printed) -> str:
    """Name a page by letters and digits that two pages do not share."""
    sheet = made.worksheet
    about = (made.organisation, made.language, made.area, made.agenda, made.date, sheet.id, sheet.fingerprint)
    said = "\0".join((*about, page.group, str(page.copy), str(page.page)))
    return base64.b32encode(blake2b(said.encode(), digest_size=10).digest()).decode()[:LETTERS]


def _drawn(face: Face, key: str, context: Context) -> Face:
    """Draw both codes, and the key in letters: under the one at the top, beside the one at the foot."""
    top, foot = _corners(face.size)
    squares = [Code(rect, key + corner) for rect, corner in zip((top, foot), CORNERS, strict=True)]
    shown = " ".join(key[start : start + 4] for start in range(0, LETTERS, 4))
    lines = [item for item in fit.furniture(note(shown, "code-key"), WORDS, context.fresh()).items if isinstance(item, TextLine)]
    words: list[Item] = []
    for line in lines:
        words += [
            line._replace(x=top.right - line.width, y=top.bottom + mm(1) + line.y, element=None),
            line._replace(x=foot.right + mm(1.5), y=foot.bottom - mm(0.3), element=None),
        ]
    return replace(face, items=[*face.items, *squares, *words])


def _problems(made: FieldMap, faces: Sequence[Face]) -> Iterator[Problem]:
    """Say which pages have the same key, and whether something covers a code."""
    keys: dict[str, Printed] = {}
    for page in made.pages:
        if page.key in keys:
            yield error("key-twice", Place(""), key=page.key, first=keys[page.key].group, second=page.group)
        keys[page.key] = page
    if not any(made.layouts):
        yield warning("nothing-to-fill-in", Place(""))
    for name in sorted({spot.field for layout in made.layouts for spot in _doubled(layout)}):
        yield error("field-twice", Place(""), name=name)
    if made.codes and any(_is_covered(face) for face in faces):
        yield warning("code-covered", Place(""), edge=f"{(EDGE + SIDE + QUIET) / MM:.0f}")


def _doubled(spots: Sequence[Spot]) -> Iterator[Spot]:
    """Find places to write in that have the name of another one on their page."""
    seen: dict[str, Spot] = {}
    for spot in spots:
        if TO_WRITE in (seen.setdefault(spot.field, spot).kind, spot.kind) and seen[spot.field] is not spot:
            yield spot


def _is_covered(face: Face) -> bool:
    """Tell whether an item reaches into the white that a code needs around it; the key's letters may."""
    (top, foot), width = [rect.inset(-QUIET) for rect in _corners(face.size)], face.size.width
    for item in face.items:
        if isinstance(item, Code) or (item.element is None and isinstance(item, TextLine)):
            continue
        box = item.box
        if box.y < top.bottom and box.bottom > top.y and box.right > top.x and box.x < width:
            return True
        if box.bottom > foot.y and box.y < foot.bottom and box.x < foot.right and box.right > 0:
            return True
    return False
