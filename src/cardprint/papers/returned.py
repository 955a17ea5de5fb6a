"""What the papers of a meeting's notes are made of: the notes with what can be printed of them, and the pictures that may be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import pictures
from cardprint.context import Context
from cardprint.errors import Found, Place, Problem, Severity, warning
from cardprint.fonts import JOINED, SOFT_HYPHEN, Typeface
from cardprint.geometry import mm
from cardprint.layouts import summaries
from cardprint.layouts.cards import spelled
from cardprint.layouts.summaries import Answers
from cardprint.layouts.templates import bare
from cardprint.meetings import Agenda, Worksheet
from cardprint.model import NOWHERE, Text
from cardprint.notes import PICTURE_SCALE, Challenge, Group, Notes
from cardprint.papers.meetings import Sheet
from cardprint.papers.orders import Destination, Subject
from cardprint.scripts import UNIT
from cardprint.typeset.hyphenation import Hyphenator, real_breaks
from cardprint.weighing import weighed

SIGNS = ("□", "?")
"""Stand for a character that no font has: the first that one has."""
STYLES = ("regular", "bold", "italic")
"""Faces that notes are printed in."""
PIECE, WIDE = 9.0, 1.7
"""Letters of a word that no column is too narrow for; as how many a wide one counts."""
_WIDE = frozenset("WMmw@%—…æÆœŒ")
STEP = "step2"
"""Ends the names of the sheet that goes on from here, and of what comes back on it."""
MOST_PICTURES = 2_000
MOST_TOLD = 20
"""Places of characters that are told in one run."""


class Returned(Subject, frozen=True, kw_only=True):
    """The notes of a meeting, or of a worksheet without one."""

    answers: Answers
    sheet: Sheet | None = None


class Persons(Returned, frozen=True, kw_only=True):
    """Those who have home tasks: a part of the file for each."""

    @property
    def parts(self) -> Sequence[str]:
        """Their names; an empty one for tasks that nobody has taken on."""
        return summaries.persons(self.answers)

    def bookmark(self, part: Text | str) -> str:
        """Name a person's part."""
        return str(part) or self.context.edition.labels["tasks_nobody"]


def returned(
    context: Context, notes: Notes, to: Destination, *, of: Agenda | Worksheet, worksheets: Sequence[Worksheet]
) -> Found[Returned]:
    """Say what papers of notes are made of: what no font has is replaced, and told. Files are called as the notes' file is."""
    agenda, worksheet = (of, _handed_out(of, notes, worksheets)) if isinstance(of, Agenda) else (None, of)
    clean, odd = printable(notes, context.typeface, context.setting.hyphenator)
    shown, shelf, missing = _pictures(context, notes)
    name = PurePosixPath(notes.place.file).stem or of.id
    is_second = name == f"{of.id}-{STEP}"
    date = notes.date or (agenda.date.value if agenda and not is_second else "")
    title = replace(of.title, value=f"{of.title.value}, {context.edition.labels['step']} 2") if is_second else of.title
    answers = Answers(
        edition=context.edition,
        names=context.names,
        notes=replace(clean, date=date),
        title=bare(title.value),
        day=spelled(date, context.edition.labels) if date else "",
        expected=() if is_second else _groups(agenda),
        is_second=is_second,
        worksheet=worksheet,
        shelf=shelf,
        found=weighed(clean, summaries.spans_of(worksheet)),
    )
    sheet, untyped = _chosen(context, answers, to, agenda, worksheet or next((one for one in worksheets if one.kind == "wrap_up"), None))
    whole = Returned(
        context=shown,
        name=name,
        title=title,
        date=date,
        place=notes.place,
        to=to,
        answers=answers,
        sheet=sheet,
    )
    return whole, (*odd, *missing, *untyped)


def subjects(whole: Returned) -> Mapping[str, Sequence[Subject]]:
    """Say what each kind of paper is made of; of what nobody wrote there is none."""
    answers = whole.answers
    persons = Persons(**{name: getattr(whole, name) for name in Returned.__struct_fields__})
    return {
        "notes": [whole],
        "persons": [persons] if persons.parts else [],
        "words": [whole] if any(group.blocks.get("our_words") for group in answers.notes.groups) else [],
        "chosen": [whole.sheet] if whole.sheet else [],
    }


