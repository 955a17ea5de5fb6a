"""What came back from the tables, frozen: the notes of one meeting, group by group. `notes/…/<agenda>.yaml` holds them.

Texts are plain: people wrote them, nobody set them in a layout. A picture is a file beside the notes, of handwriting that nobody has typed yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from cardprint.errors import Place
from cardprint.model import NOWHERE

BLOCKS = ("attention_points", "keep", "our_words", "process_name", "parking", "outside_frames", "who_is_missing")
"""What a group writes outside the rows, by the keys of a worksheet's blocks: a list of lines each."""


class Challenge(Struct, frozen=True, kw_only=True):
    """One row of a group's sheet. Judgements None: nobody has judged. `same_as` names the challenge that a person says it is the same as."""

    text: str = ""
    importance: int | None = None
    effect: int | None = None
    barriers: tuple[str, ...] = ()
    disagree: bool = False
    same_as: str = ""
    picture: str = ""
    place: Place = NOWHERE


class Task(Struct, frozen=True, kw_only=True):
    """What a group wants to find out: of which challenge (its number, 0: none), whom they ask, who does it, by when."""

    task: str = ""
    challenge: int = 0
    ask: str = ""
    who: str = ""
    due: str = ""
    picture: str = ""
    place: Place = NOWHERE


class Noted(Struct, frozen=True, kw_only=True):
    """A row of a note sheet, or what a colleague said: by the columns of the sheet, such as card, bother, sense, words."""

    words: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE


class Unsure(Struct, frozen=True, kw_only=True):
    """A field that a person decides: what was seen there, and the picture of it. Who has decided fills in the value and removes the line."""

    field: str
    seen: tuple[str, ...] = ()
    picture: str = ""
    place: Place = NOWHERE


class Source(Struct, frozen=True, kw_only=True):
    """Where a group's answers came from: a filled form, a scan, the workbook; the page in its file."""

    kind: str = ""
    file: str = ""
    page: int = 0


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
        """The name as a challenge's number begins with it: `bord3` of `Bord 3`."""
        return "".join(letter for letter in self.name.casefold() if letter.isalnum())

    def numbered(self) -> tuple[tuple[str, Challenge], ...]:
        """Give the challenges with their ids: `bord3.1`."""
        return tuple((f"{self.slug}.{number}", challenge) for number, challenge in enumerate(self.challenges, 1))


class Notes(Struct, frozen=True, kw_only=True):
    """The notes of one meeting, or of a worksheet without one. `chosen` are the ids of the challenges that step 2 begins with."""

    agenda: str
    date: str = ""
    worksheet: Mapping[str, Any] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    place: Place = NOWHERE

    @property
    def challenges(self) -> dict[str, Challenge]:
        """All challenges by their ids, group by group."""
        return {name: challenge for group in self.groups for name, challenge in group.numbered()}
