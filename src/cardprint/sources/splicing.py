"""Changes to a YAML file that somebody wrote: only what is to be another is another; comments, order, quotation marks and line ends stay.

`plain` gives what a file says, as dictionaries, lists and texts; who changes a copy of it and hands it to `spliced` gets the file that says so.
Nothing here knows what a key means.
"""

from __future__ import annotations

import copy
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from json import dumps
from typing import Any, NamedTuple

from cardprint.errors import Found
from cardprint.sources import yaml
from cardprint.sources.yaml import Piece

WIDTH = 120
"""Characters of a line; a list or a record that is longer is written line by line."""
STEP = "  "
_SAFE = re.compile(r"(?:[^\W\d_]|[(/§](?=[^\W_]))(?:[\w §%/()+.;?!=&*'’–…“”»«~$€@^|<>#-]|:(?=[\w/]))*\Z")
"""A text that says itself without quotation marks, wherever it stands."""
_WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "ja", "nej", "inf", "nan"})
"""Words that some reader takes for another thing than a text."""
PRINTABLE = re.compile(
    r"[\t\n\x20-\x7e\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*\Z"
)
_NAMES = ("id", "name")
"""Keys that tell the records of a list apart."""


class Raw(str):
    """A text as it stood without quotation marks, such as a number: it is written so again."""

    __slots__ = ()


class SplicingError(Exception):
    """Raised where the text that came out would not say what was wanted; nothing is to be written then."""


class _Splice(NamedTuple):
    """What takes the place of some characters."""

    start: int
    end: int
    text: str


def plain(data: bytes, shown: str) -> Found[Any]:
    """Give what a file says; None, with Problems, where it cannot be changed without losing something."""
    node, problems = yaml.parse(data, shown)
    if any(problem.is_error for problem in problems) or (node is None and problems):
        return None, problems
    piece = yaml.pieces(yaml.decode(data, shown)[0])
    return ({} if piece is None else _plain(piece)), problems


def _plain(piece: Piece) -> Any:
    if piece.items is not None:
        return [_plain(item) for item in piece.items]
    if piece.entries is not None:
        return {key: _plain(value) for key, _, _, value in piece.entries}
    return piece.value if piece.style or piece.value is None else Raw(piece.value)


def spliced(data: bytes, wanted: Any) -> bytes:
    """Change a file that `plain` reads so that it says what is wanted; a key that is wanted no more goes. Raises SplicingError."""
    mark, encoding = _encoding(data)
    written = data[len(mark) :].decode(encoding)
    text, _ = yaml.decode(data, "")
    root = yaml.pieces(text)
    wanted = _normal(wanted)
    if root is None:
        lead = "\n" if text and not text.endswith("\n") else ""
        splices = [_Splice(len(text), len(text), f"{lead}{_lines(block(wanted, ''))}\n")]
    else:
        splices = list(_Editor(text).changes(root, wanted, ""))
    result = mark + _put(written, text, splices).encode(encoding)
    if plain(result, "")[0] != wanted:
        raise SplicingError
    return result


def revalued(data: bytes, key: str, values: Mapping[tuple[int, int], str]) -> bytes:
    """Write another value of a key into the mappings that begin at a line and a column; each keeps its quotation marks. Raises SplicingError."""
    mark, encoding = _encoding(data)
    text, _ = yaml.decode(data, "")
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    places = {starts[line - 1] + column - 1: value for (line, column), value in values.items() if line <= len(starts)}
    root, editor = yaml.pieces(text), _Editor(text)
    found = {piece.start: inner for piece in (_all(root) if root else ()) for name, _, _, inner in piece.entries or () if name == key}
    if not places.keys() <= found.keys() or len(places) < len(values):
        raise SplicingError
    splices = [_Splice(found[at].start, found[at].end, _like(editor, found[at], value)) for at, value in places.items()]
    result = mark + _put(data[len(mark) :].decode(encoding), text, splices).encode(encoding)
    after = yaml.pieces(yaml.decode(result, "")[0])
    said = [inner.value for piece in (_all(after) if after else ()) for name, _, _, inner in piece.entries or () if name == key]
    wanted = [
        places.get(piece.start, inner.value)
        for piece in (_all(root) if root else ())
        for name, _, _, inner in piece.entries or ()
        if name == key
    ]
    if said != wanted:
        raise SplicingError
    return result


