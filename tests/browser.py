"""Fill in worksheets with pdf.js in headless Chromium, as Firefox and many web pages do, and look at what it writes: `make browser` (Debian, as root).

Usage: python tests/browser.py FOLDER, a folder with fillable worksheets. Says what pdf.js writes into the file, and what does not read back equal.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import filling
import pikepdf
from chromium import COMMAND

PDFJS = Path("/usr/share/javascript/pdf/build")
"""Where Debian's libjs-pdf puts pdf.js."""
WAIT = 120
"""Seconds that the browser may take for a file."""
PAGE = """<!doctype html><meta charset="utf-8"><script src="/pdf.js"></script><div id="all"></div><script>
(async () => {
  try {
    pdfjsLib.GlobalWorkerOptions.workerSrc = "/pdf.worker.js";
    const meant = await (await fetch("/meant")).json();
    const file = await pdfjsLib.getDocument({url: "/file.pdf"}).promise;
    const links = {getDestinationHash: () => "", getAnchorUrl: () => "", addLinkAttributes: () => {}, externalLinkEnabled: false};
    for (let number = 1; number <= file.numPages; number++) {
      const page = await file.getPage(number), viewport = page.getViewport({scale: 1, dontFlip: true});
      const annotations = await page.getAnnotations({intent: "display"});
      const div = document.createElement("div");
      document.getElementById("all").append(div);
      pdfjsLib.AnnotationLayer.render({viewport, div, annotations, page, linkService: links, renderForms: true,
        annotationStorage: file.annotationStorage, downloadManager: null, imageResourcesPath: ""});
      for (const one of annotations) {
        const field = div.querySelector(`[data-annotation-id="${one.id}"] :is(input, textarea)`);
        const value = meant[one.fieldName];
        if (!field || value === undefined) continue;
        if (field.type === "radio" ? one.buttonValue === value : field.type === "checkbox") field.click();
        else if (field.type !== "radio") {
          field.focus();
          field.select();
          document.execCommand("insertText", false, value);
          field.blur();
        }
      }
    }
    await fetch("/filled", {method: "POST", body: await file.saveDocument()});
  } catch (reason) {
    await fetch("/failed", {method: "POST", body: String(reason && reason.stack || reason)});
  }
})();
</script>"""


class _Server(ThreadingHTTPServer):
    """Gives the browser the page, pdf.js and the file, and takes what it sends back."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.files = files
        self.came: dict[str, bytes] = {}
        self.done = Event()


class _Answers(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        data = self.server.files.get(self.path)
        kind = {"js": "text/javascript", "pdf": "application/pdf"}.get(self.path.rpartition(".")[2], "text/html")
        self.send_response(200 if data is not None else 404)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(data or b"")

    def do_POST(self) -> None:
        self.server.came[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(204)
        self.end_headers()
        self.server.done.set()

    def log_message(self, *_: object) -> None:
        """Say nothing: what counts is what comes back."""


def by_pdfjs(data: bytes, filled: filling.Values) -> bytes:
    """Fill in with pdf.js: type into its fields, click on its buttons, take the file that it saves."""
    files = {f"/{name}": (PDFJS / name).read_bytes() for name in ("pdf.js", "pdf.worker.js")}
    server = _Server({**files, "/": PAGE.encode(), "/meant": json.dumps(filled).encode(), "/file.pdf": data})
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with tempfile.TemporaryDirectory() as profile:
        browser = subprocess.Popen([*COMMAND, f"--user-data-dir={profile}", address], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            server.done.wait(WAIT)
        finally:
            browser.terminate()
            browser.wait(10)
            server.shutdown()
    if "/filled" not in server.came:
        raise RuntimeError(server.came.get("/failed", b"pdf.js did not answer in time").decode())
    return server.came["/filled"]


def main() -> int:
    """Fill in every worksheet of a folder and say what differs."""
    if shutil.which("chromium") is None or not PDFJS.is_dir():
        print("chromium and libjs-pdf are missing: apt-get install --no-install-recommends chromium libjs-pdf", file=sys.stderr)
        return 2
    wrong = 0
    files = sorted(path for path in Path(sys.argv[1]).rglob("*.pdf") if next(filling.widgets(path.read_bytes()), None))
    for path in files:
        data = path.read_bytes()
        meant = filling.meant(data, pages=2)
        made = by_pdfjs(data, meant)
        before, after = filling.expected(meant, data), _collected(made)
        different = {name: (before.get(name), after.get(name)) for name in {*before, *after} if before.get(name) != after.get(name)}
        wrong += len(different)
        print(f"{path.name}: {len(meant)} fields filled in, {len(different)} different; {_kept(data, made)}")
        for name, (said, found) in sorted(different.items()):
            print(f"  {name}: {said!r} became {found!r}")
    print(f"{len(files)} passed, {wrong} failed" if not wrong else f"0 passed, {wrong} failed")
    return 1 if wrong or not files else 0


def _collected(made: bytes) -> Mapping[str, tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        return filling.collected(made, Path(folder))


def _kept(data: bytes, made: bytes) -> str:
    """Say how the file was written: behind the old one or anew, whether appearances and NeedAppearances were."""
    with pikepdf.open(BytesIO(made)) as file:
        form = file.Root.AcroForm
        needs = "/NeedAppearances" in form and bool(form.NeedAppearances)
        drawn = sum("/AP" in field for field in form.Fields if field.get("/FT") == "/Tx" and str(field.get("/V", "")))
        texts = sum(1 for field in form.Fields if field.get("/FT") == "/Tx" and str(field.get("/V", "")))
    way = "appended" if made.startswith(data) else "written anew"
    return f"{way}, {drawn} of {texts} texts drawn, NeedAppearances {needs}"


if __name__ == "__main__":
    sys.exit(main())
