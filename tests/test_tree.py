"""The structure tree says what things are: every rule of it holds for every kind of file, and a file that breaks it is told. Addresses are links."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
import tree as rules
from papers import AGENDA, DECK, SHEET, built, changed, world, written
from pikepdf import Array, Dictionary, Name
from pypdfium2 import raw
from reader import tree

from cardprint import build
from cardprint.job import Job

Make = Callable[[Mapping[str, str | bytes]], Path]

LONG = "https://www.eksempel.example/" + "dokumenter/2026/" * 9 + "slut.pdf?aar=2026&side=2#afsnit"
SHORT, MAIL = "http://kort.example/æ(1)", "borger+os@eksempel.example"
MEETING = changed(
    AGENDA,
    purpose=f"Læs mere på {LONG}, inden vi mødes (eller {SHORT}).",
    leadership={"text": f"Vi lytter. Skriv til {MAIL}!", "name": "Bo", "title": "leder"},
    given_challenges=[{"text": "Ventetid", "may": "I må flytte vagter"}, {"text": "Kørsel"}],
    can_change=[f"Det, der står på {SHORT}."],
    more=[{"text": "Alt om mødet", "url": LONG}, {"text": "Ring", "note": f"eller skriv: {MAIL}"}],
)
CARDS = changed(
    DECK,
    step=1,
    cards=[
        {"id": "k-1", "theme": "t", "text": f"Hvad står der på {SHORT}?", "source": LONG},
        {"id": "k-2", "theme": "t", "text": f"Skriv til {MAIL}.", "title": "Et brev", "follow_up": [f"Eller se {SHORT}"]},
        {"id": "k-3", "theme": "t", "text": "Hvad virker?", "options": ["Ja", "Nej"]},
    ],
    instruction_card=f"Læg kortene ud.\nLæs {SHORT} først.",
    blank_cards=1,
)
FILES = world(MEETING, changed(SHEET, intro=f"Se {SHORT}.", return_to=MAIL), papers=None)
KINDS = ("sheets", "reading", "invitation", "handout", "facilitator", "worksheet")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Build all kinds of papers of a small project whose texts hold addresses."""
    root = tmp_path_factory.mktemp("structure")
    shop = "id: tryk\nimposition: single\nbleed: 3 mm\ncolour: cmyk\nicc: FOGRA39L\npdf: x-4\n"
    for name, text in {**FILES, "cards/kort.yaml": written(CARDS), "cards/print/tryk.yaml": shop}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = built(root)
    assert not [problem for problem in found.report.problems if problem.is_error], found.report.problems
    build(Job(path=root, output=root / "output", areas=("skole",), profiles=("tryk",), kinds=("shop",)))
    return {path.stem.removeprefix("moede-").removeprefix("kort-"): path for path in (root / "output").rglob("*.pdf")}


# --- the rules -------------------------------------------------------------------------------------------------------


def test_every_file_keeps_every_rule(files: Mapping[str, Path]) -> None:
    assert {*KINDS, "ticket", "shop-tryk"} <= files.keys() | {"shop-tryk"}
    assert {name: found for name, path in files.items() if (found := rules.broken(path))} == {}


def elements(file: pikepdf.Pdf, role: str) -> Iterator[Dictionary]:
    """Find the structure elements of a type."""
    return (one for one in file.objects if isinstance(one, Dictionary) and one.get("/S") == f"/{role}" and "/P" in one)


def first(file: pikepdf.Pdf, role: str) -> Dictionary:
    return next(elements(file, role))


def renamed(old: str, new: str) -> Callable[[pikepdf.Pdf], None]:
    """Give all elements of a type another one."""

    def change(file: pikepdf.Pdf) -> None:
        for element in list(elements(file, old)):
            element.S = Name(f"/{new}")

    return change


def hung(text: str) -> Callable[[pikepdf.Pdf], None]:
    """Hang an element below the document's own."""

    def change(file: pikepdf.Pdf) -> None:
        top = file.Root.StructTreeRoot.K
        top.K = Array([*top.K, pikepdf.Object.parse(text.encode())])

    return change


def unlinked(file: pikepdf.Pdf) -> None:
    link = first(file, "Link")
    link.K = Array([kid for kid in link.K if "/Obj" not in kid])


def without_lines(file: pikepdf.Pdf) -> None:
    del file.pages[0].Annots[0].QuadPoints


def said_otherwise(file: pikepdf.Pdf) -> None:
    for page in file.pages:
        for annotation in page.obj.get("/Annots", ()):
            annotation.Contents = pikepdf.String("https://et-andet-sted.example/")


def unnumbered(file: pikepdf.Pdf) -> None:
    for element in elements(file, "L"):
        if "/A" in element:
            del element.A


def irregular(file: pikepdf.Pdf) -> None:
    row = first(file, "TR")
    row.K = Array(list(row.K)[:-1])