def _like(editor: _Editor, old: Piece, new: str) -> str:
    """Write a word as the one was written that it takes the place of: without quotation marks where that had none."""
    return editor._restyled(old, new) if old.style else new  # noqa: SLF001 - of this module


def _all(piece: Piece) -> Iterator[Piece]:
    """Give a piece and all in it."""
    yield piece
    for inner in (*(piece.items or ()), *(value for *_, value in piece.entries or ())):
        yield from _all(inner)


def fresh(wanted: Any) -> bytes:
    """Write what is wanted as a new file."""
    return spliced(b"", wanted)


def _encoding(data: bytes) -> tuple[bytes, str]:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return mark, encoding
    return b"", "utf-8"


def _normal(wanted: Any) -> Any:
    """Write values as they are read: as texts; None is a key or an item without a value."""
    if isinstance(wanted, Mapping):
        return {str(key): _normal(value) for key, value in wanted.items()}
    if isinstance(wanted, (list, tuple)):
        return [_normal(value) for value in wanted]
    if isinstance(wanted, bool):
        return Raw(str(wanted).lower())
    return Raw(str(wanted)) if isinstance(wanted, (int, float)) else wanted


def _put(written: str, text: str, splices: list[_Splice]) -> str:
    """Put splices, whose places are counted without carriage returns, into the text as it is written."""
    breaks = [found.start() - count for count, found in enumerate(re.finditer("\r\n", written))]
    newline = "\r\n" if breaks and breaks[0] == text.find("\n") else "\n"
    result, at = [], 0
    for splice in sorted(splices, key=lambda splice: splice[:2]):
        start, end = (place + bisect_left(breaks, place) for place in splice[:2])
        if start < at:
            raise SplicingError
        result += [written[at:start], splice.text.replace("\n", newline)]
        at = end
    return "".join([*result, written[at:]])


