"""A moon festival and a picnic."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, pets, plants, weather
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
    stroke,
)


def moon_rabbit() -> Image:
    """A white rabbit under a huge moon, paper lanterns and osmanthus twigs: Mid-Autumn."""
    p = Picture(1024, 1536, seed=125)
    weather.sky(p, "#0a1440", "#1f2f6f", "#4a3f7f", "#8a5f86")
    weather.stars(p, 170, 1000)
    weather.moon(p, 560, 520, 290, "#fff0c0")
    for x, y, width in ((160, 800, 420), (900, 880, 460), (420, 980, 520)):
        weather.cloud(p, x, y, width, "#8f86b8", "#5a4f86")
    land.hills(p, 1200, 50, "#2f4a5f", "#142438", n=5)
    p.add(stroke("M1040 120Q820 160 640 110M880 140Q800 220 720 240M960 130Q900 260 860 330", "#3a2a2c", 13))
    for _ in range(64):
        across = p.chance.uniform(620, 1020)
        p.add(
            place(
                plants.blossom(p, p.chance.uniform(9, 15), "#ffb83f"),
                x=across,
                y=120 + (1020 - across) * p.chance.uniform(-0.06, 0.42) + p.chance.uniform(-16, 24),
            )
        )
    for _ in range(30):
        p.add(
            place(
                plants.leaf(p, 60, "#2f6a52"),
                x=p.chance.uniform(640, 1020),
                y=p.chance.uniform(90, 300),
                turn=p.chance.uniform(0, 360),
            )
        )
    for x, y, s in ((150, 260, 1.15), (320, 150, 0.8), (90, 560, 0.75)):
        p.add(stroke(f"M{x} 0V{y - 90 * s:.0f}", "#2a1c22", 4), place(paper_lantern(p, "#e8402f"), x=x, y=y, scale=s))
    p.add(land.shadow(p, 470, 1304, 200, 26, "#060c1c", 0.7), place(pets.rabbit(p), x=460, y=1300, scale=1.35))
    plate = group(
        ellipse(0, 0, 130, 24, "#f4efe6"),
        *(
            group(
                ellipse(x, y, 46, 17, "#b8742f"),
                rect(x - 46, y - 27, 92, 27, p.linear("#e0a04a", "#b8742f")),
                ellipse(x, y - 27, 46, 17, "#f2bc6a"),
                ellipse(x, y - 27, 25, 9, "none", stroke="#a8652a", stroke_width=4),
            )
            for x, y in ((-50, -8), (52, -8), (0, -38))
        ),
    )
    p.add(place(plate, x=760, y=1330))
    land.grass(p, 330, 1290, 1550, ("#1f3f44", "#2f5a52", "#142f38"), 52)
    return finished(p, bloom=0.5)


def paper_lantern(p: Picture, colour: str) -> str:
    """A round lit lantern with its tassel, 150 px wide."""
    ribs = "".join(f"M0 -74Q{x} 0 0 74" for x in (-110, -60, 60, 110))
    ball = ellipse(0, 0, 78, 72, p.radial("#ffe09a", lighter(colour, 0.15), darker(colour, 0.15)))
    return group(
        p.glow(0, 0, 190, "#ff8a4a", 0.7),
        ball,
        stroke(ribs, clear(darker(colour, 0.4), 0.45), 3),
        rect(-32, -86, 64, 19, "#e8b84a", rx=4),
        rect(-32, 66, 64, 19, "#e8b84a", rx=4),
        stroke("M0 86V150M-8 104V150M8 104V150", "#ffd24a", 5),
    )


def bears_at_picnic() -> Image:
    """Two teddy bears at a picnic on a chequered cloth in a park."""
    p = Picture(1536, 1024, seed=126)
    weather.sky(p, "#7fc4ea", "#cdeaf2", "#fdf6dc")
    weather.cloud(p, 360, 190, 300)
    weather.cloud(p, 1180, 240, 260)
    land.hills(p, 520, 70, "#a4d490", "#7fba70")
    for x, tall in ((120, 330), (1420, 370), (1270, 230), (280, 210)):
        p.add(place(plants.tree(p, tall, "#4f9a52"), x=x, y=620))
    land.hills(p, 650, 30, "#90cc68", "#559848", n=5)
    cloth = [(330, 780), (1210, 780), (1400, 960), (150, 960)]
    p.add(polygon(cloth, "#f8f4ea"))
    for i in range(8):
        for j in range(4):
            if (i + j) % 2:
                continue
            a, b, c, d = (
                ((330 - 45 * r) + (880 + 92.5 * r) * q / 8, 780 + 45 * r)
                for q, r in ((i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1))
            )
            p.add(polygon([a, b, c, d], "#e0483f"))
    for x, coat, bow in ((480, "#b87a44", "#3f7fc8"), (1060, "#8f5a38", "#e0567a")):
        p.add(land.shadow(p, x, 842, 170, 22), place(_teddy(p, coat, bow), x=x, y=840, scale=1.15))
    basket = group(
        stroke("M-80 -90Q0 -230 80 -90", "#8a5a2f", 13),
        path("M-110 -96H110L90 0H-90Z", p.linear("#d9a860", "#8f5f2f")),
        stroke("M-108 -70H108M-102 -44H102M-96 -20H96", "#7a4f26", 4),
        stroke("M-112 -96H112", "#b8863f", 13),
    )
    cake = group(
        ellipse(0, 0, 92, 17, "#f4f4f8"),
        rect(-66, -70, 132, 68, p.linear("#f8d8c0", "#e8a890"), rx=8),
        path("M-66 -70H66V-40Q50 -20 34 -40T0 -40T-34 -40T-66 -40Z", "#fff6ee"),
        circle(0, -84, 15, "#e0303f"),
    )
    p.add(
        place(basket, x=770, y=850),
        place(cake, x=800, y=930),
        place(group(rect(-26, -74, 52, 74, "#6fb8d8", rx=8), ellipse(0, -74, 26, 8, "#d8f0fa")), x=610, y=925),
    )
    land.specks(p, 120, 680, 1010, ("#fff6d8", "#f6d04d", "#f08a8a"), 6)
    land.grass(p, 240, 960, 1040, ("#559848", "#74b858"), 44)
    return finished(p)


def _teddy(p: Picture, coat: str, bow: str) -> str:
    fur, pale = p.radial(lighter(coat, 0.25), coat, darker(coat, 0.3), x=0.4, y=0.3, r=0.8), lighter(coat, 0.5)
    feet = [group(ellipse(s * 78, -30, 44, 40, fur), ellipse(s * 82, -26, 22, 21, pale)) for s in (-1, 1)]
    arms = [ellipse(s * 96, -126, 30, 58, fur, transform=f"rotate({s * -32} {s * 96} -126)") for s in (-1, 1)]
    ears = [group(circle(s * 68, -314, 33, fur), circle(s * 68, -312, 19, pale)) for s in (-1, 1)]
    face = group(
        ellipse(0, -228, 40, 31, pale),
        ellipse(0, -242, 14, 10, "#2a1c1a"),
        stroke("M0 -234V-222M0 -222Q-10 -212 -20 -217M0 -222Q10 -212 20 -217", "#2a1c1a", 4),
        *(circle(s * 36, -266, 9, "#2a1c1a") for s in (-1, 1)),
        *(circle(s * 36 - 3, -269, 3, "#ffffff") for s in (-1, 1)),
    )
    tie = group(
        polygon([(0, -176), (-46, -200), (-46, -152)], bow),
        polygon([(0, -176), (46, -200), (46, -152)], bow),
        circle(0, -176, 12, darker(bow, 0.2)),
    )
    return group(
        *arms,
        ellipse(0, -100, 92, 96, fur),
        ellipse(0, -92, 54, 60, pale),
        *feet,
        *ears,
        circle(0, -254, 90, fur),
        face,
        tie,
    )
