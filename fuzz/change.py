"""An input: a sound project in which something is changed by the grammar of its file, by its letters, by its bytes, or on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from random import Random
from typing import NamedTuple

from cardprint import reference
from fuzz import layouts, pictures, tree, words, world

KINDS = (
    "deck", "agenda", "worksheet", "notes", "area", "organisation", "vocabulary", "config", "profile", "style", "labels", "layout", "hyphens", "svg", "png", "jpeg", "ttf",
    "files", "manifest", "bad", "options", "whole",
)  # fmt: skip
WEIGHTS = {
    "deck": 4,
    "agenda": 2,
    "profile": 3,
    "style": 2,
    "layout": 4,
    "svg": 3,
    "labels": 2,
    "whole": 0.1,
    "manifest": 0.7,
    "options": 0.7,
}
"""How often a kind comes, where not once."""


class Special(NamedTuple):
    """Something on the disk that is no plain file: a link, a pipe, a folder, a file that nobody may read, a large empty one."""

    kind: str
    target: str = ""


class Input(NamedTuple):
    """A project, what was changed in it, and what is asked of it beside `build` or `check`."""

    kind: str
    changes: tuple[str, ...]
    files: dict[str, bytes | Special]
    options: tuple[str, ...] = ()


@cache
def grammar() -> tree.Grammar:
    """Learn the keys from the project's own reference, and the pieces from the sound files."""
    records: dict[str, dict[str, str]] = {}
    for row in reference._rows():  # noqa: SLF001 - the reference as data, without a detour by JSON
        records.setdefault(row.record, {})[row.key] = row.type
    texts = (world.KORT, world.AGENDA, world.SHEET, world.AREA, world.OWN, world.WORDS, world.SHOP, world.STYLE, world.CONFIG)
    pieces = [slot.value for text in texts for slot in tree.slots(tree.read(text)) if isinstance(slot.value, list)]
    return tree.Grammar(records, pieces)


def made(random: Random, kind: str, extra: tuple[world.World, ...] = ()) -> Input:
    """Make an input of a kind."""
    base = random.choice(world.kinds().get(kind) or extra or world.kinds()["deck"])
    if kind == "files":
        return _disk(random, base)
    if kind == "options":
        base = random.choice((*world.kinds()["agenda"], *world.kinds()["deck"]))
        return Input(kind, ("options",), dict(base.files), options(random, many=True))
    files: dict[str, bytes | Special] = dict(base.files)
    name = random.choice(base.guilty)
    changes, files[name] = changed(random, name, base.files[name])
    return Input(kind, changes, files, options(random) if random.random() < 0.15 else ())


def changed(random: Random, name: str, data: bytes) -> tuple[tuple[str, ...], bytes]:
    """Change a file's content by its kind; a twelfth of all by the bytes alone."""
    ending = name.rpartition(".")[2]
    if ending in BINARY:
        data = BINARY[ending](random, data)
        return (ending,), pictures.scrambled(random, data) if random.random() < 0.2 else data
    if random.random() < 1 / 12:
        return ("bytes",), pictures.scrambled(random, data)
    try:
        text = data.decode()
        changes, text = TEXTS.get(ending, _lines)(random, text)
    except Exception:  # noqa: BLE001 - a file that is broken already has no tree
        return ("bytes",), pictures.scrambled(random, data)
    return changes, encoded(random, text)


def encoded(random: Random, text: str) -> bytes:
    """Write a text's bytes, now and then as another program would."""
    data = text.encode(errors="surrogatepass")
    if random.random() < 0.95:
        return data
    return random.choice(
        [
            b"\xef\xbb\xbf" + data,
            text.replace("\n", "\r\n").encode(errors="replace"),
            text.replace("\n", "\r").encode(errors="replace"),
            text.encode("utf-16", errors="replace"),
            text.encode("latin-1", errors="replace"),
            data.rstrip(b"\n"),
            data + b"\n" * 2000,
            data.replace(b"  ", b"\t", 1),
            data.replace(b"  ", "\u00a0 ".encode(), 1),
            data + b"---\na: b\n",
            b"%YAML 1.2\n---\n" + data,
            data.replace(b"\n", b"\n<<<<<<< HEAD\n", 1),
        ]
    )


