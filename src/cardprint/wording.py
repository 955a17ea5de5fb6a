"""The words that the command says beside Problems, one table per language, and how numbers are written in it.

Nothing here prints. Every language but Danish reads English, as in `cardprint.messages`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Nouns = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One language: sentences and words by name, nouns as one and as several, the decimal sign."""

    words: Mapping[str, str]
    nouns: Nouns
    decimal: str

    def __getitem__(self, name: str) -> str:
        """Give a word or a sentence."""
        return self.words[name]

    def say(self, name: str, **values: object) -> str:
        """Fill in a sentence."""
        return self.words[name].format_map(values)

    def count(self, number: int, noun: str) -> str:
        """Write a number with its noun: `1 side`, `2 sider`."""
        return f"{number} {self.nouns[noun][number != 1]}"

    def number(self, value: float, digits: int = 1) -> str:
        """Write a number as people of the language do, without zeros that say nothing."""
        return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", self.decimal)


DANISH = Wording(
    words={
        "written": "skrevet",
        "unchanged": "uændret",
        "removed": "fjernet",
        "to_print": "Udskriv kortarkene i faktisk størrelse (100 %) på {paper}, {flip}:",
        "pile": "{cards} på {sheets}",
        "pile_of_sets": "{cards} × {sets} på {sheets}",
        "each": "hver {pile}",
        "in_all": "I alt {sheets}",
        "to_shop": "Send til trykkeriet, {paper}:",
        "pages_of": "{cards}, {sets} af hver",
        "cut": "Skær med forsiden opad: {cuts}.",
        "fold_cut": "Fold arkene på midten med trykket udad, lim dem, og skær med forsiden opad: {cuts}.",
        "edges_left": "{at} mm fra venstre kant",
        "edges_right": "{at} mm fra højre kant",
        "edges_top": "{at} mm fra øverste kant",
        "edges_bottom": "{at} mm fra nederste kant",
        "edges_fold": "{at} mm fra folden",
        "then": "{first} og så {last}",
        "join_and": "{first} og {last}",
        "by_rows": "Kortene følger efter hinanden på hvert ark: saml dem op række for række.",
        "by_stack": "Læg så bunkerne oven på hinanden, den øverste venstre øverst og resten som man læser: kortene ligger i orden.",
        "by_sets": "Hver bunke er så et færdigt sæt.",
        "by_sets_each": "Hver bunke er så {sets} oven på hinanden, hvert på {cards}.",
        "by_both": "Tag så {sets} på {cards} fra toppen af hver bunke, og læg resten af bunkerne oven på hinanden, den øverste venstre øverst.",
        "card_size": "kortets mål",
        "one_by_one": "forside, så bagside",
        "millimetres": "{across} × {down} mm",
        "stock_grid": "fra {first}, hver {pitch}",
        "portrait": "stående",
        "landscape": "liggende",
        "long-edge": "begge sider, vend på den lange kant",
        "short-edge": "begge sider, vend på den korte kant",
        "fold": "kun den ene side af papiret; fold arket på midten",
        "none": "kun forsider",
        "front": "forside",
        "back": "bagside",
        "fit": "{size} pt, {lines}, {slack} mm i overskud",
        "everywhere": "alle områder",
        "sizes_taken": "Skriftstørrelser: {sizes}",
        "sound": "Alt i orden: {cards} i {areas}.",
        "not_built": "På grund af fejl er der ikke bygget til {areas}; de ældre filer dér er, som de var.",
        "nothing_built": "Der er intet nyt skrevet; de ældre filer er, som de var.",
        "throw_away": "Smid disse kort ud, {where}:",
        "again": "trykkes igen",
        "no_more": "er udgået",
        "new_cards": "Nye kort, {where}:",
        "nothing_changed": "Ingen kort er ændret siden {folder}; der er intet at trykke.",
        "same": "{cards} som før",
        "changed": "ændret",
        "moved": "nyt nummer",
        "new": "ny",
        "gone": "udgået",
        "made": "Projektet ligger i {folder}. Kør nu:",
        "per_sheet": "{cards} på et A4-ark",
        "built_in": "indbygget",
        "built": "bygges",
        "not_listed": "bygges ikke",
        "own_words": "{replaced} med egne ord, {added} kun her",
        "nup": "flere kort på hvert ark",
        "single": "ét kort på hver side",
        "number": "kort {number}",
        "not_printed": "Kortet trykkes ikke her",
        "not_fitted": "Kortet er ikke sat; `cardprint check` siger hvorfor",
        "card": "kortet selv",
        "variant": "kortets variant",
        "area": "områdets fil",
        "organisation": "organisationens fil",
        "vocabulary": "ordlisten",
        "translation": "oversættelse",
    },
    nouns={
        "page": ("side", "sider"),
        "card": ("kort", "kort"),
        "set": ("sæt", "sæt"),
        "sheet": ("ark", "ark"),
        "area": ("område", "områder"),
        "line": ("linje", "linjer"),
        "error": ("fejl", "fejl"),
        "warning": ("advarsel", "advarsler"),
    },
    decimal=",",
)
ENGLISH = Wording(
    words={
        "written": "written",
        "unchanged": "unchanged",
        "removed": "removed",
        "to_print": "Print the card sheets at actual size (100 %) on {paper}, {flip}:",
        "pile": "{cards} on {sheets}",
        "pile_of_sets": "{cards} × {sets} on {sheets}",
        "each": "each {pile}",
        "in_all": "{sheets} in all",
        "to_shop": "Send to the print shop, {paper}:",
        "pages_of": "{cards}, {sets} of each",
        "cut": "Cut with fronts up: {cuts}.",
        "fold_cut": "Fold the sheets in the middle, print outwards, glue them, and cut with fronts up: {cuts}.",
        "edges_left": "{at} mm from the left edge",
        "edges_right": "{at} mm from the right edge",
        "edges_top": "{at} mm from the top edge",
        "edges_bottom": "{at} mm from the bottom edge",
        "edges_fold": "{at} mm from the fold",
        "then": "{first} and then {last}",
        "join_and": "{first} and {last}",
        "by_rows": "The cards follow each other on each sheet: gather them row by row.",
        "by_stack": "Then lay the piles on each other, the upper left one on top and the others as one reads: the cards lie in order.",
        "by_sets": "Each pile is then a finished set.",
        "by_sets_each": "Each pile is then {sets} on top of each other, {cards} each.",
        "by_both": "Then take {sets} of {cards} from the top of each pile, and lay what is left of the piles on each other, the upper left one on top.",
        "card_size": "the card's size",
        "one_by_one": "front, then back",
        "millimetres": "{across} × {down} mm",
        "stock_grid": "from {first}, every {pitch}",
        "portrait": "portrait",
        "landscape": "landscape",
        "long-edge": "both sides, flip on the long edge",
        "short-edge": "both sides, flip on the short edge",
        "fold": "one side of the paper only; fold it in the middle",
        "none": "fronts only",
        "front": "front",
        "back": "back",
        "fit": "{size} pt, {lines}, {slack} mm to spare",
        "everywhere": "all areas",
        "sizes_taken": "Sizes of type: {sizes}",
        "sound": "All is well: {cards} in {areas}.",
        "not_built": "Because of errors nothing was built for {areas}; the older files there are as they were.",
        "nothing_built": "Nothing new was written; the older files are as they were.",
        "throw_away": "Throw these cards away, {where}:",
        "again": "printed again",
        "no_more": "no longer in the deck",
        "new_cards": "New cards, {where}:",
        "nothing_changed": "No card has changed since {folder}; there is nothing to print.",
        "same": "{cards} as before",
        "changed": "changed",
        "moved": "new number",
        "new": "new",
        "gone": "gone",
        "made": "The project is in {folder}. Now run:",
        "per_sheet": "{cards} on a sheet of A4",
        "built_in": "built in",
        "built": "built",
        "not_listed": "not built",
        "own_words": "{replaced} in words of its own, {added} only here",
        "nup": "several cards on each sheet",
        "single": "one card on each page",
        "number": "card {number}",
        "not_printed": "The card is not printed here",
        "not_fitted": "The card is not set; `cardprint check` says why",
        "card": "the card itself",
        "variant": "the card's variant",
        "area": "the area's file",
        "organisation": "the organisation's file",
        "vocabulary": "the vocabulary",
        "translation": "translation",
    },
    nouns={
        "page": ("page", "pages"),
        "card": ("card", "cards"),
        "set": ("set", "sets"),
        "sheet": ("sheet", "sheets"),
        "area": ("area", "areas"),
        "line": ("line", "lines"),
        "error": ("error", "errors"),
        "warning": ("warning", "warnings"),
    },
    decimal=".",
)
BY_LANGUAGE: Mapping[str, Wording] = {"da": DANISH}


def wording(language: str) -> Wording:
    """Give the words of a language."""
    return BY_LANGUAGE.get(language, ENGLISH)
