"""What tests share: a project made of the files that a test names."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from cardprint.sources import yaml

# The same commit gives the same result: what is red is this commit's fault. HYPOTHESIS_PROFILE=default looks for new examples.
settings.register_profile("same", derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# The command itself runs without the collector; here it would go through thousands of collected tests again and again, a tenth of the time.
gc.disable()

Make = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., Result]


_KEPT, _LONGEST = 500, 200_000
_read_once = yaml._attempt  # noqa: SLF001 - the one place where YAML is read; the fuzzer keeps its files there, too
_read_again = lru_cache(_KEPT)(_read_once)


def _read(text: str, shown: str) -> Any:
    """Give of a text what was read of it before, as the preview does: most of what tests read is the starter, or a world of theirs once more."""
    return (_read_again if len(text) < _LONGEST else _read_once)(text, shown)


yaml._attempt = _read  # noqa: SLF001


def pytest_collection_finish() -> None:
    """Let the collector forget the tests, and look seldom at what they leave behind."""
    gc.freeze()
    gc.set_threshold(50_000, 20)
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that keeps new goldens; look at them before they are committed."""
    parser.addoption("--update-goldens", action="store_true", help="keep what was seen as tests/golden/*.txt")


@pytest.fixture(scope="session", autouse=True)
def user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep printers, records of builds and language away from those of the person who runs the tests; give the folder that has theirs."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(platformdirs, "user_config_path", lambda name, **_: folder / name)
        for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
            patch.delenv(name, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setattr(platformdirs, "user_cache_path", lambda name, **_: Path(os.environ["XDG_CACHE_HOME"]) / name)
        yield folder


_NUMBERS = itertools.count()


@pytest.fixture(autouse=True)
def records(user: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep each test's records of builds to itself, those of its children too; give the folder of caches."""
    folder = user / f"cache{next(_NUMBERS)}"
    folder.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Make:
    """Write files into an empty folder and give the folder; an empty cardprint.yaml is there unless the test brings one."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        for name, text in {"cardprint.yaml": "", **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return make


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run `cardprint collect` in the project's folder."""
    from cardprint.cli import cli

    def command(*words: str) -> Result:
        monkeypatch.chdir(tmp_path)
        return CliRunner().invoke(cli, ["collect", *words, "--lang", "en"], catch_exceptions=False)

    return command
