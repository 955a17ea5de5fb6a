"""What a file is that is not a deck: told by the folder that it lies in, else by its keys. Knows no values."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cardprint.sources import cards, config, places, profiles
from cardprint.sources.documents import VOCABULARY_FILE
from cardprint.sources.nodes import Pairs, Series

FOLDERS: Mapping[str, str] = {
    "cards/areas/": "area",
    "cards/organisations/": "organisation",
    "cards/print/": "profile",
    "cards/agendas/": "agenda",
    "cards/worksheets/": "worksheet",
    "templates/": "look",
    "notes/": "notes",
    VOCABULARY_FILE: "vocabulary",
}
KEYS: Mapping[str, Collection[str]] = {
    "vocabulary": places.VOCABULARY.keys,
    "area": places.AREA.keys,
    "organisation": places.ORGANISATION.keys,
    "profile": profiles.PROFILE.keys,
    "project": config.PROJECT.keys,
    "agenda": ("id", "title", "meeting_type", "forum", "start", "end", "expected", "groups", "chair", "participants", "purpose", "items"),
    "worksheet": ("id", "title", "kind", "paper", "intro", "rows", "columns", "scales", "barrier_types", "matrix", "blocks"),
}


def kind(node: Pairs, shown: str) -> str:
    """Name what a file is; empty for a deck, and for a file of which nobody can tell."""
    for folder, name in FOLDERS.items():
        if shown.startswith(folder):
            return name
    if "themes" in node.entries or ("cards" in node.entries and isinstance(node.entries["cards"][1], Series)):
        return ""
    likeness = {name: _likeness(node, keys) for name, keys in KEYS.items()}
    best = max(likeness, key=lambda name: likeness[name])
    return best if likeness[best] > max(0, _likeness(node, cards.DECK.keys)) else ""


def _likeness(node: Pairs, keys: Collection[str]) -> int:
    """Count the keys that fit less those that do not."""
    return sum(1 if key in keys else -1 for key in node.entries)
