"""A bookshop and a bowl of noodles."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import letters, tableware, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    ellipse,
    group,
    place,
    polygon,
    rect,
    stroke,
)


def bookshop(sign: str) -> Image:
    """A bookshop at dusk with a lettered board over its window."""
    p = Picture(seed=72)
    weather.sky(p, "#2b2f5f", "#7a5f8f", "#e0a08a")
    p.add(rect(60, 120, 904, 760, p.linear("#7a4a3f", "#54302e")))
    for row in range(19):
        for col in range(16):
            p.add(
                rect(
                    62 + col * 60 - (30 if row % 2 else 0),
                    122 + row * 40,
                    56,
                    36,
                    clear(p.chance.choice(("#8f5a4a", "#6f4038", "#a06a54")), 0.35),
                )
            )
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
    p.add(
        rect(680, 350, 190, 530, "#163a36"),
        rect(704, 376, 142, 260, p.linear("#ffe6a8", "#f2b060")),
        circle(850, 660, 9, "#e8c46a"),
        rect(704, 790, 142, 60, "#1f4a44"),
    )
    p.add(
        rect(0, 880, 1024, 144, p.linear("#6f6a78", "#3a3644")),
        polygon([(120, 880), (620, 880), (700, 1024), (40, 1024)], clear("#ffc46a", 0.22)),
    )
    for x in (640, 905):
        p.add(
            rect(x - 28, 800, 56, 80, "#8c4a3a", rx=6),
            *(
                circle(x + dx, 790 + dy, 26, t)
                for dx, dy, t in ((-22, 0, "#2f6f4a"), (20, -6, "#3f8f5a"), (0, -26, "#5aa86a"), (-6, 4, "#2f7f4f"))
            ),
        )
    p.add(stroke("M40 880V300", "#14141f", 11), p.glow(40, 300, 170, "#ffe2a0", 0.9), circle(40, 296, 21, "#fff6d8"))
    return finished(p, bloom=0.5)


def ramen() -> Image:
    """A steaming bowl of noodles with egg, leek and chopsticks."""
    p = Picture(seed=75)
    p.backdrop(p.radial("#7a3f2a", "#4a2219", "#200e0c", x=0.4, y=0.35, r=0.8))
    for i in range(9):
        p.add(stroke(f"M0 {i * 130 + 40}q260 {p.chance.uniform(-16, 16):.0f} 520 0t520 0", clear("#1a0a08", 0.35), 4))
    p.add(
        ellipse(535, 590, 400, 380, clear("#120605", 0.45)),
        circle(512, 540, 390, p.linear("#3f5f9f", "#1a2a5a")),
        circle(512, 540, 366, "#f4efe4"),
        circle(512, 540, 330, p.radial("#f6b45a", "#d9812f", "#b85f22", r=0.6)),
    )
    _soup(p)
    p.add(
        stroke("M700 700L1010 330M748 726L1040 372", "#2a0f0a", 25, opacity=0.35),
        stroke("M690 690L1000 316M738 716L1032 360", p.linear("#c8402f", "#6f1a14"), 19),
    )
    p.add(place(tableware.steam(p, 330), x=470, y=420, scale=1.3))
    return finished(p, bloom=0.3)


def _soup(p: Picture) -> None:
    """Noodles, eggs, nori and leek in the bowl."""
    bowl = "M182 540A330 330 0 1 0 842 540A330 330 0 1 0 182 540Z"
    strands = [
        stroke(
            f"M{p.chance.uniform(230, 420):.0f} {p.chance.uniform(420, 800):.0f}"
            f"q{p.chance.uniform(40, 130):.0f} {p.chance.uniform(-110, 110):.0f} "
            f"{p.chance.uniform(150, 300):.0f} {p.chance.uniform(-60, 60):.0f}"
            f"t{p.chance.uniform(60, 200):.0f} {p.chance.uniform(-90, 90):.0f}",
            p.chance.choice(("#ffe6a0", "#f6d27a", "#fff0bf")),
            11,
        )
        for _ in range(64)
    ]
    p.add(p.clipped(*strands, to=bowl))
    for x, y, turn in ((380, 440, -20), (512, 360, 15)):
        egg = group(
            ellipse(0, 0, 84, 66, clear("#3a1a0a", 0.35), transform="translate(8 12)"),
            ellipse(0, 0, 84, 66, "#fffaf0"),
            circle(6, 2, 36, p.radial("#ffd45a", "#f2902a")),
        )
        p.add(place(egg, x=x, y=y, turn=turn))
    p.add(
        *(
            polygon(
                [(x, y), (x + 130, y - 36), (x + 156, y + 110), (x + 24, y + 130)],
                p.linear("#2a4a34", "#10261c", angle=30),
            )
            for x, y in ((610, 330), (664, 372))
        )
    )
    p.add(
        *(
            circle(
                330 + 300 * p.chance.random(),
                560 + 190 * p.chance.random(),
                13,
                "none",
                stroke=p.chance.choice(("#7fc44a", "#4a9a3a", "#b8e07a")),
                stroke_width=7,
            )
            for _ in range(40)
        )
    )
