"""The ticket for the print room: what it says agrees with what was made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import reader

from cardprint.job import Job, Report
from cardprint.recipe import build

if TYPE_CHECKING:
    from conftest import Make

CARDS = "".join(f"  - {{id: k{number}, theme: a, text: Spørgsmål {number}?}}\n" for number in range(1, 7))
DECK = f"id: kort\ntitle: Kort\nlicence: CC BY 4.0\nversion: '2.1'\nthemes: [{{id: a, name: Emne}}]\ncards:\n{CARDS}"
AGENDA = """\
title: Møde om kort
date: 2027-03-02
expected: 21
groups: GROUPS
items:
  - {title: Tal, minutes: 60, deck: kort, cards: [k1, k2, k5], worksheet: ark}
  - {title: Skriv, minutes: 10, worksheet: hjem}
"""
WORLD = {
    "cardprint.yaml": "organisation: by\n",
    "cards/organisations/by.yaml": "name: Byen\ncontact: tryk@byen.example\n",
    "cards/kort.yaml": DECK,
    "cards/worksheets/ark.yaml": "title: Opsamling\n",
    "cards/worksheets/hjem.yaml": "title: Spørg\nkind: home_task\n",
}


def made(project: Make, groups: str, *profiles: str) -> tuple[Report, str]:
    """Build a meeting; give the report and the words of its ticket, line ends as blanks."""
    root = project({**WORLD, "cards/agendas/moede.yaml": AGENDA.replace("GROUPS", groups)})
    report = build(Job(path=root / "cards/agendas/moede.yaml", profiles=profiles))
    assert report.problems == ()
    (page,) = reader.pages(root / "output/base/moede-ticket.pdf")
    return report, " ".join(page.text.split())


def test_every_file_that_is_printed_stands_on_the_ticket_and_the_invitation_does_not(project: Make) -> None:
    report, said = made(project, "5")
    printed = [Path(file.path).name for file in report.written if file.kind not in {"invitation", "ticket"}]
    assert printed == [
        f"moede-{name}.pdf" for name in ("sheets", "handout", "facilitator", "worksheet", "worksheet-grid", "worksheet-hjem")
    ]
    assert all(name.replace("-", "") in said for name in printed), "the reader drops hyphens"
    assert "invitation" not in said


@pytest.mark.parametrize(
    ("groups", "ends"),
    [
        ("3", "Så ligger kortene i rækkefølge."),
        ("15", "I hver bunke ligger færdige sæt oven på hinanden, hvert på 3 kort."),
        ("8", "Hver bunke er et færdigt sæt."),
    ],
)
def test_sheets_cuts_and_piles_are_those_of_the_run(project: Make, groups: str, ends: str) -> None:
    report, said = made(project, groups)
    (ticket,) = report.tickets
    assert (ticket.cards, ticket.sets) == (3, int(groups))
    assert f"sheets.pdf {ticket.sheets} {ticket.sides} 1 {ticket.sheets} A4 stående, begge sider, vend på den lange kant" in said
    assert (
        f"3 kort i hvert sæt, {groups} sæt. Skær med forsiden opad, i denne rækkefølge. Mål hver gang fra den kant, papiret har nu" in said
    )
    assert ends in said
    edges = {"left": "venstre", "right": "højre", "top": "øverste", "bottom": "nederste"}
    cuts = " ".join(f"{number}. {cut.at:g} mm fra {edges[cut.edge]} kant".replace(".5", ",5") for number, cut in enumerate(ticket.cuts, 1))
    assert len(ticket.cuts) == 8
    assert cuts in said


def test_copies_follow_the_people_and_sheets_the_groups(project: Make) -> None:
    _, said = made(project, "[Ahorn, Birk, Eg]")
    assert "worksheet.pdf 5 10 1 5 A4 liggende, begge sider, vend på den korte kant" in said, (
        "two pages for each of three groups, and two spare"
    )
    assert "worksheetgrid.pdf 1 1 1 1 A3 liggende, enkeltsidet" in said, "one for the room"
    assert "worksheethjem.pdf 1 1 21 21 A4 liggende, enkeltsidet" in said
    assert " 21 21 A4 stående" in said, "a handout for everyone"


def test_the_print_shop_is_told_how_many_of_each(project: Make) -> None:
    report, said = made(project, "7", "print-shop-3mm")
    (ticket,) = report.tickets
    assert "moedeshop.pdf: 3 forskellige kort. Tryk 7 af hvert." in said
    assert (ticket.kind, ticket.sides) == ("shop", 6)
    assert "mm fra" not in said, "the shop cuts"
    assert sum(ticket.inks) > 0
    assert f"Farven dækker omkring {sum(ticket.inks):.1f} % af papiret".replace(".", ",") in said


def test_whom_to_ask_and_whose_the_cards_are(project: Make) -> None:
    _, said = made(project, "5")
    assert "Skriv til tryk@byen.example" in said
    assert "Kort · version 2.1 · CC BY 4.0 · Byen" in said
    assert "faktisk størrelse (100 %)" in said


@pytest.mark.parametrize(
    ("imposition", "first", "then"),
    [("nup", "først denne, enkeltsidet", "på bagsiden af de samme ark"), ("single", "forsider", "bagsider")],
)
def test_backs_that_are_apart_have_a_line_of_their_own(project: Make, imposition: str, first: str, then: str) -> None:
    root = project({**WORLD, "cards/print/apart.yaml": f"imposition: {imposition}\nbacks: separate\n"})
    report = build(Job(path=root / "cards/kort.yaml", profiles=("apart",)))
    assert report.problems == ()
    (page,) = reader.pages(root / "output/base/kort-ticket.pdf")
    said = " ".join(page.text.split())
    kind = "sheets" if imposition == "nup" else "shop"
    pages = {Path(file.path).stem.replace("-", ""): file.pages for file in report.written if file.kind == kind}
    assert list(pages) == [f"kort{kind}fronts", f"kort{kind}backs"]
    assert all(re.search(rf"{name}.pdf (\d+ )?{count} ", said) for name, count in pages.items())
    assert first in said
    assert then in said
    assert "Hvert kort fylder to sider" not in said


@pytest.mark.parametrize(("size", "more", "told"), [("dialogue", {}, "Linjen øverst"), ("A7", {}, "Ark 0"), ("A7", {"start_at": 2}, "")])
def test_a_ruler_is_spoken_of_only_where_there_is_one(project: Make, size: str, more: dict[str, int], told: str) -> None:
    root = project({**WORLD, "cards/kort.yaml": DECK.replace("licence", f"card_size: {size}\nlicence")})
    assert build(Job(path=root / "cards/kort.yaml", kinds=("sheets", "ticket"), **more)).problems == ()
    (page,) = reader.pages(root / "output/base/kort-ticket.pdf")
    assert [words for words in ("Linjen øverst", "Ark 0") if words in page.text] == ([told] if told else [])
    assert ("100 mm lang" in page.text) == bool(told)


TURNED = ("long-edge", "short-edge", "fold", "none")


@pytest.mark.parametrize(
    ("duplex", "backs"),
    [(duplex, backs) for duplex in TURNED for backs in ("interleaved", "separate", "one") if (duplex, backs) != ("fold", "separate")],
)
@pytest.mark.parametrize("size", ["A8", "A7", "A6"])
def test_the_test_sheet_comes_first_and_is_counted(project: Make, size: str, duplex: str, backs: str) -> None:
    """Cards fill the paper: sheet 0 has the ruler, how to turn and the places, front and back; file, ticket and telling agree."""
    profile = f"duplex: {duplex}\n" + (f"backs: {backs}\n" if duplex != "none" else "")
    root = project(
        {
            **WORLD,
            "cards/kort.yaml": DECK.replace("licence", f"card_size: {size}\nlicence"),
            "cards/print/ours.yaml": profile,
            "cardprint.yaml": "print: ours\n",
        }
    )
    report = build(Job(path=root / "cards/kort.yaml", kinds=("sheets",)))
    assert [problem for problem in report.problems if problem.is_error] == []
    (ticket,) = report.tickets
    files = [reader.pages(root / "output" / path) for path, _ in ticket.files]
    assert [len(pages) for pages in files] == [pages for _, pages in ticket.files]
    two_sided, apart = duplex in ("long-edge", "short-edge"), len(files) > 1
    assert ticket.test_sheets == 1
    assert len(files[0]) == ticket.sheets * (2 if two_sided and not apart else 1)
    front = files[0][0]
    assert "Ark 0 · Prøveark" in front.text
    assert "100 mm" in front.text
    assert sum("Prøveark" in page.text for pages in files for page in pages) == (2 if two_sided and backs != "one" else 1)
    if two_sided and backs != "one":
        back = files[1][0] if apart else files[0][1]
        assert "bagside" in back.text
        assert "Prøveark" in back.text


def test_a_test_sheet_is_an_artifact_and_a_half_used_sheet_has_none_before_it(project: Make) -> None:
    root = project({**WORLD, "cards/kort.yaml": DECK.replace("licence", "card_size: A8\nlicence")})
    whole = build(Job(path=root / "cards/kort.yaml", kinds=("sheets",))).tickets[0]
    rest = build(Job(path=root / "cards/kort.yaml", kinds=("sheets",), start_at=3)).tickets[0]
    assert (whole.sheets, whole.sides, whole.test_sheets) == (2, 4, 1)
    assert (rest.sheets, rest.sides, rest.test_sheets) == (1, 2, 0)
