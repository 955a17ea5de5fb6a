"""Rendered XML to Stories: expat without entities, a table of what is allowed, everything else a Problem at the template's line."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from xml.parsers import expat

from msgspec import Struct
from msgspec.structs import replace

from cardprint import addresses, files, resources
from cardprint.errors import Found, Place, Problem, brief, error
from cardprint.layouts.templates import LARGEST, Rendered, Source, root_of, shown
from cardprint.page import Element, Run, Story, Style

TEXT = frozenset({"p", "h1", "h2", "h3", "li", "mark", "quadrant", "step", "spot"})
"""Elements that hold text themselves."""

INLINE = frozenset({"span", "strong", "em", "a", "br", "page", "pages"})
LINKED = frozenset({"p", "h1", "h2", "h3", "li"})
"""Elements whose text may hold links."""
LEADS = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@)\S*", re.IGNORECASE)
"""Where a link may lead: to a page or to somebody's mail, and never to a program or a file of the reader's."""
_MAYBE = re.compile("://|@|www[.]", re.IGNORECASE)
"""What an address cannot be without."""
_CLASS = frozenset({"class"})
ALLOWED: Mapping[str, frozenset[str]] = {
    # element: its attributes, each of which does something there; what has a style of its own may have a class
    "cards": frozenset(),
    "paper": frozenset({"class", "fit"}),
    "footer": frozenset(),
    "ground": frozenset({"id", "colour"}),
    "card": frozenset({"id", "colour", "ground", "back"}),
    "front": frozenset(),
    "back": frozenset({"id", "colour"}),
    "group": frozenset({"colour", "bookmark", "level", "as"}),
    **dict.fromkeys(("h1", "h2", "h3", "ul", "ol", "rule"), _CLASS),
    "p": _CLASS | {"code", "as", "with"},
    "li": _CLASS | {"code"},
    **dict.fromkeys(("box", "column"), _CLASS | {"as"}),
    **dict.fromkeys(("segment", "tr", "td", "marks"), _CLASS),
    **dict.fromkeys(("thead", "tbody"), frozenset[str]()),
    **dict.fromkeys(("columns", "strip", "table"), _CLASS | {"widths"}),
    "th": _CLASS | {"scope"},
    "mark": _CLASS | {"line"},
    "lines": _CLASS | {"count"},
    "plot": _CLASS | {"alt"},
    "quadrant": _CLASS,
    **dict.fromkeys(("step", "spot"), _CLASS | {"x", "y"}),
    "newpage": frozenset(),
    "img": _CLASS | {"alt"},  # and `src`, which has to name a picture
    "span": frozenset({"src"}),
    "a": frozenset({"href"}),
    **dict.fromkeys(("strong", "em", "br", "page", "pages"), frozenset[str]()),
}
FIELDS: Mapping[str, frozenset[str]] = {
    # element of a paper: what makes it a place to fill in
    "mark": frozenset({"field", "value", "label"}),
    **dict.fromkeys(("td", "box", "lines"), frozenset({"field", "label"})),
    "marks": frozenset({"choose"}),
}
PAGE, PAGES = "\ue000", "\ue001"
"""Stand for the page's number and the number of pages in a Run; private characters that no user text may hold."""

