"""What must be true of every command, whatever it was given; what is not true is a Finding with a signature."""

from __future__ import annotations

import json
import re
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from fuzz import child
from fuzz.child import Outcome

MOST_PROBLEMS = 60
"""What one change may be told: more is one mistake told many times."""
FRAME = re.compile(r'File "[^"\n]*?/cardprint/((?:[a-z_]+/)*[a-z_]+\.py)", line (\d+),? in (\S+)')
LEAKS = re.compile(r"<cardprint|<class|object at 0x|Traceback|\bText\(|\bPlace\(|PosixPath|Errno")
"""Words of the machine in a sentence for people."""


UNLISTED = ("cards/areas/", "cards/organisations/", "cards/print/", "output/")
"""Files whose errors are told, but stop nothing where they are not listed."""


class Finding(NamedTuple):
    """What is wrong: the class that it is counted by, a signature that is the same for the same fault, and what to look at."""

    sort: str
    signature: str
    detail: str = ""


def crash(outcome: Outcome) -> Finding | None:
    """Say how a command ended that did not end well; None for one that did."""
    said = outcome.err.decode(errors="replace")
    frames = FRAME.findall(said)
    if outcome.is_over_memory:  # which takes time as well
        return Finding("over memory", "", f"{outcome.megabytes:.0f} MB")
    if outcome.is_over_time:
        first = FRAME.search(said)  # faulthandler begins with the innermost
        return Finding("over time", f"{first[1]} {first[3]}" if first else "?", f"{outcome.cpu:.1f} CPU s, status {outcome.status}")
    if outcome.status == child.BUG or "Traceback (most recent call last)" in said:
        *_, last = said.strip().splitlines() or [""]
        file, line, function = frames[-1] if frames else ("?", "0", "?")
        return Finding("traceback", f"{last.partition(':')[0]} {file}:{line} {function}", last[:300])
    if outcome.status not in {0, 1, 2}:
        return Finding("status", f"{outcome.status}", said[-300:])
    return None


class Said(NamedTuple):
    """What a command said, read from its JSON."""

    status: int
    problems: tuple[Mapping[str, Any], ...]
    written: tuple[Mapping[str, Any], ...] = ()

    @property
    def errors(self) -> list[tuple[str, str, int]]:
        """The errors, to be compared with those of another command."""
        return sorted({(one["code"], one["file"], one["line"]) for one in self.problems if one["severity"] == "error"})


def read(outcome: Outcome) -> tuple[Said | None, list[Finding]]:
    """Read what a command with `--json` said: one object on standard output, nothing on the other."""
    said = outcome.err.decode(errors="replace")
    if outcome.status == 2 and said.startswith(("Usage:", "Brug:")):
        return None, []
    if said:
        return None, [Finding("silent", f"stderr beside --json: {re.sub(r'[0-9]+', 'N', said)[:80]}", said[:300])]
    try:
        found = json.loads(outcome.out)
        return Said(outcome.status, tuple(found["problems"]), tuple(found.get("written", ()))), []
    except (ValueError, KeyError, TypeError):
        return None, [Finding("silent", "no JSON object", outcome.out[:300].decode(errors="replace"))]


def sentences(said: Said, project: Path, builtin: Path, *, single: bool) -> Iterator[Finding]:
    """Judge the Problems: exit status, place, sentence, cure, and how many there are for one change."""
    has_errors = any(one["severity"] == "error" for one in said.problems)
    if said.status in {0, 1} and has_errors != (said.status == 1):
        yield Finding("silent", f"status {said.status} {'with' if has_errors else 'without'} an error")
    for one in said.problems:
        for what in _odd(one, project, builtin) if said.status != 2 else ():
            yield Finding("silent", f"{what} {one['code']}", json.dumps(one, ensure_ascii=False)[:600])
    if single and len(said.problems) > MOST_PROBLEMS:
        (code, _), *_ = Counter(one["code"] for one in said.problems).most_common(1)
        yield Finding("silent", f"many {code}", f"{len(said.problems)} Problems for one change")


def _odd(problem: Mapping[str, Any], project: Path, builtin: Path) -> Iterator[str]:
    message, hint, file = problem["message"], problem["hint"], problem["file"]
    if not message.strip():
        yield "no message"
    if not hint.strip():
        yield "no hint"
    if LEAKS.search(f"{message} {hint}"):
        yield "leak"
    if len(message) + len(hint) > 3000:
        yield "long"
    if not file:
        yield "no file"
    elif not _is_there(project / file) and not _is_there(builtin / file):
        if not file.startswith("output"):
            yield "file not there"
    elif problem["line"] and (project / file).is_file() and problem["line"] > _lines(project / file):
        yield "line not there"


