"""Node -> worksheets, by their tables of keys. There is never a column for a solution: challenges are solved in steps 2 to 6."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from cardprint.errors import Place
from cardprint.geometry import MM, mm
from cardprint.meetings import (
    BLOCKS,
    COLUMN_TYPES,
    COLUMNS,
    WORKSHEET_KINDS,
    WORKSHEET_MARGIN,
    WORKSHEET_PAPERS,
    WORKSHEET_ROWS,
    Column,
    Matrix,
    Scale,
    Worksheet,
)  # fmt: skip
from cardprint.model import Text
from cardprint.sources.meetings import STEP, TEXTS, noun, words
from cardprint.sources.nodes import Node, Pairs, Scalar
from cardprint.sources.reading import Key, Reading, Type, fields, record, require, shaped
from cardprint.sources.spelling import nearest
from cardprint.sources.values import DATE, FLAG, ID, LENGTH, TEXT, WORD, choice, each, known, many, number, once

MOST_ROWS = 40
MOST_BARRIERS = 12
HIGHEST = 10
"""The last step that a scale may have."""
NARROWEST = mm(8)
SLACK = 0.1
"""Points."""
GRID = Matrix()
"""The grid of a worksheet that does not say."""
_SOLUTION = re.compile(r"(?<!op)l(?:ø|oe|ö)sning|solution", re.IGNORECASE)  # opløsning is another thing

_COLUMN_WORDS = (
    Key("label", TEXT, "The heading.", "the language's own"),
    Key("help", TEXT, "A line below it."),
)
COLUMN_TRANSLATION = record("column translation", _COLUMN_WORDS)
COLUMN = record(
    "column",
    (
        Key("key", choice(COLUMNS), "What is written there; notes and summary go by it."),
        *_COLUMN_WORDS,
        Key("width", LENGTH, "How wide it is.", "a share of what is left"),
        Key("type", choice(COLUMN_TYPES), "How it is filled in.", "the key's own"),
        Key("translations", words(COLUMN_TRANSLATION), "The same words in other languages."),
    ),
)
_SCALE_WORDS = (
    Key("low", TEXT, "What the first step means.", "the language's own"),
    Key("high", TEXT, "What the last step means.", "the language's own"),
)
SCALE_TRANSLATION = record("scale translation", _SCALE_WORDS)
SCALE = record(
    "scale",
    (
        Key("min", number(0, HIGHEST), "The first step.", "1"),
        Key("max", number(0, HIGHEST), "The last step; an even number of steps, so that each falls in a half of the grid.", "4"),
        *_SCALE_WORDS,
        Key("translations", words(SCALE_TRANSLATION), "The same words in other languages."),
    ),
)
MATRIX = record(
    "matrix",
    (
        Key("x", choice(COLUMNS), "The scale that runs to the right.", GRID.x),
        Key("y", choice(COLUMNS), "The scale that runs upwards.", GRID.y),
        Key("paper", choice(WORKSHEET_PAPERS), "The paper of the grid, which is one for the room.", GRID.paper),
    ),
)


def _column(reading: Reading, key: str, node: Node) -> Column | None:
    """Read a column; one for solutions is refused, whatever else it says."""
    said = node.entries if isinstance(node, Pairs) else {}
    written = [scalar for name in ("key", "label") if name in said and isinstance(scalar := said[name][1], Scalar)]
    if any(_is_solution(reading, value.value, value.place) for value in written):
        return None
    values = fields(reading, key, node, COLUMN)
    if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("key",), key):
        return None
    if values.get("width", NARROWEST) < NARROWEST - SLACK:
        reading.error("column-narrow", node.entries["width"][1].place, key=values["key"], least=f"{NARROWEST / MM:.0f}")
        return None
    labels = [text for value in values.get("translations", {}).values() if (text := value.get("label"))]
    if any(_is_solution(reading, label.value, label.place) for label in labels):
        return None
    values.setdefault("type", COLUMNS[values["key"]])
    return Column(place=node.place, **values)


def _is_solution(reading: Reading, heading: str, place: Place) -> bool:
    if not _SOLUTION.search(heading):
        return False
    reading.error("solution-column", place, name=heading)
    return True


def _scale(reading: Reading, key: str, node: Node) -> Scale | None:
    found: Scale | None = noun(Scale, SCALE).read(reading, key, node)
    if found and found.min >= found.max:
        reading.error("scale-bounds", found.place, key=key, min=found.min, max=found.max)
        return None
    if found and (found.max - found.min) % 2 == 0:
        reading.warning(
            "scale-odd", found.place, key=key, steps=found.max - found.min + 1, max=found.max - (1 if found.max - found.min > 2 else -1)
        )
    return found


_WORDS = {
    key.name: key
    for key in (
        Key("title", TEXT, "The sheet's name."),
        Key("intro", TEXT, "A line below it."),
        Key("barrier_types", once(many(TEXT, 1, MOST_BARRIERS)), "Barriers to tick.", "the language's own seven"),
        Key("prefilled_challenges", TEXTS, "Challenges that stand there already."),
        Key("privacy_line", TEXT, "That no personal data is written.", "the language's own"),
        Key("return_to", TEXT, "Where the sheet goes afterwards."),
    )
}
WORKSHEET_TRANSLATION = record("worksheet translation", _WORDS.values())
WORKSHEET = record(
    "worksheet",
    (
        Key("id", ID, "Names the files.", "the file's name"),
        _WORDS["title"],
        Key("kind", choice(WORKSHEET_KINDS), "Which sheet it is: it decides the columns.", "wrap_up"),
        Key("language", known("language"), "Language of the words.", "the project's"),
        Key("step", STEP, "Which of the six steps it belongs to.", "1"),
        Key("version", WORD, "Printed small; notes refer to it."),
        Key("date", DATE, "The document's date.", "2000-01-01"),
        Key("paper", choice(WORKSHEET_PAPERS), "Paper, and how it lies.", "A4 landscape"),
        _WORDS["intro"],
        Key(
            "rows",
            number(1, MOST_ROWS),
            "Rows to fill in; what one page has no room for goes on to a further sheet.",
            "3 on a wrap_up, 6 on notes, 5 on a home_task",
        ),
        Key("columns", many(Type("column", _column, shaped("column")), 1), "The columns, from the left.", "the kind's own"),
        Key("scales", each(Type("scale", _scale, shaped("scale"))), "The scales by their column's key.", "1 to 4"),
        _WORDS["barrier_types"],
        Key("matrix", noun(Matrix, MATRIX), "The grid for the talk, one for the room.", "effect and importance, where both are columns"),
        Key("blocks", once(many(choice(BLOCKS))), "What is written on the second page.", "all on a wrap_up, none elsewhere"),
        *(_WORDS[name] for name in ("prefilled_challenges", "privacy_line", "return_to")),
        Key("fillable", FLAG, "Fields to fill in on a screen.", "false"),
        Key("codes", FLAG, "Two small codes in the corners, so that a scan of the sheet can be read back.", "true"),
        Key("translations", words(WORKSHEET_TRANSLATION), "The same words in other languages."),
    ),
)


def worksheet(reading: Reading, node: Pairs, name: str) -> Worksheet:
    """Read a worksheet; `name` is its id where it names none."""
    values = fields(reading, "worksheet", node, WORKSHEET) or {}
    require(reading, node, values, ("title",), name)
    values.setdefault("id", name)
    values.setdefault("title", Text(values["id"], node.place))
    kind = values.get("kind", "wrap_up")
    columns = values.get("columns") or tuple(Column(key=key, type=COLUMNS[key], place=node.place) for key in WORKSHEET_KINDS[kind])
    values.setdefault("rows", max(WORKSHEET_ROWS[kind], len(values.get("prefilled_challenges", ()))))
    values["columns"] = tuple(_each_once(reading, columns))
    values["scales"] = _scales(reading, columns, values.get("scales", {}))
    values["matrix"] = _matrix(reading, values["scales"], values.get("matrix"))
    if kind == "wrap_up" and "blocks" not in node.entries:
        values["blocks"] = BLOCKS
    found = Worksheet(place=node.place, **values)
    _fits(reading, node, found)
    _without_effect(reading, node, found)
    return found


def _each_once(reading: Reading, columns: Iterable[Column]) -> Iterable[Column]:
    seen: set[str] = set()
    for column in columns:
        if column.key in seen:
            reading.error("listed-twice", column.place, key="columns", name=column.key)
        else:
            yield column
        seen.add(column.key)


def _scales(reading: Reading, columns: Iterable[Column], said: Mapping[str, Scale]) -> dict[str, Scale]:
    """Give each column that is a scale its steps; a scale without a column is a Problem."""
    needed = [column.key for column in columns if column.type == "scale"]
    for key, scale in said.items():
        if key not in needed:
            reading.error("unknown-scale", scale.place, name=key, nearest=nearest(key, needed))
    return {key: said.get(key, Scale()) for key in needed}


def _matrix(reading: Reading, scales: Mapping[str, Scale], said: Matrix | None) -> Matrix | None:
    if said is None:
        return GRID if scales.keys() >= {GRID.x, GRID.y} else None
    unknown = [key for key in (said.x, said.y) if key not in scales]
    for key in unknown:
        reading.error("unknown-scale", said.place, name=key, nearest=nearest(key, scales))
    if said.x == said.y:
        reading.error("matrix-axes", said.place, key=said.x)
    return None if unknown or said.x == said.y else said


def _without_effect(reading: Reading, node: Pairs, sheet: Worksheet) -> None:
    """Say which keys change nothing on this sheet, because the column that they are for is not there."""
    if sheet.prefilled_challenges and all(column.key != "challenge" for column in sheet.columns):
        reading.warning("challenges-without-column", node.entries["prefilled_challenges"][0])
    if sheet.barrier_types and all(column.type != "ticks" for column in sheet.columns):
        reading.warning("barriers-without-column", node.entries["barrier_types"][0])


def _fits(reading: Reading, node: Pairs, sheet: Worksheet) -> None:
    """Say where columns are wider than the paper, and where challenges are more than the rows."""
    room = WORKSHEET_PAPERS[sheet.paper].width - 2 * WORKSHEET_MARGIN
    needs = sum(column.width or NARROWEST for column in sheet.columns)
    if needs > room + SLACK:
        place = node.entries["columns"][0] if "columns" in node.entries else node.place
        reading.error("columns-too-wide", place, needs=f"{needs / MM:.0f}", has=f"{room / MM:.0f}", paper=sheet.paper)
    if len(sheet.prefilled_challenges) > sheet.rows:
        place = node.entries["prefilled_challenges"][0]
        reading.error("rows-too-few", place, count=len(sheet.prefilled_challenges), rows=sheet.rows)
