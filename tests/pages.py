"""Write the generated parts of docs/ anew: python tests/pages.py [pictures].

These are keys.md, gallery.md, a table in looks.md and one in room.md; with `pictures` the pictures of the gallery, too.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from reader import tree

from cardprint import Job, build, reference

DOCS = Path(__file__).resolve().parents[1] / "docs"
SHEETS = re.compile(r"(?<=<!-- sheets: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)
TABLE = re.compile(r"(?<=<!-- style keys: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)


class Picture(NamedTuple):
    """A page of a paper in the gallery: its file, the page in it, what it shows, and a sentence about it."""

    file: str
    page: int
    shows: str
    about: str


GALLERY = {
    "sheet-front": Picture(
        "samtalekort-sheets",
        0,
        "Eight cards on an A4 sheet",
        "The fronts: a band in the theme's colour, and a question that is read across the table.",
    ),
    "sheet-back": Picture("samtalekort-sheets", 1, "The backs of the eight cards", "The backs: the theme's symbol and name, and the logo."),
    "sheet-kinds": Picture(
        "samtalekort-sheets",
        10,
        "A sheet with statements, dilemmas and a blank card",
        "Kinds of cards: statements with a line to point at, dilemmas, and a card to write on.",
    ),
    "reading": Picture(
        "samtalekort-reading", 1, "A page of the reading edition", "The reading edition: the same cards in large type, one below the other."
    ),
    "handout": Picture("intromoede-handout", 0, "The first page of the handout", "The handout: what, when, where, why, and the six steps."),
    "frames": Picture(
        "intromoede-handout", 1, "The second page of the handout", "Its second page: the frames, who does what, and the agenda."
    ),
    "words": Picture(
        "intromoede-handout", 2, "The third page of the handout", "Its third page: what to prepare, good advice, and our words."
    ),
    "tasks": Picture(
        "intromoede-handout", 3, "The last page of the handout", "Its last page: home tasks, where to read more, and lines for notes."
    ),
    "packing": Picture(
        "intromoede-facilitator",
        0,
        "The first page of the script",
        "The facilitator's script: what is done before the meeting, and what to bring.",
    ),
    "timetable": Picture("intromoede-facilitator", 1, "The timetable of the script", "Its timetable: the whole meeting on one page."),
    "facilitator": Picture("intromoede-facilitator", 2, "A page of the script", "Its items: clock, why, how, and a plan B."),
    "invitation": Picture("intromoede-invitation", 0, "The invitation", "The invitation, one page."),
    "worksheet": Picture(
        "intromoede-worksheet", 0, "The wrap-up sheet", "The wrap-up sheet: challenges, scales to ring, and barriers to tick."
    ),
    "worksheet-second": Picture(
        "intromoede-worksheet", 1, "The second page of the wrap-up sheet", "Its second page: all else that goes on to step 2."
    ),
    "grid": Picture("intromoede-worksheet-grid", 0, "The grid", "The grid for the wall: one on A3, for all tables."),
    "notes": Picture("intromoede-worksheet-noteark", 0, "The note sheet", "The note sheet that lies beside the cards."),
    "colleague": Picture("intromoede-worksheet-spoerg-en-kollega", 0, "The sheet to ask a colleague", "The home task: ask a colleague."),
    "ticket": Picture("intromoede-ticket", 0, "The ticket", "The ticket for the print room: files, paper, and how to turn."),
    "sign": Picture("intromoede-signs", 0, "A table sign", "A table sign, folded in the middle and read from both sides."),
    "poster-frames": Picture("intromoede-posters", 0, "The poster of the frames", "For the wall: the frames."),
    "poster-steps": Picture("intromoede-posters", 1, "The poster of the six steps", "For the wall: the six steps, and where we are."),
    "poster-words": Picture("intromoede-posters", 2, "The poster of our words", "For the wall: our words."),
    "badges": Picture("intromoede-badges", 0, "Name tags", "Name tags, ten to a sheet."),
}
"""All kinds of papers that have pages; the minutes' frame is for a browser, and `make browser` looks at it."""
ORGANISATIONS = {"eksempel-kommune": "", "moellesoe-kommune": "moellesoe-kommune"}
"""Whose papers they are, and the folder of their pictures in the gallery."""
KINDS = ("sheets", "reading", "handout", "facilitator", "invitation", "worksheet", "ticket", "signs", "posters", "badges")
BESIDE = """# The papers of two organisations

The same deck and the same meeting, twice: as *Eksempel Kommune*, in the look that comes along, and as *Møllesø Kommune*, which has a font,
colours, themes' colours, a logo and corners of its own. Both are made up. The second one is
[one file of 36 lines](../cards/organisations/moellesoe-kommune.yaml) and is built by `cardprint build --organisation moellesoe-kommune`.
How to write one of your own: [An organisation](areas.md#an-organisation), [Change how it looks](looks.md#an-organisation-that-looks-different).

{}

`make docs` draws these pictures.
"""
WIDE = 840
"""Width of the pictures in pixels."""
AREA = "aeldre"
COLOURS = 256


