"""People in a landscape."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, people, plants, vessels, weather
from jdb_site.demo.painting import Picture, circle, clear, ellipse, group, mix, path, place, rect, smooth, stroke


def hanbok(*, blossoms: bool) -> Image:
    """A girl in a hanbok under a cherry tree: in bloom, or green."""
    p = Picture(1024, 1536, seed=61)
    weather.sky(p, *(("#f6d0d8", "#fbe6e0", "#fff6ea") if blossoms else ("#9fcfe6", "#d8eef2", "#fdf6e2")))
    for x, w, h in ((180, 700, 300), (800, 800, 380)):
        land.mountain(p, x, 1010, w, h, "#9fb4c4" if not blossoms else "#c8a8bc")
    land.hills(p, 1060, 60, "#b8d49a", "#8fb878")
    land.hills(p, 1200, 40, "#a4cc80", "#5f9a58", n=5)
    trunk, tips = plants.bare_tree(p, 1060, "#5f4038", spread=30)
    p.add(place(trunk, x=690, y=1290))
    crown = ("#f6a8c0", "#f288aa", "#ffd0dc") if blossoms else ("#5f9f52", "#4a8a4a", "#86bf62")
    inner = [(x * 0.72 + p.chance.uniform(-30, 30), (y + 620) * 0.72 - 640) for x, y in tips]
    for i, (across, down) in enumerate(inner + tips):
        p.add(circle(690 + across, 1290 + down, p.chance.uniform(26, 56), clear(crown[i % 3], 0.86)))
    if blossoms:
        p.add(*(place(plants.blossom(p, 15, "#ffc4d4"), x=690 + x, y=1290 + y) for x, y in tips[::2]))
        land.specks(p, 150, 1200, 1500, ("#ffc8d8", "#f8a0bc"), 8)
    p.add(
        land.shadow(p, 400, 1352, 250, 34, "#2f4a3a", 0.5),
        place(people.hanbok_girl(p, "#fdf3e6", "#d9405a", "#3f4fa0"), x=390, y=1350, scale=1.5),
    )
    land.grass(p, 260, 1360, 1550, ("#5f9a52", "#78b45f"), 46)
    return finished(p, paper=0.18)


def misty_field(*, lantern: bool) -> Image:
    """A girl in a field at night among fireflies, with a lantern in her hand or with none."""
    p = Picture(seed=62 + lantern)
    weather.sky(p, *(("#0c1a3f", "#23406f", "#4f7f96") if not lantern else ("#160f33", "#3a2f66", "#7a5f8f")))
    weather.stars(p, 130, 520)
    weather.crescent(p, 810, 170, 60)
    for i in range(14):
        tone = mix("#0f2038", "#4f7f96", 0.25 + 0.3 * (i % 2))
        p.add(place(plants.pine(p, p.chance.uniform(200, 330), tone), x=i * 80 + p.chance.uniform(-20, 20), y=640))
    weather.mist(p, 640, 260, "#b8d4e6", 0.6)
    land.hills(p, 720, 40, "#2f4f5f", "#14263a", n=5)
    weather.mist(p, 740, 160, "#c8dfee", 0.45)
    p.add(land.shadow(p, 510, 902, 120, 18, "#050a18", 0.7))
    coat = "#c8503f" if lantern else "#3f5fa8"
    p.add(place(people.girl(p, coat, "#2b1c18", arm="out" if lantern else "down"), x=510, y=900, scale=1.05))
    if lantern:
        p.add(place(_lantern(p), x=412, y=768))
    land.grass(p, 520, 800, 1040, ("#16303a", "#1f4048", "#0f2230"), 56)
    for _ in range(46):
        x, y = p.chance.uniform(20, 1004), p.chance.uniform(480, 960)
        p.add(p.glow(x, y, 24, "#f6ff8a", 0.9), circle(x, y, 2.6, "#fdffd8"))
    return finished(p, bloom=0.5)


def _lantern(p: Picture) -> str:
    return group(
        p.glow(0, 44, 260, "#ffb84a", 0.85),
        stroke("M-16 14Q0 -14 16 14", "#3a2a22", 5),
        rect(-20, 12, 40, 9, "#3a2a22", rx=3),
        rect(-18, 20, 36, 48, p.radial("#fffbe0", "#ffcf5a", "#e8862a"), rx=6),
        stroke("M-8 20V68M8 20V68", "#5a3a22", 3),
        rect(-22, 66, 44, 10, "#3a2a22", rx=3),
    )


def moon_rider() -> Image:
    """An astronaut rides a bicycle on the moon; the earth hangs in the sky, and no flag stands anywhere."""
    p = Picture(1536, 1024, seed=64)
    weather.sky(p, "#04060f", "#0b1024", "#141a33")
    weather.stars(p, 330, 760, "#ffffff")
    p.add(
        p.glow(330, 290, 330, "#6fb8ff", 0.5),
        circle(330, 290, 150, p.radial("#8fd4ff", "#2f7fd0", "#0f2f6f", x=0.35, y=0.3, r=0.85)),
    )
    globe = "M180 290A150 150 0 1 0 480 290A150 150 0 1 0 180 290Z"
    lands = (
        ((250, 220), (310, 200), (330, 250), (300, 300), (260, 280)),
        ((350, 300), (410, 280), (440, 330), (400, 390), (360, 360)),
        ((230, 340), (280, 350), (290, 400), (250, 390)),
        ((380, 190), (430, 200), (420, 236), (384, 230)),
    )
    p.add(
        p.clipped(
            *(path(smooth(shape), "#5fae6a") for shape in lands),
            *(ellipse(x, y, 70, 9, "#ffffffb0") for x, y in ((280, 180), (380, 260), (270, 320), (370, 410))),
            to=globe,
        )
    )
    land.hills(p, 770, 60, "#8f93a3", "#6f7386")
    land.hills(p, 850, 50, "#c3c6d0", "#7f8496", n=5)
    for x, y, r in ((160, 930, 110), (560, 970, 70), (1330, 920, 130), (1180, 990, 60), (880, 960, 46), (420, 880, 40)):
        p.add(ellipse(x, y, r, r * 0.28, "#7f8496"), ellipse(x, y + r * 0.06, r * 0.9, r * 0.2, "#a8acba"))
    p.add(
        land.shadow(p, 900, 882, 230, 22, "#0c1020", 0.8),
        place(vessels.bicycle("#e8483f"), people.astronaut(p), x=900, y=880, scale=1.35),
    )
    for x, y, r in ((1100, 868, 24), (1140, 852, 17), (1180, 862, 12)):
        p.add(circle(x, y, r, clear("#e6e8ee", 0.5)))
    return finished(p)


def umbrellas() -> Image:
    """A crowd from behind under grey umbrellas, one of them red, in a wet street."""
    p = Picture(1536, 1024, seed=65)
    weather.sky(p, "#5f6f86", "#8f9fb0", "#b4bfc8")
    for i in range(9):
        wide = p.chance.uniform(150, 230)
        tone = mix("#4a586c", "#8796a6", p.chance.random())
        p.add(
            rect(i * 175 - 30, 700 - p.chance.uniform(330, 560), wide, 700, p.linear(tone, mix(tone, "#a8b4c0", 0.5)))
        )
    weather.mist(p, 640, 260, "#c4ced6", 0.7)
    p.add(rect(0, 700, 1536, 324, p.linear("#8f9ba8", "#3a4454")))
    for row, (y, n, size) in enumerate(((770, 13, 0.62), (850, 11, 0.8), (950, 8, 1.08))):
        for i in range(n):
            x = (i + 0.5 + p.chance.uniform(-0.2, 0.2)) * 1536 / n
            red = row == 2 and i == 3
            tone = "#e0302c" if red else p.chance.choice(("#2f3644", "#3f4858", "#525d70", "#20252f"))
            figure = group(
                people.walker(p, "#c23030" if red else p.chance.choice(("#2a303c", "#434c5c", "#5a5348"))),
                place(people.umbrella(p, 210, tone), x=40, y=-150),
            )
            p.add(ellipse(x, y + 4, 60 * size, 9 * size, clear("#14181f", 0.5)), place(figure, x=x, y=y, scale=size))
    weather.rain(p, 330, "#eef4fa", slant=-9)
    return finished(p, bloom=0.2)
