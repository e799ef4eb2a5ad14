"""Trees, flowers, leaves and fruit on stems."""

# Coordinates come in a row: where, how large, which colours.
# ruff: noqa: PLR0917

from math import cos, pi, radians, sin

from jdb_site.demo.painting import (
    Picture,
    Point,
    circle,
    clear,
    darker,
    ellipse,
    group,
    lighter,
    mix,
    number,
    path,
    place,
    polygon,
    rect,
    smooth,
    stroke,
)


def pine(p: Picture, height: float, colour: str, snow: str = "") -> str:
    """A fir of four ragged tiers."""
    parts = [rect(-height * 0.03, -height * 0.14, height * 0.06, height * 0.14, darker(colour, 0.55))]
    for tier in range(4):
        foot = -height * (0.1 + 0.21 * tier)
        half, tall = height * (0.27 - 0.052 * tier), height * 0.37
        parts.append(_tier(p, foot, half, tall, p.linear(lighter(colour, 0.1), colour, darker(colour, 0.35), angle=25)))
        if snow:
            parts.append(
                _tier(p, foot - tall * 0.34, half * 0.6, tall * 0.66, p.linear(snow, mix(snow, colour, 0.35), angle=25))
            )
    return group(*parts)


def _tier(p: Picture, foot: float, half: float, tall: float, fill: str) -> str:
    fringe: list[Point] = []
    for i in range(9):
        at = (i - 4) / 4
        drop = tall * (0.0 if i % 2 else 0.1) - abs(at) * tall * 0.04
        fringe.append((at * half, foot + drop + p.chance.uniform(-0.02, 0.02) * tall))
    return polygon([(0, foot - tall), *reversed(fringe)], fill)


def tree(p: Picture, height: float, leaf: str, bark: str = "#6b4a36", width: float = 0.75) -> str:
    """A round tree lit from the upper left."""
    trunk = height * 0.05
    wood = p.linear(lighter(bark, 0.2), bark, darker(bark, 0.4), angle=0)
    legs = (
        f"M{-trunk * 1.7} 0Q{-trunk * 0.6} {-height * 0.2} {-trunk * 0.7} {-height * 0.55}H{trunk * 0.7}"
        f"Q{trunk * 0.6} {-height * 0.2} {trunk * 1.7} 0Z"
    )
    arms = stroke(
        f"M0 {-height * 0.38}L{-height * 0.2} {-height * 0.62}M0 {-height * 0.42}L{height * 0.2} {-height * 0.66}",
        bark,
        trunk * 0.8,
    )
    return group(
        path(legs, wood), arms, foliage(p, 0, -height * 0.68, height * 0.34 * width / 0.75, height * 0.31, leaf)
    )


def foliage(p: Picture, x: float, y: float, rx: float, ry: float, colour: str, n: int = 26) -> str:
    """Leaves as puffs in three tones: shade below, light above."""
    puffs: list[str] = []
    for tone, (dx, dy, size) in enumerate(((0.05, 0.1, 0.4), (-0.02, -0.02, 0.32), (-0.12, -0.16, 0.2))):
        fill = (darker(colour, 0.38), colour, mix(lighter(colour, 0.08), "#e8d884", 0.12))[tone]
        for i in range(n):
            turn, out = 2 * pi * i * 0.382, ((i + 0.5) / n) ** 0.5 * (0.86 - 0.16 * tone)
            at = (x + (cos(turn) * out + dx) * rx, y + (sin(turn) * out + dy) * ry)
            puffs.append(circle(*at, ry * size * p.chance.uniform(0.55, 1.0), fill))
    return group(*puffs)


