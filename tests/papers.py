"""Papers of meetings as a person finds them: built from a small project, their lines, words and headings read back. A support module, not a test."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from reader import Area, Node, plain

from cardprint import build
from cardprint.job import Job, Report

POINT = 25.4 / 72
KEY = re.compile(r"[A-Z2-7]{4}(?: [A-Z2-7]{4}){2}")
"""The key of a page, beside its codes."""
CODE_EDGE = 8.0
"""Millimetres from the edge, where the codes stand."""
SPARE = 2
"""Sheets without a group."""
TOUCH = 0.15
"""Millimetres that two lines' ink may share: the reader's boxes are rounded."""

DECK: Mapping[str, Any] = {
    "title": "Kort",
    "themes": [{"id": "t", "name": "Tema"}],
    "cards": [
        {"id": "k-1", "theme": "t", "text": "Hvad siger en {borger}?", "facilitator_note": "Vent på svar."},
        {"id": "k-2", "theme": "t", "text": "Hvad bøvler?"},
        {"id": "k-3", "theme": "t", "text": "Hvad virker?"},
    ],
}
VOCABULARY: Mapping[str, Any] = {"terms": {"borger": {"forms": {"sg": "borger"}, "meaning": "Den, vi er her for", "keep": True}}}
SHEET: Mapping[str, Any] = {"title": "Opsamling"}
PROJECT: Mapping[str, Any] = {"process": {"name": "Fælles vej", "focus": "Vi finder ord."}, "areas": ["skole", "hjem"]}
AGENDA: Mapping[str, Any] = {
    "title": "Mødet",
    "date": "2026-12-01",
    "start": "13:00",
    "place": "Lokale 2",
    "facilitator": "Anna",
    "groups": 3,
    "expected": 20,
    "purpose": "Vi begynder.",
    "reply": {"by": "2026-11-24", "to": "os@eksempel.example"},
    "items": [
        {"title": "Velkommen", "minutes": 10, "purpose": "orientation"},
        {"title": "Snak", "minutes": 45, "deck": "kort", "cards": ["k-1", "k-2"], "worksheet": "ark", "materials": ["Penne"]},
        {"title": "Pause", "minutes": 15, "purpose": "break"},
        {"title": "Runde", "minutes": 20, "purpose": "feedback", "materials": ["Penne", "Sedler"]},
    ],
}


def changed(noun: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    """Give a copy with other values; None takes a key away."""
    return {key: value for key, value in {**copy.deepcopy(dict(noun)), **keys}.items() if value is not None}


def written(noun: Mapping[str, Any]) -> str:
    """Write a file of the user's as JSON, which YAML reads."""
    return json.dumps(noun, ensure_ascii=False)


def world(agenda: Mapping[str, Any] | None = AGENDA, sheet: Mapping[str, Any] = SHEET, **config: Any) -> dict[str, str]:
    """Give the files of a project of two areas with a deck, a worksheet and a meeting."""
    files = {
        "cardprint.yaml": written(changed(PROJECT, **config)),
        "cards/kort.yaml": written(DECK),
        "cards/vocabulary.yaml": written(VOCABULARY),
        "cards/areas/skole.yaml": written({"name": "Skole", "terms": {"borger": {"forms": {"sg": "elev"}}}}),
        "cards/areas/hjem.yaml": written({"name": "Hjemmet", "cards": {"k-2": {"text": "Hvad driller derhjemme?"}}}),
        "cards/worksheets/ark.yaml": written(sheet),
    }
    return files if agenda is None else {**files, "cards/agendas/moede.yaml": written(agenda)}


class Built(NamedTuple):
    """What came of a build."""

    folder: Path
    report: Report

    def path(self, kind: str, area: str = "skole", name: str = "moede") -> Path:
        return self.folder / area / f"{name}-{kind}.pdf"

    @property
    def names(self) -> list[str]:
        """The files that were written, below the output folder."""
        return sorted(Path(file.path).resolve().relative_to(self.folder.resolve()).as_posix() for file in self.report.written)

    @property
    def codes(self) -> list[str]:
        return [problem.code for problem in self.report.problems]


