"""What a file is beside its pages: in which inks, which kind of PDF, for which printing condition (ISO 15930-7, ISO 19005-2, ISO 14289-1)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from msgspec import Struct

from cardprint.colour import Colour
from cardprint.geometry import Rect
from cardprint.inks import CONDITIONS, NO_PROFILE, Separation, icc_profile
from cardprint.model import PrintProfile
from cardprint.page import Meta, Sheet
from cardprint.pdf.document import LEVEL, Document, text_string

SHOP_DOTS = 400


class Finish(Struct, frozen=True, kw_only=True):
    """How a file is finished; the default is the office's: RGB, no printing condition, 300 dots of a picture on an inch."""

    separation: Separation | None = None
    condition: str = NO_PROFILE
    kind: str = "plain"
    dots: int = 300

    @classmethod
    def of(cls, profile: PrintProfile, palette: Mapping[str, Colour]) -> Finish:
        """Give the finish that a print profile asks for; `palette` are the look's named colours, with the organisation's own inks."""
        separation = None if profile.colour == "rgb" else Separation(profile.colour, palette)
        return cls(separation=separation, condition=profile.icc, kind=profile.pdf, dots=SHOP_DOTS)

    @property
    def version(self) -> str:
        """The version of PDF: X-4 is made of 1.6 (ISO 15930-7, 6.1)."""
        return "1.6" if self.kind == "x-4" else "1.7"

    def boxes(self, sheet: Sheet) -> str:
        """Write TrimBox and BleedBox of a sheet (ISO 32000-1 14.11.2); X-4 has them on every page, if need be the paper itself."""
        trim = sheet.trim or (Rect(0, 0, *sheet.size) if self.kind == "x-4" else None)
        if trim is None:
            return ""
        bleed = trim.inset(-sheet.bleed)
        return f"/TrimBox[{_corners(trim, sheet)}]/BleedBox[{_corners(bleed, sheet)}]"

    def duplex(self, meta: Meta) -> str:
        """Write how an office printer turns the paper, which is no business of a print shop's."""
        return f"/Duplex/{meta.duplex}" if meta.duplex and self.kind != "x-4" else ""

    def info(self) -> bytes:
        """Say that nothing is trapped yet (ISO 15930-7, 6.14)."""
        return b"/Trapped/False" if self.kind == "x-4" else b""

    def intent(self, document: Document) -> str:
        """Embed the printing condition and name it in the catalog (ISO 32000-1 14.11.5); nothing where none is wanted."""
        archive = self.kind == "a-2a"
        if self.condition == NO_PROFILE and not archive:
            return ""
        inked = self.separation is not None and self.separation.mode == "cmyk"
        name = self.condition if self.condition in CONDITIONS else "FOGRA39L" if inked else "sRGB"
        code, said = CONDITIONS.get(name, ("sRGB", "sRGB IEC61966-2.1"))
        data = zlib.compress(icc_profile(name), LEVEL)
        stream = document.stream(f"/N {4 if name in CONDITIONS else 3}/Filter/FlateDecode", data)
        kind = "GTS_PDFA1" if archive else "GTS_PDFX"
        keys = f"/OutputConditionIdentifier({code})/RegistryName(http://www.color.org)/Info{text_string(said).decode()}"
        return f"/OutputIntents[<</Type/OutputIntent/S/{kind}{keys}/DestOutputProfile {stream} 0 R>>]"


OFFICE = Finish()


def _corners(rect: Rect, sheet: Sheet) -> str:
    """Write a rectangle as lower left and upper right corner, counted upwards, inside the paper."""
    height = sheet.size.height
    values = (rect.x, height - rect.bottom, min(rect.right, sheet.size.width), min(height - rect.y, height))
    return " ".join(f"{max(0.0, value):.3f}" for value in values)
