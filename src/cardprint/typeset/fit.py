"""Cards: each region at the largest step of type that fits, never below the last; what does not fit is a Problem with numbers.

At every step a region is first set without cutting a word, then with hyphens; so a prompt that can do without has none.
A word that is wider than its line at every step is cut in doubt, at the largest step where that helps. A text that is too high even at the
last step is set there with all its words cut in doubt: that is better than a card that cannot be printed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from cardprint.colour import Colour, parse
from cardprint.errors import Found, Place, Problem, error
from cardprint.geometry import MM, Rect, Size
from cardprint.page import Box, CardFaces, Element, Face, FitNote, Item, Run, Story, Style, TextLine
from cardprint.typeset.blocks import ABOVE, BELOW, Block, Palette, SetBox, SetStack, SetText, Setting, Trial, backdrop, size_at
from cardprint.typeset.flow import block, stack
from cardprint.typeset.lines import hangs
from cardprint.typeset.rows import SetMarks, SetRow, SetTable

REPEATED = 1_000
"""Lines that are kept to be placed again: theme names come back, numbers do not."""
SHARES = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
PARTED = " · "
NO_ROOM = "no-room"
"""Code of a region that no text fits into; it becomes the card size's Problem or the style's."""
NARROWEST, LOWEST = 2.0, 0.95
"""Sizes of type that a region is wide and high at least, where there is to be room for words."""
SLACK = 0.01  # points; less than a printer can show


Ladder = tuple[str, tuple[float, ...]]
"""A kind of region, by its style's name, and the sizes that its text may take."""


class Region(Struct, frozen=True):
    """A placed child of a side: its frame, and what it took to fill it."""

    element: Element
    frame: Rect
    block: Block
    trial: Trial
    fits: bool
    padding: float = 0.0


def cards(
    stories: Sequence[Story], size: Size, fit: str, setting: Setting, shared: dict[str, Face] | None = None
) -> Found[tuple[CardFaces, ...]]:
    """Typeset the cards of a deck. `fit` is a value of model.FITS; shared grounds and backs come as stories before their cards.

    `shared` holds the shared Faces of cards typeset earlier and takes the new ones, so that each is made once.
    """
    if fit == "card":
        setting.styles = {name: _half_points(style) for name, style in setting.styles.items()}
    alike = stories if fit == "deck" else [story for story in stories if story.root.tag == "back"]
    bench = Bench(size, setting, _deck_steps(alike, size, setting))
    shared = {} if shared is None else shared
    out: list[CardFaces] = []
    for story in stories:
        if story.root.tag == "card":
            out.append(_card(story, bench, shared))
        elif story.id not in shared:
            shared[story.id] = bench.face(story.root, Target(story.id, story.root.attributes.get("colour", ""), [], shared=story.id))
        setting.measured.clear()
    return tuple(out), tuple(setting.problems)


def _card(story: Story, bench: Bench, shared: Mapping[str, Face]) -> CardFaces:
    attributes = story.root.attributes
    side = Target(story.id, attributes.get("colour", ""), [])
    front = bench.face(story.root.children[0], side, ground=shared.get(attributes.get("ground", "")))
    back = bench.face(story.root.children[1], side) if len(story.root.children) > 1 else shared.get(attributes.get("back", ""))
    return CardFaces(story.id, front, back, tuple(side.notes))


class Target(Struct, frozen=True):
    """Whose side is made, in which colour; `notes` collects what fitting did; `shared` names a side of several cards."""

    card: str
    colour: str
    notes: list[FitNote]
    shared: str = ""


