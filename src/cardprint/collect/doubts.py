"""Notes -> the sheet to check by (`<agenda>-ret.pdf`): every answer that is not sure, with its picture and a line for what is right; a sample of the others.

It is a paper of the house: its layout is `templates/doubts.xml.j2`, its pictures lie on the shelf of the edition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import pictures
from cardprint.collect.records import ROWS
from cardprint.collect.tables import TICKS, Labels, doubt, field_name, not_read, source
from cardprint.context import Context
from cardprint.errors import Found, Place
from cardprint.job import Job
from cardprint.labels import fill
from cardprint.layouts.cards import spelled
from cardprint.layouts.templates import OWN, bare
from cardprint.model import Text
from cardprint.notes import Group, Notes, Source, Unsure
from cardprint.papers import paged
from cardprint.papers.kinds import Kind
from cardprint.papers.orders import Destination, Subject
from cardprint.papers.returned import plain, printable

SAMPLE = 10
"""Sure answers that are to be looked up."""
SCANNED = "scan"
"""The kind of source that a machine has read; what was typed into a form needs no looking up."""
SCALES = ("importance", "effect")


Asked = Mapping[str, Mapping[str, Sequence[str]]]
"""By a page's key its fields as they lie there, with the values of their choices or ticks."""


class Doubt(Struct, frozen=True):
    """An answer that is not sure: what was asked, its picture on the shelf, what was seen; where it stands, in a group of several sheets."""

    what: str
    picture: str
    seen: str
    where: str = ""


class Doubted(Struct, frozen=True):
    """A group's answers that are not sure, and where its pages are."""

    name: str
    pages: str
    doubts: tuple[Doubt, ...]


class Sampled(Struct, frozen=True):
    """A sure answer that is to be looked up, and where."""

    group: str
    what: str
    value: str
    where: str


OWN |= {Doubt, Doubted, Sampled}


class Doubtful(Subject, frozen=True, kw_only=True):
    """The notes of a meeting as this paper tells of them; `asked` says which fields a page has, by its key."""

    notes: Notes
    asked: Asked
    shelf: Mapping[str, str]

    @property
    def whole(self) -> str:
        """The title."""
        return bare(self.title.value)


