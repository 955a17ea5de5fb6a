"""A spare sheet that a person gives to the table that took it, in the workbook or in the notes: it goes on with that table's rows, once."""

from __future__ import annotations

from typing import Any

import pytest
from test_merging import MAP, brought, page, said, scan

from cardprint.collect import correcting, merging, records, spare_sheets
from cardprint.collect.answers import Corrected, Corrections, Origin, Returned
from cardprint.errors import Place
from cardprint.notes import Source
from cardprint.sources import splicing

SPARES = frozenset(page.key for page in MAP.pages if not page.group)
SHOWN = "notes/aeldre/moede.yaml"
ORIGINS = (Origin("Ekstra 1", 1, "SHEET3PAGE1", "scan.pdf", 3), Origin("Ekstra 1", 1, "SHEET3PAGE2", "scan.pdf", 4))
ROWS = {("Ekstra 1", "challenges.1"): (1, 1), ("Ekstra 1", "challenges.2"): (1, 2), ("Ekstra 1", "home_tasks.1"): (1, 1)}


def pages() -> list[Returned]:
    """Scan a table's sheet and a spare one."""
    return [
        page(2, 1, {"challenges.1.text": b"en", "challenges.1.importance": "4"}, kind="scan", file="scan.pdf", at=1),
        page(2, 2, {"keep": b"roen", "home_tasks.1.challenge": "1", "home_tasks.1.task": b"opgave"}, kind="scan", file="scan.pdf", at=2),
        scan({"group": b"navn", "challenges.1.text": b"to", "challenges.2.importance": {"2", "3"}}, at=3, sheet=3),
        scan({"keep": b"lyset", "home_tasks.1.challenge": "2", "home_tasks.1.task": b"mere"}, at=4, number=2, sheet=3),
    ]


def typed(data: bytes, *corrected: tuple[str, tuple[str, ...], tuple[str, ...]], group: str = "Ekstra 1") -> tuple[bytes, list[str]]:
    """Type into the workbook of these notes: field, values, what stood there."""
    corrections = Corrections(
        notes="aeldre/moede",
        corrected=tuple(Corrected(group=group, field=field, values=values, was=was, place=Place("x")) for field, values, was in corrected),
        source=Source(kind="workbook", file="moede-ret.xlsx"),
        origins=ORIGINS,
        rows=ROWS,
    )
    wanted, problems = correcting.corrected(said(data), corrections, shown=SHOWN, spares=SPARES)
    return splicing.spliced(data, wanted), [problem.code for problem in problems]


NAMED = ("group", ("bord 2",), ("Ekstra 1",))


def test_a_spare_sheet_with_a_tables_name_is_its_further_sheet() -> None:
    before, _, _ = brought(*pages())
    before = before.replace(b"chosen: []", b"chosen: [ekstra1.1]").replace(b"  - name: Ekstra 1\n", b"  - name: Ekstra 1\n    mine: husk\n")
    data, told = typed(before, NAMED, ("challenges.1.text", ("Vi venter",), ()))
    assert told == ["spare-joined"]
    (group,) = said(data)["groups"]
    assert group["name"] == "Bord 2"
    assert [(one["text"], one.get("picture"), one.get("sheet")) for one in group["challenges"]] == [
        ("", "bord2-1-text.png", None),
        ("Vi venter", "ekstra1-1-text.png", "2"),
        ("", None, "2"),
    ]
    assert [(one["challenge"], one.get("sheet")) for one in group["home_tasks"]] == [("1", None), ("3", "2")]
    assert group["pictures"] == {"keep": "bord2-keep.png", "keep.2": "ekstra1-keep.png"}
    assert [one["field"] for one in group["unsure"]] == ["challenges.3.importance"]
    assert [(one.get("page"), one.get("sheet")) for one in records.sources(group)] == [
        *(("1", None), ("2", None), ("3", "2"), ("4", "2"), (None, None))
    ]
    assert (said(data)["chosen"], group["mine"]) == (["bord2.2"], "husk")


def test_the_same_scan_does_not_bring_it_back_and_another_spare_sheet_takes_none_of_its_pictures() -> None:
    data, _ = typed(brought(*pages())[0], NAMED)
    assert brought(*pages(), before=data)[:2] == (data, [])
    other = scan({"group": b"navn", "challenges.1.text": b"tre"}, at=1, file="senere.pdf", sheet=4)
    later, told, pictures = brought(other, before=data)
    assert (told, [group["name"] for group in said(later)["groups"]]) == (["group-nameless"], ["Bord 2", "Ekstra 2"])
    assert set(pictures) == {"ekstra2-group.png", "ekstra2-1-text.png"}


