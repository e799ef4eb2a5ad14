"""Still lifes with flowers, cake, bones and books."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, plants, tableware
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
from jdb_site.demo.scenes.tables import room, window_light


def sunflowers_in_vase() -> Image:
    """Three sunflowers in a vase."""
    p = Picture(1024, 1536, seed=131)
    room(p, ("#e8d28a", "#9a8f4f"), "#c8913f", 1150)
    p.add(land.shadow(p, 560, 1332, 260, 36, "#3a2008", 0.6))
    for x, y, d in (
        (275, 560, "M500 1000Q400 760 275 560"),
        (760, 520, "M520 1000Q620 760 760 520"),
        (510, 285, "M510 1000Q530 640 510 285"),
    ):
        p.add(stroke(d, "#4f7a34", 17))
        p.add(place(plants.leaf(p, 190, "#5a9040"), x=(x + 510) / 2, y=(y + 1100) / 2, turn=-70 if x < 500 else 60))
        p.add(place(plants.daisy(p, 190, "#f6b92a", "#5f3418", 17), x=x, y=y, turn=x % 40))
        p.add(
            *(
                circle(x + (k * 37) % 120 - 60, y + (k * 53) % 120 - 60, 5, "#3a1f0e")
                for k in range(30)
                if ((k * 37) % 120 - 60) ** 2 + ((k * 53) % 120 - 60) ** 2 < 4200
            )
        )
    p.add(
        place(tableware.vase(p, 430, "#2f6f8f"), x=512, y=1325),
        place(plants.leaf(p, 150, "#5a9040"), x=700, y=1400, turn=100),
    )
    return finished(p, paper=0.3)


def birthday_cake(n: int) -> Image:
    """A cake with `n` burning candles, in a dim room with bunting."""
    p = Picture(seed=132)
    room(p, ("#5f4a86", "#1f1a3f"), "#7a4a3a", 740)
    p.add(stroke("M-20 90Q512 260 1044 90", "#f4efe6", 4))
    for i in range(13):
        x = 20 + i * 82
        y = 90 + 85 * (1 - ((x - 512) / 512) ** 2)
        p.add(polygon([(x - 30, y), (x + 30, y + 1), (x, y + 66)], ("#f06a8a", "#ffd24a", "#6ad0c8", "#b88af0")[i % 4]))
    p.add(
        land.shadow(p, 512, 892, 360, 40, "#140a1c", 0.7),
        ellipse(512, 880, 330, 46, "#f4f0f6"),
        ellipse(512, 872, 300, 36, "#d8d0e0"),
    )
    p.add(
        path("M252 620V850A260 56 0 0 0 772 850V620Z", p.linear("#fbe0d0", "#f2b8a8", "#c87f86", angle=10)),
        path(
            "M252 620V690Q285 760 318 700T384 710T450 706T512 716T578 704T644 712T706 700T772 690V620Z",
            p.linear("#ffffff", "#f8dfe6"),
        ),
        ellipse(512, 620, 260, 62, "#fffafc"),
    )
    p.add(
        *(
            circle(280 + i * 58, 842 + 24 * (1 - ((i - 4) / 4) ** 2), 19, p.radial("#ffffff", "#f4c8d4"))
            for i in range(9)
        )
    )
    p.add(
        *(
            circle(340 + (i * 71) % 350, 760 + (i * 29) % 60, 6, ("#f06a8a", "#ffd24a", "#6ad0c8", "#b88af0")[i % 4])
            for i in range(22)
        )
    )
    for i in range(n):
        across = 512 + (i - (n - 1) / 2) * 84
        y = 630 + (14 if i % 2 else -8)
        p.add(place(tableware.candle(p, 128, 19, ("#6ad0c8", "#f06a8a", "#ffd24a")[i % 3]), x=across, y=y))
    return finished(p, bloom=0.5)


def vanitas() -> Image:
    """A skull, old books and a burning candle; no hourglass."""
    p = Picture(seed=133)
    room(p, ("#4a3a2c", "#14100e"), "#4f3424", 720)
    for y, w, x, tone in ((860, 470, 150, "#6f2a26"), (800, 430, 180, "#2f4a3f"), (744, 400, 160, "#3f3a5a")):
        p.add(
            rect(x, y - 54, w, 56, p.linear(lighter(tone, 0.15), darker(tone, 0.3)), rx=6),
            rect(x + w - 30, y - 46, 30, 40, "#e0d0a8"),
            stroke(f"M{x + 40} {y - 54}v56M{x + 60} {y - 54}v56", "#c8a24a", 4),
        )
    p.add(place(_skull(p), x=350, y=690))
    p.add(
        land.shadow(p, 760, 892, 150, 24, "#050302", 0.8),
        ellipse(760, 880, 110, 22, "#b8863a"),
        ellipse(760, 872, 90, 16, "#7a5424"),
        place(tableware.candle(p, 330, 58), x=760, y=874),
    )
    p.add(
        path(smooth([(560, 930), (700, 906), (860, 960), (760, 1000), (590, 985)]), p.linear("#f0e2bc", "#b89f6f")),
        stroke("M610 950L800 956M620 966L780 974", "#6f5a3a", 4),
    )
    return finished(p, paper=0.25, rim=0.5, bloom=0.5)


def _skull(p: Picture) -> str:
    bone = p.radial("#fff6e0", "#e6d6b0", "#8f7a54", x=0.6, y=0.3, r=0.8)
    cranium = smooth(
        [
            (-150, -130),
            (-130, -240),
            (0, -300),
            (130, -240),
            (150, -130),
            (110, -50),
            (70, -40),
            (64, 0),
            (-64, 0),
            (-70, -40),
            (-110, -50),
        ]
    )
    sockets = [
        path(
            smooth([(s * 20, -120), (s * 60, -160), (s * 108, -130), (s * 96, -80), (s * 44, -76)]),
            p.radial("#120b08", "#3a2a1c"),
        )
        for s in (-1, 1)
    ]
    nose = path("M0 -90L24 -40Q0 -28 -24 -40Z", "#1c120c")
    teeth = group(
        rect(-64, -14, 128, 44, bone, rx=9),
        stroke("M-42 -12V28M-21 -12V28M0 -12V28M21 -12V28M42 -12V28M-64 8H64", "#5f4a30", 3),
    )
    return group(
        path(cranium, bone),
        *sockets,
        nose,
        teeth,
        stroke("M-40 -280Q-20 -250 -34 -220Q-10 -200 -26 -180", clear("#5f4a30", 0.6), 3),
    )


def books_and_cup() -> Image:
    """A cup to the right of an open book, a lamp behind; a window light on the wall."""
    p = Picture(1536, 1024, seed=137)
    room(p, ("#5f7f86", "#1f2f3a"), "#8a5a3a", 700)
    window_light(p, 180, 90, "#ffe6b8")
    p.add(
        p.glow(1180, 330, 520, "#ffd890", 0.6),
        stroke("M1180 780V380", "#b8863a", 17),
        ellipse(1180, 784, 100, 19, "#8f642a"),
        path("M1080 390L1120 240H1240L1280 390Z", p.linear("#fff4cf", "#f2c878")),
    )
    p.add(land.shadow(p, 560, 872, 460, 34, "#140a06", 0.75))
    p.add(
        path("M160 880Q350 800 552 862Q750 800 950 880L930 760Q750 690 552 748Q350 690 180 760Z", "#8f3a34"),
        path("M190 862Q360 790 552 850V740Q360 684 206 748Z", p.linear("#fffaf0", "#e0d2b4", angle=0)),
        path("M914 862Q744 790 552 850V740Q744 684 898 748Z", p.linear("#e0d2b4", "#fffaf0", angle=0)),
    )
    lines = "".join(
        f"M{240 - 3 * i} {766 + 16 * i}Q380 {718 + 17 * i} 520 {766 + 14 * i}"
        f"M584 {766 + 14 * i}Q724 {718 + 17 * i} {864 + 3 * i} {766 + 16 * i}"
        for i in range(5)
    )
    p.add(stroke(lines, clear("#6f5f4f", 0.6), 3))
    p.add(
        land.shadow(p, 1190, 912, 190, 24, "#140a06", 0.6),
        place(tableware.cup(p, 190, "#e8e2f0", "#5a3018"), x=1180, y=905),
        place(tableware.steam(p, 190), x=1180, y=760),
    )
    return finished(p, bloom=0.4)
