"""Pages for a browser: they say what the paper says, in headings, lists, tables and links alone; nothing of a user's is markup. And large print."""

from __future__ import annotations

import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from papers import AGENDA, changed, faults, lost, world, written
from PIL import Image
from pypdfium2 import raw
from reader import plain, tree

from cardprint import addresses, build, colour
from cardprint.cli import cli
from cardprint.job import Job, Report

Make = Callable[[Mapping[str, str | bytes]], Path]

KINDS = ("reading-html", "handout-html", "invitation-html", "agenda-html", "record")
KEPT = {"h2", "h3", "h4", "p", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "a", "strong", "em", "br"}
"""What editors of other systems keep."""
AROUND = {"html", "head", "meta", "title", "style", "body", "main", "footer"}
LOOKS = {"h1", "section", "div", "span", "img", "hr"}
"""What is lost there is no more than a look, but for the title, which those systems keep in a field of its own."""
HOSTILE = '</style><script>alert(1)</script> & "x" <b>&amp;'
FULL = changed(
    AGENDA,
    headline="Først ordene",
    outcome="Vi har ord.",
    chair="Centerchefen",
    case_number="26/1",
    leadership={"text": "Vi **bakker** op.", "name": "Bo", "title": "Chef"},
    principles=["Vi skriver kort"],
    goals=["Mindre bøvl"],
    can_change=["Vaner", "Ord"],
    cannot_change=["Loven"],
    undecided=["It"],
    given_challenges=[{"text": "Vi skriver to gange.", "may": "I må stoppe."}],
    roles=[
        {"role": "Leder", "brings": "Overblik", "tasks": ["Lytter", "Spørger"]},
        {"role": "Kollega", "brings": "Hverdag", "tasks": ["Fortæller"]},
    ],
    preparation=["Spørg en kollega"],
    more=[{"text": "Mere", "url": "https://eksempel.example/a?b=1&c=2", "note": "En note"}],
    home_tasks=[{"task": "Spørg", "who": "Bo", "due": "2026-12-10"}],
    items=[
        {
            "title": "Velkommen",
            "minutes": 10,
            "purpose": "orientation",
            "responsible": "Bo",
            "output": "Vi kender hinanden",
            "facilitator_note": "HEMMELIGT",
            "plan_b": "HEMMELIGT",
            "why": "HEMMELIGT",
            "method": "HEMMELIGT",
        },
        {"title": "Snak", "minutes": 45, "deck": "kort", "cards": ["k-1"], "attachments": ["Bilag 1"]},
    ],
)


