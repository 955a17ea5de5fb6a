"""The papers of a meeting and its worksheets: handout, script, invitation, sheets for the tables, cards for its groups.

`KINDS` is the table of kinds: one row, one more paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import pdf
from cardprint.context import Context, parsed
from cardprint.errors import Place, Problem, error
from cardprint.geometry import MM
from cardprint.job import Job
from cardprint.layouts import meetings as meeting_layout
from cardprint.layouts import worksheets as worksheet_layout
from cardprint.layouts.cards import spelled
from cardprint.layouts.meetings import Gathering
from cardprint.layouts.templates import bare
from cardprint.layouts.tickets import Leaves
from cardprint.meetings import Agenda, More, Worksheet
from cardprint.model import PAPERS, Deck, Text
from cardprint.output import File
from cardprint.page import Element, Face
from cardprint.papers import cards
from cardprint.papers.orders import NOTHING, Order, Paper, asked, ending, needed, together, wanted
from cardprint.papers.tickets import Headed, ticket
from cardprint.typeset import pages
from cardprint.typesetting import chosen

UNPRINTED = ("invitation",)
"""Kinds that are sent, not printed."""
MOST: Mapping[str, int] = {"invitation": 1, "worksheet": 2}
"""Pages that a paper may have."""


class Meeting(Struct, frozen=True):
    """What is to be made of an agenda: `context` is where it is at home, `base` the edition's. `is_sound` False: nothing is written, only looked at."""

    base: Context
    context: Context
    agenda: Agenda
    orders: Sequence[Order]
    job: Job
    folder: str
    is_sound: bool

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
        """The names of the groups: their own, else numbers; one without a name where nothing is said."""
        groups = self.agenda.groups
        if groups is None:
            return [""]
        return list(groups.names) or [f"{number}" for number in range(1, groups.count + 1)]


def meeting(meeting: Meeting) -> Paper:
    """Make each kind of paper that is asked for."""
    problems: list[Problem] = []
    agenda, kinds = meeting.agenda, meeting.job.kinds or asked(meeting.job)
    whole = together([make(meeting, problems) for kind, make in KINDS.items() if kind in needed(kinds)])
    if "ticket" in kinds and whole.files:
        headed = Headed(agenda.id, agenda.title, agenda.date.value, meeting.folder, ending(meeting.job))
        decks = [order.deck for order in _orders(meeting)]
        whole = together([whole, ticket(meeting.context, headed, whole, decks, problems)])
    placed = tuple(_placed(problem, agenda.place) for problem in problems)
    return replace(wanted(whole, kinds), problems=placed)


def _placed(problem: Problem, place: Place) -> Problem:
    """Give a Problem with words that no file of the user's holds the Place of its agenda."""
    return problem if problem.place.file else problem._replace(place=place)


def _handout(meeting: Meeting, problems: list[Problem]) -> Paper:
    return _paper(meeting, "handout", meeting_layout.handout(meeting.gathering), problems)


def _facilitator(meeting: Meeting, problems: list[Problem]) -> Paper:
    values = meeting_layout.facilitator(meeting.gathering, _sets(meeting), meeting.worksheets)
    return _paper(meeting, "facilitator", values, problems)


def _invitation(meeting: Meeting, problems: list[Problem]) -> Paper:
    """Make the invitation, and the same words for a mail."""
    values = meeting_layout.invitation(meeting.gathering)
    made = _paper(meeting, "invitation", values, problems)
    if not made.files:
        return made
    mail = File(f"{meeting.folder}/{meeting.agenda.id}-invitation.txt", "invitation", meeting.context.edition.area, 0, mail_of(values))
    return replace(made, files=(*made.files, mail))


def _paper(meeting: Meeting, kind: str, values: Mapping[str, Any], problems: list[Problem]) -> Paper:
    """Make one paper of the agenda's: from its layout to its file."""
    context, agenda = meeting.context, meeting.agenda
    found: list[Problem] = []
    made = _pages(context, f"{kind}.xml.j2", values, found)
    if made is not None:
        _bounded(kind, made[1], agenda.place, found)
    problems += found
    if made is None or found or not meeting.is_sound:
        return NOTHING
    root, paper = made
    path = f"{meeting.folder}/{agenda.id}-{kind}.pdf"
    meta = context.meta(agenda.title.value, agenda.date.value, kind, _turned(paper.faces), paper.bookmarks)
    data = pdf.write([pages.sheet(face) for face in paper.faces], [root], meta, fonts=context.typeface, pictures=context.pictures)
    file = File(path, kind, context.edition.area, len(paper.faces), data)
    copies = agenda.expected or 1 if kind == "handout" else 1
    name = context.edition.labels[kind].capitalize()
    return Paper((file,), leaves=() if kind in UNPRINTED else (_leaves(file, name, paper.faces, 1, copies),))


