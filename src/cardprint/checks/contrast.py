"""Words and drawings stand out from what they lie on: 4.5:1, large words and what carries meaning 3:1 (WCAG 2.1, 1.4.3 and 1.4.11).

An Eye looks at Faces as they are drawn. What fails is drawn in ink, or in white where the ground is dark; each pair of colours that it meets is
kept, so that others can say whose colour it was. Row lines and other ornaments, and pictures in colours of their own, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import is_
from typing import NamedTuple

from msgspec.structs import replace

from cardprint.colour import BLACK, WHITE, Colour
from cardprint.geometry import Rect
from cardprint.inks import Inks, black_of, shown
from cardprint.page import Box, CardFaces, Face, Image, Item, Line, TextLine
from cardprint.pictures import CURRENT, Drawing, Picture, Raster

WORDS, LARGE, SHAPES = 4.5, 3.0, 3.0
LARGE_SIZE = {True: 14.0, False: 18.0}
"""Points from which words are large, by whether they are bold (WCAG 2.1, definition of large scale)."""
BAND = 1 / 3
"""Of a card: what bleeds and is narrower is a band, which tells the theme; what is wider is a ground."""
TOUCH = 0.5
"""Points that a ground has to reach under an item to count."""
PLATE = 1.5
"""Points of white round words on a picture that is both too light and too dark for them."""
MOST_GROUNDS = 12
Ground = Colour | Image


class Pair(NamedTuple):
    """A colour on another, the contrast that it needs, the finish that it is seen in, and the picture that it lies on, if it does."""

    fore: Colour
    ground: Colour
    least: float
    finish: str = "rgb"
    picture: str = ""

    @property
    def ratio(self) -> float:
        """The contrast, from 1 to 21."""
        light, dark = sorted((luminance(self.fore, self.finish), luminance(self.ground, self.finish)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    @property
    def fails(self) -> bool:
        """Whether it is too little."""
        return self.ratio < self.least


def luminance(colour: Colour, finish: str) -> float:
    """Give relative luminance as a finish shows a colour: own inks by the press's profile, grey as viewers show black; else what a screen shows."""
    if finish == "grey":
        level = round(255 * (1 - black_of(Colour(*colour.rgb)) / 100))
        return Colour(level, level, level).luminance
    if finish == "cmyk" and colour.cmyk is not None:
        return shown(Inks(*(round(part * colour.share, 1) for part in colour.cmyk))).luminance
    return colour.luminance


