"""Small sound projects, one around each kind of file: what an input is before something in it is changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from fuzz import pictures

ROOT = Path(__file__).resolve().parents[1]
DECK = "cards/kort.yaml"
ORGANISATION = "cards/organisations/k.yaml"
KORT = """\
id: kort
title: Dialogkort
subtitle: Til intromødet
language: da
step: 1
version: "1.0"
date: 2026-12-01
licence: CC BY 4.0
card_size: dialogue
blank_cards: 1
instruction_card: >-
  Læs et kort højt, og sig nummeret.
themes:
  - {id: sprog, name: Fælles sprog, colour: "#0b5c6b", symbol: speech}
  - {id: krav, name: Krav}
cards:
  - id: sprog-01
    theme: sprog
    text: Hvad mener vi helt konkret, når vi siger “styring” hos {borger.pl_def}?
    follow_up: [Hvilke ord bruger vi forskelligt?, Hvem spørger?]
    facilitator_note: Vent et minut.
    variants: {aeldre: {text: Hvad mener vi på plejecentret?}}
    translations: {en: {text: What do we mean?, follow_up: [Which words?, Who asks?]}}
  - id: sprog-02
    kind: dilemma
    theme: sprog
    text: Hvad gør vi, når to regler siger hver sit?
    options: [Vi spørger, Vi vælger selv]
    audience: [leader, staff]
    back: {title: Bagside, text: Tal om det.}
    source: En kollega
  - {id: sprog-03, theme: krav, kind: quote, title: Citat, text: Det **giver** mening *her*., copies: 2, status: draft}
"""
PLAIN = """\
title: Kort
themes:
  - {id: sprog, name: Fælles sprog}
cards:
  - {id: sprog-01, theme: sprog, text: Hvad mener vi?}
  - {id: sprog-02, theme: sprog, text: Hvad gør vi?}
"""
WORDS = """\
terms:
  borger: {forms: {sg: borger, sg_def: borgeren, pl: borgere, pl_def: borgerne, gen: borgerens}, meaning: "Den, vi er her for"}
  styring: {meaning: Det vi styrer efter, avoid: [kontrol], keep: true}
hyphenation: {da: [sty-ring, kom-mu-ne]}
"""
AREA = """\
id: aeldre
name: Ældreområdet
terms: {borger: {forms: {sg: beboer, pl_def: beboerne}}}
cards:
  sprog-02: {text: Hvad gør vi i huset?}
add:
  - {id: aeldre-01, theme: krav, text: Hvad fortæller familien?, after: sprog-02}
agendas: {moede: {place: Plejecenter Nord}}
"""
OWN = """\
id: k
name: Eksempel Kommune
logo: {file: logo.svg, alt: Eksempel Kommunes våben}
colours: {primary: "#0b5c6b", accent: {rgb: "#8a3b12", cmyk: [25, 80, 100, 20]}}
contact: Skriv til kommunen
cards: {sprog-01: {title: Kommunens kort}}
style: {question: {sizes: [15 pt, 12 pt]}}
"""
AGENDA = """\
id: moede
title: Intromøde
meeting_type: intro
step: 1
date: 2026-12-08
start: 13:00
end: 13:30
place: Lokale 2
expected: 8
groups: 2
facilitator: Konsulenten
purpose: Vi begynder.
outcome: Vi har talt.
leadership: {text: Jeg lytter., name: Lederen, title: leder}
principles: [Vi spørger]
goals: [Mere tid]
can_change: [Vaner]
cannot_change: [Loven]
undecided: [Vikarer]
roles:
  - {role: Leder, brings: Viden, tasks: [Lytter]}
preparation: [Spørg en kollega]
reply: {by: 2026-12-01, to: a@eksempel.example}
more: [{text: Om forløbet, url: "https://eksempel.example/a", note: Kort}]
items:
  - title: Velkommen
    purpose: orientation
    minutes: 10
    responsible: Lederen
    why: Alle skal vide det.
    method: Sig velkommen.
    materials: [Kaffe]
  - title: Kort
    purpose: discussion
    minutes: 20
    deck: kort
    cards: [sprog-01, sprog-02]
    worksheet: ark
