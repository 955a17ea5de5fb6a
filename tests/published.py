"""Look at the pages for a browser as a checker and a reader do: `make browser` (Debian, as root; needs npm and Java).

Usage: python tests/published.py FOLDER AXE VNU [PICTURES]: a folder with pages, axe-core's file, the Nu checker's jar, a folder for pictures of them.
Each page, and those of a project with odd colours, pictures and languages, goes through the Nu checker, and through axe in light, in dark, at 320 CSS
pixels, at 200 % and in print. Nothing may be asked of the network, run as a script, or be wider than the window. Ends with 1 if anything is not so.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from chromium import Browser
from PIL import Image

from cardprint import build
from cardprint.job import Job

KINDS = ("reading-html", "handout-html", "invitation-html", "agenda-html", "record")
ROOMS = {"wide": (1280, 1), "narrow": (320, 1), "zoomed": (640, 2)}
"""The window in CSS pixels, and how many pixels of the screen one of them is: a window of 1280 at 200 % is one of 640."""
SHEET = {"sheet": (794, 1)}
"""A4 upright."""
PALE = ("#ffe9a8", "#c9f2d0", "#cfe3ff", "#f9d0e0", "#e6d9ff", "#fff7c2", "#d6f5f5", "#ffd8bf")


def _picture() -> bytes:
    data = BytesIO()
    Image.new("RGB", (1600, 900), (200, 120, 60)).save(data, "JPEG")
    return data.getvalue()


def strange(root: Path) -> None:
    """Write a project with pale colours, a picture, addresses, foreign words, markup in the words, and words that are very long."""
    themes = [{"id": f"t{number}", "name": f"Tema {number}", "colour": colour} for number, colour in enumerate(PALE)]
    text = "Ord & <script>alert(1)</script> på https://eksempel.example/a?b=1&c=%22"
    cards = [
        {"id": f"k{number}", "theme": theme["id"], "text": text, "follow_up": ["**Stærkt** og *let*"]}
        for number, theme in enumerate(themes)
    ]
    cards[0] |= {"image": {"file": "images/foto.jpg", "alt": "Et <rødt> hus"}, "translations": {"en": {"text": "Some words"}}}
    cards[1] |= {"kind": "dilemma", "options": ["Ja", "Nej"], "source": "www.eksempel.example, mail@eksempel.example."}
    agenda = {
        "title": 'Møde "nr. 1" <b>',
        "items": [
            {"title": "Kun en titel", "minutes": 5, "purpose": "orientation", "responsible": "Anna"},
            {"title": "x" * 60, "minutes": 5},
        ],
        "roles": [{"role": "Leder", "brings": "Ord", "tasks": ["Lytter", "Spørger"]}],
        "leadership": {"text": "Vi bakker op.", "name": "A"},
        "more": [{"text": "Mere", "url": "https://eksempel.example/" + "langt/" * 40, "note": "En note"}],
    }
    files = {
        "cardprint.yaml": {"title": "Prøve", "languages": ["da", "en"], "organisation": "bleg"},
        "cards/organisations/bleg.yaml": {"name": "Bleg & Co", "colours": {"primary": "#ffee00", "accent": "#00ff88"}},
        "cards/kort.yaml": {"title": "Kort", "language": "da", "themes": themes, "cards": cards},
        "cards/agendas/moede.yaml": agenda,
    }
    for name, said in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    (root / "images").mkdir()
    (root / "images" / "foto.jpg").write_bytes(_picture())


def by_checker(jar: Path, files: list[Path]) -> list[str]:
    """Let the Nu checker read the files; give what it says, warnings too."""
    command = ["java", "-jar", str(jar), "--format", "json", "--stdout", "--exit-zero-always", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [f"{message.get('url')}:{message.get('lastLine')}: {message['message']}" for message in json.loads(said)["messages"]]


def by_browser(browser: Browser, file: Path, axe: str, pictures: Path | None) -> Iterator[str]:
    """Look at a page in every way."""
    browser.ask("Page.navigate", url=file.resolve().as_uri())
    browser.until(f"document.readyState === 'complete' && location.href.endsWith({json.dumps('/' + file.name)})")
    for medium in ("screen", "print"):
        for scheme in ("light", "dark"):
            browser.media(scheme, medium)
            for name, (width, scale) in ROOMS.items() if medium == "screen" else SHEET.items():
                browser.room(width, scale=scale)
                yield from (f"{file.name} {medium} {scheme} {name}: {fault}" for fault in browser.faults(axe))
                if browser.run("document.documentElement.scrollWidth > window.innerWidth"):
                    yield f"{file.name} {medium} {scheme} {name}: wider than the window"
                if pictures and medium == "screen":
                    height = browser.run("document.documentElement.scrollHeight")
                    browser.room(width, min(height, 6000), scale)
                    browser.picture(pictures / f"{file.parent.name}-{file.stem}-{scheme}-{name}.png")
    browser.media("light", "")
    if browser.run("performance.getEntriesByType('resource').filter((one) => !one.name.startsWith('data:')).length"):
        yield f"{file.name}: asks for something from elsewhere"
    if pictures:
        data = browser.ask("Page.printToPDF", preferCSSPageSize=True, paperWidth=8.27, paperHeight=11.69)["data"]
        (pictures / f"{file.parent.name}-{file.stem}.pdf").write_bytes(base64.b64decode(data))


def main(folder: str, axe_file: str, jar: str, seen: str = "") -> int:
    """Do all of it, and say what was found."""
    axe, pictures = Path(axe_file).read_text(encoding="utf-8"), Path(seen) if seen else None
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        strange(Path(work))
        errors = [problem for problem in build(Job(path=Path(work), kinds=KINDS)).problems if problem.is_error]
        files = [*sorted(Path(folder).rglob("*.html")), *sorted(Path(work).rglob("*.html"))]
        found = [*map(str, errors), *by_checker(Path(jar), files)]
        browser = Browser(profile)
        try:
            for file in files:
                found += by_browser(browser, file, axe, pictures)
        finally:
            browser.close()
    print(*found, f"{len(files)} pages, {len(found)} findings of the Nu checker, axe and the window", sep="\n")
    return int(bool(found) or not files)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
