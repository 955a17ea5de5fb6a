"""What a file is beside its pages: in which inks, which kind of PDF, for which printing condition (ISO 15930-7, ISO 19005-2, ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardprint.colour import Colour
from cardprint.geometry import Rect
from cardprint.inks import CONDITIONS, NO_PROFILE, Separation, icc_profile
from cardprint.model import PrintProfile
from cardprint.page import Meta, Sheet
from cardprint.pdf.forms import Form
from cardprint.pdf.packing import deflated

if TYPE_CHECKING:
    from cardprint.pdf.content import Corners
    from cardprint.pdf.document import Document

SHOP_DOTS = 400


class Finish(Struct, frozen=True, kw_only=True):
    """How a file is finished; the default is the office's: RGB, no printing condition, 300 dots of a picture on an inch. `form`: a worksheet's."""

    separation: Separation | None = None
    condition: str = NO_PROFILE
    kind: str = "a-2a"
    dots: int = 300
    form: Form | None = None

    @classmethod
    def of(cls, profile: PrintProfile, palette: Mapping[str, Colour]) -> Finish:
        """Give the finish that a print profile asks for; `palette` are the look's named colours, with the organisation's own inks."""
        separation = None if profile.colour == "rgb" else Separation(profile.colour, palette)
        return cls(separation=separation, condition=profile.icc, kind=profile.pdf, dots=SHOP_DOTS)

    @property
    def version(self) -> str:
        """The version of PDF: X-4 is made of 1.6 (ISO 15930-7, 6.1), PDF/UA-2 of 2.0 (ISO 14289-2, 6.1)."""
        return {"x-4": "1.6", "ua-2": "2.0"}.get(self.kind, "1.7")

    @property
    def has_links(self) -> bool:
        """Whether its links lead somewhere; a print shop's pages have nothing on them but what is printed (ISO 15930-7, 6.17)."""
        return self.kind != "x-4"

    def boxes(self, sheet: Sheet) -> Iterator[tuple[str, Corners]]:
        """Give TrimBox and BleedBox of a sheet (ISO 32000-1 14.11.2); X-4 has them on every page, if need be the paper itself."""
        trim = sheet.trim or (Rect(0, 0, *sheet.size) if self.kind == "x-4" else None)
        if trim is not None:
            yield "trim", _corners(trim, sheet)
            yield "bleed", _corners(trim.inset(-sheet.bleed), sheet)

    def preferences(self, meta: Meta) -> Mapping[str, str]:
        """Give what a viewer and an office printer are asked for; how the paper turns is no business of a print shop's."""
        turns = {"Duplex": meta.duplex} if meta.duplex and self.kind != "x-4" else {}
        return {"DisplayDocTitle": "true", "PrintScaling": "None"} | turns

    def intent(self, document: Document) -> Any:
        """Embed the printing condition and give its entry of the catalog (ISO 32000-1 14.11.5); None where none is wanted."""
        archive = self.kind == "a-2a"
        if self.condition == NO_PROFILE and not archive:
            return None
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFString

        inked = self.separation is not None and self.separation.mode == "cmyk"
        name = self.condition if self.condition in CONDITIONS else "FOGRA39L" if inked else "sRGB"
        code, said = CONDITIONS.get(name, ("sRGB", "sRGB IEC61966-2.1"))
        profile = document.stream(deflated(icc_profile(name)), f"/N {4 if name in CONDITIONS else 3}")
        kind = {"Type": "/OutputIntent", "S": "/GTS_PDFA1" if archive else "/GTS_PDFX", "DestOutputProfile": f"{profile} 0 R"}
        texts = {"OutputConditionIdentifier": code, "RegistryName": "http://www.color.org", "Info": said}
        return PDFArray([PDFDictionary(kind | {key: PDFString(value) for key, value in texts.items()})])


OFFICE = Finish()


def _corners(rect: Rect, sheet: Sheet) -> Corners:
    """Give a rectangle's lower left and upper right corner, counted upwards, inside the paper."""
    height = sheet.size.height
    left, low, right, high = rect.x, height - rect.bottom, min(rect.right, sheet.size.width), min(height - rect.y, height)
    return round(max(0.0, left), 3), round(max(0.0, low), 3), round(right, 3), round(high, 3)
