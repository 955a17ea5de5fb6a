"""Pictures from strangers: what is accepted is drawn to the number, all else is refused at its own line."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import time
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from cardprint.colour import BLACK, WHITE, Colour
from cardprint.errors import Place, Problem
from cardprint.pictures import CURRENT, Drawing, Raster, Shape, aspect, load

SAMPLES = Path(__file__).parent / "pictures"
KEY = Place("cards/organisations/eksempel.yaml", 3, 14)
RED = Colour(255, 0, 0)
WITHIN = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "logo.svg"


def svg(body: str, attributes: str = 'viewBox="0 0 24 24"') -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>\n{body}\n</svg>'


def drawing(file: Path, text: str | bytes) -> Drawing:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    found, problems = load(file, KEY, "logo.svg")
    assert problems == ()
    assert isinstance(found, Drawing)
    return found


def shape(file: Path, body: str, attributes: str = 'viewBox="0 0 24 24"') -> Shape:
    (only,) = drawing(file, svg(body, attributes)).shapes
    return only


def problems(file: Path, text: str | bytes) -> tuple[Problem, ...]:
    """Load what must be refused, and see that each Problem has its sentence's values."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    found, wrong = load(file, KEY, "logo.svg")
    assert found is None
    assert wrong
    return wrong


def codes(file: Path, text: str | bytes) -> list[str]:
    return [problem.code for problem in problems(file, text)]


def raster(file: Path, image: Image.Image, kind: str, **options: object) -> Raster:
    image.save(file, kind, **options)
    found, wrong = load(file, KEY)
    assert wrong == ()
    assert isinstance(found, Raster)
    return unpacked(found)


def unpacked(found: Raster) -> Raster:
    pixels = found.pixels if found.jpeg else zlib.decompress(found.pixels)
    return replace(found, pixels=pixels, alpha=found.alpha and zlib.decompress(found.alpha))


# Shapes


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ('<rect x="1" y="2" width="3" height="4"/>', "1 2 m 4 2 l 4 6 l 1 6 l h"),
        (
            '<rect width="10" height="8" rx="2"/>',
            "2 0 m 8 0 l 9.105 0 10 0.895 10 2 c 10 6 l 10 7.105 9.105 8 8 8 c 2 8 l 0.895 8 0 7.105 0 6 c 0 2 l 0 0.895 0.895 0 2 0 c h",
        ),
        (
            '<rect width="4" height="8" rx="9" ry="1"/>',
            "2 0 m 3.105 0 4 0.448 4 1 c 4 7 l 4 7.552 3.105 8 2 8 c 0.895 8 0 7.552 0 7 c 0 1 l 0 0.448 0.895 0 2 0 c h",
        ),
        (
            '<circle cx="12" cy="12" r="10"/>',
            "22 12 m 22 17.523 17.523 22 12 22 c 6.477 22 2 17.523 2 12 c 2 6.477 6.477 2 12 2 c 17.523 2 22 6.477 22 12 c h",
        ),
        (
            '<ellipse cx="4" cy="4" rx="2" ry="1"/>',
            "6 4 m 6 4.552 5.105 5 4 5 c 2.895 5 2 4.552 2 4 c 2 3.448 2.895 3 4 3 c 5.105 3 6 3.448 6 4 c h",
        ),
        ('<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>', "1 2 m 3 4 l"),
        ('<polyline points="1,2 3 4,5 6"/>', "1 2 m 3 4 l 5 6 l"),
        ('<polygon points="1-2.5.5 4 5 6"/>', "1 -2.5 m 0.5 4 l 5 6 l h"),
        ('<rect width="1in" height="10px"/>', "0 0 m 96 0 l 96 10 l 0 10 l h"),
    ],
)
def test_basic_shapes_become_paths(file: Path, body: str, path: str) -> None:
    assert shape(file, body).path == path


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ("M1 2L3 4", "1 2 m 3 4 l"),
        ("m1,2 3,4 5,6z", "1 2 m 4 6 l 9 12 l h"),
        ("M1 1H5h1V7v1Z", "1 1 m 5 1 l 6 1 l 6 7 l 6 8 l h"),
        ("M0 0C1 2 3 4 5 6S9 8 7 7", "0 0 m 1 2 3 4 5 6 c 7 8 9 8 7 7 c"),
        ("M0 0c1 2 3 4 5 6s4 2 2 1", "0 0 m 1 2 3 4 5 6 c 7 8 9 8 7 7 c"),
        ("M0 0L5 6S9 8 7 7", "0 0 m 5 6 l 5 6 9 8 7 7 c"),
        ("M0 0Q3 3 6 0T12 0", "0 0 m 2 2 4 2 6 0 c 8 -2 10 -2 12 0 c"),
        ("M0 0q3 3 6 0t6 0", "0 0 m 2 2 4 2 6 0 c 8 -2 10 -2 12 0 c"),
        ("M0 0T6 0", "0 0 m 0 0 2 0 6 0 c"),
        ("M0 0h4zl1 1", "0 0 m 4 0 l h 0 0 m 1 1 l"),
        ("M9 9M0 0L1 1M5 5", "0 0 m 1 1 l"),
        ("M0 0L1e1.5-.5-5", "0 0 m 10 0.5 l -0.5 -5 l"),
        ("M-.00001 0L1.23456 1E-9", "0 0 m 1.235 0 l"),
        ("M0 0A5 5 0 0 1 5 5", "0 0 m 2.761 0 5 2.239 5 5 c"),
        ("M0 0a5 5 0 015 5", "0 0 m 2.761 0 5 2.239 5 5 c"),
        ("M0 0a5 5 0 00.5.5", "0 0 m 0.155 0.178 0.322 0.345 0.5 0.5 c"),
        ("M0 0A5 5 0 0 0 5 5", "0 0 m 0 2.761 2.239 5 5 5 c"),
        ("M0 0A5 0 0 0 1 5 5", "0 0 m 5 5 l"),
        ("M0 0A1 1 0 0 1 10 0", "0 0 m 0 -2.761 2.239 -5 5 -5 c 7.761 -5 10 -2.761 10 0 c"),
    ],
)
def test_every_command_of_path_data(file: Path, data: str, path: str) -> None:
    assert shape(file, f'<path d="{data}" stroke="red"/>').path == path


