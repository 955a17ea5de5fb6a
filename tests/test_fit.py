"""Fit: the largest step that fits and no other, every letter on the card, and what does not fit named with numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from decks import RealDeck, danish, deck_file, norwegian
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from spoken import hyphenator
from typeset import Typeset, room_of, typeset

from cardprint.colour import BLACK, WHITE
from cardprint.errors import Place, Problem
from cardprint.fonts import SOFT_HYPHEN, Typeface, builtin_files
from cardprint.geometry import MM, Rect, Size, mm
from cardprint.model import SIZES, Card, Text
from cardprint.page import Box, CardFaces, Element, Face, Run, Story, Style, TextLine
from cardprint.typeset import fit
from cardprint.typeset.blocks import Setting, Trial
from cardprint.typeset.flow import stack

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("aeldre", "hjemmepleje", "dagtilbud", "skole", "social-handicap", "beskaeftigelse")
SLACK = 0.02
STUB = 0.3
"""A last line is short below this share of the column."""
JOINERS = str.maketrans("", "", f"{SOFT_HYPHEN}\u2060")
HERE = Place("cards/prøve.yaml", 7, 11)

Make = Callable[[Mapping[str, str | bytes]], Path]


# --- decks -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[*AREAS, "da dialogue", "da A6", "da A7", "da A8", "nb dialogue", "nb A6"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """Typeset one area of the shipped deck, or a real deck on one size of card; all of them fit."""
    language, _, size = request.param.partition(" ")
    if not size:
        found = typeset(room_of(ROOT, request.param))
    else:
        deck: RealDeck = danish() if language == "da" else norwegian()
        found = deck_made(tmp_path_factory.mktemp("deck"), deck_file(deck, size))
    assert found.problems == ()
    return found


def deck_made(folder: Path, text: str, style: str = "") -> Typeset:
    (folder / "cards").mkdir(exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "cardprint.yaml").write_text("", encoding="utf-8")
    (folder / "cards" / "deck.yaml").write_text(text, encoding="utf-8")
    (folder / "templates" / "style.yaml").write_text(style, encoding="utf-8")
    return typeset(room_of(folder))


def bodies(made: Typeset) -> Iterator[tuple[str, Element, Rect]]:
    """Give the region of each front that takes steps of type, and its frame."""
    styles = made.room.styles
    for name, side in made.sides("front").items():
        (body,) = (element for element in side.children if element.style == "body")
        yield name, body, fit.frame_of(styles["body"], made.deck.card_size)


def front_note(made: Typeset, card: str) -> int:
    (note,) = (note for note in made.faces[card].notes if note.face == "front")
    return note.step


def test_the_step_of_each_card_fits_and_the_next_larger_does_not(made: Typeset) -> None:
    setting, checked = made.room.fresh(), 0
    for name, body, frame in bodies(made):
        if name.startswith("blank"):
            continue  # it has no text of the user's
        step = front_note(made, name)
        assert fit.fill(body, frame, setting, step=step).fits, name
        assert not step or not fit.fill(body, frame, setting, step=step - 1).fits, name
        checked += 1
    assert checked >= len(made.deck.cards)


def test_the_size_on_the_card_is_that_of_its_step(made: Typeset) -> None:
    for name, side in made.sides("front").items():
        for element in descendants(side):
            style = made.room.styles.get(element.style)
            found = {line.size for line in lines_of(made.faces[name].front, element)}
            if element.tag == "h1" and style and element.style != "theme":
                assert found == {style.sizes[front_note(made, name)]}, name


def descendants(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from descendants(child)


def lines_of(face: Face, element: Element) -> list[TextLine]:
    """Give the lines of an element; a number that is heard with the card's heading is drawn as a part of that."""
    is_number = "with" in (element.attributes or {})
    lines = [item for item in face.items if isinstance(item, TextLine)]
    return [line for line in lines if line.element is element or (is_number and line.element is not None and line.element.tag == "number")]


def rows(face: Face, element: Element) -> list[list[TextLine]]:
    """Gather an element's TextLines by their baseline."""
    found: dict[float, list[TextLine]] = {}
    for line in lines_of(face, element):
        found.setdefault(line.y, []).append(line)
    return [found[y] for y in sorted(found)]


def heard(lines: Sequence[TextLine]) -> str:
    """Join what a reader hears: a soft hyphen or a word joiner at a line's end joins the halves of its word."""
    return "".join(line.text for line in lines).translate(JOINERS)


