"""What can go wrong in a user's files, as data: a code, a place and the values of a sentence.

The sentences themselves are in `cardprint.messages`; nothing here prints.
"""

from __future__ import annotations

import re
from enum import Enum, IntEnum
from typing import NamedTuple, TypeVar

T = TypeVar("T")

UNLIKE = "–"
"""Stands for the nearest known word where none comes near."""
LONGEST_TOLD = 160
"""Characters of a layout's own that a Problem tells."""
_PYTHONS = re.compile(r"<(?:class|function|module|bound method|built-in|generator|[\w.]+ object)\b[^<>]*>")
"""What Python calls a thing of its own, which says nothing to who wrote a layout."""


class ExitCode(IntEnum):
    """The command's exit status."""

    DONE = 0
    PROBLEMS = 1
    USAGE = 2


class Severity(Enum):
    """An error stops the area it touches; a warning prints and goes on."""

    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where in the user's files: the path as shown to the user, line and column from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Write `file:line:column`, the form that editors turn into a link."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing that is wrong: `code` names the sentence, `values` fills it in."""

    code: str
    place: Place
    values: dict[str, str]
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """Tell whether it stops the area it touches."""
        return self.severity is Severity.ERROR


def error(code: str, place: Place, /, **values: object) -> Problem:
    """Make a Problem that stops the area it touches."""
    return Problem(code, place, {key: str(value) for key, value in values.items()})


def warning(code: str, place: Place, /, **values: object) -> Problem:
    """Make a Problem that prints and goes on."""
    return Problem(code, place, {key: str(value) for key, value in values.items()}, Severity.WARNING)


def brief(text: str) -> str:
    """Give what a layout said so that it can be told: no more than a line, no character that a screen obeys, no name of Python's own."""
    return "".join(character if character.isprintable() else " " for character in _PYTHONS.sub("…", text)[:LONGEST_TOLD])


Found = tuple[T, tuple[Problem, ...]]
"""What is sound, and what is wrong: no stage raises for a user's mistake."""


class CardprintError(Exception):
    """Raised by the public door when a caller asks for what is not there (an unknown area, a folder without project)."""

    def __init__(self, problem: Problem) -> None:
        """Keep the Problem, so that the caller can print it in any language."""
        super().__init__(problem.code)
        self.problem = problem
        self.done: tuple[tuple[str, str], ...] = ()
        """What was repaired in the output folder all the same: folders, and in which way."""
