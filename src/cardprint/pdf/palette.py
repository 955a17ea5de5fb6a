"""What a colour is on the paper of one file: the operator that sets it, in RGB, in four inks or in black alone (ISO 32000-1 8.6.8)."""

from __future__ import annotations

from cardprint.colour import Colour
from cardprint.inks import Separation


class Rgb:
    """Paints colours as they are seen. A palette writes each colour once."""

    operators = "rg", "RG"

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._fills: dict[Colour, str] = {}

    def fill(self, colour: Colour) -> str:
        """Set the colour that fills."""
        return self._fills.get(colour) or self._fills.setdefault(colour, f"{self.parts(colour)} {self.operators[0]}")

    def stroke(self, colour: Colour) -> str:
        """Set the colour that strokes."""
        return f"{self.parts(colour)} {self.operators[1]}"

    def parts(self, colour: Colour) -> str:
        """Write red, green and blue as PDF counts them, from 0 to 1."""
        return " ".join([f"{part / 255:.4g}" for part in colour.rgb])


class Cmyk(Rgb):
    """Paints colours in cyan, magenta, yellow and black."""

    operators = "k", "K"

    def __init__(self, separation: Separation) -> None:
        """Take what knows the inks of a colour."""
        super().__init__()
        self.separation = separation

    def parts(self, colour: Colour) -> str:
        """Write the four inks, from 0 to 1."""
        return " ".join([f"{part / 100:.4g}" for part in self.separation.inks(colour)])


class Grey(Cmyk):
    """Paints colours in black alone, which PDF counts from black to white."""

    operators = "g", "G"

    def parts(self, colour: Colour) -> str:
        """Write how light it is, from 0 to 1."""
        return f"{1 - self.separation.inks(colour).black / 100:.4g}"


Palette = Rgb
"""Any of them."""


def palette(separation: Separation | None) -> Palette:
    """Give the palette of a file that is separated in this way, or not at all."""
    if separation is None:
        return Rgb()
    return Grey(separation) if separation.mode == "grey" else Cmyk(separation)
