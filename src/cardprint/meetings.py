"""The domain beside the cards, frozen: a meeting's agenda, the worksheets of its tables, and when each item begins.

What is printed is Text with its Place; what is looked up or reckoned with (an id, a date, a time) keeps its Place too, for a Problem to blame.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import Place
from cardprint.geometry import Size, mm
from cardprint.model import NO_TEXT, NOWHERE, PAPERS, Text

DAY = 24 * 60
"""Minutes."""

Changes = Mapping[str, Any]
"""Fields of a noun and what an area or a translation puts in their place."""


class Plain(Struct, frozen=True):
    """A value that is no text, and where it stands: an id, a date, an address."""

    value: str
    place: Place = NOWHERE

    def __bool__(self) -> bool:
        """Tell whether it says anything."""
        return bool(self.value)


NO_VALUE = Plain("")


class Clock(Struct, frozen=True):
    """A time of day, in minutes after midnight, and where it stands."""

    minutes: int
    place: Place = NOWHERE

    def shown(self, sign: str = ".") -> str:
        """Write the time as it is printed: `13.10`, or with another sign between hour and minutes."""
        return f"{self.minutes // 60}{sign}{self.minutes % 60:02}"

    def later(self, minutes: int) -> Clock:
        """Give the time so many minutes later; after midnight it begins anew."""
        return replace(self, minutes=(self.minutes + minutes) % DAY)


class Leadership(Struct, frozen=True, kw_only=True):
    """The leaders' backing, in their words."""

    text: Text
    name: Text = NO_TEXT
    title: Text = NO_TEXT
    place: Place = NOWHERE


class Challenge(Struct, frozen=True, kw_only=True):
    """A challenge that was chosen beforehand, and what one must and may do within it."""

    text: Text
    may: Text = NO_TEXT
    place: Place = NOWHERE


class Role(Struct, frozen=True, kw_only=True):
    """Who takes part as what: what they bring and what they do."""

    role: Text
    brings: Text = NO_TEXT
    tasks: tuple[Text, ...] = ()
    place: Place = NOWHERE


class Reply(Struct, frozen=True, kw_only=True):
    """By which day to answer the invitation, and to whom."""

    by: Plain = NO_VALUE
    to: Text = NO_TEXT
    place: Place = NOWHERE


class More(Struct, frozen=True, kw_only=True):
    """Where to read more."""

    text: Text
    url: Plain = NO_VALUE
    note: Text = NO_TEXT
    place: Place = NOWHERE


class HomeTask(Struct, frozen=True, kw_only=True):
    """What someone examines until the next meeting."""

    task: Text
    who: Text = NO_TEXT
    due: Plain = NO_VALUE
    place: Place = NOWHERE


class Groups(Struct, frozen=True, kw_only=True):
    """How many groups there are; `names` is empty or as long as `count`."""

    count: int
    names: tuple[Text, ...] = ()
    place: Place = NOWHERE


class Amount(Struct, frozen=True):
    """How many of a thing to bring, for each person or group where `per` says so; 0: nobody has said how many."""

    count: int = 0
    per: str = ""


class Item(Struct, frozen=True, kw_only=True):
    """One item of an agenda. `minutes` 0: nobody knows; `cards` None: all cards of the deck; `step` 0: the agenda's, until the edition says which.

    `group_size` 0: as many as sit at a table. `amounts` are those of the materials, in their order.
    """

    title: Text
    minutes: int = 0
    purpose: str = ""
    step: int = 0
    responsible: Text = NO_TEXT
    why: Text = NO_TEXT
    method: Text = NO_TEXT
    group_form: Text = NO_TEXT
    group_size: int = 0
    materials: tuple[Text, ...] = ()
    amounts: tuple[Amount, ...] = ()
    deck: Plain = NO_VALUE
    cards: tuple[Plain, ...] | None = None
    worksheet: Plain = NO_VALUE
    output: Text = NO_TEXT
    plan_b: Text = NO_TEXT
    facilitator_note: Text = NO_TEXT
    attachments: tuple[Text, ...] = ()
    translations: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


class Held(Struct, frozen=True, kw_only=True):
    """One workplace that an agenda's meeting is held at: its id and name, the area it is in, what the agenda says otherwise there."""

    id: Text
    name: Text = NO_TEXT
    area: Plain = NO_VALUE
    changes: Changes = field(default_factory=dict)
    place: Place = NOWHERE


class Agenda(Struct, frozen=True, kw_only=True):
    """A meeting: its head, its frames and its items. `venue` is the key `place`; `place` is where the agenda stands.

    One that is `held` at several workplaces is as many meetings, each with an id of its own: `of` is then the agenda's, `workplace` is
    said in the title, and `here` is what the workplace says otherwise, which nothing else changes.
    """

    id: str
    title: Text
    meeting_type: str = "intro"
    forum: Text = NO_TEXT
    area: str = ""
    language: str = ""
    step: int = 1
    date: Plain = NO_VALUE
    start: Clock | None = None
    end: Clock | None = None
    venue: Text = NO_TEXT
    expected: int = 0
    groups: Groups | None = None
    chair: Text = NO_TEXT
    facilitator: Text = NO_TEXT
    note_taker: Text = NO_TEXT
    participants: tuple[Text, ...] = ()
    purpose: Text = NO_TEXT
    outcome: Text = NO_TEXT
    why_you: Text = NO_TEXT
    sender: Text = NO_TEXT
    leadership: Leadership | None = None
    headline: Text = NO_TEXT
    principles: tuple[Text, ...] = ()
    goals: tuple[Text, ...] = ()
    can_change: tuple[Text, ...] = ()
    cannot_change: tuple[Text, ...] = ()
    undecided: tuple[Text, ...] = ()
    given_challenges: tuple[Challenge, ...] = ()
    roles: tuple[Role, ...] = ()
    preparation: tuple[Text, ...] = ()
    before_meeting: tuple[Text, ...] = ()
    after_meeting: tuple[Text, ...] = ()
    reply: Reply | None = None
    more: tuple[More, ...] = ()
    items: tuple[Item, ...] = ()
    home_tasks: tuple[HomeTask, ...] = ()
    case_number: Text = NO_TEXT
    held: tuple[Held, ...] = ()
    of: str = ""
    workplace: Text = NO_TEXT
    here: Changes = field(default_factory=dict)
    translations: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