def bare(text: str) -> str:
    """Leave out what is never printed as itself: stars, soft hyphens, further spaces."""
    return " ".join(text.replace("*", "").replace(SOFT_HYPHEN, "").split())


def sides_of(made: Typeset) -> Iterator[tuple[str, Element, Face]]:
    for name, faces in made.faces.items():
        fronts, backs = made.sides("front"), made.sides("back")
        yield name, fronts[name], faces.front
        if name in backs:
            assert faces.back is not None
            yield name, backs[name], faces.back


def outside(made: Typeset) -> list[tuple[str, TextLine]]:
    """List the lines that do not lie in the frame of their region."""
    found = []
    for card, side, face in sides_of(made):
        by_element: dict[Element | None, list[TextLine]] = {}
        for item in face.items:
            if isinstance(item, TextLine):
                by_element.setdefault(item.element, []).append(item)
        for region in side.children:
            frame = fit.frame_of(made.room.styles[region.style or region.tag], made.deck.card_size)
            lines = [line for element in (region, *descendants(region)) for line in by_element.get(element, ())]
            found += [(card, line) for line in lines if not frame.contains(set_box(line), SLACK)]
    return found


def set_box(line: TextLine) -> Rect:
    """Give the room that a line was set in: eight tenths of its size above the baseline, two below."""
    return Rect(line.x, line.y - 0.8 * line.size, line.width, line.size)


def test_every_line_lies_in_the_frame_of_its_region(made: Typeset) -> None:
    assert outside(made) == []


def drawn(face: Face, box: Element) -> bool:
    """Tell whether a card had room for what it `sheds`."""
    return any(lines_of(face, part) for part in descendants(box))


def test_the_lines_say_every_word(made: Typeset) -> None:
    texts = 0
    for name, side, face in sides_of(made):
        left_out = {id(part) for box in descendants(side) if box.style == "agreement" and not drawn(face, box) for part in descendants(box)}
        for element in descendants(side):
            if element.runs and id(element) not in left_out:
                assert bare(heard(lines_of(face, element))) == bare(element.text), name
                texts += 1
    assert texts > len(made.faces)


def test_the_prompt_on_the_card_is_what_the_user_wrote(made: Typeset) -> None:
    sides = made.sides()
    for card in made.deck.cards:
        (prompt,) = (element for element in descendants(sides[card.id]) if element.tag == "h1")
        assert bare(heard(lines_of(made.faces[card.id].front, prompt))) == bare(card.text.value)


def test_no_prompt_has_a_hyphen_that_it_can_do_without(made: Typeset) -> None:
    setting = made.room.fresh()
    for name, body, frame in bodies(made):
        if any(line.text.endswith(SOFT_HYPHEN) for element in descendants(body) for line in lines_of(made.faces[name].front, element)):
            uncut = stack(body.children, frame.width, Trial(front_note(made, name), whole=False), setting)
            assert uncut.height > frame.height or uncut.overfull > 0, name


def word_width(word: str, line: TextLine, made: Typeset) -> float:
    face = line.font.removeprefix("fallback-")
    return made.room.typeface.word(word, face).width * line.size


def has_needless_stub(made: Typeset, face: Face, element: Element, width: float) -> bool:
    """Tell whether a paragraph ends in a line of one short word, and the word before it could go down."""
    found = rows(face, element)
    if len(found) < 2 or any(len(row) > 1 for row in found[-2:]):
        return False
    (before,), (last,) = found[-2:]
    words = before.text.split()
    if " " in last.text.strip() or last.width >= STUB * width or len(words) < 2 or before.text.endswith(SOFT_HYPHEN):
        return False
    return word_width(f"{words[-1]}", last, made) + word_width(" ", last, made) + last.width <= width


def test_no_prompt_ends_in_a_line_of_one_short_word_without_need(made: Typeset) -> None:
    checked = 0
    for name, body, frame in bodies(made):
        for element in descendants(body):
            style = made.room.styles[element.style or element.tag]
            if style.balance and element.runs:
                assert not has_needless_stub(made, made.faces[name].front, element, frame.width - style.indent), (name, element)
                checked += 1
    assert checked >= len(made.deck.cards)


# --- steps by hand ---------------------------------------------------------------------------------------------------

TYPEFACE = Typeface(*builtin_files())
DANISH = hyphenator("da", ["arbejds-miljø"])