def _handed_out(agenda: Agenda, notes: Notes, worksheets: Sequence[Worksheet]) -> Worksheet | None:
    """Find the worksheet that the groups filled in: the one that the notes name, else the wrap-up sheet of the meeting."""
    by_id = {sheet.id: sheet for sheet in worksheets}
    named = [str(notes.worksheet.get("id", "")), *(item.worksheet.value for item in agenda.items)]
    found = [by_id[name] for name in named if name in by_id]
    return next((sheet for sheet in found if sheet.kind == "wrap_up"), None)


def _groups(agenda: Agenda | None) -> tuple[str, ...]:
    """Name the groups that were to answer: their own names, else numbers."""
    groups = agenda.groups if agenda else None
    if groups is None:
        return ()
    return tuple(name.value for name in groups.names) or tuple(str(number) for number in range(1, groups.count + 1))


def _chosen(context: Context, answers: Answers, to: Destination, agenda: Agenda | None, worksheet: Worksheet | None) -> Found[Sheet | None]:
    """Make the worksheet of step 2: the same sheet with the challenges that were chosen, a copy for each group, whose name it writes itself.

    It is a sheet of its own, so that what comes back on it does not get among the notes that it is made of. A challenge that nobody has typed is told.
    """
    said = {name: (group, number, one) for group in answers.notes.groups for number, (name, one) in enumerate(group.numbered(), 1)}
    chosen = [(name, *said[name]) for name in answers.notes.chosen if name in said]
    texts = [_prefilled(answers, group, number, one) for _, group, number, one in chosen]
    if not texts or worksheet is None:
        return None, ()
    untyped = [(name, one) for name, _, _, one in chosen if not one.text.strip() and STEP in to.kinds]
    name = agenda.id if agenda else worksheet.id
    filled = replace(worksheet, id=f"{name}-{STEP}", step=2, prefilled_challenges=tuple(texts), rows=max(worksheet.rows, len(texts)))
    groups = len(_groups(agenda)) or 1
    sheet = Sheet(
        context=context,
        name=name,
        title=filled.title,
        date=filled.date,
        place=answers.notes.place,
        to=to,
        worksheet=filled,
        groups=("",) * groups,
        where=agenda.workplace.value if agenda else "",
    )
    return sheet, tuple(warning("chosen-untyped", one.place, challenge=name) for name, one in untyped)


def _prefilled(answers: Answers, group: Group, number: int, challenge: Challenge) -> Text:
    """Give a challenge as a text of the sheet: its stars stay stars; what nobody has typed is told by its group and number."""
    labels = answers.labels
    named = f"{answers.called(group.name)}, {labels['column_challenge'].lower()} {number}: {labels['note_handwritten']}"
    said = " ".join(challenge.text.split()) or named
    return Text(said.replace("*", f"{JOINED}*{JOINED}"), challenge.place)


# --- characters ------------------------------------------------------------------------------------------------------


def printable(notes: Notes, typeface: Typeface, hyphenator: Hyphenator) -> Found[Notes]:
    """Put a sign in the place of each character that cannot be printed, and let long words be cut; each place is told."""
    writer = _Writer(typeface, hyphenator)
    clean = replace(notes, groups=tuple(writer.group(group) for group in notes.groups))
    return clean, tuple(writer.problems[:MOST_TOLD])


def plain(text: str, context: Context) -> str:
    """Do the same with one text, such as a file's name; nobody is told."""
    return _Writer(context.typeface, context.setting.hyphenator).text(text, NOWHERE)


