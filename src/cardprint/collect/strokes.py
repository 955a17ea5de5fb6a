"""What a pen has drawn about a target: a clean ring, cross or tick, or something else. Nothing here knows what it means.

Ink is looked at from the target's middle, in steps of its own half width and height: 1 is its edge.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

ANGLES = 60
NEAREST, FARTHEST, STEP = 0.55, 2.1, 0.04
"""How near to the middle a ring may come, how far it may go, in half widths."""
AWAY, COST = 3, 0.05
"""How far in or out a ring may go from one angle to the next, in STEPs, and what one of them costs."""
GAP = 0.2
"""The share of a ring that may be missing."""
SEEN = 0.62
"""The share of it that must be seen, apart from what the print hides."""
EMPTY, FULL = 0.45, 1.0
"""Millimetres of stroke for each millimetre of half width: less inside a ring is none, more is a stroke."""


TRIED = 300
"""Pairs of places through which a line is tried."""
SLACK = 0.08
"""Half widths that ink may lie beside a straight stroke."""
ALONG = 0.7
"""Half widths: ink farther than that beside a stroke is not its."""
UNEVEN, LOPSIDED = 2.0, 1.9
"""How much thicker and how much longer one stroke of a clean mark may be than the other."""
EXPLAINED = 0.88
"""The share of ink that lies on the strokes of a clean cross or tick."""
LIKE, LIFT, TRACED = 0.97, 0.5, 1.1
"""Of a tick with a short arm: the share of ink that lies on its strokes; half widths that the arm lifts off the other; how much more ink there may be
than the pen draws once."""


class Shape(Enum):
    """What is drawn about a target."""

    NOTHING = "nothing"
    RING = "ring"
    CROSS = "cross"
    TICK = "tick"
    STRUCK = "struck"
    """More than a clean mark is made of."""
    BESIDE = "beside"
    """Near the target, not on it."""
    OTHER = "other"


class Drawn(Struct, frozen=True):
    """What is drawn about a target: how dark, 0 to 1, and how much, in half widths of stroke.

    Of two strokes the longer, and how wide the ink along them is, in pens; of all ink, how much goes round the target. `spread` is how long the longer
    stroke is, counted by how wide ink lies along it beside the crosses of the page; `over` is how much more ink there is in all than about the targets
    of the field that are empty, print included, and `beside` where its words stand; `stray` is what reaches farther
    than anybody marks or strikes.
    """

    shape: Shape
    depth: float = 0.0
    heavy: float = 0.0
    long: float = 0.0
    around: float = 0.0
    wide: float = 0.0
    spread: float = 0.0
    over: float = 0.0
    beside: float = 0.0
    stray: float = 0.0


class Target(Struct, frozen=True):
    """A target in a picture, in pixels."""

    x: float
    y: float
    half_width: float
    half_height: float

    @property
    def half(self) -> float:
        """The lesser half."""
        return min(self.half_width, self.half_height)


class Zone(Struct, frozen=True):
    """The surroundings of a field: where there is ink of a pen, where the print hides what a pen draws, how dark; in pixels of `scale` a millimetre.

    `pen` is how wide the pen's lines are, in millimetres, `dark` how dark they are on this page.
    """

    ink: Any
    hidden: Any
    depth: Any
    scale: float
    pen: float
    dark: float = 0.0


class Ring(Struct, frozen=True):
    """The best way round a target through ink: how far out at each angle, the share that is ink, and that is neither ink nor hidden."""

    radii: Any
    inked: float
    missing: float

    @property
    def is_closed(self) -> bool:
        """Tell whether it may be a ring."""
        return self.missing <= GAP and self.inked >= SEEN


def ring(zone: Zone, target: Target) -> Ring:
    """Find the way round with the most ink, going out and in by little."""
    import numpy as np

    radii = np.arange(NEAREST, FARTHEST, STEP)
    turn = np.arange(ANGLES) * (2 * np.pi / ANGLES)
    columns = np.rint(target.x + target.half_width * np.outer(np.cos(turn), radii) - 0.5).astype(int)
    rows = np.rint(target.y + target.half_height * np.outer(np.sin(turn), radii) - 0.5).astype(int)
    inside = (rows >= 0) & (columns >= 0) & (rows < zone.ink.shape[0]) & (columns < zone.ink.shape[1])
    rows, columns = np.where(inside, rows, 0), np.where(inside, columns, 0)
    ink, hidden = zone.ink[rows, columns] & inside, zone.hidden[rows, columns] & inside
    worth = np.where(ink, 1.0, np.where(hidden, 0.4, 0.0))
    way = way_through(np.concatenate([worth, worth, worth]))[ANGLES : 2 * ANGLES]
    steps = np.arange(ANGLES)
    on = ink[steps, way]
    unseen = ~on & hidden[steps, way]
    return Ring(radii[way], float(on.mean()), float((~on & ~unseen).mean()))


def way_through(worth: Numbers) -> Numbers:
    """Give the column of each row on the way that is worth most, a change of a few columns a row costing little."""
    import numpy as np

    count, width = worth.shape
    cost = COST * np.abs(np.arange(-AWAY, AWAY + 1))
    best = np.full(width + 2 * AWAY, -1e9)
    inner = best[AWAY:-AWAY]
    options = np.lib.stride_tricks.sliding_window_view(best, 2 * AWAY + 1)
    inner[:] = worth[0]
    came, index = np.zeros((count, width), dtype=int), np.arange(width)
    for row in range(1, count):
        reached = options - cost
        move = reached.argmax(axis=1)
        came[row] = index + move - AWAY
        inner[:] = reached[index, move] + worth[row]
    way = np.zeros(count, dtype=int)
    way[-1] = int(inner.argmax())
    for row in range(count - 1, 0, -1):
        way[row - 1] = came[row, way[row]]
    return way


def away(target: Target, shape: tuple[int, int]) -> Numbers:
    """Give the distance of each pixel from a target's middle, in half widths."""
    import numpy as np

    across = ((np.arange(shape[1]) + 0.5 - target.x) / target.half_width).astype(np.float32)
    down = ((np.arange(shape[0]) + 0.5 - target.y) / target.half_height).astype(np.float32)
    return np.asarray(np.sqrt((across * across)[None, :] + (down * down)[:, None]))


