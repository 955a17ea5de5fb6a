"""Presentation attributes and inline style (SVG 1.1, 6.4 and 11): what is understood, what is neutral, what is refused."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.colour import BLACK, Colour
from cardprint.colour import parse as hexadecimal
from cardprint.pictures.nouns import CURRENT, Fault, Paint, excerpt, unread
from cardprint.pictures.outlines import length
from cardprint.pictures.transforms import numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


class Painting(Struct, frozen=True):
    """What an element hands down to its children. `current` is what `currentColor` means here; widths before the transform."""

    fill: Paint = BLACK
    stroke: Paint = None
    current: Paint = CURRENT
    width: float = 1.0
    cap: int = 0
    join: int = 0
    miter: float = 4.0
    even_odd: bool = False

    def ink(self, paint: Paint) -> Paint:
        """Replace currentColor where the file itself says what it is."""
        return self.current if paint is CURRENT else paint


def declarations(style: str) -> Iterator[tuple[str, str]]:
    """Read an inline style as names and values; raises Fault."""
    for part in _COMMENT.sub("", style).split(";"):
        name, colon, value = part.partition(":")
        if colon and name.strip():
            yield name.strip().lower(), value.strip()
        elif part.strip():
            raise Fault(code="picture-value", name="style", value=excerpt(part))


def apply(look: Painting, name: str, value: str) -> Painting:
    """Change what a property names; raises Fault for what would not print as its author saw it."""
    if name in _READERS and value.strip() != "inherit":
        field, read = _READERS[name]
        try:
            return replace(look, **{field: read(value.strip())})
        except Fault as fault:
            raise Fault(code=fault.code, **({"name": name} | fault.values)) from fault
    if name in _NEUTRAL and value.strip().lower() not in _NEUTRAL[name][1]:
        raise Fault(code=_NEUTRAL[name][0], name=name, value=excerpt(value))
    if name not in _READERS and name not in _NEUTRAL and not name.startswith(_PREFIXES):
        raise Fault(code="picture-attribute", name=excerpt(name))
    return look


def colour(value: str) -> Paint:
    """Read a colour or `none`; raises Fault."""
    lower = value.lower()
    if lower.startswith("url("):
        raise Fault(code="picture-gradient" if lower[4:].lstrip(" '\"").startswith("#") else "picture-reference", value=excerpt(value))
    if lower in _NAMES:
        return _NAMES[lower]
    found = hexadecimal(value) or _rgb(lower)
    if found is None:
        raise Fault(code="picture-colour", value=excerpt(value))
    return found


def _rgb(value: str) -> Colour | None:
    """Read `rgb(r, g, b)` in numbers to 255 or in per cent; None if it is none."""
    if not (value.startswith("rgb(") and value.endswith(")")):
        return None
    parts = value[4:-1].replace(",", " ").split()
    found = [number * (2.55 if part.endswith("%") else 1) for part in parts for number in numbers(part.removesuffix("%"))]
    if not len(parts) == len(found) == _CHANNELS:
        return None
    red, green, blue = (round(min(255, max(0, channel))) for channel in found)
    return Colour(red, green, blue)


def _definite(value: str) -> Paint:
    found = colour(value)
    if found is CURRENT:
        raise Fault(code="picture-colour", value=value)
    return found


def _width(value: str) -> float:
    found = length(value)
    if found < 0:
        raise unread(value)
    return found


def _miter(value: str) -> float:
    found = numbers(value)
    if len(found) != 1 or found[0] < 1:
        raise unread(value)
    return found[0]


def _choice(**choices: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        if value not in choices:
            raise unread(value)
        return choices[value]

    return read


_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "fill": ("fill", colour),
    "stroke": ("stroke", colour),
    "color": ("current", _definite),
    "stroke-width": ("width", _width),
    "stroke-linecap": ("cap", _choice(butt=0, round=1, square=2)),
    "stroke-linejoin": ("join", _choice(miter=0, round=1, bevel=2)),
    "stroke-miterlimit": ("miter", _miter),
    "fill-rule": ("even_odd", _choice(nonzero=False, evenodd=True)),
}
_OPAQUE = ("picture-transparency", frozenset({"1", "1.0", "1.00", "100%", "inherit"}))
_NONE = frozenset({"none", "inherit"})
_NEUTRAL: Mapping[str, tuple[str, frozenset[str]]] = {
    "opacity": _OPAQUE,
    "fill-opacity": _OPAQUE,
    "stroke-opacity": _OPAQUE,
    "mix-blend-mode": ("picture-transparency", frozenset({"normal"})),
    "stroke-dasharray": ("picture-dashes", _NONE),
    "filter": ("picture-effect", _NONE),
    "mask": ("picture-clip", _NONE),
    "clip-path": ("picture-clip", _NONE),
    "marker": ("picture-marker", _NONE),
    "marker-start": ("picture-marker", _NONE),
    "marker-mid": ("picture-marker", _NONE),
    "marker-end": ("picture-marker", _NONE),
    "display": ("picture-attribute", frozenset({"inline", "block", "inherit"})),
    "visibility": ("picture-attribute", frozenset({"visible", "inherit"})),
    "vector-effect": ("picture-attribute", frozenset({"none"})),
    "paint-order": ("picture-attribute", frozenset({"normal", "fill", "fill stroke", "fill stroke markers"})),
}
_NO_EFFECT = """
    - font text- letter-spacing word-spacing white-space line-height writing-mode direction unicode-bidi dominant-baseline
    alignment-baseline baseline-shift glyph-orientation kerning shape- inline-size block-progression color-interpolation
    color-rendering image-rendering clip-rule isolation overflow enable-background stroke-dashoffset stop- flood- solid-
    lighting-color pointer-events cursor
"""
"""How the names of properties begin that change nothing about a flat shape; editors write them into every element."""
_PREFIXES = tuple(_NO_EFFECT.split())
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CHANNELS = 3
_WORDS = """
    black #000 silver #c0c0c0 gray #808080 grey #808080 white #fff maroon #800000 red #f00 purple #800080 fuchsia #f0f magenta #f0f
    green #008000 lime #0f0 olive #808000 yellow #ff0 navy #000080 blue #00f teal #008080 aqua #0ff cyan #0ff
    orange #ffa500 gold #ffd700 brown #a52a2a pink #ffc0cb crimson #dc143c darkgray #a9a9a9 darkgrey #a9a9a9
    lightgray #d3d3d3 lightgrey #d3d3d3 darkblue #00008b darkgreen #006400 darkred #8b0000
"""
"""CSS colour keywords (CSS Color 4, 6.1), each followed by its value."""
_HEXES = _WORDS.split()
_NAMES: Mapping[str, Paint] = {
    "none": None,
    "transparent": None,
    "currentcolor": CURRENT,
    **{name: hexadecimal(text) for name, text in zip(_HEXES[::2], _HEXES[1::2], strict=True)},
}
