"""What the layouts of the papers from notes are told: the picture, the four fields, what was said beside them, what nobody has answered.

Texts of people come in as plain strings: no star is emphasis in them, and no term is looked up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.labels import entries, fill, in_order
from cardprint.layouts.cards import Names, spelled
from cardprint.layouts.days import day_of
from cardprint.layouts.templates import OWN, bare
from cardprint.meetings import Worksheet
from cardprint.model import Edition, Text, plain
from cardprint.notes import BLOCKS, Group, Noted, Notes, Task, Unsure
from cardprint.weighing import APART, FIELDS, UNJUDGED, Judged, Said, Spans, Weighed, alike, by_barrier

Labels = Mapping[str, str]
LISTED = ("keep", "our_words", "process_name", "outside_frames", "parking", "who_is_missing")
"""Blocks that the summary lists one after the other; points of attention come first, by themselves."""
OTHER_SHEETS = ("cards.", "answers.")
"""How fields begin of what is no wrap-up sheet."""
OPEN_ROWS = ("challenges", "home_tasks")
"""What a group may leave empty beside the blocks."""
HEARD_LINES, TASK_LINES, LINE_LONG = 16, 8, 76
"""Lines of challenges and of home tasks on the one page back to the tables, and characters of a line."""
DRAFT_LINES = 5
"""Lines that the box of a draft takes there."""
HEARD_LONG, WHOSE_LONG = 150, 60
"""Characters of a challenge there, and of whose it is."""
WORDS_LARGE = ((6, "large"), (12, "medium"))
"""So many words are hung up in that size; more in small, which is still large."""
NAMED = 5
"""Groups that are named for one line."""
NUMBER_WIDE, PLACE_WIDE, DIGIT_WIDE = 10.0, 14.0, 2.4
"""Columns of numbers and of places, and a digit, in millimetres."""
SHORT_NAME = 24
"""Letters of a group's name that stay in one line."""


class Line(Struct, frozen=True):
    """What somebody wrote, and who; `picture` is handwriting on the shelf, with what it is called."""

    text: str
    whose: str = ""
    picture: str = ""
    alt: str = ""


class Entry(Struct, frozen=True):
    """A challenge as the summary lists it."""

    number: int
    place: str
    lines: tuple[Line, ...]
    importance: str
    effect: str
    spread: str
    barriers: str
    disputed: str
    chosen: bool


class Field(Struct, frozen=True):
    """A field of the picture, with its challenges in their order; `is_placed`: they have places."""

    name: str
    help: str
    entries: tuple[Entry, ...]
    is_placed: bool


class Dot(Struct, frozen=True):
    """A number in the picture, and where."""

    number: int
    x: str
    y: str


class Section(Struct, frozen=True):
    """A heading with lines."""

    name: str
    lines: tuple[Line, ...]


class Counted(Struct, frozen=True):
    """A kind of barrier: before how many challenges it stands, and before which."""

    name: str
    count: int
    numbers: str


class Due(Struct, frozen=True):
    """A home task as it is listed: `number` is the challenge's in this paper, `drawn` is handwriting of the other fields, by their names.

    `name` is who does it, empty where nobody has typed it; `who` says then that it is handwritten.
    """

    name: str
    who: str
    task: Line
    ask: str
    due: str
    number: str
    drawn: tuple[tuple[str, Line], ...] = ()


class Open(Struct, frozen=True):
    """A field that nobody has decided, what was seen there, and its picture."""

    name: str
    seen: str
    picture: str
    alt: str


class Answers(Struct, frozen=True, kw_only=True):
    """The notes of one meeting in one edition. `expected` are the groups that were to answer, `shelf` the pictures that may be shown, by file.

    `found` are the challenges in their order; `is_second`: they were written on the sheet of step 2.
    """

    edition: Edition
    names: Names
    notes: Notes
    title: str
    day: str
    expected: tuple[str, ...] = ()
    worksheet: Worksheet | None = None
    shelf: Mapping[str, str] = {}
    found: tuple[Weighed, ...] = ()
    is_second: bool = False

    @property
    def labels(self) -> Labels:
        """The words of the language."""
        return self.edition.labels

    @property
    def spans(self) -> Spans:
        """The scales of the worksheet."""
        return spans_of(self.worksheet)

    def called(self, name: str) -> str:
        """Call a group: one that has no more than a number is called as on its sheet."""
        return fill(self.labels["group_number"], number=name) if name.isdigit() else " ".join(name.split())

    def line(self, text: str, group: Group, picture: str, what: str) -> Line | None:
        """Give what somebody wrote; handwriting that nobody has typed as its picture, where a person has seen it, or else as a remark."""
        whose = self.called(group.name)
        if text.strip():
            return Line(" ".join(text.split()), _held(whose))
        if not picture:
            return None
        alt = fill(self.labels["note_handwriting_alt"], group=whose, what=what)
        return Line(self.labels["note_handwritten"], _held(whose), self.shelf.get(picture, "") if group.seen else "", alt)


