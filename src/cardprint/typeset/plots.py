"""Numbers on a picture of two scales: each in the lane of its value, side by side where several have the same, so that none lies on another.

A lane is a step of a scale, or a value between two steps, as wide as a number. Rows grow with what lies in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.geometry import Rect
from cardprint.page import Box, Element, Item, Line, Run, Style, TextLine
from cardprint.typeset.blocks import Palette, SetText, Setting, Trial, backdrop

Write = Callable[[Element, Style, float, Trial, Setting], SetText]
"""Sets a paragraph in a style at a width."""
THIN, THICK = 0.5, 1.25
"""Weights of the lines between lanes and between halves, in points."""
EMPTY = 0.4
"""Of the picture's height or width: what the steps of a scale keep of it, however many values lie between them."""
LEAST = 0.12
"""Of the picture's width: what a lane keeps where others need more."""
NARROW, WHITE, LONGEST = 1.5, 0.7, 20
"""A lane between two steps, in pitches; the white in a number's ring, and the longest number there may be, in em."""
HAIR = 0.01


class Lanes(Struct, frozen=True):
    """The lanes of one scale from its low end: their values, where each begins, how wide it is; `middle` parts the halves."""

    values: tuple[float, ...]
    starts: tuple[float, ...]
    sizes: tuple[float, ...]
    middle: float

    @classmethod
    def of(cls, values: Sequence[float], sizes: Mapping[float, float], first: float = 0.0) -> Lanes:
        """Put lanes side by side; the middle lies between two, or runs through the one that has the middle value."""
        starts, at = [], first
        for value in values:
            starts.append(at)
            at += sizes[value]
        middle = (values[0] + values[-1]) / 2
        halves = [start for value, start in zip(values, starts, strict=True) if value >= middle]
        through = sizes[middle] / 2 if middle in sizes else 0.0
        return cls(tuple(values), tuple(starts), tuple(sizes[value] for value in values), halves[0] + through)

    @property
    def end(self) -> float:
        """Where the last lane ends."""
        return self.starts[-1] + self.sizes[-1]

    def at(self, value: float) -> tuple[float, float]:
        """Give where a value's lane begins, and how wide it is."""
        number = self.values.index(value)
        return self.starts[number], self.sizes[number]


class Spot(Struct, frozen=True):
    """A number: where it belongs, and its figures."""

    x: float
    y: float
    word: SetText


class Scale(Struct, frozen=True):
    """What the picture is made of at one size of type: how wide a number's ring is, how far numbers are apart, lanes, and bands for the names."""

    ring: float
    pitch: float
    across: Lanes
    upwards: Lanes
    cells: Mapping[tuple[float, float], Sequence[Spot]]
    most: int = 0

    def per_row(self, x: float) -> int:
        """Say how many numbers stand side by side in a lane."""
        return max(1, int((self.across.at(x)[1] - self.pitch / 4) / self.pitch))


