"""The files: sound, embedded, tagged once, titled; what the printer is told; the same bytes for the same input."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import conformance
import pikepdf
import pytest
import uharfbuzz as hb
from decks import danish, deck_file, norwegian
from reader import Node, pages, plain, tree

from cardprint.fonts import builtin_files
from cardprint.recipe import Job, Report, build

ROOT = Path(__file__).resolve().parents[1]
Make = Callable[[Mapping[str, str | bytes]], Path]

ALL_KINDS = """\
id: slags
title: Alle slags
version: "2"
date: 2026-12-01
back: text
blank_cards: 1
instruction_card: Læs et kort højt.
themes: [{id: a, name: Fælles sprog, symbol: speech}, {id: b, name: Krav & krav}]
cards:
  - {id: k1, theme: a, text: Hvad er **styring** hos os?, follow_up: [Hvem siger det?, Hvornår?]}
  - {id: k2, theme: b, kind: dilemma, text: Hvad gør I?, options: [Bliver, Går]}
  - {id: k3, theme: a, kind: quote, text: "”Så → nikkede *jeg*”", back: {title: Bagom, text: Et svar}}
  - {id: k4, theme: b, kind: divider}
  - {id: k5, theme: b, text: Hvad ser I?, image: {file: images/ser.svg, alt: En flade}}
"""
EYE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'
BY = {"cardprint.yaml": "organisation: by\nareas: [skole]\n", "cards/organisations/by.yaml": "name: Byens & Kommune\n"}
SKOLE = {**BY, "cards/areas/skole.yaml": "name: Skolerne\n", "images/ser.svg": EYE}


def made(root: Path, **job: object) -> Report:
    report = build(Job(path=root, output=root / "output", **job))  # type: ignore[arg-type]
    assert report.is_sound
    return report


def simple(count: int = 3, *, keys: str = "", cards: str = "") -> str:
    rows = cards or "".join(f"  - {{id: k{number}, theme: a, text: Spørgsmål {number}?}}\n" for number in range(1, count + 1))
    return f"id: d\ntitle: Prøve\n{keys}themes: [{{id: a, name: Emne}}]\ncards:\n{rows}"


# --- sound -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build every kind of file once: the shipped deck, all kinds of card, a real deck, several sets, one side only."""
    worlds: dict[str, Mapping[str, str]] = {
        "kinds": {**SKOLE, "cards/d.yaml": ALL_KINDS},
        "danish": {"cards/d.yaml": deck_file(danish(), "A8")},
        "sets": {"cards/d.yaml": simple(keys="sets: 9\n")},
        "one-sided": {"cards/d.yaml": simple(keys="back: none\ncard_size: A6\n")},
    }
    found = {}
    for name, files in worlds.items():
        root = tmp_path_factory.mktemp(name)
        for file, text in {"cardprint.yaml": "", **files}.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(text, encoding="utf-8")
        made(root)
        found |= {f"{name} {file.stem}": file for file in sorted((root / "output").rglob("*.pdf"))}
    shipped = tmp_path_factory.mktemp("shipped")
    assert build(Job(path=ROOT, areas=("aeldre",), output=shipped)).is_sound
    found |= {f"shipped {file.stem}": file for file in sorted(shipped.rglob("*.pdf"))}
    return found


FILES = [
    f"{world} {deck}-{kind}"
    for world, deck in (("kinds", "slags"), ("danish", "samtale"), ("sets", "d"), ("one-sided", "d"), ("shipped", "samtalekort"))
    for kind in ("sheets", "reading", "ticket")
]
MEETINGS = [
    f"shipped {meeting}-{kind}"
    for meeting in ("intromoede", "introworkshop")
    for kind in ("sheets", "handout", "facilitator", "invitation", "worksheet", "worksheet-grid", "worksheet-noteark", "ticket")
] + ["shipped intromoede-worksheet-spoerg-en-kollega"]


def test_these_are_all_the_files(built: dict[str, Path]) -> None:
    assert sorted(built) == sorted([*FILES, *MEETINGS])


@pytest.mark.parametrize("name", [*FILES, *MEETINGS])
def test_a_file_is_sound_embedded_and_accessible(built: dict[str, Path], name: str) -> None:
    path = built[name]
    assert [*conformance.syntax(path), *conformance.fonts(path), *conformance.accessibility(path)] == []


def test_the_checks_see_what_is_wrong(tmp_path: Path, built: dict[str, Path]) -> None:
    path = tmp_path / "wrong.pdf"
    with pikepdf.open(built["sets d-sheets"]) as file:
        del file.Root.Lang
        del file.Root.MarkInfo
        font = next(one for one in file.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one)
        del font["/FontFile2"]
        file.save(path)
    assert list(conformance.fonts(path))
    assert list(conformance.accessibility(path))
    path.write_bytes(path.read_bytes()[:-200])
    assert list(conformance.syntax(path))


