"""`cardprint refresh`: which overlays lie on words that have changed, and new fingerprints for those that somebody has looked at.

In the file nothing but the fingerprint changes; the words that it stands for are kept beside (`sources.remembered`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from cardprint import files, placing, resources, sources
from cardprint.errors import CardprintError, Place, Problem, error, warning
from cardprint.model import Base, Project
from cardprint.sources import layers, remembered, splicing
from cardprint.wording import wording

MOST = 8 * files.MB


class Asked(Struct, frozen=True):
    """Where to look: a project or one of its files; empty means what cardprint.yaml lists."""

    path: Path
    areas: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


class Plan(Struct, frozen=True, kw_only=True):
    """The overlays that are out of date, and those that are not; the texts that old fingerprints were taken of."""

    root: Path
    language: str
    stale: tuple[Base, ...]
    sound: tuple[Base, ...]
    known: remembered.Texts
    problems: tuple[Problem, ...] = ()

    def write(self) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        """Write new fingerprints; give the files, and what could not be written."""
        ready, problems = [], []
        for name in dict.fromkeys(base.place.file for base in self.stale):
            mine = [base for base in self.stale if base.place.file == name]
            try:
                ready.append((name, _revalued(self.root, name, mine)))
            except files.RefusedError as refused:
                problems.append(refused.at(Place(name), name))
            except splicing.SplicingError:
                problems.append(error("refresh-unspliced", mine[0].place, file=name, now=mine[0].now))
        if problems:
            return (), tuple(problems)
        return self._put(ready)

    def _put(self, ready: Sequence[tuple[str, bytes]]) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
        written: list[str] = []
        try:
            for name, data in ready:
                placing.put((self.root / name).resolve(), data)
                written.append(name)
            name = remembered.FILE
            remembered.keep(self.root, {base.now: base.texts for base in (*self.stale, *self.sound)})
        except OSError as reason:
            return tuple(written), (error("target-unwritable", Place(name), file=name, reason=reason.strerror or str(reason)),)
        return tuple(written), ()


def _revalued(root: Path, name: str, bases: Sequence[Base]) -> bytes:
    data = files.read(root / name, root=root, most=MOST)
    return splicing.revalued(data, "base", {(base.place.line, base.place.column): base.now for base in bases})


def plan(asked: Asked) -> Plan:
    """Find what is out of date. Raises CardprintError where there is no project, or an area is not there."""
    root = resources.project_root(asked.path)
    if root is None:
        raise CardprintError(error("no-project", Place(asked.path.as_posix()), file=resources.PROJECT_FILE))
    wanted = sources.Wanted(areas=asked.areas, organisations=asked.organisations, languages=asked.languages)
    project, told = sources.project(root, wanted=wanted)
    only = "" if files.is_folder(asked.path) else files.real(asked.path).relative_to(root).as_posix()
    if only.startswith("cards/areas/") and not asked.areas:  # an area that cardprint.yaml does not list is named by its file
        project, told = sources.project(root, wanted=wanted._replace(areas=project.known["area"]))
    errors = tuple(problem for problem in told if problem.is_error)
    found = [base for base in _bases(project) if only in {"", resources.PROJECT_FILE, base.place.file}]
    by_place: dict[Place, dict[str, Base]] = {}
    for base in found:
        by_place.setdefault(base.place, {}).setdefault(base.now, base)
    several = [base for those in by_place.values() if len(those) > 1 for base in list(those.values())[:1]]
    single = [base for those in by_place.values() if len(those) == 1 for base in those.values()]
    return Plan(
        root=root,
        language=project.main_language,
        stale=() if errors else tuple(base for base in single if base.base != base.now),
        sound=tuple(base for base in single if base.base == base.now),
        known=project.remembered,
        problems=(*errors, *(warning("base-several", base.place, card=base.card) for base in several)),
    )


def _bases(project: Project) -> Iterator[Base]:
    """Give what lies below the overlays of all editions."""
    for organisation in project.organisations or (None,):
        for language in project.languages:
            for area in project.areas:
                whose = organisation.id if organisation else None
                yield from sources.edition(project, area=area.id, organisation=whose, language=language)[0].bases


def lines(plan: Plan, language: str) -> Iterator[str]:
    """Show what lies below each overlay, as it was and as it is."""
    words = wording(language)
    if not plan.stale and not plan.problems:
        yield words["refresh_none"]
    for base in plan.stale:
        old, new = layers.changed(plan.known[base.base], base.texts) if base.base in plan.known else ((), base.texts)
        width = max(len(words["refresh_was"]), len(words["refresh_is"])) + 1
        yield f"{base.place}  {base.card}  {base.base} → {base.now}"
        was = layers.shown(old) if base.base in plan.known else words["refresh_unknown"]
        yield f"  {words['refresh_was'] + ':':<{width}} {was}"
        yield f"  {words['refresh_is'] + ':':<{width}} {layers.shown(new)}"
