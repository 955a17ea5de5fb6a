"""Forms: the fields of worksheets as widgets, filled in on a screen (ISO 32000-1 12.7, ISO 14289-1 7.18), and the map that goes into the file.

reportlab's own forms take the 14 standard fonts, which are never embedded, and say nothing to those who listen. Where a field is seen, the page
shows it: its widget draws no more than what is filled in. What stands in a field from the start is set like all other text, and taken off the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import Rect, mm
from cardprint.page import TO_CHOOSE, TO_TICK, TO_WRITE, Element, Face, Field, Item, Sheet, TextLine
from cardprint.pdf.packing import deflated, text_string

if TYPE_CHECKING:
    from cardprint.fonts import Font
    from cardprint.pdf.content import Content
    from cardprint.pdf.document import Document, Raw

FONT = "Wingdings"
"""The name of the form's font among its resources. It is the body font all the same: only by this name does pdfium set all characters in it that it has;
by any other one it sets quotation marks, dashes and œ in a font of the system's that it does not embed (CPDF_BAFontMap)."""
SIZE = 11
PRINTS = 4
"""A widget's flag: it is on paper too (ISO 32000-1 table 165)."""
LINES, RADIO = 1 << 12, 1 << 15
"""Flags of a field: a text of several lines; buttons of which one is on (ISO 32000-1 tables 226 and 228)."""
TALL = mm(11)
"""From this height on a text has several lines."""


class Form(Struct, frozen=True):
    """What a file of worksheets is read by when it comes back: the map of its fields, its pages' keys. `is_open`: its fields are filled in on a screen."""

    map: bytes
    keys: tuple[str, ...] = ()
    is_open: bool = False


Filled = tuple[Field, tuple[TextLine, ...]]
"""A Field, and the lines that stand in it from the start."""


class Widget(Struct, frozen=True):
    """A Field of a page on its way into the file: its number there, its key in the parent tree, what it will be, the lines that stand in it."""

    number: int
    key: int
    raw: Raw
    field: Field
    lines: tuple[TextLine, ...]


def opened(sheets: Iterable[Sheet]) -> tuple[tuple[Sheet, ...], list[list[Filled]]]:
    """Take off each page what stands in its fields from the start: it is drawn by their widgets. Give the pages, and the fields of each."""
    both = list(_opened(sheets))
    return tuple(sheet for sheet, _ in both), [filled for _, filled in both]


def _opened(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, list[Filled]]]:
    for sheet in sheets:
        placement = sheet.placements[0]
        inside = {
            element: number
            for number, field in enumerate(placement.face.fields)
            if field.kind == TO_WRITE and field.element.tag != "mark"
            for element in _all(field)
        }
        left: list[Item] = []
        taken: list[list[TextLine]] = [[] for _ in placement.face.fields]
        for item in placement.face.items:
            number = inside.get(item.element) if isinstance(item, TextLine) and item.element is not None else None
            if number is None or not isinstance(item, TextLine):
                left.append(item)
            else:
                taken[number].append(item)
        face: Face = replace(placement.face, items=left)
        filled = [(field, tuple(lines)) for field, lines in zip(face.fields, taken, strict=True)]
        yield replace(sheet, placements=(placement._replace(face=face),)), filled


def _all(field: Field) -> Iterator[Element]:
    waiting = [field.element]
    for element in waiting:
        yield element
        waiting += element.children


