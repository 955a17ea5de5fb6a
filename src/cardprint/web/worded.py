"""A paper's Elements as plain text, to paste where nothing else than text is kept: headings underlined, lists with their labels, a row of a table a line."""

from __future__ import annotations

from collections.abc import Iterator

from cardprint.page import Element

RULES = {"h1": "=", "h2": "-"}
"""What a heading is underlined with."""
HEADINGS = ("h1", "h2", "h3", "h4")
APART = " | "
"""Stands between the cells of a row."""
ITEMS = ("ul", "ol")
LONGEST_RULE = 60


def write(root: Element) -> bytes:
    """Write a paper as text; the same input gives the same bytes."""
    return ("\n".join(_blocks(root.children)).strip("\n") + "\n").encode()


def _blocks(elements: list[Element]) -> Iterator[str]:
    """Give the lines of Elements, an empty one behind each block."""
    for element in elements:
        if element.tag == "footer":
            continue
        if element.tag in HEADINGS:
            yield from _heading(element)
        elif element.tag in ITEMS:
            yield from (_said(item) for item in element.children)
            yield ""
        elif element.tag == "tr":
            yield APART.join(_said(cell) for cell in element.children)
        elif element.children:
            yield from _blocks(element.children)
            yield from [""] if element.tag == "table" else []
        elif said := _said(element):
            yield from (*said.split("\n"), "")


def _heading(element: Element) -> Iterator[str]:
    said = " ".join(_said(element).split())
    rule = RULES.get(element.tag, "")
    yield from (said, rule * min(len(said), LONGEST_RULE), "") if rule else (said, "")


def _said(element: Element) -> str:
    """Give the words of an Element and of all that are in it."""
    inside = [said for child in element.children if (said := _said(child))]
    return " ".join([part for part in (element.text.replace("\u00ad", "").replace("\u00a0", " "), *inside) if part])
