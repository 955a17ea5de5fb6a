"""The options that commands share, and the kinds of value that they take."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from cardprint.cli.saying import language_of, wrong_usage
from cardprint.errors import Place, error


class Name(click.Path):
    """A file or folder on the command line; the empty name, which would mean the folder that one stands in, is wrong usage."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the path."""
        if value == "" and param is not None:
            option = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
            wrong_usage(error("path-empty", Place(""), option=option), language_of(Path(), None), None)
        return super().convert(value, param, ctx)


class OneOf(click.ParamType[str]):
    """A word of a table of `cardprint.MODULE`, which is loaded when a word is to be looked up."""

    def __init__(self, module: str, table: str) -> None:
        """Name the module and its table."""
        self.name = table.lower()
        self.module, self.table = module, table

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give the word; one that the table lacks is wrong usage."""
        known = getattr(import_module(f"cardprint.{self.module}"), self.table)
        return str(click.Choice(list(known)).convert(value, param, ctx))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[click.shell_completion.CompletionItem]:
        """Give the words that begin so, to a shell that completes."""
        known = getattr(import_module(f"cardprint.{self.module}"), self.table)
        return click.Choice(list(known)).shell_complete(ctx, param, incomplete)


class SecondLanguage(click.ParamType[str]):
    """A language's code, with or without where it stands: `uk`, `uk:same-card`."""

    def __init__(self, name: str) -> None:
        """Name what is asked for."""
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Give it as it is; a place that there is not is wrong usage."""
        from cardprint.model import WAYS

        _, sign, way = str(value).partition(":")
        if sign:
            click.Choice(list(WAYS)).convert(way, param, ctx)
        return str(value)


Decorator = Callable[[Any], Any]


PATH = click.argument("path", type=Name(path_type=Path, readable=False), default=Path())


EVERY = "all"


LANG = click.option("--lang", type=click.Choice(["da", "en"]), help="Language of what is said, instead of the project's.")


JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on standard output and nothing else there.")


AREAS = click.option("--area", "areas", multiple=True, metavar="ID", help="Only this welfare area; may be given again.")


WHOSE: tuple[Decorator, ...] = (
    AREAS,
    click.option("--organisation", "organisations", multiple=True, metavar="ID", help="Only this organisation; may be given again."),
    click.option("--language", "languages", multiple=True, metavar="L", help="Only this language, such as da; may be given again."),
)


WHAT: tuple[Decorator, ...] = (
    *WHOSE,
    click.option(
        "--only",
        "kinds",
        multiple=True,
        metavar="KIND",
        help="Only this kind of paper: sheets, shop, reading, handout, facilitator, invitation, worksheet or ticket; pages for a browser reading-html, handout-html, invitation-html or agenda-html; large print reading-large or handout-large; for the room signs, posters or badges; for the minutes record; of notes summary, summary-csv, summary-xlsx, answer, tasks, words or step2; may be given again.",
    ),
    click.option(
        "--print", "profiles", multiple=True, metavar="PROFILE", help="This print profile instead of the project's; may be given again."
    ),
    click.option("--cards", metavar="IDS", default="", help="Only these cards: ids, separated by commas."),
    click.option("--theme", metavar="ID", default="", help="Only the cards of this theme."),
    click.option(
        "--audience", metavar="WHO", type=OneOf("model", "AUDIENCES"), help="Only the cards for leader, staff or med, and those for all."
    ),
    click.option(
        "--bilingual",
        metavar="L",
        default="",
        type=SecondLanguage("second language"),
        help="A second language on the cards, such as uk: on their backs, or uk:same-card under the first.",
    ),
    click.option("--sets", type=click.IntRange(1, 500), help="This many sets instead of the deck's."),
    click.option("--start-at", type=click.IntRange(1, 1000), default=1, help="Begin at this slot of a half-used sheet."),
    click.option("--printer", metavar="NAME", default="", help="Move backs as `cardprint calibrate` measured it on this printer."),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option(
        "--jobs", type=click.IntRange(1, 256), help="Make several editions at once by this many processes; left out: one a processor."
    ),
    JSON,
    LANG,
)


def options_of(*options: Decorator) -> Decorator:
    """Give a command several options at once."""

    def wrap(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap
