"""The papers of one edition: a deck is typeset once, then each kind of paper is made of its Faces.

`KINDS` is the table of kinds: one row, one more paper. Nothing here touches the disk but fonts and pictures, which are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from cardprint import fonts, pdf, pictures, resources
from cardprint.errors import Found, Place, Problem, error
from cardprint.geometry import Rect, Size, mm
from cardprint.job import Job, Ticket
from cardprint.layouts import cards as card_layout
from cardprint.layouts import markup, style
from cardprint.layouts.templates import Layouts
from cardprint.model import Card, Deck, Edition, PrintProfile
from cardprint.output import File
from cardprint.page import CardFaces, Element, Face, FitNote, Meta, Placement, Style, TextLine
from cardprint.sheets import marks
from cardprint.sheets.impose import Plan, Side, impose, plan
from cardprint.typeset import fit, pages
from cardprint.typeset.flow import Setting
from cardprint.typeset.hyphenation import Hyphenator

DUPLEX = {"long-edge": "DuplexFlipLongEdge", "short-edge": "DuplexFlipShortEdge", "none": "Simplex"}
GAP = mm(2)
NARROWEST = mm(40)
RULER_HEIGHT, RULER_WORDS = mm(2.6), mm(55)
FLIPS = {"long-edge": "flip_long", "short-edge": "flip_short", "none": "flip_none"}


class Paper(NamedTuple):
    """What was made of one deck or agenda: files, tickets, notes of fit, and what is wrong."""

    files: tuple[File, ...]
    tickets: tuple[Ticket, ...]
    notes: tuple[FitNote, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What all papers of an edition share: layouts, styles, typeface, pictures."""

    edition: Edition
    layouts: Layouts
    styles: Mapping[str, Style]
    setting: Setting
    typeface: fonts.Typeface
    pictures: Mapping[str, pictures.Picture]
    names: card_layout.Names

    def fresh(self) -> Setting:
        """Give a setting for one more paper, with nothing collected yet."""
        return replace(self.setting, styles=self.styles, problems=[], measured={})

    @property
    def primary(self) -> str:
        """The colour of cards without a theme."""
        return self.setting.palette["primary"].hex

    def meta(self, deck: Deck, kind: str, duplex: str = "", bookmarks: tuple[tuple[int, str, int], ...] = ()) -> Meta:
        """Describe a paper: its title says what it is, for which area, whose."""
        edition = self.edition
        name = edition.organisation.name.value if edition.organisation else ""
        title = ", ".join(part for part in (deck.title.value, edition.area_name.value, edition.labels[kind]) if part)
        whole = f"{title} – {name}" if name else title
        return Meta(title=whole, language=edition.language, date=deck.date or "2000-01-01", author=name, duplex=duplex, bookmarks=bookmarks)


def room(edition: Edition) -> Found[Room]:
    """Open the look, the typeface and the pictures of an edition."""
    project, organisation = edition.project, edition.organisation
    styles, faults = style.styles(project.style, organisation.style if organisation else {})
    palette, more = style.palette(project.style, organisation.colours if organisation else {})
    typeface, unsound = fonts.typeface(_font_files(edition))
    shelf, names, missing = _pictures(edition)
    folders = resources.templates(project.root, project.look)
    setting = Setting(
        styles=styles,
        typeface=typeface,
        hyphenator=Hyphenator(edition.language, _parts(edition, folders)),
        palette=palette,
        aspects={name: pictures.aspect(picture) for name, picture in shelf.items()},
    )
    made = Room(
        edition=edition, layouts=Layouts(folders), styles=styles, setting=setting, typeface=typeface, pictures=shelf, names=names
    )
    return made, (*faults, *more, *unsound, *missing)


def _font_files(edition: Edition) -> dict[str, tuple[Path, Place]]:
    own, root = (edition.organisation.fonts if edition.organisation else None), edition.project.root
    if own is None or root is None:
        return {}
    named = {"regular": own.body, "bold": own.bold, "italic": own.italic, "bold-italic": own.bold_italic, "fallback": own.fallback}
    return {face: (root / file, own.place) for face, file in named.items() if file}


def _parts(edition: Edition, folders: Sequence[Path]) -> Callable[[], list[str]]:
    """Give what reads the parts of compounds: not before a word has to be cut."""

    def read() -> list[str]:
        found = list(edition.project.exceptions.get(edition.language, ()))
        for folder in folders:
            file = folder / "hyphenation" / f"{edition.language}.txt"
            if file.is_file():
                lines = file.read_text(encoding="utf-8").splitlines()
                found += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return found

    return read


