"""Walk Sheets and write them. All content is inside exactly one marked sequence: an Element's, or an artifact's (ISO 14289-1 7.1).

A placement that is not tagged (a further copy, a shared back, furniture) is a form XObject inside an artifact, drawn once per file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportlab.pdfbase import pdfdoc

from cardprint.fonts import Typeface
from cardprint.geometry import Rect
from cardprint.page import Element, Face, Image, Item, Line, Meta, Placement, Sheet, TextLine
from cardprint.pdf import faces
from cardprint.pdf.document import PlainCanvas, Raw
from cardprint.pdf.paint import ARTIFACT, Painter, groups, matrix
from cardprint.pdf.shapes import Shelf
from cardprint.pdf.tags import Tree, role
from cardprint.pdf.xmp import PRODUCER, packet, pdf_date
from cardprint.pictures import Picture


def write(sheets: Iterable[Sheet], roots: Sequence[Element], meta: Meta, *, fonts: Typeface, pictures: Mapping[str, Picture]) -> bytes:
    """Write one tagged PDF: `roots` is the reading order, `fonts` has the fonts that TextLines name, `pictures` by the name in Images."""
    writer = Writer(meta, pictures)
    for sheet in sheets:
        writer.sheet(sheet)
    return writer.finish(roots, fonts)


class Writer:
    """One file under way."""

    def __init__(self, meta: Meta, pictures: Mapping[str, Picture]) -> None:
        """Open an empty file in memory."""
        self.meta = meta
        self.canvas = PlainCanvas(language=meta.language)
        self.document = self.canvas._doc
        self.shelf = Shelf(self.canvas, pictures)
        self.painter = Painter()
        self.forms: dict[int, tuple[str, Face]] = {}
        self.marks: dict[Element, list[tuple[int, int]]] = {}
        self.boxes: dict[Element, Rect] = {}
        self.page = 0
        self.count = 0
        self.waiting = list(reversed(meta.bookmarks))
        self.line_forms: dict[tuple[Line, ...], str] = {}

    def sheet(self, sheet: Sheet) -> None:
        """Write one page: marks, furniture, then the placements in order."""
        canvas, height = self.canvas, sheet.size.height
        canvas.setPageSize(sheet.size)
        self.count = 0
        code: list[str] = []
        uses: list[str] = []
        if sheet.lines:
            self._artifact(self._line_form(sheet.lines, sheet), "", code, uses)
        for placement in sheet.furniture:
            self._furniture(placement, height, code, uses)
        for placement in sheet.placements:
            place = matrix(placement.face, placement.x, placement.y, placement.turn, height)
            if placement.tagged:
                code.append(f"q {place}")
                self._tagged(placement, sheet, code, uses)
                code.append("Q")
            elif placement.face.items:
                self._artifact(self._form(placement.face), place, code, uses)
        self._show(code, uses, sheet)

    def _furniture(self, placement: Placement, height: float, code: list[str], uses: list[str]) -> None:
        """Write what stands in the margin: shared Faces as forms, one of its own directly."""
        face = placement.face
        place = matrix(face, placement.x, placement.y, placement.turn, height)
        if face.shared:
            self._artifact(self._form(face), place, code, uses)
            return
        code.append(f"{ARTIFACT} q {place}")
        self._items(face.items, face.size.height, code, uses)
        code.append("Q EMC")

    def _show(self, code: list[str], uses: list[str], sheet: Sheet) -> None:
        canvas = self.canvas
        canvas._code.extend(code)
        canvas._formsinuse.extend(uses)
        while self.waiting and self.waiting[-1][0] == self.page:
            _, title, level = self.waiting.pop()
            key = f"b{len(self.waiting)}"
            canvas.bookmarkPage(key)
            canvas.addOutlineEntry(title, key, level)
        canvas.showPage()
        page = self.document.Pages.pages[-1]
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents, page.Tabs = self.page, "/S"
        self.page += 1

    def _artifact(self, form: str, place: str, code: list[str], uses: list[str]) -> None:
        name = self.document.getXObjectName(form)
        code.append(f"{ARTIFACT} q {place} /{name} Do Q EMC" if place else f"{ARTIFACT} /{name} Do EMC")
        uses.append(form)

    def _tagged(self, placement: Placement, sheet: Sheet, code: list[str], uses: list[str]) -> None:
        face = placement.face
        for element, items in groups(face):
            if element is None:
                code.append(ARTIFACT)
            else:
                code.append(f"/{role(element)}<</MCID {self.count}>>BDC")
                self.marks.setdefault(element, []).append((self.page, self.count))
                self.count += 1
                if isinstance(items[0], Image):
                    self.boxes[element] = _on_page(items[0].rect, placement, sheet)
            self._items(items, face.size.height, code, uses)
            code.append("EMC")

    def _items(self, items: Sequence[Item], height: float, code: list[str], uses: list[str]) -> None:
        texts: list[TextLine] = []
        for item in items:
            if isinstance(item, TextLine):
                texts.append(item)
                continue
            if texts:
                code.append(self.painter.text(texts, height))
                texts = []
            if isinstance(item, Image):
                uses.append(self.shelf.form(item.name))
            code.append(self.painter.artwork(item, height, self.shelf))
        if texts:
            code.append(self.painter.text(texts, height))

    def _form(self, face: Face) -> str:
        """Write a Face as a form XObject, once per file; the Face is kept, so that its identity stays its own."""
        found = self.forms.get(id(face))
        if found is None:
            code: list[str] = []
            uses: list[str] = []
            self._items(face.items, face.size.height, code, uses)
            found = self.forms[id(face)] = (f"face{len(self.forms)}", face)
            self.shelf.add(found[0], face.size, code, uses)
        return found[0]

    def _line_form(self, lines: tuple[Line, ...], sheet: Sheet) -> str:
        name = self.line_forms.get(lines)
        if name is None:
            name = self.line_forms[lines] = f"marks{len(self.line_forms)}"
            code = [self.painter.artwork(line, sheet.size.height, self.shelf) for line in lines]
            self.shelf.add(name, sheet.size, code, [])
        return name

    def finish(self, roots: Sequence[Element], typeface: Typeface) -> bytes:
        """Embed what was used, describe the file, write the tree, give the bytes."""
        document = self.document
        for key, characters in self.painter.used().items():
            faces.embed(document, f"Font{self.painter.fonts[key]}", typeface.by_key(key), characters)
        faces.register(document, {short: f"Font{short}" for short in self.painter.fonts.values()})
        self._describe()
        top, parents = Raw(), Raw()
        root, parent_tree = document.add(top, "StructTreeRoot"), document.add(parents, "ParentTree")
        document.Catalog.StructTreeRoot = top

        def tree(first: int) -> list[bytes]:
            pages = [document.page_number(index) for index in range(self.page)]
            writer = Tree(first, root, pages, self.marks, self.boxes)
            writer.write(roots)
            top.data = f"<</Type/StructTreeRoot/K {first} 0 R/ParentTree {parent_tree} 0 R/ParentTreeNextKey {self.page}>>".encode()
            parents.data = writer.parent_tree()
            return writer.objects

        data: bytes = document.bytes(self.canvas, tree)
        return data

    def _describe(self) -> None:
        document, meta = self.document, self.meta
        catalog = document.Catalog
        catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        preferences = {"DisplayDocTitle": "true", "PrintScaling": "/None"}
        if meta.duplex:
            preferences["Duplex"] = f"/{meta.duplex}"
        catalog.ViewerPreferences = pdfdoc.PDFDictionary(preferences)
        data = packet(meta)
        stream = f"<</Type/Metadata/Subtype/XML/Length {len(data)}>>\nstream\n".encode() + data + b"endstream\n"
        catalog.Metadata = Raw(stream)
        when = pdfdoc.PDFString(pdf_date(meta))
        texts = {"Title": meta.title, "Author": meta.author, "Creator": PRODUCER, "Producer": PRODUCER}
        info = {key: pdfdoc.PDFString(value) for key, value in texts.items() if value}
        document.info = pdfdoc.PDFDictionary({**info, "CreationDate": when, "ModDate": when})
        document.info.__RefOnly__ = 1


def _on_page(rect: Rect, placement: Placement, sheet: Sheet) -> Rect:
    """Give a picture's box on the page, corners lower left to upper right, for an unturned placement or the turned slot as a whole."""
    if placement.turn:
        size = placement.face.size if placement.turn == 180 else placement.face.size.turned
        return Rect(placement.x, sheet.size.height - placement.y - size.height, size.width, size.height)
    return Rect(placement.x + rect.x, sheet.size.height - placement.y - rect.bottom, rect.width, rect.height)
