"""Rows of a scanned sheet that somebody has crossed out as a whole: a line of a pen from one side of a row's marks to the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cardprint.collect.ink import widened
from cardprint.collect.strokes import way_through
from cardprint.collect.zones import Page, bounds
from cardprint.fieldmaps import Spot

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

PRINT = 25
"""How dark print is, of 255, that hides a pen."""
DARK, PALEST = 0.35, 0.08
"""How dark a line is at least, of the page's pen; and in any case, of ink."""
SHORTEST = 40
"""Millimetres: in a row whose marks take less, no line could be told from one of them."""
SEEN, WHOLE = 0.5, 0.85
"""Shares of a line's way that are ink at least: of all of it, and of what no print hides. Of 369 rows that were meant none had more than 0.45 of all, of
14 that were crossed out none less than 0.56."""


def rows(page: Page, fields: Mapping[str, Sequence[Spot]], dark: float) -> set[str]:
    """Give the names of the fields whose row is crossed out. `dark` is how dark the page's pen is, 0 to 1."""
    if not dark:
        return set()
    ink = page.ink > 255 * max(PALEST, DARK * dark)
    hidden = widened(page.printed, max(1, page.scale // 2)) > PRINT
    by_row: dict[str, list[str]] = {}
    for name in fields:
        by_row.setdefault(name.rpartition(".")[0], []).append(name)
    found: set[str] = set()
    for names in by_row.values():
        marked = [spot.box for name in names for spot in fields[name] if spot.kind != "text"]
        if not marked:
            continue
        down, _ = bounds([spot.box for name in names for spot in fields[name]], 0, page)
        _, across = bounds(marked, 0, page)
        if across.stop - across.start > SHORTEST * page.scale and _is_crossed(ink[down, across], hidden[down, across]):
            found.update(names)
    return found


def _is_crossed(ink: Numbers, hidden: Numbers) -> bool:
    """Tell whether a line goes through all of a picture, from its left to its right."""
    import numpy as np

    on, print_ = (_halved(part).T for part in (ink & ~hidden, hidden))
    way = way_through(np.where(on, 1.0, np.where(print_, 0.4, 0.0)))
    steps = np.arange(len(way))
    inked, open_ = on[steps, way], (on | ~print_)[steps, way]
    return bool(inked.mean() > SEEN and inked.sum() > WHOLE * open_.sum())


def _halved(part: Numbers) -> Numbers:
    """Make one pixel of four: there is ink where any of them has some."""
    import numpy as np

    rows, columns = part.shape[0] // 2, part.shape[1] // 2
    return np.asarray(part[: 2 * rows, : 2 * columns].reshape(rows, 2, columns, 2).any(axis=(1, 3)))