def bare_tree(p: Picture, height: float, colour: str, spread: float = 26, depth: int = 6) -> tuple[str, list[Point]]:
    """A leafless tree and the tips of its twigs."""
    lines: dict[int, list[str]] = {}
    tips: list[Point] = []

    def grow(x: float, y: float, angle: float, long: float, left: int) -> None:
        end = (x + sin(radians(angle)) * long, y - cos(radians(angle)) * long)
        bend = p.chance.uniform(-0.12, 0.12) * long
        lines.setdefault(left, []).append(
            f"M{number(x)} {number(y)}"
            f"Q{number((x + end[0]) / 2 + bend)} {number((y + end[1]) / 2)} {number(end[0])} {number(end[1])}"
        )
        if left == 0:
            tips.append(end)
            return
        for side in (-1, 1) if left > 1 or p.chance.random() < 0.7 else (p.chance.choice((-1, 1)),):
            turn = angle + side * p.chance.uniform(0.5, 1.25) * spread
            grow(*end, turn, long * p.chance.uniform(0.68, 0.86), left - 1)

    grow(0, 0, p.chance.uniform(-4, 4), height * 0.27, depth)
    widest = height * 0.055
    drawn = [
        stroke("".join(pieces), colour, max(1.6, widest * 0.62 ** (depth - left))) for left, pieces in lines.items()
    ]
    return group(*drawn), tips


def blossom(p: Picture, size: float, petal: str, heart: str = "#f4c95d") -> str:
    """A flower of five round petals."""
    petals = _petals(size, 5, 0.5)
    return group(
        path(petals, p.radial(lighter(petal, 0.45), petal, darker(petal, 0.08))), circle(0, 0, size * 0.22, heart)
    )


def daisy(p: Picture, size: float, petal: str, heart: str, n: int = 14) -> str:
    """A flower of many long petals: daisy, aster, sunflower."""
    back = path(_petals(size * 1.08, n, 2.5 / n), darker(petal, 0.18), transform=f"rotate({number(180 / n)})")
    disc = circle(0, 0, size * 0.42, p.radial(lighter(heart, 0.15), darker(heart, 0.35)))
    return group(back, path(_petals(size, n, 2.5 / n), p.radial(darker(petal, 0.1), petal, lighter(petal, 0.12))), disc)


def far_daisy(size: float, petal: str, heart: str) -> str:
    """The same flower too far off for more than two colours."""
    return group(path(_petals(size, 11, 0.25), petal), circle(0, 0, size * 0.42, heart))


def _petals(size: float, n: int, wide: float) -> str:
    """`n` petals of length `size` about the origin, each `wide` radians to either side, as one path."""
    pieces = []
    for i in range(n):
        turn = 2 * pi * i / n - pi / 2
        curve = [(0.66, -1.3), (0.9, -0.8), (1.1, 0.0), (0.9, 0.8), (0.66, 1.3)]
        a, b, c, d, e = ((cos(turn + at * wide) * size * out, sin(turn + at * wide) * size * out) for out, at in curve)
        pieces.append(
            f"M0 0Q{a[0]:.1f} {a[1]:.1f} {b[0]:.1f} {b[1]:.1f}"
            f"Q{c[0] * 1.04:.1f} {c[1] * 1.04:.1f} {d[0]:.1f} {d[1]:.1f}"
            f"Q{e[0]:.1f} {e[1]:.1f} 0 0Z"
        )
    return "".join(pieces)


def lotus(p: Picture, size: float, petal: str) -> str:
    """A lotus seen from above."""
    rings = []
    for ring, (n, long) in enumerate(((9, 1.0), (7, 0.72), (5, 0.46))):
        tone = lighter(petal, 0.18 * ring)
        drop = (
            f"M0 0C{-size * 0.3 * long} {-size * 0.45 * long} {-size * 0.14 * long} "
            f"{-size * 0.9 * long} 0 {-size * long}"
            f"C{size * 0.14 * long} {-size * 0.9 * long} {size * 0.3 * long} {-size * 0.45 * long} 0 0Z"
        )
        fill = p.linear(lighter(tone, 0.4), tone)
        rings += [path(drop, fill, transform=f"rotate({number(i * 360 / n + 14 * ring)})") for i in range(n)]
    return group(*rings, circle(0, 0, size * 0.14, "#f2c14e"))


def pad(p: Picture, r: float, colour: str) -> str:
    """A lily pad seen from above, with its notch and veins."""
    disc = f"M0 0L{r * 0.95} {-r * 0.22}A{r} {r} 0 1 0 {r * 0.95} {r * 0.22}Z"
    veins = "".join(
        f"M0 0L{number(cos(radians(t)) * r * 0.82)} {number(sin(radians(t)) * r * 0.82)}" for t in range(40, 330, 36)
    )
    shade = path(disc, clear("#06202a", 0.35), transform=f"translate({number(r * 0.1)} {number(r * 0.14)})")
    return group(
        shade,
        path(disc, p.radial(lighter(colour, 0.2), colour, r=0.7)),
        stroke(veins, clear(darker(colour), 0.5), r * 0.03),
    )


