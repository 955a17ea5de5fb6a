"""Turn every page of every PDF below a folder into a picture, in its subfolder png/, for a person to look at: python tests/samples.py FOLDER."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pypdfium2

SCALE = 110 / 72  # 110 dots an inch: small type is readable, an A4 page fits a screen


def main() -> int:
    """Draw all pages anew; 1 if there is nothing to draw."""
    folder = Path(sys.argv[1])
    pictures = folder / "png"
    shutil.rmtree(pictures, ignore_errors=True)
    files = sorted(folder.rglob("*.pdf"))
    pages = sum(draw(path, pictures / path.relative_to(folder).parent) for path in files)
    print(f"{pages} pages of {len(files)} files in {pictures}")
    return 0 if pages else 1


def draw(path: Path, target: Path) -> int:
    """Draw one file's pages as NAME-01.png, NAME-02.png, …; give their number."""
    target.mkdir(parents=True, exist_ok=True)
    with pypdfium2.PdfDocument(path) as pdf:
        pdf.init_forms()
        for number in range(len(pdf)):
            pdf[number].render(scale=SCALE).to_pil().save(target / f"{path.stem}-{number + 1:02}.png")
        return len(pdf)


if __name__ == "__main__":
    sys.exit(main())
