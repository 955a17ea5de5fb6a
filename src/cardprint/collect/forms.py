"""Worksheets that were filled in on a screen: the values of their form fields, page by page (ISO 32000-1 12.7).

A field is called by its page's key and its own name; a program that filled it in may have written the value to the field, to its widgets, or
to both. Nothing else of the file is taken: no name of who filled it in, no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.collect.answers import Answer, Returned, of_file
from cardprint.collect.known import Held, Known, some
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.fieldmaps import Spot
from cardprint.notes import Source
from cardprint.page import TO_CHOOSE, TO_TICK, TO_WRITE

MOST_FIELDS = 20_000
LONGEST = 10_000
"""Characters of one answer."""
OURS = re.compile(r"([A-Z2-7]{12})-(.+)", re.DOTALL)
OFF = {"", "/Off"}
HEAD = frozenset({"group", "date", "written_by"})


class Filled(Struct, frozen=True):
    """What stands in the fields of one page, and what stood there from the start: texts, and states with a slash before them. `number` counts from 1.

    It is 0 where fields are left of a page that somebody took out of the file.
    """

    key: str
    number: int
    now: dict[str, str]
    before: dict[str, str]


def read(data: bytes, shown: str, known: Known) -> Found[tuple[Returned, ...] | None]:
    """Read a form; None where the file is none of ours, such as a scan, or is not to be opened. What stood there from the start is no answer."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found = _filled(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, RuntimeError, ValueError, TypeError):
        return None, ()
    if not found:
        return None, ()
    return _returned(found, Source(kind="form", file=shown, data=of_file(data)), known)


def _filled(pdf: Any) -> list[Filled]:
    """Give what stands in the fields, page by page as they lie in the file: pages of several forms may have been put together, or taken out of one."""
    found: dict[tuple[int, str], Filled] = {}
    seen: set[tuple[str, str]] = set()
    for number, field in islice(_fields(pdf), MOST_FIELDS):
        named = OURS.fullmatch(_name(field))
        if named and (number or named.groups() not in seen):
            key, name = named.groups()
            page = found.setdefault((number, key), Filled(key, number, {}, {}))
            if page.now.get(name, "/Off") in OFF:  # of a choice without its field each step says whether it is on
                page.now[name], page.before[name] = _value(field), _text(field.get("/DV"))
            seen.add((key, name))
    return list(found.values())


def _fields(pdf: Any) -> Iterator[tuple[int, Any]]:
    """Go through the fields of all pages, be they in the list of the file's fields or not, then through those of that list."""
    for number, page in enumerate(pdf.pages, 1):
        for widget in page.get("/Annots", ()):
            if widget.get("/Subtype") == "/Widget":
                yield number, widget if "/T" in widget else widget.get("/Parent", widget)
    form = pdf.Root.get("/AcroForm")
    for field in form.get("/Fields", ()) if form is not None else ():
        yield 0, field


def _name(field: Any) -> str:
    """Give a field's name; a step of a choice that has lost its field is named itself, with its step at the end."""
    return str(field.get("/T", "")) or str(field.get("/NM", "")).rpartition("-")[0]


def _value(field: Any) -> str:
    """Give a field's text or state; where the field says nothing, its widgets may."""
    if str(field.get("/FT", "")) != "/Btn":
        return _text(field.get("/V"))
    states = [str(field.get("/V", "")), str(field.get("/AS", "")), *(str(kid.get("/AS", "")) for kid in field.get("/Kids", ()))]
    said = next((state for state in states if state not in OFF), "/Off")
    return said if said.startswith("/") else f"/{said}"


def _text(value: Any) -> str:
    """Give a text string, or one that was written as a stream because it is long."""
    if value is None:
        return ""
    from pikepdf import Stream

    said = _decoded(value.read_bytes()) if isinstance(value, Stream) else str(value)
    said = said.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter if letter.isprintable() or letter in "\n\xa0" else " " if letter.isspace() else "" for letter in said).strip()


def _decoded(data: bytes) -> str:
    return data[2:].decode("utf-16-be", "replace") if data[:2] == b"\xfe\xff" else data.decode("utf-8", "replace")


def _returned(found: Iterable[Filled], whole: Source, known: Known) -> Found[tuple[Returned, ...]]:
    """Make the pages of which something is filled in; those of other groups in the same file are empty."""
    shown = whole.file
    made: list[Returned] = []
    problems: list[Problem] = []
    unknown: list[str] = []
    for page in found:
        held = known.find(page.key)
        if held is None:
            unknown.append(page.key)
            continue
        answers, faults = _answers(held, page.now, page.before, shown)
        problems += faults
        if answers:
            source = replace(whole, page=page.number or held.number + 1)
            made.append(Returned(map=held.map, page=held.page, answers=answers, source=source))
    if unknown:
        problems.append(error("form-unknown", Place(shown), file=shown, key=some(unknown)))
    if not made and not problems:
        problems.append(warning("form-empty", Place(shown), file=shown))
    return tuple(made), tuple(problems)


def _answers(held: Held, values: Mapping[str, str], started: Mapping[str, str], shown: str) -> Found[tuple[Answer, ...]]:
    """Give the answers of a page, field by field as they lie on it."""
    fields: dict[str, list[Spot]] = {}
    for spot in held.spots:
        fields.setdefault(spot.field, []).append(spot)
    answers: list[Answer] = []
    given: list[Answer] = []
    problems: list[Problem] = []
    for field, spots in fields.items():
        name = field.replace(".", "-")
        said = tuple(_said(name, spots, values))
        if any(len(text) > LONGEST for text in said):
            problems.append(error("answer-long", Place(shown), file=shown, field=field, most=LONGEST))
        elif said:
            answer = Answer(field=field, values=said)
            is_given = spots[0].kind == TO_WRITE and said[0] == started.get(name, "")
            (given if is_given else answers).append(answer)
    rows = {_row(answer.field) for answer in answers}
    return (*(answer for answer in given if _row(answer.field) in rows and answer.field not in HEAD), *answers), tuple(problems)


def _row(field: str) -> str:
    return field.rpartition(".")[0]


def _said(name: str, spots: list[Spot], values: Mapping[str, str]) -> Iterator[str]:
    """Give what is said in a field: its text, its choice, or all its ticks."""
    kind = spots[0].kind
    if kind == TO_TICK:
        for number, spot in enumerate(spots, 1):
            if values.get(f"{name}-{number}", "/Off") not in OFF:
                yield spot.value
        return
    said = values.get(name, "")
    if kind == TO_WRITE and said:
        yield said
    if kind == TO_CHOOSE and said not in OFF:
        yield from (spot.value for spot in spots if f"/{spot.value}" == said)
