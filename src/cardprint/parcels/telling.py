"""What `pack` says of the parcels that it made, in lines and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cardprint.parcels.letter import told
from cardprint.parcels.packing import Packed
from cardprint.parcels.words import words
from cardprint.wording import wording


def lines(packed: Packed, language: str) -> Iterator[str]:
    """Name each parcel with its files, and say what is new in it."""
    say = wording(language)
    for parcel, file in zip(packed.parcels, packed.written, strict=True):
        yield f"{say['written' if file.changed else 'unchanged']}  {file.path}  {say.count(len(parcel.pieces), 'file')}"
        if parcel.since is None:
            yield from (f"   {piece.name}" for piece in parcel.pieces)
        else:
            yield f"   {words(language)['since'].format(file=parcel.since.name)}"
            yield from (f"   {line}" for line in told(parcel.since, words(language)))


def data(packed: Packed) -> dict[str, Any]:
    """Give the parcels as data."""
    return {
        "parcels": [
            {
                "path": file.path,
                "area": parcel.area,
                "changed": file.changed,
                "files": [{"name": piece.name, "kind": piece.kind, "copies": piece.copies} for piece in parcel.pieces],
                "since": None if parcel.since is None else _since(parcel.since),
            }
            for parcel, file in zip(packed.parcels, packed.written, strict=True)
        ]
    }


def _since(since: Any) -> dict[str, Any]:
    lists = {state: list(getattr(since, state)) for state in ("new", "changed", "same", "gone")}
    return {"file": since.name, **lists, "told": [{"name": name, "now": now, "before": before} for name, now, before in since.told]}
