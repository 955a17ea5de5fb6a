"""The repository says one thing: no trace of one machine, and the front door, CI and README name the same commands."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypeGuard

import pytest
import yaml

from cardprint.extras import EXTRAS

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
# Written in pieces, so that this file does not name what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("crates", "io"),
        ("maven", "org"),
        ("deb", "debian", "org"),
        ("proxy", "golang", "org"),
    )
)
DEADLY = {"setrlimit", "alarm", "setitimer", "_exit", "abort"}
"""Calls that bound or end the process that makes them."""
HOMES = re.compile(r"(?:/(?:home|Users)/\w+/|\b[A-Z]:\\Users\\\w)")


def tracked() -> list[Path]:
    """Give the files that are committed or would be; without git, there is nothing to look at."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git repository")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def make_targets() -> set[str]:
    """Give the names that a person may write after `make`."""
    (line,) = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return set(line.split())


def readme() -> str:
    """Give README's text."""
    if not README.exists():
        pytest.skip("README.md is not written yet")
    return README.read_text(encoding="utf-8")


def test_no_file_names_one_machine_or_a_registry() -> None:
    here = [f"{folder}/" for folder in (ROOT.parent, Path.home()) if folder != folder.parent]
    found = []
    for path in tracked():
        text = path.read_bytes().decode(errors="replace")
        names = [name for name in (*here, *REGISTRIES) if name in text] + HOMES.findall(text)
        found += [f"{path.relative_to(ROOT)}: {name}" for name in names]
    assert found == []


def test_constraints_are_names_and_exact_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)] == []


def test_help_lists_every_target() -> None:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    shown = subprocess.run(["make", "help"], cwd=ROOT, env=inherited, capture_output=True, text=True, check=True).stdout
    assert {line.split()[1] for line in shown.splitlines() if line.startswith("make ")} == make_targets()


def test_ci_runs_targets_of_the_front_door() -> None:
    script = ROOT / ".ci" / "run"
    called = set(re.findall(r"^step (\w+)$", script.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"cards", "test", "check"} <= called <= make_targets()
    assert os.access(script, os.X_OK)


def test_the_make_commands_of_readme_exist() -> None:
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", readme(), re.MULTILINE))
    assert named
    assert named <= make_targets()


def test_the_cardprint_commands_of_readme_exist() -> None:
    named = sorted(set(re.findall(r"(?:^|`|/)cardprint ([a-z]+)\b", readme(), re.MULTILINE)))
    assert named
    answers = {
        name: subprocess.run([sys.executable, "-m", "cardprint", name, "--help"], capture_output=True, check=False) for name in named
    }
    assert [name for name, answer in answers.items() if answer.returncode] == []


def test_readme_names_every_extra() -> None:
    assert [extra for extra in EXTRAS if f"`{extra}` (" not in readme().replace("\n", " ")] == []


def test_what_contributing_names_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert (named := set(re.findall(r"`make ([a-z]+)`", text)))
    assert named <= make_targets()
    paths = re.findall(r"`((?:src|tests|templates|docs)/[^` ]*)`", text) + re.findall(r"\]\(([^)]+)\)", text)
    assert len(paths) > 20
    assert [path for path in paths if not any(ROOT.glob(path.rstrip("/")))] == []
    assert "__version__" in (ROOT / "src" / "cardprint" / "__init__.py").read_text(encoding="utf-8")


def test_a_commit_is_held_to_what_make_check_runs() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = [hook["entry"].replace(".venv/bin", "$(BIN)") for repo in config["repos"] for hook in repo["hooks"]]
    assert hooks == [line.strip() for line in recipe.splitlines()[1:]]


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.stem)
def test_an_issue_form_is_whole(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= form.keys()
    assert all(field["type"] in {"textarea", "input"} and field["id"] and field["attributes"]["label"] for field in form["body"])


def is_a_fork(node: ast.AST) -> TypeGuard[ast.If]:
    """Tell whether a statement is what a fork alone does: `if (child := os.fork()) == 0`."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "(child := os.fork()) == 0"


def test_no_test_bounds_or_ends_pytest_itself() -> None:
    """A pytest that may not write cannot say why it stops: what is deadly is for a process of its own: a program's text, or a fork."""
    found = []
    for path in sorted((ROOT / "tests").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        apart = {id(inner) for node in ast.walk(tree) if is_a_fork(node) for line in node.body for inner in ast.walk(line)}
        for node in ast.walk(tree):
            match node:
                case ast.Attribute(attr=name) if name in DEADLY and id(node) in apart:
                    pass
                case ast.Attribute(attr=name) | ast.Name(id=name) | ast.alias(name=name) if name in DEADLY:
                    found.append(f"{path.name}:{node.lineno}: {name}")
                case ast.ImportFrom(module="cardprint.cli", names=names) if any(one.name == "main" for one in names):
                    found.append(f"{path.name}:{node.lineno}: main")
    assert found == []


def test_no_function_is_longer_than_a_screen() -> None:
    found = []
    for path in (path for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "src")):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        long = (node for node in nodes if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40)
        found += [f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}" for node in long]
    assert found == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that forks")
def test_lines_that_run_in_children_alone_count_as_covered(tmp_path: Path) -> None:
    module, program = tmp_path / "measured.py", tmp_path / "begin.py"
    module.write_text(
        "import os, subprocess, sys\ndef forked():\n    os._exit(0)\ndef started():\n    return 2\ndef never():\n    return 3\n",
        encoding="utf-8",
    )
    program.write_text(
        "import os, subprocess, sys, measured\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    measured.forked()\n"
        "os.waitpid(child, 0)\n"
        "subprocess.run([sys.executable, '-c', 'import measured; measured.started()'], check=True)\n",
        encoding="utf-8",
    )
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (section,) = re.findall(r"^\[tool\.coverage\.run\]\n(?:.+\n)+", config, re.MULTILINE)
    (tmp_path / "pyproject.toml").write_text(section.replace('"cardprint"', '"measured"'), encoding="utf-8")
    own = {key: value for key, value in os.environ.items() if not key.startswith("COV")} | {"PYTHONPATH": str(tmp_path)}

    def coverage(*arguments: str) -> str:
        command = [sys.executable, "-m", "coverage", *arguments]
        return subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, text=True, check=True).stdout

    coverage("run", "begin.py")
    coverage("combine")
    coverage("json", "-o", "found.json")
    (found,) = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["files"].values()
    assert found["missing_lines"] == [7], "what no process ran"
