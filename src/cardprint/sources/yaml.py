"""Bytes -> Node tree. All YAML is read here; nothing here knows what a key means.

Anchors, aliases and tags are refused; depth, size and number of values are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import yaml
from msgspec import Struct

from cardprint import files, remembered
from cardprint.errors import Found, Place, Problem, error
from cardprint.sources import faults, foreign
from cardprint.sources.nodes import BARE, CUT, DASHES, HARD, LISTED, Node, Pairs, Scalar, Series

MAX_BYTES = 64_000_000
MAX_DEPTH = 40
MAX_EVENTS = 5_000_000
"""Keys, values, and beginnings and ends of lists and records."""
MAX_KEYS = 100_000
"""Of one record; cards, of which there may be more, are a list."""
MAX_REPAIRS = 20
MAX_PROBLEMS = 1_000
MAX_READ_AGAIN = 4_000_000
"""Characters that are read again for repairs, all in all."""

_BREAK = re.compile(r"\r\n?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# one blank before the #, or no blank behind it: then it was hardly meant as a comment
_CUT = re.compile(r" #|[ \t]+#[^\s#]")
_CUT_EMPTY = re.compile(r"[ \t]+#[^\s#]")
_CONFLICT = re.compile(r"^[ \t]*(<{7}|>{7})(?: |$)", re.MULTILINE)
_LIST_LINE = re.compile(rf"\n[ ]*[{HARD}]*(?:-|[{DASHES}])[ {HARD}]|\n[ ]*[{HARD}]")
_BLOCK_HEAD = re.compile(r"[^\n]*\n(?:[ \t]*\n)*[ \t]*")


def read(path: Path, shown: str, *, root: Path) -> Found[Node | None]:
    """Read a file inside `root`; `shown` is its name in Problems."""
    try:
        data = files.read(path, root=root, most=MAX_BYTES)
    except files.RefusedError as reason:
        return None, (reason.at(Place(shown), shown),)
    return remembered.once(parse, data, shown)


def parse(data: bytes, shown: str) -> Found[Node | None]:
    """Turn a file's bytes into Nodes; None where nothing can be saved."""
    if what := foreign.kind(data):
        return None, (foreign.fault(what, shown),)
    text, problems = _decode(data, shown)
    if problems:
        return None, problems
    node, found, fault = _attempt(text, shown)
    if (fault or isinstance(node, Scalar)) and foreign.is_table(text):
        return None, (foreign.fault("spreadsheet", shown),)
    return _repair(text, shown, fault) if fault else (node, found)


class Piece(Struct, frozen=True):
    """A value and where its text begins and ends, counted in characters: what an editor needs beside the Node.

    `value` is what is read of a scalar; `items` are those of a list, `entries` those of a mapping with begin and end of each key.
    A value that is not there begins and ends behind the sign that announces it. Keys that are no words make it `is_odd`.
    """

    start: int
    end: int
    style: str = ""
    value: str | None = None
    items: tuple[Piece, ...] | None = None
    entries: tuple[tuple[str, int, int, Piece], ...] | None = None
    is_odd: bool = False


def pieces(text: str) -> Piece | None:
    """Give the pieces of a text that `parse` reads without a Problem; None where it says nothing."""
    next_event = yaml.CSafeLoader(text).get_event
    for _ in range(2):  # the beginnings of stream and document
        next_event()
    happened = next_event()
    return None if happened is None else _piece(text, happened, next_event)


def _piece(text: str, event: Any, next_event: Callable[[], Any]) -> Piece:
    start, end = event.start_mark.index, event.end_mark.index
    if type(event) is yaml.ScalarEvent:
        style = event.style or ""
        value, end = _block(text, event.value, start, end) if style in {"|", ">"} else (event.value, end)
        return Piece(start, end, style, value if value or style else None)
    is_flow = bool(event.flow_style)
    found: list[Piece] = []
    while type(happened := next_event()) not in {yaml.MappingEndEvent, yaml.SequenceEndEvent}:
        found.append(_piece(text, happened, next_event))
    end = happened.end_mark.index if is_flow or not found else found[-1].end
    if type(event) is yaml.SequenceStartEvent:
        return Piece(start, end, text[start] if is_flow else "", items=tuple(found))
    keys, values = found[::2], found[1::2]
    is_odd = (is_flow and text[start] != "{") or any(
        key.value is None or not _colon(text, key, value) for key, value in zip(keys, values, strict=True)
    )
    entries = tuple((key.value or "", key.start, key.end, value) for key, value in zip(keys, values, strict=True))
    return Piece(start, end, "{" if is_flow else "", entries=entries, is_odd=is_odd)


def _colon(text: str, key: Piece, value: Piece) -> bool:
    """Tell whether a key is followed by its colon, or has neither colon nor value."""
    return text[key.end : value.start].lstrip(" \t")[:1] == ":" or (value.value is None and value.start == value.end == key.end)


