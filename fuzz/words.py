"""Odd words, numbers and lengths: what people type by mistake, and what nobody would."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

ODD = (
    "", " ", "-", "~", "null", "true", "no", "13:00", "1.10", "01234567", "0x1F", "1e9", ".5", "-0", "NaN", "inf", "{", "}", "{{", "{}", "{0}",
    "{borger}", "{borger.pl_def}", "{Borger}", "{borger.}", "{.sg}", "{borger!r}", "{borger:>99999}", "{ukendt}", "\\{borger}", "{process}",
    "{{ 7 * 7 }}", "{% raw %}", "**fed**", "*kursiv*", "**", "***", "****", "*a*b*c*", "** a **", "**3**", "*§ 85*", "a**b**c*d*", "<b>", "&amp;",
    "</p>", "<![CDATA[", "#", "# a", "a # b", "a: b", "- a", "? a", "@a", "%a", "`a`", "| a", "> a", "! a", "&a", "*a", "'", '"', '"a', "\\n",
    "linje\\nlinje", "linje\nlinje", "a\n\n\nb", "\n", "\t", "a\tb", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ufeff", "\u00ad", "a\u00adb",
    "\u200b", "\u200d", "\u2028", "\u202e", "\u2066", "\u00a0", "a\u00a0", "å\u030a", "e\u0301", "\u0301", "a\u0300\u0301\u0302\u0303\u0304",
    "א", "שלום", "مرحبا", "नमस्ते", "ไทย", "한국어", "日本", "ﬁ", "İ", "ß", "ẞ", "ŉ", "ǆ", "Σς", "☺", "😀", "👨‍👩‍👧", "✓ ✔ ☐", "★", "⇒", "♥", "\ue000",
    "\ue001", "\uf8ff", "\ufffd", "\U0010ffff", "½", "²", "①", "٣", "१", "−3 mm", "3 mm", "３ mm", "../x", "/etc/passwd", "..", ".", "a/b", "a\\b",
    "CON", "aux.pdf", "nul", "a.", "a b", "æøå", "con", "-a", "--help", "$HOME", "%TEMP%", "a" * 99, "a" * 100, "a" * 101, "x" * 299, "x" * 301,
    "ord " * 60, "ord " * 2000, "x" * 5000, "æ" * 20_001, "sammenhængende-" * 19, "https://eksempel.example/" + "sti/" * 40, "a-b/c-d?e=f&g=h",
    "|", "a | b", "%s", "%(a)s", "$a", "${a}", "<<", "=", "__class__", "{0.__class__}", "{a[0]}", "0", "-1", "1", "999999999", "9" * 30, "1/3",
    "#0b5c6b", "#fff", "#ggg", "rgb(1,2,3)", "tint 25 primary", "tint 0 ink", "tint ink", "theme", "A6", "A4 landscape", "Ældre", "aeldre", "sprog-01",
)  # fmt: skip
SENTENCES = (
    "Hvad mener vi helt konkret, når vi siger “styring” her hos os?", "Hvornår gav det sidst mening, og hvem mærkede det?", "Vi mødes kl. 13.00–15.30",
    "Sygeplejersker og social- og sundhedsassistenter", "Medarbejderinddragelsesproces", "What do we mean by that?",
)  # fmt: skip
NAMES = (
    "a",
    "id",
    "text",
    "title",
    "name",
    "en",
    "da",
    "sv",
    "fr",
    "xx",
    "base",
    "aeldre",
    "skole",
    "sg",
    "pl_def",
    "1",
    "true",
    "null",
    "on",
)
UNITS = ("mm", "mm", "mm", "pt", "cm", "in", "", "px", "%", "em", "MM", " mm ", "mm mm")
NUMBERS = (
    "0", "1", "2", "3", "4", "5", "7", "10", "12", "20", "21", "25", "30", "40", "48", "50", "60", "68", "80", "85", "96", "100", "105", "148", "150",
    "199", "200", "205", "210", "250", "287", "290", "297", "300", "320", "420", "449", "450", "451", "500", "1000", "1000000", "-1", "-3", "-0", "0.1",
    "0.01", "0.0001", "1e3", "1e999", "99999999999", "1,5", "1.5", ".5", "5.", "+3", "½", "NaN", "inf", "0.30000000000000004",
)  # fmt: skip
IDS = (
    "sprog-01",
    "sprog-02",
    "sprog-03",
    "sprog",
    "aeldre",
    "skole",
    "base",
    "k",
    "p",
    "kort",
    "moede",
    "ark",
    "opsamling",
    "borger",
    "styring",
    "x",
    "../x",
)


def text(random: Random) -> str:
    """Give a text: an odd one, a sentence, or both."""
    share = random.random()
    if share < 0.55:
        return random.choice(ODD)
    if share < 0.7:
        return random.choice(SENTENCES)
    if share < 0.85:
        return edited(random, random.choice(SENTENCES))
    if share < 0.95:
        return random.choice((" ", "", ", ", "\n")).join(random.choice(ODD) for _ in range(random.choice([2, 2, 3, 8])))[:30_000]
    return "".join(chr(random.choice(RANGES)(random)) for _ in range(random.choice([1, 3, 12, 80])))


RANGES: tuple[Callable[[Random], int], ...] = (
    lambda random: random.randrange(0x20, 0x7F),
    lambda random: random.randrange(0xA0, 0x250),
    lambda random: random.randrange(0x250, 0x3000),
    lambda random: random.randrange(0x3000, 0xD800),
    lambda random: random.randrange(0xE000, 0xFFFE),
    lambda random: random.randrange(0x10000, 0x20000),
    lambda random: random.randrange(0x20),
)


def edited(random: Random, value: str) -> str:
    """Change a text at one place: something odd put in, something taken out, letters exchanged, capitals, the whole again."""
    at = random.randrange(len(value) + 1)
    match random.randrange(8):
        case 0 | 1 | 2:
            return value[:at] + random.choice(ODD)[:2000] + value[at:]
        case 3:
            return value[:at] + value[at + random.choice([1, 1, 2, 8]) :]
        case 4:
            return typo(random, value)
        case 5:
            return random.choice([value.upper, value.lower, value.title, value.swapcase])()
        case 6:
            return (value + random.choice(["", " ", ", "])) * random.choice([2, 3, 20])
        case _:
            return (
                random.choice(['"', "'", " ", "\t", "\n", "*", "**", "{", "#"])
                + value
                + random.choice(["", '"', "'", " ", "*", "**", "}", ":"])
            )


def typo(random: Random, value: str) -> str:
    """Change one letter."""
    if not value:
        return "x"
    at = random.randrange(len(value))
    return value[:at] + random.choice(["", "x", value[at] * 2, value[at].swapcase(), " ", "_", "-", "\u00a0", "е"]) + value[at + 1 :]


def name(random: Random) -> str:
    """Give a name for a key."""
    return random.choice(NAMES) if random.random() < 0.8 else typo(random, random.choice(NAMES))


def length(random: Random, _kind: str = "") -> str:
    """Give a length, most with a unit."""
    return f"{random.choice(NUMBERS)}{random.choice([' ', ' ', ''])}{random.choice(UNITS)}"


def number(random: Random, kind: str = "") -> str:
    """Give a number, most near the bounds that a type's name tells: `number, 1 to 500`."""
    bounds = [part for part in kind.replace(",", " ").split() if part.lstrip("-").isdigit()]
    if bounds and random.random() < 0.7:
        return str(int(random.choice(bounds)) + random.choice([0, 0, 0, 1, -1, 2, -2, 3]))
    return random.choice(NUMBERS)


