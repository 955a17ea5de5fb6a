"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cardprint.fonts import Typeface
from cardprint.page import Element, Meta, Sheet
from cardprint.pdf.finish import OFFICE, SHOP_DOTS, Finish
from cardprint.pictures import Picture

__all__ = ["OFFICE", "SHOP_DOTS", "Finish", "write"]


def write(
    sheets: Iterable[Sheet],
    roots: Sequence[Element],
    meta: Meta,
    *,
    fonts: Typeface,
    pictures: Mapping[str, Picture],
    finish: Finish = OFFICE,
) -> bytes:
    """Write one tagged PDF: see `draw.write`. reportlab is loaded with it, so that what makes no file does without."""
    from cardprint.pdf import draw

    return draw.write(sheets, roots, meta, fonts=fonts, pictures=pictures, finish=finish)
