"""The proof: lines in the right places over cards that are as they are printed, and all cards small with their ids."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import conformance
import pikepdf
import pytest
import reader
from click.testing import CliRunner, Result
from PIL import Image
from spoken import LANGUAGES

from cardprint.cli import cli
from cardprint.geometry import MM, Rect, Size, mm
from cardprint.model import PROFILES, SIZES
from cardprint.sheets import proof

Make = Callable[[Mapping[str, str | bytes]], Path]
CARDS = "".join(
    f"  - {{id: k-{number}, theme: {'ab'[number % 2]}, text: Hvad nu {number}?, back: {{text: Det her}}}}\n" for number in range(1, 18)
)
DECK = f"""\
id: kort
title: Prøvekort
language: da
back: text
themes: [{{id: a, name: Alt}}, {{id: b, name: Bøvl}}]
cards:
{CARDS}  - {{id: egen, theme: a, text: Hvad nu?, back: {{text: Det her}}}}
"""
PROJECT = {"cardprint.yaml": "language: da\n", "cards/kort.yaml": DECK}
SHOP = "print-shop-3mm"
SIDES = 2 * 18


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="cardprint", catch_exceptions=False)


def strokes(path: Path, page: int) -> dict[str, list[float]]:
    """Give the rectangles that are drawn over a page's card, by their stroke colour, in millimetres from the top left corner."""
    found = {}
    with pikepdf.open(path) as file:
        height = float(file.pages[page].MediaBox[3])
        for form in file.pages[page].Resources.XObject.values():
            colour = ""
            for operands, operator in pikepdf.parse_content_stream(form):
                if str(operator) == "RG":
                    colour = "".join(f"{round(float(one) * 255):02x}" for one in operands)
                if str(operator) == "re" and colour:
                    x, low, width, tall = map(float, operands)
                    shift = height - float(form.BBox[3]) - float(form.BBox[1])  # the form lies at the head of its page, its bleed beyond
                    found[colour] = [one / MM for one in (x, height - low - tall - shift, width, tall)]
    return found


# --- the lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["office-a4", SHOP, "print-shop-5mm-marks"])
def test_lines_lie_as_far_from_the_card_as_the_profile_says(project: Make, profile: str) -> None:
    root = project(PROJECT)
    assert run("proof", root, "--print", profile).exit_code in {0, 1}
    wanted = PROFILES[profile]
    edge = (wanted.bleed + proof.AROUND) / MM
    card = [size / MM for size in SIZES["dialogue"]]
    found = strokes(root / "output" / "base" / "kort-proof.pdf", 0)
    side = max(edge, (proof.NARROWEST / MM - card[0]) / 2)
    for name, inset in (("bleed", -wanted.bleed), ("trim", 0.0), ("safe", wanted.safe)):
        colour = proof.COLOURS[name].hex.removeprefix("#")
        if name == "bleed" and not wanted.bleed:
            assert colour not in found
            continue
        by = inset / MM
        assert found[colour] == pytest.approx([side + by, edge + by, card[0] - 2 * by, card[1] - 2 * by], abs=0.02)


def test_a_card_is_the_same_under_its_lines(project: Make) -> None:
    root = project(PROJECT)
    run("proof", root, "--print", SHOP)
    run("build", root, "--print", SHOP, "--only", "shop")
    proofs, shop = (reader.pages(root / "output" / "base" / f"kort-{kind}.pdf") for kind in ("proof", "shop"))
    assert len(proofs) == len(shop) == SIDES
    for one, other in zip(proofs, shop, strict=True):
        expected = list(other.letters())
        seen = list(one.letters())[: len(expected)]
        across, down = seen[0].x - expected[0].x, seen[0].y - expected[0].y
        assert (across, down) == pytest.approx((proof.AROUND / MM, proof.AROUND / MM), abs=0.02)
        for letter, same in zip(seen, expected, strict=True):
            assert (letter.text, letter.x - across, letter.y - down) == (
                same.text,
                pytest.approx(same.x, abs=0.02),
                pytest.approx(same.y, abs=0.02),
            )


