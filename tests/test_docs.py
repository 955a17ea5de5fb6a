"""The pages are true: every example runs, every command, option and key is told, and what is generated is up to date."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import filling
import handwriting
import pages
import pytest
from click.testing import CliRunner
from PIL import Image

from cardprint import listing, new, reference
from cardprint.cli import cli
from cardprint.collect import known
from cardprint.layouts import style
from cardprint.sources import schema

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:#|<!--|\{#) (add to )?([\w./-]+\.(?:yaml|svg|j2|csv))(?: -->| #\})?\n")
INLINE = re.compile(r"`(cardprint [^`]+)`")
LINK = re.compile(r"\]\(([^)]+)\)")
AREAS = re.compile(r"^areas: \[.*\]$", re.MULTILINE)
AGENDAS = re.compile(r"^agendas: \[.*\]", re.MULTILINE)
BUILT = ("intromoede", "introworkshop")
"""The starter's meetings that every build makes."""
LARGEST, LARGEST_OF_ALL = 100 * 1024, 2560 * 1024
"""Bytes of a picture of the gallery, and of all."""
BLANK_PAGES = {"decks.md"}
"""Pages whose examples begin with an empty project; the others go on from the starter."""
FROM_NOTHING = "start.md"
"""The page that makes its project itself."""
BUILD = "cardprint build --quiet"


class Block(NamedTuple):
    """An example of a page: its language and its lines."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(page.read_text(encoding="utf-8"))]


def run(line: str) -> None:
    """Run one command as written; it must end well and complain of nothing."""
    words = shlex.split(line, comments=True)
    assert words[0] == "cardprint"
    result = CliRunner().invoke(cli, words[1:], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, ""), f"{line}\n{result.output}"


def write(block: Block) -> None:
    """Write an example's file, or add it to one that is there, and read the project."""
    found = FILE.match(block.text)
    assert found, f"the first line names the file:\n{block.text}"
    added, path = found[1], Path(found[2])
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if added else ""
    before = before.replace(f"{block.text[found.end() :].partition(':')[0]}: []\n", "")  # a list that stands there empty is filled in
    path.write_text(before + block.text[found.end() :], encoding="utf-8")
    run("cardprint list cards")