def generated() -> dict[Path, str]:
    """Give the pages as they should be."""
    looks, room = DOCS / "looks.md", DOCS / "room.md"
    return {
        DOCS / "keys.md": reference.markdown(),
        looks: TABLE.sub(lambda _: f"\n{reference.styles()}\n\n", looks.read_text(encoding="utf-8")),
        room: SHEETS.sub(lambda _: f"\n{sheets()}\n\n", room.read_text(encoding="utf-8")),
        DOCS / "gallery.md": BESIDE.format("\n\n".join(beside(name, picture) for name, picture in GALLERY.items())),
    }


def beside(name: str, picture: Picture) -> str:
    """Write a paper of both organisations side by side, with the sentence about it."""
    shown = (f"![{picture.shows} of {of}](gallery/{folder and f'{folder}/'}{name}.png)" for of, folder in ORGANISATIONS.items())
    return f"{picture.about}\n\n| {' | '.join(shown)} |\n|---|---|"


def sheets() -> str:
    """Give what the ticket of the intro meeting says of each file: its name, how many sheets of paper, and which."""
    with tempfile.TemporaryDirectory() as folder:
        whole = tree(_on_request(Path(folder)) / "intromoede-ticket.pdf")
    rows = [row.children for row in _all(whole, "TR")[1:]]
    total = next(said for said in map(_said, _all(whole, "P")) if said.startswith("I alt"))
    lines = [f"| {_said(row[0].children[0])} | {_said(row[4])} | {_said(row[5]).partition(',')[0]} |" for row in rows]
    return "\n".join(("| file | sheets | paper |", "|---|---|---|", *lines, "", f"It ends: *{total}*"))


def _on_request(folder: Path) -> Path:
    """Build the intro meeting's papers for the room into a folder, and give where they are."""
    agenda = DOCS.parent / "cards" / "agendas" / "intromoede.yaml"
    build(Job(path=agenda, areas=(AREA,), kinds=("signs", "posters", "badges", "ticket"), output=folder))
    return folder / AREA


def _all(node: Any, role: str) -> list[Any]:
    return [*([node] if node.role == role else []), *(found for child in node.children for found in _all(child, role))]


def _said(node: Any) -> str:
    return node.text + "".join(map(_said, node.children))


def draw() -> None:
    """Draw the gallery, of each organisation."""
    for organisation, folder in ORGANISATIONS.items():
        with tempfile.TemporaryDirectory() as output:
            build(Job(path=DOCS.parent, areas=(AREA,), organisations=(organisation,), kinds=KINDS, output=Path(output)))
            for name, picture in GALLERY.items():
                (file,) = Path(output).rglob(f"{picture.file}.pdf")
                _draw(file, picture.page, DOCS / "gallery" / folder / f"{name}.png")


def _draw(file: Path, page: int, target: Path) -> None:
    import pypdfium2
    from PIL import Image

    with pypdfium2.PdfDocument(file) as pdf:
        pdf.init_forms()
        drawn = pdf[page].render(scale=WIDE / pdf[page].get_width()).to_pil()
    target.parent.mkdir(exist_ok=True)
    drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)


def main() -> int:
    """Write what has changed."""
    for path, text in generated().items():
        path.write_bytes(text.encode())
    if "pictures" in sys.argv[1:]:
        draw()
    return 0


if __name__ == "__main__":
    sys.exit(main())