def built(root: Path, *kinds: str, areas: Sequence[str] = ("skole",), path: Path | None = None) -> Built:
    """Build some kinds of papers, all where none is named."""
    folder = root / "output"
    return Built(folder, build(Job(path=path or root, output=folder, kinds=kinds, areas=tuple(areas))))


# --- words and lines on the paper ------------------------------------------------------------------------------------


class Line(NamedTuple):
    """A stretch of text in one line: its page, counted from 1, the box of its ink in millimetres from the paper's top left, its words."""

    page: int
    paper: Area
    area: Area
    text: str


def lines(path: Path) -> Iterator[Line]:
    """Read the boxes of all text, as pdfium finds them."""
    with pypdfium2.PdfDocument(path) as file:
        for number, page in enumerate(file, 1):
            height, text = page.get_height(), page.get_textpage()
            paper = Area(0.0, 0.0, page.get_width() * POINT, height * POINT)
            for index in range(text.count_rects()):
                left, low, right, high = text.get_rect(index)
                area = Area(left * POINT, (height - high) * POINT, (right - left) * POINT, (high - low) * POINT)
                yield Line(number, paper, area, text.get_text_bounded(left, low, right, high))


def faults(path: Path, margin: float = 15.0) -> list[str]:
    """Say which lines meet others or reach into the white at the edges; at head and foot of a page stand its title and number."""
    found = sorted(lines(path), key=lambda one: (one.page, one.area.top))
    out = [
        f"page {one.page}: {one.text!r} leaves the page"
        for one in found
        if not _inside(one.area, one.paper, CODE_EDGE if KEY.fullmatch(one.text.strip()) else margin)
    ]
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if other.page != one.page or other.area.top > one.area.bottom - TOUCH:
                break
            if min(one.area.right, other.area.right) - max(one.area.left, other.area.left) > TOUCH:
                out.append(f"page {one.page}: {one.text!r} meets {other.text!r}")
    return out


def _inside(area: Area, page: Area, margin: float) -> bool:
    across = margin - 1 <= area.left and area.right <= page.right - margin + 1
    return across and area.top >= 5 and area.bottom <= page.bottom - 5


def texts(path: Path) -> list[str]:
    """Read the words of each page, as `plain` gives them."""
    with pypdfium2.PdfDocument(path) as file:
        return [plain(page.get_textpage().get_text_bounded()) for page in file]


def lost(path: Path, texts_written: Iterable[str]) -> list[str]:
    """Give the words that are on no page."""
    squeezed = re.sub(r"\s", "", "".join(texts(path)))
    return [word for text in texts_written for word in text.split() if plain(word) not in squeezed]


def numbered(name: str, count: int) -> list[str]:
    """Give so many words that come nowhere else, none of which is the beginning of another."""
    return [f"{name}{number}o" for number in range(1, count + 1)]


# --- what is read aloud ----------------------------------------------------------------------------------------------


def heard(node: Node) -> str:
    """Give all words of an element, in reading order."""
    return plain(" ".join(one.text for one in node.all() if one.text))


def headings(root: Node) -> list[tuple[int, str]]:
    """List headings in reading order, with their levels."""
    return [(int(node.role[1]), node.text) for node in root.all() if re.fullmatch("H[1-6]", node.role)]


def table_after(root: Node, heading: str) -> list[list[str]]:
    """Read the rows below the head of the table that follows a heading."""
    nodes = root.all()
    next(node for node in nodes if node.role.startswith("H") and node.text == heading)
    table = next(node for node in nodes if node.role == "Table")
    return [[heard(cell) for cell in row.children] for row in rows_of(table)]


def rows_of(root: Node) -> list[Node]:
    """List the rows of tables, without their heads."""
    return [row for body in root.all() if body.role == "TBody" for row in body.children]


def after(root: Node, name: str) -> str:
    """Give the words of the element that follows the one with a name, such as a fact."""
    nodes = root.all()
    next(node for node in nodes if node.text == name)
    return next(node.text for node in nodes if node.text)


def elements(path: Path) -> Iterator[pikepdf.Dictionary]:
    """Go through the structure elements as they are written, in reading order; only while the file is open."""
    with pikepdf.open(path) as file:
        yield from _under(file.Root.StructTreeRoot.K)


def _under(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    assert isinstance(element, pikepdf.Dictionary)
    yield element
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _under(kid)
