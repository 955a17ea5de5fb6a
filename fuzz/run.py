"""One input through the front door, judged; what is found is kept and made small."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from cardprint import resources
from fuzz import change, child, judge, world
from fuzz.change import Input, Special
from fuzz.judge import Finding

CANARY = b"%PDF-1.7 not cardprint's\n"
AGREE, TWICE, OPENED = 0.2, 0.04, 0.12
"""Shares of the inputs that are given to check and build alike, twice, and whose PDFs are opened."""
SHRINKS, SHRINK_SECONDS = 250, 60
CLASSES = {0: "ok", 1: "Problems", 2: "usage"}


def warm(folder: Path) -> None:
    """Warm this process with the sound projects, with layouts of their own and without."""
    meeting = world.MEETING
    own = {name: data for one in world.kinds()["layout"] for name, data in one.files.items() if name == "templates/cards.xml.j2"}
    shop = {"cardprint.yaml": b"print: [office-a4, print-shop-3mm]\n", world.DECK: meeting[world.DECK].replace(b"{borger.pl_def}", b"dem")}
    given = [Input("", (), dict(files)) for files in (meeting, {**meeting, **own}, shop)]
    child.warm([lay(folder / str(number), one) for number, one in enumerate(given)])
    shutil.rmtree(folder)


def lay(folder: Path, given: Input) -> Path:
    """Write an input's project into a folder beside what must not be touched; give the project."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "outside").mkdir(parents=True)
    (folder / "outside" / "canary.pdf").write_bytes(CANARY)
    (folder / "outside" / "cards").mkdir()
    project = folder / "project"
    project.mkdir()
    for name, what in given.files.items():
        path = project / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, what)
        except (OSError, ValueError):
            continue  # a name that the disk does not take, or a file where a folder is wanted
    return project


def _put(path: Path, what: bytes | Special) -> None:
    if isinstance(what, bytes):
        path.write_bytes(what)
    elif what.kind == "link":
        path.symlink_to(what.target)
    elif what.kind == "pipe":
        os.mkfifo(path)
    elif what.kind == "folder":
        path.mkdir(exist_ok=True)
    elif what.kind == "large":
        with path.open("wb") as file:
            file.truncate(3 << 30)
    elif what.kind == "socket":
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(os.fspath(path))
    else:
        path.write_bytes(b"")


class Trial:
    """Runs inputs in one folder; `before` is done in each child, `cold` starts a new Python instead."""

    def __init__(self, folder: Path, before: Callable[[], None] | None = None) -> None:
        """Keep where and how."""
        self.folder = folder
        self.before = before
        self.builtin = resources.builtin_root()
        self.slowest: list[tuple[float, float, int, str]] = []

    def command(self, name: str, given: Input, project: Path, *, cold: bool = False, lang: str = "") -> child.Outcome:
        """Run one command on a laid project."""
        arguments = [name, "--json", *([f"--lang={lang}"] if lang else []), *given.options]
        return child.cold(arguments, project) if cold else child.command(arguments, project, self.before)

    def judged(self, given: Input, random: Random, *, cold: bool = False, number: int = 0) -> tuple[str, list[Finding]]:
        """Put an input through the front door; give the class of its outcome and what is wrong."""
        project = lay(self.folder, given)
        share = random.random()
        agree, twice, opened = share < AGREE, AGREE <= share < AGREE + TWICE, random.random() < OPENED
        name = "build" if agree or twice or random.random() < 0.6 else "check"
        before = judge.snapshot(self.folder, project / "output")
        outcome = self.command(name, given, project, cold=cold, lang=random.choice(["da", "en"]))
        self.slowest = sorted([*self.slowest, (outcome.cpu, outcome.megabytes, number, given.kind)], reverse=True)[:5]
        fatal = judge.crash(outcome)
        if fatal:
            return fatal.sort, [_where(fatal, given)]
        said, found = judge.read(outcome)
        if said is None:
            return ("silent" if found else CLASSES[outcome.status]), found
        found += judge.sentences(said, project, self.builtin, single=_is_single(given))
        found += judge.outside(before, judge.snapshot(self.folder, project / "output"), self.folder)
        if name == "build":
            found += judge.files(said, project)
            found += judge.unreadable(judge.papers(said, project)) if opened and said.written else ()
        if agree and not found:
            found += self._agree(given, project, said)
        if twice and not found:
            found += self._twice(given, project, outcome)
        return ("silent" if found else CLASSES[outcome.status]), list(dict.fromkeys(found))

    def _agree(self, given: Input, project: Path, said: judge.Said) -> Iterator[Finding]:
        """Ask `check` for the errors of `build`: all of them must be among its own."""
        outcome = self.command("check", given, project)
        fatal = judge.crash(outcome)
        other = None if fatal else judge.read(outcome)[0]
        if fatal:
            yield _where(fatal, given)
        elif other and "--strict" not in given.options:
            only = set(said.errors) - set(other.errors) - {one for one in said.errors if one[1].startswith("output")}
            for code, file, line in sorted(only):
                yield Finding("silent", f"only build tells {code}", f"{file}:{line}")
            for code, file, line in sorted(set(other.errors) - set(said.errors)):
                yield Finding("silent", f"only check tells {code}", f"{file}:{line}")

    def _twice(self, given: Input, project: Path, first: child.Outcome) -> Iterator[Finding]:
        """Build again into an empty folder, with no record of the first time: the same words, the same bytes."""
        if (project / "output").is_symlink() or any(name.startswith("output") for name in given.files):
            return
        was = _bytes(project)
        for folder in (project / "output", Path(os.environ["XDG_CACHE_HOME"], "cardprint")):
            shutil.rmtree(folder, ignore_errors=True)
        again = self.command("build", given, project, lang="da")
        if again.status != first.status:
            yield Finding("silent", "another status the second time", f"{first.status} {again.status}")
        elif _bytes(project) != was:
            yield Finding("silent", "other bytes the second time", str(sorted(_bytes(project).items() ^ was.items())[:2]))


