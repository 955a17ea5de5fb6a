"""Layouts filled in: data into XML. Every user text passes through one door, `_finalize`, on its way; what a layout may do says `sandbox`.

Built-in layouts are filled in here and now, and what they raise is a bug. Where one of the layouts is somebody else's, all of them are
filled in by a child that the kernel bounds (`confined`), one for all editions of a run: it compiles each layout once, and for each edition
it may take three seconds of processor time and 256 MB of memory, whatever the layouts do. Compiling counts. Where there is no such kernel,
the same environment runs here, held by what it charges alone. Once a layout has spent what it may, no further one is filled in.

Built-in layouts come compiled, as they are filled in here and as the child does it: the build writes their code into the package, under
names that change with the layout's text and with Jinja.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import re
from collections.abc import Callable, Mapping
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from cardprint import confined, files, resources
from cardprint.confined import Confined, OverspentError
from cardprint.emphasis import parts
from cardprint.errors import Found, Place, Problem, Severity, brief, error
from cardprint.layouts import sandbox
from cardprint.layouts.sandbox import BUILTIN, OWN, CircleError, Metered, Ours, Spent
from cardprint.model import Deck, Text

LARGEST = 256_000
"""Bytes of one layout's file."""
LONGEST_WORD = 2_000
"""Characters of rendered XML without a blank."""
WORK, WORK_EACH = 50_000_000, 100_000
"""What the layouts of an edition may do, and for each card or item that there is to tell."""
SUFFIX = ".j2"
COMPILED = Path(__file__).with_name("compiled")
"""The built-in layouts as Python, made when the package is built; nothing that belongs to a project is read from here."""
OPTIONS: dict[str, Any] = {
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "auto_reload": False,
}

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SPECIAL = re.compile(r"[&<>*\n]")


INNER = ("sides", "entries", "lines", "parts")
"""Where the items of a layout's lists have items of their own."""


class Source(Struct, frozen=True):
    """A user's text as a layout used it: where it was written, in which language where that is said, how many characters it has."""

    place: Place
    language: str = ""
    length: int = 0


class Rendered(Struct, frozen=True):
    """A layout's XML, the Sources that `src` counts through, and the template's file for faults found later.

    `read` are the files of all layouts that were read so far, by the names that layouts include them by. `told` is what a layout that is not built in was told, so that what it gave can be looked at.
    """

    xml: str
    sources: list[Source]
    template: Path
    told: Mapping[str, Any] | None = None
    read: Mapping[str, str] = {}


class Allowance(Struct, frozen=True):
    """What a layout that is not ours may give, by how much there is to say: elements and characters of XML; `amount` is that much."""

    amount: int
    elements: int
    length: int

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> Allowance:
        """Measure what is to be said: the cards in the context's lists and in the groups of these, the challenges in fields, lines in sections."""
        lists = [value for value in context.values() if isinstance(value, list)]
        amount = sum(len(items) + sum(len(getattr(item, name, ())) for item in items for name in INNER) for items in lists)
        return cls(amount, 2_000 + 200 * amount, 200_000 + 30_000 * amount)

    def covers(self, xml: str, sources: list[Source]) -> bool:
        """Tell whether a layout gave no more than there is paper for, and no endless word."""
        elements = xml.count("</") + xml.count("/>")
        is_bounded = len(xml) <= self.length and elements <= self.elements and len(sources) <= self.length
        return is_bounded and max(map(len, xml.split()), default=0) <= LONGEST_WORD


class UnreadError(Exception):
    """Raised for a layout that is there and not read, which may be another than the one that was asked for."""

    def __init__(self, problem: Problem) -> None:
        """Keep the Problem, which names the layout."""
        super().__init__(problem.code)
        self.problem = problem


