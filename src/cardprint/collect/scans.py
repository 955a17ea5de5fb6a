"""Scanned and photographed worksheets: each page named by its codes, laid on the page as it was printed, its marks read, its handwriting cut out.

Handwriting is never read. What is not sure is handed on as unsure, with its picture; a page that cannot be named or laid is a Problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from cardprint.collect import alignment, codes, crossed, cutouts, ink, marks, pages, streaks, zones
from cardprint.collect.answers import Answer, Returned, of_file
from cardprint.collect.codes import Code
from cardprint.collect.known import Held, Known, some
from cardprint.collect.strokes import Shape
from cardprint.errors import Found, Place, Problem, error
from cardprint.fieldmaps import Box, FieldMap, Spot
from cardprint.notes import Source

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

    Numbers = np.ndarray[Any, np.dtype[Any]]

COMPARED = 4.5
"""Pixels a millimetre of the picture in which a page is placed."""
WHOLE = 4
"""Pixels a millimetre of a whole page, in which handwriting is found and cut out."""
UNKNOWN = "scan-unknown"
"""The Problem of pages that no map names, told once for a file with some of their keys."""
NOTHING: Box = (0.0, 0.0, 0.0, 0.0)
PLACED = 0.6
"""How well the print must lie on the picture for its fields to be read."""
SHOWN, ALL_SHOWN = 0.6, 0.97
"""The share of pale print that must be seen; and what is all of it, on a page that is black and white alone."""
WIDE, SOLID, DARK = 0.57, 0.72, 0.8
"""How wide, in millimetres, the pen of such a page is, and how dark, 0 to 1, for all that it wrote to be there: with all print, and without."""
WEAKEST, FEW, DOUBTED = 0.22, 6, 2
"""Of a thinner or paler pen: how dark its palest mark is at least, how many marks there are at least, and fields in doubt at most. Of 170 such pages
marks were missing on six; these had a palest mark of 0.16 to 0.3, at most eight, and at least four fields in doubt, or no marks at all."""
IN_DOTS = 0.3
"""How dark it is at least where greys are made of dots: of paler lines some are gone."""


class Blank(Struct, frozen=True):
    """A page as it was printed, made ready for comparing: where it lies, all of it, and the part that its marks lie in, finer."""

    points: tuple[alignment.Printed, ...]
    whole: Any
    part: Any
    box: Box


class Lost(Struct, frozen=True):
    """A page that is not read: why, by the code of its Problem, and the keys that were found."""

    number: int
    code: str
    keys: str = ""


def read(data: bytes, file: str, known: Known) -> Found[tuple[Returned, ...]]:
    """Read the pages of a file. Pages that are lost for the same reason are one Problem."""
    source = Source(kind="scan", file=file, data=of_file(data))
    returned: list[Returned] = []
    lost: list[Lost] = []
    problems: list[Problem] = []
    blanks = Blanks(known)
    for picture in pages.opened(data, file):
        if isinstance(picture, Problem):
            problems.append(picture)
            continue
        found, reasons = _page(picture, source, blanks)
        returned += [found] if found else []
        lost += [*reasons, *([Lost(picture.number, "scan-flat")] if found and found.answers and picture.has_letters else [])]
    if not (returned or lost or problems):
        problems.append(error("scan-empty", Place(file), file=file))
    return tuple(returned), (*problems, *_told(lost, file))


def _told(lost: Iterable[Lost], file: str) -> Iterator[Problem]:
    """Tell of pages that were not read, those of one reason together."""
    reasons: dict[tuple[str, str], list[int]] = {}
    unknown = [page.keys for page in lost if page.code == UNKNOWN]
    for page in lost:
        keys = some(unknown) if page.code == UNKNOWN else page.keys
        reasons.setdefault((page.code, keys), []).append(page.number)
    for (code, keys), numbers in reasons.items():
        yield error(code, Place(file), file=file, pages=", ".join(map(str, numbers)), key=keys)


class Blanks:
    """Pages as they were printed, drawn when one is wanted; the last one and its PDF are kept."""

    def __init__(self, known: Known) -> None:
        """Begin with none."""
        self.known = known
        self._document: tuple[object, Any] = ("", None)

    def held(self, key: str) -> Held | None:
        """Give the page that a key names."""
        return self.known.find(key)

    def drawn(self, held: Held) -> Blank | None:
        """Draw a page as it was printed, without what was filled in; None where its PDF is not there any more."""
        import pypdfium2

        name = held.pdf
        if self._document[0] != name or self._document[1] is None:
            data = self.known.pdf(held.page.key)
            if data is None:
                return None
            try:
                self._document = name, pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                return None
        document = self._document[1]
        if held.number >= len(document):
            return None
        return _blank(document[held.number], held)


def _blank(page: Any, held: Held) -> Blank:
    """Draw a page in the map's size, and make it ready."""
    size, spots = held.map.size, [spot for spot in held.map.layouts[held.page.spots] if spot.kind != "text"]
    whole = ink.inked(_render(page, (0.0, 0.0, *size), size, WHOLE), WHOLE)
    box = zones.part(spots, size, zones.SCALE) if spots else NOTHING
    part = ink.inked(_render(page, box, size, zones.SCALE), zones.SCALE) if spots else None
    return Blank(alignment.prepared(whole, WHOLE), whole, part, box)


