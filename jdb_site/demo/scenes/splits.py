"""One picture in two halves."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import buildings, land, plants, weather
from jdb_site.demo.painting import Picture, mark, path, place, rect, stroke


def _half(p: Picture, inside: Picture, x: float, y: float, width: float, height: float) -> str:
    """A smaller picture set into the larger one."""
    return mark(
        "svg", *p.taken(inside), x=x, y=y, width=width, height=height, viewBox=f"0 0 {inside.width} {inside.height}"
    )


def day_and_night() -> Image:
    """The same house by day on the left and by night on the right."""
    p = Picture(1536, 1024, seed=101)
    p.add(_half(p, _homestead(night=False), 0, 0, 764, 1024), _half(p, _homestead(night=True), 772, 0, 764, 1024))
    p.add(rect(764, 0, 8, 1024, "#fffaf0"))
    return finished(p, bloom=0.4)


def _homestead(*, night: bool) -> Picture:
    p = Picture(764, 1024, seed=102)
    weather.sky(p, *(("#0b1238", "#26326f", "#4f5a96") if night else ("#4fa8e6", "#a8def2", "#f6f4d8")))
    if night:
        weather.stars(p, 120, 560)
        weather.moon(p, 560, 190, 66)
    else:
        weather.sun(p, 560, 190, 62)
        weather.cloud(p, 200, 240, 260)
        weather.cloud(p, 480, 380, 200)
    tone = ("#22405a", "#14283f") if night else ("#9ad08a", "#6fb068")
    land.hills(p, 650, 70, *tone, n=5)
    p.add(place(plants.tree(p, 330, "#1f4a4a" if night else "#4f9a4f"), x=610, y=760))
    land.hills(p, 770, 30, "#1b3a44" if night else "#8cc860", "#0c1a2a" if night else "#4f9440", n=4)
    p.add(
        land.shadow(p, 330, 812, 260, 26),
        place(
            buildings.house(
                p,
                320,
                190,
                "#5f5a7a" if night else "#f6e6c8",
                "#3a2a4a" if night else "#c8503f",
                "#ffd06a" if night else "",
            ),
            x=320,
            y=812,
        ),
    )
    path_ = "M296 812Q330 900 240 1030H470Q400 900 346 812Z"
    p.add(path(path_, "#3f4a66" if night else "#e6d2a4"))
    land.grass(p, 200, 860, 1040, ("#16303a", "#1f3f44") if night else ("#5fa044", "#7ab852"), 40)
    return p


def tree_in_four_seasons(names: tuple[str, ...] = ("summer", "winter")) -> Image:
    """One tree above in the first season and below in the second."""
    p = Picture(1024, 1536, seed=103)
    for i, name in enumerate(names):
        p.add(_half(p, _season(name), 0, i * 772, 1024, 764))
    p.add(rect(0, 764, 1024, 8, "#fffaf0"))
    return finished(p, bloom=0.3)


def _season(name: str) -> Picture:
    p = Picture(1024, 764, seed=104)
    winter = name == "winter"
    weather.sky(p, *(("#8fa8c8", "#c8d8e8", "#f0f0f4") if winter else ("#4fb0e8", "#b4e4f4", "#fff6d8")))
    land.hills(p, 520, 60, *(("#d4e2f0", "#e8f0f8") if winter else ("#9ad08a", "#78b868")))
    land.hills(p, 600, 40, *(("#f4f8fc", "#cfdcec") if winter else ("#8cc860", "#4f9440")), n=4)
    trunk, tips = plants.bare_tree(p, 560, "#5a4038", spread=30)
    p.add(land.shadow(p, 530, 662, 190, 20), place(trunk, x=512, y=660))
    if winter:
        p.add(*(stroke(f"M{512 + x - 13:.0f} {660 + y:.0f}h26", "#ffffff", 9) for x, y in tips))
        weather.snowfall(p, 170)
    else:
        p.add(place(plants.foliage(p, 0, -400, 330, 190, "#4fa050", 60), x=512, y=660, opacity=0.94))
        weather.sun(p, 870, 120, 46)
        land.specks(p, 120, 640, 760, ("#fff6d8", "#f6d04d", "#f08a8a"), 7)
    return p


def village_by_night() -> Image:
    """A village on hills under stars; nothing of the day in it."""
    p = Picture(seed=105)
    weather.sky(p, "#070d2c", "#18265f", "#3f4f8a")
    weather.stars(p, 260, 640)
    weather.crescent(p, 220, 170, 66)
    land.mountain(p, 300, 660, 700, 300, "#2a3a6f", "#c8d4f0")
    land.mountain(p, 820, 680, 760, 360, "#22305f", "#b8c6ea")
    land.hills(p, 700, 60, "#1c2f52", "#142440")
    for i in range(16):
        x, y = 70 + (i * 197) % 900, 690 + (i * 61) % 190
        tone = p.chance.choice(("#5f5a7a", "#6f6488", "#4f5478"))
        p.add(
            place(
                buildings.house(
                    p,
                    60 + (y - 680) * 0.28,
                    36 + (y - 680) * 0.16,
                    tone,
                    p.chance.choice(("#4a2f4a", "#3a3054", "#54344a")),
                    "#ffcf6a",
                ),
                x=x,
                y=y,
            )
        )
        p.add(place(plants.pine(p, 60 + (y - 680) * 0.4, "#12303f"), x=x + 74, y=y + 6))
    land.hills(p, 950, 30, "#10203a", "#070e1f", n=4)
    return finished(p, bloom=0.5)
