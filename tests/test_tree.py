"""Each rule of the structure tree can fail: a file that keeps them all is broken once by each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import conformance
import pikepdf
import pytest
import tree

from cardprint import Job, build

DECK = "title: Prøve\nthemes: [{id: a, name: Emne}]\ncards: [{id: k1, theme: a, text: Hvad hjælper?}]\n"


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("world")
    (root / "cards").mkdir()
    (root / "cardprint.yaml").write_text("print: [office-a4]\n", encoding="utf-8")
    (root / "cards" / "d.yaml").write_text(DECK, encoding="utf-8")
    assert build(Job(path=root)).problems == ()
    return root / "output" / "base" / "d-reading.pdf"


def test_what_is_printed_keeps_every_rule(paper: Path) -> None:
    assert {name: [*conformance.structure(path)] for path in paper.parent.glob("*.pdf") for name in [path.name]} == {
        "d-sheets.pdf": [],
        "d-reading.pdf": [],
        "d-ticket.pdf": [],
    }


def _unhead(pdf: pikepdf.Pdf) -> None:
    for node in tree.read(pdf.Root.StructTreeRoot.K).everything():
        if node.kind == "H1":
            node.made.S = pikepdf.Name("/P")


def _hang(text: str) -> Callable[[pikepdf.Pdf], None]:
    """Hang an element below the document's own."""

    def change(pdf: pikepdf.Pdf) -> None:
        top = pdf.Root.StructTreeRoot.K
        top.K = pikepdf.Array([*top.K, pikepdf.Object.parse(text.encode())])

    return change


def _lengthen(pdf: pikepdf.Pdf) -> None:
    while len(pdf.pages) <= tree.LONG:
        pdf.add_blank_page()
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines


BREAKS = {
    "every document has a first heading": _unhead,
    "no level of heading is skipped": _hang("<</S/Sect/K[<</S/H1>><</S/H3>>]>>"),
    "a list with labels says how it counts": _hang("<</S/L/K[<</S/LI/K[<</S/Lbl>><</S/LBody>>]>>]>>"),
    "a list has items, an item a label and a body": _hang("<</S/L/K[<</S/LI/K[<</S/P>>]>>]>>"),
    "a figure says what it shows": _hang("<</S/Figure/Alt( )>>"),
    "a long document has bookmarks": _lengthen,
}


@pytest.mark.parametrize("rule", tree.RULES)
def test_each_rule_can_fail(paper: Path, rule: str) -> None:
    with pikepdf.open(paper) as pdf:
        BREAKS[rule](pdf)
        assert rule in {fault.split(": ")[1] for fault in tree.faults(pdf)}
