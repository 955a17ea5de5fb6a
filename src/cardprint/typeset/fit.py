"""Cards: each region at the largest step of type that fits, never below the last; what does not fit is a Problem with numbers.

At every step a region is first set without cutting a word, then with hyphens; so a prompt that can do without has none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cardprint.colour import parse
from cardprint.errors import Found, Place, Problem, error
from cardprint.geometry import MM, Rect, Size
from cardprint.page import CardFaces, Element, Face, FitNote, Item, Story, Style
from cardprint.typeset.flow import Palette, Setting, SetText, SetStack, Trial, backdrop, size_at, stack

_SHARES = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
SLACK = 0.01  # points; less than a printer can show


class Region(NamedTuple):
    """A placed child of a side: its frame, and what it took to fill it."""

    element: Element
    frame: Rect
    stack: SetStack
    trial: Trial
    fits: bool


def cards(stories: Sequence[Story], size: Size, fit: str, setting: Setting) -> Found[tuple[CardFaces, ...]]:
    """Typeset the cards of a deck. `fit` is a value of model.FITS; shared backs come as stories of their own, before their cards."""
    if fit == "card":
        setting.styles = {name: _half_points(style) for name, style in setting.styles.items()}
    floors = _deck_steps(stories, size, setting) if fit == "deck" else {}
    shared: dict[str, Face] = {}
    out: list[CardFaces] = []
    for story in stories:
        palette = _palette(story.root, setting)
        if story.root.tag == "back":
            regions = _regions(story.root, size, setting, floors)
            shared[story.id] = _face(story, regions, size, setting, palette, shared=story.id)
        else:
            out.append(_card(story, size, setting, floors, shared))
        setting.measured.clear()
    return tuple(out), tuple(setting.problems)


def _card(story: Story, size: Size, setting: Setting, floors: Mapping[str, int], shared: Mapping[str, Face]) -> CardFaces:
    palette = _palette(story.root, setting)
    faces: dict[str, Face] = {}
    notes: list[FitNote] = []
    for side in story.root.children:
        regions = _regions(side, size, setting, floors)
        faces[side.tag] = _face(story, regions, size, setting, palette)
        notes += [note for region in regions for note in _note(story.id, side.tag, region, setting)]
    back = faces.get("back") or shared.get(story.root.attributes.get("back", ""))
    return CardFaces(story.id, faces["front"], back, tuple(notes))


def _palette(root: Element, setting: Setting) -> Palette:
    colour = parse(root.attributes.get("colour", ""))
    return {**setting.palette, "theme": colour} if colour else setting.palette


def _regions(side: Element, size: Size, setting: Setting, floors: Mapping[str, int]) -> list[Region]:
    out = []
    for element in side.children:
        style = setting.style(element)
        frame = frame_of(style, size)
        out.append(fill(element, frame, setting, floors.get(style.name)))
    return out


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
    elements = element.children if element.tag == "box" else [element]
    inner = frame.inset(setting.style(element).padding)
    last = steps_of(element, setting) - 1
    found: SetStack | None = None
    trial = Trial()
    for number in range(last + 1) if step is None else (step,):
        for hyphens in (False, True):
            trial = Trial(number, hyphens)
            found = stack(elements, inner.width, trial, setting)
            if found.height <= inner.height + SLACK and not found.overfull:
                return Region(element, frame, found, trial, fits=True)
    assert found is not None
    return Region(element, frame, found, trial, fits=False)


def steps_of(element: Element, setting: Setting) -> int:
    """Count the steps of type that a region may take: the most that any style in it has."""
    if not element.children:
        return len(setting.style(element).sizes) if element.runs or element.tag == "img" else 1
    own = len(setting.style(element).sizes) if element.runs or element.tag == "img" else 1
    return max([own, *(steps_of(child, setting) for child in element.children)])


def _half_points(style: Style) -> Style:
    first, last = style.sizes[0], style.sizes[-1]
    return replace(style, sizes=tuple(first - 0.5 * step for step in range(int((first - last) * 2) + 1)))


def _deck_steps(stories: Iterable[Story], size: Size, setting: Setting) -> dict[str, int]:
    """Find the smallest type that any card needs, for each kind of region."""
    steps: dict[str, int] = {}
    for story in stories:
        for side in story.root.children if story.root.tag == "card" else (story.root,):
            for region in _regions(side, size, setting, {}):
                name = setting.style(region.element).name
                steps[name] = max(steps.get(name, 0), region.trial.step)
    return steps


def _face(story: Story, regions: Sequence[Region], size: Size, setting: Setting, palette: Palette, *, shared: str = "") -> Face:
    items: list[Item] = []
    for region in regions:
        if not region.fits:
            setting.problems.append(_too_long(story.id, region, setting))
        style, frame = setting.style(region.element), region.frame
        inner = frame.inset(style.padding)
        spare = max(0.0, inner.height - region.stack.height)
        items += backdrop(style, frame, setting, palette)
        region.stack.place(inner.x, inner.y + spare * _SHARES[style.vertical], palette, items)
    return Face(size, items, shared=shared)


def single(element: Element, size: Size, setting: Setting, *, shared: str) -> Face:
    """Set one placed element on a Face of its own, to be laid over a card."""
    region = fill(element, frame_of(setting.style(element), size), setting)
    items: list[Item] = []
    spare = max(0.0, region.frame.height - region.stack.height)
    region.stack.place(region.frame.x, region.frame.y + spare * _SHARES[setting.style(element).vertical], setting.palette, items)
    return Face(size, items, shared=shared)


def furniture(element: Element, width: float, setting: Setting, *, shared: str = "") -> Face:
    """Set a line for a sheet's margin, as wide as asked for and as high as it gets."""
    made = stack([element], width, Trial(), setting)
    items: list[Item] = []
    made.place(0.0, 0.0, setting.palette, items)
    return Face(Size(width, made.height), items, shared=shared)


