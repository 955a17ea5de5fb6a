"""The domain, frozen: what a user's files say, before anything is laid out.

Every text carries the Place that it was read from, so that whatever is found out about it later can blame its own line.
The tables of sizes, papers and profiles stand at the end: one row, one more size.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.colour import Colour
from cardprint.errors import Place
from cardprint.geometry import Size, mm

if TYPE_CHECKING:
    from cardprint.meetings import Agenda, Changes, Worksheet

NOWHERE = Place("")


class Text(Struct, frozen=True):
    """A user's text and where it stands. Holds `**strong**` and `*emphasis*` still; terms are resolved by `sources.overlay`.

    `language` is told where an edition is translated, for some texts are not; empty: that of the paper.
    """

    value: str
    place: Place = NOWHERE
    language: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to print."""
        return bool(self.value)


NO_TEXT = Text("")


def plain(text: Text | str) -> str:
    """Give the words of a user's text, or of one of ours."""
    return text.value if isinstance(text, Text) else text


class Picture(Struct, frozen=True, kw_only=True, eq=False):
    """A picture that a user names: a file inside the project and what it shows."""

    file: str
    alt: Text = NO_TEXT
    decorative: bool = False
    on_dark: str = ""
    place: Place = NOWHERE


class Theme(Struct, frozen=True, kw_only=True, eq=False):
    """A group of cards that share a colour, a name and a symbol. `colour_place` is nowhere where the colour is one of ours."""

    id: str
    name: Text
    colour: Colour
    symbol: str = ""
    place: Place = NOWHERE
    colour_place: Place = NOWHERE
    translations: Mapping[str, Words] = field(default_factory=dict)


class Back(Struct, frozen=True, kw_only=True, eq=False):
    """A card's own back."""

    title: Text = NO_TEXT
    text: Text = NO_TEXT


class Words(Struct, frozen=True, kw_only=True, eq=False):
    """The words of a card that an area, an organisation or a translation may replace; None leaves what is below."""

    title: Text | None = None
    text: Text | None = None
    follow_up: tuple[Text, ...] | None = None
    options: tuple[Text, ...] | None = None
    facilitator_note: Text | None = None
    back: Back | None = None
    name: Text | None = None
    subtitle: Text | None = None
    instruction_card: Text | None = None
    drop: bool = False
    base: str = ""
    translations: Mapping[str, Words] = field(default_factory=dict)
    place: Place = NOWHERE


class Card(Struct, frozen=True, kw_only=True, eq=False):
    """One dialogue card. `number` is what people say aloud; 0 for cards without one. `counted`: it is the card's place in the deck."""

    id: str
    theme: str
    text: Text = NO_TEXT
    number: int = 0
    counted: bool = False
    kind: str = "question"
    title: Text = NO_TEXT
    follow_up: tuple[Text, ...] = ()
    options: tuple[Text, ...] = ()
    audience: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    variants: Mapping[str, Words] = field(default_factory=dict)
    translations: Mapping[str, Words] = field(default_factory=dict)
    facilitator_note: Text = NO_TEXT
    back: Back | None = None
    image: Picture | None = None
    copies: int = 1
    status: str = "approved"
    source: Text = NO_TEXT
    after: str = ""
    place: Place = NOWHERE


SAME_CARD, BEHIND = "same-card", "back"
WAYS = (BEHIND, SAME_CARD)
"""Where the second language of a bilingual card stands: on its back, or on its front under the first."""


class Bilingual(Struct, frozen=True, kw_only=True, eq=False):
    """A second language on cards and where it stands. `is_asked`: by the command line, which wins over a deck's own."""

    language: str
    way: str = BEHIND
    is_asked: bool = False
    place: Place = NOWHERE


