"""What is left in a text of the program that it came from: HTML, Markdown, and signs for what a text cannot hold. It prints as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_NAMES = "nbsp|amp|lt|gt|quot|apos|shy|[nm]dash|hellip|bull|middot|[lr]aquo|[lrb]dquo|[lrs]squo|euro|sect|[A-Za-z]{1,2}(?:acute|grave|uml|circ|ring|slash|lig|cedil|tilde)"
SIGNS: Mapping[str, re.Pattern[str]] = {
    "text-tag": re.compile(r"<[bh]r\s*/?>|</(?:[abipu]|em|strong|span|div|font|su[bp]|[ou]l|li|h[1-6])>", re.IGNORECASE),
    "text-entity": re.compile(rf"&(?:{_NAMES}|#[0-9]{{2,6}}|#x[0-9a-fA-F]{{2,6}});"),
    "text-markdown": re.compile(r"^#{2,6} |\]\((?:https?://|mailto:|www\.)[^()\s]{1,200}\)", re.MULTILINE),
    "text-tab": re.compile(r"(?<![:\\])\\t(?![\w.-]*\\)"),  # C:\tabel is a file
}
"""What is told, and how it looks."""
_HEADING = re.compile(r"^# ", re.MULTILINE)


def found(text: str, style: str) -> Iterator[tuple[str, str]]:
    """Give what is left in a text of a YAML style: the code that tells it, and the sign. A `#` that stands in quotes is meant."""
    for code, pattern in SIGNS.items():
        sign = pattern.search(text)
        if code == "text-markdown" and not sign and style in {"|", ">"}:
            sign = _HEADING.search(text)
        if sign and (code, style) != ("text-tab", '"'):
            yield code, sign[0].strip()
