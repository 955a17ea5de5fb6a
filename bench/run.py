"""Time and memory of `cardprint build` beside platypus and Typst, on the same cards: python bench/run.py [--sizes 60,1000] [--runs N].

Whole processes in turn (A B C A B C …), so that a busy moment of the machine meets all of them; medians, and ratios pair by pair.
A slow run is a finding, not a failure: the exit status is 0 whatever the times are. Not for Windows, which has no `os.wait4`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

PROGRAMS = Path(__file__).resolve().parent / "baseline" / "programs"
SIZES = (60, 1_000, 10_000)
RSS_UNITS_PER_MB = 1024 * 1024 if sys.platform == "darwin" else 1024  # macOS counts ru_maxrss in bytes, others in kilobytes
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
    print("\nseconds and MB: medians; ratio: the median, over the rounds, of a program's seconds divided by cardprint's in the same round")


def arguments() -> argparse.Namespace:
    """Read `--sizes` and `--runs`."""
    parser = argparse.ArgumentParser(description="Time cardprint beside platypus and Typst.")
    parser.add_argument("--sizes", type=sizes, default=SIZES, help="numbers of cards, such as 60,1000")
    parser.add_argument("--runs", type=int, default=0, help="rounds for every size (default: 5, and 3 from 10,000 cards on)")
    return parser.parse_args()


def sizes(text: str) -> tuple[int, ...]:
    """Read `60,1000`."""
    return tuple(int(part) for part in text.split(","))


def measured(size: int, runs: int, folder: Path) -> dict[str, list[Run]]:
    """Run all programs in turn on one deck; a program that failed once is not run again."""
    deck = folder / f"bench-{size}.yaml"
    # In a process of its own: a child's peak memory is never reported below what its parent held when it started it.
    subprocess.run([sys.executable, str(PROGRAMS / "gen.py"), str(size), str(deck)], check=True)
    found: dict[str, list[Run]] = {name: [] for name in NAMES}
    for _ in range(runs):
        for name, rounds in found.items():
            if not any(run.error for run in rounds):
                rounds.append(timed(name, deck, folder))
    return found


def timed(name: str, deck: Path, folder: Path) -> Run:
    """Run one program to its end in an empty folder of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as output, (folder / "stderr.txt").open("w+b") as complaints:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(command(name, deck, Path(output)), stdout=subprocess.DEVNULL, stderr=complaints, cwd=folder)
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
        script = Path(sys.executable).with_name("cardprint")
        return [str(script), "build", str(deck), "--only", "sheets", "--output", str(output)]
    return [sys.executable, str(PROGRAMS / f"{name}_cards.py"), str(deck), str(output / "cards.pdf")]


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


if __name__ == "__main__":
    main()
