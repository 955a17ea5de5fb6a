"""A project's folder -> Project: which files there are, in which order they are read, and whose Problems count."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from cardprint import files as door
from cardprint import resources
from cardprint.errors import CardprintError, Found, Place, Problem, error, warning
from cardprint.model import (
    BEHIND,
    FOR_ROOM,
    KINDS,
    NOWHERE,
    ON_REQUEST,
    PROFILES,
    Area,
    Bilingual,
    Card,
    Deck,
    Language,
    Organisation,
    PaperKind,
    PrintProfile,
    Project,
    Term,
    Text,
)
from cardprint.sources import documents, languages, lookalikes, looks, places, profiles, remembered
from cardprint.sources.config import Config, wishes
from cardprint.sources.decks import Shelf, twice
from cardprint.sources.documents import Document, chosen
from cardprint.sources.nodes import Pairs, Series, id_of
from cardprint.sources.reading import Reading

if TYPE_CHECKING:
    from cardprint.meetings import Agenda, Worksheet

BASE = "base"
"""The area of a project that names none."""
DEFAULT_PROFILE = "office-a4"
FOLDERS: Mapping[str, tuple[str, ...]] = {
    # folder of a project: the files in it that are of another kind
    "cards": ("vocabulary",),
    **dict.fromkeys(("cards/areas", "cards/organisations", "cards/print", "cards/agendas", "cards/worksheets"), ()),
}
ONE_NAME = (documents.VOCABULARY_FILE, f"templates/{looks.STYLE_FILE}")
"""Files that are found by their one name."""


class Wanted(NamedTuple):
    """What the command line asks for instead of what cardprint.yaml lists; empty: what is listed."""

    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    bilingual: str = ""


LISTED = Wanted()


def _named(wanted: Wanted) -> tuple[str, ...]:
    """Give the languages that the command line names."""
    second = _second(wanted)
    return (*wanted.languages, *((second.language,) if second else ()))


def project(root: Path, *, only: Path | None = None, wanted: Wanted = LISTED) -> Found[Project]:
    """Read a project, or as much of it as one document needs (a deck, an agenda, a worksheet), or a deck without a project.

    Raises CardprintError for a folder without cardprint.yaml, and for ids asked for that are not there.
    """
    root = root.resolve()
    only = only.resolve() if only else None
    if not door.is_absent(root / resources.PROJECT_FILE):
        return _whole(root, only, wanted)
    if only is None:
        raise CardprintError(error("no-project", Place(root.as_posix()), file=resources.PROJECT_FILE))
    return _alone(root, only, wanted)


def language(root: Path, *, only: Path | None = None) -> str:
    """Give the first language of a project, or of a deck without a project; the cards are read only where cardprint.yaml names none.

    Raises CardprintError for a folder without cardprint.yaml.
    """
    there = root.resolve()
    said = () if door.is_absent(there / resources.PROJECT_FILE) else _config(there, [])[2].languages
    return said[0] if said else project(root, only=only)[0].languages[0]


class _Files(Struct, frozen=True):
    """What lies in the folder, read as far as Nodes; decks whole."""

    root: Path
    config: Config
    areas: tuple[Document, ...]
    organisations: tuple[Document, ...]
    profiles: tuple[Document, ...]
    agendas: tuple[Document, ...]
    worksheets: tuple[Document, ...]
    decks: tuple[Document, ...]
    shelf: Shelf
    problems: list[Problem]
    unread: list[str]

    def kind_of(self, path: Path) -> str:
        """Say what a document is."""
        kinds = (("agenda", self.agendas), ("worksheet", self.worksheets))
        return next((kind for kind, documents_ in kinds if any(document.path == path for document in documents_)), "deck")

    def reading(self, document: Document, **known: Iterable[str]) -> Reading:
        """Start to read a document; its Problems come to the others."""
        everything = {**self.shelf.known, **{kind: tuple(ids) for kind, ids in known.items()}}
        return Reading(file=document.shown, root=self.root, folder=document.path.parent, known=everything, problems=self.problems)


def _whole(root: Path, only: Path | None, wanted: Wanted) -> Found[Project]:
    files = _files(root, only)
    chosen("language", files.shelf.known["language"], (), _named(wanted))
    named, problems = _choices(files, only, wanted)
    files.problems.extend(problems)
    terms, exceptions = _vocabulary(files)
    unread = tuple(files.unread)
    known = _known(files, terms, unread, named)
    areas = _areas(files, named["area"], known)
    organisations = _organisations(files, named["organisation"], known)
    decks = tuple(deck for path in named["path"] if (deck := files.shelf.loaded[Path(path)].deck))
    listed = [deck for path in named["listed_path"] if (deck := files.shelf.loaded[Path(path)].deck)] or list(decks)
    agendas, worksheets = _agendas(files, named["agenda"], known), _worksheets(files, named["worksheet"], known)
    shops, told = _profiles(files, named["profile"]), _profiles(files, named["told_profile"])
    result = replace(
        _dressed(files, wanted, listed, (*decks, *agendas, *worksheets)),
        decks=decks,
        areas=areas,
        organisations=organisations,
        vocabulary=terms,
        exceptions=exceptions,
        homes=_homes(listed),
        profiles=shops,
        told_profiles=told,
        unnamed=_unnamed(_profiles(replace(files, problems=[]), named["listed_profile"]), shops),
        agendas=agendas,
        worksheets=worksheets,
        asked=files.kind_of(only) if only else "",
        known=_ids(files, unread),
        remembered=remembered.read(root),
    )
    unlisted = () if only or any(wanted) else _unlisted(files, named, known)
    result = replace(result, known={**result.known, "unlisted": unlisted})
    return result, _that_count(files, named, (resources.PROJECT_FILE, documents.VOCABULARY_FILE), unlisted)


def _ids(files: _Files, unread: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give the ids of all that lies in the folder, by kind, and the files that could not be read."""
    return {
        "deck": tuple(deck.id for deck in files.decks),
        "agenda": tuple(name for agenda in files.agendas for name in meeting_ids(agenda)),
        "worksheet": tuple(worksheet.id for worksheet in files.worksheets),
        "area": tuple(area.id for area in files.areas),
        "organisation": tuple(organisation.id for organisation in files.organisations),
        "profile": tuple(dict.fromkeys((*PROFILES, *(profile.id for profile in files.profiles)))),
        "language": tuple(files.shelf.known["language"]),
        "unread": unread,
    }