def _held(name: str) -> str:
    """Keep a group's name in one line."""
    return name.replace(" ", "\u00a0") if len(name) <= SHORT_NAME else name


def spans_of(sheet: Worksheet | None) -> Spans:
    """Give the scales of a worksheet; 1 to 4 where it has none, or nobody knows it."""
    usual, scales = Spans(), sheet.scales if sheet else {}
    found = {key: type(usual.effect)(scales[key].min, scales[key].max) for key in ("importance", "effect") if key in scales}
    return Spans(**found)


def values(answers: Answers, draft: Sequence[str] = ()) -> dict[str, Any]:
    """Give what every paper made of notes is told; `draft` says why it is no more than that."""
    edition, labels = answers.edition, answers.labels
    organisation = edition.organisation
    name = organisation.name.value if organisation else ""
    return {
        "labels": labels,
        "title": answers.title,
        "day": answers.day,
        "course": bare(edition.process.name.value),
        "whose": " · ".join(part for part in (labels["draft"] if draft else "", bare(name), bare(edition.area_name.value)) if part),
        "draft": draft,
        "foot": " · ".join(part for part in (answers.title, answers.day) if part),
        "logo": answers.names.logo,
        "logo_alt": organisation.logo.alt.value if organisation and organisation.logo else "",
    }


def summary(answers: Answers) -> dict[str, Any]:
    """Give the values that `summary.xml.j2` is rendered with."""
    notes, labels, found = answers.notes, answers.labels, answers.found
    fields = [made for name in dict.fromkeys(one.field for one in found) if (made := _field(answers, name, found)).entries]
    missing = unanswered(answers)
    undecided = [_open(answers, group, one) for group in notes.groups for one in group.unsure]
    return {
        **values(answers, _unfinished(answers)),
        "counted": _counts(answers, found, missing),
        "missing": ", ".join(missing),
        "besides": ", ".join(besides(answers)),
        "picture": _picture(answers, found) if any(one.field != UNJUDGED for one in found) else None,
        "fields": fields,
        "asks": answers.worksheet is not None or not any(group.cards or group.colleagues for group in notes.groups),
        "number_width": _width([str(len(found))], NUMBER_WIDE),
        "place_width": _width([entry.place for field in fields for entry in field.entries], PLACE_WIDE),
        "has_ties": any(one.first != one.last for one in found),
        "has_same": any(len(one.members) > 1 for one in found),
        "attention": _block(answers, "attention_points"),
        "barriers": _barriers(answers, found),
        "tasks": due(answers, found),
        "sections": [Section(labels[f"block_{name}"], lines) for name in LISTED if (lines := _block(answers, name))],
        "disputes": [_dispute(answers, one) for one in found if one.is_disputed],
        "alike": [[(one.number, first(one)) for one in those] for those in alike(found)],
        "cards": _noted(answers, "cards"),
        "colleagues": _noted(answers, "colleagues"),
        "undecided": undecided,
        "empty": _left_empty(answers),
    }


def _width(texts: Sequence[str], least: float) -> str:
    """Give the width of a column of numbers, in millimetres, as layouts have it."""
    return f"{max([least, *(2.6 + DIGIT_WIDE * len(text) for text in texts)]):.4g}"


def _counts(answers: Answers, found: Sequence[Weighed], missing: Sequence[str]) -> str:
    """Say in a line what came back."""
    labels, count = answers.labels, _count(answers) - len(besides(answers))
    whole = (
        fill(labels["summary_groups_of"], count=count, all=count + len(missing)) if missing else fill(labels["summary_groups"], count=count)
    )
    taken = sum(1 for one in found if one.field == "take")
    return " ".join((whole, fill(labels["summary_counted"], count=len(found), taken=taken, field=labels["quadrant_take"])))