def _block(text: str, value: str, start: int, end: int) -> tuple[str, int]:
    """Give what a block says, and the end of its last line; blank lines behind it are its own only with a +."""
    if "+" in text[start : text.index("\n", start)] if "\n" in text[start:end] else False:
        return value, end - (text[end - 1] == "\n")
    return value.rstrip("\n"), start + len(text[start:end].rstrip(" \n"))


def decode(data: bytes, shown: str) -> Found[str]:
    """Give a file's text, its lines ended by a line feed each, as it is read."""
    return _decode(data, shown)


def _decode(data: bytes, shown: str) -> Found[str]:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("latin-1")
        return "", (error("file-encoding", _place_after(before, shown), file=shown),)
    if "\r" in text:
        text = _BREAK.sub("\n", text)
    if text.count("\x00") > len(text) // 4:  # UTF-16 without its mark, or no text at all
        return "", (error("file-encoding", _place_after(text[: text.index("\x00")], shown), file=shown),)
    if ("<<<<<<<" in text or ">>>>>>>" in text) and (found := _CONFLICT.search(text)):
        return "", (error("yaml-conflict", _place_after(text[: found.start(1)], shown), sign=found[1]),)
    if found := _UNPRINTABLE.search(text):
        return "", (error("control-character", _place_after(text[: found.start()], shown), character=f"U+{ord(found[0]):04X}"),)
    return text, ()


def _place_after(before: str, shown: str) -> Place:
    return Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _attempt(text: str, shown: str) -> tuple[Node | None, tuple[Problem, ...], faults.Fault | None]:
    tree = _Tree(text, shown)
    try:
        tree.grow()
    except _Stop as stop:
        return None, (*tree.problems, stop.problem), None
    except yaml.MarkedYAMLError as fault:
        return None, tuple(tree.problems), _fault(fault)
    except yaml.YAMLError:
        return None, (*tree.problems, error("yaml-syntax", Place(shown, 1, 1))), None
    return (tree.root[0] if tree.root else None), tuple(tree.problems), None


def _fault(fault: yaml.MarkedYAMLError) -> faults.Fault:
    mark, start = fault.problem_mark, fault.context_mark or fault.problem_mark
    return faults.Fault(
        phrase=fault.problem or "",
        context=fault.context or "",
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        start_line=start.line if start else 0,
        start_column=start.column if start else 0,
    )


