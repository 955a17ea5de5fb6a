"""Notes: what came back from the tables, read from the file that a person corrects; what is wrong in it, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cardprint import messages, sources
from cardprint.notes import Challenge, Noted, Notes, Source, Task, Unsure
from cardprint.sources import notes as reader

if TYPE_CHECKING:
    from conftest import Make

    from cardprint.errors import Problem

SHEET = """\
id: ark
title: Opsamling
scales: {importance: {min: 1, max: 4}, effect: {min: 1, max: 4}}
"""
NOTES = """\
agenda: moede
date: 2026-12-01
chosen: [bord3.1]              # what step 2 begins with
worksheet: {id: ark, version: "1.0", fingerprint: 3f2a9c1d}
groups:
  - name: Bord 3
    file: bord3.pdf
    challenges:
      - {text: "Vi venter, og {ingen} siger *hvorfor*", importance: 4, effect: 3, barriers: [love og regler], disagree: ja, same_as: null, picture: bord3-1-text.png}
      - {text: ""}
      - {importance: null, same_as: bord4.1, sheet: 2}
    keep:
      - Vagtplanen
      - Morgenmødet
    process_name: Fælles fodslag
    pictures: {parking: bord3-parking.png}
    home_tasks: [{challenge: 1, task: Spørg vagten, ask: Jura, who: Anne, due: 1/12, pictures: {who: bord3-1-text.png}}]
    cards: [{card: "12", bother: Skemaet, pictures: {words: bord3-1-text.png}}]
    colleagues: [{who: Bo, sense: Roen}]
    source: {kind: scan, page: 3}
    sources: [{kind: form, file: bord3-2.pdf, page: 1, key: ABCDEF12, read: 0a1b2c3d, sheet: 2}]
    seen: true
    unsure: [{field: challenges.3.importance, seen: [2, 3], picture: bord3-1-text.png}]
  - name: Bord 4
    challenges: [{text: Nøglerne}]
