"""Streets and cities after dark."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, land, letters, people, tableware, weather
from jdb_site.demo.painting import (
    Picture, circle, clear, darker, ellipse, group, lighter, mix, path, place, polygon, rect, stroke,
)  # fmt: skip


def wet_ground(p: Picture, top: float, dark: str, lights: tuple[tuple[float, str], ...]) -> None:
    """Asphalt that mirrors each light as a wavering column."""
    p.add(rect(0, top, p.width, p.height - top, p.linear(lighter(dark, 0.12), dark)))
    for x, colour in lights:
        for i in range(16):
            y = top + 8 + i * (p.height - top) / 16
            wide = p.chance.uniform(26, 70) * (1 + i / 10)
            p.add(ellipse(x + p.chance.uniform(-14, 14), y, wide, 4 + i * 0.5, clear(colour, 0.5 - 0.024 * i)))


def neon_diner(sign: str) -> Image:
    """A corner diner at night in the rain, its neon sign in large letters."""
    p = Picture(1536, 1024, seed=71)
    weather.sky(p, "#070b1f", "#14183f", "#2a1f4f")
    for i in range(12):
        p.add(place(buildings.block(p, 150, p.chance.uniform(330, 640), "#141a38", "#ffcf7a", 0.3), x=i * 132 - 20, y=760))
    p.add(rect(330, 330, 900, 440, p.linear("#3a2448", "#20142f")), rect(330, 318, 900, 24, "#56356a"))
    p.add(rect(400, 560, 560, 200, p.linear("#ffdf9a", "#e89a4a")), p.glow(680, 660, 420, "#ffb85a", 0.5))
    p.add(stroke("M540 560V760M680 560V760M820 560V760M400 560H960V760H400Z", "#20142f", 9))
    p.add(*(group(rect(x - 34, 716, 68, 12, "#8c3b32"), rect(x - 5, 728, 10, 32, "#5a2a28"), circle(x, 606, 22, "#fff2c0")) for x in (470, 610, 750, 890)))
    p.add(rect(1020, 540, 130, 220, "#140d22"), rect(1036, 556, 98, 130, "#e8a85a"), circle(1130, 650, 7, "#ffe0a0"))
    p.add(rect(490, 352, 580, 176, "#120a1f", rx=22, stroke="#2fd0e8", stroke_width=5), p.glow(780, 440, 460, "#ff3f8a", 0.5))
    p.add(letters.neon(sign, 780, 490, 112, "#ff4f96"))
    p.add(p.glow(780, 352, 200, "#2fd0e8", 0.25), stroke("M520 510H1040", "#2fd0e8", 5))
    wet_ground(p, 770, "#0c0d1f", ((780, "#ff4f96"), (540, "#ffb85a"), (860, "#ffb85a"), (1080, "#e8a85a"), (180, "#4a6fd0"), (1380, "#ffcf7a")))
    for x in (210, 1330):
        p.add(stroke(f"M{x} 790V300Q{x} 260 {x + 50} 260", "#0c0d1a", 12), p.glow(x + 56, 268, 170, "#ffe0a0", 0.8), ellipse(x + 56, 264, 24, 9, "#fff4d0"))
    weather.rain(p, 260)
    return finished(p, bloom=0.6)


def bookshop(sign: str) -> Image:
    """A bookshop at dusk with a lettered board over its window."""
    p = Picture(seed=72)
    weather.sky(p, "#2b2f5f", "#7a5f8f", "#e0a08a")
    p.add(rect(60, 120, 904, 760, p.linear("#7a4a3f", "#54302e")))
    for row in range(19):
        for col in range(16):
            p.add(rect(62 + col * 60 - (30 if row % 2 else 0), 122 + row * 40, 56, 36, clear(p.chance.choice(("#8f5a4a", "#6f4038", "#a06a54")), 0.35)))
    p.add(rect(90, 300, 844, 580, p.linear("#1f4a44", "#12302e")), rect(70, 280, 884, 36, "#2a5f56", rx=6))
    p.add(rect(110, 190, 804, 92, "#12302e", rx=8, stroke="#e8c46a", stroke_width=4))
    p.add(letters.lettering(sign, 512 - letters.width_of(sign, 60) / 2, 266, 60, "#f6d98a", 13))
    p.add(rect(130, 350, 480, 380, p.linear("#ffe6a8", "#f2b060")), p.glow(370, 520, 430, "#ffc46a", 0.55))
    spines = ("#b8402f", "#2f6f86", "#e0a83a", "#4f7a4a", "#7a4a86", "#d97a4a", "#3f4f7a")
    for shelf in range(3):
        y, x = 468 + shelf * 120, 146.0
        while x < 580:
            wide, tall = p.chance.uniform(13, 26), p.chance.uniform(62, 96)
            p.add(rect(x, y - tall, wide, tall, p.chance.choice(spines), rx=2))
            x += wide + (3 if p.chance.random() < 0.85 else 40)
        p.add(rect(130, y, 480, 12, "#6f4322"))
    p.add(stroke("M130 350H610V730H130ZM370 350V730", "#12302e", 12))
    p.add(rect(680, 350, 190, 530, "#163a36"), rect(704, 376, 142, 260, p.linear("#ffe6a8", "#f2b060")), circle(850, 660, 9, "#e8c46a"), rect(704, 790, 142, 60, "#1f4a44"))
    p.add(rect(0, 880, 1024, 144, p.linear("#6f6a78", "#3a3644")), polygon([(120, 880), (620, 880), (700, 1024), (40, 1024)], clear("#ffc46a", 0.22)))
    for x in (640, 905):
        p.add(rect(x - 28, 800, 56, 80, "#8c4a3a", rx=6), *(circle(x + dx, 790 + dy, 26, t) for dx, dy, t in ((-22, 0, "#2f6f4a"), (20, -6, "#3f8f5a"), (0, -26, "#5aa86a"), (-6, 4, "#2f7f4f"))))
    p.add(stroke("M40 880V300", "#14141f", 11), p.glow(40, 300, 170, "#ffe2a0", 0.9), circle(40, 296, 21, "#fff6d8"))
    return finished(p, bloom=0.5)


def rainy_alley() -> Image:
    """A narrow alley at night in the rain; one person with an umbrella walks away from us."""
    p = Picture(1024, 1536, seed=73)
    weather.sky(p, "#0a0f26", "#1b1f4a", "#4a2f66")
    p.add(p.glow(512, 820, 520, "#ff9a6a", 0.5))
    for side in (-1, 1):
        for i in range(4):
            near, far = 512 + side * (512 - i * 112), 512 + side * (512 - (i + 1) * 112)
            wall = mix("#20183a", "#5a3f6a", i / 4)
            p.add(polygon([(near, 0), (far, 160 + i * 70), (far, 1150 - i * 60), (near, 1210 - i * 70)], p.linear(mix(wall, "#ffffff", 0.06), wall)))
            for k in range(4):
                y = 260 + k * 190 + i * 30
                p.add(polygon([(near - side * 26, y), (far + side * 20, y + 12), (far + side * 20, y + 84), (near - side * 26, y + 90)], p.chance.choice(("#ffcf7a", "#1a1430", "#ffb05a", "#2a2044"))))
    signs = ((150, 430, 76, 300, "#ff3f7a"), (300, 620, 56, 220, "#3fe0d0"), (868, 380, 84, 330, "#ffb02e"), (712, 640, 52, 230, "#a86aff"), (880, 800, 70, 170, "#3fa0ff"))
    for x, y, w, h, colour in signs:
        p.add(p.glow(x, y + h / 2, h * 0.9, colour, 0.5), rect(x - w / 2, y, w, h, "#120c20", rx=10, stroke=colour, stroke_width=6))
        for k in range(round(h / 62)):
            p.add(stroke(f"M{x - w * 0.24} {y + 30 + k * 58}h{w * 0.48}m{-w * 0.24} 0v26m{-w * 0.2} 0h{w * 0.4}", lighter(colour, 0.5), 6))
    p.add(stroke("M0 300Q512 420 1024 280M0 380Q500 470 1024 360", "#0a0818", 4))
    wet_ground(p, 1150, "#0e0c1f", ((150, "#ff3f7a"), (330, "#3fe0d0"), (512, "#ff9a6a"), (868, "#ffb02e"), (700, "#a86aff")))
    p.add(ellipse(512, 1296, 110, 15, clear("#05040c", 0.7)), place(people.walker(p, "#2f3f66"), place(people.umbrella(p, 250, "#d9382f"), x=42, y=-150), x=512, y=1290, scale=1.15))
    weather.rain(p, 330)
    return finished(p, bloom=0.6)


def skyline() -> Image:
    """Towers of a future city over water, a flying car between them."""
    p = Picture(1536, 1024, seed=74)
    weather.sky(p, "#0c0a2f", "#3a1466", "#c83a8a", "#ff9a6a")
    weather.sun(p, 768, 620, 170, "#ffb05a", 3)
    for y in (560, 600, 640, 676):
        p.add(rect(560, y, 420, 9, clear("#8a2a7a", 0.55)))
    for row, (tone, top) in enumerate((("#5a2a7a", 420), ("#33205f", 520), ("#161338", 600))):
        for i in range(15):
            wide = p.chance.uniform(66, 120)
            x, tall = i * 108 - 20 + p.chance.uniform(-20, 20), p.chance.uniform(760 - top - 120, 760 - top + 260) * (0.72 if 4 < i < 10 else 1)
            glow = p.chance.choice(("#ff6ac0", "#5ae0ff", "#ffd06a"))
            p.add(place(buildings.block(p, wide, tall, tone, glow, 0.2 + 0.14 * row), x=x, y=760))
            if p.chance.random() < 0.5:
                p.add(stroke(f"M{x + wide / 2:.0f} {760 - tall:.0f}v-60", tone, 5), circle(x + wide / 2, 700 - tall, 4, "#ff5a7a"))
    land.water(p, 758, 1024, "#0f0c2f", "#7a2f7a", "#ff8ac0", n=120)
    land.glitter(p, 768, 760, 1024, "#ffb07a", 60, 150)
    for x, y, s, tone in ((520, 330, 1.0, "#5ae0ff"), (1080, 250, 0.8, "#ff6ac0")):
        car = group(p.glow(-20, 14, 130, tone, 0.6), path("M-80 10Q-70 -8 -40 -10Q-20 -36 24 -32Q50 -28 60 -8Q84 -4 84 10Q0 26 -80 10Z", p.linear("#e8ecff", "#5f5f96")), path("M-30 -10Q-14 -28 20 -26Q40 -22 46 -8Z", "#1a1f4a"), stroke("M-70 16H70", tone, 5))
        p.add(place(car, x=x, y=y, scale=s))
    return finished(p, bloom=0.5)


def ramen() -> Image:
    """A steaming bowl of noodles with egg, leek and chopsticks."""
    p = Picture(seed=75)
    p.backdrop(p.radial("#7a3f2a", "#4a2219", "#200e0c", x=0.4, y=0.35, r=0.8))
    for i in range(9):
        p.add(stroke(f"M0 {i * 130 + 40}q260 {p.chance.uniform(-16, 16):.0f} 520 0t520 0", clear("#1a0a08", 0.35), 4))
    p.add(ellipse(535, 590, 400, 380, clear("#120605", 0.45)), circle(512, 540, 390, p.linear("#3f5f9f", "#1a2a5a")), circle(512, 540, 366, "#f4efe4"), circle(512, 540, 330, p.radial("#f6b45a", "#d9812f", "#b85f22", r=0.6)))
    bowl = "M182 540A330 330 0 1 0 842 540A330 330 0 1 0 182 540Z"
    strands = [stroke(f"M{p.chance.uniform(230, 420):.0f} {p.chance.uniform(420, 800):.0f}q{p.chance.uniform(40, 130):.0f} {p.chance.uniform(-110, 110):.0f} {p.chance.uniform(150, 300):.0f} {p.chance.uniform(-60, 60):.0f}t{p.chance.uniform(60, 200):.0f} {p.chance.uniform(-90, 90):.0f}", p.chance.choice(("#ffe6a0", "#f6d27a", "#fff0bf")), 11) for _ in range(64)]
    p.add(p.clipped(*strands, to=bowl))
    for x, y, turn in ((380, 440, -20), (512, 360, 15)):
        egg = group(ellipse(0, 0, 84, 66, clear("#3a1a0a", 0.35), transform="translate(8 12)"), ellipse(0, 0, 84, 66, "#fffaf0"), circle(6, 2, 36, p.radial("#ffd45a", "#f2902a")))
        p.add(place(egg, x=x, y=y, turn=turn))
    p.add(*(polygon([(x, y), (x + 130, y - 36), (x + 156, y + 110), (x + 24, y + 130)], p.linear("#2a4a34", "#10261c", angle=30)) for x, y in ((610, 330), (664, 372))))
    p.add(*(circle(330 + 300 * p.chance.random(), 560 + 190 * p.chance.random(), 13, "none", stroke=p.chance.choice(("#7fc44a", "#4a9a3a", "#b8e07a")), stroke_width=7) for _ in range(40)))
    p.add(stroke("M700 700L1010 330M748 726L1040 372", "#2a0f0a", 25, opacity=0.35), stroke("M690 690L1000 316M738 716L1032 360", p.linear("#c8402f", "#6f1a14"), 19))
    p.add(place(tableware.steam(p, 330), x=470, y=420, scale=1.3))
    return finished(p, bloom=0.3)


def paris() -> Image:
    """The Eiffel Tower at night, lit, with its searchlight, over the rooftops."""
    p = Picture(1024, 1536, seed=76)
    weather.sky(p, "#0b1233", "#27306f", "#7a5a9a", "#f2a88a")
    weather.stars(p, 150, 800)
    p.add(polygon([(512, 268), (1100, 60), (1100, 210)], p.linear(clear("#fff2c0", 0.7), clear("#fff2c0", 0), angle=0)))
    left = "M502 250Q494 680 432 960Q392 1130 300 1310H388Q448 1150 478 980Q500 800 508 560V250Z"
    right = "M522 250Q530 680 592 960Q632 1130 724 1310H636Q576 1150 546 980Q524 800 516 560V250Z"
    iron = p.linear("#ffe2a0", "#f2a84a", "#b8682f")
    lattice = "".join(f"M300 {y}L724 {y + 60}M724 {y}L300 {y + 60}" for y in range(280, 1290, 52))
    p.add(p.glow(512, 900, 560, "#ffb85a", 0.5))
    p.add(*(group(path(d, iron), p.clipped(stroke(lattice, clear("#6f3a1f", 0.55), 5), to=d)) for d in (left, right)))
    p.add(rect(424, 952, 176, 26, "#e8963f"), rect(378, 1112, 268, 30, "#d9832f"), rect(486, 560, 52, 14, "#e8a85a"), rect(498, 226, 28, 30, "#ffe2a0"), stroke("M512 226V170", "#ffe2a0", 5), circle(512, 262, 11, "#fffbe0"))
    p.add(stroke("M396 1290Q512 1100 628 1290", "#c8742a", 15))
    for i in range(9):
        x, tall = i * 122 - 30, p.chance.uniform(70, 110)
        block = group(place(buildings.block(p, 112, tall, "#2b2a52", "#ffd98a", 0.45), y=0), polygon([(-6, -tall), (14, -tall - 52), (98, -tall - 52), (118, -tall)], "#4a4f7a"), rect(24, -tall - 86, 15, 40, "#3a2f44"), rect(72, -tall - 80, 15, 34, "#3a2f44"))
        p.add(place(block, x=x, y=1400))
    land.water(p, 1396, 1536, "#141a40", "#3a3a72", "#ffcf8a", n=50)
    return finished(p, bloom=0.5)