def _is_single(given: Input) -> bool:
    """Tell whether one key alone was changed, of a project that was sound before."""
    return len(given.changes) == 1 and given.changes[0] in SINGLE and given.kind not in {"also", "bad"}


SINGLE = {"drop", "rename", "value", "key", "word", "edit", "retype"}
"""Changes of one key."""


def _where(finding: Finding, given: Input) -> Finding:
    """Tell faults without a place of their own apart by the kind of input."""
    return finding if finding.signature else finding._replace(signature=f"{given.kind} {' '.join(given.changes)}"[:60])


def _bytes(project: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in (project / "output").rglob("*") if path.is_file()}


def key(finding: Finding) -> str:
    """Name a finding's folder."""
    said = re.sub(r"[^A-Za-z0-9]+", "-", f"{finding.sort} {finding.signature}").strip("-")[:90]
    return f"{said}-{hashlib.sha256(f'{finding.sort} {finding.signature}'.encode()).hexdigest()[:6]}"


class Shelf:
    """Keeps one folder for each distinct finding."""

    def __init__(self, folder: Path) -> None:
        """Keep where."""
        self.folder = folder
        self.seen: Counter[str] = Counter()

    def keep(self, finding: Finding, given: Input, how: str, shrunk: Callable[[], Input]) -> None:
        """Keep a finding that is new in this folder: the project, what it said, and a small one."""
        name = key(finding)
        self.seen[name] += 1
        place = self.folder / name
        try:
            place.mkdir(parents=True)
        except FileExistsError:
            return
        (place / "how.txt").write_text(f"{finding.sort}: {finding.signature}\n{finding.detail}\n{how}\n", encoding="utf-8")
        lay(place / "whole", given)
        small = shrunk()
        lay(place / "small", small)
        (place / "small" / "options.json").write_text(
            json.dumps({"kind": small.kind, "changes": small.changes, "options": small.options}), encoding="utf-8"
        )

    def keep_value(self, finding: Finding, value: object, how: str) -> None:
        """Keep what went wrong in a single door."""
        name = key(finding)
        self.seen[name] += 1
        place = self.folder / name
        try:
            place.mkdir(parents=True)
        except FileExistsError:
            return
        (place / "how.txt").write_text(
            f"{finding.sort}: {finding.signature}\n{finding.detail}\n{how}\n", encoding="utf-8", errors="replace"
        )
        (place / "value").write_bytes(kept_value(value))


def kept_value(value: object) -> bytes:
    """Write a door's value as bytes."""
    return (
        value
        if isinstance(value, bytes)
        else value.encode(errors="surrogatepass")
        if isinstance(value, str)
        else repr(value).encode(errors="surrogatepass")
    )


def shrunk(given: Input, still: Callable[[Input], bool], tries: int = SHRINKS) -> Input:
    """Take away whatever the fault does not need: options, files, lines, bytes."""
    left = [tries]
    end = time.monotonic() + SHRINK_SECONDS

    def holds(one: Input) -> bool:
        left[0] -= 1
        return left[0] >= 0 and time.monotonic() < end and still(one)

    if given.options and holds(given._replace(options=())):
        given = given._replace(options=())
    for name in sorted(given.files, key=lambda one: one == "cardprint.yaml"):
        fewer = given._replace(files={other: what for other, what in given.files.items() if other != name})
        given = fewer if holds(fewer) else given
    for name in list(given.files):
        what = given.files[name]
        if isinstance(what, bytes):
            given = _shorter(given, name, what, holds)
    return given


def _shorter(given: Input, name: str, data: bytes, holds: Callable[[Input], bool]) -> Input:
    pieces = data.splitlines(keepends=True) if data.count(b"\n") else [data[at : at + 16] for at in range(0, len(data), 16)]
    for pieces in (pieces, None):  # noqa: B020 - first by lines, then by letters
        parts = pieces if pieces is not None else [bytes([one]) for one in _now(given, name)] if len(_now(given, name)) < 300 else []
        step = max(1, len(parts) // 2)
        while step and parts:
            at = 0
            while at < len(parts):
                fewer = parts[:at] + parts[at + step :]
                one = given._replace(files={**given.files, name: b"".join(fewer)})
                if holds(one):
                    given, parts = one, fewer
                else:
                    at += step
            step //= 2
    return given


def _now(given: Input, name: str) -> bytes:
    what = given.files[name]
    return what if isinstance(what, bytes) else b""


def weighted(random: Random, kinds: tuple[str, ...]) -> str:
    """Choose a kind."""
    return random.choices(kinds, [change.WEIGHTS.get(kind, 1) for kind in kinds])[0]
