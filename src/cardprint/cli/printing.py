"""Commands that print, or check what would be printed: build, pack, check, proof, calibrate."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cardprint.cli.front import cli
from cardprint.cli.options import JSON, LANG, PATH, WHAT, WHOSE, Name, options_of
from cardprint.cli.saying import asked_of, coloured, processes, progress, report_of, say_last, say_lines, say_problems, status_of

if TYPE_CHECKING:
    from cardprint.job import Report
    from cardprint.unchanged import Said


@cli.command()
@PATH
@options_of(*WHAT)
@click.option(
    "--changed-since",
    metavar="DIR",
    type=Name(path_type=Path),
    help="Only the cards that have changed since this earlier output folder was built.",
)
@click.option("--fillable", is_flag=True, help="Make worksheets forms to fill in on a screen.")
@click.option("--large", is_flag=True, help="Make reading edition and handout in large print, 18 points, as well.")
@click.option("--output", type=Name(path_type=Path), help="Folder to write to instead of output/ in the project.")
@click.option("--quiet", is_flag=True, help="Print Problems only.")
@click.option("--verbose", is_flag=True, help="Name every file, and print the fit of every card as well.")
def build(*, as_json: bool, lang: str | None, quiet: bool, verbose: bool, jobs: int | None, **what: Any) -> None:
    """Build a project, or the file of one deck, agenda or worksheet: card sheets, reading edition and the papers of meetings for each area.

    cardprint build --area skole --print shop-pdf
    """
    from cardprint import unchanged

    last = unchanged.Last({**what, "as_json": as_json, "lang": lang, "quiet": quiet, "verbose": verbose})
    said = last.said()
    if said is None:
        from cardprint import recipe

        with last.noting():
            empty: dict[str, Any] | None = {"written": [], "removed": [], "skipped": [], "tickets": []} if as_json else None
            with progress(is_shown=not (as_json or quiet)) as seen:
                report = report_of(lambda job: recipe.build(job, processes(jobs), seen=seen), what, lang, empty=empty)

        def told(report: Report) -> Said:
            how = Manner(lang or report.language, as_json=as_json, quiet=quiet, verbose=verbose)
            return unchanged.Said(tuple(_built(report, what, how)), status_of(report.problems))

        said = _say(told(report))
        if report.stands:
            last.keep(*report.stands, told(report.settled))
    else:
        _say(said)
    sys.exit(said.status)


class Manner(NamedTuple):
    """How a build is told."""

    language: str
    as_json: bool
    quiet: bool
    verbose: bool


def _built(report: Report, what: Mapping[str, Any], how: Manner) -> Iterator[tuple[str, bool]]:
    """Say what came of a build: lines, each with whether it belongs on standard error."""
    from cardprint import tell

    language, since = how.language, what["changed_since"]
    if how.as_json:
        yield tell.build_json(report, language, since), False
        return
    yield from ((line, True) for line in coloured(report.problems, language))
    if not how.quiet:
        lines = (
            tell.fit_lines(report, language) if how.verbose else (),
            tell.build_lines(report, language, verbose=how.verbose),
            tell.moved(report, what["printer"], language),
            tell.reprint_lines(report.changes, language, since) if since else (),
            tell.unread(report, language),
        )
        yield from ((line, False) for line in chain(*lines))
        if report.problems:
            yield tell.closing(report, language), True


def _say(said: Said) -> Said:
    for line, is_told in said.lines:
        click.echo(line, err=is_told)
    return said


@cli.command()
@PATH
@options_of(*WHOSE)
@click.option("--only", "kinds", multiple=True, metavar="KIND", help="Only this kind of paper, such as sheets; may be given again.")
@click.option(
    "--print", "profiles", multiple=True, metavar="PROFILE", help="This print profile instead of the project's; may be given again."
)
@click.option(
    "--since", metavar="OLD.zip", type=Name(path_type=Path), help="Say what is new since this parcel, or since those in this folder."
)
@click.option("--output", "to", type=Name(path_type=Path), help="Folder to write the parcels to instead of output/parcels in the project.")
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), help="Make several editions at once by this many processes; left out: one a processor."
)
@options_of(JSON, LANG)
def pack(*, as_json: bool, lang: str | None, jobs: int | None, since: Path | None, to: Path | None, **what: Any) -> None:
    """Build, and pack what was built for the print room: a zip for each organisation and area, its files in the order of printing.

    cardprint pack --area aeldre --since sidste-gang.zip
    """
    from cardprint import tell
    from cardprint.job import Job
    from cardprint.parcels import packing, telling

    empty: dict[str, Any] | None = {"parcels": []} if as_json else None
    job = Job(**what)
    with progress(is_shown=not as_json) as seen:
        made = asked_of(lambda: packing.pack(job, processes(jobs), since=since, to=to, seen=seen), job.path, lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.as_json({**telling.data(made), "problems": tell.told(made.problems, language)}))
    else:
        say_problems(made.problems, language)
        say_lines(telling.lines(made, language))
        say_last(tell.closing(made.report, language) if made.report and made.report.problems else "")
    sys.exit(status_of(made.problems))


@cli.command()
@PATH
@click.option(
    "--readability", is_flag=True, help="Also say how plain the words are: LIX, long sentences, long words. Nothing of it is an error."
)
@options_of(*WHAT)
def check(*, as_json: bool, lang: str | None, jobs: int | None, **what: Any) -> None:
    """Say all that build would complain of, and how every card fits; with --print, what a print shop checks; write nothing.

    cardprint check --print shop-pdf
    """
    from cardprint import recipe, tell

    report = report_of(lambda job: recipe.check(job, processes(jobs)), what, lang, empty={"fit": []} if as_json else None)
    language = lang or report.language
    if as_json:
        click.echo(tell.check_json(report, language))
    else:
        say_problems(report.problems, language)
        say_lines(tell.check_lines(report, language))
        say_last(tell.problem_count(report.problems, language) if report.problems else "")
    sys.exit(status_of(report.problems))


@cli.command()
@PATH
@click.option(
    "--print", "profile", metavar="PROFILE", default="", help="Make the page for the paper and the turning of this print profile."
)
@click.option("--output", type=Name(path_type=Path), help="File to write the page to instead of calibration.pdf.")
@click.option("--x", metavar="LENGTH", default="", help="Keep: how far backs have to go to the right, such as 1.5mm.")
@click.option("--y", metavar="LENGTH", default="", help="Keep: how far backs have to go down, such as -0.5mm.")
@click.option("--rotate", metavar="DEGREES", default="", help="Keep: how far backs have to be turned clockwise, such as 0.2.")
@click.option("--printer", metavar="NAME", default="", help="Keep the offset under this name, for build --printer.")
@click.option("--forget", metavar="NAME", default="", help="Forget this printer.")
@LANG
def calibrate(*, path: Path, lang: str | None, **what: Any) -> None:
    """Print a page that shows how far a printer's backs lie from its fronts, or keep what was read off it.

    cardprint calibrate --printer "Kontor 3. sal" --x 1.5mm --y -0.5mm
    """
    from cardprint import calibrating

    asked = calibrating.Measuring(path=path, lang=lang or "", **what)
    done = asked_of(lambda: calibrating.calibrate(asked), path, calibrating.language(asked), None)
    say_problems(done.problems, done.language)
    say_lines(done.said)
    sys.exit(status_of(done.problems))


@cli.command()
@PATH
@options_of(*WHOSE)
@click.option("--print", "profile", metavar="PROFILE", default="", help="This print profile instead of the project's.")
@click.option("--png", is_flag=True, help="Draw every page as a picture as well.")
@click.option("--output", type=Name(path_type=Path), help="Folder to write to instead of output/ in the project.")
@options_of(JSON, LANG)
def proof(*, path: Path, profile: str, png: bool, as_json: bool, lang: str | None, **what: Any) -> None:
    """Draw trim, bleed and safe zone over the cards, and all cards small with their ids, for a person to look at.

    cardprint proof --print shop-pdf --png
    """
    from cardprint import recipe, tell
    from cardprint.job import Job

    job = Job(path=path, profiles=(profile,) if profile else (), **what)
    empty: dict[str, Any] | None = {"written": [], "removed": [], "skipped": [], "tickets": []} if as_json else None
    report = asked_of(lambda: recipe.proof(job, pictures=png), path, lang, empty)
    language = lang or report.language
    if as_json:
        click.echo(tell.build_json(report, language))
    else:
        say_problems(report.problems, language)
        say_lines(tell.proof_lines(report, language))
        say_last(tell.closing(report, language) if report.problems else "")
    sys.exit(status_of(report.problems))
