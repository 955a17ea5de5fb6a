"""Bytes become Nodes with Places, or Problems: never a traceback, never slow."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardprint.errors import Place, Problem
from cardprint.sources import yaml
from cardprint.sources.nodes import Node, Pairs, Scalar, Series
from cardprint.sources.yaml import MAX_BYTES, parse, read


def codes(data: bytes | str) -> list[tuple[str, int]]:
    _, problems = parse(data.encode() if isinstance(data, str) else data, "a.yaml")
    return [(problem.code, problem.place.line) for problem in problems]


def sound(data: bytes | str) -> Node:
    node, problems = parse(data.encode() if isinstance(data, str) else data, "a.yaml")
    assert problems == ()
    assert node is not None
    return node


def value(data: bytes | str, key: str) -> Scalar:
    node = sound(data)
    assert isinstance(node, Pairs)
    found = node.entries[key][1]
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("written", ["13:00", "no", "1.10", "01234567", "~", "2026-12-01", "0x1F", "1_000"])
def test_a_value_keeps_its_raw_text(written: str) -> None:
    assert value(f"key: {written}", "key").value == written


def test_keys_and_values_know_their_places() -> None:
    node = sound("title: Kort\ncards:\n  - id: a-01\n    text: Hvad?\n")
    assert isinstance(node, Pairs)
    place, cards = node.entries["cards"]
    assert place == Place("a.yaml", 2, 1)
    assert isinstance(cards, Series)
    card = cards.items[0]
    assert isinstance(card, Pairs)
    assert card.place == Place("a.yaml", 3, 5)
    assert card.entries["text"][1] == Scalar("Hvad?", Place("a.yaml", 4, 11))


def test_a_block_text_stands_where_its_first_line_stands() -> None:
    found = value("text: >-\n\n\n   Hvad siger\n   vi?\n", "text")
    assert found.value.strip() == "Hvad siger vi?"
    assert found.place == Place("a.yaml", 4, 4)


def test_places_count_characters_not_bytes() -> None:
    node = sound('{"😀å": Hvad?, b: æ}')
    assert isinstance(node, Pairs)
    assert node.entries["b"][1].place == Place("a.yaml", 1, 18)


@pytest.mark.parametrize(
    "data",
    [
        "æ: ø\n".encode("utf-8-sig"),
        "æ: ø\r\n".encode(),
        "æ: ø\r".encode(),
        "æ: ø\n".encode("utf-16"),
        "---\næ: ø\n...\n".encode(),
    ],
)
def test_a_bom_other_line_ends_and_utf_16_just_work(data: bytes) -> None:
    assert value(data, "æ").value == "ø"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: b\næ: ø".encode("latin-1"), [("file-encoding", 2)]),
        (b"a: b\nc: \x00", [("control-character", 2)]),
        (b"a: b\n\n\xff\xfe\xfa", [("file-encoding", 3)]),
        (bytes(range(256)), [("file-encoding", 2)]),
        ("a: b\u2028c", [("control-character", 1)]),
        ("a: b\n\tc: d", [("yaml-tab", 2)]),
        ("a:\n  - b\n\t- c", [("yaml-tab", 3)]),
        ("a: 1\nb: 2\na: 3\na: 4", [("duplicate-key", 3), ("duplicate-key", 4)]),
        ("a: 1\n---\nb: 2", [("yaml-documents", 2)]),
        ("a: &x 1\nb: *x", [("text-start", 1), ("text-start", 2)]),
        ("a: !!python/object:os.system ls", [("text-start", 1)]),
        ("a: {b} c\nd: @e\nf: g: h\ni: **j** k", [("text-start", 1), ("text-start", 2), ("text-colon", 3), ("text-start", 4)]),
        ("a: 'b\nc: d\n", [("yaml-unclosed", 1)]),
        ("a: [b\nc: d", [("yaml-bracket", 1)]),
        ("a:b\nc: d", [("yaml-space", 1)]),
        ("- a\nb: c", [("yaml-indent", 2)]),
        ("a: Hvad\n  siger vi: ja", [("text-colon", 2)]),
        ("%YAML 3.0\n---\na: b", [("yaml-syntax", 1)]),
    ],
)
def test_what_cannot_be_read_is_a_problem_at_its_line(data: bytes | str, expected: list[tuple[str, int]]) -> None:
    assert codes(data) == expected


@pytest.mark.parametrize("data", ["", "\n\n", "# kun en bemærkning\n", "\ufeff"])
def test_a_file_without_a_word_gives_no_node(data: str) -> None:
    assert parse(data.encode(), "a.yaml") == (None, ())


def test_a_key_given_twice_names_both_lines() -> None:
    _, problems = parse(b"a: 1\nb: 2\na: 3\n", "a.yaml")
    assert problems == (Problem("duplicate-key", Place("a.yaml", 3, 1), {"key": "a", "line": "1"}),)


@pytest.mark.parametrize(
    ("line", "is_cut"),
    [
        ("a: Hvad er #1", True),
        ("a: Hvad er # en bemærkning", True),
        ("a: Hvad er  #1", True),
        ("a: Hvad er  # en bemærkning", False),
        ("a: Hvad er#1", False),
        ("a: 'Hvad er #1'", False),
        ("a: >-\n  Hvad er #1", False),
        ("a: #0b5c6b", True),
        ("a:  # kommer senere", False),
        ("a: [Hvad er #1\n  ]", None),
    ],
)
def test_a_hash_that_cuts_a_text_off_is_seen(line: str, is_cut: bool | None) -> None:
    node = sound(line)
    assert isinstance(node, Pairs)
    found = node.entries["a"][1]
    if isinstance(found, Series):
        found = found.items[0]
        is_cut = True
    assert isinstance(found, Scalar)
    assert (found.style == "#") == is_cut


LARGE = MAX_BYTES // 32
"""Bytes that are still read quickly whatever they are; reading takes as long as there is to read."""


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 20_000,
        b"{a: " * 20_000,
        b"- " * 20_000,
        b"a: *a\n" * 20_000,
        b"? " * 20_000,
        b"a: &a [*a, *a]\n" * 1_000,
        b"@" * 10_000_000,
        b"{" * 10_000_000,
        b"\xff" * 10_000_000,
        b"a" * LARGE,
        b"'" * LARGE,
        b"- a\n" * (LARGE // 4),
        b"a: @b\n" * (LARGE // 6),
        b"\n" * LARGE,
        b"#" * LARGE,
        b": " * (LARGE // 2),
        b"a " * (LARGE // 2),
        b"a, " * (LARGE // 3),
        b"\t" * LARGE,
    ],
    ids=lambda data: f"{data[:6]!r}-{len(data)}",
)
def test_nonsense_is_refused_quickly(data: bytes) -> None:
    start = time.process_time()
    parse(data, "a.yaml")
    assert time.process_time() - start < 10


def test_a_file_of_very_many_values_says_how_many_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "MAX_EVENTS", 1_000_000)
    node, problems = parse(b"- [" + b"a," * 1_000_000 + b"]", "a.yaml")
    assert node is None
    assert [(problem.code, problem.values["most"]) for problem in problems] == [("yaml-many", "1")]


def test_a_large_deck_is_within_the_limits() -> None:
    assert (yaml.MAX_BYTES, yaml.MAX_EVENTS) == (64_000_000, 5_000_000)
    node, problems = parse(b"# a\n" * 4_000_000 + b"a: b", "a.yaml")
    assert node is not None
    assert not problems


def test_a_bomb_of_aliases_does_not_grow() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert {code for code, _ in codes(bomb)} == {"text-start"}


def test_a_missing_file_and_a_folder_are_problems(tmp_path: Path) -> None:
    assert [problem.code for problem in read(tmp_path / "none.yaml", "none.yaml", root=tmp_path)[1]] == ["file-missing"]
    assert [problem.code for problem in read(tmp_path, "folder", root=tmp_path)[1]] == ["file-not-ordinary"]


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    assert [problem.code for problem in read(path, "large.yaml", root=tmp_path)[1]] == ["file-too-large"]


@given(st.text() | st.text(alphabet=" \n\t-:#{}[],&*!|>'\"%@`ab?"))
def test_any_text_gives_a_node_or_a_problem(text: str) -> None:
    node, problems = parse(text.encode("utf-8", "surrogatepass"), "a.yaml")
    assert node is None or isinstance(node, Scalar | Series | Pairs)
    assert all(problem.place.line >= 1 for problem in problems)


@given(st.binary())
def test_any_bytes_give_a_node_or_a_problem(data: bytes) -> None:
    _, problems = parse(data, "a.yaml")
    assert all(problem.place.file == "a.yaml" for problem in problems)