home_tasks: [{task: Spørg, who: Alle, due: 2026-12-10}]
"""
HELD = """\
held:
  - {id: solgaarden, name: Solgården, area: aeldre, date: 2026-12-09, start: 13:00, place: Stuen, expected: 24, groups: 5}
  - {id: birk, name: "Birk, 2. sal", date: 2026-12-10, start: 9:30, end: 10:00, reply: {by: 2026-12-03, to: Bo}, groups: [Nord, Syd]}
"""
SHEET = """\
id: ark
title: Opsamling
kind: wrap_up
step: 2
paper: A4 landscape
intro: Skriv det, der bøvler.
rows: 3
columns:
  - {key: challenge, label: Udfordring, help: Egne ord, width: 86 mm, type: text}
  - {key: importance, label: Væsentlighed, type: scale}
  - {key: effect, label: Effekt, type: scale}
  - {key: barriers, label: Barrierer, type: ticks}
scales:
  importance: {min: 1, max: 5, low: lidt, high: meget}
  effect: {min: 1, max: 5, low: lille, high: stor}
barrier_types: [kulturel, andet]
matrix: {x: effect, y: importance}
blocks: [keep, our_words, parking]
prefilled_challenges: [Tid]
privacy_line: Ingen navne.
return_to: Lederen
fillable: false
"""
NOTES = """\
agenda: moede
date: 2026-12-08
chosen: [bord1.1]
worksheet: {id: ark, version: "1.0", fingerprint: "3f2a9c1d"}
groups:
  - name: Bord 1
    file: bord1.pdf
    challenges:
      - {text: Vi venter på svar, importance: 4, effect: 3, barriers: [andet], disagree: true}
      - {text: "", importance: 2, same_as: bord2.1, picture: a.png, sheet: 2}
    keep: [Roen, Vagtplanen]
    our_words: [fodslag]
    home_tasks: [{challenge: 1, task: Spørg, ask: Jura, who: Anne, due: 1. december}]
    cards: [{card: "12", bother: Skemaet}]
    colleagues: [{who: Bo, sense: Roen}]
    pictures: {parking: a.png}
    source: {kind: scan, page: 3}
    sources: [{kind: form, file: b.pdf, page: 1, key: ABCDEF12, read: "0a1b2c3d", sheet: 2}]
    seen: true
    unsure: [{field: challenges.2.effect, seen: [2, 3], picture: a.png}]
  - {name: Bord 2, challenges: [{text: Skemaet, importance: 1, effect: 1}]}
"""
PRINT = """\
id: p
imposition: nup
paper: A4
bleed: 0 mm
safe: 4 mm
gutter: 0 mm
margin: 5 mm
duplex: long-edge
order: stack
back_offset: {x: 0 mm, y: 0 mm, rotate: 0}
backs: interleaved
colour: rgb
"""
SHOP = """\
id: p
imposition: single
bleed: 3 mm
safe: 4 mm
marks: {kind: crop, offset: 4 mm, length: 3 mm, weight: 0.25 pt}
colour: cmyk
icc: FOGRA39L
max_ink: 300
pdf: x-4
back_style: solid
"""
STYLE = """\
colours: {primary: "#0b5c6b", accent: "#8a3b12"}
question: {sizes: [17 pt, 14.5 pt, 12 pt, 10.5 pt], leading: 1.2, balance: true}
prompt: {sizes: [11 pt, 9 pt], before: 2 mm, colour: muted}
body: {left: 6 mm, right: 6 mm, top: 6 mm, bottom: 6 mm, vertical: middle}
own: {extends: question, bold: true, fill: tint 10 theme, padding: 2 mm, radius: 1 mm}
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f0001010100b138f6140000000049454e44ae426082"
)
"""A picture of one white pixel."""
CONFIG = """\
title: Samskabt styring
process: {name: Samskabt styring, focus: Vi finder ud af det}
language: da
organisation: k
areas: [aeldre]
decks: [kort]
print: office-a4
facilitator: Konsulenten
"""


class World(NamedTuple):
    """A sound project: its files, and those of them that are changed."""

    files: dict[str, bytes]
    guilty: tuple[str, ...]


