"""What `make conformance` does is able to fail: veraPDF tells a wrong structure tree, which qpdf does not see."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).resolve().parents[1]
JAR = ROOT / ".venv" / "verapdf" / "cli.jar"

DECK = "title: Prøve\nthemes: [{id: a, name: Emne}]\ncards: [{id: k1, theme: a, text: Hvad hjælper?}]\n"


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
    assert "base/en celle for sig.pdf: veraPDF: rule 7.2-9" in wrong.stdout.splitlines()
    assert wrong.stdout.splitlines()[-1] == "1 passed, 1 failed"
    good.with_name("en celle for sig.pdf").write_bytes(good.read_bytes()[:400])
    assert "base/en celle for sig.pdf: veraPDF: not read" in subprocess.run(program, capture_output=True, text=True, check=False).stdout
