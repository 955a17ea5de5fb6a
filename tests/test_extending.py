"""Whoever extends cardprint writes at most three files in a project, as docs/extending.md says, and nothing of cardprint is changed."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result

from cardprint import recipe, resources
from cardprint.cli import cli
from cardprint.job import Job

if TYPE_CHECKING:
    from conftest import Make

ROOT = Path(__file__).resolve().parents[1]
DOCS = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
TEMPLATES = resources.builtin_root() / "templates"
GERMAN = (TEMPLATES / "languages/de.yaml").read_text(encoding="utf-8")
LAYOUTS = ("cards", "reading", "handout", "facilitator", "invitation", "worksheet", "ticket", "summary", "answer", "tasks", "words")
KORT, AGENDA, SHEET = "cards/kort.yaml", "cards/agendas/moede.yaml", "cards/worksheets/ark.yaml"
DECK = """\
id: kort
title: Kort
version: "1.0"
instruction_card: Læs et kort højt.
blank_cards: 1
themes: [{id: a, name: Sprog, symbol: speech}, {id: b, name: Ord}]
cards:
  - {id: a-1, theme: a, text: Hvad mener vi?, follow_up: [Hvorfor?, Hvem siger det?]}
  - {id: a-2, theme: b, kind: dilemma, text: Hvad vælger I?, options: [Det ene, Det andet]}
  - {id: a-3, theme: b, title: Vores ord, text: Hvem er med?, source: Os}
"""
MEETING = """\
title: Møde
date: 2026-12-01
start: 13:00
expected: 9
groups: 2
purpose: Vi finder ord
leadership: {text: Vi står bag, name: Ida}
can_change: [Møderne]
cannot_change: [Loven]
roles: [{role: Leder, brings: Overblik, tasks: [Lytter]}]
preparation: [Læs kortene]
reply: {to: ida@example.org}
items: [{title: Velkommen, minutes: 10, why: Vi ses, method: Sig navne, deck: kort}, {title: Opsamling, minutes: 20, worksheet: ark}]
home_tasks: [{task: Spørg en kollega, who: Alle, due: 2026-12-10}]
"""
NOTES = """\
groups:
  - {name: Bord 1, challenges: [{text: Det bøvler, importance: 4, effect: 4}], our_words: [ro], home_tasks: [{task: Spørg, who: Ida}]}
  - {name: Bord 2, keep: [Sangen]}
"""
PROJECT = {KORT: DECK, AGENDA: MEETING, SHEET: "title: Ark\n", "notes/base/moede.yaml": NOTES}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments), "--lang", "en"], catch_exceptions=False)


def built(root: Path, output: str = "output", **wanted: object) -> dict[str, bytes]:
    """Build a project about which there is nothing to say; give its files by name."""
    report = recipe.build(Job(path=root, output=root / output, **wanted))  # type: ignore[arg-type]
    assert report.problems == ()
    return {path.relative_to(root / output).as_posix(): path.read_bytes() for path in (root / output).rglob("*.pdf")}


def said(pdf: bytes) -> str:
    """Give all words of a file; a hyphen at a line's end shows as U+FFFE."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def blocks(layout: str) -> list[str]:
    return re.findall(r"{% block (\w+)", (TEMPLATES / f"{layout}.xml.j2").read_text(encoding="utf-8"))


# --- a language: one file --------------------------------------------------------------------------------------------

LONG = "Verwaltungsvorschriftenüberarbeitung, Arbeitszeitgestaltungsmöglichkeiten und Zusammenarbeitsvereinbarungen: was davon hilft?"
KARTEN = f"""\
title: Karten
date: 2026-12-01
version: "1.0"
card_size: business-card
themes: [{{id: a, name: Sprache}}]
cards: [{{id: a-1, theme: a, kind: statement, text: "{LONG}"}}]
"""
TREFFEN = """\
title: Treffen
date: 2026-12-01
start: 13:00
leadership: {text: Wir stehen dahinter}
items: [{title: Ankommen, minutes: 10}]
"""