class _Writer:
    def __init__(self, typeface: Typeface, hyphenator: Hyphenator) -> None:
        self.typeface, self.hyphenator = typeface, hyphenator
        self.sign = next((sign for sign in SIGNS if not self._lacking(sign)), "?")
        self.problems: list[Problem] = []

    def group(self, group: Group) -> Group:
        """Go through what a group wrote. Its name keeps its letters, for ids begin with it."""
        found: Group = self._noun(group, group.place)
        return found

    def _noun(self, noun: Any, place: Place) -> Any:
        kept = {"place", "picture", "pictures", "same_as", "field", "sources", "chosen"}
        values = {name: getattr(noun, name) for name in noun.__struct_fields__ if name not in kept}
        return replace(noun, **{name: self._value(value, noun.place or place) for name, value in values.items()})

    def _value(self, value: Any, place: Place) -> Any:
        if isinstance(value, str):
            return self.text(value, place)
        if isinstance(value, tuple):
            return tuple(self._value(one, place) for one in value)
        if isinstance(value, Mapping):
            return {name: self._value(one, place) for name, one in value.items()}
        return self._noun(value, place) if isinstance(value, Struct) else value

    def text(self, text: str, place: Place) -> str:
        """Put the sign where a character lacks, and cuts into long words."""
        text = unicodedata.normalize("NFC", text)
        lacking = self._lacking(text)
        if lacking:
            told = " ".join(dict.fromkeys(unit for unit in lacking if unit.isprintable()))
            self.problems.append(warning("note-character", place, characters=told or "–", sign=self.sign))
            text = "".join(self.sign if unit in lacking else unit for unit in UNIT.findall(text))
        return _LONG.sub(lambda found: self._cuttable(found[0]), text)

    def _cuttable(self, word: str) -> str:
        """Let a word be cut where nothing else cuts it: a row of letters must not stop a paper."""
        if SOFT_HYPHEN in word:
            word = word.replace(SOFT_HYPHEN, "")
        known = {*self.hyphenator.positions(word), *self.hyphenator.doubted(word)}
        more = set(_more_cuts(word, {*known, *real_breaks(word)}))
        cuts = [0, *sorted(known | more), len(word)]
        return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(cuts)) if more else word

    def _lacking(self, text: str) -> set[str]:
        return {unit for style in STYLES for unit in self.typeface.unprintable(text, style) if not unit.isspace()}


def _more_cuts(word: str, known: Collection[int]) -> Iterator[int]:
    """Give further cuts, where from one cut to the next there are more letters than a narrow column holds."""
    wide = 0.0
    for at, letter in enumerate(word):
        own = WIDE if letter in _WIDE or letter.isupper() or letter > "\u024f" else 1.0
        if at in known:
            wide = 0.0
        elif wide + own > PIECE:
            wide = 0.0
            yield at
        wide += own


_LONG = re.compile(r"\S{6,}")


# --- pictures --------------------------------------------------------------------------------------------------------


def _pictures(context: Context, notes: Notes) -> tuple[Context, dict[str, str], list[Problem]]:
    """Load the handwriting that a person has looked at and nobody has typed; a picture that is not sound is told and left out."""
    root = context.edition.project.root or Path()
    wanted = [(picture, group.place) for group in notes.groups if group.seen for picture in (*summaries.untyped_of(group), *_open(group))]
    problems: list[Problem] = []
    if len(wanted) > MOST_PICTURES:
        problems.append(warning("note-pictures-many", notes.place, count=len(wanted), most=MOST_PICTURES))
    shelf: dict[str, pictures.Picture] = {}
    names: dict[str, str] = {}
    for file, place in dict(wanted[:MOST_PICTURES]).items():
        found, faults = pictures.load(root / file, place, file, root=root)
        problems += [fault._replace(severity=Severity.WARNING) for fault in faults]
        if found is not None and not faults:
            names[file] = f"note:{file}"
            shelf[names[file]] = found
    aspects = {**context.setting.aspects, **{name: pictures.aspect(picture) for name, picture in shelf.items()}}
    widths = {name: mm(picture.width / PICTURE_SCALE) for name, picture in shelf.items()}
    setting = replace(context.setting, aspects=aspects, widths={**context.setting.widths, **widths})
    return replace(context, pictures={**context.pictures, **shelf}, setting=setting), names, problems


def _open(group: Group) -> Iterator[str]:
    yield from (one.picture for one in group.unsure if one.picture)


__all__ = ["Returned", "printable", "returned", "subjects"]
