"""Layouts by their grammar: Jinja expressions and statements, and the elements that a layout may write."""

from __future__ import annotations

from functools import cache
from random import Random

from cardprint.layouts import markup, sandbox

NAMES = (
    "sides", "deck", "card", "side", "labels", "organisation", "grounds", "backs", "theme", "loop", "agenda", "items", "item", "x", "i", "self", "super",
    "caller", "varargs", "kwargs", "none", "true", "range", "namespace", "dict", "lipsum", "cycler", "joiner", "ns", "_", "config", "worksheet", "rows", "ticket",
)  # fmt: skip
FIELDS = (
    "id", "text", "title", "number", "card", "theme", "name", "colour", "items", "values", "x", "index", "first", "length", "__class__", "_x", "mro", "format",
    "upper", "place", "value", "follow_up", "options", "sides", "step", "set", "gi_frame", "cr_code", "append", "get", "split", "join", "previtem", "cycle", "changed",
)  # fmt: skip
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "and", "or", "in", "not in", "is", "|")
TESTS = ("defined", "none", "mapping", "sequence", "odd", "divisibleby(0)", "eq(1)", "in([1])", "filter", "callable", "sameas(x)", "string")
EXTRA = (
    "join",
    "replace",
    "center",
    "format",
    "indent",
    "tojson",
    "pprint",
    "wordwrap",
    "batch",
    "slice",
    "sum",
    "round",
    "filesizeformat",
    "striptags",
    "safe",
    "e",
    "attr",
    "xmlattr",
    "random",
    "urlize",
    "string",
    "forceescape",
)
CONSTANTS = (
    "0",
    "1",
    "-1",
    "99999",
    "10**15",
    "9999999999",
    "1.5",
    "1e308",
    "1e999",
    "''",
    "'x'",
    "'æ'",
    "'%s'",
    "'{0.__class__}'",
    "'x' * 9999",
    "[]",
    "[1, 2]",
    "{}",
    "{'a': 1}",
    "()",
    "none",
    "true",
    "'a' 'b'",
    "1_000",
    "'\\x00'",
    "'\\ud800'",
    "'&<>'",
    "'**a**'",
)
TEXT = (
    "x",
    "<p>x</p>",
    "&amp;",
    "&",
    "<",
    "]]>",
    "\x0b",
    "<!-- x -->",
    "<?x?>",
    "<![CDATA[x]]>",
    "{#",
    "{{ '{{' }}",
    "\ue000",
    "æ",
    "א",
    "ord " * 30,
    "&#0;",
    "&x;",
)


@cache
def filters() -> tuple[str, ...]:
    """Give the filters that layouts may use, and some that they may not."""
    return (*sandbox.FILTERS, *EXTRA)


def expression(random: Random, depth: int = 0) -> str:
    """Make an expression."""
    if depth > 4 or random.random() < 0.25:
        return random.choice(NAMES) if random.random() < 0.6 else random.choice(CONSTANTS)
    inner = [expression(random, depth + 1) for _ in range(3)]
    match random.randrange(12):
        case 0 | 1:
            return f"{inner[0]}.{random.choice(FIELDS)}"
        case 2:
            return f"{inner[0]}[{inner[1]}]"
        case 3 | 4:
            arguments = random.choice(
                [
                    "",
                    "",
                    f"({inner[1]})",
                    f"({inner[1]}, {inner[2]})",
                    f"(attribute='{random.choice(FIELDS)}')",
                    "(*x)",
                    "(**x)",
                    "(length=3)",
                ]
            )
            return f"({inner[0]})|{random.choice(filters())}{arguments}"
        case 5 | 6:
            return f"({inner[0]} {random.choice(OPERATORS[:-2])} {inner[1]})"
        case 7:
            return f"{inner[0]}({random.choice(['', inner[1], f'{inner[1]}, {inner[2]}', 'x=1', '*x', '**x', '*' + inner[1]])})"
        case 8:
            return f"({inner[0]} if {inner[1]} else {inner[2]})"
        case 9:
            return f"({inner[0]} is {random.choice(['', 'not '])}{random.choice(TESTS)})"
        case 10:
            return f"{inner[0]}[{random.choice(['', inner[1]])}:{random.choice(['', inner[2]])}{random.choice(['', ':', ':-1', ':0'])}]"
        case _:
            return random.choice(
                [f"[{', '.join(inner)}]", f"({', '.join(inner)},)", f"{{{inner[0]}: {inner[1]}}}", f"(not {inner[0]})", f"-{inner[0]}"]
            )


