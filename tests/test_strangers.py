"""Layouts and labels from strangers: however they spend themselves, a Problem at their place, within three CPU seconds and 300 MB, by the front door.

Each is built in a child with limits of its own, so that what escapes the bounds fails one test and not the run.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from cardprint import confined, messages, recipe, resources
from cardprint.errors import Problem
from cardprint.job import Job
from cardprint.sources import language_keys

if TYPE_CHECKING:
    from conftest import Make

resource = pytest.importorskip("resource")

DECK = """\
title: Kort
themes:
  - {id: sprog, name: Fælles sprog}
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?}
"""
AGENDA = """\
id: m
title: M
date: 2026-12-01
start: 13:00
facilitator: F
items:
  - {title: V, purpose: discussion, minutes: 10, deck: kort, cards: [sprog-01]}
"""
KORT, LAYOUT, LANGUAGE = "cards/kort.yaml", "templates/cards.xml.j2", "templates/languages/da.yaml"
CARDS = (resources.builtin_root() / LAYOUT).read_text(encoding="utf-8")
MB = 1_000_000
SECONDS, MEMORY = 5, 300
SHORT = 0.4
"""Seconds that most layouts are given here instead of two: in twenty ways of spending them the way counts, not the time."""


class Built(NamedTuple):
    """What became of a project, and what it took: processor seconds, megabytes at the most."""

    problems: tuple[Problem, ...]
    written: int
    seconds: float
    memory: float


def build(root: Path, *, has_threads: bool = False, allowed: float = confined.SECONDS) -> Built:
    """Build a project in a child; a child that raises or is ended fails the test. `has_threads`: so that nothing can be forked there."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
            confined.SECONDS = allowed  # type: ignore[assignment]
            os.write(writing, _built(root, has_threads=has_threads))
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a pipe has no path
        data = pipe.read()
    _, status, used = os.wait4(child, 0)
    assert status == 0, "the child ended with a traceback or by a signal"
    problems, written = pickle.loads(data)  # noqa: S301 - from our own child
    return Built(problems, written, used.ru_utime + used.ru_stime, (used.ru_maxrss - before) * 1024 / MB)


def _built(root: Path, *, has_threads: bool) -> bytes:
    if has_threads:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
    report = recipe.build(Job(path=root))
    return pickle.dumps((report.problems, len(report.written)))[:60_000]


def cards(text: str) -> str:
    """Put something into a layout of cards."""
    return f"<cards>{text}</cards>"


def nested(opening: str, inside: str, closing: str, times: int) -> str:
    return opening * times + inside + closing * times