def _yaml(random: Random, text: str) -> tuple[tuple[str, ...], str]:
    if random.random() < 0.15:
        return _lines(random, text)
    found, changes = tree.read(text), []
    for _ in range(1 if random.random() < 0.6 else random.choice([2, 3, 6])):
        change, found = tree.changed(random, found, grammar())
        changes.append(change)
    return tuple(changes), tree.written(random, found, tree.hand(random))


def _lines(random: Random, text: str) -> tuple[tuple[str, ...], str]:
    """Change lines and letters, as a hand that slips."""
    lines = text.split("\n")
    for _ in range(random.choice([1, 1, 2, 5])):
        at = random.randrange(len(lines))
        match random.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(lines or [""]))
            case 2:
                lines[at] = random.choice([" ", "  ", "\t", "- ", "# ", "? ", ""]) + lines[at].lstrip(random.choice([" ", ""]))
            case 3:
                lines[at] = words.edited(random, lines[at])
            case 4:
                lines[at] = lines[at].replace(
                    *random.choice(
                        [
                            (":", ""),
                            (": ", ":"),
                            ('"', "”"),
                            (",", ""),
                            ("-", ""),
                            (" ", "\u00a0"),
                            ("}", ""),
                            ("[", ""),
                            ("]", ""),
                            (">-", "|"),
                            (":", " :"),
                            (",", ", ,"),
                        ]
                    )
                )
            case 5:
                lines[at] += random.choice([" # x", ":", ",", "'", " x", ": x", " &a", "}"])
            case _:
                lines[at] = words.text(random)
        lines = lines or [""]
    return ("lines",), "\n".join(lines)


def _layout(random: Random, text: str) -> tuple[tuple[str, ...], str]:
    for _ in range(random.choice([1, 1, 2, 4])):
        text = layouts.changed(random, text)
    return ("layout",), text


def _svg(random: Random, text: str) -> tuple[tuple[str, ...], str]:
    return ("svg",), pictures.drawing(random, text)


def _json(random: Random, text: str) -> tuple[tuple[str, ...], str]:
    """Change a manifest: by its tree, by its letters."""
    if random.random() < 0.3:
        return _lines(random, text)
    found = json.loads(text)
    places = [
        (owner, key)
        for owner in (found, found["files"], found["cards"], found["cards"]["base/kort"], *found["cards"]["base/kort"])
        for key in (owner if isinstance(owner, dict) else range(len(owner)))
    ]
    for _ in range(random.choice([1, 2, 4])):
        owner, key = random.choice(places)
        owner[key] = random.choice(
            [
                None,
                1,
                -1,
                1.5,
                True,
                [],
                {},
                "",
                "x",
                words.text(random),
                [[]],
                {"../x.pdf": "1"},
                {"../outside/canary.pdf": "1"},
                {"/etc/x.pdf": "1"},
                {"base/../../outside/canary.pdf": "1"},
                10**30,
            ]
        )
    return ("json",), json.dumps(found, ensure_ascii=random.random() < 0.5)


TEXTS: dict[str, Callable[[Random, str], tuple[tuple[str, ...], str]]] = {"yaml": _yaml, "j2": _layout, "svg": _svg, "json": _json}
BINARY: dict[str, Callable[[Random, bytes], bytes]] = {
    "png": pictures.png,
    "jpg": pictures.jpeg,
    "jpeg": pictures.jpeg,
    "ttf": pictures.ttf,
}


def _disk(random: Random, base: world.World) -> Input:
    """Change what lies on the disk: names, links, pipes, folders where files are expected."""
    files: dict[str, bytes | Special] = dict(base.files)
    changes = []
    for _ in range(random.choice([1, 1, 2])):
        name = random.choice(list(files))
        change, where, what = random.choice(DISK)(random, name, files[name])
        if change in {"rename", "special"}:
            files.pop(name)
        files[where] = what
        changes.append(change)
    return Input("files", tuple(changes), files, options(random) if random.random() < 0.2 else ())


Change = tuple[str, str, bytes | Special]


