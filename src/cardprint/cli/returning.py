"""Commands for what came back from the tables: collect, keep."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from cardprint.cli.front import cli
from cardprint.cli.options import JSON, LANG, Name
from cardprint.cli.saying import asked_of, say_lines, say_problems, status_of


@cli.command()
@click.argument("paths", metavar="FILE… | FOLDER", nargs=-1, type=Name(path_type=Path, readable=False))
@click.option(
    "--redact",
    is_flag=True,
    help="Mask what looks like a CPR number, a telephone number or a mail address; without files in all notes. Handwriting is not searched.",
)
@click.option(
    "--sheets",
    multiple=True,
    metavar="FOLDER | FILE",
    type=Name(path_type=Path),
    help="Where worksheets lie as they were printed, or their PDF; may be given again.",
)
@click.option("--output", type=Name(path_type=Path), help="Folder to write papers to instead of output/ in the project.")
@click.option(
    "--forget", metavar="AGENDA", default="", help="Remove the notes of this meeting and its step 2, with all that was made of them."
)
@JSON
@LANG
def collect(*, paths: tuple[Path, ...], as_json: bool, lang: str | None, forget: str, **what: Any) -> None:
    """Read worksheets that came back, filled in on a screen, scanned, or the workbook to correct in, and write notes and a summary.

    cardprint collect scans/ bord3.pdf
    """
    from cardprint import tell
    from cardprint.collect import collecting, forgetting

    if not (paths or forget or what["redact"]):
        raise click.MissingParameter(param_hint="'FILE… | FOLDER'", param_type="argument")
    asked = collecting.Asked(paths=paths, **what)
    empty: dict[str, Any] | None = {"files": [], "notes": [], "masked": [], "written": []} if as_json else None
    made = asked_of(lambda: forgetting.forget(forget, folder=asked.output) if forget else collecting.collect(asked), Path(), lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.collected_json(made, language))
    else:
        say_problems(made.problems, language)
        say_lines(tell.forgotten_lines(made, language) if forget else tell.collected_lines(made, language))
    sys.exit(status_of(made.problems))


@cli.command()
@click.argument("words", metavar="WORD…", nargs=-1)
@click.option("--meaning", metavar="TEXT", default="", help="What we mean by the word.")
@JSON
@LANG
def keep(*, words: tuple[str, ...], meaning: str, as_json: bool, lang: str | None) -> None:
    """Add words to the vocabulary as words to hold on to; without words, list those that the tables wrote.

    cardprint keep råderum --meaning "Det, vi selv kan bestemme"
    """
    from cardprint import tell
    from cardprint.collect import words as vocabulary

    empty: dict[str, Any] | None = {"added": [], "there": [], "proposed": []} if as_json else None
    made = asked_of(lambda: vocabulary.keep(words, meaning=meaning), Path(), lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.kept_json(made, language))
    else:
        say_problems(made.problems, language)
        say_lines(tell.kept_lines(made, language))
    sys.exit(status_of(made.problems))
