"""What is really printed: pages drawn by pdfium, a tenth of a millimetre to a pixel; and Faces measured by their glyphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
import uharfbuzz as hb
from decks import RealDeck, danish, deck_file, norwegian
from reader import Page, ink, pages
from typeset import Typeset, room_of, typeset

from cardprint.fonts import Font
from cardprint.geometry import Rect, mm
from cardprint.page import Box, Face, Image, Line, TextLine
from cardprint.recipe import Job, build

ROOT = Path(__file__).resolve().parents[1]
DOTS = 10
"""Pixels to a millimetre: 254 dpi."""
EDGE = 6
"""mm that everything keeps from the cut."""
TOLERANCE = 0.1
OVERHANG = 0.5
"""mm by which a letter may stand out of its line at the left or right: a bold j of 17 pt hangs over by 0.42 mm."""

Make = Callable[[Mapping[str, str | bytes]], Path]
Pixels = tuple[int, int, int, int]


class Grid(NamedTuple):
    """Slots on upright A4, in mm."""

    columns: int
    rows: int
    width: float
    height: float
    turned: bool = False

    @property
    def left(self) -> float:
        return (210 - self.columns * self.width) / 2

    @property
    def top(self) -> float:
        return (297 - self.rows * self.height) / 2

    def slots(self) -> Iterator[Pixels]:
        for row in range(self.rows):
            for column in range(self.columns):
                left, top = self.left + column * self.width, self.top + row * self.height
                yield pixels(left, top, left + self.width, top + self.height)

    def around(self, width: float) -> Iterator[Pixels]:
        """Give the four strips of paper right outside the outermost cuts."""
        left, top, right, bottom = self.left, self.top, 210 - self.left, 297 - self.top
        yield pixels(left, top - width, right, top)
        yield pixels(left, bottom, right, bottom + width)
        yield pixels(left - width, top, left, bottom)
        yield pixels(right, top, right + width, bottom)


GRIDS = {
    "dialogue": Grid(2, 4, 96, 68),
    "A6": Grid(2, 2, 105, 148.5, turned=True),
    "A7": Grid(2, 4, 105, 74.25),
    "A8": Grid(4, 4, 52.5, 74.25, turned=True),
}


def pixels(left: float, top: float, right: float, bottom: float) -> Pixels:
    """Turn mm on A4 into pixels, no farther than the paper goes."""
    return round(max(0, left) * DOTS), round(max(0, top) * DOTS), round(min(210, right) * DOTS), round(min(297, bottom) * DOTS)


def too_near(page: Page, grid: Grid, overhang: float = OVERHANG) -> list[str]:
    """List what is printed nearer to a cut than it may be, or right outside the block of cards; `overhang` is for both ends of a line."""
    picture = page.picture(DOTS)
    found = []
    ends, others = EDGE - overhang, EDGE - TOLERANCE
    across, down = (others, ends) if grid.turned else (ends, others)
    for number, slot in enumerate(grid.slots(), 1):
        width, height = slot[2] - slot[0], slot[3] - slot[1]
        inner = Rect(across * DOTS, down * DOTS, width - 2 * across * DOTS, height - 2 * down * DOTS)
        box = ink(picture.crop(slot))
        if box and not inner.contains(Rect(box[0], box[1], box[2] - box[0], box[3] - box[1])):
            found.append(f"slot {number}: ink at {[edge / DOTS for edge in box]} mm of {width / DOTS} × {height / DOTS}")
    # crop marks begin 1 mm from the cards
    strips = [strip for strip in grid.around(0.9) if strip[2] > strip[0] and strip[3] > strip[1]]
    return found + [f"ink beside the cards at {strip}" for strip in strips if ink(picture.crop(strip))]


def sheets(folder: Path, files: Mapping[str, str]) -> list[Page]:
    for name, text in {"cardprint.yaml": "", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    report = build(Job(path=folder, output=folder / "output", kinds=("sheets",)))
    assert report.is_sound
    (file,) = (folder / "output" / "base").glob("*-sheets.pdf")
    (ticket,) = report.tickets
    return pages(file)[(1 if ticket.duplex == "none" else 2) * ticket.test_sheets :]


def test_the_shipped_deck_keeps_six_millimetres_from_every_cut(tmp_path: Path) -> None:
    report = build(Job(path=ROOT, areas=("aeldre",), kinds=("sheets",), output=tmp_path))
    ticket = report.tickets[0]
    found = pages(tmp_path / "aeldre" / "samtalekort-sheets.pdf")
    assert len(found) == ticket.sides == 2 * -(-ticket.cards // 8)
    inked = [sum(ink(page.picture(DOTS).crop(slot)) is not None for slot in GRIDS["dialogue"].slots()) for page in found]
    assert sum(inked[::2]) == sum(inked[1::2]) == ticket.cards, "every front and every light back shows something"
    assert {number: near for number, page in enumerate(found, 1) if (near := too_near(page, GRIDS["dialogue"]))} == {}


@pytest.mark.parametrize("text", ["jeg siger et, du siger to, og vi mener det samme", "*Alle* siger det"])
def test_no_letter_hangs_over_into_the_six_millimetres(tmp_path: Path, text: str) -> None:
    (front, _) = sheets(tmp_path, {"cards/deck.yaml": f"title: x\nthemes: [{{id: a}}]\ncards: [{{id: k, theme: a, text: {text!r}}}]\n"})
    assert too_near(front, GRIDS["dialogue"], overhang=TOLERANCE) == []


@pytest.mark.parametrize(
    ("source", "size"), [("da", "dialogue"), ("da", "A6"), ("da", "A7"), ("da", "A8"), ("nb", "dialogue"), ("nb", "A6")]
)
def test_real_decks_keep_six_millimetres_from_every_cut(tmp_path: Path, source: str, size: str) -> None:
    deck = (danish() if source == "da" else norwegian()).spread(50)
    found = sheets(tmp_path, {"cards/deck.yaml": deck_file(deck, size, sets=1)})
    slots = GRIDS[size].columns * GRIDS[size].rows
    assert len(found) == 2 * -(-len(deck.cards) // slots)
    assert {number: near for number, page in enumerate(found, 1) if (near := too_near(page, GRIDS[size]))} == {}


@pytest.mark.parametrize(
    ("style", "ours"),
    [
        ("band: {left: 5.4 mm}", "front"),
        ("band: {top: 5.8 mm}", "front"),
        ("footer: {bottom: 5.4 mm}", "front"),
        ("number: {right: 3 mm}", "front"),
        ("back: {top: 3 mm, vertical: top}", "back"),
    ],
)
def test_the_measure_sees_ink_that_is_too_near(tmp_path: Path, style: str, ours: str) -> None:
    deck = danish()._replace(cards=danish().cards[:8])
    own = {"cardprint.yaml": "print: own\n", "cards/print/own.yaml": "safe: 0 mm\n"}  # else text so near the cut is an error
    front, back = sheets(tmp_path, {**own, "cards/deck.yaml": deck_file(deck, "dialogue"), "templates/style.yaml": style})
    near = {"front": too_near(front, GRIDS["dialogue"]), "back": too_near(back, GRIDS["dialogue"])}
    assert near[ours]
    assert near["back" if ours == "front" else "front"] == []


# --- Faces -----------------------------------------------------------------------------------------------------------

KINDS = """\
title: Alle slags
card_size: SIZE
fit: FIT
back: text
blank_cards: 1
instruction_card: Læs et kort højt, og sig nummeret.
themes: [{id: a, name: Emnet, symbol: eye}, {id: b, name: Det andet emne}]
cards:
  - {id: k1, theme: a, text: Hvad gør vi?, title: En overskrift, follow_up: [Hvem mærker det først?, Hvad så?]}
  - {id: k2, theme: a, kind: statement, text: Vi ved alle sammen godt nok, status: draft}
  - {id: k3, theme: b, kind: dilemma, text: Hvad vælger I?, options: [At blive, At gå hver til sit]}
  - {id: k4, theme: b, kind: quote, text: Sådan **er** det *altid*}
  - {id: k5, theme: b, kind: divider}
  - {id: k6, theme: a, text: Gæt!, back: {title: Svaret, text: Det var arbejdsmiljørepræsentanten}}
