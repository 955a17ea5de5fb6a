"""Node -> agendas, by their tables of keys. What an agenda must agree with is seen to when an area's edition is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec.structs import replace

from cardprint.meetings import DAY as MINUTES_OF_A_DAY
from cardprint.meetings import (
    MEETING_TYPES,
    PER,
    PURPOSES,
    Agenda,
    Amount,
    Challenge,
    Changes,
    Groups,
    Held,
    HomeTask,
    Item,
    Leadership,
    More,
    Plain,
    Reply,
    Role,
)  # fmt: skip
from cardprint.model import Text
from cardprint.notes import slug
from cardprint.sources.nodes import Node, Pairs, Series
from cardprint.sources.reading import Key, Reading, Record, Type, either, fields, record, require, shaped
from cardprint.sources.values import CLOCK, DAY, ID, NAMED, TEXT, URL, choice, each, is_id, known, many, number, once, placed

MOST_GROUPS = 60
MOST_PEOPLE = 5000
MOST_HELD = 200
"""Workplaces of one agenda."""
MOST_ITEMS = 20_000
"""Items of one agenda at all its workplaces."""
STEP = number(1, 6)
STEP2 = "-step2"
"""Ends the names of the notes of a meeting's second sheet."""


def noun(make: Callable[..., Any], table: Record, needed: Iterable[str] = ()) -> Type:
    """A mapping that becomes a frozen noun with its Place; None where a key that it needs is missing."""

    def read(reading: Reading, key: str, node: Node) -> Any:
        values = fields(reading, key, node, table)
        if values is None or not isinstance(node, Pairs) or not require(reading, node, values, needed, key):
            return None
        return make(place=node.place, **values)

    return Type(table.name, read, shaped(table.name))


def words(table: Record) -> Type:
    """What a translation says otherwise: field to value."""
    return each(
        Type(f"mapping of words ({table.name})", lambda reading, key, node: fields(reading, key, node, table), shaped(table.name)),
        "language",
    )


def listed(kind: str) -> Type:
    """An id with its Place of what must be there, and be among what cardprint.yaml lists."""
    there = placed(known(kind))

    def read(reading: Reading, key: str, node: Node) -> Plain | None:
        found: Plain | None = there.read(reading, key, node)
        among = reading.known.get(f"listed_{kind}")
        if found and among is not None and found.value not in among:
            reading.error("not-listed", found.place, name=found.value, key=f"{kind}s")
        return found

    return Type(there.name, read, there.shape)


_COUNT = number(1, MOST_GROUPS)
_NAMES = once(many(TEXT, 1, MOST_GROUPS))


def _groups(reading: Reading, key: str, node: Node) -> Groups | None:
    """Read how many groups there are, or their names."""
    if isinstance(node, Series):
        names: tuple[Text, ...] | None = _NAMES.read(reading, key, node)
        _told_apart(reading, names or ())
        return Groups(count=len(names), names=names, place=node.place) if names else None
    count = _COUNT.read(reading, key, node)
    return None if count is None else Groups(count=count, place=node.place)


def _told_apart(reading: Reading, names: Iterable[Text]) -> None:
    """Look for groups whose challenges would get the same numbers, `bord1.1`, in the notes that come back."""
    seen: dict[str, Text] = {}
    for name in names:
        first = seen.setdefault(slug(name.value), name)
        if first is not name:
            reading.error("group-twice", name.place, name=name.value, other=first.value)


TEXTS = many(TEXT)
MATERIAL = record(
    "material",
    (
        Key("text", TEXT, "What to bring."),
        Key("count", number(1, MOST_PEOPLE), "How many.", "1"),
        Key("per", choice(PER), "For whom so many: the meeting, each group, or each person.", "meeting"),
    ),
)


def _material(reading: Reading, key: str, node: Node) -> tuple[Text, Amount] | None:
    """Read a thing to bring: its name, or how many there are to be of it as well."""
    if not isinstance(node, Pairs):
        text: Text | None = TEXT.read(reading, key, node)
        return None if text is None else (text, Amount())
    values = fields(reading, key, node, MATERIAL)
    if values is None or not require(reading, node, values, ("text",), key):
        return None
    return values["text"], Amount(values.get("count", 1), values.get("per", ""))


