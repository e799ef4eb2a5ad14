"""Islands and worlds in the sky."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import birds, buildings, plants, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    ellipse,
    group,
    path,
    place,
    polygon,
    smooth,
    stroke,
)


def floating_island() -> Image:
    """A castle on an island in the sky, a waterfall over its edge."""
    p = Picture(1024, 1536, seed=113)
    weather.sky(p, "#3f8fd8", "#8fd0f0", "#f6e6d0", "#ffd8c0")
    weather.sun(p, 820, 260, 60)
    for x, y, width in ((160, 300, 300), (900, 520, 300), (120, 1130, 420), (900, 1260, 480), (500, 1430, 620)):
        weather.cloud(p, x, y, width, "#ffffff", "#e0d4e6")
    _rock(p)
    p.add(
        path(
            "M300 836Q290 900 296 1200Q300 1300 270 1400H360Q350 1250 356 1100Q366 900 372 838Z",
            p.linear(clear("#e8fbff", 0.95), clear("#bfeaff", 0.7), clear("#ffffff", 0)),
        ),
        stroke("M316 850Q310 1000 316 1240M346 850Q338 1000 338 1200", clear("#ffffff", 0.8), 5),
    )
    p.add(place(buildings.castle(p, 330, "#e6dcd0", "#5f6fc8", "#ffe6a0"), x=560, y=782))
    for x, y, tall, tone in (
        (230, 800, 140, "#4f9a52"),
        (290, 784, 110, "#6fb85a"),
        (800, 792, 150, "#4f9a52"),
        (860, 806, 100, "#e88aa8"),
        (350, 806, 90, "#e88aa8"),
    ):
        p.add(place(plants.tree(p, tall, tone), x=x, y=y))
    for x, y, s in ((300, 520, 26), (380, 470, 20), (740, 430, 24)):
        p.add(birds.gull(x, y, s, "#3f4f6f"))
    return finished(p, bloom=0.45)


def _rock(p: Picture) -> None:
    """The island: rock below, grass on top."""
    rock = [
        (150, 800),
        (300, 772),
        (520, 764),
        (740, 772),
        (880, 802),
        (800, 900),
        (700, 1000),
        (620, 1130),
        (540, 1270),
        (480, 1130),
        (380, 1010),
        (260, 920),
    ]
    p.add(path(smooth(rock), p.linear("#a87f62", "#6f4f4a", "#3f2f3f")))
    spots = [(p.chance.uniform(220, 780), p.chance.uniform(850, 1120)) for _ in range(26)]
    facets = [polygon([(x, y), (x + 46, y - 18), (x + 30, y + 60)], clear("#d9b08a", 0.3)) for x, y in spots]
    p.add(p.clipped(*facets, to=smooth(rock)))
    p.add(
        path(
            smooth([(136, 800), (300, 752), (520, 742), (740, 752), (896, 800), (760, 842), (520, 832), (280, 850)]),
            p.linear("#9ad46a", "#4f9a4a"),
        )
    )


def ringed_planet() -> Image:
    """A planet with rings and one moon before a nebula."""
    p = Picture(seed=116)
    p.backdrop(p.radial("#3a1f66", "#160f38", "#060612", x=0.6, y=0.4, r=0.8))
    _nebula(p)
    weather.stars(p, 330, 1500, "#ffffff")
    ring = group(
        *(
            ellipse(0, 0, 470 - 26 * i, 120 - 8 * i, "none", stroke=tone, stroke_width=13)
            for i, tone in enumerate(("#f2d8a8b0", "#d9a878d0", "#fff0d0c0", "#b88a6ab0"))
        )
    )
    tilt = "translate(512 540) rotate(-18)"
    p.add(p.glow(512, 540, 420, "#ffb07a", 0.3), group(ring, transform=tilt))
    _ball(p)
    front = path("M-640 0H640V400H-640Z", "#000000")
    name = p.define(f'<clipPath id="@">{front}</clipPath>')
    p.add(group(group(ring, clip_path=f"url(#{name})"), transform=tilt))
    p.add(
        circle(850, 220, 62, p.radial("#f4f4fa", "#a8a8bc", "#3f3f5a", x=0.32, y=0.3, r=0.85)),
        *(
            circle(850 + x, 220 + y, r, clear("#6f6f86", 0.5))
            for x, y, r in ((-20, -14, 11), (12, 20, 14), (20, -24, 7))
        ),
    )
    return finished(p, bloom=0.4)


def _nebula(p: Picture) -> None:
    """Clouds of coloured gas."""
    for _ in range(13):
        x, y, tone = (
            p.chance.gauss(640, 260),
            p.chance.gauss(380, 200),
            p.chance.choice(("#c84fa8", "#4f6fe0", "#ff8a6a", "#6ad0e0")),
        )
        p.add(p.glow(x, y, p.chance.uniform(150, 280), tone, 0.36))


def _ball(p: Picture) -> None:
    """The banded ball with its night side."""
    ball = "M252 540A260 260 0 1 0 772 540A260 260 0 1 0 252 540Z"
    bands = [
        ellipse(512, 320 + 60 * i, 330, 34, tone, transform="rotate(-18 512 540)")
        for i, tone in enumerate(
            ("#f6c89a", "#e09a6a", "#ffe0b8", "#c8744f", "#f2b88a", "#d98a5f", "#ffd8a8", "#b8623f")
        )
    ]
    shade = path(
        ball,
        p.radial(
            clear("#ffffff", 0.25),
            clear("#000000", 0),
            (0.7, clear("#12081f", 0.35)),
            clear("#12081f", 0.92),
            x=0.32,
            y=0.3,
            r=0.85,
        ),
    )
    p.add(path(ball, "#e8a878"), p.clipped(*bands, to=ball), shade)
