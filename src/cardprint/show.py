"""One card as each area prints it: its final words, where each came from, and how it fits. Prints nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from cardprint import recipe, sources
from cardprint.errors import CardprintError, Place, Problem, error
from cardprint.job import Fitted, Job
from cardprint.listing import read
from cardprint.model import NOWHERE, Area, Back, Card, Edition, Organisation, Origin, Project, Text
from cardprint.sources.cards import CONTRACT
from cardprint.tell import columns, fit_words, fitted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cardprint.wording import Wording

OWN = "card"
"""The layer of words that nothing replaces."""


class Question(Struct, frozen=True):
    """Which card is to be shown, and for whom; empty means what cardprint.yaml lists."""

    card: str
    path: Path
    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Said(Struct, frozen=True):
    """One key's final words, the layer that they came from, and where they stand."""

    key: str
    texts: tuple[str, ...]
    layer: str
    place: Place


class Version(Struct, frozen=True):
    """The card in one area; `card` None: it is not printed there, because of what stands at `place`."""

    area: str
    card: Card | None
    theme: str = ""
    words: tuple[Said, ...] = ()
    terms: tuple[Origin, ...] = ()
    fits: tuple[Fitted, ...] = ()
    place: Place = NOWHERE


class Shown(Struct, frozen=True):
    """A card in all areas asked for, and the Problems that concern it."""

    id: str
    versions: tuple[Version, ...]
    problems: tuple[Problem, ...]


def versions(asked: Question) -> Shown:
    """Read the project, make each area's edition, fit it, and pick the card.

    Raises CardprintError for a card, an area or an organisation that is not there.
    """
    project, _ = read(asked.path, sources.Wanted(areas=asked.areas, organisations=asked.organisations, languages=asked.languages))
    _must_know(project, asked.card)
    organisation = project.organisations[0] if project.organisations else None
    whose = (organisation.id,) if organisation else ()
    report = recipe.check(Job(path=asked.path, areas=asked.areas, organisations=whose, languages=project.languages[:1]))
    found = tuple(_version(project, asked.card, area, organisation, report.fits) for area in project.areas)
    places = {(said.place.file, said.place.line) for item in found for said in item.words}
    concerned = (
        problem
        for problem in report.problems
        if problem.values.get("card") == asked.card or (problem.place.file, problem.place.line) in places
    )
    return Shown(asked.card, found, tuple(concerned))


def _must_know(project: Project, card: str) -> None:
    known = [item.id for deck in project.decks for item in deck.cards] + [item.id for area in project.areas for item in area.add]
    if card not in known:
        raise CardprintError(error("no-such-card", NOWHERE, name=card, nearest=sources.nearest(card, known)))


def _version(project: Project, name: str, area: Area, organisation: Organisation | None, fits: Sequence[Fitted]) -> Version:
    edition, _ = sources.edition(
        project, area=area.id, organisation=organisation.id if organisation else None, language=project.languages[0]
    )
    card = next((card for deck in edition.decks for card in deck.cards if card.id == name), None)
    if card is None:
        return Version(area.id, None, place=_dropped_at(project, name, area, organisation))
    theme = next((theme.name.value for deck in edition.decks for theme in deck.themes if theme.id == card.theme), "")
    origins = edition.provenance.get(name, ())
    terms = tuple(_term(edition, origin) for origin in origins if origin.key not in CONTRACT)
    mine = tuple(fit for fit in fits if fit.area == area.id and fit.note.card == name)
    return Version(area.id, card, theme, tuple(_words(card, origins)), terms, mine)


def _dropped_at(project: Project, name: str, area: Area, organisation: Organisation | None) -> Place:
    """Find what keeps a card away: an overlay that drops it, else the card that is only elsewhere."""
    for layer in (organisation.cards if organisation else {}, area.cards):
        if name in layer and layer[name].drop:
            return layer[name].place
    cards = (*(card for deck in project.decks for card in deck.cards), *(card for other in project.areas for card in other.add))
    return next((card.place for card in cards if card.id == name), NOWHERE)