def _repair(text: str, shown: str, fault: faults.Fault | None) -> Found[Node | None]:
    """Quote the guilty line and read again, so that one run shows all mistakes; lines stay where they are."""
    lines = text.split("\n")
    said: dict[int, Problem] = {}
    node: Node | None = None
    found: tuple[Problem, ...] = ()
    while fault and len(said) < min(MAX_REPAIRS, 1 + MAX_READ_AGAIN // (len(text) + 1)):
        diagnosis = faults.diagnose(fault, lines)
        place = Place(shown, diagnosis.line + 1, diagnosis.column + 1)
        is_first = diagnosis.line not in said
        said.setdefault(diagnosis.line, error(diagnosis.code, place, **diagnosis.values))
        if diagnosis.repaired is None or not is_first:
            node, found = None, ()
            break
        lines[diagnosis.line] = diagnosis.repaired
        node, found, fault = _attempt("\n".join(lines), shown)
    return node, tuple(sorted((*said.values(), *found), key=lambda problem: problem.place))


class _Mark(Protocol):
    """Where an event begins or ends, from 0; `index` counts characters."""

    line: int
    column: int
    index: int


class _Event(Protocol):
    """What libyaml tells; which of these an event has depends on its kind."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class _Stop(Exception):  # noqa: N818 - leaves the loop, never the module
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class _Tree:
    """Grows Nodes from libyaml's events: one small method per kind of event, because a deck has a hundred thousand of them."""

    __slots__ = (
        "_before_key", "_braces", "_documents", "_end", "_entries", "_hashes", "_in_pairs",
        "_items", "_key", "_shown", "_stack", "_text", "problems", "root",
    )  # fmt: skip

    def __init__(self, text: str, shown: str) -> None:
        self.problems: list[Problem] = []
        self.root: list[Node] = []
        self._shown = shown
        self._text = text
        self._hashes = " #" in text or "\t#" in text
        self._braces = "{" in text
        # the collection being filled: a list, or pairs (then `_key` is the key that waits for its value)
        self._items: list[Node] = self.root
        self._entries: dict[str, tuple[Place, Node]] = {}
        self._in_pairs = False
        self._key: tuple[str, Place] | None = None
        self._stack: list[tuple[list[Node], dict[str, tuple[Place, Node]], bool, tuple[str, Place] | None]] = []
        self._end = 0
        self._before_key = 0
        self._documents = 0

    def grow(self) -> None:
        """Read all events. Raises _Stop where the rest is not worth reading, and yaml.YAMLError."""
        event = yaml.CSafeLoader(self._text).get_event
        ways: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_pairs,
            yaml.SequenceStartEvent: self._open_series,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        for happened in islice(iter(event, None), MAX_EVENTS):
            if way := ways.get(type(happened)):
                way(happened)
        if event() is not None:
            raise _Stop(error("yaml-many", Place(self._shown, 1, 1), file=self._shown, most=MAX_EVENTS // 1_000_000))

    def _scalar(self, event: _Event) -> None:
        mark = event.start_mark
        place = Place(self._shown, mark.line + 1, mark.column + 1)
        if event.tag is not None or event.anchor is not None:
            self._refuse(event)
        if self._in_pairs and self._key is None:
            self._key = (event.value, place)
            if self._braces:
                self._before_key, self._end = self._end, event.end_mark.index
            return
        value = event.value
        style = event.style or ""
        if style:
            if style in "|>":
                place = self._block_place(mark)
        elif self._hashes or not value or mark.line != event.end_mark.line:
            style, value = self._plain(event)
        self._put(Scalar(value, place, style))
        if self._braces:
            self._end = event.end_mark.index

    def _plain(self, event: _Event) -> tuple[str, str]:
        """Tell style and value of a plain value that a comment may cut off, that looks like a list, or that is a key's missing one."""
        text, end = self._text, event.end_mark.index
        if event.value:
            is_list = event.start_mark.line != event.end_mark.line and _LIST_LINE.search(text, event.start_mark.index, end)
            return (CUT if _CUT.match(text, end) else LISTED if is_list else ""), event.value
        if self._key and self._braces and ":" not in text[self._end : end] and text[end : end + 1] in {",", "}"}:
            start = self._end - len(self._key[0])
            return BARE, text[self._before_key : start]
        return (CUT if _CUT_EMPTY.match(text, end) else ""), ""

    def _block_place(self, mark: _Mark) -> Place:
        """Give the Place of a block's first line of text."""
        head = _BLOCK_HEAD.match(self._text, mark.index)
        if not head:
            return Place(self._shown, mark.line + 1, mark.column + 1)
        return Place(self._shown, mark.line + 1 + head[0].count("\n"), len(head[0]) - head[0].rfind("\n"))

    def _put(self, node: Node) -> None:
        if self._key is None:
            self._items.append(node)
            return
        name, place = self._key
        self._key = None
        if name in self._entries:
            is_rest = isinstance(node, Scalar) and node.style == BARE
            problem = (
                error("text-comma", place, text=name)
                if is_rest
                else error("duplicate-key", place, key=name, line=self._entries[name][0].line)
            )
            self.problems.append(problem)
            if len(self.problems) > MAX_PROBLEMS:
                raise _Stop(error("many-problems", place, file=self._shown, count=len(self.problems)))
        else:
            self._entries[name] = (place, node)
            if len(self._entries) > MAX_KEYS:
                raise _Stop(error("yaml-keys", place, most=f"{MAX_KEYS:,}".replace(",", "\u00a0")))

    def _open_pairs(self, event: _Event) -> None:
        entries: dict[str, tuple[Place, Node]] = {}
        has_braces = bool(event.flow_style) and self._text[event.start_mark.index] == "{"  # not `[Ja: altid]`
        self._open(event, Pairs(entries, self._place(event), has_braces))
        self._items, self._entries, self._in_pairs = [], entries, True

    def _open_series(self, event: _Event) -> None:
        items: list[Node] = []
        self._open(event, Series(items, self._place(event), bool(event.flow_style)))
        self._items, self._entries, self._in_pairs = items, {}, False

    def _open(self, event: _Event, node: Series | Pairs) -> None:
        if event.tag is not None or event.anchor is not None:
            self._refuse(event)
        if len(self._stack) >= MAX_DEPTH:
            raise _Stop(error("yaml-deep", node.place, most=MAX_DEPTH))
        after: tuple[str, Place] | None = None
        if self._in_pairs and self._key is None:
            # a key that is no word: its inside is let go, the schema then meets an unknown key
            after = ("{…}" if type(node) is Pairs else "[…]", node.place)
        else:
            self._put(node)
        self._stack.append((self._items, self._entries, self._in_pairs, after))
        self._key = None

    def _close(self, event: _Event) -> None:
        self._items, self._entries, self._in_pairs, self._key = self._stack.pop()
        self._end = event.end_mark.index

    def _alias(self, event: _Event) -> None:
        place = self._place(event)
        self.problems.append(error("text-start", place, sign="*"))
        if self._in_pairs and self._key is None:
            self._key = (f"*{event.anchor}", place)
        else:
            self._put(Scalar(f"*{event.anchor}", place, "'"))

    def _refuse(self, event: _Event) -> None:
        """Say that an anchor or a tag is not read; the value behind it is kept."""
        sign = self._text[event.start_mark.index : event.start_mark.index + 1]
        self.problems.append(error("text-start", self._place(event), sign=sign))

    def _document(self, event: _Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _Stop(error("yaml-documents", self._place(event)))

    def _place(self, event: _Event) -> Place:
        return Place(self._shown, event.start_mark.line + 1, event.start_mark.column + 1)
