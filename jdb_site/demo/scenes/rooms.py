"""Indoors: windows, fires, shelves and tables with more on them."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, pets, plants, tableware, weather
from jdb_site.demo.painting import (
    Picture, circle, clear, darker, ellipse, group, lighter, path, place, polygon, rect, smooth, stroke,
)  # fmt: skip
from jdb_site.demo.scenes.tables import room, window_light


def sunflowers_in_vase() -> Image:
    """Three sunflowers in a vase."""
    p = Picture(1024, 1536, seed=131)
    room(p, ("#e8d28a", "#9a8f4f"), "#c8913f", 1150)
    p.add(land.shadow(p, 560, 1332, 260, 36, "#3a2008", 0.6))
    for x, y, d in ((275, 560, "M500 1000Q400 760 275 560"), (760, 520, "M520 1000Q620 760 760 520"), (510, 285, "M510 1000Q530 640 510 285")):
        p.add(stroke(d, "#4f7a34", 17))
        p.add(place(plants.leaf(p, 190, "#5a9040"), x=(x + 510) / 2, y=(y + 1100) / 2, turn=-70 if x < 500 else 60))
        p.add(place(plants.daisy(p, 190, "#f6b92a", "#5f3418", 17), x=x, y=y, turn=x % 40))
        p.add(*(circle(x + (k * 37) % 120 - 60, y + (k * 53) % 120 - 60, 5, "#3a1f0e") for k in range(30) if ((k * 37) % 120 - 60) ** 2 + ((k * 53) % 120 - 60) ** 2 < 4200))
    p.add(place(tableware.vase(p, 430, "#2f6f8f"), x=512, y=1325), place(plants.leaf(p, 150, "#5a9040"), x=700, y=1400, turn=100))
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
    p.add(land.shadow(p, 512, 892, 360, 40, "#140a1c", 0.7), ellipse(512, 880, 330, 46, "#f4f0f6"), ellipse(512, 872, 300, 36, "#d8d0e0"))
    p.add(path("M252 620V850A260 56 0 0 0 772 850V620Z", p.linear("#fbe0d0", "#f2b8a8", "#c87f86", angle=10)), path("M252 620V690Q285 760 318 700T384 710T450 706T512 716T578 704T644 712T706 700T772 690V620Z", p.linear("#ffffff", "#f8dfe6")), ellipse(512, 620, 260, 62, "#fffafc"))
    p.add(*(circle(280 + i * 58, 842 + 24 * (1 - ((i - 4) / 4) ** 2), 19, p.radial("#ffffff", "#f4c8d4")) for i in range(9)))
    p.add(*(circle(340 + (i * 71) % 350, 760 + (i * 29) % 60, 6, ("#f06a8a", "#ffd24a", "#6ad0c8", "#b88af0")[i % 4]) for i in range(22)))
    for i in range(n):
        x = 512 + (i - (n - 1) / 2) * 84
        y = 630 + (14 if i % 2 else -8)
        p.add(place(tableware.candle(p, 128, 19, ("#6ad0c8", "#f06a8a", "#ffd24a")[i % 3]), x=x, y=y))
    return finished(p, bloom=0.5)


def vanitas() -> Image:
    """A skull, old books and a burning candle; no hourglass."""
    p = Picture(seed=133)
    room(p, ("#4a3a2c", "#14100e"), "#4f3424", 720)
    for y, w, x, tone in ((860, 470, 150, "#6f2a26"), (800, 430, 180, "#2f4a3f"), (744, 400, 160, "#3f3a5a")):
        p.add(rect(x, y - 54, w, 56, p.linear(lighter(tone, 0.15), darker(tone, 0.3)), rx=6), rect(x + w - 30, y - 46, 30, 40, "#e0d0a8"), stroke(f"M{x + 40} {y - 54}v56M{x + 60} {y - 54}v56", "#c8a24a", 4))
    p.add(place(_skull(p), x=350, y=690))
    p.add(land.shadow(p, 760, 892, 150, 24, "#050302", 0.8), ellipse(760, 880, 110, 22, "#b8863a"), ellipse(760, 872, 90, 16, "#7a5424"), place(tableware.candle(p, 330, 58), x=760, y=874))
    p.add(path(smooth([(560, 930), (700, 906), (860, 960), (760, 1000), (590, 985)]), p.linear("#f0e2bc", "#b89f6f")), stroke("M610 950L800 956M620 966L780 974", "#6f5a3a", 4))
    return finished(p, paper=0.25, rim=0.5, bloom=0.5)


def _skull(p: Picture) -> str:
    bone = p.radial("#fff6e0", "#e6d6b0", "#8f7a54", x=0.6, y=0.3, r=0.8)
    cranium = smooth([(-150, -130), (-130, -240), (0, -300), (130, -240), (150, -130), (110, -50), (70, -40), (64, 0), (-64, 0), (-70, -40), (-110, -50)])
    sockets = [path(smooth([(s * 20, -120), (s * 60, -160), (s * 108, -130), (s * 96, -80), (s * 44, -76)]), p.radial("#120b08", "#3a2a1c")) for s in (-1, 1)]
    nose = path("M0 -90L24 -40Q0 -28 -24 -40Z", "#1c120c")
    teeth = group(rect(-64, -14, 128, 44, bone, rx=9), stroke("M-42 -12V28M-21 -12V28M0 -12V28M21 -12V28M42 -12V28M-64 8H64", "#5f4a30", 3))
    return group(path(cranium, bone), *sockets, nose, teeth, stroke("M-40 -280Q-20 -250 -34 -220Q-10 -200 -26 -180", clear("#5f4a30", 0.6), 3))


def cat_on_table() -> Image:
    """A cat asleep on a kitchen table, a bowl of apples beside it."""
    p = Picture(seed=134)
    p.backdrop(p.linear("#f2dcb8", "#e0bd8f"))
    p.add(*(rect(x, 0, 34, 760, clear("#ffffff", 0.16)) for x in range(0, 1024, 96)), rect(0, 820, 1024, 204, p.linear("#9a6a48", "#6f4630")))
    p.add(rect(600, 90, 330, 330, p.linear("#8fd0f0", "#e8f6e0")), stroke("M600 90H930V420H600ZM765 90V420M600 255H930", "#fffaf0", 19), rect(580, 420, 370, 26, "#fffaf0"))
    p.add(stroke("M120 0V200", "#6f4630", 7), path("M66 200Q120 150 174 200L196 280H44Z", p.linear("#e0674a", "#a83f30")), p.glow(120, 300, 230, "#ffe2a0", 0.4))
    p.add(rect(90, 600, 850, 46, p.linear("#d9a46a", "#a8703f"), rx=8), *(rect(x, 646, 44, 330, p.linear("#a8703f", "#7a4c2c")) for x in (140, 840)), ellipse(512, 980, 470, 26, clear("#2a1408", 0.4)))
    p.add(land.shadow(p, 360, 602, 210, 16, "#3a1c0c", 0.5), place(pets.curled_cat(p, "#e0924a"), x=360, y=602, scale=1.35))
    back, front = tableware.bowl(p, 220, "#3f7f9a", "#2f5f7a")
    fruit = [place(tableware.apple(p, 46, "#d9382f", "#8f1f24"), x=x, y=y) for x, y in ((-52, -60), (52, -60), (0, -78))]
    p.add(place(back, *fruit, front, x=740, y=602))
    return finished(p)


def cat_at_window() -> Image:
    """A cat on a window sill in warm afternoon sun, flower pots beside it."""
    p = Picture(seed=135)
    p.backdrop(p.linear("#e6b98a", "#c88f66"))
    p.add(rect(170, 90, 690, 680, p.linear("#7fc8f0", "#d8f0f0", "#fff0c8")), p.glow(700, 220, 330, "#fff4c0", 0.9), circle(700, 220, 46, "#fffbe6"))
    p.add(p.clipped(*(circle(200 + i * 100, 760 - (i * 37) % 50, 90, ("#6fb060", "#4f9a58", "#8cc070")[i % 3]) for i in range(8)), to="M170 90H860V770H170Z"))
    p.add(stroke("M170 90H860V770H170ZM515 90V770M170 400H860", "#fffaf0", 24))
    for side in (-1, 1):
        x = 515 + side * 400
        p.add(path(f"M{x - 90} 60Q{x - 40} 400 {x - 80} 800H{x + 80}Q{x + 40} 400 {x + 90} 60Z", p.linear("#f8e6d0", "#e0b494", "#f8e6d0", angle=0)))
    p.add(rect(60, 40, 910, 26, "#8a5a3a", rx=12), rect(90, 770, 850, 52, p.linear("#fffaf0", "#d8c0a0"), rx=6), polygon([(190, 822), (860, 822), (1010, 1024), (250, 1024)], clear("#fff0c0", 0.28)))
    p.add(land.shadow(p, 470, 772, 120, 12, "#6f4020", 0.5), place(pets.cat_from_behind(p, "#8f8a92", tail=-1), x=470, y=774, scale=1.5))
    for x, pot, bloom in ((690, "#c8643f", "#f06a8a"), (800, "#4f8a8f", "#ffd24a")):
        plant = [place(plants.leaf(p, 90, "#4f9a52"), turn=t, y=-84) for t in (-50, -20, 15, 45)]
        heads = [place(plants.blossom(p, 24, bloom), x=dx, y=dy) for dx, dy in ((-26, -170), (20, -186), (46, -150))]
        p.add(place(*plant, *heads, path("M-46 -90H46L34 0H-34Z", p.linear(lighter(pot, 0.2), darker(pot, 0.25), angle=0)), rect(-52, -100, 104, 22, pot, rx=5), x=x, y=774))
    return finished(p, bloom=0.45)


def cat_by_the_fire() -> Image:
    """A cat asleep on a rug before a burning fireplace."""
    p = Picture(1536, 1024, seed=136)
    p.backdrop(p.radial("#7a4a3a", "#3a2430", "#1c141f", x=0.5, y=0.6, r=0.75))
    p.add(rect(0, 780, 1536, 244, p.linear("#6f442f", "#2f1c18")))
    for row in range(13):
        for col in range(13):
            x, y = 420 + col * 58 - (28 if row % 2 else 0), 220 + row * 44
            p.add(rect(max(x, 420), y, min(54, 1116 - x), 40, ("#8f4f3f", "#a05f48", "#7a4238")[(row * 5 + col) % 3], rx=3))
    p.add(rect(380, 170, 776, 56, p.linear("#b8804f", "#6f4630"), rx=6), path("M560 790V540A208 190 0 0 1 976 540V790Z", "#140a0a"), p.glow(768, 690, 430, "#ff8a2e", 0.9))
    for x, tall, tone in ((700, 190, "#f0562a"), (840, 200, "#f0562a"), (768, 260, "#ff8a2e"), (730, 160, "#ffc24a"), (806, 170, "#ffc24a"), (768, 130, "#fff2b0")):
        p.add(path(f"M{x - tall * 0.24} 770Q{x - tall * 0.34} {770 - tall * 0.5} {x} {770 - tall}Q{x + tall * 0.34} {770 - tall * 0.5} {x + tall * 0.24} 770Z", tone))
    p.add(place(rect(-140, -20, 280, 40, p.linear("#7a4c2f", "#3f241a"), rx=20), x=768, y=774, turn=-4), place(rect(-130, -18, 260, 36, p.linear("#8a5634", "#4a2a1c"), rx=18), x=768, y=782, turn=5))
    p.add(*(place(tableware.candle(p, 60, 18), x=x, y=170) for x in (450, 1080)), rect(680, 30, 180, 126, "#b8863f", rx=4), rect(694, 44, 152, 98, p.linear("#8fc0d8", "#e8d8a8")), polygon([(694, 142), (750, 80), (790, 120), (820, 96), (846, 142)], "#4f7a5f"))
    p.add(ellipse(768, 920, 470, 74, "#8f2f3a"), ellipse(768, 920, 410, 60, "none", stroke="#f0c46a", stroke_width=6), ellipse(768, 920, 340, 46, "#a83f44"))
    p.add(land.shadow(p, 790, 934, 210, 22, "#1c0a0a", 0.6), place(pets.curled_cat(p, "#6f6a78"), x=780, y=930, scale=1.35))
    p.add(rect(1200, 560, 240, 250, p.linear("#3f6a6f", "#1f3f48"), rx=40), rect(1180, 680, 60, 160, "#2f5a60", rx=24), rect(1400, 680, 60, 160, "#2f5a60", rx=24), rect(1216, 720, 208, 90, p.linear("#4f8086", "#2f565c"), rx=20))
    return finished(p, bloom=0.6, rim=0.4)


def books_and_cup() -> Image:
    """A cup to the right of an open book, a lamp behind; a window light on the wall."""
    p = Picture(1536, 1024, seed=137)
    room(p, ("#5f7f86", "#1f2f3a"), "#8a5a3a", 700)
    window_light(p, 180, 90, "#ffe6b8")
    p.add(p.glow(1180, 330, 520, "#ffd890", 0.6), stroke("M1180 780V380", "#b8863a", 17), ellipse(1180, 784, 100, 19, "#8f642a"), path("M1080 390L1120 240H1240L1280 390Z", p.linear("#fff4cf", "#f2c878")))
    p.add(land.shadow(p, 560, 872, 460, 34, "#140a06", 0.75))
    p.add(path("M160 880Q350 800 552 862Q750 800 950 880L930 760Q750 690 552 748Q350 690 180 760Z", "#8f3a34"), path("M190 862Q360 790 552 850V740Q360 684 206 748Z", p.linear("#fffaf0", "#e0d2b4", angle=0)), path("M914 862Q744 790 552 850V740Q744 684 898 748Z", p.linear("#e0d2b4", "#fffaf0", angle=0)))
    lines = "".join(f"M{240 - 3 * i} {766 + 16 * i}Q380 {718 + 17 * i} 520 {766 + 14 * i}M584 {766 + 14 * i}Q724 {718 + 17 * i} {864 + 3 * i} {766 + 16 * i}" for i in range(5))
    p.add(stroke(lines, clear("#6f5f4f", 0.6), 3))
    p.add(land.shadow(p, 1190, 912, 190, 24, "#140a06", 0.6), place(tableware.cup(p, 190, "#e8e2f0", "#5a3018"), x=1180, y=905), place(tableware.steam(p, 190), x=1180, y=760))
    return finished(p, bloom=0.4)
