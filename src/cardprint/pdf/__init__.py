"""Sheets and Stories to PDF bytes: drawing, tags, metadata. Decides nothing about layout."""

from cardprint.pdf.draw import write
from cardprint.pdf.paint import ink

__all__ = ["ink", "write"]
