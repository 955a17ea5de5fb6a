"""What editors are told: every file that is shipped is valid by its schema, one with an unknown key is not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from test_bad import BAD, EXPECTED

from cardprint import editors
from cardprint.cli import cli
from cardprint.messages import keys_da
from cardprint.sources import schema

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("da", "en")


class Core(yaml.SafeLoader):
    """YAML 1.2, as editors read it: no dates, no times in sixties, no `yes`."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for tag, pattern, first in (
    ("bool", r"(true|True|TRUE|false|False|FALSE)\Z", "tTfF"),
    ("null", r"(~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+\Z", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=Core)  # noqa: S506 - a safe loader with fewer types


def run(*words: object) -> str:
    found = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


@cache
def validator(kind: str, language: str = "da") -> Draft202012Validator:
    return Draft202012Validator(json.loads(run("schema", "--json-schema", kind, "--lang", language)))


def kind_of(shown: str) -> str:
    """Find the kind of a file by the places that editors are told."""
    found = [
        kind
        for kind, (_, places) in editors.KINDS.items()
        if any(Path(shown).match(place) for place in places if place[0] != "!" and place.count("/") == shown.count("/"))
        and f"!{shown}" not in places
    ]
    assert len(found) == 1, (shown, found)
    return found[0]


SHIPPED = sorted(path for folder in ("cards", "templates") for path in (ROOT / folder).rglob("*.yaml"))


@pytest.mark.parametrize("path", [ROOT / "cardprint.yaml", *SHIPPED], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_is_shipped_is_valid(path: Path) -> None:
    kind = kind_of(path.relative_to(ROOT).as_posix())
    assert [fault.message for fault in validator(kind).iter_errors(read(path))] == []


UNKNOWN = [
    path
    for path in sorted(BAD.rglob("*.yaml"))
    if any(code in {"unknown-key", "unknown-style-key"} for _, code in EXPECTED.findall(path.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("path", UNKNOWN, ids=lambda path: path.relative_to(BAD).as_posix())
def test_a_file_with_an_unknown_key_is_not_valid(path: Path) -> None:
    lines = [line.replace("?}", "}") for line in path.read_text(encoding="utf-8").splitlines() if "duplicate-key" not in line]
    faults = validator("agenda" if path.parent.name == "agendas" else "deck").iter_errors(yaml.load("\n".join(lines), Loader=Core))  # noqa: S506
    said = " ".join(fault.message for fault in faults if fault.validator == "additionalProperties")
    wrong = [line.partition("#")[0] for line in lines if "error: unknown-key" in line]
    assert UNKNOWN
    assert wrong
    assert all(any(f"'{word}'" in said for word in re.findall(r"[\w]+(?=:)", line)) for line in wrong), said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", editors.KINDS)
def test_a_schema_is_sound_and_refuses_an_unknown_key(kind: str, language: str) -> None:
    found = json.loads(run("schema", "--json-schema", kind, "--lang", language))
    Draft202012Validator.check_schema(found)
    unknown = {"ukendt": {"ukendt": 1}}
    assert not Draft202012Validator(found).is_valid(unknown)
    assert Draft202012Validator(found).is_valid(None if kind != "style" else {"question": {"bold": True}})


def test_one_schema_holds_every_kind() -> None:
    found = json.loads(run("schema", "--json-schema"))
    Draft202012Validator.check_schema(found)
    assert editors.KINDS.keys() <= found["$defs"].keys()
    for kind in editors.KINDS:
        assert found["$defs"][kind] == validator(kind).schema["$defs"][kind]


def test_every_key_says_what_it_does_in_both_languages() -> None:
    docs = {key.doc for table in (*schema.RECORDS, *schema.TRANSLATIONS) for key in table.keys.values()} | set(
        editors.reference.EFFECTS.values()
    )
    assert docs == keys_da.KEYS.keys()
    assert all(said and said != doc for doc, said in keys_da.KEYS.items())
    card = {language: validator("deck", language).schema["$defs"]["card"]["properties"]["text"] for language in LANGUAGES}
    assert {language: key["description"] for language, key in card.items()} == {
        "da": "Det, kortet spørger om eller siger.",
        "en": "What the card asks or says.",
    }


def test_what_a_value_may_be_is_told() -> None:
    keys = validator("deck").schema["$defs"]["deck"]["properties"]
    assert keys["back"]["enum"][0] == "theme"
    assert "105 x 74 mm" in keys["card_size"]["examples"]
    deck = {"title": 2026, "step": 2, "sets": "3", "version": 1.0, "date": "2026-12-01", "blank_cards": 0}
    assert validator("deck").is_valid(deck)
    for key, value in (
        ("step", 7),
        ("step", "to"),
        ("date", "1. december"),
        ("back", "ingen"),
        ("cards", "en tekst"),
        ("title", ["en", "to"]),
    ):
        assert [list(fault.path) for fault in validator("deck").iter_errors({**deck, key: value})] == [[key]], key
    agenda = {"title": "Møde", "items": [], "start": 9.30, "end": "13:00", "groups": ["Bord 1", "Bord 2"]}
    assert validator("agenda").is_valid(agenda)
    assert not validator("agenda").is_valid({**agenda, "start": "klokken ni"})


def test_a_folder_of_schemas_has_one_for_each_kind(tmp_path: Path) -> None:
    said = run("schema", "--json-schema", "--output", tmp_path / "s", "--lang", "en")
    assert {Path(line).name for line in said.splitlines()} == {f"{kind}.schema.json" for kind in editors.KINDS}
    assert (tmp_path / "s" / "deck.schema.json").read_text(encoding="utf-8") == run("schema", "--json-schema", "deck", "--lang", "en")
    assert run("schema", "--json-schema", "area", "--output", tmp_path / "t").splitlines() == [f"{tmp_path}/t/area.schema.json"]


def test_a_kind_that_is_not_there_is_wrong_usage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(cli, ["schema", "--json-schema", "kort"])
    assert found.exit_code == 2
    assert "deck" in found.output
    assert CliRunner().invoke(cli, ["schema", "--output", "x"]).exit_code == 2
    (tmp_path / "fil").write_text("")
    refused = CliRunner().invoke(cli, ["schema", "--json-schema", "--output", "fil"])
    assert (refused.exit_code, "fil" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [(["sch"], "schema"), (["build", "--lang", "e"], "en"), (["build", "--audience", "lea"], "leader"), (["list", "siz"], "sizes")],
)
def test_a_shell_completes_what_is_typed(typed: list[str], offered: str) -> None:
    env = {
        **os.environ,
        "_CARDPRINT_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(["cardprint", *typed]),
        "COMP_CWORD": str(len(typed)),
    }
    found = subprocess.run([sys.executable, "-m", "cardprint"], env=env, capture_output=True, text=True, check=False)
    assert offered in [line.partition(",")[2] for line in found.stdout.splitlines()], found.stderr


@pytest.mark.parametrize(
    ("kind", "whole", "needed"),
    [
        ("deck", {"title": "Kort", "themes": [{"id": "a"}], "cards": [{"id": "a-1"}]}, "title"),
        ("agenda", {"title": "Møde", "items": []}, "items"),
        ("worksheet", {"title": "Ark"}, "title"),
    ],
)
def test_a_file_without_a_key_that_it_needs_is_not_valid(kind: str, whole: dict[str, Any], needed: str) -> None:
    assert validator(kind).is_valid(whole)
    assert not validator(kind).is_valid({key: value for key, value in whole.items() if key != needed})
    for key in ("themes", "cards") if kind == "deck" else ():
        assert not validator(kind).is_valid({**whole, key: [{}]}), key
