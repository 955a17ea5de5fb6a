"""The same meeting at many workplaces: each has papers, calendar files and notes of its own, and they agree with each other."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import filling
import icalendar
import pytest
from click.testing import CliRunner, Result
from papers import AGENDA, Built, after, built, changed, table_after, texts, world, written
from reader import tree
from spoken import language
from test_collect import said

from cardprint import build, sources
from cardprint.cli import cli
from cardprint.job import Job
from cardprint.recipe import check

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

Make = Callable[[Mapping[str, str | bytes]], Path]

ZONE = "Europe/Copenhagen"
LABELS = language("da").labels
PLACES = (
    # id, name, area, date, start, place, expected, groups
    ("solgaarden", "Solgården", "skole", "2026-12-02", "13:00", "Dagligstuen; stuen, 1. sal", 24, 5),
    ("birk", "Birk", "skole", "2026-12-02", "9:30", "Lokale 7", 12, 3),
    ("aaen", "Åen", "skole", "2026-12-03", "8:05", "Salen", 8, 2),
    ("oesten", "Østen", "hjem", "2026-12-04", "13:00", "Kælderen, bag \\ trappen", 30, 6),
    ("vesten", "Vesten", "hjem", "2026-12-07", "23:00", "Kantinen", 9, 2),
    ("nord", "Nord & Syd", "hjem", "2027-03-28", "10:00", "Hallen", 4, 1),
    ("fem", "Plejecentret Fem Ege med et meget langt navn", "skole", "2027-06-01", "12:00", "Haven", 14, 4),
    ("seks", "Seks", "skole", "2027-10-31", "14:00", "Loftet", 6, 2),
    ("syv", "Syv", "hjem", "2026-12-08", "14:00", "Laden", 10, 3),
    ("otte", "Otte", "hjem", "2026-12-09", "14:00", "Kirken", 16, 4),
)
KEYS = ("id", "name", "area", "date", "start", "place", "expected", "groups")
HELD = [dict(zip(KEYS, one, strict=True)) for one in PLACES]
MEETING = changed(AGENDA, title="Mødet, som vi kalder æblegrød", groups=None, expected=None, held=HELD)
MEETING["home_tasks"] = [
    {"task": "Spørg en kollega, og skriv ned", "who": "Bo", "due": "2027-12-01"},
    {"task": "Tænk", "due": "2027-12-02"},
    {"task": "Uden dag"},
]


def area_of(name: str) -> str:
    return next(str(one["area"]) for one in HELD if one["id"] == name)


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("ten")
    for name, text in world(MEETING).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return built(root, areas=("skole", "hjem"), path=root / "cards/agendas/moede.yaml")


def at(moment: str) -> dt.datetime:
    """Give a time on somebody's clock."""
    return dt.datetime.fromisoformat(moment)


