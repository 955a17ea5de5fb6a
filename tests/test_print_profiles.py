"""Print profiles: what is built in works, what cannot work is said at its line, and what comes of it lies in files with the right names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest
import reader
from click.testing import CliRunner

from cardprint import messages
from cardprint.cli import cli
from cardprint.geometry import MM
from cardprint.job import Report
from cardprint.model import PROFILES, SIZES, STOCKS
from cardprint.recipe import Job, build, check

Make = Callable[[Mapping[str, str | bytes]], Path]
BAD = Path(__file__).parent / "bad" / "print"
EXPECTED = re.compile(r"# (error|warning): ([a-z-]+)")
SIZE_OF_DECK = re.compile(r"\A# card_size: (.+)\n")
NUP = [name for name, profile in PROFILES.items() if profile.imposition == "nup"]
SHOPS = [name for name, profile in PROFILES.items() if profile.imposition == "single"]


def deck(size: str = "dialogue", *, keys: str = "", count: int = 3, own: bool = False) -> str:
    back = ", back: {text: Bagpå}" if own else ""
    cards = "".join(f"  - {{id: k-{number}, theme: {'ab'[number % 2]}, text: Hvad nu {number}?{back}}}\n" for number in range(count))
    themes = "themes: [{id: a, name: Alt, symbol: star}, {id: b, name: Bøvl, symbol: knot}]\n"
    return f"id: kort\ntitle: Kort\nlanguage: da\ncard_size: {size}\n{keys}{themes}cards:\n{cards}"


def size_for(profile: str) -> str:
    """Give the `card_size` that a profile is for, as a user writes it."""
    stock = STOCKS.get(PROFILES[profile].stock)
    return f'"{stock.card.width / MM:.4g} x {stock.card.height / MM:.4g} mm"' if stock else "dialogue"


def made(root: Path, *profiles: str, **job: object) -> Report:
    report = build(Job(path=root, profiles=profiles, kinds=("sheets", "shop"), **job))  # type: ignore[arg-type]
    assert report.problems == ()
    return report


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "output" / "base").iterdir())


# --- what cannot work ------------------------------------------------------------------------------------------------


def bad(path: Path, project: Make) -> Path:
    text = path.read_text(encoding="utf-8")
    size = SIZE_OF_DECK.match(text)
    assert size
    return project(
        {"cardprint.yaml": "print: ours\n", "cards/print/ours.yaml": text, "cards/kort.yaml": deck(size[1], keys="back: text\n", own=True)}
    )


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_profile_gives_the_codes_that_its_comments_say(path: Path, project: Make) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    expected = {(number, *found.groups()) for number, line in lines for found in EXPECTED.finditer(line)}
    problems = check(Job(path=bad(path, project))).problems
    assert expected
    assert {(one.place.line, one.severity.value, one.code) for one in problems} == expected
    assert {one.place.file for one in problems} == {"cards/print/ours.yaml"}


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_profile_is_told_with_numbers_and_a_cure_and_prints_nothing(path: Path, project: Make) -> None:
    root = bad(path, project)
    report = build(Job(path=root))
    assert report.written == ()
    for problem in report.problems:
        for language in ("da", "en"):
            message, hint = messages.sentence(problem, language)
            assert message
            assert hint
            if problem.code not in {"not-choice", "own-back-lost", "fold-with", "key-without-effect"}:
                assert re.search(r"\d", message), message
    assert CliRunner().invoke(cli, ["build", str(root)], catch_exceptions=False).exit_code == 1


def test_what_a_built_in_profile_and_the_deck_disagree_about_is_at_the_decks_size(project: Make) -> None:
    root = project({"cards/kort.yaml": deck()})
    (problem,) = check(Job(path=root, profiles=("sigel-lp795",))).problems
    assert (problem.code, problem.place) == ("stock-other-size", ("cards/kort.yaml", 4, 12))
    message, hint = messages.sentence(problem, "da")
    assert message == "Kortene er 96 × 68 mm, men Sigel LP795 er stanset til 85 × 55 mm"
    assert 'card_size: "85 x 55 mm"' in hint
    (root / "cards" / "kort.yaml").write_text(deck('"85 x 55 mm"'), encoding="utf-8")
    said = CliRunner().invoke(cli, ["build", str(root), "--print", "sigel-lp795", "--only", "sheets"]).stdout
    assert "på Sigel LP795, A4 stående, begge sider" in said
    assert "Skær" not in said


def test_danish_writes_decimal_commas_in_what_is_measured_and_points_in_what_to_write(project: Make) -> None:
    profile = "gutter: 2.5 mm\nbleed: 1.5 mm\n"
    root = project({"cardprint.yaml": "print: ours\n", "cards/print/ours.yaml": profile, "cards/kort.yaml": deck()})
    (problem,) = check(Job(path=root)).problems
    message, hint = messages.sentence(problem, "da")
    assert "går 1,5 mm ud" in message
    assert "der er 2,5 mm" in message
    assert "gutter: 3 mm" in hint
    (root / "cards" / "print" / "ours.yaml").write_text("gutter: 3 mm\nbleed: 1.5 mm\n", encoding="utf-8")
    assert check(Job(path=root)).problems == ()


def test_built_in_profiles_draw_the_marks_that_have_room_and_cards_that_tile_need_none(project: Make) -> None:
    root = project({"cards/kort.yaml": deck('"100 x 70 mm"'), "cards/print/ours.yaml": "marks: crop\n"})
    made(root, "office-a4")
    (root / "cards" / "kort.yaml").write_text(deck("A7"), encoding="utf-8")
    made(root, "ours")


@pytest.mark.parametrize(
    ("keys", "size", "needs", "has"),
    [
        ("marks: crop", '"100 x 70 mm"', "7 mm", "5 mm"),  # no white at the sides for the marks of the level cuts
        ("marks: {kind: crop, offset: 4 mm}", "dialogue", "10 mm", "9 mm"),
        ("marks: crop\nmargin: 7.5 mm", "dialogue", "9.5 mm", "9 mm"),
    ],
)
def test_marks_without_room_are_told_with_what_they_need(project: Make, keys: str, size: str, needs: str, has: str) -> None:
    root = project({"cards/kort.yaml": deck(size), "cards/print/ours.yaml": f"{keys}\n"})
    (problem,) = check(Job(path=root, profiles=("ours",))).problems
    assert (problem.code, problem.values["needs"], problem.values["has"]) == ("marks-no-room", needs, has)


@pytest.mark.parametrize(("kind", "profile"), [("shop", "office-a4"), ("sheets", "print-shop-3mm")])
def test_a_kind_that_no_profile_makes_is_said(project: Make, kind: str, profile: str) -> None:
    root = project({"cards/kort.yaml": deck()})
    result = CliRunner().invoke(cli, ["build", str(root), "--only", kind, "--print", profile], catch_exceptions=False)
    assert result.exit_code == 2
    assert f"laver {kind}" in result.stderr


# --- files -----------------------------------------------------------------------------------------------------------


def test_the_first_profile_of_a_kind_gives_the_plain_name(project: Make) -> None:
    own = "imposition: single\nbacks: separate\n"
    root = project({"cards/kort.yaml": deck(), "cards/print/ours.yaml": own, "cardprint.yaml": "print: [office-a4, print-shop-3mm]\n"})
    made(root)
    assert names(root) == ["kort-sheets.pdf", "kort-shop.pdf"]
    made(root, "print-shop-2mm", "office-a4-fold", "office-a4", "ours", "print-shop-3mm", output=root / "output")
    assert names(root) == [
        "kort-sheets-office-a4-fold.pdf",
        "kort-sheets.pdf",
        "kort-shop-ours-backs.pdf",
        "kort-shop-ours-fronts.pdf",
        "kort-shop-print-shop-2mm.pdf",
        "kort-shop.pdf",
    ]


def test_a_profile_that_is_not_listed_never_takes_a_listed_ones_file(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(), "cardprint.yaml": "print: office-a4\n"})
    made(root)
    listed = (root / "output" / "base" / "kort-sheets.pdf").read_bytes()
    made(root, "office-a4-fold", "print-shop-2mm", "print-shop-3mm")
    assert names(root) == ["kort-sheets-office-a4-fold.pdf", "kort-sheets.pdf", "kort-shop-print-shop-3mm.pdf", "kort-shop.pdf"]
    assert (root / "output" / "base" / "kort-sheets.pdf").read_bytes() == listed


@pytest.mark.parametrize("imposition", ["nup", "single"])
def test_backs_are_interleaved_apart_or_one(project: Make, imposition: str) -> None:
    kind, count = ("shop", 10) if imposition == "single" else ("sheets", 2)
    root = project({"cards/kort.yaml": deck(count=10), "cards/print/ours.yaml": ""})
    for backs, files in {
        "interleaved": {"": 2 * count},
        "separate": {"-fronts": count, "-backs": count},
        "one": {"-fronts": count, "-backs": 1},
    }.items():
        (root / "cards" / "print" / "ours.yaml").write_text(f"imposition: {imposition}\nbacks: {backs}\n", encoding="utf-8")
        report = made(root, "ours", output=root / backs)
        found = {Path(one.path).name: one.pages for one in report.written}
        assert found == {f"kort-{kind}{end}.pdf": pages for end, pages in files.items()}
        (ticket,) = report.tickets
        assert (ticket.sheets, ticket.sides, ticket.profile, ticket.kind) == (count, 2 * count, "ours", kind)


@pytest.mark.parametrize("imposition", ["nup", "single"])
def test_one_back_for_all_tells_no_theme_and_fills_its_sheet(project: Make, imposition: str) -> None:
    profile = f"imposition: {imposition}\nbacks: one\n"
    root = project({"cards/kort.yaml": deck(), "cards/print/ours.yaml": profile})
    report = made(root, "ours")
    fronts, backs = (reader.pages(root / "output" / "base" / Path(one.path).name) for one in report.written)
    assert fronts[0].text.count("Alt") == (2 if imposition == "nup" else 1)
    assert [page.text.count("Kort") for page in backs] == [9 if imposition == "nup" else 1]  # eight backs and the sheet's foot
    assert "Alt" not in backs[0].text


@pytest.mark.parametrize("profile", SHOPS)
def test_a_shop_page_is_one_card_with_its_bleed_and_marks(project: Make, profile: str) -> None:
    root = project({"cards/kort.yaml": deck()})
    made(root, profile)
    beyond = {"print-shop-2mm": 2, "print-shop-3mm": 3, "print-shop-5mm-marks": 10}[profile]
    pages = reader.pages(root / "output" / "base" / "kort-shop.pdf")
    assert [(page.width, page.height) for page in pages] == [pytest.approx((96 + 2 * beyond, 68 + 2 * beyond), abs=0.01)] * 6
    assert ["Hvad nu" in page.text for page in pages] == [True, False] * 3
    picture = pages[0].picture(4)
    beside = picture.crop((0, picture.height // 2, 4 * beyond - 8, picture.height))  # below the bar that bleeds
    assert (reader.ink(beside) is not None) == (profile == "print-shop-5mm-marks")


def test_a_shop_file_never_repeats_a_card_and_the_ticket_gives_the_number(project: Make) -> None:
    text = deck(keys="sets: 7\n").replace("text: Hvad nu 1?", "text: Hvad nu 1?, copies: 3")
    root = project({"cards/kort.yaml": text})
    (ticket,) = made(root, "print-shop-3mm", start_at=5).tickets
    assert (ticket.cards, ticket.sets, ticket.sheets, ticket.sides, ticket.repeats) == (5, 7, 3, 6, (("k-1", 3),))
    said = CliRunner().invoke(cli, ["build", str(root), "--print", "print-shop-3mm", "--only", "shop"]).stdout
    assert said.endswith("Send til trykkeriet, print-shop-3mm, 96 × 68 mm:\n  kort-shop.pdf: 3 kort, 7 af hvert; k-1: 21\n")


@pytest.mark.parametrize(
    ("keys", "duplex"), [("order: rows\n", "/DuplexFlipLongEdge"), ("backs: separate\n", "/Simplex"), ("duplex: fold\n", "/Simplex")]
)
def test_the_printer_is_told_whether_it_turns_the_paper(project: Make, keys: str, duplex: str) -> None:
    root = project({"cards/kort.yaml": deck(), "cards/print/ours.yaml": keys})
    for one in made(root, "ours").written:
        with pikepdf.open(root / "output" / "base" / Path(one.path).name) as file:
            assert file.Root.ViewerPreferences.Duplex == duplex


def test_a_profile_changes_no_line_break(project: Make) -> None:
    long = "Hvornår har I sidst talt med en borger om noget, der ikke stod i sagen, og hvad fik I ud af det bagefter?"
    root = project(
        {"cards/kort.yaml": deck(count=1).replace("Hvad nu 0?", long), "cards/print/ours.yaml": "safe: 5 mm\ngutter: 2 mm\nbleed: 1 mm\n"}
    )
    made(root, "office-a4", "office-a4-fold", "print-shop-5mm-marks", "ours")
    lines = set()
    for name in names(root):
        letters = list(reader.pages(root / "output" / "base" / name)[0].letters())
        start = "".join(one.text for one in letters).index("Hvornår")
        words = letters[start : start + len(long.replace(" ", ""))]
        lines.add(tuple((one.text, round(one.x - words[0].x, 1), round(one.y - words[0].y, 1)) for one in words))
    assert len(lines) == 1


# --- all of them -----------------------------------------------------------------------------------------------------


def test_there_is_a_profile_for_each_stock() -> None:
    assert all(PROFILES[name].stock == name for name in STOCKS)
    assert set(PROFILES) - set(STOCKS) == {"office-a4", "office-a4-fold", *SHOPS}


@pytest.mark.slow
@pytest.mark.parametrize("size", sorted({size_for(name) for name in PROFILES}))
def test_a_thousand_cards_build_on_every_profile(project: Make, size: str) -> None:
    root = project({"cards/kort.yaml": deck(size, count=1000)})
    profiles = tuple(name for name in PROFILES if size_for(name) == size)
    report = made(root, *profiles)
    assert [ticket.profile for ticket in report.tickets if ticket.kind == "sheets"] == [name for name in profiles if name in NUP]
    assert all(ticket.cards == 1000 for ticket in report.tickets)


@pytest.mark.parametrize("name", NUP)
@pytest.mark.parametrize("offset", ["", "back_offset: {x: -1.5 mm, y: 1.2 mm, rotate: 0.4}\n"])
def test_nothing_is_printed_in_the_printers_white_edge(project: Make, name: str, offset: str) -> None:
    profile = PROFILES[name]
    keys = f"stock: {profile.stock}\n" if profile.stock else f"duplex: {profile.duplex}\nmarks: {profile.marks.kind}\n"
    offset = offset if profile.duplex != "fold" else ""  # a folded sheet has one side
    root = project({"cards/kort.yaml": deck(size_for(name), count=12), "cards/print/ours.yaml": keys + offset})
    made(root, "ours" if offset else name)
    for page in reader.pages(root / "output" / "base" / "kort-sheets.pdf")[:2]:
        left, top, right, bottom = (edge / 4 for edge in reader.ink(page.picture(4)) or ())
        assert left >= 5 - 0.25
        assert top >= 5 - 0.25
        assert right <= page.width - 5 + 0.25
        assert bottom <= page.height - 5 + 0.25
        assert "Ark " in page.text


def test_the_ruler_on_a_shifted_back_keeps_out_of_the_printers_white_edge(project: Make) -> None:
    root = project({"cards/kort.yaml": deck('"100 x 65 mm"'), "cards/print/ours.yaml": "back_offset: {x: -1.5 mm, y: 0 mm}\n"})
    made(root, "ours")
    back = reader.pages(root / "output" / "base" / "kort-sheets.pdf")[1]
    left, _, right, _ = (edge / 4 for edge in reader.ink(back.picture(4)) or ())
    assert left >= 5 - 0.25
    assert right <= back.width - 5 + 0.25


# --- lists -----------------------------------------------------------------------------------------------------------


def test_stocks_are_listed_with_what_a_person_measures() -> None:
    rows = json.loads(CliRunner().invoke(cli, ["list", "stocks", "--json"]).stdout)["stocks"]
    found = {row["id"]: [row[key] for key in KEYS] for row in rows}
    assert found == {
        "avery-c32011": [85, 54, 2, 5, 15, 13.5, 95, 54],
        "sigel-lp800": [85, 55, 2, 5, 15, 10, 95, 55],
        "sigel-lp795": [85, 55, 2, 5, 14, 10.5, 95, 55],
        "avery-l7414": [90, 52, 2, 5, 15, 18.5, 90, 52],
        "zweckform-c32015": [85, 54, 2, 4, 17, 31.5, 91, 60],
        "herma-5028": [83.8, 50.8, 2, 5, 18.6, 22, 89.2, 50.8],
    }
    said = CliRunner().invoke(cli, ["list", "stocks", "--lang", "da"]).stdout
    assert "sigel-lp795       Sigel LP795             85 × 55 mm      2 × 5  fra 14 × 10,5 mm, hver 95 × 55 mm" in said


KEYS = ("width_mm", "height_mm", "columns", "rows", "x0_mm", "y0_mm", "pitch_x_mm", "pitch_y_mm")


def test_named_sizes_are_those_that_stocks_and_profiles_take() -> None:
    assert all(size_for(name) == "dialogue" for name in PROFILES if name not in STOCKS)
    assert SIZES["business-card"] == STOCKS["sigel-lp795"].card
