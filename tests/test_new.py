"""`cardprint new`: what it asks and makes, and what it puts into a project; a file begins sound, and every line of it may be used."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner, Result

from cardprint import beginning, editors, sources
from cardprint.cli import cli

if TYPE_CHECKING:
    from conftest import Make

DECK = """\
title: Kort
themes: [{id: sprog, name: Sprog}, {id: boevl, name: Bøvl}]
cards:
  - {id: sprog-01, theme: sprog, text: Hvad siger vi?}   # det første
  - id: boevl-01
    theme: boevl
    text: Hvad bøvler?

# til sidst
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#123456"/></svg>'
FILES = (*beginning.FOLDERS,)


def run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], prog_name="cardprint", catch_exceptions=False)


def done(*words: object) -> str:
    found = run(*words)
    assert (found.exit_code, found.stderr) == (0, ""), found.output
    return found.stdout


def codes(root: Path) -> list[str]:
    """Give what is wrong with all that lies in a project."""
    found, _ = sources.project(root)
    known = {kind: tuple(found.known.get(kind, ())) for kind in ("area", "organisation", "profile")}
    wanted = sources.Wanted(areas=known["area"], organisations=known["organisation"], profiles=known["profile"])
    project, problems = sources.project(root, wanted=wanted)
    more = [
        problem
        for area in (None, *(area.id for area in project.areas))
        for organisation in (None, *(one.id for one in project.organisations))
        for problem in sources.edition(project, area=area, organisation=organisation, language=project.languages[0])[1]
    ]
    return [f"{problem.place}: {problem.code}" for problem in (*problems, *more)]


