"""A paper's Elements as HTML: what they are called there, which is what they are called here, and nothing that only a class would say.

Where a program that a page is pasted into keeps no more than h2 to h4, p, lists, tables, links, strong and em, its words, their order and what belongs
together are all there: what the style sets in bold or italics is strong or em, and a class has a look alone. Room to write on is left out, with its
heading. Words become text by `escape`, here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from msgspec import Struct

from cardprint import addresses
from cardprint.colour import BLACK, WHITE, Colour, parse
from cardprint.page import Element, Meta, Run, Style
from cardprint.pictures import Picture
from cardprint.web import looks, shown

COUNTED = frozenset("\ue000\ue001")
"""Stand for the number of a page, and of pages: there are none here."""
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
ROOM = frozenset({"lines"})
"""Elements that are room to write on, and say nothing."""
POLICY = "script-src 'none'; connect-src 'none'; font-src 'none'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'"
"""What a browser is not to do, whatever is in the page. Of pictures nothing is said: the Nu checker takes those inside a page for foreign ones."""
FEW, SEVERAL = 2, 4
"""Columns of a table that fit a narrow screen, and that are wide enough for most words on a wider one."""
CORNERS = "corners"
"""The style that says how round a box's corners are."""
PIXEL = 0.75
"""Points in a CSS pixel."""


class Look(Struct, frozen=True):
    """What a page's look is taken from: the styles of the paper, the palette, the pictures."""

    styles: Mapping[str, Style]
    palette: Mapping[str, Colour]
    pictures: Mapping[str, Picture]


def write(root: Element, meta: Meta, look: Look) -> bytes:
    """Write a paper as one file of HTML; the same input gives the same bytes."""
    page = _Page(meta.language, look)
    body = [page.block(child) for child in _worded(root.children)]
    feet = [page.block(child) for child in root.children if child.tag == "footer"]
    if not page.is_headed:
        body.insert(0, f"<h1>{escape(meta.title)}</h1>")
    primary, accent = (look.palette.get(name, BLACK) for name in ("primary", "accent"))
    corners = look.styles[CORNERS].radius if CORNERS in look.styles else 0.0
    author = f'<meta name="author" content="{escape(meta.author)}">\n' if meta.author else ""
    foot = f"<footer>\n{_joined(feet)}</footer>\n" if any(feet) else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(meta.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{author}'
        f"<title>{escape(meta.title)}</title>\n<style>\n{looks.sheet(primary, accent, page.colours, corners)}</style>\n</head>\n"
        f"<body>\n<main>\n{_joined(body)}</main>\n{foot}</body>\n</html>\n"
    ).encode()


def _joined(blocks: Sequence[str]) -> str:
    return "".join(f"{block}\n" for block in blocks if block)


def _worded(elements: Sequence[Element]) -> list[Element]:
    """Leave out running lines, room to write on, and a heading that has nothing but such room under it."""
    kept: list[Element] = []
    for element in elements:
        if element.tag in ROOM:
            while kept and kept[-1].tag in HEADINGS:
                kept.pop()
        elif element.tag != "footer":
            kept.append(element)
    return kept


