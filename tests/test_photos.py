"""Photographs from their file to the paper: colour profiles, turned cameras, more dots than print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps

from cardprint import pdf, pictures
from cardprint.colour import BLACK
from cardprint.errors import Place
from cardprint.fonts import Typeface
from cardprint.geometry import Rect, Size
from cardprint.inks import icc_profile
from cardprint.job import Job
from cardprint.model import PrintProfile
from cardprint.page import Face, Meta, Placement, Sheet
from cardprint.page import Image as Shown
from cardprint.pdf import OFFICE, Finish
from cardprint.recipe import build

Make = Callable[[Mapping[str, str | bytes]], Path]
PRESS = PrintProfile(id="shop", colour="cmyk", icc="FOGRA39L", bleed=8.5)
SHOP = Finish.of(PRESS, {})
GREY = Finish.of(replace(PRESS, colour="grey", icc="none"), {})
TURN = 0x0112
INKS = (43, 89, 28, 71)
"""17, 35, 11 and 28 per cent of 255."""


def swapped() -> bytes:
    """Give sRGB's profile with red and green exchanged."""
    data = icc_profile("sRGB")
    at = {name: data.index(name, 128) for name in (b"rXYZ", b"gXYZ")}
    out = bytearray(data)
    out[at[b"rXYZ"] : at[b"rXYZ"] + 4], out[at[b"gXYZ"] : at[b"gXYZ"] + 4] = b"gXYZ", b"rXYZ"
    return bytes(out)


