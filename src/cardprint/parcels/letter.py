"""The letter in a parcel, LÆS-MIG.txt: what is printed, how, what is not, what is new. Every Windows opens it: UTF-8 with a mark, CRLF."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from cardprint.layouts.templates import bare
from cardprint.model import Edition
from cardprint.parcels.comparing import Compared
from cardprint.parcels.contents import FIRST, Piece

WIDTH = 88


def letter(title: str, edition: Edition, pieces: Sequence[Piece], words: Mapping[str, str], since: Compared | None) -> bytes:
    """Write the letter."""
    lines = [*_lines(title, edition, pieces, words), *(_since(since, words) if since else ()), "", *_end(edition, words)]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _lines(title: str, edition: Edition, pieces: Sequence[Piece], words: Mapping[str, str]) -> Iterator[str]:
    organisation = edition.organisation
    whose = ", ".join(part for part in (bare(organisation.name.value) if organisation else "", bare(edition.area_name.value)) if part)
    yield from (words["greeting"], "")
    yield from _wrapped(words["intro"].format(title=words["whose"].format(title=title, whose=whose) if whose else title))
    printed = [piece for piece in pieces if piece.entry]
    if printed:
        yield from ("", words["print"])
    for piece in printed:
        yield from (piece.name, f"   {_how(piece, words)}")
    yield from ("", words["how"])
    yield from _wrapped(words["size"], "- ")
    if any(piece.kind == "sheets" for piece in printed):
        yield from _wrapped(words["count"], "- ")
    tickets = ", ".join(piece.name.partition(" ")[0] for piece in printed if piece.kind == FIRST)
    if tickets and any(piece.kind in {"sheets", "shop"} for piece in printed):
        yield from _wrapped(words["cut"].format(numbers=tickets), "- ")
    if any(piece.is_stapled for piece in printed):
        yield from _wrapped(words["staple"], "- ")
    kept = [piece.name for piece in pieces if not piece.entry]
    if kept:
        yield from ("", words["keep"], *kept)


def _how(piece: Piece, words: Mapping[str, str]) -> str:
    """Say in one line how a file is printed."""
    said = piece.entry
    if said is None:
        return ""
    counts = [(said.copies, "copy", "many"), (said.sides, "side", "sides"), (said.total, "sheet", "sheets")]
    told = [words[one] if count == "1" else words[several].format(count=count) for count, one, several in counts if count]
    return ", ".join((*told, said.paper, said.turned, said.inks)) + (
        f" ({words['called'].format(file=said.file)})" if piece.kind != FIRST else ""
    )


def _since(since: Compared, words: Mapping[str, str]) -> Iterator[str]:
    yield from ("", words["since"].format(file=since.name))
    yield from told(since, words)


def told(since: Compared, words: Mapping[str, str]) -> Iterator[str]:
    """Say what is new, changed, unchanged and gone."""
    for state, names in (("new", since.new), ("changed", since.changed)):
        if names:
            yield f"{words[state]}:"
            yield from (f"   {name}" for name in names)
    for name, now, before in since.told:
        yield from (words["told"].format(now=now, before=before) + ":", f"   {name}")
    if since.gone:
        yield f"{words['gone']}:"
        yield from (f"   {name}" for name in since.gone)
    if not (since.new or since.changed or since.told or since.gone):
        yield words["nothing"]
    elif since.same:
        yield f"{words['same']}:"
        yield from (f"   {name}" for name in since.same)


def _end(edition: Edition, words: Mapping[str, str]) -> Iterator[str]:
    organisation = edition.organisation
    if organisation and organisation.contact:
        yield from _wrapped(words["contact"].format(contact=bare(organisation.contact.value).replace("\n", ", ")))
    yield words["thanks"]


def _wrapped(text: str, bullet: str = "") -> list[str]:
    """Break a sentence into lines; a file's name is not cut."""
    return textwrap.wrap(f"{bullet}{text}", WIDTH, subsequent_indent=" " * len(bullet), break_long_words=False, break_on_hyphens=False)
