"""What a Report says to a person, line by line, and to a program, as JSON. Prints nothing itself."""

from __future__ import annotations

import json
from collections import Counter
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from cardprint import printers
from cardprint.errors import Problem, Severity
from cardprint.geometry import MM
from cardprint.job import NONE
from cardprint.messages import LANGUAGES, sentence
from cardprint.wording import Wording, wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cardprint.job import Changes, Gathered, Kept, Measured, Preflight, Printed, Readability, Report, Ticket
    from cardprint.page import FitNote


FEW_WORDS = 100
"""Below it LIX is by chance."""
FEW = 12
"""Files, words and the like that are told one by one."""


def build_lines(report: Report, language: str, *, verbose: bool = False) -> Iterator[str]:
    """Say what was written, then what the print room must know: file by file where it is little or `verbose`, else folder by folder."""
    words = wording(language)
    yield from repair_lines(report.repaired, language)
    if verbose or len(report.written) + len(report.removed) <= FEW:
        states = [
            (words["written" if file.changed else "unchanged"], file.path, words.count(file.pages, "page") if file.pages else "")
            for file in report.written
        ]
        yield from columns([*states, *((words["removed"], path, "") for path in report.removed)])
    else:
        yield from columns([*_folders(report, words)])
        total = words.count(len(report.written), "file"), words.count(sum(file.pages for file in report.written), "page")
        yield words.say("written_in_all", files=total[0], pages=total[1])
    if verbose or len(report.tickets) <= FEW:
        yield from ticket_lines(report.tickets, words)
    else:
        yield from _in_short(report.tickets, words)


def _folders(report: Report, words: Wording) -> Iterator[Sequence[str]]:
    """Say of each folder how much of it was written or removed."""
    by_folder = _grouped(report.written, lambda file: PurePosixPath(file.path).parent.as_posix())
    for folder, files in by_folder.items():
        state = words["written" if any(file.changed for file in files) else "unchanged"]
        yield state, folder, words.count(len(files), "file"), words.count(sum(file.pages for file in files), "page")
    for folder, paths in _grouped(report.removed, lambda path: PurePosixPath(path).parent.as_posix()).items():
        yield words["removed"], folder, words.count(len(paths), "file"), ""


def _in_short(tickets: Sequence[Ticket], words: Wording) -> Iterator[str]:
    """Say of each kind of paper how it is printed and how much of it there is; the rest stands on each file's ticket."""
    yield ""
    for kind, paper, duplex, profile in (alike := _grouped(tickets, _way)):
        these = alike[kind, paper, duplex, profile]
        yield _printing(kind, paper, duplex, profile, words)
        amount = words.count(sum(ticket.sheets for ticket in these), "card" if kind == "shop" else "sheet")
        yield f"  {words.say('in_files', amount=amount, files=words.count(len(these), 'file'))}"
    yield words["see_tickets"]


def _way(ticket: Ticket) -> tuple[str, str, str, str]:
    return ticket.kind, ticket.paper, ticket.duplex, ticket.profile


def _printing(kind: str, paper: str, duplex: str, profile: str, words: Wording) -> str:
    """Say on what paper to print and how to turn it, or what goes to the print shop."""
    if kind == "shop":
        return words.say("to_shop", paper=f"{profile}, {paper}")
    name, way = paper.rsplit(" ", 1)
    return words.say("to_print", paper=f"{name} {words[way]}", flip=words[duplex])


def collected_lines(gathered: Gathered, language: str) -> Iterator[str]:
    """Say which files came of what was collected, what the notes hold now, and what a person does next."""
    words = wording(language)
    pictures = Counter(
        PurePosixPath(path).parent.as_posix() for path, state in gathered.files if path.endswith(".png") and state == "written"
    )
    yield from columns([(words[state], path, "") for path, state in gathered.files if not path.endswith(".png")])
    yield from (words.say("pictures_in", pictures=words.count(number, "picture"), folder=folder) for folder, number in pictures.items())
    if gathered.report:
        yield from build_lines(gathered.report, language)
    for notes, groups, challenges, unsure in gathered.notes:
        yield words.say(
            "collected",
            notes=notes,
            groups=words.count(groups, "group"),
            challenges=words.count(challenges, "challenge"),
            unsure=words.count(unsure, "answer"),
        )
    yield from (words.say("collect_masked", notes=notes, places=words.count(count, "place")) for notes, count in gathered.masked)
    for notes in (notes for notes, *_, unsure in gathered.notes if unsure):
        yield words.say("collect_next", workbook=_workbook(notes))
    for notes, alike in gathered.alike:
        yield words.say("collect_alike", groups=_few(map(", ".join, alike), "; "), workbook=_workbook(notes))
    if gathered.words:
        yield words.say("collect_words", words=_few(gathered.words, ", "))


