"""A file, or a card, to go on with: put in its place in a project, with commented lines in the project's language. Nothing is overwritten."""

from __future__ import annotations

import re
from importlib import import_module
from string import Template
from typing import TYPE_CHECKING, Any, NamedTuple

from cardprint import editors, files, placing, resources, sources
from cardprint.errors import CardprintError, Place, error
from cardprint.sources import splicing
from cardprint.sources.documents import bounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cardprint.model import Deck, Project

FOLDERS: Mapping[str, str] = {
    "deck": "cards",
    "area": "cards/areas",
    "organisation": "cards/organisations",
    "agenda": "cards/agendas",
    "worksheet": "cards/worksheets",
    "profile": "cards/print",
}
"""Where a kind of file lies."""
DOCUMENTS = ("deck", "agenda", "worksheet")
"""Kinds that name the files of output/, so that an id may be of one of them only."""
CARD = "card"
MOST = 8 * files.MB
LONGEST = 60
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_MADE_UP = {
    "theme": "tema",
    "card": "kort-01",
    "other": "kort-02",
    "deck": "kort",
    "worksheet": "noteark",
    "term": "borger",
    "logo": "logo.svg",
}
"""What a commented line refers to where a project has none."""


class Made(NamedTuple):
    """What was put there: its file and its id."""

    file: str
    id: str


def words(language: str) -> Any:
    """Give the texts that files begin with: Danish, or English for every other language."""
    return import_module(f"cardprint.messages.begin_{'da' if language == 'da' else 'en'}")


def slug(name: str) -> str:
    """Make an id of a name: `kultur-og-fritid` of `Kultur og fritid`; empty where nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(_LETTERS))[:LONGEST].strip("-")


def text(kind: str, language: str, name: str, about: Mapping[str, str]) -> str:
    """Write the file of a kind that has a name; `about` is what its lines may refer to."""
    values = {**_MADE_UP, **about, "id": slug(name), "name": quoted(name)}
    if kind == "deck":
        values |= {"theme": f"{values['id']}-1", "card": f"{values['id']}-01"}
    return Template(words(language).BEGIN[kind]).substitute(values)


def quoted(value: Any) -> str:
    """Write a text, or a list of texts, as YAML takes it, in quotation marks where it needs them."""
    return splicing.inline(value)


def begin(root: Path, kind: str, name: str) -> Made:
    """Put a file, or a card, of that name in its place in a project. Raises CardprintError where it cannot be."""
    if not slug(name):
        raise CardprintError(error("not-id", Place(""), key=kind, value=name[:LONGEST]))
    project, _ = sources.project(root)
    if kind == CARD:
        return _card(root, project, slug(name))
    shown = f"{FOLDERS[kind]}/{slug(name)}.yaml"
    others = DOCUMENTS if kind in DOCUMENTS else ()
    if other := next((other for other in others if other != kind and slug(name) in project.known.get(other, ())), ""):
        raise CardprintError(error("duplicate-id", Place(shown), name=slug(name), other=f"{FOLDERS[other]}/{slug(name)}.yaml"))
    write(root, shown, editors.modeline(kind, shown) + text(kind, project.main_language, name, _about(project)))
    return Made(shown, slug(name))


def write(root: Path, shown: str, content: str) -> None:
    """Write a file where there is none. Raises CardprintError for a place that is taken, or lies outside."""
    if resources.inside(root, shown) is None:
        raise CardprintError(error("path-outside", Place(shown), file=shown))
    target = root / shown
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        placing.create(target, content.encode())
    except FileExistsError:
        raise CardprintError(error("file-there", Place(shown), file=shown)) from None
    except OSError as reason:
        raise _unwritable(shown, reason) from reason


def _unwritable(shown: str, reason: OSError) -> CardprintError:
    return CardprintError(error("target-unwritable", Place(""), file=shown, reason=reason.strerror or str(reason)))


def _about(project: Project) -> dict[str, str]:
    """Give what lines may refer to in a project."""
    cards = [card.id for deck in project.decks for card in deck.cards]
    found = {
        "theme": next((theme.id for deck in project.decks for theme in deck.themes), ""),
        "card": next(iter(cards), ""),
        "other": next(iter(cards[1:]), ""),
        "deck": next((deck.id for deck in project.decks), ""),
        "worksheet": next((sheet.id for sheet in project.worksheets), ""),
        "term": next(iter(project.vocabulary), ""),
    }
    return {key: value for key, value in found.items() if value}


def _card(root: Path, project: Project, name: str) -> Made:
    """Put a card at the end of the deck that has its theme: `sprog-15` that of `sprog`, any other the first deck's last."""
    found = {card.id: card for deck in project.decks for card in deck.cards}
    if name in found:
        raise CardprintError(error("duplicate-id", Place(found[name].place.file), name=name, other=found[name].place))
    if not project.decks:
        raise CardprintError(error("no-deck", Place(resources.PROJECT_FILE)))
    prefix = name.rpartition("-")[0]
    deck = next((deck for deck in project.decks if any(theme.id == prefix for theme in deck.themes)), project.decks[0])
    theme = next((theme.id for theme in deck.themes if theme.id == prefix), deck.cards[-1].theme)
    lines = Template(words(project.main_language).BEGIN[CARD]).substitute(id=name, theme=theme)
    shown = deck.place.file
    try:
        data = files.read(root / shown, root=root, most=MOST)
        placing.put((root / shown).resolve(), _with_card(data, shown, deck, lines))
    except files.RefusedError as refused:
        raise CardprintError(refused.at(Place(shown), shown)) from refused
    except OSError as reason:
        raise _unwritable(shown, reason) from reason
    return Made(shown, name)


def _with_card(data: bytes, shown: str, deck: Deck, lines: str) -> bytes:
    """Add a card's lines behind the last card that the file itself has; nothing else in the file is another."""
    said, problems = splicing.plain(data, shown)
    own = [card for card in deck.cards if card.place.file == shown]
    if said is None or not own:
        raise CardprintError(next(iter(bounded(problems)), error("card-nowhere", Place(shown), file=shown)))
    written = data.decode("utf-8-sig").splitlines(keepends=True)
    first, column = own[-1].place.line - 1, own[-1].place.column
    dash = written[first][: column - 1].rfind("-")
    if dash < 0 or written[first][:dash].strip():
        raise CardprintError(error("card-nowhere", Place(shown, first + 1), file=shown))
    end = first + 1
    while end < len(written) and (not written[end].strip() or _indent(written[end]) > dash):
        end += 1
    while not written[end - 1].strip():
        end -= 1
    ending = "\r\n" if written[first].endswith("\r\n") else "\n"
    if not written[end - 1].endswith("\n"):
        written[end - 1] += ending
    added = "".join(f"{' ' * dash}{line}{ending}" for line in lines.splitlines())
    result = "".join([*written[:end], added, *written[end:]]).encode()
    result = data[:3] + result if data.startswith(b"\xef\xbb\xbf") else result
    after, _ = splicing.plain(result, shown)
    wanted = [*said["cards"], *splicing.plain(lines.encode(), shown)[0]]
    if after is None or after != {**said, "cards": wanted}:
        raise CardprintError(error("card-nowhere", Place(shown, first + 1), file=shown))
    return result


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
