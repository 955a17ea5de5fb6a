"""What came back + the notes as they stand -> the notes as they are to be. A value that stands is never overwritten: what differs is told.

The notes are what their file says: dictionaries, lists and texts, so that what a person wrote there besides stays. A page that was read before (the
same key, the same answers) adds nothing, whatever a person did with its answers meanwhile.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from cardprint.collect import records, same_pages
from cardprint.collect.answers import Answer, Returned
from cardprint.collect.records import Said
from cardprint.errors import Place, Problem, error, warning
from cardprint.notes import BLOCKS, Unread, slug
from cardprint.sources.splicing import Raw

OF_A_SHEET: Mapping[str, tuple[str, ...]] = {"notes": ("cards",), "home_task": ("answers",)}
"""Which rows a kind of worksheet has, where not those of a wrap-up."""
WRAP_UP = ("challenges", "home_tasks")
HEAD = frozenset({"group", "date", "written_by"})
"""What stands in a sheet's head: of the meeting, or of nobody's concern."""
TASK_COLUMNS: Mapping[str, str] = {"home_task": "task", "who": "who", "due": "due"}
"""Columns of a challenge that are a home task of its own."""
ORDER: Mapping[str, tuple[str, ...]] = {
    "notes": ("agenda", "date", "chosen", "worksheet", "groups", "unread"),
    "groups": (
        "name",
        "file",
        "challenges",
        *BLOCKS,
        "home_tasks",
        "cards",
        "colleagues",
        "pictures",
        "source",
        "sources",
        "seen",
        "unsure",
    ),
    "challenges": ("text", *records.JUDGED, "barriers", "other", "disagree", "same_as", "picture", "pictures", "sheet"),
    "home_tasks": ("challenge", "task", "ask", "who", "due", "picture", "pictures", "sheet"),
}
"""How the keys of what is written anew follow each other."""
EACH = "home_task"
"""The kind of worksheet that everyone has one of: all are printed alike, and each that comes back is another one."""
EXTRA: Mapping[str, str] = {"da": "Ekstra", "nb": "Ekstra", "nn": "Ekstra", "pl": "Dodatkowy", "uk": "Додатковий"}
COLLEAGUES: Mapping[str, str] = {
    "da": "Kolleger",
    "nb": "Kolleger",
    "nn": "Kollegaer",
    "sv": "Kollegor",
    "de": "Kolleginnen und Kollegen",
    "pl": "Koleżanki i koledzy",
    "uk": "Колеги",
}
"""What a group without a name is called, by language, and those who have asked their colleagues; elsewhere `Extra` and `Colleagues`."""
FEW_MARKS = 3
"""Marks that two sheets of a table may well have alike: then somebody is asked to look at what is written beside them."""
LONGEST_NAME = 40
"""Characters of a group's name in the name of a picture."""


class Merged(Struct, frozen=True):
    """The notes as they are to be, the pictures that they now name, those that they named before, and what is to be told."""

    wanted: Said
    pictures: Mapping[str, bytes]
    older: Mapping[str, bytes]
    problems: tuple[Problem, ...]


def merged(stands: Said, returned: Sequence[Returned], *, agenda: str, shown: str, unread: Mapping[str, Unread | None] = {}) -> Merged:
    """Bring pages into the notes of their meeting; `stands` is what its file says, `shown` its name in Problems.

    `unread` are files, by a digest of each, and what of them could not be read, or None where all was.
    """
    before = copy.deepcopy(stands)
    made = _Merging(stands, agenda, shown).all(returned)
    _not_read(made.wanted, unread)
    return replace(made, wanted=_ordered(made.wanted, before, "notes"))


def _not_read(wanted: Said, unread: Mapping[str, Unread | None]) -> None:
    """List the pages that could not be read, in place of what was said of those files before."""
    stands = wanted.get("unread")
    rest = [one for one in stands if not (isinstance(one, dict) and one.get("data") in unread)] if isinstance(stands, list) else []
    made = [{key: value for key, value in asdict(one).items() if value} for one in unread.values() if one]
    if rest or made:
        wanted["unread"] = [*rest, *made]
    elif stands:
        del wanted["unread"]


