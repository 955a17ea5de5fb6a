"""How large a QR code is for what it says (ISO/IEC 18004): arithmetic alone. `pdf.codes` makes its modules, when it is drawn."""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import quote, urlsplit

KEY = re.compile("[A-Z0-9]{1,16}")
"""What version 1 holds at level Q, of which a quarter may be unreadable: the key of a worksheet's page, on paper that was carried about."""
HOLDS = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362)
"""Bytes that each version holds at level M, of which a seventh may be unreadable (table 7); a larger one would be too large beside a line of text."""
MOST = HOLDS[-1]
QUIET = 4
"""Modules that stay white on every side."""
_ADDRESS = re.compile(r"[a-z]+:", re.IGNORECASE)
_KEPT = "%/?#[]@!$&'()*+,;=:~-._"


def version(said: str) -> int:
    """Give the smallest version that holds a text at its level; 0: none of ours does."""
    found = 1 if KEY.fullmatch(said) else bisect_left(HOLDS, len(written(said))) + 1
    return found if found <= len(HOLDS) else 0


def side(said: str) -> int:
    """Give how many modules a code has on a side, without its quiet zone; 0: there is none that holds it."""
    found = version(said)
    return 17 + 4 * found if found else 0


def written(said: str) -> bytes:
    """Give the bytes of a code. Of an address only ASCII is left, for cameras do not agree on what other bytes mean."""
    if said.isascii() or not _ADDRESS.match(said):
        return said.encode()
    try:
        before, found, rest = said.partition(urlsplit(said).netloc)
        who, at, host = found.rpartition("@")
        said = f"{before}{who}{at}{host.encode('idna').decode()}{rest}"
    except ValueError:  # no name of a computer; what stands in words is what the reader has
        pass
    return quote(said, safe=_KEPT).encode()
