"""Danish sentences: code to (message, hint)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- filer -------------------------------------------------------------------------------------------------------
    "no-project": (
        "Der er ingen {file} her",
        "Kør `cardprint new` for at lave et projekt, eller nævn et kortsæt: `cardprint build kort.yaml`",
    ),
    "file-missing": ("Filen {file} findes ikke", "Tjek navnet, eller opret filen"),
    "file-unreadable": ("Filen {file} kan ikke læses: {reason}", "Luk den i andre programmer, og tjek, at du må læse den"),
    "file-too-large": ("Filen {file} fylder mere end {most} MB", "Del den i flere kortsæt"),
    "file-encoding": ("Filen {file} er ikke gemt som UTF-8", "Gem den igen med tegnsættet UTF-8"),
    "path-outside": ("Filen {file} ligger uden for projektet", "Kopiér den ind i projektets mappe, og skriv stien derfra"),
    "path-missing": ("Filen {file} findes ikke", "Skriv stien fra denne fils mappe eller fra projektets mappe"),
    # --- sådan skrives YAML ------------------------------------------------------------------------------------------
    "control-character": ("Her står et skjult styretegn ({character})", "Slet det; det følger ofte med tekst fra en PDF eller en formular"),
    "yaml-tab": ("Linjen er rykket ind med tabulator", "Brug mellemrum, to for hvert niveau"),
    "yaml-empty": ("Filen {file} er tom", "Skriv noget i den, eller slet den"),
    "yaml-documents": ("Her begynder et dokument mere, efter linjen ---", "Slet linjen ---, eller lav to filer"),
    "yaml-deep": ("Her er mere end {most} niveauer inden i hinanden", "Tjek parenteserne og indrykningen"),
    "yaml-many": ("Filen {file} rummer mere, end der kan læses", "Del den i flere kortsæt"),
    "duplicate-key": ("Nøglen {key} står her to gange; den første er i linje {line}", "Behold den ene"),
    "text-start": (
        "En tekst, der begynder med {sign}, læses ikke som tekst",
        "Sæt teksten i anførselstegn, eller skriv den på linjerne under `>-`; ankre og mærker (& * !) bruges ikke",
    ),
    "text-colon": (
        "Teksten har et kolon og et mellemrum, så den ligner en nøgle",
        "Sæt teksten i anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "text-cut": (
        "Teksten er skåret af ved #: resten tages for en kommentar",
        "Sæt teksten i anførselstegn eller efter `>-`; en kommentar skal stå to mellemrum væk eller på sin egen linje",
    ),
    "text-quote": (
        "Teksten fortsætter efter det afsluttende anførselstegn",
        "Sæt hele teksten i den anden slags anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "yaml-unclosed": (
        "Anførselstegnet {sign} bliver ikke lukket",
        "Luk det, hvor teksten slutter; inde i teksten skrives det dobbelt, eller brug den anden slags",
    ),
    "yaml-escape": (
        "{sign} betyder ikke noget i dobbelte anførselstegn",
        "Sæt teksten i enkelte anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "yaml-bracket": (
        "Listen eller klammerne, der begynder med {sign}, er ikke lukket rigtigt",
        "Luk dem, og sæt komma mellem delene; er det en tekst, så sæt den i anførselstegn",
    ),
    "yaml-space": ("Der mangler et mellemrum efter kolon", "Skriv et mellemrum efter kolon: `nøgle: værdi`"),
    "yaml-indent": (
        "Linjen passer ikke ind: den er rykket for langt eller for kort ind, eller dens nøgle mangler",
        "Ryk den ind som naboerne; en lang tekst skrives på linjerne under `>-`, to mellemrum inde",
    ),
    "yaml-syntax": ("Linjen kan ikke læses", "Tjek indrykning, kolon, anførselstegn og parenteser her og lige ovenfor"),
    # --- nøgler og værdier -------------------------------------------------------------------------------------------
    "unknown-key": ("Ukendt nøgle: {key}", "Skriv {nearest}"),
    "missing-key": ("{owner} mangler nøglen {key}", "Tilføj en linje `{key}: …`"),
    "both-keys": ("Både {one} og {several} står her", "Behold kun {several}"),
    "list-not-mapping": (
        "{key}: her skal stå en liste, men der står nøgler med værdier",
        "Begynd hvert punkt med bindestreg og mellemrum: `- …`",
    ),
    "list-not-text": (
        "{key}: her skal stå en liste, men der står en enkelt værdi",
        "Skriv den i kantede parenteser, eller hvert punkt på en linje, der begynder med `- `",
    ),
    "mapping-not-list": (
        "{key}: her skal stå nøgler med værdier, men der står en liste",
        "Skriv linjer som `nøgle: værdi` uden bindestreg",
    ),
    "mapping-not-text": (
        "{key}: her skal stå nøgler med værdier, men der står en enkelt værdi",
        "Skriv linjer som `nøgle: værdi` nedenunder, to mellemrum inde",
    ),
    "text-not-list": (
        "{key}: her skal stå en enkelt værdi, men der står en liste",
        "Skriv én værdi; en tekst, der begynder med [, skal i anførselstegn",
    ),
    "empty": ("{key}: et punkt er tomt", "Skriv noget efter bindestregen, eller slet linjen"),
    "count": ("{key} har {count} punkter; der må være {least} til {most}", "Tilføj eller fjern nogle"),
    "text-long": ("Teksten har {length} tegn; højst {most} kan bruges", "Gør den kortere, eller del den i flere"),
    "not-plain": ("{key} er for lang eller har skjulte tegn", "Skriv højst {most} almindelige tegn på én linje"),
    "not-id": ("{key}: {value} kan ikke bruges som id", "Brug bogstaver, tal og bindestreg, for eksempel sprog-01"),
    "not-choice": ("{key}: {value} er ikke en af mulighederne", "Skriv {choices}"),
    "not-number": ("{key}: {value} er ikke et helt tal fra {least} til {most}", "Skriv et tal fra {least} til {most}"),
    "not-degrees": ("{key}: {value} er ikke et antal grader", "Skriv et tal som 0.5, uden enhed"),
    "not-percent": ("{key}: {value} er ikke et tal fra 0 til 100", "Skriv farvemængden i procent, uden enhed"),
    "not-flag": ("{key}: {value} er hverken true eller false", "Skriv true (ja) eller false (nej)"),
    "not-date": ("{key}: {value} er ikke en dato", "Skriv år, måned og dag, for eksempel 2026-12-01"),
    "not-colour": ("{key}: {value} er ikke en farve", 'Skriv den i anførselstegn med seks cifre, for eksempel "#0b5c6b"'),
    "not-fingerprint": ("{key}: {value} er ikke et fingeraftryk", "Lad `cardprint refresh` skrive de otte tegn"),
    "bare-number": ("{key}: {value} har ingen enhed", "Skriv {value} mm"),
    "not-length": ("{key}: {value} er ikke en længde", "Skriv et tal og en enhed: mm, cm, in eller pt"),
    "not-size": ("{key}: {value} er ikke en kortstørrelse", 'Skriv en af {sizes} eller mål som "105 x 74 mm"'),
    "size-range": ("{key}: {value} kan ikke trykkes", "Vælg sider mellem {least} og {most} mm"),
    "negative": ("{key} er mindre end nul", "Skriv 0 mm eller mere"),
    "alt-missing": (
        "{key}: billedet har ingen ord til dem, der ikke kan se det",
        "Skriv i `alt`, hvad det viser, eller skriv `decorative: true`",
    ),
    # --- hvad der henviser til hvad ----------------------------------------------------------------------------------
    "duplicate-id": ("Id'et {name} er allerede brugt i {other}", "Giv det ene et andet id"),
    "duplicate-number": ("{card} har nummer {number} ligesom {other}", "Giv det ene et andet nummer; resten beholder deres"),
    "unknown-theme": ("Temaet {name} findes ikke", "Skriv {nearest}, eller tilføj temaet under `themes`"),
    "unknown-area": ("Området {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards/areas"),
    "unknown-card": ("Kortet {name} findes ikke", "Skriv {nearest}"),
    "unknown-deck": ("Kortsættet {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards"),
    "unknown-organisation": ("Organisationen {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards/organisations"),
    "unknown-profile": ("Trykprofilen {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards/print"),
    "unknown-language": ("Sproget {name} kendes ikke", "Skriv {nearest}"),
    "unknown-look": ("Udseendet {name} findes ikke", "Skriv {nearest}, eller lav en mappe med det navn og en style.yaml"),
    "unknown-term": (
        "Ordet i klammer står ikke i ordlisten: {name}",
        "Skriv {nearest}, tilføj ordet i cards/vocabulary.yaml, eller skriv \\{{ for at trykke en klamme",
    ),
    "unknown-form": ("Ordet {term} har ikke formen {form} her", "Skriv {nearest}, eller tilføj formen, hvor ordets former står"),
    "no-process": ("Her står {{process}}, men forløbet har ikke noget navn", "Tilføj `process: {{name: …}}` i cardprint.yaml"),
    "no-deck": ("Der er ingen kortsæt i mappen cards", "Lav et med `cardprint new`, eller skriv en fil som cards/kort.yaml"),
    "include-cycle": ("Kortsættet {file} henter sig selv ind, direkte eller gennem et andet", "Fjern en af henvisningerne"),
    "term-only-here": ("Ordet {term} står ikke i ordlisten, kun her", "Tjek stavemåden, eller tilføj det i cards/vocabulary.yaml"),
    # --- ord ---------------------------------------------------------------------------------------------------------
    "ring": ("Et å har en ekstra bolle (U+030A)", "Skriv å'et igen; det trykkes uden den ekstra bolle"),
    "avoid-word": ("Teksten siger {word}; ordlisten har {term} for det", "Skriv {{{term}}} i stedet, eller fjern ordet fra `avoid`"),
    "draft": ("Kortet {card} er en kladde", "Skriv `status: approved`, når I er enige om det"),
    "dilemma-options": ("Dilemmaet {card} har intet at vælge imellem", "Tilføj `options: […, …]`"),
    "options-elsewhere": (
        "{card} har options, men er af slagsen {kind}: de trykkes ikke",
        "Skriv `kind: dilemma`, eller gør dem til `follow_up`",
    ),
    "base-changed": ("Ordene bag {card} er ændret, siden kortet blev tilpasset her", "Læs begge igen, og skriv så `base: {now}`"),
    "translation-missing": (
        "{what}: {key} er ikke oversat til {language}",
        "Tilføj det under `translations`, {language}; indtil da trykkes et svagere lag eller grundsproget",
    ),
    "picture-missing": (
        "billedet {file} findes ikke",
        "se efter navn, store og små bogstaver og mappe; stien begynder i projektets mappe",
    ),
    "picture-unreadable": (
        "billedet {file} kan ikke læses: {reason}",
        "se efter, om filen må læses, og om et andet program holder den låst",
    ),
    "picture-format": (
        "{file} er {found}; billeder skal være SVG, PNG eller JPEG",
        "åbn det, hvor det er lavet, og eksportér som SVG (logoer) eller som PNG eller JPEG i 300 dpi (fotos)",
    ),
    "picture-unknown": (
        "{file} er indeni hverken SVG, PNG eller JPEG, uanset hvad navnet siger",
        "åbn det, hvor det er lavet, og eksportér som SVG, PNG eller JPEG; det er ikke nok at ændre filnavnets endelse",
    ),
    "picture-too-large": (
        "{file} fylder mere end {limit} MB",
        "en så stor SVG rummer som regel fotos eller kort: eksportér den som PNG i 300 dpi; gør et foto mindre, 300 dpi i trykt størrelse er nok",
    ),
    "picture-too-many-pixels": (
        "{file} har {width} × {height} pixels, mere end {limit} millioner",
        "gør det mindre: 300 dpi i trykt størrelse er nok, en hel A4-side er 2480 × 3508 pixels",
    ),
    "picture-broken": (
        "{file} er beskadiget eller ikke helt med",
        "hent filen igen, eller åbn og gem den i et billedprogram",
    ),
    "picture-not-svg": (
        "{file} rummer ingen SVG-tegning ({reason})",
        "eksportér den igen som SVG; en gemt webside er ikke et billede",
    ),
    "picture-xml": (
        "filen er i stykker her: {reason}",
        "eksportér den igen; er den skrevet i hånden, så se efter anførselstegn og afsluttende tags lige før dette sted",
    ),
    "picture-encoding": (
        "filen er skrevet i {name}, som ikke læses her",
        "gem den som UTF-8",
    ),
    "picture-doctype": (
        "filen definerer sine egne entiteter i DOCTYPE, og dem læser vi ikke",
        "gem den som almindelig SVG, eller slet alt fra <!DOCTYPE til det afsluttende > og det, der henviser til det",
    ),
    "picture-too-deep": (
        "mere end {limit} grupper ligger inden i hinanden",
        "opløs grupperne i tegneprogrammet, og gem igen",
    ),
    "picture-too-complex": (
        "tegningen har mere end {limit} dele, og det er for mange til et kort",
        "forenkl den (Sti > Simplificér), eller eksportér den som PNG i 300 dpi",
    ),
    "picture-size": (
        "tegningen siger ikke, hvor stor den er, eller har ingen rimelig form",
        'giv <svg> en viewBox med fire tal, viewBox="0 0 bredde højde", eller gem den som almindelig SVG',
    ),
    "picture-empty": (
        "intet i {file} sætter farve på papiret",
        "eksportér den igen med figurerne valgt og synlige",
    ),
    "picture-outside": (
        "alt i {file} ligger uden for tegningens side, så intet ville blive trykt",
        "tilpas siden til tegningen (Inkscape: Fil > Dokumentegenskaber > Tilpas til indhold), og gem igen",
    ),
    "picture-text": (
        "tegningen rummer tekst, og skrifttypen er måske ikke til stede, når der trykkes",
        "gør teksten til konturer (Inkscape: Sti > Objekt til sti; Illustrator: Tekst > Opret konturer)",
    ),
    "picture-image": (
        "tegningen rummer et foto eller et andet billede",
        "fjern det, eller eksportér hele tegningen som PNG i 300 dpi",
    ),
    "picture-use": (
        "tegningen bruger samme del flere gange ved henvisning (<{name}>)",
        "gør kloner og symboler selvstændige (Inkscape: Redigér > Klon > Aflænk; Illustrator: Bryd lænke til symbol), eller fjern det, der ikke bruges",
    ),
    "picture-gradient": (
        "tegningen bruger farveovergang eller mønster",
        "brug ensfarvede flader, eller eksportér den som PNG i 300 dpi",
    ),
    "picture-clip": (
        "tegningen skærer figurer af med en beskæringssti eller maske",
        "skær selve figurerne til (Inkscape: Sti > Gennemsnit; Illustrator: Pathfinder > Beskær), eller eksportér den som PNG i 300 dpi",
    ),
    "picture-effect": (
        "tegningen bruger en effekt, for eksempel sløring eller skygge",
        "fjern effekten, eller eksportér tegningen som PNG i 300 dpi",
    ),
    "picture-marker": (
        "tegningen bruger pilespidser eller andre mærker på linjer",
        "gør linjerne til figurer (Inkscape: Sti > Streg til sti; Illustrator: Objekt > Udvid)",
    ),
    "picture-stylesheet": (
        "tegningen henter sine farver i et typografiark",
        "gem den med farverne på selve figurerne (Illustrator: SVG-indstillinger > CSS-egenskaber > Præsentationsattributter; Inkscape: Almindelig SVG)",
    ),
    "picture-script": (
        "tegningen rummer et script eller bevæger sig ({name})",
        "gem den som almindelig SVG uden scripts og animation",
    ),
    "picture-reference": (
        "tegningen henviser til noget andet: {value}",
        "læg alt ind i selve filen, og fjern henvisninger",
    ),
    "picture-element": (
        "<{name}> kan ikke tegnes her",
        "tegn det med stier og enkle figurer, eller eksportér det som PNG i 300 dpi",
    ),
    "picture-attribute": (
        "“{name}” forstås ikke her, så tegningen kunne komme til at se anderledes ud",
        "gem den som almindelig eller optimeret SVG; er den skrevet i hånden, så fjern “{name}”",
    ),
    "picture-transparency": (
        "tegningen er delvis gennemsigtig ({name}: {value})",
        "brug den blandede farve uden gennemsigtighed, eller eksportér den som PNG i 300 dpi",
    ),
    "picture-dashes": (
        "tegningen har en stiplet linje",
        "gør linjen til figurer (Inkscape: Sti > Streg til sti; Illustrator: Objekt > Udvid)",
    ),
    "picture-stretched": (
        "en figur med streg er strakt mere på den ene led end på den anden, så stregen ville blive ujævn",
        "gør stregerne til figurer (Inkscape: Sti > Streg til sti), eller skalér figuren lige meget på begge led",
    ),
    "picture-value": (
        "“{name}” rummer noget, der ikke må stå der: {value}",
        "gem tegningen igen i et tegneprogram; er den skrevet i hånden, så se efter denne værdi",
    ),
    "picture-colour": (
        "farven “{value}” kendes ikke",
        "skriv den som #rrggbb, for eksempel #0b5c6b",
    ),
    "unknown-style-key": (
        "en stil har ingen nøgle {key}",
        "skriv {nearest}, eller fjern linjen",
    ),
    "style-value": (
        "{key}: {value} kan ikke bruges her",
        "skriv {expected}",
    ),
    "unknown-style": (
        "der er ingen stil {style}",
        "tilføj den i templates/style.yaml, eller brug navnet på en stil, der findes",
    ),
    "template-missing": (
        "layoutet {name} findes ikke",
        "læg det tilbage i templates/, eller fjern projektets egen udgave for at bruge den indbyggede",
    ),
    "template-syntax": (
        "layoutet kan ikke læses: {detail}",
        "se efter klammer og tags på denne linje",
    ),
    "template-fault": (
        "layoutet kan ikke udfyldes: {detail}",
        "sammenlign navnene på linjen med det indbyggede layout",
    ),
    "markup-broken": (
        "layoutet giver ikke velformet XML: {detail}",
        "luk hvert element, der åbnes, i den rigtige rækkefølge",
    ),
    "markup-nesting": (
        "<{element}> kan ikke stå inden i <{parent}>",
        "flyt det ud; tekster rummer ingen blokke, og li står i ul eller ol",
    ),
    "markup-stray-text": (
        "tekst uden for et afsnit: {text}",
        "sæt den i <p>",
    ),
    "unknown-element": (
        "et layout har intet element <{element}>",
        "brug p, h1 til h3, ul, ol, li, box, img eller rule",
    ),
    "unknown-attribute": (
        "<{element}> har ingen attribut {attribute}",
        "fjern den; udseendet står i style.yaml",
    ),
    "missing-glyph": (
        "ingen skrifttype har tegnet {character} ({code})",
        "udelad det, skriv et ord i stedet, eller angiv en fallback-skrift, der har det, under organisationens fonts",
    ),
    "text-too-long": (
        "kort {card}: teksten fylder {needs} mm i den mindste skrift ({size} pt), men der er {has} mm: {over} mm for meget",
        "skriv den omkring {characters} tegn kortere, eller brug en større card_size, for eksempel A6",
    ),
    "word-too-wide": (
        "kort {card}: “{word}” er {over} mm bredere end kortets tekst i den mindste skrift ({size} pt)",
        "sæt en blød bindestreg eller et mellemrum i det, brug et kortere ord, eller brug en større card_size, for eksempel A6",
    ),
    "font-not-truetype": (
        "{file} er ikke en TrueType-skrift",
        "brug skriftens .ttf-udgave; en .otf med PostScript-konturer kan ikke lægges ind her",
    ),
    "font-variable": (
        "{file} er en variabel skrift, som kun ville blive trykt i én vægt",
        "brug skriftens faste filer, én for hver vægt",
    ),
    "font-not-embeddable": (
        "den, der har lavet {file}, tillader ikke, at den lægges ind i en fil",
        "brug en anden skrift, eller skaf en licens, der tillader det",
    ),
    "unknown-symbol": (
        "der er intet symbol {name}",
        "læg symbols/{name}.svg i templates/, eller brug et af de indbyggede symboler",
    ),
    "card-larger-than-paper": (
        "et kort på {card} kan ikke være på {paper} med {margin} hvid kant",
        "vælg en mindre card_size eller et større paper i printprofilen",
    ),
    "start-at-outside-sheet": (
        "der er ingen plads nr. {start_at}: et ark har {slots} kort",
        "giv --start-at et tal fra 1 til {slots}",
    ),
    "print-value-not-ready": (
        "{key}: {value} kan endnu ikke lægges på ark",
        "udelad nøglen, eller brug profilen office-a4",
    ),
    "target-open": (
        "{file} er åben i et andet program",
        "luk den der, og byg igen; den gamle fil er, som den var",
    ),
    "target-unwritable": (
        "{file} kan ikke skrives: {reason}",
        "se efter, om der må skrives i mappen, og om der er plads",
    ),
    "no-such-card": (
        "der er intet kort {name}",
        "skriv {nearest}; `cardprint list cards` viser dem alle",
    ),
    "no-such-theme": (
        "der er intet tema {name}",
        "skriv {nearest}",
    ),
    "no-such-kind": (
        "der er ingen slags papir {name}",
        "skriv {nearest}",
    ),
    "low-contrast": (
        "farven {colour} i temaet {theme} er for lys til ord: {ratio}:1 mod hvidt, der skal 4,5:1 til",
        "skriv en mørkere, for eksempel {darker}",
    ),
    "no-such-path": (
        "Der er ingen fil eller mappe {name}",
        "Tjek navnet; en sti med mellemrum sættes i anførselstegn",
    ),
    "folder-not-empty": (
        "Mappen {file} er ikke tom",
        "Nævn en ny mappe: `cardprint new mine-kort`",
    ),
    "folder-is-file": (
        "{file} er en fil og ikke en mappe",
        "Nævn en ny mappe: `cardprint new mine-kort`",
    ),
    "nothing-chosen": (
        "I området {area} er der ingen kort tilbage efter det, der er valgt; intet trykkes til det",
        "Vælg områder med --area, eller vælg bredere med --cards, --theme eller --audience",
    ),
    "nothing-chosen-anywhere": (
        "Der er ingen kort tilbage efter det, der er valgt",
        "Vælg bredere med --cards, --theme eller --audience; `cardprint list cards` viser alle kort",
    ),
}
