"""What all papers of an edition share: layouts, styles, typeface and pictures, opened once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint import fonts, labels, pictures, resources
from cardprint.colour import Colour
from cardprint.errors import Found, Place, Problem, error
from cardprint.layouts import markup, seconds, structure, style
from cardprint.layouts.cards import Names
from cardprint.layouts.templates import Layouts, bare
from cardprint.model import NOWHERE, Deck, Edition, Language, Project
from cardprint.page import Element, Meta, Style
from cardprint.typeset.blocks import Setting
from cardprint.typeset.hyphenation import Hyphenator
from cardprint.typeset.lines import Measured

if TYPE_CHECKING:
    from cardprint.meetings import Agenda, Worksheet

T = TypeVar("T", bound="Deck | Agenda | Worksheet")


class Context(Struct, frozen=True, kw_only=True):
    """What all papers of an edition share: layouts, styles, typeface, pictures."""

    edition: Edition
    layouts: Layouts
    styles: Mapping[str, Style]
    setting: Setting
    typeface: fonts.Typeface
    pictures: Mapping[str, pictures.Picture]
    names: Names
    others: Mapping[str, Context] = field(default_factory=dict)
    beside: Mapping[str, Edition] = field(default_factory=dict)

    def spoken(self, document: T) -> tuple[Context, T]:
        """Give the context for a document, and the document: one of which nothing is translated is printed as in its own language's edition.

        So labels, terms, hyphens and what readers hear are those of its words.
        """
        context = self.others.get(self.edition.untranslated.get(document.id, ""))
        if context is None:
            return self, document
        own = next(other for other in _documents(context.edition) if other.id == document.id and type(other) is type(document))
        return replace(context, beside=self.beside), own

    def companion(self, deck: Deck) -> seconds.Companion | None:
        """Give a deck in the second language of its cards, where it has one."""
        return seconds.companion(self.edition, deck, self.beside) if self.beside else None

    def fresh(self) -> Setting:
        """Give a setting for one more paper, with nothing collected yet."""
        return replace(self.setting, styles=self.styles, problems=[], measured={})

    @property
    def primary(self) -> str:
        """The colour of cards without a theme."""
        return self.setting.palette["primary"].hex

    def label(self, kind: str) -> str:
        """Name a kind of paper in the edition's language; by its plain word where the language has none."""
        return labels.paper(self.edition.labels, kind)

    def meta(self, title: str, date: str, kind: str, duplex: str = "", bookmarks: Sequence[tuple[int, str, int]] = ()) -> Meta:
        """Describe a paper: its title says what it is, for which area, whose."""
        edition = self.edition
        name = edition.organisation.name.value if edition.organisation else ""
        called = ", ".join(part for part in (bare(title), edition.area_name.value, self.label(kind)) if part)
        whole = f"{called} – {name}" if name else called
        day = date or "2000-01-01"
        return Meta(
            title=whole,
            language=edition.language,
            date=day,
            author=name,
            duplex=duplex,
            empty=edition.labels.get("empty_cell", ""),
            bookmarks=tuple(bookmarks),
        )


def _documents(edition: Edition) -> tuple[Any, ...]:
    return (*edition.decks, *edition.agendas, *edition.worksheets)


class Shared:
    """What the editions of a run have in common, each opened when it is first asked for: layouts, hyphens, typefaces, measured texts, pictures."""

    def __init__(self, project: Project) -> None:
        """Take the project; nothing is read yet."""
        self.root = project.root
        self.folders = resources.templates(project.root, project.look)
        self.layouts = Layouts(self.folders)
        self.hyphenators = {code: Hyphenator(language, project.exceptions.get(code, ())) for code, language in project.spoken.items()}
        self.texts: dict[tuple[object, ...], Measured] = {}
        self._typefaces: dict[tuple[tuple[str, Path, Place], ...], Found[fonts.Typeface]] = {}
        self._pictures: dict[tuple[Path, Place, str], Found[pictures.Picture | None]] = {}

    def typeface(self, edition: Edition) -> Found[fonts.Typeface]:
        """Give the organisation's own fonts where they are sound, the built-in ones elsewhere."""
        own = _font_files(edition)
        key = tuple((style, *found) for style, found in own.items())
        if key not in self._typefaces:
            self._typefaces[key] = _typeface(own, self.root or Path())
        return self._typefaces[key]

    def picture(self, path: Path, place: Place, shown: str) -> Found[pictures.Picture | None]:
        """Load a picture."""
        key = path, place, shown
        if key not in self._pictures:
            self._pictures[key] = pictures.load(path, place, shown, root=resources.home(path, self.root))
        return self._pictures[key]


