"""The words that layouts print beside the user's own, such as "Ark {number}": only names stand in braces, no format and no attribute."""

from __future__ import annotations

import re

_FIELD = re.compile(r"\{([a-z_]+)\}")
LISTS = {"months": (None, 12, 12), "weekdays": (None, 7, 7), "steps": ("|", 6, 6), "advice": ("|", 1, 20), "barrier_types": ("|", 1, 20)}
"""Labels that are lists: what sets their words apart (None: blanks), and how many they have at least and at most."""


def fields(label: str) -> list[str]:
    """Give the names in a label's braces, in order, as often as they stand there."""
    return _FIELD.findall(label)


def has_other_braces(label: str) -> bool:
    """Tell whether a brace stands in a label that is not round a name."""
    rest = _FIELD.sub("", label)
    return "{" in rest or "}" in rest


def fill(label: str, **values: object) -> str:
    """Put values into a label's braces."""
    return _FIELD.sub(lambda found: str(values[found[1]]), label)
