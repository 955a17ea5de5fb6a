"""Break a paragraph into lines. Widths are in em: a paragraph is measured once and serves every size.

The words' widths are kept as prefix sums, so that the end of a line is one bisection. Short texts are balanced: the lines are
drawn in as far as their number allows, which leaves no last line of one short word.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.fonts import JOINED, SOFT_HYPHEN, Font, FontRun, MissingGlyphError, Typeface, Word, word_of
from cardprint.page import Run
from cardprint.typeset.hyphenation import Hyphenator, is_address, real_breaks

HALVINGS = 4
TIGHTEST = 0.2  # em that kerning may take off a word's first half, at most
STUB = 0.3
STUB_TRIES = (0.95, 0.9, 0.85, 0.8)
_HAIR = 1e-6
FEW_LINES = 4  # a longer text is read along, not taken in at a glance: even lines matter more there
UNEVEN = 15.0  # how much an uneven line weighs against a break at the wrong word
STOPS, COMMAS, CLOSING = ".?!:;…", ",–", "”’»\"')*"
OPENING = "„“”«‚'\"(*"
FULL_STOP = -2.0  # what a line that ends there is worth
HANGING = 1.5  # what a line costs that ends in a small word, or in one that leans on the next
SMALL = 2  # letters of a small word
TORN = 4  # letters of a clause's last word with its mark


class Measured(Struct, frozen=True):
    """A paragraph's words, the prefix sums of their widths with a space after each, and where a line must end.

    `font` is the font of all words, None where there are several; `overhang` is the most that a word's ink begins before its place.
    `leaning` are words of its language that lean on the next one: a line that ends in one hangs.
    `breaks` and `lines` remember what was made of it, but not itself: the next area's paper mostly has the same texts at the same widths.
    """

    words: Sequence[Word]
    sums: Sequence[float]
    ends: Sequence[int]
    space: float
    widest: float
    font: Font | None
    overhang: float
    leaning: frozenset[str] = frozenset()
    breaks: dict[tuple[object, ...], Kept] = field(default_factory=dict)
    lines: dict[tuple[object, ...], Sequence[tuple[Any, ...]]] = field(default_factory=dict)


class Broken(Struct, frozen=True):
    """A paragraph in lines: spans of words; `measured` has the words as cut. `overfull` is the em by which the widest word sticks out."""

    measured: Measured
    spans: tuple[tuple[int, int], ...]
    overfull: float = 0.0
    cut: bool = False


Kept = tuple[Measured | None, tuple[tuple[int, int], ...], float]
"""What is remembered of a Broken: the words as cut, None where none was; its spans, what is overfull. A circle would outlive its deck."""


def measure(
    runs: Iterable[Run],
    typeface: Typeface,
    *,
    bold: bool = False,
    italic: bool = False,
    leaning: frozenset[str] = frozenset(),
    held: frozenset[str] = frozenset(),
) -> Measured:
    """Shape the words of a paragraph, those that are `held` together with the next; raises MissingGlyphError."""
    runs = tuple(runs)
    if len(runs) == 1 and "\n" not in runs[0].text:
        face = face_of(runs[0], bold=bold, italic=italic)
        word = typeface.word
        words = [word(text, face) for text in runs[0].text.split(" ") if text]
        ends: list[int] = []
    else:
        words, ends = _words(runs, typeface, bold=bold, italic=italic)
        face = _face(bold, italic)
    if held:
        words, ends = _held(words, ends, held)
    return _measured(words, ends, typeface, face, leaning)


def face_of(run: Run, *, bold: bool, italic: bool) -> str:
    """Name the face of a stretch of text in a paragraph that is bold or italic itself."""
    return _face(bold or run.strong, italic or run.emphasis)


def _face(bold: bool, italic: bool) -> str:  # noqa: FBT001 - two flags of type, used only here
    return ("bold-italic" if italic else "bold") if bold else ("italic" if italic else "regular")


def _measured(words: Sequence[Word], ends: Sequence[int], typeface: Typeface, face: str, leaning: frozenset[str]) -> Measured:
    return _summed(words, (*ends, len(words)), typeface.font(face).space.width, leaning)


def _summed(words: Sequence[Word], ends: Sequence[int], space: float, leaning: frozenset[str] = frozenset()) -> Measured:
    _, _, widths, fonts, _, overhangs = zip(*words, strict=True) if words else ((),) * 6
    sums = [0.0, *accumulate([width + space for width in widths])]
    font = fonts[0] if len(set(fonts)) == 1 else None
    return Measured(words, sums, ends, space, max(widths, default=0.0), font, max(overhangs, default=0.0), leaning)


def _words(runs: Iterable[Run], typeface: Typeface, *, bold: bool, italic: bool) -> tuple[list[Word], list[int]]:
    """Cut runs into words; a word may go through several runs, `**bo**ld`."""
    words: list[Word] = []
    ends: list[int] = []
    glue = False
    for run in runs:
        face = face_of(run, bold=bold, italic=italic)
        for number, line in enumerate(run.text.split("\n")):
            if number:
                ends.append(len(words))
                glue = False
            glue = _line(line, words, typeface, face, glue=glue)
    return words, ends


def _held(words: Sequence[Word], ends: Sequence[int], held: frozenset[str]) -> tuple[list[Word], list[int]]:
    """Hold some words to the next, with the space between them, so that no line ends in one; an address stays by itself."""
    out: list[Word] = []
    stops: list[int] = []
    is_held = False
    for index, word in enumerate(words):
        if index in ends:
            stops += [len(out)] * ends.count(index)
            is_held = False
        if is_held and not is_address(word.text):
            out[-1] = _spaced(out[-1], word)
        else:
            out.append(word)
        is_held = word.text.lstrip(OPENING).lower() in held
    return out, [*stops, *(len(out) for end in ends if end >= len(words))]


def _spaced(first: Word, second: Word) -> Word:
    """Make one word of two, with the space between them."""
    text, font = f"{first.text} {second.text}", first.pieces[-1].font
    if first.font is not None and first.font is second.font:
        return word_of(text, (FontRun(font, font.shape(text)),))
    return word_of(text, (*first.pieces, FontRun(font, font.space), *second.pieces))


def _line(line: str, words: list[Word], typeface: Typeface, face: str, *, glue: bool) -> bool:
    """Append a line's words; `glue` joins the first to the last word so far. Tell whether the next run is to be joined."""
    for number, text in enumerate(line.split(" ")):
        glue = glue and not number
        if text:
            word = typeface.word(text, face)
            if glue:
                words[-1] = _glued(words[-1], word)
            else:
                words.append(word)
            glue = True
    return glue


