"""What is marked in a field: a target's drawing told from its neighbours', and the field's answer from all of them, sure or not.

Sure is only what is clean: one ring, cross or tick of ordinary ink, and all else untouched, or struck out for certain. A struck target alone,
two marks, a faint one, ink that belongs nowhere: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.collect.strokes import (
    EMPTY,
    FULL,
    Drawn,
    Ring,
    Shape,
    Target,
    Zone,
    about,
    away,
    bent,
    length,
    pieces,
    ring,
    straight,
    strokes,
)
from cardprint.collect.zones import Hand, Looked
from cardprint.fieldmaps import Spot

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

REACH = 2.1
"""Half widths from a target's middle: what lies mostly farther away is none of its."""
PALE, BESIDE, INSIDE = 1.5, 0.9, 0.65
"""Half widths of stroke: less pale ink than that is a printed line that came out darker; more ink than that beside a target is told; less than
that inside a ring is its end."""
PALER = 0.45
"""How dark a printed line that came out darker is at most, against the pen."""
SPECK = 0.25
"""Millimetres of stroke that are dust."""
FRAME, WRITTEN, SHOWING = 0.6, 1.5, 0.15
"""Millimetres inside a box's frame that are not looked at, and of stroke that are more than dust; how dark the back of the paper shows through."""
CORE, SCRIBBLE = 0.6, 7.0
"""Half widths from a target's middle that a ring leaves alone; and of stroke, more than anybody marks a target with, where some of it lies there."""
COVERED, COVERING = 0.9, 1.2
"""Half widths from a target's middle, and of ink there: what is scribbled over a neighbour may hide a mark here."""
TWO_WAYS = 0.15
"""Of a ring's ink: what lies inside one way round where another goes, farther in, and the target's middle is free."""
END = 1.1
"""Half widths of stroke: more is no ring's end that runs into the next target."""
STRAY, STRAYED = 2.8, 0.5
"""Half widths from a box's middle that nobody's strike goes beyond, and of stroke there: a line from elsewhere that runs through a mark."""
HALF = 0.45
"""Of the ink of a stroke's middle: where its edge is."""
FAINT = 0.15
"""How dark the ink of a sure mark is at least."""
LIKE = 0.18
"""How like the print must be to what was printed for a field to be read at all."""
HEAVY = 5.0
"""Half widths of stroke: more than a cross is made of."""
NOTHING = Drawn(Shape.NOTHING)
OPEN = Ring(None, 0.0, 1.0)
ROUND, THIN_ROUND = 3.0, 1.9
"""Half widths of stroke that a ring has at least; the second, where there is nothing else."""
SLASHED, SPREAD = {"choice": 4.3, "tick": 4.0}, 2
"""Half widths of a cross's longer stroke, counted by the power of how wide ink lies along it, beside other crosses: more is a cross with a line along
one arm. A box's is counted by how much ink it has, too, for to read a struck one is a wrong answer. Fitted to 2,700 crosses that are meant and 610
struck ones that look like a cross: 97 of 100 of these are doubted, and 2 of 100 of those."""
FRAMES, FRAMED, PALEST = 3, 1.9, 0.8
"""Boxes of a field, at least; half widths of stroke, at most; how dark, beside the palest mark: the frames that were printed."""
ALONE = 1.1
"""How much more than SLASHED it is, where nothing else is drawn in the field, or another box is struck already."""
STRUCK_BOX = 5.2
"""Half widths of stroke: a cross and more than one line over it."""
WIDER, TINY = 1.5, 0.4
"""How much more than its length a struck cross spreads: one that is only large may be meant. And how little ink beside the other marks is no mark."""
LINED, AS_DARK = 5.9, 0.75
"""Half widths of a stroke, counted as SLASHED: what spreads more has a line through it; and how dark, beside the marks, what is struck is at least:
coffee or a shadow over a mark is paler. Of 1,100 struck boxes none was paler; of 53 that were meant and not clean none passed for struck."""
TWICE = 0.6
"""Of the ink of a struck box: more than that on one way round may be a ring that somebody drew twice, where rings are drawn."""
TRACE = 0.2
"""Half widths of stroke about a number where no other is marked: more may be what shows of a ring on the printed one. 236 empty fields had none."""
PALE_PEN = 0.25
"""How dark the palest pen is."""
OVER, WORDS = {"choice": 0.4, "tick": 1.8}, 0.6
"""Half widths of stroke that are over, print included, about what seems empty: more is a pen that goes along what is printed. Of 780 empty scales 0.36
at most, of rings drawn on the printed one 2.5 at least; a box has ends of its neighbours' marks, 1.3 in all but one of 1,000. The same about a box's
words, which somebody may have ringed or struck: 0.6 in all but one of 1,000."""
OUTSIDE, LOOSE = 5.5, 5.0
"""Millimetres above and below a scale in which somebody may have written its number, and of stroke there: of 195 empty scales none had 4."""
LEFT = 0.8
"""The same about a box: 5,600 boxes that were left alone had at most 0.64, apart from what runs in from a neighbour."""
LESS, LEAST_TICKS = (0.6, 1.0), 3
"""Beside the ticks of a page, of so many at least: how much ink a mark has that can only be one more, drawn in a hurry; a struck one has more."""
CHANGED, CHANGES = frozenset({Shape.STRUCK, Shape.OTHER}), 3
"""What a struck box looks like; where a page has more of them than one, and one more for so many marks, that may be how somebody marks."""
CLEAN = frozenset({Shape.RING, Shape.CROSS, Shape.TICK})


