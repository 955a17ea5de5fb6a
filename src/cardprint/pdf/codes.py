"""Codes for a camera: a few letters as a square of dark modules (ISO/IEC 18004, QR code of version 1). reportlab makes the matrix."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from cardprint.pdf.pinned import pinned

SIDE = 21
"""Modules on a side, without the quiet zone of four."""
MOST = 16
"""Capitals and digits that version 1 holds at level Q, of which a quarter may be unreadable."""
MASK = 3
"""Of the eight patterns laid over the modules. Trying which one is best takes ten times as long, and readers take any."""


def modules(said: str) -> tuple[str, ...]:
    """Give the rows of a code, `1` for a dark module; `said` is at most MOST of A–Z, 0–9."""
    qr = _encoder()
    code = qr.QRCode(1, qr.QRErrorCorrectLevel.Q)
    code.addData(qr.QRAlphaNum(said))
    code.makeImpl(False, MASK)  # noqa: FBT003 - reportlab's own signature
    return tuple("".join("01"[bool(dark)] for dark in row) for row in code.modules)


_loaded: list[Any] = []


def _encoder() -> Any:
    """Load reportlab's encoder alone: its package would load every kind of barcode, which takes as long as the rest of reportlab."""
    if not _loaded:
        with pinned():
            import reportlab

            path = Path(reportlab.__file__).parent / "graphics" / "barcode" / "qrencoder.py"
            spec = spec_from_file_location("reportlab_qrencoder", path)
            if spec is None or spec.loader is None:
                raise ImportError(path)
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
        util = module.QRUtil  # of this module alone: the polynomial depends on nothing but the level, and takes a third of a code's time
        util.getErrorCorrectPolynomial = staticmethod(lru_cache(util.getErrorCorrectPolynomial))
        _loaded.append(module)
    return _loaded[0]
