"""What an output folder knows of itself: which files cardprint wrote there, and which cards lie on the sheets that were printed in full.

`manifest.json` may be old, a stranger's, or broken: what does not look like ours is not there. Writing it is `output`'s.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from cardprint.errors import CardprintError, Place, error
from cardprint.job import Printed

MANIFEST = "manifest.json"
DIGESTS = 1
"""The way in which digests are made: one more when the same card gets another digest, so that nobody prints a deck again for nothing."""
LONGEST = 200
"""Characters of a name or of first words in a manifest; ours are shorter."""


class Manifest(NamedTuple):
    """A manifest as it was read: digests of files by path, and rows of cards, not yet looked at, by `folder/deck`."""

    files: Mapping[str, str]
    cards: Mapping[str, Any]


def read(folder: Path) -> Manifest | None:
    """Read a folder's manifest; None where there is none that can be read."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    files, cards = (found.get(key) for key in ("files", "cards"))
    ours = {path: str(digest) for path, digest in files.items() if _is_ours(path)} if isinstance(files, dict) else {}
    return Manifest(ours, cards if isinstance(cards, dict) and found.get("digests") == DIGESTS else {})


def cards(found: Mapping[str, Any]) -> dict[str, tuple[Printed, ...]]:
    """Take a manifest's rows of cards as what they say; rows that no build writes are left out."""
    return {name: tuple(_printed(rows)) for name, rows in found.items() if _is_deck(name) and isinstance(rows, list)}


def printed(folder: Path) -> dict[str, tuple[Printed, ...]]:
    """Give the cards of an earlier output, by `folder/deck`. Raises CardprintError where it does not know them."""
    found = read(folder)
    if found is None:
        raise CardprintError(error("no-manifest", Place(""), folder=folder.as_posix(), file=MANIFEST))
    known = cards(found.cards)
    if not known:
        raise CardprintError(error("manifest-without-cards", Place(""), folder=folder.as_posix()))
    return known


def written(files: Mapping[str, str], cards: Mapping[str, Iterable[Printed]]) -> bytes:
    """Write a manifest: a line for each file and for each deck."""
    blocks = [f' "files": {{{_lines(dict(sorted(files.items())))}}}']
    if cards:
        blocks += [f' "digests": {DIGESTS}', f' "cards": {{{_lines({name: list(cards[name]) for name in sorted(cards)})}}}']
    return ("{\n" + ",\n".join(blocks) + "\n}\n").encode()


def _lines(values: Mapping[str, object]) -> str:
    rows = (f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "\n" + ",\n".join(rows) + "\n " if values else ""


def _printed(rows: Iterable[Any]) -> Iterator[Printed]:
    for row in rows:
        match row:
            case [str(name), int(number), str(digest), str(words)] if all(map(_is_word, (name, digest))) and 0 <= number < 10**6:
                yield Printed(name, int(number), digest, "".join(one for one in words[:LONGEST] if one.isprintable()))


def _is_deck(name: str) -> bool:
    folder, _, deck = name.rpartition("/")
    return _is_word(name) and bool(folder and deck) and ".." not in name.split("/")


def _is_word(text: str) -> bool:
    """Tell whether a text can be a name: not empty, not endless, nothing in it that would move a terminal's cursor."""
    return 0 < len(text) <= LONGEST and text.isprintable()


def _is_ours(path: str) -> bool:
    """Tell whether a manifest's path is one that cardprint writes: below the folder, a PDF or a text."""
    parts = Path(path).parts
    return bool(parts) and ".." not in parts and not Path(path).is_absolute() and path.endswith((".pdf", ".txt"))
