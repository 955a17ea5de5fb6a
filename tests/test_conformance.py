"""What `make conformance` does is able to fail: a wrong structure tree, a file that is not what it claims, and one that claims too little."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import conformance
import pikepdf
import pytest

from cardprint import Job, build

ROOT = Path(__file__).resolve().parents[1]
JAR = ROOT / ".venv" / "verapdf" / "cli.jar"

DECK = "title: Prøve\nthemes: [{id: a, name: Emne}]\ncards: [{id: k1, theme: a, text: Hvad hjælper?}]\n"
WORLD = {
    "cardprint.yaml": "print: [office-a4, print-shop-3mm, bare]\n",
    "cards/print/bare.yaml": "pdf: plain\n",
    "cards/d.yaml": DECK,
    "cards/worksheets/ark.yaml": "title: Ark\nrows: 1\nfillable: true\n",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("world")
    for name, text in WORLD.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    assert build(Job(path=root)).problems == ()
    return root / "output" / "base"


@pytest.mark.parametrize(
    ("name", "claimed"),
    [("d-sheets", "2a ua1"), ("d-reading", "2a ua1"), ("d-ticket", "2a ua1"), ("d-shop", "ua1 x4"), ("ark-worksheet", "ua1")],
)
def test_a_file_claims_what_its_kind_has_to_and_is_it(files: Path, name: str, claimed: str) -> None:
    path = files / f"{name}.pdf"
    assert sorted(conformance.claims(path)) == claimed.split()
    assert [*conformance.unclaimed(path), *conformance.accessibility(path)] == []


def test_who_asks_gets_pdf_two(project: Callable[..., Path]) -> None:
    root = project(WORLD | {"cardprint.yaml": "pdf: ua-2\nprint: [office-a4, print-shop-3mm]\n"})
    assert build(Job(path=root)).problems == ()
    made = {path.stem: path for path in (root / "output" / "base").glob("*.pdf")}
    claimed = {name: " ".join(sorted(conformance.claims(path))) for name, path in made.items()}
    office = dict.fromkeys(("d-sheets", "d-reading", "d-ticket", "ark-worksheet-grid"), "ua2 wt1a")
    assert claimed == office | {"d-shop": "ua1 x4", "ark-worksheet": "ua1"}
    with pikepdf.open(made["d-sheets"]) as pdf:
        assert pdf.pdf_version == "2.0"
        tree = pdf.Root.StructTreeRoot
        assert tree.Namespaces[0] == tree.K.NS
        assert all(kid.NS == tree.K.NS for kid in tree.K.K)
        with pdf.open_outline() as outline:
            marks = [item.obj.Dest[0] for item in outline.root]
        assert marks
        assert {str(mark.Type) for mark in marks if "/Type" in mark} <= {"/StructElem"}
        assert all("/S" in mark for mark in marks)


def test_a_file_that_claims_too_little_fails(files: Path) -> None:
    assert [*conformance.unclaimed(files / "d-sheets-bare.pdf")] == [
        "claims ua1, but a file of this kind (office) has to claim 2a+ua1 or ua2+wt1a"
    ]


@pytest.mark.parametrize("part", ["OutputIntents", "MarkInfo"])
def test_a_file_that_is_not_what_it_claims_fails(files: Path, tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(files / "d-sheets.pdf") as pdf:
        del pdf.Root[f"/{part}"]
        pdf.save(path)
    assert [fault for fault in conformance.accessibility(path) if fault.startswith("PDFA2A")]


@pytest.mark.slow
@pytest.mark.skipif(not JAR.is_file() or not shutil.which("java"), reason="`make conformance` has not fetched veraPDF")
def test_a_wrong_structure_tree_and_what_cannot_be_read_fail(project: Callable[..., Path]) -> None:
    root = project({"cards/d.yaml": DECK})
    subprocess.run([sys.executable, "-m", "cardprint", "build", str(root), "--only", "sheets", "--output", str(root / "out")], check=True)
    (good,) = (root / "out").rglob("*.pdf")
    with pikepdf.open(good) as file:
        cell = next(one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/P")
        cell.S = pikepdf.Name("/TD")
        file.save(good.with_name("en celle for sig.pdf"))
    program = [sys.executable, str(ROOT / "tests" / "conformance.py"), str(root / "out"), str(JAR)]
    wrong = subprocess.run(program, capture_output=True, text=True, check=False)
    assert wrong.returncode == 1
    assert "base/en celle for sig.pdf: veraPDF: rule 7.2-9 of ua1" in wrong.stdout.splitlines()
    assert wrong.stdout.splitlines()[-1] == "1 passed, 1 failed"
    good.with_name("en celle for sig.pdf").write_bytes(good.read_bytes()[:400])
    assert "base/en celle for sig.pdf: veraPDF: not read" in subprocess.run(program, capture_output=True, text=True, check=False).stdout
