"""The nouns between the stages: what a layout says (Element, Story), how it looks (Style), what is typeset (Item, Face), what is printed (Sheet).

Positions are points from the top left corner, y downwards; text stands on its baseline.
Items are NamedTuples, because a large deck has a hundred thousand of them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct, field

from cardprint.colour import BLACK, WHITE, Colour
from cardprint.errors import Place
from cardprint.geometry import Rect, Size


class Run(Struct, frozen=True):
    """A stretch of text in one face; a line feed breaks the line. `place` is where the user wrote it, `language` its own where it is not the paper's.

    `within` is the Element that it is read as: a link in the Element whose text it is, or what is read with a heading that stands elsewhere.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    place: Place | None = None
    language: str = ""
    within: Element | None = None


_NONE: list[Any] = []
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Element:
    """One element of a rendered layout: a tag of the PDF, in reading order. Built once by `layouts.markup`, then only read.

    `inner` are the tags among its own text: its links, and what is read with it.
    """

    __slots__ = ("attributes", "children", "inner", "place", "runs", "style", "tag")

    def __init__(self, tag: str, style: str = "", attributes: Mapping[str, str] | None = None, place: Place | None = None) -> None:
        """Make an empty element; `style` names an entry of style.yaml."""
        self.tag = tag
        self.style = style
        self.attributes: Mapping[str, str] = attributes or _NO_ATTRIBUTES
        self.children: list[Element] = _NONE
        self.runs: list[Run] = _NONE
        self.inner: list[Element] = _NONE
        self.place = place

    def add(self, child: Element) -> None:
        """Append a child; lists are made when first needed, for most elements have only one of the two."""
        if self.children is _NONE:
            self.children = []
        self.children.append(child)

    def say(self, run: Run) -> None:
        """Append a stretch of text."""
        if self.runs is _NONE:
            self.runs = []
        self.runs.append(run)

    @property
    def text(self) -> str:
        """The element's own text, without that of its children."""
        return "".join(run.text for run in self.runs)

    @property
    def is_parted(self) -> bool:
        """Whether some of its text is read as another Element."""
        return any(run.within is not None for run in self.runs)

    def __repr__(self) -> str:
        """Show tag, style and text."""
        return f"<{self.tag} {self.style} {self.text!r} {self.children!r}>"


class Story(Struct, frozen=True):
    """One root element and what tells it apart: a card's id, or a paper's kind."""

    id: str
    root: Element


class Style(Struct, frozen=True, kw_only=True, eq=False):
    """How an element looks. Lengths in points; a frame's four distances are from the card's edges, as in CSS."""

    name: str = ""
    bold: bool = False
    italic: bool = False
    sizes: tuple[float, ...] = (11.0,)
    leading: float = 1.3
    colour: str = "ink"
    fill: str = ""
    stroke: str = ""
    weight: float = 0.5
    radius: float = 0.0
    align: str = "left"
    vertical: str = "top"
    left: float | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None
    width: float | None = None
    height: float | None = None
    before: float = 0.0
    after: float = 0.0
    padding: float = 0.0
    indent: float = 0.0
    bullet: str = ""
    hyphenate: bool = True
    balance: bool = False
    bleeds: bool = False
    artifact: bool = False
    keep_next: bool = False
    keep: bool = False
    sheds: bool = False
    gap: float = 0.0
    grows: float = 0.0
    place: Place | None = None


class Glyphs(Struct, frozen=True):
    """A shaped piece of a word: its text, the PDF hex string with kerning for TJ, its width in em, and its glyph ids."""

    text: str
    hex: str
    width: float


class TextLine(NamedTuple):
    """One line of text at (x, y) on its baseline. `element` None: an artifact. `text` is what a reader hears, with the space or soft hyphen that ends it."""

    x: float
    y: float
    width: float
    size: float
    colour: Colour
    font: str
    hex: str
    text: str
    element: Element | None

    @property
    def box(self) -> Rect:
        """The room that its letters take, from the top of a capital to the foot of a g."""
        return Rect(self.x, self.y - ASCENT * self.size, self.width, (ASCENT + DESCENT) * self.size)

    @property
    def is_bold(self) -> bool:
        """Whether its strokes are thick ones."""
        return "bold" in self.font


