"""`cardprint export`: a deck as a table, one row a card, areas and translations as columns. What is written is what `import` reads without a change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from cardprint import extras, files, placing, resources, sources, workbooks
from cardprint.errors import CardprintError, Place, Problem, error
from cardprint.model import UNNUMBERED
from cardprint.tables import headings
from cardprint.tables.desk import Desk, Home, listed, load, said
from cardprint.tables.headings import LISTS, NAMES, WORDED, Key
from cardprint.tables.rows import escaped, is_bulleted

WIDTHS = {"id": 14, "number": 6, "theme": 20, "kind": 12, "audience": 16, "status": 12, "areas": 16}
WIDE = 44
"""Width of a column of words, in characters."""
BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
ENDINGS = (".xlsx", ".csv")


class Exported(Struct, frozen=True, kw_only=True):
    """What came of an export: the file, and how many cards are in it."""

    file: str = ""
    cards: int = 0
    problems: tuple[Problem, ...] = ()
    language: str = "da"


def export(deck: Path | None, output: Path | None) -> Exported:
    """Write a deck's table. Raises CardprintError for a deck that is not there, a name that is no table's, a place that is taken."""
    root, shown = _deck(deck)
    project, _ = sources.project(root)
    language = project.main_language
    desk = load(root, shown)
    if desk.problems:
        return Exported(problems=tuple(desk.problems), language=language)
    target = output or Path(f"{desk.deck.wanted.get('id') or Path(shown).stem}.xlsx")
    if target.suffix.lower() not in ENDINGS:
        raise CardprintError(error("table-kind", Place(target.as_posix()), file=target.as_posix()))
    if target.suffix.lower() == ".xlsx":
        extras.need("table")
    own = str(desk.deck.wanted.get("language") or language)
    others = tuple(other for other in project.languages if other != own)
    lines = list(_lines(desk, others, language))
    data = _workbook(lines) if target.suffix.lower() == ".xlsx" else _csv([line for _, line in lines])
    if not files.is_absent(target) and target.read_bytes() != data:
        raise CardprintError(error("table-there", Place(target.as_posix()), file=target.as_posix()))
    try:
        placing.put(target, data)
    except OSError as reason:
        raise CardprintError(
            error("target-unwritable", Place(""), file=target.as_posix(), reason=reason.strerror or str(reason))
        ) from reason
    return Exported(file=target.as_posix(), cards=len(lines) - 1, language=language)


def _deck(deck: Path | None) -> tuple[Path, str]:
    """Find the deck: the one that is named, else the project's only one."""
    root = resources.project_root(deck or Path())
    if root is None:
        raise CardprintError(error("no-project", Place((deck or Path()).as_posix()), file=resources.PROJECT_FILE))
    if deck is not None and not files.is_folder(deck):
        where = resources.inside(root, str(deck.absolute()))
        if where is None:
            raise CardprintError(error("path-outside", Place(deck.as_posix()), file=deck.as_posix()))
        return root, where.relative_to(root).as_posix()
    decks = sources.project(root)[0].decks
    if len(decks) != 1:
        raise CardprintError(error("table-which-deck", Place(""), names=", ".join(one.place.file for one in decks) or "–"))
    return root, decks[0].place.file


def _lines(desk: Desk, languages: Sequence[str], language: str) -> Iterator[tuple[Key | None, list[str]]]:
    """Give the head and the rows; a card's own columns stand in the order of the contract, then the areas', then the translations."""
    homes = list(desk.homes().values())
    homes = [home for home in homes if not home.area] + [home for home in homes if home.area]
    keys = list(_keys(desk, homes, languages))
    themes = {str(theme.get("id")): said(theme.get("name")) or str(theme.get("id")) for theme in desk.themes()}
    yield None, [headings.written(key, language, desk.names) for key in keys]
    place = 0
    for home in homes:
        place += not home.area and str(home.record.get("kind", "question")) not in UNNUMBERED
        yield None, [_cell(desk, home, key, themes, place, language) for key in keys]


