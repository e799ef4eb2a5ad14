"""Birds."""

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
    polygon,
    smooth,
    stroke,
)


def owl(p: Picture, coat: str, iris: str) -> str:
    """An owl that sits facing us, 300 px high, its feet at y = 0."""
    pale, dark = lighter(coat, 0.55), darker(coat, 0.45)
    body = smooth([(-70, -6), (70, -6), (104, -110), (92, -210), (50, -280), (-50, -280), (-92, -210), (-104, -110)])
    belly = smooth([(-44, -14), (44, -14), (64, -96), (48, -160), (-48, -160), (-64, -96)])
    feathers = "".join(
        f"M{x + (12 if row % 2 else 0)} {-142 + row * 24}q9 14 18 0" for row in range(5) for x in range(-54, 40, 24)
    )
    wings = [
        path(
            smooth([(s * 84, -196), (s * 112, -110), (s * 84, -20), (s * 62, -60), (s * 64, -140)]),
            p.linear(coat, dark),
        )
        for s in (-1, 1)
    ]
    tufts = [polygon([(s * 30, -272), (s * 82, -322), (s * 84, -244)], coat) for s in (-1, 1)]
    discs = [circle(s * 40, -222, 46, p.radial(pale, lighter(coat, 0.3))) for s in (-1, 1)]
    gaze = [
        group(
            circle(s * 40, -222, 30, iris), circle(s * 40, -222, 17, "#15101a"), circle(s * 40 - 9, -231, 7, "#ffffff")
        )
        for s in (-1, 1)
    ]
    claws = stroke("M-40 -8v16M-30 -8v18M-20 -8v16M20 -8v16M30 -8v18M40 -8v16", "#d99a3a", 8)
    return group(
        *tufts,
        path(body, fur(p, coat)),
        path(belly, pale),
        stroke(feathers, clear(dark, 0.6), 4),
        *wings,
        *discs,
        *gaze,
        path("M-13 -208Q0 -216 13 -208L0 -176Z", "#e0a03a"),
        claws,
    )


def songbird(p: Picture, back: str, breast: str, *, puffed: float = 1) -> str:
    """A small round bird that looks left, 120 px high."""
    body = smooth([(-50 * puffed, -50), (-30, -96), (10, -104), (46, -76), (60, -36), (20, -4), (-34 * puffed, -10)])
    head = circle(-26, -98, 33, fur(p, back))
    wing = smooth([(-8, -76), (36, -72), (84, -22), (50, -26), (6, -36)])
    tail = polygon([(48, -44), (118, -10), (108, 4), (44, -24)], darker(back, 0.3))
    bib = smooth([(-52 * puffed, -52), (-34, -74), (-4, -56), (4, -18), (-30 * puffed, -8)])
    face = group(
        polygon([(-56, -102), (-80, -94), (-55, -90)], "#4a3a34"),
        circle(-36, -104, 5.5, "#15101a"),
        circle(-38, -106, 1.8, "#ffffff"),
    )
    feet = stroke("M-10 -8V6M6 -8V6", "#7a5a44", 5)
    bars = stroke("M20 -58L48 -40M14 -48L44 -32", clear("#ffffff", 0.7), 4)
    return group(
        tail,
        path(body, fur(p, back)),
        head,
        path(bib, breast),
        path(wing, p.linear(darker(back, 0.1), darker(back, 0.45))),
        bars,
        face,
        feet,
    )