@pytest.mark.parametrize("flags", ["0 0", "0 1", "1 0", "1 1"])
def test_arcs_end_where_they_should_and_take_the_long_way_if_large(file: Path, flags: str) -> None:
    path = shape(file, f'<path d="M5 10A6 4 30 {flags} 9 12"/>').path
    assert path.startswith("5 10 m ")
    assert path.endswith(" 9 12 c")
    assert path.count("c") == (4 if flags[0] == "1" else 1)


@pytest.mark.parametrize(
    ("transform", "path"),
    [
        ("translate(2)", "2 0 m 3 1 l"),
        ("translate(2,3)", "2 3 m 3 4 l"),
        ("scale(2)", "0 0 m 2 2 l"),
        ("scale(2 -3)", "0 0 m 2 -3 l"),
        ("rotate(90)", "0 0 m -1 1 l"),
        ("rotate(90 4 4)", "8 0 m 7 1 l"),
        ("skewX(45)", "0 0 m 2 1 l"),
        ("skewY(45)", "0 0 m 1 2 l"),
        ("matrix(1 2 3 4 5 6)", "5 6 m 9 12 l"),
        ("translate(2) , scale(3)", "2 0 m 5 3 l"),
    ],
)
def test_transforms(file: Path, transform: str, path: str) -> None:
    first, _ = drawing(file, svg(f'<path d="M0 0L1 1" transform="{transform}"/><circle r="5"/>')).shapes
    assert first.path == path


def test_transforms_nest_from_outside_in_and_scale_strokes(file: Path) -> None:
    body = '<g transform="translate(10 0)"><g transform="scale(2)"><path d="M1 1h2" stroke="red" transform="rotate(90)" stroke-width="3"/></g></g>'
    found = shape(file, body)
    assert (found.path, found.width) == ("8 2 m 8 6 l", 6)


def test_the_view_box_gives_size_and_origin(file: Path) -> None:
    found = drawing(file, svg('<path d="M-10 5h1"/>', 'viewBox="-10 -5 40, 20" width="100%" preserveAspectRatio="none"'))
    assert (found.width, found.height, found.shapes[0].path) == (40, 20, "0 10 m 1 10 l")
    assert aspect(found) == 2


@pytest.mark.parametrize(
    ("ratio", "size", "corners"),
    [
        ("", (40, 20), (10, 0, 30, 20)),
        ("xMidYMid", (40, 20), (10, 0, 30, 20)),
        ("xMinYMax meet", (40, 20), (0, 0, 20, 20)),
        ("defer xMaxYMin meet", (40, 20), (20, 0, 40, 20)),
        ("none", (20, 10), (0, 0, 20, 10)),
        ("none slice", (20, 10), (0, 0, 20, 10)),
        ("xMidYMin slice", (20, 10), (0, 0, 20, 20)),
        ("xMidYMid slice", (20, 10), (0, -5, 20, 15)),
        ("xMinYMax slice", (20, 10), (0, -10, 20, 10)),
    ],
)
def test_a_view_box_of_another_shape_is_fitted_as_the_file_says(
    file: Path, ratio: str, size: tuple[float, float], corners: tuple[float, ...]
) -> None:
    """A view box of 20 × 20 that begins at (5, 5), in a picture twice as wide as high; its corners are where a square over it is drawn."""
    attributes = f'viewBox="5 5 20 20" width="2in" height="1in" preserveAspectRatio="{ratio}"'
    found = drawing(file, svg('<rect x="5" y="5" width="20" height="20"/>', attributes))
    left, top, right, low = (f"{one:g}" for one in corners)
    assert (found.width, found.height) == size
    assert found.shapes[0].path == f"{left} {top} m {right} {top} l {right} {low} l {left} {low} l h"