class SetPlot(Struct):
    """A picture of two scales. Its words belong to the one Element, its lines and rings to nobody."""

    setting: Setting
    element: Element
    style: Style
    names: list[SetText]
    steps: list[tuple[str, float, SetText]]
    scale: Scale
    corner: tuple[float, float]
    width: float
    height: float
    before: float
    after: float
    overfull: float = 0.0
    rings: Style = field(default_factory=Style)

    @property
    def grid(self) -> Rect:
        """The picture without its steps, from its own top left corner."""
        return Rect(self.corner[0], 0.0, self.width - self.corner[0], self.height - self.corner[1])

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Draw halves, lanes and rings, then write all words in one stretch."""
        words: list[Item] = []
        out += self._ground(x, y, palette)
        for ring, word in self._numbers(x, y):
            out += backdrop(self.rings, ring, self.setting, palette)
            _centred(word, ring, palette, words)
        self._titles(x, y, palette, words)
        element = self.element if self.element.attributes.get("alt") and not self.style.artifact else None
        out += [item._replace(element=element) for item in words if isinstance(item, TextLine)]

    def _ground(self, x: float, y: float, palette: Palette) -> Iterator[Item]:
        grid, across, upwards = self.grid, self.scale.across, self.scale.upwards
        ink = self.setting.colour(self.style.stroke or "line", palette)
        left, top, right, bottom = x + grid.x, y, x + grid.right, y + grid.bottom
        if self.style.fill:  # what both scales call high
            middle = x + across.middle
            yield Box(Rect(middle, top, right - middle, grid.height - upwards.middle), self.setting.colour(self.style.fill, palette))
        yield from (Line(x + start, top, x + start, bottom, THIN, ink.tint(0.4), ornament=True) for start in across.starts[1:])
        yield from (Line(left, bottom - start, right, bottom - start, THIN, ink.tint(0.4), ornament=True) for start in upwards.starts[1:])
        yield Line(x + across.middle, top, x + across.middle, bottom, THICK, ink)
        yield Line(left, bottom - upwards.middle, right, bottom - upwards.middle, THICK, ink)
        yield Box(Rect(left, top, grid.width, grid.height), None, ink, THICK)

    def _numbers(self, x: float, y: float) -> Iterator[tuple[Rect, SetText]]:
        """Give each number's ring: in rows in the middle of its cell."""
        scale, bottom = self.scale, y + self.grid.height
        for (value, height), spots in scale.cells.items():
            start, wide = scale.across.at(value)
            foot, tall = scale.upwards.at(height)
            lines = ceil(len(spots) / scale.per_row(value))
            per = ceil(len(spots) / lines)
            top = bottom - foot - tall / 2 - lines * scale.pitch / 2
            for number, spot in enumerate(spots):
                row, column = divmod(number, per)
                in_row = min(per, len(spots) - row * per)
                left = x + start + wide / 2 - in_row * scale.pitch / 2 + column * scale.pitch
                gap = (scale.pitch - scale.ring) / 2
                yield Rect(left + gap, top + row * scale.pitch + gap, scale.ring, scale.ring), spot.word

    def _titles(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Write the names of the quadrants in their outer corners' bands, and the steps beside their lanes."""
        grid, across = self.grid, self.scale.across
        edge = self.style.padding
        for number, name in enumerate(self.names[:4]):
            left = grid.x + edge if number % 2 == 0 else across.middle + edge
            down = edge if number < 2 else grid.height - edge - name.height
            name.place(x + left, y + down, palette, out)
        for axis, value, word in self.steps:
            if axis == "x":
                start, wide = across.at(value)
                _centred(word, Rect(x + start, y + grid.height, wide, self.corner[1]), palette, out)
            else:
                start, tall = self.scale.upwards.at(value)
                _centred(word, Rect(x, y + grid.height - start - tall, self.corner[0], tall), palette, out)


def _centred(word: SetText, room: Rect, palette: Palette, out: list[Item]) -> None:
    own = replace(word, style=replace(word.style, align="center"), width=room.width)
    own.place(room.x, room.y + (room.height - word.height) / 2, palette, out)


class Frame(Struct, frozen=True):
    """What all sizes of the numbers have in common: how texts are set, the steps, the room without them, the names of the quadrants.

    `is_even`: all steps are as wide; else those that hold more are wider, so that the picture stays on its page.
    """

    style: Style
    setting: Setting
    write: Write
    steps: Sequence[tuple[str, float, SetText]] = ()
    room: Rect = Rect(0.0, 0.0, 0.0, 0.0)
    titles: Sequence[SetText] = ()
    is_even: bool = True

    def titled(self, names: Sequence[Element], half: float) -> Frame:
        """Set the names of the quadrants, so wide that each stays in its half."""
        room = half - 2 * self.style.padding
        return replace(self, titles=[self.write(name, self.setting.style(name), room, Trial(), self.setting) for name in names[:4]])

    @property
    def bands(self) -> tuple[float, float]:
        """Give the room for the names above and below."""
        above, below = (
            max((title.height + 2 * self.style.padding for title in row), default=0.0) for row in (self.titles[:2], self.titles[2:])
        )
        return above, below

    def word(self, element: Element, look: Style) -> SetText:
        """Set a number, which stands in one line."""
        return self.write(element, look, LONGEST * look.sizes[0], Trial(), self.setting)

    def spot(self, element: Element, look: Style) -> Spot:
        """Set a number that lies in the picture."""
        return Spot(float(element.attributes["x"]), float(element.attributes["y"]), self.word(element, look))

    def full(self, axis: str) -> set[float]:
        """Give the steps of a scale."""
        return {value for name, value, _ in self.steps if name == axis}


def plot(element: Element, width: float, setting: Setting, write: Write) -> SetPlot:
    """Set a picture of two scales at a width: in the largest size of type that keeps its height, else in the smallest, growing."""
    style, bare = setting.style(element), Frame(setting.style(element), setting, write)
    children = {tag: [child for child in element.children if child.tag == tag] for tag in ("quadrant", "step", "spot")}
    steps = [
        (axis, float(child.attributes[axis]), bare.word(child, setting.style(child)))
        for child in children["step"]
        for axis in ("x", "y")
        if axis in child.attributes
    ]
    gutter = max((_wide(word) for axis, _, word in steps if axis == "y"), default=0.0) + 2 * style.gap
    foot = max((word.height for axis, _, word in steps if axis == "x"), default=0.0) + style.gap
    room = Rect(gutter, 0.0, width - gutter, (style.height or width) - foot)
    frame = replace(bare, steps=steps, room=room).titled(children["quadrant"], room.width / 2)
    scale = _fitting(children["spot"], frame)
    if scale.upwards.end + frame.bands[0] > (style.grows or room.height):
        frame = replace(frame, is_even=False).titled(children["quadrant"], room.width * 2 * LEAST)
        scale = _fitting(children["spot"], frame)
    look = setting.style(children["spot"][0]) if children["spot"] else Style()
    return SetPlot(
        setting=setting,
        element=element,
        style=style,
        names=list(frame.titles),
        steps=steps,
        scale=scale,
        corner=(gutter, foot),
        width=width,
        height=scale.upwards.end + frame.bands[0] + foot,
        before=style.before,
        after=style.after,
        overfull=max((title.overfull for title in frame.titles), default=0.0),
        rings=replace(look, radius=scale.ring / 2, bleeds=False),
    )


def _fitting(spots: Sequence[Element], frame: Frame) -> Scale:
    """Try the sizes of the numbers' style from the largest; what grows beyond the most that there may be is counted."""
    style, look = frame.style, frame.setting.style(spots[0]) if spots else Style()
    for size in look.sizes:
        made = [frame.spot(spot, replace(frame.setting.style(spot), sizes=(size,))) for spot in spots]
        ring = max((look.height or 0.0) * size / look.sizes[0], max((_wide(spot.word) for spot in made), default=0.0) + size * WHITE)
        scale = _scale(made, frame, ring)
        if scale.upwards.end + frame.bands[0] <= frame.room.height + HAIR:
            return scale
    if style.grows and not frame.is_even and scale.upwards.end + frame.bands[0] > style.grows:
        lines = max(1, int(((style.grows - sum(frame.bands)) / len(scale.upwards.values) / scale.pitch) - 0.5))
        kept = [_counted(those, scale.per_row(cell[0]) * lines, frame) for cell, those in scale.cells.items()]
        return _scale([spot for those in kept for spot in those], frame, scale.ring)
    return scale


def _scale(spots: Sequence[Spot], frame: Frame, ring: float) -> Scale:
    """Share the room among lanes; a row that has more to hold grows."""
    pitch, room = ring + frame.style.gap, frame.room
    cells: dict[tuple[float, float], list[Spot]] = {}
    for spot in spots:
        cells.setdefault((spot.x, spot.y), []).append(spot)
    columns, rows = (sorted(frame.full(axis) | {getattr(spot, axis) for spot in spots}) or [0.0] for axis in ("x", "y"))
    wide = _shared(columns, frame.full("x"), room.width, pitch * NARROW) if frame.is_even else _needed(columns, cells, room.width)
    across = Lanes.of(columns, wide, room.x)
    scale = Scale(ring, pitch, across, across, cells)
    needed = {row: max((_tall(scale, x, len(those)) for (x, y), those in cells.items() if y == row), default=0.0) for row in rows}
    usual = _shared(rows, frame.full("y"), room.height - sum(frame.bands), pitch * NARROW)
    tall = {row: max(usual[row], needed[row]) for row in rows}
    return replace(scale, upwards=Lanes.of(rows, tall, frame.bands[1]))


def _tall(scale: Scale, x: float, count: int) -> float:
    return (ceil(count / scale.per_row(x)) + 0.5) * scale.pitch


def _shared(values: Sequence[float], full: set[float], room: float, narrow: float) -> dict[float, float]:
    """Share the room among the steps of a scale; a value between two steps takes no more than a number does."""
    between = [value for value in values if value not in full]
    rest = max(room * EMPTY, room - narrow * len(between))
    return {value: narrow if value in between else rest / max(1, len(values) - len(between)) for value in values}


def _needed(values: Sequence[float], cells: Mapping[tuple[float, float], Sequence[Spot]], room: float) -> dict[float, float]:
    """Share the room by how much the fullest cell of each lane has to hold; the least that a lane keeps is enough for a few numbers."""
    most = {value: max((len(those) for (x, _), those in cells.items() if x == value), default=0) for value in values}
    rest = max(0.0, room * (1 - LEAST * len(values)))
    return {value: (room - rest) / len(values) + rest * most[value] / (sum(most.values()) or 1) for value in values}


def _wide(word: SetText) -> float:
    measured, (start, end) = word.broken.measured, word.broken.spans[0]
    return (measured.sums[end] - measured.sums[start] - measured.space) * word.size if start < end else 0.0


def _counted(spots: Sequence[Spot], most: int, frame: Frame) -> Sequence[Spot]:
    """Leave of a cell what has room; the last place says how many more there are."""
    if len(spots) <= most:
        return spots
    kept, last = list(spots[: most - 1]), spots[most - 1].word
    more = Element("spot", last.element.style, last.element.attributes)
    more.say(Run(f"+{len(spots) - len(kept)}"))
    return [*kept, frame.spot(more, last.style)]
