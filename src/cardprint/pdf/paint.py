"""Items to content operators. Coordinates turn over here: a Face counts downwards, PDF upwards (ISO 32000-1 8.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cardprint.colour import Colour
from cardprint.fonts import FACES, FALLBACK, SYMBOLS
from cardprint.geometry import Rect
from cardprint.page import Box, Element, Face, Image, Ink, Item, Line, Sheet, TextLine

KAPPA = 0.5523  # control points of a quarter circle
ARTIFACT = "/Artifact BMC"
TOUCHING = 0.05  # points


def number(value: float) -> str:
    """Write a number to a hundredth of a point, without exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"


def fill(colour: Colour) -> str:
    """Set the fill colour (RGB)."""
    return _FILLS.get(colour) or _FILLS.setdefault(colour, f"{parts(colour)} rg")


def stroke(colour: Colour) -> str:
    """Set the stroke colour (RGB)."""
    return f"{parts(colour)} RG"


_FILLS: dict[Colour, str] = {}


def parts(colour: Colour) -> str:
    """Write red, green and blue as PDF counts them, from 0 to 1."""
    return " ".join(f"{part / 255:.4g}" for part in colour[:3])


FONT_NAMES: Mapping[str, str] = {key: f"F{number}" for number, key in enumerate((*FACES, *(FALLBACK + face for face in FACES), SYMBOLS), 1)}
"""Fonts by their key in TextLines: their names in a PDF."""


def ink(face: Face) -> Sequence[Ink]:
    """Write a Face's items as operators, once; the ground is not in them."""
    if not face.ink and face.items:
        face.ink = tuple(_ink(element, items, face.size.height) for element, items in _groups(face))
    return face.ink


def bleeding(face: Face, bleed: float) -> str:
    """Write the boxes of a Face that reach its edge, drawn out beyond it by the bleed, in points; nothing where there is no bleed."""
    if bleed <= 0:
        return ""
    return "\n".join(_box(box._replace(rect=drawn_out(box.rect, face, bleed)), face.size.height) for box in face.bleeds)


def drawn_out(rect: Rect, face: Face, bleed: float) -> Rect:
    """Move those edges of a rectangle that touch the Face's edge outwards by the bleed."""
    width, height = face.size
    left, top = (-bleed if near <= TOUCHING else near for near in (rect.x, rect.y))
    right, bottom = (edge + bleed if far >= edge - TOUCHING else far for far, edge in ((rect.right, width), (rect.bottom, height)))
    return Rect(left, top, right - left, bottom - top)


def picture_name(key: str) -> str:
    """Name a picture in a PDF after its key, which may hold any character."""
    return "P" + key.encode().hex()


def _groups(face: Face) -> list[tuple[Element | None, list[Item]]]:
    """Gather the items of a Face that belong together: neighbours of one Element, or of none."""
    out: list[tuple[Element | None, list[Item]]] = []
    for item in face.items:
        element = item[-1] if isinstance(item, TextLine | Image) else None
        if out and out[-1][0] is element:
            out[-1][1].append(item)
        else:
            out.append((element, [item]))
    return out


def _ink(element: Element | None, items: Sequence[Item], height: float) -> Ink:
    code: list[str] = []
    lines: list[TextLine] = []
    texts: dict[str, str] = {}
    for item in items:
        if isinstance(item, TextLine):
            lines.append(item)
            texts[item.font] = texts.get(item.font, "") + item.text
            continue
        if isinstance(item, Box) and item.bleeds:
            continue  # on a page that is no card
        if lines:
            code.append(_text(lines, height))
            lines = []
        code.append(artwork(item, height))
    if lines:
        code.append(_text(lines, height))
    box = items[0].rect if element is not None and isinstance(items[0], Image) else None
    pictures = tuple([item.name for item in items if isinstance(item, Image)])
    return Ink(element, "\n".join(code), tuple(texts.items()), pictures, box)