def _words(card: Card, origins: Sequence[Origin]) -> Iterator[Said]:
    replaced = {origin.key: origin for origin in origins}
    for key in CONTRACT:
        texts = _texts(getattr(card, key))
        if texts:
            origin = replaced.get(key)
            yield Said(key, tuple(text.value for text in texts), origin.layer if origin else OWN, texts[0].place)


def _texts(value: Text | tuple[Text, ...] | Back | None) -> tuple[Text, ...]:
    if isinstance(value, Back):
        value = (value.title, value.text)
    elif value is None or isinstance(value, Text):
        value = (value,) if value else ()
    return tuple(text for text in value if text)


def _term(edition: Edition, origin: Origin) -> Origin:
    """Say beside a term's name which of its forms there are."""
    term = edition.vocabulary.get(origin.key.strip("{}"))
    forms = ", ".join(term.forms.values()) if term else ""
    return replace(origin, key=f"{origin.key} {forms}".rstrip())


def lines(shown: Shown, words: Wording) -> Iterator[str]:
    """Write the card for a person: areas that print the same are told once."""
    together: dict[tuple[str, ...], list[str]] = {}
    for version in shown.versions:
        together.setdefault(tuple(_lines(version, words)), []).append(version.area)
    first = next((version for version in shown.versions if version.card), None)
    yield _heading(shown.id, first, words)
    for told, areas in together.items():
        yield ""
        yield ", ".join(areas)
        yield from told


def _heading(name: str, first: Version | None, words: Wording) -> str:
    if first is None or first.card is None:
        return name
    number = words.say("number", number=first.card.number) if first.card.number else ""
    return " · ".join(part for part in (name, number, first.theme, first.card.kind) if part)


def _lines(version: Version, words: Wording) -> Iterator[str]:
    if version.card is None:
        yield f"  {words['not_printed']}: {version.place}"
        return
    rows = [row for said in version.words for row in _said(said, words)]
    rows += [row for origin in version.terms for row in _origin(origin, words)]
    yield from (f"  {line}" for line in columns(rows))
    for _, note in version.fits:
        yield f"  {words[note.face]}: {fit_words(note, words)}"
    if not version.fits:
        yield f"  {words['not_fitted']}"


def _said(said: Said, words: Wording) -> Iterator[tuple[str, str]]:
    parts = [part.strip() for text in said.texts for part in text.splitlines() if part.strip()]
    yield from (("" if number else said.key, part) for number, part in enumerate(parts))
    yield "", f"({_layer(said.layer, words)}, {said.place})"


def _origin(origin: Origin, words: Wording) -> Iterator[tuple[str, str]]:
    name, _, forms = origin.key.partition(" ")
    yield name, forms
    yield "", f"({_layer(origin.layer, words)}, {origin.place})"


def _layer(layer: str, words: Wording) -> str:
    """Name a layer: `area translation` is one of two words."""
    return " · ".join(words[part] for part in layer.split())


def data(shown: Shown) -> dict[str, object]:
    """Give the card as `--json` has it, without the Problems."""
    return {"card": shown.id, "versions": [_data(version) for version in shown.versions]}


def _data(version: Version) -> dict[str, object]:
    said = [{"key": word.key, "text": list(word.texts), "layer": word.layer, **_place(word.place)} for word in version.words]
    terms = [{"term": origin.key, "layer": origin.layer, **_place(origin.place)} for origin in version.terms]
    about = (
        {"number": version.card.number, "theme": version.card.theme, "kind": version.card.kind} if version.card else _place(version.place)
    )
    fits = [fitted(area, note) for area, note in version.fits]
    return {"area": version.area, "printed": version.card is not None, **about, "words": said, "terms": terms, "fit": fits}


def _place(place: Place) -> dict[str, object]:
    return {"file": place.file, "line": place.line, "column": place.column}