@pytest.mark.parametrize("align", [f"x{across}Y{down}" for across in ("Min", "Mid", "Max") for down in ("Min", "Mid", "Max")])
@pytest.mark.parametrize(("scale", "wide"), [("meet", 80), ("slice", 80), ("meet", 10), ("slice", 10)])
def test_every_alignment_keeps_to_its_edge(file: Path, align: str, scale: str, wide: int) -> None:
    attributes = f'viewBox="0 0 20 20" width="{wide}" height="20" preserveAspectRatio="{align} {scale}"'
    found = drawing(file, svg('<rect width="20" height="20"/>', attributes))
    x, y = map(float, found.shapes[0].path.split()[:2])
    share = {"Min": 0, "Mid": 0.5, "Max": 1}
    assert (x, y) == (share[align[1:4]] * (found.width - 20), share[align[5:]] * (found.height - 20))
    assert (max if scale == "slice" else min)(found.width / 20, found.height / 20) == pytest.approx(1)


@pytest.mark.parametrize("ratio", ["xMid", "xMidYMid all", "none none none", "YMidxMid", "slice"])
def test_an_alignment_that_does_not_exist_is_told(file: Path, ratio: str) -> None:
    (problem,) = problems(file, svg("<circle r='5'/>", f'viewBox="0 0 9 9" preserveAspectRatio="{ratio}"'))
    assert (problem.code, problem.values["name"]) == ("picture-value", "preserveAspectRatio")


@pytest.mark.parametrize("size", ['width="0" height="20"', 'width="20" height="-1"', 'width="1" height="100000"'])
def test_a_picture_without_room_is_told(file: Path, size: str) -> None:
    assert codes(file, svg("<circle r='5'/>", f'viewBox="0 0 9 9" {size}')) == ["picture-size"]


def test_a_stretched_line_is_told_and_a_stretched_shape_is_not(file: Path) -> None:
    attributes = 'viewBox="0 0 9 9" width="20" height="9" preserveAspectRatio="none"'
    assert codes(file, svg('<path d="M0 0h5" stroke="red"/>', attributes)) == ["picture-stretched"]
    assert drawing(file, svg('<path d="M0 0h5v5z"/>', attributes)).shapes


def test_without_a_view_box_width_and_height_do(file: Path) -> None:
    found = drawing(file, svg('<circle r="5"/>', 'width="1in" height="48px"'))
    assert (found.width, found.height) == (96, 48)


def test_a_tiny_view_box_keeps_its_precision(file: Path) -> None:
    found = drawing(file, svg('<path d="M0 0L.00012345 0" stroke="red" stroke-width=".00001"/>', 'viewBox="0 0 .001 .0005"'))
    assert (found.width, found.height) == pytest.approx((10_000, 5_000))
    assert found.shapes[0].path == "0 0 m 1234.5 0 l"
    assert found.shapes[0].width == pytest.approx(100)


# Paint


def test_what_nothing_is_said_of_is_black_and_without_outline(file: Path) -> None:
    assert replace(shape(file, '<circle r="5"/>'), path="") == Shape("", BLACK, None)


@pytest.mark.parametrize(
    ("value", "fill"),
    [
        ("#f00", RED),
        ("#FF0000", RED),
        ("red", RED),
        ("Red", RED),
        ("rgb(255,0,0)", RED),
        ("rgb(100%, 0%, 0%)", RED),
        ("rgb(300 0 0)", RED),
        ("white", WHITE),
        ("currentColor", CURRENT),
        ("currentcolor", CURRENT),
        ("inherit", BLACK),
    ],
)
def test_colours(file: Path, value: str, fill: object) -> None:
    assert shape(file, f'<circle r="5" fill="{value}"/>').fill == fill


@pytest.mark.parametrize("value", ["none", "transparent"])
def test_shapes_without_ink_are_left_out(file: Path, value: str) -> None:
    body = f'<circle r="5"/><circle r="5" fill="{value}"/><circle r="5" fill="none" stroke="red" stroke-width="0"/><circle r="0"/><path/>'
    assert len(drawing(file, svg(body)).shapes) == 1


def test_groups_hand_their_paint_down(file: Path) -> None:
    group = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="bevel" stroke-miterlimit="8" fill-rule="evenodd"'
    assert shape(file, f'<g {group}><g><path d="M0 0h1"/></g></g>') == Shape("0 0 m 1 0 l", None, CURRENT, 2, 1, 2, 8, even_odd=True)


def test_a_style_is_stronger_than_an_attribute(file: Path) -> None:
    found = shape(file, '<g fill="blue"><circle r="5" fill="lime" style=" fill : #f00 ; /* ; */ stroke:red;stroke-width: 3px;"/></g>')
    assert (found.fill, found.stroke, found.width) == (RED, RED, 3)


def test_a_file_may_say_itself_what_current_colour_is(file: Path) -> None:
    assert shape(file, '<g color="red"><circle r="5" fill="currentColor"/></g>').fill == RED


@pytest.mark.parametrize(
    "attribute",
    [
        *(
            'opacity="1"',
            'fill-opacity="1.0"',
            'stroke-opacity="100%"',
            'display="inline"',
            'visibility="visible"',
            'class="a b"',
            'id="a"',
        ),
        *(
            'data-name="x"',
            'aria-label="x"',
            'role="img"',
            'xml:space="preserve"',
            'stroke-dasharray="none"',
            'filter="none"',
            'mask="none"',
        ),
        *(
            'clip-path="none"',
            'font-family="Arial"',
            'clip-rule="evenodd"',
            'shape-rendering="crispEdges"',
            'style="mix-blend-mode:normal"',
        ),
        *('style=""', 'style="-inkscape-stroke:none"', 'xmlns:a="urn:a" a:b="c"', 'paint-order="normal"', 'style="enable-background:new"'),
    ],
)
def test_what_changes_nothing_is_accepted(file: Path, attribute: str) -> None:
    assert shape(file, f'<circle r="5" {attribute}/>') == shape(file, '<circle r="5"/>')