"""


@cache
def glyphs(font: Font) -> hb.Font:
    """Give the font itself, as HarfBuzz opens it."""
    return hb.Font(font.face)


def ink_of(line: TextLine, made: Typeset) -> list[Rect]:
    """Give the box of each glyph of a line, kerning left out: it draws together, here and there by a tenth of an em."""
    font = made.room.typeface.by_key(line.font)
    outlines, scale = glyphs(font), line.size / font.upem
    x, boxes = line.x, []
    for one in line.text.rstrip():
        extents = outlines.get_glyph_extents(font.glyph(one))
        assert extents is not None
        top = line.y - extents.y_bearing * scale
        boxes.append(Rect(x + extents.x_bearing * scale, top, extents.width * scale, -extents.height * scale))
        x += font.width_of(one) * line.size
    return boxes


def box_of(line: TextLine, made: Typeset) -> Rect:
    """Give the box of a whole line: as wide as it was set, as high as its glyphs."""
    boxes = [one for one in ink_of(line, made) if one.height > 0]
    top, bottom = min(one.y for one in boxes), max(one.bottom for one in boxes)
    return Rect(line.x, top, line.width, bottom - top)


def text_overlaps(face: Face, made: Typeset) -> list[tuple[str, str]]:
    lines = [(item, box_of(item, made)) for item in face.everything if isinstance(item, TextLine)]
    return [(one.text, other.text) for (one, box), (other, second) in combinations(lines, 2) if box.overlaps(second)]


def drawn_over(face: Face, made: Typeset) -> list[object]:
    """List the pictures and lines that share room with a text."""
    texts = [box_of(item, made) for item in face.everything if isinstance(item, TextLine)]
    art = [item.rect for item in face.everything if isinstance(item, Image)]
    art += [
        Rect(one.x1, one.y1, one.x2 - one.x1, one.y2 - one.y1).inset(-one.weight / 2) for one in face.everything if isinstance(one, Line)
    ]
    return [item for item in art if any(item.overlaps(text) for text in texts)]


def outside(face: Face, made: Typeset) -> list[object]:
    """List the items that do not keep 6 mm from the card's edges."""
    inner = Rect(0, 0, *face.size).inset(mm(EDGE))
    slack = mm(TOLERANCE)
    out: list[object] = []
    for item in face.everything:
        if isinstance(item, TextLine):
            rect = box_of(item, made)
        elif isinstance(item, Line):
            rect = Rect(item.x1, item.y1, item.x2 - item.x1, item.y2 - item.y1).inset(-item.weight / 2)
        else:
            rect = item.rect
        if not (isinstance(item, Box) and item.bleeds) and not inner.contains(rect, slack):
            out.append(item)
    return out