def about(target: Target, found: Ring, shape: tuple[int, int]) -> Numbers:
    """Give for each pixel how far out the ring is at its angle."""
    import numpy as np

    across = (np.arange(shape[1]) + 0.5 - target.x) / target.half_width
    down = (np.arange(shape[0]) + 0.5 - target.y) / target.half_height
    angle = np.arctan2(down[:, None], across[None, :]) * (ANGLES / (2 * np.pi))
    return np.asarray(found.radii[np.rint(angle).astype(int) % ANGLES])


def length(zone: Zone, ink: Numbers) -> float:
    """Give how long the strokes of some ink are, in millimetres: its area by the pen's width."""
    return float(ink.sum()) / zone.scale**2 / zone.pen


def pieces(ink: Numbers) -> tuple[Numbers, int]:
    """Number what hangs together, corners included, from 1; 0 is where no ink is."""
    import numpy as np

    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    parent = _joined(rows.tolist(), starts.tolist(), ends.tolist())
    numbers = {root: number for number, root in enumerate(sorted(set(parent)), 1)}
    labels = np.zeros(ink.shape, dtype=np.int32)
    for row, start, end, root in zip(rows.tolist(), starts.tolist(), ends.tolist(), parent, strict=True):
        labels[row, start:end] = numbers[root]
    return labels, len(numbers)


def _joined(rows: list[int], starts: list[int], ends: list[int]) -> list[int]:
    """Give for each run of ink the first of those that it hangs together with."""
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    above = 0
    for run, row in enumerate(rows):
        while above < run and (rows[above] < row - 1 or (rows[above] == row - 1 and ends[above] < starts[run])):
            above += 1
        other = above
        while other < run and rows[other] == row - 1 and starts[other] <= ends[run]:
            a, b = root(other), root(run)
            parent[max(a, b)] = min(a, b)
            other += 1
    return [root(run) for run in range(len(rows))]


class Line(Struct, frozen=True):
    """A straight stroke: a point on it, its direction, how far it goes back and forth from there, and which ink lies on it."""

    at: Any
    way: Any
    back: float
    forth: float
    on: Any


