"""The print room's ticket: one page for the files of a deck or a meeting."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from cardprint import pdf
from cardprint.context import Context, parsed
from cardprint.errors import Problem
from cardprint.layouts import tickets as layout
from cardprint.model import Deck, Text
from cardprint.output import File
from cardprint.papers.orders import NOTHING, Paper
from cardprint.typeset import pages


class Headed(Struct, frozen=True):
    """What a ticket is for: the name of its file, its title, its date, its folder; `end` is how the name ends."""

    name: str
    title: Text
    date: str
    folder: str
    end: str


def ticket(context: Context, headed: Headed, made: Paper, decks: Iterable[Deck], problems: list[Problem]) -> Paper:
    """Make the print room's ticket for the files that were made."""
    prints = layout.Prints(made.tickets, made.leaves, tuple(decks))
    values = layout.ticket(context.edition, context.names, headed.title, headed.date, prints)
    root = parsed(context, "ticket.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, context.fresh())
    problems += faults
    if faults:
        return NOTHING
    meta = context.meta(headed.title.value, headed.date, "ticket", "Simplex")
    data = pdf.write([pages.sheet(face) for face in paper.faces], [root], meta, fonts=context.typeface, pictures=context.pictures)
    return Paper((File(f"{headed.folder}/{headed.name}-ticket{headed.end}.pdf", "ticket", context.edition.area, len(paper.faces), data),))
