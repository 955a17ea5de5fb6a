"""Write the generated parts of docs/ anew: keys.md, the table in looks.md, and the pictures of the gallery: python tests/pages.py [OUTPUT].

The pictures are pages that `make samples` drew below OUTPUT, with fewer colours; without OUTPUT they stay as they are.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from cardprint import reference

DOCS = Path(__file__).resolve().parents[1] / "docs"
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
AREA = "aeldre"
COLOURS = 256


def generated() -> dict[Path, str]:
    """Give the pages as they should be."""
    looks = DOCS / "looks.md"
    return {
        DOCS / "keys.md": reference.markdown(),
        looks: TABLE.sub(lambda _: f"\n{reference.styles()}\n\n", looks.read_text(encoding="utf-8")),
    }


def draw(folder: Path) -> None:
    """Copy pages of the samples into the gallery."""
    from PIL import Image

    for name, page in GALLERY.items():
        with Image.open(folder / "png" / AREA / page) as picture:
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
