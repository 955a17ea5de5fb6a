"""Languages of colleagues: German, Polish and Ukrainian on paper, two languages on one card, and who has read a language's words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from click.testing import CliRunner, Result
from reader import pages, plain
from spoken import LANGUAGES, language

from cardprint import fonts, recipe
from cardprint.cli import cli
from cardprint.job import Job
from cardprint.labels import entries, in_order
from cardprint.page import Run
from cardprint.typeset.lines import break_lines, measure

if TYPE_CHECKING:
    from conftest import Make

KORT = "cards/kort.yaml"
BOTH = """\
title: Kort
themes:
  - {id: a, name: Sprog, symbol: speech, translations: {uk: {name: Мова}}}
cards:
  - id: a-1
    theme: a
    text: Hvad hjælper os i hverdagen?
    follow_up: [Hvem ved det?]
    translations: {uk: {text: "Що нам допомагає, коли кажуть «разом»?", follow_up: [Хто це знає?]}}
  - {id: a-2, theme: a, text: Hvem er med?}
"""
PARTED = "\u00ad\ufffe\u0002"


def build(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["build", *map(str, arguments), "--lang", "en"], catch_exceptions=False)


def told(root: Path, **asked: str) -> list[tuple[str, str]]:
    return [(one.code, one.severity.value) for one in recipe.check(Job(path=root, **asked)).problems]


def sides(root: Path, name: str = "output/base/kort-sheets.pdf") -> list[str]:
    """Give what a second reader finds on each page, in one line."""
    return [" ".join(plain(page.text).split()) for page in pages(root / name)]


# --- a language, on paper --------------------------------------------------------------------------------------------

SAID = {
    # what is written, and what a second reader finds: words, dates, quotation marks
    "de": (
        "Wie können wir die Zusammenarbeit zwischen den Schichten größer und schöner machen?",
        "„Wir stehen dahinter“",
        "15. September 2026",
    ),
    "pl": ("Czy źdźbło żółtej trawy i łąka w zeszłym roku pomogły ci się uśmiechnąć?", "„Wir stehen dahinter”", "15 września 2026"),
    "uk": ("Чи ґрунт, їжа та об’єднання в нашому цеху щодня є для вас щастям?", "«Wir stehen dahinter»", "15 вересня 2026 р."),
}
AGENDA = "title: M\ndate: 2026-09-15\nstart: 13:00\nleadership: {text: Wir stehen dahinter}\nitems: [{title: A, minutes: 90}]\n"


@pytest.mark.parametrize("code", SAID)
def test_words_quotes_and_dates_of_a_language_are_read_by_a_second_reader(code: str, project: Make) -> None:
    text, quoted, day = SAID[code]
    deck = f'title: K\nthemes: [{{id: a, name: A}}]\ncards: [{{id: a-1, theme: a, text: "{text}"}}]\n'
    root = project({"cardprint.yaml": f"language: {code}\n", KORT: deck, "cards/agendas/m.yaml": AGENDA})
    assert build(root, "--only", "sheets", "--only", "handout", "--strict").exit_code == 0
    assert text in sides(root)[0]
    handout = " ".join(sides(root, "output/base/m-handout.pdf"))
    assert quoted in handout
    assert day in handout
    assert "13:00" in handout
    with pikepdf.open(root / "output/base/m-handout.pdf") as file:
        assert file.Root.Lang == code


@pytest.mark.parametrize("code", ["pl", "uk"])
def test_no_number_stands_before_a_word_that_would_change_its_ending(code: str) -> None:
    """Polish and Ukrainian have three forms of a counted word: labels put the number behind a colon, or before a unit that has one form."""
    units = ("min", "хв", "mm", "мм", "%", "°")
    for name, label in language(code).labels.items():
        for field in ("count", "cards", "sets", "sheets", "challenges"):
            after = label.partition(f"{{{field}}}")[2].lstrip("\u00a0 ")
            assert not after[:1].isalpha() or after.startswith((*units, "z ", "з ")), name


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_of_a_language_has_a_shape(code: str) -> None:
    built_in = fonts.typeface({})
    for name, label in language(code).labels.items():
        assert not built_in.unprintable(label.replace("{", "").replace("}", ""), "bold"), name


def test_a_text_in_cyrillic_is_set_whole_in_one_font(project: Make) -> None:
    deck = 'title: К\nthemes: [{id: a, name: А}]\ncards: [{id: a-1, theme: a, text: "«Так» у 2026 році?"}]\n'
    root = project({"cardprint.yaml": "language: uk\n", KORT: deck})
    assert build(root, "--only", "reading").exit_code == 0
    with pikepdf.open(root / "output/base/kort-reading.pdf") as file:
        names = {str(font.BaseFont) for page in file.pages for font in page.Resources.Font.values()}
    assert names
    assert all("FiraSans" in name for name in names)


def test_a_language_whose_letters_the_body_font_has_keeps_it() -> None:
    built_in = fonts.typeface({})
    assert built_in.spelling(language("pl").labels["months"]) is built_in
    assert built_in.spelling(language("uk").labels["months"]) is not built_in
    assert built_in.spelling("שלום") is built_in


def test_options_have_the_letters_of_their_language(project: Make) -> None:
    deck = "title: К\nthemes: [{id: a, name: А}]\ncards: [{id: a-1, theme: a, kind: dilemma, text: Що?, options: [Одне, Інше]}]\n"
    root = project({"cardprint.yaml": "language: uk\n", KORT: deck})
    assert build(root, "--only", "reading").exit_code == 0
    words = sides(root, "output/base/kort-reading.pdf")[0]
    assert "А Одне" in words
    assert "Б Інше" in words


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("da", "Anna Eva Zoe Ægir Ørn Åse"),
        ("sv", "Anna Zoe Åsa Ärla Örn"),
        ("pl", "Adam Ąbra Celina Ćwirko Łucja Marek Zofia Źrebak Żaneta"),
        ("uk", "Ганна Ґалина Дмитро Євген Іван Їжак Йосип Юрій"),
        ("de", "Anna Ärmel Zoe"),
        ("en", "Mary Ann,Mary-Ann,Maryam,Zoë,Zoey"),
    ],
)
def test_names_are_sorted_by_the_alphabet_of_the_language(code: str, names: str) -> None:
    ordered = names.split("," if "," in names else " ")
    shuffled = ordered[1::2] + ordered[::2]
    assert sorted(shuffled, key=lambda name: in_order(name, language(code).labels)) == ordered


# --- words that never end a line -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("pl", "Spotykamy się w pracy i z rodziną, a o tym, co u nas słychać, mówimy w środę o dziesiątej."),
        ("uk", "Ми зустрічаємося в офісі та з родиною, а у вівторок і в середу говоримо з усіма о десятій."),
    ],
)
def test_no_line_ends_in_a_preposition_of_one_letter(code: str, text: str) -> None:
    built_in, held = fonts.typeface({}), language(code).held
    measured = measure([Run(text)], built_in, held=held)
    for tenths in range(60, 300, 3):
        broken = break_lines(measured, tenths / 10)
        lines = [" ".join(word.text for word in broken.measured.words[start:end]) for start, end in broken.spans]
        assert " ".join(lines) == text
        assert all(line.rpartition(" ")[2].lower() not in held for line in lines), tenths


def test_a_held_word_before_bold_words_a_line_break_and_an_address() -> None:
    built_in, held = fonts.typeface({}), frozenset("wz")
    words = [word.text for word in measure([Run("a w "), Run("domu", strong=True), Run(" i z\nz https://x.pl")], built_in, held=held).words]
    assert words == ["a", "w domu", "i", "z", "z", "https://x.pl"]


def test_words_that_are_held_together_are_parted_where_nothing_else_fits() -> None:
    measured = measure([Run("w pracy")], fonts.typeface({}), held=frozenset("w"))
    broken = break_lines(measured, measured.widest * 0.8)
    assert broken.overfull == 0
    assert len(broken.spans) == 2


# --- two languages on one card ---------------------------------------------------------------------------------------


def test_a_second_language_stands_on_the_back(project: Make) -> None:
    root = project({"cardprint.yaml": "bilingual: {with: uk, as: back}\n", KORT: BOTH})
    assert build(root, "--only", "sheets").exit_code == 0
    front, back = sides(root)[-2:]
    assert "Hvad hjælper os i hverdagen?" in front
    assert "Що" not in front
    assert "Мова" in back
    assert "Що нам допомагає, коли кажуть «разом»?" in back
    assert "Хто це знає?" in back
    assert "Sprog" in back  # the back of the card that is not translated


def test_a_second_language_stands_under_the_first(project: Make) -> None:
    root = project({KORT: BOTH.replace("title: Kort\n", "title: Kort\nbilingual: {with: uk, as: same-card}\n")})
    assert build(root, "--only", "sheets").exit_code == 0
    front, back = sides(root)[-2:]
    order = ("Мова", "Hvad hjælper os", "Hvem ved det?", "Що нам допомагає", "Хто це знає?")
    assert sorted(order, key=front.index) == list(order)
    assert "Мова" in back


def test_each_text_has_its_language_in_the_tree(project: Make) -> None:
    root = project({"cardprint.yaml": "bilingual: {with: uk}\n", KORT: BOTH})
    assert build(root, "--only", "sheets").exit_code == 0
    with pikepdf.open(root / "output/base/kort-sheets.pdf") as file:
        langs = [
            str(one.Lang) for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one and "/P" in one and "/Lang" in one
        ]
        assert file.Root.Lang == "da"
    assert langs
    assert set(langs) == {"uk"}


def test_cards_without_words_in_the_second_language_are_told_once_for_all_areas(project: Make) -> None:
    areas = {f"cards/areas/{name}.yaml": f"name: {name}\nadd: [{{id: {name}-1, theme: a, text: Nyt?}}]\n" for name in ("b", "c")}
    root = project({"cardprint.yaml": "areas: [base, b, c]\nbilingual: {with: uk}\n", KORT: BOTH, **areas})
    (problem,) = recipe.check(Job(path=root)).problems
    assert (problem.code, problem.place.file, problem.values["count"], problem.values["names"]) == (
        "bilingual-missing",
        "cardprint.yaml",
        "3",
        "a-2, b-1, c-1",
    )
    assert told(project({KORT: BOTH.replace("follow_up: [Хто це знає?]", "title: Так")}), bilingual="uk") == [
        ("bilingual-missing", "warning")
    ]


def test_two_languages_that_do_not_fit_are_an_error_with_its_cure(project: Make) -> None:
    long = BOTH.replace("Що нам допомагає,", "Що нам допомагає, " + "коли ми разом на роботі, " * 8)
    assert told(project({"cardprint.yaml": "bilingual: {with: uk, as: same-card}\n", KORT: long}))[-1] == ("bilingual-too-long", "error")
    assert ("bilingual-too-long", "error") not in told(project({"cardprint.yaml": "bilingual: {with: uk, as: back}\n"}))


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("back: none", "{with: uk}", "bilingual-no-back"),
        ("back: text", "{with: uk}", "bilingual-back-taken"),
        ("back: none", "{with: uk, as: same-card}", ""),
        ("back: text", "{with: uk, as: same-card}", ""),
        ("back: theme", "{with: da}", ""),
        ("back: theme", "{with: xx}", "unknown-language"),
        ("back: theme", "{as: back}", "missing-key"),
        ("back: theme", "{with: uk, as: behind}", "not-choice"),
    ],
)
def test_a_second_language_that_has_no_place_is_told(key: str, value: str, code: str, project: Make) -> None:
    own = "back: {text: Bag, title: T}, " if key == "back: text" else ""
    deck = BOTH.replace("text: Hvem er med?}", f"{own}text: Hvem er med?, translations: {{uk: {{text: Хто тут?}}}}}}")
    codes = {problem for problem, _ in told(project({KORT: f"{key}\nbilingual: {value}\n{deck}"}))} - {
        "bilingual-missing",
        "back-forgotten",
    }
    assert codes == ({code} if code else set())


def test_the_command_line_wins_and_an_unknown_language_or_place_is_wrong_usage(project: Make) -> None:
    root = project({KORT: BOTH.replace("title: Kort\n", "title: Kort\nbilingual: {with: uk, as: same-card}\n")})
    assert build(root, "--only", "sheets", "--bilingual", "uk:back").exit_code == 0
    assert "Що" not in sides(root)[-2]
    assert build(root, "--bilingual", "xx").exit_code == 2
    assert build(root, "--bilingual", "uk:front").exit_code == 2


def test_instruction_and_blank_cards_speak_both_languages(project: Make) -> None:
    deck = (
        BOTH
        + "instruction_card: Læs kortet højt.\nblank_cards: 1\ntranslations: {uk: {title: Картки, instruction_card: Прочитайте вголос.}}\n"
    )
    root = project({"cardprint.yaml": "bilingual: {with: uk, as: same-card}\n", KORT: deck})
    assert build(root, "--only", "sheets").exit_code == 0
    front, back = sides(root)[-2:]
    assert "Прочитайте вголос." in back
    assert language("uk").labels["blank_card"] in front


# --- who has read a language -----------------------------------------------------------------------------------------


def test_a_build_says_once_where_no_native_reader_has_read_a_language(project: Make) -> None:
    root = project(
        {"cardprint.yaml": "language: pl\n", KORT: "title: K\nthemes: [{id: a, name: A}]\ncards: [{id: a-1, theme: a, text: Tak?}]\n"}
    )
    made = build(root, "--strict")
    assert made.exit_code == 0
    assert made.output.count("No native reader has read cardprint's own words in Polish.") == 1
    assert json.loads(build(root, "--json").stdout)["unread"] == ["pl"]
    project({"templates/languages/pl.yaml": "read_by: Anna Nowak, 2027-01-15\n"})
    assert "native" not in build(root).output
    assert "unread" not in json.loads(build(root, "--json").stdout)


def test_the_proof_says_it_too(project: Make) -> None:
    root = project(
        {"cardprint.yaml": "language: pl\n", KORT: "title: K\nthemes: [{id: a, name: A}]\ncards: [{id: a-1, theme: a, text: Tak?}]\n"}
    )
    assert CliRunner().invoke(cli, ["proof", str(root)], catch_exceptions=False).exit_code == 0
    words = " ".join(" ".join(sides(root, path)) for path in [next((root / "output").rglob("*proof*.pdf")).relative_to(root).as_posix()])
    assert language("pl").labels["proof_unread"] in words


def test_a_danish_build_says_nothing_of_readers(project: Make) -> None:
    root = project({KORT: BOTH})
    assert "modersmål" not in CliRunner().invoke(cli, ["build", str(root)], catch_exceptions=False).output


@pytest.mark.parametrize("code", LANGUAGES)
def test_months_and_weekdays_are_whole(code: str) -> None:
    labels = language(code).labels
    assert len(set(entries(labels, "months"))) == 12
    assert len(set(entries(labels, "weekdays"))) == 7
