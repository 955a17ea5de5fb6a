"""What the layouts of a meeting's papers are told: its head, its clock times, its cards as the area prints them, what to pack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint import meetings
from cardprint.labels import entries, fill
from cardprint.layouts.cards import Names, spelled
from cardprint.layouts.templates import OWN, bare
from cardprint.meetings import Agenda, Clock, HomeTask, Item, Reply, Slot, Worksheet
from cardprint.model import NO_TEXT, Card, Edition, Term, Text, plain

Labels = Mapping[str, str]
PARAGRAPH = "\n"
KIND = "kind_"
"""Begins the name of the label of a kind of cards."""
FEW_CARDS = 12
"""Cards of a whole deck that the script lists one by one."""
ABREAST = 4
"""Facts beside each other."""
PER_PERSON = ("home_task",)
"""Kinds of worksheet that everyone takes home; of the others each group gets one."""


class Fact(Struct, frozen=True):
    """A line of a paper's head: what it is called, and what it is."""

    name: str
    value: Text | str


class Step(Struct, frozen=True):
    """One of the six steps of the course."""

    number: int
    name: str
    here: bool


class AgendaRow(NamedTuple):
    """An item of the agenda as it is printed. Without a start there is no clock time, only the minutes since the beginning.

    Where an item has no minutes, neither is known of it and of those that follow.
    """

    item: Item
    clock: str
    ends: str
    after: str
    lasts: str
    minutes: str
    purpose: str
    paragraphs: Mapping[str, tuple[Text, ...]]
    cards: tuple[Card, ...] = ()
    deck: str = ""
    sheet: Text | str = ""
    bookmark: str = ""
    with_them: str = ""


class Due(Struct, frozen=True):
    """A home task and its day in words."""

    task: HomeTask
    day: str


class Packed(Struct, frozen=True):
    """A thing to bring; how many where that is known."""

    number: str
    what: Text | str


class Sets(Struct, frozen=True):
    """The card sheets of a meeting, for the packing list: how many cards a set has, how many sets, and how many sheets of paper they take."""

    title: Text
    cards: int
    sets: int
    sheets: int


