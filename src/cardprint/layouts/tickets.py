"""What the layout of the print room's ticket is told: the files in their order, how each is printed, how the cards are cut and gathered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from cardprint.job import Ticket
from cardprint.layouts.cards import Names, spelled
from cardprint.layouts.templates import OWN
from cardprint.model import Deck, Edition, Text


class Leaves(NamedTuple):
    """A file that is printed and not cut: sheets of paper and sides of one copy, copies, the paper, how it is turned."""

    path: str
    sheets: int
    sides: int
    copies: int
    paper: str
    duplex: str


class Entry(NamedTuple):
    """A line of the ticket: a file and how it is printed, in words."""

    file: str
    sheets: str
    sides: str
    copies: str
    paper: str
    turned: str


class Cutting(NamedTuple):
    """How the sheets of one file are cut: its sets, the cuts in their order, what to do with the piles."""

    file: str
    sets: str
    cuts: list[str]
    gathered: str


class Prints(NamedTuple):
    """What is printed: files of cards, other files, and the decks that the cards are of."""

    cards: tuple[Ticket, ...]
    leaves: tuple[Leaves, ...]
    decks: tuple[Deck, ...]


def ticket(edition: Edition, names: Names, title: Text, date: str, prints: Prints) -> dict[str, Any]:
    """Give the values that `ticket.xml.j2` is rendered with."""
    labels, organisation = edition.labels, edition.organisation
    whose = " · ".join(part for part in (organisation.name.value if organisation else "", edition.area_name.value) if part)
    return {
        "labels": labels,
        "title": title,
        "course": edition.process.name.value,
        "whose": whose,
        "foot": " · ".join(part for part in (title.value, spelled(date, labels)) if part),
        "logo": names.logo,
        "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
        "entries": [*(_printed(one, labels) for one in prints.cards), *(_leaves(one, labels) for one in prints.leaves)],
        "cuttings": [_cutting(one, labels) for one in prints.cards if one.kind == "sheets" and one.sheets],
        "shops": [_shop(one, labels) for one in prints.cards if one.kind == "shop"],
        "contact": organisation.contact if organisation else Text(""),
        "credits": list(dict.fromkeys(_credit(deck, edition) for deck in prints.decks if deck.licence)),
    }


def _printed(one: Ticket, labels: Mapping[str, str]) -> Entry:
    if one.kind == "shop":
        return Entry(_name(one.path), "", f"{one.sides}", f"{one.sets}", one.paper.replace(" x ", " × "), labels["ticket_shop"])
    return Entry(_name(one.path), f"{one.sheets}", f"{one.sides}", "1", _paper(one.paper, labels), labels[f"duplex_{one.duplex.replace('-', '_')}"])


def _leaves(one: Leaves, labels: Mapping[str, str]) -> Entry:
    return Entry(_name(one.path), f"{one.sheets}", f"{one.sides}", f"{one.copies}", _paper(one.paper, labels), labels[f"duplex_{one.duplex}"])


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _paper(paper: str, labels: Mapping[str, str]) -> str:
    name, _, way = paper.rpartition(" ")
    return f"{name} {labels[way]}" if way in labels else paper


def _cutting(one: Ticket, labels: Mapping[str, str]) -> Cutting:
    """Say cut by cut where to set the guillotine, and what to do with the piles."""
    cuts = [labels[f"cut_{cut.edge}"].format(at=_number(cut.at, labels)) for cut in one.cuts]
    whole = {len(pile.sets) for pile in one.piles}
    way = f"gather_{one.order.replace('-', '_')}"
    if one.order == "set-per-slot":
        rest = any(pile.cards > one.cards * len(pile.sets) for pile in one.piles)
        way = "gather_both" if rest else "gather_sets" if whole == {1} else "gather_sets_each"
    least = min(whole, default=0) if way == "gather_both" else max(whole, default=0)
    gathered = labels[way].format(cards=one.cards, sets=least)
    intro = labels["fold_intro" if one.duplex == "fold" else "cut_intro"] if cuts else ""
    return Cutting(_name(one.path), f"{labels['ticket_cards'].format(cards=one.cards, sets=one.sets)} {intro}".strip(), cuts, gathered)


def _shop(one: Ticket, labels: Mapping[str, str]) -> str:
    """Say how often a print shop prints each card."""
    more = "".join(f" {card}: {copies * one.sets}." for card, copies in one.repeats)
    return labels["ticket_each"].format(file=_name(one.path), cards=one.sheets, sets=one.sets) + more


def _number(value: float, labels: Mapping[str, str]) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", labels["decimal"])


def _credit(deck: Deck, edition: Edition) -> str:
    name = edition.organisation.name.value if edition.organisation else ""
    version = f"{edition.labels['version']} {deck.version}" if deck.version else ""
    return " · ".join(part for part in (deck.title.value, version, deck.licence, name) if part)


OWN |= {Entry, Cutting}

__all__ = ["Leaves", "Prints", "ticket"]
