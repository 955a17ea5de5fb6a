"""The structure tree, written as preformatted bytes: the Stories' Elements in reading order (ISO 32000-1 14.7, 14.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from cardprint.geometry import Rect
from cardprint.page import Element
from cardprint.pdf.packing import IN_STREAM, Packer, text_string

ROLES: Mapping[str, str] = {
    # layout element: standard structure type (ISO 32000-1 14.8.4)
    "card": "Sect",
    "group": "Sect",
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "ul": "L",
    "ol": "L",
    "li": "LI",
    "lbl": "Lbl",
    "lbody": "LBody",
    "img": "Figure",
    "plot": "Figure",
    "strip": "L",
    "segment": "LI",
    "sbody": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "marks": "P",
    "mark": "Span",
    "a": "Link",
    "number": "Span",
}
"""Elements without a role (front, back, box) pass their children on to the element above."""
READ_AS: Mapping[str, str] = {"quote": "BlockQuote", "pairs": "L", "pair": "LI", "label": "Lbl", "value": "LBody"}
"""What a layout says that an Element is read as, and the role that it has then."""
LINK = "a"

ATTRIBUTED = frozenset({"img", "plot", "th", "ul", "ol"})
"""Elements whose structure elements have attributes of their own."""
OLD = frozenset({"BlockQuote"})
"""Standard types of PDF 1.7 that 2.0 has no longer: they stay in the namespace that an element has without a word (ISO 32000-2 14.8.6)."""
CELLS = frozenset({"TH", "TD"})
"""Stay in the tree though nothing is drawn in them: a table is regular, and a field to write in is a cell too."""

Marks = Mapping[Element, int]
"""Where an Element's content begins, as `page * PER_PAGE + marked-content id`, pages counted from 0."""

SCOPES: Mapping[str, bytes] = {"col": b"Column", "row": b"Row"}
"""ISO 32000-1 table 349."""

PER_PAGE = 1 << 20
"""More marked sequences than any page has."""


class DrawnPages(Struct, frozen=True):
    """What was drawn: the pages' object numbers, how many marked sequences each has, where Elements lie (`more`: and go on), their pictures.

    `fields` are the widgets of Elements that are filled in: their numbers, their pages, their keys in the parent tree; `links` are those
    of links. `empty` is what is heard of an empty cell.
    """

    pages: Sequence[int]
    counts: Sequence[int]
    marks: Marks
    more: Mapping[Element, Sequence[int]]
    boxes: Mapping[Element, Rect]
    fields: Mapping[Element, Sequence[tuple[int, int, int]]] = MappingProxyType({})
    links: Mapping[Element, Sequence[tuple[int, int, int]]] = MappingProxyType({})
    empty: str = ""


