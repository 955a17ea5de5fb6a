"""Faces onto Sheets: pure arithmetic. Nothing here reads, writes or typesets; footers and rulers come in as ready Faces.

`impose` and `marks` are modules of their own: `from cardprint.sheets.impose import impose`.
"""

from cardprint.sheets.grid import Plan, Side

__all__ = ["Plan", "Side"]