class Read(HTMLParser):
    """A page as a second reader finds it: its elements with their attributes, its words, its headings."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.said = ""
        self.title = ""
        self.style = ""
        self.html = data.decode()
        self.feed(self.html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "br", "img", "hr"}:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "title" in self.open:
            self.title += data
        elif "style" in self.open:
            self.style += data
        elif "main" in self.open:
            self.said += data
            if self.headings and re.fullmatch("h[1-6]", next((tag for tag in reversed(self.open) if tag[0] == "h"), "")):
                self.headings[-1] = self.headings[-1][0], self.headings[-1][1] + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def made(root: Path, *kinds: str, **what: Any) -> Report:
    report = build(Job(path=root, kinds=kinds, output=root / "output", **what))
    assert [problem for problem in report.problems if problem.is_error] == []
    return report


def page(root: Path, kind: str = "agenda-html", name: str = "moede", folder: str = "skole") -> Read:
    return Read((root / "output" / folder / f"{name}-{kind.removesuffix('-html')}.html").read_bytes())


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", plain(text))


def on_paper(path: Path) -> str:
    """Give all words of a PDF in reading order, without a list's labels that are no words."""

    def said(node: Any) -> str:
        return (
            ""
            if node.role == "Lbl" and len(node.text) < 3
            else "".join(part if isinstance(part, str) else said(part) for part in node.parts)
        )

    return squeezed(said(tree(path)))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with all that papers say, built once as paper and as pages."""
    root = tmp_path_factory.mktemp("whole")
    for name, text in world(FULL, areas=["skole"]).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    made(root, *KINDS, "reading", "handout", "invitation", "reading-large", "handout-large")
    return root


@pytest.mark.parametrize(("kind", "name"), [("reading", "kort"), ("handout", "moede"), ("invitation", "moede")])
def test_a_page_says_all_that_the_paper_says_in_the_same_order(kind: str, name: str, whole: Path) -> None:
    paper, found = on_paper(whole / "output" / "skole" / f"{name}-{kind}.pdf"), page(whole, kind, name)
    notes = "Minenoter" if kind == "handout" else ""
    assert found.said
    assert squeezed(found.said) + notes == paper


@pytest.mark.parametrize("kind", KINDS)
def test_every_section_has_a_heading(kind: str, whole: Path) -> None:
    (file,) = (whole / "output" / "skole").glob(f"*-{kind.replace('-html', '')}.html")
    text, innermost = file.read_text(encoding="utf-8"), re.compile(r"<section[^>]*>((?:(?!</?section).)*)</section>", re.DOTALL)
    while found := innermost.search(text):
        assert re.search("<h[2-4]", found[1]), found[1]
        text = text[: found.start()] + text[found.end() :]
    assert "<section" not in text


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_the_look_is_lost_where_an_editor_keeps_little(kind: str, whole: Path) -> None:
    found = page(whole, kind, "kort" if kind == "reading-html" else "moede")
    assert {tag for tag, _ in found.elements} <= KEPT | AROUND | LOOKS
    levels = [level for level, _ in found.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert max(levels) <= 4
    named = {tag for tag, attributes in found.elements if "class" in attributes}
    assert named <= {"section", "div", "ul", "li", "table"}
    assert {name for _, attributes in found.elements for name in attributes} <= {
        *(
            "lang",
            "charset",
            "http-equiv",
            "content",
            "name",
            "class",
            "scope",
            "data-head",
            "href",
            "type",
            "src",
            "alt",
            "width",
            "height",
        )
    }
    assert re.findall(r"[{;]content:([^;}]*)", found.style) == ['attr(data-head) ": "']
    heads = set(re.findall(r'<th scope="col">(.*?)</th>', found.html))
    assert {attributes["data-head"] for attributes in found.all("td") if "data-head" in attributes} <= heads


def test_what_is_bold_on_paper_is_strong_and_names_come_before_what_they_name(whole: Path) -> None:
    html = page(whole).html
    assert "<p><strong>Sted</strong></p>\n<p>Lokale 2</p>" in html
    assert '<th scope="row"><p><strong>Velkommen</strong></p>\n<p>Vi kender hinanden</p></th>' in html
    assert '<td data-head="Ansvarlig">Bo</td>' in html
    assert "<em>”Vi</em> <strong><em>bakker</em></strong> <em>op.”</em>" in page(whole, "handout-html").html


def test_the_facilitators_notes_are_in_no_page(whole: Path) -> None:
    pages = list((whole / "output").rglob("*.html"))
    assert len(pages) == len(KINDS)
    assert all(
        "HEMMELIGT" not in path.read_text(encoding="utf-8") and "Vent på svar" not in path.read_text(encoding="utf-8") for path in pages
    )


def test_room_to_write_on_is_left_out_with_its_heading(whole: Path) -> None:
    assert "Mine noter" not in page(whole, "handout-html").said


def test_addresses_lead_somewhere_and_nothing_is_loaded(whole: Path) -> None:
    found = page(whole)
    assert [link["href"] for link in found.all("a")] == ["mailto:os@eksempel.example", "https://eksempel.example/a?b=1&c=2"]
    assert "https://eksempel.example/a?b=1&c=2" in found.said
    assert not re.search(r"url\(|@import|<(?:script|link|iframe|object|form)\b| on\w+=", found.html)
    assert [one for one in found.all("img") if not str(one["src"]).startswith("data:")] == []


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Se https://a.example/b_(c).", ["https://a.example/b_(c)"]),
        ("(www.a.example/x), og skriv til os@a.example!", ["https://www.a.example/x", "mailto:os@a.example"]),
        ("mailto:os@a.example", ["mailto:os@a.example"]),
        ("“http://a.example”", ["http://a.example"]),
        ("javascript:alert(1) data:text/html,x ftp://a.example file:///etc/passwd", []),
        ("kl. 9.00–10.00, a@b, @navn, https://", []),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_addresses(text: str, leads: list[str]) -> None:
    found = list(addresses.pieces(text))
    assert [piece.leads for piece in found if piece.leads] == leads
    assert "".join(piece.text for piece in found) == text


def test_no_text_of_a_user_is_markup(project: Make) -> None:
    agenda = changed(FULL, title=HOSTILE, place=HOSTILE, roles=[{"role": HOSTILE, "brings": HOSTILE, "tasks": [HOSTILE]}])
    organisation = {"name": HOSTILE, "contact": HOSTILE}
    root = project({**world(agenda, areas=["skole"], organisation="o"), "cards/organisations/o.yaml": written(organisation)})
    made(root, *KINDS[1:])
    for kind in KINDS[1:]:
        found = page(root, kind)
        assert found.all("script") == found.all("b") == []
        assert HOSTILE in found.said
        assert HOSTILE in found.title
        assert found.all("meta")[-1]["content"] == HOSTILE


def test_what_is_not_translated_is_told_in_its_own_language(project: Make) -> None:
    deck = {
        "title": "Kort",
        "language": "da",
        "themes": [{"id": "t", "name": "Tema", "translations": {"en": {"name": "Theme"}}}],
        "cards": [
            {"id": "k-1", "theme": "t", "text": "Hvad nu?", "translations": {"en": {"text": "What now?"}}},
            {"id": "k-2", "theme": "t", "text": "Kun på dansk"},
        ],
    }
    root = project({"cardprint.yaml": "languages: [da, en]\n", "cards/kort.yaml": written(deck)})
    made(root, "reading-html")
    danish, english = (page(root, "reading-html", "kort", f"{language}/base") for language in ("da", "en"))
    assert (danish.all("html"), english.all("html")) == ([{"lang": "da"}], [{"lang": "en"}])
    assert '<p lang="da"><strong>Kun på dansk</strong></p>' in english.html
    assert "<p><strong>What now?</strong></p>" in english.html
    assert danish.html.count("lang=") == 1


def test_pages_are_made_on_request_alone_and_packed(project: Make, tmp_path: Path) -> None:
    root = project(world(areas=["skole"]))
    assert not [file for file in made(root).written if file.path.endswith(".html") or "-large" in file.path]
    (root / "cardprint.yaml").write_text("areas: [skole]\npapers: [agenda-html, handout-large]\n", encoding="utf-8")
    names = {Path(file.path).name for file in made(root).written}
    assert {"moede-agenda.html", "moede-handout-large.pdf", "moede-handout.pdf"} <= names
    assert "moede-handout.html" not in names
    result = CliRunner().invoke(cli, ["pack", str(root), "--output", str(tmp_path / "til")], catch_exceptions=False)
    assert result.exit_code == 0
    with zipfile.ZipFile(next((tmp_path / "til").glob("*.zip"))) as parcel:
        packed = parcel.namelist()
    assert any("Dagsorden" in name and name.endswith(".html") for name in packed)
    assert any("Mødepapirer, stor skrift" in name for name in packed)


def test_a_kind_of_ones_own_takes_no_name_of_those(project: Make) -> None:
    root = project({**world(paper_kinds=[{"id": "handout-large", "label": "Stor"}]), "templates/handout-large.xml.j2": "<paper/>"})
    assert [problem.code for problem in build(Job(path=root, kinds=("handout-large",))).problems] == ["paper-kind-taken"]


def test_a_page_is_the_same_twice_and_goes_when_it_is_no_longer_asked_for(project: Make) -> None:
    root = project(world(areas=["skole"], papers=["agenda-html"]))
    made(root)
    before = page(root).html
    assert not [file for file in made(root).written if file.changed]
    assert page(root).html == before
    (root / "cardprint.yaml").write_text("areas: [skole]\n", encoding="utf-8")
    assert [Path(path).name for path in made(root).removed] == ["moede-agenda.html"]


def test_pale_colours_are_readable_in_light_and_in_dark(project: Make) -> None:
    pale = ("#ffe9a8", "#c9f2d0", "#ffffff", "#000000")
    themes = [{"id": f"t{number}", "name": f"T{number}", "colour": one} for number, one in enumerate(pale)]
    deck = {"title": "Kort", "themes": themes, "cards": [{"id": f"k{one['id']}", "theme": one["id"], "text": "Ord?"} for one in themes]}
    organisation = {"name": "O", "colours": {"primary": "#ffee00", "accent": "#00ff88"}}
    root = project(
        {"cardprint.yaml": "organisation: o\n", "cards/kort.yaml": written(deck), "cards/organisations/o.yaml": written(organisation)}
    )
    made(root, "reading-html")
    style = page(root, "reading-html", "kort", "base").style
    light, dark = style.split("@media", 2)[:2]
    for part in (light, dark):
        colours = {name: colour.parse(value) for name, value in re.findall(r"--([\w-]+):(#[0-9a-f]{6})", part)}
        words = [
            colours["ink"],
            colours["muted"],
            *(colour.parse(value) for value in re.findall(r"--(?:own|primary|accent):(#\w{6})", part)),
        ]
        grounds = [colours[name] for name in ("ground", "sand", "primary-tint", "accent-tint")]
        assert len(words) == 2 + 2 + len(pale)
        assert min(colour.contrast(word, ground) for word in words if word for ground in grounds if ground) >= 4.5


def _bytes(kind: str, mode: str = "RGB") -> bytes:
    data = BytesIO()
    Image.new(mode, (3000, 1500), 0).save(data, kind)
    return data.getvalue()


def test_pictures_are_inside_no_larger_than_they_are_shown(project: Make) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10z" fill="currentColor"/></svg>'
    files = {"a.jpg": _bytes("JPEG"), "b.png": _bytes("PNG", "RGBA"), "c.svg": svg.encode(), "d.jpg": _bytes("JPEG", "CMYK")}
    cards = [
        {"id": name[0], "theme": "t", "text": "Se?", "image": {"file": f"images/{name}", "alt": f'Billede "{name}"'}} for name in files
    ]
    deck = {"title": "Kort", "themes": [{"id": "t", "name": "T"}], "cards": cards}
    root = project({"cards/kort.yaml": written(deck), **{f"images/{name}": data for name, data in files.items()}})
    made(root, "reading-html")
    found = page(root, "reading-html", "kort", "base").all("img")
    assert [one["alt"] for one in found] == [f'Billede "{name}"' for name in files]
    kinds, sizes = [], []
    for one in found:
        kind, _, data = str(one["src"]).partition(";base64,")
        kinds.append(kind.removeprefix("data:image/"))
        with BytesIO(b64decode(data)) as inside:
            sizes.append(Image.open(inside).size if kinds[-1] != "svg+xml" else None)
    assert kinds == ["jpeg", "png", "svg+xml", "jpeg"]
    assert all(width < 1500 and width == 2 * height for width, height in filter(None, sizes))
    assert "M0 0L20 0L20 10" in b64decode(str(found[2]["src"]).partition(",")[2]).decode()


def test_a_layout_of_ones_own_makes_the_page_too_and_its_headings_are_in_order(project: Make) -> None:
    layout = (
        '<paper class="handout-page"><h3 class="handout-heading">Tre</h3><h3 class="handout-heading">Fire</h3>{% block x %}<p class="plain">'
        '{{ agenda.title }}</p>{% endblock %}<plot class="plot" alt="Et billede"/><rule class="notes"/><newpage/></paper>'
    )
    root = project({**world(areas=["skole"]), "templates/agenda.xml.j2": layout})
    made(root, "agenda-html")
    found = page(root)
    assert found.headings == [(1, "Mødet, Skole, dagsorden"), (2, "Tre"), (3, "Fire")]
    assert "<p>Mødet</p>" in found.html
    assert "<p>Et billede</p>" in found.html


def sizes(path: Path) -> list[tuple[float, float]]:
    """Give the size of each letter, and how far it is from the nearer of head and foot, in points."""
    out, matrix = [], raw.FS_MATRIX()
    with pypdfium2.PdfDocument(path) as file:
        for one in file:
            text = one.get_textpage()
            for index in range(text.count_chars()):
                raw.FPDFText_GetMatrix(text, index, matrix)
                _, low, _, high = text.get_charbox(index)
                if raw.FPDFText_IsGenerated(text, index) != 1:
                    out.append((round(raw.FPDFText_GetFontSize(text, index) * matrix.d, 2), min(one.get_height() - high, low)))
    return out


@pytest.mark.parametrize(("kind", "name"), [("handout", "moede"), ("reading", "kort")])
def test_large_print_is_large_and_loses_nothing(kind: str, name: str, whole: Path) -> None:
    folder = whole / "output" / "skole"
    small, large = (folder / f"{name}-{kind}{end}.pdf" for end in ("", "-large"))
    assert faults(large) == []
    found = sizes(large)
    assert min(size for size, edge in found if edge > 52) >= 18
    assert min(size for size, _ in found) >= 14
    assert max(size for size, _ in found) > max(size for size, _ in sizes(small))
    with pypdfium2.PdfDocument(small) as file:
        words = " ".join(one.get_textpage().get_text_bounded() for one in file)
    heads = {"Punkt", "Opgave", "mener"}  # of columns that name a row, or stand alone beside the names
    assert set(lost(large, [word for word in words.split() if len(word) > 3 and word.isalpha()])) <= heads


def test_large_print_of_a_very_long_word_is_cut_and_stays_on_the_paper(project: Make) -> None:
    long = "Speciallægepraksisplanlægningsstabiliseringsperiode"
    root = project(world(changed(FULL, title=long, place=long, roles=[{"role": long, "brings": long, "tasks": [long]}]), areas=["skole"]))
    made(root, "handout-large")
    assert faults(root / "output/skole/moede-handout-large.pdf") == []


def test_build_says_how_many_pages_large_print_has(project: Make) -> None:
    root = project(world(areas=["skole"]))
    said = json.loads(
        CliRunner().invoke(cli, ["build", str(root), "--large", "--only", "handout", "--json"], catch_exceptions=False).output
    )
    assert [(one["kind"], one["pages"] > 0) for one in said["written"]] == [("handout", True), ("handout-large", True)]
    result = CliRunner().invoke(cli, ["build", str(root), "--large", "--only", "sheets", "--lang", "en"])
    assert (result.exit_code, "made larger by --large" in result.output) == (2, True)
