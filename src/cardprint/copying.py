"""One built-in file copied into a project, to begin with: a layout to change, the English words to translate. Nothing is overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardprint import beginning, resources, sources
from cardprint.beginning import Made
from cardprint.errors import CardprintError, Place, error

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

LAYOUT, LANGUAGE = ".xml.j2", ".yaml"
MODEL = "en"
"""The language whose file another begins with."""
HEAD = """\
{{# The built-in {name}, copied. What later versions of cardprint improve in it does not reach this file. To change a part of it
   only, leave here what is between the lines, and a block for each part; the built-in layout names its blocks:
   -----
   {{% extends "builtin/{name}" %}}
   {{% block {block} %}}…{{% endblock %}}
   ----- #}}
"""
BEGUN = """\
# {code}: translate what stands after each colon. Names in braces stay as they are; each stands once.
"""
REST = """\
# leaning: words that lean on the next one, such as articles and prepositions

hyphenation:
  patterns: {patterns}
"""


def layout(name: str) -> tuple[str, str]:
    """Give a built-in layout's name and text, with a word on how to change less. Raises CardprintError for one that is not there."""
    known = [path.name for path in (resources.builtin_root() / "templates").glob(f"*{LAYOUT}")]
    file = name if name.endswith(LAYOUT) else f"{name}{LAYOUT}"
    if file not in known:
        nearest = sources.nearest(name, sorted(each.removesuffix(LAYOUT) for each in known))
        raise CardprintError(error("no-such-layout", Place(""), name=name, nearest=nearest))
    text = (resources.builtin_root() / "templates" / file).read_text(encoding="utf-8")
    _, _, after = text.partition("{% block ")
    return f"templates/{file}", HEAD.format(name=file, block=after.split(maxsplit=1)[0] if after else "content") + text


def language(code: str) -> tuple[str, str]:
    """Give the file that a new language begins with. Raises CardprintError for what cannot be one, and for one that is built in."""
    if not sources.is_code(code):
        raise CardprintError(error("not-language", Place(""), name=code))
    if code in resources.languages():
        raise CardprintError(error("language-built-in", Place(""), name=code))
    text = (resources.builtin_root() / "templates/languages" / f"{MODEL}{LANGUAGE}").read_text(encoding="utf-8")
    said = text[text.index("labels:") : text.index("# words that lean")]
    return f"templates/languages/{code}{LANGUAGE}", BEGUN.format(code=code) + said + REST.format(patterns=_patterns(code))


def _patterns(code: str) -> str:
    """Name the dictionary of a language, that of its own country first."""
    from cardprint import patterns

    known, name = patterns.names(), code.replace("-", "_")
    wanted = (name, f"{name}_{name.upper()}", *(each for each in known if each.startswith(f"{name.partition('_')[0]}_")))
    return next((each for each in wanted if each in known), "none")


KINDS: Mapping[str, Callable[[str], tuple[str, str]]] = {"layout": layout, "language": language}


def copy(root: Path, kind: str, name: str) -> Made:
    """Write a file of KINDS into a project. Raises CardprintError for what is not there, and for a place that is taken."""
    shown, text = KINDS[kind](name)
    beginning.write(root, shown, text)
    return Made(shown, name)