def _files(files: dict[str, str | bytes]) -> dict[str, bytes]:
    return {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}


def _shipped(*names: str) -> dict[str, bytes]:
    return {name: (ROOT / name).read_bytes() for name in names}


LITTLE = _files({"cardprint.yaml": "", DECK: PLAIN})
LOGO = pictures.svg("<path d='M2 2h36v36z' fill='#0b5c6b'/>")
MEETING = _files({
    "cardprint.yaml": CONFIG, DECK: KORT, "cards/vocabulary.yaml": WORDS, "cards/areas/aeldre.yaml": AREA, ORGANISATION: OWN,
    "cards/organisations/logo.svg": LOGO, "cards/agendas/moede.yaml": AGENDA, "cards/worksheets/ark.yaml": SHEET,
})  # fmt: skip
CARDS = {
    name: MEETING[name] for name in (DECK, "cards/vocabulary.yaml", "cards/areas/aeldre.yaml", ORGANISATION, "cards/organisations/logo.svg")
}
CARDS |= _files(
    {
        "cardprint.yaml": "organisation: k\nareas: [aeldre]\n",
        "cards/areas/aeldre.yaml": AREA.replace("agendas: {moede: {place: Plejecenter Nord}}\n", ""),
    }
)


def _little(files: dict[str, str | bytes], *guilty: str) -> World:
    return World({**LITTLE, **_files(files)}, guilty or tuple(files))


def _picture(name: str, data: str | bytes) -> tuple[World, ...]:
    """A picture as a logo, and on a card."""
    own = {
        "cardprint.yaml": "organisation: k\n",
        ORGANISATION: f"name: K\nlogo: {{file: {name}, alt: Våben}}\n",
        f"cards/organisations/{name}": data,
    }
    card = PLAIN.replace("Hvad gør vi?", f"Hvad gør vi?, image: {{file: images/{name}, alt: Et billede}}")
    return _little(own, f"cards/organisations/{name}"), _little({DECK: card, f"cards/images/{name}": data}, f"cards/images/{name}")


def _layouts() -> tuple[World, ...]:
    cards = [_little(_shipped(f"templates/{name}.xml.j2")) for name in ("cards", "cards", "cards", "reading")]  # type: ignore[arg-type]
    names = sorted(path.name for path in (ROOT / "templates").glob("*.xml.j2"))
    rest = [World({**MEETING, **_shipped(f"templates/{name}")}, (f"templates/{name}",)) for name in names]
    return (*cards, *rest)


