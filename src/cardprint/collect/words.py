"""`cardprint keep`: words of the tables go into the project's vocabulary, as words to hold on to; the file stays as its people wrote it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cardprint import files, placing, resources, selection, sources
from cardprint.collect.records import clean
from cardprint.errors import CardprintError, Found, Place, Problem, error, warning
from cardprint.job import Kept
from cardprint.model import Edition
from cardprint.notes import Notes
from cardprint.sources import notes as noted
from cardprint.sources import splicing
from cardprint.sources.documents import VOCABULARY_FILE
from cardprint.sources.nodes import Pairs
from cardprint.sources.yaml import parse

MOST = 8 * files.MB
BLOCK = "our_words"
"""Where tables write words to hold on to."""
MOST_WORDS = 3
"""That are proposed as one; more are a sentence."""
CAPITAL_NOUNS = frozenset({"de"})
"""Languages whose nouns begin with a capital wherever they stand."""
LONGEST = 100
"""Characters of a word, or of a few."""
_GAP = re.compile(r"[^\w-]+")
_ID = re.compile(r"[^\W\d_][\w-]*\Z")


def keep(words: Sequence[str], *, meaning: str = "", project: Path = Path()) -> Kept:
    """Add words to the vocabulary; without words, say which ones the tables wrote that do not stand there. Raises CardprintError."""
    root = resources.project_root(project)
    if root is None:
        raise CardprintError(error("no-project", Place(project.as_posix()), file=resources.PROJECT_FILE))
    if meaning and len(words) != 1:
        raise CardprintError(error("keep-one-meaning", Place("")))
    try:
        data = files.read_if_there(root / VOCABULARY_FILE, root=root, most=MOST) or b""
    except files.RefusedError as reason:
        return Kept(problems=(reason.at(Place(VOCABULARY_FILE), VOCABULARY_FILE),))
    said, problems = splicing.plain(data, VOCABULARY_FILE)
    terms = (said.get("terms") or {}) if isinstance(said, dict) else None
    if said is None or not isinstance(terms, dict):
        _, told = sources.project(root)
        return Kept(problems=problems or tuple(one for one in told if one.place.file == VOCABULARY_FILE))
    if not words:
        return Kept(proposed=tuple(_proposed(root, terms)), language=_language(root))
    return _kept(root, data, {**said, "terms": terms}, words, meaning)


def _kept(root: Path, data: bytes, wanted: dict[str, Any], words: Sequence[str], meaning: str) -> Kept:
    """Add what does not stand there yet, and write the file where that changes it."""
    terms = wanted["terms"] = dict(wanted["terms"])
    added: list[str] = []
    there: list[str] = []
    problems: list[Problem] = []
    for word in dict.fromkeys(filter(None, map(clean, words))):
        name, problem = _named(word, terms)
        problems += problem
        if not name:
            continue
        term = terms.get(name)
        stands = term if isinstance(term, dict) else {}
        is_kept = str(stands.get("keep")).lower() in {"true", "yes", "ja"}
        explained = clean(str(stands.get("meaning") or ""))
        if meaning and explained and explained != clean(meaning):
            place = _meaning_of(data, name)
            problems.append(warning("keep-other-meaning", place, term=name, meaning=explained))
        if is_kept and (explained or not meaning):
            there.append(word)
            continue
        terms[name] = _term(term, name, word, meaning)
        added.append(word)
    if added and not any(problem.is_error for problem in problems):
        problems += _write(root, data, wanted)
    is_written = bool(added) and not any(problem.is_error for problem in problems)
    return Kept(added=tuple(added) if is_written else (), there=tuple(there), problems=tuple(problems), language=_language(root))


def _meaning_of(data: bytes, name: str) -> Place:
    """Find where the vocabulary explains a word."""
    node, _ = parse(data, VOCABULARY_FILE)
    place = Place(VOCABULARY_FILE)
    for key in ("terms", name, "meaning"):
        if not isinstance(node, Pairs) or key not in node.entries:
            break
        _, node = node.entries[key]
        place = node.place
    return place


def _named(word: str, terms: Mapping[str, Any]) -> Found[str]:
    """Give the id of a word: of the term that has it as one of its forms, else its own. A word that another is written instead of is told."""
    folded = word.casefold()
    for name, term in terms.items():
        forms = term.get("forms") if isinstance(term, dict) else None
        if folded == str(name).casefold() or (isinstance(forms, dict) and folded in {str(form).casefold() for form in forms.values()}):
            return str(name), ()
    for name, term in terms.items():
        avoid = term.get("avoid") if isinstance(term, dict) else None
        if isinstance(avoid, list) and folded in {str(one).casefold() for one in avoid}:
            return "", (error("keep-avoided", Place(VOCABULARY_FILE), word=word, term=name),)
    name = _GAP.sub("-", word).strip("-")
    name = name[:1].lower() + name[1:] if not name[:2].isupper() else name
    if len(word) > LONGEST or "\n" in word or not _ID.match(name):
        return "", (error("keep-no-word", Place(""), word=word[:LONGEST]),)
    return name, ()


def _term(term: Any, name: str, word: str, meaning: str) -> dict[str, Any]:
    made = dict(term) if isinstance(term, dict) else {} if name == word else {"forms": {"sg": word}}
    if meaning and not made.get("meaning"):
        made["meaning"] = clean(meaning)
    return {**made, "keep": True}


def _write(root: Path, data: bytes, wanted: Any) -> list[Problem]:
    path = root / VOCABULARY_FILE
    try:
        result = splicing.spliced(data, wanted)
        path.parent.mkdir(exist_ok=True)
        placing.put(path.resolve(), result)
    except splicing.SplicingError:
        return [error("notes-unspliced", Place(VOCABULARY_FILE), file=VOCABULARY_FILE)]
    except OSError as reason:
        return [error("target-unwritable", Place(VOCABULARY_FILE), file=VOCABULARY_FILE, reason=reason.strerror or str(reason))]
    return []


def _language(root: Path) -> str:
    return sources.language(root)


def _proposed(root: Path, terms: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Give the words that the tables wrote and that do not stand in the vocabulary, with how many groups wrote each; the commonest first."""
    project, _ = sources.project(root)
    spellings: dict[str, Counter[str]] = {}
    counts: dict[str, set[str]] = {}
    for wanted in selection.editions(project):
        folder = selection.folder(project, wanted)
        for agenda in dict.fromkeys((*project.known.get("agenda", ()), *project.known.get("worksheet", ()))):
            notes, _ = noted.notes(project, folder, agenda)
            for group in notes.groups if notes else ():
                for word in group.blocks.get(BLOCK, ()):
                    spellings.setdefault(word.casefold(), Counter())[_small(word, wanted.language)] += 1
                    counts.setdefault(word.casefold(), set()).add(f"{folder}/{agenda}/{group.name}")
    found = [(_commonest(spelled), len(counts[word])) for word, spelled in spellings.items()]
    for word, groups in sorted(found, key=lambda item: (-item[1], item[0])):
        name, _ = _named(word, terms)
        if name and name not in terms:
            yield word, groups


def unknown(notes: Notes, edition: Edition) -> list[str]:
    """Give the words that the tables want to hold on to and the vocabulary of their edition does not have, each once."""
    known = {form.casefold() for term in edition.vocabulary.values() for form in (term.id, *term.forms.values())}
    spellings: dict[str, Counter[str]] = {}
    for word in (" ".join(text.split()) for group in notes.groups for text in group.blocks.get(BLOCK, ())):
        if word and word.casefold() not in known and len(word.split()) <= MOST_WORDS:
            spellings.setdefault(word.casefold(), Counter())[_small(word, edition.language)] += 1
    return [_commonest(spelled) for spelled in spellings.values()]


def _small(word: str, language: str) -> str:
    """Give a word as it stands within a sentence: a capital that alone begins it is that of a line's beginning, but where nouns have one."""
    is_begun = len(word) > 1 and word[0].isupper() and word[1:] == word[1:].lower()
    return word[0].lower() + word[1:] if is_begun and language not in CAPITAL_NOUNS else word


def _commonest(spelled: Counter[str]) -> str:
    """Choose how a word is written: as most tables do, else with small letters."""
    return max(spelled, key=lambda word: (spelled[word], sum(map(str.islower, word)), word))
