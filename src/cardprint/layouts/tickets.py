"""What the layout of the print room's ticket is told: the files in their order, how each is printed, how the cards are cut and gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.job import Ticket
from cardprint.labels import fill
from cardprint.layouts.cards import Names, spelled
from cardprint.layouts.templates import OWN, bare
from cardprint.model import Deck, Edition, Text

INKS = ("C", "M", "Y", "K")
TWO_SIDED = ("long-edge", "short-edge")


class Leaves(Struct, frozen=True):
    """A file that is printed and not cut: sheets of paper and sides of one copy, copies, the paper, how it is turned."""

    path: str
    sheets: int
    sides: int
    copies: int
    paper: str
    duplex: str
    name: str


class Entry(Struct, frozen=True):
    """A line of the ticket: a file and how it is printed, in words."""

    name: str
    file: str
    sheets: str
    sides: str
    copies: str
    total: str
    paper: str
    turned: str


class Cutting(Struct, frozen=True):
    """How the sheets of one file are cut: its sets, the cuts in their order, what to do with the piles."""

    file: str
    sets: str
    cuts: list[str]
    gathered: str


class Prints(Struct, frozen=True):
    """What is printed: files of cards, other files, and the decks that the cards are of."""

    cards: tuple[Ticket, ...]
    leaves: tuple[Leaves, ...]
    decks: tuple[Deck, ...]


def ticket(edition: Edition, names: Names, title: Text, date: str, prints: Prints) -> dict[str, Any]:
    """Give the values that `ticket.xml.j2` is rendered with."""
    labels, organisation = edition.labels, edition.organisation
    whose = " · ".join(part for part in (bare(organisation.name.value) if organisation else "", bare(edition.area_name.value)) if part)
    entries = [*(entry for one in prints.cards for entry in _entries(one, labels)), *(_leaves(one, labels) for one in prints.leaves)]
    return {
        "labels": labels,
        "title": title,
        "course": bare(edition.process.name.value),
        "whose": whose,
        "foot": " · ".join(part for part in (bare(title.value), spelled(date, labels)) if part),
        "logo": names.logo,
        "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
        "entries": entries,
        "has_ruler": any(one.ruler for one in prints.cards),
        "tested": ", ".join(_name(one.path) for one in prints.cards if one.test_sheets),
        "lit": any(one.test_sheets and one.duplex in TWO_SIDED and one.backs != "one" for one in prints.cards),
        "has_sheets": any(one.sheets for one in entries),
        "has_handout": any(one.copies > 1 and one.sheets > 1 for one in prints.leaves),
        "cuttings": _alike([_cutting(one, labels) for one in prints.cards if one.kind == "sheets" and one.sheets]),
        "shops": [_shop(one, labels) for one in prints.cards if one.kind == "shop"],
        "contact": organisation.contact if organisation else Text(""),
        "credits": list(dict.fromkeys(_credit(deck, edition) for deck in prints.decks if deck.licence)),
    }


def _entries(one: Ticket, labels: Mapping[str, str]) -> list[Entry]:
    """Give a line for each file: two where backs are apart from their fronts."""
    entry = _printed(one, labels)
    if len(one.files) < 2:
        return [entry]
    words = ("ticket_shop_fronts", "ticket_shop_backs") if one.kind == "shop" else ("ticket_fronts", "ticket_backs")
    sheets = "" if one.kind == "shop" else f"{one.sheets}"
    return [
        replace(entry, file=_name(path), sides=f"{pages}", total=sheets if not number else "", turned=labels[words[number]])
        for number, (path, pages) in enumerate(one.files)
    ]


def _printed(one: Ticket, labels: Mapping[str, str]) -> Entry:
    name = f"{labels[one.kind][:1].upper()}{labels[one.kind][1:]}"
    if one.kind == "shop":
        size = (
            fill(labels["ticket_bleed"], card=one.paper.replace(" x ", " × "), bleed=_number(one.bleed, labels)) if one.bleed else one.paper
        )
        return Entry(name, _name(one.path), "", f"{one.sides}", f"{one.sets}", "", size, labels["ticket_shop"])
    turned = labels[f"duplex_{one.duplex.replace('-', '_')}"]
    return Entry(name, _name(one.path), f"{one.sheets}", f"{one.sides}", "1", f"{one.sheets}", _paper(one.paper, labels), turned)


def _leaves(one: Leaves, labels: Mapping[str, str]) -> Entry:
    total = one.sheets * one.copies
    counts = (f"{one.sheets}", f"{one.sides}", f"{one.copies}", f"{total}")
    return Entry(bare(one.name), _name(one.path), *counts, _paper(one.paper, labels), labels[f"duplex_{one.duplex}"])


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _paper(paper: str, labels: Mapping[str, str]) -> str:
    name, _, way = paper.rpartition(" ")
    return f"{name} {labels[way]}" if way in labels else paper


def _cutting(one: Ticket, labels: Mapping[str, str]) -> Cutting:
    """Say cut by cut where to set the guillotine, and what to do with the piles."""
    cuts = [fill(labels[f"cut_{cut.edge}"], at=_number(cut.at, labels, 2)) for cut in one.cuts]
    way, sets = one.gathering
    gathered = fill(labels[f"gather_{way}"], cards=one.cards, sets=sets)
    covered = _covered(one, labels)
    intro = labels["fold_intro" if one.duplex == "fold" else "cut_intro"] if cuts else ""
    return Cutting(
        _name(one.path),
        f"{fill(labels['ticket_cards'], cards=one.cards, sets=one.sets)} {intro}".strip(),
        cuts,
        f"{gathered} {covered}".strip(),
    )


def _alike(cuttings: Sequence[Cutting]) -> list[Cutting]:
    """Tell once what is cut and gathered alike, so that the ticket stays one page."""
    out: dict[tuple[object, ...], Cutting] = {}
    for one in cuttings:
        key = tuple(one.cuts), one.gathered
        first = out.get(key)
        out[key] = (
            one
            if first is None
            else replace(first, file=f"{first.file}, {one.file}", sets=first.sets if first.sets == one.sets else f"{first.sets} {one.sets}")
        )
    return list(out.values())


def _shop(one: Ticket, labels: Mapping[str, str]) -> str:
    """Say how often a print shop prints each card."""
    more = "".join(f" {card}: {copies * one.sets}." for card, copies in one.repeats)
    said = (
        fill(
            labels["ticket_each_apart" if len(one.files) > 1 or one.duplex == "none" else "ticket_each"],
            file=_name(one.path),
            cards=one.sheets,
            sets=one.sets,
        )
        + more
    )
    return f"{said} {_covered(one, labels)}".strip()


def _covered(one: Ticket, labels: Mapping[str, str]) -> str:
    """Say about how much ink it takes."""
    if not one.inks:
        return ""
    each = " · ".join(f"{name} {_number(share, labels)}" for name, share in zip(INKS, one.inks, strict=True) if share)
    return fill(labels["ticket_inks"], total=_number(sum(one.inks), labels), each=each)


def _number(value: float, labels: Mapping[str, str], digits: int = 1) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", labels["decimal"])


def _credit(deck: Deck, edition: Edition) -> str:
    name = edition.organisation.name.value if edition.organisation else ""
    version = f"{edition.labels['version']} {deck.version}" if deck.version else ""
    return " · ".join(part for part in (bare(deck.title.value), version, bare(deck.licence), bare(name)) if part)


OWN |= {Entry, Cutting}

__all__ = ["Leaves", "Prints", "ticket"]
