"""What a YAML parser stumbled over -> what the user did, by looking at the line itself. Pure; knows no parser.

All lines and columns count from 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from cardprint.sources.nodes import DASHES, HARD


class Fault(Struct, frozen=True):
    """The parser's own words, where it stopped, and where what it was reading began."""

    phrase: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int


class Diagnosis(Struct, frozen=True):
    """What to tell the user, and the line as it would read without the fault (None: no telling)."""

    code: str
    line: int
    column: int
    values: dict[str, str]
    repaired: str | None = None


# indentation and list dashes, a key, the value
_LINE = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>(?:[^\s#:'\"{\[-][^:#]*:[ ]+)?)(?P<value>\S.*)\Z")
_TAB = re.compile(r"[ ]*(?:-[ ]*)*\t")
_GLUED = re.compile(r"[ ]*(?:-[ ]+)*\w+:\S")
_HARD_LEAD = re.compile(rf"(?P<lead>[ ]*(?:-[ ]*)*)[{HARD}]|(?P<key>[ ]*(?:-[ ]+)*[^\s:#]+:)[{HARD}]")
_DASH = re.compile(rf"(?P<lead>[ ]*(?:-[ ]+)*)(?P<sign>[{DASHES}])[ \u00a0]")
_SIGN = re.compile(r"(?P<lead>[ ]*(?:-[ ]+)*)(?P<key>\w+)[ ]?(?P<sign>[：﹕∶;=])[ ]*")
# one blank before the #, or no blank behind it: then it was hardly meant as a comment
_HASH = re.compile(r"(?<=[^ \t])(?:[ \t]|[ \t]+(?=#[^\s#]))(#[^\s,\]}]*)")
_INNER = re.compile(r"[:,\[][ ]*((?:\{[^{}\[\]]*\}|\[[^{}\[\]]*\])[ ]*)\Z")
_TEXT_HEAD = re.compile(r"[:,\[{][ ]*([^\s:,\[\]{}\"'][^:,\[\]{}]*)\Z")
_TEXT_TAIL = re.compile(r"(?:(?:\{[^{}\[\]]*\}|\[[^{}\[\]]*\])[^,\]}{\[]*)+")
_QUOTATION = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'")
_SIGNS = "@%&*!`|>{}[],?-"
_CLOSED_THEN_TEXT = re.compile(r"(?:\{[^{}]*\}|\[[^\[\]]*\])+[ ]*[^\s,\]}#:]|\{[^{}]*\}:|\{\{")


def diagnose(fault: Fault, lines: Sequence[str]) -> Diagnosis:
    """Name the user's mistake; the first rule that knows it wins."""
    for rule in _RULES:
        if diagnosis := rule(fault, lines):
            return diagnosis
    return Diagnosis("yaml-syntax", fault.line, fault.column, {})


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number] if 0 <= number < len(lines) else ""


def _parsed(lines: Sequence[str], number: int) -> re.Match[str] | None:
    return _LINE.match(_line(lines, number).rstrip(" "))


def _blamed(fault: Fault) -> tuple[int, ...]:
    """List the lines that may hold the mistake: where the parser stopped, the one above, where it began."""
    return tuple(dict.fromkeys((fault.line, fault.line - 1, fault.start_line)))


def _quoted(code: str, lines: Sequence[str], number: int, **values: str) -> Diagnosis | None:
    """Blame a line's value, and repair it by quoting all of it."""
    found = _parsed(lines, number)
    if not found:
        return None
    value = found["value"].replace("'", "''")
    repaired = f"{found['lead']}{found['key']}'{value}'"
    return Diagnosis(code, number, found.start("value"), values, repaired)


def _tab(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    for number in (fault.line, fault.start_line):
        if found := _TAB.match(_line(lines, number)):
            return Diagnosis("yaml-tab", number, found.end() - 1, {})
    return None


def _escape(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    if "escape" not in fault.phrase and "hexdecimal" not in fault.phrase:
        return None
    sign = _line(lines, fault.line)[fault.column : fault.column + 2]
    return Diagnosis("yaml-escape", fault.line, fault.column, {"sign": sign})


def _unclosed(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    if "quoted scalar" not in fault.context:
        return None
    return Diagnosis("yaml-unclosed", fault.start_line, fault.start_column, {"sign": _line(lines, fault.start_line)[fault.start_column]})


def _start(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A value whose first sign means something else in YAML."""
    for number in dict.fromkeys((fault.line, fault.start_line)):
        found = _parsed(lines, number)
        if not found or not found["key"] + found["lead"].strip():
            continue
        sign = found["value"][0]
        is_text = _CLOSED_THEN_TEXT.match(found["value"]) if sign in "{[" else sign in _SIGNS
        if is_text and not (sign == "-" and found["value"][1:2].strip()):
            return _quoted("text-start", lines, number, sign=sign)
    return None


def _hard_space(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A no-break space, or one of another width, where YAML looks for a blank."""
    for number in _blamed(fault):
        line = _line(lines, number)
        if found := _HARD_LEAD.match(line):
            wanted = re.sub(f"[{HARD}]", " ", found[0])
            return Diagnosis(
                "yaml-hard-space", number, found.end() - 1, {"character": f"U+{ord(found[0][-1]):04X}"}, wanted + line[found.end() :]
            )
    return None


def _lookalike(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A dash that is no hyphen before an item, a sign that is no colon behind a key."""
    for number in _blamed(fault):
        line = _line(lines, number)
        if found := _DASH.match(line):
            repaired = f"{found['lead']}- {line[found.end() :]}"
            return Diagnosis("yaml-dash", number, found.start("sign"), {"sign": found["sign"]}, repaired)
        if found := _SIGN.match(line):
            repaired = f"{found['lead']}{found['key']}: {line[found.end() :]}"
            return Diagnosis("yaml-colon", number, found.start("sign"), {"sign": found["sign"]}, repaired)
    return None


def _cut(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A ` #` inside brackets or within a text of several lines: what follows it is a comment, also what would have closed them."""
    is_flow = "flow" in fault.context
    for number in range(fault.start_line, fault.line + 1) if is_flow else (fault.line - 1,):
        line = _line(lines, number)
        bare = _QUOTATION.sub(lambda quoted: "x" * len(quoted[0]), line)
        found = _HASH.search(bare, fault.start_column if number == fault.start_line and is_flow else 0)
        if found and (is_flow or bare[: found.start()].strip()) and number != fault.line + is_flow:
            start, end = found.span(1)
            repaired = f"{line[:start]}'{found[1]}'{line[end:]}" if line[:start].rstrip()[-1:] in {":", ",", "["} else None
            return Diagnosis("text-cut", number, start, {"key": found[1]}, repaired)
    return None


def _inner(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A text within brackets that begins with a bracket of its own: `{text: {borger} er her}`."""
    line = _line(lines, fault.line)
    found = _INNER.search(line[: fault.column])
    if "flow" not in fault.context or not found:
        return None
    start = found.start(1)
    text = re.match(r"[^,\]}]*", line[fault.column :])
    end = fault.column + (text.end() if text else 0)
    return Diagnosis("text-start", fault.line, start, {"sign": line[start]}, f"{line[:start]}'{line[start:end].rstrip()}'{line[end:]}")


def _within(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A text within brackets that holds a bracket further on: `{text: Hvad er en {borger}?}`."""
    line = _line(lines, fault.line)
    head, tail = _TEXT_HEAD.search(line[: fault.column]), _TEXT_TAIL.match(line, fault.column)
    if "flow" not in fault.context or not head or not tail:
        return None
    start, text = head.start(1), (head[1] + tail[0]).rstrip()
    quoted = text.replace("'", "''")
    return Diagnosis("text-bracket", fault.line, start, {"sign": tail[0][0]}, f"{line[:start]}'{quoted}'{line[start + len(text) :]}")


def _bracket(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    if "flow" not in fault.context:
        return None
    sign = _line(lines, fault.start_line)[fault.start_column : fault.start_column + 1]
    return Diagnosis("yaml-bracket", fault.start_line, fault.start_column, {"sign": sign})


def _quotation(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    """A value with more text behind its closing quotation mark."""
    found = _parsed(lines, fault.line)
    if not found or found["value"][0] not in "\"'" or fault.column <= found.start("value"):
        return None
    return _quoted("text-quote", lines, fault.line, sign=found["value"][0])


def _colon(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    found = _parsed(lines, fault.line)
    if "mapping values" not in fault.phrase or not found:
        return None
    if found["key"] and fault.column >= found.start("value"):
        return _quoted("text-colon", lines, fault.line)
    if " " in found["key"].strip():  # a sentence, not a key: the text began on a line above
        return Diagnosis("text-colon", fault.line, fault.column, {})
    return None


def _glued(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    for number in (fault.line - 1, fault.line, fault.start_line):
        if found := _GLUED.match(_line(lines, number)):
            return Diagnosis("yaml-space", number, found.end() - 1, {})
    return None


def _indent(fault: Fault, lines: Sequence[str]) -> Diagnosis | None:
    if not re.search(r"expected key|'-' indicator|expected ':'|mapping values|sequence entries|expected <", fault.phrase):
        return None
    number = fault.start_line if "simple key" in fault.context else fault.line
    text = _line(lines, number)
    return Diagnosis("yaml-indent", number, len(text) - len(text.lstrip()), {})


_RULES: tuple[Callable[[Fault, Sequence[str]], Diagnosis | None], ...] = (
    _tab,
    _escape,
    _unclosed,
    _hard_space,
    _start,
    _inner,
    _within,
    _cut,
    _bracket,
    _quotation,
    _colon,
    _glued,
    _lookalike,
    _indent,
)
