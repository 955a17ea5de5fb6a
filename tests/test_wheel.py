"""The wheel holds all it needs: installed in an empty environment, it prints from a folder that knows nothing of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BINARIES = "Scripts" if os.name == "nt" else "bin"
OFFLINE = ("connection broken", "Max retries exceeded", "Network is unreachable", "Temporary failure in name resolution")
DECK = """\
title: Dialogkort på prøve
themes:
  - {id: sprog, name: Fælles sprog, colour: "#0b5c6b"}
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi helt konkret, når vi siger “styring” her hos os?}
"""

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a command outside the environment of this test run; show what it said if it fails."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV", "COVERAGE"))}
    result = subprocess.run(command, cwd=cwd, env=inherited, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if result.returncode:
        pytest.fail(f"{' '.join(map(str, command))}: exit {result.returncode}\n{result.stdout}\n{result.stderr}", pytrace=False)
    return result


def build(folder: Path) -> Path:
    """Build the wheel with the build tool of this environment."""
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("cardprint-*.whl")
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and its dependencies in an empty environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / BINARIES / "python")]
    command = [*pip, "install", "--quiet", "--constraint", str(ROOT / "constraints.txt"), str(wheel)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if result.returncode and not os.environ.get("CI") and any(sign in result.stderr for sign in OFFLINE):
        pytest.skip("pip cannot reach a package registry")
    assert not result.returncode, result.stderr
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Give a folder far from any project, named as people name theirs."""
    folder = tmp_path / "Mødekort til ældreområdet"
    folder.mkdir()
    return folder


def test_the_wheel_holds_the_starter_deck_and_the_layouts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if name.startswith("cardprint/_builtin/") and not name.endswith("/")}
    sources = (ROOT / "cardprint.yaml", *(ROOT / "cards").rglob("*"), *(ROOT / "templates").rglob("*"))
    assert held == {f"cardprint/_builtin/{path.relative_to(ROOT).as_posix()}" for path in sources if path.is_file()}


def test_the_wheel_holds_the_colour_profiles_and_their_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("cardprint/icc/") for name in archive.namelist() if name.startswith("cardprint/icc/")}
    assert held == {"FOGRA39L.icc", "sRGB.icc", "ORIGIN.md", "icc-profiles-free.copyright"}


def test_the_wheel_holds_the_body_font_and_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name.removeprefix("cardprint/body_font/") for name in archive.namelist() if name.startswith("cardprint/body_font/")}
        assert "SIL OPEN FONT LICENSE" in archive.read("cardprint/body_font/LICENSE.txt").decode()
    assert held == {"regular.ttf", "bold.ttf", "italic.ttf", "bold-italic.ttf", "LICENSE.txt", "ORIGIN.md"}


def test_the_wheel_says_that_it_has_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert "cardprint/py.typed" in archive.namelist()


def test_a_second_build_leaves_what_it_would_make_again_to_those_that_read_it(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = [name.removeprefix("cardprint/") for name in archive.namelist()]
    made = [ROOT / "src/cardprint" / name for name in held if "/compiled/" in name or name.startswith("body_font/")]
    assert len(made) > 30
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in made]
    build(tmp_path)
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in made] == before


def test_a_deck_prints_from_any_folder(environment: Path, elsewhere: Path) -> None:
    (elsewhere / "prøve.yaml").write_text(DECK, encoding="utf-8")
    run(environment / BINARIES / "cardprint", "build", "prøve.yaml", "--only", "sheets", "--output", "færdige kort", cwd=elsewhere)
    assert [path.read_bytes()[:5] for path in elsewhere.glob("færdige kort/**/*-sheets.pdf")] == [b"%PDF-"]


def test_the_starter_deck_prints_from_the_installed_package(environment: Path, elsewhere: Path) -> None:
    (builtin,) = environment.rglob("cardprint/_builtin")
    before = sorted(builtin.rglob("*"))
    run(environment / BINARIES / "cardprint", "build", builtin, "--only", "sheets", "--output", "output", cwd=elsewhere)
    assert list(elsewhere.glob("output/**/*-sheets.pdf"))
    assert sorted(builtin.rglob("*")) == before, "nothing is written beside the built-in files"
    assert run(environment / BINARIES / "python", "-m", "cardprint", "--help", cwd=elsewhere).stdout


def test_a_bare_install_has_no_extra_and_says_what_to_type(environment: Path, elsewhere: Path) -> None:
    assert not [path for path in environment.rglob("*") if path.name in {"pikepdf", "pypdfium2"}]
    (elsewhere / "prøve.yaml").write_text(DECK, encoding="utf-8")
    command = [environment / BINARIES / "cardprint", "proof", "prøve.yaml", "--png", "--lang", "en"]
    result = subprocess.run(command, cwd=elsewhere, capture_output=True, encoding="utf-8", errors="replace", check=False)
    assert (result.returncode, 'pip install "cardprint[proof]"' in result.stderr) == (2, True)
