"""Wrong usage in Danish: the sentences of click, which knows English alone. Read only when there is something to say."""

from __future__ import annotations

import re
from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # what click says, as a pattern: the same in Danish
    r"No such option:? '?([^' ]+?)'?\.?": r"Tilvalget {0} findes ikke.",
    r"No such command '(.+)'\.": r"Kommandoen {0} findes ikke.",
    r"Missing command\.": "Der mangler en kommando.",
    r"Missing argument '(.+?)'\.": "Der mangler noget: {0}.",
    r"Missing option '(.+?)'\.": "Tilvalget {0} mangler.",
    r"Got unexpected extra arguments? \((.*)\)": "Her står mere, end kommandoen kan bruge: {0}",
    r"Option '?(.+?)'? requires an argument\.": "Der mangler noget efter {0}.",
    r"Option '?(.+?)'? does not take a value\.": "Efter {0} skal der ikke stå noget.",
    r"Invalid value for '?(.+?)'?: (.*)": "{0}: {1}",
    r"Invalid value: (.*)": "{0}",
    r"'(.*)' is not one of (.*)\.": "{0} er ikke en af mulighederne: {1}.",
    r"'(.*)' is not a valid (?:integer|int)(?: range)?\.": "{0} er ikke et helt tal.",
    r"(.*) is not in the range ([0-9]+)<=x<=([0-9]+)\.": "{0} er ikke et tal fra {1} til {2}.",
    r"\(?Did you mean (?:one of: )?(.*?)\?\)?": "Mente du {0}?",
    r"\(Possible options: (.*)\)": "Mente du {0}?",
}
_AFTER = re.compile(r"(.*?[.'])\s+(\(?(?:Did you mean|Possible options).*)", re.DOTALL)
_WORDS = {
    "Usage:": "Brug:",
    "[OPTIONS]": "[TILVALG]",
    "[PATH]": "[STI]",
    "COMMAND [ARGS]...": "KOMMANDO …",
    "FOLDER": "MAPPE",
    "FILE": "FIL",
    "CARD": "KORT",
    "WORD": "ORD",
    "[NAME]": "[NAVN]",
    "DECK": "SÆT",
    "BEFORE NOW": "FØR NU",
}


def danish(said: str) -> str:
    """Say a sentence of click in Danish, and what is quoted in it too; one that is not known stays as it is."""
    parted = _AFTER.fullmatch(said)
    if parted:
        return f"{danish(parted[1])} {danish(parted[2])}"
    for pattern, sentence in SENTENCES.items():
        found = re.fullmatch(pattern, said, re.DOTALL)
        if found:
            return sentence.format(*(danish(_WORDS.get(part, part)) for part in found.groups()))
    return said


def shape(usage: str) -> str:
    """Say in Danish how a command is written: `Brug: cardprint build [TILVALG] [STI]`."""
    for english, word in _WORDS.items():
        usage = usage.replace(english, word)
    return usage


def help_line(command: str) -> str:
    """Say where to read more."""
    return f"`{command} --help` viser, hvad der kan stå her."