def texts(found: SetStack) -> list[SetText]:
    """List the paragraphs of a set region, in reading order."""
    out: list[SetText] = []
    for _, _, one in found.blocks:
        if isinstance(one, SetText):
            out.append(one)
        elif isinstance(one, SetStack):
            out += texts(one)
        elif hasattr(one, "inner"):
            out += texts(one.inner)
    return out


def _note(card: str, side: str, region: Region, setting: Setting) -> list[FitNote]:
    paragraphs = texts(region.stack)
    main = next((one for one in paragraphs if len(one.style.sizes) > 1), None)
    if main is None:
        return []
    lines = sum(one.lines for one in paragraphs)
    return [FitNote(card, side, main.style.name, main.size, lines, region.frame.height - region.stack.height, region.trial.step)]


def _too_long(card: str, region: Region, setting: Setting) -> Problem:
    """Say by how much a text is too long, at the line of the longest text of its region."""
    paragraphs = texts(region.stack)
    wide = max(paragraphs, key=lambda one: one.overfull)
    if wide.overfull:
        measured = wide.broken.measured
        word = max(measured.words, key=lambda one: one.width)
        return error("word-too-wide", _place(wide), card=card, word=word.text, size=f"{wide.size:g}", over=f"{wide.overfull / MM:.1f}")
    longest = max(paragraphs, key=lambda one: one.lines)
    over = region.stack.height - region.frame.height
    count = len(longest.element.text)
    excess = math.ceil(over / (longest.style.leading * longest.size)) / longest.lines * count
    numbers = {"needs": region.stack.height, "has": region.frame.height, "over": over}
    values = {name: f"{value / MM:.1f}" for name, value in numbers.items()}
    return error("text-too-long", _place(longest), card=card, size=f"{longest.size:g}", characters=math.ceil(excess), **values)


def _place(paragraph: SetText) -> Place:
    return next((run.place for run in paragraph.element.runs if run.place), Place(""))


__all__ = ["cards", "furniture", "single", "fill", "frame_of", "size_at", "steps_of"]
