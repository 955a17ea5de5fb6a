"""Project -> Edition: one area in one language for one organisation. Words are final here; nothing is laid out.

Words: card < its variants < area < organisation. Terms: vocabulary < area < organisation. A key replaces the key, lists whole.
In another language than the deck's the most specific translated layer wins, else the base language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cardprint.errors import CardprintError, Found, Problem, error, warning
from cardprint.model import (
    NO_TEXT,
    NOWHERE,
    Area,
    Back,
    Card,
    Deck,
    Edition,
    Organisation,
    Origin,
    Process,
    Project,
    Term,
    Text,
    Theme,
)  # fmt: skip
from cardprint.resources import PROJECT_FILE
from cardprint.sources.cards import UNNUMBERED
from cardprint.sources.documents import VOCABULARY_FILE
from cardprint.sources.layers import Layer, Worded, worded
from cardprint.sources.lexicon import Lexicon, merged
from cardprint.sources.spelling import nearest

if TYPE_CHECKING:
    from cardprint.sources.tailoring import Setting

BASE = "base"


def edition(project: Project, *, area: str | None, organisation: str | None, language: str) -> Found[Edition]:
    """Make the words of an area, an organisation and a language final.

    Raises CardprintError for an area or an organisation that the project does not hold.
    """
    scene = _scene(project, area or BASE, organisation or "", language)
    decks = tuple(scene.deck(deck) for deck in project.decks)
    setting = scene.setting(decks) if project.agendas or project.worksheets else None
    whose = scene.organisation
    result = Edition(
        project=project,
        area=area or BASE,
        area_name=scene.area_name(),
        organisation=replace(whose, contact=scene.text(whose.contact)) if whose else None,
        language=language,
        decks=decks,
        agendas=tuple(setting.agenda(one) for one in project.agendas if one.area in {"", scene.area_id}) if setting else (),
        worksheets=tuple(setting.worksheet(one) for one in project.worksheets) if setting else (),
        vocabulary=scene.vocabulary(),
        process=scene.process,
        labels=project.labels.get(language, {}),
        provenance=scene.provenance,
        gaps=tuple(scene.gaps),
    )
    return result, tuple(scene.problems)


def gaps(of: Edition) -> tuple[Problem, ...]:
    """Give the words that are missing in the edition's language, as warnings; only `check` speaks of them."""
    return of.gaps


