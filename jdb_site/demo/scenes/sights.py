"""Famous buildings by night."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, land, plants, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    group,
    path,
    place,
    polygon,
    rect,
    smooth,
    stroke,
)


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
    p.add(
        rect(424, 952, 176, 26, "#e8963f"),
        rect(378, 1112, 268, 30, "#d9832f"),
        rect(486, 560, 52, 14, "#e8a85a"),
        rect(498, 226, 28, 30, "#ffe2a0"),
        stroke("M512 226V170", "#ffe2a0", 5),
        circle(512, 262, 11, "#fffbe0"),
    )
    p.add(stroke("M396 1290Q512 1100 628 1290", "#c8742a", 15))
    for i in range(9):
        x, tall = i * 122 - 30, p.chance.uniform(70, 110)
        block = group(
            place(buildings.block(p, 112, tall, "#2b2a52", "#ffd98a", 0.45), y=0),
            polygon([(-6, -tall), (14, -tall - 52), (98, -tall - 52), (118, -tall)], "#4a4f7a"),
            rect(24, -tall - 86, 15, 40, "#3a2f44"),
            rect(72, -tall - 80, 15, 34, "#3a2f44"),
        )
        p.add(place(block, x=x, y=1400))
    land.water(p, 1396, 1536, "#141a40", "#3a3a72", "#ffcf8a", n=50)
    return finished(p, bloom=0.5)


def onion_domes() -> Image:
    """A cathedral of striped onion domes in falling snow at night."""
    p = Picture(seed=111)
    weather.sky(p, "#0a1030", "#23306b", "#5f5a96")
    weather.stars(p, 120, 500)
    land.hills(p, 800, 20, "#c8d4ea", "#eaf1fa", n=5)
    p.add(p.glow(512, 620, 460, "#ffc46a", 0.45))
    towers = (
        (210, 96, 250, "#3f9a5a", "#f2d24a"),
        (820, 96, 250, "#d9432f", "#f4efe0"),
        (330, 108, 340, "#2f6fc8", "#f4efe0"),
        (700, 108, 340, "#3f9a8a", "#f2d24a"),
        (430, 100, 280, "#e0862f", "#3f7a4a"),
        (605, 100, 280, "#8a4fb0", "#f2d24a"),
    )
    p.add(rect(150, 690, 740, 130, p.linear("#b8503f", "#7a2f2c")))
    for i in range(9):
        p.add(path(f"M{178 + i * 80} 820V750a26 26 0 0 1 52 0V820Z", "#ffdc96"))
    for x, width, height, dome, stripe in towers:
        p.add(place(buildings.onion_dome(p, width, height, "#b8503f", dome, stripe), x=x, y=780))
    p.add(
        polygon([(440, 560), (512, 250), (584, 560)], p.linear("#c85a44", "#8c3a30", angle=0)),
        place(buildings.onion_dome(p, 90, 40, "#f4e2c0", "#f2b83a", "#fff0b0"), x=512, y=290),
        rect(440, 556, 144, 240, p.linear("#c85a44", "#8c3a30", angle=0)),
    )
    p.add(
        *(path(f"M{x} 700V{y}a18 18 0 0 1 36 0V700Z", "#ffe2a0") for x, y in ((470, 630), (520, 630))),
        *(rect(440, y, 144, 9, "#f4e2c0") for y in (556, 600, 740)),
    )
    p.add(
        path(
            smooth([(-60, 830), (260, 806), (512, 822), (780, 804), (1090, 830), (1090, 1100), (-60, 1100)]),
            p.linear("#f4f8ff", "#a8bcdc"),
        )
    )
    p.add(
        *(
            place(plants.pine(p, tall, "#1f4f4a", "#f4f8ff"), x=x, y=y)
            for x, y, tall in ((70, 880, 250), (950, 890, 280), (880, 850, 170), (150, 850, 160))
        )
    )
    weather.snowfall(p, 220)
    return finished(p, bloom=0.45)
