"""Built-in layouts, languages and the style come compiled: the code is taken where it was made of just this text, and nowhere else is code read from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import pytest

from cardprint import resources
from cardprint.layouts import sandbox, templates
from cardprint.sources import builtin_languages, looks, prepared, yaml

if TYPE_CHECKING:
    from conftest import Make

OURS = resources.builtin_root() / "templates"


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "compiled")
    write(templates.compile_ours())
    return tmp_path / "compiled"


def write(made: dict[Path, bytes]) -> None:
    for path, data in made.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)


def refuse(*_: Any, **__: Any) -> None:
    pytest.fail("a layout was compiled")


def test_each_built_in_layout_is_compiled_for_itself_and_among_others_and_never_again(
    compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = sorted(path.name for path in OURS.glob("*.j2"))
    assert len(list(compiled.glob("*.py"))) == 2 * len(names) > 20
    monkeypatch.setattr(sandbox.Sandbox, "compile", refuse)
    for is_strange in (False, True):
        environment = templates.Filler((OURS,), is_strange=is_strange).environment
        assert [environment.get_template(name).filename for name in names] == [str(OURS / name) for name in names]


@pytest.mark.usefixtures("compiled")
def test_a_layout_that_has_changed_since_is_compiled_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reading.xml.j2").write_text("{% set a = 1 %}<p>{{ a }}</p>", encoding="utf-8")
    environment = templates.Filler((tmp_path,), is_strange=False).environment
    assert environment.get_template("reading.xml.j2").render() == "<p>1</p>"
    monkeypatch.setattr(jinja2, "__version__", "another")
    monkeypatch.setattr(sandbox.Sandbox, "compile", refuse)
    with pytest.raises(pytest.fail.Exception):
        templates.Filler((OURS,), is_strange=False).environment.get_template("reading.xml.j2")


def test_a_projects_own_layout_is_never_taken_from_compiled_code(compiled: Path, project: Make) -> None:
    own = OURS / "cards.xml.j2"
    root = project({"templates/cards.xml.j2": own.read_text(encoding="utf-8")})
    (compiled / "evil.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
    (root / "templates/compiled").mkdir()
    for made in compiled.glob("cards-*.py"):
        made.write_text("raise SystemExit(9)\n", encoding="utf-8")
        (root / "templates/compiled" / made.name).write_text("raise SystemExit(9)\n", encoding="utf-8")
    filler = templates.Filler(resources.templates(root), is_strange=True)
    assert filler.environment.get_template("cards.xml.j2").filename == str(root / "templates/cards.xml.j2")


def test_the_build_compiles_the_layouts(tmp_path: Path) -> None:
    program = "import sys; from cardprint.layouts import templates; from pathlib import Path; templates.COMPILED = Path(sys.argv[1]); "
    program += "made = templates.compile_ours(); bad = {'uharfbuzz', 'yaml', 'PIL', 'click'} & set(sys.modules); sys.exit(str(bad) if bad or not made else 0)"
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "made")], check=True)


def test_a_built_in_language_is_read_from_what_was_made_of_just_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "COMPILED", tmp_path / "compiled")
    parsed = [builtin_languages.read(code) for code in resources.languages()]
    write(builtin_languages.compile_ours())
    assert len(list((tmp_path / "compiled").iterdir())) == len(parsed) > 4
    monkeypatch.setattr(yaml, "parse", lambda *_: pytest.fail("a language was parsed"))
    assert [builtin_languages.read(code) for code in resources.languages()] == parsed
    (root := tmp_path / "root" / "templates" / "languages").mkdir(parents=True)
    (root / "da.yaml").write_bytes((OURS / "languages/da.yaml").read_bytes() + b"# new\n")
    monkeypatch.setattr(resources, "builtin_root", lambda: tmp_path / "root")
    with pytest.raises(pytest.fail.Exception):
        builtin_languages.read("da")


def test_the_built_in_style_is_read_from_what_was_made_of_just_its_text(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project({})
    monkeypatch.setattr(prepared, "COMPILED", root / "compiled")
    looks._said.cache_clear()  # noqa: SLF001 - what this process has read before
    parsed, _ = looks.look(root, "")
    write(looks.compile_ours())
    assert len(list((root / "compiled").iterdir())) == 1
    looks._said.cache_clear()  # noqa: SLF001
    monkeypatch.setattr(yaml, "parse", lambda *_: pytest.fail("a style was parsed"))
    assert looks.look(root, "")[0].layers == parsed.layers
    (root / "new/templates").mkdir(parents=True)
    (root / "new/templates/style.yaml").write_bytes((OURS / "style.yaml").read_bytes() + b"# new\n")
    monkeypatch.setattr(resources, "builtin_root", lambda: root / "new")
    with pytest.raises(pytest.fail.Exception):
        looks.look(root, "")