ASCENT, DESCENT = 0.75, 0.22
"""Of the size: how far letters reach above and below the baseline."""


class Box(NamedTuple):
    """A filled or stroked rectangle; always an artifact. `bleeds` boxes are drawn only where a profile has bleed."""

    rect: Rect
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = 0.0
    radius: float = 0.0
    bleeds: bool = False

    @property
    def box(self) -> Rect:
        """What it covers, half the weight of its frame outside."""
        return self.rect.inset(-self.weight / 2) if self.stroke is not None else self.rect

    @property
    def element(self) -> None:
        """No Element: an artifact."""
        return


class Line(NamedTuple):
    """A straight line, its ends cut off square; always an artifact. An `ornament` parts what could be told apart without it."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.25
    colour: Colour = BLACK
    ornament: bool = False

    @property
    def box(self) -> Rect:
        """What an upright or level line covers with its weight."""
        half = self.weight / 2
        across, down = (half, 0.0) if self.x1 == self.x2 else (0.0, half)
        x, right = sorted((self.x1, self.x2))
        y, bottom = sorted((self.y1, self.y2))
        return Rect(x - across, y - down, right - x + 2 * across, bottom - y + 2 * down)

    @property
    def element(self) -> None:
        """No Element: an artifact."""
        return


class Image(NamedTuple):
    """A picture in a rectangle. `name` is a key of the picture shelf, `colour` replaces currentColor, `ground` shows through; without `element` an artifact."""

    rect: Rect
    name: str
    colour: Colour
    element: Element | None
    ground: Colour = WHITE

    @property
    def box(self) -> Rect:
        """What it covers."""
        return self.rect


class Code(NamedTuple):
    """A QR code of what it says, for a camera to read; always an artifact, for people read the words beside it. Its modules are made when it is drawn."""

    rect: Rect
    says: str
    colour: Colour = BLACK

    @property
    def box(self) -> Rect:
        """What it covers, without its quiet zone."""
        return self.rect

    @property
    def element(self) -> None:
        """No Element: an artifact."""
        return


Item = TextLine | Box | Line | Image | Code


class Field(NamedTuple):
    """A place on a page to fill in: a `text`, one `choice` of a field's several, or a `tick`. Where it is seen, Items show it; on a screen it is a form field.

    `value` is what a choice or a tick stands for, `label` what a reader says of it, `element` the Element that it belongs to.
    """

    rect: Rect
    name: str
    kind: str
    value: str
    label: str
    element: Element

    @property
    def text(self) -> str:
        """What stands in it from the start."""
        return "\n".join(_said(self.element)) if self.kind == TO_WRITE and self.element.tag != "mark" else ""


TO_WRITE, TO_CHOOSE, TO_TICK = "text", "choice", "tick"
"""The kinds of a Field."""


def _said(element: Element) -> list[str]:
    own = [element.text] if element.text else []
    return own + [text for child in element.children for text in _said(child)]


class Face(Struct, frozen=True):
    """One side of a card, or one page: items at fixed places, and the `ground` that lies under them, of the same size.

    `shared` names a Face that several cards have in common (grounds, theme backs): it is printed as an artifact, drawn once in a file.
    `label` says whose it is. `bleeds` are boxes that reach the edge: they lie under all else, on sheets that have bleed and nowhere else.
    `fields` are the places to fill in; papers alone have them.
    """

    size: Size
    items: Sequence[Item]
    ground: Face | None = None
    shared: str = ""
    label: str = ""
    bleeds: Sequence[Box] = ()
    fields: Sequence[Field] = ()

    @property
    def everything(self) -> Sequence[Item]:
        """The items of the ground, then the Face's own."""
        return [*self.ground.items, *self.items] if self.ground else self.items

    def bled(self, bleed: float) -> Sequence[Box]:
        """Draw those edges of what bleeds that touch the Face's edge out beyond it by the bleed, in points; nothing where there is none."""
        return [box._replace(rect=self._drawn_out(box.rect, bleed)) for box in self.bleeds] if bleed > 0 else ()

    def _drawn_out(self, rect: Rect, bleed: float) -> Rect:
        width, height = self.size
        left, top = (-bleed if near <= TOUCHING else near for near in (rect.x, rect.y))
        right, bottom = (edge + bleed if far >= edge - TOUCHING else far for far, edge in ((rect.right, width), (rect.bottom, height)))
        return Rect(left, top, right - left, bottom - top)


