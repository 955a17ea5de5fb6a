"""Sheets filled in by hand and scanned: named, laid straight, their marks read or left to a person, and what is no sheet told with its cure."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable
from typing import NamedTuple

import handwriting
import numpy as np
import pikepdf
import pytest
from handwriting import Hand, centre, fields, table, trial
from PIL import Image, ImageDraw

from cardprint.collect import pages, scans
from cardprint.collect.answers import Answer, Returned
from cardprint.collect.known import Held, Known
from cardprint.errors import Problem

pytestmark = pytest.mark.slow
Page = Image.Image
IMPORTANCE, EFFECT = "challenges.1.importance", "challenges.1.effect"
BARRIERS = "challenges.1.barriers"


class Sheets(NamedTuple):
    """What was printed: all pages by key, the first page of a group's sheet, and its picture."""

    known: Known
    all: list[Held]
    first: Held
    page: Page


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    known, pages = handwriting.printed(tmp_path_factory.mktemp("printed"))
    first = next(held for held in pages if held.page.page == 1)
    return Sheets(known, pages, first, handwriting.pictured(known.pdf(first.page.key) or b"", first.number))


def saved(*pages: Page, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    first, *more = (page.copy() for page in pages)
    first.save(out, kind, **({"save_all": True, "append_images": more} if more else {"quality": 90}))
    return out.getvalue()


def drawn(
    sheets: Sheets, *marks: tuple[str, int, tuple[handwriting.Mark, ...]], press: float = 0.9, pen: str = "blue", width: float = 0.5
) -> Page:
    """Draw marks on a sheet: field, number of the target from 1, what is drawn there."""
    hand = Hand(sheets.page.size, random.Random(3), held=False)
    hand.colour, hand.width, hand.press = handwriting.HELD_PENS[pen], width, press
    for field, number, strokes in marks:
        for stroke in strokes:
            stroke(hand, *centre(fields(sheets.first.spots)[field][number - 1]))
    return hand.on(sheets.page)


def read(sheets: Sheets, data: bytes) -> tuple[tuple[Returned, ...], tuple[Problem, ...]]:
    return scans.read(data, "scan.pdf", sheets.known)


def answer(sheets: Sheets, page: Page, field: str) -> Answer | None:
    returned, problems = read(sheets, saved(page))
    assert problems == ()
    return next((answer for answer in returned[0].answers if answer.field == field), None)


def test_pages_filled_in_and_scanned_in_all_ways_are_found_and_no_answer_is_wrong(sheets: Sheets) -> None:
    verdicts = [verdict for _, verdict in trial(sheets.known, sheets.all, (7003, 7006, 7007, 7008, 7009), held=True)]
    said = "\n".join(table(verdicts))
    assert all(verdict.found for verdict in verdicts), said
    answers = [how for verdict in verdicts for how in verdict.answers.values()]
    assert "wrong" not in answers, said
    assert answers.count("right") > 0.8 * len(answers), said


@pytest.mark.parametrize(("seed", "field"), [(60021, "challenges.2.barriers"), (40026, "challenges.3.barriers")])
def test_a_box_ringed_twice_and_a_cross_struck_along_an_arm_are_for_a_person(seed: int, field: str, sheets: Sheets) -> None:
    ((_, verdict),) = trial(sheets.known, sheets.all, (seed,), held=True)
    assert verdict.answers[field] != "wrong"


RING, CROSS, TICK = (handwriting.ring,), (handwriting.cross,), (handwriting.tick,)
STRUCK = (handwriting.ring, handwriting.crossed)


@pytest.mark.parametrize(
    ("marks", "values"),
    [
        (((IMPORTANCE, 3, RING),), ("3",)),
        (((IMPORTANCE, 1, CROSS),), ("1",)),
        (((IMPORTANCE, 2, STRUCK), (IMPORTANCE, 4, RING)), ("4",)),
        (((BARRIERS, 1, CROSS), (BARRIERS, 2, CROSS), (BARRIERS, 7, CROSS)), ("vaner og kultur", "love og regler", "ved ikke endnu")),
        (((BARRIERS, 4, TICK),), ("it og teknik",)),
    ],
)
def test_a_clean_mark_is_sure_also_beside_one_that_is_struck(marks: tuple, values: tuple[str, ...], sheets: Sheets) -> None:
    found = answer(sheets, drawn(sheets, *marks), marks[0][0])
    assert found is not None
    assert (found.is_sure, found.values) == (True, values)


@pytest.mark.parametrize(
    ("marks", "seen"),
    [
        (((IMPORTANCE, 2, RING), (IMPORTANCE, 4, RING)), ("2", "4")),
        (((IMPORTANCE, 2, STRUCK),), ("2",)),
        (((IMPORTANCE, 2, (handwriting.slashed,)),), ("2",)),
        (((BARRIERS, 3, (handwriting.zigzag,)),), ("tid og penge",)),
    ],
)
def test_two_rings_a_struck_target_alone_and_a_scribble_are_for_a_person(marks: tuple, seen: tuple[str, ...], sheets: Sheets) -> None:
    found = answer(sheets, drawn(sheets, *marks), marks[0][0])
    assert found is not None
    assert (found.is_sure, found.values, found.seen) == (False, (), seen)
    assert Image.open(io.BytesIO(found.picture)).width > 100


def test_a_faint_ring_is_for_a_person(sheets: Sheets) -> None:
    found = answer(sheets, drawn(sheets, (IMPORTANCE, 3, RING), press=0.16), IMPORTANCE)
    assert found is not None
    assert (found.is_sure, found.seen) == (False, ("3",))


def lined(page: Page, *, down: bool, to: float = 1.0, at: float = 0.0, dark: float = 0.6) -> Page:
    """Draw a straight line along a page, that far from its middle, in shares of it, as dust on the glass does, or a part of one."""
    page = page.copy()
    width, height = page.size
    place = round((0.5 + at) * (width if down else height))
    box = (place, 0, place + 2, round(to * height)) if down else (0, place, round(to * width), place + 2)
    page.paste(page.crop(box).point(lambda level: round(level * (1 - dark))), box)
    return page


@pytest.mark.parametrize("down", [True, False])
def test_a_line_that_dust_draws_all_along_a_page_is_no_mark(down: bool, sheets: Sheets) -> None:
    page = drawn(sheets, (IMPORTANCE, 3, (handwriting.ring,)), (BARRIERS, 2, (handwriting.cross,)))
    spots = fields(sheets.first.spots)
    size = sheets.first.map.size[0 if down else 1]
    middles = [centre(spots[IMPORTANCE][number])[0 if down else 1] / size - 0.5 + 0.004 for number in range(4 if down else 1)]
    clean = read(sheets, saved(page))
    for at in middles:
        found = {one.field: one.values for one in read(sheets, saved(lined(page, down=down, at=at)))[0][0].answers if not one.picture}
        assert found == {one.field: one.values for one in clean[0][0].answers if not one.picture}


def test_a_line_that_ends_on_the_page_may_be_a_pens(sheets: Sheets) -> None:
    spots = fields(sheets.first.spots)
    at = centre(spots[IMPORTANCE][1])[0] / sheets.first.map.size[0] - 0.5 + 0.004
    found = answer(sheets, lined(sheets.page, down=True, at=at, to=0.6), IMPORTANCE)
    assert found is not None
    assert not found.is_sure


@pytest.mark.parametrize(("through", "is_sure"), [(1.0, False), (0.45, True)], ids=["all of it", "its words alone"])
def test_of_a_row_that_is_crossed_out_as_a_whole_no_answer_is_sure(through: float, is_sure: bool, sheets: Sheets) -> None:
    spots = fields(sheets.first.spots)
    left, top, _, height = spots["challenges.1.text"][0].box
    right = max(box[0] + box[2] for spot in spots[BARRIERS] if (box := spot.box)) + 20
    hand = Hand(sheets.page.size, random.Random(5), held=False)
    hand.line([(left + 3 + (right - left) * through * step / 20, top + height * (0.9 - step / 25)) for step in range(21)])
    marks = [(IMPORTANCE, 2), (BARRIERS, 3), ("challenges.2.importance", 4)]
    page = hand.on(drawn(sheets, *((field, number, (handwriting.cross,)) for field, number in marks)))
    ((returned,), _) = read(sheets, saved(page))
    sure = {one.field: one.is_sure for one in returned.answers}
    assert [sure[field] for field, _ in marks] == [is_sure, is_sure, True]


def test_handwriting_is_cut_out_and_an_empty_sheet_has_no_answers(sheets: Sheets) -> None:
    hand = Hand(sheets.page.size, random.Random(4), held=False)
    handwriting.written(hand, fields(sheets.first.spots)["challenges.2.text"][0].box, stray=0)
    returned, _ = read(sheets, saved(hand.on(sheets.page)))
    assert [(answer.field, answer.is_sure, answer.values) for answer in returned[0].answers] == [("challenges.2.text", True, ())]
    assert len(returned[0].answers[0].picture) < 60_000
    assert read(sheets, saved(sheets.page))[0][0].answers == ()


def test_a_short_line_full_of_handwriting_is_not_taken_for_noisy_paper(sheets: Sheets) -> None:
    left, top, width, _ = fields(sheets.first.spots)["challenges.2.other"][0].box
    hand = handwriting.Hand(sheets.page.size, random.Random(1), held=False)
    for down in (0.9, 1.8, 2.7):
        hand.line([(left + 1 + along / 2, top + down + 0.4 * (-1) ** along) for along in range(round(2 * width) - 4)])
    found = answer(sheets, hand.on(sheets.page), "challenges.2.other")
    assert found is not None
    assert found.picture


def test_a_file_holds_pages_in_any_order_and_any_way_up_with_empty_backs_between(sheets: Sheets) -> None:
    page = drawn(sheets, (IMPORTANCE, 3, RING))
    second = next(held for held in sheets.all if held.page.group == sheets.first.page.group and held.page.page == 2)
    other = handwriting.pictured(sheets.known.pdf(second.page.key) or b"", second.number)
    pages = (other.rotate(90, expand=True), Image.new("RGB", other.size, (249, 249, 247)), page.rotate(180))
    for kind in ("PDF", "TIFF"):
        returned, problems = read(sheets, saved(*pages, kind=kind))
        assert problems == ()
        assert [(one.page.key, one.source.page) for one in returned] == [(second.page.key, 1), (sheets.first.page.key, 3)]
        assert [(answer.field, answer.values) for answer in returned[1].answers] == [(IMPORTANCE, ("3",))]


@pytest.mark.parametrize("hidden", [0, 1])
def test_one_code_is_enough(hidden: int, sheets: Sheets) -> None:
    straight = drawn(sheets, (IMPORTANCE, 3, RING))
    x, y, w, h = (round(handwriting.PX * part) for part in sheets.first.map.codes[hidden])
    ImageDraw.Draw(straight).rectangle([x + w // 3, y - 5, x + w, y + h // 2], fill="white")
    page = straight.rotate(2, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found = answer(sheets, page, IMPORTANCE)
    assert found is not None
    assert found.values == ("3",)


def covered(sheets: Sheets) -> Page:
    page = sheets.page.copy()
    for box in sheets.first.map.codes:
        x, y, w, h = (round(handwriting.PX * part) for part in box)
        ImageDraw.Draw(page).rectangle([x, y, x + w, y + h], fill="white")
    return page


def test_a_page_that_no_code_names_is_told_with_its_number(sheets: Sheets) -> None:
    returned, problems = read(sheets, saved(covered(sheets), sheets.page, covered(sheets), kind="TIFF"))
    assert [one.page.key for one in returned] == [sheets.first.page.key]
    assert [(problem.code, problem.values["pages"]) for problem in problems] == [("scan-unnamed", "1, 3")]


def test_a_sheet_that_is_not_known_two_in_one_picture_and_one_whose_print_is_gone_are_told(sheets: Sheets) -> None:
    other = next(held for held in sheets.all if held.page.group != sheets.first.page.group)
    beside = Image.new("RGB", (sheets.page.width, 2 * sheets.page.height), "white")
    beside.paste(sheets.page)
    beside.paste(handwriting.pictured(sheets.known.pdf(other.page.key) or b"", other.number), (0, sheets.page.height))
    gone = Known({sheets.first.page.key: Held(sheets.first.map, sheets.first.page, sheets.first.number)})
    cases = (
        (saved(sheets.page), Known(), "scan-unknown"),
        (saved(beside), sheets.known, "scan-several"),
        (saved(sheets.page), gone, "scan-no-print"),
    )
    for data, known, code in cases:
        returned, problems = scans.read(data, "scan.png", known)
        assert (returned, [problem.code for problem in problems]) == ((), [code])


def test_a_page_scanned_too_pale_is_told_and_nothing_of_it_is_sure(sheets: Sheets) -> None:
    page = drawn(sheets, (IMPORTANCE, 3, RING)).point(lambda value: 255 if value > 60 else 0)
    returned, problems = read(sheets, saved(page))
    assert [problem.code for problem in problems] == ["scan-pale"]
    assert not any(answer.values for answer in returned[0].answers)


@pytest.mark.parametrize("ending", ["PNG", "PDF"])
@pytest.mark.parametrize(
    ("pen", "width", "threshold", "is_read"),
    # what is paler than the threshold is gone: the fields' lines at 125; of a soft pencil some at 135, where the lines are there
    [("blue", 0.65, 125, True), ("blue", 0.35, 125, False), ("blue", 0.7, 170, True), ("soft pencil", 0.6, 135, False)],
)
def test_of_a_page_in_black_and_white_alone_a_wide_pen_is_read_and_a_pale_one_doubted(
    sheets: Sheets, pen: str, width: float, threshold: int, is_read: bool, ending: str
) -> None:
    page = drawn(sheets, (EFFECT, 2, RING), pen=pen, width=width)
    bare = page.convert("L").point(lambda value: 255 if value > threshold else 0).convert("1")
    out = io.BytesIO()
    bare.save(out, format=ending, resolution=round(handwriting.PX * 25.4))
    returned, problems = read(sheets, out.getvalue())
    assert [problem.code for problem in problems] == ([] if is_read else ["scan-pale"])
    found = {answer.field: answer.values for answer in returned[0].answers if answer.is_sure and answer.values}
    assert found == ({EFFECT: ("2",)} if is_read else {})


@pytest.mark.parametrize(("broken", "is_read"), [(0, True), (6, False)])
def test_a_pale_pen_in_black_and_white_is_read_where_hardly_any_mark_is_broken(sheets: Sheets, broken: int, is_read: bool) -> None:
    wanted = {f"challenges.{challenge}.{asked}": "3" for challenge in (1, 2, 3) for asked in ("importance", "effect")}
    page = drawn(sheets, *((field, 3, CROSS) for field in wanted), ("challenges.2.barriers", 4, CROSS), pen="pencil", width=0.45)
    for field in list(wanted)[:broken]:  # these are paler, and partly gone
        x, y, half = (round(handwriting.PX * part) for part in centre(fields(sheets.first.spots)[field][2]))
        box = x - 2 * half, y - 2 * half, x + 2 * half, y + 2 * half
        page.paste(page.crop(box).point(lambda value: round(255 - (255 - value) * 0.72)), box)
    returned, problems = read(sheets, saved(page.convert("L").point(lambda value: 255 if value > 150 else 0)))
    assert [problem.code for problem in problems] == ([] if is_read else ["scan-pale"])
    found = {answer.field: answer.values[0] for answer in returned[0].answers if answer.is_sure and answer.values}
    assert found == ({**wanted, "challenges.2.barriers": "it og teknik"} if is_read else {})


@pytest.mark.parametrize("kind", ["JPEG", "PDF"])
def test_black_and_white_kept_as_greys_is_seen_to_be_so(sheets: Sheets, kind: str) -> None:
    page = drawn(sheets, (EFFECT, 2, RING), pen="soft pencil", width=0.5)
    assert pages_of(page.convert("L"), kind) == ["greys"]
    assert pages_of(page.convert("L").point(lambda value: 255 if value > 150 else 0), kind) == ["bare"]
    assert pages_of(page.convert("1").convert("L"), kind) == ["dots"]


def test_black_and_white_of_a_palette_is_seen_to_be_so(sheets: Sheets) -> None:
    page = drawn(sheets, (EFFECT, 2, RING)).convert("L").point(lambda value: 255 if value > 150 else 0)
    out = io.BytesIO()
    page.convert("P").quantize(2).save(out, "PNG")
    (picture,) = pages.opened(out.getvalue(), "scan.png")
    assert isinstance(picture, pages.Picture)
    assert picture.tones == "bare"


def pages_of(page: Page, kind: str) -> list[str]:
    return [picture.tones for picture in pages.opened(saved(page, kind=kind), "scan") if isinstance(picture, pages.Picture)]


def test_a_shadow_with_a_sharp_edge_and_coffee_are_no_marks(sheets: Sheets) -> None:
    page = np.asarray(drawn(sheets, (EFFECT, 2, RING)), dtype=np.float32)
    left, top, width, _ = fields(sheets.first.spots)["challenges.2.barriers"][0].box
    rows, columns = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32) / handwriting.PX
    shadow = np.clip((columns + 0.5 * rows - left - 0.5 * top) / 6, 0, 1)
    stain = np.exp(-(((columns - left - width / 2) / 0.8) ** 2)) * (rows < top - 20)
    dark = page * (1 - 0.35 * shadow)[..., None] * (1 - stain[..., None] * np.array([0.2, 0.3, 0.43], dtype=np.float32))
    returned, problems = read(sheets, saved(Image.fromarray(dark.astype(np.uint8))))
    assert problems == ()
    assert {answer.field: answer.values for answer in returned[0].answers if answer.values or answer.seen} == {EFFECT: ("2",)}


def test_a_number_written_under_a_scale_is_for_a_person(sheets: Sheets) -> None:
    x, y, half = centre(fields(sheets.first.spots)[IMPORTANCE][2])
    hand = Hand(sheets.page.size, random.Random(3), held=False)
    hand.line([(x, y + 1.5 * half), (x + 3, y + 1.6 * half), (x, y + 2.2 * half), (x + 3, y + 2.4 * half), (x, y + 3 * half)])
    page = hand.on(drawn(sheets, (EFFECT, 2, RING)))
    found, beside = answer(sheets, page, IMPORTANCE), answer(sheets, page, EFFECT)
    assert found is not None
    assert not found.is_sure
    assert beside is not None
    assert beside.values == ("2",)


@pytest.mark.parametrize("colour", [(255, 240, 60), (255, 120, 190), (255, 170, 60)])
def test_a_number_marked_with_a_marker_is_for_a_person(sheets: Sheets, colour: tuple[int, int, int]) -> None:
    page = np.asarray(drawn(sheets, (EFFECT, 2, RING))).copy()
    x, y, half = (round(handwriting.PX * part) for part in centre(fields(sheets.first.spots)[IMPORTANCE][2]))
    page[y - half : y + half, x - half : x + half] = np.minimum(
        page[y - half : y + half, x - half : x + half], np.array(colour, dtype=np.uint8)
    )
    found = answer(sheets, Image.fromarray(page), IMPORTANCE)
    assert found is not None
    assert not found.is_sure


@pytest.mark.parametrize("colour", [(214, 60, 140), (235, 130, 30), (200, 30, 40), (120, 70, 30), (20, 130, 70)])
def test_pens_of_all_colours_are_read(sheets: Sheets, colour: tuple[int, int, int]) -> None:
    handwriting.HELD_PENS["coloured"] = colour
    try:
        page = drawn(sheets, (IMPORTANCE, 3, RING), (EFFECT, 1, RING), (BARRIERS, 4, CROSS), pen="coloured", width=0.5)
    finally:
        del handwriting.HELD_PENS["coloured"]
    for field, value in ((IMPORTANCE, "3"), (BARRIERS, "it og teknik")):
        found = answer(sheets, page, field)
        assert found is not None
        assert (found.values, found.is_sure) == ((value,), True)


@pytest.mark.parametrize(
    ("seed", "field", "meant"),
    [
        (96004, EFFECT, {"2"}),  # a pale pen goes round a number just where its circle is printed
        (320017, "challenges.3.importance", {"3"}),
        (110307, "challenges.1.barriers", {"vaner og kultur", "love og regler", "tid og penge", "ved ikke endnu"}),  # and round a box
        (110317, "challenges.3.barriers", {"love og regler", "tid og penge", "it og teknik"}),  # the hook of a tick spreads like a line
        (200029, "challenges.3.barriers", {"it og teknik"}),  # a shadow's edge falls over boxes
        (200490, "challenges.3.barriers", {"vaner og kultur", "ved ikke endnu"}),  # a struck tick looks like a ring
        (200563, "challenges.3.barriers", {"andet", "it og teknik", "viden og kompetencer"}),  # a line along the arm of a cross
    ],
)
def test_what_was_once_read_wrong_is_right_or_in_doubt(sheets: Sheets, seed: int, field: str, meant: set[str]) -> None:
    taken = handwriting.taken(handwriting.page_of(sheets.all, seed), sheets.known, seed)
    returned, problems = scans.read(taken.data, "scan", sheets.known)
    assert problems == ()
    assert taken.truth[field] == meant
    (answer,) = (answer for answer in returned[0].answers if answer.field == field)
    assert not answer.is_sure or set(answer.values) == meant


def huge() -> bytes:
    """Make a PNG whose head says that it is larger than anything that is scanned."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def huge_inside() -> bytes:
    """Make a PDF with a picture of that size."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(842, 595))
    image = pdf.make_stream(zlib.compress(b"\0" * 1000))
    for key, value in (("Width", 30_000), ("Height", 30_000), ("BitsPerComponent", 1)):
        image[f"/{key}"] = value
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.ColorSpace, image.Filter = pikepdf.Name.DeviceGray, pikepdf.Name.FlateDecode
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=image))
    page.Contents = pdf.make_stream(b"q 842 0 0 595 0 0 cm /Im Do Q")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def blank() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def many() -> bytes:
    pdf = pikepdf.new()
    for _ in range(501):
        pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "scan-heic"),
        (lambda: b"PK\x03\x04 a spreadsheet", "scan-kind"),
        (lambda: b"", "scan-kind"),
        (locked, "scan-locked"),
        (lambda: b"%PDF-1.7 and no more", "scan-broken"),
        (lambda: b"\xff\xd8\xff\xe0 and no more", "scan-broken"),
        (lambda: saved(Image.effect_noise((400, 300), 90), kind="JPEG")[:9000], "scan-page-broken"),
        (blank, "scan-empty"),
        (many, "scan-long"),
        (huge, "scan-large"),
        (huge_inside, "scan-large"),
    ],
    ids=("heic", "spreadsheet", "empty", "locked", "begun PDF", "begun JPEG", "cut JPEG", "blank", "pages", "picture", "picture in a PDF"),
)
def test_a_file_that_is_not_to_be_read_is_told_with_its_cure(data: Callable[[], bytes], code: str) -> None:
    returned, problems = scans.read(data(), "bord3.pdf", Known())
    assert (returned, [problem.code for problem in problems]) == ((), [code])
