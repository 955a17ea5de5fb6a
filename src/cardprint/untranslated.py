"""Words that are missing in a language, gathered: a line a language for `build`, a line a file for `check`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from cardprint.errors import Problem, warning
from cardprint.model import Edition, Gap

NAMED = 8
"""Cards and other words that a line names."""


class Lacking(Struct, frozen=True):
    """What an edition lacks in its language, the ids of its cards, and the language that is printed instead."""

    language: str
    instead: str
    gaps: Sequence[Gap]
    cards: frozenset[str]

    @classmethod
    def of(cls, edition: Edition, gaps: Sequence[Gap]) -> Lacking:
        """Gather what an edition lacks; its cards are those of decks in another language."""
        main, language = edition.project.main_language, edition.language
        decks = [deck for deck in edition.decks if (deck.language or main) != language]
        own = decks[0].language or main if decks else next(iter(edition.untranslated.values()), main)
        return cls(language, own, gaps, frozenset(card.id for deck in decks for card in deck.cards))


SECONDS, MOST_NAMED = "bilingual-missing", 40
"""Code of what a second language lacks on cards, and how many of those are named."""


def merged(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Say once for all areas what a second language lacks on the cards of a deck."""
    gathered: dict[tuple[object, ...], tuple[Problem, dict[str, None]]] = {}
    for problem in problems:
        if problem.code != SECONDS:
            yield problem
            continue
        values = problem.values
        _, names = gathered.setdefault((problem.place, values["deck"], values["language"]), (problem, {}))
        names.update(dict.fromkeys(values["names"].split("\n")))
    for problem, names in gathered.values():
        listed = ", ".join(list(names)[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
        yield problem._replace(values={**problem.values, "count": str(len(names)), "names": listed})


def told(wordings: Iterable[Lacking], *, by_file: bool) -> Iterator[Problem]:
    """Say what is missing, once for each language, or once for each of its files."""
    by_language: dict[str, list[Lacking]] = {}
    for wording in wordings:
        by_language.setdefault(wording.language, []).append(wording)
    for those in by_language.values():
        gaps = sorted({gap for wording in those for gap in wording.gaps}, key=lambda gap: gap.place)
        cards = frozenset(name for wording in those for name in wording.cards)
        if by_file:
            yield from _by_file(gaps, those[0])
        elif gaps:
            yield _line(gaps, cards, those[0])


def _line(gaps: Sequence[Gap], cards: frozenset[str], wording: Lacking) -> Problem:
    lacking = {gap.what for gap in gaps} & cards
    others = sum(gap.what not in cards for gap in gaps)
    place = next((gap.place for gap in gaps if gap.what in lacking), gaps[0].place)
    if not lacking:
        return warning("untranslated-texts", place, language=wording.language, instead=wording.instead, others=others)
    code = "untranslated-cards" if not others else "untranslated"
    return warning(
        code,
        place,
        language=wording.language,
        instead=wording.instead,
        count=len(lacking),
        of=len(cards),
        **({"others": others} if others else {}),
    )


def _by_file(gaps: Sequence[Gap], wording: Lacking) -> Iterator[Problem]:
    files: dict[str, list[Gap]] = {}
    for gap in gaps:
        files.setdefault(gap.place.file, []).append(gap)
    for found in files.values():
        names = [f"{gap.what}: {gap.key}" for gap in found]
        listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
        yield warning(
            "translation-missing", found[0].place, language=wording.language, instead=wording.instead, count=len(found), names=listed
        )
