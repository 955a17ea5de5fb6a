"""What a colour becomes on the press: an organisation's own inks as they are named, neutrals as black alone, all else by the ICC profile.

Inks are per cent of cyan, magenta, yellow and black. Knows nothing of PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from cardprint.colour import WHITE, Colour, contrast

if TYPE_CHECKING:
    from PIL.Image import Image

FOLDER = Path(__file__).parent / "icc"
NO_PROFILE = "none"
CONDITIONS: Mapping[str, tuple[str, str]] = {
    # name in a print profile: (its name in the ICC's registry of characterisation data, what it is)
    "FOGRA39L": ("FOGRA39", "Coated FOGRA39 (ISO 12647-2:2004)"),
}
NEUTRAL_ROLES = ("ink", "muted", "line")
"""Colours of a look that are text and thin lines: in several inks their edges would be blurred."""
SPREAD = 32
"""Between the largest and the smallest of red, green and blue, up to which such a colour is a neutral."""
MUTED_LIGHTNESS, MUTED_BLACK = 42.6, 65.0
INK_LIGHTNESS = 15.0
NO_CHROMA = 10.0
PALE = 2.0
"""Contrast to paper below which a colour is a ground, never text: it keeps its hue, however faint."""
MOST = 300
"""Per cent of ink that the shipped profile never exceeds."""

RGB = tuple[int, int, int]


class Inks(NamedTuple):
    """Cyan, magenta, yellow and black in per cent of the paper."""

    cyan: float = 0.0
    magenta: float = 0.0
    yellow: float = 0.0
    black: float = 0.0

    @property
    def total(self) -> float:
        """The sum of all inks, in per cent."""
        return sum(self)

    @property
    def is_black_only(self) -> bool:
        """Whether no other ink than black is used; white is."""
        return not (self.cyan or self.magenta or self.yellow)


def black_of(colour: Colour) -> float:
    """Give the black, in per cent, that looks as light: none for white, 65 for the muted grey, all for the ink of the text and darker.

    Two straight lines over CIE lightness, through the values that were chosen by eye: #5a6673 is K 65 and #1d2733 is K 100.
    """
    lightness = 116 * colour.luminance ** (1 / 3) - 16
    if lightness >= MUTED_LIGHTNESS:
        return float(round(MUTED_BLACK * (100 - lightness) / (100 - MUTED_LIGHTNESS)))
    share = (MUTED_LIGHTNESS - lightness) / (MUTED_LIGHTNESS - INK_LIGHTNESS)
    return float(min(100, round(MUTED_BLACK + (100 - MUTED_BLACK) * share)))


class Separation:
    """Turns colours and pixels into inks. `mode` is cmyk or grey: black alone."""

    def __init__(self, mode: str = "cmyk", palette: Mapping[str, Colour] | None = None) -> None:
        """Take the look's named colours: those that bring their own inks keep them; ink, muted and line are black alone."""
        self.mode = mode
        self._own: dict[RGB, Inks] = {}
        self._known: dict[Colour, Inks] = {}
        named = palette or {}
        for colour in [named[role] for role in NEUTRAL_ROLES if role in named]:
            if max(colour[:3]) - min(colour[:3]) <= SPREAD:
                self._own[colour[:3]] = Inks(black=black_of(colour))
        for colour in named.values():
            if colour.cmyk is not None and mode == "cmyk":
                self._own[colour[:3]] = Inks(*colour.cmyk)

    def inks(self, colour: Colour) -> Inks:
        """Give the inks of a colour; a colour's own inks come before the ones of the profile, and a tint of them is their share."""
        found = self._known.get(colour)
        if found is None:
            found = self._known[colour] = self._inks(colour)
        return found

    def _inks(self, colour: Colour) -> Inks:
        own = Inks(*colour.cmyk) if colour.cmyk is not None and self.mode == "cmyk" else self._own.get(colour[:3])
        if own is None:
            return self._separated(Colour(*colour.rgb))
        return own if colour.share == 1 else Inks(*(round(part * colour.share, 1) for part in own))

    def _separated(self, colour: Colour) -> Inks:
        if self.mode == "grey" or colour.red == colour.green == colour.blue:
            return Inks(black=black_of(colour))
        from PIL import Image

        pixel = self.pixels(Image.new("RGB", (1, 1), colour[:3])).getpixel((0, 0))
        parts = [part / 2.55 for part in pixel] if isinstance(pixel, tuple) else []
        inks = Inks(*(float(round(part)) for part in parts))
        is_blurred = contrast(colour, WHITE) >= PALE and looks_grey(inks)
        return Inks(black=black_of(colour)) if is_blurred else inks

    def pixels(self, image: Image, profile: bytes | None = None) -> Image:
        """Turn a picture into inks, or into grey; one in the press's own inks keeps them, a grey one stays grey, which is printed in black."""
        if self.mode == "grey" or image.mode == "L":
            return seen(image, profile).convert("L")
        is_inked = image.mode == "CMYK" and (profile is None or is_own(profile))
        return image if is_inked else _converted(image, profile or icc_profile("sRGB"), "FOGRA39L")


