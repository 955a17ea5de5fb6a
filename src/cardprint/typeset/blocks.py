"""Blocks that are set: text, lists, boxes, pictures, rules. Placing one only writes Items at their absolute places.

What sets them is `flow`; what they need to know while they are set is `Setting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.colour import BLACK, WHITE, Colour, parse
from cardprint.errors import Place, Problem, error
from cardprint.fonts import JOINED, SOFT_HYPHEN, Font, MissingGlyphError, Typeface, Word
from cardprint.geometry import Rect
from cardprint.model import Language
from cardprint.page import TO_WRITE, Box, Code, Element, Field, Image, Line, Run, Style, TextLine
from cardprint.scripts import UNIT
from cardprint.typeset.hyphenation import Hyphenator
from cardprint.typeset.lines import Broken, Measured, drawn_in, face_of, measure

UNSPACED = SOFT_HYPHEN + JOINED
"""What a line ends in whose last word goes on in the next."""
ABOVE = 0.8  # of an em: from the top of a line to its baseline
BELOW = 0.2

MOST_TEXTS = 2_000
"""Paragraphs that are kept for the next edition: more than the papers of a meeting and 60 cards have."""

Palette = Mapping[str, Colour]
Out = list[Any]
"""What blocks are placed into: Items, and on a paper Fields."""


class Setting(Struct, kw_only=True):
    """What setting needs to know: styles, typeface, hyphens, colours, pictures' proportions. Collects Problems as it goes.

    `widths` are those, in points, of pictures that have a real size: they are made smaller where there is no room, and never larger.
    """

    styles: Mapping[str, Style]
    typeface: Typeface
    hyphenator: Hyphenator
    palette: Palette
    hyphenators: Mapping[str, Hyphenator] = field(default_factory=dict)
    aspects: Mapping[str, float] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    measured: dict[Element, Measured] = field(default_factory=dict)
    texts: dict[tuple[object, ...], Measured] = field(default_factory=dict)
    palettes: dict[str, Palette] = field(default_factory=dict)
    labels: dict[tuple[str, str, float], SetText] = field(default_factory=dict)
    typefaces: dict[str, Typeface] = field(default_factory=dict)

    def style(self, element: Element) -> Style:
        """Give an element's Style: by its class, else by its tag; markup has checked that it is there."""
        return self.styles[element.style or element.tag]

    def hyphens(self, element: Element) -> Hyphenator:
        """Give what cuts the words of an Element, in its own language."""
        return self.hyphenators.get(element.attributes.get("lang", ""), self.hyphenator)

    def colour(self, name: str, palette: Palette) -> Colour:
        """Give a colour by its name in the palette, or by its hex digits; `tint NAME` leaves a tenth of it, `tint 25 NAME` a quarter."""
        if name.startswith("tint "):
            *share, bare = name.split()[1:]
            return self.colour(bare, palette).tint(float(share[0]) / 100 if share else 0.1)
        return palette.get(name) or parse(name) or BLACK

    def measure(self, element: Element, style: Style) -> Measured:
        """Measure an element's own text, once; a character that no font has becomes a Problem and is left out."""
        found = self.measured.get(element)
        if found is None:
            found = self.measured[element] = self._measure(element.runs, style, self.hyphens(element).language)
        return found

    def _spelling(self, language: Language) -> Typeface:
        """Give the typeface that a language is set in."""
        found = self.typefaces.get(language.code)
        if found is None:
            found = self.typefaces[language.code] = self.typeface.spelling(language.labels.get("months", ""))
        return found

    def _measure(self, runs: Sequence[Run], style: Style, language: Language) -> Measured:
        """Measure a text that no edition of the run had before; the first ones are kept."""
        typeface, held, leaning = self._spelling(language), language.held, language.leaning
        key = typeface, style.bold, style.italic, leaning, held, *[(run.text, run.strong, run.emphasis) for run in runs]
        found = self.texts.get(key)
        if found is None:
            try:
                found = measure(runs, typeface, bold=style.bold, italic=style.italic, leaning=leaning, held=held)
            except MissingGlyphError:  # told each time
                printable = self._printable(runs, style)
                return measure(printable, typeface, bold=style.bold, italic=style.italic, leaning=leaning, held=held)
            if len(self.texts) < MOST_TEXTS:
                self.texts[key] = found
        return found

    def _printable(self, runs: Sequence[Run], style: Style) -> Iterator[Run]:
        """Leave out what cannot be printed, and say so: some of each kind in each stretch of text."""
        for run in runs:
            faults = self.typeface.unprintable(run.text, face_of(run, bold=style.bold, italic=style.italic))
            by_code: dict[str, list[str]] = {}
            for unit, code in faults.items():
                by_code.setdefault(code, []).append(unit)
            for code, units in by_code.items():
                self.problems += [error(code, run.place or Place(""), **values) for values in _told(code, units)]
            yield replace(run, text="".join([unit for unit in UNIT.findall(run.text) if unit not in faults]))


