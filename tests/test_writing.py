"""What a stranger's project can do to files, and what streams can do to a run: nothing that is not told."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest
from click.testing import CliRunner, Result

from cardprint import messages, names, new, output, printers, staging
from cardprint.cli import cli
from cardprint.errors import Place, error
from cardprint.manifest import MANIFEST
from cardprint.page import Shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Make

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="links and pipes as a stranger on Unix makes them")

DECK = "title: Kort\nthemes: [{id: a}]\ncards: [{id: a-1, theme: a, text: Hvad?}]\n"
SHEETS = "base/kort-sheets.pdf"
OUTSIDE = os.environ | {"PYTHONPATH": str(Path(output.__file__).parents[1])}


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(cli, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def codes(result: Result) -> list[str]:
    return [one["code"] for one in json.loads(result.stdout)["problems"]]


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def tree(folder: Path) -> dict[str, object]:
    """Give all that lies in a folder: links by where they lead, files by what they hold and which they are."""
    out: dict[str, object] = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        is_file = path.is_file() and not path.is_symlink()
        what = str(path.readlink()) if path.is_symlink() else (about.st_ino, path.read_bytes()) if is_file else about.st_mode
        out[path.relative_to(folder).as_posix()] = what
    return out


# --- a project that came by mail -------------------------------------------------------------------------------------


def manifest(files: dict[str, str], **more: object) -> str:
    return json.dumps({"files": files, **more})


def linked_manifest(out: Path, victim: Path) -> None:
    (victim / MANIFEST).write_text(manifest({"report.pdf": digest(b"a")}), encoding="utf-8")
    (out / MANIFEST).symlink_to(victim / MANIFEST)


def staged(out: Path, victim: Path, **stage: bytes | Path) -> None:
    """Let a run look killed that was to put `stage` in the place of the sheets."""
    (out / staging.STAGE).mkdir()
    for state, what in stage.items():
        path = out / staging.STAGE / f"{digest(SHEETS.encode())}.{state}"
        path.write_bytes(what) if isinstance(what, bytes) else path.symlink_to(what)
    assert victim.is_dir()


def pending(out: Path, path: str = SHEETS, old: str = "", new: str = "") -> None:
    then = {"files": {path: new} if new else {}}
    (out / MANIFEST).write_text(manifest({path: old} if old else {}, next=then), encoding="utf-8")


def killed_by_link(out: Path, victim: Path) -> None:
    pending(out, new=digest(b"a"))
    staged(out, victim, new=victim / "report.pdf")


def killed_below_link(out: Path, victim: Path) -> None:
    (out / "base").symlink_to(victim)
    pending(out, "base/report.pdf", old=digest(b"a"))
    staged(out, victim)


def put_back_below_link(out: Path, victim: Path) -> None:
    (out / "base").symlink_to(victim)
    pending(out, "base/report.pdf", new=digest(b"a"))
    staged(out, victim)


def stage_by_link(out: Path, victim: Path) -> None:
    (victim / f"{digest(SHEETS.encode())}.new").write_bytes(b"x")
    (out / staging.STAGE).symlink_to(victim)
    pending(out, new=digest(b"x"))


HARM: dict[str, Callable[[Path, Path], object]] = {
    "a link below": lambda out, victim: (
        (out / "link").symlink_to(victim),
        (out / MANIFEST).write_text(manifest({"link/report.pdf": digest(b"a")})),
    ),
    "as it came": lambda out, victim: ((out / "link").symlink_to(victim), (out / MANIFEST).write_text('{"files":{"link/report.pdf":"x"}}')),
    "an area": lambda out, victim: (out / "base").symlink_to(victim),
    "an area, its files known": lambda out, victim: (
        (out / "base").symlink_to(victim),
        (out / MANIFEST).write_text(manifest({SHEETS: digest(b"sheets"), "base/report.pdf": digest(b"a")})),
    ),
    "a target": lambda out, victim: ((out / "base").mkdir(), (out / SHEETS).symlink_to(victim / "report.pdf")),
    "a target that leads nowhere": lambda out, victim: ((out / "base").mkdir(), (out / SHEETS).symlink_to(victim / "new.pdf")),
    "a link in a circle": lambda out, victim: ((out / "base").mkdir(), (out / SHEETS).symlink_to(out / SHEETS), victim),
    "a manifest": linked_manifest,
    "a manifest that leads nowhere": lambda out, victim: (out / MANIFEST).symlink_to(victim / MANIFEST),
    "above": lambda out, victim: ((out / MANIFEST).write_text(manifest({"../../victim/report.pdf": digest(b"a")})), victim),
    "absolute": lambda out, victim: (out / MANIFEST).write_text(manifest({f"{victim}/report.pdf": digest(b"a")})),
    "a drive": lambda out, victim: ((out / MANIFEST).write_text(manifest({"C:\\victim\\report.pdf": digest(b"a")})), victim),
    "an older cardprint's staged file": lambda out, victim: (
        (out / "base").mkdir(),
        [(out / "base" / f".kort-sheets.pdf.{number}.new").symlink_to(victim / "report.pdf") for number in (1, os.getpid())],
    ),
    "a staged file": killed_by_link,
    "a dead run's area": killed_below_link,
    "a dead run's area, put back": put_back_below_link,
    "the hidden folder": stage_by_link,
    "the lock": lambda out, victim: (out / ".cardprint.lock").symlink_to(victim / "report.pdf"),
}


@pytest.mark.parametrize("command", ["build", "proof", "calibrate"])
@pytest.mark.parametrize("name", HARM)
def test_no_byte_changes_outside_the_output_folder(name: str, command: str, tmp_path: Path) -> None:
    victim, root = tmp_path / "victim", tmp_path / "project"
    (victim / "empty").mkdir(parents=True)
    (root / "output").mkdir(parents=True)
    (root / "cards").mkdir()
    for path, data in {"report.pdf": b"a", "keep.txt": b"b", "kort-sheets.pdf": b"sheets"}.items():
        (victim / path).write_bytes(data)
    (root / "cardprint.yaml").write_text("", encoding="utf-8")
    (root / "cards" / "kort.yaml").write_text(DECK, encoding="utf-8")
    HARM[name](root / "output", victim)
    before = tree(victim), {path: what for path, what in tree(root).items() if not path.startswith("output")}
    for _ in range(2):
        assert run(command, root).exit_code in {0, 1}
    assert (tree(victim), {path: what for path, what in tree(root).items() if not path.startswith("output")}) == before


def test_a_link_as_output_folder_is_followed(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "elsewhere/note.pdf": b"mine"})
    (root / "output").symlink_to(root / "elsewhere")
    assert run("build", root).exit_code == 0
    assert (root / "elsewhere" / SHEETS).is_file()
    assert (root / "elsewhere" / "note.pdf").read_bytes() == b"mine"


@pytest.mark.parametrize("known", ["", "0" * 64], ids=["unknown", "with another digest"])
def test_a_persons_own_file_is_neither_replaced_nor_removed(known: str, project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, f"output/{SHEETS}": b"mine", "output/base/note.pdf": b"mine"})
    files = {SHEETS: known, "base/note.pdf": known} if known else {}
    (root / "output" / MANIFEST).write_text(manifest(files), encoding="utf-8")
    result = run("build", root, "--json", "--lang", "en")
    (problem,) = [one for one in json.loads(result.stdout)["problems"] if one["severity"] == "error"]
    assert (result.exit_code, problem["code"], problem["file"]) == (1, "target-foreign", f"{root.as_posix()}/output/{SHEETS}")
    assert "--output" in problem["hint"]
    assert "delete" in problem["hint"]
    assert [(root / "output" / path).read_bytes() for path in (SHEETS, "base/note.pdf")] == [b"mine", b"mine"]
    assert sorted(path.name for path in (root / "output" / "base").iterdir()) == ["kort-sheets.pdf", "note.pdf"], "nothing new for the area"


def test_a_file_that_a_person_has_changed_stays_when_it_is_no_longer_made(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/mere.yaml": DECK.replace("a-1", "b-1")})
    assert run("build", root).exit_code == 0
    (root / "cards" / "mere.yaml").unlink()
    (root / "output" / "base" / "mere-sheets.pdf").write_bytes(b"with notes")
    assert codes(run("build", root, "--json")) == ["target-kept"]
    assert sorted(path.name for path in (root / "output" / "base").glob("mere*")) == ["mere-sheets.pdf"]
    assert codes(run("build", root, "--json")) == []


def test_what_an_older_cardprint_wrote_is_ours(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    assert run("build", root).exit_code == 0
    target = root / "output" / SHEETS
    target.write_bytes(b"older")
    found = json.loads((root / "output" / MANIFEST).read_text(encoding="utf-8"))
    found["files"] |= {SHEETS: digest(b"older"), "base/gone.pdf": digest(b"gone")}
    (root / "output" / "base" / "gone.pdf").write_bytes(b"gone")
    (root / "output" / MANIFEST).write_text(json.dumps({"files": found["files"]}), encoding="utf-8")
    assert run("build", root).exit_code == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert not (root / "output" / "base" / "gone.pdf").exists()


def test_the_same_bytes_are_fine_though_no_manifest_knows_them(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    run("build", root)
    before = (root / "output" / MANIFEST).read_bytes()
    (root / "output" / MANIFEST).unlink()
    result = run("build", root)
    assert (result.exit_code, result.stdout.count("uændret")) == (0, 3)
    assert (root / "output" / MANIFEST).read_bytes() == before


# --- what is no manifest, no folder, no file -------------------------------------------------------------------------

ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "huge": lambda path: (path.touch(), os.truncate(path, 2_000_000_000)),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_manifest_is_a_problem_at_once(name: str, project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    (root / "output").mkdir()
    ODD[name](root / "output" / MANIFEST)
    before = (root / "output" / MANIFEST).lstat()
    assert codes(run("build", root, "--json")) == ["manifest-foreign"]
    assert codes(run("build", root, "--json", "--changed-since", root / "output")) == ["no-manifest"]
    assert codes(run("diff", root / "output", root / "output", "--json")) == ["no-manifest"]
    assert (root / "output" / MANIFEST).lstat() == before
    assert [path.name for path in (root / "output").iterdir()] == [MANIFEST]


@pytest.mark.parametrize("name", [name for name in ODD if name != "huge"])
def test_an_odd_target_is_a_problem_and_the_other_areas_are_built(name: str, project: Make) -> None:
    areas = {f"cards/areas/{area}.yaml": f"name: {area}\n" for area in ("skole", "vej")}
    root = project({"cards/kort.yaml": DECK, "cardprint.yaml": "areas: [skole, vej]\n", **areas})
    (root / "output" / "skole").mkdir(parents=True)
    ODD[name](root / "output" / "skole" / "kort-sheets.pdf")
    result = run("build", root, "--json")
    assert (result.exit_code, codes(result), json.loads(result.stdout)["skipped"]) == (1, ["target-foreign"], ["skole"])
    assert (root / "output" / "vej" / "kort-sheets.pdf").is_file()


def test_a_name_that_is_empty_is_wrong_usage(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": DECK})
    monkeypatch.chdir(root)
    before = tree(root)
    for words in (
        ["build", "--output", ""],
        ["build", ""],
        ["build", "--changed-since", ""],
        ["proof", "--output", ""],
        ["new", ""],
        ["diff", "", "."],
    ):
        assert run(*words).exit_code == 2, words
    assert run("calibrate", "--output", "", "--lang", "en").stderr.startswith("fejl: --output er tom")
    assert tree(root) == before


def test_the_test_page_replaces_no_file_of_others(project: Make) -> None:
    root = project({"mine.pdf": b"mine"})
    result = run("calibrate", root, "--output", root / "mine.pdf", "--lang", "en")
    assert (result.exit_code, (root / "mine.pdf").read_bytes()) == (1, b"mine")
    assert "was not made by cardprint" in result.stderr
    for _ in range(2):
        assert run("calibrate", root, "--output", root / "new.pdf").exit_code == 0
        assert run("calibrate", root).exit_code == 0
    assert sorted(json.loads((root / "output" / MANIFEST).read_text(encoding="utf-8"))["beside"]) == ["calibration.pdf"]
    assert run("build", root, "--lang", "en").exit_code == 1, "there is no deck"
    assert (root / "output" / "calibration.pdf").is_file()


# --- streams ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "status", "told"),
    [(">&-", 1, "Bad file descriptor"), (">/dev/full", 1, "No space left"), ("| true", 0, ""), (">&- 2>&-", 1, ""), ("--quiet >&-", 0, "")],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk as Linux has it")
def test_a_stream_that_takes_nothing_stops_no_build_and_is_told(end: str, status: int, told: str, project: Make) -> None:
    root = project({"cards/kort.yaml": DECK})
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m cardprint build "$1" {end}', sys.executable, root],
        env=OUTSIDE,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (status, "")
    assert "Traceback" not in done.stderr
    assert told in done.stderr
    assert bool(done.stderr) == bool(told)
    assert bool(told) == (messages.sentence(error("stream-lost", Place(""), reason=told), "da")[1] in done.stderr)
    assert (root / "output" / SHEETS).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("words", ["--help", "list sizes", "schema", "list sizes --json"])
def test_every_command_says_that_nobody_could_read_it(words: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"$0" -m cardprint {words} >/dev/full', sys.executable],
        env=OUTSIDE,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr.count("No space left on device"), done.stderr.count("Traceback")) == (1, 1, 0)


# --- names -----------------------------------------------------------------------------------------------------------


def test_two_papers_of_one_name_are_a_problem_that_names_both_sources(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "print: [office-a4, reading]\n",
            "cards/x.yaml": f"id: kort\n{DECK}",
            "cards/y.yaml": f"id: kort-sheets\n{DECK.replace('a-1', 'b-1')}",
            "cards/print/reading.yaml": "id: reading\n",
        }
    )
    for command in ("build", "check"):
        (problem,) = json.loads(run(command, root, "--json", "--lang", "en").stdout)["problems"]
        assert (problem["code"], problem["file"]) == ("paper-twice", "cards/y.yaml")
        assert "cards/x.yaml and cards/y.yaml would both become the file base/kort-sheets-reading.pdf" in problem["message"]
    assert not (root / "output").exists()


@pytest.mark.parametrize(("one", "other"), [("Kort", "kort"), ("blå", "BLÅ"), ("straße", "STRASSE"), ("ﬁn", "fin")])
def test_names_that_some_system_takes_for_one_are_a_problem(one: str, other: str, project: Make) -> None:
    decks = {"cards/x.yaml": f"id: {one}\n{DECK}", "cards/y.yaml": f"id: {other}\n{DECK.replace('a-1', 'b-1')}"}
    found = json.loads(run("build", project(decks), "--json").stdout)
    assert {problem["code"] for problem in found["problems"]} == {"paper-twice"}
    assert (found["written"], found["skipped"]) == ([], ["base"])


def test_areas_that_some_system_takes_for_one_are_a_problem(project: Make) -> None:
    areas = {"cards/areas/a.yaml": "id: Skole\n", "cards/areas/b.yaml": "id: skole\n", "cardprint.yaml": "areas: [Skole, skole]\n"}
    found = json.loads(run("build", project({"cards/kort.yaml": DECK, **areas}), "--json").stdout)
    assert {problem["code"] for problem in found["problems"]} == {"paper-twice"}
    assert found["written"] == []


def test_profiles_whose_files_would_be_one_are_named(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "print: [a, fronts]\n",
            "cards/kort.yaml": DECK,
            "cards/print/a.yaml": "id: a\nbacks: separate\n",
            "cards/print/fronts.yaml": "id: fronts\nbacks: interleaved\n",
        }
    )
    (problem,) = json.loads(run("build", root, "--json", "--lang", "en").stdout)["problems"]
    assert problem["message"] == "a and fronts would both become the file base/kort-sheets-fronts.pdf"


def test_an_area_cannot_have_the_manifests_name(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "cards/areas/a.yaml": "id: Manifest.json\n", "cardprint.yaml": "areas: [Manifest.json]\n"})
    assert set(codes(run("build", root, "--json"))) == {"paper-twice"}


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "lpt9.kort", "aux.", "kort.", "COM¹"])
@pytest.mark.parametrize("kind", ["cards", "cards/areas", "cards/organisations", "cards/agendas", "cards/worksheets", "cards/print"])
def test_an_id_that_windows_cannot_name_is_a_problem_at_the_id(name: str, kind: str, project: Make) -> None:
    text = {"cards": DECK, "cards/agendas": "title: Møde\nitems: []\n"}.get(kind, "")
    listed = {"cards/areas": "areas", "cards/organisations": "organisations", "cards/print": "print"}
    settings = f"{listed[kind]}: [{name}]\n" if kind in listed else ""
    root = project({"cardprint.yaml": settings, "cards/kort.yaml": DECK.replace("a-1", "b-1"), f"{kind}/x.yaml": f"{text}id: {name}\n"})
    found = json.loads(run("check", root, "--json").stdout)["problems"]
    (problem,) = [one for one in found if one["code"] == "id-reserved"]
    assert (problem["file"], problem["line"]) == (f"{kind}/x.yaml", text.count("\n") + 1)
    assert not names.is_nameable(name)


@pytest.mark.parametrize("name", ["con", "a:b", "kort?"])
def test_a_files_name_that_is_its_id_is_held_to_the_same(name: str, project: Make) -> None:
    found = json.loads(run("check", project({f"cards/{name}.yaml": DECK}), "--json").stdout)["problems"]
    assert [(one["code"], one["file"]) for one in found] == [("id-reserved", f"cards/{name}.yaml")]


@pytest.mark.parametrize("name", ["kort", "mine kort", "blå.kort", "console", "com", "com10", "nul-1"])
def test_other_names_are_names(name: str) -> None:
    assert names.is_nameable(name)


# --- new projects and settings ---------------------------------------------------------------------------------------


def test_a_new_project_follows_no_link(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "kort"
    (victim / "empty").mkdir(parents=True)
    folder.mkdir()
    (folder / new.STAGE).symlink_to(victim)
    before = tree(victim)
    assert run("new", folder).exit_code == 2
    (folder / new.STAGE).unlink()
    (folder / new.STAGE).mkdir()
    (folder / new.STAGE / "cards").symlink_to(victim)
    assert run("new", folder).exit_code == 2
    assert tree(victim) == before
    assert [path.name for path in folder.iterdir()] == [new.STAGE]


@pytest.mark.parametrize("moved", [new.STARTER[:count] for count in (0, 1, 3, len(new.STARTER))])
def test_a_new_project_that_was_killed_is_finished_by_the_next(moved: tuple[str, ...], tmp_path: Path) -> None:
    folder, whole = tmp_path / "kort", tmp_path / "whole"
    assert [run("new", one).exit_code for one in (folder, whole)] == [0, 0]
    (folder / new.STAGE).mkdir()
    for name in new.STARTER:
        if name not in moved:
            shutil.move(folder / name, folder / new.STAGE / name)
    assert run("new", folder).exit_code == 0
    assert set(tree(folder)) == set(tree(whole))


def test_settings_that_are_a_link_stay_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, kept = tmp_path / "settings", tmp_path / "kept"
    home.mkdir()
    kept.mkdir()
    monkeypatch.setattr(platformdirs, "user_config_path", lambda _name, **_: home)
    (kept / "mine.json").write_text('{"printers": {}}', encoding="utf-8")
    (home / printers.FILE).symlink_to(kept / "mine.json")
    assert printers.keep("Kontor", Shift(1.0, 0.0, 0.0)) == ()
    assert (home / printers.FILE).is_symlink()
    assert list(printers.kept()[0]) == ["Kontor"]
    assert [path.name for path in (*home.iterdir(), *kept.iterdir())] == [printers.FILE, "mine.json"]
