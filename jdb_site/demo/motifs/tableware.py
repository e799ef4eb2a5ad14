"""Fruit, pots, cups and what stands on a table."""

from jdb_site.demo.painting import (
    Picture,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    mix,
    path,
    place,
    rect,
    smooth,
    stroke,
)


def apple(p: Picture, r: float, colour: str, blush: str) -> str:
    """An apple that rests on y = 0."""
    body = smooth(
        [
            (0, -r * 1.72),
            (r * 0.6, -r * 1.88),
            (r, -r * 1.2),
            (r * 0.78, -r * 0.4),
            (r * 0.3, 0),
            (0, -r * 0.08),
            (-r * 0.3, 0),
            (-r * 0.78, -r * 0.4),
            (-r, -r * 1.2),
            (-r * 0.6, -r * 1.88),
        ]
    )
    skin = p.radial(
        lighter(colour, 0.3), colour, (0.75, mix(colour, blush, 0.6)), darker(blush, 0.35), x=0.36, y=0.32, r=0.75
    )
    flecks = [
        circle(p.chance.uniform(-0.6, 0.6) * r, -r * p.chance.uniform(0.4, 1.5), r * 0.015 + 0.6, clear("#fff6d0", 0.5))
        for _ in range(22)
    ]
    stem = stroke(f"M0 {-r * 1.66}Q{r * 0.06} {-r * 2} {r * 0.2} {-r * 2.18}", "#5b3a22", r * 0.09)
    leaf = path(
        f"M{r * 0.1} {-r * 1.95}Q{r * 0.5} {-r * 2.4} {r * 0.95} {-r * 2.1}"
        f"Q{r * 0.55} {-r * 1.8} {r * 0.1} {-r * 1.95}Z",
        p.linear("#8fc25a", "#3f7a34", angle=20),
    )
    dip = ellipse(r * 0.02, -r * 1.68, r * 0.34, r * 0.11, clear(darker(colour, 0.6), 0.4))
    shine = ellipse(
        -r * 0.42,
        -r * 1.35,
        r * 0.17,
        r * 0.28,
        clear("#ffffff", 0.55),
        transform=f"rotate(24 {-r * 0.42} {-r * 1.35})",
    )
    return group(path(body, skin), *flecks, dip, stem, leaf, shine)


def pear(p: Picture, r: float, colour: str) -> str:
    body = smooth(
        [
            (0, 0),
            (r * 0.9, -r * 0.5),
            (r * 0.7, -r * 1.4),
            (r * 0.34, -r * 2.2),
            (0, -r * 2.5),
            (-r * 0.34, -r * 2.2),
            (-r * 0.7, -r * 1.4),
            (-r * 0.9, -r * 0.5),
        ]
    )
    return group(
        stroke(f"M0 {-r * 2.45}L{r * 0.12} {-r * 2.85}", "#5b3a22", r * 0.1),
        path(body, p.radial(lighter(colour, 0.35), colour, darker(colour, 0.4), x=0.35, y=0.5, r=0.8)),
    )


def bowl(p: Picture, width: float, colour: str, inside: str) -> tuple[str, str]:
    """The back and the front of a bowl, so that fruit can lie between; its foot at y = 0."""
    w, h = width / 2, width * 0.36
    back = ellipse(0, -h, w, w * 0.2, p.linear(darker(inside, 0.4), inside))
    wall = (
        f"M{-w} {-h}C{-w * 0.9} {-h * 0.2} {-w * 0.5} 0 {-w * 0.36} 0H{w * 0.36}"
        f"C{w * 0.5} 0 {w * 0.9} {-h * 0.2} {w} {-h}A{w} {w * 0.2} 0 0 1 {-w} {-h}Z"
    )
    band = p.clipped(
        stroke(f"M{-w} {-h * 0.72}A{w} {w * 0.22} 0 0 0 {w} {-h * 0.72}", clear("#ffffff", 0.6), h * 0.06), to=wall
    )
    return back, group(path(wall, p.linear(lighter(colour, 0.25), colour, darker(colour, 0.4), angle=10)), band)


