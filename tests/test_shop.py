"""The print shop's file: boxes, inks, solid backs, what bleeds, the kind of PDF; and what is said before it is sent."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import conformance
import page
import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image
from shop import MARKED, SHOP, judged, ready, sheets, written
from typeset import Typeset, room_of, typeset

from cardprint import recipe, typesetting
from cardprint.colour import Colour, parse
from cardprint.errors import Place, Problem
from cardprint.geometry import MM, mm
from cardprint.inks import Inks, Separation, black_of
from cardprint.job import Job
from cardprint.model import Marks, PrintProfile
from cardprint.page import TextLine
from cardprint.papers import press
from cardprint.pdf.packing import Packer
from cardprint.recipe import build

ROOT = Path(__file__).resolve().parents[1]
Make = Callable[[Mapping[str, str | bytes]], Path]
THEME = "#0b5c6b"
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#8a3b12"/></svg>'
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20" fill="#ffffff"/></svg>'
DECK = f"""\
id: kort
title: Kort
back: text
themes: [{{id: a, name: Fælles sprog, colour: "{THEME}", symbol: speech}}]
cards:
  - {{id: k1, theme: a, text: Hvad er styring hos os?, follow_up: [Hvem siger det?]}}
  - {{id: k2, theme: a, text: Gæt!, back: {{title: Svaret, text: Det er jer selv.}}}}
  - {{id: k3, theme: a, text: Hvad ser I?, image: {{file: images/foto.png, alt: Et billede}}}}
