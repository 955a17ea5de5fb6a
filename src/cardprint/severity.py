"""What Problems mean for a run: which stop an edition, which are the same, in which order they are told."""

from __future__ import annotations

from collections.abc import Iterable

from cardprint.errors import Problem, Severity


def stops(problems: Iterable[Problem], *, strict: bool) -> bool:
    """Tell whether a paper with these Problems is not written: for errors, with `strict` for warnings, too."""
    return any(problem.is_error or strict for problem in problems)


def once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Leave each Problem once, though several areas or cards have it; of equals the last."""
    return tuple({_key(problem): problem for problem in problems}.values())


def told(problems: Iterable[Problem], *, strict: bool) -> tuple[Problem, ...]:
    """Put Problems in the order of their places; with `strict` warnings are errors."""
    judged = [problem._replace(severity=Severity.ERROR) if strict else problem for problem in problems]
    return tuple(sorted(judged, key=lambda problem: (problem.place, problem.code)))


def _key(problem: Problem) -> tuple[object, ...]:
    return problem.code, problem.place, tuple(item for item in problem.values.items() if item[0] != "card")
