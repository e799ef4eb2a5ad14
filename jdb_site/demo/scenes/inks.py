"""Ink and woodblock."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from itertools import pairwise
from math import cos, pi, sin

from PIL import Image as Pixels
from PIL import ImageChops, ImageFilter
from PIL.Image import Image

from jdb_site.demo.finishes import clouds, finished, rasterised
from jdb_site.demo.motifs import birds
from jdb_site.demo.painting import Picture, circle, clear, ellipse, group, path, place, polygon, rect, smooth, stroke

INK = "#1c1f24"


def soaked(p: Picture, tone: tuple[int, int, int] = (244, 238, 222)) -> Image:
    """The picture as ink on absorbent paper: uneven, a little blurred, warm."""
    sharp = rasterised(p)
    ink = Pixels.blend(sharp, sharp.filter(ImageFilter.GaussianBlur(4)), 0.55)
    uneven = clouds(3, ink.size, coarse=6).point(lambda value: min(255, 110 + value * 1.15 // 1))
    lifted = ImageChops.screen(ink, Pixels.merge("RGB", (uneven.point(lambda value: max(0, value - 195)),) * 3))
    return ImageChops.multiply(lifted, Pixels.new("RGB", ink.size, tone))


def _peak(p: Picture, x: float, y: float, w: float, h: float, depth: float) -> None:
    """A steep karst peak that dissolves into mist at its foot."""
    line = [
        (x - w / 2, y),
        (x - w * 0.34, y - h * 0.45),
        (x - w * 0.2, y - h * 0.8),
        (x - w * 0.04, y - h),
        (x + w * 0.1, y - h * 0.9),
        (x + w * 0.24, y - h * 0.55),
        (x + w / 2, y),
    ]
    body = smooth(line, closed=False) + "Z"
    p.add(path(body, p.linear(clear(INK, depth), (0.55, clear(INK, depth * 0.6)), clear(INK, 0))))
    strokes = "".join(
        f"M{x + w * at:.0f} {y - h * (0.95 - abs(at) * 1.7):.0f}"
        f"q{p.chance.uniform(-14, 14):.0f} {h * 0.12:.0f} "
        f"{p.chance.uniform(-18, 18):.0f} {h * p.chance.uniform(0.2, 0.4):.0f}"
        for at in (-0.24, -0.16, -0.1, -0.03, 0.04, 0.1, 0.17, 0.24)
    )
    p.add(stroke(strokes, clear(INK, depth * 0.75), 4 + w * 0.012))


def ink_mountains() -> Image:
    """Peaks in mist, a boat with a fisher on still water, a pine; no cranes."""
    p = Picture(1024, 1536, seed=81)
    p.backdrop("#ffffff")
    p.add(circle(760, 270, 84, clear("#c8382a", 0.85)))
    for x, y, w, h, depth in (
        (180, 760, 300, 430, 0.2),
        (480, 780, 280, 560, 0.24),
        (880, 800, 360, 460, 0.26),
        (320, 900, 380, 520, 0.5),
        (720, 940, 420, 620, 0.62),
        (60, 1000, 360, 520, 0.75),
    ):
        _peak(p, x, y, w, h, depth)
    for y in (1100, 1150, 1215, 1290):
        p.add(
            stroke(
                f"M{p.chance.uniform(60, 300):.0f} {y}q160 -8 330 0t{p.chance.uniform(200, 330):.0f} 0",
                clear(INK, 0.18),
                4,
            )
        )
    boat = group(
        path("M-120 -16Q0 26 130 -24Q90 24 20 28Q-80 26 -120 -16Z", clear(INK, 0.9)),
        path("M-30 -12Q0 -66 46 -16Z", clear(INK, 0.55)),
        stroke("M-70 -14V-60", clear(INK, 0.9), 11),
        polygon([(-94, -58), (-46, -58), (-70, -84)], clear(INK, 0.9)),
        stroke("M-64 -44L-170 -100", clear(INK, 0.8), 3),
    )
    p.add(place(boat, x=560, y=1200), ellipse(566, 1240, 120, 9, clear(INK, 0.22)))
    p.add(
        path(
            smooth([(-40, 1400), (180, 1330), (380, 1390), (520, 1480), (560, 1560), (-40, 1560)]),
            p.linear(clear(INK, 0.8), clear(INK, 0.5)),
        )
    )
    p.add(
        stroke("M190 1370Q150 1200 240 1100Q270 1030 220 960", clear(INK, 0.95), 25),
        stroke("M226 1120Q340 1080 400 1090M222 1030Q130 1000 90 1010", clear(INK, 0.9), 12),
    )
    for x, y in ((400, 1080), (330, 1060), (80, 1000), (140, 985), (225, 940), (280, 970)):
        needles = "".join(f"M{x} {y}l{62 * cos(pi * k / 11):.0f} {-46 * sin(pi * k / 11):.0f}" for k in range(12))
        p.add(stroke(needles, clear(INK, 0.75), 4))
    p.add(
        rect(890, 1330, 66, 66, "#c8382a", rx=6),
        stroke("M906 1350H940M923 1342V1384M908 1366H938M908 1384H940", "#fff4e4", 5),
    )
    return soaked(p)


def ink_bamboo() -> Image:
    """Bamboo in ink with one small bird, much empty paper."""
    p = Picture(1024, 1536, seed=82)
    p.backdrop("#ffffff")
    for x, turn, width, depth in ((210, 3, 40, 0.85), (330, -2, 27, 0.5), (120, 5, 20, 0.28)):
        for i in range(8):
            shade = p.linear(clear(INK, depth), clear(INK, depth * 0.35), clear(INK, depth * 0.8), angle=0)
            p.add(
                place(
                    rect(-width / 2, -i * 216 - 208, width, 202, shade, rx=width * 0.3),
                    stroke(f"M{-width * 0.6} {-i * 216 - 2}H{width * 0.6}", clear(INK, depth), 7),
                    x=x,
                    y=1570,
                    turn=turn,
                )
            )
    for x, y, side, n in (
        (230, 400, 1, 7),
        (260, 700, 1, 8),
        (240, 960, 1, 6),
        (330, 520, 1, 6),
        (180, 240, 1, 6),
        (150, 620, -1, 5),
    ):
        p.add(stroke(f"M{x} {y}q{side * 90} -50 {side * 170} -30", clear(INK, 0.7), 5))
        for i in range(n):
            lean = side * (70 + 17 * i) + p.chance.uniform(-10, 10)
            blade = path("M0 0Q-15 -60 0 -190Q17 -70 0 0Z", clear(INK, p.chance.uniform(0.45, 0.95)))
            p.add(
                place(
                    blade,
                    x=x + side * (40 + 22 * i),
                    y=y - 34 + 5 * (i % 3),
                    turn=lean,
                    scale=p.chance.uniform(0.7, 1.1),
                )
            )
    p.add(stroke("M300 1130Q560 1070 760 1090", clear(INK, 0.8), 11))
    p.add(place(birds.songbird(p, "#4a4440", "#e8e0d2"), x=640, y=1082, scale=1.25))
    p.add(rect(880, 1380, 62, 62, "#c8382a", rx=6), stroke("M896 1398H926M911 1390V1430M898 1414H924", "#fff4e4", 5))
    return soaked(p)


def great_wave() -> Image:
    """A claw-crested wave before a snow-capped cone, in flat printed colours."""
    p = Picture(1536, 1024, seed=83)
    p.backdrop(p.linear("#d9c9a0", "#efe3c4", "#f4ecd6"))
    for x, y, w in ((300, 180, 380), (1150, 150, 330), (900, 260, 260)):
        p.add(rect(x - w / 2, y, w, 18, "#fbf5e6", rx=9), rect(x - w / 2 + 70, y + 26, w * 0.7, 15, "#fbf5e6", rx=8))
    cone = [(900, 720), (1060, 520), (1090, 500), (1140, 500), (1170, 522), (1340, 720)]
    p.add(
        path(smooth(cone, closed=False) + "Z", p.linear("#4a6a8f", "#8fa8b8")),
        polygon(
            [(1044, 540), (1090, 498), (1140, 498), (1190, 544), (1160, 534), (1136, 566), (1112, 536), (1084, 562)],
            "#fbf8ee",
        ),
    )
    p.add(
        path(
            smooth([(-60, 800), (300, 700), (760, 740), (1160, 680), (1600, 730), (1600, 1100), (-60, 1100)]), "#7fa8b8"
        )
    )
    _swell(p)
    _foam(p)
    front = smooth(
        [
            (-60, 930),
            (200, 860),
            (460, 930),
            (720, 980),
            (1000, 900),
            (1280, 960),
            (1600, 900),
            (1600, 1100),
            (-60, 1100),
        ]
    )
    p.add(
        path(front, "#16375f"),
        stroke("M-60 930Q200 840 460 926T1000 900T1600 900", "#fbf8ee", 14),
        stroke("M-60 970Q220 900 470 966T1010 944T1600 950", "#3f7aa8", 11),
    )
    p.add(
        rect(60, 60, 74, 210, "#f4ecd6", stroke="#1f2a3a", stroke_width=3),
        *(stroke(f"M80 {y}h34m-17 -12v34m-14 6h28", "#1f2a3a", 5) for y in (100, 160, 220)),
    )
    return finished(p, bloom=0, grain=0.1, paper=0.16, rim=0.1)


def _foam(p: Picture) -> None:
    """The crest and its spray."""
    crest = [(916, 500), (890, 430), (850, 370), (800, 320), (740, 280), (670, 250), (590, 232), (500, 230), (410, 250)]
    rim = smooth(crest, closed=False)
    p.add(stroke(rim, "#cfe0e4", 58), stroke(rim, "#fbf8ee", 46, transform="translate(-3 -6)"))
    for (x, y), (u, v) in pairwise(crest):
        for k in range(9):
            at, r = k / 9, p.chance.uniform(12, 27)
            off = p.chance.choice((-26, 22, 30, 36))
            p.add(
                circle(
                    x + (u - x) * at + p.chance.uniform(-9, 9),
                    y + (v - y) * at + off,
                    r,
                    ("#fbf8ee", "#fbf8ee", "#dfeaea")[k % 3],
                )
            )
    p.add(
        *(
            circle(p.chance.uniform(560, 1060), p.chance.uniform(180, 640), p.chance.choice((3, 4, 6)), "#fbf8ee")
            for _ in range(80)
        )
    )


def _swell(p: Picture) -> None:
    """The body of the wave with its printed lines."""
    swell = (
        "M-20 1040V520C120 300 330 200 560 210C760 220 880 330 900 470"
        "C840 400 760 380 690 410C600 450 620 600 760 700C900 800 1100 800 1300 760"
        "C1420 736 1500 760 1560 780V1040Z"
    )
    p.add(
        path(swell, "#1f4a7a"),
        p.clipped(
            *(
                stroke(
                    f"M{-40 + 46 * i} 1060"
                    f"C{40 + 40 * i} {640 - 6 * i} {260 + 24 * i} {330 + 20 * i} {560 + 12 * i} {262 + 26 * i}",
                    ("#dfe8e4", "#3f7aa8", "#16375f")[i % 3],
                    (8, 20, 13)[i % 3],
                )
                for i in range(12)
            ),
            to=swell,
        ),
    )