class _Editor:
    """Finds what has to change in one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def changes(self, old: Piece, new: Any, indent: str, *, flow: bool = False) -> Iterator[_Splice]:
        """Go through a value and what it is to be."""
        if _plain(old) == new:
            return
        flow = flow or (old.style in {"{", "["} and bool(old.items or old.entries))  # an empty list may become a long one, line by line
        if isinstance(new, dict) and old.entries and not old.is_odd and set(new) & {key for key, *_ in old.entries}:
            yield from self._pairs(old, new, flow=flow)
        elif isinstance(new, list) and old.items and new:
            yield from self._series(old, new, flow=flow)
        else:
            yield from self._whole(old, new, indent, flow=flow)

    # --- one value for another ---------------------------------------------------------------------------------------

    def _whole(self, old: Piece, new: Any, indent: str, *, flow: bool) -> Iterator[_Splice]:
        """Put a value in the place of another; `indent` is where lines of its own begin at least."""
        is_long = isinstance(new, (dict, list)) and not _fits(new, indent, 0)
        if not flow and (old.items or old.entries):
            lead = " " * (len(indent) - len(self._indent(old.start)))
            deep = max(indent, self._indent(old.start), key=len)
            lines = block(new, deep)
            yield _Splice(old.start, old.end, lead + _lines(lines)[len(deep) :])
        elif not flow and is_long and old.style in {"", "{", "["} and "\n" not in self.text[old.start : old.end]:
            before = len(self.text[: old.start].rstrip(" "))
            end = self._line_end(old.end)
            yield _Splice(before, old.end, "")
            yield _Splice(end, end, "\n" + _lines(block(new, indent)))
        elif old.start == old.end:
            lead = " " if self.text[old.start - 1 : old.start] in {":", "-"} else ": "
            yield _Splice(old.start, old.end, lead + inline(new))
        else:
            yield _Splice(
                old.start, old.end, self._restyled(old, new) if isinstance(new, str) and not isinstance(new, Raw) else inline(new)
            )

    def _restyled(self, old: Piece, new: str) -> str:
        """Write a text as the one was written that it takes the place of."""
        if old.style in {"|", ">"} and old.items is None and (lines := _as_block(self.text, old, new)):
            return lines
        if old.style == "'" and "\n" not in new and PRINTABLE.match(new):
            return single(new)
        return double(new) if old.style == '"' else inline(new)

    def _line_end(self, place: int) -> int:
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _begins_line(self, place: int) -> bool:
        return not self.text[self._line_start(place) : place].strip(" ")

    def _indent(self, place: int) -> str:
        return " " * (place - self._line_start(place))

    # --- records -----------------------------------------------------------------------------------------------------

    def _pairs(self, old: Piece, new: dict[str, Any], *, flow: bool) -> Iterator[_Splice]:
        assert old.entries is not None  # noqa: S101 - asked for by `changes`
        indent = self._indent(old.start)
        entries = {key: (start, max(end, value.end), value) for key, start, end, value in old.entries}
        stay = [key in new for key in entries]
        for key, (_, _, value) in entries.items():
            if key in new:
                yield from self.changes(value, new[key], indent + STEP, flow=flow)
        spans = [(start, end) for start, end, _ in entries.values()]
        yield from self._removed(spans, stay, flow=flow)
        after = [key for key in entries if key in new][-1]
        for key, value in new.items():
            if key in entries:
                after = key
            else:
                yield self._added(entries[after][1], [_entry(key, value)] if flow else _pair(key, value, indent), flow=flow)

    def _added(self, end: int, lines: list[str], *, flow: bool) -> _Splice:
        """Add behind what ends at a place."""
        if flow:
            return _Splice(end, end, f", {lines[0]}")
        place = self._line_end(end)
        return _Splice(place, place, "".join(f"\n{line}" for line in lines))

    # --- lists -------------------------------------------------------------------------------------------------------

    def _series(self, old: Piece, new: list[Any], *, flow: bool) -> Iterator[_Splice]:
        assert old.items is not None  # noqa: S101 - asked for by `changes`
        indent = self._indent(old.start)
        starts = [item.start for item in old.items] if flow else self._dashes(old, indent)
        spans = [(start, item.end) for start, item in zip(starts, old.items, strict=True)]
        pairs = _aligned([_plain(item) for item in old.items], new)
        kept = {before for before, after in pairs if before is not None and after is not None}
        if not kept:
            yield from self._whole(old, new, indent, flow=flow)
            return
        last: int | None = None
        for before, after in pairs:
            if before is not None and after is not None:
                yield from self.changes(old.items[before], new[after], indent + STEP, flow=flow)
                last = before
            elif after is not None:
                yield self._item(new[after], spans, last, min(kept), indent, flow=flow)
        yield from self._removed(spans, [before in kept for before in range(len(spans))], flow=flow)

    def _item(self, value: Any, spans: Sequence[tuple[int, int]], last: int | None, first: int, indent: str, *, flow: bool) -> _Splice:
        """Add an item behind the last one that stays, else before the first."""
        lines = [inline(value)] if flow else _dashed(value, indent)
        if last is not None:
            return self._added(spans[last][1], lines, flow=flow)
        place = spans[first][0]
        return _Splice(place, place, f"{lines[0]}, " if flow else "\n".join([lines[0][len(indent) :], *lines[1:]]) + f"\n{indent}")

    def _dashes(self, old: Piece, indent: str) -> list[int]:
        """Find the dash of each item."""
        dash = re.compile(rf"^{indent}-(?=\s|\Z)", re.MULTILINE)
        found = [old.start]
        for before in (old.items or ())[:-1]:
            match = dash.search(self.text, before.end)
            if match is None:
                raise SplicingError
            found.append(match.end() - 1)
        return found

    # --- what goes ---------------------------------------------------------------------------------------------------

    def _removed(self, spans: Sequence[tuple[int, int]], stay: Sequence[bool], *, flow: bool) -> Iterator[_Splice]:
        """Take out runs of entries that do not stay; at least one stays."""
        at = 0
        while at < len(spans):
            if stay[at]:
                at += 1
                continue
            after = next((number for number in range(at, len(spans)) if stay[number]), len(spans))
            yield _Splice(*(self._flow_run if flow else self._block_run)(spans, at, after), "")
            at = after

    def _flow_run(self, spans: Sequence[tuple[int, int]], first: int, after: int) -> tuple[int, int]:
        return (spans[first][0], spans[after][0]) if after < len(spans) else (spans[first - 1][1], spans[after - 1][1])

    def _block_run(self, spans: Sequence[tuple[int, int]], first: int, after: int) -> tuple[int, int]:
        """Take lines with the line end before them, so that what is added behind them finds its own."""
        start, end = spans[first][0], spans[after - 1][1]
        if not self._begins_line(start):
            return start, spans[after][0]
        line = self._line_start(start)
        return (line - 1, self._line_end(end)) if line else (0, self._line_end(end) + 1)


Pair = tuple[int | None, int | None]


def _aligned(old: list[Any], new: list[Any]) -> list[Pair]:
    """Say which item becomes which; None: it goes, or comes. Places decide where they explain as much as the values do."""
    records = [item for item in (*old, *new) if isinstance(item, dict)]
    name = next((key for key in _NAMES if all(isinstance(record.get(key), str) for record in records)), "")
    marks, wanted = ([_mark(item, name) for item in items] for items in (old, new))
    found = _matched([dumps(item, sort_keys=True) for item in old], [dumps(item, sort_keys=True) for item in new])
    alike = sum(i2 - i1 for tag, i1, i2, _, _ in found if tag == "equal")
    if marks == wanted[: len(old)] and sum(before == after for before, after in zip(old, new, strict=False)) >= alike:
        return [(number if number < len(old) else None, number) for number in range(len(new))]
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in found:
        if tag == "equal":
            pairs += zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs += [pair for inner in _matched(marks[i1:i2], wanted[j1:j2]) for pair in _paired(inner, (i1, j1), (old, new), name)]
    return pairs


def _paired(found: tuple[str, int, int, int, int], start: tuple[int, int], items: tuple[list[Any], list[Any]], name: str) -> list[Pair]:
    """Pair what has one mark, and records whose name is another but that share a value."""
    tag, i1, i2, j1, j2 = found
    befores, afters = range(start[0] + i1, start[0] + i2), range(start[1] + j1, start[1] + j2)
    those = list(zip(befores, afters, strict=False))
    is_alike = len(befores) == len(afters) and all(_shares(items[0][before], items[1][after], name) for before, after in those)
    if tag == "equal" or is_alike:
        return list(those)
    return [*((before, None) for before in befores), *((None, after) for after in afters)]


def _shares(one: Any, other: Any, name: str) -> bool:
    """Tell whether a record may be another under a new name: what is told apart by an id has to be much the same."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False
    same = len([key for key, value in one.items() if other.get(key) == value])
    return 2 * same >= len(one) - 1 if name == "id" else same > 0


