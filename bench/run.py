"""Time and memory of `cardprint build` beside platypus and Typst, on the same cards: python bench/run.py [--sizes 60,1000] [--runs N].

Whole processes in turn (A B C A B C …), so that a busy moment of the machine meets all of them; medians, and ratios pair by pair.
A slow run is a finding, not a failure: the exit status is 0 whatever the times are. Not for Windows, which has no `os.wait4`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

PROGRAMS = Path(__file__).resolve().parent / "baseline" / "programs"
SIZES = (60, 1_000, 10_000)
RSS_UNITS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS counts ru_maxrss in bytes, others in kilobytes
ROOT = Path(__file__).resolve().parents[1]
ALONE = 1_000
"""Cards of the print shop's file, which no other program here writes."""
NAMES = ("cardprint", "platypus", "typst")  # the order of a round, and of the table


class Run(NamedTuple):
    """One whole process: wall seconds, peak memory of its largest process in MB, and why it failed if it did."""

    seconds: float
    megabytes: float
    error: str


def main() -> None:
    """Measure every size and print one table."""
    options = arguments()
    if not hasattr(os, "wait4"):
        sys.exit("bench: not supported on Windows, which does not tell a finished process's peak memory (os.wait4)")
    print(f"{'cards':>7}  {'program':<10}{'seconds':>9}{'ratio':>8}{'peak MB':>9}  runs")
    with tempfile.TemporaryDirectory(prefix="cardprint-bench-") as folder:
        for size in options.sizes:
            runs = options.runs or (3 if size >= max(SIZES) else 5)
            for line in table(size, measured(size, runs, Path(folder))):
                print(line, flush=True)
        if not options.own:
            return
        print("\ncardprint alone")
        for label, job in own(Path(folder)).items():
            rounds = [timed(job, Path(folder)) for _ in range(options.runs or 5)]
            print(alone(label, rounds), flush=True)
    print("\nseconds and MB: medians; ratio: the median, over the rounds, of a program's seconds divided by cardprint's in the same round")


def arguments() -> argparse.Namespace:
    """Read `--sizes` and `--runs`."""
    parser = argparse.ArgumentParser(description="Time cardprint beside platypus and Typst.")
    parser.add_argument("--sizes", type=sizes, default=SIZES, help="numbers of cards, such as 60,1000")
    parser.add_argument("--runs", type=int, default=0, help="rounds for every size (default: 5, and 3 from 10,000 cards on)")
    parser.add_argument("--no-own", dest="own", action="store_false", help="leave out the rows that no other program has")
    return parser.parse_args()


def sizes(text: str) -> tuple[int, ...]:
    """Read `60,1000`."""
    return tuple(int(part) for part in text.split(","))


def measured(size: int, runs: int, folder: Path) -> dict[str, list[Run]]:
    """Run all programs in turn on one deck; a program that failed once is not run again."""
    deck = cards(size, folder)
    found: dict[str, list[Run]] = {name: [] for name in NAMES}
    for _ in range(runs):
        for name, rounds in found.items():
            if not any(run.error for run in rounds):
                rounds.append(timed(lambda output, name=name: command(name, deck, output), folder))
    return found


def cards(size: int, folder: Path) -> Path:
    """Make a deck, in a process of its own: a child's peak memory is never reported below what its parent held when it started it."""
    deck = folder / f"bench-{size}.yaml"
    subprocess.run([sys.executable, str(PROGRAMS / "gen.py"), str(size), str(deck)], check=True)
    return deck


