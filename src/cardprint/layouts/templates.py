"""The Jinja environment: sandboxed, strict, escaping. Every user text passes through one door, `_finalize`, on its way into XML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from cardprint.errors import Found, Place, error
from cardprint.model import Card, Deck, Organisation, Text

LONGEST = 64_000_000
"""Characters of XML that one layout may render to."""

OWN: set[type] = {Card, Deck, Organisation, Text}
"""Nouns whose public values every layout may read; `layouts.cards` adds its own."""

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)", re.DOTALL)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL = re.compile(r"[&<>*\n]")


class Rendered(NamedTuple):
    """A layout's XML, the Places that `src` counts through, and the template's file for faults found later."""

    xml: str
    places: list[Place]
    template: Path


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox with a short way for cardprint's own nouns, which hold nothing but values."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give a public value of the nouns in `OWN`; leave everything else to Jinja's own caution."""
        if type(obj) in OWN and attribute[0] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class Layouts:
    """The layouts on a search path, compiled once."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Make the environment; nothing is read yet."""
        self._places: list[Place] = []
        self._environment = _Sandbox(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            finalize=self._finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def _finalize(self, value: Any) -> Any:
        if type(value) is not Text:
            return value
        places = self._places
        places.append(value.place)
        return Markup(f'<span src="{len(places) - 1}">{inline(value.value)}</span>')  # noqa: S704 - escaped by `inline`

    def render(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        """Render a layout by its file name; a fault in a template names its file and line."""
        self._places = []
        try:
            template = self._environment.get_template(name)
            xml = template.render(context)
        except jinja2.TemplateNotFound as missing:
            return None, (error("template-missing", Place(f"templates/{name}"), name=str(missing.name)),)
        except jinja2.TemplateSyntaxError as fault:
            return None, (error("template-syntax", Place(_shown(fault.filename), fault.lineno), detail=fault.message or ""),)
        except jinja2.TemplateError as fault:
            return None, (error("template-fault", _place_of(fault, name), detail=fault.message or type(fault).__name__),)
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as fault:
            return None, (error("template-fault", _place_of(fault, name), detail=str(fault)),)
        if len(xml) > LONGEST:
            return None, (error("template-fault", Place(f"templates/{name}"), detail=f"{len(xml)} > {LONGEST}"),)
        return Rendered(xml, self._places, Path(template.filename or name)), ()


def inline(text: str) -> str:
    """Turn a user's text into XML: `&` and `<` escaped, paired `**` and `*` that touch a letter as elements, line ends as br."""
    if not _SPECIAL.search(text):
        return text
    text = text.translate(_ESCAPES)
    if "*" in text:
        text = _EMPHASIS.sub(lambda found: _element("em", found), _STRONG.sub(lambda found: _element("strong", found), text))
    return text.replace("\n", "<br/>")


def _element(name: str, found: re.Match[str]) -> str:
    marked = found[1].strip("”“„»«\"'’()?!.,:;…–*")
    if marked and marked[0].isalpha() and marked[-1].isalpha():
        return f"<{name}>{found[1]}</{name}>"
    return found[0]


def _place_of(fault: BaseException, name: str) -> Place:
    """Find the last template line in a traceback."""
    place, trace = Place(f"templates/{name}"), fault.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            place = Place(_shown(file), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _shown(file: str | None) -> str:
    """Show a template by its place under `templates/`."""
    path = Path(file or "")
    parts = path.parts
    return "/".join(parts[parts.index("templates") :]) if "templates" in parts else path.name