class Fields:
    """The fields of one file under way."""

    def __init__(self, document: Document, content: Content) -> None:
        """Take the file; `next` is the key of the parent tree that is free."""
        self.document = document
        self.content = content
        self.tops: list[int] = []
        self.marks: dict[tuple[str, float, float], int] = {}
        self.by_element: dict[Element, list[tuple[int, int, int]]] = {}
        self.next = 0

    def add(self, page: int, key: str, filled: Sequence[Filled], height: float) -> None:
        """Write the widgets of a page, which is so high, in points; the names of its fields begin with its key."""
        from cardprint.pdf.document import Raw

        fields: dict[str, list[Widget]] = {}
        for field, lines in filled:
            raw = Raw()
            widget = Widget(self.document.add(raw), self.next, raw, field, lines)
            self.next += 1
            self.by_element.setdefault(field.element, []).append((widget.number, page, widget.key))
            fields.setdefault(field.name, []).append(widget)
        self.document.annotate(page, [widget.number for each in fields.values() for widget in each])
        for name, each in fields.items():
            self._field(f"{key}-{name.replace('.', '-')}", each, page, height)

    def _field(self, name: str, each: Sequence[Widget], page: int, height: float) -> None:
        """Write one field: a text; choices of which one is on; or ticks, each a field of its own."""
        if each[0].field.kind == TO_CHOOSE:
            self._choices(name, each, page, height)
            return
        for place, widget in enumerate(each, 1):
            is_tick = widget.field.kind == TO_TICK
            own = f"{name}-{place}" if is_tick else name
            keys = b"/FT/Btn/V/Off/AS/Off" + self._marks(widget.field, "Yes") if is_tick else self._text(widget)
            head = self._widget(widget, page, height)
            widget.raw.data = b"<<%s/T%s/TU%s%s>>" % (head, text_string(own), text_string(widget.field.label or own), keys)
            self.tops.append(widget.number)

    def _choices(self, name: str, each: Sequence[Widget], page: int, height: float) -> None:
        from cardprint.pdf.document import Raw

        top = Raw()
        parent = self.document.add(top)
        self.tops.append(parent)
        for widget in each:
            field, head = widget.field, self._widget(widget, page, height)
            label, marks = text_string(field.label or field.value), self._marks(field, field.value)
            named = text_string(
                f"{name}-{field.value}"
            )  # a page that is taken out of its file loses its fields, but not the names of its widgets
            widget.raw.data = b"<<%s/Parent %d 0 R/NM%s/TU%s/AS/Off%s>>" % (head, parent, named, label, marks)
        kids = b" ".join(b"%d 0 R" % widget.number for widget in each)
        common = _common([widget.field.label for widget in each]) or name
        top.data = b"<</FT/Btn/Ff %d/T%s/TU%s/V/Off/Kids[%s]>>" % (RADIO, text_string(name), text_string(common), kids)

    def _widget(self, widget: Widget, page: int, height: float) -> bytes:
        """Give the keys of a widget: where it is, and where the tree finds it (ISO 32000-1 tables 164 and 188)."""
        box = widget.field.rect
        corners = b"%.2f %.2f %.2f %.2f" % (box.x, height - box.bottom, box.right, height - box.y)
        return b"/Type/Annot/Subtype/Widget/F %d/P %d 0 R/Rect[%s]/StructParent %d" % (
            PRINTS,
            self.document.pages[page],
            corners,
            widget.key,
        )

    def _text(self, widget: Widget) -> bytes:
        """Give the keys of a text field, drawn as it was set; a reader that changes it draws it in the form's font."""
        field, box = widget.field, widget.field.rect
        value, flags = text_string(field.text), LINES if box.height >= TALL else 0
        drawn = self._set(widget) if widget.lines else self._empty(box)
        return b"/FT/Tx/Ff %d/DA(/%s %d Tf 0 g)/V%s/DV%s/AP<</N %d 0 R>>" % (flags, FONT.encode(), SIZE, value, value, drawn)

    def _set(self, widget: Widget) -> int:
        """Draw the lines that stand in a text field as they would stand on the page."""
        name, box = f"V{widget.number}", widget.field.rect
        with self.content.forming(name, (0.0, 0.0, round(box.width, 2), round(box.height, 2))):
            self.content.write("/Tx BMC")
            self.content.items([line._replace(x=line.x - box.x, y=line.y - box.y) for line in widget.lines], box.height)
            self.content.write("EMC")
        return self.document.form_number(name)

    def _empty(self, box: Rect) -> int:
        """Give a text field without text an appearance of its own: a program that fills it in writes into the one that it finds."""
        return self.document.stream(deflated(b"/Tx BMC EMC"), _form_keys(round(box.width, 1), round(box.height, 1)))

    def _marks(self, field: Field, state: str) -> bytes:
        """Give the appearances of a button: a ring or a cross when it is on, nothing when it is off."""
        on, off = (self._mark(kind, field.rect) for kind in (field.kind, ""))
        return b"/AP<</N<</%s %d 0 R/Off %d 0 R>>>>" % (_name(state), on, off)

    def _mark(self, kind: str, box: Rect) -> int:
        width, height = round(box.width, 1), round(box.height, 1)
        found = self.marks.get((kind, width, height))
        if found is None:
            drawn = DRAWN[kind](width, height)
            found = self.marks[kind, width, height] = self.document.stream(deflated(drawn), _form_keys(width, height))
        return found

    def acroform(self, font: Font) -> bytes:
        """Give the form's dictionary (ISO 32000-1 table 218); its font has the letters of western Europe."""
        number = _simple(self.document, font)
        fields = b" ".join(b"%d 0 R" % top for top in self.tops)
        return b"<</Fields[%s]/DA(/%s %d Tf 0 g)/DR<</Font<</%s %d 0 R>>>>>>" % (fields, FONT.encode(), SIZE, FONT.encode(), number)


