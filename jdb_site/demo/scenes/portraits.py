"""People close up."""

from math import cos, radians, sin

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import birds, land, people, vessels, weather
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
    rect,
    smooth,
    stroke,
)


def yellow_raincoat() -> Image:
    """A woman with freckles, hooded, in the rain; the picture ends at her chest."""
    p = Picture(seed=51)
    weather.sky(p, "#4f6f86", "#7f9fb0", "#a8bfc4")
    for _ in range(30):
        p.add(
            circle(
                p.chance.uniform(0, 1024), p.chance.uniform(0, 700), p.chance.uniform(20, 60), clear("#dff0f6", 0.13)
            )
        )
    coat = "#f2b922"
    hood = smooth(
        [(-210, 60), (-196, -180), (-120, -340), (0, -392), (120, -340), (196, -180), (210, 60), (90, 110), (-90, 110)]
    )
    opening = smooth(
        [(-132, 20), (-128, -170), (-80, -282), (0, -318), (80, -282), (128, -170), (132, 20), (60, 70), (-60, 70)]
    )
    hair = path(
        smooth([(-118, -30), (-116, -220), (0, -304), (116, -220), (118, -30), (60, -200), (0, -246), (-60, -200)]),
        "#7a3f24",
    )
    freckles = [
        circle(s * p.chance.uniform(26, 80), p.chance.uniform(-112, -78), 3, clear("#a85f34", 0.6))
        for s in (-1, 1)
        for _ in range(9)
    ]
    toggles = group(stroke("M0 90V520", darker(coat, 0.35), 5), *(circle(0, y, 13, "#7a4a22") for y in (190, 290, 390)))
    p.add(
        place(
            people.shoulders(p, coat, toggles),
            path(hood, p.linear(lighter(coat, 0.25), coat, darker(coat, 0.4), angle=25)),
            path(opening, darker(coat, 0.6)),
            people.face(p, "#f2c9a6", lips="#c4605a", brow="#6b3a22"),
            *freckles,
            hair,
            x=512,
            y=590,
            scale=1.12,
        )
    )
    weather.rain(p, 170)
    return finished(p)


def red_scarf() -> Image:
    """A young woman with short black hair and a red scarf, in an autumn park."""
    p = Picture(seed=52)
    weather.sky(p, "#f2c46a", "#e8934a", "#8c4f3a")
    for _ in range(60):
        x, y, r = p.chance.uniform(0, 1024), p.chance.uniform(0, 900), p.chance.uniform(24, 90)
        p.add(circle(x, y, r, clear(p.chance.choice(("#ffd98a", "#f2a03a", "#d9602f", "#fff0c0")), 0.28)))
    back = smooth(
        [(-140, -20), (-150, -200), (-80, -310), (0, -330), (80, -310), (150, -200), (140, -20), (70, 10), (-70, 10)]
    )
    fringe = smooth(
        [
            (-116, -110),
            (-112, -240),
            (-40, -316),
            (50, -312),
            (114, -236),
            (116, -110),
            (92, -190),
            (30, -206),
            (-40, -196),
            (-90, -180),
        ]
    )
    scarf = path(
        smooth([(-130, 40), (-60, 10), (60, 10), (130, 40), (140, 110), (0, 150), (-140, 110)]),
        p.linear("#e8483f", "#c22a2c", "#7f1a22", angle=20),
    )
    folds = stroke("M-120 60Q0 110 124 56M-126 92Q0 140 130 88", clear("#6f1420", 0.6), 7)
    end = path(smooth([(40, 110), (120, 100), (140, 330), (60, 340)]), p.linear("#d9382f", "#a02428"))
    p.add(
        place(
            path(back, "#1c1618"),
            people.shoulders(p, "#3f4a6a"),
            people.face(p, "#f4d0ae", lips="#c4504f"),
            path(fringe, p.linear("#3a2f34", "#171114")),
            end,
            scarf,
            folds,
            x=512,
            y=600,
            scale=1.12,
        )
    )
    return finished(p)


def fisherman() -> Image:
    """An old fisherman with a grey beard and dark glasses, before a harbour."""
    p = Picture(1024, 1536, seed=53)
    weather.sky(p, "#7fb0d0", "#c8dfe8", "#f4e8d0")
    land.water(p, 640, 1536, "#1f5f86", "#7fb8cc", "#e8fbff")
    for x, s, hull in ((140, 200, "#c8402f"), (880, 240, "#2f6f86"), (660, 110, "#f2c04a")):
        p.add(place(vessels.sailboat(p, s, hull, "#f8f2e4"), x=x, y=690))
    beard = _beard(p)
    cap = smooth([(-126, -200), (-110, -300), (0, -336), (110, -300), (126, -200), (0, -226)])
    glasses = _sunglasses(p)
    hair = [
        path(smooth([(s * 104, -210), (s * 126, -150), (s * 112, -100), (s * 98, -150)]), "#c3c7cc") for s in (-1, 1)
    ]
    knit = [
        stroke(f"M{x} 60q10 20 0 40t0 40t0 40t0 40t0 40t0 40t0 40t0 40t0 40t0 40", clear("#ffffff", 0.3), 6)
        for x in range(-300, 320, 40)
    ]
    p.add(
        place(
            people.shoulders(p, "#2f4f7a", *knit, wide=350),
            rect(-92, 40, 184, 64, p.linear("#3f6496", "#223a5f"), rx=26),
            people.face(p, "#dfa888", lips="#a8584f", brow="#d0d3d6"),
            *hair,
            beard,
            glasses,
            path(cap, p.linear("#2f3f5f", "#141c30")),
            path("M-128 -206Q0 -262 128 -206Q110 -176 0 -190Q-110 -176 -128 -206Z", "#0f1626"),
            circle(0, -262, 17, "#e0b84a"),
            x=512,
            y=900,
            scale=1.25,
        )
    )
    for x, y, s in ((180, 260, 40), (330, 190, 28), (820, 300, 34)):
        p.add(birds.gull(x, y, s, "#ffffff"))
    return finished(p)