def _renamed(random: Random, name: str, what: bytes | Special) -> Change:
    folder, _, last = name.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    new = random.choice(
        [
            f"{words.typo(random, stem)}{dot}{ending}",
            f"{stem}.yml",
            f"{stem}.YAML",
            f"{stem}",
            f"CON{dot}{ending}",
            f"a b æ{dot}{ending}",
            f"-{stem}{dot}{ending}",
            f"{stem}.xlsx",
            f".{last}",
            f"{'x' * 200}{dot}{ending}",
            f"a\nb{dot}{ending}",
            f"\udcff{dot}{ending}",
            f"å\u030a{dot}{ending}",
            f"{stem}.docx",
            f"{stem}.csv",
        ]
    )
    return "rename", f"{folder}/{new.replace('/', '_')}" if folder else new.replace("/", "_"), what


def _copied(random: Random, name: str, what: bytes | Special) -> Change:
    return (
        "copy",
        random.choice(
            [
                name.replace(".", "-2."),
                name.upper(),
                f"cards/{name.rpartition('/')[2]}",
                f"cards/agendas/{name.rpartition('/')[2]}",
                f"cards/x/y/{name.rpartition('/')[2]}",
                f"templates/{name.rpartition('/')[2]}",
            ]
        ),
        what,
    )


def _special(random: Random, name: str, _what: bytes | Special) -> Change:
    links = ("../outside/canary.pdf", "/etc/passwd", name.rpartition("/")[2], "/dev/zero", "/dev/full", "missing", ".", "/", "../outside")
    kinds = [
        Special("link", random.choice(links)),
        Special("pipe"),
        Special("folder"),
        Special("large"),
        Special("empty"),
        Special("socket"),
    ]
    return "special", name, random.choice(kinds)


def _beside(random: Random, _name: str, _what: bytes | Special) -> Change:
    places = (
        "output",
        "output/manifest.json",
        "output/aeldre",
        "output/base",
        "output/base/kort-sheets.pdf",
        "output/base/kort-reading.pdf",
        "output/base/.kort-sheets.pdf.new",
        "notes",
        "templates",
        "cards/images",
        "cards/x.yaml",
        "output/.cardprint",
    )
    whats = (
        Special("link", "../outside"),
        Special("link", "../../outside"),
        Special("link", "../../outside/canary.pdf"),
        Special("link", "../outside/canary.pdf"),
        Special("pipe"),
        Special("folder"),
        Special("large"),
        b"",
        b"x",
        b"{}",
        b'{"files": {"x.pdf": "1"}}',
    )
    return "beside", random.choice(places), random.choice(whats)


DISK: tuple[Callable[[Random, str, bytes | Special], Change], ...] = (_renamed, _copied, _special, _special, _beside)


def options(random: Random, *, many: bool = False) -> tuple[str, ...]:
    """Give options of the command line."""
    found: list[str] = []
    for _ in range(random.choice([1, 2, 3, 5]) if many else 1):
        found += random.choice(OPTIONS)(random)
    return tuple(found)


def _pair(name: str, *values: str) -> Callable[[Random], list[str]]:
    return lambda random: [name, random.choice(values) if random.random() < 0.9 else words.text(random).replace("\0", "")]


OPTIONS: tuple[Callable[[Random], list[str]], ...] = (
    lambda _random: ["--strict"],
    _pair("--lang", "da", "en"),
    _pair("--only", "sheets", "shop", "reading", "handout", "facilitator", "invitation", "worksheet", "ticket"),
    _pair("--print", "office-a4", "office-a4-fold", "print-shop-2mm", "print-shop-3mm", "print-shop-5mm-marks", "p"),
    _pair("--area", "aeldre", "base", "skole"),
    _pair("--organisation", "k"),
    _pair("--language", "da", "en", "sv"),
    _pair("--cards", "sprog-01", "sprog-01,sprog-02", "instruction", "blank-1", ",", ""),
    _pair("--theme", "sprog", "krav", ""),
    _pair("--audience", "leader", "staff", "med"),
    lambda random: ["--sets", words.number(random, "1 to 500")],
    lambda random: ["--start-at", words.number(random, "1 to 1000")],
)