def _glued(first: Word, second: Word) -> Word:
    return word_of(first.text + second.text, first.pieces + second.pieces)


def break_lines(paragraph: Measured, width: float, hyphenator: Hyphenator | None = None, *, balance: bool = False) -> Broken:
    """Break at a width in em. Words are cut only with a hyphenator; a word that is still too wide is reported as overfull."""
    key = width, hyphenator, balance
    if (kept := paragraph.breaks.get(key)) is not None:
        cut, spans, overfull = kept
        return Broken(cut or paragraph, spans, overfull, cut is not None)
    found = _lines_of(paragraph, width, hyphenator, balance=balance)
    paragraph.breaks[key] = found.measured if found.cut else None, found.spans, found.overfull
    return found


def _lines_of(paragraph: Measured, width: float, hyphenator: Hyphenator | None, *, balance: bool) -> Broken:
    if paragraph.sums[-1] <= width + paragraph.space + _HAIR and len(paragraph.ends) == 1:
        return Broken(paragraph, ((0, len(paragraph.words)),))
    if paragraph.widest <= width + _HAIR and not hyphenator:
        broken = Broken(paragraph, tuple(_greedy(paragraph, width)))
        return drawn_in(broken, width) if balance else broken
    broken = _broken(paragraph, width, hyphenator)
    return _without_stub(broken, paragraph, width, hyphenator) if balance else broken


def drawn_in(broken: Broken, width: float) -> Broken:
    """Balance the lines of a text whose words were not cut: as many lines as before, drawn in, broken where the sense allows it."""
    paragraph, spans = broken.measured, list(broken.spans)
    if broken.cut or len(spans) <= len(paragraph.ends):
        return broken
    key = width, broken.spans
    if (kept := paragraph.breaks.get(key)) is None:
        drawn = _sensed(paragraph, width, len(spans)) or _carried(paragraph, width, _balanced(paragraph, width, spans))
        kept = paragraph.breaks[key] = None, tuple(drawn), 0.0
    return Broken(paragraph, kept[1])


def _broken(paragraph: Measured, width: float, hyphenator: Hyphenator | None) -> Broken:
    cut = _cut(paragraph, width, hyphenator)
    return Broken(cut, tuple(_greedy(cut, width)), max(0.0, cut.widest - width - _HAIR), cut=True)


def _without_stub(broken: Broken, paragraph: Measured, width: float, hyphenator: Hyphenator | None) -> Broken:
    """Draw the right edge in a little where a cut paragraph ends in a line of one short word."""
    for share in STUB_TRIES:
        if not _has_stub(broken, width):
            return broken
        tried = _broken(paragraph, width * share, hyphenator)
        if len(tried.spans) == len(broken.spans) and not tried.overfull and not _has_stub(tried, width):
            return tried
    return broken