class Read(Struct, frozen=True):
    """A field's values, or what may be meant, where that is not sure."""

    values: tuple[str, ...]
    is_sure: bool


class Field(Struct, frozen=True):
    """A field of a page: what was looked at, and what is drawn about each of its targets."""

    spots: tuple[Spot, ...]
    looked: Looked
    drawn: tuple[Drawn, ...]
    loose: float = 0.0
    """Millimetres of stroke above and below a scale on which nothing is marked."""

    @property
    def kind(self) -> str:
        """Whether it is a choice or ticks."""
        return self.spots[0].kind


def seen(looked: Looked, spots: Sequence[Spot], hand: Hand) -> Field:
    """See what is drawn in a field, by that hand."""
    drawn = shapes(replace(looked.zone, pen=hand.width, dark=hand.depth), looked.targets)
    if not hand.depth:
        return Field(tuple(spots), looked, drawn)
    half = looked.targets[0].half / looked.zone.scale
    is_bare = [one.shape is Shape.NOTHING for one in drawn]
    over, beside = (_more(sums, hand, half, is_bare) for sums in (looked.darker, looked.beside))
    told = (replace(one, over=about, beside=right) for one, about, right in zip(drawn, over, beside, strict=True))
    loose = _loose(looked.zone, looked.targets, hand) if spots[0].kind == "choice" and all(is_bare) else 0.0
    return Field(tuple(spots), looked, tuple(told), loose)


def _loose(zone: Zone, targets: Sequence[Target], hand: Hand) -> float:
    """Give how much is written above and below a scale, in millimetres of stroke."""
    first, last = targets[0], targets[-1]
    columns = slice(max(0, int(first.x - first.half_width)), int(last.x + last.half_width))
    near, far = 1.3 * first.half_height, first.half_height + OUTSIDE * zone.scale
    above = zone.ink[max(0, int(first.y - far)) : max(0, int(first.y - near)), columns]
    below = zone.ink[int(last.y + near) : int(last.y + far), columns]
    return float(above.sum() + below.sum()) / zone.scale**2 / hand.width


def _more(ink: Sequence[float], hand: Hand, half: float, is_bare: Sequence[bool]) -> list[float]:
    """Give square millimetres of ink as half widths of stroke that are more than what is usual where no mark is."""
    much = [one / (hand.width * max(hand.depth, PALE_PEN)) / half for one in ink]
    bare = [one for one, nothing in zip(much, is_bare, strict=True) if nothing]
    usual = median(bare) if len(bare) > 2 else 0.0
    return [one - usual for one in much]


