"""Worksheets filled in by hand and scanned, simulated: what `cardprint.collect.scans` is measured on. `python tests/handwriting.py 100 --seed 7`.

A page is pdfium's picture of the printed page; a pen writes on it, then a scanner or a telephone takes a picture. Two sets of hands and of effects:
those that the reader was made with, and those kept out of that (`held`), which the trial takes unless it is told otherwise.

How this differs from life: letters are loops without meaning; a pen's line has one width and little change of pressure; the paper lies flat but
for a fold or a slight bend; a printer neither smears nor runs dry; one person with one pen fills in a page, and understood how to answer: nobody
writes a number under a scale, strikes a box's words, draws a marker over a number, or makes marks of quite different sizes, which people do, and
which are looked for all the same. Life has answers that no person can tell, which are not asked here.
"""

from __future__ import annotations

import argparse
import io
import math
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from cardprint import Job, build
from cardprint.collect import scans
from cardprint.collect.known import Held, Known, gather
from cardprint.fieldmaps import Spot
from cardprint.resources import builtin_root

PX = 10
"""Pixels a millimetre of the page that is written on."""
PENS = {"blue": (28, 44, 140), "black": (24, 24, 30), "pencil": (92, 92, 96)}
HELD_PENS = {**PENS, "violet": (70, 40, 130), "soft pencil": (112, 112, 114)}
Points = Sequence[tuple[float, float]]
Truth = dict[str, frozenset[str]]


class Hand:
    """A person with a pen: draws in millimetres on a layer of how much ink lies where."""

    def __init__(self, size: tuple[int, int], rnd: random.Random, *, held: bool) -> None:
        pens = HELD_PENS if held else PENS
        self.rnd, self.held = rnd, held
        self.layer = Image.new("L", size, 0)
        self.draw = ImageDraw.Draw(self.layer)
        self.colour = pens[rnd.choices(list(pens), [6, 3, 2, 1, 1][: len(pens)])[0]]
        self.width = rnd.uniform(0.35, 0.7)
        self.press = rnd.uniform(0.75, 1.0)
        self.scales = rnd.choices((ring, cross, tick), (7, 2, 1))[0]
        self.boxes = rnd.choices((cross, tick, ring), (6, 4, 0.4))[0]
        self.struck = rnd.choice(HELD_STRIKES if held else STRIKES)
        self.letter = rnd.uniform(2.2, 3.8)

    def line(self, points: Points) -> None:
        """Draw one stroke, its points a little off."""
        rnd, fill = self.rnd, round(255 * min(1, self.press * self.rnd.uniform(0.85, 1.1)))
        moved = [((x + rnd.gauss(0, 0.04)) * PX, (y + rnd.gauss(0, 0.04)) * PX) for x, y in points]
        width = max(2, round(self.width * PX * rnd.uniform(0.85, 1.15)))
        self.draw.line(moved, fill=fill, width=width, joint="curve")

    def on(self, page: Image.Image) -> Image.Image:
        """Lay what was drawn on the page: ink darkens."""
        paper = np.array(page)
        cover = np.asarray(self.layer.filter(ImageFilter.GaussianBlur(0.6)))
        there = np.nonzero(cover)
        share = cover[there].astype(np.float32)[:, None] / 255
        paper[there] = (paper[there].astype(np.float32) * (1 - share * (1 - np.array(self.colour, dtype=np.float32) / 255))).astype(
            np.uint8
        )
        return Image.fromarray(paper)


Mark = Callable[[Hand, float, float, float], None]


