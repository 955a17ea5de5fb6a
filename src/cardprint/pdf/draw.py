"""Walk Sheets and write them. All content is inside exactly one marked sequence: an Element's, or an artifact's (ISO 14289-1 7.1).

A placement that is not tagged (a further copy, a shared back, furniture) is a form XObject inside an artifact, drawn once per file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cardprint.fonts import Typeface
from cardprint.geometry import Rect, Size, around
from cardprint.page import UNMOVED, Element, Face, Image, Item, Line, Meta, Placement, Sheet, TextLine
from cardprint.pdf import fonts as embedding
from cardprint.pdf import forms, shapes
from cardprint.pdf.content import FONT_NAMES, Content, Corners, Used, matrix, moved, stretches
from cardprint.pdf.document import Document, Info, Raw, Sheets, metadata, outline
from cardprint.pdf.finish import OFFICE, Finish
from cardprint.pdf.forms import Form
from cardprint.pdf.links import Links
from cardprint.pdf.packing import Packer, deflated
from cardprint.pdf.palette import palette
from cardprint.pdf.pinned import pinned
from cardprint.pdf.tags import LINK, PER_PAGE, ROLES, DrawnPages, Tree
from cardprint.pdf.xmp import PRODUCER, packet, pdf_date
from cardprint.pictures import Picture

NAMESPACE = b"<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>"
"""The standard structure types of PDF 2.0 (ISO 32000-2 14.8.6)."""


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

    `finish` says in which inks, and as which kind of PDF. Marks are counted first, then the pages are drawn, then the tree is written.
    """
    everything, filled = forms.opened(sheets) if finish.form and finish.form.is_open else (tuple(sheets), ())
    with pinned():
        writer = Writer(meta, finish)
        for sheet in everything:
            writer.count(sheet)
        if finish.form is not None:
            writer.keep(finish.form)
        if filled:
            writer.fill(everything, filled, fonts)
        writer.describe(fonts, pictures)
        for page, sheet in enumerate(everything):
            writer.page(page, sheet)
        writer.tree(roots)
        return writer.finish()


