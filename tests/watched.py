"""Look at `cardprint preview` in headless Chromium: `make browser` (Debian, as root).

Usage: python tests/watched.py AXE [PICTURES]: axe-core's file, and a folder for pictures of the page. It edits a copy of the shipped deck, sees when
the picture follows, breaks the file in between, works the page by keyboard, lets axe look at it, and asks from elsewhere. Ends with 1 if anything is not so.
"""

from __future__ import annotations

import json
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from chromium import Browser

ROOT = Path(__file__).resolve().parents[1]
EDITS = 20
MOST = 0.3
"""Seconds from a save to its picture, in the middle."""
BROKEN = {
    "a bracket": ("    text: ", "    text: [", "samtalekort.yaml"),
    "a theme": ("    theme: sprog", "    theme: sporg", "samtalekort.yaml"),
    "a key": ("    text: ", "    tekst: ", "samtalekort.yaml"),
}


@contextmanager
def previewing(root: Path) -> Iterator[str]:
    """Serve a project; give the address. It ends by Ctrl-C, in time."""
    command = [str(Path(sys.executable).with_name("cardprint")), "preview", str(root), "--no-open"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.send_signal(signal.SIGINT)
        if server.wait(20):
            raise RuntimeError(server.returncode)


SOURCES = "[...document.querySelectorAll('#pages img')].map((image) => image.src).join()"
SETTLED = "document.documentElement?.dataset.shown && document.documentElement.dataset.judged === document.documentElement.dataset.shown"


def follows(browser: Browser, deck: Path) -> list[float]:
    """Edit the shown card again and again, with mistakes in between; give the seconds from each save to its picture."""
    sound, times = deck.read_text(encoding="utf-8"), []
    breaks = list(BROKEN.items())
    for number in range(EDITS):
        name, (before, after, file) = breaks[number % len(breaks)]
        if number % 2:
            seen = browser.run(SOURCES)
            first = sound.index("  - id: sprog-01")
            deck.write_text(sound[:first] + sound[first:].replace(before, after, 1), encoding="utf-8")
            browser.until("!!document.querySelector('#problems article.error')")
            said = browser.run("document.querySelector('#problems article.error').innerText")
            assert re.search(rf"{file}:\d+", said), (name, said)
            assert "Råd:" in said, (name, said)
            if name == "a bracket":
                assert browser.run(SOURCES) == seen, name
                assert browser.run("document.body.hasAttribute('data-stale')"), name
        seen = browser.run(SOURCES)
        was = browser.run("document.documentElement.dataset.shown")
        start = time.monotonic()
        deck.write_text(re.sub(r"(- id: sprog-01\n(?:.*\n)*?    text: )", rf"\g<1>Nr. {number}, ", sound, count=1), encoding="utf-8")
        browser.until(
            f"{SOURCES} !== {seen!r} && document.documentElement.dataset.shown !== {was!r} && !document.body.hasAttribute('data-stale')"
        )
        times.append(time.monotonic() - start)
        browser.until(SETTLED)
        browser.until("!document.querySelector('#problems article.error')")
    return times


def by_keyboard(browser: Browser) -> None:
    """Find a card by a word and by its number, and go on to the next, without a mouse."""
    browser.run("document.querySelector('#find').focus()")
    browser.ask("Input.insertText", text="forælder")
    browser.press("Enter")
    browser.until("document.querySelector('#cards :checked').value === 'sprog-02'")
    browser.run("document.querySelector('#find').select()")
    browser.ask("Input.insertText", text="5")
    browser.press("Enter")
    browser.until("document.querySelector('#cards :checked').parentElement.innerText.startsWith('5')")
    browser.run("document.querySelector('#find').value = ''; document.querySelector('#find').dispatchEvent(new Event('input'))")
    browser.press("ArrowDown")
    browser.press("ArrowDown")
    browser.until("document.querySelector('#cards :checked').parentElement.innerText.startsWith('6')")
    seen = set()
    for _ in range(25):
        browser.press("Tab")
        seen.add(browser.run("document.activeElement.id || document.activeElement.name || document.activeElement.innerText"))
    missing = {"document", "kind", "area", "profile", "zoom", "find", "card", "copy"} - seen
    assert not missing, missing


def by_axe(browser: Browser, axe: str) -> None:
    """Let axe look at the page as it is."""
    found = browser.faults(axe)
    assert found == [], found


class _Elsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def from_elsewhere(browser: Browser, address: str) -> None:
    """A page of another origin that knows the address gets nothing all the same."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    browser.ask("Page.navigate", url=f"http://127.0.0.1:{server.server_port}/")
    browser.until("document.readyState === 'complete' && location.port")
    asked = json.dumps(f"{address}view")
    assert browser.run(f"fetch({asked}).then(() => 'got it', () => 'nothing')") == "nothing"
    assert browser.run(f"fetch({asked}, {{mode: 'no-cors'}}).then(() => 'got it', () => 'nothing')") == "nothing"
    image = f"new Promise((done) => {{ const image = new Image(); image.onload = () => done('got it'); image.onerror = () => done('nothing'); image.src = {json.dumps(address + 'page.css')}; }})"
    assert browser.run(image) == "nothing"
    server.shutdown()


def looks(browser: Browser, name: str, pictures: Path | None, axe: str) -> None:
    """Look at the page in light and dark, wide and narrow."""
    for scheme in ("light", "dark"):
        browser.media(scheme)
        by_axe(browser, axe)
        if pictures:
            browser.picture(pictures / f"{name}-{scheme}.png")


def tour(browser: Browser, address: str, deck: Path, see: Callable[[str], None]) -> list[float]:
    """Go through all that a person does with the page; give how long pictures took."""
    browser.ask("Page.navigate", url=f"{address}#area=skole&card=sprog-01")
    browser.until(SETTLED)
    times = follows(browser, deck)
    deck.write_text(deck.read_text(encoding="utf-8").replace("    text: ", "    text: [", 1), encoding="utf-8")
    browser.until("document.body.hasAttribute('data-stale')")
    see("broken")
    shutil.copy(ROOT / "cards" / "samtalekort.yaml", deck)
    browser.until("!document.body.hasAttribute('data-stale')")
    see("card")
    by_keyboard(browser)
    browser.run("const s = document.querySelector('[name=document]'); s.value = 'agenda.intromoede'; s.dispatchEvent(new Event('change'))")
    browser.until("document.querySelectorAll('#pages img').length === 4")
    browser.until("[...document.querySelectorAll('#pages img')].slice(0, 2).every((image) => image.complete && image.naturalWidth)")
    see("meeting")
    browser.room(400)
    see("narrow")
    browser.ask("Emulation.clearDeviceMetricsOverride")
    from_elsewhere(browser, address)
    return times


def main(axe_file: str, folder: str = "") -> int:
    """Do all of it, and say how long pictures took."""
    axe, pictures = Path(axe_file).read_text(encoding="utf-8"), Path(folder) if folder else None
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        root = Path(work) / "projekt æøå"
        shutil.copytree(ROOT / "cards", root / "cards")
        shutil.copy(ROOT / "cardprint.yaml", root)
        browser = Browser(profile)
        try:
            with previewing(root) as address:
                times = tour(browser, address, root / "cards" / "samtalekort.yaml", lambda name: looks(browser, name, pictures, axe))
        finally:
            browser.close()
    middle = statistics.median(times)
    print(f"save -> picture: median {middle * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms, {len(times)} edits; axe: nothing found")
    return int(middle > MOST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
