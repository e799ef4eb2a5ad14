"""Birds on branches and on the ice."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import birds, land, plants, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    lighter,
    mix,
    path,
    place,
    polygon,
    smooth,
    stroke,
)


def branch(p: Picture, y: float, colour: str, snow: str = "") -> None:
    """A branch across the picture, from the left edge."""
    wood = f"M-30 {y + 40}Q260 {y - 10} 520 {y + 16}T1060 {y - 30}"
    twigs = (
        f"M300 {y + 4}Q240 {y - 70} 190 {y - 110}M680 {y + 12}Q770 {y + 70} 860 {y + 96}"
        f"M820 {y}Q880 {y - 60} 950 {y - 84}"
    )
    p.add(
        stroke(wood, darker(colour, 0.35), 42),
        stroke(wood, colour, 32, transform="translate(-2 -4)"),
        stroke(twigs, colour, 13),
    )
    p.add(stroke(wood, clear(lighter(colour, 0.5), 0.4), 6, transform="translate(-2 -14)"))
    if snow:
        p.add(
            stroke(wood, snow, 20, transform="translate(0 -16)"), stroke(twigs, snow, 6, transform="translate(-1 -6)")
        )


def owl_by_moonlight() -> Image:
    p = Picture(seed=41)
    weather.sky(p, "#0a1533", "#1d2f5f", "#3f4f86")
    weather.stars(p, 150, 800)
    weather.moon(p, 720, 280, 130)
    for x, tall in ((70, 700), (930, 780), (220, 520)):
        trunk, tips = plants.bare_tree(p, tall, "#101a38", depth=5)
        p.add(place(trunk, x=x, y=1040))
        p.add(*(ellipse(x + a, 1040 + b, 10, 7, clear("#c8643a", 0.5)) for a, b in tips[::3]))
    branch(p, 760, "#5a4036")
    p.add(place(birds.owl(p, "#9a6a44", "#ffc83a"), x=470, y=752, scale=1.45))
    for x, y, turn in (
        (190, 640, 30),
        (230, 690, -40),
        (860, 850, 120),
        (820, 820, 70),
        (950, 660, 20),
        (900, 700, -30),
        (140, 800, 170),
    ):
        p.add(place(plants.leaf(p, 76, p.chance.choice(("#d9712f", "#c8452f", "#e8a03a"))), x=x, y=y, turn=turn))
    return finished(p, rim=0.35)


def little_brown_bird() -> Image:
    p = Picture(seed=42)
    weather.sky(p, "#b8cfe6", "#dfeaf4", "#f8efe6")
    for _ in range(24):
        x, y, r = p.chance.uniform(0, 1024), p.chance.uniform(0, 1024), p.chance.uniform(30, 90)
        p.add(circle(x, y, r, p.radial(clear("#ffffff", 0.55), (0.8, clear("#ffffff", 0.3)), clear("#ffffff", 0))))
    branch(p, 720, "#6b5148", "#ffffff")
    berries = (
        (196, 604),
        (230, 640),
        (170, 640),
        (870, 830),
        (900, 800),
        (840, 800),
        (960, 640),
        (930, 610),
        (985, 600),
        (205, 570),
    )
    p.add(stroke("M190 610L196 560M864 816L880 770M950 636L962 570", "#6b5148", 7))
    p.add(*(circle(x, y, 21, p.radial("#ff8a78", "#d42f2f", "#7f1a22", x=0.35, y=0.3, r=0.8)) for x, y in berries))
    p.add(*(path(f"M{x - 16} {y - 14}q16 -14 32 0q-16 7 -32 0Z", "#ffffff") for x, y in berries))
    p.add(place(birds.songbird(p, "#9a6f4c", "#e8d9c4", puffed=1.12), x=520, y=716, scale=2.5))
    weather.snowfall(p, 120)
    return finished(p)


def parrot() -> Image:
    p = Picture(1024, 1536, seed=43)
    weather.sky(p, "#0f4f4a", "#1f7a63", "#8fc48a")
    weather.rays(p, 760, -60, "#f6ffc8", (-500, -260, -40, 180))
    for i in range(46):
        x, y = p.chance.uniform(-40, 1060), p.chance.choice((p.chance.uniform(-60, 380), p.chance.uniform(1130, 1600)))
        tone = mix(p.chance.choice(("#0f5a45", "#1f7f55", "#2f9a5f", "#0c4038")), "#2f8a6f", 0.5 if i < 16 else 0)
        p.add(
            place(
                plants.leaf(p, p.chance.uniform(200, 380), tone),
                x=x,
                y=y,
                turn=p.chance.uniform(-180, 180),
            )
        )
    branch(p, 980, "#7a5240")
    p.add(place(birds.parrot(p, "#3fae3a", "#2f7fd0"), x=520, y=970, scale=2.1))
    for x, y, size, petal in (
        (150, 1240, 84, "#e8437a"),
        (860, 1320, 100, "#f0563a"),
        (880, 240, 70, "#f2a03a"),
        (420, 1440, 74, "#e8437a"),
    ):
        p.add(place(plants.blossom(p, size, petal), x=x, y=y, turn=p.chance.uniform(0, 70)))
    return finished(p)


def penguin_crowd() -> Image:
    p = Picture(1536, 1024, seed=44)
    weather.sky(p, "#071a3a", "#0f3a5f", "#2f6f86")
    weather.stars(p, 160, 560)
    weather.aurora(p, 330, ("#3fe0a0", "#5ab8f0", "#a070e8"))
    for x, w, h in ((160, 520, 230), (640, 420, 170), (1240, 640, 280)):
        land.mountain(p, x, 640, w, h, "#5f8fb0", "#eef8ff")
    land.water(p, 630, 760, "#0f3f5f", "#2f7f96", "#a8f0e0", n=60)
    floe = smooth([(-60, 740), (300, 712), (760, 730), (1200, 706), (1600, 740), (1600, 1100), (-60, 1100)])
    p.add(path(floe, p.linear("#eaf7ff", "#a8cbe6")), stroke("M-60 742Q300 706 760 730T1600 740", "#ffffff", 10))
    spots = sorted((p.chance.uniform(760, 960), 60 + 74 * i + p.chance.uniform(-18, 18)) for i in range(20))
    for down, across in spots:
        tall = 110 + (down - 740) * 0.5
        p.add(
            land.shadow(p, across + 10, down, tall * 0.34, 10, "#2f5f8f", 0.6),
            place(birds.penguin(p, tall), x=across, y=down, flip=p.chance.random() < 0.5),
        )
    for x, w in ((380, 200), (1000, 160)):
        p.add(
            polygon(
                [(x - w / 2, 706), (x - w * 0.2, 650), (x + w * 0.1, 668), (x + w * 0.3, 630), (x + w / 2, 706)],
                p.linear("#f4fbff", "#8fc0dc"),
            )
        )
    return finished(p)