@pytest.mark.parametrize(
    "body",
    [
        "<title>t</title>",
        "<desc/>",
        "<metadata><x/></metadata>",
        "<defs/>",
        "<a:b xmlns:a='urn:a'><a:c/></a:b>",
        "<!-- c -->",
        "<?x y?>",
        "text",
    ],
)
def test_what_draws_nothing_is_passed_over(file: Path, body: str) -> None:
    assert len(drawing(file, svg(body + '<circle r="5"><title>t</title></circle>')).shapes) == 1


def test_a_hidden_layer_is_neither_drawn_nor_judged(file: Path) -> None:
    assert len(drawing(file, svg('<circle r="5"/><g style="display:none"><circle r="5"/><text>x</text></g>')).shapes) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings(file: Path, encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{named}"?>' + svg('<circle id="ø" r="5"/>')
    assert len(drawing(file, text.encode(encoding)).shapes) == 1


def test_a_file_from_inkscape(file: Path) -> None:
    found = drawing(file, (SAMPLES / "inkscape.svg").read_bytes())
    assert found == Drawing(24, 12, (Shape("2 2 m 6 2 l 6 6 l 2 6 l h", Colour(0x0B, 0x5C, 0x6B), None),))


# Refusals


def test_a_file_from_illustrator_is_refused_line_by_line(file: Path) -> None:
    text = (SAMPLES / "illustrator.svg").read_text(encoding="utf-8")
    expected = [(code, at) for at, line in enumerate(text.splitlines(), 1) for code in re.findall(r"error: ([\w-]+)", line)]
    found = problems(file, text)
    assert [(problem.code, problem.place.line) for problem in found] == expected
    assert {problem.place.file for problem in found} == {"logo.svg"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        *((f"<{tag}/>", "picture-text") for tag in ("text", "tspan", "textPath")),
        *((f"<{tag}/>", "picture-gradient") for tag in ("linearGradient", "radialGradient", "pattern")),
        *((f"<{tag}/>", "picture-use") for tag in ("use", "symbol")),
        *((f"<{tag}/>", "picture-clip") for tag in ("clipPath", "mask")),
        *((f"<{tag}/>", "picture-script") for tag in ("script", "animate", "animateTransform", "set")),
        *((f"<{tag}/>", "picture-element") for tag in ("foreignObject", "switch", "a", "view", "blink", "svg")),
        ("<image href='data:image/png;base64,AAAA'/>", "picture-image"),
        ("<filter/>", "picture-effect"),
        ("<marker/>", "picture-marker"),
        ("<style>*{fill:red}</style>", "picture-stylesheet"),
        ("<?xml-stylesheet href='http://example.org/a.css'?>", "picture-stylesheet"),
        ("<defs><linearGradient/></defs>", "picture-gradient"),
        ("<defs><circle r='5'/></defs>", "picture-use"),
        ("<circle r='5' href='http://example.org/'/>", "picture-reference"),
        ("<circle r='5' xmlns:x='http://www.w3.org/1999/xlink' x:href='file:///etc/passwd'/>", "picture-reference"),
        ("<circle r='5' onclick='alert(1)'/>", "picture-script"),
        ("<circle r='5' fill='url(#a)'/>", "picture-gradient"),
        ("<circle r='5' fill='url(http://example.org/a.svg#a)'/>", "picture-reference"),
        ("<circle r='5' fill='bluish'/>", "picture-colour"),
        ("<circle r='5' fill='#ff000080'/>", "picture-colour"),
        ("<circle r='5' fill='rgba(1,2,3,.5)'/>", "picture-colour"),
        ("<circle r='5' fill='rgb(1,2)'/>", "picture-colour"),
        ("<circle r='5' stroke='hsl(1,2%,3%)'/>", "picture-colour"),
        ("<circle r='5' opacity='.5'/>", "picture-transparency"),
        ("<circle r='5' style='fill-opacity:0.2'/>", "picture-transparency"),
        ("<circle r='5' style='mix-blend-mode:multiply'/>", "picture-transparency"),
        ("<circle r='5' stroke-dasharray='1 2'/>", "picture-dashes"),
        ("<circle r='5' filter='url(#a)'/>", "picture-effect"),
        ("<circle r='5' mask='url(#a)'/>", "picture-clip"),
        ("<circle r='5' clip-path='url(#a)'/>", "picture-clip"),
        ("<circle r='5' style='marker-end:url(#a)'/>", "picture-marker"),
        ("<circle r='5' visibility='hidden'/>", "picture-attribute"),
        ("<circle r='5' d='M0 0'/>", "picture-attribute"),
        ("<circle r='5' style='cx:9'/>", "picture-attribute"),
        ("<circle r='5' style='transform:none'/>", "picture-attribute"),
        ("<circle r='5' style='fill'/>", "picture-value"),
        ("<circle r='5' style=':red'/>", "picture-value"),
        ("<circle r='-5'/>", "picture-value"),
        ("<circle r='50%'/>", "picture-value"),
        ("<circle r='2em'/>", "picture-value"),
        ("<rect width='' height='5'/>", "picture-value"),
        ("<circle r='5' stroke='red' stroke-width='-1'/>", "picture-value"),
        ("<circle r='5' stroke-linecap='pointed'/>", "picture-value"),
        ("<circle r='5' stroke-miterlimit='0'/>", "picture-value"),
        ("<circle r='5' transform='turn(5)'/>", "picture-value"),
        ("<circle r='5' transform='scale(1 2 3)'/>", "picture-value"),
        ("<circle r='5' transform='scale(1'/>", "picture-value"),
        ("<polygon points='1 2 3'/>", "picture-value"),
        ("<circle r='5' stroke='red' transform='scale(1 2)'/>", "picture-stretched"),
        ("<g transform='skewX(9)'><circle r='5' stroke='red'/></g>", "picture-stretched"),
    ],
)
def test_each_refusal_names_its_line(file: Path, body: str, code: str) -> None:
    found = problems(file, svg(f"<circle r='1'/>\n  {body}"))
    column = 3 + body.index("<", 1) if body.startswith(("<defs>", "<g ")) else 3
    assert [(problem.code, problem.place) for problem in found] == [(code, Place("logo.svg", 3, column))]


