"""Walk Sheets and write them. All content is inside exactly one marked sequence: an Element's, or an artifact's (ISO 14289-1 7.1).

A placement that is not tagged (a further copy, a shared back, furniture) is a form XObject inside an artifact, drawn once per file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cardprint import crew
from cardprint.fonts import Typeface
from cardprint.geometry import Rect, Size
from cardprint.page import UNMOVED, Element, Face, Image, Item, Line, Meta, Placement, Sheet, TextLine
from cardprint.pdf import faces, shapes
from cardprint.pdf.content import FONT_NAMES, Content, Used, matrix, moved, number, stretches
from cardprint.pdf.document import Bookmark, Document, Packed, Packer, Raw, stream, text_string
from cardprint.pdf.finish import OFFICE, Finish
from cardprint.pdf.palette import palette
from cardprint.pdf.tags import PER_PAGE, ROLES, Drawn, Tree
from cardprint.pdf.xmp import PRODUCER, packet, pdf_date
from cardprint.pictures import Picture


def write(
    sheets: Iterable[Sheet],
    roots: Sequence[Element],
    meta: Meta,
    *,
    fonts: Typeface,
    pictures: Mapping[str, Picture],
    finish: Finish = OFFICE,
) -> bytes:
    """Write one tagged PDF: `roots` is the reading order, `fonts` has the fonts that TextLines name, `pictures` by the name in Images.

    `finish` says in which inks, and as which kind of PDF. Marks are counted first; then the tree is written beside the pages, in a second process where the file is large.
    """
    everything = tuple(sheets)
    writer = Writer(meta, finish)
    for sheet in everything:
        writer.count(sheet)
    writer.describe(fonts, pictures)
    begin = crew.beside if len(everything) >= MANY else _later
    tree = begin(lambda: writer.tree(roots))
    for page, sheet in enumerate(everything):
        writer.page(page, sheet)
    return writer.finish(*tree())


MANY = 100
"""Pages from which on a second process is worth its start."""
Trees = tuple[bytes, bytes, list[Packed]]
"""The structure tree root, the parent tree, and the streams of all other objects of the tree."""


def _later(work: Callable[[], Trees]) -> Callable[[], Trees]:
    return work


class Writer:
    """One file under way."""

    def __init__(self, meta: Meta, finish: Finish) -> None:
        """Open an empty file in memory."""
        self.meta = meta
        self.finishing = finish
        self.palette = palette(finish.separation)
        self.used = Used()
        self.document = Document(finish.version)
        self.forms: dict[tuple[int, float], tuple[str, Face]] = {}
        self.lines: dict[tuple[Line, ...], str] = {}
        self.marks: dict[Element, int] = {}
        self.more: dict[Element, list[int]] = {}
        self.boxes: dict[Element, Rect] = {}
        self.counts: list[int] = []
        self.texts: dict[str, set[str]] = {}
        self.top, self.parents, self.metadata = Raw(), Raw(), Raw()
        self.root = self.parent_tree = 0

    def content(self) -> Content:
        """Begin the operators of a page or a form."""
        return Content(self.palette, self.used)

    def count(self, sheet: Sheet) -> None:
        """Give each Element of a sheet its mark, write the forms that it needs, and note what it uses."""
        page = len(self.document.pages) * PER_PAGE
        marks = page
        if sheet.lines:
            self._line_form(sheet.lines, sheet)
        for placement in sheet.furniture:
            self._note(placement.face)
        for placement in sheet.placements:
            if placement.tagged:
                marks = self._mark(placement, sheet, marks)
            else:
                self._form(placement.face, sheet.bleed)
        self.counts.append(marks - page)
        self.document.page(sheet.size, self.finishing.boxes(sheet))

    def _mark(self, placement: Placement, sheet: Sheet, marks: int) -> int:
        """Give the Elements of a tagged Face their marks, from `marks` on; give the next."""
        face = placement.face
        if face.ground is not None:
            self._form(face.ground, sheet.bleed)
        self._use(face.items, placement.share)
        for element, items in stretches(face.items):
            if element is None:
                continue
            if element in self.marks:
                self.more.setdefault(element, []).append(marks)
            else:
                self.marks[element] = marks
            first = next(items)
            if isinstance(first, Image):
                self.boxes[element] = _on_page(first.rect, placement, sheet)
            marks += 1
        return marks

    def page(self, number: int, sheet: Sheet) -> None:
        """Write one page, moved as a whole where its printer asks for it."""
        content = self.content()
        if sheet.shift == UNMOVED:
            self._draw(content, sheet)
        else:
            with content.saved(moved(sheet)):
                self._draw(content, sheet)
        self.document.content(number, str(content))

    def _draw(self, content: Content, sheet: Sheet) -> None:
        """Draw crop marks, furniture, then the placements in order."""
        if sheet.lines:
            with content.artifact():
                content.form(self._line_form(sheet.lines, sheet))
        for one in sheet.furniture:
            with content.artifact(), content.saved(matrix(one, sheet.size.height)):
                if one.face.shared:
                    content.form(self._form(one.face))
                else:
                    self._plain(content, one.face)
        mark = 0
        for one in sheet.placements:
            if one.tagged:
                mark = self._tagged(content, one, sheet, mark)
            else:
                with content.artifact(), content.saved(matrix(one, sheet.size.height)):
                    content.form(self._form(one.face, sheet.bleed))

    def _tagged(self, content: Content, placement: Placement, sheet: Sheet, mark: int) -> int:
        """Draw a Face with the marks of its Elements, from `mark` on; give the next. What lies under it is no part of what is read."""
        face, height = placement.face, placement.face.size.height
        with content.saved(matrix(placement, sheet.size.height)):
            if sheet.bleed and face.bleeds:
                with content.artifact():
                    content.boxes(face.bled(sheet.bleed), height)
            if face.ground is not None:
                with content.artifact():
                    content.form(self._form(face.ground, sheet.bleed))
            for element, items in stretches(face.items):
                if element is None:
                    with content.artifact():
                        content.items(items, height)
                else:
                    with content.tagged(ROLES[element.tag], mark):
                        content.items(items, height)
                    mark += 1
        return mark

    def _plain(self, content: Content, face: Face, bleed: float = 0.0) -> None:
        """Draw a Face without tags, what bleeds first."""
        content.boxes(face.bled(bleed), face.size.height)
        if face.ground is not None:
            content.form(self._form(face.ground, bleed))
        for _, items in stretches(face.items):
            content.items(items, face.size.height)

    def _note(self, face: Face) -> None:
        """Note what a Face in the margin uses; a shared one is written as a form."""
        if face.shared:
            self._form(face)
        else:
            self._use(face.items)

    def _use(self, items: Iterable[Item], share: float = 1.0) -> None:
        """Note the characters of each font, and the pictures."""
        for item in items:
            if isinstance(item, TextLine):
                used = self.texts.get(item.font)
                if used is None:
                    self.texts[item.font] = set(item.text)
                else:
                    used.update(item.text)
            elif isinstance(item, Image):
                self.used.note(item, share)

    def _form(self, face: Face, bleed: float = 0.0) -> str:
        """Write a Face as a form XObject, once per file and bleed; the Face is kept, so that its identity stays its own."""
        found = self.forms.get((id(face), bleed))
        if found is None:
            self._use(face.items)
            content = self.content()
            self._plain(content, face, bleed)
            found = self.forms[id(face), bleed] = (f"S{len(self.forms) + 1}", face)
            self.document.form(found[0], _corners(face.size, bleed), str(content))
        return found[0]

    def _line_form(self, lines: tuple[Line, ...], sheet: Sheet) -> str:
        name = self.lines.get(lines)
        if name is None:
            name = self.lines[lines] = f"M{len(self.lines) + 1}"
            content = self.content()
            content.items(lines, sheet.size.height)
            self.document.form(name, _corners(sheet.size), str(content))
        return name

    def describe(self, typeface: Typeface, pictures: Mapping[str, Picture]) -> None:
        """Embed fonts and pictures that are used, and describe the file."""
        document = self.document
        for key, characters in sorted(self.texts.items()):
            faces.embed(document, FONT_NAMES[key], typeface.by_key(key), characters)
        shapes.add(document, self.used, pictures, self.palette, self.finishing.dots)
        self.root, self.parent_tree = document.add(self.top), document.add(self.parents)
        document.describe(self._catalog(self.root), self._info())

    def tree(self, roots: Sequence[Element]) -> Trees:
        """Write the structure tree; all numbers that it refers to are known."""
        packer = Packer(len(self.document.objects) + 1)
        tree = Tree(packer, self.root, Drawn(self.document.pages, self.counts, self.marks, self.more, self.boxes))
        keys = f"/K {tree.write(roots)} 0 R/ParentTree {self.parent_tree} 0 R/ParentTreeNextKey {len(self.document.pages)}"
        return f"<</Type/StructTreeRoot{keys}>>".encode(), tree.parent_tree(), packer.packed

    def finish(self, top: bytes, parents: bytes, packed: Sequence[Packed]) -> bytes:
        """Give the bytes of the file."""
        self.top.data, self.parents.data = top, parents
        self.metadata.data = stream("/Type/Metadata/Subtype/XML", packet(self.meta, self.finishing.kind, self.document.digest))
        return self.document.finish(packed)

    def _catalog(self, root: int) -> str:
        """Describe the file to the reader that opens it (ISO 32000-1 7.7.2, 12.2; ISO 14289-1 7.1)."""
        meta, document = self.meta, self.document
        outline = document.add_bookmarks(Bookmark(*mark) for mark in meta.bookmarks)
        metadata = document.add(self.metadata)
        preferences = f"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None{self.finishing.duplex(meta)}>>"
        outlines = f"/Outlines {outline} 0 R" if outline else ""
        keys = f"/Lang({meta.language}){preferences}{outlines}{self.finishing.intent(document)}"
        return f"/StructTreeRoot {root} 0 R/MarkInfo<</Marked true>>/Metadata {metadata} 0 R{keys}"

    def _info(self) -> bytes:
        meta = self.meta
        texts = {"Title": meta.title, "Author": meta.author, "Creator": PRODUCER, "Producer": PRODUCER}
        keys = b"".join(b"/%s%s" % (key.encode(), text_string(value)) for key, value in texts.items() if value)
        when = pdf_date(meta).encode()
        return b"<<%s%s/CreationDate(%s)/ModDate(%s)>>" % (keys, self.finishing.info(), when, when)


def _corners(size: Size, bleed: float = 0.0) -> str:
    low = number(0.0 - bleed)
    return f"{low} {low} {number(size.width + bleed)} {number(size.height + bleed)}"


def _on_page(rect: Rect, placement: Placement, sheet: Sheet) -> Rect:
    """Give a picture's box on the page, corners lower left to upper right, for an unturned placement or the turned slot as a whole."""
    share, (width, height) = placement.share, placement.face.size
    if placement.turn:
        size = Size(width * share, height * share)
        size = size if placement.turn == 180 else size.turned
        return Rect(placement.x, sheet.size.height - placement.y - size.height, size.width, size.height)
    left, bottom = placement.x + rect.x * share, sheet.size.height - placement.y - rect.bottom * share
    return Rect(left, bottom, rect.width * share, rect.height * share)
