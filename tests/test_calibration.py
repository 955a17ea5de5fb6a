"""A printer is measured once: what is read off the test page is what moves the backs, by exactly that, on that printer's sheets alone."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import conformance
import pikepdf
import pytest
import reader
from click.testing import CliRunner, Result
from spoken import LANGUAGES

from cardprint import printers
from cardprint.cli import cli
from cardprint.geometry import MM, Size, mm
from cardprint.model import PAPER_NAMES, PAPERS
from cardprint.page import Line, Shift
from cardprint.papers import calibration
from cardprint.sheets import calibrate

Make = Callable[[Mapping[str, str | bytes]], Path]
NAME = "Kontor 3. sal"
MOVED = Shift(mm(1.5), mm(-0.5), 0.2)
DECK = """\
title: Kort
language: da
themes: [{id: a, name: Alt}]
cards: [{id: a-1, theme: a, text: Hvad nu?}, {id: a-2, theme: a, text: Og så?}]
"""
PROJECT = {"cardprint.yaml": "language: da\n", "cards/kort.yaml": DECK}


@pytest.fixture(autouse=True)
def own(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a user without printers."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setattr(printers, "folder", lambda: folder)
    return folder / printers.FILE


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def keep(*, x: str = "1.5mm", y: str = "-0.5mm", rotate: str = "0.2", name: str = NAME) -> Result:
    return run("calibrate", "--x", x, "--y", y, "--rotate", rotate, "--printer", name, "--lang", "da")


def matrices(path: Path) -> list[tuple[float, ...]]:
    """Give what each page's content is moved by: its first operators, `q … cm`, or the matrix that moves nothing."""
    found = []
    with pikepdf.open(path) as file:
        for page in file.pages:
            first, second, *_ = pikepdf.parse_content_stream(page)
            is_moved = str(first.operator) == "q" and str(second.operator) == "cm"
            found.append(tuple(float(one) for one in second.operands) if is_moved else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    return found


def backs(path: Path) -> list[reader.Letter]:
    """Give the first letter of each back of the first sheet, without what stands at its foot."""
    return [one for one in reader.pages(path)[1].letters() if one.text == "A" and one.y < 270]


# --- the test page ---------------------------------------------------------------------------------------------------


def test_the_page_is_two_sided_tagged_and_sound(project: Make) -> None:
    root = project(PROJECT)
    result = run("calibrate", root)
    path = root / "output" / "calibration.pdf"
    assert (result.exit_code, result.stderr) == (0, "")
    front, back = reader.pages(path)
    assert (front.width, front.height) == pytest.approx((210, 297), abs=0.01)
    assert "Prøveside til printeren" in front.text
    assert "A4 stående" in front.text
    assert "Sådan læser du siden" in back.text
    assert [*conformance.syntax(path), *conformance.fonts(path), *conformance.accessibility(path)] == []
    with pikepdf.open(path) as file:
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
        assert file.Root.Lang == "da"
        assert not any("/Annots" in page for page in file.pages)


def test_strokes_and_scales_are_printed_where_they_are_reckoned(project: Make) -> None:
    root = project(PROJECT)
    run("calibrate", root)
    front, back = (page.picture(20).convert("L") for page in reader.pages(root / "output" / "calibration.pdf"))
    across = {round(x / 20, 1) for x in range(95 * 20, 115 * 20) if front.getpixel((x, 140 * 20)) < 128}
    assert across
    assert all(abs(x - 105) <= 0.25 for x in across)
    row = round((297 / 2 - 14 - 3.5) * 20)  # where the ticks of every fifth millimetre alone reach
    ticks = [x / 20 for x in range(90 * 20, 120 * 20) if back.getpixel((x, row)) < 160]
    assert {round(x) for x in ticks} == {95, 100, 105, 110, 115}
    assert all(abs(x - round(x)) < 0.15 for x in ticks)


def bare(text: str) -> str:
    """Leave out what a line's end may change."""
    return re.sub(r"[\s-]", "", text)


def test_the_terminal_says_what_the_page_says(project: Make) -> None:
    root = project(PROJECT)
    said = run("calibrate", root).stdout
    printed = bare("".join(page.text for page in reader.pages(root / "output" / "calibration.pdf")))
    lines = said.splitlines()
    assert lines[0].endswith("output/calibration.pdf:")
    assert [line for line in lines[1:] if bare(line) not in printed] == []
    assert "Hold arket op mod lyset" in said
    assert f'cardprint calibrate --x 1.5mm --y -0.5mm --rotate 0.2 --printer "{NAME}"' in said
    assert f'cardprint build --printer "{NAME}"' in said


def test_english_is_said_where_it_is_asked_for(project: Make) -> None:
    root = project(PROJECT)
    assert "Hold the sheet against the light" in run("calibrate", root, "--lang", "en", "--output", root / "page.pdf").stdout
    assert "How to read the page" in reader.pages(root / "page.pdf")[1].text
    assert not (root / "output").exists()


def test_without_a_project_the_page_is_danish_and_lies_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("calibrate").stdout.startswith("calibration.pdf:\nUdskriv den på A4")
    first = Path("calibration.pdf").read_bytes()
    run("calibrate")
    assert Path("calibration.pdf").read_bytes() == first


def test_the_page_has_the_paper_and_the_turning_of_the_profile(project: Make) -> None:
    root = project({**PROJECT, "cards/print/bred.yaml": "paper: A3 landscape\nduplex: short-edge\nmargin: 8 mm\n"})
    assert "A3 liggende" in run("calibrate", root, "--print", "bred").stdout
    path = root / "output" / "calibration.pdf"
    assert [(round(page.width), round(page.height)) for page in reader.pages(path)] == [(420, 297)] * 2
    with pikepdf.open(path) as file:
        assert file.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    for page in reader.pages(path):
        left, top, right, bottom = (edge / 4 for edge in reader.ink(page.picture(4)) or ())
        assert min(left, top, page.width - right, page.height - bottom) >= 8 - 0.25


@pytest.mark.parametrize("paper", PAPER_NAMES)
def test_every_paper_takes_the_page_in_every_language_or_says_why_not(project: Make, paper: str) -> None:
    root = project({**PROJECT, "cards/print/egen.yaml": f"paper: {paper}\nmargin: 6.7 mm\n"})
    if paper == "A5 landscape":
        assert run("calibrate", root, "--print", "egen").exit_code == 2
        return
    assert all(calibration.page(root, "egen", language).data for language in LANGUAGES)


def test_a_full_build_leaves_the_page_alone(project: Make) -> None:
    root = project(PROJECT)
    run("build", root)
    run("calibrate", root)
    assert run("build", root).exit_code == 0
    assert (root / "output" / "calibration.pdf").is_file()


# --- what is read off it is what to type -----------------------------------------------------------------------------

A4 = PAPERS["A4"]


def off(shift: Shift, x: float, y: float) -> tuple[float, float]:
    """Give where a point of the front shows on the back, in the back's own coordinates, when the printer is off by the inverse of `shift`."""
    return shift.point(A4.width - x, y, A4)


def crossing(one: tuple[tuple[float, float], tuple[float, float]], *, at: float, level: bool) -> float:
    """Give where a line meets the level line, or the upright one, at a place."""
    (x1, y1), (x2, y2) = one
    return x1 + (x2 - x1) * (at - y1) / (y2 - y1) if level else y1 + (y2 - y1) * (at - x1) / (x2 - x1)


@pytest.mark.parametrize("moved", [MOVED, Shift(mm(-4), mm(3), -1.2), Shift(0, 0, 0.5), Shift()])
def test_the_front_strokes_meet_the_back_scales_at_the_numbers_to_type(moved: Shift) -> None:
    margin = mm(5)
    strokes = [one for one in calibrate.front(A4, margin).items if isinstance(one, Line) and one.weight == calibrate.STRONG]
    upper, lower, level, upright = ((off(moved, one.x1, one.y1), off(moved, one.x2, one.y2)) for one in strokes)
    middle, half = (A4.width / 2, A4.height / 2), calibrate.apart(A4, margin) / 2
    x = sum(crossing(upright, at=middle[1] + side * calibrate.WINDOW, level=True) for side in (-1, 1)) / 2 - middle[0]
    y = sum(crossing(level, at=middle[0] + side * calibrate.WINDOW, level=False) for side in (-1, 1)) / 2 - middle[1]
    assert x / MM == pytest.approx(moved.x / MM, abs=0.1)
    assert y / MM == pytest.approx(moved.y / MM, abs=0.1)
    read = [
        math.degrees(math.atan((crossing(one, at=middle[1] + side * half, level=True) - middle[0]) / (2 * half)))
        for one, side in ((upper, -1), (lower, 1))
    ]
    assert read[0] - read[1] == pytest.approx(moved.rotate, abs=0.01)


def test_the_numbers_stand_at_their_ticks() -> None:
    drawn = calibrate.back(A4, mm(5), flips_upright=True)
    far = calibrate.apart(A4, mm(5))
    lines = [one for one in drawn.items if isinstance(one, Line)]
    for figure in drawn.figures:
        from_middle = (figure.x - A4.width / 2, figure.y - A4.height / 2)
        assert any(math.isclose(one.x1, one.x2, abs_tol=0.01) and math.isclose(one.x1, figure.x) for one in lines) or any(
            math.isclose(one.y1, one.y2, abs_tol=0.01) and math.isclose(one.y1, figure.y) for one in lines
        )
        expected = {math.tan(math.radians(figure.value)) * far, mm(figure.value)}
        assert any(math.isclose(place, value, abs_tol=0.01) for place in from_middle for value in expected)


@pytest.mark.parametrize("flips_upright", [True, False])
def test_the_ring_lies_behind_the_dot(flips_upright: bool) -> None:
    dot = calibrate.front(A4, mm(5)).items[-1].rect  # type: ignore[union-attr]
    ring = calibrate.back(A4, mm(5), flips_upright=flips_upright).items[-1].rect  # type: ignore[union-attr]
    middle = [(one.x + one.width / 2, one.y + one.height / 2) for one in (dot, ring)]
    flipped = (A4.width - middle[0][0], middle[0][1]) if flips_upright else (middle[0][0], A4.height - middle[0][1])
    assert middle[1] == pytest.approx(flipped)


def test_scales_and_text_keep_apart() -> None:
    for size in (A4, PAPERS["A3"].turned, PAPERS["A5"], Size(A4.height, A4.width)):
        for drawn in (calibrate.front(size, mm(5)), calibrate.back(size, mm(5), flips_upright=True)):
            for room in (drawn.upper, drawn.lower):
                assert not any(room.contains(room._replace(x=one.x, y=one.y, width=0, height=0)) for one in drawn.figures)


# --- build for a printer ---------------------------------------------------------------------------------------------


def test_backs_move_by_exactly_what_is_kept_and_fronts_stay(project: Make) -> None:
    root = project(PROJECT)
    run("build", root, "--output", root / "before")
    assert keep().exit_code == 0
    result = run("build", root, "--printer", NAME)
    assert (result.exit_code, result.stderr) == (0, "")
    front, back = matrices(root / "output" / "base" / "kort-sheets.pdf")
    assert front == (1, 0, 0, 1, 0, 0)
    a, b, c, d, e, f = back
    assert math.degrees(math.atan2(-b, a)) == pytest.approx(0.2, abs=1e-4)
    assert (a, b) == pytest.approx((d, -c))
    centre = (210 * MM / 2, 297 * MM / 2)
    lands = (a * centre[0] + c * centre[1] + e, b * centre[0] + d * centre[1] + f)
    assert ((lands[0] - centre[0]) / MM, (centre[1] - lands[1]) / MM) == pytest.approx((1.5, -0.5), abs=0.001)
    old, new = (backs(root / folder / "base" / "kort-sheets.pdf") for folder in ("before", "output"))
    assert len(old) == 2
    for before, after in zip(old, new, strict=True):
        x, y = MOVED.point(before.x * MM, before.y * MM, A4)
        assert (after.text, after.x, after.y) == (before.text, pytest.approx(x / MM, abs=0.02), pytest.approx(y / MM, abs=0.02))


def test_the_command_says_for_which_printer_the_sheets_are(project: Make) -> None:
    root = project(PROJECT)
    assert f"på printeren {NAME} flyttes bagsiderne 1,5 mm mod højre, 0,5 mm op, 0,2° med uret" in keep().stdout
    said = run("build", root, "--printer", " Kontor  3. sal ").stdout
    assert f"Bagsiderne er flyttet 1,5 mm mod højre, 0,5 mm op, 0,2° med uret: kortarkene er til printeren {NAME}." in said


def test_the_printers_offset_takes_the_place_of_the_profiles(project: Make) -> None:
    profile = "back_offset: {x: 3 mm, y: 3 mm, rotate: 1}\n"
    root = project({**PROJECT, "cards/print/egen.yaml": profile})
    keep(x="-2mm", y="", rotate="")
    run("build", root, "--print", "egen", "--printer", NAME)
    (_, back) = matrices(root / "output" / "base" / "kort-sheets.pdf")
    assert back == pytest.approx((1, 0, 0, 1, -2 * MM, 0), abs=0.002)


def test_the_printable_edge_is_looked_at_after_the_shift(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK.replace("title: Kort", "title: Kort\ncard_size: 100 x 70 mm")})
    assert run("check", root, "--only", "sheets").exit_code == 0
    keep(x="9mm")
    result = run("check", root, "--only", "sheets", "--printer", NAME, "--lang", "da")
    assert result.exit_code == 1
    assert "Når bagsiderne flyttes (9 mm mod højre, 0,5 mm op, 0,2° med uret), kommer" in result.stderr


