"""How many cards lie on a sheet, where, and where their backs lie: the grid of a Plan. Knows nothing of Faces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from cardprint.geometry import Rect, Size, mm
from cardprint.model import SIZES, STOCKS, TILING, paper_size
from cardprint.page import UNMOVED, Shift

if TYPE_CHECKING:
    from cardprint.model import PrintProfile
    from cardprint.page import Cut, Line, Pile

Side = Literal["front", "back"]
Fold = Literal["", "upright", "level"]
TWO_SIDED = ("long-edge", "short-edge")
SLACK = 0.01
"""Points that two lengths may differ by and still be the same."""
STOCK_SLACK = mm(0.2)
"""Points by which a card may differ from the stock that it is printed on: less than a die is exact."""
KEPT = mm(1)
"""White narrower than this is not cut off: cards that tile the paper are parted through its middle and keep it, each as much."""
CLEAR = mm(6)
"""What built-in cards leave white at their edges: as far as this, a printer's margin may reach into cards that tile the paper."""


class Grid(Struct, frozen=True):
    """Columns and rows of equal slots for fronts on a paper, from the corner (x0, y0), in points.

    With a `fold` line in the paper's middle, upright or level, there are as many slots for backs on its other side.
    """

    paper: Size
    turned: bool
    slot: Size
    columns: int
    rows: int
    x0: float
    y0: float
    pitch: Size
    fold: Fold = ""

    @property
    def slots(self) -> int:
        """How many cards lie on the grid."""
        return self.columns * self.rows


class Plan(Struct, frozen=True, kw_only=True):
    """Where every card of a print run lies. Slots count from 0, row by row on the front; the user's slot N is N - 1 here.

    `count` cards are printed `sets` times, in the `order` that was really used, from the user's slot `start_at` on.
    `lines` and `back_lines` are the crop marks of the two sides, `cuts` and `piles` say how to cut and what then lies where.
    `tested`: nothing has room beside the cards, so that a test sheet comes first; it is number 0 and not among the `sheets`.
    `backs` is empty where only fronts are printed; `trimmed` cards lie one to a page, which is cut to the card by the print shop.
    """

    grid: Grid
    duplex: str
    order: str
    count: int
    sets: int
    start_at: int
    sheets: int
    backs: str = "interleaved"
    trimmed: bool = False
    bleed: float = 0.0
    shift: Shift = UNMOVED
    lines: tuple[Line, ...] = ()
    back_lines: tuple[Line, ...] = ()
    cuts: tuple[Cut, ...] = ()
    piles: tuple[Pile, ...] = ()
    tested: bool = False

    @property
    def paper(self) -> Size:
        """The paper as it lies, in points."""
        return self.grid.paper

    @property
    def columns(self) -> int:
        """How many cards lie side by side."""
        return self.grid.columns

    @property
    def rows(self) -> int:
        """How many cards lie one below the other."""
        return self.grid.rows

    @property
    def slots(self) -> int:
        """How many cards a sheet holds; 0 if the card is larger than the paper."""
        return self.grid.slots

    @property
    def turned(self) -> bool:
        """Whether the cards lie turned by 90° in their slots."""
        return self.grid.turned

    @property
    def origin(self) -> tuple[float, float]:
        """The top left corner of slot 0 on the front."""
        return self.grid.x0, self.grid.y0

    @property
    def pitch(self) -> Size:
        """How far one slot is from the next, across and down."""
        return self.grid.pitch

    @property
    def two_sided(self) -> bool:
        """Whether backs are printed on the other side of the paper."""
        return bool(self.backs) and not self.grid.fold

    @property
    def sides(self) -> int:
        """How many sides are printed; one back that all cards share is printed on every sheet, but is one page of the file."""
        return self.sheets * 2 if self.two_sided else self.sheets

    @property
    def test_sides(self) -> int:
        """How many sides the test sheet has; one back that all cards share is none of its own."""
        return (2 if self.two_sided and self.backs != "one" else 1) if self.tested else 0

    @property
    def flips_upright(self) -> bool:
        """Whether the sheet is turned, or folded, about an upright axis, as a page in a book, and not about a level one."""
        if self.trimmed or self.grid.fold:
            return self.grid.fold != "level"
        portrait = self.paper.height >= self.paper.width
        return (self.duplex == "long-edge") == portrait

    @property
    def turn(self) -> int:
        """How far a front is turned clockwise, in degrees."""
        return 90 if self.turned else 0

    @property
    def back_turn(self) -> int:
        """How far a back is turned clockwise, in degrees, so that the card turned about its own upright axis shows it upright.

        The back's head must lie behind the front's head. The flip about an upright axis swaps left and right, so a head
        at the right (turn 90) comes at the left (270); the flip about a level axis swaps up and down.
        """
        return -self.turn % 360 if self.flips_upright else (180 - self.turn) % 360

    def slot(self, index: int) -> Rect:
        """Give the slot's rectangle on the front, in points."""
        row, column = divmod(index, self.grid.columns)
        x = self.grid.x0 + column * self.grid.pitch.width
        y = self.grid.y0 + row * self.grid.pitch.height
        return Rect(x, y, *self.grid.slot)

    def back_slot(self, index: int) -> Rect:
        """Give the rectangle that comes to lie behind the slot, on the back side or beyond the fold, before any shift, in points."""
        front = self.slot(index)
        if self.flips_upright:
            return front._replace(x=self.paper.width - front.right)
        return front._replace(y=self.paper.height - front.bottom)

    def places(self, side: Side) -> tuple[Rect, ...]:
        """Give all slots as they lie on one side, slot 0 first, in points."""
        place = self.slot if side == "front" else self.back_slot
        return tuple(place(index) for index in range(self.slots))

    def artwork(self, side: Side) -> tuple[Rect, ...]:
        """Give all that is printed on one side of the paper: its slots, and with a fold line the backs beyond it."""
        return (*self.places(side), *(self.places("back") if self.grid.fold else ()))


