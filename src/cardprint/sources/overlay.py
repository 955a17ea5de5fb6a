"""Project -> Edition: one area in one language for one organisation. Words are final here; nothing is laid out.

Words: card < its variants < area < organisation. Terms: vocabulary < area < organisation. A key replaces the key, lists whole.
In another language than the deck's the most specific translated layer wins, else the base language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import CardprintError, Found, Problem, error, warning
from cardprint.model import (
    NO_TEXT,
    NOWHERE,
    UNNUMBERED,
    Area,
    Back,
    Base,
    Card,
    Deck,
    Edition,
    Gap,
    Organisation,
    Origin,
    Process,
    Project,
    Term,
    Text,
    Theme,
    Words,
)  # fmt: skip
from cardprint.resources import PROJECT_FILE
from cardprint.sources.documents import VOCABULARY_FILE, bounded
from cardprint.sources.layers import Layer, Worded, in_language, outdated, worded
from cardprint.sources.lexicon import PROCESS, Lexicon, merged
from cardprint.sources.spelling import nearest

if TYPE_CHECKING:
    from cardprint.sources.tailoring import Tailoring

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
        organisation=replace(whose, contact=scene.text(scene.base(whose.contact))) if whose else None,
        language=language,
        decks=decks,
        agendas=tuple(setting.agenda(agenda) for agenda in project.agendas if agenda.area in {"", scene.area_id}) if setting else (),
        worksheets=tuple(setting.worksheet(worksheet) for worksheet in project.worksheets) if setting else (),
        vocabulary=scene.vocabulary(),
        process=scene.process,
        labels=project.labels.get(language, {}),
        provenance=scene.provenance,
        gaps=(*scene.gaps, *_unsaid(project, language)),
        bases=tuple(scene.bases),
        untranslated=scene.untranslated,
    )
    return result, bounded(scene.problems)


def _unsaid(project: Project, language: str) -> Iterator[Gap]:
    """Say which kinds of cards have no label in a language."""
    if language != project.main_language:
        for name, kind in (*project.card_kinds.items(), *project.paper_kinds.items()):
            if kind.label and language not in kind.translations:
                yield Gap(name, "label", kind.place, language)


def gaps(of: Edition) -> tuple[Gap, ...]:
    """Give the words that are missing in the edition's language."""
    return of.gaps


def _scene(project: Project, area: str, organisation: str, language: str) -> _Scene:
    place = next((other for other in project.areas if other.id == area), None)
    whose = next((other for other in project.organisations if other.id == organisation), None)
    if place is None and area != BASE:
        raise CardprintError(error("unknown-area", NOWHERE, name=area, nearest=nearest(area, (known.id for known in project.areas))))
    if whose is None and organisation:
        known = nearest(organisation, (other.id for other in project.organisations))
        raise CardprintError(error("unknown-organisation", NOWHERE, name=organisation, nearest=known))
    other = language if language != project.main_language else ""
    layers = {
        "vocabulary": project.vocabulary,
        "area": place.terms if place else {},
        "organisation": whose.terms if whose else {},
    }
    unread = project.known.get("unread", ())
    unsaid = frozenset(code for file, code in ((VOCABULARY_FILE, "unknown-term"), (PROJECT_FILE, "no-process")) if file in unread)

    def lexicon(language: str) -> Lexicon:
        words = project.process.translations.get(language, project.process)
        return replace(merged(layers, language, (words.name or project.process.name).value), unsaid=unsaid)

    scene = _Scene(
        area_id=area, area=place, organisation=whose, project=project, language=language, lexicon=lexicon(other), lexicon_of=lexicon
    )
    return replace(scene, process=scene.course(other))


