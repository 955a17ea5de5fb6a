"""Whose colours cannot be read: pairs of colours that were met on paper, laid to the user's own themes, organisation and styles, a Problem a cause.

Each Problem names the nearest colour of the same hue that passes in all the pairs that the colour is in, as the user wrote the colour: in red,
green and blue, or in inks. What the built-in look alone makes is nobody's to mend, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import atan2, cos, hypot, sin

from msgspec import Struct
from msgspec.structs import replace

from cardprint.checks.contrast import Eye, Pair
from cardprint.colour import BLACK, WHITE, Colour
from cardprint.context import Context
from cardprint.errors import Place, Problem, warning
from cardprint.layouts.style import PALETTE
from cardprint.model import Deck, StyleValue, Theme
from cardprint.sight import BLINDNESS, difference, lab, of_lab

Themes = tuple[tuple[Place, Colour], ...]
"""The Places and colours of one deck's themes."""
APART = 10.0
"""ΔE00 between two themes, so that they are told apart at a glance."""
COLOURED = ("colour", "fill", "stroke")
"""Keys of styles that hold colours."""
SATURATIONS = (1.0, 0.85, 0.7, 0.5, 0.3)
"""Shares of a colour's chroma that are tried at each lightness."""


class Cause(Struct, frozen=True):
    """A colour as the user wrote it somewhere: its code, its name, its Place, and the pairs that it was met in."""

    code: str
    name: str
    place: Place
    colour: Colour
    pairs: frozenset[Pair] = frozenset()
    share: float = 1.0

    @property
    def failing(self) -> list[Pair]:
        """The pairs that cannot be read, the worst first."""
        return sorted((pair for pair in self.pairs if pair.fails), key=lambda pair: pair.ratio / pair.least)


def eye(context: Context, finish: str = "rgb") -> Eye:
    """Give an Eye for a context's Faces."""
    return Eye(context.setting.palette, context.pictures, finish)


def causes(context: Context, pairs: Iterable[Pair]) -> tuple[Cause, ...]:
    """Lay pairs to whose colour it is, in all the finishes that are asked for; those that pass go with the colours that fail elsewhere."""
    finishes = {profile.colour for profile in context.edition.project.profiles} | {"rgb"}
    met = {_in(pair, finish, context) for pair in pairs for finish in (finishes if pair.finish == "rgb" else (pair.finish,))}
    known = tuple(_known(context))
    found: dict[tuple[str, Place], Cause] = {}
    for pair in sorted((pair for pair in met if pair.fails), key=repr):
        for cause in _blamed(pair, known):
            found.setdefault((cause.code, cause.place), cause)
    return tuple(replace(cause, pairs=frozenset(pair for pair in met if _is_in(cause, pair))) for cause in found.values())


def _in(pair: Pair, finish: str, context: Context) -> Pair:
    """Give a pair as another finish shows it: with the organisation's own inks."""
    if finish != "cmyk":
        return pair._replace(finish=finish)
    own = {colour[:3]: colour.cmyk for colour in context.setting.palette.values() if colour.cmyk is not None}
    fore, ground = (one._replace(cmyk=own[one[:3]]) if one[:3] in own and one.cmyk is None else one for one in (pair.fore, pair.ground))
    return pair._replace(finish=finish, fore=fore, ground=ground)


def _is_in(cause: Cause, pair: Pair) -> bool:
    if cause.code == "words-on-picture":
        return pair.picture == cause.name
    return any(_is_of(cause, colour) for colour in (pair.fore, pair.ground))


def _is_of(cause: Cause, colour: Colour) -> bool:
    is_same = colour[:3] == cause.colour[:3] and colour.cmyk == cause.colour.cmyk
    return is_same and (cause.code != "low-contrast-style" or colour.share == cause.colour.share)


def _blamed(pair: Pair, known: Sequence[Cause]) -> list[Cause]:
    """Find whose fault a pair is: the picture's that words lie on; who chose a colour that is not read on paper either; else whose style put them together."""
    if pair.picture:
        return [cause for cause in known if cause.code == "words-on-picture" and cause.name == pair.picture]
    of_style = [cause for cause in known if cause.code == "low-contrast-style"]
    others = [cause for cause in known if cause.code not in {"low-contrast-style", "words-on-picture"}]
    is_pale = pair._replace(ground=WHITE).fails
    orders = [(others, pair.fore)] if is_pale and not any(_is_of(cause, pair.fore) for cause in of_style) else []
    orders += [(those, colour) for those in (of_style, others) for colour in (pair.fore, pair.ground)]
    return next((found for those, colour in orders if (found := [cause for cause in those if _is_of(cause, colour)])), [])


