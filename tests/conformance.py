"""Check every PDF below a folder: syntax, embedded fonts, what a structure tree has to keep (tests/tree.py), what its kind has to claim to be, and whether it is all that it claims.

Run by `make conformance`: python tests/conformance.py FOLDER [VERAPDF.jar]. qpdf's and poppler's own programs, where installed, give a second opinion, and veraPDF, where it is named; the same checks run without them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import page
import pikepdf
import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence


CLAIMS: Mapping[str, re.Pattern[str]] = {
    # what veraPDF calls it; X-4 it does not know: how XMP says it
    "ua1": re.compile("<pdfuaid:part>1<"),
    "ua2": re.compile("<pdfuaid:part>2<"),
    "wt1a": re.compile(r"/declarations/wtpdf#accessibility1\.0<"),
    "2a": re.compile("<pdfaid:part>2</pdfaid:part>\\s*<pdfaid:conformance>A<"),
    "x4": re.compile("<pdfxid:GTS_PDFXVersion>PDF/X-4<"),
}
UNKNOWN = {"x4"}
"""Claims that no checker here has rules for; tests/test_shop.py looks at them."""
SECOND = frozenset({"ua2", "wt1a"})
"""What papers of `pdf: ua-2` claim: PDF 2.0, which only veraPDF has rules for."""
KINDS: Mapping[str, tuple[Callable[[pikepdf.Pdf], bool], Sequence[frozenset[str]]]] = {
    # kind: how it is known by what is in it, and claims that it needs, one of these sets
    "form": (lambda pdf: "/AcroForm" in pdf.Root, [frozenset({"ua1"})]),
    "print shop's": (lambda pdf: "/TrimBox" in pdf.pages[0].obj, [frozenset({"ua1", "x4"}), frozenset({"ua1", "2a"})]),
    "office": (lambda _: True, [frozenset({"ua1", "2a"}), SECOND]),
}


def main() -> int:
    """Print what is wrong with each file and how many are sound; 1 if any is not, or if there is none."""
    folder, *jar = (Path(name).resolve() for name in sys.argv[1:])
    files = sorted(folder.rglob("*.pdf"))
    with ThreadPoolExecutor() as beside:
        second = beside.submit(verapdf, files, *jar) if jar and files else None
        faults = {path: [*syntax(path)] or [*fonts(path), *unclaimed(path), *structure(path), *accessibility(path)] for path in files}
    for path, found in second.result().items() if second else ():
        faults[path] += found
    for path, found in faults.items():
        for fault in found:
            print(f"{path.relative_to(folder)}: {fault}")
    bad = sum(map(bool, faults.values()))
    print(f"{len(files) - bad} passed, {bad} failed" if files else f"no PDF in {folder}")
    return 1 if bad or not files else 0


def claims(path: Path) -> frozenset[str]:
    """Tell what a file claims to be; one that cannot be read claims nothing."""
    try:
        with pikepdf.open(path) as pdf:
            said = bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8", "replace") if "/Metadata" in pdf.Root else ""
    except pikepdf.PdfError:
        return frozenset()
    return frozenset(name for name, how in CLAIMS.items() if how.search(said))


def unclaimed(path: Path) -> Iterator[str]:
    """Say what a file of its kind has to claim, and does not: nobody would check it."""
    with pikepdf.open(path) as pdf:
        kind, wanted = next((kind, wanted) for kind, (is_it, wanted) in KINDS.items() if is_it(pdf))
    claimed = claims(path)
    if not any(each <= claimed for each in wanted):
        needed = " or ".join("+".join(sorted(each)) for each in wanted)
        yield f"claims {'+'.join(sorted(claimed)) or 'nothing'}, but a file of this kind ({kind}) has to claim {needed}"


def verapdf(files: Sequence[Path], jar: Path) -> Mapping[Path, Sequence[str]]:
    """Find the rules that veraPDF finds broken, of all that each file claims, all files in one run; what it does not pass by name is not sound."""
    # one thread of work keeps two processors busy: the other one compiles. Its own garbage collector of many threads is slower
    command = ["java", "-XX:+UseSerialGC", "-jar", str(jar), "--format", "text", "-v", *map(str, files)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    passed, rules, path = dict[str, set[str]](), dict[str, list[str]](), ""
    for line in result.stdout.splitlines():
        verdict, _, rest = line.strip().partition(" ")
        if line.startswith(("PASS ", "FAIL ")):
            path, _, flavour = rest.rpartition(" ")
            passed.setdefault(path, set()).update({flavour} if verdict == "PASS" else ())
        elif verdict == "FAIL":
            rules.setdefault(path, []).append(f"veraPDF: rule {rest} of {flavour}")
    silent = f"veraPDF: not read: {result.stderr.strip()[-300:]}"
    wanted = {path: claims(path) - UNKNOWN for path in files}
    return {path: rules.get(str(path), [silent]) for path in files if not wanted[path] or wanted[path] - passed.get(str(path), set())}


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


def structure(path: Path) -> Iterator[str]:
    """Find the broken rules of the structure tree, and the first place of each."""
    yield from (f"tree: {rule}: {faults[0]}" for rule, faults in tree.broken(path).items())


def accessibility(path: Path) -> Iterator[str]:
    """Find the broken rules of what a file claims to be, each once, by a checker that is not veraPDF."""
    for profile in sorted(claims(path) - UNKNOWN - SECOND):
        report = page.validate_pdf(path, profile=profile)
        yield from dict.fromkeys(f"{failure.rule_id}: {failure.message}" for failure in report.failures)
        if not report.is_compliant and not report.failures:
            yield f"not {profile}"


if __name__ == "__main__":
    sys.exit(main())
