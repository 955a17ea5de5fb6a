"""What a print shop would send back, found before the file is written: the profile's own contradictions, and what stands on the cards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from cardprint.colour import Colour
from cardprint.errors import Place, Problem, error
from cardprint.geometry import MM, Rect
from cardprint.inks import CONDITIONS, NO_PROFILE, Separation
from cardprint.model import NOWHERE, PrintProfile
from cardprint.page import Box, Face, Image, Item, TextLine
from cardprint.pictures import CURRENT, Drawing, Picture, Raster

LEAST_DPI = 300
LEAST_WHITE = {True: 8.0, False: 12.0}
"""Points, by whether it is bold: four inks, each a little beside the other, close up thin strokes. A stroke of 12 pt is as thick as one of 8 pt bold."""
NEARLY_WHITE = 0.8
"""Luminance from which letters are white on a coloured ground."""
THINNEST = 0.25
"""Points: what an offset plate still holds."""
FEW = 3
"""Cards that are each told of; where more than half of a deck are near to the cut, it is the look or the profile that is to blame."""
SLACK = 0.1  # mm, and per cent of ink


class PrintedSide(Struct, frozen=True):
    """One Face as it is printed: whose it is, which side, the Face, and the Place to blame."""

    card: str
    side: str
    face: Face
    place: Place

    @property
    def texts(self) -> list[TextLine]:
        """The lines of text on it."""
        return [item for item in self.face.items if isinstance(item, TextLine)]

    @property
    def pictures(self) -> list[Image]:
        """The pictures on it."""
        return [item for item in self.face.items if isinstance(item, Image)]


def profile(wanted: PrintProfile) -> Iterator[Problem]:
    """Say what a profile asks for that cannot be had together (ISO 15930-7: X-4 names its condition and embeds it, here without RGB)."""
    values = {"profile": wanted.id}
    if wanted.icc not in (NO_PROFILE, *CONDITIONS):
        yield error("unknown-icc", wanted.place_of("icc"), name=wanted.icc, known=", ".join((*CONDITIONS, NO_PROFILE)))
    if wanted.pdf == "x-4" and wanted.colour == "rgb":
        yield error("x4-without-inks", wanted.place_of("pdf"), **values)
    elif wanted.colour == "rgb" and wanted.icc in CONDITIONS:
        yield error("rgb-with-icc", wanted.place_of("icc"), name=wanted.icc, **values)
    if wanted.pdf == "x-4" and wanted.icc == NO_PROFILE:
        yield error("x4-without-icc", wanted.place_of("pdf"), **values)
    if wanted.back_style == "solid" and not wanted.bleed:
        yield error("solid-without-bleed", wanted.place_of("back_style"), **values)
    if wanted.marks.kind != "none" and wanted.marks.weight < THINNEST - 0.01:
        yield error("marks-thin", wanted.place_of("marks"), has=f"{wanted.marks.weight:.4g}", needs=f"{THINNEST:g}")


def cards(sides: Sequence[PrintedSide], wanted: PrintProfile, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    """Say which text leaves the safe zone, which white text is too thin, and which picture too coarse; once for each side."""
    yield from unsafe(sides, wanted)
    for side in sides:
        yield from _thin(side)
        yield from _coarse(side, pictures)


def unsafe(sides: Sequence[PrintedSide], wanted: PrintProfile) -> Iterator[Problem]:
    """Say how near to the cut text comes, where that is nearer than the profile's safe zone; once for each side, its ground included."""
    worst: dict[tuple[str, str], tuple[float, Place]] = {}
    for side in sides:
        room, key = Rect(0, 0, *side.face.size), (side.card, side.side)
        nearest = min((_distance(text.box, room) for text in side.texts), default=math.inf) / MM
        is_sound = 2 * wanted.safe < min(side.face.size)  # a zone larger than the card is the profile's own fault
        if is_sound and nearest < min(wanted.safe / MM - SLACK, worst.get(key, (math.inf,))[0]):
            worst[key] = nearest, side.place
    if len({card for card, _ in worst}) > max(FEW, len({side.card for side in sides}) / 2):
        yield error("outside-safe-zone", wanted.place_of("safe"), safe=f"{wanted.safe / MM:.4g}", profile=wanted.id)
        return
    for (card, name), (nearest, place) in worst.items():
        values = {"card": card, "has": f"{nearest:.1f}", "safe": f"{wanted.safe / MM:.4g}", "profile": wanted.id}
        yield error(f"outside-safe-zone-{name}", place, **values)


def _distance(box: Rect, room: Rect) -> float:
    """Give how far a box keeps from the nearest edge; negative where it leaves the card."""
    return min(box.x - room.x, box.y - room.y, room.right - box.right, room.bottom - box.bottom)