MOST_TOLD = 5
"""Characters of one stretch of text that are named, of each kind."""


def _told(code: str, units: Sequence[str]) -> list[dict[str, str]]:
    """Give the values of the Problems that characters are: one for each, or one for all that have the same cure."""
    numbers = [" ".join([f"U+{ord(character):04X}" for character in unit]) for unit in units[:MOST_TOLD]]
    if code == "control-character":
        return [{"character": number} for number in numbers]
    each = [{"character": unit, "code": number} for unit, number in zip(units, numbers, strict=False)]
    return each if code == "missing-glyph" else [{key: " ".join([told[key] for told in each]) for key in ("character", "code")}]


class Trial(Struct, frozen=True):
    """One attempt at setting: the step of type, whether words may be cut, and where nothing else helps, in doubt too.

    `doubt` cuts only words that are wider than their line, `freely` every word at a line's end. What only a card with room has comes
    after that: `whole` keeps the boxes that it `sheds`, `largest` lets what `grows` do so below that size, `loose` gives paragraphs one line more.
    """

    step: int = 0
    hyphens: bool = False
    doubt: bool = False
    freely: bool = False
    whole: bool = True
    largest: float = 0.0
    loose: frozenset[Element] = frozenset()


class Block(Protocol):
    """A block that is set: it knows its height and the room it keeps before and after, in points."""

    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Write the Items with the block's top left corner at (x, y)."""


class SetText(Struct):
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

    def drawn(self) -> Broken:
        """Give the lines as they are printed: balanced where the style asks for it, which changes no height and so waits until now."""
        if not self.style.balance or len(self.broken.spans) == 1:
            return self.broken
        return drawn_in(self.broken, self.width / self.size - self.broken.measured.overhang)

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Write one TextLine for each stretch of a line in one font."""
        style, size = self.style, self.size
        colour = self.setting.colour(style.colour, palette)
        element = None if style.artifact else self.element
        if element is not None and element.is_parted:
            self._place_parted(x, y, colour, out)
            return
        baseline, leading = y + ABOVE * size, style.leading * size
        for width, overhang, stretches in _set_lines(self.drawn(), size, more=self.more):
            left = x + self._indent(overhang, width)
            for font, offset, advance, text_hex, text in stretches:
                out.append(TextLine(left + offset * size, baseline, advance * size, size, colour, font.key, text_hex, text, element))
            baseline += leading

    def _place_parted(self, x: float, y: float, colour: Colour, out: Out) -> None:
        """Write the lines of a text of which some is read as another Element: one TextLine for each stretch that is one's."""
        style, size, drawn = self.style, self.size, self.drawn()
        baseline, ends = y + ABOVE * size, _ends(self.element)
        passed = _length(word.text for word in drawn.measured.words[: drawn.spans[0][0]])
        for number, (start, end) in enumerate(drawn.spans):
            words = drawn.measured.words[start:end]
            width = (drawn.measured.sums[end] - drawn.measured.sums[start] - drawn.measured.space) * size
            left = x + self._indent(words[0].overhang if words else 0.0, width)
            goes_on = self.more or number < len(drawn.spans) - 1
            for part in _parted(words, drawn.measured.space, ends, passed, goes_on=goes_on):
                element = part.within or self.element
                place = left + part.offset * size
                out.append(TextLine(place, baseline, part.width * size, size, colour, part.font.key, part.hex, part.text, element))
            passed += _length(word.text for word in words)
            baseline += style.leading * size

    def _indent(self, overhang: float, width: float) -> float:
        """Give how far a line begins from the left, in points; ink that hangs over its first letter's origin stays inside."""
        if self.style.align != "left":
            return (self.width - width) * (0.5 if self.style.align == "center" else 1.0)
        return overhang * self.size


