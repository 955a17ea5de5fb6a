"""How many cards lie on a sheet, where, and where their backs lie: the grid of a Plan. Knows nothing of Faces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from cardprint.geometry import Rect, Size
from cardprint.model import PAPERS, SIZES, TILING

if TYPE_CHECKING:
    from cardprint.model import PrintProfile
    from cardprint.page import Line

Side = Literal["front", "back"]
TWO_SIDED = ("long-edge", "short-edge")
SLACK = 0.01
"""Points that two lengths may differ by and still be the same."""


class Grid(NamedTuple):
    """Columns and rows of equal slots on a paper, from the corner (x0, y0), in points."""

    paper: Size
    turned: bool
    slot: Size
    columns: int
    rows: int
    x0: float
    y0: float
    pitch: Size

    @property
    def slots(self) -> int:
        """How many cards lie on the grid."""
        return self.columns * self.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where every card of a print run lies. Slots count from 0, row by row on the front; the user's slot N is N - 1 here.

    `count` cards are printed `sets` times, in the `order` that was really used, from the user's slot `start_at` on.
    `lines` and `back_lines` are the crop marks of the two sides.
    """

    grid: Grid
    duplex: str
    order: str
    count: int
    sets: int
    start_at: int
    sheets: int
    back_offset: tuple[float, float] = (0.0, 0.0)
    lines: tuple[Line, ...] = ()
    back_lines: tuple[Line, ...] = ()

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
        """Whether each sheet has a back side."""
        return self.duplex in TWO_SIDED

    @property
    def sides(self) -> int:
        """How many sides are printed."""
        return self.sheets * 2 if self.two_sided else self.sheets

    @property
    def flips_upright(self) -> bool:
        """Whether the printer turns the sheet about an upright axis, as a page in a book, and not about a level one."""
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
        """Give the rectangle on the back side that lies behind the slot, moved by `back_offset`, in points."""
        front = self.slot(index)
        across, down = self.back_offset
        if self.flips_upright:
            return front._replace(x=self.paper.width - front.right + across, y=front.y + down)
        return front._replace(x=front.x + across, y=self.paper.height - front.bottom + down)

    def places(self, side: Side) -> tuple[Rect, ...]:
        """Give all slots as they lie on one side, slot 0 first, in points."""
        place = self.slot if side == "front" else self.back_slot
        return tuple(place(index) for index in range(self.slots))


def best(card: Size, profile: PrintProfile) -> Grid:
    """Find the grid with the most cards, of equals the one of unturned cards. It may hold no card.

    Lying paper never holds more: it is upright paper with the cards turned, seen from the side.
    """
    paper = PAPERS[profile.paper]
    margin = 0.0 if tiles(card) else profile.margin
    grids = (_grid(paper, card, turned=turned, margin=margin, gutter=profile.gutter) for turned in (False, True))
    return max(grids, key=lambda grid: grid.slots)


def tiles(card: Size) -> bool:
    """Tell whether cards of this size may fill the paper to its edges: their text keeps clear of the printer's margin."""
    named = (SIZES[name] for name in TILING)
    return any(_same(card, size) or _same(card, size.turned) for size in named)


def _same(one: Size, other: Size) -> bool:
    return abs(one.width - other.width) < SLACK and abs(one.height - other.height) < SLACK


def _grid(paper: Size, card: Size, *, turned: bool, margin: float, gutter: float) -> Grid:
    slot = card.turned if turned else card
    pitch = Size(slot.width + gutter, slot.height + gutter)
    columns = _fitting(paper.width - 2 * margin, pitch.width, gutter)
    rows = _fitting(paper.height - 2 * margin, pitch.height, gutter)
    x0 = (paper.width - columns * pitch.width + gutter) / 2
    y0 = (paper.height - rows * pitch.height + gutter) / 2
    return Grid(paper, turned, slot, columns, rows, x0, y0, pitch)


def _fitting(room: float, pitch: float, gutter: float) -> int:
    return max(0, int((room + gutter + SLACK) // pitch))