def basket(p: Picture, width: float) -> tuple[str, str]:
    """The back and the front of a wicker basket with a handle."""
    w, h = width / 2, width * 0.4
    handle = stroke(
        f"M{-w * 0.86} {-h}C{-w * 0.8} {-h * 2.6} {w * 0.8} {-h * 2.6} {w * 0.86} {-h}",
        p.linear("#b98446", "#7a4f25"),
        width * 0.04,
    )
    wall = f"M{-w} {-h}L{-w * 0.8} 0Q0 {h * 0.14} {w * 0.8} 0L{w} {-h}Q0 {-h * 0.7} {-w} {-h}Z"
    weave = []
    for row in range(7):
        y = -h + (row + 0.7) * h / 7
        for col in range(15):
            x = -w + (col + 0.5 * (row % 2)) * w * 2 / 14
            weave.append(rect(x, y, w / 8, h / 9, ("#d9a860", "#bd8843")[(row + col) % 2], rx=h / 22))
    front = group(
        path(wall, "#8a5a2b"),
        p.clipped(
            *weave,
            rect(-w, -h, 2 * w, 2 * h, p.linear(clear("#fff0c0", 0.2), clear("#3a2010", 0.5), angle=12)),
            to=wall,
        ),
        stroke(f"M{-w} {-h}Q0 {-h * 0.7} {w} {-h}", "#c8934f", width * 0.035),
    )
    return group(handle, ellipse(0, -h, w, w * 0.14, "#5a3a1d")), front


def banana(p: Picture, long: float) -> str:
    """One banana, curved upwards, its middle at the origin."""
    d = (
        f"M{-long * 0.5} {-long * 0.24}Q{-long * 0.3} {long * 0.2} 0 {long * 0.2}"
        f"Q{long * 0.34} {long * 0.2} {long * 0.52} {-long * 0.26}"
        f"Q{long * 0.3} {-long * 0.02} 0 {-long * 0.01}Q{-long * 0.28} {-long * 0.02} {-long * 0.5} {-long * 0.24}Z"
    )
    edge = (
        f"M{-long * 0.47} {-long * 0.18}Q{-long * 0.28} {long * 0.1} 0 {long * 0.1}"
        f"Q{long * 0.32} {long * 0.1} {long * 0.48} {-long * 0.18}"
    )
    tips = [circle(x * long, y * long, long * 0.03, "#5b4422") for x, y in ((-0.5, -0.25), (0.52, -0.27))]
    return group(
        path(d, p.linear("#fff0a0", "#f6cf3f", "#d9a02a")), stroke(edge, clear("#b8801f", 0.5), long * 0.012), *tips
    )


def teapot(p: Picture, colour: str, *, lid: bool) -> str:
    """A round pot, 380 px wide with its spout and handle; without its lid one sees the dark inside."""
    china = p.radial(lighter(colour, 0.55), colour, darker(colour, 0.45), x=0.35, y=0.3, r=0.8)
    spout = path(
        "M-120 -110C-190 -110 -170 -210 -236 -226L-222 -246C-150 -240 -150 -180 -96 -170Z",
        p.linear(lighter(colour, 0.3), darker(colour, 0.2)),
    )
    handle = stroke("M124 -190C240 -240 240 -60 118 -70", darker(colour, 0.12), 27)
    body = "M-70 0C-190 -60 -170 -240 -78 -250H78C170 -240 190 -60 70 0Z"
    pattern = p.clipped(*_willow(p), to=body)
    shine = ellipse(-76, -176, 24, 48, clear("#ffffff", 0.55), transform="rotate(20 -76 -176)")
    mouth = group(
        ellipse(0, -250, 80, 19, lighter(colour, 0.5)),
        ellipse(0, -249, 70, 14, "#201a22"),
        ellipse(0, -243, 58, 8, "#7a4a25"),
    )
    top = group(
        path("M-84 -248C-70 -306 70 -306 84 -248Q0 -228 -84 -248Z", china),
        circle(0, -302, 20, china),
        stroke("M-84 -248Q0 -228 84 -248", lighter(colour, 0.5), 6),
    )
    return group(
        spout,
        handle,
        path(body, china),
        pattern,
        shine,
        top if lid else mouth,
        ellipse(0, 0, 74, 10, darker(colour, 0.4)),
    )


