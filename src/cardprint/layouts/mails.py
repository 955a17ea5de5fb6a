"""The invitation as plain text, for a mail: the same words as on paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cardprint.layouts.templates import bare
from cardprint.meetings import More
from cardprint.model import plain


def invitation(values: Mapping[str, Any]) -> bytes:
    """Write the invitation as plain text for a mail."""
    agenda, labels = values["agenda"], values["labels"]
    lines = [agenda.title.value, *([agenda.headline.value] if agenda.headline else []), ""]
    lines += [f"{fact.name}: {plain(fact.value)}" for row in values["facts"] for fact in row]
    lines += ["", f"{labels['greeting']}", "", *_apart(text.value for text in values["purpose"])]
    if values["why_you"]:
        lines += [f"{labels['why_you_head']}:", *_apart(text.value for text in values["why_you"])]
    lines += [f"{labels['who_comes']}: {agenda.forum.value}", ""] if agenda.forum else []
    if values["leadership"]:
        said = "\n\n".join(text.value for text in values["leadership"])
        lines += [said.join(values["quote"]), ""]
        lines += [values["leader"].value, ""] if values["leader"] else []
    lines += [
        f"{labels['course_head']}:",
        " ".join(part for part in (values["course_line"], values["focus"].value, values["step_line"]) if part),
        "",
    ]
    framed = agenda.can_change or agenda.cannot_change or agenda.undecided
    lines += [f"{labels['frames_head']}:", ""] if framed else []
    for name in ("can_change", "cannot_change", "undecided"):
        lines += _listed(labels[name], [text.value for text in getattr(agenda, name)])
    lines += _listed(labels["given_challenges"], [challenge.text.value for challenge in agenda.given_challenges])
    lines += _listed(labels["preparation_head"], [text.value for text in agenda.preparation])
    lines += [values["reply"].value, ""] if values["reply"] else []
    lines += _listed(labels["more_head"], [_more(link) for link in agenda.more])
    lines += [f"{labels['access']} {values['contact'].value}"] if values["contact"] else []
    lines += (
        ["", labels["regards"], values["sender"].value, *([values["organisation"].value] if values["organisation"] else [])]
        if values["sender"]
        else []
    )
    lines += ["", f"{labels['case_number']} {agenda.case_number.value}"] if agenda.case_number else []
    return ("\n".join(bare(line) for line in lines).strip() + "\n").encode()


def _more(link: More) -> str:
    """Say where to read more, in one line."""
    where = ", ".join(part for part in (link.text.value, link.url.value) if part)
    return f"{where} ({link.note.value})" if link.note else where


def _apart(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in (text, "")]


def _listed(head: str, texts: Sequence[str]) -> list[str]:
    return [f"{head}:", *(f"- {text}" for text in texts), ""] if texts else []
