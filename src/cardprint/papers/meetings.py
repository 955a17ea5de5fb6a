"""What the papers of a meeting are made of: the agenda with its groups and cards, and the worksheets of its items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from cardprint.context import Context
from cardprint.fieldmaps import FieldMap
from cardprint.fieldmaps import Sheet as Printed
from cardprint.labels import fill
from cardprint.layouts import meetings as meeting_layout
from cardprint.layouts.cards import spelled
from cardprint.layouts.meetings import Gathering
from cardprint.layouts.templates import bare
from cardprint.meetings import GRID, SPARE, Agenda, Worksheet
from cardprint.model import Deck, Text, plain
from cardprint.papers import cards
from cardprint.papers.orders import Destination, Order, Subject
from cardprint.sheets.grid import Plan
from cardprint.typesetting import chosen


class Meeting(Subject, frozen=True, kw_only=True):
    """An agenda, and the decks that its cards are of. `context` is where it is at home, `base` the edition's."""

    base: Context
    agenda: Agenda
    orders: Sequence[Order]

    @property
    def gathering(self) -> Gathering:
        """The meeting as its layouts see it."""
        edition = replace(self.context.edition, decks=self.base.edition.decks, worksheets=self.base.edition.worksheets)
        return Gathering(edition, self.agenda, self.context.names)

    @property
    def worksheets(self) -> list[Worksheet]:
        """The worksheets that the items name: the wrap-up sheet first, then in the order of the items."""
        named = dict.fromkeys(item.worksheet.value for item in self.agenda.items if item.worksheet)
        by_id = {sheet.id: sheet for sheet in self.base.edition.worksheets}
        return sorted((by_id[name] for name in named if name in by_id), key=lambda sheet: sheet.kind != "wrap_up")

    @property
    def groups(self) -> list[Text | str]:
        """The names of the groups: their own, else their tables' numbers; one without a name where nothing is said."""
        groups = self.agenda.groups
        if groups is None:
            return [""]
        named = self.context.edition.labels["group_number"]
        return list(groups.names) or [fill(named, number=number) for number in range(1, groups.count + 1)]

    @property
    def sheets(self) -> list[Sheet]:
        """The worksheets as they are printed: one for each group with its name, and spare ones; one without a name of what is not a group's."""
        groups, spare = tuple(self.groups), SPARE if self.agenda.groups else 0
        return [
            replace(
                sheet,
                name=self.agenda.id,
                end=(f"-{sheet.worksheet.id}" if number else "") + sheet.end,
                date=sheet.date or self.date,
                agenda=self.agenda,
                where=self.agenda.workplace.value,
                groups=groups if sheet.is_of_groups else ("",),
                spare=spare if sheet.is_of_groups else 0,
            )
            for number, named in enumerate(self.worksheets)
            for sheet in worksheets(*self.base.spoken(named), self.to)
        ]

    @property
    def card_orders(self) -> list[Order]:
        """For each deck the cards that the items name, in the deck's order, once for each group; a second deck's files are named after it."""
        job, agenda = self.to.job, self.agenda
        sets = job.sets or (agenda.groups.count if agenda.groups else 1)
        out: list[Order] = []
        for order in self.orders:
            named = _named(agenda, order.deck)
            cards = chosen([card for card in order.typeset.cards if named is None or card.id in named], job)
            name = f"{agenda.id}-{order.deck.id}" if out else agenda.id
            if cards:
                out.append(replace(order, cards=cards, sets=sets, name=name, to=_both(order.to, self.to)))
        return out

    @property
    def own_papers(self) -> list[meeting_layout.Packed]:
        """The papers on request that are carried into the room, for the packing list."""
        return [packed for kind, packed in meeting_layout.on_request(self.gathering) if kind in self.to.kinds]

    @property
    def packed(self) -> list[meeting_layout.Sets]:
        """The card sheets of each deck, summed for the packing list, by the first profile for an office."""
        profiles = [profile for profile in self.context.edition.project.told_profiles if profile.kind == "sheets"][:1]
        return [_packed(order, cards.planned(order, profile)[0]) for order in self.card_orders for profile in profiles]


