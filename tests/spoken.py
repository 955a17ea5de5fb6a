"""The built-in languages, whole or with other parts of compounds. A support module, not a test."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from msgspec.structs import replace

from cardprint import resources
from cardprint.model import Language
from cardprint.sources import languages
from cardprint.typeset.hyphenation import Hyphenator

LANGUAGES = resources.languages()


@cache
def language(code: str) -> Language:
    """Give a built-in language."""
    found, problems = languages.read(resources.builtin_root(), "", (code,))
    assert problems == ()
    return found[code]


def hyphenator(code: str, parts: Iterable[str] = ()) -> Hyphenator:
    """Give what cuts the words of a language that knows these parts of compounds and no others."""
    return Hyphenator(replace(language(code), parts=("\n".join(parts),)))