def _render(page: Any, box: Box, size: tuple[float, float], scale: int) -> Image.Image:
    """Draw a part of a page that is printed in that size, without what was filled in on a screen."""
    from PIL import Image

    left, top, width, height = box
    across, down = page.get_width() / size[0], page.get_height() / size[1]
    crop = (left * across, (size[1] - top - height) * down, (size[0] - left - width) * across, top * down)
    drawn: Image.Image = page.render(scale=scale / across, crop=crop, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    wanted = round(width * scale), round(height * scale)
    return drawn if drawn.size == wanted else drawn.resize(wanted, Image.Resampling.BILINEAR)


def _page(picture: pages.Picture, source: Source, blanks: Blanks) -> tuple[Returned | None, tuple[Lost, ...]]:
    """Read one page, and say what was lost of it; nothing of an empty one."""
    number = picture.number
    grey = picture.image.convert("L")
    found = codes.found(grey)
    keys = sorted({code.key for code in found})
    if len(keys) != 1:
        code = "scan-several" if keys else "scan-unnamed"
        return None, () if not keys and _is_empty(grey) else (Lost(number, code, ", ".join(keys)),)
    held = blanks.held(keys[0])
    if held is None or not held.map.codes:
        return None, (Lost(number, UNKNOWN, keys[0]),)
    blank = blanks.drawn(held)
    if blank is None:
        return None, (Lost(number, "scan-no-print", keys[0]),)
    answers, lost = _answers(picture, grey, found, held, blank)
    whose = held.page.group or keys[0]
    return Returned(map=held.map, page=held.page, answers=answers, source=replace(source, page=number)), (
        Lost(number, lost, whose),
    ) if lost else ()


def _is_empty(grey: Image.Image) -> bool:
    """Tell whether a page is the empty back of another: hardly a spot of ink, apart from its edges."""
    import numpy as np
    from PIL import Image

    small = grey.copy()
    small.thumbnail((900, 900), Image.Resampling.BOX)
    dark = ink.inked(small, 3) > 50
    edge = max(dark.shape) // 20
    inside = dark[edge:-edge, edge:-edge]
    rows, columns = inside.shape[0] // 9, inside.shape[1] // 9
    spots = inside[: rows * 9, : columns * 9].reshape(rows, 9, columns, 9).mean(axis=(1, 3))
    return int(np.count_nonzero(spots > 0.08)) <= 3


def _answers(picture: pages.Picture, grey: Image.Image, found: Sequence[Code], held: Held, blank: Blank) -> tuple[tuple[Answer, ...], str]:
    """Place a page, then read its fields. Gives a Problem's code, too, where the page is not to be relied on."""
    place, likeness = _placed(grey, found, held.map, blank)
    fields: dict[str, list[Spot]] = {}
    for spot in held.spots:
        fields.setdefault(spot.field, []).append(spot)
    marked = {name: spots for name, spots in fields.items() if spots[0].kind != "text"}
    whole = zones.Page(_ink(picture.image, place, (0.0, 0.0, *held.map.size), WHOLE), blank.whole, WHOLE)
    lines = streaks.found(whole)
    whole = streaks.without(whole, lines)
    drawn: list[marks.Field] = []
    hand = zones.Hand()
    if marked and likeness >= PLACED:
        part = streaks.without(
            zones.Page(_ink(picture.image, place, blank.box, zones.SCALE), blank.part, zones.SCALE, *blank.box[:2]), lines
        )
        smooth = zones.smooth(part)
        looked = {name: zones.looked(smooth, spots) for name, spots in marked.items()}
        hand = zones.hand([one.zone for one in looked.values()])
        drawn = marks.alike([marks.seen(looked[name], spots, hand) for name, spots in marked.items()])
    lost = "scan-unplaced" if likeness < PLACED else "scan-pale" if _is_pale(whole, hand, drawn, picture.tones) else ""
    if lost:
        return _ordered((_doubted(name, whole, spots) for name, spots in fields.items()), fields), lost
    in_crossed = crossed.rows(whole, fields, hand.depth)
    answers = [_marked(name, whole, field, is_crossed=name in in_crossed) for name, field in zip(marked, drawn, strict=True)]
    smooth = zones.smooth(whole)
    answers += [_written(name, smooth, spots) for name, spots in fields.items() if spots[0].kind == "text"]
    return _ordered(answers, fields), ""


def _ordered(answers: Iterable[Answer | None], fields: Mapping[str, Sequence[Spot]]) -> tuple[Answer, ...]:
    """Order answers as their fields lie on the page. What was printed in a row where somebody has answered is its words, also where more is written."""
    there = {answer.field: answer for answer in answers if answer}
    answered = {name.rpartition(".")[0] for name in there}
    for name, (spot, *_) in fields.items():
        if spot.kind == "text" and spot.value and name.rpartition(".")[0] in answered:
            there[name] = replace(there.get(name, Answer(field=name)), values=(spot.value,))
    return tuple(there[name] for name in fields if name in there)


def _is_pale(page: zones.Page, hand: zones.Hand, drawn: Sequence[marks.Field], tones: pages.Tones) -> bool:
    """Tell whether the paler half of what is printed can no longer be seen: then handwriting may be gone as well.

    On a page of black and white alone the pen tells more: what a wide and solid pen wrote is there, whatever else is gone. A pale one presses
    more here and less there, so that where a mark is gone others are broken.
    """
    printed = (page.printed > 255 * 0.2) & (page.printed < 255 * 0.6)
    shown = float((ink.widened(page.ink, 1)[printed] > 255 * 0.06).mean()) if printed.any() else 1.0
    if not hand.depth or tones == "greys":
        return shown < SHOWN
    if tones == "dots":
        return shown < SHOWN or hand.depth < IN_DOTS
    if hand.width >= WIDE and hand.depth >= (SOLID if shown >= ALL_SHOWN else DARK):
        return False
    depths = [one.depth for field in drawn for one in field.drawn if one.shape is not Shape.NOTHING and one.heavy > 0]
    return len(depths) < FEW or min(depths) < WEAKEST or sum(not marks.read(field).is_sure for field in drawn) > DOUBTED


def _doubted(name: str, page: zones.Page, spots: Sequence[Spot]) -> Answer:
    """Hand on a field that is not read: marks as unsure, handwriting as it stands."""
    return Answer(field=name, is_sure=spots[0].kind == "text", picture=cutouts.cut(page, spots))


def _placed(grey: Image.Image, found: Sequence[Code], made: FieldMap, blank: Blank) -> tuple[Numbers, float]:
    """Give where the page lies in the picture, and how well it does there."""
    import numpy as np
    from PIL import Image

    rough = alignment.by_codes(found, made.codes)
    scale = alignment.size_of(rough, blank.points[0].at)
    share = min(1.0, COMPARED / scale)
    small = grey.resize((round(grey.width * share), round(grey.height * share)), Image.Resampling.BOX) if share < 1 else grey
    shrunk = np.diag([small.width / grey.width, small.height / grey.height, 1.0])
    smaller = [code.moved(small.width / grey.width, small.height / grey.height) for code in found]
    place, likeness = alignment.aligned(shrunk @ rough, smaller, ink.inked(small, scale * share), blank.points)
    return np.linalg.inv(shrunk) @ place, likeness


def _ink(picture: Image.Image, place: Numbers, box: Box, scale: int) -> Numbers:
    """Give the ink of a part of a page laid straight. Of colours the red is looked at finely, the others for stains and a red pen."""
    if picture.mode != "RGB":
        return ink.inked(alignment.straightened(picture.convert("L"), place, box, scale), scale)
    red = ink.inked(alignment.straightened(picture.getchannel("R"), place, box, scale), scale)
    half = [ink.inked(alignment.straightened(picture.getchannel(one), place, box, scale / 2), scale / 2) for one in "GB"]
    return ink.of_colours(red, *half)


def _marked(name: str, whole: zones.Page, field: marks.Field, *, is_crossed: bool) -> Answer | None:
    """Read a choice or ticks; a field left alone has no answer, and of a row that is crossed out none is sure."""
    found = marks.read(field)
    if found.is_sure and not (is_crossed and found.values):
        return Answer(field=name, values=found.values) if found.values else None
    right, down = (step * WHOLE // zones.SCALE for step in field.looked.shift)
    return Answer(field=name, seen=found.values, is_sure=False, picture=cutouts.cut(whole, field.spots, (right, down)))


def _written(name: str, smooth: zones.Smooth, spots: Sequence[Spot]) -> Answer | None:
    """Cut out what was written in a field; handwriting that nobody has typed is sure to be there."""
    looked = zones.looked(smooth, spots)
    return Answer(field=name, picture=cutouts.cut(smooth.page, spots, looked.shift)) if marks.is_written(looked) else None
