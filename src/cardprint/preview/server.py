"""The page's server: for this machine alone, for who knows the address, and for reading alone.

It answers GET, at the addresses of the table ANSWERS below a token that nobody guesses. A page from elsewhere gets nothing: neither by a name that
it made point here (Host), nor by a request of its script (Origin, Sec-Fetch-Site). No name that comes with a request reaches the disk.
"""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cardprint import __version__
from cardprint.errors import Place, error
from cardprint.messages import sentence
from cardprint.preview.engine import Engine, GoneError
from cardprint.preview.wording import words

HERE = "127.0.0.1"
BEAT = 10.0
"""Seconds after which a page that waits hears that there is still somebody."""
MOST_WAITING = 64
"""Pages that may wait for saves at once."""
LONGEST = 200
"""Characters of a name that a request chooses."""
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""With every answer (Content Security Policy Level 3; Fetch; HTML)."""


class Saves:
    """Counts the saves, and wakes who waits for the next."""

    def __init__(self) -> None:
        """Begin before the first."""
        self.count = 0
        self.is_over = False
        self.waiting = 0
        self._changed = threading.Condition()

    def add(self) -> None:
        """Count one more."""
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Let everyone go who waits."""
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def after(self, seen: int) -> int:
        """Wait for a save that was not seen, no longer than a beat; give the last."""
        with self._changed:
            self._changed.wait_for(lambda: self.count != seen or self.is_over, BEAT)
            return self.count


class Server(ThreadingHTTPServer):
    """Serves the page and what is on it."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self, engine: Engine, language: str, port: int = 0) -> None:
        """Open the port; 0: one that is free. Raises OSError where it is taken."""
        self.engine, self.language = engine, language
        self.token = secrets.token_urlsafe(24)
        self.saves = Saves()
        super().__init__((HERE, port), Answer)

    @property
    def address(self) -> str:
        """The page's address, which nobody else knows."""
        return f"http://{HERE}:{self.server_port}/{self.token}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went before its answer came."""


class Answer(BaseHTTPRequestHandler):
    """One request, answered or refused."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = f"cardprint/{__version__}", ""
    timeout = 60

    def do_GET(self) -> None:
        """Answer what is asked for at one of the page's addresses."""
        path, query = self._asked()
        if path is None:
            self._refuse(HTTPStatus.FORBIDDEN)
        elif path not in ANSWERS:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            ANSWERS[path](self, query)

    def _asked(self) -> tuple[str | None, dict[str, str]]:
        """Give what is asked for below the token; None for who may not ask."""
        try:
            address = urlsplit(self.path)
            query = dict(parse_qsl(address.query, max_num_fields=20))
        except ValueError:
            return None, {}
        token, _, name = address.path.removeprefix("/").partition("/")
        is_known = hmac.compare_digest(token.encode(), self.server.token.encode())
        return (name if is_known and self._is_from_here() else None), {key: value[:LONGEST] for key, value in query.items()}

    def _is_from_here(self) -> bool:
        """Tell whether the browser thinks of this machine, and whether this page, or nobody, has sent it."""
        hosts = {f"{name}:{self.server.server_port}" for name in (HERE, "localhost")}
        named, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        is_ours = len(named) == 1 and named[0].lower() in hosts
        return is_ours and all(origin == f"http://{named[0]}" for origin in origins) and self._is_of_this_page()

    def _is_of_this_page(self) -> bool:
        """Tell whether this page asks, or a person who opens it, be it by a link in a mail (Fetch Metadata Request Headers)."""
        said = {name: self.headers.get_all(f"Sec-Fetch-{name}", []) for name in ("Site", "Mode", "Dest")}
        is_opened = said["Mode"] == ["navigate"] and said["Dest"] == ["document"] and urlsplit(self.path).path.endswith("/")
        return is_opened or all(site in {"same-origin", "none"} for site in said["Site"])

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self.give(status.phrase.encode(), "text/plain; charset=utf-8", status=status)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - the library's
        """Refuse whatever is no GET, in as few words."""
        status = HTTPStatus(code)
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED if status is HTTPStatus.NOT_IMPLEMENTED else status)

    def give(self, data: bytes, kind: str, *, status: HTTPStatus = HTTPStatus.OK, lasting: bool = False) -> None:
        """Send an answer; a `lasting` one is what it is for good."""
        self.send_response(status)
        self.head(kind, lasting=lasting)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def head(self, kind: str, *, lasting: bool = False) -> None:
        """Send the headers of every answer."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "private, max-age=31536000, immutable" if lasting else "no-store")
        self.send_header("Content-Type", kind)

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the user asked for."""