def _is_there(path: Path) -> bool:
    try:
        return path.is_symlink() or path.exists()
    except (OSError, ValueError):
        return False


def _lines(path: Path) -> int:
    data = path.read_bytes() if path.stat().st_size < 50_000_000 else b""
    return (
        max(
            len(data.splitlines()),
            data.count(b"\n"),
            len(data.decode("utf-16", errors="replace").splitlines()),
            len(data.decode(errors="replace").splitlines()),
        )
        + 1
    )


def files(said: Said, project: Path) -> Iterator[Finding]:
    """Judge what was written: all that is told is there, and nothing is when there was an error of the only area."""
    for one in said.written:
        if not (project / one["path"]).is_file():
            yield Finding("silent", "told but not written", one["path"])
    errors = [one["code"] for one in said.problems if one["severity"] == "error" and _counts(one["file"], project)]
    if errors and said.written and len({one["area"] for one in said.written}) < 2:
        yield Finding("silent", f"written in spite of {errors[0]}", ", ".join(one["path"] for one in said.written))


def _counts(file: str, project: Path) -> bool:
    """Tell whether an error of a file has to stop something: not one of a file that is not listed, which is told, and not printed."""
    if file.startswith(UNLISTED):
        return False
    config = project / "cardprint.yaml"
    said = config.read_bytes() if config.is_file() and config.stat().st_size < 1_000_000 else b""
    is_deck = file.startswith("cards/") and file.count("/") == 1 and "vocabulary" not in file
    return not is_deck or b"decks" not in said or Path(file).stem.encode() in said


def papers(said: Said, project: Path) -> Outcome:
    """Open every PDF that was written by two other programs, in a child; what they do not take is told there."""

    def work() -> None:
        import pikepdf
        import pypdfium2

        for one in said.written:
            path = project / one["path"]
            if path.suffix != ".pdf":
                continue
            paper = pypdfium2.PdfDocument(path)
            if len(paper) != one["pages"]:
                raise AssertionError(f"pages: {one['path']} has {len(paper)}, told {one['pages']}")  # noqa: EM102
            paper[0].render(scale=0.2)
            with pikepdf.open(path) as other:
                faults = other.check_pdf_syntax()
            if faults:
                raise AssertionError(f"syntax: {one['path']}: {faults[0]}")  # noqa: EM102

    return child.forked(work)


def unreadable(outcome: Outcome) -> Iterator[Finding]:
    """Say what the other programs did not take."""
    if outcome.status:
        *_, last = outcome.err.decode(errors="replace").strip().splitlines() or ["?"]
        yield Finding("silent", f"PDF {re.sub(r'[0-9]+', 'N', last)[:60]}", last[:300])


def snapshot(folder: Path, leave_out: Path) -> dict[str, tuple[object, ...]]:
    """Give what lies in a folder but for one place in it: kind, size, and when it was changed."""
    found: dict[str, tuple[object, ...]] = {}
    todo = [folder]
    while todo:
        for path in todo.pop().iterdir():
            if path == leave_out and not path.is_symlink():
                continue
            about = path.lstat()
            found[str(path)] = (about.st_mode,) if stat.S_ISDIR(about.st_mode) else (about.st_mode, about.st_size, about.st_mtime_ns)
            if path.is_dir() and not path.is_symlink():
                todo.append(path)
    return found


KEPT = re.compile(r"project/notes(/\.gitignore|/sheets(/[0-9a-f]{8}\.(json|pdf))?)?")
"""What a build keeps of worksheets until they come back."""


def outside(before: dict[str, tuple[object, ...]], after: dict[str, tuple[object, ...]], folder: Path) -> Iterator[Finding]:
    """Say what has changed where nothing may. The output folder may be a link: then only what lay there before counts."""
    is_link = (folder / "project" / "output").is_symlink()
    for name in sorted(before.keys() if is_link else before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            what = "new" if name not in before else "gone" if name not in after else "changed"
            where = Path(name).relative_to(folder).as_posix()
            if what == "new" and KEPT.fullmatch(where):
                continue
            yield Finding("silent", f"outside output: {what} {'outside' if where.startswith('outside') else 'project'}", where)
