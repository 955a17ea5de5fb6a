"""What does not fit for one reason is one Problem: cards that are too small for words, or a style that leaves no room for them.

Told at the deck's `card_size`, or at the key of the style file that is to blame, instead of at every card.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cardprint.context import Context
from cardprint.errors import Place, Problem, error
from cardprint.geometry import MM
from cardprint.model import Deck, StyleValue
from cardprint.typeset.fit import NO_ROOM

OF_FIT = frozenset({NO_ROOM, "text-too-long", "bilingual-too-long", "word-too-wide"})
KEYS = ("sizes", "size", "padding", "width", "height", "left", "right", "top", "bottom", "leading", "extends")
"""Keys of a style that can leave no room, most likely first."""
ON_CARDS = frozenset(
    [
        "badge",
        "theme",
        "number",
        "body",
        "title",
        "prompt",
        "question",
        "statement",
        "dilemma",
        "quote",
        "divider",
        "blank-prompt",
        "instruction",
        "follow-ups",
        "follow-up",
        "options",
        "option",
        "picture",
        "footer",
        "set-mark",
        "back",
        "back-name",
        "back-organisation",
        "own-back",
        "own-back-title",
        "own-back-text",
        "second-theme",
        "second-text",
        "second-follow-ups",
        "second-options",
        "second-back-theme",
        "second-back",
        "second-back-name",
        "behind-text",
        "behind-follow-ups",
    ]
)
"""Styles of what stands on a card."""
LEAST = (50, 40)
"""Millimetres: the smallest card that the built-in styles have room for words on, lying or standing."""
WHOLE = frozenset({"card-too-small", "style-no-room"})
"""Codes of what is wrong with all cards of a deck."""
NEAR = "outside-safe-zone"
MANY = 3
"""Cards that a style is blamed for when more than half do not fit."""


def judged(problems: Sequence[Problem], context: Context, deck: Deck, count: int) -> tuple[Problem, ...]:
    """Put one Problem in the place of those of single cards that have one cause."""
    of_fit = [problem for problem in problems if problem.code in OF_FIT]
    cramped = [problem for problem in of_fit if problem.code == NO_ROOM]
    if not cramped and len({problem.values["card"] for problem in of_fit}) < max(MANY, count / 2):
        return tuple(problems)
    others = tuple(problem for problem in problems if problem.code not in OF_FIT)
    width, height = deck.card_size.width / MM, deck.card_size.height / MM
    blamed = _style(cramped or of_fit, context)
    if blamed is not None:
        return (*others, blamed)
    if not cramped:
        return tuple(problems)
    size = f"{width:g} × {height:g} mm"
    place = deck.places.get("card_size", deck.place)
    return (*others, error("card-too-small", place, has=size, width=max(LEAST[0], round(width)), height=max(LEAST[1], round(height))))


def _style(problems: Iterable[Problem], context: Context) -> Problem | None:
    """Blame the first style that the project, its look or the organisation changes, and that a text without room is set in."""
    layers = _own(context)
    for problem in problems:
        for name in _chain(problem.values["styles"].split(), layers, context):
            found = next(((key, layer[name][key]) for layer in reversed(layers) for key in KEYS if key in layer.get(name, {})), None)
            if found is not None:
                key, value = found
                return error("style-no-room", value.place, style=name, key=key, value=", ".join(value.values))
    return None


def left(problems: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """Leave out that text stands too near to the cut, where it is told already that it does not fit."""
    cards = {problem.values.get("card") for problem in told if problem.code in OF_FIT}
    is_whole = any(problem.code in WHOLE for problem in told)
    return [told for told in problems if not (told.code.startswith(NEAR) and (is_whole or told.values.get("card") in cards))]


def changed(context: Context) -> Place:
    """Give the first place where the look of cards is other than the built-in one; none where it is not."""
    found = [
        value.place
        for layer in _own(context)
        for name, keys in layer.items()
        for key, value in keys.items()
        if name in ON_CARDS and key in KEYS
    ]
    return found[0] if found else Place("")


Layer = Mapping[str, Mapping[str, StyleValue]]


def _own(context: Context) -> Sequence[Layer]:
    """Give the layers of style that are not built in, weakest first."""
    organisation = context.edition.organisation
    return (*context.edition.project.style.layers[1:], *([organisation.style] if organisation else []))


def _chain(names: Iterable[str], own: Sequence[Layer], context: Context) -> Iterator[str]:
    """Give styles and those that they extend, the text's before its frame's."""
    layers = (*context.edition.project.style.layers[:1], *own)
    for start in reversed(list(names)):
        seen: list[str] = []
        name = start
        while name and name not in seen:
            seen.append(name)
            yield name
            said = [layer[name]["extends"] for layer in layers if "extends" in layer.get(name, {})]
            name = said[-1].values[0] if said else ""