def test_the_legend_names_the_lines_from_the_outside_inwards(project: Make) -> None:
    root = project(PROJECT)
    run("proof", root, "--print", SHOP)
    first, second = (" ".join(page.text.split()) for page in reader.pages(root / "output" / "base" / "kort-proof.pdf")[:2])
    legend = "Blå, yderst: så langt går farven ud over snittet, 3 mm Rød: her skæres kortet Grøn, inderst: hertil må teksten gå, 4 mm fra snittet"
    assert f"Kort 1 · k1 · forside · {SHOP.replace('-', '')} {legend}" in first
    assert f"Kort 1 · k1 · bagside · {SHOP.replace('-', '')} {legend}" in second


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proof_speaks_the_language_of_its_cards(project: Make, language: str) -> None:
    root = project({"cardprint.yaml": f"language: {language}\n", "cards/kort.yaml": DECK.replace("language: da", f"language: {language}")})
    assert run("proof", root, "--print", SHOP).stderr == ""
    with pikepdf.open(root / "output" / "base" / "kort-contact.pdf") as file:
        assert file.Root.Lang == language


def test_the_shops_profile_of_the_project_is_taken_where_none_is_named(project: Make) -> None:
    root = project({**PROJECT, "cardprint.yaml": f"print: [office-a4, {SHOP}]\n"})
    run("proof", root)
    assert "printshop3mm" in reader.pages(root / "output" / "base" / "kort-proof.pdf")[0].text


def test_what_a_shop_would_send_back_is_a_warning_and_is_drawn(project: Make) -> None:
    root = project({**PROJECT, "cards/print/egen.yaml": "imposition: single\nbleed: 3 mm\nsafe: 15 mm\n"})
    result = run("proof", root, "--print", "egen")
    assert result.exit_code == 0
    assert "cards/print/egen.yaml:3:7: advarsel: På de fleste kort står tekst nærmere kanten end de 15 mm" in result.stderr
    assert (root / "output" / "base" / "kort-proof.pdf").is_file()


# --- the contact sheet -----------------------------------------------------------------------------------------------


def test_the_contact_sheet_has_every_card_with_number_and_id(project: Make) -> None:
    root = project(PROJECT)
    run("proof", root)
    pages = reader.pages(root / "output" / "base" / "kort-contact.pdf")
    assert [(round(page.width), round(page.height)) for page in pages] == [(210, 297)] * 2
    said = " ".join(" ".join(page.text for page in pages).split())
    assert [f"Kort {number} · k{number}" in said for number in range(1, 18)] == [True] * 17
    assert "Kort 18 · egen" in said
    assert "Prøvekort · oversigt · Side 2 af 2" in said
    assert all(f"Hvad nu {number}?" in said for number in range(1, 18))


@pytest.mark.parametrize("size", [*SIZES.values(), *(size.turned for size in SIZES.values()), Size(mm(200), mm(280))])
def test_small_cards_lie_apart_inside_the_page_and_keep_their_shape(size: Size) -> None:
    plan = proof.contact(size, mm(5))
    places = [plan.place(number) for number in range(plan.cards)]
    room = Rect(0, 0, *proof.PAPER).inset(proof.EDGE)
    assert all(room.contains(place._replace(height=place.height + mm(5))) for place in places)
    assert not any(one.overlaps(other) for number, one in enumerate(places) for other in places[number + 1 :])
    assert plan.card.width / plan.card.height == pytest.approx(size.width / size.height)
    assert plan.place(plan.cards) == places[0]


# --- files -----------------------------------------------------------------------------------------------------------


def test_both_files_are_tagged_sound_and_the_same_each_time(project: Make) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#0b5c6b"/></svg>'
    deck = DECK.replace("text: Hvad nu 3?", "text: Hvad nu 3?, image: {file: images/a.svg, alt: Et felt}")
    root = project({**PROJECT, "cards/kort.yaml": deck, "images/a.svg": picture})
    assert run("proof", root, "--print", SHOP).stderr == ""
    files = [root / "output" / "base" / f"kort-{kind}.pdf" for kind in ("proof", "contact")]
    before = [path.read_bytes() for path in files]
    for path in files:
        assert [*conformance.syntax(path), *conformance.fonts(path), *conformance.accessibility(path)] == []
    run("proof", root, "--print", SHOP, "--output", root / "again")
    assert [(root / "again" / "base" / path.name).read_bytes() for path in files] == before


