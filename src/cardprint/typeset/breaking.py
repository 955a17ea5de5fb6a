"""Break a column of blocks over pages: headings with what follows, no single lines left behind, rows whole, room at the foot filled.

What is higher than a page is split: a paragraph between lines, a stack or a box between blocks, a table between rows, a row through its cells.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint.typeset.blocks import Block, Palette, SetBox, SetStack, SetText
from cardprint.typeset.lines import Broken
from cardprint.typeset.rows import Cell, Insets, SetLines, SetRow, SetTable

FEWEST = 2
"""Lines of a paragraph that stay together at either side of a page break."""
HAIR = 0.01
"""Points; less than a printer can show."""


class Portion(NamedTuple):
    """A block on its way to a page: its palette, the bookmarks that point to it, and what it must stay with; None: a page ends here."""

    block: Block | None
    palette: Palette
    marks: tuple[tuple[str, int], ...] = ()
    keep_next: bool = False
    keep: bool = False


class Placed(Struct, frozen=True):
    """A piece on its page, at y points below the column's top."""

    y: float
    block: Block
    palette: Palette
    marks: tuple[tuple[str, int], ...]
    keep_next: bool = False


def pages(pieces: Sequence[Portion], height: float) -> list[list[Placed]]:
    """Fill page after page of a height in points; the last block of each takes up the room that is left, if its style `grows`."""
    out: list[list[Placed]] = [[]]
    queue = list(reversed(pieces))
    while queue:
        piece = queue.pop()
        placed, rest = _placed(piece, queue, out[-1], height)
        if placed:
            out[-1].append(placed)
        if rest:
            queue.append(rest)
        if rest or not placed:  # a rest might fit here too, for halves have no leading between them
            out.append([])
    return [[*page[:-1], replace(page[-1], block=grown(page[-1].block, height - page[-1].y))] for page in out if page] or [[]]


def _placed(piece: Portion, queue: Sequence[Portion], page: Sequence[Placed], height: float) -> tuple[Placed | None, Portion | None]:
    """Give what of a piece comes onto the page, and what is left of it for the next."""
    block, last = piece.block, page[-1] if page else None
    if block is None:
        return None, None
    start = last.y + last.block.height + max(last.block.after, block.before) if last else 0.0
    room, is_held = height - start, last is not None and last.keep_next  # what is held has had its room made sure of
    if last and not is_held and _together(piece, queue, height) > room + HAIR:
        return None, piece
    whole = Placed(start, block, piece.palette, piece.marks, piece.keep_next)
    if block.height <= room + HAIR:
        return whole, None
    stays_whole = last and piece.keep and not is_held and block.height <= height + HAIR
    halves = None if stays_whole else split(block, room, height) or (split(block, room, room) if is_held else None)
    if halves is None:
        return (None, piece) if last else (whole, None)
    return replace(whole, block=halves[0], keep_next=False), piece._replace(block=halves[1], marks=())


def _together(piece: Portion, queue: Sequence[Portion], height: float) -> float:
    """Add up the least that a block needs: with all that must stay with it, up to the beginning of what follows."""
    total, last = 0.0, piece
    for following in reversed(queue):
        if not last.keep_next or last.block is None or following.block is None:
            break
        total += last.block.height + max(last.block.after, following.block.before)
        last = following
    if last.block is None:
        return total
    whole = total + last.block.height
    return whole if last.keep and whole <= height + HAIR else total + least(last.block, height)


def least(block: Block, page: float) -> float:
    """Give the height of a block's beginning that may stand alone at a page's foot; what is higher than a page is split, keep or not."""
    is_split = block.height > page + HAIR
    if isinstance(block, SetText) and block.lines >= 2 * FEWEST:
        return _text_height(block, FEWEST)
    if isinstance(block, SetStack) and block.blocks:
        return _least_of_stack(block, page)
    if isinstance(block, SetBox) and is_split:
        return least(block.inner, page) + 2 * block.style.padding
    if isinstance(block, SetTable) and block.rows:
        head, first = block.head.height if block.head else 0.0, block.rows[0]
        return head + (first.height if first.height <= page - head + HAIR else _least_of_row(first, page))
    if isinstance(block, SetRow) and (is_split or not block.style.keep):
        return _least_of_row(block, page)
    return block.pitch if isinstance(block, SetLines) else block.height


def _least_of_stack(made: SetStack, page: float) -> float:
    """Add what begins below those that stay with it; what stands at one height, such as a list item and its bullet, begins together."""
    top = next((y for _, y, block in made.blocks if not _keeps_next(block)), made.blocks[-1][1])
    return top + max(least(block, page) for _, y, block in made.blocks if y == top)