class Gathering(Struct, frozen=True):
    """A meeting in one area: what its papers are made of."""

    edition: Edition
    agenda: Agenda
    names: Names

    @property
    def labels(self) -> Labels:
        """The words of the language."""
        return self.edition.labels

    @property
    def rows(self) -> list[AgendaRow]:
        """The items in their order, with their times."""
        worksheets = {sheet.id: sheet.title for sheet in self.edition.worksheets}
        cards = {deck.id: {card.id: card for card in deck.cards} for deck in self.edition.decks}
        return [self._row(slot, cards, worksheets) for slot in meetings.schedule(self.agenda)]

    def _row(self, slot: Slot, decks: Mapping[str, Mapping[str, Card]], worksheets: Mapping[str, Text]) -> AgendaRow:
        item, labels = slot.item, self.labels
        cards = self._cards(item, decks)
        return AgendaRow(
            item=item,
            clock=shown(slot.start, labels),
            ends=shown(slot.end, labels),
            after="" if slot.after is None else fill(labels["after"], count=slot.after),
            lasts=fill(labels["lasts"], count=item.minutes) if item.minutes else "",
            minutes=fill(labels["minutes"], count=item.minutes) if item.minutes else "",
            purpose=self._form(item),
            paragraphs={key: paragraphs(getattr(item, key)) for key in ("why", "method", "plan_b", "facilitator_note")},
            cards=cards,
            deck=self._whole(item, decks),
            bookmark=" ".join(part for part in (shown(slot.start, labels), bare(item.title.value)) if part),
            sheet=worksheets.get(item.worksheet.value, ""),
            with_them=f"{labels['card']} {', '.join(str(card.number or card.id) for card in cards)}" if cards else "",
        )

    def _cards(self, item: Item, decks: Mapping[str, Mapping[str, Card]]) -> tuple[Card, ...]:
        """Give an item's cards; of a whole deck only so many as one looks at one by one."""
        known = decks.get(item.deck.value, {}) if item.deck else {name: card for deck in decks.values() for name, card in deck.items()}
        if item.cards is None and not (item.deck and len(known) <= FEW_CARDS):
            return ()
        return tuple(chosen(item, known))

    def _whole(self, item: Item, decks: Mapping[str, Mapping[str, Card]]) -> str:
        """Say that an item uses a whole deck."""
        if item.cards is not None or item.deck.value not in decks:
            return ""
        title = next(deck.title.value for deck in self.edition.decks if deck.id == item.deck.value)
        return fill(self.labels["all_cards"], count=len(decks[item.deck.value]), title=bare(title))

    def _form(self, item: Item) -> str:
        """Say what an item is for, and which step it belongs to where that is another than the meeting's."""
        form = self.labels[f"purpose_{item.purpose}"] if item.purpose else ""
        form = "" if form.casefold() == item.title.value.casefold() else form
        step = f"{self.labels['step']}\u00a0{item.step}" if item.step not in {0, self.agenda.step} else ""
        return _begun(" · ".join(part for part in (form, step) if part))

    @property
    def hours(self) -> str:
        """When the meeting begins and ends, as the head of a paper says it."""
        start = self.agenda.start
        if start is None:
            return ""
        end = self.agenda.end or (start.later(meetings.length(self.agenda)) if meetings.is_timed(self.agenda) else None)
        if end is None:
            return _begun(fill(self.labels["clock_from"], start=shown(start, self.labels)))
        return _begun(fill(self.labels["clock_range"], start=shown(start, self.labels), end=shown(end, self.labels)))

    @property
    def day(self) -> str:
        """The day with its weekday."""
        return _begun(day_of(self.agenda.date.value, self.labels))

    def facts(self, *more: tuple[str, Text]) -> list[list[Fact]]:
        """Give the head, four facts in a row: day, time, place, facilitator, and what else a paper tells; what is not known is left out."""
        agenda = self.agenda
        known: tuple[tuple[str, Text | str], ...] = (
            ("day", self.day),
            ("time", self.hours),
            ("place", agenda.venue),
            ("facilitator_name", agenda.facilitator),
            *more,
        )
        said = [Fact(self.labels[name], value) for name, value in known if value]
        return [said[start : start + ABREAST] for start in range(0, len(said), ABREAST)]

    @property
    def steps(self) -> list[Step]:
        """The six steps of the course."""
        return [Step(number, name, number == self.agenda.step) for number, name in enumerate(entries(self.labels, "steps"), 1)]

    @property
    def _quotation(self) -> str:
        """The quotation marks of the language that the leaders' words are in."""
        said = self.agenda.leadership
        language = said.text.language if said else ""
        return self.edition.project.labels.get(language, self.labels)["quote"]

    def values(self) -> dict[str, Any]:
        """Give what every paper of the meeting is told."""
        edition, agenda = self.edition, self.agenda
        organisation = edition.organisation
        name = organisation.name.value if organisation else ""
        course = bare(edition.process.name.value)
        step = f"{self.labels['step'].capitalize()} {agenda.step}"
        kind = self.labels[f"type_{agenda.meeting_type}"]
        return {
            "agenda": agenda,
            "labels": self.labels,
            "course": " · ".join(part for part in (course, step, kind) if part),
            "whose": " · ".join(part for part in (bare(name), bare(edition.area_name.value)) if part),
            "course_line": fill(self.labels["course_name"], name=course) if course else "",
            "foot": " · ".join(part for part in (bare(agenda.title.value), spelled(agenda.date.value, self.labels)) if part),
            "focus": edition.process.focus,
            "logo": self.names.logo,
            "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
            "symbols": self.names.symbols,
            "rows": self.rows,
            "steps": self.steps,
            "tasks": [Due(task, spelled(task.due.value, self.labels)) for task in agenda.home_tasks],
            "purpose": paragraphs(agenda.purpose),
            "outcome": paragraphs(agenda.outcome),
            "leadership": paragraphs(agenda.leadership.text) if agenda.leadership else (),
            "leader": _leader(agenda),
            "sender": _sender(agenda),
            "why_you": paragraphs(agenda.why_you),
            "quote": self._quotation.split("{text}"),
            "codes": any(link.url for link in agenda.more),
            "reply": _reply(agenda.reply, _contact(self.edition), self.labels),
        }


def handout(gathering: Gathering) -> dict[str, Any]:
    """Give the values that `handout.xml.j2` is rendered with."""
    agenda = gathering.agenda
    more = (("chair", agenda.chair), ("note_taker", agenda.note_taker), ("forum", agenda.forum), ("case_number", agenda.case_number))
    keep = [term for term in gathering.edition.vocabulary.values() if term.keep]
    return {
        **gathering.values(),
        "facts": gathering.facts(*more),
        "advice": entries(gathering.labels, "advice"),
        "words": [(_form(term), term) for term in keep],
    }


def signs(gathering: Gathering, groups: Sequence[Text | str]) -> dict[str, Any]:
    """Give the values that `signs.xml.j2` is rendered with: a sign for each group."""
    return {**gathering.values(), "groups": [(name, bare(plain(name))) for name in groups]}


