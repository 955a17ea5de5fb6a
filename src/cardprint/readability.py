"""How plain the words of a paper are: LIX, sentences that are long, long words that nobody has explained. A report; nothing here is wrong.

LIX (C. H. Björnsson, "Läsbarhet", 1968) is words to a sentence plus per cent of words with more than six letters. It was made for Swedish and means
about the same in the other Nordic languages, in German and in English; elsewhere no number is given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from cardprint.errors import Place
from cardprint.job import LongSentence, LongWord, Measured, Readability
from cardprint.layouts.templates import bare
from cardprint.model import Card, Deck, Term, Text
from cardprint.page import Element, Style

MEASURED = frozenset({"da", "nb", "nn", "no", "sv", "fo", "is", "de", "en"})
"""Languages that LIX says something of."""
LONG = 6
"""Letters: what is longer is a long word to LIX."""
MOST_WORDS = 25
"""Words of a sentence that a listener keeps in mind."""
VERY_LONG = 14
"""Letters from which a word is listed; in Danish nearly all of them are put together of two or more."""
LISTED = 10
FEWEST = 4
"""Words of a line of its own without a stop, from which it is read as a sentence: what is shorter is a label."""
LEVELS = ((25, "very_easy"), (35, "easy"), (45, "medium"), (55, "hard"))
"""Björnsson's steps: below 25 as in books for children, below 35 as in fiction, below 45 as in newspapers, below 55 as from authorities."""
INFLECTED = 5
"""Letters that an ending adds at most."""

_NEVER = {
    "da": "f.eks fx bl.a dvs kl ca nr evt jf inkl ekskl hhv vedr pga ift iht mht tlf dr hr fr pr bl kap afs art stk ang resp red maks min max d f.o.m t.o.m",
    "nb": "f.eks bl.a dvs kl ca nr evt jf inkl ekskl hhv vedr pga ift mht tlf dr hr fr pr kap art ang maks min f.o.m t.o.m",
    "sv": "t.ex bl.a dvs kl ca nr ev jfr inkl exkl resp pga tel dr hr fr kap art ang max min fr.o.m t.o.m s.k",
    "de": "z.b bzw d.h ca nr evtl vgl inkl exkl usw tel dr hr fr prof str abs art max min u.a i.d.r z.t ggf bspw sog st",
    "en": "e.g i.e mr mrs ms dr prof no approx vs cf fig st",
}
_ABBREVIATIONS = {code: frozenset(words.split()) for code, words in _NEVER.items()}
_EVERYWHERE = frozenset().union(*_ABBREVIATIONS.values())
# Patterns as text: compiled (and kept) by `re` when they are first asked for, since a build that measures nothing has no use for them.
_STOP = r"([.!?…:]+)([\"'”’»“)\]]*)\s+(?=[\"'“‘«”»(\[–-]*\s?[^\W_])"
_WORD = r"[^\W_]+(?:[-'’./][^\W_]+)*"
_MARKED = r"[.!?…:][\"'”’»“)\]]*$"
_ADDRESS = r"\S+@\S+|(?:https?://|www\.)\S+"
_INITIALS = r"(?:[^\W\d_]\.)*[^\W\d_]"
_NUMBER = r"\d{1,3}\Z"


class Passage(Struct, frozen=True):
    """A paragraph, a list's item, a card's prompt: a sentence ends where it ends."""

    text: str
    place: Place


class Said(Struct, frozen=True):
    """What one paper says in running text, whose it is and in which language; `explained` are words that the vocabulary gives the meaning of."""

    area: str
    kind: str
    title: str
    language: str
    passages: tuple[Passage, ...]
    explained: frozenset[str] = frozenset()


def sentences(text: str, language: str) -> list[str]:
    """Cut a paragraph into sentences: at stops before a capital or a number, not behind abbreviations, ordinals and initials."""
    out, start = [], 0
    for found in re.finditer(_STOP, text):
        if _ends(text[start : found.start()], found[1], text[found.end() :].lstrip("\"'“‘«”»([–- "), language):
            out.append(text[start : found.end()].strip())
            start = found.end()
    return [*out, text[start:].strip()] if text[start:].strip() else out


def _ends(before: str, stop: str, after: str, language: str) -> bool:
    """Tell whether a sentence ends at a stop."""
    if after[:1].islower():
        return False
    if stop != ".":
        return True
    last = re.split(r"[\s(\"“”»«–]", before)[-1].casefold()
    is_initial = bool(re.fullmatch(_INITIALS, last))
    is_ordinal = bool(re.match(_NUMBER, last)) and (language == "de" or before.strip() == last)
    return not (last in _ABBREVIATIONS.get(language, _EVERYWHERE) or is_initial or is_ordinal)