class Bench:
    """Where one deck's Faces are made: of one size, with one setting; lines that many cards repeat are set once."""

    def __init__(self, size: Size, setting: Setting, steps: Mapping[Ladder, int]) -> None:
        """Take the size of the cards and, with `fit: deck`, the step of each kind of region and ladder of sizes."""
        self.size = size
        self.setting = setting
        self.steps = steps
        self.frames: dict[str, Rect] = {}
        self.lines: dict[tuple[str, str, Colour | None], list[Item]] = {}

    def face(self, root: Element, side: Target, *, ground: Face | None = None) -> Face:
        """Fill each region of a side and place it."""
        palette = _palette(side.colour, self.setting)
        items: list[Item] = []
        bleeds: list[Box] = []
        for element in root.children:
            if not self._repeat(element, palette, items):
                start = len(items)
                region = self._region(element)
                _place(side.card, region, self.setting, palette, items)
                if element.tag == "box":
                    bleeds += _reaching_the_edge(items, start)
                if element.children:
                    side.notes.extend(_note(side.card, root.tag, region))
                elif region.fits and len(self.lines) < REPEATED and not element.is_parted:
                    self.lines[_line(element, palette)] = items[start:]
        return Face(self.size, items, ground=ground, shared=side.shared, label=side.card, bleeds=bleeds)

    def _region(self, element: Element) -> Region:
        style = self.setting.style(element)
        frame = self.frames.get(style.name)
        if frame is None:
            frame = self.frames[style.name] = frame_of(style, self.size)
        step = self.steps.get((style.name, ladder(element, self.setting))) if self.steps else None
        region = fill(element, frame, self.setting, step)
        return region if region.fits or element.children or not style.sheds else shed(region, self.setting)

    def _repeat(self, element: Element, palette: Palette, items: list[Item]) -> bool:
        """Place a line that an earlier card had, as this card's own."""
        if element.children or not element.runs or element.is_parted:
            return False
        found = self.lines.get(_line(element, palette))
        if found is None:
            return False
        items += [item._replace(element=element) if isinstance(item, TextLine) and item.element else item for item in found]
        return True


def _reaching_the_edge(items: list[Item], start: int) -> list[Box]:
    """Take the boxes that bleed out of a region's items: they are no part of the card where there is no bleed."""
    found = [item for item in items[start:] if isinstance(item, Box) and item.bleeds]
    if found:
        items[start:] = [item for item in items[start:] if item not in found]
    return found


def _line(element: Element, palette: Palette) -> tuple[str, str, Colour | None]:
    text = "\0".join([f"{run.text}\0{run.strong:d}{run.emphasis:d}" for run in element.runs])
    return element.style or element.tag, text, palette.get("theme")


def _palette(name: str, setting: Setting) -> Palette:
    if not name:
        return setting.palette
    found = setting.palettes.get(name)
    if found is None:
        colour = setting.palette.get(name) or parse(name)
        found = setting.palettes[name] = {**setting.palette, "theme": colour} if colour else setting.palette
    return found


def frame_of(style: Style, size: Size) -> Rect:
    """Give a style's frame on a card: distances from the edges as in CSS, a width or height where only one side is given."""
    left, width = _extent(style.left, style.right, style.width, size.width)
    top, height = _extent(style.top, style.bottom, style.height, size.height)
    return Rect(left, top, width, height)


def _extent(near: float | None, far: float | None, extent: float | None, whole: float) -> tuple[float, float]:
    if near is None and far is not None and extent is not None:
        return whole - far - extent, extent
    start = near or 0.0
    return start, extent if extent is not None and far is None else whole - (far or 0.0) - start


def fill(element: Element, frame: Rect, setting: Setting, step: int | None = None) -> Region:
    """Set a region at the largest step that fits, or at the step given; at the floor if none does."""
    padding = setting.style(element).padding
    inner = frame.inset(padding)
    found: Block | None = None
    trial, wide, count = Trial(), 0.0, steps_of(element, setting)
    low = _too_low(element, inner, count, setting) if step is None else 0
    for tried in _trials(count, step):
        if tried.step < low or (tried.doubt and not (tried.freely or wide)):
            continue
        if (tried.freely or (tried.hyphens and not tried.doubt)) and found is not None and not _may_fit(found, inner.height):
            continue
        trial = tried
        if element.tag == "box":
            found = stack(element.children, inner.width, trial, setting)
        else:
            found = block(element, inner.width, trial, setting)
        if found.height <= inner.height + SLACK and not found.overfull:
            region = Region(element, frame, found, trial, fits=True, padding=padding)
            return _with_room(region, inner, setting, grows=step is None) if element.tag == "box" else region
        wide = wide if trial.doubt else found.overfull
    return Region(element, frame, cast("Block", found), trial, fits=False, padding=padding)


def _with_room(region: Region, inner: Rect, setting: Setting, *, grows: bool) -> Region:
    """Give a region that fits what it has room for besides, without a word more cut: what it sheds, larger type in its lists, line ends that do not hang."""
    paragraphs = texts(region.block)
    if any(setting.style(child).sheds for child in region.element.children):
        region = _tried(region, inner, setting, replace(region.trial, whole=True))
    if grows and any(text.style.grows for text in paragraphs):
        region = _tried(region, inner, setting, replace(region.trial, largest=max(text.size for text in paragraphs)))
    for text in texts(region.block):
        if text.style.balance and hangs(text.drawn()):
            region = _tried(region, inner, setting, replace(region.trial, loose=region.trial.loose | {text.element}))
    return region