class Deck(Struct, frozen=True, kw_only=True, eq=False):
    """A deck of cards and how it is printed. `places` says where the value of each of its keys stands."""

    id: str
    title: Text
    subtitle: Text = NO_TEXT
    language: str = ""
    step: int = 1
    version: str = ""
    date: str = ""
    licence: str = ""
    card_size: Size = Size(mm(96), mm(68))
    fit: str = "steps"
    back: str = "theme"
    sets: int = 1
    blank_cards: int = 0
    bilingual: Bilingual | None = None
    instruction_card: Text = NO_TEXT
    themes: tuple[Theme, ...] = ()
    cards: tuple[Card, ...] = ()
    translations: Mapping[str, Words] = field(default_factory=dict)
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Give the Place of a key's value, or of the deck where the key is left out."""
        return self.places.get(key, self.place)


class Term(Struct, frozen=True, kw_only=True, eq=False):
    """A word of the shared language: its forms, its meaning, whether to hold on to it and which words it stands instead of."""

    id: str
    forms: Mapping[str, str] = field(default_factory=dict)
    meaning: Text = NO_TEXT
    note: Text = NO_TEXT
    keep: bool = False
    avoid: tuple[str, ...] = ()
    translations: Mapping[str, Term] = field(default_factory=dict)
    place: Place = NOWHERE


class Area(Struct, frozen=True, kw_only=True, eq=False):
    """A welfare area's overlay: its name, its word forms, the cards it replaces, drops and adds, what agendas say otherwise."""

    id: str
    name: Text
    translations: Mapping[str, Words] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    cards: Mapping[str, Words] = field(default_factory=dict)
    add: tuple[Card, ...] = ()
    agendas: Mapping[str, Changes] = field(default_factory=dict)
    place: Place = NOWHERE


class Fonts(Struct, frozen=True, kw_only=True, eq=False):
    """Font files of an organisation; an empty name takes the built-in face."""

    body: str = ""
    bold: str = ""
    italic: str = ""
    bold_italic: str = ""
    fallback: str = ""
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Give the Place of a key's value."""
        return self.places.get(key, self.place)


class Organisation(Struct, frozen=True, kw_only=True, eq=False):
    """Whose deck it is: name, logo, colours, fonts, contact, and the overlays that win over an area's."""

    id: str
    name: Text
    logo: Picture | None = None
    colours: Mapping[str, Colour] = field(default_factory=dict)
    colour_places: Mapping[str, Place] = field(default_factory=dict)
    theme_colours: Mapping[str, tuple[Colour, Place]] = field(default_factory=dict)
    fonts: Fonts = field(default_factory=Fonts)
    contact: Text = NO_TEXT
    terms: Mapping[str, Term] = field(default_factory=dict)
    cards: Mapping[str, Words] = field(default_factory=dict)
    style: Mapping[str, Mapping[str, StyleValue]] = field(default_factory=dict)
    place: Place = NOWHERE


class StyleValue(Struct, frozen=True):
    """A style key's raw value, one string or several, and its Place."""

    values: tuple[str, ...]
    place: Place


class Look(Struct, frozen=True, kw_only=True, eq=False):
    """What the style files say, weakest first: style name to keys to values; `extends` is not resolved yet."""

    layers: tuple[Mapping[str, Mapping[str, StyleValue]], ...] = ()


class Marks(Struct, frozen=True, kw_only=True, eq=False):
    """Crop marks: their kind, distance from the card, length and weight in points."""

    kind: str = "none"
    offset: float = mm(1)
    length: float = mm(3)
    weight: float = 0.25


class PrintProfile(Struct, frozen=True, kw_only=True, eq=False):
    """How Faces come onto paper. A profile never changes a line break. Lengths in points."""

    id: str
    imposition: str = "nup"
    paper: str = "A4"
    stock: str = ""
    bleed: float = 0.0
    safe: float = mm(4)
    gutter: float = 0.0
    margin: float = mm(5)
    marks: Marks = field(default_factory=Marks)
    duplex: str = "long-edge"
    order: str = ""
    back_offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    backs: str = "interleaved"
    back_style: str = "light"
    colour: str = "rgb"
    icc: str = "none"
    max_ink: int = 300
    pdf: str = "a-2a"
    card_paper: str = ""
    place: Place = NOWHERE
    places: Mapping[str, Place] = field(default_factory=dict)

    def place_of(self, key: str) -> Place:
        """Give the Place of a key's value, or of the profile where the key is left out."""
        return self.places.get(key, self.place)

    @property
    def kind(self) -> str:
        """The kind of paper that comes of it: sheets to cut, or the print shop's file."""
        return "shop" if self.imposition == "single" else "sheets"