def words(text: str) -> list[str]:
    """List the words of a text; a number is one, too, an address none."""
    return re.findall(_WORD, re.sub(_ADDRESS, " ", text))


def of_deck(deck: Deck, language: str, area: str, vocabulary: Mapping[str, Term]) -> Said:
    """Gather what a deck's cards say to those who play."""
    texts = (deck.instruction_card, *(text for card in deck.cards for text in _of_card(card)))
    passages = (Passage(bare(part).strip(), text.place) for text in texts for part in text.value.split("\n") if part.strip())
    return Said(area, "deck", bare(deck.title.value), language, tuple(dict.fromkeys(passages)), explained(vocabulary))


def _of_card(card: Card) -> Iterator[Text]:
    yield from (card.text, *card.follow_up, *card.options)
    if card.back is not None:
        yield from (card.back.title, card.back.text)


def of_pages(root: Element, styles: Mapping[str, Style]) -> Iterator[Passage]:
    """Gather the running text of a paper: paragraphs, list items and cells, without headings, labels and what stands in the margin."""
    style = styles.get(root.style or root.tag)
    if style is not None and style.artifact:
        return
    text = bare("".join(run.text for run in root.runs)).strip() if root.tag in READ else ""
    if root.tag in ITEMS or re.search(_MARKED, text) or len(words(text)) >= FEWEST:
        yield from [Passage(text, next((run.place for run in root.runs if run.place), Place("")))] if text else ()
    for child in root.children:
        yield from of_pages(child, styles)


ITEMS = frozenset({"li", "lbody"})
READ = frozenset({"p", "td", "span", *ITEMS})


def explained(vocabulary: Mapping[str, Term]) -> frozenset[str]:
    """Give all forms of the words whose meaning the vocabulary tells."""
    return frozenset(form.casefold() for name, term in vocabulary.items() if term.meaning.value for form in (name, *term.forms.values()))


def measured(papers: Sequence[Said]) -> Readability:
    """Measure papers one by one, and list long sentences and words of all of them, each once."""
    return Readability(
        papers=tuple(_measured(paper) for paper in dict.fromkeys(papers) if paper.passages),
        sentences=tuple(_long_sentences(papers)),
        words=tuple(_long_words(papers)),
    )


def _measured(paper: Said) -> Measured:
    said = [sentence for passage in paper.passages for sentence in sentences(passage.text, paper.language) if words(sentence)]
    count = sum(len(words(sentence)) for sentence in said)
    long = sum(_letters(word) > LONG for sentence in said for word in words(sentence))
    is_measured = paper.language.partition("-")[0] in MEASURED and count > 0
    lix = round(count / len(said) + 100 * long / count) if is_measured else None
    level = next((name for most, name in LEVELS if lix is not None and lix < most), "very_hard")
    return Measured(paper.area, paper.kind, paper.title, paper.language, count, len(said), long, lix, level if is_measured else "")


def _letters(word: str) -> int:
    return sum(letter.isalpha() for letter in word)


def _long_sentences(papers: Iterable[Said]) -> list[LongSentence]:
    """Find sentences of the user's own that are long, the longest first."""
    found = dict.fromkeys(
        LongSentence(passage.place, count, sentence)
        for paper in papers
        for passage in paper.passages
        if passage.place.file
        for sentence in sentences(passage.text, paper.language)
        if (count := len(words(sentence))) > MOST_WORDS
    )
    return sorted(found, key=lambda sentence: (-sentence.words, sentence.place))


def _long_words(papers: Iterable[Said]) -> list[LongWord]:
    """Count the longest words that nobody has explained, each place once, a word with its endings as one; the most used first."""
    known = frozenset(word for paper in papers for word in paper.explained)
    texts = {passage for paper in papers for passage in paper.passages if passage.place.file}
    counts = Counter(
        word.casefold() for passage in texts for word in words(passage.text) if _letters(word) >= VERY_LONG and "." not in word
    )
    grouped: dict[str, int] = {}
    for word in sorted(counts, key=lambda word: (len(word), word)):
        stem = next((other for other in grouped if _is_form(word, other)), word)
        grouped[stem] = grouped.get(stem, 0) + counts[word]
    left = [(word, count) for word, count in grouped.items() if word not in known and not any(_is_form(word, other) for other in known)]
    return [LongWord(word, count) for word, count in sorted(left, key=lambda pair: (-pair[1], pair[0]))[:LISTED]]


def _is_form(word: str, other: str) -> bool:
    """Tell whether a word is another with an ending, which may change its last letter."""
    return word.startswith(other[:-1]) and len(word) - len(other) <= INFLECTED and len(other) > LONG