def read(path: Path) -> Any:
    """Read a calendar by another program than the one that wrote it, which complains of none of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return vobject.readOne(path.read_text(encoding="utf-8"))


def test_each_workplace_has_a_set_of_papers_and_the_agenda_has_none(ten: Built) -> None:
    assert ten.codes == ["agenda-past-midnight"]
    kinds = ["facilitator.pdf", "handout.ics", "handout.pdf", "invitation.ics", "invitation.pdf", "invitation.txt"]
    kinds += ["sheets.pdf", "ticket.pdf", "worksheet-grid.pdf", "worksheet.pdf"]
    assert ten.names == sorted(f"{one['area']}/moede-{one['id']}-{kind}" for one in HELD for kind in kinds)


@pytest.mark.parametrize("one", HELD, ids=lambda one: one["id"])
def test_the_papers_of_a_workplace_agree(ten: Built, one: Mapping[str, Any]) -> None:
    name, area = f"moede-{one['id']}", one["area"]
    handout, script, invitation = (tree(ten.path(kind, area, name)) for kind in ("handout", "facilitator", "invitation"))
    facts = {
        tuple(after(paper, label) for label in (LABELS["day"], LABELS["time"], LABELS["place"])) for paper in (handout, script, invitation)
    }
    ((_, _, place),) = facts
    assert place == one["place"]
    for kind in ("handout", "facilitator", "invitation", "ticket"):
        words = " ".join(texts(ten.path(kind, area, name)))
        assert f"æblegrød – {one['name']}" in words.replace("\xad", ""), kind
        others = [other["name"] for other in HELD if other is not one and str(other["name"]) not in str(one["name"])]
        assert not any(f"æblegrød – {other}" in words for other in others)
    sheets = [page for page in texts(ten.path("worksheet", area, name)) if "Bord eller gruppe" in page]
    assert sum("Bord eller gruppe Bord " in page for page in sheets) == one["groups"]
    assert len(sheets) == one["groups"] + 2
    assert all(
        f"{one['name']} · Fælles vej · Trin 1" in page
        for kind in ("worksheet", "worksheet-grid")
        for page in texts(ten.path(kind, area, name))
    )
    (ticket,) = [ticket for ticket in ten.report.tickets if f"/{name}-sheets" in ticket.path]
    assert ticket.sets == one["groups"]
    hours = [row[0] for row in table_after(handout, LABELS["agenda_head"])]
    assert hours[0].startswith(f"{one['start'].replace(':', '.')}–")


@pytest.mark.parametrize("one", HELD, ids=lambda one: one["id"])
def test_its_invitation_goes_into_a_calendar(ten: Built, one: Mapping[str, Any]) -> None:
    path = ten.path("invitation", one["area"], f"moede-{one['id']}").with_suffix(".ics")
    (event,) = read(path).vevent_list
    begins = dt.datetime.fromisoformat(f"{one['date']}T{one['start']:0>5}")
    assert event.dtstart.value.replace(tzinfo=None) == begins
    assert event.dtend.value.replace(tzinfo=None) == begins + dt.timedelta(minutes=90)
    assert event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == [ZONE]
    summer = "2027-03-28" <= one["date"] < "2027-10-31"  # both Sundays, after the clock was changed
    assert event.dtstart.value.utcoffset() == dt.timedelta(hours=2 if summer else 1)
    assert event.summary.value == f"Mødet, som vi kalder æblegrød – {one['name']}"
    assert event.location.value == one["place"]
    assert event.description.value.startswith("Skriv senest 24.\u00a0november 2026 til os@eksempel.example, om du kommer.\n\nVi begynder.")
    assert begins + event.valarm.trigger.value == at("2026-11-24 09:00")


def test_lines_and_ids_of_calendars_are_as_the_standard_has_them(ten: Built) -> None:
    files = [ten.folder / name for name in ten.names if name.endswith(".ics")]
    ids = []
    for path in files:
        data = path.read_bytes()
        assert data.count(b"\n") == data.count(b"\r\n")
        assert all(len(line) <= 75 and line.decode() is not None for line in data.split(b"\r\n"))
        calendar = icalendar.Calendar.from_ical(data)
        ids += [str(event["uid"]) for event in calendar.walk("VEVENT")]
        assert all(event["dtstamp"].dt.date().isoformat() in {one["date"] for one in HELD} for event in calendar.walk("VEVENT"))
    assert len(set(ids)) == len(ids) == 30


def test_home_tasks_with_a_day_go_into_a_calendar(ten: Built) -> None:
    events = read(ten.path("handout", "skole", "moede-birk").with_suffix(".ics")).vevent_list
    assert [(event.summary.value, event.dtstart.value, event.transp.value) for event in events] == [
        ("Senest: Spørg en kollega, og skriv ned", dt.date(2027, 12, 1), "TRANSPARENT"),
        ("Senest: Tænk", dt.date(2027, 12, 2), "TRANSPARENT"),
    ]
    assert events[0].description.value == "Bo\nMødet, som vi kalder æblegrød – Birk"


def test_the_same_input_gives_the_same_calendar_and_another_day_the_same_id(project: Make) -> None:
    def calendars(agenda: Mapping[str, Any]) -> tuple[bytes, str]:
        found = built(project(world(agenda)), "invitation")
        data = found.path("invitation", name="moede-birk").with_suffix(".ics").read_bytes()
        return data, next(line for line in data.decode().split("\r\n") if line.startswith("UID"))

    one = {**HELD[1], "date": "2026-12-15"}
    first, again, moved = calendars(MEETING), calendars(MEETING), calendars(changed(MEETING, held=[one]))
    assert first == again
    assert (first[0] != moved[0], first[1] == moved[1]) == (True, True)


@pytest.mark.parametrize(
    ("keys", "begins", "ends"),
    [
        ({"start": None}, dt.date(2026, 12, 1), None),
        ({"items": [{"title": "Snak"}]}, at("2026-12-01 13:00"), None),
        ({"items": [{"title": "Snak"}], "end": "15:00"}, at("2026-12-01 13:00"), at("2026-12-01 15:00")),
        ({"start": "23:30"}, at("2026-12-01 23:30"), at("2026-12-02 01:00")),
        ({"date": "9999-12-31", "start": "23:30"}, at("9999-12-31 23:30"), None),
    ],
)
def test_what_nobody_knows_is_left_out_of_the_calendar(project: Make, keys: dict[str, Any], begins: object, ends: object) -> None:
    found = built(project(world(changed(AGENDA, **keys))), "invitation")
    (event,) = icalendar.Calendar.from_ical(found.path("invitation").with_suffix(".ics").read_bytes()).walk("VEVENT")
    start, end = (event[key].dt if key in event else None for key in ("dtstart", "dtend"))
    assert [one.replace(tzinfo=None) if isinstance(one, dt.datetime) else one for one in (start, end)] == [begins, ends]
    if isinstance(begins, dt.datetime) is False:
        assert event["transp"] == "TRANSPARENT"


def test_a_meeting_without_a_day_has_no_calendar_and_that_is_told(project: Make) -> None:
    found = built(project(world(changed(AGENDA, date=None))), "invitation")
    assert (found.codes, found.names) == (["calendar-undated"], ["skole/moede-invitation.pdf", "skole/moede-invitation.txt"])
    held = [{"id": "birk", "date": "2026-12-02"}, {"id": "aaen"}]
    found = built(project(world(changed(AGENDA, date=None, held=held))))
    assert [(problem.code, problem.values["name"]) for problem in found.report.problems] == [("held-undated", "aaen")]
    assert built(project(world(changed(AGENDA, date=None)))).codes == []


def test_a_workplace_has_what_the_agenda_says_unless_it_says_otherwise(project: Make) -> None:
    held = [
        {"id": "a"},
        {"id": "b", "start": "9:00"},
        {"id": "c", "place": "Laden", "start": "9:00", "end": "10:30", "reply": {"to": "Bo"}},
    ]
    files = world(changed(AGENDA, end="14:30", held=held))
    files["cards/areas/skole.yaml"] = written({"name": "Skole", "agendas": {"moede": {"place": "Aulaen", "title": "Skolens møde"}}})
    found = built(project(files), "invitation")
    assert found.codes == []
    facts = {name: tree(found.path("invitation", name=f"moede-{name}")) for name in "abc"}
    assert {name: (after(paper, "Tid"), after(paper, "Sted")) for name, paper in facts.items()} == {
        "a": ("Kl. 13.00–14.30", "Aulaen"),
        "b": ("Kl. 9.00–10.30", "Aulaen"),
        "c": ("Kl. 9.00–10.30", "Laden"),
    }
    assert texts(found.path("invitation", name="moede-c"))[0].count("Skolens møde – c") >= 1
    assert "Skriv til Bo, om du kommer." in texts(found.path("invitation", name="moede-c"))[0]


def test_a_wrong_end_is_told_once_and_as_it_is_written(project: Make) -> None:
    held = [{"id": "a"}, {"id": "b", "start": "9:00"}, {"id": "c", "start": "10:00"}]
    report = check(Job(path=project(world(changed(AGENDA, end="15:00", held=held)))))
    assert [(problem.code, problem.values["end"]) for problem in report.problems] == [("agenda-too-short", "15:00")]


def test_what_a_workplace_says_in_another_language_wins_over_the_agenda_s(project: Make) -> None:
    held = [
        {"id": "birk", "name": "Birk", "place": "Laden", "translations": {"en": {"place": "The barn"}}},
        {"id": "aaen", "place": "Salen"},
    ]
    agenda = changed(AGENDA, held=held, translations={"en": {"title": "The meeting", "place": "Room 2"}})
    found = built(project(world(agenda, languages=["da", "en"], areas=["skole"])), "invitation")
    places = {name: after(tree(found.path("invitation", "en/skole", f"moede-{name}")), "Place") for name in ("birk", "aaen")}
    assert places == {"birk": "The barn", "aaen": "Salen"}
    assert "The meeting – Birk" in texts(found.path("invitation", "en/skole", "moede-birk"))[0]
    assert built(project(world(agenda, languages=["da", "en"])), "handout").codes == ["untranslated"]


@pytest.mark.parametrize("name", ["moede-birk", "MOEDE-BIRK"])
@pytest.mark.parametrize("kind", ["agendas", "worksheets"])
def test_the_id_of_another_file_is_no_workplace_s(project: Make, name: str, kind: str) -> None:
    other = changed(AGENDA, id=name) if kind == "agendas" else {"title": "Ark", "id": name}
    files = {**world(changed(AGENDA, held=[{"id": "birk"}])), f"cards/{kind}/andet.yaml": written(other)}
    report = check(Job(path=project(files)))
    assert [problem.code for problem in report.problems] == ["duplicate-id"]
    assert report.problems[0].place.file == "cards/agendas/moede.yaml"


def test_two_agendas_do_not_make_one_workplace(project: Make) -> None:
    files = world(changed(AGENDA, id="a", held=[{"id": "b-c"}]))
    files["cards/agendas/andet.yaml"] = written(changed(AGENDA, id="a-b", held=[{"id": "c"}]))
    assert [problem.code for problem in check(Job(path=project(files))).problems] == ["duplicate-id"]


def test_a_workplace_whose_area_is_not_built_is_told(project: Make) -> None:
    files = world(changed(AGENDA, held=[{"id": "birk", "area": "hjem"}, {"id": "aaen", "area": "skole"}]), areas=["skole"])
    root = project(files)
    assert [(problem.code, problem.place.line) for problem in check(Job(path=root)).problems] == [("held-nowhere", 1)]
    assert check(Job(path=root, areas=("hjem",))).problems == ()


def test_so_many_workplaces_that_nobody_could_print_them_are_a_problem(project: Make) -> None:
    held = [{"id": f"sted-{number}"} for number in range(41)]
    found, problems = sources.project(project(world(changed(AGENDA, items=[{"title": "Snak"}] * 500, held=held))))
    assert [(problem.code, problem.values["most"]) for problem in problems] == [("count", "40")]
    assert len(found.agendas) == 40


# --- what comes back -------------------------------------------------------------------------------------------------


@pytest.fixture
def two(project: Make) -> Path:
    held = [
        {"id": "birk", "name": "Birk", "date": "2026-12-02", "groups": 2},
        {"id": "aaen", "name": "Åen", "date": "2026-12-02", "groups": 2},
    ]
    root = project(
        world(
            changed(AGENDA, groups=None, expected=None, held=held), {"title": "Opsamling", "blocks": ["keep", "our_words"]}, areas=["skole"]
        )
    )
    assert not [problem for problem in build(Job(path=root, kinds=("worksheet",), fillable=True)).problems if problem.is_error]
    return root


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Result]:
    def command(*words: str) -> Result:
        monkeypatch.chdir(tmp_path)
        return CliRunner().invoke(cli, [*words, "--lang", "en"], catch_exceptions=False)

    return command


def filled(root: Path, name: str, **answers: str) -> bytes:
    data = (root / f"output/skole/moede-{name}-worksheet.pdf").read_bytes()
    key = next(iter(filling.widgets(data))).name.partition("-")[0]
    return filling.by_pypdf(data, {f"{key}-{field.replace('_', '-')}": text for field, text in answers.items()})


def test_no_two_pages_of_two_workplaces_have_the_same_key(two: Path) -> None:
    keys = [
        {widget.name.partition("-")[0] for widget in filling.widgets(path.read_bytes())}
        for path in sorted((two / "output").rglob("*worksheet.pdf"))
    ]
    assert [len(those) for those in keys] == [len(keys[0])] * 2
    assert not keys[0] & keys[1]


def test_what_comes_back_from_a_workplace_goes_into_its_own_notes(two: Path, run: Callable[..., Result]) -> None:
    (two / "ind").mkdir()
    for name in ("birk", "aaen"):
        answers = {"challenges_1_text": f"Vi venter i {name}", "challenges_1_importance": "4", "challenges_1_effect": "3"}
        (two / f"ind/{name}.pdf").write_bytes(filled(two, name, **answers))
    assert run("collect", "ind").exit_code == 0
    for name in ("birk", "aaen"):
        notes = said(two, f"notes/skole/moede-{name}.yaml")
        assert (notes["agenda"], str(notes["date"])) == (f"moede-{name}", "2026-12-02")
        assert [challenge["text"] for group in notes["groups"] for challenge in group["challenges"]] == [f"Vi venter i {name}"]
        assert f"Vi venter i {name}" in " ".join(texts(two / f"output/skole/moede-{name}-summary.pdf"))
    path = two / "notes/skole/moede-birk.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("chosen: []", "chosen: [bord1.1]"), encoding="utf-8")
    found = run("build", "--only", "step2")
    assert found.exit_code == 0, found.output
    step2 = two / "output/skole/moede-birk-step2.pdf"
    words = " ".join(texts(step2))
    assert "Vi venter i birk" in words
    assert "Birk · Fælles vej · Trin 2" in words
    assert not (two / "output/skole/moede-aaen-step2.pdf").exists()
    assert run("keep", "Fodslag").exit_code == 0
    found = run("collect", "--forget", "moede-birk")
    assert found.exit_code == 0, found.output
    left = sorted(path.name for path in (two / "notes/skole").iterdir() if "birk" in path.name)
    assert left == []
    assert not list((two / "output/skole").glob("moede-birk-[st][ut][me]*"))
    assert (two / "notes/skole/moede-aaen.yaml").exists()
    assert (two / "output/skole/moede-aaen-summary.pdf").exists()
