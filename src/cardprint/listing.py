"""What there is to choose from: sizes, papers, print profiles, areas and cards, as rows for a person and as data for a program.

`LISTS` is the table of lists: one row, one more thing that `cardprint list` knows. Nothing here typesets or prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cardprint import printers, resources, sources
from cardprint.errors import CardprintError, Problem
from cardprint.geometry import MM, Size
from cardprint.model import PAPERS, PROFILES, SIZES, STOCKS, Area, Card, PrintProfile, Project, Stock
from cardprint.sheets.impose import plan
from cardprint.wording import systems_own

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from cardprint.page import Shift
    from cardprint.wording import Wording

MEASURE = "office-a4"
"""The profile that `list sizes` counts cards by."""


class Scope(Struct, frozen=True):
    """Where to look: a project's folder or a deck's file, the areas asked for, and the words to say it in."""

    path: Path
    areas: tuple[str, ...]
    words: Wording


class ListRow(NamedTuple):
    """One line of a list: its columns for a person, its values for a program."""

    cells: tuple[str, ...]
    data: Mapping[str, object]


class Listing(Struct, frozen=True):
    """Rows, and what is wrong in the files that they come from."""

    rows: tuple[ListRow, ...]
    problems: tuple[Problem, ...] = ()


def language(path: Path) -> str:
    """Give the language of the project or the deck at a path; that of the system where there is none."""
    try:
        root, document = resources.locate(path)
        return sources.language(root, only=document)
    except CardprintError:
        return systems_own()


class Meant(Struct, frozen=True):
    """What a word is that was typed where a path belongs: its kind, the option for it, and how it is written."""

    kind: str
    option: str
    written: str


def meant(name: str, path: Path) -> Meant | None:
    """Find what in the project around a path has the name: an area, a deck, a card …; None where nothing has."""
    from cardprint.papers.kinds import EVERY

    if name in EVERY:
        return Meant("kind", "--only", f"--only {name}")
    try:
        project = read(path)[0]
    except CardprintError:
        return None
    for kind, option in OPTIONS.items():
        if name in _known(project, kind):
            return Meant(kind, option, f"{option} {name}")
    files = {
        kind: {getattr(document, "of", "") or document.id: document.place.file for document in getattr(project, f"{kind}s")}
        for kind in ("deck", "agenda", "worksheet")
    }
    return next((Meant(kind, "", ids[name]) for kind, ids in files.items() if name in ids), None)


def _known(project: Project, kind: str) -> Collection[str]:
    """Give the ids of a kind that a project has."""
    if kind == "card":
        return {card.id for holder in (*(deck.cards for deck in project.decks), *(area.add for area in project.areas)) for card in holder}
    if kind == "theme":
        return {theme.id for deck in project.decks for theme in deck.themes}
    return project.known.get(kind, ())


OPTIONS: Mapping[str, str] = {
    # kind of id: the option that asks for it
    "area": "--area",
    "organisation": "--organisation",
    "profile": "--print",
    "theme": "--theme",
    "card": "--cards",
    "language": "--language",
}


def read(path: Path, wanted: sources.Wanted | None = None) -> tuple[Project, tuple[Problem, ...]]:
    """Read the project around a path, or the deck at it. Raises CardprintError where there is neither."""
    root, document = resources.locate(path)
    return sources.project(root, only=document, wanted=wanted or sources.Wanted())


def _sizes(scope: Scope) -> Listing:
    return Listing(tuple(_size(name, size, scope.words) for name, size in SIZES.items()))


def _size(name: str, size: Size, words: Wording) -> ListRow:
    planned, _ = plan(1, size, PROFILES[MEASURE])
    slots = planned.grid.slots
    per_sheet = words.say("per_sheet", cards=words.count(slots, "card"))
    return ListRow((name, str(size), per_sheet), {"id": name, **_measures(size), "per_a4": slots})


def _measures(size: Size) -> dict[str, float]:
    return {"width_mm": round(size.width / MM, 2), "height_mm": round(size.height / MM, 2)}


def _papers(_scope: Scope) -> Listing:
    return Listing(tuple(ListRow((name, str(size)), {"id": name, **_measures(size)}) for name, size in PAPERS.items()))


def _stocks(scope: Scope) -> Listing:
    return Listing(tuple(_stock(name, stock, scope.words) for name, stock in STOCKS.items()))


def _stock(name: str, stock: Stock, words: Wording) -> ListRow:
    """Tell what a person measures on the sheet: the card, how many, where the first begins, how far one is from the next."""
    first, pitch = (
        words.say("millimetres", across=words.number(x / MM), down=words.number(y / MM)) for x, y in (stock.origin, stock.pitch)
    )
    size = words.say("millimetres", across=words.number(stock.card.width / MM), down=words.number(stock.card.height / MM))
    cells = (name, stock.name, size, f"{stock.columns} × {stock.rows}", words.say("stock_grid", first=first, pitch=pitch))
    data = {"columns": stock.columns, "rows": stock.rows, "x0_mm": round(stock.origin[0] / MM, 2), "y0_mm": round(stock.origin[1] / MM, 2)}
    apart = {"pitch_x_mm": round(stock.pitch.width / MM, 2), "pitch_y_mm": round(stock.pitch.height / MM, 2), "paper": stock.paper}
    return ListRow(cells, {"id": name, "name": stock.name, **_measures(stock.card), **data, **apart})


def _profiles(scope: Scope) -> Listing:
    if resources.project_root(scope.path) is None:
        return Listing(tuple(_profile(profile, scope.words) for profile in PROFILES.values()))
    known = read(scope.path)[0].known["profile"]
    project, problems = read(scope.path, sources.Wanted(profiles=known))
    return Listing(tuple(_profile(profile, scope.words) for profile in project.profiles), problems)


def _profile(profile: PrintProfile, words: Wording) -> ListRow:
    origin = profile.place.file or words["built_in"]
    paper = words["card_size"] if profile.kind == "shop" else profile.paper
    duplex = words["one_by_one" if profile.kind == "shop" else profile.duplex]
    cells = (profile.id, paper, words[profile.imposition], duplex, origin)
    data = {"imposition": profile.imposition, "paper": profile.paper, "duplex": profile.duplex}
    return ListRow(cells, {"id": profile.id, **data, "file": profile.place.file})


def _printers(scope: Scope) -> Listing:
    known, problems = printers.kept()
    return Listing(tuple(_printer(name, shift, scope.words) for name, shift in known.items()), problems)


def _printer(name: str, shift: Shift, words: Wording) -> ListRow:
    return ListRow(
        (name, printers.told(shift, words)),
        {"id": name, "x_mm": round(shift.x / MM, 2), "y_mm": round(shift.y / MM, 2), "rotate": shift.rotate},
    )


def _areas(scope: Scope) -> Listing:
    listed, _ = read(scope.path)
    known = listed.known.get("area", ())
    project, problems = read(scope.path, sources.Wanted(areas=known)) if known else (listed, ())
    built = {area.id for area in listed.areas}
    return Listing(tuple(_area(area, project, area.id in built, scope.words) for area in project.areas), problems)


def _area(area: Area, project: Project, is_built: bool, words: Wording) -> ListRow:  # noqa: FBT001 - a value of the row, no switch
    own = sum(area.id in card.variants or card.id in area.cards for deck in project.decks for card in deck.cards)
    counted = words.say("own_words", replaced=words.count(own, "card"), added=len(area.add))
    data = {"name": area.name.value, "built": is_built, "replaced": own, "added": len(area.add), "file": area.place.file}
    return ListRow((area.id, area.name.value, words["built" if is_built else "not_listed"], counted), {"id": area.id, **data})


def _cards(scope: Scope) -> Listing:
    """List the cards of the areas asked for; without any, all that the decks hold, in their own words."""
    project, problems = read(scope.path, sources.Wanted(areas=scope.areas))
    language, organisation = project.languages[0], project.organisations[0].id if project.organisations else None
    rows: dict[str, ListRow] = {}
    for area in scope.areas or (None,):
        edition, more = sources.edition(project, area=area, organisation=organisation, language=language)
        problems = (*problems, *more)
        rows.update((card.id, _card(card)) for deck in edition.decks for card in deck.cards if card.id not in rows)
    if not scope.areas:
        rows.update((card.id, _card(card)) for area in project.areas for card in area.add if card.id not in rows)
    return Listing(tuple(rows.values()), problems)


def _card(card: Card) -> ListRow:
    words = " ".join((card.text or card.title).value.split())
    data = {
        "number": card.number,
        "theme": card.theme,
        "kind": card.kind,
        "text": card.text.value,
        "file": card.place.file,
        "line": card.place.line,
    }
    return ListRow((card.id, str(card.number or ""), card.theme, card.kind, words), {"id": card.id, **data})


def _variants(scope: Scope) -> Listing:
    """List the cards by areas and languages: which have words of their own there, which the deck's, and which are not there."""
    listed, _ = read(scope.path)
    project, problems = read(scope.path, sources.Wanted(areas=scope.areas or listed.known.get("area", ())))
    languages = [one for one in project.languages if one != project.main_language]
    shared = [(card, "") for deck in project.decks for card in deck.cards]
    rows = [
        _variant(card, only, project, languages, scope.words)
        for card, only in (*shared, *((card, area.id) for area in project.areas for card in area.add))
    ]
    head = ListRow((scope.words["matrix_card"], *(area.id for area in project.areas), *languages), {})
    return Listing((head, *rows) if rows else (), problems)


def _variant(card: Card, only: str, project: Project, languages: Sequence[str], words: Wording) -> ListRow:
    """Tell of one card where it has words of its own; `only` is the area that has added it."""
    areas = {area.id: _worded(card, only, area) for area in project.areas}
    spoken = {language: "own" if language in card.translations else "missing" for language in languages}
    cells = (card.id, *(words[f"matrix_{said}"] for said in (*areas.values(), *spoken.values())))
    return ListRow(cells, {"id": card.id, "areas": areas, "languages": spoken})


def _worded(card: Card, only: str, area: Area) -> str:
    """Tell whose words a card has in an area: its `own`, the deck's as `base`, or `none` where it is not there."""
    overlay = area.cards.get(card.id)
    if (only and only != area.id) or (card.areas and area.id not in card.areas) or (overlay is not None and overlay.drop):
        return "none"
    return "own" if only or overlay is not None or area.id in card.variants else "base"


LISTS: Mapping[str, Callable[[Scope], Listing]] = {
    "sizes": _sizes,
    "papers": _papers,
    "stocks": _stocks,
    "profiles": _profiles,
    "printers": _printers,
    "areas": _areas,
    "cards": _cards,
    "variants": _variants,
}
