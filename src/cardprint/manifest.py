"""What an output folder knows of itself: which files cardprint wrote there, and which cards lie on the sheets that were printed in full.

`manifest.json` may be old, a stranger's, or broken: one in which anything is as cardprint would not write it is not cardprint's, and then
nothing there is. While files are being replaced it holds what is to come as well (`next`), so that the digests before and after are known
whatever happens. Writing it is `output`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from cardprint import files as door
from cardprint import names
from cardprint.errors import CardprintError, Place, error
from cardprint.job import Printed

MANIFEST = "manifest.json"
DIGESTS = 3
"""The way in which digests are made: one more when the same card gets another digest, so that nobody prints a deck again for nothing."""
LONGEST = 200
"""Characters of a name or of first words in a manifest; ours are shorter."""
MOST = 20 * door.MB
MOST_ROWS = 1_000_000
"""Brackets in a manifest: a row of a card has one. What is longer would need more memory than a build may."""
KEYS = {"files", "beside", "digests", "cards", "next"}
KINDS = (".pdf", ".txt", ".ics", ".png", ".csv", ".xlsx", ".html", ".zip")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class State(NamedTuple):
    """Digests of files by path, those that no build removes (`beside`), and rows of cards, not yet looked at, by `folder/deck`."""

    files: Mapping[str, str] = _NOTHING
    beside: Mapping[str, str] = _NOTHING
    cards: Mapping[str, Any] = _NOTHING

    def digest(self, path: str) -> str:
        """Give the digest of a file; empty where it is not ours."""
        return self.files.get(path) or self.beside.get(path, "")

    @property
    def paths(self) -> set[str]:
        """All files that are ours."""
        return {*self.files, *self.beside}


class Manifest(NamedTuple):
    """A manifest as it was read: how things were, how they are to be when files are being replaced, and whether another version told its cards."""

    now: State = State()
    next: State | None = None
    is_of_another: bool = False

    def settled(self, failed: Collection[str] = ()) -> State:
        """Give how things are when all folders but the `failed` ones are as they were to be."""
        then = self.next or self.now
        parts = ({**_in(old, failed), **_out(new, failed)} for old, new in zip(self.now, then, strict=True))
        return State(*parts)


def folder_of(path: str) -> str:
    """Give the folder of a file or a deck: the area's, whose files belong together."""
    return PurePosixPath(path).parent.as_posix()


def _in(those: Mapping[str, Any], folders: Collection[str]) -> dict[str, Any]:
    return {path: value for path, value in those.items() if folder_of(path) in folders} if folders else {}


def _out(those: Mapping[str, Any], folders: Collection[str]) -> dict[str, Any]:
    return {path: value for path, value in those.items() if folder_of(path) not in folders} if folders else dict(those)


def read(root: Path) -> Manifest | None:
    """Read a folder's manifest; None where there is none. Raises RefusedError for one that is not cardprint's."""
    path = root / MANIFEST
    if _is_link(path):
        raise door.RefusedError(code="manifest-foreign")
    try:
        data = door.read(path, root=root, most=MOST)
    except door.RefusedError as refused:
        if refused.code == "file-missing":
            return None
        raise door.RefusedError(code="manifest-foreign") from refused
    except OSError as reason:
        raise door.RefusedError(code="manifest-foreign") from reason
    try:
        if data.count(b"[") + data.count(b"{") > MOST_ROWS:
            raise door.RefusedError(code="manifest-foreign")
        found = json.loads(data)
    except (ValueError, RecursionError) as reason:
        raise door.RefusedError(code="manifest-foreign") from reason
    now = _state(found)
    is_of_another = bool(found.get("cards")) and found.get("digests", DIGESTS) != DIGESTS
    return Manifest(now, _state(found["next"]) if "next" in found else None, is_of_another)


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except OSError:  # a name that no disk takes
        return False


