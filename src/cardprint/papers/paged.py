"""A paper that runs over pages, of any kind: its layout filled in for each part, the pages set and bounded, one file written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint import extras, legible, pdf, readability
from cardprint.checks import printing
from cardprint.checks.contrast import Pair
from cardprint.context import Context, parsed
from cardprint.errors import Found, Place, Problem, error, warning
from cardprint.fieldmaps import encoded
from cardprint.geometry import MM
from cardprint.keeping import Kept
from cardprint.layouts import large
from cardprint.layouts.templates import bare
from cardprint.layouts.tickets import Leaves
from cardprint.model import Text
from cardprint.output import File
from cardprint.page import Element, Face
from cardprint.papers import laying
from cardprint.papers.kinds import Kind, Values
from cardprint.papers.orders import NOTHING, Paper, Subject
from cardprint.typeset import pages

BADGE = "badge-page"
"""The style of a page that is as large as the stock that it is printed on."""


class Part(Struct, frozen=True):
    """The pages of one part of a file, the root of their tags, the bookmarks (page, title, level), what it was filled in with."""

    faces: Sequence[Face]
    root: Element
    bookmarks: Sequence[tuple[int, str, int]]
    values: Values
    pairs: frozenset[Pair] = frozenset()


def paper(kind: Kind, subject: Subject) -> Found[Paper]:
    """Make one paper from its layout to its file; where something is wrong, or nothing is to be written, no more than the Problems."""
    if not kind.is_there(subject):
        return NOTHING, _missed(kind, subject)
    if kind.data is not None:
        return _unpaged(kind, kind.data, subject)
    if kind.is_page:
        return _page(kind, subject)
    parts: list[Part] = []
    for named in subject.parts:
        part, problems = _part(kind, subject, named)
        if problems or part is None:
            return NOTHING, subject.placed(problems)
        parts.append(part)
    parts = _filled_up(parts)
    coded = kind.coded(subject, [part.faces for part in parts]) if kind.coded else None
    problems = subject.placed(coded.problems) if coded else ()
    laid, faults = laying.laid(kind.lies, [part.faces for part in parts], subject.context, kind.copies(subject))
    problems = (*problems, *subject.placed(faults))
    made = _written(kind, subject, parts, coded, laid) if subject.to.is_sound and not faults else NOTHING
    return (replace(made, said=(_said(kind, subject, parts),)) if subject.to.job.readability else made), problems


def _missed(kind: Kind, subject: Subject) -> tuple[Problem, ...]:
    """Say that there is nothing to print where somebody asks for just that."""
    if kind.name not in subject.to.job.kinds:
        return ()
    return subject.placed([warning(kind.absent, Place(""), title=bare(subject.title.value))])


def _said(kind: Kind, subject: Subject, parts: Sequence[Part]) -> readability.Said:
    """Gather the words of a paper; what all its parts say is said once, and what the deck's cards say is the deck's."""
    edition, styles = subject.context.edition, subject.context.styles
    found = () if kind.of in {"deck", "prints"} else (passage for part in parts for passage in readability.of_pages(part.root, styles))
    title, known = bare(subject.title.value), readability.explained(edition.vocabulary)
    return readability.Said(edition.area, kind.name, title, edition.language, tuple(dict.fromkeys(found)), known)


def _unpaged(kind: Kind, made: Callable[[Any], bytes], subject: Subject) -> Found[Paper]:
    """Make a file that has no pages; one that takes an extra which is not installed is a Problem."""
    if kind.extra and (package := extras.lacking(kind.extra)):
        return NOTHING, subject.placed([warning("paper-without-extra", Place(""), kind=kind.name, package=package, extra=kind.extra)])
    path = f"{subject.path(kind.name).removesuffix(f'-{kind.suffix}')}.{kind.suffix}"
    data = made(subject) if subject.to.is_sound else b""
    return Paper((File(path, kind.name, subject.context.edition.area, 0, data),) if data else ()), ()


def _page(kind: Kind, subject: Subject) -> Found[Paper]:
    """Make a page for a browser."""
    from cardprint.web import page

    context = subject.context
    root, faults = parsed(context, f"{kind.layout or kind.name}.xml.j2", kind.values(subject, ""))
    problems = subject.placed(faults)
    if root is None or not subject.to.is_sound:
        return NOTHING, problems
    look, path, area = page.Look(context.styles, context.setting.palette, context.pictures), subject.path(kind.base), context.edition.area
    files = [
        File(f"{path}.{kind.suffix}", kind.name, area, 0, page.write(root, context.meta(subject.whole, subject.date, kind.base), look))
    ]
    if kind.worded:
        from cardprint.web import worded

        files.append(File(f"{path}.txt", kind.name, area, 0, worded.write(root)))
    return Paper(tuple(files)), problems


def _part(kind: Kind, subject: Subject, named: Text | str) -> Found[Part | None]:
    """Set the pages of one part."""
    values = kind.values(subject, named)
    part, problems = _filled(kind, subject, named, values)
    if kind.most and values.get("codes") and any(problem.code == kind.too_long for problem in problems):
        return _filled(kind, subject, named, {**values, "codes": False})  # the words beside them say the same
    return part, problems


def _filled(kind: Kind, subject: Subject, named: Text | str, values: Values) -> Found[Part | None]:
    context = _enlarged(kind, subject.context)
    root, faults = parsed(context, f"{kind.layout or kind.name}.xml.j2", values)
    if root is None:
        return None, faults
    if kind.large:
        large.stack(root, context.styles)
    made, problems = pages.pages(root, context.fresh())
    name, eye = bare(subject.bookmark(named)), legible.eye(context)
    faces = tuple(map(eye.face, made.faces))
    marks = [(0, name, 0)] if name else made.bookmarks
    return Part(faces, root, marks, values, frozenset(eye.pairs)), (*problems, *_too_long(kind, made, subject))


def _enlarged(kind: Kind, context: Context) -> Context:
    if kind.lies == laying.CUT:
        return laying.sized(context, BADGE)
    return replace(context, styles=large.styles(context.styles, kind.large)) if kind.large else context


def _filled_up(parts: list[Part]) -> list[Part]:
    """Add an empty page behind an odd number of them, where paper is printed on both sides: each part begins on a sheet of paper of its own."""
    if len(parts) < 2 or all(len(part.faces) < 2 for part in parts):
        return parts
    odd = {number for number, part in enumerate(parts) if len(part.faces) % 2}
    return [
        replace(part, faces=(*part.faces, Face(part.faces[-1].size, []))) if number in odd else part for number, part in enumerate(parts)
    ]


def _too_long(kind: Kind, made: pages.Paged, subject: Subject) -> Sequence[Problem]:
    """Say by how much a part is longer than it may be."""
    if not kind.most or len(made.faces) <= kind.most:
        return ()
    each, heights = max(1, kind.most // len(made.parts)), iter(made.heights)
    over = sum(sum([next(heights) for _ in range(count)][each:]) for count in made.parts)
    return (error(kind.too_long, subject.place, pages=len(made.faces), most=kind.most, over=f"{over / MM:.0f}", kind=kind.name),)


def _written(kind: Kind, subject: Subject, parts: Sequence[Part], coded: Any, laid: laying.Laid) -> Paper:
    """Write the file, and say how it is printed; `coded` pages take the place of the others."""
    context, faces = subject.context, coded.faces if coded else [face for part in parts for face in part.faces]
    duplex = "" if kind.use == "read" else _DUPLEX[laid.duplex]
    own = () if kind.lies == laying.CUT else tuple(_bookmarks(parts))
    marks = own or tuple(_numbered(len(laid.sides), context.edition.labels["page"]))
    meta = context.meta(subject.whole, subject.date, kind.name, duplex, marks)
    form = pdf.Form(encoded(coded.map), tuple(page.key for page in coded.map.pages), is_open=subject.is_fillable) if coded else None
    finish = pdf.Finish(form=form, kind="plain" if form and form.is_open else context.edition.project.pdf)
    sheets = [pages.sheet(face) for face in faces] if coded else laid.sides
    data = pdf.write(sheets, [part.root for part in parts], meta, fonts=context.typeface, pictures=context.pictures, finish=finish)
    area, path = context.edition.area, subject.path(kind.name)
    file = File(f"{path}.pdf", kind.name, area, len(sheets), data)
    mails = [File(f"{path}.txt", kind.name, area, 0, kind.mail(part.values)) for part in parts] if kind.mail else []
    days = kind.calendar(subject) if kind.calendar else b""
    mails += [File(f"{path}.ics", kind.name, area, 0, days)] if days else []
    leaves: tuple[Leaves, ...] = ()
    if kind.use == "print":
        is_colour = printing.has_colour(faces, context.pictures)
        leaves = (Leaves(file.path, laid.sheets, file.pages, laid.copies, laid.paper, laid.duplex, subject.called(kind.name), is_colour),)
    kept = (Kept(coded.map.worksheet.fingerprint, file.path, form.map, data),) if form else ()
    return Paper((file, *mails), leaves=leaves, kept=kept, pairs=frozenset().union(*(part.pairs for part in parts)))


def _bookmarks(parts: Sequence[Part]) -> Iterator[tuple[int, str, int]]:
    """Give the bookmarks of all parts, by the file's pages."""
    before = 0
    for part in parts:
        yield from ((before + page, title, level) for page, title, level in part.bookmarks)
        before += len(part.faces)


FEW_PAGES = 4
"""Pages that one finds one's way in without bookmarks."""


def _numbered(count: int, label: str) -> Iterator[tuple[int, str, int]]:
    """Give a bookmark for each page of a long paper that has none of its own."""
    yield from ((page, f"{label} {page + 1}", 0) for page in range(count if count > FEW_PAGES else 0))


_DUPLEX = {
    "long_edge": "DuplexFlipLongEdge",
    "short_edge": "DuplexFlipShortEdge",
    **dict.fromkeys(("none", "tent", "cut_apart"), "Simplex"),
}
"""How a printer that prints on both sides turns the paper: like the leaves of a book."""
