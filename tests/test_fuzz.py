"""The fuzzer finds nothing in a short run, and finds what is planted: a run that cannot fail would prove nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fuzzer forks and counts as Linux does")
PLANTED = {
    # what is planted: how the finding's folder begins
    "raise": "traceback-KeyError",
    "stay": "over-time-sources-",
    "swell": "over-memory-",
    "whisper": "silent-no-hint-",
    "stray": "silent-outside-output-new-outside-",
}


def fuzz(*options: str, found: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fuzz", "--found", str(found), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)


def test_a_short_run_finds_nothing(tmp_path: Path) -> None:
    run = fuzz("--seed", "9", "--count", "100", "--cold", "2", "--doors", "3000", "--shrinks", "20", found=tmp_path / "found")
    assert (run.stderr, run.returncode) == ("", 0), run.stdout
    assert "3102 inputs" in run.stdout
    assert not list(tmp_path.iterdir())


def test_what_is_planted_is_found_and_made_small(tmp_path: Path) -> None:
    found = tmp_path / "found"
    options = ("--kinds", "profile", "--count", "10", "--cold", "0", "--doors", "0", "--cpu", "2", "--shrinks", "4")
    run = fuzz("--seed", "1", "--plant", ",".join(PLANTED), *options, found=found)
    assert (run.stderr, run.returncode) == ("", 1), run.stdout
    kept = sorted(path.name for path in found.iterdir())
    assert [name for name, start in PLANTED.items() if not any(one.startswith(start) for one in kept)] == [], kept
    for name in kept:
        assert (found / name / "small" / "project").is_dir()
        assert "seed 1 number " in (found / name / "how.txt").read_text(encoding="utf-8")


def test_what_is_planted_behind_a_single_door_is_found(tmp_path: Path) -> None:
    run = fuzz(
        "--seed", "1", "--count", "0", "--cold", "0", "--doors", "40", "--door", "lengths", "--plant", "raise", found=tmp_path / "found"
    )
    assert run.returncode == 1
    assert re.search(r"door lengths +40\b", run.stdout)
    assert (tmp_path / "found").is_dir()


def test_a_seed_gives_the_same_inputs_again(tmp_path: Path) -> None:
    options = ("--seed", "3", "--count", "12", "--cold", "0", "--doors", "60", "--kinds", "deck,svg", "--shrinks", "0")
    first, second = (re.sub(r" in \d+ s|slowest: .*", "", fuzz(*options, found=tmp_path / name / "found").stdout) for name in "ab")
    assert first == second
