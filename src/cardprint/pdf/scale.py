"""Faces drawn smaller: the same operators under a matrix, so that nothing is typeset again and the tags stay."""

from __future__ import annotations

from msgspec.structs import replace

from cardprint.geometry import Rect, Size
from cardprint.page import Face, Ink
from cardprint.pdf.paint import ink


class Scale:
    """Draws Faces at a share of their size; a ground that several have in common stays one."""

    def __init__(self, share: float) -> None:
        """Take the share: 0.5 draws at half the size."""
        self.share = share
        self._grounds: dict[int, tuple[Face, Face]] = {}

    def face(self, face: Face) -> Face:
        """Give a Face at the share of its size, without what bleeds."""
        size = Size(face.size.width * self.share, face.size.height * self.share)
        ground = None if face.ground is None else self._ground(face.ground)
        made = Face(size, (), ground=ground, shared=face.shared, label=face.label)
        made.ink = tuple(self._ink(one) for one in ink(face))
        return made

    def _ground(self, ground: Face) -> Face:
        if id(ground) not in self._grounds:
            self._grounds[id(ground)] = ground, self.face(ground)
        return self._grounds[id(ground)][1]

    def _ink(self, one: Ink) -> Ink:
        share = f"{self.share:.5f}"
        box = None if one.box is None else Rect(*(value * self.share for value in one.box))
        return replace(one, code=f"q {share} 0 0 {share} 0 0 cm\n{one.code}\nQ", box=box)
