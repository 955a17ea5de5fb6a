"""Whether what a layout of someone else's gave is whole: its root, one card for each that is asked for, front before back, sound values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from msgspec import Struct

from cardprint import colour
from cardprint.errors import Problem, brief, error
from cardprint.layouts.cards import CardView
from cardprint.layouts.markup import MOST_TOLD, place_of
from cardprint.layouts.templates import Rendered
from cardprint.page import Element

ROOTS = {"cards.xml.j2": "cards"}
"""The element that a layout begins with, where it is not PAPER."""
PAPER = "paper"
SIDES = (["front"], ["front", "back"])


class Sound(Struct, frozen=True):
    """What an attribute's value has to look like, and one that does."""

    matches: Callable[[str], object]
    example: str


SOUND: Mapping[str, Sound] = {
    "colour": Sound(colour.parse, "#0b5c6b"),
    "level": Sound(re.compile("[0-5]").fullmatch, "0–5"),
    "count": Sound(re.compile("[0-9]|[1-9][0-9]").fullmatch, "5"),
    "line": Sound(re.compile("yes").fullmatch, "yes"),
    "fit": Sound(re.compile("page").fullmatch, "page"),
    "choose": Sound(re.compile("one").fullmatch, "one"),
    "field": Sound(re.compile(r"[a-z][a-z_]{0,39}(?:\.[1-9][0-9]{0,2}(?:\.[a-z][a-z_]{0,39})?)?").fullmatch, "challenges.1.text"),
    "value": Sound(re.compile(".{1,200}", re.DOTALL).fullmatch, "3"),
    "label": Sound(re.compile(".{1,2000}", re.DOTALL).fullmatch, "Udfordring 1, væsentlighed, 3 af 4"),
    **dict.fromkeys(("x", "y"), Sound(re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,4})?").fullmatch, "3.5")),
    "scope": Sound(re.compile("row|col").fullmatch, "row"),
    "widths": Sound(re.compile(r"(?:(?:[1-9][0-9]{0,2}(?:\.[0-9]{1,4})?|[1-9]?\*)(?: +|\Z)){1,30}").fullmatch, "31 * 2*"),
    "with": Sound(re.compile("heading").fullmatch, "heading"),
    **dict.fromkeys(("bookmark", "alt"), Sound(re.compile(".{0,2000}", re.DOTALL).fullmatch, "–")),
}
"""Attributes whose values are measured; the other ones name what is looked for elsewhere."""
PLACED: Mapping[str, tuple[tuple[str, ...], ...]] = {"spot": (("x",), ("y",)), "step": (("x", "y"),)}
"""Elements that lie at a place of a picture, and of which attributes they need one each."""
READ_AS: Mapping[str, tuple[frozenset[str], str]] = {
    # what an element is read as: the elements that may be, and what it has to stand in
    "quote": (frozenset({"box", "group"}), ""),
    "pairs": (frozenset({"box", "group"}), ""),
    "pair": (frozenset({"box", "group", "column"}), "pairs"),
    "label": (frozenset({"p"}), "pair"),
    "value": (frozenset({"p"}), "pair"),
}
UNREAD = frozenset({"box", "columns", "column", "rule", "lines", "newpage"})
"""Elements that are read as what is in them, where they say nothing else."""
MOST: Mapping[str, int] = {"plot": 5_000, "footer": 12, **dict.fromkeys(("columns", "strip", "tr"), 30)}
"""Elements that stand in one, on every page or side by side."""


def faults(root: Element, rendered: Rendered) -> tuple[Problem, ...]:
    """Say what is missing or out of place in what a layout that is not built in gave."""
    if rendered.told is None:
        return ()
    wanted = ROOTS.get(rendered.template.name, PAPER)
    if root.tag != wanted:
        return (error("markup-root", place_of(rendered, f"<{root.tag}"), element=root.tag, wanted=wanted),)
    looks = [_values(root, rendered), _tables(root, rendered), _read_as(root, rendered)]
    if root.tag == ROOTS["cards.xml.j2"]:
        looks += [_cards(root, rendered, rendered.told["sides"]), _shared(root, rendered, rendered.told)]
    found = islice(chain(*looks), MOST_TOLD)
    return tuple({(problem.code, problem.place): problem for problem in found}.values())