def _willow(p: Picture) -> list[str]:
    tint = clear("#ffffff", 0.5)
    flowers = [
        place(
            *(ellipse(0, -13, 6, 12, tint, transform=f"rotate({t})") for t in range(0, 360, 60)),
            circle(0, 0, 5, "#f5d77a"),
            x=x,
            y=y,
        )
        for x, y in ((20, -120), (80, -170), (78, -70), (-30, -60))
    ]
    return [
        stroke("M-30 -60Q20 -120 80 -170M20 -118Q50 -90 78 -70", tint, 4),
        stroke("M-180 -30Q0 -6 180 -30", tint, 7),
        *flowers,
    ]


def cup(p: Picture, size: float, colour: str, drink: str = "#7a4a25") -> str:
    """A cup on its saucer, `size` wide."""
    w = size / 2
    bowl_ = (
        f"M{-w} {-size * 0.72}"
        f"C{-w} {-size * 0.2} {-w * 0.6} {-size * 0.06} {-w * 0.4} {-size * 0.06}"
        f"H{w * 0.4}C{w * 0.6} {-size * 0.06} {w} {-size * 0.2} {w} {-size * 0.72}Z"
    )
    china = p.linear(lighter(colour, 0.35), colour, darker(colour, 0.3), angle=15)
    return group(
        ellipse(0, -size * 0.03, w * 1.7, w * 0.3, p.linear(lighter(colour, 0.3), darker(colour, 0.2))),
        ellipse(0, -size * 0.06, w * 1.1, w * 0.16, clear(darker(colour, 0.5), 0.35)),
        stroke(
            f"M{w * 0.9} {-size * 0.6}C{w * 1.6} {-size * 0.64} {w * 1.5} {-size * 0.22} {w * 0.72} {-size * 0.28}",
            darker(colour, 0.1),
            size * 0.085,
        ),
        path(bowl_, china),
        ellipse(0, -size * 0.72, w, w * 0.2, lighter(colour, 0.45)),
        ellipse(0, -size * 0.71, w * 0.88, w * 0.15, drink),
    )


def steam(p: Picture, height: float, colour: str = "#ffffff") -> str:
    """Three wisps that rise from the origin."""
    wisps = [
        stroke(f"M{x} 0C{x + 34} {-height * 0.3} {x - 34} {-height * 0.55} {x + 12} {-height}", clear(colour, 0.5), 15)
        for x in (-34, 4, 40)
    ]
    return p.blurred(*wisps, by=7)


def candle(p: Picture, height: float, width: float, wax: str = "#f6ecd8", flame: str = "#ffd27a") -> str:
    """A burning candle."""
    fire = path(
        f"M0 {-height - width * 2}"
        f"Q{width * 0.7} {-height - width * 0.6} 0 {-height - width * 0.15}"
        f"Q{-width * 0.7} {-height - width * 0.6} 0 {-height - width * 2}Z",
        p.linear("#fff7d6", flame, "#f08a2a"),
    )
    drip = smooth(
        [
            (-width / 2, -height),
            (width / 2, -height),
            (width / 2, -height * 0.7),
            (width * 0.3, -height * 0.62),
            (width * 0.16, -height * 0.8),
            (-width / 2, -height * 0.86),
        ]
    )
    return group(
        p.glow(0, -height - width, width * 9, flame, 0.75),
        rect(
            -width / 2,
            -height,
            width,
            height,
            p.linear(lighter(wax, 0.4), wax, darker(wax, 0.3), angle=0),
            rx=width * 0.1,
        ),
        path(drip, lighter(wax, 0.5)),
        stroke(f"M0 {-height}v{-width * 0.3}", "#2b1d16", 3),
        fire,
    )


def vase(p: Picture, height: float, colour: str) -> str:
    w = height * 0.3
    shape = smooth(
        [
            (-w * 0.5, 0),
            (w * 0.5, 0),
            (w, -height * 0.38),
            (w * 0.5, -height * 0.78),
            (w * 0.56, -height),
            (-w * 0.56, -height),
            (-w * 0.5, -height * 0.78),
            (-w, -height * 0.38),
        ]
    )
    return group(
        path(shape, p.linear(lighter(colour, 0.3), colour, darker(colour, 0.45), angle=8)),
        ellipse(-w * 0.4, -height * 0.48, w * 0.12, height * 0.13, clear("#ffffff", 0.5)),
    )
