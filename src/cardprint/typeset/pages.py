"""Papers: set the blocks of a `<paper>`, have them broken over pages, place what stands on every page, number the pages.

One with `fit="page"` hangs or stands where it is read from afar: what lies between two page breaks is one page, at the largest step of type that fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint.colour import parse
from cardprint.errors import Found, Place, Problem, brief, error
from cardprint.geometry import MM, Rect, Size, mm
from cardprint.page import Element, Face, Field, Placement, Run, Sheet, Style
from cardprint.typeset import breaking
from cardprint.typeset.blocks import Block, Out, Palette, Setting, Trial
from cardprint.typeset.breaking import Placed, Portion
from cardprint.typeset.fit import SHARES, Region, fill, frame_of, shed, texts
from cardprint.typeset.flow import block
from cardprint.typeset.rows import SetLines

FEWEST_LINES = 3
"""Lines for notes that are worth a heading."""
NARROWEST = mm(20)
"""Width and height of a column, in points."""
PAGE, PAGES = "\ue000", "\ue001"


class Bookmark(NamedTuple):
    """An entry of the outline: the page, counted from 0, its title, and its level from 0."""

    page: int
    title: str
    level: int


class Paged(Struct, frozen=True):
    """A paper's pages, its outline, how high each page is filled, in points, and how many pages each part has that begins a new one."""

    faces: tuple[Face, ...]
    bookmarks: tuple[Bookmark, ...]
    heights: tuple[float, ...] = ()
    parts: tuple[int, ...] = ()


def pages(root: Element, setting: Setting) -> Found[Paged]:
    """Typeset a `<paper>`: its footer's elements are placed on every page, the rest flows in the column of its style."""
    page = setting.style(root)
    size = Size(page.width or 0.0, page.height or 0.0)
    column = _column(page)
    if min(column.width, column.height) < NARROWEST:
        return Paged((), (), parts=(0,)), (error("page-without-room", Place(""), style=page.name),)
    content = [child for child in root.children if child.tag != "footer"]
    if root.attributes.get("fit"):
        parts = list(_fitted(content, column, page, setting)) or [[[]]]
    else:
        parted = _parts(_pieces(content, column.width, setting, setting.palette, ()))
        parts = [breaking.pages(part, column.height) for part in parted]
        spare = _spare(content, setting)
        if spare:
            parts[-1], is_left = _with_room(parted[-1], len(spare.children), column.height, sum(map(len, parts[:-1])))
            if not is_left:
                root.children = [child for child in root.children if child is not spare]
    broken = [placed for part in parts for placed in part]
    feet = [child for element in root.children if element.tag == "footer" for child in element.children]
    faces, bookmarks = [], []
    for number, placed in enumerate(broken, 1):
        out: Out = []
        for laid in placed:
            laid.block.place(column.x, column.y + laid.y, laid.palette, out)
            bookmarks += [Bookmark(number - 1, title, level) for title, level in laid.marks]
        for foot in feet:
            _foot(foot, size, setting, (number, len(broken)), out)
        items = [item for item in out if not isinstance(item, Field)]
        faces.append(Face(size, items, fields=[item for item in out if isinstance(item, Field)]))
    heights = tuple(placed[-1].y + placed[-1].block.height if placed else 0.0 for placed in broken)
    return Paged(tuple(faces), tuple(bookmarks), heights, tuple(len(part) for part in parts)), tuple(setting.problems)


def _spare(content: Sequence[Element], setting: Setting) -> Element | None:
    """Give the group of lines to write on that a paper ends with, if their style `sheds` what there is no room for."""
    last = content[-1] if content else None
    if last is None or last.tag != "group" or len(content) == 1:
        return None
    return last if last.children and last.children[-1].tag == "lines" and setting.style(last.children[-1]).sheds else None


def _with_room(pieces: Sequence[Portion], own: int, height: float, before: int) -> tuple[list[list[Placed]], bool]:
    """End with as many lines as the last page has room for; with a page of their own only on the free side of a sheet, else without; `before` pages come first."""
    without = breaking.pages(pieces[:-own], height)
    last = pieces[-1]
    most = last.block.count if isinstance(last.block, SetLines) else 0
    for count in range(most, FEWEST_LINES - 1, -1):
        tried = breaking.pages([*pieces[:-1], last._replace(block=last.block.counting(count))], height)  # type: ignore[union-attr]
        if len(tried) == len(without) or (count == most and (before + len(without)) % 2):
            return tried, True
    return without, False


def _parts(pieces: Sequence[Portion]) -> list[list[Portion]]:
    """Part what flows where a new page is asked for."""
    parts: list[list[Portion]] = [[]]
    for piece in pieces:
        if piece.block is not None:
            parts[-1].append(piece)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part] or [[]]


class Flowing(NamedTuple):
    """An element of a fitted page with the colours and the bookmarks of the groups around it."""

    element: Element
    palette: Palette
    marks: tuple[tuple[str, int], ...]


