"""A project's files -> Project -> Edition. All that a user writes in YAML is read here; nothing is laid out."""

from __future__ import annotations

from cardprint.sources.documents import is_hopeless
from cardprint.sources.folder import Wanted, language, project
from cardprint.sources.languages import is_code
from cardprint.sources.layers import fingerprint
from cardprint.sources.overlay import edition, gaps
from cardprint.sources.spelling import nearest

__all__ = ["Wanted", "edition", "fingerprint", "gaps", "is_code", "is_hopeless", "language", "nearest", "project"]