def _known(context: Context) -> Iterator[Cause]:
    """List the colours that the user's files name: styles of their own first, where they take another colour than the built-in look does."""
    edition, organisation = context.edition, context.edition.organisation
    layers = (*edition.project.style.layers[1:], *([organisation.style] if organisation else []))
    themes = [theme for deck in edition.decks for theme in deck.themes]
    yield from _of_styles(layers, themes, context)
    yield from (Cause("low-contrast", theme.id, place_of(theme), theme.colour) for theme in themes)
    if organisation:
        for name, colour in organisation.colours.items():
            yield Cause("low-contrast-organisation", name, organisation.colour_places.get(name, organisation.place), colour)
    for layer in reversed(layers):
        names = [name for name in layer.get(PALETTE, {}) if name in context.setting.palette]
        yield from (Cause("low-contrast-look", name, layer[PALETTE][name].place, context.setting.palette[name]) for name in names)
    images = [card.image for deck in edition.decks for card in deck.cards if card.image]
    yield from (Cause("words-on-picture", f"image:{image.file}", image.place, WHITE) for image in images)


def _of_styles(layers: Sequence[Mapping[str, Mapping[str, StyleValue]]], themes: Sequence[Theme], context: Context) -> Iterator[Cause]:
    """List the colours that styles of one's own take: by digits, as tints, or by names whose colours are the built-in look's."""
    organisation, palette = context.edition.organisation, context.setting.palette
    named = {"theme", *(organisation.colours if organisation else ()), *(name for layer in layers for name in layer.get(PALETTE, {}))}
    palettes = [palette, *({**palette, "theme": theme.colour} for theme in themes)]
    for style, key, value in _painted(layers):
        if value.values[0] not in named:
            for colour in dict.fromkeys(context.setting.colour(value.values[0], one) for one in palettes):
                yield Cause("low-contrast-style", f"{style}: {key}", value.place, colour)


def _painted(layers: Sequence[Mapping[str, Mapping[str, StyleValue]]]) -> Iterator[tuple[str, str, StyleValue]]:
    """Give the keys of styles that hold one colour, the strongest layer's first."""
    for layer in reversed(layers):
        for style, keys in layer.items():
            if style != PALETTE:
                yield from ((style, key, keys[key]) for key in COLOURED if key in keys and len(keys[key].values) == 1)


def place_of(theme: Theme) -> Place:
    """Give the Place of a theme's colour, or of the theme where it has one of ours."""
    return theme.colour_place if theme.colour_place.file else theme.place


def themes_of(decks: Iterable[Deck]) -> tuple[Themes, ...]:
    """Give the colours of each deck's themes, with their Places."""
    return tuple(tuple((place_of(theme), theme.colour) for theme in deck.themes) for deck in decks)


def told(found: Iterable[Cause], decks: Iterable[Themes]) -> tuple[Problem, ...]:
    """Tell each cause once, whatever editions and papers it was met in; the colours of a deck's themes are to stay apart."""
    together: dict[tuple[str, Place], Cause] = {}
    for cause in found:
        known = together.get((cause.code, cause.place))
        together[cause.code, cause.place] = replace(cause, pairs=cause.pairs | known.pairs) if known else cause
    groups = [{place: colour for place, colour in deck if ("low-contrast", place) not in together} for deck in dict.fromkeys(decks)]
    own = {place: group for deck, group in zip(dict.fromkeys(decks), groups, strict=True) for place, _ in deck}
    out: list[Problem] = []
    for cause in sorted(together.values(), key=lambda cause: cause.place):
        group = own.get(cause.place, {}) if cause.code == "low-contrast" else {}
        for problem, better in _told(cause, tuple(group.values())):
            out.append(problem)
            if better is not None:
                group[cause.place] = better
    return tuple(out)