def test_png_draws_every_page(project: Make) -> None:
    root = project(PROJECT)
    result = run("proof", root, "--png")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1].startswith("38 billeder i ")
    pictures = sorted(path.name for path in (root / "output" / "base" / "png").iterdir())
    assert pictures == [
        *(f"kort-contact-{number}.png" for number in (1, 2)),
        *(f"kort-proof-{number:02}.png" for number in range(1, SIDES + 1)),
    ]
    with Image.open(root / "output" / "base" / "png" / "kort-contact-1.png") as picture:
        assert picture.size == pytest.approx((210 / 25.4 * 150, 297 / 25.4 * 150), abs=1.5)


def test_a_proof_and_a_full_build_leave_each_other_alone(project: Make) -> None:
    root = project(PROJECT)
    run("build", root)
    built = {path.name for path in (root / "output" / "base").iterdir()}
    manifest = (root / "output" / "manifest.json").read_bytes()
    run("proof", root, "--png")
    both = {path.name for path in (root / "output" / "base").iterdir()}
    assert both == built | {"kort-proof.pdf", "kort-contact.pdf", "png"}
    known = json.loads((root / "output" / "manifest.json").read_bytes())
    assert known["files"] == json.loads(manifest)["files"]
    assert len(known["beside"]) == len({"kort-proof.pdf", "kort-contact.pdf"}) + 38, "what a proof wrote is known, too"
    assert "fjernet" not in run("build", root).stdout
    assert {path.name for path in (root / "output" / "base").iterdir()} == both


def test_a_program_is_told_the_files(project: Make) -> None:
    root = project(PROJECT)
    found = json.loads(run("proof", root, "--json").stdout)
    assert [(one["kind"], one["pages"], one["area"]) for one in found["written"]] == [("proof", SIDES, "base"), ("contact", 2, "base")]
    assert json.loads(run("proof", root, "--json", "--print", "no").stdout)["problems"][0]["code"] == "unknown-profile"


def test_an_area_with_an_error_keeps_its_older_proof(project: Make) -> None:
    root = project(
        {**PROJECT, "cardprint.yaml": "language: da\nareas: [skole, teknik]\n", "cards/areas/skole.yaml": "", "cards/areas/teknik.yaml": ""}
    )
    (root / "cards" / "areas" / "skole.yaml").write_text("name: Skole\ncards: {k-99: {text: Nej}}\n", encoding="utf-8")
    (root / "cards" / "areas" / "teknik.yaml").write_text("name: Teknik\n", encoding="utf-8")
    result = run("proof", root)
    assert result.exit_code == 1
    assert sorted(path.name for path in (root / "output").iterdir()) == ["manifest.json", "teknik"]
    assert "ikke bygget til skole" in result.stderr


def test_one_area_and_a_deck_alone(project: Make, tmp_path: Path) -> None:
    root = project(
        {
            **PROJECT,
            "cardprint.yaml": "areas: [skole, teknik]\n",
            "cards/areas/skole.yaml": "name: S\n",
            "cards/areas/teknik.yaml": "name: T\n",
        }
    )
    run("proof", root, "--area", "teknik")
    assert sorted(path.name for path in (root / "output").iterdir()) == ["manifest.json", "teknik"]
    assert run("proof", root, "--area", "nej").exit_code == 2
    alone = tmp_path / "alene"
    alone.mkdir()
    (root / "cardprint.yaml").unlink()
    (alone / "kort.yaml").write_text(DECK, encoding="utf-8")
    assert run("proof", alone / "kort.yaml", "--output", alone / "ud").exit_code == 0
    assert (alone / "ud" / "base" / "kort-contact.pdf").is_file()


def test_a_build_loads_neither_pdfium_nor_the_users_settings(project: Make) -> None:
    root = project(PROJECT)
    program = (
        "import sys; from cardprint.recipe import Job, build; from pathlib import Path\n"
        f"build(Job(path=Path({str(root)!r})))\n"
        "print(sorted({'pypdfium2', 'platformdirs', 'cardprint.papers.proofs', 'cardprint.papers.calibration'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"
