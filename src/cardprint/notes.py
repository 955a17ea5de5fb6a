"""What came back from the tables, frozen: the notes of one meeting, group by group. `notes/…/<agenda>.yaml` holds them.

Texts are plain: people wrote them, nobody set them in a layout; a word may be of any length. A picture is a file below the project's folder, named
from there, of handwriting that nobody has typed yet. `sheet` counts the sheets that a group filled in: a second one goes on with its rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from cardprint.errors import Place
from cardprint.model import NOWHERE

BLOCKS = ("attention_points", "keep", "our_words", "process_name", "parking", "outside_frames", "who_is_missing")
"""What a group writes outside the rows, by the keys of a worksheet's blocks: a list of lines each."""

PICTURE_SCALE = 4
"""Pixels of a millimetre of the sheet, in the pictures that are cut out of it."""


def slug(name: str) -> str:
    """Give a group's name as the ids of its challenges begin with it: `bord3` of `Bord 3`."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


class Challenge(Struct, frozen=True, kw_only=True):
    """One row of a group's sheet. Judgements None: nobody has judged. `same_as` names the challenge that a person says it is the same as.

    `other` is the barrier that has no box of its own; `picture` is of the text, `pictures` of what else is written by hand, by key.

    A row that the group left empty between others has its place, so that the numbers stay: `is_empty`.
    """

    text: str = ""
    importance: int | None = None
    effect: int | None = None
    barriers: tuple[str, ...] = ()
    other: str = ""
    disagree: bool = False
    same_as: str = ""
    picture: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    sheet: int = 1
    place: Place = NOWHERE

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody wrote or judged anything here."""
        said = (self.text, self.picture, self.barriers, self.other, self.pictures, self.disagree, self.importance, self.effect)
        return not any(said)

    @property
    def hindrances(self) -> tuple[str, ...]:
        """The barriers, and the one that the group wrote in its own words."""
        return (*self.barriers, self.other) if self.other else self.barriers


class Task(Struct, frozen=True, kw_only=True):
    """What a group wants to find out: of which challenge (its number in the group, 0: none), whom they ask, who does it, by when.

    `picture` is of the task, `pictures` are those of the other fields, by key.
    """

    task: str = ""
    challenge: int = 0
    ask: str = ""
    who: str = ""
    due: str = ""
    picture: str = ""
    pictures: Mapping[str, str] = field(default_factory=dict)
    sheet: int = 1
    place: Place = NOWHERE


class Noted(Struct, frozen=True, kw_only=True):
    """A row of a note sheet, or what a colleague said: by the columns of the sheet, such as card, bother, sense, words."""

    words: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    sheet: int = 1
    place: Place = NOWHERE


class Unsure(Struct, frozen=True, kw_only=True):
    """A field that a person decides: what was seen there, and the picture of it. Who has decided fills in the value and removes the line."""

    field: str
    seen: tuple[str, ...] = ()
    picture: str = ""
    place: Place = NOWHERE


class Source(Struct, frozen=True, kw_only=True):
    """Where a group's answers came from: a filled form, a scan, the workbook; the page in its file.

    `key` is that of the page, `read` a digest of what was read there: what was read before is not read into the notes again. Of a scan `data` is a digest
    of the file, and `marks` says what was marked, field by field: scanners give names twice, and a person may correct what the notes say.
    """

    kind: str = ""
    file: str = ""
    page: int = 0
    key: str = ""
    read: str = ""
    data: str = ""
    marks: str = ""
    sheet: int = 1


class Group(Struct, frozen=True, kw_only=True):
    """What one group handed in. `pictures` are those of the blocks, by key; `seen`: a person has looked at the pictures."""

    name: str
    challenges: tuple[Challenge, ...] = ()
    blocks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    home_tasks: tuple[Task, ...] = ()
    cards: tuple[Noted, ...] = ()
    colleagues: tuple[Noted, ...] = ()
    sources: tuple[Source, ...] = ()
    seen: bool = False
    unsure: tuple[Unsure, ...] = ()
    place: Place = NOWHERE

    @property
    def slug(self) -> str:
        """The name as a challenge's number begins with it."""
        return slug(self.name)

    def numbered(self) -> tuple[tuple[str, Challenge], ...]:
        """Give the challenges with their ids: `bord3.1`."""
        return tuple((f"{self.slug}.{number}", challenge) for number, challenge in enumerate(self.challenges, 1))


class Unread(Struct, frozen=True, kw_only=True):
    """Pages of a file that could not be read; `pages` are their numbers, empty for all of it, `data` is a digest of the file."""

    file: str
    pages: str = ""
    data: str = ""


class Notes(Struct, frozen=True, kw_only=True):
    """The notes of one meeting, or of a worksheet without one. `chosen` are the ids of the challenges that step 2 begins with."""

    agenda: str
    date: str = ""
    worksheet: Mapping[str, Any] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    unread: tuple[Unread, ...] = ()
    place: Place = NOWHERE

    @property
    def challenges(self) -> dict[str, Challenge]:
        """All challenges by their ids, group by group."""
        return {name: challenge for group in self.groups for name, challenge in group.numbered()}
