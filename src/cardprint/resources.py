"""Where files are found: the project first, then what cardprint brings along. Nothing is read here."""

from __future__ import annotations

from pathlib import Path

PROJECT_FILE = "cardprint.yaml"


def builtin_root() -> Path:
    """Give the folder with the built-in `cards/` and `templates/`: inside the wheel, or the repository of an editable install."""
    package = Path(__file__).resolve().parent
    inside = package / "_builtin"
    return inside if inside.is_dir() else package.parents[1]


def project_root(start: Path) -> Path | None:
    """Walk up from a folder or file to the folder that holds cardprint.yaml; None if there is none."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / PROJECT_FILE).is_file():
            return folder
    return None


def templates(project: Path | None, look: str = "") -> tuple[Path, ...]:
    """Give the folders of layouts and styles, strongest first: project, the look, built-in."""
    roots = [root / "templates" for root in ((project, builtin_root()) if project else (builtin_root(),))]
    ordered = [roots[0], *(root / look for root in roots if look), *roots[1:]]
    return tuple(dict.fromkeys(folder for folder in ordered if folder.is_dir()))


def find(name: str, folders: tuple[Path, ...]) -> Path | None:
    """Give the first file of that name in the folders; None if no folder has it."""
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def inside(root: Path, name: str) -> Path | None:
    """Join a user's file name to the project; None if it leaves the project, also by way of a link."""
    path = (root / name).resolve()
    return path if path.is_relative_to(root.resolve()) else None
