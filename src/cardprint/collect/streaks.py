"""Straight lines all along a scanned page: what a speck of dust on the scanner's glass draws while the paper is fed past it. No hand draws so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.collect.ink import widened

if TYPE_CHECKING:
    import numpy as np

    from cardprint.collect.zones import Page

    Numbers = np.ndarray[Any, np.dtype[Any]]

MOST = 3
"""Streaks along a page, and across it, that are looked for."""
BESIDE = 0.75
"""Millimetres from a streak's middle to where its paper is white again."""
LEAST = 8
"""How much darker than that a streak is, of 255."""
PRINT = 25
"""How dark print is, of 255, that hides a streak."""
LEANING, STEP = 0.08, 0.0015
"""How far a streak leans for each millimetre along the page, and between two tries."""
SHORTEST = 60
"""Millimetres."""
VISIBLE, SEEN, PIECES, PIECE = 0.35, 0.6, 8, 0.3
"""Shares of its way that are not hidden by print; of those that are dark; parts of its way, and what must be dark in each."""
DARKER = 1.8
"""How much darker than a streak a pen is that crosses it."""


class Streak(Struct, frozen=True):
    """A line down a page, or across it: where it begins, in millimetres from the page's left edge, or its top, and how far it leans."""

    at: float
    leaning: float
    is_across: bool


def found(page: Page) -> list[Streak]:
    """Find the streaks of a page, down and across."""
    return [one for is_across in (False, True) for one in _along(page, is_across=is_across)]


def without(page: Page, streaks: list[Streak]) -> Page:
    """Take streaks out of a page, or a part of it: what lies beside them on both sides takes their place, and a pen that is darker stays."""
    import numpy as np

    if not streaks:
        return page
    ink = page.ink.copy()
    for one in streaks:
        plane, left, top = (ink.T, page.top, page.left) if one.is_across else (ink, page.left, page.top)
        rows = np.arange(plane.shape[0])
        middle = np.rint((one.at + one.leaning * (rows / page.scale + top) - left) * page.scale - 0.5).astype(int)
        far = round(BESIDE * page.scale)
        inside = (middle >= far) & (middle < plane.shape[1] - far)
        rows, middle = rows[inside], middle[inside]
        if not len(rows):
            continue
        beside = np.minimum(plane[rows, middle - far], plane[rows, middle + far])
        darkest = np.max([plane[rows, middle + step] for step in (-1, 0, 1)], axis=0)
        usual = DARKER * float(np.median(darkest))
        for step in range(1 - far, far):
            dark = plane[rows, middle + step]
            plane[rows, middle + step] = np.where(dark > usual, dark, np.minimum(dark, beside))
    return replace(page, ink=ink)


def _along(page: Page, *, is_across: bool) -> list[Streak]:
    import numpy as np

    ink, printed = (page.ink.T, page.printed.T) if is_across else (page.ink, page.printed)
    rows, columns = ink.shape
    far = round(BESIDE * page.scale)
    if min(rows, columns) < SHORTEST * page.scale:
        return []
    hidden = widened(printed, max(1, page.scale // 2)) > PRINT
    ridge = np.zeros_like(hidden)
    ridge[:, far:-far] = ink[:, far:-far].astype(np.int16) > np.maximum(ink[:, : -2 * far], ink[:, 2 * far :]).astype(np.int16) + LEAST
    ridge &= ~hidden
    left, top = (page.top, page.left) if is_across else (page.left, page.top)
    streaks: list[Streak] = []
    while len(streaks) < MOST and (line := _best(ridge, hidden)):
        column, leaning = _middle(ink, hidden, *line), line[1]
        streaks.append(Streak(left + (column + 0.5) / page.scale - leaning * top, leaning, is_across))
        every = np.arange(rows)
        for step in range(-far, far + 1):
            ridge[every, np.clip(np.rint(column + leaning * every).astype(int) + step, 0, columns - 1)] = False
    return streaks


def _best(ridge: Numbers, hidden: Numbers) -> tuple[float, float] | None:
    """Find the line, nearly along the columns, that most of a ridge lies on; none where that is not all along the page."""
    import numpy as np

    rows = len(ridge)
    y, x = np.nonzero(ridge[::2])
    y = 2 * y
    if len(y) < 0.1 * rows:
        return None
    most, best = 0, (0.0, 0.0)
    edge = int(LEANING * rows) + 2
    for leaning in np.arange(-LEANING, LEANING + STEP / 2, STEP):
        votes = np.bincount(np.rint(x - leaning * y).astype(int) + edge)
        votes = votes[:-1] + votes[1:]
        column = int(votes.argmax())
        if votes[column] > most:
            most, best = int(votes[column]), (column + 0.5 - edge, float(leaning))
    return best if _is_all_along(ridge, hidden, *best) else None


def _middle(ink: Numbers, hidden: Numbers, column: float, leaning: float) -> float:
    """Give a line's column between those that are darkest along it."""
    import numpy as np

    rows = np.arange(len(ink))
    steps = np.arange(-2, 3)
    columns = np.rint(column + leaning * rows).astype(int)[:, None] + steps
    open_ = (columns.min(axis=1) >= 0) & (columns.max(axis=1) < ink.shape[1])
    rows, columns = rows[open_, None], columns[open_]
    dark = np.where(hidden[rows, columns], 0, ink[rows, columns]).mean(axis=0)
    dark -= dark.min()
    rounded = float(np.mean(columns[:, 2] - column - leaning * rows[:, 0]))
    return column + rounded + float((dark * steps).sum() / max(dark.sum(), 1e-6))


def _is_all_along(ridge: Numbers, hidden: Numbers, column: float, leaning: float) -> bool:
    import numpy as np

    rows = np.arange(ridge.shape[0])
    middle = np.rint(column + leaning * rows).astype(int)
    inside = (middle > 0) & (middle < ridge.shape[1] - 1)
    rows, middle = rows[inside], middle[inside]
    if len(rows) < 0.9 * ridge.shape[0]:
        return False
    dark = np.logical_or.reduce([ridge[rows, middle + step] for step in (-1, 0, 1)])
    open_ = ~hidden[rows, middle]
    if open_.mean() < VISIBLE or dark[open_].mean() < SEEN:
        return False
    parts = zip(np.array_split(dark, PIECES), np.array_split(open_, PIECES), strict=True)
    return all(not seen.any() or line[seen].mean() >= PIECE for line, seen in parts)
