"""The sentences of Problems, one table per language: code to (message, hint).

Read only when there is something to say. A sentence is filled in with the Problem's values by `str.format`.
"""

from __future__ import annotations

from collections.abc import Mapping

from cardprint.errors import UNLIKE, Problem

MEASURED = ("hours", "needs", "least", "has", "over", "size", "ratio", "margin", "offset", "x", "y", "rotate", "safe", "total", "inks")
"""Values that hold a number with decimals."""
LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "da": {"da": "dansk", "nb": "norsk bokmål", "nn": "nynorsk", "sv": "svensk", "en": "engelsk"},
    "en": {"da": "Danish", "nb": "Norwegian Bokmål", "nn": "Nynorsk", "sv": "Swedish", "en": "English"},
}
"""Names of languages in the reader's."""
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
    if problem.values.get("nearest") == UNLIKE:
        hint = _without_nearest(hint, language)
    values = problem.values if language != "da" else {**problem.values, **_with_commas(problem.values)}
    if "instead" in values:
        values = {**values, "instead": LANGUAGES["da" if language == "da" else "en"].get(values["instead"], values["instead"])}
    return message.format_map(values), hint.format_map(values)


def _with_commas(values: Mapping[str, str]) -> dict[str, str]:
    """Write measured numbers as Danes do; what the user wrote stays as it is."""
    return {key: values[key].replace(".", ",") for key in MEASURED if key in values}


def _without_nearest(hint: str, language: str) -> str:
    """Take the advice to write the nearest word off a hint, where no word comes near."""
    lead, joint, instead = (
        ("Skriv {nearest}", "eller ", "Tjek stavemåden") if language == "da" else ("Write {nearest}", "or ", "Check the spelling")
    )
    rest = hint.removeprefix(lead).lstrip(",; ").removeprefix(joint)
    return rest[:1].upper() + rest[1:] or instead


def render(problem: Problem, language: str) -> str:
    """Write a Problem as `file:line:column: error: …` and its hint, without a line end."""
    message, hint = sentence(problem, language)
    severity = {"da": {"error": "fejl", "warning": "advarsel"}}.get(language, {}).get(problem.severity.value, problem.severity.value)
    label = {"da": "råd"}.get(language, "hint")
    first = f"{problem.place}: {severity}: {message}" if problem.place.file else f"{severity}: {message}"
    return f"{first}\n  {label}: {hint}" if hint else first
