"""What Problems mean for a run: which stop an edition, which are the same, in which order they are told."""

from __future__ import annotations

from collections.abc import Iterable

from cardprint.errors import Problem, Severity


def stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Tell whether a paper with these Problems is not written: for errors, with `strict` for warnings, too."""
    return any(problem.is_error or strict for problem in problems)


MINUTES = frozenset({"item-short", "item-crowded"})
"""What an item's minutes do not suffice for: told once, with the most minutes that an area or a workplace needs."""


def once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Leave each Problem once, though several areas or cards have it; of equals the last."""
    kept: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        key = _key(problem)
        if problem.code not in MINUTES or key not in kept or _needs(problem) > _needs(kept[key]):
            kept[key] = problem
    return tuple(kept.values())


def told(problems: Iterable[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """Put Problems in the order of their places; with `strict` warnings are errors."""
    judged = [problem._replace(severity=Severity.ERROR) if strict else problem for problem in problems]
    return tuple(sorted(judged, key=lambda problem: (problem.place, problem.code)))


def _key(problem: Problem) -> tuple[object, ...]:
    if problem.code in MINUTES:
        return problem.place, MINUTES
    return problem.code, problem.place, tuple(item for item in problem.values.items() if item[0] != "card")


def _needs(problem: Problem) -> int:
    return int(problem.values["needs"])