def _unfinished(answers: Answers) -> list[str]:
    """Say what is missing in the notes as a whole."""
    groups = answers.notes.groups
    return _draft(answers.labels, sum(1 for group in groups for _ in untyped_of(group)), sum(len(group.unsure) for group in groups))


def _draft(labels: Labels, untyped: int, undecided: int = 0) -> list[str]:
    """Say why this is no more than a draft: handwriting that nobody has typed, fields that nobody has decided."""
    said = [fill(labels["summary_untyped"], count=untyped)] if untyped else []
    return [*said, fill(labels["summary_undecided"], count=undecided)] if undecided else said


def untyped_of(group: Group) -> Iterator[str]:
    """Give the pictures of what nobody has typed."""
    yield from (one.picture for one in group.challenges if one.picture and not one.text.strip())
    yield from (picture for one in group.challenges for name, picture in one.pictures.items() if picture and not getattr(one, name, ""))
    for task in group.home_tasks:
        yield from (picture for name, picture in {"task": task.picture, **task.pictures}.items() if picture and not _typed(task, name))
    yield from (picture for name, picture in group.pictures.items() if picture and not any(group.blocks.get(name.partition(".")[0], ())))
    for one in (*group.cards, *group.colleagues):
        yield from (picture for name, picture in one.pictures.items() if picture and not one.words.get(name, "").strip())


def _typed(task: Task, name: str) -> str:
    """Give what is typed in a field of a home task."""
    return str(getattr(task, name, "") or "").strip()


def is_answered(answers: Answers, group: Group) -> bool:
    """Tell whether a group has handed in its wrap-up sheet; in a meeting that has none, its note sheet. Who asked colleagues is no group."""
    pictures = any(name != "group" for name in group.pictures)
    doubted = any(not one.field.startswith(OTHER_SHEETS) for one in group.unsure)
    said = (group.challenges, any(group.blocks.values()), pictures, group.home_tasks, doubted)
    return any(map(bool, said)) or bool(group.cards and answers.worksheet is None)


def _count(answers: Answers) -> int:
    """Count the groups that have answered."""
    return sum(is_answered(answers, group) for group in answers.notes.groups)


def unanswered(answers: Answers) -> list[str]:
    """Name the groups that were to answer and have not; where nobody knows which those are, they are the groups of the notes."""
    groups = [group for group in answers.notes.groups if not is_answered(answers, group) and not group.colleagues]
    answered = {group.slug for group in answers.notes.groups if is_answered(answers, group)}
    return [
        answers.called(name)
        for name in answers.expected or [group.name for group in groups]
        if answered.isdisjoint({_slug(name), _slug(answers.called(name))})
    ]


def besides(answers: Answers) -> list[str]:
    """Name the groups that have answered and that the agenda does not name, such as that of a spare sheet without a name."""
    known = {_slug(called) for name in answers.expected for called in (name, answers.called(name))}
    own = [group for group in answers.notes.groups if is_answered(answers, group) and group.slug not in known]
    return [answers.called(group.name) for group in own] if answers.expected else []


def _slug(name: str) -> str:
    return Group(name=name).slug


# --- the picture -----------------------------------------------------------------------------------------------------


class Picture(Struct, frozen=True):
    """The picture of both scales: its axes' names, the steps, the names of its quadrants, the numbers, and what is heard instead."""

    across: str
    upwards: str
    across_steps: tuple[int, ...]
    upwards_steps: tuple[int, ...]
    quadrants: tuple[str, ...]
    dots: tuple[Dot, ...]
    alt: str


