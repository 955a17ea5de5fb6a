"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from cardprint.pdf.digest import Digests
from cardprint.pdf.draw import write
from cardprint.pdf.finish import Finish
from cardprint.pdf.paint import ink
from cardprint.pdf.seen import Reader
from cardprint.pdf.solid import backs

__all__ = ["Digests", "Finish", "Reader", "backs", "ink", "write"]
