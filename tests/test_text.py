"""What a user types becomes what is printed: composed letters, terms filled in, nothing hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardprint.errors import Place, Problem, Severity
from cardprint.model import Term, Text
from cardprint.sources.lexicon import Lexicon, merged
from cardprint.sources.text import MOST, clean

HERE = Place("cards/a.yaml", 3, 11)
BORGER = Term(id="borger", forms={"sg": "borger", "sg_def": "borgeren", "pl": "borgere"})
MED = Term(id="MED", meaning=Text("Udvalg"))
STYRING = Term(id="styring", avoid=("kontrol", "Lean-tavle"))


def lexicon(*terms: Term, process: str = "Samskabt styring") -> Lexicon:
    return merged({"vocabulary": {term.id: term for term in terms}}, "", process)


def filled(value: str) -> str:
    text, problems = lexicon(BORGER, MED).resolve(Text(value, HERE))
    assert problems == ()
    assert text.place == HERE
    return text.value


def codes(value: str, *terms: Term) -> list[tuple[str, str]]:
    _, problems = lexicon(*terms).resolve(Text(value, HERE))
    assert all(problem.place == HERE for problem in problems)
    return [(problem.code, problem.values.get("nearest", "")) for problem in problems]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a\u030ar og bla\u030a", "år og blå"),
        ("Hvad?\xa0", "Hvad?"),
        ("Hvad?\xa0 \nHvem\xa0", "Hvad?\nHvem"),
        ("10\xa0mm", "10\xa0mm"),
        ("sam\xadskabt", "sam\xadskabt"),
        ("½ → “ja” »nej« 😀", "½ → “ja” »nej« 😀"),
        ("et\ttegn", "et tegn"),
        ("# nummer 1", "# nummer 1"),
    ],
)
def test_what_is_typed_and_what_is_printed(typed: str, printed: str) -> None:
    assert clean(typed, HERE) == (printed, ())


@pytest.mark.parametrize("typed", ["blå\u030a", "bla\u030a\u030a", "BLÅ\u030a\u030a"])
def test_a_second_ring_is_taken_off_with_a_warning(typed: str) -> None:
    value, problems = clean(typed, HERE)
    assert value.lower() == "blå"
    assert problems == (Problem("ring", HERE, {}, Severity.WARNING),)


@pytest.mark.parametrize(
    "sign",
    [
        "\x00",
        "\x07",
        "\x1b",
        "\x7f",
        "\x85",
        "\u2028",
        "\u200e",
        "\u200f",
        "\u061c",
        "\u202a",
        "\u202e",
        "\u2066",
        "\u2069",
        "\ufdd0",
        "\ufeff",
    ],
)
def test_a_hidden_character_is_an_error(sign: str) -> None:
    value, problems = clean(f"Hvad{sign}?", HERE)
    assert value == ""
    assert problems == (Problem("control-character", HERE, {"character": f"U+{ord(sign):04X}"}),)


def test_a_text_without_end_is_an_error() -> None:
    assert clean("x" * MOST, HERE)[1] == ()
    assert [problem.code for problem in clean("x" * (MOST + 1), HERE)[1]] == ["text-long"]


@given(st.text())
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    once, problems = clean(typed, HERE)
    if not any(problem.is_error for problem in problems):
        assert clean(once, HERE) == (once, ())


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("En {borger} og to {borger.pl}", "En borger og to borgere"),
        ("{Borger.sg_def} siger: {Borger}", "Borgeren siger: Borger"),
        ("I {MED}", "I MED"),
        ("{process}, {Process}", "Samskabt styring, Samskabt styring"),
        (r"\{borger}", "{borger}"),
        (r"\{borger} \ {borger}", r"{borger} \ borger"),
        ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
        ("{{borger}}", "{{borger}}"),
        ("{ borger }, {}, {5}, {borger", "{ borger }, {}, {5}, {borger"),
        ("**{borger}**", "**borger**"),
    ],
)
def test_braces_print_terms_or_themselves(typed: str, printed: str) -> None:
    assert filled(typed) == printed


def test_an_unknown_term_or_form_is_an_error_with_the_nearest() -> None:
    assert codes("{borgr}", BORGER) == [("unknown-term", "borger")]
    assert codes("{borger.sg_deff} og {Borgr}", BORGER) == [("unknown-form", "sg_def"), ("unknown-term", "borger")]
    assert codes("{process.pl}") == [("unknown-form", "–")]


def test_the_process_needs_a_name() -> None:
    _, problems = lexicon(process="").resolve(Text("{process}", HERE))
    assert [problem.code for problem in problems] == ["no-process"]


@pytest.mark.parametrize(
    ("value", "count"),
    [("Kontrol er godt", 1), ("kontrol og en lean-tavle", 2), ("kontrolskema", 0), ("Vi har selvkontrol", 0), ("(kontrol)", 1)],
)
def test_a_word_to_avoid_is_a_warning_as_a_whole_word(value: str, count: int) -> None:
    assert codes(value, STYRING) == [("avoid-word", "")] * count


@given(st.text(alphabet="{}\\ab.borger"))
def test_filling_in_never_raises(value: str) -> None:
    text, problems = lexicon(BORGER).resolve(Text(value, HERE))
    assert "{" in value or (text.value == value and problems == ())
