"""The parcel for the print room: named and ordered, the same bytes, nothing of anybody's in it, compared with one of before that may be a stranger's."""

from __future__ import annotations

import io
import json
import re
import struct
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cardprint import names
from cardprint.cli import cli
from cardprint.parcels import naming, older
from cardprint.parcels.words import READMES, TAILS

Make = Callable[[Mapping[str, str | bytes]], Path]
DECK = """\
id: kort
title: "Dialogkort: start/slut?"
version: "1.2"
themes: [{id: t, name: Tema}]
cards: [{id: k, theme: t, text: Hvad bøvler?, translations: {en: {text: What bothers us?}}}]
translations: {en: {title: Cards}}
"""
AGENDA = "id: moede\ntitle: Intromøde\ndate: 2026-12-08\nexpected: 28\ngroups: 2\nitems: [{title: Kort, minutes: 10, deck: kort}]\n"
AREA = "id: skole\nname: Skole\n"
ORGANISATION = "id: havdal\nname: Havdal Kommune\ncontact: Ane Holm, tryk@havdal.example\n"
FILES = {
    "cardprint.yaml": "title: Samskabt styring\norganisation: havdal\nareas: [skole]\ncard_paper: 200 gsm\n",
    "cards/kort.yaml": DECK,
    "cards/agendas/moede.yaml": AGENDA,
    "cards/areas/skole.yaml": AREA,
    "cards/organisations/havdal.yaml": ORGANISATION,
}
NAME = "Samskabt styring – Havdal Kommune – Skole.zip"


def pack(root: Path, *options: str) -> Result:
    """Run the command on a project."""
    return CliRunner().invoke(cli, ["pack", str(root), *options], catch_exceptions=False)


def parcel(root: Path, name: str = NAME) -> zipfile.ZipFile:
    """Open a parcel that was made."""
    return zipfile.ZipFile(root / "output" / "parcels" / name)


def letter(packed: zipfile.ZipFile, name: str = "LÆS-MIG.txt") -> str:
    """Give a parcel's letter, its lines as they are on a screen."""
    return packed.read(name).decode("utf-8-sig").replace("\r\n", "\n")


def test_files_stand_in_print_order_and_say_how_many_and_how_to_turn(project: Make) -> None:
    root = project(FILES)
    result = pack(root)
    assert (result.exit_code, result.stderr) == (0, "")
    assert parcel(root).namelist() == [
        "LÆS-MIG.txt",
        "01 Seddel til trykkeriet – Dialogkort - start-slut – Skole – v1.2 – 1 eks – enkeltsidet.pdf",
        "02 Kortark – Dialogkort - start-slut – Skole – v1.2 – 1 eks – dupleks lang kant.pdf",
        "03 Seddel til trykkeriet – Intromøde – Skole – 1 eks – enkeltsidet.pdf",
        "04 Kortark – Intromøde – Skole – 1 eks – dupleks lang kant.pdf",
        "05 Mødepapirer – Intromøde – Skole – 28 eks – enkeltsidet.pdf",
        "06 Drejebog – Intromøde – Skole – 1 eks – dupleks kort kant.pdf",
        "07 Læseudgave – Dialogkort - start-slut – Skole – v1.2 – læses på skærm.pdf",
        "08 Invitation – Intromøde – Skole – sendes med mail.pdf",
        "09 Invitation – Intromøde – Skole – sendes med mail.txt",
        "10 Invitation – Intromøde – Skole – sendes med mail.ics",
    ]
    assert NAME in result.stdout
    assert "05 Mødepapirer" in result.stdout


