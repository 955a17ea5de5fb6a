"""`cardprint import`: a table's rows -> what is to stand in the deck and in the areas' files. Nothing is written before somebody has seen it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from cardprint import names, resources, sources
from cardprint.errors import CardprintError, Place, Problem, error, warning
from cardprint.files import is_absent
from cardprint.model import KINDS, UNNUMBERED
from cardprint.sources import languages, layers, nearest, splicing
from cardprint.sources.cards import CONTRACT, MOST_FOLLOW_UPS, MOST_OPTIONS
from cardprint.tables import grid, headings, identity
from cardprint.tables import rows as reading
from cardprint.tables.desk import Desk, Home, Record, listed, load, said
from cardprint.tables.headings import LISTS, WORDED, Key, folded, slug
from cardprint.tables.rows import Cell, Row

MOST_ITEMS = {"follow_up": MOST_FOLLOW_UPS, "options": MOST_OPTIONS}
PLAIN = ("title", "text", "follow_up", "options", "audience", "facilitator_note", "source", "status")
"""Fields of a card that a cell replaces as it is, in the order in which a new card has them."""
_ORDER = ("id", "number", "theme", "kind", *PLAIN, "areas", "translations")


class Change(Struct, frozen=True):
    """What a table does to a card: its id, its words, which of its fields change; `is_new`: it comes."""

    card: str
    text: str
    keys: tuple[Key, ...]
    is_new: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """What an import would do: card by card, which cards it leaves, which are not in the table; the areas' words that it puts out of date; themes that it makes, files that it writes."""

    deck: str
    changes: tuple[Change, ...] = ()
    same: int = 0
    missing: tuple[str, ...] = ()
    stale: tuple[tuple[str, str], ...] = ()
    themes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "da"
    areas: dict[str, str] = field(default_factory=dict)
    desk: Desk | None = None

    @property
    def is_sound(self) -> bool:
        """Tell whether it may be done."""
        return not any(problem.is_error for problem in self.problems)

    def write(self) -> tuple[Problem, ...]:
        """Do it."""
        return self.desk.write() if self.desk and self.is_sound else ()


def plan(path: Path, *, into: Path | None = None) -> Plan:
    """Say what a table would change. Raises CardprintError where there is no project, no such deck, or a package is missing."""
    root = resources.project_root(into or Path())
    if root is None:
        raise CardprintError(error("no-project", Place((into or Path()).as_posix()), file=resources.PROJECT_FILE))
    project = sources.project(root)[0]
    language = project.main_language
    deck, fresh = (_existing(root, into), None) if into else _new(root, path)
    desk = load(root, deck, fresh)
    if desk.problems:
        return Plan(deck=deck, problems=tuple(desk.problems), language=language)
    shown = path.as_posix()
    known = reading.Names(desk.by_name(), tuple(languages.known(root, "")[0]))
    try:
        sheets, problems = grid.read(path, shown, lambda found: reading.best(found, known))
    except grid.TableError as fault:
        return Plan(deck=deck, problems=(fault.problem,), language=language)
    found, told = reading.rows(sheets, shown, known)
    kinds = {slug(word): name for name, kind in project.card_kinds.items() for word in (name, kind.label) if word}
    planner = _Planner(shown, desk, [*problems, *told], title=slug(path.stem) or "kort", kinds=kinds)
    planner.run(found)
    return planner.plan(language)


def _existing(root: Path, into: Path) -> str:
    """Name a deck of the project: by its file, or by its id."""
    where = resources.inside(root, str(into.absolute()))
    if where is None:
        raise CardprintError(error("path-outside", Place(into.as_posix()), file=into.as_posix()))
    return where.relative_to(root).as_posix()


def _new(root: Path, path: Path) -> tuple[str, Record]:
    """Name a new deck after the table."""
    name = slug(path.stem) or "kort"
    deck = f"cards/{name}.yaml"
    if not is_absent(root / deck):
        raise CardprintError(error("table-deck-there", Place(deck), file=deck))
    if names.is_reserved(name) or name == "vocabulary":
        raise CardprintError(error("id-reserved", Place(path.as_posix()), value=name))
    return deck, {"id": name, "title": " ".join(path.stem.replace("_", " ").split()), "themes": [], "cards": []}


