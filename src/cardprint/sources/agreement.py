"""What an agenda must agree with before it is printed: its own times and days, the project's facilitator, the area's cards. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from math import ceil

from msgspec.structs import replace

from cardprint import qr
from cardprint.errors import Place, Problem, error, warning
from cardprint.meetings import DAY, Agenda, Item, Plain, is_timed, length
from cardprint.model import Text

Decks = Mapping[str, Collection[str]]
"""The ids of the cards that an area prints, by deck."""
READ, ANSWER = 30, 90
"""Seconds that it takes to read a card aloud, and that each person at the table has to answer it."""


def times(agenda: Agenda) -> Iterator[Problem]:
    """Compare the end with the start and the minutes; where some are left out, the meeting may last longer than they say."""
    start, end = agenda.start, agenda.end
    if start is None:
        if end is not None:
            yield error("missing-key", end.place, key="start", owner=agenda.id)
        return
    minutes = length(agenda)
    last = start.later(minutes)
    if minutes >= DAY:
        yield error("agenda-of-a-day", start.place, hours=f"{minutes / 60:.3g}")
        return
    is_early = end is not None and end.minutes < start.minutes and end.minutes != last.minutes
    if end is not None and agenda.items and is_early and start.minutes + minutes <= DAY:
        yield error("agenda-end-before-start", end.place, end=end.shown(":"), start=start.shown(":"), last=last.shown(":"))
        return
    if start.minutes + minutes > DAY:
        yield warning("agenda-past-midnight", start.place, end=last.shown(":"), hours=f"{minutes / 60:.3g}")
    if end is None or not agenda.items or end.minutes == last.minutes:
        return
    planned = (end.minutes - start.minutes) % DAY
    if minutes < planned and not is_timed(agenda):
        return
    code = "agenda-too-long" if minutes > planned else "agenda-too-short"
    yield error(code, end.place, end=end.shown(":"), last=last.shown(":"), minutes=abs(minutes - planned))


def days(agenda: Agenda) -> Iterator[Problem]:
    """See that one can answer before the meeting and that home tasks are due after it; a date is compared as it is written."""
    date = agenda.date.value
    if not date:
        return
    reply = agenda.reply.by if agenda.reply else Plain("")
    if reply and reply.value >= date:
        yield error("reply-late", _own_place(agenda, "reply", reply), by=reply.value, date=date)
    for task in agenda.home_tasks:
        if task.due and task.due.value < date:
            yield error("task-early", _own_place(agenda, "home_tasks", task.due), due=task.due.value, date=date)


def _own_place(agenda: Agenda, key: str, day: Plain) -> Place:
    """Blame the day, or where all workplaces have it in common the date of the one that it does not suit."""
    return agenda.date.place if "date" in agenda.here and key not in agenda.here else day.place


def people(agenda: Agenda) -> Iterator[Problem]:
    """See that there is somebody for each group."""
    groups = agenda.groups
    if groups and 0 < agenda.expected < groups.count:
        yield warning("more-groups", groups.place, groups=groups.count, expected=agenda.expected)


def pace(agenda: Agenda, talked: Decks) -> Iterator[Problem]:
    """Say which items have too few minutes for all at the fullest table to answer each of their cards; `talked` are those that one answers."""
    count = agenda.groups.count if agenda.groups else 1
    for item in agenda.items:
        people = item.group_size or ceil(agenda.expected / count)
        cards = _talked(item, talked)
        if not (people and cards and item.minutes):
            continue
        each = READ + people * ANSWER
        needs, most = ceil(cards * each / 60), item.minutes * 60 // each
        if most < cards:
            said = {"title": item.title.value, "cards": cards, "people": people, "minutes": item.minutes, "needs": needs}
            yield warning("item-short", item.place, **said, most=most) if most else warning("item-crowded", item.place, **said)


def _talked(item: Item, talked: Decks) -> int:
    """Count the cards that an item names; of a whole deck a table takes as many as it has time for."""
    return sum(any(card.value in names for names in talked.values()) for card in item.cards or ())


def links(agenda: Agenda) -> Iterator[Problem]:
    """Say which addresses are too long for a code beside them, and so for paper: nobody types them."""
    for link in agenda.more:
        if link.url and not qr.side(link.url.value):
            yield warning("url-too-long", link.url.place, has=len(qr.written(link.url.value)), most=qr.MOST)


def facilitator(agenda: Agenda, throughout: Text) -> Iterator[Problem]:
    """See that one person facilitates throughout."""
    if agenda.facilitator and throughout and agenda.facilitator.value != throughout.value:
        yield warning("facilitator-differs", agenda.facilitator.place, name=agenda.facilitator.value, throughout=throughout.value)


def cards(item: Item, decks: Decks, area: str) -> tuple[Item, tuple[Problem, ...]]:
    """Leave out the cards that the area does not print; a card of another deck than the item's is an error."""
    deck = item.deck.value
    if item.cards is None or (deck and deck not in decks):
        return item, ()
    everywhere = {name for names in decks.values() for name in names}
    there = decks[deck] if deck else everywhere
    problems = tuple(_card(card, everywhere, deck, area) for card in item.cards if card.value not in there)
    return replace(item, cards=tuple(card for card in item.cards if card.value in there)), problems


def _card(card: Plain, everywhere: Collection[str], deck: str, area: str) -> Problem:
    place: Place = card.place
    if card.value in everywhere:
        return error("card-of-another-deck", place, card=card.value, deck=deck)
    return warning("card-left-out", place, card=card.value, area=area)
