"""Walk Sheets and write them. All content is inside exactly one marked sequence: an Element's, or an artifact's (ISO 14289-1 7.1).

A placement that is not tagged (a further copy, a shared back, furniture) is a form XObject inside an artifact, drawn once per file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cardprint.fonts import Typeface
from cardprint.geometry import Rect, Size
from cardprint.page import Element, Face, Ink, Line, Meta, Placement, Sheet
from cardprint.pdf import faces, shapes
from cardprint.pdf.document import Bookmark, Document, File, Raw, text_string
from cardprint.pdf.paint import ARTIFACT, FONT_NAMES, artwork, ink, matrix, number
from cardprint.pdf.tags import PER_PAGE, ROLES, Drawn, Tree
from cardprint.pdf.xmp import PRODUCER, packet, pdf_date
from cardprint.pictures import Picture


def write(sheets: Iterable[Sheet], roots: Sequence[Element], meta: Meta, *, fonts: Typeface, pictures: Mapping[str, Picture]) -> bytes:
    """Write one tagged PDF: `roots` is the reading order, `fonts` has the fonts that TextLines name, `pictures` by the name in Images."""
    writer = Writer(meta)
    for sheet in sheets:
        writer.sheet(sheet)
    return writer.finish(roots, fonts, pictures)


class Writer:
    """One file under way."""

    def __init__(self, meta: Meta) -> None:
        """Open an empty file in memory."""
        self.meta = meta
        self.document = Document()
        self.forms: dict[int, tuple[str, Face]] = {}
        self.lines: dict[tuple[Line, ...], str] = {}
        self.marks: dict[Element, tuple[int, ...]] = {}
        self.boxes: dict[Element, Rect] = {}
        self.counts: list[int] = []
        self.texts: dict[str, set[str]] = {}
        self.pictures: set[str] = set()
        self.count = 0

    def sheet(self, sheet: Sheet) -> None:
        """Write one page: marks, furniture, then the placements in order."""
        self.count = 0
        code: list[str] = []
        if sheet.lines:
            code.append(f"{ARTIFACT} /{self._line_form(sheet.lines, sheet)} Do EMC")
        for face, x, y, turn, _ in sheet.furniture:
            operators = f"/{self._form(face)} Do" if face.shared else self._plain(face)
            code.append(f"{ARTIFACT} q {matrix(face, x, y, turn, sheet.size.height)}\n{operators}\nQ EMC")
        for placement in sheet.placements:
            face, x, y, turn, tagged = placement
            place = matrix(face, x, y, turn, sheet.size.height)
            if tagged:
                code.append(f"q {place}")
                self._tagged(placement, sheet, code)
                code.append("Q")
            else:
                code.append(f"{ARTIFACT} q {place} /{self._form(face)} Do Q EMC")
        self.document.page(sheet.size, "\n".join(code))
        self.counts.append(self.count)

    def _tagged(self, placement: Placement, sheet: Sheet, code: list[str]) -> None:
        face = placement.face
        if face.ground is not None:
            code.append(f"{ARTIFACT} /{self._form(face.ground)} Do EMC")
        page = len(self.document.pages) * PER_PAGE
        for one in ink(face):
            element, operators, _, _, box = one
            if element is None:
                code.append(ARTIFACT)
            else:
                code.append(f"/{ROLES[element.tag]}<</MCID {self.count}>>BDC")
                marks = self.marks.get(element)
                self.marks[element] = (*marks, page + self.count) if marks else (page + self.count,)
                self.count += 1
                if box is not None:
                    self.boxes[element] = _on_page(box, placement, sheet)
            code.append(operators)
            code.append("EMC")
            self._use(one)

    def _plain(self, face: Face) -> str:
        """Give a Face's operators without tags."""
        parts = [f"/{self._form(face.ground)} Do"] if face.ground is not None else []
        for one in ink(face):
            self._use(one)
            parts.append(one.code)
        return "\n".join(parts)

    def _use(self, one: Ink) -> None:
        self.pictures.update(one.pictures)
        for font, text in one.texts:
            used = self.texts.get(font)
            if used is None:
                self.texts[font] = set(text)
            else:
                used.update(text)

    def _form(self, face: Face) -> str:
        """Write a Face as a form XObject, once per file; the Face is kept, so that its identity stays its own."""
        found = self.forms.get(id(face))
        if found is None:
            code = self._plain(face)
            found = self.forms[id(face)] = (f"S{len(self.forms) + 1}", face)
            self.document.form(found[0], _corners(face.size), code)
        return found[0]

    def _line_form(self, lines: tuple[Line, ...], sheet: Sheet) -> str:
        name = self.lines.get(lines)
        if name is None:
            name = self.lines[lines] = f"M{len(self.lines) + 1}"
            self.document.form(name, _corners(sheet.size), "\n".join(artwork(line, sheet.size.height) for line in lines))
        return name

    def finish(self, roots: Sequence[Element], typeface: Typeface, pictures: Mapping[str, Picture]) -> bytes:
        """Embed what was used, describe the file, write the tree, give the bytes."""
        document = self.document
        for key, characters in sorted(self.texts.items()):
            faces.embed(document, FONT_NAMES[key], typeface.by_key(key), characters)
        shapes.add(document, {name: pictures[name] for name in sorted(self.pictures)})
        top, parents = Raw(), Raw()
        root, parent_tree = document.add(top), document.add(parents)

        def tree(file: File) -> None:
            writer = Tree(file, root, Drawn(document.pages, self.counts, self.marks, self.boxes))
            keys = f"/K {writer.write(roots)} 0 R/ParentTree {parent_tree} 0 R/ParentTreeNextKey {len(document.pages)}"
            top.data = f"<</Type/StructTreeRoot{keys}>>".encode()
            parents.data = writer.parent_tree()

        return document.finish(self._catalog(root), self._info(), tree)

    def _catalog(self, root: int) -> str:
        """Describe the file to the reader that opens it (ISO 32000-1 7.7.2, 12.2; ISO 14289-1 7.1)."""
        meta, document = self.meta, self.document
        outline = document.add_bookmarks(Bookmark(*mark) for mark in meta.bookmarks)
        metadata = document.stream("/Type/Metadata/Subtype/XML", packet(meta))
        duplex = f"/Duplex/{meta.duplex}" if meta.duplex else ""
        preferences = f"/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None{duplex}>>"
        outlines = f"/Outlines {outline} 0 R" if outline else ""
        language = f"/Lang({meta.language})"
        return f"/StructTreeRoot {root} 0 R/MarkInfo<</Marked true>>/Metadata {metadata} 0 R{language}{preferences}{outlines}"

    def _info(self) -> bytes:
        meta = self.meta
        texts = {"Title": meta.title, "Author": meta.author, "Creator": PRODUCER, "Producer": PRODUCER}
        keys = b"".join(b"/%s%s" % (key.encode(), text_string(value)) for key, value in texts.items() if value)
        when = pdf_date(meta).encode()
        return b"<<%s/CreationDate(%s)/ModDate(%s)>>" % (keys, when, when)


def _corners(size: Size) -> str:
    return f"0 0 {number(size.width)} {number(size.height)}"


def _on_page(rect: Rect, placement: Placement, sheet: Sheet) -> Rect:
    """Give a picture's box on the page, corners lower left to upper right, for an unturned placement or the turned slot as a whole."""
    if placement.turn:
        size = placement.face.size if placement.turn == 180 else placement.face.size.turned
        return Rect(placement.x, sheet.size.height - placement.y - size.height, size.width, size.height)
    return Rect(placement.x + rect.x, sheet.size.height - placement.y - rect.bottom, rect.width, rect.height)
