"""The worker as the server sees it: ask, and get an answer in time, or none. Whatever becomes of it, there is another for the next question."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cardprint.preview import pipes

PATIENCE = 60
"""Seconds that an answer may take."""


class GoneError(Exception):
    """Raised where no answer came: the worker took too long, or fell over and said why on standard error."""


class Engine:
    """A worker, started when it is first asked and again when it has ended; one question at a time."""

    def __init__(self, root: Path, only: Path | None, language: str, *, patience: float = PATIENCE) -> None:
        """Take what the worker is to look at."""
        self._arguments = (str(root), str(only or ""), language)
        self._patience = patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._over = threading.Event()

    def ask(self, what: str, **question: object) -> bytes:
        """Ask and wait for the answer. Raises GoneError where none comes."""
        return self._ask({"what": what, **question})

    def _ask(self, question: Mapping[str, Any]) -> bytes:
        with self._lock:
            process = self._running()
            asked, answers = process.stdin, process.stdout
            late = threading.Timer(self._patience, process.kill)
            late.daemon = True
            late.start()
            try:
                if asked is not None:
                    pipes.write(asked, json.dumps(question).encode())
                answer = pipes.read(answers) if answers is not None else None
            except (OSError, ValueError):  # it has ended meanwhile
                answer = None
            finally:
                late.cancel()
            if answer is None:
                self._end()
                raise GoneError
            return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._over.is_set():
            raise GoneError
        if self._process is None or self._process.poll() is not None:
            # -P: a file of the folder that one stands in is never taken for a module
            command = [sys.executable, "-P", "-m", "cardprint.preview.worker", *self._arguments]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True)  # noqa: S603 - our own
            if self._over.is_set():  # told so while it started
                self._process.kill()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:  # a question that nobody took
                        continue

    def close(self) -> None:
        """End the worker for good, also while it answers."""
        self._over.set()
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()
