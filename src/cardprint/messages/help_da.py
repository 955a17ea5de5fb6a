"""The help of all commands in Danish, by its English sentences. Read only when a Dane asks for `--help`."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from cardprint.messages.usage import shape

HELP: Mapping[str, str] = {
    # commands
    "Print dialogue cards and the papers around them, from YAML to PDF.": "Lav dialogkort og papirerne omkring dem, fra YAML til PDF.",
    "Build a project, or the file of one deck, agenda or worksheet: card sheets, reading edition and the papers of meetings for each area.": (
        "Byg et projekt, eller en fil med ét kortsæt, én dagsorden eller ét arbejdsark: kortark, læseudgave og mødernes papirer til hvert område."
    ),
    "Say all that build would complain of, and how every card fits; with --print, what a print shop checks; write nothing.": (
        "Sig alt, hvad build ville klage over, og hvordan hvert kort passer; med --print også det, et trykkeri ser efter. Skriver ingen filer."
    ),
    "Make a project in an empty folder: the starter deck, its areas and cardprint.yaml. On a terminal it asks what is not given as an option.": (
        "Lav et projekt i en tom mappe: et kortsæt at begynde med, dets områder og cardprint.yaml. I en terminal spørger den om det, som ikke er givet som tilvalg."
    ),
    (
        "With two words something in the project that one stands in: `new area NAME`, and in its place deck, card, organisation, agenda, worksheet or "
        "profile; `new layout NAME` copies a built-in layout, `new language CODE` begins a language."
    ): (
        "Med to ord noget nyt i det projekt, du står i: `new area NAVN`, og på samme måde deck, card, organisation, agenda, worksheet eller profile; "
        "`new layout NAVN` kopierer et indbygget layout, `new language KODE` begynder på et sprog."
    ),
    "List what there is to choose from: card sizes, papers, die-cut stocks, print profiles, printers, areas, cards, or who has words of their own.": (
        "Vis, hvad der er at vælge imellem: kortstørrelser, papir, udstansede ark, trykprofiler, printere, områder, kort, eller hvem der har egne ord."
    ),
    "Show a card's final words in each area, where each word came from, and how the card fits.": (
        "Vis et korts endelige ord i hvert område, hvor ordene kommer fra, og hvordan kortet passer."
    ),
    "Print a page that shows how far a printer's backs lie from its fronts, or keep what was read off it.": (
        "Lav en side, der viser, hvor langt en printers bagsider ligger fra forsiderne, eller gem det, du har målt på den."
    ),
    "Draw trim, bleed and safe zone over the cards, and all cards small with their ids, for a person to look at.": (
        "Tegn snit, beskæring og sikker zone oven på kortene, og alle kort i lille format med deres id, så et menneske kan se dem efter."
    ),
    "Show in the browser what is being written, at its printed size with its Problems, and follow every save, until Ctrl-C.": (
        "Vis i browseren det, du skriver på, i den størrelse, det trykkes, med det, der er galt, og følg med, hver gang du gemmer. Stop med Ctrl-C."
    ),
    "Say which cards are new, gone, changed or moved between two output folders, area by area and deck by deck.": (
        "Sig, hvilke kort der er nye, væk, ændret eller flyttet mellem to mapper med output, område for område og sæt for sæt."
    ),
    "Read worksheets that came back, filled in on a screen, scanned, or the workbook to correct in, and write notes and a summary.": (
        "Læs arbejdsark, der er kommet tilbage, udfyldt på skærm eller scannet, eller regnearket til rettelser, og skriv noter og en opsamling."
    ),
    "Add words to the vocabulary as words to hold on to; without words, list those that the tables wrote.": (
        "Læg ord i ordlisten som ord, I holder fast i; uden ord vises dem, bordene har skrevet."
    ),
    "Take cards from a table, XLSX or CSV: into a new deck, or into one that is there. Shows what would change, and asks.": (
        "Hent kort fra et regneark, XLSX eller CSV: til et nyt sæt eller til et, der findes. Viser, hvad der vil blive ændret, og spørger."
    ),
    "Show the overlays whose base text has changed, old words and new, and write their new fingerprints once you have looked.": (
        "Vis de egne ord, hvis grundtekst er ændret, gammelt og nyt ved siden af hinanden, og skriv de nye fingeraftryk, når du har set på dem."
    ),
    "Write a deck as a table, XLSX or CSV, to edit, or to translate, and to import again.": (
        "Skriv et kortsæt som regneark, XLSX eller CSV, til at rette i eller oversætte, og til at hente ind igen."
    ),
    "Print every key that a project's files may hold, as Markdown, or for an editor that completes and checks them.": (
        "Skriv hver nøgle, som projektets filer kan have, som Markdown eller til en editor, der foreslår og tjekker dem."
    ),
    "Build, and pack what was built for the print room: a zip for each organisation and area, its files in the order of printing.": (
        "Byg, og pak det byggede til trykkeriet: en zip-fil for hver organisation og hvert område, med filerne i den rækkefølge, de skal trykkes i."
    ),
    # options
    "Only this kind of paper, such as sheets; may be given again.": "Kun denne slags papir, for eksempel sheets; kan gives flere gange.",
    "Say what is new since this parcel, or since those in this folder.": "Sig, hvad der er nyt siden denne pakke, eller siden dem i denne mappe.",
    "Folder to write the parcels to instead of output/parcels in the project.": (
        "Mappe at skrive pakkerne til i stedet for output/parcels i projektet."
    ),
    "Show the version and exit.": "Vis versionen.",
    "Show this message and exit.": "Vis denne hjælp.",
    "Only this welfare area; may be given again.": "Kun dette velfærdsområde; kan gives flere gange.",
    "Only this organisation; may be given again.": "Kun denne organisation; kan gives flere gange.",
    "Only this language, such as da; may be given again.": "Kun dette sprog, for eksempel da; kan gives flere gange.",
    (
        "Only this kind of paper: sheets, shop, reading, handout, facilitator, invitation, worksheet or ticket; pages for a browser reading-html, handout-html, "
        "invitation-html or agenda-html; large print reading-large or handout-large; for the room signs, posters or badges; for the minutes record; "
        "of notes summary, summary-csv, summary-xlsx, answer, tasks, words or step2; may be given again."
    ): (
        "Kun denne slags papir: sheets, shop, reading, handout, facilitator, invitation, worksheet eller ticket; sider til en browser reading-html, handout-html, "
        "invitation-html eller agenda-html; stor skrift reading-large eller handout-large; til lokalet signs, posters eller badges; til referatet record; "
        "af noter summary, summary-csv, summary-xlsx, answer, tasks, words eller step2; kan gives flere gange."
    ),
    "This print profile instead of the project's; may be given again.": "Denne trykprofil i stedet for projektets; kan gives flere gange.",
    "Only these cards: ids, separated by commas.": "Kun disse kort: id'er med komma imellem.",
    "Only the cards of this theme.": "Kun kortene i dette tema.",
    "A second language on the cards, such as uk: on their backs, or uk:same-card under the first.": "Et andet sprog på kortene, for eksempel uk: på bagsiden, eller uk:same-card under det første.",
    "Only the cards for leader, staff or med, and those for all.": "Kun kortene til leader, staff eller med, og dem til alle.",
    "This many sets instead of the deck's.": "Så mange sæt i stedet for det antal, der står ved sættet.",
    "Begin at this slot of a half-used sheet.": "Begynd på denne plads på et halvt brugt ark.",
    "Move backs as `cardprint calibrate` measured it on this printer.": "Flyt bagsiderne, som `cardprint calibrate` har målt det på denne printer.",
    "Treat warnings as errors.": "Tag advarsler som fejl.",
    "Make several editions at once by this many processes; left out: one a processor.": (
        "Lav så mange udgaver på én gang, hver i sin proces; udeladt: en for hver processor."
    ),
    "Print one JSON object on standard output and nothing else there.": "Skriv ét JSON-objekt på standard output og ikke andet dér.",
    "Language of what is said, instead of the project's.": "Sprog for det, der bliver sagt, i stedet for projektets.",
    "Only the cards that have changed since this earlier output folder was built.": (
        "Kun de kort, der er ændret, siden denne tidligere mappe med output blev bygget."
    ),
    "Make worksheets forms to fill in on a screen.": "Lav arbejdsarkene som formularer til at udfylde på skærm.",
    "Make reading edition and handout in large print, 18 points, as well.": "Lav også læseudgave og mødepapirer med stor skrift, 18 punkt.",
    "Folder to write to instead of output/ in the project.": "Mappe at skrive til i stedet for output/ i projektet.",
    "Print Problems only.": "Sig kun det, der er galt.",
    "Name every file, and print the fit of every card as well.": "Nævn hver fil, og sig også, hvordan hvert kort passer.",
    "The project's name.": "Projektets navn.",
    "Language of the paper, such as da.": "Sproget på papiret, for eksempel da.",
    "A welfare area to build for; may be given again.": "Et velfærdsområde at bygge til; kan gives flere gange.",
    "The organisation's name.": "Organisationens navn.",
    "The organisation's colour; a second one is its accent.": "Organisationens farve; nummer to er dens accentfarve.",
    "The organisation's logo: SVG, PNG or JPEG.": "Organisationens logo: SVG, PNG eller JPEG.",
    "Make the page for the paper and the turning of this print profile.": "Lav siden til denne trykprofils papir og vending.",
    "File to write the page to instead of calibration.pdf.": "Fil at skrive siden til i stedet for calibration.pdf.",
    "Keep: how far backs have to go to the right, such as 1.5mm.": "Gem: hvor langt bagsiderne skal til højre, for eksempel 1.5mm.",
    "Keep: how far backs have to go down, such as -0.5mm.": "Gem: hvor langt bagsiderne skal ned, for eksempel -0.5mm.",
    "Keep: how far backs have to be turned clockwise, such as 0.2.": "Gem: hvor meget bagsiderne skal drejes med uret, for eksempel 0.2.",
    "Keep the offset under this name, for build --printer.": "Gem målene under dette navn, til build --printer.",
    "Forget this printer.": "Glem denne printer.",
    "This print profile instead of the project's.": "Denne trykprofil i stedet for projektets.",
    "Draw every page as a picture as well.": "Tegn også hver side som et billede.",
    "Serve on this port instead of one that is free.": "Brug denne port i stedet for en, der er ledig.",
    "Only print the address; open no browser.": "Skriv kun adressen; åbn ingen browser.",
    "Mask what looks like a CPR number, a telephone number or a mail address; without files in all notes. Handwriting is not searched.": (
        "Dæk det til, der ligner et CPR-nummer, et telefonnummer eller en mailadresse; uden filer i alle noter. Håndskrift bliver ikke gennemsøgt."
    ),
    "Where worksheets lie as they were printed, or their PDF; may be given again.": "Hvor arbejdsarkene ligger, som de blev printet, eller deres PDF; kan gives flere gange.",
    "Folder to write papers to instead of output/ in the project.": "Mappe at skrive papirerne til i stedet for output/ i projektet.",
    "Remove the notes of this meeting and its step 2, with all that was made of them.": (
        "Fjern noterne fra dette møde og trin 2 og alt, hvad der er lavet af dem."
    ),
    "What we mean by the word.": "Det, vi mener med ordet.",
    "Add to this deck and change it, card by card.": "Læg til i dette kortsæt, og ret i det, kort for kort.",
    "Write without asking.": "Skriv uden at spørge.",
    "File to write, .xlsx or .csv, instead of the deck's name and .xlsx.": "Fil at skrive, .xlsx eller .csv, i stedet for sættets navn og .xlsx.",
    "Print a JSON Schema for editors: of one kind of file, or of all.": "Skriv et JSON Schema til editorer: for én slags fil, eller for dem alle.",
    "Also say how plain the words are: LIX, long sentences, long words. Nothing of it is an error.": (
        "Sig også, hvor let ordene er at læse: lixtal, lange sætninger, lange ord. Intet af det er en fejl."
    ),
    "With --json-schema: write a file for each kind into this folder.": "Med --json-schema: skriv en fil for hver slags i denne mappe.",
}
"""What click is given to say, in one line a paragraph: the same in Danish."""
HEADINGS: Mapping[str, str] = {"Options:": "Tilvalg:", "Commands:": "Kommandoer:"}
VALUES: Mapping[str, str] = {
    # what stands behind an option: the same in Danish
    "PATH": "STI",
    "NAME": "NAVN",
    "FILE": "FIL",
    "FOLDER": "MAPPE",
    "DIR": "MAPPE",
    "PROFILE": "PROFIL",
    "LENGTH": "LÆNGDE",
    "DEGREES": "GRADER",
    "DECK": "SÆT",
    "KIND": "SLAGS",
    "[KIND]": "[SLAGS]",
    "WHO": "HVEM",
    "AGENDA": "DAGSORDEN",
    "TEXT": "TEKST",
    "INTEGER": "TAL",
    "INTEGER RANGE": "TAL",
}


def paragraphs(help_: str | None) -> list[str]:
    """Part a command's help into its paragraphs, each on one line."""
    return [" ".join(part.split()) for part in (help_ or "").split("\n\n") if part.strip()]


def danish(said: str) -> str:
    """Say in Danish what click writes around a command's help."""
    usage, *rest = "\n".join(HEADINGS.get(line, line) for line in said.split("\n")).partition("\n\n")
    return shape(usage) + "".join(rest)


def translated(command: Any, context: Any) -> Any:
    """Copy a command of click, with its options and the commands below it, their help in Danish."""
    made = copy.copy(command)
    made.help = "\n\n".join(HELP.get(part, part) for part in paragraphs(command.help))
    made.params = [_option(parameter, context) for parameter in command.get_params(context)]
    made.add_help_option = False  # it is among the parameters already
    if commands := getattr(command, "commands", None):
        made.commands = {name: translated(below, context) for name, below in commands.items()}
    return made


def _option(parameter: Any, context: Any) -> Any:
    """Copy an option, its help in Danish; an argument has none."""
    if getattr(parameter, "help", None) is None:
        return parameter
    made = copy.copy(parameter)
    made.help = HELP.get(parameter.help, parameter.help)
    made.metavar = VALUES.get(parameter.make_metavar(context)) or parameter.metavar
    return made