def alike(fields: Sequence[Field]) -> list[Field]:
    """Doubt what is not like the other marks of a page: who ticks makes no cross, and a cross along whose arm more ink lies is one struck out."""
    doubted = []
    fields = _words_compared(fields)
    crosses = [one for field in fields for one in field.drawn if one.shape is Shape.CROSS]
    for field in fields:
        is_box = field.kind == "tick"
        all_drawn = [one for other in fields if other.kind == field.kind for one in other.drawn]
        peers = [one for one in all_drawn if one.shape in CLEAN]
        shapes = [one.shape for one in field.drawn]
        is_alone = (is_box and Shape.STRUCK in shapes) or len(shapes) - shapes.count(Shape.NOTHING) == 1
        most = SLASHED[field.kind] * (ALONE if is_alone else 1)
        told = [replace(_hurried(one, peers), spread=_spread(one, crosses)) for one in field.drawn]
        drawn = [_odd(one, peers) if one.shape in CLEAN and _is_doubtful(one, peers, most, is_box=is_box) else one for one in told]
        if is_box and sum(one.shape in CHANGED for one in all_drawn) > 1 + len(peers) / CHANGES:
            drawn = [replace(one, shape=Shape.OTHER, spread=0.0) if one.shape in CHANGED else one for one in drawn]
        doubted.append(replace(field, drawn=_without_frames(tuple(drawn))))
    return doubted


def _words_compared(fields: Sequence[Field]) -> list[Field]:
    """Compare the words of boxes that stand alone with those of the others on the page; where there are too few, nothing is told of them."""
    alone = [field.drawn[0].beside for field in fields if len(field.drawn) == 1]
    usual = median(alone) if len(alone) > 2 else None

    def compared(one: Drawn) -> Drawn:
        return replace(one, beside=0.0 if usual is None else one.beside - usual)

    return [replace(field, drawn=(compared(field.drawn[0]),)) if len(field.drawn) == 1 else field for field in fields]


def _hurried(one: Drawn, peers: Sequence[Drawn]) -> Drawn:
    """Take a mark for a tick that has no more ink than the others of a page of ticks, whatever its shape: with a line through it, it would have more."""
    ticks = [other for other in peers if other.shape is Shape.TICK]
    if one.shape is not Shape.OTHER or len(ticks) < max(LEAST_TICKS, len(peers) - 1):
        return one
    share = one.heavy / median(other.heavy for other in ticks)
    is_as_dark = one.depth > AS_DARK * median(other.depth for other in ticks)
    return replace(one, shape=Shape.TICK) if LESS[0] < share < LESS[1] and is_as_dark else one


def _without_frames(drawn: tuple[Drawn, ...]) -> tuple[Drawn, ...]:
    """Leave out the frames of boxes that came out darker than they were drawn: little ink, all of them alike, much paler than the marks."""
    clean = [one.depth for one in drawn if one.shape in CLEAN]
    frames = [one for one in drawn if one.shape is Shape.OTHER and 0 < one.heavy < FRAMED and clean and one.depth < PALEST * min(clean)]
    return tuple(NOTHING if one in frames else one for one in drawn) if len(frames) >= FRAMES else drawn


def _odd(one: Drawn, peers: Sequence[Drawn]) -> Drawn:
    """Say what a mark is that is not its hand's: struck, where it is much more than a mark. A tick with a hook may be meant all the same."""
    usual = median(other.heavy for other in peers if other is not one) if len(peers) > 2 else STRUCK_BOX
    is_more = one.shape is Shape.TICK or (one.shape is Shape.CROSS and one.spread > WIDER * one.long)
    shape = Shape.STRUCK if is_more and one.heavy > max(STRUCK_BOX, 1.5 * usual) else Shape.OTHER
    return replace(one, shape=shape, spread=one.spread if one.shape is Shape.CROSS else 0.0)


def _is_doubtful(one: Drawn, peers: Sequence[Drawn], most: float, *, is_box: bool) -> bool:
    """Tell a clean mark that is not its hand's: a cross or a ring among others; a cross that spreads more; a tick with a line along its arm.

    `peers` are all marks of its kind.
    """
    is_other = 2 * sum(other.shape is one.shape for other in peers) < len(peers) + 1
    if is_other and (one.shape is Shape.CROSS or (one.shape is Shape.RING and len(peers) > 2)):
        return True
    share = one.heavy / median(other.heavy for other in peers)
    if share < TINY:
        return True
    if one.shape is Shape.CROSS:
        return one.spread * (share if is_box else 1) > most
    return one.shape is Shape.TICK and one.spread > LINED and share > 1.5