@pytest.mark.parametrize("name", FILES)
def test_every_font_says_what_its_glyphs_are_called(built: dict[str, Path], name: str) -> None:
    with pikepdf.open(built[name]) as file:
        fonts = [one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"]
        assert fonts
        for font in fonts:
            rows = [row.split() for row in font.ToUnicode.read_bytes().decode().splitlines() if row.startswith("<") and row.count("<") == 2]
            assert rows
            assert not [row for row in rows if row[1] == "<0000>"]
            assert str(font.BaseFont)[1:].split("+")[1].startswith(("CardprintAtkinson-", "FiraSans-"))


# --- tags ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_mark_of_a_page_belongs_to_one_element_and_back(built: dict[str, Path], name: str) -> None:
    """The number tree leads from a page's marks to the elements that hold them (ISO 32000-1 14.7.4.4)."""
    with pikepdf.open(built[name]) as file:
        rows = list(file.Root.StructTreeRoot.ParentTree.Nums)
        by_page = {int(key): row for key, row in zip(rows[::2], rows[1::2], strict=True) if isinstance(row, pikepdf.Array)}
        held: dict[tuple[int, int], tuple[int, int]] = {}
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        for element, page, mark in marks(file.Root.StructTreeRoot.K):
            assert held.setdefault((numbers[page.objgen], mark), element.objgen) == element.objgen
        assert held == {(page, mark): one.objgen for page, elements in by_page.items() for mark, one in enumerate(elements)}
        for number, page in enumerate(file.pages):
            assert (int(page.obj.StructParents), page.obj.Tabs) == (number, "/S")
            assert page.obj.Contents.read_bytes().count(b"/MCID") == len(by_page[number])


def marks(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object, int]]:
    held = element.get("/K", pikepdf.Array())
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield from marks(kid)
        elif isinstance(kid, pikepdf.Dictionary) and "/MCID" in kid:
            yield element, kid.Pg, int(kid.MCID)
        elif not isinstance(kid, pikepdf.Dictionary):  # else it is a link's annotation
            yield element, element.Pg, int(kid)


def cards_of(root: Node) -> list[Node]:
    return [node for node in root.children if node.role == "Sect"]


def test_only_the_first_copy_of_a_card_is_tagged(project: Make) -> None:
    cards = """\
  - {id: k1, theme: a, text: Alene}
  - {id: k2, theme: a, text: Trefold, copies: 3, follow_up: [Igen?]}
  - {id: k3, theme: a, text: Bagtil, back: {text: Bagside}}
"""
    root = project({"cards/d.yaml": simple(keys="sets: 2\nback: text\n", cards=cards)})
    report = made(root, kinds=("sheets",))
    assert [(ticket.cards, ticket.sets, ticket.sheets) for ticket in report.tickets] == [(5, 2, 2)]
    path = root / "output" / "base" / "d-sheets.pdf"
    found = [[node.text for node in card.all() if node.text] for card in cards_of(tree(path))]
    assert found == [["Emne", "Alene", "1"], ["Emne", "Trefold", "2", "–", "Igen?"], ["Emne", "Bagtil", "3", "Bagside"]]
    text = " ".join(page.text for page in pages(path))
    assert [text.count(word) for word in ("Alene", "Trefold", "Igen?", "Bagtil", "Bagside", "Set 1", "Set 2", "Sæt 1", "Sæt 2")] in (
        [2, 6, 6, 2, 2, 5, 5, 0, 0],
        [2, 6, 6, 2, 2, 0, 0, 5, 5],
    )


def test_the_tags_follow_the_deck_though_the_sheets_follow_the_piles(built: dict[str, Path]) -> None:
    for kind, role in (("sheets", "H1"), ("reading", "P")):
        texts = [plain(node.text) for node in tree(built[f"danish samtale-{kind}"]).all() if node.role == role]
        wanted = [plain(card.text) for card in danish().cards]
        assert [text for text in texts if text in wanted] == wanted


