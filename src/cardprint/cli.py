"""The command line: arguments, colours, progress, Problems in the reader's language, exit status. The only room that prints."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardprint.errors import CardprintError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cardprint.errors import Problem
    from cardprint.job import Job, Report


def main() -> None:
    """Run the command. Output in another encoding loses letters rather than the run."""
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name="cardprint")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="cardprint")
def cli() -> None:
    """Print dialogue cards and the papers around them, from YAML to PDF."""


PATH = click.argument("path", type=click.Path(path_type=Path), default=Path())
WHAT: tuple[Callable[[Any], Any], ...] = (
    click.option("--area", "areas", multiple=True, metavar="ID", help="Only this welfare area; may be given again."),
    click.option("--organisation", "organisations", multiple=True, metavar="ID", help="Only this organisation."),
    click.option("--language", "languages", multiple=True, metavar="L", help="Only this language, such as da."),
    click.option("--only", "kinds", multiple=True, metavar="KIND", help="Only this kind of paper: sheets, reading."),
    click.option("--print", "profiles", multiple=True, metavar="PROFILE", help="This print profile instead of the project's."),
    click.option("--cards", metavar="IDS", default="", help="Only these cards, separated by commas."),
    click.option("--theme", metavar="ID", default="", help="Only the cards of this theme."),
    click.option("--audience", type=click.Choice(["leader", "staff", "med"]), help="Only the cards for these people, and for all."),
    click.option("--sets", type=click.IntRange(0, 1000), default=0, help="This many sets instead of the deck's."),
    click.option("--start-at", type=click.IntRange(1, 1000), default=1, help="Begin at this slot of a half-used sheet."),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output."),
    click.option("--lang", type=click.Choice(["da", "en"]), help="Language of the messages."),
)


def _with(options: Iterable[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def wrap(command: Any) -> Any:
        for option in reversed(tuple(options)):
            command = option(command)
        return command

    return wrap


@cli.command()
@PATH
@_with(WHAT)
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to instead of output/ in the project.")
@click.option("--quiet", is_flag=True, help="Print Problems only.")
@click.option("--verbose", is_flag=True, help="Print the fit of every card as well.")
def build(*, as_json: bool, lang: str | None, quiet: bool, verbose: bool, **what: Any) -> None:
    """Build a project, or one deck's file."""
    from cardprint import recipe

    report = _run(recipe.build, what, lang)
    if as_json:
        from cardprint.tell import build_json

        click.echo(build_json(report, lang or report.language))
    else:
        _tell(report, lang, quiet=quiet, fits=verbose)
    sys.exit(_status(report))


@cli.command()
@PATH
@_with(WHAT)
def check(*, as_json: bool, lang: str | None, **what: Any) -> None:
    """Say all that build would complain of, and how every card fits; write nothing."""
    from cardprint import recipe

    report = _run(recipe.check, what, lang)
    if as_json:
        from cardprint.tell import check_json

        click.echo(check_json(report, lang or report.language))
    else:
        _tell(report, lang, quiet=False, fits=True)
    sys.exit(_status(report))


def _run(action: Callable[[Job], Report], what: dict[str, Any], lang: str | None) -> Report:
    """Make the Job and do it; what was asked for and is not there is wrong usage."""
    from cardprint.job import Job

    what["cards"] = tuple(one.strip() for one in what["cards"].split(",") if one.strip())
    what["audience"] = what["audience"] or ""
    try:
        return action(Job(**what))
    except CardprintError as fault:
        from cardprint.messages import render

        click.echo(render(fault.problem, lang or "en"), err=True)
        sys.exit(ExitCode.USAGE)


def _tell(report: Report, lang: str | None, *, quiet: bool, fits: bool) -> None:
    from cardprint.tell import fit_lines, report_lines

    language = lang or report.language
    _problems(report.problems, language)
    if not quiet:
        for line in (*(fit_lines(report, language) if fits else ()), *report_lines(report, language)):
            click.echo(line)


def _problems(problems: Iterable[Problem], language: str) -> None:
    from cardprint.messages import render

    for problem in problems:
        click.echo(click.style(render(problem, language), fg="red" if problem.is_error else "yellow"), err=True)


def _status(report: Report) -> ExitCode:
    return ExitCode.DONE if report.is_sound else ExitCode.PROBLEMS
