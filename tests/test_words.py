"""Words as they are written become words as they are printed: emphasis, missing translations, the language of each part, times left out."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from click.testing import CliRunner

from cardprint import sources
from cardprint.cli import cli
from cardprint.emphasis import stray
from cardprint.errors import Place
from cardprint.layouts.templates import bare, inline
from cardprint.sources import nearest
from cardprint.sources.text import clean
from cardprint.sources.yaml import parse

if TYPE_CHECKING:
    from conftest import Make

HEAD = "title: Kort\nthemes: [{id: sprog, name: Sprog}]\ncards:\n"


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(cli, [str(one) for one in arguments], catch_exceptions=False)


# --- emphasis --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("**3**", "<strong>3</strong>"),
        ("i **10 minutter**.", "i <strong>10 minutter</strong>."),
        ("**kl. 13.00–15.30**", "<strong>kl. 13.00–15.30</strong>"),
        ("*§ 85* og **100 %**", "<em>§ 85</em> og <strong>100 %</strong>"),
        ("**1.** Læs. **2.** Svar.", "<strong>1.</strong> Læs. <strong>2.</strong> Svar."),
        ("**Trin 1:** hvad?", "<strong>Trin 1:</strong> hvad?"),
        ("**en *to* tre**", "<strong>en <em>to</em> tre</strong>"),
        ("***begge***", "<em><strong>begge</strong></em>"),
        ("***to* en**", "<strong><em>to</em> en</strong>"),
        ("**bo**ld", "<strong>bo</strong>ld"),
        ("“*Hvad?*”", "“<em>Hvad?</em>”"),
        ("**over\nto**", "<strong>over<br/>to</strong>"),
        ("**en *to** tre*", "<strong>en *to</strong> tre*"),
        ("**a <b>**", "<strong>a &lt;b&gt;</strong>"),
        *(
            (text, text)
            for text in ("2 * 3 * 4", "5*3*2", "3*4 og 5*6", "***", "* a *", "** ord **", "_ord_", "**!**", "ord* og ord*", "****a****")
        ),
    ],
)
def test_stars_that_touch_a_letter_a_digit_or_a_paragraph_sign_are_emphasis(written: str, printed: str) -> None:
    assert inline(written) == printed
    assert bare(written) == re.sub("<[^>]+>", "", printed.replace("<br/>", " ")).replace("&lt;", "<").replace("&gt;", ">")


@pytest.mark.parametrize(
    ("written", "sign"), [("** ord **", "**"), ("* a *", "*"), ("**!**", "**"), ("*en to*", ""), ("2 * 3 * 4", ""), ("en *", "")]
)
def test_a_pair_that_stays_as_stars_is_told(written: str, sign: str) -> None:
    assert stray(written) == sign


def test_a_term_may_be_emphasised(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "process: {name: Fælles vej}\n",
            "cards/kort.yaml": HEAD + '  - {id: a, theme: sprog, text: "Hvad er **{process}**, og *{borger}*?"}\n',
            "cards/vocabulary.yaml": "terms: {borger: {forms: {sg: borger}}}\n",
        }
    )
    found, problems = sources.project(root)
    edition, more = sources.edition(found, area=None, organisation=None, language="da")
    assert (*problems, *more) == ()
    assert inline(edition.decks[0].cards[0].text.value) == "Hvad er <strong>Fælles vej</strong>, og <em>borger</em>?"


def seconds(what: Any, *arguments: Any) -> float:
    start = time.process_time()
    what(*arguments)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece",
    ["*", "*a ", "a* ", "**a", "***a ", "*a **b ", "**a *b", "*( ", "{", "(", " ", "\u00ad", "a", "\u00a0", " \u00a0a", "\\", "#", " #"],
)
def test_the_time_to_read_a_text_grows_with_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert seconds(inline, text) + seconds(bare, text) + seconds(stray, text) < 6
    assert seconds(clean, text[:20_000], Place("a.yaml")) < 1
    for written in (f"a: {text}\n", f"a: [{text}\n", f'a: "{text}\n', f"a: x{text} b: c\n", f"- {text}: @\n", f"a: {{b: {text}\n"):
        assert seconds(parse, written.encode(), "a.yaml") < 6, written[:20]


def test_the_time_to_find_the_nearest_word_is_bounded() -> None:
    known = tuple(f"tabcdefgh{number}y" for number in range(3_000))
    assert nearest("tabcdefgh17x", known) == "tabcdefgh17y"
    assert nearest("xabcdefgh2500y", known) == "tabcdefgh2500y"
    assert seconds(lambda: [nearest(f"tabcdefgh{number}x", known) for number in range(200)]) < 2


@pytest.mark.parametrize(("unknown", "is_set"), [(10, True), (600, False)])
def test_a_file_with_more_errors_than_are_told_is_not_set(project: Make, unknown: int, is_set: bool) -> None:
    cards = [f'  - {{id: c{number}, theme: sprog, text: "{{term{number}}}"}}' for number in range(unknown)]
    long = f"  - {{id: long, theme: sprog, text: {'Hvad nu? ' * 300}}}"
    run_of = run("check", "--json", project({"cards/kort.yaml": HEAD + "\n".join([long, *cards])}))
    codes = {one["code"] for one in json.loads(run_of.stdout)["problems"]}
    assert ("text-too-long" in codes) is is_set
    assert "unknown-term" in codes


# --- what YAML would make of it --------------------------------------------------------------------------------------


def test_lines_with_dashes_under_a_text_are_no_text(project: Make) -> None:
    root = project({"cards/kort.yaml": HEAD + "  - id: a\n    theme: sprog\n    text: Hvad nu?\n      - Hvem?\n      - Hvor?\n"})
    _, problems = sources.project(root)
    assert [(one.code, one.place.line) for one in problems] == [("text-list", 6)]


def test_a_mark_of_a_merge_within_a_text_is_told(project: Make) -> None:
    body = "  - id: a\n    theme: sprog\n    text: |\n      A\n      <<<<<<< HEAD\n      B\n      =======\n      C\n      >>>>>>> x\n"
    _, problems = sources.project(project({"cards/kort.yaml": HEAD + body}))
    assert [(one.code, one.place.line, one.place.column) for one in problems] == [("yaml-conflict", 8, 7)]


# --- words that are missing in a language ----------------------------------------------------------------------------

LANGUAGES = {
    "cardprint.yaml": "languages: [da, en]\n",
    "cards/kort.yaml": """