def _ordered(wanted: Said, before: Any, kind: str) -> Said:
    """Put the keys of what was not there before into their order; what stands keeps its own, and what is added to it comes last."""
    known = before if isinstance(before, dict) else {}
    order = [key for key in known if key in wanted] + sorted(
        (key for key in wanted if key not in known), key=lambda key: ORDER[kind].index(key) if key in ORDER.get(kind, ()) else len(wanted)
    )
    result = {key: wanted[key] for key in order}
    for key, value in result.items():
        if key in ORDER and isinstance(value, list):
            stood: list[Any] = known[key] if isinstance(known.get(key), list) else []
            result[key] = [
                _ordered(one, stood[at] if at < len(stood) else {}, key) if isinstance(one, dict) else one for at, one in enumerate(value)
            ]
    return result


class _Page(Struct, frozen=True):
    """A page being brought in: whose it is, which of the group's sheets, and whether it was read before."""

    returned: Returned
    group: Said
    sheet: int
    digest: str
    is_known: bool

    @property
    def file(self) -> str:
        """The file that it was read from."""
        return self.returned.source.file

    @property
    def name(self) -> str:
        """The group's name."""
        return _name(self.group)


class _Typed(Struct, frozen=True):
    """What a form says of a field, for another form to agree with."""

    file: str
    values: tuple[str, ...]