def paper(context: Context, notes: Notes, root: Path, title: Text | None = None, asked: Asked = MappingProxyType({})) -> Found[bytes]:
    """Make the sheet as a PDF; empty where nothing is to be checked. The notes name their pictures from `root`; `asked` are the fields of each page, by its key."""
    labels = context.edition.labels
    is_asked = any(group.unsure for group in notes.groups) or any(_looked_for(notes, labels).values())
    if not (is_asked or any(_sure(notes, labels, asked))):
        return b"", ()
    notes, _ = printable(
        notes, context.typeface, context.setting.hyphenator
    )  # what has no letter in any font is told by the papers of notes
    unread = tuple(replace(one, file=plain(one.file, context)) for one in notes.unread)
    notes = replace(notes, groups=tuple(_with_plain_files(group, context) for group in notes.groups), unread=unread)
    context, shelf = _shelf(context, notes, root)
    subject = Doubtful(
        context=context,
        name=notes.agenda,
        title=title or Text(notes.agenda),
        date=notes.date,
        place=notes.place,
        to=Destination(Job(path=root), "", is_sound=True),
        notes=notes,
        asked=asked,
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
    sample = _sample(list(_sure(notes, labels, subject.asked)))
    whose = " · ".join(part for part in (bare(organisation.name.value) if organisation else "", bare(edition.area_name.value)) if part)
    return {
        "labels": labels,
        "title": subject.title,
        "course": bare(edition.process.name.value),
        "whose": whose,
        "foot": " · ".join(part for part in (subject.whole, spelled(notes.date, labels)) if part),
        "intro": fill(labels["doubts_intro"], file=f"{notes.agenda}-ret.xlsx"),
        "groups": [_doubted(group, subject, labels) for group in notes.groups if group.unsure],
        "pages": [(f"{name}_head", f"{name}_intro", those) for name, those in _looked_for(notes, labels).items() if those],
        "sample": sample,
        "sample_intro": fill(labels["sample_intro"], count=len(sample)),
    }


def _looked_for(notes: Notes, labels: Labels) -> Mapping[str, Sequence[str]]:
    """List the pages that somebody has to look at as they lie in the pile: those that were not read, and further sheets of a table."""
    tables = [group for group in notes.groups if not group.colleagues]  # each of their sheets is another colleague's
    further = [(group, [one for one in group.sources if one.sheet == sheet]) for group in tables for sheet in _further(group)]
    return {
        "unread": [not_read(one, labels) for one in notes.unread],
        "further": [f"{group.name}: {_pages(pages, labels)}" for group, pages in further],
    }


def _further(group: Group) -> Sequence[int]:
    """Give the numbers of a group's sheets, but for the first."""
    return sorted({one.sheet for one in group.sources if one.sheet > 1})


def _doubted(group: Group, subject: Doubtful, labels: Labels) -> Doubted:
    is_one = len({one.sheet for one in group.sources}) < 2
    doubts = tuple(
        Doubt(
            field_name(one.field, labels),
            subject.shelf.get(one.picture, ""),
            doubt(one, labels),
            "" if is_one else _spot(group, one.field, subject.asked).said(labels),
        )
        for one in sorted(group.unsure, key=_order)
    )
    return Doubted(group.name, _pages(group.sources, labels), doubts)


def _order(one: Unsure) -> tuple[str, int, int]:
    """Order fields as the sheet has them: rows by their numbers, what is judged before what stands in the way."""
    first, number, key, *_ = [*one.field.split("."), "", ""]
    return first, int(number) if number.isdecimal() else 0, (*SCALES, TICKS, key).index(key)


def _pages(sources: Iterable[Source], labels: Labels) -> str:
    return ", ".join(dict.fromkeys(source(one.file, one.page, labels) for one in sources if one.file))


class _Spot(Struct, frozen=True):
    """Where an answer stands: the pages that have its field, and the row there; empty where it is numbered as in the notes."""

    sources: tuple[Source, ...]
    row: str = ""
    number: int = 0

    def said(self, labels: Labels) -> str:
        """Say so in words."""
        own = fill(labels["doubts_row"], row=fill(labels[self.row], number=self.number)) if self.row in labels else ""
        return " · ".join(part for part in (_pages(self.sources, labels), own) if part)


def _spot(group: Group, field: str, asked: Asked) -> _Spot:
    """Find an answer's own page among those of its sheet. On a further sheet rows have numbers of their own."""
    kind, number, key = [*field.split("."), "", ""][:3]
    rows: Sequence[Any] = getattr(group, ROWS.get(kind, kind), ()) if number.isdecimal() else ()
    sheets = [row.sheet for row in rows[: int(number)]] if rows else []
    if not sheets:
        return _Spot(tuple(one for one in group.sources if field in asked.get(one.key, (field,))))
    own = sheets.count(sheets[-1])
    those = [one for one in group.sources if one.sheet == sheets[-1]]
    named = [one for one in those if f"{kind}.{own}.{key}" in asked.get(one.key, ())]
    return _Spot(tuple(named or those), "" if own == int(number) else f"row_{kind}", own)


def _sure(notes: Notes, labels: Labels, asked: Asked) -> Iterator[Sampled]:
    """Go through the marks that a machine has read and is sure of."""
    for group in notes.groups:
        doubted = {one.field for one in group.unsure}
        for number, one in enumerate(group.challenges, 1):
            read = {**{key: f"{value}" if (value := getattr(one, key)) else "" for key in SCALES}, TICKS: ", ".join(one.barriers)}
            for key, value in read.items():
                name = f"challenges.{number}.{key}"
                spot = _spot(group, name, asked)
                own, values = f"challenges.{spot.number or number}.{key}", one.barriers if key == TICKS else (value,)
                if value and name not in doubted and any(_is_read(source, own, values, asked) for source in spot.sources):
                    yield Sampled(group.name, field_name(name, labels), value, spot.said(labels))


def _is_read(source: Source, field: str, values: Sequence[str], asked: Asked) -> bool:
    """Tell whether it was a machine that read these values there, and no person who put them right; where the notes do not say, it was."""
    order = {name: options for name, options in asked.get(source.key, {}).items() if options}
    if source.kind != SCANNED or not source.marks or field not in order:
        return source.kind == SCANNED
    read = dict(zip(order, source.marks.split(), strict=False)).get(field, "")
    return read == "+".join(str(number) for number, option in enumerate(order[field], 1) if option in values)


def _sample(sure: Sequence[Sampled]) -> list[Sampled]:
    """Take some of them, spread over all groups, the same each time."""
    if len(sure) <= SAMPLE:
        return list(sure)
    return [sure[number * len(sure) // SAMPLE + len(sure) // SAMPLE // 2] for number in range(SAMPLE)]


KIND = Kind(name="doubts", of="meeting", values=_values)
