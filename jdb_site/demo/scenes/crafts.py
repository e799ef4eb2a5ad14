"""Pictures that look made of something: paper, glass, pixels, lines, facets."""

import re
from math import cos, pi, radians, sin

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import hooves, land, letters, plants
from jdb_site.demo.painting import (
    Picture,
    Point,
    circle,
    darker,
    group,
    lighter,
    mix,
    path,
    place,
    polygon,
    rect,
    smooth,
    straight,
    stroke,
)


def paper_forest() -> Image:
    """A stag in a forest of layered paper, each layer with its shadow."""
    p = Picture(seed=91)
    p.backdrop(p.radial("#fff3d6", "#f6cf96", x=0.5, y=0.4, r=0.7))
    p.add(circle(512, 420, 190, "#fffaf0"))
    tones = ("#e8b98a", "#c98f78", "#9a6f7a", "#6a5274", "#413a5f", "#22233f")
    for i, tone in enumerate(tones):
        y = 520 + 90 * i
        d = smooth(land.ridge(p, y, 80, 6), closed=False) + f"L{p.width + 400} {p.height}L-400 {p.height}Z"
        trunks = "".join(
            _paper_pine(x + p.chance.uniform(-24, 24), y + 20, p.chance.uniform(150, 230) + i * 42) for x in _edges(i)
        )
        sheet = group(path(d, "@"), path(trunks, "@"))
        if i == 4:
            sheet = group(path(d, "@"), path(trunks, "@"), place(_flat_deer(p), x=520, y=y - 16, scale=1.05))
        for dx, dy, shade in ((15, 19, 0.16), (6, 8, 0.22)):
            p.add(group(sheet.replace('"@"', '"#1a1030"'), transform=f"translate({dx} {dy})", opacity=shade))
        p.add(sheet.replace('"@"', f'"{tone}"'))
    return finished(p, paper=0.22, bloom=0.2)


def _edges(layer: int) -> list[float]:
    """Where trees of a layer stand: ever nearer to the sides."""
    inner = 120 + layer * 64
    return [x for x in range(-20, 1060, 96) if abs(x - 512) > inner]


def _paper_pine(x: float, y: float, tall: float) -> str:
    tiers = []
    for k in range(3):
        foot, half = y - tall * 0.24 * k, tall * (0.26 - 0.055 * k)
        tiers.append(f"M{x - half:.0f} {foot:.0f}L{x:.0f} {foot - tall * 0.46:.0f}L{x + half:.0f} {foot:.0f}Z")
    return "".join(tiers) + f"M{x - 6:.0f} {y - 8:.0f}h12v90h-12Z"


def _flat_deer(p: Picture) -> str:
    """The stag as one cut-out of the colour that its sheet gets."""
    return re.sub(r'"(#[0-9a-f]{6,8}|url\(#d\d+\))"', '"@"', hooves.deer(p, "#413a5f"))


def blueprint_ship() -> Image:
    """A three-masted ship as white lines on blue paper, with measures and no one aboard."""
    p = Picture(1536, 1024, seed=93)
    p.backdrop(p.radial("#2f6fc0", "#1c4f9c", "#123a7a", r=0.8))
    grid = "".join(f"M{x} 0V1024" for x in range(0, 1537, 32)) + "".join(f"M0 {y}H1536" for y in range(0, 1025, 32))
    p.add(
        stroke(grid, "#ffffff16", 1),
        rect(40, 40, 1456, 944, "none", stroke="#ffffffb0", stroke_width=3),
        rect(52, 52, 1432, 920, "none", stroke="#ffffff60", stroke_width=1.4),
    )
    hull = "M300 690C340 830 420 850 560 850H1010C1140 850 1230 770 1260 640L1200 660H380Q340 664 300 690Z"
    planks = "".join(
        f"M{330 + 14 * i} {708 + 24 * i}Q760 {738 + 20 * i} {1226 - 20 * i} {690 + 26 * i}" for i in range(6)
    )
    ports = "".join(f"M{440 + 92 * i} 720h34v26h-34Z" for i in range(8))
    p.add(
        stroke(hull, "#f4f8ff", 5),
        stroke(planks, "#ffffff70", 2),
        stroke(ports, "#ffffffd0", 3),
        stroke("M1240 650L1440 540", "#f4f8ff", 6),
    )
    _rig(p)
    _measures(p)
    return finished(p, bloom=0.1, grain=0)


def _measures(p: Picture) -> None:
    """What the draughtsman wrote round the ship."""
    p.add(stroke("M300 910H1260M300 896V924M1260 896V924M1330 150V850M1316 150H1344M1316 850H1344", "#ffffffc0", 2.4))
    p.add(
        *(stroke(f"M{x} 904l-9 12", "#ffffffa0", 2) for x in range(340, 1260, 40)),
        letters.lettering("52", 750, 946, 24, "#ffffffe0"),
        letters.lettering("27", 1352, 510, 24, "#ffffffe0"),
    )
    p.add(
        circle(200, 260, 90, "none", stroke="#ffffffa0", stroke_width=2.4),
        *(
            stroke(f"M200 260L{200 + 90 * cos(pi * k / 4):.0f} {260 + 90 * sin(pi * k / 4):.0f}", "#ffffff80", 2)
            for k in range(8)
        ),
        polygon([(200, 150), (214, 260), (186, 260)], "#f4f8ff"),
    )
    p.add(
        rect(1180, 76, 286, 66, "#ffffff10", stroke="#ffffffc0", stroke_width=2),
        letters.lettering("SHIP 12", 1200, 122, 30, "#f4f8ff", 9),
    )