STYLELESS = frozenset({"cards", "ground", "card", "front", "back", "footer", "group", "newpage", "thead", "tbody", *INLINE})
_PARENTS: Mapping[str, frozenset[str]] = {
    "li": frozenset({"ul", "ol"}),
    "column": frozenset({"columns"}),
    "segment": frozenset({"strip"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": frozenset({"thead", "tbody"}),
    "th": frozenset({"tr"}),
    "td": frozenset({"tr"}),
    "mark": frozenset({"marks"}),
    **dict.fromkeys(("quadrant", "step", "spot"), frozenset({"plot"})),
    "newpage": frozenset({"paper", "group"}),
    "front": frozenset({"card"}),
    "back": frozenset({"card", "cards"}),
    "card": frozenset({"cards"}),
    "ground": frozenset({"cards"}),
    "footer": frozenset({"paper"}),
    "group": frozenset({"paper", "group"}),
}
_CHILDREN: Mapping[str, frozenset[str]] = {
    "cards": frozenset({"card", "ground", "back"}),
    "card": frozenset({"front", "back"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "columns": frozenset({"column"}),
    "strip": frozenset({"segment"}),
    "table": frozenset({"thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "marks": frozenset({"mark"}),
    "plot": frozenset({"quadrant", "step", "spot"}),
    "footer": frozenset({"p"}),
    **dict.fromkeys(("img", "rule", "lines", "newpage"), frozenset[str]()),
}
_NESTING = frozenset({"box", "group", "columns", "column", "strip", "segment", "table", "thead", "tbody", "tr", "th", "td"})
DEEPEST = 20
"""Elements inside each other."""
MOST_TOLD = 20
"""Faults of one layout that are told in one run."""
COUNTERS = frozenset({"page", "pages"})
"""Stand in a footer alone: only there is known which page it is."""


class _Stopped(Exception):  # noqa: N818 - nothing is wrong with the parser; there is no more to be learned
    """Raised to end parsing."""


class _Fault(Struct, frozen=True):
    code: str
    wanted: str
    values: dict[str, str]


class _Builder:
    """expat's handlers: they build Elements and collect faults."""

    def __init__(self, sources: list[Source], styles: Mapping[str, Style], pictures: Collection[str], language: str) -> None:
        self.sources = sources
        self.language = language
        self.foreign: dict[str, int] = {}
        self.spoken = ""
        self.styles = styles
        self.pictures = pictures
        self.sound: set[tuple[str, str]] = set()
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.faults: list[_Fault] = []
        self.text: Element | None = None
        self.strong = self.emphasis = 0
        self.place: Place | None = None
        self.link: Element | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        allowed = ALLOWED.get(tag)
        if allowed is None or tag == "img" or not allowed.issuperset(attributes):
            self._refuse(tag, attributes, allowed)
        if tag in INLINE:
            self._inline(tag, attributes)
            return
        style = attributes.pop("class", "")
        element = Element(tag, style, attributes)
        if tag not in STYLELESS and (style or tag) not in self.styles and allowed is not None:
            self.faults.append(_Fault("unknown-style", style or tag, {"style": style or tag}))
        if "with" in attributes and all(outer.tag != "front" for outer in self.stack):
            self.faults.append(_Fault("attribute-without-effect", 'with="', {"element": tag, "attribute": "with"}))
        self._nest(element)
        if tag in TEXT:
            self.text = element
            self.place = None
            self.spoken = ""
            self.foreign = {}

    def _nest(self, element: Element) -> None:
        parent = self.stack[-1] if self.stack else None
        pair = ("" if parent is None else parent.tag, element.tag)
        if pair not in self.sound or self.text is not None:
            self._judge(*pair)
        if parent is None:
            self.root = element
        else:
            parent.add(element)
        self.stack.append(element)

    def _judge(self, parent: str, tag: str) -> None:
        """Say whether one element may stand in another; what may is not judged again, but for what may go deeper and deeper."""
        if self.text is not None or parent not in _PARENTS.get(tag, (parent,)) or tag not in _CHILDREN.get(parent, (tag,)):
            self.faults.append(_Fault("markup-nesting", f"<{tag}", {"element": tag, "parent": parent or "-"}))
        elif len(self.stack) > DEEPEST:
            self.faults.append(_Fault("markup-deep", f"<{tag}", {"most": str(DEEPEST)}))
        elif tag not in _NESTING or parent not in _NESTING:
            self.sound.add((parent, tag))

    def _inline(self, tag: str, attributes: dict[str, str]) -> None:
        if self.text is None:
            inside = self.stack[-1].tag if self.stack else "-"
            self.faults.append(_Fault("markup-nesting", f"<{tag}", {"element": tag, "parent": inside}))
        elif tag in COUNTERS and all(element.tag != "footer" for element in self.stack):
            self.faults.append(_Fault("markup-nesting", f"<{tag}", {"element": tag, "parent": self.text.tag}))
        elif tag == "strong":
            self.strong += 1
        elif tag == "em":
            self.emphasis += 1
        elif tag == "span":
            self._begin(self._source(attributes))
        elif tag == "a":
            self._lead(self.text, attributes.get("href", ""))
        else:
            self.characters({"br": "\n", "page": PAGE, "pages": PAGES}[tag])

    def _lead(self, element: Element, href: str) -> None:
        """Begin a link of the layout's own."""
        if element.tag not in LINKED:
            self.faults.append(_Fault("markup-nesting", "<a", {"element": "a", "parent": element.tag}))
        elif not LEADS.fullmatch(href):
            values = {"attribute": "href", "value": href or "–", "expected": "https://…, mailto:…"}
            self.faults.append(_Fault("markup-value", 'href="' if href else "<a", values))
        else:
            self.link = Element("a", "", {"href": href})
            element.inner = [*element.inner, self.link]

    def _begin(self, text: Source | None) -> None:
        """Note where the text that begins was written, and in which language where that is not the paper's."""
        self.place = text.place if text else None
        self.spoken = text.language if text and text.language != self.language else ""
        if text:
            self.foreign[self.spoken] = self.foreign.get(self.spoken, 0) + text.length

    def _source(self, attributes: dict[str, str]) -> Source | None:
        """Give the user's text; `src` is written by the one filter that texts come through, and by no layout."""
        try:
            return self.sources[int(attributes["src"])] if "src" in attributes else None
        except (ValueError, IndexError):
            self.faults.append(_Fault("unknown-attribute", "src=", {"element": "span", "attribute": "src"}))
            return None

    def doctype(self, *_declared: object) -> None:
        self.faults.append(_Fault("markup-doctype", "<!DOCTYPE", {}))
        raise _Stopped

    def end(self, tag: str) -> None:
        if tag in INLINE:
            self._end_inline(tag)
            return
        element = self.stack.pop()
        if element is self.text:
            _trim(element.runs)
            _link(element)
            self.text = None
            if any(self.foreign):
                _name_language(element, self.foreign)
        elif tag == "front":
            _head(element)

    def _end_inline(self, tag: str) -> None:
        if tag == "strong":
            self.strong -= 1
        elif tag == "em":
            self.emphasis -= 1
        elif tag == "span":
            self.spoken = ""
        elif tag == "a":
            self.link = None

    def characters(self, data: str) -> None:
        if self.text is None:
            if data.strip():
                self.faults.append(_Fault("markup-stray-text", data.strip()[:30], {"text": data.strip()[:30]}))
            return
        if data != "\n" and ("\n" in data or "\t" in data or "  " in data):
            data = _folded(data)
        self.text.say(Run(data, self.strong > 0, self.emphasis > 0, self.place, self.spoken, self.link))

    def _refuse(self, tag: str, attributes: dict[str, str], allowed: frozenset[str] | None) -> None:
        if allowed is None:
            self.faults.append(_Fault("unknown-element", f"<{tag}", {"element": tag}))
            return
        if tag in FIELDS and self.root is not None and self.root.tag == "paper":
            allowed |= FIELDS[tag]
        if tag == "img" and (name := attributes.get("src", "")) in self.pictures:
            allowed |= {"src"}
        elif tag == "img":
            self.faults.append(_Fault("unknown-picture", f'src="{name}"' if name else "<img", {"name": name or "–"}))
            return
        for name in sorted(set(attributes) - allowed):
            self.faults.append(_Fault("unknown-attribute", f"{name}=", {"element": tag, "attribute": name}))


def _folded(data: str) -> str:
    words = data.replace("\n", " ").replace("\t", " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def _name_language(element: Element, lengths: Mapping[str, int]) -> None:
    """Say of an Element that most of what users wrote in it is not in the paper's language."""
    language = max(lengths, key=lambda code: lengths[code])
    if language:
        element.attributes = {**element.attributes, "lang": language}


def _trim(runs: list[Run]) -> None:
    """Take the layout's own white space off both ends."""
    while runs and not runs[0].text.strip(" \n"):
        del runs[0]
    while runs and not runs[-1].text.strip(" \n"):
        del runs[-1]
    if runs:
        runs[0] = replace(runs[0], text=runs[0].text.lstrip(" \n"))
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" \n"))


def _link(element: Element) -> None:
    """Make a link of each address in an Element's text, wherever its runs end."""
    if element.tag not in LINKED or not any(_MAYBE.search(run.text) for run in element.runs):
        return
    links, at = list[tuple[int, int, Element]](), 0
    for said, leads in addresses.pieces(element.text):
        if leads:
            links.append((at, at + len(said), Element("a", "", {"href": leads.replace("\u00ad", "")})))
        at += len(said)
    runs, at = list[Run](), 0
    for run in element.runs:
        runs += _cut(run, at, links) if run.within is None else [run]
        at += len(run.text)
    element.runs, element.inner = runs, [*element.inner, *(link for _, _, link in links)]


def _cut(run: Run, at: int, links: Sequence[tuple[int, int, Element]]) -> Iterator[Run]:
    """Cut a run that begins `at` so far in its text where links begin and end."""
    done = 0
    for start, end, link in links:
        low, high = max(start - at, done), min(end - at, len(run.text))
        if low < high:
            if done < low:
                yield replace(run, text=run.text[done:low])
            yield replace(run, text=run.text[low:high], within=link)
            done = high
    if done < len(run.text):
        yield replace(run, text=run.text[done:])


def _head(front: Element) -> None:
    """Read what belongs to a card's heading with it, wherever it stands: its number."""
    elements = list(_below(front))
    heading = next((element for element in elements if element.tag == "h1"), None)
    for element in elements if heading else ():
        if heading and "with" in element.attributes and not element.inner:
            inner = Element("number")
            element.runs = [replace(run, within=inner) for run in element.runs]
            heading.inner = [*heading.inner, inner]


def _below(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _below(child)


def parse(rendered: Rendered, styles: Mapping[str, Style], pictures: Collection[str], language: str = "") -> Found[Element | None]:
    """Parse one layout's XML into its root Element; `pictures` are the names that an img may show, `language` is the paper's."""
    builder = _Builder(rendered.sources, styles, pictures, language)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        with contextlib.suppress(_Stopped):
            parser.Parse(rendered.xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        line = next(iter(rendered.xml.split("\n")[fault.lineno - 1 :]), "") if fault.lineno else ""
        place = place_of(rendered, line.strip()[:20] or "<")
        return None, (error("markup-broken", place, detail=expat.ErrorString(fault.code)),)
    except UnicodeEncodeError as fault:  # half a character, written as \\ud800
        return None, (error("markup-broken", Place(shown(rendered.template)), detail=fault.reason),)
    told = list({(fault.code, fault.wanted): fault for fault in builder.faults}.values())[:MOST_TOLD]
    return builder.root, tuple(
        error(fault.code, place_of(rendered, fault.wanted), **{key: brief(value) for key, value in fault.values.items()}) for fault in told
    )


def stories(root: Element) -> tuple[Story, ...]:
    """Take `<cards>` apart into one Story per card and shared back."""
    return tuple(Story(element.attributes.get("id", ""), element) for element in root.children)


LETTERED, LETTERS = "A", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""The bullet of an `ol` whose items have letters."""


def _label(element: Element, style: Style, number: int, letters: str) -> str:
    """Give the label of an item: its style's bullet; in an `ol` its number, or its letter where the bullet is A."""
    if element.tag == "ol":
        return letters[(number - 1) % len(letters)] if style.bullet == LETTERED else f"{number}."
    return style.bullet or "–"


def label_items(root: Element, styles: Mapping[str, Style], letters: str = LETTERS) -> None:
    """Give each list item its label and body as children, as the structure tree wants them (ISO 32000-1 14.8.4.3.3)."""
    for element in root.children:
        if element.tag not in {"ul", "ol"}:
            label_items(element, styles, letters)
            if element.tag == "segment":
                body = Element("sbody")
                body.children, element.children = element.children, [body]
            continue
        for number, item in enumerate(element.children, 1):
            style = styles[item.style or item.tag]
            if element.tag == "ol" and style.bullet == LETTERED:
                element.attributes = {**element.attributes, "numbering": "UpperAlpha"}
            label, body = Element("lbl", "lbl"), Element("lbody", item.style or item.tag)
            label.say(Run(_label(element, style, number, letters)))
            body.runs, item.runs, item.children = item.runs, [], [label, body]
            body.inner, item.inner = item.inner, []
            body.attributes, item.attributes = item.attributes, {}


def place_of(rendered: Rendered, wanted: str) -> Place:
    """Find the line that holds what is at fault, in the layout or in one that it includes or extends; the rendered XML is never shown."""
    texts = dict(_texts(rendered))
    ours = resources.builtin_root() / "templates"
    for path, text in sorted(texts.items(), key=lambda item: item[0].is_relative_to(ours)):  # what is built in is hardly at fault
        before, found, _ = text.partition(wanted)
        if found:
            return Place(shown(path), before.count("\n") + 1, len(before) - before.rfind("\n"))
    return Place(shown(rendered.template))


def _texts(rendered: Rendered) -> Iterator[tuple[Path, str]]:
    """Give the text of a layout, and of those that it names, from near to far."""
    waiting, seen = [rendered.template], {rendered.template}
    for path in waiting:
        try:
            text = files.read(path, root=root_of(path), most=LARGEST).decode("utf-8", "replace")
        except files.RefusedError:  # it was there when it was filled in
            continue
        yield path, text
        named = [Path(rendered.read[name]) for name in rendered.read if f'"{name}"' in text or f"'{name}'" in text]
        waiting += dict.fromkeys(other for other in named if other not in seen)
        seen.update(named)


__all__ = ["Problem", "label_items", "parse", "place_of", "stories"]
