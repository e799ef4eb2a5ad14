"""Places one can travel to, and ways to get there."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, hooves, land, plants, vessels, weather
from jdb_site.demo.painting import (
    Picture, circle, clear, darker, ellipse, group, lighter, path, place, polygon, rect, smooth, stroke,
)  # fmt: skip


def onion_domes() -> Image:
    """A cathedral of striped onion domes in falling snow at night."""
    p = Picture(seed=111)
    weather.sky(p, "#0a1030", "#23306b", "#5f5a96")
    weather.stars(p, 120, 500)
    land.hills(p, 800, 20, "#c8d4ea", "#eaf1fa", n=5)
    p.add(p.glow(512, 620, 460, "#ffc46a", 0.45))
    towers = ((210, 96, 250, "#3f9a5a", "#f2d24a"), (820, 96, 250, "#d9432f", "#f4efe0"), (330, 108, 340, "#2f6fc8", "#f4efe0"), (700, 108, 340, "#3f9a8a", "#f2d24a"), (430, 100, 280, "#e0862f", "#3f7a4a"), (605, 100, 280, "#8a4fb0", "#f2d24a"))
    p.add(rect(150, 690, 740, 130, p.linear("#b8503f", "#7a2f2c")))
    for i in range(9):
        p.add(path(f"M{178 + i * 80} 820V750a26 26 0 0 1 52 0V820Z", "#ffdc96"))
    for x, width, height, dome, stripe in towers:
        p.add(place(buildings.onion_dome(p, width, height, "#b8503f", dome, stripe), x=x, y=780))
    p.add(polygon([(440, 560), (512, 250), (584, 560)], p.linear("#c85a44", "#8c3a30", angle=0)), place(buildings.onion_dome(p, 90, 40, "#f4e2c0", "#f2b83a", "#fff0b0"), x=512, y=290), rect(440, 556, 144, 240, p.linear("#c85a44", "#8c3a30", angle=0)))
    p.add(*(path(f"M{x} 700V{y}a18 18 0 0 1 36 0V700Z", "#ffe2a0") for x, y in ((470, 630), (520, 630))), *(rect(440, y, 144, 9, "#f4e2c0") for y in (556, 600, 740)))
    p.add(path(smooth([(-60, 830), (260, 806), (512, 822), (780, 804), (1090, 830), (1090, 1100), (-60, 1100)]), p.linear("#f4f8ff", "#a8bcdc")))
    p.add(*(place(plants.pine(p, tall, "#1f4f4a", "#f4f8ff"), x=x, y=y) for x, y, tall in ((70, 880, 250), (950, 890, 280), (880, 850, 170), (150, 850, 160))))
    weather.snowfall(p, 220)
    return finished(p, bloom=0.45)


def viaduct() -> Image:
    """A steam train on a stone viaduct among autumn woods."""
    p = Picture(1536, 1024, seed=112)
    weather.sky(p, "#8fbcd8", "#dfe8e0", "#fdeccb")
    weather.sun(p, 300, 200, 50)
    for x, w, h in ((260, 900, 330), (900, 1000, 420), (1440, 800, 350)):
        land.mountain(p, x, 720, w, h, "#9fb0c0")
    land.hills(p, 640, 80, "#d9a86a", "#b8743f")
    for _ in range(46):
        x, y = p.chance.uniform(-20, 1556), p.chance.uniform(640, 740)
        p.add(circle(x, y, p.chance.uniform(24, 46), p.chance.choice(("#d9602f", "#e8933a", "#c8442f", "#b8862f", "#f2b84a"))))
    for i in range(9):
        x = i * 190 - 60
        arch = f"M{x} 560H{x + 190}V1030H{x + 165}V720A70 70 0 0 0 {x + 25} 720V1030H{x}Z"
        p.add(path(arch, p.linear("#b4a894", "#7a6f66")), stroke(f"M{x + 25} 720A70 70 0 0 1 {x + 165} 720", "#d4c8b4", 10))
        p.add(*(rect(x + p.chance.uniform(0, 160), p.chance.uniform(570, 640), 30, 14, clear("#5f564f", 0.25)) for _ in range(8)))
    p.add(rect(-10, 530, 1560, 34, p.linear("#c8bca8", "#8f8478")), rect(-10, 520, 1560, 12, "#5a524c"))
    p.add(place(vessels.train(p, "#2b4f4a", "#d9a83f"), x=430, y=522, scale=1.05))
    for i, r in enumerate((20, 30, 42, 54, 68, 84, 98)):
        p.add(circle(345 + i * 66 + i * i * 7, 326 - i * 18, r, clear("#ffffff", 0.85 - 0.09 * i)))
    land.hills(p, 960, 50, "#8c5a34", "#4f3226", n=5)
    for i in range(26):
        x, y = i * 62 + p.chance.uniform(-20, 20), p.chance.uniform(960, 1040)
        p.add(circle(x, y, p.chance.uniform(36, 62), p.chance.choice(("#c8442f", "#e07a2f", "#a8382c", "#e8a03a"))))
    return finished(p)


def floating_island() -> Image:
    """A castle on an island in the sky, a waterfall over its edge."""
    p = Picture(1024, 1536, seed=113)
    weather.sky(p, "#3f8fd8", "#8fd0f0", "#f6e6d0", "#ffd8c0")
    weather.sun(p, 820, 260, 60)
    for x, y, width in ((160, 300, 300), (900, 520, 300), (120, 1130, 420), (900, 1260, 480), (500, 1430, 620)):
        weather.cloud(p, x, y, width, "#ffffff", "#e0d4e6")
    rock = [(150, 800), (300, 772), (520, 764), (740, 772), (880, 802), (800, 900), (700, 1000), (620, 1130), (540, 1270), (480, 1130), (380, 1010), (260, 920)]
    p.add(path(smooth(rock), p.linear("#a87f62", "#6f4f4a", "#3f2f3f")))
    for _ in range(22):
        x, y = p.chance.uniform(300, 740), p.chance.uniform(850, 1080)
        p.add(polygon([(x, y), (x + 46, y - 18), (x + 30, y + 60)], clear("#d9b08a", 0.3)))
    p.add(path(smooth([(136, 800), (300, 752), (520, 742), (740, 752), (896, 800), (760, 842), (520, 832), (280, 850)]), p.linear("#9ad46a", "#4f9a4a")))
    p.add(path("M300 836Q290 900 296 1200Q300 1300 270 1400H360Q350 1250 356 1100Q366 900 372 838Z", p.linear(clear("#e8fbff", 0.95), clear("#bfeaff", 0.7), clear("#ffffff", 0))), stroke("M316 850Q310 1000 316 1240M346 850Q338 1000 338 1200", clear("#ffffff", 0.8), 5))
    p.add(place(buildings.castle(p, 330, "#e6dcd0", "#5f6fc8", "#ffe6a0"), x=560, y=782))
    for x, y, tall, tone in ((230, 800, 140, "#4f9a52"), (290, 784, 110, "#6fb85a"), (800, 792, 150, "#4f9a52"), (860, 806, 100, "#e88aa8"), (350, 806, 90, "#e88aa8")):
        p.add(place(plants.tree(p, tall, tone), x=x, y=y))
    for x, y, s in ((300, 520, 26), (380, 470, 20), (740, 430, 24)):
        p.add(stroke(f"M{x - s} {y - 6}Q{x - s * 0.4} {y - s * 0.6} {x} {y}Q{x + s * 0.4} {y - s * 0.6} {x + s} {y - 6}", "#3f4f6f", 5))
    return finished(p, bloom=0.45)


def savanna() -> Image:
    """A large elephant and a tiny mouse at sunset."""
    p = Picture(1536, 1024, seed=114)
    weather.sky(p, "#d9583f", "#f29a4a", "#ffd07a", "#fff0b8")
    weather.sun(p, 1080, 560, 130, "#fff2c0", 4)
    land.hills(p, 690, 40, "#d98f4a", "#b86f3a")
    for x, y, s in ((220, 720, 1.0), (1380, 700, 0.7)):
        crown = group(*(ellipse(dx, -250 + dy, 150, 34, tone) for dx, dy, tone in ((-60, 10, "#4a4a2a"), (70, 0, "#54552f"), (0, -26, "#66683a"))))
        p.add(place(stroke("M0 0Q-10 -120 -50 -236M-6 -100Q30 -180 70 -240", "#3f2a22", 17), crown, x=x, y=y, scale=s))
    land.hills(p, 800, 30, "#e0a552", "#a8652f", n=5)
    p.add(land.shadow(p, 760, 882, 330, 30, "#4a2014", 0.6), place(hooves.elephant(p), x=780, y=880, scale=1.5))
    land.grass(p, 460, 880, 1040, ("#c8862f", "#a8682a", "#e0a84a"), 50)
    p.add(land.shadow(p, 170, 952, 80, 11, "#4a2014", 0.7), place(_mouse(p), x=165, y=952, scale=1.35, flip=True))
    return finished(p, bloom=0.4)


def _mouse(p: Picture) -> str:
    coat = "#a89a96"
    body = smooth([(-40, -8), (-24, -40), (10, -50), (40, -32), (46, -4), (10, 0)])
    return group(stroke("M44 -8Q84 -4 90 -40", "#e0a8a0", 5), path(body, p.linear(lighter(coat, 0.2), darker(coat, 0.2))), circle(-22, -46, 13, coat), circle(-22, -46, 8, "#f0b8b0"), circle(-4, -50, 13, coat), circle(-4, -50, 8, "#f0b8b0"),
                 circle(-30, -26, 3.4, "#1a1414"), circle(-43, -12, 4, "#e08a8a"))  # fmt: skip


def desert_road() -> Image:
    """Cacti by an empty road towards red mountains; nobody is there."""
    p = Picture(1536, 1024, seed=115)
    weather.sky(p, "#3f9fd8", "#a8dcea", "#ffe8c4")
    weather.sun(p, 420, 210, 56)
    for x, w, h in ((200, 620, 230), (720, 520, 180), (1280, 760, 290)):
        land.mountain(p, x, 620, w, h, "#c8714f")
    p.add(rect(0, 610, 1536, 414, p.linear("#f0c488", "#d9955a")))
    p.add(polygon([(742, 612), (794, 612), (1240, 1024), (300, 1024)], p.linear("#8a8288", "#4a464f")))
    p.add(*(polygon([(768 - 3 - k * 1.6, y), (768 + 3 + k * 1.6, y), (768 + 4 + k * 2.2, y + 8 + k * 5), (768 - 4 - k * 2.2, y + 8 + k * 5)], "#ffe27a") for k, y in enumerate((630, 656, 690, 736, 796, 872, 964))))
    for x, y, tall in ((160, 860, 360), (430, 730, 190), (1330, 830, 330), (1120, 700, 150), (1480, 720, 190), (300, 680, 110)):
        p.add(land.shadow(p, x + tall * 0.3, y, tall * 0.42, tall * 0.05, "#7a3f20", 0.5), place(plants.cactus(p, tall, "#4f9a5f"), x=x, y=y))
    land.specks(p, 150, 650, 1010, ("#b8743f", "#f6dca8", "#9a5a34"), 6)
    return finished(p, bloom=0.3)


def ringed_planet() -> Image:
    """A planet with rings and one moon before a nebula."""
    p = Picture(seed=116)
    p.backdrop(p.radial("#3a1f66", "#160f38", "#060612", x=0.6, y=0.4, r=0.8))
    for _ in range(26):
        x, y, tone = p.chance.gauss(640, 260), p.chance.gauss(380, 200), p.chance.choice(("#c84fa8", "#4f6fe0", "#ff8a6a", "#6ad0e0"))
        p.add(p.glow(x, y, p.chance.uniform(120, 280), tone, 0.22))
    weather.stars(p, 330, 1500, "#ffffff")
    back = "M92 640A440 120 0 0 1 932 460"
    ball = "M252 540A260 260 0 1 0 772 540A260 260 0 1 0 252 540Z"
    ring = group(*(ellipse(0, 0, 470 - 26 * i, 120 - 8 * i, "none", stroke=tone, stroke_width=13) for i, tone in enumerate(("#f2d8a8b0", "#d9a878d0", "#fff0d0c0", "#b88a6ab0"))))
    tilt = "translate(512 540) rotate(-18)"
    p.add(p.glow(512, 540, 420, "#ffb07a", 0.3), group(ring, transform=tilt))
    bands = [ellipse(512, 320 + 60 * i, 330, 34, tone, transform="rotate(-18 512 540)") for i, tone in enumerate(("#f6c89a", "#e09a6a", "#ffe0b8", "#c8744f", "#f2b88a", "#d98a5f", "#ffd8a8", "#b8623f"))]
    shade = path(ball, p.radial(clear("#ffffff", 0.25), clear("#000000", 0), (0.7, clear("#12081f", 0.35)), clear("#12081f", 0.92), x=0.32, y=0.3, r=0.85))
    p.add(path(ball, "#e8a878"), p.clipped(*bands, to=ball), shade)
    front = path("M-640 0H640V400H-640Z", "#000000")
    name = p.define(f'<clipPath id="@">{front}</clipPath>')
    p.add(group(group(ring, clip_path=f"url(#{name})"), transform=tilt), stroke(back, clear("#000000", 0), 1))
    p.add(circle(850, 220, 62, p.radial("#f4f4fa", "#a8a8bc", "#3f3f5a", x=0.32, y=0.3, r=0.85)), *(circle(850 + x, 220 + y, r, clear("#6f6f86", 0.5)) for x, y, r in ((-20, -14, 11), (12, 20, 14), (20, -24, 7))))
    return finished(p, bloom=0.4)


def waterfall() -> Image:
    """A tall waterfall between cliffs, ferns before it."""
    p = Picture(1024, 1536, seed=117)
    weather.sky(p, "#8fd0e8", "#d8f0f0", "#f0f8e8")
    for side in (-1, 1):
        for i, tone in enumerate(("#7f9a86", "#5f7f6f", "#3f5f56")):
            x = 512 + side * (90 + 46 * i)
            edge = [(x + side * p.chance.uniform(-10, 30), y) for y in range(120 + 60 * i, 1300, 120)]
            far = 512 + side * 700
            p.add(path(smooth([(x + side * 60, 60 + 80 * i), *edge, (x, 1320)], closed=False) + f"L{far} 1320L{far} {60 + 80 * i}Z", p.linear(lighter(tone, 0.1), darker(tone, 0.3))))
    p.add(path("M430 190Q520 170 600 190Q590 700 640 1240H390Q440 700 430 190Z", p.linear("#f4fdff", "#cdeef8", "#ffffff")))
    lines = "".join(f"M{440 + i * 11} {200 + (i * 37) % 60}Q{436 + i * 12} 700 {402 + i * 16} {1180 + (i * 53) % 50}" for i in range(15))
    p.add(stroke(lines, clear("#8fc8e0", 0.6), 5))
    land.water(p, 1220, 1536, "#2f8f9a", "#9fe0e0", "#ffffff", n=80)
    for _ in range(34):
        x = p.chance.gauss(515, 110)
        p.add(circle(x, 1230 + p.chance.uniform(-40, 40), p.chance.uniform(30, 70), p.radial(clear("#ffffff", 0.75), clear("#ffffff", 0))))
    for x, y, s in ((90, 1430, 120), (930, 1400, 140), (240, 1500, 90), (780, 1500, 100)):
        p.add(path(smooth([(x - s, y + 50), (x - s * 0.7, y - s * 0.4), (x, y - s * 0.7), (x + s * 0.8, y - s * 0.3), (x + s, y + 50)]), p.linear("#7f8f86", "#3f4f4a")))
    for x, y in ((30, 1300), (120, 1240), (980, 1290), (900, 1230), (40, 1520), (990, 1530), (20, 420), (1000, 380)):
        for turn in range(-80, 90, 20):
            p.add(place(plants.leaf(p, p.chance.uniform(120, 200), p.chance.choice(("#3f9a52", "#2f7f4a", "#5fb85a"))), x=x, y=y, turn=turn))
    weather.rays(p, 300, -60, "#fffbe0", (200, 400, 600), 1300)
    return finished(p, bloom=0.4)


def treehouse() -> Image:
    """A house in a great tree at sunset, a rope ladder down from it."""
    p = Picture(seed=118)
    weather.sky(p, "#5f4f9a", "#e0708a", "#ffb46a", "#ffe6b0")
    weather.sun(p, 190, 640, 70, "#fff0c0")
    land.hills(p, 760, 60, "#a8627a", "#7a4f6a")
    land.hills(p, 860, 40, "#6f7a4a", "#3f4a34", n=5)
    trunk = "M470 900Q520 700 500 480L420 330L470 320L540 430L640 300L690 320L620 500Q610 720 680 900Z"
    p.add(path(trunk, p.linear("#8f6248", "#5a3a30", "#3a2624", angle=0)), place(plants.foliage(p, 0, 0, 400, 230, "#4f8f4f", 60), x=560, y=270))
    p.add(place(buildings.house(p, 250, 160, "#b8794a", "#7a3f34", "#ffd87a"), x=560, y=600), rect(400, 596, 320, 24, "#6f4630", rx=4))
    p.add(stroke("M420 600V900M480 600V900" + "".join(f"M420 {y}H480" for y in range(640, 900, 40)), "#e0c08a", 6))
    p.add(stroke("M400 600V556H470M650 556H720V600M400 576H470M650 576H720", "#6f4630", 7))
    p.add(place(plants.foliage(p, 0, 0, 150, 90, "#5a9a52", 24), x=300, y=420), place(plants.foliage(p, 0, 0, 150, 90, "#478548", 24), x=840, y=410))
    for i, (x, y) in enumerate(((470, 470), (520, 484), (570, 488), (620, 482), (670, 466))):
        p.add(p.glow(x, y, 54, "#ffe08a", 0.9), circle(x, y, 8, ("#fff2c0", "#ffd0a0")[i % 2]))
    p.add(stroke("M440 455Q560 520 700 450", "#3a2624", 3))
    land.grass(p, 330, 890, 1040, ("#4f5f3a", "#6f7f4a", "#3a4a30"), 50)
    return finished(p, bloom=0.5)