def _keys(desk: Desk, homes: Sequence[Home], languages: Sequence[str]) -> Iterator[Key]:
    for name in NAMES:
        yield from _spread(desk, homes, Key(name))
    worded = [name for name in NAMES if name in WORDED]
    for area in desk.areas:
        for key in (Key(name, area) for name in worded):
            if _is_said(desk, homes, key):
                yield from _spread(desk, homes, key)
    for code in dict.fromkeys((*languages, *_translated(homes, desk))):
        for key in (Key(name, area, code) for area in ("", *desk.areas) for name in worded):
            if _is_said(desk, homes, key) or (not key.area and _is_said(desk, homes, Key(key.field))):
                yield from _spread(desk, homes, key, like=Key(key.field))


def _is_said(desk: Desk, homes: Sequence[Home], key: Key) -> bool:
    return any(_own(desk, home, key) is not None for home in homes)


def _translated(homes: Sequence[Home], desk: Desk) -> Iterator[str]:
    """Give the languages that some words are translated into."""
    for home in homes:
        variants = home.record.get("variants")
        overlays = [desk.overlay(str(home.record["id"]), area) for area in desk.areas]
        for words in (home.record, *(variants.values() if isinstance(variants, dict) else ()), *overlays):
            found = words.get("translations") if isinstance(words, dict) else None
            yield from found if isinstance(found, dict) else ()


def _spread(desk: Desk, homes: Sequence[Home], key: Key, like: Key | None = None) -> Iterator[Key]:
    """Give a list its columns: one for each item, or a single one where the items are few words that a line can take."""
    if key.field not in LISTS:
        yield key
        return
    values = [value for home in homes for one in (key, like) if one and (value := listed(_own(desk, home, one)))]
    most = max(map(len, values), default=0)
    is_simple = not any(is_bulleted(str(item)) for value in values for item in value)
    if is_simple and (most <= 1 or key.field == "options"):
        yield key
        return
    for number in range(1, most + 1):
        yield key._replace(number=number)


def _own(desk: Desk, home: Home, key: Key) -> Any:
    """Give what an area, or a translation, says itself; what it leaves to the card is none."""
    if not key.area and not key.language:
        return desk.said(home, key)
    if key.area == home.area and key.area and not key.language:
        return None
    found = [said(layer[key.field]) for layer in _particular(desk, home, key) if layer.get(key.field) is not None]
    return found[0] if found else None


def _particular(desk: Desk, home: Home, key: Key) -> list[Any]:
    layers = list(desk.layers(home, key))
    return layers[:-1] if key.area and key.area != home.area else layers if not key.area else []


def _cell(desk: Desk, home: Home, key: Key, themes: dict[str, str], place: int, language: str) -> str:
    record = home.record
    if key.field == "number":
        unnumbered = home.area or str(record.get("kind", "question")) in UNNUMBERED
        return str(record.get("number") or ("" if unnumbered else place))
    if key.field == "theme":
        return escaped(themes.get(str(record.get("theme")), str(record.get("theme") or "")))
    if key.field == "areas":
        return ", ".join(desk.names.get(str(area), str(area)) for area in ([home.area] if home.area else listed(record.get("areas"))))
    if key.field in headings.SAID:
        return ", ".join(_said(key.field, str(value), language) for value in listed(record.get(key.field) or _DEFAULTS.get(key.field)))
    value = _own(desk, home, key._replace(number=0))
    if key.field in LISTS:
        items = [str(item) for item in listed(value)]
        value = "\n".join(items) if not key.number else items[key.number - 1] if key.number <= len(items) else ""
    return escaped(str(value or ""))


_DEFAULTS = {"kind": "question", "status": "approved"}


def _said(field: str, value: str, language: str) -> str:
    words = headings.SAID[field].get(value)
    return words[language != "da"] if words else value


def _csv(lines: Sequence[Sequence[str]]) -> bytes:
    """Write what Excel opens by a double click: semicolons, UTF-8 with its mark."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=";", lineterminator="\r\n").writerows(lines)
    return f"{BOM}{made.getvalue()}".encode()


def _workbook(lines: Sequence[tuple[Key | None, list[str]]]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    sheet.title = "Kort"
    for _, line in lines:
        sheet.append([int(value) if value.isdecimal() and at == 1 else value or None for at, value in enumerate(line)])
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE8EA")
        field_name = list(NAMES)[cell.column - 1] if cell.column <= 6 else ""
        sheet.column_dimensions[get_column_letter(cell.column)].width = WIDTHS.get(field_name, WIDE)
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(cell.value, str):
                cell.number_format = "@"
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    return workbooks.packed(book)
