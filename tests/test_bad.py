"""Each bad deck carries the expected code as a comment on the guilty line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cardprint import messages, sources
from cardprint.errors import Problem

BAD = Path(__file__).parent / "bad"
EXPECTED = re.compile(r"# (error|warning): ([a-z-]+)")


def found(path: Path) -> list[Problem]:
    project, problems = sources.project(path.parent, only=path)
    _edition, more = sources.edition(project, area=None, organisation=None, language="da")
    return [*problems, *more]


def expected(path: Path) -> set[tuple[int, str, str]]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return {(number, *match.groups()) for number, line in lines for match in EXPECTED.finditer(line)}


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_deck_gives_the_codes_that_its_comments_say(path: Path) -> None:
    problems = found(path)
    assert expected(path)
    assert {(problem.place.line, problem.severity.value, problem.code) for problem in problems} == expected(path)
    assert all(problem.place.file == path.name for problem in problems)


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_problem_of_a_bad_deck_has_cause_and_cure(path: Path, language: str) -> None:
    for problem in found(path):
        message, hint = messages.sentence(problem, language)
        assert message
        assert hint
        assert messages.render(problem, language).startswith(f"{path.name}:{problem.place.line}:")
