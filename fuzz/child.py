"""One command in a process of its own, with limits: forked from this one, which has everything loaded already, or started cold."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(slots=True)
class Limits:
    """What a command may take: CPU seconds, seconds, megabytes above what the warmed process has."""

    cpu_seconds: int = 10
    wall_seconds: int = 60
    megabytes: int = 500


limits = Limits()
ADDRESSES = 3 << 30
"""Where the kernel ends it: beyond what is a finding anyway."""
LARGEST_FILE = 400 << 20
BUG = 70
"""The exit status of a child that ended in a traceback."""
CLI = "from cardprint.cli import main; main()"


class Outcome(NamedTuple):
    """How a command ended: exit status (minus a signal), what it said, CPU seconds, megabytes above the warmed process."""

    status: int
    out: bytes
    err: bytes
    cpu: float
    megabytes: float

    @property
    def is_over_time(self) -> bool:
        """Whether it took more CPU seconds than it may, or did not end."""
        return -self.status in {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL} or self.cpu > limits.cpu_seconds

    @property
    def is_over_memory(self) -> bool:
        """Whether it took more memory than it may."""
        return self.megabytes > limits.megabytes


def warm(projects: Sequence[Path] = ()) -> None:
    """Load every room and build some projects, so that a forked child has only its own work to do."""
    import importlib
    import pkgutil

    import cardprint
    from cardprint import recipe
    from cardprint.job import Job

    for module in pkgutil.walk_packages(cardprint.__path__, "cardprint."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in ("PIL.Image", "PIL.PngImagePlugin", "PIL.JpegImagePlugin", "pyphen", "difflib", "json", "unicodedata", "datetime"):
        importlib.import_module(name)
    _keep_layouts()
    _keep_fonts()
    _keep_files()
    for folder in projects:
        forked_in = Path.cwd()
        os.chdir(folder)
        recipe.build(Job(path=Path()))
        os.chdir(forked_in)
    gc.collect()
    gc.freeze()


def _keep_layouts() -> None:
    """Keep what Jinja makes of the built-in layouts: compiling them is half the time of a small build, and always the same."""
    import jinja2

    from cardprint import resources

    ours = str(resources.builtin_root() / "templates")
    compile_, kept = jinja2.Environment.compile, {}

    def compiled(self: Any, source: Any, name: Any = None, filename: Any = None, raw: Any = False, defer_init: Any = False) -> Any:  # noqa: FBT002
        if raw or not str(filename).startswith(ours):
            return compile_(self, source, name, filename, raw, defer_init)
        key = (type(self), source, name, filename)
        if key not in kept:
            kept[key] = compile_(self, source, name, filename, raw, defer_init)
        return kept[key]

    jinja2.Environment.compile = compiled  # type: ignore[method-assign]


def _keep_fonts() -> None:
    """Keep the built-in fonts, with the pairs of letters that have been shaped."""
    from cardprint import fonts

    ours = {path.read_bytes() for files in fonts.builtin_files() for path in files.values()}
    make, kept = fonts.Font, {}

    def font(key: str, data: bytes, *more: Any, **named: Any) -> Any:
        if data not in ours:
            return make(key, data, *more, **named)
        if (key, data) not in kept:
            kept[key, data] = make(key, data, *more, **named)
        return kept[key, data]

    fonts.Font = font  # type: ignore[assignment, misc]


def _keep_files() -> None:
    """Keep what was read of the last files: all but one of an input's are as the warmed process has read them."""
    from functools import lru_cache

    from cardprint.sources import yaml

    yaml._attempt = lru_cache(maxsize=256)(yaml._attempt)  # type: ignore[assignment]  # noqa: SLF001


def _limits() -> None:
    """Bound this process and all that it starts."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 3))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def forked(work: Callable[[], None]) -> Outcome:
    """Do some work in a forked child; what it raises is told on its standard error, with status BUG."""
    out, err = os.memfd_create("out"), os.memfd_create("err")
    sys.stdout.flush()
    sys.stderr.flush()
    before = _resident()
    child = os.fork()
    if not child:
        _work(work, out, err)
    _, status, usage = os.wait4(child, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(status)
    return Outcome(code, _read(out), _read(err), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024 - before)


def _work(work: Callable[[], None], out: int, err: int) -> None:
    try:
        _limits()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        faulthandler.register(signal.SIGXCPU, file=2, chain=True)
        faulthandler.register(signal.SIGALRM, file=2, chain=True)
        signal.setitimer(signal.ITIMER_REAL, limits.wall_seconds)
        work()
        os._exit(0)
    except SystemExit as end:
        os._exit(int(end.code or 0))
    except BaseException:  # noqa: BLE001 - every one of them is a finding
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(BUG)


def command(arguments: Sequence[str], folder: Path, before: Callable[[], None] | None = None) -> Outcome:
    """Run the command in a forked child, in a folder, after `before`."""

    def work() -> None:
        from cardprint import cli

        os.chdir(folder)
        sys.argv = ["cardprint", *arguments]
        if before:
            before()
        cli.main()

    return forked(work)


def cold(arguments: Sequence[str], folder: Path) -> Outcome:
    """Run the command as a user starts it, in a new Python."""

    def work() -> None:
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-c", CLI, *arguments])  # noqa: S606 - the project's own command

    return forked(work)


def _resident() -> float:
    """Give the megabytes that this process holds, which a child begins with."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def _read(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read()
