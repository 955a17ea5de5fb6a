"""Set Elements as blocks: text, lists, boxes, pictures, rules. A block is set at a width and a step of type, then placed.

Setting measures and breaks; placing only writes Items at their absolute places, so that trying a step costs no Items.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol

from cardprint.colour import BLACK, WHITE, Colour, parse
from cardprint.errors import Place, Problem, error
from cardprint.fonts import JOINED, SOFT_HYPHEN, Font, MissingGlyphError, Typeface, Word
from cardprint.geometry import Rect
from cardprint.page import Box, Element, Image, Item, Line, Run, Style, TextLine
from cardprint.typeset.hyphenation import Hyphenator
from cardprint.typeset.lines import Broken, Measured, break_lines, measure

UNSPACED = SOFT_HYPHEN + JOINED
"""What a line ends in whose last word goes on in the next."""
LISTED = frozenset({"lbl", "lbody"})
ABOVE = 0.8  # of an em: from the top of a line to its baseline
BELOW = 0.2

Palette = Mapping[str, Colour]


@dataclass(slots=True, kw_only=True)
class Setting:
    """What setting needs to know: styles, typeface, hyphens, colours, pictures' proportions. Collects Problems as it goes."""

    styles: Mapping[str, Style]
    typeface: Typeface
    hyphenator: Hyphenator
    palette: Palette
    aspects: Mapping[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    measured: dict[Element, Measured] = field(default_factory=dict)
    palettes: dict[str, Palette] = field(default_factory=dict)
    labels: dict[tuple[str, str, float], SetText] = field(default_factory=dict)

    def style(self, element: Element) -> Style:
        """Give an element's Style: by its class, else by its tag; markup has checked that it is there."""
        return self.styles[element.style or element.tag]

    def colour(self, name: str, palette: Palette) -> Colour:
        """Give a colour by its name in the palette, or by its hex digits; `tint NAME` mixes it with white."""
        if name.startswith("tint "):
            return self.colour(name[5:], palette).tint(0.1)
        return palette.get(name) or parse(name) or BLACK

    def measure(self, element: Element, style: Style) -> Measured:
        """Measure an element's own text, once; a character that no font has becomes a Problem and is left out."""
        found = self.measured.get(element)
        if found is None:
            found = self.measured[element] = self._measure(element.runs, style)
        return found

    def _measure(self, runs: Sequence[Run], style: Style) -> Measured:
        try:
            return measure(runs, self.typeface, bold=style.bold, italic=style.italic)
        except MissingGlyphError as missing:
            place = next((run.place for run in runs if missing.character in run.text and run.place), Place(""))
            code = f"U+{ord(missing.character):04X}"
            self.problems.append(error("missing-glyph", place, character=missing.character, code=code))
            return self._measure([run._replace(text=run.text.replace(missing.character, "")) for run in runs], style)


class Trial(NamedTuple):
    """One attempt at setting: the step of type, and whether words may be cut."""

    step: int = 0
    hyphens: bool = False


class Block(Protocol):
    """A block that is set: it knows its height and the room it keeps before and after, in points."""

    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Write the Items with the block's top left corner at (x, y)."""


@dataclass(slots=True)
class SetText:
    """A paragraph in lines."""

    setting: Setting
    element: Element
    style: Style
    size: float
    width: float
    broken: Broken
    height: float
    before: float
    after: float
    overfull: float
    more: bool = False

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.broken.spans)

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Write one TextLine for each stretch of a line in one font."""
        style, size = self.style, self.size
        measured, spans, _ = self.broken
        colour = self.setting.colour(style.colour, palette)
        element = None if style.artifact else self.element
        baseline, leading, last = y + ABOVE * size, style.leading * size, len(spans) - 1
        for number, (start, end) in enumerate(spans):
            if start < end:
                width = (measured.sums[end] - measured.sums[start] - measured.space) * size
                words = measured.words[start:end]
                left = x + self._indent(words[0], width)
                for font, offset, advance, text_hex, text in _stretches(words, measured, width / size, more=self.more or number < last):
                    out.append(TextLine(left + offset * size, baseline, advance * size, size, colour, font.key, text_hex, text, element))
            baseline += leading

    def _indent(self, first: Word, width: float) -> float:
        """Give how far a line begins from the left, in points; ink that hangs over its first letter's origin stays inside."""
        if self.style.align != "left":
            return (self.width - width) * (0.5 if self.style.align == "center" else 1.0)
        return first.overhang * self.size


