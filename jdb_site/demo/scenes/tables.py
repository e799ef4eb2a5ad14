"""Still lifes: what lies and stands on tables."""

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import land, tableware
from jdb_site.demo.painting import Picture, circle, clear, ellipse, mix, path, place, polygon, rect, smooth, stroke


def room(p: Picture, wall: tuple[str, str], wood: str, edge: float = 700) -> None:
    """A wall lit from the left and a wooden table top."""
    p.backdrop(p.radial(*wall, x=0.25, y=0.25, r=0.95))
    p.add(
        rect(0, edge, p.width, p.height - edge, p.linear(mix(wood, "#ffffff", 0.18), wood, mix(wood, "#140a08", 0.5)))
    )
    for i in range(26):
        y = edge + 8 + (p.height - edge) * (i / 26) ** 1.3
        d = (
            f"M{p.chance.uniform(-60, 300):.0f} {y:.0f}"
            f"q{p.chance.uniform(100, 300):.0f} {p.chance.uniform(-8, 8):.0f} {p.chance.uniform(300, 800):.0f} 0"
        )
        p.add(stroke(d, clear(mix(wood, "#140a08", 0.6), 0.35), p.chance.uniform(1, 3)))
    p.add(rect(0, edge, p.width, 6, clear("#ffe9c4", 0.35)))


def window_light(p: Picture, x: float, y: float, colour: str = "#fff0cf") -> None:
    """The slanted panes of light that a window throws on the wall."""
    for i in range(2):
        for j in range(2):
            left, top = x + i * 130, y + j * 170 + i * 22
            p.add(
                polygon(
                    [(left, top), (left + 112, top + 20), (left + 112, top + 168), (left, top + 148)],
                    clear(colour, 0.3),
                )
            )


def one_apple(colour: str, blush: str, wall: tuple[str, str] = ("#d9c7a8", "#5f5048")) -> Image:
    """One apple on a wooden table by a window."""
    p = Picture(seed=31)
    room(p, wall, "#8a5a36")
    window_light(p, 120, 120)
    p.add(
        land.shadow(p, 560, 842, 250, 40, "#1c0f0a", 0.7), place(tableware.apple(p, 170, colour, blush), x=512, y=850)
    )
    p.add(ellipse(512, 868, 120, 10, p.radial(clear(colour, 0.3), clear(colour, 0))))
    return finished(p, paper=0.2)


def fruit_basket(*, bananas: bool) -> Image:
    """A basket of apples on a cloth, with bananas or without."""
    p = Picture(seed=32)
    room(p, ("#8fa08f", "#2f3f3f"), "#6f4a30", 720)
    cloth = smooth([(60, 800), (300, 760), (700, 770), (980, 810), (900, 930), (560, 990), (200, 940)])
    p.add(
        path(cloth, p.linear("#f4ead6", "#c9b798")),
        stroke("M180 900Q400 830 620 960M640 800Q760 850 820 930", clear("#8f7a5a", 0.35), 6),
    )
    p.add(land.shadow(p, 530, 900, 330, 44, "#1c120a", 0.7))
    back, front = tableware.basket(p, 560)
    p.add(place(back, x=512, y=890))
    tones = (("#d9382f", "#8f1f24"), ("#e0563a", "#a02a24"), ("#c92f33", "#7f1a22"), ("#e8743f", "#b8302a"))
    spots = (
        (330, 690, 74),
        (690, 690, 76),
        (510, 660, 80),
        (420, 740, 78),
        (600, 745, 80),
        (300, 760, 60),
        (730, 760, 62),
    )
    for i, (x, y, r) in enumerate(spots):
        p.add(place(tableware.apple(p, r, *tones[i % 4]), x=x, y=y, turn=(-12, 9, 3, -5, 14, -20, 18)[i]))
    if bananas:
        p.add(*(place(tableware.banana(p, 360), x=500 + 26 * i, y=590 + 40 * i, turn=-10 + 9 * i) for i in range(3)))
    p.add(place(front, x=512, y=890), place(tableware.apple(p, 74, "#d9382f", "#8f1f24"), x=860, y=906, turn=8))
    return finished(p, paper=0.22)


def teapot(colour: str, wall: tuple[str, str], *, lid: bool) -> Image:
    """A teapot and a cup of tea."""
    p = Picture(seed=33 + lid)
    room(p, wall, "#b07a4a" if lid else "#7a5a48", 730)
    window_light(p, 660, 100)
    p.add(
        land.shadow(p, 470, 892, 330, 44, "#1c100a", 0.6),
        place(tableware.teapot(p, colour, lid=lid), x=440, y=885, scale=1.45),
    )
    p.add(place(tableware.steam(p, 230), x=440, y=520) if not lid else place(tableware.steam(p, 110), x=96, y=520))
    p.add(
        land.shadow(p, 830, 936, 190, 26, "#1c100a", 0.6),
        place(tableware.cup(p, 170, "#f2ede4", "#a8622c"), x=820, y=930),
    )
    for x, y in ((610, 960), (650, 975), (690, 955)):
        p.add(circle(x, y, 16, p.radial("#fff8e6", "#d9c7a0")))
    return finished(p, paper=0.16)