def test_the_letter_tells_a_print_room_all_of_it(project: Make) -> None:
    root = project(FILES)
    pack(root)
    said = letter(parcel(root))
    assert "Samskabt styring til Havdal Kommune, Skole" in said
    assert re.search(
        r"05 Mødepapirer.*\n   28 eksemplarer, 1 side, 28 ark i alt, A4 stående, .*, farve \(på sedlen: moede-handout\.pdf\)\n", said
    )
    assert re.search(r"02 Kortark.*\n.*A4 stående, 200 g/m², ", said)
    assert "tryk@havdal.example" in said
    assert said.index("DET SKAL TRYKKES") < said.index("06 Drejebog") < said.index("DET SKAL IKKE TRYKKES") < said.index("07 Læseudgave")
    assert parcel(root).read("LÆS-MIG.txt").count(b"\r\n") == said.count("\n")


def test_an_english_project_gets_a_parcel_in_english(project: Make) -> None:
    files = {**FILES, "cardprint.yaml": "title: Shaping\nlanguage: en\norganisation: havdal\nareas: [skole]\n"}
    root = project(
        {
            **files,
            "cards/kort.yaml": DECK.replace("id: kort\n", "id: kort\nlanguage: en\n").replace("translations: {en: {title: Cards}}\n", ""),
        }
    )
    result = pack(root)
    assert result.exit_code == 0, result.output
    packed = parcel(root, "Shaping – Havdal Kommune – Skole.zip")
    assert "05 Meeting papers – Intromøde – Skole – 28 copies – one side.pdf" in packed.namelist()
    assert "PRINT THESE" in letter(packed, "README.txt")
    assert "1 copy, " in letter(packed, "README.txt")


def test_each_organisation_area_and_language_has_a_parcel_of_its_own(project: Make) -> None:
    config = "title: Kort\nlanguages: [da, en]\norganisations: [havdal, nord]\nareas: [skole, by]\ndecks: [kort]\nagendas: []\n"
    more = {"cards/areas/by.yaml": "id: by\nname: Skole\n", "cards/organisations/nord.yaml": "id: nord\nname: Nord\n"}
    root = project({**FILES, "cardprint.yaml": config, **more})
    result = pack(root, "--only", "sheets")
    assert result.exit_code == 0, result.output
    found = sorted(path.name for path in (root / "output" / "parcels").iterdir())
    wanted = [
        f"Kort – {whose} – Skole – {language}{twice}.zip"
        for whose in ("Havdal Kommune", "Nord")
        for language in ("da", "en")
        for twice in (" (skole)", " (by)")
    ]
    assert found == sorted(wanted)
    assert pack(root, "--organisation", "nord", "--area", "by", "--language", "en", "--json", "--output", str(root / "til")).exit_code == 0
    assert [path.name for path in (root / "til").glob("*.zip")] == ["Kort – Nord – Skole – en.zip"]


