"""`python -m fuzz`: so many inputs through the front door, so many through single doors, with a seed that gives them again."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random, SystemRandom
from typing import NamedTuple

from fuzz import change, child, doors, run, world
from fuzz.judge import Finding

FOUND = Path(__file__).resolve().parent / "found"
Tally = Counter[tuple[str, str]]


class Asked(NamedTuple):
    """What is asked for on the command line."""

    count: int
    seed: int
    kinds: tuple[str, ...]
    cold: int
    doors: int
    jobs: int
    found: Path
    also: tuple[Path, ...]
    only: int
    seconds: float
    plant: tuple[str, ...]
    cpu: int
    shrinks: int
    door: tuple[str, ...]


def main() -> None:
    """Run, print the counts; status 1 if anything was found."""
    asked = arguments()
    print(f"seed {asked.seed}: --count {asked.count} --cold {asked.cold} --doors {asked.doors} --kinds {','.join(asked.kinds)}", flush=True)
    os.environ["XDG_CACHE_HOME"] = os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="cardprint-fuzz-user-")
    run.warm(Path(tempfile.mkdtemp(prefix="cardprint-fuzz-warm-")))
    child.limits.cpu_seconds = asked.cpu
    before = {path.name for path in asked.found.glob("*")} if asked.found.exists() else set()
    start = time.monotonic()
    parts = [_share(asked, part) for part in range(asked.jobs)]
    tally: Tally = Counter()
    seen: Counter[str] = Counter()
    slowest: list[list[object]] = []
    for read in parts:
        part = read()
        tally.update({tuple(name.split("|")): number for name, number in part["tally"].items()})  # type: ignore[misc]
        seen.update(part["seen"])
        slowest += part["slowest"]
    for line in table(tally):
        print(line)
    print(f"{sum(tally.values())} inputs in {time.monotonic() - start:.0f} s")
    for cpu, megabytes, number, kind in sorted(slowest, reverse=True)[:3]:  # type: ignore[type-var]
        print(f"slowest: {cpu:.1f} CPU s, {megabytes:.0f} MB: {kind} number {number}")
    for name, times in seen.most_common():
        print(f"{'kept' if name not in before else 'known'}: {asked.found.name}/{name} ({times})")
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
    sys.exit(bool(seen))


def arguments() -> Asked:
    """Read the options."""
    parser = argparse.ArgumentParser(
        prog="make fuzz", description="Put odd projects through cardprint's front door and odd values through single doors."
    )
    parser.add_argument("--count", type=int, default=2000, help="inputs through the front door (default: 2000)")
    parser.add_argument(
        "--seed", type=int, default=SystemRandom().randrange(10**6), help="gives the same inputs again (default: a new one)"
    )
    parser.add_argument("--kinds", default=",".join(change.KINDS), help="kinds of files, separated by commas (default: all)")
    parser.add_argument("--cold", type=int, default=20, help="inputs more that a new Python is started for (default: 20)")
    parser.add_argument("--doors", type=int, default=20_000, help="inputs through single doors (default: 20000)")
    parser.add_argument("--door", default=",".join(doors.DOORS), help="single doors, separated by commas (default: all)")
    parser.add_argument("--jobs", type=int, default=1, help="processes (default: 1)")
    parser.add_argument("--found", type=Path, default=FOUND, help="folder for what is found (default: fuzz/found)")
    parser.add_argument("--also", type=Path, action="append", default=[], help="a folder of projects to change as well; may be given again")
    parser.add_argument("--number", type=int, default=-1, dest="only", help="this input of the seed alone")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after so many seconds")
    parser.add_argument("--shrinks", type=int, default=run.SHRINKS, help="tries to make what is found small (default: 250)")
    parser.add_argument("--cpu", type=int, default=child.limits.cpu_seconds, help="CPU seconds that a command may take (default: 10)")
    parser.add_argument("--plant", default="", help=f"faults to be found, to try the fuzzer itself, by turns: {', '.join(PLANTS)}")
    asked = parser.parse_args()
    kinds = tuple(kind for kind in asked.kinds.split(",") if kind)
    if unknown := [kind for kind in kinds if kind not in change.KINDS]:
        parser.error(f"no kind {', '.join(unknown)}: {', '.join(change.KINDS)}")
    return Asked(
        **{
            **vars(asked),
            "kinds": kinds,
            "also": tuple(asked.also),
            "door": tuple(asked.door.split(",")),
            "plant": tuple(filter(None, asked.plant.split(","))),
        }
    )


def _raise() -> None:
    """Have every length raise."""
    from cardprint import geometry

    def broken(text: str) -> float | None:
        raise KeyError(text)

    geometry.length = broken


def _stay() -> None:
    """Have the reading of a text take for ever."""
    from cardprint.sources import text

    def endless(value: str) -> str:
        while value == value.strip() or value:
            pass
        return value

    text.normal = endless


def _swell() -> None:
    """Have the reading of a text take memory."""
    from cardprint.sources import text

    kept = []

    def large(value: str) -> str:
        if not kept:
            kept.append(b"x" * (600 << 20))
        return value

    text.normal = large


def _whisper() -> None:
    """Have a sentence lose its cure."""
    from cardprint import tell

    tell.sentence = lambda _problem, _language: ("wrong", "")


def _stray() -> None:
    """Have the command write beside the project."""
    Path("../outside/stray").write_text("x", encoding="utf-8")


PLANTS: dict[str, Callable[[], None]] = {"raise": _raise, "stay": _stay, "swell": _swell, "whisper": _whisper, "stray": _stray}


def _share(asked: Asked, part: int) -> Callable[[], dict[str, dict[str, int]]]:
    """Begin one job's part in a process of its own; give what waits for its counts."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        status = 1
        try:
            with os.fdopen(writing, "w") as pipe:
                json.dump(_work(asked, part), pipe)
            status = 0
        except Exception:  # noqa: BLE001 - the fuzzer's own fault
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    os.close(writing)

    def wait() -> dict[str, dict[str, int]]:
        with os.fdopen(reading) as pipe:
            said = pipe.read()
        os.waitpid(process, 0)
        return dict(json.loads(said)) if said else {"tally": {"fuzz|broke": 1}, "seen": {"the-fuzzer-itself": 1}, "slowest": {}}

    return wait


