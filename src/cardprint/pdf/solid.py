"""Solid backs: the same places in white on the theme's colour. What is printed there is made from the light back's operators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from cardprint.colour import WHITE, Colour
from cardprint.model import PrintProfile
from cardprint.page import CardFaces, Face, Ink
from cardprint.pdf.paint import ink, picture_name
from cardprint.pdf.separation import recoloured
from cardprint.pdf.shapes import on_ground
from cardprint.pictures import Picture, aspect

SHARE = 0.8
"""Of the theme's colour in what is neither text nor picture: a solid tint that can be told from the ground."""
LOGO, DARK = "logo", "-on-dark"
"""The logo's key, and what is added to a picture's key for its twin for dark grounds."""
_TEXT_OR_PICTURE = re.compile(r"BT\n.*?\nET|^q .*? Do Q$", re.DOTALL | re.MULTILINE)
_PICTURE = re.compile(r"^(q .* )(\S+) 0 0 (\S+) (\S+) (\S+) cm /(P[0-9a-f]+) Do Q$", re.MULTILINE)


class Backs(Struct, frozen=True):
    """What solid backs need to know: whether they are wanted, and the pictures on the shelf."""

    solid: bool
    pictures: Mapping[str, Picture]


def backs(cards: Iterable[CardFaces], profile: PrintProfile, pictures: Mapping[str, Picture]) -> list[CardFaces]:
    """Give cards with the backs that a profile asks for: light ones lose what bleeds, solid ones are white on it. Each is made once."""
    wanted = Backs(profile.back_style == "solid" and profile.bleed > 0, pictures)
    made: dict[int, Face] = {}
    out = []
    for card in cards:
        back = card.back
        if back is not None and back.bleeds:
            found = made.get(id(back))
            if found is None:
                found = made[id(back)] = _back(back, wanted)
            card = replace(card, back=found)  # noqa: PLW2901 - the same card with another back
        out.append(card)
    return out


def _back(face: Face, wanted: Backs) -> Face:
    """Make one back; it keeps its Elements, so the tags stay."""
    out = Face(face.size, (), ground=face.ground, shared=face.shared, label=face.label)
    ground = face.bleeds[0].fill
    if not wanted.solid or ground is None:
        out.ink = ink(face)
        return out
    out.bleeds = face.bleeds
    out.ink = tuple(_inverted(one, ground, wanted.pictures) for one in ink(face))
    return out


def _inverted(one: Ink, ground: Colour, pictures: Mapping[str, Picture]) -> Ink:
    """Turn texts and pictures white and all else into a tint of the ground; a picture with a twin for dark grounds gives way to it."""
    tint, code, end = ground.tint(SHARE), [], 0
    for found in _TEXT_OR_PICTURE.finditer(one.code):
        code += [recoloured(one.code[end : found.start()], lambda _: tint), recoloured(found[0], lambda _: WHITE)]
        end = found.end()
    code.append(recoloured(one.code[end:], lambda _: tint))
    names = {picture_name(name): name for name in one.pictures}
    twins = {name: _twin(name, ground, pictures) for name in one.pictures}
    placed = _PICTURE.sub(lambda place: _swapped(place, names[place[6]], twins, pictures), "".join(code))
    return replace(one, code=placed, pictures=tuple(twin for twin in twins.values() if twin))


def _twin(name: str, ground: Colour, pictures: Mapping[str, Picture]) -> str:
    """Name what stands on a dark ground instead of a picture; nothing for a logo that has no twin."""
    dark = name + DARK
    if dark in pictures:
        return on_ground(dark, ground, pictures)
    return "" if name == LOGO else on_ground(name, ground, pictures)


def _swapped(place: re.Match[str], name: str, twins: Mapping[str, str], pictures: Mapping[str, Picture]) -> str:
    """Put a twin, in its own proportions, into the middle of the picture's place."""
    if not twins[name]:
        return ""
    width, height, x, y = (float(place[part]) for part in (2, 3, 4, 5))
    shape = aspect(pictures[name + DARK]) if name + DARK in pictures else width / height
    wide, tall = min(width, height * shape), min(height, width / shape)
    where = f"{wide:.3f} 0 0 {tall:.3f} {x + (width - wide) / 2:.3f} {y + (height - tall) / 2:.3f}"
    return f"{place[1]}{where} cm /{picture_name(twins[name])} Do Q"
