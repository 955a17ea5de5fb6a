"""What the page shows: of the chosen area, document and kind the pages, the cards to choose from, and what is wrong.

A view is made of names that the browser gives; a name that is not known is as good as none, and no name is ever a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint import pdf, recipe, remembered, selection, severity, sources, untranslated
from cardprint.context import Context
from cardprint.errors import CardprintError, Place, Problem
from cardprint.geometry import MM
from cardprint.job import Job
from cardprint.layouts.cards import EXTRAS, with_extras
from cardprint.layouts.templates import bare
from cardprint.meetings import Agenda
from cardprint.messages import LANGUAGES, grouped, sentence
from cardprint.model import Card, Deck, Project, Text, plain
from cardprint.page import CardFaces, Face, Placement, Sheet
from cardprint.papers import making, meetings, press
from cardprint.papers.cards import planned
from cardprint.papers.kinds import OF_MEETINGS, OF_NOTES, Kind, of_project
from cardprint.papers.orders import Destination, Order, Paper, order
from cardprint.preview.pages import Pages
from cardprint.typesetting import typeset
from cardprint.untranslated import Lacking

CARD = "card"
"""The kind that shows one card, front and back, as large as it is printed."""
CHOICES = ("document", "kind", "area", "organisation", "language", "profile", "card")
"""What a browser may choose."""
MOST_PAGES = 200
GOOD = 32
"""Views that are kept for when a file cannot be read for a while."""


class Option(Struct, frozen=True):
    """One of several to choose from; `group` puts documents of a kind together."""

    id: str
    name: str
    group: str = ""


class Listed(Struct, frozen=True):
    """A card to choose: its number, how its text begins, its theme and colour, all words that it is found by, and where it stands.

    `said_at` is where its words stand that an area, an organisation or a translation has put in the place of its own.
    """

    id: str
    number: int
    words: str
    theme: str
    colour: str
    found_by: str
    file: str
    line: int
    said_at: str = ""


class Picture(Struct, frozen=True):
    """A page: what it is asked for by, its size in mm, what it is called, and what it says to who cannot see it."""

    key: str
    page: int
    width: float
    height: float
    name: str
    alt: str


class Told(Struct, frozen=True):
    """A Problem in words; `mine`: it stands at what is shown."""

    severity: str
    message: str
    hint: str
    places: tuple[str, ...]
    mine: bool


class View(Struct, frozen=True, kw_only=True):
    """What the page shows. `stale`: the files cannot be read as they are now, so that these are the last good pictures.

    `more`: what is wrong with the other cards is not known yet. `at` is where the shown card or document stands.
    """

    revision: int = 0
    title: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    cards: Sequence[Listed] = ()
    pages: Sequence[Picture] = ()
    problems: Sequence[Told] = ()
    at: str = ""
    stale: bool = False
    more: bool = False


class Scene(Struct, frozen=True):
    """An edition as it was read: its context, everything wrong with it, what the browser has chosen, and what there was to choose from."""

    project: Project
    context: Context
    problems: tuple[Problem, ...]
    chosen: dict[str, str]
    options: dict[str, list[Option]]

    @property
    def document(self) -> Any:
        """The deck, agenda or worksheet that is looked at; None where there is none."""
        return next((document for kind, document in _documents(self.context) if _name(kind, document) == self.chosen["document"]), None)


class Desk:
    """A project that is looked at again and again: read anew when something was saved, and no more than is asked for."""

    def __init__(self, root: Path, only: Path | None, language: str) -> None:
        """Take the project's folder and the one document that is asked for, if any; `language` is that of what is said."""
        self.root, self.only, self.language = root, only, language
        self.pages = Pages()
        self.revision = -1
        self.read: dict[str, tuple[Project, tuple[Problem, ...]]] = {}
        self.benches: dict[str, recipe.Bench] = {}
        self.scenes: dict[tuple[str, ...], tuple[Context, tuple[Problem, ...]]] = {}
        self.good: dict[tuple[str, ...], View] = {}

    def view(self, asked: Mapping[str, str], revision: int, *, whole: bool) -> View:
        """Make a view; where the files are broken, the last good pictures of it with what is wrong now. `whole`: judge every card."""
        if revision != self.revision:
            self.read, self.benches, self.scenes, self.revision = {}, {}, {}, revision
        try:
            made, found = self._made(asked, whole=whole)
        except CardprintError as fault:
            made, found = View(), (fault.problem,)
        is_broken = any(problem.is_error for problem in found)
        kept = self.good.get(_wish(asked)) if is_broken else None
        is_kept = kept is not None and (not made.pages or any(asked.get(key, value) != value for key, value in made.chosen.items()))
        shown = replace(kept, stale=True, more=False) if kept is not None and is_kept else made
        if made.pages and not is_kept:
            self._keep(asked, made)
        remembered.forget({problem.place.file for problem in found})
        return replace(shown, revision=revision, problems=tuple(self._told(found, shown)))

    def _keep(self, asked: Mapping[str, str], made: View) -> None:
        for wish in (_wish(asked), _wish(made.chosen)):
            self.good.pop(wish, None)
            self.good[wish] = made
        while len(self.good) > GOOD:
            self.good.pop(next(iter(self.good)))

    def _made(self, asked: Mapping[str, str], *, whole: bool) -> tuple[View, tuple[Problem, ...]]:
        scene, problems = self._scene(asked)
        if scene is None:
            return View(), problems
        document = scene.document
        cards = list(_listed(scene.context, document)) if isinstance(document, Deck) else []
        scene.chosen["card"] = _one([card.id for card in cards], asked.get("card", ""))
        view = View(title=bare(scene.project.title.value), chosen=scene.chosen, options=scene.options, cards=cards)
        if document is None:
            return view, scene.problems
        is_card = scene.chosen["kind"] == CARD
        shown = next((card for card in cards if card.id == scene.chosen["card"]), None) if is_card else None
        at = f"{shown.file}:{shown.line}" if shown else f"{document.place.file}:{document.place.line or 1}"
        is_quick = is_card and not whole and document.fit != "deck"
        pages, found = self._card(scene, document, is_quick=is_quick) if is_card else self._paper(scene, document)
        return replace(view, pages=tuple(pages), at=at, more=is_quick), (*scene.problems, *found)

    def _scene(self, asked: Mapping[str, str]) -> tuple[Scene | None, tuple[Problem, ...]]:
        """Read the project, if that was not done since the last save, and settle what is looked at; None where no edition is left of it."""
        profile = asked.get("profile", "")
        project, found = self._project(profile)
        options = _editions(project)
        chosen = {key: _one([option.id for option in options[key]], asked.get(key, "")) for key in options}
        wanted = next((edition for edition in selection.editions(project) if _names(edition) == tuple(chosen.values())), None)
        if wanted is None:
            return None, found
        key = (profile, chosen["area"], chosen["language"], chosen["organisation"])
        if key not in self.scenes:
            bench = self.benches.setdefault(profile, recipe.Bench(recipe.Work(project, Job(path=self.root), found, found)))
            context, own, faults = recipe.opened(bench, wanted)
            lacking = Lacking.of(context.edition, sources.gaps(context.edition))
            self.scenes[key] = context, (*untranslated.merged((*own, *faults)), *untranslated.told([lacking], by_file=True))
        context, problems = self.scenes[key]
        options["document"] = [Option(_name(kind, one), bare(plain(one.title)) or one.id, kind) for kind, one in _documents(context)]
        chosen["document"] = _one([option.id for option in options["document"]], asked.get("document", ""))
        scene = Scene(project, context, (*found, *problems), chosen, options)
        kinds = list(_kinds(scene)) if scene.document is not None else []
        options["kind"] = [Option(kind, context.label(kind) if kind != CARD else "") for kind in kinds]
        chosen["kind"] = _one(kinds, asked.get("kind", ""))
        options["profile"] = [Option(name, name) for name in project.known.get("profile", ())]
        chosen["profile"] = project.profiles[0].id if project.profiles else ""
        return scene, scene.problems

    def _project(self, profile: str) -> tuple[Project, tuple[Problem, ...]]:
        if profile not in self.read:
            try:
                wanted = sources.Wanted(profiles=(profile,) if profile else ())
                self.read[profile] = sources.project(self.root, only=self.only, wanted=wanted)
            except CardprintError:
                if not profile:
                    raise
                self.read[profile] = self._project("")  # a profile that is no longer there
        return self.read[profile]

    def _card(self, scene: Scene, deck: Deck, *, is_quick: bool) -> tuple[Iterable[Picture], tuple[Problem, ...]]:
        """Typeset the shown card, or the whole deck, and draw its sides as the profile prints them."""
        context, own = scene.context.spoken(deck)
        wanted, to = scene.chosen["card"], self._destination(scene, CARD)
        card = next((card for card in with_extras(own) if card.id == wanted), None)
        profile = scene.project.profiles[0] if scene.project.profiles else press.PLAIN
        if is_quick and card in own.cards:
            made, problems = typeset(context, replace(own, cards=(card,), blank_cards=0, instruction_card=Text("", own.place)))
        else:
            whole = order(context, own, to)
            made, problems = whole.typeset, (*whole.problems, *planned(whole, profile)[1])
        faces = made.faces.get(wanted)
        if faces is None:
            return (), problems
        cards = [one for one in made.cards if one.id in made.faces]
        ready, unready = press.ready(context, own, made.faces, cards, profile)
        sides = list(_sides(ready.faces[wanted]))
        data = pdf.write(
            [_sheet(face) for _, face in sides],
            [],
            context.meta(plain(own.title), own.date, "sheets"),
            fonts=context.typeface,
            pictures=context.pictures,
        )
        said = _said(card) if card else wanted
        return self._pictures(data, [(context.edition.labels[name], said if name == "front" else "") for name, _ in sides]), (
            *problems,
            *unready,
        )

    def _paper(self, scene: Scene, document: Any) -> tuple[Iterable[Picture], tuple[Problem, ...]]:
        """Make one kind of paper of a document."""
        made, problems = self._making(scene, document)
        pages: list[Picture] = []
        for file in made.files:
            if file.data and file.pages and len(pages) < MOST_PAGES:
                pages += self._pictures(file.data, [])
        return pages[:MOST_PAGES], problems

    def _making(self, scene: Scene, document: Any) -> tuple[Paper, tuple[Problem, ...]]:
        to = self._destination(scene, scene.chosen["kind"])
        if isinstance(document, Deck):
            return making.of_deck(order(*scene.context.spoken(document), to))
        if not isinstance(document, Agenda):
            papers = [making.of_worksheet(sheet) for sheet in meetings.worksheets(*scene.context.spoken(document), to)]
            files = tuple(file for paper, _ in papers for file in paper.files)
            return Paper(files), tuple(problem for _, problems in papers for problem in problems)
        orders: list[Order] = [order(*scene.context.spoken(deck), to) for deck in scene.context.edition.decks]
        return making.of_meeting(meetings.meeting(scene.context, document, orders, to))

    def _destination(self, scene: Scene, kind: str) -> Destination:
        job = Job(path=self.root, kinds=() if kind == CARD else (kind,))
        return Destination(job, "preview", is_sound=True, own=scene.project.own_papers, language=scene.chosen["language"])

    def _pictures(self, data: bytes, named: Sequence[tuple[str, str]]) -> Iterator[Picture]:
        key = self.pages.keep(data)
        for number, (width, height) in enumerate(self.pages.sizes(key)):
            name, alt = named[number] if number < len(named) else ("", "")
            yield Picture(key, number, round(width / MM, 2), round(height / MM, 2), name, alt)

    def _told(self, found: Iterable[Problem], view: View) -> Iterator[Told]:
        """Say what is wrong, first what stands at the shown card or document."""
        problems = severity.told(severity.once(found), strict=False)
        told = [
            Told(problem.severity.value, *sentence(problem, self.language), _places(problem.place, also), _is_mine(problem, view))
            for problem, also in grouped(problems, self.language)
        ]
        yield from sorted(told, key=lambda one: (not one.mine, one.severity))


