"""The command itself: wrong usage and help in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import click

from cardprint import __version__
from cardprint.cli.saying import is_there, language_of


class Misused(click.UsageError):
    """Wrong usage, told in Danish."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is written, and what is wrong."""
        from cardprint.messages import usage

        if self.ctx is not None:
            click.echo(usage.shape(self.ctx.get_usage()), file=file, err=True)
            click.echo(usage.help_line(self.ctx.command_path), file=file, err=True)
        click.echo(f"\nFejl: {self.message}", file=file, err=True)


class Command(click.Command):
    """A command whose help is told in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """Say how it is used."""
        front = ctx.find_root().command
        if not isinstance(front, Front) or _language_of_help(front.said) != "da":
            return super().get_help(ctx)
        from cardprint.messages import help_da

        return help_da.danish(click.Command.get_help(help_da.translated(self, ctx), ctx))


class Front(Command, click.Group):
    """The commands; wrong usage and help are told in the reader's language."""

    command_class = Command
    said: tuple[str, ...] = ()
    """What was typed."""

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Read what stands before a command's name."""
        said = [*args]
        self.said = tuple(said)
        try:
            context = super().make_context(info_name, args, parent, **extra)
        except click.UsageError as fault:
            raise _misused(fault, said) from fault
        context.meta[ARGUMENTS] = said
        return context

    def invoke(self, ctx: click.Context) -> Any:
        """Read what stands behind a command's name, and do it."""
        try:
            return super().invoke(ctx)
        except click.UsageError as fault:
            raise _misused(fault, ctx.meta[ARGUMENTS]) from fault


PEEKED = 100_000
"""Bytes of cardprint.yaml that help looks at."""


ARGUMENTS = "cardprint.arguments"
"""What was typed, in a context's meta."""


def _misused(fault: click.UsageError, typed: list[str]) -> click.UsageError:
    """Say wrong usage in the language that was asked for, else in that of the project that is meant."""
    if isinstance(fault, click.exceptions.NoArgsIsHelpError) or _asked_language(typed) != "da":
        return fault
    from cardprint.messages import usage

    return Misused(usage.danish(fault.format_message()), fault.ctx)


def _asked_language(typed: Sequence[str]) -> str:
    """Give the language that was asked for on the command line, else that of the project that is meant."""
    paths = (Path(word) for word in typed if not word.startswith("-"))
    return language_of(next((path for path in paths if is_there(path)), Path()), _typed_language(typed))


def _typed_language(typed: Sequence[str]) -> str | None:
    asked = [value for before, value in pairwise(typed) if before == "--lang"]
    asked += [word.removeprefix("--lang=") for word in typed if word.startswith("--lang=")]
    return asked[-1] if asked and asked[-1] in {"da", "en"} else None


def _language_of_help(typed: Sequence[str]) -> str:
    """Give the language that help is wanted in: that of the project around, by a look at its file alone, since help answers at once."""
    from cardprint.wording import systems_own

    if lang := _typed_language(typed):
        return lang
    here = Path.cwd()
    project = next((path for folder in (here, *here.parents) if (path := folder / "cardprint.yaml").is_file()), None)
    if project is None:
        return systems_own()
    with suppress(OSError), project.open("rb") as file:
        said = re.search(rb"^languages?:[\s\[\-\"']*([a-z]+)", file.read(PEEKED), re.MULTILINE)
        return said[1].decode() if said else "da"
    return "da"


@click.group(cls=Front, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def cli() -> None:
    """Print dialogue cards and the papers around them, from YAML to PDF."""
