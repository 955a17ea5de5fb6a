"""How a page that came back is known again: by what was read of it, by its file, by what is marked on it. Names of files tell little."""

from __future__ import annotations

import re
from hashlib import blake2b

from cardprint.collect import masking
from cardprint.collect.answers import Returned
from cardprint.collect.known import Held
from cardprint.collect.records import Said


def digest(returned: Returned) -> str:
    """Stand for what was read of a page: a page of the same file has the same one, as long as it says the same, masked or not."""
    answers = map(masking.answer, returned.answers)
    said = [(one.field, one.values, one.seen, one.is_sure, blake2b(one.picture).hexdigest()) for one in answers]
    return blake2b(repr(sorted(said)).encode(errors="replace"), digest_size=4).hexdigest()


def is_same_page(source: Said, one: Returned) -> bool:
    """Tell whether a page came from there: of a scan by its file's bytes, for scanners give names twice; of a form, which may have grown, by its name."""
    of = "data" if source.get("data") and one.source.kind == "scan" else "file"
    return (source.get(of), str(source.get("page"))) == (getattr(one.source, of), str(one.source.page))


def marks(one: Returned) -> str:
    """Say what is marked on a page, a word for each field as they lie there: the numbers of its choices or ticks; - is nothing, ? is not sure."""
    fields = {name: values for name, values in Held(one.map, one.page, 0).options.items() if values}
    answers = {answer.field: answer for answer in one.answers}
    said = []
    for name, values in fields.items():
        answer = answers.get(name)
        marked = [str(number) for number, value in enumerate(values, 1) if answer and value in answer.values]
        said.append("?" if answer and not answer.is_sure else "+".join(marked) or "-")
    return " ".join(said)


def are_others(before: str, now: str) -> bool:
    """Tell whether marks are others than those that were read before, apart from what was not sure."""
    return any("?" not in pair and pair[0] != pair[1] for pair in zip(before.split(), now.split(), strict=False))


def page_before(source: Said, one: Returned) -> int:
    """Give the page of a source that lies before a page in its file; 0 for all others."""
    number = str(source.get("page"))
    is_there = source["data"] == one.source.data if source.get("data") else source.get("file") == one.source.file
    return int(number) if is_there and number.isdecimal() and int(number) < one.source.page else 0


def lies_beside(source: Said, one: Returned) -> bool:
    """Tell whether a page lies in the same file as another one: nobody scans a sheet twice in one pile, but two that are marked alike."""
    return bool(one.source.data) and source.get("data") == one.source.data and str(source.get("page")) != str(one.source.page)


def has_same_marks(source: Said, one: Returned) -> bool:
    """Tell a page that somebody has scanned once more: marks are there, and they are those that were read before."""
    before, now = str(source.get("marks") or ""), marks(one)
    return bool(re.search("[0-9]", before) and re.search("[0-9]", now)) and not are_others(before, now)
