"""Whose colours cannot be read: pairs of colours that were met on paper, laid to the user's own themes, organisation and styles, a Problem a cause.

Each Problem names the nearest colour of the same hue that passes in all the pairs that the colour is in, as the user wrote the colour: in red,
green and blue, or in inks. What the built-in look alone makes is nobody's to mend, and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import atan2, cos, hypot, pi, sin

from msgspec import Struct
from msgspec.structs import replace

from cardprint.checks.contrast import WORDS, Eye, Pair
from cardprint.colour import BLACK, WHITE, Colour, contrast
from cardprint.context import Context
from cardprint.errors import Place, Problem, warning
from cardprint.layouts.style import PALETTE
from cardprint.model import Card, Deck, Theme, plain
from cardprint.page import Box, CardFaces, Image, Item, TextLine
from cardprint.sight import BLINDNESS, difference, lab, of_lab

APART = 10.0
"""ΔE00 between two themes, so that they are told apart at a glance."""
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
        cause = _blamed(pair, known)
        if cause is not None:
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
    return any(_is_of(cause, colour) for colour in (pair.fore, pair.ground))


def _is_of(cause: Cause, colour: Colour) -> bool:
    return colour[:3] == cause.colour[:3] and (cause.code != "low-contrast-style" or colour.share == cause.colour.share)


def _blamed(pair: Pair, known: Sequence[Cause]) -> Cause | None:
    """Find whose fault a pair is: the picture's that words lie on, else who chose the colour of the words, else of the ground."""
    if pair.picture:
        return next((cause for cause in known if cause.code == "words-on-picture" and cause.name == pair.picture), None)
    of_colours = [cause for cause in known if cause.code != "words-on-picture"]
    return next((cause for colour in (pair.fore, pair.ground) for cause in of_colours if _is_of(cause, colour)), None)


def _known(context: Context) -> Iterator[Cause]:
    """List the colours that the user's files name: styles of their own first, where they take another colour than the built-in look does."""
    organisation, edition = context.edition.organisation, context.edition
    themes = [theme for deck in edition.decks for theme in deck.themes]
    layers = (*edition.project.style.layers[1:], *([organisation.style] if organisation else []))
    named = set(organisation.colours) if organisation else set()
    named |= {name for layer in layers for name in layer.get(PALETTE, {})} | {"theme"}
    for layer in reversed(layers):
        for style, keys in layer.items():
            for key in ("colour", "fill", "stroke") if style != PALETTE else ():
                value = keys.get(key)
                if value is not None and len(value.values) == 1 and value.values[0] not in named:
                    for palette in ({}, *({"theme": theme.colour} for theme in themes)):
                        colour = context.setting.colour(value.values[0], {**context.setting.palette, **palette})
                        yield Cause("low-contrast-style", f"{style}.{key}", value.place, colour)
    for theme in themes:
        yield Cause("low-contrast", theme.id, _place(theme), theme.colour)
    for name, colour in (organisation.colours if organisation else {}).items():
        yield Cause("low-contrast-organisation", name, _of_organisation(name, context), colour)
    for layer in reversed(layers):
        for name, value in layer.get(PALETTE, {}).items():
            if name in context.setting.palette:
                yield Cause("low-contrast-look", name, value.place, context.setting.palette[name])
    for card in (card for deck in edition.decks for card in deck.cards if card.image):
        if card.image:
            yield Cause("words-on-picture", f"image:{card.image.file}", card.image.place, WHITE)


def _of_organisation(name: str, context: Context) -> Place:
    organisation = context.edition.organisation
    return organisation.colour_places.get(name, organisation.place) if organisation else Place("")


def told(found: Iterable[Cause], themes: Mapping[Place, Colour]) -> tuple[Problem, ...]:
    """Tell each cause once, whatever editions and papers it was met in; `themes` are the colours of all themes, which are to stay apart."""
    together: dict[tuple[str, Place], Cause] = {}
    for cause in found:
        known = together.get((cause.code, cause.place))
        together[cause.code, cause.place] = replace(cause, pairs=cause.pairs | known.pairs) if known else cause
    taken = [colour for place, colour in themes.items() if ("low-contrast", place) not in together]
    out: list[Problem] = []
    for cause in sorted(together.values(), key=lambda cause: cause.place):
        own = [colour for colour in taken if colour[:3] != cause.colour[:3]] if cause.code == "low-contrast" else []
        problems = list(_told(cause, own))
        out += [problem for problem, _ in problems]
        taken += [better for _, better in problems if cause.code == "low-contrast" and better is not None]
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
    passing = [one for one in _like(cause.colour) if _passes(cause, pairs, one)]
    passing = passing or [one for one in _like(cause.colour) if _passes(cause, cause.failing, one)] or [BLACK, WHITE]
    apart = (one for one in passing if all(_apart(one, other) >= APART for other in others))
    return next(apart, passing[0])


def _like(colour: Colour) -> list[Colour]:
    """List colours of the same hue, the nearest first."""
    _, a, b = lab(colour.rgb)
    chroma, hue = hypot(a, b), atan2(b, a)
    tries = (of_lab(level, share * chroma * cos(hue), share * chroma * sin(hue)) for level in range(101) for share in SATURATIONS)
    richer = (of_lab(level, rich * cos(hue), rich * sin(hue)) for level in range(101) for rich in (20, 35, 50) if chroma > 5)  # noqa: PLR2004 - a hue to speak of
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


def _apart(first: Colour, other: Colour) -> float:
    """Give how far two colours are from each other for who sees them least apart."""
    return min(difference(first.rgb, other.rgb, seen) for seen in ("", *BLINDNESS))


