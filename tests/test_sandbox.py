"""What a layout of someone else's may do: all that the built-in ones do, for the same bytes; and nothing without end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from cardprint import recipe, resources
from cardprint.errors import Place
from cardprint.job import Job
from cardprint.layouts.templates import Layouts, Rendered
from cardprint.model import Text

if TYPE_CHECKING:
    from conftest import Make

BUILT_IN = resources.builtin_root() / "templates"
DECK = """\
title: Kort & "tegn"
instruction_card: Læs højt.
blank_cards: 1
back: text
licence: CC BY 4.0
themes: [{id: sprog, name: Fælles <sprog>, symbol: speech}]
cards:
  - {id: a-1, theme: sprog, text: Hvad mener **vi** med det?, follow_up: [Hvem?, Hvor?], source: Os}
  - {id: a-2, theme: sprog, text: Hvad så?, kind: dilemma, title: Valg, options: [Ja, Nej], back: {title: Bag, text: Svar}}
  - {id: a-3, theme: sprog, kind: quote, text: ”Sådan!”, status: draft}
"""
PLACE = Place("cards/kort.yaml", 3, 7)


def render(folder: Path, layout: str, **values: Any) -> str:
    """Render a layout of one's own; a fault fails the test."""
    rendered, problems = attempt(folder, layout, **values)
    assert problems == ()
    assert rendered is not None
    return rendered.xml


def attempt(folder: Path, layout: str, **values: Any) -> tuple[Rendered | None, tuple[Any, ...]]:
    (folder / "own.xml.j2").write_text(layout, encoding="utf-8")
    return Layouts((folder, BUILT_IN)).render("own.xml.j2", values)


def test_a_copy_of_the_built_in_layouts_prints_the_same_bytes(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    recipe.build(Job(path=root, output=root / "built-in"))
    for layout in BUILT_IN.glob("*.j2"):
        (root / "templates").mkdir(exist_ok=True)
        (root / "templates" / layout.name).write_bytes(layout.read_bytes())
    report = recipe.build(Job(path=root, output=root / "own"))
    assert not [problem for problem in report.problems if problem.is_error]
    files = {path.relative_to(root / "own") for path in (root / "own").rglob("*.pdf")}
    assert len(files) == 3
    assert all((root / "own" / file).read_bytes() == (root / "built-in" / file).read_bytes() for file in files)


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ 'a' + 'b' }}", "ab"),
        ("{{ (2 + 3) * 4 // 3 % 4 - 1 }}", "1"),
        ("{{ 2 ** 10 / 4 }}", "256.0"),
        ("{% for x in [1, 2, 3] %}{{ loop.index }}/{{ loop.length }}{% if not loop.last %}, {% endif %}{% endfor %}", "1/3, 2/3, 3/3"),
        ("{% for x in range(5) if x is odd %}{{ x }}{% else %}none{% endfor %}", "13"),
        ("{% for key, value in {'b': 2, 'a': 1}|dictsort %}{{ key }}{{ value }}{% endfor %}", "a1b2"),
        ("{% if 'b' in ['a', 'b'] and 3 > 2 and 1 != 2 %}yes{% endif %}", "yes"),
        ("{{ missing|default('there') }}{% if missing is not defined %}!{% endif %}", "there!"),
        ("{{ ['b', 'a']|sort|join(', ')|upper }}", "A, B"),
        ("{{ [1, 2, 3]|map('abs')|select('gt', 1)|list|length }}", "2"),
        ("{{ 'abcdef'[1:3] }}{{ 'abc'[0] }}", "bca"),
        ("{{ 'a-b'|replace('-', ' – ') }}{{ ' x '.strip().upper() }}", "a – bX"),
        ("{% macro m(x, y='!') %}<b>{{ x }}{{ y }}</b>{% endmacro %}{{ m('<') }}{{ m('a', y='') }}", "<b>&lt;!</b><b>a</b>"),
        ("{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}<p>{{ 1 }}</p>{% endcall %}", "[<p>1</p>]"),
        ("{% set x %}<i>{{ '&' }}</i>{% endset %}{{ x }}{{ x }}", "<i>&amp;</i><i>&amp;</i>"),
        ("{% set ns = namespace(sum=0) %}{% for x in [1, 2] %}{% set ns.sum = ns.sum + x %}{% endfor %}{{ ns.sum }}", "3"),
        ("{% filter upper %}a{% endfilter %}{% with a = 1 %}{{ a }}{% endwith %}", "A1"),
        ("{% block b %}x{% endblock %}{{ self.b() }}", "xx"),
    ],
)
def test_the_language_of_layouts_is_whole(layout: str, expected: str, tmp_path: Path) -> None:
    assert render(tmp_path, layout) == expected