def _workbook(notes: str) -> str:
    return f"{notes.removesuffix('.yaml')}-ret.xlsx"


def _few(said: Iterable[str], between: str) -> str:
    """List the first of what there is."""
    every = list(said)
    return between.join([*every[:FEW], "…"] if len(every) > FEW else every)


def collected_json(gathered: Gathered, language: str) -> str:
    """Write what `collect --json` prints: notes, pictures and papers with how each stands now, and what a person has to decide."""
    papers = [file._asdict() for file in gathered.report.written] if gathered.report else []
    keys = ("notes", "groups", "challenges", "unsure")
    return as_json(
        {
            "files": [{"path": path, "state": state} for path, state in gathered.files],
            "notes": [dict(zip(keys, one, strict=True)) for one in gathered.notes],
            "masked": [{"notes": notes, "places": count} for notes, count in gathered.masked],
            "alike": [{"notes": notes, "challenges": alike} for notes, alike in gathered.alike],
            "words": list(gathered.words),
            "written": papers,
            "problems": told(gathered.problems, language),
        }
    )


def kept_json(kept: Kept, language: str) -> str:
    """Write what `keep --json` prints: words added, words that stood there, and those that the tables wrote with how many groups did."""
    proposed = [{"word": word, "groups": groups} for word, groups in kept.proposed]
    return as_json({"added": list(kept.added), "there": list(kept.there), "proposed": proposed, "problems": told(kept.problems, language)})


def forgotten_lines(gathered: Gathered, language: str) -> Iterator[str]:
    """Say what was removed, and what lies elsewhere."""
    words = wording(language)
    yield from columns([(words[state], path, "") for path, state in gathered.files])
    yield words["collect_kept"]


def kept_lines(kept: Kept, language: str) -> Iterator[str]:
    """Say which words are in the vocabulary now, or which ones the tables wrote."""
    words = wording(language)
    if kept.added:
        yield words.say("words_kept", words=", ".join(kept.added))
    if kept.there:
        yield words.say("words_before", words=", ".join(kept.there))
    if kept.proposed:
        yield words["words_proposed"]
        yield from (f"  {word} ({words.count(groups, 'group')})" for word, groups in kept.proposed)
    elif not (kept.added or kept.there or kept.problems):
        yield words["words_nothing"]


def repair_lines(repaired: Iterable[tuple[str, str]], language: str) -> Iterator[str]:
    """Say of each folder that a killed run had left half done whether it is finished or as before."""
    words = wording(language)
    yield from (words.say(f"repair_{way}", path=path) for path, way in repaired)


def proof_lines(report: Report, language: str) -> Iterator[str]:
    """Say for each file of a proof whether it was written; of pictures, how many there are in which folder."""
    words = wording(language)
    yield from repair_lines(report.repaired, language)
    paged = [file for file in report.written if file.pages]
    yield from columns([(words["written" if file.changed else "unchanged"], file.path, words.count(file.pages, "page")) for file in paged])
    folders = Counter(PurePosixPath(file.path).parent.as_posix() for file in report.written if not file.pages)
    yield from (words.say("pictures_in", pictures=words.count(number, "picture"), folder=folder) for folder, number in folders.items())


def unread(report: Report, language: str) -> Iterator[str]:
    """Say of which languages no native reader has read cardprint's own words."""
    if report.unread:
        words, named = wording(language), LANGUAGES["da" if language == "da" else "en"]
        yield words.say("unread", languages=", ".join(named.get(code, code) for code in report.unread))