def posters(gathering: Gathering) -> dict[str, Any]:
    """Give the values that `posters.xml.j2` is rendered with: those of the handout, and which posters there is something for."""
    values = handout(gathering)
    agenda = gathering.agenda
    frames = [
        (name, look, symbol, texts)
        for name, look, symbol, texts in (
            ("can_change", "open", "pen", agenda.can_change),
            ("cannot_change", "fixed", "lock", agenda.cannot_change),
            ("undecided", "undecided", "open", agenda.undecided),
        )
        if texts
    ]
    there = [name for name, is_there in (("frames", frames), ("steps", values["steps"]), ("words", values["words"])) if is_there]
    return {**values, "frames": frames, "posters": there}


def badges(gathering: Gathering) -> dict[str, Any]:
    """Give the values that `badges.xml.j2` is rendered with: names, and what a person is, which stands behind a comma."""
    return {**gathering.values(), "tags": [_apart(text) for text in meetings.named(gathering.agenda)]}


def _apart(text: Text) -> tuple[Text, Text]:
    name, _, what = text.value.partition(",")
    return replace(text, value=name.strip()), replace(text, value=what.strip())


def record(gathering: Gathering) -> dict[str, Any]:
    """Give the values that `record.xml.j2` is rendered with: the items without breaks, numbered, and the head as a list."""
    values = handout(gathering)
    rows = [row for row in values["rows"] if row.item.purpose != "break"]
    return {**values, "facts": [fact for row in values["facts"] for fact in row], "numbered": list(enumerate(rows, 1))}


def on_request(gathering: Gathering) -> list[tuple[str, Packed]]:
    """Say of the papers on request which are carried into the room, and how many."""
    agenda, labels = gathering.agenda, gathering.labels
    counts = (
        ("signs", agenda.groups.count if agenda.groups else 0),
        ("posters", len(posters(gathering)["posters"])),
        ("badges", meetings.tags(agenda)),
    )
    return [(kind, Packed(str(count), labels[f"pack_{kind}"])) for kind, count in counts if count]


def facilitator(
    gathering: Gathering, sets: Iterable[Sets], worksheets: Sequence[Worksheet], more_papers: Sequence[Packed] = ()
) -> dict[str, Any]:
    """Give the values that `facilitator.xml.j2` is rendered with."""
    agenda = gathering.agenda
    more = (("chair", agenda.chair), ("note_taker", agenda.note_taker), ("forum", agenda.forum), ("case_number", agenda.case_number))
    groups, labels = agenda.groups, gathering.labels
    return {
        **gathering.values(),
        "facts": gathering.facts(*more),
        "packed": packed(gathering, sets, worksheets, more_papers),
        "after": [gathering.labels["scan_sheets"]] if any(sheet.codes for sheet in worksheets) else [],
        "kinds": {name.removeprefix(KIND): label for name, label in gathering.labels.items() if name.startswith(KIND)},
        "group_names": groups.names if groups else (),
        "group_count": groups.count if groups else 0,
        "attendance": _attendance(agenda, labels),
    }


def invitation(gathering: Gathering) -> dict[str, Any]:
    """Give the values that `invitation.xml.j2` and `invitation.txt.j2` are rendered with: nobody's name but the facilitator's and the leader's."""
    whose = gathering.edition.organisation
    here = next((step for step in gathering.steps if step.here), None)
    return {
        **gathering.values(),
        "facts": gathering.facts(),
        "step_line": fill(gathering.labels["step_line"], step=here.number, name=here.name) if here else "",
        "organisation": whose.name if whose else NO_TEXT,
        "contact": _contact(gathering.edition) or (gathering.agenda.reply.to if gathering.agenda.reply else NO_TEXT),
    }


def packed(gathering: Gathering, sets: Iterable[Sets], worksheets: Sequence[Worksheet], more_papers: Sequence[Packed] = ()) -> list[Packed]:
    """Sum what to bring: cards, papers, worksheets, then the materials of all items, each once."""
    agenda, labels = gathering.agenda, gathering.labels
    groups = agenda.groups.count + meetings.SPARE if agenda.groups else 0
    out = [
        Packed(str(each.sets), fill(labels["pack_set"], title=bare(each.title.value), cards=each.cards, sheets=each.sheets))
        for each in sets
    ]
    if agenda.expected:
        out.append(Packed(str(agenda.expected), labels["pack_handout"]))
    for sheet in worksheets:
        each = agenda.expected if sheet.kind in PER_PERSON else groups
        out.append(Packed(str(each) if each else "", sheet.title))
    out += [Packed("1", fill(labels["pack_grid"], paper=sheet.matrix.paper.split()[0])) for sheet in worksheets if sheet.matrix]
    materials = _materials(agenda)
    things = {_thing(one.what): one.what for one in reversed(materials.values())}
    out += [replace(paper, what=things.get(_thing(paper.what), paper.what)) for paper in more_papers]
    out += [Packed(str(agenda.expected or ""), labels["pack_pens"])] if worksheets else []
    listed = {_word(packed.what) for packed in out} | {_word(labels["pack_handout"])}
    return [*out, *(one for name, one in materials.items() if name not in listed)]


