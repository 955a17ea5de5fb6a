"""Agendas and worksheets as one area prints them: adapted, translated, terms filled in, and agreeing with the rest.

Words: agenda < area; in another language the most specific translated layer wins, else the base language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import Place, Problem
from cardprint.meetings import Agenda, Changes, Clock, Column, Item, Scale, Worksheet
from cardprint.model import NO_TEXT, NOWHERE, Gap, Text
from cardprint.sources import agreement, meetings, worksheets
from cardprint.sources.agreement import Decks
from cardprint.sources.layers import in_language
from cardprint.sources.reading import Record

TRANSLATIONS: Mapping[type, Record] = {
    # noun: the words that a translation may replace
    Agenda: meetings.AGENDA_TRANSLATION,
    Item: meetings.ITEM_TRANSLATION,
    Worksheet: worksheets.WORKSHEET_TRANSLATION,
    Column: worksheets.COLUMN_TRANSLATION,
    Scale: worksheets.SCALE_TRANSLATION,
}
_AS_THEY_ARE = ("translations", "place", "here")
T = TypeVar("T", Agenda, Worksheet)


class Tailoring(Struct, frozen=True, kw_only=True):
    """What an area's papers are made for, and what is found on the way. `decks` are the cards that the area prints, `talked` those that one answers."""

    area: str
    changes: Mapping[str, Changes] = field(default_factory=dict)
    language: str
    main_language: str
    text: Callable[[Text], Text]
    facilitator: Text = NO_TEXT
    decks: Decks = field(default_factory=dict)
    talked: Decks = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    untranslated: dict[str, str] = field(default_factory=dict)

    def agenda(self, agenda: Agenda) -> Agenda:
        """Make an agenda's words final, let it inherit what it leaves out, and say what disagrees."""
        above = self.changes.get(agenda.of or agenda.id, {})
        said = self._worded(agenda, _laid_on(above, agenda.here))
        usual = above.get("start", agenda.start), above.get("end", agenda.end)
        said, timed = _ended(said, *usual) if "start" in agenda.here and "end" not in agenda.here else (said, said)
        self.problems.extend(
            (
                *agreement.times(timed),
                *agreement.days(said),
                *agreement.people(said),
                *agreement.links(said),
                *agreement.facilitator(said, self.facilitator),
            )
        )
        items = tuple(self._item(item, said.step) for item in said.items)
        self.problems.extend(agreement.pace(replace(said, items=items), self.talked))
        title = replace(said.title, value=f"{said.title.value} – {said.workplace.value}") if said.of else said.title
        return replace(said, title=title, items=items, facilitator=said.facilitator or self.facilitator)

    def worksheet(self, sheet: Worksheet) -> Worksheet:
        """Make a worksheet's words final."""
        return self._worded(sheet, {})

    def _item(self, item: Item, step: int) -> Item:
        kept, problems = agreement.cards(item, self.decks, self.area)
        self.problems.extend(problems)
        return replace(kept, step=kept.step or step)

    def _worded(self, noun: T, above: Changes) -> T:
        """Lay an area's changes and the translations on a document, then settle everything in it."""
        own = noun.language or self.main_language
        if own != self.language and not self._is_translated((noun, above)):
            self.untranslated[noun.id] = own
        name = (noun.of if isinstance(noun, Agenda) else "") or noun.id
        words: T = self._settled(self._laid(noun, above, name, own), name, own)
        return words

    def _is_translated(self, value: Any) -> bool:
        """Tell whether any word of a document is in the edition's language."""
        if isinstance(value, Mapping):
            return bool(value.get("translations", {}).get(self.language)) or self._is_translated(tuple(value.values()))
        if type(value) is tuple:
            return any(map(self._is_translated, value))
        if not isinstance(value, Struct):
            return False
        inside = (getattr(value, field) for field in value.__struct_fields__ if field != "translations")
        return self.language in getattr(value, "translations", {}) or any(map(self._is_translated, inside))

    def _laid(self, noun: Any, above: Changes, name: str, own: str) -> Any:
        """Replace the fields of a noun by those of the layers above it; what no layer as strong translates is a gap."""
        language = self.language if self.language != own else ""
        below: Changes = noun.translations.get(language, {})
        strongest: Changes = above.get("translations", {}).get(language, {})
        changed = {key: value for key, value in above.items() if key != "translations"}
        if not language:
            return replace(noun, **changed)
        self.gaps.extend(_gaps(noun, changed, (below, strongest), name, language))
        kept = {key.into or key.name for key in TRANSLATIONS[type(noun)].keys.values()} - {*below, *strongest}
        laid = replace(noun, **changed)
        ours = {key: in_language(getattr(laid, key), own) for key in kept}
        return replace(laid, **ours, **in_each({**below, **strongest}, language))

    def _settled(self, value: Any, name: str, own: str) -> Any:
        """Translate the nouns inside a value, and fill terms into its texts."""
        if isinstance(value, Text):
            return self.text(value)
        if type(value) is tuple:
            return tuple(self._settled(item, name, own) for item in value)
        if isinstance(value, Mapping):
            return {key: self._settled(item, name, own) for key, item in value.items()}
        if not isinstance(value, Struct):
            return value
        if type(value) in TRANSLATIONS and not isinstance(value, (Agenda, Worksheet)):
            value = self._laid(value, {}, name, own)
        inside = {field: getattr(value, field) for field in value.__struct_fields__ if field not in _AS_THEY_ARE}
        return replace(value, **{key: self._settled(item, name, own) for key, item in inside.items()})


def _laid_on(area: Changes, here: Changes) -> Changes:
    """Lay what a workplace says on what its area says; what it says otherwise no translation of the area's counts for."""
    if not here:
        return area
    below, own = area.get("translations", {}), here.get("translations", {})
    translations = {
        language: {**{key: value for key, value in below.get(language, {}).items() if key not in here}, **own.get(language, {})}
        for language in {*below, *own}
    }
    return {**area, **here, "translations": translations}


def _ended(said: Agenda, start: Clock | None, end: Clock | None) -> tuple[Agenda, Agenda]:
    """Let a meeting that begins at another time end as much earlier or later; its times are compared as the agenda says them."""
    if said.start is None or start is None or end is None:
        return replace(said, end=None), replace(said, end=None)
    moved = replace(said.start.later(end.minutes - start.minutes), place=end.place)
    return replace(said, end=moved), replace(said, start=start, end=end)


def in_each(values: Changes, language: str) -> Changes:
    """Say of translated words which language they are in."""
    return {key: in_language(value, language) for key, value in values.items()}


def _gaps(noun: Any, own: Changes, translated: tuple[Changes, Changes], name: str, language: str) -> Iterator[Gap]:
    below, strongest = translated
    for key in TRANSLATIONS[type(noun)].keys.values():
        into = key.into or key.name
        said = own.get(into, getattr(noun, into))
        is_translated = into in strongest or (into in below and into not in own)
        if said and not is_translated:
            yield Gap(name, key.name, _place(said) or noun.place, language)


def _place(value: Any) -> Place | None:
    """Give the Place of a value, or of the first in it."""
    if type(value) is tuple:
        return _place(value[0]) if value else None
    found: Place = getattr(value, "place", NOWHERE)
    return found if found != NOWHERE else None