class _Planner(Struct):
    """Goes through the rows and changes what the files are to say; `kinds` are the project's own kinds of cards, by the words for them."""

    shown: str
    desk: Desk
    problems: list[Problem]
    title: str
    kinds: dict[str, str]
    homes: dict[str, Home] = field(default_factory=dict)
    touched: dict[str, dict[Key, None]] = field(default_factory=dict)
    new: dict[str, None] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    themes: list[str] = field(default_factory=list)
    fresh: dict[tuple[str, str], bool] = field(default_factory=dict)

    def tell(self, code: str, cell: Cell | Row, **values: object) -> None:
        """Gather an error at a cell."""
        self.problems.append(error(code, Place(self.shown), cell=cell.at, **values))

    def run(self, rows: Sequence[Row]) -> None:
        """Take the rows in their order; those that hold a card's own words before those that hold an area's."""
        self.homes = self.desk.homes()
        self._remember_bases()
        groups, problems = identity.grouped(rows, self.desk, self.homes, self.shown)
        self.problems += problems
        for name, group in groups.items():
            self._card(name, group)
        self._numbers(rows)
        self._bases()

    def plan(self, language: str) -> Plan:
        """Say what came of it."""
        changes = [
            Change(card, said(self.homes[card].record.get("text")) or "", tuple(keys), card in self.new)
            for card, keys in self.touched.items()
            if keys
        ]
        order = {card: place for place, card in enumerate(self.homes)}
        return Plan(
            deck=self.desk.deck.shown,
            changes=tuple(sorted(changes, key=lambda change: (not change.is_new, order[change.card]))),
            same=sum(not self.touched.get(card) for card in self.seen),
            missing=tuple(card for card in self.homes if card not in self.seen),
            stale=tuple(self._stale()),
            themes=tuple(self.themes),
            files=tuple(file.shown for file in self.desk.changed()),
            problems=tuple(self.problems),
            language=language,
            areas=self.desk.names,
            desk=self.desk,
        )

    # --- a card ------------------------------------------------------------------------------------------------------

    def _card(self, name: str, group: Sequence[Row]) -> None:
        plain = [row for row in group if not self._is_areas(name, row, group)]
        whose = [row for row in group if row not in plain]
        if not plain and name not in self.homes:
            plain, whose = whose[:1], whose[1:]
        for row in plain[1:]:
            self._twice(row, plain[0])
        if plain:
            name = self._own(name, plain[0])
        if name not in self.homes:
            return
        self.seen[name] = None
        self._area_rows(name, whose)
        for row in (*plain[:1], *whose):
            for area in dict.fromkeys(key.area for key in row.cells if key.area):
                self._words(name, row, area)

    def _twice(self, row: Row, first: Row) -> None:
        self.tell("table-twice", row.get("id") or row.get("number") or row, other=(first.get("id") or first.get("number") or first).at)

    def _area_rows(self, name: str, rows: Sequence[Row]) -> None:
        """Take rows that hold an area's words each."""
        taken: dict[str, Row] = {}
        for row in rows:
            for area in self._areas(row):
                if area in taken:
                    self._twice(row, taken[area])
                    continue
                taken[area] = row
                own = {key._replace(area=area): cell for key, cell in row.cells.items() if not key.area}
                self._words(name, Row(row.at, own), area)

    def _is_areas(self, name: str, row: Row, group: Sequence[Row]) -> bool:
        """Tell whether a row holds an area's words for a card that others have too."""
        cell = row.get("areas")
        if not cell or cell.clears:
            return False
        home = self.homes.get(name)
        if home is None:
            return any(not other.get("areas") for other in group) or row is not group[0]
        own = [home.area] if home.area else listed(home.record.get("areas"))
        if len(group) > 1:
            return set(self._areas(row, quiet=True)) != set(own)
        return not own

    def _areas(self, row: Row, *, quiet: bool = False) -> list[str]:
        """Give the areas that a row names; one that is not known is told."""
        cell, found = row.get("areas"), []
        known = self.desk.by_name()
        for part in _parts(cell.text, known) if cell else ():
            area = known.get(headings.area_key(part))
            if area:
                found.append(area)
            elif cell and not quiet:
                self.tell("table-area", cell, name=part, nearest=nearest(part, sorted(self.desk.names)))
        return list(dict.fromkeys(found))

    def _own(self, name: str, row: Row) -> str:
        """Take a card's own words; give its id."""
        if name not in self.homes:
            made = self._made(name, row)
            if not made:
                return ""
            name = made
        home = self.homes[name]
        self.touched.setdefault(name, {})
        for field_name in ("number", "theme", "kind", "audience", "status", "areas"):
            if Key(field_name) in row.cells:
                self._set(name, home, field_name, row)
        self._words(name, row, "")
        for key in ("text", "theme"):
            cell = row.get(key)
            if cell and cell.clears and key in _needs(home.record):
                self.tell("table-clear", cell, value=headings.NAMES[key][0])
        if name in self.new:
            ordered = {key: home.record[key] for key in _ORDER if key in home.record}
            home.record.clear()
            home.record.update(ordered)
        return name

    def _made(self, name: str, row: Row) -> str:
        """Begin a new card."""
        kind = self._word("kind", row.get("kind")) or "question"
        theme = row.get("theme")
        said_theme = theme.text if theme and not theme.clears else row.theme
        needs = KINDS[kind].needs if kind in KINDS else KINDS["question"].needs
        area_text = identity.first(row)
        text = row.get("text")
        if "text" in needs and (not text or text.clears) and not area_text:
            self.tell("table-no-text", row, value=(row.get("id") or Cell("", "")).text)
            return ""
        record: Record = {"id": "" if name.startswith("\0") else name}
        if "theme" in needs or said_theme:
            record["theme"] = self._theme(said_theme or self.title)
        record["id"] = record["id"] or self._free(record.get("theme") or slug(kind))
        if not text and area_text:
            record |= {"text": "", "areas": _take_over(row)}
        self.desk.deck.wanted.setdefault("cards", [])
        self.desk.deck.wanted["cards"].append(record)
        home = Home(record, self.desk.deck.shown)
        self.homes[record["id"]] = home
        self.new[record["id"]] = None
        self.touched[record["id"]] = {Key("id"): None}
        return str(record["id"])

    def _free(self, stem: str) -> str:
        """Give the next id of a theme: `sprog-09` after `sprog-08`."""
        taken = {folded(card) for card in (*self.homes, *self.desk.elsewhere)}
        numbers = [int(rest) for card in taken if card.startswith(f"{stem}-") and (rest := card[len(stem) + 1 :]).isdecimal()]
        return f"{stem}-{max(numbers, default=0) + 1:02d}"

    def _theme(self, name: str) -> str:
        """Give the theme of that name or id, made where there is none."""
        themes = self.desk.themes()
        wanted = folded(name)
        for theme in themes:
            if wanted in {folded(str(theme.get("id"))), folded(said(theme.get("name")) or str(theme.get("id")))}:
                return str(theme["id"])
        stem = made = slug(name) or "tema"
        ids, number = {str(theme.get("id")) for theme in themes}, 1
        while made in ids:
            made, number = f"{stem}-{number + 1}", number + 1
        self.desk.deck.wanted.setdefault("themes", [])
        self.desk.deck.wanted["themes"].append({"id": made, "name": " ".join(name.split())})
        self.themes.append(" ".join(name.split()))
        return made

    # --- values ------------------------------------------------------------------------------------------------------

    def _set(self, name: str, home: Home, key: str, row: Row) -> None:
        """Take a value that is no text."""
        cell = row.cells[Key(key)]
        value = None if cell.clears else self._value(key, cell, row)
        if (value is None and not cell.clears) or (key == "areas" and home.area) or (key == "theme" and cell.clears):
            return
        if key == "number":
            self._renumber(name, home, value)
            return
        before = home.record.get(key)
        stands = listed(said(before)) if key in _SEVERAL else str(before or _DEFAULTS.get(key, ""))
        if stands != (value or ([] if key in _SEVERAL else "")) and not (value is None and before is None):
            self._changed(name, Key(key))
            home.record.pop(key, None)
            home.record.update({key: value} if value else {})

    def _value(self, key: str, cell: Cell, row: Row) -> Any:
        """Read a cell that is no text; None for what is none, which is told."""
        if key == "theme":
            return self._theme(cell.text)
        if key == "areas":
            return self._areas(row) or None
        if key == "number":
            return self._number(cell)
        if key == "audience":
            parts = [self._word(key, cell._replace(text=part)) for part in _pieces(cell.text)]
            return [part for part in parts if part] or None
        return self._word(key, cell)

    def _renumber(self, name: str, home: Home, value: int | None) -> None:
        if value is None:
            if home.record.pop("number", None) is not None:
                self._changed(name, Key("number"))
        elif str(value) != str(home.record.get("number", "" if home.area else self._place(home.record))):
            home.record["number"] = splicing.Raw(str(value))
            self._changed(name, Key("number"))

    def _place(self, record: Record) -> int:
        """Give a card's place in the deck, which is its number where it names none."""
        place = 0
        for card in self.desk.cards():
            place += str(card.get("kind", "question")) not in UNNUMBERED
            if card is record:
                return place
        return 0

    def _number(self, cell: Cell) -> int | None:
        if cell.text.isdecimal() and 1 <= int(cell.text[:6]) <= 9999:
            return int(cell.text)
        self.tell("table-number", cell, value=cell.text[:40])
        return None

    def _word(self, key: str, cell: Cell | None) -> str | None:
        """Read a word of a column with a choice."""
        if not cell or cell.clears:
            return None
        own = self.kinds if key == "kind" else {}
        found = {**headings.VALUES[key], **own}.get(slug(cell.text))
        if found is None:
            words = [those[0] for those in headings.SAID[key].values()]
            self.tell("table-word", cell, value=cell.text[:40], known=", ".join([*words, *own.values()]))
        return found

    def _words(self, name: str, row: Row, area: str) -> None:
        """Take the texts of a row: the card's own, or an area's."""
        home = self.homes[name]
        if area and home.area not in {"", area}:
            self.tell("table-elsewhere", row, card=name, file=home.file)
            return
        if area and _is_true(self.desk.overlay(name, area).get("drop")):
            self.problems.append(warning("table-dropped", Place(self.shown), cell=row.at, card=name, area=self.desk.names[area]))
            return
        for language in dict.fromkeys(key.language for key in row.cells if key.area == area):
            for field_name in ("title", "text", "follow_up", "options", "facilitator_note", *(() if area or language else ("source",))):
                key = Key(field_name, area, language)
                cells = {one.number: cell for one, cell in row.cells.items() if one._replace(number=0) == key}
                if cells:
                    self._text(name, home, key, cells)

    def _text(self, name: str, home: Home, key: Key, cells: dict[int, Cell]) -> None:
        stands = self.desk.said(home, key)
        items = (
            listed(stands) if self.desk.is_own(home, key) else listed(stands)[: max(cells)]
        )  # what an area's list does not say is not in it
        value = self._items(items, cells, key) if key.field in LISTS else self._line(stands, cells[0])
        if value == (listed(stands) if key.field in LISTS else stands) or (value in (None, []) and stands in (None, "", [])):
            return
        self.desk.put(home, key, value if value not in (None, []) else None)
        self._changed(name, key)

    def _line(self, stands: Any, cell: Cell) -> str | None:
        if cell.clears:
            return None
        return str(stands) if _same(stands, cell.text) else reading.without_hard_blanks(cell.text)

    def _items(self, stands: list[Any], cells: dict[int, Cell], key: Key) -> list[str]:
        """Give a list: as one cell says it, or with the items that have a column each in the place of those that stand."""
        wanted: list[str | None] = [str(item) for item in stands]
        if 0 in cells:
            wanted = [] if cells[0].clears else list(reading.items(cells[0].text))
        for number, cell in sorted(cells.items()):
            if number:
                wanted += [None] * (number - len(wanted))
                wanted[number - 1] = None if cell.clears else cell.text
        found = [item for item in wanted if item]
        if len(found) > MOST_ITEMS[key.field]:
            self.tell("table-many", next(iter(cells.values())), count=len(found), most=MOST_ITEMS[key.field])
        return [
            str(stands[place]) if place < len(stands) and _same(stands[place], item) else reading.without_hard_blanks(item)
            for place, item in enumerate(found)
        ]

    def _changed(self, name: str, key: Key) -> None:
        self.touched.setdefault(name, {})[key] = None

    # --- what holds for all ------------------------------------------------------------------------------------------

    def _numbers(self, rows: Sequence[Row]) -> None:
        """See to it that no two cards have one number: a new one without its own goes on after the last."""
        taken: dict[int, str] = {}
        free: list[Record] = []
        numbered = [card for card in self.desk.cards() if str(card.get("kind", "question")) not in UNNUMBERED]
        for place, card in enumerate(numbered, 1):
            name, own = str(card.get("id")), str(card.get("number", ""))
            number = int(own) if own.isdecimal() else place
            if number in taken and name in self.new and not own:
                free.append(card)
            elif number in taken and Key("number") in self.touched.get(name, {}):
                at = next((cell.at for row in rows if (cell := row.get("number")) and cell.text == own), self.shown)
                self.tell("table-number-twice", Cell("", at), number=number, card=name, other=taken[number])
            elif number == place and name in self.new:
                card.pop("number", None)
            taken.setdefault(number, name)
        for number, card in enumerate(free, max(taken, default=0) + 1):
            card["number"] = splicing.Raw(str(number))

    def _remember_bases(self) -> None:
        """Note which of the areas' words lie on what they were written for."""
        for area in self.desk.areas:
            for card, home in self.homes.items():
                overlay = self.desk.overlay(card, area)
                if "base" in overlay:
                    self.fresh[area, card] = str(overlay["base"]) == self.desk.fingerprint(home, area, overlay)
                    self._keep(area, card)

    def _bases(self) -> None:
        """Give an area's words the fingerprint of what they replace, where they are new, or were right before and are changed now."""
        for card, keys in self.touched.items():
            for area in dict.fromkeys(key.area for key in keys if key.area):
                overlay, home = self.desk.overlay(card, area), self.homes[card]
                if not set(CONTRACT) & overlay.keys():
                    overlay.pop("base", None)
                elif self.fresh.get((area, card), not self._stood(area, card)):
                    overlay["base"] = self.desk.fingerprint(home, area, overlay)
                    self._keep(area, card)

    def _keep(self, area: str, card: str) -> None:
        """Keep the words that an area's words lie on, with their fingerprint."""
        texts = self.desk.below(self.homes[card], area, self.desk.overlay(card, area))
        self.desk.bases[sha256(layers.SEPARATOR.join(texts).encode()).hexdigest()[:8]] = texts

    def _stale(self) -> Iterator[tuple[str, str]]:
        """Give the areas' words, by card and area, that lie on words which the table changes."""
        for (area, card), was_fresh in self.fresh.items():
            overlay = self.desk.overlay(card, area)
            if was_fresh and "base" in overlay and str(overlay["base"]) != self.desk.fingerprint(self.homes[card], area, overlay):
                yield card, area

    def _stood(self, area: str, card: str) -> bool:
        before = self.desk.areas[area].before
        return isinstance(before.get("cards"), dict) and card in before["cards"]


