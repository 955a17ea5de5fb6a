"""Sheets and Stories to PDF bytes: drawing, tags, metadata. Decides nothing about layout."""

from cardprint.pdf.draw import write

__all__ = ["write"]