class Sheet(Subject, frozen=True, kw_only=True):
    """A worksheet as it is printed: for which groups, with how many spare ones, in which meeting, what its file's name ends with, and at which workplace."""

    worksheet: Worksheet
    groups: tuple[Text | str, ...] = ("",)
    spare: int = 0
    agenda: Agenda | None = None
    end: str = ""
    where: str = ""

    @property
    def parts(self) -> Sequence[Text | str]:
        """The names of the groups; an empty name: people write it themselves."""
        return (*self.groups, *("" for _ in range(self.spare)))

    @property
    def whole(self) -> str:
        """What it is, and of which meeting."""
        return ", ".join(part for part in (self.title.value, self.agenda.title.value if self.agenda else "") if part)

    @property
    def is_fillable(self) -> bool:
        """Whether its boxes are fields to fill in on a screen."""
        return self.worksheet.fillable or self.to.job.fillable

    @property
    def named(self) -> list[str]:
        """What the group of each part is called when its sheet comes back; an empty name is nobody's yet."""
        return [bare(plain(group)) for group in self.parts]

    @property
    def about(self) -> FieldMap:
        """Say of which edition, meeting and worksheet it is."""
        edition, sheet = self.context.edition, self.worksheet
        return FieldMap(
            organisation=edition.organisation.id if edition.organisation else "",
            language=self.to.language,
            area=edition.area,
            agenda=self.agenda.id if self.agenda else "",
            date=self.agenda.date.value if self.agenda else "",
            worksheet=Printed(sheet.id, sheet.kind, sheet.version, "form" if self.is_fillable else ""),
            size=(0.0, 0.0),
        )

    @property
    def day(self) -> str:
        """The day of the meeting, in words."""
        return spelled(self.agenda.date.value, self.context.edition.labels) if self.agenda else ""

    @property
    def is_for_each(self) -> bool:
        """Whether everyone takes one home."""
        return self.worksheet.kind in meeting_layout.PER_PERSON

    @property
    def is_of_the_room(self) -> bool:
        """Whether it hangs on a wall, and nothing of it is filled in that comes back."""
        return self.worksheet.kind == GRID

    @property
    def is_of_groups(self) -> bool:
        """Whether each group fills in its own."""
        return not (self.is_of_the_room or self.is_for_each)

    @property
    def copies(self) -> int:
        """How many are printed of each."""
        return (self.agenda.expected if self.agenda and self.is_for_each else 0) or 1

    def path(self, kind: str) -> str:
        """Name its file below the output folder, without its suffix."""
        return f"{self.to.folder}/{self.name}-{kind}{self.end}"

    def bookmark(self, part: Text | str) -> str:
        """Name a group's copy."""
        named = part.value if isinstance(part, Text) else part or (self.context.edition.labels["spare"] if self.spare else "")
        return ", ".join(said for said in (self.title.value, named) if said)

    def called(self, kind: str) -> str:  # noqa: ARG002 - whatever its kind
        """Name it on the ticket."""
        return self.title.value


def meeting(base: Context, agenda: Agenda, orders: Sequence[Order], to: Destination) -> Meeting:
    """Say what a meeting's papers are made of; one of which nothing is translated speaks its own language."""
    context, own = base.spoken(agenda)
    day, place = own.date.value, own.place
    return Meeting(context=context, name=own.id, title=own.title, date=day, place=place, to=to, base=base, agenda=own, orders=orders)


def worksheets(context: Context, sheet: Worksheet, to: Destination) -> list[Sheet]:
    """Say what a worksheet that no meeting uses is made of: itself, and the grid for the room where it has one."""
    made = Sheet(context=context, name=sheet.id, title=sheet.title, date=sheet.date, place=sheet.place, to=to, worksheet=sheet)
    if sheet.matrix is None:
        return [made]
    title = Text(context.edition.labels["matrix_head"], sheet.place)
    grid = replace(sheet, kind=GRID, title=title, paper=sheet.matrix.paper)
    return [made, replace(made, title=title, worksheet=grid, end=f"-{GRID}")]


def used(orders: Iterable[Order], agendas: Sequence[Agenda]) -> list[Order]:
    """Leave of each deck the cards that meetings name, and of all decks those that they use."""
    out = []
    for order in orders:
        named = [_named(agenda, order.deck) for agenda in agendas]
        cards = tuple(card for card in order.cards if any(ids is None or card.id in ids for ids in named))
        if cards:
            out.append(replace(order, cards=cards))
    return out


def _named(agenda: Agenda, deck: Deck) -> set[str] | None:
    """Give the ids of a deck's cards that the items name; None where one names the deck and no cards, which are all."""
    own = {card.id for card in deck.cards}
    named: set[str] = set()
    for item in agenda.items:
        if item.cards is None and item.deck.value == deck.id:
            return None
        named |= {card.value for card in item.cards or ()} & own
    return named


def _both(deck: Destination, meeting: Destination) -> Destination:
    """Write what is sound in both."""
    return replace(meeting, is_sound=deck.is_sound and meeting.is_sound)


def _packed(order: Order, plan: Plan | None) -> meeting_layout.Sets:
    count = sum(card.copies for card in order.cards)
    return meeting_layout.Sets(order.deck.title, count, order.sets, plan.sheets + plan.tested if plan else 0)
