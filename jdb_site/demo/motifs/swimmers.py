"""What lives in water."""

from math import cos, pi, sin

from jdb_site.demo.motifs.pets import fur
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    path,
    place,
    polygon,
    smooth,
    stroke,
)


def koi(p: Picture, base: str, patches: str, bend: float = 0.3) -> str:
    """A carp seen from above, its head up, 240 px long."""

    def spine(at: float) -> float:
        return sin(at * pi * 1.3) * 40 * bend

    widths = ((0.0, 10), (0.08, 25), (0.25, 36), (0.45, 34), (0.65, 22), (0.82, 10))
    left = [(spine(t) - w, -120 + 220 * t) for t, w in widths]
    right = [(spine(t) + w, -120 + 220 * t) for t, w in reversed(widths)]
    body = smooth(left + right)
    end, fin = (spine(0.8), -120 + 220 * 0.8), clear(lighter(base, 0.4), 0.75)
    tail = [
        path(
            f"M{end[0]:.1f} {end[1]:.1f}"
            f"q{s * 44 + bend * 20:.1f} 26 {s * 34 + bend * 50:.1f} 84"
            f"q{-s * 22:.1f} -40 {-s * 34 - bend * 50:.1f} -84Z",
            fin,
        )
        for s in (-1, 1)
    ]
    fins = [
        path(f"M{spine(0.25) + s * 28:.1f} -64q{s * 44} 4 {s * 56} 46q{-s * 34} 4 {-s * 58} -22Z", fin) for s in (-1, 1)
    ]
    spots = [
        ellipse(spine(t) + dx, -120 + 220 * t, w, h, patches)
        for t, dx, w, h in ((0.16, -4, 24, 18), (0.38, 14, 26, 20), (0.52, -18, 18, 22), (0.72, 4, 18, 14))
    ]
    back = stroke(
        smooth([(spine(t), -120 + 220 * t) for t in (0.3, 0.45, 0.6, 0.75)], closed=False), clear("#ffffff", 0.35), 4
    )
    gaze = [circle(spine(0.07) + s * 17, -102, 3.6, "#1b1b22") for s in (-1, 1)]
    return group(
        *tail,
        *fins,
        path(body, p.linear(lighter(base, 0.2), base, darker(base, 0.18), angle=0)),
        p.clipped(*spots, to=body),
        back,
        *gaze,
    )


def koi_shadow(bend: float = 0.3) -> str:
    return ellipse(bend * 20, -20, 34, 108, "#03151f55")


def jellyfish(p: Picture, colour: str, long: float = 300) -> str:
    """A lantern of a jellyfish with trailing arms; its bell is 180 px wide."""
    arms = []
    for i in range(9):
        x, sway = (i - 4) * 18, p.chance.uniform(-40, 40)
        tall = long * p.chance.uniform(0.6, 1.1)
        arms.append(
            stroke(
                f"M{x} 0"
                f"C{x + sway:.0f} {tall * 0.3:.0f} {x - sway:.0f} {tall * 0.6:.0f} {x + sway * 0.6:.0f} {tall:.0f}",
                clear(lighter(colour, 0.3), 0.55),
                3 if i % 2 else 8,
            )
        )
    bell = "M-90 0C-100 -150 100 -150 90 0Q68 -18 45 0Q22 -18 0 0Q-22 -18 -45 0Q-68 -18 -90 0Z"
    heart = [ellipse(x, -52, 17, 24, clear("#ffffff", 0.4)) for x in (-38, 0, 38)]
    fill = p.radial(clear("#ffffff", 0.95), clear(colour, 0.75), clear(colour, 0.45), y=0.25, r=0.75)
    return group(
        p.glow(0, -40, 260, colour, 0.55),
        *arms,
        path(bell, fill),
        *heart,
        ellipse(-34, -92, 26, 12, clear("#ffffff", 0.5)),
    )