Stretches = list[tuple[Font, float, float, str, str]]
"""The parts of a line in one font: the font, offset and width in em, PDF hex, text."""


SetLine = tuple[float, float, Stretches]
"""A line: its width in points, what hangs over at its left in em, and its parts."""


def _set_lines(drawn: Broken, size: float, *, more: bool) -> Sequence[SetLine]:
    """Join the words of each line; a paragraph that was set before has them."""
    measured, spans = drawn.measured, drawn.spans
    key = spans, size, more
    found = measured.lines.get(key)
    if found is None:
        last = len(spans) - 1
        found = measured.lines[key] = [_set_line(measured, span, size, more=more or at < last) for at, span in enumerate(spans)]
    return found


def _set_line(measured: Measured, span: tuple[int, int], size: float, *, more: bool) -> SetLine:
    start, end = span
    if start == end:
        return 0.0, 0.0, []
    width = (measured.sums[end] - measured.sums[start] - measured.space) * size
    words = measured.words[start:end]
    return width, words[0].overhang, _stretches(words, measured, width / size, more=more)


def _stretches(words: Sequence[Word], measured: Measured, width: float, *, more: bool) -> Stretches:
    """Join the words of a line by font: (font, offset and width in em, PDF hex, text). A line that goes on ends in a space."""
    ends = " " if more and words[-1].text[-1] not in UNSPACED else ""
    font = measured.font
    if font is None:
        return _mixed(words, measured.space, ends)
    gap = font.space.hex
    text_hex = gap.join([word[4] for word in words])
    return [(font, 0.0, width, text_hex + gap if ends else text_hex, _heard(" ".join([word[0] for word in words])) + ends)]


def _mixed(words: Sequence[Word], space: float, ends: str) -> Stretches:
    out: Stretches = []
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


class Stretch(NamedTuple):
    """A stretch of a line in one font that is read as one Element; `offset` and `width` in em."""

    font: Font
    offset: float
    width: float
    hex: str
    text: str
    within: Element | None


Ends = Sequence[tuple[int, Element | None]]
"""How many letters of a text are passed where each of its runs ends, and what that run is read as."""
_UNCOUNTED = str.maketrans("", "", f" \n{SOFT_HYPHEN}{JOINED}")
"""What words do not have of their runs, or the other way round."""


def _length(texts: Iterable[str]) -> int:
    return sum([len(text.translate(_UNCOUNTED)) for text in texts])


def _ends(element: Element) -> Ends:
    ends, passed = list[tuple[int, Element | None]](), 0
    for run in element.runs:
        passed += _length([run.text])
        ends.append((passed, run.within))
    return ends


def _parted(words: Sequence[Word], space: float, ends: Ends, passed: int, *, goes_on: bool) -> Sequence[Stretch]:
    """Join the words of a line by font and by what they are read as. A space between two of those is of the text around a link."""
    out: list[Stretch] = []
    offset = 0.0
    for number, word in enumerate(words):
        for place, (font, glyphs) in enumerate(word.pieces):
            within = next((within for end, within in ends if passed < end), None)
            passed += _length([glyphs.text])
            gap = bool(number) and not place
            last = out[-1] if out else None
            if last and last.font is font and last.within is within:
                before = _gap(font, space) if gap else ""
                out[-1] = last._replace(
                    width=offset + glyphs.width - last.offset,
                    hex=last.hex + before + glyphs.hex,
                    text=last.text + (" " if gap else "") + _heard(glyphs.text),
                )
            elif last and gap and (last.within is None or within is not None):
                out[-1] = last._replace(hex=last.hex + _gap(last.font, space), text=last.text + " ")
                out.append(Stretch(font, offset, glyphs.width, glyphs.hex, _heard(glyphs.text), within))
            elif gap:
                wide = font.space.width
                out.append(
                    Stretch(font, offset - wide, glyphs.width + wide, font.space.hex + glyphs.hex, " " + _heard(glyphs.text), within)
                )
            else:
                out.append(Stretch(font, offset, glyphs.width, glyphs.hex, _heard(glyphs.text), within))
            offset += glyphs.width
        offset += space
    return _closed(out, goes_on=goes_on and words[-1].text[-1] not in UNSPACED) if out else out


