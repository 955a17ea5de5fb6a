"""Whether the themes of a deck can be told apart: by name or symbol, and by colours that those see apart who do not see all colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import cos, pi, sin

from msgspec import Struct

from cardprint.checks.contrast import WORDS, Pair
from cardprint.colour import BLACK, WHITE, Colour, contrast
from cardprint.context import Context
from cardprint.errors import Problem, warning
from cardprint.legible import APART, apart, causes, like, place_of
from cardprint.model import Card, Deck, Theme, plain
from cardprint.page import Box, CardFaces, Image, Item, TextLine
from cardprint.sight import BLINDNESS, difference, of_lab


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
    own = context.edition.organisation.theme_colours if context.edition.organisation else {}
    in_turn = sorted(deck.themes, key=lambda theme: theme.id in own)  # the deck's own go together: who lays others over them is told
    yield from _too_near([theme for theme in in_turn if place_of(theme) not in pale], context)


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
            seen = min(("", *BLINDNESS), key=lambda sight: difference(theme.colour.rgb, near.colour.rgb, sight))
            colour = _elsewhere(
                theme.colour, [other for _, other in before] + [later.colour for later in themes if later.id not in {theme.id, near.id}]
            )
            values = {"theme": theme.id, "other": near.id, "colour": theme.colour.hex, "better": colour.hex}
            yield warning(f"themes-near{'-' if seen else ''}{seen}", place_of(theme), **values)
        elif is_grey and (grey := next((other for other, _ in before if _is_grey_alike(theme, other)), None)) is not None:
            yield warning("themes-near-grey", theme.place, theme=theme.id, other=grey.id)
        before.append((theme, colour))


def _is_near(theme: Theme, other: Theme, colour: Colour) -> bool:
    """Tell whether a theme's colour is too near to another's; one that has ours is nobody's choice."""
    return bool(theme.colour_place.file and other.colour_place.file) and apart(theme.colour, colour) < APART


def _is_grey_alike(theme: Theme, other: Theme) -> bool:
    """Tell whether two themes have one grey and no symbols to tell them by."""
    told = theme.symbol and other.symbol and theme.symbol != other.symbol
    return not told and difference(theme.colour.rgb, other.colour.rgb, "grey") < APART


def _elsewhere(colour: Colour, others: Sequence[Colour]) -> Colour:
    """Give the nearest colour that is read on white and stays apart from others: of the same hue, else of any."""
    for tries in (like(colour), _any_hue(colour)):
        for one in tries:
            if contrast(one, WHITE) >= WORDS and all(apart(one, other) >= APART for other in others):
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