def named(agenda: Agenda) -> tuple[Text, ...]:
    """Give the participants where they are names: at least half as many as are expected. Fewer lines are descriptions, such as all staff."""
    return agenda.participants if 2 * len(agenda.participants) >= agenda.expected else ()


def tags(agenda: Agenda) -> int:
    """Count the name tags of a meeting: for all who are expected, and for all who are named."""
    return max(agenda.expected, len(named(agenda)))


class Slot(Struct, frozen=True):
    """When an item is on: `after` is minutes since the meeting began, None where nobody knows; no clock times then, and none without a start."""

    item: Item
    after: int | None
    start: Clock | None = None
    end: Clock | None = None


def schedule(agenda: Agenda) -> tuple[Slot, ...]:
    """Reckon when each item begins and ends, from the start and the minutes; from an item without minutes on nothing is known."""
    slots = []
    after: int | None = 0
    for item in agenda.items:
        after = after if item.minutes else None
        start = agenda.start.later(after) if agenda.start and after is not None else None
        slots.append(Slot(item, after, start, start.later(item.minutes) if start else None))
        after = None if after is None else after + item.minutes
    return tuple(slots)


def length(agenda: Agenda) -> int:
    """Give the minutes of all items; where some are not known, the least that the meeting lasts."""
    return sum(item.minutes for item in agenda.items)


def is_timed(agenda: Agenda) -> bool:
    """Tell whether the minutes of all items are known."""
    return all(item.minutes for item in agenda.items)


class Column(Struct, frozen=True, kw_only=True):
    """A column of a worksheet. No label: the language's own for that key; width in points, 0: what is left."""

    key: str
    label: Text = NO_TEXT
    help: Text = NO_TEXT
    width: float = 0.0
    type: str = "text"
    translations: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


class Scale(Struct, frozen=True, kw_only=True):
    """The steps of a scale and the words at its ends."""

    min: int = 1
    max: int = 4
    low: Text = NO_TEXT
    high: Text = NO_TEXT
    translations: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


class Matrix(Struct, frozen=True, kw_only=True):
    """The grid for the talk, one for the room: which scale runs to the right, which upwards, and its paper."""

    x: str = "effect"
    y: str = "importance"
    paper: str = "A3 landscape"
    place: Place = NOWHERE


class Worksheet(Struct, frozen=True, kw_only=True):
    """A sheet that a group fills in. Empty barriers, scale words and privacy line: the language's own."""

    id: str
    title: Text
    kind: str = "wrap_up"
    language: str = ""
    step: int = 1
    version: str = ""
    date: str = ""
    paper: str = "A4 landscape"
    intro: Text = NO_TEXT
    rows: int = 3
    columns: tuple[Column, ...] = ()
    scales: Mapping[str, Scale] = field(default_factory=dict)
    barrier_types: tuple[Text, ...] = ()
    matrix: Matrix | None = None
    blocks: tuple[str, ...] = ()
    prefilled_challenges: tuple[Text, ...] = ()
    privacy_line: Text = NO_TEXT
    return_to: Text = NO_TEXT
    fillable: bool = False
    codes: bool = True
    translations: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


MEETING_TYPES = ("intro", "workshop", "joint", "med", "afternoon")
PER = ("meeting", "group", "person")
PURPOSES = ("orientation", "discussion", "decision", "approval", "exercise", "break", "feedback")
BLOCKS = ("attention_points", "keep", "home_tasks", "our_words", "process_name", "parking", "outside_frames", "who_is_missing")
COLUMN_TYPES = ("text", "scale", "ticks", "number")

COLUMNS: Mapping[str, str] = {
    # key: the type it has where none is given
    "number": "number",
    "challenge": "text",
    "importance": "scale",
    "effect": "scale",
    "barriers": "ticks",
    "home_task": "text",
    "card": "text",
    "bother": "text",
    "sense": "text",
    "words": "text",
    "who": "text",
    "due": "text",
}
WORKSHEET_KINDS: Mapping[str, tuple[str, ...]] = {
    # kind: the columns it has where none are given
    "wrap_up": ("number", "challenge", "importance", "effect", "barriers"),
    "notes": ("card", "bother", "sense", "words"),
    "home_task": ("number", "bother", "who", "sense", "words"),
}
WORKSHEET_ROWS: Mapping[str, int] = {"wrap_up": 3, "notes": 6, "home_task": 5}
"""Rows to fill in, where none are named."""
WORKSHEET_PAPERS: Mapping[str, Size] = {
    f"{name} {way}": size for name in ("A4", "A3") for way, size in (("landscape", PAPERS[name].turned), ("portrait", PAPERS[name]))
}
WORKSHEET_MARGIN = mm(15)
GRID = "grid"
"""The kind of worksheet that is made of another one's matrix: a page for the room. No file says it."""
SPARE = 2
"""Sheets without a group that a meeting with groups gets of each worksheet that its groups fill in."""
