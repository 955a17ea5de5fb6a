"""What commands share: a question asked of the project, Problems and lines in the reader's language, the exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cardprint.errors import CardprintError, ExitCode, Place, T, error
from cardprint.files import is_absent

if TYPE_CHECKING:
    from cardprint.errors import Problem
    from cardprint.executors import Processes
    from cardprint.job import Job, Report


@contextmanager
def progress(*, is_shown: bool) -> Iterator[Callable[[int, int], object] | None]:
    """Show a bar on a terminal while several editions are made; it goes when they are."""
    if not (is_shown and sys.stderr.isatty()):
        yield None
        return

    def seen(done: int, count: int) -> None:
        if count > 1:
            width = 30 * done // count
            click.echo(f"\r{'█' * width}{'░' * (30 - width)} {done}/{count}", nl=False, err=True)

    try:
        yield seen
    finally:
        click.echo(f"\r{' ' * 45}\r", nl=False, err=True)


def processes(jobs: int | None) -> Processes:
    """Let editions be made side by side: by as many processes as are asked for, else by one for each processor."""
    from cardprint import executors

    return executors.Processes(jobs or executors.processors())


def report_of(action: Callable[[Job], Report], what: dict[str, Any], lang: str | None, empty: dict[str, Any] | None) -> Report:
    """Make the Job and do it."""
    from cardprint.job import Job

    what["cards"] = tuple(part.strip() for part in what["cards"].split(",") if part.strip())
    what |= {"audience": what["audience"] or "", "sets": what["sets"] or 0}
    return asked_of(lambda: action(Job(**what)), what["path"], lang, empty)


def asked_of(action: Callable[[], T], path: Path, lang: str | None, empty: dict[str, Any] | None) -> T:
    """Do what is asked for; what is not there is wrong usage. `empty` is the object of `--json` when nothing was done."""
    if not is_there(path):
        wrong_usage(_no_such_path(path), language_of(path, lang), empty)
    try:
        return action()
    except CardprintError as fault:
        if fault.done:
            from cardprint import tell

            empty = None if empty is None else {**empty, **tell.repairs(fault.done)}
            say_lines(tell.repair_lines(fault.done, language_of(path, lang)) if empty is None else ())
        wrong_usage(fault.problem, language_of(path, lang), empty)


def is_there(path: Path) -> bool:
    """Tell whether something has that name; what cannot be looked at may be there."""
    return not is_absent(path)


def _no_such_path(path: Path) -> Problem:
    """Say that there is no such path; where it is the name of something else, say how that is asked for."""
    from cardprint import listing

    name = path.as_posix()
    meant = listing.meant(name, Path())
    if not meant:
        return error("no-such-path", Place(""), name=name)
    context = click.get_current_context()
    can = {option for parameter in context.command.params for option in parameter.opts}
    command = context.info_name if meant.option in can or not meant.option else "build"
    return error(f"path-is-{meant.kind}", Place(""), name=name, write=f"cardprint {command} {meant.written}")


def wrong_usage(problem: Problem, language: str, empty: dict[str, Any] | None) -> NoReturn:
    """Say a Problem, and end as wrong usage does; `empty` is the object of `--json` when nothing was done."""
    if empty is None:
        say_problems([problem], language)
    else:
        from cardprint import tell

        click.echo(tell.as_json({**empty, "problems": tell.told([problem], language)}))
    sys.exit(ExitCode.USAGE)


def language_of(path: Path, lang: str | None) -> str:
    """Give the language that was asked for, else that of the project around a path."""
    from cardprint import listing

    return lang or listing.language(path if is_there(path) else Path())


def say_lines(lines: Iterable[str]) -> None:
    """Say lines on standard output."""
    for line in lines:
        click.echo(line)


def say_problems(problems: Iterable[Problem], language: str) -> None:
    """Say Problems on standard error."""
    for line in coloured(problems, language):
        click.echo(line, err=True)


def coloured(problems: Iterable[Problem], language: str) -> Iterator[str]:
    """Write Problems in the colour of their severity; many of one cause as one."""
    from cardprint.messages import grouped, render

    for problem, also in grouped(problems, language):
        yield click.style(render(problem, language, also), fg="red" if problem.is_error else "yellow")


def say_last(said: str) -> None:
    """Close with one line, if there is something to say."""
    if said:
        click.echo(said, err=True)


def status_of(problems: Iterable[Problem]) -> ExitCode:
    """Give the exit status of a command that found these Problems."""
    return ExitCode.PROBLEMS if any(problem.is_error for problem in problems) else ExitCode.DONE