def _text(lines: Iterable[TextLine], height: float) -> str:
    """Write lines of one Element as one text object."""
    out = ["BT"]
    face: tuple[str, float] | None = None
    colour: Colour | None = None
    for x, y, _, size, ink_colour, font, text_hex, _, _ in lines:
        if (font, size) != face:
            face = (font, size)
            out.append(f"/{FONT_NAMES[font]} {size:g} Tf")
        if ink_colour != colour:
            colour = ink_colour
            out.append(fill(colour))
        out.append(f"1 0 0 1 {x:.2f} {height - y:.2f} Tm[<{text_hex}>]TJ")
    out.append("ET")
    return "\n".join(out)


def artwork(item: Box | Line | Image, height: float) -> str:
    """Write a box, a line or a picture, which is a form of a unit square."""
    if isinstance(item, Box):
        return _box(item, height)
    if isinstance(item, Line):
        ends = f"{number(item.x1)} {number(height - item.y1)} m {number(item.x2)} {number(height - item.y2)} l S"
        return f"{stroke(item.colour)} {number(item.weight)} w {ends}"
    x, y, width, tall = item.rect
    place = f"{width:.3f} 0 0 {tall:.3f} {x:.3f} {height - y - tall:.3f} cm"
    return f"q {fill(item.colour)} {stroke(item.colour)} {place} /{picture_name(item.name)} Do Q"


def _box(box: Box, height: float) -> str:
    path = _path(box.rect, height, min(box.radius, box.rect.width / 2, box.rect.height / 2))
    out = [path]
    if box.stroke is not None:
        out.insert(0, f"{stroke(box.stroke)} {number(box.weight)} w")
    if box.fill is not None:
        out.insert(0, fill(box.fill))
    out.append(
        {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[box.fill is not None, box.stroke is not None]
    )
    return " ".join(out)


def _path(rect: Rect, height: float, radius: float) -> str:
    """Write a rectangle's path, its corners rounded."""
    left, right, low, high = rect.x, rect.right, height - rect.bottom, height - rect.y
    if not radius:
        return f"{number(left)} {number(low)} {number(rect.width)} {number(rect.height)} re"
    bend = radius * (1 - KAPPA)
    corners = (
        (f"{left + radius:.2f} {low:.2f} m {right - radius:.2f} {low:.2f} l", (right - bend, low, right, low + bend, right, low + radius)),
        (f"{right:.2f} {high - radius:.2f} l", (right, high - bend, right - bend, high, right - radius, high)),
        (f"{left + radius:.2f} {high:.2f} l", (left + bend, high, left, high - bend, left, high - radius)),
        (f"{left:.2f} {low + radius:.2f} l", (left, low + bend, left + bend, low, left + radius, low)),
    )
    return " ".join(f"{line} " + " ".join(f"{value:.2f}" for value in curve) + " c" for line, curve in corners) + " h"


def matrix(face: Face, x: float, y: float, turn: int, paper_height: float) -> str:
    """Give the matrix that puts a Face, turned clockwise, with the slot's top left corner at (x, y) of the paper."""
    width, height = face.size
    floor = paper_height - y
    rows = {
        0: (1, 0, 0, 1, x, floor - height),
        90: (0, -1, 1, 0, x, floor),
        180: (-1, 0, 0, -1, x + width, floor),
        270: (0, 1, -1, 0, x + height, floor - width),
    }[turn]
    return " ".join(f"{value:.3f}" if index > 3 else str(value) for index, value in enumerate(rows)) + " cm"


def moved(sheet: Sheet) -> str:
    """Give the matrix of a sheet's shift: its axes and its corner, which PDF has at the lower left."""
    corner, right, up = (sheet.shift.point(x, sheet.size.height - y, sheet.size) for x, y in ((0, 0), (1, 0), (0, 1)))
    a, b, c, d = right[0] - corner[0], corner[1] - right[1], up[0] - corner[0], corner[1] - up[1]
    return f"{a:.7f} {b:.7f} {c:.7f} {d:.7f} {corner[0]:.3f} {sheet.size.height - corner[1]:.3f} cm"