def _alone(root: Path, path: Path, wanted: Wanted) -> Found[Project]:
    """Read a deck that belongs to no project. It has no areas and no organisation; a card that is only for some areas is left out."""
    asked = [("area", name) for name in wanted.areas if name != BASE] + [("organisation", name) for name in wanted.organisations]
    for kind, name in asked:
        raise CardprintError(error(f"lone-{kind}", Place(""), file=path.name, name=name))
    spoken, unsound = languages.known(root, "")
    chosen("language", spoken, (), _named(wanted))
    shelf = Shelf(root, {"language": spoken})
    document = documents.load(path, documents.shown(path, root), root=root)
    shelf.add(document)
    deck = shelf.loaded[path].deck
    cards = deck.cards if deck else ()
    problems = [*unsound, *(problem for file in shelf.files(path) for problem in shelf.loaded[file].problems), *twice(cards, {})]
    problems += [warning("lone-card", card.place, card=card.id, areas=", ".join(card.areas)) for card in cards if _is_elsewhere(card)]
    files = _Files(root, Config(), (), (), (), (), (), (document,), shelf, problems, [])
    decks = (deck,) if deck else ()
    names, _ = chosen("profile", PROFILES, (), wanted.profiles or (DEFAULT_PROFILE,))
    result = replace(
        _dressed(files, wanted, decks),
        decks=decks,
        areas=(Area(id=BASE, name=Text("")),),
        homes=_homes(decks),
        profiles=tuple(PROFILES[name] for name in names),
        told_profiles=tuple(PROFILES[name] for name in names),
        unnamed=_unnamed((), tuple(PROFILES[name] for name in names)),
        known={"deck": tuple(deck.id for deck in decks), "profile": tuple(PROFILES), "language": spoken},
    )
    return result, documents.bounded(problems)


def _is_elsewhere(card: Card) -> bool:
    return bool(card.areas) and BASE not in card.areas


