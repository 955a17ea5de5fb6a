"""The kinds of paper, a row each: what it is made of, what its layout is filled in with, how long it may be, how many are printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from cardprint.model import ON_REQUEST, PaperKind, Project, Text
from cardprint.page import Face

Values = Mapping[str, Any]
"""What a layout is filled in with."""


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of paper. `name` is its word in `--only`, in its files' names, and among the labels of a language.

    `of` says what it is made of: `cards` laid on sheets, of a deck or of a meeting; a `deck`; a `meeting`; each `worksheet` of it; the `prints`
    that a ticket tells of; the `notes` that came back, the `persons` who have home tasks in them, the `words` to hold on to, the challenges that
    are `chosen`. Its layout is `templates/NAME.xml.j2`, unless `layout` names another, filled in once for each part of the file with `values`,
    which take the Subject and the part's name. One that is not paged at all has `data` instead, a file's `suffix`, and the `extra` that brings what it takes. A part may have `most`
    pages (0: any number), else the Problem `too_long` says by how much it is too long.
    `copies` are printed; `use` says whether it is printed at all, or sent, or read on a screen. `mail` writes the same as plain text,
    `calendar` its days as a file that calendars take; empty where it has none.
    `coded` gives the pages of all parts what they need to be read when they come back. `suffix` html: the layout becomes a page for a browser
    instead of pages of paper; `worded`: beside it the same words as plain text. `lies` says how pages come onto sheets (`papers.laying`); of pages
    that are `cut`, `copies` are all that are wanted. Where `is_there` says no there is nothing to print, and `absent` is the Problem of who asks for it.
    `large` names the style whose text becomes large print, and all other text with it.
    """

    name: str
    of: Literal["cards", "deck", "meeting", "worksheet", "prints", "notes", "persons", "words", "chosen"]
    values: Callable[[Any, Text | str], Values] = lambda subject, part: {}  # noqa: ARG005 - card sheets have values of their own
    most: int = 0
    too_long: str = "paper-too-long"
    copies: Callable[[Any], int] = lambda subject: 1  # noqa: ARG005
    use: Literal["print", "send", "read"] = "print"
    mail: Callable[[Values], bytes] | None = None
    calendar: Callable[[Any], bytes] | None = None
    layout: str = ""
    data: Callable[[Any], bytes] | None = None
    suffix: str = ""
    extra: str = ""
    coded: Callable[[Any, Sequence[Sequence[Face]]], Any] | None = None
    large: str = ""
    lies: Literal["leaves", "single", "tents", "cut"] = "leaves"
    worded: bool = False
    is_there: Callable[[Any], bool] = lambda subject: True  # noqa: ARG005
    absent: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is a page for a browser."""
        return self.suffix == PAGE

    @property
    def base(self) -> str:
        """The kind that it is another edition of; itself where it is none."""
        return self.name.removesuffix(f"-{PAGE}").removesuffix(LARGER)


PAGE, LARGER = "html", "-large"
"""How the names of kinds end that are pages for a browser, or large print."""


def _reading(order: Any, _: Text | str) -> Values:
    from cardprint.layouts import cards as layout

    themes = {theme.id for theme in order.deck.themes}
    shown = [card for card in order.cards if card.kind not in layout.EXTRAS and card.theme in themes]
    return layout.reading(order.context.edition, order.deck, shown, order.context.names, order.context.primary)


def _handout(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.handout(meeting.gathering)


def _facilitator(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.facilitator(meeting.gathering, meeting.packed, meeting.worksheets, meeting.own_papers)


def _invitation(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.invitation(meeting.gathering)


def _signs(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.signs(meeting.gathering, meeting.groups)


def _posters(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.posters(meeting.gathering)


def _badges(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.badges(meeting.gathering)


def _record(meeting: Any, _: Text | str) -> Values:
    from cardprint.layouts import meetings

    return meetings.record(meeting.gathering)


def _tags(meeting: Any) -> int:
    from cardprint import meetings

    return meetings.tags(meeting.agenda)


def _mail(values: Values) -> bytes:
    from cardprint.layouts import mails

    return mails.invitation(values)


def _meeting_day(meeting: Any) -> bytes:
    if not meeting.agenda.date:
        return b""
    from cardprint.layouts import calendars

    return calendars.invitation(meeting.gathering)


def _task_days(meeting: Any) -> bytes:
    if not any(task.due for task in meeting.agenda.home_tasks):
        return b""
    from cardprint.layouts import calendars

    return calendars.home_tasks(meeting.gathering)


def _worksheet(sheet: Any, group: Text | str) -> Values:
    from cardprint.layouts import worksheets

    return worksheets.worksheet(sheet.context.edition, sheet.context.names, sheet.worksheet, group, sheet.day, where=sheet.where)


def _coded(sheet: Any, pages: Sequence[Sequence[Face]]) -> Any:
    from cardprint.papers import coded

    is_drawn = sheet.worksheet.codes
    if sheet.is_of_the_room or not (is_drawn or sheet.is_fillable):
        return None
    return coded.coded(sheet.context, sheet.about, sheet.named, pages, is_drawn=is_drawn)


def _ticket(prints: Any, _: Text | str) -> Values:
    from cardprint.layouts import tickets

    told = tickets.Prints(prints.made.tickets, prints.made.leaves, prints.decks)
    return tickets.ticket(prints.context.edition, prints.context.names, prints.title, prints.date, told)


def _summary(returned: Any, _: Text | str) -> Values:
    from cardprint.layouts import summaries

    return summaries.summary(returned.answers)


def _answer(returned: Any, _: Text | str) -> Values:
    from cardprint.layouts import summaries

    return summaries.answer(returned.answers)


def _tasks(returned: Any, who: Text | str) -> Values:
    from cardprint.layouts import summaries

    return summaries.tasks(returned.answers, who)


def _words(returned: Any, _: Text | str) -> Values:
    from cardprint.layouts import summaries

    return summaries.our_words(returned.answers)


def _csv(returned: Any) -> bytes:
    from cardprint.layouts import listed

    return listed.csv(returned.answers)


def _xlsx(returned: Any) -> bytes:
    from cardprint.layouts import listed

    return listed.xlsx(returned.answers)


KINDS: tuple[Kind, ...] = (
    Kind(name="sheets", of="cards"),
    Kind(name="shop", of="cards"),
    Kind(name="reading", of="deck", values=_reading, use="read"),
    Kind(name="handout", of="meeting", values=_handout, copies=lambda meeting: meeting.agenda.expected or 1, calendar=_task_days),
    Kind(name="facilitator", of="meeting", values=_facilitator),
    Kind(
        name="invitation",
        of="meeting",
        values=_invitation,
        most=1,
        too_long="invitation-too-long",
        use="send",
        mail=_mail,
        calendar=_meeting_day,
    ),
    Kind(
        name="worksheet",
        of="worksheet",
        values=_worksheet,
        copies=lambda sheet: sheet.copies,
        coded=_coded,
    ),
    Kind(name="reading-html", of="deck", layout="reading", values=_reading, suffix=PAGE, use="read"),
    Kind(name="handout-html", of="meeting", layout="handout", values=_handout, suffix=PAGE, use="read"),
    Kind(name="invitation-html", of="meeting", layout="invitation", values=_invitation, suffix=PAGE, use="send"),
    Kind(name="agenda-html", of="meeting", layout="agenda", values=_handout, suffix=PAGE, use="read"),
    Kind(name="reading-large", of="deck", layout="reading", values=_reading, large="reading-body", use="read"),
    Kind(name="handout-large", of="meeting", layout="handout", values=_handout, large="handout-body"),
    Kind(
        name="signs",
        of="meeting",
        values=_signs,
        lies="tents",
        is_there=lambda meeting: meeting.agenda.groups is not None,
        absent="signs-without-groups",
    ),
    Kind(name="posters", of="meeting", values=_posters, lies="single"),
    Kind(name="badges", of="meeting", values=_badges, lies="cut", copies=_tags),
    Kind(name="record", of="meeting", values=_record, suffix=PAGE, worded=True, use="read"),
    Kind(name="ticket", of="prints", values=_ticket),
    Kind(name="summary", of="notes", values=_summary, use="read"),
    Kind(name="summary-csv", of="notes", data=_csv, suffix="csv", use="read"),
    Kind(name="summary-xlsx", of="notes", data=_xlsx, suffix="xlsx", extra="collect", use="read"),
    Kind(name="answer", of="notes", values=_answer, use="read"),
    Kind(name="tasks", of="persons", values=_tasks, use="read"),
    Kind(name="words", of="words", values=_words, use="read"),
    Kind(name="step2", of="chosen", layout="worksheet", values=_worksheet, use="read", coded=_coded),
)


def of_project(project: Project) -> tuple[Kind, ...]:
    """Give all kinds of paper, the project's own among them; one of its own takes the place of the built-in one of its name."""
    return (
        *(kind for kind in KINDS if kind.name not in project.paper_kinds),
        *(_own(name, kind) for name, kind in project.paper_kinds.items()),
    )


def _own(name: str, kind: PaperKind) -> Kind:
    """Make the row of a project's own kind: what its layout knows is what that of the handout knows, or of the reading edition."""
    if kind.of == "deck":
        return Kind(name=name, of="deck", values=_reading, most=kind.most)
    return Kind(
        name=name, of="meeting", values=_handout, most=kind.most, copies=lambda meeting: (kind.each and meeting.agenda.expected) or 1
    )


EVERY = tuple(kind.name for kind in KINDS)
"""The names of all, as `--only` takes them."""
USUAL = tuple(kind.name for kind in KINDS if kind.name not in ON_REQUEST)
"""The names of those that are built where nobody says which."""
LARGE = {kind.base: kind.name for kind in KINDS if kind.large}
"""The names of large editions, by those of the usual ones."""
OF_CARDS = tuple(kind.name for kind in KINDS if kind.of in {"cards", "deck"})
"""Those that a deck is enough for."""
OF_NOTES = tuple(kind.name for kind in KINDS if kind.of in {"notes", "persons", "words", "chosen"})
"""Those that are made of what came back from the tables."""
OF_MEETINGS = frozenset({"meeting", "worksheet"})
"""What those are made of that no deck is enough for."""