def open_context(edition: Edition, shared: Shared) -> Found[Context]:
    """Open the look, the typeface and the pictures of an edition."""
    project, organisation, layouts = edition.project, edition.organisation, shared.layouts
    layouts.begin()
    styles, faults = style.styles(project.style, organisation.style if organisation else {})
    palette, more = style.palette(project.style, organisation.colours if organisation else {})
    more = (*more, *style.small(project.style, organisation.style if organisation else {}, styles))
    if organisation:
        more = (*more, *style.unused(organisation.colours, organisation.place))
    if not layouts.is_strange:
        more = (
            *more,
            *style.strange(
                project.style,
                organisation.style if organisation else {},
                organisation.place if organisation else NOWHERE,
                project.card_kinds,
            ),
        )
    typeface, unsound = shared.typeface(edition)
    shelf, names, missing = _pictures(edition, shared)
    setting = Setting(
        styles=styles,
        typeface=typeface,
        hyphenator=shared.hyphenators.get(edition.language) or Hyphenator(Language(code=edition.language)),
        hyphenators=shared.hyphenators,
        palette={**_inked(edition), **palette},
        texts=shared.texts,
        aspects={name: pictures.aspect(picture) for name, picture in shelf.items()},
    )
    made = Context(edition=edition, layouts=layouts, styles=styles, setting=setting, typeface=typeface, pictures=shelf, names=names)
    return made, (*faults, *more, *unsound, *missing)


def _inked(edition: Edition) -> dict[str, Colour]:
    """Give the colours of themes that bring their own inks by their digits, which is how layouts name them."""
    return {theme.colour.hex: theme.colour for deck in edition.decks for theme in deck.themes if theme.colour.cmyk is not None}


def with_others(context: Context, editions: Mapping[str, Edition]) -> Context:
    """Add the contexts of the same area in the languages that some of its documents have to themselves."""
    hyphenators = context.setting.hyphenators
    others = {
        language: replace(
            context, edition=own, setting=replace(context.setting, hyphenator=hyphenators.get(language, context.setting.hyphenator))
        )
        for language, own in editions.items()
    }
    return replace(context, others=others)


def _typeface(own: Mapping[str, tuple[Path, Place]], root: Path) -> Found[fonts.Typeface]:
    if not own:
        return fonts.typeface({}), ()
    from cardprint import fontfiles

    sound, problems = fontfiles.read(own, root)
    return fonts.typeface(sound), problems


def _font_files(edition: Edition) -> dict[str, tuple[Path, Place]]:
    own, root = (edition.organisation.fonts if edition.organisation else None), edition.project.root
    if own is None or root is None:
        return {}
    keys = {"regular": "body", "bold": "bold", "italic": "italic", "bold-italic": "bold_italic", "fallback": "fallback"}
    named = {style: (getattr(own, key), own.place_of(key)) for style, key in keys.items()}
    return {style: (root / file, place) for style, (file, place) in named.items() if file}


def _pictures(edition: Edition, shared: Shared) -> tuple[dict[str, pictures.Picture], Names, list[Problem]]:
    """Load the pictures that an edition names: symbols by name, images and the logo by file."""
    shelf: dict[str, pictures.Picture] = {}
    problems: list[Problem] = []

    def load(key: str, path: Path, place: Place, shown: str) -> str:
        if key not in shelf:
            found, faults = shared.picture(path, place, shown)
            problems.extend(faults)
            if found is None or faults:
                return ""
            shelf[key] = found
        return key

    root = edition.project.root or Path()
    symbols = {}
    for name, place in _symbol_names(edition).items():
        file = resources.find(f"symbols/{name}.svg", shared.folders)
        if file is not None:
            symbols[name] = load(f"symbol:{name}", file, place, f"templates/symbols/{name}.svg")
        elif place.file:
            problems.append(error("unknown-symbol", place, name=name))
    files = [card.image for deck in edition.decks for card in deck.cards if card.image]
    images = {image.file: load(f"image:{image.file}", root / image.file, image.place, image.file) for image in files}
    logo = edition.organisation.logo if edition.organisation else None
    mark = load("logo", root / logo.file, logo.place, logo.file) if logo else ""
    if logo and logo.on_dark and any(profile.back_style == "solid" for profile in edition.project.profiles):
        load("logo-on-dark", root / logo.on_dark, logo.place, logo.on_dark)
    return shelf, Names(symbols, images, mark), problems


def _symbol_names(edition: Edition) -> dict[str, Place]:
    named = {theme.symbol: theme.place for deck in edition.decks for theme in deck.themes if theme.symbol}
    used = any(deck.instruction_card or deck.blank_cards for deck in edition.decks)
    ours = (*(EXTRAS if used else ()), *(FRAMES if edition.agendas else ()))
    return {**dict.fromkeys(ours, Place("")), **named}


EXTRAS = ("info", "blank")
FRAMES = ("pen", "lock", "open")
"""Symbols of the cards that the deck's own keys ask for, and of what can be changed, what is fixed, what is undecided."""


def parsed(context: Context, name: str, values: Mapping[str, object]) -> Found[Element | None]:
    """Fill in a layout and parse it; None where it is at fault."""
    rendered, faults = context.layouts.render(name, values)
    if rendered is None:
        return None, faults
    root, more = markup.parse(rendered, context.styles, context.pictures, context.edition.language)
    faults = (*faults, *more)
    if root is None or more:
        return None, faults
    unsound = tuple(structure.faults(root, rendered))
    if unsound:
        return None, (*faults, *unsound)
    markup.label_items(root, context.styles, context.edition.labels.get("letters") or markup.LETTERS)
    return root, faults
