"""The papers of one deck.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from cardprint import reprint
from cardprint.errors import Problem
from cardprint.papers import cards
from cardprint.papers.orders import Order, Paper, ending, needed, placed, together, wanted


def deck(order: Order) -> Paper:
    """Make each kind of paper of a deck that is asked for. What is not sound is made as far as it shows Problems."""
    made, problems, kinds = order.typeset, list(order.problems), order.kinds
    whole = Paper()
    if order.cards:
        whole = together([make(order, problems) for kind, make in KINDS.items() if kind in needed(kinds)])
    if "ticket" in kinds and whole.tickets:
        from cardprint.papers.tickets import Headed, ticket

        headed = Headed(order.name, order.deck.title, order.deck.date, order.folder, ending(order.job))
        whole = together([whole, ticket(order.context, headed, whole, [order.deck], problems)])
    notes = tuple(note for card in made.cards if card.id in made.faces for note in made.faces[card.id].notes)
    whole = wanted(whole, kinds)
    has_sheets = order.is_sound and any(file.kind in {"sheets", "shop"} for file in whole.files)
    prints = ((order.key, reprint.printed(made.cards, made.faces)),) if has_sheets and not order.job.is_part else ()
    return replace(whole, notes=notes, problems=tuple(placed(problem, order.deck) for problem in problems), prints=prints)


def _reading(order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition; what it needs is loaded for it alone."""
    from cardprint.papers.reading import reading

    return reading(order, problems)


KINDS: Mapping[str, Callable[[Order, list[Problem]], Paper]] = {
    "sheets": cards.printed("sheets"),
    "shop": cards.printed("shop"),
    "reading": _reading,
}
