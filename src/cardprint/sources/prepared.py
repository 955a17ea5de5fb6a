"""Built-in files that the build has turned into Python, each under a name made of its bytes: no run reads their YAML."""

from __future__ import annotations

import hashlib
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

COMPILED = Path(__file__).with_name("compiled")
"""Made when the package is built; nothing that belongs to a project is read from here."""


def said(name: str, data: bytes) -> dict[str, Any] | None:
    """Give what a file says; None where the build did not see just these bytes."""
    made = _path(name, data)
    code = SourceFileLoader(made.stem, str(made)).get_code(made.stem) if made.is_file() else None
    if code is None:
        return None
    found: dict[str, Any] = {}
    exec(code, found)  # noqa: S102 - what the build wrote into the package
    return dict(found["SAID"])


def code(name: str, data: bytes, what: dict[str, Any]) -> tuple[Path, bytes]:
    """Give what a file says as Python, behind the file of the package that is to hold it: a step of the build."""
    return _path(name, data), f"SAID = {what!r}\n".encode()


def _path(name: str, data: bytes) -> Path:
    return COMPILED / f"{name}-{hashlib.blake2b(data, digest_size=8).hexdigest()}.py"