def _state(found: Any) -> State:
    """Take what was read as what it says. Raises RefusedError where cardprint would have written something else."""
    if not isinstance(found, dict) or not found.keys() <= KEYS or "files" not in found:
        raise door.RefusedError(code="manifest-foreign")
    files, beside, cards = (found.get(key, {}) for key in ("files", "beside", "cards"))
    for those in (files, beside):
        if not isinstance(those, dict) or not all(is_path(path) and is_digest(digest) for path, digest in those.items()):
            raise door.RefusedError(code="manifest-foreign")
    return State(files, beside, cards if isinstance(cards, dict) and found.get("digests") == DIGESTS else {})


def is_path(path: str) -> bool:
    """Tell whether a path is one that cardprint writes: below the folder, each part a name on every system."""
    return path.endswith(KINDS) and len(path) <= 5 * LONGEST and all(map(names.is_nameable, path.split("/")))


def is_digest(text: object) -> bool:
    """Tell whether a text is a digest of a file."""
    return isinstance(text, str) and _DIGEST.match(text) is not None


def cards(found: Mapping[str, Any]) -> dict[str, tuple[Printed, ...]]:
    """Take a manifest's rows of cards as what they say; rows that no build writes are left out."""
    return {name: tuple(_printed(rows)) for name, rows in found.items() if _is_deck(name) and isinstance(rows, list | tuple)}


def printed(folder: Path) -> dict[str, tuple[Printed, ...]]:
    """Give the cards of an earlier output, by `folder/deck`. Raises CardprintError where it does not know them."""
    try:
        found = read(folder)
    except door.RefusedError:
        found = None
    if found is None:
        raise CardprintError(error("no-manifest", Place(""), folder=folder.as_posix(), file=MANIFEST))
    if found.is_of_another:
        raise CardprintError(error("manifest-of-another-version", Place(""), folder=folder.as_posix()))
    known = cards(found.now.cards)
    if not known:
        raise CardprintError(error("manifest-without-cards", Place(""), folder=folder.as_posix()))
    return known


def written(manifest: Manifest) -> bytes:
    """Write a manifest: a line for each file and for each deck. One too long to be read again does without its cards."""
    data = _written(manifest)
    if len(data) <= MOST and data.count(b"[") + data.count(b"{") <= MOST_ROWS:
        return data
    now, then = (state and state._replace(cards={}) for state in (manifest.now, manifest.next))
    return _written(Manifest(now or State(), then))


def _written(manifest: Manifest) -> bytes:
    blocks = _blocks(manifest.now)
    if manifest.next is not None:
        blocks.append(' "next": {\n' + ",\n".join(_blocks(manifest.next)) + "\n }")
    return ("{\n" + ",\n".join(blocks) + "\n}\n").encode()


def _blocks(state: State) -> list[str]:
    blocks = [f' "files": {{{_lines(dict(sorted(state.files.items())))}}}']
    if state.beside:
        blocks.append(f' "beside": {{{_lines(dict(sorted(state.beside.items())))}}}')
    if state.cards:
        rows = cards(state.cards)
        blocks += [f' "digests": {DIGESTS}', f' "cards": {{{_lines({name: list(rows[name]) for name in sorted(rows)})}}}']
    return blocks


def _lines(values: Mapping[str, object]) -> str:
    rows = (f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}" for name, value in values.items())
    return "\n" + ",\n".join(rows) + "\n " if values else ""


def _printed(rows: Iterable[Any]) -> Iterator[Printed]:
    for row in rows:
        match row:
            case [str(name), int(number), str(digest), str(words)] if all(map(_is_word, (name, digest))) and 0 <= number < 10**6:
                start = words[:LONGEST]
                yield Printed(name, int(number), digest, start if start.isprintable() else "".join(filter(str.isprintable, start)))


def _is_deck(name: str) -> bool:
    folder, _, deck = name.rpartition("/")
    return _is_word(name) and bool(folder and deck) and ".." not in name.split("/")


def _is_word(text: str) -> bool:
    """Tell whether a text can be a name: not empty, not endless, nothing in it that would move a terminal's cursor."""
    return 0 < len(text) <= LONGEST and text.isprintable()
