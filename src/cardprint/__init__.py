"""cardprint prints dialogue cards from YAML: `build(Job(...))` gives a Report. This is the public door; it loads a module when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardprint.errors import CardprintError
    from cardprint.recipe import Job, Report, build

__version__ = "0.1.0"
__all__ = ["CardprintError", "Job", "Report", "__version__", "build"]

_MODULES = {"CardprintError": "cardprint.errors", "Job": "cardprint.recipe", "Report": "cardprint.recipe", "build": "cardprint.recipe"}


def __getattr__(name: str) -> object:
    """Load a public name's module on first use, so that `import cardprint` costs nothing."""
    if name not in _MODULES:
        message = f"module 'cardprint' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return __all__