class _Files(jinja2.BaseLoader):
    """The layouts on a search path, of a sensible size. The build has compiled the built-in ones; one that has changed since is compiled here."""

    def __init__(self, folders: tuple[Path, ...], *, is_metered: bool) -> None:
        self.folders = folders
        self.is_metered = is_metered
        self.read: dict[str, str] = {}

    def load(self, environment: jinja2.Environment, name: str, globals: Any = None) -> jinja2.Template:  # noqa: A002 - Jinja's hook
        """Read a layout's text; for a built-in one take the code that was made of just this text."""
        source, filename, _ = self.get_source(environment, name)
        code = None
        if Path(filename).parent in _ours():
            path = _compiled(Path(filename).name, source, is_metered=self.is_metered)
            code = SourceFileLoader(path.stem, str(path)).get_code(path.stem) if path.is_file() else None
        if code is None:
            return super().load(environment, name, globals)
        found = environment.template_class.from_code(environment, code, environment.make_globals(globals))
        found.filename = filename
        return found

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: ARG002 - Jinja's hook
        """Read a layout from the first folder that has it, `builtin/…` from the built-in ones. Raises UnreadError for one that is there and not to be read."""
        parts = template.split("/") if isinstance(template, str) else [""]  # a layout may ask for a number
        if not parts[-1].endswith(SUFFIX) or any(part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts):
            raise jinja2.TemplateNotFound(template)
        folders, parts = (_ours(), parts[1:]) if parts[0] == BUILTIN and len(parts) > 1 else (self.folders, parts)
        for path in (folder.joinpath(*parts) for folder in folders):
            try:
                data = files.read(path, root=root_of(path), most=LARGEST)
            except files.RefusedError as refused:
                if refused.code == "file-missing" and files.is_absent(path):
                    continue
                raise UnreadError(refused.at(Place(shown(path)), shown(path))) from refused
            self.read[template] = str(path)
            return data.decode("utf-8").replace("\r\n", "\n"), str(path), lambda: True
        raise jinja2.TemplateNotFound(template)


def _compiled(name: str, source: str, *, is_metered: bool) -> Path:
    """Name the file of a layout's code by all that the code is made of."""
    made_of = f"{jinja2.__version__} {OPTIONS} {is_metered} {source}"
    return COMPILED / f"{name.partition('.')[0]}-{hashlib.sha256(made_of.encode()).hexdigest()[:16]}.py"


def compile_ours() -> dict[Path, bytes]:
    """Compile the built-in layouts; give the code by the file of the package that is to hold it: a step of the build."""
    (folder,) = _ours()
    made = {}
    for is_metered in (False, True):
        environment = Filler((folder,), is_strange=is_metered).environment
        for path in folder.glob(f"*{SUFFIX}"):
            source, _, _ = _Files((folder,), is_metered=is_metered).get_source(environment, path.name)
            code = environment.compile(source, path.name, path.name, raw=True)
            made[_compiled(path.name, source, is_metered=is_metered)] = code.encode()
    return made


