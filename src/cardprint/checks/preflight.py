"""The preflight: what a print shop looks at, read back from the bytes of the file, rule by rule, each with its figure.

Knows nothing of how the file came to be. The rules of X-4 are those of ISO 15930-7 that can be seen in a file's structure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import pikepdf
from msgspec import Struct

from cardprint.checks.content import Content, walk
from cardprint.checks.printing import LEAST_DPI, LEAST_WHITE, THINNEST
from cardprint.geometry import MM
from cardprint.inks import CONDITIONS, NO_PROFILE, heaviest, looks_grey
from cardprint.job import NONE, Expected, Rule

EXACT = 0.05  # points
X4_SAYS = (
    "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
    "<xmp:CreateDate>",
    "<xmp:ModifyDate>",
    "<xmp:MetadataDate>",
    "<xmpMM:DocumentID>",
    "<xmpMM:VersionID>",
    "<xmpMM:RenditionClass>",
    "<dc:title>",
)
"""What X-4 wants in a file's XMP (ISO 15930-7, 6.2 and 6.3)."""
FORBIDDEN = ("/OpenAction", "/AA", "/AcroForm", "/Names")


class Opened(Struct, frozen=True):
    """A file that is looked at: its objects, what its pages draw, and what was asked for."""

    pdf: pikepdf.Pdf
    content: Content
    expected: Expected


def rules(data: bytes, expected: Expected) -> tuple[Rule, ...]:
    """Look at a finished file; every rule is told, whether it holds or not."""
    with pikepdf.open(BytesIO(data)) as pdf:
        opened = Opened(pdf, walk(pdf), expected)
        found = []
        for name, look in RULES.items():
            is_kept, values = look(opened)
            found.append(Rule(name, is_kept, {key: str(value) for key, value in values.items()}))
        return tuple(found)


Verdict = tuple[bool, Mapping[str, object]]


def _boxes(opened: Opened) -> Verdict:
    """Every page has the card as its TrimBox, the bleed round it, and both inside the paper (ISO 32000-1 14.11.2)."""
    asked, found = opened.expected, {_page_boxes(page) for page in opened.pdf.pages}
    trims, bleeds = {_size(trim) for trim, _, _ in found}, {_size(bleed) for _, bleed, _ in found}
    nested = all(_inside(trim, bleed) and _inside(bleed, media) for trim, bleed, media in found)
    room = 2 * asked.profile.bleed
    wanted = asked.card and ((asked.card.width, asked.card.height), (asked.card.width + room, asked.card.height + room))
    exact = not wanted or all(_near(size, want) for sizes, want in zip((trims, bleeds), wanted, strict=True) for size in sizes)
    return nested and exact, {"trim": _told(trims), "bleed": _told(bleeds)}


Box = tuple[float, ...]


def _page_boxes(page: pikepdf.Page) -> tuple[Box, Box, Box]:
    media = _corners(page.mediabox)
    trim = _corners(page.obj["/TrimBox"]) if "/TrimBox" in page.obj else media
    return trim, _corners(page.obj["/BleedBox"]) if "/BleedBox" in page.obj else trim, media


def _corners(box: Any) -> Box:
    return tuple(round(float(value), 3) for value in box)


def _size(box: Box) -> tuple[float, float]:
    return round(box[2] - box[0], 2), round(box[3] - box[1], 2)


def _near(size: tuple[float, float], want: tuple[float, float]) -> bool:
    return all(abs(length - other) < EXACT for length, other in zip(size, want, strict=True))


def _inside(inner: Box, outer: Box) -> bool:
    low = all(inner[at] >= outer[at] - EXACT for at in (0, 1))
    return low and all(inner[at] <= outer[at] + EXACT for at in (2, 3))


def _told(sizes: set[tuple[float, float]]) -> str:
    return ", ".join(f"{width / MM:.4g} × {height / MM:.4g} mm" for width, height in sorted(sizes))


def _pages(opened: Opened) -> Verdict:
    count = len(opened.pdf.pages)
    return count == opened.expected.pages, {"pages": count, "expected": opened.expected.pages}


def _fonts(opened: Opened) -> Verdict:
    """All fonts that letters are drawn in are inside the file (ISO 15930-7, 6.9)."""
    fonts = opened.content.fonts
    return all(fonts.values()), {"embedded": sum(fonts.values()), "fonts": len(fonts)}


ALLOWED = {"rgb": {"RGB", "CMYK", "K"}, "cmyk": {"CMYK", "K"}, "grey": {"K"}}


def _colours(opened: Opened) -> Verdict:
    spaces = opened.content.spaces
    return spaces <= ALLOWED[opened.expected.profile.colour], {"spaces": ", ".join(sorted(spaces)) or NONE}


def _images(opened: Opened) -> Verdict:
    images = opened.content.images
    spaces = {image.space for image in images}
    return spaces <= ALLOWED[opened.expected.profile.colour], {"images": len(images) or NONE, "spaces": ", ".join(sorted(spaces)) or NONE}


def _black(opened: Opened) -> Verdict:
    """Greys and blacks of text are of black ink alone: of four inks, each a little beside the other, they would be blurred."""
    colours = {text.inks for text in opened.content.texts if text.inks is not None}
    blurred = [inks for inks in colours if not inks.is_black_only and looks_grey(inks)]
    return not blurred or opened.expected.profile.colour == "rgb", {"colours": len(colours) or NONE, "blurred": len(blurred)}