def ident(random: Random, _kind: str = "") -> str:
    """Give an id, most one that is there."""
    return random.choice(IDS) if random.random() < 0.85 else text(random)


def colour(random: Random, _kind: str = "") -> str:
    """Give a colour."""
    return random.choice(["#0b5c6b", "#fff", "#000000", "#ffff00", "#12", "0b5c6b", "red", f"#{random.randrange(1 << 24):06x}"])


def size(random: Random, _kind: str = "") -> str:
    """Give a card's size."""
    named = ["A8", "A7", "A6", "dialogue", "poker", "tarot", "square", "business-card", "A5"]
    return random.choice(named) if random.random() < 0.4 else f"{length(random)} {random.choice('x×xx*')} {length(random)}"


def date(random: Random, _kind: str = "") -> str:
    """Give a date."""
    return random.choice(
        ["2026-12-01", "2026-02-30", "0001-01-01", "9999-12-31", "1.12.2026", "2026-1-1", "2000-02-29", "1899-12-31", "2026-12-01T00:00"]
    )


def time(random: Random, _kind: str = "") -> str:
    """Give a time of day."""
    return random.choice(["13:00", "00:00", "23:59", "24:00", "9.30", "9", "13:60", "1:5", "780", "kl. 13"])


def file(random: Random, _kind: str = "") -> str:
    """Give a file's name."""
    return random.choice(
        [
            "logo.svg",
            "images/x.png",
            "x.jpg",
            "kort.yaml",
            "../kort.yaml",
            "",
            ".",
            "..",
            "/dev/zero",
            "font.ttf",
            "x" * 300,
            "a\x00b",
            "cards",
        ]
    )


TYPES: dict[str, Callable[[Random, str], str]] = {
    "length": length,
    "number": number,
    "degrees": number,
    "per cent": number,
    "id": ident,
    "word": ident,
    "colour": colour,
    "a colour": colour,
    "a length": length,
    "lengths": length,
    "a number": number,
    "size": size,
    "date": date,
    "time": time,
    "file": file,
    "path": file,
    "true": lambda random, _kind: random.choice(["true", "false", "yes", "ja", "nej", "True", "1", "on"]),
    "8 hex": lambda random, _kind: f"{random.randrange(1 << 32):08x}",
    "address": lambda random, _kind: random.choice(["https://a.example", "mailto:a@b.example", "javascript:x", "http://", "https://a b"]),
}
