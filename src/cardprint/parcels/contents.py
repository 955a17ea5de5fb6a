"""What lies in one edition's parcel: its printed files in the order of printing, then those that are sent or read; each with how it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import labels
from cardprint.errors import Place
from cardprint.job import Ticket
from cardprint.layouts import tickets
from cardprint.layouts.templates import bare
from cardprint.layouts.tickets import Entry, Leaves
from cardprint.model import Edition
from cardprint.output import File
from cardprint.papers.kinds import EVERY, KINDS, OF_NOTES
from cardprint.papers.orders import Paper
from cardprint.parcels import naming

USUAL_PAPER = "A4"
FIRST = "ticket"
_ORDER = (FIRST, *(name for name in EVERY if name != FIRST))
_SENT = frozenset(kind.name for kind in KINDS if kind.use == "send")
FOR_MAIL = (".txt", ".ics")
_TURNED = {"long-edge": "long_edge", "short-edge": "short_edge"}


class Piece(Struct, frozen=True, kw_only=True):
    """A file of a parcel: its name, its bytes, how it is printed; without `entry` it is not."""

    name: str
    ending: str
    kind: str
    data: bytes
    copies: int = 0
    turned: str = ""
    entry: Entry | None = None
    is_stapled: bool = False


def pieces(edition: Edition, papers: Sequence[Paper], words: Mapping[str, str]) -> list[Piece]:
    """Name the files of an edition and put them in order; what came back from the tables is no business of a print room's."""
    found = [piece for paper in papers for piece in _of(paper, edition, words)]
    found.sort(key=lambda piece: piece.entry is None)
    stems = naming.apart([piece.name for piece in found], [piece.ending for piece in found])
    digits = max(2, len(str(len(found))))
    return [_numbered(piece, stem, f"{number:0{digits}}", words) for number, (piece, stem) in enumerate(zip(found, stems, strict=True), 1)]


def _numbered(piece: Piece, stem: str, number: str, words: Mapping[str, str]) -> Piece:
    copies = words["copies"].format(count=piece.copies) if piece.copies else ""
    if piece.copies == 1 and words["copies"].endswith("copies"):
        copies = "1 copy"
    return replace(piece, name=f"{number} {naming.joined((stem, copies, piece.turned))}{piece.ending}")


def _of(paper: Paper, edition: Edition, words: Mapping[str, str]) -> Iterator[Piece]:
    entries = {entry.file: entry for entry in tickets.told(paper.tickets, paper.leaves, edition.labels)}
    leaves = {leaf.path: leaf for leaf in paper.leaves}
    cards = {path: ticket for ticket in paper.tickets for path, _ in ticket.files}
    title, where, version = _about(edition, paper.source)
    area = naming.part(bare(edition.area_name.value), naming.LONGEST["area"])
    shown = sorted((file for file in paper.files if file.kind not in OF_NOTES), key=_place)
    for file in shown:
        path = PurePosixPath(file.path)
        entry = entries.get(path.name)
        what = entry.name if entry else labels.paper(edition.labels, file.kind)
        what = naming.part(f"{what[:1].upper()}{what[1:]}", naming.LONGEST["what"])
        named = "" if naming.part(title) == what else naming.part(title, naming.LONGEST["title"])
        yield Piece(
            name=naming.joined((what, named, naming.part(where, naming.LONGEST["area"]), area, f"v{version}" if version else "")),
            ending=path.suffix,
            kind=file.kind,
            data=file.data,
            copies=int(entry.copies) if entry else 0,
            turned=_on(leaves.get(file.path), words[_turn(file, leaves.get(file.path), cards.get(file.path))]),
            entry=entry,
            is_stapled=file.path in leaves and leaves[file.path].copies > 1 and leaves[file.path].sheets > 1,
        )


def _place(file: File) -> int:
    return _ORDER.index(file.kind) if file.kind in _ORDER else len(_ORDER)


def _on(leaf: Leaves | None, turned: str) -> str:
    """Name the paper of a file that is not printed on the usual one."""
    return turned if leaf is None or leaf.paper.startswith(USUAL_PAPER) else f"{leaf.paper.rpartition(' ')[0]} {turned}"


def _turn(file: File, leaf: Leaves | None, ticket: Ticket | None) -> str:
    """Name how a file is turned, or what is done with it instead of printing it."""
    if ticket is not None and len(ticket.files) > 1:
        return "fronts" if ticket.files[0][0] == file.path else "backs"
    if ticket is not None:
        return "shop" if ticket.kind == "shop" else _TURNED.get(ticket.duplex, ticket.duplex)
    if leaf is not None:
        return leaf.duplex
    return "send" if file.kind in _SENT or file.path.endswith(FOR_MAIL) else "read"


def _about(edition: Edition, source: Place) -> tuple[str, str, str]:
    """Give the title of what a paper is made of, the workplace of a meeting that is held at several, and the version."""
    every: Sequence[Any] = (*edition.decks, *edition.agendas, *edition.worksheets)
    found = next((one for one in every if one.place == source), None)
    if found is None:
        return "", "", ""
    title, where = bare(found.title.value), bare(found.workplace.value) if getattr(found, "of", "") else ""
    version = naming.part(getattr(found, "version", "") or "", naming.LONGEST["version"]).replace(" ", "")
    return title.removesuffix(f" – {where}") if where else title, where, version
