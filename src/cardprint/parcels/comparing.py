"""What is different between a parcel and one of before: new, changed, unchanged; unchanged but printed otherwise; no longer there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from cardprint.parcels import naming
from cardprint.parcels.contents import Piece
from cardprint.parcels.older import Older
from cardprint.parcels.words import READMES, TAILS


class Compared(Struct, frozen=True, kw_only=True):
    """Names of files by what has become of them since the parcel `name`; `told` are printed otherwise: how now, and how before."""

    name: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    told: tuple[tuple[str, str, str], ...] = ()
    gone: tuple[str, ...] = ()


def compared(pieces: Sequence[Piece], older: Older) -> Compared:
    """Compare file by file: whose bytes are the same is unchanged, whatever its number. Raises BadZipFile for what cannot be read."""
    before = {naming.key(name, TAILS): name for name in older.entries if name not in READMES}
    found: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    told: list[tuple[str, str, str]] = []
    for piece in pieces:
        old = before.pop(naming.key(piece.name, TAILS), None)
        state = "new" if old is None else "same" if older.is_same(old, piece.data) else "changed"
        now, then = naming.tail(piece.name, TAILS), naming.tail(old or "", TAILS)
        if state == "same" and now != then:
            told.append((piece.name, now, then))
        else:
            found[state].append(piece.name)
    lists = {state: tuple(names) for state, names in found.items()}
    return Compared(name=older.name, told=tuple(told), gone=tuple(before.values()), **lists)