def _stretches(words: Sequence[Word], measured: Measured, width: float, *, more: bool) -> list[tuple[Font, float, float, str, str]]:
    """Join the words of a line by font: (font, offset and width in em, PDF hex, text). A line that goes on ends in a space."""
    ends = " " if more and words[-1].text[-1] not in UNSPACED else ""
    font = measured.font
    if font is None:
        return _mixed(words, measured.space, ends)
    gap = font.space.hex
    text_hex = gap.join([word[4] for word in words])
    return [(font, 0.0, width, text_hex + gap if ends else text_hex, _heard(" ".join([word[0] for word in words])) + ends)]


def _mixed(words: Sequence[Word], space: float, ends: str) -> list[tuple[Font, float, float, str, str]]:
    out: list[tuple[Font, float, float, str, str]] = []
    offset = 0.0
    for number, word in enumerate(words):
        for font, glyphs in word.pieces:
            if out and out[-1][0] is font:
                _, start, width, text_hex, text = out[-1]
                out[-1] = (font, start, offset + glyphs.width - start, text_hex + glyphs.hex, text + _heard(glyphs.text))
            else:
                out.append((font, offset, glyphs.width, glyphs.hex, _heard(glyphs.text)))
            offset += glyphs.width
        if number < len(words) - 1 or ends:
            font, start, width, text_hex, text = out[-1]
            off = font.space.width - space
            out[-1] = (font, start, width, f"{text_hex}{font.space.hex}{f'>{off * 1000:.4g}<' if off else ''}", text + " ")
        offset += space
    return out


def _heard(text: str) -> str:
    """Leave out what is not drawn: soft hyphens but the one that ends a line, and the mark of a word parted at its own hyphen."""
    if JOINED in text:
        text = text.replace(JOINED, "")
    return text[:-1].replace(SOFT_HYPHEN, "") + text[-1] if SOFT_HYPHEN in text else text


@dataclass(slots=True)
class SetStack:
    """Blocks under each other, at an indent each."""

    blocks: list[tuple[float, float, Block]]
    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Place each block at its offset."""
        for dx, dy, block in self.blocks:
            block.place(x + dx, y + dy, palette, out)


@dataclass(slots=True)
class SetBox:
    """A filled or framed box round a stack."""

    setting: Setting
    style: Style
    width: float
    inner: SetStack
    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Draw the box, then what is in it."""
        out += backdrop(self.style, Rect(x, y, self.width, self.height), self.setting, palette)
        self.inner.place(x + self.style.padding, y + self.style.padding, palette, out)


@dataclass(slots=True)
class SetImage:
    """A picture at its own proportions inside the style's width and height."""

    setting: Setting
    element: Element
    style: Style
    offset: float
    width: float
    height: float
    before: float
    after: float
    overfull: float = 0.0

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Write the Image; without an alternative text it is an artifact."""
        element = self.element if self.element.attributes.get("alt") and not self.style.artifact else None
        colour = self.setting.colour(self.style.colour, palette) if self.style.colour else WHITE
        out.append(Image(Rect(x + self.offset, y, self.width, self.height), self.element.attributes["src"], colour, element))


@dataclass(slots=True)
class SetRule:
    """A level line across the column, at the foot of the room that is left above it for writing."""

    setting: Setting
    style: Style
    width: float
    height: float
    before: float
    after: float
    overfull: float = 0.0

    def place(self, x: float, y: float, palette: Palette, out: list[Item]) -> None:
        """Write the Line."""
        foot = y + self.height
        out.append(Line(x, foot, x + self.width, foot, self.style.weight, self.setting.colour(self.style.stroke or "muted", palette)))


def backdrop(style: Style, rect: Rect, setting: Setting, palette: Palette) -> list[Box]:
    """Draw what a style has behind its content: nothing, a fill, a frame."""
    if not (style.fill or style.stroke):
        return []
    fill = setting.colour(style.fill, palette) if style.fill else None
    stroke = setting.colour(style.stroke, palette) if style.stroke else None
    return [Box(rect, fill, stroke, style.weight, style.radius, style.bleeds)]


def size_at(style: Style, step: int) -> float:
    """Give a style's size at a step of type; a style with fewer steps stays at its last."""
    return style.sizes[min(step, len(style.sizes) - 1)]


