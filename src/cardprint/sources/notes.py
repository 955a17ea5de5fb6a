"""Node -> Notes, by their tables of keys: what came back from the tables, as `collect` wrote it and a person corrected it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from msgspec.structs import replace

from cardprint import files, resources
from cardprint.errors import Found, Problem
from cardprint.meetings import COLUMNS, Scale, Worksheet
from cardprint.model import Edition, Project
from cardprint.notes import BLOCKS, Challenge, Group, Noted, Notes, Source, Task, Unread, Unsure, slug
from cardprint.sources import documents
from cardprint.sources import text as texts
from cardprint.sources.documents import Document, bounded
from cardprint.sources.meetings import noun
from cardprint.sources.nodes import CUT, LISTED, Node, Pairs, Scalar, Series, id_of
from cardprint.sources.reading import Key, Reading, Record, Type, either, fields, record, require, shaped
from cardprint.sources.values import ANY, DATE, FLAG, ID, WORD, choice, each, known, many, number, once, plain, raw, some
from cardprint.sources.worksheets import HIGHEST

FOLDER = "notes"
MOST_GROUPS = 1_000
MOST_ROWS = 1_000
"""Of one group."""
KINDS = ("form", "scan", "workbook")
NOTHING = frozenset({"null", "~"})
"""What people write, or other programs, for a value that is not there."""
PICTURES = "{agenda}-pictures"
"""The folder beside the notes that their pictures lie in."""
_FIELD = re.compile(r"[a-z_]{1,40}(?:\.[1-9][0-9]{0,3}\.[a-z_]{1,40})?\Z")
_SIDES = ("importance", "effect")


def _or_nothing(entry: Type) -> Type:
    """A value, or `null` for none."""

    def read(reading: Reading, key: str, node: Node) -> Any:
        if type(node) is Scalar and not node.style and node.value in NOTHING:
            return None
        return entry.read(reading, key, node)

    return Type(entry.name, read, entry.shape if "$ref" in entry.shape else either(entry.shape, {"type": "null"}))


def _said(reading: Reading, key: str, node: Node) -> str | None:
    """Read what people wrote: no sign in it means anything, and a word may be of any length."""
    if type(node) is not Scalar:
        reading.wrong("text", key, node)
        return None
    if node.style in (CUT, LISTED):
        reading.error("text-cut" if node.style == CUT else "text-list", node.place, key=key)
        return None
    value, problems = texts.clean(node.value, node.place)
    reading.problems.extend(problems)
    return value.strip() or None


def _judged(reading: Reading, key: str, node: Node) -> int | None:
    """Read a judgement: a step of the sheet's own scale."""
    steps = [int(step) for step in reading.known.get(key, ())] or [0, HIGHEST]
    found: int | None = number(min(steps), max(steps)).read(reading, key, node)
    return found


def _picture(reading: Reading, key: str, node: Node) -> str | None:
    """Find a picture among those of the notes, else beside them; give its name from the project. One that is gone is a warning."""
    name = raw(reading, key, node)
    if name is None:
        return None
    folders = (reading.folder / PICTURES.format(agenda=reading.file.rpartition("/")[2].removesuffix(".yaml")), reading.folder)
    for folder in folders:
        try:
            return files.find(folder / name, root=reading.root).relative_to(reading.root.resolve()).as_posix()
        except files.RefusedError as reason:
            refused = reason
    if refused.code != files.MISSING or resources.inside(reading.root, str(folders[1] / name)) is None:
        reading.problems.append(refused.at(node.place, name))
    else:
        reading.warning("note-picture-gone", node.place, file=name)
    return None