def _config(root: Path, problems: list[Problem]) -> tuple[Document, tuple[str, ...], Config]:
    """Read cardprint.yaml: the file, the languages that there are, what it says."""
    document = documents.load(root / resources.PROJECT_FILE, resources.PROJECT_FILE, root=root)
    problems.extend(document.serious)
    spoken, unsound = languages.known(root, looks.named(root, document.node))
    problems.extend(unsound)
    reading = Reading(file=document.shown, root=root, folder=root, known={"language": spoken}, problems=problems)
    return document, tuple(spoken), wishes(reading, document.node) if document.node else Config(place=Place(document.shown))


def _files(root: Path, only: Path | None) -> _Files:
    problems: list[Problem] = []
    document, spoken, asked_for = _config(root, problems)
    unread = [document.shown] if document.is_lost else []
    found = [documents.folder(root, name, leave_out=left_out) for name, left_out in FOLDERS.items()]
    decks, areas, organisations, shops, agendas, sheets = (those for those, _ in found)
    problems.extend(problem for _, faults in found for problem in faults)
    problems.extend(documents.listed(root, "templates")[1])
    problems.extend(problem for name in ONE_NAME for problem in documents.misnamed(root, name))
    if only and all(document.path != only for document in (*decks, *agendas, *sheets)):
        alone = documents.load(only, documents.shown(only, root), root=root)
        like = lookalikes.kind(alone.node, alone.shown) if alone.node else ""
        kind = like if like in {"agenda", "worksheet"} else "deck"
        decks, agendas, sheets = (
            (*those, alone) if kind == name else those for name, those in (("deck", decks), ("agenda", agendas), ("worksheet", sheets))
        )
    shelf = Shelf(root, {"language": spoken, "kind": {**KINDS, **asked_for.card_kinds}, "area": (*(area.id for area in areas), BASE)})
    for document in decks:
        shelf.add(document)
    for document in (*areas, *organisations, *shops, *agendas, *sheets):
        problems.extend(document.problems)
    problems.extend(
        (*_same_names(decks, agendas), *_same_names((*decks, *agendas), sheets), *_same_workplaces((*decks, *agendas, *sheets)))
    )
    seen: dict[str, Card] = {}
    problems.extend(problem for deck in shelf.decks for problem in twice(deck.cards, seen))
    return _Files(root, asked_for, areas, organisations, shops, agendas, sheets, decks, shelf, problems, unread)


def _same_names(those: Iterable[Document], others: Iterable[Document]) -> Iterable[Problem]:
    """Say which document has the id of one of another kind: their files would have one name."""
    taken = {document.id: document.shown for document in those}
    for document in others:
        if document.id in taken and document.node is not None:
            place = document.node.entries["id"][1].place if "id" in document.node.entries else document.node.place
            yield error("duplicate-id", place, name=document.id, other=taken[document.id])


def meeting_ids(document: Document) -> tuple[str, ...]:
    """Give the ids of the meetings of an agenda's file, before it is read: one for each workplace that it is held at."""
    return tuple(name for name, _ in _workplaces(document)) or (document.id,)


def _workplaces(document: Document) -> Iterator[tuple[str, Place]]:
    """Give the id of the meeting at each workplace, and where the workplace's own stands."""
    held = document.node.entries["held"][1] if document.node and "held" in document.node.entries else None
    for item in held.items if isinstance(held, Series) else ():
        if isinstance(item, Pairs) and (own := id_of(item)):
            yield f"{document.id}-{own}", item.entries["id"][1].place


def _same_workplaces(those: Sequence[Document]) -> Iterator[Problem]:
    """Say which meetings at a workplace have the id of another document, or of another meeting at one."""
    taken = {document.id.casefold(): document for document in those}
    for document in those:
        for name, place in _workplaces(document):
            other = taken.setdefault(name.casefold(), document)
            if other is not document:
                yield error("duplicate-id", place, name=name, other=other.shown)


