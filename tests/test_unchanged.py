"""A build that is asked for again: nothing has changed, and it says the same without the engine; anything has, and it is done again."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cardprint import resources
from cardprint.cli import cli
from cardprint.fonts import builtin_files

if TYPE_CHECKING:
    from conftest import Make

KORT = "cards/kort.yaml"
CARDS = "title: Kort\nthemes: [{id: a, name: Alfa, symbol: star}]\ncards:\n  - {id: a-1, theme: a, text: Hvad mener vi?}\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M0 0H40V40z"/></svg>'
LAYOUT = (resources.builtin_root() / "templates/cards.xml.j2").read_text(encoding="utf-8")
FILES = {
    "cardprint.yaml": "title: P\nlanguage: da\norganisation: by\n",
    KORT: CARDS,
    "cards/organisations/by.yaml": "name: By\nlogo: {file: logo.svg, alt: By}\n",
    "cards/organisations/logo.svg": SVG,
    "templates/cards.xml.j2": LAYOUT,
    "templates/languages/da.yaml": "hyphenation: {parts: [bor-ger]}\n",
}
Change = Callable[[Path], object]


def build(root: Path, *more: str) -> Result:
    return CliRunner().invoke(cli, ["build", str(root), *more], catch_exceptions=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False)


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """Every file of the output, by when and where it was written."""
    found = (path for path in (root / "output").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def swap(name: str, old: str, new: str) -> Change:
    """Change a file's text, and keep its times."""

    def change(root: Path) -> None:
        path, about = root / name, (root / name).stat()
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))

    return change


def add(name: str, text: str) -> Change:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")

    return change


def drop(name: str) -> Change:
    return lambda root: (root / name).unlink()