class Stock(Struct, frozen=True):
    """Die-cut paper: its name on the packet, the size of its cards, how many across and down, where the first begins, how far one is from the next.

    Lengths in points, from the top left corner of the side that is printed first.
    """

    name: str
    card: Size
    columns: int
    rows: int
    origin: tuple[float, float]
    pitch: Size
    paper: str = "A4"


class Process(Struct, frozen=True, kw_only=True, eq=False):
    """What the course is called here, and what it is about."""

    name: Text = NO_TEXT
    focus: Text = NO_TEXT
    translations: Mapping[str, Process] = field(default_factory=dict)


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of cards or of papers that a project has of its own: what it is called on paper."""

    label: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    place: Place = NOWHERE

    def said(self, language: str) -> str:
        """Give its label in a language, else as it was first written."""
        return self.translations.get(language, self.label)


class PaperKind(Kind, frozen=True, kw_only=True):
    """A paper of a `deck` or a `meeting`, by a layout of its name: `most` pages (0: any number), one copy or one for `each` participant."""

    of: str = "meeting"
    most: int = 0
    each: bool = False


FOR_ROOM = ("signs", "posters", "badges", "record")
"""Of them those for the room and the minutes; a project's own kind of such a name takes its place."""
ON_REQUEST = ("reading-html", "handout-html", "invitation-html", "agenda-html", "reading-large", "handout-large", *FOR_ROOM)
"""Kinds of paper that are made where a project's `papers` or the command line asks for them, and not otherwise."""


class CardKind(Kind, frozen=True, kw_only=True):
    """What a card is for: keys that it cannot do without, whether it has a number and a back, whether it offers answers.

    One of the project's own is `like` a built-in one, whose style it has if there is none of its name, and brings its label.
    """

    needs: tuple[str, ...] = ("id", "theme", "text")
    numbered: bool = True
    options: bool = False
    like: str = ""