def _wish(asked: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(asked.get(key, "") for key in CHOICES)


def _one(known: Sequence[str], wanted: str) -> str:
    """Give what is wanted where it is known, else the first; empty where there is none."""
    return wanted if wanted in known else next(iter(known), "")


def _names(edition: selection.Wanted) -> tuple[str, ...]:
    """Name an edition as it is chosen: area, organisation, language."""
    return edition.area.id, edition.organisation.id if edition.organisation else "", edition.language


def _documents(context: Context) -> Iterator[tuple[str, Any]]:
    for kind in ("deck", "agenda", "worksheet"):
        yield from ((kind, document) for document in getattr(context.edition, f"{kind}s"))


def _name(kind: str, document: Any) -> str:
    """Name a document; a deck and a meeting may have one id."""
    return f"{kind}.{document.id}"


def _editions(project: Project) -> dict[str, list[Option]]:
    """Give the areas, organisations and languages that there are to choose from, in the order of `_names`."""
    names = LANGUAGES["da" if project.main_language == "da" else "en"]
    return {
        "area": [Option(area.id, bare(plain(area.name)) or area.id) for area in project.areas],
        "organisation": [Option(one.id, bare(plain(one.name)) or one.id) for one in project.organisations] or [Option("", "")],
        "language": [Option(code, names.get(code, code)) for code in project.languages],
    }


def _kinds(scene: Scene) -> Iterator[str]:
    """Name the kinds of paper that can be made of the document."""
    document = scene.document
    sheets = {profile.kind for profile in scene.project.profiles}

    def suits(kind: Kind) -> bool:
        if kind.suffix or kind.name in OF_NOTES or (kind.of == "cards" and kind.name not in sheets):
            return False
        if isinstance(document, Deck):
            return kind.of not in OF_MEETINGS
        return kind.of == "worksheet" or (isinstance(document, Agenda) and kind.of != "deck")

    found = [kind.name for kind in of_project(scene.project) if suits(kind)]
    if not isinstance(document, Deck):
        found.sort(key=lambda name: name in {"sheets", "shop"})  # a meeting's own papers come first
    yield from ((CARD, *found) if isinstance(document, Deck) else found)


def _listed(context: Context, deck: Deck) -> Iterator[Listed]:
    spoken, own = context.spoken(deck)
    themes = {theme.id: theme for theme in own.themes}
    for card in sorted(with_extras(own), key=lambda card: card.kind in EXTRAS):
        theme = themes.get(card.theme)
        words = " ".join(bare(plain(card.text or card.title)).split())
        name = bare(plain(theme.name)) if theme else card.theme
        everything = " ".join((card.id, str(card.number or ""), name, _said(card))).casefold()
        place, said_at = card.place, _said_at(spoken, card)
        yield Listed(
            card.id, card.number, words, name, theme.colour.hex if theme else spoken.primary, everything, place.file, place.line, said_at
        )


def _said_at(context: Context, card: Card) -> str:
    is_replaced = any(origin.key == "text" for origin in context.edition.provenance.get(card.id, ()))
    return f"{card.text.place.file}:{card.text.place.line}" if is_replaced else ""


def _said(card: Card) -> str:
    """Give all words of a card's front."""
    texts = (card.title, card.text, *card.follow_up, *card.options)
    return " ".join(" ".join(bare(plain(text)).split()) for text in texts if text)


def _sides(faces: CardFaces) -> Iterator[tuple[str, Face]]:
    yield "front", faces.front
    if faces.back is not None:
        yield "back", faces.back


def _sheet(face: Face) -> Sheet:
    return Sheet(size=face.size, placements=(Placement(face, 0.0, 0.0, tagged=False),))


def _places(place: Place, also: Sequence[Place]) -> tuple[str, ...]:
    return tuple(str(one) for one in (place, *also) if one.file)[:6]


def _is_mine(problem: Problem, view: View) -> bool:
    """Tell whether a Problem stands at what is shown: in the lines of the card, or in the document's file."""
    file, _, line = view.at.rpartition(":")
    if view.chosen.get("kind") != CARD:
        return bool(file) and problem.place.file in {file, view.at}
    if problem.values.get("card") == view.chosen.get("card"):
        return True
    first = int(line) if line.isdecimal() else 0
    following = min((card.line for card in view.cards if card.file == file and card.line > first), default=0)
    at = problem.place
    return at.file == file and at.line >= first and (not following or at.line < following)