def silent(file: pikepdf.Pdf) -> None:
    for element in elements(file, "TD"):
        if "/ActualText" in element:
            del element.ActualText


def apart(file: pikepdf.Pdf) -> None:
    heading = next(one for one in elements(file, "H1") if any(isinstance(kid, Dictionary) and kid.get("/S") == "/Span" for kid in one.K))
    number = next(kid for kid in heading.K if isinstance(kid, Dictionary) and kid.get("/S") == "/Span")
    heading.K = Array([kid for kid in heading.K if not (isinstance(kid, Dictionary) and kid.get("/S") == "/Span")])
    number.S, number.P = Name("/P"), heading.P
    heading.P.K.append(number)


def long(file: pikepdf.Pdf) -> None:
    for _ in range(5):
        file.pages.append(file.add_blank_page())
    if "/Outlines" in file.Root:
        del file.Root.Outlines


BROKEN: Mapping[str, tuple[str, Callable[[pikepdf.Pdf], None]]] = {
    # rule: a file, and what is done to it
    "the first heading is one of the first level": ("handout", renamed("H1", "P")),
    "no level of headings is left out on the way down": ("handout", renamed("H2", "P")),
    "links lead somewhere, and say where": ("handout", unlinked),
    "links have a rectangle for each line": ("handout", without_lines),
    "addresses are links": ("handout", renamed("Link", "Span")),
    "a link says the address that it shows": ("handout", said_otherwise),
    "lists have items, items their bodies": ("handout", renamed("LBody", "P")),
    "lists with labels say of which kind they are": ("handout", unnumbered),
    "quotations hold paragraphs": ("reading", renamed("P", "BlockQuote")),
    "tables are regular, and their heads say what they head": ("handout", irregular),
    "nothing is empty that does not say so": ("worksheet", silent),
    "pictures say what they show": ("sheets", hung("<</S/Figure/Alt( )>>")),
    "a card's number is read with its heading": ("sheets", apart),
    "long files have bookmarks": ("invitation", long),
}


def test_each_rule_has_a_file_that_breaks_it() -> None:
    assert BROKEN.keys() == rules.RULES.keys()


@pytest.mark.parametrize("rule", BROKEN)
def test_a_file_that_breaks_a_rule_is_told(files: Mapping[str, Path], tmp_path: Path, rule: str) -> None:
    name, change = BROKEN[rule]
    with pikepdf.open(files[name]) as file:
        change(file)
        file.save(tmp_path / "brudt.pdf")
    assert rule in rules.broken(tmp_path / "brudt.pdf")


# --- what things are -------------------------------------------------------------------------------------------------


def test_facts_challenges_and_the_leaders_words_are_read_as_what_they_are(files: Mapping[str, Path]) -> None:
    root = tree(files["handout"])
    pairs = [tuple(child.text for child in node.children) for node in root.all() if node.role == "LI"]
    assert {("Sted", "Lokale 2"), ("Ventetid", "I må flytte vagter"), ("Kørsel",)} <= {*pairs}
    (quotation,) = (node for node in root.all() if node.role == "BlockQuote")
    assert "".join(one.text for one in quotation.all()).startswith("”Vi lytter.")
    assert {node.alt for node in tree(files["worksheet"]).all() if node.role == "TD" and not node.children} == {"tomt felt"}


def test_a_card_is_one_part_whose_heading_says_its_number_and_its_text(files: Mapping[str, Path]) -> None:
    cards = [[node for node in card.all() if node.role == "H1"] for card in tree(files["sheets"]).children]
    heard = [
        ["".join(f"{one.text} " for one in sorted(heading.all(), key=lambda one: one.role == "H1")) for heading in each] for each in cards
    ]
    assert all(len(each) == 1 for each in heard)
    assert heard[1][0].split()[0] == "2"
    assert "Skriv til" in heard[1][0]


# --- addresses -------------------------------------------------------------------------------------------------------


class Found(NamedTuple):
    """A link as pdfium finds it: where it leads, and the words that are copied from its rectangles, line by line."""

    leads: str
    words: str


def links(path: Path) -> Iterator[Found]:
    """Read the links of all pages."""
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text, at, link = page.get_textpage(), ctypes.c_int(0), raw.FPDF_LINK()
            while raw.FPDFLink_Enumerate(page, at, link):
                action = raw.FPDFLink_GetAction(link)
                length = raw.FPDFAction_GetURIPath(document, action, None, 0)
                buffer = ctypes.create_string_buffer(length)
                raw.FPDFAction_GetURIPath(document, action, buffer, length)
                quads = []
                for number in range(raw.FPDFLink_CountQuadPoints(link)):
                    quad = raw.FS_QUADPOINTSF()
                    raw.FPDFLink_GetQuadPoints(link, number, quad)
                    quads.append(text.get_text_bounded(quad.x3, quad.y3, quad.x2, quad.y2))
                yield Found(buffer.value.decode(), "".join(quads).strip())