def setting(**styles: Style) -> Setting:
    named = {name: replace(style, name=name) for name, style in styles.items()}
    return Setting(styles=named, typeface=TYPEFACE, hyphenator=DANISH, palette={"ink": BLACK, "white": WHITE})


def text(words: str, style: str = "p") -> Element:
    element = Element("p", style)
    element.say(Run(words, place=HERE))
    return element


def box(*children: Element, style: str = "body") -> Element:
    element = Element("box", style)
    for child in children:
        element.add(child)
    return element


def wide(words: str, size: float) -> float:
    return (
        sum(TYPEFACE.word(word, "regular").width for word in words.split()) * size
        + words.count(" ") * TYPEFACE.font("regular").space.width * size
    )


PARTS = ["arbejds", "miljø", "borger", "samtale", "møde", "plan", "dag"]
STEPS = Style(sizes=(20.0, 14.0, 10.0), leading=1.5)


@pytest.mark.parametrize(
    ("height", "step"),
    # two lines at 20 pt: 30 pt from baseline to baseline and one line of 20 pt; at 14: 35 pt; at 10: 25 pt
    [(50.0, 0), (49.99, 0), (49.98, 1), (35.0, 1), (34.99, 1), (34.98, 2), (25.0, 2), (24.99, 2), (24.98, None)],
)
def test_a_region_takes_the_first_step_whose_lines_are_not_higher_than_its_frame(height: float, step: int | None) -> None:
    region = fit.fill(text("en\nto"), Rect(0, 0, 200, height), setting(p=STEPS))
    assert (region.fits, region.trial.step) == (step is not None, 2 if step is None else step)
    assert not region.trial.hyphens or step is None


@pytest.mark.parametrize(("width", "step"), [(0.0, 0), (-0.05, 1)])
def test_a_region_takes_the_first_step_whose_longest_line_is_not_wider_than_its_frame(width: float, step: int) -> None:
    frame = Rect(0, 0, wide("bord og stol", 20) + width, 20)
    region = fit.fill(text("bord og stol"), frame, setting(p=STEPS))
    assert (region.fits, region.trial.step) == (True, step)


def test_a_word_is_cut_rather_than_set_smaller_but_only_where_it_must_be() -> None:
    look = setting(p=STEPS)
    words = "vores arbejdsmiljø"
    narrow = Rect(0, 0, wide("arbejdsmiljø", 20) - 1, 200)
    cut = fit.fill(text(words), narrow, look)
    assert (cut.fits, cut.trial) == (True, Trial(0, hyphens=True, whole=False))
    whole = fit.fill(text(words), narrow._replace(width=wide("arbejdsmiljø", 20)), look)
    assert (whole.fits, whole.trial) == (True, Trial(0, whole=False))


def test_a_style_without_hyphens_goes_down_a_step_instead() -> None:
    narrow = Rect(0, 0, wide("arbejdsmiljø", 20) - 1, 200)
    region = fit.fill(text("vores arbejdsmiljø"), narrow, setting(p=replace(STEPS, hyphenate=False)))
    assert (region.fits, region.trial.step) == (True, 1)


def test_a_word_that_no_part_explains_is_set_smaller_before_it_is_cut_in_doubt() -> None:
    look = setting(p=STEPS)
    smaller = fit.fill(text("medborgersamtale"), Rect(0, 0, wide("medborgersamtale", 14), 200), look)
    assert (smaller.fits, smaller.trial) == (True, Trial(1, whole=False))
    cut = fit.fill(text("medborgersamtale"), Rect(0, 0, wide("medborgersamtale", 10) - 1, 200), look)
    assert (cut.fits, cut.trial.doubt, cut.trial.freely) == (True, True, False)


def test_a_text_that_is_too_high_at_the_last_step_is_cut_in_doubt_rather_than_refused() -> None:
    words, look, last = " ".join(["medborgersamtale"] * 8), setting(p=STEPS), len(STEPS.sizes) - 1
    width = wide("medborgersamtale", 10) * 1.7
    whole = fit.fill(text(words), Rect(0, 0, width, 200), look, last)
    assert (whole.fits, whole.trial.doubt) == (True, False), "where there is room, the words stay whole"
    low = Rect(0, 0, width, whole.block.height - 1)
    cut = fit.fill(text(words), low, look)
    assert (cut.fits, cut.trial) == (True, Trial(last, hyphens=True, doubt=True, freely=True, whole=False))
    assert not fit.fill(text(words), low, look, last - 1).fits, "no text is larger for a cut in doubt"


