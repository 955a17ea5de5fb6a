"""What a new file begins with, in Danish: kind to text. A line that begins with # and a key is one to use: take the # away.

`$id`, `$name` and the like are filled in; what a commented line refers to is in the project, or is made up where it has none.
"""

BEGIN: dict[str, str] = {
    "deck": """\
# $name: kort og temaer. Slet # foran en linje for at bruge den.
id: $id
title: $name
#subtitle: En linje under titlen
step: 1
version: "1.0"
card_size: dialogue
#back: plain
#blank_cards: 2
#instruction_card: Tag ét kort ad gangen, og lad alle svare på skift.
themes:
  - {id: $theme, name: Vores arbejde, colour: "#0b5c6b", symbol: speech}
cards:
  - id: $card
    theme: $theme
    text: Hvad i jeres arbejde giver mest mening?
    #follow_up:
    #  - Hvem mærker det?
    #facilitator_note: Giv alle et minut til at tænke, før I taler.
""",
    "card": """\
- id: $id
  theme: $theme
  text: Skriv kortets spørgsmål her.
  #title: En overskrift over teksten
  #follow_up:
  #  - Et spørgsmål, der går dybere?
  #facilitator_note: Det, kun facilitatoren skal vide.
  #audience: leader
  #status: draft
""",
    "area": """\
# $name: det, der er anderledes i dette velfærdsområde. Slet # foran en linje for at bruge den.
id: $id
name: $name
# Ord, der hedder noget andet her; de skal stå i cards/vocabulary.yaml:
#terms:
#  $term: {forms: {sg: det ord, I bruger her}}
# Kort, der lyder anderledes her, eller som udelades (drop):
#cards:
#  $card: {text: Skriv spørgsmålet med områdets egne ord.}
#  $other: {drop: true}
# Kort, der kun er her:
#add:
#  - {id: $id-01, theme: $theme, text: Skriv områdets eget spørgsmål.}
""",
    "organisation": """\
# $name: navn, logo, farver og afsender. Slet # foran en linje for at bruge den.
id: $id
name: $name
# Logoet lægges ved siden af denne fil; SVG, PNG eller JPEG:
#logo: {file: $logo, alt: $name}
#colours:
#  primary: "#0b5c6b"
#  accent: "#8a3b12"
#contact: Skriv til os på mail
# Et kort, der lyder anderledes hos jer:
#cards:
#  $card: {text: Skriv spørgsmålet, som I siger det.}
""",
    "agenda": """\
# $name: ét møde med tid, sted, punkter og papirer. Slet # foran en linje for at bruge den.
id: $id
title: $name
meeting_type: intro
#forum: Hvem der mødes
step: 1
date: 2027-01-12
start: 13:00
place: Mødelokalet
expected: 20
groups: 4
#chair: Hvem der leder mødet
#note_taker: Hvem der skriver referat
purpose: Skriv, hvad mødet skal.
outcome: Skriv, hvad der ligger, når det er slut.
#can_change:
#  - Det, vi selv kan ændre
#cannot_change:
#  - Det, der ligger fast
#preparation:
#  - Det, man forbereder
#more:
#  - {text: Læs mere om forløbet, url: "https://www.example.dk/forloeb"}
items:
  - title: Velkommen
    purpose: orientation
    minutes: 15
    responsible: Lederen
  - title: Samtale i grupper
    purpose: discussion
    minutes: 60
    responsible: Facilitatoren
    #deck: $deck
    #worksheet: $worksheet
    #why: Hvorfor punktet er med
    #materials:
    #  - Kuglepenne
  - title: Hvad tager vi med?
    purpose: decision
    minutes: 15
    responsible: Lederen
#home_tasks:
#  - {task: Spørg en kollega, who: Alle, due: 2027-01-26}
# Samme møde på flere arbejdspladser, hver med sine egne papirer:
#held:
#  - {id: nord, name: Afdeling Nord, date: 2027-01-14, start: 9:00, place: Kantinen, expected: 12, groups: 3}
""",
    "worksheet": """\
# $name: et ark, som gruppen udfylder. Slet # foran en linje for at bruge den.
id: $id
title: $name
kind: wrap_up
version: "1.0"
#paper: A4 landscape
#intro: En linje under titlen
#rows: 3
#barrier_types:
#  - Vi mangler tid
#  - Vi mangler viden
#return_to: Facilitatoren, når mødet er slut
#fillable: true
""",
    "profile": """\
# $id: sådan kommer kortene på papir. Slet # foran en linje for at bruge den; skriv $id under print i cardprint.yaml.
id: $id
imposition: nup
paper: A4
duplex: long-edge
marks: crop
#margin: 5 mm
#gutter: 4 mm
#bleed: 2 mm
#backs: separate
#back_style: solid
#colour: grey
""",
}
ASKED: dict[str, str] = {
    "language": "Sprog på papiret",
    "title": "Projektets navn",
    "areas": "Velfærdsområder, adskilt af komma",
    "organisation": "Organisationens navn",
    "colours": "Organisationens farve",
    "logo": "Fil med logo (SVG, PNG, JPEG; tom for intet)",
}
"""What `new` asks on a terminal."""
NEXT: dict[str, str] = {
    "area": "Byg det: cardprint build --area {id}. Skal det med hver gang, så skriv {id} under areas i cardprint.yaml.",
    "organisation": "Byg for den: cardprint build --organisation {id}. Skal den med hver gang, så skriv {id} under organisation i cardprint.yaml.",
    "agenda": "Byg papirerne: cardprint build {file}",
    "worksheet": "Byg arket: cardprint build {file}",
    "profile": "Brug den: cardprint build --print {id}",
}
"""What to do with what was made."""
MAKEFILE = """\
# make bygger kortene og papirerne til output/; make check ser filerne efter og skriver ingenting.
cards:
	cardprint build

check:
	cardprint check

.PHONY: cards check
"""
IGNORED = """\
# Det, der bygges, og det, bordene skrev, hører ikke til her.
output/
notes/
"""
PIPELINE = """\
# Bygger kortene og pakker dem til trykkeriet, hver gang noget er ændret, og gemmer output/, så det kan hentes.
name: kort
on: [push, workflow_dispatch]
jobs:
  kort:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install cardprint
      - run: cardprint pack
      - if: always()
        uses: actions/upload-artifact@v4
        with: {name: kort, path: output/}
"""
LOGO_ALT = "Logo for {name}"
"""What a logo shows."""
DECK = "Vores kort"
"""The name of the deck in a project that cannot begin with the Danish one."""
