"""Changes to a YAML file: what is wanted is read back, and what was not to be changed is there byte for byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardprint.sources import splicing, yaml

FILE = """\
# Noterne fra mødet
agenda: moede        # hvilket
chosen: []           # ingen endnu
groups:
  # det første bord
  - name: 'Bord 1'   # ved vinduet
    challenges:
      - {text: "Vi venter", importance: 4}   # sikkert
      # den er der to af
      - text: >-
          Skemaet er for langt
        effect: 2

    keep: [Roen, "Tid, nok"]
  - name: Bord 2
    parking:
    - Kaffen   # den også
    - Lyset
    seen: true
worksheet: {id: ark,   version: "1.0"}
"""


def said(data: bytes) -> Any:
    found, problems = splicing.plain(data, "a.yaml")
    assert problems == ()
    return found


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_value_that_is_changed_leaves_the_rest_of_the_file_as_it_is(newline: str, mark: bytes) -> None:
    data = mark + FILE.replace("\n", newline).encode()
    wanted = said(data)
    wanted["groups"][0]["challenges"][0] |= {"importance": 2, "barriers": ["love og regler"]}
    wanted["groups"][0]["challenges"][1] |= {"text": "Skemaet er for kort", "importance": 3}
    wanted["groups"][0]["name"] = "Bord 1's"
    wanted["groups"][1]["parking"].append("Larmen")
    wanted["chosen"] = ["bord1.1"]
    expected = (
        FILE.replace('"Vi venter", importance: 4}', '"Vi venter", importance: 2, barriers: [love og regler]}')
        .replace("for langt", "for kort")
        .replace("effect: 2\n", "effect: 2\n        importance: 3\n")
        .replace("'Bord 1'", "'Bord 1''s'")
        .replace("    - Lyset\n", "    - Lyset\n    - Larmen\n")
        .replace("chosen: [] ", "chosen: [bord1.1] ")
    )
    assert splicing.spliced(data, wanted) == mark + expected.replace("\n", newline).encode()


def test_what_is_removed_takes_its_line_along_and_nothing_else() -> None:
    data = FILE.encode()
    wanted = said(data)
    del wanted["groups"][0]["challenges"][0]
    del wanted["groups"][1]["parking"][0]
    del wanted["worksheet"]["id"]
    del wanted["agenda"]
    expected = (
        FILE.replace('      - {text: "Vi venter", importance: 4}   # sikkert\n', "")
        .replace("    - Kaffen   # den også\n", "")
        .replace("{id: ark,   version", "{version")
        .replace("agenda: moede        # hvilket\n", "")
    )
    assert splicing.spliced(data, wanted).decode() == expected


def test_a_group_more_is_written_line_by_line_below_the_last() -> None:
    data = FILE.encode()
    wanted = said(data)
    rows = [{"text": "Hvem har nøglerne? " * 8, "importance": 4}, {"text": "Kort, men godt", "disagree": True}]
    wanted["groups"].append({"name": "Bord 3", "challenges": rows, "keep": ["Roen"], "seen": False})
    added = f"""\
  - name: Bord 3
    challenges:
      - text: "{rows[0]["text"]}"
        importance: 4
      - {{text: "Kort, men godt", disagree: true}}
    keep: [Roen]
    seen: false