def _spread(one: Drawn, crosses: Sequence[Drawn]) -> float:
    """Give how long the longer of two strokes is, counted by how wide ink lies along it, beside the other crosses of the page."""
    usual = median((1.0, *(other.wide for other in crosses if other is not one)))
    return float(one.long * (one.wide / usual) ** SPREAD)


def read(field: Field) -> Read:
    """Read a choice or ticks."""
    drawn, spots = field.drawn, field.spots
    marked = tuple(spot.value for spot, one in zip(spots, drawn, strict=True) if one.shape in CLEAN)
    maybe = tuple(spot.value for spot, one in zip(spots, drawn, strict=True) if one.shape is not Shape.NOTHING)
    is_clear = _is_chosen(drawn) and field.loose < LOOSE if field.kind == "choice" else _is_ticked(drawn)
    is_sure = field.looked.likeness >= LIKE and is_clear
    return Read(marked if is_sure else maybe, is_sure)


def _is_chosen(drawn: Sequence[Drawn]) -> bool:
    """Tell whether at most one target is marked, cleanly, and the others are empty or struck."""
    clean = [one for one in drawn if one.shape in CLEAN]
    rest = [one for one in drawn if one.shape not in CLEAN and one.shape is not Shape.NOTHING]
    if not clean:
        return not rest and all(one.heavy < TRACE and one.over < OVER["choice"] for one in drawn)
    if len(clean) > 1 or clean[0].depth < FAINT:
        return False
    return all(one.shape in {Shape.STRUCK, Shape.BESIDE} or _is_struck(one, clean[0]) for one in rest)


def _is_struck(one: Drawn, mark: Drawn) -> bool:
    """Tell whether there is so much more ink than in the mark beside it that it can only be struck; a ring that is not clean may be a mark."""
    return one.around == 0 and one.heavy > 1.5 * mark.heavy and one.heavy > 3.5


def _is_ticked(drawn: Sequence[Drawn]) -> bool:
    """Tell whether all that is drawn is clean marks; one may be struck where another is clean, for then somebody has changed it. Two may be marks."""
    clean = [one for one in drawn if one.shape in CLEAN]
    bare = [one for one in drawn if one.shape is Shape.NOTHING]
    rest = [one for one in drawn if one.shape not in CLEAN and one.shape is not Shape.NOTHING]
    if any(one.depth < FAINT for one in clean) or not all(_is_undisturbed(one) for one in (*clean, *bare)):
        return False
    return not rest or (bool(clean) and len(rest) == 1 and _is_struck_out(rest[0], clean))


def _is_struck_out(one: Drawn, clean: Sequence[Drawn]) -> bool:
    """Tell a box that is struck for certain, beside clean ones: as dark as they are, of more ink, and no ring that somebody drew twice."""
    usual = median(other.heavy for other in clean)
    if one.depth <= AS_DARK * median(other.depth for other in clean) or one.stray >= STRAYED:
        return False
    if one.around > TWICE * one.heavy and any(other.shape is Shape.RING for other in clean):
        return False
    return _is_lined(one, clean, usual) or (one.shape is Shape.STRUCK and one.heavy > max(STRUCK_BOX, 1.5 * usual))


def _is_undisturbed(one: Drawn) -> bool:
    """Tell a box from one about whose words there is more than was printed, and one that is empty from one about which there is."""
    return one.beside <= WORDS and (one.shape is not Shape.NOTHING or (one.heavy <= LEFT and one.over <= OVER["tick"]))


def _is_lined(one: Drawn, clean: Sequence[Drawn], usual: float) -> bool:
    """Tell a cross with a line through it: more ink than the crosses beside it, and spread along a stroke as no cross is. Hooks of ticks spread, too."""
    return one.spread > LINED and one.heavy > 1.2 * usual and all(other.shape is Shape.CROSS for other in clean)


