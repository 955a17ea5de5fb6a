"""Which printed pages are known: from notes/sheets/, from another folder, out of the PDF itself; and maps that say what cannot be."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from cardprint.collect import known
from cardprint.fieldmaps import FieldMap, Printed, Sheet, Spot, encoded

MAP = FieldMap(
    area="aeldre",
    agenda="intromoede",
    worksheet=Sheet("opsamling", "wrap_up", "1.0", "3f2a9c1d"),
    size=(297.0, 210.0),
    codes=((270.0, 8.0, 12.6, 12.6), (12.0, 190.0, 12.6, 12.6)),
    pages=(Printed("ABCDEF12", "Bord 1", 1, 1, 0), Printed("ABCDEF13", "Bord 2", 1, 1, 0)),
    layouts=((Spot("challenges.1.text", "text", (20.0, 40.0, 80.0, 30.0)),),),
)


def printed(made: FieldMap = MAP, *, attached: bytes = b"") -> bytes:
    """Make a PDF that carries a map."""
    pdf = pikepdf.new()
    for _ in made.pages:
        pdf.add_blank_page()
    private = pikepdf.Dictionary(LastModified=pikepdf.String("D:20261201000000Z"), Private=pdf.make_stream(attached or encoded(made)))
    pdf.Root.PieceInfo = pikepdf.Dictionary(cardprint=private)
    file = BytesIO()
    pdf.save(file)
    return file.getvalue()


def test_a_page_is_known_by_its_key_with_the_pdf_that_it_was_printed_from(tmp_path: Path) -> None:
    (tmp_path / known.FOLDER).mkdir(parents=True)
    (tmp_path / known.FOLDER / "a1b2.json").write_bytes(encoded(MAP))
    (tmp_path / known.FOLDER / "a1b2.pdf").write_bytes(b"%PDF-")
    found, problems = known.gather(tmp_path)
    held = found.find("ABCDEF13")
    assert held is not None
    assert problems == ()
    assert (held.page.group, held.number, held.spots) == ("Bord 2", 1, MAP.layouts[0])
    assert found.pdf("ABCDEF13") == b"%PDF-"
    assert found.find("ABCDEF99") is None


@pytest.mark.parametrize("by", ["folder of maps", "folder of PDFs", "PDF"])
def test_a_project_without_notes_knows_the_pages_of_what_it_is_given(by: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    pdf = elsewhere / "ark.pdf"
    if by == "folder of maps":
        (elsewhere / "ark.json").write_bytes(encoded(MAP))
    pdf.write_bytes(printed())
    options = {"pdfs": ((pdf, "ark.pdf"),)} if by == "PDF" else {"sheets": (elsewhere,)}
    found, problems = known.gather(tmp_path, **options)
    assert problems == ()
    assert sorted(found.pages) == ["ABCDEF12", "ABCDEF13"]
    assert found.pdf("ABCDEF12") == pdf.read_bytes()


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[" * 100_000,
        b"\xff",
        encoded(replace(MAP, cardprint=2)),
        encoded(replace(MAP, pages=(Printed("ABCDEF12", "Bord 1", 1, 1, 7),))),
        encoded(replace(MAP, pages=(Printed("../ABCDEF", "Bord 1", 1, 1, 0),))),
        encoded(replace(MAP, size=(0.0, 210.0))),
        encoded(replace(MAP, size=(1e9, 210.0))),
        encoded(replace(MAP, layouts=((Spot("__class__.1.x/../y", "text", (0.0, 0.0, 1.0, 1.0)),),))),
        encoded(replace(MAP, layouts=((Spot("keep", "text", (-5.0, 0.0, 1.0, 1.0)),),))),
    ],
)
def test_a_map_that_cannot_be_relied_on_is_a_problem(data: bytes, tmp_path: Path) -> None:
    (tmp_path / known.FOLDER).mkdir(parents=True)
    (tmp_path / known.FOLDER / "odd.json").write_bytes(data)
    pdf = tmp_path / "odd.pdf"
    pdf.write_bytes(printed(attached=data))
    found, problems = known.gather(tmp_path, pdfs=((pdf, "odd.pdf"),))
    assert found.pages == {}
    assert [(problem.code, problem.place.file) for problem in problems] == [
        ("map-broken", f"{known.FOLDER}/odd.json"),
        ("map-broken", "odd.pdf"),
    ]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 /ObjStm", b"no PDF, but it says cardprint-fields.json"])
def test_what_is_no_pdf_carries_no_map(data: bytes, tmp_path: Path) -> None:
    pdf = tmp_path / "odd.pdf"
    pdf.write_bytes(data)
    assert known.gather(tmp_path, pdfs=((pdf, "odd.pdf"),)) == (known.Known(), ())
