"""Boats, balloons and what else carries people."""

from math import cos, pi, sin

from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    path,
    polygon,
    rect,
    stroke,
)


def balloon(p: Picture, size: float, colours: tuple[str, ...]) -> str:
    """A hot-air balloon in gores; its envelope is `size` wide, its middle at the origin."""
    r = size / 2
    skin = (
        f"M0 {-r}C{r * 1.3} {-r} {r * 1.1} {r * 0.5} {r * 0.2} {r * 1.05}H{-r * 0.2}"
        f"C{-r * 1.1} {r * 0.5} {-r * 1.3} {-r} 0 {-r}Z"
    )
    gores = []
    n = 9
    for i in range(n):
        left, right = (-cos(pi * k / n) * r * 1.08 for k in (i, i + 1))
        gores.append(
            path(
                f"M0 {-r}C{left * 1.25:.1f} {-r} {left:.1f} {r * 0.5:.1f} {left * 0.2:.1f} {r * 1.06:.1f}"
                f"H{right * 0.2:.1f}C{right:.1f} {r * 0.5:.1f} {right * 1.25:.1f} {-r} 0 {-r}Z",
                colours[i % len(colours)],
            )
        )
    light = path(
        skin,
        p.radial(
            clear("#ffffff", 0.5),
            clear("#ffffff", 0),
            (0.75, clear("#1a1040", 0.1)),
            clear("#1a1040", 0.5),
            x=0.32,
            y=0.28,
            r=0.85,
        ),
    )
    ropes = stroke(
        f"M{-r * 0.2} {r * 1.05}L{-r * 0.13} {r * 1.4}M{r * 0.2} {r * 1.05}L{r * 0.13} {r * 1.4}",
        "#4a3428",
        max(1.5, size * 0.008),
    )
    basket = rect(-r * 0.17, r * 1.38, r * 0.34, r * 0.26, p.linear("#c98b4d", "#6f4322"), rx=r * 0.04)
    return group(ropes, basket, *gores, light)


def sailboat(p: Picture, size: float, hull: str, sail: str) -> str:
    """A sloop; the hull is `size` long, the waterline at y = 0."""
    deck = (
        f"M{-size * 0.5} {-size * 0.13}H{size * 0.52}"
        f"Q{size * 0.4} {size * 0.02} {size * 0.28} {size * 0.03}H{-size * 0.34}"
        f"Q{-size * 0.46} {-size * 0.02} {-size * 0.5} {-size * 0.13}Z"
    )
    main = (
        f"M{-size * 0.02} {-size * 1.1}V{-size * 0.2}H{-size * 0.42}"
        f"Q{-size * 0.1} {-size * 0.6} {-size * 0.02} {-size * 1.1}Z"
    )
    jib = f"M{size * 0.04} {-size * 1.05}Q{size * 0.32} {-size * 0.6} {size * 0.42} {-size * 0.2}H{size * 0.04}Z"
    fill = p.linear(lighter(sail, 0.3), sail, darker(sail, 0.14), angle=0)
    return group(
        stroke(f"M0 {-size * 1.14}V{-size * 0.1}", "#4d3528", size * 0.022),
        path(main, fill),
        path(jib, fill),
        path(deck, p.linear(lighter(hull, 0.12), darker(hull, 0.2))),
    )


def rowboat(p: Picture, size: float, colour: str) -> str:
    """An open boat from the side."""
    hull = (
        f"M{-size / 2} {-size * 0.2}Q0 {-size * 0.08} {size / 2} {-size * 0.2}"
        f"Q{size * 0.42} {size * 0.04} {size * 0.26} {size * 0.05}H{-size * 0.26}"
        f"Q{-size * 0.42} {size * 0.04} {-size / 2} {-size * 0.2}Z"
    )
    plank = stroke(
        f"M{-size * 0.45} {-size * 0.12}Q0 0 {size * 0.45} {-size * 0.12}", clear(darker(colour, 0.5), 0.6), size * 0.02
    )
    return group(path(hull, p.linear(lighter(colour, 0.15), darker(colour, 0.25))), plank)


