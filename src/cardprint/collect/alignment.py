"""Where a page lies in a picture: from its codes roughly, then exactly by what is printed on it.

A place is a 3 × 3 matrix that takes millimetres of the page to pixels of the picture, perspective included. The page as it was printed is laid
over the picture coarsely first, then finer; only the edges of what is printed count, so that handwriting in white places has no say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cardprint.collect.codes import Code
from cardprint.collect.ink import blurred
from cardprint.fieldmaps import CORNERS, Box

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Numbers = np.ndarray[Any, np.dtype[Any]]

SCALES = (1, 2, 4)
"""Pixels a millimetre of the pictures that are compared."""
POINTS = 40_000
"""Places that are compared at most."""
ROUNDS = 12
FLAT = 60.0
"""How strongly a page is taken to be seen straight from above, where only its codes are known."""
TURNS = tuple(n / 100 for n in (-2, -1.3, -0.6, 0, 0.6, 1.3, 2))
SIZES = tuple(1 + n / 100 for n in (-2.4, -1.6, -0.8, 0, 0.8, 1.6, 2.4))
"""What is tried where one code was found: how far it may be off, in radians and in size."""


class Printed(Struct, frozen=True):
    """A page as it was printed, at one of SCALES: its ink, and the places that are compared, in millimetres, with their ink and slopes."""

    scale: int
    at: Any
    ink: Any
    slopes: Any


def prepared(ink: Numbers, scale: int) -> tuple[Printed, ...]:
    """Make the pictures that a scan is compared with, of the ink of the page as printed, `scale` pixels a millimetre."""
    return tuple(_prepared(smaller(ink, scale / wanted), wanted) for wanted in SCALES)


def _prepared(ink: Numbers, scale: int) -> Printed:
    """Take the places whose ink changes most with a step aside."""
    import numpy as np

    smooth = blurred(ink, 1.2).astype(np.float32) / 255
    both: Any = np.gradient(smooth)
    down, across = both
    steep = np.hypot(down, across)
    steep[:2], steep[-2:], steep[:, :2], steep[:, -2:] = 0, 0, 0, 0
    rows, columns = np.nonzero(steep > 0.02)
    step = max(1, len(rows) // POINTS)
    rows, columns = rows[::step], columns[::step]
    at = np.stack([columns + 0.5, rows + 0.5], axis=1) / scale
    slopes = np.stack([across[rows, columns], down[rows, columns]], axis=1) * scale
    return Printed(scale, at, smooth[rows, columns], slopes)


def smaller(ink: Numbers, factor: float) -> Numbers:
    """Shrink by a factor; nothing is enlarged."""
    import numpy as np
    from PIL import Image

    if factor <= 1.01:
        return ink
    picture = Image.fromarray(ink)
    return np.asarray(picture.resize((round(picture.width / factor), round(picture.height / factor)), Image.Resampling.BOX))


def by_codes(codes: Sequence[Code], boxes: Sequence[Box]) -> Numbers:
    """Place a page by the corners of its codes, as flat as they allow."""
    import numpy as np

    here: list[tuple[float, float]] = []
    there: list[tuple[float, float]] = []
    for code in codes:
        left, top, width, height = boxes[CORNERS.index(code.corner)]
        here += [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
        there += code.at
    size = max(max(x, y) for x, y in there)
    rows, to = [], []
    for (x, y), (u, v) in zip(here, ((u / size, v / size) for u, v in there), strict=True):
        a, b = x / 100, y / 100
        rows += [[a, b, 1, 0, 0, 0, -u * a, -u * b], [0, 0, 0, a, b, 1, -v * a, -v * b]]
        to += [u, v]
    flat = FLAT if len(codes) == 1 else 0.02
    rows += [[0, 0, 0, 0, 0, 0, flat, 0], [0, 0, 0, 0, 0, 0, 0, flat]]
    found = np.append(np.linalg.lstsq(np.array(rows), np.array([*to, 0, 0]), rcond=None)[0], 1).reshape(3, 3)
    return np.asarray(np.diag([size, size, 1]) @ found @ np.diag([0.01, 0.01, 1]))


def aligned(place: Numbers, codes: Sequence[Code], ink: Numbers, page: Sequence[Printed]) -> tuple[Numbers, float]:
    """Move a place until the page as printed lies on the picture's ink. Gives how well it does then, 1 at best."""
    import numpy as np

    likeness = 0.0
    for printed in page:
        scale = size_of(place, printed.at)
        factor = scale / printed.scale
        small = blurred(smaller(ink, factor), 1.2 if factor > 1 else 1.2 / factor)
        shrunk = np.diag([small.shape[1] / ink.shape[1], small.shape[0] / ink.shape[0], 1]) @ place
        if printed is page[0] and len(codes) == 1:
            shrunk = _tried(shrunk, codes[0], small, printed)
        shrunk = _settled(shrunk, small, printed)
        likeness = _likeness(shrunk, small, printed)
        place = np.diag([ink.shape[1] / small.shape[1], ink.shape[0] / small.shape[0], 1]) @ shrunk
    return place / place[2, 2], likeness


