"""QR codes beside the addresses of a meeting's papers: a second reader reads them from the page, they cost no page, and a press prints them in black alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from cardprint import qr
from cardprint.geometry import mm
from cardprint.pdf import codes
from cardprint.recipe import Job, build

Make = Callable[[Mapping[str, str | bytes]], Path]
SHORT = "https://www.eksempel.dk/forloeb"
LONG = "https://eksempel.dk/" + "dokumenter/2026/" * 21
DECK = "id: d\ntitle: Kort\nthemes: [{id: t, name: Tema}]\ncards: [{id: k, theme: t, text: Hvad bøvler?}]\n"


def agenda(*urls: str, extra: str = "") -> str:
    """Write a meeting with so many links; an empty one has no address."""
    links = "".join(
        f"  - {{text: Læs mere {number}, url: {url!r}}}\n" if url else "  - {text: Spørg Ane}\n" for number, url in enumerate(urls)
    )
    return f"id: moede\ntitle: Møde\ndate: 2026-12-08\n{extra}more:\n{links}items: [{{title: Velkommen, minutes: 10}}]\n"


def read(path: Path, scale: float = 200 / 72) -> list[list[str]]:
    """Read the codes of each page from its picture."""
    return [[code.text for code in zxingcpp.read_barcodes(page.render(scale=scale).to_pil())] for page in pypdfium2.PdfDocument(path)]


def words(path: Path) -> str:
    """Give the words of all pages without the ends of lines."""
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))
    return text.replace("\r\n", "").replace("\n", "")


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_telephone_reads_each_address_beside_its_words(project: Make, language: str) -> None:
    urls = (SHORT, "", LONG[:300], "https://æblehave.dk/ældre?a=b&c=d#e", "mailto:ane@eksempel.dk")
    root = project({"cardprint.yaml": f"title: P\nlanguage: {language}\n", "cards/d.yaml": DECK, "cards/agendas/m.yaml": agenda(*urls)})
    report = build(Job(path=root, kinds=("handout", "invitation")))
    assert not report.problems
    wanted = [SHORT, LONG[:300], "https://xn--blehave-lxa.dk/%C3%A6ldre?a=b&c=d#e", "mailto:ane@eksempel.dk"]
    for kind in ("handout", "invitation"):
        path = root / "output" / "base" / f"moede-{kind}.pdf"
        assert [text for page in read(path) for text in page] == wanted
        assert SHORT in words(path)


def test_an_address_that_no_code_holds_is_told_and_printed_in_words(project: Make) -> None:
    too_long = "https://eksempel.dk/" + "/".join(["æblegrød"] * 20)  # æ and ø are six characters each, as a computer writes them
    root = project({"cards/d.yaml": DECK, "cards/agendas/m.yaml": agenda(too_long, SHORT)})
    report = build(Job(path=root, kinds=("handout",)))
    assert [(problem.code, problem.place.line) for problem in report.problems] == [("url-too-long", 5)]
    assert [text for page in read(root / "output" / "base" / "moede-handout.pdf") for text in page] == [SHORT]


def test_an_invitation_that_just_fits_its_page_still_does(project: Make) -> None:
    purpose = "purpose: " + "Vi taler om det, der bøvler, og finder ord for det. " * 45 + "\n"
    root = project({"cards/d.yaml": DECK, "cards/agendas/m.yaml": agenda(*[SHORT] * 6, extra=purpose)})
    report = build(Job(path=root, kinds=("invitation",)))
    assert not report.problems
    path = root / "output" / "base" / "moede-invitation.pdf"
    assert read(path) == [[]]
    assert SHORT in words(path)
    (root / "cards" / "agendas" / "m.yaml").write_text(agenda(*[SHORT] * 4))
    build(Job(path=root, kinds=("invitation",)))
    assert read(path) == [[SHORT] * 4]


@pytest.mark.parametrize(
    ("profile", "painted"), [("colour: cmyk\nicc: FOGRA39L\npdf: x-4", "0 0 0 1 k"), ("colour: grey\nicc: none\npdf: a-2a", "0 g")]
)
def test_a_layout_puts_a_code_on_cards_and_a_press_prints_it_in_black_alone(project: Make, profile: str, painted: str) -> None:
    layout = f'{{% extends "builtin/cards.xml.j2" %}}{{% block card_front %}}<front><p class="own" code="{SHORT}">Læs</p></front>{{% endblock %}}'
    root = project(
        {
            "cards/d.yaml": DECK,
            "cards/print/tryk.yaml": f"id: tryk\nimposition: single\nbleed: 3 mm\n{profile}\n",
            "templates/cards.xml.j2": layout,
            "templates/style.yaml": "own: {left: 8 mm, right: 8 mm, top: 8 mm, bottom: 8 mm, size: 12 pt}\n",
        }
    )
    report = build(Job(path=root, profiles=("tryk",), kinds=("shop",)))
    assert not [problem for problem in report.problems if problem.is_error], report.problems
    (path,) = (root / "output" / "base").glob("d-shop*.pdf")
    assert SHORT in [text for page in read(path, 300 / 72) for text in page]
    assert any(painted in instruction for instruction in _drawn(path))


def _drawn(path: Path) -> list[str]:
    """Write out the operators of all that is drawn in a file."""
    with pikepdf.open(path) as pdf:
        streams = [
            obj.read_bytes()
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Stream) and "/Length1" not in obj and obj.get("/Subtype") != "/Image"
        ]
    return [stream.decode("latin-1") for stream in streams]


def test_a_version_holds_what_the_standard_says_and_a_module_is_wide_enough() -> None:
    for version, most in enumerate(qr.HOLDS, 1):
        assert (qr.version("x" * most), qr.side("x" * most)) == (version, len(codes.modules("x" * most)))
        assert qr.version("x" * (most + 1)) in {version + 1, 0}
    assert qr.side("x" * (qr.MOST + 1)) == 0
    assert qr.version("ABCDEFGHIJKLMNOP") == 1
    assert mm(18) / qr.side(SHORT) > mm(0.4)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("https://bruger:pæs@ære.dk:80/ø?å=1#é", "https://bruger:p%C3%A6s@xn--re-0ia.dk:80/%C3%B8?%C3%A5=1#%C3%A9"),
        ("https://e.dk/%C3%A6?q=100%", "https://e.dk/%C3%A6?q=100%"),
        ("http://å..dk/x", "http://%C3%A5..dk/x"),
        ("mailto:åse@eksempel.dk", "mailto:%C3%A5se@eksempel.dk"),
        ("https://[bad/æ", "https://[bad/%C3%A6"),
    ],
)
def test_of_an_address_only_ascii_goes_into_the_code(said: str, written: str) -> None:
    assert qr.written(said) == written.encode()


def test_in_pdf_ua_a_code_is_an_artifact_and_the_same_input_gives_the_same_bytes(project: Make) -> None:
    root = project({"cards/d.yaml": DECK, "cards/agendas/m.yaml": agenda(SHORT)})
    build(Job(path=root, kinds=("handout",)))
    path = root / "output" / "base" / "moede-handout.pdf"
    first = path.read_bytes()
    with pikepdf.open(path) as pdf:
        assert b"/Figure" not in b"".join(obj.unparse() for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary))
    path.unlink()
    build(Job(path=root, kinds=("handout",)))
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://æ@Æ.dk:80/Æ?ø=å", "https://%C3%A6@xn--6ca.dk:80/%C3%86?%C3%B8=%C3%A5"),
        ("https:///æ", "https:///%C3%A6"),
        ("https://[::1/æ", "https://[::1/%C3%A6"),
        ("https://x.dk/100%", "https://x.dk/100%"),
    ],
)
def test_an_address_is_written_in_letters_that_all_cameras_know(address: str, said: str) -> None:
    assert qr.written(address) == said.encode()