def _work(asked: Asked, part: int) -> dict[str, object]:
    """Do one job's part."""
    shelf = run.Shelf(asked.found)
    tally: Tally = Counter()
    folder = Path(tempfile.mkdtemp(prefix="cardprint-fuzz-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))  # noqa: S108
    trial = run.Trial(folder / "at")
    end = time.monotonic() + asked.seconds
    try:
        for name, outcome in _doors(asked, part, shelf):
            tally[name, outcome] += 1
        for number, cold in _numbers(asked, part):
            if time.monotonic() > end:
                break
            tally[_one(asked, trial, shelf, number, cold=cold)] += 1
            if part == 0 and number % 500 < asked.jobs:
                print(f"… {number}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return {"tally": {"|".join(name): count for name, count in tally.items()}, "seen": shelf.seen, "slowest": trial.slowest}


def _numbers(asked: Asked, part: int) -> Iterator[tuple[int, bool]]:
    if asked.only >= 0:
        yield asked.only, False
        return
    yield from ((number, number >= asked.count) for number in range(part, asked.count + asked.cold, asked.jobs))


def _one(asked: Asked, trial: run.Trial, shelf: run.Shelf, number: int, *, cold: bool) -> tuple[str, str]:
    """Make an input of its number, judge it, keep what is wrong."""
    random = Random(f"{asked.seed} {number}")
    trial.before = PLANTS[asked.plant[number % len(asked.plant)]] if asked.plant else None
    extra = tuple(one for folder in asked.also for one in world.also(folder))
    kind = "also" if extra and random.random() < 0.15 else run.weighted(random, asked.kinds)
    given = change.made(random, kind, extra)
    seed = random.random()
    outcome, found = trial.judged(given, Random(seed), cold=cold, number=number)
    for finding in found:
        how = f"seed {asked.seed} number {number}, kind {given.kind}, changes {' '.join(given.changes)}, options {' '.join(given.options)}"
        shelf.keep(
            finding, given, how, lambda wanted=finding: run.shrunk(given, lambda one: _same(trial, one, wanted, seed), asked.shrinks)
        )
    return f"{given.kind}{' cold' if cold else ''}", outcome


def _same(trial: run.Trial, given: change.Input, wanted: Finding, seed: float) -> bool:
    return any((one.sort, one.signature) == (wanted.sort, wanted.signature) for one in trial.judged(given, Random(seed))[1])


def _doors(asked: Asked, part: int, shelf: run.Shelf) -> Iterator[tuple[str, str]]:
    """Put values through single doors."""
    if asked.only >= 0:
        return
    share = range(part, asked.doors, asked.jobs)
    yield from doors.run(asked.door, share, asked.seed, shelf, [PLANTS[one] for one in asked.plant])


def table(tally: Tally) -> list[str]:
    """Write the counts by kind and outcome."""
    outcomes = list(dict.fromkeys(outcome for _, outcome in sorted(tally, key=lambda one: ORDER.index(one[1]) if one[1] in ORDER else 99)))
    names = sorted({name for name, _ in tally})
    width = max(map(len, names), default=0)
    rows = [f"{'':<{width}}" + "".join(f"{outcome:>13}" for outcome in outcomes)]
    return (
        rows
        + [f"{name:<{width}}" + "".join(f"{tally[name, outcome] or '':>13}" for outcome in outcomes) for name in (*names,)]
        + [f"{'':<{width}}" + "".join(f"{sum(count for (_, one), count in tally.items() if one == outcome):>13}" for outcome in outcomes)]
    )


ORDER = ("ok", "Problems", "usage", "refused", "silent", "traceback", "over time", "over memory", "status")

if __name__ == "__main__":
    main()
