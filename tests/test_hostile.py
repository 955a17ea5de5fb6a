"""Bad input through the command line, in a process of its own: a Problem with a place, within six CPU seconds and a gigabyte; no traceback."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import forked
import pikepdf
import pytest

from cardprint import resources

if TYPE_CHECKING:
    from conftest import Make


SECONDS, MEMORY = 6, 800_000_000
"""Processor time, and bytes above what the process begins with."""
DECK = """\
title: Kort
themes:
  - {id: sprog, name: Fælles sprog}
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?}
"""
KORT = "cards/kort.yaml"
ORGANISATION = "cards/organisations/k.yaml"
LAYOUT, STYLE = "templates/cards.xml.j2", "templates/style.yaml"
CARDS = (resources.builtin_root() / LAYOUT).read_text(encoding="utf-8")
TABLE = (
    '<table widths="*"><thead><tr class="table-head"><th class="head-cell" scope="col"><p class="cell-text">Hej</p></th></tr></thead>'
    '<tbody><tr class="table-row"><th class="cell" scope="row"><p class="cell-text">Hej</p></th></tr></tbody></table>'
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">{}</svg>'
BOMB = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 12)
)
NONSENSE = "".join(random.Random(1).choices("abc def: -#'\"[]{}\n&*!|>%@`", k=100_000))  # noqa: S311 - the same nonsense every time

Files = Mapping[str, str | bytes]


def deck(old: str = "", new: str = "", *, first: str = "") -> Files:
    assert old in DECK
    return {KORT: first + DECK.replace(old, new)}


def more(text: str) -> Files:
    return deck("Hvad mener vi?", f"Hvad?, {text}")


def organisation(text: str, **files: str | bytes) -> Files:
    return {
        "cardprint.yaml": "organisation: k\n",
        KORT: DECK,
        ORGANISATION: text,
        **{f"cards/organisations/{n}": t for n, t in files.items()},
    }


def logo(svg: str) -> Files:
    return organisation("logo: {file: l.svg, alt: K}\n", **{"l.svg": SVG.format(svg)})


def layout(text: str) -> Files:
    return {KORT: DECK, LAYOUT: text}


def front(text: str) -> Files:
    return layout(CARDS.replace("<front>", f"<front>{text}"))


def style(text: str) -> Files:
    return {KORT: DECK, STYLE: text}


def profile(text: str) -> Files:
    return {"cardprint.yaml": "print: p\n", KORT: DECK, "cards/print/p.yaml": text}


PASSWORDS = "../../../../../../../../etc/passwd"
FOREVER = "{% for i in range(99999) %}{% for j in range(99999) %}"
END = "{% endfor %}{% endfor %}"
CASES: Mapping[str, tuple[Files, str, str]] = {
    # name: files, the code that is told, the file that it is told of
    "an empty file": ({KORT: ""}, "yaml-empty", KORT),
    "a YAML bomb": ({KORT: BOMB}, "text-start", KORT),
    "20,000 brackets": ({KORT: "title: " + "[" * 20_000 + "]" * 20_000}, "yaml-deep", KORT),
    "20,000 open braces": ({KORT: "{" * 20_000}, "yaml-deep", KORT),
    "20,000 dashes": ({KORT: "- " * 20_000}, "yaml-deep", KORT),
    "tabs": (deck("  - ", "\t- "), "yaml-tab", KORT),
    "a list for a deck": ({KORT: "- a\n- b\n"}, "mapping-not-list", KORT),
    "a list for a card": (deck("{id: sprog-01, theme: sprog, text: Hvad mener vi?}", "[a, b]"), "mapping-not-list", KORT),
    "65 MB of nonsense": ({KORT: NONSENSE * 650}, "file-too-large", KORT),
    "7 MB of nonsense": ({KORT: NONSENSE * 70}, "yaml-syntax", KORT),
    "7 MB of keys": ({KORT: "".join(f"k{number}: b\n" for number in range(500_000))}, "yaml-keys", KORT),
    "7 MB of one key": ({KORT: "a: b\n" * 1_400_000}, "many-problems", KORT),
    "50,000 unknown keys": ({KORT: DECK + "".join(f"k{number}: b\n" for number in range(50_000))}, "many-problems", KORT),
    "binary": ({KORT: bytes(range(256)) * 40}, "file-encoding", KORT),
    "a picture": ({KORT: b"\x89PNG\r\n\x1a\n" + bytes(5000)}, "foreign-picture", KORT),
    "UTF-16 without its mark": ({KORT: DECK.replace("æ", "ae").encode("utf-16-le")}, "file-encoding", KORT),
    "UTF-16 cut short": ({KORT: b"\xff\xfe" + DECK.encode("utf-16-le")[:-1]}, "file-encoding", KORT),
    "UTF-32": ({KORT: DECK.encode("utf-32")}, "file-encoding", KORT),
    "latin-1": ({KORT: DECK.encode("latin-1")}, "file-encoding", KORT),
    "a Python tag": (deck("Hvad mener vi?", "!!python/object/apply:os.system ['touch pwned']"), "text-start", KORT),
    "a word of 20,000 letters": (deck("Hvad mener vi?", "x" * 19_990), "word-long", KORT),
    "soft hyphens all through": (deck("Hvad mener vi?", "a\u00ad" * 9_900), "word-long", KORT),
    "a tower of accents": (deck("Hvad mener vi?", "a" + "\u0301" * 200), "marks", KORT),
    "an unknown theme": (deck("theme: sprog,", "theme: sporg,"), "unknown-theme", KORT),
    "a deck that includes itself": (deck(first="include: [cards/kort.yaml]\n"), "include-cycle", KORT),
    "a cycle of includes": (
        {**deck(first="include: [cards/b.yaml]\n"), "cards/b.yaml": "include: [cards/kort.yaml]\n" + DECK.replace("sprog-01", "b-01")},
        "include-cycle",
        KORT,
    ),
    "a missing logo": (organisation("logo: {file: logo.svg, alt: K}\n"), "path-missing", ORGANISATION),
    "a logo from the net": (
        logo('<image href="http://example.org/x.png" width="9" height="9"/>'),
        "picture-image",
        "cards/organisations/l.svg",
    ),
    "a logo with text": (logo('<text x="1" y="9">K</text>'), "picture-text", "cards/organisations/l.svg"),
    "a font that is none": (organisation("fonts: {body: k.ttf}\n", **{"k.ttf": "no font"}), "font-not-truetype", ORGANISATION),
    "passwords for a logo": (organisation(f"logo: {{file: {PASSWORDS}, alt: K}}\n"), "path-outside", ORGANISATION),
    "passwords by their full path": (organisation("logo: {file: /etc/passwd, alt: K}\n"), "path-outside", ORGANISATION),
    "passwords for a font": (organisation(f"fonts: {{body: {PASSWORDS}}}\n"), "path-outside", ORGANISATION),
    "passwords for an include": (deck(first=f"include: [{PASSWORDS}]\n"), "path-outside", KORT),
    "passwords for a picture": (more(f"image: {{file: {PASSWORDS}, alt: x}}"), "path-outside", KORT),
    "passwords for a symbol": (deck("name: Fælles sprog", f"symbol: {PASSWORDS}"), "not-id", KORT),
    "passwords for a look": ({"cardprint.yaml": "look: ../../etc\n", KORT: DECK}, "not-id", "cardprint.yaml"),
    "passwords for a deck's id": (deck(first="id: ../../x\n"), "not-id", KORT),
    "a million of million sets": (deck(first="sets: 1000000000000\n"), "not-number", KORT),
    "a million copies": (more("copies: 1000000"), "not-number", KORT),
    "a million blank cards": (deck(first="blank_cards: 1000000\n"), "not-number", KORT),
    "an endless number": (more("number: 99999999999"), "not-number", KORT),
    "sets of many copies": (
        {KORT: "sets: 500\n" + DECK + "".join(f"  - {{id: c{n}, theme: sprog, text: Hej, copies: 99}}\n" for n in range(30))},
        "too-many-cards",
        KORT,
    ),
    "a card of 5 mm": (deck(first="card_size: 5 mm x 5 mm\n"), "size-range", KORT),
    "a card without unit": (deck(first="card_size: 105 x 74\n"), "bare-number", KORT),
    "a card larger than the paper": (deck(first="card_size: 400 x 400 mm\n"), "card-larger-than-paper", KORT),
    "a margin larger than the paper": (profile("margin: 9999 mm\n"), "length-range", "cards/print/p.yaml"),
    "marks that cover the sheet": (profile("marks: {kind: crop, weight: 9999 pt}\n"), "length-range", "cards/print/p.yaml"),
    "a layout that does not parse": (layout("<cards>{% for x in %}</cards>"), "template-syntax", LAYOUT),
    "a layout that is not well-formed": (layout("<cards><card></cards>"), "markup-broken", LAYOUT),
    "a layout in latin-1": ({KORT: DECK, LAYOUT: "<cards>ø</cards>".encode("latin-1")}, "file-encoding", LAYOUT),
    "a layout with entities": (layout('<!DOCTYPE cards [<!ENTITY a "lol">]>\n<cards></cards>'), "markup-doctype", LAYOUT),
    "an unknown element": (front("<marquee/>"), "unknown-element", LAYOUT),
    "an unknown attribute": (front('<p class="theme" onclick="x">Hej</p>'), "unknown-attribute", LAYOUT),
    "a class of a table's head": (front(TABLE.replace("<thead>", '<thead class="table-head">')), "unknown-attribute", LAYOUT),
    "a class of a group": (front('<group class="body"/>'), "unknown-attribute", LAYOUT),
    "a mark that has no line": (front('<marks class="ticks"><mark class="tick-open" line="no">x</mark></marks>'), "markup-value", LAYOUT),
    "a scope that is none": (front(TABLE.replace('"col"', '"column"')), "markup-value", LAYOUT),
    "an own back with a colour": (
        layout(CARDS.replace("</front>", '</front><back colour="#0b5c6b"><p class="theme">Bag</p></back>')),
        "attribute-without-effect",
        LAYOUT,
    ),
    "a picture of the layout's own": (front('<img class="symbol" src="/etc/passwd"/>'), "unknown-picture", LAYOUT),
    "a Place that is none": (front('<p class="theme"><span src="99999">x</span></p>'), "unknown-attribute", LAYOUT),
    "boxes in boxes": (front('<box class="body">' * 30 + "</box>" * 30), "markup-deep", LAYOUT),
    "emphasis without a paragraph": (front("<strong/>"), "markup-nesting", LAYOUT),
    "a layout without cards": (layout("<cards></cards>"), "markup-cards", LAYOUT),
    "a layout with another root": (layout('<paper class="reading-page"></paper>'), "markup-root", LAYOUT),
    "a card without front": (
        layout('<cards>{% for side in sides %}<card id="{{ side.card.id }}"></card>{% endfor %}</cards>'),
        "markup-sides",
        LAYOUT,
    ),
    "a colour that is none": (layout(CARDS.replace('colour="{{ side.colour }}"', 'colour="nice"')), "markup-value", LAYOUT),
    "a way out of the sandbox": (front("<p class='theme'>{{ ''.__class__ }}</p>"), "template-fault", LAYOUT),
    "a way out by format": (front("<p class='theme'>{{ '{0.__class__}'.format(deck) }}</p>"), "template-fault", LAYOUT),
    "a way out by include": (layout(f"<cards>{{% include '{PASSWORDS}' %}}</cards>"), "template-missing", LAYOUT),
    "a noun for a text": (front("<p class='theme'>{{ card }}</p>"), "template-fault", LAYOUT),
    "ten thousand million paragraphs": (layout(f"<cards>{FOREVER}<p>x</p>{END}</cards>"), "template-endless", LAYOUT),
    "a loop that says nothing": (layout(f"<cards>{FOREVER}{END}</cards>"), "template-endless", LAYOUT),
    "a loop that only remembers": (layout(f"<cards>{FOREVER}{{% set x = i * j %}}{END}</cards>"), "template-endless", LAYOUT),
    "a loop in a text": (front(f"{{% set x %}}{FOREVER}xxxx{END}{{% endset %}}"), "template-endless", LAYOUT),
    "a text that doubles": (
        layout("<cards>{% set ns = namespace(x='x') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}</cards>"),
        "template-endless",
        LAYOUT,
    ),
    "a text times a million": (layout("<cards>{{ 'x' * 9999999999 }}</cards>"), "template-fault", LAYOUT),
    "a number of a million digits": (layout("<cards>{{ 9 ** 99999999 }}</cards>"), "template-fault", LAYOUT),
    "a text a million wide": (layout("<cards>{{ '%9999999999d' % 1 }}</cards>"), "template-fault", LAYOUT),
    "a filter a million wide": (layout("<cards>{{ 'x'|center(9999999999) }}</cards>"), "template-syntax", LAYOUT),
    "a macro that calls itself": (layout("{% macro m() %}{{ m() }}{% endmacro %}<cards>{{ m() }}</cards>"), "template-endless", LAYOUT),
    "a macro that calls itself twice": (
        layout("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}<cards>{{ m(60) }}</cards>"),
        "template-endless",
        LAYOUT,
    ),
    "a layout that includes itself": (layout("<cards>{% include 'cards.xml.j2' %}</cards>"), "template-endless", LAYOUT),
    "a layout that extends itself": (layout("{% extends 'cards.xml.j2' %}"), "template-endless", LAYOUT),
    "3,000 conditions": (layout("{% if 1 %}" * 3000 + "{% endif %}" * 3000), "template-endless", LAYOUT),
    "a card of a million words": (front("<p class='theme'>{% for i in range(90000) %}ord {% endfor %}</p>"), "template-endless", LAYOUT),
    "an endless reading edition": (
        {KORT: DECK, "templates/reading.xml.j2": f"<paper class='reading-page'>{FOREVER}<p class='reading-text'>x</p>{END}</paper>"},
        "template-endless",
        "templates/reading.xml.j2",
    ),
    "a style with an unknown key": (style("question: {colr: ink}\n"), "unknown-style-key", STYLE),
    "a colour of nothing": (style("colours: {ink: []}\n"), "empty", STYLE),
    "two colours for one": (style("colours: {ink: ['#000000', '#ffffff']}\n"), "style-value", STYLE),
    "type too small to see": (style("prompt: {sizes: [0.001 pt]}\n"), "style-value", STYLE),
    "lines upon each other": (style("prompt: {leading: 0}\n"), "style-value", STYLE),
    "a style that extends itself": (style("a: {extends: b}\nb: {extends: a}\n"), "style-cycle", STYLE),
    "hyphens that are no text": (
        {KORT: DECK, "templates/hyphenation/da.txt": b"\xff\xfe\x00\x01\n"},
        "file-encoding",
        "templates/hyphenation/da.txt",
    ),
}


def build(root: Path) -> tuple[int, Any]:
    done = forked.command("build", root, "--json", "--lang", "en", seconds=SECONDS, memory=MEMORY)
    assert done.stderr == b"", "nothing but the object, and no traceback"
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_a_problem_at_its_place(name: str, project: Make) -> None:
    files, code, file = CASES[name]
    root = project(files)
    status, found = build(root)
    assert status == 1
    assert (code, file) in {(problem["code"], problem["file"]) for problem in found["problems"]}
    assert all(problem["file"] and problem["message"] and problem["hint"] for problem in found["problems"])
    assert found["written"] == []
    assert found["skipped"] == ["base"]
    assert not (root / "output").exists()
    assert not (root / "pwned").exists()


def test_a_heads_scope_is_told_by_a_layout_of_ones_own(project: Make) -> None:
    root = project(front(f'<box class="body">{TABLE}</box>'))
    status, found = build(root)
    assert (status, found["problems"]) == (0, [])
    with pikepdf.open(root / "output" / "base" / "kort-sheets.pdf") as pdf:
        scopes = [str(one.A.Scope) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/TH"]
    assert sorted(set(scopes)) == ["/Column", "/Row"]


def test_what_is_very_much_is_told_in_brief(project: Make) -> None:
    root = project(CASES["50,000 unknown keys"][0])
    _, found = build(root)
    assert len(found["problems"]) == 501
    assert found["problems"][-1]["message"].startswith("There are 49500 more")