"""
ORGANISATION = """\
name: Byens Kommune
logo: {file: ../../images/logo.svg, on_dark: ../../images/hvid.svg, alt: Logo}
colours: {accent: {rgb: "#8a3b12", cmyk: [40, 100, 100, 40]}}
"""
STYLE = "follow-up: {colour: accent}\nbody: {fill: tint accent}\n"
OWN = "0.4 1 1 0.4 k"


def png(size: int = 400, colour: tuple[int, ...] = (200, 30, 40, 255)) -> bytes:
    """Draw a square picture; its upper left quarter is transparent."""
    image = Image.new("RGBA", (size, size), colour)
    image.paste((0, 0, 0, 0), (0, 0, size // 2, size // 2))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


WORLD: Mapping[str, str | bytes] = {
    "cardprint.yaml": "organisation: by\nprint: tryk\n",
    "cards/print/tryk.yaml": "colour: cmyk\nicc: FOGRA39L\npdf: x-4\nback_style: solid\nbleed: 3 mm\n",
    "cards/kort.yaml": DECK,
    "cards/organisations/by.yaml": ORGANISATION,
    "templates/style.yaml": STYLE,
    "images/logo.svg": LOGO,
    "images/hvid.svg": WIDE,
    "images/foto.png": png(),
}


def laid(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    found = typeset(room_of(laid(tmp_path_factory.mktemp("shop"), WORLD)))
    assert found.problems == ()
    return found


PROFILES: Mapping[str, PrintProfile] = {
    "solid": SHOP,
    "light": replace(MARKED, back_style="light"),
    "grey": replace(SHOP, colour="grey"),
    "plain": replace(SHOP, icc="none", pdf="plain"),
    "archive": replace(SHOP, pdf="a-2a"),
    "archive-rgb": replace(SHOP, colour="rgb", icc="none", pdf="a-2a"),
}


@pytest.fixture(scope="module")
def files(made: Typeset) -> dict[str, bytes]:
    return {name: written(made, profile) for name, profile in PROFILES.items()}


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(data))


def streams(data: bytes) -> Iterator[tuple[str, Any]]:
    """Give all operators of a file as text, and its images: every stream there is, used or not."""
    with opened(data) as file:
        for item in file.objects:
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                yield "", item
            elif isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form":
                yield item.read_bytes().decode(), None
        for one in file.pages:
            yield one.Contents.read_bytes().decode(), None


def code_of(data: bytes) -> str:
    return "\n".join(code for code, _ in streams(data))


def images(data: bytes) -> list[tuple[str, bool]]:
    return [(str(image.ColorSpace), "/SMask" in image) for _, image in streams(data) if image is not None]


# --- inks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["solid", "light", "plain", "archive"])
def test_nothing_of_a_cmyk_file_is_rgb(files: dict[str, bytes], name: str) -> None:
    code = code_of(files[name])
    assert re.findall(r"\b(rg|RG|sc|SC|scn|SCN|cs|CS|sh|gs)\b", re.sub(r"<[0-9a-f]*>", "", code)) == []
    assert len(re.findall(r" k\b", code)) > 10
    assert images(files[name]) == [("/DeviceCMYK", False)]


def test_nothing_of_a_grey_file_has_colour(files: dict[str, bytes]) -> None:
    assert re.findall(r" (rg|RG|k|K)\b", code_of(files["grey"])) == []
    assert images(files["grey"]) == [("/DeviceGray", False)]


def test_the_rgb_file_has_no_inks(files: dict[str, bytes]) -> None:
    assert re.findall(r" (k|K|g|G)\b", code_of(files["archive-rgb"])) == []


def test_neutrals_are_black_alone(files: dict[str, bytes]) -> None:
    with opened(files["light"]) as file:
        front = file.pages[0].Contents.read_bytes().decode()
    texts = set(re.findall(r"([\d. ]+) k\n1 0 0 1", front))
    theme = Separation().inks(Colour(11, 92, 107))
    assert texts == {"0 0 0 0", "0 0 0 1", " ".join(f"{part / 100:g}" for part in theme), "0.4 1 1 0.4"}
    assert "0 0 0 0.65 k\n1 0 0 1" in code_of(files["light"])


@pytest.mark.parametrize(
    ("colour", "inks"),
    [
        ("#1d2733", Inks(black=100)),
        ("#5a6673", Inks(black=65)),
        ("#000000", Inks(black=100)),
        ("#ffffff", Inks()),
        ("#8a3b12", Inks(40, 100, 100, 40)),
    ],
)
def test_a_known_colour_has_its_own_inks(colour: str, inks: Inks) -> None:
    palette = {"ink": Colour(29, 39, 51), "muted": Colour(90, 102, 115), "accent": Colour(138, 59, 18, (40, 100, 100, 40))}
    found = parse(colour)
    assert found is not None
    assert Separation("cmyk", palette).inks(found) == inks


@pytest.mark.parametrize(
    ("colour", "share", "inks"),
    [
        ("#8a3b12", 0.1, Inks(4, 10, 10, 4)),
        ("#8a3b12", 0.25, Inks(10, 25, 25, 10)),
        ("#1d2733", 0.5, Inks(black=50)),
        ("#ffffff", 0.5, Inks()),
    ],
)
def test_a_tint_is_a_share_of_each_ink(colour: str, share: float, inks: Inks) -> None:
    palette = {"ink": Colour(29, 39, 51), "accent": Colour(138, 59, 18, (40, 100, 100, 40))}
    found = parse(colour)
    assert found is not None
    assert Separation("cmyk", palette).inks(found.tint(share)) == inks
    assert Separation("cmyk", palette).inks(found.tint(share * 2).tint(0.5)) == inks


def test_a_colours_own_inks_come_before_those_of_another_that_looks_the_same() -> None:
    palette = {name: Colour(138, 59, 18, inks) for name, inks in (("primary", (0, 100, 0, 0)), ("accent", (0, 0, 100, 0)))}
    assert [Separation("cmyk", palette).inks(colour) for colour in palette.values()] == [Inks(magenta=100), Inks(yellow=100)]


@pytest.mark.parametrize(
    ("colour", "inks"),
    [("#0b5c6b", (76, 22, 26, 52)), ("#3d4931", (44, 23, 57, 73)), ("#1775d3", (81, 46, 0, 5)), ("#e7eff0", (5, 2, 3, 6))],
)
def test_all_other_colours_go_by_the_profile(colour: str, inks: tuple[float, ...]) -> None:
    found = parse(colour)
    assert found is not None
    assert Separation().inks(found) == pytest.approx(inks, abs=2)


def test_a_coloured_ink_of_the_look_is_no_neutral() -> None:
    assert not Separation("cmyk", {"ink": Colour(120, 0, 0)}).inks(Colour(120, 0, 0)).is_black_only


@pytest.mark.parametrize("grey", range(0, 256, 5))
def test_a_grey_is_black_and_the_lighter_the_less(grey: int) -> None:
    inks = Separation().inks(Colour(grey, grey, grey))
    assert inks.is_black_only
    assert inks.black >= Separation().inks(Colour(min(255, grey + 5), min(255, grey + 5), min(255, grey + 5))).black


@pytest.mark.parametrize("colour", ["#263238", "#37474f", "#455a64", "#4a4e52", "#000001", "#140a00"])
def test_what_the_preflight_calls_grey_is_black_alone(colour: str) -> None:
    found = parse(colour)
    assert found is not None
    assert Separation().inks(found) == Inks(black=black_of(found))


def test_theme_colours_keep_below_the_papers_limit() -> None:
    step = range(0, 256, 51)
    assert max(Separation().inks(Colour(red, green, blue)).total for red in step for green in step for blue in step) <= 300


def test_own_inks_are_printed_and_their_tints(files: dict[str, bytes]) -> None:
    code = code_of(files["solid"])
    assert OWN in code
    assert "0.04 0.1 0.1 0.04 k" in code


def test_grey_gives_every_colour_as_black() -> None:
    separation = Separation("grey", {"accent": Colour(138, 59, 18, (40, 100, 100, 40))})
    assert separation.inks(Colour(138, 59, 18)).is_black_only
    assert 60 < separation.inks(Colour(138, 59, 18)).black < 90


def shown(data: bytes) -> list[Image.Image]:
    """Give the images of a file in four inks."""
    with opened(data) as file:
        images = [item for item in file.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
        return [Image.frombytes("CMYK", (int(one.Width), int(one.Height)), one.read_bytes()) for one in images]


@pytest.mark.parametrize(("style", "under"), [("", (0, 0, 0, 0)), (STYLE, (10, 26, 26, 10))])
def test_what_is_transparent_shows_the_paper_or_the_box_under_it(project: Make, style: str, under: tuple[int, ...]) -> None:
    (image,) = shown(written(typeset(room_of(project({**WORLD, "templates/style.yaml": style})))))
    assert image.getpixel((10, 10)) == under
    cyan, magenta, yellow, _ = image.getpixel((390, 390))  # type: ignore[misc]
    assert cyan < magenta
    assert yellow > 100


def test_what_is_transparent_shows_the_solid_back(project: Make) -> None:
    world = {**WORLD, "cards/organisations/by.yaml": ORGANISATION.replace("logo.svg", "foto.png").replace("hvid.svg", "foto.png")}
    data = written(typeset(room_of(project(world))))
    theme = Separation().inks(Colour(11, 92, 107))
    corners = {image.getpixel((5, 5)) for image in shown(data)}
    near = [corner for corner in corners if all(abs(part / 2.55 - want) < 1 for part, want in zip(corner, theme, strict=True))]  # type: ignore[arg-type]
    assert len(near) == 1


def shop_file(root: Path) -> bytes:
    """Build the print shop's file as a user does."""
    report = build(Job(path=root, kinds=("shop",), output=root / "output"))
    assert [problem.code for problem in report.problems if problem.is_error] == []
    return (root / "output" / "base" / "kort-shop.pdf").read_bytes()


