"""How a view box is fitted into the size of its picture (SVG 1.1, 7.8): whole, filling it, or stretched."""

from __future__ import annotations

from collections.abc import Sequence

from cardprint.pictures.nouns import Fault, excerpt
from cardprint.pictures.transforms import Matrix

_SHARES = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
_ALIGNMENTS = {f"x{across}Y{down}": (left, other) for across, left in _SHARES.items() for down, other in _SHARES.items()}
_SCALES = {"meet": min, "slice": max}


def fitted(box: Sequence[float], room: Sequence[float], ratio: str) -> tuple[tuple[float, float], Matrix]:
    """Give the size of the picture, in units of the view box, and the map of the view box onto it; raises Fault.

    `box` is left, top, width and height, `room` the width and height of the picture, `ratio` what `preserveAspectRatio` says.
    """
    left, top, width, height = box
    across, down = room[0] / width, room[1] / height
    words = ratio.removeprefix("defer ").split() or ["xMidYMid"]
    if words[0] == "none" and len(words) <= 2 and words[-1] in ("none", *_SCALES):
        stretch = down / across
        return (width, height * stretch), Matrix(1, 0, 0, stretch, -left, -top * stretch)
    if words[0] not in _ALIGNMENTS or len(words) > 2 or words[-1] not in (words[0], *_SCALES):
        raise Fault(code="picture-value", name="preserveAspectRatio", value=excerpt(ratio))
    scale = _SCALES[words[1] if len(words) == 2 else "meet"](across, down)
    size = room[0] / scale, room[1] / scale
    x, y = (share * (has - needs) for share, has, needs in zip(_ALIGNMENTS[words[0]], size, (width, height), strict=True))
    return size, Matrix(1, 0, 0, 1, x - left, y - top)