def seen(image: Image, profile: bytes | None) -> Image:
    """Turn a picture into sRGB, as screens show it; a grey one stays grey."""
    if profile is None and image.mode != "CMYK":
        return image
    shown = _converted(image, profile or icc_profile("FOGRA39L"), "sRGB")
    return shown.convert("L") if image.mode == "L" else shown


def is_own(profile: bytes) -> bool:
    """Tell whether an ICC profile is of the press's own printing condition: it names it, or the data that it was made from, as the ICC's registry does."""
    return any(name.encode(coding) in profile for name, _ in CONDITIONS.values() for coding in ("ascii", "utf-16-be"))


def heaviest(pixels: bytes, size: tuple[int, int]) -> float:
    """Give the most ink that any pixel of CMYK has, in per cent, to about a hundredth of it all."""
    from PIL import Image, ImageChops

    cyan, magenta, yellow, black = Image.frombytes("CMYK", size, pixels).split()
    two = ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2)
    low_high = ImageChops.add(*two, scale=2).getextrema()
    return float(max(low_high[1:])) * 4 / 2.55 if isinstance(low_high[1], int | float) else 0.0


def looks_grey(inks: Inks) -> bool:
    """Tell whether inks look like a grey or a black on paper: CIE chroma below 10, by the profile's own table."""
    red, green, blue = (part / 255 for part in shown(inks).rgb)
    return _chroma(red, green, blue) < NO_CHROMA


@cache
def shown(inks: Inks) -> Colour:
    """Give the colour that inks have on paper, by the profile's own table, as a screen shows it."""
    from PIL import Image

    cmyk = Image.new("CMYK", (1, 1), tuple(round(part * 2.55) for part in inks))
    red, green, blue = (int(band[1]) for band in seen(cmyk, None).getextrema() if isinstance(band, tuple))
    return Colour(red, green, blue)


def _chroma(*rgb: float) -> float:
    """Give CIE 1976 chroma of sRGB from 0 to 1 (IEC 61966-2-1, CIE 15)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    root = [part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in (x, y, z)]
    return float(((500 * (root[0] - root[1])) ** 2 + (200 * (root[1] - root[2])) ** 2) ** 0.5)


def _converted(image: Image, profile: bytes, target: str) -> Image:
    from PIL import ImageCms

    given, change = _change(profile, target)
    return ImageCms.applyTransform(image.convert(given), change) or image


@cache
def _change(source: bytes, target: str) -> tuple[str, Any]:
    """Make a conversion from an ICC profile to one that is shipped: relative colorimetric, black points matched. Give the samples that it takes, too."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(BytesIO(source))
    given = {"GRAY": "L", "CMYK": "CMYK"}.get(profile.profile.xcolor_space, "RGB")
    wanted = "RGB" if target == "sRGB" else "CMYK"
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    shipped = ImageCms.ImageCmsProfile(
        BytesIO(icc_profile(target))
    )  # from memory: of an open file, forked processes move each other's place
    return given, ImageCms.buildTransform(profile, shipped, given, wanted, intent, flags=flags)


@cache
def icc_profile(name: str) -> bytes:
    """Read an ICC profile that is shipped: FOGRA39L or sRGB."""
    return (FOLDER / f"{name}.icc").read_bytes()
