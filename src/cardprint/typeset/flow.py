"""Set Elements as blocks, at a width and a step of type. Setting measures and breaks, so that trying a step costs no Items."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec.structs import replace

from cardprint import qr
from cardprint.geometry import mm
from cardprint.page import TO_CHOOSE, TO_TICK, Element, Style
from cardprint.typeset.blocks import (
    ABOVE,
    BELOW,
    Block,
    SetBox,
    SetCode,
    SetImage,
    SetRule,
    SetStack,
    SetText,
    Setting,
    Trial,
    size_at,
    type_at,
)
from cardprint.typeset.lines import break_lines, loosened
from cardprint.typeset.plots import plot
from cardprint.typeset.rows import Cell, Insets, SetLines, SetMarks, SetRow, SetTable, columns

LISTED = frozenset({"lbl", "lbody"})
"""Elements whose indent is the list's business."""


LEAST = mm(0.4)
"""The width of a code's module that every camera sees, in points."""


GROUND, ON_GROUND, HALF_CAPITAL = 1.24, 0.86, 0.35
"""The side of the ground below an item's letter, and the letter on it, as shares of the item's size; half a capital's height, of the letter's."""


PARTED = frozenset({"p", "lines"})
"""What sheds parts of itself, not itself."""


def block(element: Element, width: float, trial: Trial, setting: Setting) -> Block:
    """Set one Element at a width in points."""
    maker = _MAKERS.get(element.tag, _text)
    return maker(element, width, trial, setting)


def stack(elements: Sequence[Element], width: float, trial: Trial, setting: Setting) -> SetStack:
    """Set Elements under each other; of two distances that meet, the larger counts; none at the outer edges."""
    blocks: list[tuple[float, float, Block]] = []
    y, after, overfull = 0.0, 0.0, 0.0
    for element in elements:
        if not trial.whole and element.tag not in PARTED and setting.style(element).sheds:
            continue
        made = block(element, width, trial, setting)
        if blocks:
            y += max(after, made.before)
        blocks.append((0.0, y, made))
        y += made.height
        after = made.after
        overfull = max(overfull, made.overfull)
    return SetStack(blocks, y, blocks[0][2].before if blocks else 0.0, after, overfull)


def _text(element: Element, width: float, trial: Trial, setting: Setting) -> SetText | SetStack:
    said = element.attributes.get("code")
    return _coded(element, said, width, trial, setting) if said else _paragraph(element, setting.style(element), width, trial, setting)


def _coded(element: Element, said: str, width: float, trial: Trial, setting: Setting) -> SetText | SetStack:
    """Set a paragraph with a code at its right; under it where a word would not fit beside it; without it where none holds what it says."""
    style, look, modules = setting.style(element), setting.styles["code"], qr.side(said)
    alone = _paragraph(element, style, width, trial, setting)
    module = max(LEAST, (look.width or 0.0) / modules) if modules else 0.0
    side, quiet = modules * module, qr.QUIET * module
    if not module or side > width:
        return alone
    beside = _paragraph(element, style, width - side - max(quiet, look.gap), trial, setting)
    is_beside = beside.overfull <= alone.overfull
    text, y = (beside, 0.0) if is_beside else (alone, alone.height + quiet)
    code = SetCode(said, side, quiet)
    x = width - side if is_beside else 0.0
    blocks: list[tuple[float, float, Block]] = [(x, y, code), (0.0, 0.0, text)]
    before, after = (max(edge, quiet) for edge in (style.before, style.after))
    return SetStack(blocks if is_beside else blocks[::-1], max(text.height, y + side), before, after, text.overfull)


def _paragraph(element: Element, style: Style, width: float, trial: Trial, setting: Setting) -> SetText:
    size = type_at(style, trial)
    room = min(width, style.width or width) - (0.0 if element.tag in LISTED else style.indent)
    measured = setting.measure(element, style)
    hyphenator = setting.hyphens(element) if trial.hyphens and style.hyphenate else None
    if hyphenator and trial.doubt:
        hyphenator = hyphenator.in_doubt(freely=trial.freely)
    broken = break_lines(measured, room / size - measured.overhang, hyphenator, balance=style.balance and trial.hyphens)
    if element in trial.loose:
        broken = loosened(broken, room / size - measured.overhang)
    height = ((len(broken.spans) - 1) * style.leading + ABOVE + BELOW) * size
    overfull = broken.overfull * size if measured.words else 0.0  # where there is less than no room, nothing still is not too wide
    return SetText(setting, element, style, size, room, broken, height, style.before, style.after, overfull)


