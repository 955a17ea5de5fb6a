"""The words of one edition: terms of vocabulary, area and organisation laid on each other, and filled into texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from cardprint.errors import UNLIKE, Found, Place, Problem, error, warning
from cardprint.model import Origin, Term, Text
from cardprint.sources.spelling import nearest

PROCESS = "process"
"""The name in braces that stands for what the course is called here."""
MAIN_FORM = "sg"
MOST_COMPARED = 200
"""Words after which no nearest one is looked for: that many Problems nobody reads, and it takes time."""
_BRACE = re.compile(r"\\\{|(?<!\{)\{([^\W\d_][\w-]*)(?:\.([\w-]+))?\}(?!\})")


def over(below: Term, above: Term) -> Term:
    """Lay a term on another: what is given replaces, forms as a whole."""
    translations = dict(below.translations)
    for language, term in above.translations.items():
        translations[language] = over(translations[language], term) if language in translations else term
    return replace(
        below,
        forms=above.forms or below.forms,
        meaning=above.meaning or below.meaning,
        note=above.note or below.note,
        keep=above.keep or below.keep,
        avoid=above.avoid or below.avoid,
        translations=translations,
    )


def translated(term: Term, language: str) -> Term:
    """Give the term in a language; its words to avoid are that language's own."""
    other = term.translations.get(language)
    return replace(over(term, other), avoid=other.avoid) if other else replace(term, avoid=())


class Lexicon(Struct, frozen=True, kw_only=True):
    """Terms by id with the layer that their forms come from, what the course is called, and words to avoid with the term that is meant.

    `untranslated` are the terms without forms in the lexicon's language. `missed` are the words that were not found so far. `unsaid` are codes that would only repeat that a file could not be read.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict)
    process: str = ""
    avoid: Mapping[str, str] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()
    untranslated: frozenset[str] = frozenset()
    missed: list[str] = field(default_factory=list)

    def touches(self, joined: str) -> bool:
        """Tell whether a text may need a look: it holds a brace or a word to avoid."""
        if "{" in joined:
            return True
        if not self.avoid:
            return False
        lowered = joined.lower()
        return any(word in lowered for word in self.avoid)

    def resolve(self, text: Text) -> Found[Text]:
        r"""Fill in terms; `\{` prints a brace, other braces print as they are. An unknown term or form stays and is an error."""
        if not self.touches(text.value):
            return text, ()
        problems = self._avoided(text)

        def fill(found: re.Match[str]) -> str:
            if found[1] is None:
                return "{"
            word = self._word(found[1], found[2] or "", text.place)
            if isinstance(word, Problem):
                if word.code not in self.unsaid:
                    problems.append(word)
                return found[0]
            return word

        return replace(text, value=_BRACE.sub(fill, text.value)), tuple(problems)

    def used(self, value: str) -> tuple[Origin, ...]:
        """Say for the terms that a text names where their words come from."""
        names = [self._id(found[1]) for found in _BRACE.finditer(value) if found[1]] if "{" in value else []
        return tuple(replace(self.origins[name], key=f"{{{name}}}") for name in dict.fromkeys(names) if name)

    def _id(self, name: str) -> str:
        lowered = name[0].lower() + name[1:]
        return name if name in self.terms else lowered if lowered in self.terms else ""

    def _word(self, name: str, form: str, place: Place) -> str | Problem:
        known = self._id(name)
        if not known and name.lower() == PROCESS:
            return self._process(name, form, place)
        if not known:
            self.missed.append(name)
            near = nearest(name, (*self.terms, PROCESS)) if len(self.missed) < MOST_COMPARED else UNLIKE
            return error("unknown-term", place, name=name, nearest=near)
        forms = self.terms[known].forms
        if form and form not in forms:
            return error("unknown-form", place, term=known, form=form, nearest=nearest(form, forms))
        word = forms[form] if form else forms.get(MAIN_FORM) or next(iter(forms.values()), known)
        return word if name == known else _capital(word)

    def _process(self, name: str, form: str, place: Place) -> str | Problem:
        if form:
            return error("unknown-form", place, term=name, form=form, nearest=nearest(form, ()))
        if not self.process:
            return error("no-process", place)
        return self.process if name == PROCESS else _capital(self.process)

    def _avoided(self, text: Text) -> list[Problem]:
        lowered = text.value.lower()
        return [
            warning("avoid-word", text.place, word=word, term=term)
            for word, term in self.avoid.items()
            if word in lowered and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lowered)
        ]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def merged(layers: Mapping[str, Mapping[str, Term]], language: str, process: str) -> Lexicon:
    """Lay the terms of the layers on each other, weakest first; `language` is empty for the vocabulary's own."""
    terms: dict[str, Term] = {}
    origins: dict[str, Origin] = {}
    for layer, its_terms in layers.items():
        for name, term in its_terms.items():
            terms[name] = over(terms[name], term) if name in terms else term
            if term.forms or name not in origins:
                origins[name] = Origin(name, layer, term.place)
    untranslated: frozenset[str] = frozenset()
    if language:
        untranslated = frozenset(
            name for name, term in terms.items() if language not in term.translations or not term.translations[language].forms
        )
        terms = {name: translated(term, language) for name, term in terms.items()}
    avoid = {word.lower(): name for name, term in terms.items() for word in term.avoid}
    return Lexicon(terms=terms, origins=origins, process=process, avoid=avoid, untranslated=untranslated)
