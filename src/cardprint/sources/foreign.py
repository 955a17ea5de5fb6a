"""Files of other programs among the cards: told by the name's ending, or by how the bytes begin. Nothing here reads a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cardprint.errors import Place, Problem, error, warning

ENDINGS: Mapping[str, str] = {
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".csv", ".tsv"), "spreadsheet"),
    **dict.fromkeys((".docx", ".docm", ".doc", ".odt", ".rtf", ".pages"), "document"),
    **dict.fromkeys((".pptx", ".ppt", ".odp", ".key"), "slides"),
    ".pdf": "pdf",
    **dict.fromkeys((".htm", ".html"), "webpage"),
    **dict.fromkeys((".zip", ".7z", ".rar"), "archive"),
    **dict.fromkeys((".json", ".yaml.txt", ".yml.txt", ".toml"), "name"),
}
"""What ends so is no deck, though somebody may think that it is read."""
STARTS: Mapping[bytes, str] = {
    b"%PDF": "pdf",
    b"{\\rtf": "document",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"<svg": "picture",
    b"<!DOCTYPE": "webpage",
    b"<!doctype": "webpage",
    b"<html": "webpage",
    b"<HTML": "webpage",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
}
ZIPPED: Mapping[bytes, str] = {
    # how the name of a ZIP's part begins, or what its first part holds
    b"xl/": "spreadsheet",
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "spreadsheet",
    b"Index/Tables": "spreadsheet",
    b"word/": "document",
    b"mimetypeapplication/vnd.oasis.opendocument.text": "document",
    b"ppt/": "slides",
    b"mimetypeapplication/vnd.oasis.opendocument.presentation": "slides",
    b"[Content_Types].xml": "spreadsheet",  # an office's file all the same, and most likely this
}
OLD_OFFICE: Mapping[bytes, str] = {
    # the names of streams in a compound file, in UTF-16
    "Workbook".encode("utf-16-le"): "spreadsheet",
    "Book".encode("utf-16-le"): "spreadsheet",
    "WordDocument".encode("utf-16-le"): "document",
    "PowerPoint".encode("utf-16-le"): "slides",
}
_PART = re.compile(rb"PK\x03\x04.{26}(?=(.{8,64}))", re.DOTALL)
"""A part of a ZIP: its name follows a head of 30 bytes (APPNOTE 4.3.7)."""
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CELLS = re.compile(r"[^\n;\t,:{}\[\]]*(?:;[^\n;:]*){2,}|[^\n\t:]*(?:\t[^\n\t:]*){2,}|[^\n,;:{}\[\]#-]{1,40}(?:,[^\n,:{}\[\]]{1,40}){2,}")
"""A row of at least three cells, as spreadsheets save their text: set apart by semicolons, tabs or commas, and nothing that YAML is made of."""


def kind(data: bytes) -> str:
    """Say what the bytes of a file are that is no YAML; empty where it may be."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(_ZIP):
        parts = {found[1] for found in _PART.finditer(data)}
        return next((name for start, name in ZIPPED.items() if any(part.startswith(start) for part in parts)), "archive")
    if start.startswith(_COMPOUND):
        return next((name for part, name in OLD_OFFICE.items() if part in data), "document")
    return next((name for sign, name in STARTS.items() if start.startswith(sign)), "")


LONGEST_ROWS = 10_000
"""Characters in which a table's first rows are looked for."""


def is_table(text: str) -> bool:
    """Tell whether a text that is no YAML is a table saved as text: its first lines are rows of three cells or more."""
    lines = [line for line in text[:LONGEST_ROWS].split("\n", 3)[:3] if line.strip()]
    return bool(lines) and all(_CELLS.fullmatch(line.strip("\r")) for line in lines[:1]) and all(_cells(line) >= 3 for line in lines)


def _cells(line: str) -> int:
    return 1 + max(line.count(sign) for sign in ";\t,")


def fault(what: str, shown: str) -> Problem:
    """Say what a file is that is called YAML, and how its words become cards."""
    return error(f"foreign-{what}", Place(shown, 1, 1), file=shown)


def among(names: Iterator[str] | tuple[str, ...], folder: str) -> Iterator[Problem]:
    """Say which files of a folder are another program's, and are not read."""
    for name in names:
        what = next((what for ending, what in ENDINGS.items() if name.lower().endswith(ending)), "")
        if what and not name.startswith(("~$", ".")):
            shown = f"{folder}/{name}"
            yield warning(f"foreign-{what}", Place(shown), file=shown)