def test_a_language_is_added_by_one_file(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "language: de-AT\n",
            "cards/karten.yaml": KARTEN,
            "cards/agendas/treffen.yaml": TREFFEN,
            "templates/languages/de-AT.yaml": GERMAN,
        }
    )
    made = built(root)
    sheet, handout, ticket = (said(made[f"base/{name}.pdf"]) for name in ("karten-sheets", "treffen-handout", "karten-ticket"))
    assert "Bogen 1/1, Vorderseite · über die lange Kante wenden" in sheet
    assert "Stimmt das oder nicht?" in sheet.replace("\u00a0", " ")
    pieces = [line.rpartition(" ")[2] for line in sheet.split("\ufffe")[:-1]]
    assert [piece.split()[-1] for piece in pieces] == ["Verwaltungsvorschriftenüberarbei", "Arbeitszeitgestaltungsmög", "Zusammenarbeits"]
    assert "„Wir stehen dahinter“" in handout
    assert "Dienstag, 1. Dezember 2026" in handout.replace("\u00a0", " ")
    assert "13:00–13:10 Uhr" in handout
    assert "An die Druckerei" in ticket
    with pikepdf.open(BytesIO(made["base/karten-reading.pdf"])) as reading:
        assert reading.Root.Lang == "de-AT"


# --- a layout: one file ----------------------------------------------------------------------------------------------


def test_a_layout_that_extends_and_changes_nothing_prints_the_same(project: Make) -> None:
    root = project(PROJECT)
    before = built(root, "before")
    project({f"templates/{name}.xml.j2": f'{{% extends "builtin/{name}.xml.j2" %}}\n' for name in LAYOUTS})
    assert built(root, "after") == before
    assert len(before) > 6


def test_a_block_is_changed_by_one_file(project: Make) -> None:
    own = '{% extends "builtin/cards.xml.j2" %}\n{% block card_follow_ups %}<p class="footer">{{ card.id }}!</p>{% endblock %}\n'
    words = said(built(project({KORT: DECK, "templates/cards.xml.j2": own}))["base/kort-sheets.pdf"])
    assert "a-1!" in words
    assert "Hvorfor?" not in words


def test_super_adds_to_a_block_and_a_block_in_a_block_is_changed_alone(project: Make) -> None:
    own = (
        '{% extends "builtin/reading.xml.j2" %}{% block credit %}{{ super() }}<p class="reading-source">Tak</p>{% endblock %}'
        "{% block card_head %}{{ super() }}<p class='reading-source'>Nr. {{ card.number }}</p>{% endblock %}"
    )
    words = said(built(project({KORT: DECK, "templates/reading.xml.j2": own}), kinds=("reading",))["base/kort-reading.pdf"])
    assert [word for word in ("Version 1.0", "Tak", "Nr. 2", "Hvem er med?") if word not in words] == []


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_block_can_be_changed(layout: str, project: Make) -> None:
    """Every block is called where it stands: what takes its place is asked for, and here asks for something that is not there."""
    for block in blocks(layout):
        own = f'{{% extends "builtin/{layout}.xml.j2" %}}\n{{% block {block} %}}\n{{{{ nowhere }}}}\n{{% endblock %}}\n'
        texts = DECK.replace("text: Hvem er med?", "text: Hvem er med?, back: {text: Bag}") + "back: text\nlicence: CC BY 4.0\n"
        root = project({**PROJECT, KORT: texts, f"templates/{layout}.xml.j2": own})
        kinds = ("sheets",) if layout == "cards" else (layout,)
        problems = [one for one in recipe.check(Job(path=root, kinds=kinds)).problems if one.is_error]
        assert {(one.code, one.place.file, one.place.line) for one in problems} == {("template-fault", f"templates/{layout}.xml.j2", 3)}, (
            block
        )


def test_a_built_in_part_is_included_by_its_name(project: Make) -> None:
    own = (
        '<paper class="handout-page">{% include "builtin/meeting-margin.xml.j2" %}<h1 class="handout-title">{{ agenda.title }}</h1></paper>'
    )
    root = project({**PROJECT, "templates/handout.xml.j2": own, "templates/meeting-margin.xml.j2": "<p>no footer</p>"})
    assert "Møde" in said(built(root, kinds=("handout",))["base/moede-handout.pdf"])