def _picture(answers: Answers, found: Sequence[Weighed]) -> Picture:
    """Draw the scales as the sheet's own grid has them: the effect to the right, unless it says otherwise."""
    labels, sheet = answers.labels, answers.worksheet
    turned = sheet is not None and sheet.matrix is not None and (sheet.matrix.x, sheet.matrix.y) == ("importance", "effect")
    right, up = ("importance", "effect") if turned else ("effect", "importance")
    corners = ("return", "take", "save", "examine") if turned else ("examine", "take", "save", "return")
    judged = [one for one in found if one.importance.value is not None and one.effect.value is not None]
    said = [
        f"{labels[f'quadrant_{name}']}: {numbers}" for name in FIELDS if (numbers := _numbers([one for one in judged if one.field == name]))
    ]
    across, upwards = _axis(answers, right), _axis(answers, up)
    return Picture(
        across=fill(labels["axis_across"], name=across),
        upwards=fill(labels["axis_upwards"], name=upwards),
        across_steps=_steps(answers, right),
        upwards_steps=_steps(answers, up),
        quadrants=tuple(labels[f"quadrant_{name}"] for name in corners),
        dots=tuple(Dot(one.number, _coordinate(one, right), _coordinate(one, up)) for one in judged),
        alt=" ".join((fill(labels["picture_alt"], across=across, upwards=upwards), ". ".join(said) + ".")),
    )


def _steps(answers: Answers, key: str) -> tuple[int, ...]:
    span = getattr(answers.spans, key)
    return tuple(range(span.low, span.high + 1))


def _axis(answers: Answers, key: str) -> str:
    """Name a scale as the worksheet's column does."""
    columns = answers.worksheet.columns if answers.worksheet else ()
    own = next((plain(column.label) for column in columns if column.key == key and column.label), "")
    return bare(own) or answers.labels[f"column_{key}"]


def _coordinate(one: Weighed, key: str) -> str:
    return f"{float(getattr(one, key).value):g}"


def _numbers(those: Iterable[Weighed]) -> str:
    return ", ".join(str(one.number) for one in those)


# --- the four fields -------------------------------------------------------------------------------------------------


def _field(answers: Answers, name: str, found: Sequence[Weighed]) -> Field:
    labels = answers.labels
    title = labels[f"quadrant_{name}"] if name in FIELDS else labels[f"field_{name}"]
    entries = tuple(_entry(answers, one) for one in found if one.field == name)
    return Field(title, labels[f"field_{name}_help"], entries, name in FIELDS)


def _entry(answers: Answers, one: Weighed) -> Entry:
    labels = answers.labels
    disagreeing = [answers.called(said.group.name) for said in one.members if said.challenge.disagree]
    return Entry(
        number=one.number,
        place=str(one.first) if one.first == one.last else f"{one.first}–{one.last}",
        lines=lines_of(answers, one),
        importance=shown(one.importance, labels),
        effect=shown(one.effect, labels),
        spread=_spread(one, labels),
        barriers="\u00a0· ".join(one.barriers),
        disputed=fill(labels["entry_disagree"], groups=", ".join(disagreeing)) if disagreeing else "",
        chosen=any(said.id in answers.notes.chosen for said in one.members),
    )


def lines_of(answers: Answers, one: Weighed) -> tuple[Line, ...]:
    """Give a challenge in the words of each group that says it."""
    return tuple(_line_of(answers, said) for said in one.members)


def _line_of(answers: Answers, said: Said) -> Line:
    what = f"{answers.labels['column_challenge'].lower()} {said.number}"
    found = answers.line(said.challenge.text, said.group, said.challenge.picture, what)
    return found or Line(answers.labels["note_no_words"], answers.called(said.group.name))


def first(one: Weighed) -> str:
    """Give a challenge's words as those say it who are named first."""
    return next((" ".join(said.challenge.text.split()) for said in one.members if said.challenge.text.strip()), "–")


def shown(judged: Judged, labels: Labels) -> str:
    """Write a judgement; nobody's as a dash."""
    return number(judged.value, labels) if judged.value is not None else "–"


def number(value: Fraction, labels: Labels) -> str:
    """Write a number as the language does."""
    return f"{float(value):g}".replace(".", labels["decimal"])


def _spread(one: Weighed, labels: Labels) -> str:
    """Say between which steps the judgements of several groups lie, and that what stands there is their median."""
    if max(one.importance.count, one.effect.count) < 2:
        return ""
    both = [
        f"{judged.low}–{judged.high}" if judged.spread else str(judged.low)
        for judged in (one.importance, one.effect)
        if judged.value is not None
    ]
    key = "entry_spread" if len(both) == 2 else "entry_spread_one"
    return fill(labels[key], count=len({said.group.slug for said in one.members}), importance=both[0], effect=both[-1])


# --- what was said beside the challenges -----------------------------------------------------------------------------


