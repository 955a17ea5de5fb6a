"""Worksheets filled in on a screen, as people's programs do it: by pypdf, and by pdfium, with clicks and keys. A support module, not a test."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdf
import pypdfium2
from pypdfium2 import raw

from cardprint.collect import forms, known

Values = Mapping[str, str]
"""What goes into fields, by name: a text; the state of a choice; `Yes` for a tick."""
TEXTS = (
    "Vi bruger tid på dokumentation, som ingen læser",
    "Æblegrød på Ø: “citeret”, »også sådan« – og et ’enkelt’",
    "Første linje\nanden linje\n\nfjerde, efter en tom",
    "50 % af (alle) [skemaer] \\ <mangler> & {resten}",
    "Łukasz, Đorđe, œuvre, Ελένη og 日本",
    "=SUM(A1:A9)",
    "  to blanke foran, og 'apostrof'",
    "100\xa0kr. og  to blanke",
    "🙂 og é́ med to streger",
)


class Widget(NamedTuple):
    """A field on a page: the page's number, the field's name, what it is, its middle in points, the state that it stands for, its spoken label."""

    page: int
    name: str
    kind: str
    x: float
    y: float
    state: str
    label: str
    is_long: bool


def widgets(data: bytes) -> Iterator[Widget]:
    """Go through the widgets of a file."""
    with pikepdf.open(BytesIO(data)) as file:
        for number, page in enumerate(file.pages):
            for one in page.get("/Annots", ()):
                if one.get("/Subtype") != "/Widget":
                    continue
                field = one if "/T" in one else one.Parent
                left, low, right, high = (float(value) for value in one.Rect)
                states = [str(name)[1:] for name in (one.AP.N.keys() if field.FT == "/Btn" else ()) if name != "/Off"]
                flags = int(field.get("/Ff", 0))
                kind = "text" if field.FT == "/Tx" else "choice" if flags & 1 << 15 else "tick"
                state = states[0] if states else ""
                middle = (left + right) / 2, (low + high) / 2
                yield Widget(number, str(field.T), kind, *middle, state, str(one.get("/TU", "")), bool(flags & 1 << 12))


def meant(data: bytes, *, pages: int, texts: tuple[str, ...] = TEXTS) -> dict[str, str]:
    """Say what to fill in on the first pages: texts in turn, every step of a scale, some ticks. Of one line no line ends."""
    out: dict[str, str] = {}
    count = 0
    for widget in widgets(data):
        if widget.page >= pages:
            continue
        count += 1
        if widget.kind == "text":
            text = texts[count % len(texts)]
            out[widget.name] = text if widget.is_long else text.replace("\n", " ")
        elif widget.kind == "choice":
            out[widget.name] = f"{count % 4 + 1}" if widget.name not in out else out[widget.name]
        elif count % 3:
            out[widget.name] = "Yes"
    return out


def values(data: bytes) -> dict[str, str]:
    """Read what stands in the fields of a file; those that nothing stands in are left out."""
    out = {}
    with pikepdf.open(BytesIO(data)) as file:
        for field in file.Root.AcroForm.Fields:
            value = field.get("/V", "")
            said = str(value)[1:] if isinstance(value, pikepdf.Name) else str(value)
            if said not in {"", "Off"}:
                out[str(field.T)] = said
    return out


def collected(data: bytes, folder: Path) -> dict[str, tuple[str, ...]]:
    """Read a form in a place where nothing else is known, as `KEY-field` of answers."""
    path = folder / "retur.pdf"
    path.write_bytes(data)
    there, problems = known.gather(folder, pdfs=((path, "retur.pdf"),))
    assert problems == ()
    pages, problems = forms.read(path.read_bytes(), "retur.pdf", there)
    assert problems == ()
    return {f"{page.page.key}-{answer.field.replace('.', '-')}": answer.values for page in pages or () for answer in page.answers}


def expected(meant: Values, data: bytes) -> dict[str, tuple[str, ...]]:
    """Say which answers that makes: ticks by their words, texts without blanks at the ends."""
    ticked: dict[str, list[str]] = {}
    out = {}
    there = {widget.name: widget for widget in widgets(data)}
    for name, value in meant.items():
        if there[name].kind == "tick":
            word = "yes" if "-disagree-" in name else there[name].label.rpartition(": ")[2]
            ticked.setdefault(re.sub(r"-\d+\Z", "", name), []).append(word)
        else:
            out[name] = (value.strip(),)
    return {**out, **{name: tuple(words) for name, words in ticked.items()}}


def by_pypdf(data: bytes, filled: Values) -> bytes:
    """Fill in with pypdf, which draws what it writes."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    there = list(widgets(data))
    buttons = {widget.name for widget in there if widget.kind != "text"}
    named = {name: f"/{value}" if name in buttons else value for name, value in filled.items()}
    for number in sorted({widget.page for widget in there if widget.name in named}):
        mine = {widget.name for widget in there if widget.page == number}
        page = writer.pages[number]
        writer.update_page_form_field_values(page, {name: named[name] for name in named if name in mine}, auto_regenerate=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def by_pdfium(data: bytes, filled: Values) -> bytes:
    """Fill in with pdfium, which Chromium and its kin show PDFs with: click into a field, type, click elsewhere."""
    document = pypdfium2.PdfDocument(data)
    document.init_forms()
    places: dict[int, list[Widget]] = {}
    for widget in widgets(data):
        if widget.kind == "text" or filled.get(widget.name) == widget.state:
            places.setdefault(widget.page, []).append(widget)
    for number, those in places.items():
        page = document[number]
        for widget in those:
            if widget.name in filled:
                _fill(document.formenv.raw, page.raw, widget, filled[widget.name])
        raw.FORM_ForceToKillFocus(document.formenv.raw)
        page.close()
    out = BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def _fill(form: object, page: object, widget: Widget, value: str) -> None:
    for act in (raw.FORM_OnMouseMove, raw.FORM_OnLButtonDown, raw.FORM_OnLButtonUp):
        act(form, page, 0, widget.x, widget.y)
    if widget.kind == "text":
        typed = value.encode("utf-16-le") + b"\0\0"
        buffer = ctypes.create_string_buffer(typed)
        raw.FORM_SelectAllText(form, page)
        raw.FORM_ReplaceSelection(form, page, ctypes.cast(buffer, raw.FPDF_WIDESTRING))


PROGRAMS: Mapping[str, Callable[[bytes, Values], bytes]] = {"pypdf": by_pypdf, "pdfium": by_pdfium}
