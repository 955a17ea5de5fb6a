"""pdfium reads what was built: every card's words whole, in the slot that arithmetic by hand says, each back behind its own front."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from decks import RealDeck, danish, deck_file, norwegian, text_line
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps
from reader import Area, Letter, Page, ink, pages, plain
from typeset import Typeset, room_of, typeset

from cardprint.errors import Problem
from cardprint.model import Text
from cardprint.page import Face, TextLine
from cardprint.recipe import Job, build, check

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("aeldre", "hjemmepleje", "dagtilbud", "skole", "social-handicap", "beskaeftigelse")
NEAR = 0.1
"""mm; what a person sees of a back that lies beside its front begins at five times that."""
PROFILE = "imposition: nup\npaper: A4\nmarks: crop\nduplex: {duplex}\n"

Make = Callable[[Mapping[str, str | bytes]], Path]


class Grid(NamedTuple):
    """Slots on upright A4 in mm, worked out by hand; `turned` cards have their head at the right."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    turned: bool = False
    between: float = 0.0

    @property
    def slots(self) -> int:
        return self.columns * self.rows

    def front(self, slot: int) -> Area:
        row, column = divmod(slot, self.columns)
        return Area(self.left + column * self.width, self.top + row * (self.height + self.between), self.width, self.height)

    def behind(self, slot: int, duplex: str) -> Area:
        """Turn the paper over, its long or its short edge staying where it is, and give the place behind a front."""
        place = self.front(slot)
        if duplex == "long-edge":
            return place._replace(left=210 - place.right)
        return place._replace(top=297 - place.bottom)


GRIDS = {
    "dialogue": Grid(2, 4, 96, 68, (210 - 2 * 96) / 2, (297 - 4 * 68) / 2),
    "A6": Grid(2, 2, 105, 148, 0, 0.25, turned=True, between=0.5),
}
TURNS = {(False, "long-edge"): (0, 0), (False, "short-edge"): (0, 180), (True, "long-edge"): (90, 270), (True, "short-edge"): (90, 90)}
"""How far front and back are turned clockwise, so that a card turned about its own upright axis shows its back upright."""


class Place(NamedTuple):
    """Where a card lies: its sheet and slot, counted from 0."""

    card: str
    sheet: int
    slot: int


class Printed(NamedTuple):
    """What was built, and what it was built from."""

    grid: Grid
    duplex: str
    made: Typeset
    sheets: list[Page]
    reading: list[Page]

    def places(self) -> Iterator[Place]:
        """Deal the cards onto piles, first slot first, as a stack wants it: the piles laid on each other give the deck."""
        ids = iter(self.made.faces)
        count, slots = len(self.made.faces), self.grid.slots
        for slot in range(slots):
            for sheet in range(len(range(slot, count, slots))):
                yield Place(next(ids), sheet, slot)

    def front(self, place: Place) -> str:
        """Read the words in a card's slot."""
        return self.sheets[2 * place.sheet].text_in(self.grid.front(place.slot), self.turns[0])

    def back(self, place: Place) -> str:
        """Read the words behind it."""
        return self.sheets[2 * place.sheet + 1].text_in(self.grid.behind(place.slot, self.duplex), self.turns[1])

    @property
    def turns(self) -> tuple[int, int]:
        return TURNS[self.grid.turned, self.duplex]


def printed(root: Path, output: Path, size: str, area: str = "base", duplex: str = "long-edge") -> Printed:
    report = build(Job(path=root, output=output, kinds=("sheets", "reading"), areas=() if area == "base" else (area,)))
    assert [problem for problem in report.problems if problem.is_error] == []
    made = typeset(room_of(root, area if area != "base" else None))
    assert made.problems == ()
    sheets, reading = (pages(output / area / f"{made.deck.id}-{kind}.pdf") for kind in ("sheets", "reading"))
    return Printed(GRIDS[size], duplex, made, sheets[2 * report.tickets[0].test_sheets :], reading)


