"""The sentences of Problems, one table per language: code to (message, hint).

Read only when there is something to say. A sentence is filled in with the Problem's values by `str.format`.
"""

from __future__ import annotations

from collections.abc import Mapping

from cardprint.errors import Problem

Table = Mapping[str, tuple[str, str]]


def table(language: str) -> Table:
    """Give the sentences of a language; every language but Danish reads English."""
    if language == "da":
        from cardprint.messages.da import MESSAGES
    else:
        from cardprint.messages.en import MESSAGES
    return MESSAGES


def sentence(problem: Problem, language: str) -> tuple[str, str]:
    """Give message and hint of a Problem in the reader's language."""
    message, hint = table(language)[problem.code]
    return message.format_map(problem.values), hint.format_map(problem.values)


def render(problem: Problem, language: str) -> str:
    """Write a Problem as `file:line:column: error: …` and its hint, without a line end."""
    message, hint = sentence(problem, language)
    severity = {"da": {"error": "fejl", "warning": "advarsel"}}.get(language, {}).get(problem.severity.value, problem.severity.value)
    label = {"da": "råd"}.get(language, "hint")
    first = f"{problem.place}: {severity}: {message}" if problem.place.file else f"{severity}: {message}"
    return f"{first}\n  {label}: {hint}" if hint else first