BAD_LAYOUTS = {
    "that extends itself": ('\n{% extends "cards.xml.j2" %}', "template-endless", 2),
    "that extends what is not there": ('\n{% extends "builtin/crads.xml.j2" %}', "template-missing", 2),
    "that leaves the built-in ones": ('\n{% extends "builtin/../cards.xml.j2" %}', "template-missing", 2),
    "with a fault in a block": (
        '{% extends "builtin/cards.xml.j2" %}\n{% block card_text %}{{ card.txt }}{% endblock %}',
        "template-fault",
        2,
    ),
    "with a block that is never closed": ('{% extends "builtin/cards.xml.j2" %}\n{% block card_text %}', "template-syntax", 2),
    "that breaks the built-in one": ('\n{% extends "builtin/cards.xml.j2" %}{% set sides = 3 %}', "template-fault", 2),
}


@pytest.mark.parametrize("name", BAD_LAYOUTS)
def test_a_bad_layout_is_told_at_its_own_line(name: str, project: Make) -> None:
    text, code, line = BAD_LAYOUTS[name]
    problems = recipe.check(Job(path=project({KORT: DECK, "templates/cards.xml.j2": text}))).problems
    assert [(one.code, one.place.file, one.place.line) for one in problems] == [(code, "templates/cards.xml.j2", line)]


def test_layouts_that_extend_each_other_end_in_a_problem(project: Make) -> None:
    files = {"templates/cards.xml.j2": '{% extends "a.xml.j2" %}', "templates/a.xml.j2": '{% extends "cards.xml.j2" %}'}
    assert [one.code for one in recipe.check(Job(path=project({KORT: DECK, **files}))).problems] == ["template-endless"]


def test_the_page_names_every_block() -> None:
    told = dict(re.findall(r"^\| `(\w+)\.xml\.j2` \| (.+) \|$", DOCS, re.MULTILINE))
    assert {layout: re.findall(r"`(\w+)`", told[layout]) for layout in told} == {layout: blocks(layout) for layout in LAYOUTS}


# --- a file to begin with --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", [*LAYOUTS, "meeting-head.xml.j2"])
def test_a_copied_layout_prints_the_same(layout: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(PROJECT)
    before = built(root, "before")
    monkeypatch.chdir(root / "cards")
    assert run("new", "layout", layout).exit_code == 0
    copied = root / "templates" / f"{layout.removesuffix('.xml.j2')}.xml.j2"
    assert f'{{% extends "builtin/{copied.name}" %}}' in copied.read_text(encoding="utf-8")
    assert built(root, "after") == before
    again = run("new", "layout", layout)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)


def test_a_language_begins_with_the_english_one(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cardprint.yaml": "language: nl\n", KORT: DECK})
    monkeypatch.chdir(root)
    assert "templates/languages/nl.yaml is ready" in run("new", "language", "nl").stdout
    assert "patterns: nl_NL" in (root / "templates/languages/nl.yaml").read_text(encoding="utf-8")
    assert "Sheet 1/1" in said(built(root)["base/kort-sheets.pdf"])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("layout", "crads"), "Write cards"),
        (("layout", "../../etc/passwd"), "no built-in layout"),
        (("language", "da"), "is built in"),
        (("language", "../de"), "not the code of a language"),
        (("language", "dansk"), "not the code of a language"),
        (("kort", "kort"), "is not one of"),
    ],
)
def test_what_cannot_be_copied_is_told(words: tuple[str, str], told: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(PROJECT))
    refused = run("new", *words)
    assert (refused.exit_code, told in refused.stderr) == (2, True), refused.stderr
    assert not Path("templates").exists()


def test_nothing_is_copied_outside_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "layout", "cards").exit_code == 2
    (tmp_path / "cardprint.yaml").touch()
    (tmp_path / "templates").symlink_to(tmp_path_factory.mktemp("outside"))
    assert run("new", "layout", "cards").exit_code == 2
    assert list((tmp_path / "templates").iterdir()) == []


# --- a print profile: one file ---------------------------------------------------------------------------------------


def test_a_print_profile_is_added_by_one_file(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "print: kontor\n",
            KORT: DECK,
            "cards/print/kontor.yaml": "paper: A3\nduplex: short-edge\n",
        }
    )
    page = pypdfium2.PdfDocument(built(root, kinds=("sheets",))["base/kort-sheets.pdf"])[0]
    assert sorted(round(side / 72 * 25.4) for side in page.get_size()) == [297, 420]


# --- a kind of cards: at most three files, cardprint.yaml among them --------------------------------------------------

