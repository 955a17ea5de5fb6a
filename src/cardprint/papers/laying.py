"""How the pages of a paper come onto sheets: each a page, each half of a tent, or many side by side with marks to cut by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cardprint.context import Context
from cardprint.errors import Found
from cardprint.geometry import Size, mm
from cardprint.model import PAPERS, PROFILES, STOCKS
from cardprint.page import CardFaces, Face, Line, Placement, Sheet
from cardprint.sheets.impose import impose, plan
from cardprint.typeset import pages

LEAVES, SINGLE, TENTS, CUT = "leaves", "single", "tents", "cut"
"""Pages like the leaves of a book; pages that are printed on one side; two alike that stand back to back; pages as small as a card."""
PLAIN = "office-a4"
"""The profile of plain paper, with marks to cut by."""
FOLD_AT, FOLD_LONG, FOLD_WEIGHT = mm(5), mm(7), 0.35
"""How far from the paper's edge the mark of a fold begins, how long and how thick it is, in points."""
SLACK = mm(0.1)


class Laid(Struct, frozen=True):
    """Sheets of one copy: their sides in printing order, sheets of paper, the paper with how it lies, how it is turned, folded or cut."""

    sides: Sequence[Sheet]
    sheets: int
    paper: str
    duplex: str
    copies: int = 1


def laid(way: str, parts: Sequence[Sequence[Face]], context: Context, copies: int) -> Found[Laid]:
    """Lay the pages of all parts on sheets of paper, as many copies as are printed."""
    if way == CUT:
        return _cut([face for part in parts for face in part], context, copies)
    return _WAYS[way](parts, copies), ()


def sized(context: Context, style: str) -> Context:
    """Make pages that are cut as large as the cards of the stock that they are printed on."""
    stock = STOCKS.get(context.edition.project.badge_stock)
    if stock is None:
        return context
    page = replace(context.styles[style], width=stock.card.width, height=stock.card.height)
    return replace(context, styles={**context.styles, style: page})


def _leaves(parts: Sequence[Sequence[Face]], copies: int) -> Laid:
    faces = [face for part in parts for face in part]
    size, sides = faces[0].size, max(map(len, parts))
    duplex = "none" if sides < 2 else "short_edge" if size.width > size.height else "long_edge"
    return Laid([pages.sheet(face) for face in faces], sum(-(-len(part) // 2) for part in parts), _named(size), duplex, copies)


def _single(parts: Sequence[Sequence[Face]], copies: int) -> Laid:
    faces = [face for part in parts for face in part]
    return Laid([pages.sheet(face) for face in faces], len(faces), _named(faces[0].size), "none", copies)


def _tents(parts: Sequence[Sequence[Face]], copies: int) -> Laid:
    """Put each page on both halves of a sheet, the upper one upside down, with marks where it is folded."""
    sides = [_tent(face) for part in parts for face in part]
    return Laid(sides, len(sides), _named(sides[0].size), "tent", copies)


def _tent(face: Face) -> Sheet:
    width, height = face.size
    below, above = Placement(face, 0.0, height), Placement(face, 0.0, 0.0, 180, tagged=False)
    ends = (FOLD_AT, width - FOLD_AT - FOLD_LONG)
    marks = tuple(Line(x, height, x + FOLD_LONG, height, FOLD_WEIGHT) for x in ends)
    return Sheet(size=Size(width, 2 * height), placements=(below, above), lines=marks)


def _cut(faces: Sequence[Face], context: Context, copies: int) -> Found[Laid]:
    """Lay small pages side by side, on a stock that breaks apart or on plain paper with marks.

    The last page is for who is not named: it comes as often as `copies` in all need it, at least once, and fills the last sheet.
    """
    name = context.edition.project.badge_stock
    profile = replace(PROFILES[name or PLAIN], duplex="none", order="rows")
    run, faults = plan(max(copies, len(faces)), faces[0].size, profile)
    if faults:
        return Laid((), 0, "", ""), faults
    whole = run.sheets * run.slots
    run, faults = plan(whole, faces[0].size, profile)
    cards = [CardFaces(str(number), face, None) for number, face in enumerate((*faces, *[faces[-1]] * (whole - len(faces))))]
    paper = _named(run.paper)
    return Laid(
        tuple(impose(cards, run)), run.sheets, f"{STOCKS[name].name}, {paper}" if name else paper, "none" if name else "cut_apart"
    ), faults


def _named(size: Size) -> str:
    """Name a paper and how it lies."""
    way = "landscape" if size.width > size.height else "portrait"
    upright = size.turned if size.width > size.height else size
    known = (name for name, paper in PAPERS.items() if abs(paper.width - upright.width) + abs(paper.height - upright.height) < SLACK)
    return f"{next(known, str(size))} {way}"


_WAYS: Mapping[str, Callable[[Sequence[Sequence[Face]], int], Laid]] = {LEAVES: _leaves, SINGLE: _single, TENTS: _tents}

__all__ = ["CUT", "LEAVES", "SINGLE", "TENTS", "Laid", "laid", "sized"]
