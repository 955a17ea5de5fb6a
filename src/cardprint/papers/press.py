"""What a print profile makes of typeset cards before they are laid on paper: their backs, the file's finish, what the shop would send back.

The office's own profiles pass through untouched, and the modules that know a print shop are loaded for its profiles alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardprint import cramped, legible, pdf, resources
from cardprint.checks.contrast import Pair
from cardprint.colour import Colour
from cardprint.context import Context
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.geometry import Size
from cardprint.inks import MOST, Inks, Separation, heaviest
from cardprint.model import Card, Deck, PrintProfile
from cardprint.page import Box, CardFaces, Code, Face, Image, Item, Line, Sheet, TextLine
from cardprint.pictures import Picture, Raster

if TYPE_CHECKING:
    from cardprint.checks import printing

LETTERS = {False: 0.19, True: 0.27}
"""Share of a line's box that its letters cover, by weight; measured on Atkinson Hyperlegible."""
SYMBOL, PHOTOGRAPH, CODE = 0.35, 0.5, 0.5
"""Share of a picture's box that is covered, drawn or photographed, and of a QR code's."""


class Ready(Struct, frozen=True):
    """Cards as a profile prints them, by id, and the file's finish."""

    faces: Mapping[str, CardFaces]
    finish: pdf.Finish
    pairs: frozenset[Pair] = frozenset()


PLAIN = PrintProfile(id="")


def is_for_office(profile: PrintProfile) -> bool:
    """Tell whether a profile asks for nothing that an office printer does not do by itself: then the cards stay as they are."""
    keys = ("imposition", "bleed", "safe", "back_style", "colour", "icc", "pdf")
    return all(getattr(profile, key) == getattr(PLAIN, key) for key in keys)


def ready(context: Context, deck: Deck, faces: Mapping[str, CardFaces], cards: Sequence[Card], profile: PrintProfile) -> Found[Ready]:
    """Make cards ready for a profile, and judge them as a print shop would."""
    if is_for_office(profile):
        return Ready(faces, pdf.Finish(kind=_kind(context, profile))), tuple(
            _unsafe(context, deck, faces, cards, profile)
        ) if _has_own_look(context) else ()
    from cardprint.checks import printing
    from cardprint.sheets import grounds

    there = {card.id: card for card in cards if card.id in faces}
    eye = legible.eye(context, profile.colour)
    printed = grounds.printed((faces[name] for name in there), profile, context.pictures)
    made = dict(zip(there, (eye.card(card, profile.bleed) for card in printed), strict=True))
    sides = tuple(_sides(made, deck, there))
    finish = replace(pdf.Finish.of(profile, context.setting.palette), kind=_kind(context, profile))
    problems = [
        *printing.profile(profile),
        *_logo(context, profile),
        *_light(made, deck, profile),
        *(_of_look(problem, context) for problem in printing.cards(sides, profile, context.pictures)),
        *printing.hairlines(sides, context.pictures, _named(context, deck)),
    ]
    if finish.separation is not None:
        inked = _inked(printing.colours(sides, context.pictures), context, deck, profile)
        problems += printing.ink(inked, profile, finish.separation)
        problems += _heavy(sides, context, profile, finish.separation)
    return Ready(made, finish, frozenset(eye.pairs)), tuple(problems)


def _kind(context: Context, profile: PrintProfile) -> str:
    """Give the kind of PDF: an office's profile that asks for none has the project's."""
    return context.edition.project.pdf if profile.kind == "sheets" and profile.pdf == PLAIN.pdf else profile.pdf


def _has_own_look(context: Context) -> bool:
    """Tell whether text may stand elsewhere than the built-in look has it, which keeps the safe zone: only then an office pays for looking."""
    project, organisation = context.edition.project, context.edition.organisation
    return len(resources.templates(project.root, project.look)) > 1 or bool(organisation and organisation.style)


def _unsafe(
    context: Context, deck: Deck, faces: Mapping[str, CardFaces], cards: Sequence[Card], profile: PrintProfile
) -> Iterator[Problem]:
    """Say which text stands nearer to the cut than the profile wants, on paper from the office too."""
    from cardprint.checks import printing

    there = {card.id: card for card in cards if card.id in faces}
    sides = tuple(_sides({name: faces[name] for name in there}, deck, there))
    yield from (_of_look(problem, context) for problem in printing.unsafe(sides, profile))


def _of_look(problem: Problem, context: Context) -> Problem:
    """Give what no file of the user's profile is to blame for the place where the look was changed."""
    return problem if problem.place.file else problem._replace(place=cramped.changed(context))


def _logo(context: Context, profile: PrintProfile) -> Iterator[Problem]:
    """Warn that solid backs go without the logo, where there is none for dark grounds."""
    organisation = context.edition.organisation
    logo = organisation.logo if organisation else None
    if logo and not logo.on_dark and profile.back_style == "solid" and profile.bleed:
        yield warning("logo-without-on-dark", logo.place, profile=profile.id)


def _light(made: Mapping[str, CardFaces], deck: Deck, profile: PrintProfile) -> Iterator[Problem]:
    """Warn that a back stays light, because the layout has nothing on it that bleeds; once for all of them."""
    if profile.back_style == "solid" and profile.bleed:
        light = (name for name, card in made.items() if card.back is not None and not card.back.bleeds)
        yield from (warning("back-stays-light", deck.place, profile=profile.id, card=name) for name in islice(light, 1))


