"""The sentences of Problems: each code has one in both languages, with the values that it is given; all are written alike."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from cardprint import messages
from cardprint.errors import UNLIKE, Place, Problem, error, warning
from cardprint.messages import render, sentence
from cardprint.messages.da import MESSAGES as DANISH
from cardprint.messages.en import MESSAGES as ENGLISH

ROOMS = Path(messages.__file__).parents[1]
PATTERN = re.compile(r"[a-z*]+(-[a-z*]+)+")
"""What a code looks like that is put together; a star stands for the part that varies."""


class Told(NamedTuple):
    """A line of the program that tells a Problem: its code, and the names of the values that it gives."""

    where: str
    code: str
    values: frozenset[str]


def trees() -> Iterator[tuple[str, ast.AST]]:
    """Go through the program, but for the sentences themselves."""
    for path in sorted(ROOMS.rglob("*.py")):
        if path.parent.name != "messages":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOMS).as_posix(), node


def told() -> Iterator[Told]:
    """Find the calls that name their code, and all values one by one."""
    for file, node in trees():
        match node:
            case (
                ast.Call(func=ast.Name(id="error" | "warning"), args=[ast.Constant(value=str(code)), *_], keywords=given)
                | ast.Call(func=ast.Attribute(attr="error" | "warning"), args=[ast.Constant(value=str(code)), *_], keywords=given)
            ):
                if all(value.arg for value in given):
                    yield Told(f"{file}:{node.lineno}", code, frozenset(value.arg or "" for value in given))


def named() -> tuple[set[str], set[str]]:
    """Give all texts of the program, and all that look like codes put together."""
    texts, joined = set(), set()
    for _, node in trees():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        if isinstance(node, ast.JoinedStr):
            joined.add("".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values))
    return texts, {one for one in joined if PATTERN.fullmatch(one)}


def placeholders(sentences: tuple[str, str]) -> set[str]:
    return {name for said in sentences for _, name, _, _ in string.Formatter().parse(said) if name is not None}


# --- codes, sentences and values -------------------------------------------------------------------------------------


def test_both_languages_have_the_same_codes() -> None:
    assert DANISH.keys() == ENGLISH.keys()


def test_a_sentence_has_the_same_values_in_both_languages() -> None:
    both = sorted(DANISH.keys() & ENGLISH.keys())
    assert [code for code in both if placeholders(DANISH[code]) != placeholders(ENGLISH[code])] == []


def test_what_is_told_has_a_sentence_and_all_its_values() -> None:
    calls = list(told())
    assert len(calls) > 60
    assert [one for one in calls if one.code not in ENGLISH] == []
    assert [(one, lacks) for one in calls if (lacks := placeholders(ENGLISH[one.code]) - one.values)] == []


def test_every_sentence_is_told_somewhere() -> None:
    texts, joined = named()
    varying = re.compile("|".join(one.replace("*", "[a-z-]+") for one in joined))
    assert sorted(code for code in ENGLISH if code not in texts and not varying.fullmatch(code)) == []


# --- cause and cure, written alike -----------------------------------------------------------------------------------


def faults(said: str) -> Iterator[str]:
    """Say in which ways a sentence is not written as all are."""
    if not said:
        yield "cause and cure are both said"
        return
    if not (said[0].isupper() or said[0] in "{“<`"):
        yield "it begins small"
    if said.endswith(".") != bool(re.search(r"[.!?] [A-ZÆØÅ]", said)):
        yield "a full stop only where there are several sentences"
    if said != said.strip() or "  " in said:
        yield "blanks around it, or two together"


@pytest.mark.parametrize("table", [DANISH, ENGLISH], ids=["da", "en"])
def test_a_sentence_begins_and_ends_as_all_do(table: Mapping[str, tuple[str, str]]) -> None:
    assert [(code, said, fault) for code, pair in table.items() for said in pair for fault in faults(said)] == []


@pytest.mark.parametrize("said", ["", "small", "Two. Three", "One.", " Blank", "Two  blanks"])
def test_a_sentence_that_is_written_otherwise_is_found(said: str) -> None:
    assert list(faults(said))


def test_no_sentence_is_left_untranslated() -> None:
    both = sorted(DANISH.keys() & ENGLISH.keys())
    assert [code for code in both for one, other in zip(DANISH[code], ENGLISH[code], strict=True) if one == other] == []


@pytest.mark.parametrize(
    ("make", "language", "expected"),
    [
        (error, "da", "a.yaml:3:7: fejl: Filen b.yaml findes ikke\n  råd: "),
        (error, "en", "a.yaml:3:7: error: The file b.yaml is not there\n  hint: "),
        (warning, "da", "a.yaml:3:7: advarsel: Filen b.yaml findes ikke\n  råd: "),
        (warning, "en", "a.yaml:3:7: warning: The file b.yaml is not there\n  hint: "),
    ],
)
def test_a_problem_is_place_and_cause_then_cure(make: Callable[..., Problem], language: str, expected: str) -> None:
    table = {"da": DANISH, "en": ENGLISH}[language]
    assert render(make("file-missing", Place("a.yaml", 3, 7), file="b.yaml"), language) == expected + table["file-missing"][1]


def test_a_problem_without_a_line_names_the_file_and_one_without_a_file_names_none() -> None:
    whole, nowhere = (render(error("file-missing", Place(file), file="b.yaml"), "en").splitlines()[0] for file in ("a.yaml", ""))
    assert (whole, nowhere) == ("a.yaml: error: The file b.yaml is not there", "error: The file b.yaml is not there")


def hint(code: str, language: str, **values: str) -> str:
    return sentence(error(code, Place("a.yaml", 1, 1), name="x", key="x", **values), language)[1]


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("unknown-key", "en", "Check the spelling"),
        ("unknown-key", "da", "Tjek stavemåden"),
        ("unknown-area", "en", "Make a file in cards/areas"),
        ("unknown-area", "da", "Lav en fil i cards/areas"),
        ("unknown-term", "da", "Tilføj ordet i cards/vocabulary.yaml, eller skriv \\{ for at trykke en klamme"),
        ("no-such-card", "en", "`cardprint list cards` shows all"),
    ],
)
def test_a_hint_without_a_nearest_word_says_the_rest(code: str, language: str, expected: str) -> None:
    assert hint(code, language, nearest=UNLIKE) == expected


def test_every_hint_with_a_nearest_word_can_do_without() -> None:
    for language, table in (("da", DANISH), ("en", ENGLISH)):
        for code in (code for code, (_, advice) in table.items() if "{nearest}" in advice):
            said = hint(code, language, nearest=UNLIKE, term="x", form="x", style="x", cell="B2")
            assert UNLIKE not in said, code
            assert said[0].isupper() or said[0] == "`"


def test_measures_have_a_comma_in_danish_and_what_the_user_wrote_has_not() -> None:
    values = {"card": "a-1.2", "needs": "94.5", "has": "88.0", "over": "6.5", "size": "10.5", "characters": "60"}
    problem = error("text-too-long", Place("a.yaml", 1, 1), **values)
    assert "a-1.2: teksten fylder 94,5 mm i den mindste skrift (10,5 pt), men der er 88,0 mm: 6,5 mm" in render(problem, "da")
    assert "a-1.2: the text needs 94.5 mm at the smallest size (10.5 pt), but there are 88.0 mm: 6.5 mm" in render(problem, "en")