class Tree:
    """Writes one document's tree, root by root, so that few objects are held at a time."""

    def __init__(self, packer: Packer, above: int, drawn: DrawnPages, namespace: int = 0) -> None:
        """Take what packs the objects, the number of the structure tree root, what was drawn, and the namespace's number (ISO 32000-2 14.7.4; 0: PDF 1.7 has none)."""
        self.of = b"/NS %d 0 R" % namespace if namespace else b""
        self.packer = packer
        self.above = above
        self.drawn = drawn
        self.objects: list[bytes] = []
        self.parents = [[0] * count for count in drawn.counts]
        self.widgets: dict[int, int] = {}

    def write(self, roots: Sequence[Element]) -> int:
        """Write the Document element and everything under it that was drawn; give its number."""
        root = self.packer.take()
        kids: list[int] = []
        for element in roots:
            kids += self._element(element, root)
            if len(self.objects) >= IN_STREAM:
                self._pack()
        self._pack()
        self.packer.pack([(root, b"<</Type/StructElem/S/Document%s/P %d 0 R/K[%s]>>" % (self.of, self.above, _references(kids)))])
        return root

    def _pack(self) -> None:
        if self.objects:
            self.packer.pack(list(enumerate(self.objects, self.packer.take(len(self.objects)))))
            self.objects = []

    def first_on(self, page: int) -> int:
        """Give the first element on a page, or on the next one that has any; 0 where none has."""
        return next((number for numbers in self.parents[page:] for number in numbers if number), 0)

    def parent_tree(self) -> bytes:
        """Give the number tree from a page's marked-content ids, and from its widgets, to their elements (ISO 32000-1 14.7.4.4)."""
        rows = [b"%d[%s]" % (page, _references(numbers)) for page, numbers in enumerate(self.parents)]
        rows += [b"%d %d 0 R" % item for item in sorted(self.widgets.items())]
        return b"<</Nums[%s]>>" % b"\n".join(rows)

    def _element(self, element: Element, parent: int) -> list[int]:
        """Write one element; give its number, or those of its children where it has no role, or none where nothing was drawn."""
        kind = self._role(element)
        if kind is None:
            below = [*self._widgets(element, parent), *(number for child in element.children for number in self._element(child, parent))]
            return below or self._room(element, parent)
        place = len(self.objects)
        number = self.packer.next + place
        self.objects.append(b"")
        children = [found for child in element.children for found in self._element(child, number)] if element.children else []
        children += self._widgets(element, number) if element in self.drawn.fields else []
        first = self.drawn.marks.get(element)
        is_empty = first is None and not children and not any(inner in self.drawn.marks for inner in element.inner)
        if is_empty and kind not in CELLS:
            del self.objects[place:]
            return []
        head = b"/S/%s%s/P %d 0 R" % (kind.encode(), b"" if kind in OLD else self.of, parent)
        if element.tag in ATTRIBUTED or kind == "L":
            head += self._attributes(element, kind)
        if element.attributes and (language := element.attributes.get("lang")):  # ISO 32000-1 14.9.2
            head += b"/Lang%s" % text_string(language)
        if is_empty and self.drawn.empty:
            head += b"/ActualText%s" % text_string(self.drawn.empty)
        self.objects[place] = self._dictionary(element, head, children, number, first)
        return [number]

    def _role(self, element: Element) -> str | None:
        """Say what an element is read as; a link that leads nowhere in this file is plain text."""
        if element.attributes and "as" in element.attributes:
            return READ_AS[element.attributes["as"]]
        return "Span" if element.tag == LINK and element not in self.drawn.links else ROLES.get(element.tag)

    def _room(self, element: Element, parent: int) -> list[int]:
        """Say where there is nothing but room to write in."""
        if not self.drawn.empty or not (element.tag == "lines" or "field" in element.attributes):
            return []
        self.objects.append(b"<</S/P%s/P %d 0 R/ActualText%s>>" % (self.of, parent, text_string(self.drawn.empty)))
        return [self.packer.next + len(self.objects) - 1]

    def _widgets(self, element: Element, parent: int) -> list[int]:
        """Write a Form element for each widget of an Element (ISO 14289-1 7.18.4); give their numbers."""
        numbers = []
        for widget, page, key in self.drawn.fields.get(element, ()):
            number = self.packer.next + len(self.objects)
            kid = b"<</Type/OBJR/Obj %d 0 R>>" % widget
            self.objects.append(b"<</S/Form%s/P %d 0 R/Pg %d 0 R/K %s>>" % (self.of, parent, self.drawn.pages[page], kid))
            self.widgets[key] = number
            numbers.append(number)
        return numbers

    def _dictionary(self, element: Element, head: bytes, children: Sequence[int], number: int, first: int | None) -> bytes:
        """Write a structure element's dictionary (ISO 32000-1 14.7.2); `first` is its first mark."""
        if element.inner or element.tag == LINK:
            return self._parted(element, head, children, number)
        if first is None:
            return b"<<%s/K[%s]>>" % (head, _references(children))
        if not children and element not in self.drawn.more:
            page, mark = divmod(first, PER_PAGE)
            self.parents[page][mark] = number
            return b"<<%s/Pg %d 0 R/K %d>>" % (head, self.drawn.pages[page], mark)
        marks = [divmod(mark, PER_PAGE) for mark in (first, *self.drawn.more.get(element, ()))]
        for page, mark in marks:
            self.parents[page][mark] = number
        page, pages = marks[0][0], self.drawn.pages
        kids = [b"%d" % mark if at == page else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[at], mark) for at, mark in marks]
        return b"<<%s/Pg %d 0 R/K[%s]>>" % (head, pages[page], b" ".join([*kids, _references(children)]))

    def _parted(self, element: Element, head: bytes, children: Sequence[int], number: int) -> bytes:
        """Write an element with others in its text, in the order in which they are drawn; or one of those, with the annotations of a link."""
        drawn = self.drawn
        first = drawn.marks.get(element)
        own = [] if first is None else [first, *drawn.more.get(element, ())]
        parts = [(mark, b"") for mark in own]
        parts += [(drawn.marks[inner], b"%d 0 R" % self._element(inner, number)[0]) for inner in element.inner if inner in drawn.marks]
        kids = []
        for begins, reference in sorted(parts):
            page, mark = divmod(begins, PER_PAGE)
            if not reference:
                self.parents[page][mark] = number
            kids.append(reference or b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (drawn.pages[page], mark))
        for annotation, page, key in drawn.links.get(element, ()):
            self.widgets[key] = number
            kids.append(b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (drawn.pages[page], annotation))
        return b"<<%s/K[%s]>>" % (head, b" ".join([*kids, *(b"%d 0 R" % child for child in children)]))

    def _attributes(self, element: Element, kind: str) -> bytes:
        if kind == "Figure":
            box = self.drawn.boxes[element]
            corners = b" ".join(b"%.2f" % value for value in (box.x, box.y, box.right, box.bottom))
            return b"/Alt%s/A<</O/Layout/Placement/Block/BBox[%s]>>" % (text_string(element.attributes["alt"]), corners)
        if kind == "TH":
            return b"/A<</O/Table/Scope/%s>>" % SCOPES[element.attributes.get("scope", "col")]
        if element.tag == "ul":
            return b"/A<</O/List/ListNumbering/Disc>>"
        if element.tag == "ol":
            return b"/A<</O/List/ListNumbering/%s>>" % element.attributes.get("numbering", "Decimal").encode()
        if (
            kind == "L"
        ):  # its labels are words: PDF 2.0 has a name for that (ISO 32000-2 table 382), before it they were labels of no numbering
            return b"/A<</O/List/ListNumbering/%s>>" % (b"Description" if self.of else b"None")
        return b""


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])