def _block(answers: Answers, name: str) -> tuple[Line, ...]:
    """List what all groups wrote in a block: what several wrote letter by letter alike once, with all of them."""
    said: dict[str, list[Line]] = {}
    for group in answers.notes.groups:
        lines = [line for text in group.blocks.get(name, ()) if (line := answers.line(text, group, "", ""))]
        what = answers.labels[f"block_{name}"]
        sheets = [file for key, file in group.pictures.items() if key.partition(".")[0] == name]
        drawn = [line for file in sheets if not lines and (line := answers.line("", group, file, what))]
        for number, line in enumerate((*lines, *drawn)):
            key = line.text.casefold().rstrip(" .") if not line.alt else f"{line.whose} {name} {number}"
            said.setdefault(key, []).append(line)
    return tuple(_joined(those, answers.labels) for those in said.values())


def _joined(those: Sequence[Line], labels: Labels) -> Line:
    one = those[0]
    return Line(one.text, _names([line.whose for line in those], labels), one.picture, one.alt)


def _names(names: Iterable[str], labels: Labels) -> str:
    """Name groups; of many the first ones, and how many more there are."""
    each = list(dict.fromkeys(names))
    left = len(each) - NAMED
    return ", ".join([*each[:NAMED], fill(labels["and_more"], count=left)] if left > 1 else each)


def _barriers(answers: Answers, found: Sequence[Weighed]) -> list[Counted]:
    """Count the kinds of barriers, the commonest first; of the same number in the order of the sheet."""
    sheet = answers.worksheet
    known = [plain(text) for text in sheet.barrier_types] if sheet and sheet.barrier_types else entries(answers.labels, "barrier_types")
    counted = sorted(by_barrier(found, known).items(), key=lambda one: -len(one[1]))
    return [Counted(name, len(those), _numbers(those)) for name, those in counted]


def due(answers: Answers, found: Sequence[Weighed]) -> list[Due]:
    """List the home tasks by who does them, then by when; what names nobody, or no day, comes last."""
    numbers = {said.id: one.number for one in found for said in one.members}
    made = [
        _due(answers, group, task, numbers)
        for group in answers.notes.groups
        for task in group.home_tasks
        if task.task.strip() or task.picture or task.pictures
    ]
    names = {one.name.casefold(): one.name for one in sorted(made, key=lambda one: one.name, reverse=True)}  # Anna rather than anna
    ordered = sorted(made, key=lambda one: (not one.name, in_order(one.name, answers.labels), *_when(one.due, answers)))
    own = [(one, names[one.name.casefold()]) for one in ordered]
    return [replace(one, name=name, who=name or one.who, due=_spelled(one.due, answers.labels)) for one, name in own]


def _due(answers: Answers, group: Group, task: Task, numbers: Mapping[str, int]) -> Due:
    labels, names = answers.labels, {"challenge": "column_challenge", "who": "who", "ask": "task_ask", "due": "due"}
    drawn = {
        key: line
        for key, name in names.items()
        if not _typed(task, key) and (line := answers.line("", group, task.pictures.get(key, ""), labels[name].lower()))
    }
    line = answers.line(task.task, group, task.picture, labels["task"].lower()) or Line("", answers.called(group.name))
    about = numbers.get(f"{group.slug}.{task.challenge}", 0)
    who, ask, when = (" ".join(text.split()) for text in (task.who, task.ask, task.due))
    return Due(
        name=who,
        who=who or (labels["note_hand"] if "who" in drawn else ""),
        task=line,
        ask=ask or (labels["note_hand"] if "ask" in drawn else ""),
        due=when or (labels["note_hand"] if "due" in drawn else ""),
        number=str(about) if about else "",
        drawn=tuple((labels[names[key]], line) for key, line in drawn.items()),
    )


def _spelled(day: str, labels: Labels) -> str:
    """Write a day as the paper does, where it stands there as a date."""
    try:
        return spelled(dt.date.fromisoformat(day).isoformat(), labels)
    except ValueError:
        return day


def _when(text: str, answers: Answers) -> tuple[int, int]:
    """Order days as people write them; what is no day comes after those, and nothing at all last."""
    day = day_of(text, answers.labels, dt.date.fromisoformat(answers.notes.date) if answers.notes.date else None)
    return (0, day.toordinal()) if day else (1 if text else 2, 0)