def saved(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def turned(turn: int, size: tuple[int, int] = (48, 32)) -> bytes:
    """Make a JPEG whose quarters differ, as a camera held otherwise writes it."""
    image = Image.new("RGB", size)
    for number, colour in enumerate([(250, 0, 0), (0, 250, 0), (0, 0, 250), (250, 250, 0)]):
        left, top = size[0] // 2 * (number % 2), size[1] // 2 * (number // 2)
        image.paste(colour, (left, top, left + size[0] // 2, top + size[1] // 2))
    exif = Image.Exif()
    exif[TURN] = turn
    return saved(image, exif=exif, quality=95, subsampling=0)


def printed(folder: Path, data: bytes, finish: Finish = OFFICE, *widths: float) -> pikepdf.Pdf:
    """Write a file of one page for each width, in points, which a picture fills."""
    file = folder / "picture"
    file.write_bytes(data)
    picture, problems = pictures.load(file, Place("x"))
    assert problems == ()
    assert picture is not None
    sizes = [Size(width, width / pictures.aspect(picture)) for width in widths or (96.0,)]
    faces = [Face(size, [Shown(Rect(0, 0, *size), "p", BLACK, None)]) for size in sizes]
    sheets = [Sheet(size=face.size, placements=(Placement(face, 0, 0),), label="1") for face in faces]
    written = pdf.write(sheets, [], Meta(title="T", language="da"), fonts=Typeface({}, {}), pictures={"p": picture}, finish=finish)
    return pikepdf.open(BytesIO(written))


class Stored(NamedTuple):
    """An image of a file: its size in pixels, its colour space, and its bytes, unpacked unless they are a JPEG."""

    size: tuple[int, int]
    space: str
    is_jpeg: bool
    data: bytes


def images(file: pikepdf.Pdf) -> list[Stored]:
    found = [one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    kinds = [(one, [*one.Filter] == ["/DCTDecode"]) for one in found]
    return [
        Stored((int(one.Width), int(one.Height)), str(one.ColorSpace), is_jpeg, one.read_raw_bytes() if is_jpeg else one.read_bytes())
        for one, is_jpeg in kinds
    ]


def inks(file: pikepdf.Pdf) -> Image.Image:
    """Give the only image of a file in four inks."""
    (image,) = images(file)
    assert image.space == "/DeviceCMYK"
    return Image.frombytes("CMYK", image.size, image.data)


def rendered(file: pikepdf.Pdf) -> Image.Image:
    """Draw the first page, a dot a point."""
    out = BytesIO()
    file.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=1).to_pil().convert("RGB")


# --- turned ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_turned_photograph_keeps_its_bytes_and_stands_upright(tmp_path: Path, turn: int) -> None:
    data = turned(turn)
    file = printed(tmp_path, data)
    (image,) = images(file)
    assert image.is_jpeg
    assert Image.open(BytesIO(image.data)).tobytes() == Image.open(BytesIO(data)).tobytes()
    upright = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    page = rendered(file)
    assert page.size == (96, 96 * upright.height // upright.width)
    for x, y in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        seen, wanted = (one.getpixel((int(x * one.width), int(y * one.height))) for one in (page, upright))
        assert seen == pytest.approx(wanted, abs=12)


@pytest.mark.parametrize("turn", range(2, 9))
@pytest.mark.parametrize("finish", [SHOP, GREY])
def test_a_turned_photograph_is_upright_in_inks(tmp_path: Path, turn: int, finish: Finish) -> None:
    upright = saved(ImageOps.exif_transpose(Image.open(BytesIO(turned(turn)))), "PNG")
    found, wanted = (images(printed(tmp_path, data, finish))[0] for data in (turned(turn), upright))
    assert found == wanted


# --- profiles --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", [None, icc_profile("FOGRA39L")])
def test_a_photograph_in_the_presss_own_inks_keeps_them(tmp_path: Path, profile: bytes | None) -> None:
    data = saved(Image.new("CMYK", (40, 40), INKS), quality=100, icc_profile=profile)
    assert inks(printed(tmp_path, data, SHOP)).getextrema() == tuple((ink, ink) for ink in INKS)


@pytest.mark.parametrize("name", [b"ANOTHER", b"\xff" * 7])
def test_inks_of_another_press_are_converted(tmp_path: Path, name: bytes) -> None:
    other = icc_profile("FOGRA39L").replace(b"FOGRA39", name)
    own, data = (saved(Image.new("CMYK", (40, 40), INKS), quality=100, icc_profile=one) for one in (None, other))
    found = inks(printed(tmp_path, data, SHOP))
    assert found.getpixel((5, 5)) != INKS
    assert rendered(printed(tmp_path, data)).getpixel((9, 9)) == rendered(printed(tmp_path, own)).getpixel((9, 9))


def test_inks_are_shown_at_the_office_as_the_press_prints_them(tmp_path: Path) -> None:
    file = printed(tmp_path, saved(Image.new("CMYK", (40, 40), (0, 255, 255, 0)), quality=100))
    assert images(file)[0].space == "/DeviceRGB"
    red, green, blue = rendered(file).getpixel((9, 9))  # type: ignore[misc]
    assert 215 < red < 240
    assert max(green, blue) < 50


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("finish", [OFFICE, SHOP])
def test_a_colour_is_what_its_profile_says(tmp_path: Path, kind: str, finish: Finish) -> None:
    options = {"quality": 100, "subsampling": 0} if kind == "JPEG" else {}
    data = saved(Image.new("RGB", (40, 40), (200, 40, 30)), kind, icc_profile=swapped(), **options)
    plain = saved(Image.new("RGB", (40, 40), (40, 200, 30)), kind, **options)
    found, wanted = (rendered(printed(tmp_path, one, finish)) for one in (data, plain))
    assert max(high for _, high in ImageChops.difference(found, wanted).getextrema()) <= 4  # type: ignore[misc]


def test_what_shows_through_stays_beside_converted_colours(tmp_path: Path) -> None:
    image = Image.new("RGBA", (40, 40), (200, 40, 30, 255))
    image.paste((0, 0, 0, 0), (0, 0, 20, 40))
    page = rendered(printed(tmp_path, saved(image, "PNG", icc_profile=swapped())))
    assert page.getpixel((9, 48)) == (255, 255, 255)
    assert page.getpixel((80, 48)) == pytest.approx((40, 200, 30), abs=4)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("profile", [icc_profile("sRGB"), b"x" * 200, icc_profile("FOGRA39L")], ids=["sRGB", "broken", "of a press"])
def test_a_profile_that_changes_nothing_or_fits_nothing_leaves_a_photograph_as_it_is(tmp_path: Path, mode: str, profile: bytes) -> None:
    data = saved(Image.effect_noise((40, 24), 60).convert(mode), icc_profile=profile)
    (image,) = images(printed(tmp_path, data))
    assert Image.open(BytesIO(image.data)).tobytes() == Image.open(BytesIO(data)).tobytes()
    assert image.space == ("/DeviceGray" if mode == "L" else "/DeviceRGB")


def test_more_ink_than_the_profile_allows_is_said_of_a_photograph_in_inks(project: Make) -> None:
    world = {
        "cardprint.yaml": "print: print-shop-3mm\n",
        "cards/kort.yaml": "title: T\nthemes: [{id: a}]\ncards:\n  - {id: k-1, theme: a, text: Ord, image: {file: f.jpg, alt: Foto}}\n",
        "f.jpg": saved(Image.new("CMYK", (1200, 720), (255, 255, 255, 255)), quality=100),
    }
    report = build(Job(path=project(world), kinds=("shop",)))
    assert [problem.code for problem in report.problems] == ["picture-inked"]


# --- more dots than print --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finish", "width", "wide"),
    [
        (OFFICE, 72, 1200 // 4),
        (OFFICE, 144, 1200 // 2),
        (OFFICE, 145, 1200),
        (SHOP, 72, 1200 // 3),
        (SHOP, 108, 1200 // 2),
        (SHOP, 109, 1200),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "RGBA", "turned"])
def test_of_twice_the_dots_that_print_and_more_a_whole_share_is_left(
    tmp_path: Path, finish: Finish, width: float, wide: int, kind: str
) -> None:
    image = Image.linear_gradient("L").resize((1200, 600)).convert("RGB")
    data = {
        "JPEG": lambda: saved(image),
        "PNG": lambda: saved(image, "PNG"),
        "RGBA": lambda: saved(Image.merge("RGBA", (*image.split(), image.getchannel("R"))), "PNG"),
        "turned": lambda: turned(6, (600, 1200)),
    }[kind]()
    found = images(printed(tmp_path, data, finish, width))
    stored = (600, 1200) if kind == "turned" and finish is OFFICE and wide == 1200 else (wide, wide // 2)
    assert {one.size for one in found} == {stored}
    assert len(found) == (2 if kind == "RGBA" and finish is OFFICE else 1)


def test_the_largest_size_of_a_file_counts(tmp_path: Path) -> None:
    data = saved(Image.linear_gradient("L").resize((1200, 600)).convert("RGB"))
    (image,) = images(printed(tmp_path, data, OFFICE, 36, 144, 20))
    assert image.size == (600, 300)


def test_fewer_dots_show_the_same(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[TURN] = 6
    image = Image.radial_gradient("L").resize((2400, 1200))
    data = saved(Image.merge("RGB", (image, ImageChops.invert(image), image)), exif=exif, quality=95)
    seen = [rendered(printed(tmp_path, one)) for one in (data, saved(ImageOps.exif_transpose(Image.open(BytesIO(data))), "PNG"))]
    assert max(high for _, high in ImageChops.difference(*seen).getextrema()) <= 6  # type: ignore[misc]
