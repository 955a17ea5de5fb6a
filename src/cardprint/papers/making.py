"""How all papers that are asked for are made of a deck, a meeting or a worksheet, one kind after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from cardprint import reprint
from cardprint.errors import Found, Problem, warning
from cardprint.layouts.templates import bare
from cardprint.papers import cards
from cardprint.papers.kinds import KINDS, Kind, of_project
from cardprint.papers.orders import Order, Paper, Prints, Subject, together, wanted

if TYPE_CHECKING:
    from cardprint.papers.meetings import Meeting, Sheet
    from cardprint.papers.returned import Returned


def of_deck(order: Order) -> Found[Paper]:
    """Make each kind of paper of a deck that is asked for. What is not sound is made as far as it shows Problems."""
    subjects = {"cards": [order], "deck": [order]} if order.cards else {}
    whole, problems = _made(order, subjects, [order], order.problems)
    made = order.typeset
    notes = tuple(note for card in made.cards if card.id in made.faces for note in made.faces[card.id].notes)
    has_sheets = order.to.is_sound and any(file.kind in {"sheets", "shop"} for file in whole.files)
    prints = ((order.key, reprint.printed(made.cards, made.faces)),) if has_sheets and not order.to.job.is_part else ()
    return replace(whole, notes=notes, prints=prints), problems


def of_meeting(meeting: Meeting) -> Found[Paper]:
    """Make each kind of paper of a meeting that is asked for: cards for its groups, its own papers, sheets for the tables."""
    orders = meeting.card_orders
    made, problems = _made(meeting, {"cards": orders, "meeting": [meeting], "worksheet": meeting.sheets}, orders)
    return made, (*_undated(meeting), *problems)


def _undated(meeting: Meeting) -> tuple[Problem, ...]:
    """Say that no calendar can take a meeting without a date, where somebody waits for that."""
    agenda, kinds = meeting.agenda, meeting.to.kinds
    if agenda.date or "invitation" not in kinds:
        return ()
    if agenda.of:
        return (warning("held-undated", agenda.place, name=agenda.workplace.value),)
    asked = "invitation" in meeting.to.job.kinds
    return (warning("calendar-undated", agenda.place, title=bare(agenda.title.value)),) if asked else ()


def of_worksheet(sheet: Sheet) -> Found[Paper]:
    """Make a worksheet that no meeting uses, in which a group writes its own name."""
    made, problems = _together(sheet, {"worksheet": [sheet]})
    return replace(made, source=sheet.place), problems


def of_notes(whole: Returned) -> Found[Paper]:
    """Make each kind of paper of a meeting's notes that is asked for and there is something for."""
    from cardprint.papers.returned import subjects

    of = subjects(whole)
    made, problems = _together(whole, of)
    idle = [kind for kind in KINDS if kind.of in of and kind.name in whole.to.job.kinds and not of[kind.of]]
    told = [warning("nothing-noted", whole.place, kind=kind.name, title=bare(whole.title.value)) for kind in idle]
    return replace(made, source=whole.place), (*told, *problems)


def _made(
    subject: Subject, subjects: Mapping[str, Sequence[Subject]], orders: Sequence[Order], known: Sequence[Problem] = ()
) -> Found[Paper]:
    """Make what is asked for, then the ticket that tells of it."""
    whole, problems = _together(subject, subjects)
    if "ticket" in subject.to.kinds and (whole.tickets or whole.leaves):
        about = {name: getattr(subject, name) for name in Subject.__struct_fields__}
        prints = Prints(**about, made=whole, decks=tuple(order.deck for order in orders))
        whole, problems = together([(whole, problems), *(_make(kind, prints) for kind in KINDS if kind.of == "prints")])
    return replace(wanted(whole, subject.to.kinds), source=subject.place), subject.placed((*known, *problems))


def _together(subject: Subject, subjects: Mapping[str, Sequence[Subject]]) -> Found[Paper]:
    """Make each kind that is needed of all that it can be made of."""
    return together(
        _make(kind, each)
        for kind in of_project(subject.context.edition.project)
        if kind.name in subject.to.needed
        for each in subjects.get(kind.of, ())
    )


def _make(kind: Kind, subject: Any) -> Found[Paper]:
    if kind.of == "cards":
        return cards.sheets(kind.name, subject)
    from cardprint.papers import paged

    return paged.paper(kind, subject)