TOUCHING = 0.05
"""Points from the edge up to which a box touches it."""


class FitNote(NamedTuple):
    """What fitting did: the style and size that were taken, lines, and the height left over, in points."""

    card: str
    face: str
    style: str
    size: float
    lines: int
    slack: float
    step: int


class CardFaces(Struct, frozen=True):
    """A card's two sides; `back` None: left white. `digest` stands for all that is printed on them."""

    id: str
    front: Face
    back: Face | None
    notes: tuple[FitNote, ...] = ()
    digest: str = ""


class Placement(NamedTuple):
    """A Face on a Sheet: the top left corner of the slot, in points, and how far it is turned clockwise (0, 90, 180, 270).

    The slot is as large as the turned Face, drawn at a `share` of its size. Only one placement of a Face in a document is `tagged`.
    """

    face: Face
    x: float
    y: float
    turn: int = 0
    tagged: bool = True
    share: float = 1.0


class Shift(NamedTuple):
    """How everything on a page is moved at last: turned clockwise by `rotate` degrees about the page's middle, then `x` to the right and `y` down, in points."""

    x: float = 0.0
    y: float = 0.0
    rotate: float = 0.0

    def point(self, x: float, y: float, page: Size) -> tuple[float, float]:
        """Give where a point of the page comes to lie."""
        sine, cosine = math.sin(math.radians(self.rotate)), math.cos(math.radians(self.rotate))
        across, down = x - page.width / 2, y - page.height / 2
        return page.width / 2 + across * cosine - down * sine + self.x, page.height / 2 + across * sine + down * cosine + self.y

    def room(self, area: Rect) -> Rect:
        """Give a rectangle that stays inside `area`, which lies in the page's middle, when it is moved."""
        sine, cosine = abs(math.sin(math.radians(self.rotate))), math.cos(math.radians(self.rotate))
        across = (area.height * sine + area.width * (1 - cosine)) / 2
        down = (area.width * sine + area.height * (1 - cosine)) / 2
        x, y = area.x + across + max(0.0, -self.x), area.y + down + max(0.0, -self.y)
        return Rect(x, y, area.right - across - max(0.0, self.x) - x, area.bottom - down - max(0.0, self.y) - y)


UNMOVED = Shift()


class Cut(NamedTuple):
    """One cut through the whole pile, fronts up: how far from an edge (left, right, top, bottom; fold: the folded one), in mm.

    Cuts are in their order: once a cut has cleaned an edge, the next ones are measured from there.
    """

    edge: str
    at: float


class Pile(NamedTuple):
    """What lies in one place of a sheet when the pile is cut: row and column from 1, how many cards, which sets lie in it whole, on top first.

    Cards beyond the whole sets belong to sets that go through all piles, one pile after the other.
    """

    row: int
    column: int
    cards: int
    sets: tuple[int, ...] = ()


class Sheet(Struct, frozen=True, kw_only=True, eq=False):
    """One side of a sheet of paper. `lines` are crop marks; `furniture` are Faces at fixed places, never tagged.

    `trim` is the card where a page holds only one; `bleed` is how far colour goes beyond a card, in points. `shift` comes last.
    """

    size: Size
    placements: tuple[Placement, ...]
    lines: tuple[Line, ...] = ()
    furniture: tuple[Placement, ...] = ()
    label: str = ""
    trim: Rect | None = None
    bleed: float = 0.0
    shift: Shift = UNMOVED


class Meta(Struct, frozen=True, kw_only=True, eq=False):
    """What a PDF says of itself. `date` is YYYY-MM-DD; `duplex` is a value of ViewerPreferences /Duplex (ISO 32000-1 table 150).

    `empty` is what is heard of an empty cell and of room to write in.
    """

    title: str
    language: str
    date: str = "2000-01-01"
    author: str = ""
    duplex: str = ""
    empty: str = ""
    bookmarks: tuple[tuple[int, str, int], ...] = field(default=())
