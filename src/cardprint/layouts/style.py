"""Style files to Styles: every key is known and typed, `extends` is resolved, faults are Problems at their own line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec.structs import replace

from cardprint import colour
from cardprint.errors import UNLIKE, Found, Place, Problem, brief, error, warning
from cardprint.geometry import length, mm
from cardprint.model import Look, StyleValue
from cardprint.page import Style

Raw = Mapping[str, StyleValue]
DEEPEST = 12
FARTHEST = mm(1500)
SMALLEST_TYPE, LARGEST_TYPE = 4.0, 200.0
FLOOR = {False: 9.0, True: 6.0}
"""Points that type is at least: what is read, and what only stands at the edge, such as a footer (`artifact`)."""
SIZES = ("sizes", "size")
SLACK = 0.01
TIGHTEST, LOOSEST = 0.7, 4.0


def _leading(text: str) -> float | None:
    try:
        return float(text) if TIGHTEST <= float(text) <= LOOSEST else None
    except ValueError:
        return None


def _within(least: float, most: float = FARTHEST) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        found = length(text)
        return found if found is not None and least <= found <= most else None

    return read


def _flag(text: str) -> bool | None:
    return {"true": True, "false": False, "yes": True, "no": False}.get(text.lower())


def _one_of(*names: str) -> Callable[[str], str | None]:
    return lambda text: text if text in names else None


def _ink(text: str) -> str | None:
    tint = _TINT.match(text)
    bare = text[tint.end() :] if tint else text
    return text if bare in COLOURS or colour.parse(bare) else None


COLOURS = ("ink", "muted", "line", "sand", "white", "theme", "primary", "accent")
"""Names of the palette; `theme` is the card's own. `tint NAME` leaves a tenth of it, `tint 25 NAME` a quarter, `#rrggbb` is itself."""
_TINT = re.compile(r"tint (?:[1-9][0-9]? )?")

_WAYS = ("left", "right", "top", "bottom", "before", "after", "indent")
_MEASURES = ("width", "height", "padding", "weight", "radius", "gap", "grows")
_TYPE = _within(SMALLEST_TYPE, LARGEST_TYPE)
_FLAGS = ("bold", "italic", "hyphenate", "balance", "bleeds", "artifact", "keep_next", "keep", "sheds")
_TEXT: Mapping[str, object] = {"type": ["string", "number"]}
_LENGTH: Mapping[str, object] = {**_TEXT, "examples": ["6 mm", "11 pt"]}
_FLAG: Mapping[str, object] = {"enum": [True, False, "yes", "no"]}
_INK: Mapping[str, object] = {**_TEXT, "examples": [*COLOURS, "tint theme", "tint 25 accent", "#0b5c6b"]}


class Allowed(NamedTuple):
    """What a key of a style may say: how it is read, how that is told, and its shape as JSON Schema has it."""

    read: Callable[[str], Any]
    told: str
    shape: Mapping[str, object]


KEYS: Mapping[str, Allowed] = {
    **dict.fromkeys(_WAYS, Allowed(_within(-FARTHEST), "a length such as 6 mm or 11 pt", _LENGTH)),
    **dict.fromkeys(_MEASURES, Allowed(_within(0), "a length such as 6 mm or 11 pt", _LENGTH)),
    **dict.fromkeys(_FLAGS, Allowed(_flag, "true or false", _FLAG)),
    "leading": Allowed(
        _leading,
        f"a number from {TIGHTEST:g} to {LOOSEST:g}, such as 1.2",
        {"type": ["number", "string"], "minimum": TIGHTEST, "maximum": LOOSEST, "examples": [1.2]},
    ),
    **dict.fromkeys(("colour", "fill", "stroke"), Allowed(_ink, "a colour of the look or #rrggbb", _INK)),
    "align": Allowed(_one_of("left", "center", "right"), "left, center or right", {"enum": ["left", "center", "right"]}),
    "vertical": Allowed(_one_of("top", "middle", "bottom"), "top, middle or bottom", {"enum": ["top", "middle", "bottom"]}),
    "bullet": Allowed(str, "a character", _TEXT),
    "extends": Allowed(str, "the name of a style", _TEXT),
    "sizes": Allowed(
        _TYPE,
        f"lengths from {SMALLEST_TYPE:g} to {LARGEST_TYPE:g} pt, such as [17 pt, 14.5 pt]",
        {"anyOf": [{"type": "array", "items": _LENGTH, "minItems": 1, "examples": [["17 pt", "14.5 pt"]]}, _LENGTH]},
    ),
    "size": Allowed(_TYPE, f"a length from {SMALLEST_TYPE:g} to {LARGEST_TYPE:g} pt, such as 11 pt", _LENGTH),
}
PALETTE = "colours"
"""The entry of a style file that names colours instead of a style."""