class Writer:
    """One file under way."""

    def __init__(self, meta: Meta, finish: Finish) -> None:
        """Open an empty file in memory."""
        self.meta = meta
        self.finishing = finish
        self.document = Document(finish.version, meta.language)
        self.canvas = Sheets(self.document)
        self.used = Used()
        self.content = Content(self.canvas, palette(finish.separation), self.used)
        self.forms: dict[tuple[int, float], tuple[str, Face]] = {}
        self.lines: dict[tuple[Line, ...], str] = {}
        self.marks: dict[Element, int] = {}
        self.more: dict[Element, list[int]] = {}
        self.boxes: dict[Element, Rect] = {}
        self.counts: list[int] = []
        self.texts: dict[str, set[str]] = {}
        self.bookmarks: dict[int, list[str]] = {}
        for key, (page, _, _) in enumerate(meta.bookmarks):
            self.bookmarks.setdefault(page, []).append(str(key))
        self.targets: dict[int, Any] = {}
        self.top, self.parents, self.namespace = Raw(), Raw(), 0
        self.root = self.parent_tree = self.first = 0
        self.fields = forms.Fields(self.document, self.content)
        self.links = Links()
        self.leading: Mapping[Element, Sequence[tuple[int, int, int]]] = {}
        self.entries: dict[str, object] = {}

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
        self.fields.next += 1
        self.document.expect()

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
            if element.tag == LINK and self.finishing.has_links:
                self.links.note(element, items, placement, sheet, len(self.document.pages))
            elif ROLES[element.tag] == "Figure":
                self.boxes[element] = _on_page(around([item.box for item in items]), placement, sheet)
            marks += 1
        return marks

    def page(self, number: int, sheet: Sheet) -> None:
        """Draw one page, moved as a whole where its printer asks for it."""
        self._paper(number, sheet)
        if sheet.shift == UNMOVED:
            self._draw(sheet)
        else:
            with self.content.saved(moved(sheet)):
                self._draw(sheet)
        self.canvas.showPage()

    def _paper(self, number: int, sheet: Sheet) -> None:
        """Give the page that is drawn next its size, its boxes and its bookmarks."""
        canvas = self.canvas
        canvas.setPageSize((round(sheet.size.width, 3), round(sheet.size.height, 3)))
        boxes = dict(self.finishing.boxes(sheet))
        for name in ("trim", "bleed"):
            canvas.setCropBox(boxes.get(name), name)
        for key in self.bookmarks.get(number, ()):
            self.targets[int(key)] = canvas.bookmarkPage(key)

    def _draw(self, sheet: Sheet) -> None:
        """Draw crop marks, furniture, then the placements in order."""
        content = self.content
        if sheet.lines:
            with content.artifact():
                content.form(self._line_form(sheet.lines, sheet))
        for placement in sheet.furniture:
            with content.artifact(), content.saved(matrix(placement, sheet.size.height)):
                if placement.face.shared:
                    content.form(self._form(placement.face))
                else:
                    self._plain(placement.face)
        mark = 0
        for placement in sheet.placements:
            if placement.tagged:
                mark = self._tagged(placement, sheet, mark)
            else:
                with content.artifact(), content.saved(matrix(placement, sheet.size.height)):
                    content.form(self._form(placement.face, sheet.bleed))

    def _tagged(self, placement: Placement, sheet: Sheet, mark: int) -> int:
        """Draw a Face with the marks of its Elements, from `mark` on; give the next. What lies under it is no part of what is read."""
        content, face, height = self.content, placement.face, placement.face.size.height
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

    def _plain(self, face: Face, bleed: float = 0.0) -> None:
        """Draw a Face without tags, what bleeds first."""
        content = self.content
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
            if face.ground is not None:
                self._form(face.ground, bleed)
            found = self.forms[id(face), bleed] = (f"S{len(self.forms) + 1}", face)
            with self.content.forming(found[0], _corners(face.size, bleed)):
                self._plain(face, bleed)
        return found[0]

    def _line_form(self, lines: tuple[Line, ...], sheet: Sheet) -> str:
        name = self.lines.get(lines)
        if name is None:
            name = self.lines[lines] = f"M{len(self.lines) + 1}"
            with self.content.forming(name, _corners(sheet.size)):
                self.content.items(lines, sheet.size.height)
        return name

    def keep(self, form: Form) -> None:
        """Keep in the file what it is read by when it comes back: data that no viewer shows (ISO 32000-1 14.5)."""
        number, when = self.document.stream(deflated(form.map)), pdf_date(self.meta)
        self.entries["PieceInfo"] = Raw(f"<</cardprint<</LastModified({when})/Private {number} 0 R>>>>".encode())

    def fill(self, sheets: Sequence[Sheet], filled: Sequence[Sequence[forms.Filled]], typeface: Typeface) -> None:
        """Write the fields to fill in."""
        keys = self.finishing.form.keys if self.finishing.form else ()
        for page, (key, sheet, fields) in enumerate(zip(keys, sheets, filled, strict=True)):
            for _, lines in fields:
                self._use(lines)
            self.fields.add(page, key, fields, sheet.size.height)
        self.entries["AcroForm"] = Raw(self.fields.acroform(typeface.form))

    def describe(self, typeface: Typeface, pictures: Mapping[str, Picture]) -> None:
        """Embed fonts and pictures that are used, and number what the structure tree refers to; its own numbers come next."""
        document = self.document
        for key, characters in sorted(self.texts.items()):
            embedding.embed(document, FONT_NAMES[key], typeface.by_key(key), characters)
        self.leading = self.links.write(document, self.fields.next)
        self.fields.next += len(self.links.lines)
        shapes.add(document, self.content, pictures, self.finishing.dots)
        self.root, self.parent_tree = document.add(self.top), document.add(self.parents)
        if self.finishing.kind == "ua-2":
            self.namespace = document.add(Raw(NAMESPACE))
        self.first = document.objectcounter + 1

    def tree(self, roots: Sequence[Element]) -> None:
        """Write the structure tree; all numbers that it refers to are known."""
        packer = Packer(self.first)
        drawn = DrawnPages(
            pages=self.document.pages,
            counts=self.counts,
            marks=self.marks,
            more=self.more,
            boxes=self.boxes,
            fields=self.fields.by_element,
            links=self.leading,
            empty=self.meta.empty,
        )
        tree = Tree(packer, self.root, drawn, self.namespace)
        whole = tree.write(roots)
        keys = f"/K {whole} 0 R/ParentTree {self.parent_tree} 0 R/ParentTreeNextKey {self.fields.next}"
        if self.namespace:
            keys += f"/Namespaces[{self.namespace} 0 R]"
            for mark, target in self.targets.items():
                target.fmt = Raw(b"[%d 0 R/Fit]" % (tree.first_on(self.meta.bookmarks[mark][0]) or whole))
        self.top.data, self.parents.data = f"<</Type/StructTreeRoot{keys}>>".encode(), tree.parent_tree()
        self.document.keep(packer.packed, self.first)

    def finish(self) -> bytes:
        """Give the bytes of the file."""
        self._catalog()
        self._info()
        return bytes(self.canvas.getpdfdata())

    def _catalog(self) -> None:
        """Describe the file to the reader that opens it (ISO 32000-1 7.7.2, 12.2; ISO 14289-1 7.1)."""
        document, canvas = self.document, self.canvas
        outline(canvas, self.meta.bookmarks)
        for key, value in self.finishing.preferences(self.meta).items():
            canvas.setViewerPreference(key, value)
        said = metadata(lambda: packet(self.meta, self.finishing.kind, document.signature.hexdigest))
        entries = {"MarkInfo": {"Marked": "true"}, "StructTreeRoot": self.top, "Metadata": said}
        for key, entry in (entries | self.entries | {"OutputIntents": self.finishing.intent(document)}).items():
            canvas.setCatalogEntry(key, entry)

    def _info(self) -> None:
        canvas, self.document.info = self.canvas, Info()
        self.document.info.when = pdf_date(self.meta)
        canvas.setTitle(self.meta.title)
        canvas.setAuthor(self.meta.author)
        canvas.setCreator(PRODUCER)
        canvas.setProducer(PRODUCER)


def _corners(size: Size, bleed: float = 0.0) -> Corners:
    return round(0.0 - bleed, 2), round(0.0 - bleed, 2), round(size.width + bleed, 2), round(size.height + bleed, 2)


def _on_page(rect: Rect, placement: Placement, sheet: Sheet) -> Rect:
    """Give a picture's box on the page, corners lower left to upper right, for an unturned placement or the turned slot as a whole."""
    share, (width, height) = placement.share, placement.face.size
    if placement.turn:
        size = Size(width * share, height * share)
        size = size if placement.turn == 180 else size.turned
        return Rect(placement.x, sheet.size.height - placement.y - size.height, size.width, size.height)
    left, bottom = placement.x + rect.x * share, sheet.size.height - placement.y - rect.bottom * share
    return Rect(left, bottom, rect.width * share, rect.height * share)