SOLID = "imposition: single\nbleed: 3 mm\nsafe: 4 mm\nback_style: solid\ncolour: cmyk\nicc: FOGRA39L\npdf: x-4\n"


def test_tints_of_an_organisations_own_inks_on_a_card_and_on_a_solid_back(project: Make) -> None:
    theme = f'themes: [{{id: a, name: A, colour: "{THEME}"}}]'
    world = {
        "cardprint.yaml": "organisation: kom\nprint: solid\n",
        "cards/kort.yaml": f"title: D\nback: plain\n{theme}\ncards: [{{id: a-1, theme: a, text: Hvad hjælper os?}}]\n",
        "cards/organisations/kom.yaml": f'name: Kom\ncolours: {{primary: {{rgb: "{THEME}", cmyk: [0, 100, 0, 0]}}}}\n',
        "cards/print/solid.yaml": SOLID,
        "templates/style.yaml": "title: {fill: tint 25 primary}\nbody: {fill: tint 25 primary}\nback: {fill: tint 25 primary}\n",
    }
    filled = re.findall(r"([\d. ]+) k [^\n]* f$", code_of(shop_file(project(world))), re.MULTILINE)
    assert set(filled) == {"0 0.25 0 0", "0 1 0 0", "0 0.8 0 0", "0 0 0 0"}


