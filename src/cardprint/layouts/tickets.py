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
    is_colour: bool = True


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
    inks: str


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
    entries = told(prints.cards, prints.leaves, labels)
    return {
        "labels": labels,
        "title": title,
        "course": bare(edition.process.name.value),
        "whose": whose,
        "foot": " · ".join(part for part in (bare(title.value), spelled(date, labels)) if part),
        "logo": names.logo,
        "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
        "entries": entries,
        "all": _all(prints, labels),
        "has_ruler": any(ticket.ruler for ticket in prints.cards),
        "tested": ", ".join(_name(ticket.path) for ticket in prints.cards if ticket.test_sheets),
        "lit": any(ticket.test_sheets and ticket.duplex in TWO_SIDED and ticket.backs != "one" for ticket in prints.cards),
        "has_sheets": any(ticket.sheets for ticket in entries),
        "has_handout": any(leaf.copies > 1 and leaf.sheets > 1 for leaf in prints.leaves),
        "cuttings": _alike([_cutting(ticket, labels) for ticket in prints.cards if ticket.kind == "sheets" and ticket.sheets]),
        "shops": [_shop(ticket, labels) for ticket in prints.cards if ticket.kind == "shop"],
        "contact": organisation.contact if organisation else Text(""),
        "credits": list(dict.fromkeys(_credit(deck, edition) for deck in prints.decks if deck.licence)),
    }


def told(cards: Sequence[Ticket], leaves: Sequence[Leaves], labels: Mapping[str, str]) -> list[Entry]:
    """Say of each file how it is printed."""
    return [*(entry for ticket in cards for entry in _entries(ticket, labels)), *(_leaves(leaf, labels) for leaf in leaves)]


def _all(prints: Prints, labels: Mapping[str, str]) -> str:
    """Sum the sheets of all files, paper by paper: what is carried into the room."""
    sums: dict[str, int] = {}
    sheets = [(ticket.paper, ticket.sheets) for ticket in prints.cards if ticket.kind == "sheets"]
    for paper, count in (*sheets, *((leaf.paper, leaf.sheets * leaf.copies) for leaf in prints.leaves)):
        name = paper.rpartition(" ")[0]
        sums[name] = sums.get(name, 0) + count
    each = [fill(labels["ticket_all_paper"], count=count, paper=paper) for paper, count in sums.items() if count]
    return fill(labels["ticket_all"], papers=", ".join(each)) if each else ""


def _entries(ticket: Ticket, labels: Mapping[str, str]) -> list[Entry]:
    """Give a line for each file: two where backs are apart from their fronts."""
    entry = _printed(ticket, labels)
    if len(ticket.files) < 2:
        return [entry]
    words = ("ticket_shop_fronts", "ticket_shop_backs") if ticket.kind == "shop" else ("ticket_fronts", "ticket_backs")
    sheets = "" if ticket.kind == "shop" else f"{ticket.sheets}"
    return [
        replace(entry, file=_name(path), sides=f"{pages}", total=sheets if not number else "", turned=labels[words[number]])
        for number, (path, pages) in enumerate(ticket.files)
    ]


def _printed(ticket: Ticket, labels: Mapping[str, str]) -> Entry:
    name = f"{labels[ticket.kind][:1].upper()}{labels[ticket.kind][1:]}"
    if ticket.kind == "shop":
        size = (
            fill(labels["ticket_bleed"], card=ticket.paper.replace(" x ", " × "), bleed=_number(ticket.bleed, labels))
            if ticket.bleed
            else ticket.paper
        )
        size = ", ".join(part for part in (size, ticket.weight) if part)
        return Entry(
            name, _name(ticket.path), "", f"{ticket.sides}", f"{ticket.sets}", "", size, labels["ticket_shop"], _inked(ticket, labels)
        )
    turned = labels[f"duplex_{ticket.duplex.replace('-', '_')}"]
    paper = ", ".join(part for part in (_paper(ticket.paper, labels), ticket.weight) if part)
    counts = (f"{ticket.sheets}", f"{ticket.sides}", "1", f"{ticket.sheets}")
    return Entry(name, _name(ticket.path), *counts, paper, turned, _inked(ticket, labels))