def _tried(region: Region, inner: Rect, setting: Setting, trial: Trial) -> Region:
    """Set a region once more, and keep that where it fits."""
    found = stack(region.element.children, inner.width, trial, setting)
    return replace(region, block=found, trial=trial) if found.height <= inner.height + SLACK and not found.overfull else region


def _too_low(element: Element, inner: Rect, count: int, setting: Setting) -> int:
    """Give the first step that may fit, before anything is set; the last one where none may, since that is to be told."""
    step = 0
    while step < count - 1 and _least(element, inner.width, step, setting) > inner.height + SLACK:
        step += 1
    return step


def _least(element: Element, width: float, step: int, setting: Setting) -> float:
    """Give a height that a region's paragraphs need at a step whatever is cut: lines as full as no line can be; 0 for anything else."""
    if element.tag == "li":
        return _least(element.children[-1], width, step, setting)  # its label stands beside it
    if element.tag in _UPRIGHT:
        if setting.style(element).sheds:
            return 0.0  # it is left out before anything is smaller
        return sum(_least(child, width, step, setting) for child in element.children)
    if not element.runs or element.tag not in _PARAGRAPHS:
        return 0.0
    style = setting.style(element)
    size, measured = size_at(style, step), setting.measure(element, style)
    fewest = math.ceil(measured.sums[-1] / (width / size + measured.space) - SLACK) if width > 0 else 1
    return ((max(fewest, len(measured.ends)) - 1) * style.leading + ABOVE + BELOW) * size


_UPRIGHT = frozenset({"box", "ul", "ol"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "lbody"})


def _trials(count: int, only: int | None) -> Iterator[Trial]:
    """Give the attempts in their order: words whole or cut where that is beyond doubt, at every step (or `only` one); then in doubt.

    Freely in doubt only at the last of all steps: no text is to be larger for it.
    """
    steps = range(count) if only is None else (only,)
    for step in steps:
        yield from (Trial(step, whole=False), Trial(step, hyphens=True, whole=False))
    yield from (Trial(step, hyphens=True, doubt=True, whole=False) for step in steps)
    if steps[-1] >= count - 1:
        yield Trial(steps[-1], hyphens=True, doubt=True, freely=True, whole=False)


def shed(region: Region, setting: Setting) -> Region:
    """Leave out the last parts of a line, set apart by middle dots, until what is left fits; at last the line itself."""
    parts = region.element.text.split(PARTED)
    while not region.fits and parts:
        parts.pop()
        element = Element(region.element.tag, region.element.style)
        element.say(Run(PARTED.join(parts)))
        region = fill(element, region.frame, setting)
    return region


def _may_fit(found: Block, height: float) -> bool:
    """Tell whether cutting words could make a block fit: full lines are the most that it can win."""
    if found.overfull:
        return True
    best = found.height
    for text in texts(found):
        measured = text.broken.measured
        line = text.width / text.size + measured.space  # the space at a line's end falls away
        fewest = math.ceil(measured.sums[-1] / line - SLACK) if line > 0 else 1
        best -= max(0, text.lines - max(fewest, len(measured.ends))) * text.style.leading * text.size
    return best <= height + SLACK


def steps_of(element: Element, setting: Setting) -> int:
    """Count the steps of type that a region may take: the most that any style in it has."""
    if not element.children:
        return len(setting.style(element).sizes) if element.runs or element.tag in {"img", "rule"} else 1
    return max(steps_of(child, setting) for child in element.children)


def _half_points(style: Style) -> Style:
    first, last = style.sizes[0], style.sizes[-1]
    return replace(style, sizes=(*(first - 0.5 * step for step in range(math.ceil((first - last) * 2))), last))


def ladder(element: Element, setting: Setting) -> tuple[float, ...]:
    """Give the steps of type that a region takes: those of the first style in it that has several."""
    own = setting.style(element).sizes
    if not element.children:
        return own
    return next((found for child in element.children if len(found := ladder(child, setting)) > 1), own)


def _deck_steps(stories: Iterable[Story], size: Size, setting: Setting) -> dict[Ladder, int]:
    """Find the smallest type that any card needs, for each kind of region and ladder of sizes."""
    steps: dict[Ladder, int] = {}
    for story in stories:
        for side in story.root.children if story.root.tag == "card" else (story.root,):
            for element in side.children:
                style = setting.style(element)
                key = style.name, ladder(element, setting)
                region = fill(element, frame_of(style, size), setting)
                steps[key] = max(steps.get(key, 0), region.trial.step)
        setting.measured.clear()
    return steps


