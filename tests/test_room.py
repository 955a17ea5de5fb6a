"""Papers for the room, on request: table signs, posters, name tags; and the minutes' frame."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from reader import tree

from cardprint import Job, Report, build
from cardprint.geometry import MM

if TYPE_CHECKING:
    from conftest import Make

DECK = "title: Kort\nthemes: [{id: s, name: Sprog}]\ncards: [{id: s-1, theme: s, text: Hvad bøvler?}]\n"
WORDS = "terms:\n  kerneopgaven: {meaning: Den forskel, vi gør, keep: true}\n  bøvl: {meaning: Det, der tager tid}\n".replace(
    "meaning: Den forskel, vi gør", 'meaning: "Den forskel, vi gør"'
).replace("meaning: Det, der tager tid", 'meaning: "Det, der tager tid"')
MEETING = """\
id: moede
title: Intromøde
date: 2026-12-08
start: 13:00
expected: 5
groups: [Køkkenet, Haven]
can_change: [Vores møder]
cannot_change: [Loven]
undecided: [Tid efter nytår]
items:
  - {title: Velkommen, purpose: orientation, minutes: 10, responsible: Lederen, facilitator_note: Kom før tid, materials: ["Navneskilte, ét til hver"]}
  - {title: Kaffe, purpose: break, minutes: 10}
  - {title: Hvad bøvler?, purpose: decision, minutes: 30, cards: [s-1], plan_b: Tag den på tavlen}