@pytest.mark.parametrize(
    "data",
    [
        "10 10",
        "L1 1",
        "M",
        "M0",
        "M0 0L",
        "M0 0L1",
        "M0 0x",
        "M0 0z5",
        "M0 0C1 2 3 4",
        "M0 0A1 1 0 2 1 5 5",
        "M0 0A1 1 0 0",
        "M0 0 L#1 2",
        "M1e999 0h1",
    ],
)
def test_broken_path_data(file: Path, data: str) -> None:
    (problem,) = problems(file, svg(f'<path d="{data}"/>'))
    assert (problem.code, problem.values["name"]) == ("picture-value", "d")


def test_a_stretched_shape_without_outline_is_welcome(file: Path) -> None:
    assert shape(file, '<g transform="scale(1 2)"><path d="M0 0h2v2z"/></g>').path == "0 0 m 2 0 l 2 4 l h"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "picture-not-svg"),
        ("hello", "picture-not-svg"),
        ("<html/>", "picture-not-svg"),
        ("<svg xmlns='urn:other'/>", "picture-not-svg"),
        ("<svg viewBox='0 0 9 9'><circle r='3'/>", "picture-xml"),
        ("<svg viewBox='0 0 9 9'><circle r=3/></svg>", "picture-xml"),
        ("<svg viewBox='0 0 9 9'>&nbsp;</svg>", "picture-xml"),
        ("<?xml version='1.0' encoding='utf-7'?><svg/>", "picture-encoding"),
        (svg(""), "picture-empty"),
        (svg("<circle r='5' fill='none'/>"), "picture-empty"),
        (svg("<circle cx='90' r='5'/>"), "picture-outside"),
        *((svg("<circle r='5'/>", size), "picture-size") for size in ("", "width='9'", "width='100%' height='100%'", "viewBox='0 0 9'")),
        *(
            (svg("<circle r='5'/>", f"viewBox='0 0 {size}'"), "picture-size")
            for size in ("0 9", "9 -9", "x y", "1 1e9", "1e999 1", "NaN 9")
        ),
    ],
)
def test_a_file_that_is_no_drawing(file: Path, text: str, code: str) -> None:
    assert codes(file, text) == [code]


def test_broken_xml_names_its_place_and_what_was_found_before(file: Path) -> None:
    found = problems(file, "<svg viewBox='0 0 9 9'>\n<text/>\n  <g></svg>")
    assert [(problem.code, problem.place.line) for problem in found] == [("picture-text", 2), ("picture-xml", 3)]
    assert found[1].values["reason"] == "mismatched tag"


def test_ten_problems_are_enough_and_three_of_a_kind(file: Path) -> None:
    faults = ["<text/>", "<use/>", "<image/>", "<filter/>", "<marker/>", "<style/>"]
    assert codes(file, svg("<text/>" * 50)) == ["picture-text"] * 3
    assert len(problems(file, svg("".join(fault * 3 for fault in faults)))) == 10


def test_a_missing_file_is_told_where_it_is_named(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "no.svg", "picture-missing"),
        (tmp_path / "\0.svg", "picture-missing"),
        (tmp_path / ("x" * 300), "picture-missing"),
        (tmp_path, "file-not-ordinary"),
    ):
        found, (problem,) = load(path, KEY, "images/no.svg", root=tmp_path)
        assert (found, problem.code, problem.place, problem.values["file"]) == (None, code, KEY, "images/no.svg")