MANY = "{% for i in range(99999) %}"
BOTH = "{% for i in range(99999) %}{% for j in range(99999) %}"
ENDS = "{% endfor %}{% endfor %}"
BIG = "{% set ns = namespace(s='xæ') %}{% for i in range(19) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}"
DEEP = (
    "{% set ns = namespace(a=(1,), b=(1,)) %}{% for i in range(40) %}{% set ns.a = (ns.a, ns.a) %}{% set ns.b = (ns.b, ns.b) %}{% endfor %}"
)
OVER, FAULT, SYNTAX, MISSING = "template-endless", "template-fault", "template-syntax", "template-missing"
HOSTILE: Mapping[str, tuple[str, str]] = {
    # name: what stands in the layout of cards, the code that is told
    # --- time: what is made or compared again and again
    "nested tuples compared": (DEEP + "{% if ns.a == ns.b %}x{% endif %}", OVER),
    "nested tuples looked for": (DEEP + "{% if ns.a in [ns.b] %}x{% endif %}", OVER),
    "nested tuples compared in a chain": (DEEP + "{% if 1 < 2 == ns.a < ns.b %}x{% endif %}", OVER),
    "nested tuples in a test": (DEEP + "{% if ns.a is eq(ns.b) %}x{% endif %}", OVER),
    "nested tuples for a key": (DEEP + "{% set x = {ns.a: 1} %}", OVER),
    "nested tuples for an index": (DEEP + "{% set x = {1: 1}[ns.a] %}", OVER),
    "nested tuples sorted": (DEEP + "{% set x = [ns.a, ns.b]|sort %}", OVER),
    "nested tuples made unique": (DEEP + "{% set x = [ns.a, ns.b]|unique|list %}", OVER),
    "nested tuples in a loop that looks for change": (
        DEEP + "{% for i in [1, 2] %}{% if loop.changed(ns.a) %}{% endif %}{% endfor %}",
        OVER,
    ),
    "nested tuples selected": (DEEP + "{% set x = [ns.a]|select('eq', ns.b)|list %}", OVER),
    "nested tuples grouped": (DEEP + "{% set x = [{'k': ns.a}, {'k': ns.b}]|groupby('k') %}", OVER),
    "nested dicts compared": (
        (
            "{% set ns = namespace(a={}, b={}) %}{% for i in range(40) %}{% set ns.a = {1: ns.a, 2: ns.a} %}{% set ns.b = {1: ns.b, 2: ns.b} %}"
            "{% endfor %}{% if ns.a == ns.b %}x{% endif %}"
        ),
        OVER,
    ),
    "arguments by the star": ("{% for i in range(3000) %}{% set x = loop.cycle(*range(99999)) %}{% endfor %}", OVER),
    "keywords by two stars": (
        "{% macro m() %}{{ kwargs|length }}{% endmacro %}{% set d = {'a': 1} %}" + BOTH + "{{ m(**d) }}" + ENDS,
        OVER,
    ),
    "a macro with varargs": ("{% macro m() %}{{ varargs|length }}{% endmacro %}" + MANY + "{{ m(*range(99999)) }}{% endfor %}", OVER),
    "a long text in capitals": (BIG + "{% for i in range(12000) %}{% set x = ns.s.upper() %}{% endfor %}", OVER),
    "a long text split": (BIG + "{% for i in range(12000) %}{% set x = ns.s.split('x') %}{% endfor %}", OVER),
    "a long text stripped": (BIG + "{% for i in range(12000) %}{% set x = ns.s.strip('xæ') %}{% endfor %}", OVER),
    "a long text that begins": (BIG + "{% for i in range(12000) %}{% set x = ns.s.startswith(ns.s) %}{% endfor %}", OVER),
    "a long text sliced": (BIG + "{% for i in range(12000) %}{% set x = ns.s[::-1] %}{% endfor %}", OVER),
    "a long text by a filter": (BIG + "{% for i in range(12000) %}{% set x = ns.s|title %}{% endfor %}", OVER),
    "a long text counted": (BIG + "{% for i in range(12000) %}{% set x = ns.s|wordcount %}{% endfor %}", OVER),
    "a long text replaced": (BIG + "{% set x = ns.s|replace('x', ns.s) %}", OVER),
    "a long text for a place": (BIG + "{% for i in range(12000) %}{% if 'q' in ns.s %}{% endif %}{% endfor %}", OVER),
    "a list looked through for each item": ("{% set l = range(99999)|list %}{% set x = l|select('in', l)|list %}", OVER),
    "a list reversed again and again": ("{% set l = range(99999)|list %}" + MANY + "{% set x = l|reverse %}{% endfor %}", OVER),
    "other files without end": (MANY + "{% include 'part.xml.j2' %}{% endfor %}", OVER),
    "a list of other files": ("{% include (range(99999)|join('.j2,')).split(',') ignore missing %}", OVER),
    "a list of names that are no files": ("{% set l = ['a.j2'] %}" + MANY + "{% include l ignore missing %}{% endfor %}", OVER),
    "imports without end": (MANY + "{% import 'part.xml.j2' as p %}{% endfor %}", OVER),
    "a caller that calls": (
        "{% macro m() %}{% for i in range(999) %}{{ caller() }}{% endfor %}{% endmacro %}"
        + nested("{% call m() %}", "", "{% endcall %}", 9),
        OVER,
    ),
    "a block in itself": ("{% block b %}{{ self.b() }}{% endblock %}", OVER),
    "numbers in each other": ("{% set ns = namespace(x=1) %}" + BOTH + "{% set ns.x = ns.x + 1 %}" + ENDS, OVER),
    "a loop that only looks": (BOTH + "{% if i == j %}{% endif %}" + ENDS, OVER),
    "a loop with a condition": ("{% for i in range(99999) if i in range(99999)|list %}{% endfor %}", OVER),
    "a loop in a filter block": ("{% filter upper %}" + BOTH + "xxxxxxxx" + ENDS + "{% endfilter %}", OVER),
    # --- memory
    "a set block that doubles": (
        "{% set ns = namespace(x='x') %}{% for i in range(60) %}{% set x %}{{ ns.x }}{{ ns.x }}{% endset %}{% set ns.x = x %}{% endfor %}",
        OVER,
    ),
    "a joined list that doubles": (
        "{% set ns = namespace(x='x') %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x]|join %}{% endfor %}",
        OVER,
    ),
    "lists that are kept": ("{% set ns = namespace(x=()) %}" + MANY + "{% set ns.x = (ns.x, range(99999)|list) %}{% endfor %}", OVER),
    "splits that are kept": (BIG + "{% for i in range(999) %}{% set ns.l = (ns.l, ns.s.split('x')) %}{% endfor %}", OVER),
    "a text times a number": ("{% set x = 'x' * 99999999 %}", FAULT),
    "a list times a number": ("{% set x = [0] * 99999999 %}", FAULT),
    "a number to the power": ("{% set x = 9 ** 9999999 %}", FAULT),
    "a number shifted by hand": ("{% set ns = namespace(x=9) %}" + MANY + "{% set ns.x = ns.x * ns.x %}{% endfor %}", FAULT),
    "a long number read": (BIG + "{% set x = ('9' ~ ns.s|replace('xæ', '99'))|int %}", OVER),
    "an output of 200 MB": ("{% set x = range(9999)|join %}" + MANY + "{{ x }}{% endfor %}", OVER),
    # --- compiling
    "21 loops": (nested("{% for i in [1] %}", "", "{% endfor %}", 21), SYNTAX),
    "200 loops": (nested("{% for i in [1] %}", "", "{% endfor %}", 200), SYNTAX),
    "5,000 brackets": ("{{ " + nested("(", "1", ")", 5000) + " }}", OVER),
    "5,000 lists": ("{{ " + nested("[", "1", "]", 5000) + " }}", OVER),
    "5,000 times not": ("{{ " + "not " * 5000 + "1 }}", OVER),
    "60,000 sums": ("{{ 1" + " + 1" * 60_000 + " }}", OVER),
    "100,000 texts": ("{{ 1" + "~1" * 100_000 + " }}", OVER),
    "20,000 filters": ("{{ 'x'" + "|upper" * 20_000 + " }}", OVER),
    "3,000 macros": ("".join(f"{{% macro m{n}() %}}{{{{ m{n + 1}() }}}}{{% endmacro %}}" for n in range(3000)) + "{{ m0() }}", OVER),
    "1,000 macros in each other": (nested("{% macro m() %}", "", "{% endmacro %}", 1000), OVER),
    "100 blocks of the same name": ("{% block b %}{% endblock %}" * 100, SYNTAX),
    "9,000 names": ("".join(f"{{% set x{n} = 1 %}}" for n in range(9_000)), OVER),
    "a layout of 300 kB": ("x" * 300_000, "file-too-large"),
    # --- failed assertions and other faults of Jinja's own
    "a text cut to nothing": ("{{ 'xyz'|truncate(0) }}", FAULT),
    "a text cut to a text": ("{{ 'xyz'|truncate('a') }}", FAULT),
    "unpacking too few": ("{% for a, b in [1] %}{% endfor %}", FAULT),
    "unpacking too many": ("{% set a, b = range(99999) %}", FAULT),
    "an argument that is none": ("{{ 'x'|upper(1) }}", FAULT),
    "a filter that is none": ("{{ 'x'|attr('__class__') }}", SYNTAX),
    "half a character": ("<p>{{ '\\ud800' }}</p>", "markup-broken"),
    "a control character": ("<p>{{ '\\x1b[2J' }}</p>", "markup-broken"),
    "a name with half a character": ("{% include '\\ud800.j2' %}", MISSING),
    # --- ways out
    "its class": ("{{ ''.__class__ }}", FAULT),
    "its class by index": ("{{ ''['__class__'] }}", FAULT),
    "its class by a name put together": ("{{ ''['__cla' ~ 'ss__'] }}", FAULT),
    "its class by map": ("{{ ['']|map(attribute='__class__')|first }}", FAULT),
    "its class by sort": ("{{ ['', '']|sort(attribute='__class__.__mro__')|first }}", FAULT),
    "its class by a format": ("{{ '{0.__class__}'.format(deck) }}", FAULT),
    "its class by a map of formats": ("{{ '{0.__class__}'.format_map({'0': deck}) }}", FAULT),
    "the format filter": ("{{ '%s'|format(deck) }}", SYNTAX),
    "a namespace's class": ("{{ namespace().__class__.__mro__ }}", FAULT),
    "a namespace set by a dunder": ("{% set ns = namespace() %}{% set ns.__class__ = 1 %}{{ ns.__class__ }}", FAULT),
    "a macro's globals": ("{% macro m() %}{% endmacro %}{{ m.__globals__ }}", FAULT),
    "a macro's inside": ("{% macro m() %}{% endmacro %}{{ m._func }}", FAULT),
    "a loop's inside": ("{% for i in [1] %}{{ loop._iterable }}{% endfor %}", FAULT),
    "self's inside": ("{{ self._TemplateReference__context }}", FAULT),
    "a block's inside": ("{% block b %}{{ self.b._context }}{% endblock %}", FAULT),
    "super without one": ("{% block b %}{{ super() }}{% endblock %}", FAULT),
    "lipsum": ("{{ lipsum() }}", FAULT),
    "lipsum's globals": ("{{ lipsum.__globals__ }}", FAULT),
    "a cycler": ("{{ cycler('a').__init__.__globals__ }}", FAULT),
    "a joiner": ("{{ joiner().__init__ }}", FAULT),
    "dict": ("{{ dict(a=1) }}", FAULT),
    "a deck's methods": ("{{ deck.place_of('sets') }}", FAULT),
    "a text's methods": ("{{ deck.title._replace(value='x') }}", FAULT),
    "a tuple's methods": ("{{ sides[0].index(1) }}", FAULT),
    "a mapping that is changed": ("{{ labels.update({'card': 'x'}) }}", FAULT),
    "a list that is changed": ("{{ sides.append(1) }}", FAULT),
    "passwords by include": ("{% include '../../../../../../etc/passwd' %}", MISSING),
    "passwords by their full path": ("{% include '/etc/passwd' %}", MISSING),
    "a way up in the middle": ("{% include 'a/../../cardprint.yaml' %}", MISSING),
    "a way up that ends right": ("{% include '../secret.j2' %}", MISSING),
    "a way up by backslashes": ("{% include '..\\\\secret.j2' %}", MISSING),
    "passwords by import": ("{% from '../../etc/passwd' import x %}", MISSING),
    "passwords by extends": ("{% extends '../../etc/passwd' %}", MISSING),
    "another file of the project": ("{% include 'languages/da.yaml' %}", MISSING),
    "a number for a name": ("{% include [1, 2] %}", MISSING),
    "nothing and a mapping for a name": ("{% include [none, {'a': 1}] %}", FAULT),
    "a text of the deck for a name": ("{% include [deck.title] %}", MISSING),
    "a number to extend": ("{% extends 1 %}", MISSING),
    "a number to import": ("{% from 1.5 import x %}", MISSING),
    "a link out of the project": ("{% include 'link.xml.j2' %}", "path-outside"),
    "escaping turned off": ("{% autoescape false %}{% endautoescape %}", SYNTAX),
    "the debug extension": ("{% debug %}", SYNTAX),
    "do": ("{% do sides.append(1) %}", SYNTAX),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_layout_is_a_problem_within_its_bounds(name: str, project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    text, code = HOSTILE[name]
    root = project(
        {KORT: DECK, LAYOUT: cards(text), "templates/part.xml.j2": "x" * 999, "secret.j2": "x", LANGUAGE: "labels: {card: Kort}\n"}
    )
    outside = tmp_path_factory.mktemp("outside") / "secret.j2"
    outside.write_text("secret", encoding="utf-8")
    (root / "templates/link.xml.j2").symlink_to(outside)
    found = build(root, allowed=confined.SECONDS if name in CHARGED else SHORT)
    assert found.seconds < SECONDS
    assert found.memory < MEMORY
    assert {problem.code for problem in found.problems} == {code}
    assert all(problem.place.file.startswith("templates/") for problem in found.problems)
    assert found.written == 0


@pytest.mark.parametrize("part", ["{# open", "{{ 'open", "{{ ( }}", "{% endfor %}", "{% raw %} x"])
def test_a_fault_in_a_layout_that_another_one_includes_is_told_where_it_is(project: Make, part: str) -> None:
    root = project({KORT: DECK, LAYOUT: cards("{% include 'part.xml.j2' %}"), "templates/part.xml.j2": "\n" + part})
    (problem,) = build(root).problems
    assert (problem.code, problem.place.file, problem.place.line) == (SYNTAX, "templates/part.xml.j2", 2)


CHARGED = (
    "nested tuples compared", "arguments by the star", "a macro with varargs", "a long text in capitals", "a list of other files",
    "a list looked through for each item", "other files without end", "a caller that calls", "a loop that only looks", "21 loops",
    "a set block that doubles", "an output of 200 MB", "5,000 brackets", "a text cut to nothing", "its class", "a way up that ends right",
)  # fmt: skip


@pytest.mark.parametrize("name", CHARGED)
def test_where_nothing_can_be_forked_the_charges_hold(name: str, project: Make) -> None:
    text, code = HOSTILE[name]
    root = project({KORT: DECK, LAYOUT: cards(text), "templates/part.xml.j2": "x" * 999, "secret.j2": "x"})
    found = build(root, has_threads=True)
    assert {problem.code for problem in found.problems} == {code}
    assert found.seconds < SECONDS
    assert found.memory < MEMORY


# --- what a layout gives ---------------------------------------------------------------------------------------------


def front(text: str) -> str:
    return CARDS.replace("<front>", f"<front>{text}")


def paper(text: str, page: str = "reading-page") -> str:
    return f'<paper class="{page}">{text}</paper>'


P = '<p class="reading-text">x</p>'
GIVEN: Mapping[str, tuple[str, str, str]] = {
    # name: the layout's file, what stands in it, the code that is told
    "columns of no width": (
        "cards",
        front('<columns class="frames" widths="abc"><column class="plain"></column></columns>'),
        "markup-value",
    ),
    "columns of endless width": ("cards", front('<columns class="frames" widths="1e999"></columns>'), "markup-value"),
    "columns of nothing": ("cards", front('<columns class="frames" widths="0 0*"></columns>'), "markup-value"),
    "columns less than nothing": ("cards", front('<columns class="frames" widths="-5 nan"></columns>'), "markup-value"),
    "a thousand columns": (
        "reading",
        paper('<columns class="frames">' + '<column class="plain"></column>' * 1000 + "</columns>"),
        "markup-many",
    ),
    "a table of a thousand columns": (
        "reading",
        paper("<table class='table'><tbody><tr class='table-row'>" + "<td class='cell'></td>" * 1000 + "</tr></tbody></table>"),
        "markup-many",
    ),
    "a table of two heads": (
        "reading",
        paper("<table class='table'>" + "<thead><tr class='table-head'></tr></thead>" * 2 + "</table>"),
        "markup-head",
    ),
    "no room for a word": (
        "reading",
        paper(
            "<columns class='frames'><column class='plain'><table class='table'><tbody><tr class='table-row'>"
            + "<td class='cell'><p class='reading-text'></p></td>" * 29
            + "<td class='cell'><p class='reading-text'>ord</p></td></tr></tbody></table></column>"
            + "<column class='plain'></column>" * 29
            + "</columns>"
        ),
        "word-wider-than-column",
    ),
    "lines without number": ("reading", paper('<lines class="notes" count="many"/>'), "markup-value"),
    "lines without end": ("reading", paper('<lines class="notes" count="999999999"/>'), "markup-value"),
    "a level that is none": ("reading", paper(f'<group bookmark="a" level="99999999999">{P}</group>'), "markup-value"),
    "a colour that is none": ("reading", paper(f'<group colour="{"x" * 1000}">{P}</group>'), "markup-value"),
    "a picture without name": ("cards", front('<img class="symbol"/>'), "unknown-picture"),
    "a paper that is no page": ("reading", paper(P, "theme"), "page-without-room"),
    "a storm of counters": ("reading", paper(f"<p class='reading-text'>{'<page/> ' * 900}</p>"), "markup-nesting"),
    "a counter on a card": ("cards", front('<p class="theme"><page/></p>'), "markup-nesting"),
    "a footer of a hundred lines": ("reading", paper(f"<footer>{P * 100}</footer>"), "markup-many"),
    "a footer of boxes": ("reading", paper('<footer><box class="back"></box></footer>'), "markup-nesting"),
    "200,000 boxes in each other": ("cards", front('{% for i in range(99999) %}<box class="body">{% endfor %}'), "template-endless"),
    "1,500 boxes in each other": ("cards", front('<box class="body"> ' * 900 + "</box> " * 900), "markup-deep"),
    "1,000 faults": ("cards", front("".join(f"<x{n}/> " for n in range(1000))), "unknown-element"),
    "entities in each other": (
        "cards",
        '<!DOCTYPE cards [<!ENTITY a "lol">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(2, 12))
        + "]><cards>&a11;</cards>",
        "markup-doctype",
    ),
    "a box higher than the card": (
        "cards",
        front('<box class="footer">' + '<lines class="notes" count="99"/>' * 9 + "</box>"),
        "region-too-high",
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_what_a_layout_gives_is_bounded_too(name: str, project: Make) -> None:
    file, text, code = GIVEN[name]
    found = build(project({KORT: DECK, f"templates/{file}.xml.j2": text}))
    assert found.seconds < SECONDS
    assert found.memory < MEMORY
    assert code in {problem.code for problem in found.problems}
    assert len(found.problems) <= 50
    assert found.written == 0


def test_the_bounds_hold_for_all_renderings_of_an_edition(project: Make) -> None:
    layout = CARDS.replace("<cards>", "<cards>{% for i in range(20000) %}{% if i in (1, 2, 3) %}{% endif %}{% endfor %}")
    decks = {f"cards/{name}.yaml": DECK.replace("sprog-01", f"{name}-01") for name in "abcdefgh"}
    assert build(project({KORT: DECK, LAYOUT: layout})).problems == ()
    found = build(project({**decks, KORT: DECK, LAYOUT: layout}))
    assert [(problem.code, problem.place.file, problem.place.line) for problem in found.problems] == [("template-endless", LAYOUT, 3)]


FAULTS = {
    "an element that is none": front("<marquee/>"),
    "a name that is none": front("<p class='theme'>{{ nobody }}</p>"),
    "a loop without end": cards(BOTH + ENDS),
    "no cards": cards(""),
    "no XML": cards("<card>"),
    "a brace too few": cards("{{ 1 }"),
    "a text too long": front("<p class='theme'>{{ 'ord ' ~ range(500)|join(' ') }}</p>"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_the_same_with_a_meeting_and_without(name: str, project: Make) -> None:
    files = {KORT: DECK, LAYOUT: FAULTS[name]}
    alone = build(project(files))
    with_meeting = build(project({**files, "cards/agendas/m.yaml": AGENDA}))
    assert alone.problems
    assert with_meeting.problems == alone.problems
    assert (alone.written, with_meeting.written) == (0, 0)


def test_a_meeting_of_a_broken_layout_says_so_and_nothing_else(project: Make) -> None:
    for layout in ("handout", "facilitator", "invitation", "worksheet", "ticket"):
        root = project(
            {KORT: DECK, "cards/agendas/m.yaml": AGENDA, f"templates/{layout}.xml.j2": "<paper class='reading-page'><x/></paper>"}
        )
        found = build(root)
        (root / f"templates/{layout}.xml.j2").unlink()
        if layout != "worksheet":
            assert [(one.code, one.place.file) for one in found.problems] == [("unknown-element", f"templates/{layout}.xml.j2")]


# --- layouts of a consultant -----------------------------------------------------------------------------------------

BASE = CARDS.replace("<front>\n", "<front>\n{% block head scoped %}").replace('<box class="body">', '{% endblock %}<box class="body">', 1)
DECENT: Mapping[str, Mapping[str, str]] = {
    "extends": {"base.xml.j2": BASE, "cards.xml.j2": "{% extends 'base.xml.j2' %}{% block head %}{{ super() }}{% endblock %}"},
    "include": {"all.xml.j2": CARDS, "cards.xml.j2": "{% include 'all.xml.j2' %}"},
    "macros": {
        "parts.xml.j2": '{% macro foot(text) %}<p class="footer">{{ text }}</p>{% endmacro %}',
        "cards.xml.j2": "{% from 'parts.xml.j2' import foot %}"
        + CARDS.replace('<p class="footer">{{ ground.footer }}</p>', "{{ foot(ground.footer) }}"),
    },
    "set blocks and filters": {
        "cards.xml.j2": CARDS.replace(
            '<p class="number">{{ card.number }}</p>',
            '{% set number %}<p class="{{ "NUMBER"|lower }}">{{ [card.number]|map("string_")|list|length and card.number }}</p>{% endset %}{{ number }}',
        ).replace('|map("string_")', ""),
    },
    "calls": {
        "cards.xml.j2": "{% macro face() %}<front>{{ caller() }}</front>{% endmacro %}"
        + CARDS.replace("<front>", "{% call face() %}").replace("</front>", "{% endcall %}"),
    },
}


@pytest.mark.parametrize("name", DECENT)
def test_decent_layouts_print_what_the_built_in_one_prints(name: str, project: Make) -> None:
    root = project({KORT: DECK})
    recipe.build(Job(path=root, output=root / "built-in"))
    root = project({f"templates/{file}": text for file, text in DECENT[name].items()})
    report = recipe.build(Job(path=root, output=root / "own"))
    assert report.problems == ()
    sheets = "base/kort-sheets.pdf"
    assert (root / "own" / sheets).read_bytes() == (root / "built-in" / sheets).read_bytes()


# --- labels ----------------------------------------------------------------------------------------------------------

BROKEN_LABELS = {
    # a label in templates/languages/da.yaml, the code that is told
    'date: "den {dag}. {month} {year}"': "label-fields",
    'date: "den {day}. {month}"': "label-fields",
    'quote: "{text}, {text}"': "label-fields",
    'minutes: "{count:>400000000} min"': "label-braces",
    'minutes: "{count:d}"': "label-braces",
    'minutes: "{0}"': "label-braces",
    'minutes: "{}"': "label-braces",
    'minutes: "{count!r}"': "label-braces",
    'minutes: "{count.__class__}"': "label-braces",
    'minutes: "{count[0]}"': "label-braces",
    'minutes: "{{count}}"': "label-braces",
    'ticket_cards: "100 % {cards} {"': "label-braces",
    'ticket_cards: "{cards} {sets} }"': "label-braces",
    'set: "Sæt {number}"': "label-fieldless",
    "months: jan feb mar": "label-list",
    "weekdays: ma ti on to fr": "label-list",
    "steps: Et | To": "label-list",
    "advice: Spørg | | Svar": "label-list",
    "blank_crd: Skriv": "unknown-label",
    'blank_card: ""': "label-empty",
    "blank_card:": "label-empty",
    "blank_card: [Skriv]": "text-not-list",
    "- blank_card": "mapping-not-list",
}


@pytest.mark.parametrize("text", BROKEN_LABELS)
def test_a_label_unlike_the_built_in_one_is_told_at_its_line(text: str, project: Make) -> None:
    section = language_keys.FORMS.get(text.partition(":")[0], "labels")
    file = f"#\n{text.replace('quote', section)}\n" if section == "quotes" else f"{section}:\n  {text}\n"
    found = build(project({KORT: DECK, "cards/agendas/m.yaml": AGENDA, LANGUAGE: file}))
    assert [(one.code, one.place.file, one.place.line) for one in found.problems] == [(BROKEN_LABELS[text], LANGUAGE, 2)]
    assert found.seconds < 1
    for language in ("da", "en"):
        assert all(messages.sentence(found.problems[0], language))


def test_sound_labels_are_printed(project: Make) -> None:
    said = (
        'labels: {minutes: "i {count} minutter", advice: [Lyt, Spørg]}\ndates: {months: jan feb mar apr maj jun jul aug sep okt nov dec}\n'
    )
    found = build(project({KORT: DECK, "cards/agendas/m.yaml": AGENDA, LANGUAGE: said}))
    assert found.problems == ()
    assert found.written > 5


def test_a_label_of_a_layouts_own_is_no_mistake(project: Make) -> None:
    own = {KORT: DECK, LAYOUT: front('<p class="number">{{ labels.greeting }}</p>'), LANGUAGE: "labels: {greeting: Hej}\n"}
    assert build(project(own)).problems == ()
    found = build(project({LANGUAGE: 'labels: {greeting: "Hej {you}"}\n'}))
    assert ("label-fieldless", LANGUAGE) in {(one.code, one.place.file) for one in found.problems}