def execute(block: Block) -> None:
    """Run the lines of a shell example; what make does is tested by continuous integration."""
    targets = re.findall(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[0].split()
    for line in filter(None, block.text.splitlines()):
        if line.startswith("make "):
            assert line.split()[1] in targets
        elif line.startswith("cd "):
            os.chdir(line.removeprefix("cd "))
        else:
            if line == "cardprint collect retur":
                returned(Path("retur"))
            run(line)


def returned(folder: Path) -> None:
    """Do what the tables do: three fill in the form, two the sheet of paper, which is scanned."""
    folder.mkdir()
    pdf = next(Path("output").rglob("*-worksheet.pdf")).read_bytes()
    keys = list(dict.fromkeys(widget.name.partition("-")[0] for widget in filling.widgets(pdf)))
    for table in (1, 2, 3):
        mine = {f"{key}-" for key in keys[2 * table - 2 : 2 * table]}
        texts = ("Vi venter på svar", "Skemaet er for langt", "Fodslag")
        meant = filling.meant(pdf, pages=2 * table, texts=texts)
        filled = {name: value for name, value in meant.items() if name.partition("-")[0] + "-" in mine and not name.endswith(FIXED)}
        (folder / f"bord{table}.pdf").write_bytes(filling.by_pypdf(pdf, filled))
    there, _ = known.gather(Path())
    for key in (keys[6], keys[8]):
        held = there.find(key)
        assert held is not None
        taken = handwriting.taken(held, there, held.number, kind="ordinary", held=False)
        (folder / f"scan-{held.number}.jpg").write_bytes(taken.data)


FIXED = ("-group", "-date", "-challenge")
"""Fields of the form that the tables of the example leave alone."""


def windows(block: Block) -> None:
    """Look at the lines for PowerShell; what cardprint does in them is run."""
    install, build = block.text.splitlines()
    assert install == r"py -m venv .venv; .venv\Scripts\python -m pip install ."
    assert build.startswith(".venv\\Scripts\\")
    run(build.removeprefix(".venv\\Scripts\\"))


def program(block: Block) -> None:
    """Run a program as a file of its own, as workers need it, in a project of two editions; it ends well and complains of nothing."""
    name = re.match(r"# (\w+\.py)\n", block.text)
    assert name, f"the first line names the file:\n{block.text}"
    Path(name[1]).write_text(block.text, encoding="utf-8")
    found = subprocess.run([sys.executable, name[1]], capture_output=True, text=True, timeout=120, check=False)
    assert (found.returncode, found.stderr) == (0, ""), found.stdout + found.stderr
    assert re.fullmatch(r"(\d+ files\n)+", found.stdout)


READERS = {"python": program, "csv": write, "yaml": write, "xml": write, "jinja": write, "sh": execute, "powershell": windows}


def starter(page: Path) -> None:
    """Begin with the starter, as a reader does; for the time's sake with two of its areas, and of its meetings those that are named, or one."""
    assert new.project(Path()) is None
    config, said = Path("cardprint.yaml"), page.read_text(encoding="utf-8")
    named = [agenda for agenda in sorted(Path("cards/agendas").glob("*.yaml")) if agenda.stem in said]
    built = ", ".join(name for name in BUILT if any(agenda.stem == name for agenda in named)) or BUILT[0]
    text = AREAS.sub("areas: [aeldre, skole]", config.read_text(encoding="utf-8"))
    config.write_text(AGENDAS.sub(f"agendas: [{built}]", text), encoding="utf-8")
    for agenda in Path("cards/agendas").glob("*.yaml"):
        if agenda not in named and agenda.stem not in built:
            agenda.unlink()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a page are built together, at its end; and before one of them takes the place of another."""
    monkeypatch.chdir(tmp_path)
    examples = [block for block in blocks(page) if block.language != "text"]
    if page.name in BLANK_PAGES:
        Path("cardprint.yaml").touch()
    elif page.name == FROM_NOTHING:
        shutil.copy(ROOT / "cards/organisations/logo.svg", "logo.svg")
    elif examples:
        starter(page)
    written: set[str] = set()
    for block in examples:
        found = FILE.match(block.text)
        if found and not found[1] and found[2] in written:
            run(BUILD)
        written |= {found[2]} if found else set()
        READERS[block.language](block)
    if written:
        run(BUILD)


def test_from_nothing_is_short() -> None:
    """An area with three changed cards, a logo, two colours, built: at most six commands and 15 lines to type."""
    typed = [line for block in blocks(ROOT / "docs" / FROM_NOTHING)[:3] for line in block.text.splitlines() if line and line[0] != "#"]
    commands = [line for line in typed if line.startswith(("cardprint ", "cd "))]
    assert commands[-1] == "cardprint build"
    assert (len(commands) <= 6, len(typed) <= 15) == (True, True)
    assert ("--logo" in typed[0], typed[0].count("--colour"), sum("{text: " in line for line in typed)) == (True, 2, 3)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_running_text_exist(page: Path) -> None:
    for line in INLINE.findall(page.read_text(encoding="utf-8")):
        name, *arguments = shlex.split(line)[1:]
        if name.startswith("-"):
            continue
        command = cli.commands[name]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= known, line


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        file, _, heading = link.partition("#")
        target = page.parent / file if file else page
        assert target.is_file(), link
        if heading:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings], link


def test_every_command_and_option_is_told() -> None:
    said = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    names = {f"cardprint {name}" for name in cli.commands}
    options = {
        option
        for command in (cli, *cli.commands.values())
        for one in command.params
        for option in one.opts
        if isinstance(one, click.Option)
    }
    assert sorted(name for name in names | options - {"-h", "--help"} if name not in said) == []


def test_every_list_is_told() -> None:
    said = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in said for name in listing.LISTS)
    assert "|".join(listing.LISTS) in CliRunner().invoke(cli, ["list", "--help"]).output


def test_readme_counts_the_starter_right() -> None:
    project, _ = listing.read(ROOT)
    (deck,) = project.decks
    numbered = sum(card.number > 0 for card in deck.cards)
    words = {8: "eight", 6: "six"}
    said = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert f"A deck of {numbered} cards in {words[len(deck.themes)]} themes" in said
    assert f"ready for {words[len(project.areas)]} welfare areas" in said


def test_what_is_generated_is_up_to_date() -> None:
    stale = [path.name for path, text in pages.generated().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"
    assert "| `extends` |" in (ROOT / "docs" / "looks.md").read_text(encoding="utf-8")


def test_every_style_key_has_a_sentence() -> None:
    assert reference.EFFECTS.keys() == style.KEYS.keys()


def test_files_of_the_reference_are_those_of_its_records() -> None:
    records = {row.record for row in schema.reference()} | {reference.STYLE}
    assert reference.FILES.keys() <= records


def test_every_module_stands_in_the_architecture() -> None:
    said = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    modules = {
        path.stem if path.is_dir() else path.name for path in (ROOT / "src" / "cardprint").iterdir() if not path.name.startswith("_")
    }
    assert sorted(module for module in modules if module not in said) == []


def test_the_pictures_are_small() -> None:
    gallery = ROOT / "docs" / "gallery"
    found = {path.relative_to(gallery).as_posix(): path for path in gallery.rglob("*") if path.is_file()}
    assert found.keys() == {f"{folder}/{name}.png".lstrip("/") for folder in pages.ORGANISATIONS.values() for name in pages.GALLERY}
    assert sum(path.stat().st_size for path in found.values()) <= LARGEST_OF_ALL
    for path in found.values():
        assert path.stat().st_size <= LARGEST
        with Image.open(path) as picture:
            assert picture.width >= 800
