"""Layouts filled in: data into XML. Every user text passes through one door, `_finalize`, on its way; what a layout may do says `sandbox`."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from cardprint import files, resources
from cardprint.errors import Found, Place, Problem, error
from cardprint.layouts.sandbox import OWN, Metered, Sandbox, Spent
from cardprint.model import Text

LARGEST = 256_000
"""Bytes of one layout's file."""
LONGEST_WORD = 2_000
"""Characters of rendered XML without a blank."""

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)", re.DOTALL)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_TAGS = re.compile("</?(?:strong|em)>")
_SPECIAL = re.compile(r"[&<>*\n]")


class Rendered(NamedTuple):
    """A layout's XML, the Places that `src` counts through, and the template's file and source for faults found later.

    `told` is what a layout that is not built in was told, so that what it gave can be looked at.
    """

    xml: str
    places: list[Place]
    template: Path
    source: str
    told: Mapping[str, Any] | None = None


class Allowance(NamedTuple):
    """What a layout that is not ours may do, by how much there is to say: work, elements, characters of XML."""

    work: int
    elements: int
    length: int

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> Allowance:
        """Measure what is to be said: the cards in the context's lists and in the groups of these."""
        lists = [value for value in context.values() if isinstance(value, list)]
        amount = sum(len(one) + sum(len(getattr(item, "sides", ())) for item in one) for one in lists)
        return cls(50_000_000 + 100_000 * amount, 2_000 + 200 * amount, 200_000 + 30_000 * amount)

    def covers(self, xml: str) -> bool:
        """Tell whether a layout gave no more than there is paper for, and no endless word."""
        elements = xml.count("</") + xml.count("/>")
        return len(xml) <= self.length and elements <= self.elements and max(map(len, xml.split()), default=0) <= LONGEST_WORD


class _UnreadError(Exception):
    """Raised for a layout that is there and is not read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class _Files(jinja2.BaseLoader):
    """The layouts on a search path, of a sensible size; `sources` are those that were read, by file."""

    def __init__(self, folders: tuple[Path, ...], project: Path | None) -> None:
        self.folders = folders
        self.project = project
        self.sources: dict[str, str] = {}

    def get_source(self, _environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a layout."""
        file = None if ".." in template.split("/") else resources.find(template, self.folders)
        if file is None:
            raise jinja2.TemplateNotFound(template)
        name = shown(file)
        try:
            source = files.read(file, root=resources.home(file, self.project), most=LARGEST).decode("utf-8")
        except files.RefusedError as reason:
            raise _UnreadError(reason.at(Place(name), name)) from reason
        self.sources[file.as_posix()] = source
        return source, file.as_posix(), lambda: True


class Layouts:
    """The layouts on a search path, compiled once. Where one of them is not built in, all are metered."""

    def __init__(self, folders: tuple[Path, ...], project: Path | None = None) -> None:
        """Make the environment; nothing is read yet. What is not built in lies in the folder `project`."""
        self._places: list[Place] = []
        self._files = _Files(folders, project)
        options: dict[str, Any] = {
            "loader": self._files,
            "autoescape": True,
            "undefined": jinja2.StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": False,
        }
        self._metered = Metered(self._finalize, **options) if _has_own(folders) else None
        self._environment = self._metered or Sandbox(finalize=self._finalize, **options)

    @property
    def has_own(self) -> bool:
        """Tell whether a layout of the search path is not built in."""
        return self._metered is not None

    def _finalize(self, value: Any) -> Any:
        if type(value) is not Text:
            return value
        places = self._places
        places.append(value.place)
        return Markup(f'<span src="{len(places) - 1}">{inline(value.value)}</span>')  # noqa: S704 - escaped by `inline`

    def render(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        """Render a layout by its file name; a fault in a template names its file and line."""
        self._places = []
        allowance = Allowance.of(context) if self._metered else None
        if self._metered and allowance:
            self._metered.left = allowance.work
        try:
            template = self._environment.get_template(name)
            xml = template.render(context)
        except _FAULTS as fault:
            return None, (_problem(fault, name),)
        if allowance and not allowance.covers(xml):
            return None, (error("template-endless", _place_of(Spent(), name)),)
        file = template.filename or name
        return Rendered(xml, self._places, Path(file), self._files.sources.get(file, ""), told=context if allowance else None), ()


_FAULTS = (
    jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError, OSError, _UnreadError
)  # fmt: skip


def _has_own(folders: tuple[Path, ...]) -> bool:
    ours = (resources.builtin_root() / "templates").resolve()
    return any(folder.resolve() != ours and _has_layouts(folder) for folder in folders)


def _has_layouts(folder: Path) -> bool:
    """Tell whether a folder may hold a layout; built-in ones are all at the top, so what lies deeper is reached through one there."""
    try:
        return any(name.lower().endswith(".j2") for name in files.names(folder, root=folder))
    except files.RefusedError:
        return True


def _problem(fault: BaseException, name: str) -> Problem:
    """Turn what a layout ran into to a Problem at its line."""
    place = _place_of(fault, name)
    if isinstance(fault, _UnreadError):
        return fault.problem
    if isinstance(fault, jinja2.TemplateNotFound):
        return error("template-missing", place, name=str(fault.name))
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return error("template-syntax", Place(shown(Path(fault.filename or name)), fault.lineno, 1), detail=fault.message or "")
    if isinstance(fault, UnicodeDecodeError):
        return error("file-encoding", place, file=place.file)
    if isinstance(fault, (Spent, RecursionError, MemoryError)):
        return error("template-endless", place)
    return error("template-fault", place, detail=str(fault) or type(fault).__name__)


def inline(text: str) -> str:
    """Turn a user's text into XML: `&` and `<` escaped, paired `**` and `*` that touch a letter as elements, line ends as br."""
    if not _SPECIAL.search(text):
        return text
    text = text.translate(_ESCAPES)
    if "*" in text:
        text = _EMPHASIS.sub(lambda found: _element("em", found), _STRONG.sub(lambda found: _element("strong", found), text))
    return text.replace("\n", "<br/>")


def bare(text: str) -> str:
    """Leave out what only a typeset text shows: marks of emphasis and soft hyphens; line ends become blanks."""
    if not _SPECIAL.search(text) and "\u00ad" not in text:
        return text
    return html.unescape(_TAGS.sub("", inline(text.replace("\u00ad", "")).replace("<br/>", " ")))


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
            place = Place(shown(Path(file)), trace.tb_lineno, 1)
        trace = trace.tb_next
    return place


def shown(path: Path) -> str:
    """Show a template by its place under the last folder `templates`."""
    parts = path.parts
    inside = parts[::-1].index("templates") if "templates" in parts else 0
    return "/".join(parts[-inside - 1 :])


__all__ = ["OWN", "Layouts", "Rendered", "bare", "inline", "shown"]
