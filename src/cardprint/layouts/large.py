"""Large print: the same layout with all its text at 18 points or more, one thing under the other, so that long words have room."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from cardprint.geometry import mm
from cardprint.page import Element, Run, Style

SIZE = 18.0
"""The size of running text, in points; nothing that is read is smaller."""
FOOT = 14.0
"""The size of what stands on every page, in points."""
PADDING = mm(4)
"""The white inside a box that was a column, in points."""
APART, LITTLE = mm(2), mm(1)
"""The least white above a box, and above anything else, in points."""
PART, ROW = "large-part", "large-row"
"""Styles of what stood side by side, and of what was a row."""
FEW = 2
"""Columns of a table whose cells need no head beside them."""


def styles(small: Mapping[str, Style], body: str) -> dict[str, Style]:
    """Make all styles of a paper larger, in the proportion in which that of its running text becomes large print."""
    factor = max(1.0, SIZE / small[body].sizes[0])
    return {name: _larger(style, factor) for name, style in small.items()}


def _larger(style: Style, factor: float) -> Style:
    if style.artifact:
        return _on_every_page(style)
    is_filled = bool(style.fill) and not style.bleeds
    return replace(
        style,
        sizes=tuple(max(SIZE, size * factor) for size in style.sizes),
        indent=style.indent * factor,
        width=style.width if style.height else None,
        height=None if is_filled else style.height,
        padding=style.padding or (PADDING if is_filled else 0.0),
        keep=style.keep or is_filled,
        sheds=False,
        before=max(style.before, APART if is_filled else LITTLE),
    )


def _on_every_page(style: Style) -> Style:
    sizes = tuple(max(FOOT, size) for size in style.sizes)
    return replace(style, sizes=sizes, height=style.height and max(style.height, sizes[0] * 1.4))


def stack(element: Element, looks: Mapping[str, Style]) -> None:
    """Put under each other what stands side by side in an Element: columns, the segments of a strip, the cells of a row."""
    if element.children:
        element.children = [one for child in element.children for one in _stacked(child, looks)]


def _stacked(element: Element, looks: Mapping[str, Style]) -> Iterator[Element]:
    if element.tag in {"columns", "strip"}:
        for column in element.children:
            yield from _box(column.style if looks[column.style or column.tag].fill else PART, _bodies(column), looks)
    elif element.tag == "table":
        yield from _records(element, looks)
    else:
        if element.tag in {"group", "box"}:
            stack(element, looks)
        yield element


def _box(style: str, elements: Sequence[Element], looks: Mapping[str, Style]) -> Iterator[Element]:
    """Put what was a column into a box; a picture that says nothing goes with the column that it had."""
    kept = [element for element in elements if not (element.tag == "img" and looks[element.style or element.tag].artifact)]
    if kept:
        box = Element("box", style)
        box.children = kept
        stack(box, looks)
        yield box


def _bodies(column: Element) -> list[Element]:
    return [inner for child in column.children for inner in (child.children if child.tag == "sbody" else [child])]


def _records(table: Element, looks: Mapping[str, Style]) -> Iterator[Element]:
    """Make each row of a table a record: its cells under each other, named by their heads where there are several."""
    heads = [_said(cell) for row in _rows(table, "thead") for cell in row.children]
    for row in _rows(table, "tbody"):
        for cell, head in zip(row.children, heads, strict=False):
            if cell.tag == "td" and cell.children and head and len(heads) > FEW:
                cell.children[0].runs = [Run(f"{head}: ", strong=True), *cell.children[0].runs]
        yield from _box(ROW, [inner for cell in row.children for inner in cell.children], looks)


def _rows(table: Element, part: str) -> list[Element]:
    return [row for child in table.children if child.tag == part for row in child.children]


def _said(element: Element) -> str:
    return " ".join(filter(None, (element.text, *(_said(child) for child in element.children))))
