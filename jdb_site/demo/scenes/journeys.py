"""Roads and railways."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, plants, vessels, weather
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    path,
    place,
    polygon,
    rect,
    stroke,
)


def viaduct() -> Image:
    """A steam train on a stone viaduct among autumn woods."""
    p = Picture(1536, 1024, seed=112)
    weather.sky(p, "#8fbcd8", "#dfe8e0", "#fdeccb")
    weather.sun(p, 300, 200, 50)
    for x, w, h in ((260, 900, 330), (900, 1000, 420), (1440, 800, 350)):
        land.mountain(p, x, 720, w, h, "#9fb0c0")
    land.hills(p, 640, 80, "#d9a86a", "#b8743f")
    for _ in range(46):
        across, down = p.chance.uniform(-20, 1556), p.chance.uniform(640, 740)
        p.add(
            circle(
                across,
                down,
                p.chance.uniform(24, 46),
                p.chance.choice(("#d9602f", "#e8933a", "#c8442f", "#b8862f", "#f2b84a")),
            )
        )
    for i in range(9):
        x = i * 190 - 60
        arch = f"M{x} 560H{x + 190}V1030H{x + 165}V720A70 70 0 0 0 {x + 25} 720V1030H{x}Z"
        p.add(
            path(arch, p.linear("#b4a894", "#7a6f66")),
            stroke(f"M{x + 25} 720A70 70 0 0 1 {x + 165} 720", "#d4c8b4", 10),
        )
        p.add(
            *(
                rect(x + p.chance.uniform(0, 160), p.chance.uniform(570, 640), 30, 14, clear("#5f564f", 0.25))
                for _ in range(8)
            )
        )
    p.add(rect(-10, 530, 1560, 34, p.linear("#c8bca8", "#8f8478")), rect(-10, 520, 1560, 12, "#5a524c"))
    p.add(place(vessels.train(p, "#2b4f4a", "#d9a83f"), x=430, y=522, scale=1.05))
    for i, r in enumerate((20, 30, 42, 54, 68, 84, 98)):
        p.add(circle(345 + i * 66 + i * i * 7, 326 - i * 18, r, clear("#ffffff", 0.85 - 0.09 * i)))
    land.hills(p, 960, 50, "#8c5a34", "#4f3226", n=5)
    for i in range(26):
        across, down = i * 62 + p.chance.uniform(-20, 20), p.chance.uniform(960, 1040)
        p.add(
            circle(
                across, down, p.chance.uniform(36, 62), p.chance.choice(("#c8442f", "#e07a2f", "#a8382c", "#e8a03a"))
            )
        )
    return finished(p)


def desert_road() -> Image:
    """Cacti by an empty road towards red mountains; nobody is there."""
    p = Picture(1536, 1024, seed=115)
    weather.sky(p, "#3f9fd8", "#a8dcea", "#ffe8c4")
    weather.sun(p, 420, 210, 56)
    for x, w, h in ((200, 620, 230), (720, 520, 180), (1280, 760, 290)):
        land.mountain(p, x, 620, w, h, "#c8714f")
    p.add(rect(0, 610, 1536, 414, p.linear("#f0c488", "#d9955a")))
    p.add(polygon([(742, 612), (794, 612), (1240, 1024), (300, 1024)], p.linear("#8a8288", "#4a464f")))
    p.add(
        *(
            polygon(
                [
                    (768 - 3 - k * 1.6, y),
                    (768 + 3 + k * 1.6, y),
                    (768 + 4 + k * 2.2, y + 8 + k * 5),
                    (768 - 4 - k * 2.2, y + 8 + k * 5),
                ],
                "#ffe27a",
            )
            for k, y in enumerate((630, 656, 690, 736, 796, 872, 964))
        )
    )
    for x, y, tall in (
        (160, 860, 360),
        (430, 730, 190),
        (1330, 830, 330),
        (1120, 700, 150),
        (1480, 720, 190),
        (300, 680, 110),
    ):
        p.add(
            land.shadow(p, x + tall * 0.3, y, tall * 0.42, tall * 0.05, "#7a3f20", 0.5),
            place(plants.cactus(p, tall, "#4f9a5f"), x=x, y=y),
        )
    land.specks(p, 150, 650, 1010, ("#b8743f", "#f6dca8", "#9a5a34"), 6)
    return finished(p, bloom=0.3)
