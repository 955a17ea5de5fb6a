"""Fonts: coverage, kerning, widths and subsets. Knows nothing of lines or pages.

A Font shapes a word once (uharfbuzz: kerning only, no ligatures, so that one character is one glyph) and keeps the result as a
PDF hex string. A CID is the font's own glyph number; characters that a font lacks but whose shape it has (a soft hyphen looks like
a hyphen, a narrow space is empty) get a number above the last glyph, so that a reader still hears the right character.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from operator import add
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import uharfbuzz as hb
from msgspec import Struct

from cardprint import scripts
from cardprint.page import Glyphs

T = TypeVar("T")
SOFT_HYPHEN = "\u00ad"
JOINED = "\u2060"
"""Ends the first half of a word that is parted at its own hyphen or slash: never drawn, it keeps the space away."""
MOST_KEPT = 100
"""Subsets of a font that are kept for other files."""
LARGEST = 30_000_000
"""Bytes of a font file; those for Chinese or Japanese have twenty million."""
STYLES = ("regular", "bold", "italic", "bold-italic")
STAND_INS: Mapping[str, tuple[str, float]] = {
    # character: (the character that it looks like, its width as a share of that one's)
    SOFT_HYPHEN: ("-", 1.0),
    "\u2010": ("-", 1.0),
    "\u2011": ("-", 1.0),
    "\u00a0": (" ", 1.0),
    "\u2009": (" ", 0.7),
    "\u202f": (" ", 0.7),
    "\u200b": (" ", 0.0),
    "\u200c": (" ", 0.0),
    "\ufe0e": (" ", 0.0),
    "\ufe0f": (" ", 0.0),
    "\u2060": (" ", 0.0),
    "\ufeff": (" ", 0.0),
}
_STAND_IN_NUMBERS = {stand_in: number for number, stand_in in enumerate(STAND_INS)}
_FEATURES = {"kern": True} | dict.fromkeys(("ccmp", "locl", "liga", "clig", "calt", "rlig", "rclt", "mark", "mkmk"), False)
_LAYOUT_TABLES = (b"GPOS", b"GSUB", b"GDEF", b"kern", b"name", b"DSIG")
SYMBOLS = "symbols"
"""The key of the font that is asked last: ticks, boxes, stars, arrows."""
FALLBACK = "fallback-"
Source = Path | tuple[bytes, frozenset[int]]
"""A built-in font's file; or the bytes of a user's own, which `fontfiles` has judged, and the characters that it has without drawing them."""


class MissingGlyphError(ValueError):
    """Raised when no font has a character, or when none can set it."""

    def __init__(self, character: str, font: str) -> None:
        """Name the character, with the marks on it, and the font that was asked first."""
        super().__init__(character, font)
        self.character = character
        self.font = font


class FontRun(NamedTuple):
    """A part of a word in one font."""

    font: Font
    glyphs: Glyphs


class Word(NamedTuple):
    """A shaped word: usually one FontRun, more where a character needs the fallback or the weight changes. `width` in em.

    `font` and `hex` are those of the only FontRun; None and empty where there are several. `overhang` is the ink left of the origin.
    """

    text: str
    pieces: tuple[FontRun, ...]
    width: float
    font: Font | None
    hex: str
    overhang: float


def word_of(text: str, pieces: tuple[FontRun, ...]) -> Word:
    """Make a Word of its Pieces."""
    font, glyphs = pieces[0]
    overhang = font.overhang(glyphs.text[0])
    if len(pieces) == 1:
        return Word(text, pieces, glyphs.width, font, glyphs.hex, overhang)
    return Word(text, pieces, sum([piece.glyphs.width for piece in pieces]), None, "", overhang)


class Metrics(Struct, frozen=True):
    """What a font descriptor says, in thousandths of an em (ISO 32000-1 table 122)."""

    box: tuple[int, int, int, int]
    angle: float
    ascent: int
    descent: int
    cap_height: int


class Font:
    """One static TrueType file."""

    def __init__(self, key: str, data: bytes, blank: frozenset[int] = frozenset()) -> None:
        """Read metrics and coverage, without what is `blank`; `key` names the font in a PDF, `digest` stands for its file."""
        self.key = key
        self.digest = blake2b(data, digest_size=8).hexdigest()
        self.face = hb.Face(hb.Blob(data))
        self.font = hb.Font(self.face)
        self.upem: int = self.face.upem
        self.glyphs: frozenset[int] = frozenset(self.face.unicodes) - blank
        self.coverage = scripts.settable(self.glyphs)
        self.glyph_count: int = self.face.glyph_count
        self._pairs = _Pairs(self)
        self._overhangs: dict[str, float] = {}
        self._kept: dict[frozenset[str], Any] = {}
        self.space = self.shape(" ")

    def has(self, text: str) -> bool:
        """Tell whether every character can be drawn, as itself or by a stand-in."""
        return self.coverage.issuperset(map(ord, text)) or all(
            ord(character) in self.coverage or character in STAND_INS for character in text
        )

    def kept(self, characters: frozenset[str], make: Callable[[Font, frozenset[str]], T]) -> T:
        """Give what is made of the font for some characters, such as a subset; the last ones are kept for the next file."""
        if characters not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[characters] = make(self, characters)
        found: T = self._kept[characters]
        return found

    def hyphenated(self, text: str) -> Glyphs:
        """Shape the part of a word that ends a line, with a hyphen that readers take out again."""
        word, (hyphen, width) = self.shape(text), self._pairs[SOFT_HYPHEN]
        return Glyphs(text + SOFT_HYPHEN, word.hex + hyphen, word.width + width)

    def shape(self, text: str) -> Glyphs:
        """Turn text into kerned glyphs, without soft hyphens and what only joins; the caller has asked `has` first."""
        drawn = text.replace(SOFT_HYPHEN, "").replace(JOINED, "") if SOFT_HYPHEN in text or JOINED in text else text
        pairs = self._pairs
        if not drawn:
            return Glyphs(text, "", 0.0)
        hexes, widths = zip(*map(pairs.__getitem__, (drawn[0], *map(add, drawn, drawn[1:]))), strict=True)
        return Glyphs(text, "".join(hexes), sum(widths))

    def advance(self, text: str) -> float:
        """Add up the advances of characters in em, without kerning; soft hyphens count nothing."""
        pairs = self._pairs
        return sum([pairs[character][1] for character in text if character != SOFT_HYPHEN])

    def overhang(self, character: str) -> float:
        """Give how far a character's ink hangs over to the left of its origin, in em: a j, an italic A."""
        found = self._overhangs.get(character)
        if found is None:
            extents = self.font.get_glyph_extents(self.glyph(character)) if self.has(character) else None
            found = self._overhangs[character] = max(0.0, -extents.x_bearing / self.upem) if extents else 0.0
        return found

    def drawn(self, character: str) -> bool:
        """Tell whether a character has a shape of its own in the font, and is not soft."""
        return ord(character) in self.glyphs and character != SOFT_HYPHEN

    def kern(self, pair: str) -> int:
        """Give the kerning between two characters, in font units."""
        buffer = hb.Buffer()
        buffer.add_str(pair)
        buffer.guess_segment_properties()
        hb.shape(self.font, buffer, _FEATURES)
        nominal = sum(self.font.get_glyph_h_advance(info.codepoint) for info in buffer.glyph_infos)
        return int(sum(position.x_advance for position in buffer.glyph_positions) - nominal)

    def cid(self, character: str) -> int:
        """Give a character's number in the PDF: the glyph's own, or one above the last glyph for a stand-in."""
        if self.drawn(character):
            return int(self.font.get_nominal_glyph(ord(character)) or 0)
        return self.glyph_count + _STAND_IN_NUMBERS[character]

    def glyph(self, character: str) -> int:
        """Give the glyph that is drawn for a character."""
        look = character if self.drawn(character) else STAND_INS[character][0]
        return int(self.font.get_nominal_glyph(ord(look)) or 0)

    def width_of(self, character: str) -> float:
        """Give a character's advance in em."""
        share = 1.0 if self.drawn(character) else STAND_INS[character][1]
        return float(self.font.get_glyph_h_advance(self.glyph(character))) * share / self.upem

    @property
    def name(self) -> str:
        """The PostScript name, letters, digits and hyphens only."""
        found = self.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or self.key
        return "".join(item for item in found if item.isascii() and (item.isalnum() or item == "-")) or "Font"

    @property
    def metrics(self) -> Metrics:
        """Read the descriptor's numbers from the tables head, hhea, post and OS/2 (OpenType 1.9)."""
        head, post, os2 = (bytes(self.face.reference_table(tag).data) for tag in ("head", "post", "OS/2"))
        scale = 1000 / self.upem
        corners = [round(int.from_bytes(head[at : at + 2], "big", signed=True) * scale) for at in (36, 38, 40, 42)]
        extents = self.font.get_font_extents("ltr")
        cap = int.from_bytes(os2[88:90], "big", signed=True) if len(os2) >= 90 else 700 * self.upem // 1000
        angle = int.from_bytes(post[4:8], "big", signed=True) / 65536 if len(post) >= 8 else 0.0
        box = (corners[0], corners[1], corners[2], corners[3])
        return Metrics(box, round(angle, 2), round(extents.ascender * scale), round(extents.descender * scale), round(cap * scale))

    def cids(self, characters: Iterable[str]) -> dict[int, tuple[str, int]]:
        """Map the CIDs of some characters to (character, glyph number), in ascending order."""
        found: dict[int, tuple[str, int]] = {}
        for character in sorted(set(characters)):
            found.setdefault(self.cid(character), (character, self.glyph(character)))
        return dict(sorted(found.items()))

    def lettered(self, characters: Iterable[str]) -> bytes:
        """Cut the file down to some characters, and keep the table that finds them: a reader sets text of its own with it."""
        wanted = hb.SubsetInput()
        wanted.unicode_set.update({ord(character) for character in characters})
        wanted.flags = hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update({int.from_bytes(tag, "big") for tag in _LAYOUT_TABLES if tag != b"name"})
        return bytes(hb.subset(self.face, wanted).blob.data)

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """Cut the file down to some glyphs; their numbers stay."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(set(glyphs))
        wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update({int.from_bytes(tag, "big") for tag in _LAYOUT_TABLES})
        return bytes(hb.subset(self.face, wanted).blob.data)


class _Pairs(dict[str, tuple[str, float]]):
    """A character, or one after another: its PDF hex string, the kerning before it included, and its width in em.

    Kerning is asked of HarfBuzz once for each pair of characters; words are then put together without it, five times faster.
    """

    def __init__(self, font: Font) -> None:
        super().__init__()
        self.owner = font

    def __missing__(self, text: str) -> tuple[str, float]:
        font = self.owner
        if len(text) == 1:
            found = f"{font.cid(text):04x}", font.width_of(text)
        else:
            found = self[text[1]]
            kern = font.kern(text) / font.upem if font.drawn(text[0]) and font.drawn(text[1]) else 0.0
            if kern:
                found = f">{-kern * 1000:.4g}<{found[0]}", found[1] + kern
        self[text] = found
        return found


class Typeface:
    """Four faces, a fallback and symbols; each distinct word is shaped once for as long as the process lives."""

    def __init__(self, files: Mapping[str, Source], fallback: Mapping[str, Source]) -> None:
        """Keep the sources of each of `STYLES`; nothing is read before a word needs it."""
        self._sources: dict[str, Source] = {SYMBOLS: Path(__file__).parent / "symbols" / "symbols.ttf"}
        for prefix, named in (("", files), (FALLBACK, fallback)):
            self._sources |= {prefix + style: named.get(style, named["regular"]) for style in STYLES if named}
        self._fonts: dict[str, Font] = {}
        self._words: dict[str, dict[str, Word]] = {style: {} for style in STYLES}
        self._order = ("", FALLBACK)
        self._turned: Typeface | None = None

    def font(self, style: str, *, fallback: bool = False) -> Font:
        """Give a style's Font, read on first use."""
        return self.by_key((FALLBACK if fallback else self._order[0]) + style)

    def spelling(self, letters: str) -> Typeface:
        """Give the typeface for a language of these letters: with the fallback first where it has them and the body font does not.

        So a Ukrainian text has its digits and quotation marks in the font of its letters.
        """
        wanted = {ord(letter) for letter in letters if letter.isalpha()}
        if wanted <= self.by_key("regular").coverage or FALLBACK + "regular" not in self._sources:
            return self
        if not wanted <= self.by_key(FALLBACK + "regular").coverage:
            return self
        if self._turned is None:
            self._turned = turned = Typeface({}, {})
            turned._sources, turned._fonts, turned._order = self._sources, self._fonts, self._order[::-1]
        return self._turned

    @property
    def form(self) -> Font:
        """The font that readers set with what is typed into a form: the built-in one, whose licence lets its letters go along whole."""
        return Font("form", builtin_files()[0]["regular"].read_bytes())

    def by_key(self, key: str) -> Font:
        """Give the Font that a TextLine names."""
        found = self._fonts.get(key)
        if found is None:
            source = self._sources[key]
            found = self._fonts[key] = Font(key, source.read_bytes()) if isinstance(source, Path) else Font(key, *source)
        return found

    def word(self, text: str, style: str) -> Word:
        """Shape a word; raises MissingGlyphError."""
        words = self._words[style]
        found = words.get(text)
        if found is None:
            found = words[text] = self._word(text, style)
        return found

    def unprintable(self, text: str, style: str) -> dict[str, str]:
        """List what of a text cannot be printed: characters with the marks on them, each with the code of its Problem."""
        units = dict.fromkeys(scripts.UNIT.findall(text))
        return {unit: _fault(unit) for unit in units if unit not in _GAPS and self._font_of(unit, style) is None}

    def _word(self, text: str, style: str) -> Word:
        font = self.font(style)
        if font.has(text):
            return word_of(text, (FontRun(font, font.shape(text)),))
        return word_of(text, tuple(FontRun(font, font.shape(part)) for font, part in self._split(text, style)))

    def _split(self, text: str, style: str) -> list[tuple[Font, str]]:
        parts: list[tuple[Font, str]] = []
        for unit in scripts.UNIT.findall(text):
            font = self._font_of(unit, style)
            if font is None:
                raise MissingGlyphError(unit, style)
            if parts and parts[-1][0] is font:
                parts[-1] = (font, parts[-1][1] + unit)
            else:
                parts.append((font, unit))
        return parts

    def _font_of(self, unit: str, style: str) -> Font | None:
        """Choose the first font that can set a character with the marks on it."""
        for key in (*(prefix + style for prefix in self._order), SYMBOLS):
            font = self.by_key(key)
            if font.has(unit):
                return font
        return None