def lines(at: Numbers, near: float) -> tuple[Line | None, Line | None, float]:
    """Find the two straight strokes with most ink, and the share of it that lies on one of them or the other."""
    import numpy as np

    first = _line(at, np.ones(len(at), dtype=bool), near)
    if first is None:
        return None, None, 0.0
    second = _line(at, ~first.on, near)
    on = first.on | second.on if second else first.on
    return first, second, float(on.mean())


def _line(at: Numbers, left: Numbers, near: float) -> Line | None:
    """Find the line that most of what is left lies on: through pairs of places, then by least squares; its ends by all ink on it."""
    import numpy as np

    some = at[left]
    if len(some) < 12:
        return None
    some = some[:: max(1, len(some) // 240)]
    count = len(some)
    first, second = (np.arange(TRIED) * 7919) % count, (np.arange(TRIED) * 104729 + count // 3) % count
    ways = some[second] - some[first]
    far = np.hypot(*ways.T)
    sound = far > near
    if not sound.any():
        return None
    ways, bases = ways[sound] / far[sound, None], some[first][sound]
    aside = np.abs((some[None, :, 0] - bases[:, None, 0]) * ways[:, None, 1] - (some[None, :, 1] - bases[:, None, 1]) * ways[:, None, 0])
    best = int((aside < near).sum(axis=1).argmax())
    base, way = bases[best], ways[best]
    for _ in range(2):
        on = left & (_aside(at, base, way) < near)
        base, way = _through(at[on])
    on = _aside(at, base, way) < near
    along = np.sort((at[on] - base) @ way)
    return Line(base, way, float(along[len(along) // 50]), float(along[-1 - len(along) // 50]), on)


def _aside(at: Numbers, base: Numbers, way: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(np.abs((at[:, 0] - base[0]) * way[1] - (at[:, 1] - base[1]) * way[0]))


def _through(at: Numbers) -> tuple[Numbers, Numbers]:
    """Give the line that lies nearest to some places: their middle and the direction they spread most."""
    import numpy as np

    middle = at.mean(axis=0)
    _, _, ways = np.linalg.svd(at - middle, full_matrices=False)
    return middle, ways[0]


def crossing(first: Line, second: Line) -> tuple[Numbers, float, float, float] | None:
    """Give where two strokes meet, how far along each that is (0 its one end, 1 the other), and the sine of their angle."""
    import numpy as np

    sine = float(first.way[0] * second.way[1] - first.way[1] * second.way[0])
    if abs(sine) < 0.25:
        return None
    between = second.at - first.at
    along = float(between[0] * second.way[1] - between[1] * second.way[0]) / sine
    where = first.at + along * first.way
    other = float((where - second.at) @ second.way)
    return (
        np.asarray(where),
        (along - first.back) / max(first.forth - first.back, 1e-6),
        (other - second.back) / max(second.forth - second.back, 1e-6),
        abs(sine),
    )


class Strokes(Struct, frozen=True):
    """Two straight strokes: how much of the ink they are, how long the shorter and the longer is, how thick the thicker is in thinner ones.

    `wide` is how wide the ink along either is where it is widest, in pens: two lines that cross at a small angle draw apart towards their ends.
    """

    first: Line | None = None
    second: Line | None = None
    share: float = 0.0
    short: float = 0.0
    long: float = 0.0
    uneven: float = 9.0
    wide: float = 0.0


def strokes(at: Numbers, pen: float, grain: float) -> Strokes:
    """Find the two straight strokes of some ink; `at`, the pen's width and a pixel's in half widths from the target's middle."""
    first, second, share = lines(at, 0.55 * pen + SLACK)
    if first is None or second is None:
        return Strokes(share=share)
    short, long = sorted((first.forth - first.back, second.forth - second.back))
    thin, thick = sorted((_thickness(at, first, second, pen, grain), _thickness(at, second, first, pen, grain)))
    wide = max(_widest(at, first, second, pen, grain), _widest(at, second, first, pen, grain)) / pen
    return Strokes(first, second, share, short, long, thick / max(thin, 1e-6), wide)


def _thickness(at: Numbers, line: Line, other: Line, pen: float, grain: float) -> float:
    """Give how thick a stroke is where it lies apart from the other: its area by its length."""
    import numpy as np

    alone = line.on & (_aside(at, other.at, other.way) > 1.2 * pen)
    if alone.sum() < 8:
        return pen
    along = np.unique(np.floor((at[alone] - line.at) @ line.way / (2 * grain)))
    return float(alone.sum()) * grain / (2 * len(along))


def _widest(at: Numbers, line: Line, other: Line, pen: float, grain: float) -> float:
    """Give how wide the ink along a stroke is in the wider tenth of it: what is nearer to it than to the other, away from where they meet."""
    import numpy as np

    step = 2 * grain
    aside = _aside(at, line.at, line.way)
    along = np.floor((at[(aside < ALONG) & (aside < _aside(at, other.at, other.way))] - line.at) @ line.way / step).astype(int)
    places, counts = np.unique(along, return_counts=True)
    middles = (places + 0.5) * step
    apart = _aside(line.at + middles[:, None] * line.way, other.at, other.way) > pen
    counts = counts[apart & (middles > line.back - 0.1) & (middles < line.forth + 0.1)]
    return float(np.percentile(counts, 90)) * grain / 2 if len(counts) else 0.0


def straight(found: Strokes) -> Shape:
    """Tell a cross or a tick by its two strokes."""
    if found.first is None or found.second is None or found.share < EXPLAINED:
        return Shape.OTHER
    meet = crossing(found.first, found.second)
    if meet is None:
        return Shape.OTHER
    where, one, other, _ = meet
    if 0.2 < one < 0.8 and 0.2 < other < 0.8:
        is_cross = max(abs(where)) < 0.8 and found.short > 0.9 and found.long < LOPSIDED * found.short and found.uneven < UNEVEN
        return Shape.CROSS if is_cross else Shape.OTHER
    return Shape.TICK if _is_tick(found.first, found.second, where) and found.uneven < 1.4 * UNEVEN else Shape.OTHER


def bent(at: Numbers, pen: float, grain: float) -> bool:
    """Tell a tick whose shorter stroke is hardly longer than the pen is wide: two strokes from its lowest place are all its ink."""
    import numpy as np

    foot = at[at[:, 1] > at[:, 1].max() - pen / 3].mean(axis=0) - (0, pen / 3)
    right = at[(at[:, 0] - at[:, 1]).argmax()]
    off = (at[:, 0] - foot[0]) * (right[1] - foot[1]) - (at[:, 1] - foot[1]) * (right[0] - foot[0])
    near, long = np.zeros(len(at), dtype=bool), 0.0
    for tip in (right, at[off.argmax()]):
        far = float(np.hypot(*(tip - foot)))
        way = (tip - foot) / max(far, 1e-6)
        along = np.clip((at - foot) @ way, 0, far - pen / 2)
        aside = np.hypot(*(at - foot - along[:, None] * way).T)
        near |= aside < 0.55 * pen + SLACK
        long += far
    (across, up), (left, rise) = right - foot, at[off.argmax()] - foot
    is_so_shaped = across > 0.2 and -up > 0.7 and -up > -0.9 * rise and left < 0.05 and off.max() > LIFT * np.hypot(across, up)
    is_one_line = near.mean() > LIKE and len(at) * grain**2 < TRACED * pen * long
    return bool(is_so_shaped and is_one_line and max(abs(foot)) < 1.5)


def _is_tick(first: Line, second: Line, where: Numbers) -> bool:
    """Tell whether two strokes meet at their lower ends, the right one going up and being the longer."""
    ends = []
    for line in (first, second):
        tips = line.at + line.back * line.way, line.at + line.forth * line.way
        near, far = sorted(tips, key=lambda tip: float(abs(tip - where).sum()))
        if abs(near - where).max() > 0.45 or far[1] > where[1] - 0.1:
            return False
        ends.append(far - where)
    left, right = sorted(ends, key=lambda end: float(end[0]))
    tall = -float(right[1])
    return bool(left[0] < 0.05 and right[0] > 0.2 and tall > 0.7 and tall > -0.9 * float(left[1]) and max(abs(where)) < 1.5)