_DEFAULTS = {"kind": "question", "status": "approved"}
_SEVERAL = frozenset({"audience", "areas"})


def _same(stands: Any, text: str) -> bool:
    """Tell whether a cell says what stands already; Excel and people change blanks."""
    return isinstance(stands, str) and (stands == text or reading.without_hard_blanks(stands) == reading.without_hard_blanks(text))


def _take_over(row: Row) -> list[str]:
    """Make the first area's words those of a card that has none of its own; give the areas that have some."""
    own = [key.area for key, cell in row.cells.items() if key.field == "text" and key.area and not key.language and not cell.clears]
    for key in [key for key in row.cells if key.area == own[0]]:
        row.cells[key._replace(area="")] = row.cells.pop(key)
    return own


def _needs(record: Record) -> Sequence[str]:
    kind = KINDS.get(str(record.get("kind", "question")), KINDS["question"])
    return kind.needs


def _pieces(text: str) -> list[str]:
    """Give the words of a cell that lists several."""
    return [
        part.strip()
        for line in text.split("\n")
        for piece in line.split(",")
        for part in piece.replace("/", ";").split(";")
        if part.strip()
    ]


def _parts(text: str, known: dict[str, str]) -> Iterator[str]:
    if headings.area_key(text) in known:
        yield text
    elif folded(text) not in {"alle", "all", "alle områder", "all areas"}:
        yield from _pieces(text)


def _is_true(value: Any) -> bool:
    return str(value).lower() in {"true", "yes", "ja"}


__all__ = ["WORDED", "Change", "Plan", "plan"]