def test_a_see_through_logo_shows_the_own_inks_of_its_ground(project: Make) -> None:
    inks = {"#8a3b12": "[25, 80, 100, 20]", "#0b5c6b": "[90, 30, 40, 20]"}
    accent, primary = (f'{{rgb: "{rgb}", cmyk: {cmyk}}}' for rgb, cmyk in inks.items())
    world = {
        "cardprint.yaml": "organisation: o\nprint: solid\n",
        "cards/kort.yaml": 'title: T\nthemes: [{id: a, colour: "#8a3b12"}, {id: b, colour: "#0b5c6b"}]\n'
        "cards: [{id: k-1, theme: a, text: Ord}, {id: k-2, theme: b, text: Ord}]\n",
        "cards/organisations/o.yaml": "name: O\nlogo: {file: ../../l.png, on_dark: ../../l.png, alt: Logo}\n"
        f"colours: {{primary: {primary}, accent: {accent}}}\n",
        "cards/print/solid.yaml": SOLID,
        "l.png": png(),
    }
    grounds = {image.getpixel((5, 5)) for image in shown(shop_file(project(world)))}
    assert grounds == {(64, 204, 255, 51), (230, 76, 102, 51)}


@pytest.mark.parametrize("name", ["foto-1.png", "foto on #1.png"])
def test_a_coarse_picture_is_refused_whatever_it_is_called(project: Make, name: str) -> None:
    image = f'image: {{file: "images/{name}", alt: Et foto}}'
    world = {
        "cardprint.yaml": "print: print-shop-3mm\n",
        "cards/kort.yaml": f"title: D\nthemes: [{{id: a}}]\ncards:\n  - {{id: a-1, theme: a, text: Hvad hjælper os?, {image}}}\n",
        f"images/{name}": png(60),
    }
    report = build(Job(path=project(world), kinds=("shop",)))
    assert [problem.code for problem in report.problems if problem.is_error] == ["picture-coarse"]


# --- boxes and what bleeds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "bleed", "marks"), [("solid", 3, 0), ("light", 5, 8), ("archive", 3, 0)])
def test_every_page_says_where_to_cut(files: dict[str, bytes], name: str, bleed: float, marks: float) -> None:
    with opened(files[name]) as file:
        assert len(file.pages) == 6
        for one in file.pages:
            trim, outer, media = ([float(value) / MM for value in one.obj[key]] for key in ("/TrimBox", "/BleedBox", "/MediaBox"))
            edge = bleed + marks
            assert trim == pytest.approx([edge, edge, edge + 96, edge + 68], abs=0.002)
            assert outer == pytest.approx([marks, marks, marks + 96 + 2 * bleed, marks + 68 + 2 * bleed], abs=0.002)
            assert media == pytest.approx([0, 0, 96 + 2 * edge, 68 + 2 * edge], abs=0.002)


def rectangles(code: str, inks: str) -> set[tuple[float, ...]]:
    found = re.findall(rf"^(?:/Artifact BMC )?{re.escape(inks)} (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re f", code, re.MULTILINE)
    return {tuple(round(float(value) / MM, 1) for value in one) for one in found}


def theme_inks() -> str:
    return " ".join(f"{part / 100:.4g}" for part in Separation().inks(Colour(11, 92, 107))) + " k"


def test_the_bar_and_the_solid_back_go_beyond_the_cut(files: dict[str, bytes]) -> None:
    assert rectangles(code_of(files["solid"]), theme_inks()) == {(-3, 51, 102, 20), (-3, -3, 102, 74)}
    assert rectangles(code_of(files["light"]), theme_inks()) == {(-5, 51, 106, 22)}


def test_a_box_that_ends_inside_the_card_is_drawn_out_only_at_the_edges_that_it_touches(project: Make) -> None:
    style = STYLE + "bar: {left: 10 mm, right: 20 mm, top: 3 mm, bottom: 0 mm}\n"
    data = written(typeset(room_of(project({**WORLD, "templates/style.yaml": style}))))
    assert (10, -3, 66, 63 + 5) in {(x, y, w, round(h)) for x, y, w, h in rectangles(code_of(data), theme_inks())}


def test_what_bleeds_is_not_drawn_where_there_is_no_bleed(made: Typeset) -> None:
    code = code_of(written(made, replace(SHOP, bleed=0, back_style="light")))
    assert rectangles(code, theme_inks()) == set()


def places(code: str) -> list[str]:
    return re.findall(r"1 0 0 1 [\d.]+ [\d.]+ Tm\[<.*?>\]TJ", code)


