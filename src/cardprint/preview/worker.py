"""The process that reads, typesets and draws: it answers one question after the other, on standard input and output, until nobody asks.

It has one thread, so strangers' layouts are confined in it as in a build. What it raises is a bug and ends it; `engine` starts another.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from cardprint import remembered
from cardprint.preview.pipes import read, write
from cardprint.preview.views import Desk


def main(root: str, only: str, language: str) -> None:
    """Answer until the questions end. What libraries print goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asks
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    remembered.begin()
    desk = Desk(Path(root), Path(only) if only else None, language)
    gc.freeze()
    while (question := read(asked)) is not None:
        write(answers, answer(desk, msgspec.json.decode(question)))


def answer(desk: Desk, question: Mapping[str, Any]) -> bytes:
    """Answer a question: a view as JSON, a page as PNG."""
    return ANSWERS[question["what"]](desk, question)


def _view(desk: Desk, question: Mapping[str, Any]) -> bytes:
    return msgspec.json.encode(desk.view(question["chosen"], question["revision"], whole=question["whole"]))


def _picture(desk: Desk, question: Mapping[str, Any]) -> bytes:
    return desk.pages.picture(question["key"], question["page"], question["fineness"])


ANSWERS: Mapping[str, Callable[[Desk, Mapping[str, Any]], bytes]] = {"view": _view, "picture": _picture}


if __name__ == "__main__":
    main(*sys.argv[1:])
