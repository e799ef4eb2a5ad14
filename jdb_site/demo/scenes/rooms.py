"""Indoors: windows, fires, shelves and tables with more on them."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, pets, plants, tableware
from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    lighter,
    path,
    place,
    polygon,
    rect,
    stroke,
)


def cat_on_table() -> Image:
    """A cat asleep on a kitchen table, a bowl of apples beside it."""
    p = Picture(seed=134)
    p.backdrop(p.linear("#f2dcb8", "#e0bd8f"))
    p.add(
        *(rect(x, 0, 34, 760, clear("#ffffff", 0.16)) for x in range(0, 1024, 96)),
        rect(0, 820, 1024, 204, p.linear("#9a6a48", "#6f4630")),
    )
    p.add(
        rect(600, 90, 330, 330, p.linear("#8fd0f0", "#e8f6e0")),
        stroke("M600 90H930V420H600ZM765 90V420M600 255H930", "#fffaf0", 19),
        rect(580, 420, 370, 26, "#fffaf0"),
    )
    p.add(
        stroke("M120 0V200", "#6f4630", 7),
        path("M66 200Q120 150 174 200L196 280H44Z", p.linear("#e0674a", "#a83f30")),
        p.glow(120, 300, 230, "#ffe2a0", 0.4),
    )
    p.add(
        rect(90, 600, 850, 46, p.linear("#d9a46a", "#a8703f"), rx=8),
        *(rect(x, 646, 44, 330, p.linear("#a8703f", "#7a4c2c")) for x in (140, 840)),
        ellipse(512, 980, 470, 26, clear("#2a1408", 0.4)),
    )
    p.add(
        land.shadow(p, 360, 602, 210, 16, "#3a1c0c", 0.5),
        place(pets.curled_cat(p, "#e0924a"), x=360, y=602, scale=1.35),
    )
    back, front = tableware.bowl(p, 220, "#3f7f9a", "#2f5f7a")
    fruit = [
        place(tableware.apple(p, 46, "#d9382f", "#8f1f24"), x=x, y=y) for x, y in ((-52, -60), (52, -60), (0, -78))
    ]
    p.add(place(back, *fruit, front, x=740, y=602))
    return finished(p)


def cat_at_window() -> Image:
    """A cat on a window sill in warm afternoon sun, flower pots beside it."""
    p = Picture(seed=135)
    p.backdrop(p.linear("#e6b98a", "#c88f66"))
    p.add(
        rect(170, 90, 690, 680, p.linear("#7fc8f0", "#d8f0f0", "#fff0c8")),
        p.glow(700, 220, 330, "#fff4c0", 0.9),
        circle(700, 220, 46, "#fffbe6"),
    )
    p.add(
        p.clipped(
            *(
                circle(200 + i * 100, 760 - (i * 37) % 50, 90, ("#6fb060", "#4f9a58", "#8cc070")[i % 3])
                for i in range(8)
            ),
            to="M170 90H860V770H170Z",
        )
    )
    p.add(stroke("M170 90H860V770H170ZM515 90V770M170 400H860", "#fffaf0", 24))
    for side in (-1, 1):
        x = 515 + side * 400
        p.add(
            path(
                f"M{x - 90} 60Q{x - 40} 400 {x - 80} 800H{x + 80}Q{x + 40} 400 {x + 90} 60Z",
                p.linear("#f8e6d0", "#e0b494", "#f8e6d0", angle=0),
            )
        )
    p.add(
        rect(60, 40, 910, 26, "#8a5a3a", rx=12),
        rect(90, 770, 850, 52, p.linear("#fffaf0", "#d8c0a0"), rx=6),
        polygon([(190, 822), (860, 822), (1010, 1024), (250, 1024)], clear("#fff0c0", 0.28)),
    )
    p.add(
        land.shadow(p, 470, 772, 120, 12, "#6f4020", 0.5),
        place(pets.cat_from_behind(p, "#8f8a92", tail=-1), x=470, y=774, scale=1.5),
    )
    for x, pot, bloom in ((690, "#c8643f", "#f06a8a"), (800, "#4f8a8f", "#ffd24a")):
        plant = [place(plants.leaf(p, 90, "#4f9a52"), turn=t, y=-84) for t in (-50, -20, 15, 45)]
        heads = [place(plants.blossom(p, 24, bloom), x=dx, y=dy) for dx, dy in ((-26, -170), (20, -186), (46, -150))]
        p.add(
            place(
                *plant,
                *heads,
                path("M-46 -90H46L34 0H-34Z", p.linear(lighter(pot, 0.2), darker(pot, 0.25), angle=0)),
                rect(-52, -100, 104, 22, pot, rx=5),
                x=x,
                y=774,
            )
        )
    return finished(p, bloom=0.45)


def cat_by_the_fire() -> Image:
    """A cat asleep on a rug before a burning fireplace."""
    p = Picture(1536, 1024, seed=136)
    p.backdrop(p.radial("#7a4a3a", "#3a2430", "#1c141f", x=0.5, y=0.6, r=0.75))
    p.add(rect(0, 780, 1536, 244, p.linear("#6f442f", "#2f1c18")))
    _hearth(p)
    p.add(
        *(place(tableware.candle(p, 60, 18), x=x, y=170) for x in (450, 1080)),
        rect(680, 30, 180, 126, "#b8863f", rx=4),
        rect(694, 44, 152, 98, p.linear("#8fc0d8", "#e8d8a8")),
        polygon([(694, 142), (750, 80), (790, 120), (820, 96), (846, 142)], "#4f7a5f"),
    )
    p.add(
        ellipse(768, 920, 470, 74, "#8f2f3a"),
        ellipse(768, 920, 410, 60, "none", stroke="#f0c46a", stroke_width=6),
        ellipse(768, 920, 340, 46, "#a83f44"),
    )
    p.add(
        land.shadow(p, 790, 934, 210, 22, "#1c0a0a", 0.6),
        place(pets.curled_cat(p, "#6f6a78"), x=780, y=930, scale=1.35),
    )
    p.add(
        rect(1200, 560, 240, 250, p.linear("#3f6a6f", "#1f3f48"), rx=40),
        rect(1180, 680, 60, 160, "#2f5a60", rx=24),
        rect(1400, 680, 60, 160, "#2f5a60", rx=24),
        rect(1216, 720, 208, 90, p.linear("#4f8086", "#2f565c"), rx=20),
    )
    return finished(p, bloom=0.6, rim=0.4)


def _hearth(p: Picture) -> None:
    """Bricks, mantelpiece and the burning logs."""
    for row in range(13):
        for col in range(13):
            x, y = 420 + col * 58 - (28 if row % 2 else 0), 220 + row * 44
            p.add(
                rect(
                    max(x, 420), y, min(54, 1116 - x), 40, ("#8f4f3f", "#a05f48", "#7a4238")[(row * 5 + col) % 3], rx=3
                )
            )
    p.add(
        rect(380, 170, 776, 56, p.linear("#b8804f", "#6f4630"), rx=6),
        path("M560 790V540A208 190 0 0 1 976 540V790Z", "#140a0a"),
        p.glow(768, 690, 430, "#ff8a2e", 0.9),
    )
    for x, tall, tone in (
        (700, 190, "#f0562a"),
        (840, 200, "#f0562a"),
        (768, 260, "#ff8a2e"),
        (730, 160, "#ffc24a"),
        (806, 170, "#ffc24a"),
        (768, 130, "#fff2b0"),
    ):
        p.add(
            path(
                f"M{x - tall * 0.24} 770Q{x - tall * 0.34} {770 - tall * 0.5} {x} {770 - tall}"
                f"Q{x + tall * 0.34} {770 - tall * 0.5} {x + tall * 0.24} 770Z",
                tone,
            )
        )
    p.add(
        place(rect(-140, -20, 280, 40, p.linear("#7a4c2f", "#3f241a"), rx=20), x=768, y=774, turn=-4),
        place(rect(-130, -18, 260, 36, p.linear("#8a5634", "#4a2a1c"), rx=18), x=768, y=782, turn=5),
    )