def _scene(project: Project, area: str, organisation: str, language: str) -> _Scene:
    place = next((one for one in project.areas if one.id == area), None)
    whose = next((one for one in project.organisations if one.id == organisation), None)
    if place is None and area != BASE:
        raise CardprintError(error("unknown-area", NOWHERE, name=area, nearest=nearest(area, (one.id for one in project.areas))))
    if whose is None and organisation:
        known = nearest(organisation, (one.id for one in project.organisations))
        raise CardprintError(error("unknown-organisation", NOWHERE, name=organisation, nearest=known))
    other = language if language != project.languages[0] else ""
    course = project.process.translations.get(other, Process())
    course = Process(name=course.name or project.process.name, focus=course.focus or project.process.focus)
    layers = {
        "vocabulary": project.vocabulary,
        "area": place.terms if place else {},
        "organisation": whose.terms if whose else {},
    }
    unread = project.known.get("unread", ())
    unsaid = frozenset(code for file, code in ((VOCABULARY_FILE, "unknown-term"), (PROJECT_FILE, "no-process")) if file in unread)
    words = replace(merged(layers, other, course.name.value), unsaid=unsaid)
    scene = _Scene(area_id=area, area=place, organisation=whose, project=project, language=language, lexicon=words, process=course)
    return replace(scene, process=replace(course, focus=scene.text(course.focus)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What an edition is made for, and what is found on the way."""

    project: Project
    area_id: str
    area: Area | None
    organisation: Organisation | None
    language: str
    lexicon: Lexicon
    process: Process
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Problem] = field(default_factory=list)
    provenance: dict[str, tuple[Origin, ...]] = field(default_factory=dict)

    def text(self, text: Text) -> Text:
        """Fill terms into a text."""
        resolved, problems = self.lexicon.resolve(text)
        self.problems.extend(problems)
        return resolved

    def area_name(self) -> Text:
        """Give the area's name in the edition's language."""
        if self.area is None:
            return NO_TEXT
        words = self.area.translations.get(self.language)
        return self.text(words.name if words and words.name else self.area.name)

    def vocabulary(self) -> Mapping[str, Term]:
        """Give the terms with their own texts filled in."""
        return {
            name: replace(term, meaning=self.text(term.meaning), note=self.text(term.note)) for name, term in self.lexicon.terms.items()
        }

    def setting(self, decks: Iterable[Deck]) -> Setting:
        """Give what agendas and worksheets are made for; what they meet comes to the others."""
        from cardprint.sources.tailoring import Setting

        return Setting(
            area=self.area_id,
            changes=self.area.agendas if self.area else {},
            language=self.language,
            main_language=self.project.languages[0],
            lexicon=self.lexicon,
            facilitator=self.text(self.project.facilitator),
            decks={deck.id: frozenset(card.id for card in deck.cards) for deck in decks},
            problems=self.problems,
            gaps=self.gaps,
        )

    def deck(self, deck: Deck) -> Deck:
        """Make a deck's words final: drop, add, replace, translate, fill in terms. A deck that nothing touches is handed on as it is."""
        language = self._other(deck)
        cards = tuple(card for card in self._ordered(deck) for card in self._card(card, language))
        words = deck.translations.get(language)
        changes: dict[str, object] = {}
        for key in ("title", "subtitle", "instruction_card"):
            text: Text = getattr(deck, key)
            said: Text | None = getattr(words, key, None)
            if language and text and said is None:
                self._gap(text, deck.id, key, language)
            changes[key] = self.text(said if said is not None else text)
        themes = tuple(self._theme(theme, language) for theme in deck.themes)
        self.problems.extend(_forgotten_backs(deck, cards))
        return replace(deck, cards=cards, themes=themes, **changes)  # type: ignore[arg-type]

    def _other(self, deck: Deck) -> str:
        """Give the language to translate a deck to; empty for its own."""
        return self.language if self.language != (deck.language or self.project.languages[0]) else ""

    def _gap(self, text: Text, what: str, key: str, language: str) -> None:
        self.gaps.append(warning("translation-missing", text.place, what=what, key=key, language=language))

    def _theme(self, theme: Theme, language: str) -> Theme:
        words = theme.translations.get(language)
        said = words.name if words else None
        if language and said is None:
            self._gap(theme.name, theme.id, "name", language)
        name = self.text(said if said is not None else theme.name)
        return theme if name is theme.name else replace(theme, name=name)

    def _ordered(self, deck: Deck) -> Iterable[Card]:
        """Put the area's added cards where they belong; numbers go on after the deck's last."""
        added = self._added(deck)
        if not added:
            return deck.cards
        after: dict[str, list[Card]] = {}
        for card in added:
            after.setdefault(card.after, []).append(card)
        ordered: list[Card] = []
        for card in deck.cards:
            waiting = [card]
            while waiting:
                ordered.append(waiting.pop(0))
                waiting = [*after.pop(ordered[-1].id, ()), *waiting]
        ordered.extend(card for rest in after.values() for card in rest)
        return ordered

    def _added(self, deck: Deck) -> list[Card]:
        """Give the area's added cards that belong to a deck, with their numbers."""
        if not self.area or not self.area.add:
            return []
        last = max((card.number for card in deck.cards), default=0)
        ids = {card.id for card in deck.cards}
        numbers = {card.number: card.id for card in deck.cards if card.number}
        by_id = {card.id: card for card in self.area.add}
        found = []
        for card in self.area.add:
            anchor = _anchor(card, by_id)
            if anchor not in ids if anchor else not self._is_first(deck, card.theme):
                continue
            if card.number in numbers:
                self.problems.append(error("duplicate-number", card.place, number=card.number, card=card.id, other=numbers[card.number]))
            is_numbered = card.number or card.kind in UNNUMBERED
            last += not is_numbered
            found.append(card if is_numbered else replace(card, number=last))
        return found

    def _is_first(self, deck: Deck, theme: str) -> bool:
        """Tell whether the deck is the project's first with a theme."""
        with_theme = (one for one in self.project.decks if any(its.id == theme for its in one.themes))
        return next(with_theme, self.project.decks[0]).id == deck.id

    def _layers(self, card: Card) -> list[Layer]:
        words = {
            "variant": card.variants.get(self.area_id) if card.variants else None,
            "area": self.area.cards.get(card.id) if self.area else None,
            "organisation": self.organisation.cards.get(card.id) if self.organisation else None,
        }
        return [Layer(name, one) for name, one in words.items() if one is not None]

    def _card(self, card: Card, language: str) -> tuple[Card, ...]:
        """Give the card with its final words; nothing where it is dropped."""
        if card.areas and self.area_id not in card.areas:
            return ()
        layers = self._layers(card)
        done = worded(card, layers, language) if layers or language else Worded(card)
        self.problems.extend(done.problems)
        if any(layer.words.drop for layer in layers):
            return ()
        self.gaps.extend(done.gaps)
        joined = _joined(done.card)
        origins = (*done.origins, *self.lexicon.used(joined))
        if origins:
            self.provenance[card.id] = origins
        return (self._filled(done.card) if self.lexicon.touches(joined) else done.card,)

    def _filled(self, card: Card) -> Card:
        """Fill terms into all texts of a card."""
        text = self.text
        return replace(
            card,
            title=text(card.title),
            text=text(card.text),
            follow_up=tuple(text(one) for one in card.follow_up),
            options=tuple(text(one) for one in card.options),
            facilitator_note=text(card.facilitator_note),
            back=Back(title=text(card.back.title), text=text(card.back.text)) if card.back else None,
            image=replace(card.image, alt=text(card.image.alt)) if card.image else None,
            source=text(card.source),
        )


BACKLESS = ("blank", "divider")
MOST_NAMED = 5
"""Cards that are named in one Problem."""


def _forgotten_backs(deck: Deck, cards: Sequence[Card]) -> Iterator[Problem]:
    """Say which cards have no back of their own in a deck where others have: they would get their theme's. Once, at the first."""
    if deck.back != "text":
        return
    without = [card for card in cards if not card.back and card.kind not in BACKLESS]
    place = deck.places.get("back", deck.place)
    if without and len(without) == len(cards):
        yield warning("no-own-backs", place, deck=deck.id)
    elif without:
        named = ", ".join(card.id for card in without[:MOST_NAMED]) + (" …" if len(without) > MOST_NAMED else "")
        yield warning("back-forgotten", without[0].place, count=len(without), names=named)


def _anchor(card: Card, added: Mapping[str, Card]) -> str:
    """Follow `after` from one added card to the next until it names a card of a deck; empty where it names none."""
    seen: set[str] = set()
    while card.after in added and card.id not in seen:
        seen.add(card.id)
        card = added[card.after]
    return "" if card.id in seen else card.after


def _joined(card: Card) -> str:
    """Give all texts of a card in one, for a quick look."""
    values = [card.text.value, *[one.value for one in card.follow_up], *[one.value for one in card.options]]
    values += [card.title.value, card.facilitator_note.value, card.source.value]
    if card.back:
        values += [card.back.title.value, card.back.text.value]
    if card.image:
        values.append(card.image.alt.value)
    return "\n".join(values)