def test_the_shops_file_is_no_business_of_a_printer(project: Make) -> None:
    root = project(PROJECT)
    keep()
    run("build", root, "--print", "print-shop-3mm", "--output", root / "one")
    run("build", root, "--print", "print-shop-3mm", "--output", root / "two", "--printer", NAME)
    one, two = ((root / folder / "base" / "kort-shop.pdf").read_bytes() for folder in ("one", "two"))
    assert one == two
    said = run("build", root, "--print", "office-a4-fold", "--printer", NAME, "--output", root / "three").stdout
    assert said.endswith("Ingen bagsider er flyttet: her er ingen kortark, som printeren vender.\n")


# --- the printers that are kept --------------------------------------------------------------------------------------


def test_printers_are_kept_listed_and_forgotten(own: Path) -> None:
    assert run("list", "printers", "--json").stdout == '{\n "printers": [],\n "problems": []\n}\n'
    keep()
    keep(name="Stuen", x="0,25mm", y="−1mm", rotate="-0,1")
    keep(name="Stuen", x="0,5mm", y="−1mm", rotate="-0,1")
    rows = json.loads(run("list", "printers", "--json").stdout)["printers"]
    assert rows == [
        {"id": NAME, "x_mm": 1.5, "y_mm": -0.5, "rotate": 0.2},
        {"id": "Stuen", "x_mm": 0.5, "y_mm": -1, "rotate": -0.1},
    ]
    assert run("list", "printers", "--lang", "da").stdout.splitlines()[1] == "Stuen          0,5 mm mod højre, 1 mm op, 0,1° mod uret"
    assert run("calibrate", "--forget", NAME, "--lang", "da").stdout == f"Printeren {NAME} er glemt.\n"
    assert list(json.loads(own.read_text(encoding="utf-8"))["printers"]) == ["Stuen"]
    assert list(own.parent.iterdir()) == [own]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--x", "1.5", "--printer", NAME), "--x: 1.5 har ingen enhed\n  råd: Skriv --x 1.5mm"),
        (("--y", "to", "--printer", NAME), "--y: to er ikke en længde"),
        (("--x", "30mm", "--printer", NAME), "--x: 30mm er mere end 20 mm"),
        (("--rotate", "0.2mm", "--printer", NAME), "--rotate: 0.2mm er ikke et antal grader mellem -10 og 10"),
        (("--rotate", "nan", "--printer", NAME), "--rotate: nan er ikke et antal grader"),
        (("--x", "1mm"), "Tallene hører til en printer, men ingen er nævnt"),
        (("--x", "1mm", "--printer", " "), "Tallene hører til en printer, men ingen er nævnt"),
        (("--printer", NAME), f"Der er ingen tal for printeren {NAME}"),
        (("--x", "1mm", "--printer", NAME, "--output", "a.pdf"), "--output hører ikke til her"),
        (("--forget", "Kontor 3 sal"), "Printeren Kontor 3 sal er ikke målt\n  råd: Mål den med"),
        (("--print", "print-shop-3mm"), "Trykprofilen print-shop-3mm lader ikke printeren trykke på begge sider"),
        (("--print", "office-a4-fold"), "Trykprofilen office-a4-fold lader ikke printeren trykke på begge sider"),
        (("--print", "office"), "Skriv office-a4"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_with_a_cure(arguments: tuple[str, ...], said: str, own: Path) -> None:
    result = run("calibrate", *arguments, "--lang", "da")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert not own.exists()


@pytest.mark.parametrize("command", [("build", "--printer"), ("check", "--printer")])
def test_an_unknown_printer_is_wrong_usage_with_the_nearest(project: Make, command: tuple[str, str]) -> None:
    root = project(PROJECT)
    keep()
    result = run(command[0], root, command[1], "Kontor 3 sal")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"fejl: Printeren Kontor 3 sal er ikke målt\n  råd: Skriv {NAME}, eller mål den")
    assert not (root / "output").exists()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (b"{\n oh", "printers-broken", 2),
        (b"[]", "printers-broken", 0),
        (b'{"printers": []}', "printers-broken", 0),
        (b"\xff\xfe\x00", "printers-broken", 0),
        (b"[" * 100_000, "printers-broken", 0),
        (b'{"printers": {"Kontor 3. sal": {"x": 1.5}}}', "printers-value", 0),
        (b'{"printers": {"Kontor 3. sal": {"x": "1.5 mm", "rotate": NaN}}}', "printers-value", 0),
        (b'{"printers": {"Kontor 3. sal": {"x": "1.5 mm", "rotate": true}}}', "printers-value", 0),
        (b'{"printers": {"Kontor 3. sal": {"x": "150 mm"}}}', "printers-value", 0),
        (b'{"printers": {"Kontor 3. sal": {"left": "1 mm"}}}', "printers-value", 0),
        (b'{"printers": {"Kontor 3. sal": 3}}', "printers-value", 0),
    ],
)
def test_a_broken_file_is_a_problem_at_its_place_and_is_not_written_over(
    project: Make, own: Path, text: bytes, code: str, line: int
) -> None:
    root = project(PROJECT)
    own.write_bytes(text)
    _, (problem,) = printers.kept()
    assert (problem.code, problem.place.file, problem.place.line) == (code, own.as_posix(), line)
    for arguments in (
        ("build", root, "--printer", NAME),
        ("calibrate", "--x", "1mm", "--printer", NAME),
        ("calibrate", "--forget", NAME),
        ("list", "printers"),
    ):
        result = run(*arguments)
        assert result.exit_code == 1
        assert re.match(rf"{re.escape(own.as_posix())}(:\d+:\d+)?: (fejl|error): ", result.stderr)
    assert own.read_bytes() == text
    assert not (root / "output").exists()


def test_a_folder_that_takes_no_file_is_a_problem(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.parent.joinpath("taken").touch()
    monkeypatch.setattr(printers, "kept", lambda: ({}, ()))
    monkeypatch.setattr(printers, "folder", lambda: own.parent / "taken" / "deeper")
    result = keep()
    assert result.exit_code == 1
    assert "kan ikke skrives" in result.stderr


def test_the_settings_lie_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert printers.folder().name == "cardprint"
