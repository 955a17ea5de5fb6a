"""Check every PDF below a folder: syntax, embedded fonts, PDF/UA-1. Run by `make conformance`: python tests/conformance.py FOLDER [VERAPDF.jar].

qpdf's and poppler's own programs, where installed, give a second opinion, and veraPDF, where it is named; the same checks run without them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def main() -> int:
    """Print what is wrong with each file and how many are sound; 1 if any is not, or if there is none."""
    folder, *jar = (Path(name).resolve() for name in sys.argv[1:])
    files = sorted(folder.rglob("*.pdf"))
    with ThreadPoolExecutor() as beside:
        second = beside.submit(verapdf, files, *jar) if jar and files else None
        faults = {path: [*syntax(path)] or [*fonts(path), *accessibility(path)] for path in files}
    for path, found in second.result().items() if second else ():
        faults[path] += found
    for path, found in faults.items():
        for fault in found:
            print(f"{path.relative_to(folder)}: {fault}")
    bad = sum(map(bool, faults.values()))
    print(f"{len(files) - bad} passed, {bad} failed" if files else f"no PDF in {folder}")
    return 1 if bad or not files else 0


def verapdf(files: Sequence[Path], jar: Path) -> Mapping[Path, Sequence[str]]:
    """Find the rules of PDF/UA-1 that veraPDF finds broken, all files in one run; a file that it does not pass by name is not sound."""
    command = ["java", "-jar", str(jar), "--flavour", "ua1", "--format", "text", "-v", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    passed, rules, path = set(), dict[str, list[str]](), ""
    for line in result.stdout.splitlines():
        verdict, _, rest = line.strip().partition(" ")
        name = rest.removesuffix(" ua1")
        if line.startswith(("PASS ", "FAIL ")):
            path = name
            passed |= {path} if verdict == "PASS" else set()
        elif verdict == "FAIL":
            rules.setdefault(path, []).append(f"veraPDF: rule {rest}")
    silent = f"veraPDF: not read: {result.stderr.strip()[-300:]}"
    return {path: rules.get(str(path), [silent]) for path in files if str(path) not in passed}


def syntax(path: Path) -> Iterator[str]:
    """Find what qpdf finds, as a library (pikepdf) or as the program."""
    if shutil.which("qpdf"):
        result = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
        if result.returncode:
            yield f"qpdf: {(result.stderr or result.stdout).strip()}"
        return
    try:
        with pikepdf.open(path) as pdf:
            yield from (f"qpdf: {problem}" for problem in pdf.check_pdf_syntax())
    except pikepdf.PdfError as fault:
        yield f"qpdf: {fault}"


def fonts(path: Path) -> Iterator[str]:
    """Find fonts that are not embedded: a print shop's machine has other ones (ISO 14289-1, 7.21.4.1)."""
    with pikepdf.open(path) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and not embedded(font):
                yield f"font {font.get('/BaseFont', '?')} is not embedded"
    if shutil.which("pdffonts"):
        result = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=False)
        if result.returncode:
            yield f"pdffonts: {result.stderr.strip()}"
        # two lines of heading; the columns from the right: object number and generation, uni, sub, emb
        yield from (f"pdffonts: not embedded: {row}" for row in result.stdout.splitlines()[2:] if row.split()[-5] != "yes")


def embedded(font: pikepdf.Dictionary) -> bool:
    """Tell whether a font brings its shapes; a composite font's are its descendant's, which is looked at by itself."""
    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    return font.get("/Subtype") in ("/Type0", "/Type3") or any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def accessibility(path: Path) -> Iterator[str]:
    """Find the broken rules of PDF/UA-1, each once."""
    report = page.validate_pdf(path, profile="ua1")
    yield from dict.fromkeys(f"{failure.rule_id}: {failure.message}" for failure in report.failures)
    if not report.is_compliant and not report.failures:
        yield "not PDF/UA-1"


if __name__ == "__main__":
    sys.exit(main())
