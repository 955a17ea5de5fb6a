"""reportlab, the writer: what of it we reach into, that nobody else's settings reach the paper, and that nothing is written without it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import reportlab
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from cardprint.pdf.document import Document, Info, Raw, Sheets, outline
from cardprint.pdf.packing import Packer
from cardprint.pdf.pinned import SETTINGS
from cardprint.recipe import Job, build

Make = Callable[[Mapping[str, str | bytes]], Path]

SEEN = ("5.0.0", "5.1.0")
"""The versions that the hooks below were read in. Before another is added here: read them again in it, and run `make conformance`."""
CANVAS, DOCUMENT = Canvas(None), pdfdoc.PDFDocument()
HOOKS = {
    "a canvas draws into the document that it finds here": (CANVAS, "_doc"),
    "and begins every page and form with this": (CANVAS, "_make_preamble"),
    "what that leaves": (CANVAS, "_preamble"),
    "the catalog writes the keys that are named here": (pdfdoc.PDFCatalog, "__NoDefault__"),
    "fonts are called by the names in the object of this name": (pdfdoc, "BasicFonts"),
    "numbers count up from this one": (DOCUMENT, "objectcounter"),
    "objects by number": (DOCUMENT, "numberToId"),
    "numbers by name": (DOCUMENT, "idToObjectNumberAndVersion"),
    "objects by name": (DOCUMENT, "idToObject"),
    "pages are given over here": (DOCUMENT, "addPage"),
    "forms and pictures here": (DOCUMENT, "addForm"),
    "what is left is written here": (DOCUMENT, "format"),
    "by this version of PDF": (DOCUMENT, "_pdfVersion"),
    "how the bytes of a picture are packed": (pdfdoc.PDFImageXObject("a"), "_filters"),
    "a page's keys are completed here": (pdfdoc.PDFPage, "check_format"),
    "the bytes of a file under way": (pdfdoc.PDFFile(), "strings"),
    **{f"a setting: {name}": (rl_config, name) for name in SETTINGS},
}


def test_this_version_has_been_read() -> None:
    assert reportlab.Version in SEEN, "a new reportlab: see SEEN"


@pytest.mark.parametrize("hook", HOOKS)
def test_each_hook_is_there(hook: str) -> None:
    owner, name = HOOKS[hook]
    assert hasattr(owner, name)


def test_a_stream_still_ends_as_the_file_expects() -> None:
    assert pdfdoc.PDFStream(content=b"q").format(DOCUMENT).endswith(b"\nstream\nqendstream\n")


# --- no setting of anybody's reaches the paper -------------------------------------------------------------------------

DECK = """\
id: d
title: Prøve
themes: [{id: a, name: Emne}, {id: b, name: Æøå}]
cards:
  - {id: k1, theme: a, text: Hvad er styring?, image: {file: images/ser.svg, alt: En flade}}
  - {id: k2, theme: b, text: Hvem siger det?}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'
FILES = {"cardprint.yaml": "print: [office-a4, print-shop-3mm]\n", "cards/d.yaml": DECK, "images/ser.svg": SVG}
BUILD = "import sys; from cardprint.cli import main; sys.exit(main())"
UNLIKE = {
    "RL_invariant": "0",
    "RL_pdfComments": "1",
    "RL_pdfMultiLine": "1",
    "RL_useA85": "yes",  # not even a number
    "RL_pageCompression": "0",
    "RL_canvas_basefontname": "Symbol",
    "RL_documentLang": "de",
    "RL_defaultPageSize": "none",
    "SOURCE_DATE_EPOCH": "tomorrow",
}


