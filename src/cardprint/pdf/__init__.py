"""Sheets and Stories to PDF bytes: drawing, tags, inks, metadata. Decides nothing about layout."""

from cardprint.pdf.draw import write
from cardprint.pdf.finish import Finish
from cardprint.pdf.paint import ink
from cardprint.pdf.scale import Scale
from cardprint.pdf.seen import Reader
from cardprint.pdf.solid import backs

__all__ = ["Finish", "Reader", "Scale", "backs", "ink", "write"]