def _rig(p: Picture) -> None:
    """Masts, sails and pennants."""
    for x, top in ((500, 220), (770, 150), (1030, 210)):
        p.add(stroke(f"M{x} 660V{top}", "#f4f8ff", 5))
        for k in range(3):
            y, half = top + 46 + 140 * k, 74 + 28 * k
            sail = (
                f"M{x - half} {y}H{x + half}"
                f"C{x + half + 26} {y + 40} {x + half + 24} {y + 80} {x + half + 12} {y + 112}"
                f"Q{x} {y + 84} {x - half - 12} {y + 112}"
                f"C{x - half + 10} {y + 80} {x - half + 12} {y + 40} {x - half} {y}Z"
            )
            p.add(
                path(sail, "#ffffff14", stroke="#f4f8ff", stroke_width=3),
                stroke(f"M{x - half - 14} {y}H{x + half + 14}", "#f4f8ff", 4),
            )
        p.add(
            stroke(f"M{x} {top}L{x - 150} 660M{x} {top}L{x + 150} 660", "#ffffff70", 1.6),
            stroke(f"M{x} {top}h46l-16 12l16 12h-46", "#ffffffd0", 2.4),
        )


def stained_rose() -> Image:
    """A round church window of coloured glass in lead, light behind it."""
    p = Picture(seed=94)
    p.backdrop("#15121a")
    for x in range(0, 1024, 128):
        for y in range(0, 1024, 74):
            p.add(
                rect(
                    x + (64 if y // 74 % 2 else 0) - 64, y, 124, 70, mix("#2a2630", "#1a171f", p.chance.random()), rx=4
                )
            )
    p.add(circle(512, 512, 480, "#0e0c12"), p.glow(512, 512, 520, "#ffe6b0", 0.4))
    lead = _panes(p)
    for k in range(12):
        across, down = _polar(270, 360 * (k + 0.5) / 12)
        p.add(
            circle(across, down, 31, p.radial("#fff6c0", "#ffc83f")),
            circle(across, down, 31, "none", stroke="#0e0c12", stroke_width=8),
        )
    p.add(
        stroke("".join(lead), "#0e0c12", 8),
        circle(512, 512, 44, p.radial("#ffffff", "#ffe27a")),
        circle(512, 512, 44, "none", stroke="#0e0c12", stroke_width=8),
        circle(512, 512, 466, "none", stroke="#3a3440", stroke_width=34),
        circle(512, 512, 484, "none", stroke="#5a525f", stroke_width=8),
    )
    return finished(p, bloom=0.7, grain=0)


def _panes(p: Picture) -> list[str]:
    """The panes, ring by ring; returns the lead between them."""
    rings = (
        (0, 92, 8, ("#ffd23f", "#ff9f2e")),
        (92, 210, 12, ("#e0303f", "#ff6a4a")),
        (210, 330, 16, ("#2f6fd8", "#5ab0f0", "#2f4fb0")),
        (330, 452, 24, ("#2f9a6a", "#8fd06a", "#6a3fa8", "#c85ab0")),
    )
    lead: list[str] = []
    for inner, outer, n, tones in rings:
        for k in range(n):
            a, b, m = 360 * k / n, 360 * (k + 1) / n, 360 * (k + 0.5) / n
            pane = [
                _polar(inner, a),
                _polar(outer * 0.96, a),
                _polar(outer * 1.05, m),
                _polar(outer * 0.96, b),
                _polar(inner, b),
                _polar(inner * 1.08, m),
            ]
            tone = tones[k % len(tones)]
            p.add(
                polygon(
                    pane,
                    p.radial(
                        lighter(tone, 0.45),
                        tone,
                        darker(tone, 0.22),
                        x=p.chance.uniform(0.3, 0.7),
                        y=p.chance.uniform(0.3, 0.7),
                        r=0.75,
                    ),
                )
            )
            lead.append(straight(pane) + "Z")
    return lead


def _polar(r: float, degrees: float) -> Point:
    return (512 + r * cos(radians(degrees - 90)), 512 + r * sin(radians(degrees - 90)))


def paper_flowers() -> Image:
    """A pattern of paper flowers on a dark ground."""
    p = Picture(seed=96)
    p.backdrop(p.linear("#1f2f4f", "#14203a"))
    tones = ("#f06a7a", "#f2b84a", "#f4efe0", "#6fb8c8", "#c88ad0")
    for j in range(5):
        for i in range(5):
            x, y = 110 + i * 202 + (50 if j % 2 else -10), 112 + j * 200
            size = p.chance.uniform(62, 82)
            parts = group(*(place(plants.leaf(p, size * 1.25, "#4f9a6a"), turn=turn) for turn in (40, 165, 285)))
            flower = (
                plants.blossom(p, size, tones[(i * 2 + j) % 5])
                if (i + j) % 2
                else plants.daisy(p, size, tones[(i + j * 2) % 5], "#f2c04a")
            )
            p.add(
                land.shadow(p, x + 9, y + 12, size * 1.3, size * 1.3, "#050a18", 0.8),
                place(parts, flower, x=x, y=y, turn=i * 31 + j * 17),
            )
    return finished(p, paper=0.3, bloom=0.15)
