"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from cardprint.pdf.digest import Digests
from cardprint.pdf.draw import write
from cardprint.pdf.finish import OFFICE, Finish
from cardprint.pdf.paint import ink
from cardprint.pdf.scale import Scale

__all__ = ["OFFICE", "Digests", "Finish", "Scale", "ink", "write"]
