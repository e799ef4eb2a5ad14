"""Animals on land."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from PIL.Image import Image

from jdb_site.demo.finishes import finished
from jdb_site.demo.motifs import hooves, land, pets, plants, weather
from jdb_site.demo.painting import Picture, clear, ellipse, group, mix, place, stroke


def fox_in_snow() -> Image:
    p = Picture(seed=11)
    weather.sky(p, "#5c7fb8", "#a9c3e6", "#f9d9c6", "#fff0dd")
    weather.sun(p, 770, 330, 46, "#ffe9c2")
    land.hills(p, 520, 90, "#b9cde8", "#dfeaf7")
    _pines(p, 16, 560, 600, (120, 190), "#6f8fb0", "#eef5fc")
    land.hills(p, 640, 70, "#dbe8f7", "#f4f8fd", n=5)
    _pines(p, 6, 680, 700, (260, 340), "#2f5a63", "#f7fbff")
    land.hills(p, 760, 40, "#f8fbff", "#c5d8ee", n=4)
    p.add(land.shadow(p, 500, 892, 210, 34, "#3b5a94", 0.5), place(pets.fox(p), x=470, y=890, scale=1.5))
    p.add(ellipse(480, 912, 190, 20, p.radial(clear("#ffffff", 0.95), clear("#ffffff", 0))))
    weather.snowfall(p, 260)
    return finished(p)


def _pines(p: Picture, n: int, top: float, bottom: float, tall: tuple[float, float], colour: str, snow: str) -> None:
    for i in range(n):
        x = (i + p.chance.uniform(0.1, 0.9)) * p.width / n
        if n < 10 and 330 < x < 640:
            x += 300 if x > 480 else -290
        p.add(place(plants.pine(p, p.chance.uniform(*tall), colour, snow), x=x, y=p.chance.uniform(top, bottom)))


def cats_on_a_fence(coats: tuple[str, ...], evening: tuple[str, ...], board: str, glow: str) -> Image:
    """The cats sit with their backs to us under a large moon."""
    p = Picture(seed=12 + len(coats))
    weather.sky(p, *evening)
    weather.stars(p, 170, 560)
    weather.moon(p, 640, 330, 150, glow)
    land.hills(p, 700, 80, mix(evening[-1], "#1b2748", 0.55), mix(evening[-1], "#101a35", 0.8))
    for i, x in enumerate((40, 150, 890, 990)):
        crown = mix(mix(evening[0], evening[1], 0.4), "#0d1630", 0.35)
        p.add(place(plants.tree(p, 190 + 30 * i, crown, "#141a30"), x=x, y=740))
    land.fence(p, 716, 330, board, mix(board, "#10162c", 0.6))
    gap = 820 / len(coats)
    for i, coat in enumerate(coats):
        across = 102 + gap * (i + 0.5)
        p.add(
            place(pets.cat_from_behind(p, coat, tail=1 if i % 2 else -1), x=across, y=744, scale=0.92 + 0.1 * (i % 2))
        )
    land.grass(p, 260, 985, 1040, ("#14233f", "#1d3350"), 70)
    return finished(p, rim=0.4)


def dog_beside_horse() -> Image:
    p = Picture(seed=14)
    weather.sky(p, "#6fb4e4", "#bfe0f2", "#fdf3d8")
    weather.sun(p, 850, 170, 50)
    for x, y, width in ((180, 210, 260), (560, 150, 200), (930, 330, 240)):
        weather.cloud(p, x, y, width)
    land.hills(p, 560, 90, "#a9cf9a", "#8cbf86")
    land.hills(p, 640, 80, "#8cc06e", "#6fa857", n=5)
    for x, tall in ((90, 150), (160, 110), (900, 170), (985, 120)):
        p.add(place(plants.tree(p, tall, "#4f8f4d"), x=x, y=650))
    land.hills(p, 730, 40, "#93c95a", "#4f8f3f", n=4)
    p.add(land.shadow(p, 600, 882, 270, 34), place(hooves.horse(p, "#9a5a34", "#3b2320"), x=610, y=880, scale=1.25))
    p.add(land.shadow(p, 250, 912, 160, 24), place(pets.dog(p, "#e2b877", "#a8713c"), x=250, y=910, scale=1.02))
    land.grass(p, 420, 880, 1040, ("#5fa044", "#3f7f36", "#7ab852"), 44)
    land.specks(p, 130, 800, 1010, ("#fff6d8", "#f6d04d", "#f08a8a"), 6)
    return finished(p)


def cat_portrait(coat: str, wall: tuple[str, str], hat: str = "", iris: str = "#c9b037") -> Image:
    """A cat sits for its portrait, with a hat of that colour or with none."""
    p = Picture(seed=15)
    p.backdrop(p.radial(*wall, x=0.4, y=0.35, r=0.8))
    p.add(p.glow(350, 330, 520, "#ffffff", 0.28))
    p.add(
        place(ellipse(0, 440, 330, 60, clear("#0b1020", 0.3)), pets.cat_bust(p, coat, iris), x=512, y=560, scale=1.18)
    )
    if hat:
        p.add(place(_hat(p, hat), x=512, y=392, scale=1.2, turn=-6))
    return finished(p, grain=0.22)


def _hat(p: Picture, colour: str) -> str:
    felt = p.linear(mix(colour, "#ffffff", 0.25), colour, mix(colour, "#000000", 0.35), angle=35)
    crown = "M-118 0C-128 -120 -96 -190 -40 -178Q0 -160 40 -180C100 -192 126 -120 118 0Z"
    brim = ellipse(0, 0, 215, 42, felt)
    band = stroke("M-117 -26Q0 12 117 -26", mix(colour, "#1a1020", 0.65), 34, stroke_linecap="butt")
    return group(ellipse(6, 24, 190, 36, clear("#0b1020", 0.35)), brim, f'<path d="{crown}" fill="{felt}"/>', band)