def _place(card: str, region: Region, setting: Setting, palette: Palette, items: list[Item]) -> None:
    """Place a filled region; what did not fit at the floor is a Problem."""
    if not region.fits:
        setting.problems.append(_too_long(card, region))
    style, frame = setting.style(region.element), region.frame
    inner = frame.inset(style.padding) if style.padding else frame
    spare = max(0.0, inner.height - region.block.height)
    if region.element.tag == "box":
        items += backdrop(style, frame, setting, palette)
    region.block.place(inner.x, inner.y + spare * SHARES[style.vertical], palette, items)


def single(element: Element, size: Size, setting: Setting, *, shared: str) -> Face:
    """Set one placed element on a Face of its own, to be laid over a card."""
    items: list[Item] = []
    _place(element.text, fill(element, frame_of(setting.style(element), size), setting), setting, setting.palette, items)
    return Face(size, items, shared=shared)


def furniture(element: Element, width: float, setting: Setting, *, shared: str = "") -> Face:
    """Set a line for a sheet's margin, as wide as asked for and as high as it gets."""
    made = stack([element], width, Trial(), setting)
    items: list[Item] = []
    made.place(0.0, 0.0, setting.palette, items)
    return Face(Size(width, made.height), items, shared=shared)


def texts(found: Block) -> list[SetText]:
    """List the paragraphs of a set block, in reading order."""
    if isinstance(found, SetText):
        return [found]
    if isinstance(found, SetMarks):
        return [word for *_, word in found.marks]
    return [text for block in _inside(found) for text in texts(block)]


def _inside(found: Block) -> Sequence[Block]:
    """List the blocks that are in one."""
    if isinstance(found, SetStack):
        return [block for _, _, block in found.blocks]
    if isinstance(found, SetBox):
        return [found.inner]
    if isinstance(found, SetRow):
        return [cell.inner for cell in found.cells]
    if isinstance(found, SetTable):
        return [*([found.head] if found.head else []), *found.rows]
    return ()


def _note(card: str, side: str, region: Region) -> list[FitNote]:
    paragraphs = texts(region.block)
    main = next((paragraph for paragraph in paragraphs if len(paragraph.style.sizes) > 1), None)
    if main is None:
        return []
    lines = sum([paragraph.lines for paragraph in paragraphs])
    return [
        FitNote(
            card, side, main.style.name, main.size, lines, region.frame.height - 2 * region.padding - region.block.height, region.trial.step
        )
    ]


def _too_long(card: str, region: Region) -> Problem:
    """Say by how much a text is too long, at the line of the longest text of its region."""
    paragraphs = texts(region.block)
    has = region.frame.height - 2 * region.padding
    if not paragraphs:
        name = region.element.style or region.element.tag
        return error("region-too-high", Place(""), card=card, style=name, needs=f"{region.block.height / MM:.1f}", has=f"{has / MM:.1f}")
    wide = max(paragraphs, key=lambda paragraph: paragraph.overfull)
    inner = region.frame.inset(region.padding)
    styles = " ".join((region.element.style or region.element.tag, wide.style.name))
    if inner.width < NARROWEST * wide.size or inner.height < LOWEST * wide.size or (wide.overfull and not wide.broken.measured.words):
        return error(NO_ROOM, Place(""), card=card, styles=styles, size=f"{wide.size:g}")
    if wide.overfull:
        word = max(wide.broken.measured.words, key=lambda measured: measured.width)
        return error(
            "word-too-wide",
            place_of(wide),
            card=card,
            styles=styles,
            word=word.text,
            size=f"{wide.size:g}",
            over=f"{math.ceil(wide.overfull / MM * 10) / 10:.1f}",
        )
    longest = max(paragraphs, key=lambda paragraph: paragraph.lines)
    over = region.block.height - has
    count = len(longest.element.text)
    excess = math.ceil(over / (longest.style.leading * longest.size)) / longest.lines * count
    values = {"needs": f"{region.block.height / MM:.1f}", "has": f"{has / MM:.1f}", "over": f"{math.ceil(over / MM * 10) / 10:.1f}"}
    return error(
        "text-too-long", place_of(longest), card=card, styles=styles, size=f"{longest.size:g}", characters=math.ceil(excess), **values
    )


def place_of(paragraph: SetText) -> Place:
    """Give the Place of a paragraph's text in the user's files."""
    return next((run.place for run in paragraph.element.runs if run.place), Place(""))


__all__ = ["cards", "fill", "frame_of", "furniture", "single", "size_at", "steps_of"]