def _materials(agenda: Agenda) -> dict[str, Packed]:
    """Give the materials of all items, each once: as many as the item that needs most of it, since it is used again."""
    for_each = {"group": agenda.groups.count if agenda.groups else 0, "person": agenda.expected}
    found: dict[str, Packed] = {}
    for item in agenda.items:
        for text, amount in zip(item.materials, (*item.amounts, *repeat(meetings.Amount(), len(item.materials))), strict=False):
            count = amount.count * for_each.get(amount.per, 1)
            known = found.get(_word(text))
            if known is None or count > int(known.number or 0):
                found[_word(text)] = Packed(str(count or ""), known.what if known else text)
    return found


def _thing(text: Text | str) -> str:
    """Give what a line names: its first word."""
    return next(iter(_word(text).replace(",", " ").split()), "")


def _word(text: Text | str) -> str:
    return bare(plain(text)).strip().casefold()


def chosen(item: Item, cards: Mapping[str, Card]) -> list[Card]:
    """Give the cards that an item names and the area prints; all of the deck where it names none."""
    if item.cards is None:
        return list(cards.values())
    return [cards[name.value] for name in item.cards if name.value in cards]


def shown(clock: Clock | None, labels: Labels) -> str:
    """Write a time of day as the language does."""
    return clock.shown(labels["clock_sign"]) if clock else ""


def day_of(date: str, labels: Labels) -> str:
    """Write a day with its weekday: tirsdag den 8. december 2026."""
    if not date:
        return ""
    weekday = entries(labels, "weekdays")[dt.date.fromisoformat(date).weekday()]
    return fill(labels["day_form"], weekday=weekday, date=spelled(date, labels))


def _begun(words: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return words[:1].upper() + words[1:]


def paragraphs(text: Text) -> tuple[Text, ...]:
    """Take a text apart at its line ends."""
    return tuple(replace(text, value=part.strip()) for part in text.value.split(PARAGRAPH) if part.strip())


def _leader(agenda: Agenda) -> Text:
    said = agenda.leadership
    return (
        replace(said.title, value=", ".join(part.value for part in (said.name, said.title) if part), place=said.place) if said else NO_TEXT
    )


def _sender(agenda: Agenda) -> Text:
    """Say from whom the invitation is: as it says, else who speaks for the leaders, else who chairs."""
    said = agenda.leadership
    return agenda.sender or (said.name if said else NO_TEXT) or agenda.chair


def _attendance(agenda: Agenda, labels: Labels) -> str:
    """Say how many people there are, and in how many groups, as far as that is known."""
    people, groups = agenda.expected, agenda.groups.count if agenda.groups else 0
    if people and groups:
        return fill(labels["people_groups"], people=people, groups=groups)
    return f"{labels['expected']} {people}" if people else f"{labels['groups']} {groups}" if groups else ""


def _contact(edition: Edition) -> Text:
    """Give whom to write to at the organisation."""
    return edition.organisation.contact if edition.organisation else NO_TEXT


def _reply(reply: Reply | None, contact: Text, labels: Labels) -> Text:
    """Say by when to answer, and to whom: the organisation's contact where the agenda names nobody."""
    to = (reply.to or contact) if reply else NO_TEXT
    if reply is None or not (reply.by or to):
        return NO_TEXT
    form = "reply" if reply.by and to else "reply_by" if reply.by else "reply_to"
    return Text(fill(labels[form], date=spelled(reply.by.value, labels), to=to.value), to.place)


def _form(term: Term) -> str:
    """Give a term as it is looked up: its first form, else its name."""
    return next(iter(term.forms.values()), term.id)


OWN |= {
    Fact,
    meetings.Amount,
    Step,
    AgendaRow,
    Due,
    Packed,
    Agenda,
    Item,
    HomeTask,
    meetings.Role,
    meetings.Challenge,
    meetings.More,
    meetings.Plain,
    Term,
}

__all__ = ["AgendaRow", "Gathering", "Packed", "Sets", "day_of", "facilitator", "handout", "invitation", "paragraphs"]