def _matched(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _mark(item: Any, name: str) -> str:
    """Give what tells an item apart: what stands under the key that all records have, else what kind of value it is."""
    if isinstance(item, dict):
        return dumps(item.get(name), sort_keys=True)
    return "[" if isinstance(item, list) else '"'


# --- how values are written ------------------------------------------------------------------------------------------


def inline(value: Any) -> str:
    """Write a value on one line, fit to stand anywhere."""
    if isinstance(value, dict):
        return "{" + ", ".join(_entry(key, inner) for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    if value is None:
        return '""'
    if isinstance(value, Raw) and re.fullmatch(r"[\w.+-]+|~", value):
        return str(value)
    if _SAFE.match(value) and not value.endswith((" ", ":")) and " #" not in value and value.lower() not in _WORDS:
        return str(value)
    is_plain = "\n" not in value and PRINTABLE.match(value)
    return single(value) if is_plain and ('"' in value or "\\" in value) else double(value)


def block(value: Any, indent: str) -> list[str]:
    """Write a value line by line."""
    if isinstance(value, dict) and value:
        return [line for key, inner in value.items() for line in _pair(key, inner, indent)]
    if isinstance(value, list) and value:
        return [line for inner in value for line in _dashed(inner, indent)]
    return [indent + inline(value)]


def _pair(key: str, value: Any, indent: str) -> list[str]:
    lead = f"{indent}{_key(key)}:"
    if value is None:
        return [lead]
    if not isinstance(value, (dict, list)) or _fits(value, indent, len(key) + 2):
        return [f"{lead} {inline(value)}"]
    return [lead, *block(value, indent + STEP)]


def _dashed(value: Any, indent: str) -> list[str]:
    if value is None:
        return [f"{indent}-"]
    if not isinstance(value, (dict, list)) or _fits(value, indent, 2):
        return [f"{indent}- {inline(value)}"]
    first, *rest = block(value, indent + STEP)
    return [f"{indent}- {first[len(indent) + len(STEP) :]}", *rest]


def _fits(value: Any, indent: str, more: int) -> bool:
    """Tell whether a list or a record is easily read on one line."""
    if not value:
        return True
    is_nested = isinstance(value, list) and any(isinstance(inner, dict) and len(inner) > 1 for inner in value)
    has_lists = isinstance(value, dict) and any(isinstance(inner, (dict, list)) and not _fits(inner, indent, 0) for inner in value.values())
    return not (is_nested or has_lists) and len(indent) + more + len(inline(value)) <= WIDTH


def _key(key: str) -> str:
    return inline(key)


def _entry(key: str, value: Any) -> str:
    return f"{_key(key)}: " if value is None else f"{_key(key)}: {inline(value)}"


def _lines(lines: list[str]) -> str:
    return "\n".join(lines)


def single(value: str) -> str:
    """Write a text of one line between apostrophes."""
    return "'" + value.replace("'", "''") + "'"


def double(value: str) -> str:
    """Write any text between quotation marks."""
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    if character != "\t" and PRINTABLE.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _as_block(text: str, old: Piece, new: str) -> str:
    """Write a text as the block was written that it takes the place of; empty where that would say something else."""
    head, _, body = text[old.start : old.end].partition("\n")
    lines = new.split("\n")
    indents = [len(line) - len(line.lstrip(" ")) for line in body.split("\n") if line.strip(" ")]
    if (
        not indents
        or not new
        or not PRINTABLE.match(new)
        or any(line != line.strip() or "\t" in line for line in lines)
        or not (lines[0] and lines[-1])
    ):
        return ""
    if old.style == ">":
        lines = [part for line in lines for part in (line, "")][:-1]
        if "" in new.split("\n"):
            return ""
    if any(character in head.partition("#")[0] for character in "+123456789"):
        return ""
    return "\n".join([head, *(" " * indents[0] + line if line else "" for line in lines)])


def changed(data: bytes, shown: str, change: Callable[[Any], None]) -> Found[bytes | None]:
    """Change a file by way of what it says; None, with Problems, where it cannot be changed."""
    said, problems = plain(data, shown)
    if said is None:
        return None, problems
    wanted = copy.deepcopy(said)
    change(wanted)
    return spliced(data, wanted), problems