def _sunglasses(p: Picture) -> str:
    """Dark glasses with a glint."""
    return group(
        *(
            path(
                smooth([(s * 14, -160), (s * 84, -164), (s * 86, -122), (s * 48, -106), (s * 16, -124)]),
                p.linear("#3a3f52", "#0c0e16"),
            )
            for s in (-1, 1)
        ),
        *(stroke(f"M{s * 30 - 8} -150l{16} {18}", "#ffffff66", 6) for s in (-1, 1)),
        stroke("M-18 -148Q0 -158 18 -148M-86 -150L-108 -146M86 -150L108 -146", "#0c0e16", 8),
    )


def _beard(p: Picture) -> str:
    """A full grey beard."""
    beard = smooth(
        [
            (-108, -150),
            (-100, -60),
            (-80, 60),
            (0, 130),
            (80, 60),
            (100, -60),
            (108, -150),
            (70, -84),
            (0, -92),
            (-70, -84),
        ]
    )
    waves = stroke(
        "M-70 -30Q-50 30 -30 70M-30 -40Q-20 30 -6 96M30 -40Q20 30 10 90M70 -30Q50 30 34 70", clear("#7f8690", 0.7), 6
    )
    moustache = path("M-44 -66Q0 -92 44 -66Q60 -40 0 -48Q-60 -40 -44 -66Z", "#f4f5f6")
    return group(path(beard, p.linear("#eceef0", "#b4b9c0")), waves, moustache)


def superhero() -> Image:
    """A caped hero on a roof, in the manner of a comic."""
    p = Picture(1024, 1536, seed=54)
    p.backdrop(p.radial("#fff09a", "#ffb52e", "#f0562f", x=0.5, y=0.45, r=0.8))
    for i in range(24):
        p.add(
            polygon(
                [
                    (512, 700),
                    (512 + 1600 * _cos(i * 15), 700 + 1600 * _sin(i * 15)),
                    (512 + 1600 * _cos(i * 15 + 6), 700 + 1600 * _sin(i * 15 + 6)),
                ],
                clear("#fff6b8", 0.45),
            )
        )
    for y in range(0, 800, 26):
        for x in range(0, 1040, 26):
            r = 8 * (1 - y / 800)
            p.add(circle(x + (13 if y % 52 else 0), y, r, clear("#e8402f", 0.4)))
    for x, w, h in ((0, 180, 420), (170, 140, 300), (700, 170, 360), (860, 190, 500)):
        p.add(rect(x, 1536 - h, w, h, p.linear("#5f2f7a", "#2a1440")))
    p.add(polygon([(0, 1330), (1024, 1330), (1024, 1536), (0, 1536)], "#20102f"), rect(0, 1330, 1024, 18, "#6f3f8a"))
    p.add(place(people.superhero(p, "#2f5fc8", "#d92f3a"), x=512, y=1340, scale=2.35))
    return finished(p, bloom=0, grain=0)


def _cos(degrees: float) -> float:
    return cos(radians(degrees))


def _sin(degrees: float) -> float:
    return sin(radians(degrees))


def kite_on_the_beach() -> Image:
    """A girl who stands still on a beach, holding the line of a red kite."""
    p = Picture(1536, 1024, seed=55)
    weather.sky(p, "#4fa8e0", "#a8dcf2", "#fdf0d0")
    weather.sun(p, 1300, 170, 56)
    for x, y, width in ((980, 260, 280), (300, 150, 240), (1380, 420, 260)):
        weather.cloud(p, x, y, width)
    land.water(p, 560, 760, "#3fb0c8", "#2f86b8", "#ffffff")
    shore = smooth([(-60, 760), (300, 720), (700, 750), (1100, 716), (1600, 756), (1600, 1100), (-60, 1100)])
    p.add(
        path(shore, p.linear("#f6dfae", "#d9b27a")),
        stroke("M-60 758Q300 716 700 746T1600 752", clear("#ffffff", 0.85), 12),
    )
    land.specks(p, 90, 800, 1010, ("#c89a62", "#fff4dc", "#b8845a"), 4)
    p.add(
        stroke("M928 776Q760 520 470 330", clear("#ffffff", 0.9), 2.5),
        place(people.kite(p, 120, ("#e8382f", "#ffd24a")), x=440, y=280, turn=24),
    )
    p.add(
        land.shadow(p, 1040, 922, 130, 18, "#7a5a30", 0.5),
        place(people.girl(p, "#2f7fb8", "#5a3322", arm="out"), x=1020, y=920, scale=1.08),
    )
    p.add(
        place(
            ellipse(0, 0, 46, 16, "#f4ead0"),
            group(*(stroke(f"M0 8L{a} -22", "#e0b890", 4) for a in (-34, -18, 0, 18, 34))),
            x=320,
            y=930,
        )
    )
    return finished(p)
