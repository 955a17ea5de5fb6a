"""What a parcel says in words: the ends of its files' names, and its letter to the print room. Danish, and English for every other language."""

from __future__ import annotations

from collections.abc import Mapping

DANISH: Mapping[str, str] = {
    "readme": "LÆS-MIG.txt",
    "parcel": "Til trykkeriet",
    "copies": "{count} eks",
    "long_edge": "dupleks lang kant",
    "short_edge": "dupleks kort kant",
    "none": "enkeltsidet",
    "fold": "enkeltsidet til foldning",
    "tent": "enkeltsidet til foldning",
    "cut_apart": "enkeltsidet til beskæring",
    "shop": "forside og bagside",
    "fronts": "forsider, trykkes først",
    "backs": "bagsider på de samme ark",
    "send": "sendes med mail",
    "read": "læses på skærm",
    "greeting": "Kære trykkeri",
    "intro": "Her er {title}. Filerne ligger i den rækkefølge, de skal trykkes i. Tallet forrest i navnet er rækkefølgen.",
    "whose": "{title} til {whose}",
    "print": "DET SKAL TRYKKES",
    "how": "SÅDAN GØR I",
    "size": "Tryk i faktisk størrelse (100 %). Slå ”tilpas til siden” fra.",
    "count": "Antallet står ved hver fil. Kortarkene har alle sæt i sig: Tryk dem én gang.",
    "cut": "Hvordan kortene skæres og samles, står på sedlen til trykkeriet: {numbers}.",
    "staple": "Er et hæfte på flere ark, så hæft det øverst til venstre.",
    "keep": "DET SKAL IKKE TRYKKES",
    "since": "NYT SIDEN {file}",
    "new": "Ny",
    "changed": "Ændret: Brug den nye, og smid den gamle ud",
    "same": "Uændret",
    "told": "Uændret, men det nye er: {now} (før: {before})",
    "gone": "Skal ikke bruges mere",
    "nothing": "Intet er ændret.",
    "contact": "Er I i tvil, så skriv til {contact}.",
    "thanks": "Tak for hjælpen!",
    "copy": "1 eksemplar",
    "many": "{count} eksemplarer",
    "side": "1 side",
    "sides": "{count} sider",
    "sheet": "1 ark i alt",
    "sheets": "{count} ark i alt",
    "called": "på sedlen: {file}",
}
ENGLISH: Mapping[str, str] = {
    "readme": "README.txt",
    "parcel": "To the print room",
    "copies": "{count} copies",
    "long_edge": "duplex long edge",
    "short_edge": "duplex short edge",
    "none": "one side",
    "fold": "one side for folding",
    "tent": "one side for folding",
    "cut_apart": "one side for cutting",
    "shop": "front and back",
    "fronts": "fronts, print first",
    "backs": "backs on the same sheets",
    "send": "goes by mail",
    "read": "read on a screen",
    "greeting": "Dear print room",
    "intro": "Here is {title}. The files lie in the order in which they are printed; the number at the front of a name is that order.",
    "whose": "{title} for {whose}",
    "print": "PRINT THESE",
    "how": "HOW TO",
    "size": "Print at actual size (100%). Turn off “fit to page”.",
    "count": "How many stands with each file. The card sheets hold all sets: print them once.",
    "cut": "How the cards are cut and gathered stands on the print order: {numbers}.",
    "staple": "Where a booklet has several sheets, staple it at the upper left.",
    "keep": "DO NOT PRINT THESE",
    "since": "NEW SINCE {file}",
    "new": "New",
    "changed": "Changed: use the new one and throw away the old one",
    "same": "Unchanged",
    "told": "Unchanged, but what is new is: {now} (before: {before})",
    "gone": "No longer used",
    "nothing": "Nothing has changed.",
    "contact": "If in doubt, write to {contact}.",
    "thanks": "Thank you for your help!",
    "copy": "1 copy",
    "many": "{count} copies",
    "side": "1 page",
    "sides": "{count} pages",
    "sheet": "1 sheet in all",
    "sheets": "{count} sheets in all",
    "called": "on the order: {file}",
}
TURNS = ("long_edge", "short_edge", "none", "fold", "shop", "fronts", "backs", "send", "read")
"""The words that a file's name ends in."""
TAILS = frozenset(table[name] for table in (DANISH, ENGLISH) for name in TURNS)
READMES = frozenset(table["readme"] for table in (DANISH, ENGLISH))


def words(language: str) -> Mapping[str, str]:
    """Give the words of a language."""
    return DANISH if language == "da" else ENGLISH
