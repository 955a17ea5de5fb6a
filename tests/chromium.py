"""Chromium, as `make browser` starts it: without a window, as root, with an empty profile; and spoken to by its pipe."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

COMMAND = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")


class Browser:
    """Chromium, spoken to by its pipe (Chrome DevTools Protocol)."""

    def __init__(self, profile: str) -> None:
        """Start it with an empty page."""
        down, up = os.pipe(), os.pipe()

        def pipes() -> None:
            os.dup2(down[0], 3)
            os.dup2(up[1], 4)

        command = [*COMMAND, "--remote-debugging-pipe", f"--user-data-dir={profile}", "--window-size=1500,950", "about:blank"]
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

    def close(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)
        self.out.close()
        self.back.close()

    def media(self, scheme: str, kind: str = "screen") -> None:
        """Look at pages as who wants them light or dark, on a screen or in print."""
        self.ask("Emulation.setEmulatedMedia", media=kind, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def room(self, width: int, height: int = 900, scale: float = 1) -> None:
        """Make the window so many CSS pixels wide."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False)

    def faults(self, axe: str) -> list[Any]:
        """Let axe look at the page as it is."""
        self.run(axe)
        return self.run("axe.run().then((found) => found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]))")

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))
