"""The rules of the structure tree beyond PDF/UA-1, which tells no more than that there is one: a table of checks over any file. A support module, not a test.

Each rule gives a sentence for each place where a file breaks it, and nothing where it is sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
from reader import marked, parts_of

FEW_PAGES = 4
"""Pages that one finds one's way in without bookmarks."""
ADDRESS = re.compile(r"\bhttps?://[^\s<>\"“”„«»]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
LEADS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
BLOCKS = frozenset({"P", "L", "H1", "H2", "H3", "Figure", "Table", "Sect"})
CELLS = frozenset({"TD", "TH"})


class Tag(NamedTuple):
    """A structure element: its type, its own words, the element as it lies in the file, and what is in it."""

    role: str
    text: str
    entry: pikepdf.Dictionary
    children: tuple[Tag, ...]

    def all(self) -> Iterator[Tag]:
        """Go through the element and everything under it."""
        yield self
        for child in self.children:
            yield from child.all()

    @property
    def heard(self) -> str:
        """All that is said of it, in its place or in it."""
        instead = str(self.entry.get("/ActualText", self.entry.get("/Alt", "")))
        return instead or "".join((self.text, *(child.heard for child in self.children)))

    @property
    def annotations(self) -> list[pikepdf.Dictionary]:
        """The annotations that are its own (ISO 32000-1 14.7.4.3)."""
        held = self.entry.get("/K", pikepdf.Array())
        return [
            kid.Obj
            for kid in (held if isinstance(held, pikepdf.Array) else [held])
            if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid
        ]


class Structure(NamedTuple):
    """A file and its tree."""

    file: pikepdf.Pdf
    root: Tag

    def of(self, *roles: str) -> Iterator[Tag]:
        """Go through the elements of some types, in reading order."""
        return (tag for tag in self.root.all() if tag.role in roles)

    @property
    def is_for_a_press(self) -> bool:
        """Whether nothing but what is printed may be on its pages (ISO 15930-7)."""
        return any(intent.get("/S") == "/GTS_PDFX" for intent in self.file.Root.get("/OutputIntents", ()))


def _first_heading(found: Structure) -> Iterator[str]:
    roles = [tag.role for tag in found.of("H1", "H2", "H3", "H4", "H5", "H6")]
    if roles[:1] != ["H1"]:
        yield f"the first heading is {roles[0] if roles else 'missing'}"


def _levels(found: Structure) -> Iterator[str]:
    before = 1
    for tag in found.of("H1", "H2", "H3", "H4", "H5", "H6"):
        level = int(tag.role[1])
        if level > before + 1:
            yield f"{tag.role} after H{before}: {tag.heard[:40]}"
        before = level


def _links(found: Structure) -> Iterator[str]:
    """Look at both ends: elements that lead nowhere, and annotations that no element has."""
    owned = set()
    for tag in found.of("Link"):
        owned |= {annotation.objgen for annotation in tag.annotations}
        if not tag.annotations:
            yield f"Link without an annotation: {tag.heard[:60]}"
        for annotation in tag.annotations:
            if not LEADS.match(str(annotation.get("/A", {}).get("/URI", ""))) or not str(annotation.get("/Contents", "")).strip():
                yield f"annotation that leads nowhere or says nothing: {tag.heard[:60]}"
    for page in found.file.pages:
        for annotation in page.obj.get("/Annots", ()):
            if annotation.Subtype == "/Link" and annotation.objgen not in owned:
                yield "Link annotation outside the tree"


def _lines(found: Structure) -> Iterator[str]:
    """Look for a rectangle for each line of a link, inside the one of its annotation."""
    for tag in found.of("Link"):
        for annotation in tag.annotations:
            left, low, right, high = (float(edge) for edge in annotation.Rect)
            points = [float(value) for value in annotation.get("/QuadPoints", ())]
            inside = all(left <= x <= right and low <= y <= high for x, y in zip(points[::2], points[1::2], strict=True))
            if not points or len(points) % 8 or not inside:
                yield f"link without a rectangle for each of its lines: {tag.heard[:60]}"


def _addresses(found: Structure) -> Iterator[str]:
    if found.is_for_a_press:
        return
    inside = {id(one) for link in found.of("Link", "Form") for one in link.all()}
    for tag in found.root.all():
        if id(tag) not in inside and (said := ADDRESS.search(tag.text)):
            yield f"address that is no link: {said[0]}"


def _said(found: Structure) -> Iterator[str]:
    """Look for links whose words are an address, and another one than where they lead."""
    for tag in found.of("Link"):
        words = tag.text.replace("\n", "").replace("\u00ad", "")
        for annotation in tag.annotations:
            if ADDRESS.fullmatch(words) and str(annotation.Contents) != words:
                yield f"{words} is said to be {annotation.Contents}"


def _lists(found: Structure) -> Iterator[str]:
    for tag in found.of("L"):
        if not tag.children or any(child.role not in {"LI", "L", "Caption"} for child in tag.children):
            yield f"L of {sorted({child.role for child in tag.children})}"
    for tag in found.of("LI"):
        roles = [child.role for child in tag.children]
        if roles not in (["Lbl", "LBody"], ["LBody"]):
            yield f"LI of {roles}: {tag.heard[:40]}"


def _labels(found: Structure) -> Iterator[str]:
    for tag in found.of("L"):
        numbering = _attribute(tag, "/List", "/ListNumbering")
        if any(child.children and child.children[0].role == "Lbl" for child in tag.children) and not numbering:
            yield f"L whose labels are not said to be labels: {tag.heard[:40]}"


def _quotations(found: Structure) -> Iterator[str]:
    for tag in found.of("BlockQuote", "Quote"):
        if not tag.heard.strip() or (tag.role == "BlockQuote" and any(child.role not in BLOCKS for child in tag.children)) or tag.text:
            yield f"{tag.role} without paragraphs: {tag.heard[:40]}"


def _tables(found: Structure) -> Iterator[str]:
    for tag in found.of("Table"):
        rows = [row for row in tag.all() if row.role == "TR"]
        if len({len(row.children) for row in rows}) > 1:
            yield f"table whose rows differ: {[len(row.children) for row in rows][:9]}"
    yield from (f"TH without Scope: {tag.heard[:40]}" for tag in found.of("TH") if not _attribute(tag, "/Table", "/Scope"))


def _empty(found: Structure) -> Iterator[str]:
    for tag in found.root.all():
        if not tag.heard.strip() and not any(one.annotations for one in tag.all()):
            yield f"{tag.role} that says nothing"


def _pictures(found: Structure) -> Iterator[str]:
    yield from ("Figure without Alt" for tag in found.of("Figure") if not str(tag.entry.get("/Alt", "")).strip())


def _numbers(found: Structure) -> Iterator[str]:
    """Look for numbers of cards that are read apart from what they number."""
    for tag in found.of("Sect"):
        if any(child.role == "H1" for child in tag.children):
            yield from (
                f"number apart from its heading: {child.text}" for child in tag.children if child.role == "P" and child.text.isdecimal()
            )


def _bookmarks(found: Structure) -> Iterator[str]:
    if len(found.file.pages) > FEW_PAGES and not found.file.Root.get("/Outlines", {}).get("/First"):
        yield f"{len(found.file.pages)} pages without bookmarks"


def _attribute(tag: Tag, owner: str, name: str) -> str:
    held = tag.entry.get("/A", pikepdf.Array())
    entries = held if isinstance(held, pikepdf.Array) else [held]
    return next((str(one[name]) for one in entries if one.get("/O") == owner and name in one), "")


RULES: Mapping[str, Callable[[Structure], Iterator[str]]] = {
    "the first heading is one of the first level": _first_heading,
    "no level of headings is left out on the way down": _levels,
    "links lead somewhere, and say where": _links,
    "links have a rectangle for each line": _lines,
    "addresses are links": _addresses,
    "a link says the address that it shows": _said,
    "lists have items, items their bodies": _lists,
    "lists with labels say of which kind they are": _labels,
    "quotations hold paragraphs": _quotations,
    "tables are regular, and their heads say what they head": _tables,
    "nothing is empty that does not say so": _empty,
    "pictures say what they show": _pictures,
    "a card's number is read with its heading": _numbers,
    "long files have bookmarks": _bookmarks,
}
"""What has to be true of the tree of every file that cardprint writes."""


def broken(path: Path) -> Mapping[str, list[str]]:
    """Give the rules that a file breaks, and where."""
    with pikepdf.open(path) as file:
        words = marked(path)
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        found = Structure(file, _tag(file.Root.StructTreeRoot.K, words, numbers))
        return {name: faults for name, rule in RULES.items() if (faults := list(rule(found)))}


def _tag(element: pikepdf.Dictionary, words: Mapping[tuple[int, int], str], numbers: Mapping[tuple[int, int], int]) -> Tag:
    parts = list(parts_of(element, words, numbers))
    children, texts = [part for part in parts if not isinstance(part, str)], [part for part in parts if isinstance(part, str)]
    return Tag(str(element.S)[1:], "".join(texts).strip(), element, tuple(_tag(child, words, numbers) for child in children))
