"""Look at `cardprint preview` in headless Chromium: `make browser` (Debian, as root).

Usage: python tests/watched.py AXE [PICTURES]: axe-core's file, and a folder for pictures of the page. It edits a copy of the shipped deck, sees when
the picture follows, breaks the file in between, works the page by keyboard, lets axe look at it, and asks from elsewhere. Ends with 1 if anything is not so.
"""

from __future__ import annotations

import base64
import json
import os
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
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EDITS = 20
MOST = 0.3
"""Seconds from a save to its picture, in the middle."""
BROKEN = {
    "a bracket": ("    text: ", "    text: [", "samtalekort.yaml"),
    "a theme": ("    theme: sprog", "    theme: sporg", "samtalekort.yaml"),
    "a key": ("    text: ", "    tekst: ", "samtalekort.yaml"),
}


class Browser:
    """Chromium, spoken to by its pipe (Chrome DevTools Protocol)."""

    def __init__(self, profile: str) -> None:
        """Start it with an empty page."""
        down, up = os.pipe(), os.pipe()

        def pipes() -> None:
            os.dup2(down[0], 3)
            os.dup2(up[1], 4)

        options = (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--remote-debugging-pipe",
        )
        command = ["chromium", *options, f"--user-data-dir={profile}", "--window-size=1500,950", "about:blank"]
        fds = (down[0], up[1])
        keep = (3, 4, *fds)
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=keep, preexec_fn=pipes)  # noqa: PLW1509 - before any thread
        self.out, self.back = os.fdopen(down[1], "wb", 0), os.fdopen(up[0], "rb", 0)
        self.number, self.rest, self.session = 0, b"", ""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **values: object) -> dict[str, Any]:
        """Call a method and give what it returns."""
        self.number += 1
        said = {"id": self.number, "method": method, "params": values, **({"sessionId": self.session} if self.session else {})}
        self.out.write(json.dumps(said).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                self.rest += self.back.read(1 << 20)
            one, _, self.rest = self.rest.partition(b"\0")
            answer = json.loads(one)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def run(self, script: str) -> Any:
        """Run a script in the page; a promise is waited for."""
        found = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"])
        return found["result"].get("value")

    def until(self, script: str, seconds: float = 20) -> None:
        """Wait until a script gives what is true."""
        end = time.monotonic() + seconds
        while not self.run(script):
            if time.monotonic() > end:
                seen = self.run("JSON.stringify(document.documentElement.dataset) + document.body.innerText")
                raise TimeoutError(script, seen)
            time.sleep(0.004)

    def press(self, key: str) -> None:
        """Press a key."""
        codes = {"Tab": 9, "ArrowDown": 40, "Enter": 13, " ": 32}
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.ask(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=codes[key],
                **(text if kind == "keyDown" else {}),
            )

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


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
    browser.run(axe)
    found = browser.run("axe.run().then((found) => found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]))")
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
        browser.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
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
    browser.ask("Emulation.setDeviceMetricsOverride", width=400, height=900, deviceScaleFactor=1, mobile=False)
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
            browser.process.terminate()
            browser.process.wait(10)
    middle = statistics.median(times)
    print(f"save -> picture: median {middle * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms, {len(times)} edits; axe: nothing found")
    return int(middle > MOST)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