class Eye:
    """Looks at the Faces of one finish, and makes what cannot be read legible. `pairs` are those that it met, as they were before."""

    def __init__(self, palette: Mapping[str, Colour], pictures: Mapping[str, Picture], finish: str = "rgb") -> None:
        """Take the look's colours, of which `ink` is what words fall back to, and the pictures on the shelf."""
        self.ink = palette.get("ink", BLACK)
        self.pictures = pictures
        self.finish = finish
        self.pairs: set[Pair] = set()
        self._inked = {colour[:3]: colour.cmyk for colour in palette.values() if colour.cmyk is not None} if finish == "cmyk" else {}
        self._chosen: dict[tuple[Colour, tuple[Ground, ...], float], Colour | None] = {}
        self._passing: dict[tuple[Colour, float, frozenset[Colour]], bool] = {}
        self._made: dict[int, tuple[Face, Face]] = {}

    def card(self, card: CardFaces, bleed: float = 0.0) -> CardFaces:
        """Look at both sides of a card."""
        front, back = self.face(card.front, bleed), card.back and self.face(card.back, bleed)
        return card if front is card.front and back is card.back else replace(card, front=front, back=back)

    def face(self, face: Face, bleed: float = 0.0) -> Face:
        """Look at a Face and its ground, each once; give it as it can be read, the same one where nothing has to change."""
        found = self._made.get(id(face))
        if found is None:
            found = self._made[id(face)] = face, self._face(face, bleed)
        return found[1]

    def _face(self, face: Face, bleed: float) -> Face:
        below = self.face(face.ground, bleed) if face.ground is not None else None
        under: list[tuple[Rect, Ground]] = [(box.rect, box.fill) for box in face.bled(bleed) if box.fill is not None]
        self._bands(face, bleed)
        under += _grounds(below.items if below is not None else (), self.pictures)
        sure = Sure(self, [*under, *_grounds(face.items, self.pictures)])
        items: list[Item] = []
        for number, item in enumerate(face.items):
            if sure.is_read(item):
                items.append(item)
            else:
                items += self._seen(item, [*under, *_grounds(face.items[:number], self.pictures)])
        is_same = below is face.ground and len(items) == len(face.items) and all(map(is_, items, face.items))
        return face if is_same else replace(face, items=items, ground=below)

    def passes(self, colour: Colour, least: float, grounds: frozenset[Colour]) -> bool:
        """Tell whether a colour stands out from each of several grounds, so that it need not be known which it lies on."""
        key = colour, least, grounds
        found = self._passing.get(key)
        if found is None:
            own = self._own(colour)
            pairs = [Pair(own, self._own(ground), least, self.finish) for ground in grounds]
            found = self._passing[key] = not any(pair.fails for pair in pairs)
            if found:
                self.pairs.add(Pair(own, WHITE, least, self.finish))
        return found

    def _bands(self, face: Face, bleed: float) -> None:
        """Note what bands are seen against: the paper."""
        for box in face.bleeds if bleed else ():
            is_band = min(box.rect.width / face.size.width, box.rect.height / face.size.height) < BAND
            if is_band and box.fill is not None:
                self.pairs.add(Pair(self._own(box.fill), WHITE, SHAPES, self.finish))

    def _seen(self, item: Item, under: Sequence[tuple[Rect, Ground]]) -> Sequence[Item]:
        """Give an item as it can be read."""
        match item:
            case TextLine():
                return self._words(item, under) if item.text.strip() else (item,)
            case Image() if _is_told(self.pictures.get(item.name)):
                colour = self._colour(item.colour, _under(item.rect, under), SHAPES) or self.ink
            case Line(ornament=False):
                colour = self._colour(item.colour, _under(item.box, under), SHAPES) or self.ink
            case Box(stroke=Colour() as stroke):
                grounds = _under(item.rect, under)
                is_gap = any(ground == stroke for ground in grounds) or (item.fill is not None and item.fill == stroke)
                framed = stroke if is_gap else self._colour(stroke, grounds, SHAPES) or self.ink
                return (item if framed is stroke else item._replace(stroke=framed),)
            case _:
                return (item,)
        return (item if colour is item.colour else item._replace(colour=colour),)

    def _words(self, line: TextLine, under: Sequence[tuple[Rect, Ground]]) -> Sequence[Item]:
        """Give a line of words in a colour that can be read; on a picture where none can, on a plate of white."""
        least = LARGE if line.size >= LARGE_SIZE[line.is_bold] else WORDS
        grounds = _under(line.box, under) if under else (WHITE,)
        colour = self._colour(line.colour, grounds, least, line.box)
        if colour is None:
            return Box(line.box.inset(-PLATE), WHITE), line._replace(colour=self.ink)
        return (line if colour is line.colour else line._replace(colour=colour),)

    def _colour(self, colour: Colour, grounds: tuple[Ground, ...], least: float, box: Rect | None = None) -> Colour | None:
        """Give a colour that stands out from all grounds: its own, else ink, white or black; None where they are a picture's and none does."""
        is_pictured = any(isinstance(ground, Image) for ground in grounds)
        key = colour, grounds, least
        if not is_pictured and key in self._chosen:
            return self._chosen[key]
        met = [pair for ground in grounds for pair in self._pairs(colour, ground, least, box)]
        self.pairs.update(met)
        made = colour
        if any(pair.fails for pair in met):
            tries = [(min(pair._replace(fore=self._own(one)).ratio for pair in met), one) for one in (self.ink, WHITE, BLACK)]
            sound = [one for ratio, one in tries if ratio >= least]
            if not sound and is_pictured and box is not None:
                return None
            made = sound[0] if sound else max(tries)[1]
        if not is_pictured:
            self._chosen[key] = made
        return made

    def _pairs(self, colour: Colour, ground: Ground, least: float, box: Rect | None) -> Iterator[Pair]:
        if isinstance(ground, Colour):
            yield Pair(self._own(colour), self._own(ground), least, self.finish)
            return
        for found in _tones(self.pictures[ground.name], ground, box or ground.rect):
            yield Pair(self._own(colour), found, least, self.finish, ground.name)

    def _own(self, colour: Colour) -> Colour:
        """Give a colour with the inks that the organisation names for its red, green and blue."""
        inks = self._inked.get(colour[:3])
        return colour if inks is None or colour.cmyk is not None else colour._replace(cmyk=inks)


