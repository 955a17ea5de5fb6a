"""`cardprint preview`: the worker, the watch and the server put together, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cardprint import extras, resources
from cardprint.errors import CardprintError, Place, error
from cardprint.preview import watching
from cardprint.preview.engine import Engine, GoneError
from cardprint.preview.server import Server

AT_MOST = 2.0
"""Seconds that something may take to end."""


class Preview:
    """A project, or one document, that is served while this is open; every save is followed.

    Raises CardprintError for what is no project, for a port that is taken, and where packages are missing.
    """

    def __init__(self, path: Path, language: str, *, port: int = 0) -> None:
        """Find the project and open the port; nothing is served yet."""
        extras.need("preview")
        root, only = resources.locate(path)
        self.root = root.resolve()
        self.engine, self.over = Engine(self.root, only.resolve() if only else None, language), threading.Event()
        try:
            self.server = Server(self.engine, language, port)
        except (OSError, OverflowError) as fault:
            raise CardprintError(error("port-taken", Place(""), port=port)) from fault

    def __enter__(self) -> str:
        """Begin; give the page's address."""
        self.threads = [threading.Thread(target=task, daemon=True) for task in (self._warm, self._watch, self._serve)]
        for thread in self.threads:
            thread.start()
        return self.server.address

    def __exit__(self, *_: object) -> None:
        """Let all pages go, and end the worker."""
        self.over.set()
        self.server.saves.end()
        self.server.shutdown()
        self.server.server_close()
        self.engine.close()
        for thread in self.threads:
            thread.join(AT_MOST)

    def _serve(self) -> None:
        self.server.serve_forever(poll_interval=0.1)

    def _watch(self) -> None:
        watching.watch(self.root, self.server.saves.add, self.over)

    def _warm(self) -> None:
        """Let the worker load what it needs while the browser starts."""
        with suppress(GoneError):
            self.engine.ask("view", chosen={}, revision=0, whole=False)


@contextmanager
def until_told_to_end() -> Iterator[None]:
    """Let Ctrl-C, or being told to end, leave what stands below, whenever it comes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield


def wait() -> None:
    """Wait without an end, in short waits: a signal that another thread took, or that came just before one, does not break it off."""
    while True:
        time.sleep(0.2)
