"""The papers of meetings, read back: they agree with each other, follow what is changed, bear extremes, and can be read aloud."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import conformance
import pikepdf
import pypdfium2
import pytest
import yaml
from papers import (
    AGENDA,
    KEY,
    SHEET,
    SPARE,
    VOCABULARY,
    Built,
    after,
    built,
    changed,
    elements,
    faults,
    headings,
    heard,
    lines,
    lost,
    numbered,
    rows_of,
    table_after,
    texts,
    world,
    written,
)
from reader import Node, tree
from spoken import language

from cardprint import build, messages
from cardprint.geometry import MM
from cardprint.job import Job

Make = Callable[[Mapping[str, str | bytes]], Path]

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("aeldre", "dagtilbud", "skole", "social-handicap", "beskaeftigelse")
EVERYWHERE = tuple(sorted(file.stem for file in (ROOT / "cards" / "areas").glob("*.yaml")))
MEETINGS = tuple(sorted(file.stem for file in (ROOT / "cards" / "agendas").glob("*.yaml")))
PAPERS = ("handout", "facilitator", "invitation")
KINDS = (*PAPERS, "worksheet", "sheets", "reading")
LABELS = language("da").labels
HEAD = " ".join(LABELS[name] for name in ("time", "item", "form", "responsible"))
"""The head of the table of items."""


# --- what the papers of one area say of each other -------------------------------------------------------------------


class Meeting:
    """One of the shipped meetings in one area: its agenda as it is written, and its papers as they are read."""

    def __init__(self, folder: Path, area: str, name: str) -> None:
        self.folder, self.area, self.name = folder / area, area, name
        self.agenda: dict[str, Any] = _yaml(ROOT / "cards" / "agendas" / f"{name}.yaml")
        self.agenda |= _yaml(ROOT / "cards" / "areas" / f"{area}.yaml").get("agendas", {}).get(name, {})

    def path(self, kind: str) -> Path:
        return self.folder / f"{self.name}-{kind}.pdf"

    @cached_property
    def trees(self) -> dict[str, Node]:
        """What is read aloud of the papers of one page or more for each person."""
        return {kind: tree(self.path(kind)) for kind in PAPERS}

    @cached_property
    def cards(self) -> dict[str, str]:
        """Number and words of the cards on the sheets."""
        return printed_cards(self.path("sheets"))

    @cached_property
    def times(self) -> list[str]:
        """When each item begins and when the last one ends, reckoned here."""
        hour, minute = map(int, self.agenda["start"].split(":"))
        edges = accumulate((int(item["minutes"]) for item in self.agenda["items"]), initial=60 * hour + minute)
        return [f"{edge // 60}.{edge % 60:02}" for edge in edges]

    @cached_property
    def script(self) -> list[list[str]]:
        """What stands in the script of each item: clock, minutes gone, minutes it lasts, its title."""
        sections = [node.children for node in self.trees["facilitator"].all() if node.role == "Sect"]
        return [[one.text for one in kids[:4]] for kids in sections if re.fullmatch(r"\d+\.\d\d", kids[0].text)]

    @cached_property
    def script_cards(self) -> list[str]:
        """The cards in the script, each with its number, words and note."""
        return [node.text for node in self.trees["facilitator"].all() if node.role == "LBody" and re.match(r"Kort \d", node.text)]

    @cached_property
    def packing(self) -> list[list[str]]:
        return table_after(self.trees["facilitator"], LABELS["packing_head"])

    @property
    def groups(self) -> list[str]:
        groups = self.agenda["groups"]
        return list(groups) if isinstance(groups, list) else [f"Bord {number}" for number in range(1, int(groups) + 1)]

    @property
    def worksheets(self) -> list[str]:
        """The ids of the worksheets that the items name."""
        return list(dict.fromkeys(item["worksheet"] for item in self.agenda["items"] if "worksheet" in item))


def _yaml(file: Path) -> dict[str, Any]:
    found = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - every value as it is written
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build all meetings for all areas, whatever cardprint.yaml names."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copytree(ROOT / "cards", root / "cards")
    config = (ROOT / "cardprint.yaml").read_text(encoding="utf-8")
    (root / "cardprint.yaml").write_text(re.sub(r"(?m)^(agendas|worksheets):.*\n", "", config), encoding="utf-8")
    return built(root, *KINDS, areas=())


@pytest.fixture(scope="module", params=AREAS)
def area(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=MEETINGS)
def meeting(request: pytest.FixtureRequest, shipped: Built, area: str) -> Meeting:
    return Meeting(shipped.folder, area, request.param)


def test_all_meetings_are_built_in_all_areas_without_a_problem(shipped: Built) -> None:
    assert len(MEETINGS) == 5
    assert (shipped.codes, shipped.report.skipped) == ([], ())
    wanted = {f"{area}/{name}-{kind}.pdf" for area in EVERYWHERE for name in MEETINGS for kind in KINDS if kind != "reading"}
    wanted |= {f"{area}/{name}-invitation.txt" for area in EVERYWHERE for name in MEETINGS}
    assert wanted <= set(shipped.names)


def test_the_clock_times_of_all_papers_agree_with_start_and_minutes(meeting: Meeting) -> None:
    times = meeting.times
    hours = f"Kl. {times[0]}–{times[-1]}"
    assert [after(meeting.trees[kind], LABELS["time"]) for kind in PAPERS] == [hours] * 3
    assert f"\n{LABELS['time']}: {hours}\n" in (meeting.folder / f"{meeting.name}-invitation.txt").read_text(encoding="utf-8")
    rows = table_after(meeting.trees["handout"], LABELS["agenda_head"])
    assert [row[0] for row in rows] == [f"{begins}–{ends}" for begins, ends in pairwise(times)]
    minutes = [int(item["minutes"]) for item in meeting.agenda["items"]]
    gone = [f"+{count} min." for count in accumulate(minutes[:-1], initial=0)]
    assert [item[:3] for item in meeting.script] == [
        list(one) for one in zip(times[:-1], gone, [f"varer {one} min." for one in minutes], strict=True)
    ]


def test_handout_and_script_name_the_same_items_and_home_tasks(meeting: Meeting) -> None:
    titles = [item["title"] for item in meeting.agenda["items"]]
    assert [title for *_, title in meeting.script] == titles
    rows = table_after(meeting.trees["handout"], LABELS["agenda_head"])
    assert all(row[1].startswith(title) for row, title in zip(rows, titles, strict=True))
    tasks = [table_after(meeting.trees[kind], LABELS["home_tasks_head"]) for kind in ("handout", "facilitator")]
    assert tasks[0] == tasks[1]
    assert len(tasks[0]) == len(meeting.agenda["home_tasks"])


def test_all_papers_have_the_same_head(meeting: Meeting) -> None:
    for fact in ("day", "place", "facilitator_name"):
        assert len({after(meeting.trees[kind], LABELS[fact]) for kind in PAPERS}) == 1, fact
    assert {headings(meeting.trees[kind])[0] for kind in PAPERS} == {(1, meeting.agenda["title"])}


def printed_cards(path: Path) -> dict[str, str]:
    """Read number and words of each card on sheets or in the reading edition, front only."""
    out = {}
    for node in tree(path).all():
        kids = node.children
        heading = next((one for one in kids if one.role == "H1"), None)
        if node.role == "Sect" and heading and heading.children:
            out[heading.children[0].text] = heading.text
        elif node.role == "Sect" and kids and kids[0].role == "H3" and (found := re.match(r"Kort (\d+)", kids[0].text)):
            out[found[1]] = "\n".join(one.text for one in kids[1:] if one.role == "P")
    return out


read_cards = cache(printed_cards)


def test_the_cards_of_the_script_are_those_on_the_sheets_and_in_the_reading_edition(meeting: Meeting) -> None:
    sheets, reading = meeting.cards, read_cards(meeting.folder / "samtalekort-reading.pdf")
    named = {card for item in meeting.agenda["items"] for card in item.get("cards", ())}
    script = [re.fullmatch(r"Kort (\d+) (.*)", text, re.DOTALL) for text in meeting.script_cards]
    assert len({found[1] for found in script if found}) == len(sheets) == len(named)
    for found in script:
        assert found
        number, words = found.groups()
        assert sheets[number] in words, number
        assert sheets[number] in reading[number].split("\n"), number


def test_each_group_has_its_own_worksheets(meeting: Meeting) -> None:
    first, *others = sorted(meeting.worksheets, key=lambda name: name != "opsamling-trin-2")
    for name, kind in {first: "worksheet", **{name: f"worksheet-{name}" for name in others}}.items():
        sheet = _yaml(ROOT / "cards" / "worksheets" / f"{name}.yaml")
        groups = [""] if sheet["kind"] == "home_task" else [*meeting.groups, *[""] * SPARE]
        pages = texts(meeting.path(kind))
        heads = [page for page in pages if page.startswith(sheet["title"])]
        assert [page.partition(LABELS["group"])[2].partition(LABELS["date_head"])[0].strip() for page in heads] == groups
        assert len(pages) == len({re.findall(r"Side \d af \d", page)[-1] for page in pages}) * len(groups)


def test_the_packing_list_counts_what_is_printed(meeting: Meeting) -> None:
    cards = len(meeting.cards)
    sheets = len(texts(meeting.path("sheets"))) // 2
    assert meeting.packing[0] == [
        str(len(meeting.groups)),
        LABELS["pack_set"].format(title="Dialogkort – samtalestartere", cards=cards, sheets=sheets),
    ]
    counts = {thing: count for count, thing in meeting.packing}
    assert len(counts) == len(meeting.packing)
    assert counts[LABELS["pack_handout"]] == meeting.agenda["expected"]
    for name in meeting.worksheets:
        sheet = _yaml(ROOT / "cards" / "worksheets" / f"{name}.yaml")
        expected = meeting.agenda["expected"] if sheet["kind"] == "home_task" else str(len(meeting.groups) + SPARE)
        assert counts[sheet["title"]] == expected
    assert counts["Kuglepenne, sorte eller blå"] == meeting.agenda["expected"]
    assert counts.get("Gitteret til lokalet, A3") == ("1" if "opsamling-trin-2" in meeting.worksheets else None)
    things = [thing.casefold() for thing in counts]
    materials = [thing for item in meeting.agenda["items"] for thing in item.get("materials", ())]
    assert all(things.count((thing if isinstance(thing, str) else thing["text"]).strip().casefold()) == 1 for thing in materials)
    number = {"person": int(meeting.agenda["expected"]), "group": len(meeting.groups)}
    for thing in materials:
        if isinstance(thing, dict):
            assert counts[thing["text"]] == str(int(thing.get("count", 1)) * number.get(thing.get("per", ""), 1))


def test_no_two_lines_of_any_paper_meet(shipped: Built, area: str) -> None:
    files = [path for path in sorted((shipped.folder / area).glob("*.pdf")) if "-sheets" not in path.name and "-worksheet" not in path.name]
    files += sorted((shipped.folder / area).glob("introworkshop-worksheet*.pdf"))
    assert len(files) > 3 * len(MEETINGS)
    assert {path.name: faults(path) for path in files if faults(path)} == {}


def test_no_heading_is_last_on_its_page(shipped: Built) -> None:
    for path in sorted((shipped.folder / "skole").glob("*-[fh]a*.pdf")):  # facilitator, handout
        assert bare_headings(path) == [], path.name


# --- what is changed -------------------------------------------------------------------------------------------------


def test_moving_an_item_s_minutes_changes_the_times_of_all_papers_alike(project: Make) -> None:
    before = built(project(world()), *PAPERS)
    hours = {after(tree(before.path(kind)), LABELS["time"]) for kind in PAPERS}
    items = [item if item["title"] != "Snak" else {**item, "minutes": 50} for item in AGENDA["items"]]
    found = built(project(world(changed(AGENDA, items=items))), *PAPERS)
    assert (hours, {after(tree(found.path(kind)), LABELS["time"]) for kind in PAPERS}) == ({"Kl. 13.00–14.30"}, {"Kl. 13.00–14.35"})
    assert [row[0] for row in table_after(tree(found.path("handout")), LABELS["agenda_head"])] == [
        "13.00–13.10",
        "13.10–14.00",
        "14.00–14.15",
        "14.15–14.35",
    ]
    words = texts(found.path("facilitator"))
    assert [" ".join(one) for one in re.findall(r"(\d+\.\d\d) (\+\d+ min\.) (varer \d+ min\.)", " ".join(words))] == [
        "13.00 +0 min. varer 10 min.",
        "13.10 +10 min. varer 50 min.",
        "14.00 +60 min. varer 15 min.",
        "14.15 +75 min. varer 20 min.",
    ]
    assert f"{LABELS['time']}: Kl. 13.00–14.35" in (found.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8")
    with pypdfium2.PdfDocument(found.path("facilitator")) as file:
        assert [entry.get_title() for entry in file.get_toc() if entry.level == 1] == [
            "13.00 Velkommen",
            "13.10 Snak",
            "14.00 Pause",
            "14.15 Runde",
        ]


def test_an_end_that_the_minutes_do_not_reach_is_a_problem_and_stops_the_papers(project: Make) -> None:
    found = built(project(world(changed(AGENDA, end="15:00"))), *PAPERS)
    assert (found.codes, found.names) == (["agenda-too-short"], [])
    assert built(project(world(changed(AGENDA, end="14:30"))), *PAPERS).codes == []


def test_renaming_the_process_changes_every_paper(project: Make) -> None:
    agenda = changed(AGENDA, title="Møde om {process}")
    for name, other in (("Fælles vej", "Nye spor"), ("Nye spor", "Fælles vej")):
        found = built(project(world(agenda, process={"name": name})), *PAPERS, "worksheet", "sheets")
        for kind in (*PAPERS, "worksheet"):
            pages = texts(found.path(kind))
            assert all(name in page for page in pages), kind
            assert not any(other in page for page in pages), kind
        assert name in texts(found.path("sheets"))[0]
        assert (found.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8").startswith(f"Møde om {name}\n")


def test_an_area_s_wording_reaches_cards_and_script_alike(project: Make) -> None:
    found = built(project(world()), "facilitator", "sheets", "reading", areas=("skole", "hjem"))
    words = {}
    for name in ("skole", "hjem"):
        script = " ".join(texts(found.path("facilitator", name)))
        cards = printed_cards(found.path("sheets", name))
        assert cards == {key: value for key, value in printed_cards(found.path("reading", name, "kort")).items() if key in cards}
        assert all(f"Kort {number} {text}" in script for number, text in cards.items())
        words[name] = cards
    assert words == {
        "skole": {"1": "Hvad siger en elev?", "2": "Hvad bøvler?"},
        "hjem": {"1": "Hvad siger en borger?", "2": "Hvad driller derhjemme?"},
    }


def test_a_card_s_note_is_in_the_script_and_nowhere_else(project: Make) -> None:
    found = built(project(world()), *KINDS)
    with_note = [name for name in found.names if name.endswith(".pdf") and "Vent på svar." in " ".join(texts(found.folder / name))]
    assert with_note == ["skole/moede-facilitator.pdf"]


def test_an_area_s_own_time_and_place_are_on_all_its_papers(project: Make) -> None:
    files = world()
    files["cards/areas/hjem.yaml"] = written({"agendas": {"moede": {"place": "Plejecentret", "start": "9:05", "groups": ["Øst", "Vest"]}}})
    found = built(project(files), *PAPERS, "worksheet", areas=("skole", "hjem"))
    said = {
        name: {
            (after(tree(found.path(kind, name)), LABELS["time"]), after(tree(found.path(kind, name)), LABELS["place"])) for kind in PAPERS
        }
        for name in ("skole", "hjem")
    }
    assert said == {"skole": {("Kl. 13.00–14.30", "Lokale 2")}, "hjem": {("Kl. 9.05–10.35", "Plejecentret")}}
    heads = [page for page in texts(found.path("worksheet", "hjem")) if page.startswith("Opsamling")]
    assert [re.findall("Bord eller gruppe (.*?) ?Dato", page) for page in heads] == [["Øst"], ["Vest"], [""], [""]]


# --- extremes --------------------------------------------------------------------------------------------------------


def sound(found: Built, *kinds: str, told: Sequence[str] = ()) -> None:
    """See that papers were built without a word from the program, no two lines meeting and none leaving its page."""
    assert found.codes == [*told]
    for kind in kinds:
        path = found.path(kind)
        assert faults(path) == [], kind
        last = [re.search(rf"Side (\d+) af (\d+)(?: {KEY.pattern}){{0,2}}$", page) for page in texts(path) if page]
        assert all(last), kind


def test_sixty_items_are_all_there_with_the_head_of_their_table_on_each_page(project: Make) -> None:
    items = [
        {"title": " ".join(numbered(f"p{n}t", 5)), "minutes": 5, "output": " ".join(numbered(f"p{n}u", 12)), "responsible": f"Nr{n}x"}
        for n in range(60)
    ]
    found = built(project(world(changed(AGENDA, items=items))), *PAPERS)
    sound(found, *PAPERS)
    words = [word for n in range(60) for word in (*numbered(f"p{n}t", 5), *numbered(f"p{n}u", 12), f"Nr{n}x")]
    assert (lost(found.path("handout"), words), lost(found.path("facilitator"), words)) == ([], [])
    pages = [page for page in texts(found.path("handout")) if "p10t1o" in page or "p30t1o" in page or "p50t1o" in page]
    assert len(pages) == 3
    assert all(page.startswith(HEAD) for page in pages[1:])
    assert sum(heard(node) == HEAD for node in tree(found.path("handout")).all() if node.role == "TR") == 1
    rows = table_after(tree(found.path("handout")), LABELS["agenda_head"])
    assert [(row[0], row[1].split()[0]) for row in rows[-2:]] == [("17.50–17.55", "p58t1o"), ("17.55–18.00", "p59t1o")]


def test_a_row_longer_than_a_page_loses_no_word(project: Make) -> None:
    words = numbered("ord", 850)
    assert len(" ".join(words)) > 6000
    items = [{"title": "Først", "minutes": 5}, {"title": "Lang", "minutes": 5, "output": " ".join(words), "method": " ".join(words)}]
    found = built(project(world(changed(AGENDA, items=[*items, {"title": "Sidst", "minutes": 5}]))), "handout", "facilitator")
    sound(found, "handout", "facilitator")
    assert lost(found.path("handout"), [*words, "Først", "Sidst"]) == []
    assert lost(found.path("facilitator"), [*words, "Først", "Sidst"]) == []
    row = table_after(tree(found.path("handout")), LABELS["agenda_head"])[1]
    assert row[1] == f"Lang {' '.join(words)}"
    assert len([page for page in texts(found.path("handout")) if HEAD in page]) >= 2


def test_a_script_s_column_over_several_pages_loses_no_word(project: Make) -> None:
    words = numbered("ord", 1700)
    items = [
        {"title": "Lang", "minutes": 5, "method": " ".join(words[:850]), "plan_b": " ".join(words[850:]), "facilitator_note": "Husk det."}
    ]
    found = built(project(world(changed(AGENDA, items=items))), "facilitator")
    sound(found, "facilitator")
    assert len(texts(found.path("facilitator"))) > 4
    assert lost(found.path("facilitator"), [*words, "Husk det."]) == []


@pytest.mark.parametrize("count", range(22, 34, 2))
def test_a_heading_is_never_last_on_its_page(project: Make, count: int) -> None:
    purpose = "\n".join(" ".join(numbered(f"a{n}b", 3)) for n in range(count))
    found = built(project(world(changed(AGENDA, purpose=purpose, home_tasks=[{"task": "Spørg"}], goals=["Mål"]))), "handout")
    sound(found, "handout")
    assert bare_headings(found.path("handout")) == []


def bare_headings(path: Path) -> list[str]:
    """Give the headings below which their page has nothing more, by where their letters stand; what is on every page does not count."""
    names = {re.sub(r"\s", "", name) for _, name in headings(tree(path))} - {
        re.sub(r"\s", "", LABELS["notes_head"])
    }  # that has lines below
    column = [line for line in lines(path) if 15 < line.area.top < line.paper.height - 21]
    lowest = {line.page: max(other.area.bottom for other in column if other.page == line.page) for line in column}
    last = {page: "".join(line.text for line in column if line.page == page and line.area.bottom > low - 2) for page, low in lowest.items()}
    return [text for text in last.values() if re.sub(r"\s", "", text) in names]


def test_two_hundred_participants_are_on_the_first_pages_of_the_script(project: Make) -> None:
    names = [f"Deltager {word} fra huset" for word in numbered("n", 200)]
    found = built(project(world(changed(AGENDA, participants=names))), *PAPERS)
    sound(found, *PAPERS)
    assert lost(found.path("facilitator"), [*names, "Velkommen", "Penne"]) == []
    assert "n7o" not in " ".join(texts(found.path("handout")) + texts(found.path("invitation")))


def test_an_agenda_without_items_is_told_at_its_place_and_stops_no_sheets(project: Make) -> None:
    root = project(world(changed(AGENDA, items=[])))
    found = built(root, *PAPERS)
    assert [(problem.code, problem.place.file) for problem in found.report.problems] == [("nothing-there", "cards/agendas/moede.yaml")]
    assert found.names == []
    assert built(root, "sheets").codes == []


@pytest.mark.parametrize(
    "missing", [("date",), ("start",), ("place",), ("groups", "expected"), ("date", "start", "place", "groups", "expected")]
)
def test_what_an_agenda_does_not_say_is_left_out(project: Make, missing: tuple[str, ...]) -> None:
    found = built(project(world(changed(AGENDA, **dict.fromkeys(missing), reply=None))), *PAPERS, "worksheet", "sheets")
    assert found.codes == (["calendar-undated"] if "date" in missing else [])
    sound(found, *PAPERS, "worksheet", told=found.codes)
    for kind in PAPERS:
        words = " ".join(texts(found.path(kind)))
        assert "None" not in words
        assert all(
            (name in missing) == (label not in words)
            for name, label in (("place", LABELS["place"]), ("start", "Kl. 13.00"), ("date", LABELS["day"]))
        )
    if "start" in missing:
        assert [row[0] for row in table_after(tree(found.path("handout")), LABELS["agenda_head"])] == [
            "10 min.",
            "45 min.",
            "15 min.",
            "20 min.",
        ]
        assert "+10 min. varer 45 min." in " ".join(texts(found.path("facilitator")))
    if "groups" in missing:
        (first,) = [page for page in texts(found.path("worksheet")) if page.startswith("Opsamling")]
        assert ("Bord eller gruppe Dato" in first, table_after(tree(found.path("facilitator")), LABELS["packing_head"])[0][0]) == (
            True,
            "1",
        )


def test_the_smallest_agenda_gives_every_paper(project: Make) -> None:
    found = built(project(world({"title": "Mødet", "items": [{"title": "Velkommen", "minutes": 10}]})))
    sound(found, *PAPERS)
    for kind in PAPERS:
        assert "Mødet" in texts(found.path(kind))[0]
    assert (found.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8").startswith("Mødet\n")


def test_an_address_is_broken_in_a_narrow_cell_and_loses_no_letter(project: Make) -> None:
    address = "https://intranet.eksempel.example/" + "/".join(numbered("mappe", 9)) + "/forløb-i-seks-trin"
    items = [{"title": address, "minutes": 10, "responsible": address, "output": address}]
    agenda = changed(AGENDA, items=items, can_change=[address], goals=[address], roles=[{"role": address, "tasks": [address]}])
    found = built(project(world(agenda)), *PAPERS)
    sound(found, *PAPERS)
    for kind, count in (("handout", 7), ("facilitator", 9), ("invitation", 1)):
        assert re.sub(r"\s", "", "".join(texts(found.path(kind)))).count(address.replace("-", "")) == count, kind


def test_a_long_word_is_hyphenated_in_a_narrow_cell(project: Make) -> None:
    word = "arbejdsmiljørepræsentantsuppleringsuddannelsesudvalg"
    items = [{"title": word, "minutes": 10, "responsible": word}]
    found = built(
        project(world(changed(AGENDA, items=items, roles=[{"role": word, "brings": word}], place=word, facilitator=word))), *PAPERS
    )
    assert found.codes == []
    assert {kind: faults(found.path(kind)) for kind in PAPERS} == {kind: [] for kind in PAPERS}
    assert all(lost(found.path(kind), [word]) == [] for kind in PAPERS)


def test_twelve_goals_and_more_are_all_in_their_box(project: Make) -> None:
    words = {key: [" ".join(numbered(f"{key}{n}a", 12)) for n in range(12)] for key in ("goals", "can_change", "undecided")}
    found = built(project(world(changed(AGENDA, **words))), "handout", "facilitator")
    sound(found, "handout", "facilitator")
    assert lost(found.path("facilitator"), [text for texts_of in words.values() for text in texts_of]) == []
    assert lost(found.path("handout"), [text for texts_of in words.values() for text in texts_of]) == []
    many = [" ".join(numbered(f"g{n}a", 12)) for n in range(60)]
    found = built(project(world(changed(AGENDA, can_change=many))), "handout")
    sound(found, "handout")
    assert lost(found.path("handout"), many) == []


def cost(found: Built) -> float:
    """Give the millimetres by which a paper is too long, as the Problem says them."""
    (problem,) = found.report.problems
    assert problem.code.endswith("-too-long")
    assert all(str(problem.values["over"]) in messages.sentence(problem, language)[0] for language in ("da", "en"))
    return float(problem.values["over"])


def test_an_invitation_says_by_how_much_it_is_too_long_and_cutting_so_much_makes_it_fit(project: Make) -> None:
    paragraph = 10.5 / MM + 2.4  # of the style invitation-body: a line, and the distance to the next

    def of(count: int) -> Built:
        return built(project(world(changed(AGENDA, purpose="\n".join(["Vi taler om ordene."] * count)))), "invitation")

    over = cost(of(40))
    assert of(40).names == []
    assert of(40).report.problems[0].place.file == "cards/agendas/moede.yaml"
    needed = -(-over // paragraph)
    assert of(40 - int(needed)).codes == []
    assert of(40 - int(needed) + 2).codes == ["invitation-too-long"]


def test_an_invitation_that_is_too_long_keeps_the_area_from_being_half_built(project: Make) -> None:
    root = project(world(changed(AGENDA, purpose="\n".join(["Vi taler om ordene."] * 40))))
    found = built(root)
    assert (found.codes, found.names, found.report.skipped) == (["invitation-too-long"], [], ("skole",))
    assert built(root, "handout", "facilitator", "worksheet").codes == []


TWELVE = [*numbered("hindring", 10), "manglende tid til opgaven", "andet"]
LONG = [" ".join(numbered(f"u{n}a", 50)) for n in range(6)]
SIX = [{"key": key} for key in ("number", "challenge", "importance", "effect", "barriers", "home_task")]
SHEETS: dict[str, tuple[int, dict[str, Any]]] = {
    # pages, an empty back among them, and what the worksheet says
    "as it comes": (2, {}),
    "one row": (2, {"rows": 1}),
    "four rows": (2, {"rows": 4}),
    "eight rows": (4, {"rows": 8}),
    "twelve rows on A3": (4, {"rows": 12, "paper": "A3 landscape"}),
    "forty rows": (12, {"rows": 40, "paper": "A4 portrait"}),
    "A3 upright": (2, {"paper": "A3 portrait"}),
    "six columns": (2, {"columns": SIX}),
    "six columns upright": (2, {"columns": SIX, "paper": "A4 portrait"}),
    "steps from one to ten": (4, {"scales": {name: {"min": 1, "max": 10} for name in ("importance", "effect")}}),
    "twelve barriers": (2, {"barrier_types": TWELVE}),
    "twelve barriers upright": (2, {"barrier_types": TWELVE, "paper": "A4 portrait"}),
    "no blocks": (1, {"blocks": []}),
    "home tasks alone": (2, {"blocks": ["home_tasks"]}),
    "an intro of three lines": (2, {"intro": "Udfyld et ark ved hvert bord. " * 12}),
    "notes": (2, {"kind": "notes", "rows": 9}),
    "home task": (1, {"kind": "home_task"}),
    "challenges of 300 letters": (2, {"prefilled_challenges": LONG[:3]}),
    "six challenges of 300 letters": (4, {"prefilled_challenges": LONG}),
    "six challenges of 300 letters on A3": (4, {"paper": "A3 landscape", "prefilled_challenges": LONG}),
    "blocks without a grid": (2, {"columns": [{"key": "number"}, {"key": "challenge"}, {"key": "home_task"}]}),
    "a table alone": (1, {"columns": [{"key": "number"}, {"key": "challenge"}, {"key": "home_task"}], "blocks": []}),
}
HOME_TASKS = {"A4 landscape": 4, "A4 portrait": 5, "A3 landscape": 5, "A3 portrait": 6}


@pytest.mark.parametrize("what", SHEETS)
def test_a_worksheet_of_any_make_is_whole(project: Make, what: str) -> None:
    count, keys = SHEETS[what]
    found = built(project(world(changed(AGENDA, groups=2), changed(SHEET, **keys))), "worksheet")
    sound(found, "worksheet")
    path, paper = found.path("worksheet"), keys.get("paper", "A4 landscape")
    parts = 1 if keys.get("kind") == "home_task" else 2 + SPARE
    assert len(texts(path)) == parts * count
    assert lost(path, [*keys.get("prefilled_challenges", ()), *keys.get("barrier_types", ())]) == []
    rows = keys.get("rows", {"notes": 6, "home_task": 5}.get(keys.get("kind", ""), max(3, len(keys.get("prefilled_challenges", ())))))
    has_tasks = "kind" not in keys and "home_tasks" in keys.get("blocks", ["home_tasks"])
    assert len(rows_of(tree(path))) == parts * (rows + (HOME_TASKS[paper] if has_tasks else 0))
    with pypdfium2.PdfDocument(path) as file:
        width, height = (round(side / MM) for side in file[0].get_size())
    name, way = paper.split()
    assert (width, height) == {"A4": (297, 210), "A3": (420, 297)}[name][:: 1 if way == "landscape" else -1]


def test_rows_that_a_page_has_no_room_for_go_on_to_a_further_sheet(project: Make) -> None:
    found = built(project(world(changed(AGENDA, groups=1), changed(SHEET, rows=7))), "worksheet", "ticket", "facilitator")
    first, second, third, empty = texts(found.path("worksheet"))[:4]
    assert (first[:18], third[:27], empty) == ("Opsamling – Bord 1", "Opsamling – Bord 1, fortsat", "")
    assert "Det tager vi også med – Bord 1 Alt på arket følger med til trin 2. Opmærksomhedspunkter" in second
    with pikepdf.open(found.path("worksheet")) as file:
        said = json.loads(file.Root.PieceInfo.cardprint.Private.read_bytes())
    fields = [[spot["field"] for spot in said["layouts"][page["spots"]]] for page in said["pages"][:4]]
    numbers = [sorted({name.split(".")[1] for name in page if name.startswith("challenges")}) for page in fields]
    assert numbers == [["1", "2", "3", "4"], [], ["5", "6", "7"], []]
    assert ("group" in fields[0], "group" in fields[2], fields[3]) == (True, False, []), "one group for the sheets that go together"
    assert "worksheet.pdf 6 12 1 6 A4 liggende, begge sider" in " ".join(texts(found.path("ticket"))), (
        "two sheets of paper for each of three"
    )


def test_the_grid_for_the_room_is_a_table_with_axes(project: Make) -> None:
    scales = {"importance": {"max": 6}, "effect": {"low": "lille", "high": "stor"}}
    found = built(project(world(sheet=changed(SHEET, scales=scales, matrix={"paper": "A4 landscape"}))), "worksheet")
    table = [[heard(cell) for cell in row.children] for row in tree(found.path("worksheet-grid")).all() if row.role == "TR"]
    assert table == [
        ["", "Effekt af at løse det 1–2 lille", "Effekt af at løse det 3–4 stor"],
        ["Væsentlighed 4–6 høj", "Undersøg nærmere", "Tag med til trin 2"],
        ["Væsentlighed 1–3 lav", "Lad ligge for nu", "Tag op senere"],
    ]
    with pypdfium2.PdfDocument(found.path("worksheet-grid")) as file:
        assert [round(side / MM) for side in file[0].get_size()] == [297, 210]


def test_a_longer_name_of_a_group_takes_no_row_from_its_sheet(project: Make) -> None:
    names = [
        "Bord 9",
        "Bord 10",
        "Ældre- og sundhedsforvaltningens ledelse",
        "Bord for dem, der arbejder om natten i plejecentret på Nordvej",
    ]
    sheet = changed(SHEET, title="Opsamling til trin 2", intro="Skriv, hvad der bøvler, og sæt ring om ét tal i hver skala. " * 2)
    found = built(project(world(changed(AGENDA, groups=names), sheet)), "worksheet")
    sound(found, "worksheet")
    assert len(texts(found.path("worksheet"))) == 2 * (len(names) + SPARE)


def test_groups_with_long_names_each_have_their_sheet(project: Make) -> None:
    names = ["Gruppen med det lange navn og nummer én", "Arbejdsmiljørepræsentanternes mødegruppe"]
    found = built(project(world(changed(AGENDA, groups=names))), "worksheet", "facilitator")
    sound(found, "worksheet", "facilitator")
    heads = [page for page in texts(found.path("worksheet")) if page.startswith("Opsamling")]
    assert [re.findall("Bord eller gruppe (.*?) ?Dato", page) for page in heads] == [*([name] for name in names), [""], [""]]
    assert all(name in page.partition("Bord eller gruppe")[0] for name, page in zip(names, heads, strict=False)), (
        "the heading names it, too"
    )
    assert f"20 deltagere i 2 grupper: {', '.join(names)}." in " ".join(texts(found.path("facilitator")))
    with pypdfium2.PdfDocument(found.path("worksheet")) as file:
        assert [
            (entry.page_index if hasattr(entry, "page_index") else entry.get_dest().get_index(), entry.get_title())
            for entry in file.get_toc()
        ] == [
            (0, f"Opsamling, {names[0]}"),
            (2, f"Opsamling, {names[1]}"),
            (4, "Opsamling, ekstra ark"),
            (6, "Opsamling, ekstra ark"),
        ]


# --- what is asked for -----------------------------------------------------------------------------------------------

MEETING_FILES = [
    f"skole/moede-{name}" for name in ("facilitator.pdf", "handout.pdf", "invitation.ics", "invitation.pdf", "invitation.txt", "sheets.pdf")
]


def test_building_an_agenda_builds_its_papers_and_its_cards(project: Make) -> None:
    root = project(world(changed(AGENDA)))
    found = built(root, path=root / "cards" / "agendas" / "moede.yaml")
    assert found.codes == []
    assert set(found.names) - {"skole/moede-ticket.pdf"} == {*MEETING_FILES, "skole/moede-worksheet.pdf", "skole/moede-worksheet-grid.pdf"}
    assert set(printed_cards(found.path("sheets"))) == {"1", "2"}
    assert {ticket.sets for ticket in found.report.tickets} == {3}


def test_building_a_worksheet_builds_one_copy_without_a_group_and_the_grid(project: Make) -> None:
    root = project(world())
    found = built(root, path=root / "cards" / "worksheets" / "ark.yaml")
    assert (found.codes, found.names) == ([], ["skole/ark-worksheet-grid.pdf", "skole/ark-worksheet.pdf"])
    assert len(texts(found.path("worksheet", name="ark"))) == 2
    assert texts(found.path("worksheet", name="ark"))[0].startswith("Opsamling Bord eller gruppe Dato Skriver")


def test_an_agenda_may_lie_elsewhere_in_the_project(project: Make) -> None:
    root = project({**world(None), "andre/stort-moede.yaml": written(AGENDA)})
    found = built(root, path=root / "andre" / "stort-moede.yaml")
    assert found.codes == []
    assert {name.replace("stort-moede", "moede") for name in found.names} - {"skole/moede-ticket.pdf"} == {
        *MEETING_FILES,
        "skole/moede-worksheet.pdf",
        "skole/moede-worksheet-grid.pdf",
    }


@pytest.mark.parametrize(("noun", "code"), [(AGENDA, "not-deck-agenda"), (SHEET, "not-deck-worksheet")])
def test_a_lone_file_of_a_meeting_is_told_where_it_belongs(tmp_path: Path, noun: Mapping[str, Any], code: str) -> None:
    (tmp_path / "alene.yaml").write_text(written(changed(noun, rows=3) if noun is SHEET else noun), encoding="utf-8")
    report = build(Job(path=tmp_path / "alene.yaml", output=tmp_path / "output"))
    assert [(problem.code, problem.place.file) for problem in report.problems] == [(code, "alene.yaml")]
    assert report.written == ()
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("handout", ["moede-handout.pdf"]),
        ("facilitator", ["moede-facilitator.pdf"]),
        ("invitation", ["moede-invitation.ics", "moede-invitation.pdf", "moede-invitation.txt"]),
        ("worksheet", ["moede-worksheet-grid.pdf", "moede-worksheet.pdf"]),
        ("sheets", ["kort-sheets.pdf", "moede-sheets.pdf"]),
        ("reading", ["kort-reading.pdf"]),
    ],
)
def test_only_the_kinds_that_are_asked_for_are_built(project: Make, kind: str, names: list[str]) -> None:
    found = built(project(world()), kind)
    assert (found.codes, found.names) == ([], [f"skole/{name}" for name in names])


BROKEN = {
    "a key": "titel: Møde\nstart: 99\n",
    "YAML": "title: [\n",
    "times": written(changed(AGENDA, end="12:00")),
    "a card": written(changed(AGENDA, items=[{"title": "A", "minutes": 5, "cards": ["k-9"]}])),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_agenda_stops_neither_sheets_nor_the_reading_edition(project: Make, what: str) -> None:
    root = project({**world(), "cards/agendas/andet.yaml": BROKEN[what]})
    found = built(root, "sheets", "reading")
    assert found.codes == []
    assert {"skole/kort-sheets.pdf", "skole/kort-reading.pdf"} <= set(found.names)
    found = built(root, "handout")
    assert (found.names, bool(found.codes), found.report.skipped) == ([], True, ("skole",))


# --- read aloud ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["intromoede", "introworkshop"])
@pytest.mark.parametrize("kind", KINDS[:4])
def test_papers_of_meetings_are_pdf_ua(shipped: Built, name: str, kind: str) -> None:
    path = shipped.path(kind, "skole", name)
    assert [*conformance.accessibility(path), *conformance.fonts(path)] == []


@pytest.fixture(scope="module")
def read(shipped: Built) -> dict[str, Node]:
    """Read all papers of the meetings of one area aloud."""
    files = [path for name in MEETINGS for path in sorted((shipped.folder / "skole").glob(f"{name}-*.pdf"))]
    return {path.stem: tree(path) for path in files if not path.stem.endswith(("-sheets", "-ticket"))}


def test_headings_skip_no_level(read: Mapping[str, Node]) -> None:
    for name, root in read.items():
        levels = [level for level, _ in headings(root)]
        assert levels[0] == 1, name
        assert all(below <= above + 1 for above, below in pairwise(levels)), name
        assert levels.count(1) == 1 or "worksheet" in name, name


@pytest.mark.parametrize("kind", [*PAPERS, "worksheet"])
def test_head_cells_say_what_they_are_the_head_of(shipped: Built, kind: str) -> None:
    counts = {True: 0, False: 0}
    for element in elements(shipped.path(kind, "skole", "introworkshop")):
        if element.S == "/TR":
            in_head = element.P.S == "/THead"
            counts[in_head] += 1
            kinds = [str(cell.S) for cell in element.K]
            scopes = {str(cell.A.Scope) for cell in element.K if cell.S == "/TH"}
            assert scopes <= {"/Column" if in_head else "/Row"}
            home_task = kind == "worksheet" and len(kinds) == 5 and "/TH" not in kinds  # rows to fill in from the first cell on
            assert set(kinds) == {"/TH"} if in_head else home_task or kinds.count("/TH") == 1
    assert all(counts.values()) == (kind != "invitation")


def test_all_rows_of_a_table_have_as_many_cells_as_its_head(read: Mapping[str, Node]) -> None:
    for name, root in read.items():
        for table in (node for node in root.all() if node.role == "Table"):
            head, body = table.children
            assert {len(row.children) for row in body.children} == {len(row.children) for row in head.children}, name


def test_nothing_in_the_tree_is_empty_and_cells_to_write_in_say_that_they_are(read: Mapping[str, Node]) -> None:
    for name, root in read.items():
        empty = {node.role for node in root.all() if not (heard(node) or node.alt or node.children)}
        assert not empty, name
        said = {node.role for node in root.all() if node.alt == LABELS["empty_cell"]}
        assert said <= {"TD", "P"}, name
        assert said or "invitation" in name or "facilitator" in name, name


READ = (
    *(
        "why_meet",
        "course_head",
        "frames_head",
        "-can_change",
        "-cannot_change",
        "-undecided",
        "-goals",
        "-principles",
        "-given_challenges",
    ),
    *("roles_head", "agenda_head", "preparation_head", "advice_head", "our_words", "home_tasks_head", "more_head", "notes_head"),
)
"""The headings of a handout, by the names of their labels; with - the lower ones."""


def test_a_handout_is_read_as_a_person_reads_it(read: Mapping[str, Node]) -> None:
    root = read["introworkshop-handout"]
    agenda = _yaml(ROOT / "cards" / "agendas" / "introworkshop.yaml")
    expected = [(3 if name[0] == "-" else 2, LABELS[name.strip("-")]) for name in READ]
    assert headings(root) == [(1, agenda["title"]), *expected]
    said = [node.text for node in root.all() if node.text]
    frames = said[said.index(LABELS["can_change"]) : said.index(LABELS["undecided"])]
    assert [text for text in frames if text != "–"] == [
        LABELS["can_change"],
        *agenda["can_change"],
        LABELS["cannot_change"],
        *agenda["cannot_change"],
    ]
    start = said.index(LABELS["agenda_head"]) + 1
    assert said[start : start + 6] == [*HEAD.split(), "9.00–9.10", agenda["items"][0]["title"]]
    assert not any(re.fullmatch(r"Side \d af \d", text) for text in said)


def test_the_steps_say_where_we_are_in_words(read: Mapping[str, Node]) -> None:
    steps = [heard(node) for node in read["introworkshop-handout"].all() if node.role == "LI" and re.match(r"\d ", heard(node))]
    assert [text for text in steps if LABELS["here"] in text] == [steps[0]]
    assert [text[0] for text in steps] == list("123456")


def test_circles_and_ticks_of_a_worksheet_are_read(project: Make) -> None:
    found = built(project(world(changed(AGENDA, groups=1), changed(SHEET, rows=2))), "worksheet")
    barriers = "vaner og kultur love og regler tid og penge it og teknik viden og kompetencer andet ved ikke endnu"
    assert f" 1 2 3 4 1 2 3 4 Vi er ikke enige {barriers}" in texts(found.path("worksheet"))[0]
    rows = rows_of(tree(found.path("worksheet")))[:2]
    assert [[heard(cell) for cell in row.children] for row in rows] == [
        [number, "", "1 2 3 4", "1 2 3 4 Vi er ikke enige", barriers] for number in ("1", "2")
    ]
    assert [node.role for node in rows[0].children[2].all()] == ["TD", "P", *["Span"] * 4]


def test_the_words_to_hold_on_to_are_explained_in_the_handout(project: Make) -> None:
    found = built(project(world()), "handout")
    assert table_after(tree(found.path("handout")), LABELS["our_words"]) == [["elev", VOCABULARY["terms"]["borger"]["meaning"]]]


def test_a_word_that_no_hyphen_makes_narrow_enough_is_told_once_where_it_stands(project: Make) -> None:
    items = [{"title": "x" * 60, "minutes": 10, "responsible": "y" * 60, "worksheet": "ark"}]
    found = built(project(world(changed(AGENDA, items=items, groups=["z" * 60]))), *PAPERS, "worksheet")
    words = [problem.values["word"] for problem in found.report.problems]
    assert set(found.codes) == {"word-wider-than-column"}
    assert sorted(words) == ["x" * 60, "y" * 60, "z" * 60]
    assert found.names == []


def test_a_word_of_a_layout_that_is_too_wide_for_the_ticket_is_told_at_the_deck(project: Make) -> None:
    layout = '<paper class="ticket-page"><columns class="masthead" widths="* 15"><column class="plain"/><column class="plain">'
    layout += '<p class="ticket-body">{}</p></column></columns></paper>'.format("x" * 60)
    root = project({**world(), "templates/ticket.xml.j2": layout})
    problems = [problem for problem in build(Job(path=root / "cards" / "kort.yaml")).problems if problem.is_error]
    assert [(problem.code, problem.place.file) for problem in problems] == [("word-wider-than-column", "cards/kort.yaml")]


def test_the_mail_has_no_marks_of_emphasis_and_all_that_is_printed(project: Make) -> None:
    found = built(project(world(changed(AGENDA, purpose="**Fed** og *kursiv*, 2**3**4 & <tegn>"))), "invitation")
    mail = (found.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8")
    assert "\nFed og kursiv, 2**3**4 & <tegn>\n" in mail
    assert "Fed og kursiv, 2**3**4 & <tegn>" in texts(found.path("invitation"))[0]


def test_the_mail_ends_with_the_case_number(project: Make) -> None:
    found = built(project(world(changed(AGENDA, case_number="26/1234"))), "invitation")
    mail = (found.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8")
    assert mail.endswith(f"\n\n{LABELS['case_number']} 26/1234\n")
    without = built(project(world()), "invitation")
    assert LABELS["case_number"] not in (without.folder / "skole" / "moede-invitation.txt").read_text(encoding="utf-8")


# --- found by someone who tried it with files of their own -------------------------------------------------------------


def test_a_broken_agenda_prints_no_sheets_of_its_own(project: Make) -> None:
    found = built(project(world(changed(AGENDA, groups="syv"))), "sheets")
    assert (found.codes, found.names) == ([], ["skole/kort-sheets.pdf"])
    assert built(project(world(changed(AGENDA, end="20:00"))), "sheets").names == ["skole/kort-sheets.pdf"]


def test_an_agenda_with_the_id_of_a_deck_is_told_at_its_id(project: Make) -> None:
    found = built(project(world(changed(AGENDA, id="kort"))), "handout")
    assert [(problem.code, problem.place.file) for problem in found.report.problems] == [("duplicate-id", "cards/agendas/moede.yaml")]
    assert found.names == []


@pytest.mark.parametrize("keys", [{"cards": ["k-2", "k-1"]}, {"deck": "kort"}])
def test_cards_without_a_deck_and_decks_without_cards_stand_in_the_script(project: Make, keys: dict[str, Any]) -> None:
    items = [{"title": "Snak", "minutes": 10, **keys}]
    found = built(project(world(changed(AGENDA, items=items))), "facilitator")
    said = " ".join(texts(found.path("facilitator")))
    assert all(f"Kort {number}" in said for number in (1, 2))
    assert ("Alle" in said) == ("deck" in keys)


def test_the_smallest_agenda_leaves_no_table_empty(project: Make) -> None:
    agenda = {"title": "Mødet", "items": [{"title": "Snak", "minutes": 10}]}
    found = built(project(world(agenda)), "facilitator", "handout")
    assert [*conformance.accessibility(found.path("facilitator"))] == []
    assert LABELS["packing_head"] not in " ".join(texts(found.path("facilitator")))
    assert "Forløbet hedder" in " ".join(texts(found.path("handout")))


def test_emphasis_in_names_is_read_nowhere_as_stars(project: Make) -> None:
    leadership = {"text": "Vi lytter.", "name": "Lederen **selv**"}
    agenda = changed(AGENDA, title="Møde **om** kort", leadership=leadership, groups=["Bord **et**", "Bord to"])
    found = built(project(world(agenda)))
    assert found.codes == []
    for file in found.report.written:
        if file.path.endswith(".pdf"):
            with pypdfium2.PdfDocument(file.path) as document:
                assert "*" not in document.get_metadata_dict()["Title"]
                assert all("*" not in entry.get_title() for entry in document.get_toc())
            assert "**" not in " ".join(texts(Path(file.path))), file.path
