"""Read a Face's operators back: where its texts and pictures stand, in which colours, and what is filled.

The operators are the one form that a Face keeps. Reading them costs only those who ask: a print shop's rules, an estimate of ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cardprint.colour import BLACK
from cardprint.fonts import Font, Typeface
from cardprint.geometry import Rect
from cardprint.page import Area, Face, Lettering, Seen, Shown
from cardprint.pdf.paint import FONT_NAMES, drawn_out, ink, picture_name
from cardprint.pdf.separation import COLOUR, colour_of

ASCENT, DESCENT = 0.75, 0.22
"""Of the size: how far letters reach above and below the baseline."""
_FONTS = {name: key for key, name in FONT_NAMES.items()}
_NUMBER = r"(-?[\d.]+)"
_STEP = re.compile(rf"{COLOUR.pattern}|/(F\d+) {_NUMBER} Tf|1 0 0 1 {_NUMBER} {_NUMBER} Tm\[(.*?)\]TJ")
_SHOWN = re.compile(rf"^q (.*) {_NUMBER} 0 0 {_NUMBER} {_NUMBER} {_NUMBER} cm /(P[0-9a-f]+) Do Q$")
_RECTANGLE = re.compile(rf"{_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER} re")
_POINT = re.compile(rf"{_NUMBER} {_NUMBER} [ml]\b")
_WEIGHT = re.compile(rf"{_NUMBER} w .* S$")
_PIECE = re.compile(r"<([0-9a-f]*)>|(-?[\d.]+)")


class Reader:
    """Reads Faces back, each once; `bleed` is that of the sheets, in points."""

    def __init__(self, typeface: Typeface, bleed: float = 0.0) -> None:
        """Take the typeface that the Faces were set in."""
        self.typeface = typeface
        self.bleed = bleed
        self._widths: dict[str, dict[str, float]] = {}
        self._learned: dict[str, set[str]] = {}
        self._known: dict[int, tuple[Face, Seen]] = {}

    def seen(self, face: Face) -> Seen:
        """Read one Face back without its ground, what bleeds included."""
        found = self._known.get(id(face))
        if found is None:
            height, inks = face.size.height, ink(face)
            bleeds = [Area(drawn_out(box.rect, face, self.bleed), box.fill) for box in face.bleeds if self.bleed and box.fill]
            areas = (area for one in inks for area in _areas(one.code, height))
            texts = (text for one in inks for text in self._texts(one.code, dict(one.texts), height))
            pictures = (shown for one in inks for shown in _shown(one.code, one.pictures, height))
            found = self._known[id(face)] = face, Seen(tuple(texts), tuple(pictures), (*bleeds, *areas))
        return found[1]

    def _texts(self, code: str, texts: Mapping[str, str], height: float) -> Iterator[Lettering]:
        """Follow font, colour and place through the text objects."""
        font, size, colour = "", 0.0, BLACK
        for step in _STEP.finditer(code):
            if step[4]:
                colour = colour_of(step)
            elif step[5]:
                font, size = _FONTS[step[5]], float(step[6])
            else:
                x, baseline = float(step[7]), height - float(step[8])
                width = self._width(step[9], self.typeface.by_key(font), texts[font]) * size
                yield Lettering(Rect(x, baseline - ASCENT * size, width, (ASCENT + DESCENT) * size), size, "bold" in font, colour)

    def _width(self, pieces: str, font: Font, text: str) -> float:
        """Add up a line's advances in em, kerning included, the space that ends it left out."""
        widths = self._learn(font, text)
        total, last = 0.0, ""
        for codes, kern in _PIECE.findall(pieces):
            if kern:
                total -= float(kern) / 1000
            else:
                total += sum([widths[codes[at : at + 4]] for at in range(0, len(codes), 4)])
                last = codes[-4:]
        return total - (widths[last] if last == font.space.hex else 0.0)

    def _learn(self, font: Font, text: str) -> dict[str, float]:
        """Give a font's advances by the four hex digits of its glyphs, those of a text's characters among them."""
        widths = self._widths.setdefault(font.key, {})
        learned = self._learned.setdefault(font.key, set())
        for one in set(text) - learned:
            widths[f"{font.cid(one):04x}"] = font.width_of(one)
        learned.update(text)
        return widths


def _shown(code: str, names: tuple[str, ...], height: float) -> Iterator[Shown]:
    keys = {picture_name(name): name for name in names}
    for line in code.split("\n") if names else ():
        found = _SHOWN.match(line)
        if found:
            wide, tall, x, y = (float(found[part]) for part in range(2, 6))
            colour = COLOUR.search(found[1])
            yield Shown(Rect(x, height - y - tall, wide, tall), keys[found[6]], colour_of(colour) if colour else BLACK)


def _areas(code: str, height: float) -> Iterator[Area]:
    """List boxes and lines: each is one line of the operators, and ends in what fills or strokes it."""
    for line in code.split("\n"):
        colour = COLOUR.search(line)
        if colour is not None and line.endswith((" f", " B", " S")):
            left, low, right, high = _extent(line)
            yield Area(Rect(left, height - high, right - left, high - low), colour_of(colour))


def _extent(line: str) -> tuple[float, float, float, float]:
    """Give the box of a path: left, low, right and high."""
    box = _RECTANGLE.search(line)
    if box:
        x, y, wide, tall = (float(part) for part in box.groups())
        return x, y, x + wide, y + tall
    points = [(float(x), float(y)) for x, y in _POINT.findall(line)]
    weight = _WEIGHT.search(line)
    half = float(weight[1]) / 2 if weight else 0.0
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across) - half, min(up) - half, max(across) + half, max(up) + half