def _choices(files: _Files, only: Path | None, wanted: Wanted) -> tuple[dict[str, list[str]], list[Problem]]:
    """Choose by kind of id what is built; `path` holds the decks' files."""
    asked_for = files.config
    profiles_known = (*PROFILES, *(profile.id for profile in files.profiles))
    areas, problems = chosen("area", (*(area.id for area in files.areas), BASE), asked_for.areas, wanted.areas)
    organisations, more = chosen(
        "organisation", (organisation.id for organisation in files.organisations), asked_for.organisations, wanted.organisations
    )
    shops, still_more = chosen("profile", profiles_known, asked_for.profiles, wanted.profiles)
    told = [profile.value for profile in asked_for.profiles if profile.value in profiles_known]
    listed, unknown = _listed(files)
    kind = files.kind_of(only) if only else ""
    missing = [] if kind in {"deck", "worksheet"} else unknown if files.decks else [error("no-deck", asked_for.place)]
    paths = [only] if kind == "deck" else [] if kind == "worksheet" else [deck.path for deck in files.decks if deck.id in listed["deck"]]
    agendas = {"": listed["agenda"], "agenda": [agenda.id for agenda in files.agendas if agenda.path == only]}
    sheets = {
        "": listed["worksheet"],
        "agenda": listed["worksheet"],
        "worksheet": [worksheet.id for worksheet in files.worksheets if worksheet.path == only],
    }
    ids = {
        "area": areas or [BASE],
        "organisation": organisations,
        "profile": shops or [DEFAULT_PROFILE],
        "listed_profile": told,
        "told_profile": list(dict.fromkeys(told)) if told and set(shops) <= set(told) else shops or [DEFAULT_PROFILE],
        "agenda": agendas.get(kind, []),
        "worksheet": sheets.get(kind, []),
        **{f"listed_{kind}": names for kind, names in listed.items()},
        "path": [str(path) for path in paths if path],
        "listed_path": [str(deck.path) for deck in files.decks if deck.id in listed["deck"]],
    }
    return ids, [*problems, *more, *still_more, *missing]


def _listed(files: _Files) -> tuple[dict[str, list[str]], list[Problem]]:
    """Choose decks, agendas and worksheets: what cardprint.yaml lists, else all that are there."""
    said = files.config
    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    for kind, those, names in (
        ("deck", files.decks, said.decks),
        ("agenda", files.agendas, said.agendas),
        ("worksheet", files.worksheets, said.worksheets),
    ):
        known = tuple(dict.fromkeys(document.id for document in those))
        found[kind], unknown = chosen(kind, known, names if names is not None else tuple(map(Text, known)), ())
        problems += unknown
    return found, problems


def _vocabulary(files: _Files) -> tuple[Mapping[str, Term], Mapping[str, tuple[str, ...]]]:
    path = files.root / documents.VOCABULARY_FILE
    if door.is_absent(path):
        return {}, {}
    document = documents.load(path, documents.VOCABULARY_FILE, root=files.root)
    files.problems.extend(document.serious)
    files.unread.extend([document.shown] if document.is_lost else [])
    if document.node is None:
        return {}, {}
    return places.vocabulary(files.reading(document), document.node)