def oval(hand: Hand, at: tuple[float, float], radii: tuple[float, float], turn: float) -> None:
    """Draw round a place, `turn` radians long, from anywhere, the end beside the beginning."""
    rnd = hand.rnd
    start, drift, tilt = rnd.random() * math.tau, rnd.uniform(-0.5, 0.7), rnd.uniform(-0.5, 0.5)
    points = []
    wobble = [rnd.gauss(0, 0.04) for _ in range(9)]
    for i in range(49):
        t = i / 48
        w = 1 + wobble[i // 6] * (1 - i % 6 / 6) + wobble[min(8, i // 6 + 1)] * (i % 6 / 6)
        angle = start + turn * t
        x, y = (radii[0] + drift * t) * w * math.cos(angle), (radii[1] + drift * t) * w * math.sin(angle)
        points.append((at[0] + x * math.cos(tilt) - y * math.sin(tilt), at[1] + x * math.sin(tilt) + y * math.cos(tilt)))
    hand.line(points)


def ring(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    at = x + rnd.gauss(0, 0.5), y + rnd.gauss(0, 0.5)
    oval(hand, at, (half * rnd.uniform(0.95, 1.5), half * rnd.uniform(0.95, 1.5)), rnd.uniform(5.6, 7.6))


def cross(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    x, y = x + rnd.gauss(0, 0.4), y + rnd.gauss(0, 0.3)
    for side in (1, -1):
        a, b, c, d = (half * rnd.uniform(0.65, 1.2) for _ in range(4))
        hand.line([(x - side * a, y - b), (x + rnd.gauss(0, 0.15), y + rnd.gauss(0, 0.15)), (x + side * c, y + d)])


def tick(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    foot = x - rnd.uniform(0.0, 0.4), y + half * rnd.uniform(0.4, 0.9)
    hand.line(
        [
            (x - half * rnd.uniform(0.5, 0.9), y + rnd.uniform(-0.4, 0.4)),
            foot,
            (x + half * rnd.uniform(0.7, 1.5), y - half * rnd.uniform(0.7, 1.4)),
        ]
    )


def slashed(hand: Hand, x: float, y: float, half: float) -> None:
    rnd, far = hand.rnd, half * hand.rnd.uniform(1.2, 1.7)
    hand.line([(x - far, y + far * rnd.uniform(0.4, 1)), (x + far, y - far * rnd.uniform(0.4, 1))])


def crossed(hand: Hand, x: float, y: float, half: float) -> None:
    slashed(hand, x, y, half)
    far = half * hand.rnd.uniform(1.1, 1.6)
    hand.line([(x - far, y - far * 0.7), (x + far, y + far * 0.7)])


def lined(hand: Hand, x: float, y: float, half: float) -> None:
    far = half * hand.rnd.uniform(1.3, 1.8)
    for _ in range(hand.rnd.randint(1, 3)):
        level = y + hand.rnd.gauss(0, half * 0.25)
        hand.line([(x - far, level + hand.rnd.gauss(0, 0.3)), (x + far, level + hand.rnd.gauss(0, 0.3))])


def zigzag(hand: Hand, x: float, y: float, half: float) -> None:
    rnd, far = hand.rnd, half * hand.rnd.uniform(1.0, 1.4)
    count = rnd.randint(6, 12)
    hand.line([(x - far + 2 * far * i / count, y + far * rnd.uniform(0.6, 1) * (-1) ** i) for i in range(count + 1)])


def wave(hand: Hand, x: float, y: float, half: float) -> None:
    far = half * hand.rnd.uniform(1.2, 1.6)
    phase, waves = hand.rnd.random() * 6, hand.rnd.uniform(9, 16)
    hand.line([(x - far + 2 * far * i / 40, y + 0.7 * half * math.sin(phase + waves * i / 40)) for i in range(41)])


def scrawl(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    at = 0.0
    points = []
    for i in range(60):
        at += rnd.uniform(0.4, 0.9)
        far = half * (0.4 + 0.8 * i / 60)
        points.append((x + far * math.cos(at) * rnd.uniform(0.7, 1.1), y + far * math.sin(at) * rnd.uniform(0.7, 1.1)))
    hand.line(points)


STRIKES: tuple[Mark, ...] = (slashed, crossed, lined, zigzag)
HELD_STRIKES: tuple[Mark, ...] = (*STRIKES, wave, scrawl)


def double(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    oval(
        hand,
        (x + rnd.gauss(0, 0.4), y + rnd.gauss(0, 0.4)),
        (half * rnd.uniform(1.0, 1.4), half * rnd.uniform(1.0, 1.4)),
        rnd.uniform(10.5, 13.5),
    )


def loose(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    oval(
        hand,
        (x + rnd.gauss(0, 0.7), y + rnd.gauss(0, 0.7)),
        (half * rnd.uniform(1.3, 1.8), half * rnd.uniform(1.0, 1.5)),
        rnd.uniform(5.0, 6.6),
    )


def hooked(hand: Hand, x: float, y: float, half: float) -> None:
    rnd = hand.rnd
    foot = x - rnd.uniform(0.2, 0.8), y + half * rnd.uniform(0.5, 1.0)
    bend = x + half * 0.4, y - half * 0.2
    hand.line([(x - half * 0.7, y - half * 0.2), foot, bend, (x + half * rnd.uniform(1.2, 2.2), y - half * rnd.uniform(0.9, 1.5))])


HELD_MARKS: Mapping[Mark, tuple[Mark, ...]] = {ring: (ring, double, loose), cross: (cross,), tick: (tick, hooked)}


def written(hand: Hand, box: tuple[float, float, float, float], *, stray: float) -> None:
    """Write lines of loops in a box; the last letters of a line may run over its right edge by `stray` mm."""
    rnd = hand.rnd
    left, top, width, height = box
    size = min(hand.letter, height * 0.6)
    level = top + min(size * 1.4, height * 0.75)
    for _ in range(rnd.randint(1, 3)):
        end = left + width * rnd.uniform(0.4, 0.95) + (width * 0.2 + stray if rnd.random() < 0.3 and stray else 0)
        x = left + rnd.uniform(1, 4)
        while x < min(end, left + width + stray - 1):
            x = _word(hand, x, level + rnd.gauss(0, 0.2), size, rnd.randint(2, 8)) + size * rnd.uniform(0.5, 0.9)
        level += size * rnd.uniform(2.0, 2.6)
        if level > top + height - 0.5:
            break


def _word(hand: Hand, x: float, level: float, size: float, letters: int) -> float:
    rnd = hand.rnd
    points = []
    for _ in range(letters):
        high, wide = size * rnd.choice((0.5, 0.5, 0.6, 1.0)), size * rnd.uniform(0.3, 0.6)
        loop = rnd.choice((0.0, 0.3, 0.7))
        for i in range(7):
            t = i / 6
            points.append((x + wide * t + loop * wide * math.sin(math.tau * t), level - high * 0.5 * (1 - math.cos(math.tau * t))))
        x += wide
    hand.line(points)
    return x


def fields(layout: Iterable[Spot]) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = {}
    for spot in layout:
        found.setdefault(spot.field, []).append(spot)
    return found


def centre(spot: Spot) -> tuple[float, float, float]:
    x, y, w, h = spot.box
    return x + w / 2, y + h / 2, min(w, h) / 2


class Filled(NamedTuple):
    page: Image.Image
    truth: Truth
    """By field, what the group meant; nothing where it left the field alone, `text` where it wrote there."""
    changed: frozenset[str]


def filled(page: Image.Image, layout: Sequence[Spot], rnd: random.Random, *, held: bool) -> Filled:
    """Fill in a page; one answer in ten is struck out and given anew."""
    hand = Hand(page.size, rnd, held=held)
    truth: Truth = {}
    changed = set()
    for field, spots in fields(layout).items():
        if spots[0].kind == "text":
            box = spots[0].box
            if rnd.random() < (0.3 if field in {"group", "date"} else 0.75) and field != "group":
                written(hand, box, stray=rnd.uniform(2, 9) if box[2] > 60 and rnd.random() < 0.3 else 0)
                truth[field] = frozenset({"text"})
            continue
        if spots[0].kind == "choice":
            meant = [rnd.choice(spots)] if rnd.random() < 0.9 else []
        else:
            meant = [spot for spot in spots if rnd.random() < (0.25 if len(spots) > 1 else 0.15)]
        truth[field] = frozenset(spot.value for spot in meant)
        rest = [spot for spot in spots if spot not in meant]
        style = hand.scales if spots[0].kind == "choice" else hand.boxes
        if meant and rest and rnd.random() < 0.1:
            wrong = centre(rnd.choice(rest))
            _mark(hand, style, wrong)
            hand.struck(hand, *wrong)
            changed.add(field)
        for spot in meant:
            _mark(hand, style, centre(spot))
            if spot.value == "andet" and rnd.random() < 0.7:
                written(hand, (spot.box[0] + 14, spot.box[1] - 1.5, 26, 6), stray=0)
    return Filled(hand.on(page), truth, frozenset(changed))


def _mark(hand: Hand, style: Mark, at: tuple[float, float, float]) -> None:
    mark = hand.rnd.choice(HELD_MARKS[style]) if hand.held else style
    mark(hand, *at)


# --- what happens to the paper, and how it is taken ------------------------------------------------------------------

Effect = Callable[[Image.Image, random.Random], Image.Image]


def _numbers(image: Image.Image) -> np.ndarray:
    return np.asarray(image, dtype=np.float32)


def _image(numbers: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(numbers, 0, 255).astype(np.uint8))


def _noise(rnd: random.Random, shape: tuple[int, ...], most: float) -> np.ndarray:
    return np.random.default_rng(rnd.randrange(10**9)).normal(0, most, shape).astype(np.float32)


def fold(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Fold across or down: a line, dark or light, and the far side a little off."""
    a = _numbers(image).copy()
    across = rnd.random() < 0.5
    if across:
        a = a.transpose(1, 0, 2)
    at = round(a.shape[0] * rnd.uniform(0.3, 0.7))
    a[at:] = np.roll(a[at:], rnd.randint(-5, 5), axis=1)
    tilt = rnd.uniform(-0.02, 0.02)
    columns = np.arange(a.shape[1])
    for offset, depth in zip(range(-3, 4), (0.3, 0.7, 1, 1, 0.8, 0.5, 0.2), strict=True):
        rows = np.clip(at + offset + (columns - a.shape[1] / 2) * tilt, 0, a.shape[0] - 1).astype(int)
        a[rows, columns] *= 1 - depth * rnd.choice((0.1, 0.25, 0.4))
    a[at:] *= rnd.uniform(0.9, 1)
    return _image(a.transpose(1, 0, 2) if across else a)


def staple(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Staple in a corner, any: over the code that is printed there, too."""
    draw = ImageDraw.Draw(image)
    x = rnd.uniform(6, 18) if rnd.random() < 0.5 else image.width / PX - rnd.uniform(6, 20)
    y = rnd.uniform(6, 16)
    lean = rnd.uniform(-4, 4)
    draw.line([((x - 5) * PX, y * PX), ((x + 5) * PX, (y + lean) * PX)], fill=(60, 60, 64), width=8)
    draw.line([((x - 5) * PX, y * PX + 6), ((x + 5) * PX, (y + lean) * PX + 6)], fill=(225, 225, 225), width=4)
    return image


def coffee(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Set a cup down once or twice."""
    a = _numbers(image).copy()
    yy, xx = np.mgrid[0 : a.shape[0], 0 : a.shape[1]].astype(np.float32) / PX
    for _ in range(rnd.randint(1, 2)):
        cx, cy, r = rnd.uniform(20, a.shape[1] / PX - 20), rnd.uniform(20, a.shape[0] / PX - 20), rnd.uniform(30, 42)
        far = np.abs(np.hypot(xx - cx, yy - cy) - r)
        lap = np.exp(-((far / rnd.uniform(0.6, 1.5)) ** 2)) * rnd.uniform(0.3, 0.7) + (np.hypot(xx - cx, yy - cy) < r) * rnd.uniform(
            0, 0.12
        )
        a *= 1 - lap[..., None] * np.array([0.3, 0.45, 0.65], dtype=np.float32)
    return _image(a)


def faint(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Print and write weakly: all of it nearer the paper's white."""
    return _image(255 - (255 - _numbers(image)) * rnd.uniform(0.45, 0.7))


def torn(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Tear a corner off, the code's too."""
    far = rnd.uniform(18, 32) * PX
    w, h = image.size
    x, y = rnd.choice(((w, 0), (0, h), (0, 0), (w, h)))
    sx, sy = (-1 if x else 1), (-1 if y else 1)
    points = [(x, y), (x + sx * far, y), (x + sx * far * 0.55, y + sy * far * 0.5), (x, y + sy * far)]
    ImageDraw.Draw(image).polygon(points, fill=rnd.choice(((250, 250, 250), (30, 30, 30))))
    return image


def punched(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Punch two holes, seen black, and a strip of tape over the page."""
    draw = ImageDraw.Draw(image)
    for y in (image.height / 2 - 40 * PX, image.height / 2 + 40 * PX):
        draw.ellipse([9 * PX, y - 3 * PX, 15 * PX, y + 3 * PX], fill=(20, 20, 20))
    a = _numbers(image).copy()
    x = round(rnd.uniform(0.2, 0.8) * a.shape[1])
    a[:, x : x + 190] *= np.array([0.95, 0.93, 0.85], dtype=np.float32)
    return _image(a)


def wet(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Let a wet patch blur the ink."""
    mask = Image.new("L", image.size, 0)
    x, y, r = rnd.uniform(0.2, 0.8) * image.width, rnd.uniform(0.2, 0.8) * image.height, rnd.uniform(15, 40) * PX
    ImageDraw.Draw(mask).ellipse([x - r, y - r * 0.7, x + r, y + r * 0.7], fill=255)
    blurred = _image(_numbers(image.filter(ImageFilter.GaussianBlur(PX * rnd.uniform(0.25, 0.5)))) * 0.96)
    return Image.composite(blurred, image, mask.filter(ImageFilter.GaussianBlur(25)))


def ghost(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Let the back of the paper show through, mirrored."""
    back = _numbers(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(4)))
    return _image(_numbers(image) - (255 - back) * rnd.uniform(0.03, 0.1))


def tinted(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Print on paper that is not white."""
    tint = np.array(rnd.choice(((250, 243, 222), (228, 228, 222), (226, 240, 228))), dtype=np.float32) / 255
    return _image(_numbers(image) * tint)


def streak(image: Image.Image, rnd: random.Random) -> Image.Image:
    """Feed it past a speck of dust on the glass: a thin line all down the page."""
    a = _numbers(image).copy()
    x = round(rnd.uniform(0.1, 0.9) * a.shape[1])
    a[:, x : x + rnd.randint(1, 3)] *= rnd.uniform(0.5, 0.85)
    return _image(a)


def plain(image: Image.Image, _rnd: random.Random) -> Image.Image:
    return image


DAMAGES: tuple[Effect, ...] = (fold, staple, coffee, faint)
HELD_DAMAGES: tuple[Effect, ...] = (*DAMAGES, torn, punched, wet)
TREATS: tuple[Effect, ...] = (plain,)
HELD_TREATS: tuple[Effect, ...] = (plain, plain, ghost, tinted, streak)


def flatbed(image: Image.Image, rnd: random.Random, *, held: bool) -> bytes:
    """Scan: skew, another size, shadow, noise, blur, JPEG; grey, colour, or black and white alone; any way up."""
    dpi = rnd.choice((200, 240, 300))
    size = rnd.uniform(0.92, 1.06) * dpi / 25.4 / PX
    image = image.rotate(rnd.uniform(-4, 4), Image.Resampling.BICUBIC, expand=True, fillcolor=(252, 252, 252))
    image = image.resize((round(image.width * size), round(image.height * size)), Image.Resampling.BICUBIC)
    image = image.rotate(rnd.choice((0, 0, 0, 180, 90, 270)), expand=True)
    mode = rnd.choices(("RGB", "L", "1"), (5, 4, 1))[0]
    image = image if mode == "RGB" else image.convert("L")
    a = _numbers(image)
    ramp = np.linspace(0, 1, a.shape[1], dtype=np.float32)[None, :]
    shade = 1 - rnd.uniform(0, 0.25) * (ramp if rnd.random() < 0.7 else ramp**6)
    a = a * (shade if a.ndim == 2 else shade[..., None])
    a += _noise(rnd, a.shape, rnd.uniform(1, 8))
    if held:
        a = 255 * (np.clip(a, 0, 255) / 255) ** rnd.uniform(0.7, 1.5)
    taken = _image(a).filter(ImageFilter.GaussianBlur(rnd.uniform(0.2, 1.1)))
    if mode == "1":
        sharp = taken.convert("1") if held and rnd.random() < 0.3 else taken.point(lambda v: 255 if v > 160 else 0).convert("1")
        return _saved(sharp, "PNG")
    return _saved(taken, "JPEG", quality=rnd.randint(45, 90))


def photographed(image: Image.Image, rnd: random.Random, *, held: bool) -> bytes:
    """Take a picture with a telephone: in perspective, slightly bent, on a table, in uneven light."""
    wide = rnd.randint(2900, 3900)
    size = wide, round(wide * 0.75)
    w, h = image.size
    room = rnd.uniform(0.03, 0.09)
    scale = min(size[0] * (1 - 2 * room) / w, size[1] * (1 - 2 * room) / h)
    corners = [(size[0] / 2 + sx * w * scale / 2, size[1] / 2 + sy * h * scale / 2) for sx, sy in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    corners = [(x + rnd.uniform(-0.03, 0.03) * wide, y + rnd.uniform(-0.03, 0.03) * wide) for x, y in corners]
    paper = Image.merge("RGBA", (*image.split(), Image.new("L", image.size, 255)))
    laid = paper.transform(
        size, Image.Transform.PERSPECTIVE, _perspective(corners, [(0, 0), (w, 0), (w, h), (0, h)]), Image.Resampling.BICUBIC
    )
    table = Image.new("RGB", size, rnd.choice(((92, 68, 48), (150, 148, 145), (40, 42, 46))))
    table.paste(laid, mask=laid.getchannel("A"))
    table = _bent(table, rnd, held=held)
    a = _numbers(table)
    yy, xx = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32) / wide
    angle = rnd.random() * math.tau
    a *= (1 - rnd.uniform(0.05, 0.4) * (0.5 + 0.7 * (np.cos(angle) * (xx - 0.5) + np.sin(angle) * (yy - 0.4))))[..., None]
    if held and rnd.random() < 0.6:
        edge = np.clip((xx * math.cos(angle) + yy * math.sin(angle) - rnd.uniform(0.1, 0.6)) * 40, 0, 1)
        a *= (1 - rnd.uniform(0.15, 0.4) * edge)[..., None]
    a *= np.array([rnd.uniform(0.95, 1), rnd.uniform(0.92, 0.98), rnd.uniform(0.82, 0.98)], dtype=np.float32)
    a += _noise(rnd, a.shape, rnd.uniform(2, 7))
    taken = _image(a).filter(ImageFilter.GaussianBlur(rnd.uniform(0.5, 1.5)))
    taken = taken.rotate(rnd.choice((0, 0, 90, 180, 270)), expand=True)
    return _saved(taken, "JPEG", quality=rnd.randint(60, 90))


def _perspective(src: Points, dst: Points) -> list[float]:
    """Give the eight numbers with which Pillow takes what lies at `dst` to `src`."""
    rows, to = [], []
    for (x, y), (u, v) in zip(src, dst, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        to += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows), np.array(to))]


def _bent(image: Image.Image, rnd: random.Random, *, held: bool) -> Image.Image:
    """Bend the paper a little: a mesh whose rows swing by up to 2 mm; `held`: the lens bends, too."""
    w, h = image.size
    swing, phase, barrel = rnd.uniform(0, 0.006) * w, rnd.random() * 6, rnd.uniform(-0.012, 0.012) if held else 0.0

    def there(x: float, y: float) -> tuple[float, float]:
        u, v = x / w - 0.5, y / h - 0.5
        k = barrel * (u * u + v * v)
        return x + w * u * k, y + h * v * k + swing * math.sin(phase + 3 * x / w)

    mesh = []
    step = 20
    for i in range(step):
        for j in range(step):
            x0, x1, y0, y1 = (round(n) for n in (w * i / step, w * (i + 1) / step, h * j / step, h * (j + 1) / step))
            mesh.append(((x0, y0, x1, y1), (*there(x0, y0), *there(x0, y1), *there(x1, y1), *there(x1, y0))))
    return image.transform(image.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def _saved(image: Image.Image, kind: str, **how: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


class Taken(NamedTuple):
    """A page that came back: the file, what it holds, which kind of picture it is."""

    data: bytes
    kind: str
    key: str
    truth: Truth
    changed: frozenset[str]


KINDS = ("ordinary",) * 7 + ("damaged",) * 2 + ("photo",)


def taken(sheet: Held, known: Known, seed: int, *, kind: str = "", held: bool = True) -> Taken:
    """Fill in a printed page and take a picture of it. Seven in ten are ordinary, two are damaged, one is photographed."""
    rnd = random.Random(f"{seed} {held}")
    kind = kind or KINDS[seed % len(KINDS)]
    done = filled(pictured(known.pdf(sheet.page.key) or b"", sheet.number), sheet.spots, rnd, held=held)
    if kind == "straight":  # a good scanner: 200 dots per inch, grey
        size = (round(side * 200 / 25.4 / PX) for side in done.page.size)
        data = _saved(done.page.convert("L").resize((next(size), next(size))), "JPEG", quality=80)
        return Taken(data, kind, sheet.page.key, done.truth, done.changed)
    image = rnd.choice(HELD_TREATS if held else TREATS)(done.page, rnd)
    if kind == "damaged":
        image = rnd.choice(HELD_DAMAGES if held else DAMAGES)(image, rnd)
    data = photographed(image, rnd, held=held) if kind == "photo" else flatbed(image, rnd, held=held)
    return Taken(data, kind, sheet.page.key, done.truth, done.changed)


def pictured(pdf: bytes, page: int) -> Image.Image:
    """Print a page, as it were."""
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page].render(scale=PX * 25.4 / 72).to_pil().convert("RGB")


# --- the trial ---------------------------------------------------------------------------------------------------------


class Verdict(NamedTuple):
    """What became of one page: how its picture was made, whether it was found, how each answer was read, the seconds of processor time it took."""

    kind: str
    found: bool
    answers: Mapping[str, str]
    written: Mapping[str, str]
    seconds: float


def judged(sheet: Taken, known: Known) -> Verdict:
    """Read a page and compare it with what was meant. An answer is right, wrong, or unsure: left to a person."""
    began = time.process_time()
    returned, _ = scans.read(sheet.data, "scan", known)
    seconds = time.process_time() - began
    if len(returned) != 1 or returned[0].page.key != sheet.key:
        return Verdict(sheet.kind, found=False, answers={}, written={}, seconds=seconds)
    read = {answer.field: answer for answer in returned[0].answers}
    answers, written = {}, {}
    for field, meant in sheet.truth.items():
        answer = read.pop(field, None)
        if meant == {"text"}:
            written[field] = "right" if answer and answer.picture else "wrong"
        elif answer and not answer.is_sure:
            answers[field] = "unsure"
        else:
            answers[field] = "right" if frozenset(answer.values if answer else ()) == meant else "wrong"
    return Verdict(sheet.kind, found=True, answers=answers, written={**written, **dict.fromkeys(read, "extra")}, seconds=seconds)


def printed(folder: Path) -> tuple[Known, list[Held]]:
    """Print the worksheets that come with cardprint, and give what is known of their pages, and the wrap-up sheets' among them."""
    root = builtin_root()
    shutil.copytree(root / "cards", folder / "cards")
    shutil.copy(root / "cardprint.yaml", folder)
    build(Job(path=folder, kinds=("worksheet",), areas=("skole",)))
    known, _ = gather(folder)
    return known, [held for held in known.pages.values() if held.map.worksheet.kind == "wrap_up"]


def page_of(sheets: Sequence[Held], seed: int) -> Held:
    """Give the sheet of a trial: of three pages two are first ones, which the judgements stand on."""
    wanted = 2 if seed % 3 == 2 else 1
    some = [held for held in sheets if held.page.page == wanted]
    return some[seed % len(some)]


def trial(known: Known, sheets: Sequence[Held], seeds: Iterable[int], *, held: bool) -> Iterator[tuple[int, Verdict]]:
    for seed in seeds:
        yield seed, judged(taken(page_of(sheets, seed), known, seed, held=held), known)


def table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Say how many answers of each kind of page were read, and what went wrong."""
    yield f"{'':10} {'pages':>6} {'found':>6} {'answers':>8} {'right':>6} {'unsure':>7} {'wrong':>6} {'read':>7} {'texts':>6} {'missed':>7} {'extra':>6} {'s/page':>7}"
    for kind in ("ordinary", "damaged", "photo", ""):
        some = [verdict for verdict in verdicts if kind in {verdict.kind, ""}]
        if not some:
            continue
        answers, texts = Counter(), Counter()
        for verdict in some:
            answers.update(verdict.answers.values())
            texts.update(verdict.written.values())
        count = sum(answers.values())
        yield (
            f"{kind or 'all':10} {len(some):6} {sum(one.found for one in some):6} {count:8} {answers['right']:6} {answers['unsure']:7} {answers['wrong']:6}"
            f" {answers['right'] / max(1, count):7.1%} {texts['right'] + texts['wrong']:6} {texts['wrong']:7} {texts['extra']:6}"
            f" {sum(one.seconds for one in some) / len(some):7.2f}"
        )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("pages", type=int, nargs="?", default=100)
    asked.add_argument("--seed", type=int, default=1000)
    asked.add_argument("--tuning", action="store_true", help="take the hands and effects that the reader was made with")
    given = asked.parse_args()
    with TemporaryDirectory() as folder:
        known, sheets = printed(Path(folder))
        verdicts = []
        with suppress(KeyboardInterrupt):  # what was read so far is told
            for seed, verdict in trial(known, sheets, range(given.seed, given.seed + given.pages), held=not given.tuning):
                verdicts.append(verdict)
                for field in (field for field, how in verdict.answers.items() if how == "wrong"):
                    print(f"seed {seed} ({verdict.kind}): {field} is wrong", flush=True)
                if not verdict.found:
                    print(f"seed {seed} ({verdict.kind}): not found", flush=True)
    print(*table(verdicts), sep="\n")


if __name__ == "__main__":
    main()