def _gap(font: Font, space: float) -> str:
    off = font.space.width - space
    return f"{font.space.hex}{f'>{off * 1000:.4g}<' if off else ''}"


def _closed(out: list[Stretch], *, goes_on: bool) -> Sequence[Stretch]:
    """End a line: in a space where the text goes on in another word, or what is read before a heading."""
    if goes_on or _is_number(out[-1].within):
        last = out[-1]
        out[-1] = last._replace(hex=last.hex + last.font.space.hex, text=last.text + " ")
    return out


def _is_number(element: Element | None) -> bool:
    return element is not None and element.tag == "number"


def _heard(text: str) -> str:
    """Leave out what is not drawn: soft hyphens but the one that ends a line, and the mark of a word parted at its own hyphen."""
    if JOINED in text:
        text = text.replace(JOINED, "")
    return text[:-1].replace(SOFT_HYPHEN, "") + text[-1] if SOFT_HYPHEN in text else text


class SetStack(Struct):
    """Blocks under each other, at an indent each."""

    blocks: list[tuple[float, float, Block]]
    height: float
    before: float
    after: float
    overfull: float

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Place each block at its offset."""
        for dx, dy, block in self.blocks:
            block.place(x + dx, y + dy, palette, out)


class SetBox(Struct):
    """A filled or framed box round a stack."""

    setting: Setting
    style: Style
    width: float
    inner: SetStack
    height: float
    before: float
    after: float
    overfull: float
    element: Element

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Draw the box, then what is in it."""
        out += backdrop(self.style, Rect(x, y, self.width, self.height), self.setting, palette)
        self.inner.place(x + self.style.padding, y + self.style.padding, palette, out)
        out += field_of(self.element, Rect(x, y, self.width, self.height))


class SetImage(Struct):
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

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
        """Write the Image, on its own ground where it has one; without an alternative text it is an artifact."""
        element = self.element if self.element.attributes.get("alt") and not self.style.artifact else None
        colour = self.setting.colour(self.style.colour, palette) if self.style.colour else WHITE
        whole = Rect(x + self.offset, y, self.width, self.height)
        out += backdrop(self.style, whole, self.setting, palette)
        out.append(Image(whole.inset(self.style.padding), self.element.attributes["src"], colour, element))


class SetCode(Struct):
    """A QR code on white, whatever it lies on."""

    says: str
    height: float
    quiet: float
    before: float = 0.0
    after: float = 0.0
    overfull: float = 0.0

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:  # noqa: ARG002 - black on white in every palette
        """Write the white, then the Code."""
        rect = Rect(x, y, self.height, self.height)
        out += [Box(rect.inset(-self.quiet), WHITE), Code(rect, self.says)]


class SetRule(Struct):
    """A level line across the column, at the foot of the room that is left above it for writing."""

    setting: Setting
    style: Style
    width: float
    height: float
    before: float
    after: float
    overfull: float = 0.0

    def place(self, x: float, y: float, palette: Palette, out: Out) -> None:
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


def field_of(element: Element | None, rect: Rect, kind: str = TO_WRITE, *, own: str = "") -> list[Field]:
    """Give the place to fill in that an Element is; none where it is not. `own` names a further one of the same row."""
    if element is None or "field" not in element.attributes:
        return []
    said = element.attributes
    name = f"{said['field'].rpartition('.')[0]}.{own}".lstrip(".") if own else said["field"]
    return [Field(rect, name, kind, "" if own else said.get("value", ""), said.get("label", ""), element)]


def type_at(style: Style, trial: Trial) -> float:
    """Give the size of type in a trial: what `grows` where a card has room stays below the largest type beside it."""
    size = size_at(style, trial.step)
    return style.grows if size < style.grows < trial.largest else size


def size_at(style: Style, step: int) -> float:
    """Give a style's size at a step of type; a style with fewer steps stays at its last."""
    return style.sizes[min(step, len(style.sizes) - 1)]