CHANGES: dict[str, Change] = {
    "a card's text, as long as before": swap(KORT, "mener", "siger"),
    "a card's text, longer": swap(KORT, "mener vi", "mener vi med det"),
    "a new deck": add("cards/mere.yaml", CARDS),
    "a new area": add("cards/areas/skole.yaml", "name: Skole\n"),
    "a vocabulary": add("cards/vocabulary.yaml", "borger: {forms: {sg: borger}}\n"),
    "the settings": swap("cardprint.yaml", "title: P", "title: Q"),
    "a logo, as large as before": swap("cards/organisations/logo.svg", "H40V40z", "H39V39z"),
    "an own layout": swap("templates/cards.xml.j2", "{%", "{% if true %}{% endif %}{%"),
    "an own layout that goes": drop("templates/cards.xml.j2"),
    "a label": swap("templates/languages/da.yaml", "hyphenation", "labels: {card: Spil}\nhyphenation"),
    "a style": add("templates/style.yaml", "question:\n  sizes: [20 pt, 14 pt]\n"),
    "hyphens": swap("templates/languages/da.yaml", "bor-ger", "borg-er"),
    "a spreadsheet beside the decks": add("cards/mere.csv", "a;b\n"),
    "an output that is another": add("output/base/kort-sheets.pdf", "another"),
    "an output that is gone": drop("output/base/kort-reading.pdf"),
    "a list of the output that is gone": drop("output/manifest.json"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_whatever_has_changed_is_built_again(change: Change, project: Make) -> None:
    root = project(FILES)
    first, before = build(root), stamps(root)
    assert first.exit_code == 0, first.output
    change(root)
    again = build(root)
    assert (again.output, stamps(root)) != (first.output, before)
    fresh = CliRunner().invoke(cli, ["build", str(root), "--json"], catch_exceptions=False)
    assert fresh.exit_code == again.exit_code


@pytest.mark.parametrize("more", [(), ("--json",), ("--quiet",), ("--verbose",), ("--only", "sheets")])
def test_where_nothing_has_changed_the_same_is_said_and_nothing_is_written(more: tuple[str, ...], project: Make) -> None:
    root = project({**FILES, "cards/mere.csv": "a;b\n"})
    first, before = build(root, *more), stamps(root)
    settled = first.stdout.replace("skrevet  ", "uændret  ")
    for _ in range(2):
        again = build(root, *more)
        assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)
        assert again.stdout == settled or "--json" in more
        assert stamps(root) == before


def test_a_file_that_is_only_touched_changes_nothing(project: Make) -> None:
    root = project(FILES)
    build(root)
    before = stamps(root)
    for name in FILES:
        (root / name).touch()
    build(root)
    assert stamps(root) == before


@pytest.mark.parametrize("more", [("--only", "sheets"), ("--sets", "2"), ("--language", "en"), ("--output", "other")])
def test_another_question_has_another_answer(more: tuple[str, ...], project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(FILES)
    monkeypatch.chdir(root)
    first = build(root)
    assert build(root, *more).output != first.output


def test_errors_are_told_each_time_and_a_cure_is_seen(project: Make) -> None:
    root = project({**FILES, KORT: CARDS.replace("theme: a", "theme: b")})
    assert [build(root).exit_code for _ in range(2)] == [1, 1]
    swap(KORT, "theme: b", "theme: a")(root)
    assert build(root).exit_code == 0


@pytest.mark.parametrize("damage", [b"", b"{}", b"x" * 100, b"\xff" * 5_000_000])
def test_a_record_that_is_damaged_is_none(damage: bytes, project: Make, records: Path) -> None:
    root = project(FILES)
    build(root)
    first = build(root)
    kept = [path for path in records.rglob("*.json") if path.is_file()]
    assert kept
    for path in kept:
        path.write_bytes(damage)
    assert build(root).output == first.output


def test_nothing_of_the_engine_is_loaded(project: Make) -> None:
    root = project(FILES)
    program = "import os, sys\nreal = os._exit\ndef leave(status):\n    print(*sys.modules, file=open(os.environ['SEEN'], 'w'), flush=True)\n    real(status)\n"
    program += "os._exit = leave\nfrom cardprint.cli import main\nmain()\n"
    said = []
    for number in range(2):
        seen = root.parent / f"seen-{number}"
        command = [sys.executable, "-c", program, "build", str(root)]
        ran = subprocess.run(command, capture_output=True, env={**os.environ, "SEEN": str(seen)}, check=True)
        said.append((ran.stdout, ran.stderr, set(seen.read_text(encoding="utf-8").split())))
    engine = {
        "jinja2",
        "yaml",
        "uharfbuzz",
        "cardprint.sources",
        "cardprint.layouts",
        "cardprint.typeset",
        "cardprint.pdf",
        "cardprint.recipe",
    }
    assert engine <= said[0][2]
    assert not engine & said[1][2]
    assert said[0][0].decode().replace("skrevet  ", "uændret  ") == said[1][0].decode()


def relink(root: Path) -> None:
    (root / "cards/images/now.svg").unlink()
    (root / "cards/images/now.svg").symlink_to("new.svg")


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "f.ttf").write_bytes(Path(builtin_files()[0]["bold"]).read_bytes()),
        relink,
        lambda _root: run("calibrate", "--printer", "Kontor", "--x", "2 mm"),
    ],
    ids=["a font of the organisation's own", "a link that leads elsewhere", "the printer's offset"],
)
def test_what_lies_beside_the_texts_is_seen_too(change: Change, project: Make) -> None:
    card = CARDS.replace("vi?}", "vi?, image: {file: images/now.svg, alt: K}}")
    organisation = {"cards/organisations/by.yaml": "name: By\nfonts: {body: ../../f.ttf}\n"}
    root = project({**FILES, KORT: card, **organisation, "cards/images/old.svg": SVG, "cards/images/new.svg": SVG.replace("V40", "V39")})
    (root / "cards/images/now.svg").symlink_to("old.svg")
    (root / "f.ttf").write_bytes(Path(builtin_files()[0]["regular"]).read_bytes())
    run("calibrate", "--printer", "Kontor", "--x", "1 mm")
    assert build(root, "--printer", "Kontor").exit_code == 0
    before = stamps(root)
    build(root, "--printer", "Kontor")
    assert stamps(root) == before
    change(root)
    build(root, "--printer", "Kontor")
    assert stamps(root) != before


def test_a_record_that_others_may_write_is_none(project: Make, records: Path) -> None:
    root = project(FILES)
    build(root)
    (kept,) = records.rglob("*.json")
    kept.chmod(0o666)
    (root / "output/base/kort-reading.pdf").unlink()
    build(root)
    assert stat.S_IMODE(next(records.rglob("*.json")).stat().st_mode) == 0o600
    assert (root / "output/base/kort-reading.pdf").is_file()
