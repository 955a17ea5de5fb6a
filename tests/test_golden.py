"""Faces and structure trees as text, compared with what a person has looked at; and the helper that compares them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from golden import faults
from reader import tree
from typeset import Typeset, room_of, typeset

from cardprint.geometry import MM
from cardprint.page import Box, Face, Image, Item, Line, TextLine
from cardprint.recipe import Job, build

GOLDEN = Path(__file__).parent / "golden"
Make = Callable[[Mapping[str, str | bytes]], Path]

EYE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"><rect width="30" height="20"/></svg>'
PROJECT = """\
title: Prøve
process: {name: Samskabt styring}
areas: [skole]
organisation: by
"""
DECK = """\
id: alle-slags
title: Alle slags
card_size: dialogue
back: text
licence: CC BY 4.0
version: "2"
blank_cards: 1
instruction_card: |
  Læs et kort højt, og sig nummeret, så alle hører det, også dem bagest i lokalet.

  Svar på skift.
themes:
  - {id: sprog, name: Fælles sprog, colour: "#0b5c6b", symbol: speech}
  - {id: krav, name: Krav, colour: "#632142"}
cards:
  - id: spoerg
    theme: sprog
    title: Til en begyndelse
    text: Hvad mener vi helt konkret, når vi siger “styring” her hos os?
    follow_up: [Hvilke ord bruger vi forskelligt?, "Hvem bestemmer, hvad de betyder, og hvordan finder en ny kollega ud af det?"]
  - {id: paastand, theme: sprog, kind: statement, text: Vi har ord nok, status: draft}
  - {id: dilemma, theme: krav, kind: dilemma, text: "Kravet tager tid, men det passer på nogen. Hvad gør I?", options: [Vi holder det, "Vi spørger, om det kan laves om"]}
  - {id: citat, theme: krav, kind: quote, text: "”På mødet **nikkede** jeg. Bagefter måtte jeg *spørge*, hvad →­ordet betød.”"}
  - {id: skille, theme: krav, kind: divider, text: Nu til kravene}
  - {id: bagside, theme: krav, text: Gæt!, back: {title: Svaret, text: Det er arbejdsmiljørepræsentanten, der skal spørges først.}}
  - {id: billede, theme: krav, text: Hvad ser I?, image: {file: images/ser.svg, alt: En sort flade}}
"""
WORLD: Mapping[str, str | bytes] = {
    "cardprint.yaml": PROJECT,
    "cards/deck.yaml": DECK,
    "cards/areas/skole.yaml": "name: Skolerne\n",
    "cards/organisations/by.yaml": "name: Byens Kommune\n",
    "images/ser.svg": EYE,
}
SMALL = """\
title: Små kort
card_size: A7
themes: [{id: a, name: Arbejdsmiljø og trivsel, symbol: knot}]
cards:
  - {id: kort, theme: a, text: "Hvilke af de arbejdsmiljørepræsentanter, I kender, ville I spørge til råds?", follow_up: [Hvorfor?]}
