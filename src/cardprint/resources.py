"""Where files are found: the project first, then what cardprint brings along. Nothing is read here."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from cardprint import files
from cardprint.errors import CardprintError, Place, error

PROJECT_FILE = "cardprint.yaml"


@cache
def builtin_root() -> Path:
    """Give the folder with the built-in `cards/` and `templates/`: inside the wheel, or the repository of an editable install."""
    package = Path(__file__).resolve().parent
    inside = package / "_builtin"
    return inside if inside.is_dir() else package.parents[1]


def project_root(start: Path) -> Path | None:
    """Walk up from a folder or file to the folder that holds cardprint.yaml; None if there is none."""
    try:
        start = files.real(start)
    except (OSError, RuntimeError):  # links in a circle
        return None
    return next((folder for folder in (start, *start.parents) if not files.is_absent(folder / PROJECT_FILE)), None)


def locate(path: Path) -> tuple[Path, Path | None]:
    """Find the project of a path: the folder itself, or the one above a document's file. Raises CardprintError where there is neither."""
    root = project_root(path)
    if not files.is_folder(path) and not files.is_absent(path) and path.name != PROJECT_FILE:
        return root or _parent(path), path
    if root is None:
        raise CardprintError(error("no-project", Place(path.as_posix()), file=PROJECT_FILE))
    return root, None


def _parent(path: Path) -> Path:
    try:
        return files.real(path).parent
    except (OSError, RuntimeError):
        return path.absolute().parent


def templates(project: Path | None, look: str = "") -> tuple[Path, ...]:
    """Give the folders of layouts and styles, strongest first: project, the look, built-in."""
    roots = [root / "templates" for root in ((project, builtin_root()) if project else (builtin_root(),))]
    ordered = [roots[0], *(root / look for root in roots if look), *roots[1:]]
    return tuple(dict.fromkeys(folder for folder in ordered if not files.is_absent(folder)))


def own_templates(project: Path, look: str = "") -> tuple[Path, ...]:
    """Give those of a project's own, strongest first."""
    ours = builtin_root() / "templates"
    return tuple(folder for folder in templates(project, look) if not folder.is_relative_to(ours))


def languages() -> tuple[str, ...]:
    """Name the languages that are built in."""
    names = os.listdir(builtin_root() / "templates" / "languages")  # noqa: PTH208 - names
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def home(path: Path, project: Path | None) -> Path:
    """Give the folder that a file of `templates` may not leave: where it was brought along, that of cardprint, else the project."""
    ours = builtin_root()
    return project if project and not path.is_relative_to(ours / "templates") else ours


def find(name: str, folders: tuple[Path, ...]) -> Path | None:
    """Give the first file of that name in the folders; None if no folder has it."""
    return next((folder / name for folder in folders if not files.is_absent(folder / name)), None)


def inside(root: Path, name: str) -> Path | None:
    """Join a user's file name to the project; None if it leaves the project, also by way of a link."""
    try:
        path = files.real(root / name)
    except (OSError, RuntimeError, ValueError):  # a name that no disk takes, links in a circle
        return None
    return path if path.is_relative_to(files.real(root)) else None