# --- one file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", FILES)
def test_a_file_begins_sound_and_says_its_schema(kind: str, language: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cardprint.yaml": f"language: {language}\n", "cards/kort.yaml": DECK})
    monkeypatch.chdir(root / "cards")
    said = done("new", kind, "Kultur & fritid: Ågård")
    path = root / beginning.FOLDERS[kind] / "kultur-fritid-aagaard.yaml"
    assert path.relative_to(root).as_posix() in said
    assert codes(root) == []
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = re.fullmatch(r"# yaml-language-server: \$schema=(.*)", first)
    assert schema
    assert (path.parent / schema[1]).resolve() == root / editors.FOLDER / f"{kind}.schema.json"


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("kind", FILES)
def test_every_commented_line_may_be_used(kind: str, language: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(
        {
            "cardprint.yaml": f"language: {language}\n",
            "cards/kort.yaml": DECK,
            "cards/vocabulary.yaml": "terms: {borger: {meaning: Den vi er her for}}\n",
            "cards/worksheets/ark.yaml": "title: Ark\n",
            "cards/organisations/logo.svg": LOGO,
        }
    )
    monkeypatch.chdir(root)
    done("new", kind, "Prøve")
    path = root / beginning.FOLDERS[kind] / "proeve.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    used = [re.sub(r"^( *)#(?! \S)", r"\1", line) for line in lines]
    path.write_text("\n".join(used) + "\n", encoding="utf-8")
    assert not [line for line in used if re.match(r" *#\w", line)]
    assert [problem for problem in codes(root) if not problem.endswith(EXPECTED)] == []


EXPECTED = ("key-without-effect",)
"""Two lines of the print profile that are not used at once."""


@pytest.mark.parametrize("kind", ["area", "agenda"])
def test_nothing_is_overwritten(kind: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    monkeypatch.chdir(root)
    done("new", kind, "Skole")
    path = root / beginning.FOLDERS[kind] / "skole.yaml"
    path.write_text("mine: ord\n")
    again = run("new", kind, "Skole")
    assert (again.exit_code, "findes i forvejen" in again.stderr) == (2, True)
    assert path.read_text() == "mine: ord\n"


def test_what_cannot_be_begun_is_told(project: Make, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = project({"cards/kort.yaml": DECK})
    monkeypatch.chdir(root)
    for words, told in ((("area", "../.."), "id"), (("agenda", "kort"), "allerede brugt"), (("card", "sprog-01"), "allerede brugt")):
        refused = run("new", *words)
        assert (refused.exit_code, told in refused.stderr) == (2, True), refused.stderr
    (root / "cards" / "areas").symlink_to(tmp_path_factory.mktemp("outside"))
    assert "uden for projektet" in run("new", "area", "Skole").stderr
    assert run("new", "area", "Skole", "--title", "Kort").exit_code == 2


# --- a card ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_card_is_put_behind_the_last(ending: str, mark: bytes, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark + DECK.replace("\n", ending).encode()
    root = project({"cards/kort.yaml": before})
    monkeypatch.chdir(root)
    assert "cards/kort.yaml" in done("new", "card", "sprog-02")
    after = (root / "cards/kort.yaml").read_bytes()
    added = [line for line in after.splitlines(keepends=True) if line not in before.splitlines(keepends=True)]
    assert b"".join(line for line in after.splitlines(keepends=True) if line not in added) == before
    assert added[0].decode() == f"  - id: sprog-02{ending}"
    assert all(line.endswith(ending.encode()) for line in added)
    found, problems = sources.project(root)
    assert ([(card.id, card.theme) for card in found.decks[0].cards][-1], problems) == (("sprog-02", "sprog"), ())


@pytest.mark.parametrize(
    "text",
    ["cards: [{id: sprog-01, theme: sprog, text: Hvad?}]\n", "cards:\n  -\n    id: sprog-01\n    theme: sprog\n    text: Hvad?\n"],
)
def test_a_deck_that_has_no_line_for_a_card_is_left_alone(text: str, project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = "title: Kort\nthemes: [{id: sprog}]\n" + text
    root = project({"cards/kort.yaml": whole})
    monkeypatch.chdir(root)
    refused = run("new", "card", "sprog-02")
    assert (refused.exit_code, "cards/kort.yaml:" in refused.stderr) == (2, True)
    assert (root / "cards/kort.yaml").read_text() == whole


def test_cards_in_the_middle_of_a_deck(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": "title: Kort\ncards:\n- id: a-1\n  theme: a\n  text: Hvad?\n# temaerne\nthemes:\n- id: a\n"})
    monkeypatch.chdir(root)
    done("new", "card", "a-2")
    assert "#status: draft\n# temaerne\nthemes:\n" in (root / "cards/kort.yaml").read_text()


# --- a project -------------------------------------------------------------------------------------------------------


def test_a_project_is_what_the_options_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("våben.svg").write_text(LOGO)
    whose = ("--organisation", "Havdal Kommune", "--colour", "#224466", "--colour", "#8a3b12", "--logo", "våben.svg")
    done("new", "p", "--title", "Ny: plan", "--area", "Ældreområdet", "--area", "skole", "--area", "Kultur og fritid", *whose)
    config = yaml.safe_load(Path("p/cardprint.yaml").read_text(encoding="utf-8"))
    assert (config["title"], config["organisation"]) == ("Ny: plan", "havdal-kommune")
    assert config["areas"] == ["aeldre", "skole", "kultur-og-fritid"]
    assert [path.name for path in sorted(Path("p/cards/organisations").iterdir())] == ["havdal-kommune.yaml", "logo.svg"]
    written = Path("p/cards/organisations/havdal-kommune.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(written) == {
        "id": "havdal-kommune",
        "name": "Havdal Kommune",
        "logo": {"file": "logo.svg", "alt": "Logo for Havdal Kommune"},
        "colours": {"primary": "#224466", "accent": "#8a3b12"},
    }
    assert "#colours" not in written
    assert "#  primary" not in written
    assert "#contact" in written
    assert codes(Path("p").resolve()) == []
    assert Path("p/.gitignore").read_text(encoding="utf-8").splitlines()[1:] == ["output/", "notes/"]
    assert "path: output/" in Path("p/.github/workflows/cards.yml").read_text(encoding="utf-8")
    assert subprocess.run(["make", "-n", "-C", "p"], capture_output=True, text=True, check=True).stdout.count("cardprint build") == 1


@pytest.mark.parametrize("language", ["en", "sv"])
def test_a_project_in_another_language_begins_with_a_small_deck(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done("new", "p", "--language", language, "--area", "Culture & sports", "--organisation", "Havdal")
    assert codes(Path("p").resolve()) == []
    assert run("build", "p").exit_code == 0
    assert [path.name for path in Path("p/output").glob("*/*-sheets.pdf")] == ["our-cards-sheets.pdf"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--colour", "blå"), "er ikke en farve"),
        (("--logo", "findes-ikke.svg"), "findes-ikke.svg"),
        (("--logo", "logo.tiff"), "SVG, PNG eller JPEG"),
        (("--language", "dansk"), "kendes ikke"),
        (("--area", "…"), "id"),
    ],
)
def test_an_answer_that_cannot_be_one_leaves_nothing(
    words: tuple[str, str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("logo.tiff").touch()
    refused = run("new", "p", *words)
    assert (refused.exit_code, told in refused.stderr) == (2, True), refused.stderr
    assert not Path("p").exists()


def test_the_steps_of_a_git_host_make_the_parcel_and_keep_what_they_made(tmp_path: Path) -> None:
    """The lines of the example are run as they stand, but for those that fetch Python and cardprint."""
    done("new", tmp_path / "p", "--area", "skole", "--organisation", "Havdal", "--lang", "en")
    root = tmp_path / "p"
    steps = yaml.safe_load((root / ".github/workflows/cards.yml").read_text(encoding="utf-8"))["jobs"]["kort"]["steps"]
    lines = [step["run"] for step in steps if "run" in step]
    assert lines[0] == "pip install cardprint"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    for line in lines[1:]:
        subprocess.run(line, shell=True, cwd=root, env=os.environ | {"PATH": path}, check=True, capture_output=True)  # noqa: S602 - the example's own line
    keep = steps[-1]
    assert (keep["if"], keep["uses"].partition("@")[0]) == ("always()", "actions/upload-artifact")
    assert [path.suffix for path in (root / keep["with"]["path"] / "parcels").iterdir() if path.name != "manifest.json"] == [".zip"]


def test_what_is_hidden_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("mit\n")
    done("new", tmp_path)
    assert (tmp_path / ".gitignore").read_text() == "mit\n"
    assert not (tmp_path / ".cardprint-new").exists()


def test_the_editor_finds_a_schema_for_every_file(tmp_path: Path) -> None:
    done("new", tmp_path)
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert all((tmp_path / schema).is_file() for schema in settings)
    assert {place for places in settings.values() for place in places} == {
        place for _, places in editors.KINDS.values() for place in places
    }
    found = json.loads((tmp_path / editors.FOLDER / "deck.schema.json").read_text(encoding="utf-8"))
    assert found["$defs"]["card"]["properties"]["text"]["description"] == "Det, kortet spørger om eller siger."


def test_on_a_terminal_it_asks(tmp_path: Path) -> None:
    """Six questions, in Danish; what an option says is not asked."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "cardprint", "new", "p", "--logo", "logo.svg"]
    (tmp_path / "logo.svg").write_text(LOGO)
    asking = subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs)
    os.close(theirs)
    os.write(ours, b"\nMine kort\nskole, Kultur\nHavdal Kommune\n#224466,#8a3b12\n")
    said, _ = asking.communicate(timeout=60)
    asked = os.read(ours, 10_000).decode()
    os.close(ours)
    assert (asking.returncode, b"cardprint build" in said) == (0, True), asked
    assert [question in asked for question in ("Sprog", "navn", "Velfærdsområder", "farve", "Fil med logo")] == [True] * 4 + [False]
    config = yaml.safe_load((tmp_path / "p/cardprint.yaml").read_text(encoding="utf-8"))
    assert (config["title"], config["areas"], config["organisation"]) == ("Mine kort", ["skole", "kultur"], "havdal-kommune")
    whose = yaml.safe_load((tmp_path / "p/cards/organisations/havdal-kommune.yaml").read_text(encoding="utf-8"))
    assert whose["colours"] == {"primary": "#224466", "accent": "#8a3b12"}