def _cards(root: Element, rendered: Rendered, sides: Sequence[CardView]) -> Iterator[Problem]:
    cards = [child for child in root.children if child.tag == "card"]
    if [card.attributes.get("id", "") for card in cards] != [side.card.id for side in sides]:
        yield error("markup-cards", place_of(rendered, "<card "), found=len(cards), wanted=len(sides))
    if any([side.tag for side in card.children] not in SIDES for card in cards):
        yield error("markup-sides", place_of(rendered, "<card "))
    for card, side in zip(cards, sides, strict=False):
        for name, expected in (("ground", side.ground), ("back", side.back)):
            value = card.attributes.get(name, "")
            if value not in {"", expected}:
                yield _value(rendered, name, value, expected)
    own = (name for card in cards for side in card.children if side.tag == "back" for name in side.attributes)
    yield from (_idle(rendered, "back", name) for name in own)


def _shared(root: Element, rendered: Rendered, told: Mapping[str, Any]) -> Iterator[Problem]:
    """Look at the ids of what several cards share: their own cards find it by them."""
    for tag in ("back", "ground"):
        known = [item.id for item in told[f"{tag}s"]]
        for name in (child.attributes.get("id", "") for child in root.children if child.tag == tag):
            if name not in known:
                yield _value(rendered, "id", name or "–", known[0] if known else "–")


def _values(element: Element, rendered: Rendered) -> Iterator[Problem]:
    """Look at the attributes of an element and of all that are in it, and at how many those are."""
    for name, value in element.attributes.items():
        sound = SOUND.get(name)
        if sound and not sound.matches(value):
            yield _value(rendered, name, value, sound.example)
    for one_of in PLACED.get(element.tag, ()):
        if not element.attributes.keys() & set(one_of):
            yield _value(rendered, one_of[0], "–", SOUND[one_of[0]].example, f"<{element.tag}")
    if "level" in element.attributes and not element.attributes.get("bookmark"):
        yield _idle(rendered, element.tag, "level")
    most = MOST.get(element.tag, len(element.children))
    if len(element.children) > most:
        yield error("markup-many", place_of(rendered, f"<{element.tag}"), element=element.tag, found=len(element.children), most=most)
    for child in element.children:
        yield from _values(child, rendered)


def _tables(element: Element, rendered: Rendered) -> Iterator[Problem]:
    """Look for tables with more than one head, or a head that is not first or has several rows: what is too much would be lost."""
    heads = [child for child in element.children if child.tag == "thead"]
    if element.tag == "table" and ((element.children[:1] != heads and heads) or any(len(head.children) != 1 for head in heads)):
        yield error("markup-head", place_of(rendered, "<thead"))
    for child in element.children:
        yield from _tables(child, rendered)


def _read_as(element: Element, rendered: Rendered, around: str = "") -> Iterator[Problem]:
    """Look at what elements are read as: pairs hold pairs, a pair its label and its value, and neither anything else that is read."""
    said = element.attributes.get("as", "")
    tags, inside = READ_AS.get(said, (frozenset({element.tag}), ""))
    if (said and said not in READ_AS) or element.tag not in tags:
        yield _value(
            rendered, "as", said, next((name for name, (fit, _) in READ_AS.items() if element.tag in fit), "quote"), f'as="{said}"'
        )
    elif inside != around and (inside or (around in {"pair", "pairs"} and (said or element.tag not in UNREAD))):
        wanted = f'as="{said}"' if said else f"<{element.tag}"
        yield error("markup-nesting", place_of(rendered, wanted), element=said or element.tag, parent=around or "-")
    for child in element.children:
        yield from _read_as(child, rendered, said if said or element.tag not in UNREAD else around)


def _value(rendered: Rendered, attribute: str, value: str, expected: str, wanted: str = "") -> Problem:
    place = place_of(rendered, wanted or f'{attribute}="')
    return error("markup-value", place, attribute=attribute, value=brief(value), expected=expected)


def _idle(rendered: Rendered, tag: str, attribute: str) -> Problem:
    return error("attribute-without-effect", place_of(rendered, f'{attribute}="'), element=tag, attribute=attribute)
