"""The reading edition of a deck: one column, large type, front then back, for a screen reader and the intranet."""

from __future__ import annotations

from cardprint import pdf
from cardprint.context import parsed
from cardprint.errors import Problem
from cardprint.layouts import cards as layout
from cardprint.output import File
from cardprint.papers.orders import NOTHING, Order, Paper, ending, placed
from cardprint.typeset import pages


def reading(order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition: one column, large type, front then back."""
    context, deck = order.context, order.deck
    themes = {theme.id for theme in deck.themes}
    cards = [card for card in order.cards if card.kind not in layout.EXTRAS and card.theme in themes]
    values = layout.reading(context.edition, deck, cards, context.names, context.primary)
    root = parsed(context, "reading.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, context.fresh())
    problems += (placed(fault, deck) for fault in faults)
    if faults or not order.is_sound:
        return NOTHING
    sheets = [pages.sheet(face) for face in paper.faces]
    meta = context.meta(deck.title.value, deck.date, "reading", bookmarks=paper.bookmarks)
    data = pdf.write(sheets, [root], meta, fonts=context.typeface, pictures=context.pictures)
    path = f"{order.folder}/{order.name}-reading{ending(order.job)}.pdf"
    return Paper((File(path, "reading", context.edition.area, len(sheets), data),))