home_tasks: [{task: Spørg en kollega, who: Alle, due: 2026-12-10}]
"""
PROJECT = {"cards/kort.yaml": DECK, "cards/vocabulary.yaml": WORDS, "cards/agendas/moede.yaml": MEETING}


def made(root: Path, *kinds: str) -> Report:
    return build(Job(path=root, kinds=kinds, output=root / "output"))


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "output").rglob("*") if path.suffix in {".pdf", ".html", ".txt"}}


def pages(data: bytes) -> list[tuple[str, tuple[int, int]]]:
    """Give the words of each page, and its size in mm."""
    with pypdfium2.PdfDocument(BytesIO(data)) as file:
        return [
            (" ".join(page.get_textpage().get_text_range().split()), (round(page.get_width() / MM), round(page.get_height() / MM)))
            for page in file
        ]


def test_they_are_made_on_request_alone(project: Make) -> None:
    root = project({**PROJECT, "cardprint.yaml": "title: Kort\n"})
    made(root)
    assert not any(name.partition("-")[2].partition(".")[0] in {"signs", "posters", "badges", "record"} for name in files(root))
    (root / "cardprint.yaml").write_text("title: Kort\npapers: [signs, posters, badges, record]\n", encoding="utf-8")
    made(root)
    wanted = {"moede-signs.pdf", "moede-posters.pdf", "moede-badges.pdf", "moede-record.html", "moede-record.txt"}
    assert wanted <= set(files(root))


def test_a_sign_is_a_tent_that_says_the_table_on_both_sides(project: Make) -> None:
    root = project(PROJECT)
    assert made(root, "signs").problems == ()
    data = files(root)["moede-signs.pdf"]
    found = pages(data)
    assert [size for _, size in found] == [(210, 297)] * 2
    assert [words.count(name) for (words, _), name in zip(found, ("Køkkenet", "Haven"), strict=True)] == [2, 2]
    with pypdfium2.PdfDocument(BytesIO(data)) as file:
        ink = file[0].render(scale=1, grayscale=True).to_numpy()
    above, below = ink[:420], ink[-420:]
    assert (above < 128).sum() > 2_000
    assert abs(float(above[::-1, ::-1].mean()) - float(below.mean())) < 0.5  # the same, turned upside down
    marks = ink[415:427, 14:40]
    assert (marks.min(axis=0) < 200).sum() > 10  # where to fold
    spoken = tree(root / "output/base/moede-signs.pdf")
    assert str(spoken).count("Køkkenet") >= 1


def test_a_name_too_long_to_be_read_from_afar_is_told_where_it_stands(project: Make) -> None:
    long = MEETING.replace("Haven", "Hjælpemiddelområdets samarbejdsudvalg for velfærdsteknologi og hverdagsrehabilitering i hele kommunen")
    root = project({**PROJECT, "cards/agendas/moede.yaml": long})
    told = [(problem.code, problem.place.line) for problem in made(root, "signs").problems]
    assert told
    assert {code for code, _ in told} <= {"page-overfull", "word-wider-than-column"}
    assert {line for _, line in told} == {6}
    assert "moede-signs.pdf" not in files(root)


def test_a_meeting_without_tables_has_no_signs_and_says_so_where_they_are_asked_for(project: Make) -> None:
    root = project({**PROJECT, "cards/agendas/moede.yaml": MEETING.replace("groups: [Køkkenet, Haven]\n", "")})
    assert [problem.code for problem in made(root, "signs").problems] == ["signs-without-groups"]
    (root / "cardprint.yaml").write_text("papers: [signs]\n", encoding="utf-8")
    assert made(root).problems == ()


def test_posters_are_a3_one_sheet_each_and_only_where_there_is_something(project: Make) -> None:
    root = project(PROJECT)
    assert made(root, "posters").problems == ()
    found = pages(files(root)["moede-posters.pdf"])
    assert [size for _, size in found] == [(297, 420)] * 3
    assert "Vores møder" in found[0][0]
    assert "Vælg udfordringer" in found[1][0]
    assert "kerneopgaven" in found[2][0]
    assert "bøvl" not in found[2][0]
    bare = MEETING
    for key in ("can_change: [Vores møder]\n", "cannot_change: [Loven]\n", "undecided: [Tid efter nytår]\n"):
        bare = bare.replace(key, "")
    made(project({**PROJECT, "cards/vocabulary.yaml": "terms: {}\n", "cards/agendas/moede.yaml": bare}), "posters")
    assert len(pages(files(root)["moede-posters.pdf"])) == 1


def test_a_poster_takes_the_largest_type_that_fits_and_what_is_too_much_is_told(project: Make) -> None:
    def size_of(lines: int) -> float:
        root = project({**PROJECT, "cards/agendas/moede.yaml": MEETING.replace("[Vores møder]", str([f"Punkt {n}" for n in range(lines)]))})
        assert made(root, "posters").problems == ()
        with pypdfium2.PdfDocument(BytesIO(files(root)["moede-posters.pdf"])) as file:
            page = file[0]
            heights = [item.get_bounds() for item in page.get_objects() if item.type == 1]
        return max(top - bottom for _, bottom, _, top in heights)

    assert size_of(2) > size_of(14)
    root = project({**PROJECT, "cards/agendas/moede.yaml": MEETING.replace("[Vores møder]", str(["Et punkt, som fylder"] * 60))})
    problems = made(root, "posters").problems
    assert [problem.code for problem in problems] == ["page-overfull"]
    assert problems[0].place.file == "cards/agendas/moede.yaml"


@pytest.mark.parametrize(
    ("people", "names", "blank"),
    [
        ("expected: 5\n", [], 10),
        ("expected: 12\n", [], 20),
        ('expected: 5\nparticipants: ["Anne Holm, sosu-assistent", Bo Ley, Carl Lund]\n', ["Anne Holm", "Bo Ley", "Carl Lund"], 7),
        ("expected: 50\nparticipants: [Alle medarbejdere, Lederen]\n", [], 50),
        ("participants: [Anne Holm]\n", ["Anne Holm"], 9),
    ],
    ids=["a sheet", "two sheets", "names and blank ones", "descriptions are no names", "nobody counted"],
)
def test_name_tags_are_blank_or_have_the_names_that_are_typed(people: str, names: list[str], blank: int, project: Make) -> None:
    root = project({**PROJECT, "cards/agendas/moede.yaml": MEETING.replace("expected: 5\n", people).replace("minutes: 30", "minutes: 60")})
    assert made(root, "badges").problems == ()
    words = " ".join(text for text, _ in pages(files(root)["moede-badges.pdf"]))
    assert [name for name in names if words.count(name) == 1] == names
    assert words.split().count("Navn") == blank
    assert ("sosu-assistent" in words) == ("Anne Holm" in names and len(names) > 1)
    assert "Alle medarbejdere" not in words


def test_name_tags_lie_on_their_stock_or_have_marks_to_cut_by(project: Make) -> None:
    root = project({**PROJECT, "cardprint.yaml": "papers: [badges]\n"})
    made(root, "badges", "ticket")
    plain, ticket = files(root)["moede-badges.pdf"], pages(files(root)["moede-ticket.pdf"])
    assert "skær ved mærkerne" in " ".join(words for words, _ in ticket)
    (root / "cardprint.yaml").write_text("papers: [badges]\nbadge_stock: zweckform-c32015\n", encoding="utf-8")
    assert made(root, "badges", "ticket").problems == ()
    stock, ticket = files(root)["moede-badges.pdf"], pages(files(root)["moede-ticket.pdf"])
    assert "Avery Zweckform C32015" in " ".join(words for words, _ in ticket)
    assert pages(stock)[0][0].split().count("Navn") == 8
    assert (corner(plain) < 200).any()
    assert not (corner(stock) < 200).any()


def corner(data: bytes) -> object:
    """Give the pixels of the head of the first page, where marks would stand."""
    with pypdfium2.PdfDocument(BytesIO(data)) as file:
        return file[0].render(scale=2, grayscale=True).to_numpy()[:96]


def test_the_record_is_a_page_and_a_text_without_the_facilitators_notes(project: Make) -> None:
    root = project(PROJECT)
    assert made(root, "record").problems == ()
    page, text = (files(root)[f"moede-record.{end}"].decode() for end in ("html", "txt"))
    for said in (page, text):
        assert "1. Velkommen" in said
        assert "2. Hvad bøvler?" in said  # a break is no item
        assert "Kaffe" not in said
        assert "Kom før tid" not in said
        assert "Tag den på tavlen" not in said
        assert said.count("Beslutning:") == 1
        assert said.count("Det følger vi op på:") == 2
        assert "Spørg en kollega" in said
    assert text.startswith("Referat\n\nIntromøde\n=========\n")
    assert "Opgave | Hvem | Senest\nSpørg en kollega | Alle | 10. december 2026\n" in text
    assert page.count("<h1") == 1


def test_the_ticket_and_the_packing_list_hold_every_sheet(project: Make) -> None:
    root = project(PROJECT)
    made(root, "signs", "posters", "badges", "facilitator", "ticket")
    found = files(root)
    ticket = " ".join(words for words, _ in pages(found["moede-ticket.pdf"]))
    for name in ("moede-signs.pdf", "moede-posters.pdf", "moede-badges.pdf", "A3 stående, enkeltsidet", "fold på midten"):
        assert name in ticket
    assert "3 ark A3" in ticket
    packed = pages(found["moede-facilitator.pdf"])[0][0]
    for line in ("2 Bordskilte, foldet på midten", "3 Plakater, A3", "5 Navneskilte, ét til hver"):
        assert line in packed
    assert packed.count("5 Navneskilte") == 1


def test_the_parcel_names_the_paper_that_is_not_the_usual_one(project: Make, tmp_path: Path) -> None:
    from zipfile import ZipFile

    from click.testing import CliRunner

    from cardprint.cli import cli

    root = project({**PROJECT, "cardprint.yaml": "papers: [signs, posters, badges, record]\n"})
    result = CliRunner().invoke(cli, ["pack", str(root), "--output", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    names = [name for file in tmp_path.rglob("*.zip") for name in ZipFile(file).namelist()]
    assert any("Plakater" in name and "A3 enkeltsidet" in name for name in names)
    assert any("Bordskilte" in name and "til foldning" in name for name in names)
    assert any("Referat" in name for name in names)


def test_each_poster_and_sign_has_its_heading_and_stays_pdf_ua(project: Make) -> None:
    root = project(PROJECT)
    made(root, "signs", "posters", "badges")
    for name, heads in (("signs", 2), ("posters", 3), ("badges", 1)):
        with pikepdf.open(BytesIO(files(root)[f"moede-{name}.pdf"])) as file:
            roles = [str(item.get("/S")) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item]
        assert roles.count("/H1") == heads, name
