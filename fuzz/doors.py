"""Single doors: one function of one room, called directly with what its callers may hand it. Cheap, so that there can be very many.

A door gives what its function gives; it may raise what the function documents (`refusals`). Its `sound` looks at what came out.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from xml.parsers import expat

from fuzz import change, layouts, pictures, tree, words, world
from fuzz.judge import FRAME, Finding

SECONDS = 4.0
"""CPU seconds of one call; what a door gets is small."""
BATCH = 2000
"""Calls of one child."""


class Door(NamedTuple):
    """A door: what makes a value, what takes it, what it may raise, what must be true of what it gives."""

    make: Callable[[Random], Any]
    call: Callable[[Any], Any]
    refusals: tuple[type[BaseException], ...] = ()
    sound: Callable[[Any, Any], bool] = lambda _given, _found: True


def _yaml_text(random: Random) -> bytes:
    kind = random.choice(["deck", "agenda", "worksheet", "area", "organisation", "vocabulary", "config", "profile", "style"])
    base = random.choice(world.kinds()[kind])
    name = next(one for one in base.guilty if one.endswith(".yaml"))
    return change.changed(random, name, base.files[name])[1]


def _yaml() -> Door:
    from cardprint.sources import yaml

    return Door(
        _yaml_text,
        lambda data: yaml.parse(data, "a.yaml"),
        (),
        lambda data, found: found[0] is not None or bool(found[1]) or not data.strip(),
    )


def _svg_text(random: Random) -> bytes:
    data = pictures.drawing(random, world.LOGO).encode(errors="replace")
    return pictures.scrambled(random, data) if random.random() < 0.1 else data


def _svg() -> Door:
    from cardprint.pictures import svg

    def sound(_data: bytes, found: Any) -> bool:
        drawing, problems = found
        if drawing is None:
            return bool(problems)
        return not any(re.search("nan|inf|e[+-]", shape.path) for shape in drawing.shapes)

    return Door(_svg_text, lambda data: svg.read(data, "a.svg"), (), sound)


def _raster() -> Door:
    from cardprint.pictures import raster
    from cardprint.pictures.nouns import Fault

    def make(random: Random) -> bytes:
        data = (pictures.png if random.random() < 0.6 else pictures.jpeg)(random, b"")
        return pictures.scrambled(random, data) if random.random() < 0.2 else data

    return Door(make, raster.read, (Fault,))


def _typeface(own: dict[str, Any], root: Path) -> Any:
    """Give an organisation's typeface, and what is wrong with its fonts, wherever they are judged."""
    from importlib.util import find_spec

    from cardprint import fonts

    if not find_spec("cardprint.fontfiles"):
        return fonts.typeface(own)
    from cardprint import fontfiles

    sound, problems = fontfiles.read(own, root)
    return fonts.typeface(sound), problems


def _font() -> Door:
    from cardprint.errors import Place

    file = Path(tempfile.mkdtemp(prefix="cardprint-fuzz-font-")) / "f.ttf"

    def call(data: bytes) -> Any:
        file.write_bytes(data)
        typeface, problems = _typeface({"regular": (file, Place("k.yaml", 1, 1))}, file.parent)
        if problems:
            return problems
        font = typeface.font("regular")
        word = typeface.word("Hej", "regular") if font.has("Hej") else None
        return word, font.metrics, font.name, font.subset([one for _, one in font.cids("Hej ").values()] if font.has("Hej ") else [])

    def make(random: Random) -> bytes:
        data = pictures.ttf(random, b"")
        return pictures.scrambled(random, data) if random.random() < 0.1 else data

    return Door(make, call)


def _clean() -> Door:
    from cardprint.errors import Place
    from cardprint.sources import text

    def sound(_given: str, found: Any) -> bool:
        return text.clean(found[0], Place("a"))[0] == found[0]

    return Door(words.text, lambda value: text.clean(value, Place("a")), (), sound)


def _stars(random: Random) -> str:
    parts = ["*", "**", "***", "a", " ", "b", "\n", "§", "3", ".", "&", "<", "ord ", "“", ")"]
    return (
        "".join(random.choice(parts) for _ in range(random.choice([2, 5, 10, 40, 2000]))) if random.random() < 0.6 else words.text(random)
    )


def _emphasis() -> Door:
    from cardprint.errors import Place
    from cardprint.layouts import templates
    from cardprint.sources import text

    def call(value: str) -> tuple[str, str]:
        clean, _ = text.clean(value, Place("a"))
        clean = "".join(one for one in clean if not "\ud800" <= one <= "\udfff")
        return templates.inline(clean), templates.bare(clean)

    def sound(_given: str, found: Any) -> bool:
        parser = expat.ParserCreate()
        try:
            parser.Parse(f"<p>{found[0]}</p>".encode(), True)  # noqa: FBT003
        except expat.ExpatError:
            return False
        return True

    return Door(_stars, call, (), sound)