def block(element: Element, width: float, trial: Trial, setting: Setting) -> Block:
    """Set one Element at a width in points."""
    maker = _MAKERS.get(element.tag, _text)
    return maker(element, width, trial, setting)


def stack(elements: Sequence[Element], width: float, trial: Trial, setting: Setting) -> SetStack:
    """Set Elements under each other; of two distances that meet, the larger counts; none at the outer edges."""
    blocks: list[tuple[float, float, Block]] = []
    y, after, overfull = 0.0, 0.0, 0.0
    for element in elements:
        made = block(element, width, trial, setting)
        if blocks:
            y += max(after, made.before)
        blocks.append((0.0, y, made))
        y += made.height
        after = made.after
        overfull = max(overfull, made.overfull)
    return SetStack(blocks, y, blocks[0][2].before if blocks else 0.0, after, overfull)


def _text(element: Element, width: float, trial: Trial, setting: Setting) -> SetText:
    return _paragraph(element, setting.style(element), width, trial, setting)


def _paragraph(element: Element, style: Style, width: float, trial: Trial, setting: Setting) -> SetText:
    size = size_at(style, trial.step)
    room = width - (0.0 if element.tag in LISTED else style.indent)
    measured = setting.measure(element, style)
    hyphenator = setting.hyphenator if trial.hyphens and style.hyphenate else None
    broken = break_lines(measured, room / size - measured.overhang, hyphenator, balance=style.balance)
    height = ((len(broken.spans) - 1) * style.leading + ABOVE + BELOW) * size
    return SetText(setting, element, style, size, room, broken, height, style.before, style.after, broken.overfull * size)


def _list(element: Element, width: float, trial: Trial, setting: Setting) -> SetStack:
    style = setting.style(element)
    blocks: list[tuple[float, float, Block]] = []
    y, overfull = 0.0, 0.0
    for number, item in enumerate(element.children):
        made = _item(item, width, trial, setting)
        y += setting.style(item).before if number else 0.0
        blocks.append((0.0, y, made))
        y += made.height
        overfull = max(overfull, made.overfull)
    return SetStack(blocks, y, style.before, style.after, overfull)


def _item(item: Element, width: float, trial: Trial, setting: Setting) -> SetStack:
    """Set a list item: its label, which markup put there as first child, then its body at the style's indent, in one size."""
    style = setting.style(item)
    label, body = item.children
    made = _text(body, width - style.indent, trial, setting)
    head = _label(label, style, made.size, setting)
    return SetStack([(0.0, 0.0, head), (style.indent, 0.0, made)], made.height, 0.0, 0.0, made.overfull)


def _label(label: Element, style: Style, size: float, setting: Setting) -> SetText:
    """Set an item's label in the item's size; bullets come back, so each is set once and then only told whose it is."""
    key = (label.text, style.name, size)
    found = setting.labels.get(key)
    if found is None:
        look = replace(setting.style(label), sizes=(size,), leading=style.leading)
        found = setting.labels[key] = _paragraph(label, look, style.indent, Trial(), setting)
    return SetText(setting, label, found.style, size, found.width, found.broken, found.height, 0.0, 0.0, found.overfull)


def _box(element: Element, width: float, trial: Trial, setting: Setting) -> SetBox:
    style = setting.style(element)
    inner = stack(element.children, width - 2 * style.padding, trial, setting)
    height = max(inner.height + 2 * style.padding, style.height or 0.0)
    return SetBox(setting, style, width, inner, height, style.before, style.after, inner.overfull)


def _image(element: Element, width: float, trial: Trial, setting: Setting) -> SetImage:
    style = setting.style(element)
    aspect = setting.aspects.get(element.attributes["src"], 1.0)
    height = size_at(style, trial.step) if style.sizes != Style().sizes else style.height or (style.width or width) / aspect
    wide = min(style.width or width, width, height * aspect)
    offset = {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[style.align]
    return SetImage(setting, element, style, offset, wide, wide / aspect, style.before, style.after)


def _rule(element: Element, width: float, trial: Trial, setting: Setting) -> SetRule:
    style = setting.style(element)
    return SetRule(
        setting, style, width, size_at(style, trial.step) if len(style.sizes) > 1 else style.height or 0.0, style.before, style.after
    )


Maker = Callable[[Element, float, Trial, Setting], Block]
_MAKERS: Mapping[str, Maker] = {"ul": _list, "ol": _list, "box": _box, "div": _box, "img": _image, "rule": _rule}
