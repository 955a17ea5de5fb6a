"""The preflight: a sound file passes every rule, and each rule finds the one thing that was spoilt in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from decks import RealDeck, danish, deck_file, norwegian
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name
from shop import MARKED, SHOP, judged, written
from test_shop import DECK, PROFILES, WORLD, laid
from typeset import Typeset, room_of, typeset

from cardprint import wording
from cardprint.checks import preflight
from cardprint.cli import cli
from cardprint.geometry import Size, mm
from cardprint.inks import heaviest
from cardprint.job import NONE, Expected, Rule
from cardprint.model import PrintProfile

ROOT = Path(__file__).resolve().parents[1]
CARD = Size(mm(96), mm(68))
Make = Callable[[dict[str, Any]], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    return typeset(room_of(laid(tmp_path_factory.mktemp("preflight"), WORLD)))


@pytest.fixture(scope="module")
def sound(made: Typeset) -> bytes:
    return written(made)


def looked(data: bytes, profile: PrintProfile = SHOP, pages: int = 6) -> dict[str, Rule]:
    return {rule.rule: rule for rule in preflight.rules(data, Expected(profile, pages, CARD))}


def broken(data: bytes, profile: PrintProfile = SHOP, pages: int = 6) -> list[str]:
    return [name for name, rule in looked(data, profile, pages).items() if not rule.ok]


@pytest.mark.parametrize("name", PROFILES)
def test_a_sound_file_passes_every_rule(made: Typeset, name: str) -> None:
    found = looked(written(made, PROFILES[name]), PROFILES[name])
    assert list(found) == list(preflight.RULES)
    assert [rule.rule for rule in found.values() if not rule.ok] == []


def test_each_rule_has_its_figure(sound: bytes) -> None:
    found = {name: dict(rule.found) for name, rule in looked(sound).items()}
    assert found["boxes"] == {"trim": "96 × 68 mm", "bleed": "102 × 74 mm"}
    assert found["pages"] == {"pages": "6", "expected": "6"}
    assert found["fonts"]["embedded"] == found["fonts"]["fonts"] == "2"
    assert found["colours"] == {"spaces": "CMYK"}
    assert found["images"] == {"images": "1", "spaces": "CMYK"}
    assert found["resolution"] == {"dpi": "391", "least": "300"}
    assert found["black"]["blurred"] == "0"
    assert found["ink"] == {"most": "280", "limit": "300"}
    assert found["white"]["size"] == "11.5"
    assert found["intent"] == {"condition": "FOGRA39"}
    assert found["kind"] == {"kind": "x-4", "missing": "–"}
    assert found["tags"] == {"language": "da"}


def test_what_has_no_inks_is_not_measured(made: Typeset) -> None:
    found = looked(written(made, PROFILES["archive-rgb"]), PROFILES["archive-rgb"])
    assert [next(iter(found[name].found.values())) for name in ("ink", "black")] == [NONE, NONE]


Spoil = Callable[[pikepdf.Pdf], object]


def drawn(code: bytes) -> Spoil:
    """Draw something more on the third page."""
    return lambda file: file.pages[2].contents_add(code)


def resourced(kind: str, item: Callable[[pikepdf.Pdf], Any], code: bytes) -> Spoil:
    def spoil(file: pikepdf.Pdf) -> None:
        table = file.pages[2].Resources
        table[kind] = Dictionary(table.get(kind, Dictionary()))
        table[kind]["/X1"] = item(file)
        file.pages[2].contents_add(code)

    return spoil


def image(space: Any, width: int = 600, **keys: Any) -> Callable[[pikepdf.Pdf], Any]:
    size = {"/DeviceRGB": 3, "/DeviceCMYK": 4, "/DeviceGray": 1}.get(str(space), 3)
    data = b"\xff" * (width * width * size)
    head = {"Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": width, "BitsPerComponent": 8, "ColorSpace": space}
    return lambda file: pikepdf.Stream(file, data, **{**head, **{key: value(file) for key, value in keys.items()}})


def unbedded(file: pikepdf.Pdf) -> None:
    for item in file.objects:
        if isinstance(item, Dictionary) and "/FontFile2" in item:
            del item["/FontFile2"]


def trimmed(file: pikepdf.Pdf) -> None:
    file.pages[4].obj["/TrimBox"] = Array([0, 0, 200, 100])


def renamed(old: bytes, new: bytes) -> Spoil:
    def spoil(file: pikepdf.Pdf) -> None:
        file.Root.Metadata.write(file.Root.Metadata.read_bytes().replace(old, new))

    return spoil


def annotated(file: pikepdf.Pdf) -> None:
    file.pages[0].obj["/Annots"] = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 1, 1])])


def form(file: pikepdf.Pdf) -> Any:
    return pikepdf.Stream(file, b"1 0 0 rg 0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])


def group(file: pikepdf.Pdf) -> None:
    file.pages[1].obj["/Group"] = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


PLACED = b"q 40 0 0 40 20 20 cm /X1 Do Q"
SPOILT: dict[str, tuple[str, Spoil]] = {
    "another trim": ("boxes", trimmed),
    "no bleed box": ("boxes", lambda file: file.pages[1].obj.__delitem__("/BleedBox")),
    "a page less": ("pages", lambda file: file.pages.__delitem__(5)),
    "a font that is not there": ("fonts", unbedded),
    "rgb": ("colours", drawn(b"1 0 0 rg 0 0 9 9 re f")),
    "rgb stroked": ("colours", drawn(b"1 0 0 RG 0 0 9 9 re S")),
    "rgb in a form": ("colours", resourced("/XObject", form, PLACED)),
    "a space by name": ("colours", drawn(b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f")),
    "an rgb picture": ("images", resourced("/XObject", image(Name.DeviceRGB), PLACED)),
    "an icc picture of three channels": (
        "images",
        resourced("/XObject", lambda file: image(Array([Name.ICCBased, pikepdf.Stream(file, b"", N=3)]))(file), PLACED),
    ),
    "a coarse picture": ("resolution", resourced("/XObject", image(Name.DeviceGray, 160), PLACED)),
    "a coarse picture turned": ("resolution", resourced("/XObject", image(Name.DeviceGray, 160), b"q 0 40 -40 0 60 20 cm /X1 Do Q")),
    "black of four inks": ("black", drawn(b"BT .79 .55 .36 .86 k /F2 12 Tf 1 0 0 1 30 30 Tm <0001> Tj ET")),
    "too much ink": ("ink", drawn(b"1 .9 .9 .3 k 0 0 9 9 re f")),
    "too much ink stroked": ("ink", drawn(b"1 .9 .9 .3 K 1 w 0 0 9 9 re S")),
    "too much ink in a picture": ("ink", resourced("/XObject", image(Name.DeviceCMYK), PLACED)),
    "small white text": ("white", drawn(b"BT 0 0 0 0 k /F2 7.5 Tf 1 0 0 1 30 30 Tm <0001> Tj ET")),
    "white text made small": ("white", drawn(b"q .5 0 0 .5 0 0 cm BT 0 0 0 0 k /F2 15 Tf 1 0 0 1 30 30 Tm <0001> Tj ET Q")),
    "thin white text": ("white", drawn(b"BT 0 0 0 0 k /F1 11 Tf 1 0 0 1 30 30 Tm <0001> Tj ET")),
    "a hairline": ("lines", drawn(b"0 0 0 1 K 0 w 0 0 m 9 9 l S")),
    "a line made thin": ("lines", drawn(b"q .1 0 0 .1 0 0 cm 0 0 0 1 K 1 w 0 0 m 9 9 l S Q")),
    "a mask": ("transparency", resourced("/XObject", image(Name.DeviceGray, SMask=image(Name.DeviceGray)), PLACED)),
    "half opaque": ("transparency", resourced("/ExtGState", lambda _: Dictionary(ca=0.5), b"/X1 gs")),
    "multiplied": ("transparency", resourced("/ExtGState", lambda _: Dictionary(BM=Name.Multiply), b"/X1 gs")),
    "a transparency group": ("transparency", group),
    "no output intent": ("intent", lambda file: file.Root.__delitem__("/OutputIntents")),
    "an intent without profile": ("intent", lambda file: file.Root.OutputIntents[0].__delitem__("/DestOutputProfile")),
    "no version of X": ("kind", renamed(b"PDF/X-4", b"PDF/X-9")),
    "no trapped": ("kind", lambda file: file.docinfo.__delitem__("/Trapped")),
    "an action": ("kind", lambda file: file.Root.__setitem__("/OpenAction", Dictionary(S=Name.GoTo))),
    "a note": ("annotations", annotated),
    "no tags": ("tags", lambda file: file.Root.MarkInfo.__setitem__("/Marked", False)),
    "no language": ("tags", lambda file: file.Root.__delitem__("/Lang")),
}


@pytest.mark.parametrize("name", SPOILT)
def test_each_rule_finds_what_was_spoilt(sound: bytes, name: str) -> None:
    rule, spoil = SPOILT[name]
    out = BytesIO()
    with pikepdf.open(BytesIO(sound)) as file:
        spoil(file)
        file.save(out)
    assert rule in broken(out.getvalue())


def test_every_rule_is_spoilt_once() -> None:
    assert {rule for rule, _ in SPOILT.values()} == set(preflight.RULES)


@pytest.mark.parametrize(
    ("profile", "rule"),
    [
        (MARKED, "boxes"),
        (replace(SHOP, max_ink=240), "ink"),
        (replace(SHOP, colour="grey"), "colours"),
        (replace(SHOP, icc="none"), "intent"),
        (replace(SHOP, pdf="a-2a"), "kind"),
    ],
)
def test_a_file_that_is_not_what_the_profile_asks_for_is_found(sound: bytes, profile: PrintProfile, rule: str) -> None:
    assert rule in broken(sound, profile)


def test_the_heaviest_pixel_is_found() -> None:
    assert heaviest(bytes((0, 0, 0, 0)) * 99 + bytes((255, 255, 128, 0)), (10, 10)) == pytest.approx(250, abs=2)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_rule_has_its_words(sound: bytes, language: str) -> None:
    words = wording.wording(language)
    for name, rule in looked(sound).items():
        assert words[f"rule_{name}"]
        assert "{" not in words.say(f"found_{name}", **rule.found)


# --- the command -----------------------------------------------------------------------------------------------------

SHEETS = {**WORLD, "cards/print/tryk.yaml": "colour: cmyk\nicc: FOGRA39L\npdf: x-4\nmarks: crop\n", "cards/kort.yaml": DECK}


def test_check_shows_the_table_in_danish(project: Make) -> None:
    found = CliRunner().invoke(cli, ["check", str(project(SHEETS)), "--print", "tryk"])
    assert found.exit_code == 0
    assert "kort-sheets.pdf (tryk):" in found.stdout
    assert "  ok  farve i alt      højst 280 %; grænsen er 300 %\n" in found.stdout
    assert len([line for line in found.stdout.splitlines() if line.startswith("  ok  ")]) == len(preflight.RULES)


def test_check_gives_the_table_as_json(project: Make) -> None:
    found = CliRunner().invoke(cli, ["check", str(project(SHEETS)), "--print", "tryk", "--json", "--lang", "en"])
    (one,) = json.loads(found.stdout)["preflight"]
    assert (one["profile"], one["area"]) == ("tryk", "base")
    ink = next(rule for rule in one["rules"] if rule["rule"] == "ink")
    assert ink == {
        "rule": "ink",
        "ok": True,
        "title": "total ink",
        "figure": "at most 280 %; the limit is 300 %",
        "most": "280",
        "limit": "300",
    }


def test_check_without_print_reads_no_file(project: Make) -> None:
    assert "preflight" not in json.loads(CliRunner().invoke(cli, ["check", str(project(SHEETS)), "--json"]).stdout)


def test_too_much_ink_stops_the_command(project: Make) -> None:
    world = {**SHEETS, "cards/print/tryk.yaml": "colour: cmyk\nicc: FOGRA39L\npdf: x-4\nmax_ink: 240\n"}
    found = CliRunner().invoke(cli, ["check", str(project(world)), "--print", "tryk"])
    assert found.exit_code == 1
    assert "accent #8a3b12 lægger 280 % farve på papiret (C 40 M 100 Y 100 K 40); profilen tryk tillader højst 240 %" in found.stderr


def test_a_file_that_fails_is_named(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(preflight.RULES, "lines", lambda _: (False, {"thinnest": "0.10", "least": 0.25}))  # type: ignore[arg-type]
    found = CliRunner().invoke(cli, ["check", str(project(SHEETS)), "--print", "tryk"])
    assert found.exit_code == 1
    assert "  FEJL  streger" in found.stdout
    assert "tyndest 0,10 pt" in found.stdout
    assert "kort-sheets.pdf: fejl: Filen består ikke trykkeriets tjek: lines" in found.stderr


# --- real decks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("back_style", ["solid", "light"])
def test_the_shipped_deck_passes(back_style: str) -> None:
    made = typeset(room_of(ROOT, "skole"))
    profile = replace(SHOP, back_style=back_style)
    assert judged(made, profile)[1] == ()
    assert broken(written(made, profile), profile, 2 * len(made.faces)) == []


@pytest.mark.parametrize("deck", [danish, norwegian])
def test_decks_that_nobody_wrote_for_it_pass(project: Make, deck: Callable[[], RealDeck]) -> None:
    made = typeset(room_of(project({"cards/deck.yaml": deck_file(deck(), "dialogue")})))
    assert judged(made)[1] == ()
    assert broken(written(made), pages=2 * len(made.faces)) == []
