"""The command line: arguments, colours, Problems in the reader's language, exit status. The only room that prints.

Rooms are loaded by the command that needs them, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

from cardprint.cli import looking, printing, returning, writing
from cardprint.cli.front import cli
from cardprint.cli.saying import language_of, say_problems
from cardprint.cli.streams import Stream, standard_streams
from cardprint.errors import Place, error

__all__ = ["cli", "looking", "main", "printing", "returning", "writing"]


def main() -> None:
    """Run the command. Output in another encoding loses letters rather than the run."""
    gc.disable()
    out, told = standard_streams()
    try:
        cli(prog_name="cardprint")
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else int(end.code is not None), out, told)


def _leave(status: int, out: Stream, told: Stream) -> NoReturn:
    """End the process at once: taking a large deck apart object by object would only make people wait."""
    sys.stdout.flush()
    if out.lost and out.lost.errno != errno.EPIPE:  # who closes a pipe has seen enough
        say_problems([error("stream-lost", Place(""), reason=out.lost.strerror)], language_of(Path(), None))
    sys.stderr.flush()
    os._exit(status or int(bool(out.lost or told.lost)))