def _flowing(elements: Sequence[Element], palette: Palette, marks: tuple[tuple[str, int], ...]) -> Iterator[Flowing]:
    """Take the elements out of their groups; the first one of a group has its bookmark."""
    for element in elements:
        if element.tag == "group":
            yield from _flowing(element.children, _coloured(element, palette), (*marks, *_bookmark(element)))
        else:
            yield Flowing(element, palette, marks)
        marks = ()


def _fitted(content: Sequence[Element], column: Rect, page: Style, setting: Setting) -> Iterator[list[list[breaking.Placed]]]:
    """Set what lies between two page breaks as one page, at the largest step of type that fits. What does not fit at the last is a Problem."""
    flowing = _flowing(content, setting.palette, ())
    for is_break, group in groupby(flowing, lambda one: one.element.tag == "newpage"):
        if is_break:
            continue
        part = list(group)
        whole = Element("box", page.name)
        whole.children = [one.element for one in part]
        region = fill(whole, column, setting)
        if not region.fits:
            setting.problems.append(_too_much(region, column))
        down = max(0.0, column.height - region.block.height) * SHARES[page.vertical]
        yield [[breaking.Placed(down, region.block, part[0].palette, tuple(mark for one in part for mark in one.marks))]]


def _too_much(region: Region, column: Rect) -> Problem:
    """Say what does not fit one page at its smallest type: by how much it is too high, or which word is too wide."""
    lines = list(texts(region.block))
    wide = next((text for text in lines if text.overfull), None)
    runs = [run for text in ([wide] if wide else lines) for run in text.element.runs]
    place = next((run.place for run in runs if run.place), Place(""))
    if wide:
        word = max(wide.broken.measured.words, key=lambda measured: measured.width)
        return error("word-wider-than-column", place, word=word.text)
    words, size = (brief(lines[0].element.text), f"{min(text.size for text in lines):g}") if lines else ("–", "–")
    return error("page-overfull", place, words=words, over=f"{(region.block.height - column.height) / MM:.0f}", size=size)


def sheet(face: Face) -> Sheet:
    """Make a Face of a paper the only thing on its sheet."""
    return Sheet(size=face.size, placements=(Placement(face, 0.0, 0.0),))


def _column(page: Style) -> Rect:
    inner = replace(page, width=None, height=None)
    return frame_of(inner, Size(page.width or 0.0, page.height or 0.0))


def _pieces(
    elements: Sequence[Element], width: float, setting: Setting, palette: Palette, marks: tuple[tuple[str, int], ...]
) -> list[Portion]:
    """Set the column's blocks; a group passes its colour and its bookmark on to its first block."""
    out: list[Portion] = []
    for element in elements:
        if element.tag == "group":
            out += _pieces(element.children, width, setting, _coloured(element, palette), (*marks, *_bookmark(element)))
        elif element.tag == "newpage":
            out.append(Portion(None, palette))
        else:
            made, style = _set(element, width, setting), setting.style(element)
            out.append(Portion(made, palette, marks, style.keep_next, style.keep))
        marks = ()
    return out


def _coloured(group: Element, palette: Palette) -> Palette:
    name = group.attributes.get("colour", "")
    colour = palette.get(name) or parse(name)
    return {**palette, "theme": colour} if colour else palette


def _bookmark(group: Element) -> tuple[tuple[str, int], ...]:
    title = group.attributes.get("bookmark", "")
    return ((title, int(group.attributes.get("level", "0"))),) if title else ()


def _set(element: Element, width: float, setting: Setting) -> Block:
    """Set a block without cutting words; with hyphens, at last in doubt, where a word is wider than the column. What is wider even so is a Problem."""
    for trial in (Trial(), Trial(hyphens=True), Trial(hyphens=True, doubt=True)):
        made = block(element, width, trial, setting)
        if not made.overfull:
            return made
    for text in texts(made):
        if text.overfull:
            word = max(text.broken.measured.words, key=lambda measured: measured.width)
            runs = [run for run in text.element.runs if run.place]
            place = next((run.place for run in (*(run for run in runs if word.text in run.text), *runs) if run.place), Place(""))
            problem = error("word-wider-than-column", place, word=word.text)
            setting.problems += [problem] if problem not in setting.problems else []
    return made


def _foot(element: Element, size: Size, setting: Setting, numbers: tuple[int, int], out: Out) -> None:
    """Place one element of the footer, with the page's number and the number of pages."""
    filled = Element(element.tag, element.style)
    filled.runs = [_counted(run, *numbers) for run in element.runs]
    region = fill(filled, frame_of(setting.style(element), size), setting)
    if not region.fits and setting.style(element).sheds:
        region = shed(region, setting)
    region.block.place(region.frame.x, region.frame.y, setting.palette, out)


def _counted(run: Run, page: int, count: int) -> Run:
    return replace(run, text=run.text.replace(PAGE, str(page)).replace(PAGES, str(count)))