def test_no_profile_moves_a_line(made: Typeset, files: dict[str, bytes]) -> None:
    office = places(code_of(written(made, PrintProfile(id="office", imposition="single"))))
    assert len(office) > 8
    assert all(sorted(places(code_of(data))) == sorted(office) for data in files.values())


def test_all_on_a_solid_back_is_white(made: Typeset, files: dict[str, bytes]) -> None:
    with opened(files["solid"]) as file:
        shared, own = (file.pages[number].Contents.read_bytes().decode() for number in (1, 3))
        name = re.findall(r"/FormXob\.(S\d+) Do", shared)[0]
        back = file.pages[1].Resources.XObject[f"/FormXob.{name}"].read_bytes().decode()
    for code in (own, back):
        assert set(re.findall(r"([\d. ]+) k\n1 0 0 1", code)) == {"0 0 0 0"}
    assert {line.text for line in made.faces["k2"].back.items if isinstance(line, TextLine)} if made.faces["k2"].back else False


def called(data: bytes, begins: str) -> list[str]:
    """Name the drawings whose operators begin so."""
    with opened(data) as file:
        forms = file.pages[0].Resources.XObject  # the same for all pages
        return [name[1:] for name, form in forms.items() if form.Subtype == "/Form" and form.read_bytes().startswith(begins.encode())]


def test_a_logo_gives_way_to_its_twin_for_dark_grounds(files: dict[str, bytes]) -> None:
    assert called(files["solid"], "0.0250000000") == []  # a logo 40 wide
    (dark,), (light,) = called(files["solid"], "0.0125000000"), called(files["light"], "0.0250000000")
    placed = re.findall(rf"q .* ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm\n/{re.escape(dark)} Do\nQ", code_of(files["solid"]))
    first = re.findall(rf"q .* ([\d.]+) 0 0 ([\d.]+) ([\d.]+) ([\d.]+) cm\n/{re.escape(light)} Do\nQ", code_of(files["light"]))
    (wide, tall, x, y), (whole, high, left, low) = (map(float, one[0]) for one in (placed, first))
    assert (wide, tall) == pytest.approx((whole, whole / 4), abs=0.01)
    assert (x + wide / 2, y + tall / 2) == pytest.approx((left + whole / 2, low + high / 2), abs=0.01)


def test_cards_that_share_a_back_share_its_solid_one(made: Typeset) -> None:
    faces = ready(made).faces
    assert faces["k1"].back is faces["k3"].back is not faces["k2"].back


def test_ornament_on_a_solid_back_is_a_tint(project: Make) -> None:
    style = STYLE + "own-back: {fill: sand}\n"
    code = code_of(written(typeset(room_of(project({**WORLD, "templates/style.yaml": style})))))
    tint = Separation().inks(Colour(11, 92, 107).tint(0.8))
    assert " ".join(f"{part / 100:.4g}" for part in tint) + " k" in code


@pytest.mark.parametrize("twins", [True, False])
def test_a_solid_back_without_a_logo_for_it_is_said(project: Make, *, twins: bool) -> None:
    organisation = ORGANISATION if twins else ORGANISATION.replace("on_dark: ../../images/hvid.svg, ", "")
    made = typeset(room_of(project({**WORLD, "cards/organisations/by.yaml": organisation})))
    codes = [problem.code for problem in judged(made)[1] if not problem.is_error]
    assert codes == ([] if twins else ["logo-without-on-dark"])
    assert called(written(made), "0.0250000000") == []


def test_a_back_that_stays_light_is_said(project: Make) -> None:
    layout = (ROOT / "templates" / "cards.xml.j2").read_text(encoding="utf-8").replace('<box class="back-ground"/>\n', "")
    made = typeset(room_of(project({**WORLD, "templates/cards.xml.j2": layout})))
    assert [(one.code, one.values["card"], one.is_error) for one in judged(made)[1]] == [("back-stays-light", "k1", False)]


def test_own_backs_of_a_large_deck_bleed_too(project: Make) -> None:
    cards = "".join(f"  - {{id: k{number}, theme: a, text: Hvad?, back: {{text: Svar}}}}\n" for number in range(420))
    room = room_of(project({"cards/kort.yaml": DECK[: DECK.index("  - {id: k1")] + cards}))
    faces = typesetting.typeset(room, room.edition.decks[0])[0].faces
    boxes = {tuple(back.bleeds) for one in faces.values() if (back := one.back)}
    assert len(faces) == 420
    assert [(len(found), found[0].fill) for found in boxes] == [(1, Colour(11, 92, 107))]


