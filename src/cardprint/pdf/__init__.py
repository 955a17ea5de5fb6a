"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from cardprint.pdf.draw import write
from cardprint.pdf.finish import OFFICE, SHOP_DOTS, Finish

__all__ = ["OFFICE", "SHOP_DOTS", "Finish", "write"]
