"""The command line: arguments, colours, Problems in the reader's language, exit status. The only module that prints.

Rooms are loaded by the command that needs them, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import chain, pairwise
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from cardprint import __version__
from cardprint.errors import CardprintError, ExitCode, Place, T, error
from cardprint.files import is_absent

if TYPE_CHECKING:
    from cardprint.errors import Problem
    from cardprint.executors import Processes
    from cardprint.job import Job, Report
    from cardprint.unchanged import Said


def main() -> None:
    """Run the command. Output in another encoding loses letters rather than the run."""
    gc.disable()
    out, told = _streams()
    try:
        cli(prog_name="cardprint")
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None), out, told)


class Stream(io.FileIO):
    """What is said on a descriptor; what cannot be written there is dropped, and the reason kept in `lost`."""

    def __init__(self, descriptor: int, *, is_open: bool) -> None:
        """Take a descriptor; one that was not open when the command began loses all."""
        super().__init__(descriptor, "w", closefd=False)
        self.closed_before = None if is_open else OSError(errno.EBADF, os.strerror(errno.EBADF))
        self.lost: OSError | None = None

    def write(self, data: Any, /) -> int:
        """Write what can be written; after the first loss nothing more, so that no sentence comes without its beginning."""
        self.lost = self.lost or self.closed_before
        try:
            written = None if self.lost else super().write(data)
            if written is None and not self.lost:  # another program has told the pipe not to wait
                os.set_blocking(self.fileno(), True)
                written = super().write(data)
        except OSError as reason:
            self.lost = reason
        return len(data) if self.lost or written is None else written


def _streams() -> tuple[Stream, Stream]:
    """Say everything by streams that a full disk, a closed pipe or a closed descriptor cannot stop: the work is done all the same."""
    is_open = [_is_open(descriptor) for descriptor in (0, 1, 2)]
    while (spare := os.open(os.devnull, os.O_RDWR)) <= 2:  # else the next file that is written would get the number of a standard stream
        pass
    os.close(spare)
    made = []
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream, before = Stream(descriptor, is_open=is_open[descriptor]), getattr(sys, name)
        made.append(stream)
        if before is not None and sys.platform == "win32" and before.isatty():  # a console takes letters, not bytes
            before.reconfigure(errors="replace")
            continue
        encoding = before.encoding if before is not None else "utf-8"
        setattr(sys, name, io.TextIOWrapper(io.BufferedWriter(stream), encoding, "replace", line_buffering=True))
    return made[0], made[1]


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _leave(status: int, out: Stream, told: Stream) -> NoReturn:
    """End the process at once: taking a large deck apart object by object would only make people wait."""
    sys.stdout.flush()
    if out.lost and out.lost.errno != errno.EPIPE:  # who closes a pipe has seen enough
        _problems([error("stream-lost", Place(""), reason=out.lost.strerror)], _language(Path(), None))
    sys.stderr.flush()
    os._exit(status or int(bool(out.lost or told.lost)))


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
    return _language(next((path for path in paths if _is_there(path)), Path()), _typed_language(typed))


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


class Name(click.Path):
    """A file or folder on the command line; the empty name, which would mean the folder that one stands in, is wrong usage."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Give the path."""
        if value == "" and param is not None:
            option = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
            _wrong_usage(error("path-empty", Place(""), option=option), _language(Path(), None), None)
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
        help="Only this kind of paper: sheets, shop, reading, handout, facilitator, invitation, worksheet or ticket; of notes summary, summary-csv, summary-xlsx, answer, tasks, words or step2; may be given again.",
    ),
    click.option(
        "--print", "profiles", multiple=True, metavar="PROFILE", help="This print profile instead of the project's; may be given again."
    ),
    click.option("--cards", metavar="IDS", default="", help="Only these cards: ids, separated by commas."),
    click.option("--theme", metavar="ID", default="", help="Only the cards of this theme."),
    click.option(
        "--audience", metavar="WHO", type=OneOf("model", "AUDIENCES"), help="Only the cards for leader, staff or med, and those for all."
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


def _with(*options: Decorator) -> Decorator:
    def wrap(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return wrap


@cli.command()
@PATH
@_with(*WHAT)
@click.option(
    "--changed-since",
    metavar="DIR",
    type=Name(path_type=Path),
    help="Only the cards that have changed since this earlier output folder was built.",
)
@click.option("--fillable", is_flag=True, help="Make worksheets forms to fill in on a screen.")
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
            with _progress(is_shown=not (as_json or quiet)) as seen:
                report = _report(lambda job: recipe.build(job, _processes(jobs), seen=seen), what, lang, empty=empty)

        def told(report: Report) -> Said:
            how = Manner(lang or report.language, as_json=as_json, quiet=quiet, verbose=verbose)
            return unchanged.Said(tuple(_built(report, what, how)), _status(report.problems))

        said = _say(told(report))
        if report.stands:
            last.keep(*report.stands, told(report.settled))
    else:
        _say(said)
    sys.exit(said.status)


@contextmanager
def _progress(*, is_shown: bool) -> Iterator[Callable[[int, int], object] | None]:
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


def _processes(jobs: int | None) -> Processes:
    """Let editions be made side by side: by as many processes as are asked for, else by one for each processor."""
    from cardprint import executors

    return executors.Processes(jobs or executors.processors())


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
    yield from ((line, True) for line in _coloured(report.problems, language))
    if not how.quiet:
        lines = (
            tell.fit_lines(report, language) if how.verbose else (),
            tell.build_lines(report, language, verbose=how.verbose),
            tell.moved(report, what["printer"], language),
            tell.reprint_lines(report.changes, language, since) if since else (),
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
@_with(*WHOSE)
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
@_with(JSON, LANG)
def pack(*, as_json: bool, lang: str | None, jobs: int | None, since: Path | None, to: Path | None, **what: Any) -> None:
    """Build, and pack what was built for the print room: a zip for each organisation and area, its files in the order of printing.

    cardprint pack --area aeldre --since sidste-gang.zip
    """
    from cardprint import tell
    from cardprint.job import Job
    from cardprint.parcels import packing, telling

    empty: dict[str, Any] | None = {"parcels": []} if as_json else None
    job = Job(**what)
    with _progress(is_shown=not as_json) as seen:
        made = _asked(lambda: packing.pack(job, _processes(jobs), since=since, to=to, seen=seen), job.path, lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.as_json({**telling.data(made), "problems": tell.told(made.problems, language)}))
    else:
        _problems(made.problems, language)
        _lines(telling.lines(made, language))
        _closed(tell.closing(made.report, language) if made.report and made.report.problems else "")
    sys.exit(_status(made.problems))


@cli.command()
@PATH
@_with(*WHAT)
def check(*, as_json: bool, lang: str | None, jobs: int | None, **what: Any) -> None:
    """Say all that build would complain of, and how every card fits; with --print, what a print shop checks; write nothing.

    cardprint check --print shop-pdf
    """
    from cardprint import recipe, tell

    report = _report(lambda job: recipe.check(job, _processes(jobs)), what, lang, empty={"fit": []} if as_json else None)
    language = lang or report.language
    if as_json:
        click.echo(tell.check_json(report, language))
    else:
        _problems(report.problems, language)
        _lines(tell.check_lines(report, language))
        _closed(tell.problem_count(report.problems, language) if report.problems else "")
    sys.exit(_status(report.problems))


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
@_with(*ASKED, LANG)
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
        _wrong_usage(problem, language, None)
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
    made = _asked(lambda: put(resources.locate(Path())[0], kind, name), Path(), lang, None)
    language = _language(Path(), lang)
    click.echo(wording(language).say("copied", file=made.file))
    if following := beginning.words(language).NEXT.get(kind):
        click.echo(following.format(file=made.file, id=made.id))


@cli.command("list")
@click.argument("what", metavar="sizes|papers|stocks|profiles|printers|areas|cards|variants", type=OneOf("listing", "LISTS"))
@PATH
@_with(AREAS, JSON, LANG)
def list_(*, what: str, path: Path, areas: tuple[str, ...], as_json: bool, lang: str | None) -> None:
    """List what there is to choose from: card sizes, papers, die-cut stocks, print profiles, printers, areas, cards, or who has words of their own.

    cardprint list variants
    """
    from cardprint import listing, tell
    from cardprint.wording import wording

    language = _language(path, lang)
    scope = listing.Scope(path, areas, wording(language))
    found = _asked(lambda: listing.LISTS[what](scope), path, lang, {what: []} if as_json else None)
    if as_json:
        click.echo(tell.as_json({what: [row.data for row in found.rows if row.data], "problems": tell.told(found.problems, language)}))
    else:
        _problems(found.problems, language)
        _lines(tell.columns([row.cells for row in found.rows]))
    sys.exit(_status(found.problems))


@cli.command()
@click.argument("card")
@PATH
@_with(*WHOSE, JSON, LANG)
def show(*, card: str, path: Path, as_json: bool, lang: str | None, **whose: Any) -> None:
    """Show a card's final words in each area, where each word came from, and how the card fits.

    cardprint show krav-02 --area skole
    """
    from cardprint import show as showing
    from cardprint import tell
    from cardprint.wording import wording

    asked = showing.Question(card, path, **whose)
    shown = _asked(lambda: showing.versions(asked), path, lang, {"card": card, "versions": []} if as_json else None)
    language = _language(path, lang)
    if as_json:
        click.echo(tell.as_json({**showing.data(shown), "problems": tell.told(shown.problems, language)}))
    else:
        _problems(shown.problems, language)
        _lines(showing.lines(shown, wording(language)))
    sys.exit(_status(shown.problems))


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
    done = _asked(lambda: calibrating.calibrate(asked), path, calibrating.language(asked), None)
    _problems(done.problems, done.language)
    _lines(done.said)
    sys.exit(_status(done.problems))


@cli.command()
@PATH
@_with(*WHOSE)
@click.option("--print", "profile", metavar="PROFILE", default="", help="This print profile instead of the project's.")
@click.option("--png", is_flag=True, help="Draw every page as a picture as well.")
@click.option("--output", type=Name(path_type=Path), help="Folder to write to instead of output/ in the project.")
@_with(JSON, LANG)
def proof(*, path: Path, profile: str, png: bool, as_json: bool, lang: str | None, **what: Any) -> None:
    """Draw trim, bleed and safe zone over the cards, and all cards small with their ids, for a person to look at.

    cardprint proof --print shop-pdf --png
    """
    from cardprint import recipe, tell
    from cardprint.job import Job

    job = Job(path=path, profiles=(profile,) if profile else (), **what)
    empty: dict[str, Any] | None = {"written": [], "removed": [], "skipped": [], "tickets": []} if as_json else None
    report = _asked(lambda: recipe.proof(job, pictures=png), path, lang, empty)
    language = lang or report.language
    if as_json:
        click.echo(tell.build_json(report, language))
    else:
        _problems(report.problems, language)
        _lines(tell.proof_lines(report, language))
        _closed(tell.closing(report, language) if report.problems else "")
    sys.exit(_status(report.problems))


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
    language = _language(path, lang)
    opened = _asked(lambda: starting.Preview(path, language, port=port), path, lang, None)
    with opened as address:
        click.echo(wording(language).say("previewing", address=address))
        if not no_open:
            click.launch(address)
        starting.wait()
    click.echo(wording(language)["preview_over"])


@cli.command()
@click.argument("before", type=Name(path_type=Path))
@click.argument("now", type=Name(path_type=Path))
@_with(JSON, LANG)
def diff(*, before: Path, now: Path, as_json: bool, lang: str | None) -> None:
    """Say which cards are new, gone, changed or moved between two output folders, area by area and deck by deck.

    cardprint diff gammel/output output
    """
    from cardprint import reprint, tell

    changes = _asked(lambda: reprint.diff(before, now), Path(), lang, {"decks": []} if as_json else None)
    language = _language(Path(), lang)
    if as_json:
        click.echo(tell.as_json({"decks": tell.changed(changes), "problems": []}))
    else:
        _lines(tell.diff_lines(changes, language))


@cli.command()
@click.argument("paths", metavar="FILE… | FOLDER", nargs=-1, type=Name(path_type=Path, readable=False))
@click.option(
    "--redact", is_flag=True, help="Mask what looks like a CPR number, a telephone number or a mail address; handwriting is not searched."
)
@click.option(
    "--sheets",
    multiple=True,
    metavar="FOLDER",
    type=Name(path_type=Path),
    help="Where worksheets lie as they were printed; may be given again.",
)
@click.option("--output", type=Name(path_type=Path), help="Folder to write papers to instead of output/ in the project.")
@click.option("--forget", metavar="AGENDA", default="", help="Remove the notes of this meeting, with all that was made of them.")
@JSON
@LANG
def collect(*, paths: tuple[Path, ...], as_json: bool, lang: str | None, forget: str, **what: Any) -> None:
    """Read worksheets that came back, filled in on a screen, scanned, or the workbook to correct in, and write notes and a summary.

    cardprint collect scans/ bord3.pdf
    """
    from cardprint import tell
    from cardprint.collect import collecting

    if not paths and not forget:
        raise click.MissingParameter(param_hint="'FILE… | FOLDER'", param_type="argument")
    asked = collecting.Asked(paths=paths, **what)
    empty: dict[str, Any] | None = {"files": [], "notes": [], "written": []} if as_json else None
    made = _asked(lambda: collecting.forget(forget, folder=asked.output) if forget else collecting.collect(asked), Path(), lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.collected_json(made, language))
    else:
        _problems(made.problems, language)
        _lines(tell.forgotten_lines(made, language) if forget else tell.collected_lines(made, language))
    sys.exit(_status(made.problems))


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
    made = _asked(lambda: vocabulary.keep(words, meaning=meaning), Path(), lang, empty)
    language = lang or made.language
    if as_json:
        click.echo(tell.kept_json(made, language))
    else:
        _problems(made.problems, language)
        _lines(tell.kept_lines(made, language))
    sys.exit(_status(made.problems))


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
        if not _is_there(path):
            _wrong_usage(error("no-such-path", Place(""), name=path.as_posix()), _language(Path(), lang), None)
    plan = _asked(lambda: importing.plan(file, into=into), Path(), lang, None)
    language = lang or plan.language
    _problems(plan.problems, language)
    _lines(telling.lines(plan, language))
    if not plan.files or not plan.is_sound:
        sys.exit(_status(plan.problems))
    if not yes and not sys.stdin.isatty():
        click.echo(wording(language)["import_unasked"])
    elif yes or click.confirm(wording(language)["import_ask"]):
        problems = plan.write()
        _problems(problems, language)
        _lines(() if problems else telling.written(plan, language))
        sys.exit(_status(problems))


@cli.command()
@PATH
@_with(*WHOSE)
@click.option("--yes", is_flag=True, help="Write without asking.")
@LANG
def refresh(*, path: Path, yes: bool, lang: str | None, **whose: Any) -> None:
    """Show the overlays whose base text has changed, old words and new, and write their new fingerprints once you have looked.

    cardprint refresh cards/areas/skole.yaml
    """
    from cardprint import refreshing
    from cardprint.wording import wording

    plan = _asked(lambda: refreshing.plan(refreshing.Asked(path, **whose)), path, lang, None)
    language = lang or plan.language
    words = wording(language)
    _problems(plan.problems, language)
    _lines(refreshing.lines(plan, language))
    if _status(plan.problems):
        sys.exit(_status(plan.problems))
    if plan.stale and not yes and not sys.stdin.isatty():
        click.echo(words["import_unasked"])
    elif yes or (plan.stale and click.confirm(words["refresh_ask"])):
        written, problems = plan.write()
        _problems(problems, language)
        _lines(f"{words['written']}  {file}" for file in written)
        sys.exit(_status(problems))


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

    made = _asked(lambda: exporting.export(deck, output), deck or Path(), lang, None)
    language = lang or made.language
    _problems(made.problems, language)
    _lines([wording(language).say("exported", file=made.file, cards=wording(language).count(made.cards, "card"))] if made.file else ())
    sys.exit(_status(made.problems))


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

    language = _language(Path(), lang)
    if kind != EVERY:
        click.Choice(list(editors.KINDS)).convert(kind, None, click.get_current_context())
    if output is None:
        click.echo(editors.written(editors.whole(language) if kind == EVERY else editors.one(kind, language)), nl=False)
        return
    for path in _asked(lambda: editors.write(output, None if kind == EVERY else kind, language), Path(), lang, None):
        click.echo(path.as_posix())


def _report(action: Callable[[Job], Report], what: dict[str, Any], lang: str | None, empty: dict[str, Any] | None) -> Report:
    """Make the Job and do it."""
    from cardprint.job import Job

    what["cards"] = tuple(part.strip() for part in what["cards"].split(",") if part.strip())
    what |= {"audience": what["audience"] or "", "sets": what["sets"] or 0}
    return _asked(lambda: action(Job(**what)), what["path"], lang, empty)


def _asked(action: Callable[[], T], path: Path, lang: str | None, empty: dict[str, Any] | None) -> T:
    """Do what is asked for; what is not there is wrong usage. `empty` is the object of `--json` when nothing was done."""
    if not _is_there(path):
        _wrong_usage(_no_such_path(path), _language(path, lang), empty)
    try:
        return action()
    except CardprintError as fault:
        if fault.done:
            from cardprint import tell

            empty = None if empty is None else {**empty, **tell.repairs(fault.done)}
            _lines(tell.repair_lines(fault.done, _language(path, lang)) if empty is None else ())
        _wrong_usage(fault.problem, _language(path, lang), empty)


def _is_there(path: Path) -> bool:
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


def _wrong_usage(problem: Problem, language: str, empty: dict[str, Any] | None) -> NoReturn:
    if empty is None:
        _problems([problem], language)
    else:
        from cardprint import tell

        click.echo(tell.as_json({**empty, "problems": tell.told([problem], language)}))
    sys.exit(ExitCode.USAGE)


def _language(path: Path, lang: str | None) -> str:
    from cardprint import listing

    return lang or listing.language(path if _is_there(path) else Path())


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _problems(problems: Iterable[Problem], language: str) -> None:
    for line in _coloured(problems, language):
        click.echo(line, err=True)


def _coloured(problems: Iterable[Problem], language: str) -> Iterator[str]:
    """Write Problems in the colour of their severity; many of one cause as one."""
    from cardprint.messages import grouped, render

    for problem, also in grouped(problems, language):
        yield click.style(render(problem, language, also), fg="red" if problem.is_error else "yellow")


def _closed(said: str) -> None:
    """Close with one line, if there is something to say."""
    if said:
        click.echo(said, err=True)


def _status(problems: Iterable[Problem]) -> ExitCode:
    return ExitCode.PROBLEMS if any(problem.is_error for problem in problems) else ExitCode.DONE
