"""What a bare install leaves out: packages that one command each needs, by the extra that brings them."""

from __future__ import annotations

from importlib.util import find_spec

from cardprint.errors import CardprintError, Place, error

EXTRAS = {"proof": "pypdfium2", "preflight": "pikepdf"}
"""By extra, the package that it brings, which is looked for but not loaded."""


def need(extra: str) -> None:
    """Raise CardprintError where the package of an extra is not installed."""
    if find_spec(EXTRAS[extra]) is None:
        raise CardprintError(error(f"no-{extra}-extra", Place("")))