def _markup() -> Door:
    from cardprint import resources
    from cardprint.layouts import markup, style
    from cardprint.layouts.templates import Rendered
    from cardprint.sources import looks

    look, _ = looks.look(world.ROOT, "")
    styles, _ = style.styles(look, {})
    template = resources.builtin_root() / "templates" / "cards.xml.j2"

    def make(random: Random) -> str:
        inside = "".join(
            layouts.element(random, layouts.element(random, random.choice(["x", "", "&amp;", "<br/>"])))
            for _ in range(random.choice([1, 2, 4]))
        )
        return random.choice(
            [
                f"<cards>{inside}</cards>",
                f"<cards><card id='a'><front>{inside}</front></card></cards>",
                f"<paper class='reading-page'>{inside}</paper>",
                inside,
            ]
        )

    def call(xml: str) -> Any:
        return markup.parse(Rendered(xml, [], template), styles, {"symbol", "logo"})

    return Door(make, call)


def _jinja() -> Door:
    from cardprint.layouts.templates import Layouts

    folder = Path(tempfile.mkdtemp(prefix="cardprint-fuzz-jinja-")) / "templates"
    folder.mkdir()
    told = {
        "x": "Hvad?",
        "ns": {"a": 1},
        "sides": [{"card": {"id": "a"}}],
        "labels": {"card": "Kort"},
        "i": 3,
        "deck": {"title": "Kort"},
        "m": None,
    }

    def call(text: str) -> Any:
        (folder / "x.xml.j2").write_text(text, encoding="utf-8", errors="replace")
        return Layouts((folder,)).render("x.xml.j2", told)

    def make(random: Random) -> str:
        return f"<cards>{''.join(layouts.statement(random) for _ in range(random.choice([1, 2, 3])))}</cards>"

    return Door(make, call, (), lambda _given, found: found[0] is not None or bool(found[1]))


def _spoken(*codes: str) -> Any:
    from cardprint.sources import languages

    return languages.read(world.ROOT, "", codes)[0]


def _hyphenation() -> Door:
    from cardprint.typeset.hyphenation import Hyphenator, real_breaks

    spoken = _spoken("da", "en", "sv", "nb")
    parts = [line for line in spoken["da"].parts[0].splitlines() if line and not line.startswith("#")]
    known = {code: Hyphenator(language) for code, language in spoken.items()}
    bits = [one.replace("-", "") for one in parts]

    def make(random: Random) -> tuple[str, str]:
        word = (
            "".join(random.choice(bits) for _ in range(random.choice([1, 2, 3, 12])))
            if random.random() < 0.6
            else words.text(random)[:2000]
        )
        return random.choice(list(known)), words.edited(random, word) if random.random() < 0.3 else word

    def sound(given: tuple[str, str], found: Any) -> bool:
        cuts = found[0]
        return list(cuts) == sorted(set(cuts)) and all(0 < cut < len(given[1]) for cut in cuts)

    return Door(make, lambda given: (known[given[0]].positions(given[1]), real_breaks(given[1])), (), sound)


def _spelling() -> Door:
    from cardprint.sources import spelling

    names = sorted({name for record in change.grammar().records.values() for name in record})

    def make(random: Random) -> tuple[str, list[str]]:
        return words.edited(random, random.choice(names)), random.sample(names, random.choice([0, 1, 12, 40])) * random.choice([1, 1, 40])

    return Door(make, lambda given: spelling.nearest(given[0], given[1]), (), lambda _given, found: isinstance(found, str))


def _style() -> Door:
    from cardprint.errors import Place
    from cardprint.layouts import style
    from cardprint.model import Look, StyleValue

    names = ["question", "prompt", "body", "own", "x", "colours"]

    def make(random: Random) -> Any:
        def value() -> str:
            return random.choice([words.length, words.number, words.colour, words.text])(random)

        def one(key: str) -> StyleValue:
            found = random.choice(names) if key == "extends" else value()
            return StyleValue(
                (found,) if random.random() < 0.8 else tuple(value() for _ in range(random.choice([0, 2, 5]))),
                Place("templates/style.yaml", 1, 1),
            )

        keys = [*style.KEYS, "colr", "ink", "primary"]
        layer = {
            name: {key: one(key) for key in random.sample(keys, random.choice([1, 2, 6]))}
            for name in random.sample(names, random.choice([1, 3, 6]))
        }
        return Look(layers=(layer,))

    return Door(make, lambda look: (style.styles(look, {}), style.palette(look, {})))


