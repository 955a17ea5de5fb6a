"""What `cardprint calibrate` does: write the test page, keep a printer's offset, or forget a printer; and what it says about it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from cardprint import printers, resources
from cardprint.errors import CardprintError, Place, Problem, error
from cardprint.wording import wording

FILE = "calibration.pdf"
HOME = "da"
"""Language of the page where there is no project."""


class Measuring(Struct, frozen=True, kw_only=True):
    """What is asked for, as typed; empty: not asked for."""

    path: Path
    profile: str = ""
    output: Path | None = None
    x: str = ""
    y: str = ""
    rotate: str = ""
    printer: str = ""
    forget: str = ""
    lang: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether an offset is to be kept."""
        return bool(self.x or self.y or self.rotate)


class Done(Struct, frozen=True):
    """What was done, in sentences of one language, and what is wrong."""

    said: tuple[str, ...]
    problems: tuple[Problem, ...]
    language: str


def calibrate(asked: Measuring) -> Done:
    """Do what is asked for. Raises CardprintError for what does not go together or is not there."""
    _agreeing(asked)
    if asked.forget:
        return _forgotten(asked)
    return _kept(asked) if asked.is_measured else _page(asked)


def _agreeing(asked: Measuring) -> None:
    """Raise CardprintError for an offset without a printer, a printer without an offset, or two things at once."""
    if asked.is_measured and not printers.called(asked.printer):
        raise CardprintError(error("offset-without-printer", Place("")))
    if asked.printer and not asked.is_measured:
        raise CardprintError(error("printer-without-offset", Place(""), printer=asked.printer))
    page = {"--print": asked.profile, "--output": asked.output}
    other = {"--printer": asked.printer, **page} if asked.forget else page if asked.is_measured else {}
    for option, value in other.items():
        if value:
            raise CardprintError(error("calibrate-apart", Place(""), option=option))


def _page(asked: Measuring) -> Done:
    from cardprint import output
    from cardprint.papers import calibration

    root = resources.project_root(asked.path)
    made = calibration.page(root, asked.profile, asked.lang or ("" if root else HOME))
    target = asked.output or (_shown(root) / "output" / FILE if root else Path(FILE))
    problems = made.problems
    mended: tuple[str, ...] = ()
    if made.data and ((root and not asked.output) or output.is_output(target.parent)):
        repaired, faults = output.repair(target.parent, shown=target.parent.as_posix())
        mended = tuple(wording(made.language).say(f"repair_{way}", path=path) for path, way in repaired)
        problems = (*problems, *(faults or _beside(target, made.data)))
    elif made.data:
        problems = (*problems, *output.alone(target, made.data, shown=target.as_posix()))
    if any(problem.is_error for problem in problems):
        return Done(mended, problems, made.language)
    return Done((*mended, f"{target.as_posix()}:", *made.said), problems, made.language)


def _beside(target: Path, data: bytes) -> tuple[Problem, ...]:
    from cardprint import output

    return output.beside(target.parent, [output.File(target.name, "calibration", "", 2, data)], shown=target.parent.as_posix())[1]


def _shown(root: Path) -> Path:
    """Show a project's folder as one would write it from here."""
    here = Path.cwd()
    return root.relative_to(here) if root.is_relative_to(here) else root


def _kept(asked: Measuring) -> Done:
    words = wording(language(asked))
    shift, faults = printers.offset(asked.x, asked.y, asked.rotate)
    for fault in faults:
        raise CardprintError(fault)
    name = printers.called(asked.printer)
    problems = printers.keep(name, shift)
    said = (words.say("printer_kept", printer=name, offset=printers.told(shift, words)), f'  cardprint build --printer "{name}"')
    return Done(() if problems else said, problems, language(asked))


def _forgotten(asked: Measuring) -> Done:
    from cardprint import sources

    name, (known, faults) = printers.called(asked.forget), printers.kept()
    if name not in known and not faults:
        raise CardprintError(error("no-such-printer", Place(""), name=name, nearest=sources.nearest(name, known)))
    problems = printers.forget(name)
    said = wording(language(asked)).say("printer_forgotten", printer=name)
    return Done(() if problems else (said,), problems, language(asked))


def language(asked: Measuring) -> str:
    """Give the language to speak: the one asked for, that of the project around, else Danish."""
    from cardprint import sources

    try:
        root = resources.project_root(asked.path)
    except OSError:  # a name too long for the disk
        root = None
    return asked.lang or (sources.language(root) if root else HOME)
