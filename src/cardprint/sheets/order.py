"""In which order cards come onto the sheets, so that cutting and stacking gives what was promised.

A position counts slots through the whole run: sheet `position // slots`, slot `position % slots`.
"""

from __future__ import annotations

from msgspec import Struct


class Batch(Struct, frozen=True):
    """What is printed: `cards` to a set, `sets` times, on sheets of `slots` slots, `skipped` slots left out on the first sheet."""

    cards: int
    sets: int
    slots: int
    skipped: int = 0


def choose(wanted: str, sets: int, slots: int) -> str:
    """Name the order that is really used: the wish, but set-per-slot of a single set is a stack; without a wish the default."""
    if wanted in {"rows", "stack"}:
        return wanted
    if wanted:
        return wanted if sets > 1 else "stack"
    return "set-per-slot" if _gathers(sets, slots) else "stack"


def piles(order: str, run: Batch) -> tuple[range, ...]:
    """Give the positions of all cards, set after set, as ranges one after the other.

    rows: card after card. stack: one range per slot, so that the piles laid on each other in slot order give the deck.
    set-per-slot: one range per set and slot, round after round; after a full round, sets that are too few for the slots
    are printed as a stack, one set following on the other without a gap.
    """
    if order == "rows":
        return (range(run.skipped, run.skipped + run.cards * run.sets),)
    if order == "stack":
        return _stack(run.skipped, run.cards * run.sets, run.slots)
    return _gathered(run)


def _gathers(sets: int, slots: int) -> bool:
    # One white slot per sheet is the price of finished sets; a single set is finished in any order and pays nothing.
    return sets > 1 and sets >= slots - 1


def _stack(start: int, cards: int, slots: int) -> tuple[range, ...]:
    firsts = (start + (slot - start) % slots for slot in range(slots))
    return tuple(range(first, start + cards, slots) for first in firsts)


def _gathered(run: Batch) -> tuple[range, ...]:
    rounds, left = divmod(run.sets, run.slots)
    full = tuple(_column(run, number) for number in range(rounds * run.slots))
    if not rounds or _gathers(left, run.slots):
        return full + tuple(_column(run, number) for number in range(rounds * run.slots, run.sets))
    start = run.skipped + rounds * run.slots * run.cards
    return full + _stack(start, left * run.cards, run.slots)


def _column(run: Batch, number: int) -> range:
    done, slot = divmod(number, run.slots)
    first = run.skipped + done * run.slots * run.cards + slot
    return range(first, first + run.slots * run.cards, run.slots)