def best(card: Size, profile: PrintProfile) -> Grid:
    """Find the grid with the most cards, of equals the one of unturned cards, an upright fold before a level one. It may hold no card.

    Lying paper never holds more: it is upright paper with the cards turned, seen from the side.
    """
    if profile.imposition == "single":
        beyond = max(profile.bleed, profile.marks.offset + profile.marks.length if profile.marks.kind != "none" else 0.0)
        return Grid(
            Size(card.width + 2 * beyond, card.height + 2 * beyond),
            turned=False,
            slot=card,
            columns=1,
            rows=1,
            x0=beyond,
            y0=beyond,
            pitch=card,
        )
    if profile.stock:
        return _die_cut(card, profile.stock)
    folds: tuple[Fold, ...] = ("upright", "level") if profile.duplex == "fold" else ("",)
    grids = (_grid(slot, profile, turned=slot != card, fold=fold) for fold in folds for slot in (card, card.turned))
    return max(grids, key=lambda grid: grid.slots)


def tiles(card: Size, profile: PrintProfile) -> bool:
    """Tell whether cards of this size may fill the paper to its edges: their text keeps clear of the printer's margin."""
    named = (SIZES[name] for name in TILING)
    is_white = profile.back_style != "solid" and not profile.bleed and not profile.gutter and not profile.stock
    return is_white and profile.imposition == "nup" and profile.margin <= CLEAR and any(alike(card, size) for size in named)


def alike(first: Size, other: Size, slack: float = SLACK) -> bool:
    """Tell whether two cards are of one size, however they lie."""
    return any(abs(first.width - size.width) < slack and abs(first.height - size.height) < slack for size in (other, other.turned))


def _die_cut(card: Size, name: str) -> Grid:
    stock = STOCKS[name]
    turned = (card.width > card.height) != (stock.card.width > stock.card.height)
    columns, rows = (stock.columns, stock.rows) if alike(card, stock.card, STOCK_SLACK) else (0, 0)
    return Grid(paper_size(stock.paper), turned, card.turned if turned else card, columns, rows, *stock.origin, stock.pitch)


def _grid(slot: Size, profile: PrintProfile, *, turned: bool, fold: Fold) -> Grid:
    """Lay slots in the paper's middle. Half the columns or rows are for backs where there is a fold line."""
    paper, gutter = paper_size(profile.paper), profile.gutter
    card = slot.turned if turned else slot
    fills = tiles(card, profile)
    margin = 0.0 if fills else profile.margin + profile.bleed
    across, down = (2 if fold == "upright" else 1), (2 if fold == "level" else 1)
    pitch = Size(slot.width + gutter, slot.height + gutter)
    columns = _fitting(paper.width - 2 * margin, pitch.width, gutter) // across
    rows = _fitting(paper.height - 2 * margin, pitch.height, gutter) // down
    if fills:
        pitch = Size(_shared(paper.width, across * columns, pitch.width), _shared(paper.height, down * rows, pitch.height))
    x0 = (paper.width - (across * columns - 1) * pitch.width - slot.width) / 2
    y0 = (paper.height - (down * rows - 1) * pitch.height - slot.height) / 2
    return Grid(paper, turned, slot, columns, rows, x0, y0, pitch, fold)


def _shared(length: float, cards: int, card: float) -> float:
    """Give how far one card is from the next, so that a spare millimetre of the paper falls to all alike and they are cut to one size."""
    return length / cards if cards and 0 < length - cards * card < cards * KEPT else card


def _fitting(room: float, pitch: float, gutter: float) -> int:
    return max(0, int((room + gutter + SLACK) // pitch))
