"""The command in a process of its own that is forked from this one: with streams, status and bounds as a person's, without a third of a second of loading.

A support module, not a test. What a cold start loads, and when, is not seen here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from cardprint import cli

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


def command(*arguments: str | Path, encoding: str = "utf-8", seconds: int = 0, memory: int = 0) -> subprocess.CompletedProcess[bytes]:
    """Run the command and give what it said; where the kernel bounds processes, in so many seconds of processor time, and bytes above those of this one."""
    words = ["cardprint", *map(str, arguments)]
    if not hasattr(os, "fork"):  # Windows: a cold start, without bounds
        cold = [sys.executable, "-m", *words]
        return subprocess.run(cold, env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True, check=False, timeout=300)
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        if (child := os.fork()) == 0:
            try:
                os.dup2(said.fileno(), 1)
                os.dup2(told.fileno(), 2)
                sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115 - the child's own, as Python opens it
                sys.stderr = open(2, "w", encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115
                sys.argv = words
                if resource and memory:
                    most = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize() + memory
                    resource.setrlimit(resource.RLIMIT_AS, (most, most))
                if resource and seconds:
                    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
                cli.main()
            except BaseException:  # noqa: BLE001 - as Python would tell it
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        for stream in (said, told):
            stream.seek(0)
        return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(status), said.read(), told.read())
