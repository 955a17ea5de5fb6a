"""reportlab as it is shipped: no variable, settings file or program around us reaches the paper (`rl_config`, `lib.utils.TimeStamp`)."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec
from threading import RLock
from types import ModuleType

SETTINGS = {"invariant": 1, "pdfComments": 0, "pdfMultiLine": 0, "canvas_baseColor": None, "documentLang": None}
"""What reportlab asks its settings for while it writes, and is not told by us."""
_ONE = RLock()


@contextmanager
def pinned() -> Iterator[None]:
    """Import or use reportlab: one thread at a time, and as if nobody had set anything. Its settings go back to what they were."""
    with _ONE, _unseen():
        from reportlab import rl_config

        before = {name: getattr(rl_config, name) for name in SETTINGS}
        vars(rl_config).update(SETTINGS)
        try:
            yield
        finally:
            vars(rl_config).update(before)


@contextmanager
def _unseen() -> Iterator[None]:
    """Hide the environment's variables, and where reportlab is not loaded yet, put what it ships in the place of a user's settings files."""
    hidden = {name: os.environ.pop(name) for name in [*os.environ] if name.startswith("RL_") or name == "SOURCE_DATE_EPOCH"}
    loads = "reportlab.rl_config" not in sys.modules
    try:
        if loads:
            sys.modules["reportlab_settings"] = _shipped()
            _later("PIL", "Image")
        yield
    finally:
        os.environ.update(hidden)
        if loads:
            sys.modules.pop("reportlab_settings", None)


def _shipped() -> ModuleType:
    from reportlab import rl_settings

    module = ModuleType("reportlab_settings")
    vars(module).update({name: getattr(rl_settings, name) for name in rl_settings.__all__})
    return module


def _later(package: str, name: str) -> None:
    """Let a module be loaded when something of it is used: reportlab imports Pillow, and most files have no picture that needs it."""
    spec = find_spec(f"{package}.{name}")
    if spec is not None and spec.loader is not None and spec.name not in sys.modules:
        spec.loader = LazyLoader(spec.loader)
        sys.modules[spec.name] = module = module_from_spec(spec)
        spec.loader.exec_module(module)
        setattr(sys.modules[package], name, module)