def _page(answer: Answer, _: Mapping[str, str]) -> None:
    language = answer.server.language
    text = _file("page.html").decode()
    for name, said in words(language).items():
        text = text.replace(f"{{{name}}}", escape(said))
    answer.give(text.encode(), "text/html; charset=utf-8")


def _words(answer: Answer, _: Mapping[str, str]) -> None:
    answer.give(json.dumps(words(answer.server.language)).encode(), "application/json")


def _view(answer: Answer, query: Mapping[str, str]) -> None:
    server = answer.server
    chosen = {key: value for key, value in query.items() if key != "whole"}
    try:
        data = server.engine.ask("view", chosen=chosen, revision=server.saves.count, whole="whole" in query)
    except GoneError:
        message, hint = sentence(error("preview-fell-over", Place("")), server.language)
        told = {"severity": "error", "message": message, "hint": hint, "places": [], "mine": True}
        data = json.dumps({"revision": server.saves.count, "problems": [told], "is_gone": True}).encode()
    answer.give(data, "application/json")


def _picture(answer: Answer, query: Mapping[str, str]) -> None:
    try:
        page, fineness = int(query.get("page", "0")), int(query.get("fineness", "1"))
        data = answer.server.engine.ask("picture", key=query.get("key", ""), page=page, fineness=fineness)
    except (ValueError, GoneError):
        data = b""
    answer.give(data, "image/png", status=HTTPStatus.OK if data else HTTPStatus.NOT_FOUND, lasting=bool(data))


def _saves(answer: Answer, _: Mapping[str, str]) -> None:
    """Tell of each save for as long as the page is open (HTML, 9.2 Server-sent events)."""
    saves = answer.server.saves
    answer.close_connection = True
    if saves.waiting >= MOST_WAITING:
        answer.give(b"", "text/plain", status=HTTPStatus.SERVICE_UNAVAILABLE)
        return
    answer.send_response(HTTPStatus.OK)
    answer.head("text/event-stream")
    answer.send_header("Connection", "close")
    answer.end_headers()
    saves.waiting += 1
    try:
        seen = saves.count
        answer.wfile.write(f"retry: 500\nid: {seen}\nevent: saved\ndata: {seen}\n\n".encode())
        while not saves.is_over:
            now = saves.after(seen)
            answer.wfile.write(f"id: {now}\nevent: saved\ndata: {now}\n\n".encode() if now != seen else b": here\n\n")
            seen = now
    except OSError:  # the page was closed
        return
    finally:
        saves.waiting -= 1


@cache
def _file(name: str) -> bytes:
    return files("cardprint.preview").joinpath(name).read_bytes()


def _given(name: str, kind: str) -> Callable[[Answer, Mapping[str, str]], None]:
    return lambda answer, _: answer.give(_file(name), kind)


ANSWERS: Mapping[str, Callable[[Answer, Mapping[str, str]], None]] = {
    "": _page,
    "page.css": _given("page.css", "text/css; charset=utf-8"),
    "icon.svg": _given("icon.svg", "image/svg+xml"),
    "page.js": _given("page.js", "text/javascript; charset=utf-8"),
    "words": _words,
    "view": _view,
    "picture": _picture,
    "saves": _saves,
}
"""All that there is to ask for, below the token."""