def _named(context: Context, deck: Deck) -> dict[str, Place]:
    """Say where each picture is named."""
    logo = context.edition.organisation.logo if context.edition.organisation else None
    named = {f"image:{card.image.file}": card.image.place for card in reversed(deck.cards) if card.image}
    named |= {f"symbol:{theme.symbol}": theme.place for theme in reversed(deck.themes) if theme.symbol}
    return named | ({"logo": logo.place, "logo-on-dark": logo.place} if logo else {})


def _sides(made: Mapping[str, CardFaces], deck: Deck, cards: Mapping[str, Card]) -> Iterator[printing.PrintedSide]:
    """Go through all Faces, each once, a shared one as the first card's that has it."""
    from cardprint.checks import printing

    told: set[int] = set()
    for name, card in made.items():
        place = cards[name].text.place if cards[name].text.place.file else cards[name].place
        for side, face in (("front", card.front.ground), ("front", card.front), ("back", card.back)):
            if face is not None and id(face) not in told:
                told.add(id(face))
                yield printing.PrintedSide(name, side, face, place if place.file else deck.place)


def _inked(colours: Iterable[Colour], context: Context, deck: Deck, profile: PrintProfile) -> Iterator[printing.Inked]:
    """Name colours as the user's files do: by theme, by the organisation's or the look's name, else by their digits."""
    from cardprint.checks import printing

    organisation = context.edition.organisation
    known: dict[tuple[int, ...], tuple[str, Place]] = {theme.colour[:3]: (theme.id, legible.place_of(theme)) for theme in deck.themes}
    for name, colour in (organisation.colours if organisation else {}).items():
        known[colour[:3]] = name, organisation.place if organisation else profile.place
    for colour in sorted(colours, key=lambda printed: (printed[:3], printed.share)):
        name, place = known.get(colour[:3], ("", profile.place_of("max_ink")))
        yield printing.Inked(colour, f"{name} {colour.hex}".strip(), place)


def _heavy(sides: Iterable[printing.PrintedSide], context: Context, profile: PrintProfile, separation: Separation) -> Iterator[Problem]:
    """Say which pictures of dots put too much ink on the paper; the ICC profile itself never gives more than MOST."""
    from cardprint.pdf.shapes import fewer, inked

    first = {(shown.name, shown.ground): (side, shown.rect) for side in reversed(tuple(sides)) for shown in side.pictures}
    for (name, ground), (side, rect) in first.items():
        picture = context.pictures[name]
        if not isinstance(picture, Raster) or (profile.max_ink >= MOST and not picture.cmyk):
            continue
        strips = inked(picture, ground, separation, fewer(picture, Size(rect.width, rect.height), pdf.SHOP_DOTS))
        total = max((heaviest(strip.tobytes(), strip.size) for strip in strips if strip.mode == "CMYK"), default=0.0)
        if total > profile.max_ink + 1:
            yield error("picture-inked", side.place, card=side.card, total=f"{total:.0f}", most=profile.max_ink, profile=profile.id)


def coverage(sheets: Iterable[Sheet], context: Context, profile: PrintProfile) -> Inks:
    """Estimate how much of the paper is covered, in per cent per ink, over all sides; what is under the scissors counts too.

    Text counts with the usual share of its box, pictures with a share of theirs: good to a fifth, for choosing between profiles.
    """
    separation = Separation("grey" if profile.colour == "grey" else "cmyk", context.setting.palette)
    known: dict[int, tuple[Face, Inks]] = {}
    total, paper = Inks(), 0.0
    for sheet in sheets:
        paper += sheet.size.width * sheet.size.height
        faces = [
            face
            for placement in (*sheet.placements, *sheet.furniture)
            for face in (placement.face.ground, placement.face)
            if face is not None
        ]
        for face in faces:
            if id(face) not in known:
                known[id(face)] = face, _covered(face, profile.bleed, separation, context.pictures)
            total = _sum((total, known[id(face)][1]))
    return Inks(*(round(part / paper, 1) for part in total)) if paper else Inks()


def _covered(face: Face, bleed: float, separation: Separation, pictures: Mapping[str, Picture]) -> Inks:
    """Add up the inks of a Face, in per cent times square points."""
    covers = (cover for item in (*face.bled(bleed), *face.items) for cover in _covers(item, pictures))
    return _sum(Inks(*(part * area for part in separation.inks(colour))) for colour, area in covers)


def _covers(item: Item, pictures: Mapping[str, Picture]) -> Iterator[tuple[Colour, float]]:
    """Say what an item covers in which colour, in square points."""
    box = item.box
    area = box.width * box.height
    match item:
        case TextLine():
            yield item.colour, area * LETTERS[item.is_bold]
        case Line():
            yield item.colour, area
        case Code():
            yield item.colour, area * CODE
        case Image():
            colour, share = _look(pictures[item.name], item.colour)
            yield colour, area * share
        case Box(rect, fill, stroke, weight):
            if fill is not None:
                yield fill, rect.width * rect.height
            if stroke is not None:
                yield stroke, 2 * (rect.width + rect.height) * weight


def _look(picture: Picture, colour: Colour) -> tuple[Colour, float]:
    """Say in which colour and how far a picture covers its box: a drawing in the one it is told, or its own first."""
    if isinstance(picture, Raster):
        return Colour(128, 128, 128), PHOTOGRAPH
    own = [shape.fill for shape in picture.shapes if isinstance(shape.fill, Colour)]
    return own[0] if own else colour, SYMBOL


def _sum(inks: Iterable[Inks]) -> Inks:
    return Inks(*map(sum, zip(Inks(), *inks, strict=True)))
