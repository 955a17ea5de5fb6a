"""Worksheets filled in on a screen, as people's programs do it: by pypdf, and by pdfium, with clicks and keys. A support module, not a test."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pypdf
import pypdfium2
from pypdfium2 import raw

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
    "🙂 og é́ med to streger",
)


class Widget(NamedTuple):
    """A field on a page: its number, its name, what it is, its middle in points, its states or what it holds."""

    page: int
    name: str
    kind: str
    x: float
    y: float
    state: str
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
                yield Widget(
                    number, str(field.T), kind, (left + right) / 2, (low + high) / 2, states[0] if states else "", bool(flags & 1 << 12)
                )


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


def by_pypdf(data: bytes, filled: Values) -> bytes:
    """Fill in with pypdf, which draws what it writes."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    buttons = {widget.name for widget in widgets(data) if widget.kind != "text"}
    named = {name: f"/{value}" if name in buttons else value for name, value in filled.items()}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, named, auto_regenerate=False)
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