_GAPS = {" ", "\n"}


def _fault(unit: str) -> str:
    """Say why no font can set a character with the marks on it."""
    found = next((code for character in unit if (code := scripts.fault(character))), "")
    return found or ("mark-unset" if scripts.MARK.search(unit) else "missing-glyph")


def builtin_files() -> tuple[dict[str, Path], dict[str, Path]]:
    """Give the files of the body font, Atkinson Hyperlegible with a zero that is no Ø (made by the package's build), and of its fallback Fira Sans."""
    import fontpkg_fira_sans as fira

    names = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "bold-italic": "BoldItalic"}
    body = Path(__file__).parent / "body_font"
    other = Path(fira.__file__).parent / "files"
    return (
        {style: body / f"{style}.ttf" for style in names},
        {style: other / f"FiraSans-{name}.ttf" for style, name in names.items()},
    )


def typeface(own: Mapping[str, Source]) -> Typeface:
    """Make the typeface of an organisation: its own fonts (style or `fallback`) where it has any, the built-in ones elsewhere."""
    body: Mapping[str, Source]
    other: Mapping[str, Source]
    body, other = builtin_files()
    if "fallback" in own:
        other = {"regular": own["fallback"]}
    if "regular" in own:
        body = {style: own.get(style, own["regular"]) for style in STYLES}
    return Typeface(body, other)
