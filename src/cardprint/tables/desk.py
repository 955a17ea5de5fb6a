"""The files that a table changes, as they say: a deck, and the areas' overlays. Where a card's words stand, in which layer; what is to stand there."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cardprint import files, placing, resources
from cardprint.errors import Place, Problem, error
from cardprint.sources import documents, layers, remembered, splicing
from cardprint.sources.cards import CONTRACT
from cardprint.sources.text import normal
from cardprint.tables.headings import LISTS, Key, area_key

MOST = 8 * files.MB
AREAS = "cards/areas"
Record = dict[str, Any]


class File(Struct):
    """A file of the project: its bytes, what it said, and what it is to say."""

    shown: str
    data: bytes
    before: Any
    wanted: Any

    @property
    def is_changed(self) -> bool:
        """Tell whether it is to say something else."""
        return bool(self.before != self.wanted)


class Home(Struct, frozen=True):
    """Where a card stands: its record, the file, and the area that adds it (empty: a deck)."""

    record: Record
    file: str
    area: str = ""


class Desk(Struct):
    """The deck that a table goes into, the areas' files, and where every card of the project stands."""

    root: Path
    deck: File
    areas: dict[str, File] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    elsewhere: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    bases: dict[str, list[str]] = field(default_factory=dict)

    def by_name(self) -> dict[str, str]:
        """Give the areas' ids by the names that a heading may have."""
        found = {area_key(name): area for area, name in self.names.items() if area_key(name)}
        return {**found, **{area_key(area): area for area in self.names}}

    def cards(self) -> list[Record]:
        """Give the deck's cards."""
        return _records(self.deck.wanted, "cards")

    def themes(self) -> list[Record]:
        """Give the deck's themes."""
        return _records(self.deck.wanted, "themes")

    def homes(self) -> dict[str, Home]:
        """Give all cards of the deck, and those that areas add to its themes, by id."""
        themes = {str(theme.get("id")) for theme in self.themes()}
        found = {
            str(card["id"]): Home(card, file.shown, area)
            for area, file in self.areas.items()
            for card in _records(file.wanted, "add")
            if "id" in card and str(card.get("theme")) in themes
        }
        return {**found, **{str(card["id"]): Home(card, self.deck.shown) for card in self.cards() if "id" in card}}

    # --- words -------------------------------------------------------------------------------------------------------

    def layers(self, home: Home, key: Key) -> Iterator[Record]:
        """Give the layers that may say a word, the strongest first; the card itself last."""
        if key.area and key.area != home.area:
            yield from (_inner(layer, key.language) for layer in self._overlays(home, key.area))
        yield _inner(home.record, key.language) if key.language else home.record

    def _overlays(self, home: Home, area: str) -> Iterator[Record]:
        yield self.overlay(str(home.record["id"]), area)
        yield _mapping(_mapping(home.record.get("variants")).get(area))

    def overlay(self, card: str, area: str) -> Record:
        """Give what an area's file says of a card."""
        file = self.areas.get(area)
        return _mapping(_mapping(_mapping(file.wanted if file else None).get("cards")).get(card))

    def said(self, home: Home, key: Key) -> Any:
        """Give what stands now: of the strongest layer that says it; None where no layer does."""
        return next((said(layer[key.field]) for layer in self.layers(home, key) if layer.get(key.field) is not None), None)

    def is_own(self, home: Home, key: Key) -> bool:
        """Tell whether a word stands where a key says, and is not the card's own, printed there as well."""
        those = [*self._overlays(home, key.area)] if key.area and key.area != home.area else [home.record]
        return any(_inner(layer, key.language).get(key.field) is not None for layer in those)

    def put(self, home: Home, key: Key, value: Any) -> None:
        """Say something: in the layer that says it already, else in the area's file; None clears it there."""
        holder = self._holder(home, key)
        if value is not None:
            holder[key.field] = value
            return
        holder.pop(key.field, None)
        self._tidied(home, key)

    def _holder(self, home: Home, key: Key) -> Record:
        record = home.record
        if key.area and key.area != home.area:
            overlay = self.overlay(str(record["id"]), key.area)
            variant = _mapping(_mapping(record.get("variants")).get(key.area))
            if key.field in _inner(overlay, key.language) or not (
                key.field in _inner(variant, key.language) or (key.language and key.field in variant and key.field not in overlay)
            ):
                record = _made(_made(self.areas[key.area].wanted, "cards"), str(record["id"]))
            else:
                record = variant
        return _made(_made(record, "translations"), key.language) if key.language else record

    def _tidied(self, home: Home, key: Key) -> None:
        """Take out what holds nothing any more."""
        if key.area and key.area != home.area:
            holders = [(home.record, "variants")]
            file = self.areas.get(key.area)
            holders += [(file.wanted, "cards")] if file else []
            for holder, name in holders:
                inner = _mapping(holder.get(name))
                entry = key.area if name == "variants" else str(home.record["id"])
                _emptied(_mapping(inner.get(entry)))
                if entry in inner and not set(_mapping(inner[entry])) - {"base"}:
                    del inner[entry]
                if name in holder and not inner:
                    del holder[name]
        _emptied(home.record)

    def fingerprint(self, home: Home, area: str, keys: Mapping[str, Any]) -> str:
        """Give the fingerprint of the words that an area's file replaces."""
        return sha256(layers.SEPARATOR.join(self.below(home, area, keys)).encode()).hexdigest()[:8]

    def below(self, home: Home, area: str, keys: Mapping[str, Any]) -> list[str]:
        """Give the texts that an area's file replaces."""
        below = {**home.record, **_mapping(_mapping(home.record.get("variants")).get(area))}
        wanted = [key for key in CONTRACT if key in keys or str(keys.get("drop")).lower() in {"true", "yes", "ja"}]
        return [text for key in wanted for text in _printed(key, below.get(key))]

    # --- files -------------------------------------------------------------------------------------------------------

    def changed(self) -> list[File]:
        """Give the files that are to say something else."""
        return [file for file in (self.deck, *self.areas.values()) if file.is_changed]

    def write(self) -> tuple[Problem, ...]:
        """Write what is to change, once all of it is ready."""
        ready = []
        for file in self.changed():
            try:
                ready.append((file, splicing.spliced(file.data, file.wanted)))
            except splicing.SplicingError:
                return (error("table-unspliced", Place(file.shown), file=file.shown),)
        for file, data in ready:
            if resources.inside(self.root, file.shown) is None:
                return (error("path-outside", Place(file.shown), file=file.shown),)
            path = self.root / file.shown
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                if file.data or not files.is_absent(path):
                    placing.put(path.resolve(), data)
                else:
                    placing.create(path, data)
            except OSError as reason:
                return (error("target-unwritable", Place(file.shown), file=file.shown, reason=reason.strerror or str(reason)),)
        with suppress(OSError):  # without them a later warning lacks the old words, no more
            remembered.keep(self.root, self.bases)
        return ()


