"""The page that follows what is being written: who may ask, what is shown, what a save and a broken file come to."""

from __future__ import annotations

import ctypes
import http.client
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
from click.testing import CliRunner

from cardprint import remembered
from cardprint.cli import cli
from cardprint.preview import watching
from cardprint.preview.engine import Engine, GoneError
from cardprint.preview.views import Desk, View
from cardprint.preview.wording import DANISH, ENGLISH

if TYPE_CHECKING:
    from conftest import Make

PAGE = Path(watching.__file__).parent
DECK = """\
id: kort
title: Kort
themes: [{id: a, name: Sprog, colour: "#0b5c6b"}]
cards:
  - id: a-01
    theme: a
    text: Hvad siger vi?
  - id: a-02
    theme: a
    text: Hvem hører efter?
    variants: {skole: {text: Hvem hører efter i skolen?}}
"""
PLAIN = DECK.partition("    variants")[0]
AGENDA = """\
id: moede
title: Et møde
date: 2026-12-01
start: 13:00
items: [{title: Velkommen, minutes: 10, purpose: orientation}]
"""
FILES = {
    "cardprint.yaml": "title: Prøve\nareas: [aeldre, skole]\n",
    "cards/kort.yaml": DECK,
    "cards/agendas/moede.yaml": AGENDA,
    "cards/areas/aeldre.yaml": "id: aeldre\nname: Ældre\n",
    "cards/areas/skole.yaml": "id: skole\nname: Skole\n",
}


