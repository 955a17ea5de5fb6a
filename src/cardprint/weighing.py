"""The challenges of a meeting, weighed: in which field of importance and effect each one lies, in which order, which share a place.

What groups have said is counted as it stands. Challenges are one only where a person said so (`same_as`); what sounds alike is suggested.
Nothing is added up: importance and effect are two scales, and a field is a half of each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from cardprint.notes import Challenge, Group, Notes

FIELDS = ("take", "examine", "return", "save")
"""The four fields, as they are read: both high; important, small effect; large effect, less important; both low."""
BETWEEN, UNJUDGED = "between", "unjudged"
"""Where a middle judgement lies on the line between two halves; where a judgement is missing."""
EVERY = (*FIELDS, BETWEEN, UNJUDGED)
APART = 2
"""Steps of a scale from which on groups that mean the same judge differently."""
MOST_HAVING = 60
"""Challenges with a word that is then no sign of likeness."""
MOST_ALIKE = 30
"""Pairs that are suggested at most."""


class Span(Struct, frozen=True):
    """The first and the last step of a scale."""

    low: int = 1
    high: int = 4

    def holds(self, value: int | None) -> bool:
        """Tell whether a judgement is one of the steps."""
        return value is not None and self.low <= value <= self.high

    def half(self, value: Fraction) -> int:
        """Say in which half a judgement lies: 1 above, -1 below, 0 on the line between them."""
        middle = Fraction(self.low + self.high, 2)
        return (value > middle) - (value < middle)


class Spans(Struct, frozen=True):
    """Both scales."""

    importance: Span = Span()
    effect: Span = Span()


class Said(Struct, frozen=True):
    """A challenge as a group has said it: its id, whose it is."""

    id: str
    group: Group
    challenge: Challenge
    number: int


class Judged(Struct, frozen=True):
    """What was judged on one scale: the median, and the lowest and the highest of several judgements. `value` None: nobody has judged."""

    value: Fraction | None = None
    low: int = 0
    high: int = 0
    count: int = 0

    @classmethod
    def of(cls, found: Iterable[int]) -> Judged:
        """Take the judgements of those who mean the same."""
        values = sorted(found)
        if not values:
            return cls()
        middle = len(values) // 2
        median = Fraction(values[middle]) if len(values) % 2 else Fraction(values[middle - 1] + values[middle], 2)
        return cls(median, values[0], values[-1], len(values))

    @property
    def spread(self) -> int:
        """How far judgements lie apart."""
        return self.high - self.low


class Weighed(Struct, frozen=True, kw_only=True):
    """A challenge, of all who mean the same: its number in the picture, its field, its place there (`first` to `last` where several share it)."""

    members: tuple[Said, ...]
    importance: Judged
    effect: Judged
    field: str
    number: int = 0
    first: int = 0
    last: int = 0

    @property
    def barriers(self) -> tuple[str, ...]:
        """What stands in the way, each once."""
        return tuple(dict.fromkeys(barrier for said in self.members for barrier in said.challenge.hindrances))

    @property
    def is_disputed(self) -> bool:
        """Whether a group does not agree, or groups that mean the same judge far apart."""
        return any(said.challenge.disagree for said in self.members) or max(self.importance.spread, self.effect.spread) >= APART


def weighed(notes: Notes, spans: Spans = Spans()) -> tuple[Weighed, ...]:  # noqa: B008 - frozen
    """Give all challenges in their order, numbered: by field, then by importance, then by effect; what is equal as the groups come."""
    made = [_weigh(members, spans) for members in _same(_said(notes))]
    made.sort(key=lambda one: (EVERY.index(one.field), _falling(one.importance), _falling(one.effect)))
    return tuple(_placed(made))


def _said(notes: Notes) -> list[Said]:
    """List what was said, without rows that nobody wrote in."""
    return [
        Said(name, group, challenge, number)
        for group in notes.groups
        for number, (name, challenge) in enumerate(group.numbered(), 1)
        if not challenge.is_empty
    ]


def _same(said: Sequence[Said]) -> list[list[Said]]:
    """Gather those that a person said are the same, the one that is named first; chains and circles come to one."""
    by_id = {one.id: one for one in said}
    leader = {one.id: one.id for one in said}

    def head(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    for one in said:
        if one.challenge.same_as in by_id:
            leader[head(one.id)] = head(one.challenge.same_as)
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(head(one.id), []).append(one)
    return [sorted(members, key=lambda one: one.id != name) for name, members in found.items()]


def _weigh(members: Sequence[Said], spans: Spans) -> Weighed:
    importance = Judged.of(said.challenge.importance or 0 for said in members if spans.importance.holds(said.challenge.importance))
    effect = Judged.of(said.challenge.effect or 0 for said in members if spans.effect.holds(said.challenge.effect))
    return Weighed(members=tuple(members), importance=importance, effect=effect, field=_field(importance, effect, spans))


def _field(importance: Judged, effect: Judged, spans: Spans) -> str:
    if importance.value is None or effect.value is None:
        return UNJUDGED
    halves = spans.importance.half(importance.value), spans.effect.half(effect.value)
    return {(1, 1): "take", (1, -1): "examine", (-1, 1): "return", (-1, -1): "save"}.get(halves, BETWEEN)


def _falling(judged: Judged) -> Fraction:
    return Fraction(1) if judged.value is None else -judged.value


def _placed(made: Sequence[Weighed]) -> Iterator[Weighed]:
    """Number them, and say in each field who shares which place."""
    number = 0
    for field, those in groupby(made, key=lambda one: one.field):
        place = 1
        for _, tied in groupby(those, key=lambda one: (one.importance.value, one.effect.value)):
            equal = list(tied)
            for one in equal:
                number += 1
                is_placed = field in FIELDS
                yield replace(one, number=number, first=place if is_placed else 0, last=place + len(equal) - 1 if is_placed else 0)
            place += len(equal)


# --- what sounds alike -----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]{4,}")
STEM = 5
"""Letters of a word by which it is told from others: Danish words differ in their ends."""
ENOUGH = Fraction(1, 2)
"""Of the words of two challenges that both have, to suggest that they are the same."""


def alike(found: Sequence[Weighed]) -> list[list[Weighed]]:
    """Suggest challenges of different groups that may be one, for their wording is alike: the likest first, each once."""
    leader: dict[int, int] = {}

    def head(one: int) -> int:
        while leader.setdefault(one, one) != one:
            one = leader[one]
        return one

    pairs = _pairs(found)
    for first, second in pairs:
        leader[head(second)] = head(first)
    gathered: dict[int, set[int]] = {}
    for pair in pairs:
        gathered.setdefault(head(pair[0]), set()).update(pair)
    return [[found[one] for one in sorted(those)] for those in gathered.values()]


def _pairs(found: Sequence[Weighed]) -> list[tuple[int, int]]:
    """Find pairs of different groups whose wording is alike, the likest first."""
    stems = [{word[:STEM] for word in _WORD.findall(_text(one).casefold())} for one in found]
    having: dict[str, list[int]] = {}
    for at, words in enumerate(stems):
        for word in words:
            having.setdefault(word, []).append(at)
    common = {word for word, those in having.items() if len(those) > min(MOST_HAVING, max(4, len(found) // 3))}
    shared = Counter(
        (first, second)
        for word, those in having.items()
        if word not in common
        for at, first in enumerate(those)
        for second in those[at + 1 :]
    )
    likeness = {
        pair: Fraction(len(stems[pair[0]] & stems[pair[1]]), len(stems[pair[0]] | stems[pair[1]]))
        for pair in shared
        if not _share_group(found[pair[0]], found[pair[1]])
    }
    pairs = sorted((pair for pair, share in likeness.items() if share >= ENOUGH), key=lambda pair: (-likeness[pair], pair))
    return pairs[:MOST_ALIKE]


def _text(one: Weighed) -> str:
    return " ".join(said.challenge.text for said in one.members)


def _share_group(one: Weighed, other: Weighed) -> bool:
    return not {said.group.name for said in one.members}.isdisjoint(said.group.name for said in other.members)


# --- barriers --------------------------------------------------------------------------------------------------------


def by_barrier(found: Sequence[Weighed], known: Sequence[str]) -> Mapping[str, list[Weighed]]:
    """Say for each kind of barrier which challenges it stands before: in the order of the sheet, then what groups added themselves."""
    out: dict[str, list[Weighed]] = {barrier: [] for barrier in known}
    for one in found:
        for barrier in one.barriers:
            out.setdefault(barrier, []).append(one)
    return {barrier: those for barrier, those in out.items() if those}
