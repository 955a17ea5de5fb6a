"""Agendas and worksheets: read by key, adapted by area and language, and checked against clock, calendar, cards and each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from test_bad import expected

from cardprint import messages, recipe, sources
from cardprint.errors import Place, Problem
from cardprint.geometry import mm
from cardprint.job import Job
from cardprint.meetings import BLOCKS, Agenda, Clock, Column, Groups, Item, Plain, Scale, Worksheet, schedule
from cardprint.model import Edition, Text
from cardprint.sources import agreement

Make = Callable[[Mapping[str, str | bytes]], Path]

BAD = Path(__file__).parent / "bad"
DECK = "title: Kort\nthemes: [{id: t}]\ncards: [{id: k-1, theme: t, text: Et}, {id: k-2, theme: t, text: To}]\n"
WORLD = {
    "cardprint.yaml": "process: {name: Fælles vej}\nfacilitator: Anna\ndecks: [kort, andre]\nworksheets: [ark]\nareas: [base, skole]\n",
    "cards/kort.yaml": DECK,
    "cards/andre.yaml": "title: Andre\nthemes: [{id: u}]\ncards: [{id: a-1, theme: u, text: Tre}]\n",
    "cards/ulistet.yaml": "title: Ulistet\nthemes: [{id: v}]\ncards: [{id: u-1, theme: v, text: Fire}]\n",
    "cards/vocabulary.yaml": "terms: {borger: {forms: {sg: borger, pl: borgere}}}\n",
    "cards/areas/skole.yaml": "terms: {borger: {forms: {sg: elev, pl: elever}}}\ncards: {k-2: {drop: true}}\n",
    "cards/worksheets/ark.yaml": "title: Opsamling\n",
    "cards/worksheets/noter.yaml": "title: Noter\nkind: notes\n",
}
MEETING = """\
title: Møde om {borger.pl}
area: skole
step: 1
date: 2026-12-01
start: 13:00
place: Lokale 2
groups: 7
items:
  - {title: Velkommen til {process}, minutes: 10}
  - {title: Snak, minutes: 45, step: 2, deck: kort, cards: [k-1], worksheet: ark}