def test_a_text_keeps_its_place_through_filters(tmp_path: Path) -> None:
    text = Text("Hvem **siger** <det>?", PLACE)
    assert render(tmp_path, "{{ text|upper }}", text=text) == '<span src="0">HVEM <strong>SIGER</strong> &lt;DET&gt;?</span>'
    both = render(tmp_path, "{{ texts|join(' · ') }}", texts=(text, Text("Vi", PLACE)))
    assert both == f'<span src="0">{Markup("Hvem <strong>siger</strong> &lt;det&gt;?")}</span> · <span src="1">Vi</span>'
    rendered, _ = attempt(tmp_path, "{{ text ~ '!' }}", text=text)
    assert rendered is not None
    assert [one.place for one in rendered.sources] == [PLACE]


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        ("{{ text.value|safe }}", "template-syntax"),
        ("{% autoescape false %}{{ text.value }}{% endautoescape %}", "template-syntax"),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}", "template-syntax"),
        ("{{ [1, 2] }}", "template-fault"),
        ("{{ none }}", "template-fault"),
        ("{{ texts + texts }}", "template-fault"),
        ("{{ (1).to_bytes(99999999, 'big') }}", "template-fault"),
        ("{{ 'a'.ljust(99999999) }}", "template-fault"),
        ("{{ lipsum() }}", "template-fault"),
        ("{{ range(1000000) }}", "template-fault"),
        ("{{ 10 ** 15 * 2 }}", "template-fault"),
        ("{{ 'x'|replace('', 'y' * 2) }}", "template-fault"),
        ("{% for i in range(99999) %}{% include 'part.xml.j2' %}{% endfor %}", "template-endless"),
        ("{% for i in range(99999) %}{{ range(99999)|list|length }}{% endfor %}", "template-endless"),
        ("{% for i in range(99999) %}{{ range(99999)|join|length }}{% endfor %}", "template-endless"),
        ("{% for i in range(99999) %}{% if 99998 in range(99999)|list %}{% endif %}{% endfor %}", "template-endless"),
        ("{% set x = range(99999)|join %}{% for i in range(9999) %}{{ x[1:]|length }}{% endfor %}", "template-endless"),
        ("{% set x = range(99999)|join %}{{ x|replace('1', x) }}", "template-endless"),
        (
            "{% macro m() %}{% for i in range(999) %}{{ caller() }}{% endfor %}{% endmacro %}" + "{% call m() %}" * 9 + "{% endcall %}" * 9,
            "template-endless",
        ),
    ],
)
def test_what_has_no_end_or_no_sense_is_a_problem(layout: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "part.xml.j2").write_text("x" * 1000, encoding="utf-8")
    rendered, problems = attempt(tmp_path, layout, text=Text("<b>", PLACE), texts=(Text("a", PLACE),))
    assert rendered is None
    assert [(problem.code, problem.place.file.split("/")[-1], problem.place.line) for problem in problems] == [(code, "own.xml.j2", 1)]


def test_what_a_layout_may_do_grows_with_the_deck(tmp_path: Path) -> None:
    layout = "{% for side in sides %}{% for i in range(500) %}{{ i }} {% endfor %}{% endfor %}"
    few, many = ([0] * count for count in (10, 400))
    assert attempt(tmp_path, "{% for i in range(1000) %}" + layout + "{% endfor %}", sides=few)[0] is None
    assert len(render(tmp_path, layout, sides=many)) > 700_000
