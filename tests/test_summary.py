"""What is made of the notes from the tables: the order, the picture, what is open, the page back, lists, and that texts stay texts."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import conformance
import openpyxl
import pytest
from click.testing import CliRunner
from papers import AGENDA, Built, built, changed, elements, faults, headings, heard, table_after, texts, world, written
from PIL import Image as Raster
from reader import tree
from spoken import language
from typeset import room_of

from cardprint import CardprintError, build
from cardprint.cli import cli
from cardprint.context import parsed
from cardprint.geometry import MM
from cardprint.job import Job
from cardprint.page import Box, Face, Image, TextLine
from cardprint.papers import returned
from cardprint.papers.kinds import KINDS, OF_NOTES
from cardprint.papers.orders import Destination
from cardprint.sources import notes as noted
from cardprint.typeset import pages

Make = Callable[[Mapping[str, str | bytes]], Path]
Row = dict[str, Any]

LABELS = language("da").labels
BLOCKS = ("attention_points", "keep", "home_tasks", "our_words", "process_name", "parking", "outside_frames", "who_is_missing")
FOUR = {"importance": {"min": 1, "max": 4}, "effect": {"min": 1, "max": 4}}
SHEET: Mapping[str, Any] = {"title": "Opsamling til trin 2", "step": 2, "blocks": list(BLOCKS), "scales": FOUR}
PLAIN = {"importance": 4, "effect": 4}


def row(text: str = "Det bøvler", **keys: Any) -> Row:
    """Give a challenge that is judged 4 and 4 unless a test says otherwise; None takes a judgement away."""
    return {name: value for name, value in {"text": text, **PLAIN, **keys}.items() if value is not None}


def group(name: str, *rows: Row, **keys: Any) -> dict[str, Any]:
    return {"name": name, "challenges": list(rows), **keys}


def project_with(*groups: Mapping[str, Any], agenda: Mapping[str, Any] = AGENDA, area: str = "skole", **notes: Any) -> dict[str, str]:
    """Give the files of a project whose meeting has notes."""
    return {
        **world(agenda=agenda, sheet=SHEET),
        f"notes/{area}/moede.yaml": written(
            {"agenda": "moede", "date": "2026-12-01", "worksheet": {"id": "ark"}, **notes, "groups": list(groups)}
        ),
    }


def made_of(project: Make, *groups: Mapping[str, Any], kinds: Sequence[str] = ("summary",), **more: Any) -> Built:
    return built(project(project_with(*groups, **more)), *kinds)


def squeezed(text: str) -> str:
    """Leave out all white: where lines end is not asked here."""
    return "".join(text.split())


def told(made: Built) -> str:
    """Give all words of the summary as they are heard."""
    return squeezed(heard(tree(made.path("summary"))))


def table(made: Built, heading: str) -> list[list[str]]:
    """Read the rows of the table that follows a heading of the summary."""
    return [[squeezed(cell) for cell in cells] for cells in table_after(tree(made.path("summary")), heading)]


def printed(made: Built, kind: str) -> list[str]:
    """Read the words of each page."""
    return [squeezed(page) for page in texts(made.path(kind))]


def faces(root: Path) -> Sequence[Face]:
    """Typeset the summary of a project with notes."""
    room = room_of(root, "skole")
    edition = room.edition
    found, problems = noted.notes(edition.project, "skole", "moede")
    assert found is not None
    assert problems == ()
    to = Destination(Job(path=root), "skole", is_sound=True)
    whole, more = returned.returned(room, found, to, of=edition.agendas[0], worksheets=edition.worksheets)
    assert more == ()
    kind = next(kind for kind in KINDS if kind.name == "summary")
    element, wrong = parsed(whole.context, "summary.xml.j2", kind.values(whole, ""))
    assert element is not None
    assert wrong == ()
    made, unfit = pages.pages(element, whole.context.fresh())
    assert unfit == ()
    return made.faces


# --- the order -------------------------------------------------------------------------------------------------------


def independent(groups: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """Reckon field, place and text of each challenge anew, by counting those that come before it."""
    high = [(4, 3), (2, 1)]
    fields = [
        (LABELS["quadrant_take"], 0, 0),
        (LABELS["quadrant_examine"], 0, 1),
        (LABELS["quadrant_return"], 1, 0),
        (LABELS["quadrant_save"], 1, 1),
    ]
    said = [one for each in groups for one in each["challenges"]]
    out = []
    for name, up, right in fields:
        own = [one for one in said if one["importance"] in high[up] and one["effect"] in high[right]]
        marks = [(one["importance"], one["effect"]) for one in own]
        for mark in sorted(set(marks), reverse=True):
            before, equal = sum(other > mark for other in marks), marks.count(mark)
            place = f"{before + 1}" if equal == 1 else f"{before + 1}–{before + equal}"
            out += [(name, place, one["text"]) for one in own if (one["importance"], one["effect"]) == mark]
    return out


def test_forty_groups_come_in_the_order_that_is_reckoned_anew(project: Make) -> None:
    chance = random.Random(11)  # noqa: S311 - no secret
    groups = [
        group(f"Bord {at}", *(row(f"Emne{at}x{one}", importance=chance.randint(1, 4), effect=chance.randint(1, 4)) for one in range(3)))
        for at in range(1, 41)
    ]
    made = made_of(project, *groups, kinds=("summary-csv",))
    rows = list(csv.reader(io.StringIO((made.folder / "skole/moede-summary.csv").read_text("utf-8-sig")), delimiter=";"))[1:]
    assert [(field, place, text) for _, field, place, text, *_ in rows] == independent(groups)
    assert [int(number) for number, *_ in rows] == list(range(1, 121))


def test_ties_share_a_place_and_keep_the_order_of_the_groups(project: Make) -> None:
    made = made_of(
        project, group("Bord 1", row("Tre"), row("Et", importance=3)), group("Bord 2", row("To")), agenda=changed(AGENDA, groups=2)
    )
    rows = table(made, LABELS["quadrant_take"])
    assert [cells[:3] for cells in rows] == [["1", "1–2", "Tre(Bord1)"], ["2", "1–2", "To(Bord2)"], ["3", "3", "Et(Bord1)"]]
    assert LABELS["fields_ties"][:20].replace(" ", "") in told(made)


def test_several_groups_are_one_challenge_only_where_a_person_says_so(project: Make) -> None:
    apart = [group("Bord 1", row("Planen")), group("Bord 2", row("Planen", importance=3)), group("Bord 3", row("Planen", importance=1))]
    words = told(made_of(project, *apart))
    assert "gruppermenerdetsamme" not in words
    apart[1]["challenges"][0]["same_as"] = "bord1.1"
    apart[2]["challenges"][0]["same_as"] = "bord2.1"
    made = made_of(project, *apart)
    (cells,) = table(made, LABELS["quadrant_take"])
    assert cells[3:5] == ["3", "4"]  # the median of 4, 3 and 1; all say 4
    assert "3 grupper mener det samme. De svarer 1–4 og 4.".replace(" ", "") in cells[2]
    assert "Grupperne svarer fra 1 til 4".replace(" ", "") in told(made)


def test_a_median_on_the_line_between_halves_lies_in_no_field(project: Make) -> None:
    made = made_of(project, group("Bord 1", row("Planen", importance=2)), group("Bord 2", row("Planen", importance=3, same_as="bord1.1")))
    (cells,) = table(made, LABELS["field_between"])
    assert cells[0] == "1"
    assert cells[2:4] == ["2,5", "4"]


def test_a_circle_of_sameness_is_one_challenge(project: Make) -> None:
    made = made_of(project, group("Bord 1", row("A", same_as="bord2.1")), group("Bord 2", row("B", same_as="bord1.1")))
    assert len(table(made, LABELS["quadrant_take"])) == 1


def test_what_sounds_alike_is_suggested_and_counts_apart(project: Make) -> None:
    made = made_of(
        project,
        group("Bord 1", row("Vagtplanen bliver ændret for sent"), row("Printeren")),
        group("Bord 2", row("Vagtplanen ændres alt for sent"), row("Parkering")),
    )
    names = [name for _, name in headings(tree(made.path("summary")))]
    assert LABELS["alike_head"] in names
    assert len(table(made, LABELS["quadrant_take"])) == 4


# --- the picture -----------------------------------------------------------------------------------------------------


def numbers_of(found: Sequence[Face]) -> tuple[Face, list[Box], list[TextLine]]:
    """Find the page with the picture, its rings, and the numbers in them."""
    for face in found:
        rings = [item for item in face.items if isinstance(item, Box) and item.radius and abs(item.rect.width - 2 * item.radius) < 0.01]
        if rings:
            inside = [
                line
                for line in face.items
                if isinstance(line, TextLine) and any(ring.rect.contains(line.box, slack=0.01) for ring in rings)
            ]
            return face, rings, inside
    raise AssertionError


@pytest.mark.parametrize("spots", [[(4, 4)] * 5, [(4, 4)] * 30, [(4, 4)] * 120, []], ids=["five", "thirty", "all", "spread"])
def test_no_number_of_the_picture_lies_on_another(project: Make, spots: Sequence[tuple[int, int]]) -> None:
    chance = random.Random(3)  # noqa: S311 - no secret
    every = [*spots, *((chance.randint(1, 4), chance.randint(1, 4)) for _ in range(30 - len(spots)))]
    groups = [
        group(
            f"Bord {at}",
            *(row(f"Emne{at}x{one}", importance=high, effect=wide) for one, (high, wide) in enumerate(every[at * 3 : at * 3 + 3])),
        )
        for at in range(-(-len(every) // 3))
    ]
    _, rings, inside = numbers_of(faces(project(project_with(*groups))))
    assert sorted(int(line.text) for line in inside) == list(range(1, len(every) + 1))
    assert all(line.size >= 9 for line in inside)
    assert not [pair for pair in combinations(rings, 2) if pair[0].rect.overlaps(pair[1].rect, slack=0)]
    assert not [pair for pair in combinations(inside, 2) if pair[0].box.overlaps(pair[1].box, slack=0)]


def test_numbers_lie_in_the_field_that_they_are_listed_in(project: Make) -> None:
    groups = [group("Bord 1", *(row(f"e{high}{wide}", importance=high, effect=wide) for high in (1, 2, 3, 4) for wide in (1, 2, 3, 4)))]
    root = project(project_with(*groups))
    _, _, inside = numbers_of(faces(root))
    rows = list(
        csv.reader(io.StringIO((built(root, "summary-csv").folder / "skole/moede-summary.csv").read_text("utf-8-sig")), delimiter=";")
    )[1:]
    judged = {int(cells[0]): (int(cells[6]), int(cells[7])) for cells in rows}
    at = {judged[int(line.text)]: (line.box.x + line.box.width / 2, line.y) for line in inside}
    for (high, wide), (x, y) in at.items():
        assert [other for other, (right, _) in at.items() if right > x + 5] == [one for one in at if one[1] > wide]
        assert [other for other, (_, up) in at.items() if up < y - 5] == [one for one in at if one[0] > high]
    assert len(at) == 16


def test_the_picture_is_a_figure_and_stands_in_words_beside_it(project: Make) -> None:
    made = made_of(project, group("Bord 1", row("Planen"), row("Printeren", importance=1, effect=1)))
    figures = [str(one.Alt) for one in elements(made.path("summary")) if str(one.S) == "/Figure"]
    assert len(figures) == 1
    assert f"{LABELS['quadrant_take']}: 1" in figures[0]
    assert f"{LABELS['quadrant_save']}: 2" in figures[0]
    words = told(made)
    assert "Planen" in words
    assert "Printeren" in words
    assert list(conformance.accessibility(made.path("summary"))) == []
    assert faults(made.path("summary")) == []


# --- what is open ----------------------------------------------------------------------------------------------------


def png(colour: str = "navy", *, wide: int = 600, high: int = 120) -> bytes:
    out = io.BytesIO()
    Raster.new("RGB", (wide, high), colour).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("seen", [False, True])
def test_handwriting_that_nobody_has_typed_is_a_draft_and_shown_only_when_somebody_has_seen_it(project: Make, seen: bool) -> None:
    files = {
        **project_with(group("Bord 1", row("", picture="bord1-1.png"), row("Planen", picture="bord1-2.png"), seen=seen)),
        "notes/skole/moede-pictures/bord1-1.png": png(),
        "notes/skole/moede-pictures/bord1-2.png": png(),
    }
    made = built(project(files), "summary")
    assert made.codes == []
    words = told(made)
    assert LABELS["draft"] in words
    assert LABELS["note_handwritten"].replace(" ", "") in words
    alts = [str(one.Alt) for one in elements(made.path("summary")) if str(one.S) == "/Figure"]
    assert len(alts) == 1 + seen
    assert any("Bord 1: udfordring 1" in alt for alt in alts) is seen
    assert list(conformance.accessibility(made.path("summary"))) == []


def pictures_of(found: Sequence[Face]) -> list[tuple[int, Image]]:
    """Find the pictures of handwriting, and their pages."""
    return [
        (number, item)
        for number, face in enumerate(found)
        for item in face.items
        if isinstance(item, Image) and item.name.startswith("note:")
    ]


@pytest.mark.parametrize(("wide", "printed_wide"), [(200, 50), (488, 69.5), (1100, 170)])
def test_handwriting_is_as_large_as_it_was_written_where_there_is_room(project: Make, wide: int, printed_wide: float) -> None:
    rows, blocks = ([row("", picture="a.png")], {}) if wide < 1000 else ([], {"pictures": {"keep": "a.png"}})
    files = {
        **project_with(group("Bord 1", *rows, **blocks, seen=True)),
        "notes/skole/moede-pictures/a.png": png(wide=wide, high=wide // 4),
    }
    ((_, item),) = pictures_of(faces(project(files)))
    assert item.rect.width / MM == pytest.approx(printed_wide, abs=1)
    assert item.rect.width / item.rect.height == pytest.approx(4, rel=0.02)


@pytest.mark.parametrize("count", range(7, 13))
def test_handwriting_stays_with_what_says_whose_it_is(project: Make, count: int) -> None:
    names = [f"{number}.png" for number in range(count)]
    groups = [
        group(f"Bord {at}", seen=True, pictures={"keep": name}, cards=[{"card": "", "pictures": {"bother": name, "card": name}}])
        for at, name in enumerate(names, 1)
    ]
    files = {**project_with(*groups), **{f"notes/skole/moede-pictures/{name}": png(high=150) for name in names}}
    found = faces(project(files))
    for number, item in pictures_of(found):
        lines = [line for line in found[number].items if isinstance(line, TextLine) and line.y <= item.rect.y]
        above = max(lines, key=lambda line: line.y)
        assert item.rect.y - above.y < 6 * MM, "nothing else lies between"


def test_a_note_sheet_says_which_card_it_is_about(project: Make) -> None:
    own = [
        {"card": "", "pictures": {"card": "k.png", "bother": "b.png"}},
        {"card": "7", "bother": "Ventetid", "pictures": {"card": "k.png"}},
    ]
    files = {
        **project_with(group("Bord 1", row(), cards=own, seen=True)),
        **{f"notes/skole/moede-pictures/{name}.png": png() for name in "kb"},
    }
    made = built(project(files), "summary")
    alts = [str(one.Alt) for one in elements(made.path("summary")) if str(one.S) == "/Figure"][1:]
    assert alts == ["Håndskrift fra Bord 1: Kort", "Håndskrift fra Bord 1: Det bøvler"]
    assert "Kort7,Bord1" in told(made)


def test_what_is_typed_and_decided_is_no_draft(project: Make) -> None:
    assert LABELS["draft"] not in told(made_of(project, group("Bord 1", row())))


def test_an_unsure_answer_is_listed_and_not_counted(project: Make) -> None:
    made = made_of(
        project, group("Bord 1", row("Planen", importance=None), unsure=[{"field": "challenges.1.importance", "seen": ["2", "3"]}])
    )
    words = told(made)
    assert "Bord1,udfordring1,væsentlighed:Vikanse:2·3" in words
    (cells,) = table(made, LABELS["field_unjudged"])
    assert cells[2:4] == ["–", "4"]
    assert LABELS["draft"] in words


def test_groups_and_questions_without_an_answer_are_named(project: Make) -> None:
    agenda = changed(AGENDA, groups=["Bord 1", "Bord 2", "Bord 3"])
    made = made_of(project, group("Bord 1", row(), keep=["Sangen"]), group("Bord 2", row()), {"name": "Bord 3"}, agenda=agenda)
    words = told(made)
    assert "Vimanglersvarfra:Bord3." in words
    assert "2af3" in words
    rows = table(made, LABELS["empty_head"])
    assert [LABELS["block_keep"].replace(" ", ""), "Bord2"] in rows
    assert [LABELS["block_parking"].replace(" ", ""), LABELS["nobody"].replace(" ", "")] in rows


def test_groups_that_the_agenda_counts_are_told_by_their_numbers(project: Make) -> None:
    words = told(made_of(project, group("Bord 1", row()), group("3", row()), agenda=changed(AGENDA, groups=3)))
    assert "Vimanglersvarfra:Bord2." in words


def test_tables_have_answered_whose_wrap_up_sheet_came_in(project: Make) -> None:
    cards = [{"card": "7", "bother": "Ventetid"}]
    made = made_of(
        project,
        {"name": "Bord 1", "cards": cards},
        group("Bord 2", row()),
        {"name": "Kolleger", "colleagues": [{"bother": "Støj"}]},
        {"name": "Ekstra 1", "cards": cards},
        agenda=changed(AGENDA, groups=3),
        kinds=("summary", "answer"),
    )
    words = told(made)
    assert "Grupper,derharsvaret:1af3." in words
    assert "Vimanglersvarfra:Bord1,Bord3." in words
    assert "derharsvaret:1." in printed(made, "answer")[0]


def test_a_spare_sheet_is_no_table_of_its_number(project: Make) -> None:
    words = told(made_of(project, group("Bord 2", row()), group("Ekstra 1", row()), agenda=changed(AGENDA, groups=2)))
    assert "derharsvaret:1af2." in words
    assert "Viharogsåsvarfra:Ekstra1." in words
    assert "Vimanglersvarfra:Bord1." in words


def test_the_summary_of_step_two_says_so_and_misses_nobody(project: Make) -> None:
    agenda = changed(AGENDA, groups=3)
    files = project_with(group("Bord 1", row()), agenda=agenda)
    again = written({"agenda": "moede-step2", "worksheet": {"id": "moede-step2"}, "groups": [group("Ekstra 1", row("Nøglen"))]})
    made = built(project({**files, "notes/skole/moede-step2.yaml": again}), "summary", "answer")
    words = squeezed(heard(tree(made.folder / "skole/moede-step2-summary.pdf")))
    assert words.startswith("OpsamlingMødet,trin2")
    assert "december2026" not in words
    assert squeezed(LABELS["summary_missing"]) not in words
    assert squeezed(LABELS["answer_not_chosen"]) not in squeezed(texts(made.folder / "skole/moede-step2-answer.pdf")[0])
    assert "trin2Grupper" not in told(made)


def test_nobody_has_answered(project: Make) -> None:
    made = made_of(project, kinds=("summary", "summary-csv", "summary-xlsx", "answer"))
    assert made.codes == []
    assert LABELS["summary_nothing"].replace(" ", "") in told(made)


# --- what stands beside the challenges -------------------------------------------------------------------------------


def test_barriers_and_tasks_are_told_with_their_challenges(project: Make) -> None:
    tasks = [
        {"challenge": 2, "task": "Spørg nattevagten", "who": "bo", "due": "2026-12-10"},
        {"task": "Ring", "who": "Anna", "due": "9/12"},
    ]
    more = [{"task": "Find tallene", "who": "Bo", "due": "1/12"}, {"task": "Se efter"}]
    made = made_of(
        project,
        group("Bord 1", row("A", barriers=["juridisk"]), row("B", importance=3, barriers=["juridisk", "vejret"]), home_tasks=tasks),
        group("Bord 2", home_tasks=more),
        kinds=("summary", "tasks"),
    )
    assert table(made, LABELS["column_barriers"]) == [["juridisk", "2", "1,2"], ["vejret", "1", "2"]]
    rows = table(made, LABELS["home_tasks_head"])
    assert [cells[0] for cells in rows] == ["Anna", "Bo", "Bo", "–"]
    assert rows[1][1].startswith("Findtallene")
    assert [cells[3] for cells in rows] == ["9/12", "1/12", "10.december2026", "–"]
    assert rows[2][4] == "2"
    pages_of = printed(made, "tasks")
    assert len(pages_of) == 3
    assert ["Anna" in pages_of[0], "Bo" in pages_of[1], LABELS["tasks_nobody"].replace(" ", "") in pages_of[2]] == [True, True, True]


def test_home_tasks_come_in_the_order_of_time(project: Make) -> None:
    days = ["1. marts", "snart", "15/2", "", "5. januar 2027", "15. februar", "2027-01-04", "2. januar", "31/12"]
    tasks = [{"task": f"Opgave {at}", "who": "Anne", "due": day} for at, day in enumerate(days)]
    made = made_of(project, group("Bord 1", row(), home_tasks=tasks), date="2026-12-08")
    order = ["31/12", "2.januar", "4.januar2027", "5.januar2027", "15/2", "15.februar", "1.marts", "snart", "–"]
    assert [cells[3] for cells in table(made, LABELS["home_tasks_head"])] == order


def test_blocks_are_listed_once_with_all_who_wrote_them(project: Make) -> None:
    blocks = {name: [f"Om {name}"] for name in BLOCKS if name != "home_tasks"}
    made = made_of(project, group("Bord 1", **blocks), group("Bord 2", keep=["om KEEP."]))
    words = told(made)
    assert all(f"Om{name}" in words for name in blocks)
    assert "Omkeep(Bord1,Bord2)" in words


def test_notes_from_cards_and_colleagues_are_not_lost(project: Make) -> None:
    made = made_of(
        project,
        group("Bord 1", row(), cards=[{"card": "7", "bother": "Ventetid", "words": "ro på"}], colleagues=[{"sense": "Fredagsmødet"}]),
    )
    words = told(made)
    assert all(word in words for word in ("Kort7,Bord1", "Ventetid", "ropå", "Fredagsmødet"))


@pytest.mark.parametrize("draft", [False, True])
def test_the_answer_stays_on_one_page(project: Make, draft: bool) -> None:
    long = "Det tager alt for lang tid at finde ud af, hvem der har sagt hvad til hvem, og hvornår det var. " * 8
    groups = [
        group(f"Bord {at}", *(row(f"{at}{one} {long}") for one in range(3)), home_tasks=[{"task": long, "who": long[:90]}])
        for at in range(40)
    ]
    unsure = [{"field": "challenges.1.other", "seen": []}] if draft else []
    made = made_of(project, *groups[:-1], {**groups[-1], "unsure": unsure}, kinds=("answer", "summary", "tasks"))
    assert made.codes == []
    (page,) = printed(made, "answer")
    assert all(LABELS[name].replace(" ", "") in page for name in ("answer_heard", "answer_now", "answer_leaders"))
    assert (LABELS["draft"] in page) is draft
    count = "117" if draft else "115"
    assert squeezed(LABELS["answer_more"].replace("{count}", count)) in page  # of 120 challenges five are told, of three lines each
    assert faults(made.path("answer")) == []


def test_words_hang_large(project: Make) -> None:
    made = made_of(
        project,
        group("Bord 1", our_words=["borger", "hverdagsmod"]),
        group("Bord 2", our_words=["Hverdagsmod"]),
        kinds=("words", "summary"),
    )
    (page,) = printed(made, "words")
    assert page.count("hverdagsmod") == 1
    assert "Den,vierherfor" in page  # the meaning that the vocabulary has
    assert "cardprint" not in told(made)  # for whoever made the notes, and told them by `collect`


def test_chosen_challenges_stand_on_the_sheet_of_step_two(project: Make) -> None:
    made = made_of(
        project,
        group("Bord 1", row("Planen *her*"), row("Printeren")),
        group("Bord 2", row("Nøglen")),
        chosen=["bord2.1", "bord1.1"],
        kinds=("step2",),
    )
    assert made.codes == []
    words = heard(tree(made.path("step2")))
    assert words.index("Nøglen") < words.index("Planen")
    assert "Printeren" not in words
    assert [*conformance.accessibility(made.path("step2"))] == []


# --- files for the next system ---------------------------------------------------------------------------------------


def test_no_text_becomes_a_formula(project: Make) -> None:
    evil = ["=1+1", "+4512345678", "-2 skemaer", "@SUM(A1)", 'Citat "her"; og\nlinje', "Ł og œ"]
    made = made_of(project, group("Bord 1", *(row(text) for text in evil)), kinds=("summary-csv", "summary-xlsx"))
    data = (made.folder / "skole/moede-summary.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfNr.;")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))[1:]
    assert [cells[3] for cells in rows] == ["'=1+1", "'+4512345678", "'-2 skemaer", "'@SUM(A1)", 'Citat "her"; og linje', "Ł og œ"]
    sheet = openpyxl.load_workbook(made.folder / "skole/moede-summary.xlsx").worksheets[0]
    cells = [sheet.cell(at, 4) for at in range(2, 8)]
    assert [cell.value for cell in cells] == ["=1+1", "+4512345678", "-2 skemaer", "@SUM(A1)", 'Citat "her"; og linje', "Ł og œ"]
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_workbook_holds_everything_and_the_same_bytes(project: Make) -> None:
    groups = [group("Bord 1", row("Planen"), keep=["Sangen"], home_tasks=[{"task": "Ring", "who": "Bo"}])]
    made = made_of(project, *groups, kinds=("summary-xlsx",))
    path = made.folder / "skole/moede-summary.xlsx"
    book, first = openpyxl.load_workbook(path), path.read_bytes()
    said = [str(cell.value) for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells]
    assert {"Planen", "Sangen", "Ring", "Bo"} <= set(said)
    path.unlink()
    assert made_of(project, *groups, kinds=("summary-xlsx",)).names == ["skole/moede-summary.xlsx"]
    assert path.read_bytes() == first


# --- what people write is text, and what is wrong is told ------------------------------------------------------------


def test_texts_are_never_markup(project: Make) -> None:
    said = r"*ikke* <b>fed</b> & {borger} {{ 7 * 7 }}"
    made = made_of(
        project, group("Bord 1", row(said), keep=[said], home_tasks=[{"task": said, "who": said}]), kinds=("summary", "answer", "tasks")
    )
    assert made.codes == []
    for kind in ("summary", "answer", "tasks"):
        assert said.replace(" ", "") in "".join(printed(made, kind))


def test_characters_that_no_font_has_are_replaced_and_told(project: Make) -> None:
    made = made_of(project, group("Bord 1", row("Glad \U0001f600 for Ł og œ"), keep=["x" * 400]))
    assert made.codes == ["note-character"]
    assert made.path("summary").exists()
    assert "ŁogœGlad" not in told(made)
    assert "forŁogœ" in told(made)
    assert faults(made.path("summary")) == []


def test_a_picture_that_is_broken_is_told_and_left_out(project: Make) -> None:
    files = project_with(group("Bord 1", row("", picture="bord1-1.png"), seen=True))
    made = built(project({**files, "notes/skole/moede-pictures/bord1-1.png": b"\x89PNG\r\n\x1a\nrest"}), "summary")
    assert [problem.is_error for problem in made.report.problems] == [False]
    assert made.path("summary").exists()


def test_without_notes_nothing_is_made(project: Make) -> None:
    made = built(project(world()))
    assert not [name for name in made.names if any(f"-{kind}" in name for kind in OF_NOTES)]


def test_a_summary_without_notes_is_refused_with_the_file_that_is_looked_for(project: Make) -> None:
    root = project(world())
    with pytest.raises(CardprintError) as refused:
        build(Job(path=root, output=root / "output", kinds=("summary",)))
    assert refused.value.problem.code == "no-notes-for-kind"
    assert refused.value.problem.values == {"kind": "summary", "file": "notes/skole/moede.yaml"}


def test_what_was_asked_for_and_has_nothing_in_it_is_told(project: Make) -> None:
    made = made_of(project, group("Bord 1", row()), kinds=("tasks", "words", "step2"))
    assert made.codes == ["nothing-noted"] * 3
    assert made.names == []


def test_broken_notes_do_not_stop_the_papers_of_the_meeting(project: Make) -> None:
    root = project({**world(), "notes/skole/moede.yaml": "groups: 7"})
    assert built(root, "handout").codes == []
    assert built(root, "summary").codes != []


def test_each_area_has_its_own_notes(project: Make) -> None:
    files = {**project_with(group("Bord 1", row("Skolens"))), **project_with(group("Bord 1", row("Hjemmets")), area="hjem")}
    made = built(project(files), "summary", areas=("skole", "hjem"))
    for area, own, other in (("skole", "Skolens", "Hjemmets"), ("hjem", "Hjemmets", "Skolens")):
        words = heard(tree(made.path("summary", area)))
        assert own in words
        assert other not in words


def test_a_worksheet_without_a_meeting_has_a_summary_under_its_own_name(project: Make) -> None:
    files = {
        **world(agenda=None, sheet=SHEET),
        "notes/skole/ark.yaml": written({"agenda": "ark", "groups": [group("Bord 1", row("Planen"))]}),
    }
    made = built(project(files), "summary")
    assert made.names == ["skole/ark-summary.pdf"]
    assert made.codes == []


@pytest.mark.parametrize("spoken", ["da", "en", "nb", "nn", "sv"])
def test_every_language_has_the_words(project: Make, spoken: str) -> None:
    files = project_with(
        group("Bord 1", row(), keep=["Sang"], our_words=["ro"], home_tasks=[{"task": "Ring", "who": "Bo"}]), chosen=["bord1.1"]
    )
    config = written({"areas": ["skole"], "language": spoken})
    made = built(project({**files, "cardprint.yaml": config}), *OF_NOTES)
    assert [problem for problem in made.report.problems if problem.is_error] == []
    for kind in ("summary", "answer", "tasks", "words", "step2"):
        assert list(conformance.accessibility(made.path(kind))) == []


def test_a_layout_of_ones_own_takes_as_many_groups(project: Make) -> None:
    groups = [group(f"Bord {at}", *(row(f"Emne{at}x{one}", importance=1 + at % 4, effect=1 + one) for one in range(3))) for at in range(40)]
    files = project_with(*groups)
    own = {
        "templates/summary.xml.j2": '{% extends "builtin/summary.xml.j2" %}{% block head %}{{ super() }}<p class="summary-body">Eget</p>{% endblock %}'
    }
    made = built(project({**files, **own}), "summary")
    assert made.codes == []
    words = told(made)
    assert "Eget" in words
    assert "Emne39x2" in words


def test_handwritten_names_of_home_tasks_are_nobodys_until_they_are_typed(project: Make) -> None:
    task = {"task": "Ring", "pictures": {"who": "who.png"}}
    own = [task, {"task": "Find tallene", "who": "Bo"}]
    files = {**project_with(group("Bord 1", row(), home_tasks=own, seen=True)), "notes/skole/moede-pictures/who.png": png()}
    made = built(project(files), "summary", "tasks")
    assert made.codes == []
    assert LABELS["draft"] in told(made)
    assert [cells[0] for cells in table(made, LABELS["home_tasks_head"])] == ["Bo", squeezed(LABELS["note_hand"])]
    assert sum(str(one.S) == "/Figure" for one in elements(made.path("tasks"))) == 1
    bos, nobodys = printed(made, "tasks")
    assert LABELS["draft"] not in bos
    assert LABELS["draft"] in nobodys
    assert squeezed(LABELS["tasks_nobody"]) in nobodys
    assert squeezed(LABELS["tasks_help"]) not in nobodys
    assert list(conformance.accessibility(made.path("tasks"))) == []


def test_a_home_task_that_says_its_challenge_by_hand_shows_it(project: Make) -> None:
    own = [{"task": "Ring", "who": "Bo", "pictures": {"challenge": "nr.png"}}]
    files = {**project_with(group("Bord 1", row(), home_tasks=own, seen=True)), "notes/skole/moede-pictures/nr.png": png(wide=60)}
    made = built(project(files), "tasks")
    assert [str(one.Alt) for one in elements(made.path("tasks")) if str(one.S) == "/Figure"] == ["Håndskrift fra Bord 1: udfordring"]
    assert LABELS["draft"] in printed(made, "tasks")[0]


def test_papers_of_handwriting_alone_are_drafts_and_speak_of_nothing_that_is_not_there(project: Make) -> None:
    pictures = ("a.png", "b.png", "c.png")
    files = {
        **project_with(
            group("Bord 1", row("", picture="a.png"), home_tasks=[{"task": "", "picture": "b.png"}], pictures={"our_words": "c.png"}),
            chosen=["bord1.1"],
        ),
        **{f"notes/skole/moede-pictures/{name}": png() for name in pictures},
    }
    made = built(project(files), "answer", "tasks", "step2")
    assert made.codes == ["chosen-untyped"]
    assert made.report.problems[0].place.file == "notes/skole/moede.yaml"
    assert made.report.problems[0].place.line > 0
    (page,) = printed(made, "answer")
    assert LABELS["draft"] in page
    assert squeezed(LABELS["note_handwritten"]) not in page
    assert squeezed(LABELS["answer_chosen"]) not in page
    assert "Tiltrin2tagervi1afudfordringerne" in page
    assert "Bord 1, udfordring 1: Skrevet i hånden" in heard(tree(made.path("step2")))


NASTY = [
    "W" * 25, "x" * 12, "a-b/c" * 9, "e\u0301e\u030a", "\ue000\ue001", "\u05d0\u05d1", "\U0001f468\u200d\U0001f469", "½ → ≠", "**", "{{", "]]>", "<!--",
    "&amp;", "1" * 30, "-", "—", "\u00a0", "ﬁ", "Ǆ", "arbejdsmiljørepræsentantens", "https://eksempel.example/en/meget/lang/adresse?med=alt&mere=til",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_any_text_prints_everywhere(project: Make, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret

    def text() -> str:
        return " ".join(chance.choices(NASTY, k=chance.randint(1, 9)))

    groups = [
        group(
            f"{text()} {at}",
            *(row(text(), barriers=[text()], disagree=True, importance=chance.randint(1, 4)) for _ in range(3)),
            **{name: [text(), text()] for name in BLOCKS if name != "home_tasks"},
            home_tasks=[{"task": text(), "who": text(), "ask": text(), "due": text(), "challenge": 1}],
            cards=[{"card": text(), "bother": text()}],
            unsure=[{"field": "challenges.2.barriers", "seen": [text()]}],
        )
        for at in range(4)
    ]
    made = made_of(project, *groups, kinds=OF_NOTES)
    assert [problem.code for problem in made.report.problems if problem.is_error] == []
    for kind in ("summary", "answer", "tasks", "words"):
        assert list(conformance.accessibility(made.path(kind))) == []
        assert [fault for fault in faults(made.path(kind)) if "leaves" in fault] == []  # boxes of □ and slanted letters meet in a line


def test_notes_that_come_later_are_seen_by_the_same_command(project: Make) -> None:
    root = project(world(sheet=SHEET))
    command = ["build", str(root), "--area", "skole", "--lang", "en"]
    summary = root / "output/skole/moede-summary.pdf"
    CliRunner().invoke(cli, command)
    assert not summary.exists()
    project({"notes/skole/moede.yaml": written({"groups": [group("Bord 1", row("Planen"))]})})
    CliRunner().invoke(cli, command)
    assert "Planen" in heard(tree(summary))
    assert "unchanged" in CliRunner().invoke(cli, command).output
    project({"notes/skole/moede.yaml": written({"groups": [group("Bord 1", row("Printeren"))]})})
    CliRunner().invoke(cli, command)
    words = heard(tree(summary))
    assert "Printeren" in words
    assert "Planen" not in words


@pytest.mark.parametrize(
    ("inside", "codes"),
    [
        ('<spot class="plot-spot" x="1" y="2">1</spot>', []),
        ('<spot class="plot-spot" x="1">1</spot>', ["markup-value"]),
        ('<step class="plot-step">1</step>', ["markup-value"]),
        ('<spot class="plot-spot" x="en" y="2">1</spot>', ["markup-value"]),
        ('<p class="summary-body">1</p>', ["markup-nesting"]),
        ("", []),
    ],
)
def test_a_picture_in_a_layout_of_ones_own_is_whole_or_a_problem(project: Make, inside: str, codes: list[str]) -> None:
    own = f'<paper class="handout-page"><h1 class="summary-title">X</h1><plot class="plot" alt="Et billede">{inside}</plot></paper>'
    made = built(project({**project_with(group("Bord 1", row())), "templates/summary.xml.j2": own}), "summary")
    assert made.codes == codes
    assert made.path("summary").exists() is (codes == [])


def test_the_picture_lies_as_the_grid_of_the_sheet(project: Make) -> None:
    sheet = {**SHEET, "matrix": {"x": "importance", "y": "effect"}}
    files = {
        **project_with(group("Bord 1", row("A", importance=4, effect=1), row("B", importance=1, effect=4))),
        "cards/worksheets/ark.yaml": written(sheet),
    }
    _, _, inside = numbers_of(faces(project(files)))
    at = {line.text: (line.x, line.y) for line in inside}
    assert at["1"][0] > at["2"][0]  # 1 matters most: it is to the right
    assert at["1"][1] > at["2"][1]  # and solving it helps least: it is below


def test_a_meeting_with_note_sheets_alone_is_not_asked_for_challenges(project: Make) -> None:
    agenda = changed(AGENDA, items=[{"title": "Snak", "minutes": 45}])
    made = made_of(project, group("Bord 1", cards=[{"card": "7", "bother": "Ventetid"}]), agenda=agenda, worksheet={})
    words = told(made)
    assert "Ventetid" in words
    assert squeezed(LABELS["summary_nothing"]) not in words
