"""How a page looks: one style sheet for all, and colours that can be read on white and on dark."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from cardprint import colour
from cardprint.colour import BLACK, WHITE, Colour

DARK = Colour(24, 29, 36)
"""The ground of a page where the reader wants it dark."""
LEAST = 4.6
"""The contrast of words with all grounds; 4.5 is what WCAG 2.1, 1.4.3 asks for, and rounding takes a little."""
STEPS = 40


class Shown(NamedTuple):
    """A colour as words have it: on white and pale grounds, and on dark ones."""

    light: str
    dark: str


def shown(wanted: Colour, pale: Collection[Colour], dim: Collection[Colour]) -> Shown:
    """Give the colours nearest to one that can be read on the pale grounds, and on the dim ones."""
    return Shown(_legible(wanted, pale, BLACK), _legible(wanted, dim, WHITE))


def _legible(wanted: Colour, grounds: Collection[Colour], towards: Colour) -> str:
    tries = (mixed(towards, wanted, step / STEPS) for step in range(STEPS + 1))
    return next((one for one in tries if all(colour.contrast(one, ground) >= LEAST for ground in grounds)), towards).hex


def mixed(first: Colour, other: Colour, share: float) -> Colour:
    """Mix a share of the first colour into the other one."""
    red, green, blue = (round(two + (one - two) * share) for one, two in zip(first.rgb, other.rgb, strict=True))
    return Colour(red, green, blue)


PALE, DIM = 0.08, 0.16
"""How much of a colour a box's ground has, on white and on dark."""


def sheet(primary: Colour, accent: Colour, themes: Mapping[str, Colour], corners: float) -> str:
    """Write the style sheet of a page: with the organisation's colours, and a class for each theme's, which says nothing that no words say.

    `corners` is how round a box is, in points.
    """
    names = {"primary": primary, "accent": accent, **themes}
    tints = {name: (mixed(names[name], WHITE, PALE), mixed(names[name], DARK, DIM)) for name in ("primary", "accent")}
    pale, dim = ((ground, sand, *(tint[side] for tint in tints.values())) for side, (ground, sand) in enumerate(GROUNDS))
    words = {name: shown(one, pale, dim) for name, one in names.items()}

    def variables(side: int) -> str:
        return "".join(f"--{name}:{words[name][side]};--{name}-tint:{tints[name][side].hex};" for name in tints)

    def own(side: int) -> str:
        return "".join(f".{name}{{--own:{words[name][side]}}}" for name in themes)

    light = f":root{{--corners:{corners:.3g}pt;{PLAIN[0]}{variables(0)}}}{own(0)}"
    dark = f":root{{color-scheme:dark;{PLAIN[1]}{variables(1)}}}{own(1)}"
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}\n{RULES}"


GROUNDS = ((WHITE, Colour(246, 243, 238)), (DARK, Colour(43, 40, 35)))
"""The ground of a page, and sand, the other one that belongs to nobody: light and dark."""
PLAIN = tuple(
    f"--ground:{ground.hex};--sand:{sand.hex};{more}"
    for (ground, sand), more in zip(
        GROUNDS,
        ("--ink:#1d2733;--muted:#515d69;--line:#7b8794;", "--ink:#eef1f4;--muted:#b4bec8;--line:#7f8b98;"),
        strict=True,
    )
)
RULES = """\
*{box-sizing:border-box}
html{font:100%/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:var(--ground);color:var(--ink)}
body{max-width:46rem;margin:0 auto;padding:1.5rem 1rem;overflow-wrap:break-word;-webkit-hyphens:auto;hyphens:auto}
h1,h2,h3,h4{line-height:1.2;margin:1.6em 0 .5em;color:var(--own,var(--primary))}
h1{font-size:clamp(1.4rem,6vw,1.9rem);margin-top:.4em}
h2{font-size:1.4rem}
h3{font-size:1.1rem;margin-top:1.2em}
p,ul,ol{margin:.6em 0}
ul,ol{padding-left:1.4em}
li{margin:.3em 0}
li p,td p,th p{margin:.2em 0}
a{color:var(--primary);text-decoration:underline;overflow-wrap:anywhere;-webkit-hyphens:none;hyphens:none}
a:focus-visible{outline:3px solid var(--primary);outline-offset:2px}
img{display:block;max-width:100%;height:auto;background:#fff;margin:.6em 0}
hr{border:0;border-top:1px solid var(--line);margin:1.2em 0}
blockquote{margin:1em 0;padding-left:1em;border-left:.25rem solid var(--line)}
dt{font-weight:bold}
dd{margin:0 0 .5em}
table{border-collapse:collapse;width:100%;margin:.8em 0}
th,td{text-align:left;vertical-align:top;font-weight:normal;padding:.4em .6em;border-bottom:1px solid var(--line);overflow-wrap:anywhere;min-width:6rem}
.rows th,.rows td{min-width:8.4rem;padding:.4em .5em}
.many th,.many td{min-width:0}
thead th{font-weight:bold;background:var(--primary-tint)}
footer{margin-top:3em;border-top:1px solid var(--line);color:var(--muted)}
.tint,.primary{background:var(--primary-tint);padding:.5em 1em;margin:1em 0;border-radius:var(--corners)}
.accent{background:var(--accent-tint);padding:.5em 1em;margin:1em 0;border-radius:var(--corners)}
.sand{background:var(--sand);padding:.5em 1em;margin:1em 0;border-radius:var(--corners)}
.here{border:.15rem solid var(--primary)}
.card{border-left:.3rem solid var(--own,var(--line));padding-left:1em;margin:1.5em 0}
.side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,11rem),1fr));gap:0 1.2em}
.side>*{min-width:0}
.mast{display:flex;flex-wrap:wrap-reverse;justify-content:space-between;align-items:flex-start;gap:0 1.5em}
.mast>:first-child{flex:1 1 18rem;min-width:0}
.strip{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,8rem),1fr));gap:.4em}
.strip>li{margin:0;padding:.4em .6em}
@media screen and (max-width:38rem){
table.rows,.rows tbody,.rows tr,.rows th,.rows td{display:block}
.rows thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.rows tr{border-bottom:1px solid var(--line);padding:.6em 0}
.rows tbody th,.rows tbody td{border:0;padding:.15em 0;min-width:0}
.rows td:empty{display:none}
.rows [data-head]::before{content:attr(data-head) ": ";color:var(--muted)}
.rows [data-head]>p:first-child{display:inline}
}
@media print{
html{font-size:11pt}
body{max-width:none;padding:0}
h1,h2,h3,h4{break-after:avoid}
.card,.tint,.primary,.accent,.sand,tr,li{break-inside:avoid}
a{color:inherit}
.tint,.primary,.accent,.sand,thead th{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
@page{margin:18mm}
"""
