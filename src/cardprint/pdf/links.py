"""Links as annotations: where each line of a link lies on its page, where it leads, what it says (ISO 32000-1 12.5.6.5, ISO 14289-1 7.18.5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from cardprint.page import ASCENT, DESCENT, Element, Item, Placement, Sheet, TextLine
from cardprint.pdf.content import onto
from cardprint.pdf.packing import text_string

if TYPE_CHECKING:
    from cardprint.pdf.document import Document, Raw

PRINTS = 4
"""An annotation's flag: it is on paper too, which is to say not hidden there (ISO 32000-1 table 165, ISO 19005-2, 6.3.2)."""
KEPT = "/:?#[]@!$&'()*+,;=%-._~"
"""What an address keeps as it is; all else is written in percent (RFC 3986)."""

Corner = tuple[float, float]
Quad = tuple[Corner, Corner, Corner, Corner]
"""The corners of a line: at its upper left, upper right, lower left, lower right, which is the order that viewers read them in."""


class Links:
    """The links of one file under way: the lines of each, page by page."""

    def __init__(self) -> None:
        """Begin without any."""
        self.lines: dict[tuple[int, Element], list[Quad]] = {}

    def note(self, element: Element, items: Iterable[Item], placement: Placement, sheet: Sheet, page: int) -> None:
        """Note where lines of a link lie."""
        quads = self.lines.setdefault((page, element), [])
        quads += [_quad(item, placement, sheet) for item in items if isinstance(item, TextLine)]

    def write(self, document: Document, key: int) -> Mapping[Element, list[tuple[int, int, int]]]:
        """Write an annotation for each page of each link, by keys of the parent tree from `key` on; give number, page and key by Element."""
        written: dict[Element, list[tuple[int, int, int]]] = {}
        for (page, element), quads in self.lines.items():
            number = document.add(_annotation(element.attributes["href"], quads, document.pages[page], key))
            document.annotate(page, [number])
            written.setdefault(element, []).append((number, page, key))
            key += 1
        return written


def _annotation(leads: str, quads: list[Quad], page: int, key: int) -> Raw:
    from cardprint.pdf.document import Raw

    points = [corner for quad in quads for corner in quad]
    low, high = (b"%.2f %.2f" % (pick(x for x, _ in points), pick(y for _, y in points)) for pick in (min, max))
    said = leads[len("mailto:") :] if leads.lower().startswith("mailto:") else leads
    where = b" ".join(b"%.2f %.2f" % point for point in points)
    head = b"/Type/Annot/Subtype/Link/F %d/P %d 0 R/Rect[%s %s]/QuadPoints[%s]/Border[0 0 0]" % (PRINTS, page, low, high, where)
    return Raw(b"<<%s/StructParent %d/Contents%s/A<</S/URI/URI%s>>>>" % (head, key, text_string(said), text_string(uri(leads))))


def uri(leads: str) -> str:
    """Write an address in ASCII, as a URI is (ISO 32000-1 12.6.4.7): letters of other alphabets in percent, in a host's name as browsers write them."""
    if leads.isascii():
        return quote(leads, safe=KEPT)
    try:
        host = urlsplit(leads).netloc
        leads = leads.replace(host, host.encode("idna").decode(), 1) if host and not host.isascii() else leads
    except ValueError:  # no name of a host that there may be: written in percent
        pass
    return quote(leads, safe=KEPT)


def _quad(line: TextLine, placement: Placement, sheet: Sheet) -> Quad:
    top, foot = line.y - ASCENT * line.size, line.y + DESCENT * line.size
    ends = line.x, line.x + line.width
    upper = [onto(placement, sheet, x, top) for x in ends]
    lower = [onto(placement, sheet, x, foot) for x in ends]
    return upper[0], upper[1], lower[0], lower[1]
