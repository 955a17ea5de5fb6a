"""The one door: what lies in a project is read only if it is an ordinary file inside, of a sensible size, that may be read."""

from __future__ import annotations

import ctypes
import errno
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from cardprint import files
from cardprint.cli import cli

if TYPE_CHECKING:
    from conftest import Make

DECK = """\
title: Kort
themes: [{id: sprog, name: Fælles sprog, symbol: tegn}]
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?, image: {file: images/x.png, alt: Et billede}}
"""
SYMBOL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
FILES = {
    "cardprint.yaml": "areas: [skole]\norganisation: by\nlook: rolig\n",
    "cards/kort.yaml": DECK,
    "cards/vocabulary.yaml": "terms: {borger: {meaning: Den}}\n",
    "cards/areas/skole.yaml": "name: Skole\n",
    "cards/organisations/by.yaml": "name: By\nfonts: {body: fonts/x.ttf}\n",
    "cards/agendas/moede.yaml": "title: Møde\nitems: [{title: Velkommen, minutes: 5}]\n",
    "cards/worksheets/ark.yaml": "title: Ark\n",
    "cards/print/kontor.yaml": "paper: A4\n",
    "templates/style.yaml": "question: {bold: false}\n",
    "templates/cards.xml.j2": '{% include "del.xml.j2" %}\n',
    "templates/del.xml.j2": "<cards/>\n",
    "templates/labels/da.yaml": "card: kort\n",
    "templates/hyphenation/da.txt": "kort-hus\n",
    "templates/symbols/tegn.svg": SYMBOL,
    "templates/rolig/style.yaml": "question: {bold: true}\n",
    "fonts/x.ttf": "no font",
    "images/x.png": "no picture",
}
SHOWN = {"fonts/x.ttf": "cards/organisations/by.yaml", "images/x.png": "cards/kort.yaml", "templates/symbols/tegn.svg": "cards/kort.yaml"}
"""What is told where it is named."""
LAYOUT = ("templates/cards.xml.j2", "cards/organisations/by.yaml", "images/x.png")
TOGETHER = (("cardprint.yaml",), ("cards/kort.yaml",), LAYOUT)
TOGETHER += (tuple(name for name in FILES if not any(name in those for those in TOGETHER)),)
"""All files, in groups of which none keeps another from being read: what is wrong with each is told in one run."""
PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2


def obey() -> None:
    """Let the rights of files count for root too: a program started after this has lost the right to pass them over (capabilities(7))."""
    if os.geteuid() == 0:
        for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


BOUNDED = "import resource; resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)); from cardprint.cli import main; main()"
"""The command, with no room for two gigabytes."""


def started(*arguments: str | Path) -> tuple[int, str, str]:
    """Run the command as a process of its own, bounded; give its status and what it said."""
    command = [sys.executable, "-c", BOUNDED, *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=obey,  # noqa: PLW1509
    ) as process:
        said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def check(root: Path) -> tuple[int, list[dict[str, Any]]]:
    status, said, complained = started("check", root, "--json", "--lang", "en")
    assert "Traceback" not in complained
    return status, json.loads(said)["problems"]


def found(root: Path) -> set[tuple[str, str]]:
    result = CliRunner().invoke(cli, ["check", str(root), "--json", "--lang", "en"], catch_exceptions=False)
    return {(problem["code"], problem["file"]) for problem in json.loads(result.stdout)["problems"]}


def replaced(root: Path, name: str, put: Callable[[Path], object]) -> Path:
    """Put something else where a file of the project was."""
    path = root / name
    path.unlink()
    put(path)
    return root


# --- what is no ordinary file ----------------------------------------------------------------------------------------


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2_000_000_000)


def outside(path: Path) -> None:
    target = path.parents[len(path.parents) - 1] / "etc" / "hostname"
    path.symlink_to(target)


WAYS: Mapping[str, tuple[Callable[[Path], object], frozenset[str]]] = {
    "a pipe": (os.mkfifo, frozenset({"file-not-ordinary"})),
    "a folder": (Path.mkdir, frozenset({"file-not-ordinary"})),
    "a link to itself": (lambda path: path.symlink_to(path), frozenset({"link-circle"})),
    "a link to nothing": (lambda path: path.symlink_to("ingenting"), frozenset({"file-missing", "path-missing", "picture-missing"})),
    "a link out of the project": (outside, frozenset({"path-outside"})),
    "a device": (lambda path: path.symlink_to("/dev/zero"), frozenset({"path-outside"})),
    "two gigabytes of nothing": (sparse, frozenset({"file-too-large", "picture-too-large"})),
}


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
@pytest.mark.parametrize("way", WAYS)
def test_what_is_no_ordinary_file_is_a_problem(way: str, names: tuple[str, ...], project: Make) -> None:
    put, codes = WAYS[way]
    root = project(FILES)
    for name in names:
        replaced(root, name, put)
    told = found(root)
    assert [name for name in names if not told & {(code, SHOWN.get(name, name)) for code in codes}] == [], told