def _told(cause: Cause, others: Sequence[Colour]) -> Iterator[tuple[Problem, Colour | None]]:
    """Say of a cause what it is on a screen, and what it is in the organisation's own inks."""
    worst = cause.failing[0]
    if cause.code == "words-on-picture":
        yield warning(cause.code, cause.place, file=cause.name.partition(":")[2]), None
        return
    values = {"name": cause.name, "ratio": _ratio(worst), "least": f"{worst.least:g}"}
    on_screen = [pair for pair in cause.failing if pair.finish != "cmyk" or cause.colour.cmyk is None]
    if on_screen:
        better = nearest(cause, others)
        worst = on_screen[0]
        values |= {"colour": cause.colour.hex, "ratio": _ratio(worst), "least": f"{worst.least:g}", "better": better.hex}
        yield warning(cause.code, cause.place, **values), better
    inked = [pair for pair in cause.failing if pair.finish == "cmyk" and cause.colour.cmyk is not None]
    if inked and cause.colour.cmyk is not None:
        worst = inked[0]
        values |= {"ratio": _ratio(worst), "least": f"{worst.least:g}", "colour": _inks(cause.colour.cmyk), "better": _inks(blacker(cause))}
        yield warning("low-contrast-inks", cause.place, **values), None


def _ratio(pair: Pair) -> str:
    """Write a contrast, never rounded up to what it needs."""
    return f"{int(pair.ratio * 10) / 10:.1f}"


def _inks(inks: Sequence[float]) -> str:
    return f"[{', '.join(f'{part:g}' for part in inks)}]"


def nearest(cause: Cause, others: Sequence[Colour] = ()) -> Colour:
    """Give the nearest colour of the same hue that passes in all pairs of a cause; where it can, one that stays apart from others, too."""
    pairs = [pair for pair in cause.pairs if not pair.picture]
    passing = [one for one in like(cause.colour) if _passes(cause, pairs, one)]
    passing = passing or [one for one in like(cause.colour) if _passes(cause, cause.failing, one)] or [BLACK, WHITE]
    told_apart = (one for one in passing if all(apart(one, other) >= APART for other in others))
    return next(told_apart, passing[0])


def like(colour: Colour) -> list[Colour]:
    """List colours of the same hue, the nearest first."""
    _, a, b = lab(colour.rgb)
    chroma, hue = hypot(a, b), atan2(b, a)
    tries = (of_lab(level, share * chroma * cos(hue), share * chroma * sin(hue)) for level in range(101) for share in SATURATIONS)
    richer = (of_lab(level, rich * cos(hue), rich * sin(hue)) for level in range(101) for rich in (20, 35, 50) if chroma > 5)
    return sorted(dict.fromkeys(one for one in (*tries, *richer) if one is not None), key=lambda one: difference(colour.rgb, one.rgb))


def _passes(cause: Cause, pairs: Iterable[Pair], better: Colour) -> bool:
    """Tell whether a colour can be read in all pairs in another's place."""

    def put(colour: Colour) -> Colour:
        if not _is_of(cause, colour):
            return colour
        return better if cause.code == "low-contrast-style" else better._replace(share=colour.share)

    in_rgb = (pair for pair in pairs if pair.finish != "cmyk" or cause.colour.cmyk is None)
    return not any(pair._replace(fore=put(pair.fore), ground=put(pair.ground)).fails for pair in in_rgb)


def blacker(cause: Cause) -> tuple[float, ...]:
    """Give the inks with as much more black as they need to pass."""
    cyan, magenta, yellow, black = cause.colour.cmyk or (0.0, 0.0, 0.0, 0.0)
    inked = [pair for pair in cause.failing if pair.finish == "cmyk"]
    for more in range(int(black) + 1, 101):
        inks = cyan, magenta, yellow, float(more)
        tried = (
            pair._replace(
                fore=pair.fore._replace(cmyk=inks) if _is_of(cause, pair.fore) else pair.fore,
                ground=pair.ground._replace(cmyk=inks) if _is_of(cause, pair.ground) else pair.ground,
            )
            for pair in inked
        )
        if not any(pair.fails for pair in tried):
            return inks
    return 0.0, 0.0, 0.0, 100.0


def apart(first: Colour, other: Colour) -> float:
    """Give how far two colours are from each other for who sees them least apart."""
    return min(difference(first.rgb, other.rgb, seen) for seen in ("", *BLINDNESS))