def _form_keys(width: float, height: float) -> str:
    return f"/Type/XObject/Subtype/Form/BBox[0 0 {width} {height}]/Resources<<>>"


def _common(labels: Sequence[str]) -> str:
    """Give what labels begin with in common."""
    first, last = min(labels), max(labels)
    length = next((place for place, (left, right) in enumerate(zip(first, last, strict=False)) if left != right), len(first))
    return first[:length].rstrip(" ,:")


def _name(state: str) -> bytes:
    return "".join(
        letter if letter.isascii() and letter.isalnum() else f"#{byte:02X}" for letter in state for byte in letter.encode()
    ).encode()


def _ring(width: float, height: float) -> bytes:
    """Draw a thick ring inside a box."""
    radius, x, y = min(width, height) / 2 - 1.2, width / 2, height / 2
    bend = radius * 0.5523
    arcs = (
        f"{x - radius:.2f} {y:.2f} m {x - radius:.2f} {y + bend:.2f} {x - bend:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
        f"{x + bend:.2f} {y + radius:.2f} {x + radius:.2f} {y + bend:.2f} {x + radius:.2f} {y:.2f} c "
        f"{x + radius:.2f} {y - bend:.2f} {x + bend:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
        f"{x - bend:.2f} {y - radius:.2f} {x - radius:.2f} {y - bend:.2f} {x - radius:.2f} {y:.2f} c h S"
    )
    return f"0 G 2.4 w {arcs}".encode()


def _cross(width: float, height: float) -> bytes:
    """Draw a cross inside a box."""
    left, low, right, high = width * 0.2, height * 0.2, width * 0.8, height * 0.8
    return f"0 G 2 w 1 J {left:.2f} {low:.2f} m {right:.2f} {high:.2f} l {left:.2f} {high:.2f} m {right:.2f} {low:.2f} l S".encode()


DRAWN: Mapping[str, Callable[[float, float], bytes]] = {
    TO_CHOOSE: _ring,
    TO_TICK: _cross,
    "": lambda *_: b"",
}
"""What a button of a kind shows in a box when it is on; without a kind, when it is off."""


def _simple(document: Document, font: Font) -> int:
    """Embed the letters of WinAnsiEncoding as a simple font, which readers can set what is typed with (ISO 32000-1 9.6.3, annex D)."""
    from cardprint.pdf.document import Raw

    characters: Mapping[int, str] = {code: said for code in range(32, 256) if (said := bytes([code]).decode("cp1252", "ignore"))}
    there = {code: said for code, said in characters.items() if font.has(said)}
    program = font.lettered(there.values())
    widths = " ".join(f"{font.width_of(there[code]) * 1000:.0f}" if code in there else "0" for code in range(32, 256))
    file = document.stream(deflated(program), f"/Length1 {len(program)}")
    base = f"CPFORM+{font.name}"
    metrics = font.metrics
    box = " ".join(str(value) for value in metrics.box)
    about = f"/FontBBox[{box}]/ItalicAngle 0/Ascent {metrics.ascent}/Descent {metrics.descent}/CapHeight {metrics.cap_height}/StemV 80"
    descriptor = document.add(Raw(f"<</Type/FontDescriptor/FontName/{base}/Flags 32{about}/FontFile2 {file} 0 R>>".encode()))
    keys = f"/Type/Font/Subtype/TrueType/BaseFont/{base}/FirstChar 32/LastChar 255/Widths[{widths}]/Encoding/WinAnsiEncoding"
    return document.add(Raw(f"<<{keys}/FontDescriptor {descriptor} 0 R>>".encode()))