title: Kort
themes: [{id: sprog, name: Sprog, translations: {en: {name: Language}}}]
translations: {en: {title: Cards}}
cards:
  - {id: a, theme: sprog, text: "Hvad er en {borger}?", translations: {en: {text: "What is a {borger}?"}}}
  - id: b
    theme: sprog
    text: Hvad siger en {borger}?
    follow_up: [Hvem?]
""",
    "cards/vocabulary.yaml": "terms: {borger: {forms: {sg: borger}, translations: {en: {forms: {sg: citizen}}}}}\n",
}
ONLY_DANISH = "title: Møde\ndate: 2026-12-01\nitems: [{title: Snak, minutes: 10, deck: kort, worksheet: ark}]\n"


def languages(path: Path) -> tuple[str, dict[str, str]]:
    """Give a file's language, and that of the Elements that have another, by their tags and in their order."""
    with pikepdf.open(path) as file:
        found: dict[str, str] = {}

        def walk(node: Any) -> None:
            for one in node if isinstance(node, pikepdf.Array) else [node]:
                if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                    if "/Lang" in one:
                        found[str(one.S)] = str(one.Lang)
                    walk(one.get("/K", pikepdf.Array()))

        walk(file.Root.StructTreeRoot.K)
        return str(file.Root.Lang), found


def test_what_is_not_translated_is_told_in_one_line_a_language(project: Make) -> None:
    root = project(LANGUAGES)
    result = run("build", root, "--lang", "en")
    assert result.exit_code == 0
    assert result.output.count("warning:") == 1
    assert (
        "cards/kort.yaml:9:11: warning: en: 1 of 2 cards are not translated: printed in Danish\n  hint: Add the words under"
        in result.output
    )
    assert run("build", root, "--lang", "da").output.count("en: 1 af 2 kort er ikke oversat: de trykkes på dansk") == 1


def test_missing_words_are_errors_of_their_language_where_it_is_strict(project: Make) -> None:
    root = project(LANGUAGES)
    result = run("build", root, "--strict", "--lang", "en", "--output", root / "strict")
    assert result.exit_code == 1
    assert "error: en: 1 of 2 cards" in result.output
    assert {path.relative_to(root / "strict").parts[0] for path in (root / "strict").rglob("*.pdf")} <= {"da"}
    assert run("build", root, "--strict", "--language", "da", "--output", root / "danish").exit_code == 0


def test_check_lists_them_a_line_a_file(project: Make) -> None:
    root = project({**LANGUAGES, "cards/agendas/moede.yaml": ONLY_DANISH.replace(", worksheet: ark", "")})
    result = run("check", root, "--lang", "en")
    assert (
        "cards/kort.yaml:9:11: warning: en: 2 texts of this file are not translated and printed in Danish: b: text, b: follow_up"
        in result.output
    )
    assert result.output.count("warning:") == 2
    assert "All is well" not in result.output


def test_a_term_that_is_not_translated_is_missing_in_a_text_that_is(project: Make) -> None:
    words = "terms: {borger: {forms: {sg: borger}}}\n"
    found, _ = sources.project(project({**LANGUAGES, "cards/vocabulary.yaml": words}))
    edition, _ = sources.edition(found, area=None, organisation=None, language="en")
    assert ("borger", "forms") in {(gap.what.strip("{}"), gap.key) for gap in sources.gaps(edition)}


def test_a_text_that_is_not_translated_has_the_terms_of_its_own_language(project: Make) -> None:
    found, _ = sources.project(project(LANGUAGES))
    edition, problems = sources.edition(found, area=None, organisation=None, language="en")
    assert problems == ()
    assert [(card.text.value, card.text.language) for card in edition.decks[0].cards] == [
        ("What is a citizen?", "en"),
        ("Hvad siger en borger?", "da"),
    ]


