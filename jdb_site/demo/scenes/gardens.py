"""Gardens, woods and what goes on in them."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, plants, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    ellipse,
    group,
    path,
    place,
    polygon,
    rect,
    stroke,
)


def robot_gardener() -> Image:
    """A rusty robot waters flowers; a butterfly sits on its head."""
    p = Picture(seed=121)
    weather.sky(p, "#7fc8e8", "#d0eef0", "#fff4d8")
    weather.sun(p, 850, 160, 54)
    land.hills(p, 560, 60, "#a8d49a", "#84bc7a")
    for x, tall in ((80, 250), (930, 290), (800, 190)):
        p.add(place(plants.tree(p, tall, "#4f9a58"), x=x, y=640))
    land.hills(p, 680, 30, "#8cc868", "#4f8f44", n=4)
    p.add(land.shadow(p, 380, 902, 200, 26), place(_robot(p), x=380, y=900, scale=1.25))
    p.add(place(_can(p), x=610, y=660, scale=1.2, turn=24))
    drops = "".join(
        f"M{724 + 5 * i} {716 + (i % 3) * 10}q{18 + 4 * i} {40 + 8 * i} {22 + 6 * i} {120 + 6 * (i % 4)}"
        for i in range(9)
    )
    p.add(stroke(drops, clear("#8fd8ff", 0.9), 4, stroke_dasharray="12 9"))
    tones = ("#f06a8a", "#f2b83f", "#f4f0e6", "#8a6fe0", "#f0563f")
    for i in range(22):
        x, y = 640 + (i * 83) % 370, 850 + (i * 47) % 150
        high = p.chance.uniform(60, 110)
        head = plants.daisy(p, 30, tones[i % 5], "#f2c84a") if i % 2 else plants.blossom(p, 30, tones[i % 5])
        p.add(
            place(
                stroke(f"M0 0Q-8 {-high / 2:.0f} 0 {-high:.0f}", "#2f7a3f", 5),
                place(head, y=-high),
                place(plants.leaf(p, 40, "#4fa04a"), turn=60, y=-16),
                x=x,
                y=y,
            )
        )
    land.grass(p, 330, 890, 1040, ("#4f9a44", "#6fb852", "#3f8038"), 44)
    return finished(p)


def _robot(p: Picture) -> str:
    rust, steel = p.linear("#e0a070", "#b8683f", "#7a3f2a", angle=30), "#6f7a86"
    legs = [group(rect(x - 17, -110, 34, 80, steel, rx=10), rect(x - 36, -34, 66, 36, rust, rx=12)) for x in (-46, 46)]
    body = group(
        rect(-96, -290, 192, 190, rust, rx=26),
        rect(-62, -262, 124, 70, "#3a4450", rx=10),
        *(circle(-34 + 34 * i, -227, 12, tone) for i, tone in enumerate(("#ff6a5a", "#ffd24a", "#6ae08a"))),
        stroke("M-60 -150H60M-60 -132H60", "#7a3f2a", 6),
        *(
            ellipse(x, y, r, r * 0.7, clear("#5f2f1f", 0.45))
            for x, y, r in ((-70, -130, 20), (74, -270, 16), (60, -116, 26), (-80, -210, 12))
        ),
    )
    arms = (
        stroke("M-92 -262Q-160 -220 -140 -150", steel, 25)
        + stroke("M92 -262Q150 -250 182 -216", steel, 25)
        + circle(-140, -140, 22, rust)
        + circle(186, -212, 22, rust)
    )
    head = group(
        rect(-14, -320, 28, 36, steel),
        rect(-84, -430, 168, 118, rust, rx=34),
        *(
            group(circle(s * 38, -376, 29, "#22303a"), circle(s * 38, -376, 20, p.radial("#eaffff", "#5ad8e8")))
            for s in (-1, 1)
        ),
        stroke("M-26 -334Q0 -322 26 -334", "#22303a", 6),
        rect(-98, -390, 18, 44, steel, rx=6),
        rect(80, -390, 18, 44, steel, rx=6),
    )
    wings = group(
        *(ellipse(s * 22, -12, 22, 15, "#ff9f3f", transform=f"rotate({s * -30} {s * 22} -12)") for s in (-1, 1)),
        *(ellipse(s * 16, 8, 14, 10, "#ffc86a") for s in (-1, 1)),
        rect(-2.5, -18, 5, 36, "#2a1c1c", rx=2),
    )
    return group(*legs, arms, body, head, place(wings, x=30, y=-446, turn=16))


def _can(p: Picture) -> str:
    tin = p.linear("#9fd8c0", "#4f9a86", "#2f6f66", angle=10)
    return group(
        stroke("M70 -30L150 -70", "#4f9a86", 17),
        polygon([(140, -92), (176, -66), (150, -50)], "#2f6f66"),
        stroke("M-56 -80C-120 -70 -110 20 -54 10", "#2f6f66", 13),
        stroke("M-40 -90Q10 -150 54 -90", "#2f6f66", 11),
        path("M-56 -92H62L70 30Q6 46 -64 30Z", tin),
        ellipse(3, -92, 59, 13, "#2f6f66"),
    )


def mushrooms() -> Image:
    """Three red toadstools with white dots, a snail on the tallest, out-of-focus lights behind."""
    p = Picture(seed=122)
    weather.sky(p, "#14302c", "#23503f", "#3f6f4a")
    for _ in range(46):
        x, y, r = p.chance.uniform(0, 1024), p.chance.uniform(0, 720), p.chance.uniform(16, 62)
        p.add(circle(x, y, r, clear(p.chance.choice(("#ffe6a0", "#b8f0a0", "#fff6d0", "#8fe0c0")), 0.2)))
    weather.rays(p, 700, -60, "#fff6c8", (-520, -300, -80), 1100)
    land.hills(p, 830, 40, "#2f5a34", "#14281c", n=5)
    for x, y, tall in ((300, 900, 300), (720, 930, 250), (520, 910, 500)):
        p.add(
            land.shadow(p, x, y, tall * 0.4, 18, "#06120c", 0.7), place(plants.mushroom(p, tall, "#d9342c"), x=x, y=y)
        )
    p.add(place(_snail(p), x=500, y=478, turn=-6))
    land.grass(p, 520, 850, 1040, ("#2f6a38", "#1f4a2c", "#4f8a44"), 66)
    for x, y, turn in ((120, 960, 50), (880, 980, -30), (620, 1000, 100), (380, 1000, -70)):
        p.add(place(plants.leaf(p, 90, "#b8702f"), x=x, y=y, turn=turn))
    return finished(p, bloom=0.45)


def _snail(p: Picture) -> str:
    body = path(
        "M-90 0Q-100 -40 -84 -58Q-66 -66 -60 -40Q-50 -16 0 -18H70Q100 -10 110 0Z", p.linear("#e8d0a0", "#b8935f")
    )
    horns = (
        stroke("M-82 -54L-96 -88M-70 -56L-66 -92", "#d9bc86", 5)
        + circle(-97, -90, 6, "#3a2a1c")
        + circle(-66, -94, 6, "#3a2a1c")
    )
    shell = group(
        circle(20, -56, 52, p.radial("#f2b86a", "#b8703a", "#6f3f26", x=0.35, y=0.3, r=0.8)),
        stroke("M20 -56Q34 -66 38 -50Q36 -32 16 -32Q-8 -36 -8 -60Q-2 -88 26 -88Q58 -84 58 -52", "#6f3f26", 7),
    )
    return group(horns, body, shell)


def sunflower_field() -> Image:
    """A wide field of sunflowers; a bee, small, on one of them."""
    p = Picture(1536, 1024, seed=123)
    weather.sky(p, "#3f9fe0", "#9fd8f2", "#fdf2d0")
    weather.sun(p, 1240, 180, 64)
    for x, y, width in ((300, 180, 320), (760, 290, 260)):
        weather.cloud(p, x, y, width)
    land.hills(p, 500, 50, "#8fc078", "#6fa860")
    p.add(rect(0, 520, 1536, 504, p.linear("#6f9a3f", "#2f5a2c")))
    for row in range(7):
        size, down = 13 + 11 * row, 545 + row * row * 9.5 + row * 12
        n = round(1700 / (size * 2.7))
        for i in range(n):
            across = (i + 0.5 * (row % 2) + p.chance.uniform(-0.12, 0.12)) * 1536 / (n - 1)
            stalk = stroke(f"M{across:.0f} {down:.0f}v{size * 4:.0f}", "#3f7a34", size * 0.14)
            head = (
                plants.daisy(p, size, "#ffc52e", "#6f3f1f", 14)
                if row > 3
                else plants.far_daisy(size, "#f2b528", "#6f3f1f")
            )
            p.add(stalk, place(head, x=across, y=down + p.chance.uniform(-8, 8)))
    bee = group(
        ellipse(-7, -17, 15, 9, "#ffffffc0", transform="rotate(-30)"),
        ellipse(9, -17, 15, 9, "#ffffffc0", transform="rotate(30)"),
        ellipse(0, 0, 21, 14, "#f2b52a"),
        stroke("M-6 -12V12M4 -13V13", "#241a14", 6),
        circle(-19, -2, 8, "#241a14"),
    )
    p.add(place(bee, x=806, y=868, scale=1.25))
    return finished(p)


def panda_in_bamboo() -> Image:
    """A panda sits among bamboo and eats a cane; it wears nothing."""
    p = Picture(seed=124)
    weather.sky(p, "#cfe8c4", "#e8f4d8", "#f8fae8")
    weather.sun(p, 250, 170, 60, "#fff8d0", 7)
    for i in range(17):
        near = i % 3
        tone = ("#a8cf94", "#7fb56a", "#4f9a4f")[near]
        x = i * 66 - 10 + p.chance.uniform(-16, 16)
        if near == 2 and 260 < x < 790:
            continue
        p.add(place(plants.bamboo(p, 1100, 22 + 13 * near, tone), x=x, y=1040, turn=p.chance.uniform(-3, 3)))
        for k in range(4):
            y = p.chance.uniform(60, 620)
            p.add(
                *(
                    place(
                        plants.leaf(p, 70 + 24 * near, tone),
                        x=x,
                        y=y,
                        turn=p.chance.choice((-1, 1)) * p.chance.uniform(60, 140),
                    )
                    for _ in range(2 + k % 2)
                )
            )
    land.hills(p, 900, 20, "#8cc070", "#4f8a48", n=4)
    p.add(land.shadow(p, 512, 942, 300, 36), place(_panda(p), x=512, y=940, scale=1.3))
    land.grass(p, 330, 920, 1040, ("#4f9a44", "#6fb852", "#3f8038"), 46)
    return finished(p)


def _panda(p: Picture) -> str:
    white, black = (
        p.radial("#ffffff", "#f0eee8", "#b8b8c0", x=0.4, y=0.3, r=0.8),
        p.linear("#4a4a56", "#1c1c24", angle=30),
    )
    body = ellipse(0, -140, 168, 156, white)
    feet = [group(ellipse(s * 120, -34, 62, 52, black), ellipse(s * 126, -30, 30, 28, "#6a5a62")) for s in (-1, 1)]
    ears = [circle(s * 112, -430, 46, black) for s in (-1, 1)]
    head = ellipse(0, -350, 150, 122, white)
    patches = [ellipse(s * 58, -356, 34, 44, black, transform=f"rotate({s * 28} {s * 58} -356)") for s in (-1, 1)]
    gaze = [group(circle(s * 54, -358, 13, "#ffffff"), circle(s * 53, -357, 9, "#120f16")) for s in (-1, 1)]
    muzzle = group(
        ellipse(0, -302, 52, 38, "#ffffff"),
        ellipse(0, -320, 21, 14, "#1c1c24"),
        stroke("M0 -308V-294M0 -294Q-14 -280 -28 -288M0 -294Q14 -280 28 -288", "#1c1c24", 5),
    )
    cane = group(
        place(plants.bamboo(p, 330, 24, "#6fb04a"), x=150, y=-80, turn=-42),
        *(place(plants.leaf(p, 76, "#5aa040"), x=-80, y=-316, turn=t) for t in (-70, -30, -110)),
    )
    arms = group(
        stroke("M-136 -232Q-110 -160 -20 -190", "#26262e", 66), stroke("M136 -232Q140 -150 64 -170", "#26262e", 66)
    )
    return group(body, *feet, *ears, head, *patches, *gaze, muzzle, cane, arms)
