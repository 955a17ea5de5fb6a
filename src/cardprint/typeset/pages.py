"""Papers: break a column of blocks over pages, headings with what follows, no single lines left behind; then number the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cardprint.colour import parse
from cardprint.errors import Found
from cardprint.geometry import Rect, Size
from cardprint.page import Element, Face, Item, Placement, Run, Sheet, Style
from cardprint.typeset.blocks import Block, Palette, SetBox, SetStack, SetText, Setting, Trial
from cardprint.typeset.fit import fill, frame_of, shed
from cardprint.typeset.flow import block
from cardprint.typeset.lines import Broken

PAGE, PAGES = "\ue000", "\ue001"
FEWEST = 2
"""Lines of a paragraph that stay together at either side of a page break."""


class Bookmark(NamedTuple):
    """An entry of the outline: the page, counted from 0, its title, and its level from 0."""

    page: int
    title: str
    level: int


class Paper(NamedTuple):
    """A paper's pages and its outline."""

    faces: tuple[Face, ...]
    bookmarks: tuple[Bookmark, ...]


class Piece(NamedTuple):
    """A block on its way to a page: with its palette, the bookmarks that point to it, and what it must stay with."""

    block: Block
    palette: Palette
    marks: tuple[tuple[str, int], ...]
    keep_next: bool


def pages(root: Element, setting: Setting) -> Found[Paper]:
    """Typeset a `<paper>`: its footer's elements are placed on every page, the rest flows in the column of its style."""
    page = setting.style(root)
    size = Size(page.width or 0.0, page.height or 0.0)
    column = _column(page)
    content = [child for child in root.children if child.tag != "footer"]
    broken = _break(_pieces(content, column.width, setting, setting.palette, ()), column.height)
    feet = [child for element in root.children if element.tag == "footer" for child in element.children]
    faces, bookmarks = [], []
    for number, placed in enumerate(broken, 1):
        items: list[Item] = []
        for y, piece in placed:
            piece.block.place(column.x, column.y + y, piece.palette, items)
            bookmarks += [Bookmark(number - 1, title, level) for title, level in piece.marks]
        for foot in feet:
            _foot(foot, size, setting, (number, len(broken)), items)
        faces.append(Face(size, items))
    return Paper(tuple(faces), tuple(bookmarks)), tuple(setting.problems)


def sheet(face: Face) -> Sheet:
    """Make a Face of a paper the only thing on its sheet."""
    return Sheet(size=face.size, placements=(Placement(face, 0.0, 0.0),))


def _column(page: Style) -> Rect:
    inner = replace(page, width=None, height=None)
    return frame_of(inner, Size(page.width or 0.0, page.height or 0.0))


def _pieces(
    elements: Sequence[Element], width: float, setting: Setting, palette: Palette, marks: tuple[tuple[str, int], ...]
) -> list[Piece]:
    """Set the column's blocks; a group passes its colour and its bookmark on to its first block."""
    out: list[Piece] = []
    for element in elements:
        if element.tag == "group":
            colour = parse(element.attributes.get("colour", ""))
            inner = {**palette, "theme": colour} if colour else palette
            title = element.attributes.get("bookmark", "")
            own = ((title, int(element.attributes.get("level", "0"))),) if title else ()
            out += _pieces(element.children, width, setting, inner, (*marks, *own))
        else:
            made = _set(element, width, setting)
            out.append(Piece(made, palette, marks, setting.style(element).keep_next))
        marks = ()
    return out


def _set(element: Element, width: float, setting: Setting) -> Block:
    """Set a block without cutting words; with hyphens where a word is wider than the column."""
    made = block(element, width, Trial(0, hyphens=False), setting)
    return block(element, width, Trial(0, hyphens=True), setting) if made.overfull else made


def _break(pieces: list[Piece], height: float) -> list[list[tuple[float, Piece]]]:
    """Fill page after page: a heading goes with what follows, a block that is higher than a page is split."""
    out: list[list[tuple[float, Piece]]] = [[]]
    y, after = 0.0, 0.0
    queue = list(reversed(pieces))
    while queue:
        piece = queue.pop()
        start = y + max(after, piece.block.before) if out[-1] else 0.0
        needed = _together(piece, queue)
        if start + min(needed, height) > height + 0.01 and out[-1]:
            halves = _split(piece, height - start) if needed > height else None
            if halves is None:
                out.append([])
                y, after = 0.0, 0.0
                queue.append(piece)
                continue
            piece, rest = halves
            queue.append(rest)
        elif piece.block.height > height - start + 0.01:
            halves = _split(piece, height - start)
            if halves:
                piece, rest = halves
                queue.append(rest)
        out[-1].append((start, piece))
        y, after = start + piece.block.height, piece.block.after
    return out