def test_each_part_says_its_language(project: Make) -> None:
    root = project(LANGUAGES)
    run("build", root)
    assert languages(root / "output" / "da" / "base" / "kort-sheets.pdf") == ("da", {})
    assert languages(root / "output" / "en" / "base" / "kort-sheets.pdf") == ("en", {"/H1": "da", "/LBody": "da"})
    told, parts = languages(root / "output" / "en" / "base" / "kort-reading.pdf")
    assert (told, set(parts.values())) == ("en", {"da"})


def test_a_document_of_which_nothing_is_translated_is_that_of_its_own_language(project: Make) -> None:
    root = project({**LANGUAGES, "cards/agendas/moede.yaml": ONLY_DANISH, "cards/worksheets/ark.yaml": "title: Ark\ncodes: false\n"})
    run("build", root)
    danish, english = root / "output" / "da" / "base", root / "output" / "en" / "base"
    for name in ("moede-handout.pdf", "moede-invitation.pdf", "moede-worksheet.pdf"):
        assert (english / name).read_bytes() == (danish / name).read_bytes(), name
    assert languages(english / "moede-facilitator.pdf")[0] == "da"
    assert languages(english / "moede-sheets.pdf")[0] == "en"


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_a_document_in_a_language_that_no_deck_has_is_printed_in_it(project: Make, language: str) -> None:
    own = f"language: {language}\n"
    files = {
        "cards/agendas/moede.yaml": own + ONLY_DANISH.replace(", worksheet: ark", ""),
        "cards/worksheets/ark.yaml": own + "title: Ark\n",
    }
    listed = {"cardprint.yaml": "decks: [kort]\n", "cards/ulistet.yaml": own + HEAD + "  - {id: u, theme: sprog, text: Fire}\n"}
    root = project({**LANGUAGES, **files, **listed})
    said = run("build", "--lang", "en", root)
    assert said.exit_code == 0
    instead = {"nb": "Norwegian Bokmål", "nn": "Nynorsk", "sv": "Swedish", "en": "English"}[language]
    assert f"printed in {instead}" in said.output
    assert run("build", root / "cards/ulistet.yaml").exit_code == 0
    for name in ("moede-handout.pdf", "moede-facilitator.pdf", "ark-worksheet.pdf", "ulistet-reading.pdf"):
        found = next((root / "output").rglob(name))
        assert languages(found)[0] == language, name


def test_words_are_cut_as_their_own_language_cuts_them(project: Make) -> None:
    word = "overenskomstforhandlingsudvalgsformandskab" * 2
    card = f"title: Kort\nthemes: [{{id: s, name: S}}]\ncards: [{{id: a, theme: s, text: {word}}}]\n"
    root = project({"cardprint.yaml": "languages: [da, en]\n", "cards/kort.yaml": card + "translations: {en: {title: Cards}}\n"})
    run("build", root, "--only", "sheets")
    danish, english = (
        [
            line
            for line in texts(root / "output" / language / "base" / "kort-sheets.pdf")
            if re.sub(r"\W", "", line) in word and len(line) > 4
        ]
        for language in ("da", "en")
    )
    assert "\x02" in danish[0], "pdfium's mark of a word that is cut"
    assert danish == english


# --- minutes that are left out ---------------------------------------------------------------------------------------

MEETING = """
title: Møde
date: 2026-12-01
start: 9:00
items:
  - {title: Goddag, minutes: 15}
  - {title: Runde}
  - {title: Snak, minutes: 45}
"""


def texts(path: Path) -> list[str]:
    import pypdfium2

    file = pypdfium2.PdfDocument(path)
    return [line.strip() for page in file for line in page.get_textpage().get_text_bounded().splitlines()]


def test_an_item_without_minutes_has_no_clock_time_nor_have_those_that_follow(project: Make) -> None:
    root = project({"cards/kort.yaml": HEAD + "  - {id: a, theme: sprog, text: Hvad?}\n", "cards/agendas/moede.yaml": MEETING})
    assert run("build", root, "--strict").exit_code == 0
    made = root / "output" / "base"
    handout = " ".join(texts(made / "moede-handout.pdf"))
    assert "9.00–9.15" in handout
    assert "45 min." in handout
    assert "9.15–" not in handout
    assert "Fra kl. 9.00" in handout
    script = " ".join(texts(made / "moede-facilitator.pdf"))
    assert "+0 min" in script
    assert "+15 min" not in script
    assert "Fra kl. 9.00" in (made / "moede-invitation.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("end", "codes"), [("9:45", ["agenda-too-long"]), ("10:00", []), ("12:00", [])])
def test_the_end_may_be_later_than_the_minutes_that_are_known(project: Make, end: str, codes: list[str]) -> None:
    meeting = MEETING.replace("items:", f"end: {end}\nitems:")
    root = project({"cards/kort.yaml": HEAD + "  - {id: a, theme: sprog, text: Hvad?}\n", "cards/agendas/moede.yaml": meeting})
    found, problems = sources.project(root)
    _, more = sources.edition(found, area=None, organisation=None, language="da")
    assert [one.code for one in (*problems, *more)] == codes