def parrot(p: Picture, coat: str, wing: str) -> str:
    """A parrot that looks left, 330 px high with its tail below y = 0."""
    tail = [
        path(
            smooth([(20 + i * 8, -40), (44 + i * 14, 40), (30 + i * 18, 170 - 18 * i), (8 + i * 8, 60)]),
            (wing, coat, "#f2c53a")[i],
        )
        for i in range(3)
    ]
    body = smooth([(-52, -30), (-62, -110), (-34, -176), (24, -180), (60, -120), (56, -40), (14, 6), (-30, 4)])
    head = smooth([(-66, -196), (-56, -240), (-10, -256), (34, -232), (36, -180), (-6, -150), (-50, -160)])
    folded = smooth([(-6, -160), (50, -150), (82, -60), (74, 30), (40, -6), (4, -70)])
    plumes = stroke("M14 -90Q44 -50 62 -4M24 -118Q56 -76 72 -26M6 -66Q30 -30 46 0", clear("#f6d84a", 0.8), 7)
    beak = path("M-58 -222Q-100 -218 -92 -168Q-82 -184 -56 -186Z", p.linear("#3a3440", "#15121a"))
    face = group(
        ellipse(-34, -208, 21, 19, "#fbf3e6"), circle(-36, -210, 9, "#15101a"), circle(-39, -213, 3, "#ffffff")
    )
    claws = stroke("M-22 2v16M-10 2v18M10 2v16M22 2v18", "#5a5560", 9)
    return group(
        *tail,
        path(body, fur(p, coat)),
        path(folded, p.linear(lighter(wing, 0.15), darker(wing, 0.3))),
        plumes,
        path(head, fur(p, coat)),
        beak,
        face,
        claws,
    )


def penguin(p: Picture, height: float) -> str:
    """An emperor penguin facing us."""
    h = height / 200
    body = smooth(
        [(x * h, y * h) for x, y in ((-44, 0), (44, 0), (60, -70), (44, -150), (0, -200), (-44, -150), (-60, -70))]
    )
    front = smooth([(x * h, y * h) for x, y in ((-30, -6), (30, -6), (44, -70), (24, -134), (-24, -134), (-44, -70))])
    flippers = [
        path(
            smooth([(s * 50 * h, -130 * h), (s * 84 * h, -66 * h), (s * 72 * h, -46 * h), (s * 50 * h, -80 * h)]),
            "#1c2333",
        )
        for s in (-1, 1)
    ]
    patches = [ellipse(s * 31 * h, -146 * h, 9 * h, 15 * h, "#f3b63f") for s in (-1, 1)]
    face = group(
        *(circle(s * 15 * h, -168 * h, 4.4 * h, "#ffffff") for s in (-1, 1)),
        *(circle(s * 15 * h, -168 * h, 2.4 * h, "#0c0f18") for s in (-1, 1)),
        polygon([(-8 * h, -160 * h), (8 * h, -160 * h), (0, -146 * h)], "#ef9a3a"),
    )
    feet = [ellipse(s * 22 * h, 0, 20 * h, 7 * h, "#d98a3a") for s in (-1, 1)]
    return group(
        *flippers,
        *feet,
        path(body, p.linear("#3a4660", "#141a28", angle=30)),
        path(front, p.linear("#ffffff", "#cfdbe8")),
        *patches,
        face,
    )


def gull(x: float, y: float, size: float, colour: str = "#ffffff") -> str:
    """A gull far off, wings spread."""
    return stroke(
        f"M{x - size} {y - size * 0.2}Q{x - size * 0.4} {y - size * 0.6} {x} {y}"
        f"Q{x + size * 0.4} {y - size * 0.6} {x + size} {y - size * 0.2}",
        colour,
        size * 0.16,
    )


def crane(p: Picture, size: float, ink: str) -> str:
    """A crane in flight, heading left, its wings raised."""
    s = size / 100
    wings = path(
        f"M{-10 * s} 0Q{10 * s} {-70 * s} {50 * s} {-96 * s}Q{40 * s} {-40 * s} {30 * s} 0Z",
        p.linear(clear("#ffffff", 0.95), "#e8e6e0"),
    )
    tips = path(f"M{50 * s} {-96 * s}Q{40 * s} {-60 * s} {36 * s} {-46 * s}L{20 * s} {-62 * s}Z", ink)
    neck = stroke(f"M{-10 * s} {2 * s}Q{-50 * s} {4 * s} {-84 * s} {-8 * s}", "#f6f4ee", 7 * s)
    legs = stroke(f"M{40 * s} {6 * s}L{96 * s} {14 * s}", ink, 3 * s)
    return group(
        legs,
        neck,
        ellipse(12 * s, 4 * s, 34 * s, 12 * s, "#faf8f2"),
        wings,
        tips,
        stroke(f"M{-84 * s} {-8 * s}l{-16 * s} {3 * s}", "#c8562f", 3.4 * s),
        circle(-82 * s, -10 * s, 4 * s, "#c8352e"),
    )
