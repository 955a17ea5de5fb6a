"""English sentences: code to (message, hint)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- files -------------------------------------------------------------------------------------------------------
    "no-project": ("There is no {file} here", "Run `cardprint new` to make a project, or name a deck: `cardprint build deck.yaml`"),
    "file-missing": ("The file {file} is not there", "Check the name, or make the file"),
    "file-unreadable": ("The file {file} cannot be read: {reason}", "Close it in other programs and check that you may read it"),
    "file-too-large": ("The file {file} is larger than {most} MB", "Split it into several decks"),
    "file-encoding": ("The file {file} is not saved as UTF-8", "Save it again with the encoding UTF-8"),
    "path-outside": ("The file {file} lies outside the project", "Copy it into the project's folder and write the path from there"),
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
    "yaml-many": ("The file {file} holds more than can be read", "Split it into several decks"),
    "duplicate-key": ("The key {key} is here twice; the first is in line {line}", "Keep one of them"),
    "text-start": (
        "A text that begins with {sign} is not read as text",
        "Put the text in quotes, or on the lines below `>-`; anchors and tags (& * !) are not used",
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
    "negative": ("{key} is less than nothing", "Write 0 mm or more"),
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
    "unknown-language": ("The language {name} is not known", "Write {nearest}"),
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
    "dilemma-options": ("The dilemma {card} has nothing to choose between", "Add `options: […, …]`"),
    "options-elsewhere": (
        "{card} has options, but its kind is {kind}: they are not printed",
        "Write `kind: dilemma`, or make them `follow_up`",
    ),
    "base-changed": ("The words below {card} have changed since it was adapted here", "Read both again, then write `base: {now}`"),
    "translation-missing": (
        "{what}: {key} is not translated to {language}",
        "Add it under `translations`, {language}; until then the weaker layer or the base language is printed",
    ),
    "picture-missing": (
        "the picture {file} is not there",
        "check the name, capital letters and folder; the path starts at the folder of the project",
    ),
    "picture-unreadable": (
        "the picture {file} cannot be read: {reason}",
        "check that the file may be read and is not locked by another program",
    ),
    "picture-format": (
        "{file} is {found}; pictures are SVG, PNG or JPEG",
        "open it where it was made and export it as SVG (logos) or as PNG or JPEG at 300 dpi (photos)",
    ),
    "picture-unknown": (
        "{file} is neither SVG, PNG nor JPEG inside, whatever its name says",
        "open it where it was made and export it as SVG, PNG or JPEG; changing the ending of the name is not enough",
    ),
    "picture-too-large": (
        "{file} is larger than {limit} MB",
        "an SVG this large mostly holds photos or maps: export it as PNG at 300 dpi; make a photo smaller, 300 dpi at printed size is enough",
    ),
    "picture-too-many-pixels": (
        "{file} has {width} × {height} pixels, more than {limit} million",
        "make it smaller: 300 dpi at printed size is enough, a whole A4 page is 2480 × 3508 pixels",
    ),
    "picture-broken": (
        "{file} is damaged or not complete",
        "fetch it again from where it came, or open and save it in a picture editor",
    ),
    "picture-not-svg": (
        "{file} holds no SVG drawing ({reason})",
        "export it again as SVG; a saved web page is not a picture",
    ),
    "picture-xml": (
        "the file is broken here: {reason}",
        "export it again; if it was written by hand, check quotes and closing tags just before this place",
    ),
    "picture-encoding": (
        "the file is written in {name}, which is not read here",
        "save it as UTF-8",
    ),
    "picture-doctype": (
        "the file defines entities of its own in its DOCTYPE, and these are not read",
        "save it as plain SVG, or delete everything from <!DOCTYPE to its closing > and what refers to it",
    ),
    "picture-too-deep": (
        "more than {limit} groups lie inside each other",
        "ungroup everything in the drawing program and save again",
    ),
    "picture-too-complex": (
        "the drawing has more than {limit} parts, too many for a card",
        "simplify it (Path > Simplify), or export it as PNG at 300 dpi",
    ),
    "picture-size": (
        "the drawing does not say how large it is, or has no sensible shape",
        'give <svg> a view box of four numbers, viewBox="0 0 width height", or save it as plain SVG',
    ),
    "picture-empty": (
        "nothing in {file} leaves ink on paper",
        "export it again, with its shapes selected and visible",
    ),
    "picture-outside": (
        "everything in {file} lies outside its page, so nothing would be printed",
        "fit the page to the drawing (Inkscape: File > Document Properties > Resize to content) and save again",
    ),
    "picture-text": (
        "the drawing holds text, whose font may not be there when it prints",
        "convert text to outlines (Inkscape: Path > Object to Path; Illustrator: Type > Create Outlines)",
    ),
    "picture-image": (
        "the drawing holds a photo or another picture",
        "remove it, or export the whole drawing as PNG at 300 dpi",
    ),
    "picture-use": (
        "the drawing uses one part several times by reference (<{name}>)",
        "unlink clones and symbols (Inkscape: Edit > Clone > Unlink; Illustrator: Break Link to Symbol), or remove what is unused",
    ),
    "picture-gradient": (
        "the drawing uses a gradient or pattern",
        "use flat colours, or export it as PNG at 300 dpi",
    ),
    "picture-clip": (
        "the drawing cuts shapes off by a clip path or mask",
        "cut the shapes themselves (Inkscape: Path > Intersection; Illustrator: Pathfinder > Crop), or export it as PNG at 300 dpi",
    ),
    "picture-effect": (
        "the drawing uses an effect, such as blur or shadow",
        "remove the effect, or export it as PNG at 300 dpi",
    ),
    "picture-marker": (
        "the drawing uses arrow heads or other markers on lines",
        "turn lines into shapes (Inkscape: Path > Stroke to Path; Illustrator: Object > Expand)",
    ),
    "picture-stylesheet": (
        "the drawing takes its colours from a style sheet",
        "save it with colours on the shapes themselves (Illustrator: SVG Options > CSS Properties > Presentation Attributes; Inkscape: Plain SVG)",
    ),
    "picture-script": (
        "the drawing holds a script or moves ({name})",
        "save it as plain SVG, without scripts and animation",
    ),
    "picture-reference": (
        "the drawing refers to something else: {value}",
        "put everything into the file itself, and remove links",
    ),
    "picture-element": (
        "<{name}> is not drawn here",
        "draw it with paths and simple shapes, or export it as PNG at 300 dpi",
    ),
    "picture-attribute": (
        "“{name}” is not understood here, so the drawing might look different",
        "save it as plain or optimized SVG; if it was written by hand, remove “{name}”",
    ),
    "picture-transparency": (
        "the drawing is partly see-through ({name}: {value})",
        "use the mixed colour without transparency, or export it as PNG at 300 dpi",
    ),
    "picture-dashes": (
        "the drawing has a dashed line",
        "turn the line into shapes (Inkscape: Path > Stroke to Path; Illustrator: Object > Expand)",
    ),
    "picture-stretched": (
        "an outlined shape is stretched more one way than the other, so its line would not be even",
        "turn lines into shapes (Inkscape: Path > Stroke to Path), or scale the shape evenly",
    ),
    "picture-value": (
        "“{name}” holds something that is not allowed there: {value}",
        "save the drawing again in a drawing program; if it was written by hand, check this value",
    ),
    "picture-colour": (
        "the colour “{value}” is not known",
        "write it as #rrggbb, for example #0b5c6b",
    ),
    "unknown-style-key": (
        "a style has no key {key}",
        "write {nearest}, or remove the line",
    ),
    "style-value": (
        "{key}: {value} is not what is wanted here",
        "write {expected}",
    ),
    "unknown-style": (
        "there is no style {style}",
        "add it to templates/style.yaml, or use the name of a style that is there",
    ),
    "template-missing": (
        "the layout {name} is not there",
        "put it back into templates/, or remove the project's own copy to use the built-in one",
    ),
    "template-syntax": (
        "the layout cannot be read: {detail}",
        "check the braces and tags on this line",
    ),
    "template-fault": (
        "the layout cannot be filled in: {detail}",
        "check the names on this line against the built-in layout",
    ),
    "markup-broken": (
        "the layout does not give well-formed XML: {detail}",
        "close every element that is opened, in the right order",
    ),
    "markup-nesting": (
        "<{element}> cannot stand inside <{parent}>",
        "move it out; texts hold no blocks, and li stands in ul or ol",
    ),
    "markup-stray-text": (
        "text outside any paragraph: {text}",
        "put it into <p>",
    ),
    "unknown-element": (
        "a layout has no element <{element}>",
        "use p, h1 to h3, ul, ol, li, box, img or rule",
    ),
    "unknown-attribute": (
        "<{element}> has no attribute {attribute}",
        "remove it; how things look stands in style.yaml",
    ),
    "missing-glyph": (
        "no font has the character {character} ({code})",
        "leave it out, write a word instead, or name a fallback font that has it under the organisation's fonts",
    ),
    "text-too-long": (
        "card {card}: the text needs {needs} mm at the smallest size ({size} pt), but there are {has} mm: {over} mm too much",
        "shorten it by about {characters} characters, or use a larger card_size such as A6",
    ),
    "word-too-wide": (
        "card {card}: “{word}” is {over} mm wider than the card's text at the smallest size ({size} pt)",
        "put a soft hyphen or a space into it, use a shorter word, or use a larger card_size such as A6",
    ),
    "font-not-truetype": (
        "{file} is not a TrueType font",
        "use the .ttf edition of the font; an .otf with PostScript outlines cannot be embedded here",
    ),
    "font-variable": (
        "{file} is a variable font, which would print in one weight only",
        "use the static files of the font, one for each weight",
    ),
    "font-not-embeddable": (
        "the maker of {file} does not allow it to be embedded",
        "use another font, or get a licence that allows it",
    ),
    "unknown-symbol": (
        "there is no symbol {name}",
        "put symbols/{name}.svg into templates/, or use one of the built-in symbols",
    ),
    "card-larger-than-paper": (
        "a card of {card} does not fit on {paper} with a printer margin of {margin}",
        "choose a smaller card_size or a larger paper in the print profile",
    ),
    "start-at-outside-sheet": (
        "there is no slot {start_at}: a sheet holds {slots} cards",
        "give --start-at a number from 1 to {slots}",
    ),
    "print-value-not-ready": (
        "{key}: {value} cannot be laid out on sheets yet",
        "leave the key out, or use the profile office-a4",
    ),
    "target-open": (
        "{file} is open in another program",
        "close it there and build again; the old file is still as it was",
    ),
    "target-unwritable": (
        "{file} cannot be written: {reason}",
        "check that the folder may be written to and that there is room",
    ),
    "no-such-card": (
        "there is no card {name}",
        "write {nearest}; `cardprint list cards` shows all",
    ),
    "no-such-theme": (
        "there is no theme {name}",
        "write {nearest}",
    ),
    "no-such-kind": (
        "there is no kind of paper {name}",
        "write {nearest}",
    ),
    "low-contrast": (
        "the colour {colour} of theme {theme} is too light for words: {ratio}:1 against white, 4.5:1 is needed",
        "write a darker one, such as {darker}",
    ),
    "no-such-path": (
        "There is no file or folder {name}",
        "Check the name; a path with spaces goes in quotes",
    ),
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
}