def statement(random: Random, depth: int = 0) -> str:
    """Make a statement, an expression that prints, or an element, with what stands in it."""
    inside = "".join(statement(random, depth + 1) for _ in range(random.choice([0, 1, 1, 2]))) if depth < 4 else "x"
    one, two = expression(random), expression(random)
    name = random.choice(["x", "i", "ns", "card", "m"])
    match random.randrange(20):
        case 0 | 1:
            return f"{{% for {random.choice([name, 'a, b', '(a, (b, c))', '*a'])} in {one}{random.choice(['', '', ' if ' + two, ' recursive'])} %}}{inside}{random.choice(['', '', '{% else %}x'])}{{% endfor %}}"
        case 2:
            return f"{{% for {name} in range({random.choice(['3', '99', '5000', '99999'])}) %}}{inside}{{% endfor %}}"
        case 3 | 4:
            return f"{{% if {one} %}}{inside}{{% elif {two} %}}{{% else %}}x{{% endif %}}"
        case 5:
            return f"{{% set {random.choice([name, 'a, b', 'ns.x', '_'])} = {one} %}}"
        case 6:
            return f"{{% set {name}{random.choice(['', ' | upper', ' | join'])} %}}{inside}{{% endset %}}"
        case 7:
            return f"{{% macro m({random.choice(['', 'a', 'a, b=1', 'a=' + one])}) %}}{inside}{{% endmacro %}}{{{{ m({random.choice(['', '1', '1, 2'])}) }}}}"
        case 8:
            return f"{{% call m() %}}{inside}{{% endcall %}}"
        case 9:
            return f"{{% filter {random.choice(filters())} %}}{inside}{{% endfilter %}}"
        case 10:
            return f"{{% with x = {one} %}}{inside}{{% endwith %}}"
        case 11:
            return random.choice(
                [
                    f"{{% include {one} %}}",
                    "{% include 'reading.xml.j2' %}",
                    "{% import 'cards.xml.j2' as m %}",
                    "{% extends 'cards.xml.j2' %}",
                    "{% extends 'builtin/cards.xml.j2' %}",
                    "{% include ['a', 'b'] ignore missing %}",
                ]
            )
        case 12:
            return random.choice(
                [
                    f"{{% block b{random.randrange(3)} %}}{inside}{{% endblock %}}",
                    "{{ self.b0() }}",
                    "{{ super() }}",
                    f"{{% autoescape false %}}{inside}{{% endautoescape %}}",
                    "{% do x %}",
                    "{% raw %}{{{% endraw %}",
                    "{% debug %}",
                    "{% trans %}x{% endtrans %}",
                    "{% break %}",
                    "{# x #}",
                    "{% if %}",
                    "{% endfor %}",
                    "{{",
                    "{{ }}",
                    "{%- x -%}",
                ]
            )
        case 13 | 14 | 15:
            return f"{{{{ {one} }}}}"
        case 16:
            return random.choice(TEXT)
        case _:
            return element(random, inside)


def element(random: Random, inside: str) -> str:
    """Make an element of a layout."""
    tag = random.choice(list(markup.ALLOWED)) if random.random() < 0.95 else random.choice(["div", "b", "svg", "P", "a:b", "script"])
    known = sorted(markup.ALLOWED.get(tag, ()))
    names = random.sample(known, random.randrange(len(known) + 1)) + random.choice([[], [], [], ["src"], ["x"], ["class"]])
    said = "".join(f' {name}="{_attribute(random, name)}"' for name in dict.fromkeys(names))
    return f"<{tag}{said}>{inside}</{tag}>" if random.random() < 0.97 else f"<{tag}{said}>"


def _attribute(random: Random, name: str) -> str:
    values = {
        "class": ("theme", "body", "question", "prompt", "reading-text", "x", "", "{{ x }}", "rule", "symbol", "reading-page"),
        "src": ("0", "1", "99999", "-1", "x", "", "symbol", "logo", "image"),
        "widths": ("1 1", "1", "", "0 0", "-1 2", "30 mm *", "1e9 1", "x", "50% 50%", "* *", "10 mm 20 mm 999 mm", "1 " * 60, "auto"),
        "count": ("0", "1", "5", "-1", "100000", "x", "", "1.5", "³"), "level": ("0", "1", "5", "6", "-1", "x", "²"),
        "line": ("0", "1", "x", "-1", "9999"), "scope": ("row", "col", "x", ""), "colour": ("#0b5c6b", "red", "", "{{ side.colour }}"),
        "id": ("a", "sprog-01", "", "{{ card.id }}"), "alt": ("", "x"), "bookmark": ("", "x", "x" * 300), "ground": ("", "x"), "back": ("", "x"),
    }  # fmt: skip
    return random.choice(values.get(name, ("", "x", "1")))


def changed(random: Random, text: str) -> str:
    """Change a layout: something put in, a line taken out or doubled, an expression exchanged."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    match random.randrange(8):
        case 0 | 1 | 2:
            lines.insert(at, statement(random))
        case 3:
            del lines[at]
        case 4:
            lines[at:at] = [lines[at]] * random.choice([1, 3, 100])
        case 5:
            places = [number for number, line in enumerate(lines) if "{{" in line]
            if places:
                at = random.choice(places)
                head, _, rest = lines[at].partition("{{")
                lines[at] = f"{head}{{{{ {expression(random)} {rest[rest.find('}}') :]}"
        case 6:
            spot = random.randrange(len(lines[at]) + 1)
            lines[at] = (
                lines[at][:spot] + random.choice([statement(random), random.choice(TEXT), "}}", "%}", "<", "/>", '"']) + lines[at][spot:]
            )
        case _:
            depth = random.choice([5, 18, 22, 60])
            kind = random.choice(
                [
                    ("{% for a in [1] %}", "{% endfor %}"),
                    ("<box class='body'>", "</box>"),
                    ("{% if 1 %}", "{% endif %}"),
                    ("{% with %}", "{% endwith %}"),
                    ("{{ (", ")"),
                ]
            )
            lines.insert(at, (kind[0] * depth + ("1" if kind[1] == ")" else "") + kind[1] * depth) + (" }}" if kind[1] == ")" else ""))
    return "\n".join(lines)