def rocket(p: Picture, height: float, body: str, trim: str) -> str:
    """A rocket that stands upright, its flame below y = 0."""
    w = height * 0.17
    shell = (
        f"M0 {-height}C{w * 1.2} {-height * 0.78} {w * 1.25} {-height * 0.35} {w * 0.8} 0"
        f"H{-w * 0.8}C{-w * 1.25} {-height * 0.35} {-w * 1.2} {-height * 0.78} 0 {-height}"
        "Z"
    )
    nose = p.clipped(rect(-w * 2, -height, w * 4, height * 0.25, trim), to=shell)
    fins = [
        polygon(
            [(s * w * 0.9, -height * 0.3), (s * w * 2.1, height * 0.04), (s * w * 0.75, -height * 0.02)],
            darker(trim, 0.1),
        )
        for s in (-1, 1)
    ]
    port = group(
        circle(0, -height * 0.58, w * 0.5, darker(trim, 0.2)),
        circle(0, -height * 0.58, w * 0.38, p.radial("#d6f3ff", "#4b86b4", x=0.35, y=0.3)),
    )
    flame = path(
        f"M{-w * 0.6} 4Q{-w * 0.9} {height * 0.2} 0 {height * 0.45}Q{w * 0.9} {height * 0.2} {w * 0.6} 4Z",
        p.linear("#fff6c9", "#ffb03a", clear("#ff5a2a", 0.2)),
    )
    shine = path(shell, p.linear(clear("#ffffff", 0.5), clear("#ffffff", 0), clear("#0b1030", 0.4), angle=0))
    return group(
        p.glow(0, height * 0.15, height * 0.5, "#ffb35a", 0.7), flame, *fins, path(shell, body), nose, shine, port
    )


def train(p: Picture, colour: str, trim: str) -> str:
    """A steam engine with its tender and two coaches, heading left; the engine is 260 px long."""
    wheels = [
        group(circle(x, -22, r, "#20202a"), circle(x, -22, r * 0.68, trim), circle(x, -22, r * 0.3, "#20202a"))
        for x, r in ((-96, 17), (-56, 17), (-6, 25), (52, 25), (100, 17))
    ]
    steel = p.linear(lighter(colour, 0.3), colour, darker(colour, 0.4))
    engine = group(
        rect(-120, -104, 170, 62, steel, rx=14),
        rect(40, -150, 84, 108, steel, rx=6),
        rect(30, -160, 104, 14, darker(colour, 0.5), rx=5),
        rect(60, -136, 44, 38, "#ffe3a1"),
        rect(-104, -150, 26, 48, darker(colour, 0.5)),
        rect(-112, -162, 42, 16, darker(colour, 0.5), rx=4),
        ellipse(-30, -106, 18, 16, trim),
        polygon([(-122, -46), (-160, -6), (-112, -6)], trim),
        circle(-124, -74, 11, "#fff2c0"),
        rect(-122, -50, 246, 12, darker(colour, 0.5)),
    )
    coaches = [_coach(p, 150 + 210 * i, "#8c3b32", trim) for i in range(4)]
    return group(*coaches, engine, *wheels)


def _coach(p: Picture, x: float, colour: str, trim: str) -> str:
    windows = [rect(x + 16 + 44 * i, -112, 30, 34, "#ffe3a1", rx=4) for i in range(4)]
    wheels = [circle(x + at, -20, 17, "#20202a") for at in (34, 70, 130, 164)]
    body = rect(x, -134, 196, 104, p.linear(lighter(colour, 0.2), darker(colour, 0.25)), rx=9)
    return group(*wheels, body, rect(x, -70, 196, 8, trim), *windows, rect(x - 14, -48, 16, 10, "#20202a"))


def bicycle(colour: str) -> str:
    """A bicycle heading left; wheels of 60 px radius, 190 px apart."""
    wheels = [
        group(
            circle(x, -60, 56, "none", stroke="#23232e", stroke_width=8),
            circle(x, -60, 7, "#9aa3b2"),
            stroke(
                "".join(f"M{x} -60L{x + 52 * cos(pi * k / 6):.1f} {-60 + 52 * sin(pi * k / 6):.1f}" for k in range(12)),
                "#c9d0dc",
                1.5,
            ),
        )
        for x in (-95, 95)
    ]
    frame = stroke("M-95 -60L-66 -150L30 -140L-4 -60ZM-4 -60H95L30 -140M30 -140L24 -164", colour, 9)
    bars = stroke("M-66 -150L-74 -182M-74 -182H-46M-74 -182Q-100 -182 -96 -166", "#2b2b36", 8)
    return group(*wheels, frame, bars, stroke("M4 -168H46", "#3a2a2a", 12), circle(-4, -60, 13, "#2b2b36"))