def test_padding_takes_room_from_the_words() -> None:
    look = setting(body=Style(padding=5.0), p=STEPS)
    assert fit.fill(box(text("en\nto")), Rect(0, 0, 200, 60), look).trial.step == 0
    assert fit.fill(box(text("en\nto")), Rect(0, 0, 200, 59.9), look).trial.step == 1


def test_a_style_with_fewer_steps_stays_at_its_last() -> None:
    look = setting(body=Style(), p=STEPS, small=Style(sizes=(12.0, 11.0), leading=1.5))
    region = fit.fill(box(text("en\nto"), text("tre", "small")), Rect(0, 0, 200, 36.1), look)
    # 25 pt for the two lines at 10, 11 pt for the one at 11
    assert (region.fits, region.trial.step) == (True, 2)
    assert not fit.fill(box(text("en\nto"), text("tre", "small")), Rect(0, 0, 200, 35.9), look).fits


def test_distances_between_paragraphs_count_and_the_larger_wins() -> None:
    look = setting(body=Style(), p=Style(sizes=(10.0,), after=7.0), q=Style(sizes=(10.0,), before=4.0))
    assert fit.fill(box(text("a"), text("b", "q")), Rect(0, 0, 99, 27), look).fits
    assert not fit.fill(box(text("a"), text("b", "q")), Rect(0, 0, 99, 26.9), look).fits


# --- what only a card with room has ----------------------------------------------------------------------------------

PROMPT = Style(sizes=(20.0, 10.0), leading=1.0)


@pytest.mark.parametrize(("height", "shown"), [(30.0, True), (29.9, False)])
def test_what_sheds_is_whole_or_left_out_and_makes_nothing_smaller(height: float, shown: bool) -> None:
    look = setting(body=Style(), p=PROMPT, strip=Style(sheds=True), q=Style(sizes=(10.0,), leading=1.0))
    region = fit.fill(box(text("ord"), box(text("enig", "q"), style="strip")), Rect(0, 0, 200, height), look)
    assert (region.fits, region.trial.step, [part.element.text for part in fit.texts(region.block)]) == (
        True,
        0,
        ["ord", "enig"] if shown else ["ord"],
    )


@pytest.mark.parametrize(
    ("prompt", "height", "size"),
    # lines as high as their type: 20 and 13 pt where there is room for both, else 10; never as large as the prompt beside
    [((20.0, 10.0), 33.0, 13.0), ((20.0, 10.0), 32.9, 10.0), ((20.0, 12.0), 25.0, 10.0), ((13.0,), 60.0, 10.0)],
)
def test_type_that_grows_does_so_where_a_card_has_room_below_the_largest_beside_it(
    prompt: tuple[float, ...], height: float, size: float
) -> None:
    look = setting(body=Style(), p=replace(PROMPT, sizes=prompt), q=Style(sizes=(10.0,), grows=13.0, leading=1.0))
    region = fit.fill(box(text("ord"), text("mere", "q")), Rect(0, 0, 200, height), look)
    assert (region.fits, [part.size for part in fit.texts(region.block)][1]) == (True, size)


@pytest.mark.parametrize(
    ("height", "lines"),
    [(30.0, ["store borde", "på arbejdspladsen", "herhjemme"]), (29.9, ["store borde på", "arbejdspladsen herhjemme"])],
)
def test_a_line_that_ends_in_a_small_word_is_broken_again_where_there_is_room_for_one_more(height: float, lines: list[str]) -> None:
    width = wide("arbejdspladsen herhjemme", 10) + 0.1
    look = setting(body=Style(), p=Style(sizes=(10.0,), leading=1.0, balance=True))
    (part,) = fit.texts(fit.fill(box(text("store borde på arbejdspladsen herhjemme")), Rect(0, 0, width, height), look).block)
    drawn = part.drawn()
    assert [" ".join(word.text for word in drawn.measured.words[start:end]) for start, end in drawn.spans] == lines