def _dispute(answers: Answers, one: Weighed) -> Line:
    """Say who does not agree about a challenge, and how far groups lie apart."""
    labels = answers.labels
    groups = [answers.called(said.group.name) for said in one.members if said.challenge.disagree]
    parts = [fill(labels["entry_disagree"], groups=", ".join(groups))] if groups else []
    for key, judged in (("importance", one.importance), ("effect", one.effect)):
        if judged.spread >= APART:
            parts.append(fill(labels["entry_apart"], scale=_axis(answers, key), low=judged.low, high=judged.high))
    return Line(f"{one.number}. {lines_of(answers, one)[0].text}", " ".join(parts))


class NotedRow(Struct, frozen=True):
    """A row of a note sheet, or what a colleague said: whose it is, and what is in it, by the names of its columns."""

    whose: str
    head: str
    parts: tuple[tuple[str, Line], ...]


def _noted(answers: Answers, key: str) -> list[NotedRow]:
    """List the rows of note sheets by card, or what colleagues said."""
    rows = [_noted_row(answers, group, one) for group in answers.notes.groups for one in getattr(group, key)]
    return sorted((row for row in rows if row.parts), key=lambda row: (not row.head, _natural(row.head)))


def _noted_row(answers: Answers, group: Group, one: Noted) -> NotedRow:
    labels, parts = answers.labels, []
    for name in dict.fromkeys((*one.words, *one.pictures)):
        called = labels.get(f"column_{name}", name)
        line = answers.line(one.words.get(name, ""), group, one.pictures.get(name, ""), called)
        if line and (name != "card" or line.alt):
            parts.append((called, line))
    return NotedRow(answers.called(group.name), " ".join(one.words.get("card", "").split()), tuple(parts))


def _natural(text: str) -> tuple[int, str]:
    digits = "".join(letter for letter in text if letter.isdigit())[:9]
    return (int(digits) if digits.isascii() and digits else 0, text)


# --- what is open ----------------------------------------------------------------------------------------------------


def _open(answers: Answers, group: Group, one: Unsure) -> Open:
    name = f"{answers.called(group.name)}, {field_called(one.field, answers.labels)}"
    seen = " · ".join(one.seen) or "–"
    return Open(name, seen, answers.shelf.get(one.picture, "") if group.seen else "", name)


def field_called(field: str, labels: Labels) -> str:
    """Call a field in words: `challenges.2.importance` is challenge 2, importance."""
    base, *rest = field.split(".")
    heads = {"challenges": "column_challenge", "home_tasks": "column_home_task", "cards": "card", "answers": "column_bother"}
    head = labels.get(heads.get(base, ""), "") or labels.get(f"block_{base}", "") or labels.get(base, base)
    number = rest[0] if rest and rest[0].isdigit() else ""
    last = rest[-1] if len(rest) > 1 else ""
    named = {"disagree": "listed_disagree", "task": "task", "ask": "task_ask"}.get(last, f"column_{last}")
    tail = "" if last == "text" else labels.get(named, last)
    return ", ".join(part for part in (" ".join(part for part in (head, number) if part).lower(), tail.lower()) if part)


def _left_empty(answers: Answers) -> list[Section]:
    """Say for each question of the sheet which groups have not answered it."""
    labels, groups = answers.labels, [group for group in answers.notes.groups if is_answered(answers, group)]
    asked = answers.worksheet.blocks if answers.worksheet else ()
    names = [
        name for name in (*OPEN_ROWS, *BLOCKS) if name in asked or _anybody(groups, name) or (name == "challenges" and answers.worksheet)
    ]
    out = []
    for name in names:
        silent = [answers.called(group.name) for group in groups if not _has(group, name)]
        called = labels["column_challenge"] if name == "challenges" else labels[f"block_{name}"]
        if silent:
            out.append(Section(called, (Line(labels["nobody"] if len(silent) == len(groups) > 1 else ", ".join(silent)),)))
    return out


def _has(group: Group, name: str) -> bool:
    if name in OPEN_ROWS:
        return bool(getattr(group, name)) or any(one.field.startswith(f"{name}.") for one in group.unsure)
    return any(text.strip() for text in group.blocks.get(name, ())) or any(key.partition(".")[0] == name for key in group.pictures)


def _anybody(groups: Iterable[Group], name: str) -> bool:
    return any(_has(group, name) for group in groups)


# --- the page back to the tables, lists for persons, words to hang up ------------------------------------------------