class Sure:
    """Knows of most items of a Face that they can be read, without asking what they lie on: they pass on all grounds that it has."""

    def __init__(self, eye: Eye, under: Sequence[tuple[Rect, Ground]]) -> None:
        """Take all grounds of the Face."""
        self.eye = eye
        self.grounds = frozenset([WHITE, *(ground for _, ground in under if isinstance(ground, Colour))])
        self.pictures = [place for place, ground in under if isinstance(ground, Image)]
        self.known: dict[tuple[Colour, float], bool] = {}

    def is_read(self, item: Item) -> bool:
        """Tell whether an item is sure to be read; False: look at it."""
        if type(item) is TextLine:
            size = item.size
            least = LARGE if size >= LARGE_SIZE[False] or (size >= LARGE_SIZE[True] and item.is_bold) else WORDS
            return self._passes(item.colour, least) and not (self.pictures and any(item.box.overlaps(one, TOUCH) for one in self.pictures))
        if type(item) is Line:
            return item.ornament or self._passes(item.colour, SHAPES)
        if type(item) is Box:
            return item.stroke is None or self._passes(item.stroke, SHAPES)
        return type(item) is not Image

    def _passes(self, colour: Colour, least: float) -> bool:
        key = colour, least
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.eye.passes(colour, least, self.grounds)
        return found


def _is_told(picture: Picture | None) -> bool:
    """Tell whether a drawing is drawn in the colour that it is told."""
    return isinstance(picture, Drawing) and any(CURRENT in (shape.fill, shape.stroke) for shape in picture.shapes)


def _grounds(items: Iterable[Item], pictures: Mapping[str, Picture]) -> list[tuple[Rect, Ground]]:
    """List what may lie under others: filled boxes and pictures."""
    out: list[tuple[Rect, Ground]] = []
    for item in items:
        if type(item) is Box:
            if item.fill is not None:
                out.append((item.rect, item.fill))
        elif type(item) is Image and item.name in pictures:
            out.append((item.rect, item))
    return out


def _under(rect: Rect, under: Sequence[tuple[Rect, Ground]]) -> tuple[Ground, ...]:
    """Give what an item lies on: all that reaches under it, down to what lies under it whole; paper is white."""
    found: list[Ground] = []
    for place, ground in reversed(under):
        if place.overlaps(rect, TOUCH):
            found.append(ground)
            if place.contains(rect, TOUCH) and isinstance(ground, Colour):
                return tuple(found)
        if len(found) == MOST_GROUNDS:
            break
    return (*found, WHITE)


def _tones(picture: Picture, shown_as: Image, box: Rect) -> Iterator[Colour]:
    """Give the colours of a picture under a box: a drawing's own, or a photograph's darkest and lightest."""
    if isinstance(picture, Raster):
        from cardprint.checks.tones import extremes

        yield from extremes(picture, shown_as.rect, box)
        return
    paints = dict.fromkeys(
        shown_as.colour if paint is CURRENT else paint for shape in picture.shapes for paint in (shape.fill, shape.stroke)
    )
    yield from [paint for paint in paints if isinstance(paint, Colour)][:MOST_GROUNDS]