def test_what_stands_before_an_item_has_a_ground_of_its_own() -> None:
    item = Element("li", "option")
    for part, words in (("lbl", "A"), ("lbody", "Vi venter")):
        child = Element(part, part if part == "lbl" else "option")
        child.say(Run(words, place=HERE))
        item.add(child)
    option = Style(sizes=(10.0,), fill="ink", radius=99.0, indent=20.0)
    options = Element("ul", "ul")
    options.add(item)
    faces, _ = set_card(Size(200, 50), box(options), body=Style(), ul=Style(), option=option, lbl=Style(bold=True))
    ground, letter, words = faces.front.items
    assert isinstance(ground, Box)
    assert isinstance(letter, TextLine)
    assert isinstance(words, TextLine)
    assert (ground.fill, letter.colour, words.colour) == (BLACK, WHITE, BLACK)
    assert (ground.rect.width, ground.rect.height, ground.radius) == pytest.approx((12.4, 12.4, 6.2)), "a disc"
    assert letter.y == pytest.approx(words.y), "they stand on one line"
    assert letter.x + letter.width / 2 == pytest.approx(ground.rect.x + ground.rect.width / 2)
    assert ground.rect.y + ground.rect.height / 2 == pytest.approx(letter.y - 0.35 * letter.size)
    below, _ = set_card(
        Size(200, 50), box(options, text("under")), body=Style(), ul=Style(), option=option, lbl=Style(bold=True), p=Style()
    )
    (ground, *_, under) = below.front.items
    assert isinstance(ground, Box)
    assert isinstance(under, TextLine)
    assert set_box(under).y >= ground.rect.y + ground.rect.height - SLACK, "nothing that comes after it lies on it"


def story(*regions: Element, name: str = "k1") -> Story:
    card, front = Element("card", "", {"id": name}), Element("front")
    for region in regions:
        front.add(region)
    card.add(front)
    return Story(name, card)


def set_card(size: Size, region: Element, **styles: Style) -> tuple[CardFaces, tuple[Problem, ...]]:
    (faces,), problems = fit.cards([story(region)], size, "steps", setting(**styles))
    return faces, problems


@pytest.mark.parametrize(("vertical", "top"), [("top", 10.0), ("middle", 45.0), ("bottom", 80.0)])
def test_where_lines_stand(vertical: str, top: float) -> None:
    style = Style(sizes=(20.0,), leading=1.5, left=5.0, top=10.0, right=5.0, bottom=20.0, vertical=vertical)
    faces, problems = set_card(Size(300, 150), text("en\nto"), p=style)
    assert problems == ()
    first, second = faces.front.items
    assert isinstance(first, TextLine)
    assert isinstance(second, TextLine)
    assert (first.x, first.y, first.text) == (5.0, pytest.approx(top + 16), "en ")
    assert (second.x, second.y, second.text) == (5.0, pytest.approx(top + 16 + 30), "to")
    assert first.width == pytest.approx(wide("en", 20))