SAID = _or_nothing(Type("text without markup", _said, ANY))
LINES = some(SAID)
JUDGEMENT = _or_nothing(Type("step of the scale", _judged, number(0, HIGHEST).shape))
PICTURE = _or_nothing(Type("file among the notes' pictures", _picture, ANY))
FIELD = plain("field of the sheet", lambda value: value if _FIELD.match(value) else None, "not-field")
SHEET = Key("sheet", number(1, MOST_ROWS), "Which of the group's sheets it stands on.", "1")
SHOWN = Key("picture", PICTURE, "Handwriting that nobody has typed yet.")
SHOWN_BY_KEY = Key("pictures", each(PICTURE), "Handwriting that nobody has typed yet, by key.")
CHALLENGE = record(
    "noted challenge",
    (
        Key("text", SAID, "The challenge in the group's own words."),
        Key("importance", JUDGEMENT, "How much it matters, on the sheet's scale.", "not judged"),
        Key("effect", JUDGEMENT, "What solving it would do, on the sheet's scale.", "not judged"),
        Key("barriers", once(many(SAID)), "What stands in the way."),
        Key("other", SAID, "Another barrier, in the group's own words."),
        Key("disagree", _or_nothing(FLAG), "The group does not agree.", "false"),
        Key("same_as", _or_nothing(known("challenge")), "The challenge that it is the same as: group and number, such as bord3.1."),
        SHOWN,
        SHOWN_BY_KEY,
        SHEET,
    ),
)
TASK = record(
    "noted home task",
    (
        Key("challenge", _or_nothing(number(0, MOST_ROWS)), "The number of the challenge that it belongs to.", "none"),
        Key("task", SAID, "What the group finds out."),
        Key("ask", SAID, "Whom they ask."),
        Key("who", SAID, "Who does it."),
        Key("due", SAID, "By when."),
        SHOWN,
        SHOWN_BY_KEY,
        SHEET,
    ),
)
_COLUMNS = tuple(name for name, kind in COLUMNS.items() if kind == "text")
NOTED = record(
    "row of notes",
    (*(Key(name, SAID, "What stands in that column of the sheet.") for name in _COLUMNS), SHOWN_BY_KEY, SHEET),
)
UNSURE = record(
    "unsure answer",
    (
        Key("field", FIELD, "What a person decides, such as challenges.2.importance; who has filled in the value removes the line."),
        Key("seen", some(SAID), "What was seen there."),
        SHOWN,
    ),
)
SOURCE = record(
    "source",
    (
        Key("kind", choice(KINDS), "How the answers came back."),
        Key("file", SAID, "The file.", "the group's"),
        Key("page", number(0, 1_000_000), "The page of the file."),
        Key("key", WORD, "What the codes of the page say."),
        Key("read", WORD, "A digest of what was read there; the same is not read twice."),
        Key("data", WORD, "A digest of the scan's file; another file of its name is another scan."),
        Key("marks", SAID, "What is marked on the page, a field a word; - is nothing, ? is not sure."),
        SHEET,
    ),
)
PRINTED = record(
    "printed worksheet",
    (
        Key("id", ID, "The worksheet's id."),
        Key("version", WORD, "Its version when it was printed."),
        Key("fingerprint", WORD, "What it was when it was printed."),
    ),
)


UNREAD = record(
    "unread pages",
    (
        Key("file", SAID, "The file."),
        Key("pages", SAID, "The numbers of the pages that were not read; who has seen to them removes the line.", "all"),
        Key("data", WORD, "A digest of the file; read without these pages, it takes the line out."),
    ),
)


def _unread(reading: Reading, key: str, node: Node) -> Unread | None:
    values = fields(reading, key, node, UNREAD)
    return None if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("file",), key) else Unread(**values)


def _noted(reading: Reading, key: str, node: Node) -> Noted | None:
    values = fields(reading, key, node, NOTED)
    if values is None:
        return None
    apart = {name: values.pop(name) for name in ("pictures", "sheet") if name in values}
    return Noted(words=values, place=node.place, **apart)


def _source(reading: Reading, key: str, node: Node) -> Source | None:
    values = fields(reading, key, node, SOURCE)
    return None if values is None else Source(**values)


ROWS = many(Type(NOTED.name, _noted, shaped(NOTED.name)), 0, MOST_ROWS)
SOURCES = Type(SOURCE.name, _source, shaped(SOURCE.name))
GROUP = record(
    "noted group",
    (
        Key("name", SAID, "The group."),
        Key("file", SAID, "The file that its answers came from."),
        Key("source", SOURCES, "How they came back: the first page."),
        Key("sources", many(SOURCES, 0, MOST_ROWS), "Further pages."),
        Key("challenges", many(noun(Challenge, CHALLENGE), 0, MOST_ROWS), "The rows of its sheets."),
        *(Key(name, LINES, "What the group wrote in that block, line by line.") for name in BLOCKS),
        SHOWN_BY_KEY,
        Key("home_tasks", many(noun(Task, TASK), 0, MOST_ROWS), "What the group finds out until next time."),
        Key("cards", ROWS, "The rows of its note sheet."),
        Key("colleagues", ROWS, "What colleagues said."),
        Key("seen", _or_nothing(FLAG), "A person has looked at the pictures: they may go into the summary.", "false"),
        Key("unsure", many(noun(Unsure, UNSURE, ("field",)), 0, MOST_ROWS), "What a person decides."),
    ),
)