def shapes(zone: Zone, targets: Sequence[Target]) -> tuple[Drawn, ...]:
    """Say what is drawn about each target: rings first, since they reach their neighbours; then what is left."""
    import numpy as np

    if not zone.ink.any():
        return (NOTHING,) * len(targets)
    far = np.stack([away(target, zone.ink.shape) for target in targets])
    owner, foreign = _owners(zone, far)
    found = [_round(zone, target, one) for target, one in zip(targets, far, strict=True)]
    drawn = []

    def off_rings(ink: Numbers, number: int) -> Numbers:
        """Leave out what goes round another target."""
        for other, (circle, radii) in enumerate(found):
            if other != number and circle.is_closed:
                ink = ink & (np.abs(far[other] - radii) >= 0.2)
        return ink

    bare = [length(zone, zone.ink & (one < 1.15)) * zone.scale < EMPTY * target.half for target, one in zip(targets, far, strict=True)]
    is_lonely = 2 * sum(bare) > len(bare)
    for number, target in enumerate(targets):
        own, alien = off_rings(owner == number, number), off_rings(foreign, number)
        is_covered = length(zone, off_rings(zone.ink, number) & (far[number] < COVERED)) * zone.scale > COVERING * target.half
        made = _drawn(zone, target, far[number], (*found[number], is_lonely), own, alien)
        shape = Shape.OTHER if made.shape is Shape.NOTHING and is_covered else made.shape
        drawn.append(replace(made, shape=shape, stray=length(zone, own & (far[number] > STRAY)) * zone.scale / target.half))
    return tuple(_ends(zone, far, found, owner, drawn))


def _ends(zone: Zone, far: Numbers, found: Sequence[tuple[Ring, Numbers]], owner: Numbers, drawn: Sequence[Drawn]) -> Iterator[Drawn]:
    """Tell the end of a neighbour's ring from a mark: little ink, hardly any of it in the target's middle, that hangs together with the ring."""
    import numpy as np

    rings = [number for number, one in enumerate(drawn) if one.shape is Shape.RING]
    is_short = [one.shape in {Shape.OTHER, Shape.BESIDE} and 0 < one.heavy < END for one in drawn]
    if not rings or not any(is_short):
        yield from drawn
        return
    labels, _ = pieces(zone.ink)
    round_ = np.unique(labels[np.logical_or.reduce([zone.ink & (np.abs(far[one] - found[one][1]) < 0.2) for one in rings])])
    for number, one in enumerate(drawn):
        mine = owner == number
        is_end = is_short[number] and (mine & (far[number] < CORE)).sum() < 0.1 * mine.sum() and np.isin(labels[mine], round_).all()
        yield NOTHING if is_end else one


def _round(zone: Zone, target: Target, far: Numbers) -> tuple[Ring, Numbers]:
    """Find the best way round a target; one about which there is hardly any ink has none."""
    if length(zone, zone.ink & (far < 1.8)) * zone.scale < target.half:
        return OPEN, far
    found = ring(zone, target)
    return found, about(target, found, zone.ink.shape)


def _owners(zone: Zone, distances: Numbers) -> tuple[Numbers, Numbers]:
    """Give for each pixel of ink the number of its target, else -1; and the ink that is no target's.

    A piece of ink belongs to the target that most of it is nearest to; one between several is shared.
    """
    import numpy as np

    nearest, far = distances.argmin(axis=0), distances.min(axis=0)
    labels, count = pieces(zone.ink)
    owner = np.where(zone.ink, nearest, -1)
    size = np.bincount(labels.ravel(), minlength=count + 1)
    beyond = np.bincount(labels.ravel(), weights=(far > REACH).ravel(), minlength=count + 1)
    stranger = beyond > 0.5 * np.maximum(size, 1)
    stranger[0] = False
    for number in range(len(distances)):
        mine = np.bincount(labels.ravel(), weights=(nearest == number).ravel(), minlength=count + 1)
        whole = mine > 0.75 * np.maximum(size, 1)
        whole[0] = False
        owner[whole[labels]] = number
    dust = size / zone.scale**2 / zone.pen < SPECK
    owner[dust[labels] | stranger[labels]] = -1
    return owner, stranger[labels] & ~dust[labels]


class Amounts(Struct, frozen=True):
    """How much ink lies where about a target, in half widths of stroke, and how dark it is, 0 to 1.

    `near` its edge and inside, in the `core`, `within` the best way round and on it (`around`); `heavy` is all of it without its soft edges.
    """

    near: float
    total: float
    core: float
    within: float
    around: float
    heavy: float
    depth: float