def _least_of_row(made: SetRow, page: float) -> float:
    return max([0.0, *(least(cell.inner, page) + sum(Insets.of(cell.style)[2:]) for cell in made.cells)])


def _keeps_next(block: Block) -> bool:
    return isinstance(block, SetText | SetRow) and block.style.keep_next


def split(block: Block, room: float, page: float) -> tuple[Block, Block] | None:
    """Split a block into what fits the room and the rest; None where nothing may be left behind. `page` is a whole page's height."""
    splitter = _SPLITTERS.get(type(block))
    return splitter(block, room, page) if splitter else None


def _split_lines(made: SetLines, room: float, _page: float) -> tuple[Block, Block] | None:
    count = int((room + HAIR) / made.pitch)
    return (made.counting(count), made.counting(made.count - count)) if count else None


def _split_box(made: SetBox, room: float, page: float) -> tuple[Block, Block] | None:
    halves = _split_stack(made.inner, room - 2 * made.style.padding, page)
    return (_boxed(made, halves[0]), _boxed(made, halves[1])) if halves else None


def _boxed(made: SetBox, inner: SetStack) -> SetBox:
    """Draw a box round one part of what was in it."""
    return replace(made, inner=inner, height=inner.height + 2 * made.style.padding)


def _text_height(made: SetText, lines: int) -> float:
    return ((lines - 1) * made.style.leading + 1.0) * made.size


def _split_text(made: SetText, room: float, _page: float) -> tuple[Block, Block] | None:
    advance = made.style.leading * made.size
    fitting = min(int((room - made.size) / advance + 1.0001), made.lines - FEWEST) if room >= made.size else 0
    if fitting < FEWEST:
        return None
    drawn = made.drawn()
    above, below = drawn.spans[:fitting], drawn.spans[fitting:]
    first, rest = (_lines(made, replace(drawn, spans=spans, cut=True), _text_height(made, len(spans))) for spans in (above, below))
    return replace(first, more=True), rest


def _lines(made: SetText, broken: Broken, height: float) -> SetText:
    """Give some lines of a paragraph as they stand; they are not balanced again."""
    return replace(made, broken=broken, height=height)


def _split_stack(made: SetStack, room: float, page: float) -> tuple[SetStack, SetStack] | None:
    count = next((number for number, (_, y, block) in enumerate(made.blocks) if y + block.height > room + HAIR), len(made.blocks))
    before, after = made.blocks[:count], made.blocks[count:]
    if after:
        dx, dy, block = after[0]
        halves = split(block, room - dy, page)
        if halves:
            before = [*before, (dx, dy, halves[0])]
            after = [(dx, dy, halves[1]), *after[1:]]
        else:
            while before and (_keeps_next(before[-1][2]) or before[-1][1] == after[0][1]):
                after = [before[-1], *after]
                before = before[:-1]
    if not before or not after:
        return None
    return _stacked(made, before), _stacked(made, after)


def _stacked(made: SetStack, blocks: list[tuple[float, float, Block]]) -> SetStack:
    """Stack some of a stack's blocks, the first at the top; where the first was split, the rest moves up with it."""
    if not blocks:
        return replace(made, blocks=[], height=0.0)
    top = blocks[0][1]
    whole = next((height for _, dy, height in ((dx, dy, block.height) for dx, dy, block in made.blocks) if dy == top), 0.0)
    shorter = whole - max(block.height for _, dy, block in blocks if dy == top) if blocks[0][2] is not _at(made, top) else 0.0
    moved = [(dx, dy - top - (shorter if dy > top else 0.0), block) for dx, dy, block in blocks]
    return replace(made, blocks=moved, height=max(dy + block.height for _, dy, block in moved))


def _at(made: SetStack, top: float) -> Block | None:
    return next((block for _, dy, block in made.blocks if dy == top), None)


def _split_table(made: SetTable, room: float, page: float) -> tuple[Block, Block] | None:
    """Split between rows; a row goes through the break only where it is higher than a page has room for."""
    head = made.head.height if made.head else 0.0
    y, count = head, 0
    for row in made.rows:
        if y + row.height > room + HAIR:
            break
        y += row.height
        count += 1
    if len(made.rows) - count == 1 and count > FEWEST and made.rows[count].height <= page - head:
        count -= 1  # the last row takes one with it: alone under the head it looks lost
    before, after = made.rows[:count], made.rows[count:]
    if after and after[0].height > page - head + HAIR:
        halves = _split_row(after[0], room - y, page)
        if halves:
            before, after = [*before, halves[0]], [halves[1], *after[1:]]
    if not before or not after:
        return None
    return made.part(before, again=made.again), made.part(after, again=True)