@pytest.mark.parametrize(
    "name", ["fonts/x.ttf", "templates/cards.xml.j2", "templates/hyphenation/da.txt", "cards/kort.yaml", "images/x.png"]
)
def test_two_gigabytes_are_refused_unread(name: str, project: Make) -> None:
    status, said, complained = started("build", replaced(project(FILES), name, sparse), "--json")
    assert (status, complained) == (1, "")
    assert {problem["code"] for problem in json.loads(said)["problems"]} & WAYS["two gigabytes of nothing"][1]


def test_a_link_inside_the_project_is_followed(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "images/x.png": "no picture", "deles/kort.yaml": DECK})
    (root / "cards/kort.yaml").unlink()
    (root / "cards/kort.yaml").symlink_to("../deles/kort.yaml")
    assert ("picture-unknown", "cards/kort.yaml") in found(root)


def test_a_folder_that_leads_outside_is_told_once(project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    root, elsewhere = project(FILES), tmp_path_factory.mktemp("andetsteds")
    (root / "cards").rename(elsewhere / "cards")
    (root / "cards").symlink_to(elsewhere / "cards")
    assert [one for one in found(root) if one[0] == "path-outside"] == [("path-outside", "cards")]


def test_a_project_that_is_reached_through_a_link_is_one(project: Make, tmp_path_factory: pytest.TempPathFactory) -> None:
    way = tmp_path_factory.mktemp("genveje") / "projekt"
    way.symlink_to(
        project({"cards/kort.yaml": DECK.replace(", image: {file: images/x.png, alt: Et billede}", "").replace(", symbol: tegn", "")})
    )
    assert found(way) == set()


@pytest.mark.parametrize("name", ["cards", "templates", "cards/areas"])
def test_a_file_where_a_folder_should_be_is_told(name: str, project: Make) -> None:
    root = project({"cards/kort.yaml": DECK} if name != "cards" else {})
    (root / name).write_text("ikke en mappe", encoding="utf-8")
    assert ("not-a-folder", name) in found(root)


@pytest.mark.parametrize("look", ["../..", "/etc", "rolig/../.."])
def test_a_look_is_a_name_and_no_way_out(look: str, project: Make) -> None:
    assert ("not-id", "cardprint.yaml") in found(project({"cardprint.yaml": f"look: {look}\n", "cards/kort.yaml": DECK}))


def test_a_look_that_is_a_link_out_of_the_project_is_told(project: Make) -> None:
    root = project({"cardprint.yaml": "look: ude\n", "cards/kort.yaml": DECK, "templates/x.txt": ""})
    (root / "templates/ude").symlink_to("/etc")
    assert ("path-outside", "cardprint.yaml") in found(root)


@pytest.mark.parametrize("name", ["x" * 300 + ".png", '"a\\0b.png"', '"a\\uD800.png"'])
def test_a_name_that_no_disk_takes_is_no_file(name: str, project: Make) -> None:
    told = {code for code, _ in found(project({"cards/kort.yaml": DECK.replace("images/x.png", name)}))}
    assert told & {"path-missing", "not-plain", "yaml-escape", "control-character"}


def test_a_file_name_that_is_no_text_is_told(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    (Path(os.fsdecode(os.fsencode(root) + b"/cards/k\xffrt.yaml"))).write_text(DECK, encoding="utf-8")
    assert ("name-garbled", "cards") in found(root)


# --- what may not be read --------------------------------------------------------------------------------------------


@pytest.fixture
def closed(project: Make) -> Any:
    """Close files or folders of the project to their reader, and open them again at the end."""
    shut: list[Path] = []

    def close(*names: str) -> Path:
        root = project(FILES)
        shut.extend(root / name for name in names)
        for path in shut:
            path.chmod(0)
        return root

    yield close
    for path in shut:
        path.chmod(0o755)


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: names[0])
def test_a_file_that_may_not_be_read_is_told(names: tuple[str, ...], closed: Callable[..., Path]) -> None:
    status, problems = check(closed(*names))
    assert status == 1
    told = {(problem["code"], problem["file"]) for problem in problems}
    assert {("file-forbidden", SHOWN.get(name, name)) for name in names} <= told


@pytest.mark.parametrize(
    "names",
    [
        ("cards",),
        ("templates",),
        ("cards/areas", "cards/agendas", "templates/labels", "templates/hyphenation", "templates/symbols", "fonts", "images"),
    ],
    ids=lambda names: names[0],
)
def test_a_folder_that_may_not_be_read_is_told_once(names: tuple[str, ...], closed: Callable[..., Path]) -> None:
    status, problems = check(closed(*names))
    assert status == 1
    assert sorted(problem["file"] for problem in problems if problem["code"] == "folder-forbidden") == sorted(names)


def test_a_project_that_may_not_be_read_is_told(closed: Callable[..., Path]) -> None:
    status, problems = check(closed("."))
    assert status == 1
    assert "folder-forbidden" in {problem["code"] for problem in problems}


# --- what is named by the command line -------------------------------------------------------------------------------


def test_a_pipe_is_no_deck(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kort.yaml")
    result = CliRunner().invoke(cli, ["build", str(tmp_path / "kort.yaml"), "--lang", "en"], catch_exceptions=False)
    assert result.exit_code == 1
    assert "is not an ordinary file" in result.stderr


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that opens and cannot be read, as Linux has one")
def test_a_file_that_the_disk_does_not_give_is_told_with_the_reason() -> None:
    for language, cure in (("da", "Luk den"), ("en", "Close it")):
        result = CliRunner().invoke(cli, ["check", "/proc/self/mem", "--json", "--lang", language], catch_exceptions=False)
        (problem,) = json.loads(result.stdout)["problems"]
        assert (result.exit_code, problem["code"], problem["file"]) == (1, "file-unreadable", "mem")
        assert os.strerror(errno.EIO) in problem["message"]
        assert problem["hint"].startswith(cure)


def test_the_door_names_what_it_refuses(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert files.read(tmp_path / "a", root=tmp_path, most=5) == b"12345"
    with pytest.raises(files.RefusedError, match="file-too-large"):
        files.read(tmp_path / "a", root=tmp_path, most=4)
    assert files.read_if_there(tmp_path / "b", root=tmp_path, most=5) is None
    assert files.names(tmp_path, root=tmp_path) == ("a",)
    assert files.names(tmp_path / "b", root=tmp_path) == ()


# --- what lies among the cards ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("cards/kort.xlsx", "foreign-spreadsheet"),
        ("cards/Kort.CSV", "foreign-spreadsheet"),
        ("cards/areas/skole.ods", "foreign-spreadsheet"),
        ("cards/kort.docx", "foreign-document"),
        ("cards/agendas/møde.odt", "foreign-document"),
        ("cards/kort.pptx", "foreign-slides"),
        ("cards/kort.pdf", "foreign-pdf"),
        ("cards/kort.yaml.txt", "foreign-name"),
        ("cards/kort.json", "foreign-name"),
    ],
)
def test_what_another_program_made_is_named_with_the_cure(name: str, code: str, project: Make) -> None:
    assert found(project({"cards/a.yaml": "title: A\nthemes: [{id: t}]\ncards: [{id: a, theme: t, text: Hej}]\n", name: "x"})) == {
        (code, name)
    }


@pytest.mark.parametrize(
    "name", ["cards/README.txt", "cards/noter.md", "cards/.kort.yaml", "cards/~$kort.xlsx", "cards/foto.jpg", "cards/arkiv/kort.xlsx"]
)
def test_what_nobody_takes_for_cards_is_let_be(name: str, project: Make) -> None:
    assert found(project({"cards/a.yaml": "title: A\nthemes: [{id: t}]\ncards: [{id: a, theme: t, text: Hej}]\n", name: "x"})) == set()


def zipped(*names: str, text: str = "x") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name in names:
            file.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "foreign-spreadsheet"),
        (zipped("[Content_Types].xml"), "foreign-spreadsheet"),
        (zipped("mimetype", text="application/vnd.oasis.opendocument.spreadsheet"), "foreign-spreadsheet"),
        (zipped("[Content_Types].xml", "word/document.xml"), "foreign-document"),
        (zipped("mimetype", text="application/vnd.oasis.opendocument.text"), "foreign-document"),
        (zipped("[Content_Types].xml", "ppt/slides/1.xml"), "foreign-slides"),
        (zipped("kort.yaml", text="xl/ word/"), "foreign-archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "foreign-spreadsheet"),
        (b"%PDF-1.7", "foreign-pdf"),
        (b"{\\rtf1 Hej}", "foreign-document"),
        (b"<!DOCTYPE html><html>", "foreign-webpage"),
        ("Id;Tema;Spørgsmål\n1;sprog;Hvad mener vi?\n".encode(), "foreign-spreadsheet"),
        ("Id,Tema,Spørgsmål\n1,sprog,Hvad mener vi?\n".encode(), "foreign-spreadsheet"),
        ("Id\tTema\tSpørgsmål\n1\tsprog\tHvad mener vi?\n".encode(), "foreign-spreadsheet"),
    ],
)
def test_what_is_only_called_yaml_is_named_as_what_it_is(data: bytes, code: str, project: Make) -> None:
    assert (code, "cards/kort.yaml") in found(project({"cards/kort.yaml": data}))


@pytest.mark.parametrize("name", ["cards/kort.YAML", "cards/kort.Yml"])
def test_an_ending_in_capitals_is_read(name: str, project: Make) -> None:
    assert ("unknown-key", name) in found(project({name: "titel: Kort\n"}))


@pytest.mark.parametrize("name", ["cards/vocabulary.yml", "cards/Vocabulary.yaml", "templates/style.yml"])
def test_a_file_with_one_name_only_is_told_by_another(name: str, project: Make) -> None:
    assert ("file-name", name) in found(project({"cards/kort.yaml": DECK, name: "terms: {}\n"}))