def _pictures(edition: Edition) -> tuple[dict[str, pictures.Picture], card_layout.Names, list[Problem]]:
    """Load the pictures that an edition names: symbols by name, images and the logo by file."""
    shelf: dict[str, pictures.Picture] = {}
    problems: list[Problem] = []

    def load(key: str, path: Path, place: Place) -> str:
        if key not in shelf:
            found, faults = pictures.load(path, place, path.name)
            problems.extend(faults)
            if found is None or faults:
                return ""
            shelf[key] = found
        return key

    root = edition.project.root or Path()
    symbols = {}
    for name, place in _symbol_names(edition).items():
        file = resources.find(f"symbols/{name}.svg", resources.templates(edition.project.root, edition.project.look))
        if file is not None:
            symbols[name] = load(f"symbol:{name}", file, place)
        elif place.file:
            problems.append(error("unknown-symbol", place, name=name))
    files = [card.image for deck in edition.decks for card in deck.cards if card.image]
    images = {image.file: load(f"image:{image.file}", root / image.file, image.place) for image in files}
    logo = edition.organisation.logo if edition.organisation else None
    mark = load("logo", root / logo.file, logo.place) if logo else ""
    return shelf, card_layout.Names(symbols, images, mark), problems


def _symbol_names(edition: Edition) -> dict[str, Place]:
    named = {theme.symbol: theme.place for deck in edition.decks for theme in deck.themes if theme.symbol}
    extras = {"info": Place(""), "blank": Place("")}
    used = any(deck.instruction_card or deck.blank_cards for deck in edition.decks)
    return {**(extras if used else {}), **named}


class Typeset(NamedTuple):
    """A deck's cards in the deck's order, and the root of their tags."""

    cards: tuple[Card, ...]
    faces: Mapping[str, CardFaces]
    root: Element


def deck(room: Room, deck: Deck, job: Job, folder: str) -> Paper:
    """Typeset a deck once; then make each kind of paper that is asked for."""
    problems: list[Problem] = []
    typeset = _typeset(room, deck, problems)
    cards = chosen(typeset.cards, job)
    files: list[File] = []
    tickets: list[Ticket] = []
    if not any(problem.is_error for problem in problems):
        for kind, make in KINDS.items():
            if not job.kinds or kind in job.kinds:
                made = make(room, Order(deck, typeset, cards, job, folder), problems)
                files += made.files
                tickets += made.tickets
    notes = tuple(note for card in typeset.cards if card.id in typeset.faces for note in typeset.faces[card.id].notes)
    return Paper(tuple(files), tuple(tickets), notes, tuple(problems))


def _typeset(room: Room, deck: Deck, problems: list[Problem]) -> Typeset:
    """Render, parse and fit all cards of a deck."""
    cards = card_layout.with_extras(deck)
    values = card_layout.context(room.edition, deck, cards, room.names, room.primary)
    root = _parsed(room, "cards.xml.j2", values, problems)
    if root is None:
        return Typeset(cards, {}, Element("cards"))
    faces, faults = fit.cards(markup.stories(root), deck.card_size, deck.fit, room.fresh())
    problems += faults
    return Typeset(cards, {one.id: one for one in faces}, root)


def _parsed(room: Room, name: str, values: Mapping[str, object], problems: list[Problem]) -> Element | None:
    rendered, faults = room.layouts.render(name, values)
    problems += faults
    if rendered is None:
        return None
    root, faults = markup.parse(rendered, room.styles)
    problems += faults
    if root is not None and not faults:
        markup.label_items(root, room.styles)
        return root
    return None


def chosen(cards: Sequence[Card], job: Job) -> tuple[Card, ...]:
    """Choose what is printed; what is left out changes no size and no number."""
    if not job.chooses_cards:
        return tuple(cards)
    out = [card for card in cards if card.id in job.cards or (card.kind not in card_layout.EXTRAS and not job.cards)]
    out = [card for card in out if not job.theme or card.theme == job.theme]
    return tuple(card for card in out if not job.audience or not card.audience or job.audience in card.audience)


class Order(NamedTuple):
    """What is to be made of a typeset deck."""

    deck: Deck
    typeset: Typeset
    cards: tuple[Card, ...]
    job: Job
    folder: str


NOTHING = Paper((), (), (), ())


