"""The built-in languages, which are as they should be. The build turns each into Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cardprint import files, patterns, resources
from cardprint import labels as words
from cardprint.model import Language
from cardprint.sources import prepared, yaml
from cardprint.sources.nodes import Node, Pairs, Scalar, Series

FOLDER, ENDING = "languages", ".yaml"
NOBODY = "nobody"
"""What stands in a language's file in place of who has read it."""
LARGEST = 1_000_000
"""Bytes."""


def read(code: str) -> Language | None:
    """Read a built-in language; None where there is none of that code."""
    ours = resources.builtin_root()
    path = ours / "templates" / FOLDER / f"{code}{ENDING}"
    data = files.read_if_there(path, root=ours, most=LARGEST)
    if data is None:
        return None
    said = prepared.said(code, data) or _said(code, data)
    return Language(**{**said, "leaning": frozenset(said["leaning"]), "held": frozenset(said["held"])})


def compile_ours() -> dict[Path, bytes]:
    """Turn the built-in languages into Python; give each by the file that is to hold it: a step of the build."""
    read = {path.stem: path.read_bytes() for path in (resources.builtin_root() / "templates" / FOLDER).glob(f"*{ENDING}")}
    return dict(prepared.code(name, data, _said(name, data)) for name, data in read.items())


def _said(code: str, data: bytes) -> dict[str, Any]:
    """Read a language's file."""
    node, _ = yaml.parse(data, code)
    entries = _entries(node)
    hyphens = _texts(entries["hyphenation"])
    return {
        "code": code,
        "labels": {
            **_texts(entries["labels"]),
            **_texts(entries["numbers"]),
            **_texts(entries["dates"]),
            "quote": _text(entries["quotes"]),
        },
        "leaning": sorted(_text(entries["leaning"]).split()),
        "held": sorted(_text(entries["held"]).split()) if "held" in entries else [],
        "read_by": read_by(_text(entries["read_by"])),
        **_patterns(hyphens["patterns"]),
        "trusted": hyphens.get("trusted") == "true" or "parts" not in hyphens,
        "parts": (hyphens["parts"],) if "parts" in hyphens else (),
    }


def _patterns(name: str) -> dict[str, str]:
    """Name a dictionary, or give the patterns of a file beside the languages."""
    if not name.endswith(patterns.ENDING):
        return {"dictionary": name}
    ours = resources.builtin_root()
    return {"patterns": patterns.decoded(files.read(ours / "templates" / FOLDER / name, root=ours, most=LARGEST))}


def read_by(name: str) -> str:
    """Name who has read a language's words; empty for nobody."""
    return "" if name == NOBODY else name


def _entries(node: Node | None) -> dict[str, Node]:
    return {key: child for key, (_, child) in node.entries.items()} if isinstance(node, Pairs) else {}


def _texts(node: Node) -> dict[str, str]:
    return {key: _text(child) for key, child in _entries(node).items()}


def _text(node: Node) -> str:
    if isinstance(node, Series):
        return words.APART.join(_text(item) for item in node.items)
    return node.value.strip() if isinstance(node, Scalar) else ""
