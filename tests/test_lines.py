"""Lines: the breaker against a naive one, with widths that HarfBuzz gives for whole words; nothing here knows of cards."""

from __future__ import annotations

import random
import re
from functools import cache
from itertools import pairwise

import pytest
import uharfbuzz as hb
from decks import danish
from hypothesis import given, settings
from hypothesis import strategies as st
from spoken import hyphenator

from cardprint.fonts import SOFT_HYPHEN, STYLES, Font, MissingGlyphError, Typeface, Word, builtin_files
from cardprint.page import Run
from cardprint.typeset.lines import Broken, Measured, break_lines, measure

HAIR = 1e-6
TYPEFACE = Typeface(*builtin_files())
DANISH = hyphenator("da", ["arbejds-miljø", "kon-flikt", "workshop", "inddrag-else", "borger", "mægling"])
quick = settings(max_examples=200, deadline=None, derandomize=True)


@cache
def harfbuzz(face: str) -> hb.Font:
    body, _ = builtin_files()
    return hb.Font(hb.Face(hb.Blob(body[face].read_bytes())))


@cache
def true_width(text: str, face: str = "regular", *, kern: bool = True) -> float:
    """Shape a whole text in one go: its width in em, kerned, without ligatures."""
    font, buffer = harfbuzz(face), hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"kern": kern, "liga": False, "clig": False, "calt": False})
    return float(sum(position.x_advance for position in buffer.glyph_positions)) / font.face.upem


VOCABULARY = sorted({word for card in danish().cards for word in card.text.split()})


def words_of(count: int, seed: int) -> list[str]:
    """Take words of the Danish deck, always the same for a seed."""
    return random.Random(seed).sample(VOCABULARY, count)  # noqa: S311 - a frozen choice, nothing secret


def simple_words(count: int, seed: int) -> list[str]:
    """Take words without a hyphen or slash of their own; every third is a long compound."""
    words = [word for word in words_of(3 * count, seed) if word.isalpha()]
    pairs = zip(words[::3], words[1::3], words[2::3], strict=False)
    return [word for one, other, third in pairs for word in (one, other + third.lower() + one.lower(), third)][:count] or ["ordet"]


def paragraph(text: str, *, bold: bool = False) -> Measured:
    return measure([Run(text)], TYPEFACE, bold=bold)


def said(broken: Broken) -> list[str]:
    """Give the lines as text."""
    return [" ".join(word.text for word in broken.measured.words[start:end]) for start, end in broken.spans]


def width_of(line: str, face: str = "regular") -> float:
    """Add up a line as a typesetter does: kerned words, plain spaces between them."""
    words = line.split(" ")
    return sum(true_width(word, face) for word in words) + (len(words) - 1) * true_width(" ", face)