def _split_row(made: SetRow, room: float, page: float) -> tuple[SetRow, SetRow] | None:
    """Split a row through its cells: each leaves behind what fits, one at least."""
    above: list[Cell] = []
    below: list[Cell] = []
    for cell in made.cells:
        insets = Insets.of(cell.style)
        inside = room - insets.top - insets.bottom
        if cell.inner.height <= inside + HAIR:
            first, rest = cell.inner, _stacked(cell.inner, [])
        else:
            halves = _split_stack(cell.inner, inside, page)
            first, rest = halves or (_stacked(cell.inner, []), cell.inner)
        above.append(replace(cell, inner=first))
        below.append(replace(cell, inner=rest))
    if all(not cell.inner.blocks for cell in above) or all(not cell.inner.blocks for cell in below):
        return None
    return _rowed(made, above, room), _rowed(made, below)


def _rowed(made: SetRow, cells: list[Cell], room: float = math.inf) -> SetRow:
    """Make a row of one part of each cell, no higher than the room."""
    height = max(cell.height for cell in cells)
    return replace(made, cells=cells, height=min(height, room))


Splitter = Callable[[Any, float, float], tuple[Block, Block] | None]
_SPLITTERS: Mapping[type, Splitter] = {
    SetText: _split_text,
    SetLines: _split_lines,
    SetBox: _split_box,
    SetStack: _split_stack,
    SetTable: _split_table,
    SetRow: _split_row,
}


def grown(block: Block, room: float) -> Block:
    """Let a block take up the room it has, as far as its style and those in it `grow`."""
    extra = room - block.height
    if extra <= HAIR:
        return block
    if isinstance(block, SetLines):
        return block.counting(max(block.count, int((min(room, block.style.grows) + HAIR) / block.pitch)))
    if isinstance(block, SetTable):
        return _grown_table(block, extra)
    if isinstance(block, SetStack):
        return _grown_stack(block, extra)
    if isinstance(block, SetRow):
        insets = [Insets.of(cell.style) for cell in block.cells]
        inner = [
            _grown_stack(cell.inner, room - inset.top - inset.bottom - cell.inner.height)
            for cell, inset in zip(block.cells, insets, strict=True)
        ]
        cells = [replace(cell, inner=part) for cell, part in zip(block.cells, inner, strict=True)]
        return replace(block, cells=cells, height=max([block.height, *(cell.height for cell in cells)]))
    return block


def _grown_table(made: SetTable, extra: float) -> SetTable:
    """Share the room among the rows, the lowest first, up to the height that their style grows to."""
    heights = [row.height for row in made.rows]
    limits = [max(row.height, row.style.grows) for row in made.rows]
    while extra > HAIR and (open_rows := [at for at, height in enumerate(heights) if height < limits[at] - HAIR]):
        lowest = min(heights[at] for at in open_rows)
        level = [at for at in open_rows if heights[at] < lowest + HAIR]
        above = [heights[at] for at in open_rows if heights[at] >= lowest + HAIR]
        step = min([extra / len(level), *(limits[at] - heights[at] for at in level), *(height - lowest for height in above)])
        for at in level:
            heights[at] += step
        extra -= step * len(level)
    return made.part([replace(row, height=height) for row, height in zip(made.rows, heights, strict=True)], again=made.again)


def _grown_stack(made: SetStack, extra: float) -> SetStack:
    """Share the room among the lines in a stack, a line at a time, to the shortest first; what stands below moves down."""
    lines = {at: block for at, (_, _, block) in enumerate(made.blocks) if isinstance(block, SetLines) and block.style.grows}
    counts = {at: line.count for at, line in lines.items()}
    growing = set(lines)
    while growing:
        at = min(growing, key=lambda at: (counts[at] * lines[at].pitch, at))
        pitch = lines[at].pitch
        if extra < pitch - HAIR or (counts[at] + 1) * pitch > lines[at].style.grows + HAIR:
            growing.remove(at)
        else:
            counts[at] += 1
            extra -= pitch
    down, moved = 0.0, []
    for at, (dx, dy, block) in enumerate(made.blocks):
        taller = lines[at].counting(counts[at]) if at in lines else block
        moved.append((dx, dy + down, taller))
        down += taller.height - block.height
    return replace(made, blocks=moved, height=made.height + down)