"""
PICTURES = {f"notes/base/moede-pictures/{name}.png": b"" for name in ("bord3-1-text", "bord3-parking")}


def found(make: Make, text: str, **more: str | bytes) -> tuple[Notes | None, list[Problem]]:
    root = make({"cards/worksheets/ark.yaml": SHEET, "cards/kort.yaml": DECK, "notes/base/moede.yaml": text, **PICTURES, **more})
    project, problems = sources.project(root)
    assert [problem for problem in problems if problem.is_error] == []
    notes, more_problems = reader.notes(project, "base", "moede")
    return notes, list(more_problems)


DECK = "title: Kort\nthemes: [{id: a, name: A}]\ncards: [{id: a-01, theme: a, text: Hvad?}]\n"


def test_all_that_the_contract_lists_is_read(project: Make) -> None:
    notes, problems = found(project, NOTES)
    assert problems == []
    assert notes is not None
    assert (notes.agenda, notes.date, notes.chosen) == ("moede", "2026-12-01", ("bord3.1",))
    assert notes.worksheet == {"id": "ark", "version": "1.0", "fingerprint": "3f2a9c1d"}
    group, other = notes.groups
    picture = "notes/base/moede-pictures/bord3-1-text.png"
    assert group.challenges == (
        Challenge(
            text="Vi venter, og {ingen} siger *hvorfor*",
            importance=4,
            effect=3,
            barriers=("love og regler",),
            disagree=True,
            picture=picture,
            place=group.challenges[0].place,
        ),
        Challenge(place=group.challenges[1].place),
        Challenge(same_as="bord4.1", sheet=2, place=group.challenges[2].place),
    )
    assert [row.is_empty for row in group.challenges] == [False, True, True]
    assert group.blocks == {"keep": ("Vagtplanen", "Morgenmødet"), "process_name": ("Fælles fodslag",)}
    assert group.pictures == {"parking": "notes/base/moede-pictures/bord3-parking.png"}
    task = group.home_tasks[0]
    assert task == Task(challenge=1, task="Spørg vagten", ask="Jura", who="Anne", due="1/12", pictures={"who": picture}, place=task.place)
    assert group.cards == (Noted(words={"card": "12", "bother": "Skemaet"}, pictures={"words": picture}, place=group.cards[0].place),)
    assert group.colleagues[0].words == {"who": "Bo", "sense": "Roen"}
    assert group.sources == (
        Source(kind="scan", file="bord3.pdf", page=3),
        Source(kind="form", file="bord3-2.pdf", page=1, key="ABCDEF12", read="0a1b2c3d", sheet=2),
    )
    assert group.seen
    assert group.unsure == (Unsure(field="challenges.3.importance", seen=("2", "3"), picture=picture, place=group.unsure[0].place),)
    assert [name for name, _ in other.numbered()] == ["bord4.1"]
    assert str(group.challenges[0].place) == "notes/base/moede.yaml:9:9"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("groups: [{name: Bord 1, challenges: [{text: A, importance: 7}]}]", "not-number", "4"),
        ("groups: [{name: Bord 1, challenges: [{text: A, importance: meget}]}]", "not-number", "4"),
        ("chosen: [bord1.2]\ngroups: [{name: Bord 1, challenges: [{text: A}]}]", "unknown-challenge", "bord1.1"),
        ("groups: [{name: Bord 1, challenges: [{text: A, same_as: bord2.1}]}]", "unknown-challenge", "bord1.1"),
        ("groups: [{name: Bord 1}, {name: BORD-1}]", "group-twice", "Bord 1"),
        ("groups: [{challenges: [{text: A}]}]", "missing-key", "name"),
        ("groups: [{name: A, challenges: [{tekst: A}]}]", "unknown-key", "text"),
        ("groups: [{name: A, parkering: [B]}]", "unknown-key", "parking"),
        ("groups: [{name: A, unsure: [{field: 'challenges.x.importance'}]}]", "not-field", "challenges.x.importance"),
        ("groups: [{name: A, source: {kind: fax}}]", "not-choice", "fax"),
        ("groups: [{name: A, challenges: [{picture: ../../../x.png}]}]", "file-missing", "x.png"),
        ("groups: [{name: A, challenges: [{picture: /etc/hostname}]}]", "path-outside", "/etc/hostname"),
        ("groups: [{name: A, challenges: [{text: [B]}]}]", "text-not-list", "text"),
        ("groups: {Bord 1: {}}", "list-not-mapping", "groups"),
        ("date: 1/12", "not-date", "1/12"),
        ('groups: [{name: "A", keep: "a\\x01b"}]', "control-character", "U+0001"),
        ("- A", "mapping-not-list", "notes/base/moede.yaml"),
    ],
)
def test_what_is_wrong_is_a_problem_at_its_place(text: str, code: str, said: str, project: Make) -> None:
    _, problems = found(project, f"{text}\n")
    assert [problem.code for problem in problems] == [code]
    assert problems[0].place.file == "notes/base/moede.yaml"
    assert said in messages.render(problems[0], "da")


def test_a_picture_that_is_gone_is_a_warning(project: Make) -> None:
    notes, problems = found(project, "groups: [{name: A, challenges: [{picture: a-1.png}]}]\n")
    assert [(problem.code, problem.is_error) for problem in problems] == [("note-picture-gone", False)]
    assert notes is not None
    assert notes.groups[0].challenges[0].picture == ""


def test_a_sheet_that_the_project_no_longer_has_leaves_the_scale_open(project: Make) -> None:
    notes, problems = found(project, "worksheet: {id: andet}\ngroups: [{name: A, challenges: [{importance: 7}]}]\n")
    assert problems == []
    assert notes is not None
    assert notes.groups[0].challenges[0].importance == 7


def test_a_meeting_without_notes_has_none(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "notes/base/tom.yaml": "# intet endnu\n"})
    read, problems = sources.project(root)
    assert [problem for problem in problems if problem.is_error] == []
    assert reader.notes(read, "base", "moede") == (None, ())
    assert reader.notes(read, "base", "tom") == (None, ())


def test_each_area_organisation_and_language_has_notes_of_its_own(project: Make) -> None:
    texts = {f"notes/{folder}/moede.yaml": f"agenda: {folder.replace('/', '-')}\n" for folder in ("k/da/x", "k/en/x", "l/da/x", "l/en/x")}
    root = project(
        {
            "cardprint.yaml": "organisations: [k, l]\nlanguages: [da, en]\nareas: [x]\n",
            "cards/organisations/k.yaml": "name: K\n",
            "cards/organisations/l.yaml": "name: L\n",
            "cards/areas/x.yaml": "name: X\n",
            "cards/kort.yaml": DECK,
            **texts,
        }
    )
    read, _ = sources.project(root)
    agendas = []
    for organisation in ("k", "l"):
        for language in ("da", "en"):
            edition, _ = sources.edition(read, area="x", organisation=organisation, language=language)
            notes, problems = reader.of_edition(edition, "moede")
            assert problems == ()
            assert notes is not None
            agendas.append(notes.agenda)
    assert agendas == ["k-da-x", "k-en-x", "l-da-x", "l-en-x"]