MATERIALS = many(Type("text, or a material", _material, either(TEXT.shape, shaped(MATERIAL.name))))
LEADERSHIP = record(
    "leadership",
    (
        Key("text", TEXT, "The leaders' backing, in their words."),
        Key("name", TEXT, "Who says it."),
        Key("title", TEXT, "What they are."),
    ),
)
CHALLENGE = record(
    "given challenge",
    (
        Key("text", TEXT, "The challenge."),
        Key("may", TEXT, "What you must and may do within it."),
    ),
)
ROLE = record(
    "role",
    (
        Key("role", TEXT, "Who takes part as what."),
        Key("brings", TEXT, "What they bring."),
        Key("tasks", TEXTS, "What they do."),
    ),
)
REPLY = record(
    "reply",
    (
        Key("by", DAY, "The last day to answer; before the meeting."),
        Key("to", TEXT, "Whom to answer; left out, the organisation's contact."),
    ),
)
MORE = record(
    "more",
    (
        Key("text", TEXT, "What there is to read."),
        Key("url", URL, "Its address."),
        Key("note", TEXT, "A remark."),
    ),
)
HOME_TASK = record(
    "home task",
    (
        Key("task", TEXT, "What is to be examined."),
        Key("who", TEXT, "Who does it."),
        Key("due", DAY, "By which day; not before the meeting."),
    ),
)
_ITEM_WORDS = {
    key.name: key
    for key in (
        Key("title", TEXT, "The item's name."),
        Key("responsible", TEXT, "Who leads it."),
        Key("why", TEXT, "Why it is there; for the facilitator."),
        Key("method", TEXT, "How it is done; for the facilitator."),
        Key("group_form", TEXT, "Who sits together; for the facilitator."),
        Key("materials", TEXTS, "What is needed; summed in the packing list."),
        Key("output", TEXT, "What comes out of it."),
        Key("plan_b", TEXT, "What to do if it goes otherwise; for the facilitator."),
        Key("facilitator_note", TEXT, "A remark for the facilitator."),
        Key("attachments", TEXTS, "What goes out with the agenda."),
    )
}
ITEM_TRANSLATION = record("item translation", _ITEM_WORDS.values())
ITEM = record(
    "item",
    (
        _ITEM_WORDS["title"],
        Key("purpose", choice(PURPOSES), "What the item is for."),
        Key(
            "minutes",
            number(1, MINUTES_OF_A_DAY),
            "How long it takes; clock times are reckoned from it.",
            "no clock time for it and what follows",
        ),
        Key("step", STEP, "Which of the six steps it belongs to.", "the agenda's"),
        *(_ITEM_WORDS[name] for name in ("responsible", "why", "method", "group_form")),
        Key("group_size", number(1, MOST_PEOPLE), "How many talk together; the minutes are compared with it.", "expected by groups"),
        Key("materials", MATERIALS, "What is needed; summed in the packing list."),
        Key("deck", listed("deck"), "Id of the deck that is used."),
        Key("cards", many(placed(known("card"))), "Ids of its cards; one that the area drops is left out.", "all of the deck"),
        Key("worksheet", listed("worksheet"), "Id of the worksheet that is filled in."),
        *(_ITEM_WORDS[name] for name in ("output", "plan_b", "facilitator_note", "attachments")),
        Key("translations", words(ITEM_TRANSLATION), "The same words in other languages."),
    ),
)


def _item(*, materials: tuple[tuple[Text, Amount], ...] = (), **values: Any) -> Item:
    return Item(materials=tuple(text for text, _ in materials), amounts=tuple(amount for _, amount in materials), **values)


