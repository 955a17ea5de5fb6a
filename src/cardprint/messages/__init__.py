"""The sentences of Problems, one table per language: code to (message, hint).

Read only when there is something to say. A sentence is filled in with the Problem's values by `str.format`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cardprint.errors import UNLIKE, Place, Problem

MEASURED = ("hours", "needs", "least", "has", "over", "size", "ratio", "margin", "offset", "x", "y", "rotate", "safe", "total", "inks")
"""Values that hold a number with decimals."""
LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "da": {
        "da": "dansk",
        "nb": "norsk bokmål",
        "nn": "nynorsk",
        "sv": "svensk",
        "en": "engelsk",
        "de": "tysk",
        "pl": "polsk",
        "uk": "ukrainsk",
    },
    "en": {
        "da": "Danish",
        "nb": "Norwegian Bokmål",
        "nn": "Nynorsk",
        "sv": "Swedish",
        "en": "English",
        "de": "German",
        "pl": "Polish",
        "uk": "Ukrainian",
    },
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


def render(problem: Problem, language: str, also: Sequence[Place] = ()) -> str:
    """Write a Problem as `file:line:column: error: …` and its hint, without a line end; `also` are further places of the same."""
    message, hint = sentence(problem, language)
    severity = {"da": {"error": "fejl", "warning": "advarsel"}}.get(language, {}).get(problem.severity.value, problem.severity.value)
    label = {"da": "råd"}.get(language, "hint")
    first = f"{problem.place}: {severity}: {message}" if problem.place.file else f"{severity}: {message}"
    lines = [first, f"  {label}: {hint}" if hint else "", f"  {_elsewhere(problem.place, also, language)}" if also else ""]
    return "\n".join(line for line in lines if line)


NAMED = 5
"""Further places of one mistake that are named."""


def _elsewhere(first: Place, places: Sequence[Place], language: str) -> str:
    """Name further places; in the same file by line and column alone."""
    named = [str(place) if place.file != first.file else f"{place.line}:{place.column}" for place in places[:NAMED]]
    more = len(places) - len(named)
    lead, one, several = (
        ("også", "og 1 sted til", "og {more} steder til") if language == "da" else ("also", "and 1 more place", "and {more} more places")
    )
    rest = f" {(one if more == 1 else several).format(more=more)}" if more else ""
    return f"{lead}: {', '.join(named)}{rest}"


ALIKE = 3
"""Problems with the same words that are told one by one; more are told as one, with their places."""


def grouped(problems: Iterable[Problem], language: str) -> Iterator[tuple[Problem, tuple[Place, ...]]]:
    """Put together the Problems that say the same of more than ALIKE places: the first, and where else it is so."""
    alike: dict[tuple[object, ...], list[tuple[int, Problem]]] = {}
    for number, problem in enumerate(problems):
        words = problem.severity, *sentence(problem, language)
        alike.setdefault(words if problem.place.line else (number,), []).append((number, problem))
    told: list[tuple[int, Problem, tuple[Place, ...]]] = []
    for same in alike.values():
        first = same[:1] if len(same) > ALIKE else same
        told += [(number, problem, tuple(other.place for _, other in same[len(first) :])) for number, problem in first]
    yield from ((problem, also) for _, problem, also in sorted(told, key=lambda item: item[0]))