def _known(files: _Files, terms: Mapping[str, Term], unread: tuple[str, ...], named: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Give the ids that overlays and agendas may refer to; none of a kind that is not known in full."""
    known: dict[str, tuple[str, ...]] = {} if documents.VOCABULARY_FILE in unread else {"term": tuple(terms)}
    for kind, those in (("deck", files.decks), ("agenda", files.agendas), ("worksheet", files.worksheets)):
        known[kind] = tuple(document.id for document in those)
        known[f"listed_{kind}"] = tuple(named[f"listed_{kind}"])
    known["listed_area"] = (*(area.value for area in files.config.areas or (Text(BASE),)), *named["area"])
    if files.shelf.is_whole:
        decks = files.shelf.decks
        known["card"] = tuple(dict.fromkeys(card.id for deck in decks for card in deck.cards))
        known["theme"] = tuple(dict.fromkeys(theme.id for deck in decks for theme in deck.themes))
    if files.shelf.is_whole and all(area.node for area in files.areas):
        known["printed"] = (*known["card"], *(name for area in files.areas for name in places.added_ids(area.node)))
    return known


def _areas(files: _Files, ids: list[str], known: dict[str, tuple[str, ...]]) -> tuple[Area, ...]:
    by_id = {document.id: document for document in reversed(files.areas)}
    found = []
    seen = {card.id: card for deck in files.shelf.decks for card in deck.cards}
    for name in ids:
        document = by_id.get(name)
        if document is None or document.node is None:  # what cannot be read stays an area, so that its Problems are its own
            found.append(Area(id=name, name=Text(""), place=Place(document.shown) if document else NOWHERE))
        else:
            area = places.area(files.reading(document, **known), document.node, document.path.stem)
            files.problems.extend(twice(area.add, seen))
            found.append(area)
    return tuple(found)


def _organisations(files: _Files, ids: list[str], known: dict[str, tuple[str, ...]]) -> tuple[Organisation, ...]:
    if "card" in known:
        known = {**known, "card": (*known["card"], *(name for area in files.areas for name in places.added_ids(area.node)))}
    by_id = {organisation.id: organisation for organisation in reversed(files.organisations)}
    return tuple(
        places.organisation(files.reading(document, **known), document.node, document.path.stem)
        if document.node is not None
        else Organisation(id=name, name=Text(""), place=Place(document.shown))
        for name in ids
        if (document := by_id[name])
    )


def _agendas(files: _Files, ids: list[str], known: Mapping[str, tuple[str, ...]]) -> tuple[Agenda, ...]:
    if not ids:
        return ()
    from cardprint.sources import meetings

    known = {
        **{kind: those for kind, those in known.items() if kind != "card"},
        **({"card": known["printed"]} if "printed" in known else {}),
    }
    by_id = {agenda.id: agenda for agenda in reversed(files.agendas)}
    return tuple(
        meeting
        for name in ids
        if (document := by_id[name]).node
        for meeting in meetings.each_held(meetings.agenda(files.reading(document, **known), document.node, document.path.stem))
    )


def _worksheets(files: _Files, ids: list[str], known: Mapping[str, tuple[str, ...]]) -> tuple[Worksheet, ...]:
    if not ids:
        return ()
    from cardprint.sources import worksheets

    by_id = {worksheet.id: worksheet for worksheet in reversed(files.worksheets)}
    return tuple(
        worksheets.worksheet(files.reading(document, **known), document.node, document.path.stem)
        for name in ids
        if (document := by_id[name]).node
    )


def _profiles(files: _Files, ids: list[str]) -> tuple[PrintProfile, ...]:
    own = {
        profile.id: profiles.profile(files.reading(profile), profile.node, profile.path.stem)
        for profile in reversed(files.profiles)
        if profile.node is not None and profile.id in ids
    }
    return tuple(own[name] if name in own else PROFILES[name] for name in ids if name in own or name in PROFILES)


def _homes(decks: Iterable[Deck]) -> dict[str, str]:
    """Say for each theme which deck has it first, whichever deck is asked for."""
    return {theme.id: deck.id for deck in reversed(tuple(decks)) for theme in deck.themes}


def _unnamed(listed: Sequence[PrintProfile], asked: Sequence[PrintProfile]) -> frozenset[str]:
    """Choose the profiles whose files do not bear their names: the first of each kind, what is listed before what is only asked for."""
    first: dict[str, str] = {}
    for document in (*listed, *asked):
        first.setdefault(document.kind, document.id)
    return frozenset(first.values())


def _dressed(files: _Files, wanted: Wanted, decks: Sequence[Deck], made: Iterable[Deck | Agenda | Worksheet] = ()) -> Project:
    """Make the Project with what cardprint.yaml says, the languages and the style; `decks` are all that are listed, `made` what papers are made of.

    One of which nothing is translated is printed in its own language, so the words of that are needed too.
    """
    said = files.config
    listed = said.languages or tuple(deck.language for deck in decks[:1] if deck.language) or ("da",)
    chosen_look, unsound = looks.chosen(files.root, said.look)
    style, problems = looks.look(files.root, chosen_look)
    second = _second(wanted) or said.bilingual
    seconds = [wish.language for wish in (second, *(deck.bilingual for deck in decks)) if wish]
    used = (*listed, *(document.language for document in (*decks, *made) if document.language), *wanted.languages, *seconds)
    spoken, more = languages.read(files.root, chosen_look, used)
    papers, still_more = _papers(files.root, chosen_look, said, spoken)
    files.problems.extend((*unsound, *problems, *more, *still_more))
    return Project(
        title=said.title,
        process=said.process,
        languages=wanted.languages or listed,
        main_language=listed[0],
        facilitator=said.facilitator,
        levels=_levels(said, wanted, listed),
        look=chosen_look,
        spoken={code: _with_kinds(language, said, papers) for code, language in spoken.items()},
        card_kinds=said.card_kinds,
        paper_kinds=papers,
        papers=said.papers,
        badge_stock=said.badge_stock,
        card_paper=said.card_paper,
        bilingual=second,
        pdf=said.pdf,
        style=style,
        place=said.place,
        root=files.root,
    )


def _second(wanted: Wanted) -> Bilingual | None:
    """Give the second language that the command line asks for: `uk`, or `uk:same-card`."""
    language, _, way = wanted.bilingual.partition(":")
    return Bilingual(language=language, way=way or BEHIND, is_asked=True) if language else None


def _papers(root: Path, look: str, said: Config, spoken: Mapping[str, Language]) -> Found[Mapping[str, PaperKind]]:
    """Give the project's own kinds of papers that have a layout, and an id that no label has."""
    folders = resources.own_templates(root, look)
    words = {name for language in spoken.values() for name in language.labels}
    taken = {name for name in said.paper_kinds if (name in words or name in ON_REQUEST) and name not in FOR_ROOM}
    bare = {name for name in said.paper_kinds if resources.find(f"{name}.xml.j2", folders) is None} - taken
    problems = [
        *(error("paper-kind-taken", said.paper_kinds[name].place, name=name) for name in taken),
        *(error("paper-kind-bare", said.paper_kinds[name].place, name=name, file=f"templates/{name}.xml.j2") for name in bare),
    ]
    return {name: kind for name, kind in said.paper_kinds.items() if name not in taken | bare}, tuple(problems)


def _with_kinds(language: Language, said: Config, papers: Mapping[str, PaperKind]) -> Language:
    """Add the labels of the project's own kinds of cards and papers to those of a language."""
    own = {f"kind_{name}": label for name, kind in said.card_kinds.items() if (label := kind.said(language.code))}
    own |= {name: kind.said(language.code) or name for name, kind in papers.items()}
    return replace(language, labels={**language.labels, **own}) if own else language


def _levels(said: Config, wanted: Wanted, listed: Iterable[str]) -> tuple[str, ...]:
    """Say which of organisation and language there are several of, listed and asked for.

    Asking for one of them moves no file to another folder, and one that is not listed replaces no file of another.
    """
    organisations = {organisation.value for organisation in said.organisations} | set(wanted.organisations)
    several = {"organisation": organisations, "language": {*listed, *wanted.languages}}
    return tuple(name for name, names in several.items() if len(names) > 1)


def _unlisted(files: _Files, named: Mapping[str, list[str]], known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Read what cardprint.yaml does not list, for its errors alone: it lies in the project, and somebody will list it. Give the files."""
    left = {kind: [document for document in those if document.id not in named[kind]] for kind, those in _kinds(files)}
    _areas(files, [document.id for document in left["area"]], known)
    _organisations(files, [document.id for document in left["organisation"]], known)
    _profiles(files, [document.id for document in left["profile"]])
    _agendas(files, [document.id for document in left["agenda"]], known)
    _worksheets(files, [document.id for document in left["worksheet"]], known)
    decks = [path for path in files.shelf.loaded if path not in _asked(files, named)]
    return (*(document.shown for those in left.values() for document in those), *(documents.shown(path, files.root) for path in decks))


def _kinds(files: _Files) -> tuple[tuple[str, tuple[Document, ...]], ...]:
    """List the documents that an id asks for, by kind."""
    return (
        ("area", files.areas),
        ("organisation", files.organisations),
        ("profile", files.profiles),
        ("agenda", files.agendas),
        ("worksheet", files.worksheets),
    )


def _asked(files: _Files, named: Mapping[str, list[str]]) -> set[Path]:
    """Give the files of the decks that are asked for, and of those that they include."""
    return {path for name in named["path"] for path in files.shelf.files(Path(name))}


def _that_count(files: _Files, named: Mapping[str, list[str]], always: tuple[str, ...], unlisted: Collection[str]) -> tuple[Problem, ...]:
    """Leave out the Problems of files that nobody asked for; of those that are merely not listed errors are told."""
    unasked = {document.shown for kind, those in _kinds(files) for document in those if document.id not in named[kind]}
    asked = _asked(files, named)
    unasked.update(documents.shown(path, files.root) for path in files.shelf.loaded if path not in asked)
    unasked.difference_update(always)
    told = [*files.problems, *(problem for path, deck in files.shelf.loaded.items() if path not in asked for problem in deck.problems)]
    problems = [fault for fault in told if fault.place.file not in unasked or (fault.is_error and fault.place.file in unlisted)]
    problems.extend(problem for path in asked for problem in files.shelf.loaded[path].problems)
    return documents.bounded(problems)
