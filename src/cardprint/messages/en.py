"""English sentences: code to (message, hint)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- files -------------------------------------------------------------------------------------------------------
    "no-project": ("There is no {file} here", "Run `cardprint new` to make a project, or name a deck: `cardprint build deck.yaml`"),
    "file-missing": ("The file {file} is not there", "Check the name, or make the file"),
    "file-unreadable": ("The file {file} cannot be read: {reason}", "Close it in other programs, and check that you may read it"),
    "file-forbidden": ("You are not allowed to read {file}", "Give yourself the right to read the file, or ask its owner to"),
    "folder-forbidden": ("You are not allowed to look into the folder {file}", "Give yourself access to the folder, or ask its owner to"),
    "not-a-folder": ("{file} is a file where a folder should be", "Move or rename the file, and make a folder of that name"),
    "link-circle": ("{file} is a link that leads back to itself", "Delete the link, and put the file itself there"),
    "name-garbled": ("A file's name has characters that cannot be read: {file}", "Give the file another name, of plain letters"),
    "file-name": ("{file} is not read, because it has to be called {name}", "Rename it to {name}"),
    "file-too-large": (
        "The file {file} is larger than {most} MB",
        "Check that it is the right file; divide one that is so large into several",
    ),
    "foreign-spreadsheet": (
        "{file} is a spreadsheet; cards are read from YAML files alone",
        "Move the spreadsheet out of cards, and bring its questions in with `cardprint import`",
    ),
    "foreign-document": (
        "{file} is a document of a word processor; cards are read from YAML files alone",
        "Copy the questions into a deck file such as cards/deck.yaml, one by one: `- {{id: lang-01, theme: lang, text: …}}`. When that is done, move the document out of cards.",
    ),
    "foreign-slides": (
        "{file} is a presentation; cards are read from YAML files alone",
        "Copy the questions into a deck file such as cards/deck.yaml, one by one: `- {{id: lang-01, theme: lang, text: …}}`. When that is done, move the presentation out of cards.",
    ),
    "foreign-pdf": (
        "{file} is a PDF; cards are read from YAML files alone",
        "Copy the questions into a deck file such as cards/deck.yaml, one by one: `- {{id: lang-01, theme: lang, text: …}}`. When that is done, move the PDF out of cards.",
    ),
    "foreign-webpage": (
        "{file} is a web page; cards are read from YAML files alone",
        "Download the file itself and not the page about it, or copy the questions into a deck file such as cards/deck.yaml",
    ),
    "foreign-picture": (
        "{file} is a picture and no YAML file",
        "Give it its right ending, such as .png, and name it under `image` of a card",
    ),
    "foreign-archive": ("{file} is a packed file (ZIP)", "Unpack it, and put the files that are in it where they belong in the project"),
    "foreign-name": (
        "{file} is not read, because its name does not end in .yaml",
        "If it is a deck, rename it so that it ends in .yaml; else move it out of cards",
    ),
    "file-not-ordinary": ("{file} is not an ordinary file", "Put an ordinary file there, or take the name away"),
    "file-encoding": ("The file {file} is not saved as UTF-8", "Save it again with the encoding UTF-8"),
    "path-outside": ("{file} lies outside the project", "Copy it into the project's folder and write the path from there"),
    "path-missing": ("The file {file} is not there", "Write its path from this file's folder or from the project's folder"),
    # --- how YAML is written -----------------------------------------------------------------------------------------
    "control-character": (
        "A hidden control character ({character}) stands here",
        "Delete it; it often comes along with text from a PDF or a form",
    ),
    "yaml-tab": ("The line is indented with a tab", "Use spaces to indent, two for each level"),
    "yaml-empty": ("The file {file} is empty", "Write something in it, or delete it"),
    "yaml-documents": ("A second document begins here, after the line ---", "Delete the line ---, or make two files"),
    "yaml-deep": ("This is nested more than {most} levels deep", "Check the brackets and the indentation"),
    "yaml-keys": (
        "There are more than {most} keys in one record here",
        "Check that it is the right file; cards are written as a list under cards",
    ),
    "yaml-many": (
        "The file {file} holds more than {most} million keys and values",
        "Check that it is the right file; divide a very long deck into several",
    ),
    "duplicate-key": ("The key {key} is here twice; the first is in line {line}", "Keep one of them"),
    "text-start": (
        "A text cannot begin with {sign} without quotes: it is read as something else",
        "Put the text in quotes, or on the lines below `>-`",
    ),
    "text-colon": ("The text holds a colon and a space, which make it a key", "Put the text in quotes, or on the lines below `>-`"),
    "text-cut": (
        "The text is cut off at #: what follows is taken as a comment",
        "Put the text in quotes or after `>-`; write a comment two spaces away or on its own line",
    ),
    "text-quote": (
        "The text goes on after its closing quotation mark",
        "Put the whole text in the other kind of quotes, or on the lines below `>-`",
    ),
    "yaml-conflict": (
        "Here is a mark of a merge ({sign}): the file holds two versions of the same lines",
        "Keep the right version, and delete the other with the lines <<<<<<<, ======= and >>>>>>>",
    ),
    "yaml-hard-space": (
        "Here is a hard or invisible space ({character}), which does not count as a space",
        "Delete it and type an ordinary space; it often comes along with copied text",
    ),
    "yaml-dash": ("{sign} is not the hyphen that begins an item of a list", "Write `- `, a hyphen and a space, before each item"),
    "yaml-colon": ("After the key stands {sign} instead of a colon", "Write a colon and a space: `key: value`"),
    "text-comma": (
        "The comma before “{text}” parts the text: what follows is read on its own",
        "Put the whole text in quotes; in a list each item may also stand on a line that begins with `- `",
    ),
    "text-list": (
        "{key}: the lines begin with a dash or a hard space, but are read as one text in one line",
        "If it is a list, write it under a key of its own such as `follow_up:`; if it is a text, on the lines below `|-`",
    ),
    "text-newline": (
        "The text holds \\n, which would be printed as it stands",
        "Write the text on several lines below `|-`, or put it in double quotes",
    ),
    "text-tag": (
        "{sign} is HTML and prints as it stands",
        "Write **bold** and *italic* with stars, and a new line on a line of its own under `|-`; look for < in the whole file, only the first is told",
    ),
    "text-entity": (
        "{sign} is HTML's code for a character and prints as it stands",
        "Write the character itself; look for & in the whole file, only the first is told",
    ),
    "text-markdown": (
        "{sign} is Markdown and prints as it stands",
        "Write headings as `title` and links as plain text: the words (the address); look through the whole file, only the first is told",
    ),
    "text-tab": (
        "The text has \\t, which prints as it stands",
        "Write a space instead; look for \\t in the whole file, only the first is told",
    ),
    "smart-quotes": (
        "{key}: {sign} is a quotation mark of a word processor and part of the value",
        'Write the straight quotes ", or none',
    ),
    "stars": (
        "{sign} is printed as stars: they are no pair around a text",
        "Let the stars touch a letter, a digit or §, without spaces inside: **important**; or delete them",
    ),
    "text-bracket": (
        "The text holds {sign} and stands in brackets itself, so it is not read as one text",
        "Put the text in quotes, or write it on a line of its own",
    ),
    "yaml-unclosed": (
        "The quotation mark {sign} is never closed",
        "Close it where the text ends; inside the text write it twice or use the other kind",
    ),
    "yaml-escape": ("{sign} has no meaning inside double quotes", "Put the text in single quotes, or on the lines below `>-`"),
    "yaml-bracket": (
        "The list or the braces that begin with {sign} are not closed properly",
        "Close them and part their items by commas; if it is a text, put it in quotes",
    ),
    "yaml-space": ("There is no space after the colon", "Write a space after the colon: `key: value`"),
    "yaml-indent": (
        "The line does not fit in here: it is indented too far or too little, or its key is missing",
        "Indent it like its neighbours; a long text goes on the lines below `>-`, two spaces in",
    ),
    "yaml-syntax": ("The line cannot be read", "Check indentation, colons, quotes and brackets here and just above"),
    # --- keys and values ---------------------------------------------------------------------------------------------
    "unknown-key": ("Unknown key: {key}", "Write {nearest}"),
    "missing-key": ("{owner} lacks the key {key}", "Add a line `{key}: …`"),
    "nothing-there": (
        "{key} stands here with nothing under or after it",
        "Write what belongs to {key}, or delete the line if it is not needed",
    ),
    "both-keys": ("Both {one} and {several} are here", "Keep {several} alone"),
    "list-not-mapping": ("{key}: expected a list, found keys with values", "Begin each item with a dash and a space: `- …`"),
    "list-not-text": ("{key}: expected a list, found a single value", "Write it in brackets, or each item on a line that begins with `- `"),
    "mapping-not-list": ("{key}: expected keys with values, found a list", "Write `key: value` lines without dashes"),
    "mapping-not-text": ("{key}: expected keys with values, found a single value", "Write `key: value` lines below it, two spaces in"),
    "text-not-list": ("{key}: expected a single value, found a list", "Write one value; a text that begins with [ goes in quotes"),
    "empty": ("{key}: an item is empty", "Write something after the dash, or delete the line"),
    "count": ("{key} has {count} items; there may be {least} to {most}", "Add or remove some"),
    "text-long": ("The text has {length} characters; {most} is the most", "Shorten it, or make several texts of it"),
    "not-plain": ("{key} is too long or holds hidden characters", "Write at most {most} ordinary characters on one line"),
    "not-id": ("{key}: {value} cannot be used as an id", "Use letters, digits and hyphens, such as sprog-01"),
    "id-reserved": (
        "{value} cannot be the name of a file on Windows",
        "Choose another `id` of letters, digits and hyphens, such as sprog-01",
    ),
    "not-choice": ("{key}: {value} is not one of the choices", "Write {choices}"),
    "not-number": ("{key}: {value} is not a whole number from {least} to {most}", "Write a number from {least} to {most}"),
    "not-degrees": ("{key}: {value} is not a number of degrees", "Write a number such as 0.5, without a unit"),
    "not-percent": ("{key}: {value} is not a number from 0 to 100", "Write the ink in per cent, without a unit"),
    "not-flag": ("{key}: {value} is neither true nor false", "Write true or false"),
    "not-date": ("{key}: {value} is not a date", "Write year, month and day, such as 2026-12-01"),
    "not-colour": ("{key}: {value} is not a colour", 'Write it in quotes with six digits, such as "#0b5c6b"'),
    "not-fingerprint": ("{key}: {value} is not a fingerprint", "Let `cardprint refresh` write its eight characters"),
    "bare-number": ("{key}: {value} has no unit", "Write {value} mm"),
    "not-length": ("{key}: {value} is not a length", "Write a number and a unit: mm, cm, in or pt"),
    "not-size": ("{key}: {value} is not a card size", 'Write one of {sizes}, or measures such as "105 x 74 mm"'),
    "size-range": ("{key}: {value} cannot be printed", "Choose sides between {least} and {most} mm"),
    "alt-missing": (
        "{key}: the picture has no words for those who cannot see it",
        "Say in `alt` what it shows, or write `decorative: true`",
    ),
    # --- what refers to what -----------------------------------------------------------------------------------------
    "duplicate-id": ("The id {name} is already used at {other}", "Give one of them another id"),
    "duplicate-number": ("{card} has the number {number}, as {other} has", "Give one of them another number; the others keep theirs"),
    "unknown-theme": ("There is no theme {name}", "Write {nearest}, or add the theme under `themes`"),
    "unknown-area": ("There is no area {name}", "Write {nearest}, or make a file in cards/areas"),
    "unknown-card": ("There is no card {name}", "Write {nearest}"),
    "unknown-deck": ("There is no deck {name}", "Write {nearest}, or make a file in cards"),
    "unknown-organisation": ("There is no organisation {name}", "Write {nearest}, or make a file in cards/organisations"),
    "unknown-profile": ("There is no print profile {name}", "Write {nearest}, or make a file in cards/print"),
    "unknown-language": (
        "The language {name} is not known",
        "Write {nearest}, or add the language: `cardprint new language CODE` puts a file in templates/languages for you to go on with",
    ),
    "unknown-look": ("There is no look {name}", "Write {nearest}, or make a folder of that name with a style.yaml"),
    "unknown-term": (
        "The word in braces is not in the vocabulary: {name}",
        "Write {nearest}, add the term in cards/vocabulary.yaml, or write \\{{ to print a brace",
    ),
    "unknown-form": ("The term {term} has no form {form} here", "Write {nearest}, or add the form where the term's forms are"),
    "no-process": ("{{process}} stands here, but the course has no name", "Add `process: {{name: …}}` in cardprint.yaml"),
    "no-deck": ("The folder cards holds no deck", "Make one with `cardprint new`, or write a file such as cards/deck.yaml"),
    "include-cycle": ("The deck {file} includes itself, directly or by way of another", "Take one of the includes away"),
    "term-only-here": ("The term {term} is not in the vocabulary, only here", "Check its spelling, or add it in cards/vocabulary.yaml"),
    # --- words -------------------------------------------------------------------------------------------------------
    "ring": ("An å has a second ring, a stray U+030A", "Type the å anew; it is printed without the second ring"),
    "avoid-word": ("The text says {word}; the vocabulary has {term} for it", "Write {{{term}}} instead, or take the word off `avoid`"),
    "draft": ("The card {card} is a draft", "Write `status: approved` when it is agreed"),
    "blank-with-text": ("{card} is a blank card, so its `text` is not printed", "Remove `text`, or write `kind: question`"),
    "back-elsewhere": (
        "{count} cards have a back of their own (the first is {card}), but the deck prints `back: {back}`, so they are not printed",
        "Write `back: text` in the deck, or remove the cards' `back`",
    ),
    "back-forgotten": (
        "The deck has cards with a back of their own, but {count} have none: {names}. They get their theme's.",
        "Write `back: {{text: …}}` on them, or choose `back: theme` for the whole deck",
    ),
    "no-own-backs": (
        "{deck}: `back: text` lets each card have its own back, but no card has one",
        "Write `back: {{text: …}}` on the cards, or remove the line",
    ),
    "on-dark-of-logo": ("Card {card}: `on_dark` has an effect on the organisation's logo alone", "Remove `on_dark` from the picture"),
    "dilemma-options": ("The dilemma {card} has nothing to choose between", "Add `options: […, …]`"),
    "options-elsewhere": (
        "{card} has options, but its kind is {kind}: they are not printed",
        "Write `kind: dilemma`, or make them `follow_up`",
    ),
    "base-changed": (
        "The words below {card} have changed since it was adapted here; now they are “{new}”",
        "Read both again, then run `cardprint refresh {file}`",
    ),
    "base-changed-from": (
        "The words below {card} have changed since it was adapted here: before “{old}”, now “{new}”",
        "Read the card again, then run `cardprint refresh {file}`",
    ),
    "base-several": (
        "Not all areas have the same words below {card}, so no one fingerprint fits them all",
        "Take `base` away here, or put the words into each area",
    ),
    "refresh-unspliced": ("{file} cannot be changed without changing more than that", "Write `base: {now}` into the file"),
    "untranslated": (
        "{language}: {count} of {of} cards and {others} other texts are not translated: printed in {instead}",
        "Add the words under `translations`, {language}; cardprint check shows what is missing, file by file",
    ),
    "untranslated-cards": (
        "{language}: {count} of {of} cards are not translated: printed in {instead}",
        "Add the words under `translations`, {language}; cardprint check shows what is missing, file by file",
    ),
    "untranslated-texts": (
        "{language}: {others} texts are not translated: printed in {instead}",
        "Add the words under `translations`, {language}; cardprint check shows what is missing, file by file",
    ),
    "translation-missing": (
        "{language}: {count} texts of this file are not translated and printed in {instead}: {names}",
        "Add them under `translations`, {language}",
    ),
    "bilingual-missing": (
        "Bilingual cards of {deck}: no words in {language} for {count} cards or other texts, which are printed in {instead} alone: {names}",
        "Write them under `translations`, {language}",
    ),
    "bilingual-no-back": (
        "The cards of {deck} have no backs, so {language} has no place there",
        "Write `as: same-card`, or let the deck have backs: `back: theme`",
    ),
    "bilingual-back-taken": (
        "The cards of {deck} have words of their own on their backs, such as {card}, so {language} has no place there",
        "Write `as: same-card`; the backs then have both languages, too",
    ),
    "picture-missing": (
        "The picture {file} is not there",
        "Check the name, capital letters and folder; the path starts at the folder of the project",
    ),
    "picture-format": (
        "{file} is {found}; pictures are SVG, PNG or JPEG",
        "Open it where it was made and export it as SVG (logos) or as PNG or JPEG at 300 dpi (photos)",
    ),
    "picture-unknown": (
        "{file} is neither SVG, PNG nor JPEG inside, whatever its name says",
        "Open it where it was made and export it as SVG, PNG or JPEG; changing the ending of the name is not enough",
    ),
    "picture-too-large": (
        "{file} is larger than {limit} MB",
        "An SVG this large mostly holds photos or maps: export it as PNG at 300 dpi; make a photo smaller, 300 dpi at printed size is enough",
    ),
    "picture-too-many-pixels": (
        "{file} has {width} × {height} pixels, more than {limit} million",
        "Make it smaller: 300 dpi at printed size is enough, a whole A4 page is 2480 × 3508 pixels",
    ),
    "picture-heavy": (
        "{file} has {width} × {height} pixels, which is more than can be unpacked of its kind ({kind}): {limit} million",
        "Save it as an ordinary 8-bit PNG or JPEG (not interlaced, not progressive), or make it smaller: 300 dpi at printed size is enough",
    ),
    "picture-broken": (
        "{file} is damaged or not complete",
        "Fetch it again from where it came, or open and save it in a picture editor",
    ),
    "picture-not-svg": (
        "{file} holds no SVG drawing ({reason})",
        "Export it again as SVG; a saved web page is not a picture",
    ),
    "picture-xml": (
        "The file is broken here: {reason}",
        "Export it again; if it was written by hand, check quotes and closing tags just before this place",
    ),
    "picture-encoding": (
        "The file is written in {name}, which is not read here",
        "Save it as UTF-8",
    ),
    "picture-doctype": (
        "The file defines entities of its own in its DOCTYPE, and these are not read",
        "Save it as plain SVG, or delete everything from <!DOCTYPE to its closing > and what refers to it",
    ),
    "picture-too-deep": (
        "More than {limit} groups lie inside each other",
        "Ungroup everything in the drawing program and save again",
    ),
    "picture-too-complex": (
        "The drawing has more than {limit} parts, too many for a card",
        "Simplify it (Path > Simplify), or export it as PNG at 300 dpi",
    ),
    "picture-size": (
        "The drawing does not say how large it is, or has no sensible shape",
        'Give <svg> a view box of four numbers, viewBox="0 0 width height", or save it as plain SVG',
    ),
    "picture-empty": (
        "Nothing in {file} leaves ink on paper",
        "Export it again, with its shapes selected and visible",
    ),
    "picture-outside": (
        "Everything in {file} lies outside its page, so nothing would be printed",
        "Fit the page to the drawing (Inkscape: File > Document Properties > Resize to content) and save again",
    ),
    "picture-text": (
        "The drawing holds text, whose font may not be there when it prints",
        "Convert text to outlines (Inkscape: Path > Object to Path; Illustrator: Type > Create Outlines)",
    ),
    "picture-image": (
        "The drawing holds a photo or another picture",
        "Remove it, or export the whole drawing as PNG at 300 dpi",
    ),
    "picture-use": (
        "The drawing uses one part several times by reference (<{name}>)",
        "Unlink clones and symbols (Inkscape: Edit > Clone > Unlink; Illustrator: Break Link to Symbol), or remove what is unused",
    ),
    "picture-gradient": (
        "The drawing uses a gradient or pattern",
        "Use flat colours, or export it as PNG at 300 dpi",
    ),
    "picture-clip": (
        "The drawing cuts shapes off by a clip path or mask",
        "Cut the shapes themselves (Inkscape: Path > Intersection; Illustrator: Pathfinder > Crop), or export it as PNG at 300 dpi",
    ),
    "picture-effect": (
        "The drawing uses an effect, such as blur or shadow",
        "Remove the effect, or export it as PNG at 300 dpi",
    ),
    "picture-marker": (
        "The drawing uses arrow heads or other markers on lines",
        "Turn lines into shapes (Inkscape: Path > Stroke to Path; Illustrator: Object > Expand)",
    ),
    "picture-stylesheet": (
        "The drawing takes its colours from a style sheet",
        "Save it with colours on the shapes themselves (Illustrator: SVG Options > CSS Properties > Presentation Attributes; Inkscape: Plain SVG)",
    ),
    "picture-script": (
        "The drawing holds a script or moves ({name})",
        "Save it as plain SVG, without scripts and animation",
    ),
    "picture-reference": (
        "The drawing refers to something else: {value}",
        "Put everything into the file itself, and remove links",
    ),
    "picture-element": (
        "<{name}> is not drawn here",
        "Draw it with paths and simple shapes, or export it as PNG at 300 dpi",
    ),
    "picture-attribute": (
        "“{name}” is not understood here, so the drawing might look different",
        "Save it as plain or optimized SVG; if it was written by hand, remove “{name}”",
    ),
    "picture-transparency": (
        "The drawing is partly see-through ({name}: {value})",
        "Use the mixed colour without transparency, or export it as PNG at 300 dpi",
    ),
    "picture-dashes": (
        "The drawing has a dashed line",
        "Turn the line into shapes (Inkscape: Path > Stroke to Path; Illustrator: Object > Expand)",
    ),
    "picture-stretched": (
        "An outlined shape is stretched more one way than the other, so its line would not be even",
        "Turn lines into shapes (Inkscape: Path > Stroke to Path), or scale the shape evenly",
    ),
    "picture-value": (
        "“{name}” holds something that is not allowed there: {value}",
        "Save the drawing again in a drawing program; if it was written by hand, check this value",
    ),
    "picture-colour": (
        "The colour “{value}” is not known",
        "Write it as #rrggbb, for example #0b5c6b",
    ),
    "unknown-style-key": (
        "A style has no key {key}",
        "Write {nearest}, or remove the line",
    ),
    "style-value": (
        "{key}: {value} is not what is wanted here",
        "Write {expected}",
    ),
    "style-unused": ("Nothing uses the style {style}", "Write {nearest}, or remove it"),
    "colour-unused": ("Nothing uses the colour {name}", "Write {nearest}, or remove it"),
    "theme-colour-unused": ("No deck has the theme {name}, which is given a colour here", "Write {nearest}, or remove it"),
    "style-cycle": (
        "The style {style} extends itself, directly or by way of another",
        "Take one of the `extends` away",
    ),
    "unknown-style": (
        "There is no style {style}",
        "Add it to templates/style.yaml, or use the name of a style that is there",
    ),
    "unknown-label": (
        "No layout prints a label called {key}",
        "Write {nearest}, or remove the line; all labels stand in the built-in templates/languages/",
    ),
    "kind-built-in": ("{name} is a kind of card that is built in", "Choose another `id` for your own"),
    "paper-kind-taken": ("{name} is already the name of something else in cardprint", "Choose another `id` for the paper"),
    "paper-kind-bare": ("The paper {name} has no layout", "Make {file}, or remove the line"),
    "label-elsewhere": ("{key} does not stand among the other labels", "Move the line to `{section}`"),
    "language-name": (
        "{file} does not have the name of a language",
        "Name the file by the language's code and .yaml: de.yaml, pt-BR.yaml",
    ),
    "language-moved": (
        "{file} is still read, but a language is one file now",
        "Move what it says to {new}: labels go under `labels`, parts of words under `hyphenation: parts`",
    ),
    "language-incomplete": (
        "The language {language} lacks {count} labels, which print in English: {names}",
        "Write them in the file; the English ones stand in the built-in templates/languages/en.yaml",
    ),
    "language-uncut": (
        "The language {language} has no patterns for hyphenation, so long words stay whole",
        "Write a line such as `patterns: de_DE` under `hyphenation`, or `patterns: none` if words are to stay whole",
    ),
    "unknown-dictionary": (
        "There are no patterns for hyphenation called {name}",
        "Write {nearest}, or the name of a file of patterns that ends in .dic",
    ),
    "pattern-odd": (
        "{pattern} is no pattern for hyphenation",
        "Write patterns such as 1ba or .ab3s; whole words with their hyphens belong under `parts`",
    ),
    "patterns-many": ("There are more than {most} patterns for hyphenation", "Use a dictionary with fewer"),
    "part-odd": (
        "{part} is not a word with its hyphens",
        "Write one word on a line, with a hyphen wherever it may be cut: kon-flikt",
    ),
    "label-empty": (
        "The label {key} is empty",
        "Write its words, or remove the line to print the built-in ones",
    ),
    "label-braces": (
        "{key} has a brace that does not stand round a field's name alone",
        "Take the braces away, but for these fields: {needs}",
    ),
    "label-fields": (
        "{key} does not have the fields that are filled in here",
        "Write each of these once, and no others: {needs}",
    ),
    "label-fieldless": (
        "{key} has braces, but nothing is filled in here",
        "Take the braces away, and the name that stands in them",
    ),
    "label-list": (
        "{key} has {found} words or sentences, or an empty one, where {count} are printed",
        "Write it like the built-in one: {example}",
    ),
    "template-missing": (
        "The layout {name} is not there",
        "Put it back into templates/, or remove the project's own copy to use the built-in one",
    ),
    "template-syntax": (
        "The layout cannot be read: {detail}",
        "Check the braces and tags on this line",
    ),
    "template-fault": (
        "The layout cannot be filled in: {detail}",
        "Check the names on this line against the built-in layout",
    ),
    "template-endless": (
        "The layout does more than the deck has cards for, or does not come to an end",
        "Let its loops go over fewer things, and take out what calls or includes itself: the built-in layout is called builtin/ and its name",
    ),
    "markup-broken": (
        "The layout does not give well-formed XML: {detail}",
        "Close every element that is opened, in the right order",
    ),
    "markup-nesting": (
        "<{element}> cannot stand inside <{parent}>",
        "Move it out; texts hold no blocks, and li stands in ul or ol",
    ),
    "unknown-picture": (
        "The layout shows a picture {name} that nobody names",
        "Use the symbol, image or logo that the layout is given, as the built-in one does",
    ),
    "markup-deep": (
        "More than {most} elements lie inside each other",
        "Take some of the boxes or groups away",
    ),
    "markup-doctype": (
        "The layout brings a DOCTYPE of its own",
        "Delete everything from <!DOCTYPE to its closing >",
    ),
    "markup-many": (
        "<{element}> holds {found} elements; {most} is the most",
        "Share them among several, or set them below each other",
    ),
    "markup-head": (
        "A table has more than one row in its head, or its head is not first",
        "Put one <tr> into <thead>, before <tbody>, and all others into <tbody>",
    ),
    "page-without-room": (
        "The style {style} leaves no room for text on its page",
        "Give it the `width` and `height` of a page in style.yaml, and smaller distances from the edges, or use another class on <paper>",
    ),
    "region-too-high": (
        "On card {card} what stands in {style} needs {needs} mm, but there are {has} mm",
        "Give {style} more room in style.yaml, or put less into it in the layout",
    ),
    "markup-value": (
        "{attribute}: {value} cannot be used in a layout",
        "Write a value such as {expected}",
    ),
    "markup-sides": (
        "A card of the layout does not have one <front> and at most one <back> after it",
        "Put what stands on the card into <front>, and its own back into <back> below it",
    ),
    "markup-cards": (
        "The layout gives {found} cards where {wanted} are asked for, or gives them other ids",
        "Write one <card> for each of `sides`, in their order, with the id of its card",
    ),
    "markup-root": (
        "The layout begins with <{element}>",
        "Begin it with <{wanted}> and end it with </{wanted}>",
    ),
    "markup-stray-text": (
        "Text outside any paragraph: {text}",
        "Put it into <p>",
    ),
    "unknown-element": (
        "A layout has no element <{element}>",
        "Use p, h1 to h3, ul, ol, li, box, img or rule",
    ),
    "unknown-attribute": (
        "<{element}> has no attribute {attribute}",
        "Remove it; how things look stands in style.yaml",
    ),
    "attribute-without-effect": (
        "{attribute} has no effect on this <{element}>",
        "Remove it; a card's own <back> goes by its card, and `level` has an effect only beside `bookmark`",
    ),
    "missing-glyph": (
        "No font has the character {character} ({code})",
        "Leave it out, write a word instead, or name a fallback font that has it under the organisation's `fonts`",
    ),
    "script-right-to-left": (
        "Letters stand here that are written from right to left: {character} ({code})",
        "Put them on the card as a picture (SVG or PNG) with `alt`, or write the words in Latin letters; only left to right is set here",
    ),
    "script-shaped": (
        "Letters stand here that join or change their shape or order: {character} ({code})",
        "Put them on the card as a picture (SVG or PNG) with `alt`, or write the words in Latin letters; such letters are not set here",
    ),
    "mark-unset": (
        "No font can put this mark on its letter: {character} ({code})",
        "Type the letter with its mark as one character if there is one, or leave the mark out",
    ),
    "private-character": (
        "Characters stand here that have a meaning in one font only: {character} ({code})",
        "Type an ordinary character, or use a picture; nobody can hear or copy these",
    ),
    "text-too-long": (
        "Card {card}: the text needs {needs} mm at the smallest size ({size} pt), but there are {has} mm: {over} mm too much",
        "Shorten it by about {characters} characters, or use a larger card_size such as A6",
    ),
    "bilingual-too-long": (
        "Card {card}: in two languages the text needs {needs} mm at the smallest size ({size} pt), but there are {has} mm: {over} mm too much",
        "Put the second language on the back (`bilingual: {{with: …, as: back}}`), use a larger card_size such as A6, or shorten it by about {characters} characters",
    ),
    "card-too-small": (
        "A card of {has} has no room for words",
        "Make it at least {width} × {height} mm, or choose a card_size by name, such as A8",
    ),
    "style-no-room": (
        "The style {style} leaves the text on the cards too little room ({key}: {value})",
        "Write smaller type or smaller distances here, or remove the line to use the built-in one",
    ),
    "word-too-wide": (
        "Card {card}: “{word}” is {over} mm wider than the card's text at the smallest size ({size} pt)",
        "Put a soft hyphen or a space into it, use a shorter word, or use a larger card_size such as A6",
    ),
    "font-not-truetype": (
        "{file} is not a TrueType font",
        "Use the .ttf edition of the font; an .otf with PostScript outlines cannot be embedded here",
    ),
    "font-web": (
        "{file} is a font for web pages ({found})",
        "Use the .ttf edition of the font; changing the ending of the name is not enough",
    ),
    "font-collection": (
        "{file} holds several fonts in one file",
        "Use a .ttf file for each weight; the font's maker has them, or a font editor takes them out",
    ),
    "font-damaged": (
        "{file} is damaged or not complete ({part})",
        "Fetch the font again from where it came, or use another one",
    ),
    "font-without-body": (
        "The font {face} is not used where the organisation has no `body`",
        "Add `body: …` with the same typeface's regular font",
    ),
    "font-variable": (
        "{file} is a variable font, which would print in one weight only",
        "Use the static files of the font, one for each weight",
    ),
    "font-not-embeddable": (
        "The maker of {file} does not allow it to be embedded",
        "Use another font, or get a licence that allows it",
    ),
    "font-not-subsettable": (
        "The maker of {file} does not allow a part of it to be embedded, only the whole font",
        "Use another font, or get a licence that allows it; a PDF holds the letters that it needs and no others",
    ),
    "font-symbol": (
        "{file} is a font of symbols, whose signs have no letters of their own",
        "Use a font of letters; ticks, boxes, stars and arrows print without a font of your own",
    ),
    "font-without-space": (
        "{file} has no space between words",
        "Use the full edition of the font; parts of it made for a web page often lack signs",
    ),
    "font-without-hyphen": (
        "{file} has no hyphen, which is needed where words are divided",
        "Use the full edition of the font; parts of it made for a web page often lack signs",
    ),
    "font-lacks-letters": (
        "{file} lacks {letters}; these are printed in another font",
        "Use the full edition of the font, or choose one that is made for Danish",
    ),
    "unknown-symbol": (
        "There is no symbol {name}",
        "Put symbols/{name}.svg into templates/, or use one of the built-in symbols",
    ),
    "card-larger-than-paper": (
        "A card of {size} does not fit on {paper} with a printer margin of {margin}",
        "Choose a smaller card_size, or a larger paper or a smaller margin in the print profile",
    ),
    "start-at-outside-sheet": (
        "There is no slot {start_at}: a sheet holds {slots} cards",
        "Give --start-at a number from 1 to {slots}",
    ),
    "card-larger-than-fold": (
        "A card of {size} does not lie beside its back on {paper} with {margin} of white edge",
        "Choose a smaller card_size, a larger paper, a smaller margin, or duplex: long-edge where the printer prints both sides",
    ),
    "fold-with": (
        "With duplex: fold, front and back lie side by side; that does not go with {key}: {value}",
        "Leave out {key}, or choose another duplex",
    ),
    "stock-other-size": (
        "The cards are {has}, but {stock} is cut for {size}",
        "Write card_size: {write} in the deck, or choose another stock; `cardprint list stocks` shows them all",
    ),
    "stock-fixes": (
        "{key}: {size} does not suit {stock}, which has {has}",
        "Leave out {key}; die-cut paper decides it itself",
    ),
    "safe-over-card": (
        "Text has to keep {size} away from every edge, but the card's short side is only {has}",
        "Write a smaller safe, such as 4 mm",
    ),
    "marks-over-bleed": (
        "The crop marks begin {has} from the card and would lie over its colour, which goes {needs} beyond it",
        "Write marks: {{kind: {kind}, offset: {write}}}, or leave out bleed",
    ),
    "marks-no-room": (
        "The crop marks have no room: they need {needs} from the paper's edge, and there are {has}",
        "Write marks: none and cut by the measures, or choose a smaller card_size; margin is {margin}, the marks' offset {offset}",
    ),
    "bleed-over-gutter": (
        "Colour goes {size} beyond each card and needs {needs} between two cards, but there are {has}",
        "Write gutter: {write}, or leave out bleed",
    ),
    "bleed-over-stock": (
        "Colour goes {size} beyond each card and needs {needs} between two cards, but the die-cut paper has {has}",
        "Leave out bleed",
    ),
    "margin-over-cards": (
        "The printer does not reach {over} of what is to stand on the cards: its white edge is {margin}",
        "Write a margin that is smaller by as much, if the printer can do that; otherwise choose another stock",
    ),
    **{
        f"shift{way}-over-margin": (
            f"When the backs are moved ({{x}} {x}, {{y}} {y}, {{rotate}}° clockwise), {{over}} of them come into the printer's white edge of {{margin}}",
            "Measure the offset again, or choose a smaller card_size, which leaves more room",
        )
        for way, x, y in (
            ("", "to the right", "down"),
            ("-left", "to the left", "down"),
            ("-up", "to the right", "up"),
            ("-left-up", "to the left", "up"),
        )
    },
    "own-back-lost": (
        "The print profile {profile} has one back for all cards, but the card {card} has its own",
        "Write backs: interleaved in the profile, or remove the card's `back`",
    ),
    "target-open": (
        "{file} is open in another program",
        "Close it there and build again; all old files of the area are as they were",
    ),
    "target-unwritable": (
        "{file} cannot be written: {reason}",
        "Check that the folder may be written to and that there is room",
    ),
    "target-foreign": (
        "{file} was not made by cardprint, or somebody has changed it; it stays as it is",
        "Build into another folder with --output, or delete or move the file and build again",
    ),
    "target-kept": (
        "{file} is no longer made, but somebody has changed it, so it stays",
        "Delete it if nobody needs it; cardprint does not touch it again",
    ),
    "manifest-foreign": (
        "{file} is not a list of files that cardprint made, or it is damaged; nothing is written there",
        "Build into another folder with --output, or delete the file if the folder is cardprint's",
    ),
    "output-busy": (
        "Another run is writing to {folder}",
        "Wait until it is done and build again, or choose another folder with --output",
    ),
    "output-is-file": (
        "{file} is not a folder, so nothing can be built into it",
        "Choose a folder with --output",
    ),
    "paper-twice": (
        "{first} and {second} would both become the file {path}",
        "Give one of them another `id`; letters that differ only in case count as the same",
    ),
    "stream-lost": (
        "What cardprint had to say could not be written: {reason}",
        "What was built is there; run the command again without > or |, or write to a disk with room",
    ),
    "no-such-card": (
        "There is no card {name}",
        "Write {nearest}; `cardprint list cards` shows all",
    ),
    "no-such-theme": (
        "There is no theme {name}",
        "Write {nearest}",
    ),
    "no-such-kind": (
        "There is no kind of paper {name}",
        "Write {nearest}",
    ),
    "large-of-nothing": (
        "Reading edition and handout alone are made larger by --large, and neither is asked for",
        "Add --only reading or --only handout, or leave --large out",
    ),
    "no-meeting-for-kind": (
        "There is no meeting here that a {kind} could be made of",
        "Put one into cards/agendas (`cardprint new` makes a project with five), or name its file: `cardprint build cards/agendas/NAME.yaml`",
    ),
    "no-profile-for-kind": (
        "None of the print profiles here makes {kind}",
        "Choose one that does as well, such as --print {profile}; `cardprint list profiles` shows them all",
    ),
    "low-contrast": (
        "The colour {colour} of theme {name} cannot be read where it stands: the contrast is {ratio}:1, {least}:1 is needed. Until then its words are black.",
        "Write {better}, the nearest that can be read",
    ),
    "low-contrast-organisation": (
        "The organisation's colour {name}, {colour}, cannot be read where it stands: the contrast is {ratio}:1, {least}:1 is needed. Until then its words are black.",
        "Write {better}, the nearest that can be read",
    ),
    "low-contrast-look": (
        "The colour {name}, {colour}, cannot be read where it stands: the contrast is {ratio}:1, {least}:1 is needed. Until then its words are black.",
        "Write {better}, the nearest that can be read",
    ),
    "low-contrast-style": (
        "{name} is {colour}, which cannot be read where it stands: the contrast is {ratio}:1, {least}:1 is needed. Until then it is black or white.",
        "Write {better}, the nearest that can be read",
    ),
    "low-contrast-inks": (
        "The inks {colour} of {name} cannot be read in print: the contrast is {ratio}:1, {least}:1 is needed. Until then its words are black.",
        "Write cmyk: {better}",
    ),
    "words-on-picture": (
        "Words on the picture {file} cannot be read: it is both too light and too dark under them. They are printed so that they can.",
        "Move the words off the picture, put a filled box under them, or choose a calmer picture",
    ),
    "theme-by-colour-alone": (
        "The themes {theme} and {other} have one name and one symbol, so colour alone tells them apart",
        "Give one of them another name or another symbol",
    ),
    "themes-by-colour-alone": (
        "On the cards of {title} colour alone tells the theme; the layout prints neither its name nor its symbol",
        "Let the layout print the theme's name, as the block card_head does, or its symbol",
    ),
    "themes-near": (
        "Theme {theme} has nearly the colour of {other}: {colour}",
        "Write another one, such as {better}",
    ),
    **{
        f"themes-near-{sight}": (
            f"Theme {{theme}}, {{colour}}, cannot be told from {{other}} by who is {blind}",
            "Write another colour, such as {better}",
        )
        for sight, blind in (("protan", "red-blind"), ("deutan", "green-blind"), ("tritan", "blue-blind"))
    },
    "themes-near-grey": (
        "Printed in grey, theme {theme} has the colour of {other}, and they have no symbols to tell them by",
        "Give each a symbol of its own",
    ),
    "type-small": (
        "The style {style} sets type down to {has} pt; most people can read {floor} pt or more",
        "Write {floor} pt or more",
    ),
    "path-empty": ("{option} is empty", "Write a name after it, or leave it out"),
    "no-such-path": (
        "There is no file or folder {name}",
        "Check the name; a path with spaces goes in quotes",
    ),
    **{
        f"path-is-{kind}": (f"There is no file or folder {{name}}; it is {what}", "Write `{write}`")
        for kind, what in (
            ("area", "an area"),
            ("organisation", "an organisation"),
            ("profile", "a print profile"),
            ("theme", "a theme"),
            ("card", "a card"),
            ("language", "a language"),
            ("kind", "a kind of paper"),
            ("deck", "a deck"),
            ("agenda", "an agenda"),
            ("worksheet", "a worksheet"),
        )
    },
    "card-nowhere": (
        "The card cannot be put into {file}: no card there has a line of its own in a list below `cards`",
        "Write the card yourself, or put the cards on lines of their own with a dash before each",
    ),
    "logo-kind": ("{file} is no logo that can be used", "Save the logo as SVG, PNG or JPEG, and name that file"),
    "file-there": ("{file} is there already", "Go on in it, or move it away first"),
    "no-such-layout": ("There is no built-in layout called {name}", "Write {nearest}"),
    "not-language": ("{name} is not the code of a language", "Write the language's two or three letters, such as de, pl or pt-BR"),
    "language-built-in": ("The language {name} is built in", "Write in templates/languages/{name}.yaml only what you change"),
    "folder-not-empty": (
        "The folder {file} is not empty",
        "Name a new folder: `cardprint new my-cards`",
    ),
    "folder-is-file": (
        "{file} is a file, not a folder",
        "Name a new folder: `cardprint new my-cards`",
    ),
    "nothing-chosen": (
        "In the area {area} no card is left by what was chosen; nothing is printed for it",
        "Choose areas with --area, or loosen --cards, --theme or --audience",
    ),
    "nothing-chosen-anywhere": (
        "No card is left by what was chosen",
        "Loosen --cards, --theme or --audience; `cardprint list cards` shows all cards",
    ),
    "no-manifest": (
        "The folder {folder} has no {file} that cardprint can read",
        "Name the folder that `cardprint build` wrote to, or a copy of all of it",
    ),
    "manifest-without-cards": (
        "The folder {folder} does not remember its cards: no whole deck was ever printed from it",
        "Build the card sheets once without --changed-since; from then on folders can be compared",
    ),
    "manifest-of-another-version": (
        "The folder {folder} was built by another version of cardprint, which remembers its cards in another way; they cannot be compared",
        "Print all cards once: build without --changed-since, and name the new folder next time",
    ),
    # --- meetings ----------------------------------------------------------------------------------------------------
    "unknown-agenda": ("There is no agenda {name}", "Write {nearest}, or make a file in cards/agendas"),
    "unknown-worksheet": ("There is no worksheet {name}", "Write {nearest}, or make a file in cards/worksheets"),
    "not-listed": ("{name} is not among the {key} that cardprint.yaml lists, so it is not built", "Add it to `{key}` in cardprint.yaml"),
    "not-time": ("{key}: {value} is not a time of day", "Write hour and minutes, such as 13:00"),
    "not-url": ("{key}: {value} is not an address", "Write it in full, such as https://example.dk"),
    "parcel-broken": ("{file} is no whole zip", "Fetch it again, or pack without --since"),
    "parcel-empty": (
        "There is nothing to pack",
        "Notes and what is made of them go to no print room: choose other papers by --only, or leave it out",
    ),
    "parcel-foreign": ("{file} is not a parcel that cardprint packed", "Name the zip of last time, or pack without --since"),
    "parcel-large": (
        "{file} has {count} files of {size} MB in all; a parcel has at most {most} files and {limit} MB",
        "Name the zip of last time, or pack without --since",
    ),
    "parcel-locked": ("{file} is locked with a password", "Name the zip that cardprint packed"),
    "parcel-name": ("{file} holds a file that no parcel can: {name}", "Name the zip that cardprint packed"),
    "parcel-which": ("{file} is an earlier one of none of the parcels: {names}", "Choose one by --area, --organisation or --language"),
    "not-weight": ("{key}: {value} is not the weight of a paper", "Write a number and its unit, such as 200 g/m²"),
    "url-too-long": (
        "The address takes {has} characters and gets no QR code beside it; there is room for {most}",
        "Use a short address, such as one that your own website passes on",
    ),
    "listed-twice": ("{key}: {name} is here twice", "Keep one of them, or give it another name"),
    "agenda-too-long": (
        "The items last until {last}, {minutes} minutes longer than the meeting: `end` is {end}",
        "Write `end: {last}`, or take {minutes} minutes off the items",
    ),
    "agenda-too-short": (
        "The items are over at {last}, {minutes} minutes before the meeting ends: `end` is {end}",
        "Write `end: {last}`, or give the items {minutes} minutes more",
    ),
    "agenda-end-before-start": (
        "The meeting ends at {end}, before it begins at {start}",
        "Write `end: {last}`, when the items are over, or change `start`",
    ),
    "agenda-of-a-day": (
        "The items take {hours} hours, which is more than a day",
        "Check the minutes; divide a meeting of several days into several agendas",
    ),
    "agenda-past-midnight": ("The items take {hours} hours, until {end} after midnight", "Check `start` and the minutes"),
    "item-short": (
        "The item “{title}” cannot keep its time: {cards} cards with {people} at a table take {needs} minutes, and there are {minutes}",
        "Write `minutes: {needs}`, take {most} cards at most, or seat fewer at each table. Where fewer talk together, say so in `group_size`.",
    ),
    "item-crowded": (
        "The item “{title}” cannot keep its time: {cards} cards with {people} at a table take {needs} minutes; {minutes} are too few for one",
        "Seat fewer at each table, or write `minutes: {needs}`. Where fewer talk together, say so in `group_size`.",
    ),
    "facilitator-differs": (
        "{name} facilitates here, {throughout} in the rest of the course",
        "Leave `facilitator` out here, or change it in cardprint.yaml; one throughout gives calm",
    ),
    "reply-late": ("The reply is due on {by}, but the meeting is on {date}", "Write a day before the meeting"),
    "task-early": ("The home task is due on {due}, before the meeting on {date}", "Write the meeting's day or a later one"),
    "more-groups": ("{groups} groups for {expected} people: some groups will be empty", "Change `groups` or `expected`"),
    "held-elsewhere": (
        "The agenda is for {only} alone, but {name} is in {area}",
        "Leave `area` out at the top of the agenda, or write {only} here",
    ),
    "held-nowhere": (
        "{name} gets no papers: the area {area} does not stand under `areas` in cardprint.yaml",
        "Add {area} there, or build it with `--area {area}`",
    ),
    "held-reserved": (
        "{name} cannot be an id here: the name of the sheet for step 2 ends like this",
        "Choose another `id` for the workplace",
    ),
    "held-undated": (
        "{name} has no date: there will be no calendar file with the invitation",
        "Write `date` here, or at the top of the agenda where all meet on the same day",
    ),
    "calendar-undated": (
        "{title} has no date: there will be no calendar file with the invitation",
        "Write `date` in the agenda once the day is found",
    ),
    "card-left-out": (
        "The area {area} does not print the card {card}; it is left out here",
        "Name a card that every area prints, or give this area items of its own under `agendas` in its file",
    ),
    "card-of-another-deck": ("The card {card} is not in the deck {deck}", "Name the card's own deck, or leave `deck` out"),
    "solution-column": (
        "{name}: a worksheet has no room for solutions",
        "Take the column away; challenges are solved in steps 2 to 6, a home task only examines them",
    ),
    "column-narrow": ("The column {key} is too narrow to write in", "Make it {least} mm wide or more"),
    "columns-too-wide": (
        "The columns need {needs} mm, but {paper} has {has} mm",
        "Make some narrower, leave `width` out, or choose a larger paper",
    ),
    "scale-bounds": ("The scale {key} ends at {max}, which is not above its beginning {min}", "Make `max` larger than `min`"),
    "scale-odd": (
        "The scale {key} has {steps} steps, so the one in the middle belongs to neither half of the grid",
        "Write `max: {max}`, which gives an even number of steps",
    ),
    "unknown-scale": ("No column {name} is a scale", "Write {nearest}, or give the column `type: scale`"),
    "matrix-axes": ("Both axes of the grid show {key}", "Name one scale as x and another as y"),
    "nothing-to-fill-in": (
        "The sheet cannot be filled in on a screen, nor read when it comes back: its layout does not say where people write and tick",
        'Give what is filled in in worksheet.xml.j2 `field="..."`, as the built-in layout has it, or write `fillable: false` and `codes: false`',
    ),
    "key-twice": (
        "Two sheets have got the same code, {key}: {first} and {second}",
        "Give the sheet a new `version` and build again",
    ),
    "field-twice": (
        "The layout has two places to write that are both called {name} on one page",
        "Give each place in worksheet.xml.j2 a `field` of its own",
    ),
    "code-covered": (
        "Something on the sheet lies over one of the codes in its corners, so a scanned sheet may not be read",
        "Keep {edge} mm free at the top right and the bottom left in the layout, or write `codes: false`",
    ),
    "sheets-not-kept": (
        "The codes of the sheets cannot be kept in {folder} ({reason})",
        "Keep the printed PDFs and give them to `cardprint collect` with the filled sheets, or make the folder writable and build again",
    ),
    "challenges-without-column": (
        "`prefilled_challenges` is not printed, because the sheet has no column for challenges",
        "Add `- {{key: challenge}}` under `columns`, or remove the line",
    ),
    "barriers-without-column": (
        "`barrier_types` is not printed, because the sheet has no column to tick",
        "Add `- {{key: barriers, type: ticks}}` under `columns`, or remove the line",
    ),
    "rows-too-few": ("{count} challenges stand there already, but there are only {rows} rows", "Write `rows: {count}` or more"),
    "word-wider-than-column": ("The word “{word}” is wider than its column", "Put a soft hyphen or a space into it, or use a shorter word"),
    "invitation-too-long": (
        "The invitation takes {pages} pages. It has to fit one, and is {over} mm too long.",
        "Shorten the purpose, the leaders' words or the preparation. A line takes almost 6 mm.",
    ),
    "page-overfull": (
        "One sheet has {over} mm too much on it, even in the smallest type that is read from afar ({size} pt). It begins with “{words}”.",
        "Write fewer or shorter lines",
    ),
    "signs-without-groups": (
        "There are no table signs for {title}: the meeting does not say which tables there are",
        "Write in the agenda how many tables there are: `groups: 5`, or what they are called: `groups: [Kitchen, Garden]`",
    ),
    "paper-too-long": (
        "The paper “{kind}” takes {pages} pages. It may have {most} at most, and is {over} mm too long.",
        "Shorten what is printed on it, or let it have more: `pages` in its line under `paper_kinds`",
    ),
    "lone-area": (
        "{file} lies in no project, so there is no area {name}",
        "Leave --area out, or put the deck into the folder cards of a project (`cardprint new` makes one)",
    ),
    "lone-organisation": (
        "{file} lies in no project, so there is no organisation {name}",
        "Leave --organisation out, or put the deck into the folder cards of a project (`cardprint new` makes one)",
    ),
    "lone-card": (
        "{card} is only for {areas}, but the deck lies in no project and has no areas: the card is not printed",
        "Take `areas` off the card, or put the deck into the folder cards of a project",
    ),
    "include-numbers": (
        "{file} brings cards whose numbers others here have too: {numbers}",
        "Leave `number` out in one of the decks, and its cards are counted on here; or give them numbers that are free",
    ),
    "not-deck-area": (
        "{file} is not a deck but an area",
        "Build for it with `cardprint build --area {id}`",
    ),
    "not-deck-organisation": (
        "{file} is not a deck but an organisation",
        "Build for it with `cardprint build --organisation {id}`",
    ),
    "not-deck-profile": (
        "{file} is not a deck but a print profile",
        "Print with it: `cardprint build --print {id}`",
    ),
    "not-deck-vocabulary": (
        "{file} is not a deck but the vocabulary",
        "All decks use its words: build one of them, or everything with `cardprint build`",
    ),
    "not-deck-look": (
        "{file} is not a deck; it says how things look",
        "All decks use it: build one of them, or everything with `cardprint build`",
    ),
    "not-deck-project": (
        "{file} is not a deck; it says what a project builds",
        "Call it cardprint.yaml, put it in the project's folder, and run `cardprint build` there",
    ),
    "not-deck-agenda": (
        "{file} is not a deck but an agenda",
        "Put it into cards/agendas of a project, and build it with `cardprint build cards/agendas/{id}.yaml`",
    ),
    "not-deck-worksheet": (
        "{file} is not a deck but a worksheet",
        "Put it into cards/worksheets of a project, and build it with `cardprint build cards/worksheets/{id}.yaml`",
    ),
    "not-deck-notes": (
        "{file} is not a deck but notes from a meeting",
        "Name a deck, or build everything with `cardprint build`",
    ),
    "word-long": (
        "A word has more than {most} characters",
        "Put blanks between the words; leave an address on the web out, or shorten it",
    ),
    "marks": (
        "Four or more accents are piled on one letter",
        "Type the letter anew",
    ),
    "too-many-cards": (
        "{count} cards on sheets are too many for one file; {most} is the most",
        "Print fewer sets at a time with --sets, or a part of the cards with --theme",
    ),
    "many-problems": (
        "There are {count} more errors and warnings in {file}",
        "Mend those above first, then run the command again",
    ),
    "length-range": (
        "{key}: {value} is not a length that a printer knows",
        "Write a length from {least} to {most}",
    ),
    # --- tables of cards --------------------------------------------------------------------------------------------
    "table-kind": (
        "{file} is no table that can be read: it has to be .xlsx or .csv",
        "Open the file in its program, and save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)",
    ),
    "table-large": (
        "{file} is larger than a table of cards can be",
        "Check that it is the right file, delete what is no cards, or split it",
    ),
    "table-encoding": (
        "The letters of {file} cannot be read; it is saved in an encoding that cannot be told",
        "Open it in Excel, and save it as “CSV UTF-8”, or as .xlsx",
    ),
    "table-garbled": (
        "{cell}: letters have become other signs on the way, such as Ã¸ for ø",
        "Fetch the file again, and open it as UTF-8; in Excel: Data, From text/CSV, and choose 65001: Unicode (UTF-8)",
    ),
    "table-quotes": (
        "Line {line} (row {row}): a quotation mark begins a field and does not end it",
        "Put the whole field in quotation marks, and write those inside the text twice; or save the table as .xlsx",
    ),
    "table-no-head": (
        "{cell}: headings have to stand here, or in another row; at least {least} headings have to be known, and no row has more than {count}",
        "Write headings above the cards, such as Id, Theme, Question, Follow-up, Note",
    ),
    "table-heading": (
        "Columns that are not known and not read: {headings}",
        "If they are wanted, give them a known heading: Id, No., Theme, Type, Title, Question, Follow-up, Options, Audience, Note, Source, Status, Area",
    ),
    "table-heading-twice": (
        "{cell}: the same heading stands in {other}, too",
        "Delete one of the columns, or correct its heading",
    ),
    "table-area": (
        "{cell}: the area {name} is not known",
        "Write {nearest}, or make the area first, with `name: {name}` in a file in cards/areas",
    ),
    "table-language": (
        "{cell}: the language {name} is not known",
        "Write {nearest}, or make the language first with `cardprint new language`",
    ),
    "table-sheet": (
        "The sheet {sheet} is not read, for it has no row of headings",
        "If there are cards on it, write the headings above them; otherwise all is well",
    ),
    "table-sheet-hidden": (
        "The sheet {sheet} is hidden and is not read",
        "Show the sheet if its cards are wanted",
    ),
    "table-hidden": (
        "{cell}: hidden rows are not read: {rows}",
        "Show them, or take the filter off, if their cards are wanted",
    ),
    "table-merged": (
        "{cell}–{until}: merged cells; nobody can tell which cards the text belongs to",
        "Unmerge them, and write the text in each cell that it is meant for",
    ),
    "table-formula": (
        "{cell}: a formula without its result stands here, or an error from a formula: {value}",
        "Write what the card is to say as text; if it begins with =, put a ' in front",
    ),
    "table-date": (
        "{cell}: the spreadsheet has made a date of what was written: {value}",
        "Write it again with a ' in front, and it becomes text",
    ),
    "table-truth": (
        "{cell}: the spreadsheet has made true or false of what was written: {value}",
        "Write it again with a ' in front, and it becomes text",
    ),
    "table-sign": (
        "{cell}: a hidden control character stands here, or a text that is too long for a card",
        "Write the text in the cell again",
    ),
    "table-ragged": (
        "{cell}: row {row} has more fields than there are headings; a text is split where a separator stands in it",
        "Put the text in quotation marks, or save the table as .xlsx",
    ),
    "table-empty": (
        "{file} has headings, but no cards",
        "Write the cards below the headings",
    ),
    "table-twice": (
        "{cell}: the same card stands in {other}, too",
        "Delete one of the two rows, or give the card another id",
    ),
    "table-id": (
        "{cell}: {value} cannot be an id",
        "Write letters, figures, full stops, _ and -, such as sprog-01; or leave the cell empty, and one is made",
    ),
    "table-elsewhere": (
        "{cell}: {card} stands in {file} already",
        "Give the cards other ids, or import them into that file with `--into`",
    ),
    "table-no-text": (
        "{cell}: there is no question in the row, and no card with the id “{value}”",
        "Write the question, correct the id, or delete the row",
    ),
    "table-clear": (
        "{cell}: {value} cannot be cleared, for a card needs it",
        "Write what is to stand; a whole card is deleted in the deck's file",
    ),
    "table-many": (
        "{cell}: {count} is more than a card can have; there is room for {most}",
        "Delete some, or make two cards of it",
    ),
    "table-word": (
        "{cell}: {value} is not known",
        "Write one of these: {known}",
    ),
    "table-number": (
        "{cell}: {value} is not a card's number",
        "Write a whole number from 1 to 9999, or leave the cell empty",
    ),
    "table-number-twice": (
        "{cell}: the number {number} stands on two cards, {card} and {other}",
        "Give one of them another number, or leave the cell empty",
    ),
    "table-dropped": (
        "{cell}: the card {card} is not printed in {area}, so its words there are left",
        "Take `drop: true` off the card in the area's file if it is to be printed there",
    ),
    "table-deck-there": (
        "{file} is there already",
        "Write `--into {file}` to add to that deck, or give the table another name",
    ),
    "table-there": (
        "{file} is there already, with something else in it",
        "Write another name after `--output`, or move the file that is there",
    ),
    "table-which-deck": (
        "The project does not have exactly one deck: {names}",
        "Say which one: `cardprint export cards/samtalekort.yaml`",
    ),
    "table-unspliced": (
        "{file} cannot be changed without losing something",
        "Correct the cards in the file by hand, or import into a new deck and move them over",
    ),
    # --- the workbook to correct in ----------------------------------------------------------------------------------
    "workbook-broken": (
        "{file} cannot be read as a workbook",
        "Open it in Excel or LibreOffice, save it again as .xlsx, and try again; if it does not open, take an older copy",
    ),
    "workbook-locked": (
        "{file} is locked with a password, or saved in the old format of Excel",
        "Open it, take the password off, and save it as .xlsx",
    ),
    "workbook-large": (
        "{file} is larger than a workbook with corrections is",
        "Check that it is the right file, and delete sheets and pictures that you have put in yourself",
    ),
    "workbook-foreign": (
        "{file} is no workbook that `collect` has made, or its hidden sheet is gone",
        'Run `collect` again, which makes a new one, and write the corrections there; leave the sheet "cardprint" alone',
    ),
    "workbook-column": (
        'The column "{heading}" is not read, for it was not in the workbook',
        "If you have renamed a column, give it its old name; if it is your own, move what is to be kept into the notes' file",
    ),
    "workbook-comments": (
        "{file} has comments on cells, and those `collect` does not read",
        "Write what is to be kept in a white cell or in the notes' file, and delete the comments",
    ),
    "workbook-own": (
        "Something is written here that is not read, for it is none of the workbook's white or yellow cells ({count} on the sheet)",
        "If it is to be kept, write it in a white cell or in the notes' file; if it is for yourself, move it to a file of its own",
    ),
    "workbook-kept": (
        "{file} was left as it is: something typed in it does not stand in the notes yet, and what is new from the sheets is not in it",
        "Correct what is told of the workbook, or empty the cell, and run `collect` again; or give the file another name, and a new one is made",
    ),
    "workbook-unmasked": (
        "{file} was left as it is, so what looks private in it is not masked",
        "Correct what is told of the workbook, or delete the file, and run `collect --redact` again",
    ),
    "workbook-head": (
        "The row cannot be read, for the line with the columns' names is not above it",
        "Put the line back at the top of the sheet, or run `collect` again and correct in the new workbook",
    ),
    "workbook-row": (
        "The row is none of those that were in the workbook",
        "If it is to be kept, write it in the notes' file; a workbook can only correct what was read on the sheets",
    ),
    "workbook-mixed": (
        "The row is corrected, but table and number are not its own; that happens when only some columns are sorted",
        "Undo the sorting, or run `collect` again and write the correction in the new workbook",
    ),
    "workbook-twice": (
        "The same is corrected to something else in {first}",
        "Delete one of the two rows, and save",
    ),
    "workbook-undecided": (
        "The row is corrected, but a ? still stands here",
        "Type x where there is a tick, otherwise delete the question mark",
    ),
    "workbook-tick": (
        "{value} is neither a tick nor no tick",
        "Type x where there is a tick, otherwise leave the cell empty",
    ),
    "workbook-choice": (
        "{value} is no step of the scale",
        "Type one of the numbers {options}; type – where nothing is ringed",
    ),
    "workbook-number": (
        "{value} is not the number of a challenge",
        "Type the number, such as 2; type – where nothing stands there",
    ),
    "workbook-same": (
        "{value} is no other challenge",
        "Choose from the list in the cell, such as table3.1",
    ),
    "workbook-formula": (
        "Here stands a formula, or a formula's error, and no text",
        "Type what is to stand there as text: put a ' in front if it begins with =",
    ),
    "workbook-date": (
        "The workbook has made a date of what was typed here",
        "Type it again with a ' in front, and it stays a text",
    ),
    "workbook-rows": (
        "{count} of {all} rows are no longer in the workbook; nothing is changed about them",
        "If they were deleted on purpose, that is fine; a cell that is to be empty gets a –",
    ),
    # --- the print shop's file ---------------------------------------------------------------------------------------
    "unknown-icc": ("There is no colour profile {name}", "Write one of those that come along: {known}"),
    "x4-without-inks": (
        "The profile {profile} asks for PDF/X-4 in the screen's colours (rgb)",
        "Write `colour: cmyk`, or choose `pdf: plain`",
    ),
    "x4-without-icc": (
        "The profile {profile} asks for PDF/X-4 but names no colour profile, and the file has to hold one",
        "Write `icc: FOGRA39L`, or choose `pdf: plain`",
    ),
    "solid-without-bleed": (
        "The profile {profile} asks for coloured backs but prints nothing beyond the edge, so a cut that is off leaves a white line",
        "Write `bleed: 3 mm`, or choose `back_style: light`",
    ),
    "back-stays-light": (
        "The profile {profile} asks for coloured backs, but the back of card {card} has no coloured box in the layout",
        'Put `<box class="back-ground"/>` first into the back in templates/cards.xml.j2',
    ),
    "logo-without-on-dark": (
        "The logo has no version for dark grounds, so the coloured backs of {profile} go without it",
        "Add `on_dark: logo-white.svg` to the logo",
    ),
    "rgb-with-icc": (
        "The profile {profile} is in the screen's colours (rgb), but {name} is a colour profile of printing inks",
        "Write `colour: cmyk`, or leave out `icc`",
    ),
    "marks-thin": (
        "The crop marks are lines of {has} pt; on the press a line holds from {needs} pt",
        "Leave out `weight` under marks, or write `weight: 0.25 pt`",
    ),
    "key-without-effect": (
        "`{key}` has no effect where `{other}` is {value}",
        "Remove `{key}`, or choose something other than {value} under `{other}`",
    ),
    "outside-safe-zone": (
        "On most cards text stands nearer to the edge than the {safe} mm that the profile {profile} wants",
        "Give the text a larger margin in templates/style.yaml, or write a smaller `safe` in the profile if the cut is that exact",
    ),
    "outside-safe-zone-front": (
        "Card {card}, the front: text stands {has} mm from the edge, but the profile {profile} wants {safe} mm",
        "Give the text a larger margin in templates/style.yaml, or write a smaller `safe` in the profile if the cut is that exact",
    ),
    "outside-safe-zone-back": (
        "Card {card}, the back: text stands {has} mm from the edge, but the profile {profile} wants {safe} mm",
        "Give the text a larger margin in templates/style.yaml, or write a smaller `safe` in the profile if the cut is that exact",
    ),
    "white-text-thin": (
        "Card {card} has white text of {size} pt, which fills in on the press; it must be bold and at least {bold} pt, or at least {regular} pt",
        "Choose larger, bold type in templates/style.yaml, or light backs with `back_style: light`",
    ),
    "picture-coarse": (
        "Card {card}: the picture is printed {width} mm wide, which gives it only {dpi} dots per inch; the shop wants {least}",
        "Find a picture that is at least {needs} dots wide, or show it smaller",
    ),
    "picture-hairline": (
        "Card {card}: {file} has a line of {has} pt where it is printed; a printing plate holds {least} pt and no less",
        "Make the line at least {needs} units wide in the drawing, or show the picture larger",
    ),
    "too-much-ink": (
        "The colour {colour} puts {total} % of ink on the paper ({inks}); the profile {profile} allows {most} %",
        "Choose a lighter colour, or give it inks of its own under `cmyk` that add up to less",
    ),
    "picture-inked": (
        "Card {card}: the picture puts up to {total} % of ink on the paper; the profile {profile} allows {most} %",
        "Make the picture's dark places lighter, or write a larger `max_ink` if the shop agrees",
    ),
    "preflight": (
        "The file does not pass the print shop's check: {rules}",
        "Look at the table below; each line with FAIL says what was found and what is wanted",
    ),
    # --- what comes back from the tables ------------------------------------------------------------------------------
    "form-unknown": (
        "{file} has fields of a sheet that cannot be recognised ({key})",
        "Run `collect` in the folder that the sheet was built in, or give it the empty sheet as well",
    ),
    "form-empty": (
        "Nothing is filled in in {file}",
        "See whether the filled file was saved; open it again and save it when the answers show",
    ),
    "answer-long": (
        "The answer in {field} of {file} is longer than {most} characters and is left out",
        "Shorten the answer in the file and run `collect` again",
    ),
    "scan-heic": (
        "{file} is a HEIC picture, which cannot be read here",
        "Save it as JPEG or PDF, or take the picture again with the telephone set to JPEG",
    ),
    "scan-kind": (
        "{file} is neither PDF, JPEG, PNG nor TIFF",
        "Scan the sheets to one PDF, or save the picture as JPEG",
    ),
    "scan-locked": (
        "{file} is locked with a password",
        "Open the file, save it without a password, and run `collect` again",
    ),
    "scan-broken": (
        "{file} cannot be opened; the file is broken",
        "Fetch it again from the scanner or the mail, and run `collect` again",
    ),
    "scan-page-broken": (
        "{file}, page {page}: the page is broken and was not read",
        "Scan the sheet again, and run `collect` with the new file",
    ),
    "scan-long": (
        "{file} has more than {most} pages and was not read",
        "Divide it into several files",
    ),
    "scan-large": (
        "{file}, page {page}: the picture has more than {most} million pixels and was not read",
        "Scan the sheet again at 300 dots an inch",
    ),
    "scan-empty": (
        "{file}: all pages are empty, so nothing was read",
        "If the sheets lay with their backs to the glass, scan them again. If the file does not belong here, keep it out of the folder.",
    ),
    "scan-unnamed": (
        "{file}, page {pages}: there is no code that can be read, so nobody knows which sheet it is",
        "Scan the sheet again with both codes in the corners whole and sharp; or write the answers into the notes. If it is none of the sheets, all is well.",
    ),
    "scan-several": (
        "{file}, page {pages}: there are codes of several sheets in one picture ({key})",
        "Scan the sheets one at a time",
    ),
    "scan-unknown": (
        "{file}, page {pages}: the code {key} belongs to no sheet that is known here",
        "Run `collect` in the folder where the sheets were built, or give the PDF that they were printed from with --sheets",
    ),
    "scan-flat": (
        "{file}, page {pages}: the form was saved without its fields, so what was written in it comes as pictures alone",
        "Save the form as it is instead of printing it to PDF, and give `collect` that; if it is gone, copy from the pictures",
    ),
    "sheets-none": (
        "{file} holds no sheets that cardprint has printed",
        "Give --sheets the PDF that they were printed from, or the folder that it lies in",
    ),
    "scan-no-print": (
        "{file}, page {pages}: the sheet is known, but the PDF that it was printed from is no longer here ({key})",
        "Give `collect` the PDF that the sheets were printed from with --sheets",
    ),
    "scan-unplaced": (
        "{file}, page {pages}: the sheet from {key} is too crooked or crumpled to be read; all its answers are set down as unsure",
        "Correct the answers in the workbook, or scan the sheet again, flat",
    ),
    "scan-pale": (
        "{file}, page {pages}: the sheet from {key} was cut off, or scanned so pale that some of the writing may be lost",
        "Scan the whole sheet again, in grey and darker, not in pure black and white",
    ),
    "map-broken": (
        "The fields in {file} cannot be understood; its sheets cannot be recognised",
        "Get the file as it was built, or give `collect` the PDF that the sheets were printed from, with --sheets",
    ),
    "unknown-challenge": (
        "No group has a challenge {name}",
        "Write {nearest}; a challenge is named by its group, a full stop and its number, such as bord3.1",
    ),
    "group-twice": (
        "The group {name} cannot be told from {other}; their challenges get the same numbers",
        "Put the two groups together, or give one of them another name",
    ),
    "not-field": (
        "{key}: {value} is no field of the sheet",
        "Write it like `challenges.2.importance`: the kind of row, its number and the column; or the name of a block, such as `keep`",
    ),
    "no-notes-for-kind": (
        "{kind} is made of the notes from the tables, and there are no notes yet",
        "Fetch the sheets with `cardprint collect`, or write the notes in {file}",
    ),
    "chosen-untyped": (
        "{challenge} is chosen for step 2, but nobody has typed it; the sheet says no more than which challenge it is",
        "Type it in the notes, or in `<meeting>-ret.xlsx`, and run `collect` again",
    ),
    "nothing-noted": (
        "There will be no {kind} for {title}: what it is made of is not in the notes",
        "Write it there: `home_tasks` gives tasks, `our_words` gives words, and `chosen: [table3.1]` gives the sheet for step 2",
    ),
    "note-character": (
        "The font lacks {characters}; {sign} stands in its place",
        "Write it in ordinary letters in the notes, if it means anything",
    ),
    "note-pictures-many": (
        "The notes have {count} pictures; only the first {most} are shown",
        "Type the handwriting into `<meeting>-ret.xlsx`, and run `collect` again",
    ),
    "note-picture-gone": (
        "The picture {file} is gone",
        "Type the text if anybody remembers it, and delete the line with the picture; or find the sheet and run `collect` again",
    ),
    "collect-nothing": (
        "There are no files to read here",
        "Give `collect` the forms that were filled in, the scans, or the folder that they lie in",
    ),
    "collect-skipped": (
        "Not read in the folder: {files} ({count} in all)",
        "Read are PDF, JPEG, PNG, TIFF and the workbook that ends in -ret.xlsx; if a sheet is among the others, save it as a PDF",
    ),
    "collect-unfilled": (
        "{file} has the sheets as they were printed; nothing is written in them",
        "If a group filled it in, its answers were not saved: ask the group to save it once more and to send it",
    ),
    "notes-elsewhere": (
        "{file} is notes of the same meeting, but belongs to nothing that cardprint.yaml names now; they were not used",
        "Move the file and the folder of pictures to {shown}, if the notes are to go on there",
    ),
    "sheet-elsewhere": (
        "{file}, page {pages}: the sheet is of {whose}, which cardprint.yaml does not name",
        "List the area or the organisation in cardprint.yaml, and run `collect` again. If the sheet is another project's, run `collect` there.",
    ),
    "sheet-continued": (
        "{group}: {file}, page {page} says something else than the sheet that was read before; it was taken as sheet {sheet}",
        "Look at the pages. If it is the same sheet, delete the rows with `sheet: {sheet}` in the notes; if it is one more, all is well.",
    ),
    "spare-joined": (
        "{group} went on writing on a spare sheet ({file}, page {page}); it was taken as the table's sheet {sheet}",
        "If it is another table's sheet, move the rows with `sheet: {sheet}` in the notes; else all is well",
    ),
    "page-again": (
        "{group}: {file}, page {page} is there already; the handwriting of the first one is used",
        "Look at the pages. If this one says something else, type it into the notes.",
    ),
    "group-nameless": (
        "{file}, page {page}: nothing says which group the sheet is from; it is called {name} for now",
        "Look at the sheet, and write the name in the workbook or in the notes if anybody knows it",
    ),
    "group-other": (
        "The sheet was printed for {group}, but the group wrote {typed}; its answers stand under {group}",
        "If it is another table's sheet, move the answers in the notes",
    ),
    "answers-differ": (
        "{group}: {first} and {second} say different things of {field}: “{one}” and “{other}”",
        "Ask the group what counts, and correct the notes if it is not the answer of {first}, which stands there now",
    ),
    "row-differs": (
        "{group}: {field} is “{stands}” in the notes, but “{read}” in {file}; the rest of that row there ({values}) was not used either",
        "Ask the group what counts, and correct the notes. If it is one more challenge, write it in a row of its own.",
    ),
    "note-differs": (
        "{group}: {field} is “{stands}” in the notes, but “{read}” in {file}; what stands there was not touched",
        "If the notes were corrected, all is well; else correct them",
    ),
    "answer-without-place": (
        "{group}: the answer “{value}” in the field {field} has no place in the notes",
        "Type it where it belongs; fields of one's own sheets come along only if they are called as the built-in ones are",
    ),
    "correction-lost": (
        "The correction of {field} for {group} belongs to nothing in the notes",
        "Check that the group is still called that, and that no row of the sheet was deleted; or correct the notes themselves",
    ),
    "notes-unspliced": (
        "{file} cannot be changed without a loss; it is as it was",
        "Write each key on a line of its own, or move the file, and run `collect` again",
    ),
    "private-cpr": (
        "This looks like a CPR number",
        "Delete it if it is one; `cardprint collect --redact` masks it in the notes. Handwriting is not searched.",
    ),
    "private-phone": (
        "This looks like a telephone number",
        "Delete it if it is a person's; `cardprint collect --redact` masks it in the notes. Handwriting is not searched.",
    ),
    "private-mail": (
        "This looks like a mail address",
        "Delete it if it is a person's; `cardprint collect --redact` masks it in the notes. Handwriting is not searched.",
    ),
    "no-such-notes": (
        "There are no notes of {name}",
        "Write {nearest}; notes lie below notes, and the meeting's name is the file's",
    ),
    "sheet-private": (
        "What looks like a CPR number, a telephone number or a mail address still stands on the printed sheet {file}",
        "Hand out new sheets for step 2, and remove {file} and the .json file beside it when none of the old sheets is to be read any more",
    ),
    "forget-unread": (
        "{file} cannot be understood, so nobody can tell whether words of the meeting stand on it; it was not removed",
        "Open it, and remove it yourself if it is to go",
    ),
    "forget-kept": (
        "{file} was not made by cardprint as far as it can tell, and was not removed",
        "Remove it yourself if it is to go",
    ),
    "keep-avoided": (
        "{word} is a word that the vocabulary writes {term} instead of",
        "Keep {term}, or take {word} out of `avoid` under {term}, and run `cardprint keep` again",
    ),
    "keep-no-word": (
        "“{word}” is no word that can stand in the vocabulary",
        "Write a word, or a few, that begins with a letter, on one line",
    ),
    "keep-other-meaning": (
        "{term} has another meaning in the vocabulary, which is left as it is: “{meaning}”",
        "If yours is better, type it here",
    ),
    "keep-one-meaning": (
        "`--meaning` explains one word, not several",
        "Run `cardprint keep` for each word that is to have its meaning",
    ),
    # --- what a small install leaves out -----------------------------------------------------------------------------
    "no-collect-extra": (
        "`collect` reads the filled sheets with {package}, which is not installed",
        'Type `pip install "cardprint[collect]"` in the environment that cardprint is in, and try again',
    ),
    "paper-without-extra": (
        "{kind} is made with {package}, which is not installed, and was not made",
        'Type `pip install "cardprint[{extra}]"` in the environment that cardprint is in, and build again',
    ),
    "no-preflight-extra": (
        "`check --print` reads finished files with {package}, which is not installed",
        'Type `pip install "cardprint[preflight]"` in the environment that cardprint is in, and try again; `cardprint check` without --print works now',
    ),
    "no-table-extra": (
        "Workbooks (.xlsx) are read and written by the package {package}, which is not installed",
        'Write `pip install "cardprint[table]"` in the environment that cardprint is in, or use CSV instead',
    ),
    "no-proof-extra": (
        "`proof --png` draws pictures with {package}, which is not installed",
        'Type `pip install "cardprint[proof]"` in the environment that cardprint is in, and try again; `cardprint proof` without --png works now',
    ),
    # --- the page in the browser ------------------------------------------------------------------------------------
    "port-taken": (
        "Port {port} cannot be used; another program may have it",
        "Choose another number, such as --port 8123, or leave --port out, and cardprint finds one that is free",
    ),
    "preview-fell-over": (
        "This could not be drawn; the fault is cardprint's own, or it took too long",
        "Undo the last change and save again; the terminal says what went wrong, please report it",
    ),
    "no-preview-extra": (
        "`preview` draws and follows files with {package}, which is not installed",
        'Type `pip install "cardprint[preview]"` in the environment that cardprint is in, and try again',
    ),
    # --- the printer's test page -------------------------------------------------------------------------------------
    "no-such-printer": (
        "The printer {name} has not been measured",
        "Write {nearest}, or measure it with `cardprint calibrate`; `cardprint list printers` shows those that are",
    ),
    "printers-broken": (
        "The file of your printers cannot be understood",
        "Mend it here, or delete it and type the numbers again with `cardprint calibrate --x ... --printer ...`",
    ),
    "printers-value": (
        "The numbers of the printer {printer} are no offset",
        'Write them as {{"x": "1.5 mm", "y": "-0.5 mm", "rotate": 0.2}}, or delete them and measure the printer again',
    ),
    "offset-bare": ("{key}: {value} has no unit", "Write {key} {value}mm"),
    "offset-length": ("{key}: {value} is no length", "Write number and unit in one piece, such as {key} 1.5mm"),
    "offset-range": (
        "{key}: {value} is more than {most} mm",
        "Read the test page again; if the number is right, the printer needs a technician",
    ),
    "offset-degrees": (
        "{key}: {value} is not a number of degrees from -{most} to {most}",
        "Write a number without a unit, such as --rotate 0.2",
    ),
    "offset-without-printer": (
        "The numbers belong to a printer, but none is named",
        'Add --printer "Office, 3rd floor"; you choose the name',
    ),
    "printer-without-offset": (
        "There are no numbers for the printer {printer}",
        "Add --x, --y or --rotate from the test page; `cardprint calibrate` with nothing after it makes that",
    ),
    "calibrate-apart": ("{option} does not belong here", "Make the test page, keep numbers and forget a printer in three runs"),
    "calibrate-one-sided": (
        "The print profile {profile} does not have the printer print both sides, so there is no offset to measure",
        "Choose a profile with `duplex: long-edge` or `short-edge` with --print",
    ),
    "calibrate-no-room": (
        "The sentences of the test page have no room on {paper}",
        "Choose a profile with larger paper or a smaller `margin`",
    ),
}