class Language(Struct, frozen=True, kw_only=True):
    """A language: the words that layouts print, which words lean on the next or are held to it, and where words may be cut.

    `read_by` names the native reader who has read its words; empty where nobody has.
    `dictionary` names patterns that pyphen brings, `patterns` are a project's own. `trusted`: they may cut any word. `parts` are texts, the
    strongest first, with a part of compounds on each line.
    """

    code: str
    labels: Mapping[str, str] = field(default_factory=dict)
    leaning: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    read_by: str = ""
    dictionary: str = ""
    patterns: str = ""
    trusted: bool = False
    parts: tuple[str, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether no native reader has read its words; those of the languages that cardprint speaks itself are read every day."""
        return not self.read_by and self.code not in OWN_LANGUAGES


OWN_LANGUAGES = ("da", "en")
"""The languages in which cardprint says what it does and what is wrong."""


class Project(Struct, frozen=True, kw_only=True, eq=False):
    """Everything that the files of one project say, as far as it is asked for.

    `asked` is the kind of the one document that is asked for: deck, agenda or worksheet; empty: all that is listed.
    `main_language` is the one that words are written in where nothing else is said, whichever `languages` are asked for.
    `levels` are those of language and organisation that there are several of: each has its own folder in the output.
    `profiles` are those asked for, `told_profiles` those that papers speak of (all that are listed, where only some of them are asked for),
    `unnamed` those whose files do not bear their names. `homes` says by theme which deck takes the cards that an area adds.
    `spoken` holds the languages that words are in, by code. `known` lists the ids of all that is there, by kind: deck, agenda, worksheet, area, organisation, profile. `exceptions` are hyphenated words by language.
    `remembered` are the texts that fingerprints were taken of, as `cardprint refresh` and `import` kept them.
    """

    title: Text = NO_TEXT
    process: Process = field(default_factory=Process)
    languages: tuple[str, ...] = ("da",)
    main_language: str = "da"
    organisations: tuple[Organisation, ...] = ()
    areas: tuple[Area, ...] = ()
    decks: tuple[Deck, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    vocabulary: Mapping[str, Term] = field(default_factory=dict)
    profiles: tuple[PrintProfile, ...] = ()
    told_profiles: tuple[PrintProfile, ...] = ()
    unnamed: frozenset[str] = frozenset()
    homes: Mapping[str, str] = field(default_factory=dict)
    facilitator: Text = NO_TEXT
    look: str = ""
    spoken: Mapping[str, Language] = field(default_factory=dict)
    style: Look = field(default_factory=Look)
    root: Path | None = None
    exceptions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    asked: str = ""
    levels: tuple[str, ...] = ()
    remembered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    card_kinds: Mapping[str, CardKind] = field(default_factory=dict)
    paper_kinds: Mapping[str, PaperKind] = field(default_factory=dict)
    papers: tuple[str, ...] = ()
    badge_stock: str = ""
    card_paper: str = ""
    bilingual: Bilingual | None = None
    pdf: str = "a-2a"
    place: Place = NOWHERE

    @property
    def own_papers(self) -> tuple[str, ...]:
        """The kinds of paper that are built beside the usual ones: its own, and those on request that it asks for."""
        return (*self.paper_kinds, *self.papers)

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The words that layouts print, by language."""
        return {code: language.labels for code, language in self.spoken.items()}


class Base(Struct, frozen=True):
    """The words that lie below an overlay's: of which card, where the overlay stands, its `base`, the fingerprint and the texts of now."""

    card: str
    place: Place
    base: str
    now: str
    texts: tuple[str, ...]


class Gap(Struct, frozen=True):
    """Words that are not translated: whose they are (the id of a card, a deck, a theme …), under which key, where, and to which language."""

    what: str
    key: str
    place: Place
    language: str


class Origin(Struct, frozen=True):
    """Where one key of a card came from: which layer won, and its Place."""

    key: str
    layer: str
    place: Place


class Edition(Struct, frozen=True, kw_only=True, eq=False):
    """One area in one language for one organisation: words are final, cards dropped, added and numbered.

    `provenance` maps a card's id to the keys that something above the base deck replaced; `gaps` are missing translations.
    `untranslated` are the ids of decks, agendas and worksheets of which nothing is translated, with their own languages.
    `bases` are what lies below the overlays that name a fingerprint.
    """

    project: Project
    area: str = "base"
    area_name: Text = NO_TEXT
    organisation: Organisation | None = None
    language: str = "da"
    decks: tuple[Deck, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    worksheets: tuple[Worksheet, ...] = ()
    vocabulary: Mapping[str, Term] = field(default_factory=dict)
    process: Process = field(default_factory=Process)
    labels: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    bases: tuple[Base, ...] = ()
    untranslated: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unread(self) -> bool:
        """Whether no native reader has read the words that layouts print in its language."""
        return self.language in self.project.spoken and self.project.spoken[self.language].is_unread


KINDS: Mapping[str, CardKind] = {
    "question": CardKind(),
    "statement": CardKind(),
    "dilemma": CardKind(options=True),
    "quote": CardKind(),
    "blank": CardKind(needs=("id",), numbered=False),
    "divider": CardKind(needs=("id", "theme"), numbered=False),
}
"""A kind whose label is `kind_<name>` in the languages has it beside its theme; its text has the style of its name."""
UNNUMBERED = frozenset(name for name, kind in KINDS.items() if not kind.numbered)
LIKES = tuple(name for name, kind in KINDS.items() if kind.numbered)
"""Kinds that one of the project's own may be like."""
AUDIENCES = ("leader", "staff", "med")
FITS = ("steps", "deck", "card")
BACKS = ("theme", "plain", "none", "text")

SIZES: Mapping[str, Size] = {
    # name: landscape size. A-sizes: ISO 216; business card: ISO 7810 ID-1 rounded as printers sell it; poker, tarot: common deck sizes
    "dialogue": Size(mm(96), mm(68)),
    "A8": Size(mm(74), mm(52)),
    "A7": Size(mm(105), mm(74)),
    "A6": Size(mm(148), mm(105)),
    "business-card": Size(mm(85), mm(55)),
    "poker": Size(mm(88), mm(63)),
    "tarot": Size(mm(120), mm(70)),
    "square": Size(mm(70), mm(70)),
}
TILING = ("A8", "A7", "A6")
"""Sizes that may tile the whole paper with straight cuts, its printer margin left white inside the cards."""

PAPERS: Mapping[str, Size] = {
    # ISO 216, portrait
    "A5": Size(mm(148), mm(210)),
    "A4": Size(mm(210), mm(297)),
    "A3": Size(mm(297), mm(420)),
    "SRA3": Size(mm(320), mm(450)),
}

LYING = " landscape"
PAPER_NAMES = (*PAPERS, *(f"{name}{LYING}" for name in PAPERS))
"""What a profile may call its paper: `A4`, `A4 landscape`."""


def paper_size(name: str) -> Size:
    """Give the size of a paper as it lies, in points."""
    size = PAPERS[name.removesuffix(LYING)]
    return size.turned if name.endswith(LYING) else size


def _stock(name: str, card: tuple[float, float], grid: tuple[int, int], origin: tuple[float, float], pitch: tuple[float, float]) -> Stock:
    return Stock(name, Size(*map(mm, card)), *grid, (mm(origin[0]), mm(origin[1])), Size(*map(mm, pitch)))


STOCKS: Mapping[str, Stock] = {
    # name: card, across × down, first corner, pitch, all in mm; figures from the project's domain notes, to be compared with the packet
    "avery-c32011": _stock("Avery Zweckform C32011", (85, 54), (2, 5), (15, 13.5), (95, 54)),
    "sigel-lp800": _stock("Sigel LP800", (85, 55), (2, 5), (15, 10), (95, 55)),
    "sigel-lp795": _stock("Sigel LP795", (85, 55), (2, 5), (14, 10.5), (95, 55)),  # not symmetric: backs are mirrored from this corner
    "avery-l7414": _stock("Avery L7414", (90, 52), (2, 5), (15, 18.5), (90, 52)),
    "zweckform-c32015": _stock("Avery Zweckform C32015", (85, 54), (2, 4), (17, 31.5), (91, 60)),
    "herma-5028": _stock("Herma 5028", (83.8, 50.8), (2, 5), (18.6, 22), (89.2, 50.8)),
}


def _shop(name: str, bleed: float, safe: float, marks: Marks) -> PrintProfile:
    """Make a print shop's profile, lengths in mm. FOGRA39L: coated offset paper, ISO 12647-2."""
    profile = PrintProfile(id=name, imposition="single", bleed=mm(bleed), safe=mm(safe), marks=marks)
    return replace(profile, colour="cmyk", icc="FOGRA39L", pdf="x-4")


PROFILES: Mapping[str, PrintProfile] = {
    "office-a4": PrintProfile(id="office-a4", marks=Marks(kind="crop")),
    "office-a4-fold": PrintProfile(id="office-a4-fold", marks=Marks(kind="crop+fold"), duplex="fold"),
    "print-shop-2mm": _shop("print-shop-2mm", 2, 3, Marks()),
    "print-shop-3mm": _shop("print-shop-3mm", 3, 4, Marks()),
    "print-shop-5mm-marks": _shop("print-shop-5mm-marks", 5, 5, Marks(kind="crop", offset=mm(5), length=mm(5))),
    # die-cut cards are broken out by hand, row after row
    **{name: PrintProfile(id=name, stock=name, paper=stock.paper, order="rows") for name, stock in STOCKS.items()},
}
