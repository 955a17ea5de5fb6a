"""A project's decks as Faces, by the public functions of the stages in the order of the recipe. A support module, not a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cardprint import context as opened
from cardprint import sources
from cardprint.errors import Problem
from cardprint.layouts import cards as card_layout
from cardprint.layouts import markup
from cardprint.model import Deck, Edition
from cardprint.page import CardFaces, Element, Story
from cardprint.typeset import fit


class Typeset(NamedTuple):
    """One deck of one area: what was said, the Stories it became, and the Faces they became."""

    room: opened.Context
    deck: Deck
    stories: tuple[Story, ...]
    faces: Mapping[str, CardFaces]
    problems: tuple[Problem, ...]

    @property
    def edition(self) -> Edition:
        """The words of the area."""
        return self.room.edition

    def sides(self, name: str = "front") -> dict[str, Element]:
        """Give the elements of all cards' fronts or own backs, by card."""
        return {story.id: side for story in self.stories if story.root.tag == "card" for side in story.root.children if side.tag == name}


def room_of(root: Path, area: str | None = None) -> opened.Context:
    """Open a project for one area, the first that it lists where none is named; it must be sound."""
    project, problems = sources.project(root)
    assert not [problem for problem in problems if problem.is_error]
    organisation = project.organisations[0].id if project.organisations else None
    edition, more = sources.edition(project, area=area or project.areas[0].id, organisation=organisation, language=project.languages[0])
    assert not [problem for problem in more if problem.is_error]
    room, faults = opened.open_context(edition, opened.Shared(edition.project))
    assert not [fault for fault in faults if fault.is_error]
    return room


def typeset(room: opened.Context, deck: Deck | None = None) -> Typeset:
    """Typeset one deck, the first of the room where none is given."""
    deck = deck or room.edition.decks[0]
    cards = card_layout.with_extras(deck)
    values = card_layout.context(room.edition, deck, cards, room.names, room.primary)
    rendered, faults = room.layouts.render("cards.xml.j2", values)
    assert not [fault for fault in faults if fault.is_error]
    assert rendered is not None
    root, faults = markup.parse(rendered, room.styles, room.pictures)
    assert not [fault for fault in faults if fault.is_error]
    assert root is not None
    markup.label_items(root, room.styles)
    stories = markup.stories(root)
    faces, problems = fit.cards(stories, deck.card_size, deck.fit, room.fresh())
    return Typeset(room, deck, stories, {card.id: card for card in faces}, problems)