def answer(answers: Answers) -> dict[str, Any]:
    """Give the values that `answer.xml.j2` is rendered with: no more than a page has room for, and how much more there is."""
    labels, found, notes = answers.labels, answers.found, answers.notes
    chosen = [one for one in found if any(said.id in notes.chosen for said in one.members)]
    draft = _unfinished(answers)
    heard = [Line(_short(first(one)), _whose(answers, one)) for one in (chosen or found) if first(one) != "–"]
    every = due(answers, found)
    agreed = [
        Line(_short(one.task.text), _short(_joint(one.name, one.due), WHOSE_LONG)) for one in every if one.task.text and not one.task.alt
    ]
    told, tasks = _with_room(heard, HEARD_LINES - (DRAFT_LINES if draft else 0)), _with_room(agreed, TASK_LINES)
    left, more = len(found) - len(told), len(every) - len(tasks)
    return {
        **values(answers, draft),
        "groups": fill(labels["answer_groups"], count=_count(answers), challenges=len(found)),
        "heard": told,
        "more": fill(labels["answer_more"], count=left) if left > 0 and told else "",
        "next": _next(answers, len(chosen), are_told=len(told) >= len(chosen)),
        "tasks": tasks,
        "more_tasks": fill(labels["answer_more_tasks"], count=more) if more and tasks else "",
    }


def _next(answers: Answers, chosen: int, *, are_told: bool) -> str:
    """Say what step 2 begins with: what stands above, where all of it does; nothing where nobody has written a challenge."""
    if not chosen:
        return answers.labels["answer_not_chosen"] if answers.found and not answers.is_second else ""
    return answers.labels["answer_chosen"] if are_told else fill(answers.labels["answer_chosen_count"], count=chosen)


def _joint(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _with_room(lines: Sequence[Line], most: int) -> list[Line]:
    """Take from the first on what has room in so many lines of the page."""
    taken = accumulate(-(-(len(line.text) + len(line.whose) + 3) // LINE_LONG) for line in lines)
    return [line for line, end in zip(lines, taken, strict=True) if end <= most]


def _whose(answers: Answers, one: Weighed) -> str:
    return _short(_names([answers.called(said.group.name) for said in one.members], answers.labels), WHOSE_LONG)


def _short(text: str, most: int = HEARD_LONG) -> str:
    """Shorten a text to a page's measure, at a word, so that one sees it."""
    return text if len(text) <= most else (text[:most].rpartition(" ")[0] or text[:most]).rstrip(" ,;.:–") + " …"


def persons(answers: Answers) -> list[str]:
    """Name those who have home tasks, each once, as they are first written; whose name nobody has typed comes last, as nobody."""
    return list(dict.fromkeys(one.name for one in due(answers, answers.found)))


def tasks(answers: Answers, who: Text | str) -> dict[str, Any]:
    """Give the values that `tasks.xml.j2` is rendered with, for one person."""
    found = answers.found
    words = {one.number: first(one) for one in found}
    own = [one for one in due(answers, found) if one.name.casefold() == plain(who).casefold()]
    about = {one.number: words[int(one.number)] for one in own if one.number}
    untyped = sum(len(one.drawn) + bool(one.task.alt) for one in own)
    return {
        **values(answers, _draft(answers.labels, untyped)),
        "who": plain(who) or answers.labels["tasks_nobody"],
        "help": answers.labels["tasks_help" if plain(who) else "tasks_nobody_help"],
        "tasks": own,
        "about": about,
    }


def our_words(answers: Answers) -> dict[str, Any]:
    """Give the values that `words.xml.j2` is rendered with: the fewer words, the larger; a word of the vocabulary with its meaning."""
    lines = _block(answers, "our_words")
    untyped = sum(bool(line.alt) for line in lines)
    meanings = {
        form.casefold(): term.meaning
        for term in answers.edition.vocabulary.values()
        for form in (term.id, *term.forms.values())
        if term.meaning
    }
    return {
        **values(answers, _draft(answers.labels, untyped)),
        "words": [(line, meanings.get(line.text.casefold(), "")) for line in lines],
        "size": next((name for most, name in WORDS_LARGE if len(lines) <= most), "small"),
    }


OWN |= {Line, Entry, Field, Dot, Section, Counted, Due, Open, Picture, NotedRow}