# --- the kind of file ------------------------------------------------------------------------------------------------


def said(data: bytes) -> str:
    with opened(data) as file:
        assert "/Filter" not in file.Root.Metadata
        return bytes(file.Root.Metadata.read_bytes()).decode()


@pytest.mark.parametrize("name", ["solid", "light", "grey"])
def test_a_file_is_x4_by_its_structure(files: dict[str, bytes], name: str) -> None:
    data = files[name]
    assert data.startswith(b"%PDF-1.6")
    xmp = said(data)
    for one in ("<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<xmpMM:DocumentID>uuid:", "<xmpMM:VersionID>1<", "<xmpMM:RenditionClass>default<"):
        assert one in xmp
    with opened(data) as file:
        (intent,) = file.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        assert intent.DestOutputProfile.N == 4
        assert intent.DestOutputProfile.read_bytes()[12:20] == b"prtrCMYK"
        assert str(file.docinfo["/Trapped"]) == "/False"
        assert not file.is_encrypted
        assert len(file.trailer["/ID"]) == 2
        assert not any("/Annots" in one.obj for one in file.pages)
        assert "/Duplex" not in file.Root.ViewerPreferences


def test_a_file_without_profile_names_none(files: dict[str, bytes]) -> None:
    with opened(files["plain"]) as file:
        assert "/OutputIntents" not in file.Root
    assert "pdfx" not in said(files["plain"])


@pytest.mark.parametrize("name", PROFILES)
def test_every_kind_can_be_read_aloud(files: dict[str, bytes], tmp_path: Path, name: str) -> None:
    file = tmp_path / "shop.pdf"
    file.write_bytes(files[name])
    assert [*conformance.syntax(file), *conformance.fonts(file), *conformance.accessibility(file)] == []


@pytest.mark.parametrize("name", ["archive", "archive-rgb"])
def test_an_archive_file_is_pdf_a(made: Typeset, tmp_path: Path, name: str) -> None:
    file = tmp_path / "shop.pdf"
    file.write_bytes(written(made, replace(PROFILES[name], back_style="light")))
    assert [failure.message for failure in page.validate_pdf(file, profile="2a").failures] == []


def test_the_same_deck_gives_the_same_file_and_other_words_another_id(made: Typeset, files: dict[str, bytes], project: Make) -> None:
    assert written(made) == files["solid"]
    other = written(typeset(room_of(project({**WORLD, "cards/kort.yaml": DECK.replace("Hvem siger det?", "Hvem det siger?")}))))
    ids = {re.findall(r"DocumentID>(.*?)<", said(data))[0] for data in (files["solid"], other)}
    assert len(ids) == 2


# --- on the press ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def proofs(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """Have Ghostscript separate the pages into inks, at 100 dpi."""
    if not shutil.which("gs"):
        pytest.skip("Ghostscript is not installed")
    folder = tmp_path_factory.mktemp("gs")
    (folder / "shop.pdf").write_bytes(files["solid"])
    out = f"-sOutputFile={folder}/%d.tif"
    subprocess.run(["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", "-r100", out, str(folder / "shop.pdf")], check=True)
    return [Image.open(folder / f"{number}.tif") for number in range(1, 7)]


def test_no_spot_of_the_paper_takes_more_ink_than_it_may(proofs: list[Image.Image]) -> None:
    totals = [sum(pixel) / 2.55 for proof in proofs for _, pixel in proof.getcolors(1 << 20) or []]  # type: ignore[arg-type]
    assert len(totals) > 10
    assert 275 < max(totals) <= 300


def test_a_solid_back_reaches_the_papers_edge(proofs: list[Image.Image]) -> None:
    want = Separation().inks(Colour(11, 92, 107))
    width, height = proofs[1].size
    for corner in ((1, 1), (width - 2, 1), (1, height - 2), (width - 2, height - 2)):
        found = proofs[1].getpixel(corner)
        assert isinstance(found, tuple)
        assert [part / 2.55 for part in found] == pytest.approx(list(want), abs=1)


def test_the_estimate_of_ink_is_near_what_is_printed(proofs: list[Image.Image], made: Typeset) -> None:
    total = pixels = 0
    for proof in proofs:
        total += sum(count * sum(pixel) for count, pixel in proof.getcolors(1 << 20) or [])  # type: ignore[arg-type]
        pixels += proof.width * proof.height
    estimate = press.coverage(sheets(list(ready(made).faces.values()), SHOP), made.room, SHOP)
    assert estimate.total == pytest.approx(total / pixels / 2.55, rel=0.2)


