"""Wild land, and a house in it."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, hooves, land, plants, weather
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
    rect,
    smooth,
    stroke,
)


def savanna() -> Image:
    """A large elephant and a tiny mouse at sunset."""
    p = Picture(1536, 1024, seed=114)
    weather.sky(p, "#d9583f", "#f29a4a", "#ffd07a", "#fff0b8")
    weather.sun(p, 1080, 560, 130, "#fff2c0", 4)
    land.hills(p, 690, 40, "#d98f4a", "#b86f3a")
    for x, y, s in ((220, 720, 1.0), (1380, 700, 0.7)):
        crown = group(
            *(
                ellipse(dx, -250 + dy, 150, 34, tone)
                for dx, dy, tone in ((-60, 10, "#4a4a2a"), (70, 0, "#54552f"), (0, -26, "#66683a"))
            )
        )
        p.add(place(stroke("M0 0Q-10 -120 -50 -236M-6 -100Q30 -180 70 -240", "#3f2a22", 17), crown, x=x, y=y, scale=s))
    land.hills(p, 800, 30, "#e0a552", "#a8652f", n=5)
    p.add(land.shadow(p, 760, 882, 330, 30, "#4a2014", 0.6), place(hooves.elephant(p), x=780, y=880, scale=1.5))
    land.grass(p, 460, 880, 1040, ("#c8862f", "#a8682a", "#e0a84a"), 50)
    p.add(land.shadow(p, 170, 952, 80, 11, "#4a2014", 0.7), place(_mouse(p), x=165, y=952, scale=1.35, flip=True))
    return finished(p, bloom=0.4)


def _mouse(p: Picture) -> str:
    coat = "#a89a96"
    body = smooth([(-40, -8), (-24, -40), (10, -50), (40, -32), (46, -4), (10, 0)])
    return group(
        stroke("M44 -8Q84 -4 90 -40", "#e0a8a0", 5),
        path(body, p.linear(lighter(coat, 0.2), darker(coat, 0.2))),
        circle(-22, -46, 13, coat),
        circle(-22, -46, 8, "#f0b8b0"),
        circle(-4, -50, 13, coat),
        circle(-4, -50, 8, "#f0b8b0"),
        circle(-30, -26, 3.4, "#1a1414"),
        circle(-43, -12, 4, "#e08a8a"),
    )


def waterfall() -> Image:
    """A tall waterfall between cliffs, green plants before it."""
    p = Picture(1024, 1536, seed=117)
    weather.sky(p, "#8fd0e8", "#d8f0f0", "#f0f8e8")
    _cliffs(p)
    p.add(
        path(
            "M430 190Q520 170 600 190Q590 700 640 1240H390Q440 700 430 190Z", p.linear("#f4fdff", "#cdeef8", "#ffffff")
        )
    )
    lines = "".join(
        f"M{440 + i * 11} {200 + (i * 37) % 60}Q{436 + i * 12} 700 {402 + i * 16} {1180 + (i * 53) % 50}"
        for i in range(15)
    )
    p.add(stroke(lines, clear("#8fc8e0", 0.6), 5))
    land.water(p, 1220, 1536, "#2f8f9a", "#9fe0e0", "#ffffff", n=80)
    for _ in range(34):
        x = p.chance.gauss(515, 110)
        p.add(
            circle(
                x,
                1230 + p.chance.uniform(-40, 40),
                p.chance.uniform(30, 70),
                p.radial(clear("#ffffff", 0.75), clear("#ffffff", 0)),
            )
        )
    _bank(p)
    weather.rays(p, 300, -60, "#fffbe0", (200, 400, 600), 1300)
    return finished(p, bloom=0.4)


def _bank(p: Picture) -> None:
    """Boulders and plants in front."""
    for x, y, s in ((90, 1430, 120), (930, 1400, 140), (240, 1500, 90), (780, 1500, 100)):
        p.add(
            path(
                smooth(
                    [
                        (x - s, y + 50),
                        (x - s * 0.7, y - s * 0.4),
                        (x, y - s * 0.7),
                        (x + s * 0.8, y - s * 0.3),
                        (x + s, y + 50),
                    ]
                ),
                p.linear("#7f8f86", "#3f4f4a"),
            )
        )
    for x, y in ((30, 1300), (120, 1240), (980, 1290), (900, 1230), (40, 1520), (990, 1530), (20, 420), (1000, 380)):
        for turn in range(-80, 90, 20):
            p.add(
                place(
                    plants.leaf(p, p.chance.uniform(120, 200), p.chance.choice(("#3f9a52", "#2f7f4a", "#5fb85a"))),
                    x=x,
                    y=y,
                    turn=turn,
                )
            )


def _cliffs(p: Picture) -> None:
    """Three steps of rock on either side."""
    for side in (-1, 1):
        for i, tone in enumerate(("#7f9a86", "#5f7f6f", "#3f5f56")):
            x = 512 + side * (90 + 46 * i)
            edge = [(x + side * p.chance.uniform(-10, 30), y) for y in range(120 + 60 * i, 1300, 120)]
            far = 512 + side * 700
            p.add(
                path(
                    smooth([(x + side * 60, 60 + 80 * i), *edge, (x, 1320)], closed=False)
                    + f"L{far} 1320L{far} {60 + 80 * i}Z",
                    p.linear(lighter(tone, 0.1), darker(tone, 0.3)),
                )
            )


def treehouse() -> Image:
    """A house in a great tree at sunset, a rope ladder down from it."""
    p = Picture(seed=118)
    weather.sky(p, "#5f4f9a", "#e0708a", "#ffb46a", "#ffe6b0")
    weather.sun(p, 190, 640, 70, "#fff0c0")
    land.hills(p, 760, 60, "#a8627a", "#7a4f6a")
    land.hills(p, 860, 40, "#6f7a4a", "#3f4a34", n=5)
    trunk = "M470 900Q520 700 500 480L420 330L470 320L540 430L640 300L690 320L620 500Q610 720 680 900Z"
    p.add(
        path(trunk, p.linear("#8f6248", "#5a3a30", "#3a2624", angle=0)),
        place(plants.foliage(p, 0, 0, 400, 230, "#4f8f4f", 60), x=560, y=270),
    )
    p.add(
        place(buildings.house(p, 250, 160, "#b8794a", "#7a3f34", "#ffd87a"), x=560, y=600),
        rect(400, 596, 320, 24, "#6f4630", rx=4),
    )
    p.add(stroke("M420 600V900M480 600V900" + "".join(f"M420 {y}H480" for y in range(640, 900, 40)), "#e0c08a", 6))
    p.add(stroke("M400 600V556H470M650 556H720V600M400 576H470M650 576H720", "#6f4630", 7))
    p.add(
        place(plants.foliage(p, 0, 0, 150, 90, "#5a9a52", 24), x=300, y=420),
        place(plants.foliage(p, 0, 0, 150, 90, "#478548", 24), x=840, y=410),
    )
    for i, (x, y) in enumerate(((470, 470), (520, 484), (570, 488), (620, 482), (670, 466))):
        p.add(p.glow(x, y, 54, "#ffe08a", 0.9), circle(x, y, 8, ("#fff2c0", "#ffd0a0")[i % 2]))
    p.add(stroke("M440 455Q560 520 700 450", "#3a2624", 3))
    land.grass(p, 330, 890, 1040, ("#4f5f3a", "#6f7f4a", "#3a4a30"), 50)
    return finished(p, bloom=0.5)
