"""Codes for a camera: what they say as a square of dark modules (ISO/IEC 18004, QR code). reportlab makes the matrix, `qr` says how large it is."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from cardprint import qr
from cardprint.pdf.pinned import pinned

MASK = 3
"""Of the eight patterns laid over the modules. Trying which one is best takes ten times as long, and readers take any."""


@lru_cache(64)
def modules(said: str) -> tuple[str, ...]:
    """Give the rows of a code, `1` for a dark module: of a key with a quarter to spare, of any other text with a seventh."""
    encoder, is_key = _encoder(), qr.KEY.fullmatch(said)
    level = encoder.QRErrorCorrectLevel
    code = encoder.QRCode(qr.version(said), level.Q if is_key else level.M)
    code.addData(encoder.QRAlphaNum(said) if is_key else encoder.QR8bitByte(qr.written(said)))
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