KIND = "card_kinds: [{id: case, label: fra praksis, translations: {en: {label: from practice}}}]\n"
CASE = """\
title: Kort
themes: [{id: a, name: Sprog}]
cards:
  - {id: a-1, theme: a, kind: case, text: En borger ringer., translations: {en: {text: A citizen calls.}}}
"""


def test_a_kind_of_cards_is_added_by_three_files(project: Make) -> None:
    own = '{% extends "builtin/cards.xml.j2" %}{% block card_follow_ups %}{% if card.kind == "case" %}<p class="footer">Hvad nu?</p>{% endif %}{{ super() }}{% endblock %}'
    root = project(
        {
            "cardprint.yaml": KIND,
            KORT: CASE,
            "templates/style.yaml": "case: {extends: prompt, bold: true, colour: theme, sizes: [13 pt, 10 pt]}\n",
            "templates/cards.xml.j2": own,
        }
    )
    made = built(root)
    words = " ".join(said(made["base/kort-sheets.pdf"]).split())
    assert all(word in words for word in ("Sprog fra praksis", "En borger ringer.", "Hvad nu?"))
    page = pypdfium2.PdfDocument(made["base/kort-sheets.pdf"])[0].get_textpage()
    found = page.search("En borger").get_next()
    assert found
    _, bottom, _, top = page.get_charbox(found[0])
    assert top - bottom < 13
    assert "fra praksis" in said(made["base/kort-reading.pdf"]).replace("\u00a0", " ")


def test_a_kind_without_a_style_of_its_own_has_that_of_the_kind_it_is_like(project: Make) -> None:
    plain = built(project({KORT: CASE.replace("kind: case", "kind: quote")}), "plain")
    own = built(
        project({"cardprint.yaml": KIND.replace("label: fra praksis", "label: kunne være sagt her, like: quote"), KORT: CASE}), "own"
    )
    assert own["base/kort-sheets.pdf"] == plain["base/kort-sheets.pdf"]


def test_the_label_of_a_kind_is_translated_and_told_where_it_is_not(project: Make) -> None:
    root = project({"cardprint.yaml": "languages: [da, en]\n" + KIND, KORT: CASE + "translations: {en: {title: Cards}}\n"})
    assert "from practice" in said(built_with_gaps(root)["en/base/kort-reading.pdf"]).replace("\u00a0", " ")
    project({"cardprint.yaml": "languages: [da, en]\ncard_kinds: [{id: case, label: fra praksis}]\n"})
    told = [one for one in recipe.check(Job(path=root)).problems if one.place.file == "cardprint.yaml"]
    assert [(one.code, one.values["names"]) for one in told] == [("translation-missing", "case: label")]


def built_with_gaps(root: Path) -> dict[str, bytes]:
    recipe.build(Job(path=root))
    return {path.relative_to(root / "output").as_posix(): path.read_bytes() for path in (root / "output").rglob("*.pdf")}


BAD_KINDS = {
    "card_kinds: [{id: quote}]": "kind-built-in",
    "card_kinds: [{id: case}, {id: case}]": "duplicate-id",
    "card_kinds: [{label: sag}]": "missing-key",
    "card_kinds: [{id: case, like: blank}]": "not-choice",
    "card_kinds: [{id: case, lable: sag}]": "unknown-key",
    f"card_kinds: [{', '.join(f'{{id: k{number}}}' for number in range(51))}]": "count",
}


@pytest.mark.parametrize("text", BAD_KINDS, ids=lambda text: text[:40])
def test_a_kind_of_cards_that_is_wrong_is_told(text: str, project: Make) -> None:
    problems = recipe.check(Job(path=project({"cardprint.yaml": text, KORT: CASE.replace("kind: case, ", "")}))).problems
    assert [(one.code, one.place.file) for one in problems] == [(BAD_KINDS[text], "cardprint.yaml")]


def test_an_unknown_kind_of_cards_is_told_with_the_nearest_of_the_projects_own(project: Make) -> None:
    problems = recipe.check(Job(path=project({"cardprint.yaml": KIND, KORT: CASE.replace("kind: case", "kind: caes")}))).problems
    assert [(one.code, one.values["choices"]) for one in problems] == [("not-choice", "case")]


