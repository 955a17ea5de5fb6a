"""Danish sentences: code to (message, hint)."""

MESSAGES: dict[str, tuple[str, str]] = {
    # --- filer -------------------------------------------------------------------------------------------------------
    "no-project": (
        "Der er ingen {file} her",
        "Kør `cardprint new` for at lave et projekt, eller nævn et kortsæt: `cardprint build kort.yaml`",
    ),
    "file-missing": ("Filen {file} findes ikke", "Tjek navnet, eller opret filen"),
    "file-unreadable": ("Filen {file} kan ikke læses: {reason}", "Luk den i andre programmer, og tjek, at du må læse den"),
    "file-forbidden": ("Du har ikke lov til at læse {file}", "Giv dig selv læseadgang til filen, eller bed den, der ejer den, om det"),
    "folder-forbidden": (
        "Du har ikke lov til at se i mappen {file}",
        "Giv dig selv adgang til mappen, eller bed den, der ejer den, om det",
    ),
    "not-a-folder": ("{file} er en fil, hvor der skal være en mappe", "Flyt eller omdøb filen, og lav en mappe med det navn"),
    "link-circle": ("{file} er en genvej, der fører tilbage til sig selv", "Slet genvejen, og læg selve filen der"),
    "name-garbled": ("Et filnavn har tegn, der ikke kan læses: {file}", "Giv filen et andet navn med almindelige bogstaver"),
    "file-name": ("{file} læses ikke, for den skal hedde {name}", "Omdøb den til {name}"),
    "file-too-large": ("Filen {file} fylder mere end {most} MB", "Tjek, at det er den rigtige fil; en, der er så stor, deles i flere"),
    "foreign-spreadsheet": (
        "{file} er et regneark; kort læses kun fra YAML-filer",
        "Flyt regnearket ud af cards, og hent spørgsmålene ind med `cardprint import`",
    ),
    "foreign-document": (
        "{file} er et tekstdokument fra et skriveprogram; kort læses kun fra YAML-filer",
        "Kopiér spørgsmålene over i en kortfil som cards/kort.yaml, ét ad gangen: `- {{id: sprog-01, theme: sprog, text: …}}`. Har du gjort det, så flyt dokumentet ud af cards.",
    ),
    "foreign-slides": (
        "{file} er en præsentation; kort læses kun fra YAML-filer",
        "Kopiér spørgsmålene over i en kortfil som cards/kort.yaml, ét ad gangen: `- {{id: sprog-01, theme: sprog, text: …}}`. Har du gjort det, så flyt præsentationen ud af cards.",
    ),
    "foreign-pdf": (
        "{file} er en PDF; kort læses kun fra YAML-filer",
        "Kopiér spørgsmålene over i en kortfil som cards/kort.yaml, ét ad gangen: `- {{id: sprog-01, theme: sprog, text: …}}`. Har du gjort det, så flyt PDF'en ud af cards.",
    ),
    "foreign-webpage": (
        "{file} er en webside; kort læses kun fra YAML-filer",
        "Hent selve filen i stedet for siden om den, eller kopiér spørgsmålene over i en kortfil som cards/kort.yaml",
    ),
    "foreign-picture": (
        "{file} er et billede og ingen YAML-fil",
        "Giv det sit rigtige efternavn, for eksempel .png, og nævn det under `image` på et kort",
    ),
    "foreign-archive": ("{file} er en pakket fil (ZIP)", "Pak den ud, og læg de filer, der er i den, på deres plads i projektet"),
    "foreign-name": (
        "{file} læses ikke, for navnet ender ikke på .yaml",
        "Er det et kortsæt, så omdøb den, så den ender på .yaml; ellers flyt den ud af cards",
    ),
    "file-not-ordinary": ("{file} er ikke en almindelig fil", "Læg en almindelig fil der, eller fjern navnet"),
    "file-encoding": ("Filen {file} er ikke gemt som UTF-8", "Gem den igen med tegnsættet UTF-8"),
    "path-outside": ("{file} ligger uden for projektet", "Kopiér den ind i projektets mappe, og skriv stien derfra"),
    "path-missing": ("Filen {file} findes ikke", "Skriv stien fra denne fils mappe eller fra projektets mappe"),
    # --- sådan skrives YAML ------------------------------------------------------------------------------------------
    "control-character": ("Her står et skjult styretegn ({character})", "Slet det; det følger ofte med tekst fra en PDF eller en formular"),
    "yaml-tab": ("Linjen er rykket ind med tabulator", "Brug mellemrum, to for hvert niveau"),
    "yaml-empty": ("Filen {file} er tom", "Skriv noget i den, eller slet den"),
    "yaml-documents": ("Efter linjen --- begynder endnu et dokument", "Slet linjen ---, eller lav to filer"),
    "yaml-deep": ("Her er mere end {most} niveauer inden i hinanden", "Tjek parenteserne og indrykningen"),
    "yaml-keys": ("Her står mere end {most} nøgler i ét", "Tjek, at det er den rigtige fil; kort skrives som en liste under cards"),
    "yaml-many": (
        "Filen {file} rummer mere end {most} millioner nøgler og værdier",
        "Tjek, at det er den rigtige fil; et meget langt kortsæt deles i flere",
    ),
    "duplicate-key": ("Nøglen {key} står her to gange; den første er i linje {line}", "Behold den ene"),
    "text-start": (
        "En tekst kan ikke begynde med {sign} uden anførselstegn: det læses som noget andet",
        "Sæt teksten i anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "text-colon": (
        "Teksten har et kolon og et mellemrum, så den ligner en nøgle",
        "Sæt teksten i anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "text-cut": (
        "Teksten er skåret af ved #, fordi resten tages for en kommentar",
        "Sæt teksten i anførselstegn eller efter `>-`; en kommentar skal stå to mellemrum væk eller på sin egen linje",
    ),
    "text-quote": (
        "Teksten fortsætter efter det afsluttende anførselstegn",
        "Sæt hele teksten i den anden slags anførselstegn, eller skriv den på linjerne under `>-`",
    ),
    "yaml-conflict": (
        "Her står et mærke fra en sammenfletning ({sign}): filen har to udgaver af de samme linjer",
        "Behold den rigtige udgave, og slet den anden sammen med linjerne <<<<<<<, ======= og >>>>>>>",
    ),
    "yaml-hard-space": (
        "Her står et hårdt eller usynligt mellemrum ({character}), som ikke tæller som mellemrum",
        "Slet det, og skriv et almindeligt mellemrum; det følger ofte med tekst, der er kopieret",
    ),
    "yaml-dash": (
        "{sign} er ikke den bindestreg, der begynder et punkt på en liste",
        "Skriv `- `, bindestreg og mellemrum, foran hvert punkt",
    ),
    "yaml-colon": ("Efter nøglen står {sign} i stedet for et kolon", "Skriv kolon og mellemrum: `nøgle: værdi`"),
    "text-comma": (
        "Kommaet før “{text}” deler teksten, og resten læses for sig",
        "Sæt hele teksten i anførselstegn; i en liste kan hvert punkt også stå på sin egen linje, der begynder med `- `",
    ),
    "text-list": (
        "{key}: linjerne begynder med bindestreg eller hårdt mellemrum, men læses som én tekst på én linje",
        "Er det en liste, så skriv den under sin egen nøgle, for eksempel `follow_up:`; er det en tekst, så skriv den på linjerne under `|-`",
    ),
    "text-newline": (
        "Teksten har \\n, som ville blive trykt, som det står",
        "Skriv teksten på flere linjer under `|-`, eller sæt den i dobbelte anførselstegn",
    ),
    "text-tag": (
        "{sign} er HTML og bliver trykt, som det står",
        "Skriv **fed** og *kursiv* med stjerner, og en ny linje på sin egen linje under `|-`; søg efter < i hele filen, for her nævnes kun det første sted",
    ),
    "text-entity": (
        "{sign} er HTML's kode for et tegn og bliver trykt, som det står",
        "Skriv selve tegnet; søg efter & i hele filen, for her nævnes kun det første sted",
    ),
    "text-markdown": (
        "{sign} er Markdown og bliver trykt, som det står",
        "Skriv overskrifter under `title` og links som almindelig tekst: ordene (adressen); se hele filen igennem, for her nævnes kun det første sted",
    ),
    "text-tab": (
        "Teksten har \\t, som bliver trykt, som det står",
        "Skriv et mellemrum i stedet; søg efter \\t i hele filen, for her nævnes kun det første sted",
    ),
    "smart-quotes": (
        "{key}: {sign} er et anførselstegn fra et tekstbehandlingsprogram og hører med til værdien",
        'Skriv de lige anførselstegn ", eller ingen',
    ),
    "stars": (
        "{sign} bliver trykt som stjerner: de er ikke et par om en tekst",
        "Lad stjernerne røre et bogstav, et tal eller §, uden mellemrum indenfor: **vigtigt**; eller slet dem",
    ),
    "text-bracket": (
        "Teksten har {sign} og står selv i en parentes; derfor læses den ikke som én tekst",
        "Sæt teksten i anførselstegn, eller skriv den på sin egen linje",
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
    "nothing-there": (
        "{key} står her, men der er intet under eller efter den",
        "Skriv det, der hører til {key}, eller slet linjen, hvis den kan undværes",
    ),
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
    "id-reserved": (
        "{value} kan ikke være navn på en fil i Windows",
        "Vælg et andet `id` af bogstaver, tal og bindestreg, for eksempel sprog-01",
    ),
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
    "unknown-language": (
        "Sproget {name} kendes ikke",
        "Skriv {nearest}, eller tilføj sproget: `cardprint new language KODE` lægger en fil i templates/languages, som du skriver videre på",
    ),
    "unknown-look": ("Udseendet {name} findes ikke", "Skriv {nearest}, eller lav en mappe med det navn og en style.yaml"),
    "unknown-term": (
        "Ordet i klammer står ikke i ordlisten: {name}",
        "Skriv {nearest}, tilføj ordet i cards/vocabulary.yaml, eller skriv \\{{ for at trykke en klamme",
    ),
    "unknown-form": ("Ordet {term} har ikke formen {form} her", "Skriv {nearest}, eller tilføj formen dér, hvor ordets former står"),
    "no-process": ("Her står {{process}}, men forløbet har ikke noget navn", "Tilføj `process: {{name: …}}` i cardprint.yaml"),
    "no-deck": ("Der er ingen kortsæt i mappen cards", "Lav et med `cardprint new`, eller skriv en fil som cards/kort.yaml"),
    "include-cycle": ("Kortsættet {file} henter sig selv ind, direkte eller gennem et andet", "Fjern en af henvisningerne"),
    "term-only-here": ("Ordet {term} står ikke i ordlisten, kun her", "Tjek stavemåden, eller tilføj det i cards/vocabulary.yaml"),
    # --- ord ---------------------------------------------------------------------------------------------------------
    "ring": ("Et å har en ekstra bolle (U+030A)", "Skriv å'et igen; det trykkes uden den ekstra bolle"),
    "avoid-word": ("Teksten siger {word}; ordlisten har {term} for det", "Skriv {{{term}}} i stedet, eller fjern ordet fra `avoid`"),
    "draft": ("Kortet {card} er en kladde", "Skriv `status: approved`, når I er enige om det"),
    "blank-with-text": ("{card} er et blankt kort, så dets `text` trykkes ikke", "Fjern `text`, eller skriv `kind: question`"),
    "back-elsewhere": (
        "{count} kort har deres egen bagside (det første er {card}), men kortsættet trykker `back: {back}`, så de trykkes ikke",
        "Skriv `back: text` i kortsættet, eller fjern kortenes `back`",
    ),
    "back-forgotten": (
        "Kortsættet har kort med deres egen bagside, men {count} har ingen: {names}. De får temaets bagside.",
        "Skriv `back: {{text: …}}` på dem, eller vælg `back: theme` for hele kortsættet",
    ),
    "no-own-backs": (
        "{deck}: `back: text` lader hvert kort have sin egen bagside, men intet kort har nogen",
        "Skriv `back: {{text: …}}` på kortene, eller fjern linjen",
    ),
    "on-dark-of-logo": ("Kort {card}: `on_dark` har kun virkning på organisationens logo", "Fjern `on_dark` fra billedet"),
    "dilemma-options": ("Dilemmaet {card} har intet at vælge imellem", "Tilføj `options: […, …]`"),
    "options-elsewhere": (
        "{card} har svarmuligheder (options), men er af typen {kind}, så de trykkes ikke",
        "Skriv `kind: dilemma`, eller gør dem til `follow_up`",
    ),
    "base-changed": (
        "Ordene bag {card} er ændret, siden kortet blev tilpasset her; de er nu “{new}”",
        "Læs begge igen, og kør så `cardprint refresh {file}`",
    ),
    "base-changed-from": (
        "Ordene bag {card} er ændret, siden kortet blev tilpasset her: før “{old}”, nu “{new}”",
        "Læs kortet igen, og kør så `cardprint refresh {file}`",
    ),
    "base-several": (
        "{card} har ikke de samme ord under sig i alle områder, så ét fingeraftryk passer ikke til dem alle",
        "Tag `base` væk her, eller læg ordene i hvert område",
    ),
    "refresh-unspliced": ("{file} kan ikke ændres, uden at andet ændres med", "Skriv `base: {now}` i filen"),
    "untranslated": (
        "{language}: {count} af {of} kort og {others} andre tekster er ikke oversat: de trykkes på {instead}",
        "Tilføj ordene under `translations`, {language}; cardprint check viser, hvad der mangler, fil for fil",
    ),
    "untranslated-cards": (
        "{language}: {count} af {of} kort er ikke oversat: de trykkes på {instead}",
        "Tilføj ordene under `translations`, {language}; cardprint check viser, hvad der mangler, fil for fil",
    ),
    "untranslated-texts": (
        "{language}: {others} tekster er ikke oversat: de trykkes på {instead}",
        "Tilføj ordene under `translations`, {language}; cardprint check viser, hvad der mangler, fil for fil",
    ),
    "translation-missing": (
        "{language}: {count} tekster i filen er ikke oversat og trykkes på {instead}: {names}",
        "Tilføj dem under `translations`, {language}",
    ),
    "bilingual-missing": (
        "Tosprogede kort i {deck}: {count} kort eller andre tekster mangler på {language} og trykkes kun på {instead}: {names}",
        "Skriv dem under `translations`, {language}",
    ),
    "bilingual-no-back": (
        "Kortene i {deck} har ingen bagside, så der er ikke plads til {language} dér",
        "Skriv `as: same-card`, eller giv kortene en bagside: `back: theme`",
    ),
    "bilingual-back-taken": (
        "Kortene i {deck} har deres egne ord på bagsiden, for eksempel {card}, så der er ikke plads til {language} dér",
        "Skriv `as: same-card`; så står begge sprog også på bagsiden",
    ),
    "picture-missing": (
        "Billedet {file} findes ikke",
        "Se efter navn, store og små bogstaver og mappe; stien begynder i projektets mappe",
    ),
    "picture-format": (
        "{file} er {found}; billeder skal være SVG, PNG eller JPEG",
        "Åbn det, hvor det er lavet, og eksportér som SVG (logoer) eller som PNG eller JPEG i 300 dpi (fotos)",
    ),
    "picture-unknown": (
        "{file} er indeni hverken SVG, PNG eller JPEG, uanset hvad navnet siger",
        "Åbn det, hvor det er lavet, og eksportér som SVG, PNG eller JPEG; det er ikke nok at ændre filnavnets endelse",
    ),
    "picture-too-large": (
        "{file} fylder mere end {limit} MB",
        "En så stor SVG rummer som regel fotos eller kort: eksportér den som PNG i 300 dpi; gør et foto mindre, 300 dpi i trykt størrelse er nok",
    ),
    "picture-too-many-pixels": (
        "{file} har {width} × {height} pixels, mere end {limit} millioner",
        "Gør det mindre: 300 dpi i trykt størrelse er nok, en hel A4-side er 2480 × 3508 pixels",
    ),
    "picture-heavy": (
        "{file} har {width} × {height} pixels; af den slags ({kind}) kan højst {limit} millioner pakkes ud",
        "Gem det som en almindelig PNG eller JPEG med 8 bit (ikke interlaced, ikke progressiv), eller gør det mindre: 300 dpi i trykt størrelse er nok",
    ),
    "picture-broken": (
        "{file} er beskadiget eller ikke helt med",
        "Hent filen igen, eller åbn og gem den i et billedprogram",
    ),
    "picture-not-svg": (
        "{file} rummer ingen SVG-tegning ({reason})",
        "Eksportér den igen som SVG; en gemt webside er ikke et billede",
    ),
    "picture-xml": (
        "Filen er i stykker her: {reason}",
        "Eksportér den igen; er den skrevet i hånden, så se efter anførselstegn og afsluttende tags lige før dette sted",
    ),
    "picture-encoding": (
        "Filen er skrevet i {name}, som ikke læses her",
        "Gem den som UTF-8",
    ),
    "picture-doctype": (
        "Filen definerer sine egne entiteter i DOCTYPE, og dem læser vi ikke",
        "Gem den som almindelig SVG, eller slet alt fra <!DOCTYPE til det afsluttende > og det, der henviser til det",
    ),
    "picture-too-deep": (
        "Mere end {limit} grupper ligger inden i hinanden",
        "Opløs grupperne i tegneprogrammet, og gem igen",
    ),
    "picture-too-complex": (
        "Tegningen har mere end {limit} dele, og det er for mange til et kort",
        "Forenkl den (Sti > Simplificér), eller eksportér den som PNG i 300 dpi",
    ),
    "picture-size": (
        "Tegningen siger ikke, hvor stor den er, eller har ingen rimelig form",
        'Giv <svg> en viewBox med fire tal, viewBox="0 0 bredde højde", eller gem den som almindelig SVG',
    ),
    "picture-empty": (
        "Intet i {file} sætter farve på papiret",
        "Eksportér den igen med figurerne valgt og synlige",
    ),
    "picture-outside": (
        "Alt i {file} ligger uden for tegningens side, så intet ville blive trykt",
        "Tilpas siden til tegningen (Inkscape: Fil > Dokumentegenskaber > Tilpas til indhold), og gem igen",
    ),
    "picture-text": (
        "Tegningen rummer tekst, og skrifttypen er måske ikke til stede, når der trykkes",
        "Gør teksten til konturer (Inkscape: Sti > Objekt til sti; Illustrator: Tekst > Opret konturer)",
    ),
    "picture-image": (
        "Tegningen rummer et foto eller et andet billede",
        "Fjern det, eller eksportér hele tegningen som PNG i 300 dpi",
    ),
    "picture-use": (
        "Tegningen bruger samme del flere gange ved henvisning (<{name}>)",
        "Gør kloner og symboler selvstændige (Inkscape: Redigér > Klon > Aflænk; Illustrator: Bryd lænke til symbol), eller fjern det, der ikke bruges",
    ),
    "picture-gradient": (
        "Tegningen bruger farveovergang eller mønster",
        "Brug ensfarvede flader, eller eksportér den som PNG i 300 dpi",
    ),
    "picture-clip": (
        "Tegningen skærer figurer af med en beskæringssti eller maske",
        "Skær selve figurerne til (Inkscape: Sti > Gennemsnit; Illustrator: Pathfinder > Beskær), eller eksportér den som PNG i 300 dpi",
    ),
    "picture-effect": (
        "Tegningen bruger en effekt, for eksempel sløring eller skygge",
        "Fjern effekten, eller eksportér tegningen som PNG i 300 dpi",
    ),
    "picture-marker": (
        "Tegningen bruger pilespidser eller andre mærker på linjer",
        "Gør linjerne til figurer (Inkscape: Sti > Streg til sti; Illustrator: Objekt > Udvid)",
    ),
    "picture-stylesheet": (
        "Tegningen henter sine farver i et typografiark",
        "Gem den med farverne på selve figurerne (Illustrator: SVG-indstillinger > CSS-egenskaber > Præsentationsattributter; Inkscape: Almindelig SVG)",
    ),
    "picture-script": (
        "Tegningen rummer et script eller bevæger sig ({name})",
        "Gem den som almindelig SVG uden scripts og animation",
    ),
    "picture-reference": (
        "Tegningen henviser til noget andet: {value}",
        "Læg alt ind i selve filen, og fjern henvisninger",
    ),
    "picture-element": (
        "<{name}> kan ikke tegnes her",
        "Tegn det med stier og enkle figurer, eller eksportér det som PNG i 300 dpi",
    ),
    "picture-attribute": (
        "“{name}” forstås ikke her, så tegningen kunne komme til at se anderledes ud",
        "Gem den som almindelig eller optimeret SVG; er den skrevet i hånden, så fjern “{name}”",
    ),
    "picture-transparency": (
        "Tegningen er delvis gennemsigtig ({name}: {value})",
        "Brug den blandede farve uden gennemsigtighed, eller eksportér den som PNG i 300 dpi",
    ),
    "picture-dashes": (
        "Tegningen har en stiplet linje",
        "Gør linjen til figurer (Inkscape: Sti > Streg til sti; Illustrator: Objekt > Udvid)",
    ),
    "picture-stretched": (
        "En figur med streg er strakt mere i den ene retning end i den anden, så stregen ville blive ujævn",
        "Gør stregerne til figurer (Inkscape: Sti > Streg til sti), eller skalér figuren lige meget i begge retninger",
    ),
    "picture-value": (
        "“{name}” rummer noget, der ikke må stå der: {value}",
        "Gem tegningen igen i et tegneprogram; er den skrevet i hånden, så se efter denne værdi",
    ),
    "picture-colour": (
        "Farven “{value}” kendes ikke",
        "Skriv den som #rrggbb, for eksempel #0b5c6b",
    ),
    "unknown-style-key": (
        "En stil har ikke nøglen {key}",
        "Skriv {nearest}, eller fjern linjen",
    ),
    "style-value": (
        "{key}: {value} kan ikke bruges her",
        "Skriv {expected}",
    ),
    "style-unused": ("Intet bruger stilen {style}", "Skriv {nearest}, eller fjern den"),
    "colour-unused": ("Intet bruger farven {name}", "Skriv {nearest}, eller fjern den"),
    "theme-colour-unused": ("Intet kortsæt har temaet {name}, som får en farve her", "Skriv {nearest}, eller fjern det"),
    "style-cycle": (
        "Stilen {style} bygger på sig selv, direkte eller gennem en anden",
        "Fjern den ene `extends`",
    ),
    "unknown-style": (
        "Stilen {style} findes ikke",
        "Tilføj den i templates/style.yaml, eller brug navnet på en stil, der findes",
    ),
    "unknown-label": (
        "Intet layout udskriver en fast tekst, der hedder {key}",
        "Skriv {nearest}, eller slet linjen; alle navnene står i de indbyggede templates/languages/",
    ),
    "kind-built-in": ("{name} er en korttype, der er indbygget", "Vælg et andet `id` til din egen"),
    "paper-kind-taken": ("{name} hedder allerede noget andet i cardprint", "Vælg et andet `id` til papiret"),
    "paper-kind-bare": ("Papiret {name} har intet layout", "Lav {file}, eller slet linjen"),
    "label-elsewhere": ("{key} står ikke mellem de andre faste tekster", "Flyt linjen hen under `{section}`"),
    "language-name": (
        "{file} er ikke opkaldt efter et sprog",
        "Kald filen sprogets kode og .yaml: de.yaml, pt-BR.yaml",
    ),
    "language-moved": (
        "{file} læses endnu, men et sprog er nu én fil",
        "Flyt indholdet til {new}: faste tekster under `labels`, orddele under `hyphenation: parts`",
    ),
    "language-incomplete": (
        "Sproget {language} mangler {count} faste tekster, som trykkes på engelsk: {names}",
        "Skriv dem i filen; de engelske står i den indbyggede templates/languages/en.yaml",
    ),
    "language-uncut": (
        "Sproget {language} har ingen mønstre for orddeling, så lange ord deles ikke",
        "Skriv under `hyphenation` en linje som `patterns: de_DE`, eller `patterns: none`, hvis ordene skal stå hele",
    ),
    "unknown-dictionary": (
        "Der er ingen mønstre for orddeling, der hedder {name}",
        "Skriv {nearest}, eller navnet på en fil med mønstre, der ender på .dic",
    ),
    "pattern-odd": (
        "{pattern} er ikke et mønster for orddeling",
        "Skriv mønstre som 1ba eller .ab3s; hele ord med bindestreger hører til under `parts`",
    ),
    "patterns-many": ("Der er mere end {most} mønstre for orddeling", "Brug en ordliste med færre"),
    "part-odd": (
        "{part} er ikke et ord med bindestreger",
        "Skriv ét ord på hver linje, med en bindestreg hvert sted, det må deles: kon-flikt",
    ),
    "label-empty": (
        "Den faste tekst {key} er tom",
        "Skriv ordene, eller slet linjen, så bruges de indbyggede",
    ),
    "label-braces": (
        "{key} har en krøllet parentes, der ikke kun står om navnet på et felt",
        "Fjern de krøllede parenteser på nær om disse felter: {needs}",
    ),
    "label-fields": (
        "{key} har ikke de felter, der bliver udfyldt her",
        "Skriv hvert af disse én gang og ingen andre: {needs}",
    ),
    "label-fieldless": (
        "{key} har krøllede parenteser, men her bliver der ikke udfyldt noget",
        "Fjern parenteserne og det navn, der står i dem",
    ),
    "label-list": (
        "{key} har {found} ord eller sætninger, eller et tomt, hvor der skal være {count}",
        "Skriv den som den indbyggede: {example}",
    ),
    "template-missing": (
        "Layoutet {name} findes ikke",
        "Læg det tilbage i templates/, eller fjern projektets egen udgave for at bruge den indbyggede",
    ),
    "template-syntax": (
        "Layoutet kan ikke læses: {detail}",
        "Se efter klammer og tags på denne linje",
    ),
    "template-fault": (
        "Layoutet kan ikke udfyldes: {detail}",
        "Sammenlign navnene på linjen med det indbyggede layout",
    ),
    "template-endless": (
        "Layoutet gør mere, end kortsættet har kort til, eller bliver aldrig færdigt",
        "Lad dets løkker gå over færre ting, og fjern det, der kalder eller henter sig selv ind: det indbyggede layout hedder builtin/ og navnet",
    ),
    "markup-broken": (
        "Layoutet giver ikke gyldig XML: {detail}",
        "Luk hvert element, der åbnes, i den rigtige rækkefølge",
    ),
    "markup-nesting": (
        "<{element}> kan ikke stå inden i <{parent}>",
        "Flyt det ud; i en tekst kan der ikke stå afsnit, og li står i ul eller ol",
    ),
    "unknown-picture": (
        "Layoutet viser et billede, som ingen nævner: {name}",
        "Brug det symbol, billede eller logo, som layoutet får, på samme måde som det indbyggede",
    ),
    "markup-deep": (
        "Mere end {most} elementer ligger inden i hinanden",
        "Fjern nogle af felterne (box) eller grupperne (group)",
    ),
    "markup-doctype": (
        "Layoutet har sin egen DOCTYPE",
        "Slet alt fra <!DOCTYPE til det afsluttende >",
    ),
    "markup-many": (
        "<{element}> rummer {found} elementer; højst {most} er der plads til",
        "Del dem på flere, eller sæt dem under hinanden",
    ),
    "markup-head": (
        "En tabel har mere end én række i sit hoved, eller hovedet står ikke først",
        "Sæt én <tr> i <thead> før <tbody> og alle andre i <tbody>",
    ),
    "page-without-room": (
        "Stilen {style} giver ikke plads til tekst på siden",
        "Giv den en sides `width` og `height` i style.yaml og mindre afstand til kanterne, eller brug en anden class på <paper>",
    ),
    "region-too-high": (
        "På kort {card} fylder det, der står i {style}, {needs} mm, men der er {has} mm",
        "Giv {style} mere plads i style.yaml, eller sæt mindre i den i layoutet",
    ),
    "markup-value": (
        "{attribute}: {value} kan ikke bruges i et layout",
        "Skriv en værdi som {expected}",
    ),
    "markup-sides": (
        "Et kort i layoutet har ikke én <front> og derefter højst én <back>",
        "Sæt det, der står på kortet, i <front> og kortets egen bagside i <back> under den",
    ),
    "markup-cards": (
        "Layoutet giver {found} kort, hvor der skal være {wanted}, eller giver dem andre id'er",
        "Skriv ét <card> for hver af `sides`, i samme rækkefølge og med kortets id",
    ),
    "markup-root": (
        "Layoutet begynder med <{element}>",
        "Begynd det med <{wanted}>, og slut det med </{wanted}>",
    ),
    "markup-stray-text": (
        "Tekst uden for et afsnit: {text}",
        "Sæt den i <p>",
    ),
    "unknown-element": (
        "Et layout har ikke elementet <{element}>",
        "Brug p, h1 til h3, ul, ol, li, box, img eller rule",
    ),
    "unknown-attribute": (
        "<{element}> har ikke attributten {attribute}",
        "Fjern den; udseendet står i style.yaml",
    ),
    "attribute-without-effect": (
        "{attribute} har ingen virkning på denne <{element}>",
        "Fjern den; et korts egen <back> følger kortet, og `level` virker kun sammen med `bookmark`",
    ),
    "missing-glyph": (
        "Ingen skrifttype har tegnet {character} ({code})",
        "Udelad det, skriv et ord i stedet, eller angiv en fallback-skrift, der har det, under `fonts` hos organisationen",
    ),
    "script-right-to-left": (
        "Her står bogstaver, der skrives fra højre mod venstre: {character} ({code})",
        "Sæt dem på kortet som et billede (SVG eller PNG) med `alt`, eller skriv ordene med latinske bogstaver; her sættes kun fra venstre mod højre",
    ),
    "script-shaped": (
        "Her står bogstaver, der hænger sammen eller skifter form eller plads: {character} ({code})",
        "Sæt dem på kortet som et billede (SVG eller PNG) med `alt`, eller skriv ordene med latinske bogstaver; den slags bogstaver sættes ikke her",
    ),
    "mark-unset": (
        "Ingen skrift kan sætte dette mærke på sit bogstav: {character} ({code})",
        "Skriv bogstavet med mærket som ét tegn, hvis det findes, eller udelad mærket",
    ),
    "private-character": (
        "Her står tegn, der kun betyder noget i én skrift: {character} ({code})",
        "Skriv et almindeligt tegn, eller brug et billede; ingen kan høre eller kopiere de her",
    ),
    "text-too-long": (
        "Kort {card}: teksten fylder {needs} mm i den mindste skrift ({size} pt), men der er {has} mm: {over} mm for meget",
        "Skriv den omkring {characters} tegn kortere, eller brug en større card_size, for eksempel A6",
    ),
    "bilingual-too-long": (
        "Kort {card}: på to sprog fylder teksten {needs} mm i den mindste skrift ({size} pt), men der er {has} mm: {over} mm for meget",
        "Sæt det andet sprog på bagsiden (`bilingual: {{with: …, as: back}}`), brug en større card_size, for eksempel A6, eller skriv teksten omkring {characters} tegn kortere",
    ),
    "card-too-small": (
        "Et kort på {has} har ikke plads til ord",
        "Gør det mindst {width} × {height} mm, eller vælg en navngiven card_size, for eksempel A8",
    ),
    "style-no-room": (
        "Stilen {style} giver ikke teksten på kortene plads nok ({key}: {value})",
        "Skriv en mindre skrift eller mindre afstande her, eller fjern linjen for at bruge den indbyggede",
    ),
    "word-too-wide": (
        "Kort {card}: “{word}” er {over} mm bredere end kortets tekst i den mindste skrift ({size} pt)",
        "Sæt en blød bindestreg eller et mellemrum i det, brug et kortere ord, eller brug en større card_size, for eksempel A6",
    ),
    "font-not-truetype": (
        "{file} er ikke en TrueType-skrift",
        "Brug skriftens udgave i .ttf; en .otf med PostScript-omrids kan ikke lægges i filen",
    ),
    "font-web": (
        "{file} er en skrift til websider ({found})",
        "Brug skriftens udgave i .ttf; det er ikke nok at omdøbe filen",
    ),
    "font-collection": (
        "{file} rummer flere skrifter i én fil",
        "Brug en .ttf-fil for hvert snit; dem har den, der laver skriften, eller et skriftprogram kan skille dem ad",
    ),
    "font-damaged": (
        "{file} er beskadiget eller ikke hel ({part})",
        "Hent skriften igen, hvor den kom fra, eller brug en anden",
    ),
    "font-without-body": (
        "Skriften {face} bruges ikke, når organisationen ikke har nogen `body`",
        "Tilføj `body: …` med den samme skrifts almindelige snit",
    ),
    "font-variable": (
        "{file} er en variabel skrift, som kun ville blive trykt i ét snit",
        "Brug skriftens faste filer, én for hvert snit",
    ),
    "font-not-embeddable": (
        "Den, der har lavet {file}, tillader ikke, at den lægges i en fil",
        "Brug en anden skrift, eller få en licens, der tillader det",
    ),
    "font-not-subsettable": (
        "Den, der har lavet {file}, tillader kun, at hele skriften lægges i en fil, ikke en del af den",
        "Brug en anden skrift, eller få en licens, der tillader det; en PDF rummer kun de bogstaver, den skal bruge",
    ),
    "font-symbol": (
        "{file} er en symbolskrift, hvis tegn ikke er bogstaver",
        "Brug en skrift med bogstaver; flueben, kasser, stjerner og pile kan trykkes uden en skrift af jeres egen",
    ),
    "font-without-space": (
        "{file} har intet mellemrum",
        "Brug den fulde udgave af skriften; udgaver til websider mangler tit tegn",
    ),
    "font-without-hyphen": (
        "{file} har ingen bindestreg, og den skal bruges, når ord deles",
        "Brug den fulde udgave af skriften; udgaver til websider mangler tit tegn",
    ),
    "font-lacks-letters": (
        "{file} mangler {letters}; de trykkes med en anden skrift",
        "Brug den fulde udgave af skriften, eller vælg en, der er lavet til dansk",
    ),
    "unknown-symbol": (
        "Symbolet {name} findes ikke",
        "Læg symbols/{name}.svg i templates/, eller brug et af de indbyggede symboler",
    ),
    "card-larger-than-paper": (
        "Et kort på {size} kan ikke være på {paper} med {margin} hvid kant",
        "Vælg en mindre card_size, eller et større paper eller en mindre margin i printprofilen",
    ),
    "start-at-outside-sheet": (
        "Der er ingen plads nr. {start_at}; et ark har {slots}",
        "Skriv --start-at med et tal fra 1 til {slots}",
    ),
    "card-larger-than-fold": (
        "Et kort på {size} kan ikke ligge ved siden af sin bagside på {paper} med {margin} hvid kant",
        "Vælg en mindre card_size, et større paper, en mindre margin, eller duplex: long-edge, hvis printeren kan trykke på begge sider",
    ),
    "fold-with": (
        "Med duplex: fold ligger forside og bagside ved siden af hinanden; det går ikke sammen med {key}: {value}",
        "Udelad {key}, eller vælg en anden duplex",
    ),
    "stock-other-size": (
        "Kortene er {has}, men {stock} er stanset til {size}",
        "Skriv i kortsættet card_size: {write}, eller vælg et andet ark; `cardprint list stocks` viser dem alle",
    ),
    "stock-fixes": (
        "{key}: {size} passer ikke til {stock}, som har {has}",
        "Udelad {key}; det stansede ark bestemmer det selv",
    ),
    "safe-over-card": (
        "Teksten skal holde {size} afstand til alle kanter, men kortet er kun {has} på den korte led",
        "Skriv en mindre safe, for eksempel 4 mm",
    ),
    "marks-over-bleed": (
        "Skæremærkerne begynder {has} fra kortet og ville ligge oven i farven, som går {needs} ud over det",
        "Skriv marks: {{kind: {kind}, offset: {write}}}, eller udelad bleed",
    ),
    "marks-no-room": (
        "Skæremærkerne har ikke plads: de skal bruge {needs} fra papirets kant, og der er {has}",
        "Skriv marks: none og skær efter målene, eller vælg en mindre card_size; margin er {margin}, mærkernes offset {offset}",
    ),
    "bleed-over-gutter": (
        "Farven går {size} ud over hvert kort og skal bruge {needs} mellem to kort, men der er {has}",
        "Skriv gutter: {write}, eller udelad bleed",
    ),
    "bleed-over-stock": (
        "Farven går {size} ud over hvert kort og skal bruge {needs} mellem to kort, men det stansede ark har {has}",
        "Udelad bleed",
    ),
    "margin-over-cards": (
        "Printeren når ikke {over} af det, der skal stå på kortene: dens hvide kant er {margin}",
        "Skriv en margin, der er så meget mindre, hvis printeren kan det; ellers vælg et andet ark",
    ),
    **{
        f"shift{way}-over-margin": (
            f"Når bagsiderne flyttes ({{x}} {x}, {{y}} {y}, {{rotate}}° med uret), kommer {{over}} af dem ud i printerens hvide kant på {{margin}}",
            "Mål forskydningen igen, eller vælg en mindre card_size, så der er mere luft",
        )
        for way, x, y in (
            ("", "mod højre", "ned"),
            ("-left", "mod venstre", "ned"),
            ("-up", "mod højre", "op"),
            ("-left-up", "mod venstre", "op"),
        )
    },
    "own-back-lost": (
        "Trykprofilen {profile} har én bagside til alle kort, men kortet {card} har sin egen",
        "Skriv backs: interleaved i profilen, eller fjern kortets `back`",
    ),
    "target-open": (
        "{file} er åben i et andet program",
        "Luk den der, og byg igen; alle områdets gamle filer er, som de var",
    ),
    "target-unwritable": (
        "{file} kan ikke skrives: {reason}",
        "Se efter, om der må skrives i mappen, og om der er plads",
    ),
    "target-foreign": (
        "{file} er ikke lavet af cardprint, eller også har nogen ændret den; den får lov at blive, som den er",
        "Byg i en anden mappe med --output, eller slet eller flyt filen, og byg igen",
    ),
    "target-kept": (
        "{file} bliver ikke lavet mere, men nogen har ændret den, så den bliver liggende",
        "Slet den, hvis ingen har brug for den; cardprint rører den ikke igen",
    ),
    "manifest-foreign": (
        "{file} er ikke en liste over filer, som cardprint har lavet, eller den er beskadiget; der skrives intet i mappen",
        "Byg i en anden mappe med --output, eller slet filen, hvis mappen er cardprints",
    ),
    "output-busy": (
        "En anden kørsel er ved at skrive i {folder}",
        "Vent, til den er færdig, og byg igen, eller vælg en anden mappe med --output",
    ),
    "output-is-file": (
        "{file} er ikke en mappe, så der kan ikke bygges i den",
        "Vælg en mappe med --output",
    ),
    "paper-twice": (
        "{first} og {second} ville begge blive til filen {path}",
        "Giv den ene et andet `id`; store og små bogstaver regnes for ens",
    ),
    "stream-lost": (
        "Det, cardprint havde at sige, kunne ikke skrives: {reason}",
        "Det, der er bygget, ligger der; kør kommandoen igen uden > eller |, eller skriv til en disk med plads",
    ),
    "no-such-card": (
        "Kortet {name} findes ikke",
        "Skriv {nearest}; `cardprint list cards` viser dem alle",
    ),
    "no-such-theme": (
        "Temaet {name} findes ikke",
        "Skriv {nearest}",
    ),
    "no-such-kind": (
        "Der findes ikke noget papir af typen {name}",
        "Skriv {nearest}",
    ),
    "large-of-nothing": (
        "Læseudgave og mødepapirer er det eneste, --large gør større, og ingen af dem skal laves her",
        "Skriv også --only reading eller --only handout, eller lad --large være",
    ),
    "no-meeting-for-kind": (
        "Der er intet møde her, som {kind} kan laves af",
        "Læg et møde i cards/agendas (`cardprint new` laver et projekt med fem), eller nævn dets fil: `cardprint build cards/agendas/NAVN.yaml`",
    ),
    "no-profile-for-kind": (
        "Ingen af trykprofilerne her laver {kind}",
        "Vælg også en, der gør, for eksempel --print {profile}; `cardprint list profiles` viser dem alle",
    ),
    "low-contrast": (
        "Farven {colour} i temaet {name} kan ikke læses, hvor den står: kontrasten er {ratio}:1, der skal {least}:1 til. Indtil da står ordene i sort.",
        "Skriv {better}, som er den nærmeste, der kan læses",
    ),
    "low-contrast-organisation": (
        "Organisationens farve {name}, {colour}, kan ikke læses, hvor den står: kontrasten er {ratio}:1, der skal {least}:1 til. Indtil da står ordene i sort.",
        "Skriv {better}, som er den nærmeste, der kan læses",
    ),
    "low-contrast-look": (
        "Farven {name}, {colour}, kan ikke læses, hvor den står: kontrasten er {ratio}:1, der skal {least}:1 til. Indtil da står ordene i sort.",
        "Skriv {better}, som er den nærmeste, der kan læses",
    ),
    "low-contrast-style": (
        "{name} er {colour}, og det kan ikke læses, hvor det står: kontrasten er {ratio}:1, der skal {least}:1 til. Indtil da bliver det sort eller hvidt.",
        "Skriv {better}, som er den nærmeste, der kan læses",
    ),
    "low-contrast-inks": (
        "Trykfarverne {colour} til {name} kan ikke læses på tryk: kontrasten er {ratio}:1, der skal {least}:1 til. Indtil da står ordene i sort.",
        "Skriv cmyk: {better}",
    ),
    "words-on-picture": (
        "Ord oven på billedet {file} kan ikke læses: det er både for lyst og for mørkt under dem. De er trykt, så de kan læses.",
        "Flyt ordene væk fra billedet, læg en udfyldt boks under dem, eller vælg et roligere billede",
    ),
    "theme-by-colour-alone": (
        "Temaerne {theme} og {other} har samme navn og symbol, så kun farven skiller dem ad",
        "Giv det ene et andet navn eller et andet symbol",
    ),
    "themes-by-colour-alone": (
        "På kortene i {title} er det kun farven, der viser temaet; layoutet trykker hverken dets navn eller symbol",
        "Lad layoutet trykke temaets navn, som blokken card_head gør, eller dets symbol",
    ),
    "themes-near": (
        "Temaet {theme} har næsten samme farve som {other}: {colour}",
        "Skriv en anden, for eksempel {better}",
    ),
    **{
        f"themes-near-{sight}": (
            f"Temaet {{theme}}, {{colour}}, kan ikke skelnes fra {{other}} af den, der er {blind}",
            "Skriv en anden farve, for eksempel {better}",
        )
        for sight, blind in (("protan", "rødblind"), ("deutan", "grønblind"), ("tritan", "blåblind"))
    },
    "themes-near-grey": (
        "Trykt i gråt har temaet {theme} samme farve som {other}, og de har ikke hver sit symbol",
        "Giv dem hver sit symbol",
    ),
    "type-small": (
        "Stilen {style} sætter skrift ned til {has} pt; mindst {floor} pt kan læses af de fleste",
        "Skriv {floor} pt eller mere",
    ),
    "path-empty": ("{option} er tom", "Skriv et navn efter den, eller lad den være væk"),
    "no-such-path": (
        "Der er ingen fil eller mappe {name}",
        "Tjek navnet; en sti med mellemrum sættes i anførselstegn",
    ),
    **{
        f"path-is-{kind}": (f"Der er ingen fil eller mappe {{name}}; det er {what}", "Skriv `{write}`")
        for kind, what in (
            ("area", "et område"),
            ("organisation", "en organisation"),
            ("profile", "en trykprofil"),
            ("theme", "et tema"),
            ("card", "et kort"),
            ("language", "et sprog"),
            ("kind", "en slags papir"),
            ("deck", "et kortsæt"),
            ("agenda", "en dagsorden"),
            ("worksheet", "et arbejdsark"),
        )
    },
    "card-nowhere": (
        "Kortet kan ikke sættes ind i {file}: der er ikke et kort med en linje for sig i en liste under `cards`",
        "Skriv kortet selv, eller sæt kortene på hver sin linje med en bindestreg foran",
    ),
    "logo-kind": ("{file} er ikke et logo, der kan bruges", "Gem logoet som SVG, PNG eller JPEG, og nævn den fil"),
    "file-there": ("{file} findes i forvejen", "Skriv videre i den, eller flyt den væk først"),
    "no-such-layout": ("Der er intet indbygget layout, der hedder {name}", "Skriv {nearest}"),
    "not-language": ("{name} er ikke koden for et sprog", "Skriv sprogets to eller tre bogstaver, for eksempel de, pl eller pt-BR"),
    "language-built-in": ("Sproget {name} er indbygget", "Skriv i templates/languages/{name}.yaml kun det, du vil lave om"),
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
    "no-manifest": (
        "Mappen {folder} har ingen {file}, som cardprint kan læse",
        "Nævn den mappe, som `cardprint build` skrev til, eller en kopi af hele mappen",
    ),
    "manifest-without-cards": (
        "Mappen {folder} husker ikke sine kort: der er aldrig trykt et helt kortsæt fra den",
        "Byg kortarkene én gang uden --changed-since; fra da af kan mapperne sammenlignes",
    ),
    "manifest-of-another-version": (
        "Mappen {folder} er bygget med en anden version af cardprint, som husker sine kort på en anden måde; de kan ikke sammenlignes",
        "Print alle kort én gang: byg uden --changed-since, og brug den nye mappe næste gang",
    ),
    # --- møder -------------------------------------------------------------------------------------------------------
    "unknown-agenda": ("Dagsordenen {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards/agendas"),
    "unknown-worksheet": ("Arbejdsarket {name} findes ikke", "Skriv {nearest}, eller lav en fil i cards/worksheets"),
    "not-listed": (
        "{name} er ikke blandt dem, cardprint.yaml nævner under {key}, og bliver ikke lavet",
        "Tilføj det under `{key}` i cardprint.yaml",
    ),
    "not-time": ("{key}: {value} er ikke et klokkeslæt", "Skriv timer og minutter, for eksempel 13:00"),
    "not-url": ("{key}: {value} er ikke en webadresse", "Skriv hele adressen, for eksempel https://eksempel.dk"),
    "parcel-broken": ("{file} er ikke en hel zip-fil", "Hent den igen, eller pak uden --since"),
    "parcel-empty": (
        "Der er intet at pakke",
        "Noter og det, der laves af dem, går ikke til trykkeriet: Vælg andre papirer med --only, eller udelad det",
    ),
    "parcel-foreign": ("{file} er ikke en pakke, som cardprint har lavet", "Peg på zip-filen fra sidste gang, eller pak uden --since"),
    "parcel-large": (
        "{file} har {count} filer på {size} MB i alt; en pakke har højst {most} filer og {limit} MB",
        "Peg på zip-filen fra sidste gang, eller pak uden --since",
    ),
    "parcel-locked": ("{file} er låst med en adgangskode", "Peg på den zip-fil, som cardprint lavede"),
    "parcel-name": ("{file} har en fil, som ikke kan være i en pakke: {name}", "Peg på den zip-fil, som cardprint lavede"),
    "parcel-which": (
        "{file} er ikke en tidligere udgave af nogen af pakkerne: {names}",
        "Vælg en pakke med --area, --organisation eller --language",
    ),
    "not-weight": ("{key}: {value} er ikke en papirvægt", "Skriv tal og enhed, for eksempel 200 g/m²"),
    "url-too-long": (
        "Adressen fylder {has} tegn og får ingen QR-kode ved siden af sig; der er plads til {most}",
        "Brug en kort adresse, for eksempel en, som jeres egen hjemmeside sender videre",
    ),
    "listed-twice": ("{key}: {name} står her to gange", "Behold den ene, eller giv den et andet navn"),
    "agenda-too-long": (
        "Punkterne varer til {last}, {minutes} minutter længere end mødet: `end` er {end}",
        "Skriv `end: {last}`, eller tag {minutes} minutter af punkterne",
    ),
    "agenda-too-short": (
        "Punkterne er forbi {last}, {minutes} minutter før mødet slutter: `end` er {end}",
        "Skriv `end: {last}`, eller giv punkterne {minutes} minutter mere",
    ),
    "agenda-end-before-start": (
        "Mødet ender {end}, før det begynder {start}",
        "Skriv `end: {last}`, hvor punkterne er forbi, eller ret `start`",
    ),
    "agenda-of-a-day": (
        "Punkterne varer {hours} timer, og det er mere end en dag",
        "Tjek minutterne; del et møde over flere dage i flere dagsordener",
    ),
    "agenda-past-midnight": ("Punkterne varer {hours} timer, til {end} efter midnat", "Tjek `start` og minutterne"),
    "item-short": (
        "Punktet ”{title}” kan ikke holde tiden: {cards} kort med {people} ved bordet tager {needs} minutter, og der er {minutes}",
        "Skriv `minutes: {needs}`, tag højst {most} kort, eller sæt færre ved bordene. Taler færre sammen, så skriv tallet i `group_size`.",
    ),
    "item-crowded": (
        "Punktet ”{title}” kan ikke holde tiden: {cards} kort med {people} ved bordet tager {needs} minutter, og {minutes} er for lidt til ét",
        "Sæt færre ved bordene, eller skriv `minutes: {needs}`. Taler færre sammen, så skriv tallet i `group_size`.",
    ),
    "facilitator-differs": (
        "Her er {name} facilitator, men {throughout} er det i resten af forløbet",
        "Udelad `facilitator` her, eller ret navnet i cardprint.yaml; den samme hele vejen giver ro",
    ),
    "reply-late": ("Der skal svares senest {by}, men mødet er {date}", "Skriv en dag før mødet"),
    "task-early": ("Hjemmeopgaven skal være klar {due}, før mødet {date}", "Skriv mødets dag eller en senere"),
    "more-groups": ("{groups} grupper til {expected} deltagere: nogle grupper bliver tomme", "Ret `groups` eller `expected`"),
    "held-elsewhere": (
        "Dagsordenen er kun for {only}, men {name} hører til {area}",
        "Udelad `area` øverst i dagsordenen, eller skriv {only} her",
    ),
    "held-nowhere": (
        "{name} får ingen papirer: området {area} står ikke under `areas` i cardprint.yaml",
        "Tilføj {area} dér, eller byg det med `--area {area}`",
    ),
    "held-reserved": ("{name} kan ikke være id her: sådan slutter navnet på arket til trin 2", "Vælg et andet `id` til arbejdspladsen"),
    "held-undated": (
        "{name} har ingen dato: der bliver ingen kalenderfil til invitationen",
        "Skriv `date` her, eller øverst i dagsordenen, hvis alle mødes samme dag",
    ),
    "calendar-undated": (
        "{title} har ingen dato: der bliver ingen kalenderfil til invitationen",
        "Skriv `date` i dagsordenen, når dagen er fundet",
    ),
    "card-left-out": (
        "Området {area} trykker ikke kortet {card}; det er udeladt her",
        "Nævn et kort, som alle områder trykker, eller giv området sine egne punkter under `agendas` i dets fil",
    ),
    "card-of-another-deck": ("Kortet {card} er ikke i kortsættet {deck}", "Nævn kortets eget kortsæt, eller udelad `deck`"),
    "solution-column": (
        "{name}: et arbejdsark har ikke plads til løsninger",
        "Fjern kolonnen; udfordringer løses på trin 2 til 6, og en hjemmeopgave undersøger dem kun",
    ),
    "column-narrow": ("Kolonnen {key} er for smal at skrive i", "Gør den mindst {least} mm bred"),
    "columns-too-wide": (
        "Kolonnerne fylder {needs} mm, men {paper} har {has} mm",
        "Gør nogle smallere, udelad `width`, eller vælg et større papir",
    ),
    "scale-bounds": ("Skalaen {key} slutter ved {max}, som ikke er over begyndelsen {min}", "Gør `max` større end `min`"),
    "scale-odd": (
        "Skalaen {key} har {steps} trin, så det midterste hører ikke til nogen halvdel af gitteret",
        "Skriv `max: {max}`, så antallet af trin er lige",
    ),
    "unknown-scale": ("Ingen kolonne {name} er en skala", "Skriv {nearest}, eller giv kolonnen `type: scale`"),
    "matrix-axes": ("Begge akser i gitteret viser {key}", "Nævn én skala som x og en anden som y"),
    "nothing-to-fill-in": (
        "Arket kan ikke udfyldes på skærmen og ikke læses, når det kommer tilbage: layoutet siger ikke, hvor der skal skrives og krydses af",
        'Giv felterne i worksheet.xml.j2 `field="..."`, som det indbyggede layout har, eller skriv `fillable: false` og `codes: false`',
    ),
    "key-twice": (
        "To ark har fået samme kode, {key}: {first} og {second}",
        "Giv arket en ny `version`, og byg igen",
    ),
    "field-twice": (
        "Layoutet har to steder at skrive, der begge hedder {name} på samme side",
        "Giv hvert sted i worksheet.xml.j2 sit eget `field`",
    ),
    "code-covered": (
        "Noget på arket ligger hen over en af koderne i hjørnerne, så et scannet ark måske ikke kan læses",
        "Hold {edge} mm fri øverst til højre og nederst til venstre i layoutet, eller skriv `codes: false`",
    ),
    "sheets-not-kept": (
        "Arkenes koder kan ikke gemmes i {folder} ({reason})",
        "Gem de trykte PDF-filer, og giv dem til `cardprint collect` sammen med de udfyldte ark, eller gør mappen skrivbar og byg igen",
    ),
    "challenges-without-column": (
        "`prefilled_challenges` trykkes ikke, for arket har ingen kolonne til udfordringer",
        "Tilføj `- {{key: challenge}}` under `columns`, eller fjern linjen",
    ),
    "barriers-without-column": (
        "`barrier_types` trykkes ikke, for arket har ingen kolonne at sætte kryds i",
        "Tilføj `- {{key: barriers, type: ticks}}` under `columns`, eller fjern linjen",
    ),
    "rows-too-few": ("Der står allerede {count} udfordringer, men der er kun {rows} rækker", "Skriv `rows: {count}` eller mere"),
    "word-wider-than-column": (
        "Ordet ”{word}” er bredere end sin spalte",
        "Sæt en blød bindestreg eller et mellemrum i ordet, eller brug et kortere ord",
    ),
    "invitation-too-long": (
        "Invitationen fylder {pages} sider. Den skal være på én, og der er {over} mm for meget.",
        "Gør formålet, ledelsens ord eller forberedelsen kortere. En linje er knap 6 mm.",
    ),
    "page-overfull": (
        "Der er {over} mm for meget på ét ark, også med den mindste skrift, der kan læses på afstand ({size} pt). Det begynder med »{words}«.",
        "Skriv færre eller kortere linjer",
    ),
    "signs-without-groups": (
        "Der bliver ingen bordskilte til {title}: mødet siger ikke, hvilke borde der er",
        "Skriv i dagsordenen, hvor mange borde der er: `groups: 5`, eller hvad de hedder: `groups: [Køkkenet, Haven]`",
    ),
    "paper-too-long": (
        "Papiret »{kind}« fylder {pages} sider. Det må højst fylde {most}, og er {over} mm for langt.",
        "Skriv det, der står på det, kortere, eller giv det flere: `pages` på dets linje under `paper_kinds`",
    ),
    "lone-area": (
        "{file} ligger ikke i et projekt, så området {name} findes ikke",
        "Udelad --area, eller læg kortsættet i mappen cards i et projekt (`cardprint new` laver et)",
    ),
    "lone-organisation": (
        "{file} ligger ikke i et projekt, så organisationen {name} findes ikke",
        "Udelad --organisation, eller læg kortsættet i mappen cards i et projekt (`cardprint new` laver et)",
    ),
    "lone-card": (
        "{card} er kun til {areas}, men kortsættet ligger ikke i et projekt og har ingen områder: kortet trykkes ikke",
        "Fjern `areas` fra kortet, eller læg kortsættet i mappen cards i et projekt",
    ),
    "include-numbers": (
        "{file} har kort med numre, som andre kort her også har: {numbers}",
        "Udelad `number` i det ene kortsæt, så tælles dets kort videre her, eller giv kortene numre, der er ledige",
    ),
    "not-deck-area": (
        "{file} er ikke et kortsæt, men et område",
        "Byg til det med `cardprint build --area {id}`",
    ),
    "not-deck-organisation": (
        "{file} er ikke et kortsæt, men en organisation",
        "Byg til den med `cardprint build --organisation {id}`",
    ),
    "not-deck-profile": (
        "{file} er ikke et kortsæt, men en trykprofil",
        "Tryk med den: `cardprint build --print {id}`",
    ),
    "not-deck-vocabulary": (
        "{file} er ikke et kortsæt, men ordlisten",
        "Alle kortsæt bruger dens ord: byg et af dem, eller byg det hele med `cardprint build`",
    ),
    "not-deck-look": (
        "{file} er ikke et kortsæt; den siger, hvordan ting ser ud",
        "Alle kortsæt bruger den: byg et af dem, eller byg det hele med `cardprint build`",
    ),
    "not-deck-project": (
        "{file} er ikke et kortsæt; den siger, hvad et projekt bygger",
        "Kald den cardprint.yaml, læg den i projektets mappe, og kør `cardprint build` dér",
    ),
    "not-deck-agenda": (
        "{file} er ikke et kortsæt, men en dagsorden",
        "Læg den i cards/agendas i et projekt, og byg den med `cardprint build cards/agendas/{id}.yaml`",
    ),
    "not-deck-worksheet": (
        "{file} er ikke et kortsæt, men et arbejdsark",
        "Læg det i cards/worksheets i et projekt, og byg det med `cardprint build cards/worksheets/{id}.yaml`",
    ),
    "not-deck-notes": (
        "{file} er ikke et kortsæt, men noter fra et møde",
        "Nævn et kortsæt, eller byg det hele med `cardprint build`",
    ),
    "word-long": (
        "Et ord har mere end {most} tegn",
        "Sæt mellemrum mellem ordene; udelad en netadresse, eller skriv den kortere",
    ),
    "marks": (
        "Fire eller flere accenter er stablet på ét bogstav",
        "Skriv bogstavet igen",
    ),
    "too-many-cards": (
        "{count} kort på ark er for mange til én fil; højst {most} kan lægges i den",
        "Udskriv færre sæt ad gangen med --sets, eller en del af kortene med --theme",
    ),
    "many-problems": (
        "Der er {count} fejl og advarsler mere i {file}",
        "Ret dem ovenfor først, og kør så kommandoen igen",
    ),
    "length-range": (
        "{key}: {value} er ikke en længde, som en printer kender",
        "Skriv en længde fra {least} til {most}",
    ),
    # --- tabeller med kort ------------------------------------------------------------------------------------------
    "table-kind": (
        "{file} er ikke en tabel, som kan læses: det skal være .xlsx eller .csv",
        "Åbn filen i dens program, og gem den som Excel-projektmappe (.xlsx) eller som CSV UTF-8 (.csv)",
    ),
    "table-large": (
        "{file} er større, end en tabel med kort kan være",
        "Tjek, at det er den rigtige fil, slet det, der ikke er kort, eller del den i flere",
    ),
    "table-encoding": (
        "Bogstaverne i {file} kan ikke læses; den er gemt med et tegnsæt, som ikke er til at kende",
        "Åbn den i Excel, og gem den som “CSV UTF-8”, eller som .xlsx",
    ),
    "table-garbled": (
        "{cell}: bogstaver er blevet til andre tegn på vejen, for eksempel Ã¸ for ø",
        "Hent filen igen, og åbn den som UTF-8; i Excel: Data, Fra tekst/CSV, og vælg 65001: Unicode (UTF-8)",
    ),
    "table-quotes": (
        "Linje {line} (række {row}): et anførselstegn begynder et felt og slutter det ikke",
        "Sæt hele feltet i anførselstegn, og skriv dem inde i teksten to gange; eller gem tabellen som .xlsx",
    ),
    "table-no-head": (
        "{cell}: her, eller på en anden række, skal der stå overskrifter; mindst {least} skal kendes, og ingen række har mere end {count}",
        "Skriv overskrifter over kortene, for eksempel Id, Tema, Spørgsmål, Opfølgning, Note",
    ),
    "table-heading": (
        "Kolonner, som ikke kendes og ikke læses: {headings}",
        "Skal de med, så giv dem en kendt overskrift: Id, Nr., Tema, Type, Titel, Spørgsmål, Opfølgning, Svarmuligheder, Målgruppe, Note, Kilde, Status, Område",
    ),
    "table-heading-twice": (
        "{cell}: den samme overskrift står også i {other}",
        "Slet den ene kolonne, eller ret dens overskrift",
    ),
    "table-area": (
        "{cell}: området {name} kendes ikke",
        "Skriv {nearest}, eller lav området først, med `name: {name}` i en fil i cards/areas",
    ),
    "table-language": (
        "{cell}: sproget {name} kendes ikke",
        "Skriv {nearest}, eller lav sproget først med `cardprint new language`",
    ),
    "table-sheet": (
        "Arket {sheet} læses ikke, for det har ingen række med overskrifter",
        "Er der kort på det, så skriv overskrifterne over dem; ellers er det i orden",
    ),
    "table-sheet-hidden": (
        "Arket {sheet} er skjult og læses ikke",
        "Vis arket, hvis kortene på det skal med",
    ),
    "table-hidden": (
        "{cell}: skjulte rækker læses ikke: {rows}",
        "Vis dem, eller tag filteret af, hvis kortene i dem skal med",
    ),
    "table-merged": (
        "{cell}–{until}: flettede celler; det er ikke til at se, hvilke kort teksten hører til",
        "Ophæv fletningen, og skriv teksten i hver celle, som den gælder for",
    ),
    "table-formula": (
        "{cell}: her står en formel uden resultat, eller en fejl fra en formel: {value}",
        "Skriv det, der skal stå på kortet, som tekst; begynder det med =, så sæt en ' foran",
    ),
    "table-date": (
        "{cell}: regnearket har gjort det, der blev skrevet, til en dato: {value}",
        "Skriv det igen med en ' foran, så bliver det til tekst",
    ),
    "table-truth": (
        "{cell}: regnearket har gjort det, der blev skrevet, til sandt eller falsk: {value}",
        "Skriv det igen med en ' foran, så bliver det til tekst",
    ),
    "table-sign": (
        "{cell}: her står et skjult styretegn, eller en tekst, som er for lang til et kort",
        "Skriv teksten igen i cellen",
    ),
    "table-ragged": (
        "{cell}: række {row} har flere felter, end der er overskrifter; en tekst er delt, hvor der står et skilletegn i den",
        "Sæt teksten i anførselstegn, eller gem tabellen som .xlsx",
    ),
    "table-empty": (
        "{file} har overskrifter, men ingen kort",
        "Skriv kortene under overskrifterne",
    ),
    "table-twice": (
        "{cell}: det samme kort står også i {other}",
        "Slet den ene af de to rækker, eller giv kortet et andet id",
    ),
    "table-id": (
        "{cell}: {value} kan ikke være et id",
        "Skriv bogstaver, tal, punktum, _ og -, for eksempel sprog-01; eller lad cellen være tom, så laves der et",
    ),
    "table-elsewhere": (
        "{cell}: {card} står allerede i {file}",
        "Giv kortene andre id, eller importér dem til den fil med `--into`",
    ),
    "table-no-text": (
        "{cell}: der er intet spørgsmål i rækken, og intet kort med id'et “{value}”",
        "Skriv spørgsmålet, ret id'et, eller slet rækken",
    ),
    "table-clear": (
        "{cell}: {value} kan ikke ryddes, for et kort skal have det",
        "Skriv det, der skal stå; et helt kort slettes i kortfilen",
    ),
    "table-many": (
        "{cell}: {count} er flere, end et kort kan have; der er plads til {most}",
        "Slet nogle, eller del kortet i to",
    ),
    "table-word": (
        "{cell}: {value} kendes ikke",
        "Skriv et af disse: {known}",
    ),
    "table-number": (
        "{cell}: {value} er ikke et kortnummer",
        "Skriv et helt tal fra 1 til 9999, eller lad cellen være tom",
    ),
    "table-number-twice": (
        "{cell}: nummer {number} står på to kort, {card} og {other}",
        "Giv det ene et andet nummer, eller lad cellen være tom",
    ),
    "table-dropped": (
        "{cell}: kortet {card} trykkes ikke i {area}, så dets ord dér er ikke taget med",
        "Tag `drop: true` af kortet i områdets fil, hvis det skal trykkes der",
    ),
    "table-deck-there": (
        "{file} er der allerede",
        "Skriv `--into {file}` for at føje til det kortsæt, eller giv tabellen et andet navn",
    ),
    "table-there": (
        "{file} er der allerede, med noget andet i",
        "Skriv et andet navn efter `--output`, eller flyt filen, der er der",
    ),
    "table-which-deck": (
        "Projektet har ikke netop ét kortsæt: {names}",
        "Skriv, hvilket der skal med: `cardprint export cards/samtalekort.yaml`",
    ),
    "table-unspliced": (
        "{file} kan ikke rettes, uden at noget går tabt",
        "Ret kortene i filen i hånden, eller importér til et nyt kortsæt og flyt dem over",
    ),
    # --- regnearket, man retter i ------------------------------------------------------------------------------------
    "workbook-broken": (
        "{file} kan ikke læses som et regneark",
        "Åbn det i Excel eller LibreOffice, gem det igen som .xlsx, og prøv igen; kan det ikke åbnes, så hent en ældre udgave",
    ),
    "workbook-locked": (
        "{file} er låst med en adgangskode, eller gemt i det gamle Excel-format",
        "Åbn det, tag adgangskoden af, og gem det som .xlsx",
    ),
    "workbook-large": (
        "{file} er større, end et regneark med rettelser er",
        "Tjek, at det er den rigtige fil, og slet ark og billeder, som du selv har sat ind",
    ),
    "workbook-foreign": (
        "{file} er ikke et regneark, som `collect` har lavet, eller dets skjulte ark er væk",
        "Kør `collect` igen, så får du et nyt, og skriv rettelserne i det; lad arket ”cardprint” være",
    ),
    "workbook-column": (
        "Kolonnen ”{heading}” læses ikke, for den var ikke med i regnearket",
        "Har du omdøbt en kolonne, så giv den sit gamle navn; er den din egen, så flyt det, der skal med, til notefilen",
    ),
    "workbook-comments": (
        "{file} har kommentarer til felter, og dem læser `collect` ikke",
        "Skriv det, der skal med, i et hvidt felt eller i notefilen, og slet kommentarerne",
    ),
    "workbook-own": (
        "Her er skrevet noget, som ikke læses, for det er ikke et af regnearkets hvide eller gule felter (i alt {count} på arket)",
        "Skal det med, så skriv det i et hvidt felt eller i notefilen; er det kun til dig selv, så flyt det til en fil for sig",
    ),
    "workbook-kept": (
        "{file} er ladt, som det er: noget af det, der er skrevet i det, står endnu ikke i noterne, og nyt fra arkene står ikke i det",
        "Ret det, der er nævnt om regnearket, eller tøm feltet, og kør `collect` igen; eller giv filen et andet navn, så kommer der et nyt",
    ),
    "workbook-unmasked": (
        "{file} er ladt, som det er, så det, der ser privat ud i det, er ikke dækket",
        "Ret det, der er nævnt om regnearket, eller slet filen, og kør `collect --redact` igen",
    ),
    "workbook-head": (
        "Rækken kan ikke læses, for linjen med kolonnernes navne er ikke over den",
        "Sæt linjen tilbage øverst på arket, eller kør `collect` igen, og ret i det nye regneark",
    ),
    "workbook-row": (
        "Rækken hører ikke til nogen af rækkerne i regnearket",
        "Skal den med, så skriv den i notefilen; et regneark kan kun rette det, der er læst på arkene",
    ),
    "workbook-mixed": (
        "Rækken er rettet, men bord og nummer passer ikke til den; det sker, når kun nogle af kolonnerne er sorteret",
        "Fortryd sorteringen, eller kør `collect` igen, og skriv rettelsen i det nye regneark",
    ),
    "workbook-twice": (
        "Det samme er rettet til noget andet i {first}",
        "Slet den ene af de to rækker, og gem",
    ),
    "workbook-undecided": (
        "Rækken er rettet, men her står endnu et ?",
        "Skriv x, hvis der er sat kryds, ellers slet spørgsmålstegnet",
    ),
    "workbook-tick": (
        "{value} er hverken et kryds eller intet kryds",
        "Skriv x, hvis der er sat kryds, ellers lad feltet være tomt",
    ),
    "workbook-choice": (
        "{value} er ikke et trin på skalaen",
        "Skriv et af tallene {options}; skriv – hvis der ikke er sat ring",
    ),
    "workbook-number": (
        "{value} er ikke nummeret på en udfordring",
        "Skriv nummeret som et tal, for eksempel 2; skriv – hvis der ikke står noget",
    ),
    "workbook-same": (
        "{value} er ikke en anden udfordring",
        "Vælg på listen i feltet, for eksempel bord3.1",
    ),
    "workbook-formula": (
        "Her står en formel, eller en fejl fra en formel, og ikke en tekst",
        "Skriv det, der skal stå, som tekst: sæt en ' foran, hvis det begynder med =",
    ),
    "workbook-date": (
        "Regnearket har gjort det, der er skrevet her, til en dato",
        "Skriv det igen med en ' foran, så bliver det til tekst",
    ),
    "workbook-rows": (
        "{count} af {all} rækker er ikke i regnearket mere; om dem ændres intet",
        "Var de slettet med vilje, er det i orden; et felt, der skal være tomt, får en –",
    ),
    # --- trykkeriets fil ---------------------------------------------------------------------------------------------
    "unknown-icc": ("Farveprofilen {name} kendes ikke", "Skriv en af dem, der følger med: {known}"),
    "x4-without-inks": ("Profilen {profile} beder om PDF/X-4 med skærmens farver (rgb)", "Skriv `colour: cmyk`, eller vælg `pdf: plain`"),
    "x4-without-icc": (
        "Profilen {profile} beder om PDF/X-4, men nævner ingen farveprofil, og den skal ligge i filen",
        "Skriv `icc: FOGRA39L`, eller vælg `pdf: plain`",
    ),
    "solid-without-bleed": (
        "Profilen {profile} beder om farvede bagsider, men har ikke noget tryk ud over kanten, så et skævt snit giver en hvid stribe",
        "Skriv `bleed: 3 mm`, eller vælg `back_style: light`",
    ),
    "back-stays-light": (
        "Profilen {profile} beder om farvede bagsider, men bagsiden af kort {card} har ingen farvet flade i layoutet",
        'Sæt `<box class="back-ground"/>` ind først i bagsiden i templates/cards.xml.j2',
    ),
    "logo-without-on-dark": (
        "Logoet har ingen udgave til mørk bund, så de farvede bagsider i {profile} får intet logo",
        "Tilføj `on_dark: logo-hvid.svg` under logo",
    ),
    "rgb-with-icc": (
        "Profilen {profile} har skærmens farver (rgb), men {name} er en farveprofil for trykfarver",
        "Skriv `colour: cmyk`, eller udelad `icc`",
    ),
    "marks-thin": (
        "Skæremærkernes streg er {has} pt; i tryk holder en streg først fra {needs} pt",
        "Udelad `weight` under marks, eller skriv `weight: 0.25 pt`",
    ),
    "key-without-effect": (
        "`{key}` har ingen virkning, når `{other}` er {value}",
        "Fjern `{key}`, eller vælg noget andet end {value} under `{other}`",
    ),
    "outside-safe-zone": (
        "På de fleste kort står tekst nærmere kanten end de {safe} mm, som profilen {profile} vil have",
        "Giv teksten en større margen i templates/style.yaml, eller skriv en mindre `safe` i profilen, hvis snittet er så sikkert",
    ),
    "outside-safe-zone-front": (
        "Kort {card}, forsiden: tekst står {has} mm fra kanten, men profilen {profile} vil have mindst {safe} mm",
        "Giv teksten en større margen i templates/style.yaml, eller skriv en mindre `safe` i profilen, hvis snittet er så sikkert",
    ),
    "outside-safe-zone-back": (
        "Kort {card}, bagsiden: tekst står {has} mm fra kanten, men profilen {profile} vil have mindst {safe} mm",
        "Giv teksten en større margen i templates/style.yaml, eller skriv en mindre `safe` i profilen, hvis snittet er så sikkert",
    ),
    "white-text-thin": (
        "Kort {card} har hvid tekst på {size} pt, som løber til i tryk; den skal være fed og mindst {bold} pt, eller mindst {regular} pt",
        "Vælg en større, fed skrift i templates/style.yaml, eller lyse bagsider med `back_style: light`",
    ),
    "picture-coarse": (
        "Kort {card}: billedet trykkes {width} mm bredt og har så kun {dpi} punkter pr. tomme; trykkeriet vil have mindst {least}",
        "Find et billede, der er mindst {needs} punkter bredt, eller vis det mindre",
    ),
    "picture-hairline": (
        "Kort {card}: {file} har en streg på {has} pt, sådan som den trykkes; en trykplade kan ikke holde mindre end {least} pt",
        "Gør stregen mindst {needs} enheder bred i tegningen, eller vis billedet større",
    ),
    "too-much-ink": (
        "Farven {colour} lægger {total} % farve på papiret ({inks}); profilen {profile} tillader højst {most} %",
        "Vælg en lysere farve, eller giv farven egne trykfarver under `cmyk` med en mindre sum",
    ),
    "picture-inked": (
        "Kort {card}: billedet lægger op til {total} % farve på papiret; profilen {profile} tillader højst {most} %",
        "Gør billedets mørke steder lysere, eller skriv en større `max_ink`, hvis trykkeriet går med til det",
    ),
    "preflight": (
        "Filen består ikke trykkeriets tjek: {rules}",
        "Se tabellen nedenfor; hver linje med FEJL siger, hvad der blev fundet, og hvad kravet er",
    ),
    # --- det, der kommer tilbage fra bordene --------------------------------------------------------------------------
    "form-unknown": (
        "{file} har felter fra et ark, som ikke kan kendes igen ({key})",
        "Kør `collect` i den mappe, hvor arket blev bygget, eller giv den det tomme ark også",
    ),
    "form-empty": (
        "Der er ikke udfyldt noget i {file}",
        "Se efter, om den udfyldte fil blev gemt; åbn den igen, og gem den, når svarene kan ses",
    ),
    "answer-long": (
        "Svaret i {field} i {file} er længere end {most} tegn og er ikke taget med",
        "Kort svaret af i filen, og kør `collect` igen",
    ),
    "scan-heic": (
        "{file} er et HEIC-billede, som ikke kan læses her",
        "Gem det som JPEG eller PDF, eller tag billedet igen med telefonen sat til JPEG",
    ),
    "scan-kind": (
        "{file} er hverken PDF, JPEG, PNG eller TIFF",
        "Scan arkene til én PDF, eller gem billedet som JPEG",
    ),
    "scan-locked": (
        "{file} er låst med adgangskode",
        "Åbn filen, gem den uden adgangskode, og kør `collect` igen",
    ),
    "scan-broken": (
        "{file} kan ikke åbnes; filen er i stykker",
        "Hent den igen fra scanneren eller mailen, og kør `collect` igen",
    ),
    "scan-page-broken": (
        "{file}, side {page}: siden er i stykker og er ikke læst",
        "Scan arket igen, og kør `collect` med den nye fil",
    ),
    "scan-long": (
        "{file} har mere end {most} sider og er ikke læst",
        "Del den i flere filer",
    ),
    "scan-large": (
        "{file}, side {page}: billedet har mere end {most} millioner punkter og er ikke læst",
        "Scan arket igen med 300 punkter pr. tomme",
    ),
    "scan-empty": (
        "{file}: alle sider er tomme, så intet er læst",
        "Lå arkene med bagsiden mod glasset, så scan dem igen. Hører filen ikke til, så lad den ligge uden for mappen.",
    ),
    "scan-unnamed": (
        "{file}, side {pages}: der er ingen kode, som kan læses, så ingen ved, hvilket ark det er",
        "Scan arket igen, så begge koder i hjørnerne er med og skarpe; eller skriv svarene ind i noterne. Er det ikke et af arkene, er alt i orden.",
    ),
    "scan-several": (
        "{file}, side {pages}: der er koder fra flere ark på samme billede ({key})",
        "Scan arkene ét ad gangen",
    ),
    "scan-unknown": (
        "{file}, side {pages}: koden {key} hører ikke til noget ark, der kendes her",
        "Kør `collect` i den mappe, hvor arkene blev bygget, eller giv den PDF, de blev skrevet ud fra, med --sheets",
    ),
    "scan-flat": (
        "{file}, side {pages}: formularen er gemt uden sine felter, så det, der er skrevet i den, er kun med som billeder",
        "Gem formularen som den er i stedet for at udskrive den til PDF, og giv `collect` den; er den væk, så skriv af fra billederne",
    ),
    "sheets-none": (
        "{file} rummer ingen ark, som cardprint har trykt",
        "Giv --sheets den PDF, arkene blev skrevet ud fra, eller mappen med den",
    ),
    "scan-no-print": (
        "{file}, side {pages}: arket kendes, men den PDF, det blev skrevet ud fra, er her ikke mere ({key})",
        "Giv `collect` den PDF, arkene blev skrevet ud fra, med --sheets",
    ),
    "scan-unplaced": (
        "{file}, side {pages}: arket fra {key} ligger for skævt eller er for krøllet til at blive læst; alle svar er sat som usikre",
        "Ret svarene i regnearket, eller scan arket fladt igen",
    ),
    "scan-pale": (
        "{file}, side {pages}: arket fra {key} er skåret af eller scannet så lyst, at noget af skriften kan være væk",
        "Scan hele arket igen, i gråt og mørkere, ikke i ren sort-hvid",
    ),
    "map-broken": (
        "Felterne i {file} er ikke til at læse; arkene derfra kan ikke kendes igen",
        "Hent filen, som den blev bygget, eller giv `collect` den PDF, arkene blev skrevet ud fra, med --sheets",
    ),
    "unknown-challenge": (
        "Ingen af grupperne har en udfordring {name}",
        "Skriv {nearest}; en udfordring nævnes med gruppens navn, et punktum og sit nummer, som bord3.1",
    ),
    "group-twice": (
        "Gruppen {name} kan ikke skelnes fra {other}; deres udfordringer får samme numre",
        "Saml de to grupper i én, eller giv den ene et andet navn",
    ),
    "not-field": (
        "{key}: {value} er ikke et felt på arket",
        "Skriv det som `challenges.2.importance`: rækkens slags, dens nummer og kolonnen; eller navnet på en boks, som `keep`",
    ),
    "no-notes-for-kind": (
        "{kind} laves af noterne fra bordene, og der er ingen noter endnu",
        "Hent arkene ind med `cardprint collect`, eller skriv noterne i {file}",
    ),
    "chosen-untyped": (
        "{challenge} er valgt til trin 2, men ingen har skrevet den ind; på arket står kun, hvilken udfordring det er",
        "Skriv den ind i noterne, eller i `<møde>-ret.xlsx`, og kør `collect` igen",
    ),
    "nothing-noted": (
        "Der bliver ingen {kind} for {title}: det, som den laves af, står ikke i noterne",
        "Skriv det ind: `home_tasks` giver hjemmeopgaver, `our_words` giver vores ord, og `chosen: [bord3.1]` giver arket til trin 2",
    ),
    "note-character": (
        "Skrifttypen har ikke {characters}; der står {sign} i stedet",
        "Skriv det med almindelige bogstaver i noterne, hvis det betyder noget",
    ),
    "note-pictures-many": (
        "Noterne har {count} billeder; kun de første {most} kommer med",
        "Skriv håndskriften ind i `<møde>-ret.xlsx`, og kør `collect` igen",
    ),
    "note-picture-gone": (
        "Billedet {file} er her ikke mere",
        "Skriv teksten ind, hvis nogen husker den, og slet linjen med billedet; eller hent arket frem, og kør `collect` igen",
    ),
    "collect-nothing": (
        "Der er ingen filer at læse her",
        "Giv `collect` de udfyldte PDF-filer, scanningerne eller mappen, de ligger i",
    ),
    "collect-skipped": (
        "Ikke læst i mappen: {files} (i alt {count})",
        "Læst bliver PDF, JPEG, PNG, TIFF og regnearket, der slutter på -ret.xlsx; er et ark blandt de andre, så gem det som PDF",
    ),
    "collect-unfilled": (
        "{file} er arkene, som de blev trykt; der er ikke skrevet noget i dem",
        "Har en gruppe udfyldt filen, så er svarene ikke kommet med: bed gruppen gemme den en gang til og sende den",
    ),
    "notes-elsewhere": (
        "{file} er noter fra samme møde, men hører ikke til noget, som cardprint.yaml nævner nu; de er ikke brugt",
        "Flyt filen og mappen med billeder til {shown}, hvis noterne skal gå videre der",
    ),
    "sheet-elsewhere": (
        "{file}, side {pages}: arket er til {whose}, som cardprint.yaml ikke nævner",
        "Sæt området eller organisationen på listen i cardprint.yaml, og kør `collect` igen. Er arket fra et andet projekt, så kør `collect` der.",
    ),
    "sheet-continued": (
        "{group}: {file}, side {page} siger noget andet end det ark, der er læst før; den er taget med som ark {sheet}",
        "Se på siderne. Er det det samme ark, så slet rækkerne med `sheet: {sheet}` i noterne; er det et ekstra ark, er alt i orden.",
    ),
    "spare-joined": (
        "{group} har skrevet videre på et ekstraark ({file}, side {page}); det er taget med som bordets ark {sheet}",
        "Er det et andet bords ark, så flyt rækkerne med `sheet: {sheet}` i noterne; ellers er alt i orden",
    ),
    "page-again": (
        "{group}: {file}, side {page} er der allerede; håndskriften fra den første er brugt",
        "Se på siderne. Står der noget andet på den her, så skriv det ind i noterne.",
    ),
    "group-nameless": (
        "{file}, side {page}: der står ikke, hvilken gruppe arket er fra; den hedder {name} indtil videre",
        "Se på arket, og skriv navnet i regnearket eller i noterne, hvis nogen ved det",
    ),
    "group-other": (
        "Arket er trykt til {group}, men gruppen har skrevet {typed}; svarene står under {group}",
        "Er det et andet bords ark, så flyt svarene i noterne",
    ),
    "answers-differ": (
        "{group}: {first} og {second} siger hver sit om {field}: “{one}” og “{other}”",
        "Spørg gruppen, hvad der gælder, og ret noterne, hvis det ikke er svaret fra {first}: det står der nu",
    ),
    "row-differs": (
        "{group}: {field} er “{stands}” i noterne, men “{read}” i {file}; resten af rækken derfra ({values}) er heller ikke brugt",
        "Spørg gruppen, hvad der gælder, og ret noterne. Er det en udfordring mere, så skriv den i en række for sig.",
    ),
    "note-differs": (
        "{group}: {field} er “{stands}” i noterne, men “{read}” i {file}; det, der står, er ikke rørt",
        "Er noterne rettet, er alt i orden; ellers ret dem",
    ),
    "answer-without-place": (
        "{group}: svaret “{value}” i feltet {field} har ingen plads i noterne",
        "Skriv det ind, hvor det hører til; felter af egne ark kommer kun med, når de hedder som de indbyggede",
    ),
    "correction-lost": (
        "Rettelsen af {field} for {group} hører ikke til noget i noterne",
        "Tjek, at gruppen stadig hedder det, og at ingen af arkets rækker er slettet; eller ret i noterne selv",
    ),
    "notes-unspliced": (
        "{file} kan ikke ændres, uden at noget går tabt; den er, som den var",
        "Ret skrivemåden, så hver nøgle står på sin egen linje, eller flyt filen, og kør `collect` igen",
    ),
    "private-cpr": (
        "Her ser det ud, som om der står et CPR-nummer",
        "Slet det, hvis det er et; `cardprint collect --redact` dækker det til i noterne. Håndskrift er ikke undersøgt.",
    ),
    "private-phone": (
        "Her ser det ud, som om der står et telefonnummer",
        "Slet det, hvis det er en persons; `cardprint collect --redact` dækker det til i noterne. Håndskrift er ikke undersøgt.",
    ),
    "private-mail": (
        "Her ser det ud, som om der står en mailadresse",
        "Slet den, hvis det er en persons; `cardprint collect --redact` dækker det til i noterne. Håndskrift er ikke undersøgt.",
    ),
    "no-such-notes": (
        "Der er ingen noter fra {name}",
        "Skriv {nearest}; noterne ligger under notes, og mødets navn er filens",
    ),
    "sheet-private": (
        "På det trykte ark {file} står der stadig noget, der ligner et CPR-nummer, et telefonnummer eller en mailadresse",
        "Del nye ark ud til trin 2, og slet {file} og .json-filen ved siden af, når ingen af de gamle ark skal læses mere",
    ),
    "forget-unread": (
        "{file} er ikke til at læse, så ingen kan se, om der står ord fra mødet på arket; filen er ikke slettet",
        "Åbn den, og slet den selv, hvis den skal væk",
    ),
    "forget-kept": (
        "{file} er, så vidt det kan ses, ikke lavet af cardprint og er ikke slettet",
        "Slet den selv, hvis den skal væk",
    ),
    "keep-avoided": (
        "{word} er et ord, som ordlisten skriver {term} i stedet for",
        "Behold {term}, eller tag {word} ud af `avoid` under {term}, og kør `cardprint keep` igen",
    ),
    "keep-no-word": (
        "“{word}” er ikke et ord, der kan stå i ordlisten",
        "Skriv et ord eller et par stykker, som begynder med et bogstav, på én linje",
    ),
    "keep-other-meaning": (
        "{term} har en anden forklaring i ordlisten, og den er ikke ændret: “{meaning}”",
        "Er den nye bedre, så skriv den ind her",
    ),
    "keep-one-meaning": (
        "`--meaning` forklarer ét ord, ikke flere",
        "Kør `cardprint keep` for hvert ord, der skal have sin forklaring",
    ),
    # --- det, som en lille installation ikke har med -----------------------------------------------------------------
    "no-collect-extra": (
        "`collect` læser de udfyldte ark med {package}, som ikke er installeret",
        'Skriv `pip install "cardprint[collect]"` i det miljø, hvor cardprint ligger, og prøv igen',
    ),
    "paper-without-extra": (
        "{kind} laves med {package}, som ikke er installeret, og er ikke lavet",
        'Skriv `pip install "cardprint[{extra}]"` i det miljø, hvor cardprint ligger, og byg igen',
    ),
    "no-preflight-extra": (
        "`check --print` læser de færdige filer med {package}, som ikke er installeret",
        'Skriv `pip install "cardprint[preflight]"` i det miljø, hvor cardprint ligger, og prøv igen; `cardprint check` uden --print kan du bruge nu',
    ),
    "no-table-extra": (
        "Regneark (.xlsx) læses og skrives af pakken {package}, som ikke er installeret",
        'Skriv `pip install "cardprint[table]"` i det miljø, hvor cardprint ligger, eller brug CSV i stedet',
    ),
    "no-proof-extra": (
        "`proof --png` tegner billeder med {package}, som ikke er installeret",
        'Skriv `pip install "cardprint[proof]"` i det miljø, hvor cardprint ligger, og prøv igen; `cardprint proof` uden --png kan du bruge nu',
    ),
    # --- siden i browseren ------------------------------------------------------------------------------------------
    "port-taken": (
        "Port {port} kan ikke bruges; et andet program har den måske",
        "Vælg et andet tal, for eksempel --port 8123, eller lad --port være, så finder cardprint en, der er fri",
    ),
    "preview-fell-over": (
        "Det her kunne cardprint ikke tegne; fejlen er cardprints egen, eller det tog for lang tid",
        "Fortryd den seneste ændring, og gem igen; i terminalen står, hvad der gik galt, og det må du gerne melde",
    ),
    "no-preview-extra": (
        "`preview` tegner og følger filer med {package}, som ikke er installeret",
        'Skriv `pip install "cardprint[preview]"` i det miljø, hvor cardprint ligger, og prøv igen',
    ),
    # --- printerens prøveside ----------------------------------------------------------------------------------------
    "no-such-printer": (
        "Printeren {name} er ikke målt",
        "Skriv {nearest}, eller mål den med `cardprint calibrate`; `cardprint list printers` viser dem, der er",
    ),
    "printers-broken": (
        "Filen med dine printere er ikke til at læse",
        "Ret den her, eller slet den, og skriv tallene igen med `cardprint calibrate --x ... --printer ...`",
    ),
    "printers-value": (
        "Tallene for printeren {printer} er ikke en forskydning",
        'Skriv dem som {{"x": "1.5 mm", "y": "-0.5 mm", "rotate": 0.2}}, eller slet dem, og mål printeren igen',
    ),
    "offset-bare": ("{key}: {value} har ingen enhed", "Skriv {key} {value}mm"),
    "offset-length": ("{key}: {value} er ikke en længde", "Skriv tal og enhed ud i ét, for eksempel {key} 1.5mm"),
    "offset-range": (
        "{key}: {value} er mere end {most} mm",
        "Læs prøvesiden igen; er tallet rigtigt, trænger printeren til en tekniker",
    ),
    "offset-degrees": (
        "{key}: {value} er ikke et antal grader mellem -{most} og {most}",
        "Skriv et tal uden enhed, for eksempel --rotate 0.2",
    ),
    "offset-without-printer": (
        "Tallene hører til en printer, men ingen er nævnt",
        'Tilføj --printer "Kontor 3. sal"; navnet vælger du selv',
    ),
    "printer-without-offset": (
        "Der er ingen tal for printeren {printer}",
        "Tilføj --x, --y eller --rotate fra prøvesiden; `cardprint calibrate` uden noget efter sig laver den",
    ),
    "calibrate-apart": ("{option} hører ikke til her", "Lav prøvesiden for sig, gem tal for sig, og glem en printer for sig"),
    "calibrate-one-sided": (
        "Trykprofilen {profile} lader ikke printeren trykke på begge sider, så der er ingen forskydning at måle",
        "Vælg en profil med `duplex: long-edge` eller `short-edge` med --print",
    ),
    "calibrate-no-room": (
        "Der er ikke plads til prøvesidens tekst på {paper}",
        "Vælg en profil med større papir eller en mindre `margin`",
    ),
}
