"""A paper that runs over pages, of any kind: its layout filled in for each part, the pages set and bounded, one file written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from cardprint import pdf
from cardprint.context import parsed
from cardprint.errors import Found, Problem, error
from cardprint.fieldmaps import encoded
from cardprint.geometry import MM
from cardprint.keeping import Kept
from cardprint.layouts.templates import bare
from cardprint.layouts.tickets import Leaves
from cardprint.model import PAPERS, Text
from cardprint.output import File
from cardprint.page import Element, Face
from cardprint.papers.kinds import Kind, Values
from cardprint.papers.orders import NOTHING, Paper, Subject
from cardprint.typeset import pages


class Pages(Struct, frozen=True):
    """The pages of each part, the roots of their tags, the bookmarks (page, title, level), what the parts were filled in with, part by part."""

    parts: list[Sequence[Face]] = field(default_factory=list)
    roots: list[Element] = field(default_factory=list)
    bookmarks: list[tuple[int, str, int]] = field(default_factory=list)
    values: list[Values] = field(default_factory=list)

    @property
    def faces(self) -> list[Face]:
        """All pages."""
        return [face for part in self.parts for face in part]


def paper(kind: Kind, subject: Subject) -> Found[Paper]:
    """Make one paper from its layout to its file; where something is wrong, or nothing is to be written, no more than the Problems."""
    whole = Pages()
    for part in subject.parts:
        if problems := _add(whole, kind, subject, part):
            return NOTHING, subject.placed(problems)
    coded = kind.coded(subject, whole.parts) if kind.coded else None
    problems = subject.placed(coded.problems) if coded else ()
    return (_written(kind, subject, whole, coded) if subject.to.is_sound else NOTHING), problems


def _add(whole: Pages, kind: Kind, subject: Subject, part: Text | str) -> Sequence[Problem]:
    """Set the pages of one part behind those before it."""
    values = kind.values(subject, part)
    root, faults = parsed(subject.context, f"{kind.name}.xml.j2", values)
    if root is None:
        return faults
    made, problems = pages.pages(root, subject.context.fresh())
    name = bare(subject.bookmark(part))
    whole.bookmarks.extend([(len(whole.faces), name, 0)] if name else made.bookmarks)
    whole.parts.append(made.faces)
    whole.roots.append(root)
    whole.values.append(values)
    return *problems, *_too_long(kind, made, subject)


def _too_long(kind: Kind, made: pages.Paged, subject: Subject) -> Sequence[Problem]:
    """Say by how much a part is longer than it may be."""
    if not kind.most or len(made.faces) <= kind.most:
        return ()
    each, heights = max(1, kind.most // len(made.parts)), iter(made.heights)
    over = sum(sum([next(heights) for _ in range(count)][each:]) for count in made.parts)
    return (error(kind.too_long, subject.place, pages=len(made.faces), most=kind.most, over=f"{over / MM:.0f}", kind=kind.name),)


def _written(kind: Kind, subject: Subject, whole: Pages, coded: Any) -> Paper:
    """Write the file, and say how it is printed; `coded` pages take the place of the others."""
    context, parts, faces = subject.context, len(subject.parts), coded.faces if coded else whole.faces
    each = whole.parts[0]
    duplex = "" if kind.use == "read" else _turned(each)
    meta = context.meta(subject.whole, subject.date, kind.name, duplex, tuple(whole.bookmarks))
    form = pdf.Form(encoded(coded.map), tuple(page.key for page in coded.map.pages), is_open=subject.is_fillable) if coded else None
    sheets, finish = [pages.sheet(face) for face in faces], pdf.Finish(form=form)
    data = pdf.write(sheets, whole.roots, meta, fonts=context.typeface, pictures=context.pictures, finish=finish)
    area, path = context.edition.area, subject.path(kind.name)
    file = File(f"{path}.pdf", kind.name, area, len(faces), data)
    mails = [File(f"{path}.txt", kind.name, area, 0, kind.mail(values)) for values in whole.values] if kind.mail else []
    leaves = (_leaves(file, each, parts, kind.copies(subject), subject.called(kind.name)),) if kind.use == "print" else ()
    kept = (Kept(coded.map.worksheet.fingerprint, file.path, form.map, data),) if form else ()
    return Paper((file, *mails), leaves=leaves, kept=kept)


def _turned(faces: Sequence[Face]) -> str:
    """Say how a printer that prints on both sides turns the paper: like the leaves of a book."""
    if len(faces) < 2:
        return "Simplex"
    return "DuplexFlipShortEdge" if faces[0].size.width > faces[0].size.height else "DuplexFlipLongEdge"


def _leaves(file: File, each: Sequence[Face], parts: int, copies: int, called: str) -> Leaves:
    """Say how a file of pages is printed: its parts, which are alike, begin on a sheet of their own."""
    size, sides = each[0].size, len(each)
    way = "landscape" if size.width > size.height else "portrait"
    name = next((name for name, paper in PAPERS.items() if size in (paper, paper.turned)), str(size))
    duplex = "none" if sides < 2 else "short_edge" if way == "landscape" else "long_edge"
    return Leaves(file.path, parts * -(-sides // 2), file.pages, copies, f"{name} {way}", duplex, called)
