"""What a Report says to a person, line by line, and to a program, as JSON. Prints nothing itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from cardprint.geometry import MM
from cardprint.job import Report, Ticket
from cardprint.messages import sentence
from cardprint.page import FitNote

WORDS: Mapping[str, Mapping[str, str]] = {
    "da": {
        "written": "skrevet",
        "unchanged": "uændret",
        "removed": "fjernet",
        "page": "side",
        "pages": "sider",
        "fit": "{area}  {card} ({face}): {size} pt, {lines} linjer, {slack} mm i overskud",
        "ticket": "{path}: {cards} kort × {sets} sæt = {sheets} ark, {sides} sider på {paper}, {flip}. Udskriv i faktisk størrelse (100 %).",
        "long-edge": "begge sider, vend på den lange led",
        "short-edge": "begge sider, vend på den korte led",
        "none": "kun forsider",
        "portrait": "stående",
        "landscape": "liggende",
        "sound": "Alt i orden: {cards} sider af kort passer.",
    },
    "en": {
        "written": "written",
        "unchanged": "unchanged",
        "removed": "removed",
        "page": "page",
        "pages": "pages",
        "fit": "{area}  {card} ({face}): {size} pt, {lines} lines, {slack} mm to spare",
        "ticket": "{path}: {cards} cards × {sets} sets = {sheets} sheets, {sides} sides on {paper}, {flip}. Print at actual size (100 %).",
        "long-edge": "both sides, flip on the long edge",
        "short-edge": "both sides, flip on the short edge",
        "none": "fronts only",
        "portrait": "portrait",
        "landscape": "landscape",
        "sound": "All is well: {cards} sides of cards fit.",
    },
}


def _words(language: str) -> Mapping[str, str]:
    return WORDS.get(language, WORDS["en"])


def report_lines(report: Report, language: str) -> Iterator[str]:
    """Say for each file whether it was written, then what the print room must know."""
    words = _words(language)
    for file in report.written:
        count = f"{file.pages} {words['page' if file.pages == 1 else 'pages']}"
        yield f"{words['written' if file.changed else 'unchanged']:<9} {file.path}  ({count})"
    for path in report.removed:
        yield f"{words['removed']:<9} {path}"
    for ticket in report.tickets:
        yield words["ticket"].format(flip=words[ticket.duplex], **(ticket._asdict() | {"paper": _paper(ticket, words)}))
    if report.is_sound and not report.written and report.fits:
        yield words["sound"].format(cards=len(report.fits))


def _paper(ticket: Ticket, words: Mapping[str, str]) -> str:
    name, way = ticket.paper.rsplit(" ", 1)
    return f"{name} {words[way]}"


def fit_lines(report: Report, language: str) -> Iterator[str]:
    """Say for each side of each card which size it took and how much room is left."""
    words = _words(language)
    for area, note in report.fits:
        yield words["fit"].format(area=area, card=note.card, face=note.face, size=f"{note.size:g}", lines=note.lines, slack=_mm(note.slack))


def _mm(points: float) -> str:
    return f"{points / MM:.1f}"


def build_json(report: Report, language: str) -> str:
    """Write what `build --json` prints."""
    written = [file._asdict() for file in report.written]
    tickets = [ticket._asdict() for ticket in report.tickets]
    return _json({"written": written, "removed": list(report.removed), "tickets": tickets, "problems": _problems(report, language)})


def check_json(report: Report, language: str) -> str:
    """Write what `check --json` prints."""
    return _json({"problems": _problems(report, language), "fit": [_fit(area, note) for area, note in report.fits]})


def _fit(area: str, note: FitNote) -> dict[str, Any]:
    slack = round(note.slack / MM, 2)
    return {"area": area, "card": note.card, "face": note.face, "style": note.style, "size_pt": note.size, "lines": note.lines, "slack_mm": slack}


def _problems(report: Report, language: str) -> list[dict[str, Any]]:
    out = []
    for problem in report.problems:
        message, hint = sentence(problem, language)
        place = problem.place
        keys = {"code": problem.code, "file": place.file, "line": place.line, "column": place.column}
        out.append({**keys, "severity": problem.severity.value, "message": message, "hint": hint})
    return out


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)
