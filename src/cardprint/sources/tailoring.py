"""Agendas and worksheets as one area prints them: adapted, translated, terms filled in, and agreeing with the rest.

Words: agenda < area; in another language the most specific translated layer wins, else the base language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from cardprint.errors import Place, Problem, warning
from cardprint.meetings import Agenda, Changes, Column, Item, Scale, Worksheet
from cardprint.model import NO_TEXT, NOWHERE, Text
from cardprint.sources import agreement, meetings, worksheets
from cardprint.sources.agreement import Decks
from cardprint.sources.lexicon import Lexicon
from cardprint.sources.reading import Record

TRANSLATIONS: Mapping[type, Record] = {
    # noun: the words that a translation may replace
    Agenda: meetings.AGENDA_TRANSLATION,
    Item: meetings.ITEM_TRANSLATION,
    Worksheet: worksheets.WORKSHEET_TRANSLATION,
    Column: worksheets.COLUMN_TRANSLATION,
    Scale: worksheets.SCALE_TRANSLATION,
}
_AS_THEY_ARE = ("translations", "place")
T = TypeVar("T", Agenda, Worksheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an area's papers are made for, and what is found on the way. `decks` are the cards that the area prints."""

    area: str
    changes: Mapping[str, Changes] = field(default_factory=dict)
    language: str
    main_language: str
    lexicon: Lexicon
    facilitator: Text = NO_TEXT
    decks: Decks = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Problem] = field(default_factory=list)

    def agenda(self, agenda: Agenda) -> Agenda:
        """Make an agenda's words final, let it inherit what it leaves out, and say what disagrees."""
        said = self._worded(agenda, self.changes.get(agenda.id, {}))
        self.problems.extend((*agreement.times(said), *agreement.days(said), *agreement.facilitator(said, self.facilitator)))
        items = tuple(self._item(item, said.step) for item in said.items)
        return replace(said, items=items, facilitator=said.facilitator or self.facilitator)

    def worksheet(self, sheet: Worksheet) -> Worksheet:
        """Make a worksheet's words final."""
        return self._worded(sheet, {})

    def _item(self, item: Item, step: int) -> Item:
        kept, problems = agreement.cards(item, self.decks, self.area)
        self.problems.extend(problems)
        return replace(kept, step=kept.step or step)

    def _worded(self, noun: T, above: Changes) -> T:
        """Lay an area's changes and the translations on a document, then settle everything in it."""
        language = self.language if self.language != (noun.language or self.main_language) else ""
        words: T = self._settled(self._laid(noun, above, noun.id, language), noun.id, language)
        return words

    def _laid(self, noun: Any, above: Changes, name: str, language: str) -> Any:
        """Replace the fields of a noun by those of the layers above it; what no layer as strong translates is a gap."""
        below: Changes = noun.translations.get(language, {})
        strongest: Changes = above.get("translations", {}).get(language, {})
        own = {key: value for key, value in above.items() if key != "translations"}
        laid = replace(noun, **{**own, **below, **strongest})
        if language:
            self.gaps.extend(_gaps(noun, own, (below, strongest), name, language))
        return laid

    def _settled(self, value: Any, name: str, language: str) -> Any:
        """Translate the nouns inside a value, and fill terms into its texts."""
        if isinstance(value, Text):
            resolved, problems = self.lexicon.resolve(value)
            self.problems.extend(problems)
            return resolved
        if type(value) is tuple:
            return tuple(self._settled(one, name, language) for one in value)
        if isinstance(value, Mapping):
            return {key: self._settled(one, name, language) for key, one in value.items()}
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if type(value) in TRANSLATIONS and not isinstance(value, (Agenda, Worksheet)):
            value = self._laid(value, {}, name, language)
        inside = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _AS_THEY_ARE}
        return replace(value, **{key: self._settled(one, name, language) for key, one in inside.items()})


def _gaps(noun: Any, own: Changes, translated: tuple[Changes, Changes], name: str, language: str) -> Iterator[Problem]:
    below, strongest = translated
    for key in TRANSLATIONS[type(noun)].keys.values():
        into = key.into or key.name
        said = own.get(into, getattr(noun, into))
        is_translated = into in strongest or (into in below and into not in own)
        if said and not is_translated:
            yield warning("translation-missing", _place(said) or noun.place, what=name, key=key.name, language=language)


def _place(value: Any) -> Place | None:
    """Give the Place of a value, or of the first in it."""
    if type(value) is tuple:
        return _place(value[0]) if value else None
    found: Place = getattr(value, "place", NOWHERE)
    return found if found != NOWHERE else None