def load(root: Path, deck: str, fresh: Record | None = None) -> Desk:
    """Read what there is; `fresh` is what a new deck begins with. Where a file that is to change cannot be read, its Problems come along."""
    problems: list[Problem] = []
    main = File(deck, b"", {}, fresh) if fresh is not None else _file(root, deck, problems)
    desk = Desk(root, main, problems=problems)
    for name in _yaml(root, AREAS):
        file = _file(root, f"{AREAS}/{name}", problems)
        area = str(_mapping(file.wanted).get("id") or Path(name).stem)
        desk.areas.setdefault(area, file)
        desk.names.setdefault(area, said(_mapping(file.wanted).get("name")) or area)
        desk.elsewhere |= {str(card.get("id")): file.shown for card in _records(file.wanted, "add")}
    for name in _yaml(root, "cards"):
        shown = f"cards/{name}"
        if shown not in {deck, documents.VOCABULARY_FILE}:
            other = _file(root, shown, [])
            desk.elsewhere |= {str(card.get("id")): shown for card in _records(other.wanted, "cards")}
    return desk


def _yaml(root: Path, folder: str) -> list[str]:
    return [name for name in documents.listed(root, folder)[0] if name.lower().endswith(documents.SUFFIXES)]


def _file(root: Path, shown: str, problems: list[Problem]) -> File:
    try:
        data = files.read(root / shown, root=root, most=MOST)
    except files.RefusedError as refused:
        problems.append(refused.at(Place(shown), shown))
        return File(shown, b"", {}, {})
    found, told = splicing.plain(data, shown)
    problems += [problem for problem in told if problem.is_error]
    if not isinstance(found, dict):
        problems += [] if found is None and told else [error("mapping-not-list", Place(shown), key=shown)]
        found = {}
    return File(shown, data, found, copy.deepcopy(found))


def _records(holder: Any, key: str) -> list[Record]:
    found = _mapping(holder).get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _mapping(value: Any) -> Record:
    return value if isinstance(value, dict) else {}


def _inner(words: Record, language: str) -> Record:
    return _mapping(_mapping(words.get("translations")).get(language)) if language else words


def _made(holder: Record, key: str) -> Record:
    """Give the mapping under a key, made where there is none."""
    if not isinstance(holder.get(key), dict):
        holder[key] = {}
    found: Record = holder[key]
    return found


def _emptied(words: Record) -> None:
    """Take out translations that say nothing any more."""
    translations = _mapping(words.get("translations"))
    for language in [language for language, inner in translations.items() if inner == {}]:
        del translations[language]
    if "translations" in words and not translations:
        del words["translations"]


def said(value: Any) -> Any:
    """Give a value as it is compared: texts composed and without blanks around them."""
    if isinstance(value, list):
        return [said(item) for item in value]
    return normal(str(value)).strip() if isinstance(value, str) else value


def listed(value: Any) -> list[Any]:
    """Give a value that may be a list as one."""
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _printed(key: str, value: Any) -> list[str]:
    """Give the texts of a value as a fingerprint takes them."""
    if key in LISTS:
        return [str(said(item)) for item in listed(value)]
    if key == "back":
        return [str(said(value.get(name) or "")) for name in ("title", "text")] if isinstance(value, dict) else []
    return [str(said(value or ""))]