@pytest.mark.parametrize(("align", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_where_lines_begin(align: str, share: float) -> None:
    faces, _ = set_card(Size(300, 150), text("ordet"), p=Style(sizes=(20.0,), align=align, left=30.0, right=70.0))
    (line,) = faces.front.items
    assert isinstance(line, TextLine)
    assert line.x == pytest.approx(30 + (200 - wide("ordet", 20)) * share)


def test_a_line_that_comes_back_in_another_type_is_set_in_its_own() -> None:
    plain, emphasised = text("Emnet"), Element("p", "p")
    emphasised.say(Run("Emnet", emphasis=True, place=HERE))
    stories = [story(plain, name="k1"), story(emphasised, name="k2"), story(text("Emnet"), name="k3")]
    faces, problems = fit.cards(stories, Size(200, 50), "steps", setting(p=STEPS))
    assert problems == ()
    assert [item.font for one in faces for item in one.front.items if isinstance(item, TextLine)] == ["regular", "italic", "regular"]


def test_what_is_too_long_is_told_in_millimetres_and_characters_at_its_own_place() -> None:
    # five lines at 10 pt: 4 × 15 + 10 = 70 pt, the frame has 50: two lines of 15 pt too many, two fifths of 14 characters
    faces, (problem,) = set_card(Size(200, 50), text("en\nto\ntre\nfire\nfem"), p=STEPS)
    assert (problem.code, problem.place, problem.is_error) == ("text-too-long", HERE, True)
    assert problem.values == {
        "card": "k1",
        "size": "10",
        "needs": f"{70 / MM:.1f}",
        "has": f"{50 / MM:.1f}",
        "over": f"{20 / MM:.1f}",
        "characters": str(math.ceil(2 / 5 * len("en\nto\ntre\nfire\nfem"))),
        "styles": "p p",
    }
    assert [note.step for note in faces.notes if note.face == "front"] in ([], [2])


def test_the_longest_text_of_a_region_is_blamed() -> None:
    long = Element("p", "p")
    long.say(Run("en\nto\ntre\nfire\nfem", place=Place("cards/prøve.yaml", 9, 5)))
    _, (problem,) = set_card(Size(200, 60), box(text("kort"), long, text("også kort")), body=Style(), p=STEPS)
    assert problem.place.line == 9


def test_a_word_that_is_wider_than_the_card_is_named() -> None:
    word = "arbejdsmiljøproblemer"
    _, (problem,) = set_card(Size(60, 200), text(f"se {word}"), p=replace(STEPS, hyphenate=False))
    assert (problem.code, problem.place, problem.values["word"], problem.values["size"]) == ("word-too-wide", HERE, word, "10")
    over = wide(word, 10) - 60
    assert float(problem.values["over"]) == pytest.approx(over / MM, abs=0.05)


def test_padding_counts_in_the_numbers_of_what_is_too_long() -> None:
    _, (problem,) = set_card(Size(200, 75), box(text("en\nto\ntre\nfire\nfem")), body=Style(padding=5.0), p=STEPS)
    assert float(problem.values["over"]) == pytest.approx((70 - 65) / MM, abs=0.05)


def test_what_is_hardly_too_long_is_not_told_as_nothing() -> None:
    _, (problem,) = set_card(Size(200, 69.9), text("en\nto\ntre\nfire\nfem"), p=STEPS)
    assert float(problem.values["over"]) > 0


# --- one deck, one size ----------------------------------------------------------------------------------------------

MIXED = """\
title: Blandet
fit: FIT
themes: [{id: a, name: Emnet}]
cards:
  - {id: kort, theme: a, text: Hvad nu?}
  - {id: lang, theme: a, text: "LANG"}
  - {id: citat, theme: a, kind: quote, text: Sådan er det.}
"""
LONG = " ".join(["Hvornår har nogen spurgt til dit arbejde, fordi de var nysgerrige på det?"] * 2)


def sizes(made: Typeset) -> dict[str, float]:
    assert made.problems == ()
    return {name: note.size for name, faces in made.faces.items() for note in faces.notes if note.face == "front"}


def test_by_steps_each_card_has_its_own_size(tmp_path: Path) -> None:
    found = sizes(deck_made(tmp_path, MIXED.replace("FIT", "steps").replace("LANG", LONG)))
    assert found == {"kort": 17.0, "lang": 14.5, "citat": 17.0}


def test_a_deck_of_one_size_takes_the_largest_that_all_can_take(tmp_path: Path) -> None:
    made = deck_made(tmp_path, MIXED.replace("FIT", "deck").replace("LANG", LONG))
    assert sizes(made) == {"kort": 14.5, "lang": 14.5, "citat": 14.5}
    larger = [fit.fill(body, frame, made.room.fresh(), step=0).fits for _, body, frame in bodies(made)]
    assert larger == [True, False, True]
    assert all(fit.fill(body, frame, made.room.fresh(), step=1).fits for _, body, frame in bodies(made))


@pytest.mark.parametrize("words", [LONG, f"{LONG} Og hvad så?", f"{LONG} {LONG}", "Hvad er det?"])
def test_half_points_go_as_far_as_they_can(tmp_path: Path, words: str) -> None:
    made = deck_made(tmp_path, MIXED.replace("FIT", "card").replace("LANG", words))
    found = sizes(made)
    assert found["kort"] == 17.0
    assert all(size % 0.5 == 0 and 10.5 <= size <= 17 for size in found.values())
    look = made.room.fresh()
    look.styles = {**look.styles, "question": replace(look.styles["question"], sizes=(found["lang"] + 0.5, found["lang"]))}
    ((body, frame),) = [(body, frame) for name, body, frame in bodies(made) if name == "lang"]
    assert fit.fill(body, frame, look).trial.step == (0 if found["lang"] == 17 else 1)
    assert fit.fill(body, frame, look, step=1).fits


def test_half_points_make_text_larger_than_steps_and_never_smaller(tmp_path: Path) -> None:
    deck = norwegian()
    by_step = sizes(deck_made(tmp_path, deck_file(deck, "dialogue", fit="steps")))
    by_card = sizes(deck_made(tmp_path, deck_file(deck, "dialogue", fit="card")))
    assert all(by_card[name] >= size for name, size in by_step.items())
    assert sum(by_card[name] > size for name, size in by_step.items()) > 20


def test_the_instruction_card_does_not_decide_the_size_of_the_prompts(tmp_path: Path) -> None:
    head = f"title: x\nfit: deck\ninstruction_card: {json.dumps(' '.join(['Læs kortet højt for de andre.'] * 12))}\n"
    made = deck_made(tmp_path, f"{head}themes: [{{id: a, name: Emnet}}]\ncards: [{{id: k1, theme: a, text: Hvad nu?}}]\n")
    found = sizes(made)
    assert found["k1"] == 17.0
    assert found["instruction"] < 12.0


def test_one_size_for_the_danish_deck(tmp_path: Path) -> None:
    made = deck_made(tmp_path, deck_file(danish(), "A8", fit="deck"))
    (size,) = set(sizes(made).values())
    by_step = sizes(deck_made(tmp_path, deck_file(danish(), "A8", fit="steps")))
    assert size == min(by_step.values()) < max(by_step.values())


# --- any text --------------------------------------------------------------------------------------------------------

LETTERS = "abcdefghijklmnoprstuvyæøåÆØÅéABDEGHKLMNSTV"
words = st.one_of(
    st.text(LETTERS, min_size=1, max_size=9),
    st.text(LETTERS, min_size=1, max_size=45),
    st.sampled_from(
        ["arbejdsmiljørepræsentanten", "borgerinddragelsesprocesserne", "leder/medarbejder-samtalen", "½", "”sådan”,", "R&D", "1.000–2.000"]
    ),
    st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=2, max_size=4).map(SOFT_HYPHEN.join),
    st.lists(st.text(LETTERS, min_size=1, max_size=12), min_size=2, max_size=3).map("-".join),
)
marked = st.one_of(
    words, words, words, words.map("**{}**".format), words.map("*{}*".format), words.map("**{}".format), words.map("a*{}*b".format)
)
texts = st.lists(st.tuples(marked, st.sampled_from([" ", " ", " ", " ", "\n"])), min_size=1, max_size=60).map(
    lambda parts: "".join(map("".join, parts))
)
cards = st.builds(
    lambda value, follow_up: Card(
        id="k1", theme="a", number=1, text=Text(value, HERE), follow_up=tuple(Text(one, HERE) for one in follow_up)
    ),
    texts,
    st.lists(texts.map(lambda value: value[:60]).filter(str.strip), max_size=2),
)
shapes = st.sampled_from([*SIZES.values(), *(size.turned for size in SIZES.values())])


@pytest.fixture(scope="module")
def any_room(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    return deck_made(tmp_path_factory.mktemp("any"), "title: x\nthemes: [{id: a, name: Emnet}]\ncards: [{id: k1, theme: a, text: x}]\n")


any_text = settings(
    max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@given(cards, shapes, st.sampled_from(["steps", "steps", "deck", "card"]))
@example(Card(id="k1", theme="a", number=1, text=Text(SOFT_HYPHEN, HERE)), SIZES["A8"], "steps")
@example(Card(id="k1", theme="a", number=1, text=Text("*" * 9, HERE)), SIZES["A8"], "steps")
@example(Card(id="k1", theme="a", number=1, text=Text("m" * 500, HERE)), SIZES["dialogue"], "steps")
@any_text
def test_any_text_lies_in_its_frame_or_is_a_problem_with_its_place(any_room: Typeset, card: Card, size: Size, how: str) -> None:
    assume(card.text.value.strip())
    made = typeset(any_room.room, replace(any_room.deck, cards=(card,), card_size=size, fit=how))
    assert bool(made.problems) == bool(outside(made))
    for problem in made.problems:
        assert problem.place == HERE
        assert problem.is_error
        numbers = {"text-too-long": ("over", "characters", "needs", "has"), "word-too-wide": ("over",)}[problem.code]
        assert all(float(problem.values[name]) >= 0 for name in numbers)
        assert problem.values["card"] == "k1"
    for element in descendants(made.sides()["k1"]):
        if element.runs:
            assert bare(heard(lines_of(made.faces["k1"].front, element))) == bare(element.text)


def bare_trial(trial: Trial) -> Trial:
    """Leave out of a trial what a card has where there is room besides."""
    return Trial(trial.step, trial.hyphens, trial.doubt, trial.freely, whole=False)


def first_that_fits(body: Element, frame: Rect, look: Setting) -> Trial | None:
    """Try every step without and with hyphens, leaving none out; then in doubt, if a word is too wide at the last step even so; then freely at the last."""
    steps, overfull = range(fit.steps_of(body, look)), 0.0
    sure = [Trial(step, hyphens, whole=False) for step in steps for hyphens in (False, True)]
    doubtful = [Trial(step, hyphens=True, doubt=True, whole=False) for step in steps]
    for trial in (*sure, *doubtful, replace(doubtful[-1], freely=True)):
        if trial.doubt and not (trial.freely or overfull):
            continue
        found = stack(body.children, frame.width, trial, look)
        if found.height <= frame.height + 0.01 and not found.overfull:
            return trial
        overfull = overfull if trial.doubt else found.overfull
    return None


@given(cards, shapes)
@any_text
def test_any_text_takes_the_largest_step_that_fits(any_room: Typeset, card: Card, size: Size) -> None:
    assume(card.text.value.strip())
    made = typeset(any_room.room, replace(any_room.deck, cards=(card,), card_size=size))
    look = made.room.fresh()
    ((_, body, frame),) = bodies(made)
    expected = first_that_fits(body, frame, look)
    region = fit.fill(body, frame, look)
    assert (region.fits, bare_trial(region.trial)) == (expected is not None, expected or bare_trial(region.trial))
    assert front_note(made, "k1") == (expected.step if expected else fit.steps_of(body, look) - 1)


long_words = st.lists(st.sampled_from([f"{one}{other}" for one in PARTS for other in PARTS]), min_size=2, max_size=12).map(" ".join)


@given(long_words, st.floats(60, 260), st.integers(1, 6))
@any_text
def test_no_cut_that_would_fit_is_passed_over(words: str, width: float, lines: int) -> None:
    """A text that fits only where its words are cut, in a frame of so many lines."""
    look = setting(body=Style(), p=replace(STEPS, sizes=(20.0, 19.0), leading=1.0))
    body, frame = box(text(words)), Rect(0, 0, width, 20.0 * lines)
    region = fit.fill(body, frame, look)
    expected = first_that_fits(body, frame, look)
    assert (region.fits, bare_trial(region.trial)) == (expected is not None, expected or bare_trial(region.trial))


def test_full_lines_whose_spaces_fall_away_may_fit_with_a_cut() -> None:
    """Six lines that are full to a point, 6.1 times the column with their spaces; the fifth ends in a cut word."""
    look = setting(body=Style(), p=replace(STEPS, sizes=(20.0, 19.0), leading=1.0))
    column = wide("vores arbejds", 20) + TYPEFACE.font("regular").shape("-").width * 20 + 0.05
    body = box(text("mgrmmbmgm gbmnwmmhm pmmmpcmwh mmbdwnmdm vores arbejdsmiljø cngrmhk"))
    frame = Rect(0, 0, column, 20.0 * 6)
    assert first_that_fits(body, frame, look) == Trial(0, hyphens=True, whole=False)
    assert fit.fill(body, frame, look).trial == Trial(0, hyphens=True, whole=False)


def test_a_word_parted_at_its_own_slash_is_heard_whole(any_room: Typeset) -> None:
    word = "medarbejderrepræsentanten/arbejdsmiljørepræsentanten"
    made = typeset(any_room.room, replace(any_room.deck, cards=(Card(id="k1", theme="a", text=Text(word, HERE)),)))
    (prompt,) = (element for element in descendants(made.sides()["k1"]) if element.tag == "h1")
    assert len(rows(made.faces["k1"].front, prompt)) > 1
    assert heard(lines_of(made.faces["k1"].front, prompt)) == word


@pytest.mark.parametrize("size", SIZES)
def test_a_blank_card_of_any_named_size_can_be_printed(any_room: Typeset, size: str) -> None:
    card = Card(id="k1", theme="a", number=1, text=Text("Hvad?", HERE))
    made = typeset(any_room.room, replace(any_room.deck, cards=(card,), blank_cards=1, card_size=SIZES[size]))
    assert made.problems == ()


def test_a_card_as_small_as_can_be_is_a_problem_and_not_an_exception(any_room: Typeset) -> None:
    card = Card(id="k1", theme="a", number=1, text=Text("Hvad mener vi helt konkret?", HERE))
    made = typeset(any_room.room, replace(any_room.deck, cards=(card,), card_size=Size(mm(40), mm(35))))
    assert "text-too-long" in {problem.code for problem in made.problems}