def _sheets(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the card sheets, one file for each print profile."""
    made = [_profile(room, order, profile, first=not number, problems=problems) for number, profile in enumerate(room.edition.project.profiles)]
    return Paper(tuple(file for one in made for file in one.files), tuple(ticket for one in made for ticket in one.tickets), (), ())


def _profile(room: Room, order: Order, profile: PrintProfile, *, first: bool, problems: list[Problem]) -> Paper:
    deck, faces = order.deck, order.typeset.faces
    copies = [faces[card.id] for card in order.cards for _ in range(card.copies)]
    if not copies:
        return NOTHING
    if all(one.back is None for one in copies):
        profile = replace(profile, duplex="none")
    sets = order.job.sets or deck.sets
    planned, faults = plan(len(copies), deck.card_size, profile, sets=sets, start_at=order.job.start_at)
    problems += faults
    if faults:
        return NOTHING
    labels = room.edition.labels
    furniture = Furniture(room, deck, planned, profile)
    per = 2 if planned.two_sided else 1
    bookmarks = tuple((number * per, f"{labels['sheet']} {number + 1}", 0) for number in range(planned.sheets))
    meta = room.meta(deck, "sheets", DUPLEX[planned.duplex], bookmarks)
    set_marks = [furniture.set_mark(number + 1) for number in range(sets)] if sets > 1 else []
    sheets = impose(copies, planned, furniture=furniture.sheet, set_marks=set_marks)
    data = pdf.write(sheets, [order.typeset.root], meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{deck.id}-sheets{'' if first else f'-{profile.id}'}.pdf"
    file = File(path, "sheets", room.edition.area, planned.sides, data)
    paper = f"{profile.paper} {'portrait' if planned.paper.height >= planned.paper.width else 'landscape'}"
    ticket = Ticket(path, room.edition.area, len(copies), sets, planned.sheets, planned.sides, planned.duplex, paper)
    return Paper((file,), (ticket,), (), ())


class Furniture:
    """What stands in a sheet's margin: what it is and how to turn it at the foot, the ruler at the head."""

    def __init__(self, room: Room, deck: Deck, planned: Plan, profile: PrintProfile) -> None:
        """Find the white; without any, nothing is printed there."""
        self.room, self.deck, self.planned = room, deck, planned
        self.bands = {side: marks.free_bands(planned, profile, side) for side in ("front", "back")}
        self.ruler = self._ruler()

    def sheet(self, number: int, side: Side) -> Sequence[Placement]:
        """Give the furniture of one side of a sheet: what has no room is left out."""
        bands = self.bands[side]
        top, bottom = (bands.top, bands.bottom) if bands else (None, None)
        out = []
        if top and top.strip and top.strip.width >= self.ruler.size.width:
            x = top.strip.x + (top.strip.width - self.ruler.size.width) / 2
            out.append(Placement(self.ruler, x, top.strip.y, tagged=False))
        if bottom:
            what, how = self._words(number, side)
            gaps = [gap for gap in bottom.gaps if gap.width >= NARROWEST]
            pairs = [(what, "sheet-note", gaps[0]), (how, "sheet-turn", gaps[-1])] if len(gaps) > 1 else []
            placed = [self._placed(*pair) for pair in pairs]
            if not placed or None in placed:
                placed = [self._placed(f"{what} · {how}", "sheet-note", room) for room in (*gaps, bottom.strip) if room]
                placed = [one for one in placed if one][:1]
            out += [one for one in placed if one]
        return out

    def _placed(self, words: str, style: str, room: Rect) -> Placement | None:
        """Put a line into a band, upright in its middle; None where it needs more than one line."""
        note = fit.furniture(card_layout.note(words, style), room.width - 2 * GAP, self.room.fresh())
        if len(note.items) != 1 or note.size.height > room.height:
            return None
        return Placement(note, room.x + GAP, room.y + (room.height - note.size.height) / 2, tagged=False)

    def set_mark(self, number: int) -> Face:
        """Make the small Face that says which set a card belongs to."""
        setting = self.room.fresh()
        element = card_layout.note(f"{self.room.edition.labels['set']} {number}", "set-mark")
        return fit.single(element, self.deck.card_size, setting, shared=f"set-{number}")

    def _words(self, number: int, side: Side) -> tuple[str, str]:
        """Say what the sheet is, and which sheet and how to turn it."""
        labels = self.room.edition.labels
        version = f"{labels['version']} {self.deck.version}" if self.deck.version else ""
        what = (self.deck.title.value, self.room.edition.area_name.value, version)
        sheet = f"{labels['sheet']} {number}/{self.planned.sheets}, {labels[side]}"
        return " · ".join(part for part in what if part), f"{sheet} · {labels[FLIPS[self.planned.duplex]]}"

    def _ruler(self) -> Face:
        """Make the ruler of 100 mm with its words beside it, as one Face for all sheets."""
        words = fit.furniture(card_layout.note(self.room.edition.labels["ruler"], "sheet-ruler"), RULER_WORDS, self.room.fresh())
        lines = marks.ruler(Rect(0, 0, marks.RULER + marks.RULER_WEIGHT, RULER_HEIGHT))
        moved = [item._replace(x=item.x + marks.RULER + GAP) for item in words.items if isinstance(item, TextLine)]
        return Face(Size(marks.RULER + GAP + RULER_WORDS, RULER_HEIGHT), [*lines, *moved], shared="ruler")


def _reading(room: Room, order: Order, problems: list[Problem]) -> Paper:
    """Make the reading edition: one column, large type, front then back."""
    deck = order.deck
    cards = [card for card in order.cards if card.kind not in card_layout.EXTRAS]
    values = card_layout.reading(room.edition, deck, cards, room.names, room.primary)
    root = _parsed(room, "reading.xml.j2", values, problems)
    if root is None:
        return NOTHING
    paper, faults = pages.pages(root, room.fresh())
    problems += faults
    sheets = [pages.sheet(face) for face in paper.faces]
    meta = room.meta(deck, "reading", bookmarks=paper.bookmarks)
    data = pdf.write(sheets, [root], meta, fonts=room.typeface, pictures=room.pictures)
    path = f"{order.folder}/{deck.id}-reading.pdf"
    return Paper((File(path, "reading", room.edition.area, len(sheets), data),), (), (), ())


KINDS: Mapping[str, Callable[[Room, Order, list[Problem]], Paper]] = {"sheets": _sheets, "reading": _reading}

__all__ = ["KINDS", "Paper", "Room", "deck", "room"]
