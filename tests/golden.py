"""Texts that are kept beside the tests and compared as a whole. A support module, not a test; `test_golden.py` tests it too."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path

KEPT, SEEN = ".txt", ".actual"


def faults(folder: Path, actual: Mapping[str, str], *, update: bool = False) -> list[str]:
    """Say what differs from the texts kept in a folder: other words, a text that is not kept, a kept one that is no longer made.

    What was seen is written beside each kept text that differs, as NAME.actual. With `update` it is kept instead.
    """
    for file in folder.glob(f"*{SEEN}"):
        file.unlink()
    kept = {file.stem: file.read_text(encoding="utf-8") for file in sorted(folder.glob(f"*{KEPT}"))}
    if update:
        return _keep(folder, actual, kept)
    found = [f"{name}{KEPT} is no longer made" for name in kept if name not in actual]
    for name, text in actual.items():
        if name not in kept:
            found.append(f"{name}{KEPT} is not kept yet: look at {name}{SEEN}, then run pytest with --update-goldens")
        elif text != kept[name]:
            lines = unified_diff(kept[name].splitlines(), text.splitlines(), f"{name}{KEPT}", f"{name}{SEEN}", lineterm="", n=1)
            found.append("\n".join(lines) or f"{name}{KEPT} differs in white space")
        if text != kept.get(name):
            _write(folder / f"{name}{SEEN}", text)
    return found


def _keep(folder: Path, actual: Mapping[str, str], kept: Mapping[str, str]) -> list[str]:
    for name in kept:
        if name not in actual:
            (folder / f"{name}{KEPT}").unlink()
    for name, text in actual.items():
        _write(folder / f"{name}{KEPT}", text)
    return []


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
