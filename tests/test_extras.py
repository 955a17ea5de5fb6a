"""A bare install prints; the commands that need more say what to type."""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cardprint.cli import cli
from cardprint.extras import EXTRAS

if TYPE_CHECKING:
    from conftest import Make

ROOT = Path(__file__).resolve().parents[1]
DECK = """\
title: Kort
themes: [{id: a, name: A, colour: "#0b5c6b"}]
cards:
  - {id: a-01, theme: a, text: Hvad siger vi?}
"""
ASKED = {"proof": ("proof", "--png"), "preflight": ("check", "--print", "print-shop-3mm")}


@pytest.mark.parametrize("extra", ASKED)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_command_without_its_extra_says_what_to_type(extra: str, language: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    monkeypatch.setitem(sys.modules, next(iter(EXTRAS[extra])), None)
    command, *options = ASKED[extra]
    result = CliRunner().invoke(cli, [command, str(root), *options, "--lang", language], catch_exceptions=False)
    assert result.exit_code == 2
    assert next(iter(EXTRAS[extra].values())) in result.stderr
    assert f'pip install "cardprint[{extra}]"' in result.stderr
    assert not (root / "output").exists()


@pytest.mark.parametrize("extra", ASKED)
def test_a_program_reads_which_extra_is_missing(extra: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    monkeypatch.setitem(sys.modules, next(iter(EXTRAS[extra])), None)
    command, *options = ASKED[extra]
    result = CliRunner().invoke(cli, [command, str(root), *options, "--json"], catch_exceptions=False)
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == [f"no-{extra}-extra"]


@pytest.mark.parametrize("command", ["build", "check", "proof"])
def test_what_needs_no_extra_works_without(command: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    for module in ("pikepdf", "pypdfium2", "cardprint.checks.preflight", "cardprint.checks.content"):
        monkeypatch.setitem(sys.modules, module, None)
    assert CliRunner().invoke(cli, [command, str(root)], catch_exceptions=False).exit_code == 0


def test_the_packages_name_the_extras_that_commands_ask_for_and_make_installs_them() -> None:
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert {extra: [package.partition(">")[0] for package in packages] for extra, packages in named.items()} == {
        extra: list(packages.values()) for extra, packages in EXTRAS.items()
    }
    assert f"'.[{','.join(sorted(EXTRAS))}]'" in (ROOT / "Makefile").read_text(encoding="utf-8")
