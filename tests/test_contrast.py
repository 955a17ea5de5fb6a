"""What is printed can be read: whatever colours a stranger's themes, organisation, styles and inks have, and each is told once with one that passes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from cardprint import Job, build, recipe, sight
from cardprint.colour import WHITE, contrast, parse
from cardprint.errors import Problem
from cardprint.messages import sentence

Make = Callable[[Mapping[str, str | bytes]], Path]
PALE = ("#ffb3ba", "#ffdfba", "#ffffba", "#baffc9", "#bae1ff", "#e0bbe4", "#d5d5d5", "#c9e4de")
NAMES = ("Alfa", "Beta", "Cesar", "Delta", "Ekko", "Foxtrot", "Golf", "Hotel")
DECK = "title: Kort\nthemes: [{id: a, name: Alfa}]\ncards:\n  - {id: a-1, theme: a, text: Hvad?, follow_up: [Og hvad så?]}\n"
ORGANISATION = "id: by\nname: By\ncolours: {COLOURS}\n"


def deck(colours: tuple[str, ...]) -> str:
    themes = [f'  - {{id: {name[0].lower()}, name: {name}, colour: "{colour}"}}\n' for name, colour in zip(NAMES, colours, strict=False)]
    cards = [f"  - {{id: {name[0].lower()}-1, theme: {name[0].lower()}, text: Hvad?}}\n" for name in NAMES[: len(colours)]]
    return "title: Kort\nthemes:\n" + "".join(themes) + "cards:\n" + "".join(cards)


def found(root: Path, **wishes: object) -> list[Problem]:
    return list(recipe.check(Job(path=root, **wishes)).problems)  # type: ignore[arg-type] - the wishes are a Job's


def painted(file: Path) -> Iterator[str]:
    """Give the operators that set the colours of words, from all pages and forms of a file."""
    with pikepdf.open(file) as pdf:
        streams = [bytes(one.read_bytes()) for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image"]
    for text in (found for stream in streams for found in re.findall(rb"\nBT\n(.*?)\nET|BT(.*?)ET", stream, re.DOTALL)):
        yield from re.findall(r"[\d. ]+ (?:rg|g|k)\b", (text[0] or text[1]).decode("latin-1"))


def better(problem: Problem) -> str:
    return re.findall(r"#[0-9a-f]{6}|\[[\d., ]+\]", sentence(problem, "en")[1])[0]


def test_eight_pale_themes_are_eight_warnings_whose_colours_pass_when_they_are_put_in(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(PALE)})
    problems = found(root)
    assert [(one.code, one.place.line) for one in problems] == [("low-contrast", line) for line in range(3, 11)]
    passing = tuple(better(one) for one in problems)
    assert len(set(passing)) == len(PALE)
    assert found(project({"cards/kort.yaml": deck(passing)}), strict=True) == []


def test_until_then_their_words_are_ink(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(PALE)})
    build(Job(path=root, kinds=("sheets", "reading")))
    used = {used for file in root.glob("output/**/*.pdf") for used in painted(file)}
    light = {f"{' '.join(f'{part / 255:.4g}' for part in colour[:3])} rg" for colour in map(parse, PALE) if colour}
    assert used
    assert not used & (light | {"1 1 1 rg"})


def test_a_colour_that_can_be_read_stays(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(("#2b8257",))})
    assert found(root, strict=True) == []
    build(Job(path=root, kinds=("sheets",)))
    assert any(used.startswith("0.1686 0.5098 0.3412") for file in root.glob("output/**/*.pdf") for used in painted(file))


def test_an_organisations_pale_colour_is_told_at_its_own_place_and_its_replacement_passes(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisation: by\n",
        "cards/kort.yaml": DECK.replace("title: Kort", "title: Kort\ninstruction_card: Læs højt."),
    }
    root = project({**files, "cards/organisations/by.yaml": ORGANISATION.replace("{COLOURS}", '\n  primary: "#9fd3c7"')})
    (told,) = found(root)
    assert (told.code, told.place.line) == ("low-contrast-organisation", 4)
    root = project({**files, "cards/organisations/by.yaml": ORGANISATION.replace("{COLOURS}", f'\n  primary: "{better(told)}"')})
    assert found(root, strict=True) == []


@pytest.mark.parametrize(
    ("style", "code"),
    [
        ('question: {colour: "#cccccc"}', "low-contrast-style"),
        ("question: {colour: tint 30 theme}", "low-contrast-style"),
        ("question: {colour: white}", "low-contrast-style"),
        ('body: {fill: "#222222"}', "low-contrast-style"),
        ('write-on: {stroke: "#dddddd"}', "low-contrast-style"),
        ('body: {stroke: "#ffee99"}', "low-contrast-style"),
        ('colours: {ink: "#bbbbbb"}', "low-contrast-look"),
    ],
)
def test_a_strangers_style_is_told_at_its_key(project: Make, style: str, code: str) -> None:
    root = project({"cards/kort.yaml": DECK.replace("cards:", "blank_cards: 1\ncards:"), "templates/style.yaml": f"{style}\n"})
    assert [(one.code, one.place.file, one.place.line) for one in found(root)] == [(code, "templates/style.yaml", 1)]


def test_a_built_in_colour_in_a_strange_place_is_read_in_white(project: Make) -> None:
    root = project({"cards/kort.yaml": DECK, "templates/style.yaml": 'body: {fill: "#222222"}\n'})
    build(Job(path=root, kinds=("sheets",)))
    assert "1 1 1 rg" in {used for file in root.glob("output/**/*.pdf") for used in painted(file)}


SHOP = "colour: cmyk\nicc: FOGRA39L\npdf: x-4\nimposition: single\nbleed: 3 mm\n"


def test_pale_inks_are_told_in_inks_and_are_black_alone_until_then(project: Make) -> None:
    files = {
        "cardprint.yaml": "organisation: by\nprint: tryk\n",
        "cards/print/tryk.yaml": SHOP,
        "cards/kort.yaml": DECK.replace("cards:", "instruction_card: Læs.\ncards:"),
    }
    pale = ORGANISATION.replace("{COLOURS}", '{primary: {rgb: "#0b5c6b", cmyk: [0, 20, 80, 0]}}')
    root = project({**files, "cards/organisations/by.yaml": pale})
    (told,) = found(root, kinds=("shop",))
    assert (told.code, told.place.file) == ("low-contrast-inks", "cards/organisations/by.yaml")
    build(Job(path=root, kinds=("shop",)))
    assert not {"0 0.2 0.8 0 k"} & {used for file in root.glob("output/**/*.pdf") for used in painted(file)}
    root = project({**files, "cards/organisations/by.yaml": pale.replace("[0, 20, 80, 0]", better(told))})
    assert found(root, kinds=("shop",), strict=True) == []


@pytest.mark.parametrize("profile", [SHOP, f"{SHOP}back_style: solid\n", "colour: grey\n"])
def test_eight_pale_themes_are_eight_warnings_on_every_press(project: Make, profile: str) -> None:
    root = project({"cardprint.yaml": "print: tryk\n", "cards/print/tryk.yaml": profile, "cards/kort.yaml": deck(PALE)})
    problems = found(root)
    assert [one.code for one in problems] == ["low-contrast"] * 8


# --- an organisation's own colours of themes -------------------------------------------------------------------------

THEIRS = "cards/organisations/by.yaml"


def themed(colours: str, **more: str) -> dict[str, str]:
    """Give a project of three themes whose organisation says their colours, with files of its own."""
    files = {"cardprint.yaml": "organisation: by\n", "cards/kort.yaml": deck(("#8a3b12", "#2b3a82", "#0b5c6b"))}
    return {**files, THEIRS: f"id: by\nname: By\ntheme_colours:\n  {colours}\n", **more}


def test_an_organisations_colour_of_a_theme_wins_over_the_decks_on_every_paper(project: Make) -> None:
    root = project(themed('a: "#2b8257"'))
    assert found(root, strict=True) == []
    build(Job(path=root, kinds=("sheets", "reading", "reading-html")))
    used = {used for file in root.glob("output/**/*.pdf") for used in painted(file)}
    assert {"0.1686 0.5098 0.3412 rg", "0.1686 0.2275 0.5098 rg"} <= used, "its own for the first theme, the deck's for the second"
    assert "0.5412 0.2314 0.07059 rg" not in used
    (page,) = root.glob("output/**/*.html")
    shown = re.findall(r"--own:(#[0-9a-f]{6})", page.read_text(encoding="utf-8").partition("@media")[0])
    assert shown == ["#287850", "#2b3a82", "#0b5c6b"], "the first as dark as it needs to be on a tint"


def test_a_pale_colour_of_a_theme_is_told_where_the_organisation_says_it(project: Make) -> None:
    (told,) = found(project(themed('b: "#ffdfba"')))
    assert (told.code, told.place.file, told.place.line, told.values["name"]) == ("low-contrast", THEIRS, 4, "b")
    assert found(project(themed(f'b: "{better(told)}"')), strict=True) == []


def test_a_colour_of_a_theme_that_is_too_near_to_the_decks_is_told_where_the_organisation_says_it(project: Make) -> None:
    (told,) = found(project(themed('a: "#2b3a82"')))
    assert (told.code, told.place.file, told.values["theme"], told.values["other"]) == ("themes-near", THEIRS, "a", "b")
    assert found(project(themed(f'a: "{better(told)}"')), strict=True) == []


def test_a_theme_is_printed_in_the_organisations_inks(project: Make) -> None:
    shop = {"cardprint.yaml": "organisation: by\nprint: tryk\n", "cards/print/tryk.yaml": SHOP}
    root = project(themed('a: {rgb: "#2b8257", cmyk: [80, 20, 75, 30]}', **shop))
    assert found(root, kinds=("shop",), strict=True) == []
    build(Job(path=root, kinds=("shop",)))
    (file,) = root.glob("output/**/*.pdf")
    assert "0.8 0.2 0.75 0.3 k" in set(painted(file)), "the theme's name on the back"


def test_pale_inks_of_a_theme_are_told_where_the_organisation_says_them(project: Make) -> None:
    pale = 'a: {rgb: "#2b8257", cmyk: [20, 0, 30, 0]}'
    shop = {"cardprint.yaml": "organisation: by\nprint: tryk\n", "cards/print/tryk.yaml": SHOP}
    (told,) = found(project(themed(pale, **shop)), kinds=("shop",))
    assert (told.code, told.place.file, told.place.line) == ("low-contrast-inks", THEIRS, 4)
    assert found(project(themed(pale.replace("[20, 0, 30, 0]", better(told)), **shop)), kinds=("shop",), strict=True) == []
    (told,) = found(project(themed('a: {rgb: "#ffdfba", cmyk: [80, 20, 75, 10]}')))
    assert (told.code, told.place.file) == ("low-contrast", THEIRS), "on a screen"


PHOTO = """{% extends "builtin/cards.xml.j2" %}
{% block card_text %}<h1 class="question">{{ card.text }}</h1>{% endblock %}
{% block card_picture %}{% endblock %}
{% block card_head %}<img class="photo" src="{{ side.image }}" alt="Et billede"/><p class="theme"><strong>{{ side.name }}</strong></p>{% endblock %}
"""


def photograph(*levels: int) -> bytes:
    """Draw upright stripes of grey."""
    image = Image.new("L", (1200, 900))
    for number in range(40):
        image.paste(levels[number % len(levels)], (number * 30, 0, number * 30 + 30, 900))
    out = BytesIO()
    image.convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("levels", "codes", "colour"),
    [
        ((10, 250), ["words-on-picture"], "0.1137 0.1529 0.2 rg"),
        ((20, 40), ["words-on-picture"], "1 1 1 rg"),
        ((245, 255), ["words-on-picture"], ""),
    ],
)
def test_words_on_a_photograph_can_be_read(project: Make, levels: tuple[int, ...], codes: list[str], colour: str) -> None:
    root = project(
        {
            "cards/kort.yaml": DECK.replace("text: Hvad?", "text: Hvad?, image: {file: foto.jpg, alt: Et billede}"),
            "cards/foto.jpg": photograph(*levels),
            "templates/cards.xml.j2": PHOTO,
            "templates/style.yaml": "photo: {left: 0 mm, top: 0 mm, right: 0 mm, bottom: 0 mm, height: 68 mm}\n",
        }
    )
    assert [one.code for one in found(root)] == codes
    build(Job(path=root, kinds=("sheets",)))
    assert not colour or colour in {used for file in root.glob("output/**/*.pdf") for used in painted(file)}


def test_themes_that_the_colour_blind_cannot_tell_apart_are_told_once_with_one_that_they_can(project: Make) -> None:
    root = project({"cards/kort.yaml": deck(("#8a3b12", "#5b4a00", "#0b5c6b"))})
    (told,) = found(root)
    assert (told.code, told.place.line, told.values["other"]) == ("themes-near-protan", 4, "a")
    assert found(project({"cards/kort.yaml": deck(("#8a3b12", better(told), "#0b5c6b"))}), strict=True) == []


def test_in_grey_themes_are_told_by_symbols(project: Make) -> None:
    files = {"cardprint.yaml": "print: graa\n", "cards/print/graa.yaml": "colour: grey\n"}
    colours = deck(("#2b3a82", "#3d4931"))
    assert [one.code for one in found(project({**files, "cards/kort.yaml": colours}))] == ["themes-near-grey"]
    symbols = colours.replace("name: Alfa", "name: Alfa, symbol: star").replace("name: Beta", "name: Beta, symbol: knot")
    assert found(project({**files, "cards/kort.yaml": symbols}), strict=True) == []
    assert found(project({"cardprint.yaml": "", "cards/kort.yaml": colours}), strict=True) == []


def test_a_theme_that_colour_alone_tells_is_told(project: Make) -> None:
    same = deck(("#0b5c6b", "#9c5711")).replace("Beta", "Alfa")
    assert [one.code for one in found(project({"cards/kort.yaml": same}))] == ["theme-by-colour-alone"]
    layout = '{% extends "builtin/cards.xml.j2" %}{% block card_head %}<p class="number">{{ card.number }}</p>{% endblock %}'
    layout += '{% block ground_symbol %}<box class="badge"></box>{% endblock %}{% block backs %}{% endblock %}'
    files = {"cards/kort.yaml": f"back: none\n{deck(('#0b5c6b', '#9c5711'))}", "templates/cards.xml.j2": layout}
    assert [one.code for one in found(project(files))] == ["themes-by-colour-alone"]


@pytest.mark.parametrize(
    ("style", "told"),
    [
        ("question: {sizes: [17 pt, 8 pt]}", ["type-small"]),
        ("question: {size: 9 pt}", []),
        ("theme: {size: 7 pt}", ["type-small"]),
        ("theme: {size: 7.5 pt}", []),
        ("footer: {size: 5.5 pt}", ["type-small"]),
        ("footer: {size: 6 pt}", []),
    ],
)
def test_type_below_its_floor_is_told(project: Make, style: str, told: list[str]) -> None:
    root = project({"cards/kort.yaml": DECK, "templates/style.yaml": f"{style}\n"})
    assert [one.code for one in found(root)] == told


def test_our_eight_colours_are_read_on_white_and_told_apart_by_everybody(project: Make) -> None:
    root = project({"cards/kort.yaml": re.sub(r", colour: [^}]+", "", deck(PALE))})
    assert found(root, strict=True) == []


@pytest.mark.parametrize(
    ("first", "other", "apart"),
    [  # of the test data of Sharma, Wu and Dalal (2005): pairs 1, 13, 17, 25, 34
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_standards_test_data(
    first: tuple[float, float, float], other: tuple[float, float, float], apart: float
) -> None:
    assert round(sight.ciede2000(first, other), 4) == apart


def test_simulation_leaves_grey_alone_and_brings_red_and_green_together() -> None:
    assert sight.difference((128, 128, 128), (128, 128, 128), "protan") == 0
    seen = {kind: sight.difference((160, 60, 60), (90, 100, 40), kind) for kind in ("", "protan", "deutan", "tritan")}
    assert seen["deutan"] < seen[""] / 2
    assert seen["tritan"] > seen[""] / 2
    grey = sight.of_lab(50, 0, 0)
    assert grey is not None
    assert contrast(grey, WHITE) == pytest.approx(4.48, abs=0.05)
