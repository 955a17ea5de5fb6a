"""`cardprint pack`: build, then put what was built into one zip for each organisation, language and area. The same input gives the same bytes."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import Struct
from msgspec.structs import replace

from cardprint import files, names, output, recipe, resources, selection, sources
from cardprint.errors import CardprintError, Found, Place, Problem, error
from cardprint.job import Job, Report, Written
from cardprint.layouts.templates import bare
from cardprint.model import Edition
from cardprint.output import File
from cardprint.parcels import letter, naming, older
from cardprint.parcels.comparing import Compared, compared
from cardprint.parcels.contents import Piece, pieces
from cardprint.parcels.older import Older
from cardprint.parcels.words import words

if TYPE_CHECKING:
    from cardprint.executors import Processes, Seen

WHEN = (1980, 1, 1, 0, 0, 0)
"""The date of all that is in a parcel: the earliest that a ZIP can have."""
FOLDER = "parcels"
ENDING = ".zip"
_AGAIN = re.compile(r" ?\([0-9]+\)\Z")
"""What a browser puts behind the name of a second download."""


class Parcel(Struct, frozen=True, kw_only=True):
    """A parcel: its name, the edition's area, its files, what is different since an older one."""

    name: str
    area: str
    language: str
    title: str
    edition: Edition
    pieces: Sequence[Piece]
    since: Compared | None = None

    @property
    def data(self) -> bytes:
        """The zip: files in their order, the letter first; nothing is packed tighter, for PDFs are as they are."""
        said, made = words(self.language), BytesIO()
        text = letter.letter(self.title, self.edition, self.pieces, said, self.since)
        with ZipFile(made, "w") as packet:
            for name, data in ((said["readme"], text), *((piece.name, piece.data) for piece in self.pieces)):
                entry = ZipInfo(name, WHEN)
                entry.compress_type, entry.create_system, entry.external_attr = ZIP_STORED, 3, 0o644 << 16
                packet.writestr(entry, data)
        return made.getvalue()


class Packed(Struct, frozen=True, kw_only=True):
    """What came of it: the build's report, the parcels, and how the file of each stands now."""

    report: Report | None = None
    parcels: tuple[Parcel, ...] = ()
    written: tuple[Written, ...] = ()
    problems: tuple[Problem, ...] = ()
    language: str = "da"


def pack(
    job: Job, processes: Processes | None = None, *, since: Path | None = None, to: Path | None = None, seen: Seen | None = None
) -> Packed:
    """Build what the job asks for, and pack it. An area with errors gets no parcel; a zip of before that cannot be read stops all.

    Raises CardprintError for what is not there.
    """
    before, problems = _before(since)
    if problems:
        return Packed(problems=problems, language=sources.language(resources.locate(job.path)[0]))
    made = recipe.built(job, processes, seen=seen)
    parcels, faults = _compared(_parcels(made), before, since)
    if not parcels and made.report.is_sound:
        faults = (error("parcel-empty", Place("")),)
    folder = to or resources.locate(job.path)[0] / "output"
    written: tuple[Written, ...] = ()
    if parcels and not faults:
        place = "" if to else f"{FOLDER}/"
        found = [File(f"{place}{parcel.name}{ENDING}", "parcel", parcel.area, 0, parcel.data) for parcel in parcels]
        written, faults = output.beside(folder, found, shown=recipe.from_here(folder))
    done = tuple(parcel for parcel in parcels if any(file.path.endswith(f"{parcel.name}{ENDING}") for file in written))
    return Packed(
        report=made.report, parcels=done, written=written, problems=(*made.report.problems, *faults), language=made.report.language
    )


def _parcels(made: recipe.Built) -> list[Parcel]:
    """Make a parcel of each edition that is whole, in the order of cardprint.yaml."""
    project, editions = made.project, {edition.folder: edition for edition in made.editions}
    out: list[Parcel] = []
    for wanted in selection.editions(project):
        edition = editions.get(selection.folder(project, wanted))
        if edition is None:
            continue
        organisation = wanted.organisation.id if wanted.organisation else None
        spoken, _ = sources.edition(project, area=wanted.area.id, organisation=organisation, language=wanted.language)
        found = pieces(spoken, edition.papers, words(wanted.language))
        if found:
            title = bare(project.title.value) or bare(spoken.process.name.value)
            level = wanted.language if "language" in project.levels else ""
            out.append(
                Parcel(
                    name=_name(title, spoken, level, words(wanted.language)["parcel"]),
                    area=wanted.area.id,
                    language=wanted.language,
                    title=title or words(wanted.language)["parcel"],
                    edition=spoken,
                    pieces=found,
                )
            )
    counts = Counter(names.folded(parcel.name) for parcel in out)
    told = naming.apart([f"{one.name} ({one.area})" if counts[names.folded(one.name)] > 1 else one.name for one in out])
    return [replace(parcel, name=name) for parcel, name in zip(out, told, strict=True)]


def _name(title: str, edition: Edition, level: str, otherwise: str) -> str:
    """Name a parcel: what it is, whose, and in which language where there are several."""
    organisation = bare(edition.organisation.name.value) if edition.organisation else ""
    said = [naming.part(text, most) for text, most in ((title, 44), (organisation, 32), (bare(edition.area_name.value), 32), (level, 12))]
    name = naming.joined(said) or otherwise
    return name if names.is_nameable(f"{name}{ENDING}") else naming.joined((otherwise, name))


def _before(since: Path | None) -> Found[Older | None]:
    """Open the parcel of before; a folder of them is looked into when the names are known."""
    if since is None or files.is_folder(since):
        return None, ()
    if files.is_absent(since):
        raise CardprintError(error("no-such-path", Place(""), name=since.as_posix()))
    return older.opened(since, shown=since.as_posix())


def _compared(parcels: Sequence[Parcel], before: Older | None, since: Path | None) -> Found[Sequence[Parcel]]:
    """Compare each parcel with the one of before that has its name; the only one with the only one."""
    if since is None or not parcels:
        return parcels, ()
    out, problems = [], list[Problem]()
    pairs, refused = _pairs(parcels, before, since)
    if refused:
        return parcels, refused
    for parcel, path in pairs:
        found, faults = (before, ()) if before or path is None else older.opened(path, shown=path.as_posix())
        problems += faults
        try:
            out.append(parcel if path is None or found is None else replace(parcel, since=compared(parcel.pieces, found)))
        except BadZipFile:
            problems.append(older.broken(path.as_posix() if path else since.as_posix()))
    return out, tuple(problems)


def _pairs(parcels: Sequence[Parcel], before: Older | None, since: Path) -> Found[Sequence[tuple[Parcel, Path | None]]]:
    """Find for each parcel the zip of before; where there is none for any of them, say so."""
    shown = since.as_posix()
    try:
        there = {_stem(since.name): since} if before else {_stem(name): since / name for name in files.names(since, root=since)}
    except files.RefusedError as refused:
        return (), (refused.at(Place(shown), shown),)
    pairs = [(parcel, there.get(_stem(parcel.name + ENDING))) for parcel in parcels]
    if before and len(parcels) == 1:
        pairs = [(parcels[0], since)]
    if any(path for _, path in pairs):
        return pairs, ()
    return (), (error("parcel-which", Place(shown), file=shown, names=", ".join(f"{one.name}{ENDING}" for one in parcels)),)


def _stem(name: str) -> str:
    """Give what two zips of one parcel have in common: a browser may have numbered the second."""
    return names.folded(_AGAIN.sub("", unicodedata.normalize("NFC", name).removesuffix(ENDING)))