class _Merging:
    """The notes of one meeting while pages are brought in."""

    def __init__(self, stands: Said, agenda: str, shown: str) -> None:
        self.wanted, self.agenda, self.shown = stands, agenda, shown
        self.problems: list[Problem] = []
        self.pictures: dict[str, bytes] = {}
        self.older: dict[str, bytes] = {}
        self.typed: dict[tuple[str, int, str, str], _Typed] = {}
        self.forms: dict[
            tuple[str, frozenset[str]], Said
        ] = {}  # whose the spare sheets of a form are, by its file and the keys of the sheet
        self.kinds: dict[str, str] = {}  # which kind of worksheet a page's key belongs to, of those that came now
        self.listed = 0  # rows of home tasks that the page's sheet has in a table of their own

    def all(self, returned: Sequence[Returned]) -> Merged:
        """Bring in all pages, in the order in which they were printed."""
        known = {(source.get("key"), source.get("read")) for group in self._groups() for source in records.sources(group)}
        ordered = sorted(returned, key=lambda one: ((one.page.key, same_pages.digest(one)) not in known, *_order(one)))
        self.kinds = {page.key: one.map.worksheet.kind for one in ordered for page in one.map.pages}
        self._head(ordered)
        for one in ordered:
            self.listed = _listed(one)
            page = self._place(one)
            if page is not None:
                for answer in self._of_its_rows(page):
                    self._answer(page, answer)
                self._source(page)
        return Merged(self.wanted, self.pictures, self.older, tuple(self.problems))

    def _head(self, returned: Sequence[Returned]) -> None:
        """Write what the notes are of, where it does not stand there yet."""
        made = next((one.map for one in returned if one.map.worksheet.kind == "wrap_up"), returned[0].map if returned else None)
        sheet = made.worksheet if made else None
        head: dict[str, Any] = {
            "agenda": self.agenda,
            "date": Raw(made.date) if made else "",
            "chosen": [],
            "worksheet": {"id": sheet.id, "version": sheet.version, "fingerprint": sheet.fingerprint} if sheet else {},
            "groups": [],
        }
        for key, value in head.items():
            if self.wanted.get(key) is None and (value or key in {"chosen", "groups"}):
                self.wanted[key] = {name: inner for name, inner in value.items() if inner} if isinstance(value, dict) else value

    # --- whose a page is ---------------------------------------------------------------------------------------------

    def _place(self, one: Returned) -> _Page | None:
        """Find the group that a page is of, and which of its sheets it belongs to."""
        read = same_pages.digest(one)
        group = None if _is_unused(one) else self._group(one, read)
        if group is None:
            return None
        before = [source for source in records.sources(group) if source.get("key") == one.page.key]
        same = next((source for source in before if source.get("read") == read), None)
        if same is not None:
            return _Page(one, group, records.sheet_of(same), read, is_known=True)
        again = next((source for source in before if same_pages.is_same_page(source, one)), None)
        if again is not None:
            return _Page(one, group, records.sheet_of(again), read, is_known=False)
        if before and all(answer.field in HEAD for answer in one.answers):  # an empty page is no further sheet
            return _Page(one, group, records.sheet_of(before[0]), read, is_known=True)
        sheet = self._sheet(one, group, before)
        if one.map.worksheet.kind != EACH and self._goes_on(one, group, sheet):
            self.problems.append(
                warning("sheet-continued", Place(self.shown), group=_name(group), file=one.source.file, page=one.source.page, sheet=sheet)
            )
        return _Page(one, group, sheet, read, is_known=False)

    def _goes_on(self, one: Returned, group: Said, sheet: int) -> bool:
        """Tell whether a page is of a further sheet of its worksheet, and not of another worksheet of the meeting."""
        keys = {page.key for page in one.map.pages}
        return any(records.sheet_of(source) < sheet for source in records.sources(group) if source.get("key") in keys)

    def _groups(self) -> list[Said]:
        """Give the groups of the notes; none where a person wrote something else there."""
        groups = self.wanted.get("groups")
        return groups if isinstance(groups, list) and all(isinstance(group, dict) for group in groups) else []

    def _group(self, one: Returned, read: str) -> Said | None:
        """Find or add the group of a page; that of a spare sheet has its name from what was typed, or none."""
        groups = self._groups()
        if groups is not self.wanted["groups"]:
            return None
        typed = next((records.clean(answer.values[0]) for answer in one.answers if answer.field == "group" and answer.values), "")
        name = one.page.group or typed.split("\n")[0]
        if not name and one.map.worksheet.kind == EACH:
            name = COLLEAGUES.get(one.map.language or "da", "Colleagues")
        if not name:
            return self._spare(one, read, groups)
        if one.page.group and typed and slug(typed) != slug(one.page.group):
            self.problems.append(warning("group-other", Place(one.source.file), group=one.page.group, typed=typed))
        renamed = next(
            (group for group in groups if one.page.group and any(source.get("key") in _siblings(one) for source in records.sources(group))),
            None,
        )
        return (
            renamed or next((group for group in groups if slug(_name(group)) == slug(name)), None) or records.added(groups, {"name": name})
        )

    def _spare(self, one: Returned, read: str, groups: list[Said]) -> Said:
        """Find the group of a spare sheet by a page of it that is there already, else give it a name."""
        found = self._same_spare(one, read, groups) or self._nameless(one, groups)
        if one.source.kind == "form":
            self.forms[one.source.data, _siblings(one)] = found
        return found

    def _same_spare(self, one: Returned, read: str, groups: list[Said]) -> Said | None:
        """Find the group that has this page of a spare sheet, or another page of the sheet and not yet this one."""
        keys = _siblings(one)
        pages = [(source, group) for group in groups for source in records.sources(group) if source.get("key") in keys]
        own = [(source, group) for source, group in pages if source["key"] == one.page.key]
        known = next((group for source, group in own if source.get("read") == read), None) or self.forms.get((one.source.data, keys))
        if known is not None:
            return known
        for source, group in own:
            if (same_pages.is_same_page(source, one) or same_pages.has_same_marks(source, one)) and not self._contradicts(one, group):
                return group
        begun = [(same_pages.page_before(source, one), group) for source, group in pages if all(group is not other for _, other in own)]
        return max(begun, key=lambda one: one[0])[1] if begun else None  # the one that lies right before it in the pile

    def _nameless(self, one: Returned, groups: list[Said]) -> Said:
        """Add a group for a spare sheet without a name."""
        language = EXTRA.get(one.map.language or "da", "Extra")
        taken = {slug(_name(group)) for group in groups} | {file.partition("-")[0] for file in records.pictured(groups)}
        name = next(name for number in count(1) if slug(name := f"{language} {number}") not in taken)
        self.problems.append(warning("group-nameless", Place(one.source.file), file=one.source.file, page=one.source.page, name=name))
        return records.added(groups, {"name": name})

    def _contradicts(self, one: Returned, group: Said) -> bool:
        """Tell whether a form says other words in a row than a group does: then it is another group's copy of the sheet."""
        return one.source.kind == "form" and any(self._otherwise(answer, group, 1) for answer in one.answers)

    def _otherwise(self, answer: Answer, group: Said, sheet: int) -> str:
        """Give the words of a row in the notes where an answer says others; nothing where it does not, or is no row's words."""
        kind, key = answer.field.partition(".")[0], answer.field.rpartition(".")[2]
        is_words = key == records.FIRST.get(kind) and answer.values
        target = self._target(group, sheet, answer.field, make=False) if is_words else None
        stands = records.standing(target[0], target[1]) if target else ()
        return stands[0] if stands and stands != (records.clean(answer.values[0]),) else ""

    def _sheet(self, one: Returned, group: Said, before: Sequence[Said]) -> int:
        """Tell which of the group's sheets a page is of, that was not read before: another page of one that is there, or one more."""
        taken = {records.sheet_of(source) for source in before}
        theirs = [source for source in records.sources(group) if source.get("key") in _siblings(one)]
        begun = sorted({records.sheet_of(source) for source in theirs if source["file"] == one.source.file} - taken)
        has_marks = any(spot.kind != "text" for spot in one.map.layouts[one.page.spots])
        is_of_rows = one.map.worksheet.kind in OF_A_SHEET
        if before and one.map.worksheet.kind != EACH and (one.source.kind == "form" or not (has_marks or begun or is_of_rows)):
            if one.source.kind != "form":
                self.problems.append(warning("page-again", Place(self.shown), group=_name(group), **_whence(one)))
            return records.sheet_of(before[0])
        for sheet in sorted(taken) if has_marks else ():
            marks = next((str(source["marks"]) for source in before if records.sheet_of(source) == sheet and source.get("marks")), "")
            if same_pages.are_others(marks, same_pages.marks(one)) if marks else self._differs(one, group, sheet):
                continue
            if any(records.sheet_of(source) == sheet and same_pages.lies_beside(source, one) for source in before):
                continue
            if marks and len(re.findall("[0-9]+", marks)) < FEW_MARKS and any(answer.picture for answer in one.answers):
                self.problems.append(warning("page-again", Place(self.shown), group=_name(group), **_whence(one)))
            return sheet
        begun = begun or sorted({records.sheet_of(source) for source in theirs} - taken)
        if begun:
            return begun[0]
        rows = [row for key in _kinds(one) for row in records.rows(group, records.ROWS[key])]
        others = [source for source in records.sources(group) if self.kinds.get(str(source.get("key"))) == one.map.worksheet.kind]
        used = [records.sheet_of(source) for source in others] + [records.sheet_of(row) for row in rows if records.sheet_of(row) > 1]
        return max(used) + 1 if used else 1

    def _differs(self, one: Returned, group: Said, sheet: int) -> bool:
        """Tell whether a page's marks are others than those that stand: a copy of the sheet that was filled in anew, not the same sheet once more."""
        marks = {answer.field: answer for answer in one.answers}
        for name in {spot.field for spot in one.map.layouts[one.page.spots] if spot.kind != "text"}:
            answer = marks.get(name)
            if answer is not None and not answer.is_sure:
                continue
            target = self._target(group, sheet, name, make=False)
            stands = records.standing(target[0], target[1]) if target else ()
            if target and not stands and records.unsure(group, target[2]) is not None:
                continue
            if set(stands) - {"no"} != set(answer.values if answer else ()):
                return True
        return False

    def _source(self, page: _Page) -> None:
        """Say in the notes where a group's answers came from; a page that is there already is not said again."""
        one = page.returned.source
        for source in records.sources(page.group):
            if source.get("key") == page.returned.page.key:
                if source.get("read") == page.digest:
                    source.own.update({key: value for key, value in self._read(page).items() if key not in source})
                    return
                if same_pages.is_same_page(source, page.returned):
                    source.own.update(self._read(page))
                    return
        said: Said = {"kind": one.kind, "page": one.page, "key": page.returned.page.key, **self._read(page)}
        said |= {"sheet": page.sheet} if page.sheet > 1 else {}
        if page.group.get("file") is None and page.group.get("source") is None:
            page.group["file"] = one.file
            page.group["source"] = said
        else:
            records.listed(page.group, "sources").append({"kind": one.kind, "file": one.file, **said})

    def _read(self, page: _Page) -> Said:
        """Say what was read of a page, for another to be known by."""
        data, marks = page.returned.source.data, same_pages.marks(page.returned)
        is_scan = page.returned.source.kind == "scan"
        return {"read": page.digest, **({"data": data} if data and is_scan else {}), **({"marks": marks} if marks and is_scan else {})}

    # --- where an answer goes ----------------------------------------------------------------------------------------

    def _target(self, group: Said, sheet: int, name: str, *, make: bool) -> tuple[Said, str, str] | None:
        """Give the record that a field's value stands in, its key there, and the field's name in the notes; None where there is no such row."""
        kind, _, rest = name.partition(".")
        number, _, key = rest.partition(".")
        if not rest:
            return (group, kind, kind) if kind in BLOCKS else None
        if kind == "challenges" and key in TASK_COLUMNS:
            return self._own_task(group, sheet, int(number), TASK_COLUMNS[key], make=make)
        if key not in records.KEYS.get(kind, ()):
            return None
        place, row = records.row(group, kind, sheet, int(number), make=make)
        return None if row is None else (row, key, f"{kind}.{place}.{key}")

    def _own_task(self, group: Said, sheet: int, number: int, key: str, *, make: bool) -> tuple[Said, str, str] | None:
        """Give the home task that stands in the row of a challenge; those of the sheet's own table come before."""
        place, challenge = records.row(group, "challenges", sheet, number, make=make)
        if challenge is None:
            return None
        tasks = list(enumerate(records.rows(group, "home_tasks")))
        others = [(at, task) for at, task in tasks if records.sheet_of(task) == sheet][self.listed :]
        at = next((at for at, task in others if str(task.get("challenge")) == str(place)), None)
        if at is None and make:
            if self.listed:
                records.row(group, "home_tasks", sheet, self.listed, make=True)
            at = len(records.rows(group, "home_tasks"))
            records.added(records.listed(group, "home_tasks"), {"challenge": place, **({"sheet": sheet} if sheet > 1 else {})})
        return None if at is None else (records.rows(group, "home_tasks")[at], key, f"home_tasks.{at + 1}.{key}")

    def _of_its_rows(self, page: _Page) -> list[Answer]:
        """Give the answers of a page; of a form's row whose words are others than the notes' none, for a judgement is of its words."""
        answers = list(page.returned.answers)
        if page.returned.source.kind != "form" or page.is_known:
            return answers
        for first in page.returned.answers:
            stands = self._otherwise(first, page.group, page.sheet)
            rest = [one for one in answers if one is not first and one.field.rpartition(".")[0] == first.field.rpartition(".")[0]]
            if stands and rest:
                values = ", ".join(value for one in rest for value in one.values)
                about = {"field": first.field, "stands": stands, "read": first.values[0], "file": page.file, "values": values}
                self.problems.append(error("row-differs", Place(page.file), group=page.name, **about))
                answers = [one for one in answers if one is not first and one not in rest]
        return answers

    def _answer(self, page: _Page, answer: Answer) -> None:
        """Bring in one answer; of the head only the handwritten name of a group that has none."""
        if answer.field in HEAD:
            if answer.field == "group" and answer.picture and not (answer.values or page.returned.page.group):
                self._picture(page, page.group, "group", answer)
        elif page.returned.source.kind != "form" or self._agrees(page, answer):
            self._bring(page, answer)

    def _bring(self, page: _Page, answer: Answer) -> None:
        target = self._target(page.group, page.sheet, answer.field, make=not page.is_known)
        if target is None:
            if not page.is_known:
                said = ", ".join(answer.values or answer.seen) or "–"
                self.problems.append(warning("answer-without-place", Place(page.file), group=page.name, field=answer.field, value=said))
            return
        record, key, name = target
        if not answer.is_sure:
            self._doubt(page, record, key, name, answer)
            return
        if answer.picture:  # also where words were printed that somebody has written more beside
            self._picture(page, record, key, answer, name=name)
        if answer.values:
            self._value(page, record, key, name, answer)

    def _agrees(self, page: _Page, answer: Answer) -> bool:
        """Tell whether no other form says something else of the same field."""
        about = (page.name, page.sheet, page.returned.page.key, answer.field)
        first = self.typed.setdefault(about, _Typed(page.file, answer.values))
        if first.values == answer.values:
            return True
        said = {"one": ", ".join(first.values), "other": ", ".join(answer.values)}
        self.problems.append(
            error("answers-differ", Place(page.file), group=page.name, field=answer.field, first=first.file, second=page.file, **said)
        )
        return False

    def _value(self, page: _Page, record: Said, key: str, name: str, answer: Answer) -> None:
        """Write a value where none stands; say where another does."""
        if record is page.group:
            self._lines(page, key, answer)
            return
        values = tuple(filter(None, map(records.clean, answer.values)))
        if not values:
            return
        wanted = self._valued(page, key, name, values)
        if wanted is None:
            records.doubted(page.group, name, values, "")
            return
        stands = records.standing(record, key)
        if not stands and not page.is_known:
            record[key] = wanted
            records.decided(page.group, name)
        elif stands and set(stands) != set(records.standing({key: wanted}, key)):
            self._tell(page, name, stands, values)

    def _valued(self, page: _Page, key: str, name: str, values: tuple[str, ...]) -> Any:
        """Give a value as the notes have it; None for what a person has to make sense of."""
        if key in records.JUDGEMENTS:
            return int(values[0]) if values[0].isdecimal() else None
        if key == "barriers":
            return list(values)
        if key == "disagree":
            return True
        if name.startswith("home_tasks.") and key == "challenge":
            number = re.fullmatch(r"(?:nr\.?|no\.?|#)?\s*([0-9]{1,3})\.?", values[0].casefold())
            return records.row(page.group, "challenges", page.sheet, int(number[1]), make=False)[0] or int(number[1]) if number else None
        return values[0]

    def _lines(self, page: _Page, key: str, answer: Answer) -> None:
        """Add the lines of a block that do not stand there yet."""
        stands = list(records.standing(page.group, key))
        lines = [line.strip() for value in answer.values for line in records.clean(value).split("\n") if line.strip()]
        missing = [line for line in dict.fromkeys(lines) if line not in stands]
        if not missing:
            return
        if page.is_known:
            self._tell(page, key, stands, missing)
            return
        together = [*stands, *missing]
        page.group[key] = together[0] if key == "process_name" and len(together) == 1 else together
        records.decided(page.group, key)

    def _tell(self, page: _Page, name: str, stands: Iterable[str], values: Iterable[str]) -> None:
        said = {"stands": ", ".join(stands) or "–", "read": ", ".join(values)}
        self.problems.append(warning("note-differs", Place(self.shown), group=page.name, field=name, file=page.file, **said))

    def _doubt(self, page: _Page, record: Said, key: str, name: str, answer: Answer) -> None:
        """List what a person has to decide, unless somebody has."""
        if records.standing(record, key):
            return
        stands = records.unsure(page.group, name)
        if stands is None and page.is_known:
            return
        file = self._named(page, name) if answer.picture else ""
        if stands is None:
            records.doubted(page.group, name, tuple(map(records.clean, answer.seen)), file)
            self.pictures |= {file: answer.picture} if file else {}
        elif file and stands.get("picture") == file:
            self.older.setdefault(file, answer.picture)

    def _picture(self, page: _Page, record: Said, key: str, answer: Answer, *, name: str = "") -> None:
        """Keep the picture of handwriting that nobody has typed."""
        if records.standing(record, key) and record is not page.group:
            return
        kind = name.partition(".")[0]
        is_one = (kind, key) in {("challenges", "text"), ("home_tasks", "task")}
        where, at = (record, "picture") if is_one else (records.pictures(record), key)
        if not (is_one or page.is_known):
            record["pictures"] = where
        if record is page.group and page.sheet > 1:
            at = f"{key}.{page.sheet}"
        before = where.get(at)
        file = self._named(page, name or key, again=f"-{page.sheet}" if record is page.group and page.sheet > 1 else "")
        if before is None and not page.is_known:
            where[at] = file
            self.pictures[file] = answer.picture
        elif before == file:
            self.older.setdefault(file, answer.picture)

    def _named(self, page: _Page, name: str, *, again: str = "") -> str:
        """Name a picture: `bord3-2-importance.png`."""
        kind, *rest = name.split(".")
        short = {"challenges": "", "home_tasks": "opgave", "cards": "kort", "answers": "svar"}.get(kind, kind)
        about = f"{short}{rest[0]}-{rest[1]}" if rest else kind
        return f"{self._slug(page)}-{about}{again}.png"

    def _slug(self, page: _Page) -> str:
        """Give the group's name as its pictures have it; one that is cut short, or empty, by its place among the groups."""
        name = slug(page.name)
        at = next(at for at, group in enumerate(self.wanted["groups"], 1) if group is page.group)
        return name if 0 < len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}{at}"


