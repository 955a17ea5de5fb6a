"""How far off a person's printers are: measured with `cardprint calibrate`, kept with that person's settings, never in a project.

One JSON file per user, a name for each printer; lengths in it carry their unit, as in a print profile. Nothing here knows papers or cards.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardprint import files, holding, placing
from cardprint.errors import Found, Place, Problem, error
from cardprint.geometry import MM, length, mm
from cardprint.page import Shift

if TYPE_CHECKING:
    from cardprint.wording import Wording

FILE = "printers.json"
LARGEST = 1_000_000
"""Bytes of that file."""
FARTHEST, MOST_TURNED = 20, 10
"""Millimetres and degrees: what is further off is a slip of the pen, or a printer for the repair shop."""


def folder() -> Path:
    """Give the folder of the user's own settings, as the system has it."""
    from platformdirs import user_config_path

    return user_config_path("cardprint", appauthor=False)


def called(name: str) -> str:
    """Give a printer's name as it is kept: blanks at its ends, and further ones inside, do not count."""
    return " ".join(name.split())


def kept() -> Found[dict[str, Shift]]:
    """Read all printers. A file that cannot be read is a Problem at its line, and so is a value that is no offset."""
    path = folder() / FILE
    shown = path.as_posix()
    try:
        # settings are the user's own, and may be kept elsewhere by way of a link
        data = files.read_if_there(path, root=Path(path.anchor), most=LARGEST)
        found = {"printers": {}} if data is None else json.loads(data.decode("utf-8"))
    except files.RefusedError as reason:
        return {}, (reason.at(Place(shown), shown),)
    except json.JSONDecodeError as fault:
        return {}, (error("printers-broken", Place(shown, fault.lineno, fault.colno)),)
    except (ValueError, RecursionError):  # no text, or brackets without end
        return {}, (error("printers-broken", Place(shown)),)
    rows = found.get("printers") if isinstance(found, dict) else None
    if not isinstance(rows, dict):
        return {}, (error("printers-broken", Place(shown)),)
    shifts = {called(str(name)): _shift(row) for name, row in rows.items()}
    faults = tuple(error("printers-value", Place(shown), printer=name) for name, shift in shifts.items() if shift is None)
    return {name: shift for name, shift in shifts.items() if shift is not None}, faults


def keep(name: str, shift: Shift) -> tuple[Problem, ...]:
    """Keep a printer's offset instead of an earlier one. What cannot be read is not written over."""
    return _change(lambda found: {**found, called(name): shift})


def forget(name: str) -> tuple[Problem, ...]:
    """Drop a printer; one that is not kept is as good as dropped."""
    return _change(lambda found: {item: shift for item, shift in found.items() if item != called(name)})


def offset(x: str, y: str, rotate: str) -> Found[Shift]:
    """Read what a person types: two lengths with their unit and degrees, with a comma or a point; empty is none."""
    problems: list[Problem] = []
    across, down = (_length(f"--{key}", value, problems) for key, value in (("x", x), ("y", y)))
    turned = _degrees(_plain(rotate) or "0")
    if turned is None:
        problems.append(error("offset-degrees", Place(""), key="--rotate", value=rotate, most=MOST_TURNED))
    return Shift(across, down, turned or 0.0), tuple(problems)


def told(shift: Shift, words: Wording) -> str:
    """Say how backs are moved; what is nothing is not said."""
    ways = (("moved_right", "moved_left"), ("moved_down", "moved_up"), ("turned_right", "turned_left"))
    values = (shift.x / MM, shift.y / MM, shift.rotate)
    parts = [words.say(way[value < 0], by=words.number(abs(value), 2)) for way, value in zip(ways, values, strict=True) if value]
    return ", ".join(parts) or words["unmoved"]


def _length(key: str, text: str, problems: list[Problem]) -> float:
    value = _plain(text) or "0 mm"
    found = length(value)
    if found is not None and abs(found) <= mm(FARTHEST) + 0.01:
        return found
    code = "offset-range" if found is not None else "offset-length" if _number(value) is None else "offset-bare"
    problems.append(error(code, Place(""), key=key, value=text, most=FARTHEST))
    return 0.0


def _plain(text: str) -> str:
    """Write a number as programs do: with a point, and with the keyboard's minus."""
    return text.strip().replace(",", ".").replace("−", "-")


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _degrees(value: object) -> float | None:
    found = _number(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    return found if found is not None and abs(found) <= MOST_TURNED else None


def _shift(row: Any) -> Shift | None:
    """Read one entry of the file; None where a length has no unit, or a value is out of bounds."""
    if not isinstance(row, dict) or not row.keys() <= {"x", "y", "rotate"}:
        return None
    x, y = (length(str(row.get(key, "0 mm"))) for key in ("x", "y"))
    rotate = _degrees(row.get("rotate", 0))
    if x is None or y is None or rotate is None or max(abs(x), abs(y)) > mm(FARTHEST) + 0.01:
        return None
    return Shift(x, y, rotate)


def _change(change: Callable[[dict[str, Shift]], dict[str, Shift]]) -> tuple[Problem, ...]:
    """Put a new file in the old one's place in one step, while no other run does; a file that is a link is changed where it leads."""
    shown = (folder() / FILE).as_posix()
    try:
        target = (folder() / FILE).resolve()
        with holding.alone(target.parent):
            found, faults = kept()
            if not faults:
                placing.put(target, _lines(change(found)))
            return faults
    except holding.BusyError:
        return (error("output-busy", Place(shown), folder=folder().as_posix()),)
    except (OSError, RuntimeError) as reason:
        return (error("target-unwritable", Place(shown), file=shown, reason=getattr(reason, "strerror", None) or str(reason)),)


def _lines(shifts: Mapping[str, Shift]) -> bytes:
    rows = {name: {"x": _written(shift.x), "y": _written(shift.y), "rotate": shift.rotate} for name, shift in sorted(shifts.items())}
    return (json.dumps({"printers": rows}, indent=1, ensure_ascii=False) + "\n").encode()


def _written(points: float) -> str:
    return f"{round(points / MM, 4):g} mm"