class Made(Struct, frozen=True):
    """A deck's cards, their Faces by id, and the pairs of colours on them."""

    cards: Sequence[Card]
    faces: Mapping[str, CardFaces]
    pairs: frozenset[Pair]


def alike(context: Context, deck: Deck, made: Made) -> Iterator[Problem]:
    """Say which themes of a deck are told by their colours alone, or cannot be told apart by those who do not see all colours, or in grey."""
    yield from _nameless(deck)
    if context.layouts.is_strange and _by_colour_alone(context, deck, made):
        yield warning("themes-by-colour-alone", deck.place, title=deck.title.value)
    pale = {cause.place for cause in causes(context, made.pairs) if cause.code == "low-contrast"}
    yield from _too_near([theme for theme in deck.themes if _place(theme) not in pale], context)


def _nameless(deck: Deck) -> Iterator[Problem]:
    """Say which theme has the name and the symbol of another."""
    seen: dict[tuple[str, str], Theme] = {}
    for theme in deck.themes:
        other = seen.setdefault((plain(theme.name).casefold().strip(), theme.symbol), theme)
        if other is not theme:
            yield warning("theme-by-colour-alone", theme.place, theme=theme.id, other=other.id)


def _by_colour_alone(context: Context, deck: Deck, made: Made) -> bool:
    """Tell whether a layout of one's own prints neither names nor symbols of themes on their cards."""
    first = {card.theme: made.faces[card.id] for card in reversed(made.cards) if card.id in made.faces}
    shown = [(theme, list(_items(first[theme.id]))) for theme in deck.themes if theme.id in first]
    coloured = [
        pair for pair in shown if any(getattr(item, "colour", None) == pair[0].colour or _fill(item) == pair[0].colour for item in pair[1])
    ]
    return len(coloured) > 1 and not any(_tells(theme, items, context) for theme, items in shown)


def _items(card: CardFaces) -> Iterator[Item]:
    for face in (card.front, card.back):
        if face is not None:
            yield from (*face.everything, *face.bleeds)


def _fill(item: Item) -> Colour | None:
    return item.fill if isinstance(item, Box) else None


def _tells(theme: Theme, items: Sequence[Item], context: Context) -> bool:
    """Tell whether a theme's name, the beginning of it, or its symbol stands among items."""
    said = _letters("".join(item.text for item in items if isinstance(item, TextLine)))
    name = _letters(plain(theme.name))
    alone = {_letters(item.text) for item in items if isinstance(item, TextLine)}
    key = context.names.symbols.get(theme.symbol, "")
    return (bool(name) and (name in said or name[:1] in alone)) or (
        bool(key) and any(isinstance(item, Image) and item.name == key for item in items)
    )


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _too_near(themes: Sequence[Theme], context: Context) -> Iterator[Problem]:
    """Say which theme is too near to an earlier one, once, with a colour that is near to none."""
    is_grey = any(profile.colour == "grey" for profile in context.edition.project.profiles)
    before: list[tuple[Theme, Colour]] = []
    for theme in themes:
        near = next((other for other, colour in before if _is_near(theme, other, colour)), None)
        colour = theme.colour
        if near is not None:
            blamed = theme if theme.colour_place.file else near
            seen = min(("", *BLINDNESS), key=lambda sight: difference(theme.colour.rgb, near.colour.rgb, sight))
            colour = _elsewhere(
                theme.colour, [other for _, other in before] + [later.colour for later in themes if later.id not in {theme.id, near.id}]
            )
            values = {"theme": theme.id, "other": near.id, "colour": theme.colour.hex, "better": colour.hex}
            yield warning(f"themes-near{'-' if seen else ''}{seen}", _place(blamed), **values)
        elif is_grey and (grey := next((other for other, _ in before if _is_grey_alike(theme, other)), None)) is not None:
            yield warning("themes-near-grey", theme.place, theme=theme.id, other=grey.id)
        before.append((theme, colour))


def _is_near(theme: Theme, other: Theme, colour: Colour) -> bool:
    """Tell whether a theme's colour is too near to another's; two that have ours are nobody's choice."""
    return bool(theme.colour_place.file or other.colour_place.file) and _apart(theme.colour, colour) < APART


def _is_grey_alike(theme: Theme, other: Theme) -> bool:
    """Tell whether two themes have one grey and no symbols to tell them by."""
    told = theme.symbol and other.symbol and theme.symbol != other.symbol
    return not told and difference(theme.colour.rgb, other.colour.rgb, "grey") < APART


def _elsewhere(colour: Colour, others: Sequence[Colour]) -> Colour:
    """Give the nearest colour that is read on white and stays apart from others: of the same hue, else of any."""
    for tries in (_like(colour), _any_hue(colour)):
        for one in tries:
            if contrast(one, WHITE) >= WORDS and all(_apart(one, other) >= APART for other in others):
                return one
    return BLACK


def _any_hue(colour: Colour) -> list[Colour]:
    tries = (
        of_lab(level, rich * cos(hue * pi / 12), rich * sin(hue * pi / 12))
        for level in range(10, 51, 4)
        for rich in (20, 40, 60)
        for hue in range(24)
    )
    return sorted((one for one in tries if one is not None), key=lambda one: difference(colour.rgb, one.rgb))


def _place(theme: Theme) -> Place:
    """Give the Place of a theme's colour, or of the theme where it has one of ours."""
    return theme.colour_place if theme.colour_place.file else theme.place


def placed(themes: Iterable[Theme]) -> dict[Place, Colour]:
    """Give the colours of themes by their Places."""
    return {_place(theme): theme.colour for theme in themes}