def size_of(place: Numbers, at: Numbers) -> float:
    """Give how many pixels a millimetre is, about the middle of a page."""
    import numpy as np

    x, y = at.mean(axis=0)
    corners = moved(place, np.array([[x, y], [x + 10, y], [x, y + 10]]))
    return float((np.hypot(*(corners[1] - corners[0])) + np.hypot(*(corners[2] - corners[0]))) / 20)


def moved(place: Numbers, at: Numbers) -> Numbers:
    """Take millimetres of the page to pixels."""
    import numpy as np

    taken = at @ place[:, :2].T + place[:, 2]
    behind = np.where(np.abs(taken[:, 2:]) < 1e-6, 1e-6, taken[:, 2:])
    return np.asarray(taken[:, :2] / behind)


def _sampled(ink: Numbers, at: Numbers) -> Numbers:
    """Read the ink between pixels, 0 to 1; outside the picture there is none."""
    import numpy as np

    x, y = at[:, 0] - 0.5, at[:, 1] - 0.5
    inside = (x >= 0) & (y >= 0) & (x < ink.shape[1] - 1) & (y < ink.shape[0] - 1)
    x, y = np.where(inside, x, 0), np.where(inside, y, 0)
    column, row = x.astype(np.intp), y.astype(np.intp)
    right, down = (x - column).astype(np.float32), (y - row).astype(np.float32)
    above = ink[row, column] * (1 - right) + ink[row, column + 1] * right
    below = ink[row + 1, column] * (1 - right) + ink[row + 1, column + 1] * right
    return np.where(inside, above * (1 - down) + below * down, 0) / np.float32(255)


def _likeness(place: Numbers, ink: Numbers, printed: Printed) -> float:
    import numpy as np

    seen = _sampled(ink, moved(place, printed.at))
    a, b = seen - seen.mean(), printed.ink - printed.ink.mean()
    return float(a @ b / max(float(np.sqrt((a @ a) * (b @ b))), 1e-6))


def _tried(place: Numbers, code: Code, ink: Numbers, printed: Printed) -> Numbers:
    """Take the best of a page turned and sized a little about its one code."""
    import numpy as np

    about = np.linalg.inv(place) @ np.append(np.mean(moved(place, _around(code, place)), axis=0), 1)
    x, y = about[:2] / about[2]

    def turned(turn: float, size: float) -> Numbers:
        a, b = size * np.cos(turn), size * np.sin(turn)
        return np.asarray(place @ np.array([[a, -b, x - a * x + b * y], [b, a, y - b * x - a * y], [0, 0, 1]]))

    return max((turned(turn, size) for turn in TURNS for size in SIZES), key=lambda other: _likeness(other, ink, printed))


def _around(code: Code, place: Numbers) -> Numbers:
    """Give the code's corners in millimetres."""
    import numpy as np

    back = np.linalg.inv(place)
    return moved(back, np.array(code.at))


def _settled(place: Numbers, ink: Numbers, printed: Printed) -> Numbers:
    """Step to where the difference is least (Gauss and Newton, the page's own slopes, far-off values counting little)."""
    import numpy as np

    middle = printed.at.mean(axis=0)
    x, y = ((printed.at - middle) / 100).T
    across, down = printed.slopes.T
    lean = across * x + down * y
    steps = np.stack([across * x, across * y, across, down * x, down * y, down, -lean * x, -lean * y], axis=1).astype(np.float64) * 100
    to, back = (
        np.array([[0.01, 0, -middle[0] / 100], [0, 0.01, -middle[1] / 100], [0, 0, 1]]),
        np.array([[100, 0, middle[0]], [0, 100, middle[1]], [0, 0, 1]]),
    )
    for _ in range(ROUNDS):
        seen = _sampled(ink, moved(place, printed.at))
        gain = float(seen @ printed.ink) / max(float(seen @ seen), 1e-6)
        off = min(max(gain, 0.5), 4) * seen - printed.ink
        weight = 1 / (1 + (off / 0.15) ** 2)
        weighted = steps * weight[:, None]
        step = np.linalg.solve(weighted.T @ steps + np.eye(8) * 1e-3, weighted.T @ off)
        change = np.array([[1 + step[0], step[1], step[2]], [step[3], 1 + step[4], step[5]], [step[6], step[7], 1]])
        place = place @ back @ np.linalg.inv(change) @ to
        place = place / place[2, 2]
        if np.abs(step).max() < 2e-5:
            break
    return np.asarray(place)


def straightened(picture: Image.Image, place: Numbers, box: Box, scale: float) -> Image.Image:
    """Give a part of the page as if it had been scanned straight, `scale` pixels a millimetre; what lies outside the picture is white."""
    import numpy as np
    from PIL import Image

    left, top, width, height = box
    take = place @ np.array([[1 / scale, 0, left], [0, 1 / scale, top], [0, 0, 1]])
    take = take / take[2, 2]
    coefficients = [float(number) for number in take.ravel()[:8]]
    wanted = round(width * scale), round(height * scale)
    white: Any = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.transform(wanted, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BILINEAR, fillcolor=white)