@cache
def kinds() -> dict[str, tuple[World, ...]]:
    """Give the worlds of every kind of file."""
    asked = {"cardprint.yaml": "print: p\n"}
    font = {"cardprint.yaml": "organisation: k\n", ORGANISATION: "name: K\nfonts: {body: f.ttf}\n"}
    return {
        "deck": (World(LITTLE, (DECK,)), World({**LITTLE, DECK: KORT.replace("{borger.pl_def}", "dem").replace("    variants: {aeldre: {text: Hvad mener vi på plejecentret?}}\n", "").encode()}, (DECK,)), World(CARDS, (DECK,))),
        "agenda": (World(MEETING, ("cards/agendas/moede.yaml",)), World({**MEETING, "cards/agendas/moede.yaml": (AGENDA + HELD).encode()}, ("cards/agendas/moede.yaml",))),
        "worksheet": (World(MEETING, ("cards/worksheets/ark.yaml",)), _little({"cards/worksheets/ark.yaml": SHEET})),
        "notes": (World({**MEETING, "notes/aeldre/moede.yaml": NOTES.encode(), "notes/aeldre/moede-pictures/a.png": PIXEL}, ("notes/aeldre/moede.yaml",)),),
        "area": (World(CARDS, ("cards/areas/aeldre.yaml",)), World(MEETING, ("cards/areas/aeldre.yaml",))),
        "organisation": (World(CARDS, (ORGANISATION,)),),
        "vocabulary": (World(CARDS, ("cards/vocabulary.yaml",)),),
        "config": (World(CARDS, ("cardprint.yaml",)), World(MEETING, ("cardprint.yaml",))),
        "profile": (_little({**asked, "cards/print/p.yaml": PRINT}, "cards/print/p.yaml"), _little({**asked, "cards/print/p.yaml": SHOP}, "cards/print/p.yaml"),
                    World({**CARDS, **_files({"cardprint.yaml": "organisation: k\nareas: [aeldre]\nprint: p\n", "cards/print/p.yaml": SHOP})}, ("cards/print/p.yaml",))),
        "style": (_little({"templates/style.yaml": STYLE}), _little(_shipped("templates/style.yaml")), World({**CARDS, **_files({"templates/style.yaml": STYLE})}, ("templates/style.yaml",))),  # type: ignore[arg-type]
        "labels": (*(_little(_shipped(f"templates/languages/{word}.yaml")) for word in ("da", "da", "en")),  # type: ignore[arg-type]
                   World({**MEETING, **_shipped("templates/languages/da.yaml")}, ("templates/languages/da.yaml",))),
        "layout": _layouts(),
        "hyphens": (_little({**_files({"templates/languages/da.yaml": "hyphenation: {patterns: da.dic}\n"}), "templates/languages/da.dic": HYPHENS}, "templates/languages/da.dic"),),
        "svg": (*_picture("logo.svg", LOGO), *(world for path in ("cards/organisations/logo.svg",) for world in _picture("logo.svg", (ROOT / path).read_bytes()))),
        "png": _picture("logo.png", b""),
        "jpeg": _picture("logo.jpg", b""),
        "ttf": (_little({**font, "cards/organisations/f.ttf": b""}, "cards/organisations/f.ttf"),),
        "files": (World(MEETING, tuple(MEETING)), World(LITTLE, tuple(LITTLE))),
        "manifest": (_little({"output/manifest.json": MANIFEST}),),
        "bad": tuple(_bad()),
        "whole": (World(_whole(), tuple(name for name in _whole() if name.endswith((".yaml", ".j2", ".svg")))),),
    }  # fmt: skip


HYPHENS = "UTF-8\n% patterns\n.ab1b\n1ba\n1be\ne2n1\n1ko\n2s1t\nNEXTLEVEL\n1ne\n"
MANIFEST = """{
 "files": {
  "base/kort-sheets.pdf": "6a0c2ad1aee2b1dd5d4ca2fbd5a1b1a0e1f3a9e4d9ed5d5f1a0f5b8b64a5a3a1",
  "base/kort-reading.pdf": "1"
 },
 "digests": 1,
 "cards": {
  "base/kort": [["sprog-01", 1, "abc", "Hvad mener vi?"], ["sprog-02", 2, "abd", "Hvad"]]
 }
}
"""
FOLDERS = {"agendas", "areas", "print", "worksheets", "organisations"}


def _bad() -> list[World]:
    """Make projects of the files that are known to be wrong."""
    found = []
    for path in sorted((ROOT / "tests" / "bad").rglob("*.yaml")):
        folder = path.parent.name if path.parent.name in FOLDERS else ""
        name = f"cards/{folder}/{path.name}" if folder else f"cards/{path.name}"
        asked = {**LITTLE, "cardprint.yaml": f"print: {path.stem}\n".encode()}
        base = asked if folder == "print" else MEETING if folder else {"cardprint.yaml": b""}
        found.append(World({**base, name: path.read_bytes()}, (name,)))
    return found


@cache
def _whole() -> dict[str, bytes]:
    """Give the shipped project."""
    return _below(ROOT / "cards", "cards/") | _shipped("cardprint.yaml")


def _below(folder: Path, prefix: str = "") -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {f"{prefix}{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


@cache
def also(folder: Path) -> tuple[World, ...]:
    """Give the projects below a folder; what is only a part of one is laid on a small one."""
    found = []
    for path in sorted(folder.iterdir()):
        files = _below(path) if path.is_dir() else {}
        if files and sum(map(len, files.values())) < 8_000_000:
            found.append(World(files if "cardprint.yaml" in files else {**LITTLE, **files}, tuple(files)))
    return tuple(found)