def world(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in {"cardprint.yaml": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def real(folder: Path, deck: RealDeck, size: str, duplex: str) -> Printed:
    profile = PROFILE.format(duplex=duplex)
    files = {"cards/deck.yaml": deck_file(deck, size), "cards/print/ours.yaml": profile, "cardprint.yaml": "print: ours\n"}
    return printed(world(folder, files), folder / "output", size, duplex=duplex)


@pytest.fixture(
    scope="module",
    params=[
        *AREAS,
        "danish dialogue long-edge",
        "danish A6 short-edge",
        *(f"norwegian {size} {edge}-edge" for size in GRIDS for edge in ("long", "short")),
    ],
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """Build one deck: an area of the shipped one, or a real one on one size of card and over one edge."""
    folder = tmp_path_factory.mktemp(request.param.replace(" ", "-"))
    name, *how = request.param.split()
    if not how:
        return printed(ROOT, folder, "dialogue", area=name)
    return real(folder, danish() if name == "danish" else norwegian(), *how)


def said(*texts: Text) -> list[str]:
    """Give texts as people read them, paragraph by paragraph."""
    parts = [part for text in texts for part in text.value.split("\n") if part.strip()]
    return [plain(part.replace("*", "")) for part in parts]


def front_words(run: Printed) -> dict[str, list[str]]:
    """List what each front must say: the words of its card, the instruction on the card that is made of it, nothing yet on a blank one."""
    deck = run.made.deck
    own = {card.id: said(card.title, card.text, *card.options, *card.follow_up) for card in deck.cards}
    return {name: own.get(name, said(deck.instruction_card) if name == "instruction" else []) for name in run.made.faces}


def test_every_card_lies_whole_in_its_own_slot(run: Printed) -> None:
    wanted, numbers = front_words(run), {card.id: card.number for card in run.made.deck.cards if card.number}
    places = list(run.places())
    assert [place.card for place in places] == list(run.made.faces)
    assert numbers.keys() <= run.made.faces.keys()
    for place in places:
        text = run.front(place)
        assert [words for words in wanted[place.card] if words not in text] == [], place
        assert place.card not in numbers or str(numbers[place.card]) in text.split(), place


def test_no_slot_holds_a_letter_of_another_card(run: Printed) -> None:
    for place in run.places():
        own = plain("".join(line.text for line in lines(run.made.faces[place.card].front)))
        assert letters_of(run.front(place)) == letters_of(own), place


def letters_of(text: str) -> list[str]:
    return sorted(text.replace(" ", ""))


def test_every_back_shows_the_theme_of_the_front_that_it_lies_behind(run: Printed) -> None:
    names = {theme.id: plain(theme.name.value) for theme in run.made.deck.themes}
    themes = {card.id: names[card.theme] for card in run.made.deck.cards}
    for place in run.places():
        expected = [themes[place.card]] if place.card in themes else []
        assert [name for name in names.values() if name in run.back(place)] == expected, place
        assert [name for name in expected if name not in run.front(place)] == [], place


def lines(face: Face) -> list[TextLine]:
    return [item for item in face.everything if isinstance(item, TextLine)]


def turned(x: float, y: float, face: Face, turn: int) -> tuple[float, float]:
    """Give a point of a Face, in mm, after the Face was turned clockwise; from the top left corner of what it covers then."""
    width, height = (side * 25.4 / 72 for side in face.size)
    x, y = x * 25.4 / 72, y * 25.4 / 72
    return {0: (x, y), 90: (height - y, x), 180: (width - x, height - y), 270: (y, width - x)}[turn]


def wanted(face: Face, area: Area, turn: int) -> list[Letter]:
    """List the first letter of each line, where the Face and the slot say."""
    out = []
    for line in lines(face):
        x, y = turned(line.x, line.y, face, turn)
        out.append(Letter(line.text[0], area.left + x, area.top + y))
    return out


def missing(wishes: Sequence[Letter], letters: Mapping[str, Sequence[Letter]]) -> list[Letter]:
    def there(wish: Letter) -> bool:
        return any(abs(one.x - wish.x) <= NEAR and abs(one.y - wish.y) <= NEAR for one in letters.get(wish.text, ()))

    return [wish for wish in wishes if not there(wish)]


def by_text(page: Page) -> dict[str, list[Letter]]:
    found: dict[str, list[Letter]] = {}
    for letter in page.letters():
        found.setdefault(letter.text, []).append(letter)
    return found


def test_every_line_begins_within_a_tenth_of_a_millimetre_of_its_place(run: Printed) -> None:
    letters = [by_text(page) for page in run.sheets]
    front_turn, back_turn = run.turns
    for place in run.places():
        faces = run.made.faces[place.card]
        assert lines(faces.front)
        front = wanted(faces.front, run.grid.front(place.slot), front_turn)
        assert missing(front, letters[2 * place.sheet]) == [], place
        assert faces.back is not None
        back = wanted(faces.back, run.grid.behind(place.slot, run.duplex), back_turn)
        assert missing(back, letters[2 * place.sheet + 1]) == [], place


def test_the_reading_edition_tells_every_card_theme_by_theme(run: Printed) -> None:
    text = " ".join(page.text for page in run.reading)
    deck, wanted, at = run.made.deck, front_words(run), 0
    for theme in deck.themes:
        cards = [card for card in deck.cards if card.theme == theme.id]
        headings = [plain(theme.name.value)] if cards else []
        for words in (*headings, *(words for card in cards for words in (plain(card.id), *wanted[card.id]))):
            assert words in text[at:], theme.id
            at = text.index(words, at) + len(words)


def test_a_card_of_the_reading_edition_stays_on_one_page(run: Printed) -> None:
    texts, wanted = [page.text for page in run.reading], front_words(run)
    for card in run.made.deck.cards:
        assert any(all(words in text for words in wanted[card.id]) for text in texts), card.id


def test_the_reading_edition_tells_a_front_and_then_its_own_back(project: Make) -> None:
    cards = "".join(
        f"  - {{id: c{number}, theme: a, text: Forside {number}, back: {{title: Bag {number}, text: Svar {number}}}}}\n"
        for number in (1, 2)
    )
    root = project({"cards/d.yaml": f"title: Prøve\nback: text\nthemes: [{{id: a, name: Emne}}]\ncards:\n{cards}"})
    assert build(Job(path=root, output=root / "output")).problems == ()
    (page,) = pages(root / "output" / "base" / "d-reading.pdf")
    found = [word for word in page.text.replace("c1", "").replace("c2", "").split() if word in {"Forside", "Bag", "Svar"}]
    assert found == ["Forside", "Bag", "Svar"] * 2
    front, back = pages(root / "output" / "base" / "d-sheets.pdf")
    grid = GRIDS["dialogue"]
    assert "Forside 2" in front.text_in(grid.front(1))
    assert back.text_in(grid.behind(1, "long-edge")) == "Bag 2 Svar 2"


# --- cards too long for their size -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["dialogue", "A7", "A8", "business-card"])
def test_a_norwegian_card_fits_or_is_named_at_its_own_line_with_the_cure(project: Make, size: str) -> None:
    deck = norwegian()
    text = deck_file(deck, size)
    root = project({"cards/deck.yaml": text})
    report = check(Job(path=root))
    rows = text.splitlines()
    problems = {problem.values["card"]: problem for problem in report.problems if problem.is_error}
    for card in deck.cards:
        problem = problems.pop(card.id, None)
        if problem is None:
            continue
        assert problem.code in {"text-too-long", "word-too-wide"}
        assert rows[problem.place.line - 1] == text_line(card)
        assert problem.place.file == "cards/deck.yaml"
        assert rows[problem.place.line - 1][problem.place.column - 1] == '"'
        if problem.code == "text-too-long":
            assert float(problem.values["over"]) > 0
            assert 0 < int(problem.values["characters"]) <= len(card.text)
            assert float(problem.values["needs"]) - float(problem.values["has"]) == pytest.approx(float(problem.values["over"]), abs=0.11)
    assert problems == {}


def test_a_theme_name_that_is_too_long_is_told_once(project: Make) -> None:
    name = "Et navn på et emne, som ingen kan sige højt uden at trække vejret flere gange undervejs"
    cards = "".join(f"  - {{id: k{number}, theme: a, text: Hvad?}}\n" for number in range(5))
    root = project({"cards/d.yaml": f"title: x\ncard_size: A8\nthemes:\n  - id: a\n    name: {name}\ncards:\n{cards}"})
    fronts = [problem for problem in check(Job(path=root)).problems if float(problem.values["has"]) == 11.0]
    assert [(problem.code, problem.place.line) for problem in fronts] == [("text-too-long", 5)]


def test_a_back_without_a_logo_says_whose_deck_it_is_once(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisation: by\n",
        "cards/organisations/by.yaml": "name: Byens Kommune\n",
        "cards/d.yaml": "title: x\nback: plain\nthemes: [{id: a}]\ncards: [{id: k, theme: a, text: Hvad?}]\n",
    }
    root = project(files)
    assert build(Job(path=root, output=root / "output")).problems == ()
    _, back = pages(root / "output" / "base" / "d-sheets.pdf")
    assert back.text_in(GRIDS["dialogue"].behind(0, "long-edge")) == "Byens Kommune"


def test_the_cure_cures(project: Make) -> None:
    """A text shortened by as many characters as the hint says, and a tenth more, fits."""
    deck = norwegian()
    long = {one.values["card"]: int(one.values["characters"]) for one in problems_of(project, deck, "A8") if one.code == "text-too-long"}
    assert len(long) > 10
    shorter = [card._replace(text=card.text[: -math.ceil(long[card.id] * 1.1)]) for card in deck.cards if card.id in long]
    left = [problem for problem in problems_of(project, deck._replace(cards=tuple(shorter)), "A8") if problem.code == "text-too-long"]
    assert left == []


def problems_of(project: Make, deck: RealDeck, size: str) -> list[Problem]:
    report = check(Job(path=project({"cards/deck.yaml": deck_file(deck, size)})))
    return [problem for problem in report.problems if problem.is_error]


def test_the_smaller_the_card_the_more_norwegian_texts_are_too_long(project: Make) -> None:
    deck = norwegian()
    counts = [len(problems_of(project, deck, size)) for size in ("A6", "dialogue", "A8")]
    assert counts[0] == 0, "all fit on A6"
    assert counts[1] <= counts[2]
    assert counts[2] > 0


def test_what_does_not_fit_is_not_built(project: Make) -> None:
    root = project({"cards/deck.yaml": deck_file(norwegian(), "A8")})
    report = build(Job(path=root, output=root / "output"))
    assert report.written == ()
    assert not (root / "output").exists()


# --- any text --------------------------------------------------------------------------------------------------------

word = st.text("abcdefghijklmnoprstuvyæøåÆØÅéADEHKM,.?½”", min_size=1, max_size=18)
_UNMARKED = str.maketrans("", "", " *")
anything = st.lists(st.one_of(word, word, word.map("**{}**".format), word.map("*{}".format)), min_size=1, max_size=16).map(" ".join)


@given(st.lists(anything, min_size=1, max_size=12))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_any_text_is_found_whole_or_is_a_problem_with_a_place(texts: list[str]) -> None:
    """From YAML to paper and back: nothing is lost on the way, whatever people write."""
    with tempfile.TemporaryDirectory() as folder:
        cards = "".join(
            f"  - {{id: c{number}, theme: a, text: {json.dumps(text, ensure_ascii=False)}}}\n" for number, text in enumerate(texts)
        )
        root = world(Path(folder), {"cards/d.yaml": f"title: x\nthemes: [{{id: a}}]\ncards:\n{cards}"})
        report = build(Job(path=root, output=root / "output"))
        lines = [f"c{problem.place.line - 4}" for problem in report.problems]
        assert [problem.values.get("card", line) for problem, line in zip(report.problems, lines, strict=True)] == lines
        assert {int(line[1:]) for line in lines} <= set(range(len(texts)))
        if not any(problem.is_error for problem in report.problems):
            sides, reading = (pages(root / "output" / "base" / f"d-{kind}.pdf") for kind in ("sheets", "reading"))
            words = {number: plain(text).translate(_UNMARKED) for number, text in enumerate(texts)}
            count, grid = len(texts), GRIDS["dialogue"]
            slots = [(sheet, slot) for slot in range(8) for sheet in range(len(range(slot, count, 8)))]
            found = [sides[2 * sheet].text_in(grid.front(slot)).translate(_UNMARKED) for sheet, slot in slots]
            assert [number for number, text in words.items() if text not in found[number]] == []
            whole = "".join(page.text for page in reading).translate(_UNMARKED)
            assert [text for text in words.values() if text not in whole] == []


# --- front and back as ink -------------------------------------------------------------------------------------------

LIGHT = 20
"""Pixels to a millimetre: two of them are the tenth that is allowed."""
CORNERS = """\
<cards>
{% for side in sides %}
<card id="{{ side.card.id }}">
<front><box class="front-corner"></box></front>
<back><box class="back-corner"></box></back>
</card>
{% endfor %}
</cards>
"""
CORNER_STYLE = """\
front-corner: {left: 11 mm, top: 7 mm, width: 23 mm, height: 9 mm, fill: ink}
back-corner: {right: 11 mm, top: 7 mm, width: 23 mm, height: 9 mm, fill: ink}
"""
"""A mark at the front's upper left, and one on the back at its upper right: the same place of the card, seen from behind."""
CORNER_CARDS = "themes:\n  - {id: a}\ncards:\n" + "".join(f"  - {{id: c{number}, theme: a, text: x}}\n" for number in range(11))


@pytest.mark.parametrize("duplex", ["long-edge", "short-edge"])
@pytest.mark.parametrize(("size", "grid"), GRIDS.items())
def test_held_against_the_light_the_marks_of_front_and_back_are_one(project: Make, size: str, grid: Grid, duplex: str) -> None:
    root = project(
        {
            "cardprint.yaml": "print: ours\n",
            "cards/print/ours.yaml": PROFILE.format(duplex=duplex) + "order: rows\n",
            "cards/corners.yaml": f"title: x\ncard_size: {size}\n{CORNER_CARDS}",
            "templates/cards.xml.j2": CORNERS,
            "templates/style.yaml": CORNER_STYLE,
        }
    )
    report = build(Job(path=root, output=root / "output", kinds=("sheets",)))
    assert report.problems == ()
    sides = pages(root / "output" / "base" / "corners-sheets.pdf")[2 * report.tickets[0].test_sheets :]
    assert len(sides) == 2 * -(-11 // grid.slots)
    for sheet in range(0, len(sides), 2):
        front, back = (page.picture(LIGHT) for page in sides[sheet : sheet + 2])
        through = ImageOps.mirror(back) if duplex == "long-edge" else ImageOps.flip(back)
        for slot in range(min(grid.slots, 11 - sheet // 2 * grid.slots)):
            area = grid.front(slot)
            box = tuple(round(edge * LIGHT) for edge in (area.left, area.top, area.right, area.bottom))
            found = ink(front.crop(box))
            assert found is not None
            mark = (grid.width - 7 - 9, 11, grid.width - 7, 11 + 23) if grid.turned else (11, 7, 11 + 23, 7 + 9)
            assert found == pytest.approx([edge * LIGHT for edge in mark], abs=NEAR * LIGHT)
            assert ink(through.crop(box)) == pytest.approx(found, abs=NEAR * LIGHT)


def test_the_light_shows_a_back_that_lies_a_fifth_of_a_millimetre_beside_its_front() -> None:
    front = Image.new("L", (200, 200), 255)
    front.paste(0, (40, 40, 120, 80))
    assert ink(front) == (40, 40, 120, 80)
    assert ink(ImageChops.offset(front, round(0.2 * LIGHT), 0)) != pytest.approx((40, 40, 120, 80), abs=NEAR * LIGHT)