def test_the_same_input_gives_the_same_bytes_and_nothing_of_anybody(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({**FILES, "notes/skole/moede.yaml": "agenda: moede\n", "scans/bord1.jpg": b"x"})
    pack(root)
    path = root / "output" / "parcels" / NAME
    first = path.read_bytes()
    path.unlink()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    pack(root, "--jobs", "2")
    assert path.read_bytes() == first
    assert str(root).encode() not in first
    with parcel(root) as packed:
        for entry in packed.infolist():
            assert (entry.date_time, entry.extra, entry.comment, entry.create_system) == ((1980, 1, 1, 0, 0, 0), b"", b"", 3)
            assert entry.filename.isascii() or entry.flag_bits & 0x800
            assert entry.filename == unicodedata.normalize("NFC", entry.filename)
            assert names.is_nameable(entry.filename)
        assert packed.testzip() is None
        assert not [name for name in packed.namelist() if "bord1" in name or "psummering" in name]


def test_only_what_this_build_made_is_packed(project: Make) -> None:
    root = project(FILES)
    pack(root)
    (root / "output" / "skole" / "gammel-sheets.pdf").write_bytes(b"%PDF-1.7")
    (root / "output" / "skole" / "moede-handout.pdf").unlink()
    pack(root)
    assert not [name for name in parcel(root).namelist() if "ammel" in name]
    assert [name for name in parcel(root).namelist() if "Mødepapirer" in name]


def test_an_area_with_errors_keeps_its_older_parcel_and_the_others_are_packed(project: Make) -> None:
    files = {**FILES, "cardprint.yaml": "title: Kort\nareas: [skole, by]\n", "cards/areas/by.yaml": "id: by\nname: By\n"}
    root = project(files)
    assert pack(root).exit_code == 0
    before = (root / "output" / "parcels" / "Kort – By.zip").read_bytes()
    (root / "cards" / "areas" / "by.yaml").write_text("id: by\nname: By\ncards: {findes-ikke: {drop: true}}\n")
    (root / "output" / "parcels" / "Kort – Skole.zip").unlink()
    result = pack(root)
    assert result.exit_code == 1
    assert (root / "output" / "parcels" / "Kort – By.zip").read_bytes() == before
    assert (root / "output" / "parcels" / "Kort – Skole.zip").exists()
    assert "Kort – By.zip" not in result.stdout


def test_a_meeting_that_is_held_at_several_workplaces_is_told_apart(project: Make) -> None:
    title = "Introworkshop: et fælles sprog om styring i hele kommunen"
    held = "held:\n  - {id: nord, name: Solgården, expected: 4}\n  - {id: syd, name: Lillebo, expected: 5}\n"
    root = project({**FILES, "cards/agendas/moede.yaml": AGENDA.replace("Intromøde", f'"{title}"') + held})
    result = pack(root)
    assert result.exit_code == 0, result.output
    found = [name for name in parcel(root).namelist() if "Mødepapirer" in name]
    assert ["Solgården – Skole – 4 eks" in found[0], "Lillebo – Skole – 5 eks" in found[1], len(found)] == [True, True, 2]
    assert [name for name in parcel(root).namelist() if name.endswith("sendes med mail.ics")]


def test_what_is_new_since_an_older_parcel(project: Make) -> None:
    root = project(FILES)
    pack(root)
    old = root / "sendt (1).zip"
    old.write_bytes((root / "output" / "parcels" / NAME).read_bytes())
    assert "Intet er ændret." in pack(root, "--since", str(old)).stdout
    (root / "cards" / "agendas" / "moede.yaml").write_text(AGENDA.replace("groups: 2", "groups: 3").replace("expected: 28", "expected: 30"))
    (root / "cards" / "kort.yaml").write_text(DECK.replace('"1.2"', '"1.3"'))
    (root / "cards" / "agendas" / "nyt.yaml").write_text("id: nyt\ntitle: Nyt møde\nitems: [{title: Kort, minutes: 10}]\n")
    result = pack(root, "--since", str(old), "--json")
    (found,) = json.loads(result.stdout)["parcels"]
    since = found["since"]
    kinds = {
        state: [name.split(" – ")[0][3:] + "/" + name.split(" – ")[1] for name in since[state]]
        for state in ("new", "changed", "same", "gone")
    }
    assert {one for one in kinds["new"] if "Nyt" not in one} == set()
    assert "Kortark/Intromøde" in kinds["changed"]
    assert kinds["gone"] == []
    assert [(told["now"], told["before"]) for told in since["told"]] == [("30 eks, enkeltsidet", "28 eks, enkeltsidet")]
    said = letter(parcel(root))
    assert "NYT SIDEN sendt (1).zip" in said
    assert "det nye er: 30 eks" in said
    (root / "cards" / "agendas" / "nyt.yaml").unlink()
    pack(root)
    again = root / "mappe" / NAME
    again.parent.mkdir()
    again.write_bytes((root / "output" / "parcels" / NAME).read_bytes())
    (root / "cards" / "agendas" / "moede.yaml").unlink()
    gone = pack(root, "--since", str(again.parent)).stdout
    assert "Skal ikke bruges mere:" in gone
    assert "Drejebog – Intromøde" in gone.partition("Skal ikke bruges mere:")[2]


def zipped(*entries: tuple[str, bytes]) -> bytes:
    """Make a zip of names that zipfile would not mend."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packet, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in (("LÆS-MIG.txt", b"Hej"), *entries):
            packet.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _locked() -> bytes:
    data = bytearray(zipped(("01 Kort.pdf", b"x")))
    at = data.rfind(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def _lying() -> bytes:
    """Say of a small file that it is 3 GB large."""
    data = bytearray(zipped(("01 Kort.pdf", b"0" * 1000)))
    struct.pack_into("<L", data, data.rfind(b"PK\x01\x02") + 24, 3_000_000_000)
    return bytes(data)


STRANGE: dict[str, tuple[bytes, str]] = {
    "no-zip": (b"%PDF-1.7 " * 100, "parcel-broken"),
    "empty": (b"", "parcel-broken"),
    "cut": (zipped(("01 Kort.pdf", b"x" * 5000))[:-30], "parcel-broken"),
    "zip64": (zipped()[:-22] + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0), "parcel-broken"),
    "up": (zipped(("../../hjem.pdf", b"x")), "parcel-name"),
    "absolute": (zipped(("/etc/passwd", b"x")), "parcel-name"),
    "drive": (zipped(("C:\\01.pdf", b"x")), "parcel-name"),
    "device": (zipped(("con.pdf", b"x")), "parcel-name"),
    "bell": (zipped(("01 \a.pdf", b"x")), "parcel-name"),
    "twice": (zipped(("01 Kort.pdf", b"x"), ("01 Kort.pdf", b"y")), "parcel-name"),
    "many": (zipped(*((f"{number} x.pdf", b"") for number in range(2100))), "parcel-large"),
    "bomb": (_lying(), "parcel-large"),
    "locked": (_locked(), "parcel-locked"),
    "foreign": (zipped().replace("LÆS-MIG".encode(), b"LES-MIGG"), "parcel-foreign"),
}


@pytest.mark.parametrize("name", STRANGE)
def test_a_strangers_zip_is_a_problem(tmp_path: Path, name: str) -> None:
    data, code = STRANGE[name]
    (tmp_path / "old.zip").write_bytes(data)
    found, problems = older.opened(tmp_path / "old.zip", shown="old.zip")
    assert found is None
    assert [(problem.code, problem.place.file) for problem in problems] == [(code, "old.zip")]


def test_a_zip_that_breaks_while_it_is_compared_stops_the_packing(project: Make) -> None:
    root = project(FILES)
    pack(root)
    path = root / "output" / "parcels" / NAME
    data = bytearray(path.read_bytes())
    at = data.find(b"%PDF")
    data[at + 50] ^= 0xFF
    (root / "old.zip").write_bytes(data)
    before = path.read_bytes()
    result = pack(root, "--since", str(root / "old.zip"))
    assert result.exit_code in {0, 1}  # a changed letter is a changed file, or the zip's own sum tells it
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or path.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_a_problem_and_a_strangers_zip_stays(project: Make) -> None:
    root = project({**FILES, "til/" + NAME: b"min egen"})
    result = pack(root, "--output", str(root / "til"))
    assert result.exit_code == 1
    assert (root / "til" / NAME).read_bytes() == b"min egen"
    (root / "output" / "parcels").symlink_to(root / "til")
    assert pack(root).exit_code == 1
    assert [path.name for path in (root / "til").iterdir() if path.suffix == ".zip"] == [NAME]
    assert (root / "til" / NAME).read_bytes() == b"min egen"


def test_what_is_made_of_notes_goes_to_no_print_room(project: Make) -> None:
    notes = "agenda: moede\ngroups: [{name: Bord 1, challenges: [{text: Vi venter, importance: 4, effect: 3}]}]\n"
    root = project({**FILES, "notes/skole/moede.yaml": notes})
    assert "går ikke til trykkeriet" in pack(root, "--only", "summary").stderr
    assert not (root / "output" / "parcels").exists()


def test_one_deck_is_packed_alone(project: Make) -> None:
    root = project(FILES)
    result = pack(root / "cards" / "kort.yaml", "--only", "sheets")
    assert result.exit_code == 0, result.output
    assert parcel(root).namelist()[1:] == ["01 Kortark – Dialogkort - start-slut – Skole – v1.2 – 1 eks – dupleks lang kant.pdf"]


def test_what_is_not_there_and_what_is_of_no_parcel_is_told(project: Make) -> None:
    root = project({**FILES, "cardprint.yaml": "title: Kort\nareas: [skole, by]\n", "cards/areas/by.yaml": "id: by\nname: By\n"})
    assert pack(root, "--since", str(root / "nej.zip")).exit_code == 2
    pack(root)
    (root / "andet.zip").write_bytes((root / "output" / "parcels" / "Kort – By.zip").read_bytes())
    result = pack(root, "--since", str(root / "andet.zip"))
    assert result.exit_code == 1
    assert "Kort – Skole.zip" in result.stderr
    (root / "tom").mkdir()
    assert "Kort – Skole.zip" in pack(root, "--since", str(root / "tom")).stderr
    for name in ("x" * 5000, "æ" * 300, "a\nb"):
        assert pack(root, "--since", name).exit_code == 2
    assert pack(root, "--area", "by", "--since", str(root / "andet.zip")).exit_code == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hvad bøvler? Nu: «her»", "Hvad bøvler Nu - «her»"),
        ("a/b\\c*d|e", "a-b-cd-e"),
        ("kl. 13:00 ...", "kl. 13.00"),
        ("A\u030ael\u202e\x07dre", "Åeldre"),
        (" .-. ", ""),
        ("x" * 60, "x" * 39 + "…"),
    ],
)
def test_a_part_of_a_name_is_one_on_every_system(text: str, wanted: str) -> None:
    assert naming.part(text, 40) == wanted
    assert naming.key(f"07 Kortark – {wanted or 'x'} – v2 – 7 eks – enkeltsidet.pdf", TAILS) == names.folded(
        f"Kortark – {wanted or 'x'}.pdf"
    )


def test_a_project_whose_names_no_system_takes_is_packed_all_the_same(project: Make) -> None:
    files = {**FILES, "cardprint.yaml": 'title: "CON"\nareas: [skole]\n', "cards/areas/skole.yaml": 'id: skole\nname: "***"\n'}
    root = project({**files, "cards/kort.yaml": DECK.replace('"Dialogkort: start/slut?"', '"' + "Æøå " * 70 + '"')})
    result = pack(root)
    assert result.exit_code == 0, result.output
    (path,) = (root / "output" / "parcels").iterdir()
    assert names.is_nameable(path.name)
    with zipfile.ZipFile(path) as packed:
        assert all(names.is_nameable(name) and len(name) < 180 for name in packed.namelist())
        assert READMES & set(packed.namelist())


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_ticket_says_paper_and_colour(project: Make, lang: str) -> None:
    profile = "id: graa\ncolour: grey\ncard_paper: 250 g/m2\n"
    config = f"title: Kort\nlanguage: {lang}\nprint: graa\ncard_paper: 120 g/m²\n"
    deck = DECK.replace("id: kort\n", f"id: kort\nlanguage: {lang}\n").replace("translations: {en: {title: Cards}}\n", "")
    root = project({"cardprint.yaml": config, "cards/print/graa.yaml": profile, "cards/kort.yaml": deck})
    assert pack(root, "--lang", lang).exit_code == 0
    (path,) = (root / "output" / "parcels").glob("*.zip")
    packed = zipfile.ZipFile(path)
    (readme,) = READMES & set(packed.namelist())
    said = letter(packed, readme)
    assert "250 g/m²" in said
    assert "120 g/m²" not in said
    assert (", sort (" if lang == "da" else ", black (") in said


def test_a_weight_that_is_none_is_a_problem(project: Make) -> None:
    root = project({**FILES, "cardprint.yaml": "card_paper: 200\n"})
    result = pack(root, "--json")
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"] if problem["severity"] == "error"] == ["not-weight"]
    assert json.loads(result.stdout)["parcels"] == []
