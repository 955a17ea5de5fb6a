"""Words are cut where a Danish reader expects it: at the joints of compounds first, between syllables second, nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from spoken import LANGUAGES, hyphenator, language

from cardprint.fonts import SOFT_HYPHEN
from cardprint.typeset.hyphenation import LEAST, SHORTEST, Hyphenator, InDoubt, real_breaks


def lines(code: str) -> list[str]:
    return [line for text in language(code).parts for line in text.splitlines() if line and not line.startswith("#")]


SHIPPED = {code: Hyphenator(language(code)) for code in LANGUAGES}
DANISH = SHIPPED["da"]


def cut(word: str, hyphenator: Hyphenator = DANISH) -> str:
    """Give the word with all its hyphens."""
    cuts = hyphenator.positions(word)
    return "-".join(word[start:end] for start, end in zip((0, *cuts), (*cuts, len(word)), strict=True))


def offsets(written: str, signs: str) -> set[int]:
    """Give where the signs stand in a word written as `bor-ger=ind-dra-gelse`, counted in its letters."""
    found, letters = set(), 0
    for one in written:
        if one in signs:
            found.add(letters)
        letters += one not in "-="
    return found


# "=" is a joint that must be found, "-" another cut that is allowed. Any other cut is wrong.
COMPOUNDS = """\
bor-ger=ind-dra-gelse kon-flikt=mæg-ling intro=work-shop til-gæn-ge-lig-heds=erklæ-ring fra-værs=sam-tale med=ar-bej-der
med=ar-bej-der=udvik-lings=sam-tale syge=fra-værs=sam-tale arbejds=plads=vur-de-ring arbejds=miljø=repræ-sen-tant
til-lids=repræ-sen-tant sam-ar-bejds=udvalg hoved=udvalg kom-mu-nal=besty-relse for-valt-nings=chef udvalgs=for-mand
øko-nomi=udvalg byråds=med-lem beskæf-ti-gel-ses=ind-sats job=kon-su-lent job=cen-ter=leder virk-som-heds=prak-tik
kon-tant=hjælps=mod-ta-ger syge=dag-penge=sag res-source=for-løb før-tids=pen-sion men-tor=ord-ning arbejds=mar-ked
akti-ve-rings=til-bud hjemme=syge=ple-jer-ske sund-heds=ple-jer-sken hjemme=ple-jen pleje=cen-ter ældre=områ-det ældre=råd
gen-op-træ-nings=plan reha-bi-li-te-rings=team medi-cin=hånd-te-ring hjælpe=mid-del=depot for-flyt-nings=tek-nik
pårø-rende=sam-tale natte=vag-ten vagt=skifte kva-li-tets=stan-dard til-syns=rap-port magt=anven-delse
støtte=kon-takt=per-son han-di-cap=områ-det social=pæda-gog sags=be-hand-ler myn-dig-heds=områ-det børne=fag-lig
under-ret-nings=pligt pleje=fami-lie mis-brugs=behand-ling dag=insti-tu-tion bør-ne=have=leder lærings=miljø
sprog=vur-de-ring for-æl-dre=sam-ar-bejde lege=plads pæda-gog=med-hjæl-per fri-tids=til-bud-det skole=besty-relse elev=råd
lærer=værel-se triv-sels=måling bru-ger=til-freds-heds=under-sø-gelse med-bor-ger=skab sam-ska-bel-ses=pro-ces kerne=opga-ven
kerne=opga-verne opmærk-som-heds=punk-ter par-ke-rings=plads opsam-lings=arket opslags=tav-len dags=or-dens=punkt styre=gruppe
doku-men-ta-tions=krav regi-stre-rings=prak-sis per-son=oplys-nin-ger data=beskyt-tel-ses=råd-gi-ver akt=ind-sigt
rets=sik-ker-hed arbejds=tids=aftale ledel-ses=grund-lag mel-lem=leder efter=uddan-nelse erfa-rings=udveks-ling videns=deling
for-an-drings=ledelse eva-lue-rings=skema bud-get=opfølg-ning vel-færds=tek-no-logi spørge=skema=under-sø-gelse
for-vent-nings=afstem-ning tvær=fag-lig-hed fri-vil-lig=cen-ter vej=ved-li-ge-hol-delse bygge=sags=be-hand-ling
ansvars=for-de-ling råde=rum væsent-lig-heds=vur-de-ring fri=kvar-te-ret bor-ger=øn-ske
"""

# No compound, though a known part is seen in it: social-isering, elev-erne, bank-k-under, klubb-erne.
NO_COMPOUNDS = """\
soci-a-li-se-ring ele-verne for-valt-ning-er-ne kom-mu-ner-nes bank-kun-der-ne klub-ber-ne til-bud-de-ne kon-trol-le-ring
pro-gram-mer-ne work-shop-per-ne ele-va-tor stu-den-ter-ne viden-skab for-mand kon-to-rist
"""


@pytest.mark.parametrize("written", COMPOUNDS.split())
def test_compounds_are_cut_at_their_joints_and_nowhere_wrong(written: str) -> None:
    found = set(DANISH.positions(written.replace("=", "").replace("-", "")))
    assert found <= offsets(written, "-="), f"wrong: {cut(written.replace('=', '').replace('-', ''))}"
    assert offsets(written, "=") - found == set(), f"missed: {cut(written.replace('=', '').replace('-', ''))}"


@pytest.mark.parametrize("written", NO_COMPOUNDS.split())
def test_what_only_continues_a_part_is_no_joint(written: str) -> None:
    assert set(DANISH.positions(written.replace("-", ""))) <= offsets(written, "-")


@pytest.mark.parametrize("written", COMPOUNDS.split())
def test_three_letters_stay_on_either_side_and_no_piece_is_without_a_vowel(written: str) -> None:
    word = written.replace("=", "").replace("-", "")
    pieces = cut(word).split("-")
    assert len(pieces[0]) >= LEAST
    assert len(pieces[-1]) >= LEAST
    assert all(set(piece) & set("aeiouyæøå") for piece in pieces)


def test_capitals_and_endings_change_nothing() -> None:
    assert cut("Medarbejder") == "Med-ar-bej-der"
    assert cut("KONFLIKTMÆGLING") == "KON-FLIKT-MÆG-LING"
    assert cut("konfliktmæglingens") == "kon-flikt-mæg-lingens"


def test_a_soft_hyphen_leaves_no_other_cut() -> None:
    word = f"konflikt{SOFT_HYPHEN}mægling"
    assert DANISH.positions(word) == (8,)
    assert DANISH.positions(f"{SOFT_HYPHEN}konfliktmægling{SOFT_HYPHEN}") == ()


@pytest.mark.parametrize("word", ["", "krav", "leder", "vagt/plan", "MED-udvalg", "2026-12-01", "a-b-c-d-e-f"])
def test_short_words_are_not_cut(word: str) -> None:
    assert all(len(piece) < SHORTEST or piece == "udvalg" for piece in word.replace("/", "-").split("-"))
    assert DANISH.positions(word) == ()


def test_the_words_between_hyphens_and_slashes_are_cut_on_their_own() -> None:
    assert cut("skole-hjem-samarbejde") == "skole-hjem-sam-ar-bejde"
    assert cut("konflikt/mægling") == "kon-flikt/mæg-ling"
    assert cut("(medarbejder)") == "(med-ar-bej-der)"


def test_a_letter_that_grows_in_lower_case_moves_no_cut() -> None:
    assert DANISH.positions("İİİİborgerinddragelse") == ()


def test_an_exception_of_the_project_wins() -> None:
    assert cut("medarbejder", hyphenator("da", ["medarbejder"])) == "medarbejder"
    assert cut("medarbejdernes", hyphenator("da", ["med-arbejder"])) == "med-arbejdernes"
    assert cut("samskabelsesmøde", hyphenator("da", ["sam-skabelse"])) == "sam-skabelses-møde"


def test_a_part_may_be_known_at_one_end_of_a_word_only() -> None:
    first, last = hyphenator("da", ["under-"]), hyphenator("da", ["-bor-ger"])
    assert 5 in first.positions("underretning")
    assert 5 not in first.positions("bankkunder")
    assert cut("nabolagsborger", last).endswith("-bor-ger")
    assert 6 not in last.positions("borgerinddragelse")


@pytest.mark.parametrize("code", LANGUAGES)
def test_reviewed_words_are_cut_as_they_were_reviewed(code: str) -> None:
    """Each line of tests/hyphenation/ was read by a person: all its cuts, and no other."""
    reviewed = (Path(__file__).parent / "hyphenation" / f"{code}.txt").read_text(encoding="utf-8").split()
    assert len(reviewed) >= 100
    assert [cut(word.replace("-", ""), SHIPPED[code]) for word in reviewed] == reviewed


@pytest.mark.parametrize("word", ["interesseret", "kvantitativ", "modernitet", "partikularisme", "komfortabel", "medlidenhed", "dyrplager"])
def test_what_no_part_explains_beyond_doubt_stays_whole(word: str) -> None:
    assert not {word[:at] for at in DANISH.positions(word)} & {"inter-esse", "interesse", "moder", "parti", "komfor", "medlid", "dyrp"}


def test_the_letter_that_two_words_share_is_left_alone() -> None:
    assert cut("omsorgstandpleje") == "omsorgs-tand-pleje"
    assert cut("måltidsvært") == "mål-tids-vært"
    assert cut("urinblærer") == "urinblærer"
    assert cut("helsestasjon", SHIPPED["nb"]) == "helse-sta-sjon"


def test_without_a_list_nothing_is_beyond_doubt_but_the_patterns_are_there_for_a_line_that_is_too_narrow() -> None:
    unlisted = hyphenator("da")
    assert cut("medarbejder", unlisted) == "medarbejder"
    assert unlisted.rescue("medarbejder") == ()
    assert InDoubt(unlisted).positions("medarbejder") == ()
    assert InDoubt(unlisted).rescue("medarbejder") == (3, 5, 8)
    assert cut("conversation", hyphenator("en")) == "con-ver-sa-tion"


def test_the_first_of_two_lists_wins() -> None:
    assert cut("medarbejder", hyphenator("da", ["medarbejder", "med-ar-bej-der"])) == "medarbejder"


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("nb", "pro-gram-vare-sår-bar-het"),
        ("nb", "auten-ti-se-rings-fak-torer"),
        ("nb", "sesjons-hånd-te-ring"),
        ("nb", "sys-tem-egen-skaper"),
        ("nb", "mobil-appli-ka-sjoner"),
        ("nb", "test-rela-terte"),
        ("nb", "appli-ka-sjons-angreps"),
        ("nn", "kom-mune-styret"),
        ("nn", "sam-tale-kort"),
        ("sv", "kom-mun-full-mäk-tige"),
        ("sv", "med-ar-be-tare"),
        ("en", "work-shop"),
        ("en", "con-ver-sa-tion"),
    ],
)
def test_other_languages_have_their_own_patterns(code: str, written: str) -> None:
    assert cut(written.replace("-", ""), SHIPPED[code]) == written


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_list_holds_each_part_once_with_three_letters_beside_each_cut(code: str) -> None:
    parts = lines(code)
    assert len({part.replace("-", "").lower() for part in parts}) == len(parts)
    for part in parts:
        pieces = part.strip("-").split("-")
        assert part == part.strip().lower()
        assert part.replace("-", "").isalpha(), part
        assert len(part.replace("-", "")) >= 2, part
        assert len(pieces) == 1 or min(len(pieces[0]), len(pieces[-1])) >= LEAST, part


@pytest.mark.parametrize(
    "written",
    [
        "https://eksempelkommune|.sharepoint|.com/|sites/|samskabt-|styring/|Delte|%20dokumenter/|vis|.aspx?|id=|4",
        "(www.velfærdsstaten|.dk)",
        "medarbejderne@kommune|.dk".replace("@", "|@"),
        "mailto:velfærd|@kommune|.dk",
        "https://x|.dk/|" + "|".join(["kommunekommu"] * 5),
        "https://kommune",
    ],
)
def test_an_address_gets_no_hyphen_that_somebody_would_type_along(written: str) -> None:
    address = written.replace("|", "")
    cuts = real_breaks(address)
    assert "|".join(address[start:end] for start, end in zip((0, *cuts), (*cuts, len(address)), strict=True)) == written
    for hyphens in (DANISH, DANISH.in_doubt(freely=False), DANISH.in_doubt(freely=True)):
        assert (hyphens.positions(address), hyphens.rescue(address)) == ((), ())
