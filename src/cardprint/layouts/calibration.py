"""What stands on the printer's test page, as Elements: its two sides are those of one large card. The same sentences are said on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardprint.page import Element, Run, Story

ID = "calibration"
UPPER, LOWER = "calibration-upper", "calibration-lower"
"""Styles of the two places for text on each side; where they are follows from the paper."""
BEFORE = ("what", "print", "ruler", "flip")
READ = ("light", "dot", "across", "down", "rotate")


def story(labels: Mapping[str, str], printed: str) -> Story:
    """Make the Story of the page; `printed` says how it is printed."""
    said = {key: labels[f"calibration_{key}"] for key in (*BEFORE, *READ, "head", "read", "type", "build")} | {"print": printed}
    root = Element("card", "", {"id": ID})
    root.add(_side("front", _box(UPPER, said["head"], "h1", [said[key] for key in BEFORE])))
    lower = _box(LOWER, "", "", [said["rotate"], said["type"]])
    for line, command in (("", measured(labels)), (said["build"], built(labels))):
        for text, style in ((line, "calibration-body"), (command, "calibration-command")):
            if text:
                lower.add(_text("p", style, text))
    root.add(_side("back", _box(UPPER, said["read"], "h2", [said[key] for key in READ[:-1]]), lower))
    return Story(ID, root)


def sentences(labels: Mapping[str, str], printed: str) -> tuple[str, ...]:
    """Give what the page says, in order, for the terminal."""
    return (
        printed,
        *(labels[f"calibration_{key}"] for key in READ),
        labels["calibration_type"],
        f"  {measured(labels)}",
        labels["calibration_build"],
        f"  {built(labels)}",
    )


def measured(labels: Mapping[str, str]) -> str:
    """Write the command that keeps a measured offset."""
    return f'cardprint calibrate --x 1.5mm --y -0.5mm --rotate 0.2 --printer "{labels["calibration_example"]}"'


def built(labels: Mapping[str, str]) -> str:
    """Write the command that moves the backs."""
    return f'cardprint build --printer "{labels["calibration_example"]}"'


def _side(tag: str, *boxes: Element) -> Element:
    side = Element(tag)
    for box in boxes:
        side.add(box)
    return side


def _box(style: str, head: str, tag: str, texts: Sequence[str]) -> Element:
    box = Element("box", style)
    if head:
        box.add(_text(tag, "calibration-head", head))
    for text in texts:
        box.add(_text("p", "calibration-body", text))
    return box


def _text(tag: str, style: str, text: str) -> Element:
    element = Element(tag, style)
    element.say(Run(text))
    return element