def moved(report: Report, printer: str, language: str) -> Iterator[str]:
    """Say which printer the sheets are for, where backs were moved for one."""
    words = wording(language)
    if any(ticket.kind == "sheets" and ticket.duplex in {"long-edge", "short-edge"} for ticket in report.tickets if printer):
        yield words.say("printer_used", printer=printers.called(printer), offset=printers.told(report.moved, words))
    elif printer and report.written:
        yield words["printer_unused"]


def ticket_lines(tickets: Sequence[Ticket], words: Wording) -> Iterator[str]:
    """Say how to print and cut the sheets: once for each kind of paper, and once for all areas that need as many sheets."""
    names = dict(zip(tickets, _names(tickets), strict=True))
    for (kind, paper, duplex, profile), alike in _grouped(tickets, _way).items():
        yield ""
        yield _printing(kind, paper, duplex, profile, words)
        for pile, same in _grouped(alike, lambda ticket: _pile(ticket, words)).items():
            yield f"  {', '.join(names[number] for number in same)}: {pile if len(same) == 1 else words.say('each', pile=pile)}"
        if len(alike) > 1 and kind != "shop":
            yield f"  {words.say('in_all', sheets=words.count(sum(ticket.sheets for ticket in alike), 'sheet'))}"
        for said, same in _grouped(alike, lambda ticket: cutting(ticket, words)).items():
            if said:
                yield f"  {said}" if len(same) == len(alike) else f"  {', '.join(names[number] for number in same)}: {said}"


def cutting(ticket: Ticket, words: Wording) -> str:
    """Say how to print backs that are apart, how to cut the pile, and how to gather what comes of it; nothing for a print shop's file."""
    if ticket.kind == "shop" or not ticket.sheets:
        return ""
    by_edge = ((edge, [cut.at for cut in run]) for edge, run in groupby(ticket.cuts, key=lambda cut: cut.edge))
    runs = [words.say(f"edges_{edge}", at=_joined([words.number(at, 2) for at in ats], "join_and", words)) for edge, ats in by_edge]
    apart = words[f"backs_{ticket.backs}"] if ticket.backs in {"separate", "one"} and ticket.duplex != "fold" else ""
    cut = words.say("fold_cut" if ticket.duplex == "fold" else "cut", cuts=_joined(runs, "then", words)) if runs else ""
    return " ".join(part for part in (apart, cut, _gathering(ticket, words)) if part)


def _gathering(ticket: Ticket, words: Wording) -> str:
    """Say how the piles become sets."""
    way, sets = ticket.gathering
    return words.say(f"by_{way}", sets=words.count(sets, "set"), cards=words.count(ticket.cards, "card"))


