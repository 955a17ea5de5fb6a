"""A step of the package's build, of an editable one too: what is the same in every run is made here, so that no run has to."""

import re
import sys
from array import array
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # hatchling looks for this name
    """Compiles the layouts into src/cardprint/layouts/compiled/, the languages and the style into src/cardprint/sources/compiled/, and makes the body font."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's hook
        """Make all before anything is packed."""
        package = Path(self.root) / "src" / "cardprint"
        sys.path.insert(0, str(package.parent))
        from cardprint.layouts import templates
        from cardprint.sources import builtin_languages, looks

        keep({**templates.compile_ours(), **builtin_languages.compile_ours(), **looks.compile_ours(), **body_font(package / "body_font")})


def keep(made: dict[Path, bytes]) -> None:
    """Put what differs in its place and remove the code that nothing asks for any more; a run beside the build reads on from what is as it was."""
    from cardprint import placing

    for path, data in made.items():
        path.parent.mkdir(exist_ok=True)
        if not (path.is_file() and path.read_bytes() == data):
            placing.put(path, data)
    for old in {one for path in made for one in path.parent.glob("*.py")} - made.keys():
        old.unlink()


def body_font(folder: Path) -> dict[Path, bytes]:
    """Make the faces of Atkinson Hyperlegible with another zero, and so with another name; with them goes the licence that they have."""
    import fontpkg_atkinson_hyperlegible
    from fontTools.ttLib import TTFont

    theirs = Path(fontpkg_atkinson_hyperlegible.__file__).parent
    made = {folder / "LICENSE.txt": (theirs / "LICENSE").read_bytes()}
    for style, name in {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}.items():
        font = TTFont(theirs / "files" / f"AtkinsonHyperlegible-{name}.ttf", recalcTimestamp=False)
        take_slash_out(font["glyf"]["zero"])
        for record in font["name"].names:
            record.string = re.sub("Atkinson( ?)Hyperlegible", r"Cardprint\1Atkinson", str(record))
        del font["DSIG"]  # their signature, of their bytes
        font.save(file := BytesIO())
        made[folder / f"{style}.ttf"] = file.getvalue()
    return made


class Point(NamedTuple):
    """A point of an outline, in font units; one that is not `on` the curve bends it (OpenType 1.9, glyf)."""

    x: int
    y: int
    on: int


def take_slash_out(zero: Any) -> None:
    """Make one contour of the two into which a slash parts the inside of a zero."""
    points = [Point(x, y, flag & 1) for (x, y), flag in zip(zero.coordinates, zero.flags, strict=True)]
    outer, middle, _ = zero.endPtsOfContours
    one, other = arc(points[outer + 1 : middle + 1]), arc(points[middle + 1 :])
    points[outer + 1 :] = [*one, joint(one, other), *other, joint(other, one)]
    zero.endPtsOfContours, zero.numberOfContours = [outer, len(points) - 1], 2
    zero.coordinates = type(zero.coordinates)([(point.x, point.y) for point in points])
    zero.flags = array("B", [point.on for point in points])
    zero.removeHinting()  # it counts points


def arc(contour: list[Point]) -> list[Point]:
    """Begin and end a contour at its only straight edge, the slash's."""
    (begin,) = (place for place, point in enumerate(contour) if point.on and contour[place - 1].on)
    return contour[begin:] + contour[:begin]


def joint(before: list[Point], after: list[Point]) -> Point:
    """Give the point where the tangents at the end of one arc and at the begin of the next meet: bent by it, a curve goes on from both without a corner."""
    (a, b), (c, d) = before[-2:], after[:2]
    across = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    along = ((c.x - b.x) * (d.y - c.y) - (c.y - b.y) * (d.x - c.x)) / across
    return Point(round(b.x + along * (b.x - a.x)), round(b.y + along * (b.y - a.y)), 0)