class Filler:
    """The layouts on a search path, compiled once each. `is_strange`: one of them is not built in; all are metered then."""

    def __init__(self, folders: tuple[Path, ...], *, is_strange: bool) -> None:
        """Make the environment; nothing is read yet."""
        self._sources: list[Source] = []
        self._files = _Files(folders, is_metered=is_strange)
        self._metered = Metered(self._finalize, loader=self._files, **OPTIONS) if is_strange else None
        self.environment = self._metered or Ours(finalize=self._finalize, loader=self._files, **OPTIONS)

    def _finalize(self, value: Any) -> Any:
        if type(value) is not Text:
            return value
        sources = self._sources
        sources.append(Source(value.place, value.language, len(value.value)))
        return Markup(f'<span src="{len(sources) - 1}">{inline(value.value)}</span>')  # noqa: S704 - escaped by `inline`

    def begin(self) -> None:
        """Begin an edition: what its layouts may spend."""
        if self._metered:
            self._metered.left = WORK

    def fill(self, name: str, context: Mapping[str, Any]) -> Rendered:
        """Fill in a layout by its file name. What a layout runs into is raised."""
        self._sources = []
        template = self.environment.get_template(name)
        xml = template.render(context)
        return Rendered(xml, self._sources, Path(template.filename or name), read=self._files.read)

    def try_out(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        """Fill in a layout that may be at fault: a fault names its file and line. A bug of our own is raised."""
        allowance = Allowance.of(context)
        if self._metered:
            self._metered.left += WORK_EACH * allowance.amount
        try:
            rendered = self.fill(name, context)
        except Exception as fault:
            if _is_ours(fault):
                raise
            return None, (_problem(fault, name),)
        if not allowance.covers(rendered.xml, rendered.sources):
            return None, (error(ENDLESS, Place(shown(rendered.template))),)
        return rendered, ()


class Layouts:
    """The layouts of a project. Strangers' ones are filled in apart, where the kernel can bound that."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        """Take the folders of the search path; nothing is read yet."""
        self.is_strange = _has_own(folders)
        self._filler = Filler(folders, is_strange=self.is_strange)
        self._apart: Confined | None = None
        self._sent: dict[int, Deck] = {}
        self._is_new = True
        self._over: tuple[Problem, ...] = ()

    def begin(self) -> None:
        """Begin an edition: what its layouts may spend counts from here."""
        self._is_new = True

    def render(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        """Fill in a layout by its file name; a fault in a layout that is not built in names its file and line."""
        if not self.is_strange:
            return self._filler.fill(name, context), ()
        if self._over:
            return None, self._over
        found, problems = self._ask(name, context) if self._apart or confined.is_possible() else self._here(name, context)
        self._is_new = False
        self._over = tuple(problem for problem in problems if problem.code == ENDLESS)
        return found and replace(found, told=context), problems

    def _here(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        if self._is_new:
            self._filler.begin()
        return self._filler.try_out(name, context)

    def _ask(self, name: str, context: Mapping[str, Any]) -> Found[Rendered | None]:
        """Have a layout filled in by the child. A deck goes there once, however often its cards are asked for in parts."""
        if self._apart is None:
            self._apart = Confined(_Apart(self._filler))
        packed = _Packed(self._sent)
        packed.dump((self._is_new, name, context))
        try:
            problems, rendered = self._apart.ask(packed.data, is_new_round=self._is_new)
        except OverspentError:
            return None, (error(ENDLESS, Place(f"templates/{name}")),)
        told = tuple(Problem(code, Place(*where), values, Severity(severity)) for code, where, values, severity in problems)
        if rendered is None:
            return None, told
        xml, sources, file, read = rendered
        return Rendered(xml, [Source(Place(*place), *more) for place, *more in sources], Path(file), read=read), told


class _Packed(pickle.Pickler):
    """A question to the child, as bytes. Decks that are there already are only named."""

    def __init__(self, sent: dict[int, Deck]) -> None:
        self._bytes = io.BytesIO()
        super().__init__(self._bytes, pickle.HIGHEST_PROTOCOL)
        self._sent = sent

    def persistent_id(self, value: Any) -> Any:
        """Name a deck; the first time it comes along."""
        if type(value) is not Deck:
            return None
        if id(value) in self._sent:
            return id(value), None
        self._sent[id(value)] = value
        return id(value), pickle.dumps(value, pickle.HIGHEST_PROTOCOL)

    @property
    def data(self) -> bytes:
        """The bytes."""
        return self._bytes.getvalue()


class _Unpacked(pickle.Unpickler):
    """A question as the child reads it: from our own parent."""

    def __init__(self, data: bytes, decks: dict[int, Deck]) -> None:
        super().__init__(io.BytesIO(data))
        self._decks = decks

    def persistent_load(self, pid: tuple[int, bytes | None]) -> Deck:
        """Give a deck by its name."""
        name, data = pid
        if data is not None:
            self._decks[name] = pickle.loads(data)  # noqa: S301 - from our own parent
        return self._decks[name]


class _Apart:
    """What the child does: a question is a layout's name and values, an answer what it gave, in plain values."""

    def __init__(self, filler: Filler) -> None:
        self._filler = filler
        self._decks: dict[int, Deck] = {}

    def __call__(self, question: bytes) -> Callable[[], Any]:
        """Read a question."""
        is_new, name, context = _Unpacked(question, self._decks).load()
        if is_new:
            self._filler.begin()
        return lambda: self._fill(name, context)

    def _fill(self, name: str, context: Mapping[str, Any]) -> Any:
        rendered, problems = self._filler.try_out(name, context)
        told = [(problem.code, tuple(problem.place), problem.values, problem.severity.value) for problem in problems]
        if rendered is None:
            return told, None
        sources = [(tuple(source.place), source.language, source.length) for source in rendered.sources]
        return told, (rendered.xml, sources, str(rendered.template), rendered.read)


ENDLESS = "template-endless"
_KNOWN = (OverspentError, RecursionError, MemoryError, UnreadError, UnicodeDecodeError)
_PACKAGE = Path(__file__).parents[1]


def _is_ours(fault: BaseException) -> bool:
    """Tell whether a fault arose in our own code, and not in what a layout does: its own lines, Jinja, or the sandbox that acts for it."""
    if isinstance(fault, (*_KNOWN, jinja2.TemplateError)):
        return False
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    file = Path(trace.tb_frame.f_code.co_filename) if trace else Path()
    return file.is_relative_to(_PACKAGE) and file.suffix == ".py" and file != Path(sandbox.__file__)


def _ours() -> tuple[Path, ...]:
    """Give the folder of the built-in layouts alone."""
    return (resources.builtin_root() / "templates",)


def _has_own(folders: tuple[Path, ...]) -> bool:
    ours = (resources.builtin_root() / "templates").resolve()
    return any(files.real(folder) != ours and _has_layouts(folder) for folder in folders)


def _has_layouts(folder: Path) -> bool:
    """Tell whether a folder may hold a layout; built-in ones are all at the top, so what lies deeper is reached through one there."""
    try:
        return any(name.lower().endswith(SUFFIX) for name in files.names(folder, root=folder))
    except files.RefusedError:
        return True


def root_of(path: Path) -> Path:
    """Give the folder that a layout has to lie in: the one that holds its `templates`."""
    return next((folder.parent for folder in path.parents if folder.name == "templates"), path.parent)


def _problem(fault: BaseException, name: str) -> Problem:
    """Turn what a layout ran into to a Problem at its line."""
    place = _place_of(fault, name)
    match fault:
        case Spent() | OverspentError() | RecursionError() | MemoryError():
            found = error(ENDLESS, place)
        case jinja2.TemplateNotFound():
            found = error("template-missing", place, name=brief(str(fault.name)))
        case CircleError():
            found = error(ENDLESS, Place(shown(Path(fault.filename or name)), fault.lineno, 1))
        case jinja2.TemplateSyntaxError():
            file = fault.filename or fault.name or name  # Jinja's lexer gives the file as the name
            found = error("template-syntax", Place(shown(Path(file)), fault.lineno, 1), detail=brief(fault.message or ""))
        case SyntaxError():  # Python's own: what Jinja made of the layout is more than Python takes
            found = error("template-syntax", Place(shown(Path(fault.filename or name))), detail=brief(fault.msg))
        case UnreadError():
            found = fault.problem
        case UnicodeDecodeError():
            found = error("file-encoding", place, file=place.file)
        case _:
            found = error("template-fault", place, detail=brief(str(fault)) or type(fault).__name__)
    return found


def inline(text: str) -> str:
    """Turn a user's text into XML: `&` and `<` escaped, paired stars as elements, line ends as br."""
    if not _SPECIAL.search(text):
        return text
    if "*" in text:
        pieces = [
            part.translate(_ESCAPES) if isinstance(part, str) else f"<{'/' if part.closes else ''}{part.name}>" for part in parts(text)
        ]
        text = "".join(pieces)
    else:
        text = text.translate(_ESCAPES)
    return text.replace("\n", "<br/>")


def bare(text: str) -> str:
    """Leave out what only a typeset text shows: marks of emphasis and soft hyphens; line ends become blanks."""
    text = text.replace("\u00ad", "").replace("\n", " ")
    return "".join(part for part in parts(text) if isinstance(part, str)) if "*" in text else text


def _place_of(fault: BaseException, name: str) -> Place:
    """Find the last template line in a traceback; one of a built-in layout only where no other is there: what extends that is at fault."""
    lines, trace = [], fault.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(SUFFIX):
            lines.append((Path(file), trace.tb_lineno))
        trace = trace.tb_next
    own = [(file, line) for file, line in lines if file.parent not in _ours()]
    found = (own or lines)[-1:]
    return Place(shown(found[0][0]), found[0][1], 1) if found else Place(f"templates/{name}")


def shown(path: Path) -> str:
    """Show a template by its place under the last folder `templates`."""
    parts = path.parts
    inside = parts[::-1].index("templates") if "templates" in parts else 0
    return "/".join(parts[-inside - 1 :])


__all__ = ["LARGEST", "OWN", "Layouts", "Rendered", "bare", "brief", "inline", "shown"]
