"""What the structure tree of a PDF has to keep beyond PDF/UA-1, so that it means something to who listens: one table of rules, run over every file.

Read with pikepdf, which knows nothing of how the tree was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LONG = 4
"""Pages up to which a document needs no bookmarks."""


class Node(NamedTuple):
    """One element of the tree: its type, its dictionary, and its elements."""

    kind: str
    made: pikepdf.Object
    kids: tuple[Node, ...]

    def everything(self) -> Iterator[Node]:
        """Go through the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.everything()


def faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Find the broken rules of the tree, each as often as it is broken."""
    root = read(pdf.Root.StructTreeRoot.K)
    for name, rule in RULES.items():
        yield from (f"tree: {name}: {found}" for found in rule(pdf, root))


def read(made: pikepdf.Object) -> Node:
    """Read an element with all below it."""
    kids = made.get("/K", pikepdf.Array())
    several = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return Node(str(made.S)[1:], made, tuple(read(kid) for kid in several if isinstance(kid, pikepdf.Dictionary) and "/S" in kid))


def _headed(_: pikepdf.Pdf, root: Node) -> Iterator[str]:
    if not any(node.kind == "H1" for node in root.everything()):
        yield "no H1"


def _stepwise(_: pikepdf.Pdf, root: Node) -> Iterator[str]:
    before = 0
    for node in root.everything():
        if node.kind[0] == "H" and node.kind[1:].isdigit():
            level = int(node.kind[1:])
            if level > before + 1:
                yield f"H{level} after {f'H{before}' if before else 'nothing'}"
            before = level


def _numbered(_: pikepdf.Pdf, root: Node) -> Iterator[str]:
    for node in root.everything():
        labels = any(kid.kind == "Lbl" for item in node.kids for kid in item.kids)
        if node.kind == "L" and labels and b"/ListNumbering" not in node.made.unparse(resolved=True):
            yield "labels without a ListNumbering"


def _itemised(_: pikepdf.Pdf, root: Node) -> Iterator[str]:
    for node in root.everything():
        if node.kind == "L" and any(kid.kind not in ("LI", "Caption", "L") for kid in node.kids):
            yield "a list with something beside its items"
        if node.kind == "LI" and any(kid.kind not in ("Lbl", "LBody") for kid in node.kids):
            yield "an item with something beside label and body"


def _pictured(_: pikepdf.Pdf, root: Node) -> Iterator[str]:
    yield from (
        "a Figure without Alt" for node in root.everything() if node.kind == "Figure" and not str(node.made.get("/Alt", "")).strip()
    )


def _marked(pdf: pikepdf.Pdf, _: Node) -> Iterator[str]:
    if len(pdf.pages) > LONG and not ("/Outlines" in pdf.Root and "/First" in pdf.Root.Outlines):
        yield f"{len(pdf.pages)} pages without"


RULES: Mapping[str, Callable[[pikepdf.Pdf, Node], Iterator[str]]] = {
    "every document has a first heading": _headed,
    "no level of heading is skipped": _stepwise,
    "a list with labels says how it counts": _numbered,
    "a list has items, an item a label and a body": _itemised,
    "a figure says what it shows": _pictured,
    "a long document has bookmarks": _marked,
}
