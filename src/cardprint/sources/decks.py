"""The decks of a project with what they include, each read once. Reads the files that `include` names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from cardprint import files as door
from cardprint.errors import Place, Problem, error
from cardprint.model import Card, Deck
from cardprint.sources import cards, lookalikes
from cardprint.sources.documents import Document, load, shown
from cardprint.sources.reading import Reading


class Loaded(Struct, frozen=True):
    """A deck, the Problems of its own file, and the files that it includes."""

    deck: Deck | None
    problems: tuple[Problem, ...]
    includes: tuple[Path, ...] = ()


class Shelf(Struct, frozen=True):
    """All decks read so far, by file."""

    root: Path
    known: Mapping[str, Collection[str]]
    loaded: dict[Path, Loaded] = field(default_factory=dict)

    def add(self, document: Document, above: tuple[Path, ...] = ()) -> Deck | None:
        """Read a deck and what it includes; `above` are the decks that are being read."""
        if document.path in self.loaded:
            return self.loaded[document.path].deck
        if document.node is None:
            self.loaded[document.path] = Loaded(None, document.problems)
            return None
        reading = Reading(file=document.shown, root=self.root, folder=document.path.parent, known=self.known)
        reading.problems.extend(document.problems)
        if kind := lookalikes.kind(document.node, document.shown):
            reading.error(f"not-deck-{kind}", document.node.place, file=document.shown, id=document.id)
            self.loaded[document.path] = Loaded(None, tuple(reading.problems))
            return None
        above = (*above, document.path)
        included: list[cards.Included] = []
        paths: list[Path] = []
        for name, place in cards.includes(reading, document.node):
            path = self._path(reading, name, place, above)
            paths += [path] if path else []
            deck = self.add(load(path, shown(path, self.root), root=self.root), above) if path else None
            included += [cards.Included(deck, name, place)] if deck else []
        deck = cards.deck(reading, document.node, document.id, included)
        self.loaded[document.path] = Loaded(deck, tuple(reading.problems), tuple(paths))
        return deck

    def _path(self, reading: Reading, name: str, place: Place, above: tuple[Path, ...]) -> Path | None:
        path = door.real(self.root / name)
        if path in above:
            reading.error("include-cycle", place, file=name)
            return None
        return path

    @property
    def decks(self) -> tuple[Deck, ...]:
        """All decks that could be read."""
        return tuple(loaded.deck for loaded in self.loaded.values() if loaded.deck)

    @property
    def is_whole(self) -> bool:
        """Tell whether every file could be read, so that an unknown id is unknown for sure."""
        return all(loaded.deck for loaded in self.loaded.values())

    def files(self, path: Path) -> tuple[Path, ...]:
        """Give a deck's file and all that it includes, each once."""
        files = [path]
        for file in files:
            files.extend(other for other in self.loaded[file].includes if other in self.loaded and other not in files)
        return tuple(files)


def twice(all_cards: Iterable[Card], seen: dict[str, Card]) -> list[Problem]:
    """Say which card ids are given again; the same card in two decks, by include, is one. Adds to `seen`."""
    problems = []
    for card in all_cards:
        first = seen.setdefault(card.id, card)
        if first is not card and first.place != card.place:
            problems.append(error("duplicate-id", card.place, name=card.id, other=first.place))
    return problems