def _manifest() -> Door:
    from cardprint import manifest
    from cardprint.errors import CardprintError

    folder = Path(tempfile.mkdtemp(prefix="cardprint-fuzz-manifest-"))

    def call(data: bytes) -> Any:
        (folder / "manifest.json").write_bytes(data)
        return manifest.printed(folder)

    return Door(lambda random: change.changed(random, "output/manifest.json", world.MANIFEST.encode())[1], call, (CardprintError,))


def _lengths() -> Door:
    from cardprint import colour, geometry

    def make(random: Random) -> str:
        one = random.choice([words.length, words.size, words.colour, words.number, words.text])(random)
        return words.edited(random, one) if random.random() < 0.4 else one

    return Door(make, lambda value: (geometry.length(value), geometry.size(value), colour.parse(value)))


def _values() -> Door:
    from cardprint.errors import Place
    from cardprint.sources import nodes, reading, schema, values
    from cardprint.sources import yaml as _yaml_room  # noqa: F401 - the nodes' own room

    del schema
    types = [one for one in vars(values).values() if isinstance(one, reading.Type)]
    types += [
        values.measure(0, 20),
        values.number(1, 500),
        values.choice(("a", "b")),
        values.many(values.TEXT),
        values.each(values.TEXT),
        values.some(values.TEXT),
        values.once(values.many(values.TEXT)),
    ]

    def node(value: Any) -> Any:
        if isinstance(value, tree.Pairs):
            return nodes.Pairs({str(name): (Place("a", 1, 1), node(one)) for name, one in value}, Place("a", 1, 1))
        return (
            nodes.Series([node(one) for one in value], Place("a", 1, 1))
            if isinstance(value, list)
            else nodes.Scalar(value, Place("a", 1, 1))
        )

    def make(random: Random) -> Any:
        kind = random.choice(
            [
                "length",
                "number, 1 to 500",
                "text",
                "list: text",
                "mapping of name to text",
                "date",
                "time",
                "colour",
                "size",
                "id",
                "file",
                "true",
                "8 hex",
                "address",
            ]
        )
        return random.choice(types), tree.typed(random, kind, change.grammar())

    def call(given: Any) -> Any:
        room = reading.Reading(file="a", root=world.ROOT, folder=world.ROOT)
        return given[0].read(room, "key", node(given[1])), room.problems

    return Door(make, call)


def _lexicon() -> Door:
    from cardprint.errors import Place
    from cardprint.model import Term, Text
    from cardprint.sources import lexicon

    terms = {"borger": Term(id="borger", forms={"sg": "borger", "pl_def": "borgerne"}), "styring": Term(id="styring", avoid=("kontrol",))}
    room = lexicon.merged({"vocabulary": terms}, "", "Samskabt styring")
    bits = ["{", "}", "borger", ".", "pl_def", "\\", "Borger", " ", "ß", "process", "kontrol", "{borger}", "x" * 30]

    def make(random: Random) -> str:
        return "".join(random.choice(bits) for _ in range(random.choice([1, 3, 8, 300]))) if random.random() < 0.7 else words.text(random)

    return Door(make, lambda value: room.resolve(Text(value, Place("a", 1, 1))))


def _lines() -> Door:
    from cardprint import fonts
    from cardprint.page import Run
    from cardprint.typeset import lines
    from cardprint.typeset.hyphenation import Hyphenator

    typeface, _ = _typeface({}, world.ROOT)
    hyphenator = Hyphenator(_spoken("da")["da"])

    def make(random: Random) -> Any:
        texts = [words.text(random)[:3000] for _ in range(random.choice([1, 1, 2, 4]))]
        runs = [
            Run("".join(one for one in text if one in "\n " or one.isprintable()), random.random() < 0.3, random.random() < 0.3)
            for text in texts
        ]
        return runs, random.choice([0.01, 0.5, 3, 10, 40, 1000]), random.random() < 0.5

    def call(given: Any) -> Any:
        runs, width, balance = given
        measured = lines.measure(runs, typeface)
        return lines.break_lines(measured, width, hyphenator, balance=balance)

    def sound(_given: Any, found: Any) -> bool:
        ends = [end for _, end in found.spans]
        return ends == sorted(ends) and (not ends or ends[-1] == len(found.measured.words))

    return Door(make, call, (fonts.MissingGlyphError,), sound)