def _list(element: Element, width: float, trial: Trial, setting: Setting) -> SetStack:
    style = setting.style(element)
    blocks: list[tuple[float, float, Block]] = []
    y, overfull = 0.0, 0.0
    for number, item in enumerate(element.children):
        made = _item(item, width, trial, setting)
        y += max(setting.style(item).before, made.before, blocks[-1][2].after) if number else 0.0
        blocks.append((0.0, y, made))
        y += made.height
        overfull = max(overfull, made.overfull)
    before = max(style.before, blocks[0][2].before) if blocks else style.before
    after = max(style.after, blocks[-1][2].after) if blocks else style.after
    return SetStack(blocks, y, before, after, overfull)


def _item(item: Element, width: float, trial: Trial, setting: Setting) -> SetStack:
    """Set a list item: its label, which markup put there as first child, then its body at the style's indent, in one size."""
    style = setting.style(item)
    label, body = item.children
    made = _text(body, width - style.indent, trial, setting)
    size = type_at(setting.style(body), trial)
    head = _label(label, style, size, setting)
    out = (GROUND - 1) / 2 * size if style.fill else 0.0  # so far a ground goes beyond its line, above and below
    before, after = (out, out) if isinstance(made, SetText) else (max(out, made.before), max(out, made.after))
    return SetStack([(0.0, 0.0, head), (style.indent, 0.0, made)], made.height, before, after, made.overfull)


def _label(label: Element, style: Style, size: float, setting: Setting) -> SetText | SetStack:
    """Set an item's label in the item's size, on a ground where the item has one; bullets come back, so each is set once and then only told whose it is."""
    key = (label.text, style.name, size)
    found = setting.labels.get(key)
    if found is None:
        look = replace(setting.style(label), sizes=(size,), leading=style.leading)
        if style.fill:
            look = replace(look, sizes=(ON_GROUND * size,), align="center", colour="white")
        found = setting.labels[key] = _paragraph(label, look, GROUND * size if style.fill else style.indent, Trial(), setting)
    text = SetText(setting, label, found.style, found.size, found.width, found.broken, found.height, 0.0, 0.0, found.overfull)
    if not style.fill:
        return text
    side = found.width
    ground = replace(style, radius=min(style.radius, side / 2), padding=0.0)
    top = ABOVE * size - side / 2 - HALF_CAPITAL * found.size  # the letter stands on the line of the words beside it
    down = side / 2 + (HALF_CAPITAL - ABOVE) * found.size
    inner = SetStack([(0.0, down, text)], side, 0.0, 0.0, 0.0)
    return SetStack([(0.0, top, SetBox(setting, ground, side, inner, side, 0.0, 0.0, 0.0, label))], side, 0.0, 0.0, 0.0)


def _box(element: Element, width: float, trial: Trial, setting: Setting) -> SetBox:
    style = setting.style(element)
    inner = stack(element.children, width - 2 * style.padding, trial, setting)
    height = max(inner.height + 2 * style.padding, style.height or 0.0)
    return SetBox(setting, style, width, inner, height, style.before, style.after, inner.overfull, element)


def _image(element: Element, width: float, trial: Trial, setting: Setting) -> SetImage:
    style = setting.style(element)
    aspect = setting.aspects.get(element.attributes["src"], 1.0)
    height = size_at(style, trial.step) if style.sizes != Style().sizes else style.height or (style.width or width) / aspect
    inside = 2 * style.padding
    wide = min(style.width or width, width - inside, height * aspect, setting.widths.get(element.attributes["src"], width))
    offset = {"left": 0.0, "center": (width - wide - inside) / 2, "right": width - wide - inside}[style.align]
    return SetImage(setting, element, style, offset, wide + inside, wide / aspect + inside, style.before, style.after)


def _rule(element: Element, width: float, trial: Trial, setting: Setting) -> SetRule:
    style = setting.style(element)
    return SetRule(
        setting, style, width, size_at(style, trial.step) if len(style.sizes) > 1 else style.height or 0.0, style.before, style.after
    )


def _lines(element: Element, width: float, _trial: Trial, setting: Setting) -> SetLines:
    style = setting.style(element)
    made = SetLines(setting, style, 0, width, 0.0, style.before, style.after, element=element)
    return made.counting(int(element.attributes.get("count", "1")))


