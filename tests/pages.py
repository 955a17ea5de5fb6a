"""Write the generated parts of docs/ anew: keys.md, the table in looks.md, and the pictures of the gallery: python tests/pages.py [OUTPUT].

The pictures are pages that `make samples` drew below OUTPUT, with fewer colours; without OUTPUT they stay as they are.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from reader import tree

from cardprint import Job, build, reference

DOCS = Path(__file__).resolve().parents[1] / "docs"
SHEETS = re.compile(r"(?<=<!-- sheets: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)
TABLE = re.compile(r"(?<=<!-- style keys: written by make docs -->\n).*?(?=<!-- end -->)", re.DOTALL)
GALLERY = {
    "sheet-front.png": "samtalekort-sheets-01.png",
    "sheet-back.png": "samtalekort-sheets-02.png",
    "reading.png": "samtalekort-reading-02.png",
    "handout.png": "intromoede-handout-01.png",
    "frames.png": "intromoede-handout-02.png",
    "facilitator.png": "intromoede-facilitator-03.png",
    "invitation.png": "intromoede-invitation-01.png",
    "worksheet.png": "intromoede-worksheet-01.png",
    "grid.png": "intromoede-worksheet-grid-01.png",
    "ticket.png": "intromoede-ticket-01.png",
    "notes.png": "intromoede-worksheet-noteark-01.png",
}
ROOM = {
    "sign.png": ("signs", 0),
    "poster-frames.png": ("posters", 0),
    "poster-steps.png": ("posters", 1),
    "poster-words.png": ("posters", 2),
    "badges.png": ("badges", 0),
}
"""Pictures of papers on request, which no sample has: the kind and the page."""
WIDE = 840
"""Their width in pixels."""
AREA = "aeldre"
COLOURS = 256


def generated() -> dict[Path, str]:
    """Give the pages as they should be."""
    looks, room = DOCS / "looks.md", DOCS / "room.md"
    return {
        DOCS / "keys.md": reference.markdown(),
        looks: TABLE.sub(lambda _: f"\n{reference.styles()}\n\n", looks.read_text(encoding="utf-8")),
        room: SHEETS.sub(lambda _: f"\n{sheets()}\n\n", room.read_text(encoding="utf-8")),
    }


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


def draw(folder: Path) -> None:
    """Copy pages of the samples into the gallery."""
    from PIL import Image

    for name, page in GALLERY.items():
        with Image.open(folder / "png" / AREA / page) as picture:
            _save(picture, name)
    draw_room()


def draw_room() -> None:
    """Draw the papers for the room into the gallery."""
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        made = _on_request(Path(folder))
        for name, (kind, number) in ROOM.items():
            with pypdfium2.PdfDocument(made / f"intromoede-{kind}.pdf") as file:
                page = file[number]
                _save(page.render(scale=WIDE / page.get_width()).to_pil(), name)


def _save(picture: Any, name: str) -> None:
    from PIL import Image

    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(DOCS / "gallery" / name, optimize=True)


def main() -> int:
    """Write what has changed."""
    for path, text in generated().items():
        path.write_bytes(text.encode())
    if sys.argv[1:]:
        draw(Path(sys.argv[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