""".replace("Velkommen til {process}", '"Velkommen til {process}"')


def everything(root: Path, area: str | None = None, language: str = "da") -> tuple[Edition, list[Problem]]:
    found, problems = sources.project(root)
    edition, more = sources.edition(found, area=area, organisation=None, language=language)
    return edition, [*problems, *more]


def sound(root: Path, area: str | None = None, language: str = "da") -> Edition:
    edition, problems = everything(root, area, language)
    assert problems == []
    return edition


def codes(root: Path, area: str | None = None) -> list[tuple[str, str]]:
    return [(str(problem.place), problem.code) for problem in everything(root, area)[1]]


def agenda(root: Path, area: str | None = "skole") -> Agenda:
    (found,) = sound(root, area).agendas
    return found


def files() -> list[Path]:
    return sorted(path for kind in ("agendas", "worksheets") for path in (BAD / kind).glob("*.yaml"))


def bad(project: Make, path: Path) -> list[Problem]:
    name = f"cards/{path.parent.name}/{path.name}"
    config = WORLD["cardprint.yaml"].replace(
        "worksheets: [ark]", f"worksheets: [ark, {path.stem}]" if "worksheets" in name else "worksheets: [ark]"
    )
    return everything(project({**WORLD, "cardprint.yaml": config, name: path.read_bytes()}), "skole")[1]


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_bad_file_gives_the_codes_that_its_comments_say(project: Make, path: Path) -> None:
    problems = bad(project, path)
    assert expected(path)
    assert {(problem.place.line, problem.severity.value, problem.code) for problem in problems} == expected(path)
    assert {problem.place.file for problem in problems} == {f"cards/{path.parent.name}/{path.name}"}
    for language in ("da", "en"):
        assert all(all(messages.sentence(problem, language)) for problem in problems)


def test_an_agenda_is_read_as_it_is_written(project: Make) -> None:
    found = agenda(project({**WORLD, "cards/agendas/moede.yaml": MEETING}))
    assert (found.id, found.title, found.venue.value) == (
        "moede",
        Text("Møde om elever", Place("cards/agendas/moede.yaml", 1, 8)),
        "Lokale 2",
    )
    assert found.start == Clock(780, Place("cards/agendas/moede.yaml", 5, 8))
    assert found.groups is not None
    assert (found.groups.count, found.groups.names) == (7, ())
    assert [(item.title.value, item.step) for item in found.items] == [("Velkommen til Fælles vej", 1), ("Snak", 2)]
    assert [card.value for card in found.items[1].cards or ()] == ["k-1"]
    assert found.items[0].cards is None


def test_the_facilitator_is_the_project_s_unless_the_agenda_says_otherwise(project: Make) -> None:
    assert agenda(project({**WORLD, "cards/agendas/moede.yaml": MEETING})).facilitator.value == "Anna"
    assert agenda(project({**WORLD, "cards/agendas/moede.yaml": MEETING + "facilitator: Anna\n"})).facilitator.value == "Anna"


def test_an_agenda_of_one_area_is_only_there(project: Make) -> None:
    root = project({**WORLD, "cards/agendas/moede.yaml": MEETING})
    assert sound(root).agendas == ()
    assert len(sound(root, "skole").agendas) == 1


@pytest.mark.parametrize(("written", "minutes"), [("9:05", 545), ("09.05", 545), ("0:00", 0), ("23:05", 1385)])
def test_a_time_of_day_is_read_from_what_is_written(project: Make, written: str, minutes: int) -> None:
    found = agenda(project({**WORLD, "cards/agendas/moede.yaml": MEETING.replace("13:00", written)}))
    assert found.start is not None
    assert found.start.minutes == minutes


@pytest.mark.parametrize("written", ["24:00", "13:60", "780", "1300", "9", "-1:00"])
def test_what_is_no_time_of_day_is_told(project: Make, written: str) -> None:
    root = project({**WORLD, "cards/agendas/moede.yaml": MEETING.replace("13:00", written) + "end: 14:00\n"})
    assert codes(root, "skole") == [("cards/agendas/moede.yaml:5:8", "not-time")]


def test_groups_have_names(project: Make) -> None:
    found = agenda(project({**WORLD, "cards/agendas/moede.yaml": MEETING.replace("groups: 7", "groups: [Bord 1, Bord 2]")}))
    assert found.groups is not None
    assert (found.groups.count, [name.value for name in found.groups.names]) == (2, ["Bord 1", "Bord 2"])


def test_an_area_replaces_keys_of_an_agenda(project: Make) -> None:
    area = WORLD["cards/areas/skole.yaml"] + (
        "add: [{id: s-1, theme: t, text: Ny}]\n"
        "agendas: {moede: {place: 'Hos {borger}', end: 14:10, items: [{title: Kun det, minutes: 70, cards: [s-1]}]}}\n"
    )
    root = project({**WORLD, "cards/agendas/moede.yaml": MEETING.replace("area: skole\n", ""), "cards/areas/skole.yaml": area})
    there, base = sound(root, "skole").agendas[0], sound(root).agendas[0]
    assert (there.venue.value, [item.title.value for item in there.items]) == ("Hos elev", ["Kun det"])
    assert (base.venue.value, len(base.items), base.end) == ("Lokale 2", 2, None)


def test_an_area_names_only_agendas_keys_and_cards_that_are_there(project: Make) -> None:
    area = "agendas:\n  moed: {place: Her}\n  moede: {sted: Her, id: x, items: [{title: A, minutes: 5, cards: [k-9]}]}\n"
    root = project({**WORLD, "cards/agendas/moede.yaml": MEETING, "cards/areas/skole.yaml": area})
    found = [problem for problem in everything(root, "skole")[1] if problem.code.startswith("unknown")]
    assert [(problem.place.line, problem.code) for problem in found] == [
        (2, "unknown-agenda"),
        (3, "unknown-key"),
        (3, "unknown-key"),
        (3, "unknown-card"),
    ]
    assert found[0].values["nearest"] == "moede"


def test_a_card_that_the_area_drops_is_left_out_with_a_warning(project: Make) -> None:
    text = MEETING.replace("area: skole\n", "").replace("[k-1]", "[k-1, k-2]")
    root = project({**WORLD, "cards/agendas/moede.yaml": text})
    edition, problems = everything(root, "skole")
    assert [(problem.code, problem.is_error, problem.values["area"]) for problem in problems] == [("card-left-out", False, "skole")]
    assert [card.value for card in edition.agendas[0].items[1].cards or ()] == ["k-1"]
    assert [card.value for card in sound(root).agendas[0].items[1].cards or ()] == ["k-1", "k-2"]


def test_translations_win_and_what_is_not_translated_is_a_gap(project: Make) -> None:
    config = WORLD["cardprint.yaml"] + "languages: [da, en]\n"
    text = MEETING.replace("area: skole\n", "").replace(
        "place: Lokale 2", "place: Lokale 2\ntranslations: {en: {title: Meeting, place: Room 2}}"
    )
    text = text.replace("{title: Snak,", "{title: Snak, translations: {en: {title: Talk}},")
    sheet = "title: Opsamling\ncolumns: [{key: words, label: Ord, translations: {en: {label: Words}}}]\n"
    area = WORLD["cards/areas/skole.yaml"] + "agendas: {moede: {place: Skolen, purpose: Tale, translations: {en: {purpose: Talk}}}}\n"
    root = project(
        {
            **WORLD,
            "cardprint.yaml": config,
            "cards/agendas/m.yaml": "id: moede\n" + text,
            "cards/areas/skole.yaml": area,
            "cards/worksheets/ark.yaml": sheet,
        }
    )
    edition = sound(root, "skole", "en")
    (found,) = edition.agendas
    assert (found.title.value, found.venue.value, found.purpose.value) == ("Meeting", "Room 2", "Talk")
    assert [item.title.value for item in found.items] == ["Velkommen til Fælles vej", "Talk"]
    assert edition.worksheets[0].columns[0].label.value == "Words"
    gaps = {(gap.place.file, gap.key) for gap in sources.gaps(edition)}
    assert {("cards/areas/skole.yaml", "place"), ("cards/agendas/m.yaml", "title"), ("cards/worksheets/ark.yaml", "title")} <= gaps
    assert not any(key == "purpose" for _, key in gaps)


def test_a_project_lists_its_agendas_and_worksheets(project: Make) -> None:
    config = "agendas: [moede, mde]\nworksheets: [ark, ak]\n"
    other = MEETING.replace("area: skole\n", "").replace("{process}", "alle")
    root = project({**WORLD, "cardprint.yaml": config, "cards/agendas/moede.yaml": other, "cards/agendas/andet.yaml": "sjov: 1\n"})
    edition, problems = everything(root)
    assert [(problem.place.line, problem.code, problem.values["nearest"]) for problem in problems if "nearest" in problem.values][:2] == [
        (1, "unknown-agenda", "moede"),
        (2, "unknown-worksheet", "ark"),
    ]
    assert {problem.place.file for problem in problems} == {"cardprint.yaml", "cards/agendas/andet.yaml"}, (
        "what is not listed is looked at too"
    )
    assert ([one.id for one in edition.agendas], [one.id for one in edition.worksheets]) == (["moede"], ["ark"])


@pytest.mark.parametrize("folder", ["agendas", "worksheets"])
def test_an_id_is_given_once(project: Make, folder: str) -> None:
    text = MEETING if folder == "agendas" else "title: Ark\n"
    config = WORLD["cardprint.yaml"].replace("worksheets: [ark]\n", "")
    root = project(
        {**WORLD, "cardprint.yaml": config, f"cards/{folder}/x.yaml": f"id: en\n{text}", f"cards/{folder}/y.yaml": f"id: en\n{text}"}
    )
    assert codes(root, "skole") == [(f"cards/{folder}/y.yaml:1:1", "duplicate-id")]


def test_a_deck_alone_is_not_troubled_by_a_broken_meeting(project: Make) -> None:
    root = project({**WORLD, "cards/agendas/moede.yaml": "titel: Møde\n", "cards/worksheets/ark.yaml": "rows: mange\n"})
    found, problems = sources.project(root, only=root / "cards/kort.yaml")
    assert (problems, found.agendas, found.worksheets) == ((), (), ())


def test_the_smallest_worksheet_has_the_columns_of_its_kind(project: Make) -> None:
    config = WORLD["cardprint.yaml"].replace("[ark]", "[ark, noter, spoerg]")
    root = project({**WORLD, "cardprint.yaml": config, "cards/worksheets/spoerg.yaml": "title: Spørg\nkind: home_task\n"})
    wrap_up, notes, home_task = sound(root).worksheets
    assert [(column.key, column.type) for column in wrap_up.columns] == [
        ("number", "number"),
        ("challenge", "text"),
        ("importance", "scale"),
        ("effect", "scale"),
        ("barriers", "ticks"),
    ]
    assert wrap_up.scales == {"importance": Scale(), "effect": Scale()}
    assert wrap_up.matrix is not None
    assert (wrap_up.matrix.x, wrap_up.matrix.y, wrap_up.blocks) == ("effect", "importance", BLOCKS)
    assert ([column.key for column in notes.columns], notes.matrix, notes.blocks) == (["card", "bother", "sense", "words"], None, ())
    assert [column.key for column in home_task.columns] == ["number", "bother", "who", "sense", "words"]


def test_the_worksheet_of_the_contract_is_read(project: Make) -> None:
    text = """\