def naive(words: list[str], width: float, face: str = "regular") -> list[str]:
    """Break a paragraph word by word, as everybody would."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, face) <= width + HAIR:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


# --- widths ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", STYLES)
def test_a_words_width_is_what_harfbuzz_gives_for_the_whole_word(face: str) -> None:
    font, words = TYPEFACE.font(face), words_of(200, seed=1)
    assert [(word, font.shape(word).width) for word in words] == [(word, pytest.approx(true_width(word, face), abs=1e-9)) for word in words]
    kerned = [word for word in words if abs(true_width(word, face) - true_width(word, face, kern=False)) > 0.001]
    assert len(kerned) > 20, "the words of this test show kerning"


@pytest.mark.parametrize("pair", ["To", "Ta", "Tæ", "LT", "AV"])
def test_well_known_pairs_are_drawn_together_and_say_so_in_the_pdf(pair: str) -> None:
    font = TYPEFACE.font("regular")
    kern = font.shape(pair).width - font.advance(pair)
    assert kern < -0.03
    first, second = (f"{font.cid(one):04x}" for one in pair)
    assert font.shape(pair).hex == f"{first}>{-kern * 1000:.4g}<{second}"


def test_a_soft_hyphen_inside_a_word_takes_no_room_and_breaks_no_kerning() -> None:
    font = TYPEFACE.font("regular")
    with_soft = font.shape(f"T{SOFT_HYPHEN}o")
    assert (with_soft.width, with_soft.hex) == (font.shape("To").width, font.shape("To").hex)


def test_a_hyphenated_half_is_as_wide_as_its_letters_and_a_hyphen() -> None:
    font = TYPEFACE.font("bold")
    half = font.hyphenated("arbejds")
    assert half.text == f"arbejds{SOFT_HYPHEN}"
    assert half.width == pytest.approx(true_width("arbejds", "bold") + true_width("-", "bold"))


def test_a_paragraph_is_as_wide_as_its_words_and_the_spaces_between() -> None:
    words = words_of(40, seed=2)
    measured = paragraph(" ".join(words))
    assert [word.text for word in measured.words] == words
    for number, total in enumerate(measured.sums):
        expected = sum(map(true_width, words[:number])) + number * true_width(" ")
        assert total == pytest.approx(expected, abs=1e-9)
    assert measured.widest == pytest.approx(max(map(true_width, words)), abs=1e-9)
    assert measured.space == pytest.approx(true_width(" "), abs=1e-9)


def test_a_character_of_the_fallback_font_has_its_width_and_none_of_both_is_refused() -> None:
    (word,) = paragraph("a→b").words
    assert [(piece.font.key, piece.glyphs.text) for piece in word.pieces] == [("regular", "a"), ("fallback-regular", "→"), ("regular", "b")]
    assert word.width == pytest.approx(true_width("a") + TYPEFACE.font("regular", fallback=True).shape("→").width + true_width("b"))
    with pytest.raises(MissingGlyphError) as refused:
        paragraph("ild 🔥 her")
    assert refused.value.character == "🔥"


# --- breaking --------------------------------------------------------------------------------------------------------


@given(st.integers(0, 10_000), st.integers(1, 60), st.floats(3, 40))
@quick
def test_lines_are_filled_as_a_naive_breaker_fills_them(seed: int, count: int, width: float) -> None:
    words = words_of(count, seed)
    broken = break_lines(paragraph(" ".join(words)), width)
    if max(map(true_width, words)) <= width:
        assert said(broken) == naive(words, width)
        assert broken.overfull == 0


@pytest.mark.parametrize("text", ["Hvad", "Hvad er", "Hvad er det bedste råd du nogensinde har fået"])
def test_a_line_may_be_exactly_as_wide_as_the_column(text: str) -> None:
    width = width_of(text)
    measured = paragraph(text)
    assert said(break_lines(measured, width)) == [text]
    if " " in text:
        assert len(break_lines(measured, width - 0.001).spans) == 2
    doubled = paragraph(f"{text} {text}")
    assert said(break_lines(doubled, width)) == [text, text]
    assert said(break_lines(doubled, width, DANISH)) == [text, text]


def test_the_space_after_the_last_word_of_a_line_needs_no_room() -> None:
    width = width_of("ben ben")
    assert said(break_lines(paragraph("ben ben ben ben ben"), width)) == ["ben ben", "ben ben", "ben"]
    assert said(break_lines(paragraph("ben ben ben"), width)) == ["ben ben", "ben"]


def test_a_word_wider_than_the_column_stands_alone_and_is_reported() -> None:
    broken = break_lines(paragraph("vi har arbejdsmiljøproblemer her"), 6)
    assert said(broken) == ["vi har", "arbejdsmiljøproblemer", "her"]
    assert broken.overfull == pytest.approx(true_width("arbejdsmiljøproblemer") - 6, abs=1e-5)


def test_a_line_break_of_the_text_ends_the_line() -> None:
    measured = measure([Run("en to\ntre\n\nfire fem")], TYPEFACE)
    assert said(break_lines(measured, 100)) == ["en to", "tre", "", "fire fem"]
    assert said(break_lines(measured, width_of("fire"))) == ["en", "to", "tre", "", "fire", "fem"]
    assert said(break_lines(measured, width_of("fire"), balance=True)) == ["en", "to", "tre", "", "fire", "fem"]
    assert said(break_lines(measured, 100, DANISH)) == ["en to", "tre", "", "fire fem"]


def test_hyphens_before_a_line_break_leave_it_in_its_place() -> None:
    measured = measure([Run("om arbejdsmiljøet\nog nu\nigen")], TYPEFACE)
    broken = break_lines(measured, width_of("om arbejds") + true_width("-"), DANISH)
    assert said(broken) == [f"om arbejds{SOFT_HYPHEN}", "miljøet", "og nu", "igen"]


def test_runs_that_touch_are_one_word() -> None:
    runs = [Run("en "), Run("bo", strong=True), Run("ld, to"), Run(" tre "), Run("fire", emphasis=True)]
    measured = measure(runs, TYPEFACE)
    assert [word.text for word in measured.words] == ["en", "bold,", "to", "tre", "fire"]
    bold = measured.words[1]
    assert [(piece.font.key, piece.glyphs.text) for piece in bold.pieces] == [("bold", "bo"), ("regular", "ld,")]
    assert bold.width == pytest.approx(true_width("bo", "bold") + true_width("ld,"))
    assert measured.words[4].pieces[0].font.key == "italic"
    assert said(break_lines(measured, width_of("bold, to") + 0.3)) == ["en bold,", "to tre", "fire"]


def test_a_line_break_parts_runs_that_touch() -> None:
    measured = measure([Run("en", strong=True), Run("\n"), Run("to")], TYPEFACE)
    assert said(break_lines(measured, 100)) == ["en", "to"]


def test_in_a_bold_paragraph_emphasis_is_bold_italic() -> None:
    measured = measure([Run("a "), Run("b", emphasis=True), Run(" c", strong=True)], TYPEFACE, bold=True)
    assert [word.pieces[0].font.key for word in measured.words] == ["bold", "bold-italic", "bold"]


# --- hyphens ---------------------------------------------------------------------------------------------------------


def parts(lines: list[str]) -> list[list[str]]:
    """Give the words of cut lines, each with the parts that stand on different lines."""
    words: list[list[str]] = []
    cut = False
    for line in lines:
        for part in line.split(" "):
            if cut:
                words[-1].append(part.removesuffix(SOFT_HYPHEN))
            else:
                words.append([part.removesuffix(SOFT_HYPHEN)])
            cut = part.endswith(SOFT_HYPHEN)
    return words


@given(st.integers(0, 10_000), st.integers(1, 30), st.floats(3, 20), st.booleans())
@quick
def test_cut_words_keep_to_the_column_and_lose_no_letter(seed: int, count: int, width: float, balance: bool) -> None:
    words = simple_words(count, seed)
    broken = break_lines(paragraph(" ".join(words)), width, DANISH, balance=balance)
    lines = said(broken)
    assert ["".join(word) for word in parts(lines)] == words
    assert not any(SOFT_HYPHEN in line[:-1] for line in lines), "a hyphen inside a line"
    assert broken.overfull == pytest.approx(max(0.0, broken.measured.widest - width), abs=1e-5)
    if not broken.overfull:
        # the hyphen itself is not kerned, so a line may be drawn a hair narrower than it was set
        assert max(width_of(line.replace(SOFT_HYPHEN, "-")) for line in lines) <= width + HAIR


@given(st.integers(0, 10_000), st.integers(1, 30), st.floats(3, 20))
@quick
def test_words_are_cut_at_their_own_joints_three_letters_from_either_end(seed: int, count: int, width: float) -> None:
    words = simple_words(count, seed)
    lines = said(break_lines(paragraph(" ".join(words)), width, DANISH))
    for word, cut in zip(words, parts(lines), strict=True):
        offsets = {len("".join(cut[:number])) for number in range(1, len(cut))}
        assert offsets <= set(DANISH.positions(word)), cut
        assert not offsets or (min(offsets) >= 3 and max(offsets) <= len(word) - 3)


@given(st.integers(0, 10_000), st.integers(2, 30), st.floats(6, 25))
@quick
def test_as_much_of_a_word_as_possible_stays_on_the_line(seed: int, count: int, width: float) -> None:
    words = simple_words(count, seed)
    lines = said(break_lines(paragraph(" ".join(words)), width, DANISH))
    starts = [word[0] for word in parts(lines)]
    for line, following in pairwise(lines):
        before, _, head = line.rpartition(" ") if line.endswith(SOFT_HYPHEN) else (line, "", "")
        done = len(head.removesuffix(SOFT_HYPHEN))
        word = next(
            (one for one in words if one.startswith(head.removesuffix(SOFT_HYPHEN) + following.split(" ")[0].rstrip(SOFT_HYPHEN))), ""
        )
        if not word or (head and head.removesuffix(SOFT_HYPHEN) not in starts):
            continue  # what goes down is the rest of a word that was cut before
        more = [f"{before} {word[:cut]}-".strip() for cut in DANISH.positions(word) if cut > done]
        assert not [one for one in more if width_of(one) <= width - 0.15]


def test_a_soft_hyphen_of_the_text_is_the_only_place_where_its_word_is_cut() -> None:
    text = f"se menneske{SOFT_HYPHEN}rettigheder"
    broken = break_lines(paragraph(text), width_of("menneskeret") + true_width("-"), DANISH)
    assert said(broken) == ["se", f"menneske{SOFT_HYPHEN}", "rettigheder"]
    assert [word.pieces[0].glyphs.text for word in broken.measured.words] == ["se", f"menneske{SOFT_HYPHEN}", "rettigheder"]
    uncut = break_lines(paragraph(text), 100, DANISH)
    assert said(uncut) == [text]
    assert uncut.measured.sums[-1] == pytest.approx(width_of("se menneskerettigheder") + true_width(" "))


def test_a_word_with_a_soft_hyphen_gets_no_other_even_where_its_rest_is_too_wide() -> None:
    text = f"menneske{SOFT_HYPHEN}rettighedserklæring"
    broken = break_lines(paragraph(text), width_of("menneskeret"), DANISH)
    assert said(broken) == [f"menneske{SOFT_HYPHEN}", "rettighedserklæring"]
    assert broken.overfull > 0


def test_a_word_with_a_hyphen_of_its_own_gets_no_second_one_there() -> None:
    broken = break_lines(paragraph("leder/medarbejder-samtale"), width_of("leder/medarbejder-"))
    assert said(broken) == ["leder/medarbejder-\u2060", "samtale"], "joined for those who hear it, and nothing is drawn"
    assert broken.measured.words[0].width == pytest.approx(true_width("leder/medarbejder-"))
    assert broken.overfull == 0


def test_a_word_in_two_weights_is_cut_in_the_right_one() -> None:
    measured = measure([Run("arbejds", strong=True), Run("miljøet")], TYPEFACE)
    width = true_width("arbejds", "bold") + true_width("-", "bold")
    first, second = break_lines(measured, width, DANISH).measured.words
    assert [(piece.font.key, piece.glyphs.text) for piece in first.pieces] == [("bold", f"arbejds{SOFT_HYPHEN}")]
    assert [(piece.font.key, piece.glyphs.text) for piece in second.pieces] == [("regular", "miljøet")]
    measured = measure([Run("arbejds", strong=True), Run("miljøerne")], TYPEFACE)
    width = true_width("arbejds", "bold") + true_width("miljø") + true_width("-")
    whole_word = hyphenator("da", ["arbejdsmiljø-erne"])
    first, second = break_lines(measured, width, whole_word).measured.words
    assert [(piece.font.key, piece.glyphs.text) for piece in first.pieces] == [("bold", "arbejds"), ("regular", f"miljø{SOFT_HYPHEN}")]
    assert second.text == "erne"


# --- balance ---------------------------------------------------------------------------------------------------------


def narrowest(words: list[str], lines: int) -> float:
    """Find the least width at which a naive breaker needs no more lines, by trying every width that a line can have."""
    stretches = {width_of(" ".join(words[start:end])) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    widest = max(map(true_width, words))
    return min(width for width in stretches if width >= widest - HAIR and len(naive(words, width)) <= lines)


@given(st.integers(0, 10_000), st.integers(2, 22), st.floats(6, 30))
@quick
def test_balance_keeps_the_number_of_lines_and_draws_those_of_a_long_text_in_as_far_as_it_goes(seed: int, count: int, width: float) -> None:
    words = words_of(count, seed)
    if max(map(true_width, words)) > width:
        return
    measured = paragraph(" ".join(words))
    ragged = naive(words, width)
    balanced = said(break_lines(measured, width, balance=True))
    assert " ".join(balanced) == " ".join(words)
    assert len(balanced) == len(ragged)
    widest = max(map(width_of, balanced))
    assert widest <= width + HAIR
    if len(ragged) > 4:
        # in a shorter text a line may end earlier, where the sense wants it
        assert widest <= narrowest(words, len(ragged)) + width / 32


def test_balanced_lines_by_hand() -> None:
    text = "Hvad er det bedste råd du nogensinde har fået?"
    width = width_of("Hvad er det bedste råd du nogensinde har")
    assert said(break_lines(paragraph(text), width)) == ["Hvad er det bedste råd du nogensinde har", "fået?"]
    assert said(break_lines(paragraph(text), width, balance=True)) == [
        "Hvad er det bedste råd",
        "du nogensinde har fået?",
    ]
    cut = said(break_lines(paragraph(text), width, DANISH, balance=True))
    assert cut[-1] != "fået?"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Hvilken beslutning har formet dit liv mest?", "liv mest?"),
        ("Hvad er det modigste du nogensinde har gjort?", "har gjort?"),
        ("Hvad er en oplevelse du drømmer om at have?", "at have?"),
    ],
)
def test_a_last_line_of_one_short_word_gets_company(text: str, last: str) -> None:
    width = width_of("Hvad er det modigste", "bold") + 0.1
    lines = said(break_lines(paragraph(text, bold=True), width, balance=True))
    assert len(lines) == 3
    assert lines[-1].endswith(last)


def test_no_word_is_carried_down_to_a_line_that_it_would_make_too_wide() -> None:
    width = width_of("i arbejdsmiljøproblemer")
    lines = said(break_lines(paragraph("i arbejdsmiljøproblemer har"), width, balance=True))
    assert lines == ["i arbejdsmiljøproblemer", "har"]


def stub_is_avoidable(lines: list[str], width: float, share: float = 0.3) -> bool:
    """Tell whether the last line is one short word although the word before it could go down to it."""
    if len(lines) < 2 or " " in lines[-1] or width_of(lines[-1]) >= share * width:
        return False
    before = lines[-2].split(" ")
    return len(before) > 1 and SOFT_HYPHEN not in before[-1] and width_of(f"{before[-1]} {lines[-1]}") <= width


@given(st.integers(0, 10_000), st.integers(2, 22), st.floats(8, 30))
@quick
def test_balanced_lines_end_in_one_short_word_only_where_no_word_can_go_down_to_it(seed: int, count: int, width: float) -> None:
    words = words_of(count, seed)
    if max(map(true_width, words)) <= width:
        lines = said(break_lines(paragraph(" ".join(words)), width, balance=True))
        assert not stub_is_avoidable(lines, width)


def test_the_measure_of_a_stub() -> None:
    assert stub_is_avoidable(["en to tre fire fem", "så"], width_of("en to tre fire fem"))
    assert not stub_is_avoidable(["en to tre fire", "fem så"], width_of("en to tre fire fem"))
    assert not stub_is_avoidable(["arbejdsmiljøproblemer", "så"], width_of("arbejdsmiljøproblemer"))


def test_words_are_shaped_once() -> None:
    word = TYPEFACE.word("arbejdsmiljø", "bold")
    assert isinstance(word, Word)
    assert TYPEFACE.word("arbejdsmiljø", "bold") is word
    assert isinstance(TYPEFACE.font("bold"), Font)
    assert re.fullmatch(r"[0-9a-f<>.\-]+", word.pieces[0].glyphs.hex)