def test_light_backs_and_grey_take_less_ink(made: Typeset) -> None:
    light, grey = replace(SHOP, back_style="light"), replace(SHOP, colour="grey", back_style="light")
    solid, pale, black = (press.coverage(sheets(list(ready(made, one).faces.values()), one), made.room, one) for one in (SHOP, light, grey))
    assert solid.total > 2.5 * pale.total > 2.5 * black.total > 0
    assert black.is_black_only


# --- what is said before it is sent ----------------------------------------------------------------------------------


def told(made: Typeset, profile: PrintProfile) -> list[Problem]:
    return list(judged(made, profile)[1])


def test_a_sound_deck_gives_no_problem(made: Typeset) -> None:
    assert told(made, SHOP) == []


def test_too_much_ink_names_colour_sum_and_limit(made: Typeset) -> None:
    (found,) = told(made, replace(SHOP, max_ink=240))
    assert found.code == "too-much-ink"
    assert (found.values["colour"], found.values["total"], found.values["most"]) == ("accent #8a3b12", "280", "240")
    assert found.place.file == "cards/organisations/by.yaml"
    assert told(made, replace(SHOP, max_ink=280)) == []


def test_too_much_ink_of_a_theme_is_the_themes(made: Typeset) -> None:
    found = [one for one in told(made, replace(SHOP, max_ink=170)) if one.values.get("colour", "").startswith("a ")]
    assert [(one.values["colour"], one.place.file, one.place.line) for one in found] == [(f"a {THEME}", "cards/kort.yaml", 4)]


@pytest.mark.parametrize(
    ("safe", "codes"), [(6.0, []), (6.5, [f"outside-safe-zone-{side}" for side in ("front", "front", "back", "front")])]
)
def test_text_outside_the_safe_zone_names_card_and_millimetres(made: Typeset, safe: float, codes: list[str]) -> None:
    found = told(made, replace(SHOP, safe=mm(safe)))
    assert [one.code for one in found] == codes
    assert [(one.values["card"], one.values["has"], one.values["safe"]) for one in found[:1]] == [("k1", "6.0", "6.5")][: len(codes)]
    assert all(one.place.file == "cards/kort.yaml" for one in found)


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_the_safe_zone_is_kept_on_all_sides(project: Make, side: str) -> None:
    frame = {"left": "10 mm", "right": "10 mm", "top": "10 mm", "bottom": "10 mm", side: "2 mm"}
    keys = ", ".join(f"{key}: {value}" for key, value in frame.items())
    align = "right" if side == "right" else "left"
    style = f"body: {{{keys}, vertical: {'bottom' if side == 'bottom' else 'top'}}}\nprompt: {{align: {align}}}\nfollow-up: {{align: {align}}}\n"
    made = typeset(room_of(project({**WORLD, "templates/style.yaml": style})))
    fronts = [one for one in told(made, SHOP) if one.code == "outside-safe-zone-front" and one.values["card"] == "k1"]
    assert [float(one.values["has"]) for one in fronts] == [pytest.approx(2, abs=0.3)]


@pytest.mark.parametrize(("edge", "codes"), [(2, ["outside-safe-zone-front"]), (10, [])])
def test_the_office_keeps_the_safe_zone_too(project: Make, edge: int, codes: list[str]) -> None:
    made = typeset(room_of(project({**WORLD, "templates/style.yaml": f"body: {{left: {edge} mm}}\n"})))
    found = told(made, PrintProfile(id="office-a4"))
    assert [one.code for one in found if one.values["card"] == "k1"] == codes


@pytest.mark.parametrize(
    ("style", "size"),
    [
        ("{size: 7.5 pt, bold: true}", "7.5"),
        ("{size: 11.5 pt, bold: false}", "11.5"),
        ("{size: 12 pt, bold: false}", ""),
        ("{size: 8 pt, bold: true}", ""),
    ],
)
def test_thin_white_text_is_a_problem(project: Make, style: str, size: str) -> None:
    made = typeset(room_of(project({**WORLD, "templates/style.yaml": f"{STYLE}own-back-title: {style}\nown-back-text: {{bold: true}}\n"})))
    assert [(one.code, one.values["card"], one.values["size"]) for one in told(made, SHOP)] == [("white-text-thin", "k2", size)][
        : len(size)
    ]