def _together(piece: Piece, queue: Sequence[Piece]) -> float:
    """Add up a block and what must stay with it."""
    total, last = piece.block.height, piece
    for following in reversed(queue):
        if not last.keep_next:
            break
        total += max(last.block.after, following.block.before) + following.block.height
        last = following
    return total


def _split(piece: Piece, room: float) -> tuple[Piece, Piece] | None:
    """Split a block at a height; the second part carries no bookmark."""
    halves = split(piece.block, room)
    if halves is None:
        return None
    return piece._replace(block=halves[0], keep_next=False), piece._replace(block=halves[1], marks=())


def split(made: Block, room: float) -> tuple[Block, Block] | None:
    """Split a block into what fits the room and the rest; None where nothing may be left behind."""
    if isinstance(made, SetText):
        return _split_text(made, room)
    if isinstance(made, SetBox):
        halves = split(made.inner, room - 2 * made.style.padding)
        if halves is None:
            return None
        first, rest = (half for half in halves if isinstance(half, SetStack))
        return _boxed(made, first), _boxed(made, rest)
    if isinstance(made, SetStack):
        return _split_stack(made, room)
    return None


def _boxed(made: SetBox, inner: SetStack) -> SetBox:
    """Draw a box round one part of what was in it."""
    return replace(made, inner=inner, height=inner.height + 2 * made.style.padding)


def _split_text(made: SetText, room: float) -> tuple[Block, Block] | None:
    advance = made.style.leading * made.size
    fitting = min(int((room - made.size) / advance + 1.0001), made.lines - FEWEST) if room >= made.size else 0
    if fitting < FEWEST:
        return None
    drawn = made.drawn()
    above, below = drawn.spans[:fitting], drawn.spans[fitting:]
    first, rest = (_lines(made, drawn._replace(spans=spans, cut=True), (len(spans) - 1) * advance + made.size) for spans in (above, below))
    return replace(first, more=True), rest


def _lines(made: SetText, broken: Broken, height: float) -> SetText:
    """Give some lines of a paragraph as they stand; they are not balanced again."""
    return replace(made, broken=broken, height=height)


def _split_stack(made: SetStack, room: float) -> tuple[Block, Block] | None:
    count = next((number for number, (_, y, one) in enumerate(made.blocks) if y + one.height > room + 0.01), len(made.blocks))
    before, after = made.blocks[:count], made.blocks[count:]
    if after:
        dx, dy, one = after[0]
        halves = split(one, room - dy)
        if halves:
            before = [*before, (dx, dy, halves[0])]
            after = [(dx, dy, halves[1]), *after[1:]]
    if not before or not after:
        return None
    return _stacked(made, before), _stacked(made, after)


def _stacked(made: SetStack, blocks: list[tuple[float, float, Block]]) -> SetStack:
    """Stack some of a stack's blocks, the first at the top; where the first was split, the rest moves up with it."""
    top, moved = blocks[0][1], []
    for dx, dy, one in blocks:
        moved.append((dx, dy - top, one))
    heights = [dy + one.height for _, dy, one in moved]
    return replace(made, blocks=moved, height=max(heights))


def _foot(element: Element, size: Size, setting: Setting, numbers: tuple[int, int], items: list[Item]) -> None:
    """Place one element of the footer, with the page's number and the number of pages."""
    filled = Element(element.tag, element.style)
    filled.runs = [_counted(run, *numbers) for run in element.runs]
    region = fill(filled, frame_of(setting.style(element), size), setting)
    if not region.fits and setting.style(element).sheds:
        region = shed(region, setting)
    region.block.place(region.frame.x, region.frame.y, setting.palette, items)


def _counted(run: Run, page: int, count: int) -> Run:
    return run._replace(text=run.text.replace(PAGE, str(page)).replace(PAGES, str(count)))