LEAD = {LONG: LONG, SHORT: "http://kort.example/%C3%A6(1)", MAIL: f"mailto:{MAIL}"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_address_of_every_paper_is_a_link_and_copied_it_is_the_address(files: Mapping[str, Path], kind: str) -> None:
    found = [*links(files[kind])]
    assert found
    for leads, words in found:
        assert words in {*LEAD, "os@eksempel.example"}
        assert leads == LEAD.get(words, f"mailto:{words}")
    text = "".join(node.text for node in tree(files[kind]).all())
    shown = sum(node.role == "Link" for node in tree(files[kind]).all())
    assert (len(found), text.count(MAIL) + text.count(SHORT)) == (shown, sum(words in (MAIL, SHORT) for _, words in found))


def test_a_print_shop_s_pages_have_no_annotations(files: Mapping[str, Path]) -> None:
    path = next(path for name, path in files.items() if name.startswith("shop"))
    with pikepdf.open(path) as file:
        assert not [page for page in file.pages if "/Annots" in page.obj]
    assert "Link" not in {node.role for node in tree(path).all()}


def test_an_address_over_two_pages_is_one_link_with_lines_on_both(project: Make) -> None:
    address = "https://www.eksempel.example/" + "dokumenter/2026/" * 16
    root = project(world(changed(AGENDA, purpose="Først lidt tekst. " * 142 + address)))
    found = built(root, "handout")
    assert found.codes == []
    with pikepdf.open(found.path("handout")) as file:
        (link,) = (one for one in elements(file, "Link") if len(one.K) > 2)
        annotations = [kid.Obj for kid in link.K if "/Obj" in kid]
        assert len({annotation.P.objgen for annotation in annotations}) == len(annotations) == 2
    words = [words for leads, words in links(found.path("handout")) if leads == address]
    assert "".join(words) == address


@pytest.mark.parametrize("said", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://", "//eksempel.example", "www"])
def test_what_is_no_address_of_a_page_or_of_mail_is_no_link(project: Make, said: str) -> None:
    found = built(project(world(changed(AGENDA, purpose=f"Se {said} nu."))), "handout")
    assert {leads for leads, _ in links(found.path("handout"))} == {"mailto:os@eksempel.example"}


def _layout(text: str) -> dict[str, str]:
    own = f'{{% extends "builtin/reading.xml.j2" %}}{{% block credit %}}{text}{{% endblock %}}'
    deck = changed(DECK, cards=[{"id": "k", "theme": "t", "text": "Hvad virker?"}])
    return {"cards/kort.yaml": written(deck), "templates/reading.xml.j2": own}


def test_a_layout_s_own_link_leads_where_it_says(project: Make) -> None:
    root = project(
        _layout('<p class="reading-source">Læs <a href="https://eksempel.example/æ">mere om <strong>kortene</strong></a> her.</p>')
    )
    report = build(Job(path=root, kinds=("reading",)))
    assert report.problems == ()
    (path,) = (root / "output").rglob("*.pdf")
    assert [*links(path)] == [Found("https://eksempel.example/%C3%A6", "mere om kortene")]
    assert rules.broken(path) == {}


FAULTS: Mapping[str, tuple[str, str]] = {
    "a link that runs a program": ('<p class="reading-source"><a href="javascript:alert(1)">x</a></p>', "markup-value"),
    "a link to a file": ('<p class="reading-source"><a href="file:///c:/x.exe">x</a></p>', "markup-value"),
    "a link to nowhere": ('<p class="reading-source"><a>x</a></p>', "markup-value"),
    "a link in a mark": ('<marks class="ticks"><mark class="tick"><a href="https://x.example/">x</a></mark></marks>', "markup-nesting"),
    "a pair without pairs": ('<box class="given" as="pair"><p class="given-text" as="value">x</p></box>', "markup-nesting"),
    "a label without a pair": ('<p class="given-text" as="label">x</p>', "markup-nesting"),
    "pairs of anything": ('<box class="given" as="pairs"><p class="given-text">x</p></box>', "markup-nesting"),
    "a pair of anything": (
        '<box class="given" as="pairs"><box class="given" as="pair"><h3 class="given-text">x</h3></box></box>',
        "markup-nesting",
    ),
    "read as nothing that there is": ('<box class="given" as="poem"/>', "markup-value"),
    "a paragraph as a list": ('<p class="given-text" as="pairs">x</p>', "markup-value"),
    "with a heading, and no card": ('<p class="given-text" with="heading">x</p>', "attribute-without-effect"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_a_layout_cannot_say_is_told(project: Make, name: str) -> None:
    text, code = FAULTS[name]
    report = build(Job(path=project(_layout(text)), kinds=("reading",)))
    assert [problem.code for problem in report.problems] == [code]
    assert not list(report.written)