def _leaves(leaves: Leaves, labels: Mapping[str, str]) -> Entry:
    total = leaves.sheets * leaves.copies
    counts = (f"{leaves.sheets}", f"{leaves.sides}", f"{leaves.copies}", f"{total}")
    return Entry(
        bare(leaves.name),
        _name(leaves.path),
        *counts,
        _paper(leaves.paper, labels),
        labels[f"duplex_{leaves.duplex}"],
        _inked(leaves, labels),
    )


def _inked(printed: Ticket | Leaves, labels: Mapping[str, str]) -> str:
    return labels["ticket_colour" if printed.is_colour else "ticket_black"]


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _paper(paper: str, labels: Mapping[str, str]) -> str:
    name, _, way = paper.rpartition(" ")
    return f"{name} {labels[way]}" if way in labels else paper


def _cutting(ticket: Ticket, labels: Mapping[str, str]) -> Cutting:
    """Say cut by cut where to set the guillotine, and what to do with the piles."""
    cuts = [fill(labels[f"cut_{cut.edge}"], at=_number(cut.at, labels, 2)) for cut in ticket.cuts]
    way, sets = ticket.gathering
    gathered = fill(labels[f"gather_{way}"], cards=ticket.cards, sets=sets)
    covered = _covered(ticket, labels)
    intro = labels["fold_intro" if ticket.duplex == "fold" else "cut_intro"] if cuts else ""
    return Cutting(
        _name(ticket.path),
        f"{fill(labels['ticket_cards'], cards=ticket.cards, sets=ticket.sets)} {intro}".strip(),
        cuts,
        f"{gathered} {covered}".strip(),
    )


def _alike(cuttings: Sequence[Cutting]) -> list[Cutting]:
    """Tell once what is cut and gathered alike, so that the ticket stays one page."""
    out: dict[tuple[object, ...], Cutting] = {}
    for cutting in cuttings:
        key = tuple(cutting.cuts), cutting.gathered
        first = out.get(key)
        out[key] = (
            cutting
            if first is None
            else replace(
                first,
                file=f"{first.file}, {cutting.file}",
                sets=first.sets if first.sets == cutting.sets else f"{first.sets} {cutting.sets}",
            )
        )
    return list(out.values())


def _shop(ticket: Ticket, labels: Mapping[str, str]) -> str:
    """Say how often a print shop prints each card."""
    more = "".join(f" {card}: {copies * ticket.sets}." for card, copies in ticket.repeats)
    said = (
        fill(
            labels["ticket_each_apart" if len(ticket.files) > 1 or ticket.duplex == "none" else "ticket_each"],
            file=_name(ticket.path),
            cards=ticket.sheets,
            sets=ticket.sets,
        )
        + more
    )
    return f"{said} {_covered(ticket, labels)}".strip()


def _covered(ticket: Ticket, labels: Mapping[str, str]) -> str:
    """Say about how much ink it takes."""
    if not ticket.inks:
        return ""
    each = " · ".join(f"{name} {_number(share, labels)}" for name, share in zip(INKS, ticket.inks, strict=True) if share)
    return fill(labels["ticket_inks"], total=_number(sum(ticket.inks), labels), each=each)


def _number(value: float, labels: Mapping[str, str], digits: int = 1) -> str:
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", labels["decimal"])


def _credit(deck: Deck, edition: Edition) -> str:
    name = edition.organisation.name.value if edition.organisation else ""
    version = f"{edition.labels['version']} {deck.version}" if deck.version else ""
    return " · ".join(part for part in (bare(deck.title.value), version, bare(deck.licence), bare(name)) if part)


OWN |= {Entry, Cutting}

__all__ = ["Leaves", "Prints", "ticket"]
