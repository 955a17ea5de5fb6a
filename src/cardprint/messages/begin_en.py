"""What a new file begins with, in English: kind to text. A line that begins with # and a key is one to use: take the # away.

`$id`, `$name` and the like are filled in; what a commented line refers to is in the project, or is made up where it has none.
"""

BEGIN: dict[str, str] = {
    "deck": """\
# $name: cards and themes. Take away the # before a line to use it.
id: $id
title: $name
#subtitle: A line below the title
step: 1
version: "1.0"
card_size: dialogue
#back: plain
#blank_cards: 2
#instruction_card: Take one card at a time, and let everybody answer in turn.
themes:
  - {id: $theme, name: Our work, colour: "#0b5c6b", symbol: speech}
cards:
  - id: $card
    theme: $theme
    text: What in your work makes most sense?
    #follow_up:
    #  - Who feels it?
    #facilitator_note: Give everybody a minute to think before you talk.
""",
    "card": """\
- id: $id
  theme: $theme
  text: Write the card's question here.
  #title: A heading above the text
  #follow_up:
  #  - A question that goes deeper?
  #facilitator_note: What only the facilitator is to know.
  #audience: leader
  #status: draft
""",
    "area": """\
# $name: what is different in this welfare area. Take away the # before a line to use it.
id: $id
name: $name
# Words that are called something else here; they have to stand in cards/vocabulary.yaml:
#terms:
#  $term: {forms: {sg: the word you use here}}
# Cards that read otherwise here, or are left out (drop):
#cards:
#  $card: {text: Write the question in the area's own words.}
#  $other: {drop: true}
# Cards that are only here:
#add:
#  - {id: $id-01, theme: $theme, text: Write the area's own question.}
""",
    "organisation": """\
# $name: name, logo, colours and sender. Take away the # before a line to use it.
id: $id
name: $name
# The logo lies beside this file; SVG, PNG or JPEG:
#logo: {file: $logo, alt: $name}
#colours:
#  primary: "#0b5c6b"
#  accent: "#8a3b12"
#contact: Write to us by mail
# A card that reads otherwise with you:
#cards:
#  $card: {text: Write the question as you say it.}
""",
    "agenda": """\
# $name: one meeting with time, place, items and papers. Take away the # before a line to use it.
id: $id
title: $name
meeting_type: intro
#forum: Who meets
step: 1
date: 2027-01-12
start: 13:00
place: The meeting room
expected: 20
groups: 4
#chair: Who chairs the meeting
#note_taker: Who takes notes
purpose: Write what the meeting is for.
outcome: Write what there is when it ends.
#can_change:
#  - What we can change
#cannot_change:
#  - What is fixed
#preparation:
#  - What to prepare
#more:
#  - {text: Read more about the course, url: "https://www.example.org/course"}
items:
  - title: Welcome
    purpose: orientation
    minutes: 15
    responsible: The leader
  - title: Talk in groups
    purpose: discussion
    minutes: 60
    responsible: The facilitator
    #deck: $deck
    #worksheet: $worksheet
    #why: Why the item is there
    #materials:
    #  - Ballpoint pens
  - title: What do we take with us?
    purpose: decision
    minutes: 15
    responsible: The leader
#home_tasks:
#  - {task: Ask a colleague, who: All, due: 2027-01-26}
# The same meeting at several workplaces, each with papers of its own:
#held:
#  - {id: north, name: North department, date: 2027-01-14, start: 9:00, place: The canteen, expected: 12, groups: 3}
""",
    "worksheet": """\
# $name: a sheet that the group fills in. Take away the # before a line to use it.
id: $id
title: $name
kind: wrap_up
version: "1.0"
#paper: A4 landscape
#intro: A line below the title
#rows: 3
#barrier_types:
#  - We lack time
#  - We lack knowledge
#return_to: The facilitator, when the meeting is over
#fillable: true
""",
    "profile": """\
# $id: how cards come onto paper. Take away the # before a line to use it; write $id after print in cardprint.yaml.
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
    "language": "Language of the paper",
    "title": "The project's name",
    "areas": "Welfare areas, separated by commas",
    "organisation": "The organisation's name",
    "colours": "The organisation's colour",
    "logo": "File with the logo (SVG, PNG, JPEG; empty for none)",
}
"""What `new` asks on a terminal."""
NEXT: dict[str, str] = {
    "area": "Build it: cardprint build --area {id}. To have it every time, write {id} after areas in cardprint.yaml.",
    "organisation": "Build for it: cardprint build --organisation {id}. To have it every time, write {id} after organisation in cardprint.yaml.",
    "agenda": "Build the papers: cardprint build {file}",
    "worksheet": "Build the sheet: cardprint build {file}",
    "profile": "Use it: cardprint build --print {id}",
}
"""What to do with what was made."""
MAKEFILE = """\
# make builds the cards and papers into output/; make check looks the files through and writes nothing.
cards:
	cardprint build

check:
	cardprint check

.PHONY: cards check
"""
IGNORED = """\
# What is built, and what the tables wrote, does not belong here.
output/
notes/
"""
PIPELINE = """\
# Builds the cards and packs them for the print room whenever something has changed, and keeps output/ for download.
name: cards
on: [push, workflow_dispatch]
jobs:
  cards:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install cardprint
      - run: cardprint pack
      - if: always()
        uses: actions/upload-artifact@v4
        with: {name: cards, path: output/}
"""
LOGO_ALT = "Logo of {name}"
"""What a logo shows."""
DECK = "Our cards"
"""The name of the deck in a project that cannot begin with the Danish one."""