"""
FACES = ("instruction", "spoerg", "paastand", "dilemma", "citat", "bagside", "billede", "blank-1")
HIDDEN = {"\u00ad": "\\u00ad", "\u00a0": "\\u00a0", "\u200b": "\\u200b"}


def described(face: Face, made: Typeset) -> Iterator[str]:
    """Write a Face one item a line: what it is, where it begins in mm, how large it is, and what it says or shows."""
    width, height = (f"{side / MM:.2f}" for side in face.size)
    yield f"{width} × {height} mm{f', shared as {face.shared}' if face.shared else ''}"
    if face.ground:
        yield f"ground {face.ground.shared}"
    for item in face.items:
        yield "  ".join(_item(item, made))


def _item(item: Item, made: Typeset) -> tuple[str, ...]:
    if isinstance(item, TextLine):
        said = json.dumps(item.text, ensure_ascii=False)
        for hidden, shown in HIDDEN.items():
            said = said.replace(hidden, shown)
        tag = item.element.tag if item.element else "artifact"
        return "text ", *_mm(item.x, item.y, item.width), f"{item.size:g} pt", item.font, item.colour.hex, tag, said
    if isinstance(item, Box):
        fill = item.fill.hex if item.fill else "-"
        return "box  ", *_mm(*item.rect), f"r {item.radius / MM:.2f}", fill, "bleeds" if item.bleeds else ""
    if isinstance(item, Line):
        return "line ", *_mm(item.x1, item.y1, item.x2, item.y2), f"{item.weight:g} pt", item.colour.hex
    assert isinstance(item, Image)
    aspect = made.room.setting.aspects[item.name]
    return "image", *_mm(*item.rect), item.name, item.colour.hex, item.element.tag if item.element else "artifact", f"{aspect:.3f}"


def _mm(*values: float) -> tuple[str, ...]:
    return tuple(f"{value / MM:6.2f}" for value in values)


def cards(made: Typeset, names: tuple[str, ...]) -> dict[str, str]:
    """Describe both sides of some cards."""
    out = {}
    for name in names:
        faces = made.faces[name]
        sides = [("front", faces.front), ("back", faces.back)]
        text = [line for side, face in sides for line in (side, *(described(face, made) if face else ("white",)), "")]
        out[f"card-{name}"] = "\n".join(line.rstrip() for line in text)
    return out


def grounds(made: Typeset) -> str:
    """Describe what lies under the fronts, each once."""
    found = {faces.front.ground.shared: faces.front.ground for faces in made.faces.values() if faces.front.ground}
    return "\n".join(line.rstrip() for _, face in sorted(found.items()) for line in (*described(face, made), ""))


def test_faces_and_trees_are_as_they_were(project: Make, request: pytest.FixtureRequest) -> None:
    root = project(WORLD)
    made = typeset(room_of(root))
    assert made.problems == ()
    actual = {**cards(made, FACES), "grounds": grounds(made)}
    report = build(Job(path=root, output=root / "output"))
    assert [problem.code for problem in report.problems] == ["back-forgotten", "draft"]
    for kind in ("sheets", "reading"):
        actual[f"tree-{kind}"] = "\n".join(tree(root / "output" / "skole" / f"alle-slags-{kind}.pdf").lines()) + "\n"
    small = project({"cardprint.yaml": "", "cards/deck.yaml": SMALL})
    actual |= {"card-a7": cards(typeset(room_of(small)), ("kort",))["card-kort"]}
    found = faults(GOLDEN, actual, update=request.config.getoption("--update-goldens"))
    assert not found, "\n\n".join(found)


# --- the helper itself -----------------------------------------------------------------------------------------------


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text("a\nb\n", encoding="utf-8")
    (tmp_path / "two.txt").write_text("c\n", encoding="utf-8")
    return tmp_path


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.iterdir())}


def test_the_same_texts_are_no_fault(kept: Path) -> None:
    assert faults(kept, {"one": "a\nb\n", "two": "c\n"}) == []
    assert files(kept) == {"one.txt": "a\nb\n", "two.txt": "c\n"}


def test_every_text_that_differs_is_told_and_written_beside(kept: Path) -> None:
    first, second = faults(kept, {"one": "a\nB\n", "two": "C\n"})
    assert ("-b" in first, "+B" in first, "-c" in second, "+C" in second) == (True, True, True, True)
    assert files(kept) == {"one.actual": "a\nB\n", "one.txt": "a\nb\n", "two.actual": "C\n", "two.txt": "c\n"}


def test_a_text_that_differs_in_its_last_line_end_only_is_a_fault(kept: Path) -> None:
    assert faults(kept, {"one": "a\nb", "two": "c\n"}) == ["one.txt differs in white space"]


def test_a_text_that_is_not_kept_is_a_fault_and_is_not_kept_by_itself(kept: Path) -> None:
    (found,) = faults(kept, {"one": "a\nb\n", "two": "c\n", "three": "d\n"})
    assert "three.txt is not kept yet" in found
    assert files(kept)["three.actual"] == "d\n"
    assert "three.txt" not in files(kept)


def test_a_kept_text_that_is_no_longer_made_is_a_fault(kept: Path) -> None:
    assert faults(kept, {"one": "a\nb\n"}) == ["two.txt is no longer made"]
    assert "two.txt" in files(kept)


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    assert len(faults(tmp_path / "new", {"one": "a\n"})) == 1


def test_what_was_seen_goes_when_all_is_well_again(kept: Path) -> None:
    faults(kept, {"one": "x\n", "two": "c\n"})
    assert faults(kept, {"one": "a\nb\n", "two": "c\n"}) == []
    assert list(files(kept)) == ["one.txt", "two.txt"]


def test_only_an_update_keeps_what_was_seen(kept: Path) -> None:
    faults(kept, {"one": "x\n", "three": "d\n"})
    assert faults(kept, {"one": "x\n", "three": "d\n"}, update=True) == []
    assert files(kept) == {"one.txt": "x\n", "three.txt": "d\n"}
