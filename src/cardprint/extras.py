"""What a bare install leaves out: packages that one command each needs, by the extra that brings them."""

from __future__ import annotations

from importlib.util import find_spec

from cardprint.errors import CardprintError, Place, error

EXTRAS = {
    "collect": ("numpy", "openpyxl", "pikepdf", "pypdfium2", "zxingcpp"),
    "preflight": ("pikepdf",),
    "proof": ("pypdfium2",),
}
"""By extra, the packages that it brings, which are looked for but not loaded."""


def need(extra: str) -> None:
    """Raise CardprintError where a package of an extra is not installed."""
    if any(find_spec(package) is None for package in EXTRAS[extra]):
        raise CardprintError(error(f"no-{extra}-extra", Place("")))