def test_a_kind_like_a_dilemma_offers_answers(project: Make) -> None:
    text = CASE.replace("text: En", "options: [Ja, Nej], text: En")
    problems = recipe.check(Job(path=project({"cardprint.yaml": KIND, KORT: text}))).problems
    assert [one.code for one in problems] == ["options-elsewhere"]
    assert recipe.check(Job(path=project({"cardprint.yaml": KIND.replace("label", "like: dilemma, label", 1), KORT: text}))).problems == ()


# --- a kind of papers: two files --------------------------------------------------------------------------------------

BADGES = "paper_kinds: [{id: badges, label: navneskilte, pages: 1, copies: each, translations: {en: {label: name badges}}}]\n"
BADGE = """\
<paper class="invitation-page">
{% include "meeting-margin.xml.j2" %}
<h1 class="invitation-title">{{ agenda.title }}</h1>
{% for fact in range(3) %}<p class="handout-lead">Jeg hedder</p>
{% endfor %}
</paper>
"""


def test_a_kind_of_papers_is_added_by_two_files(project: Make) -> None:
    root = project({**PROJECT, "cardprint.yaml": BADGES, "templates/badges.xml.j2": BADGE})
    made = built(root)
    assert said(made["base/moede-badges.pdf"]).count("Jeg hedder") == 3
    assert "base/kort-badges.pdf" not in made
    with pikepdf.open(BytesIO(made["base/moede-badges.pdf"])) as badges:
        assert "navneskilte" in str(badges.docinfo["/Title"])
    ticket = [line for line in said(made["base/moede-ticket.pdf"]).splitlines() if line.strip()]
    assert any(line.startswith("Navneskilte") for line in ticket)
    assert any("moede-badges.pdf" in line and " 9 " in f"{line} {after} " for line, after in pairwise(ticket))
    assert run("build", root, "--only", "badges", "--output", root / "only").exit_code == 0
    assert sorted(path.name for path in (root / "only").rglob("*.pdf")) == ["moede-badges.pdf"]


def test_a_kind_of_papers_of_a_deck_knows_its_cards(project: Make) -> None:
    own = '<paper class="reading-page">{% for group in groups %}{% for side in group.sides %}<p class="reading-text">{{ side.card.id }}</p>{% endfor %}{% endfor %}</paper>'
    root = project({KORT: DECK, "cardprint.yaml": "paper_kinds: [{id: ids, of: deck}]\n", "templates/ids.xml.j2": own})
    assert said(built(root)["base/kort-ids.pdf"]).split() == ["a-1", "a-2", "a-3"]


BAD_PAPERS = {
    "paper_kinds: [{id: posters}]": "paper-kind-bare",
    "paper_kinds: [{id: meeting-head}]": "paper-kind-bare",
    "paper_kinds: [{id: handout}]": "paper-kind-taken",
    "paper_kinds: [{id: page}]": "paper-kind-taken",
    "paper_kinds: [{id: badges}, {id: badges}]": "duplicate-id",
    "paper_kinds: [{label: skilte}]": "missing-key",
    "paper_kinds: [{id: badges, of: card}]": "not-choice",
    "paper_kinds: [{id: badges, pages: 0}]": "not-number",
    "paper_kinds: [{id: ../badges}]": "not-id",
}


@pytest.mark.parametrize("text", BAD_PAPERS)
def test_a_kind_of_papers_that_is_wrong_is_told(text: str, project: Make) -> None:
    problems = recipe.check(Job(path=project({**PROJECT, "cardprint.yaml": text, "templates/badges.xml.j2": BADGE}))).problems
    assert (BAD_PAPERS[text], "cardprint.yaml") in {(one.code, one.place.file) for one in problems}


def test_a_kind_of_papers_may_have_so_many_pages(project: Make) -> None:
    long = BADGE.replace("range(3)", "range(90)")
    problems = recipe.check(Job(path=project({**PROJECT, "cardprint.yaml": BADGES, "templates/badges.xml.j2": long}))).problems
    assert [(one.code, one.values["kind"]) for one in problems] == [("paper-too-long", "badges")]


def test_an_unknown_kind_of_papers_is_told_with_the_projects_own(project: Make) -> None:
    root = project({**PROJECT, "cardprint.yaml": BADGES, "templates/badges.xml.j2": BADGE})
    refused = run("build", root, "--only", "badgs")
    assert (refused.exit_code, "Write badges" in refused.stderr) == (2, True)
