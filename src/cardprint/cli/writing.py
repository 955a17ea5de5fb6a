"""Commands that write sources: new, import, export, refresh."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cardprint.cli.front import cli
from cardprint.cli.options import LANG, PATH, WHOSE, Decorator, Name, options_of
from cardprint.cli.saying import asked_of, is_there, language_of, say_lines, say_problems, status_of, wrong_usage
from cardprint.errors import Place, error

ASKED: tuple[Decorator, ...] = (
    click.option("--title", metavar="NAME", help="The project's name."),
    click.option("--language", metavar="L", help="Language of the paper, such as da."),
    click.option("--area", "areas", multiple=True, metavar="NAME", help="A welfare area to build for; may be given again."),
    click.option("--organisation", metavar="NAME", help="The organisation's name."),
    click.option("--colour", "colours", multiple=True, metavar="#RRGGBB", help="The organisation's colour; a second one is its accent."),
    click.option("--logo", metavar="FILE", help="The organisation's logo: SVG, PNG or JPEG."),
)
"""What `new` asks on a terminal."""


@cli.command()
@click.argument("folder", type=Name(path_type=Path))
@click.argument("name", required=False)
@options_of(*ASKED, LANG)
def new(folder: Path, name: str | None, lang: str | None, **asked: Any) -> None:
    """Make a project in an empty folder: the starter deck, its areas and cardprint.yaml. On a terminal it asks what is not given as an option.

    With two words something in the project that one stands in: `new area NAME`, and in its place deck, card, organisation, agenda, worksheet or
    profile; `new layout NAME` copies a built-in layout, `new language CODE` begins a language.

    cardprint new mine-kort --organisation "Havdal Kommune"
    """
    from cardprint import listing, resources
    from cardprint.new import Answers, project

    if name is not None:
        if any(asked.values()):
            raise click.UsageError(click.get_current_context().get_usage())
        _begun(folder.as_posix(), name, lang)
        return
    language = lang or listing.language(resources.builtin_root())
    answers = _answered(asked, language) if sys.stdin.isatty() and sys.stderr.isatty() else asked
    problem = project(folder, Answers(**{key: value for key, value in answers.items() if value}))
    if problem:
        wrong_usage(problem, language, None)
    from cardprint.wording import wording

    click.echo(wording(language).say("made", folder=folder.as_posix()))
    if folder.resolve() != Path.cwd():
        click.echo(f'  cd "{folder}"')
    click.echo("  cardprint build")


def _answered(asked: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Ask for what is not given; an empty answer leaves it as it is in the starter."""
    from cardprint.beginning import words

    for key, said in words(language).ASKED.items():
        if not asked[key]:
            answer = click.prompt(said, default="da" if key == "language" else "", show_default=key == "language", err=True)
            is_list = isinstance(asked[key], tuple)
            asked = {**asked, key: tuple(filter(None, map(str.strip, answer.split(",")))) if is_list else answer.strip()}
    return asked


def _begun(kind: str, name: str, lang: str | None) -> None:
    """Put a file or a card in its place in the project that one stands in."""
    from cardprint import beginning, copying, resources
    from cardprint.wording import wording

    kinds = [*beginning.FOLDERS, beginning.CARD, *copying.KINDS]
    click.Choice(kinds).convert(kind, None, click.get_current_context())
    put = copying.copy if kind in copying.KINDS else beginning.begin
    made = asked_of(lambda: put(resources.locate(Path())[0], kind, name), Path(), lang, None)
    language = language_of(Path(), lang)
    click.echo(wording(language).say("copied", file=made.file))
    if following := beginning.words(language).NEXT.get(kind):
        click.echo(following.format(file=made.file, id=made.id))


@cli.command("import")
@click.argument("file", type=Name(path_type=Path, readable=False))
@click.option("--into", metavar="DECK", type=Name(path_type=Path, readable=False), help="Add to this deck and change it, card by card.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@LANG
def import_(*, file: Path, into: Path | None, yes: bool, lang: str | None) -> None:
    """Take cards from a table, XLSX or CSV: into a new deck, or into one that is there. Shows what would change, and asks.

    cardprint import spørgsmål.xlsx --into cards/samtalekort.yaml
    """
    from cardprint.tables import importing, telling
    from cardprint.wording import wording

    for path in (file, into or file):
        if not is_there(path):
            wrong_usage(error("no-such-path", Place(""), name=path.as_posix()), language_of(Path(), lang), None)
    plan = asked_of(lambda: importing.plan(file, into=into), Path(), lang, None)
    language = lang or plan.language
    say_problems(plan.problems, language)
    say_lines(telling.lines(plan, language))
    if not plan.files or not plan.is_sound:
        sys.exit(status_of(plan.problems))
    if not yes and not sys.stdin.isatty():
        click.echo(wording(language)["import_unasked"])
    elif yes or click.confirm(wording(language)["import_ask"]):
        problems = plan.write()
        say_problems(problems, language)
        say_lines(() if problems else telling.written(plan, language))
        sys.exit(status_of(problems))


@cli.command()
@PATH
@options_of(*WHOSE)
@click.option("--yes", is_flag=True, help="Write without asking.")
@LANG
def refresh(*, path: Path, yes: bool, lang: str | None, **whose: Any) -> None:
    """Show the overlays whose base text has changed, old words and new, and write their new fingerprints once you have looked.

    cardprint refresh cards/areas/skole.yaml
    """
    from cardprint import refreshing
    from cardprint.wording import wording

    plan = asked_of(lambda: refreshing.plan(refreshing.Asked(path, **whose)), path, lang, None)
    language = lang or plan.language
    words = wording(language)
    say_problems(plan.problems, language)
    say_lines(refreshing.lines(plan, language))
    if status_of(plan.problems):
        sys.exit(status_of(plan.problems))
    if plan.stale and not yes and not sys.stdin.isatty():
        click.echo(words["import_unasked"])
    elif yes or (plan.stale and click.confirm(words["refresh_ask"])):
        written, problems = plan.write()
        say_problems(problems, language)
        say_lines(f"{words['written']}  {file}" for file in written)
        sys.exit(status_of(problems))


@cli.command()
@click.argument("deck", type=Name(path_type=Path, readable=False), required=False)
@click.option("--output", type=Name(path_type=Path), help="File to write, .xlsx or .csv, instead of the deck's name and .xlsx.")
@LANG
def export(*, deck: Path | None, output: Path | None, lang: str | None) -> None:
    """Write a deck as a table, XLSX or CSV, to edit, or to translate, and to import again.

    cardprint export cards/samtalekort.yaml --output samtalekort.xlsx
    """
    from cardprint.tables import exporting
    from cardprint.wording import wording

    made = asked_of(lambda: exporting.export(deck, output), deck or Path(), lang, None)
    language = lang or made.language
    say_problems(made.problems, language)
    say_lines([wording(language).say("exported", file=made.file, cards=wording(language).count(made.cards, "card"))] if made.file else ())
    sys.exit(status_of(made.problems))
