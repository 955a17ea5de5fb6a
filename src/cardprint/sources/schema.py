"""The key reference: every record and key that a project's files may hold. What it lists is what the readers read."""

from __future__ import annotations

from typing import NamedTuple

from cardprint.sources import bilingual, cards, config, language_keys, meetings, notes, places, profiles, worksheets
from cardprint.sources.reading import Record

RECORDS: tuple[Record, ...] = (
    config.PROJECT,
    config.PROCESS,
    config.CARD_KIND,
    config.PAPER_KIND,
    config.KIND_TRANSLATION,
    bilingual.RECORD,
    cards.DECK,
    cards.RECORDS["deck translation"],
    cards.THEME,
    cards.RECORDS["theme translation"],
    cards.CARD,
    cards.ADDED,
    cards.BACK,
    cards.PICTURE,
    cards.RECORDS["variant"],
    cards.RECORDS["overlay"],
    cards.RECORDS["translation"],
    meetings.AGENDA,
    meetings.HELD,
    meetings.ITEM,
    meetings.LEADERSHIP,
    meetings.MATERIAL,
    meetings.CHALLENGE,
    meetings.ROLE,
    meetings.REPLY,
    meetings.MORE,
    meetings.HOME_TASK,
    meetings.OVERLAY,
    meetings.AGENDA_TRANSLATION,
    meetings.HELD_TRANSLATION,
    meetings.ITEM_TRANSLATION,
    worksheets.WORKSHEET,
    worksheets.COLUMN,
    worksheets.SCALE,
    worksheets.MATRIX,
    worksheets.WORKSHEET_TRANSLATION,
    worksheets.COLUMN_TRANSLATION,
    worksheets.SCALE_TRANSLATION,
    *notes.RECORDS,
    places.VOCABULARY,
    places.TERM,
    places.AREA,
    places.ORGANISATION,
    places.FONTS,
    places.INK,
    profiles.PROFILE,
    profiles.MARKS,
    profiles.OFFSET,
    language_keys.LANGUAGE,
    language_keys.NUMBERS,
    language_keys.DATES,
    language_keys.HYPHENATION,
)


TRANSLATIONS: tuple[Record, ...] = (config.PROCESS_TRANSLATION, places.NAME, places.TERM_TRANSLATION)
"""Records that the reference leaves out: their keys stand in the records that they translate."""


class KeyRow(NamedTuple):
    """One key of the reference."""

    record: str
    key: str
    type: str
    doc: str
    default: str


def reference() -> tuple[KeyRow, ...]:
    """List every key of every record, in contract order."""
    return tuple(KeyRow(record.name, key.name, key.type.name, key.doc, key.default) for record in RECORDS for key in record.keys.values())