def test_a_picture_has_its_words_and_its_place(built: dict[str, Path]) -> None:
    for kind in ("sheets", "reading"):
        with pikepdf.open(built[f"kinds slags-{kind}"]) as file:
            (figure,) = (one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")
            left, low, right, high = (float(edge) for edge in figure.A.BBox)
            assert str(figure.Alt) == "En flade"
            assert (right - left) / (high - low) == pytest.approx(1.5, abs=0.01)
            _, _, width, height = (float(edge) for edge in figure.Pg.MediaBox)
            assert 0 < left < right < width
            assert 0 < low < high < height


# --- what a file says of itself --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "words"), [("sheets", "kortark"), ("reading", "læseudgave")])
def test_title_language_author_and_date(built: dict[str, Path], kind: str, words: str) -> None:
    title = f"Alle slags, Skolerne, {words} – Byens & Kommune"
    with pikepdf.open(built[f"kinds slags-{kind}"]) as file:
        assert str(file.Root.Lang) == "da"
        assert file.Root.ViewerPreferences.DisplayDocTitle is True
        assert file.Root.MarkInfo.Marked is True
        info = {key: str(value) for key, value in file.trailer.Info.items()}
        assert (info["/Title"], info["/Author"]) == (title, "Byens & Kommune")
        assert (info["/CreationDate"], info["/ModDate"]) == ("D:20261201000000Z",) * 2
        with file.open_metadata() as meta:
            assert (meta["dc:title"], meta["pdfuaid:part"], meta["xmp:CreateDate"]) == (title, "1", "2026-12-01T00:00:00Z")
            assert meta["dc:language"] == {"da"}


def test_a_deck_without_a_date_has_a_fixed_one(built: dict[str, Path]) -> None:
    with pikepdf.open(built["sets d-sheets"]) as file:
        assert str(file.trailer.Info.CreationDate) == "D:20000101000000Z"


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """List the outline: level, title, page counted from 1."""
    with pikepdf.open(path) as file, file.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate(file.pages, 1)}

        def walk(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str, int]]:
            for item in items:
                assert isinstance(item.destination, pikepdf.Array)
                yield level, item.title, numbers[item.destination[0].objgen]
                yield from walk(item.children, level + 1)

        return list(walk(outline.root, 0))


def test_the_bookmarks_of_sheets_are_the_sheets(built: dict[str, Path]) -> None:
    """A6 and A8 fill the paper: sheet 0 is the test sheet."""
    assert bookmarks(built["danish samtale-sheets"]) == [(0, f"Ark {number}", 2 * number + 1) for number in range(26)]
    assert [(title, page) for _, title, page in bookmarks(built["one-sided d-sheets"])] == [("Ark 0", 1), ("Ark 1", 2)]


def test_the_bookmarks_of_a_reading_edition_lead_to_themes_and_cards(built: dict[str, Path]) -> None:
    found = bookmarks(built["danish samtale-reading"])
    assert [title for level, title, _ in found if level == 0] == list(danish().themes.values())
    assert [title.split(":")[0] for level, title, _ in found if level == 1] == [f"Kort {number}" for number in range(1, 401)]
    texts = [page.text for page in pages(built["danish samtale-reading"])]
    cards = {f"Kort {number}": card for number, card in enumerate(danish().cards, 1)}
    for level, title, page in found:
        assert (plain(cards[title.split(":")[0]].text) if level else title) in texts[page - 1], title


@pytest.mark.parametrize(
    ("duplex", "keys", "expected"),
    [
        ("long-edge", "", "/DuplexFlipLongEdge"),
        ("short-edge", "", "/DuplexFlipShortEdge"),
        ("none", "", "/Simplex"),
        ("long-edge", "back: none\n", "/Simplex"),
    ],
)
def test_the_printer_is_told_not_to_scale_and_how_to_turn(project: Make, duplex: str, keys: str, expected: str) -> None:
    profile = f"duplex: {duplex}\n"
    root = project({"cards/d.yaml": simple(keys=keys), "cards/print/ours.yaml": profile, "cardprint.yaml": "print: ours\n"})
    made(root)
    with pikepdf.open(root / "output" / "base" / "d-sheets.pdf") as file:
        assert file.Root.ViewerPreferences.PrintScaling == "/None"
        assert file.Root.ViewerPreferences.Duplex == expected
        assert len(file.pages) == (1 if expected == "/Simplex" else 2)
        assert {tuple(round(float(edge) * 25.4 / 72, 2) for edge in page.MediaBox) for page in file.pages} == {(0, 0, 210, 297)}
    with pikepdf.open(root / "output" / "base" / "d-reading.pdf") as file:
        assert "/Duplex" not in file.Root.ViewerPreferences


# --- what is drawn ---------------------------------------------------------------------------------------------------


def kerned(words: Sequence[tuple[str, str]], size: float, space: str) -> list[tuple[str, float]]:
    """Give each letter and its distance from the line's begin in mm; `words` are texts and their faces, with spaces of one face between."""
    fonts = {face: hb.Font(hb.Face(hb.Blob(path.read_bytes()))) for face, path in builtin_files()[0].items()}
    x, out = 0.0, []
    for word, face in words:
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(fonts[face], buffer, {"kern": True, "liga": False, "clig": False})
        for letter, position in zip(word, buffer.glyph_positions, strict=True):
            out.append((letter, x * size * 25.4 / 72))
            x += position.x_advance / fonts[face].face.upem
        x += fonts[space].get_glyph_h_advance(fonts[space].get_nominal_glyph(32)) / fonts[space].face.upem
    return out