def _plan() -> Door:
    """Lay cards on paper by any profile: each is printed once, on the paper, behind its own front, and upon no other."""
    from cardprint.geometry import Size, mm
    from cardprint.model import PAPERS, SIZES, STOCKS, Marks, PrintProfile
    from cardprint.page import CardFaces, Face
    from cardprint.sheets.impose import impose, plan

    def near(random: Random, most: float) -> float:
        return (
            mm(random.choice([0, 0, 1, 2, 3, 4, 5, 5.5, 9, 12.5, 20, 50, 100, random.uniform(0, 30)]))
            if random.random() < 0.9
            else mm(most)
        )

    def profile(random: Random) -> PrintProfile:
        marks = Marks(
            kind=random.choice(["none", "none", "crop", "crop+fold"]),
            offset=min(near(random, 20), mm(20)),
            length=mm(random.choice([1, 3, 20])),
        )
        return PrintProfile(
            id="p", imposition=random.choice(["nup", "nup", "nup", "single"]), paper=random.choice(list(PAPERS)),
            stock=random.choice(list(STOCKS)) if random.random() < 0.15 else "", bleed=min(near(random, 20), mm(20)) if random.random() < 0.4 else 0,
            gutter=near(random, 100) if random.random() < 0.4 else 0, margin=near(random, 100), marks=marks,
            duplex=random.choice(["none", "long-edge", "short-edge", "fold"]), order=random.choice(["", "rows", "stack", "set-per-slot"]),
            back_offset=random.choice([(0, 0, 0), (mm(1), mm(-1), 0), (mm(20), 0, 0), (0, 0, 2.5)]), backs=random.choice(["interleaved", "separate", "one"]),
            back_style=random.choice(["light", "solid"]),
        )  # fmt: skip

    def make(random: Random) -> Any:
        known = [*SIZES.values(), *(stock.card for stock in STOCKS.values())]
        free = Size(
            mm(random.choice([20, 21, 25, 40, 52, 105, 148, 450, random.uniform(20, 300)])),
            mm(random.choice([20, 60, 74, 210, 297, random.uniform(20, 300)])),
        )
        return (
            random.choice([1, 2, 7, 8, 9, 30, random.randrange(1, 90)]),
            random.choice([*known, free, free, free]),
            profile(random),
            random.choice([1, 1, 2, 3, 7, 8, 20, 60]),
            random.choice([1, 1, 2, 8, 40]),
        )

    def call(given: Any) -> Any:
        count, card, profile, sets, start_at = given
        found, problems = plan(count, card, profile, sets=sets, start_at=start_at)
        faces = [CardFaces(str(number), Face(card, ()), Face(card, ())) for number in range(count)]
        return found, problems, () if problems else tuple(impose(faces, found)), faces

    def sound(given: Any, out: Any) -> bool:
        found, problems, sheets, faces = out
        if problems:
            return True
        prints = found.count * found.sets
        fronts = {id(one.front) for one in faces}
        placed = [(sheet, one) for sheet in sheets for one in sheet.placements]
        there = sum(id(one.face) in fronts for _, one in placed) == prints and len(sheets) == (
            found.sides if found.backs != "one" or not found.two_sided else found.sheets + 1
        )
        for sheet, one in placed:
            width, height = one.face.size.turned if one.turn % 180 else one.face.size
            there = (
                there
                and one.x > -0.02
                and one.y > -0.02
                and one.x + width < sheet.size.width + 0.02
                and one.y + height < sheet.size.height + 0.02
            )
        for sheet in sheets[:2]:
            spots = [found.slot(index) for index in range(found.slots)]
            there = (
                there
                and not any(spots[at].overlaps(other) for at in range(len(spots)) for other in spots[:at])
                and len(sheet.placements) <= 2 * found.slots
            )
        return there and (not found.piles or sum(pile.cards for pile in found.piles) >= found.count) and given[0] == found.count

    return Door(make, call, (), sound)


def _messages() -> Door:
    from cardprint import messages
    from cardprint.errors import Place, Problem

    codes = list(messages.table("en"))

    def make(random: Random) -> Problem:
        code = random.choice(codes)
        fields = re.findall(r"\{(\w+)", " ".join(messages.table("da")[code] + messages.table("en")[code]))
        return Problem(code, Place("a.yaml", 1, 1), {name: words.text(random)[:200] for name in fields})

    return Door(
        make,
        lambda problem: [messages.render(problem, language) for language in ("da", "en")],
        (),
        lambda _given, found: all("\n  " in one for one in found),
    )


def _offsets() -> Door:
    from cardprint import printers

    return Door(
        lambda random: [random.choice([words.length, words.number, words.text])(random) for _ in range(3)],
        lambda given: printers.offset(*given),
    )


