"""What a bare install leaves out: packages that one command each needs, by the extra that brings them."""

from __future__ import annotations

from importlib.util import find_spec

from cardprint.errors import CardprintError, Place, error

EXTRAS = {
    "collect": {"numpy": "numpy", "openpyxl": "openpyxl", "pikepdf": "pikepdf", "pypdfium2": "pypdfium2", "zxingcpp": "zxing-cpp"},
    "preflight": {"pikepdf": "pikepdf"},
    "preview": {"pypdfium2": "pypdfium2", "watchfiles": "watchfiles"},
    "proof": {"pypdfium2": "pypdfium2"},
    "table": {"openpyxl": "openpyxl"},
}
"""By extra, the packages that it brings, under the names that they are imported by; they are looked for but not loaded."""


def need(extra: str) -> None:
    """Raise CardprintError where a package of an extra is not installed."""
    if package := lacking(extra):
        raise CardprintError(error(f"no-{extra}-extra", Place(""), package=package))


def lacking(extra: str) -> str:
    """Name the first package of an extra that is not installed; empty where all are."""
    return next((package for module, package in EXTRAS[extra].items() if find_spec(module) is None), "")
