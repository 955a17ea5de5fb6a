"""Blocks that are set side by side: the cells of a row, a table of rows, marks to ring or tick, lines to write on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint.geometry import Rect, mm
from cardprint.page import TO_TICK, Box, Element, Line, Style, TextLine
from cardprint.typeset.blocks import Out, Palette, SetStack, SetText, Setting, backdrop, field_of

SHARE = "*"
"""Stands for the room that columns of a given width leave; `2*` takes twice as much of it."""


def columns(text: str, count: int, width: float, gap: float) -> list[tuple[float, float]]:
    """Give the left edge and the width of each column, in points, from `82 * 2*`: millimetres, or shares of what is left.

    Columns that are not named share alike; columns that are wider than the room all give way.
    """
    named = (text.split() + [SHARE] * count)[:count]
    room = width - gap * (count - 1)
    shares = [float(name[:-1] or 1) if name.endswith(SHARE) else 0.0 for name in named]
    fixed = [0.0 if share else mm(float(name)) for name, share in zip(named, shares, strict=True)]
    tight = min(1.0, room / sum(fixed)) if sum(fixed) else 1.0
    rest = max(0.0, room - sum(fixed)) / (sum(shares) or 1.0)
    out, x = [], 0.0
    for wide, share in zip(fixed, shares, strict=True):
        own = wide * tight + share * rest
        out.append((x, own))
        x += own + gap
    return out


class Insets(NamedTuple):
    """The white inside a cell's edges, in points."""

    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of(cls, style: Style) -> Insets:
        """Take a style's four distances, else its padding."""
        ways = (style.left, style.right, style.top, style.bottom)
        return cls(*(style.padding if way is None else way for way in ways))


OTHER = "other"
"""How the field is called that a mark's line is, beside the mark's own."""
BESIDE_LINES = mm(0.5)
"""From a cell's edge to the field in it: its frame stays in sight."""


class Cell(Struct, frozen=True):
    """A cell of a row: where it begins, how wide it is, and what is in it."""

    x: float
    width: float
    style: Style
    inner: SetStack
    element: Element

    @property
    def height(self) -> float:
        """The height that the cell needs."""
        insets = Insets.of(self.style)
        return max(self.inner.height + insets.top + insets.bottom, self.style.height or 0.0)


class SetRow(Struct):
    """Cells beside each other, all as high as the highest. A row's stroke is a line at its foot, a cell's a frame round it."""

    setting: Setting
    style: Style
    cells: list[Cell]
    width: float
    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Draw what lies behind the row and its cells, then what is in them, from the left."""
        style, setting = self.style, self.setting
        if style.fill:
            out.append(Box(Rect(x, y, self.width, self.height), setting.colour(style.fill, palette)))
        for cell in self.cells:
            out += backdrop(cell.style, Rect(x + cell.x, y, cell.width, self.height), setting, palette)
        if style.stroke:
            foot = y + self.height
            out.append(Line(x, foot, x + self.width, foot, style.weight, setting.colour(style.stroke, palette), ornament=True))
        for cell in self.cells:
            insets = Insets.of(cell.style)
            spare = self.height - insets.top - insets.bottom - cell.inner.height
            down = {"top": 0.0, "middle": spare / 2, "bottom": spare}[cell.style.vertical]
            cell.inner.place(x + cell.x + insets.left, y + insets.top + down, palette, out)
            out += field_of(cell.element, Rect(x + cell.x, y, cell.width, self.height).inset(BESIDE_LINES))


class SetTable(Struct):
    """Rows under a head. On a further page the head comes `again`, as an artifact: it was read before."""

    style: Style
    head: SetRow | None
    rows: list[SetRow]
    height: float
    before: float
    after: float
    overfull: float
    again: bool = False

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Place the head, then the rows."""
        if self.head:
            head: Out = []
            self.head.place(x, y, palette, head)
            out += [item._replace(element=None) if isinstance(item, TextLine) else item for item in head] if self.again else head
            y += self.head.height
        for row in self.rows:
            row.place(x, y, palette, out)
            y += row.height

    def part(self, rows: Sequence[SetRow], *, again: bool) -> SetTable:
        """Give the table with some of its rows."""
        height = (self.head.height if self.head else 0.0) + sum(row.height for row in rows)
        return replace(self, rows=list(rows), height=height, again=again)


class SetMarks(Struct):
    """Small shapes with a word each: circles with a number in them, squares to tick with a word beside them. `kind`: whether one or any is marked."""

    marks: list[tuple[float, float, float, bool, SetText]]
    setting: Setting
    height: float
    before: float
    after: float
    overfull: float = 0.0
    kind: str = TO_TICK

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Draw each shape, then its word: in its middle, or beside it, with a line behind it where people write."""
        for dx, dy, pitch, has_line, word in self.marks:
            style, tall = word.style, word.style.height or 0.0
            ink = self.setting.colour(style.stroke or "line", palette)
            shape = Rect(x + dx, y + dy, tall, tall)
            out.append(Box(shape, None, ink, style.weight, style.radius))
            out += field_of(word.element, shape, self.kind)
            left = x + dx + (style.indent or (tall - word.width) / 2)
            word.place(left, y + dy + (tall - word.height) / 2, palette, out)
            if has_line:
                foot = y + dy + tall
                begin = left + _reach(word) + style.indent / 3
                end = x + dx + pitch - style.indent / 4
                out.append(Line(begin, foot, end, foot, style.weight, ink))
                out += field_of(word.element, Rect(begin, y + dy, end - begin, tall), own=OTHER)


def _reach(word: SetText) -> float:
    """Give how wide a mark's word is, in points."""
    measured, (start, end) = word.broken.measured, word.broken.spans[0]
    return (measured.sums[end] - measured.sums[start] - measured.space) * word.size if start < end else 0.0


class SetLines(Struct):
    """Lines to write on, one pitch apart."""

    setting: Setting
    style: Style
    count: int
    width: float
    height: float
    before: float
    after: float
    overfull: float = 0.0
    element: Element | None = None

    @property
    def pitch(self) -> float:
        """The distance from one line to the next, in points."""
        return max(self.style.height or mm(8.6), mm(1))

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Write the Lines."""
        colour = self.setting.colour(self.style.stroke or "line", palette)
        feet = [y + number * self.pitch for number in range(1, self.count + 1)]
        out += [Line(x, foot, x + self.width, foot, self.style.weight, colour) for foot in feet]
        out += field_of(self.element, Rect(x, y, self.width, self.height))

    def counting(self, count: int) -> SetLines:
        """Give so many lines."""
        return replace(self, count=count, height=count * self.pitch)
