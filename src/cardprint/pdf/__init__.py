"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardprint.pdf.finish import OFFICE, SHOP_DOTS, Finish
from cardprint.pdf.forms import Form

if TYPE_CHECKING:
    from cardprint.pdf.draw import write

__all__ = ["OFFICE", "SHOP_DOTS", "Finish", "Form", "write"]


def __getattr__(name: str) -> object:
    """Load `write`, and reportlab with it, on first use: what makes no file does without."""
    if name != "write":
        message = f"module 'cardprint.pdf' has no attribute {name!r}"
        raise AttributeError(message)
    from cardprint.pdf import draw

    return draw.write