def ran(root: Path, command: str, *arguments: str, code: str = BUILD, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run cardprint in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RL_", "SOURCE_DATE"))}
    words = [sys.executable, "-W", "error", "-c", code, *command.split(), str(root), *arguments]
    return subprocess.run(words, env=inherited | environment, cwd=root, capture_output=True, text=True, check=False)


def written(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.pdf"))}


def test_variables_and_settings_files_change_no_byte(project: Make) -> None:
    root = project(FILES)
    home = root / "home"
    home.mkdir()
    (home / ".reportlab_settings").write_text("pdfMultiLine = 1\ncanvas_baseColor = (1, 0, 0)\ninvariant = 0\n")
    (home / "reportlab_settings.py").write_text("pdfMultiLine = 1\ndocumentLang = 'fr'\n")
    plain = ran(root, "build", "--output", str(root / "one"))
    other = ran(root, "build", "--output", str(root / "other"), HOME=str(home), PYTHONPATH=str(home), **UNLIKE)
    assert (plain.returncode, plain.stderr) == (other.returncode, other.stderr)
    assert len(written(root / "one")) > 2
    assert written(root / "one") == written(root / "other")


@pytest.fixture
def own_settings() -> Iterator[dict[str, object]]:
    """A program that uses reportlab itself, its own way."""
    before = {name: getattr(rl_config, name) for name in SETTINGS}
    own: dict[str, object] = dict(zip(SETTINGS, (0, 1, 1, (1, 0, 0), "de"), strict=True))
    vars(rl_config).update(own)
    yield own
    vars(rl_config).update(before)


def test_a_program_around_us_keeps_its_settings(project: Make, own_settings: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(FILES)
    monkeypatch.setenv("RL_DEBUG", "1")
    assert build(Job(path=root, output=root / "here")).is_sound
    assert {name: getattr(rl_config, name) for name in SETTINGS} == own_settings
    assert os.environ["RL_DEBUG"] == "1"
    assert ran(root, "build", "--output", str(root / "alone")).returncode == 0
    assert written(root / "here") == written(root / "alone")


# --- it writes every PDF -----------------------------------------------------------------------------------------------

WITHOUT = f"import sys; sys.modules['reportlab'] = None; {BUILD}"


def test_without_it_nothing_is_printed(project: Make) -> None:
    root = project(FILES)
    result = ran(root, "build", code=WITHOUT)
    assert result.returncode
    assert "reportlab" in result.stderr
    assert not [*root.rglob("*.pdf")]


def test_what_makes_no_file_does_not_load_it(project: Make) -> None:
    assert ran(project(FILES), "list cards", code=WITHOUT).returncode == 0


def test_pillow_is_loaded_for_pictures_alone(project: Make) -> None:
    code = "import sys; from pathlib import Path; from cardprint import Job, build; build(Job(path=Path(sys.argv[2])))"
    result = ran(project(FILES | {"cardprint.yaml": ""}), "build", code=f"{code}; print('PIL._imaging' in sys.modules)")
    assert result.stdout == "False\n"


# --- numbers -----------------------------------------------------------------------------------------------------------


def test_what_a_page_registers_while_the_tree_is_written_takes_none_of_its_numbers() -> None:
    document = Document()
    canvas, top = Sheets(document), Raw()
    document.expect()
    number = document.add(top)
    first = document.objectcounter + 1
    packer = Packer(first)
    root, below = packer.take(), packer.take()
    packer.pack([(root, b"<</Type/StructElem/S/Document/P %d 0 R/K[%d 0 R]>>" % (number, below))])
    packer.pack([(below, b"<</Type/StructElem/S/P/P %d 0 R>>" % root)])
    canvas.setPageSize((90, 60))
    canvas.linkURL("https://example.org/", (0, 0, 9, 9))  # reportlab numbers an annotation at once
    canvas.addLiteral("q Q")
    canvas.showPage()
    document.keep(packer.packed, first)
    top.data = b"<</Type/StructTreeRoot/K %d 0 R>>" % root
    canvas.setCatalogEntry("StructTreeRoot", top)
    with pikepdf.open(BytesIO(canvas.getpdfdata())) as file:
        assert file.pages[0].Annots[0].A.URI == "https://example.org/"
        assert file.Root.StructTreeRoot.K.K[0].S == "/P"


def test_a_stream_that_ends_in_a_carriage_return_keeps_it() -> None:
    document = Document()
    canvas, document.info = Sheets(document), Info()
    document.expect()
    numbers = [document.stream(data) for data in (b"a\r", b"a\n", b"a")]
    canvas.setPageSize((90, 60))
    canvas.showPage()
    data = canvas.getpdfdata()
    assert [data.split(b"\n%d 0 obj\n" % number)[1].split(b"stream\n")[1] for number in numbers] == [b"a\r\r\nend", b"a\n\nend", b"a\nend"]


# --- what is said --------------------------------------------------------------------------------------------------------


def outlined(title: str, marks: Sequence[tuple[int, str, int]]) -> BytesIO:
    """Write a file of two pages with an outline."""
    document = Document()
    canvas, document.info = Sheets(document), Info()
    for _ in range(2):
        document.expect()
    canvas.setTitle(title)
    for page in range(len(marks)):
        canvas.bookmarkPage(str(page))
    for _ in range(2):
        canvas.setPageSize((90, 60))
        canvas.showPage()
    packer = Packer(document.objectcounter + 1)
    packer.pack([(packer.take(), b"<<>>")])
    document.keep(packer.packed, document.objectcounter + 1)
    outline(canvas, marks)
    return BytesIO(canvas.getpdfdata())


@pytest.mark.parametrize("title", ["Plain (with) \\ signs", "Ældre – Łódź", "þÿ begins like UTF-16", "emoji 🂡", "\r\n\t"])
def test_texts_come_back_as_they_were(title: str) -> None:
    with pikepdf.open(outlined(title, [(0, title, 0), (1, title, 4)])) as file, file.open_outline() as found:
        assert str(file.docinfo.Title) == title
        assert [entry.title for entry in found.root] == [title]
        assert [entry.title for entry in found.root[0].children] == [title]


def test_the_outline_shows_its_first_level_and_hides_what_is_below() -> None:
    """A closed entry's Count is negative: so many would show if it were opened (ISO 32000-1, 12.3.3)."""
    marks = [(0, "A", 0), (0, "A.1", 1), (1, "A.2", 1), (1, "B", 0)]
    with pikepdf.open(outlined("x", marks)) as file:
        outlines = file.Root.Outlines
        first = outlines.First
        assert (str(first.Title), int(first.Count)) == ("A", -2)
        assert [str(one.Title) for one in (first.First, first.Last, first.Next)] == ["A.1", "A.2", "B"]
        assert all(int(one.get("/Count", 0)) == 0 for one in (first.First, first.Last, first.Next))