def _leaves(file: File, called: str, faces: Sequence[Face], parts: int, copies: int) -> Leaves:
    """Say how a file of pages is printed: its parts, which are alike, begin on a sheet of their own."""
    size, sides = faces[0].size, len(faces) // parts
    way = "landscape" if size.width > size.height else "portrait"
    name = next((name for name, paper in PAPERS.items() if size in (paper, paper.turned)), str(size))
    duplex = "none" if sides < 2 else "short_edge" if way == "landscape" else "long_edge"
    return Leaves(file.path, parts * -(-sides // 2), len(faces), copies, f"{name} {way}", duplex, called)


def _pages(context: Context, layout: str, values: Mapping[str, Any], problems: list[Problem]) -> tuple[Element, pages.Paged] | None:
    """Render a layout, parse it and set its pages; None where something is wrong."""
    root = parsed(context, layout, values, problems)
    if root is None:
        return None
    paper, faults = pages.pages(root, context.fresh())
    problems += faults
    return root, paper


def _bounded(kind: str, paper: pages.Paged, place: Place, problems: list[Problem]) -> None:
    """Say by how much a paper is longer than it may be."""
    most = MOST.get(kind, len(paper.faces))
    each, heights = max(1, most // len(paper.parts)), iter(paper.heights)
    over = sum(sum([next(heights) for _ in range(count)][each:]) for count in paper.parts)
    if len(paper.faces) > most:
        problems.append(error(f"{kind}-too-long", place, pages=len(paper.faces), most=most, over=f"{over / MM:.0f}"))


def _turned(faces: Sequence[Face]) -> str:
    """Say how a printer that prints on both sides turns the paper: like the leaves of a book."""
    if len(faces) < 2:
        return "Simplex"
    return "DuplexFlipShortEdge" if faces[0].size.width > faces[0].size.height else "DuplexFlipLongEdge"


def _printed(kind: str) -> Callable[[Meeting, list[Problem]], Paper]:
    """Give what makes one kind of card sheets: the cards that the agenda names, a set for each group."""
    make = cards.printed(kind)

    def sheets(meeting: Meeting, problems: list[Problem]) -> Paper:
        made = [make(order, problems) for order in _orders(meeting)]
        return together(made)

    return sheets


def _orders(meeting: Meeting) -> list[Order]:
    """Give for each deck the cards that the items name, in the deck's order, once for each group; a second deck's files are named after it."""
    sets = meeting.job.sets or (meeting.agenda.groups.count if meeting.agenda.groups else 1)
    out: list[Order] = []
    for order in meeting.orders:
        named = _named(meeting.agenda, order.deck)
        cards = chosen([card for card in order.typeset.cards if named is None or card.id in named], meeting.job)
        name = f"{meeting.agenda.id}-{order.deck.id}" if out else meeting.agenda.id
        if cards:
            out.append(replace(order, cards=cards, sets=sets, name=name, is_sound=order.is_sound and meeting.is_sound))
    return out


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


def _sets(meeting: Meeting) -> Iterable[meeting_layout.Sets]:
    """Sum the card sheets for the packing list."""
    for order in _orders(meeting):
        count = sum(card.copies for card in order.cards)
        for profile in [profile for profile in meeting.context.edition.project.told_profiles if profile.kind == "sheets"][:1]:
            planned, _ = cards.planned(order, profile)
            yield meeting_layout.Sets(order.deck.title, count, order.sets, planned.sheets + planned.tested if planned else 0)


def _worksheets(meeting: Meeting, problems: list[Problem]) -> Paper:
    """Make the worksheets: one copy for each group with its name; one without a name of what everyone takes home."""
    made = []
    for number, sheet in enumerate(meeting.worksheets):
        context, own = meeting.base.spoken(sheet)
        name = f"{meeting.agenda.id}-worksheet{f'-{sheet.id}' if number else ''}"
        groups = [""] if sheet.kind in meeting_layout.PER_PERSON else meeting.groups
        made.append(_worksheet(context, own, groups, _Target(f"{meeting.folder}/{name}.pdf", meeting.agenda, meeting.is_sound), problems))
    return together(made)


class _Target(Struct, frozen=True):
    """Where a worksheet goes, and whose it is."""

    path: str
    agenda: Agenda | None
    is_sound: bool


def worksheet(context: Context, sheet: Worksheet, folder: str, *, is_sound: bool) -> Paper:
    """Make a worksheet that no meeting uses: one copy, in which a group writes its own name."""
    problems: list[Problem] = []
    made = _worksheet(context, sheet, [""], _Target(f"{folder}/{sheet.id}-worksheet.pdf", None, is_sound), problems)
    return replace(made, problems=tuple(problems))


def _worksheet(context: Context, sheet: Worksheet, groups: Sequence[Text | str], target: _Target, problems: list[Problem]) -> Paper:
    """Make one worksheet's file, a copy for each group."""
    found: list[Problem] = []
    roots: list[Element] = []
    faces: list[Face] = []
    bookmarks: list[tuple[int, str, int]] = []
    day = spelled(target.agenda.date.value, context.edition.labels) if target.agenda else ""
    for group in groups:
        made = _pages(context, "worksheet.xml.j2", worksheet_layout.worksheet(context.edition, context.names, sheet, group, day), found)
        if made is None:
            break
        _bounded("worksheet", made[1], sheet.place, found)
        if found:
            break
        named = group.value if isinstance(group, Text) else f"{context.edition.labels['group'].lower()} {group}"
        title = f"{sheet.title.value}, {named}" if group else sheet.title.value
        bookmarks.append((len(faces), bare(title), 0))
        roots.append(made[0])
        faces += made[1].faces
    problems += [_placed(problem, sheet.place) for problem in found]
    if found or not target.is_sound:
        return NOTHING
    each = faces[: len(faces) // len(groups)]
    title = ", ".join(part for part in (sheet.title.value, target.agenda.title.value if target.agenda else "") if part)
    date = sheet.date or (target.agenda.date.value if target.agenda else "")
    meta = context.meta(title, date, "worksheet", _turned(each), tuple(bookmarks))
    data = pdf.write([pages.sheet(face) for face in faces], roots, meta, fonts=context.typeface, pictures=context.pictures)
    copies = (target.agenda.expected if target.agenda and sheet.kind in meeting_layout.PER_PERSON else 0) or 1
    file = File(target.path, "worksheet", context.edition.area, len(faces), data)
    return Paper((file,), leaves=(_leaves(file, sheet.title.value, faces, len(groups), copies),))


def mail_of(values: Mapping[str, Any]) -> bytes:
    """Write the invitation as plain text for a mail."""
    agenda, labels = values["agenda"], values["labels"]
    lines = [agenda.title.value, *([agenda.headline.value] if agenda.headline else []), ""]
    lines += [f"{fact.name}: {_said(fact.value)}" for row in values["facts"] for fact in row]
    lines += ["", *_apart(text.value for text in values["purpose"])]
    if values["leadership"]:
        said = "\n\n".join(text.value for text in values["leadership"])
        lines += [said.join(values["quote"]), ""]
        lines += [values["leader"].value, ""] if values["leader"] else []
    lines += [
        f"{labels['course_head']}:",
        " ".join(part for part in (values["course_line"], values["focus"].value, values["step_line"]) if part),
        "",
    ]
    framed = agenda.can_change or agenda.cannot_change or agenda.undecided
    lines += [f"{labels['frames_head']}:", ""] if framed else []
    for name in ("can_change", "cannot_change", "undecided"):
        lines += _listed(labels[name], [text.value for text in getattr(agenda, name)])
    lines += _listed(labels["given_challenges"], [challenge.text.value for challenge in agenda.given_challenges])
    lines += _listed(labels["preparation_head"], [text.value for text in agenda.preparation])
    lines += [values["reply"].value, ""] if values["reply"] else []
    lines += _listed(labels["more_head"], [_more(link) for link in agenda.more])
    lines += [f"{labels['access']} {values['contact'].value}"] if values["contact"] else []
    lines += ["", f"{labels['case_number']} {agenda.case_number.value}"] if agenda.case_number else []
    return ("\n".join(bare(line) for line in lines).strip() + "\n").encode()


def _more(link: More) -> str:
    """Say where to read more, in one line."""
    where = ", ".join(part for part in (link.text.value, link.url.value) if part)
    return f"{where} ({link.note.value})" if link.note else where


def _said(value: Text | str) -> str:
    return value.value if isinstance(value, Text) else value


def _apart(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in (text, "")]


def _listed(head: str, texts: Sequence[str]) -> list[str]:
    return [f"{head}:", *(f"- {text}" for text in texts), ""] if texts else []


KINDS: Mapping[str, Callable[[Meeting, list[Problem]], Paper]] = {
    "sheets": _printed("sheets"),
    "shop": _printed("shop"),
    "handout": _handout,
    "facilitator": _facilitator,
    "invitation": _invitation,
    "worksheet": _worksheets,
}

__all__ = ["KINDS", "Meeting", "meeting", "used", "worksheet"]