def own(folder: Path) -> dict[str, Callable[[Path], list[str]]]:
    """Name what is measured of cardprint alone: everything of the shipped project, all its meetings, and a print shop's file."""
    deck = cards(ALONE, folder)
    meetings = folder / "meetings"
    shutil.copytree(ROOT / "cards", meetings / "cards")
    said = (ROOT / "cardprint.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    (meetings / "cardprint.yaml").write_text("".join(line for line in said if not line.startswith("agendas:")), encoding="utf-8")
    many = editions(folder / "editions")
    return {
        "60 editions, one process": lambda output: build(many, output, "--jobs", "1"),
        "60 editions, two processes": lambda output: build(many, output, "--jobs", "2"),
        "make cards: 5 areas, 2 meetings": lambda output: build(ROOT, output),
        "5 areas, all 5 meetings": lambda output: build(meetings, output),
        f"print shop's file, {ALONE} cards": lambda output: build(deck, output, "--print", "print-shop-3mm", "--only", "shop"),
    }


def editions(folder: Path) -> Path:
    """Make a project of ten areas, three organisations and two languages."""
    shutil.copytree(ROOT / "cards", folder / "cards", ignore=shutil.ignore_patterns("agendas", "worksheets"))
    areas = sorted((folder / "cards/areas").glob("*.yaml"))
    for area in areas:
        area.with_stem(f"{area.stem}-2").write_text(f"name: {area.stem} 2\n", encoding="utf-8")
    whose = folder / "cards/organisations"
    for number in (1, 2, 3):
        (whose / f"kommune-{number}.yaml").write_text(f"name: Kommune {number}\n", encoding="utf-8")
    named = ", ".join(f"{area.stem}, {area.stem}-2" for area in areas)
    said = f"title: Trin 1\nprocess: {{name: Samskabt styring}}\nlanguages: [da, en]\nareas: [{named}]\norganisations: [kommune-1, kommune-2, kommune-3]\n"
    (folder / "cardprint.yaml").write_text(said, encoding="utf-8")
    return folder


def timed(job: Callable[[Path], list[str]], folder: Path) -> Run:
    """Run one program to its end in an empty folder of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as output, (folder / "stderr.txt").open("w+b") as complaints:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(job(Path(output)), stdout=subprocess.DEVNULL, stderr=complaints, cwd=folder)
        except OSError as fault:
            return Run(0, 0, str(fault))
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        error = why(process.returncode, complaints.read().decode(errors="replace"), Path(output))
    return Run(seconds, usage.ru_maxrss / RSS_UNITS_PER_MB, error)


def command(name: str, deck: Path, output: Path) -> list[str]:
    """Give the command that prints the deck into the folder."""
    if name == "cardprint":
        return build(deck, output, "--only", "sheets")
    return [sys.executable, str(PROGRAMS / f"{name}_cards.py"), str(deck), str(output / "cards.pdf")]


def build(what: Path, output: Path, *options: str) -> list[str]:
    """Give the command that builds something of cardprint's into the folder."""
    return [str(Path(sys.executable).with_name("cardprint")), "build", str(what), *options, "--output", str(output)]


def why(code: int, complaints: str, output: Path) -> str:
    """Say in one line why a run does not count; empty if it does."""
    if code:
        return (complaints.strip().splitlines() or ["no message"])[-1] + f" (exit {code})"
    return "" if any(output.rglob("*.pdf")) else "wrote no PDF"


def table(size: int, found: dict[str, list[Run]]) -> list[str]:
    """Write one line a program."""
    return [line(size, name, rounds, found["cardprint"]) for name, rounds in found.items()]


def line(size: int, name: str, rounds: list[Run], ours: list[Run]) -> str:
    """Write a program's medians, or a dash and its error."""
    error = next((run.error for run in rounds if run.error), "")
    if error:
        return f"{size:>7}  {name:<10}{'–':>9}{'–':>8}{'–':>9}  {error}"
    pairs = [] if any(run.error for run in ours) else [run.seconds / our.seconds for run, our in zip(rounds, ours, strict=True)]
    ratio = f"{median(pairs):.2f}×" if pairs else "–"
    return f"{size:>7}  {name:<10}{median(r.seconds for r in rounds):>9.3f}{ratio:>8}{median(r.megabytes for r in rounds):>9.0f}  {len(rounds)}"


def alone(label: str, rounds: list[Run]) -> str:
    """Write the medians of what is measured alone."""
    error = next((run.error for run in rounds if run.error), "")
    return (
        f"  {label:<36}{error or f'{median(r.seconds for r in rounds):.3f} s, {median(r.megabytes for r in rounds):.0f} MB'}  {len(rounds)}"
    )


if __name__ == "__main__":
    main()
