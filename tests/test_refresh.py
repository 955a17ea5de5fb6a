"""Overlays stay true: what changed below them is told with old and new words, and `refresh` writes new fingerprints and nothing else."""

from __future__ import annotations

import difflib
import json
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cardprint.cli import cli

if TYPE_CHECKING:
    from conftest import Make


def mark(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:8]


ONE, TWO, NEW = "Hvad siger vi?", "Hvad tier vi om?", "Hvad siger vi højt?"
DECK = f"""\
id: kort
title: Kort
themes: [{{id: sprog, name: Sprog}}]
cards:
  - id: a-1
    theme: sprog
    text: {ONE}
    variants:
      aeldre: {{text: Hvad siger beboeren?, base: {mark(ONE)}}}
    translations:
      en: {{text: What do we say?, base: "{mark(ONE)}"}}
  - {{id: a-2, theme: sprog, text: "{TWO}"}}
"""
SKOLE = f"""\
# Skolens ord
id: skole
name: Skole
cards:
  a-1:   # set på lærermødet
    base: '{mark(ONE)}'   # base
    text: 'Hvad siger en lærer?'
  a-2: {{ text: "Hvad tier en lærer om?" , base: {mark(TWO)} }}
"""
FILES = {
    "cardprint.yaml": "title: Prøve\nlanguages: [da, en]\nareas: [skole, aeldre]\ndecks: [kort]\n",
    "cards/kort.yaml": DECK,
    "cards/areas/skole.yaml": SKOLE,
    "cards/areas/aeldre.yaml": "id: aeldre\nname: Ældre\n",
}


def run(root: Path, *words: str) -> Result:
    at = [str(root / word) if word.endswith(".yaml") else word for word in words[1:]]
    paths = at if any(word.endswith(".yaml") for word in words[1:]) else [*at, str(root)]
    return CliRunner().invoke(cli, [words[0], *paths])


def rewrite(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


def changed(before: bytes, after: bytes) -> list[str]:
    lines = difflib.ndiff(before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True))
    return [line for line in lines if line[0] in "+-"]


def test_one_changed_base_text_names_exactly_the_stale_overlays_with_old_and_new(project: Make) -> None:
    root = project(FILES)
    assert run(root, "refresh", "--yes").exit_code == 0
    assert run(root, "refresh").output == "Intet er ændret under de ord, der er tilpasset.\n"
    rewrite(root, "cards/kort.yaml", f"text: {ONE}", f"text: {NEW}")
    found = json.loads(run(root, "check", "--json").output)["problems"]
    stale = [(problem["file"], problem["line"]) for problem in found if problem["code"].startswith("base-changed")]
    assert sorted(stale) == [("cards/areas/skole.yaml", 6), ("cards/kort.yaml", 9), ("cards/kort.yaml", 11)]
    told = next(problem["message"] for problem in found if (problem["code"], problem["line"]) == ("base-changed-from", 6))
    assert (ONE in told, NEW in told) == (True, True)


def test_refresh_asks_first(project: Make) -> None:
    root = project(FILES)
    rewrite(root, "cards/kort.yaml", f"text: {ONE}", f"text: {NEW}")
    before = (root / "cards/areas/skole.yaml").read_bytes()
    shown = run(root, "refresh", "--area", "skole", "--lang", "en")
    assert (shown.exit_code, NEW in shown.output, "--yes" in shown.output) == (0, True, True)
    assert (root / "cards/areas/skole.yaml").read_bytes() == before
    assert not (root / ".cardprint").exists()


@pytest.mark.parametrize(
    "written",
    [
        SKOLE,
        SKOLE.replace("\n", "\r\n"),
        "\ufeff" + SKOLE,
        SKOLE.replace(f"'{mark(ONE)}'", f'"{mark(ONE)}"'),
        SKOLE.replace(f"'{mark(ONE)}'   # base", f">-\n      {mark(ONE)}"),
        SKOLE.replace(f"'{mark(ONE)}'", mark(ONE)).rstrip("\n"),
        f"{{id: skole, name: Skole, cards: {{a-1: {{base: {mark(ONE)}, text: Ny}}}}}}",
        f'{{"id": "skole", "name": "Skole", "cards": {{"a-1": {{"text": "Ny", "base":"{mark(ONE)}"}}}}}}\n',
    ],
)
def test_refresh_changes_the_fingerprint_and_nothing_else(project: Make, written: str) -> None:
    root = project({**FILES, "cards/areas/skole.yaml": ""})
    path = root / "cards/areas/skole.yaml"
    path.write_bytes(written.encode())
    rewrite(root, "cards/kort.yaml", f"text: {ONE}", f"text: {NEW}")
    made = run(root, "refresh", "cards/areas/skole.yaml", "--yes")
    assert made.exit_code == 0, made.output
    assert path.read_bytes() == written.replace(mark(ONE), mark(NEW)).encode()
    assert f"base: {mark(ONE)}}}" in (root / "cards/kort.yaml").read_text(encoding="utf-8")  # only the file that was named