"""
    assert splicing.spliced(data, wanted).decode() == FILE.replace("worksheet:", f"{added}worksheet:")


def test_an_empty_file_and_one_of_comments_only_take_what_is_wanted() -> None:
    assert splicing.fresh({"terms": {"styring": {"keep": True}}}) == b"terms: {styring: {keep: true}}\n"
    assert splicing.spliced(b"# ord", {"a": "b"}) == b"# ord\na: b\n"
    assert splicing.spliced(b"# ord\r\n", {"a": "b"}) == b"# ord\r\na: b\r\n"


@pytest.mark.parametrize(
    "text", ["a: *x\n", "a: &x 1\n", "a: [1\n", "a: 1\na: 2\n", "a: !!str b\n", "a: 1\n---\nb: 2\n", "<<<<<<< HEAD\na: 1\n"]
)
def test_a_file_that_cannot_be_read_without_a_problem_is_not_changed(text: str) -> None:
    found, problems = splicing.plain(text.encode(), "a.yaml")
    assert found is None
    assert problems


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

# --- properties ------------------------------------------------------------------------------------------------------

WORDS = st.one_of(
    st.sampled_from(
        [
            "",
            "null",
            "~",
            "no",
            "4",
            "-1.5",
            "1e3",
            "2026-12-01",
            "- a",
            "a: b",
            "a #b",
            "{x}",
            "[x",
            "a, b",
            "'",
            '"',
            "\\n",
            "#",
            "?",
            "|",
        ]
    ),
    st.sampled_from(
        [
            "Æblet",
            "a\nb",
            " a",
            "a ",
            "a\n\nb\n",
            "\ta",
            "%x",
            "@x",
            "&a",
            "*a",
            "!a",
            "- ",
            ":",
            "a:",
            "”a“",
            "a\u2028b",
            "\U0001f600",
            "x\xa0",
            "=",
            "<<",
            "---",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text("abc ,:#-'\"\n{}[]", max_size=8),
)
KEYS = st.one_of(st.sampled_from(["id", "name", "text", "a", "b", "c d", "1", "no"]), st.text("ab:# ", min_size=1, max_size=4))
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)
FILES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


@st.composite
def written(draw: st.DrawFn, value: Any, indent: str = "", *, flow: bool = False) -> str:
    """Write a value in some way that YAML has, from where its key or dash ends; in block style with its line end."""
    comment = "" if flow or not draw(st.booleans()) else "  # " + draw(st.sampled_from(["c", "a: b", "- x", "]"]))
    end = "" if flow else f"{comment}\n"
    above = "" if flow or draw(st.integers(0, 3)) != 0 else f"{indent}# over\n" + ("\n" if draw(st.booleans()) else "")
    if isinstance(value, str):
        return " " + draw(scalar(value, indent, flow=flow)) + end
    if not value or flow or draw(st.booleans()):
        gap = draw(st.sampled_from(["", " "]))
        if isinstance(value, list):
            inner = ", ".join([draw(written(item, indent, flow=True)) for item in value])
            return f" [{gap}{inner}{gap}]{end}"
        inner = ", ".join([f"{splicing.inline(key)}:{draw(written(item, indent, flow=True))}" for key, item in value.items()])
        return f" {{{gap}{inner}{gap}}}{end}"
    deep = indent + draw(st.sampled_from([" ", "  ", "    "]))
    if isinstance(value, list):
        return f"{comment}\n" + above + "".join([f"{deep}-{draw(written(item, deep))}" for item in value])
    return f"{comment}\n" + above + "".join([f"{deep}{splicing.inline(key)}:{draw(written(item, deep))}" for key, item in value.items()])


@st.composite
def scalar(draw: st.DrawFn, value: str, indent: str, *, flow: bool) -> str:
    ways = [splicing.double(value)]
    if "\n" not in value and splicing.PRINTABLE.match(value):
        ways.append(splicing.single(value))
    ways.append(splicing.inline(value))
    parts = value.split("\n")
    if (
        not flow
        and value
        and all(part and part == part.strip() for part in parts)
        and splicing.PRINTABLE.match(value)
        and "\t" not in value
    ):
        ways.append("|" + draw(st.sampled_from(["-", ""])) + "".join(f"\n{indent}     {part}" for part in parts))
        ways.append(">-" + "\n".join(f"\n{indent}   {part}" for part in parts))
    return draw(st.sampled_from(ways))


@st.composite
def documents(draw: st.DrawFn) -> tuple[bytes, Any]:
    """Give a file and what it says."""
    value = draw(FILES)
    text = draw(st.sampled_from(["", "# først\n", "---\n", "\n\n"]))
    text += "".join([f"{splicing.inline(key)}:{draw(written(item))}" for key, item in value.items()])
    text += draw(st.sampled_from(["", "# sidst\n", "\n"]))
    text = text[:-1] if draw(st.booleans()) else text
    data = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))).encode()
    found, problems = splicing.plain(data, "a.yaml")
    return (data, found) if not problems else draw(st.nothing())


@st.composite
def changes(draw: st.DrawFn, value: Any) -> Any:
    """Change something, somewhere."""
    if draw(st.integers(0, 4)) == 0:
        return draw(VALUES)
    if isinstance(value, list):
        items = [draw(changes(item)) for item in value if draw(st.integers(0, 5))]
        for _ in range(draw(st.integers(0, 2))):
            items.insert(draw(st.integers(0, len(items))), draw(VALUES))
        return items
    if isinstance(value, dict):
        entries = {key: draw(changes(item)) for key, item in value.items() if draw(st.integers(0, 5))}
        return {**entries, **(draw(FILES) if draw(st.booleans()) else {})}
    return value


@quick
@given(st.data())
def test_what_is_wanted_is_read_back(data: st.DataObject) -> None:
    before, value = data.draw(documents())
    wanted = data.draw(changes(value))
    wanted = wanted if isinstance(wanted, dict) else {"a": wanted}
    after = splicing.spliced(before, wanted)
    assert said(after) == wanted
    assert splicing.spliced(after, wanted) == after


@quick
@given(documents())
def test_a_file_that_says_what_is_wanted_stays_byte_for_byte(document: tuple[bytes, Any]) -> None:
    data, value = document
    assert splicing.spliced(data, value) == data


def leaves(piece: yaml.Piece, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], yaml.Piece]]:
    if piece.items is not None:
        return [leaf for number, item in enumerate(piece.items) for leaf in leaves(item, (*path, number))]
    if piece.entries is not None:
        return [leaf for key, _, _, item in piece.entries for leaf in leaves(item, (*path, key))]
    return [(path, piece)]


@quick
@given(st.data())
def test_one_value_that_changes_leaves_every_other_byte(data: st.DataObject) -> None:
    before, value = data.draw(documents())
    text = yaml.decode(before, "")[0]
    root = yaml.pieces(text)
    assert root is not None
    found = leaves(root)
    if not found:
        return
    path, piece = data.draw(st.sampled_from(found))
    inner = value
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = data.draw(WORDS)
    after = yaml.decode(splicing.spliced(before, value), "")[0]
    assert after.startswith(text[: piece.start])
    assert after.endswith(text[piece.end :])


@quick
@given(st.data())
def test_what_is_added_leaves_every_line_of_a_file_in_its_order(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.dictionaries(KEYS, WORDS, min_size=1, max_size=3), min_size=1, max_size=3))
    text = "rows:\n" + "".join(f"# en\n- {splicing.inline(next(iter(row)))}: x  # to\n" for row in rows)
    before = text.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"]))).encode()
    value = said(before)
    value["rows"] += data.draw(st.lists(VALUES, max_size=3))
    value["rows"][0] |= {key: inner for key, inner in data.draw(FILES).items() if key not in value["rows"][0]}
    after = lines(splicing.spliced(before, value))
    rest = iter(after)
    assert all(line in rest for line in lines(before))
