"""Whether what a layout of someone else's gave is whole: its root, one card for each that is asked for, front before back, sound values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardprint import colour
from cardprint.errors import Problem, error
from cardprint.layouts.cards import Side
from cardprint.layouts.markup import place_of
from cardprint.layouts.templates import Rendered
from cardprint.page import Element

ROOTS = {"cards.xml.j2": "cards"}
"""The element that a layout begins with, where it is not PAPER."""
PAPER = "paper"
SIDES = (["front"], ["front", "back"])
DEEPEST_LEVEL = 5
"""Of a bookmark."""


def faults(root: Element, rendered: Rendered) -> tuple[Problem, ...]:
    """Say what is missing or out of place in what a layout that is not built in gave."""
    if rendered.told is None:
        return ()
    wanted = ROOTS.get(rendered.template.name, PAPER)
    if root.tag != wanted:
        return (error("markup-root", place_of(rendered, f"<{root.tag}"), element=root.tag, wanted=wanted),)
    found = [*(one for child in root.children for one in _values(child, rendered))]
    if root.tag == ROOTS["cards.xml.j2"]:
        found += [*_cards(root, rendered, rendered.told["sides"]), *_shared(root, rendered, rendered.told)]
    return tuple({(problem.code, problem.place): problem for problem in found}.values())


def _cards(root: Element, rendered: Rendered, sides: Sequence[Side]) -> Iterator[Problem]:
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


def _shared(root: Element, rendered: Rendered, told: Mapping[str, Any]) -> Iterator[Problem]:
    """Look at the ids of what several cards share: their own cards find it by them."""
    for tag in ("back", "ground"):
        known = [one.id for one in told[f"{tag}s"]]
        for name in (child.attributes.get("id", "") for child in root.children if child.tag == tag):
            if name not in known:
                yield _value(rendered, "id", name or "–", known[0] if known else "–")


def _values(element: Element, rendered: Rendered) -> Iterator[Problem]:
    """Look at the attributes of cards, grounds, backs and groups."""
    given = element.attributes
    if colour.parse(given.get("colour", "#000000")) is None:
        yield _value(rendered, "colour", given["colour"], "#0b5c6b")
    level = given.get("level", "0")
    if not (level.isdecimal() and int(level) <= DEEPEST_LEVEL):
        yield _value(rendered, "level", level, f"0–{DEEPEST_LEVEL}")
    for child in element.children:
        if child.tag == "group":
            yield from _values(child, rendered)


def _value(rendered: Rendered, attribute: str, value: str, expected: str) -> Problem:
    return error("markup-value", place_of(rendered, f'{attribute}="'), attribute=attribute, value=value, expected=expected)