def faults(made: Typeset) -> dict[str, list[object]]:
    assert made.problems == ()
    found: dict[str, list[object]] = {}
    for card in made.faces.values():
        for face in (card.front, card.back):
            assert face is not None
            assert face.everything
            assert face.size == made.deck.card_size
            wrong = [*text_overlaps(face, made), *drawn_over(face, made), *outside(face, made)]
            if wrong:
                found[card.id] = wrong
    return found


@pytest.mark.parametrize("area", ["aeldre", "hjemmepleje", "dagtilbud", "skole", "social-handicap", "beskaeftigelse"])
def test_nothing_on_a_shipped_card_overlaps_or_leaves_it(area: str) -> None:
    made = typeset(room_of(ROOT, area))
    assert len(made.faces) >= 48
    assert faults(made) == {}


@pytest.mark.parametrize("size", ["dialogue", "A6", "A7", "A8"])
def test_nothing_on_a_danish_card_overlaps_or_leaves_it(project: Make, size: str) -> None:
    assert faults(typeset(room_of(project({"cards/deck.yaml": deck_file(danish(), size)})))) == {}


@pytest.mark.parametrize("size", ["dialogue", "A6"])
def test_nothing_on_a_norwegian_card_overlaps_or_leaves_it(project: Make, size: str) -> None:
    deck: RealDeck = norwegian()
    assert faults(typeset(room_of(project({"cards/deck.yaml": deck_file(deck, size)})))) == {}


@pytest.mark.parametrize("fit", ["steps", "deck", "card"])
@pytest.mark.parametrize("size", ["dialogue", "A6", "A7", "tarot", "poker", "square"])
def test_nothing_on_a_card_of_any_kind_overlaps_or_leaves_it(project: Make, size: str, fit: str) -> None:
    made = typeset(room_of(project({"cards/deck.yaml": KINDS.replace("SIZE", size).replace("FIT", fit)})))
    assert len(made.faces) == 8
    assert faults(made) == {}


def test_the_measure_sees_an_overlap(project: Make) -> None:
    style = "number: {left: 30 mm, width: 20 mm, align: left}\n"
    made = typeset(
        room_of(project({"cards/deck.yaml": KINDS.replace("SIZE", "dialogue").replace("FIT", "steps"), "templates/style.yaml": style}))
    )
    assert {"k2", "k3"} <= faults(made).keys()