class _Page:
    """Writes Elements, from the first to the last: it knows which headings came before."""

    def __init__(self, language: str, look: Look) -> None:
        self.look = look
        self.spoken = language
        self.language = language
        self.level = 1
        self.is_headed = False
        self.colours: dict[str, Colour] = {}

    def block(self, element: Element) -> str:
        """Write an Element and all that is in it; empty where that says nothing."""
        return _WRITERS.get(element.tag, _Page._paragraph)(self, element)

    def _inner(self, elements: Sequence[Element]) -> str:
        return _joined([self.block(child) for child in _worded(elements)])

    def style(self, element: Element) -> Style:
        return self.look.styles.get(element.style or element.tag) or Style()

    def _named(self, tag: str, inner: str, names: Collection[str] = (), more: str = "") -> str:
        """Put an element around what it holds."""
        if not inner.strip():
            return ""
        known = f' class="{" ".join(names)}"' if names else ""
        end = "\n" if inner.endswith("\n") else ""
        return f"<{tag}{known}{more}>{end}{inner}</{tag}>"

    def _ground(self, element: Element) -> list[str]:
        """Name what lies under an Element; several colours look alike here."""
        fill = self.style(element).fill
        if not fill:
            return ["card"] if element.tag == "box" and self.style(element).keep else []
        name = fill.split()[-1]
        solid = ["here"] if fill in {"primary", "accent", "theme"} else []
        return [name if name in {"primary", "accent", "sand"} else "tint", *solid]

    # --- words ---

    def _words(self, element: Element, *, is_plain: bool = False) -> str:
        """Write an Element's own words; `is_plain`: a heading, of which no part is stronger than the rest."""
        style, own = self.style(element), self.spoken

        def looks_like(run: Run) -> tuple[bool, bool, str]:
            return run.strong or style.bold, run.emphasis or style.italic, run.language or self.language

        out = ""
        for (strong, emphasis, language), runs in groupby(element.runs, looks_like):
            text = "".join(run.text for run in runs)
            words = "".join(_linked(text))
            around = ("strong" if strong and not is_plain else "", "em" if emphasis else "")
            out += _wrapped(words, [name for name in around if name], language if language != own else "")
        return out.strip()

    def _speaking(self, element: Element) -> str:
        """Say which language an Element is in, where that is another than around it; what is in it goes by that."""
        language = element.attributes.get("lang", "") or self.language
        self.spoken = language
        return f' lang="{escape(language)}"' if language != self.language else ""

    def _text(self, tag: str, element: Element, names: Collection[str] = (), more: str = "", *, is_plain: bool = False) -> str:
        spoken = self._speaking(element)
        inner = self._words(element, is_plain=is_plain)
        self.spoken = self.language
        return self._named(tag, inner, names, spoken + more)

    def _paragraph(self, element: Element) -> str:
        if element.children:
            return self._named("div", self._inner(element.children), self._ground(element))
        if COUNTED & set(element.text):
            return ""
        return self._text("blockquote" if element.tag == "blockquote" else "p", element)

    def _heading(self, element: Element) -> str:
        """Write a heading: one of the first level, and no level left out on the way down."""
        wanted = HEADINGS[element.tag]
        if wanted == 1 and not self.is_headed:
            self.is_headed, self.level = True, 1
        else:
            self.level = max(2, min(wanted, self.level + 1))
        level = self.level
        return self._text(f"h{level}", element, is_plain=True)

    # --- what holds others ---

    def _group(self, element: Element) -> str:
        names = []
        colour = parse(element.attributes.get("colour", ""))
        if colour is not None:
            names.append(f"own-{colour.hex[1:]}")
            self.colours[names[0]] = colour
        inner = self._inner(element.children)
        return self._named(
            "section" if any(f"<{name}" in inner for name in HEADINGS) else "div", inner, names
        )  # HTML, 4.3.3: a section has a heading

    def _box(self, element: Element) -> str:
        return self._named("div", self._inner(element.children), self._ground(element))

    def _columns(self, element: Element) -> str:
        """Write columns one after the other; what stands alone needs no column."""
        made = [(self._inner(column.children), self._ground(column)) for column in element.children]
        filled = [(inner, ground) for inner, ground in made if inner]
        if len(filled) == 1 and not filled[0][1]:
            return filled[0][0].rstrip("\n")
        has_mark = any(inner.startswith("<img") and inner.count("\n") == 1 for inner, _ in filled)
        inner = _joined([self._named("div", inner, ground) for inner, ground in filled])
        return self._named("div", inner, ["mast" if has_mark else "side"])

    def _strip(self, element: Element) -> str:
        items = [self._named("li", self._cell(_bodies(segment)), self._ground(segment)) for segment in element.children]
        return self._named("ul", _joined(items), ["strip"])

    def _list(self, element: Element) -> str:
        items = _joined([self._item(item) for item in element.children])
        return self._named(element.tag, items, (), ' type="A"' if element.attributes.get("numbering") == "UpperAlpha" else "")

    def _item(self, item: Element) -> str:
        bodies = [child for child in item.children if child.tag == "lbody"] or [item]
        return "".join(self._text("li", body) for body in bodies)

    def _image(self, element: Element) -> str:
        """Show a picture; one that only decorates a paper says nothing here."""
        style, picture = self.style(element), self.look.pictures.get(element.attributes.get("src", ""))
        if picture is None or style.artifact:
            return ""
        colour = self.look.palette.get(style.colour) or parse(style.colour) or BLACK
        made = shown.inside(picture, (BLACK if colour == WHITE else colour).hex, (style.height or style.sizes[0]) / PIXEL)
        said = escape(element.attributes.get("alt", ""))
        return f'<img src="{made.source}" alt="{said}" width="{made.width}" height="{made.height}">'

    def _plot(self, element: Element) -> str:
        """Say what a picture of numbers shows; the papers that have one name the numbers beside it."""
        said = element.attributes.get("alt", "")
        words = _joined([self._text("li", child) for child in element.children])
        return (f"<p>{escape(said)}</p>\n" if said else "") + self._named("ul", words)

    def _marks(self, element: Element) -> str:
        return self._named("ul", _joined([self._text("li", mark) for mark in element.children]))

    # --- tables ---

    def _table(self, element: Element) -> str:
        """Write a table; of one with several columns each row becomes a block of its own on a narrow screen, its cells named by their heads."""
        heads = [_said(cell) for row in _rows(element, "thead") for cell in row.children]
        names = [*(["rows"] if len(heads) > FEW else []), *(["many"] if _across(element) > SEVERAL else [])]
        inner = "".join(self._rows(element, part, heads if len(heads) > FEW else ()) for part in ("thead", "tbody"))
        return self._named("table", inner, names)

    def _rows(self, element: Element, part: str, heads: Sequence[str]) -> str:
        rows = [
            "".join(self._table_cell(cell, part, heads[number] if number < len(heads) else "") for number, cell in enumerate(row.children))
            for row in _rows(element, part)
        ]
        return f"<{part}>\n{_joined([f'<tr>{row}</tr>' for row in rows])}</{part}>\n" if rows else ""

    def _table_cell(self, cell: Element, part: str, head: str) -> str:
        inner = self._cell(cell.children, is_plain=part == "thead").rstrip("\n")
        if cell.tag == "th" and inner:
            scope = cell.attributes.get("scope") or ("col" if part == "thead" else "row")
            return f'<th scope="{scope}">{inner}</th>'
        named = f' data-head="{escape(head)}"' if head and inner and part == "tbody" else ""
        return f"<td{named}>{inner}</td>"

    def _cell(self, elements: Sequence[Element], *, is_plain: bool = False) -> str:
        """Write what is in a cell: one paragraph as its words alone."""
        kept = _worded(elements)
        if len(kept) == 1 and kept[0].tag == "p" and kept[0].attributes.get("lang", self.language) == self.language:
            return self._words(kept[0], is_plain=is_plain)
        return self._inner(kept)