def _order(one: Returned) -> tuple[Any, ...]:
    """Order pages as they were printed: wrap-ups before other sheets, then group by group; copies of one page by file."""
    place = next((at for at, page in enumerate(one.map.pages) if page.key == one.page.key), 0)
    return (
        one.map.worksheet.kind != "wrap_up",
        one.map.worksheet.id,
        one.map.worksheet.fingerprint,
        place,
        one.source.file,
        one.source.page,
    )


def _name(group: Said) -> str:
    """Give a group's name; nothing where somebody took it out."""
    return str(group.get("name") or "")


def _whence(one: Returned) -> dict[str, Any]:
    return {"file": one.source.file, "page": one.source.page}


def _siblings(one: Returned) -> frozenset[str]:
    """Give the keys of all pages of a sheet."""
    return frozenset(page.key for page in one.map.pages if (page.group, page.copy) == (one.page.group, one.page.copy))


def _listed(one: Returned) -> int:
    """Count the rows of a sheet's table of home tasks."""
    return len({spot.field for layout in one.map.layouts for spot in layout if re.fullmatch(r"home_tasks\.[0-9]+\.task", spot.field)})


def _is_unused(one: Returned) -> bool:
    """Tell whether a page is of a spare sheet, and nothing stands on it: it was scanned with the others, and is nobody's."""
    said = {answer.field for answer in one.answers} - {"date", "written_by"}
    return not (said or one.page.group) and one.map.worksheet.kind != EACH


def _kinds(one: Returned) -> tuple[str, ...]:
    return OF_A_SHEET.get(one.map.worksheet.kind, WRAP_UP)
