"""What an import would do, as lines."""

from __future__ import annotations

from collections.abc import Iterator

from cardprint.tables import headings
from cardprint.tables.importing import Change, Plan
from cardprint.wording import Wording, wording

LONGEST = 60
"""Characters of a card's words that are shown."""
MOST_MISSING = 12


def lines(plan: Plan, language: str) -> Iterator[str]:
    """Say which cards come, which change and in what, which stay, and which are not in the table."""
    if not plan.is_sound:
        return
    words = wording(language)
    yield words.say("import_into", file=plan.deck)
    if plan.themes:
        yield f"  {words.say('import_themes', names=', '.join(plan.themes))}"
    for change in plan.changes:
        yield _line(change, plan, words, language)
    for card, area in plan.stale:
        yield f"  {words.say('import_stale', card=card, area=plan.areas.get(area, area))}"
    counts = [words.count(sum(change.is_new for change in plan.changes), "added card")]
    counts.append(words.count(sum(not change.is_new for change in plan.changes), "changed card"))
    counts.append(words.say("import_same", cards=words.count(plan.same, "card")))
    yield f"  {', '.join(counts)}"
    if plan.missing:
        named = ", ".join(plan.missing[:MOST_MISSING]) + (" …" if len(plan.missing) > MOST_MISSING else "")
        yield f"  {words.say('import_missing', cards=words.count(len(plan.missing), 'card'), names=named)}"


def _line(change: Change, plan: Plan, words: Wording, language: str) -> str:
    text = " ".join(change.text.split())
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    if change.is_new:
        return f"  {words['new']:<8} {change.card}  {shown}"
    named = ", ".join(headings.written(key, language, plan.areas) for key in change.keys)
    return f"  {words['changed']:<8} {change.card}  {named}"


def written(plan: Plan, language: str) -> Iterator[str]:
    """Say which files were written."""
    for file in plan.files:
        yield f"{wording(language)['written']}  {file}"