def whale(p: Picture, colour: str) -> str:
    """A humpback that swims to the left; 620 px long."""
    body = smooth(
        [
            (-310, -20),
            (-280, -90),
            (-160, -140),
            (0, -130),
            (150, -80),
            (260, -50),
            (300, -60),
            (270, -16),
            (140, 10),
            (-60, 60),
            (-230, 50),
        ]
    )
    belly = smooth([(-312, -10), (-230, 0), (-60, 20), (90, 14), (-40, 58), (-220, 52)])
    grooves = "".join(
        f"M{-300 + i * 9} {2 + i * 11}Q{-180 + i * 8} {14 + i * 11} {-20 + i * 6} {22 + i * 8}" for i in range(4)
    )
    fluke = smooth([(270, -48), (330, -110), (400, -140), (372, -80), (392, -30), (440, 0), (360, 6), (290, -28)])
    fin = smooth([(-150, 20), (-90, 30), (-20, 150), (-40, 170), (-120, 110)])
    face = group(
        ellipse(-232, -18, 8, 7, "#101522"),
        circle(-234, -20, 2.4, "#ffffff"),
        stroke("M-308 -8Q-270 8 -214 2", darker(colour, 0.5), 4),
    )
    spots = [circle(-260 + 26 * i, -84 + 9 * (i % 3) - i * 5, 4, clear("#ffffff", 0.35)) for i in range(7)]
    return group(
        path(fluke, fur(p, darker(colour, 0.1))),
        path(body, fur(p, colour)),
        p.clipped(path(belly, "#dfe8ee"), stroke(grooves, clear("#7d93a5", 0.7), 3), to=body),
        path(fin, fur(p, darker(colour, 0.15))),
        *spots,
        face,
    )


def frog(p: Picture, colour: str) -> str:
    """A frog that sits, seen from above and a little in front; 120 px wide."""
    thighs = [ellipse(s * 46, -16, 26, 34, fur(p, colour), transform=f"rotate({s * 24} {s * 46} -16)") for s in (-1, 1)]
    body = smooth([(-40, -4), (40, -4), (48, -40), (30, -84), (-30, -84), (-48, -40)])
    eyes = [
        group(
            circle(s * 26, -86, 15, lighter(colour, 0.15)),
            circle(s * 26, -88, 10, "#f6e27a"),
            ellipse(s * 26, -88, 8, 4, "#14200f"),
        )
        for s in (-1, 1)
    ]
    return group(*thighs, path(body, fur(p, colour)), *eyes, stroke("M-26 -62Q0 -48 26 -62", darker(colour, 0.5), 4))


def bubbles(p: Picture, n: int) -> None:
    for _ in range(n):
        x, y, r = p.chance.uniform(0, p.width), p.chance.uniform(0, p.height), p.chance.choice((3, 4, 6, 9, 14))
        p.add(
            circle(x, y, r, "none", stroke=clear("#dff6ff", 0.6), stroke_width=1.6),
            circle(x - r * 0.35, y - r * 0.35, r * 0.22, "#ffffffaa"),
        )


def fish(p: Picture, colour: str, stripe: str) -> str:
    """A small round fish that looks left; 110 px long."""
    body = smooth([(-56, 0), (-20, -34), (30, -20), (48, 0), (30, 20), (-20, 34)])
    tail = polygon([(40, 0), (74, -26), (66, 0), (74, 26)], darker(colour, 0.1))
    bands = [stroke(f"M{x} -40Q{x + 12} 0 {x} 40", stripe, 9) for x in (-18, 18)]
    fin = polygon([(-10, -28), (26, -46), (24, -20)], darker(colour, 0.15))
    return group(
        tail,
        fin,
        path(body, fur(p, colour)),
        p.clipped(*bands, to=body),
        circle(-36, -6, 6.5, "#ffffff"),
        circle(-37, -6, 3.6, "#14141c"),
    )


def rings(p: Picture, x: float, y: float, r: float) -> None:
    """Where something touched the water."""
    for i in range(3):
        p.add(
            ellipse(
                x,
                y,
                r * (0.4 + 0.3 * i),
                r * (0.4 + 0.3 * i),
                "none",
                stroke=clear("#ffffff", 0.34 - 0.09 * i),
                stroke_width=2.4,
            )
        )


def coral(p: Picture, height: float, colour: str) -> str:
    """A branching sea fan."""
    twigs = [
        stroke(
            "M0 0"
            f"Q{cos(pi * a) * height * 0.2:.1f} {-height * 0.5:.1f} "
            f"{cos(pi * a) * height * 0.62:.1f} {-sin(pi * a) * height:.1f}",
            colour,
            height * 0.07,
        )
        for a in (0.14, 0.28, 0.42, 0.5, 0.6, 0.74, 0.88)
    ]
    knobs = [
        circle(cos(pi * a) * height * 0.62, -sin(pi * a) * height, height * 0.06, lighter(colour, 0.25))
        for a in (0.14, 0.28, 0.42, 0.5, 0.6, 0.74, 0.88)
    ]
    return place(*twigs, *knobs)