def _hears_ctrl_c() -> None:
    """Take Ctrl-C as a terminal's program does: tests that run in the background of a shell would hand on that it is ignored (POSIX, 2.11)."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Served:
    """A project that `cardprint preview` serves."""

    def __init__(self, root: Path, *options: str) -> None:
        command = [sys.executable, "-m", "cardprint", "preview", str(root), "--no-open", *options]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, preexec_fn=_hears_ctrl_c)  # noqa: PLW1509
        self.address = urlsplit(self.process.stdout.readline().strip())
        self.path = self.address.path

    def ask(
        self, path: str = "", method: str = "GET", headers: Mapping[str, str] | None = None, whole: str = ""
    ) -> tuple[int, bytes, Mapping[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.address.port, timeout=20)
        connection.request(method, whole or self.path + path, headers=dict(headers or {}))
        answer = connection.getresponse()
        found = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return found

    def view(self, **chosen: str) -> dict[str, Any]:
        return json.loads(self.ask(f"view?{urlencode(chosen)}")[1])

    def picture(self, page: Mapping[str, Any]) -> bytes:
        return self.ask(f"picture?{urlencode({'key': page['key'], 'page': page['page']})}")[1]

    def after_save(self, seen: int, **chosen: str) -> dict[str, Any]:
        """Give the view of a later save than the one that was seen."""
        end = time.monotonic() + 30
        while (view := self.view(**chosen))["revision"] <= seen and time.monotonic() < end:
            time.sleep(0.02)
        return view

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(how)
        return self.ended()

    def ended(self) -> int:
        """Wait until it ends; where it does not, no process is left behind for other tests to trip over."""
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()
            self.process.stderr.close()


def write(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    made = Served(write(tmp_path_factory.mktemp("prøve æøå"), FILES))
    yield made
    made.end()


def desk(root: Path, only: Path | None = None, language: str = "da") -> Desk:
    return Desk(root, only, language)


def shown(root: Path, only: Path | None = None, language: str = "da", **chosen: str) -> View:
    return desk(root, only, language).view(chosen, 0, whole=True)


# --- who may ask


@pytest.mark.parametrize("path", ["/", "/wrong/", "/view", "/../", "//", "/%00/", "/wrong/view?card=a-01"])
def test_who_does_not_know_the_address_gets_nothing(served: Served, path: str) -> None:
    assert served.ask(whole=path)[:2] == (403, b"Forbidden")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["", "view", "picture?key=a", "saves", "page.js"])
def test_a_page_from_elsewhere_gets_nothing(served: Served, headers: Mapping[str, str], path: str) -> None:
    assert served.ask(path, headers=headers)[:2] == (403, b"Forbidden")


def test_the_page_itself_may_ask(served: Served) -> None:
    own = f"http://127.0.0.1:{served.address.port}"
    assert served.ask("view", headers={"Origin": own, "Sec-Fetch-Site": "same-origin"})[0] == 200
    assert served.ask("", headers={"Host": f"localhost:{served.address.port}"})[0] == 200


def test_a_person_may_follow_a_link_to_it_and_nothing_else(served: Served) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert served.ask("", headers=link)[0] == 200
    assert served.ask("view", headers=link)[0] == 403
    assert served.ask("", headers={**link, "Sec-Fetch-Dest": "iframe"})[0] == 403


def test_two_hosts_are_none(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.address.port), timeout=5) as line:
        line.sendall(f"GET {served.path} HTTP/1.1\r\nHost: {served.address.netloc}\r\nHost: evil.example\r\n\r\n".encode())
        assert line.recv(4000).startswith(b"HTTP/1.1 403")


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE", "BREW"])
def test_there_is_nothing_but_reading(served: Served, method: str) -> None:
    status, _, headers = served.ask("view", method)
    assert (status, headers["allow"]) == (405, "GET")


@pytest.mark.parametrize(
    "path",
    [
        "../cardprint.yaml",
        "%2e%2e/cardprint.yaml",
        "cardprint.yaml",
        "cards/kort.yaml",
        "page.html",
        "server.py",
        "page.css/..",
        "/etc/passwd",
        "picture?key=../../cardprint.yaml",
        "picture?key=a&page=x",
        "picture",
        f"picture?key={'a' * 5000}&page=-1&fineness=999999999",
    ],
)
def test_no_path_reaches_the_disk(served: Served, path: str) -> None:
    assert served.ask(path)[0] == 404


@pytest.mark.parametrize("path", ["", "page.js", "page.css", "words", "view", "nothing"])
def test_every_answer_keeps_strangers_out(served: Served, path: str) -> None:
    headers = served.ask(path)[2]
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers
    assert headers["cache-control"] == "no-store"


def test_a_long_or_torn_request_does_not_end_the_server(served: Served) -> None:
    for data in (b"\x16\x03\x01\x00", b"GET " + b"a" * 70_000, b"GET / HTTP/9.9\r\n\r\n", b"GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", served.address.port), timeout=5) as line:
            line.sendall(data)
    assert served.ask("view")[0] == 200


# --- the page


def test_the_page_speaks_the_projects_language_and_has_no_script_of_its_own(served: Served) -> None:
    page = served.ask()[1].decode()
    assert '<html lang="da">' in page
    assert DANISH["problems"] in page
    assert not re.search(r"\{\w+\}", page)
    assert not re.search(r"<script(?![^>]* src=\"page\.js\")|<style|\son\w+=|style=|https?://", page)


def test_each_word_of_the_page_is_there_in_both_languages() -> None:
    assert DANISH.keys() == ENGLISH.keys()
    fields = re.compile(r"\{(\w+)\}")
    assert all(fields.findall(DANISH[name]) == fields.findall(ENGLISH[name]) for name in DANISH)
    named = set(fields.findall((PAGE / "page.html").read_text(encoding="utf-8")))
    said = set(re.findall(r'say\("(\w+)"', (PAGE / "page.js").read_text(encoding="utf-8")))
    ids = {"card", "deck", "agenda", "worksheet", "error", "warning"}  # said by the names that the server gives
    assert named | said | ids == set(DANISH)


# --- what is shown


def test_a_card_is_shown_at_its_printed_size_with_file_and_line(served: Served) -> None:
    view = served.view(card="a-02", area="aeldre")
    assert [(page["width"], page["height"], page["name"]) for page in view["pages"]] == [(96, 68, "forside"), (96, 68, "bagside")]
    assert view["pages"][0]["alt"] == "Hvem hører efter?"
    assert view["at"] == "cards/kort.yaml:8"
    assert all(served.picture(page).startswith(b"\x89PNG") for page in view["pages"])


def test_another_area_prints_other_words_and_says_where_they_stand(served: Served) -> None:
    base, school = (served.view(card="a-02", area=area) for area in ("aeldre", "skole"))
    assert served.picture(base["pages"][0]) != served.picture(school["pages"][0])
    assert [card["said_at"] for card in school["cards"]] == ["", "cards/kort.yaml:11"]
    assert [option["name"] for option in school["options"]["area"]] == ["Ældre", "Skole"]


def test_names_that_are_not_there_are_as_good_as_none(served: Served) -> None:
    odd = dict.fromkeys(("document", "kind", "area", "organisation", "language", "profile", "card"), "../../x")
    assert served.view(**odd)["chosen"] == served.view()["chosen"]
    assert served.view(card="a" * 10_000, nothing="b")["chosen"]["card"] == "a-01"


def test_a_profile_turns_the_sheet(served: Served) -> None:
    office, shop = (served.view(kind=kind, profile=profile) for kind, profile in (("sheets", "office-a4"), ("shop", "print-shop-3mm")))
    assert office["chosen"]["kind"], shop["chosen"]["kind"] == ("sheets", "shop")
    assert office["pages"][0]["width"] == 210
    assert shop["pages"][0]["width"] == pytest.approx(102, abs=0.1)


def test_the_papers_of_a_meeting_are_shown(served: Served) -> None:
    kinds = [option["id"] for option in served.view(document="agenda.moede")["options"]["kind"]]
    assert kinds[:3] == ["handout", "facilitator", "invitation"]
    for kind, width in (("handout", 210), ("facilitator", 297), ("invitation", 210), ("posters", 297), ("badges", 210)):
        view = served.view(document="agenda.moede", kind=kind)
        assert (view["pages"][0]["width"], view["chosen"]["kind"], view["at"]) == (width, kind, "cards/agendas/moede.yaml:1")


def test_finding_reads_what_stands_on_the_card(served: Served) -> None:
    found = served.view()["cards"]
    assert [(card["number"], card["theme"], card["colour"]) for card in found] == [(1, "Sprog", "#0b5c6b"), (2, "Sprog", "#0b5c6b")]
    assert all(word in found[1]["found_by"] for word in ("hvem hører efter?", "a-02", "sprog"))


@pytest.mark.parametrize(
    ("files", "document"),
    [
        ({"cards/kort.yaml": PLAIN, "cards/worksheets/ark.yaml": "id: ark\ntitle: Ark\nkind: notes\n"}, "worksheet.ark"),
        ({"cards/kort.yaml": PLAIN, "cards/agendas/moede.yaml": AGENDA}, "agenda.moede"),
        ({"cards/kort.yaml": "\ufeff" + PLAIN.replace("\n", "\r\n")}, "deck.kort"),
        ({"cards/kort.yaml": PLAIN, "templates/cards.xml.j2": '{% extends "builtin/cards.xml.j2" %}'}, "deck.kort"),
        ({"cards/kort.yaml": PLAIN.replace("title: Kort", "title: Kort\nfit: deck\nback: none\ncard_size: A6")}, "deck.kort"),
        ({"cards/kort.yaml": PLAIN, "cards/andre.yaml": PLAIN.replace("a-0", "b-0").replace("id: kort", "id: andre")}, "deck.andre"),
    ],
)
def test_projects_of_all_kinds_are_shown(project: Make, files: Mapping[str, str], document: str) -> None:
    view = shown(project(files), document=document)
    assert (view.chosen["document"], view.problems) == (document, ())
    assert view.pages


def test_a_project_without_anything_says_so(project: Make) -> None:
    view = shown(project({}))
    assert not view.pages
    assert [told.severity for told in view.problems] == ["error"]


@pytest.mark.parametrize("config", ["areas: [nope]", "language: xx", "print: nope", "look: nope", "decks: [nope]", "[1, 2", "\0"])
def test_whatever_cardprint_yaml_says_there_is_a_view(project: Make, config: str) -> None:
    view = shown(project({"cardprint.yaml": config, "cards/kort.yaml": PLAIN}))
    assert [told.severity for told in view.problems] == ["error"]
    assert bool(view.pages) == ("decks" not in config)


def test_words_that_are_not_translated_are_told(project: Make) -> None:
    root = project(
        {
            "cardprint.yaml": "languages: [da, en]",
            "cards/kort.yaml": PLAIN.replace("siger vi?", "siger vi?\n    translations: {en: {text: What?}}"),
        }
    )
    assert desk(root).view({"language": "en"}, 0, whole=True).problems
    assert not shown(root, card="a-01").problems


def test_a_deck_without_a_project_is_shown(tmp_path: Path) -> None:
    deck = write(tmp_path, {"et kort æ.yaml": PLAIN}) / "et kort æ.yaml"
    view = shown(tmp_path, deck)
    assert (view.at, len(view.pages)) == ("et kort æ.yaml:5", 2)


def test_a_layout_that_never_ends_is_a_problem(project: Make) -> None:
    root = project(
        {
            "cards/kort.yaml": PLAIN,
            "templates/cards.xml.j2": "<cards>{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}</cards>",
        }
    )
    view = shown(root)
    assert not view.pages
    assert any("templates/cards.xml.j2" in place for told in view.problems for place in told.places)


def test_a_card_that_is_too_long_is_told_and_stands_first(project: Make) -> None:
    root = project({"cards/kort.yaml": PLAIN.replace("Hvem hører efter?", "Hvem hører efter? " * 40)})
    first, second = (shown(root, card=card) for card in ("a-01", "a-02"))
    assert [told.mine for told in first.problems] == [False]
    assert [told.mine for told in second.problems] == [True]


def test_a_card_that_no_sheet_holds_is_told(project: Make) -> None:
    """It is not seen in the picture of the card."""
    view = shown(project({"cards/kort.yaml": PLAIN.replace("title: Kort", "title: Kort\ncard_size: 300 x 400 mm")}))
    assert [(told.severity, told.places) for told in view.problems] == [("error", ("cards/kort.yaml:3:12",))]
    assert view.pages


def test_problems_are_said_in_the_readers_language(project: Make) -> None:
    root = project({"cards/kort.yaml": PLAIN.replace("theme: a\n", "theme: b\n", 1)})
    (danish,), (english,) = (shown(root, language=language).problems for language in ("da", "en"))
    assert danish.places == english.places == ("cards/kort.yaml:6:12",)
    assert danish.message != english.message
    assert danish.hint != english.hint


def test_what_is_remembered_is_told_again_as_it_was(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": PLAIN.replace("    text: Hvad siger vi?", "    tekst: Hvad siger vi?\n    titel: Nej")})
    monkeypatch.setattr(remembered, "_kept", [])
    remembered.begin()
    again = desk(root)
    first, second = (again.view({}, number, whole=True).problems for number in range(2))
    assert first == second == shown(root).problems
    assert len(first) == 2


# --- saves


def test_a_save_is_told_and_shown(tmp_path: Path) -> None:
    served = Served(write(tmp_path, FILES))
    try:
        before = served.view(card="a-01")
        connection = http.client.HTTPConnection("127.0.0.1", served.address.port, timeout=10)
        connection.request("GET", f"{served.path}saves")
        saves = connection.getresponse()
        assert saves.headers["Content-Type"] == "text/event-stream"
        seen = before["revision"]
        write(tmp_path, {"cards/kort.yaml": DECK.replace("Hvad siger", "Hvad mener")})
        told = 0
        while told <= seen:
            line = saves.readline()
            told = int(line[4:]) if line.startswith(b"id: ") else told
        after = served.view(card="a-01")
        assert served.picture(before["pages"][0]) != served.picture(after["pages"][0])
        connection.close()

        write(tmp_path, {"cards/kort.yaml": DECK.replace("text: Hvad", "text: [Hvad")})
        broken = served.after_save(after["revision"], **after["chosen"])
        assert (broken["stale"], broken["pages"]) == (True, after["pages"])
        (told,) = broken["problems"]
        assert re.match(r"cards/kort.yaml:\d+:\d+$", told["places"][0])
        assert told["message"]
        assert told["hint"]
    finally:
        assert served.end() == 0


def test_a_project_that_goes_and_comes_back_is_followed(tmp_path: Path) -> None:
    served = Served(write(tmp_path, FILES))
    try:
        after = served.view(card="a-01")
        (tmp_path / "cardprint.yaml").rename(tmp_path / "væk.yaml")
        gone = served.after_save(after["revision"], **after["chosen"])
        assert (gone["stale"], gone["pages"]) == (True, after["pages"])
        assert "cardprint.yaml" in gone["problems"][0]["message"]

        write(tmp_path, FILES)
        sound = served.after_save(gone["revision"], **after["chosen"])
        assert (sound["stale"], sound["problems"], sound["pages"]) == (False, [], after["pages"])

        moved = tmp_path.with_name("andet sted")
        tmp_path.rename(moved)
        lost = served.after_save(sound["revision"], **after["chosen"])
        assert lost["stale"]
        assert lost["problems"]
        moved.rename(tmp_path)
        back = served.after_save(lost["revision"], **after["chosen"])
        assert (back["stale"], back["pages"]) == (False, after["pages"])
    finally:
        assert served.end() == 0


def test_nothing_is_written(tmp_path: Path) -> None:
    root = write(tmp_path / "p", FILES)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    for kind in ("card", "sheets", "reading"):
        assert shown(root, kind=kind).pages
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_what_is_built_hidden_or_linked_is_not_watched(tmp_path: Path) -> None:
    for name in ("cards/areas", "output/a", ".git/objects", "node_modules/x", "billeder/æ ø"):
        (tmp_path / "p" / name).mkdir(parents=True)
    (tmp_path / "andet").mkdir()
    (tmp_path / "p" / "cards" / "ud").symlink_to(tmp_path / "andet")
    (tmp_path / "p" / "cards" / "rundt").symlink_to(tmp_path / "p")
    found = {folder.relative_to(tmp_path / "p").as_posix() for folder in watching.folders(tmp_path / "p")}
    assert found == {".", "cards", "cards/areas", "billeder", "billeder/æ ø"}
    assert not list(watching.folders(tmp_path / "nowhere"))


# --- beginning, falling over, ending


def test_a_worker_that_falls_over_is_replaced(project: Make, capfd: pytest.CaptureFixture[str]) -> None:
    engine = Engine(project({"cards/kort.yaml": PLAIN}), None, "da")
    try:
        with pytest.raises(GoneError):
            engine.ask("nonsense")
        assert json.loads(engine.ask("view", chosen={}, revision=0, whole=False))["pages"]
    finally:
        engine.close()
    assert "KeyError" in capfd.readouterr().err
    with pytest.raises(GoneError):
        engine.ask("view", chosen={}, revision=0, whole=False)


def test_a_worker_that_takes_too_long_is_ended(project: Make) -> None:
    engine = Engine(project({"cards/kort.yaml": PLAIN}), None, "da", patience=0.01)
    with pytest.raises(GoneError):
        engine.ask("view", chosen={}, revision=0, whole=False)
    engine.close()


def test_a_file_of_the_folder_is_not_taken_for_a_module(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({"cards/kort.yaml": PLAIN, "msgspec.py": "raise SystemExit(3)", "cardprint/__init__.py": "raise SystemExit(3)"})
    monkeypatch.chdir(root)
    engine = Engine(root, None, "da")
    assert json.loads(engine.ask("view", chosen={}, revision=0, whole=False))["pages"]
    engine.close()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(project: Make, how: signal.Signals) -> None:
    served = Served(project({"cards/kort.yaml": PLAIN}), "--lang", "en")
    assert b'<html lang="en">' in served.ask()[1]
    with socket.create_connection(("127.0.0.1", served.address.port), timeout=5) as line:  # a page that waits does not hold it up
        line.sendall(f"GET {served.path}saves HTTP/1.1\r\nHost: {served.address.netloc}\r\n\r\n".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 200")
        start = time.monotonic()
        assert served.end(how) == 0
        assert time.monotonic() - start < 8


@pytest.mark.skipif(sys.platform != "linux", reason="threads are numbered in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_too_where_another_thread_took_the_signal(project: Make, how: signal.Signals) -> None:
    served = Served(project({"cards/kort.yaml": PLAIN}), "--lang", "en")
    served.ask()
    number = served.process.pid
    other = max(int(task.name) for task in Path(f"/proc/{number}/task").iterdir())
    assert other != number
    assert ctypes.CDLL(None).tgkill(number, other, int(how)) == 0
    assert served.ended() == 0


def test_a_port_that_is_taken_is_said(project: Make) -> None:
    root = project({"cards/kort.yaml": PLAIN})
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(cli, ["preview", str(root), "--no-open", "--port", port, "--lang", "en"], catch_exceptions=False)
    assert result.exit_code == 2
    assert port in result.stderr
    assert "--port 8123" in result.stderr


@pytest.mark.parametrize("missing", ["watchfiles", "pypdfium2"])
def test_without_the_extra_it_says_what_to_type(project: Make, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    result = CliRunner().invoke(cli, ["preview", str(project({"cards/kort.yaml": PLAIN})), "--no-open"], catch_exceptions=False)
    assert result.exit_code == 2
    assert 'pip install "cardprint[preview]"' in result.stderr


def test_where_there_is_no_project_it_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["preview", str(tmp_path), "--no-open"], catch_exceptions=False)
    assert result.exit_code == 2
    assert "cardprint.yaml" in result.stderr
