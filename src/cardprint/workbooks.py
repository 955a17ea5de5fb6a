"""A workbook (openpyxl) to bytes: the same for the same cells, with nobody's name and no clock in them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from openpyxl import Workbook

WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of what is in a workbook: the earliest that a ZIP can have."""
NOBODY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
"""A workbook's properties: none."""


def packed(book: Workbook) -> bytes:
    """Save a workbook."""
    book.active = 0
    raw, made = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as saved, ZipFile(made, "w") as packet:
        for name in saved.namelist():
            part = ZipInfo(name, WHEN)
            part.compress_type, part.external_attr = ZIP_DEFLATED, 0o600 << 16
            packet.writestr(part, NOBODY if name == "docProps/core.xml" else saved.read(name))
    return made.getvalue()
