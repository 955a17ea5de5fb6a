"""The basic shapes (SVG 1.1, 9) as segments of a path, and lengths (SVG 1.1, 7.10) in user units of 1/96 inch."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cardprint.pictures.nouns import Fault, excerpt, unread
from cardprint.pictures.paths import Segment, parse
from cardprint.pictures.transforms import numbers

Attributes = Mapping[str, str]
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 960 / 25.4, "in": 96.0}


def length(text: str) -> float:
    """Read a number with or without an absolute unit; raises Fault."""
    bare = text.strip()
    unit = bare[-2:] if bare[-2:] in _UNITS else ""
    found = numbers(bare.removesuffix(unit))
    if len(found) != 1:
        raise unread(text)
    return found[0] * _UNITS[unit]


def segments(tag: str, attributes: Attributes) -> list[Segment]:
    """Give the outline of a path or basic shape; empty if it draws nothing, as one without size; raises Fault."""
    return _MAKERS[tag][0](attributes)


def geometry(tag: str) -> frozenset[str]:
    """Give the attributes that say where an element is."""
    return _MAKERS[tag][1] if tag in _MAKERS else frozenset()


def _get(attributes: Attributes, name: str) -> float:
    try:
        return length(attributes.get(name, "0"))
    except Fault as fault:
        raise Fault(code=fault.code, **({"name": name} | fault.values)) from fault


def _path(attributes: Attributes) -> list[Segment]:
    return parse(attributes.get("d", ""))


def _rect(attributes: Attributes) -> list[Segment]:
    x, y, width, height = _get(attributes, "x"), _get(attributes, "y"), _size(attributes, "width"), _size(attributes, "height")
    rx, ry = _radii(attributes)
    rx, ry = min(rx, width / 2), min(ry, height / 2)
    if not (width and height):
        return []
    if not (rx and ry):
        return [("M", (x, y)), ("h", (width,)), ("v", (height,)), ("h", (-width,)), ("Z", ())]
    across, down = width - 2 * rx, height - 2 * ry
    sides: list[Segment] = [("h", (across,)), ("v", (down,)), ("h", (-across,)), ("v", (-down,))]
    corners: list[Segment] = [("a", (rx, ry, 0, 0, 1, dx, dy)) for dx, dy in ((rx, ry), (-rx, ry), (-rx, -ry), (rx, -ry))]
    around = [segment for pair in zip(sides, corners, strict=True) for segment in pair if any(segment[1])]
    return [("M", (x + rx, y)), *around, ("Z", ())]


def _radii(attributes: Attributes) -> tuple[float, float]:
    """Give rx and ry of a rect or ellipse; one that is missing or `auto` takes the other's value."""
    given = {name: attributes[name] for name in ("rx", "ry") if attributes.get(name, "auto").strip() != "auto"}
    return _size(given, "rx" if "rx" in given else "ry"), _size(given, "ry" if "ry" in given else "rx")


def _size(attributes: Attributes, name: str) -> float:
    size = _get(attributes, name)
    if size < 0:
        raise Fault(code="picture-value", name=name, value=excerpt(attributes[name]))
    return size


def _ellipse(attributes: Attributes) -> list[Segment]:
    return _round(attributes, *_radii(attributes))


def _circle(attributes: Attributes) -> list[Segment]:
    radius = _size(attributes, "r")
    return _round(attributes, radius, radius)


def _round(attributes: Attributes, rx: float, ry: float) -> list[Segment]:
    x, y = _get(attributes, "cx"), _get(attributes, "cy")
    half = (rx, ry, 0, 0, 1)
    return [("M", (x + rx, y)), ("a", (*half, -2 * rx, 0)), ("a", (*half, 2 * rx, 0)), ("Z", ())] if rx and ry else []


def _line(attributes: Attributes) -> list[Segment]:
    x1, y1, x2, y2 = (_get(attributes, name) for name in ("x1", "y1", "x2", "y2"))
    return [("M", (x1, y1)), ("L", (x2, y2))]


def _polyline(attributes: Attributes) -> list[Segment]:
    found = numbers(attributes.get("points", ""))
    if len(found) % 2:
        raise unread(attributes["points"])
    return [("L" if at else "M", found[at : at + 2]) for at in range(0, len(found), 2)]


def _polygon(attributes: Attributes) -> list[Segment]:
    found = _polyline(attributes)
    return [*found, ("Z", ())] if found else []


_MAKERS: dict[str, tuple[Callable[[Attributes], list[Segment]], frozenset[str]]] = {
    "path": (_path, frozenset({"d"})),
    "rect": (_rect, frozenset({"x", "y", "width", "height", "rx", "ry"})),
    "circle": (_circle, frozenset({"cx", "cy", "r"})),
    "ellipse": (_ellipse, frozenset({"cx", "cy", "rx", "ry"})),
    "line": (_line, frozenset({"x1", "y1", "x2", "y2"})),
    "polyline": (_polyline, frozenset({"points"})),
    "polygon": (_polygon, frozenset({"points"})),
}