def leaf(p: Picture, long: float, colour: str) -> str:
    """One leaf that points up, with its midrib."""
    half = long * 0.26
    blade = (
        f"M0 0C{-half * 1.5} {-long * 0.3} {-half} {-long * 0.75} 0 {-long}"
        f"C{half} {-long * 0.75} {half * 1.5} {-long * 0.3} 0 0Z"
    )
    fill = p.linear(lighter(colour, 0.18), colour, (0.5, colour), darker(colour, 0.2), angle=0)
    return group(path(blade, fill), stroke(f"M0 0V{-long * 0.85}", clear(lighter(colour, 0.4), 0.6), long * 0.02))


def bamboo(p: Picture, height: float, width: float, colour: str) -> str:
    """One cane with its joints."""
    fill = p.linear(lighter(colour, 0.3), colour, darker(colour, 0.4), angle=0)
    joint = height / 7
    canes = [rect(-width / 2, -joint * (i + 1) + 2, width, joint - 4, fill, rx=width * 0.25) for i in range(7)]
    return group(
        *canes, *(rect(-width * 0.6, -joint * i - 3, width * 1.2, 6, darker(colour, 0.3), rx=3) for i in range(1, 7))
    )


def mushroom(p: Picture, height: float, cap: str) -> str:
    """A toadstool with white dots."""
    w = height * 0.55
    stem = smooth(
        [
            (-w * 0.22, 0),
            (w * 0.22, 0),
            (w * 0.15, -height * 0.35),
            (w * 0.16, -height * 0.6),
            (-w * 0.16, -height * 0.6),
            (-w * 0.15, -height * 0.35),
        ]
    )
    top = (
        f"M{-w} {-height * 0.5}"
        f"C{-w} {-height * 1.1} {w} {-height * 1.1} {w} {-height * 0.5}"
        f"C{w * 0.5} {-height * 0.42} {-w * 0.5} {-height * 0.42} {-w} {-height * 0.5}Z"
    )
    dots = [
        ellipse(x * w, -y * height, r * w, r * w * 0.8, "#fff7ea")
        for x, y, r in (
            (-0.55, 0.66, 0.13),
            (0.05, 0.82, 0.16),
            (0.5, 0.68, 0.11),
            (-0.15, 0.6, 0.09),
            (0.75, 0.55, 0.07),
            (-0.3, 0.86, 0.07),
        )
    ]
    gills = ellipse(0, -height * 0.5, w * 0.86, height * 0.055, "#ead9c0")
    return group(
        path(stem, p.linear("#fffaf0", "#d9c7ab", angle=0)),
        path(top, p.radial(lighter(cap, 0.25), cap, darker(cap, 0.3), x=0.35, y=0.25, r=0.8)),
        gills,
        *dots,
    )


def cactus(p: Picture, height: float, colour: str) -> str:
    """A saguaro with two arms."""
    w = height * 0.13
    fill = p.linear(lighter(colour, 0.25), colour, darker(colour, 0.4), angle=0)
    arms = (
        f"M{-w * 0.3} {-height * 0.35}H{-w * 2}V{-height * 0.62}M{w * 0.3} {-height * 0.48}H{w * 1.9}V{-height * 0.8}"
    )
    ribs = "".join(f"M{w * at} {-height * 0.03}V{-height * 0.92}" for at in (-0.5, 0, 0.5))
    return group(
        stroke(arms, colour, w),
        rect(-w, -height, 2 * w, height, fill, rx=w),
        stroke(ribs, clear(darker(colour, 0.5), 0.45), 3),
    )


def scattered(parts: list[str], spots: list[Point], turns: list[float]) -> str:
    """One part at each spot, turned."""
    return group(*(place(part, x=x, y=y, turn=turn) for part, (x, y), turn in zip(parts, spots, turns, strict=True)))