ITEMS = many(noun(_item, ITEM, ("title",)))
_WORDS = {
    key.name: key
    for key in (
        Key("title", TEXT, "The meeting's name."),
        Key("forum", TEXT, "Who meets."),
        Key("place", TEXT, "Where.", into="venue"),
        Key("participants", TEXTS, "Who comes."),
        Key("purpose", TEXT, "What the meeting is for."),
        Key("outcome", TEXT, "What there is when it ends."),
        Key("why_you", TEXT, "Why those who get the invitation are asked; on the invitation."),
        Key("sender", TEXT, "From whom the invitation is.", "who speaks for the leaders, else the chair"),
        Key("leadership", noun(Leadership, LEADERSHIP, ("text",)), "The leaders' backing, in their words."),
        Key("headline", TEXT, "The common heading of the course."),
        Key("principles", TEXTS, "What the organisation already stands on."),
        Key("goals", TEXTS, "What is decided politically."),
        Key("can_change", TEXTS, "What we can change."),
        Key("cannot_change", TEXTS, "What is fixed."),
        Key("undecided", TEXTS, "What is not decided yet."),
        Key("given_challenges", many(noun(Challenge, CHALLENGE, ("text",))), "Challenges that were chosen beforehand."),
        Key("roles", many(noun(Role, ROLE, ("role",))), "Roles and their tasks."),
        Key("preparation", TEXTS, "What to prepare."),
        Key("before_meeting", TEXTS, "What the facilitator does before the meeting; a box on the script's first page."),
        Key("after_meeting", TEXTS, "What the facilitator does after the meeting; a box after the last item."),
        Key("reply", noun(Reply, REPLY), "By when and to whom to answer the invitation."),
        Key("more", many(noun(More, MORE, ("text",))), "Where to read more."),
        Key("home_tasks", many(noun(HomeTask, HOME_TASK, ("task",))), "What is examined until the next meeting."),
    )
}
AGENDA_TRANSLATION = record("agenda translation", _WORDS.values())
_KEYS = (
    _WORDS["title"],
    Key("meeting_type", choice(MEETING_TYPES), "Which of the five forms it has.", "intro"),
    _WORDS["forum"],
    Key("step", STEP, "Which of the six steps the meeting belongs to.", "1"),
    Key("date", DAY, "The day."),
    Key("start", CLOCK, "When it begins."),
    Key("end", CLOCK, "When it ends; checked against the minutes.", "start and minutes"),
    _WORDS["place"],
    Key("expected", number(1, MOST_PEOPLE), "How many people are expected."),
    Key(
        "groups",
        Type(f"{_COUNT.name}, or a list of names", _groups, either(_COUNT.shape, _NAMES.shape)),
        "The groups: sets of cards, worksheets and packing list follow.",
    ),
    Key("chair", TEXT, "Who chairs the meeting."),
    Key("facilitator", TEXT, "Who facilitates.", "the project's"),
    Key("note_taker", TEXT, "Who takes notes."),
    *(key for name, key in _WORDS.items() if name not in {"title", "forum", "place", "home_tasks"}),
    Key("items", ITEMS, "The items, in their order."),
    _WORDS["home_tasks"],
    Key("case_number", TEXT, "The case number."),
    Key("translations", words(AGENDA_TRANSLATION), "The same words in other languages."),
)
OVERLAY = record("agenda in an area", _KEYS)
_OF_A_WORKPLACE = (
    "date",
    "start",
    "end",
    "place",
    "expected",
    "groups",
    "chair",
    "facilitator",
    "note_taker",
    "participants",
    "sender",
    "reply",
    "home_tasks",
)
_THERE = [key for key in _KEYS if key.name in (*_OF_A_WORKPLACE, "case_number")]
HELD_TRANSLATION = record("held translation", [key for key in _THERE if key.name in _WORDS])
HELD = record(
    "workplace of a meeting",
    (
        Key("id", NAMED, "Stands behind the agenda's id in the names of files and notes."),
        Key("name", TEXT, "What the workplace is called; stands behind the meeting's title.", "the id"),
        Key("area", placed(known("area")), "The area whose papers it gets.", "the agenda's"),
        *(Key(key.name, key.type, key.doc, "the agenda's", key.into) for key in _THERE),
        Key("translations", words(HELD_TRANSLATION), "The same words in other languages."),
    ),
)


def _held(reading: Reading, key: str, node: Node) -> Held | None:
    """Read one workplace; what it says beside its id, name and area takes the place of what the agenda says."""
    values = fields(reading, key, node, HELD)
    if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("id",), key):
        return None
    _sound_end(node, values)
    own = {name: values.pop(name) for name in ("id", "name", "area") if name in values}
    return Held(changes=values, place=node.place, **own)