def _has_stub(broken: Broken, width: float) -> bool:
    start, end = broken.spans[-1]
    return len(broken.spans) > 1 and end - start == 1 and broken.measured.words[start].width < width * STUB


def _greedy(paragraph: Measured, width: float) -> list[tuple[int, int]]:
    sums, room = paragraph.sums, width + paragraph.space + _HAIR
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in paragraph.ends:
        if start == stop:
            spans.append((start, stop))
        while start < stop:
            end = bisect_right(sums, sums[start] + room, start + 1, stop + 1) - 1
            if end <= start:
                end = start + 1
            spans.append((start, end))
            start = end
    return spans


def _balanced(paragraph: Measured, width: float, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Draw the right edge in as far as the number of lines allows, by halving."""
    low, high, lines = max(paragraph.widest, paragraph.sums[-1] / len(spans) * 0.9), width, len(spans)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        tried = _greedy(paragraph, middle)
        if len(tried) > lines:
            low = middle
        else:
            high, spans = middle, tried
    return spans


def _carried(paragraph: Measured, width: float, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Carry a word down to a last line of one short word, where the line above can spare one."""
    (above, start), (_, end) = spans[-2:]
    sums = paragraph.sums
    short = end - start == 1 and paragraph.words[start].width < width * STUB
    fits = sums[end] - sums[start - 1] - paragraph.space <= width + _HAIR
    if short and fits and start - above > 1 and start not in paragraph.ends:
        return [*spans[:-2], (above, start - 1), (start - 1, end)]
    return spans


THIRD, MEAGRE = 1 / 3, 1.5
"""A line of less than a third of the width looks like a mistake: what that costs, beside a comma's -1.2."""


def _sensed(paragraph: Measured, width: float, lines: int) -> list[tuple[int, int]]:
    """Of all ways to break a short text into so many lines, take the one that reads best: ends at pauses, even lines, no stub. Empty where there is none."""
    words, sums = paragraph.words, paragraph.sums
    if len(paragraph.ends) > 1 or lines > FEW_LINES:
        return []
    even = sums[-1] / lines
    leaning = paragraph.leaning
    strains = [*map(_strain, [_pausing(word[0], leaning) for word in words[:-1]], [_torn(word[0]) for word in words[1:]]), 0.0]
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for number in range(1, lines + 1):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in ways.items():
            for end in _reach(paragraph, width, start, left=lines - number):
                wide = sums[end] - sums[start]
                total = cost + strains[end - 1] + UNEVEN * ((wide - even) / width) ** 2 + (MEAGRE if wide < width * THIRD else 0.0)
                if end not in found or total < found[end][0]:
                    found[end] = total, (*ends, end)
        ways = found
    if not ways:
        return []
    _, ends = ways[len(words)]
    return list(pairwise((0, *ends)))


def _reach(paragraph: Measured, width: float, start: int, *, left: int) -> Sequence[int]:
    """Say where a line that begins at a word may end, with `left` lines after it: the last one at the end alone, and not as one short word."""
    words, sums, room = paragraph.words, paragraph.sums, width + paragraph.space + _HAIR
    far = bisect_right(sums, sums[start] + room, start + 1) - 1
    if left:
        near = bisect_left(sums, sums[-1] - left * (room + _HAIR), start + 1)  # what a line leaves has to fit into the lines after it
        return range(near, min(far + 1, len(words)))
    stub = start == len(words) - 1 and words[start].width < width * STUB
    return (far,) if far == len(words) and not stub else ()


def hangs(broken: Broken) -> bool:
    """Tell whether a line ends in a small word that the next one begins with in speech; a text whose words were cut is left as it is."""
    measured = broken.measured
    return not broken.cut and any(
        end not in measured.ends and _pausing(measured.words[end - 1].text, measured.leaning) > 0 for _, end in broken.spans
    )


def loosened(broken: Broken, width: float) -> Broken:
    """Break a text that hangs into one line more, where none of them hangs then."""
    if broken.cut:
        return broken
    spans = _sensed(broken.measured, width, len(broken.spans) + 1)
    loose = Broken(broken.measured, tuple(spans))
    return loose if spans and not hangs(loose) else broken


def _strain(pausing: float, torn: float) -> float:
    """Say how much a sentence minds being broken between two words; less than nothing where it pauses."""
    return pausing if pausing == FULL_STOP else pausing + torn


@lru_cache(8_000)
def _pausing(before: str, leaning: frozenset[str]) -> float:
    """Say how much a sentence minds a line that ends in a word."""
    word = before.rstrip(CLOSING)
    if word[-1:] in STOPS:
        return FULL_STOP
    if word[-1:] in COMMAS:
        return -1.2
    word = word.lstrip(OPENING)
    return HANGING if word.lower() in leaning or (len(word) <= SMALL and word.isalpha()) else 0.0


@lru_cache(8_000)
def _torn(after: str) -> float:
    """Say how much a clause minds that its last word begins a line."""
    rest = after.rstrip(CLOSING)
    is_last = rest[-1:] in STOPS or rest[-1:] in COMMAS
    return 0.0 if not is_last else 2.0 if len(rest) <= TORN else 0.8


def _cut(paragraph: Measured, width: float, hyphenator: Hyphenator | None) -> Measured:
    """Cut words where a line ends: at a hyphen of their own if they are wider than the line, at a syllable with a hyphenator."""
    words, ends, space = list(paragraph.words), list(paragraph.ends), paragraph.space
    index, used, at = 0, 0.0, 0
    rest: Cuts | None = None
    while index < len(words):
        if index in ends[:-1] and at != index:
            used, at = 0.0, index
        word = words[index]
        if used + word.width <= width + _HAIR:
            used += word.width + space
            index += 1
            rest = None
            continue
        cuts = _cuts(word, hyphenator, alone=used == 0.0) if rest is None else rest
        halves = _halves(word, width - used, cuts) or _rescued(word, width - used, hyphenator, cuts if used == 0.0 else None)
        if halves:
            first, second, rest = halves
            words[index : index + 1] = first, second
            ends = [end + 1 if end > index else end for end in ends]
            index += 1
            used = 0.0
        elif used:
            used = 0.0
        else:
            index += 1
            used = word.width + space
            rest = None
    return _summed(words, ends, space)


Cuts = tuple[tuple[int, str], ...]
"""Offsets in a word at which it may be cut, ascending, each with the hyphen that is added there or nothing."""


def _cuts(word: Word, hyphenator: Hyphenator | None, *, alone: bool) -> Cuts:
    """List a word's cuts: after its own hyphens where it stands alone in its line or words may be cut, at its syllables."""
    cuts = [(cut, JOINED) for cut in real_breaks(word.text)] if alone or hyphenator else []
    if alone and " " in word.text:  # words that are held together are parted rather than too wide
        cuts += [(at + 1, JOINED) for at, sign in enumerate(word.text) if sign == " "]
    if hyphenator:
        cuts += [(cut, SOFT_HYPHEN) for cut in hyphenator.positions(word.text)]
    return tuple(sorted(cuts))


def _rescued(word: Word, room: float, hyphenator: Hyphenator | None, sure: Cuts | None) -> tuple[Word, Word, Cuts] | None:
    """Cut a word that is wider than a whole line where its hyphenator would in doubt; the rest keeps its `sure` cuts too."""
    doubtful = hyphenator.rescue(word.text) if hyphenator and sure is not None else ()
    return _halves(word, room, tuple(sorted((*(sure or ()), *((cut, SOFT_HYPHEN) for cut in doubtful))))) if doubtful else None


def _halves(word: Word, room: float, cuts: Cuts) -> tuple[Word, Word, Cuts] | None:
    """Cut a word so that its first half with its hyphen fits the room, at the last cut that does; the rest keeps its own cuts."""
    for number in range(len(cuts) - 1, -1, -1):
        cut, mark = cuts[number]
        if cut > 1 and _estimate(word, cut) > room + TIGHTEST:
            continue
        first = _joined(_slice(word, 0, cut, mark))
        if first.width <= room + _HAIR:
            start = cut + (1 if word.text[cut] == SOFT_HYPHEN else 0)
            second = _joined(_slice(word, start, len(word.text), ""))
            return first, second, tuple((other - start, sign) for other, sign in cuts[number + 1 :])
    return None


def _estimate(word: Word, cut: int) -> float:
    """Add up the advances of a word's first letters, in em: kerning and the hyphen not counted."""
    total = 0.0
    for font, glyphs in word.pieces:
        total += font.advance(glyphs.text[:cut])
        cut -= len(glyphs.text)
        if cut <= 0:
            break
    return total


def _slice(word: Word, start: int, stop: int, mark: str) -> list[FontRun]:
    """Shape a part of a word anew, piece by piece."""
    pieces, offset = [], 0
    for font, glyphs in word.pieces:
        text = glyphs.text[max(0, start - offset) : max(0, stop - offset)]
        offset += len(glyphs.text)
        if text:
            pieces.append(FontRun(font, font.shape(text)))
    if mark:
        font, glyphs = pieces[-1]
        pieces[-1] = FontRun(font, font.hyphenated(glyphs.text) if mark == SOFT_HYPHEN else replace(glyphs, text=glyphs.text + JOINED))
    return pieces


def _joined(pieces: list[FontRun]) -> Word:
    return word_of("".join([piece.glyphs.text for piece in pieces]), tuple(pieces))


__all__ = ["Broken", "Measured", "MissingGlyphError", "break_lines", "measure"]