def test_a_workbook_that_still_calls_it_a_spare_sheet_finds_its_rows() -> None:
    data, _ = typed(brought(*pages())[0], NAMED)
    data, told = typed(
        data,
        NAMED,
        ("challenges.1.text", ("Vi venter",), ()),
        ("challenges.2.importance", ("3",), ()),
        ("challenges.1.same_as", ("ekstra1.2",), ()),
        ("keep", ("Lyset",), ()),
    )
    (group,) = said(data)["groups"]
    assert told == []
    assert [(one["text"], one.get("importance"), one.get("same_as")) for one in group["challenges"]] == [
        *(("", "4", None), ("Vi venter", None, "bord2.3"), ("", "3", None))
    ]
    assert (group["keep"], "unsure" in group) == (["Lyset"], False)
    again = typed(data, ("keep", ("Lyset",), ()), ("seen", ("yes",), ()), ("challenges.3.text", ("X",), ()))
    assert again == (data, ["correction-lost", "correction-lost"])


def test_a_name_that_a_person_gave_in_the_notes_puts_it_together_too() -> None:
    stands = said(brought(*pages())[0].replace(b"name: Ekstra 1", b"name: Bord-2"))
    told = list(spare_sheets.gathered(stands, SPARES, SHOWN))
    assert [(problem.code, problem.values["page"], problem.values["sheet"]) for problem in told] == [("spare-joined", "3", "2")]
    assert [len(group["challenges"]) for group in stands["groups"]] == [3]


@pytest.mark.parametrize("change", ["printed", "broken"])
def test_what_is_no_spare_sheet_or_cannot_be_put_together_is_told(change: str) -> None:
    data, _, _ = brought(*pages())
    if change == "printed":
        data = data.replace(b"SHEET3PAGE1", b"SHEET1PAGE1").replace(b"group: ekstra1-group.png, ", b"")
    else:
        data = data.replace(b"    pictures: {group", b"    cards: 3\n    pictures: {group")
    assert typed(data, NAMED) == (data, ["group-twice"])


def test_pictures_go_into_a_summary_only_where_somebody_looked_at_those_of_both() -> None:
    stands: Any = said(brought(*pages())[0])
    table, spare = stands["groups"]
    table["seen"] = True
    spare_sheets.joined(stands, spare, table, Place(SHOWN))
    assert "seen" not in table


# --- groups that were given another name in the notes ------------------------------------------------------------------


def test_what_was_typed_for_a_group_that_has_another_name_now_is_found_by_its_pages() -> None:
    data, _, _ = brought(*pages())
    data = data.replace(b"name: Ekstra 1", b"name: Ledergruppen")
    data, told = typed(
        data, ("challenges.1.text", ("Vi venter",), ()), ("keep", ("Lyset",), ()), ("challenges.2.same_as", ("ekstra1.1",), ())
    )
    group = said(data)["groups"][1]
    assert (told, group["keep"]) == ([], ["Lyset"])
    assert [(one["text"], one.get("same_as")) for one in group["challenges"]] == [("Vi venter", None), ("", "ledergruppen.1")]
    assert typed(data, ("group", ("De seje",), ("Ekstra 1",))) == (data, ["note-differs"])


def test_rows_that_somebody_moved_by_hand_are_not_mistaken_for_others() -> None:
    stands: Any = said(brought(*pages())[0])
    table, spare = stands["groups"]
    table["sources"] += [source.own for source in records.sources(spare)]
    table["sources"][-2]["file"] = "scan.pdf"
    stands["groups"] = [table]
    data = splicing.spliced(b"", stands)
    assert typed(data, ("challenges.1.text", ("Vi venter",), ())) == (data, ["correction-lost"])


# --- nothing stands there ----------------------------------------------------------------------------------------------


def test_a_dash_puts_the_picture_aside_for_good() -> None:
    data, _, _ = brought(*pages())
    data, told = typed(data, ("challenges.1.text", (), ()), ("home_tasks.1.task", (), ()), ("keep", (), ()), ("group", (), ("Ekstra 1",)))
    group = said(data)["groups"][1]
    assert told == []
    assert [record["picture"] for record in (*group["challenges"], *group["home_tasks"]) if "picture" in record] == []
    assert ("pictures" in group, group["name"], group["challenges"][0]) == (False, "Ekstra 1", {"text": ""})
    assert brought(*pages(), before=data)[0] == data
    assert typed(data, ("challenges.1.text", (), ()), ("keep", (), ())) == (data, [])
    assert merging.merged(said(data), pages(), agenda="moede", shown=SHOWN).pictures == {}


def test_a_dash_leaves_the_pictures_of_other_fields() -> None:
    one = scan({"challenges.1.text": b"en", "home_tasks.1.task": b"a", "home_tasks.1.who": b"b", "keep": b"c", "parking": b"d"}, at=1)
    two = scan({"keep": b"e"}, at=2, number=2)
    data, _ = typed(brought(one, two)[0], ("home_tasks.1.who", (), ()), ("keep", (), ()), group="Bord 1")
    group = said(data)["groups"][0]
    assert group["pictures"] == {"parking": "bord1-parking.png"}
    assert [sorted(row) for row in group["home_tasks"]] == [["picture", "task"]]