def _row(element: Element, width: float, trial: Trial, setting: Setting, *, within: str | None = None, gap: float | None = None) -> SetRow:
    """Set cells side by side; `within` are the columns of the table that the row is in."""
    style = setting.style(element)
    cells, overfull = [], 0.0
    named = element.attributes.get("widths", "") if within is None else within
    places = columns(named, len(element.children), width, style.gap if gap is None else gap)
    for child, (x, wide) in zip(element.children, places, strict=True):
        look = setting.style(child)
        insets = Insets.of(look)
        inner = stack(child.children, wide - insets.left - insets.right, trial, setting)
        overfull = max(overfull, inner.overfull)
        cells.append(Cell(x, wide, look, inner, child))
    height = max(style.height or 0.0, *(cell.height for cell in cells)) if cells else 0.0
    return SetRow(setting, style, cells, width, height, style.before, style.after, overfull)


def _table(element: Element, width: float, trial: Trial, setting: Setting) -> SetTable:
    style = setting.style(element)
    named = element.attributes.get("widths", "")
    rows = [(part.tag, _row(row, width, trial, setting, within=named, gap=0.0)) for part in element.children for row in part.children]
    head = next((row for tag, row in rows if tag == "thead"), None)
    made = SetTable(style, head, [], 0.0, style.before, style.after, max((row.overfull for _, row in rows), default=0.0))
    return made.part([row for tag, row in rows if tag == "tbody"], again=False)


def _marks(element: Element, width: float, trial: Trial, setting: Setting) -> SetMarks:
    """Set marks from the left, each as wide as its style says, in which its word is one line; those of a scale in lines of as many."""
    style, is_scale = setting.style(element), "choose" in element.attributes
    words = [_word(child, width, trial, setting) for child in element.children]
    most = _abreast([pitch for pitch, _, _ in words], width) if is_scale else len(words)
    marks: list[tuple[float, float, float, bool, SetText]] = []
    y = 0.0
    for line in _in_lines(words, width, most):
        x, y = 0.0, y + (style.gap if marks else 0.0)
        tall = max(max(word.style.height or 0.0, word.height) for _, _, word in line)  # a word of two lines is higher than its shape
        for pitch, has_line, word in line:
            marks.append((x, y + (tall - (word.style.height or 0.0)) / 2, pitch, has_line, word))
            x += pitch
        y += tall
    overfull = max((word.overfull for _, _, word in words), default=0.0)
    return SetMarks(marks, setting, y, style.before, style.after, overfull, TO_CHOOSE if is_scale else TO_TICK)


MarkedWord = tuple[float, bool, SetText]
"""A mark: how wide it is with its word, whether people write there, and the word."""


def _word(element: Element, width: float, trial: Trial, setting: Setting) -> MarkedWord:
    look = setting.style(element)
    pitch = min(look.width or width, width)
    word = _paragraph(element, replace(look, width=None, indent=0.0), pitch - look.indent, trial, setting)
    word = replace(word, style=look, width=pitch - look.indent if look.indent else look.height or pitch, more=True)
    return pitch, "line" in element.attributes, word


def _in_lines(words: Sequence[MarkedWord], width: float, most: int) -> list[list[MarkedWord]]:
    """Share marks among lines that are no wider than the room and have no more than `most`."""
    lines: list[list[MarkedWord]] = []
    for marked in words:
        if not lines or len(lines[-1]) == most or sum(pitch for pitch, _, _ in lines[-1]) + marked[0] > width + 0.01:
            lines.append([])
        lines[-1].append(marked)
    return lines


def _abreast(pitches: Sequence[float], width: float) -> int:
    """Share the steps of a scale among as few lines as they need, as evenly as it goes: four in two lines are two and two."""
    fitting = max(1, int((width + 0.01) / max(pitches, default=width)))
    lines = -(-len(pitches) // fitting)
    return -(-len(pitches) // lines) if lines else 1


Maker = Callable[[Element, float, Trial, Setting], Block]
_MAKERS: Mapping[str, Maker] = {
    **dict.fromkeys(("ul", "ol"), _list),
    "box": _box,
    **dict.fromkeys(("columns", "strip"), _row),
    "sbody": lambda element, width, trial, setting: stack(element.children, width, trial, setting),
    "img": _image,
    "rule": _rule,
    "lines": _lines,
    "table": _table,
    "marks": _marks,
    "plot": lambda element, width, _trial, setting: plot(element, width, setting, _paragraph),
}
