"""The words that fingerprints were taken of, kept beside them: so that what changed below an overlay can be shown, old and new.

`.cardprint/base.json` holds them by fingerprint. Who loses it loses nothing but the old words in a warning; what is in it is believed only where it has
the fingerprint that it stands under.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from cardprint import files, placing, resources

FILE = ".cardprint/base.json"
MOST = 8 * files.MB
Texts = Mapping[str, tuple[str, ...]]


def read(root: Path) -> Texts:
    """Give the texts by fingerprint; none where there are none, or none that can be read."""
    try:
        data = files.read_if_there(root / FILE, root=root, most=MOST)
        found = json.loads(data.decode()) if data else {}
    except (files.RefusedError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {base: tuple(texts) for base, texts in found.items() if _is_sound(base, texts)}


def _is_sound(base: str, texts: object) -> bool:
    if not (isinstance(texts, list) and all(isinstance(text, str) for text in texts)):
        return False
    return sha256("\n".join(texts).encode(errors="replace")).hexdigest()[:8] == base


def keep(root: Path, more: Mapping[str, Sequence[str]]) -> None:
    """Add texts; nothing is written where all of them are there. Raises OSError."""
    before = read(root)
    if more.keys() <= before.keys() or resources.inside(root, FILE) is None:
        return
    together = {**before, **more}
    lines = ",\n".join(f"{json.dumps(base)}: {json.dumps(list(together[base]), ensure_ascii=False)}" for base in sorted(together))
    path = root / FILE
    path.parent.mkdir(exist_ok=True)
    placing.put(path, f"{{\n{lines}\n}}\n".encode())
