"""The structure tree, written as preformatted bytes: the Stories' Elements in reading order (ISO 32000-1 14.7, 14.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardprint.geometry import Rect
from cardprint.page import Element

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
}
"""Elements without a role (front, back, box) pass their children on to the element above."""

Marks = Mapping[Element, Sequence[tuple[int, int]]]
"""Where an Element's content is: (page, counted from 0; marked-content id)."""




def text_string(text: str) -> bytes:
    """Write a text string (ISO 32000-1 7.9.2.2)."""
    data = text.encode("ascii") if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    return b"<" + data.hex().encode() + b">"


class Tree:
    """Writes the objects of one document's tree; object numbers run on from `first`."""

    def __init__(self, first: int, root: int, pages: Sequence[int], marks: Marks, boxes: Mapping[Element, Rect]) -> None:
        """Take the number of the tree root, the pages' numbers, and what was drawn."""
        self.first = first
        self.root = root
        self.pages = pages
        self.marks = marks
        self.boxes = boxes
        self.objects: list[bytes] = []
        self.parents: list[dict[int, int]] = [{} for _ in pages]

    def write(self, roots: Sequence[Element]) -> None:
        """Write the Document element and everything under it that was drawn."""
        self.objects.append(b"")
        kids = [number for element in roots for number in self._element(element, self.first)]
        self.objects[0] = b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (self.root, _references(kids))

    def parent_tree(self) -> bytes:
        """Give the number tree from a page's marked-content ids to its elements (ISO 32000-1 14.7.4.4)."""
        rows = [b"%d[%s]" % (page, _references([ids[mark] for mark in range(len(ids))])) for page, ids in enumerate(self.parents)]
        return b"<</Nums[%s]>>" % b"\n".join(rows)

    def _element(self, element: Element, parent: int) -> list[int]:
        """Write one element; give its number, or those of its children where it has no role, or none where nothing was drawn."""
        kind = ROLES.get(element.tag)
        if kind is None:
            return [number for child in element.children for number in self._element(child, parent)]
        place = len(self.objects)
        number = self.first + place
        self.objects.append(b"")
        children = [found for child in element.children for found in self._element(child, number)]
        marks = self.marks.get(element, ())
        if not children and not marks:
            del self.objects[place:]
            return []
        self.objects[place] = self._dictionary(element, kind, parent, children, marks, number)
        return [number]

    def _dictionary(self, element: Element, kind: str, parent: int, children: Sequence[int], marks: Sequence[tuple[int, int]], number: int) -> bytes:  # noqa: PLR0913, PLR0917 - the parts of one dictionary
        extra = self._attributes(element, kind)
        for page, mark in marks:
            self.parents[page][mark] = number
        if not marks:
            return b"<</S/%s/P %d 0 R%s/K[%s]>>" % (kind.encode(), parent, extra, _references(children))
        page = marks[0][0]
        if len(marks) == 1 and not children:
            return b"<</S/%s/P %d 0 R%s/Pg %d 0 R/K %d>>" % (kind.encode(), parent, extra, self.pages[page], marks[0][1])
        kids = [b"%d" % mark if at == page else b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (self.pages[at], mark) for at, mark in marks]
        kids.append(_references(children))
        return b"<</S/%s/P %d 0 R%s/Pg %d 0 R/K[%s]>>" % (kind.encode(), parent, extra, self.pages[page], b" ".join(kids))

    def _attributes(self, element: Element, kind: str) -> bytes:
        if kind == "Figure":
            box = self.boxes[element]
            corners = b" ".join(b"%.2f" % value for value in (box.x, box.y, box.right, box.bottom))
            return b"/Alt%s/A<</O/Layout/Placement/Block/BBox[%s]>>" % (text_string(element.attributes["alt"]), corners)
        if element.tag == "ul":
            return b"/A<</O/List/ListNumbering/Disc>>"
        if element.tag == "ol":
            return b"/A<</O/List/ListNumbering/Decimal>>"
        return b""


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])