id: ark
title: Opsamling til trin 2
step: 2
version: 1.10
paper: A3 landscape
columns:
  - {key: challenge, label: Udfordring, help: Det, der bøvler – med jeres egne ord, width: 86 mm, type: text}
  - {key: importance, label: Væsentlighed, type: scale}
  - {key: effect, label: Effekt af at løse det, type: scale}
  - {key: barriers, label: Barrierer, type: ticks}
scales: {importance: {min: 1, max: 4, low: lidt, high: meget}}
barrier_types: [kulturel, andet]
blocks: [parking]
prefilled_challenges: [Ventetid for {borger.pl}]
fillable: false
""".replace("[Ventetid for {borger.pl}]", '["Ventetid for {borger.pl}"]')
    (found,) = sound(project({**WORLD, "cards/worksheets/ark.yaml": text}), "skole").worksheets
    assert isinstance(found, Worksheet)
    assert (found.version, found.paper, found.fillable, found.blocks) == ("1.10", "A3 landscape", False, ("parking",))
    assert isinstance(found.columns[0], Column)
    assert (found.columns[0].help.value, found.columns[0].width) == ("Det, der bøvler – med jeres egne ord", pytest.approx(mm(86)))
    assert (found.scales["importance"].max, found.scales["importance"].high.value, found.scales["effect"].max) == (4, "meget", 4)
    assert found.prefilled_challenges[0].value == "Ventetid for elever"


MINUTES = st.lists(st.integers(1, 1440), max_size=60)
START = st.integers(0, 1439)


def of(minutes: list[int], start: int | None, end: int | None = None) -> Agenda:
    items = tuple(Item(title=Text(str(number)), minutes=one) for number, one in enumerate(minutes))
    clocks = [None if one is None else Clock(one) for one in (start, end)]
    return Agenda(id="a", title=Text("A"), start=clocks[0], end=clocks[1], items=items)


@given(MINUTES, START)
def test_each_item_begins_when_the_one_before_ends(minutes: list[int], start: int) -> None:
    slots = schedule(of(minutes, start))
    assert [slot.item.minutes for slot in slots] == minutes
    edges = [Clock(start), *(slot.end for slot in slots)]
    assert [slot.start for slot in slots] == edges[:-1]
    assert edges[-1] == Clock((start + sum(minutes)) % 1440)
    assert [slot.after for slot in slots] == [sum(minutes[:number]) for number in range(len(minutes))]


@given(MINUTES.filter(bool), START, START)
def test_an_end_is_sound_exactly_where_the_minutes_add_up(minutes: list[int], start: int, off: int) -> None:
    assume(sum(minutes) < 1440)
    right = (start + sum(minutes)) % 1440
    problems = [problem for problem in agreement.times(of(minutes, start, (right + off) % 1440)) if problem.is_error]
    assert [problem.values["last"] for problem in problems] == ([Clock(right).shown(":")] if off else [])
    assert list(agreement.times(of(minutes, start, right))) == list(agreement.times(of(minutes, start)))


def test_without_a_start_there_are_no_clock_times() -> None:
    assert [(slot.start, slot.end, slot.after) for slot in schedule(of([10, 5], None))] == [(None, None, 0), (None, None, 10)]


@pytest.mark.parametrize(("minutes", "shown"), [(790, "13.10"), (545, "9.05"), (0, "0.00")])
def test_a_time_is_printed_as_people_write_it(minutes: int, shown: str) -> None:
    assert Clock(minutes).shown() == shown


def test_a_meeting_of_a_day_and_one_that_ends_before_it_begins_are_told() -> None:
    assert [problem.code for problem in agreement.times(of([1500], 480, 540))] == ["agenda-of-a-day"]
    assert [problem.code for problem in agreement.times(of([60], 780, 720))] == ["agenda-end-before-start"]
    assert [problem.code for problem in agreement.times(of([120], 1380, 60))] == ["agenda-past-midnight"]


# --- meetings that hold their time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "people", "groups", "needs"),
    [(19, 12, 2, 0), (18, 12, 2, 19), (13, 8, 2, 0), (12, 8, 2, 13), (16, 9, 2, 0), (10, 2, 1, 0), (6, 2, 1, 7), (15, 9, 2, 16)],
)
def test_an_item_has_half_a_minute_a_card_and_a_minute_and_a_half_for_each_at_the_fullest_table(
    minutes: int, people: int, groups: int, needs: int
) -> None:
    item = Item(title=Text("Snak"), minutes=minutes, cards=(Plain("k-1"), Plain("k-2")))
    agenda = Agenda(id="m", title=Text("Møde"), expected=people, groups=Groups(count=groups), items=(item,))
    told = list(agreement.pace(agenda, {"kort": {"k-1", "k-2"}}))
    assert [problem.values["needs"] for problem in told] == ([str(needs)] if needs else [])


def test_what_cannot_hold_its_time_is_told_once_for_all_areas_with_the_most_minutes(project: Make) -> None:
    meeting = "title: Møde\nexpected: 12\ngroups: 2\nitems:\n  - {title: Snak, minutes: 10, deck: kort, cards: [k-1, k-2]}\n  - {title: Frit, minutes: 10}\n"
    areas = {f"cards/areas/a{n}.yaml": "agendas: {moede: {expected: 16}}\n" if n == 1 else "name: Her\n" for n in range(3)}
    files = {key: text for key, text in WORLD.items() if not key.startswith("cards/areas")}
    config = "areas: [a0, a1, a2]\ndecks: [kort]\nworksheets: [ark]\n"
    root = project({**files, **areas, "cardprint.yaml": config, "cards/agendas/moede.yaml": meeting})
    report = recipe.check(Job(path=root))
    assert [(problem.code, problem.place.line, problem.values["needs"]) for problem in report.problems] == [("item-crowded", 5, "25")]


def test_a_card_that_an_area_leaves_out_takes_no_time(project: Make) -> None:
    meeting = "title: Møde\narea: skole\nexpected: 6\ngroups: 1\nitems:\n  - {title: Snak, minutes: 10, deck: kort, cards: [k-1, k-2]}\n"
    assert [code for _, code in codes(project({**WORLD, "cards/agendas/moede.yaml": meeting}), "skole")] == ["card-left-out"]