@pytest.mark.parametrize(("pixels", "codes"), [(306, ["picture-coarse"]), (308, [])])
def test_a_coarse_picture_is_a_problem(project: Make, pixels: int, codes: list[str]) -> None:
    found = told(typeset(room_of(project({**WORLD, "images/foto.png": png(pixels)}))), SHOP)
    assert [one.code for one in found] == codes
    assert [(one.values["card"], one.values["dpi"], one.values["needs"]) for one in found] == [("k3", "299", "308")][: len(codes)]


@pytest.mark.parametrize(("weight", "codes"), [("0.05", ["picture-hairline"]), ("0.9", [])])
def test_a_hairline_in_a_drawing_is_told_at_the_picture_and_by_build(project: Make, weight: str, codes: list[str]) -> None:
    line = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 60"><path fill="none" stroke="#0a0" stroke-width="{weight}" d="M5 30H95"/></svg>'
    deck = (
        "title: T\nthemes: [{id: a, name: A}]\ncards:\n  - id: k-1\n    theme: a\n    text: Ord\n    image: {file: images/l.svg, alt: x}\n"
    )
    found = recipe.build(
        Job(path=project({"cardprint.yaml": "print: print-shop-3mm\n", "cards/d.yaml": deck, "images/l.svg": line}))
    ).problems
    assert [(one.code, one.place.line) for one in found] == [(code, 7) for code in codes]
    assert [float(one.values["has"]) < 0.1 for one in found] == [True] * len(codes)


@pytest.mark.parametrize(("limit", "codes"), [(240, ["picture-inked"]), (300, [])])
def test_a_dark_picture_is_weighed(project: Make, limit: int, codes: list[str]) -> None:
    world = {**WORLD, "images/foto.png": png(400, (4, 4, 0, 255)), "templates/style.yaml": ""}
    found = told(typeset(room_of(project(world))), replace(SHOP, max_ink=limit))
    assert [one.code for one in found] == codes
    assert all(240 < float(one.values["total"]) <= 300 and one.values["card"] == "k3" for one in found)


@pytest.mark.parametrize(("mode", "space"), [("RGB", "/DeviceCMYK"), ("L", "/DeviceGray")])
def test_a_photograph_is_printed_in_inks(project: Make, mode: str, space: str) -> None:
    out = BytesIO()
    Image.new("RGB", (400, 300), (200, 30, 40)).convert(mode).save(out, "JPEG")
    data = written(typeset(room_of(project({**WORLD, "images/foto.png": out.getvalue()}))))
    assert images(data) == [(space, False)]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"icc": "SWOP"}, "unknown-icc"),
        ({"colour": "rgb"}, "x4-without-inks"),
        ({"icc": "none"}, "x4-without-icc"),
        ({"bleed": 0.0}, "solid-without-bleed"),
        ({"colour": "rgb", "pdf": "a-2a"}, "rgb-with-icc"),
        ({"marks": Marks(kind="crop", weight=0.1)}, "marks-thin"),
    ],
)
def test_a_profile_that_contradicts_itself_is_a_problem(made: Typeset, keys: dict[str, Any], code: str) -> None:
    places = {key: Place("tryk.yaml", line) for line, key in enumerate(("icc", "pdf", "back_style", "marks"), 2)}
    found = {one.code: one.place for one in told(made, replace(SHOP, place=Place("tryk.yaml", 1), places=places, **keys))}
    assert found[code] in places.values()


def test_the_office_is_asked_nothing() -> None:
    assert press.is_for_office(PrintProfile(id="office"))
    asked = ({"imposition": "single"}, {"bleed": 1.0}, {"safe": 20.0}, {"back_style": "solid"}, {"colour": "grey"}, {"pdf": "plain"})
    assert not any(press.is_for_office(replace(PrintProfile(id="office"), **keys)) for keys in asked)  # type: ignore[arg-type]


def test_more_objects_than_one_stream_can_number_go_into_several() -> None:
    packer = Packer(1)
    packer.pack([(number, b"null") for number in range(1, 70_001)])
    assert sorted(number for _, members, _ in packer.packed for number in members) == list(range(1, 70_001))
    assert max(len(members) for _, members, _ in packer.packed) < 1 << 16