@pytest.mark.parametrize(
    ("start", "found"),
    [
        (b"GIF89a", "GIF"),
        (b"RIFF\0\0\0\0WEBP", "WebP"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe", "EPS"),
        (b"II*\0", "TIFF"),
        (b"\x1f\x8b\x08", "SVGZ"),
    ],
)
def test_other_formats_are_named(file: Path, start: bytes, found: str) -> None:
    (problem,) = problems(file, start + bytes(50))
    assert (problem.code, problem.place, problem.values["found"]) == ("picture-format", KEY, found)


def test_what_is_in_the_file_counts_not_its_name(tmp_path: Path) -> None:
    assert codes(tmp_path / "a.png", b"nothing known") == ["picture-unknown"]
    assert len(drawing(tmp_path / "b.png", svg("<circle r='5'/>")).shapes) == 1
    assert raster(tmp_path / "c.svg", Image.new("L", (2, 1)), "PNG").width == 2


# Security


LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
ATTACKS = {
    "laughs": (LAUGHS + "<svg>&i;</svg>", "picture-doctype"),
    "default attributes": ("<!DOCTYPE svg [<!ATTLIST path d CDATA 'M0 0h9v9z'>]>" + svg("<path/>"), "picture-doctype"),
    "entity from a DTD elsewhere": ("<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>" + svg("<path d='M0 0h9v9z&x;'/>"), "picture-doctype"),
    "external entity": ("<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>", "picture-doctype"),
    "depth": (svg("<g>" * 10_000 + "</g>" * 10_000), "picture-too-deep"),
    "foreign depth": (svg("<x:g xmlns:x='x'>" + "<x:g>" * 10_000), "picture-too-deep"),
    "elements": (svg("<g/>" * 30_000), "picture-too-complex"),
    "segments": (svg(f"<path d='M0 0{'h1' * 60_000}'/>"), "picture-too-complex"),
    "segments of many paths": (svg(f"<path d='M0 0{'h1' * 30_000}'/>" * 2), "picture-too-complex"),
    "bytes": (svg(" " * 2_000_000), "picture-too-large"),
    "a number without end": (svg(f"<path d='M0 0L{'1' * 500_000}'/>"), "picture-value"),
    "commas": (svg(f"<path d='M0 0A{',' * 500_000}x'/>"), "picture-value"),
    "comments": (svg(f"<path style='a{'/*' * 500_000}'/>"), "picture-value"),
    "parentheses": (svg(f"<g transform='{'(' * 500_000}'/>"), "picture-value"),
    "growth": (svg("<g transform='scale(1e9)'>" * 90 + "<path d='M1 1h1v1z'/>" + "</g>" * 90), "picture-value"),
    "far away": (svg("<circle cx='1e8' r='5'/>"), "picture-value"),
    "not a number": (svg("<circle cx='NaN' r='5'/>"), "picture-value"),
    "infinity": (svg("<circle cx='1e999' r='inf'/>"), "picture-value"),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_quickly(file: Path, name: str) -> None:
    text, code = ATTACKS[name]
    start = time.process_time()
    assert codes(file, text)[0] == code
    assert time.process_time() - start < 2


def test_the_usual_doctype_is_harmless_and_never_followed(file: Path) -> None:
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">'
    assert len(drawing(file, doctype + svg("<circle id='a&amp;b&#9;' r='5'/>")).shapes) == 1


@WITHIN
@given(st.binary(max_size=300))
@example(b"\x89PNG\r\n\x1a\n")
@example(b"\xff\xd8\xff")
@example(b"\xff\xd8\xff\xe0\0\x10JFIF")
def test_random_bytes_never_raise(file: Path, data: bytes) -> None:
    for start in (b"", b"<", b"<svg viewBox='0 0 9 9'>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"):
        assert problems(file, start + data)


@WITHIN
@given(
    st.text("MmLlHhVvCcSsQqTtAaZz0123456789+-., eE", max_size=80),
    st.text("matrixskewXYcalo(),0123456789.- ", max_size=40),
    st.text(max_size=20),
)
@example("M0 0A9 9 0 01 1 1", "skewX(90)", "")
@example("M0 0A1e-9 1e9 1 1 1 1e9 1e-9", "matrix(0 0 0 0 0 0)", "fill:")
def test_random_attributes_never_raise(file: Path, data: str, transform: str, style: str) -> None:
    clean = "".join(letter for letter in style if letter.isprintable() and letter not in "<&'")
    file.write_text(svg(f"<path d='M0 0{data}' transform='{transform}' style='{clean}' stroke='red'/>"), encoding="utf-8")
    found, wrong = load(file, KEY)
    assert (found is None) is bool(wrong)
    if isinstance(found, Drawing):
        assert re.fullmatch(r"(-?\d+(\.\d{1,3})? |[mlch] ?)+", found.shapes[0].path + " ")


@WITHIN
@given(st.data())
def test_damaged_pictures_never_raise(file: Path, data: st.DataObject) -> None:
    original = data.draw(
        st.sampled_from([pixels(kind, mode) for kind, mode in (("PNG", "P"), ("PNG", "RGBA"), ("JPEG", "RGB"), ("JPEG", "CMYK"))])
    )
    at = data.draw(st.integers(0, len(original) - 1))
    patch = data.draw(st.binary(max_size=6))
    end = data.draw(st.sampled_from([len(original), at + len(patch)]))
    file.write_bytes((original[:at] + patch + original[at + len(patch) :])[:end])
    found, wrong = load(file, KEY)
    assert (found is None) is bool(wrong)


# Rasters


def pixels(kind: str, mode: str, **options: object) -> bytes:
    """Give a file of 3 × 2 pixels."""
    image = Image.frombytes("RGB", (3, 2), bytes(range(0, 180, 10)))
    target = BytesIO()
    image.convert(mode).save(target, kind, **options)
    return target.getvalue()


def test_a_png_gives_its_samples(file: Path) -> None:
    image = Image.frombytes("RGB", (3, 2), bytes(range(18)))
    found = raster(file, image, "PNG", dpi=(300, 300))
    assert replace(found, dpi=None) == Raster(3, 2, grey=False, pixels=bytes(range(18)))
    assert found.dpi == pytest.approx(300, abs=0.01)
    assert aspect(found) == 1.5


def test_grey_stays_grey(file: Path) -> None:
    assert raster(file, Image.frombytes("L", (3, 1), b"\0\x80\xff"), "PNG") == Raster(3, 1, grey=True, pixels=b"\0\x80\xff")
    assert raster(file, Image.frombytes("1", (3, 1), b"\x40"), "PNG") == Raster(3, 1, grey=True, pixels=b"\0\xff\0")


def test_alpha_is_kept_apart_and_dropped_where_all_is_opaque(file: Path) -> None:
    image = Image.frombytes("RGBA", (2, 1), bytes([1, 2, 3, 0, 4, 5, 6, 128]))
    assert raster(file, image, "PNG") == Raster(2, 1, grey=False, pixels=bytes([1, 2, 3, 4, 5, 6]), alpha=b"\0\x80")
    assert raster(file, Image.frombytes("LA", (2, 1), b"\1\2\3\4"), "PNG") == Raster(2, 1, grey=True, pixels=b"\1\3", alpha=b"\2\4")
    assert raster(file, Image.new("RGBA", (2, 1), (1, 2, 3, 255)), "PNG").alpha is None


def test_palettes_become_colours_and_their_transparent_entry_alpha(file: Path) -> None:
    image = Image.frombytes("P", (2, 1), b"\0\1")
    image.putpalette(bytes([9, 8, 7, 6, 5, 4]))
    assert raster(file, image, "PNG") == Raster(2, 1, grey=False, pixels=bytes([9, 8, 7, 6, 5, 4]))
    assert raster(file, image, "PNG", transparency=1).alpha == b"\xff\0"


def test_sixteen_bits_become_eight(file: Path) -> None:
    image = Image.frombytes("I;16", (3, 1), b"\xff\xff\x00\x80\x00\x01")
    assert raster(file, image, "PNG") == Raster(3, 1, grey=True, pixels=b"\xff\x80\x01")
    every = bytes(part for value in range(256) for part in (value, value))
    assert raster(file, Image.frombytes("I;16", (256, 1), every), "PNG").pixels == bytes(range(256))


@pytest.mark.parametrize(("depth", "row"), [(1, 0b10000000), (2, 0b11010000), (4, 0b11110001), (8, 0xFF), (16, 0xFF)])
def test_a_transparent_grey_is_found_at_every_depth(file: Path, depth: int, row: int) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 2, 1, depth, 0, 0, 0, 0)
    samples = bytes([0, row, *(() if depth < 8 else (0x11,) if depth == 8 else (0xFF, 0x11, 0x11))])
    chunks = (
        chunk(b"IHDR", header)
        + chunk(b"tRNS", struct.pack(">H", 2**depth - 1))
        + chunk(b"IDAT", zlib.compress(samples))
        + chunk(b"IEND", b"")
    )
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    found, _ = load(file, KEY)
    assert isinstance(found, Raster)
    assert unpacked(found).alpha == b"\0\xff"


def test_an_animation_gives_its_first_picture(file: Path) -> None:
    first, second = Image.new("L", (2, 1), 10), Image.new("L", (2, 1), 20)
    assert raster(file, first, "PNG", save_all=True, append_images=[second]).pixels == b"\x0a\x0a"


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_keeps_its_own_bytes_but_not_its_metadata(file: Path, mode: str, progressive: bool) -> None:
    exif = Image.Exif()
    exif[0x010F] = "maker of the camera"
    image = Image.effect_noise((40, 24), 60).convert(mode)
    found = raster(file, image, "JPEG", dpi=(150, 150), exif=exif, comment=b"my comment", icc_profile=b"x" * 200, progressive=progressive)
    assert (found.width, found.height, found.grey, found.jpeg, found.dpi) == (40, 24, mode == "L", True, 150)
    assert b"camera" not in found.pixels
    assert b"comment" not in found.pixels
    assert Image.open(BytesIO(found.pixels)).tobytes() == Image.open(file).tobytes()


def test_what_follows_a_jpeg_is_cut_off(file: Path) -> None:
    plain = pixels("JPEG", "RGB")
    file.write_bytes(plain + b"another picture" + plain)
    found, _ = load(file, KEY)
    assert isinstance(found, Raster)
    assert found.pixels == plain


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("factors", [0x00, 0x01, 0x10, 0x50, 0xFF])
def test_a_jpeg_with_factors_that_no_jpeg_has_is_broken(file: Path, factors: int, progressive: bool) -> None:
    written = BytesIO()
    Image.new("L", (8, 8)).save(written, "JPEG", progressive=progressive)
    data = bytearray(written.getvalue())
    frame = data.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    data[frame + 11] = factors  # marker, length, depth, height, width, how many colours, the first one's name
    assert codes(file, bytes(data)) == ["picture-broken"]


def test_a_turned_photo_has_the_size_that_it_has_upright(file: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = raster(file, Image.new("RGB", (16, 8)), "JPEG", exif=exif)
    assert (found.width, found.height, found.stored, found.turn, found.jpeg) == (8, 16, (16, 8), 6, True)


def test_a_cmyk_jpeg_keeps_its_inks(file: Path) -> None:
    found = raster(file, Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")
    assert (found.jpeg, found.cmyk, found.grey, found.profile) == (True, True, False, None)
    assert Image.open(BytesIO(found.pixels)).getpixel((0, 0)) == (0, 255, 255, 0)


def test_too_many_pixels_are_refused_before_they_are_unpacked(file: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.new("1", (20_000, 20_000)).save(file, "PNG")
    found, (problem,) = load(file, KEY, "big.png")
    assert (found, problem.code, problem.place) == (None, "picture-too-many-pixels", KEY)
    assert problem.values == {"file": "big.png", "width": "20000", "height": "20000", "limit": "50"}


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGB", "RGBA"])
def test_a_png_of_many_strips_gives_its_samples(file: Path, mode: str) -> None:
    """Rows refer to the row above, also across the edge of a strip."""
    grey = Image.effect_noise((1200, 2100), 90)
    image = Image.merge("RGBA", (grey, grey.transpose(Image.Transpose.ROTATE_180), grey.point(lambda v: v // 2), grey))
    image = image.convert("RGB").convert(mode) if mode == "P" else image.convert(mode)
    found, plain = raster(file, image, "PNG"), image.convert("L" if mode in ("L", "LA") else "RGB")
    assert (found.width, found.height, found.pixels == plain.tobytes()) == (1200, 2100, True)
    assert found.alpha == (image.getchannel("A").tobytes() if mode in ("LA", "RGBA") else None)


def test_what_is_clear_by_its_colour_is_clear_in_every_strip(file: Path) -> None:
    image = Image.new("RGB", (1000, 2500), (1, 2, 3))
    image.paste((9, 9, 9), (0, 2400, 1000, 2500))
    found = raster(file, image, "PNG", transparency=(1, 2, 3))
    assert found.alpha == bytes(1000 * 2400) + b"\xff" * 100_000


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [("PNG", "RGB", {}), ("PNG", "P", {}), ("JPEG", "RGB", {}), ("JPEG", "RGB", {"progressive": True}), ("JPEG", "CMYK", {})],
    ids=["colours", "palette", "photograph", "progressive", "inks"],
)
def test_a_picture_cut_off_or_changed_anywhere_never_raises(file: Path, kind: str, mode: str, options: dict[str, object]) -> None:
    out = BytesIO()
    Image.effect_noise((48, 32), 60).convert(mode).save(out, kind, **options)
    whole = out.getvalue()
    known = {"picture-broken", "picture-unknown", "picture-not-svg", "picture-too-many-pixels", "picture-heavy"}
    for at in range(4, len(whole), max(1, len(whole) // 120)):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :]):
            file.write_bytes(data)
            found, wrong = load(file, KEY)
            assert {one.code for one in wrong} <= known
            assert (found is None) == bool(wrong)


def interlaced(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_what_can_only_be_unpacked_as_a_whole_may_have_fewer_pixels(file: Path) -> None:
    file.write_bytes(interlaced(7000, 7000))
    _, (problem,) = load(file, KEY, "p.png")
    assert (problem.code, problem.values["kind"], problem.values["limit"]) == ("picture-heavy", "interlaced", "27")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads what the kernel says of memory")
@pytest.mark.parametrize("kind", ["rgba", "turned"])
def test_fifty_megapixels_need_little_memory(tmp_path: Path, kind: str) -> None:
    """Measured in a process of its own, which does nothing else."""
    image = Image.linear_gradient("L").resize((8160, 6120))
    exif = Image.Exif()
    exif[0x0112] = 6
    if kind == "rgba":
        Image.merge("RGBA", (image, image, image, image)).save(tmp_path / "p.png", compress_level=1)
    else:
        image.convert("RGB").save(tmp_path / "p.jpg", exif=exif)
    name = next(tmp_path.iterdir()).as_posix()
    script = (
        "from pathlib import Path; from cardprint.errors import Place; from cardprint.pictures import load;"
        f"found, wrong = load(Path({name!r}), Place('x')); assert not wrong;"
        "print(*[line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 220_000


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused(file: Path, kind: str) -> None:
    target = BytesIO()
    Image.effect_noise((64, 64), 50).save(target, kind)
    whole = target.getvalue()
    assert codes(file, whole[: len(whole) // 2]) == ["picture-broken"]


def test_pillow_is_not_loaded_for_drawings(file: Path) -> None:
    drawing(file, svg("<circle r='5'/>"))
    code = "import sys, pathlib, cardprint.pictures as p, cardprint.errors as e; p.load(pathlib.Path(sys.argv[1]), e.Place('')); print('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True).stdout == "False\n"
