"""The page that a printer is measured by: made for the paper and the way of turning that a print profile names, in memory."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cardprint import pdf, resources, sources
from cardprint.context import Context, Shared, open_context
from cardprint.errors import CardprintError, Found, Place, Problem, error
from cardprint.geometry import Rect, Size, mm
from cardprint.labels import fill
from cardprint.layouts import calibration as layout
from cardprint.layouts.cards import note
from cardprint.model import LYING, Edition, PrintProfile, paper_size
from cardprint.page import Face, Placement, Sheet, Style
from cardprint.papers.cards import DUPLEX
from cardprint.sheets import calibrate
from cardprint.sheets.grid import TWO_SIDED
from cardprint.typeset import fit
from cardprint.typeset.blocks import Setting

ROOM = mm(10)
"""For one number of a scale."""
CONCERNED = ("templates/", "cards/print/")
"""Where a Problem lies that concerns the page; those of decks do not."""


class Made(Struct, frozen=True):
    """The page as a PDF, what to say beside it, in the page's language, and what is wrong; without bytes where that is an error."""

    data: bytes
    said: tuple[str, ...]
    problems: tuple[Problem, ...]
    language: str


def page(root: Path | None, profile: str, language: str) -> Made:
    """Make the page for a print profile, or for the first one of the project at `root`; `language` empty: the project's, else Danish.

    Raises CardprintError for a profile that is not there, does not print on both sides, or whose paper has no context for the sentences.
    """
    wanted = sources.Wanted(profiles=(profile,) if profile else (), languages=(language,) if language else ())
    project, found = sources.project(root or resources.builtin_root(), wanted=wanted)
    chosen = project.profiles[0]
    if chosen.kind == "shop" or chosen.duplex not in TWO_SIDED:
        raise CardprintError(error("calibrate-one-sided", Place(""), profile=chosen.id))
    edition = Edition(project=project, language=project.languages[0], labels=project.labels[project.languages[0]])
    context, faults = open_context(edition, Shared(project))
    problems = tuple(
        problem for problem in (*found, *faults) if problem.place.file.startswith(CONCERNED) or problem.code == "unknown-profile"
    )
    if any(problem.is_error for problem in problems):
        return Made(b"", (), problems, edition.language)
    printed = fill(edition.labels["calibration_print"], paper=_paper(chosen, edition), turn=_turn(chosen, edition))
    data, too_long = _written(context, chosen, printed)
    if too_long:
        raise CardprintError(error("calibrate-no-room", Place(""), paper=chosen.paper))
    return Made(data, layout.sentences(edition.labels, printed), problems, edition.language)


def _paper(profile: PrintProfile, edition: Edition) -> str:
    size = paper_size(profile.paper)
    return f"{profile.paper.removesuffix(LYING)} {edition.labels['portrait' if size.height >= size.width else 'landscape']}"


def _turn(profile: PrintProfile, edition: Edition) -> str:
    return edition.labels[f"duplex_{profile.duplex.replace('-', '_')}"]


def _written(context: Context, profile: PrintProfile, printed: str) -> Found[bytes]:
    """Set the two sides as one card of the paper's size, and lay strokes and scales beside the text."""
    size = paper_size(profile.paper)
    is_portrait = size.height >= size.width
    front = calibrate.front(size, profile.margin)
    back = calibrate.back(size, profile.margin, flips_upright=(profile.duplex == "long-edge") == is_portrait)
    story = layout.story(context.edition.labels, printed)
    faces, faults = fit.cards([story], size, "steps", _setting(context, size, front))
    sides = ((faces[0].front, front), (faces[0].back, back))
    sheets = [_sheet(context, size, face, drawn) for face, drawn in sides if face is not None]
    meta = context.meta(context.edition.labels["calibration_head"], "", "calibration", DUPLEX[profile.duplex])
    return pdf.write(sheets, [story.root], meta, fonts=context.typeface, pictures=context.pictures), faults


def _setting(context: Context, size: Size, drawn: calibrate.ScaledSide) -> Setting:
    """Give the styles their places: text stands above and below the middle."""
    text = context.styles["calibration-text"]
    places = {layout.UPPER: (drawn.upper, "top"), layout.LOWER: (drawn.lower, "bottom")}
    placed = {name: _placed(replace(text, name=name, vertical=at), rect, size) for name, (rect, at) in places.items()}
    return replace(context.fresh(), styles={**context.styles, **placed})


def _placed(style: Style, rect: Rect, size: Size) -> Style:
    return replace(style, left=rect.x, right=size.width - rect.right, top=rect.y, bottom=size.height - rect.bottom)


def _sheet(context: Context, size: Size, face: Face, drawn: calibrate.ScaledSide) -> Sheet:
    furniture = [Placement(Face(size, drawn.items), 0.0, 0.0, tagged=False)]
    for figure in drawn.figures:
        number = f"{figure.value:g}".replace("-", "−")
        made = fit.furniture(note(number, "calibration-number"), ROOM, context.fresh(), shared=f"number {number}")
        furniture.append(Placement(made, figure.x - ROOM / 2, figure.y - made.size.height / 2, tagged=False))
    return Sheet(size=size, placements=(Placement(face, 0.0, 0.0),), furniture=tuple(furniture))