def _thin(side: PrintedSide) -> Iterator[Problem]:
    white = (text for text in side.texts if text.colour.luminance > NEARLY_WHITE)
    thin = min((text.size for text in white if text.size < LEAST_WHITE[text.is_bold]), default=None)
    if thin is not None:
        values = {"bold": f"{LEAST_WHITE[True]:g}", "regular": f"{LEAST_WHITE[False]:g}"}
        yield error("white-text-thin", side.place, card=side.card, size=f"{thin:g}", **values)


def _coarse(side: PrintedSide, pictures: Mapping[str, Picture]) -> Iterator[Problem]:
    for shown in side.pictures:
        picture = pictures[shown.name]
        if not isinstance(picture, Raster):
            continue
        dpi = min(picture.width / shown.rect.width, picture.height / shown.rect.height) * 72
        if dpi < LEAST_DPI - 0.5:
            needs = math.ceil(shown.rect.width / 72 * LEAST_DPI)
            values = {"card": side.card, "dpi": f"{dpi:.0f}", "least": LEAST_DPI, "width": f"{shown.rect.width / MM:.0f}", "needs": needs}
            yield error("picture-coarse", side.place, **values)


def hairlines(sides: Iterable[PrintedSide], pictures: Mapping[str, Picture], places: Mapping[str, Place]) -> Iterator[Problem]:
    """Say which drawings have lines that are too thin where they are printed, each once, at the Place that names it."""
    worst: dict[str, tuple[float, float, PrintedSide]] = {}
    for side in sides:
        for shown in side.pictures:
            scale, weight = _strokes(shown, pictures)
            if weight * scale < min(THINNEST - 0.01, worst.get(shown.name, (math.inf,))[0]):
                worst[shown.name] = weight * scale, scale, side
    for name, (has, scale, side) in worst.items():
        values = {"card": side.card, "has": f"{has:.2g}", "least": f"{THINNEST:g}", "needs": f"{THINNEST / scale:.2g}"}
        yield error("picture-hairline", places.get(name, side.place), file=name.partition(":")[2] or name, **values)


def _strokes(shown: Image, pictures: Mapping[str, Picture]) -> tuple[float, float]:
    """Give how many points a unit of a drawing has on the paper, and its thinnest line in its own units."""
    picture = pictures[shown.name]
    if not isinstance(picture, Drawing):
        return 1.0, math.inf
    scale = math.sqrt(shown.rect.width * shown.rect.height / (picture.width * picture.height))
    return scale, min((shape.width for shape in picture.shapes if shape.stroke is not None), default=math.inf)


class Inked(Struct, frozen=True):
    """A colour that is printed, what people call it, and the Place to blame."""

    colour: Colour
    name: str
    place: Place


def colours(sides: Iterable[PrintedSide], pictures: Mapping[str, Picture]) -> frozenset[Colour]:
    """List all colours that are printed; those of pictures of dots are their own affair."""
    return frozenset(colour for side in sides for item in (*side.face.bleeds, *side.face.items) for colour in _of(item, pictures))


def has_colour(faces: Iterable[Face], pictures: Mapping[str, Picture]) -> bool:
    """Tell whether anything is printed that is neither black, grey nor white."""
    sides = [PrintedSide("", "", face, NOWHERE) for face in faces]
    dots = [pictures[image.name] for side in sides for image in side.pictures]
    return any(len({*colour.rgb}) > 1 for colour in colours(sides, pictures)) or any(
        isinstance(one, Raster) and not one.grey for one in dots
    )


def _of(item: Item, pictures: Mapping[str, Picture]) -> Iterator[Colour]:
    match item:
        case Box():
            yield from (colour for colour in (item.fill, item.stroke) if colour is not None)
        case Image():
            picture = pictures[item.name]
            for shape in picture.shapes if isinstance(picture, Drawing) else ():
                yield from (item.colour if paint is CURRENT else paint for paint in (shape.fill, shape.stroke) if paint is not None)
        case _:
            yield item.colour


def ink(found: Iterable[Inked], wanted: PrintProfile, separation: Separation) -> Iterator[Problem]:
    """Say which colours put more ink on the paper than the profile allows, in per cent."""
    for inked in found:
        inks = separation.inks(inked.colour)
        if inks.total > wanted.max_ink + SLACK:
            parts = " ".join(f"{name} {part:g}" for name, part in zip("CMYK", inks, strict=True))
            values = {"colour": inked.name, "total": f"{inks.total:g}", "most": wanted.max_ink, "profile": wanted.id, "inks": parts}
            yield error("too-much-ink", inked.place, **values)