def _ink(opened: Opened) -> Verdict:
    limit, content = opened.expected.profile.max_ink, opened.content
    painted = max((inks.total for inks in content.inks), default=0.0)
    pictured = max((heaviest(image.data(), image.size) for image in content.images if image.space == "CMYK"), default=0.0)
    most = max(painted, pictured)
    has_inks = bool(content.inks) or any(image.space == "CMYK" for image in content.images)
    return most <= limit + 0.5, {"most": f"{most:.0f}" if has_inks else NONE, "limit": limit}


def _resolution(opened: Opened) -> Verdict:
    least = min((image.dpi for image in opened.content.images), default=math.inf)
    return least >= LEAST_DPI - 0.5, {"dpi": NONE if least == math.inf else f"{least:.0f}", "least": LEAST_DPI}


def _white(opened: Opened) -> Verdict:
    white = [text for text in opened.content.texts if text.is_white]
    smallest = min((text.size for text in white), default=0.0)
    sound = all(text.size >= LEAST_WHITE[text.is_bold] - 0.01 for text in white)
    values = {"bold": f"{LEAST_WHITE[True]:g}", "regular": f"{LEAST_WHITE[False]:g}"}
    return sound or opened.expected.profile.colour == "rgb", {"size": f"{smallest:g}" if white else NONE, **values}


def _lines(opened: Opened) -> Verdict:
    thinnest = min(opened.content.weights, default=math.inf)
    return thinnest >= THINNEST - 0.01, {"thinnest": NONE if thinnest == math.inf else f"{thinnest:.2f}", "least": THINNEST}


def _transparency(opened: Opened) -> Verdict:
    count = opened.content.transparent
    return not count or opened.expected.profile.colour == "rgb", {"transparent": count or NONE}


def _intent(opened: Opened) -> Verdict:
    """The printing condition is named once, and its profile lies in the file (ISO 15930-7, 6.2)."""
    intents = list(opened.pdf.Root.get("/OutputIntents", []))
    wanted = opened.expected.profile.icc
    names = [str(intent.get("/OutputConditionIdentifier", "?")) for intent in intents]
    if wanted == NO_PROFILE:
        return opened.expected.profile.pdf == "a-2a" or not names, {"condition": ", ".join(names) or NONE}
    embedded = all("/DestOutputProfile" in intent and _is_output(intent.DestOutputProfile.read_bytes()) for intent in intents)
    return names == [CONDITIONS[wanted][0]] and embedded, {"condition": ", ".join(names) or NONE}


def _is_output(profile: bytes) -> bool:
    """Tell whether an ICC profile is one of a printing condition in CMYK (ICC.1:2010, 7.2)."""
    return profile[12:16] == b"prtr" and profile[16:20] == b"CMYK"


def _kind(opened: Opened) -> Verdict:
    wanted = opened.expected.profile.pdf
    missing = list(KINDS[wanted](opened.pdf)) if wanted in KINDS else []
    return not missing and not opened.pdf.is_encrypted, {"kind": wanted, "missing": ", ".join(missing) or NONE}


def _xmp(pdf: pikepdf.Pdf) -> str:
    return bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8", "replace") if "/Metadata" in pdf.Root else ""


def _x4(pdf: pikepdf.Pdf) -> Iterator[str]:
    """List what X-4 wants and the file lacks."""
    said = _xmp(pdf)
    yield from (rule.strip("<>") for rule in X4_SAYS if rule not in said)
    if "/Metadata" in pdf.Root and "/Filter" in pdf.Root.Metadata:
        yield "XMP"
    if "/ID" not in pdf.trailer:
        yield "ID"
    if str(pdf.docinfo.get("/Trapped", "")) not in ("/True", "/False"):
        yield "Trapped"
    if [str(intent.S) for intent in pdf.Root.get("/OutputIntents", [])] != ["/GTS_PDFX"]:
        yield "GTS_PDFX"
    if any("/TrimBox" not in page.obj or "/ArtBox" in page.obj for page in pdf.pages):
        yield "TrimBox"
    yield from (key for key in FORBIDDEN if key in pdf.Root)


def _a2a(pdf: pikepdf.Pdf) -> Iterator[str]:
    """List what shows at a glance that a file is no PDF/A-2a; page-validation and veraPDF look further."""
    said = _xmp(pdf)
    yield from (mark.strip("<>") for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<") if mark not in said)
    if [str(intent.S) for intent in pdf.Root.get("/OutputIntents", [])] != ["/GTS_PDFA1"]:
        yield "GTS_PDFA1"


KINDS: Mapping[str, Callable[[pikepdf.Pdf], Iterator[str]]] = {"x-4": _x4, "a-2a": _a2a}
"""Kinds of PDF that have rules of their own, by the name in a print profile."""


def _annotations(opened: Opened) -> Verdict:
    count = sum(len(page.obj.get("/Annots", [])) for page in opened.pdf.pages)
    return not count or opened.expected.profile.pdf != "x-4", {"annotations": count or NONE}


def _tags(opened: Opened) -> Verdict:
    """The file can be read aloud: marked, with a tree, a language and a title (ISO 14289-1, 7.1)."""
    root = opened.pdf.Root
    marked = "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False)) and "/StructTreeRoot" in root
    return marked and "/Lang" in root and any(f"<pdfuaid:part>{part}<" in _xmp(opened.pdf) for part in (1, 2)), {
        "language": str(root.get("/Lang", NONE))
    }


RULES: Mapping[str, Callable[[Opened], Verdict]] = {
    "boxes": _boxes,
    "pages": _pages,
    "fonts": _fonts,
    "colours": _colours,
    "images": _images,
    "resolution": _resolution,
    "black": _black,
    "ink": _ink,
    "white": _white,
    "lines": _lines,
    "transparency": _transparency,
    "intent": _intent,
    "kind": _kind,
    "annotations": _annotations,
    "tags": _tags,
}