def _joined(parts: Sequence[str], joint: str, words: Wording) -> str:
    return words.say(joint, first=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else parts[0]


def _grouped(items: Iterable[Any], key: Any) -> dict[Any, list[Any]]:
    """Group items by a key, in the order in which the keys come up."""
    out: dict[Any, list[Any]] = {}
    for item in items:
        out.setdefault(key(item), []).append(item)
    return out


def _pile(ticket: Ticket, words: Wording) -> str:
    if ticket.kind == "shop":
        return _pages(ticket, words)
    counts = {name: words.count(getattr(ticket, f"{name}s"), name) for name in ("card", "set", "sheet")}
    said = words.say("pile" if ticket.sets == 1 else "pile_of_sets", cards=counts["card"], sets=counts["set"], sheets=counts["sheet"])
    said = said if ticket.sides == ticket.sheets else f"{said} ({words.count(ticket.sides, 'page')})"
    return words.say("with_test", pile=said) if ticket.test_sheets else said


def _pages(ticket: Ticket, words: Wording) -> str:
    """Say how often the print shop prints each card; cards that a set has several of more often."""
    more = (f"; {card}: {copies * ticket.sets}" for card, copies in ticket.repeats)
    return words.say("pages_of", cards=words.count(ticket.sheets, "card"), sets=ticket.sets) + "".join(more)


def _names(tickets: Sequence[Ticket]) -> list[str]:
    """Name files by what tells them apart: the folder where only folders differ, the file where they lie in one folder."""
    paths = [PurePosixPath(ticket.path) for ticket in tickets]
    shared = 0
    while paths and all(len(path.parts) > shared + 1 and path.parts[shared] == paths[0].parts[shared] for path in paths):
        shared += 1
    own = [PurePosixPath(*path.parts[shared:]) for path in paths]
    if len(own) > 1 and len({path.name for path in own}) == 1:
        own = [path.parent for path in own]
    return [path.as_posix() for path in own]


def check_lines(report: Report, language: str) -> Iterator[str]:
    """Say how every card fits, what the preflight found, and, if nothing is wrong, that all is well."""
    words = wording(language)
    yield from fit_lines(report, language)
    for preflight in report.preflights:
        yield from preflight_lines(preflight, words)
    if report.readability is not None and report.readability.papers:
        yield from readability_lines(report.readability, words)
        yield ""
    if report.fits and not report.problems:
        cards = len({(area, note.card) for area, note in report.fits})
        yield words.say("sound", cards=words.count(cards, "card"), areas=words.count(len(_areas(report)), "area"))


def readability_lines(found: Readability, words: Wording) -> Iterator[str]:
    """Say of each paper how plain its words are, what the number means, and which sentences and words make it less so."""
    yield ""
    yield words["readability"]
    yield from (f"  {row}" for row in columns(_measured_rows(found.papers, words)))
    if any(paper.lix is not None for paper in found.papers):
        yield words["lix_means"]
    if any(paper.lix is None for paper in found.papers):
        yield words["lix_nothing"]
    if found.sentences:
        yield ""
        yield words["long_sentences"]
        yield from (f"  {one.place.file}:{one.place.line}: {words.count(one.words, 'word')}: “{one.text}”" for one in found.sentences)
    if found.words:
        yield ""
        yield words["long_words"]
        yield "  " + ", ".join(f"{one.word} ({one.times})" if one.times > 1 else one.word for one in found.words)


def _measured_rows(papers: Sequence[Measured], words: Wording) -> list[Sequence[str]]:
    """Give a row for each paper; one that is the same in all areas is told once."""
    areas = {paper.area for paper in papers}
    out: list[Sequence[str]] = []
    for paper, same in _grouped(papers, lambda paper: paper._replace(area="")).items():
        told = [paper._replace(area=words["all_areas"])] if 1 < len(areas) == len(same) else same
        out += [_measured(one, words) for one in told]
    return out


def _measured(paper: Measured, words: Wording) -> Sequence[str]:
    """Say of one paper what it is, its number and what that is called; of few words that the number says little."""
    kind = words.words.get(f"read_{paper.kind}", paper.kind)
    level = words[f"lix_{paper.level}"] if paper.level else "–"
    few = words["lix_few"] if paper.lix is not None and paper.words < FEW_WORDS else ""
    lix = f"LIX {paper.lix}" if paper.lix is not None else ""
    counted = ", ".join((words.count(paper.words, "word"), words.count(paper.sentences, "sentence")))
    return paper.area, kind, paper.title, lix, f"{level} {few}".strip(), counted


def preflight_lines(preflight: Preflight, words: Wording) -> Iterator[str]:
    """Say of one file, rule by rule, what was found and whether it is as it should be."""
    yield ""
    yield words.say("preflight", path=preflight.path, profile=preflight.profile)
    rows = [(words["kept" if ok else "broken"], words[f"rule_{rule}"], _found(rule, found, words)) for rule, ok, found in preflight.rules]
    yield from (f"  {row}" for row in columns(rows))


def _found(rule: str, found: Mapping[str, str], words: Wording) -> str:
    if next(iter(found.values())) == NONE:
        return words["found_nothing"]
    return words.say(f"found_{rule}", **{key: value.replace(".", words.decimal) for key, value in found.items()})


def fit_lines(report: Report, language: str) -> Iterator[str]:
    """Say for each side of each card which size it took and how much room is left: once for all areas where it is the same."""
    words = wording(language)
    areas = _areas(report)
    sides: dict[tuple[str, str], dict[str, list[str]]] = {}
    for area, note in report.fits:
        sides.setdefault((note.card, note.face), {}).setdefault(fit_words(note, words), []).append(area)
    rows = [
        (card if face == "front" else f"{card} ({words[face]})", said, _where(its_areas, areas, words))
        for (card, face), alike in sides.items()
        for said, its_areas in alike.items()
    ]
    yield from columns(rows)
    if report.fits:
        sizes = Counter(note.size for _, note in report.fits)
        each = (f"{words.number(size)} pt × {number}" for size, number in sorted(sizes.items(), reverse=True))
        yield words.say("sizes_taken", sizes=" · ".join(each))


def fit_words(note: FitNote, words: Wording) -> str:
    """Say which size one side took and how much room is left."""
    return words.say("fit", size=words.number(note.size), lines=words.count(note.lines, "line"), slack=words.number(note.slack / MM))


def _areas(report: Report) -> list[str]:
    return list(dict.fromkeys(area for area, _ in report.fits))


def _where(its_areas: Sequence[str], areas: Sequence[str], words: Wording) -> str:
    if len(areas) == 1:
        return ""
    return words["everywhere"] if set(its_areas) >= set(areas) else ", ".join(dict.fromkeys(its_areas))


def problem_count(problems: Sequence[Problem], language: str) -> str:
    """Say how many errors and warnings there are."""
    words = wording(language)
    errors = sum(problem.is_error for problem in problems)
    both = ((errors, Severity.ERROR), (len(problems) - errors, Severity.WARNING))
    return ", ".join(words.count(number, severity.value) for number, severity in both if number) + "."


def closing(report: Report, language: str) -> str:
    """Close a build that met Problems: how many, and which areas they kept from being built."""
    words = wording(language)
    said = problem_count(report.problems, language)
    if not report.skipped:
        return said
    kept = words.say("not_built", areas=", ".join(report.skipped)) if report.written else words["nothing_built"]
    return f"{said} {kept}"


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Write rows as columns of even width, two blanks apart; the last one runs on."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def reprint_lines(changes: Sequence[Changes], language: str, since: Path) -> Iterator[str]:
    """Say which cards to throw away and which are new since an earlier output: once for all areas where it is the same."""
    words = wording(language)
    if changes and not any(change.new or change.gone or change.changed for change in changes):
        yield words.say("nothing_changed", folder=since.as_posix())
        return
    out = [
        [*((was, words["again"]) for was, _ in change.changed), *((card, words["no_more"]) for card in change.gone)] for change in changes
    ]
    away = [[(*_card(card), why) for card, why in sorted(cards, key=lambda each: each[0].number)] for cards in out]
    lists = (("throw_away", away), ("new_cards", [[_card(card) for card in change.new] for change in changes]))
    for name, rows in lists:
        for where, alike in _alike(changes, rows):
            yield ""
            yield words.say(name, where=where)
            yield from (f"  {line}" for line in columns(alike))


def diff_lines(changes: Sequence[Changes], language: str) -> Iterator[str]:
    """Say what is different between two outputs: once for all areas where it is the same."""
    words = wording(language)
    rows = []
    for change in changes:
        moved = {now.id for _, now in change.moved}
        rows.append(
            [
                (words.say("same", cards=words.count(change.same, "card")),),
                *((words["changed"], *_card(now)) for _, now in change.changed if now.id not in moved),
                *((words["moved"], f"{was.number} → {now.number}", *_card(now)[1:]) for was, now in change.moved),
                *((words["new"], *_card(card)) for card in change.new),
                *((words["gone"], *_card(card)) for card in change.gone),
            ]
        )
    for where, (same, *alike) in _alike(changes, rows):
        yield f"{where}: {same[0]}"
        yield from (f"  {line}" for line in columns(alike))


def _card(card: Printed) -> tuple[str, ...]:
    """Give what a person recognises a card by."""
    return str(card.number or ""), card.id, card.words


def _alike(changes: Sequence[Changes], rows: Sequence[Sequence[tuple[str, ...]]]) -> Iterator[tuple[str, Sequence[tuple[str, ...]]]]:
    """Put together the areas that have the same rows, and name them; the deck is named where there are several."""
    several = len({change.name.rpartition("/")[2] for change in changes}) > 1
    names = [change.name if several else change.name.rpartition("/")[0] for change in changes]
    for same, which in _grouped(range(len(rows)), lambda at: tuple(rows[at])).items():
        if same:
            yield ", ".join(names[at] for at in which), same


def changed(changes: Iterable[Changes]) -> list[dict[str, Any]]:
    """Give what is different in each deck; a card that was there before has what it was."""
    return [
        {
            "path": change.name,
            "new": [_told_card(card) for card in change.new],
            "gone": [_told_card(card) for card in change.gone],
            "changed": [_told_card(now) | {"before": _told_card(was)} for was, now in change.changed],
            "moved": [_told_card(now) | {"before": _told_card(was)} for was, now in change.moved],
            "same": change.same,
        }
        for change in changes
    ]


def _told_card(card: Printed) -> dict[str, Any]:
    return {"card": card.id, "number": card.number, "words": card.words}


def build_json(report: Report, language: str, since: Path | None = None) -> str:
    """Write what `build --json` prints; `reprint` only where an earlier output is compared with."""
    written = [file._asdict() for file in report.written]
    tickets = [_ticket(ticket) for ticket in report.tickets]
    lists = {"written": written, "removed": list(report.removed), "skipped": list(report.skipped), "tickets": tickets}
    reprint = {"reprint": {"since": since.as_posix(), "decks": changed(report.changes)}} if since else {}
    return as_json(
        {
            **lists,
            **(repairs(report.repaired) if report.repaired else {}),
            **reprint,
            **({"unread": list(report.unread)} if report.unread else {}),
            "problems": told(report.problems, language),
        }
    )


def repairs(repaired: Iterable[tuple[str, str]]) -> dict[str, list[dict[str, str]]]:
    """Give what a killed run had left half done, and what became of it: `finished`, `undone` or `tidied`."""
    return {"repaired": [{"path": path, "way": way} for path, way in repaired]}


def _ticket(ticket: Ticket) -> dict[str, Any]:
    """Give a ticket with named values throughout, lengths in millimetres."""
    return ticket._asdict() | {
        "cuts": [{"edge": cut.edge, "at_mm": cut.at} for cut in ticket.cuts],
        "piles": [pile._asdict() for pile in ticket.piles],
        "repeats": dict(ticket.repeats),
    }


def check_json(report: Report, language: str) -> str:
    """Write what `check --json` prints; the preflight where `--print` asked for one."""
    told_of = {"problems": told(report.problems, language), "fit": [fitted(area, note) for area, note in report.fits]}
    looked_at = [preflighted(preflight, wording(language)) for preflight in report.preflights]
    plain = {"readability": readable(report.readability)} if report.readability is not None else {}
    return as_json({**told_of, **({"preflight": looked_at} if looked_at else {}), **plain})


def readable(found: Readability) -> dict[str, Any]:
    """Give how plain the words are; `lix` and `level` are null where LIX says nothing of the language."""
    return {
        "papers": [{**paper._asdict(), "level": paper.level or None} for paper in found.papers],
        "sentences": [{"file": one.place.file, "line": one.place.line, "words": one.words, "text": one.text} for one in found.sentences],
        "words": [one._asdict() for one in found.words],
    }


def preflighted(preflight: Preflight, words: Wording) -> dict[str, Any]:
    """Give what the preflight found in one file; `figure` is the sentence that a person reads."""
    rules = [
        {"rule": rule, "ok": ok, "title": words[f"rule_{rule}"], "figure": _found(rule, found, words), **found}
        for rule, ok, found in preflight.rules
    ]
    return {"path": preflight.path, "area": preflight.area, "profile": preflight.profile, "rules": rules}


def fitted(area: str, note: FitNote) -> dict[str, Any]:
    """Give what fitting did with one side of a card, lengths in millimetres."""
    slack = round(note.slack / MM, 2)
    return {
        "area": area,
        "card": note.card,
        "face": note.face,
        "style": note.style,
        "size_pt": note.size,
        "lines": note.lines,
        "slack_mm": slack,
    }


def told(problems: Iterable[Problem], language: str) -> list[dict[str, Any]]:
    """Give Problems with their sentences, as `--json` has them."""
    out = []
    for problem in problems:
        message, hint = sentence(problem, language)
        place = problem.place
        keys = {"code": problem.code, "file": place.file, "line": place.line, "column": place.column}
        out.append({**keys, "severity": problem.severity.value, "message": message, "hint": hint})
    return out


def as_json(value: Mapping[str, object]) -> str:
    """Write one object. Letters outside ASCII are escaped, so that no encoding of the output can lose them."""
    return json.dumps(value, indent=1)