def test_refresh_of_a_project_reaches_variants_translations_and_areas(project: Make) -> None:
    root = project(FILES)
    rewrite(root, "cards/kort.yaml", f"text: {ONE}", f"text: {NEW}")
    before = {name: (root / name).read_bytes() for name in FILES}
    assert run(root, "refresh", "--yes").exit_code == 0
    for name, count in (("cards/kort.yaml", 2), ("cards/areas/skole.yaml", 1), ("cards/areas/aeldre.yaml", 0)):
        assert len([line for line in changed(before[name], (root / name).read_bytes()) if line[0] == "+"]) == count
    assert run(root, "refresh").output == "Intet er ændret under de ord, der er tilpasset.\n"


def test_an_organisation_over_several_areas_cannot_have_one_fingerprint(project: Make) -> None:
    root = project(
        {
            **FILES,
            "cardprint.yaml": FILES["cardprint.yaml"] + "organisation: os\n",
            "cards/organisations/os.yaml": "id: os\nname: Os\ncards:\n  a-1: {text: Vores, base: 01234567}\n",
        }
    )
    told = run(root, "refresh", "cards/organisations/os.yaml", "--yes", "--lang", "en")
    assert "no one fingerprint fits them all" in told.output
    assert "01234567" in (root / "cards/organisations/os.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("kept", ["", "[", "[1]", '{"01234567": ["en anden"]}', '{"01234567": 3}', "[" * 100_000])
def test_what_is_kept_of_old_words_may_be_anything(project: Make, kept: str) -> None:
    root = project({**FILES, ".cardprint/base.json": kept})
    rewrite(root, "cards/kort.yaml", f"text: {ONE}", f"text: {NEW}")
    made = run(root, "refresh", "--yes", "--lang", "en")
    assert (made.exit_code, made.output.count("(no longer known)")) == (0, 3)
    assert mark(NEW) in json.loads((root / ".cardprint/base.json").read_text(encoding="utf-8"))


def test_words_for_a_card_that_is_gone_are_told(project: Make) -> None:
    root = project(FILES)
    rewrite(root, "cards/kort.yaml", f'  - {{id: a-2, theme: sprog, text: "{TWO}"}}\n', "")
    found = json.loads(run(root, "check", "--json").output)["problems"]
    assert ("cards/areas/skole.yaml", 8) in [(problem["file"], problem["line"]) for problem in found]


def test_a_table_that_changes_a_text_names_the_areas_words_that_lie_on_it(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(FILES)
    monkeypatch.chdir(root)
    (root / "t.csv").write_text(f"Id;Tema;Spørgsmål\na-1;Sprog;{NEW}\n", encoding="utf-8")
    made = CliRunner().invoke(cli, ["import", "t.csv", "--into", "cards/kort.yaml", "--yes"])
    assert made.exit_code == 0, made.output
    assert "a-1: ordene for Skole skal læses igen" in made.output
    assert "a-2: ordene" not in made.output
    shown = run(root, "refresh", "cards/areas/skole.yaml")
    assert (f"før: {ONE}" in shown.output, f"nu:  {NEW}" in shown.output) == (True, True)


def test_an_area_that_is_not_listed_is_named_by_its_file(project: Make) -> None:
    root = project({**FILES, "cards/areas/kultur.yaml": "id: kultur\nname: Kultur\ncards:\n  a-1: {text: Nyt, base: 00000000}\n"})
    assert run(root, "refresh", "cards/areas/kultur.yaml", "--yes").exit_code == 0
    assert (root / "cards/areas/kultur.yaml").read_text(encoding="utf-8").endswith(f"base: {mark(ONE)}}}\n")