def _group(reading: Reading, key: str, node: Node) -> Group | None:
    """Read a group. Its blocks stand beside its other keys; its first page beside the further ones."""
    values = fields(reading, key, node, GROUP)
    if values is None or not isinstance(node, Pairs) or not require(reading, node, values, ("name",), key):
        return None
    blocks = {name: values.pop(name) for name in BLOCKS if name in values}
    file, first = values.pop("file", ""), values.pop("source", None)
    pages = (first or Source(), *values.pop("sources", ())) if file or first else values.pop("sources", ())
    sources = tuple(source if source.file else replace(source, file=file) for source in pages)
    return Group(blocks=blocks, sources=sources, place=node.place, **values)


NOTES = record(
    "notes",
    (
        Key("agenda", ID, "The meeting; a worksheet without one is named itself.", "the file's name"),
        Key("date", _or_nothing(DATE), "The day of the meeting."),
        Key("chosen", once(many(_or_nothing(known("challenge")))), "What step 2 begins with: group and number, such as bord3.1."),
        Key(
            "worksheet",
            Type(PRINTED.name, lambda reading, key, node: fields(reading, key, node, PRINTED), shaped(PRINTED.name)),
            "The worksheet that was handed out.",
        ),
        Key("groups", many(Type(GROUP.name, _group, shaped(GROUP.name)), 0, MOST_GROUPS), "What each group handed in."),
        Key("unread", many(Type(UNREAD.name, _unread, shaped(UNREAD.name)), 0, MOST_GROUPS), "Pages that came back and could not be read."),
    ),
)
RECORDS: tuple[Record, ...] = (NOTES, PRINTED, GROUP, CHALLENGE, TASK, NOTED, UNSURE, SOURCE, UNREAD)


def of_edition(edition: Edition, agenda: str) -> Found[Notes | None]:
    """Read the notes of a meeting as it was held for an edition."""
    names = {"organisation": edition.organisation.id if edition.organisation else "", "language": edition.language}
    return notes(edition.project, "/".join((*(names[level] for level in edition.project.levels if names[level]), edition.area)), agenda)


def notes(project: Project, folder: str, agenda: str) -> Found[Notes | None]:
    """Read the notes of a meeting, or of a worksheet without one; `folder` is that of the edition, as in output/. None where there are none."""
    if project.root is None:
        return None, ()
    shown = f"{FOLDER}/{folder}/{agenda}.yaml"
    if files.is_absent(project.root / shown):
        return None, documents.misnamed(project.root, shown)
    document = documents.load(project.root / shown, shown, root=project.root)
    if document.node is None:
        return None, bounded(document.serious)
    found, problems = read(document, document.node, project)
    return found, bounded((*document.serious, *problems))


def read(document: Document, node: Pairs, project: Project) -> Found[Notes]:
    """Read notes; what they refer to are their own challenges and the project's worksheets."""
    assert project.root is not None  # noqa: S101 - notes lie in a project
    problems: list[Problem] = []
    about = {**_steps(node, project.worksheets), "challenge": _ids(node)}
    reading = Reading(file=document.shown, root=project.root, folder=document.path.parent, known=about, problems=problems)
    values = fields(reading, "notes", node, NOTES) or {}
    seen: dict[str, Group] = {}
    for group in values.get("groups", ()):
        if seen.setdefault(group.slug, group) is not group:
            reading.error("group-twice", group.place, name=group.name, other=seen[group.slug].name)
    values.setdefault("agenda", document.path.stem)
    return Notes(place=node.place, **{**values, "groups": tuple(seen.values())}), tuple(problems)


def _ids(node: Pairs) -> tuple[str, ...]:
    """Give the ids of the challenges, before they are read."""
    groups = node.entries["groups"][1] if "groups" in node.entries else None
    found: list[str] = []
    for group in groups.items if isinstance(groups, Series) else ():
        entries = group.entries if isinstance(group, Pairs) else {}
        name, rows = (entries[key][1] if key in entries else None for key in ("name", "challenges"))
        if isinstance(name, Scalar) and isinstance(rows, Series):
            found += [f"{slug(name.value)}.{row}" for row in range(1, len(rows.items) + 1)]
    return tuple(found)


def _steps(node: Pairs, worksheets: Collection[Worksheet]) -> Mapping[str, Collection[str]]:
    """Give the first and the last step of each scale: of the sheet that was handed out, else of all that there are; none where it is gone."""
    said = node.entries["worksheet"][1] if "worksheet" in node.entries else None
    name = id_of(said) if said else ""
    sheets = [sheet for sheet in worksheets if (sheet.id == name if name else sheet.kind == "wrap_up")]
    scales = {side: [sheet.scales.get(side, Scale()) for sheet in sheets] for side in _SIDES if sheets}
    return {side: (str(min(one.min for one in those)), str(max(one.max for one in those))) for side, those in scales.items()}
