"""How to cut a pile of sheets on a guillotine, and what then lies where. Plain numbers in mm; a person cuts with fronts up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardprint.geometry import MM
from cardprint.page import Cut, Pile
from cardprint.sheets.grid import KEPT, SLACK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardprint.sheets.grid import Plan, Side


def cuts(plan: Plan) -> tuple[Cut, ...]:
    """List the cuts in their order: the direction first that needs fewer strokes, each from a clean edge, so that no narrow strip is held.

    Where there is a fold, the sheets are folded first, fronts up, and lie with half their size. Die-cut cards are not cut.
    """
    grid, places = plan.grid, plan.places("front")
    upright = _axis(
        _edges(edge for place in places for edge in (place.x, place.right)),
        plan.paper.width / (2 if grid.fold == "upright" else 1),
        ("left", "fold" if grid.fold == "upright" else "right"),
    )
    level = _axis(
        _edges(edge for place in places for edge in (place.y, place.bottom)),
        plan.paper.height / (2 if grid.fold == "level" else 1),
        ("top", "fold" if grid.fold == "level" else "bottom"),
    )
    first, second = tuple(upright), tuple(level)
    strokes = len(first) + len(second) * plan.columns, len(second) + len(first) * plan.rows
    return (*first, *second) if strokes[0] <= strokes[1] else (*second, *first)


def strokes(plan: Plan, side: Side) -> tuple[list[float], list[float]]:
    """Give where upright and level cuts go through one side of a sheet, from left and top, in points; with a fold, through both its halves."""
    places, (width, height) = plan.artwork(side), plan.paper
    upright = _edges(edge for place in places for edge in (place.x, place.right))
    level = _edges(edge for place in places for edge in (place.y, place.bottom))
    if plan.grid.fold == "upright":
        upright = [x for x in upright if abs(x - width / 2) > KEPT]
    if plan.grid.fold == "level":
        level = [y for y in level if abs(y - height / 2) > KEPT]
    return [x for x in upright if KEPT < x < width - KEPT], [y for y in level if KEPT < y < height - KEPT]


def _edges(edges: Iterable[float]) -> list[float]:
    """Give each edge once; two with less between them than is cut off are parted in the middle."""
    near: list[list[float]] = []
    for edge in sorted(edges):
        if near and edge - near[-1][0] < KEPT - SLACK:
            near[-1].append(edge)
        else:
            near.append([edge])
    return [(group[0] + group[-1]) / 2 for group in near]


def _axis(edges: Sequence[float], length: float, names: tuple[str, str]) -> Iterator[Cut]:
    """Cut along one direction: the near margin off first, measured from the far edge; then from the clean near edge, farthest first.

    A fold is a clean edge itself.
    """
    near, far = names
    if far == "fold":
        yield from (Cut(far, _told(length - edge)) for edge in edges if edge > KEPT and length - edge > KEPT)
        return
    clean = edges[0] if edges[0] > KEPT else 0.0
    if clean:
        yield Cut(far, _told(length - clean))
    yield from (Cut(near, _told(edge - clean)) for edge in reversed(edges[1:]) if length - edge > KEPT)


def _told(points: float) -> float:
    return round(points / MM, 2)


def piles(plan: Plan, dealt: Iterable[Iterable[tuple[int, int]]]) -> tuple[Pile, ...]:
    """Say what lies in each place: `dealt` are the sheets' slots and the cards in them, which count on from set to set."""
    lying: list[list[int]] = [[] for _ in range(plan.slots)]
    for sheet in dealt:
        for slot, card in sheet:
            lying[slot].append(card)
    return tuple(
        Pile(slot // plan.columns + 1, slot % plan.columns + 1, len(cards), tuple(_whole(cards, plan.count)))
        for slot, cards in enumerate(lying)
        if cards
    )


def _whole(cards: Sequence[int], count: int) -> Iterator[int]:
    """Name the sets that lie whole and in order on top of each other."""
    for start in range(0, len(cards), count):
        first, last = cards[start], cards[min(start + count, len(cards)) - 1]
        if first % count or last - first != count - 1 or start + count > len(cards):
            return
        yield first // count + 1