DOORS: dict[str, Callable[[], Door]] = {
    "yaml": _yaml, "svg": _svg, "raster": _raster, "font": _font, "clean": _clean, "emphasis": _emphasis, "markup": _markup, "jinja": _jinja,
    "hyphenation": _hyphenation, "spelling": _spelling, "style": _style, "manifest": _manifest, "lengths": _lengths, "values": _values,
    "lexicon": _lexicon, "lines": _lines, "messages": _messages, "offsets": _offsets, "plan": _plan,
}  # fmt: skip
WEIGHTS = {"raster": 0.4, "font": 0.4, "jinja": 0.2, "yaml": 1.5, "svg": 1.5}


@cache
def opened(name: str) -> Door:
    """Give a door by its name, its room loaded."""
    return DOORS[name]()


OUTCOMES = ("ok", "refused", "silent", "traceback", "over time")
Plants = Sequence[Callable[[], None]]


def run(names: Sequence[str], numbers: Iterable[int], seed: int, shelf: Any, plants: Plants = ()) -> Iterator[tuple[str, str]]:
    """Put values through doors, in children that may die; give door and outcome of each."""
    left = list(numbers)
    for name in names:
        opened(name)
    while left:
        done, told, findings = _batch(names, left[:BATCH], seed, plants)
        left = left[done:]
        yield from told
        for number, finding in findings:
            name, value = given(names, number, seed)
            signature = f"door {name}: {finding.signature}"
            shelf.keep_value(finding._replace(signature=signature), value, f"door {name}, seed {seed} number {number}")


def given(names: Sequence[str], number: int, seed: int) -> tuple[str, Any]:
    """Make the value of a number."""
    random = Random(f"door {seed} {number}")
    name = random.choices(names, [WEIGHTS.get(one, 1) for one in names])[0]
    return name, opened(name).make(random)


Batch = tuple[int, list[tuple[str, str]], list[tuple[int, Finding]]]


def _batch(names: Sequence[str], batch: Sequence[int], seed: int, plants: Plants) -> Batch:
    """Do calls in a child until one ends it: how many were done, their outcomes, and what is wrong."""
    shared = mmap.mmap(-1, 8 + 2 * BATCH)
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        status = 1
        try:
            os.close(reading)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            with os.fdopen(writing, "w", errors="replace") as pipe:
                for plant in plants:
                    plant()
                _calls(names, batch, seed, shared, pipe)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading, errors="replace") as pipe:
        findings = [(int(number), Finding(*rest)) for number, *rest in map(json.loads, pipe)]
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    done = int.from_bytes(shared[:4], "little")
    outcomes = shared[8 : 8 + 2 * done]
    told = [(f"door {names[outcomes[2 * at]]}", OUTCOMES[outcomes[2 * at + 1]]) for at in range(done)]
    if code:
        name, _ = given(names, batch[done], seed)
        fatal = Finding("over time", "") if -code == signal.SIGVTALRM else Finding("traceback", f"status {code}")
        return done + 1, [*told, (f"door {name}", fatal.sort)], [*findings, (batch[done], fatal)]
    return done, told, findings


def _calls(names: Sequence[str], batch: Sequence[int], seed: int, shared: mmap.mmap, pipe: Any) -> None:
    known: set[tuple[str, Finding]] = set()
    for done, number in enumerate(batch):
        name, value = given(names, number, seed)
        signal.setitimer(signal.ITIMER_VIRTUAL, 5 * SECONDS)
        start = time.process_time()
        outcome, finding = _called(opened(name), value)
        spent = time.process_time() - start
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if spent > SECONDS:
            outcome, finding = "over time", Finding("over time", "", f"{spent:.1f} CPU s")
        if finding and (name, finding._replace(detail="")) not in known:
            known.add((name, finding._replace(detail="")))
            print(json.dumps([number, *finding]), file=pipe, flush=True)
        shared[8 + 2 * done : 10 + 2 * done] = bytes([names.index(name), OUTCOMES.index(outcome)])
        shared[:4] = (done + 1).to_bytes(4, "little")


def _called(door: Door, value: Any) -> tuple[str, Finding | None]:
    """Put one value through a door."""
    try:
        found = door.call(value)
        if door.sound(value, found):
            return "ok", None
        return "silent", Finding("silent", "unsound", repr(found)[:500])
    except door.refusals:
        return "refused", None
    except BaseException as fault:  # noqa: BLE001 - all others are findings
        said = "".join(traceback.format_exception(fault))
        frames = FRAME.findall(said)
        file, line, function = frames[-1] if frames else ("?", "0", "?")
        return "traceback", Finding("traceback", f"{type(fault).__name__} {file}:{line} {function}", said[-600:])
