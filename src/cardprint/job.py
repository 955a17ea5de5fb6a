"""What is asked for and what came of it: the Job, the Report and the nouns in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, structs

from cardprint.errors import Place, Problem
from cardprint.files import is_folder
from cardprint.geometry import Size
from cardprint.model import PrintProfile
from cardprint.page import UNMOVED, Cut, FitNote, Pile, Shift


class Job(Struct, frozen=True, kw_only=True):
    """What is to be built: a project's folder or one deck's file, and what of it. Empty means what cardprint.yaml lists.

    `printer` names one of the user's printers: its offset takes the place of the profiles' own, and nothing else changes.
    """

    path: Path
    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    theme: str = ""
    audience: str = ""
    sets: int = 0
    start_at: int = 1
    printer: str = ""
    output: Path | None = None
    strict: bool = False
    changed_since: Path | None = None
    fillable: bool = False
    large: bool = False
    readability: bool = False
    bilingual: str = ""

    @property
    def is_full(self) -> bool:
        """Whether everything the project lists is built, so that what is no longer made can go."""
        chosen = (
            self.areas,
            self.organisations,
            self.languages,
            self.profiles,
            self.kinds,
            self.is_part,
            self.sets,
            self.start_at > 1,
        )
        return is_folder(self.path) and not any(chosen)

    @property
    def chooses_cards(self) -> bool:
        """Whether only some cards are printed: those that are named."""
        return bool(self.cards or self.theme or self.audience)

    @property
    def is_part(self) -> bool:
        """Whether not all cards are printed, be it that some are named or that only what has changed is asked for."""
        return self.chooses_cards or self.changed_since is not None


class Written(NamedTuple):
    """A file as it stands now; `changed` False where the same bytes were there before."""

    path: str
    kind: str
    area: str
    pages: int
    changed: bool


class Repaired(NamedTuple):
    """A folder that a run was changing when it was killed: its files are all new now (`finished`) or all as before (`undone`); or no more than `tidied`."""

    path: str
    way: str


class Ticket(NamedTuple):
    """What the print room must know of one file of sheets: how many cards, sets, sheets and sides, how to flip, on what paper.

    `profile` names the print profile and `kind` what came of it: sheets to cut, or a print shop's file, which holds each card once;
    `repeats` are then the cards that a set has more than one of. `cuts` are in their order, `piles` what lies where after them.
    `inks` is an estimate of how much of the paper cyan, magenta, yellow and black cover, in per cent; none for the office's own profiles. `bleed` is in mm.
    `files` are all its files and their pages, where backs are apart; `ruler`: whether there is one in the sheets' margin.
    `test_sheets` of the `sheets` are for testing: number 0, the first of the file, where the cards fill the paper.
    `weight` is the cards' paper, as in `200 g/m²`; empty where nobody says.
    `backs` says whether they are interleaved with the fronts, in a file of their own, or one page for all; empty without backs.
    """

    path: str
    area: str
    cards: int
    sets: int
    sheets: int
    sides: int
    duplex: str
    paper: str
    profile: str = ""
    kind: str = "sheets"
    order: str = ""
    cuts: tuple[Cut, ...] = ()
    piles: tuple[Pile, ...] = ()
    repeats: tuple[tuple[str, int], ...] = ()
    backs: str = ""
    inks: tuple[float, ...] = ()
    bleed: float = 0.0
    files: tuple[tuple[str, int], ...] = ()
    ruler: bool = False
    test_sheets: int = 0
    weight: str = ""
    is_colour: bool = True

    @property
    def gathering(self) -> tuple[str, int]:
        """How the piles become sets: by `rows` or `stack`; a set in each pile (`sets`), whole sets in each (`sets_each`), or `both`: first so many of each."""
        if self.order != "set-per-slot":
            return self.order, 0
        whole = {len(pile.sets) for pile in self.piles}
        if any(pile.cards > self.cards * len(pile.sets) for pile in self.piles):
            return "both", min(whole)
        return ("sets" if whole == {1} else "sets_each"), 0


class Expected(Struct, frozen=True):
    """What a file is to be: by which print profile, with how many pages, and how large a card, if it has one card on each page."""

    profile: PrintProfile
    pages: int
    card: Size | None = None


NONE = "–"
"""What was found where there is nothing of the kind that a rule is about; it comes first in `found`."""


class Rule(NamedTuple):
    """A rule of the preflight: its name, whether it is kept, and what was found, by name."""

    rule: str
    ok: bool
    found: Mapping[str, str]


class Preflight(Struct, frozen=True):
    """What the preflight found in one file."""

    path: str
    area: str
    profile: str
    rules: tuple[Rule, ...]


class Printed(NamedTuple):
    """A card as it was printed: its id, its number (0: none), a digest of all that is on it, and how its text begins."""

    id: str
    number: int
    digest: str
    words: str


class Changes(Struct, frozen=True):
    """What is different in a deck, which `name` calls `folder/deck`: pairs are the card as it was and as it is.

    A card with another number has `moved`; where the number is printed it is among the `changed`, too. `same` counts those that are neither.
    """

    name: str
    new: tuple[Printed, ...] = ()
    gone: tuple[Printed, ...] = ()
    changed: tuple[tuple[Printed, Printed], ...] = ()
    moved: tuple[tuple[Printed, Printed], ...] = ()
    same: int = 0


class Fitted(NamedTuple):
    """What fitting did with one side of a card in one area."""

    area: str
    note: FitNote


class Standing(NamedTuple):
    """An output folder, and the digests of what a build made there, its manifest included, by paths below the folder."""

    folder: Path
    digests: Mapping[str, str]


class Measured(NamedTuple):
    """How plain a paper is: its words, sentences and long words, its LIX and what that is called; None where LIX says nothing of the language."""

    area: str
    kind: str
    title: str
    language: str
    words: int
    sentences: int
    long_words: int
    lix: int | None
    level: str


class LongSentence(NamedTuple):
    """A sentence, its words, and where it stands."""

    place: Place
    words: int
    text: str


class LongWord(NamedTuple):
    """A long word, and how often it stands."""

    word: str
    times: int


class Readability(Struct, frozen=True, kw_only=True):
    """How plain the words are: by paper, and the longest sentences and words of all of them."""

    papers: tuple[Measured, ...] = ()
    sentences: tuple[LongSentence, ...] = ()
    words: tuple[LongWord, ...] = ()


class Report(Struct, frozen=True, kw_only=True):
    """What was done and what is wrong.

    `removed` are files of an earlier build that this one no longer makes; `skipped` are the areas that errors kept from being built, by
    their folders: `skole`, or `nord/skole` where there are several organisations. `moved` is what the job's printer is off by.
    `changes` are those since the output that the job names; `repaired` is what a killed run had left half done.
    `unread` are languages of the papers whose words no native reader has read.
    `stands` is where a build could write all that it made; None where the same job could come to something else next time.
    """

    written: tuple[Written, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    problems: tuple[Problem, ...] = ()
    fits: tuple[Fitted, ...] = ()
    preflights: tuple[Preflight, ...] = ()
    readability: Readability | None = None
    moved: Shift = UNMOVED
    changes: tuple[Changes, ...] = ()
    repaired: tuple[Repaired, ...] = ()
    language: str = "en"
    unread: tuple[str, ...] = ()
    stands: Standing | None = None

    @property
    def is_sound(self) -> bool:
        """Whether nothing stopped any area."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def settled(self) -> Report:
        """What the same job comes to the next time, when nothing has changed."""
        written = tuple(file._replace(changed=False) for file in self.written)
        return structs.replace(self, written=written, removed=(), repaired=())


class Gathered(Struct, frozen=True, kw_only=True):
    """What came of it: files and how each stands now, groups and what a person has to decide, by notes; the papers; what is to be told.

    `masked` are the places that were masked, by notes; `words` those of the tables that the vocabulary does not have; `alike` the ids of challenges that may
    be one, by notes.
    """

    files: tuple[tuple[str, str], ...] = ()
    notes: tuple[tuple[str, int, int, int], ...] = ()
    masked: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()
    alike: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    report: Report | None = None
    problems: tuple[Problem, ...] = ()
    language: str = "da"


class Kept(Struct, frozen=True, kw_only=True):
    """What came of words to keep: those that were added, those that stood there; those that the tables wrote, with how many groups did."""

    added: tuple[str, ...] = ()
    there: tuple[str, ...] = ()
    proposed: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "da"
