"""Rendered XML to Stories: expat without entities, a table of what is allowed, everything else a Problem at the template's line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from cardprint.errors import Found, Place, Problem, error
from cardprint.layouts.templates import Rendered
from cardprint.page import Element, Run, Story, Style

TEXT = frozenset({"p", "h1", "h2", "h3", "li"})
"""Elements that hold text themselves."""

INLINE = frozenset({"span", "strong", "em", "br", "page", "pages"})
_CLASS = frozenset({"class"})
ALLOWED: Mapping[str, frozenset[str]] = {
    # element: its attributes; all but the roots may also have a class
    "cards": frozenset(),
    "paper": frozenset({"class"}),
    "footer": frozenset(),
    "ground": frozenset({"id", "colour"}),
    "card": frozenset({"id", "colour", "ground", "back"}),
    "front": frozenset(),
    "back": frozenset({"id", "colour"}),
    "group": _CLASS | {"colour", "bookmark", "level"},
    **dict.fromkeys(("p", "h1", "h2", "h3", "ul", "ol", "box", "rule"), _CLASS),
    "li": _CLASS,
    "img": _CLASS | {"src", "alt"},
    "span": frozenset({"src"}),
    **dict.fromkeys(("strong", "em", "br", "page", "pages"), frozenset[str]()),
}
PAGE, PAGES = "\ue000", "\ue001"
"""Stand for the page's number and the number of pages in a Run; private characters that no user text may hold."""

STYLELESS = frozenset({"cards", "ground", "card", "front", "back", "paper", "footer", "group", *INLINE})
_PARENTS: Mapping[str, frozenset[str]] = {"li": frozenset({"ul", "ol"}), "front": frozenset({"card"}), "card": frozenset({"cards"})}


class _Fault(NamedTuple):
    code: str
    wanted: str
    values: dict[str, str]


class _Builder:
    """expat's handlers: they build Elements and collect faults."""

    def __init__(self, places: list[Place], styles: Mapping[str, Style]) -> None:
        self.places = places
        self.styles = styles
        self.root: Element | None = None
        self.stack: list[Element] = []
        self.faults: list[_Fault] = []
        self.text: Element | None = None
        self.strong = self.emphasis = 0
        self.place: Place | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        allowed = ALLOWED.get(tag)
        if allowed is None or not allowed.issuperset(attributes):
            self._refuse(tag, attributes, allowed)
        if tag in INLINE and self.text is not None:
            self._inline(tag, attributes)
            return
        style = attributes.pop("class", "")
        element = Element(tag, style, attributes)
        if tag not in STYLELESS and (style or tag) not in self.styles:
            self.faults.append(_Fault("unknown-style", style or tag, {"style": style or tag}))
        self._nest(element)
        if tag in TEXT:
            self.text = element
            self.place = None

    def _nest(self, element: Element) -> None:
        parent = self.stack[-1] if self.stack else None
        wanted = _PARENTS.get(element.tag)
        if (
            self.text is not None
            or (parent is not None and parent.tag in {"img", "rule"})
            or (wanted and (parent is None or parent.tag not in wanted))
        ):
            inside = parent.tag if parent is not None else "-"
            self.faults.append(_Fault("markup-nesting", f"<{element.tag}", {"element": element.tag, "parent": inside}))
        if parent is None:
            self.root = element
        else:
            parent.add(element)
        self.stack.append(element)

    def _inline(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "strong":
            self.strong += 1
        elif tag == "em":
            self.emphasis += 1
        elif tag == "span":
            self.place = self.places[int(attributes["src"])] if "src" in attributes else None
        else:
            self.characters({"br": "\n", "page": PAGE, "pages": PAGES}[tag])

    def end(self, tag: str) -> None:
        if tag in INLINE:
            if tag == "strong":
                self.strong -= 1
            elif tag == "em":
                self.emphasis -= 1
            return
        element = self.stack.pop()
        if element is self.text:
            _trim(element.runs)
            self.text = None

    def characters(self, data: str) -> None:
        if self.text is None:
            if data.strip():
                self.faults.append(_Fault("markup-stray-text", data.strip()[:30], {"text": data.strip()[:30]}))
            return
        if data != "\n" and ("\n" in data or "\t" in data or "  " in data):
            data = _folded(data)
        self.text.say(Run(data, self.strong > 0, self.emphasis > 0, self.place))

    def _refuse(self, tag: str, attributes: dict[str, str], allowed: frozenset[str] | None) -> None:
        if allowed is None:
            self.faults.append(_Fault("unknown-element", f"<{tag}", {"element": tag}))
            return
        for name in sorted(set(attributes) - allowed):
            self.faults.append(_Fault("unknown-attribute", f"{name}=", {"element": tag, "attribute": name}))


def _folded(data: str) -> str:
    words = data.replace("\n", " ").replace("\t", " ")
    while "  " in words:
        words = words.replace("  ", " ")
    return words


def _trim(runs: list[Run]) -> None:
    """Take the layout's own white space off both ends."""
    while runs and not runs[0].text.strip(" \n"):
        del runs[0]
    while runs and not runs[-1].text.strip(" \n"):
        del runs[-1]
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip(" \n"))
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip(" \n"))


def parse(rendered: Rendered, styles: Mapping[str, Style]) -> Found[Element | None]:
    """Parse one layout's XML into its root Element."""
    builder = _Builder(rendered.places, styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    try:
        parser.Parse(rendered.xml, True)  # noqa: FBT003 - expat's own signature
    except expat.ExpatError as fault:
        line = rendered.xml.split("\n")[fault.lineno - 1] if fault.lineno else ""
        place = _place(rendered, line.strip()[:20] or "<")
        return None, (error("markup-broken", place, detail=expat.ErrorString(fault.code)),)
    problems = {(fault.code, fault.wanted): error(fault.code, _place(rendered, fault.wanted), **fault.values) for fault in builder.faults}
    return builder.root, tuple(problems.values())


def stories(root: Element) -> tuple[Story, ...]:
    """Take `<cards>` apart into one Story per card and shared back."""
    return tuple(Story(element.attributes.get("id", ""), element) for element in root.children)


def label_items(root: Element, styles: Mapping[str, Style]) -> None:
    """Give each list item its label and body as children, as the structure tree wants them (ISO 32000-1 14.8.4.3.3)."""
    for element in root.children:
        if element.tag not in {"ul", "ol"}:
            label_items(element, styles)
            continue
        for number, item in enumerate(element.children, 1):
            style = styles[item.style or item.tag]
            label, body = Element("lbl", "lbl"), Element("lbody", item.style or item.tag)
            label.say(Run(style.bullet or f"{number}."))
            body.runs, item.runs, item.children = item.runs, [], [label, body]


def _place(rendered: Rendered, wanted: str) -> Place:
    """Find the line of the layout's own file that holds what is at fault; the rendered XML is never shown."""
    parts = rendered.template.parts
    shown = "/".join(parts[parts.index("templates") :]) if "templates" in parts else rendered.template.name
    lines = rendered.template.read_text(encoding="utf-8").split("\n")
    number = next((number for number, line in enumerate(lines, 1) if wanted in line), 0)
    return Place(shown, number, lines[number - 1].index(wanted) + 1 if number else 0)


__all__ = ["Problem", "label_items", "parse", "stories"]