def test_letters_stand_where_harfbuzz_kerns_them(project: Make) -> None:
    prompt, follow_up = "Tæl To AV LT Tavlen", "Tal **To** *Tavler* om LT **Vi** igen"
    root = project({"cards/d.yaml": simple(cards=f"  - {{id: k1, theme: a, text: {prompt}, follow_up: ['{follow_up}']}}\n")})
    made(root, kinds=("sheets",))
    letters = [one for one in pages(root / "output" / "base" / "d-sheets.pdf")[0].letters() if one.text.strip() and one.x < 105]
    dash = next(one for one in letters if one.text == "–")
    faces = {"**": "bold", "*": "italic"}
    mixed = [(word.strip("*"), faces.get(word[: word.count("*") // 2], "regular")) for word in follow_up.split()]
    for begin, y, expected in (
        (9 + 6, 12.5 + 20 + 0.8 * 17 * 25.4 / 72, kerned([(word, "bold") for word in prompt.split()], 17, "bold")),
        (9 + 6 + 4, dash.y, kerned(mixed, 13, "regular")),
    ):
        found = [(one.text, one.x - begin) for one in letters if abs(one.y - y) < 0.1 and one.x > begin - 0.1]
        assert found == [(letter, pytest.approx(x, abs=0.02)) for letter, x in expected]


# --- the same bytes --------------------------------------------------------------------------------------------------

BUILD = """\
import os, sys
from pathlib import Path
if sys.argv[2] != "all" and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from cardprint import Job, build
report = build(Job(path=Path(sys.argv[1])))
sys.exit(not report.is_sound)
"""


def bytes_of(folder: Path, processors: str, **environment: str) -> dict[str, bytes]:
    """Build a project in a process of its own; give the files of its output folder."""
    inherited = {
        key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG", "TZ", "PYTHONHASHSEED", "SOURCE_DATE"))
    }
    paths = os.pathsep.join([str(ROOT / "src"), *filter(None, [inherited.get("PYTHONPATH", "")])])
    command = [sys.executable, "-W", "error", "-c", BUILD, str(folder), processors]
    subprocess.run(command, env={**inherited, "PYTHONPATH": paths, **environment}, cwd=folder.parent, check=True)
    output = folder / "output"
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in sorted(output.rglob("*")) if file.is_file()}


def test_the_same_build_elsewhere_at_another_time_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "en", tmp_path / "Mødekort til ældreområdet" / "to"
    for folder in (first, second):
        for part in ("cards", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        shutil.copy(ROOT / "cardprint.yaml", folder)
    one = bytes_of(first, "all", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LC_ALL="C.UTF-8")
    other = bytes_of(second, "one", PYTHONHASHSEED="4242", TZ="America/Adak", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    assert len([name for name in one if name.endswith(".pdf")]) == 6 * (3 + 2 * 6 + 3 + 2)
    assert list(one) == list(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.parametrize("size", ["dialogue", "A7"])
def test_the_number_of_processors_changes_no_byte(tmp_path: Path, size: str) -> None:
    """A deck that is large enough for two processes, its themes one after the other."""
    cards = danish().cards
    deck = danish()._replace(cards=(*cards, *(card._replace(id=f"{card.id}-igen") for card in cards)))
    found = []
    for processors in ("one", "all"):
        root = tmp_path / processors
        (root / "cards").mkdir(parents=True)
        (root / "cardprint.yaml").write_text("", encoding="utf-8")
        (root / "cards" / "d.yaml").write_text(deck_file(deck, size, instruction_card="Læs højt.", blank_cards=3), encoding="utf-8")
        found.append(bytes_of(root, processors, PYTHONHASHSEED="0"))
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_other_words_give_another_file_and_another_id(project: Make) -> None:
    ids = []
    for text in (simple(3), simple(3).replace("Spørgsmål 2", "Spørgsmål 9")):
        root = project({"cards/d.yaml": text})
        made(root, kinds=("sheets",))
        with pikepdf.open(root / "output" / "base" / "d-sheets.pdf") as file:
            ids.append(bytes(file.trailer.ID[0]))
    assert ids[0] != ids[1]


def test_the_norwegian_deck_is_sound_too(project: Make) -> None:
    root = project({"cards/d.yaml": deck_file(norwegian().spread(20), "A6")})
    made(root)
    for path in sorted((root / "output" / "base").glob("*.pdf")):
        assert [*conformance.syntax(path), *conformance.fonts(path), *conformance.accessibility(path)] == []
        with pikepdf.open(path) as file:
            assert str(file.Root.Lang) == "nb"