class _Scene(Struct, frozen=True, kw_only=True):
    """What an edition is made for, and what is found on the way."""

    project: Project
    area_id: str
    area: Area | None
    organisation: Organisation | None
    language: str
    lexicon: Lexicon
    lexicon_of: Callable[[str], Lexicon]
    process: Process = field(default_factory=Process)
    others: dict[str, Lexicon] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)
    untranslated: dict[str, str] = field(default_factory=dict)
    provenance: dict[str, tuple[Origin, ...]] = field(default_factory=dict)

    def text(self, text: Text) -> Text:
        """Fill terms into a text, in its own language."""
        lexicon = self._lexicon(text)
        resolved, problems = lexicon.resolve(text)
        self.problems.extend(problems)
        if lexicon.untranslated and "{" in text.value:
            named = (origin for origin in lexicon.used(text.value) if origin.key.strip("{}") in lexicon.untranslated)
            self.gaps.extend(Gap(name.key, "forms", name.place, self.language) for name in named)
        return resolved

    def _lexicon(self, text: Text) -> Lexicon:
        main, language = self.project.main_language, text.language
        if language in {"", self.language}:
            return self.lexicon
        if language not in self.others:
            self.others[language] = self.lexicon_of(language if language != main else "")
        return self.others[language]

    def base(self, text: Text) -> Text:
        """Say of a text that cannot be translated that it is in the project's main language, where the edition is in another."""
        return in_language(text, self.project.main_language) if self.language != self.project.main_language else text

    def either(self, text: Text, said: Text | None, what: str, key: str, own: str = "") -> Text:
        """Give a text's translation; where there is none the text itself, which is then a gap."""
        own = own or self.project.main_language
        if own == self.language:
            return self.text(text)
        if said is None and text:
            self.gaps.append(Gap(what, key, text.place, self.language))
        return self.text(in_language(text, own) if said is None else in_language(said, self.language))

    def course(self, language: str) -> Process:
        """Give what the course is called and what it is about."""
        ours, said = self.project.process, self.project.process.translations.get(language, Process())
        focus = self.either(ours.focus, said.focus or None, PROCESS, "focus")
        if language and ours.name and not said.name:
            self.gaps.append(Gap(PROCESS, "name", ours.name.place, self.language))
        return Process(name=said.name or ours.name, focus=focus)

    def area_name(self) -> Text:
        """Give the area's name in the edition's language."""
        if self.area is None:
            return NO_TEXT
        words = self.area.translations.get(self.language)
        return self.either(self.area.name, words.name if words and words.name else None, self.area.id, "name")

    def vocabulary(self) -> Mapping[str, Term]:
        """Give the terms with their own texts filled in."""
        return {
            name: replace(term, meaning=self._said(term, "meaning"), note=self._said(term, "note"))
            for name, term in self.lexicon.terms.items()
        }

    def _said(self, term: Term, key: str) -> Text:
        """Give a term's meaning or note; one that is not translated is a gap where it is printed."""
        words = term.translations.get(self.language)
        text: Text = getattr(term, key)
        if self.language == self.project.main_language or (words and getattr(words, key)):
            return self.text(text)
        if text and term.keep and self.project.agendas:
            self.gaps.append(Gap(term.id, key, text.place, self.language))
        return self.text(self.base(text))

    def setting(self, decks: Iterable[Deck]) -> Tailoring:
        """Give what agendas and worksheets are made for; what they meet comes to the others."""
        from cardprint.sources.tailoring import Tailoring

        decks = tuple(decks)
        return Tailoring(
            area=self.area_id,
            changes=self.area.agendas if self.area else {},
            language=self.language,
            main_language=self.project.main_language,
            text=self.text,
            facilitator=self.text(self.base(self.project.facilitator)),
            decks={deck.id: frozenset(card.id for card in deck.cards) for deck in decks},
            talked={deck.id: frozenset(card.id for card in deck.cards if card.kind not in UNNUMBERED) for deck in decks},
            problems=self.problems,
            gaps=self.gaps,
            untranslated=self.untranslated,
        )

    def deck(self, deck: Deck) -> Deck:
        """Make a deck's words final: drop, add, replace, translate, fill in terms. A deck that nothing touches is handed on as it is."""
        own = deck.language or self.project.main_language
        ordered = tuple(self._ordered(deck))
        if own != self.language and not self._is_translated(deck, ordered):
            self.untranslated[deck.id] = own
        cards = tuple(card for card in ordered for card in self._card(card, own))
        words = deck.translations.get(self.language)
        changes: dict[str, Any] = {
            key: self.either(getattr(deck, key), getattr(words, key, None), deck.id, key, own)
            for key in ("title", "subtitle", "instruction_card")
        }
        themes = tuple(self._theme(theme, own) for theme in deck.themes)
        self.problems.extend(_forgotten_backs(deck, cards))
        return replace(deck, cards=cards, themes=themes, **changes)

    def _is_translated(self, deck: Deck, cards: Iterable[Card]) -> bool:
        """Tell whether any word of a deck is in the edition's language."""
        some: tuple[Deck | Theme | Card | Words, ...] = (
            deck,
            *deck.themes,
            *cards,
            *(layer.words for card in cards for layer in self._layers(card)),
        )
        return any(self.language in text.translations for text in some)

    def _theme(self, theme: Theme, own: str) -> Theme:
        words = theme.translations.get(self.language)
        name = self.either(theme.name, words.name if words else None, theme.id, "name", own)
        if self.organisation and theme.id in self.organisation.theme_colours:
            colour, place = self.organisation.theme_colours[theme.id]
            theme = replace(theme, colour=colour, colour_place=place)
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
        homes = self.project.homes
        return homes.get(theme, next(iter(homes.values()), deck.id)) == deck.id

    def _layers(self, card: Card) -> list[Layer]:
        words = {
            "variant": card.variants.get(self.area_id) if card.variants else None,
            "area": self.area.cards.get(card.id) if self.area else None,
            "organisation": self.organisation.cards.get(card.id) if self.organisation else None,
        }
        return [Layer(name, word) for name, word in words.items() if word is not None]

    def _card(self, card: Card, own: str) -> tuple[Card, ...]:
        """Give the card with its final words, of a deck in its `own` language; nothing where it is dropped."""
        language = self.language if self.language != own else ""
        if card.areas and self.area_id not in card.areas:
            return ()
        layers = self._layers(card)
        done = worded(card, layers, language, own) if layers or language else Worded(card)
        self.bases.extend(done.bases)
        self.problems.extend(told for base in done.bases if (told := outdated(base, self.project.remembered)))
        if any(layer.words.drop for layer in layers):
            return ()
        self.gaps.extend(done.gaps)
        joined = _joined(done.card)
        origins = (*done.origins, *self.lexicon.used(joined))
        if origins:
            self.provenance[card.id] = origins
        is_touched = "{" in joined or any(
            found.touches(joined) for found in {id(text): text for text in map(self._lexicon, _texts(done.card))}.values()
        )
        return (self._filled(done.card) if is_touched else done.card,)

    def _filled(self, card: Card) -> Card:
        """Fill terms into all texts of a card."""
        text = self.text
        return replace(
            card,
            title=text(card.title),
            text=text(card.text),
            follow_up=tuple(text(item) for item in card.follow_up),
            options=tuple(text(item) for item in card.options),
            facilitator_note=text(card.facilitator_note),
            back=Back(title=text(card.back.title), text=text(card.back.text)) if card.back else None,
            image=replace(card.image, alt=text(card.image.alt)) if card.image else None,
            source=text(card.source),
        )


MOST_NAMED = 5
"""Cards that are named in one Problem."""


def _forgotten_backs(deck: Deck, cards: Sequence[Card]) -> Iterator[Problem]:
    """Say which cards have no back of their own in a deck where others have: they would get their theme's. Once, at the first."""
    if deck.back != "text":
        return
    without = [card for card in cards if not card.back and card.kind not in UNNUMBERED]
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
    return "\n".join([text.value for text in _texts(card)])


def _texts(card: Card) -> list[Text]:
    """List all texts of a card."""
    texts = [card.text, *card.follow_up, *card.options, card.title, card.facilitator_note, card.source]
    if card.back:
        texts += [card.back.title, card.back.text]
    if card.image:
        texts.append(card.image.alt)
    return texts