def _drawn(zone: Zone, target: Target, far: Numbers, way: tuple[Ring, Numbers, bool], own: Numbers, foreign: Numbers) -> Drawn:
    """Say what is drawn about one target, of its own ink; `way` is the best way round, how far out it is everywhere, and `is_lonely`."""
    import numpy as np

    half = target.half / zone.scale
    if length(zone, foreign & (far < 1.1)) / half >= EMPTY:
        return Drawn(Shape.OTHER)
    if not own.any():
        return Drawn(Shape.BESIDE) if length(zone, foreign & (far < 1.8)) / half >= 2 * BESIDE else NOTHING
    strong = own & (zone.depth > HALF * np.percentile(zone.depth[own], 85))
    ink = _amounts(zone, half, far, way, own, strong)
    is_ring = _is_ring(ink, way[0], is_lonely=way[2])
    if not is_ring and ink.near < (PALE if ink.depth < min(FAINT + 0.03, PALER * zone.dark) else EMPTY):
        is_beside = ink.total >= BESIDE and (ink.depth >= 0.2 or ink.total >= 2 * BESIDE)
        return Drawn(Shape.BESIDE if is_beside else Shape.NOTHING, ink.depth, ink.heavy)
    if ink.heavy > SCRIBBLE and ink.core > FULL:
        return Drawn(Shape.STRUCK, ink.depth, ink.heavy)
    if is_ring:
        return Drawn(_about_ring(ink), ink.depth, ink.heavy, around=ink.around)
    rows, columns = np.nonzero(strong)
    at = np.stack([(columns + 0.5 - target.x) / target.half, (rows + 0.5 - target.y) / target.half], axis=1)
    two = strokes(at, zone.pen / half, 1 / target.half)
    shape = straight(two)
    shape = Shape.TICK if shape is Shape.OTHER and bent(at, zone.pen / half, 1 / target.half) else shape
    shape = Shape.STRUCK if shape is Shape.OTHER and ink.heavy > HEAVY else shape
    return Drawn(shape, ink.depth, ink.heavy, two.long, ink.around, two.wide)


def _amounts(zone: Zone, half: float, far: Numbers, way: tuple[Ring, Numbers, bool], own: Numbers, strong: Numbers) -> Amounts:
    """Measure the ink about a target."""
    import numpy as np

    found, radii, _ = way

    def much(ink: Numbers) -> float:
        return length(zone, ink) / half

    return Amounts(
        near=much(own & (far < 1.15)),
        total=much(own),
        core=much(strong & (far < CORE)),
        within=much(own & (far < radii - 0.22)),
        around=much(strong & (np.abs(far - radii) < 0.25)) if found.is_closed else 0.0,
        heavy=much(strong),
        depth=float(np.median(zone.depth[own])),
    )


def _is_ring(ink: Amounts, found: Ring, *, is_lonely: bool) -> bool:
    """Tell whether ink goes round a target, whatever else is there.

    A thin one must go all round, and in its own way unless most targets of the field are bare (`is_lonely`): a printed line that came out darker
    keeps its distance, and does so about all of them.
    """
    import numpy as np

    if ink.around > ROUND:
        return True
    if ink.around <= max(THIN_ROUND, 0.9 * ink.heavy) or ink.within >= 0.2 or ink.depth <= 0.2:
        return False
    return found.is_closed and found.missing <= 0.1 and (is_lonely or float(np.ptp(found.radii)) > 0.3)


def _about_ring(ink: Amounts) -> Shape:
    """Tell a clean ring from one that is struck."""
    is_free = ink.within < max(INSIDE, 0.09 * ink.heavy) or (ink.core < SPECK and ink.within < TWO_WAYS * ink.heavy)
    if is_free and ink.around > 0.7 * ink.heavy:
        return Shape.RING
    return Shape.STRUCK if ink.within > FULL else Shape.OTHER


def is_written(looked: Looked) -> bool:
    """Tell whether anything is written in a box: strokes of some length that are more than dust."""
    import numpy as np

    zone = looked.zone
    edge = max(1, round(FRAME * zone.scale))
    ink = zone.ink[edge:-edge, edge:-edge]
    if length(zone, ink) < WRITTEN or np.percentile(zone.depth[edge:-edge, edge:-edge][ink], 80) < SHOWING:
        return False
    labels, count = pieces(ink)
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:] / zone.scale**2 / zone.pen
    return bool(sizes.max() > WRITTEN)
