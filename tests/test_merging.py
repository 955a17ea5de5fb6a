"""What came back is brought into the notes: it adds and never overwrites, once and not twice, and says what differs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cardprint.collect import correcting, merging, records
from cardprint.collect.answers import Answer, Corrected, Corrections, Returned
from cardprint.errors import Place
from cardprint.fieldmaps import FieldMap, Printed, Sheet, Spot
from cardprint.notes import Source
from cardprint.sources import splicing

BOX = (10.0, 10.0, 20.0, 8.0)
BARRIERS = ("vaner og kultur", "love og regler", "andet")


def row(number: int) -> list[Spot]:
    scales = [Spot(f"challenges.{number}.{side}", "choice", BOX, str(step)) for side in ("importance", "effect") for step in range(1, 5)]
    ticks = [Spot(f"challenges.{number}.barriers", "tick", BOX, barrier) for barrier in BARRIERS]
    return [Spot(f"challenges.{number}.text", "text", BOX), *scales, *ticks, Spot(f"challenges.{number}.disagree", "tick", BOX, "yes")]


FRONT = (Spot("group", "text", BOX), *row(1), *row(2), *row(3))
BACK = (
    *(Spot(f"home_tasks.1.{key}", "text", BOX) for key in ("challenge", "task", "ask", "who", "due")),
    *(Spot(key, "text", BOX) for key in ("keep", "parking", "process_name")),
)
GROUPS = ("Bord 1", "Bord 2", "", "")
MAP = FieldMap(
    area="aeldre",
    language="da",
    agenda="moede",
    date="2026-12-01",
    worksheet=Sheet("ark", "wrap_up", "1.0", "3f2a9c1d"),
    size=(297.0, 210.0),
    pages=tuple(
        Printed(f"SHEET{at}PAGE{page}", group, at - 2 if at > 3 else 1, page, page - 1)
        for at, group in enumerate(GROUPS, 1)
        for page in (1, 2)
    ),
    layouts=(FRONT, BACK),
)
COLLEAGUE = FieldMap(
    area="aeldre",
    language="da",
    agenda="moede",
    worksheet=Sheet("spoerg", "home_task", "1.0", "11112222"),
    size=(210.0, 297.0),
    pages=(Printed("ASKEDONE", "", 1, 1, 0),),
    layouts=(tuple(Spot(f"answers.{number}.{key}", "text", BOX) for number in (1, 2) for key in ("bother", "who", "sense")),),
)


def page(sheet: int, number: int, answers: dict[str, Any], *, kind: str = "form", file: str = "", at: int = 0) -> Returned:
    """Make a page that came back; a text is what was typed, bytes are handwriting, a set is what is not sure."""
    made = []
    for field, said in answers.items():
        if isinstance(said, bytes):
            made.append(Answer(field=field, picture=said))
        elif isinstance(said, set):
            made.append(Answer(field=field, seen=tuple(sorted(said)), is_sure=False, picture=b"doubt"))
        else:
            made.append(Answer(field=field, values=said if isinstance(said, tuple) else (said,)))
    printed = MAP.pages[2 * (sheet - 1) + number - 1]
    file = file or f"bord{sheet}.{'pdf' if kind == 'form' else 'tif'}"
    return Returned(map=MAP, page=printed, answers=tuple(made), source=Source(kind=kind, file=file, page=at or number))


def of_file(one: Returned, data: str) -> Returned:
    return replace(one, source=replace(one.source, data=data))


def asked(answers: dict[str, bytes], file: str, at: int, data: str = "") -> Returned:
    made = tuple(Answer(field=field, picture=picture) for field, picture in answers.items())
    return Returned(map=COLLEAGUE, page=COLLEAGUE.pages[0], answers=made, source=Source(kind="scan", file=file, page=at, data=data))


def brought(*returned: Returned, before: bytes = b"") -> tuple[bytes, list[str], dict[str, bytes]]:
    """Bring pages into notes; give the file, the codes of what is told, and the pictures."""
    stands, problems = splicing.plain(before, "notes/aeldre/moede.yaml")
    assert problems == ()
    merged = merging.merged(stands, returned, agenda="moede", shown="notes/aeldre/moede.yaml")
    return splicing.spliced(before, merged.wanted), [problem.code for problem in merged.problems], dict(merged.pictures)


def said(data: bytes) -> Any:
    return splicing.plain(data, "")[0]


FIRST = page(1, 1, {"challenges.1.text": "Vi venter", "challenges.1.importance": "4", "challenges.1.barriers": ("love og regler", "andet")})


def test_the_first_answers_make_the_file() -> None:
    data, told, _ = brought(FIRST, page(1, 2, {"keep": "Roen\nVagtplanen", "process_name": "Fælles fodslag"}))
    assert told == []
    assert data.decode().splitlines()[:10] == [
        "agenda: moede",
        "date: 2026-12-01",
        "chosen: []",
        'worksheet: {id: ark, version: "1.0", fingerprint: "3f2a9c1d"}',
        "groups:",
        "  - name: Bord 1",
        "    file: bord1.pdf",
        "    challenges:",
        "      - {text: Vi venter, importance: 4, barriers: [love og regler, andet]}",
        "    keep: [Roen, Vagtplanen]",
    ]
    group = said(data)["groups"][0]
    assert group["process_name"] == "Fælles fodslag"
    assert {key: group["source"][key] for key in ("kind", "page", "key")} == {"kind": "form", "page": "1", "key": "SHEET1PAGE1"}
    assert [source["key"] for source in group["sources"]] == ["SHEET1PAGE2"]


def test_a_row_left_empty_keeps_its_number() -> None:
    data, _, _ = brought(
        page(1, 1, {"challenges.3.text": "C", "challenges.1.disagree": "yes"}), page(1, 2, {"home_tasks.1.challenge": "nr. 3"})
    )
    group = said(data)["groups"][0]
    assert group["challenges"] == [{"text": "", "disagree": "true"}, {"text": ""}, {"text": "C"}]
    assert group["home_tasks"] == [{"challenge": "3", "task": ""}] or group["home_tasks"] == [{"task": "", "challenge": "3"}]


def test_what_a_person_wrote_stays_and_what_differs_is_told() -> None:
    data, _, _ = brought(FIRST)
    edited = data.replace(b"Vi venter", b"Vi venter alle sammen  # rettet").replace(b"  # rettet, importance: 4", b", importance: 2")
    data, told, _ = brought(FIRST, before=edited)
    assert data == edited
    assert told == ["note-differs", "note-differs"]


def test_what_a_person_removed_does_not_come_again() -> None:
    data, _, _ = brought(FIRST, page(1, 2, {"keep": "Roen\nVagtplanen"}))
    edited = data.replace(b", barriers: [love og regler, andet]", b"").replace(b"[Roen, Vagtplanen]", b"[Roen]")
    assert edited != data
    assert brought(FIRST, page(1, 2, {"keep": "Roen\nVagtplanen"}), before=edited)[0] == edited


def test_a_group_that_was_given_another_name_is_known_by_its_sheets() -> None:
    data, _, _ = brought(FIRST)
    renamed = data.replace(b"name: Bord 1", b"name: De seje")
    assert brought(FIRST, before=renamed)[:2] == (renamed, [])
    data, _, _ = brought(page(1, 2, {"keep": "Roen"}), before=renamed)
    assert [(group["name"], group["keep"]) for group in said(data)["groups"]] == [("De seje", ["Roen"])]


def test_a_form_that_was_sent_again_with_more_fills_what_is_empty() -> None:
    data, _, _ = brought(FIRST)
    more = page(
        1, 1, {"challenges.1.text": "Vi venter", "challenges.1.importance": "4", "challenges.1.effect": "1", "challenges.2.text": "B"}
    )
    data, told, _ = brought(more, before=data)
    assert told == []
    assert said(data)["groups"][0]["challenges"] == [
        {"text": "Vi venter", "importance": "4", "barriers": ["love og regler", "andet"], "effect": "1"},
        {"text": "B"},
    ]


def test_two_forms_that_say_different_things_are_a_problem_and_the_first_counts() -> None:
    other = page(1, 1, {"challenges.1.importance": "1", "challenges.1.text": "Vi venter"}, file="bord1-ny.pdf")
    data, told, _ = brought(other, FIRST)
    assert told == ["answers-differ"]
    assert said(data)["groups"][0]["challenges"][0]["importance"] == "1"
    assert brought(other, FIRST, before=data)[:2] == (data, ["answers-differ"])


def scan(marks: dict[str, Any], *, at: int, number: int = 1, file: str = "scan.pdf", sheet: int = 1) -> Returned:
    return page(sheet, number, marks, kind="scan", file=file, at=at)


ONE = {"challenges.1.importance": "4", "challenges.1.effect": "2", "challenges.1.text": b"en", "challenges.2.importance": "1"}
TWO = {"challenges.1.importance": "3", "challenges.1.effect": "3", "challenges.1.text": b"to"}


@pytest.mark.parametrize("runs", [1, 2])
def test_of_a_form_s_row_with_other_words_nothing_is_taken(runs: int) -> None:
    first = page(1, 1, {"challenges.1.text": "Vi venter"}, file="2.pdf")
    other = {"challenges.1.text": "Noget andet", "challenges.1.importance": "4", "challenges.2.text": "Mere", "challenges.2.effect": "3"}
    data, told, _ = brought(first, *([page(1, 1, other, file="1.pdf")] if runs == 1 else []))
    if runs == 2:
        data, told, _ = brought(first, page(1, 1, other, file="1.pdf"), before=data)
    words, judged = ("Vi venter", None) if runs == 2 else ("Noget andet", "4")
    rows = said(data)["groups"][0]["challenges"]
    assert [(row["text"], row.get("importance"), row.get("effect")) for row in rows] == [(words, judged, None), ("Mere", None, "3")]
    assert told == (["row-differs"] if runs == 2 else ["answers-differ"])


@pytest.mark.parametrize(
    ("stands", "instead"),
    [
        (b"name: Bord 1", b"nme: Bord 1"),
        (b"sources:\n      - {", b"sources:\n    x:\n      - {"),
        (b"    keep: [Roen]\n", b"    keep:\n    pictures: hej\n"),
    ],
)
def test_notes_that_somebody_left_unfinished_stop_no_run(stands: bytes, instead: bytes) -> None:
    pages = (FIRST, page(1, 2, {"keep": "Roen", "home_tasks.1.task": "Spørg"}))
    data, _, _ = brought(*pages)
    assert stands in data
    again = page(1, 2, {"keep": "Roen\nVagter", "home_tasks.1.task": "Spørg", "home_tasks.1.who": "Ida"})
    brought(FIRST, again, before=data.replace(stands, instead))


def test_the_same_page_twice_counts_once() -> None:
    data, told, _ = brought(scan(ONE, at=1), scan(ONE, at=7), scan({**ONE, "challenges.1.text": b"anden"}, at=1, file="igen.pdf"))
    assert told == []
    assert len(said(data)["groups"][0]["challenges"]) == 2


def test_a_copy_of_a_sheet_with_other_marks_goes_on_with_its_rows_and_is_told() -> None:
    pages = [scan(ONE, at=1), scan({"keep": b"roen"}, at=2, number=2), scan(TWO, at=3), scan({"keep": b"lyset"}, at=4, number=2)]
    data, told, pictures = brought(*pages)
    assert told == ["sheet-continued", "sheet-continued"]
    group = said(data)["groups"][0]
    assert [(one.get("importance"), one.get("sheet"), one.get("picture")) for one in group["challenges"]] == [
        ("4", None, "bord1-1-text.png"),
        ("1", None, None),
        ("3", "2", "bord1-3-text.png"),
    ]
    assert group["pictures"] == {"keep": "bord1-keep.png", "keep.2": "bord1-keep-2.png"}
    assert pictures["bord1-3-text.png"] == b"to"
    assert brought(*pages, before=data)[0] == data
    assert brought(*pages[::-1])[0] == data


@pytest.mark.parametrize("runs", [1, 2])
def test_two_scans_of_one_name_are_two_scans(runs: int) -> None:
    first = of_file(page(1, 1, {"challenges.1.text": b"a", "challenges.1.importance": "4"}, kind="scan", file="scan.jpg"), "aaaa")
    other = of_file(page(1, 1, {"challenges.1.text": b"b", "challenges.1.importance": "1"}, kind="scan", file="scan.jpg"), "bbbb")
    one = asked({"answers.1.bother": b"1"}, "scan.jpg", 1, "cccc")
    two = asked({"answers.1.bother": b"2", "answers.2.bother": b"3"}, "scan.jpg", 1, "dddd")
    data = brought(first, one, *((other, two) if runs == 1 else ()))[0]
    data = brought(other, two, before=data)[0]
    table, colleagues = said(data)["groups"]
    assert [(row["importance"], row.get("sheet")) for row in table["challenges"]] == [("4", None), ("1", "2")]
    assert [row.get("sheet") for row in colleagues["colleagues"]] == [None, "2", "2"]
    assert brought(first, other, one, two, before=data)[0] == data


def test_a_sheet_that_is_scanned_again_counts_once_whatever_was_corrected_meanwhile() -> None:
    marks: dict[str, Any] = {"challenges.1.importance": "4", "challenges.1.effect": {"1", "2"}, "challenges.2.importance": "3"}
    data, _, _ = brought(of_file(page(1, 1, marks, kind="scan"), "aaaa"))
    edited = data.replace(b"importance: 4", b"importance: 2")
    again = of_file(page(1, 1, {**marks, "challenges.1.effect": "2"}, kind="scan", file="igen.jpg"), "bbbb")
    data, told, _ = brought(again, before=edited)
    assert told == ["note-differs"]
    assert [(row.get("importance"), row.get("effect")) for row in said(data)["groups"][0]["challenges"]] == [("2", "2"), ("3", None)]


def test_two_sheets_in_one_pile_that_are_marked_alike_are_two() -> None:
    marks: dict[str, Any] = {"challenges.1.importance": "4", "challenges.1.text": b"a"}
    more = {**marks, "challenges.1.text": b"b", "challenges.2.text": b"c"}
    pile = [of_file(page(1, 1, said, kind="scan", file="scan.pdf", at=at), "aaaa") for at, said in ((1, marks), (3, more))]
    data, told, pictures = brought(*pile)
    rows = said(data)["groups"][0]["challenges"]
    assert [(row.get("picture"), row.get("sheet")) for row in rows] == [
        ("bord1-1-text.png", None),
        ("bord1-2-text.png", "2"),
        ("bord1-3-text.png", "2"),
    ]
    assert (told, pictures["bord1-2-text.png"]) == (["sheet-continued"], b"b")
    _, told, _ = brought(of_file(page(1, 1, more, kind="scan", file="igen.pdf"), "bbbb"), before=brought(pile[0])[0])
    assert told == ["page-again"]  # hardly any marks to know it by


def test_the_back_of_a_copied_spare_sheet_goes_with_the_front_before_it() -> None:
    fronts = [page(3, 1, {"challenges.1.importance": step}, kind="scan", file="scan.pdf", at=at) for step, at in (("4", 1), ("2", 3))]
    back = page(3, 2, {"keep": b"roen"}, kind="scan", file="scan.pdf", at=4)
    groups = said(brought(*(of_file(one, "aaaa") for one in (*fronts, back)))[0])["groups"]
    assert [(group["name"], "pictures" in group) for group in groups] == [("Ekstra 1", False), ("Ekstra 2", True)]


def test_two_unnamed_forms_of_one_name_are_two() -> None:
    texts = ({"challenges.1.text": "A", "challenges.1.effect": "1"}, "Ro"), ({"challenges.1.text": "B", "challenges.2.text": "C"}, "Uro")
    one, other = (
        [of_file(page(3, 1, rows, file="ark.pdf"), digest), of_file(page(3, 2, {"keep": keep}, file="ark.pdf"), digest)]
        for digest, (rows, keep) in zip(("aaaa", "bbbb"), texts, strict=True)
    )
    data, _, _ = brought(*other, before=brought(*one)[0])
    groups = said(data)["groups"]
    assert [(group["name"], len(group["challenges"]), group["keep"]) for group in groups] == [
        ("Ekstra 1", 1, ["Ro"]),
        ("Ekstra 2", 2, ["Uro"]),
    ]
    assert brought(*one, *other, before=data)[0] == data


def test_notes_of_before_learn_of_which_file_a_page_was() -> None:
    one = page(1, 1, {"challenges.1.importance": "4"}, kind="scan")
    data, _, _ = brought(of_file(one, "aaaa"), before=brought(one)[0])
    assert said(data)["groups"][0]["source"]["data"] == "aaaa"


def test_a_spare_sheet_that_is_scanned_again_is_the_same_one() -> None:
    marks: dict[str, Any] = {"challenges.1.importance": "4", "challenges.1.text": b"a"}
    data, _, _ = brought(of_file(page(3, 1, marks, kind="scan"), "aaaa"))
    again = of_file(page(3, 1, {**marks, "challenges.1.text": b"b"}, kind="scan", file="igen.jpg"), "bbbb")
    other = of_file(page(3, 1, {**marks, "challenges.1.importance": "2"}, kind="scan", file="kopi.jpg"), "cccc")
    groups = said(brought(again, other, before=data)[0])["groups"]
    assert [(group["name"], [row["importance"] for row in group["challenges"]]) for group in groups] == [
        ("Ekstra 1", ["4"]),
        ("Ekstra 2", ["2"]),
    ]


def test_a_mark_that_is_not_sure_makes_no_other_sheet() -> None:
    data, told, _ = brought(scan(ONE, at=1), scan({**ONE, "challenges.1.importance": {"3", "4"}}, at=9))
    assert told == []
    assert "unsure" not in said(data)["groups"][0]


def test_a_sheet_printed_twice_for_a_group_is_its_second() -> None:
    twin = FieldMap(
        **{
            **{name: getattr(MAP, name) for name in MAP.__struct_fields__},
            "pages": (*MAP.pages[:2], Printed("COPYTWO1", "Bord 1", 2, 1, 0)),
        }
    )
    second = Returned(
        map=twin,
        page=twin.pages[2],
        answers=(Answer(field="challenges.1.text", values=("B",)),),
        source=Source(kind="form", file="b.pdf", page=1),
    )
    data, _, _ = brought(FIRST, second)
    assert [(one["text"], one.get("sheet")) for one in said(data)["groups"][0]["challenges"]] == [("Vi venter", None), ("B", "2")]


def test_a_spare_sheet_is_its_groups_where_it_says_so_and_else_an_extra_one() -> None:
    pages = [
        page(3, 1, {"group": "De seje", "challenges.1.text": "A"}),
        page(3, 2, {"keep": "Roen"}),
        scan({**ONE, "group": b"navn"}, at=1, sheet=4),
        scan({"keep": b"roen"}, at=2, number=2, sheet=4),
    ]
    data, told, pictures = brought(*pages)
    assert told == ["group-nameless"]
    first, second = said(data)["groups"]
    assert (first["name"], first["keep"]) == ("De seje", ["Roen"])
    assert (second["name"], second["pictures"]) == ("Ekstra 1", {"group": "ekstra1-group.png", "keep": "ekstra1-keep.png"})
    assert set(pictures) == {"ekstra1-group.png", "ekstra1-1-text.png", "ekstra1-keep.png"}
    renamed = data.replace(b"name: Ekstra 1", b"name: Bord 9")
    assert brought(*pages, before=renamed)[:2] == (renamed, [])


def test_what_colleagues_said_is_kept_sheet_by_sheet() -> None:
    pages = [asked({"answers.1.bother": bytes([at]), "answers.1.who": b"x"}, "scan.pdf", at) for at in range(1, 6)]
    data, told, pictures = brought(*pages)
    assert told == []
    group = said(data)["groups"][0]
    assert group["name"] == "Kolleger"
    assert len(group["colleagues"]) == 5
    assert pictures["kolleger-svar5-bother.png"] == bytes([5])
    assert brought(*pages, before=data)[0] == data


def test_what_is_not_sure_is_for_a_person_to_decide() -> None:
    doubts = scan({"challenges.2.importance": {"2", "3"}, "challenges.2.barriers": {"andet", "love og regler"}}, at=3)
    data, _, pictures = brought(doubts)
    group = said(data)["groups"][0]
    assert group["unsure"] == [
        {"field": "challenges.2.importance", "seen": ["2", "3"], "picture": "bord1-2-importance.png"},
        {"field": "challenges.2.barriers", "seen": ["andet", "love og regler"], "picture": "bord1-2-barriers.png"},
    ]
    assert set(pictures) == {"bord1-2-importance.png", "bord1-2-barriers.png"}
    group["unsure"] = group["unsure"][1:]
    group["challenges"][1] |= {"importance": 3}
    decided = splicing.spliced(data, {**said(data), "groups": [group]})
    assert brought(doubts, before=decided)[:2] == (decided, [])
    data, _, _ = brought(page(1, 1, {"challenges.2.barriers": ("andet",)}), before=decided)
    assert "unsure" not in said(data)["groups"][0]


def test_an_answer_that_has_no_place_is_told() -> None:
    assert brought(page(1, 1, {"challenges.1.weather": "Sol", "moon": "Fuld"}))[1] == ["answer-without-place", "answer-without-place"]


@pytest.mark.parametrize("name", ["", "!!!", "Bord " + "ø" * 300, "con", "Æ/Ø\\Å", "..", "a\u0301"])
def test_pictures_have_names_that_every_disk_takes(name: str) -> None:
    strange = FieldMap(
        **{**{field: getattr(MAP, field) for field in MAP.__struct_fields__}, "pages": (Printed("STRANGE1", name, 1, 1, 0),)}
    )
    one = Returned(
        map=strange,
        page=strange.pages[0],
        answers=(Answer(field="challenges.1.text", picture=b"x"),),
        source=Source(kind="scan", file="s", page=1),
    )
    (file,) = brought(one)[2]
    assert "/" not in file
    assert "\\" not in file
    assert len(file.encode()) < 200


# --- the workbook ----------------------------------------------------------------------------------------------------


def fixed(data: bytes, field: str, values: tuple[str, ...], was: tuple[str, ...] = (), group: str = "Bord 1") -> tuple[bytes, list[str]]:
    one = Corrected(group=group, field=field, values=values, was=was, place=Place("ret.xlsx, Udfordringer D2"))
    corrections = Corrections(notes="aeldre/moede", corrected=(one,), source=Source(kind="workbook", file="moede-ret.xlsx"))
    wanted, problems = correcting.corrected(said(data), corrections, shown="notes/aeldre/moede.yaml")
    return splicing.spliced(data, wanted), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("field", "values", "was", "stands"),
    [
        ("challenges.1.text", ("Vi venter for længe",), ("Vi venter",), "Vi venter for længe"),
        ("challenges.1.importance", ("1",), ("4",), "1"),
        ("challenges.1.effect", ("2",), (), "2"),
        ("challenges.1.barriers", ("andet",), ("love og regler", "andet"), ["andet"]),
        ("challenges.1.barriers", (), ("love og regler", "andet"), None),
        ("challenges.1.same_as", ("bord2.1",), (), "bord2.1"),
        ("challenges.1.disagree", ("yes",), (), "true"),
    ],
)
def test_what_a_person_typed_in_the_workbook_counts(field: str, values: tuple[str, ...], was: tuple[str, ...], stands: Any) -> None:
    before, _, _ = brought(FIRST)
    data, told = fixed(before, field, values, was)
    assert told == []
    assert said(data)["groups"][0]["challenges"][0].get(field.rpartition(".")[2]) == stands
    assert fixed(data, field, values, was) == (data, [])
    assert brought(FIRST, before=data)[0] == data


def test_the_workbook_decides_what_is_not_sure_and_says_that_pictures_were_seen() -> None:
    before, _, _ = brought(scan({"challenges.1.importance": {"2", "3"}, "keep": b"roen"}, at=1))
    data, _ = fixed(before, "challenges.1.importance", ("3",))
    data, _ = fixed(data, "seen", ("yes",))
    data, _ = fixed(data, "keep", ("Roen", "Lyset"))
    group = said(data)["groups"][0]
    assert (group["challenges"][0]["importance"], group["seen"], group["keep"]) == ("3", "true", ["Roen", "Lyset"])
    assert "unsure" not in group


def test_notes_that_were_changed_since_the_workbook_was_written_are_newer() -> None:
    before, _, _ = brought(FIRST)
    data, told = fixed(before, "challenges.1.importance", ("1",), was=("3",))
    assert (data, told) == (before, ["note-differs"])


def test_a_correction_of_a_group_that_is_gone_is_told() -> None:
    before, _, _ = brought(FIRST)
    assert fixed(before, "keep", ("Roen",), group="Bord 7") == (before, ["correction-lost"])


# --- properties ------------------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@st.composite
def filled(draw: st.DrawFn) -> list[tuple[int, int, dict[str, Any], str]]:
    """Fill in sheets at random, each page once: sheet, page, answers, kind."""
    made = []
    for sheet in draw(st.sets(st.integers(1, 2))):
        for number, layout in ((1, FRONT), (2, BACK)):
            fields = {spot.field: spot for spot in layout if spot.field != "group"}
            answers: dict[str, Any] = {}
            for name in draw(st.lists(st.sampled_from(sorted(fields)), unique=True)):
                values = [spot.value for spot in layout if spot.field == name]
                if fields[name].kind == "text":
                    answers[name] = draw(st.one_of(TEXTS.filter(records.clean), st.binary(min_size=1, max_size=3)))
                elif draw(st.integers(0, 5)) == 0:
                    answers[name] = set(draw(st.lists(st.sampled_from(values), max_size=2)))
                elif fields[name].kind == "tick":
                    answers[name] = tuple(draw(st.lists(st.sampled_from(values), min_size=1, unique=True)))
                else:
                    answers[name] = draw(st.sampled_from(values))
            made.append((sheet, number, answers, draw(st.sampled_from(["form", "scan"]))))
    return draw(st.permutations(made))


def stands(group: Any, name: str) -> Any:
    kind, _, rest = name.partition(".")
    number, _, key = rest.partition(".")
    record = group[kind][int(number) - 1] if rest else group
    return record.get(key or kind)


@settings(deadline=None, max_examples=60)
@example([(1, 1, {"challenges.1.text": "null"}, "form"), (1, 2, {"process_name": "~"}, "form")])
@given(filled())
def test_what_is_filled_in_stands_in_the_notes_and_comes_in_once(sheets: list[tuple[int, int, dict[str, Any], str]]) -> None:
    returned = [page(sheet, number, answers, kind=kind) for sheet, number, answers, kind in sheets]
    data, told, pictures = brought(*returned)
    assert told == []
    groups = {group["name"]: group for group in said(data)["groups"]}
    for one in returned:
        group = groups[one.page.group]
        doubted = {doubt["field"] for doubt in group.get("unsure", ())}
        for answer in one.answers:
            if not answer.is_sure or (answer.field == "home_tasks.1.challenge" and answer.values):
                assert answer.field in doubted or stands(group, answer.field)
            elif answer.values:
                found = stands(group, answer.field)
                found = [found] if isinstance(found, str) else found
                typed = [line.strip() for value in answer.values for line in records.clean(value).split("\n") if line.strip()]
                one_text = answer.field.count(".") == 2 and found and len(found) == 1
                wanted = (
                    [records.clean(answer.values[0])] if one_text and not answer.field.endswith("barriers") else list(dict.fromkeys(typed))
                )
                assert sorted(found) == sorted(wanted) or found == ["true"]
    assert set(pictures.values()) >= {answer.picture for one in returned for answer in one.answers if not answer.values and answer.is_sure}
    assert brought(*returned, before=data) == (data, [], {})
    half = len(returned) // 2
    assert answered(brought(*returned[half:], before=brought(*returned[:half])[0])[0]) == answered(data)


def answered(data: bytes) -> list[Any]:
    """Give what the groups answered, whichever pages came first."""
    groups = [{key: value for key, value in group.items() if key not in {"file", "source", "sources"}} for group in said(data)["groups"]]
    for group in groups:
        group.get("unsure", []).sort(key=lambda one: one["field"])
    return sorted(groups, key=lambda group: str(group["name"]))


def test_a_barrier_in_the_groups_own_words_is_kept_typed_or_as_handwriting() -> None:
    data, codes, pictures = brought(
        page(1, 1, {"challenges.1.barriers": ("andet",), "challenges.1.other": "parkering"}),
        page(2, 1, {"challenges.1.barriers": ("andet",), "challenges.1.other": b"handwriting"}, kind="scan"),
    )
    typed, written = (group["challenges"][0] for group in said(data)["groups"])
    assert codes == []
    assert (typed["barriers"], typed["other"]) == (["andet"], "parkering")
    assert written["pictures"] == {"other": "bord2-1-other.png"}
    assert pictures == {"bord2-1-other.png": b"handwriting"}