def _bodies(segment: Element) -> list[Element]:
    """Give what a segment holds, without the body that the structure tree puts around it."""
    return [inner for child in segment.children for inner in (child.children if child.tag == "sbody" else [child])]


def _rows(table: Element, part: str) -> list[Element]:
    return [row for child in table.children if child.tag == part for row in child.children]


def _across(table: Element) -> int:
    """Count the columns of a table."""
    return max((len(row.children) for part in ("thead", "tbody") for row in _rows(table, part)), default=0)


def _said(element: Element) -> str:
    """Give all words in an Element, as they are."""
    return " ".join(filter(None, (_bare(element.text).replace("\n", " "), *(_said(child) for child in element.children))))


def _bare(text: str) -> str:
    return text.replace("\u00ad", "")


def _linked(text: str) -> Iterator[str]:
    for piece in addresses.pieces(_bare(text)):
        words = escape(piece.text, quote=False).replace("\n", "<br>")
        yield f'<a href="{escape(piece.leads)}">{words}</a>' if piece.leads else words


def _wrapped(words: str, names: Sequence[str], language: str) -> str:
    """Put strong and em around words, and their language; white space and line ends at either end stay outside."""
    if not words.strip():
        return words
    start = len(words) - len(words.lstrip())
    end = len(words.rstrip())
    inner = words[start:end]
    for name in reversed(names):
        inner = f"<{name}>{inner}</{name}>"
    if language:
        inner = f'<span lang="{escape(language)}">{inner}</span>'
    return f"{words[:start]}{inner}{words[end:]}"


_WRITERS: Mapping[str, Callable[[_Page, Element], str]] = {
    **dict.fromkeys(HEADINGS, _Page._heading),  # noqa: SLF001 - its own table
    "group": _Page._group,  # noqa: SLF001
    "box": _Page._box,  # noqa: SLF001
    "columns": _Page._columns,  # noqa: SLF001
    "strip": _Page._strip,  # noqa: SLF001
    **dict.fromkeys(("ul", "ol"), _Page._list),  # noqa: SLF001
    "img": _Page._image,  # noqa: SLF001
    "plot": _Page._plot,  # noqa: SLF001
    "marks": _Page._marks,  # noqa: SLF001
    "table": _Page._table,  # noqa: SLF001
    "rule": lambda _page, _element: "<hr>",
    "newpage": lambda _page, _element: "",
}
"""How an Element is written; any other one is a paragraph, or a part where it holds others."""
