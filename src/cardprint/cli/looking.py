"""Commands that show: list, show, preview, diff, schema."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import click

from cardprint.cli.front import cli
from cardprint.cli.options import AREAS, EVERY, JSON, LANG, PATH, WHOSE, Name, OneOf, options_of
from cardprint.cli.saying import asked_of, language_of, say_lines, say_problems, status_of


@cli.command("list")
@click.argument("what", metavar="sizes|papers|stocks|profiles|printers|areas|cards|variants", type=OneOf("listing", "LISTS"))
@PATH
@options_of(AREAS, JSON, LANG)
def list_(*, what: str, path: Path, areas: tuple[str, ...], as_json: bool, lang: str | None) -> None:
    """List what there is to choose from: card sizes, papers, die-cut stocks, print profiles, printers, areas, cards, or who has words of their own.

    cardprint list variants
    """
    from cardprint import listing, tell
    from cardprint.wording import wording

    language = language_of(path, lang)
    scope = listing.Scope(path, areas, wording(language))
    found = asked_of(lambda: listing.LISTS[what](scope), path, lang, {what: []} if as_json else None)
    if as_json:
        click.echo(tell.as_json({what: [row.data for row in found.rows if row.data], "problems": tell.told(found.problems, language)}))
    else:
        say_problems(found.problems, language)
        say_lines(tell.columns([row.cells for row in found.rows]))
    sys.exit(status_of(found.problems))


@cli.command()
@click.argument("card")
@PATH
@options_of(*WHOSE, JSON, LANG)
def show(*, card: str, path: Path, as_json: bool, lang: str | None, **whose: Any) -> None:
    """Show a card's final words in each area, where each word came from, and how the card fits.

    cardprint show krav-02 --area skole
    """
    from cardprint import show as showing
    from cardprint import tell
    from cardprint.wording import wording

    asked = showing.Question(card, path, **whose)
    shown = asked_of(lambda: showing.versions(asked), path, lang, {"card": card, "versions": []} if as_json else None)
    language = language_of(path, lang)
    if as_json:
        click.echo(tell.as_json({**showing.data(shown), "problems": tell.told(shown.problems, language)}))
    else:
        say_problems(shown.problems, language)
        say_lines(showing.lines(shown, wording(language)))
    sys.exit(status_of(shown.problems))


@cli.command()
@PATH
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Serve on this port instead of one that is free.")
@click.option("--no-open", is_flag=True, help="Only print the address; open no browser.")
@LANG
def preview(*, path: Path, port: int, no_open: bool, lang: str | None) -> None:
    """Show in the browser what is being written, at its printed size with its Problems, and follow every save, until Ctrl-C.

    cardprint preview cards/samtalekort.yaml
    """
    from cardprint.preview import starting
    from cardprint.wording import wording

    gc.enable()  # it may stand for days
    language = language_of(path, lang)
    opened = asked_of(lambda: starting.Preview(path, language, port=port), path, lang, None)
    with starting.until_told_to_end(), opened as address:
        click.echo(wording(language).say("previewing", address=address))
        if not no_open:
            click.launch(address)
        starting.wait()
    click.echo(wording(language)["preview_over"])


@cli.command()
@click.argument("before", type=Name(path_type=Path))
@click.argument("now", type=Name(path_type=Path))
@options_of(JSON, LANG)
def diff(*, before: Path, now: Path, as_json: bool, lang: str | None) -> None:
    """Say which cards are new, gone, changed or moved between two output folders, area by area and deck by deck.

    cardprint diff gammel/output output
    """
    from cardprint import reprint, tell

    changes = asked_of(lambda: reprint.diff(before, now), Path(), lang, {"decks": []} if as_json else None)
    language = language_of(Path(), lang)
    if as_json:
        click.echo(tell.as_json({"decks": tell.changed(changes), "problems": []}))
    else:
        say_lines(tell.diff_lines(changes, language))


@cli.command()
@JSON
@click.option(
    "--json-schema",
    "kind",
    metavar="[KIND]",
    is_flag=False,
    flag_value=EVERY,
    help="Print a JSON Schema for editors: of one kind of file, or of all.",
)
@click.option("--output", type=Name(path_type=Path), help="With --json-schema: write a file for each kind into this folder.")
@LANG
def schema(*, as_json: bool, kind: str | None, output: Path | None, lang: str | None) -> None:
    """Print every key that a project's files may hold, as Markdown, or for an editor that completes and checks them.

    cardprint schema --json-schema deck
    """
    if kind is not None:
        _schemas(kind, output, lang)
        return
    if output:
        raise click.UsageError(click.get_current_context().get_usage())
    from cardprint import reference, tell

    click.echo(tell.as_json(reference.data()) if as_json else reference.markdown(), nl=as_json)


def _schemas(kind: str, output: Path | None, lang: str | None) -> None:
    """Print a schema, or write those of a folder."""
    from cardprint import editors

    language = language_of(Path(), lang)
    if kind != EVERY:
        click.Choice(list(editors.KINDS)).convert(kind, None, click.get_current_context())
    if output is None:
        click.echo(editors.written(editors.whole(language) if kind == EVERY else editors.one(kind, language)), nl=False)
        return
    for path in asked_of(lambda: editors.write(output, None if kind == EVERY else kind, language), Path(), lang, None):
        click.echo(path.as_posix())