AGENDA = record(
    "agenda",
    (
        Key("id", ID, "Names the files.", "the file's name"),
        Key("area", known("area"), "Only there.", "in all areas"),
        Key("language", known("language"), "Language of the words.", "the project's"),
        *_KEYS,
        Key(
            "held",
            many(Type(HELD.name, _held, shaped(HELD.name)), 1, MOST_HELD),
            "The workplaces that the same meeting is held at: each gets its own papers and notes.",
            "held once",
        ),
    ),
)


def each_held(of: Agenda) -> tuple[Agenda, ...]:
    """Give an agenda for each workplace that the meeting is held at; the agenda itself where it names none."""
    return tuple(_held_at(of, held) for held in of.held) or (of,)


def _held_at(of: Agenda, held: Held) -> Agenda:
    here = held.changes
    translations = {language: {key: value for key, value in said.items() if key not in here} for language, said in of.translations.items()}
    return replace(
        of,
        id=f"{of.id}-{held.id.value}",
        of=of.id,
        workplace=held.name or held.id,
        area=held.area.value or of.area,
        here=here,
        held=(),
        translations=translations,
        place=held.place,
    )


def agenda(reading: Reading, node: Pairs, name: str) -> Agenda:
    """Read an agenda; `name` is its id where it names none."""
    values = fields(reading, "agenda", node, AGENDA) or {}
    require(reading, node, values, ("title", "items"), name)
    _sound_end(node, values)
    values.setdefault("id", name)
    values.setdefault("title", Text(values["id"], node.place))
    return _told_where(reading, Agenda(place=node.place, **values))


def _told_where(reading: Reading, of: Agenda) -> Agenda:
    """Look for workplaces whose papers or notes would have the names of others, and leave those out; and for those that get none."""
    seen: dict[str, Held] = {}
    listed = reading.known.get("listed_area")
    most = MOST_ITEMS // max(1, len(of.items))
    if len(of.held) > most:
        reading.error("count", of.held[most].place, key="held", count=len(of.held), least=1, most=most)
        of = replace(of, held=of.held[:most])
    for held in of.held:
        first = seen.setdefault(held.id.value.casefold(), held)
        name = f"{of.id}-{held.id.value}"
        if first is not held:
            reading.error("duplicate-id", held.id.place, name=held.id.value, other=str(first.id.place))
        elif not is_id(name):
            reading.error("not-id", held.id.place, key="id", value=name)
        elif name.endswith(STEP2):
            reading.error("held-reserved", held.id.place, name=held.id.value)
        if of.area and held.area and held.area.value != of.area:
            reading.error("held-elsewhere", held.area.place, name=held.id.value, area=held.area.value, only=of.area)
        elif held.area and listed is not None and held.area.value not in listed:
            reading.warning("held-nowhere", held.area.place, name=held.id.value, area=held.area.value)
    return replace(of, held=tuple(seen.values()))


def _sound_end(node: Pairs, values: dict[str, Any]) -> None:
    """Forget the end where the start or an item is lost: the minutes could not agree with it."""
    written = node.entries["items"][1] if "items" in node.entries else None
    is_short = isinstance(written, Series) and len(written.items) != len(values.get("items", ()))
    if is_short or ("start" in node.entries and "start" not in values):
        values.pop("end", None)


def _overlay(reading: Reading, key: str, node: Node) -> Changes | None:
    values = fields(reading, key, node, OVERLAY)
    if values is not None and isinstance(node, Pairs):
        require(reading, node, values, ("items",) if "items" in node.entries else (), key)
        _sound_end(node, values)
    return values


OVERLAYS = each(Type("keys of an agenda", _overlay, shaped(OVERLAY.name)), "agenda")


def overlays(reading: Reading, node: Node) -> dict[str, Changes]:
    """Read what an area says otherwise of agendas; its items may name every card that is printed anywhere."""
    everything = {**reading.known, "card": reading.known["printed"]} if "printed" in reading.known else reading.known
    found: dict[str, Changes] | None = OVERLAYS.read(replace(reading, known=everything), "agendas", node)
    return found or {}
