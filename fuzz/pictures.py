"""Pictures and fonts by their grammar: SVG elements and attributes, PNG chunks, JPEG segments, TrueType tables."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from random import Random
from typing import NamedTuple

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>\n{}\n</svg>\n'


def svg(body: str, attributes: str = 'viewBox="0 0 40 40"') -> str:
    """Write an SVG file."""
    return HEAD.format(attributes, body)


NUMBERS = (
    "0",
    "1",
    "-1",
    "2",
    "3.5",
    "10",
    "20",
    "40",
    ".5",
    "-.5",
    "1e3",
    "1e-9",
    "1e38",
    "1e400",
    "-1e400",
    "99999999999",
    "NaN",
    "inf",
    "",
    "1-1",
    "0.1.2",
    "5%",
    "3mm",
    "2em",
    "1e",
    "+4",
    "--1",
)
COLOURS = (
    "red",
    "#0b5c6b",
    "#fff",
    "none",
    "currentColor",
    "inherit",
    "transparent",
    "url(#a)",
    "url(#x)",
    "rgb(1,2,3)",
    "rgb(1%,2%,3%)",
    "rgba(1,2,3,.5)",
    "hsl(1,2%,3%)",
    "icc-color(x)",
    "#12",
    "",
    "#FFFFFFFF",
    "var(--a)",
)
ELEMENTS = (
    "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "symbol", "defs", "clipPath", "mask", "linearGradient", "radialGradient",
    "stop", "pattern", "image", "text", "tspan", "style", "script", "svg", "a", "switch", "title", "desc", "metadata", "filter", "foreignObject", "marker", "animate",
)  # fmt: skip
DRAWN = (
    "g",
    "path",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "use",
    "clipPath",
    "svg",
    "defs",
    "linearGradient",
)
FREE = ("data-x", "xml:space", "sodipodi:x", "onclick", "xmlns:a", "aria-label", "role", "lang", "enable-background")


def _number(random: Random) -> str:
    return random.choice(NUMBERS) if random.random() < 0.3 else f"{random.uniform(-5, 45):.3g}"


def _numbers(random: Random) -> str:
    return random.choice([" ", ",", ", ", ""]).join(_number(random) for _ in range(random.choice([0, 1, 2, 3, 4, 6, 8, 60])))


def _path(random: Random) -> str:
    steps = (random.choice("MmLlHhVvCcSsQqTtAaZz") + _numbers(random) for _ in range(random.choice([1, 3, 6, 30])))
    return random.choice(["M0 0", "M2,2", "m", ""]) + random.choice(["", " "]).join(steps) * random.choice([1, 1, 1, 40])


def _transform(random: Random) -> str:
    names = ("matrix", "translate", "scale", "rotate", "skewX", "skewY", "perspective", "")
    return " ".join(f"{random.choice(names)}({_numbers(random)})" for _ in range(random.choice([1, 1, 2, 5])))


def _aspect(random: Random) -> str:
    ways = ["none", "xMidYMid", "xMinYMax slice", "xMidYMid meet", "defer xMidYMid", "slice", ""]
    return random.choice(ways)


def _link(random: Random) -> str:
    return random.choice(
        ["#a", "#b", "#x", "#", "", "http://example.org/x.png", "data:image/png;base64,AAAA", "file:///etc/passwd", "x.svg#a"]
    )


def _style(random: Random) -> str:
    pairs = (f"{name}:{ATTRIBUTES[name](random)}" for name in random.sample(PROPERTIES, random.choice([0, 1, 2, 4])))
    return random.choice([";", "; ", ";;"]).join(pairs) + random.choice(["", ";", " !important", ";x", "/*"])


def _of(*words: str) -> Callable[[Random], str]:
    return lambda random: random.choice(words)


def _colour(random: Random) -> str:
    return random.choice(COLOURS)


ATTRIBUTES: dict[str, Callable[[Random], str]] = {
    **dict.fromkeys(("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "offset", "stroke-width", "stroke-miterlimit", "stroke-dashoffset", "font-size"), _number),
    **dict.fromkeys(("opacity", "fill-opacity", "stroke-opacity", "stop-opacity"), _number),
    **dict.fromkeys(("fill", "stroke", "color", "stop-color"), _colour),
    **dict.fromkeys(("points", "stroke-dasharray", "viewBox"), _numbers),
    "d": _path, "transform": _transform, "gradientTransform": _transform, "style": _style, "preserveAspectRatio": _aspect,
    "href": _link, "xlink:href": _link, "id": _of("a", "b", "", "a"), "class": _of("a", "b c"), "clip-path": _of("url(#a)", "url(#b)", "url(x)", "none"),
    "fill-rule": _of("evenodd", "nonzero", "x"), "clip-rule": _of("evenodd", "nonzero"), "clipPathUnits": _of("userSpaceOnUse", "objectBoundingBox"),
    "gradientUnits": _of("userSpaceOnUse", "objectBoundingBox"), "display": _of("none", "inline", "x"), "visibility": _of("hidden", "visible", "collapse"),
    "stroke-linecap": _of("round", "square", "butt", "x"), "stroke-linejoin": _of("round", "bevel", "miter", "arcs"), "mask": _of("url(#a)", "none"),
    "filter": _of("url(#a)", "none"), "overflow": _of("hidden", "visible"), "vector-effect": _of("non-scaling-stroke"), "mix-blend-mode": _of("multiply", "normal"),
    "paint-order": _of("stroke"), "marker-end": _of("url(#a)"), "unicode-bidi": _of("embed"),
}  # fmt: skip
PROPERTIES = [name for name in ATTRIBUTES if name not in {"style", "id", "class", "href", "xlink:href", "d", "points", "viewBox"}]


def element(random: Random, depth: int = 0) -> str:
    """Make an element with what may stand in it."""
    tag = random.choice(DRAWN if random.random() < 0.8 else ELEMENTS)
    names = random.sample(list(ATTRIBUTES), random.choice([0, 1, 2, 4, 8]))
    names += {
        "path": ["d"],
        "polygon": ["points"],
        "polyline": ["points"],
        "use": ["href"],
        "rect": ["width", "height"],
        "circle": ["r"],
    }.get(tag, [])
    said = {name: ATTRIBUTES[name](random) for name in names}
    if random.random() < 0.05:
        said[random.choice(FREE)] = "x"
    written = "".join(f' {name}="{value.replace(chr(34), "")}"' for name, value in said.items())
    inside = "".join(element(random, depth + 1) for _ in range(random.choice([0, 0, 0, 1, 2]))) if depth < 6 else ""
    inside += (
        random.choice(["", "", "", "x", "&amp;", "<!-- a -->", "<![CDATA[.a{fill:red}]]>", "&#0;", "&x;"]) if random.random() < 0.2 else ""
    )
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def drawing(random: Random, text: str) -> str:
    """Put elements into an SVG file, or change its root."""
    if random.random() < 0.25:
        said = "".join(
            f' {name}="{ATTRIBUTES[name](random)}"'
            for name in random.sample(["viewBox", "width", "height", "preserveAspectRatio", "style", "fill"], random.choice([0, 1, 2, 4]))
        )
        text = svg("<path d='M2 2h36v36z' fill='#0b5c6b'/>", said)
    at = text.rfind("</svg>")
    body = "".join(element(random) + "\n" for _ in range(random.choice([1, 1, 2, 5])))
    if random.random() < 0.03:
        times = random.choice([50, 3000, 20_000])
        body = random.choice(
            [
                "<g>" * times + "</g>" * times,
                "<path d='M0 0h9v9z'/>" * times,
                f"<path d='M0 0{'h1v1' * times}'/>",
                f"<path transform='{'scale(2) ' * times}' d='M0 0h9v9z'/>",
                "".join(f"<g id='a{n}'><use href='#a{n - 1}'/><use href='#a{n - 1}'/></g>" for n in range(40)),
            ]
        )
    if random.random() < 0.03:
        text = (
            random.choice(
                [
                    '<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>',
                    "<?xml version='1.0' encoding='utf-16'?>",
                    "<?xml-stylesheet href='x'?>",
                    "\ufeff",
                    " ",
                ]
            )
            + text
        )
        at = text.rfind("</svg>")
    return text[:at] + body + text[at:] if at >= 0 else text + body


# PNG


class Chunk(NamedTuple):
    """A piece of a PNG; `checked` False leaves its sum wrong."""

    name: bytes
    data: bytes
    checked: bool = True


def chunks(data: bytes) -> list[Chunk]:
    """Take a sound PNG apart."""
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        found.append(Chunk(data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png_of(parts: list[Chunk]) -> bytes:
    """Put a PNG together."""
    out = [b"\x89PNG\r\n\x1a\n"]
    for name, data, checked in parts:
        out += [struct.pack(">I", len(data)), name, data, struct.pack(">I", zlib.crc32(name + data) if checked else 7)]
    return b"".join(out)


@cache
def samples() -> dict[str, tuple[bytes, ...]]:
    """Make sound pictures of every kind that Pillow writes, and a sound font."""
    from PIL import Image

    made: dict[str, list[bytes]] = {"PNG": [], "JPEG": []}
    base = Image.linear_gradient("L").resize((24, 16))
    for kind, modes in (("PNG", ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")), ("JPEG", ("L", "RGB", "CMYK"))):
        for mode in modes:
            for options in ({}, {"progressive": True, "quality": 40}, {"interlace": 1, "dpi": (300, 300)}):
                file = BytesIO()
                (base.convert("I").convert(mode) if mode == "I;16" else base.convert("RGB").convert(mode)).save(file, kind, **options)  # type: ignore[arg-type]
                made[kind].append(file.getvalue())
    return {"png": tuple(made["PNG"]), "jpeg": tuple(made["JPEG"]), "ttf": (_font(),)}


def _font() -> bytes:
    """Cut a built-in font down to the letters that are used, with every table."""
    import uharfbuzz as hb

    from cardprint import fonts

    face = hb.Face(hb.Blob(fonts.builtin_files()[0]["regular"].read_bytes()))
    wanted = hb.SubsetInput()
    wanted.unicode_set.update({*range(0x20, 0x7F), *map(ord, "æøåÆØÅé–“”…§·\u00a0")})
    return bytes(hb.subset(face, wanted).blob.data)


def png(random: Random, _data: bytes) -> bytes:
    """Make a PNG that is wrong in its chunks."""
    parts = chunks(random.choice(samples()["png"]))
    for _ in range(random.choice([1, 1, 2, 4])):
        at = random.randrange(len(parts))
        match random.randrange(9):
            case 0:
                del parts[at]
            case 1:
                parts.insert(random.randrange(len(parts) + 1), parts[at])
            case 2:
                random.shuffle(parts)
            case 3:
                parts[0] = parts[0]._replace(data=_header(random))
            case 4 | 5:
                parts.insert(random.randrange(len(parts) + 1), _extra(random))
            case 6:
                parts[at] = parts[at]._replace(data=scrambled(random, parts[at].data), checked=random.random() < 0.8)
            case 7:
                parts[at] = parts[at]._replace(name=random.choice([b"IDAT", b"IEND", b"PLTE", b"abcd", b"\0\0\0\0", b"IHDR"]))
            case _:
                raw = bytes(random.choice([10, 1000, 5_000_000]))
                parts = [one._replace(data=zlib.compress(raw)) if one.name == b"IDAT" else one for one in parts]
        parts = parts or [Chunk(b"IEND", b"")]
    return png_of(parts)


def _header(random: Random) -> bytes:
    side = [0, 1, 2, 24, 16, 7000, 7072, 8000, 65535, 1 << 20, (1 << 31) - 1, (1 << 32) - 1]
    depth, colour = random.choice([1, 2, 4, 8, 16, 0, 3]), random.choice([0, 2, 3, 4, 6, 1, 7])
    return struct.pack(
        ">IIBBBBB",
        random.choice(side),
        random.choice(side),
        depth,
        colour,
        random.choice([0, 0, 1]),
        random.choice([0, 0, 1]),
        random.choice([0, 1, 2]),
    )


def _extra(random: Random) -> Chunk:
    name = random.choice(
        [
            b"tRNS",
            b"PLTE",
            b"gAMA",
            b"cHRM",
            b"iCCP",
            b"sRGB",
            b"pHYs",
            b"tEXt",
            b"zTXt",
            b"iTXt",
            b"eXIf",
            b"acTL",
            b"fcTL",
            b"fdAT",
            b"bKGD",
            b"sBIT",
            b"tIME",
        ]
    )
    bomb = b"x\0\0" + zlib.compress(bytes(random.choice([100, 30_000_000])))
    data = random.choice(
        [
            b"",
            random.randbytes(random.choice([1, 4, 6, 9, 26, 768])),
            bomb,
            b"a\0" + b"b" * 100,
            struct.pack(">IIB", 1, 0, 1),
            bytes(9),
            exif(random),
        ]
    )
    return Chunk(name, data)


def exif(random: Random) -> bytes:
    """Make EXIF data: most with an orientation."""
    order = random.choice([b"II", b"MM"])
    mark = "<" if order == b"II" else ">"
    kind, count, value = (
        random.choice([1, 2, 3, 4, 5, 7, 12, 99]),
        random.choice([0, 1, 1, 2, 1 << 30]),
        random.choice([0, 1, 3, 6, 8, 9, 65535]),
    )
    head = order + struct.pack(mark + "HI", 42, random.choice([8, 8, 8, 0, 1 << 31]))
    return head + struct.pack(
        mark + "HHHIHHI",
        random.choice([1, 1, 9999]),
        random.choice([0x0112, 0x0112, 0x011A, 0x8769]),
        kind,
        count,
        value,
        0,
        random.choice([0, 8]),
    )


# JPEG


def segments(data: bytes) -> list[bytes]:
    """Take a sound JPEG apart, marker by marker; the last piece is the scan."""
    found, at = [data[:2]], 2
    while at < len(data) and data[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        found.append(data[at:end])
        at = end
    return [*found, data[at:]]


def jpeg(random: Random, _data: bytes) -> bytes:
    """Make a JPEG that is wrong in its segments."""
    parts = segments(random.choice(samples()["jpeg"]))
    for _ in range(random.choice([1, 1, 2, 4])):
        at = random.randrange(len(parts))
        match random.randrange(7):
            case 0:
                del parts[at]
            case 1:
                parts.insert(random.randrange(len(parts) + 1), parts[at])
            case 2:
                parts.insert(min(1, len(parts)), _segment(random))
            case 3 | 4:
                parts[at] = parts[at][:4] + scrambled(random, parts[at][4:])
            case 5:
                parts = [_framed(random, part) for part in parts]
            case _:
                parts[at] = parts[at][: random.randrange(len(parts[at]) + 1)]
        parts = parts or [b"\xff\xd8"]
    return b"".join(parts)


def _segment(random: Random) -> bytes:
    data = random.choice(
        [
            b"Exif\0\0" + exif(random),
            b"ICC_PROFILE\0\1\1" + random.randbytes(200),
            b"Adobe\0d\0\0\0\0" + bytes([random.randrange(4)]),
            b"",
            random.randbytes(30),
        ]
    )
    length = len(data) + 2 if random.random() < 0.8 else random.choice([0, 1, 2, 65535])
    return (
        bytes([0xFF, random.choice([0xE0, 0xE1, 0xE2, 0xEE, 0xFE, 0xDD, 0xC4, 0xDB, 0xC9, 0xD9, 0x01])]) + struct.pack(">H", length) + data
    )


def _framed(random: Random, part: bytes) -> bytes:
    """Change the size, the depth or the components of the frame."""
    if len(part) < 11 or part[1] not in (0xC0, 0xC1, 0xC2):
        return part
    side = [0, 1, 16, 24, 7000, 9000, 65535]
    return (
        part[:4]
        + bytes([random.choice([8, 8, 12, 16, 0])])
        + struct.pack(">HH", random.choice(side), random.choice(side))
        + bytes([random.choice([1, 3, 4, 2, 0, 255])])
        + part[10:]
    )


# TrueType


def ttf(random: Random, _data: bytes) -> bytes:
    """Make a font that is wrong in its tables."""
    data = samples()["ttf"][0]
    (count,) = struct.unpack(">H", data[4:6])
    tables = [list(struct.unpack(">4sIII", data[12 + 16 * n : 28 + 16 * n])) for n in range(count)]
    body = {tag: data[at : at + length] for tag, _, at, length in tables}
    for _ in range(random.choice([1, 1, 2, 3])):
        tag = random.choice(list(body) or [b"head"])
        match random.randrange(7):
            case 0:
                body.pop(tag, None)
            case 1 | 2:
                body[tag] = scrambled(random, body.get(tag, b""))
            case 3:
                body[tag] = body.get(tag, b"")[: random.choice([0, 1, 2, 4, 10, 50])]
            case 4:
                body[tag] = _field(random, body.get(tag, b""))
            case 5:
                body[random.choice([b"fvar", b"CFF ", b"COLR", b"SVG ", b"GPOS", b"kern", b"morx", b"EBDT", b"x\0\xff~"])] = random.choice(
                    [b"", random.randbytes(40)]
                )
            case _:
                body = dict(random.sample(list(body.items()), random.randrange(len(body) + 1)))
    return _bound(random, body)


def _field(random: Random, data: bytes) -> bytes:
    """Set one number of two bytes to something else."""
    at = random.randrange(max(1, min(len(data), 96) // 2)) * 2
    return data[:at] + struct.pack(">H", random.choice([0, 1, 2, 0x100, 0x200, 0x7FFF, 0x8000, 0xFFFF])) + data[at + 2 :]


def _bound(random: Random, body: dict[bytes, bytes]) -> bytes:
    head = struct.pack(
        ">IHHHH",
        random.choice([0x10000] * 12 + [0x4F54544F, 0x74746366, 0]),
        len(body) if random.random() < 0.95 else random.choice([0, 200, 65535]),
        0,
        0,
        0,
    )
    at, rows, data = 12 + 16 * len(body), [], b""
    for tag, table in body.items():
        lies = random.random() < 0.02
        rows.append(
            struct.pack(">4sIII", tag[:4].ljust(4), 0, random.choice([0, 0xFFFFFFF0, 1 << 20]) if lies else at + len(data), len(table))
        )
        data += table + bytes(-len(table) % 4)
    made = head + b"".join(rows) + data
    return made[: random.randrange(len(made))] if random.random() < 0.08 else made


def scrambled(random: Random, data: bytes) -> bytes:
    """Change bytes anywhere: flipped, taken out, put in, doubled, cut off."""
    out = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 8])):
        at = random.randrange(len(out) + 1)
        match random.randrange(7):
            case 0 if out:
                out[at % len(out)] ^= 1 << random.randrange(8)
            case 1 if out:
                out[at % len(out)] = random.choice([0, 1, 0x7F, 0x80, 0xFF, random.randrange(256)])
            case 2:
                del out[at : at + random.choice([1, 2, 4, 64])]
            case 3:
                out[at:at] = random.randbytes(random.choice([1, 2, 4, 64]))
            case 4:
                out[at:at] = out[at : at + random.choice([1, 8, 64, 512])] * random.choice([1, 2, 30])
            case 5:
                del out[at:]
            case _:
                out[at : at + 4] = random.choice([b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\0\0\0\1"])
    return bytes(out)
