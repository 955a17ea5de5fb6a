"""Notes -> the sheet to check by (`<agenda>-ret.pdf`): every answer that is not sure, with its picture and a line for what is right; a sample of the others.

It is a paper of the house: its layout is `templates/doubts.xml.j2`, its pictures lie on the shelf of the edition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import pictures
from cardprint.collect.tables import TICKS, Labels, doubt, field_name, not_read, source
from cardprint.context import Context
from cardprint.errors import Found, Place
from cardprint.job import Job
from cardprint.labels import fill
from cardprint.layouts.cards import spelled
from cardprint.layouts.templates import OWN, bare
from cardprint.model import Text
from cardprint.notes import Group, Notes, Unsure
from cardprint.papers import paged
from cardprint.papers.kinds import Kind
from cardprint.papers.orders import Destination, Subject
from cardprint.papers.returned import plain, printable

SAMPLE = 10
"""Sure answers that are to be looked up."""
SCANNED = "scan"
"""The kind of source that a machine has read; what was typed into a form needs no looking up."""
SCALES = ("importance", "effect")


class Doubt(Struct, frozen=True):
    """An answer that is not sure: what was asked, its picture on the shelf, what was seen."""

    what: str
    picture: str
    seen: str


class Doubted(Struct, frozen=True):
    """A group's answers that are not sure, and where its pages are."""

    name: str
    pages: str
    doubts: tuple[Doubt, ...]


class Sampled(Struct, frozen=True):
    """A sure answer that is to be looked up."""

    group: str
    what: str
    value: str
    pages: str


OWN |= {Doubt, Doubted, Sampled}


class Doubtful(Subject, frozen=True, kw_only=True):
    """The notes of a meeting as this paper tells of them."""

    notes: Notes
    shelf: Mapping[str, str]

    @property
    def whole(self) -> str:
        """The title."""
        return bare(self.title.value)


def paper(context: Context, notes: Notes, root: Path, title: Text | None = None) -> Found[bytes]:
    """Make the sheet as a PDF; empty where nothing is to be checked. The notes name their pictures from `root`."""
    if not (notes.unread or any(group.unsure for group in notes.groups) or any(_sure(notes, context.edition.labels))):
        return b"", ()
    notes, _ = printable(
        notes, context.typeface, context.setting.hyphenator
    )  # what has no letter in any font is told by the papers of notes
    notes = replace(notes, groups=tuple(_with_plain_files(group, context) for group in notes.groups))
    context, shelf = _shelf(context, notes, root)
    subject = Doubtful(
        context=context,
        name=notes.agenda,
        title=title or Text(notes.agenda),
        date=notes.date,
        place=notes.place,
        to=Destination(Job(path=root), "", is_sound=True),
        notes=notes,
        shelf=shelf,
    )
    made, problems = paged.paper(KIND, subject)
    return (made.files[0].data if made.files else b""), problems


def _with_plain_files(group: Group, context: Context) -> Group:
    """Name files so that they can be printed."""
    return replace(group, sources=tuple(replace(one, file=plain(one.file, context)) for one in group.sources))


def _shelf(context: Context, notes: Notes, root: Path) -> tuple[Context, dict[str, str]]:
    """Lay the pictures on the edition's shelf; one that is gone or broken is told by the notes, and left out here."""
    found: dict[str, pictures.Picture] = {}
    shelf: dict[str, str] = {}
    for name in dict.fromkeys(one.picture for group in notes.groups for one in group.unsure if one.picture):
        picture, _ = pictures.load(root / name, Place(name), name, root=root)
        if picture is not None:
            shelf[name] = f"doubt:{len(shelf)}"
            found[shelf[name]] = picture
    aspects = {**context.setting.aspects, **{name: pictures.aspect(picture) for name, picture in found.items()}}
    return replace(context, pictures={**context.pictures, **found}, setting=replace(context.setting, aspects=aspects)), shelf


def _values(subject: Doubtful, _: Text | str) -> Mapping[str, Any]:
    """Give what `doubts.xml.j2` is filled in with."""
    edition, notes = subject.context.edition, subject.notes
    labels, organisation = edition.labels, edition.organisation
    sample = _sample(list(_sure(notes, labels)))
    whose = " · ".join(part for part in (bare(organisation.name.value) if organisation else "", bare(edition.area_name.value)) if part)
    return {
        "labels": labels,
        "title": subject.title,
        "course": bare(edition.process.name.value),
        "whose": whose,
        "foot": " · ".join(part for part in (subject.whole, spelled(notes.date, labels)) if part),
        "intro": fill(labels["doubts_intro"], file=f"{notes.agenda}-ret.xlsx"),
        "groups": [_doubted(group, subject, labels) for group in notes.groups if group.unsure],
        "unread": [not_read(one, labels) for one in notes.unread],
        "sample": sample,
        "sample_intro": fill(labels["sample_intro"], count=len(sample)),
    }


def _doubted(group: Group, subject: Doubtful, labels: Labels) -> Doubted:
    doubts = tuple(
        Doubt(field_name(one.field, labels), subject.shelf.get(one.picture, ""), doubt(one, labels))
        for one in sorted(group.unsure, key=_order)
    )
    return Doubted(group.name, _pages(group, labels), doubts)


def _order(one: Unsure) -> tuple[str, int, int]:
    """Order fields as the sheet has them: rows by their numbers, what is judged before what stands in the way."""
    first, number, key, *_ = [*one.field.split("."), "", ""]
    return first, int(number) if number.isdecimal() else 0, (*SCALES, TICKS, key).index(key)


def _pages(group: Group, labels: Labels) -> str:
    return ", ".join(dict.fromkeys(source(one.file, one.page, labels) for one in group.sources if one.file))


def _sure(notes: Notes, labels: Labels) -> Iterator[Sampled]:
    """Go through the marks that a machine has read and is sure of."""
    for group in notes.groups:
        doubted = {one.field for one in group.unsure}
        if not any(one.kind == SCANNED for one in group.sources):
            continue
        for number, one in enumerate(group.challenges, 1):
            read = {**{key: f"{value}" if (value := getattr(one, key)) else "" for key in SCALES}, TICKS: ", ".join(one.barriers)}
            for key, value in read.items():
                name = f"challenges.{number}.{key}"
                if value and name not in doubted:
                    yield Sampled(group.name, field_name(name, labels), value, _pages(group, labels))


def _sample(sure: Sequence[Sampled]) -> list[Sampled]:
    """Take some of them, spread over all groups, the same each time."""
    if len(sure) <= SAMPLE:
        return list(sure)
    return [sure[number * len(sure) // SAMPLE + len(sure) // SAMPLE // 2] for number in range(SAMPLE)]


KIND = Kind(name="doubts", of="meeting", values=_values)