def styles(look: Look, own: Mapping[str, Raw]) -> Found[dict[str, Style]]:
    """Resolve all styles; `own` is the organisation's layer and wins."""
    raw: dict[str, dict[str, StyleValue]] = {}
    for layer in (*look.layers, own):
        for name, keys in layer.items():
            raw.setdefault(name, {}).update(keys)
    raw.pop(PALETTE, None)
    problems: list[Problem] = []
    read = {name: _read(keys, problems) for name, keys in raw.items()}
    out = {name: replace(_resolved(name, read, raw, problems, 0), name=name) for name in read}
    return out, _unique(problems)


def strange(look: Look, own: Mapping[str, Raw], place: Place, kinds: Collection[str] = ()) -> tuple[Problem, ...]:
    """Say which styles of a user's own no layout of ours uses and no other style extends: hardly meant so. For a look without layouts of its own; `kinds` are cards of the project's own."""
    ours, *others = look.layers or ({},)
    known = {*ours, PALETTE, *kinds}
    extended = {name for layer in (*others, own) for keys in layer.values() if "extends" in keys for name in keys["extends"].values}
    return tuple(
        warning("style-unused", next((value.place for value in keys.values()), place), style=name, nearest=_nearest(name, known))
        for layer in (*others, own)
        for name, keys in layer.items()
        if keys and name not in known and name not in extended
    )


def small(look: Look, own: Mapping[str, Raw], known: Mapping[str, Style]) -> tuple[Problem, ...]:
    """Say which styles of a user's own set type below its floor: that of the built-in style of the name, where it is lower."""
    ours, *others = look.layers or ({},)
    out = []
    written = ((name, keys[key]) for layer in (*others, own) for name, keys in layer.items() for key in SIZES if key in keys)
    for name, value in written:
        sizes = [size for size in map(_TYPE, value.values) if size is not None]
        floor = FLOOR[name in known and known[name].artifact]
        if name in ours:
            floor = min(floor, *_resolved_sizes(name, ours))
        if sizes and min(sizes) < floor - SLACK:
            out.append(warning("type-small", value.place, style=name, has=f"{min(sizes):g}", floor=f"{floor:g}"))
    return tuple(out)


def _resolved_sizes(name: str, ours: Mapping[str, Raw]) -> tuple[float, ...]:
    """Give the sizes that a built-in style has, its own or those of the style that it extends."""
    for _ in range(DEEPEST):
        keys = ours.get(name, {})
        found = next((keys[key] for key in SIZES if key in keys), None)
        if found is not None:
            return tuple(size for size in map(_TYPE, found.values) if size is not None)
        if "extends" not in keys:
            break
        name = keys["extends"].values[0]
    return (FLOOR[False],)


def unused(own: Mapping[str, colour.Colour], place: Place) -> tuple[Problem, ...]:
    """Say which colours of an organisation no style asks for."""
    return tuple(warning("colour-unused", place, name=name, nearest=_nearest(name, COLOURS)) for name in own if name not in COLOURS)


def palette(look: Look, own: Mapping[str, colour.Colour]) -> Found[dict[str, colour.Colour]]:
    """Give the named colours of a look; the organisation's own win."""
    out: dict[str, colour.Colour] = {"white": colour.WHITE}
    problems: list[Problem] = []
    for layer in look.layers:
        for name, value in layer.get(PALETTE, {}).items():
            written = ", ".join(value.values)
            found = colour.parse(written)
            if found is None or name not in COLOURS:
                problems.append(error("style-value", value.place, key=name, value=brief(written), expected="#rrggbb"))
            else:
                out[name] = found
    named = {**out, **own}
    return {"theme": named.get("primary", colour.BLACK), **named}, tuple(problems)


def _unique(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple({(problem.code, problem.place): problem for problem in problems}.values())


def _read(keys: Raw, problems: list[Problem]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in keys.items():
        if key not in KEYS:
            problems.append(error("unknown-style-key", value.place, key=key, nearest=_nearest(key, KEYS)))
            continue
        read = _value(key, value.values)
        if read is None:
            problems.append(error("style-value", value.place, key=key, value=brief(", ".join(value.values)), expected=KEYS[key].told))
        else:
            out["sizes" if key == "size" else key] = read
    return out


@lru_cache(maxsize=4096)
def _value(key: str, values: tuple[str, ...]) -> Any:
    """Read what a known key says, which many styles say alike; None where it is wrong."""
    read = tuple(KEYS[key].read(item) for item in values)
    if None in read or not read or (len(read) > 1 and key != "sizes"):
        return None
    if key not in SIZES:
        return read[0]
    return read if min(read) > 0 else None


def _nearest(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:100], known, 1, 0.5)), UNLIKE)


def _resolved(name: str, read: Mapping[str, dict[str, Any]], raw: Mapping[str, Raw], problems: list[Problem], depth: int) -> Style:
    keys = dict(read[name])
    base = keys.pop("extends", None)
    if base is None:
        return Style(**keys)
    if base not in read or depth > DEEPEST:
        code = "style-cycle" if base in read else "unknown-style"
        problems.append(error(code, raw[name]["extends"].place, style=base))
        return Style(**keys)
    return replace(_resolved(base, read, raw, problems, depth + 1), **keys)
