"""Ponds, seas and what swims or sails there."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, land, plants, swimmers, vessels, weather
from jdb_site.demo.painting import Picture, clear, ellipse, lighter, path, place, polygon, smooth

KOI_SPOTS = (
    (250, 330, 40),
    (520, 240, 160),
    (730, 470, -70),
    (430, 560, 95),
    (650, 760, 20),
    (270, 790, -35),
    (850, 250, 200),
)


def koi_pond(n: int, *, lotus: str = "", lantern: bool = False, deep: str = "#0d4a55") -> Image:
    """`n` carps (7 at most) from above, with lily pads, perhaps a lotus."""
    p = Picture(seed=21 + n)
    p.backdrop(p.radial(lighter(deep, 0.25), deep, "#062833", x=0.4, y=0.35, r=0.85))
    for _ in range(26):
        x, y, r = p.chance.uniform(0, 1024), p.chance.uniform(0, 1024), p.chance.uniform(30, 90)
        p.add(ellipse(x, y, r * 1.3, r, p.radial(clear("#9fe0cf", 0.13), clear("#9fe0cf", 0))))
    coats = (("#f4f1ea", "#e8552d"), ("#f08a2c", "#d9541f"), ("#fbf6ee", "#f06a2a"), ("#f7a13a", "#fdf3df"))
    for i, (x, y, turn) in enumerate(KOI_SPOTS[:n]):
        bend = 0.5 if i % 2 else -0.45
        p.add(
            place(swimmers.koi_shadow(bend), x=x + 26, y=y + 34, turn=turn),
            place(swimmers.koi(p, *coats[i % 4], bend), x=x, y=y, turn=turn),
        )
    for x, y, r, turn in (
        (110, 120, 96, 20),
        (930, 880, 110, 200),
        (820, 960, 70, 120),
        (90, 930, 80, 300),
        (950, 90, 70, 160),
        (205, 205, 55, 240),
    ):
        p.add(place(plants.pad(p, r, p.chance.choice(("#3f8f5b", "#5aa85f", "#2f7f5f"))), x=x, y=y, turn=turn))
    if lotus:
        p.add(place(plants.lotus(p, 104, lotus), x=908, y=862))
    for x, y, r in ((400, 420, 60), (640, 610, 44), (160, 560, 38)):
        swimmers.rings(p, x, y, r)
    return finished(p, paper=0.14)


def lighthouse(*, dusk: bool) -> Image:
    """A striped tower on a cliff: at dusk with its beam over a rough sea, or at noon."""
    p = Picture(seed=24)
    weather.sky(p, *(("#1b1f4f", "#5a3f7f", "#d9706f", "#ffc27a") if dusk else ("#3f9fe0", "#8fd0f2", "#e6f6fb")))
    if dusk:
        weather.stars(p, 110, 380)
        weather.streaks(p, 14, 300, 600, "#ffb08a")
    else:
        weather.sun(p, 190, 150, 54)
        for x, y, width in ((420, 190, 280), (860, 300, 220), (130, 430, 190)):
            weather.cloud(p, x, y, width)
    land.water(p, 640, 1024, *(("#141a3f", "#7a4f7f", "#ffb08a") if dusk else ("#0f6fa8", "#7cc8e4", "#ffffff")))
    if dusk:
        beam = p.linear(clear("#fff2b8", 0.75), clear("#fff2b8", 0), angle=180)
        p.add(polygon([(672, 306), (-60, 170), (-60, 470), (672, 322)], beam))
    rock = [
        (430, 1024),
        (470, 900),
        (520, 820),
        (560, 740),
        (640, 700),
        (780, 690),
        (900, 700),
        (1030, 680),
        (1030, 1024),
    ]
    dark, lit = ("#15182f", "#463a5f") if dusk else ("#4f5a55", "#9aa58f")
    p.add(polygon(rock, p.linear(lit, dark)))
    for _ in range(26):
        across, down, size = p.chance.uniform(520, 1010), p.chance.uniform(730, 1010), p.chance.uniform(26, 70)
        facet = [(across, down), (across + size, down - size * 0.35), (across + size * 0.5, down + size * 0.5)]
        if across > 460 + (1000 - down) * 0.42:
            p.add(polygon(facet, clear(p.chance.choice((lit, dark)), 0.45)))
    p.add(
        path(
            smooth([(540, 742), (640, 690), (780, 678), (900, 690), (1040, 668), (1040, 730), (800, 720), (640, 726)]),
            "#3c5a3f" if dusk else "#7fb356",
        )
    )
    p.add(place(buildings.lighthouse(p, 460, ("#f4efe6", "#c8402f"), "#ffedb0" if dusk else ""), x=690, y=700))
    p.add(place(buildings.house(p, 120, 70, "#d9d2c4", "#8c4a3f", "#ffd98a" if dusk else ""), x=860, y=700))
    for x, y, wide in ((430, 968, 130), (380, 1002, 170), (200, 985, 90), (480, 930, 70), (90, 1012, 120)):
        p.add(*(ellipse(x + 9 * k, y + 7 * k, wide * (1 - 0.2 * k), 5 - k, clear("#ffffff", 0.5)) for k in range(3)))
    return finished(p)


def balloons(n: int) -> Image:
    """`n` hot-air balloons (7 at most) over a desert at sunrise."""
    p = Picture(1536, 1024, seed=26)
    weather.sky(p, "#5c8fd0", "#f2b8a8", "#ffdf9f", "#fff2cf")
    weather.sun(p, 1040, 560, 60, "#fff0c0", 8)
    for y, tall, top, base in (
        (610, 40, "#e3a58f", "#d98f78"),
        (690, 60, "#d07f62", "#b8664c"),
        (800, 80, "#a85a44", "#7a3c34"),
    ):
        land.hills(p, y, tall, top, base, n=6)
    for x, y, w, h in ((120, 720, 210, 190), (420, 700, 150, 120), (1290, 730, 260, 230), (820, 690, 110, 90)):
        _mesa(p, x, y, w, h)
    land.hills(p, 930, 60, "#8f4a3a", "#4f2630", n=5)
    weather.mist(p, 760, 180, "#ffe2c0", 0.5)
    skins = (
        ("#e8483f", "#fff1d8"),
        ("#2f7fb8", "#ffd45a"),
        ("#f2a03a", "#a83f6f"),
        ("#3fa08a", "#fff1d8"),
        ("#7a4fa0", "#ffb08a"),
        ("#d94f7a", "#ffe08a"),
        ("#3f5fb0", "#ffffff"),
    )
    for i, (x, y, size) in enumerate(
        (
            (420, 300, 250),
            (820, 220, 180),
            (1180, 330, 210),
            (170, 190, 120),
            (640, 480, 110),
            (1010, 470, 80),
            (1400, 170, 110),
        )[:n]
    ):
        p.add(place(vessels.balloon(p, size, skins[i]), x=x, y=y))
    land.grass(p, 160, 985, 1030, ("#5a2f2f", "#3f2028"), 40)
    return finished(p)


def _mesa(p: Picture, x: float, y: float, w: float, h: float) -> None:
    """A table mountain: a sheer wall on a skirt of rubble."""
    wall = [
        (x - w * 0.34, y),
        (x - w * 0.33, y - h * 0.6),
        (x - w * 0.29, y - h),
        (x - w * 0.05, y - h * 1.02),
        (x + w * 0.26, y - h * 0.98),
        (x + w * 0.31, y - h * 0.55),
        (x + w * 0.34, y),
    ]
    skirt = [
        (x - w * 0.75, y + h * 0.1),
        (x - w * 0.33, y - h * 0.36),
        (x, y - h * 0.3),
        (x + w * 0.32, y - h * 0.38),
        (x + w * 0.75, y + h * 0.1),
    ]
    p.add(polygon(wall, p.linear("#ee9a6c", "#a8523f", angle=10)))
    for i in range(8):
        at = x + w * (-0.28 + 0.075 * i)
        p.add(
            polygon(
                [
                    (at, y - h * 0.96),
                    (at + w * 0.02, y - h * 0.96),
                    (at + w * 0.05, y - h * 0.3),
                    (at - w * 0.01, y - h * 0.3),
                ],
                clear("#7a2f2f", 0.3),
            )
        )
    p.add(path(smooth(skirt, closed=False) + "Z", p.linear("#d9805c", "#a85a44")))
